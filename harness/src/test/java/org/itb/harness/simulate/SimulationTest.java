package org.itb.harness.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.itb.harness.replay.SimulatedPump;
import org.itb.harness.stream.Entry;
import org.itb.kernel.Alarm;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Test;

/** Lives hold, hang on seed and number alone, and see what a therapy can bring. */
class SimulationTest {
    private static final long SEED = 7;

    // [utest->req~SR-01~1] [utest->req~SR-14~1] [utest->req~SR-59~1]
    @Test
    void livesHoldAndSeeWhatATherapyCanBring() {
        long[] replies = new long[Reply.NOT_ACTIVE + 1];
        long[] alarms = new long[Alarm.COUNT + 1];
        long ticks = 0;
        for (long life = 0; life < 6; life++) {
            LifeResult result = new Simulation(SEED, Simulation.Pace.EVERY_TICK).live(life);
            assertEquals(Optional.empty(), result.failure(), "life " + life);
            assertTrue(result.endMs() <= Simulation.LIFE_MS + 3 * 86_400_000L);
            ticks += result.ticks();
            for (int i = 0; i < replies.length; i++) {
                replies[i] += result.replies()[i];
            }
            for (int i = 0; i < alarms.length; i++) {
                alarms[i] += result.alarms()[i];
            }
        }
        assertTrue(ticks > 1_000_000, "a tick a minute");
        for (int reply : new int[] {Reply.OK, Reply.DIGEST, Reply.MODE, Reply.ALARM_BLOCK, Reply.BUSY, Reply.LOCKOUT,
            Reply.COUNT24, Reply.STEP_UP, Reply.STEP_SPACING, Reply.NOT_STAGED, Reply.ROLE, Reply.AUTH, Reply.SEQ_CONFLICT, Reply.REPLAY}) {
            assertTrue(replies[reply] > 0, "never answered " + reply);
        }
        for (int alarm : new int[] {Alarm.STALL, Alarm.STALL_RECOVERED, Alarm.RESERVOIR_LOW, Alarm.NOT_THERAPY,
            Alarm.RESET, Alarm.TIME_ANOMALY, Alarm.SENSOR_LOST, Alarm.AUTH_ATTACK}) {
            assertTrue(alarms[alarm] > 0, "never A" + alarm);
        }
    }

    @Test
    void aLifeHangsOnSeedAndNumberAlone() {
        List<Entry> first = firstLines(SEED, 3);
        assertEquals(first, firstLines(SEED, 3));
        assertNotEquals(first, firstLines(SEED, 4));
        assertNotEquals(first, firstLines(SEED + 1, 3));
    }

    private static List<Entry> firstLines(long seed, long number) {
        Life life = new Life(seed, number);
        SimulatedPump pump = new SimulatedPump(life.setup(), Life.TICK_MS);
        List<Entry> lines = new ArrayList<>();
        while (lines.size() < 40) {
            Entry line = life.next(pump.kernel());
            lines.add(line);
            while (pump.isBefore(line)) {
                pump.tickTowards(line);
            }
            pump.carryOut(line);
        }
        return lines;
    }

    @Test
    void theSameLifeTwiceComesToTheSame() {
        LifeResult one = new Simulation(SEED).live(2);
        LifeResult other = new Simulation(SEED).live(2);
        assertArrayEquals(one.replies(), other.replies());
        assertArrayEquals(one.alarms(), other.alarms());
        assertEquals(one.ticks(), other.ticks());
    }
}
