package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.itb.kernel.Alarm;
import org.itb.kernel.Gate;
import org.itb.kernel.Image;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    // [utest->req~SR-14~1]
    @Test
    void obeysAnOrderInTheCallThatGivesIt() {
        Gate gate = running(BASAL_NL_PER_H);
        gate.order(Mode.MIN, 1);
        assertEquals(250, gate.rateNlPerH());
        gate.order(Mode.STOP, 2);
        assertEquals(0, gate.rateNlPerH());
        assertTrue(gate.isActive(Alarm.NOT_THERAPY));
        gate.order(Mode.RUN, 3);
        assertEquals(BASAL_NL_PER_H, gate.rateNlPerH());
        assertFalse(gate.isActive(Alarm.NOT_THERAPY));
    }

    // [utest->req~SR-36~1]
    @Test
    void endsABolusInTheCallThatBeginsAScanAndTouchesNothingElse() {
        Gate gate = running(BASAL_NL_PER_H);
        gate.startBolus(100_000, 60_000, 0);
        gate.beginMri();
        assertEquals(BASAL_NL_PER_H, gate.rateNlPerH());
        assertEquals(Mode.RUN, gate.mode());
        assertEquals(1, gate.cancelledBolusCount());
        assertFalse(gate.isActive(Alarm.POST_MRI));
    }

    /** A17 bars a bolus from the moment on at which the check is due. */
    // [utest->req~SR-37~1]
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsABolusInTheCallThatMakesTheCheckDue(boolean isField) {
        Gate gate = running(BASAL_NL_PER_H);
        gate.startBolus(100_000, 60_000, 0);
        if (isField) {
            gate.setField(false, 0, 1);
        } else {
            gate.endMri(0, 1);
        }
        assertEquals(BASAL_NL_PER_H, gate.rateNlPerH());
        assertTrue(gate.isActive(Alarm.POST_MRI));
    }

    /** A check that is not due, not met, overdue, overdue still, met: what changes something is news, once. */
    // [utest->req~SR-37~1]
    @Test
    void saysOfTheCheckWhatIsNews() {
        Gate gate = running(BASAL_NL_PER_H);
        assertFalse(gate.judgeCheck(5_000, DAY_MS));
        gate.endMri(0, 0);
        assertFalse(gate.judgeCheck(5_000, DAY_MS - 1));
        assertFalse(gate.isCritical(Alarm.POST_MRI));
        assertTrue(gate.judgeCheck(5_000, DAY_MS), "overdue");
        assertTrue(gate.isCritical(Alarm.POST_MRI));
        assertFalse(gate.judgeCheck(5_000, DAY_MS + 1), "it is already");
        gate.look();
        assertFalse(gate.judgeCheck(1_999, DAY_MS + 2));
        assertTrue(gate.judgeCheck(2_000, DAY_MS + 3), "met");
        assertFalse(gate.isActive(Alarm.POST_MRI));
        assertFalse(gate.judgeCheck(2_000, DAY_MS + 4));
    }

    /** D-25: the reminder of a large reduction goes on as it is, its pause too, until it has been seen. */
    // [utest->req~SR-44~1] [utest->req~SR-59~1]
    @Test
    void keepsThePauseOfTheReminderOfAReduction() {
        Gate gate = running(BASAL_NL_PER_H);
        gate.follow(2_000, 2_000, false, true, 0);
        gate.annunciate(0);
        assertEquals(Alarm.NOT_THERAPY, gate.soundingAlarm());
        gate.pause(Alarm.NOT_THERAPY, 60_000);
        gate.follow(2_000, 2_000, false, true, 1);
        gate.annunciate(1);
        assertEquals(0, gate.soundingAlarm());
        assertTrue(gate.isActive(Alarm.NOT_THERAPY));
    }

    /** SR-59: twelve hours without therapy are critical; a reduction that waits to be seen is not. */
    // [utest->req~SR-59~1]
    @Test
    void remindsOfAReductionLessUrgentlyThanOfAStop() {
        Gate gate = running(BASAL_NL_PER_H);
        gate.follow(2_000, 2_000, false, true, 0);
        gate.order(Mode.STOP, 0);
        gate.follow(2_000, 2_000, false, true, DAY_MS / 2);
        assertTrue(gate.isCritical(Alarm.NOT_THERAPY));
        gate.order(Mode.RUN, DAY_MS / 2);
        assertTrue(gate.isActive(Alarm.NOT_THERAPY));
        assertFalse(gate.isCritical(Alarm.NOT_THERAPY));
    }

    // [utest->req~SR-20~1] [utest->req~SR-54~1]
    @Test
    void countsABolusThatARestartFindsAsCancelledAndLeavesNothingOfIt() {
        Image image = new Image();
        Gate before = running(BASAL_NL_PER_H);
        before.startBolus(100_000, 60_000, 0);
        image.beginSave();
        before.exchange(image, 0, 0);
        Gate after = new Gate();
        image.beginLoad();
        after.exchange(image, 0, 0);
        assertTrue(image.isSound());
        assertEquals(BASAL_NL_PER_H, after.rateNlPerH());
        assertEquals(0, after.bolusNlPerH());
        assertEquals(1, after.cancelledBolusCount());
        assertEquals(1, after.startedBolusCount());
    }
}
