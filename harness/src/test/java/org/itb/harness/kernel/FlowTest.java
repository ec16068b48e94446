package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.itb.harness.kernel.PumpUnderTest.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.Alarm;
import org.itb.kernel.Cause;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the motor confirms against what it was told, and the way back after a gap: SR-31 … SR-35. */
class FlowTest {
    private static PumpUnderTest running() {
        return PumpUnderTest.with(2_000).running(8_333);
    }

    /** Lets time pass and makes the last minute confirm what is missing to a total since commissioning. */
    private static PumpUnderTest confirms(PumpUnderTest pump, long totalNl, long untilMs) {
        pump.passUntil(untilMs - MINUTE_MS);
        return pump.nextFlow(totalNl - pump.kernel().confirmedNl()).step(MINUTE_MS);
    }

    // [utest->req~SR-31~1]
    @Nested
    class OverDeliveryStopsThePump {
        /** SC-13: 8,333 nL commanded allow 11,541.285 nL. */
        @Test
        void toleratesAnHourUpToAccuracyAndSlack() {
            PumpUnderTest pump = confirms(running(), 11_541, HOUR_MS);
            pump.delivers(Mode.RUN, 8_333);
            pump.alarms();
        }

        @Test
        void stopsAtTheNextNanolitreWithinOneTick() {
            PumpUnderTest pump = confirms(running(), 11_542, HOUR_MS);
            pump.delivers(Mode.STOP, 0);
            pump.alarms(Alarm.OVER_DELIVERY, Alarm.NOT_THERAPY);
            assertTrue(pump.kernel().isAlarmCritical(Alarm.OVER_DELIVERY));
        }

        /** In 30 h exactly delivered, then a burst: only the last hour counts, not what went before. */
        @ParameterizedTest
        @CsvSource({"11541, 0", "11542, 3"})
        void watchesARollingHour(long confirmedNl, int mode) {
            PumpUnderTest pump = running().passUntil(30 * HOUR_MS);
            confirms(pump, 30 * 8_333 + confirmedNl, 31 * HOUR_MS);
            assertEquals(mode, pump.kernel().mode());
        }

        /** 199,992 nL commanded in 24 h allow 230,990.84 nL: no hour of it is over. */
        @ParameterizedTest
        @CsvSource({"230990, 0", "230991, 3"})
        void watchesARollingDayForAFaultThatNoHourShows(long confirmedNl, int mode) {
            PumpUnderTest pump = running().motorGain(1_150);
            confirms(pump, confirmedNl, DAY_MS);
            assertEquals(mode, pump.kernel().mode());
            assertEquals(mode == Mode.STOP, pump.kernel().isAlarmActive(Alarm.OVER_DELIVERY));
        }

        @Test
        void neverHidesABurstBehindALongQuietTime() {
            PumpUnderTest pump = running().motorGain(900).pass(10 * DAY_MS);
            pump.nextFlow(5_000).step(MINUTE_MS).delivers(Mode.STOP, 0);
        }

        @Test
        void isLatchedAndClearedOnlyWhenTheHourIsRightAgain() {
            PumpUnderTest pump = confirms(running(), 11_542, HOUR_MS);
            pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.OVER_DELIVERY));
            pump.passUntil(2 * HOUR_MS - MINUTE_MS);
            pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.OVER_DELIVERY));
            pump.delivers(Mode.STOP, 0);
            pump.pass(2 * MINUTE_MS).delivers(Mode.STOP, 0);
            accepted(pump.clear(Alarm.OVER_DELIVERY));
            pump.delivers(Mode.RUN, 8_333);
            pump.pass(HOUR_MS).alarms();
        }

        /** D-21: what flowed before the clear does not count again in the day. */
        @Test
        void watchesFlowAnewAfterTheClear() {
            PumpUnderTest pump = confirms(running().motorGain(1_150), 230_991, DAY_MS);
            pump.motorGain(1_000).pass(2 * HOUR_MS);
            accepted(pump.clear(Alarm.OVER_DELIVERY));
            pump.pass(DAY_MS).delivers(Mode.RUN, 8_333);
            pump.alarms();
        }

        @Test
        void isJudgedInATickOnly() {
            PumpUnderTest pump = running();
            assertReply(Reply.OK, pump.kernel().confirmFlow(1_000_000));
            pump.delivers(Mode.RUN, 8_333);
            pump.step(1).delivers(Mode.STOP, 0);
        }

        @Test
        void judgesTooMuchBeforeTooLittle() {
            PumpUnderTest pump = running().motorStands().pass(15 * MINUTE_MS);
            pump.alarms(Alarm.STALL);
            pump.nextFlow(40_000).step(MINUTE_MS);
            pump.nextFlow(40_000).step(MINUTE_MS).delivers(Mode.STOP, 0);
        }

        @ParameterizedTest
        @ValueSource(longs = {-1, Long.MIN_VALUE})
        void refusesAConfirmationOfLessThanNothing(long deltaNl) {
            PumpUnderTest pump = running().pass(HOUR_MS);
            pump.refused(Reply.BAD_RANGE, () -> pump.kernel().confirmFlow(deltaNl));
        }

        @Test
        void takesAnyClaimAsTooMuch() {
            PumpUnderTest pump = running();
            assertReply(Reply.OK, pump.kernel().confirmFlow(Long.MAX_VALUE));
            pump.step(1).delivers(Mode.STOP, 0);
            assertEquals(1_000_000_000_000L, pump.kernel().confirmedNl());
        }
    }

    // [utest->req~SR-32~1]
    @Nested
    class AStallOrUnderDeliveryIsFoundAndToldButNothingStops {
        /** 2,000 nL take 3,600,000 ms at 2,000 nL/h, 864,035 ms at 8,333. */
        @ParameterizedTest
        @CsvSource({"2000, 3600000", "8333, 864035", "4000, 1800000"})
        void findsAStallWhenP28IsCommandedWithoutProgress(long rateNlPerH, long afterMs) {
            PumpUnderTest pump = PumpUnderTest.with(500).running(rateNlPerH).motorStands();
            pump.passUntil(afterMs - 1).alarms();
            pump.pass(1).alarms(Alarm.STALL);
            assertTrue(pump.kernel().isAlarmCritical(Alarm.STALL));
            pump.delivers(Mode.RUN, rateNlPerH);
        }

        @Test
        void findsAStallAtMinimumRateAfterEightHours() {
            PumpUnderTest pump = running();
            accepted(pump.minimumRate());
            pump.motorStands().passUntil(8 * HOUR_MS - 1).alarms(Alarm.NOT_THERAPY);
            pump.pass(1).alarms(Alarm.STALL, Alarm.NOT_THERAPY);
            pump.delivers(Mode.MIN, 250);
        }

        /** After a day of sound flow, so that the rolling day has nothing to say. */
        @Test
        void givesTheMotorAtLeastAMinute() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000).pass(DAY_MS).motorStands();
            accepted(pump.clinicianBolus(33_000, 120_000)); // 990,000 nL/h: 2,000 nL in 7.2 s
            pump.pass(MINUTE_MS - 1).alarms();
            pump.delivers(Mode.RUN, 1_000_000);
            pump.pass(1).alarms(Alarm.STALL);
            pump.delivers(Mode.RUN, 10_000);
        }

        @Test
        void startsAnewWithAnyProgress() {
            PumpUnderTest pump = running().pass(DAY_MS).motorStands().pass(864_034);
            pump.nextFlow(1).step(1).alarms();
            pump.pass(864_034).alarms();
            pump.pass(1).alarms(Alarm.STALL);
        }

        @Test
        void takesTheMotorsWordForAStall() {
            PumpUnderTest pump = running().pass(HOUR_MS);
            assertReply(Reply.OK, pump.kernel().motorStall());
            pump.alarms(Alarm.STALL);
            pump.delivers(Mode.RUN, 8_333);
        }

        /** D-20: the alarm becomes A02, which asks for a look, and the windows start anew. */
        @Test
        void turnsIntoARecoveredStallWithTheFirstFlow() {
            PumpUnderTest pump = running().motorStands().pass(HOUR_MS);
            pump.alarms(Alarm.STALL);
            pump.motorTurns().pass(MINUTE_MS).alarms(Alarm.STALL_RECOVERED);
            assertFalse(pump.kernel().isAlarmCritical(Alarm.STALL_RECOVERED));
            pump.pass(2 * DAY_MS).alarms(Alarm.STALL_RECOVERED);
            assertEquals("ALARM_BLOCK", nameOf(pump.clear(Alarm.STALL_RECOVERED)));
            pump.interrogate().alarms();
        }

        @Test
        void turnsIntoARecoveredStallAtTheMotorsWord() {
            PumpUnderTest pump = running();
            pump.kernel().motorStall();
            assertReply(Reply.OK, pump.kernel().motorRecovered());
            pump.alarms(Alarm.STALL_RECOVERED);
        }

        @Test
        void takesNoNoticeOfARecoveryWithoutAStall() {
            PumpUnderTest pump = running().pass(MINUTE_MS);
            KernelState before = KernelState.of(pump.kernel());
            assertReply(Reply.OK, pump.kernel().motorRecovered());
            assertEquals(List.of(), before.differences(KernelState.of(pump.kernel())));
        }

        @Test
        void doesNotRecoverByAConfirmationOfNothing() {
            PumpUnderTest pump = running();
            pump.kernel().motorStall();
            assertReply(Reply.OK, pump.kernel().confirmFlow(0));
            pump.alarms(Alarm.STALL);
            assertReply(Reply.OK, pump.kernel().confirmFlow(1));
            pump.alarms(Alarm.STALL_RECOVERED);
        }

        @Test
        void isNotClearedByAnyone() {
            PumpUnderTest pump = running();
            pump.kernel().motorStall();
            pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.STALL));
        }

        /** 199,992 nL commanded in 24 h: 168,993.16 nL at least. */
        @ParameterizedTest
        @CsvSource({"168994, false", "168993, true"})
        void findsUnderDeliveryInARollingDay(long confirmedNl, boolean alarm) {
            PumpUnderTest pump = running().motorGain(845);
            confirms(pump, confirmedNl, DAY_MS);
            assertEquals(alarm, pump.kernel().isAlarmActive(Alarm.STALL));
            pump.delivers(Mode.RUN, 8_333);
        }

        /** D-22: without a sensor nothing can be said, and afterwards nothing is left over. */
        @Test
        void saysNothingWhileFlowCannotBeSeen() {
            PumpUnderTest pump = running().losesFlowSensor().pass(3 * DAY_MS);
            pump.alarms(Alarm.SENSOR_LOST);
            assertEquals("ALARM_BLOCK", nameOf(pump.clear(Alarm.SENSOR_LOST)));
            pump.findsFlowSensor().pass(MINUTE_MS).alarms(Alarm.SENSOR_LOST);
            pump.delivers(Mode.HOLD, 8_333);
            accepted(pump.clear(Alarm.SENSOR_LOST));
            pump.delivers(Mode.RUN, 8_333);
            pump.pass(2 * DAY_MS).alarms();
        }

        @Test
        void staysInHoldForASecondSensorFaultWithoutTellingItTwice() {
            PumpUnderTest pump = running().losesFlowSensor().pass(HOUR_MS - 1);
            assertFalse(pump.kernel().isAlarmCritical(Alarm.SENSOR_LOST));
            pump.losesFlowSensor().pass(1);
            assertTrue(pump.kernel().isAlarmCritical(Alarm.SENSOR_LOST));
        }
    }

    // [utest->req~SR-33~1]
    @Nested
    class WhatWasNotDeliveredIsNeverMadeUp {
        @Test
        void commandsTheSameRateAfterAStall() {
            PumpUnderTest pump = running().motorStands().pass(5 * HOUR_MS);
            pump.motorTurns();
            for (int i = 0; i < 48; i++) {
                pump.pass(HOUR_MS).delivers(Mode.RUN, 8_333);
            }
            assertEquals(53 * 8_333, pump.kernel().commandedNl());
            assertEquals(48 * 8_333, pump.kernel().confirmedNl());
        }

        @Test
        void commandsTheSameRateAfterAStop() {
            PumpUnderTest pump = running();
            accepted(pump.stop());
            pump.pass(47 * HOUR_MS);
            accepted(pump.resume());
            pump.pass(DAY_MS).delivers(Mode.RUN, 8_333);
            assertEquals(24 * 8_333, pump.kernel().commandedNl());
        }

        @Test
        void givesNoStepOfTheDayTwiceWhenTheTickWasLong() {
            PumpUnderTest pump = running();
            accepted(pump.flex(List.of(from(0, 8_000), from(HOUR_MS, 8_347))));
            pump.nextFlow(32_000).step(4 * HOUR_MS);
            pump.pass(HOUR_MS);
            assertEquals(8_000 + 3 * 8_347 + 8_332, pump.kernel().commandedNl()); // then A14: the mean, 8,332
        }
    }

    // [utest->req~SR-35~1]
    @Nested
    class AfterALongGapTherapyComesBackOnlyByARestart {
        private PumpUnderTest stoppedFor(long gapMs) {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000).pass(MINUTE_MS);
            accepted(pump.stop());
            return pump.pass(gapMs);
        }

        private PumpUnderTest afterGap() {
            PumpUnderTest pump = stoppedFor(2 * DAY_MS);
            accepted(pump.resume());
            return pump;
        }

        @Test
        void resumesAtFullDoseBeforeP30() {
            PumpUnderTest pump = stoppedFor(2 * DAY_MS - 1);
            accepted(pump.resume());
            pump.delivers(Mode.RUN, 10_000);
            pump.alarms();
        }

        @Test
        void resumesAtMinimumRateFromP30OnAndAsksForARestart() {
            PumpUnderTest pump = afterGap();
            pump.delivers(Mode.MIN, 250);
            pump.alarms(Alarm.NOT_THERAPY, Alarm.RESTART_GAP);
            assertTrue(pump.kernel().isAlarmCritical(Alarm.RESTART_GAP));
            pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.RESTART_GAP));
            pump.pass(DAY_MS).delivers(Mode.MIN, 250);
        }

        @Test
        void countsMinimumRateAsAGapToo() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000).pass(MINUTE_MS);
            accepted(pump.minimumRate());
            pump.pass(2 * DAY_MS);
            accepted(pump.resume());
            pump.delivers(Mode.MIN, 250);
            pump.alarms(Alarm.NOT_THERAPY, Alarm.RESTART_GAP);
        }

        @ParameterizedTest
        @CsvSource({"172799999, false", "172800000, true"})
        void countsAStallAsAGap(long gapMs, boolean restart) {
            PumpUnderTest pump = running().pass(MINUTE_MS).motorStands().pass(gapMs);
            assertReply(Reply.OK, pump.kernel().motorRecovered());
            assertEquals(restart, pump.kernel().isAlarmActive(Alarm.RESTART_GAP));
            pump.delivers(restart ? Mode.MIN : Mode.RUN, restart ? 250 : 8_333);
        }

        @Test
        void takesFlowThatIsUnseenForTherapy() {
            PumpUnderTest pump = running().losesFlowSensor().pass(3 * DAY_MS);
            accepted(pump.stop());
            accepted(pump.resume());
            pump.delivers(Mode.HOLD, 8_333);
        }

        @ParameterizedTest
        @ValueSource(longs = {4_999, 5_000})
        void restartsAtUpToHalfTheDose(long rateNlPerH) {
            PumpUnderTest pump = afterGap();
            accepted(pump.restartAt(rateNlPerH));
            pump.delivers(Mode.RUN, rateNlPerH);
            pump.alarms();
        }

        @Test
        void needsTheOverrideForMore() {
            PumpUnderTest pump = afterGap();
            pump.refused(Reply.STEP_UP, () -> pump.restartAt(5_001));
            pump.refused(Reply.STEP_UP, () -> pump.restart(DoseOverride.SOFT, DoseOverride.REDUCE));
            pump.refused(Reply.STEP_UP, () -> pump.restartAt(10_001, DoseOverride.RESTART));
            pump.delivers(Mode.MIN, 250);
            accepted(pump.restartAt(5_001, DoseOverride.RESTART));
        }

        @Test
        void restartsAtTheWholeDoseWithIt() {
            PumpUnderTest pump = afterGap();
            accepted(pump.restart(DoseOverride.RESTART));
            pump.delivers(Mode.RUN, 10_000);
            pump.alarms();
        }

        /** D-39e */
        @Test
        void takesTheRestartDoseForTheReferenceOfTheNextIncreaseADayLater() {
            PumpUnderTest pump = afterGap();
            accepted(pump.restartAt(5_000));
            pump.refused(Reply.MODE, () -> pump.restore());
            pump.pass(DAY_MS - 1);
            pump.refused(Reply.STEP_SPACING, () -> pump.program(5_001));
            pump.pass(1);
            pump.refused(Reply.STEP_UP, () -> pump.program(6_501));
            accepted(pump.program(6_500));
        }

        @Test
        void refusesARestartThatNothingWaitsFor() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            pump.refused(Reply.MODE, () -> pump.restart(DoseOverride.RESTART));
        }

        @Test
        void refusesARestartWhileSomeoneHasOrderedAStop() {
            PumpUnderTest pump = afterGap();
            accepted(pump.stop());
            pump.refused(Reply.MODE, () -> pump.restartAt(5_000));
            pump.delivers(Mode.STOP, 0);
        }

        @ParameterizedTest
        @ValueSource(longs = {1_999, 1_000_001, Long.MIN_VALUE, Long.MAX_VALUE})
        void refusesARateThatIsNone(long rateNlPerH) {
            PumpUnderTest pump = afterGap();
            pump.refused(Reply.BAD_RANGE, () -> pump.restartAt(rateNlPerH));
        }

        @Test
        void checksAgainWhenTheRestartIsConfirmed() {
            PumpUnderTest pump = afterGap();
            accepted(pump.clinician(Kind.STAGE_RESTART, () -> pump.kernel().stageRestart(5_000, false)));
            long digest = pump.kernel().stagedDigest();
            accepted(pump.confirmWith(digest));
            pump.refused(Reply.NOT_STAGED, () -> pump.confirmWith(digest));
        }

        @Test
        void keepsToTheLimitsFirst() {
            PumpUnderTest pump = afterGap();
            accepted(pump.setLimit(120_000));
            pump.refused(Reply.DOSE_HARD, () -> pump.restartAt(10_001, DoseOverride.values()));
        }

        @Test
        void leadsThereAfterALongOverDeliveryStopToo() {
            PumpUnderTest pump = running().nextFlow(10_000).pass(MINUTE_MS).motorStands().pass(3 * DAY_MS);
            pump.delivers(Mode.STOP, 0);
            accepted(pump.clear(Alarm.OVER_DELIVERY));
            pump.delivers(Mode.MIN, 250);
            assertTrue(pump.kernel().isAlarmActive(Alarm.RESTART_GAP));
        }

        @Test
        void staysWithARestartThroughAReset() {
            PumpUnderTest pump = afterGap();
            pump.resets(Cause.BROWNOUT).pass(MINUTE_MS).delivers(Mode.MIN, 250);
            assertTrue(pump.kernel().isAlarmActive(Alarm.RESTART_GAP));
        }
    }
}
