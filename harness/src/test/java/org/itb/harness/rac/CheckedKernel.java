package org.itb.harness.rac;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The kernel with its contracts as checks that run, and the tests on it: each contract is an oracle of every test. For who
 * has OpenJML; {@code ./mvnw verify -Prac}.
 */
final class CheckedKernel {
    static final int HOLDS = 0;
    static final int DOES_NOT_HOLD = 1;
    static final int CANNOT_RUN = 3;
    private static final long COMPILE_MINUTES = 20;
    private static final long TESTS_MINUTES = 60;

    private static final Pattern TOO_LARGE =
            Pattern.compile("/(\\w+)\\.java:\\d+: error: (?:code too large|too many constants)");
    private static final String HOW_TO_GET = "OpenJML is not here: OPENJML_HOME names no folder with an 'openjml' program"
            + " and a 'jmlruntime.jar'.\n  Unpack a release 0.17 of https://github.com/OpenJML/OpenJML and set OPENJML_HOME"
            + " to the folder that holds both.";

    private final Path openJml;
    private final Path runtime;
    private final Path work;

    private CheckedKernel(Path home, Path work) {
        this.openJml = home.resolve("openjml");
        this.runtime = home.resolve("jmlruntime.jar");
        this.work = work;
    }

    /** Arguments: the folder of the kernel's sources and one to work in. Exit code 0, 1, or 3 if OpenJML is not here. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(Path.of(arguments[0]), Path.of(arguments[1]), System.getenv(), System.out));
    }

    static int run(Path sources, Path work, Map<String, String> environment, PrintStream out)
            throws IOException, InterruptedException {
        Path home = Path.of(environment.getOrDefault("OPENJML_HOME", ""));
        CheckedKernel kernel = new CheckedKernel(home, work);
        if (home.toString().isBlank() || !Files.isExecutable(kernel.openJml) || !Files.isRegularFile(kernel.runtime)) {
            out.println(HOW_TO_GET);
            return CANNOT_RUN;
        }
        if (!kernel.compile(sources, out)) {
            return DOES_NOT_HOLD;
        }
        return kernel.test() ? HOLDS : DOES_NOT_HOLD;
    }

    private void writeSources(Path sources, Set<String> withoutInvariants) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Path copy = work.resolve("sources").resolve(sources.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, CheckableSources.of(Files.readString(file), !withoutInvariants.contains(nameOf(file))));
            }
        }
    }

    /**
     * What grows beyond what a class file can hold by its checks goes without those of its invariants, which stand at each
     * end of each method; if that is not enough, without any. Its parts still have theirs.
     */
    private boolean compile(Path sources, PrintStream out) throws IOException, InterruptedException {
        Set<String> withoutInvariants = new TreeSet<>();
        Set<String> withoutChecks = new TreeSet<>();
        Path log = work.resolve("compile.log");
        writeSources(sources, withoutInvariants);
        int exit = compile(withoutChecks, log);
        Set<String> tooLarge = tooLarge(exit, log);
        while (!withoutChecks.containsAll(tooLarge)) {
            withoutChecks.addAll(tooLarge);
            withoutChecks.retainAll(withoutInvariants);
            withoutInvariants.addAll(tooLarge);
            writeSources(sources, withoutInvariants);
            exit = compile(withoutChecks, log);
            tooLarge = tooLarge(exit, log);
        }
        withoutInvariants.removeAll(withoutChecks);
        tell(out, "without the checks of their invariants", withoutInvariants);
        tell(out, "without checks", withoutChecks);
        if (exit != 0) {
            out.println("OpenJML does not compile the kernel (exit code " + exit + "); what it said is in " + log);
        }
        return exit == 0;
    }

    private static void tell(PrintStream out, String what, Set<String> classes) {
        if (!classes.isEmpty()) {
            out.println(what + ", which would make them larger than a class file can be: " + classes);
        }
    }

    private static Set<String> tooLarge(int exit, Path log) throws IOException {
        Set<String> classes = new TreeSet<>();
        Matcher said = TOO_LARGE.matcher(exit == 0 ? "" : Files.readString(log));
        while (said.find()) {
            classes.add(said.group(1));
        }
        return classes;
    }

    private int compile(Set<String> withoutChecks, Path log) throws IOException, InterruptedException {
        Path classes = Files.createDirectories(work.resolve("classes"));
        List<String> command = new ArrayList<>(List.of(openJml.toString(), "--rac", "--spec-math=java", "--code-math=java",
                "-nowarn", "-Xmaxerrs", "1000", "-d", classes.toString(), "-sourcepath", work.resolve("sources").toString()));
        try (Stream<Path> files = Files.walk(work.resolve("sources"))) {
            files.filter(path -> path.toString().endsWith(".java")).filter(path -> !withoutChecks.contains(nameOf(path))).sorted()
                    .forEach(path -> command.add(path.toString()));
        }
        return exitCode(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()), COMPILE_MINUTES);
    }

    private static String nameOf(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    /** A method with its checks in it is longer than what Java compiles by default; interpreted, a simulated day takes minutes. */
    private boolean test() throws IOException, InterruptedException {
        String classPath = String.join(System.getProperty("path.separator"), work.resolve("classes").toString(),
                runtime.toString(), System.getProperty("java.class.path"));
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp", classPath,
                "-XX:-DontCompileHugeMethods", "-Dorg.jmlspecs.openjml.rac=exception", "-Ditb.home=" + System.getProperty("itb.home"),
                "-Drac.ticks=" + System.getProperty("rac.ticks"), CheckedTests.class.getName());
        return exitCode(new ProcessBuilder(command).inheritIO(), TESTS_MINUTES) == 0;
    }

    private static int exitCode(ProcessBuilder builder, long minutes) throws IOException, InterruptedException {
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }
}
