package org.itb.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.itb.kernel.Parameters;
import org.junit.jupiter.api.Test;

/** The dose of the trailing window against an oracle that adds up every millisecond. */
class RollingDoseTest {
    private static final long SEED = 20_261_101L;

    private record Point(long at, long nl, int concentration) { }

    @Test
    void agreesWithAddingUpEveryMillisecond() {
        Random random = new Random(SEED);
        for (int run = 0; run < 300; run++) {
            int window = 1 + random.nextInt(60);
            List<Point> ledger = ledger(random);
            Series curve = curveOf(ledger, window);
            long end = ledger.get(ledger.size() - 1).at();
            for (long t = 0; t <= end; t++) {
                assertDose(oraclePg(ledger, window, t), valueAt(curve, t), "run " + run + ", t " + t);
            }
        }
    }

    @Test
    void neverHidesAPeakBetweenTwoSamples() {
        Random random = new Random(SEED + 1);
        for (int run = 0; run < 300; run++) {
            int window = 1 + random.nextInt(60);
            List<Point> ledger = ledger(random);
            BigDecimal peakPg = BigDecimal.ZERO;
            for (long t = 0; t <= ledger.get(ledger.size() - 1).at(); t++) {
                peakPg = peakPg.max(oraclePg(ledger, window, t));
                if (t > 0) {
                    peakPg = peakPg.max(justBeforePg(ledger, window, t));
                }
            }
            long peakNg = curveOf(ledger, window).peak();
            assertTrue(peakPg.compareTo(BigDecimal.valueOf(peakNg * 1000)) <= 0, "a peak is hidden in run " + run);
            assertDose(peakPg, BigDecimal.valueOf(peakNg), "peak of run " + run);
        }
    }

    @Test
    void fourBolusesOfFortyMicrogramsStandOnADayOfBasal() {
        RollingDose day = new RollingDose(Parameters.DAY_MS);
        day.add(-172_800_000L, -399_984L, 2000);
        long volume = 0;
        long at = 0;
        day.add(at, volume, 2000);
        for (int k = 0; k < 4; k++) {
            at = k * 14_400_000L;
            volume = 8333 * at / 3_600_000 + k * 20_000L;
            day.add(at, volume, 2000);
            at += 600_000L;
            volume = 8333 * at / 3_600_000 + (k + 1) * 20_000L;
            day.add(at, volume, 2000);
        }
        day.add(72_000_000L, 8333L * 20 + 80_000L, 2000);
        // 399.984 µg of basal and 4 × 40 µg, at most one whole nanolitre (2 ng) beside it.
        assertEquals(559_984, day.curve(0, 72_000_000L).peak(), 2);
    }

    @Test
    void weighsEachVolumeWithTheConcentrationItHad() {
        RollingDose hour = new RollingDose(Parameters.HOUR_MS);
        hour.add(0, 0, 500);
        hour.add(1_800_000, 10_000, 500);
        hour.add(3_600_000, 20_000, 2000);
        assertEquals(5_000 + 20_000, hour.curve(0, 3_600_000).peak());
    }

    @Test
    void tenYearsAtTheMaximumDoNotOverflow() {
        RollingDose day = new RollingDose(Parameters.DAY_MS);
        long years = 315_360_000_000L;
        day.add(0, 0, 2000);
        day.add(years, Parameters.RATE_MAX_NL_PER_H * (years / 3_600_000L), 2000);
        // 1,000,000 nL/h × 24 h × 2,000 pg/nL
        assertEquals(48_000_000L, day.curve(0, years).peak());
    }

    @Test
    void refusesALedgerWhoseTimeGoesBackwards() {
        RollingDose hour = new RollingDose(Parameters.HOUR_MS);
        hour.add(10, 0, 2000);
        assertThrows(IllegalArgumentException.class, () -> hour.add(9, 1, 2000));
    }

    private static List<Point> ledger(Random random) {
        List<Point> points = new ArrayList<>();
        long at = -random.nextInt(80);
        long nl = -random.nextInt(1000);
        points.add(new Point(at, nl, 500));
        int count = 1 + random.nextInt(25);
        for (int i = 0; i < count; i++) {
            at += random.nextInt(4) == 0 ? 0 : random.nextInt(30);
            nl += random.nextInt(3) == 0 ? 0 : random.nextInt(5000);
            points.add(new Point(at, nl, random.nextBoolean() ? 500 : 2000));
        }
        points.add(new Point(Math.max(at, 0), nl, 1000));
        return points;
    }

    private static Series curveOf(List<Point> ledger, int window) {
        RollingDose dose = new RollingDose(window);
        ledger.forEach(point -> dose.add(point.at(), point.nl(), point.concentration()));
        return dose.curve(0, ledger.get(ledger.size() - 1).at());
    }

    /** Mass in the window (t − window, t]: a share of each piece, a jump in full. */
    private static BigDecimal oraclePg(List<Point> ledger, int window, long t) {
        return oraclePg(ledger, window, t, t - window + 1, t);
    }

    /** What the window holds just before t, when the jumps at t are still to come and those at its tail still in it. */
    private static BigDecimal justBeforePg(List<Point> ledger, int window, long t) {
        return oraclePg(ledger, window, t, t - window, t - 1);
    }

    private static BigDecimal oraclePg(List<Point> ledger, int window, long t, long firstJump, long lastJump) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 1; i < ledger.size(); i++) {
            Point from = ledger.get(i - 1);
            Point to = ledger.get(i);
            BigDecimal mass = BigDecimal.valueOf((to.nl() - from.nl()) * to.concentration());
            if (from.at() == to.at()) {
                if (to.at() >= firstJump && to.at() <= lastJump) {
                    sum = sum.add(mass);
                }
                continue;
            }
            long overlap = 0;
            for (long ms = from.at(); ms < to.at(); ms++) {
                if (ms >= t - window && ms < t) {
                    overlap++;
                }
            }
            sum = sum.add(mass.multiply(BigDecimal.valueOf(overlap))
                    .divide(BigDecimal.valueOf(to.at() - from.at()), MathContext.DECIMAL64));
        }
        return sum;
    }

    private static BigDecimal valueAt(Series curve, long t) {
        int last = 0;
        while (last + 1 < curve.size() && curve.atMs(last + 1) <= t) {
            last++;
        }
        if (curve.atMs(last) == t) {
            return BigDecimal.valueOf(curve.value(last));
        }
        BigDecimal rise = BigDecimal.valueOf(curve.value(last + 1) - curve.value(last));
        return BigDecimal.valueOf(curve.value(last)).add(rise.multiply(BigDecimal.valueOf(t - curve.atMs(last)))
                .divide(BigDecimal.valueOf(curve.atMs(last + 1) - curve.atMs(last)), MathContext.DECIMAL64));
    }

    /** Never below the true dose, and less than 1.003 ng above it (rounding up to ng, and of two parts of a pg). */
    private static void assertDose(BigDecimal truePg, BigDecimal shownNg, String where) {
        double above = shownNg.doubleValue() * 1000 - truePg.doubleValue();
        assertTrue(above >= -0.001 && above < 1003, where + ": true " + truePg + " pg, shown " + shownNg + " ng");
    }
}
