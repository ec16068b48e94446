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
    /** D-39c: from A13's minimum rate to A18's one timer of A09 runs on. */
    REMINDER_STARTS_ANEW {
        @Override
        boolean fits(Twins twins, Entry entry, Twins.Disagreement found) {
            boolean softer = found.field().equals("criticalAlarms") && twins.reference.view().criticalAlarms().contains(9);
            return softer && isKind(entry, CommandKind.ALARM_CLEAR) && twins.kernel.isAlarmActive(18);
        }
    },
    /** D-40: STEP_SPACING comes before STEP_UP. */
    RESTORE_ORDER {
        @Override
        boolean fits(Twins twins, Entry entry, Twins.Disagreement found) {
            boolean otherOrder = found.required().equals("STEP_SPACING") && found.actual().equals("STEP_UP");
            return otherOrder && isKind(entry, CommandKind.STAGE_RESTORE);
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
