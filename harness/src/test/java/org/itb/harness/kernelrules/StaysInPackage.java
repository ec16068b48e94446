package org.itb.harness.kernelrules;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** The kernel is all there is to review: no library, no clock, no file, no text, no native code. */
final class StaysInPackage implements Rule {
    private static final String HOME = "org/itb/kernel/";
    private static final String OBJECT = "java/lang/Object";

    @Override
    public String statement() {
        return "nothing outside org.itb.kernel is used but the constructor of Object";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>(
                Instructions.violations(code.classes(), (method, instruction) -> reach(instruction)));
        violations.addAll(Instructions.methodViolations(code.classes(), StaysInPackage::signature));
        for (ClassNode type : code.classes()) {
            if (!type.superName.equals(OBJECT) && !isOwn(Type.getObjectType(type.superName))) {
                violations.add(type.name + ": extends " + type.superName);
            }
            for (String implemented : type.interfaces) {
                if (!isOwn(Type.getObjectType(implemented))) {
                    violations.add(type.name + ": implements " + implemented);
                }
            }
            for (FieldNode field : type.fields) {
                if (!isOwn(Type.getType(field.desc))) {
                    violations.add(type.name + "." + field.name + ": is a " + field.desc);
                }
            }
        }
        return violations;
    }

    private static String signature(MethodNode method) {
        if ((method.access & Opcodes.ACC_NATIVE) != 0) {
            return "native";
        }
        return isOwn(Type.getMethodType(method.desc)) ? null : "foreign type in the signature";
    }

    private static String reach(AbstractInsnNode instruction) {
        if (instruction instanceof MethodInsnNode call) {
            boolean constructorOfObject = call.owner.equals(OBJECT) && call.name.equals("<init>");
            // An array's own methods (clone) are library calls too.
            boolean own = call.owner.startsWith(HOME) && isOwn(Type.getMethodType(call.desc));
            return own || constructorOfObject ? null : "calls " + call.owner + "." + call.name;
        }
        if (instruction instanceof FieldInsnNode access) {
            boolean own = access.owner.startsWith(HOME) && isOwn(Type.getType(access.desc));
            return own ? null : "reads " + access.owner + "." + access.name;
        }
        if (instruction instanceof TypeInsnNode use) {
            return isOwn(Type.getObjectType(use.desc)) ? null : "names " + use.desc;
        }
        boolean textOrClass = instruction instanceof LdcInsnNode constant && !(constant.cst instanceof Number);
        return textOrClass ? "holds a constant that is no number" : null;
    }

    private static boolean isOwn(Type type) {
        return switch (type.getSort()) {
            case Type.METHOD -> {
                boolean own = isOwn(type.getReturnType());
                for (Type parameter : type.getArgumentTypes()) {
                    own &= isOwn(parameter);
                }
                yield own;
            }
            case Type.ARRAY -> isOwn(type.getElementType());
            case Type.OBJECT -> type.getInternalName().startsWith(HOME);
            default -> true;
        };
    }
}
