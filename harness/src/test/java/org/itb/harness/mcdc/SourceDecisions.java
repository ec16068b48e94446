package org.itb.harness.mcdc;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** All decisions of a set of sources, read by the compiler that compiles them. */
public final class SourceDecisions {
    private final List<Decision> decisions = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final Map<String, List<Decision>> branches = new LinkedHashMap<>();
    private final Map<String, String> instrumented = new TreeMap<>();

    private SourceDecisions() {
    }

    /** Reads sources, by file name. */
    static SourceDecisions of(Map<String, String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        List<JavaFileObject> units = units(sources);
        JavacTask task = (JavacTask) compiler.getTask(null, null, problems, options(), null, units);
        SourceDecisions result = new SourceDecisions();
        try {
            List<CompilationUnitTree> parsed = new ArrayList<>();
            task.parse().forEach(parsed::add);
            task.analyze();
            refuseProblems(problems);
            for (CompilationUnitTree unit : parsed) {
                String name = unit.getSourceFile().getName().substring(1);
                DecisionSource source = DecisionSource.read(Trees.instance(task), unit, sources.get(name), result.decisions);
                result.refusals.addAll(source.refusals());
                result.branches.putAll(source.branches());
                result.instrumented.put(name, source.instrumented());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    List<Decision> decisions() {
        return decisions;
    }

    List<String> refusals() {
        return refusals;
    }

    /** By {@code Class.method#n}: the decision of each conditional branch, in the order of the code. */
    Map<String, List<Decision>> branches() {
        return branches;
    }

    /** The class files of the sources with probes, by class name. */
    Map<String, byte[]> compiledWithProbes() {
        return compile(instrumented, placeOf(Recorder.class).toString());
    }

    /** The class files of sources, by class name. */
    public static Map<String, byte[]> compile(Map<String, String> sources) {
        return compile(sources, "");
    }

    public static Path placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, byte[]> compile(Map<String, String> sources, String classPath) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> outputs = new TreeMap<>();
        JavaFileManager inMemory = new ForwardingJavaFileManager<>(compiler.getStandardFileManager(problems, null, null)) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return outputs.computeIfAbsent(className, name -> new ByteArrayOutputStream());
                    }
                };
            }
        };
        List<String> options = new ArrayList<>(List.of("--release", "17", "-g", "-proc:none", "-classpath", classPath));
        compiler.getTask(null, inMemory, problems, options, null, units(sources)).call();
        refuseProblems(problems);
        Map<String, byte[]> classes = new TreeMap<>();
        outputs.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return classes;
    }

    /** Only the sources at hand: the real kernel on the class path must not leak into a seeded one. */
    private static List<String> options() {
        return List.of("--release", "17", "-proc:none", "-classpath", "");
    }

    private static void refuseProblems(DiagnosticCollector<JavaFileObject> problems) {
        problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .findFirst().ifPresent(problem -> {
                    throw new IllegalArgumentException("the source does not compile: " + problem);
                });
    }

    private static List<JavaFileObject> units(Map<String, String> sources) {
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(
                new SimpleJavaFileObject(URI.create("memory:///" + name), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                }));
        return units;
    }
}
