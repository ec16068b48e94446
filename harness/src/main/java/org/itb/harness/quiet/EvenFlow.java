package org.itb.harness.quiet;

/**
 * A volume that flows evenly, the same load in each tick, told in whole nL with the rest carried: so that after any
 * number of ticks it is known without counting them. It is exact: what is carried is never rounded.
 *
 * @param load  of one tick, in the smallest parts of a nL that the teller keeps; 0 … 6 × 10^15
 * @param unit  how many of these are one nL; above 0
 * @param carry what was begun of the next nL; below {@code unit}
 */
public record EvenFlow(long load, long unit, long carry) {
    /** How long a tick of quiet time lasts: the longest that the kernel takes as one (P33). */
    public static final int TICK_MS = 60_000;

    /** The longest quiet time, a day: with it every product below stays within 64 bit. */
    public static final int MOST_TICKS = 1_440;

    /** Nothing flows. */
    public static final EvenFlow NONE = new EvenFlow(0, 1, 0);

    /** Whole nL after so many ticks, 0 … {@link #MOST_TICKS}. */
    public long afterNl(int ticks) {
        return (carry + load * ticks) / unit;
    }

    /** What is carried after so many ticks. */
    public long carryAfter(int ticks) {
        return (carry + load * ticks) % unit;
    }

    public boolean isNone() {
        return load == 0;
    }

    /** Every tick brings a whole nL at least. */
    public boolean isInEachTick() {
        return load >= unit;
    }
}
