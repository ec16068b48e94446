package org.itb.harness.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.itb.kernel.Alarm;
import org.itb.kernel.Kind;
import org.itb.kernel.Reply;
import org.itb.kernel.Role;
import org.itb.kernel.SafetyKernel;

/** What radio repeats, and who guesses, changes nothing that the pump delivers. */
class KeyProperties {
    private static final int STRANGER_KEY = 99;

    @Provide
    Arbitrary<Therapy> therapies() {
        return Therapies.any();
    }

    private static int role(Order order) {
        return order.kind() >= Kind.PATIENT_BOLUS_REQUEST ? Role.PATIENT : Role.CLINICIAN;
    }

    private static int again(SafetyKernel kernel, Order order, long seq, long digest) {
        int role = role(order);
        return kernel.admit(order.kind(), role, PumpUnderTest.DEVICE_ID, role, seq, digest, true);
    }

    /** Every message of every therapy comes twice, some time later a third time, and with another content. */
    // [utest->req~SR-49~1] [utest->req~SR-50~1]
    @KernelProperty
    void noMessageHasTwoEffects(@ForAll("therapies") Therapy therapy) {
        therapy.play(new Watch() {
            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                if (order.kind() >= Kind.TICK) {
                    return;
                }
                SafetyKernel kernel = pump.kernel;
                long seq = kernel.lastSeq(role(order));
                Map<String, Object> before = shown(kernel);
                assertEquals(Reply.CACHED, again(kernel, order, seq, 0), order::toString);
                assertEquals(reply, kernel.cachedReply(), order::toString);
                assertEquals(Reply.AUTH, order.on(kernel), order::toString);
                assertEquals(Reply.SEQ_CONFLICT, again(kernel, order, seq, 1), order::toString);
                assertEquals(Reply.AUTH, order.on(kernel), order::toString);
                if (seq > 1) {
                    assertEquals(Reply.REPLAY, again(kernel, order, seq - 1, 0), order::toString);
                    assertEquals(Reply.AUTH, order.on(kernel), order::toString);
                }
                assertEquals(before, shown(kernel), order::toString);
            }
        });
    }

    /** All but the answer that was asked for. */
    private static Map<String, Object> shown(SafetyKernel kernel) {
        Map<String, Object> shown = new HashMap<>(Snapshot.of(kernel));
        shown.remove("cachedReply");
        shown.remove("cachedDigest");
        return shown;
    }

    /** A twin of the pump is guessed at, key by key, at every tick: it delivers, drop by drop, the same. */
    // [utest->req~SR-48~1]
    @KernelProperty
    void guessesChangeNoDelivery(@ForAll("therapies") Therapy therapy, @ForAll @IntRange(min = 1, max = 12) int keys) {
        Attacked twin = new Attacked(new PumpUnderTest(therapy.setup()).kernel, keys);
        therapy.play(twin);
    }

    private static final class Attacked implements Watch {
        private final SafetyKernel kernel;
        private final int keys;
        private int guesses;

        Attacked(SafetyKernel kernel, int keys) {
            this.kernel = kernel;
            this.keys = keys;
        }

        @Override
        public void after(PumpUnderTest pump, Order order, int reply) {
            int same = PumpUnderTest.deliver(order, kernel);
            boolean clearsAttack = order instanceof Order.ClearAlarm clear && clear.alarm() == Alarm.AUTH_ATTACK
                    || order instanceof Order.PauseAlarm pause && pause.alarm() == Alarm.AUTH_ATTACK;
            assertTrue(clearsAttack || reply == same, () -> "the twin on " + order + ": " + same + ", not " + reply);
            if (order.kind() == Kind.TICK) {
                int key = STRANGER_KEY + guesses++ % keys;
                assertEquals(Reply.AUTH, kernel.admit(
                        Kind.STAGE_STOP, Role.CLINICIAN, PumpUnderTest.DEVICE_ID, key, guesses, 0, false));
            }
            assertEquals(pump.kernel.mode(), kernel.mode(), order::toString);
            assertEquals(pump.kernel.basalNlPerH(), kernel.basalNlPerH(), order::toString);
            assertEquals(pump.kernel.bolusNlPerH(), kernel.bolusNlPerH(), order::toString);
            assertEquals(pump.kernel.commandedNl(), kernel.commandedNl(), order::toString);
            assertEquals(pump.kernel.isSessionOpen(), kernel.isSessionOpen(), order::toString);
            for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
                boolean expected = pump.kernel.isAlarmActive(alarm);
                assertTrue(alarm == Alarm.AUTH_ATTACK || expected == kernel.isAlarmActive(alarm), "A" + alarm);
            }
        }
    }
}
