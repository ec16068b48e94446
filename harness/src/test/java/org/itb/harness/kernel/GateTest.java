package org.itb.harness.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
}
