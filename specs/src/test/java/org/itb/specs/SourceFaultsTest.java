package org.itb.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.itb.specs.ProofSettings.OpenJmlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the annotations themselves get wrong, which no prover says; and what a verdict depends on. */
class SourceFaultsTest {
    private static final String CLASS = """
            package org.itb.small;
            public class Valve {
                /*@ spec_public @*/ private int volumeNl;
                %s
                /*@ public normal_behavior
                  @   ensures volumeNl == 0;
                  @   assignable \\nothing;
                  @*/
                public Valve() { this.volumeNl = 0; }
            }
            """;

    @TempDir
    private Path folder;

    private List<String> faultsWith(String line, OpenJmlException... exceptions) throws IOException, CannotRun {
        Files.writeString(folder.resolve("Valve.java"), CLASS.formatted(line));
        return Jml.faultsIn(KernelSource.read(folder), List.of(exceptions));
    }

    private void assertFault(String expected, String line) throws IOException, CannotRun {
        List<String> faults = faultsWith(line);
        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.get(0).startsWith("Valve.java:4: ") || faults.get(0).startsWith("Valve "), faults.toString());
        assertTrue(faults.get(0).contains(expected), faults.toString());
    }

    @Test
    void findsNothingInSoundAnnotations() throws IOException, CannotRun {
        assertEquals(List.of(), faultsWith("/*@ public invariant 0 <= volumeNl; @*/"));
        assertEquals(List.of(), faultsWith("/*+KEY@ private invariant 0 <= volumeNl; @*/\n"
                + "/*+OPENJML@ public invariant 0 <= volumeNl; @*/"));
        assertEquals(List.of(), faultsWith("public static final int TWICE = 2 * 7;"));
    }

    @Test
    void findsJmlThatAFormatterKilled() throws IOException, CannotRun {
        assertFault("dead contract", "// @ public invariant 0 <= volumeNl;");
        assertFault("dead contract", "/* @ public invariant 0 <= volumeNl; @*/");
    }

    @Test
    void findsJmlThatAToolKeyKilled() throws IOException, CannotRun {
        assertFault("dead contract", "/*+KYE@ public invariant 0 <= volumeNl; @*/");
        assertFault("dead contract", "/*-OPENJML@ public invariant 0 <= volumeNl; @*/");
    }

    @Test
    void findsAPathInAnOpenJmlAssignable() throws IOException, CannotRun {
        String method = " public void set() { }";
        assertFault("does not forget the old value of gate.mode", "/*+OPENJML@ assignable gate.mode, gate.*; @*/" + method
                + " /*@ normal_behavior assignable this.volumeNl; @*/");
        assertEquals(List.of(), faultsWith("/*+KEY@ assignable gate.mode; @*/ /*+OPENJML@ assignable gate.*; @*/" + method));
    }

    @Test
    void findsAnArrayThatEverythingDoesNotForget() throws IOException, CannotRun {
        String parts = "private final int[] doses = new int[4]; private Valve next;"
                + " /*+OPENJML@ assignable doses[*]; @*/ void put(int i) { doses[i] = 1; }";
        String given = parts + " /*+OPENJML@ assignable to.doses[*]; @*/ static void fill(Valve to) { to.doses[0] = 1; } ";
        String frame = "/*+OPENJML@ assignable \\everything%s; @*/ ";
        String caller = " /*+OPENJML@ ensures %s; @*/ /*+OPENJML@ assignable \\everything; @*/ void caller() { both(); }";
        String speaks = caller.formatted("doses[0] == 1");
        String missing = "does not forget the elements of ";
        assertFault(missing + "doses under", parts + frame.formatted("") + "void both() { put(0); }" + speaks);
        assertFault(missing + "doses under", parts + frame.formatted(", next.doses[*]") + "void both() { this.doses[1] = 2; next.put(0); }" + speaks);
        assertFault(missing + "next.doses under", parts + frame.formatted(", doses[*]") + "void both() { put(0); this.next.put(0); }" + speaks);
        assertFault(missing + "next.doses under", given + frame.formatted("") + "void both() { Valve.fill(next); }" + speaks);
        assertFault(missing + "doses under", parts + frame.formatted("") + "void both() { within(); } "
                + frame.formatted("") + "void within() { put(0); }" + speaks);
        assertFault(missing + "next.doses under", parts + frame.formatted(", doses[*]") + "void both() { within(); next.within(); } "
                + frame.formatted("") + "void within() { put(0); }" + speaks);
        assertFault(missing + "doses under", parts + "/*+OPENJML@ modifies \\everything; @*/ void both() { put(0); }" + speaks);
        assertFault(missing + "doses under", "/*@ public invariant doses[0] == 1; @*/ " + parts + frame.formatted("")
                + "void both() { put(0); }" + caller.formatted("true"));
        assertEquals(List.of(), faultsWith(given + frame.formatted(", doses[*], this.next.doses[*]")
                + "void both() { put(0); next.put(1); fill(next); }" + speaks));
        assertEquals(List.of(), faultsWith(parts + frame.formatted("") + "void both() { put(0); }" + caller.formatted("doses.length == 4")),
                "nobody speaks of an element");
    }

    @Test
    void findsAPrivateInvariantWhoseTwinDiffers() throws IOException, CannotRun {
        assertFault("OpenJML is not told", "/*+KEY@ private invariant 0 <= volumeNl; @*/"
                + " /*+OPENJML@ public invariant 1 <= volumeNl; @*/");
        assertFault("OpenJML is not told", "/*+KEY@ private invariant 0 <= volumeNl; @*/");
    }

    @Test
    void findsAPostconditionThatKeyAloneIsTold() throws IOException, CannotRun {
        String method = " /*@ public normal_behavior ensures true; @*/ /*+KEY@ ensures volumeNl == 7; @*/ public void set() { }";
        assertFault("OpenJML is not told ensuresvolumeNl==7", method);
        assertEquals(List.of(), faultsWith("/*+OPENJML@ ensures volumeNl == 7; @*/" + method));
        assertEquals(List.of(), faultsWith(method.replace("ensures volumeNl", "requires volumeNl")));
    }

    /** OpenJML has no sets of locations; but nothing else may hide behind one. */
    @Test
    void letsKeyAloneBeToldThatAPartIsMadeOfTheSameLocations() throws IOException, CannotRun {
        String method = " /*@ public normal_behavior ensures true; @*/ /*+KEY@ ensures %s; @*/ public void set() { }";
        assertEquals(List.of(), faultsWith(method.formatted("inner == \\old(inner)")));
        assertEquals(List.of(), faultsWith(method.formatted("gate.inner == \\old(gate.inner) && pump.inner == \\old(pump.inner)")));
        assertFault("OpenJML is not told", method.formatted("inner == \\old(inner) && volumeNl == \\old(volumeNl)"));
    }

    @Test
    void letsAnExceptionOfTheTableThroughWhereItStandsAndNowhereElse() throws IOException, CannotRun {
        String sum = "/*+KEY@ private invariant volumeNl == (\\sum int i; 0 <= i && i < 3; i); @*/";
        assertEquals(List.of(), faultsWith(sum, new OpenJmlException("Valve.<inv>", "\\sum", "no sums")));
        assertEquals(1, faultsWith(sum, new OpenJmlException("Valve.<inv>", "== (\\sum int k;", "no sums")).stream()
                .filter(fault -> fault.contains("OpenJML is not told")).count());
        assertEquals(2, faultsWith(sum, new OpenJmlException("Valve.Valve()", "\\sum", "no sums")).size());
    }

    @Test
    void findsAnExceptionForWhatNoLongerStandsThere() throws IOException, CannotRun {
        List<String> faults = faultsWith("", new OpenJmlException("Valve.<inv>", "\\sum", "no sums"));
        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.get(0).contains("excepts '\\sum' in Valve.<inv>") && faults.get(0).contains("nothing of the kind"),
                faults.toString());
    }

    @Test
    void tellsOpenJmlOneByOneWhatALoopChangesInsideOfAPart() throws IOException, CannotRun {
        Files.writeString(folder.resolve("Tap.java"), "interface Tap {\n"
                + "    /*+KEY@ private invariant inner == \\set_union(turnsMl[*], dropsMl[*]); @*/\n}\n");
        OpenJmlException union = new OpenJmlException("Tap.<inv>", "\\set_union", "for this test");
        String loop = "Tap tap;\npublic void set() { /*+KEY@ assignable tap.inner; @*/\n"
                + "/*+OPENJML@ loop_assigns i, tap.turnsMl[*]%s; @*/\nfor (int i = 0; i < 3; i++) { } }";
        assertEquals(List.of("Valve.java:6: OpenJML is not told that the loop changes tap.dropsMl[*]"),
                faultsWith(loop.formatted(""), union));
        assertEquals(List.of(), faultsWith(loop.formatted(", tap.dropsMl[*]"), union));
        assertEquals(1, faultsWith(loop.formatted("").replace("tap.inner", "tap.other.inner"), union).size(), "of a part unknown here");
    }

    @Test
    void findsALoopOfWhichOpenJmlIsToldLessThanKeyProves() throws IOException, CannotRun {
        String loop = "public void set() { /*+KEY@ assignable gate.mode, volumeNl; @*/\n"
                + "/*+OPENJML@ loop_assigns i, volumeNl%s; @*/\nfor (int i = 0; i < 3; i++) { } }";
        List<String> faults = faultsWith(loop.formatted(""));
        assertEquals(List.of("Valve.java:5: OpenJML is not told that the loop changes gate.mode"), faults);
        assertEquals(List.of(), faultsWith(loop.formatted(", gate.mode")));
        assertEquals(List.of(), faultsWith(loop.formatted(", gate.*")));
        assertEquals(1, faultsWith(loop.formatted(", this.*")).size());
        assertEquals(1, faultsWith(loop.replace("gate.mode", "gate.slots[*]").formatted(", gate.*")).size());
        assertEquals(1, faultsWith(loop.replace("+KEY@ assignable", "+KEY@ decreases").formatted(", gate.mode")).size());
    }

    @Test
    void findsAFrameInTwoClausesOfWhichOpenJmlTakesEachForTheWhole() throws IOException, CannotRun {
        String method = "/*@ public normal_behavior\n assignable volumeNl;\n %s @*/ public void set() { }";
        List<String> faults = faultsWith(method.formatted("assignable other.*;"));
        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.get(0).contains("Valve.set() has 2 assignable clauses for OpenJML"), faults.toString());
        assertEquals(List.of(), faultsWith(method.formatted("")));
        assertEquals(List.of(), faultsWith("/*+KEY@ assignable gate.mode; @*/ " + method.formatted("")));
    }

    @Test
    void findsWhatIsTakenForGranted() throws IOException, CannotRun {
        assertFault("takes something for granted", "/*@ axiom 1 == 2; @*/");
        assertFault("takes something for granted", "public void set() { /*@ assume volumeNl == 3; @*/ }");
    }

    @Test
    void findsCodeThatNoContractCanCover() throws IOException, CannotRun {
        assertFault("not a compile-time constant", "static final int[] SHARED = new int[2];");
        assertFault("no contract can cover it", "static { System.gc(); }");
    }

    @Test
    void changesTheFingerprintWithAClassThatIsMentionedByAClassThatIsMentioned() throws IOException, CannotRun {
        Files.writeString(folder.resolve("A.java"), "class A { B b; }");
        Files.writeString(folder.resolve("B.java"), "class B { /*@ invariant C.LIMIT > 2; @*/ }");
        Files.writeString(folder.resolve("C.java"), "class C { static final int LIMIT = 3; }");
        Files.writeString(folder.resolve("D.java"), "class D { }");
        KernelSource before = KernelSource.read(folder);
        Files.writeString(folder.resolve("C.java"), "class C { static final int LIMIT = 4; }");
        KernelSource after = KernelSource.read(folder);
        assertNotEquals(before.closureHash("A"), after.closureHash("A"));
        assertNotEquals(before.closureHash("B"), after.closureHash("B"));
        assertEquals(before.closureHash("D"), after.closureHash("D"));
    }
}
