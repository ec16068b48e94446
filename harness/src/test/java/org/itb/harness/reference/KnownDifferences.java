package org.itb.harness.reference;

import java.util.Arrays;
import java.util.Optional;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.Entry;

/**
 * Differences that have been found and not yet been settled. A sequence that runs into one ends there and is counted
 * apart; whoever settles one deletes its entry here and keeps its sequence among the regressions.
 */
enum KnownDifferences {
    /** RESTORE may go back to the earlier program as long as K-09 says; the kernel forgets it with any new program. */
    WAY_BACK_FORGOTTEN {
        @Override
        boolean fits(Twins twins, Entry entry, Twins.Disagreement found) {
            return found.field().equals("reply") && isKind(entry, CommandKind.STAGE_RESTORE) && found.actual().equals("MODE");
        }
    },
    /** SR-10: a RESTORE that raises the dose is an increase. */
    RESTORE_IS_NO_INCREASE {
        @Override
        boolean fits(Twins twins, Entry entry, Twins.Disagreement found) {
            return found.field().equals("reply") && found.required().equals("STEP_SPACING");
        }
    },
    /** D-31: a new pump that something else holds does not start. */
    FIRST_START_UNDER_FAULT {
        @Override
        boolean fits(Twins twins, Entry entry, Twins.Disagreement found) {
            return found.field().equals("reply") && found.required().equals("MODE") && twins.reference.view().programPgPerDay() == 0;
        }
    },
    /** D-21 ends the condition of A03 after an hour; the kernel's window stands still under A19. */
    OVER_DELIVERY_UNDER_SENSOR_LOSS {
        @Override
        boolean fits(Twins twins, Entry entry, Twins.Disagreement found) {
            boolean refused = found.required().equals("OK") && found.actual().equals("ALARM_BLOCK");
            return refused && isKind(entry, CommandKind.ALARM_CLEAR) && twins.kernel.isAlarmActive(19);
        }
    },
    /** SR-35: without a program there is no therapy to restart. */
    GAP_OF_NEW_PUMP {
        @Override
        boolean fits(Twins twins, Entry entry, Twins.Disagreement found) {
            PumpView view = twins.reference.view();
            return twins.kernel.isAlarmActive(18) && !view.alarms().contains(18) && view.programPgPerDay() == 0;
        }
    },
    /** SR-35: a gap under A13 is a gap. */
    GAP_UNDER_REFILL_DISCREPANCY {
        @Override
        boolean fits(Twins twins, Entry entry, Twins.Disagreement found) {
            boolean gap = twins.reference.view().alarms().contains(18) && !twins.kernel.isAlarmActive(18);
            return gap && (isKind(entry, CommandKind.ALARM_CLEAR) || twins.kernel.isAlarmActive(13));
        }
    },
    /** SR-35: a stall that was known is a gap, although flow confirmation was lost meanwhile. */
    GAP_UNDER_SENSOR_LOSS {
        @Override
        boolean fits(Twins twins, Entry entry, Twins.Disagreement found) {
            boolean gap = twins.reference.view().alarms().contains(18) && !twins.kernel.isAlarmActive(18);
            return gap && twins.hasLostSensor();
        }
    },
    /** D-20: a recovery restarts the windows of under-delivery, after the tick in which it came. */
    RECOVERY_RESTARTS_WINDOWS {
        @Override
        boolean fits(Twins twins, Entry entry, Twins.Disagreement found) {
            return twins.reference.view().alarms().contains(3) != twins.kernel.isAlarmActive(3) && twins.hasRecovered()
                    || twins.kernel.isAlarmActive(1) && !twins.reference.view().alarms().contains(1) && twins.hasRecovered();
        }
    };

    abstract boolean fits(Twins twins, Entry entry, Twins.Disagreement found);

    static boolean isKind(Entry entry, CommandKind kind) {
        return entry.message().filter(message -> message.command().kind() == kind).isPresent();
    }

    static Optional<KnownDifferences> of(Twins twins, Entry entry, Twins.Disagreement found) {
        return Arrays.stream(values()).filter(known -> known.fits(twins, entry, found)).findFirst();
    }
}
