package org.itb.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.itb.harness.replay.ReplayException;
import org.itb.harness.simulate.LeapException;
import org.itb.harness.simulate.LifeFailure;
import org.itb.harness.simulate.LifeResult;
import org.itb.harness.simulate.Simulation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code itb simulate}: therapy lives from a seed, with an oracle on at every step. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        versionProvider = Itb.Version.class,
        sortOptions = false,
        header = "Live through years of therapy with faults, an oracle on at every step.",
        description = {
            "",
            "Each life is a patient's year with one pump on the simulator, at ticks of 1 min: titration, flex days, boluses of "
                    + "patient and clinician, refills in time and missed, stalls, over- and under-delivery, lost sensors, batteries, "
                    + "resets, clock trouble, slips of staff, and the care that follows, soon or late.",
            "After every tick and every command an oracle that does not trust the kernel compares its outputs, alarms, volumes "
                    + "and replies with an account of its own, and holds every rolling hour and day of the output against the limits.",
            "Ticks in which nothing happens are not ticked: a closed form takes kernel, world and oracle over all of them at once, "
                    + "and leaves each as its ticks would, to the last field. Now and then it is compared with them; a failure is "
                    + "found again, and told, with every tick. --every-tick does without.",
            "A life hangs on the seed and on its number alone. One in which something does not hold is told with the line that "
                    + "plays it again, made small, and written as a stream for 'itb replay'."
        },
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the oracle found nothing",
            "1:something does not hold",
            "2:bad input or usage",
            "3:it could not run (no permission, disk full)"
        },
        footer = {
            "",
            "Examples:",
            "  itb simulate --years 1000 --seed 1",
            "      a thousand years; the same seed gives the same lives on every machine",
            "  itb simulate --seed 1 --life 17",
            "      one life again",
            "  itb simulate --years 10 --every-tick",
            "      without the closed form of quiet time: after a change of the kernel, or of the oracle",
            "  itb simulate --years 100 --json > lives.json",
            "      for a program; specs/schema/itb-simulate-1.schema.json describes it"
        })
final class SimulateCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--years", paramLabel = "N", description = "Pump-years to live through; default: ${DEFAULT-VALUE}.")
    private long years = 100;

    @Option(names = "--seed", paramLabel = "S", description = "What chance begins with; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--life", paramLabel = "I", description = "Only this life of the seed, from 0 on.")
    private Long life;

    @Option(names = "--jobs", paramLabel = "J", description = "Lives at a time; default: one for each processor.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--every-tick", description = "Tick in quiet time too: slower, with the same result.")
    private boolean everyTick;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the stream of a failure goes; default: .itb/simulate/seed-S-life-I.stream.jsonl.")
    private Path out;

    @Option(names = "--json", description = "Print the result as JSON instead of text.")
    private boolean json;

    SimulateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (years < 1 || jobs < 1 || life != null && life < 0) {
            console.problem("itb: --years and --jobs are at least 1, --life at least 0");
            return Itb.BAD_INPUT;
        }
        SimulateReport report = new SimulateReport(seed);
        long beganNs = System.nanoTime();
        try {
            live(report);
        } catch (LeapException different) {
            console.progressDone();
            console.problem("itb: seed " + seed + ": " + different.getMessage() + "; --every-tick does without leaps");
            return Itb.FAILS;
        }
        report.took(System.nanoTime() - beganNs, life == null ? jobs : 1);
        console.progressDone();
        try {
            return tell(report);
        } catch (ReplayException refused) {
            console.problem(refused.getMessage());
            return refused.kind().exitCode();
        }
    }

    private void live(SimulateReport report) throws InterruptedException {
        Simulation simulation = new Simulation(seed, everyTick ? Simulation.Pace.EVERY_TICK : Simulation.Pace.LEAPS);
        if (life != null) {
            report.add(simulation.live(life));
        } else {
            liveAll(simulation, report);
        }
    }

    /** Lives count in the order of their numbers, so that the result does not hang on which thread was faster. */
    private void liveAll(Simulation simulation, SimulateReport report) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(jobs);
        Deque<Future<LifeResult>> lives = new ArrayDeque<>();
        long next = 0;
        try {
            while (report.isMoreToLive(years)) {
                while (lives.size() < 2 * jobs) {
                    long number = next++;
                    lives.add(threads.submit(() -> simulation.live(number)));
                }
                report.add(lives.remove().get());
                if (!json) {
                    console.progress(report.progress(years));
                }
            }
        } catch (ExecutionException broken) {
            if (broken.getCause() instanceof LeapException different) {
                throw different;
            }
            throw new IllegalStateException(broken.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private int tell(SimulateReport report) throws IOException, ReplayException {
        Path stream = null;
        if (report.failure().isPresent()) {
            LifeFailure small = report.failure().get().shrink();
            report.shrunkTo(small);
            String id = "seed-" + seed + "-life-" + report.failedLife();
            stream = StreamOutput.write(out, "simulate", id, small.stream(id));
        }
        if (json) {
            report.writeJson(console.out(), stream);
        } else {
            report.print(console, stream);
        }
        return report.failure().isPresent() ? Itb.FAILS : Itb.HOLDS;
    }
}
