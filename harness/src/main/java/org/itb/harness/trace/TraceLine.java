package org.itb.harness.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The bytes of one record in {@code itb-trace/1}: fields in one fixed order, no space, a line feed at the end. */
final class TraceLine {
    /** The format's name and version. */
    static final String FORMAT = "itb-trace/1";

    private static final JsonFactory FACTORY = new JsonFactory();

    private TraceLine() { }

    /**
     * Writes a record.
     *
     * @param sha256 hash of all lines before; only the last record tells it
     */
    static byte[] of(TraceRecord traced, String sha256) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            if (traced instanceof TraceRecord.Header header) {
                writeHeader(json, header);
            } else if (traced instanceof TraceRecord.Line line) {
                writeLine(json, line);
            } else if (traced instanceof TraceRecord.Event event) {
                writeEvent(json, event);
            } else if (traced instanceof TraceRecord.End end) {
                writeEnd(json, end, sha256);
            }
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static void writeHeader(JsonGenerator json, TraceRecord.Header header) throws IOException {
        json.writeStringField("format", FORMAT);
        json.writeStringField("stream", header.stream().id());
        json.writeStringField("streamSha256", header.stream().sha256());
        json.writeStringField("kernelSha256", header.kernelSha256());
        json.writeStringField("target", header.target());
        json.writeNumberField("tickMs", header.stream().tickMs());
    }

    private static void writeLine(JsonGenerator json, TraceRecord.Line line) throws IOException {
        json.writeNumberField("at", line.atMs());
        json.writeNumberField("line", line.line());
        json.writeStringField("in", line.in());
        if (line.reply() != null) {
            json.writeStringField("reply", line.reply());
        }
        if (line.retold()) {
            json.writeBooleanField("retold", true);
        }
        writeState(json, line.state());
    }

    private static void writeEvent(JsonGenerator json, TraceRecord.Event event) throws IOException {
        json.writeNumberField("at", event.atMs());
        json.writeStringField("event", event.event().name());
        if (event.alarm() != null) {
            json.writeStringField("alarm", event.alarm());
        }
        writeState(json, event.state());
    }

    private static void writeEnd(JsonGenerator json, TraceRecord.End end, String sha256) throws IOException {
        json.writeBooleanField("end", true);
        json.writeNumberField("atMs", end.atMs());
        json.writeNumberField("lines", end.lines());
        json.writeNumberField("expectations", end.expectations());
        json.writeNumberField("failed", end.failed());
        json.writeStringField("sha256", sha256);
    }

    private static void writeState(JsonGenerator json, TraceState state) throws IOException {
        json.writeStringField("mode", state.mode());
        json.writeNumberField("rateNlPerH", state.rateNlPerH());
        json.writeNumberField("basalNlPerH", state.basalNlPerH());
        json.writeNumberField("bolusNlPerH", state.bolusNlPerH());
        json.writeArrayFieldStart("alarms");
        for (String alarm : state.alarms()) {
            json.writeString(alarm);
        }
        json.writeEndArray();
        json.writeStringField("signal", state.signal());
        json.writeNumberField("commandedNl", state.commandedNl());
        json.writeNumberField("deliveredNl", state.deliveredNl());
        json.writeNumberField("reservoirNominalNl", state.reservoirNominalNl());
        json.writeNumberField("reservoirPessimisticNl", state.reservoirPessimisticNl());
        json.writeNumberField("concentrationUgPerMl", state.concentrationUgPerMl());
        json.writeNumberField("programNgPerDay", state.programNgPerDay());
    }
}
