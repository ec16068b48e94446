package org.itb.reports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.itb.harness.replay.FailedExpectation;
import org.itb.harness.replay.ReplayException;
import org.itb.harness.replay.ReplayResult;
import org.itb.harness.replay.Replayer;
import org.itb.harness.stream.CommandStream;
import org.itb.harness.stream.Entry;
import org.itb.harness.trace.KernelSources;

/** What a run of {@code itb replay} found, over all its streams: as text for a person, as JSON for a program. */
final class ReplayReport {
    /** The format's name, as {@code specs/schema/itb-replay-1.schema.json} describes it. */
    static final String FORMAT = "itb-replay/1";

    private record Replayed(CommandStream stream, ReplayResult result) { }

    private record Problem(String file, ReplayException why) { }

    private final List<Replayed> replayed = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    void add(CommandStream stream, ReplayResult result) {
        replayed.add(new Replayed(stream, result));
    }

    void add(String file, ReplayException why) {
        problems.add(new Problem(file, why));
    }

    boolean hasProblems() {
        return !problems.isEmpty();
    }

    /** The worst of what was found: could not run, bad input, an expectation fails, all holds. */
    int exitCode() {
        int code = failed() > 0 ? Itb.FAILS : Itb.HOLDS;
        for (Problem problem : problems) {
            code = Math.max(code, problem.why().kind().exitCode());
        }
        return code;
    }

    private long expectations() {
        return replayed.stream().mapToLong(one -> one.result().expectations()).sum();
    }

    private long failed() {
        return replayed.stream().mapToLong(one -> one.result().failed()).sum();
    }

    /** One stream: a line, and what failed first. */
    static void print(Console console, CommandStream stream, ReplayResult result) {
        String verdict = result.holds() ? "holds" : console.red("FAILS");
        String counts = String.format("%6d lines %6d expectations", result.lines(), result.expectations());
        console.line(verdict + String.format("  %-42s", Console.printable(result.streamId())) + counts
                + (result.holds() ? "" : ", " + result.failed() + " failed"));
        if (result.holds()) {
            return;
        }
        FailedExpectation first = result.failures().get(0);
        Entry entry = entriesByLine(stream).get(first.line());
        String where = result.source() + ":" + first.line() + ": ";
        String what = entry == null ? "" : entry.name() + " at " + Instant.text(entry.atMs()) + ": ";
        console.line("       " + Console.printable(where + what + first.field()));
        console.line("         expected  " + Console.printable(first.expected()));
        console.line("         actual    " + Console.printable(first.actual()));
        if (result.failed() > 1) {
            console.line("       and " + (result.failed() - 1) + " more; --html or --json shows all");
        }
    }

    void printTotals(Console console) {
        String text = counted(replayed.size(), "stream") + ", " + counted(expectations(), "expectation") + ", "
                + failed() + " failed";
        if (hasProblems()) {
            text += ", " + problems.size() + " not replayed";
        }
        console.line(failed() > 0 || hasProblems() ? console.red(text) : text);
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static Map<Integer, Entry> entriesByLine(CommandStream stream) {
        Map<Integer, Entry> entries = new HashMap<>();
        stream.entries().forEach(entry -> entries.put(entry.line(), entry));
        return entries;
    }

    void writeJson(OutputStream out) throws IOException {
        JsonFactory factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
        try (JsonGenerator json = factory.createGenerator(out)) {
            DefaultIndenter indent = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent));
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeStringField("target", Replayer.TARGET);
            json.writeStringField("kernelSha256", KernelSources.sha256());
            json.writeNumberField("exitCode", exitCode());
            json.writeObjectFieldStart("totals");
            json.writeNumberField("streams", replayed.size());
            json.writeNumberField("expectations", expectations());
            json.writeNumberField("failed", failed());
            json.writeNumberField("notReplayed", problems.size());
            json.writeEndObject();
            json.writeArrayFieldStart("streams");
            for (Replayed one : replayed) {
                write(json, one);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("problems");
            for (Problem problem : problems) {
                json.writeStartObject();
                json.writeStringField("file", problem.file());
                json.writeStringField("kind", problem.why().kind().name());
                json.writeStringField("message", problem.why().getMessage());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static void write(JsonGenerator json, Replayed one) throws IOException {
        ReplayResult result = one.result();
        Map<Integer, Entry> entries = entriesByLine(one.stream());
        json.writeStartObject();
        json.writeStringField("file", result.source());
        json.writeStringField("id", result.streamId());
        json.writeStringField("title", result.title());
        json.writeStringField("sha256", one.stream().sha256());
        json.writeBooleanField("holds", result.holds());
        json.writeNumberField("lines", result.lines());
        json.writeNumberField("endMs", result.endMs());
        json.writeNumberField("expectations", result.expectations());
        json.writeNumberField("failed", result.failed());
        json.writeArrayFieldStart("failures");
        for (FailedExpectation failure : result.failures()) {
            Entry entry = entries.get(failure.line());
            json.writeStartObject();
            json.writeNumberField("line", failure.line());
            json.writeNumberField("atMs", entry.atMs());
            json.writeStringField("in", entry.name());
            json.writeStringField("field", failure.field());
            json.writeStringField("expected", failure.expected());
            json.writeStringField("actual", failure.actual());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
