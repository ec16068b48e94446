package org.itb.harness.mcdc;

import java.util.List;

/**
 * A decision of the source: a whole expression of truth that steers a branch, or that computes a truth with at least one
 * comparison or operator.
 *
 * @param id counted from 0 over all sources, in the order of the text
 * @param method the method that it stands in, as {@code Class.method}
 * @param lastLine the last line that it reaches over
 * @param isBranch whether it steers a branch; otherwise its truth is passed on as a value
 * @param conditions the texts of its conditions, in the order of evaluation
 */
record Decision(int id, String method, int line, int lastLine, String text, boolean isBranch, Formula formula,
                List<String> conditions) {

    /** Whether nothing but short-circuit operators join its conditions; one condition alone is joined by nothing. */
    boolean isShortCircuit() {
        return isShortCircuit(formula);
    }

    private static boolean isShortCircuit(Formula formula) {
        if (formula instanceof Formula.Not not) {
            return isShortCircuit(not.inner());
        }
        if (formula instanceof Formula.ShortCircuit pair) {
            return isShortCircuit(pair.left()) && isShortCircuit(pair.right());
        }
        return formula instanceof Formula.Condition;
    }

    /** Its conditions in the order of their evaluation lead to {@link DecisionDiagram} a tree. */
    boolean isTree() {
        return isShortCircuit() && DecisionDiagram.of(formula).isTree();
    }

    String place() {
        return method.substring(0, method.indexOf('.')) + ".java:" + line;
    }

    @Override
    public String toString() {
        return place() + ": " + text;
    }
}
