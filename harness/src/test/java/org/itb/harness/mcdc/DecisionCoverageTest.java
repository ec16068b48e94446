package org.itb.harness.mcdc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.itb.harness.kernelrules.KernelFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MC/DC of the kernel, in two ways that share nothing: by the shape of its branches, and by recorded truth tables. */
class DecisionCoverageTest {
    private static SourceDecisions kernel;

    @BeforeAll
    static void readTheKernel() {
        kernel = SourceDecisions.of(KernelFiles.sources());
    }

    /** Coverage of each edge of each branch is enforced by the build; for these decisions that is MC/DC. */
    @Test
    void decisionsThatBranchAreTrees() {
        assertEquals(List.of(), kernel.refusals());
        assertEquals(List.of(), kernel.decisions().stream()
                .filter(decision -> decision.isShortCircuit() && !decision.isTree()).toList());

        ObjectBranches branches = ObjectBranches.of(kernel, KernelFiles.classes());

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
        for (Path file : KernelFiles.endingWith(folder, "Test.class")) {
            names.add("org.itb.harness.kernel." + file.getFileName().toString().replace(".class", ""));
        }
        return names;
    }
}
