package org.itb.harness.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import org.itb.kernel.Alarm;
import org.itb.kernel.AlarmBank;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;

/** An alarm is heard: it stays until what may end it does, the worst one sounds, and it sounds again in time. */
class AlarmProperties {
    private static final long CRITICAL_REPEAT_MS = 600_000;
    private static final long NONCRITICAL_REPEAT_MS = 3_600_000;

    @Provide
    Arbitrary<Therapy> therapies() {
        return Therapies.any();
    }

    // [utest->req~SR-41~1] [utest->req~SR-43~1]
    @KernelProperty
    void anAlarmStaysUntilWhatMayEndItDoes(@ForAll("therapies") Therapy therapy) {
        therapy.play(new Watch() {
            private final boolean[] active = new boolean[Alarm.COUNT + 1];
            private final boolean[] critical = new boolean[Alarm.COUNT + 1];

            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
                    boolean isActive = pump.kernel.isAlarmActive(alarm);
                    if (active[alarm] && !isActive) {
                        int gone = alarm;
                        assertTrue(mayEnd(alarm, pump, order, reply), () -> "A" + gone + " ended by " + order);
                    }
                    if (critical[alarm] && isActive && alarm != Alarm.NOT_THERAPY) {
                        assertTrue(pump.kernel.isAlarmCritical(alarm), "a critical alarm that became less");
                    }
                    active[alarm] = isActive;
                    critical[alarm] = pump.kernel.isAlarmCritical(alarm);
                }
            }
        });
    }

    /** The column "cleared by" of the alarm table. */
    private static boolean mayEnd(int alarm, PumpUnderTest pump, Order order, int reply) {
        boolean cleared = reply == Reply.OK && order instanceof Order.ClearAlarm clear && clear.alarm() == alarm;
        Order confirmed = order instanceof Order.Confirm confirm && reply == Reply.OK ? confirm.staged() : order;
        return switch (alarm) {
            case Alarm.STALL -> order.kind() == Kind.MOTOR_RECOVERED || order instanceof Order.Flow flow && flow.deltaNl() > 0;
            case Alarm.STALL_RECOVERED -> order.kind() == Kind.INTERROGATE;
            case Alarm.POST_MRI -> order.kind() == Kind.INTERROGATE || order.kind() == Kind.TICK;
            case Alarm.RESERVOIR_LOW -> confirmed instanceof Order.StageRefill;
            case Alarm.NOT_THERAPY -> cleared || pump.kernel.mode() <= Mode.HOLD;
            case Alarm.RESTART_GAP -> confirmed instanceof Order.StageRestart;
            case Alarm.ERI, Alarm.EOS -> false;
            default -> cleared;
        };
    }

    // [utest->req~SR-42~1] [utest->req~SR-44~1]
    @KernelProperty
    void theHighestAlarmThatIsNotPausedSounds(@ForAll("therapies") Therapy therapy) {
        Pauses pauses = new Pauses();
        therapy.play(pauses, new Watch() {
            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                if (order.kind() == Kind.FLOW_CONFIRM || reply != Reply.OK) {
                    return;
                }
                int highest = pauses.highest(pump.kernel);
                assertEquals(highest, pump.kernel.signalAlarm(), () -> "after " + order);
                boolean critical = pump.kernel.isAlarmCritical(highest);
                int signal = critical ? AlarmBank.CRITICAL : AlarmBank.NONCRITICAL;
                assertEquals(highest == 0 ? AlarmBank.SILENT : signal, pump.kernel.signal());
            }
        });
    }

    // [utest->req~SR-44~1] [utest->req~SR-45~1]
    @KernelProperty
    void aSignalSoundsAgainInTime(@ForAll("therapies") Therapy therapy) {
        therapy.play(new Watch() {
            private long soundedAtMs;
            private long sounded;

            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                long nowMs = pump.kernel.nowMs();
                if (pump.kernel.annunciations() > sounded || pump.kernel.signal() == AlarmBank.SILENT) {
                    sounded = pump.kernel.annunciations();
                    soundedAtMs = nowMs;
                }
                boolean critical = pump.kernel.signal() == AlarmBank.CRITICAL;
                long repeatMs = critical ? CRITICAL_REPEAT_MS : NONCRITICAL_REPEAT_MS;
                assertTrue(nowMs - soundedAtMs < repeatMs, () -> "no sound since " + soundedAtMs + " ms, now " + nowMs);
            }
        });
    }

    /** A new critical alarm is heard at once, whatever is paused. */
    // [utest->req~SR-44~1] [utest->req~SR-45~1]
    @KernelProperty
    void aNewCriticalAlarmSoundsAtOnce(@ForAll("therapies") Therapy therapy) {
        therapy.play(new Watch() {
            private final boolean[] critical = new boolean[Alarm.COUNT + 1];
            private long sounded;

            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
                    if (pump.kernel.isAlarmCritical(alarm) && !critical[alarm]) {
                        assertEquals(AlarmBank.CRITICAL, pump.kernel.signal());
                        assertTrue(pump.kernel.annunciations() > sounded, () -> "silent at " + order);
                    }
                    critical[alarm] = pump.kernel.isAlarmCritical(alarm);
                }
                sounded = pump.kernel.annunciations();
            }
        });
    }

    /** Which alarms are paused until when, from the accepted pauses alone. */
    private static final class Pauses implements Watch {
        private final long[] untilMs = new long[Alarm.COUNT + 1];
        private final boolean[] active = new boolean[Alarm.COUNT + 1];
        private final boolean[] critical = new boolean[Alarm.COUNT + 1];
        private boolean low;

        @Override
        public void after(PumpUnderTest pump, Order order, int reply) {
            SafetyKernel kernel = pump.kernel;
            boolean becameCritical = false;
            for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
                becameCritical |= kernel.isAlarmCritical(alarm) && !critical[alarm];
                boolean ended = active[alarm] && !kernel.isAlarmActive(alarm);
                boolean again = critical[alarm] && !kernel.isAlarmCritical(alarm);
                if (ended || again) {
                    untilMs[alarm] = 0;
                }
                active[alarm] = kernel.isAlarmActive(alarm);
                critical[alarm] = kernel.isAlarmCritical(alarm);
            }
            if (low && kernel.mode() <= Mode.HOLD) {
                // The reminder of the stop ends; one of a reduction that stays is another.
                untilMs[Alarm.NOT_THERAPY] = 0;
            }
            low = kernel.mode() >= Mode.MIN;
            if (becameCritical) {
                Arrays.fill(untilMs, 0);
            }
            if (reply == Reply.OK && order instanceof Order.PauseAlarm pause) {
                untilMs[pause.alarm()] = kernel.nowMs() + pause.durationMs();
                assertTrue(pause.durationMs() <= (critical[pause.alarm()] ? 3_600_000 : 86_400_000), "paused too long");
            }
        }

        /** Critical before non-critical, then the lowest number; 0 if none. */
        int highest(SafetyKernel kernel) {
            int highest = 0;
            for (int alarm = Alarm.COUNT; alarm >= 1; alarm--) {
                boolean sounds = active[alarm] && untilMs[alarm] <= kernel.nowMs();
                if (sounds && (critical[alarm] || highest == 0 || !critical[highest])) {
                    highest = alarm;
                }
            }
            return highest;
        }
    }
}
