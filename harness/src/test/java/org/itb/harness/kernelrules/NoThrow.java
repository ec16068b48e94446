package org.itb.harness.kernelrules;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** A refusal is a code, never an exception: nothing is thrown, declared or caught. */
final class NoThrow implements Rule {
    @Override
    public String statement() {
        return "nothing is thrown, declared or caught";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>(Instructions.violations(code.classes(),
                (method, instruction) -> instruction.getOpcode() == Opcodes.ATHROW ? "throws" : null));
        violations.addAll(Instructions.methodViolations(code.classes(), method -> {
            if (!method.tryCatchBlocks.isEmpty()) {
                return "catches";
            }
            return method.exceptions.isEmpty() ? null : "declares an exception";
        }));
        return violations;
    }
}
