package org.itb.harness.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import org.itb.harness.stream.KernelNames;
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
        therapy.play(history, new Watch() {
            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                if (order.kind() == Kind.PATIENT_BOLUS_REQUEST) {
                    assertEquals(Optional.empty(), history.faultOfPatientReply(KernelNames.REPLIES.get(reply)));
                    if (reply == Reply.OK) {
                        assertEquals(history.nowMs(), history.newestBolus().startMs());
                        assertEquals(history.newestBolus().rateNlPerH(), pump.kernel.bolusNlPerH());
                    }
                }
            }
        });
    }
}
