package org.itb.harness.kernelrules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** What the rules judge: sources and the classes compiled from them. */
record KernelCode(List<JavaSource> sources, List<ClassNode> classes) {
    /** The kernel of this build. */
    static KernelCode ofThisBuild() {
        return new KernelCode(parsed(KernelFiles.sources()), KernelFiles.classes().stream().map(KernelCode::read).toList());
    }

    /** A seeded kernel: sources by file name, compiled in memory. */
    static KernelCode of(Map<String, String> sources) {
        List<ClassNode> classes = new ArrayList<>();
        for (byte[] classFile : FixtureCompiler.compile(sources)) {
            classes.add(read(classFile));
        }
        return new KernelCode(parsed(sources), List.copyOf(classes));
    }

    private static List<JavaSource> parsed(Map<String, String> sources) {
        List<JavaSource> result = new ArrayList<>();
        sources.forEach((name, text) -> result.add(JavaSource.parse(name, text)));
        return List.copyOf(result);
    }

    private static ClassNode read(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        return node;
    }
}
