package org.itb.harness.kernelrules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A rule that cannot fail says nothing: each refuses a seeded violation and leaves its nearest lawful neighbour. */
class RulesCanFailTest {
    /** A small lawful kernel; a seed is put in place of the slot. */
    private static final String LAWFUL = """
            package org.itb.kernel;

            public class Dose {
                /*@ spec_public @*/ private long doseNg;

                /*@ public invariant 0 <= doseNg; @*/

                /*@ public normal_behavior // SR-04
                  @   ensures doseNg == 0;
                  @   assignable \\nothing;
                  @*/
                public Dose() {
                    this.doseNg = 0;
                }
            //SLOT
            }
            """;
    private static final String CONTRACT = "/*@ public normal_behavior ensures true; assignable \\nothing; @*/ ";

    private record Seed(Class<? extends Rule> rule, String what, String code, String expected) {
    }

    /** A command with this body, and what it needs to be compiled. */
    private static String command(String body) {
        return """
                private final Desk session = new Desk();
                static class Desk {
                    boolean use(int kind) { return true; }
                    int answer(int reply) { return reply; }
                }
                static class Kind { static final int STAGE_STOP = 13; }
                static class Reply { static final int OK = 0; static final int AUTH = 2; static final int MODE = 11; }
                public int stop() {
                """ + body + "}";
    }

    private static final List<Seed> VIOLATIONS = List.of(
            new Seed(NoAllocation.class, "an object", "static Object f() { return new Object(); }", "allocates"),
            new Seed(NoAllocation.class, "an array of numbers", "static int[] f() { return new int[3]; }", "allocates"),
            new Seed(NoAllocation.class, "an array of objects", "static Dose[] f() { return new Dose[3]; }", "allocates"),
            new Seed(NoAllocation.class, "an array of arrays", "static int[][] f() { return new int[3][4]; }", "allocates"),
            new Seed(NoFloatingPoint.class, "an addition", "static int f(int aNg) { return (int) (aNg + 0.5); }", "f(I)I"),
            new Seed(NoFloatingPoint.class, "a field", "private float x;", "field"),
            new Seed(NoFloatingPoint.class, "a parameter", "static void f(double[] x) { }", "signature"),
            new Seed(NoFloatingPoint.class, "an array", "static Object f() { return new double[2]; }", "floating point"),
            new Seed(NoFloatingPoint.class, "a call", "static void f() { Math.round(1); }", "floating point"),
            new Seed(NoDynamicCode.class, "a lambda", "static Runnable f() { return () -> { }; }", "invokedynamic"),
            new Seed(NoDynamicCode.class, "a joined text", "static String f(int aNg) { return \"a\" + aNg; }", "invokedynamic"),
            new Seed(StaysInPackage.class, "a library call", "static long f() { return System.nanoTime(); }", "System.nanoTime"),
            new Seed(StaysInPackage.class, "Math", "static int f(int aNg) { return Math.abs(aNg); }", "Math.abs"),
            new Seed(StaysInPackage.class, "a text", "static void f() { Object o = \"a\"; }", "no number"),
            new Seed(StaysInPackage.class, "an array's clone", "static void f(int[] aNg) { aNg.clone(); }", "clone"),
            new Seed(StaysInPackage.class, "a library field", "static void f() { Object o = System.out; }", "System.out"),
            new Seed(StaysInPackage.class, "a foreign parameter", "static void f(Object o) { }", "signature"),
            new Seed(StaysInPackage.class, "a foreign field", "private Object o;", "is a"),
            new Seed(StaysInPackage.class, "a native method", "static native void f();", "native"),
            new Seed(StaysInPackage.class, "a cast", "static void f(Dose d) { Object o = d; Object p = (Runnable) o; }", "names"),
            new Seed(NoRecursion.class, "itself", "static int f(int aNg) { return f(aNg); }", "can call itself"),
            new Seed(NoRecursion.class, "a circle", "void f() { g(); } void g() { h(); } void h() { f(); }", "Dose.h"),
            new Seed(NoRecursion.class, "an override", """
                    void f(Dose d) { } static class Low extends Dose { void f(Dose d) { d.f(this); } }""", "Dose$Low.f"),
            new Seed(NoThrow.class, "a throw", "static void f() { throw new Error(); }", "throws"),
            new Seed(NoThrow.class, "a catch", "static int f(int aNg) { try { return 1 / aNg; } catch (Error e) { return 0; } }",
                    "catches"),
            new Seed(NoThrow.class, "a declaration", "static void f() throws Exception { }", "declares"),
            new Seed(NoStaticState.class, "a variable", "static int last;", "last"),
            new Seed(NoStaticState.class, "an array", "static final int[] LIMITS_NG = {1, 2};", "LIMITS_NG"),
            new Seed(NoStaticState.class, "a number found at run time", "static final int CORES; static { CORES = 3; }", "CORES"),
            new Seed(NoLocks.class, "a method", "synchronized void f() { }", "synchronized"),
            new Seed(NoLocks.class, "a block", "void f() { synchronized (this) { } }", "locks"),
            new Seed(ShortMethods.class, "41 lines", "int f() {\n" + "doseNg++;\n".repeat(38) + "return 0;\n}", "41 lines"),
            new Seed(SmallKernel.class, "one line too many", fields(SmallKernel.LIMIT + 1), (SmallKernel.LIMIT + 1) + " lines"),
            new Seed(OneDecisionPerIf.class, "if and", "void f(boolean a, boolean b) { if (a && b) { } }", "a && b"),
            new Seed(OneDecisionPerIf.class, "if or", "void f(boolean a, boolean b) { if (!(a || b)) { } }", "a || b"),
            new Seed(OneDecisionPerIf.class, "if bitwise", "void f(boolean a, boolean b) { if ((a | b)) { } }", "a | b"),
            new Seed(OneDecisionPerIf.class, "while", "void f(boolean a, boolean b) { while (a && b) { } }", "a && b"),
            new Seed(OneDecisionPerIf.class, "do", "void f(boolean a, boolean b) { do { } while (a && b); }", "a && b"),
            new Seed(OneDecisionPerIf.class, "for", "void f(boolean a, boolean b) { for (; a && b; ) { } }", "a && b"),
            new Seed(OneDecisionPerIf.class, "choice", "int f(boolean a, boolean b) { return a && b ? 1 : 2; }", "a && b"),
            new Seed(OneDecisionPerIf.class, "hidden", "void f(boolean a, boolean b) { if (a ? b : a) { } }", "a ? b : a"),
            new Seed(UnitLast.class, "a field", "private long dose;", "dose"),
            new Seed(UnitLast.class, "a parameter", "static void f(int rate) { }", "rate"),
            new Seed(UnitLast.class, "a constant", "static final int DAILY_LIMIT = 3;", "DAILY_LIMIT"),
            new Seed(UnitLast.class, "a unit that is not last", "private long msOfHour;", "msOfHour"),
            new Seed(UnitLast.class, "an array", "private int[] charges;", "charges"),
            new Seed(PlainOldJava.class, "record", "record R(int aNg) { }", "record"),
            new Seed(PlainOldJava.class, "enum", "enum E { A }", "enum"),
            new Seed(PlainOldJava.class, "var", "void f() { var aNg = 1; }", "var"),
            new Seed(PlainOldJava.class, "annotation", "@Override public int hashCode() { return 1; }", "annotation"),
            new Seed(PlainOldJava.class, "generic", "<T> void f(T t) { }", "type parameter"),
            new Seed(PlainOldJava.class, "type argument", "void f(Comparable<Dose> d) { }", "type argument"),
            new Seed(PlainOldJava.class, "lambda", "static Runnable f() { return () -> { }; }", "lambda"),
            new Seed(PlainOldJava.class, "underscore", "static final int A_NG = 1_000;", "underscore"),
            new Seed(PlainOldJava.class, "arrow switch", "void f(int aNg) { switch (aNg) { case 1 -> { } default -> { } } }", "switch"),
            new Seed(PlainOldJava.class, "switch with a value", "int f(int aNg) { return switch (aNg) { default: yield 1; }; }", "switch"),
            new Seed(PlainOldJava.class, "nested class", "static class Inner { }", "nested"),
            new Seed(PlainOldJava.class, "assert", "void f() { assert doseNg > 0; }", "assert"),
            new Seed(PlainOldJava.class, "varargs", "void f(int... aNg) { }", "number of arguments"),
            new Seed(NamesForProvers.class, "parameter", "void f(int empty) { }", "empty"),
            new Seed(NamesForProvers.class, "local", "void f() { int heap = 1; }", "heap"),
            new Seed(BoundedLoops.class, "for", "void f() { for (int i = 0; i < 3; i++) { } }", "decreases"),
            new Seed(BoundedLoops.class, "while after another's measure", """
                    void f(boolean a) {
                        /*@ decreases 3 - i; @*/
                        for (int i = 0; i < 3; i++) { }
                        while (a) { }
                    }""", "decreases"),
            new Seed(EveryMemberHasContract.class, "a method without any", "void f() { }", "f has no ensures"),
            new Seed(EveryMemberHasContract.class, "a method after a contract that is not its own",
                    CONTRACT + "void f() { } void g() { }", "g has no ensures"),
            new Seed(EveryMemberHasContract.class, "no frame", "/*@ public normal_behavior ensures true; @*/ void f() { }",
                    "f has no assignable"),
            new Seed(EveryMemberHasContract.class, "no normal_behavior", "/*@ ensures true; assignable \\nothing; @*/ void f() { }",
                    "f has no normal_behavior"),
            new Seed(EveryMemberHasContract.class, "a dead contract",
                    "/* @ public normal_behavior ensures true; assignable \\nothing; */ void f() { }", "f has no ensures"),
            new Seed(EveryMemberHasContract.class, "state without invariant",
                    "static class Inner { int aNg; " + CONTRACT + " Inner() { } }", "Inner has state"),
            new Seed(EveryMemberHasContract.class, "an array's content is state",
                    "static class Inner { final int[] aNg; " + CONTRACT + " Inner() { aNg = null; } }", "Inner has state"),
            new Seed(EveryMemberHasContract.class, "a constructor nobody wrote", "static class Inner { }", "javac adds"),
            new Seed(TotalDoor.class, "a precondition", """
                    } class SafetyKernel {
                        /*@ public normal_behavior requires 0 <= rateNlPerH; ensures true; assignable \\nothing; @*/
                        public void request(int rateNlPerH) { }""", "request has a precondition"),
            new Seed(EveryCommandIsAnswered.class, "an answer that is not kept", command("""
                    if (!session.use(Kind.STAGE_STOP)) { return Reply.AUTH; }
                    if (doseNg > 0) { return Reply.MODE; }
                    return session.answer(Reply.OK);"""), "stop keeps no answer with return Reply.MODE"),
            new Seed(EveryCommandIsAnswered.class, "an effect before the admission", command("""
                    doseNg = 0;
                    if (!session.use(Kind.STAGE_STOP)) { return Reply.AUTH; }
                    return session.answer(Reply.OK);"""), "stop does not begin with its admission"),
            new Seed(EveryCommandIsAnswered.class, "an admission that nobody waits for", command("""
                    boolean admitted = session.use(Kind.STAGE_STOP);
                    return session.answer(Reply.OK);"""), "stop does not begin with its admission"),
            new Seed(JmlUnbroken.class, "a space in a line", "// @ requires 0 <= doseNg;", "dead contract"),
            new Seed(JmlUnbroken.class, "a space in a block", "/* @ ensures true; */", "dead contract"),
            new Seed(JmlUnbroken.class, "a space after the key", "/*+KEY @ ensures true; @*/", "dead contract"),
            new Seed(JmlUnbroken.class, "a space before the key", "/* +KEY@ assignable doseNg; @*/", "dead contract"),
            new Seed(JmlUnbroken.class, "a key misspelt", "/*+KeY@ private invariant doseNg >= 0; @*/", "dead contract"),
            new Seed(JmlUnbroken.class, "the other key misspelt", "/*+OpenJML@ public invariant doseNg >= 0; @*/", "dead contract"),
            new Seed(JmlUnbroken.class, "an @ lost", "/* public invariant doseNg >= 0; */", "dead contract"),
            new Seed(JmlUnbroken.class, "an @ lost in a line", "// ensures doseNg >= 0;", "dead contract"),
            new Seed(JmlUnbroken.class, "a block turned into Javadoc", "/**\n * @ requires doseNg >= 0;\n */", "dead contract"),
            new Seed(JmlUnbroken.class, "Javadoc without @", "/**\n * requires doseNg >= 0;\n */", "dead contract"),
            new Seed(JmlUnbroken.class, "pure lost", "public /* @ pure */ long f() { return 0; }", "dead contract"),
            new Seed(JmlUnbroken.class, "a long line folded", "//@ requires doseNg >= 0\n// && doseNg < 3;", "semicolon"),
            new Seed(TwinClauses.class, "OpenJML left out", "/*+KEY@ private invariant doseNg < 9; @*/", "OpenJML is not told doseNg < 9"),
            new Seed(TwinClauses.class, "KeY left out", "/*+OPENJML@ public invariant doseNg < 9; @*/", "KeY is not told doseNg < 9"),
            new Seed(TwinClauses.class, "arrays apart, of which KeY knows nothing", "/*+OPENJML@ public invariant log.a != log.b; @*/",
                    "KeY is not told log.a != log.b"),
            new Seed(TwinClauses.class, "a length, of which KeY knows nothing", "/*+OPENJML@ public invariant log.a.length == 8; @*/",
                    "KeY is not told log.a.length == 8"),
            new Seed(TwinClauses.class, "more than a length", """
                    /*+KEY@ public invariant \\disjoint(log.a[*], gate.inner); @*/
                    /*+OPENJML@ public invariant log.a.length == 8 && log.a.length >= doseNg; @*/""",
                    "KeY is not told log.a.length == 8 && log.a.length >= doseNg"),
            new Seed(TwinClauses.class, "more than arrays apart", """
                    /*+KEY@ public invariant \\disjoint(log.a[*], gate.inner); @*/
                    /*+OPENJML@ public invariant log.a != log.b && doseNg < 9; @*/""", "KeY is not told log.a != log.b && doseNg < 9"),
            new Seed(TwinClauses.class, "twins that differ", """
                    /*+KEY@ private invariant doseNg < 9; @*/
                    /*+OPENJML@ public invariant doseNg <= 9; @*/""", "not told"),
            new Seed(TwinClauses.class, "a twin that OpenJML keeps private", """
                    /*+KEY@ private invariant doseNg < 9; @*/
                    /*+OPENJML@ private invariant doseNg < 9; @*/""", "OpenJML is not told"),
            new Seed(TwinClauses.class, "a frame for KeY alone", "/*+KEY@ assignable doseNg; @*/ void f() { }", "one prover alone"),
            new Seed(TwinClauses.class, "a path for OpenJML", """
                    /*+KEY@ assignable gate.alarms.top; @*/
                    /*+OPENJML@ assignable gate.alarms.top; @*/ void f() { }""", "gate.alarms.top"),
            new Seed(TwinClauses.class, "a path for both", "/*@ assignable doseNg, gate.top; @*/ void f() { }", "gate.top"));

    private static final List<Seed> LAWFUL_NEIGHBOURS = List.of(
            new Seed(NoAllocation.class, "an array in a constructor", "int[] aNg; Dose(int x) { aNg = new int[3]; }", ""),
            new Seed(NoFloatingPoint.class, "long arithmetic and copies of it",
                    "long a; long f(long[] x) { x[0] += 3; return a++ / 7; }", ""),
            new Seed(StaysInPackage.class, "a call of its own", "long f(Dose d) { return d.f(this); }", ""),
            new Seed(NoRecursion.class, "two calls of one method", "void f() { g(); g(); } void g() { }", ""),
            new Seed(NoRecursion.class, "the same name, other parameters", "void f() { f(1); } void f(int aNg) { }", ""),
            new Seed(NoStaticState.class, "a constant", "static final long LIMIT_NG = 3L;", ""),
            new Seed(ShortMethods.class, "40 lines, remarks apart",
                    "int f() {\n// why\n\n" + "doseNg++;\n".repeat(37) + "return 0;\n}", ""),
            new Seed(SmallKernel.class, "as many lines as it may have", fields(SmallKernel.LIMIT), ""),
            new Seed(OneDecisionPerIf.class, "a mask", "void f(int m) { if ((m & 4) != 0) { } }", ""),
            new Seed(OneDecisionPerIf.class, "a truth that is no branch", "boolean f(boolean a, boolean b) { return a & b; }", ""),
            new Seed(UnitLast.class, "units", "int rateNlPerH; static final int STEP_MAX_NL_PER_H = 1; void f(long ms, int nl) { }", ""),
            new Seed(UnitLast.class, "truths have none", "boolean held; void f(boolean open) { }", ""),
            new Seed(PlainOldJava.class, "an old switch", "void f(int a) { switch (a) { case 1: break; default: break; } }", ""),
            new Seed(BoundedLoops.class, "a measured loop",
                    "void f() { int a = 0; /*@ loop_invariant 0 <= i; decreases 3 - i; @*/ for (int i = 0; i < 3; i++) { } }", ""),
            new Seed(EveryMemberHasContract.class, "pure is a frame",
                    "/*@ public normal_behavior ensures \\result == doseNg; @*/ public /*@ pure @*/ long f() { return doseNg; }", ""),
            new Seed(TotalDoor.class, "a private phase may ask", """
                    } class SafetyKernel {
                        /*@ private normal_behavior requires 0 <= rateNlPerH; ensures true; assignable \\nothing; @*/
                        private void phase(int rateNlPerH) { }""", ""),
            new Seed(EveryCommandIsAnswered.class, "answers on every path", command("""
                    if (!session.use(Kind.STAGE_STOP)) { return Reply.AUTH; }
                    if (doseNg > 0) { return session.answer(Reply.MODE); }
                    return session.answer(Reply.OK);"""), ""),
            new Seed(JmlUnbroken.class, "prose and tags", """
                    // [a tag]
                    /** What the invariant ensures, and what it requires.
                     * @param none */
                    // The pump ensures flow.
                    /*@ public normal_behavior // SR-04: requires nothing
                      @   ensures doseNg >= 0
                      @        && doseNg < 3; // P06
                      @*/""", ""),
            new Seed(TwinClauses.class, "arrays apart where KeY has locations apart", """
                    /*+KEY@ public invariant \\disjoint(log.a[*], gate.inner); @*/
                    /*+OPENJML@ public invariant log.a != log.b && log.a != gate.c && log.a.length == 8; @*/""", ""),
            new Seed(TwinClauses.class, "twins, sums and sound frames", """
                    /*+KEY@ private invariant doseNg   < 9; @*/
                    /*+OPENJML@ public invariant doseNg < 9; @*/
                    /*+KEY@ private invariant doseNg == (\\sum int i; 0 <= i && i < 3; i); @*/
                    /*+KEY@ assignable gate.alarms.top, gate.mode; @*/
                    /*+OPENJML@ assignable gate.alarms.*, gate.*, doseNg, this.doseNg, log.age[*]; @*/ void f() { }""", ""));

    @TestFactory
    Stream<DynamicTest> refusesEachSeededViolation() {
        return VIOLATIONS.stream().map(seed -> DynamicTest.dynamicTest(
                seed.rule().getSimpleName() + ": " + seed.what(), () -> {
                    List<String> violations = rule(seed).violationsIn(kernelWith(seed.code()));
                    assertTrue(violations.stream().anyMatch(violation -> violation.contains(seed.expected())),
                            () -> "expected " + seed.expected() + " among " + violations);
                }));
    }

    @TestFactory
    Stream<DynamicTest> leavesEachLawfulNeighbour() {
        return LAWFUL_NEIGHBOURS.stream().map(seed -> DynamicTest.dynamicTest(
                seed.rule().getSimpleName() + ": " + seed.what(),
                () -> assertEquals(List.of(), rule(seed).violationsIn(kernelWith(seed.code())))));
    }

    @TestFactory
    Stream<DynamicTest> findsNothingInALawfulKernel() {
        KernelCode lawful = kernelWith("");
        return KernelRules.ALL.stream().map(rule -> DynamicTest.dynamicTest(
                rule.getClass().getSimpleName(), () -> assertEquals(List.of(), rule.violationsIn(lawful))));
    }

    @Test
    void seedsAViolationOfEveryRule() {
        Set<String> seeded = VIOLATIONS.stream().map(seed -> seed.rule().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> rules = KernelRules.ALL.stream().map(rule -> rule.getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));

        assertFalse(rules.isEmpty());
        assertEquals(rules, seeded);
    }

    private static Rule rule(Seed seed) {
        return KernelRules.ALL.stream().filter(rule -> rule.getClass() == seed.rule()).findFirst().orElseThrow();
    }

    private static KernelCode kernelWith(String seed) {
        return KernelCode.of(Map.of("Dose.java", LAWFUL.replace("//SLOT", seed)));
    }

    /** As many fields as make the seeded kernel exactly so long: the lawful one around them has seven lines of code. */
    private static String fields(int linesOfCode) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < linesOfCode - 7; i++) {
            fields.append("long f").append(i).append("Ng;\n");
        }
        return fields.toString();
    }
}
