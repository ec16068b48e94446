package org.itb.harness.kernelrules;

import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import java.util.ArrayList;
import java.util.List;

/** SafetyKernel is the door: whatever comes in is defined, so no public contract of it may ask for anything. */
final class TotalDoor implements Rule {
    private static final String DOOR = "SafetyKernel";

    @Override
    public String statement() {
        return "no public contract of the kernel's door has a precondition";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>();
        for (JavaSource source : code.sources()) {
            for (TypeDeclaration<?> type : source.types()) {
                if (type.getNameAsString().equals(DOOR)) {
                    judge(source, type, violations);
                }
            }
        }
        return violations;
    }

    private static void judge(JavaSource source, TypeDeclaration<?> type, List<String> violations) {
        for (BodyDeclaration<?> member : type.getMembers()) {
            if (member instanceof CallableDeclaration<?> callable && callable.isPublic()) {
                boolean asks = Jml.clausesOf(source.contractOf(type, callable)).stream()
                        .anyMatch(clause -> clause.kind().equals("requires"));
                if (asks) {
                    violations.add(source.at(callable) + ": " + callable.getNameAsString() + " has a precondition");
                }
            }
        }
    }
}
