package org.itb.harness.kernelrules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The call graph has no cycle, so the stack has a bound that can be counted. Overriding methods count as called. */
final class NoRecursion implements Rule {
    @Override
    public String statement() {
        return "no method calls itself, directly or through others";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        Map<String, Set<String>> calls = callGraph(code.classes());
        List<String> violations = new ArrayList<>();
        for (String method : calls.keySet()) {
            if (reaches(calls, method, method)) {
                violations.add(method + ": can call itself");
            }
        }
        return violations;
    }

    private static boolean reaches(Map<String, Set<String>> calls, String from, String target) {
        Deque<String> open = new ArrayDeque<>(calls.getOrDefault(from, Set.of()));
        Set<String> seen = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            String method = open.pop();
            if (method.equals(target)) {
                return true;
            }
            if (seen.add(method)) {
                open.addAll(calls.getOrDefault(method, Set.of()));
            }
        }
        return false;
    }

    private static Map<String, Set<String>> callGraph(List<ClassNode> classes) {
        Map<String, ClassNode> byName = new HashMap<>();
        classes.forEach(type -> byName.put(type.name, type));
        Map<String, Set<String>> calls = new LinkedHashMap<>();
        for (ClassNode type : classes) {
            for (MethodNode method : type.methods) {
                Set<String> targets = new LinkedHashSet<>();
                for (AbstractInsnNode instruction : method.instructions) {
                    if (instruction instanceof MethodInsnNode call) {
                        targets.addAll(targetsOf(call, byName));
                    }
                }
                calls.put(name(type, method.name, method.desc), targets);
            }
        }
        return calls;
    }

    /** The declaration that the call names, in its class or above, and every override below. */
    private static Set<String> targetsOf(MethodInsnNode call, Map<String, ClassNode> byName) {
        Set<String> targets = new LinkedHashSet<>();
        for (ClassNode type : byName.values()) {
            boolean related = isBelow(type, call.owner, byName)
                    || byName.containsKey(call.owner) && isBelow(byName.get(call.owner), type.name, byName);
            if (related && declares(type, call)) {
                targets.add(name(type, call.name, call.desc));
            }
        }
        return targets;
    }

    private static boolean isBelow(ClassNode type, String ancestor, Map<String, ClassNode> byName) {
        if (type == null) {
            return false;
        }
        boolean below = type.name.equals(ancestor) || isBelow(byName.get(type.superName), ancestor, byName);
        for (String implemented : type.interfaces) {
            below |= implemented.equals(ancestor) || isBelow(byName.get(implemented), ancestor, byName);
        }
        return below;
    }

    private static boolean declares(ClassNode type, MethodInsnNode call) {
        return type.methods.stream().anyMatch(m -> m.name.equals(call.name) && m.desc.equals(call.desc));
    }

    private static String name(ClassNode type, String method, String descriptor) {
        return type.name + "." + method + descriptor;
    }
}
