package org.itb.harness.mcdc;

/** How a decision is composed of its conditions. */
sealed interface Formula {

    /** A condition: it holds no operator on truths. Counted from 0, in the order of evaluation. */
    record Condition(int index) implements Formula {
    }

    record Not(Formula inner) implements Formula {
    }

    /** {@code &&} or {@code ||}: the right side is evaluated only if the left one has not settled the matter. */
    record ShortCircuit(boolean isAnd, Formula left, Formula right) implements Formula {
    }

    /** {@code &}, {@code |}, {@code ^}, and {@code ==} or {@code !=} of two truths: both sides are always evaluated. */
    record Both(Formula left, Formula right) implements Formula {
    }
}
