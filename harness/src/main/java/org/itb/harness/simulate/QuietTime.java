package org.itb.harness.simulate;

import java.util.List;
import java.util.SplittableRandom;
import org.itb.harness.oracle.Oracle;
import org.itb.harness.oracle.Violation;
import org.itb.harness.quiet.EvenFlow;
import org.itb.harness.quiet.Repeats;
import org.itb.harness.replay.SimulatedPump;

/**
 * Takes a life across the time between its lines: in one leap where nothing happens, tick by tick everywhere else. A leap
 * leaves kernel, world and oracle as its ticks would; now and then, as a seed says, one is taken both ways and compared.
 *
 * <p>Kernel, world and oracle each say for themselves how long it is quiet, and the shortest counts. So what the oracle
 * expects to change and the kernel does not know of is ticked, and seen where it is missing.
 */
final class QuietTime {
    /** The ticks of fewer minutes than these cost less than a leap. */
    private static final int LEAST_MINUTES = 4;
    /** One in so many leaps is compared with its ticks. */
    private static final int COMPARED_ONE_IN = 1_000;

    private final SimulatedPump pump;
    private final Oracle oracle;
    private final SplittableRandom chance;
    private final int comparedOneIn;
    private long replacedTicks;
    private long comparedTicks;

    QuietTime(SimulatedPump pump, Oracle oracle, long seed) {
        this(pump, oracle, seed, COMPARED_ONE_IN);
    }

    QuietTime(SimulatedPump pump, Oracle oracle, long seed, int comparedOneIn) {
        this.pump = pump;
        this.oracle = oracle;
        this.chance = new SplittableRandom(seed);
        this.comparedOneIn = comparedOneIn;
    }

    /** How many minutes may be taken at once on the way to a time; 0 if the next tick is to be ticked. */
    int minutes(long untilMs) {
        int quiet = pump.quietMinutes(untilMs);
        if (quiet >= LEAST_MINUTES) {
            quiet = pump.repeats().untilSilent(oracle.quietMinutes(quiet));
        }
        return quiet >= LEAST_MINUTES ? quiet : 0;
    }

    /** How many ticks there are in so many minutes from now on. */
    int ticksIn(int minutes) {
        return pump.repeats().ticksIn(minutes);
    }

    /** Takes so many minutes, as {@link #minutes} said; returns what does not hold, null if all does. */
    Violation pass(int minutes) {
        int ticks = ticksIn(minutes);
        if (chance.nextInt(comparedOneIn) == 0) {
            comparedTicks += ticks;
            return compare(minutes, ticks);
        }
        replacedTicks += ticks;
        return leap(minutes);
    }

    private Violation leap(int minutes) {
        EvenFlow seen = pump.world().seenFlow();
        Repeats repeats = pump.repeats();
        pump.passQuiet(minutes);
        return oracle.afterQuiet(minutes, seen, repeats);
    }

    /** Leaps, goes back, ticks, and compares; what was ticked stays. */
    private Violation compare(int minutes, int ticks) {
        LiveState before = LiveState.of(pump, oracle);
        Violation leapt = leap(minutes);
        LiveState afterLeap = LiveState.of(pump, oracle);
        before.restore();
        Violation ticked = tick(minutes, ticks);
        List<String> differences = LiveState.of(pump, oracle).differences(afterLeap);
        if (ticked == null && (leapt != null || !differences.isEmpty())) {
            throw new LeapException("a leap of " + ticks + " ticks to " + pump.nowMs() + " ms came elsewhere than they did: "
                    + (leapt != null ? leapt : String.join(", ", differences)));
        }
        return ticked;
    }

    private Violation tick(int minutes, int ticks) {
        long endMs = pump.nowMs() + (long) minutes * EvenFlow.TICK_MS;
        Violation found = null;
        int ticked = 0;
        while (pump.nowMs() < endMs && found == null) {
            pump.tickTowards(endMs);
            found = oracle.afterTick();
            ticked++;
        }
        if (found == null && ticked != ticks) {
            throw new LeapException("a leap to " + endMs + " ms counted " + ticks + " ticks, and there were " + ticked);
        }
        return found;
    }

    /** Ticks that were not ticked. */
    long replacedTicks() {
        return replacedTicks;
    }

    /** Ticks that were both leapt over and ticked. */
    long comparedTicks() {
        return comparedTicks;
    }
}
