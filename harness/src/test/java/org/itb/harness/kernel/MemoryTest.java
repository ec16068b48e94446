package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.SECOND_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.Alarm;
import org.itb.kernel.Cause;
import org.itb.kernel.Copy;
import org.itb.kernel.Image;
import org.itb.kernel.Mode;
import org.itb.kernel.Profile;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged copies of the image, a fault of the kernel itself, and time without power (SR-54, SR-55, SR-56; A10, A11, A20). */
class MemoryTest {
    private static PumpUnderTest running() {
        return PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, HOUR_MS, 4).running(8_333).pass(MINUTE_MS);
    }

    // ---- one copy ----

    // [utest->req~SR-54~1]
    @ParameterizedTest
    @ValueSource(ints = {Copy.A, Copy.B})
    void holdsUntilTheRepairIsCheckedAndGoesOnByItself(int copy) {
        PumpUnderTest pump = running();
        accepted(pump.patientBolus());
        pump.pass(MINUTE_MS).memoryError(copy);
        pump.delivers(Mode.HOLD, 8_333);
        pump.alarms(Alarm.MEMORY_REPAIRED);
        assertFalse(pump.kernel().isAlarmCritical(Alarm.MEMORY_REPAIRED));
        assertEquals(1, pump.kernel().cancelledBoluses());
        pump.pass(10 * SECOND_MS - 1).delivers(Mode.HOLD, 8_333);
        pump.pass(1).delivers(Mode.RUN, 8_333);
        pump.alarms(Alarm.MEMORY_REPAIRED);
        accepted(pump.clear(Alarm.MEMORY_REPAIRED));
        pump.alarms();
    }

    // [utest->req~SR-54~1]
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, 0, 4, 4_294_967_297L, Long.MAX_VALUE})
    void knowsTwoCopiesAndBoth(long copy) {
        PumpUnderTest pump = running();
        pump.refused(Reply.BAD_RANGE, () -> pump.kernel().memoryError(copy));
    }

    // ---- both copies, in a running pump ----

    // [utest->req~SR-54~1]
    @Test
    void fallsToMinimumRateAndForgetsTheProgramWhenBothAreDamaged() {
        PumpUnderTest pump = running();
        accepted(pump.patientBolus());
        pump.pass(MINUTE_MS).memoryError(Copy.BOTH);
        pump.delivers(Mode.MIN, 250);
        pump.alarms(Alarm.NOT_THERAPY, Alarm.MEMORY_LOST);
        assertTrue(pump.kernel().isAlarmCritical(Alarm.MEMORY_LOST));
        assertEquals(0, pump.kernel().programPgPerDay());
        assertEquals(2_000, pump.kernel().concentrationUgPerMl());
        pump.pass(HOUR_MS).delivers(Mode.MIN, 250);
        pump.denied(Reply.MODE);
        pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.MEMORY_LOST));
        pump.refused(Reply.MODE, pump::resume);
        pump.refused(Reply.MODE, () -> pump.restore());
        pump.refused(Reply.MODE, () -> pump.restart());
    }

    /** K-56: the bound of a first start, or the override that says where the dose is known from. */
    // [utest->req~SR-10~1]
    // [utest->req~SR-54~1]
    @Test
    void takesAProgramAsAFirstStartOrAsOneThatIsMeant() {
        PumpUnderTest pump = running().memoryError(Copy.BOTH);
        pump.refused(Reply.STEP_UP, () -> pump.program(2_084));
        pump.refused(Reply.STEP_UP, () -> pump.program(8_333, DoseOverride.SOFT, DoseOverride.REDUCE));
        pump.refused(Reply.DOSE_HARD, () -> pump.program(43_751, DoseOverride.SOFT, DoseOverride.RESTART));
        accepted(pump.program(2_083));
        pump.delivers(Mode.RUN, 2_083);
        pump.alarms();
        pump.passUntil(MINUTE_MS + DAY_MS - 1).refused(Reply.STEP_SPACING, () -> pump.program(2_100));
        pump.pass(1);
        accepted(pump.program(2_100));

        PumpUnderTest meant = running().memoryError(Copy.BOTH).pass(HOUR_MS);
        accepted(meant.flex(List.of(from(0, 8_333), from(12 * HOUR_MS, 9_000)), DoseOverride.RESTART));
        meant.delivers(Mode.RUN, 8_333);
        meant.denied(Reply.MODE);
    }

    /** The override of a restart means nothing to a program as long as the memory is there. */
    // [utest->req~SR-09~1]
    // [utest->req~SR-54~1]
    @Test
    void knowsNoDoseFromElsewhereWithoutALoss() {
        PumpUnderTest pump = running();
        pump.refused(Reply.STEP_UP, () -> pump.program(20_000, DoseOverride.RESTART));
        PumpUnderTest fresh = PumpUnderTest.with(2_000).neverRun();
        fresh.refused(Reply.STEP_UP, () -> fresh.program(8_333, DoseOverride.RESTART));
    }

    /** A lost memory waits for a person as A18 does, and the decision is one. */
    // [utest->req~SR-35~1]
    // [utest->req~SR-54~1]
    @Test
    void asksForOneDecisionAfterALossAndALongGap() {
        PumpUnderTest pump = running();
        accepted(pump.stop());
        pump.pass(49 * HOUR_MS);
        accepted(pump.resume());
        pump.alarms(Alarm.NOT_THERAPY, Alarm.RESTART_GAP);
        pump.memoryError(Copy.BOTH).pass(3 * DAY_MS);
        pump.delivers(Mode.MIN, 250);
        accepted(pump.program(8_333, DoseOverride.RESTART));
        pump.delivers(Mode.RUN, 8_333);
        pump.alarms();
        PumpUnderTest waiting = running().memoryError(Copy.BOTH).pass(3 * DAY_MS);
        waiting.alarms(Alarm.NOT_THERAPY, Alarm.MEMORY_LOST);
        accepted(waiting.program(2_083));
        waiting.alarms();
    }

    // [utest->req~SR-54~1]
    @Test
    void keepsAnOrderedStopOverTheNewProgramAndHasNothingToRestore() {
        PumpUnderTest pump = running().memoryError(Copy.BOTH);
        accepted(pump.stop());
        pump.delivers(Mode.STOP, 0);
        accepted(pump.program(8_333, DoseOverride.RESTART));
        pump.delivers(Mode.STOP, 0);
        pump.alarms(Alarm.NOT_THERAPY);
        pump.refused(Reply.MODE, () -> pump.restore());
        accepted(pump.resume());
        pump.delivers(Mode.RUN, 8_333);
    }

    /** What was in force still counts as the day's basal of a bolus, and what was given still counts. */
    // [utest->req~SR-06~1]
    // [utest->req~SR-54~1]
    @Test
    void forgetsNothingThatWasGiven() {
        PumpUnderTest pump = PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, HOUR_MS, 4).limit(439_984).running(8_333);
        accepted(pump.patientBolus());
        pump.pass(30 * MINUTE_MS).memoryError(Copy.BOTH);
        accepted(pump.program(2_083));
        accepted(pump.setPatientBolus(20_000, 600_000, HOUR_MS, 4));
        pump.passUntil(HOUR_MS - 1).denied(Reply.LOCKOUT);
        pump.pass(1).denied(Reply.DOSE_WINDOW);
        pump.passUntil(DAY_MS + 30 * MINUTE_MS);
        accepted(pump.patientBolus());
    }

    // [utest->req~SR-54~1]
    @Test
    void takesTheLossOfANewPumpsMemoryForTheLossOfATherapy() {
        PumpUnderTest pump = PumpUnderTest.with(500).neverRun().memoryError(Copy.BOTH);
        pump.delivers(Mode.MIN, 250);
        assertEquals(500, pump.kernel().concentrationUgPerMl());
        assertEquals(20_000_000, pump.kernel().reservoirNominalNl());
    }

    // ---- nothing at all is left ----

    // [utest->req~SR-54~1]
    // [utest->req~SR-55~1]
    @Test
    void takesTheMostCautiousPumpForGrantedWhenNothingIsLeft() {
        PumpUnderTest pump = PumpUnderTest.with(500).running(8_333).restartsWithNothing();
        pump.delivers(Mode.MIN, 250);
        pump.alarms(Alarm.RESERVOIR_LOW, Alarm.RESERVOIR_EMPTY, Alarm.NOT_THERAPY, Alarm.MEMORY_LOST, Alarm.TIME_ANOMALY);
        SafetyKernel kernel = pump.kernel();
        assertEquals(2_000, kernel.concentrationUgPerMl());
        assertEquals(1_200_000, kernel.patientLimitNgPerDay());
        assertEquals(40_000_000, kernel.reservoirNominalNl());
        assertEquals(1_000_000, kernel.reservoirPessimisticNl());
        assertEquals(1, kernel.resets());
        assertReply(Reply.MODE, kernel.commissionTherapy(8_333, 0, 0));
        pump.refused(Reply.STEP_UP, () -> pump.program(2_084));
        pump.refused(Reply.DOSE_HARD, () -> pump.program(25_001, DoseOverride.SOFT, DoseOverride.RESTART));
        pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.RESERVOIR_EMPTY));
        accepted(pump.program(2_083));
        pump.pass(DAY_MS);
        pump.refused(Reply.STEP_UP, () -> pump.program(2_396));
        accepted(pump.program(2_395));
        accepted(pump.setProfile(Profile.SPINAL, Profile.ADULT, Profile.MAINTENANCE));
        accepted(pump.setLimit(2_100_000));
        pump.pass(60 * DAY_MS);
        assertFalse(kernel.isAlarmActive(Alarm.ERI), "nothing is known of the service age");
    }

    // [utest->req~SR-40~1]
    // [utest->req~SR-54~1]
    @Test
    void soundsA08BesideA10AfterALowBatteryThatLeftNothing() {
        PumpUnderTest pump = running();
        assertReply(Reply.BAD_RANGE, pump.restart(new long[0], Cause.LOW_BATTERY));
        assertTrue(pump.kernel().isAlarmCritical(Alarm.LOW_BATTERY_RESET));
        assertFalse(pump.kernel().isAlarmActive(Alarm.RESET));
        assertFalse(pump.kernel().isAlarmActive(Alarm.KERNEL_FAULT), "no image, so none that is wrong");
        pump.delivers(Mode.MIN, 250);
    }

    // [utest->req~SR-40~1]
    // [utest->req~SR-55~1]
    @Test
    void soundsA08AfterALowBatteryAndBarsBolusesUntilSomebodyLooked() {
        PumpUnderTest pump = running().resets(Cause.LOW_BATTERY);
        pump.delivers(Mode.HOLD, 8_333);
        pump.alarms(Alarm.LOW_BATTERY_RESET);
        assertTrue(pump.kernel().isAlarmCritical(Alarm.LOW_BATTERY_RESET));
        pump.pass(10 * SECOND_MS).delivers(Mode.RUN, 8_333);
        pump.denied(Reply.ALARM_BLOCK);
        accepted(pump.clear(Alarm.LOW_BATTERY_RESET));
        accepted(pump.patientBolus());
    }

    /** After ERI nothing but the clinician's setting bars a bolus. */
    // [utest->req~SR-40~1]
    @Test
    void barsBolusesAfterEriByTheSettingAlone() {
        PumpUnderTest pump = running().batteryFallsTo(2_600);
        pump.alarms(Alarm.ERI);
        accepted(pump.patientBolus());
        pump.pass(HOUR_MS);
        accepted(pump.setPatientBolus(20_000, 600_000, HOUR_MS, 0));
        pump.denied(Reply.COUNT24);
    }

    // ---- a fault of the kernel ----

    // [utest->req~SR-56~1]
    @Test
    void holdsAtAFaultOfItsOwnUntilSomebodyLooked() {
        PumpUnderTest pump = running();
        accepted(pump.patientBolus());
        accepted(pump.kernel().kernelFault());
        pump.delivers(Mode.HOLD, 8_333);
        pump.alarms(Alarm.KERNEL_FAULT);
        assertTrue(pump.kernel().isAlarmCritical(Alarm.KERNEL_FAULT));
        pump.pass(DAY_MS).delivers(Mode.HOLD, 8_333);
        accepted(pump.clear(Alarm.KERNEL_FAULT));
        pump.delivers(Mode.RUN, 8_333);
    }

    // ---- time without power ----

    // [utest->req~SR-35~1]
    // [utest->req~SR-52~1]
    // [utest->req~SR-55~1]
    @Test
    void countsTheTimeWithoutPowerAsOneLongTick() {
        PumpUnderTest pump = running();
        accepted(pump.patientBolus());
        pump.pass(MINUTE_MS);
        restartsAfter(pump, 30 * SECOND_MS);
        assertEquals(2 * MINUTE_MS + 30 * SECOND_MS, pump.nowMs());
        pump.delivers(Mode.HOLD, 8_333);
        pump.alarms(Alarm.RESET);
        pump.pass(10 * SECOND_MS).delivers(Mode.RUN, 8_333);

        PumpUnderTest hours = running();
        restartsAfter(hours, 3 * HOUR_MS);
        assertEquals(3 * HOUR_MS + MINUTE_MS, hours.nowMs());
        hours.delivers(Mode.HOLD, 8_333);
        hours.alarms(Alarm.STALL, Alarm.RESET, Alarm.TIME_ANOMALY);
        hours.pass(MINUTE_MS).delivers(Mode.RUN, 8_333);
        hours.alarms(Alarm.STALL_RECOVERED, Alarm.RESET, Alarm.TIME_ANOMALY);
    }

    // [utest->req~SR-35~1]
    // [utest->req~SR-55~1]
    @ParameterizedTest
    @ValueSource(longs = {48 * HOUR_MS, 1_000 * HOUR_MS, Long.MAX_VALUE})
    void asksBeforeItRestartsAtFullDoseAfterTwoDaysWithoutPower(long outageMs) {
        PumpUnderTest pump = running();
        restartsAfter(pump, outageMs);
        assertEquals(48 * HOUR_MS + MINUTE_MS, pump.nowMs(), "more need not be known");
        pump.pass(MINUTE_MS).delivers(Mode.MIN, 250);
        assertTrue(pump.kernel().isAlarmCritical(Alarm.RESTART_GAP));
    }

    /** The words of a running pump go into a new kernel, so much later. */
    private static void restartsAfter(PumpUnderTest pump, long outageMs) {
        long rtcMs = pump.rtcMs() + Math.min(outageMs, 48 * HOUR_MS);
        pump.rtcJumps(rtcMs - pump.rtcMs());
        assertReply(Reply.OK, pump.restart(pump.image(), Cause.BROWNOUT, outageMs));
    }

    // ---- the image by itself ----

    // [utest->req~SR-54~1]
    @Test
    void anImageTakesNoMoreThanItHolds() {
        Image image = new Image();
        assertFalse(image.isSound());
        image.beginSave();
        for (int i = 0; i < Image.WORD_MAX_COUNT; i++) {
            assertEquals(i, image.word(i, 0, i));
        }
        assertTrue(image.isSound());
        assertEquals(Image.WORD_MAX_COUNT, image.count());
        assertEquals(7, image.word(7, 0, 7));
        assertFalse(image.isSound());
        assertEquals(Image.WORD_MAX_COUNT, image.count());

        image.beginLoad();
        for (int i = 0; i < Image.WORD_MAX_COUNT; i++) {
            assertEquals(i, image.word(-1, 0, i));
        }
        assertTrue(image.isSound());
        assertEquals(3, image.word(-1, 3, 5));
        assertFalse(image.isSound());
    }
}
