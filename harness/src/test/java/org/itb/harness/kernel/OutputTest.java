package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.Alarm;
import org.itb.kernel.Cause;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may leave the kernel at all: SR-01, SR-02, SR-13, SR-14. */
class OutputTest {
    // [utest->req~SR-01~1]
    @Nested
    class TheOutputIsZeroTheMinimumOrAProgramRate {
        @ParameterizedTest
        @ValueSource(longs = {2_000, 2_001})
        void takesAProgramFromP01On(long rateNlPerH) {
            PumpUnderTest pump = PumpUnderTest.with(500).running(2_400);
            accepted(pump.program(rateNlPerH));
            pump.delivers(Mode.RUN, rateNlPerH);
        }

        @ParameterizedTest
        @ValueSource(longs = {1_999, 250, 1, 0, -1, Long.MIN_VALUE, 1_000_001, 4_294_969_296L, Long.MAX_VALUE})
        void refusesAProgramOutsideP01AndP03(long rateNlPerH) {
            PumpUnderTest pump = PumpUnderTest.with(500).running(2_400);
            pump.refused(Reply.BAD_RANGE, () -> pump.stageProgram(rateNlPerH, 500, 24_000));
            pump.pass(HOUR_MS).delivers(Mode.RUN, 2_400);
        }

        @Test
        void findsTheLargestRateInRangeThoughItsDoseIsTooLarge() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(2_400);
            pump.refused(Reply.DOSE_HARD, () -> pump.program(1_000_000, DoseOverride.SOFT));
        }

        @ParameterizedTest
        @CsvSource({"1999, BAD_RANGE", "2000, OK", "1000000, DOSE_HARD", "1000001, BAD_RANGE"})
        void judgesARunningPumpsRateLikeAProgram(long rateNlPerH, String reply) {
            SafetyKernel kernel = PumpUnderTest.with(500).neverRun().kernel();
            assertEquals(reply, PumpUnderTest.nameOf(kernel.commissionTherapy(rateNlPerH, DAY_MS, DAY_MS)));
            assertEquals(reply.equals("OK") ? rateNlPerH : 0, kernel.rateNlPerH());
        }

        @Test
        void givesExactlyP02AtMinimumRate() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            accepted(pump.minimumRate());
            pump.pass(HOUR_MS).delivers(Mode.MIN, 250);
        }

        @Test
        void givesNothingBeforeTheFirstStart() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).neverRun();
            pump.pass(DAY_MS).delivers(Mode.STOP, 0);
            assertEquals(0, pump.kernel().commandedNl());
        }
    }

    // [utest->req~SR-02~1]
    @Nested
    class BasalAndBolusTogetherStayWithinP03 {
        @ParameterizedTest
        @ValueSource(longs = {9_999, 10_000})
        void takesABolusThatReachesP03(long basalNlPerH) {
            PumpUnderTest pump = PumpUnderTest.with(500).running(basalNlPerH);
            accepted(pump.clinicianBolus(16_500, MINUTE_MS)); // 990,000 nL/h
            pump.delivers(Mode.RUN, 990_000 + basalNlPerH);
        }

        @Test
        void refusesABolusOneNlPerHAboveP03() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_001);
            pump.refused(Reply.BAD_RANGE, () -> pump.clinicianBolus(16_500, MINUTE_MS));
            pump.delivers(Mode.RUN, 10_001);
        }

        @Test
        void judgesABolusByTheHighestRateOfTheDayNotByThePresentOne() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.flex(List.of(from(0, 10_000), from(20 * HOUR_MS, 10_001), from(21 * HOUR_MS, 9_999))));
            pump.refused(Reply.BAD_RANGE, () -> pump.clinicianBolus(16_500, MINUTE_MS));
            accepted(pump.clinicianBolus(16_499, MINUTE_MS));
        }

        @ParameterizedTest
        @CsvSource({"10001, BAD_RANGE", "10000, OK"})
        void judgesAReductionDuringABolusByItsHighestRateToo(long peakNlPerH, String reply) {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.clinicianBolus(16_500, MINUTE_MS));
            int answer = pump.flex(
                    List.of(from(0, 9_000), from(20 * HOUR_MS, peakNlPerH), from(21 * HOUR_MS, 9_000)), DoseOverride.REDUCE);
            assertEquals(reply, PumpUnderTest.nameOf(answer));
            pump.delivers(Mode.RUN, 990_000 + (reply.equals("OK") ? 9_000 : 10_000));
        }
    }

    // [utest->req~SR-13~1]
    @Nested
    class ARateChangesAtOnceTogetherAndOnce {
        @Test
        void changesTheRateInTheStepOfItsConfirmation() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333).pass(12_345);
            long commandedNl = pump.kernel().commandedNl();
            accepted(pump.program(9_000));
            pump.delivers(Mode.RUN, 9_000);
            assertEquals(commandedNl, pump.kernel().commandedNl(), "nothing is delivered between ticks");
            pump.pass(HOUR_MS).delivers(Mode.RUN, 9_000);
        }

        @Test
        void commandsExactlyTheOldRateBeforeAndTheNewRateAfter() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333).pass(30 * MINUTE_MS);
            accepted(pump.program(9_000));
            pump.pass(30 * MINUTE_MS);
            assertEquals((8_333 + 9_000) / 2, pump.kernel().commandedNl());
        }

        @Test
        void followsEveryStepOfAFlexDayToTheMillisecond() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            accepted(pump.flex(List.of(from(0, 8_333), from(6 * HOUR_MS, 9_000), from(7 * HOUR_MS, 8_333))));
            pump.passUntil(6 * HOUR_MS - 1).delivers(Mode.RUN, 8_333);
            pump.pass(1).delivers(Mode.RUN, 9_000);
            pump.pass(HOUR_MS - 1).delivers(Mode.RUN, 9_000);
            pump.pass(1).delivers(Mode.RUN, 8_333);
            pump.passUntil(DAY_MS + 6 * HOUR_MS).delivers(Mode.RUN, 9_000);
        }

        @Test
        void commandsTheSameHoweverTimeIsCut() {
            PumpUnderTest fine = flexed();
            PumpUnderTest coarse = flexed();
            fine.pass(DAY_MS);
            for (int i = 0; i < 1_440; i++) {
                coarse.step(MINUTE_MS); // also across the steps of the day, which lie at half minutes
            }
            assertEquals(23 * 8_333 + 9_000, fine.kernel().commandedNl());
            assertEquals(fine.kernel().commandedNl(), coarse.kernel().commandedNl());
        }

        private PumpUnderTest flexed() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            accepted(pump.flex(List.of(
                    from(0, 8_333), from(6 * HOUR_MS + 30_000, 9_000), from(7 * HOUR_MS + 30_000, 8_333))));
            return pump;
        }
    }

    // [utest->req~SR-14~1]
    @Nested
    class OnlyStopOverDeliveryADryReservoirAndTheEndOfServiceStopTheFlow {
        @Test
        void stopsWhenOrdered() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            accepted(pump.stop());
            pump.delivers(Mode.STOP, 0);
            pump.alarms(Alarm.NOT_THERAPY);
        }

        @Test
        void stopsOnOverDelivery() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333).nextFlow(10_000).pass(MINUTE_MS);
            pump.delivers(Mode.STOP, 0);
            pump.alarms(Alarm.OVER_DELIVERY, Alarm.NOT_THERAPY);
        }

        @Test
        void stopsWhenTheReservoirIsNominallyEmpty() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).fill(1_008_333).running(8_333).pass(HOUR_MS);
            pump.delivers(Mode.STOP, 0);
            pump.alarms(Alarm.RESERVOIR_LOW, Alarm.RESERVOIR_EMPTY, Alarm.NOT_THERAPY);
        }

        @Test
        void stopsAtTheEndOfService() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).serviceAge(220_838_400_000L - 1).running(8_333).pass(1);
            pump.delivers(Mode.STOP, 0);
            pump.alarms(Alarm.ERI, Alarm.EOS, Alarm.NOT_THERAPY);
        }

        @Test
        void deliversThroughEverythingElse() {
            PumpUnderTest stalled = PumpUnderTest.with(2_000).running(8_333);
            assertReply(Reply.OK, stalled.kernel().motorStall());
            stalled.delivers(Mode.RUN, 8_333);

            PumpUnderTest.with(2_000).running(8_333).resets(Cause.BROWNOUT).delivers(Mode.HOLD, 8_333);
            PumpUnderTest.with(2_000).running(8_333).resets(Cause.LOW_BATTERY).delivers(Mode.HOLD, 8_333);
            PumpUnderTest.with(2_000).running(8_333).losesFlowSensor().pass(DAY_MS).delivers(Mode.HOLD, 8_333);
            PumpUnderTest.with(2_000).running(8_333).rtcJumps(DAY_MS).pass(MINUTE_MS).delivers(Mode.RUN, 8_333);
            PumpUnderTest.with(2_000).fill(1_016_000).running(8_333).pass(HOUR_MS).delivers(Mode.RUN, 8_333);
            PumpUnderTest.with(2_000).battery(0).running(8_333).pass(DAY_MS).delivers(Mode.RUN, 8_333);
        }

        @Test
        void takesNoNoticeOfARefusedStopWithAnotherDigest() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            pump.clinician(Kind.STAGE_STOP, pump.kernel()::stageStop);
            pump.refused(Reply.DIGEST, () -> pump.confirmWith(pump.kernel().stagedDigest() + 1));
            pump.pass(HOUR_MS).delivers(Mode.RUN, 8_333);
        }
    }
}
