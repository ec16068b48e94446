package org.itb.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose methods a text may call: what a verdict hangs on. One too many costs time, one too few would keep what is stale. */
class CalleesTest {
    @TempDir
    private Path folder;

    private KernelSource source(String... classes) throws IOException, CannotRun {
        for (String text : classes) {
            String name = text.replaceAll("(?s).*?(?:class|interface) (\\w+).*", "$1");
            Files.writeString(folder.resolve(name + ".java"), text);
        }
        return KernelSource.read(folder);
    }

    private static Set<String> calls(KernelSource source, String className, String text) {
        KernelSource.File file = source.files().stream().filter(one -> one.className().equals(className)).findFirst().orElseThrow();
        Callees callees = new Callees(source);
        return callees.in(text, callees.ownerIn(file));
    }

    @Test
    void knowsTheClassOfAFieldAParameterAndALocalVariable() throws Exception {
        KernelSource source = source("class Gate { Bank alarms; void f(Clock clock) { Pump pump = null; } }", "class Bank { }",
                "class Clock { }", "class Pump { }");
        assertEquals(Set.of("Bank.lower"), calls(source, "Gate", "alarms.lower(3);"));
        assertEquals(Set.of("Bank.lower"), calls(source, "Gate", "this.alarms . lower (3);"));
        assertEquals(Set.of("Clock.now"), calls(source, "Gate", "x = clock.now();"));
        assertEquals(Set.of("Pump.stop"), calls(source, "Gate", "pump.stop()"));
    }

    @Test
    void knowsItsOwnMethodsStaticOnesAndConstructors() throws Exception {
        KernelSource source = source("class Gate { }", "class Rules { }");
        assertEquals(Set.of("Gate.settle", "settle.settle"), calls(source, "Gate", "settle(1)"));
        assertEquals(Set.of("Gate.settle", "settle.settle"), calls(source, "Gate", "this.settle(1)"));
        assertEquals(Set.of("Rules.min"), calls(source, "Gate", "Rules.min(1, 2)"));
        assertEquals(Set.of("Gate.Rules", "Rules.Rules"), calls(source, "Gate", "new Rules()"));
    }

    @Test
    void readsAnnotationsAndPathsThroughOtherObjects() throws Exception {
        KernelSource source = source("class Kernel { Gate gate; }", "class Gate { Bank alarms; }", "class Bank { }");
        assertEquals(Set.of("Bank.demand", "Kernel.old", "old.old"),
                calls(source, "Kernel", "/*@ ensures x == \\old(gate.alarms.demand()); @*/"));
    }

    @Test
    void takesEveryClassOfWhichAVariableOfThatNameIsSomewhere() throws Exception {
        KernelSource source = source("class Gate { Bank part; }", "class Bank { void f(Clock part) { } }", "class Clock { }");
        assertEquals(Set.of("Bank.f", "Clock.f"), calls(source, "Gate", "part.f()"));
    }

    @Test
    void takesEveryClassWhereNothingDecides() throws Exception {
        KernelSource source = source("class Gate { Bank[] banks; Bank bank; Object other; Heir heir; Base base; }\n", "class Bank { }",
                "class Base { }", "class Heir extends Base { }", "class Ghost { /*@ public ghost Bank alarms; @*/ Bank alarms; }");
        assertEquals(Set.of("*.f"), calls(source, "Gate", "banks[0].f()"));
        assertEquals(Set.of("*.f"), calls(source, "Gate", "(bank).f()"));
        assertEquals(Set.of("*.f"), calls(source, "Gate", "other.f()"));
        assertEquals(Set.of("*.f"), calls(source, "Gate", "nobody.f()"));
        assertEquals(Set.of("*.f"), calls(source, "Gate", "\\result.f()"));
        assertEquals(Set.of("*.f"), calls(source, "Gate", "alarms.f()"));
        assertEquals(Set.of("*.f"), calls(source, "Gate", "heir.f()"));
        assertEquals(Set.of("*.f"), calls(source, "Gate", "base.f()"));
        assertEquals(Set.of("*.f", "f.f"), calls(source, "Heir", "f()"));
        assertEquals(Set.of("*.f"), calls(source, "Gate", "Base.f()"));
    }

    @Test
    void aMethodStandsUnderItsClassAndUnderAny() {
        assertEquals(Set.of("Gate.settle", "*.settle"), Callees.keysOf("Gate.settle(long)"));
        assertEquals(Set.of("Gate.Gate", "*.Gate"), Callees.keysOf("Gate.Gate()"));
    }
}
