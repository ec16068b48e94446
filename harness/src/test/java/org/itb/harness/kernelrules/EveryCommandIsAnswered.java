package org.itb.harness.kernelrules;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.ReturnStmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command that uses its admission up ends by keeping its answer for a retransmission, on every path: whoever adds a
 * command cannot forget it. The one return without is that of a message that was not admitted, which comes first.
 */
final class EveryCommandIsAnswered implements Rule {
    private static final String GUARD = "if (!session.use(Kind.%s)) { return Reply.AUTH; }";

    @Override
    public String statement() {
        return "every command keeps its answer for a retransmission";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>();
        for (JavaSource source : code.sources()) {
            source.unit().findAll(MethodDeclaration.class).stream()
                    .filter(EveryCommandIsAnswered::isCommand)
                    .forEach(command -> judge(source, command, violations));
        }
        return violations;
    }

    private static boolean isCommand(MethodDeclaration method) {
        return method.findFirst(MethodCallExpr.class, EveryCommandIsAnswered::usesAdmission).isPresent();
    }

    private static boolean usesAdmission(MethodCallExpr call) {
        return isOfSession(call, "use");
    }

    private static boolean isOfSession(MethodCallExpr call, String name) {
        return call.getNameAsString().equals(name) && call.getScope().map(scope -> scope.toString().equals("session")).orElse(false);
    }

    private static void judge(JavaSource source, MethodDeclaration command, List<String> violations) {
        Optional<MethodCallExpr> use = command.findFirst(MethodCallExpr.class, EveryCommandIsAnswered::usesAdmission);
        String kind = use.orElseThrow().getArguments().get(0).toString().replace("Kind.", "");
        String first = command.getBody().orElseThrow().getStatements().get(0).toString().replaceAll("\\s+", " ");
        if (!first.equals(String.format(GUARD, kind))) {
            violations.add(source.at(command) + ": " + command.getNameAsString() + " does not begin with its admission");
        }
        List<ReturnStmt> returns = command.findAll(ReturnStmt.class);
        for (ReturnStmt end : returns.subList(Math.min(1, returns.size()), returns.size())) {
            boolean answers = end.getExpression().filter(MethodCallExpr.class::isInstance).map(MethodCallExpr.class::cast)
                    .filter(call -> isOfSession(call, "answer")).isPresent();
            if (!answers) {
                violations.add(source.at(end) + ": " + command.getNameAsString() + " keeps no answer with " + end);
            }
        }
    }
}
