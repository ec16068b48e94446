package org.itb.harness.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.itb.harness.mcdc.SourceDecisions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate counts survivors, wants a fresh report of the whole kernel, and takes no excuse without its proof. */
class MutationGateTest {
    private static final Instant BEGAN = Instant.parse("2026-11-01T00:00:00Z");
    private static final EquivalentMutant EDGE = new EquivalentMutant(
            "Dose", "lower", "ConditionalsBoundaryMutator", new SameAtEquality());

    @TempDir
    private Path folder;
    private Path classes;
    private Path report;

    @BeforeEach
    void compileAKernel() throws IOException {
        classes = Files.createDirectories(folder.resolve("classes/org/itb/kernel"));
        Map<String, byte[]> compiled = SourceDecisions.compile(Map.of(
                "Dose.java", """
                        package org.itb.kernel;
                        public class Dose {
                            public static long lower(long a, long b) {
                                return a < b ? a : b;
                            }
                        }
                        """,
                "Limits.java", "package org.itb.kernel; public class Limits { public static final int MAX_NG = 1; }"));
        compiled.forEach((name, bytes) -> write(classes.resolve(name.substring(name.lastIndexOf('.') + 1) + ".class"), bytes));
        classes = folder.resolve("classes");
        report = folder.resolve("mutations.xml");
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String mutant(String status, String method, int line, String mutator) {
        return """
                <mutation detected='x' status='%s'><sourceFile>Dose.java</sourceFile>
                <mutatedClass>org.itb.kernel.Dose</mutatedClass><mutatedMethod>%s</mutatedMethod>
                <lineNumber>%d</lineNumber><mutator>org.pitest.mutators.%s</mutator><description>d</description></mutation>
                """.formatted(status, method, line, mutator);
    }

    private MutationGate judge(List<EquivalentMutant> excuses, String... mutants) throws IOException {
        Files.writeString(report, "<?xml version='1.0'?><mutations>" + String.join("", mutants) + "</mutations>");
        Files.setLastModifiedTime(report, FileTime.from(BEGAN.plusSeconds(60)));
        return MutationGate.judge(report, classes, BEGAN, excuses);
    }

    @Test
    void holdsWhenEveryMutantIsKilled() throws IOException {
        assertTrue(judge(List.of(), mutant("KILLED", "lower", 4, "MathMutator"), mutant("KILLED", "lower", 3, "MathMutator"))
                .holds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SURVIVED", "NO_COVERAGE", "RUN_ERROR", "TIMED_OUT", "MEMORY_ERROR", "NOT_STARTED", "SOMETHING_NEW"})
    void failsForOneThatIsNotKilledAmongThousands(String status) throws IOException {
        String[] mutants = new String[2_000];
        java.util.Arrays.fill(mutants, mutant("KILLED", "lower", 4, "MathMutator"));
        mutants[1_234] = mutant(status, "lower", 4, "MathMutator");
        MutationGate gate = judge(List.of(), mutants);
        assertFalse(gate.holds());
        assertEquals(1, gate.faults().size());
    }

    @Test
    void failsWhenPitDidNotRun() throws IOException {
        assertFalse(MutationGate.judge(report, classes, BEGAN, List.of()).holds());
    }

    @Test
    void failsOnAReportFromBeforeThisBuild() throws IOException {
        judge(List.of(), mutant("KILLED", "lower", 4, "MathMutator"));
        Files.setLastModifiedTime(report, FileTime.from(BEGAN.minusSeconds(5)));
        assertFalse(MutationGate.judge(report, classes, BEGAN, List.of()).holds());
    }

    @Test
    void failsWhenAClassWithCodeHasNoMutant() throws IOException {
        assertEquals(1, judge(List.of()).faults().size(), "Dose; not Limits, which has no code");
    }

    @Test
    void excusesAnEquivalentMutantByItsProof() throws IOException {
        MutationGate gate = judge(List.of(EDGE), mutant("SURVIVED", "lower", 4, "ConditionalsBoundaryMutator"));
        assertEquals(List.of(), gate.faults());
        assertEquals(1, gate.excused());
    }

    @Test
    void refusesAnExcuseWhoseProofFails() throws IOException {
        assertFalse(judge(List.of(EDGE), mutant("SURVIVED", "lower", 3, "ConditionalsBoundaryMutator")).holds());
    }

    @Test
    void refusesAnExcuseForAnotherMutant() throws IOException {
        assertFalse(judge(List.of(EDGE), mutant("SURVIVED", "lower", 4, "NegateConditionalsMutator")).holds());
    }

    @Test
    void refusesAnExcuseThatNothingNeeds() throws IOException {
        assertFalse(judge(List.of(EDGE), mutant("KILLED", "lower", 4, "ConditionalsBoundaryMutator")).holds());
    }
}
