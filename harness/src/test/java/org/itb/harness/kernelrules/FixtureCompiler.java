package org.itb.harness.kernelrules;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles seeded violations in memory, with the release that the kernel is compiled with. */
final class FixtureCompiler {
    private FixtureCompiler() {
    }

    /** The class files of these sources, by file name; a source that does not compile is an error of the test. */
    static List<byte[]> compile(Map<String, String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        List<ByteArrayOutputStream> outputs = new ArrayList<>();
        StandardJavaFileManager standard = compiler.getStandardFileManager(problems, null, null);
        JavaFileManager inMemory = new ForwardingJavaFileManager<>(standard) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
                ByteArrayOutputStream output = new ByteArrayOutputStream();
                outputs.add(output);
                return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return output;
                    }
                };
            }
        };
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(source(name, text)));
        // Only the sources at hand: the real kernel on the class path must not leak into a seeded one.
        List<String> options = List.of("--release", "17", "-proc:none", "-classpath", "");
        if (!compiler.getTask(null, inMemory, problems, options, null, units).call()) {
            throw new IllegalArgumentException("the seeded source does not compile: " + problems.getDiagnostics());
        }
        return outputs.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("memory:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
