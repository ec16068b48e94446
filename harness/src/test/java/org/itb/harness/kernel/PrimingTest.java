package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.Alarm;
import org.itb.kernel.Cause;
import org.itb.kernel.Mode;
import org.itb.kernel.PathRules;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fast filling of an empty path: SR-22, D-12, K-52. */
class PrimingTest {
    /** The path of this pump is 335,800 nL, recorded with a change to the drug that it holds. */
    private static PumpUnderTest pump() {
        return recorded(PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, 4 * HOUR_MS, 8).running(8_333));
    }

    private static PumpUnderTest recorded(PumpUnderTest pump) {
        accepted(pump.changeDrug(2_000, 335_800, false));
        return pump;
    }

    // [utest->req~SR-22~1]
    @ParameterizedTest
    @CsvSource({
        "285800, 3600000, 1, OK", "285801, 3600000, 1, BAD_RANGE", "1, 3600000, 1, OK", "0, 3600000, 1, BAD_RANGE",
        "-1, 3600000, 1, BAD_RANGE", "285800, 43200000, 1, OK", "285800, 43200001, 1, BAD_RANGE", "1, 60000, 1, OK",
        "1, 59999, 1, BAD_RANGE", "16527, 60000, 1, OK", "16528, 60000, 1, BAD_RANGE", "1000, 600000, 0, PRIMING_TOKEN",
        "1000, 600000, -1, PRIMING_TOKEN", "1000, 600000, 1000000000000000, OK", "1000, 600000, 1000000000000001, PRIMING_TOKEN",
        "0, 600000, 0, BAD_RANGE", "1, 43200000, 1, BAD_RANGE"})
    void hasABoundedVolumeDurationRateAndAToken(long volumeNl, long durationMs, long tokenId, String reply) {
        PumpUnderTest pump = pump();
        assertEquals(reply, PumpUnderTest.nameOf(pump.stagePriming(volumeNl, durationMs, tokenId)));
        pump.delivers(Mode.RUN, 8_333);
    }

    // [utest->req~SR-22~1]
    @ParameterizedTest
    @CsvSource({"-1, false", "0, false", "1, true", "285800, true", "285801, false"})
    void hasAVolumeWithinThePathLessP37(long volumeNl, boolean fits) {
        assertEquals(fits, PathRules.isPrimingVolume(volumeNl, 335_800));
    }

    // [utest->req~SR-22~1]
    @Test
    void usesItsTokenUpWhenItStartsAndNotBefore() {
        PumpUnderTest pump = pump();
        accepted(pump.stagePriming(1_000, 600_000, 5));
        assertReply(Reply.OK, pump.abort());
        accepted(pump.prime(1_000, 600_000, 5));
        pump.pass(601_000);
        pump.refused(Reply.PRIMING_TOKEN, () -> pump.stagePriming(1_000, 600_000, 5));
        pump.refused(Reply.PRIMING_TOKEN, () -> pump.stagePriming(1_000, 600_000, 4));
        accepted(pump.prime(1_000, 600_000, 6));
    }

    // [utest->req~SR-22~1]
    @Test
    void isGoodOnceThroughEveryRestart() {
        PumpUnderTest pump = pump();
        accepted(pump.prime(1_000, 600_000, 5));
        assertReply(Reply.OK, pump.restart(pump.image(), Cause.BROWNOUT));
        pump.pass(11_000);
        pump.refused(Reply.PRIMING_TOKEN, () -> pump.stagePriming(1_000, 600_000, 5));
    }

    // [utest->req~SR-22~1]
    @Test
    void isCheckedAgainAtItsConfirmation() {
        PumpUnderTest pump = pump();
        accepted(pump.stagePriming(1_000, 600_000, 1));
        accepted(pump.patientBolus());
        assertReply(Reply.BUSY, pump.confirm());
        pump.pass(601_000);
        accepted(pump.prime(1_000, 600_000, 1));
    }

    // [utest->req~SR-22~1]
    @Test
    void waitsForWhatEveryBolusWaitsFor() {
        PumpUnderTest pump = pump();
        accepted(pump.patientBolus());
        pump.refused(Reply.BUSY, () -> pump.stagePriming(1_000, 600_000, 1));
        pump.pass(601_000).resets(Cause.BROWNOUT);
        pump.refused(Reply.MODE, () -> pump.stagePriming(1_000, 600_000, 1));
        pump.pass(11_000).motorStands().pass(HOUR_MS);
        pump.alarms(Alarm.STALL, Alarm.RESET);
        pump.refused(Reply.ALARM_BLOCK, () -> pump.stagePriming(1_000, 600_000, 1));
    }

    /** 399,984 and 571,600 ng are above the patient's limit and below P06. */
    // [utest->req~SR-22~1]
    @Test
    void isJudgedByTheHardLimitAloneAndChargedToTheDay() {
        PumpUnderTest pump = recorded(PumpUnderTest.with(2_000).limit(550_000).running(8_333));
        accepted(pump.prime(285_800, HOUR_MS, 1));
        pump.pass(HOUR_MS);
        assertReply(Reply.DOSE_WINDOW, pump.clinicianBolus(1_000, 600_000));
        assertReply(Reply.DOSE_WINDOW, pump.pass(DAY_MS - 1).clinicianBolus(1_000, 600_000));
        pump.pass(1);
        accepted(pump.clinicianBolus(1_000, 600_000));
    }

    /** 12,500 nL/h are 600 µg a day: with 571.6 and 28.4 µg exactly a child's P06. */
    // [utest->req~SR-22~1]
    @ParameterizedTest
    @CsvSource({"14200, OK", "14201, DOSE_WINDOW"})
    void twoInADayStayWithinTheHardLimit(long secondNl, String reply) {
        PumpUnderTest pump = recorded(PumpUnderTest.with(2_000).profile(1, 2, 1).limit(1_200_000).running(12_500));
        accepted(pump.prime(285_800, HOUR_MS, 1));
        pump.pass(2 * HOUR_MS);
        assertEquals(reply, PumpUnderTest.nameOf(pump.prime(secondNl, HOUR_MS, 2)));
    }

    /** 1,920 µg a day before, 960 now, and 571.6 more: within 2.1 mg if no day that holds it holds the larger one. */
    // [utest->req~SR-06~1] [utest->req~SR-22~1]
    @ParameterizedTest
    @CsvSource({"3599999, DOSE_WINDOW", "3600000, OK"})
    void isJudgedWithTheLargestDayOfThe24HoursBeforeItsEnd(long durationMs, String reply) {
        PumpUnderTest pump = recorded(PumpUnderTest.with(2_000).running(40_000));
        accepted(pump.program(20_000, DoseOverride.REDUCE));
        pump.pass(23 * HOUR_MS);
        assertEquals(reply, PumpUnderTest.nameOf(pump.prime(285_800, durationMs, 1)));
    }

    // [utest->req~SR-22~1] [utest->req~SR-30~1]
    @Test
    void leavesTheReserve() {
        PumpUnderTest pump = PumpUnderTest.with(2_000).fill(1_300_000).running(8_333);
        accepted(pump.prime(20_000, HOUR_MS, 1));
        PumpUnderTest empty = PumpUnderTest.with(2_000).fill(1_100_000).running(8_333);
        assertReply(Reply.RESERVOIR, empty.prime(80_000, HOUR_MS, 1));
        accepted(empty.prime(1_000, HOUR_MS, 1)); // the token of the refused one is not used up
    }

    // [utest->req~SR-22~1]
    @Test
    void barsThePatientsBolusesUntilP36AfterItsEnd() {
        PumpUnderTest pump = pump();
        accepted(pump.prime(285_800, HOUR_MS, 1));
        pump.pass(HOUR_MS).denied(Reply.LOCKOUT);
        pump.pass(8 * HOUR_MS - 1).denied(Reply.LOCKOUT);
        pump.pass(1);
        accepted(pump.patientBolus());
    }

    // [utest->req~SR-22~1]
    @Test
    void barsThemNoShorterIfItIsCancelled() {
        PumpUnderTest pump = pump();
        accepted(pump.prime(285_800, HOUR_MS, 1));
        pump.pass(HOUR_MS / 2).resets(Cause.WATCHDOG).delivers(Mode.HOLD, 8_333);
        pump.passUntil(9 * HOUR_MS - 1).denied(Reply.LOCKOUT);
        pump.pass(1);
        accepted(pump.patientBolus());
    }

    /** By plug flow nothing has left the tip, so the way back to a whole dose is open at once. */
    // [utest->req~SR-12~1] [utest->req~SR-22~1]
    @Test
    void doesNotCountInTheWindowsOfWhatFlowed() {
        PumpUnderTest pump = pump();
        accepted(pump.program(4_000, DoseOverride.REDUCE));
        accepted(pump.prime(285_800, HOUR_MS, 1));
        pump.pass(HOUR_MS);
        accepted(pump.restore());
        pump.delivers(Mode.RUN, 8_333);
    }

    /** A bolus after a priming counts again as any: 100 µg in the hour with 16.7 of basal leave 33.3. */
    // [utest->req~SR-07~1] [utest->req~SR-22~1]
    @Test
    void butWhatFollowsItDoes() {
        PumpUnderTest pump = pump();
        accepted(pump.prime(100_000, 2 * HOUR_MS, 1));
        pump.pass(2 * HOUR_MS);
        accepted(pump.clinicianBolus(50_000, 600_000));
        assertReply(Reply.DOSE_HOUR, pump.pass(601_000).clinicianBolus(16_668, 600_000));
    }

    // [utest->req~SR-22~1] [utest->req~SR-25~1]
    @ParameterizedTest
    @CsvSource({"139999, BAD_RANGE", "140000, OK", "580000, OK", "580001, BAD_RANGE"})
    void isBoundedByThePathThatCameIntoOurHands(long pathNl, String reply) {
        SafetyKernel kernel = new SafetyKernel(1);
        assertEquals(reply, PumpUnderTest.nameOf(kernel.commissionPath(pathNl)));
        kernel.tick(1, 0);
        assertReply(Reply.MODE, kernel.commissionPath(pathNl));
    }
}
