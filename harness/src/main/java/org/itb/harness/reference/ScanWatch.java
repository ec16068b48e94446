package org.itb.harness.reference;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A scan or a magnetic field, and the check that is due after it: SR-36, SR-37, D-33, D-37. */
final class ScanWatch {
    /** Why no bolus may flow just now. Either of them is enough. */
    enum Exposure { ANNOUNCED_SCAN, SENSED_FIELD }

    /** What a check still waits for, since the last event that made it due. */
    private record Check(long sinceMs, long confirmedBeforeNl, boolean interrogated) { }

    private final Set<Exposure> exposures = EnumSet.noneOf(Exposure.class);
    private Optional<Check> check = Optional.empty();

    boolean isExposed() {
        return !exposures.isEmpty();
    }

    /** MRI_BEGIN. */
    void announced() {
        exposures.add(Exposure.ANNOUNCED_SCAN);
    }

    /** MRI_END. */
    void ended(long nowMs, long confirmedNl) {
        exposures.remove(Exposure.ANNOUNCED_SCAN);
        check = Optional.of(new Check(nowMs, confirmedNl, false));
    }

    /** FIELD_DETECTED, FIELD_CLEARED. */
    void sensed(boolean present, long nowMs, long confirmedNl) {
        if (present) {
            exposures.add(Exposure.SENSED_FIELD);
        } else {
            exposures.remove(Exposure.SENSED_FIELD);
        }
        check = Optional.of(new Check(nowMs, confirmedNl, false));
    }

    void interrogated() {
        check = check.map(due -> new Check(due.sinceMs(), due.confirmedBeforeNl(), true));
    }

    /** What is true of A17 now. */
    void apply(Alarms alarms, long nowMs, long confirmedNl) {
        boolean met = check.filter(Check::interrogated)
                .filter(due -> confirmedNl - due.confirmedBeforeNl() >= Limits.POST_MRI_FLOW_NL)
                .isPresent();
        if (met && !isExposed()) {
            check = Optional.empty();
            alarms.end(17);
        }
        check.ifPresent(due -> alarms.raise(17, nowMs - due.sinceMs() >= Limits.P35_POST_MRI_CHECK_MS));
    }

    /** When the check becomes critical, if it is not already. */
    OptionalLong escalatesMs() {
        return check.map(due -> OptionalLong.of(due.sinceMs() + Limits.P35_POST_MRI_CHECK_MS)).orElse(OptionalLong.empty());
    }
}
