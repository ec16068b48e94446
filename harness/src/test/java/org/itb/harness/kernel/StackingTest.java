package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.itb.harness.kernel.PumpUnderTest.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.itb.harness.kernel.PumpUnderTest.Step;
import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.Alarm;
import org.itb.kernel.Clock;
import org.itb.kernel.Dosing;
import org.itb.kernel.Gate;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was delivered and what is ahead stack up, though each part of it by itself is allowed (K-25). */
class StackingTest {
    private static final long HALF_HOUR_MS = HOUR_MS / 2;

    /** 30,000 nL of 2000 µg/mL in half an hour, 5,000 nL/h else. */
    private static List<Step> shortPeak(long startMs, long rateNlPerH) {
        return List.of(from(0, 5_000), from(startMs, rateNlPerH), from(startMs + HALF_HOUR_MS, 5_000));
    }

    private static List<Step> longPeak(long startMs, long rateNlPerH) {
        return startMs == 0 ? List.of(from(0, rateNlPerH), from(6 * HOUR_MS, 2_000))
                : List.of(from(0, 2_000), from(startMs, rateNlPerH), from(startMs + 6 * HOUR_MS, 2_000));
    }

    /**
     * A peak of half an hour, then a smaller one right behind it: 60 of the 75 µL that an hour may hold of this drug. A
     * bolus of 20 µL that has begun between the two has no room there.
     */
    // [utest->req~SR-07~1] [utest->req~SR-34~1]
    @Nested
    class TheHour {
        private PumpUnderTest behindItsPeak() {
            PumpUnderTest pump = with(2_000).rtc(0).running(7_000);
            accepted(pump.flex(shortPeak(5 * HOUR_MS + HALF_HOUR_MS, 60_000), DoseOverride.REDUCE));
            pump.pass(6 * HOUR_MS).delivers(Mode.RUN, 5_000);
            return pump;
        }

        @Test
        void holdsTwoPeaksThatItsLimitAllows() {
            PumpUnderTest pump = behindItsPeak();
            accepted(pump.flex(shortPeak(6 * HOUR_MS, 59_000), DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 59_000);
        }

        @Test
        void butNotThemAndTheBolusThatRuns() {
            PumpUnderTest pump = behindItsPeak();
            accepted(pump.clinicianBolus(20_000, HALF_HOUR_MS));
            pump.delivers(Mode.RUN, 5_000 + 40_000);
            pump.refused(Reply.DOSE_HOUR, () -> pump.flex(shortPeak(6 * HOUR_MS, 59_000), DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 5_000 + 40_000);
        }

        /** 135 µg of 2000 µg/mL, then a rinse and the weakest drug: within P37 a bolus may still be the old one. */
        // [utest->req~SR-26~1]
        @ParameterizedTest
        @CsvSource({"1000, OK", "20000, DOSE_HOUR"})
        void countsABolusAsTheStrongerDrugAtTheTip(long volumeNl, String reply) {
            PumpUnderTest pump = with(2_000).rtc(0).running(5_000);
            accepted(pump.flex(List.of(from(0, 70_000), from(HOUR_MS, 2_000)), DoseOverride.REDUCE));
            pump.pass(HOUR_MS - 120_000);
            accepted(pump.program(4_800));
            accepted(pump.changeDrug(500, 335_800, false));
            assertEquals(reply, PumpUnderTest.nameOf(pump.clinicianBolus(volumeNl, 600_000)));
        }
    }

    /** 300 µL in six hours, and at once 294 more: 618 of the 650 that a day may hold under a limit of 1,300 µg. */
    // [utest->req~SR-06~1] [utest->req~SR-34~1]
    @Nested
    class TheDay {
        private PumpUnderTest behindItsPeak(long limitNg) {
            PumpUnderTest pump = with(2_000).limit(limitNg).rtc(0).running(15_000);
            accepted(pump.flex(longPeak(0, 50_000), DoseOverride.REDUCE));
            pump.pass(6 * HOUR_MS).delivers(Mode.RUN, 2_000);
            return pump;
        }

        @Test
        void holdsTwoPeaksThatTheLimitAllows() {
            PumpUnderTest pump = behindItsPeak(1_300_000);
            accepted(pump.flex(longPeak(6 * HOUR_MS, 49_000), DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 49_000);
        }

        @Test
        void butNotThemAndTheBolusThatRuns() {
            PumpUnderTest pump = behindItsPeak(1_300_000);
            accepted(pump.clinicianBolus(50_000, 12 * HOUR_MS));
            pump.refused(Reply.DOSE_WINDOW, () -> pump.flex(longPeak(6 * HOUR_MS, 49_000), DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 2_000 + 4_166);
        }

        /** The same day at another time: it rises nowhere, and yet 1,236 µg would flow in a day. */
        @Test
        void norTheSameDoseAtAnotherTime() {
            PumpUnderTest pump = behindItsPeak(1_000_000);
            pump.refused(Reply.DOSE_WINDOW, () -> pump.flex(longPeak(6 * HOUR_MS, 50_000)));
            pump.delivers(Mode.RUN, 2_000);
            pump.pass(18 * HOUR_MS);
            accepted(pump.flex(longPeak(HOUR_MS, 50_000)));
        }

        /** A motor that is 10 % fast, which P21 allows, has left 11 µg of room where what was prescribed leaves 50. */
        // [utest->req~SR-26~1]
        @ParameterizedTest
        @CsvSource({"5000, OK", "10000, DOSE_WINDOW"})
        void countsABolusAsTheStrongerDrugAtTheTip(long volumeNl, String reply) {
            PumpUnderTest pump = with(2_000).limit(450_000).running(8_333).motorGain(1_100);
            pump.pass(23 * HOUR_MS);
            accepted(pump.changeDrug(500, 335_800, false));
            pump.alarms();
            assertEquals(reply, PumpUnderTest.nameOf(pump.clinicianBolus(volumeNl, 600_000)));
        }

        /** D-02: 400.020 µg until now, 399.984 from now on: for a day the larger one leaves 79.980 of 480. */
        // [utest->req~SR-25~1]
        @ParameterizedTest
        @CsvSource({"39990, OK", "39991, DOSE_WINDOW"})
        void isJudgedWithTheDoseBeforeAChangeOfDrug(long volumeNl, String reply) {
            PumpUnderTest pump = with(500).limit(480_000).running(33_335);
            accepted(pump.changeDrug(2_000, 335_800, false));
            assertEquals(reply, PumpUnderTest.nameOf(pump.clinicianBolus(volumeNl, 2 * HOUR_MS)));
        }
    }

    /** Half an hour of 120,000 nL/h behind half an hour of 40,000 would be 160 µg of 2000 µg/mL. */
    // [utest->req~SR-07~1] [utest->req~SR-26~1] [utest->req~SR-53~1]
    @Nested
    class AReductionIsJudgedAsItWillRun {
        private PumpUnderTest steady() {
            PumpUnderTest pump = with(2_000).rtc(0).running(40_000);
            pump.pass(HOUR_MS);
            return pump;
        }

        private List<Step> peakNow(long factor) {
            return List.of(from(0, 20_000 * factor), from(HOUR_MS, 120_000 * factor), from(HOUR_MS + HALF_HOUR_MS, 20_000 * factor));
        }

        @Test
        void onSchedule() {
            PumpUnderTest pump = steady();
            pump.refused(Reply.DOSE_HOUR, () -> pump.flex(peakNow(1), DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 40_000);
        }

        @Test
        void atItsMeanWhileNoTimeIsTrusted() {
            PumpUnderTest pump = steady();
            pump.rtcJumps(24 * HOUR_MS).step(1);
            accepted(pump.flex(peakNow(1), DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 22_083);
        }

        @Test
        void evenlyWhileABridgeRuns() {
            PumpUnderTest pump = steady();
            accepted(pump.changeDrug(1_000, 335_800, true));
            accepted(pump.flex(peakNow(2), DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 22_083);
            assertTrue(pump.kernel().isScheduleSuspended());
        }
    }

    // [utest->req~SR-16~1]
    @Nested
    class BesideABolus {
        private final PumpUnderTest pump = with(2_000).patientBolus(10_000, 600_000, 4 * HOUR_MS, 8).running(8_333);

        @Test
        void aRiseIsBusyAlsoIfItWasStagedBefore() {
            accepted(pump.stageProgram(9_000));
            accepted(pump.patientBolus());
            pump.refused(Reply.BUSY, pump::confirm);
            pump.delivers(Mode.RUN, 8_333 + 60_000);
        }

        /** What is no program is no reduction: BUSY comes before BAD_RANGE. */
        @Test
        void whatIsNoProgramIsBusyToo() {
            accepted(pump.patientBolus());
            pump.refused(Reply.BUSY, () -> pump.stageProgram(1_999));
            pump.refused(Reply.BUSY, () -> pump.stageProgram(0));
            accepted(pump.stageProgram(8_000));
        }
    }

    /** As a memory fault might leave it between the two phases: what was staged is no program any more (D-41). */
    // [utest->req~SR-12~1] [utest->req~SR-35~1] [utest->req~SR-51~1]
    @Nested
    class AStagedReturnIsLookedAtAgain {
        @Test
        void toTheEarlierDose() {
            PumpUnderTest pump = with(2_000).running(8_333);
            accepted(pump.program(7_000));
            accepted(pump.clinician(org.itb.kernel.Kind.STAGE_RESTORE, () -> pump.kernel().stageRestore(0, true)));
            KernelState.damage(pump.kernel(), "dosing.prescription.staged.legal", false);
            pump.refused(Reply.BAD_RANGE, pump::confirm);
            pump.delivers(Mode.RUN, 7_000);
        }

        @Test
        void toTheDoseBeforeALongGap() {
            PumpUnderTest pump = with(2_000).running(8_333);
            accepted(pump.stop());
            pump.pass(49 * HOUR_MS);
            accepted(pump.resume());
            accepted(pump.clinician(org.itb.kernel.Kind.STAGE_RESTART, () -> pump.kernel().stageRestart(0, true)));
            KernelState.damage(pump.kernel(), "dosing.prescription.staged.legal", false);
            pump.refused(Reply.BAD_RANGE, () -> pump.confirm(DoseOverride.RESTART));
            pump.delivers(Mode.MIN, 250);
        }
    }

    /** The part that judges doses, by itself. */
    @Nested
    class Dosages {
        private final Dosing dosing = new Dosing();
        private final Clock clock = new Clock();

        /** SR-25: of a drug that is none there is no program, also where another was typed in. */
        // [utest->req~SR-03~1] [utest->req~SR-25~1]
        @ParameterizedTest
        @CsvSource({"2000, true", "1999, false", "0, false", "4000, false"})
        void leaveNothingTypedInOfADrugThatIsNone(long newUgPerMl, boolean legal) {
            dosing.draftContinuous(40_000);
            dosing.stageDraft();
            assertReply(Reply.OK, dosing.installTherapy(40_000, 0, 0, 500));
            assertTrue(dosing.isDraftLegal(500));
            dosing.draftScaled(500, newUgPerMl);
            assertEquals(legal, dosing.isDraftLegal(500));
            assertTrue(dosing.isStagedLegal(500));
        }

        /** A pump without a program has none that a bridge brings to its mean, whatever has flowed. */
        // [utest->req~SR-07~1] [utest->req~SR-25~1]
        @Test
        void bringNothingToItsMeanWhereThereIsNoProgram() {
            clock.advance(60_000);
            dosing.advance(60_000, 400_000, 400_000, 500, 0);
            assertReply(Reply.OK, dosing.evenVerdict(500, clock, new Gate()));
            assertFalse(dosing.isReturnTooMuch(500, clock));
            assertFalse(dosing.isStarted());
        }

        /** A constant day has no schedule to return to: also if a memory fault changed what its mean is taken for. */
        // [utest->req~SR-53~1]
        @Tag("outside-the-contracts")
        @Test
        void findNoReturnTooMuchOfAConstantDay() {
            PumpUnderTest pump = with(2_000).running(8_333);
            pump.rtcJumps(24 * HOUR_MS).step(1);
            accepted(pump.setRtc(0));
            pump.nextFlow(200_000).step(60_000);
            KernelState.damage(pump.kernel(), "dosing.prescription.inForce.meanNlPerH", 2_000);
            pump.clear(Alarm.TIME_ANOMALY);
            assertFalse(pump.kernel().isAlarmActive(Alarm.TIME_ANOMALY));
        }
    }
}
