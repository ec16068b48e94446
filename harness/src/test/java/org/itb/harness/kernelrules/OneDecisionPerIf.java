package org.itb.harness.kernelrules;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Each branch asks one question, so that branch coverage says what condition coverage would. */
final class OneDecisionPerIf implements Rule {
    private static final Set<BinaryExpr.Operator> SHORT_CIRCUIT = Set.of(BinaryExpr.Operator.AND, BinaryExpr.Operator.OR);
    private static final Set<BinaryExpr.Operator> BITWISE = Set.of(
            BinaryExpr.Operator.BINARY_AND, BinaryExpr.Operator.BINARY_OR, BinaryExpr.Operator.XOR);

    @Override
    public String statement() {
        return "each condition is one decision";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>();
        for (JavaSource source : code.sources()) {
            source.unit().walk(node -> conditionOf(node).filter(OneDecisionPerIf::isCompound)
                    .ifPresent(condition -> violations.add(source.at(condition) + ": several decisions in " + condition)));
        }
        return violations;
    }

    private static Optional<Expression> conditionOf(Node node) {
        if (node instanceof IfStmt statement) {
            return Optional.of(statement.getCondition());
        }
        if (node instanceof WhileStmt statement) {
            return Optional.of(statement.getCondition());
        }
        if (node instanceof DoStmt statement) {
            return Optional.of(statement.getCondition());
        }
        if (node instanceof ForStmt statement) {
            return statement.getCompare();
        }
        if (node instanceof ConditionalExpr expression) {
            return Optional.of(expression.getCondition());
        }
        return Optional.empty();
    }

    private static boolean isCompound(Expression condition) {
        boolean hidden = condition.findFirst(ConditionalExpr.class).isPresent()
                || condition.findFirst(BinaryExpr.class, e -> SHORT_CIRCUIT.contains(e.getOperator())).isPresent();
        return hidden || isBitwiseTruth(condition);
    }

    /** {@code a | b} asks two questions as well; in {@code (mask & 4) != 0} it is arithmetic. */
    private static boolean isBitwiseTruth(Expression condition) {
        if (condition instanceof EnclosedExpr enclosed) {
            return isBitwiseTruth(enclosed.getInner());
        }
        if (condition instanceof UnaryExpr unary) {
            return isBitwiseTruth(unary.getExpression());
        }
        return condition instanceof BinaryExpr binary && BITWISE.contains(binary.getOperator());
    }
}
