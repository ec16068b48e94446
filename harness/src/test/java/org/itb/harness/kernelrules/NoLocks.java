package org.itb.harness.kernelrules;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** One thread owns a kernel; a lock could only make a step wait. */
final class NoLocks implements Rule {
    @Override
    public String statement() {
        return "nothing is synchronized";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>(Instructions.violations(code.classes(), (method, instruction) -> {
            int opcode = instruction.getOpcode();
            return opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT ? "locks" : null;
        }));
        violations.addAll(Instructions.methodViolations(code.classes(),
                method -> (method.access & Opcodes.ACC_SYNCHRONIZED) != 0 ? "synchronized" : null));
        return violations;
    }
}
