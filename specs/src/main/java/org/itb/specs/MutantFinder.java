package org.itb.specs;

import com.github.javaparser.Position;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All mutants of a source. It changes ranges of the text and never prints a tree, so that annotations stay to the
 * character. A change that does not compile, or that the compiler does not notice, is sorted out later.
 */
final class MutantFinder {
    private static final Map<BinaryExpr.Operator, String> EDGES = Map.of(
            BinaryExpr.Operator.LESS, "<=", BinaryExpr.Operator.LESS_EQUALS, "<",
            BinaryExpr.Operator.GREATER, ">=", BinaryExpr.Operator.GREATER_EQUALS, ">");
    private static final Map<BinaryExpr.Operator, String> OPPOSITES = Map.of(
            BinaryExpr.Operator.LESS, ">=", BinaryExpr.Operator.LESS_EQUALS, ">",
            BinaryExpr.Operator.GREATER, "<=", BinaryExpr.Operator.GREATER_EQUALS, "<",
            BinaryExpr.Operator.EQUALS, "!=", BinaryExpr.Operator.NOT_EQUALS, "==");
    private static final Map<BinaryExpr.Operator, String> LOGIC = Map.of(
            BinaryExpr.Operator.AND, "||", BinaryExpr.Operator.OR, "&&");
    private static final Map<BinaryExpr.Operator, String> ARITHMETIC = Map.of(
            BinaryExpr.Operator.PLUS, "-", BinaryExpr.Operator.MINUS, "+", BinaryExpr.Operator.MULTIPLY, "/",
            BinaryExpr.Operator.DIVIDE, "*", BinaryExpr.Operator.REMAINDER, "*");
    private static final Set<BinaryExpr.Operator> ORDER_MATTERS = Set.of(
            BinaryExpr.Operator.MINUS, BinaryExpr.Operator.DIVIDE, BinaryExpr.Operator.REMAINDER);
    /** Words that stand for each other's opposite in the names of constants. */
    private static final List<List<String>> KINDS = List.of(List.of("DAY", "HOUR"), List.of("MIN", "MAX"),
            List.of("LOW", "HIGH"), List.of("NONCRITICAL", "CRITICAL"), List.of("ADULT", "CHILD"));
    /** The same at the beginning of the names of methods. */
    private static final List<List<String>> CALLED = List.of(List.of("floor", "ceil"), List.of("min", "max"),
            List.of("lower", "higher"), List.of("lowest", "highest"));
    private static final Map<String, String> PERIODS = Map.of("86400000", "3600000", "3600000", "86400000");

    private final SourceText text;
    private final List<Mutant> found = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final String path;
    private String member;
    private boolean returnsTruth;
    private List<Parameter> parameters;

    private MutantFinder(KernelSource.File file, SourceText text) {
        this.path = file.path();
        this.text = text;
    }

    /** In the order of the text. */
    static List<Mutant> in(KernelSource.File file) throws CannotRun {
        SourceText text = SourceText.of(file);
        MutantFinder finder = new MutantFinder(file, text);
        for (SourceText.Callable callable : text.callables()) {
            finder.findIn(callable);
        }
        return finder.found;
    }

    private void findIn(SourceText.Callable callable) {
        CallableDeclaration<?> declared = callable.declaration();
        member = callable.name();
        parameters = declared.getParameters();
        returnsTruth = declared instanceof MethodDeclaration method && method.getType().asString().equals("boolean");
        callable.body().ifPresent(body -> body.walk(this::mutate));
    }

    private void mutate(Node node) {
        if (node instanceof BinaryExpr binary) {
            mutateBinary(binary);
        } else if (node instanceof UnaryExpr unary) {
            mutateUnary(unary);
        } else if (node instanceof IntegerLiteralExpr || node instanceof LongLiteralExpr) {
            mutateNumber((Expression) node, text.of(node));
        } else if (node instanceof BooleanLiteralExpr truth) {
            add(Mutator.RETURN, truth, truth.getValue() ? "false" : "true");
        } else if (node instanceof NameExpr name) {
            mutateName(name);
        } else if (node instanceof FieldAccessExpr field) {
            mutateConstant(field, field.getNameAsString());
        } else if (node instanceof MethodCallExpr call) {
            mutateCall(call);
        } else if (node instanceof ReturnStmt returned) {
            returned.getExpression().ifPresent(this::mutateReturned);
        } else if (node instanceof ExpressionStmt statement) {
            mutateStatement(statement);
        } else if (node instanceof AssignExpr assignment) {
            mutateAssignment(assignment);
        }
        conditionsOf(node).forEach(this::mutateCondition);
    }

    // ---- conditions

    private static List<Expression> conditionsOf(Node node) {
        if (node instanceof IfStmt choice) {
            return List.of(choice.getCondition());
        }
        if (node instanceof ConditionalExpr choice) {
            return List.of(choice.getCondition());
        }
        if (node instanceof WhileStmt loop) {
            return List.of(loop.getCondition());
        }
        if (node instanceof DoStmt loop) {
            return List.of(loop.getCondition());
        }
        if (node instanceof ForStmt loop) {
            return loop.getCompare().map(List::of).orElse(List.of());
        }
        if (node instanceof BinaryExpr binary && LOGIC.containsKey(binary.getOperator())) {
            return List.of(binary.getLeft(), binary.getRight());
        }
        return List.of();
    }

    private void mutateCondition(Expression condition) {
        boolean endless = condition.getParentNode().filter(parent -> parent instanceof WhileStmt || parent instanceof DoStmt
                || parent instanceof ForStmt).isPresent();
        if (!endless) {
            add(Mutator.FORCED, condition, "true");
        }
        add(Mutator.FORCED, condition, "false");
        negate(condition);
    }

    /** Comparisons are negated where they stand; this is for all other truths. */
    private void negate(Expression truth) {
        Expression bare = truth;
        while (bare instanceof EnclosedExpr enclosed) {
            bare = enclosed.getInner();
        }
        boolean comparison = bare instanceof BinaryExpr binary
                && (OPPOSITES.containsKey(binary.getOperator()) || LOGIC.containsKey(binary.getOperator()));
        boolean negated = bare instanceof UnaryExpr unary && unary.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT;
        if (!comparison && !negated && !(bare instanceof BooleanLiteralExpr)) {
            add(Mutator.NEGATION, bare, "!(" + text.of(bare) + ")");
        }
    }

    // ---- operators

    private void mutateBinary(BinaryExpr binary) {
        replaceOperator(Mutator.BOUNDARY, binary, EDGES.get(binary.getOperator()));
        replaceOperator(Mutator.NEGATION, binary, OPPOSITES.get(binary.getOperator()));
        replaceOperator(Mutator.LOGIC, binary, LOGIC.get(binary.getOperator()));
        replaceOperator(Mutator.ARITHMETIC, binary, ARITHMETIC.get(binary.getOperator()));
        if (ORDER_MATTERS.contains(binary.getOperator())) {
            add(Mutator.SWAPPED, binary, "(" + text.of(binary.getRight()) + ") " + binary.getOperator().asString() + " ("
                    + text.of(binary.getLeft()) + ")");
        }
    }

    private void replaceOperator(Mutator mutator, BinaryExpr binary, String operator) {
        if (operator != null) {
            String old = binary.getOperator().asString();
            String left = text.of(binary.getLeft());
            String all = text.of(binary);
            int at = all.indexOf(old, left.length());
            add(mutator, binary, all.substring(0, at) + operator + all.substring(at + old.length()));
        }
    }

    private void mutateUnary(UnaryExpr unary) {
        String inner = text.of(unary.getExpression());
        switch (unary.getOperator()) {
            case LOGICAL_COMPLEMENT -> add(Mutator.NEGATION, unary, inner);
            case MINUS -> add(Mutator.ARITHMETIC, unary, inner);
            case POSTFIX_INCREMENT, PREFIX_INCREMENT -> add(Mutator.ARITHMETIC, unary, inner + "--");
            case POSTFIX_DECREMENT, PREFIX_DECREMENT -> add(Mutator.ARITHMETIC, unary, inner + "++");
            default -> { }
        }
    }

    private void mutateAssignment(AssignExpr assignment) {
        String other = switch (assignment.getOperator()) {
            case PLUS -> "-=";
            case MINUS -> "+=";
            default -> "";
        };
        if (!other.isEmpty()) {
            add(Mutator.ARITHMETIC, assignment, text.of(assignment.getTarget()) + " " + other + " " + text.of(assignment.getValue()));
        }
    }

    // ---- numbers and names

    private void mutateNumber(Expression literal, String written) {
        boolean isLong = written.endsWith("L");
        String digits = isLong ? written.substring(0, written.length() - 1) : written;
        if (!digits.matches("\\d+")) {
            return;
        }
        long value = Long.parseLong(digits);
        String suffix = isLong ? "L" : "";
        add(Mutator.CONSTANT, literal, (value + 1) + suffix);
        add(Mutator.CONSTANT, literal, value == 0 ? "(-1" + suffix + ")" : (value - 1) + suffix);
        if (PERIODS.containsKey(digits)) {
            add(Mutator.DOMAIN, literal, PERIODS.get(digits) + suffix);
        }
    }

    private void mutateName(NameExpr name) {
        mutateConstant(name, name.getNameAsString());
        boolean assigned = name.getParentNode().filter(parent -> parent instanceof AssignExpr assignment
                && assignment.getTarget() == name).isPresent();
        if (assigned) {
            return;
        }
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).getNameAsString().equals(name.getNameAsString())) {
                for (int k = 1; k < parameters.size(); k++) {
                    Parameter other = parameters.get((i + k) % parameters.size());
                    if (other.getType().equals(parameters.get(i).getType())) {
                        add(Mutator.VARIABLE, name, other.getNameAsString());
                        break;
                    }
                }
            }
        }
    }

    private void mutateConstant(Expression use, String name) {
        if (!name.matches("[A-Z][A-Z0-9_]*") || use.getParentNode().filter(FieldAccessExpr.class::isInstance).isPresent()) {
            return;
        }
        String written = text.of(use);
        add(Mutator.CONSTANT, use, "(" + written + " + 1)");
        add(Mutator.CONSTANT, use, "(" + written + " - 1)");
        String scope = written.substring(0, written.length() - name.length());
        for (List<String> kind : KINDS) {
            String other = exchanged(name, kind.get(0), kind.get(1));
            if (!other.equals(name)) {
                add(Mutator.DOMAIN, use, scope + other);
                break;
            }
        }
    }

    /** The name with the first of the words that stands in it as a word of its own put for the other one. */
    private static String exchanged(String name, String one, String other) {
        List<String> words = new ArrayList<>(List.of(name.split("_")));
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals(one) || words.get(i).equals(other)) {
                words.set(i, words.get(i).equals(one) ? other : one);
                return String.join("_", words);
            }
        }
        return name;
    }

    // ---- calls and statements

    private void mutateCall(MethodCallExpr call) {
        List<Expression> arguments = call.getArguments();
        for (int i = 0; i + 1 < arguments.size(); i++) {
            String one = text.of(arguments.get(i));
            String other = text.of(arguments.get(i + 1));
            if (!one.equals(other)) {
                int from = text.beginOf(arguments.get(i));
                int to = text.endOf(arguments.get(i + 1));
                add(Mutator.SWAPPED, arguments.get(i), from, to, other + ", " + one);
            }
        }
        for (List<String> names : CALLED) {
            for (int i = 0; i < 2; i++) {
                String name = call.getNameAsString();
                if (name.startsWith(names.get(i)) && !name.matches(names.get(i) + "[a-z].*")) {
                    add(Mutator.DOMAIN, call.getName(), names.get(1 - i) + name.substring(names.get(i).length()));
                }
            }
        }
    }

    private void mutateReturned(Expression returned) {
        if (returnsTruth) {
            add(Mutator.RETURN, returned, "true");
            add(Mutator.RETURN, returned, "false");
            negate(returned);
        } else {
            add(Mutator.RETURN, returned, "0");
        }
    }

    private void mutateStatement(ExpressionStmt statement) {
        Expression expression = statement.getExpression();
        if (expression instanceof MethodCallExpr || expression instanceof AssignExpr || expression instanceof UnaryExpr) {
            add(Mutator.REMOVED, statement, ";");
        }
    }

    // ---- collecting

    private void add(Mutator mutator, Node node, String replacement) {
        add(mutator, node, text.beginOf(node), text.endOf(node), replacement);
    }

    /** The same change under two names counts once, under the first. */
    private void add(Mutator mutator, Node node, int begin, int end, String replacement) {
        String original = text.between(begin, end);
        if (original.equals(replacement) || !seen.add(begin + " " + end + " " + replacement)) {
            return;
        }
        Position at = node.getBegin().orElseThrow();
        found.add(new Mutant(member, path, at.line, at.column, mutator, begin, end, original, replacement));
    }
}
