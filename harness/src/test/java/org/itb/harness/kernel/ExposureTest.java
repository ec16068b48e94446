package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.itb.kernel.Exposure;
import org.itb.kernel.Program;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies behind counts beside what lies ahead, to the nanolitre (K-25). At 1,000 µg/mL a nL is a ng. */
class ExposureTest {
    private static final int QUARTER_MS = 900_000;
    private static final int UG_PER_ML = 1_000;
    /** Totals are told in this drug. */
    private static final int WEAKEST_UG_PER_ML = 500;

    private final Exposure exposure = new Exposure();
    private final Program basal = continuous(2_000);

    /** The marks that have been set so far, none of them 0, in the order of time. */
    private List<Long> marksNl(String series) {
        return LongStream.of(KernelState.longs(exposure, series)).filter(markNl -> markNl > 0).boxed().toList();
    }

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

        /** 10 s into the tick, and 50 s before its end: of 60,000 nL no nL is made up. */
        @Test
        void ofATickAcrossAnEdgeByItsExactShare() {
            exposure.advance(890_000, 100_000, 50_000, WEAKEST_UG_PER_ML, 0);
            exposure.advance(950_000, 160_000, 50_600, WEAKEST_UG_PER_ML, 0);
            assertEquals(List.of(110_000L), marksNl("day.commandedNl"));
            assertEquals(List.of(50_100L), marksNl("day.confirmedNl"));
        }

        /** D-45: 1,009 and 2,015 nL in ten minutes are 101 and 202 a minute, and what is missing to that is in the first. */
        @Test
        void ofATickTooLongAsIfItHadBeenEven() {
            exposure.advance(60_000, 5_000, 3_000, WEAKEST_UG_PER_ML, 0);
            exposure.advance(660_000, 6_009, 5_015, WEAKEST_UG_PER_ML, 0);
            assertEquals(List.of(5_000L, 5_100L, 5_201L, 5_302L, 5_403L, 5_504L, 5_605L, 5_706L, 5_807L, 5_908L, 6_009L),
                    marksNl("hour.commandedNl"));
            assertEquals(List.of(3_000L, 3_197L, 3_399L, 3_601L, 3_803L, 4_005L, 4_207L, 4_409L, 4_611L, 4_813L, 5_015L),
                    marksNl("hour.confirmedNl"));
        }

        /** P33 is 60 s: a tick of just so long is taken as it is, one of a ms more in pieces; both end evenly. */
        @ParameterizedTest
        @ValueSource(longs = {60_000, 60_001})
        void ofATickAcrossAnEdgeAlsoAtTheLongest(long lastsMs) {
            exposure.advance(QUARTER_MS - 30_000, 0, 0, WEAKEST_UG_PER_ML, 0);
            exposure.advance(QUARTER_MS - 30_000 + lastsMs, 60_000, 30_000, WEAKEST_UG_PER_ML, 0);
            assertEquals(lastsMs == 60_000 ? 30_000 : 29_999, marksNl("day.commandedNl").get(0));
            assertEquals(lastsMs == 60_000 ? 15_000 : 14_999, marksNl("day.confirmedNl").get(0));
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
