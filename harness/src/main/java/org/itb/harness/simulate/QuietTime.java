package org.itb.harness.simulate;

import java.util.List;
import java.util.SplittableRandom;
import org.itb.harness.oracle.Oracle;
import org.itb.harness.oracle.Violation;
import org.itb.harness.quiet.EvenFlow;
import org.itb.harness.replay.SimulatedPump;

/**
 * Takes a life across the time between its lines: in one leap where nothing happens, tick by tick everywhere else. A leap
 * leaves kernel, world and oracle as its ticks would; now and then, as a seed says, one is taken both ways and compared.
 *
 * <p>Kernel, world and oracle each say for themselves how long it is quiet, and the shortest counts. So what the oracle
 * expects to change and the kernel does not know of is ticked, and seen where it is missing.
 */
final class QuietTime {
    /** Fewer ticks than these cost less than a leap. */
    private static final int LEAST_TICKS = 4;
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

    /** How many ticks may be taken at once on the way to a time; 0 if the next is to be ticked. */
    int ticks(long untilMs) {
        int quiet = pump.quietTicks(untilMs);
        if (quiet >= LEAST_TICKS) {
            quiet = oracle.quietTicks(quiet);
        }
        return quiet >= LEAST_TICKS ? quiet : 0;
    }

    /** Takes so many ticks, as {@link #ticks} said; returns what does not hold, null if all does. */
    Violation pass(int ticks) {
        if (chance.nextInt(comparedOneIn) == 0) {
            return compare(ticks);
        }
        replacedTicks += ticks;
        return leap(ticks);
    }

    private Violation leap(int ticks) {
        EvenFlow seen = pump.world().seenFlow();
        pump.passQuiet(ticks);
        return oracle.afterQuiet(ticks, seen);
    }

    /** Leaps, goes back, ticks, and compares; what was ticked stays. */
    private Violation compare(int ticks) {
        comparedTicks += ticks;
        LiveState before = LiveState.of(pump, oracle);
        Violation leapt = leap(ticks);
        LiveState afterLeap = LiveState.of(pump, oracle);
        before.restore();
        Violation ticked = tick(ticks);
        List<String> differences = LiveState.of(pump, oracle).differences(afterLeap);
        if (ticked == null && (leapt != null || !differences.isEmpty())) {
            throw new LeapException("a leap of " + ticks + " ticks to " + pump.nowMs() + " ms came elsewhere than they did: "
                    + (leapt != null ? leapt : String.join(", ", differences)));
        }
        return ticked;
    }

    private Violation tick(int ticks) {
        long endMs = pump.nowMs() + (long) ticks * EvenFlow.TICK_MS;
        Violation found = null;
        while (pump.nowMs() < endMs && found == null) {
            pump.tickTowards(endMs);
            found = oracle.afterTick();
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
