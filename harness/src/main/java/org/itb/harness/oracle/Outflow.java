package org.itb.harness.oracle;

import java.util.Arrays;

/**
 * An exact rate over all time: the load of any stretch, in nL·ms/h, without a rounding anywhere. It is kept as the
 * changes of the rate, so that a quiet year costs nothing.
 */
public final class Outflow {
    private long[] fromMs = new long[64];
    private long[] rateNlPerH = new long[64];
    /** The load from time 0 to each change of rate. */
    private long[] untilLoad = new long[64];
    private int count;
    private long nowMs;

    /** The rate of the next stretch. */
    public void flow(long nlPerH, long ms) {
        if (count == 0 || rateNlPerH[count - 1] != nlPerH) {
            change(nlPerH);
        }
        nowMs += ms;
    }

    private void change(long nlPerH) {
        if (count == fromMs.length) {
            fromMs = Arrays.copyOf(fromMs, 2 * count);
            rateNlPerH = Arrays.copyOf(rateNlPerH, 2 * count);
            untilLoad = Arrays.copyOf(untilLoad, 2 * count);
        }
        untilLoad[count] = load();
        fromMs[count] = nowMs;
        rateNlPerH[count] = nlPerH;
        count++;
    }

    /** Everything so far. */
    public long load() {
        return count == 0 ? 0 : loadOf(count - 1, nowMs);
    }

    /** The load between two times; what was before time 0 is none. */
    public long load(long startMs, long endMs) {
        return count == 0 ? 0 : loadOf(indexAt(endMs), endMs) - loadOf(indexAt(startMs), Math.max(0, startMs));
    }

    private long loadOf(int index, long ms) {
        return Math.addExact(untilLoad[index], Math.multiplyExact(rateNlPerH[index], ms - fromMs[index]));
    }

    /** The change of rate that holds at a time. */
    private int indexAt(long ms) {
        if (fromMs[count - 1] <= ms) {
            return count - 1;
        }
        int found = Arrays.binarySearch(fromMs, 0, count, ms);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }

    /** How many changes of rate there were. */
    public int changes() {
        return count;
    }

    /** When a change of rate was. */
    public long changeMs(int index) {
        return fromMs[index];
    }

    /** The highest rate between two times. */
    public long peakNlPerH(long startMs, long endMs) {
        long peak = 0;
        for (int i = indexAt(startMs); i < count && fromMs[i] < endMs; i++) {
            peak = Math.max(peak, rateNlPerH[i]);
        }
        return peak;
    }

    /** The ends at which a window of this length can hold the most: its start or its end is a change of rate. */
    public long[] worstEndsMs(long windowMs) {
        long[] ends = new long[2 * count + 1];
        for (int i = 0; i < count; i++) {
            ends[2 * i] = fromMs[i];
            ends[2 * i + 1] = Math.min(nowMs, fromMs[i] + windowMs);
        }
        ends[2 * count] = nowMs;
        return ends;
    }
}
