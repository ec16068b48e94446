package org.itb.reports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * One self-contained page that shows replays over time: no network, no other file, no moment of its making, so that the
 * same replay gives the same bytes. Its content security policy allows the page's own style and script by their hashes
 * and nothing else.
 */
final class ReplayPage {
    private static final String FOLDER = "page/";

    private final List<Timeline> timelines;

    /** A page of these replays, at least one, each complete. */
    ReplayPage(List<Timeline> timelines) {
        if (timelines.isEmpty() || !timelines.stream().allMatch(Timeline::isComplete)) {
            throw new IllegalArgumentException("a page shows one or more complete replays");
        }
        this.timelines = List.copyOf(timelines);
    }

    void writeTo(Writer out) throws IOException {
        String style = resource("page.css");
        String script = resource("page.js");
        String policy = "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; base-uri 'none'; form-action 'none'";
        String title = timelines.size() == 1 ? timelines.get(0).id() + " · ITB replay"
                : timelines.size() + " streams · ITB replay";
        // Filled in one pass: what is put in is never searched for further places.
        for (String piece : resource("page.html").split("(?=\\{\\{)|(?<=\\}\\})")) {
            switch (piece) {
                case "{{csp}}" -> out.write(policy);
                case "{{title}}" -> out.write(escaped(title));
                case "{{style}}" -> out.write(style);
                case "{{script}}" -> out.write(script);
                case "{{data}}" -> writeData(out);
                default -> out.write(piece);
            }
        }
    }

    private void writeData(Writer out) throws IOException {
        JsonFactory factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
        factory.setCharacterEscapes(new InsideScript());
        out.write("<script type=\"application/json\" id=\"index\">");
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.writeStartArray();
            for (Timeline timeline : timelines) {
                json.writeStartObject();
                json.writeStringField("id", timeline.id());
                json.writeStringField("title", timeline.title());
                json.writeNumberField("failed", timeline.failed());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        out.write("</script>\n");
        for (Timeline timeline : timelines) {
            out.write("<script type=\"application/json\">");
            try (JsonGenerator json = factory.createGenerator(out)) {
                timeline.writeTo(json);
            }
            out.write("</script>\n");
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String resource(String name) {
        try (InputStream in = ReplayPage.class.getResourceAsStream(FOLDER + name)) {
            // A browser reads every line end as a line feed, and hashes what it reads.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON inside a script element must not be able to end it, whatever a stream's title says. */
    private static final class InsideScript extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private final int[] ascii = standardAsciiEscapesForJSON();

        InsideScript() {
            for (char c : new char[] {'<', '>', '&'}) {
                ascii[c] = ESCAPE_STANDARD;
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            return null; // none of its own
        }
    }
}
