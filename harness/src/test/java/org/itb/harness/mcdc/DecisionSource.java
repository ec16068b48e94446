package org.itb.harness.mcdc;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * The decisions of one source, the same source with a probe at each condition and each decision, and the branches that a
 * compiler should make of them.
 */
final class DecisionSource extends TreeScanner<Void, Void> {
    private record Insertion(int offset, int rank, String text) {
    }

    private final Trees trees;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final String text;
    private final List<Decision> decisions;
    private final List<String> refusals = new ArrayList<>();
    private final Map<String, List<Decision>> branches = new LinkedHashMap<>();
    private final List<Insertion> insertions = new ArrayList<>();
    private String type = "";
    private String method = "";
    private int depth;

    private DecisionSource(Trees trees, CompilationUnitTree unit, String text, List<Decision> decisions) {
        this.trees = trees;
        this.unit = unit;
        this.positions = trees.getSourcePositions();
        this.text = text;
        this.decisions = decisions;
    }

    /** Reads one source; its decisions are appended to those of the sources before it. */
    static DecisionSource read(Trees trees, CompilationUnitTree unit, String text, List<Decision> decisions) {
        DecisionSource source = new DecisionSource(trees, unit, text, decisions);
        source.scan(unit, null);
        return source;
    }

    /** What cannot be judged by this method, each with its place. */
    List<String> refusals() {
        return refusals;
    }

    /** For each method, as {@code Class.method#n}, the decision of each conditional branch, in the order of the code. */
    Map<String, List<Decision>> branches() {
        return branches;
    }

    /** The text with its probes. */
    String instrumented() {
        List<Insertion> inOrder = new ArrayList<>(insertions);
        inOrder.sort((a, b) -> a.offset != b.offset ? Integer.compare(a.offset, b.offset) : Integer.compare(a.rank, b.rank));
        StringBuilder result = new StringBuilder();
        int from = 0;
        for (Insertion insertion : inOrder) {
            result.append(text, from, insertion.offset).append(insertion.text);
            from = insertion.offset;
        }
        return result.append(text.substring(from)).toString();
    }

    // ---- where decisions stand ----

    @Override
    public Void visitClass(ClassTree tree, Void unused) {
        String outer = type;
        type = outer.isEmpty() ? tree.getSimpleName().toString() : outer + "$" + tree.getSimpleName();
        super.visitClass(tree, unused);
        type = outer;
        return null;
    }

    @Override
    public Void visitMethod(MethodTree tree, Void unused) {
        String name = type + "." + tree.getName();
        int sameName = 0;
        while (branches.containsKey(name + "#" + sameName)) {
            sameName++;
        }
        method = name + "#" + sameName;
        branches.put(method, new ArrayList<>());
        super.visitMethod(tree, unused);
        method = "";
        return null;
    }

    @Override
    public Void visitIf(IfTree tree, Void unused) {
        steer(tree.getCondition());
        scan(tree.getThenStatement(), unused);
        scan(tree.getElseStatement(), unused);
        return null;
    }

    @Override
    public Void visitWhileLoop(WhileLoopTree tree, Void unused) {
        steer(tree.getCondition());
        scan(tree.getStatement(), unused);
        return null;
    }

    @Override
    public Void visitDoWhileLoop(DoWhileLoopTree tree, Void unused) {
        scan(tree.getStatement(), unused);
        steer(tree.getCondition());
        return null;
    }

    /** In the order of the compiled code: the step stands behind the body. */
    @Override
    public Void visitForLoop(ForLoopTree tree, Void unused) {
        scan(tree.getInitializer(), unused);
        if (tree.getCondition() != null) {
            steer(tree.getCondition());
        }
        scan(tree.getStatement(), unused);
        scan(tree.getUpdate(), unused);
        return null;
    }

    @Override
    public Void visitConditionalExpression(ConditionalExpressionTree tree, Void unused) {
        steer(tree.getCondition());
        scan(tree.getTrueExpression(), unused);
        scan(tree.getFalseExpression(), unused);
        return null;
    }

    @Override
    public Void visitBinary(BinaryTree tree, Void unused) {
        return isTruth(tree) ? pass(tree) : super.visitBinary(tree, unused);
    }

    @Override
    public Void visitUnary(UnaryTree tree, Void unused) {
        return isTruth(tree) ? pass(tree) : super.visitUnary(tree, unused);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void unused) {
        if (isTruth(tree.getVariable())) {
            refusals.add(at(tree) + ": an assignment that joins truths: " + tree);
        }
        return super.visitCompoundAssignment(tree, unused);
    }

    // ---- one decision ----

    private void steer(ExpressionTree condition) {
        decide(bare(condition), true);
    }

    private Void pass(ExpressionTree value) {
        decide(value, false);
        return null;
    }

    private void decide(ExpressionTree tree, boolean isBranch) {
        if (method.isEmpty()) {
            refusals.add(at(tree) + ": a decision outside every method: " + tree);
            return;
        }
        int id = decisions.size();
        decisions.add(null); // its number, before those that stand within its conditions
        List<ExpressionTree> conditions = new ArrayList<>();
        Formula formula = formula(tree, conditions);
        if (conditions.size() > Recorder.CONDITIONS_MAX) {
            refusals.add(at(tree) + ": " + conditions.size() + " conditions in one decision");
        }
        Decision decision = new Decision(id, method.substring(0, method.indexOf('#')), line(start(tree)), line(end(tree)),
                textOf(tree), isBranch, formula, conditions.stream().map(this::textOf).toList());
        decisions.set(id, decision);
        depth++;
        probe(tree, "org.itb.harness.mcdc.Recorder.decision(" + id + ", ", 0);
        int index = 0;
        for (ExpressionTree condition : conditions) {
            probe(condition, "org.itb.harness.mcdc.Recorder.condition(" + id + ", " + index++ + ", ", 1);
        }
        expect(tree, isBranch, decision);
        depth--;
    }

    /** Outer probes open first and close last; {@code inner} tells a condition from the decision that it alone makes. */
    private void probe(ExpressionTree tree, String opening, int inner) {
        int rank = 2 * depth + inner;
        insertions.add(new Insertion(start(tree), rank, opening));
        insertions.add(new Insertion(end(tree), -rank, ")"));
    }

    private Formula formula(ExpressionTree tree, List<ExpressionTree> conditions) {
        ExpressionTree bare = bare(tree);
        if (bare instanceof UnaryTree not && bare.getKind() == Tree.Kind.LOGICAL_COMPLEMENT) {
            return new Formula.Not(formula(not.getExpression(), conditions));
        }
        if (bare instanceof BinaryTree pair && joinsTruths(pair)) {
            Formula left = formula(pair.getLeftOperand(), conditions);
            Formula right = formula(pair.getRightOperand(), conditions);
            return isShortCircuit(pair)
                    ? new Formula.ShortCircuit(pair.getKind() == Tree.Kind.CONDITIONAL_AND, left, right)
                    : new Formula.Both(left, right);
        }
        if (bare instanceof ConditionalExpressionTree) {
            refusals.add(at(bare) + ": a choice within a decision: " + bare);
        }
        conditions.add(bare);
        return new Formula.Condition(conditions.size() - 1);
    }

    /**
     * The conditional branches of this expression, in the order of the code. A condition that steers is one branch. A
     * comparison whose truth is passed on is one too (it makes 1 or 0 of it); a truth that is passed on as it is, none.
     */
    private void expect(ExpressionTree tree, boolean steers, Decision decision) {
        ExpressionTree bare = bare(tree);
        if (bare instanceof UnaryTree not && bare.getKind() == Tree.Kind.LOGICAL_COMPLEMENT) {
            expect(not.getExpression(), true, decision);
            return;
        }
        if (bare instanceof BinaryTree pair && joinsTruths(pair)) {
            boolean shortCircuit = isShortCircuit(pair);
            expect(pair.getLeftOperand(), shortCircuit, decision);
            expect(pair.getRightOperand(), shortCircuit, decision);
            boolean comparison = pair.getKind() == Tree.Kind.EQUAL_TO || pair.getKind() == Tree.Kind.NOT_EQUAL_TO;
            if (comparison || steers && !shortCircuit) {
                branches.get(method).add(decision);
            }
            return;
        }
        scanWithin(bare);
        if (steers || bare instanceof BinaryTree) {
            branches.get(method).add(decision);
        }
    }

    /** What stands within a condition: arguments and indices, which may hold decisions of their own. */
    private void scanWithin(ExpressionTree condition) {
        if (condition instanceof BinaryTree comparison) {
            scan(comparison.getLeftOperand(), null);
            scan(comparison.getRightOperand(), null);
        } else {
            scan(condition, null);
        }
    }

    // ---- the tree ----

    private static ExpressionTree bare(ExpressionTree tree) {
        return tree instanceof ParenthesizedTree enclosed ? bare(enclosed.getExpression()) : tree;
    }

    private static boolean isShortCircuit(BinaryTree tree) {
        return tree.getKind() == Tree.Kind.CONDITIONAL_AND || tree.getKind() == Tree.Kind.CONDITIONAL_OR;
    }

    private boolean joinsTruths(BinaryTree tree) {
        return isTruth(tree) && isTruth(tree.getLeftOperand()) && isTruth(tree.getRightOperand());
    }

    private boolean isTruth(ExpressionTree tree) {
        TypeMirror found = trees.getTypeMirror(TreePath.getPath(unit, tree));
        return found != null && found.getKind() == TypeKind.BOOLEAN;
    }

    private int start(Tree tree) {
        return (int) positions.getStartPosition(unit, tree);
    }

    private int end(Tree tree) {
        return (int) positions.getEndPosition(unit, tree);
    }

    private int line(int offset) {
        return (int) unit.getLineMap().getLineNumber(offset);
    }

    private String textOf(Tree tree) {
        return text.substring(start(tree), end(tree)).replaceAll("\\s+", " ");
    }

    private String at(Tree tree) {
        String file = unit.getSourceFile().getName();
        return file.substring(file.lastIndexOf('/') + 1) + ":" + line(start(tree));
    }
}
