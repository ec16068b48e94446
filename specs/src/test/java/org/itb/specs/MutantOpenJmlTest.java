package org.itb.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Mutants against an installation that answers as a script says; the script sees the file with the mutants in it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the installation is a shell script")
class MutantOpenJmlTest {
    private static final String BEGINS = OpenJmlProverTest.VERSION + OpenJmlProverTest.PROVES + OpenJmlProverTest.CANARIES;
    private static final String ORIGINAL = "case \"$*\" in *_mutant*) ;; *) prove 'Doses.fits(int,int)' 'no warnings';; esac\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void place() {
        ProveRun.place(folder, "mutants");
    }

    /** Each mutant that it is asked about it answers with these words. */
    private static String mutants(String words) {
        return "for m in $(echo \"$*\" | grep -o 'fits_mutant[0-9]*' | sort -u); do prove \"Doses.$m(int,int)\" '" + words + "'; done\n";
    }

    private JsonNode mutate(String script, int expectedCode) throws IOException {
        Path program = folder.resolve("openjml");
        Files.writeString(program, "#!/bin/sh\necho \"$*\" >> " + folder.resolve("asked.txt") + "\n" + script);
        assertTrue(program.toFile().setExecutable(true));
        List<String> arguments = new ArrayList<>(List.of("--against", "proofs", "--prover", "openjml", "--json", "--only",
                "^Doses\\.fits\\(", "--sources", folder.resolve("sources").toString(), "--table",
                folder.resolve("strategy.json").toString(), "--cache", folder.resolve("cache").toString(),
                "--evidence", folder.toString()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = KernelProgram.run(Mutate::new, arguments.toArray(String[]::new), new KernelProgram.Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("OPENJML_HOME", folder.toString()), new Progress(null)));
        assertEquals(expectedCode, code, out + err.toString(StandardCharsets.UTF_8));
        return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    }

    private static void assertAll(String verdict, JsonNode matrix) {
        assertTrue(matrix.path("mutants").size() > 3, matrix.toString());
        matrix.path("mutants").forEach(mutant -> assertEquals(verdict, verdictOf(mutant), mutant.toString()));
    }

    private static String verdictOf(JsonNode mutant) {
        return mutant.path("proofs").path(0).path("verdict").asText();
    }

    @Test
    void refusesWhatIsLeftOpenAndAsksForNoMoreThanOneComplaint() throws IOException {
        JsonNode matrix = mutate(BEGINS + ORIGINAL + mutants("with warnings"), Prove.HOLDS);
        assertAll("REFUSED", matrix);
        List<String> asked = Files.readAllLines(folder.resolve("asked.txt")).stream().filter(line -> line.contains("_mutant")).toList();
        assertEquals(1, asked.size(), "all of one class go together");
        assertTrue(asked.get(0).contains("--esc-max-warnings=1") && asked.get(0).contains("--timeout=10000"), asked::toString);
    }

    @Test
    void acceptsWhatIsProvedAndCountsWhatCameToNoEndAsRefused() throws IOException {
        assertAll("ACCEPTED", mutate(BEGINS + ORIGINAL + mutants("no warnings"), Prove.FAILS));
        Files.writeString(folder.resolve("strategy.json"), Files.readString(folder.resolve("strategy.json"))
                .replaceFirst("(\"openjml\": \\{\\s*\"seconds\": )10", "$120"));
        JsonNode matrix = mutate(BEGINS + ORIGINAL + mutants("TIMEOUT"), Prove.HOLDS);
        assertAll("REFUSED", matrix);
        assertTrue(matrix.path("mutants").path(0).toString().contains("stopped at its limit of time"), matrix.toString());
    }

    @Test
    void judgesNothingWhereTheOriginalIsOpen() throws IOException {
        JsonNode matrix = mutate(BEGINS + "prove 'Doses.fits(int,int)' 'with warnings'\n" + mutants("with warnings"), Prove.FAILS);
        assertAll("NOT_JUDGED", matrix);
        assertTrue(Files.readAllLines(folder.resolve("asked.txt")).stream().noneMatch(line -> line.contains("_mutant")), "nor is it tried");
    }

    @Test
    void countsNothingOfAProverThatClosesACanary() throws IOException {
        String script = BEGINS.replace("'with warnings'", "'no warnings'");
        JsonNode matrix = mutate("case \"$*\" in *_mutant*) broken=1;; esac\n" + OpenJmlProverTest.VERSION + OpenJmlProverTest.PROVES
                + "if [ \"$broken\" ]; then :\n" + script.substring(script.indexOf("for c in")) + "else :\n" + OpenJmlProverTest.CANARIES
                + "fi\n" + ORIGINAL + mutants("with warnings"), Prove.FAILS);
        assertAll("NOT_JUDGED", matrix);
        assertTrue(matrix.path("faults").toString().contains("Canary.opensByOverflow"), matrix.toString());
        assertAll("REFUSED", mutate(BEGINS + ORIGINAL + mutants("with warnings"), Prove.HOLDS));
    }

    @Test
    void findsTheOneThatItBreaksOnAndJudgesTheOthers() throws IOException {
        String breaks = "if grep -q 'doseNg < limitNg' org/itb/small/Doses.java; then echo 'java.lang.OutOfMemoryError: Java heap space'; exit 1; fi\n";
        String text = Files.readString(folder.resolve("sources/org/itb/small/Doses.java"));
        Files.writeString(folder.resolve("sources/org/itb/small/Doses.java"), text.replace("doseNg < limitNg", "limitNg > doseNg"));
        JsonNode matrix = mutate(BEGINS + ORIGINAL + "case \"$*\" in *_mutant*) " + breaks.replace("\n", "") + ";; esac\n"
                + mutants("with warnings"), Prove.FAILS);
        int broken = 0;
        for (JsonNode mutant : matrix.path("mutants")) {
            boolean breaksIt = mutant.path("replacement").asText().contains("doseNg < limitNg");
            broken += breaksIt ? 1 : 0;
            assertEquals(breaksIt ? "NOT_JUDGED" : "REFUSED", verdictOf(mutant), mutant.toString());
        }
        assertEquals(1, broken);
        assertTrue(matrix.path("faults").toString().contains("OutOfMemoryError"), matrix.toString());
    }

    @Test
    void remembersAJudgementUntilWhatTheProofReadsChanges() throws IOException {
        mutate(BEGINS + ORIGINAL + mutants("with warnings"), Prove.HOLDS);
        String crashes = OpenJmlProverTest.VERSION + "exit 4\n";
        assertAll("REFUSED", mutate(crashes, Prove.HOLDS));
        Path doses = folder.resolve("sources/org/itb/small/Doses.java");
        String text = Files.readString(doses);
        Files.writeString(doses, text.replaceFirst("class Doses \\{", "class Doses {\n    // Something for people.\n"));
        assertAll("REFUSED", mutate(crashes, Prove.HOLDS));
        int at = text.indexOf("fits(int");
        int begin = text.lastIndexOf("ensures", at);
        Files.writeString(doses, text.substring(0, begin) + "ensures true;\n      @   " + text.substring(begin));
        assertAll("NOT_JUDGED", mutate(crashes, Prove.FAILS));
    }

    @Test
    void aJudgementOnRecordIsGoodElsewhereUntilItIsEdited() throws IOException {
        mutate(BEGINS + ORIGINAL + mutants("with warnings"), Prove.HOLDS);
        Path record = folder.resolve("mutants.json");
        String written = Files.readString(record);
        assertEquals("itb-mutants/1", new ObjectMapper().readTree(written).path("format").asText());
        Path cache = folder.resolve("cache");
        Files.move(cache, folder.resolve("of another machine"));
        String knowsNoMutant = "case \"$*\" in *_mutant*) exit 4;; esac\n" + BEGINS + ORIGINAL;
        assertAll("REFUSED", mutate(knowsNoMutant, Prove.HOLDS));
        assertEquals(written, Files.readString(record), "nothing new");
        Files.move(cache, folder.resolve("of a third"));
        Files.writeString(record, written.replace("\"REFUSED\"", "\"ACCEPTED\""));
        JsonNode matrix = mutate(knowsNoMutant, Prove.FAILS);
        assertAll("NOT_JUDGED", matrix);
        assertTrue(matrix.path("notes").toString().contains("edited, not used: OpenJML Doses.fits(int,int)"), matrix.toString());
    }

    @Test
    void aTestsAnswerHangsOnTheCodeAlone() throws IOException, CannotRun {
        CodeText before = code();
        Path doses = folder.resolve("sources/org/itb/small/Doses.java");
        String text = Files.readString(doses);
        int at = text.indexOf("return");
        Files.writeString(doses, text.replace("return", "/* a\n comment */   return // why\n  "));
        assertEquals(before.code(), code().code());
        assertEquals(before.placeOf(at), code().placeOf(Files.readString(doses).indexOf("return")));
        Files.writeString(doses, text.replace("return doseNg <= limitNg", "return doseNg < limitNg"));
        assertTrue(!before.code().equals(code().code()), "code that differs");
    }

    private CodeText code() throws CannotRun {
        return CodeText.of(KernelSource.read(folder.resolve("sources")).files().get(0));
    }
}
