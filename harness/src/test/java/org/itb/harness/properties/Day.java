package org.itb.harness.properties;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A day of basal, computed from its steps afresh at every question and exactly. */
record Day(List<Step> steps) {
    static Day constant(long rateNlPerH) {
        return new Day(List.of(new Step(0, rateNlPerH)));
    }

    boolean isFlex() {
        return steps.size() > 1;
    }

    /** The load of the whole day, in nL·ms/h. */
    BigInteger load() {
        return loadUntil(History.DAY_MS);
    }

    /** The largest load of any hour of the day, over midnight too: it begins or ends where the rate changes. */
    BigInteger worstHourLoad() {
        List<Long> starts = new ArrayList<>();
        for (Step step : steps) {
            starts.add(step.startMs());
            starts.add(step.startMs() - History.HOUR_MS + History.DAY_MS);
        }
        BigInteger worst = BigInteger.ZERO;
        for (long startMs : starts) {
            worst = worst.max(loadUntil(startMs + History.HOUR_MS).subtract(loadUntil(startMs)));
        }
        return worst;
    }

    /** The load from midnight on, over as many days as it takes. */
    private BigInteger loadUntil(long ms) {
        BigInteger load = BigInteger.ZERO;
        for (long midnightMs = 0; midnightMs < ms; midnightMs += History.DAY_MS) {
            for (int i = 0; i < steps.size(); i++) {
                long start = midnightMs + steps.get(i).startMs();
                long end = midnightMs + (i + 1 < steps.size() ? steps.get(i + 1).startMs() : History.DAY_MS);
                long lastsMs = Math.max(0, Math.min(end, ms) - start);
                load = load.add(BigInteger.valueOf(steps.get(i).rateNlPerH()).multiply(BigInteger.valueOf(lastsMs)));
            }
        }
        return load;
    }
}
