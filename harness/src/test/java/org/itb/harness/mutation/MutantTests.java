package org.itb.harness.mutation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.itb.harness.mcdc.ProbedKernel;
import org.itb.harness.mcdc.SourceDecisions;
import org.itb.harness.mcdc.TestRun;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * A process that runs the kernel's rule tests against mutants, for {@code ./itb mutate}. It reads a line for each mutant:
 * path, line, offsets of the text that is replaced, what stands there instead (in Base64), tab-separated; and answers with
 * a line: verdict, number of tests that were run, and what there is to say. A mutant that does not end within many times
 * what its tests usually take is told as timed out, and ends the process: only a fresh one is worth believing.
 */
public final class MutantTests {
    static final String READY = "READY";

    /** What the tests say of a mutant; the names are read by the program that starts this one. */
    enum Verdict { KILLED, TIMED_OUT, SURVIVED, SAME_CODE, SAME_AT_EQUALITY, STILLBORN }

    private static final Pattern DECLARED = Pattern.compile("(\\w+)\\([^()]*\\)\\s*\\{");
    /** Of a test, in the name of a killer; here they count together. */
    private static final Pattern REPETITION = Pattern.compile("#\\d+$");
    private static final Pattern ORDER = Pattern.compile("<=|>=|<|>");
    private static final int TIMED_OUT = 5;
    private static final long PATIENCE_MS = 2_000;
    private static final int PATIENCE_FACTOR = 10;
    /** A test that waits computes nothing, and must end too. */
    private static final int WAIT_FACTOR = 30;
    private static final long LOOK_MS = 200;
    /** A test that takes longer waits until the others have had their say, however many mutants it has killed. */
    private static final long SLOW_MS = 300;
    private static final String TESTS = "org.itb.harness.kernel";
    private static final String SCENARIOS = "org.itb.harness.replay.ScenarioTest";

    private final PrintStream answers;
    private final KernelCompiler kernel;
    private final Map<String, byte[]> withLines;
    private final TestCoverage coverage;
    private final LikelyKillers likely = new LikelyKillers();
    /** How many mutants a test has killed, all in all and among those of one line: what killed is likely to kill again. */
    private final Map<String, Integer> kills = new HashMap<>();
    /** By JUnit's ids. */
    private final Map<String, String> names = new HashMap<>();

    MutantTests(PrintStream answers, KernelCompiler kernel, TestCoverage coverage) {
        this.answers = answers;
        this.kernel = kernel;
        this.withLines = kernel.withLines();
        this.coverage = coverage;
    }

    /** Arguments: the folder of the kernel's sources, a folder to work in, and a file for what each test reaches. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // what tests print must not be taken for an answer
        Path known = Path.of(arguments[2]);
        KernelCompiler kernel = new KernelCompiler(Path.of(arguments[0]), Path.of(arguments[1]));
        TestCoverage coverage;
        if (Files.exists(known)) {
            coverage = TestCoverage.read(known);
        } else {
            coverage = TestCoverage.of(kernel, ruleTests());
            coverage.write(known);
        }
        answers.println(READY + "\t" + coverage.size() + "\t");
        MutantTests tests = new MutantTests(answers, kernel, coverage);
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = asked.readLine(); line != null; line = asked.readLine()) {
            String[] parts = line.split("\t", -1);
            answers.println(tests.judge(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]), new String(Base64.getDecoder().decode(parts[4]), StandardCharsets.UTF_8)).line());
        }
        System.exit(0);
    }

    /** Every class of tests beside the pump under test, and the scenarios: the quick ones that state the requirements. */
    static List<String> ruleTests() throws IOException {
        List<String> names = new ArrayList<>(List.of(SCENARIOS));
        Path folder = SourceDecisions.placeOf(MutantTests.class).resolve(TESTS.replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("Test.class")).sorted()
                    .forEach(name -> names.add(TESTS + "." + name.replace(".class", "")));
        }
        return names;
    }

    /** @param tests that were run before the first failed */
    record Answer(Verdict verdict, int tests, String detail) {
        String line() {
            return verdict + "\t" + tests + "\t" + detail.replaceAll("\\s+", " ");
        }
    }

    Answer judge(String path, int line, int begin, int end, String replacement) {
        String text = kernel.source(path);
        Optional<Map<String, byte[]>> compiled = kernel.with(path, text.substring(0, begin) + replacement + text.substring(end));
        if (compiled.isEmpty()) {
            return new Answer(Verdict.STILLBORN, 0, "");
        }
        if (compiled.get().entrySet().stream().allMatch(type -> Arrays.equals(type.getValue(), kernel.classes().get(type.getKey())))) {
            return new Answer(Verdict.SAME_CODE, 0, "the compiler writes the same class file");
        }
        String className = path.replace(".java", "").replace('/', '.');
        String method = methodAt(text, begin);
        if (isEdge(text.substring(begin, end), replacement) && !method.isEmpty()
                && new SameAtEquality().holds(withLines.get(className), method, line)) {
            return new Answer(Verdict.SAME_AT_EQUALITY, 0,
                    "where both sides are equal, either branch of the class file does the same");
        }
        return run(compiled.get(), inOrder(coverage.reaching(className, line), className + ":" + line,
                likely.of(Mutant.simpleName(className) + "." + method)), className + ":" + line);
    }

    /** Whether the one comparison is the other but for what it says of equal sides. */
    private static boolean isEdge(String original, String replacement) {
        return ORDER.matcher(original).replaceFirst(found -> found.group().length() == 2 ? found.group().substring(0, 1)
                : found.group() + "=").equals(replacement) && ORDER.matcher(original).find();
    }

    /** A method is named before its parameters; empty outside of one. */
    private static String methodAt(String text, int begin) {
        String method = "";
        Matcher declared = DECLARED.matcher(text).region(0, begin);
        while (declared.find()) {
            method = declared.group(1).matches("if|for|while|switch") ? method : declared.group(1);
        }
        return method;
    }

    /** Those first that have killed mutants of this line, then of this method, then most of all; but slow ones last. */
    private List<TestCoverage.Test> inOrder(List<TestCoverage.Test> tests, String place, List<String> killers) {
        Set<String> known = killers.stream().map(name -> REPETITION.matcher(name).replaceFirst("")).collect(Collectors.toSet());
        return tests.stream().sorted(Comparator.comparing((TestCoverage.Test test) -> test.elapsedMs() > SLOW_MS)
                .thenComparing(test -> -kills.getOrDefault(place + test.id(), 0))
                .thenComparing(test -> !known.contains(names.computeIfAbsent(test.id(), TestName::of)))
                .thenComparing(test -> -kills.getOrDefault(test.id(), 0))).toList();
    }

    /** Few at first: most mutants fail the first test that reaches them. */
    private Answer run(Map<String, byte[]> mutated, List<TestCoverage.Test> tests, String place) {
        Map<String, byte[]> classes = new TreeMap<>(kernel.classes());
        classes.putAll(mutated);
        ProbedKernel loader = new ProbedKernel(classes);
        int done = 0;
        for (int batch = 1; done < tests.size(); batch *= 4) {
            List<TestCoverage.Test> next = tests.subList(done, Math.min(tests.size(), done + batch));
            long usualMs = next.stream().mapToLong(TestCoverage.Test::elapsedMs).sum();
            Thread watch = watch(PATIENCE_MS + PATIENCE_FACTOR * usualMs, done);
            TestRun run;
            try {
                run = TestRun.run(loader, next.stream().map(TestCoverage.Test::selector).toList(), countingKills(place));
            } finally {
                watch.interrupt();
            }
            done += next.size();
            if (!run.failures().isEmpty()) {
                return new Answer(Verdict.KILLED, done, run.failures().get(0));
            }
            if (run.succeeded() == 0) {
                throw new IllegalStateException("no test ran of " + next);
            }
        }
        return new Answer(Verdict.SURVIVED, done, tests.isEmpty() ? "no test reaches it" : "");
    }

    private TestExecutionListener countingKills(String place) {
        return new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    String test = TestCoverage.methodOf(identifier.getUniqueIdObject());
                    kills.merge(place + test, 1, Integer::sum);
                    kills.merge(test, 1, Integer::sum);
                }
            }
        };
    }

    /** Counts what the tests compute, not the time that passes: on a busy machine nothing is slow for being a mutant. */
    private Thread watch(long milliseconds, int done) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long tests = Thread.currentThread().getId();
        long began = threads.getThreadCpuTime(tests);
        Thread watch = new Thread(() -> {
            try {
                long usedMs = 0;
                for (long passedMs = 0; usedMs < milliseconds && passedMs < WAIT_FACTOR * milliseconds; passedMs += LOOK_MS) {
                    Thread.sleep(LOOK_MS);
                    usedMs = (threads.getThreadCpuTime(tests) - began) / 1_000_000;
                }
                answers.println(new Answer(Verdict.TIMED_OUT, done, "no end after " + milliseconds + " ms").line());
                answers.flush();
                Runtime.getRuntime().halt(TIMED_OUT);
            } catch (InterruptedException inTime) {
                // The tests ended.
            }
        });
        watch.setDaemon(true);
        watch.start();
        return watch;
    }
}
