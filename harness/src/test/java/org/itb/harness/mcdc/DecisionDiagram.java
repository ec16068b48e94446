package org.itb.harness.mcdc;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The binary decision diagram of a short-circuit decision, in the order of evaluation: a node for each condition, and for
 * each of its outcomes the condition that is evaluated next, or the end.
 */
final class DecisionDiagram {
    /** A node; the two ends are nodes without a condition. */
    static final class Node {
        private final int condition;
        private final Node ifTrue;
        private final Node ifFalse;

        private Node(int condition, Node ifTrue, Node ifFalse) {
            this.condition = condition;
            this.ifTrue = ifTrue;
            this.ifFalse = ifFalse;
        }
    }

    private static final int END = -1;

    private final Node first;

    private DecisionDiagram(Node first) {
        this.first = first;
    }

    static DecisionDiagram of(Formula formula) {
        return new DecisionDiagram(node(formula, new Node(END, null, null), new Node(END, null, null)));
    }

    private static Node node(Formula formula, Node ifTrue, Node ifFalse) {
        if (formula instanceof Formula.Condition condition) {
            return new Node(condition.index(), ifTrue, ifFalse);
        }
        if (formula instanceof Formula.Not not) {
            return node(not.inner(), ifFalse, ifTrue);
        }
        if (formula instanceof Formula.ShortCircuit pair) {
            return pair.isAnd()
                    ? node(pair.left(), node(pair.right(), ifTrue, ifFalse), ifFalse)
                    : node(pair.left(), ifTrue, node(pair.right(), ifTrue, ifFalse));
        }
        throw new IllegalArgumentException("only short-circuit operators have a diagram of branches: " + formula);
    }

    /** Whether each condition is reached in one way only, so that the way taken tells all outcomes before it. */
    boolean isTree() {
        return manyWaysTo().isEmpty();
    }

    /** The conditions that more than one outcome of others leads to. */
    List<Integer> manyWaysTo() {
        Map<Node, Integer> edgesInto = new IdentityHashMap<>();
        edgesInto.put(first, 1);
        count(first, edgesInto);
        List<Integer> many = new ArrayList<>();
        edgesInto.forEach((node, edges) -> {
            if (edges > 1) {
                many.add(node.condition);
            }
        });
        many.sort(null);
        return many;
    }

    private static void count(Node from, Map<Node, Integer> edgesInto) {
        for (Node to : List.of(from.ifTrue, from.ifFalse)) {
            if (to.condition != END && edgesInto.merge(to, 1, Integer::sum) == 1) {
                count(to, edgesInto);
            }
        }
    }
}
