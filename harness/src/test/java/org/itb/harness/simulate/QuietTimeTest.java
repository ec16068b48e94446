package org.itb.harness.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.itb.harness.oracle.Oracle;
import org.itb.harness.oracle.Violation;
import org.itb.harness.replay.SimulatedPump;
import org.itb.harness.stream.Entry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A leap over quiet time leaves everything as its ticks would, to the last field, and hides nothing. */
class QuietTimeTest {
    private static final long DAY_MS = 86_400_000;
    private static final long SEED = 11;

    /** One life that leaps and the same one that ticks, side by side. */
    private static final class Twins {
        private final Life leapsLife;
        private final Life ticksLife;
        private final SimulatedPump leaping;
        private final SimulatedPump ticking;
        private final Oracle leapingOracle;
        private final Oracle tickingOracle;
        private final QuietTime quietTime;
        private int leaps;

        Twins(long seed, long number) {
            leapsLife = new Life(seed, number);
            ticksLife = new Life(seed, number);
            leaping = new SimulatedPump(leapsLife.setup(), Life.TICK_MS);
            ticking = new SimulatedPump(ticksLife.setup(), Life.TICK_MS);
            leapingOracle = new Oracle(leapsLife.setup(), leaping);
            tickingOracle = new Oracle(ticksLife.setup(), ticking);
            quietTime = new QuietTime(leaping, leapingOracle, seed, Integer.MAX_VALUE);
        }

        /** Lives until a time; compares after each leap. */
        void live(long untilMs) {
            Entry line = leapsLife.next(leaping.kernel());
            while (line != null && line.atMs() <= untilMs) {
                assertEquals(line, ticksLife.next(ticking.kernel()));
                while (leaping.isBefore(line)) {
                    pass(line.atMs());
                }
                assertNull(tick(line));
                int reply = leaping.carryOut(line);
                assertEquals(reply, ticking.carryOut(line));
                assertNull(leapingOracle.afterLine(line, reply));
                assertNull(tickingOracle.afterLine(line, reply));
                line = leapsLife.next(leaping.kernel());
            }
        }

        private void pass(long untilMs) {
            int quiet = quietTime.minutes(untilMs);
            if (quiet == 0) {
                leaping.tickTowards(untilMs);
                assertNull(leapingOracle.afterTick());
                return;
            }
            assertNull(quietTime.pass(quiet));
            leaps++;
            while (ticking.nowMs() < leaping.nowMs()) {
                ticking.tickTowards(untilMs);
                assertNull(tickingOracle.afterTick());
            }
            assertEquals(leaping.nowMs(), ticking.nowMs());
            assertEquals("", Difference.between(leaping, ticking), () -> "after a leap of " + quiet + " min");
            assertEquals("", Difference.between(leapingOracle, tickingOracle), () -> "after a leap of " + quiet + " min");
        }

        private Violation tick(Entry line) {
            Violation found = null;
            while (found == null && ticking.isBefore(line)) {
                ticking.tickTowards(line);
                found = tickingOracle.afterTick();
            }
            return found;
        }
    }

    @ParameterizedTest(name = "life {0}")
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void leavesEveryFieldOfKernelWorldAndOracleAsTicksWould(long number) {
        Twins twins = new Twins(SEED, number);
        twins.live(40 * DAY_MS);
        assertTrue(twins.leaps > 100, "only " + twins.leaps + " leaps");
    }

    @ParameterizedTest(name = "life {0}")
    @ValueSource(longs = {0, 1, 2, 3})
    void aLifeInLeapsComesToWhatItComesToWithEveryTick(long number) {
        LifeResult leapt = new Simulation(SEED).live(number);
        LifeResult ticked = new Simulation(SEED, Simulation.Pace.EVERY_TICK).live(number);
        assertEquals(0, ticked.replacedTicks());
        assertTrue(leapt.replacedTicks() > leapt.ticks() * 9 / 10, leapt.replacedTicks() + " of " + leapt.ticks());
        assertEquals(ticked.ticks(), leapt.ticks());
        assertEquals(ticked.endMs(), leapt.endMs());
        assertEquals(ticked.lines(), leapt.lines());
        assertEquals(ticked.boluses(), leapt.boluses());
        assertEquals(ticked.failure(), leapt.failure());
        assertArrayEquals(ticked.replies(), leapt.replies());
        assertArrayEquals(ticked.alarms(), leapt.alarms());
    }
}
