package org.itb.specs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Mutants against the kernel's rule tests. The tests are the harness's, and run in processes of its class path: this
 * program knows no class of theirs. A process that hangs is replaced.
 */
final class MutantTester {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROGRAM = "org.itb.harness.mutation.MutantTests";
    private static final String READY = "READY";
    private static final List<String> PLACES = List.of("harness/target/run/test-classes", "harness/target/run/classes",
            "kernel/target/run/classes");
    private static final String LIBRARIES = "harness/target/run/test-lib";

    private final Path home;
    private final Path sources;
    private final KernelSource source;
    private final ProofCache cache;
    private final Progress progress;
    private final int processes;
    private final String tests;
    private int testCount;

    /**
     * @param home of the project: its tests are where {@code ./itb mutate} builds them
     * @throws CannotRun if they are not built
     */
    MutantTester(Path home, Path sources, KernelSource source, ProofCache cache, Progress progress, int processes) throws CannotRun {
        this.home = home;
        this.sources = sources;
        this.source = source;
        this.cache = cache;
        this.progress = progress;
        this.processes = processes;
        Path program = home.resolve(PLACES.get(0)).resolve(PROGRAM.replace('.', '/') + ".class");
        if (!Files.isRegularFile(program) || !Files.isDirectory(home.resolve(LIBRARIES))) {
            throw CannotRun.here("the tests are not built: " + program + " is missing; ./itb mutate builds them", null);
        }
        this.tests = hashOfTests();
    }

    /** All that a test's outcome depends on beside the kernel: the harness and the scenarios. */
    private String hashOfTests() throws CannotRun {
        List<String> parts = new ArrayList<>(List.of(System.getProperty("java.version")));
        for (String place : List.of(PLACES.get(0), PLACES.get(1), "specs/scenarios", LIBRARIES)) {
            try (Stream<Path> all = Files.walk(home.resolve(place))) {
                for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                    parts.add(home.relativize(file).toString());
                    parts.add(Sha256.of(Files.readAllBytes(file)));
                }
            } catch (IOException e) {
                throw CannotRun.here(place + ": cannot be read: " + e.getMessage(), e);
            }
        }
        return Sha256.of(parts.toArray(String[]::new));
    }

    /** How many tests there are to choose from; 0 if every answer is of an earlier run. */
    int testCount() {
        return testCount;
    }

    Map<Mutant, MutantTesting> test(Collection<Mutant> mutants) throws CannotRun {
        Map<Mutant, MutantTesting> answers = new ConcurrentHashMap<>();
        Queue<Mutant> open = new ConcurrentLinkedQueue<>();
        for (Mutant mutant : mutants) {
            var known = cache.get(key(mutant));
            if (known.isPresent()) {
                answers.put(mutant, new MutantTesting(MutantTesting.Verdict.valueOf(known.get().path("verdict").asText()),
                        known.get().path("tests").asInt(), known.get().path("detail").asText(), true));
                progress.done(mutant.name());
            } else {
                open.add(mutant);
            }
        }
        if (!open.isEmpty()) {
            try (Workplace place = new Workplace()) {
                Path coverage = place.folder().resolve("coverage");
                runAll(place, coverage, open, answers);
            }
        }
        Map<Mutant, MutantTesting> inOrder = new LinkedHashMap<>();
        mutants.forEach(mutant -> inOrder.put(mutant, answers.get(mutant)));
        return inOrder;
    }

    private String key(Mutant mutant) {
        return "mutant-tested-" + Sha256.of(tests, source.hash(), mutant.path(), Integer.toString(mutant.begin()),
                Integer.toString(mutant.end()), mutant.replacement());
    }

    /** The first process sees what each test reaches; the others begin when that is known. */
    private void runAll(Workplace place, Path coverage, Queue<Mutant> open, Map<Mutant, MutantTesting> answers) throws CannotRun {
        Worker first = new Worker(place, coverage);
        testCount = first.testCount;
        List<Thread> threads = new ArrayList<>();
        List<CannotRun> failures = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            Worker ready = i == 0 ? first : null;
            Thread thread = new Thread(() -> {
                try {
                    share(place, coverage, ready, open, answers);
                } catch (CannotRun e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }, "tests-" + i);
            thread.start();
            threads.add(thread);
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CannotRun.here("interrupted", e);
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private void share(Workplace place, Path coverage, Worker ready, Queue<Mutant> open, Map<Mutant, MutantTesting> answers)
            throws CannotRun {
        Worker worker = ready;
        for (Mutant mutant = open.poll(); mutant != null; mutant = open.poll()) {
            if (worker == null) {
                worker = new Worker(place, coverage);
            }
            progress.show(mutant.name());
            Optional<MutantTesting> answer = worker.test(mutant);
            if (answer.isEmpty()) {
                // Out of memory, or an accident: a second fresh process tells.
                worker.close();
                worker = new Worker(place, coverage);
                answer = worker.test(mutant);
            }
            MutantTesting found = answer.orElse(new MutantTesting(MutantTesting.Verdict.KILLED, 0,
                    "it ends the process of the tests, twice", false));
            answers.put(mutant, found);
            keep(mutant, found);
            progress.done(mutant.name());
            if (answer.isEmpty() || found.verdict() == MutantTesting.Verdict.TIMED_OUT) {
                worker.close();
                worker = null;
            }
        }
        if (worker != null) {
            worker.close();
        }
    }

    private void keep(Mutant mutant, MutantTesting answer) throws CannotRun {
        ObjectNode entry = JSON.createObjectNode();
        entry.put("mutant", mutant.name()).put("verdict", answer.verdict().name()).put("tests", answer.tests())
                .put("detail", answer.detail());
        synchronized (cache) {
            cache.put(key(mutant), entry);
        }
    }

    /** A process with the tests in it. */
    private final class Worker {
        private final Workplace place;
        private final Process process;
        private final BufferedWriter asked;
        private final BufferedReader answers;
        private final Path words;
        private final int testCount;

        Worker(Workplace place, Path coverage) throws CannotRun {
            this.place = place;
            try {
                Path own = Files.createTempDirectory(place.folder(), "tests");
                words = own.resolve("stderr");
                process = place.start(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + own, "-Ditb.home=" + home,
                        "-cp", classPath(), PROGRAM, sources.toString(), own.toString(), coverage.toString())
                        .directory(home.toFile()).redirectError(words.toFile()));
            } catch (IOException e) {
                throw CannotRun.here("the tests cannot be started: " + e.getMessage(), e);
            }
            asked = process.outputWriter(StandardCharsets.UTF_8);
            answers = process.inputReader(StandardCharsets.UTF_8);
            progress.show("which test reaches which line …");
            String[] ready = answer().orElseThrow(this::gone);
            if (!ready[0].equals(READY)) {
                throw CannotRun.here("the tests say " + ready[0] + " where " + READY + " is expected", null);
            }
            testCount = Integer.parseInt(ready[1]);
        }

        private String classPath() {
            List<String> parts = new ArrayList<>();
            PLACES.forEach(part -> parts.add(home.resolve(part).toString()));
            parts.add(home.resolve(LIBRARIES) + "/*");
            return String.join(File.pathSeparator, parts);
        }

        /** Empty if the process ended instead of answering. */
        Optional<MutantTesting> test(Mutant mutant) {
            try {
                asked.write(String.join("\t", mutant.path(), Integer.toString(mutant.line()), Integer.toString(mutant.begin()),
                        Integer.toString(mutant.end()),
                        Base64.getEncoder().encodeToString(mutant.replacement().getBytes(StandardCharsets.UTF_8))));
                asked.newLine();
                asked.flush();
            } catch (IOException ended) {
                return Optional.empty();
            }
            return answer().map(answer -> new MutantTesting(MutantTesting.Verdict.valueOf(answer[0]),
                    Integer.parseInt(answer[1]), answer[2], false));
        }

        private Optional<String[]> answer() {
            try {
                return Optional.ofNullable(answers.readLine()).map(line -> line.split("\t", -1));
            } catch (IOException ended) {
                return Optional.empty();
            }
        }

        private CannotRun gone() {
            String said;
            try {
                List<String> all = Files.readAllLines(words, StandardCharsets.UTF_8);
                said = String.join(" | ", all.subList(0, Math.min(3, all.size())));
            } catch (IOException unreadable) {
                said = unreadable.getMessage();
            }
            return CannotRun.here("the process of the tests ended: " + said, null);
        }

        void close() {
            place.end(process);
        }
    }
}
