package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.itb.kernel.Alarm;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Time that goes wrong, and a clock that does: SR-52, SR-53. */
class TimeTest {
    private static PumpUnderTest running() {
        return PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, 4 * HOUR_MS, 4).running(8_333);
    }

    // [utest->req~SR-52~1]
    @Nested
    class ATickMovesTimeForwardsAndByAMinuteAtMost {
        @ParameterizedTest
        @ValueSource(longs = {0, -1, -60_000, Long.MIN_VALUE})
        void refusesATickThatMovesNothing(long dtMs) {
            PumpUnderTest pump = running().pass(HOUR_MS);
            pump.refused(Reply.TIME, () -> pump.kernel().tick(dtMs, pump.rtcMs()));
            pump.refused(Reply.TIME, () -> pump.kernel().tick(dtMs, Long.MAX_VALUE));
            assertEquals(HOUR_MS, pump.nowMs());
        }

        @ParameterizedTest
        @CsvSource({"1, false", "59999, false", "60000, false", "60001, true", "86400000, true"})
        void raisesA14ForALongerTick(long dtMs, boolean anomaly) {
            PumpUnderTest pump = running().step(dtMs);
            assertEquals(anomaly, pump.kernel().isAlarmActive(Alarm.TIME_ANOMALY));
            assertEquals(anomaly ? 1 : 0, pump.kernel().timeAnomalies());
            assertEquals(dtMs, pump.nowMs());
            pump.delivers(Mode.RUN, 8_333);
        }

        /** SC-11: six hours in one tick are one minute of lockout. */
        @Test
        void creditsTheLockoutWithAMinuteOfALongTick() {
            PumpUnderTest pump = running();
            accepted(pump.patientBolus());
            pump.pass(600_000).step(6 * HOUR_MS);
            pump.denied(Reply.LOCKOUT);
            pump.pass(4 * HOUR_MS - 600_000 - MINUTE_MS - 1);
            pump.denied(Reply.LOCKOUT);
            pump.pass(1);
            accepted(pump.patientBolus());
        }

        @Test
        void creditsTheCountOf24HoursWithAMinuteToo() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, HOUR_MS, 1).running(8_333);
            accepted(pump.patientBolus());
            pump.pass(600_000).step(30 * HOUR_MS).pass(DAY_MS - 600_000 - MINUTE_MS - 1);
            pump.denied(Reply.COUNT24);
            pump.pass(1);
            accepted(pump.patientBolus());
        }

        @Test
        void creditsTheSpacingOfIncreasesWithAMinuteToo() {
            PumpUnderTest pump = running();
            accepted(pump.program(8_400));
            pump.step(30 * HOUR_MS).pass(DAY_MS - MINUTE_MS - 1);
            pump.refused(Reply.STEP_SPACING, () -> pump.program(8_401));
            pump.pass(1);
            accepted(pump.program(8_401));
        }

        @Test
        void creditsTheReferenceOfAnIncreaseWithAMinuteToo() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.program(8_000));
            accepted(pump.restore());
            pump.step(30 * HOUR_MS).pass(DAY_MS - MINUTE_MS - 1);
            pump.refused(Reply.STEP_UP, () -> pump.program(10_401));
            pump.pass(1);
            accepted(pump.program(10_401));
        }

        @Test
        void countsTheWholeTickForTheWarningOfAStop() {
            PumpUnderTest pump = running();
            accepted(pump.stop());
            pump.step(12 * HOUR_MS - 1);
            assertFalse(pump.kernel().isAlarmCritical(Alarm.NOT_THERAPY));
            pump.step(1);
            assertTrue(pump.kernel().isAlarmCritical(Alarm.NOT_THERAPY));
        }

        @Test
        void countsTheWholeTickForTheGapBeforeARestart() {
            PumpUnderTest pump = running().pass(MINUTE_MS);
            accepted(pump.stop());
            pump.step(2 * DAY_MS);
            accepted(pump.resume());
            assertTrue(pump.kernel().isAlarmActive(Alarm.RESTART_GAP));
        }

        @Test
        void booksTheWholeTickAsCommanded() {
            PumpUnderTest pump = running().step(DAY_MS);
            assertEquals(199_992, pump.kernel().commandedNl());
            assertEquals(20_000_000 - 199_992, pump.kernel().reservoirNominalNl());
        }

        @Test
        void runsAFlexDayAtItsMeanUntilTheClockIsSetAndTheAlarmCleared() {
            PumpUnderTest pump = running();
            accepted(pump.flex(List.of(from(0, 8_000), from(HOUR_MS, 8_347))));
            pump.step(MINUTE_MS + 1).delivers(Mode.RUN, 8_332); // (8,000 + 23 × 8,347) / 24, rounded down
            pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.TIME_ANOMALY));
            accepted(pump.setRtc(MINUTE_MS + 1));
            pump.delivers(Mode.RUN, 8_332);
            accepted(pump.clear(Alarm.TIME_ANOMALY));
            pump.delivers(Mode.RUN, 8_000);
            pump.passUntil(HOUR_MS).delivers(Mode.RUN, 8_347);
        }
    }

    // [utest->req~SR-53~1]
    @Nested
    class ARealTimeClockThatLeftMonotonicTimeIsNotFollowed {
        @ParameterizedTest
        @CsvSource({"60000, false", "60001, true", "-60000, false", "-60001, true", "21600000, true", "-5184000000, true"})
        void toleratesAMinuteInTheFirstDay(long jumpMs, boolean anomaly) {
            PumpUnderTest pump = running().pass(MINUTE_MS).rtcJumps(jumpMs).step(1);
            assertEquals(anomaly, pump.kernel().isAlarmActive(Alarm.TIME_ANOMALY));
            assertFalse(pump.kernel().isAlarmCritical(Alarm.TIME_ANOMALY));
            pump.delivers(Mode.RUN, 8_333);
        }

        /** D-36: P34 for each started day since the clock was set. */
        @ParameterizedTest
        @CsvSource({"86399999, 60001, true", "86400000, 120000, false", "86400000, 120001, true", "172800000, 180000, false",
            "172800000, 180001, true"})
        void toleratesAMinuteForEachStartedDay(long atMs, long jumpMs, boolean anomaly) {
            PumpUnderTest pump = running().passUntil(atMs - 1).rtcJumps(jumpMs).step(1);
            assertEquals(anomaly, pump.kernel().isAlarmActive(Alarm.TIME_ANOMALY));
        }

        @Test
        void countsTheDriftSinceTheClockWasSet() {
            PumpUnderTest pump = running().pass(3 * DAY_MS);
            accepted(pump.setRtc(3 * DAY_MS));
            pump.rtcJumps(MINUTE_MS + 1).step(1).alarms(Alarm.TIME_ANOMALY);
        }

        @Test
        void leavesTheLockoutAlone() {
            PumpUnderTest pump = running();
            accepted(pump.patientBolus());
            pump.rtcJumps(6 * HOUR_MS).pass(600_000);
            pump.denied(Reply.LOCKOUT);
            accepted(pump.setRtc(30 * DAY_MS));
            pump.denied(Reply.LOCKOUT);
            pump.passUntil(4 * HOUR_MS);
            accepted(pump.patientBolus());
        }

        @Test
        void runsAFlexDayAtItsMeanRoundedDown() {
            PumpUnderTest pump = running();
            accepted(pump.flex(List.of(from(0, 8_000), from(HOUR_MS, 8_346))));
            pump.rtcJumps(6 * HOUR_MS).step(1).delivers(Mode.RUN, 8_331); // 199,958 / 24 = 8,331.6
            pump.passUntil(2 * HOUR_MS).delivers(Mode.RUN, 8_331);
            assertEquals(2 * 8_331 - 1, pump.kernel().commandedNl()); // its first ms ran at 8,000
        }

        @Test
        void staysSuspectWhenTheClockComesBackByItself() {
            PumpUnderTest pump = running().rtcJumps(HOUR_MS).step(1).rtcJumps(-HOUR_MS).pass(DAY_MS);
            pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.TIME_ANOMALY));
        }

        @Test
        void isTrustedAgainAfterSetRtcAndTheClear() {
            PumpUnderTest pump = running().rtcJumps(HOUR_MS).step(1);
            accepted(pump.setRtc(12_345_678));
            pump.alarms(Alarm.TIME_ANOMALY);
            accepted(pump.clear(Alarm.TIME_ANOMALY));
            pump.pass(DAY_MS).alarms();
        }

        /** A flex schedule that moves is a change of therapy: someone must look again. */
        @ParameterizedTest
        @CsvSource({"60000, false", "60001, true", "-60000, false", "-60001, true"})
        void asksForASecondLookWhenSettingTheClockMovesAFlexDay(long byMs, boolean moved) {
            PumpUnderTest pump = PumpUnderTest.with(2_000).rtc(10 * DAY_MS).running(8_333);
            accepted(pump.flex(List.of(from(0, 8_000), from(HOUR_MS, 8_347))));
            accepted(pump.setRtc(10 * DAY_MS + byMs));
            assertEquals(moved, pump.kernel().isAlarmActive(Alarm.TIME_ANOMALY));
        }

        @Test
        void asksForNoneWhereTheDayIsConstant() {
            PumpUnderTest pump = running();
            accepted(pump.setRtc(5 * HOUR_MS));
            pump.alarms();
        }

        @ParameterizedTest
        @CsvSource({"0, 8000", "3599999, 8000", "3600000, 8347", "86399999, 8347", "86400000, 8000", "-1, 8347", "-82800000, 8347",
            "-82800001, 8000", "-86400000, 8000"})
        void followsTheTimeOfDayOfAnyRealTime(long rtcMs, long rateNlPerH) {
            PumpUnderTest pump = PumpUnderTest.with(2_000).rtc(rtcMs).running(8_333);
            accepted(pump.flex(List.of(from(0, 8_000), from(HOUR_MS, 8_347))));
            pump.delivers(Mode.RUN, rateNlPerH);
        }

        @ParameterizedTest
        @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE, -1_000_000_000_000_001L, 1_000_000_000_000_001L})
        void takesAnyValueOfTheClock(long rtcMs) {
            PumpUnderTest pump = running();
            assertReply(Reply.OK, pump.kernel().tick(1, rtcMs));
            pump.alarms(Alarm.TIME_ANOMALY);
            accepted(pump.setRtc(rtcMs));
            pump.delivers(Mode.RUN, 8_333);
        }
    }
}
