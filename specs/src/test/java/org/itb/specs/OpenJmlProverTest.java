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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An installation that answers as a script says: what it gets wrong is told as what it is, and never counts. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the installation is a shell script")
class OpenJmlProverTest {
    private static final String OPENJML = "OpenJML";
    static final String VERSION = "case \"$*\" in *--version*) echo 'openjml 0.17.0-alpha-15'; exit 0;; esac\n";
    static final String PROVES = "prove() { echo \"Starting proof of org.itb.small.$1 with prover z3_4_3\"\n"
            + "echo 'Tank.java:1:Feasibility check #1 - at program exit : OK [0.02 secs]'\n"
            + "echo \"Completed proof of org.itb.small.$1 with prover z3_4_3 - $2 [0.80 secs]\"; }\n";
    static final String CANARIES = "for c in 'Canary()' 'closes(int)' 'trivialByItsPostcondition(int)'; do"
            + " prove \"Canary.$c\" 'no warnings'; done\n"
            + "for c in 'opensByItsPostcondition(int)' 'opensByItsInvariant()' 'opensByItsFrame()' 'opensByOverflow(int,int)'"
            + " 'opensByException(int,int)'; do prove \"Canary.$c\" 'with warnings'; done\n"
            + "prove 'Canary.vacuousByItsPrecondition(int)' INFEASIBLE\n";
    private static final String KERNEL = "for m in 'Tank.Tank()' 'Tank.fill(int)' 'Tank.volumeNl()' 'TankRules.TankRules()'"
            + " 'TankRules.isTooMuch(int)'; do prove $m 'no warnings'; done\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void place() {
        ProveRun.place(folder, "sound");
    }

    private ProveRun with(String script, String... options) throws IOException {
        Path program = folder.resolve("openjml");
        Files.writeString(program, "#!/bin/sh\n" + script);
        assertTrue(program.toFile().setExecutable(true));
        List<String> all = new ArrayList<>(List.of("--prover", "openjml", "--processes", "1", "--json"));
        all.addAll(List.of(options));
        return ProveRun.in(folder, Map.of("OPENJML_HOME", folder.toString()), all.toArray(String[]::new));
    }

    @Test
    void closesWhatIsProvedAndRecordsItWithEverySource() throws IOException {
        ProveRun run = with(VERSION + PROVES + CANARIES + KERNEL);
        assertEquals(Prove.HOLDS, run.code(), run.out() + run.err());
        assertEquals("CLOSED", run.verdict("Tank.fill(int)", OPENJML));
        String record = Files.readString(folder.resolve("openjml.json"));
        assertTrue(record.contains("\"0.17.0-alpha-15\"") && record.contains("org/itb/small/Tank.java"), record);
        assertFalse(run.json().path("openJmlRecord").path("stale").asBoolean());
    }

    @Test
    void provesAComposedClassOverTheOutsideOfItsPartsAndEachPartOverAllOfItself() throws IOException {
        OpaqueViewTest.plantFarm(folder.resolve("sources"));
        String sees = "grep -q '+OPENJML@ public invariant' org/itb/small/Tank.java";
        ProveRun run = with(VERSION + PROVES + CANARIES
                + "case \"$*\" in *'Farm[.]Farm'*) if " + sees + "; then prove 'Farm.Farm()' 'with warnings'; else prove 'Farm.Farm()' 'no warnings'; fi;;\n"
                + "*) if " + sees + "; then :; else exit 4; fi\n" + KERNEL + ";; esac\n");
        assertEquals(Prove.HOLDS, run.code(), run.out() + run.err());
        assertEquals("CLOSED", run.verdict("Farm.Farm()", OPENJML));
        assertEquals("CLOSED", run.verdict("Tank.fill(int)", OPENJML));
    }

    private void change(String from, String to) throws IOException {
        Path tank = folder.resolve("sources/org/itb/small/Tank.java");
        String text = Files.readString(tank);
        assertTrue(text.contains(from), text);
        Files.writeString(tank, text.replace(from, to));
    }

    @Test
    void provesAgainOnlyWhatChangedForOpenJml() throws IOException {
        with(VERSION + PROVES + CANARIES + KERNEL);
        change("A tank", "Another tank");
        change("accessible \\inv: this.volumeNl;", "accessible \\inv: this.*;");
        assertEquals(Prove.HOLDS, with(VERSION + "exit 4\n").code(), "nothing of it is read by OpenJML");
        change("addedNl <= 5000", "addedNl <= 4000");
        assertEquals(Prove.FAILS, with(VERSION + "exit 4\n").code(), "a contract is");
        change("addedNl <= 4000", "addedNl <= 5000");
        change("volumeNl + addedNl", "addedNl + volumeNl");
        assertEquals(Prove.FAILS, with(VERSION + "exit 4\n").code(), "code is");
    }

    @Test
    void provesAgainWhatReadsTheChangeAndNothingElse() throws IOException {
        with(VERSION + PROVES + CANARIES + KERNEL);
        change("volumeNl + addedNl;", "addedNl + volumeNl;");
        assertEquals(Prove.HOLDS, with(VERSION + PROVES + CANARIES + "prove 'Tank.fill(int)' 'no warnings'\n").code(),
                "a body is read for its own proof alone");
        Path rules = folder.resolve("sources/org/itb/small/TankRules.java");
        Files.writeString(rules, Files.readString(rules).replace("(volumeNl > 1000)", "(1000 < volumeNl)"));
        String both = "prove 'TankRules.isTooMuch(int)' 'no warnings'\nprove 'Tank.fill(int)' 'no warnings'\n";
        ProveRun alone = with(VERSION + PROVES + CANARIES + both.lines().findFirst().orElseThrow() + "\n");
        assertEquals("ERROR", alone.verdict("Tank.fill(int)", OPENJML), "the caller reads the contract");
        assertEquals(Prove.HOLDS, with(VERSION + PROVES + CANARIES + both).code(), "who does not call it does not");
        Files.writeString(rules, Files.readString(rules).replaceFirst("}\\s*$", """

                    /*@ private normal_behavior
                      @   ensures \\result == 0;
                      @   assignable \\nothing;
                      @*/
                    private static /*@ pure @*/ int another() {
                        return 0;
                    }
                }
                """));
        assertEquals(Prove.HOLDS, with(VERSION + PROVES + CANARIES + "prove 'TankRules.another()' 'no warnings'\n").code(),
                "nobody asks for a new method");
        change("ensures \\result == volumeNl;", "ensures volumeNl == \\result;");
        assertEquals(Prove.HOLDS, with(VERSION + PROVES + CANARIES + "prove 'Tank.volumeNl()' 'no warnings'\n").code(),
                "who reads the field of that name does not call the method");
        change("    public void fill", "    /*@ public invariant volumeNl <= 2000; @*/\n    public void fill");
        ProveRun one = with(VERSION + PROVES + CANARIES + "prove 'Tank.fill(int)' 'no warnings'\n");
        assertEquals("ERROR", one.verdict("Tank.volumeNl()", OPENJML), "an invariant is read for all, wherever it stands");
        assertEquals("CLOSED", one.verdict("TankRules.isTooMuch(int)", OPENJML), "but those that cannot mention the class");
    }

    @Test
    void provesTheOthersAgainWithoutTheOneThatItBreaksOn() throws IOException {
        String others = KERNEL.replace("'Tank.fill(int)'", "");
        String breaks = "echo 'Starting proof of org.itb.small.Tank.fill(int) with prover z3_4_3'\n"
                + "echo 'java.lang.OutOfMemoryError: Java heap space'\n";
        ProveRun run = with(VERSION + PROVES + "case \"$*\" in *--method*) ;; *) " + breaks + ";; esac\n" + CANARIES + others
                + "case \"$*\" in *--method*) exit 0;; *) exit 1;; esac\n");
        assertEquals(Prove.FAILS, run.code());
        assertEquals("ERROR", run.verdict("Tank.fill(int)", OPENJML));
        assertEquals("CLOSED", run.verdict("Tank.volumeNl()", OPENJML));
        assertTrue(run.json().path("faults").toString().contains("OutOfMemoryError"), run.out());
    }

    @Test
    void showsARecordOfOtherSourcesAsStale() throws IOException {
        with(VERSION + PROVES + CANARIES + KERNEL);
        Path tank = folder.resolve("sources/org/itb/small/Tank.java");
        Files.writeString(tank, Files.readString(tank).replace("A tank", "Another tank"));
        OpenJmlRecord record = readRecord();
        assertTrue(record.isStale());
        assertTrue(record.shown().contains("STALE, not counted") && record.shown().contains("Tank.java"), record.shown());
        assertTrue(record.verdictOf("Tank.fill(int)").isEmpty());
    }

    @Test
    void countsOfARecordWhatHasNothingToDoWithTheChange() throws IOException {
        plantTwoTanks();
        with(VERSION + PROVES + CANARIES + KERNEL + "prove 'Pond.Pond()' 'no warnings'\n");
        Path tank = folder.resolve("sources/org/itb/small/Tank.java");
        Files.writeString(tank, Files.readString(tank).replace("A tank", "Another tank"));
        OpenJmlRecord record = readRecord();
        assertTrue(record.isStale() && record.isStale("Tank.fill(int)") && !record.isStale("TankRules.isTooMuch(int)"), record.shown());
        assertEquals(Verdict.CLOSED, record.verdictOf("TankRules.isTooMuch(int)").orElseThrow());
        assertTrue(record.isStale("Pond.Pond()"), "it mentions a tank");
        Files.delete(folder.resolve("sources/org/itb/small/Pond.java"));
        assertTrue(readRecord().isStale("TankRules.isTooMuch(int)"), "a file is gone");
    }

    @Test
    void countsNothingOfARecordThatWasMadeOfAnotherView() throws IOException {
        with(VERSION + PROVES + CANARIES + KERNEL);
        Path record = folder.resolve("openjml.json");
        Files.writeString(record, Files.readString(record).replace(OpaqueView.VERSION, "opaque view 0"));
        assertTrue(readRecord().verdictOf("Tank.fill(int)").isEmpty());
        assertTrue(readRecord().shown().contains("STALE, not counted: 5 of them, because OpenJML was shown"), readRecord().shown());
    }

    /** Another class, which has to do with tanks. */
    private void plantTwoTanks() throws IOException {
        Files.writeString(folder.resolve("sources/org/itb/small/Pond.java"), """
                package org.itb.small;
                /** Like a Tank. */
                public class Pond {
                    /*@ public normal_behavior
                      @   ensures true;
                      @   assignable \\nothing;
                      @*/
                    public Pond() { }
                }
                """);
    }

    @Test
    void addsToTheRecordWhatARunOverSomeContractsSays() throws IOException {
        String openFirst = KERNEL.replace("'Tank.fill(int)'", "") + "prove 'Tank.fill(int)' 'with warnings'\n";
        ProveRun run = with(VERSION + PROVES + CANARIES + openFirst);
        assertEquals(Prove.FAILS, run.code());
        assertEquals(Verdict.OPEN, readRecord().verdictOf("Tank.fill(int)").orElseThrow());
        with(VERSION + PROVES + CANARIES + "prove 'Tank.fill(int)' 'no warnings'\n", "--only", "^Tank\\.fill");
        assertEquals(Verdict.CLOSED, readRecord().verdictOf("Tank.fill(int)").orElseThrow());
        assertEquals(Verdict.CLOSED, readRecord().verdictOf("Tank.volumeNl()").orElseThrow());
        assertEquals(5, readRecord().closed());
    }

    @Test
    void dropsFromTheRecordWhatIsStaleWhenItAddsToIt() throws IOException {
        with(VERSION + PROVES + CANARIES + KERNEL);
        change("    public void fill", "    /*@ public invariant volumeNl <= 2000; @*/\n    public void fill");
        with(VERSION + PROVES + CANARIES + "prove 'Tank.fill(int)' 'no warnings'\n", "--only", "^Tank\\.fill");
        OpenJmlRecord record = readRecord();
        assertFalse(record.isStale(), record.shown());
        assertTrue(record.verdictOf("Tank.volumeNl()").isEmpty() && record.verdictOf("Tank.fill(int)").isPresent()
                && record.verdictOf("TankRules.isTooMuch(int)").isPresent(), record.shown());
        assertTrue(record.shown().contains("2 contracts of the kernel are not in it"), record.shown());
    }

    @Test
    void keepsInTheRecordWhatDoesNotReadTheChange() throws IOException {
        with(VERSION + PROVES + CANARIES + KERNEL);
        change("volumeNl + addedNl;", "addedNl + volumeNl;");
        assertTrue(readRecord().isStale("Tank.volumeNl()"), "without OpenJML a file is the least that is told apart");
        with(VERSION + PROVES + CANARIES + "prove 'Tank.fill(int)' 'no warnings'\n", "--only", "^Tank\\.fill");
        assertEquals(5, readRecord().closed(), readRecord().shown());
    }

    @Test
    void provesOnlyWhatTheRecordDoesNotKnowWhereThereIsNoCache() throws IOException {
        with(VERSION + PROVES + CANARIES + KERNEL);
        clearCache();
        ProveRun run = with(VERSION + "exit 4\n");
        assertEquals(Prove.HOLDS, run.code(), run.out() + run.err());
        assertTrue(run.result("Tank.fill(int)", OPENJML).path("cached").asBoolean());
        change("volumeNl + addedNl;", "addedNl + volumeNl;");
        run = with(VERSION + PROVES + CANARIES + "prove 'Tank.fill(int)' 'with warnings'\n");
        assertEquals("OPEN", run.verdict("Tank.fill(int)", OPENJML), "it is asked again");
        assertEquals("CLOSED", run.verdict("Tank.volumeNl()", OPENJML));
        assertEquals("ERROR", with(VERSION + PROVES + CANARIES, "--no-cache").verdict("Tank.volumeNl()", OPENJML), "everything anew");
    }

    @Test
    void believesNoVerdictOfTheRecordThatWasEdited() throws IOException {
        with(VERSION + PROVES + CANARIES + KERNEL.replace("'Tank.fill(int)'", "") + "prove 'Tank.fill(int)' 'with warnings'\n");
        clearCache();
        Path record = folder.resolve("openjml.json");
        Files.writeString(record, Files.readString(record).replace("\"OPEN\"", "\"CLOSED\""));
        assertEquals(Verdict.CLOSED, readRecord().verdictOf("Tank.fill(int)").orElseThrow());
        ProveRun run = with(VERSION + PROVES + CANARIES + "prove 'Tank.fill(int)' 'with warnings'\n");
        assertEquals("OPEN", run.verdict("Tank.fill(int)", OPENJML));
    }

    private void clearCache() throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve("cache"))) {
            for (Path entry : entries.toList()) {
                Files.delete(entry);
            }
        }
    }

    @Test
    void asksAContractWithOptionsOfItsOwnApartAndSaysSoInTheRecord() throws IOException {
        ProveRun.askOpenJml(folder, "^Tank[.]fill", "--timeout=7");
        String script = VERSION + PROVES + CANARIES + "case \"$*\" in *--timeout=*--timeout=*) exit 4;;\n"
                + "*--timeout=7\\ *) prove 'Tank.fill(int)' 'no warnings';;\n*) " + KERNEL.replace("'Tank.fill(int)'", "") + ";; esac\n";
        ProveRun run = with(script);
        assertEquals(Prove.HOLDS, run.code(), run.out() + run.err());
        String record = Files.readString(folder.resolve("openjml.json"));
        assertEquals(2, record.split("--timeout=7\"").length, record);
        ProveRun.askOpenJml(folder, "^Tank[.]fill", "--timeout=8");
        with(VERSION + PROVES + CANARIES + "prove 'Tank.volumeNl()' 'no warnings'\n", "--only", "^Tank\\.volumeNl");
        assertTrue(readRecord().verdictOf("Tank.fill(int)").isEmpty(), "it was asked otherwise than the table now says");
        assertTrue(readRecord().verdictOf("TankRules.isTooMuch(int)").isPresent());
    }

    @Test
    void leavesARecordOfAnotherReleaseAloneUnlessItProvesAll() throws IOException {
        with(VERSION + PROVES + CANARIES + KERNEL);
        String before = Files.readString(folder.resolve("openjml.json"));
        ProveRun some = with(VERSION.replace("alpha-15", "alpha-16") + PROVES + CANARIES + KERNEL, "--only", "^Tank\\.");
        assertEquals(before, Files.readString(folder.resolve("openjml.json")));
        assertTrue(some.json().path("notes").toString().contains("the record stays as it is"), some.out());
        with(VERSION.replace("alpha-15", "alpha-16") + PROVES + CANARIES + KERNEL);
        assertTrue(Files.readString(folder.resolve("openjml.json")).contains("alpha-16"));
    }

    @Test
    void leavesOutWhatIsListedAndFailsForItOtherwise() throws IOException {
        ProveRun.listAsOpen(folder, OPENJML, "Tank.fill(int)");
        String script = VERSION + PROVES + CANARIES + KERNEL.replace("'Tank.fill(int)'", "");
        ProveRun run = with(script + "case \"$*\" in *fill*) prove 'Tank.fill(int)' 'with warnings';; esac\n", "--allow-listed");
        assertEquals(Prove.HOLDS, run.code(), run.out() + run.err());
        assertEquals("LISTED", run.verdict("Tank.fill(int)", OPENJML));
        assertEquals(Verdict.LISTED, readRecord().verdictOf("Tank.fill(int)").orElseThrow());
        run = with(script + "prove 'Tank.fill(int)' 'with warnings'\n");
        assertEquals(Prove.FAILS, run.code());
        assertEquals("OPEN", run.verdict("Tank.fill(int)", OPENJML));
        assertTrue(run.result("Tank.fill(int)", OPENJML).path("account").toString().contains("tried: two shapes"), run.out());
        run = with(VERSION + PROVES + CANARIES + KERNEL);
        assertEquals(Prove.FAILS, run.code());
        assertTrue(run.json().path("faults").toString().contains("Tank.fill(int) is no longer open"), run.out());
    }

    @Test
    void failsForAListedContractThatIsNotThere() throws IOException {
        ProveRun.listAsOpen(folder, OPENJML, "Tank.fill(long)");
        ProveRun run = with(VERSION + PROVES + CANARIES + KERNEL, "--allow-listed");
        assertEquals(Prove.FAILS, run.code());
        assertTrue(run.json().path("faults").toString().contains("lists Tank.fill(long) as open"), run.out());
    }

    private OpenJmlRecord readRecord() {
        try {
            return OpenJmlRecord.read(folder.resolve("openjml.json"), KernelSource.read(folder.resolve("sources"))).orElseThrow();
        } catch (CannotRun e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void countsNothingOfAProverThatClosesACanary() throws IOException {
        ProveRun run = with(VERSION + PROVES + CANARIES.replace("with warnings", "no warnings") + KERNEL);
        assertEquals(Prove.FAILS, run.code());
        assertEquals("ERROR", run.verdict("Tank.fill(int)", OPENJML));
        assertTrue(run.json().path("faults").toString().contains("Canary.opensByOverflow(int,int) must be 'OPEN'"), run.out());
        assertFalse(Files.exists(folder.resolve("openjml.json")), "no record of it");
        assertEquals(Prove.HOLDS, with(VERSION + PROVES + CANARIES + KERNEL).code(), "nothing of it was kept in the cache");
    }

    @Test
    void recordsNothingOfSourcesWhoseAnnotationsHaveFaults() throws IOException {
        change("    public void fill", "    // @ ensures volumeNl <= 1000;\n    public void fill");
        ProveRun run = with(VERSION + PROVES + CANARIES + KERNEL);
        assertEquals(Prove.FAILS, run.code());
        assertTrue(run.json().path("faults").toString().contains("dead contract"), run.out());
        assertFalse(Files.exists(folder.resolve("openjml.json")), "OpenJML may be wrong about such");
    }

    @Test
    void countsNothingOfACrash() throws IOException {
        ProveRun run = with(VERSION + PROVES + CANARIES + KERNEL + "exit 4\n");
        assertEquals(Prove.FAILS, run.code());
        assertEquals("ERROR", run.verdict("Tank.fill(int)", OPENJML));
        assertTrue(run.json().path("faults").toString().contains("ended with code 4 (crash)"), run.out());
    }

    @Test
    void countsAnInfeasibleMethodAsVacuousThoughTheExitCodeIsZero() throws IOException {
        ProveRun run = with(VERSION + PROVES + CANARIES + KERNEL.replace("'Tank.fill(int)'", "")
                + "prove 'Tank.fill(int)' INFEASIBLE\nexit 0\n");
        assertEquals(Prove.FAILS, run.code());
        assertEquals("VACUOUS", run.verdict("Tank.fill(int)", OPENJML));
        assertEquals("CLOSED", run.verdict("Tank.volumeNl()", OPENJML));
    }

    @Test
    void doesNotCountWhatWasNotTriedAndShowsWhatElseWasSaid() throws IOException {
        ProveRun run = with(VERSION + PROVES + CANARIES + KERNEL.replace("'Tank.fill(int)'", "") + "echo gibberish\n");
        assertEquals(Prove.FAILS, run.code());
        assertEquals("ERROR", run.verdict("Tank.fill(int)", OPENJML));
        assertTrue(run.json().path("notes").toString().contains("gibberish"), run.out());
    }

    @Test
    void stopsWhatDoesNotEnd() throws IOException {
        Path table = folder.resolve("strategy.json");
        Files.writeString(table, Files.readString(table).replaceFirst("\"seconds\": 3600", "\"seconds\": 1"));
        ProveRun run = with(VERSION + PROVES + CANARIES + KERNEL + "exec sleep 60\n");
        assertEquals(Prove.FAILS, run.code());
        assertTrue(run.json().path("faults").toString().contains("stopped after 1 s"), run.out());
    }

    private void except(String contract, String construct) throws IOException {
        Path table = folder.resolve("strategy.json");
        Files.writeString(table, Files.readString(table).replaceFirst("\"exceptions\": \\[", "\"exceptions\": [{\"contract\": \""
                + contract + "\", \"construct\": \"" + construct + "\", \"why\": \"for this test\"}"));
    }

    @Test
    void missesAContractThatOpenJmlIsNotGivenThoughItProvesOneThatItMakesUp() throws IOException {
        Path tank = folder.resolve("sources/org/itb/small/Tank.java");
        Files.writeString(tank, Files.readString(tank).replaceFirst("/\\*@ public normal_behavior // SR-05", "/*+KEY@ public normal_behavior // SR-05"));
        ProveRun run = with(VERSION + PROVES + CANARIES + KERNEL);
        assertEquals(Prove.FAILS, run.code());
        assertEquals("MISSING", run.verdict("Tank.fill(int)", OPENJML));
        assertEquals("CLOSED", run.verdict("Tank.volumeNl()", OPENJML));
    }

    @Test
    void doesNotFailForWhatTheTableExcepts() throws IOException {
        except("Tank.fill(int)", "addedNl <= 5000");
        ProveRun run = with(VERSION + PROVES + CANARIES + "case \"$*\" in *fill*) exit 4;; esac\n"
                + KERNEL.replace("'Tank.fill(int)'", ""));
        assertEquals(Prove.HOLDS, run.code(), run.out() + run.err());
        assertEquals("EXCEPTED", run.verdict("Tank.fill(int)", OPENJML));
        assertEquals("CLOSED", run.verdict("Tank.volumeNl()", OPENJML), "the crash does no harm to the others");
        assertEquals("for this test", run.json().path("openJmlExceptions").path(0).path("why").asText());
    }

    @Test
    void failsForAnExceptionOfWhatOpenJmlProves() throws IOException {
        except("Tank.fill(int)", "addedNl <= 5000");
        ProveRun run = with(VERSION + PROVES + CANARIES + KERNEL);
        assertEquals(Prove.FAILS, run.code());
        assertTrue(run.json().path("faults").toString().contains("excepts Tank.fill(int) for 'addedNl <= 5000', but OpenJML proves it"),
                run.out());
        assertFalse(Files.exists(folder.resolve("openjml.json")), "no record of it");
    }

    @Test
    void failsForAnExceptionOfWhatIsNotThere() throws IOException {
        except("Tank.empty()", "addedNl <= 5000");
        ProveRun run = with(VERSION + PROVES + CANARIES + KERNEL);
        assertEquals(Prove.FAILS, run.code());
        assertTrue(run.json().path("faults").toString().contains("in Tank.empty() from OpenJML, but nothing of the kind"), run.out());
    }

    @Test
    void refusesAnotherRelease() throws IOException {
        ProveRun run = with("echo 'openjml 0.8.59'\n");
        assertEquals(Prove.CANNOT_RUN, run.code());
        assertTrue(run.err().contains("OpenJML 0.8.59 is not supported"), run.err());
    }

    @Test
    void saysHowToGetAnInstallationWithoutOne() {
        ProveRun run = ProveRun.in(folder, Map.of(), "--prover", "openjml");
        assertEquals(Prove.CANNOT_RUN, run.code());
        assertTrue(run.err().contains("OPENJML_HOME") && run.err().contains("github.com/OpenJML/OpenJML/releases"), run.err());
        assertEquals("", run.out());
    }

    @Test
    void showsWhatTheProversDisagreeOn() {
        ProofReport report = new ProofReport();
        for (ProofResult.Prover prover : ProofResult.Prover.values()) {
            Verdict verdict = prover == ProofResult.Prover.KEY ? Verdict.CLOSED : Verdict.OPEN;
            String name = prover == ProofResult.Prover.KEY ? "Tank.fill(int) #0" : "Tank.fill(int)";
            report.add(prover, "1", List.of(new ProofResult(name, List.of(), "Tank.java:24", prover, verdict,
                    1, 1, ProofResult.Origin.RUN, List.of())), Map.of());
        }
        assertEquals("[Tank.fill(int) (Tank.java:24): KeY closed, OpenJML OPEN]", report.disagreements().toString());
        assertFalse(report.holds());
    }

}
