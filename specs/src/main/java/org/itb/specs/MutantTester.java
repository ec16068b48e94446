package org.itb.specs;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.HashMap;
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
final class MutantTester implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROGRAM = "org.itb.harness.mutation.MutantTests";
    private static final String READY = "READY";
    private static final List<String> PLACES = List.of("harness/target/run/test-classes", "harness/target/run/classes",
            "kernel/target/run/classes");
    private static final String LIBRARIES = "harness/target/run/test-lib";

    private final Path home;
    private final Path sources;
    private final ProofCache cache;
    private final Progress progress;
    private final int processes;
    private final String tests;
    private final String kernel;
    private final Map<String, CodeText> codes = new HashMap<>();
    private final Map<Mutant, MutantTesting> answers = new ConcurrentHashMap<>();
    private final Queue<Mutant> open = new ConcurrentLinkedQueue<>();
    private List<Mutant> asked = List.of();
    private Workplace place;
    private Worker first;
    private int testCount;

    /**
     * @param home of the project: its tests are where {@code ./itb mutate} builds them
     * @throws CannotRun if they are not built
     */
    MutantTester(Path home, Path sources, KernelSource source, ProofCache cache, Progress progress, int processes) throws CannotRun {
        this.home = home;
        this.sources = sources;
        this.cache = cache;
        this.progress = progress;
        this.processes = processes;
        Path program = home.resolve(PLACES.get(0)).resolve(PROGRAM.replace('.', '/') + ".class");
        if (!Files.isRegularFile(program) || !Files.isDirectory(home.resolve(LIBRARIES))) {
            throw CannotRun.here("the tests are not built: " + program + " is missing; ./itb mutate builds them", null);
        }
        this.tests = hashOfTests();
        List<String> all = new ArrayList<>();
        for (KernelSource.File file : source.files()) {
            CodeText code = CodeText.of(file);
            codes.put(file.path(), code);
            all.add(file.path());
            all.add(code.code());
        }
        this.kernel = Sha256.of(all.toArray(String[]::new));
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

    /**
     * Finds what is known of these mutants, and if that is not all, starts the tests.
     *
     * @throws CannotRun if the tests fail on the kernel as it is: then nothing can be learnt from a mutant
     */
    void begin(Collection<Mutant> mutants) throws CannotRun {
        asked = List.copyOf(mutants);
        for (Mutant mutant : mutants) {
            Optional<JsonNode> known = cache.get(key(mutant));
            if (known.isPresent()) {
                answers.put(mutant, new MutantTesting(MutantTesting.Verdict.valueOf(known.get().path("verdict").asText()),
                        known.get().path("tests").asInt(), known.get().path("detail").asText(), true));
                progress.done(mutant.name());
            } else {
                open.add(mutant);
            }
        }
        if (!open.isEmpty()) {
            place = new Workplace();
            first = new Worker();
            testCount = first.testCount;
        }
    }

    /** What was begun. */
    Map<Mutant, MutantTesting> finish() throws CannotRun {
        try {
            if (!open.isEmpty()) {
                runAll();
            }
        } finally {
            close();
        }
        Map<Mutant, MutantTesting> inOrder = new LinkedHashMap<>();
        asked.forEach(mutant -> inOrder.put(mutant, answers.get(mutant)));
        return inOrder;
    }

    @Override
    public void close() {
        if (place != null) {
            place.close();
        }
    }

    private String key(Mutant mutant) {
        CodeText code = codes.get(mutant.path());
        return "mutant-tested-" + Sha256.of(tests, kernel, mutant.path(), Integer.toString(code.placeOf(mutant.begin())),
                Integer.toString(code.placeOf(mutant.end())), mutant.replacement());
    }

    /** The first process sees what each test reaches; the others begin when that is known. */
    private void runAll() throws CannotRun {
        List<Thread> threads = new ArrayList<>();
        List<CannotRun> failures = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            Worker ready = i == 0 ? first : null;
            Thread thread = new Thread(() -> {
                try {
                    share(ready);
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

    private void share(Worker ready) throws CannotRun {
        Worker worker = ready;
        for (Mutant mutant = open.poll(); mutant != null; mutant = open.poll()) {
            if (worker == null) {
                worker = new Worker();
            }
            progress.show(mutant.name());
            Optional<MutantTesting> answer = worker.test(mutant);
            if (answer.isEmpty()) {
                // Out of memory, or an accident: a second fresh process tells.
                worker.close();
                worker = new Worker();
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
        private final Process process;
        private final BufferedWriter asked;
        private final BufferedReader said;
        private final Path words;
        private final int testCount;

        Worker() throws CannotRun {
            try {
                Path own = Files.createTempDirectory(place.folder(), "tests");
                words = own.resolve("stderr");
                process = place.start(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + own, "-Ditb.home=" + home,
                        "-cp", classPath(), PROGRAM, sources.toString(), own.toString(), place.folder().resolve("coverage").toString())
                        .directory(home.toFile()).redirectError(words.toFile()));
            } catch (IOException e) {
                throw CannotRun.here("the tests cannot be started: " + e.getMessage(), e);
            }
            asked = process.outputWriter(StandardCharsets.UTF_8);
            said = process.inputReader(StandardCharsets.UTF_8);
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
                return Optional.ofNullable(said.readLine()).map(line -> line.split("\t", -1));
            } catch (IOException ended) {
                return Optional.empty();
            }
        }

        private CannotRun gone() {
            try {
                List<String> all = Files.readAllLines(words, StandardCharsets.UTF_8);
                String first = all.stream().filter(line -> line.contains("Exception")).findFirst().orElse(String.join(" | ", all));
                return CannotRun.here("the process of the tests ended: " + first, null);
            } catch (IOException unreadable) {
                return CannotRun.here("the process of the tests ended: " + unreadable.getMessage(), unreadable);
            }
        }

        void close() {
            place.end(process);
        }
    }
}
