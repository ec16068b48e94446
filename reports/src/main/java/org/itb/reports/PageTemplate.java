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

/**
 * A self-contained page: no network, no other file. Its content security policy allows the page's own style and script
 * by their hashes and nothing else; what it shows is JSON inside it.
 */
final class PageTemplate {
    private static final String FOLDER = "page/";

    private final String page;
    private final String style = resource("page.css");
    private final String script;

    /** @param name of page and script; all pages have one style, and one head with one policy */
    PageTemplate(String name) {
        this.page = resource(name + ".html").replace("{{head}}", resource("head.html"));
        this.script = resource(name + ".js");
    }

    /** Writes elements of JSON. */
    interface Data {
        void writeTo(JsonElements elements) throws IOException;
    }

    /** Where the data of a page go. */
    static final class JsonElements {
        private final Writer out;
        private final JsonFactory factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

        private JsonElements(Writer out) {
            this.out = out;
            factory.setCharacterEscapes(new InsideScript());
        }

        /** @param id empty for none */
        void add(String id, Json content) throws IOException {
            out.write("<script type=\"application/json\"" + (id.isEmpty() ? "" : " id=\"" + id + "\"") + ">");
            try (JsonGenerator json = factory.createGenerator(out)) {
                content.writeTo(json);
            }
            out.write("</script>\n");
        }
    }

    /** One JSON value. */
    interface Json {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Filled in one pass: what is put in is never searched for further places. */
    void writeTo(Writer out, String title, Data data) throws IOException {
        String policy = "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; base-uri 'none'; form-action 'none'";
        for (String piece : page.split("(?=\\{\\{)|(?<=\\}\\})")) {
            switch (piece) {
                case "{{csp}}" -> out.write(policy);
                case "{{title}}" -> out.write(escaped(title));
                case "{{style}}" -> out.write(style);
                case "{{script}}" -> out.write(script);
                case "{{data}}" -> data.writeTo(new JsonElements(out));
                default -> out.write(piece);
            }
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
        try (InputStream in = PageTemplate.class.getResourceAsStream(FOLDER + name)) {
            // A browser reads every line end as a line feed, and hashes what it reads.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON inside a script element must not be able to end it, whatever its texts say. */
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
