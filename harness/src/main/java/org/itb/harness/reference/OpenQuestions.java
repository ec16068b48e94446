package org.itb.harness.reference;

/**
 * Who answers what the requirements leave open: the exact length of a flow window (K-11), where the lengths that it
 * allows do not agree; how the flow within a tick is divided at the edge of a window (K-25, and K-48 after a bridge); and whether the reservoir is noticed before the next tick or in it (SR-41), and the gap when A03 ends or when the basal comes back (K-21).
 */
public interface OpenQuestions {
    /** What is asked. */
    enum Question { OVER_DELIVERY, STALL, STILL_OVER_DELIVERY, RESERVOIR_LOW, RESERVOIR_EMPTY, DRY,
        HOUR_STACKS, DAY_STACKS, COMES_BACK_TOO_STRONG, SCHEDULE_WAITS, GAP_JUDGED_EARLY }

    /** An answer that the requirements allow either way. */
    boolean answer(Question question);

    /** Of every question, the cautious answer: there is a fault. */
    static OpenQuestions cautious() {
        return question -> true;
    }

    /** The answer that the requirements give, or else the one that is given here. */
    default boolean settle(Question question, Answer required) {
        return switch (required) {
            case YES -> true;
            case NO -> false;
            case OPEN -> answer(question);
        };
    }
}
