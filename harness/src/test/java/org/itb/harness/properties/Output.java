package org.itb.harness.properties;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** An exact output rate over all time: the load of any stretch, in nL·ms/h, without a rounding anywhere. */
final class Output {
    private final List<Long> fromMs = new ArrayList<>(List.of(0L));
    private final List<Long> ratesNlPerH = new ArrayList<>();
    /** The load from time 0 to each change of rate. */
    private final List<BigInteger> untilLoad = new ArrayList<>(List.of(BigInteger.ZERO));
    private long nowMs;

    /** The rate of the next stretch. */
    void flow(long rateNlPerH, long ms) {
        if (ratesNlPerH.isEmpty()) {
            ratesNlPerH.add(rateNlPerH);
        } else if (ratesNlPerH.get(ratesNlPerH.size() - 1) != rateNlPerH) {
            untilLoad.add(load());
            fromMs.add(nowMs);
            ratesNlPerH.add(rateNlPerH);
        }
        nowMs += ms;
    }

    /** Everything so far. */
    BigInteger load() {
        return loadUntil(nowMs);
    }

    /** The load between two times; what was before time 0 is none. */
    BigInteger load(long startMs, long endMs) {
        return loadUntil(endMs).subtract(loadUntil(Math.max(0, startMs)));
    }

    private BigInteger loadUntil(long ms) {
        if (ratesNlPerH.isEmpty()) {
            return BigInteger.ZERO;
        }
        int low = 0;
        int high = fromMs.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (fromMs.get(middle) <= ms) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        BigInteger rate = BigInteger.valueOf(ratesNlPerH.get(low));
        return untilLoad.get(low).add(rate.multiply(BigInteger.valueOf(ms - fromMs.get(low))));
    }

    /** The ends at which a window of this length can hold the most: its start or its end is a change of rate. */
    List<Long> worstEndsMs(long windowMs) {
        List<Long> ends = new ArrayList<>();
        for (long changeMs : fromMs) {
            ends.add(changeMs);
            ends.add(Math.min(nowMs, changeMs + windowMs));
        }
        ends.add(nowMs);
        return ends;
    }
}
