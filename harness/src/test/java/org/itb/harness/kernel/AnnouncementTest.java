package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.itb.harness.kernel.PumpUnderTest.with;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.itb.kernel.Alarm;
import org.itb.kernel.Cause;
import org.itb.kernel.Mode;
import org.itb.kernel.Parameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel announces its next own change, to the millisecond, and nothing that will not be (D-45). */
class AnnouncementTest {
    private static final long REPLACEMENT_DUE_MS = Parameters.SERVICE_MAX_MS - Parameters.ERI_TO_EOS_MS;
    private static final long SESSION_MS = 300_000;

    private PumpUnderTest pump;

    @BeforeEach
    void aPumpThatRuns() {
        pump = with(500).running(8_333);
    }

    private void assertDueIn(long dueMs) {
        assertEquals(dueMs, pump.kernel().dueInMs(), "due in ms");
    }

    private void assertQuiet() {
        assertDueIn(REPLACEMENT_DUE_MS - pump.nowMs());
    }

    // [utest->req~SR-39~1]
    @Test
    void isTheReplacementWhenAllIsQuiet() {
        assertQuiet();
        pump.pass(DAY_MS);
        assertQuiet();
    }

    // [utest->req~SR-46~1]
    @Test
    void isTheEndOfASessionFromItsLastMessageOnUntilItIsClosed() {
        pump.openSession();
        assertDueIn(SESSION_MS);
        pump.pass(100_000);
        assertDueIn(SESSION_MS - 100_000);
        pump.interrogate();
        assertDueIn(SESSION_MS);
        pump.pass(100_000);
        accepted(pump.setRtc(pump.rtcMs()));
        assertDueIn(SESSION_MS);
        pump.pass(100_000).closeSession();
        assertQuiet();
    }

    // [utest->req~SR-19~1]
    @Test
    void isTheEndOfABolus() {
        accepted(pump.clinicianBolus(1_000, 120_000));
        pump.closeSession();
        assertDueIn(120_000);
        pump.pass(119_999);
        assertDueIn(1);
        pump.pass(1);
        assertQuiet();
    }

    // [utest->req~SR-14~1]
    @Test
    void isTheNextStepOfADayUntilTheScheduleIsBarred() {
        accepted(pump.flex(List.of(from(0, 8_000), from(6 * HOUR_MS, 8_666), from(18 * HOUR_MS, 8_333))));
        pump.closeSession();
        assertDueIn(6 * HOUR_MS);
        pump.pass(6 * HOUR_MS);
        assertDueIn(12 * HOUR_MS);
        pump.pass(12 * HOUR_MS);
        assertDueIn(6 * HOUR_MS);
        pump.pass(HOUR_MS).rtcJumps(HOUR_MS).step(1).alarms(Alarm.TIME_ANOMALY);
        assertEquals(1, pump.kernel().annunciations());
        assertDueIn(HOUR_MS);
        pump.pass(5 * HOUR_MS - MINUTE_MS);
        assertDueIn(MINUTE_MS); // the sound of A14; the step that is not taken would come a millisecond before it
        pump.pass(MINUTE_MS);
        assertDueIn(HOUR_MS);
    }

    // [utest->req~SR-45~1]
    @Test
    void isTheNextSoundOfAnAlarm() {
        pump.rtcJumps(DAY_MS).step(1);
        assertDueIn(HOUR_MS);
        pump.pass(1_000);
        assertDueIn(HOUR_MS - 1_000);
        assertEquals(0, pump.kernel().motorStall());
        assertDueIn(10 * MINUTE_MS);
        assertEquals(0, pump.kernel().motorRecovered());
        assertDueIn(HOUR_MS);
    }

    // [utest->req~SR-44~1]
    @Test
    void isTheEndOfAPause() {
        pump.rtcJumps(DAY_MS).step(1);
        accepted(pump.pause(Alarm.TIME_ANOMALY, 2 * HOUR_MS));
        pump.closeSession();
        assertDueIn(2 * HOUR_MS);
        pump.pass(2 * HOUR_MS);
        assertDueIn(HOUR_MS);
        accepted(pump.pause(Alarm.TIME_ANOMALY, MINUTE_MS));
        assertDueIn(MINUTE_MS);
    }

    // [utest->req~SR-41~1]
    @Test
    void isTheHourInWhichALostSensorBecomesCriticalThoughItsAlarmIsPaused() {
        pump.losesFlowSensor();
        accepted(pump.pause(Alarm.SENSOR_LOST, DAY_MS));
        pump.closeSession();
        assertDueIn(HOUR_MS);
        pump.pass(HOUR_MS - 1);
        assertDueIn(1);
        pump.pass(1);
        assertDueIn(10 * MINUTE_MS);
    }

    // [utest->req~SR-59~1]
    @Test
    void isTheHourInWhichAStopBecomesCriticalThoughItsReminderIsPaused() {
        accepted(pump.stop());
        assertDueIn(SESSION_MS);
        accepted(pump.pause(Alarm.NOT_THERAPY, DAY_MS));
        pump.closeSession();
        assertDueIn(12 * HOUR_MS);
        pump.pass(12 * HOUR_MS - 1).delivers(Mode.STOP, 0);
        assertDueIn(1);
        pump.pass(1);
        assertDueIn(10 * MINUTE_MS);
    }

    // [utest->req~SR-41~1]
    @Test
    void isTheEndOfTheHoldAfterAReset() {
        pump.resets(Cause.BROWNOUT).delivers(Mode.HOLD, 8_333);
        assertDueIn(10_000);
        pump.pass(9_999).delivers(Mode.HOLD, 8_333);
        assertDueIn(1);
        pump.pass(1).delivers(Mode.RUN, 8_333);
        assertDueIn(HOUR_MS - 10_000);
    }

    // [utest->req~SR-51~1]
    @Test
    void isToldAnewByEveryCommandThatChangesIt() {
        accepted(pump.flex(List.of(from(0, 8_000), from(12 * HOUR_MS, 8_666))));
        pump.closeSession();
        assertDueIn(12 * HOUR_MS);
        accepted(pump.program(8_333));
        pump.closeSession();
        assertQuiet();
    }

    /** The pump that never ran asks for no restart, however long it lay (D-31). */
    // [utest->req~SR-35~1]
    @Test
    void asksForNoRestartOfWhatHasNeverRun() {
        PumpUnderTest shelf = with(500).neverRun();
        assertEquals(0, shelf.kernel().motorStall());
        shelf.step(3 * DAY_MS);
        assertEquals(0, shelf.kernel().motorRecovered());
        shelf.alarms(Alarm.STALL_RECOVERED, Alarm.TIME_ANOMALY);
        shelf.delivers(Mode.STOP, 0);
    }

    /** A motor that stands is told at once; that therapy needs a decision is told when it could come back. */
    // [utest->req~SR-35~1]
    @Test
    void asksForARestartWhenTheFlowIsBackAndNotBefore() {
        pump.motorStands().pass(3 * DAY_MS).alarms(Alarm.STALL);
        pump.delivers(Mode.RUN, 8_333);
        pump.motorTurns().pass(MINUTE_MS).alarms(Alarm.STALL_RECOVERED, Alarm.RESTART_GAP, Alarm.NOT_THERAPY);
        pump.delivers(Mode.MIN, 250);
    }
}
