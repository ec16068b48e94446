package org.itb.harness.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a rolling window can hold at the very most when flex days are involved: one full day (or worst hour) for each
 * stretch in which a schedule was followed undisturbed, and the boluses. A new program, a clock that is set, a fall to
 * the mean and the return from it each begin a new stretch.
 */
public final class Stretches {
    private record Stretch(long sinceMs, BigInteger dayDrug, BigInteger hourDrug, boolean disturbed) { }

    private final List<Stretch> all = new ArrayList<>();
    private final TherapyAccount account;
    private boolean scheduled = true;
    private int programs = 1;

    public Stretches(TherapyAccount account) {
        this.account = account;
        begin(false);
    }

    /**
     * Called after each step.
     *
     * @param scheduledNow whether the schedule is followed: RUN and no time anomaly
     * @param clockSet     whether the step was a SET_RTC
     */
    public void follow(boolean scheduledNow, boolean clockSet) {
        boolean disturbed = scheduledNow != scheduled || clockSet;
        if (disturbed || account.programs().size() > programs) {
            begin(disturbed && account.present().isFlex());
        }
        programs = account.programs().size();
        scheduled = scheduledNow;
    }

    private void begin(boolean disturbed) {
        Day day = account.present();
        all.add(new Stretch(account.nowMs(), account.drug(day.load()), account.drug(day.worstHourLoad()), disturbed));
    }

    /** Something that no command decided moved a flex day between then and then. */
    public boolean isDisturbed(long startMs, long endMs) {
        for (int i = all.size() - 1; i >= 0 && all.get(i).sinceMs() > startMs; i--) {
            if (all.get(i).disturbed() && all.get(i).sinceMs() < endMs) {
                return true;
            }
        }
        return false;
    }

    /** The most drug of a window of 24 h, in pg × 3,600,000. */
    public BigInteger mostOfDay(long startMs, long endMs) {
        return sum(startMs, endMs, Stretch::dayDrug).add(account.givenBetween(startMs, endMs, false));
    }

    /** The most drug of a window of an hour, in pg × 3,600,000. */
    public BigInteger mostOfHour(long startMs, long endMs) {
        return sum(startMs, endMs, Stretch::hourDrug).add(account.givenBetween(startMs, endMs, true));
    }

    private BigInteger sum(long startMs, long endMs, Function<Stretch, BigInteger> most) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).sinceMs() < endMs) {
                sum = sum.add(most.apply(all.get(i)));
            }
            if (all.get(i).sinceMs() <= startMs) {
                break;
            }
        }
        return sum;
    }
}
