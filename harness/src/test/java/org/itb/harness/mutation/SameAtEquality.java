package org.itb.harness.mutation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The proof for a comparison whose edge may go either way. A mutant that makes {@code <} of {@code <=}, or the other way
 * round, decides otherwise only where both sides are equal. So both branches are run from there on, on unknowns, with one
 * side put in place of the other: if they return the same, or come together with the same locals, stack and writes, in
 * the same order, the mutant does what the kernel does, for every value of 32 or 64 bits. Nothing is sampled.
 *
 * <p>It fails for whatever it cannot follow: further branches before the two meet, and what it does not know.
 */
final class SameAtEquality implements EquivalentMutant.Proof {
    private static final Set<Integer> ORDERED = Set.of(
            Opcodes.IFLT, Opcodes.IFLE, Opcodes.IFGT, Opcodes.IFGE,
            Opcodes.IF_ICMPLT, Opcodes.IF_ICMPLE, Opcodes.IF_ICMPGT, Opcodes.IF_ICMPGE);
    private static final int STEPS_MAX = 500;

    @Override
    public boolean holds(EquivalentMutant.ClassFiles files, Mutant mutant) {
        return holds(files.of(mutant.type()), mutant.method(), mutant.line());
    }

    boolean holds(byte[] classFile, String method, int line) {
        List<Boolean> verdicts = new ArrayList<>();
        for (MethodNode node : ClassFile.methodsOf(classFile, method)) {
            for (JumpInsnNode jump : comparisonsIn(node, line)) {
                verdicts.add(holds(node, jump));
            }
        }
        return !verdicts.isEmpty() && !verdicts.contains(false);
    }

    private static List<JumpInsnNode> comparisonsIn(MethodNode method, int line) {
        List<JumpInsnNode> found = new ArrayList<>();
        int at = 0;
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LineNumberNode number) {
                at = number.line;
            } else if (at == line && instruction instanceof JumpInsnNode jump && ORDERED.contains(jump.getOpcode())) {
                found.add(jump);
            }
        }
        return found;
    }

    private static boolean holds(MethodNode method, JumpInsnNode jump) {
        boolean longs = jump.getPrevious().getOpcode() == Opcodes.LCMP;
        AbstractInsnNode end = longs ? jump.getPrevious() : jump;
        SymbolicRun run = new SymbolicRun();
        for (AbstractInsnNode at : before(method, end)) {
            if (!run.run(at)) {
                return false;
            }
        }
        boolean two = longs || jump.getOpcode() >= Opcodes.IF_ICMPEQ;
        Term right = two ? run.pop() : Term.constant(false, 0);
        Term left = run.pop();
        return solved(left.plus(right, -1)).map(equal -> {
            SymbolicRun knowing = run.knowing(equal.unknown(), equal.is());
            return meet(follow(knowing, jump.label), follow(knowing, jump.getNext()));
        }).orElse(false);
    }

    /** The straight line of instructions up to this one, from the last point that others may jump to. */
    private static List<AbstractInsnNode> before(MethodNode method, AbstractInsnNode end) {
        Set<LabelNode> targets = new HashSet<>();
        for (AbstractInsnNode at : method.instructions) {
            if (at instanceof JumpInsnNode jump) {
                targets.add(jump.label);
            }
        }
        List<AbstractInsnNode> line = new ArrayList<>();
        for (AbstractInsnNode at = end.getPrevious(); at != null; at = at.getPrevious()) {
            if (at instanceof JumpInsnNode || at instanceof LabelNode label && targets.contains(label)) {
                break;
            }
            line.add(0, at);
        }
        return line;
    }

    private record Equality(Term.Unknown unknown, Term is) {
    }

    /** What one unknown is if this sum is 0: one with the factor 1 or -1 that stands nowhere else in it. */
    private static Optional<Equality> solved(Term zero) {
        for (Map.Entry<Term.Unknown, Long> entry : zero.factors().entrySet()) {
            long factor = entry.getValue();
            if (Math.abs(factor) == 1 && !zero.holdsWithin(entry.getKey())) {
                Term alone = new Term(zero.isLong(), 0, Map.of(entry.getKey(), 1L));
                return Optional.of(new Equality(entry.getKey(), alone.plus(zero, -factor)));
            }
        }
        return Optional.empty();
    }

    /** What each instruction meets on this way, by instruction; a return is under a key of its own. */
    private static Map<Object, String> follow(SymbolicRun start, AbstractInsnNode from) {
        Map<Object, String> seen = new HashMap<>();
        SymbolicRun run = start.copy();
        AbstractInsnNode at = from;
        for (int i = 0; i < STEPS_MAX && at != null; i++) {
            seen.putIfAbsent(at, run.state());
            int code = at.getOpcode();
            if (code >= Opcodes.IRETURN && code <= Opcodes.RETURN) {
                seen.put("return", (code == Opcodes.RETURN ? "" : run.pop() + " ") + run.effects());
                return seen;
            }
            if (at instanceof JumpInsnNode jump && code != Opcodes.GOTO || !run.run(at)) {
                return seen;
            }
            at = at instanceof JumpInsnNode jump ? jump.label : at.getNext();
        }
        return seen;
    }

    private static boolean meet(Map<Object, String> one, Map<Object, String> other) {
        return one.entrySet().stream().anyMatch(entry -> entry.getValue().equals(other.get(entry.getKey())));
    }
}
