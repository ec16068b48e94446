package org.itb.harness.kernelrules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.util.Printer;

/** A dose is counted, never approximated: no float or double as value, constant, parameter, field or instruction. */
final class NoFloatingPoint implements Rule {
    /** Conversions and comparisons, whose mnemonics do not begin with F or D. */
    private static final Set<String> CONVERSIONS = Set.of("I2F", "I2D", "L2F", "L2D");

    @Override
    public String statement() {
        return "there is no floating point";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>(Instructions.violations(code.classes(),
                (method, instruction) -> floats(instruction) ? "floating point" : null));
        violations.addAll(Instructions.methodViolations(code.classes(),
                method -> mentionsFloat(Type.getType(method.desc)) ? "floating point in the signature" : null));
        for (ClassNode type : code.classes()) {
            for (FieldNode field : type.fields) {
                if (mentionsFloat(Type.getType(field.desc))) {
                    violations.add(type.name + "." + field.name + ": floating-point field");
                }
            }
        }
        return violations;
    }

    private static boolean floats(AbstractInsnNode instruction) {
        if (instruction instanceof LdcInsnNode constant) {
            return constant.cst instanceof Float || constant.cst instanceof Double;
        }
        if (instruction instanceof MethodInsnNode call) {
            return mentionsFloat(Type.getType(call.desc));
        }
        if (instruction instanceof FieldInsnNode access) {
            return mentionsFloat(Type.getType(access.desc));
        }
        int opcode = instruction.getOpcode();
        if (opcode == Opcodes.NEWARRAY) {
            int element = ((IntInsnNode) instruction).operand;
            return element == Opcodes.T_FLOAT || element == Opcodes.T_DOUBLE;
        }
        return opcode >= 0 && isFloatOpcode(opcode);
    }

    private static boolean isFloatOpcode(int opcode) {
        String mnemonic = Printer.OPCODES[opcode];
        boolean stackOnly = mnemonic.startsWith("DUP");
        return CONVERSIONS.contains(mnemonic) || !stackOnly && (mnemonic.charAt(0) == 'F' || mnemonic.charAt(0) == 'D');
    }

    private static boolean mentionsFloat(Type type) {
        if (type.getSort() == Type.METHOD) {
            boolean found = mentionsFloat(type.getReturnType());
            for (Type parameter : type.getArgumentTypes()) {
                found |= mentionsFloat(parameter);
            }
            return found;
        }
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        return element.getSort() == Type.FLOAT || element.getSort() == Type.DOUBLE;
    }
}
