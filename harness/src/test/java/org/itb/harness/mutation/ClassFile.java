package org.itb.harness.mutation;

import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The code of a class file, by the names of its methods. */
final class ClassFile {
    private ClassFile() {
    }

    static List<MethodNode> methodsOf(byte[] classFile, String method) {
        ClassNode type = new ClassNode();
        new ClassReader(classFile).accept(type, ClassReader.SKIP_FRAMES);
        return type.methods.stream().filter(node -> node.name.equals(method)).toList();
    }
}
