package org.itb.harness.kernelrules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.itb.kernel.Parameters;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** What the rules judge: sources and the classes compiled from them. */
record KernelCode(List<JavaSource> sources, List<ClassNode> classes) {
    private static final String PACKAGE_FOLDER = "org/itb/kernel";

    /** The kernel of this build: its sources in kernel/, and the very class files that the tests run. */
    static KernelCode ofThisBuild() {
        Path folder = home().resolve("kernel/src/main/java").resolve(PACKAGE_FOLDER);
        Map<String, String> sources = new LinkedHashMap<>();
        for (Path file : filesEndingWith(folder, ".java")) {
            sources.put(folder.relativize(file).toString(), text(file));
        }
        return new KernelCode(parsed(sources), classesBesideTheParameters());
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

    private static Path home() {
        String home = System.getProperty("itb.home");
        if (home != null) {
            return Path.of(home);
        }
        // Started from an IDE, in the module's folder or at the root.
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("kernel")) ? here : here.getParent();
    }

    private static List<ClassNode> classesBesideTheParameters() {
        try {
            Path origin = Path.of(Parameters.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(origin)) {
                return readAll(origin.resolve(PACKAGE_FOLDER));
            }
            try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + origin.toUri()), Map.of())) {
                return readAll(jar.getPath(PACKAGE_FOLDER));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<ClassNode> readAll(Path folder) {
        List<ClassNode> classes = new ArrayList<>();
        for (Path file : filesEndingWith(folder, ".class")) {
            try {
                classes.add(read(Files.readAllBytes(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return List.copyOf(classes);
    }

    private static ClassNode read(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        return node;
    }

    private static List<Path> filesEndingWith(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
