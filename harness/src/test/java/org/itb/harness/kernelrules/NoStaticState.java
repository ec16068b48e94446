package org.itb.harness.kernelrules;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;

/** Two kernels never share anything: a static field is a number that the compiler knows. */
final class NoStaticState implements Rule {
    @Override
    public String statement() {
        return "every static field is a constant number";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>();
        for (ClassNode type : code.classes()) {
            for (FieldNode field : type.fields) {
                boolean isStatic = (field.access & Opcodes.ACC_STATIC) != 0;
                boolean isConstant = (field.access & Opcodes.ACC_FINAL) != 0 && field.value instanceof Number;
                if (isStatic && !isConstant) {
                    violations.add(type.name + "." + field.name + ": static, but no constant number");
                }
            }
        }
        violations.addAll(Instructions.methodViolations(code.classes(),
                method -> method.name.equals("<clinit>") ? "runs code when the class is loaded" : null));
        return violations;
    }
}
