package org.itb.harness.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import org.itb.kernel.Alarm;
import org.itb.kernel.AlarmBank;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;

/** Never silently stopped: a pump without therapy says so, has a reason that the requirements name, and a way back. */
class ContinuityProperties {
    @Provide
    Arbitrary<Therapy> therapies() {
        return Therapies.any();
    }

    // [utest->req~SR-14~1] [utest->req~SR-59~1]
    @KernelProperty
    void withoutTherapyTheReminderIsActiveAndSoundsUnlessItIsPaused(@ForAll("therapies") Therapy therapy) {
        therapy.play(new Watch() {
            private boolean paused;

            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                // Any pause may be the one that is still running: only a pump that was never paused must always sound.
                paused |= order.kind() == Kind.ALARM_PAUSE && reply == Reply.OK;
                if (pump.kernel.rateNlPerH() < 2_000) {
                    assertTrue(pump.kernel.mode() >= Mode.MIN, "less than therapy outside STOP and MIN");
                }
                if (pump.kernel.mode() >= Mode.MIN) {
                    assertTrue(pump.kernel.isAlarmActive(Alarm.NOT_THERAPY), "silent " + pump.kernel.mode());
                    assertTrue(paused || pump.kernel.signal() != AlarmBank.SILENT, "no signal");
                }
            }
        });
    }

    // [utest->req~SR-59~1]
    @KernelProperty
    void withoutTherapyForTwelveHoursTheReminderIsCritical(@ForAll("therapies") Therapy therapy) {
        therapy.play(new Watch() {
            private long lowSinceMs = -1;

            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                if (pump.kernel.mode() < Mode.MIN) {
                    lowSinceMs = -1;
                } else if (lowSinceMs < 0) {
                    lowSinceMs = pump.kernel.nowMs();
                } else if (pump.kernel.nowMs() - lowSinceMs >= 43_200_000) {
                    assertTrue(pump.kernel.isAlarmCritical(Alarm.NOT_THERAPY), "not critical");
                }
            }
        });
    }

    // [utest->req~SR-14~1] [utest->req~SR-28~1] [utest->req~SR-31~1]
    @KernelProperty
    void theRateIsZeroForTheReasonsOfTheRequirementsAlone(@ForAll("therapies") Therapy therapy) {
        History history = new History(therapy.setup());
        therapy.play(history, new Watch() {
            private boolean dry;

            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                if (order instanceof Order.Confirm confirm && confirm.staged().kind() == Kind.STAGE_RESUME) {
                    dry &= reply != Reply.OK;
                }
                dry |= pump.kernel.reservoirNominalNl() <= 1_000_000;
                boolean reason = dry || history.ordered() == Mode.STOP
                        || pump.kernel.isAlarmActive(Alarm.OVER_DELIVERY) || pump.kernel.isAlarmActive(Alarm.EOS);
                assertEquals(reason, pump.kernel.rateNlPerH() == 0, () -> "rate " + pump.kernel.rateNlPerH());
                assertEquals(reason, pump.kernel.mode() == Mode.STOP, () -> "mode " + pump.kernel.mode());
                boolean mayBeMin = history.ordered() == Mode.MIN || pump.kernel.isAlarmActive(Alarm.RESTART_GAP)
                        || pump.kernel.isAlarmActive(Alarm.REFILL_DISCREPANCY);
                assertTrue(mayBeMin || pump.kernel.mode() != Mode.MIN, "minimum rate without a reason");
            }
        });
    }

    /** Mend, look, clear, refill, resume or restart: whatever stopped the pump, therapy comes back, at the dose it had. */
    // [utest->req~SR-12~1] [utest->req~SR-35~1] [utest->req~SR-59~1]
    @KernelProperty
    void everyWayIntoAStopHasAWayOut(@ForAll("therapies") Therapy therapy) {
        PumpUnderTest pump = therapy.play();
        long dosePgPerDay = pump.kernel.programPgPerDay();
        pump.bringBack();
        if (pump.kernel.isAlarmActive(Alarm.EOS)) {
            assertEquals(0, pump.kernel.rateNlPerH());
            return;
        }
        assertEquals(Mode.RUN, pump.kernel.mode());
        assertEquals(dosePgPerDay, pump.kernel.programPgPerDay());
        assertTrue(pump.kernel.basalNlPerH() >= 2_000, () -> "basal " + pump.kernel.basalNlPerH());
        pump.pass(11_000);
        assertEquals(Mode.RUN, pump.kernel.mode());
    }

    /** RESTORE: what a reduction or a stop took is back at once, within a day; a flex day, where it stacks on nothing. */
    // [utest->req~SR-12~1]
    @KernelProperty
    void aReductionOrAStopIsTakenBackWithinADay(@ForAll("therapies") Therapy therapy,
            @ForAll("reductions") Action reduction) {
        History history = new History(therapy.setup());
        PumpUnderTest pump = therapy.play(history);
        pump.bringBack();
        // No bolus counts any more, and no increase is still fresh: only the reduction stands between.
        pump.pass(2 * History.DAY_MS);
        pump.bringBack();
        if (pump.kernel.mode() != Mode.RUN) {
            assertTrue(pump.kernel.isAlarmActive(Alarm.EOS));
            return;
        }
        long dosePgPerDay = pump.kernel.programPgPerDay();
        reduction.on(pump);
        if (pump.kernel.programPgPerDay() == dosePgPerDay && pump.kernel.mode() == Mode.RUN) {
            // At the lowest rate there is nothing to reduce.
            return;
        }
        int reply = pump.order(new Order.StageRestore(0, true));
        if (reply == Reply.DOSE_HOUR || reply == Reply.DOSE_WINDOW) {
            // A flex day that came back now would stack on what was delivered (K-25); what was reduced to runs on.
            assertTrue(pump.mayFollowFlexDay());
            assertEquals(Mode.RUN, pump.kernel.mode());
            return;
        }
        assertEquals(dosePgPerDay, pump.kernel.programPgPerDay());
        assertNotEquals(Mode.STOP, pump.kernel.mode());
        assertNotEquals(Mode.MIN, pump.kernel.mode());
    }

    @Provide
    Arbitrary<Action> reductions() {
        return Arbitraries.of(
                new Action.StopFor(false, 1_000, false), new Action.StopFor(true, 43_200_000, false),
                new Action.StopFor(false, 86_400_000, false), new Action.ChangeBasal(500, true),
                new Action.Basal(2_000, true), new Action.ChangeBasal(950, false),
                new Action.Basals(1, 500, 86_399_999), new Action.Basals(1, 500, 86_400_000));
    }
}
