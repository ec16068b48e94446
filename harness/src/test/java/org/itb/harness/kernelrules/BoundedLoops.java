package org.itb.harness.kernelrules;

import com.github.javaparser.Position;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import java.util.ArrayList;
import java.util.List;

/** Each loop states what falls with every turn; the provers then show that it ends. */
final class BoundedLoops implements Rule {
    @Override
    public String statement() {
        return "every loop states what decreases with each turn";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>();
        for (JavaSource source : code.sources()) {
            source.unit().walk(node -> {
                boolean loop = node instanceof ForStmt || node instanceof WhileStmt || node instanceof DoStmt
                        || node instanceof ForEachStmt;
                if (loop && !hasMeasure(source, node)) {
                    violations.add(source.at(node) + ": a loop without decreases");
                }
            });
        }
        return violations;
    }

    /** JML between what stands before the loop and the loop itself. */
    private static boolean hasMeasure(JavaSource source, Node loop) {
        Position to = loop.getBegin().orElseThrow();
        Position from = loop.getParentNode().flatMap(Node::getBegin).orElseThrow();
        for (Node sibling : loop.getParentNode().orElseThrow().getChildNodes()) {
            Position end = sibling.getEnd().orElseThrow();
            if (end.isBefore(to) && end.isAfter(from)) {
                from = end;
            }
        }
        for (JavaSource.Comment comment : source.comments()) {
            boolean before = comment.begin().isAfter(from) && comment.begin().isBefore(to);
            if (before && Jml.isJml(comment.text()) && Jml.body(comment.text()).matches("(?s).*\\bdecreases\\b.*")) {
                return true;
            }
        }
        return false;
    }
}
