package org.itb.specs;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.type.PrimitiveType;
import java.util.List;
import java.util.Optional;

/**
 * A mutant in which two neighbours among the arguments of a call change places is no fault where the called rule answers the same either
 * way, as a minimum does. Then one proof about the rule excuses each such call; it is had by asking whether a mutant of
 * the rule, whose parameters change places, equals the rule.
 */
final class OperandSwap {
    private OperandSwap() { }

    /** The mutant of the called rule that would have to equal it; empty if it is no such call, or its arguments do something. */
    static Optional<Mutant> lemmaOf(KernelSource source, Mutant mutant) throws CannotRun {
        if (mutant.mutator() != Mutator.SWAPPED) {
            return Optional.empty();
        }
        for (KernelSource.File file : source.files()) {
            if (file.path().equals(mutant.path())) {
                SourceText text = SourceText.of(file);
                for (SourceText.Callable callable : text.callables()) {
                    for (MethodCallExpr call : callable.declaration().findAll(MethodCallExpr.class)) {
                        int first = firstSwapped(call, text, mutant);
                        if (first >= 0 && call.getArguments().stream().allMatch(each -> isCalm(each, source))) {
                            return ruleOf(call, first, file, source);
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The place of the first of two neighbours that change places; -1 if the mutant is none of this call. */
    private static int firstSwapped(MethodCallExpr call, SourceText text, Mutant mutant) {
        List<Expression> arguments = call.getArguments();
        for (int i = 0; i + 1 < arguments.size(); i++) {
            if (text.beginOf(arguments.get(i)) == mutant.begin() && text.endOf(arguments.get(i + 1)) == mutant.end()) {
                return i;
            }
        }
        return -1;
    }

    /** Nothing is changed while it is worked out: so it does not matter which argument comes first. */
    private static boolean isCalm(Expression argument, KernelSource source) {
        return argument.findFirst(Node.class, node -> node instanceof AssignExpr || node instanceof ObjectCreationExpr
                || node instanceof UnaryExpr unary && unary.getOperator().name().matches(".*(IN|DE)CREMENT")
                || node instanceof MethodCallExpr call && !isPure(call, source)).isEmpty();
    }

    private static boolean isPure(MethodCallExpr call, KernelSource source) {
        List<KernelSource.Member> named = source.members().stream()
                .filter(member -> member.name().contains("." + call.getNameAsString() + "(")).toList();
        return !named.isEmpty() && named.stream().allMatch(member -> member.annotations().stream()
                .anyMatch(comment -> Jml.isReadByKey(comment.text()) && comment.text().contains("\\strictly_nothing")));
    }

    /** Two neighbours among its parameters, of one simple type, in the other order; the names in its body mean what they meant. */
    private static Optional<Mutant> ruleOf(MethodCallExpr call, int at, KernelSource.File from, KernelSource source) throws CannotRun {
        String owner = call.getScope().map(Expression::toString).orElse(from.className());
        for (KernelSource.File file : source.files()) {
            if (!file.className().equals(owner)) {
                continue;
            }
            SourceText text = SourceText.of(file);
            List<SourceText.Callable> rules = text.callables().stream()
                    .filter(callable -> callable.declaration().isStatic() && callable.declaration().getNameAsString().equals(call.getNameAsString())
                            && callable.declaration().getParameters().size() == call.getArguments().size()).toList();
            if (rules.size() == 1) {
                SourceText.Callable rule = rules.get(0);
                Parameter first = rule.declaration().getParameter(at);
                Parameter second = rule.declaration().getParameter(at + 1);
                if (first.getType() instanceof PrimitiveType && first.getType().equals(second.getType())) {
                    return Optional.of(new Mutant(rule.name(), file.path(), first.getBegin().orElseThrow().line,
                            first.getBegin().orElseThrow().column, Mutator.SWAPPED, text.beginOf(first), text.endOf(second),
                            text.between(text.beginOf(first), text.endOf(second)), text.of(second) + ", " + text.of(first)));
                }
            }
        }
        return Optional.empty();
    }
}
