package org.itb.harness.mcdc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no tree is refused, and so is what was never seen to turn its decision: each judgement fails on a seed. */
class DecisionCoverageCanFailTest {

    private static SourceDecisions read(String expression) {
        return readBody("return " + expression + ";");
    }

    private static SourceDecisions readBody(String body) {
        return SourceDecisions.of(source(body));
    }

    private static Map<String, String> source(String body) {
        return Map.of("Seed.java", """
                package org.itb.seed;
                public class Seed {
                    public static boolean f(boolean a, boolean b, boolean c, int x, int y) {
                        %s
                    }
                }
                """.formatted(body));
    }

    private static ObjectBranches branches(String body) {
        return ObjectBranches.of(readBody(body), SourceDecisions.compile(source(body)).values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a && b || c", "(a || b) && c", "!(a && b) && c", "(a && b || x < y) && c",
        "x < y && a || b"})
    void refusesADecisionThatReachesAConditionInTwoWays(String expression) {
        Decision decision = read(expression).decisions().get(0);
        assertTrue(decision.isShortCircuit());
        assertFalse(decision.isTree());
        assertFalse(DecisionDiagram.of(decision.formula()).manyWaysTo().isEmpty());

        List<String> violations = branches("if (" + expression + ") { return c; } return a;").violations();
        assertFalse(violations.isEmpty());
        assertTrue(violations.stream().allMatch(violation -> violation.contains("reached in 2 ways")), violations::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a && b && c", "a || b || x < y", "a && (b || c)", "a || b && c", "!(a || !b)", "x < y", "!a"})
    void acceptsATree(String expression) {
        SourceDecisions sources = read(expression);
        assertEquals(List.of(), sources.refusals());
        assertTrue(sources.decisions().get(0).isTree());
        assertEquals(List.of(), branches("return " + expression + ";").violations());
        assertEquals(List.of(), branches("if (" + expression + ") { return c; } return a;").violations());
        assertEquals(List.of(), branches("while (" + expression + ") { a = b; } return a;").violations());
        assertEquals(List.of(), branches("return " + expression + " ? b : c;").violations());
    }

    /** Its operands branch at most to become 1 or 0; which of them mattered, no branch tells. */
    @ParameterizedTest
    @ValueSource(strings = {"a & b", "a | x < y", "a ^ !b", "a == b", "(x < y) != c", "a && b | c"})
    void knowsADecisionThatOnlyATruthTableShows(String expression) {
        SourceDecisions sources = read(expression);
        assertFalse(sources.decisions().get(0).isShortCircuit());
        assertFalse(sources.decisions().get(0).isTree());
        assertEquals(List.of(), branches("return " + expression + ";").violations());
        assertEquals(List.of(), branches("if (" + expression + ") { return c; } return a;").violations());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a &= b; return a;", "a |= b; return a;", "return a && (b ? c : x < y);",
        "return a & b & c & a & b & c & x < y;"})
    void refusesWhatItCannotJudge(String body) {
        assertEquals(1, readBody(body).refusals().size());
    }

    @Test
    void refusesADecisionOutsideEveryMethod() {
        assertEquals(1, SourceDecisions.of(Map.of("Seed.java", "class Seed { static boolean t = Seed.n() < 3; static int n() { return 1; } }"))
                .refusals().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"switch (x) { case 1: return a; case 2: return b; default: return c; }", "assert a; return b;",
        "if (4 > 3) { return b; } return a;"})
    void refusesBranchesThatAreOfNoCondition(String body) {
        assertFalse(branches(body).violations().isEmpty());
    }

    @Test
    void refusesClassesThatAreNotOfTheSource() {
        SourceDecisions one = readBody("if (a) { return b; } return c;");
        assertFalse(ObjectBranches.of(one, SourceDecisions.compile(source("return c;")).values()).violations().isEmpty());
        assertFalse(ObjectBranches.of(one, List.of()).violations().isEmpty());
    }

    @Test
    void findsNoPairWhereAConditionNeverTurnedTheOutcomeAlone() throws Exception {
        SourceDecisions sources = read("a | b & x < y");
        Recorder.start(sources.decisions());
        Class<?> seed = new ProbedKernel(sources.compiledWithProbes()).loadClass("org.itb.seed.Seed");
        assertEquals(false, call(seed, false, false, 0, 1));
        assertEquals(true, call(seed, true, true, 0, 1));
        assertEquals(false, call(seed, false, true, 1, 0));

        DecisionReport report = DecisionReport.of(sources);
        assertEquals(3, report.conditionCount());
        assertEquals(3, report.withoutPair().size(), () -> report.withoutPair().toString());

        assertEquals(true, call(seed, false, true, 0, 1));
        TruthTable table = Recorder.tableOf(sources.decisions().get(0));
        assertTrue(table.independenceOf(0).isEmpty(), "only ever true together with the others");
        assertTrue(table.independenceOf(1).isPresent());
        assertTrue(table.independenceOf(2).isPresent());

        assertEquals(true, call(seed, true, false, 0, 1));
        assertEquals(List.of(), DecisionReport.of(sources).withoutPair());
    }

    @Test
    void countsAConditionThatWasNotEvaluatedAsNone() throws Exception {
        SourceDecisions sources = read("a && b");
        Recorder.start(sources.decisions());
        Class<?> seed = new ProbedKernel(sources.compiledWithProbes()).loadClass("org.itb.seed.Seed");
        call(seed, false, true, 0, 1);
        call(seed, true, true, 0, 1);
        TruthTable table = Recorder.tableOf(sources.decisions().get(0));
        assertEquals("-", table.inOrder().get(0).show(1));
        assertTrue(table.independenceOf(0).isPresent());
        assertTrue(table.independenceOf(1).isEmpty());
    }

    private static Object call(Class<?> seed, boolean a, boolean b, int x, int y) throws ReflectiveOperationException {
        return seed.getMethod("f", boolean.class, boolean.class, boolean.class, int.class, int.class)
                .invoke(null, a, b, false, x, y);
    }
}
