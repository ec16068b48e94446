package org.itb.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.itb.harness.replay.ReplayException;
import org.itb.harness.replay.ReplayResult;
import org.itb.harness.replay.Replayer;
import org.itb.harness.stream.CommandStream;
import org.itb.harness.stream.StreamReader;
import org.itb.harness.trace.TraceFile;
import org.itb.harness.trace.TraceSink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code itb replay}: streams through the kernel in the simulated world, and whether what they expect holds. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Itb.Version.class,
        sortOptions = false,
        header = "Run command streams through the kernel and check what they expect.",
        description = {
            "",
            "A stream is a therapy as a text file, one JSON object a line: a header with the pump and the patient's "
                    + "profile, then commands, changes of the world and expectations in the order of time, such as",
            "",
            "  {\"at\":\"04:00:00\",\"do\":\"PATIENT_BOLUS_REQUEST\",\"expect\":{\"reply\":\"OK\"}}",
            "",
            "It runs on a simulated pump (motor, reservoir, battery, clock). Each stream gets a line; of one that does "
                    + "not hold, the first failed expectation is shown with its FILE:LINE.",
            "The format is described in specs/schema/itb-stream-1.schema.json, examples are in specs/scenarios/."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every expectation holds",
            "1:an expectation does not hold",
            "2:bad input or usage: FILE:LINE:COLUMN: what is wrong, what was expected",
            "3:it could not run (no permission, disk full)"
        },
        footer = {
            "",
            "Examples:",
            "  itb replay specs/scenarios",
            "      every scenario",
            "  itb replay --html day.html specs/scenarios/SC-03-boluses.stream.jsonl",
            "      one scenario as a picture; open day.html in a browser, it needs no network",
            "  itb replay --html all.html specs/scenarios",
            "      one page for all, with a list to choose from",
            "  itb replay --trace t.jsonl my.stream.jsonl",
            "      every reply and every change; the same stream gives the same bytes",
            "  itb replay --json specs/scenarios > result.json",
            "      for a program; specs/schema/itb-replay-1.schema.json describes it"
        })
final class ReplayCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "STREAM",
            description = "A stream (*.stream.jsonl), or a folder: all streams below it, in the order of their paths.")
    private List<Path> streams;

    @Option(names = "--trace", paramLabel = "FILE", description = "Write the trace (itb-trace/1) of the one stream.")
    private Path trace;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write one page with the picture: rates, doses against limits, reservoir, alarms, commands.")
    private Path html;

    @Option(names = "--json", description = "Print the result as JSON instead of text.")
    private boolean json;

    ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ReplayReport report = new ReplayReport();
        try {
            List<Path> files = StreamFiles.of(streams);
            refuseOutputs(files);
            replayAll(files, report);
        } catch (ReplayException refused) {
            console.progressDone();
            console.problem(refused.getMessage());
            return refused.kind().exitCode();
        }
        if (json) {
            report.writeJson(console.out());
        } else {
            report.printTotals(console);
        }
        return report.exitCode();
    }

    private void refuseOutputs(List<Path> files) throws ReplayException {
        if (trace != null && files.size() > 1) {
            throw ReplayException.badInput("--trace " + trace + ": a trace is of one stream, but " + files.size()
                    + " are given; name one, or leave --trace out");
        }
        if (trace != null && html != null && isSame(trace, html)) {
            throw ReplayException.badInput("--trace and --html both name " + html + ", expected two files");
        }
        for (Path file : files) {
            for (Path output : outputs()) {
                if (isSame(output, file)) {
                    throw ReplayException.badInput(output + ": this is a stream to replay, it would be overwritten");
                }
            }
        }
    }

    private List<Path> outputs() {
        List<Path> outputs = new ArrayList<>();
        if (trace != null) {
            outputs.add(trace);
        }
        if (html != null) {
            outputs.add(html);
        }
        return outputs;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            if (Files.exists(one) && Files.exists(other)) {
                return Files.isSameFile(one, other);
            }
        } catch (IOException unknown) {
            // Falls back to the names.
        }
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    private void replayAll(List<Path> files, ReplayReport report) throws ReplayException {
        List<Timeline> timelines = new ArrayList<>();
        try (OutputFile page = html == null ? null : OutputFile.create(html)) {
            for (int i = 0; i < files.size(); i++) {
                if (!json) {
                    console.progress("[" + (i + 1) + "/" + files.size() + "] " + files.get(i));
                }
                replayOne(files.get(i), report, timelines);
            }
            if (page == null) {
                return;
            }
            if (report.hasProblems()) {
                console.problem("itb: " + html + " is not written, because not every stream could be replayed");
                return;
            }
            page.write(new ReplayPage(timelines)::writeTo);
        }
    }

    /** A stream that cannot be replayed is told, and the others still run. */
    private void replayOne(Path file, ReplayReport report, List<Timeline> timelines) throws ReplayException {
        CommandStream stream;
        ReplayResult result;
        try {
            stream = new StreamReader().read(file);
            result = replay(stream, timelines);
        } catch (ReplayException refused) {
            console.progressDone();
            console.problem(refused.getMessage());
            report.add(file.toString(), refused);
            return;
        }
        report.add(stream, result);
        if (!json) {
            console.progressDone();
            ReplayReport.print(console, stream, result);
        }
    }

    private ReplayResult replay(CommandStream stream, List<Timeline> timelines) throws ReplayException {
        List<TraceSink> sinks = new ArrayList<>();
        if (html != null) {
            Timeline timeline = new Timeline();
            timelines.add(timeline);
            sinks.add(timeline);
        }
        if (trace == null) {
            return new Replayer().replay(stream, sinks.toArray(TraceSink[]::new));
        }
        try (TraceFile file = TraceFile.create(trace)) {
            sinks.add(file);
            return new Replayer().replay(stream, sinks.toArray(TraceSink[]::new));
        }
    }
}
