package org.itb.harness.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.itb.kernel.Kind;
import org.itb.kernel.Reply;
import org.itb.kernel.Role;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.Test;

/** A message that was admitted is carried out in its session or not at all (SR-46, SR-51). */
class SessionEndTest {
    private static final long DEVICE_ID = 1;

    // [utest->req~SR-46~1]
    @Test
    void stagesNothingForAMessageWhoseSessionHasExpiredMeanwhile() {
        SafetyKernel kernel = new SafetyKernel(DEVICE_ID);
        assertEquals(Reply.OK, kernel.admit(Kind.OPEN_SESSION, Role.CLINICIAN, DEVICE_ID, 1, 1, 0, true));
        assertEquals(Reply.OK, kernel.openSession());
        assertEquals(Reply.OK, kernel.admit(Kind.STAGE_STOP, Role.CLINICIAN, DEVICE_ID, 1, 2, 0, true));
        for (int minute = 1; minute <= 5; minute++) {
            assertEquals(Reply.OK, kernel.tick(60_000, 60_000L * minute));
        }
        assertFalse(kernel.isSessionOpen());
        assertEquals(Reply.AUTH, kernel.stageStop());
        assertEquals(Reply.OK, kernel.admit(Kind.OPEN_SESSION, Role.CLINICIAN, DEVICE_ID, 1, 3, 0, true));
        assertEquals(Reply.OK, kernel.openSession());
        assertEquals(Reply.OK, kernel.admit(Kind.CONFIRM, Role.CLINICIAN, DEVICE_ID, 1, 4, 0, true));
        assertEquals(Reply.NOT_STAGED, kernel.confirm(kernel.stagedDigest(), false, false, false));
    }
}
