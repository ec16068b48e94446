package org.itb.harness.kernelrules;

import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.AnnotationDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.LiteralStringValueExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.PatternExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.expr.TextBlockLiteralExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithTypeParameters;
import com.github.javaparser.ast.stmt.AssertStmt;
import com.github.javaparser.ast.stmt.LabeledStmt;
import com.github.javaparser.ast.stmt.LocalClassDeclarationStmt;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.VarType;
import java.util.ArrayList;
import java.util.List;

/** Both provers read about the Java of 2004; what is newer, one of them cannot load. */
final class PlainOldJava implements Rule {
    @Override
    public String statement() {
        return "the sources are plain old Java that both provers read";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>();
        for (JavaSource source : code.sources()) {
            source.unit().walk(node -> {
                String problem = problemWith(node);
                if (problem != null) {
                    violations.add(source.at(node) + ": " + problem);
                }
            });
        }
        return violations;
    }

    private static String problemWith(Node node) {
        String declaration = problemWithDeclaration(node);
        return declaration != null ? declaration : problemWithCode(node);
    }

    private static String problemWithDeclaration(Node node) {
        if (node instanceof RecordDeclaration) {
            return "record";
        }
        if (node instanceof EnumDeclaration) {
            return "enum: it allocates when its class is loaded, and its methods are the library's";
        }
        if (node instanceof AnnotationDeclaration || node instanceof AnnotationExpr) {
            return "annotation";
        }
        if (node instanceof ImportDeclaration) {
            return "import";
        }
        if (node instanceof ClassOrInterfaceDeclaration type) {
            if (type.isInterface()) {
                return "interface";
            }
            if (type.isNestedType() || !type.getPermittedTypes().isEmpty()) {
                return "nested or sealed class";
            }
        }
        if (node instanceof NodeWithTypeParameters<?> generic && !generic.getTypeParameters().isEmpty()) {
            return "type parameter";
        }
        return node instanceof Parameter parameter && parameter.isVarArgs() ? "variable number of arguments" : null;
    }

    private static String problemWithCode(Node node) {
        if (node instanceof VarType) {
            return "var";
        }
        if (node instanceof SwitchExpr || node instanceof SwitchEntry entry && isNewSwitch(entry)) {
            return "switch of a newer form";
        }
        if (node instanceof LambdaExpr || node instanceof MethodReferenceExpr) {
            return "lambda";
        }
        if (node instanceof LiteralStringValueExpr literal
                && !(node instanceof TextBlockLiteralExpr) && literal.getValue().contains("_")) {
            return "underscore in a number";
        }
        if (node instanceof TextBlockLiteralExpr || node instanceof PatternExpr) {
            return "text block or pattern";
        }
        if (node instanceof ClassOrInterfaceType type && type.getTypeArguments().isPresent()) {
            return "type argument";
        }
        boolean hidden = node instanceof AssertStmt || node instanceof LabeledStmt
                || node instanceof LocalClassDeclarationStmt
                || node instanceof ObjectCreationExpr creation && creation.getAnonymousClassBody().isPresent();
        return hidden ? "assert, label, local or anonymous class" : null;
    }

    private static boolean isNewSwitch(SwitchEntry entry) {
        return entry.getType() != SwitchEntry.Type.STATEMENT_GROUP || entry.getLabels().size() > 1;
    }
}
