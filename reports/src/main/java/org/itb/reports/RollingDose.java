package org.itb.reports;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The drug mass of the trailing window, such as the last 24 h, as a curve over time. It is computed from a volume
 * ledger (whole nL since time 0, as the trace records it) and the concentration that each volume had.
 *
 * <p>Between two records the output is constant, so the cumulated mass M is a chain of straight lines, and so is the
 * dose D(t) = M(t) − M(t − window). Its corners lie where the ledger has a record and one window later: it is evaluated
 * exactly there and nowhere else, so no peak can fall between two samples. The result is in ng and rounded up, the
 * side on which an overdose cannot be hidden; the error is below 1 ng.
 */
final class RollingDose {
    private static final long PG_PER_NG = 1000L;

    private final long windowMs;
    private long[] atMs = new long[16];
    private long[] massPg = new long[16];
    private int size;
    private long lastVolumeNl;

    /** A window of {@code windowMs}, more than 0. */
    RollingDose(long windowMs) {
        if (windowMs <= 0) {
            throw new IllegalArgumentException("a window of " + windowMs + " ms");
        }
        this.windowMs = windowMs;
    }

    /**
     * Takes the next record of the ledger.
     *
     * @param at                   time in ms, never before the last record's
     * @param volumeNl             volume since the ledger's zero, in nL; may be negative before time 0
     * @param concentrationUgPerMl of the volume since the last record; 1 µg/mL is 1 pg/nL
     */
    void add(long at, long volumeNl, int concentrationUgPerMl) {
        if (size > 0 && at < atMs[size - 1]) {
            throw new IllegalArgumentException("time goes backwards: " + at + " ms after " + atMs[size - 1] + " ms");
        }
        long before = size == 0 ? 0 : massPg[size - 1];
        long gained = size == 0 ? 0 : Math.multiplyExact(volumeNl - lastVolumeNl, (long) concentrationUgPerMl);
        lastVolumeNl = volumeNl;
        if (size > 1 && gained == 0 && massPg[size - 2] == before) {
            atMs[size - 1] = at; // still nothing flows: one flat piece
            return;
        }
        if (size == atMs.length) {
            atMs = Arrays.copyOf(atMs, size * 2);
            massPg = Arrays.copyOf(massPg, size * 2);
        }
        atMs[size] = at;
        massPg[size] = Math.addExact(before, gained);
        size++;
    }

    /** The dose in ng from {@code fromMs} to {@code toMs}, both included. */
    Series curve(long fromMs, long toMs) {
        Series curve = Series.ofLines();
        int leading = 0;
        int trailing = 0;
        long t = fromMs;
        while (true) {
            if (t > fromMs) {
                curve.add(t, doseNg(mass(t, false, true) - mass(t - windowMs, false, false)));
            }
            curve.add(t, doseNg(mass(t, true, true) - mass(t - windowMs, true, false)));
            if (t >= toMs) {
                return curve;
            }
            while (leading < size && atMs[leading] <= t) {
                leading++;
            }
            while (trailing < size && atMs[trailing] + windowMs <= t) {
                trailing++;
            }
            long next = toMs;
            if (leading < size) {
                next = Math.min(next, atMs[leading]);
            }
            if (trailing < size) {
                next = Math.min(next, atMs[trailing] + windowMs);
            }
            t = next;
        }
    }

    private static long doseNg(long dosePg) {
        return -Math.floorDiv(-dosePg, PG_PER_NG);
    }

    /**
     * Cumulated mass in pg at an instant.
     *
     * @param after   at a jump: the value after it, else before it
     * @param roundUp which way a fraction of a pg goes
     */
    private long mass(long at, boolean after, boolean roundUp) {
        if (size == 0 || at < atMs[0]) {
            return 0;
        }
        int first = firstAtOrAfter(at);
        if (first == size) {
            return massPg[size - 1];
        }
        if (atMs[first] == at) {
            return massPg[after ? firstAtOrAfter(at + 1) - 1 : first];
        }
        long run = atMs[first] - atMs[first - 1];
        BigInteger part = BigInteger.valueOf(massPg[first] - massPg[first - 1])
                .multiply(BigInteger.valueOf(at - atMs[first - 1]));
        BigInteger[] whole = part.divideAndRemainder(BigInteger.valueOf(run));
        long up = roundUp && whole[1].signum() > 0 ? 1 : 0;
        return massPg[first - 1] + whole[0].longValueExact() + up;
    }

    private int firstAtOrAfter(long at) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (atMs[middle] < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
