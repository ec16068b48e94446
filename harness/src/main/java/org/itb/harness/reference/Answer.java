package org.itb.harness.reference;

/** What the requirements say. OPEN: they allow either. */
public enum Answer {
    YES,
    NO,
    OPEN;

    static Answer of(boolean holds) {
        return holds ? YES : NO;
    }

    Answer orOpen(Answer other) {
        return this == other ? this : OPEN;
    }

    Answer or(Answer other) {
        if (this == YES || other == YES) {
            return YES;
        }
        return this == OPEN || other == OPEN ? OPEN : NO;
    }
}
