package org.itb.harness.world;

import org.itb.harness.quiet.EvenFlow;

/**
 * The pump's motor: turns at the rate that was last commanded, times its gain, unless the rotor stands still, stuck or in a scanner's field. Volumes
 * are whole nanolitres; what is left over is carried, so that the volume is exact however time is split.
 */
final class Motor {
    private static final long HOUR_MS = 3_600_000;
    private static final long PER_MILLE = 1_000;

    private long rateNlPerH;
    private long gainPerMille = PER_MILLE;
    private boolean stalled;
    private boolean exposed;

    /** Left over: below one nL, in nL per mille. */
    private long leftPerMilleNl;
    /** Left over below that, in nL per mille × ms / h; below {@link #HOUR_MS}. */
    private long leftMs;

    /** Commands a rate, 0 … 1,000,000 nL/h. */
    void command(long commandedNlPerH) {
        rateNlPerH = commandedNlPerH;
    }

    /** Sets the gain, 0 … 100,000 per mille. */
    void gain(long perMille) {
        gainPerMille = perMille;
    }

    void stall(boolean stands) {
        stalled = stands;
    }

    /** In a field the rotor stands still, stuck or not; it does not come free by one. */
    void expose(boolean toField) {
        exposed = toField;
    }

    /**
     * Lets time pass.
     *
     * @param elapsedMs 0 … 10^13: with the largest rate and gain every product below stays within 64 bit
     * @return what the motor moved, in nL
     */
    long turn(long elapsedMs) {
        if (stalled || exposed) {
            return 0;
        }
        long perHour = rateNlPerH * gainPerMille;
        long broken = perHour * (elapsedMs % HOUR_MS) + leftMs;
        long perMilleNl = perHour * (elapsedMs / HOUR_MS) + broken / HOUR_MS + leftPerMilleNl;
        leftMs = broken % HOUR_MS;
        leftPerMilleNl = perMilleNl % PER_MILLE;
        return perMilleNl / PER_MILLE;
    }

    /** What it moves in each tick of a minute as long as nothing changes, in nL per mille × ms / h. */
    EvenFlow evenFlow() {
        return stalled || exposed ? EvenFlow.NONE : new EvenFlow(
                rateNlPerH * gainPerMille * EvenFlow.TICK_MS, PER_MILLE * HOUR_MS, leftPerMilleNl * HOUR_MS + leftMs);
    }
}
