package org.itb.harness.kernelrules;

import java.util.List;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;

/** What runs is what was compiled and proved: nothing is linked or spun up while the pump runs. */
final class NoDynamicCode implements Rule {
    @Override
    public String statement() {
        return "there is no invokedynamic, method handle or dynamic constant";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        return Instructions.violations(code.classes(), (method, instruction) -> {
            if (instruction instanceof InvokeDynamicInsnNode) {
                return "invokedynamic";
            }
            boolean dynamicConstant = instruction instanceof LdcInsnNode constant
                    && (constant.cst instanceof ConstantDynamic || constant.cst instanceof Handle);
            return dynamicConstant ? "dynamic constant" : null;
        });
    }
}
