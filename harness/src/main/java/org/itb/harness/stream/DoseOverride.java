package org.itb.harness.stream;

/** What a clinician knowingly overrides; sent with the confirmation. */
public enum DoseOverride {
    /** A daily dose above P05 (SR-05). */
    SOFT,
    /** A reduction beyond P11 (SR-11). */
    REDUCE,
    /** More than half of the earlier dose after a long gap (SR-35). */
    RESTART
}
