package org.itb.harness.mcdc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * The conditional branches of compiled classes, held against the decisions of their sources: each condition that steers is
 * one branch of two edges, in the order of the text; no branch belongs to no decision; and within a decision each branch
 * is reached over one edge alone. Whoever has then taken every edge has, by the result of Comar and others, shown MC/DC.
 */
final class ObjectBranches {
    private final Map<String, List<Decision>> expected;
    private final List<String> violations = new ArrayList<>();
    private int found;

    private ObjectBranches(Map<String, List<Decision>> expected) {
        this.expected = expected;
    }

    /** Every deviation, each with its place; empty when the method of tree-shaped decisions applies. */
    static ObjectBranches of(SourceDecisions sources, Iterable<byte[]> classFiles) {
        ObjectBranches result = new ObjectBranches(new HashMap<>(sources.branches()));
        for (byte[] classFile : classFiles) {
            ClassNode type = new ClassNode();
            new ClassReader(classFile).accept(type, 0);
            result.judge(type);
        }
        result.expected.forEach((method, decisions) -> {
            if (!decisions.isEmpty()) {
                result.violations.add(method + " is in no class file");
            }
        });
        return result;
    }

    List<String> violations() {
        return violations;
    }

    /** How many conditional branches there are; each has two edges. */
    int count() {
        return found;
    }

    private void judge(ClassNode type) {
        String simpleName = type.name.substring(type.name.lastIndexOf('/') + 1);
        Map<String, Integer> seen = new HashMap<>();
        for (MethodNode method : type.methods) {
            String name = simpleName + "." + method.name;
            String key = name + "#" + (seen.merge(name, 1, Integer::sum) - 1);
            judge(key, method, expected.getOrDefault(key, List.of()));
            expected.remove(key);
        }
    }

    private void judge(String name, MethodNode method, List<Decision> decisions) {
        List<JumpInsnNode> branches = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        int line = 0;
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LineNumberNode number) {
                line = number.line;
            } else if (instruction instanceof JumpInsnNode jump && jump.getOpcode() != Opcodes.GOTO) {
                branches.add(jump);
                lines.add(line);
            } else if (instruction instanceof TableSwitchInsnNode || instruction instanceof LookupSwitchInsnNode) {
                violations.add(name + ": a switch in line " + line);
            }
        }
        found += branches.size();
        if (branches.size() != decisions.size()) {
            violations.add(name + ": " + branches.size() + " conditional branches, of conditions that steer "
                    + decisions.size());
            return;
        }
        for (int i = 0; i < branches.size(); i++) {
            Decision decision = decisions.get(i);
            if (lines.get(i) < decision.line() || lines.get(i) > decision.lastLine()) {
                violations.add(name + ": the branch in line " + lines.get(i) + " is not of " + decision);
            }
        }
        reachedOnce(branches, decisions);
    }

    /** Within a decision that is all short circuit, one edge leads into each branch but the first. */
    private void reachedOnce(List<JumpInsnNode> branches, List<Decision> decisions) {
        Map<JumpInsnNode, Set<String>> edgesInto = new HashMap<>();
        for (int i = 0; i < branches.size(); i++) {
            if (decisions.get(i).isShortCircuit()) {
                note(branches, decisions, i, branches.get(i).getNext(), "no jump", edgesInto);
                note(branches, decisions, i, branches.get(i).label, "jump", edgesInto);
            }
        }
        edgesInto.forEach((branch, edges) -> {
            if (edges.size() > 1) {
                Decision decision = decisions.get(branches.indexOf(branch));
                violations.add(decision + ": a condition is reached in " + edges.size() + " ways");
            }
        });
    }

    private static void note(List<JumpInsnNode> branches, List<Decision> decisions, int from, AbstractInsnNode to,
                             String edge, Map<JumpInsnNode, Set<String>> edgesInto) {
        JumpInsnNode next = nextBranch(to);
        int found = branches.indexOf(next);
        if (next != null && found > from && decisions.get(found) == decisions.get(from)) {
            edgesInto.computeIfAbsent(next, branch -> new HashSet<>()).add(from + edge);
        }
    }

    /** The conditional branch that this point leads to without any other; none if the method ends before. */
    private static JumpInsnNode nextBranch(AbstractInsnNode start) {
        Deque<AbstractInsnNode> ahead = new ArrayDeque<>();
        Set<AbstractInsnNode> been = new HashSet<>();
        ahead.add(start);
        while (!ahead.isEmpty()) {
            AbstractInsnNode at = ahead.remove();
            if (!been.add(at)) {
                return null;
            }
            if (at instanceof JumpInsnNode jump) {
                if (jump.getOpcode() != Opcodes.GOTO) {
                    return jump;
                }
                ahead.add(jump.label);
            } else if (at.getNext() != null && !isEnd(at)) {
                ahead.add(at.getNext());
            }
        }
        return null;
    }

    private static boolean isEnd(AbstractInsnNode at) {
        return at.getOpcode() >= Opcodes.IRETURN && at.getOpcode() <= Opcodes.RETURN || at.getOpcode() == Opcodes.ATHROW;
    }
}
