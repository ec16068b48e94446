package org.itb.harness.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import org.itb.kernel.Alarm;
import org.itb.kernel.Kind;
import org.itb.kernel.Reply;

/** Scanners and fields, whoever forgets what: no bolus before the check is met, and never a word that stops therapy. */
class MriProperties {
    /** What a pump does not act on: sessions, looks, and what is only staged or asked. */
    private static final Set<Integer> TALK = Set.of(
            Kind.OPEN_SESSION, Kind.CLOSE_SESSION, Kind.INTERROGATE, Kind.ABORT, Kind.PATIENT_STATUS,
            Kind.STAGE_CONTINUOUS, Kind.STAGE_FLEX, Kind.STAGE_CLIN_BOLUS, Kind.STAGE_REFILL, Kind.STAGE_PTM,
            Kind.STAGE_LIMITS, Kind.STAGE_PROFILE, Kind.STAGE_STOP, Kind.STAGE_MIN_RATE, Kind.STAGE_RESUME,
            Kind.STAGE_RESTORE, Kind.STAGE_RESTART);
    private static final Set<Integer> OF_A_SCAN =
            Set.of(Kind.MRI_BEGIN, Kind.MRI_END, Kind.FIELD_DETECTED, Kind.FIELD_CLEARED);

    @Provide
    Arbitrary<Therapy> therapies() {
        return Therapies.any();
    }

    @Provide
    Arbitrary<Therapy> scanned() {
        return Therapies.scanned();
    }

    /** The whole of SR-36 and SR-37, followed from what was said and what flowed. */
    // [utest->req~SR-36~1] [utest->req~SR-37~1]
    @KernelProperty
    void theCheckIsDueAndMetAndCriticalExactlyWhenItShouldBe(@ForAll("scanned") Therapy therapy) {
        therapy.play(new Watch() {
            private boolean begun;
            private boolean field;
            private boolean due;
            private boolean critical;
            private boolean looked;
            private long sinceMs;
            private long flowedBeforeNl;

            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                if (reply == Reply.OK) {
                    follow(pump, order.kind());
                }
                boolean judged = order.kind() == Kind.TICK || order.kind() == Kind.INTERROGATE;
                boolean met = looked && !begun && !field && pump.kernel.confirmedNl() - flowedBeforeNl >= 2_000;
                due &= !(judged && met && reply == Reply.OK);
                critical = due && (critical || judged && pump.kernel.nowMs() - sinceMs >= 86_400_000);

                assertEquals(due, pump.kernel.isAlarmActive(Alarm.POST_MRI), "A17");
                assertEquals(critical, pump.kernel.isAlarmCritical(Alarm.POST_MRI), "A17 critical");
                assertTrue(pump.kernel.bolusNlPerH() == 0 || !due && !begun && !field, "a bolus before the check is met");
                boolean bolus = order.kind() == Kind.PATIENT_BOLUS_REQUEST || isBolus(order);
                assertTrue(!bolus || reply != Reply.OK || !due && !begun && !field, "a bolus accepted");
            }

            private static boolean isBolus(Order order) {
                return order instanceof Order.Confirm confirm && confirm.staged().kind() == Kind.STAGE_CLIN_BOLUS;
            }

            private void follow(PumpUnderTest pump, int kind) {
                begun = kind == Kind.MRI_BEGIN || begun && kind != Kind.MRI_END;
                field = kind == Kind.FIELD_DETECTED || field && kind != Kind.FIELD_CLEARED;
                looked |= kind == Kind.INTERROGATE;
                if (OF_A_SCAN.contains(kind) && kind != Kind.MRI_BEGIN) {
                    due = true;
                    looked = false;
                    sinceMs = pump.kernel.nowMs();
                    flowedBeforeNl = pump.kernel.confirmedNl();
                }
            }
        });
    }

    /** Scans and fields touch boluses alone. */
    // [utest->req~SR-36~1] [utest->req~SR-38~1]
    @KernelProperty
    void noScanAndNoFieldChangesTheBasal(@ForAll("scanned") Therapy therapy) {
        therapy.play(new SameBasal(OF_A_SCAN, false));
    }

    /** An open session, and whatever is said in it short of an order, leaves delivery as it is, boluses included. */
    // [utest->req~SR-38~1]
    @KernelProperty
    void noTalkChangesDelivery(@ForAll("therapies") Therapy therapy) {
        therapy.play(new SameBasal(TALK, true));
    }

    /** Mode and rate before and after an order of some kinds. */
    private static final class SameBasal implements Watch {
        private final Set<Integer> kinds;
        private final boolean bolusToo;
        private int mode;
        private int basalNlPerH;
        private int bolusNlPerH;

        SameBasal(Set<Integer> kinds, boolean bolusToo) {
            this.kinds = kinds;
            this.bolusToo = bolusToo;
        }

        @Override
        public void before(PumpUnderTest pump, Order order) {
            mode = pump.kernel.mode();
            basalNlPerH = pump.kernel.basalNlPerH();
            bolusNlPerH = pump.kernel.bolusNlPerH();
        }

        @Override
        public void after(PumpUnderTest pump, Order order, int reply) {
            if (kinds.contains(order.kind())) {
                assertEquals(mode, pump.kernel.mode());
                assertEquals(basalNlPerH, pump.kernel.basalNlPerH());
                assertEquals(bolusToo ? bolusNlPerH : 0, pump.kernel.bolusNlPerH());
            }
        }
    }
}
