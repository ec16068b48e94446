package org.itb.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutants are made of text, stand beside their originals under the same contract, and are counted for what they are. */
class MutantsTest {
    private static final String SEED = """
            package org.itb.seed;
            public class Seed {
                /*@ spec_public @*/ private int sumNg;
                /*@ public invariant 0 <= sumNg; @*/
                /*@ private normal_behavior ensures sumNg == 0; assignable \\nothing; @*/
                public Seed() { this.sumNg = 0; }

                /** Prose that stays where it is. */
                /*@ public normal_behavior // SR-06
                  @   requires 0 <= aNg && aNg <= 9;
                  @   requires (\\forall int i; 0 <= i; i < 10);
                  @   ensures \\result == (aNg   <  bNg); // odd   blanks
                  @*/
                /*+KEY@ assignable \\strictly_nothing; @*/
                public static /*@ pure @*/ boolean less(int aNg, int bNg) {
                    return aNg < bNg;
                }

                /*@ public normal_behavior ensures sumNg == 0; assignable sumNg; @*/
                public void clear() {
                    sumNg = 0;
                }
            }
            """;

    @TempDir
    private Path folder;

    private KernelSource seed(String text) throws CannotRun, IOException {
        Path file = folder.resolve("org/itb/seed/Seed.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return KernelSource.read(folder);
    }

    private Set<String> changesOf(String body) throws CannotRun, IOException {
        KernelSource source = seed("""
                package org.itb.seed;
                public class Seed {
                    static final int DAY_MS = 86400000;
                    static final int HOUR_MS = 3600000;
                    long sum;
                    static long f(long a, long b, boolean c) { %s }
                    static long min(long a, long b) { return a; }
                    static long max(long a, long b) { return b; }
                }
                """.formatted(body));
        return MutantFinder.in(source.files().get(0)).stream().filter(mutant -> mutant.member().startsWith("Seed.f("))
                .map(mutant -> mutant.mutator().shown() + " " + mutant.change()).collect(Collectors.toSet());
    }

    @Test
    void makesEachSmallFault() throws CannotRun, IOException {
        assertEquals(Set.of("boundary a < b -> a <= b", "negation a < b -> a >= b", "forced a < b -> true", "forced a < b -> false",
                "variable a -> b", "variable b -> a", "return a -> 0", "return b -> 0"),
                changesOf("if (a < b) { return a; } return b;"));
        assertEquals(Set.of("arithmetic a - b -> a + b", "swapped a - b -> (b) - (a)", "return a - b -> 0", "variable a -> b",
                "variable b -> a"), changesOf("return a - b;"));
        assertEquals(Set.of("return DAY_MS -> 0", "constant DAY_MS -> (DAY_MS + 1)", "constant DAY_MS -> (DAY_MS - 1)",
                "domain DAY_MS -> HOUR_MS"), changesOf("return DAY_MS;"));
        assertEquals(Set.of("return 3600000L -> 0", "constant 3600000L -> 3600001L", "constant 3600000L -> 3599999L",
                "domain 3600000L -> 86400000L"), changesOf("return 3600000L;"));
        assertEquals(Set.of("return min(a, b) -> 0", "domain min -> max", "swapped a, b -> b, a", "variable a -> b", "variable b -> a"),
                changesOf("return min(a, b);"));
        assertTrue(changesOf("Seed s = null; s.sum = a; return a;").contains("removed s.sum = a; -> ;"));
        assertTrue(changesOf("long n = 0; n += a; return n;").contains("arithmetic n += a -> n -= a"));
        assertTrue(changesOf("if (c && a < b) { return a; } return b;")
                .containsAll(Set.of("logic c && a < b -> c || a < b", "negation c -> !(c)", "forced c -> true")));
    }

    @Test
    void neverMakesALoopEndlessByItsCondition() throws CannotRun, IOException {
        Set<String> changes = changesOf("for (int i = 0; i < 3; i++) { a++; } return a;");
        assertTrue(changes.contains("forced i < 3 -> false"), changes::toString);
        assertFalse(changes.contains("forced i < 3 -> true"), changes::toString);
    }

    @Test
    void putsEachMutantBesideItsOriginalWithItsContractToTheCharacter() throws CannotRun, IOException {
        KernelSource source = seed(SEED);
        KernelSource.File file = source.files().get(0);
        SideBySide beside = SideBySide.of(source, file, MutantFinder.in(file));
        assertTrue(beside.text().startsWith(SEED.substring(0, SEED.lastIndexOf('}'))), "the class itself is as it was");
        SideBySide.Copy edge = beside.copies().stream().filter(copy -> copy.mutant().change().equals("aNg < bNg -> aNg <= bNg"))
                .findFirst().orElseThrow();
        assertTrue(edge.member().matches("Seed\\.less_mutant\\d+\\(int,int\\)"), edge.member());
        String contract = SEED.substring(SEED.indexOf("/*@ public normal_behavior // SR-06"), SEED.indexOf("    /*+KEY@ assignable"));
        assertTrue(edge.code().contains(contract.stripTrailing()), edge.code());
        assertTrue(edge.code().contains("public static /*@ pure @*/ boolean less_mutant"), edge.code());
        assertTrue(edge.code().contains("return aNg <= bNg;"), edge.code());
        assertTrue(edge.equalityCode().contains("requires 0 <= aNg && aNg <= 9;"), edge.equalityCode());
        assertTrue(edge.equalityCode().contains("requires (\\forall int i; 0 <= i; i < 10);"), edge.equalityCode());
        assertFalse(edge.code().contains("invariant"), "what is of the class is not of the method");
        List<SideBySide.Copy> constructors = beside.copies().stream().filter(copy -> copy.mutant().member().equals("Seed.Seed()")).toList();
        assertEquals(3, constructors.size());
        assertEquals(3, constructors.stream().map(SideBySide.Copy::member).distinct().count(), "told apart by parameters");
    }

    @Test
    void setsApartWhatDoesNotCompile() throws CannotRun, IOException {
        KernelSource source = seed(SEED.replace("return aNg < bNg;", "int missing; if (aNg < bNg) { missing = 1; } else { missing = 2; } return missing == 1;"));
        KernelSource.File file = source.files().get(0);
        List<Mutant> mutants = MutantFinder.in(file);
        SideBySide beside = SideBySide.of(source, file, mutants);
        assertEquals(Set.of("missing = 1; -> ;", "missing = 2; -> ;"),
                beside.stillborn().stream().map(Mutant::change).collect(Collectors.toSet()));
        assertEquals(mutants.size() - 2, beside.copies().size());
    }

    private static final String CALLS = """
            package seed;

            class Calls {
                private static int least(int a, int b) { return a < b ? a : b; }
                private static int last(int a, long b) { return (int) b; }
                private int count() { return 1; }
                private static int scaled(int a, int b, int c) { return a * b / c; }

                int same(int a, int b) { return least(a, b); }
                int mixed(int a, int b) { return last(a, b); }
                int changing(int a, int b) { return least(a, b++); }
                int calling(int a, int b) { return least(count(), b); }
                int ofThree(int a, int b) { return scaled(a, b, 3); }
            }
            """;

    private List<String> swapLemmasOf(String method) throws CannotRun, IOException {
        KernelSource source = seed(CALLS);
        List<String> lemmas = new ArrayList<>();
        for (Mutant mutant : MutantFinder.in(source.files().get(0))) {
            if (mutant.mutator() == Mutator.SWAPPED && mutant.member().contains("." + method + "(")) {
                lemmas.add(OperandSwap.lemmaOf(source, mutant).map(Mutant::name).orElse("none"));
            }
        }
        return lemmas;
    }

    @Test
    void excusesChangedPlacesOnlyByAProofAboutTheCalledRuleAndForArgumentsThatDoNothing() throws CannotRun, IOException {
        assertEquals(List.of("Calls.least(int,int):4:30 swapped: int a, int b -> int b, int a"), swapLemmasOf("same"));
        assertTrue(swapLemmasOf("ofThree").contains("Calls.scaled(int,int,int):7:31 swapped: int a, int b -> int b, int a"),
                swapLemmasOf("ofThree").toString());
        assertEquals(List.of("none"), swapLemmasOf("mixed"), "the types differ");
        assertEquals(List.of("none"), swapLemmasOf("changing"), "an argument changes something");
        assertEquals(List.of("none"), swapLemmasOf("calling"), "no contract says that the call changes nothing");
    }

    @Test
    void theBuildProvesWhatMutantsAreJudgedBy() throws CannotRun, IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String proved = pom.substring(pom.indexOf("<prove.only>") + "<prove.only>".length(), pom.indexOf("</prove.only>"));
        assertEquals(proved, ProofSettings.read(Path.of("proof/strategy.json")).judgedMutants().pattern());
    }

    // ---- what it means

    private static final MutantTesting KILLED = new MutantTesting(MutantTesting.Verdict.KILLED, 1, "failed", false);
    private static final MutantTesting SURVIVED = new MutantTesting(MutantTesting.Verdict.SURVIVED, 9, "", false);

    private static KillMatrix.Row row(MutantTesting tests, MutantJudgement judgement, String equivalent) {
        return new KillMatrix.Row(new Mutant("Seed.f()", "Seed.java", 1, 1, Mutator.BOUNDARY, 0, 1, "<", "<="), tests,
                Map.of(ProofResult.Prover.KEY, judgement), equivalent);
    }

    private static KillMatrix matrix(int refused, int accepted, KillMatrix.Row... more) {
        KillMatrix matrix = new KillMatrix();
        IntStream.range(0, refused).forEach(i -> matrix.add(row(KILLED, MutantJudgement.refused("open", ""), "")));
        IntStream.range(0, accepted).forEach(i -> matrix.add(row(KILLED, MutantJudgement.accepted(), "")));
        List.of(more).forEach(matrix::add);
        return matrix;
    }

    @Test
    void holdsWithOneAcceptedInAHundredAndFailsWithTwo() {
        assertTrue(matrix(99, 1).holds());
        assertFalse(matrix(98, 2).holds());
        assertFalse(matrix(197, 3).holds());
        assertEquals(1, matrix(99, 1).counts().testOnly());
    }

    @Test
    void failsForOneSurvivorAmongThousands() {
        KillMatrix matrix = matrix(5000, 0, row(SURVIVED, MutantJudgement.refused("open", ""), ""));
        assertFalse(matrix.holds());
        assertEquals(1, matrix.counts().proofOnly());
        assertEquals(1, matrix.counts().survive());
        assertEquals(1, matrix(0, 0, row(SURVIVED, MutantJudgement.accepted(), "")).counts().neither());
    }

    @Test
    void countsWhatIsProvedToDoTheSameForNeitherSide() {
        KillMatrix matrix = matrix(99, 1, row(SURVIVED, MutantJudgement.accepted(), "proved"), row(SURVIVED, MutantJudgement.refused("", ""), "proved"));
        assertTrue(matrix.holds());
        assertEquals(2, matrix.counts().equivalent());
        assertEquals(100, matrix.judgedBy(ProofResult.Prover.KEY));
    }

    @Test
    void neverCountsWhatIsNotJudgedAsRefused() {
        KillMatrix matrix = matrix(1, 0, row(KILLED, MutantJudgement.notJudged("the original is open"), ""));
        assertEquals(1, matrix.judgedBy(ProofResult.Prover.KEY));
        assertEquals(1, matrix.counts().notJudged());
        assertEquals(1, matrix.counts().refused());
    }

    @Test
    void tellsApartWhatOnlyALimitRefuses() {
        KillMatrix matrix = matrix(3, 0, row(KILLED, MutantJudgement.refusedAt("its limit of time"), ""));
        assertEquals(4, matrix.refusedBy(ProofResult.Prover.KEY));
        assertEquals(1, matrix.stoppedBy(ProofResult.Prover.KEY));
    }

    @Test
    void takesNothingFromOpenJmlWhereTheOriginalDoesNotClose() {
        ProofResult closed = result(Verdict.CLOSED);
        assertEquals(MutantJudgement.Verdict.REFUSED, MutantOpenJml.judge(closed, result(Verdict.OPEN)).verdict());
        assertEquals(MutantJudgement.Verdict.ACCEPTED, MutantOpenJml.judge(closed, closed).verdict());
        assertEquals(MutantJudgement.Verdict.NOT_JUDGED, MutantOpenJml.judge(result(Verdict.OPEN), result(Verdict.OPEN)).verdict());
        assertEquals(MutantJudgement.Verdict.NOT_JUDGED, MutantOpenJml.judge(null, result(Verdict.OPEN)).verdict());
        assertEquals(MutantJudgement.Verdict.NOT_JUDGED, MutantOpenJml.judge(closed, result(Verdict.ERROR)).verdict());
    }

    private static ProofResult result(Verdict verdict) {
        return new ProofResult("Seed.f()", List.of(), "Seed.java:1", ProofResult.Prover.OPENJML, verdict, 0, 1, ProofResult.Origin.RUN, List.of());
    }
}
