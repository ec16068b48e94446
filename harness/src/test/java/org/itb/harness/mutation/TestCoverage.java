package org.itb.harness.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.itb.harness.mcdc.ProbedKernel;
import org.itb.harness.mcdc.TestRun;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Which lines of the kernel each test reaches, seen once on the kernel as it is. A test is a method; its repetitions count
 * together. What is reached before the first test of a class, or between two, counts for all of that class.
 */
final class TestCoverage {
    private final Map<String, Reach> tests = new TreeMap<>();
    private final Map<String, Integer> numbers = new TreeMap<>();

    /** What one test takes and reaches. */
    private static final class Reach {
        private long elapsedNs;
        private final BitSet places = new BitSet();
    }

    /** A test by JUnit's unique id. */
    record Test(String id, long elapsedMs) {
        DiscoverySelector selector() {
            return DiscoverySelectors.selectUniqueId(id);
        }
    }

    private TestCoverage() {
    }

    /** Runs the tests on a kernel with probes. @throws IllegalStateException if one fails there */
    static TestCoverage of(KernelCompiler kernel, List<String> testClasses) {
        TestCoverage coverage = new TestCoverage();
        Map<String, byte[]> classes = kernel.withLines();
        classes.keySet().forEach(name -> coverage.numbers.put(name, coverage.numbers.size()));
        ProbedKernel probed = new ProbedKernel(LineProbes.in(classes, coverage.numbers));
        List<DiscoverySelector> selectors = new ArrayList<>();
        testClasses.forEach(name -> selectors.add(DiscoverySelectors.selectClass(probed, name)));
        Hits.take();
        TestRun run = TestRun.run(probed, selectors, coverage.listener());
        if (!run.failures().isEmpty() || run.succeeded() == 0) {
            throw new IllegalStateException("the tests fail without any mutant: " + run.failures());
        }
        return coverage;
    }

    private TestExecutionListener listener() {
        Map<String, BitSet> ofClass = new HashMap<>();
        return new TestExecutionListener() {
            private long began;

            @Override
            public void executionStarted(TestIdentifier identifier) {
                if (identifier.isTest()) {
                    ofClass.computeIfAbsent(classOf(identifier.getUniqueIdObject()), name -> new BitSet()).or(Hits.take());
                    began = System.nanoTime();
                }
            }

            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                if (identifier.isTest()) {
                    Reach reach = tests.computeIfAbsent(methodOf(identifier.getUniqueIdObject()), id -> new Reach());
                    reach.elapsedNs += System.nanoTime() - began;
                    reach.places.or(Hits.take());
                }
            }

            @Override
            public void testPlanExecutionFinished(org.junit.platform.launcher.TestPlan plan) {
                tests.forEach((id, reach) -> reach.places.or(ofClass.getOrDefault(classOf(UniqueId.parse(id)), new BitSet())));
            }
        };
    }

    private static String classOf(UniqueId id) {
        return id.getSegments().stream().filter(segment -> segment.getType().equals("class")).findFirst()
                .map(UniqueId.Segment::getValue).orElse("");
    }

    /** Up to the method: repetitions of a test with other arguments are not told apart. */
    static String methodOf(UniqueId id) {
        UniqueId method = UniqueId.root(id.getSegments().get(0).getType(), id.getSegments().get(0).getValue());
        for (UniqueId.Segment segment : id.getSegments().subList(1, id.getSegments().size())) {
            method = method.append(segment);
            if (segment.getType().matches("method|test-template|test-factory")) {
                break;
            }
        }
        return method.toString();
    }

    /** Tests that reach the line, or the one before it at which the compiler says that its code begins; quick ones first. */
    List<Test> reaching(String className, int line) {
        Integer number = numbers.get(className);
        if (number == null) {
            return List.of();
        }
        int first = number * Hits.LINES_OF_A_CLASS;
        Integer place = placesOf(first).floor(first + line);
        return tests.entrySet().stream().filter(test -> place != null && test.getValue().places.get(place))
                .map(test -> new Test(test.getKey(), test.getValue().elapsedNs / 1_000_000))
                .sorted(Comparator.comparing(test -> tests.get(test.id()).elapsedNs)).toList();
    }

    private TreeSet<Integer> placesOf(int first) {
        TreeSet<Integer> places = new TreeSet<>();
        tests.values().forEach(reach -> {
            for (int i = reach.places.nextSetBit(first); i >= 0 && i < first + Hits.LINES_OF_A_CLASS; i = reach.places.nextSetBit(i + 1)) {
                places.add(i);
            }
        });
        return places;
    }

    int size() {
        return tests.size();
    }

    // ---- kept for the next process

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        numbers.forEach((name, number) -> lines.add("class\t" + name + "\t" + number));
        tests.forEach((id, reach) -> lines.add("test\t" + id + "\t" + reach.elapsedNs + "\t"
                + Arrays.stream(reach.places.toLongArray()).mapToObj(Long::toHexString).collect(Collectors.joining(" "))));
        Files.write(file, lines);
    }

    static TestCoverage read(Path file) throws IOException {
        TestCoverage coverage = new TestCoverage();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\t", -1);
            if (parts[0].equals("class")) {
                coverage.numbers.put(parts[1], Integer.parseInt(parts[2]));
                continue;
            }
            Reach reach = new Reach();
            reach.elapsedNs = Long.parseLong(parts[2]);
            reach.places.or(BitSet.valueOf(parts[3].isEmpty() ? new long[0]
                    : Arrays.stream(parts[3].split(" ")).mapToLong(word -> Long.parseUnsignedLong(word, 16)).toArray()));
            coverage.tests.put(parts[1], reach);
        }
        return coverage;
    }
}
