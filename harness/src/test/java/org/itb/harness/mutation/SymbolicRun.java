package org.itb.harness.mutation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Runs instructions on {@link Term}s: locals, stack, and everything done to the heap in its order. What is read from the
 * heap is an unknown that is named by its place and by all that was written before.
 */
final class SymbolicRun {
    private final Map<Integer, Term> locals;
    private final Deque<Term> stack;
    private final List<String> effects;
    private final Term.Unknown known;
    private final Term is;

    SymbolicRun() {
        this(new TreeMap<>(), new ArrayDeque<>(), new ArrayList<>(), null, null);
    }

    private SymbolicRun(Map<Integer, Term> locals, Deque<Term> stack, List<String> effects, Term.Unknown known, Term is) {
        this.locals = locals;
        this.stack = stack;
        this.effects = effects;
        this.known = known;
        this.is = is;
    }

    /** The same state, known to have a term in place of an unknown from here on. */
    SymbolicRun knowing(Term.Unknown unknown, Term is) {
        SymbolicRun result = new SymbolicRun(new TreeMap<>(), new ArrayDeque<>(), new ArrayList<>(effects), unknown, is);
        locals.forEach((number, term) -> result.locals.put(number, term.with(unknown, is)));
        stack.forEach(term -> result.stack.addLast(term.with(unknown, is)));
        return result;
    }

    SymbolicRun copy() {
        return new SymbolicRun(new TreeMap<>(locals), new ArrayDeque<>(stack), new ArrayList<>(effects), known, is);
    }

    private void push(Term term) {
        stack.push(known == null ? term : term.with(known, is));
    }

    private Term local(int number, boolean isLong) {
        return locals.containsKey(number) ? locals.get(number) : Term.unknown(isLong, "local" + number);
    }

    Term pop() {
        return stack.pop();
    }

    /** All that a later instruction can see: a local that still is what it was is left out. */
    String state() {
        Map<Integer, Term> changed = new TreeMap<>(locals);
        changed.entrySet().removeIf(entry -> entry.getValue().equals(untouched(entry.getKey(), entry.getValue().isLong())));
        return changed + " " + stack + " " + effects;
    }

    /** What was written and called, in this order. */
    List<String> effects() {
        return effects;
    }

    private Term untouched(int number, boolean isLong) {
        Term term = Term.unknown(isLong, "local" + number);
        return known == null ? term : term.with(known, is);
    }

    /** Whether this instruction is one that can be run; branches are the caller's. */
    boolean run(AbstractInsnNode at) {
        int code = at.getOpcode();
        if (at instanceof VarInsnNode variable) {
            return runVariable(code, variable.var);
        }
        if (at instanceof FieldInsnNode field) {
            return runField(code, field);
        }
        if (at instanceof MethodInsnNode call) {
            return runCall(code, call);
        }
        if (at instanceof IincInsnNode step) {
            locals.put(step.var, local(step.var, false).plus(Term.constant(false, step.incr), 1));
            return true;
        }
        if (at instanceof LdcInsnNode constant && constant.cst instanceof Number number) {
            push(Term.constant(number instanceof Long, number.longValue()));
            return number instanceof Long || number instanceof Integer;
        }
        if (at instanceof IntInsnNode small) {
            push(Term.constant(false, small.operand));
            return code == Opcodes.BIPUSH || code == Opcodes.SIPUSH;
        }
        return code < 0 || at instanceof JumpInsnNode || runPlain(code);
    }

    private boolean runVariable(int code, int number) {
        switch (code) {
            case Opcodes.LLOAD -> push(local(number, true));
            case Opcodes.ILOAD, Opcodes.ALOAD -> push(local(number, false));
            case Opcodes.LSTORE, Opcodes.ISTORE, Opcodes.ASTORE -> locals.put(number, stack.pop());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean runField(int code, FieldInsnNode field) {
        boolean isLong = field.desc.equals("J");
        String name = field.owner + "." + field.name;
        switch (code) {
            case Opcodes.GETFIELD -> push(read(isLong, name, stack.pop()));
            case Opcodes.GETSTATIC -> push(read(isLong, name));
            case Opcodes.PUTFIELD -> {
                Term value = stack.pop();
                effects.add(stack.pop() + "." + name + "=" + value);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Term read(boolean isLong, String what, Term... of) {
        return Term.unknown(isLong, what + " after " + effects, of);
    }

    private boolean runCall(int code, MethodInsnNode call) {
        List<Term> of = new ArrayList<>();
        for (int i = 0; i < Type.getArgumentCount(call.desc); i++) {
            of.add(0, stack.pop());
        }
        if (code != Opcodes.INVOKESTATIC) {
            of.add(0, stack.pop());
        }
        String what = call.owner + "." + call.name + call.desc;
        Type result = Type.getReturnType(call.desc);
        if (result != Type.VOID_TYPE) {
            push(read(result == Type.LONG_TYPE, what, of.toArray(Term[]::new)));
        }
        effects.add(what + of);
        return code != Opcodes.INVOKEDYNAMIC;
    }

    private boolean runPlain(int code) {
        if (code >= Opcodes.ICONST_M1 && code <= Opcodes.ICONST_5) {
            push(Term.constant(false, code - Opcodes.ICONST_0));
            return true;
        }
        if (code == Opcodes.LCONST_0 || code == Opcodes.LCONST_1) {
            push(Term.constant(true, code - Opcodes.LCONST_0));
            return true;
        }
        switch (code) {
            case Opcodes.LADD, Opcodes.IADD -> sum(1);
            case Opcodes.LSUB, Opcodes.ISUB -> sum(-1);
            case Opcodes.LNEG, Opcodes.INEG -> push(stack.pop().times(-1));
            case Opcodes.LMUL, Opcodes.IMUL -> product(code);
            case Opcodes.LDIV, Opcodes.LREM, Opcodes.LCMP -> opaque(code != Opcodes.LCMP, "op" + code);
            case Opcodes.IDIV, Opcodes.IREM, Opcodes.IAND, Opcodes.IOR, Opcodes.IXOR -> opaque(false, "op" + code);
            case Opcodes.I2L -> push(widened(stack.pop()));
            case Opcodes.L2I -> push(Term.unknown(false, "narrow", stack.pop()));
            case Opcodes.LALOAD, Opcodes.IALOAD, Opcodes.BALOAD, Opcodes.AALOAD -> element(code == Opcodes.LALOAD);
            case Opcodes.LASTORE, Opcodes.IASTORE, Opcodes.BASTORE -> {
                Term value = stack.pop();
                Term index = stack.pop();
                effects.add(stack.pop() + "[" + index + "]=" + value);
            }
            case Opcodes.ARRAYLENGTH -> push(Term.unknown(false, "length", stack.pop()));
            case Opcodes.DUP -> push(stack.peek());
            case Opcodes.POP -> stack.pop();
            case Opcodes.POP2 -> popWide();
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Term widened(Term narrow) {
        return narrow.isConstant() ? Term.constant(true, narrow.constant()) : Term.unknown(true, "wide", narrow);
    }

    private void sum(long sign) {
        Term right = stack.pop();
        push(stack.pop().plus(right, sign));
    }

    private void product(int code) {
        Term right = stack.pop();
        Term left = stack.pop();
        if (right.isConstant()) {
            push(left.times(right.constant()));
        } else if (left.isConstant()) {
            push(right.times(left.constant()));
        } else {
            push(Term.unknown(code == Opcodes.LMUL, "product", left, right));
        }
    }

    /** One number of 64 bits or two of 32. */
    private void popWide() {
        if (!stack.pop().isLong()) {
            stack.pop();
        }
    }

    private void opaque(boolean isLong, String what) {
        Term right = stack.pop();
        push(Term.unknown(isLong, what, stack.pop(), right));
    }

    private void element(boolean isLong) {
        Term index = stack.pop();
        push(read(isLong, "element", stack.pop(), index));
    }
}
