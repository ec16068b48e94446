package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.itb.kernel.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A day's schedule by itself: its worst hour, its load over any stretch, its next step. */
class ProgramTest {
    private static final int UG_PER_ML = 1_000;
    private static final long HALF_HOUR_MS = HOUR_MS / 2;

    private static Program flex(long... startsAndRates) {
        Program program = new Program();
        for (int i = 0; i < startsAndRates.length; i += 2) {
            program.addStep(startsAndRates[i], startsAndRates[i + 1]);
        }
        program.seal();
        return program;
    }

    /** 4,000 nL/h, half an hour of 9,000, then 2,000: the worst hour ends with the peak. */
    // [utest->req~SR-07~1]
    @ParameterizedTest
    @ValueSource(longs = {2 * HOUR_MS, HOUR_MS, HOUR_MS - 1, 23 * HOUR_MS})
    void findsAWorstHourThatEndsWhereAStepBegins(long peakEndsMs) {
        Program program = flex(0, 4_000, peakEndsMs - HALF_HOUR_MS, 9_000, peakEndsMs, 2_000);
        long wrapped = Math.max(0, HOUR_MS - peakEndsMs); // of the night before, at 2,000 nL/h
        long loadNlMsPerH = HALF_HOUR_MS * 9_000 + (HALF_HOUR_MS - wrapped) * 4_000 + wrapped * 2_000;
        assertEquals((loadNlMsPerH * UG_PER_ML + HOUR_MS - 1) / HOUR_MS, program.worstHourPg(UG_PER_ML));
    }

    // [utest->req~SR-07~1]
    @ParameterizedTest
    @CsvSource({"0, 82800000", "1, 82800001", "3599999, 86399999", "3600000, 0", "3600001, 1", "86399999, 82799999"})
    void takesTheHourBeforeATimeOfDayWithinTheDay(int todMs, int hourBeforeMs) {
        assertEquals(hourBeforeMs, KernelState.answer(Program.class, "hourBeforeMs", todMs));
    }

    /** A day is 6 h of 3,000 and 18 h of 2,000: 54,000 nL. */
    // [utest->req~SR-13~1]
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 86400000, 54000", "3600000, 86400000, 54000", "3600000, 82800000, 51000",
        "3600000, 82800001, 51000", "3600000, 172800000, 108000", "3600000, 190800000, 123000", "79200000, 10800000, 7000"})
    void delivers(int todMs, long lastsMs, long wholeNl) {
        assertEquals(wholeNl, flex(0, 3_000, 6 * HOUR_MS, 2_000).loadNlMsPerH(todMs, lastsMs) / HOUR_MS);
    }

    // [utest->req~SR-13~1]
    @ParameterizedTest
    @CsvSource({"0, 21600000", "21599999, 1", "21600000, 43200000", "64799999, 1", "64800000, 21600000", "86399999, 1"})
    void announcesItsNextStepOrMidnight(int todMs, int nextMs) {
        assertEquals(nextMs, flex(0, 3_000, 6 * HOUR_MS, 2_000, 18 * HOUR_MS, 2_500).nextStepInMs(todMs));
    }

    // [utest->req~SR-01~1]
    @Test
    void hasALegalRateBeforeItHasAnyStep() {
        Program program = new Program();
        for (int todMs = 0; todMs < DAY_MS; todMs += HOUR_MS) {
            assertEquals(2_000, program.rateAtNlPerH(todMs));
        }
        assertFalse(program.isLegal());
    }

    // [utest->req~SR-01~1]
    @Test
    void hasNoDoseIfAStepIsNone() {
        Program program = flex(0, 3_000, 0, 2_000);
        assertFalse(program.isLegal());
        assertEquals(0, program.dayPg(UG_PER_ML));
        assertEquals(0, program.worstHourPg(UG_PER_ML));
        assertEquals(2_000, program.meanNlPerH());
    }
}
