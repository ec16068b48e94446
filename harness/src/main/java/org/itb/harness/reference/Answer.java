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

    /** Between the answer for the least and the answer for the most. */
    static Answer between(Answer least, Answer most) {
        return least == most ? least : OPEN;
    }

    Answer and(Answer other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == OPEN || other == OPEN ? OPEN : YES;
    }

    Answer or(Answer other) {
        if (this == YES || other == YES) {
            return YES;
        }
        return this == OPEN || other == OPEN ? OPEN : NO;
    }
}
