package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.itb.harness.kernel.PumpUnderTest.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Profile;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How large a daily dose, an hour and a window may be: SR-03 … SR-08. One nL/h of 2,000 µg/mL is 48 ng a day. */
class DoseLimitTest {
    // [utest->req~SR-03~1]
    @Nested
    class OnlyTheThreeLegalConcentrationsAreInfused {
        @ParameterizedTest
        @ValueSource(longs = {Long.MIN_VALUE, -500, 0, 50, 499, 501, 999, 1_001, 1_999, 2_001, 4_000, 4_294_967_796L, Long.MAX_VALUE})
        void refusesAnyOther(long concentrationUgPerMl) {
            PumpUnderTest pump = PumpUnderTest.with(500).running(8_333);
            pump.refused(Reply.BAD_CONC, () -> pump.stageRefill(20_000_000, 20_000_000, concentrationUgPerMl, 0));
            pump.refused(Reply.BAD_CONC, () -> pump.stageProgram(8_333, concentrationUgPerMl, 99_996));
            SafetyKernel fresh = new SafetyKernel(PumpUnderTest.DEVICE_ID);
            assertEquals("BAD_CONC", nameOf(fresh.commissionReservoir(20_000_000, 20_000_000, concentrationUgPerMl)));
            assertEquals(0, fresh.reservoirNominalNl());
        }

        @ParameterizedTest
        @ValueSource(longs = {500, 1_000, 2_000})
        void takesEachOfThem(long concentrationUgPerMl) {
            PumpUnderTest pump = PumpUnderTest.with(concentrationUgPerMl).running(8_333);
            accepted(pump.program(8_334));
            assertEquals(concentrationUgPerMl, pump.kernel().concentrationUgPerMl());
            assertEquals(8_334 * 24 * concentrationUgPerMl, pump.kernel().programPgPerDay());
        }

        @Test
        void refusesAProgramForALegalConcentrationThatIsNotInThePump() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(8_333);
            pump.refused(Reply.BAD_CONC, () -> pump.stageProgram(8_333, 2_000, 399_984));
        }

        @Test
        void refusesAnotherLegalConcentrationWithoutABridge() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(8_333);
            pump.refused(Reply.BRIDGE_REQUIRED, () -> pump.stageRefill(20_000_000, 20_000_000, 2_000, 2_000));
        }
    }

    // [utest->req~SR-04~1]
    @Nested
    class NoOverrideLiftsTheHardLimit {
        private static final DoseOverride[] ALL = DoseOverride.values();

        @ParameterizedTest
        @CsvSource({"1, 43749, OK", "1, 43750, OK", "1, 43751, DOSE_HARD", "2, 24999, OK", "2, 25000, OK", "2, 25001, DOSE_HARD"})
        void boundsTheDayByP06OfTheAgeClass(long age, long rateNlPerH, String reply) {
            PumpUnderTest pump = PumpUnderTest.with(2_000)
                    .profile(Profile.SPINAL, age, Profile.MAINTENANCE).limit(2_100_000).running(24_000);
            if (age == Profile.ADULT) {
                accepted(pump.program(33_600, ALL));
                pump.pass(DAY_MS);
            }
            long before = pump.kernel().rateNlPerH();
            assertEquals(reply, nameOf(pump.program(rateNlPerH, ALL)));
            pump.delivers(Mode.RUN, reply.equals("OK") ? rateNlPerH : before);
        }

        @ParameterizedTest
        @CsvSource({"9999, OK", "10000, OK", "10001, DOSE_HARD"})
        void boundsTheDayByThePatientsOwnLimit(long rateNlPerH, String reply) {
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(480_000).running(8_333);
            assertEquals(reply, nameOf(pump.program(rateNlPerH, ALL)));
            pump.delivers(Mode.RUN, reply.equals("OK") ? rateNlPerH : 8_333);
        }

        @Test
        void comparesPicogramsNotRoundedNanograms() {
            // 8,333 nL/h but for one hour of 8,334: 399,986 ng; one ms more of it is 0.56 pg more.
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(399_986).running(8_333);
            pump.refused(Reply.DOSE_HARD, () -> pump.flex(List.of(
                    from(0, 8_333), from(HOUR_MS, 8_334), from(2 * HOUR_MS + 1, 8_333))));
            accepted(pump.flex(List.of(from(0, 8_333), from(HOUR_MS, 8_334), from(2 * HOUR_MS, 8_333))));
            assertEquals(399_986_000, pump.kernel().programPgPerDay());
        }

        @Test
        void judgesTheWholeFlexDayNotItsFirstStep() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(480_000).running(8_333);
            pump.refused(Reply.DOSE_HARD, () -> pump.flex(List.of(from(0, 2_000), from(HOUR_MS, 36_250)), ALL));
        }

        @Test
        void boundsAPumpThatComesRunning() {
            SafetyKernel kernel = PumpUnderTest.with(2_000).limit(480_000).neverRun().kernel();
            assertEquals("DOSE_HARD", nameOf(kernel.commissionTherapy(10_001, DAY_MS, DAY_MS)));
            assertEquals(0, kernel.rateNlPerH());
            assertEquals("OK", nameOf(kernel.commissionTherapy(10_000, DAY_MS, DAY_MS)));
        }

        @Test
        void answersTheHardLimitBeforeTheHourAndTheSoftLimit() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(480_000).running(8_333);
            pump.refused(Reply.DOSE_HARD, () -> pump.program(75_001));
        }
    }

    // [utest->req~SR-05~1]
    @Nested
    class ADoseAboveP05NeedsTheSoftOverrideWithItsConfirmation {
        @ParameterizedTest
        @ValueSource(longs = {20_832, 20_833})
        void takesADoseUpToP05Without(long rateNlPerH) {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(20_000);
            accepted(pump.program(rateNlPerH));
        }

        @Test
        void refusesTheNextLargerOneUntilTheOverrideComes() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(20_000);
            accepted(pump.stageProgram(20_834));
            pump.refused(Reply.DOSE_SOFT, pump::confirm);
            pump.refused(Reply.DOSE_SOFT, () -> pump.confirm(DoseOverride.REDUCE, DoseOverride.RESTART));
            pump.delivers(Mode.RUN, 20_000);
            accepted(pump.confirm(DoseOverride.SOFT));
            pump.delivers(Mode.RUN, 20_834);
        }

        @Test
        void asksForItAtEveryProgramAboveP05() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(25_000);
            pump.refused(Reply.DOSE_SOFT, () -> pump.program(24_000));
            accepted(pump.program(24_000, DoseOverride.SOFT));
        }
    }

    // [utest->req~SR-06~1]
    @Nested
    class BolusesAndAFullDayOfBasalStayWithinThePatientsLimit {
        /** 8,333 nL/h are 399,984 ng a day; 20,000 nL are 40,000 ng. */
        private PumpUnderTest limitedTo(long limitNg) {
            return PumpUnderTest.with(2_000).limit(limitNg).running(8_333);
        }

        @Test
        void takesABolusThatFitsExactly() {
            accepted(limitedTo(439_985).clinicianBolus(20_000, 600_000));
            accepted(limitedTo(439_984).clinicianBolus(20_000, 600_000));
        }

        @Test
        void refusesABolusThatDoesNotFit() {
            PumpUnderTest pump = limitedTo(439_983);
            pump.refused(Reply.DOSE_WINDOW, () -> pump.clinicianBolus(20_000, 600_000));
            pump.pass(HOUR_MS).delivers(Mode.RUN, 8_333);
            assertEquals(8_333, pump.kernel().commandedNl());
        }

        @Test
        void countsABolusUntilADayAfterItsEnd() {
            PumpUnderTest pump = limitedTo(479_983);
            accepted(pump.clinicianBolus(20_000, 600_000));
            pump.passUntil(600_000 + DAY_MS - 1);
            pump.refused(Reply.DOSE_WINDOW, () -> pump.clinicianBolus(20_000, 600_000));
            pump.pass(1);
            accepted(pump.clinicianBolus(20_000, 600_000));
        }

        @Test
        void countsACancelledBolusInFullUntilADayAfterItsCancellation() {
            PumpUnderTest pump = limitedTo(479_983);
            accepted(pump.clinicianBolus(20_000, 600_000));
            pump.pass(MINUTE_MS);
            accepted(pump.stop());
            accepted(pump.resume());
            pump.passUntil(MINUTE_MS + DAY_MS - 1);
            pump.refused(Reply.DOSE_WINDOW, () -> pump.clinicianBolus(20_000, 600_000));
            pump.pass(1);
            accepted(pump.clinicianBolus(20_000, 600_000));
        }

        @Test
        void countsEveryBolusOfTheDay() {
            PumpUnderTest pump = limitedTo(399_984 + 120_000);
            for (int i = 0; i < 3; i++) {
                accepted(pump.clinicianBolus(20_000, 600_000));
                pump.pass(2 * HOUR_MS);
            }
            pump.refused(Reply.DOSE_WINDOW, () -> pump.clinicianBolus(1, MINUTE_MS));
        }

        /** D-02: what was in force at any instant of the 24 h that end with the bolus. */
        @Test
        void judgesByTheHighestDoseOfTheDayThatEndsWithTheBolus() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(480_000).running(9_000);
            pump.pass(HOUR_MS);
            accepted(pump.program(8_000)); // 432,000 → 384,000 ng; the bolus is 60,000 ng over 10 min
            pump.passUntil(HOUR_MS + DAY_MS - 600_000 - 1);
            pump.refused(Reply.DOSE_WINDOW, () -> pump.clinicianBolus(30_000, 600_000));
            pump.pass(1);
            accepted(pump.clinicianBolus(30_000, 600_000));
        }

        @Test
        void isNotLoweredByAStop() {
            PumpUnderTest pump = limitedTo(439_983);
            accepted(pump.stop());
            pump.pass(20 * HOUR_MS);
            accepted(pump.resume());
            pump.refused(Reply.DOSE_WINDOW, () -> pump.clinicianBolus(20_000, 600_000));
        }

        /** D-03: 480,000 − 40,000 ng leave 9,166 nL/h. */
        @Test
        void judgesARisingDoseWithTheBolusesThatCount() {
            PumpUnderTest pump = limitedTo(480_000);
            accepted(pump.clinicianBolus(20_000, 600_000));
            pump.pass(HOUR_MS);
            pump.refused(Reply.DOSE_WINDOW, () -> pump.program(9_167));
            accepted(pump.program(9_166));
        }

        @Test
        void doesNotJudgeAReductionByTheBolusesThatCount() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(480_000).running(9_166);
            accepted(pump.clinicianBolus(20_000, 600_000));
            pump.pass(HOUR_MS);
            accepted(pump.setLimit(440_000));
            accepted(pump.program(9_165));
        }
    }

    // [utest->req~SR-07~1]
    @Nested
    class TheWorstHourStaysWithinP08 {
        /** 75,000 nL of 2,000 µg/mL are P08. */
        private List<PumpUnderTest.Step> peakOf(long rateNlPerH) {
            return List.of(from(0, 7_000), from(3 * HOUR_MS, rateNlPerH), from(4 * HOUR_MS, 7_000));
        }

        @ParameterizedTest
        @ValueSource(longs = {74_999, 75_000})
        void takesAPeakHourUpToP08(long rateNlPerH) {
            accepted(PumpUnderTest.with(2_000).running(10_000).flex(peakOf(rateNlPerH)));
        }

        @Test
        void refusesAPeakHourAboveP08() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(10_000);
            pump.refused(Reply.DOSE_HOUR, () -> pump.flex(peakOf(75_001), DoseOverride.values()));
        }

        @Test
        void findsAnHourThatSpansTwoStepsAndMidnight() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(10_000);
            // 30 min at 100,000 before midnight and 30 min at 50,000 after it are 75,000 nL; 50,002 make 75,001.
            pump.refused(Reply.DOSE_HOUR, () -> pump.flex(List.of(
                    from(0, 50_002), from(HOUR_MS / 2, 7_000), from(23 * HOUR_MS + HOUR_MS / 2, 100_000))));
            accepted(pump.flex(List.of(
                    from(0, 50_000), from(HOUR_MS / 2, 7_000), from(23 * HOUR_MS + HOUR_MS / 2, 100_000))));
        }

        @Test
        void answersTheHourBeforeTheWindow() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(600_000).running(8_333);
            accepted(pump.clinicianBolus(50_000, 600_000));
            pump.pass(600_000);
            accepted(pump.setLimit(499_984));
            pump.refused(Reply.DOSE_HOUR, () -> pump.clinicianBolus(16_668, 600_000));
        }

        /** 75,000 − 8,333 of basal − 50,000 of the first bolus leave 16,667 nL. */
        @Test
        void addsTheBolusesOfTheHourUntilAnHourAfterTheirEnd() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            accepted(pump.clinicianBolus(50_000, 600_000));
            pump.passUntil(600_000 + HOUR_MS - 1);
            pump.refused(Reply.DOSE_HOUR, () -> pump.clinicianBolus(16_668, 600_000));
            pump.pass(1);
            accepted(pump.clinicianBolus(16_668, 600_000));
        }

        @Test
        void takesTheLastBolusThatFits() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            accepted(pump.clinicianBolus(50_000, 600_000));
            pump.passUntil(600_000);
            accepted(pump.clinicianBolus(16_667, 600_000));
        }

        /** D-04: 50,000 nL over two hours put 25,000 nL into one. */
        @Test
        void chargesALongBolusWithWhatFlowsInOneHour() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            accepted(pump.clinicianBolus(50_000, 2 * HOUR_MS));
            pump.passUntil(2 * HOUR_MS);
            pump.refused(Reply.DOSE_HOUR, () -> pump.clinicianBolus(41_668, 600_000));
            accepted(pump.clinicianBolus(41_667, 600_000));
        }

        @Test
        void holdsThePatientsBolusToTheHourToo() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).patientBolus(25_000, 600_000, HOUR_MS, 8).running(8_333);
            accepted(pump.clinicianBolus(41_668, 600_000));
            pump.pass(600_000);
            pump.denied(Reply.DOSE_HOUR);
            pump.pass(HOUR_MS);
            accepted(pump.patientBolus());
        }

        @Test
        void judgesARisingProgramWithTheBolusesOfTheHour() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            accepted(pump.clinicianBolus(50_000, 600_000));
            pump.pass(600_000);
            pump.refused(Reply.DOSE_HOUR, () -> pump.flex(risenTo(25_001)));
            accepted(pump.flex(risenTo(25_000)));
        }

        private List<PumpUnderTest.Step> risenTo(long peakNlPerH) {
            return List.of(from(0, 8_333), from(3 * HOUR_MS, peakNlPerH), from(4 * HOUR_MS, 8_333));
        }

        @Test
        void judgesAReductionWithAHigherPeakEvenWithTheOverride() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(10_000);
            List<PumpUnderTest.Step> lowButPeaked =
                    List.of(from(0, 2_000), from(3 * HOUR_MS, 75_001), from(4 * HOUR_MS, 2_000));
            pump.refused(Reply.DOSE_HOUR, () -> pump.flex(lowButPeaked, DoseOverride.REDUCE));
        }

        @Test
        void neverBarsAReductionWhosePeakIsNoHigher() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(25_000);
            accepted(pump.clinicianBolus(50_000, 600_000));
            pump.pass(600_000); // with 50,000 nL of bolus the present 25,000 nL of basal are just P08
            accepted(pump.program(24_999, DoseOverride.SOFT));
            accepted(pump.program(5_000, DoseOverride.REDUCE));
        }
    }

    // [utest->req~SR-08~1]
    @Nested
    class TheStatedDoseIsTheRecomputedOneWithinOneNlPerHour {
        /** 8,500 nL/h of 2,000 µg/mL are 408,000 ng; one nL/h is 48 ng. */
        @ParameterizedTest
        @ValueSource(longs = {407_952, 407_953, 408_000, 408_047, 408_048})
        void takesADoseStatedWithinOneNlPerHour(long statedNg) {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            accepted(pump.programStated(8_500, statedNg));
        }

        @ParameterizedTest
        @ValueSource(longs = {407_951, 408_049, 0, -408_000, 40_800, 4_080_000, 408, Long.MIN_VALUE, Long.MAX_VALUE,
                100_000_000, 100_000_001, 18_446_744_073_709_551L + 408})
        void refusesAnyOtherWhateverTheOverride(long statedNg) {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            pump.refused(Reply.DOSE_MISMATCH, () -> pump.programStated(8_500, statedNg, DoseOverride.values()));
            pump.pass(HOUR_MS).delivers(Mode.RUN, 8_333);
        }

        @Test
        void refusesAReductionWithAWrongDoseToo() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            pump.refused(Reply.DOSE_MISMATCH, () -> pump.programStated(4_000, 408_000, DoseOverride.REDUCE));
        }

        @Test
        void catchesADoseMeantPerHourThatIsEnteredPerDay() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(6_250);
            pump.kernel().clearFlexSteps();
            pump.kernel().addFlexStep(0, 36_250);
            pump.refused(Reply.DOSE_MISMATCH, () -> {
                int staged = pump.clinician(Kind.STAGE_FLEX, () -> pump.kernel().stageFlex(2_000, 360_000));
                return staged == Reply.OK ? pump.confirm(DoseOverride.SOFT) : staged;
            });
        }
    }
}
