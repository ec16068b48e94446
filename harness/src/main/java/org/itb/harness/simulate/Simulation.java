package org.itb.harness.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.itb.harness.oracle.Oracle;
import org.itb.harness.oracle.Violation;
import org.itb.harness.replay.SimulatedPump;
import org.itb.harness.stream.Entry;
import org.itb.kernel.Alarm;
import org.itb.kernel.Reply;

/** Plays lives of a seed with the oracle on. Lives hang on nothing but the seed and their number. */
public final class Simulation {
    /** The length of a life that does not end before: a year. */
    public static final long LIFE_MS = Life.YEAR_MS;

    private final long seed;

    public Simulation(long seed) {
        this.seed = seed;
    }

    /** Plays one life to its end, or until a rule does not hold. */
    public LifeResult live(long number) {
        return new Run(number).toEnd();
    }

    private final class Run {
        private final long number;
        private final Life life;
        private final SimulatedPump pump;
        private final Oracle oracle;
        private final List<Entry> entries = new ArrayList<>();
        private final long[] replies = new long[Reply.NOT_ACTIVE + 1];
        private final long[] alarms = new long[Alarm.COUNT + 1];
        private long ticks;
        private int active;

        Run(long number) {
            this.number = number;
            life = new Life(seed, number);
            pump = new SimulatedPump(life.setup(), Life.TICK_MS);
            oracle = new Oracle(life.setup(), pump);
        }

        LifeResult toEnd() {
            Violation found = null;
            Entry entry = life.next(pump.kernel());
            while (entry != null && found == null) {
                entries.add(entry);
                found = play(entry);
                entry = life.next(pump.kernel());
            }
            Optional<LifeFailure> failure = Optional.ofNullable(found)
                    .map(violation -> new LifeFailure(life.setup(), Life.TICK_MS, entries, violation));
            return new LifeResult(
                    number, pump.nowMs(), ticks, entries.size(), replies, alarms, pump.kernel().startedBoluses(), failure);
        }

        private Violation play(Entry entry) {
            while (pump.isBefore(entry)) {
                pump.tickTowards(entry);
                ticks++;
                Violation found = oracle.afterTick();
                countAlarms();
                if (found != null) {
                    return found;
                }
            }
            int reply = pump.carryOut(entry);
            if (reply != SimulatedPump.NO_REPLY) {
                replies[reply]++;
            }
            Violation found = oracle.afterLine(entry, reply);
            countAlarms();
            return found;
        }

        private void countAlarms() {
            for (int risen = oracle.activeAlarms() & ~active; risen != 0; risen &= risen - 1) {
                alarms[Integer.numberOfTrailingZeros(risen) + 1]++;
            }
            active = oracle.activeAlarms();
        }
    }
}
