package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.itb.kernel.Exposure;
import org.itb.kernel.Program;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies behind counts beside what lies ahead, to the nanolitre (K-25). At 1,000 µg/mL a nL is a ng. */
class ExposureTest {
    private static final int QUARTER_MS = 900_000;
    private static final int UG_PER_ML = 1_000;

    private final Exposure exposure = new Exposure();
    private final Program basal = continuous(2_000);

    private static Program continuous(int rateNlPerH) {
        Program program = new Program();
        program.setContinuous(rateNlPerH);
        return program;
    }

    /** A bolus of a millisecond more than without it. */
    private boolean fitsDay(long nowMs, int limitNg) {
        return exposure.fitsDay(basal, false, basal, false, 0, 1, 0, 1, nowMs, UG_PER_ML, limitNg);
    }

    /** The smallest limit of a day that the bolus keeps to: the fullest window, rounded up. */
    private int fullestDayNg(long nowMs) {
        int tooLow = -1;
        int enough = 5_000_000;
        assertTrue(fitsDay(nowMs, enough));
        while (enough - tooLow > 1) {
            int middle = (tooLow + enough) / 2;
            if (fitsDay(nowMs, middle)) {
                enough = middle;
            } else {
                tooLow = middle;
            }
        }
        return enough;
    }

    // [utest->req~SR-34~1]
    @Nested
    class WhatFlowedIsBehind {
        @Test
        void upToThisMoment() {
            exposure.advance(30_000, 60_000, 0, UG_PER_ML, 0);
            // 59,999 behind, and 2,000 nL/h for a day less 30 s: 47,983.3
            assertEquals(107_983, fullestDayNg(30_000));
        }

        /** 890 s, then 60 s with 60,001 nL; the quarter of an hour ended after 10 s of them. */
        @Test
        void ofATickAcrossAnEdgeByItsShareRoundedUp() {
            exposure.advance(890_000, 100_000, 0, UG_PER_ML, 0);
            exposure.advance(950_000, 160_001, 0, UG_PER_ML, 0);
            long nowMs = QUARTER_MS + DAY_MS - 1; // the last millisecond of the day that began at the edge
            exposure.advance(nowMs, 160_001, 0, UG_PER_ML, 0);
            int sinceEdgeNl = 50_001; // 60,001 × 50 / 60 = 50,000.83
            assertEquals(sinceEdgeNl - 1 + 1, fullestDayNg(nowMs), "less the nL of rounding; a ms of basal rounded up");
        }

        @Test
        void whateverWasClaimedAtOnce() {
            exposure.advance(890_000, 100_000, 0, UG_PER_ML, 0);
            exposure.advance(950_000, 100_000, 1_000_000_000_000_000L, UG_PER_ML, 0);
            assertFalse(fitsDay(950_000, 5_000_000));
        }

        /** A day back at most is spread; what stood before it is the mark of the edges before it. */
        @Test
        void ofATickOfTwoDaysOnlyTheLast() {
            exposure.advance(60_000, 50_000, 40_000, UG_PER_ML, 0);
            exposure.advance(2 * DAY_MS + 60_000, 2 * 1_440 * 60 + 50_000, 40_000, UG_PER_ML, 0);
            long[] marksNl = KernelState.longs(exposure, "day.commandedNl");
            assertEquals(97, marksNl.length);
            long oldestNl = Long.MAX_VALUE;
            for (long markNl : marksNl) {
                oldestNl = Math.min(oldestNl, markNl);
            }
            assertEquals(2 * 50_000, oldestNl, "told in the weakest drug");
        }
    }

    // [utest->req~SR-06~1]
    // [utest->req~SR-07~1]
    @Nested
    class WhatIsAheadIsAddedToIt {
        @ParameterizedTest
        @CsvSource({"false, 49000, true", "true, 49000, true", "false, 48999, false", "true, 48999, false"})
        void basalAndBolusTogether(boolean scheduled, int limitNg, boolean fits) {
            assertEquals(fits, exposure.fitsDay(basal, scheduled, basal, scheduled, 0, 1_000, 0, HOUR_MS, 0, UG_PER_ML, limitNg));
        }

        @ParameterizedTest
        @CsvSource({"146000, true", "146001, true", "148000, true", "148001, false"})
        void inTheHourUpToP08(long bolusNlPerH, boolean fits) {
            assertEquals(fits, exposure.fitsHour(basal, true, basal, true, 0, bolusNlPerH, 0, HOUR_MS, 0, UG_PER_ML));
        }

        @Test
        void butWhatChangesNothingAlwaysFits() {
            Program high = continuous(500_000);
            assertTrue(exposure.fitsHour(high, true, high, true, 0, 7, 7, HOUR_MS, 0, UG_PER_ML));
            assertFalse(exposure.fitsHour(high, true, high, true, 0, 8, 7, HOUR_MS, 0, UG_PER_ML));
        }
    }
}
