package org.itb.harness.mutation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The kernel compiled in memory: as it is, and with one source changed. */
final class KernelCompiler {
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    /** One for all mutants: opening the JDK's classes costs more than compiling one class. */
    private final JavaFileManager files = compiler.getStandardFileManager(null, null, null);
    private final Map<String, String> sources = new TreeMap<>();
    private final Map<String, byte[]> classes;
    private final Path compiled;

    /** @param folder that holds the packages; module and package descriptions are left out */
    KernelCompiler(Path folder, Path work) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.getFileName().toString().endsWith("-info.java")).toList()) {
                sources.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        classes = compile(sources, "", "-g:none").orElseThrow(() -> new IOException(folder + ": does not compile"));
        compiled = work.resolve("kernel");
        for (Map.Entry<String, byte[]> type : classes.entrySet()) {
            Path file = compiled.resolve(type.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, type.getValue());
        }
    }

    /** By class name, without the numbers of lines: the same code is the same file. */
    Map<String, byte[]> classes() {
        return classes;
    }

    /** The same with the numbers of lines. */
    Map<String, byte[]> withLines() {
        return compile(sources, "", "-g").orElseThrow();
    }

    String source(String path) {
        return sources.get(path);
    }

    /** The classes of one source with another text; empty if that does not compile. */
    Optional<Map<String, byte[]>> with(String path, String text) {
        return compile(Map.of(path, text), compiled.toString(), "-g:none");
    }

    private Optional<Map<String, byte[]>> compile(Map<String, String> texts, String classPath, String debug) {
        Map<String, ByteArrayOutputStream> outputs = new TreeMap<>();
        JavaFileManager inMemory = new ForwardingJavaFileManager<>(files) {
            @Override
            public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + ".class"), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return outputs.computeIfAbsent(name, unseen -> new ByteArrayOutputStream());
                    }
                };
            }
        };
        List<JavaFileObject> units = new ArrayList<>();
        texts.forEach((path, text) -> units.add(new SimpleJavaFileObject(URI.create("memory:///" + path), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        }));
        boolean done = compiler.getTask(new StringWriter(), inMemory, problem -> { }, List.of("-proc:none", "-Xlint:none", debug,
                "-implicit:none", "-classpath", classPath), null, units).call();
        Map<String, byte[]> result = new TreeMap<>();
        outputs.forEach((name, bytes) -> result.put(name, bytes.toByteArray()));
        return done ? Optional.of(result) : Optional.empty();
    }
}
