package org.itb.harness.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import org.itb.kernel.Kind;
import org.itb.kernel.Reply;

/**
 * Lockout and count hold whatever the clock does. The oracle keeps every start on a clock of its own, which a tick
 * moves by 60,000 ms at most and nothing else moves at all (SR-52).
 */
class PatientBolusProperties {
    @Provide
    Arbitrary<Therapy> therapies() {
        return Therapies.any();
    }

    @Provide
    Arbitrary<Therapy> eagerPatients() {
        return Therapies.eagerPatients();
    }

    // [utest->req~SR-17~1] [utest->req~SR-21~1] [utest->req~SR-52~1]
    @KernelProperty
    void patientBolusesKeepLockoutAndCount(@ForAll("therapies") Therapy therapy) {
        play(therapy);
    }

    // [utest->req~SR-17~1] [utest->req~SR-21~1] [utest->req~SR-52~1]
    @KernelProperty
    void patientBolusesKeepLockoutAndCountUnderAWildClock(@ForAll("eagerPatients") Therapy therapy) {
        play(therapy);
    }

    private static void play(Therapy therapy) {
        History history = new History(therapy.setup());
        List<Long> startsMs = new ArrayList<>();
        therapy.play(history, new Watch() {
            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                if (order.kind() == Kind.PATIENT_BOLUS_REQUEST) {
                    judge(history, startsMs, reply);
                    if (reply == Reply.OK) {
                        assertEquals(history.nowMs, history.newestBolus().startMs());
                        assertEquals(history.newestBolus().rateNlPerH(), pump.kernel.bolusNlPerH());
                    }
                }
            }
        });
    }

    /** Both ways: what is accepted keeps lockout and count, and neither is given as a reason when it is none. */
    private static void judge(History history, List<Long> startsMs, int reply) {
        long nowMs = history.creditMs;
        boolean inLockout = !startsMs.isEmpty()
                && nowMs - startsMs.get(startsMs.size() - 1) < history.settings.lockoutMs();
        long inDay = startsMs.stream().filter(start -> nowMs - start < History.DAY_MS).count();
        boolean isUsedUp = inDay >= history.settings.countPer24h();
        if (reply == Reply.OK) {
            assertTrue(!inLockout, "inside the lockout");
            assertTrue(!isUsedUp, () -> inDay + " in 24 h already");
            startsMs.add(nowMs);
        }
        if (reply == Reply.LOCKOUT) {
            assertTrue(inLockout, "LOCKOUT outside the lockout");
        }
        if (reply == Reply.COUNT24) {
            assertTrue(isUsedUp && !inLockout, () -> "COUNT24 with " + inDay + " in 24 h");
        }
    }
}
