package org.itb.harness.kernelrules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** Walks class files and names the place of what is found. */
final class Instructions {
    private Instructions() {
    }

    /** What {@code judge} says of each instruction ({@code null}: nothing), with the place in front. */
    static List<String> violations(
            List<ClassNode> classes, BiFunction<MethodNode, AbstractInsnNode, String> judge) {
        List<String> violations = new ArrayList<>();
        for (ClassNode type : classes) {
            for (MethodNode method : type.methods) {
                int line = 0;
                for (AbstractInsnNode instruction : method.instructions) {
                    if (instruction instanceof LineNumberNode number) {
                        line = number.line;
                    }
                    String problem = judge.apply(method, instruction);
                    if (problem != null) {
                        violations.add(place(type, method) + " line " + line + ": " + problem);
                    }
                }
            }
        }
        return violations;
    }

    /** What {@code judge} says of each method ({@code null}: nothing), with the place in front. */
    static List<String> methodViolations(List<ClassNode> classes, Function<MethodNode, String> judge) {
        List<String> violations = new ArrayList<>();
        for (ClassNode type : classes) {
            for (MethodNode method : type.methods) {
                String problem = judge.apply(method);
                if (problem != null) {
                    violations.add(place(type, method) + ": " + problem);
                }
            }
        }
        return violations;
    }

    static String place(ClassNode type, MethodNode method) {
        return type.name.substring(type.name.lastIndexOf('/') + 1) + "." + method.name + method.desc;
    }
}
