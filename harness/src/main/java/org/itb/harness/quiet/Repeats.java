package org.itb.harness.quiet;

/**
 * When an alarm sounds again by itself in quiet time, and so a tick comes that is not at a whole minute.
 *
 * @param firstInMs how long until it first does; 0 if it does not at all
 * @param everyMs   how often after that: a multiple of a minute, more than two
 */
public record Repeats(long firstInMs, long everyMs) {
    /** Nothing sounds. */
    public static final Repeats NONE = new Repeats(0, 1);

    public boolean isNone() {
        return firstInMs == 0;
    }

    /** How often in so many minutes. */
    public int countIn(int minutes) {
        long spanMs = (long) minutes * EvenFlow.TICK_MS;
        return isNone() || spanMs < firstInMs ? 0 : (int) ((spanMs - firstInMs) / everyMs) + 1;
    }

    /** When the last of so many is, from now on; how many is at least 1. */
    public long lastInMs(int count) {
        return firstInMs + (count - 1) * everyMs;
    }

    /** How many ticks come in so many minutes: one at the end of each, and one for each sound between. */
    public int ticksIn(int minutes) {
        return minutes + (firstInMs % EvenFlow.TICK_MS == 0 ? 0 : countIn(minutes));
    }

    /** As many minutes, or one less: so that the last one is a whole tick that follows all sound. */
    public int untilSilent(int minutes) {
        return minutes > 0 && countIn(minutes) > countIn(minutes - 1) ? minutes - 1 : minutes;
    }
}
