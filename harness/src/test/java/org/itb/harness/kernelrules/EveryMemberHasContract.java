package org.itb.harness.kernelrules;

import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import java.util.ArrayList;
import java.util.List;

/**
 * Nothing is left unsaid: every method and constructor says that it ends normally, what it ensures and what it may
 * change, and every class with state says what always holds.
 */
final class EveryMemberHasContract implements Rule {
    @Override
    public String statement() {
        return "every method, every constructor and every class with state has a JML contract";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>();
        for (JavaSource source : code.sources()) {
            for (TypeDeclaration<?> type : source.types()) {
                judge(source, type, violations);
            }
        }
        return violations;
    }

    private static void judge(JavaSource source, TypeDeclaration<?> type, List<String> violations) {
        boolean constructed = false;
        for (BodyDeclaration<?> member : type.getMembers()) {
            if (member instanceof CallableDeclaration<?> callable) {
                constructed |= member.isConstructorDeclaration();
                for (String missing : missingFrom(source.contractOf(type, callable))) {
                    violations.add(source.at(callable) + ": " + callable.getNameAsString() + " has no " + missing);
                }
            }
        }
        if (!constructed) {
            violations.add(source.at(type) + ": the constructor that javac adds has no contract");
        }
        List<Jml.Clause> ofType = Jml.clausesOf(source.jmlOfType(type));
        boolean hasInvariant = ofType.stream().anyMatch(clause -> clause.kind().equals("invariant"));
        if (hasState(type) && !hasInvariant) {
            violations.add(source.at(type) + ": " + type.getNameAsString() + " has state but no invariant");
        }
    }

    private static List<String> missingFrom(List<JavaSource.Comment> contract) {
        List<Jml.Clause> clauses = Jml.clausesOf(contract);
        List<String> missing = new ArrayList<>();
        if (clauses.stream().noneMatch(clause -> clause.kind().equals("normal_behavior"))) {
            missing.add("normal_behavior");
        }
        if (clauses.stream().noneMatch(clause -> clause.kind().equals("ensures"))) {
            missing.add("ensures");
        }
        boolean frame = clauses.stream().anyMatch(clause -> clause.kind().equals("assignable"));
        boolean pure = contract.stream().anyMatch(comment -> Jml.body(comment.text()).matches("(?s).*\\bpure\\b.*"));
        if (!frame && !pure) {
            missing.add("assignable");
        }
        return missing;
    }

    /** Fields that change: what a class is built of and never replaces needs no invariant, an array's content does. */
    private static boolean hasState(TypeDeclaration<?> type) {
        for (BodyDeclaration<?> member : type.getMembers()) {
            if (member instanceof FieldDeclaration field && !field.isStatic()) {
                boolean array = field.getElementType() != field.getCommonType() || field.getCommonType().isArrayType();
                if (array || !field.isFinal()) {
                    return true;
                }
            }
        }
        return false;
    }
}
