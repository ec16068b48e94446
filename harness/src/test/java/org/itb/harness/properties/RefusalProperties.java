package org.itb.harness.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import org.itb.kernel.Kind;
import org.itb.kernel.Reply;
import org.itb.kernel.Role;
import org.itb.kernel.SafetyKernel;

/** A refused command changes nothing: not now, and not in anything that comes later. */
class RefusalProperties {
    @Provide
    Arbitrary<Therapy> therapies() {
        return Therapies.any();
    }

    // [utest->req~SR-18~1] [utest->req~SR-51~1]
    @KernelProperty
    void aRefusedOrderChangesNothingThatTheKernelShows(@ForAll("therapies") Therapy therapy) {
        therapy.play(new Watch() {
            private Map<String, Object> before;

            @Override
            public void before(PumpUnderTest pump, Order order) {
                before = isTime(order) ? null : Snapshot.of(pump.kernel);
            }

            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                if (before != null && reply != Reply.OK) {
                    assertEquals(before, Snapshot.of(pump.kernel), () -> order + " was refused: " + reply);
                }
            }
        });
    }

    /** The kernel's twin gets the accepted orders only; then both get the same, and answer and behave the same. */
    // [utest->req~SR-18~1] [utest->req~SR-51~1]
    @KernelProperty
    void aKernelThatNeverGotTheRefusedOrdersBehavesTheSame(
            @ForAll("therapies") Therapy therapy, @ForAll("therapies") Therapy later) {
        Twin twin = new Twin(new PumpUnderTest(therapy.setup()).kernel);
        PumpUnderTest pump = therapy.play(twin);
        twin.getsEverything = true;
        pump.give(Kind.PATIENT_BOLUS_REQUEST);
        later.actions().forEach(action -> action.on(pump));
        assertEquals(Snapshot.of(pump.kernel), Snapshot.of(twin.kernel));
    }

    private static final class Twin implements Watch {
        private final SafetyKernel kernel;
        private boolean getsEverything;

        Twin(SafetyKernel kernel) {
            this.kernel = kernel;
        }

        @Override
        public void after(PumpUnderTest pump, Order order, int reply) {
            if (reply != Reply.OK && !getsEverything) {
                return;
            }
            assertEquals(reply, PumpUnderTest.deliver(order, kernel), () -> "the twin on " + order);
            if (isTime(order)) {
                assertEquals(pump.kernel.rateNlPerH(), kernel.rateNlPerH());
                assertEquals(pump.kernel.commandedNl(), kernel.commandedNl());
                assertEquals(pump.kernel.dueInMs(), kernel.dueInMs());
                assertEquals(pump.kernel.annunciations(), kernel.annunciations());
            } else {
                assertEquals(Snapshot.of(pump.kernel), Snapshot.of(kernel), order::toString);
            }
        }
    }

    /** A message that is not for this pump, not authentic or of the wrong role gets nowhere, whatever it asks. */
    // [utest->req~SR-46~1] [utest->req~SR-47~1]
    @KernelProperty
    void aMessageThatIsNotAdmittedChangesNothing(@ForAll("therapies") Therapy therapy) {
        PumpUnderTest pump = therapy.play();
        Map<String, Object> before = Snapshot.of(pump.kernel);
        for (int kind = Kind.OPEN_SESSION; kind < Kind.TICK; kind++) {
            int right = kind >= Kind.PATIENT_BOLUS_REQUEST ? Role.PATIENT : Role.CLINICIAN;
            refuse(pump, Doors.admit(pump.kernel, kind, right, PumpUnderTest.DEVICE_ID + 1, true), Reply.WRONG_DEVICE);
            refuse(pump, Doors.admit(pump.kernel, kind, Role.SYSTEM, PumpUnderTest.DEVICE_ID, true), Reply.ROLE);
            refuse(pump, Doors.admit(pump.kernel, kind, right == Role.PATIENT ? Role.CLINICIAN : Role.PATIENT,
                    PumpUnderTest.DEVICE_ID, true), Reply.ROLE);
        }
        refuse(pump, Doors.admit(pump.kernel, Kind.STAGE_STOP, Role.CLINICIAN, PumpUnderTest.DEVICE_ID, false), Reply.AUTH);
        assertEquals(before, Snapshot.of(pump.kernel));
    }

    private static void refuse(PumpUnderTest pump, int reply, int expected) {
        assertEquals(expected, reply);
        for (Method door : Doors.ALL) {
            if (Doors.kindOf(door) != Kind.NONE) {
                Object answer = Doors.invoke(door, pump.kernel, new long[door.getParameterCount()]);
                assertEquals(Reply.AUTH, answer, door.getName());
            }
        }
    }

    private static boolean isTime(Order order) {
        return order.kind() == Kind.TICK || order.kind() == Kind.FLOW_CONFIRM;
    }
}
