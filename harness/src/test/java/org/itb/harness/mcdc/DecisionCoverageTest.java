package org.itb.harness.mcdc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MC/DC of the kernel, in two ways that share nothing: by the shape of its branches, and by recorded truth tables. */
class DecisionCoverageTest {
    private static final Path SOURCES = Path.of(System.getProperty("itb.home"), "kernel/src/main/java/org/itb/kernel");
    private static SourceDecisions kernel;

    @BeforeAll
    static void readTheKernel() {
        Map<String, String> sources = new TreeMap<>();
        for (Path file : filesIn(SOURCES, ".java")) {
            sources.put(file.getFileName().toString(), text(file));
        }
        kernel = SourceDecisions.of(sources);
    }

    /** Coverage of each edge of each branch is enforced by the build; for these decisions that is MC/DC. */
    @Test
    void decisionsThatBranchAreTrees() {
        assertEquals(List.of(), kernel.refusals());
        assertEquals(List.of(), kernel.decisions().stream()
                .filter(decision -> decision.isShortCircuit() && !decision.isTree()).toList());

        ObjectBranches branches = ObjectBranches.of(kernel, shippedClasses());

        assertEquals(List.of(), branches.violations());
        assertTrue(branches.count() > 300, () -> "only " + branches.count() + " branches");
    }

    /** What has no branch of its own, and all the rest once more: each condition is seen to turn its decision alone. */
    @Test
    void everyConditionIsSeenToTurnItsDecisionAlone() {
        Recorder.start(kernel.decisions());
        runTheTestsOn(new ProbedKernel(kernel.compiledWithProbes()));

        DecisionReport report = DecisionReport.of(kernel);
        report.writeTo(SourceDecisions.placeOf(Recorder.class).resolveSibling("mcdc"));

        assertEquals(List.of(), report.withoutPair());
        assertTrue(report.conditionCount() > 300, () -> "only " + report.conditionCount() + " conditions");
    }

    private static void runTheTestsOn(ProbedKernel loader) {
        TestRun run = TestRun.on(loader, ruleTests());
        assertEquals(List.of(), run.failures());
        assertTrue(run.succeeded() > 300, () -> "only " + run.succeeded() + " tests");
    }

    /** Every class of tests beside the pump under test, and the scenarios. */
    private static List<String> ruleTests() {
        List<String> names = new ArrayList<>(List.of("org.itb.harness.replay.ScenarioTest"));
        Path folder = SourceDecisions.placeOf(Recorder.class).resolve("org/itb/harness/kernel");
        for (Path file : filesIn(folder, "Test.class")) {
            names.add("org.itb.harness.kernel." + file.getFileName().toString().replace(".class", ""));
        }
        return names;
    }

    private static List<byte[]> shippedClasses() {
        Path place = SourceDecisions.placeOf(SafetyKernel.class);
        if (Files.isDirectory(place)) {
            return contents(place.resolve("org/itb/kernel"));
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return contents(jar.getPath("org/itb/kernel"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> contents(Path folder) {
        List<byte[]> result = new ArrayList<>();
        for (Path file : filesIn(folder, ".class")) {
            try {
                result.add(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return result;
    }

    private static List<Path> filesIn(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
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
