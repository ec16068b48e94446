package org.itb.harness.mutation;

import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Class files that tell which of their lines are reached. */
final class LineProbes {
    private static final String HITS = Type.getInternalName(Hits.class);

    private LineProbes() {
    }

    /** @param numbers of the classes, by name: with the line they make the place that is told */
    static Map<String, byte[]> in(Map<String, byte[]> classes, Map<String, Integer> numbers) {
        Map<String, byte[]> probed = new TreeMap<>();
        classes.forEach((name, bytes) -> probed.put(name, in(bytes, numbers.get(name) * Hits.LINES_OF_A_CLASS)));
        return probed;
    }

    private static byte[] in(byte[] bytes, int first) {
        ClassNode type = new ClassNode();
        new ClassReader(bytes).accept(type, 0);
        for (MethodNode method : type.methods) {
            for (AbstractInsnNode at : method.instructions.toArray()) {
                if (at instanceof LineNumberNode number) {
                    method.instructions.insertBefore(codeAfter(at), probe(first + number.line));
                }
            }
        }
        ClassWriter written = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.accept(written);
        return written.toByteArray();
    }

    /** Behind labels and frames, which belong to the instruction that they stand before. */
    private static AbstractInsnNode codeAfter(AbstractInsnNode line) {
        AbstractInsnNode at = line;
        while (at.getOpcode() < 0) {
            at = at.getNext();
        }
        return at;
    }

    private static InsnList probe(int place) {
        InsnList probe = new InsnList();
        probe.add(new LdcInsnNode(place));
        probe.add(new MethodInsnNode(Opcodes.INVOKESTATIC, HITS, "hit", "(I)V", false));
        return probe;
    }
}
