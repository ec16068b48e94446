package org.itb.harness.mutation;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The proof for a mutant that answers 0 in place of {@code session.answer(Reply.OK)}: the call is made all the same, OK is
 * 0, and the class file of the session says that {@code answer} returns what it was given. So each return in the line is of
 * that call, its argument is the constant 0, and each return of {@code answer} gives its only argument, which nothing
 * there writes.
 */
final class AnswersAsTold implements EquivalentMutant.Proof {
    private static final String SESSION = "org/itb/kernel/Session";
    private static final String ANSWER = "answer";

    @Override
    public boolean holds(EquivalentMutant.ClassFiles files, Mutant mutant) {
        List<AbstractInsnNode> returns = new ArrayList<>();
        for (MethodNode method : ClassFile.methodsOf(files.of(mutant.type()), mutant.method())) {
            returns.addAll(returnsIn(method, mutant.line()));
        }
        return !returns.isEmpty() && returns.stream().allMatch(AnswersAsTold::isOfTheAnswerOk)
                && givesItsArgument(files.of(SESSION.replace('/', '.')));
    }

    private static List<AbstractInsnNode> returnsIn(MethodNode method, int line) {
        List<AbstractInsnNode> found = new ArrayList<>();
        int at = 0;
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LineNumberNode number) {
                at = number.line;
            } else if (at == line && instruction.getOpcode() == Opcodes.IRETURN) {
                found.add(instruction);
            }
        }
        return found;
    }

    private static boolean isOfTheAnswerOk(AbstractInsnNode end) {
        return end.getPrevious() instanceof MethodInsnNode call && call.owner.equals(SESSION) && call.name.equals(ANSWER)
                && call.desc.equals("(I)I") && call.getPrevious().getOpcode() == Opcodes.ICONST_0;
    }

    private static boolean givesItsArgument(byte[] session) {
        List<MethodNode> answers = ClassFile.methodsOf(session, ANSWER);
        return answers.size() == 1 && answers.get(0).desc.equals("(I)I") && givesItsArgument(answers.get(0));
    }

    /** Its only argument is its first local but for the object itself. */
    private static boolean givesItsArgument(MethodNode answer) {
        boolean returns = false;
        for (AbstractInsnNode instruction : answer.instructions) {
            if (instruction.getOpcode() == Opcodes.IRETURN) {
                if (!(instruction.getPrevious() instanceof VarInsnNode load) || load.getOpcode() != Opcodes.ILOAD || load.var != 1) {
                    return false;
                }
                returns = true;
            }
            if (instruction.getOpcode() == Opcodes.IINC || instruction instanceof VarInsnNode store
                    && store.getOpcode() >= Opcodes.ISTORE && store.getOpcode() <= Opcodes.ASTORE) {
                return false;
            }
        }
        return returns;
    }
}
