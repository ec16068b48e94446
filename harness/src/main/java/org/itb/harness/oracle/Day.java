package org.itb.harness.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.itb.harness.stream.Command.FlexStep;

/** A day of basal, computed from its steps afresh at every question and exactly. */
public record Day(List<FlexStep> steps) {
    /** One rate for the whole day. */
    public static Day constant(long rateNlPerH) {
        return new Day(List.of(new FlexStep(0, rateNlPerH)));
    }

    /** More than one step. */
    public boolean isFlex() {
        return steps.size() > 1;
    }

    /** SR-25: the same steps in another drug, each at the highest rate that gives no more. */
    public Day inDrug(long oldUgPerMl, long newUgPerMl) {
        return new Day(steps.stream()
                .map(step -> new FlexStep(step.startMs(), step.rateNlPerH() * oldUgPerMl / newUgPerMl))
                .toList());
    }

    /** D-13. */
    public boolean isLegal() {
        return steps.stream().allMatch(step -> step.rateNlPerH() >= 2_000 && step.rateNlPerH() <= 1_000_000);
    }

    /** The load of the whole day, in nL·ms/h. */
    public BigInteger load() {
        return loadUntil(TherapyAccount.DAY_MS);
    }

    /** The largest load of any hour of the day, over midnight too: it begins or ends where the rate changes. */
    public BigInteger worstHourLoad() {
        List<Long> starts = new ArrayList<>();
        for (FlexStep step : steps) {
            starts.add(step.startMs());
            starts.add(step.startMs() - TherapyAccount.HOUR_MS + TherapyAccount.DAY_MS);
        }
        BigInteger worst = BigInteger.ZERO;
        for (long startMs : starts) {
            worst = worst.max(loadUntil(startMs + TherapyAccount.HOUR_MS).subtract(loadUntil(startMs)));
        }
        return worst;
    }

    /** The rate at a time of day: that of the step that has begun last. */
    public long rateAtNlPerH(long todMs) {
        long rate = steps.get(0).rateNlPerH();
        for (FlexStep step : steps) {
            rate = step.startMs() <= todMs ? step.rateNlPerH() : rate;
        }
        return rate;
    }

    /** How long from a time of day until the next step begins; a day at most. */
    public long nextStepInMs(long todMs) {
        for (FlexStep step : steps) {
            if (step.startMs() > todMs) {
                return step.startMs() - todMs;
            }
        }
        return TherapyAccount.DAY_MS - todMs;
    }

    /** The load from midnight on, over as many days as it takes. */
    private BigInteger loadUntil(long ms) {
        BigInteger load = BigInteger.ZERO;
        for (long midnightMs = 0; midnightMs < ms; midnightMs += TherapyAccount.DAY_MS) {
            for (int i = 0; i < steps.size(); i++) {
                long start = midnightMs + steps.get(i).startMs();
                long end = midnightMs + (i + 1 < steps.size() ? steps.get(i + 1).startMs() : TherapyAccount.DAY_MS);
                long lastsMs = Math.max(0, Math.min(end, ms) - start);
                load = load.add(BigInteger.valueOf(steps.get(i).rateNlPerH()).multiply(BigInteger.valueOf(lastsMs)));
            }
        }
        return load;
    }
}
