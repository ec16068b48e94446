package org.itb.harness.kernelrules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** After construction nothing is allocated: no collector can pause a step, and memory cannot run out in one. */
final class NoAllocation implements Rule {
    /** Methods beside constructors that may allocate, as Class.method; none so far. */
    private static final Set<String> FACTORIES = Set.of();
    private static final Set<Integer> ALLOCATING =
            Set.of(Opcodes.NEW, Opcodes.NEWARRAY, Opcodes.ANEWARRAY, Opcodes.MULTIANEWARRAY);

    @Override
    public String statement() {
        return "nothing is allocated outside constructors";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>();
        for (ClassNode type : code.classes()) {
            String simpleName = type.name.substring(type.name.lastIndexOf('/') + 1);
            violations.addAll(Instructions.violations(List.of(type), (method, instruction) -> {
                boolean constructs = method.name.equals("<init>") || method.name.equals("<clinit>")
                        || FACTORIES.contains(simpleName + "." + method.name);
                return !constructs && ALLOCATING.contains(instruction.getOpcode()) ? "allocates" : null;
            }));
        }
        return violations;
    }
}
