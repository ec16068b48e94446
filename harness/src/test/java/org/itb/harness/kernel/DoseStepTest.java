package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.itb.harness.kernel.PumpUnderTest.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.Alarm;
import org.itb.kernel.Cause;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far and how often a daily dose may move: SR-09 … SR-12. */
class DoseStepTest {
    // [utest->req~SR-09~1]
    @Nested
    class AnIncreaseStaysWithinP09OfTheLowestDoseOfTheDay {
        /** origin, age, phase; from 10,000 nL/h. */
        @ParameterizedTest
        @CsvSource({
            "1, 1, 1, 13000", "2, 1, 1, 11500", "1, 2, 1, 11500", "2, 2, 1, 11500",
            "1, 1, 2, 14000", "2, 1, 2, 12000", "1, 2, 2, 12000", "2, 2, 2, 12000"})
        void takesTheWholeStepOfTheProfileAndNotOneNlPerHourMore(int origin, int age, int phase, long highestNlPerH) {
            PumpUnderTest pump = PumpUnderTest.with(500).profile(origin, age, phase).running(10_000);
            pump.refused(Reply.STEP_UP, () -> pump.program(highestNlPerH + 1, DoseOverride.values()));
            PumpUnderTest less = PumpUnderTest.with(500).profile(origin, age, phase).running(10_000);
            accepted(less.program(highestNlPerH - 1));
            accepted(pump.program(highestNlPerH));
            pump.delivers(Mode.RUN, highestNlPerH);
        }

        /** Arithmetic corner: 8,333 nL/h + 30 % allows 10,832. */
        @Test
        void neverRoundsTheStepUp() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(8_333);
            pump.refused(Reply.STEP_UP, () -> pump.program(10_833));
            accepted(pump.program(10_832));
        }

        /** D-06: after a reduction that was taken back, the low dose stays the reference until 24 h later. */
        @Test
        void remembersTheLowestDoseOfTheLast24Hours() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.program(8_000));
            pump.pass(HOUR_MS);
            accepted(pump.restore());
            pump.passUntil(HOUR_MS + DAY_MS - 1);
            pump.refused(Reply.STEP_UP, () -> pump.program(10_401));
            pump.pass(1);
            accepted(pump.program(13_000));
        }

        @Test
        void takesTheStepFromTheLowestDose() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.program(8_000));
            pump.pass(HOUR_MS);
            accepted(pump.restore());
            pump.passUntil(HOUR_MS + DAY_MS - 1);
            accepted(pump.program(10_400));
        }

        @Test
        void doesNotCountAStopAsALowDose() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.stop());
            pump.pass(HOUR_MS);
            accepted(pump.resume());
            accepted(pump.program(13_000));
        }

        @Test
        void reshapesADayOfEqualDoseAtAnyTime() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.program(13_000));
            accepted(pump.flex(List.of(from(0, 12_000), from(12 * HOUR_MS, 14_000))));
            pump.delivers(Mode.RUN, 12_000);
        }
    }

    // [utest->req~SR-10~1]
    @Nested
    class TheFirstDoseIsSmallAndIncreasesAreADayApart {
        /** 500 µg/mL: one nL/h is 12 ng a day; twice 48,000 ng are 8,000 nL/h. */
        @Test
        void startsAtNoMoreThanTwiceTheScreeningDose() {
            PumpUnderTest pump = PumpUnderTest.with(500).screening(48_000).neverRun();
            pump.refused(Reply.STEP_UP, () -> pump.program(8_001, DoseOverride.values()));
            pump.pass(HOUR_MS).delivers(Mode.STOP, 0);
            accepted(pump.program(8_000));
            pump.delivers(Mode.RUN, 8_000);
            pump.alarms();
        }

        @Test
        void startsAtNoMoreThan200Micrograms() {
            PumpUnderTest pump = PumpUnderTest.with(500).screening(150_000).neverRun();
            pump.refused(Reply.STEP_UP, () -> pump.program(16_667));
            accepted(pump.program(16_666));
        }

        @Test
        void startsNothingWithoutAScreeningDose() {
            PumpUnderTest pump = PumpUnderTest.with(500).screening(0).neverRun();
            pump.refused(Reply.STEP_UP, () -> pump.program(2_000));
        }

        @Test
        void startsWithAFlexDayToo() {
            PumpUnderTest pump = PumpUnderTest.with(500).screening(48_000).neverRun();
            pump.refused(Reply.STEP_UP, () -> pump.flex(List.of(from(0, 8_000), from(HOUR_MS, 8_001))));
            accepted(pump.flex(List.of(from(0, 7_000), from(12 * HOUR_MS, 9_000))));
            pump.delivers(Mode.RUN, 7_000);
        }

        @Test
        void raisesNothingInTheFirst24Hours() {
            PumpUnderTest pump = PumpUnderTest.with(500).screening(48_000).neverRun().pass(HOUR_MS);
            accepted(pump.program(8_000));
            pump.passUntil(HOUR_MS + DAY_MS - 1);
            pump.refused(Reply.STEP_SPACING, () -> pump.program(8_001, DoseOverride.values()));
            pump.pass(1);
            accepted(pump.program(8_001));
        }

        @Test
        void raisesOncePer24Hours() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(8_000).pass(HOUR_MS);
            accepted(pump.program(8_100));
            pump.passUntil(HOUR_MS + DAY_MS - 1);
            pump.refused(Reply.STEP_SPACING, () -> pump.program(8_101));
            pump.pass(1);
            accepted(pump.program(8_101));
        }

        @Test
        void doesNotCountARefusedIncrease() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(8_000);
            pump.refused(Reply.STEP_UP, () -> pump.program(16_000));
            accepted(pump.program(8_100));
        }

        @Test
        void answersTheSpacingBeforeTheStep() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(8_000);
            accepted(pump.program(8_100));
            pump.refused(Reply.STEP_SPACING, () -> pump.program(16_000));
        }

        @ParameterizedTest
        @CsvSource({"86399999, 86400000, STEP_SPACING", "86400000, 86400000, OK", "0, 172800000, STEP_SPACING"})
        void countsTheAgeOfADoseFromBeforeCommissioning(long rateSinceMs, long firstStartSinceMs, String reply) {
            PumpUnderTest pump = PumpUnderTest.with(500).runningSince(8_000, rateSinceMs, firstStartSinceMs);
            assertEquals(reply, nameOf(pump.program(8_001)));
        }

        @Test
        void lowersADoseAtAnyTime() {
            PumpUnderTest pump = PumpUnderTest.with(500).runningSince(8_000, 0, 0);
            accepted(pump.program(7_000));
            accepted(pump.program(6_000));
        }
    }

    // [utest->req~SR-11~1]
    @Nested
    class ALargeReductionNeedsItsOverrideAndIsThenNeverRefused {
        @ParameterizedTest
        @ValueSource(longs = {8_001, 8_000})
        void takesAReductionOfUpToP11Silently(long rateNlPerH) {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.program(rateNlPerH));
            pump.pass(HOUR_MS).delivers(Mode.RUN, rateNlPerH);
            pump.alarms();
        }

        @Test
        void refusesALargerOneUntilTheOverrideComes() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            pump.refused(Reply.STEP_DOWN, () -> pump.program(7_999));
            pump.refused(Reply.STEP_DOWN, () -> pump.program(7_999, DoseOverride.SOFT, DoseOverride.RESTART));
            accepted(pump.program(7_999, DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 7_999);
        }

        @Test
        void remindsOfALargeReductionWithoutEverBecomingCritical() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.program(7_999, DoseOverride.REDUCE));
            pump.alarms(Alarm.NOT_THERAPY);
            pump.pass(2 * DAY_MS).alarms(Alarm.NOT_THERAPY);
            assertFalse(pump.kernel().isAlarmCritical(Alarm.NOT_THERAPY));
        }

        @Test
        void endsTheReminderWhenTheDoseIsBack() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.program(7_900, DoseOverride.REDUCE));
            accepted(pump.restoreTo(9_999));
            pump.alarms(Alarm.NOT_THERAPY);
            pump.pass(DAY_MS);
            accepted(pump.program(10_000));
            pump.alarms();
        }

        @Test
        void endsTheReminderWhenAClinicianHasSeenIt() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.program(7_999, DoseOverride.REDUCE));
            accepted(pump.clear(Alarm.NOT_THERAPY));
            pump.pass(2 * DAY_MS).alarms();
            pump.delivers(Mode.RUN, 7_999);
        }

        @Test
        void remindsOfTheFirstOfTwoReductions() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.program(7_000, DoseOverride.REDUCE));
            accepted(pump.program(6_000));
            pump.alarms(Alarm.NOT_THERAPY);
            accepted(pump.restore());
            pump.delivers(Mode.RUN, 7_000);
            pump.alarms(Alarm.NOT_THERAPY);
        }

        /** D-31: it is stored, and the pump stays in its mode. */
        @Test
        void storesAReductionInEveryOtherModeToo() {
            PumpUnderTest stopped = PumpUnderTest.with(500).running(10_000);
            accepted(stopped.stop());
            stopped.refused(Reply.MODE, () -> stopped.program(9_000));
            accepted(stopped.program(5_000, DoseOverride.REDUCE));
            stopped.delivers(Mode.STOP, 0);
            accepted(stopped.resume());
            stopped.delivers(Mode.RUN, 5_000);

            PumpUnderTest least = PumpUnderTest.with(500).running(10_000);
            accepted(least.minimumRate());
            accepted(least.program(5_000, DoseOverride.REDUCE));
            least.delivers(Mode.MIN, 250);

            PumpUnderTest held = PumpUnderTest.with(500).running(10_000).resets(Cause.BROWNOUT);
            accepted(held.program(5_000, DoseOverride.REDUCE));
            held.delivers(Mode.HOLD, 5_000);
        }

        @Test
        void refusesEveryIncreaseInAnotherMode() {
            PumpUnderTest held = PumpUnderTest.with(500).running(10_000).resets(Cause.BROWNOUT);
            held.refused(Reply.MODE, () -> held.program(10_001, DoseOverride.values()));
            held.refused(Reply.MODE, () -> held.program(10_000, DoseOverride.values()));
        }

        /** D-08 */
        @Test
        void keepsARunningBolusThroughAReduction() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.clinicianBolus(20_000, 600_000));
            accepted(pump.program(5_000, DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 125_000);
            assertEquals(0, pump.kernel().cancelledBoluses());
            pump.refused(Reply.BUSY, () -> pump.program(5_000));
            pump.refused(Reply.BUSY, () -> pump.program(5_001));
            pump.pass(600_000).delivers(Mode.RUN, 5_000);
        }

        @Test
        void reducesWhateverAlarmIsActive() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            pump.kernel().motorStall();
            accepted(pump.program(5_000, DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 5_000);
        }
    }

    // [utest->req~SR-12~1]
    @Nested
    class AReductionCanBeTakenBackWithinADay {
        private PumpUnderTest reduced() {
            PumpUnderTest pump = PumpUnderTest.with(500).runningSince(10_000, 0, 0).pass(HOUR_MS);
            accepted(pump.program(5_000, DoseOverride.REDUCE));
            return pump;
        }

        @Test
        void returnsToTheWholeEarlierDoseDespiteStepAndSpacing() {
            PumpUnderTest pump = reduced().passUntil(HOUR_MS + DAY_MS - 1);
            accepted(pump.restore());
            pump.delivers(Mode.RUN, 10_000);
            pump.alarms();
        }

        @Test
        void returnsToAnyDoseUpToTheEarlierOneAndNotAboveIt() {
            PumpUnderTest pump = reduced();
            pump.refused(Reply.STEP_UP, () -> pump.restoreTo(10_001, DoseOverride.values()));
            accepted(pump.restoreTo(10_000));
            PumpUnderTest less = reduced();
            accepted(less.restoreTo(9_999));
        }

        @ParameterizedTest
        @ValueSource(longs = {1_999, 1_000_001, Long.MIN_VALUE, Long.MAX_VALUE})
        void refusesARateThatIsNone(long rateNlPerH) {
            PumpUnderTest pump = reduced();
            pump.refused(Reply.BAD_RANGE, () -> pump.restoreTo(rateNlPerH));
        }

        @Test
        void judgesTheReturnAsAnIncreaseLaterThanADay() {
            PumpUnderTest pump = reduced().passUntil(HOUR_MS + DAY_MS + 1);
            pump.refused(Reply.STEP_UP, () -> pump.restore());
            accepted(pump.restoreTo(6_500));
            pump.refused(Reply.STEP_SPACING, () -> pump.restore());
        }

        @Test
        void startsNoNewSpacing() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.program(9_000));
            accepted(pump.restore());
            accepted(pump.program(10_001));
        }

        @Test
        void spacesTheReturnLaterThanADay() {
            PumpUnderTest pump = reduced().passUntil(HOUR_MS + DAY_MS + 1);
            accepted(pump.restoreTo(5_001));
            pump.refused(Reply.STEP_SPACING, () -> pump.program(5_002));
        }

        @Test
        void returnsFromStopAndMinimumRateToo() {
            PumpUnderTest stopped = PumpUnderTest.with(500).running(10_000);
            accepted(stopped.stop());
            stopped.pass(HOUR_MS);
            accepted(stopped.restore());
            stopped.delivers(Mode.RUN, 10_000);
            stopped.alarms();

            PumpUnderTest least = PumpUnderTest.with(500).running(10_000);
            accepted(least.minimumRate());
            accepted(least.restoreTo(9_000));
            least.delivers(Mode.RUN, 9_000);
        }

        @Test
        void bringsAWholeFlexDayBack() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.flex(List.of(from(0, 9_000), from(HOUR_MS, 10_043))));
            accepted(pump.program(9_000));
            accepted(pump.restore());
            pump.delivers(Mode.RUN, 9_000);
            pump.passUntil(HOUR_MS).delivers(Mode.RUN, 10_043);
        }

        @Test
        void restoresAReductionBelowThePresentDoseOnlyWithItsOverride() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.stop());
            pump.refused(Reply.STEP_DOWN, () -> pump.restoreTo(7_999));
            accepted(pump.restoreTo(7_999, DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 7_999);
            pump.alarms(Alarm.NOT_THERAPY);
        }

        @Test
        void hasNothingToReturnToBeforeAReduction() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            pump.refused(Reply.MODE, () -> pump.restore());
            accepted(pump.program(9_000));
            accepted(pump.program(9_000)); // the same dose again: that was no reduction, and takes nothing back
            accepted(pump.restore());
            assertEquals(10_000, pump.kernel().basalNlPerH());
        }

        @Test
        void waitsForAResetToBeOverForABolusToEndAndForAnAlarmThatDemandsAMode() {
            PumpUnderTest pump = reduced();
            pump.resets(Cause.BROWNOUT);
            pump.refused(Reply.MODE, () -> pump.restore());
            pump.pass(10_000);
            accepted(pump.clinicianBolus(1_000, MINUTE_MS));
            pump.refused(Reply.BUSY, () -> pump.restore());
            pump.pass(MINUTE_MS).losesFlowSensor();
            pump.refused(Reply.MODE, () -> pump.restore());
        }

        @Test
        void staysInADryStop() {
            PumpUnderTest pump = PumpUnderTest.with(500).fill(1_008_333).running(10_000);
            accepted(pump.program(8_333));
            pump.pass(HOUR_MS).delivers(Mode.STOP, 0);
            pump.refused(Reply.MODE, () -> pump.restore());
        }

        @Test
        void keepsToTheLimitsAndTheWindow() {
            PumpUnderTest hard = reduced();
            accepted(hard.setLimit(119_999));
            hard.refused(Reply.DOSE_HARD, () -> hard.restore());

            PumpUnderTest window = PumpUnderTest.with(500).limit(130_000).running(10_000);
            accepted(window.program(5_000, DoseOverride.REDUCE));
            window.pass(DAY_MS - HOUR_MS);
            accepted(window.setLimit(200_000));
            accepted(window.clinicianBolus(40_004, 600_000)); // 20,002 ng, beside which 120,000 ng do not fit
            accepted(window.setLimit(140_000));
            window.pass(600_000);
            window.refused(Reply.DOSE_WINDOW, () -> window.restore());
        }

        /** D-09: after a gap of P30 the restart path. */
        @Test
        void leadsToTheRestartPathAfterALongGap() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000).pass(MINUTE_MS);
            accepted(pump.stop());
            pump.pass(2 * DAY_MS);
            accepted(pump.restore());
            pump.delivers(Mode.MIN, 250);
            pump.alarms(Alarm.NOT_THERAPY, Alarm.RESTART_GAP);
        }
    }
}
