package org.itb.harness.mcdc;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of a decision's truth table that were seen, each once. */
record TruthTable(Set<Row> rows) {

    /**
     * One evaluation.
     *
     * @param evaluated bit i: condition i was evaluated
     * @param truths bit i: condition i was evaluated, and true
     */
    record Row(int evaluated, int truths, boolean outcome) implements Comparable<Row> {
        private static final Comparator<Row> ORDER =
                Comparator.comparingInt(Row::truths).thenComparingInt(Row::evaluated).thenComparing(Row::outcome);

        @Override
        public int compareTo(Row other) {
            return ORDER.compare(this, other);
        }

        boolean isEvaluated(int condition) {
            return (evaluated & 1 << condition) != 0;
        }

        boolean isTrue(int condition) {
            return (truths & 1 << condition) != 0;
        }

        /** T, F, and a dash for what was not evaluated. */
        String show(int condition) {
            if (!isEvaluated(condition)) {
                return "-";
            }
            return isTrue(condition) ? "T" : "F";
        }
    }

    /** Two rows, as their numbers in {@link #inOrder()}, counted from 1. */
    record Pair(int first, int second) {
    }

    List<Row> inOrder() {
        return rows.stream().sorted().toList();
    }

    /**
     * The first pair of rows that shows that this condition alone turns the outcome: it differs and so does the outcome,
     * while no other condition differs (one that was not evaluated cannot have had a say).
     */
    Optional<Pair> independenceOf(int condition) {
        List<Row> inOrder = inOrder();
        for (int i = 0; i < inOrder.size(); i++) {
            for (int j = i + 1; j < inOrder.size(); j++) {
                if (differOnlyIn(condition, inOrder.get(i), inOrder.get(j))) {
                    return Optional.of(new Pair(i + 1, j + 1));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean differOnlyIn(int condition, Row one, Row other) {
        int differing = (one.truths ^ other.truths) & one.evaluated & other.evaluated;
        return one.outcome != other.outcome && differing == 1 << condition;
    }
}
