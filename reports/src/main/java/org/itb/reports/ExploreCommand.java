package org.itb.reports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.itb.harness.explore.Exploration;
import org.itb.harness.explore.Explorer;
import org.itb.harness.replay.ReplayException;
import org.itb.harness.trace.KernelSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code itb explore}: every state of a small pump that so many moves can reach. */
@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        versionProvider = Itb.Version.class,
        sortOptions = false,
        header = "Visit every state of a small pump, all moves at each.",
        description = {
            "",
            "The kernel as it is shipped, in its simulated world, under a small configuration: a reservoir that runs dry within a "
                    + "day, a few rates and boluses, waits of 1 min, 1 h and 6 h in ticks of 1 min. Breadth first, every command, every "
                    + "change of the world and every wait is tried at every state; at every step the invariants are judged: output in "
                    + "range, no silent stop, no bolus beside an alarm, latched stays, a refusal changes nothing, lockout, count and "
                    + "limits by an account of its own.",
            "A state is everything that pump and world hold, told apart by 128 bits, but for counters and leftovers that decide "
                    + "nothing. Time is part of it, so the states have no end: the result is bounded to the depth that it names, unless "
                    + "it says that all states were reached. A violation is written as the shortest stream that leads to it."
        },
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every state that was visited holds",
            "1:one does not",
            "2:bad input or usage",
            "3:it could not run (no permission, disk full, out of memory)"
        },
        footer = {
            "",
            "Examples:",
            "  itb explore",
            "      ten million states, five minutes at most",
            "  itb explore --depth 3",
            "      everything that three moves can reach",
            "  itb explore --states 100000000 --seconds 7200",
            "      more, with about 50 bytes of memory for each",
            "  itb explore --json > states.json",
            "      for a program; specs/schema/itb-explore-1.schema.json describes it"
        })
final class ExploreCommand implements Callable<Integer> {
    /** The format's name, as {@code specs/schema/itb-explore-1.schema.json} describes it. */
    static final String FORMAT = "itb-explore/1";

    private final Console console;

    @Option(names = "--states", paramLabel = "N", description = "End when so many states are found; default: ${DEFAULT-VALUE}.")
    private long states = 10_000_000;

    @Option(names = "--depth", paramLabel = "D", description = "End when all states of so many moves are found; default: ${DEFAULT-VALUE}.")
    private int depth = 100;

    @Option(names = "--seconds", paramLabel = "T", description = "End after so long; default: ${DEFAULT-VALUE}.")
    private long seconds = 300;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the stream of a violation goes; default: .itb/explore/counterexample.stream.jsonl.")
    private Path out;

    @Option(names = "--json", description = "Print the result as JSON instead of text.")
    private boolean json;

    ExploreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (states < 1 || states > 1_000_000_000 || depth < 1 || seconds < 1) {
            console.problem("itb: --states is 1 … 1000000000, --depth and --seconds are at least 1");
            return Itb.BAD_INPUT;
        }
        long beganNs = System.nanoTime();
        Exploration found = new Explorer().explore(
                states, depth, () -> System.nanoTime() - beganNs > seconds * 1_000_000_000,
                count -> showProgress(count));
        long tookNs = Math.max(1, System.nanoTime() - beganNs);
        console.progressDone();
        try {
            Path stream = null;
            if (found.failure().isPresent()) {
                stream = StreamOutput.write(out, "explore", "counterexample", found.failure().get().stream());
            }
            if (json) {
                writeJson(found, tookNs, stream);
            } else {
                print(found, tookNs, stream);
            }
        } catch (ReplayException refused) {
            console.problem(refused.getMessage());
            return refused.kind().exitCode();
        }
        return found.failure().isPresent() ? Itb.FAILS : Itb.HOLDS;
    }

    private void showProgress(long count) {
        if (!json) {
            console.progress(String.format(Locale.ROOT, "%,d states", count));
        }
    }

    private void print(Exploration found, long tookNs, Path stream) {
        found.failure().ifPresent(failure -> {
            console.line(console.red("VIOLATION") + "  after " + failure.moves().size() + " moves: " + failure.violation());
            console.line("  moves   " + String.join(" · ", failure.moves()));
            console.line("  stream  " + Console.printable(stream.toString()) + "; itb replay shows it");
        });
        console.line(String.format(Locale.ROOT, "%,d states, %,d transitions, %s: %s", found.states(), found.transitions(),
                bound(found), found.failure().isPresent() ? console.red("1 violation") : "0 violations"));
        console.line("  new states at each depth  " + found.layers());
        console.line(String.format(Locale.ROOT, "  %,d states and %,d transitions a second; %d moves at each state",
                perSecond(found.states(), tookNs), perSecond(found.transitions(), tookNs), Exploration.moves().size()));
    }

    /** What the result is a statement of. */
    private static String bound(Exploration found) {
        return found.exhausted() ? "all that there are" : "bounded to depth " + found.depth() + " (ended by " + found.end() + ")";
    }

    private static long perSecond(long count, long tookNs) {
        return (long) (count * 1e9 / tookNs);
    }

    private void writeJson(Exploration found, long tookNs, Path stream) throws IOException {
        JsonFactory factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
        try (JsonGenerator generator = factory.createGenerator(console.out())) {
            DefaultIndenter indent = new DefaultIndenter("  ", "\n");
            generator.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent));
            generator.writeStartObject();
            generator.writeStringField("format", FORMAT);
            generator.writeStringField("kernelSha256", KernelSources.sha256());
            generator.writeNumberField("states", found.states());
            generator.writeNumberField("transitions", found.transitions());
            generator.writeNumberField("depth", found.depth());
            generator.writeArrayFieldStart("layers");
            for (long layer : found.layers()) {
                generator.writeNumber(layer);
            }
            generator.writeEndArray();
            generator.writeBooleanField("exhausted", found.exhausted());
            generator.writeStringField("end", found.end().name());
            generator.writeNumberField("tookMs", tookNs / 1_000_000);
            generator.writeArrayFieldStart("violations");
            if (found.failure().isPresent()) {
                write(generator, found.failure().get(), stream);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
        console.out().write('\n');
    }

    private static void write(JsonGenerator json, Exploration.Failure failure, Path stream) throws IOException {
        json.writeStartObject();
        json.writeStringField("requirement", failure.violation().requirement());
        json.writeStringField("what", failure.violation().what());
        json.writeNumberField("atMs", failure.violation().atMs());
        json.writeArrayFieldStart("moves");
        for (String move : failure.moves()) {
            json.writeString(move);
        }
        json.writeEndArray();
        json.writeStringField("stream", stream.toString());
        json.writeEndObject();
    }
}
