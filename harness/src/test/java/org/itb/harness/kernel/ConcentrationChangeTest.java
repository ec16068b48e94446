package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.Alarm;
import org.itb.kernel.Cause;
import org.itb.kernel.Copy;
import org.itb.kernel.FluidPath;
import org.itb.kernel.Image;
import org.itb.kernel.Mode;
import org.itb.kernel.PathRules;
import org.itb.kernel.PatientBolus;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another drug in the reservoir, and the old one still in the path: SR-25, SR-26, SR-27, A16. */
class ConcentrationChangeTest {
    private static final long PATH_NL = 335_800;
    /** 335,800 nL at 33,333 and at 8,333 nL/h, rounded up to the ms. */
    private static final long BRIDGE_UP_MS = 36_266_763;
    private static final long BRIDGE_DOWN_MS = 145_071_403;

    private static PumpUnderTest weak() {
        return PumpUnderTest.with(500).patientBolus(40_000, 600_000, 4 * HOUR_MS, 8).running(33_333);
    }

    private static PumpUnderTest strong() {
        return PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, 4 * HOUR_MS, 8).running(8_333);
    }

    private static PumpUnderTest bridged(PumpUnderTest pump, long concentrationUgPerMl) {
        accepted(pump.changeDrug(concentrationUgPerMl, PATH_NL, true));
        return pump;
    }

    // [utest->req~SR-25~1]
    @Nested
    class AChangeIsAWholeProcedure {
        @ParameterizedTest
        @CsvSource({
            "2000, 2000, 335800, false, false, BRIDGE_REQUIRED",
            "2000, 2000, 335800, true, true, BAD_RANGE",
            "2000, 0, 335800, true, false, LABEL_MISMATCH",
            "2000, 500, 335800, true, false, LABEL_MISMATCH",
            "2000, 500, 335800, false, false, LABEL_MISMATCH",
            "4000, 4000, 335800, true, false, BAD_CONC",
            "0, 0, 335800, true, false, BAD_CONC",
            "-9223372036854775808, 500, 335800, true, false, BAD_CONC",
            "2000, 2000, 139999, true, false, BAD_RANGE",
            "2000, 2000, 580001, true, false, BAD_RANGE",
            "4000, 500, 139999, false, false, BAD_RANGE",
            "2000, 2000, 140000, true, false, OK",
            "2000, 2000, 580000, false, true, OK",
            "500, 500, 335800, false, true, OK"})
        void isRefusedWithoutEachOfItsParts(
                long concentrationUgPerMl, long labelUgPerMl, long pathNl, boolean bridge, boolean rinse, String reply) {
            PumpUnderTest pump = weak();
            KernelState before = KernelState.of(pump.openSession().kernel());
            int actual = pump.stageChange(concentrationUgPerMl, labelUgPerMl, pathNl, bridge, rinse);
            assertEquals(reply, PumpUnderTest.nameOf(actual));
            if (actual != Reply.OK) {
                assertEquals(List.of(), before.differencesOfTherapy(KernelState.of(pump.kernel())));
            }
            pump.delivers(Mode.RUN, 33_333);
            assertEquals(500, pump.kernel().concentrationUgPerMl());
        }

        @ParameterizedTest
        @CsvSource({"-1, 20000000", "20000001, 20000000", "0, 0", "0, 20000001"})
        void fitsTheReservoir(long aspiratedNl, long filledNl) {
            PumpUnderTest pump = weak();
            pump.refused(Reply.BAD_RANGE, () -> pump.clinician(org.itb.kernel.Kind.STAGE_CONC_CHANGE,
                    () -> pump.kernel().stageConcentrationChange(aspiratedNl, filledNl, 2_000, 2_000, PATH_NL, true, false)));
        }

        @Test
        void needsAProgramToScale() {
            PumpUnderTest pump = PumpUnderTest.with(500).neverRun();
            pump.refused(Reply.MODE, () -> pump.changeDrug(2_000, PATH_NL, true));
        }

        @Test
        void isBusyBesideABolusAlsoAtItsConfirmation() {
            PumpUnderTest pump = weak();
            accepted(pump.stageChange(2_000, 2_000, PATH_NL, true, false));
            accepted(pump.patientBolus());
            assertReply(Reply.BUSY, pump.confirm());
            pump.refused(Reply.BUSY, () -> pump.stageChange(2_000, 2_000, PATH_NL, true, false));
            assertEquals(500, pump.kernel().concentrationUgPerMl());
            pump.pass(601_000);
            accepted(pump.changeDrug(2_000, PATH_NL, true));
        }

        /** D-13: 8,000 of 500 are 2,000 of 2000; 250,000 of 2000 are 1,000,000 of 500, and dose too much of the hour. */
        @ParameterizedTest
        @CsvSource({"500, 7999, 2000, BAD_RANGE", "500, 8000, 2000, OK", "2000, 2000, 500, OK"})
        void needsRatesThatThePumpCanRun(long oldUgPerMl, long rateNlPerH, long newUgPerMl, String reply) {
            PumpUnderTest pump = PumpUnderTest.with(oldUgPerMl).running(rateNlPerH);
            assertEquals(reply, PumpUnderTest.nameOf(pump.stageChange(newUgPerMl, newUgPerMl, PATH_NL, true, false)));
        }

        @Test
        void doesNothingBeforeItIsConfirmedAndAllOfItThen() {
            PumpUnderTest pump = weak();
            accepted(pump.stageChange(2_000, 2_000, PATH_NL, true, false));
            assertEquals(0, pump.kernel().bridgeRestNl());
            accepted(pump.confirm());
            assertEquals(PATH_NL, pump.kernel().bridgeRestNl());
            assertEquals(2_000, pump.kernel().concentrationUgPerMl());
            assertEquals(8_333L * 24 * 2_000, pump.kernel().programPgPerDay());
            assertEquals(20_000_000, pump.kernel().reservoirNominalNl());
            assertTrue(pump.kernel().isScheduleSuspended());
        }

        /** As a memory fault might change it between the two; what was confirmed is what was understood. */
        @Test
        void computesItsProgramAnewAtItsConfirmation() {
            PumpUnderTest pump = weak();
            accepted(pump.stageChange(2_000, 2_000, PATH_NL, false, true));
            KernelState.damage(pump.kernel(), "dosing.prescription.staged.rateNlPerH[0]", 9_999);
            accepted(pump.confirm());
            pump.delivers(Mode.RUN, 8_333);
        }

        @Test
        void leavesNothingTypedInForTheNextFlexDay() {
            PumpUnderTest pump = weak();
            accepted(pump.stageChange(2_000, 2_000, PATH_NL, false, true));
            accepted(stageTyped(pump));
            accepted(pump.changeDrug(2_000, PATH_NL, false));
            accepted(stageTyped(pump));
        }

        /** A day of two steps, typed in over whatever is there. */
        private static int stageTyped(PumpUnderTest pump) {
            pump.kernel().addFlexStep(0, 4_000);
            pump.kernel().addFlexStep(HOUR_MS, 5_000);
            long dayNg = (4_000 + 23 * 5_000) * pump.kernel().concentrationUgPerMl() / 1_000;
            return pump.clinician(org.itb.kernel.Kind.STAGE_FLEX,
                    () -> pump.kernel().stageFlex(pump.kernel().concentrationUgPerMl(), dayNg));
        }

        @Test
        void isOpenWhileThePumpStands() {
            PumpUnderTest pump = weak();
            accepted(pump.stop());
            accepted(pump.changeDrug(2_000, PATH_NL, true));
            pump.delivers(Mode.STOP, 0);
            accepted(pump.resume());
            pump.delivers(Mode.RUN, 33_333);
        }

        @Test
        void saysInItsDigestWhatItWillDo() {
            long[] digests = new long[5];
            for (int i = 0; i < digests.length; i++) {
                PumpUnderTest pump = i == 4 ? PumpUnderTest.with(500).running(33_336) : weak();
                boolean bridge = i != 1;
                accepted(pump.stageChange(i == 2 ? 1_000 : 2_000, i == 2 ? 1_000 : 2_000, i == 3 ? 335_801 : PATH_NL, bridge, !bridge));
                digests[i] = pump.kernel().stagedDigest();
                for (int k = 0; k < i; k++) {
                    assertNotEquals(digests[k], digests[i], k + " and " + i);
                }
            }
        }

        @Test
        void ofTheSameDrugRecordsThePathAndBridgesNothing() {
            PumpUnderTest pump = strong();
            pump.refused(Reply.BAD_RANGE, () -> pump.stagePriming(285_801, HOUR_MS, 1)); // 335,800 comes with the change
            accepted(pump.changeDrug(2_000, 500_000, true));
            assertEquals(0, pump.kernel().bridgeRestNl());
            assertFalse(pump.kernel().isScheduleSuspended());
            accepted(pump.stagePriming(450_000, HOUR_MS, 1));
            accepted(pump.patientBolus());
        }

        @Test
        void thatDoesNotFitWhatWasDeliveredRaisesA13() {
            PumpUnderTest pump = weak();
            accepted(pump.clinician(org.itb.kernel.Kind.STAGE_CONC_CHANGE, () -> pump.kernel().stageConcentrationChange(
                    18_999_999, 20_000_000, 2_000, 2_000, PATH_NL, true, false)));
            accepted(pump.confirm());
            pump.alarms(Alarm.REFILL_DISCREPANCY);
            pump.delivers(Mode.HOLD, 33_333);
        }

        /** 43,750 nL/h of 2000 µg/mL are 2,100 µg a day. */
        @ParameterizedTest
        @CsvSource({"43750, HOLD, 43750", "43751, MIN, 250"})
        void underA13RunsWhatIsBoundedWereItTheStrongestDrug(long rateNlPerH, String mode, long runsNlPerH) {
            PumpUnderTest pump = PumpUnderTest.with(500).running(rateNlPerH);
            accepted(pump.clinician(org.itb.kernel.Kind.STAGE_CONC_CHANGE, () -> pump.kernel().stageConcentrationChange(
                    0, 20_000_000, 2_000, 2_000, PATH_NL, true, false)));
            accepted(pump.confirm());
            pump.delivers(mode.equals("HOLD") ? Mode.HOLD : Mode.MIN, runsNlPerH);
        }
    }

    // [utest->req~SR-25~1]
    @Nested
    class WhatIsToldInVolumesKeepsItsDose {
        /** 40,000 nL of 500 are 20 µg, as are 10,000 of 2000. */
        @Test
        void thePatientsBolus() {
            PumpUnderTest pump = weak();
            accepted(pump.changeDrug(2_000, PATH_NL, false));
            accepted(pump.patientBolus());
            pump.delivers(Mode.RUN, 8_333 + 60_000);
        }

        @Test
        void orIsNotEnabledAnyMoreIfNothingIsLeft() {
            PumpUnderTest pump = PumpUnderTest.with(500).patientBolus(3, 60_000, HOUR_MS, 8).running(33_333);
            accepted(pump.changeDrug(2_000, PATH_NL, false));
            pump.denied(Reply.MODE);
        }

        @Test
        void butEnablesNothing() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(33_333);
            accepted(pump.changeDrug(2_000, PATH_NL, false));
            pump.denied(Reply.MODE);
        }

        @Test
        void theProgramThatRestoreReturnsTo() {
            PumpUnderTest pump = weak();
            accepted(pump.program(20_000, DoseOverride.REDUCE));
            accepted(pump.changeDrug(2_000, PATH_NL, false));
            pump.delivers(Mode.RUN, 5_000);
            pump.refused(Reply.STEP_UP, () -> pump.restoreTo(8_334));
            accepted(pump.restore());
            pump.delivers(Mode.RUN, 8_333);
        }

        /** 7,999 of 500 would be 1,999 of 2000: the way back is lost, and says so. */
        @Test
        void orIsForgottenIfItCannotBe() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(7_999);
            accepted(pump.stop());
            accepted(pump.program(7_990, DoseOverride.REDUCE));
            pump.refused(Reply.BAD_RANGE, () -> pump.changeDrug(2_000, PATH_NL, false));
            PumpUnderTest flexed = PumpUnderTest.with(500).running(8_100);
            accepted(flexed.flex(List.of(from(0, 8_100), from(HOUR_MS, 7_000), from(2 * HOUR_MS, 8_100)), DoseOverride.REDUCE));
            accepted(flexed.program(8_000, DoseOverride.REDUCE));
            accepted(flexed.changeDrug(2_000, PATH_NL, false));
            flexed.refused(Reply.MODE, flexed::restore);
        }

        /** After a restart there is no way back, whatever the program was; a change of drug does not open one. */
        @Test
        void andOpensNoWayBack() {
            PumpUnderTest pump = strong();
            accepted(pump.stop());
            pump.pass(3 * DAY_MS);
            accepted(pump.resume());
            accepted(pump.restart(DoseOverride.RESTART));
            accepted(pump.changeDrug(500, PATH_NL, false));
            pump.refused(Reply.MODE, pump::restore);
        }

        @Test
        void norEnablesABolusThatIsNot() {
            PatientBolus bolus = new PatientBolus();
            bolus.set(20_000, 600_000, HOUR_MS, 4);
            bolus.disable();
            bolus.change(2_000, 500);
            assertFalse(bolus.isEnabled());
            assertEquals(80_000, bolus.volumeNl());
        }

        @Test
        void andIsNoStep() {
            PumpUnderTest pump = weak();
            accepted(pump.changeDrug(2_000, PATH_NL, false));
            accepted(pump.program(10_832)); // + 30 % at once: no spacing has begun
            pump.alarms();
        }

        /** 33,335 of 500 give 400,020 ng; 8,333 of 2000 give 399,984, and that is the reference for a day. */
        @Test
        void theLowerDoseIsTheReference() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(33_335);
            accepted(pump.changeDrug(2_000, PATH_NL, false));
            pump.refused(Reply.STEP_UP, () -> pump.program(10_833));
            accepted(pump.program(10_832));
        }
    }

    // [utest->req~SR-26~1]
    @Nested
    class TheBridgeRunsTheOldRateUntilThePathIsThrough {
        @Test
        void fromAWeakToAStrongDrug() {
            PumpUnderTest pump = bridged(weak(), 2_000);
            pump.passUntil(BRIDGE_UP_MS - 1).delivers(Mode.RUN, 33_333);
            assertEquals(1, pump.kernel().dueInMs());
            assertTrue(pump.kernel().isScheduleSuspended());
            pump.pass(1).delivers(Mode.RUN, 8_333);
            assertEquals(PATH_NL, pump.kernel().confirmedNl());
            assertFalse(pump.kernel().isScheduleSuspended(), "a constant day is looked at once, and comes back at once");
        }

        @Test
        void fromAStrongToAWeakDrug() {
            PumpUnderTest pump = bridged(strong(), 500);
            pump.passUntil(BRIDGE_DOWN_MS - 1).delivers(Mode.RUN, 8_333);
            pump.pass(1).delivers(Mode.RUN, 33_332);
        }

        /** Neither time nor a command moves the front. */
        @Test
        void byConfirmedVolumeAndNeverByTime() {
            PumpUnderTest pump = bridged(weak(), 2_000);
            pump.pass(HOUR_MS).motorStands().pass(20 * HOUR_MS).delivers(Mode.RUN, 33_333);
            pump.alarms(Alarm.STALL);
            assertEquals(PATH_NL - 33_333, pump.kernel().bridgeRestNl());
            pump.motorTurns().pass(9 * HOUR_MS).delivers(Mode.RUN, 33_333);
            pump.pass(2 * HOUR_MS).delivers(Mode.RUN, 8_333);
        }

        /** A motor that stands would otherwise be asked every few ms whether the last nanolitre has come. */
        @Test
        void announcesNoEndWhileNothingIsConfirmed() {
            PumpUnderTest pump = bridged(weak(), 2_000);
            pump.pass(HOUR_MS).closeSession();
            assertEquals(BRIDGE_UP_MS - HOUR_MS, pump.kernel().dueInMs());
            pump.motorStands().step(MINUTE_MS).resets(Cause.BROWNOUT).step(11_000);
            assertTrue(pump.kernel().dueInMs() > BRIDGE_UP_MS || pump.kernel().dueInMs() <= HOUR_MS, "only alarms come by themselves");
        }

        /** 13.9 h of a strong drug at the rate of a weak one: what was due in the tick is booked, and the motor is stopped. */
        @Test
        void aLateTickBooksTheNewRateAndShowsTheMotorThatWentOn() {
            PumpUnderTest pump = bridged(weak(), 2_000);
            pump.pass(MINUTE_MS).step(DAY_MS - MINUTE_MS);
            long bookedNl = PATH_NL + (DAY_MS - BRIDGE_UP_MS) * 8_333 / HOUR_MS;
            assertEquals(bookedNl, pump.kernel().commandedNl(), 1);
            assertEquals(799_992, pump.kernel().confirmedNl());
            assertEquals(0, pump.kernel().bridgeRestNl());
            pump.delivers(Mode.STOP, 0);
            assertTrue(pump.kernel().isAlarmActive(Alarm.OVER_DELIVERY));
        }

        /** After a reset delivery holds, at the bridge's rate: the late tick is the same. */
        @Test
        void alsoWhileItHolds() {
            PumpUnderTest pump = bridged(weak(), 2_000);
            pump.pass(MINUTE_MS).resets(Cause.BROWNOUT).delivers(Mode.HOLD, 33_333);
            pump.step(DAY_MS - MINUTE_MS);
            assertEquals(PATH_NL + (DAY_MS - BRIDGE_UP_MS) * 8_333 / HOUR_MS, pump.kernel().commandedNl(), 1);
        }

        @Test
        void alsoAtMinimumRate() {
            PumpUnderTest pump = bridged(strong(), 500);
            accepted(pump.minimumRate());
            pump.pass(4 * HOUR_MS);
            assertEquals(PATH_NL - 1_000, pump.kernel().bridgeRestNl());
        }

        @Test
        void aRinsedPathNeedsNone() {
            PumpUnderTest pump = strong();
            accepted(pump.changeDrug(500, PATH_NL, false));
            pump.delivers(Mode.RUN, 33_332);
            assertEquals(0, pump.kernel().bridgeRestNl());
        }

        @ParameterizedTest
        @CsvSource({
            "33333, 500, 2000, 8333", "8333, 2000, 500, 33332", "7, 1000, 2000, 3", "1000000, 2000, 500, 4000000", "0, 500, 500, 0"})
        void scaledDown(long rateNlPerH, int oldUgPerMl, int newUgPerMl, long scaledNlPerH) {
            assertEquals(scaledNlPerH, PathRules.scaledNlPerH(rateNlPerH, oldUgPerMl, newUgPerMl));
            assertEquals(scaledNlPerH, PathRules.scaledNl(rateNlPerH, oldUgPerMl, newUgPerMl));
        }

        @Test
        void butNeverToMoreThanTheLargestReservoirHolds() {
            assertEquals(40_000_000, PathRules.scaledNl(40_000_000, 2000, 500));
            assertEquals(40_000_000, PathRules.scaledNl(10_000_000, 2000, 500));
            assertEquals(39_999_996, PathRules.scaledNl(9_999_999, 2000, 500));
        }

        @ParameterizedTest
        @CsvSource({"335800, 0, 33333, 36266763", "335800, 0, 8333, 145071403", "0, 0, 5, 1", "1, 3599999, 1000000, 1", "1, 0, 250, 14400",
            "0, 0, 1, 1", "1, 2599999, 1000000, 2", "1, 2600000, 1000000, 1"})
        void forAsLongAsTheVolumeFlows(long restNl, long carry, int rateNlPerH, long lastsMs) {
            assertEquals(lastsMs, PathRules.flowsInMs(restNl, carry, rateNlPerH));
        }

        /** A day of 13 steps: the floor of its mean, and not the mean of floors. */
        @ParameterizedTest
        @CsvSource({"86400000, 500, 500, 1", "86399999, 500, 500, 0", "172800000, 2000, 500, 8", "86400000000, 500, 2000, 250"})
        void atTheFloorOfTheMean(long dayLoad, int programUgPerMl, int pathUgPerMl, long rateNlPerH) {
            assertEquals(rateNlPerH, PathRules.bridgeNlPerH(dayLoad, programUgPerMl, pathUgPerMl));
        }
    }

    // [utest->req~SR-27~1]
    @Nested
    class NothingInterferesWithABridge {
        @Test
        void noBolusNoPrimingNoProgramNoOtherDrug() {
            PumpUnderTest pump = bridged(strong(), 500);
            pump.pass(HOUR_MS);
            pump.denied(Reply.BUSY);
            pump.refused(Reply.BUSY, () -> pump.stageBolus(1_000, 600_000));
            pump.refused(Reply.BUSY, () -> pump.stagePriming(1_000, 600_000, 1));
            pump.refused(Reply.BUSY, () -> pump.stageProgram(40_000));
            pump.refused(Reply.BUSY, () -> pump.stageProgram(33_332));
            pump.refused(Reply.BUSY, () -> pump.stageChange(2_000, 2_000, PATH_NL, true, false));
            pump.refused(Reply.BUSY, () -> pump.stageChange(2_000, 2_000, PATH_NL, false, true));
            pump.delivers(Mode.RUN, 8_333);
        }

        @Test
        void butAReductionSetsItsRateAnew() {
            PumpUnderTest pump = bridged(strong(), 500);
            accepted(pump.program(30_001));
            pump.delivers(Mode.RUN, 7_500);
            pump.refused(Reply.STEP_DOWN, () -> pump.program(20_000));
            accepted(pump.program(20_000, DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 5_000);
            pump.refused(Reply.BUSY, pump::restore);
        }

        /** 8,000 of 500 is a bridge of 2,000 nL/h: P01. */
        @Test
        void andNoneThatThePumpCannotRun() {
            PumpUnderTest pump = bridged(strong(), 500);
            pump.refused(Reply.BAD_RANGE, () -> pump.program(7_999, DoseOverride.REDUCE));
            accepted(pump.program(8_000, DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 2_000);
        }

        @Test
        void stopAndMinimumRateAreOpenAndResumeGoesOn() {
            PumpUnderTest pump = bridged(strong(), 500);
            accepted(pump.minimumRate());
            pump.delivers(Mode.MIN, 250);
            accepted(pump.stop());
            pump.delivers(Mode.STOP, 0);
            accepted(pump.resume());
            pump.delivers(Mode.RUN, 8_333);
        }

        @Test
        void aRestartAfterALongGapIsOpen() {
            PumpUnderTest pump = bridged(strong(), 500);
            accepted(pump.stop());
            pump.pass(3 * DAY_MS);
            accepted(pump.resume());
            pump.delivers(Mode.MIN, 250);
            pump.refused(Reply.BAD_RANGE, () -> pump.restartAt(7_999));
            pump.refused(Reply.STEP_UP, () -> pump.restartAt(16_667));
            accepted(pump.restartAt(16_666));
            pump.delivers(Mode.RUN, 4_166);
        }

        @Test
        void settingsAndRefillsOfTheNewDrugAreAsEver() {
            PumpUnderTest pump = bridged(strong(), 500);
            accepted(pump.setLimit(1_000_000));
            accepted(pump.setPatientBolus(10_000, 600_000, HOUR_MS, 1));
            accepted(pump.refill(20_000_000, 20_000_000));
            pump.delivers(Mode.RUN, 8_333);
            assertEquals(PATH_NL, pump.kernel().bridgeRestNl());
        }

        @Test
        void aResetHoldsAtItsRateAndLosesNothing() {
            PumpUnderTest pump = bridged(strong(), 500);
            pump.pass(HOUR_MS).resets(Cause.BROWNOUT).delivers(Mode.HOLD, 8_333);
            pump.pass(11_000).delivers(Mode.RUN, 8_333);
            assertTrue(pump.kernel().bridgeRestNl() < PATH_NL - 8_333);
        }

        /** What a restart loads is the bridge where it was: rest, rate, end, and what bars boluses. */
        @Test
        void aRestartFromTheImageGoesOnWhereItWas() {
            PumpUnderTest pump = bridged(strong(), 500);
            pump.pass(HOUR_MS);
            assertReply(Reply.OK, pump.restart(pump.image(), Cause.WATCHDOG));
            pump.delivers(Mode.HOLD, 8_333);
            assertEquals(PATH_NL - 8_333, pump.kernel().bridgeRestNl());
            pump.pass(11_000);
            pump.refused(Reply.BUSY, () -> pump.stageBolus(1_000, 600_000));
        }
    }

    // [utest->req~SR-26~1]
    @Nested
    class ABolusCountsAtTheStrongerDrugUntilTheFrontIsWellPast {
        private PumpUnderTest justThrough() {
            PumpUnderTest pump = bridged(strong(), 500);
            return pump.passUntil(BRIDGE_DOWN_MS);
        }

        @Test
        void thePatientsOwnToo() {
            PumpUnderTest pump = justThrough();
            pump.denied(Reply.BAD_RANGE); // 80,000 nL would be 160 µg of the old drug
            pump.pass(5_400_215).denied(Reply.BAD_RANGE);
            pump.pass(2);
            accepted(pump.patientBolus());
        }

        /** 50,000 nL are 100 µg of the old drug. With 66,664 ng of basal in 4 h … the hour holds 16.666 + 100 µg. */
        @Test
        void withP12() {
            PumpUnderTest pump = justThrough();
            pump.refused(Reply.BAD_RANGE, () -> pump.stageBolus(50_001, HOUR_MS));
            accepted(pump.clinicianBolus(50_000, HOUR_MS));
        }

        /** Limit 480 µg: 399.984 and 80.016 µg fit, of the old drug 40,008 nL. */
        @ParameterizedTest
        @CsvSource({"40008, OK", "40009, DOSE_WINDOW"})
        void withTheLimitOfADay(long volumeNl, String reply) {
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(480_000).running(8_333);
            accepted(pump.changeDrug(500, PATH_NL, false));
            assertEquals(reply, PumpUnderTest.nameOf(pump.clinicianBolus(volumeNl, 600_000)));
        }

        @Test
        void afterARinseToo() {
            PumpUnderTest pump = strong();
            accepted(pump.changeDrug(500, PATH_NL, false));
            pump.refused(Reply.BAD_RANGE, () -> pump.stageBolus(50_001, HOUR_MS));
            pump.pass(5_400_217);
            accepted(pump.stageBolus(50_001, HOUR_MS));
        }

        /** 2000, 1000, 500 within the margin: the strongest of all three counts. */
        @Test
        void ofThreeTheStrongest() {
            PumpUnderTest pump = strong();
            accepted(pump.changeDrug(1_000, PATH_NL, false));
            accepted(pump.changeDrug(500, PATH_NL, false));
            pump.refused(Reply.BAD_RANGE, () -> pump.stageBolus(50_001, HOUR_MS));
            accepted(pump.stageBolus(50_000, HOUR_MS));
        }
    }

    // [utest->req~SR-06~1] [utest->req~SR-26~1]
    @Nested
    class WindowsCountDrugAndNotVolume {
        /** 400 µg a day of 2000, then of 500: the day behind holds 383 µg and not 96. */
        @Test
        void theStrongDrugBehindAWeakOneIsNotForgotten() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(410_000).running(8_333);
            pump.pass(23 * HOUR_MS);
            accepted(pump.changeDrug(500, PATH_NL, false));
            // 399.984 µg in any day leave 10.016, of the old drug 5,008 nL, less the nanolitre that a mark may round
            assertReply(Reply.DOSE_WINDOW, pump.clinicianBolus(5_009, 600_000));
            accepted(pump.clinicianBolus(5_007, 600_000));
        }

        @Test
        void theWeakDrugBehindAStrongOneIsNotCountedFourfold() {
            PumpUnderTest pump = PumpUnderTest.with(500).limit(500_000).running(33_333);
            pump.pass(23 * HOUR_MS);
            accepted(pump.changeDrug(2_000, PATH_NL, false));
            accepted(pump.clinicianBolus(20_000, 600_000));
            accepted(pump.pass(2 * HOUR_MS).program(8_500));
        }

        @Test
        void andTheOldDrugThatABridgePushesOut() {
            PumpUnderTest pump = PumpUnderTest.with(500).limit(450_000).running(33_333);
            accepted(pump.changeDrug(2_000, 140_000, true));
            pump.pass(5 * HOUR_MS).delivers(Mode.RUN, 8_333);
            accepted(pump.clinicianBolus(20_000, 600_000));
        }
    }

    // [utest->req~SR-26~1]
    @Nested
    class AFlexDayWaitsForItsTime {
        /** 700 µg a day, all of it but the least in 6 h from midnight on; the limit is 1 mg. */
        private PumpUnderTest peaked() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(1_000_000).rtc(0).running(15_000);
            accepted(pump.flex(List.of(from(0, 50_000), from(6 * HOUR_MS, 2_000)), DoseOverride.REDUCE));
            return pump;
        }

        /** Just behind the peak a day at the mean would come on top of it. */
        @Test
        void theChangeIsRefusedJustBehindItsPeak() {
            PumpUnderTest pump = peaked();
            pump.pass(6 * HOUR_MS);
            assertReply(Reply.DOSE_WINDOW, pump.changeDrug(500, 140_000, true));
            assertEquals(2_000, pump.kernel().concentrationUgPerMl());
            accepted(pump.changeDrug(500, 140_000, false));
        }

        @Test
        void theHourIsJudgedToo() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).rtc(0).running(40_000);
            // half an hour at 120,000, then 32,000: an hour of 76,000 nL would be 152 µg
            accepted(pump.flex(List.of(from(0, 118_000), from(HOUR_MS / 2, 31_800)), DoseOverride.REDUCE));
            pump.pass(HOUR_MS / 2);
            assertReply(Reply.DOSE_HOUR, pump.changeDrug(1_000, 140_000, true));
        }

        @Test
        void andReturnsAtOnceWhereItStacksNothing() {
            PumpUnderTest pump = peaked();
            accepted(pump.changeDrug(500, 140_000, true)); // at midnight, at 14,000 for 10 h
            pump.pass(9 * HOUR_MS).delivers(Mode.RUN, 14_000);
            pump.pass(90 * MINUTE_MS);
            assertEquals(0, pump.kernel().bridgeRestNl());
            assertFalse(pump.kernel().isScheduleSuspended(), "behind its peak the day runs slower than its mean");
            pump.delivers(Mode.RUN, 8_000);
        }

        @Test
        void forADayAtMost() {
            PumpUnderTest pump = peaked();
            pump.pass(23 * HOUR_MS);
            accepted(pump.changeDrug(500, 350_000, true)); // 25 h at 14,000: through just after midnight
            pump.passUntil(48 * HOUR_MS + 10 * MINUTE_MS);
            assertEquals(0, pump.kernel().bridgeRestNl());
            assertTrue(pump.kernel().isScheduleSuspended(), "a peak on top of a day at the mean");
            pump.delivers(Mode.RUN, 56_000);
            assertTrue(pump.kernel().dueInMs() <= MINUTE_MS, "looks again at the next whole minute");
            pump.step(20_000).step(20_000).step(20_000).delivers(Mode.RUN, 56_000);
            pump.passUntil(55 * HOUR_MS);
            assertFalse(pump.kernel().isScheduleSuspended());
            pump.delivers(Mode.RUN, 8_000);
        }

        @Test
        void anUntrustedClockIsClearedWhileItWaits() {
            PumpUnderTest pump = peaked();
            accepted(pump.changeDrug(500, 140_000, true));
            pump.rtcJumps(HOUR_MS).pass(MINUTE_MS).alarms(Alarm.TIME_ANOMALY);
            assertReply(Reply.ALARM_BLOCK, pump.clear(Alarm.TIME_ANOMALY));
            accepted(pump.setRtc(0));
            accepted(pump.clear(Alarm.TIME_ANOMALY));
            pump.delivers(Mode.RUN, 14_000);
        }
    }

    // [utest->req~SR-27~1] [utest->req~SR-54~1]
    @Nested
    class AStateThatCannotBeIsNotLoaded {
        /** Words of a path: volume, front, rate, both drugs, lost, even, bridging, the rest. */
        private Image words(long pathUgPerMl, long strongestUgPerMl, long lost, long even, long bridging) {
            Image image = new Image();
            image.clear();
            for (long word : new long[] {
                PATH_NL, 300_000, 8_333, pathUgPerMl, strongestUgPerMl, lost, even, bridging, 0, 0, 0, 0, 0, 0}) {
                image.add(word);
            }
            image.beginLoad();
            return image;
        }

        @ParameterizedTest
        @CsvSource({
            "2000, 2000, 0, 1, 1, true, true", "500, 2000, 0, 1, 1, true, true", "2000, 500, 0, 1, 1, false, false",
            "2000, 2000, 1, 1, 1, false, false", "2000, 2000, 0, 0, 1, false, false", "2000, 2000, 1, 1, 0, false, true",
            "2000, 2000, 0, 1, 0, false, true", "2000, 2000, 0, 0, 0, false, true", "700, 2000, 0, 1, 1, true, false",
            "500, 1999, 0, 1, 1, true, false"})
        void byOneFlagAgainstAnother(
                long pathUgPerMl, long strongestUgPerMl, long lost, long even, long bridging, boolean bridges, boolean sound) {
            Image image = words(pathUgPerMl, strongestUgPerMl, lost, even, bridging);
            FluidPath path = new FluidPath();
            path.exchange(image, HOUR_MS, HOUR_MS, 0);
            assertEquals(bridges, path.isBridging());
            assertEquals(sound, image.isSound());
        }

        /** Each of the other words at the edge of what a state may be, and one beyond. */
        @ParameterizedTest
        @CsvSource({"1, 635800", "9, 3660000", "11, 3599999", "12, 1000000000000000", "13, 77400000"})
        void byAWordBeyondItsEdge(int place, long edge) {
            assertTrue(soundWith(place, edge));
            assertFalse(soundWith(place, edge + 1));
        }

        private boolean soundWith(int place, long word) {
            Image known = words(2_000, 2_000, 0, 1, 1);
            Image image = new Image();
            image.clear();
            for (int i = 0; i < known.count(); i++) {
                image.add(i == place ? word : known.wordAt(i));
            }
            image.beginLoad();
            new FluidPath().exchange(image, HOUR_MS, 90 * MINUTE_MS, 55_800);
            return image.isSound();
        }

        /**
         * What comes back instead is the strongest that there is: taken for stronger than it is, a drug is not overdosed.
         * A word beyond the range is held to that first, as every word is.
         */
        @ParameterizedTest
        @CsvSource({"500, 500, true", "1000, 1000, true", "2000, 2000, true", "501, 2000, false", "999, 2000, false",
            "1500, 2000, false", "1999, 2000, false", "499, 500, false", "2001, 2000, false"})
        void byAConcentrationThatIsNone(long word, int comesBackUgPerMl, boolean sound) {
            Image image = new Image();
            image.clear();
            image.add(word);
            image.beginLoad();
            assertEquals(comesBackUgPerMl, FluidPath.exchangedUgPerMl(image, 500));
            assertEquals(sound, image.isSound());
        }

        @Test
        void aLossRunsEvenWhateverTheOtherFlagSays() {
            FluidPath path = new FluidPath();
            path.exchange(words(2_000, 2_000, 1, 0, 0), HOUR_MS, HOUR_MS, 0);
            assertTrue(path.isLost());
            assertTrue(path.isEven());
        }

        @Test
        void norAnAlarmWithoutItsLoss() {
            PumpUnderTest pump = bridged(strong(), 500);
            pump.losesBridge();
            long[] image = pump.image();
            int lost = -1;
            for (int i = 0; i < image.length - 5; i++) {
                boolean path = image[i] == PATH_NL && image[i + 3] == 2_000 && image[i + 4] == 2_000;
                lost = path ? i + 5 : lost;
            }
            assertEquals(1, image[lost]);
            image[lost] = 0;
            assertReply(Reply.BAD_RANGE, pump.restart(image, Cause.WATCHDOG));
        }
    }

    /** The path by itself: 335,800 nL of 500 µg/mL that 2000 push out, or the other way round. */
    // [utest->req~SR-22~1] [utest->req~SR-26~1]
    @Nested
    class AFrontIsExact {
        private final FluidPath path = new FluidPath();

        private void bridged(int oldUgPerMl, int newUgPerMl) {
            path.stage((int) PATH_NL, true);
            path.change(oldUgPerMl, newUgPerMl, 8_333, 1_000);
        }

        @Test
        void whatFlowsIsTheOldDrugBeforeItAndTheStrongerOneAtIt() {
            bridged(500, 2_000);
            assertEquals(500, path.flownUgPerMl(1_000 + PATH_NL - 1, 2_000));
            assertEquals(2_000, path.flownUgPerMl(1_000 + PATH_NL, 2_000));
            assertTrue(path.watch(1_000 + PATH_NL, MINUTE_MS));
            assertEquals(2_000, path.flownUgPerMl(1_000 + PATH_NL, 2_000));
        }

        /** P37: 50,000 nL. */
        @Test
        void theStrongestDrugCountsUntilTheMarginBehindIt() {
            bridged(2_000, 500);
            assertEquals(2_000, path.tipUgPerMl(1_000 + PATH_NL + 49_999, 500));
            assertEquals(500, path.tipUgPerMl(1_000 + PATH_NL + 50_000, 500));
            path.lose();
            assertEquals(2_000, path.tipUgPerMl(1_000 + PATH_NL + 50_000, 500));
            assertEquals(2_000, path.flownUgPerMl(1_000 + PATH_NL + 50_000, 500));
        }

        @Test
        void theScheduleIsLookedAtAtEachWholeMinute() {
            bridged(500, 2_000);
            assertFalse(path.isToLook(DAY_MS));
            assertTrue(path.watch(1_000 + PATH_NL, 90_000));
            assertFalse(path.isToLook(89_999));
            assertTrue(path.isToLook(90_000));
            assertEquals(90_000, path.dueAtMs(80_000, 0, 0, 5_000));
            path.look(false, 90_000);
            assertEquals(120_000, path.dueAtMs(90_000, 0, 0, 5_000));
            path.look(false, 120_000);
            assertEquals(180_000, path.dueAtMs(120_000, 0, 0, 5_000));
            path.look(true, 180_000);
            assertEquals(0, path.dueAtMs(180_000, 0, 0, 5_000));
            assertFalse(path.isToLook(DAY_MS));
        }

        @Test
        void itsEndIsAnnouncedAsLongAsThePumpRuns() {
            bridged(500, 2_000);
            assertEquals(70_000 + 7_200_000, path.dueAtMs(70_000, 1_000 + PATH_NL - 10_000, 0, 5_000));
            assertEquals(70_000 + 7_200_000 - 500, path.dueAtMs(70_000, 1_000 + PATH_NL - 10_000, 2_500_000, 5_000));
            assertEquals(0, path.dueAtMs(70_000, 1_000, 0, 0));
            assertEquals(PATH_NL, path.restNl(1_000));
            assertEquals(0, path.restNl(1_000 + PATH_NL + 1));
        }

        @Test
        void aPrimingCarriesWhatIsLessThanANanolitre() {
            assertEquals(0, path.primedNl(36_000_000));
            path.prime(1, 0);
            assertEquals(2, path.primedNl(9_000_000));
            assertEquals(1, path.primedNl(1_800_000));
            assertEquals(0, path.primedNl(3_599_999));
            assertEquals(1, path.primedNl(1));
            path.endPriming();
            assertEquals(0, path.primedNl(36_000_000));
        }
    }

    // [utest->req~SR-27~1]
    @Nested
    class WhenItsRecordIsLost {
        @Test
        void theLowerRateRunsAndNothingElse() {
            PumpUnderTest pump = bridged(strong(), 500);
            pump.losesBridge().delivers(Mode.RUN, 8_333);
            pump.alarms(Alarm.BRIDGE_LOST);
            assertTrue(pump.kernel().isAlarmCritical(Alarm.BRIDGE_LOST));
            assertEquals(0, pump.kernel().bridgeRestNl());
            pump.denied(Reply.ALARM_BLOCK);
            pump.pass(3 * DAY_MS).delivers(Mode.RUN, 8_333);
            pump.losesBridge().delivers(Mode.RUN, 8_333);
        }

        @Test
        void ofAWeakDrugBeforeAStrongOneToo() {
            bridged(weak(), 2_000).losesBridge().delivers(Mode.RUN, 8_333);
        }

        @Test
        void withoutABridgeOnRecordTheStrongestDrugCounts() {
            weak().losesBridge().delivers(Mode.RUN, 8_333);
            strong().losesBridge().delivers(Mode.RUN, 8_333);
            PumpUnderTest.with(500).running(7_000).losesBridge().delivers(Mode.RUN, 2_000);
        }

        @Test
        void aClearNeedsAProgramFirst() {
            PumpUnderTest pump = bridged(strong(), 500);
            pump.losesBridge();
            assertReply(Reply.ALARM_BLOCK, pump.clear(Alarm.BRIDGE_LOST));
            accepted(pump.program(33_000));
            pump.losesBridge(); // a second loss takes nothing back
            pump.delivers(Mode.RUN, 8_250);
            accepted(pump.clear(Alarm.BRIDGE_LOST));
            pump.pass(MINUTE_MS).delivers(Mode.RUN, 33_000);
            pump.alarms();
            pump.refused(Reply.BAD_RANGE, () -> pump.stageBolus(50_001, HOUR_MS));
        }

        @Test
        void orARinse() {
            PumpUnderTest pump = bridged(strong(), 500);
            pump.losesBridge();
            pump.refused(Reply.BUSY, () -> pump.stageChange(2_000, 2_000, PATH_NL, true, false));
            accepted(pump.changeDrug(2_000, PATH_NL, false));
            pump.delivers(Mode.RUN, 8_333);
            accepted(pump.clear(Alarm.BRIDGE_LOST));
            pump.pass(MINUTE_MS).delivers(Mode.RUN, 8_333);
        }

        @Test
        void andARestartKeepsTheLoss() {
            PumpUnderTest pump = bridged(strong(), 500);
            pump.losesBridge();
            assertReply(Reply.OK, pump.restart(pump.image(), Cause.WATCHDOG));
            pump.pass(11_000).delivers(Mode.RUN, 8_333);
            assertTrue(pump.kernel().isAlarmActive(Alarm.BRIDGE_LOST));
            assertReply(Reply.ALARM_BLOCK, pump.clear(Alarm.BRIDGE_LOST));
        }

        @Test
        void withTheWholeMemoryOnlyIfThereWasOne() {
            PumpUnderTest pump = bridged(strong(), 500);
            pump.memoryError(Copy.BOTH);
            assertTrue(pump.kernel().isAlarmActive(Alarm.BRIDGE_LOST));
            assertEquals(0, pump.kernel().bridgeRestNl());
            assertTrue(pump.image().length > 0, "the alarm and the loss are on record together");
            pump.delivers(Mode.MIN, 250);
            PumpUnderTest other = strong().memoryError(Copy.BOTH);
            assertFalse(other.kernel().isAlarmActive(Alarm.BRIDGE_LOST));
        }

        @ParameterizedTest
        @CsvSource({"8000, 500, 2000, 2000", "8004, 500, 2000, 2001", "2000, 500, 2000, 2000", "9000, 2000, 2000, 9000", "9001, 1000, 2000, 4500"})
        void noSlowerThanP01(int meanNlPerH, int programUgPerMl, int strongestUgPerMl, int rateNlPerH) {
            assertEquals(rateNlPerH, PathRules.lostNlPerH(meanNlPerH, programUgPerMl, strongestUgPerMl));
        }
    }
}
