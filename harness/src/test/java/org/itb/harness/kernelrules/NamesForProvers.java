package org.itb.harness.kernelrules;

import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.VariableDeclarator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Names that KeY uses itself: a parameter {@code empty} made a proof run forever. */
final class NamesForProvers implements Rule {
    private static final Set<String> TAKEN = Set.of("empty", "heap", "self", "result", "exc");

    @Override
    public String statement() {
        return "no variable has a name that a prover uses itself";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>();
        for (JavaSource source : code.sources()) {
            source.unit().walk(node -> {
                if (node instanceof Parameter parameter && TAKEN.contains(parameter.getNameAsString())) {
                    violations.add(source.at(parameter) + ": parameter " + parameter.getNameAsString());
                } else if (node instanceof VariableDeclarator variable && TAKEN.contains(variable.getNameAsString())) {
                    violations.add(source.at(variable) + ": variable " + variable.getNameAsString());
                }
            });
        }
        return violations;
    }
}
