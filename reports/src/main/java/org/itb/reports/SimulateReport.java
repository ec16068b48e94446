package org.itb.reports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.itb.harness.oracle.Violation;
import org.itb.harness.simulate.LifeFailure;
import org.itb.harness.simulate.LifeResult;
import org.itb.harness.simulate.Simulation;
import org.itb.harness.stream.KernelNames;
import org.itb.harness.trace.KernelSources;

/** What a run of {@code itb simulate} found, over all its lives: as text for a person, as JSON for a program. */
final class SimulateReport {
    /** The format's name, as {@code specs/schema/itb-simulate-1.schema.json} describes it. */
    static final String FORMAT = "itb-simulate/1";

    private final long seed;
    private final long[] replies = new long[KernelNames.REPLIES.size()];
    private final long[] alarms = new long[KernelNames.ALARMS.size() + 1];
    private long lives;
    private long livedMs;
    private long ticks;
    private long replacedTicks;
    private long comparedTicks;
    private long lines;
    private long boluses;
    private long tookNs;
    private int jobs;
    private long failedLife;
    private Optional<LifeFailure> failure = Optional.empty();
    private LifeFailure shrunk;

    SimulateReport(long seed) {
        this.seed = seed;
    }

    void add(LifeResult life) {
        lives++;
        livedMs += life.endMs();
        ticks += life.ticks();
        replacedTicks += life.replacedTicks();
        comparedTicks += life.comparedTicks();
        lines += life.lines();
        boluses += life.boluses();
        IntStream.range(0, replies.length).forEach(i -> replies[i] += life.replies()[i]);
        IntStream.range(0, alarms.length).forEach(i -> alarms[i] += life.alarms()[i]);
        failure = life.failure();
        failedLife = life.life();
    }

    void took(long ns, int threads) {
        tookNs = Math.max(1, ns);
        jobs = threads;
    }

    void shrunkTo(LifeFailure small) {
        shrunk = small;
    }

    boolean isMoreToLive(long years) {
        return failure.isEmpty() && livedMs < years * Simulation.LIFE_MS;
    }

    Optional<LifeFailure> failure() {
        return failure;
    }

    long failedLife() {
        return failedLife;
    }

    String progress(long years) {
        return String.format(Locale.ROOT, "%.1f of %d years", years(), years);
    }

    private double years() {
        return (double) livedMs / Simulation.LIFE_MS;
    }

    private double yearsPerSecond() {
        return years() * 1e9 / tookNs;
    }

    void print(Console console, Path stream) {
        if (failure.isPresent()) {
            printFailure(console, stream);
        }
        console.line(String.format(Locale.ROOT, "%.1f pump-years in %d lives of seed %d: %s", years(), lives, seed,
                failure.isPresent() ? console.red("1 violation") : "0 violations"));
        console.line(String.format(Locale.ROOT, "  %,d ticks and %,d lines judged, %,d boluses started", ticks, lines, boluses));
        if (replacedTicks > 0) {
            console.line(String.format(Locale.ROOT, "  %,d of the ticks replaced by leaps over quiet time; %,d leapt over and ticked, with one result",
                    replacedTicks, comparedTicks));
        }
        console.line("  replies  " + counts(KernelNames.REPLIES, replies, 0));
        console.line("  alarms   " + counts(KernelNames.ALARMS, alarms, 1));
        console.line(String.format(Locale.ROOT, "  %.1f pump-years a second, %d at a time", yearsPerSecond(), jobs));
    }

    private void printFailure(Console console, Path stream) {
        Violation violation = failure.get().violation();
        console.line(console.red("VIOLATION") + "  seed " + seed + ", life " + failedLife + ", at "
                + Instant.text(violation.atMs()) + ": " + violation);
        console.line("  again   itb simulate --seed " + seed + " --life " + failedLife);
        console.line("  stream  " + Console.printable(stream.toString()) + " (" + shrunk.entries().size() + " of "
                + failure.get().entries().size() + " lines)");
    }

    private static String counts(List<String> names, long[] counts, int first) {
        return IntStream.range(0, names.size())
                .filter(i -> counts[i + first] > 0)
                .mapToObj(i -> names.get(i) + " " + counts[i + first])
                .collect(Collectors.joining(", "));
    }

    void writeJson(OutputStream out, Path stream) throws IOException {
        JsonFactory factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
        try (JsonGenerator json = factory.createGenerator(out)) {
            DefaultIndenter indent = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent));
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeStringField("kernelSha256", KernelSources.sha256());
            json.writeNumberField("seed", seed);
            json.writeNumberField("lives", lives);
            json.writeNumberField("livedMs", livedMs);
            json.writeNumberField("ticks", ticks);
            json.writeNumberField("replacedTicks", replacedTicks);
            json.writeNumberField("comparedTicks", comparedTicks);
            json.writeNumberField("lines", lines);
            json.writeNumberField("boluses", boluses);
            write(json, "replies", KernelNames.REPLIES, replies, 0);
            write(json, "alarms", KernelNames.ALARMS, alarms, 1);
            json.writeNumberField("tookMs", tookNs / 1_000_000);
            json.writeNumberField("jobs", jobs);
            json.writeArrayFieldStart("violations");
            if (failure.isPresent()) {
                write(json, stream);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static void write(JsonGenerator json, String field, List<String> names, long[] counts, int first) throws IOException {
        json.writeObjectFieldStart(field);
        for (int i = 0; i < names.size(); i++) {
            if (counts[i + first] > 0) {
                json.writeNumberField(names.get(i), counts[i + first]);
            }
        }
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Path stream) throws IOException {
        Violation violation = failure.get().violation();
        json.writeStartObject();
        json.writeNumberField("life", failedLife);
        json.writeNumberField("atMs", violation.atMs());
        json.writeStringField("requirement", violation.requirement());
        json.writeStringField("what", violation.what());
        json.writeNumberField("lines", failure.get().entries().size());
        json.writeNumberField("shrunkLines", shrunk.entries().size());
        json.writeStringField("stream", stream.toString());
        json.writeEndObject();
    }
}
