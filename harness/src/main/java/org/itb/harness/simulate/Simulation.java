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

/**
 * Plays lives of a seed with the oracle on. Lives hang on nothing but the seed and their number; how fast they go changes
 * nothing of what they come to.
 */
public final class Simulation {
    /** The length of a life that does not end before: a year. */
    public static final long LIFE_MS = Life.YEAR_MS;

    /** How time passes in which nothing happens. */
    public enum Pace {
        /** In leaps that leave all as ticks would; see {@link QuietTime}. */
        LEAPS,
        /** In ticks, as everything else does. */
        EVERY_TICK
    }

    private final long seed;
    private final Pace pace;

    public Simulation(long seed) {
        this(seed, Pace.LEAPS);
    }

    public Simulation(long seed, Pace pace) {
        this.seed = seed;
        this.pace = pace;
    }

    /**
     * Plays one life to its end, or until a rule does not hold. Where that is only ticks tell exactly, so a life that does
     * not hold is played again with every tick.
     *
     * @throws LeapException if leaps and ticks come to different ends
     */
    public LifeResult live(long number) {
        LifeResult result = new Run(number, pace).toEnd();
        if (pace == Pace.EVERY_TICK || result.failure().isEmpty()) {
            return result;
        }
        LifeResult ticked = new Run(number, Pace.EVERY_TICK).toEnd();
        if (ticked.failure().isEmpty()) {
            throw new LeapException("a life holds with every tick, but not in leaps: " + result.failure().get().violation());
        }
        return ticked;
    }

    private final class Run {
        private final long number;
        private final Life life;
        private final SimulatedPump pump;
        private final Oracle oracle;
        private final QuietTime quietTime;
        private final boolean leaps;
        private final List<Entry> entries = new ArrayList<>();
        private final long[] replies = new long[Reply.NOT_ACTIVE + 1];
        private final long[] alarms = new long[Alarm.COUNT + 1];
        private long ticks;
        private int active;

        Run(long number, Pace pace) {
            this.number = number;
            leaps = pace == Pace.LEAPS;
            life = new Life(seed, number);
            pump = new SimulatedPump(life.setup(), Life.TICK_MS);
            oracle = new Oracle(life.setup(), pump);
            quietTime = new QuietTime(pump, oracle, seed ^ number);
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
                    number, pump.nowMs(), ticks, quietTime.replacedTicks(), quietTime.comparedTicks(), entries.size(), replies, alarms, pump.kernel().startedBoluses(), failure);
        }

        private Violation play(Entry entry) {
            while (pump.isBefore(entry)) {
                Violation found = pass(entry.atMs());
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

        /** The next tick on the way to a time, or as many as may be taken at once. */
        private Violation pass(long untilMs) {
            int minutes = leaps ? quietTime.minutes(untilMs) : 0;
            if (minutes > 0) {
                ticks += quietTime.ticksIn(minutes);
                return quietTime.pass(minutes);
            }
            pump.tickTowards(untilMs);
            ticks++;
            return oracle.afterTick();
        }

        private void countAlarms() {
            for (int risen = oracle.activeAlarms() & ~active; risen != 0; risen &= risen - 1) {
                alarms[Integer.numberOfTrailingZeros(risen) + 1]++;
            }
            active = oracle.activeAlarms();
        }
    }
}
