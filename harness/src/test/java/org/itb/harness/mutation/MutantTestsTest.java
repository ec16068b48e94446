package org.itb.harness.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.itb.harness.mutation.MutantTests.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's tests against mutants of its source: one more test, or one less, is what a verdict hangs on. */
class MutantTestsTest {
    private static final String FIXTURE = "org.itb.harness.mutationfixture.Edges$";
    private static final String RULES = "org/itb/kernel/AlarmRules.java";
    private static final String ARITHMETIC = "org/itb/kernel/Arithmetic.java";
    private static final String EDGE = "durationMs < 1";

    @TempDir
    private static Path folder;
    private static KernelCompiler kernel;

    @BeforeAll
    static void compileTheKernel() throws IOException {
        kernel = new KernelCompiler(Path.of(System.getProperty("itb.home"), "kernel/src/main/java"), folder);
    }

    private static MutantTests tests(String fixture) {
        return new MutantTests(System.err, kernel, TestCoverage.of(kernel, List.of(FIXTURE + fixture)));
    }

    private static MutantTests.Answer judge(MutantTests tests, String path, String after, String original, String replacement) {
        String text = kernel.source(path);
        int begin = text.indexOf(original, text.indexOf(after));
        assertTrue(begin > 0, original);
        int line = (int) text.substring(0, begin).lines().count();
        return tests.judge(path, line, begin, begin + original.length(), replacement);
    }

    @Test
    void killsAtTheEdgeAndNoLongerOnceTheTestOfTheEdgeIsTakenOut() {
        MutantTests.Answer with = judge(tests("WithTheEdge"), RULES, "boolean isPause", EDGE, "durationMs <= 1");
        MutantTests.Answer without = judge(tests("WithoutTheEdge"), RULES, "boolean isPause", EDGE, "durationMs <= 1");
        assertEquals(Verdict.KILLED, with.verdict());
        assertTrue(with.detail().contains("aPauseOfOneMillisecondIsOne"), with.detail());
        assertEquals(Verdict.SURVIVED, without.verdict());
        assertEquals(1, without.tests(), "only the test that reaches the line is run");
    }

    @Test
    void saysWhenNoTestReachesTheLine() {
        MutantTests.Answer answer = judge(tests("WithoutTheEdge"), "org/itb/kernel/FlowRules.java", "boolean isStall",
                "elapsedMs >=", "elapsedMs >");
        assertEquals(Verdict.SURVIVED, answer.verdict());
        assertEquals("no test reaches it", answer.detail());
    }

    @Test
    void toldApartFromFaultsIsWhatTheClassFileShowsToBeNone() {
        MutantTests tests = tests("WithoutTheEdge");
        assertEquals(Verdict.SAME_CODE, judge(tests, RULES, "boolean isPause", EDGE, "(durationMs) < 1").verdict());
        assertEquals(Verdict.SAME_AT_EQUALITY, judge(tests, ARITHMETIC, "long max(", "a < b ?", "a <= b ?").verdict());
        assertEquals(Verdict.KILLED, judge(tests, ARITHMETIC, "long max(", "a < b ?", "a >= b ?").verdict());
        assertEquals(Verdict.STILLBORN, judge(tests, RULES, "boolean isPause", EDGE, "durationMs < true").verdict());
    }

    @Test
    void believesNoTestThatFailsWithoutAMutant() {
        assertThrows(IllegalStateException.class, () -> tests("Failing"));
    }

    @Test
    void anotherProcessFindsTheSameTests() throws IOException {
        TestCoverage seen = TestCoverage.of(kernel, List.of(FIXTURE + "WithTheEdge"));
        Path file = folder.resolve("coverage");
        seen.write(file);
        TestCoverage read = TestCoverage.read(file);
        String text = kernel.source(RULES);
        int line = (int) text.substring(0, text.indexOf(EDGE)).lines().count();
        List<String> tests = read.reaching("org.itb.kernel.AlarmRules", line).stream().map(TestCoverage.Test::id).sorted().toList();
        assertEquals(seen.reaching("org.itb.kernel.AlarmRules", line).stream().map(TestCoverage.Test::id).sorted().toList(), tests);
        assertEquals(2, tests.size(), tests::toString);
    }

    @Test
    void theRuleTestsAndTheScenariosAreTheTestsOfAMutant() throws IOException {
        List<String> names = MutantTests.ruleTests();
        assertTrue(names.containsAll(List.of("org.itb.harness.kernel.AlarmTest", "org.itb.harness.replay.ScenarioTest")), names::toString);
        assertTrue(names.size() > 15, names::toString);
    }
}
