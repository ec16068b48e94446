package org.itb.harness.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** The kernel's class files in a folder. */
final class KernelClasses {
    private KernelClasses() {
    }

    static EquivalentMutant.ClassFiles in(Path folder) {
        return type -> {
            try {
                return Files.readAllBytes(folder.resolve(type.replace('.', '/') + ".class"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** Those of mere constants have nothing to mutate. */
    static Set<String> withCode(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                ClassNode type = new ClassNode();
                new ClassReader(Files.readAllBytes(file)).accept(type, ClassReader.SKIP_CODE);
                if (type.methods.stream().anyMatch(method -> !method.name.startsWith("<"))) {
                    names.add(type.name.replace('/', '.'));
                }
            }
        }
        return names;
    }
}
