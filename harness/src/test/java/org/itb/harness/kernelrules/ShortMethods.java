package org.itb.harness.kernelrules;

import com.github.javaparser.ast.body.CallableDeclaration;
import java.util.ArrayList;
import java.util.List;

/** A method is read at one glance: at most 40 lines that carry code. */
final class ShortMethods implements Rule {
    static final int LIMIT = 40;

    @Override
    public String statement() {
        return "no method is longer than " + LIMIT + " lines";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>();
        for (JavaSource source : code.sources()) {
            source.unit().walk(node -> {
                if (node instanceof CallableDeclaration<?> callable && JavaSource.linesOfCode(callable) > LIMIT) {
                    violations.add(source.at(callable) + ": " + callable.getNameAsString() + " has "
                            + JavaSource.linesOfCode(callable) + " lines");
                }
            });
        }
        return violations;
    }
}
