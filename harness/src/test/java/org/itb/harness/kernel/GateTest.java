package org.itb.harness.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.itb.kernel.Alarm;
import org.itb.kernel.Gate;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Test;

/** The output gate by itself: it obeys a fact in the call that brings it, whatever the rest of the kernel does. */
class GateTest {
    private static final int BASAL_NL_PER_H = 400_000;

    private static Gate running(int basalNlPerH) {
        Gate gate = new Gate();
        gate.follow(basalNlPerH, basalNlPerH, false, false, 0);
        gate.start(0);
        assertEquals(basalNlPerH, gate.rateNlPerH());
        return gate;
    }

    // [utest->req~SR-02~1]
    @Test
    void letsABolusFlowUpToP03AndNotOneNanolitreBeyond() {
        Gate gate = running(BASAL_NL_PER_H);
        gate.startBolus(1_000_000 - BASAL_NL_PER_H, 60_000, 0);
        assertEquals(1_000_000, gate.rateNlPerH());
        gate.follow(BASAL_NL_PER_H + 1, BASAL_NL_PER_H + 1, false, false, 1);
        assertEquals(BASAL_NL_PER_H + 1, gate.rateNlPerH());
        assertEquals(1, gate.cancelledBolusCount());
    }

    @Test
    void stopsABolusInTheCallThatRaisesACriticalAlarmAndKeepsTheBasal() {
        Gate gate = running(BASAL_NL_PER_H);
        gate.startBolus(100_000, 60_000, 0);
        gate.raise(Alarm.STALL, true, 1);
        assertEquals(BASAL_NL_PER_H, gate.rateNlPerH());
        assertEquals(Mode.RUN, gate.mode());
        assertEquals(Reply.ALARM_BLOCK, gate.bolusVerdict());
    }

    // [utest->req~SR-59~1]
    @Test
    void neverStopsSilently() {
        Gate gate = running(BASAL_NL_PER_H);
        gate.setDry(true, 1);
        assertEquals(0, gate.rateNlPerH());
        assertTrue(gate.isActive(Alarm.NOT_THERAPY));
    }

    // [utest->req~SR-55~1]
    @Test
    void holdsInTheCallThatOrdersIt() {
        Gate gate = running(BASAL_NL_PER_H);
        gate.startBolus(100_000, 60_000, 0);
        gate.hold(10_000, 0);
        assertEquals(Mode.HOLD, gate.mode());
        assertEquals(BASAL_NL_PER_H, gate.rateNlPerH());
    }

    @Test
    void leavesAModeInTheCallThatEndsItsAlarm() {
        Gate gate = running(BASAL_NL_PER_H);
        gate.raise(Alarm.SENSOR_LOST, false, 0);
        assertEquals(Mode.HOLD, gate.mode());
        gate.lower(Alarm.SENSOR_LOST, 1);
        assertEquals(Mode.RUN, gate.mode());
    }

    // [utest->req~SR-28~1]
    @Test
    void saysThatItIsDryUntilSomeoneResumes() {
        Gate gate = running(BASAL_NL_PER_H);
        assertFalse(gate.isDry());
        gate.setDry(true, 0);
        assertTrue(gate.isDry());
        gate.setDry(false, 1);
        assertFalse(gate.isDry());
    }

    // [utest->req~SR-19~1]
    @Test
    void givesACancelledBolusNoPartOfWhatComes() {
        Gate gate = running(BASAL_NL_PER_H);
        gate.startBolus(100_000, 60_000, 0);
        assertEquals(60_000, gate.bolusPartMs(0, 90_000));
        assertEquals(59_999, gate.bolusPartMs(1, 90_000));
        assertEquals(30_000, gate.bolusPartMs(0, 30_000));
        gate.raise(Alarm.STALL, true, 1);
        assertEquals(0, gate.bolusPartMs(1, 90_000));
    }

    // [utest->req~SR-59~1]
    @Test
    void hasNothingToResumeBeforeItsFirstStart() {
        Gate gate = new Gate();
        gate.order(Mode.STOP, 0);
        assertFalse(gate.isResumable());
        gate.start(0);
        assertTrue(gate.isResumable());
    }
}
