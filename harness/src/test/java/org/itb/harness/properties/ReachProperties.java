package org.itb.harness.properties;

import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.itb.harness.oracle.TherapyAccount;
import org.itb.kernel.Alarm;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;

/** Properties are worth the states that they see: these rare ones must come up in every build. */
class ReachProperties {
    /** States in which a kernel could go wrong and that a random walk would hardly ever meet. */
    enum Rare {
        MORE_BOLUSES_THAN_THE_LEDGER_HOLDS, MORE_DOSES_THAN_THE_HISTORY_HOLDS, EIGHT_PATIENT_BOLUSES_IN_A_DAY,
        REFUSED_1_MS_BEFORE_THE_LOCKOUT_ENDS, ACCEPTED_AS_THE_LOCKOUT_ENDS, COUNT_USED_UP,
        WINDOW_FULL, HOUR_FULL, DOSE_ABOVE_LIMIT, STEP_TOO_EARLY, STEP_TOO_LARGE, REDUCTION_TOO_LARGE,
        RESERVE_TOO_SMALL, BUSY, LIMIT_BELOW_DOSE,
        BOLUS_CANCELLED_BY_ALARM, BOLUS_CANCELLED_BY_RESET, BOLUS_CANCELLED_BY_STOP, BOLUS_UNDER_FLEX,
        RESTART_AWAITED, RESTART_ACCEPTED, RESTORE_ACCEPTED, FLEX_AT_ITS_MEAN, STALL_RECOVERED,
        STOPPED_BY_OVER_DELIVERY, STOPPED_DRY, RESUMED_AFTER_DRY, MINIMUM_AT_UNKNOWN_CONCENTRATION, HELD_BY_SENSOR,
        HELD_BY_RESET, SCAN_CHECK_DUE, SCAN_CHECK_CRITICAL, BOLUS_CANCELLED_BY_SCAN, STOPPED_48_H, REMINDER_CRITICAL, SIGNAL_PAUSED, STAGE_EXPIRED, LATE_TICK_IN_BOLUS
    }

    @Provide
    Arbitrary<Therapy> therapies() {
        return Therapies.any();
    }

    // [utest->req~SR-56~1]
    @KernelProperty
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void theRareStatesComeUp(@ForAll("therapies") Therapy therapy) {
        History history = new History(therapy.setup());
        Lookout lookout = new Lookout(history);
        therapy.play(lookout, history, lookout.behind());
        for (Rare state : Rare.values()) {
            Statistics.label(state.name()).collect(lookout.seen.contains(state));
            Statistics.label(state.name()).coverage(coverage -> coverage.check(true).count(count -> count > 0));
        }
    }

    /** Looks before and after each order. */
    private static final class Lookout implements Watch {
        private final History history;
        private final Set<Rare> seen = EnumSet.noneOf(Rare.class);
        private int cancelled;
        private boolean bolus;
        private boolean dry;

        Lookout(History history) {
            this.history = history;
        }

        @Override
        public void before(PumpUnderTest pump, Order order) {
            cancelled = history.cancelled();
            bolus = pump.kernel.bolusNlPerH() > 0;
            note(Rare.LATE_TICK_IN_BOLUS, bolus && order instanceof Order.Tick tick && tick.dtMs() > 60_000);
            if (order.kind() == Kind.PATIENT_BOLUS_REQUEST) {
                lookAtLockout();
            }
        }

        private long toLockoutMs = Long.MAX_VALUE;

        private void lookAtLockout() {
            toLockoutMs = Long.MAX_VALUE;
            for (TherapyAccount.Given given : history.boluses()) {
                if (given.patient()) {
                    toLockoutMs = given.startCreditMs() + history.settings().lockoutMs() - history.creditMs();
                }
            }
        }

        /** The same lookout, once the history knows of the order. */
        Watch behind() {
            return new Watch() {
                @Override
                public void after(PumpUnderTest pump, Order order, int reply) {
                    lookAtReply(order, reply);
                    if (reply == Reply.OK) {
                        lookAtAccepted(pump, order);
                    }
                    lookAtState(pump);
                    if (history.cancelled() > cancelled) {
                        note(Rare.BOLUS_CANCELLED_BY_RESET, order.kind() == Kind.RESET);
                        note(Rare.BOLUS_CANCELLED_BY_STOP, order.kind() == Kind.CONFIRM);
                        note(Rare.BOLUS_CANCELLED_BY_SCAN,
                                order.kind() == Kind.MRI_BEGIN || order.kind() == Kind.FIELD_DETECTED);
                        note(Rare.BOLUS_CANCELLED_BY_ALARM, order.kind() == Kind.TICK);
                    }
                }
            };
        }

        private void lookAtReply(Order order, int reply) {
            note(Rare.COUNT_USED_UP, reply == Reply.COUNT24);
            note(Rare.WINDOW_FULL, reply == Reply.DOSE_WINDOW);
            note(Rare.HOUR_FULL, reply == Reply.DOSE_HOUR);
            boolean limit = order instanceof Order.Confirm confirm && confirm.staged() instanceof Order.StageLimit;
            boolean profile = order instanceof Order.Confirm confirm && confirm.staged() instanceof Order.StageProfile;
            note(Rare.DOSE_ABOVE_LIMIT, reply == Reply.DOSE_HARD && !limit && !profile);
            note(Rare.LIMIT_BELOW_DOSE, reply == Reply.DOSE_HARD && (limit || profile));
            note(Rare.STEP_TOO_EARLY, reply == Reply.STEP_SPACING);
            note(Rare.STEP_TOO_LARGE, reply == Reply.STEP_UP);
            note(Rare.REDUCTION_TOO_LARGE, reply == Reply.STEP_DOWN);
            note(Rare.RESERVE_TOO_SMALL, reply == Reply.RESERVOIR);
            note(Rare.BUSY, reply == Reply.BUSY);
            note(Rare.STAGE_EXPIRED, reply == Reply.STAGE_EXPIRED);
            note(Rare.REFUSED_1_MS_BEFORE_THE_LOCKOUT_ENDS, reply == Reply.LOCKOUT && toLockoutMs == 1);
            boolean request = order.kind() == Kind.PATIENT_BOLUS_REQUEST;
            note(Rare.ACCEPTED_AS_THE_LOCKOUT_ENDS, request && reply == Reply.OK && toLockoutMs == 0);
        }

        private void lookAtAccepted(PumpUnderTest pump, Order order) {
            Order staged = order instanceof Order.Confirm confirm ? confirm.staged() : order;
            note(Rare.RESTORE_ACCEPTED, order != staged && staged instanceof Order.StageRestore);
            note(Rare.RESTART_ACCEPTED, order != staged && staged instanceof Order.StageRestart);
            boolean resumed = order != staged && staged.kind() == Kind.STAGE_RESUME;
            note(Rare.RESUMED_AFTER_DRY, resumed && dry && pump.kernel.mode() == Mode.RUN);
            dry &= !resumed;
            if (order.kind() != Kind.TICK && order.kind() != Kind.FLOW_CONFIRM) {
                lookAtRings();
            }
        }

        private void lookAtRings() {
            long dayAgoMs = history.nowMs() - History.DAY_MS;
            note(Rare.MORE_BOLUSES_THAN_THE_LEDGER_HOLDS,
                    history.boluses().stream().filter(given -> given.endMs() > dayAgoMs).count() > 16);
            note(Rare.MORE_DOSES_THAN_THE_HISTORY_HOLDS,
                    history.programs().stream().filter(program -> program.sinceMs() > dayAgoMs).count() > 9);
            note(Rare.EIGHT_PATIENT_BOLUSES_IN_A_DAY,
                    history.boluses().stream().filter(given -> given.patient() && given.startMs() > dayAgoMs).count() >= 8);
        }

        private void lookAtState(PumpUnderTest pump) {
            int mode = pump.kernel.mode();
            dry |= pump.kernel.reservoirNominalNl() <= 1_000_000;
            note(Rare.STOPPED_DRY, dry && mode == Mode.STOP);
            note(Rare.STOPPED_BY_OVER_DELIVERY, mode == Mode.STOP && pump.kernel.isAlarmActive(Alarm.OVER_DELIVERY));
            note(Rare.RESTART_AWAITED, mode == Mode.MIN && pump.kernel.isAlarmActive(Alarm.RESTART_GAP));
            note(Rare.STOPPED_48_H, history.ordered() == Mode.STOP && pump.kernel.isAlarmActive(Alarm.RESTART_GAP));
            boolean unknown = pump.kernel.isAlarmActive(Alarm.REFILL_DISCREPANCY);
            note(Rare.MINIMUM_AT_UNKNOWN_CONCENTRATION, unknown && mode == Mode.MIN && history.ordered() == Mode.RUN);
            note(Rare.HELD_BY_SENSOR, mode == Mode.HOLD && pump.kernel.isAlarmActive(Alarm.SENSOR_LOST));
            note(Rare.HELD_BY_RESET, mode == Mode.HOLD && pump.kernel.isAlarmActive(Alarm.RESET));
            note(Rare.SCAN_CHECK_DUE, pump.kernel.isAlarmActive(Alarm.POST_MRI));
            note(Rare.SCAN_CHECK_CRITICAL, pump.kernel.isAlarmCritical(Alarm.POST_MRI));
            note(Rare.STALL_RECOVERED, pump.kernel.isAlarmActive(Alarm.STALL_RECOVERED));
            note(Rare.REMINDER_CRITICAL, pump.kernel.isAlarmCritical(Alarm.NOT_THERAPY));
            note(Rare.SIGNAL_PAUSED, pump.kernel.signal() == 0 && pump.kernel.isAlarmActive(Alarm.NOT_THERAPY));
            boolean flex = history.present().isFlex();
            note(Rare.FLEX_AT_ITS_MEAN, flex && mode == Mode.RUN && pump.kernel.isAlarmActive(Alarm.TIME_ANOMALY));
            note(Rare.BOLUS_UNDER_FLEX, flex && pump.kernel.bolusNlPerH() > 0);
        }

        private void note(Rare state, boolean reached) {
            if (reached) {
                seen.add(state);
            }
        }
    }
}
