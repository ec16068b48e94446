package org.itb.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table decides how a contract is proved, never what a proof is worth. */
class ProofSettingsTest {
    @TempDir
    private Path folder;

    private CannotRun refusal(String from, String to) throws IOException {
        String table = Files.readString(Path.of("proof/strategy.json"));
        assertTrue(table.contains(from), "the table has " + from);
        Path file = folder.resolve("strategy.json");
        Files.writeString(file, table.replace(from, to));
        return assertThrows(CannotRun.class, () -> ProofSettings.read(file));
    }

    @Test
    void readsTheCommittedTable() throws CannotRun {
        ProofSettings settings = ProofSettings.read(Path.of("proof/strategy.json"));
        assertEquals("FREE", settings.planOf("SafetyKernel.tick(long) #0").strategy().get("CLASS_AXIOM"));
        assertEquals("DELAYED", settings.planOf("Clock.elapse(long) #0").strategy().get("CLASS_AXIOM"));
    }

    @Test
    void refusesArithmeticThatIgnoresOverflow() throws IOException {
        CannotRun refused = refusal("arithmeticSemanticsCheckingOF", "arithmeticSemanticsIgnoringOF");
        assertEquals(2, refused.exitCode());
        assertTrue(refused.getMessage().contains("intRules"), refused.getMessage());
    }

    @Test
    void refusesExceptionsThatAreIgnored() throws IOException {
        assertTrue(refusal("\"ban\"", "\"ignore\"").getMessage().contains("runtimeExceptions"));
    }

    @Test
    void refusesContractsThatNobodyChecksForBeingWellDefined() throws IOException {
        assertTrue(refusal("\"wdChecks\": \"on\"", "\"wdChecks\": \"off\"").getMessage().contains("wdChecks"));
    }

    @Test
    void refusesAnExceptionOfOpenJmlWithoutItsConstruct() throws IOException {
        assertTrue(refusal("\"construct\"", "\"konstrukt\"").getMessage().contains("without its 'contract', 'construct'"));
    }

    @Test
    void refusesAnExceptionWithoutAReason() throws IOException {
        assertTrue(refusal("\"why\"", "\"because\"").getMessage().contains("without its reason"));
    }

    @Test
    void refusesAnOpenContractThatDoesNotSayAllThatItMust() throws IOException {
        Map<String, String> entry = new TreeMap<>(Map.of("contract", "Gate.settle(long) #0", "prover", "KeY", "goal", "Gate.java:80",
                "tried", "two shapes", "standsIn", "OpenJML"));
        for (String field : entry.keySet()) {
            for (String value : List.of("", " ")) {
                Map<String, String> blank = new TreeMap<>(entry);
                blank.put(field, value);
                assertTrue(refusalOfList(text(blank)).getMessage().contains("without its '" + field + "'"), field);
            }
            Map<String, String> missing = new TreeMap<>(entry);
            missing.remove(field);
            assertTrue(refusalOfList(text(missing)).getMessage().contains("without its '" + field + "'"), field);
        }
    }

    @Test
    void refusesAnOpenContractOfNoProverOrTwiceOrWithMoreThanItMaySay() throws IOException {
        String entry = "{\"contract\": \"Gate.settle(long) #0\", \"prover\": \"KeY\", \"goal\": \"g\", \"tried\": \"t\", \"standsIn\": \"s\"}";
        assertTrue(refusalOfList(entry.replace("KeY", "Coq")).getMessage().contains("neither KeY nor OpenJML"));
        assertTrue(refusalOfList(entry + ", " + entry).getMessage().contains("listed twice"));
        assertTrue(refusalOfList(entry.replace("\"goal\"", "\"until\": \"x\", \"goal\"")).getMessage()
                .contains("unknown field 'until'"));
    }

    private CannotRun refusalOfList(String entries) throws IOException {
        Path file = folder.resolve("strategy.json");
        Files.writeString(file, Files.readString(Path.of("proof/strategy.json"))
                .replaceFirst("(?s)\"open\": \\[.*?\\n  \\]", Matcher.quoteReplacement("\"open\": [" + entries + "]")));
        return assertThrows(CannotRun.class, () -> ProofSettings.read(file));
    }

    private static String text(Map<String, String> entry) throws IOException {
        return new ObjectMapper().writeValueAsString(entry);
    }

    @Test
    void refusesAnOrderOfCasesThatThereIsNot() throws IOException, CannotRun {
        ProofSettings settings = ProofSettings.read(Path.of("proof/strategy.json"));
        assertEquals("LAST", settings.planOf("SafetyKernel.stageStop() #0").strategy().get("CASES"));
        assertEquals("BY_ARGUMENT", settings.planOf("AlarmBank.isActive(int) #0").strategy().get("CASES"));
        assertFalse(settings.planOf("Clock.elapse(long) #0").strategy().containsKey("CASES"));
        assertTrue(refusal("\"CASES\": \"LAST\"", "\"CASES\": \"FIRST\"").getMessage().contains("strategy.CASES is 'FIRST'"));
    }

    @Test
    void hangsAVerdictOnTheOrderOfCasesThatTheTableNamesAndOnNoOther() throws CannotRun {
        ProofSettings settings = ProofSettings.read(Path.of("proof/strategy.json"));
        String cases = KeyProver.hashOf("key/CasesLast.java");

        assertEquals("", KeyProver.hashOfCases(settings.planOf("Clock.elapse(long) #0")));
        assertEquals(cases + KeyProver.hashOf("key/KnownLast.java"), KeyProver.hashOfCases(settings.planOf("SafetyKernel.stageStop() #0")));
        assertEquals(cases + KeyProver.hashOf("key/ArgumentsFirst.java"),
                KeyProver.hashOfCases(settings.planOf("AlarmBank.isActive(int) #0")));
    }

    @Test
    void refusesWhatItDoesNotKnow() throws IOException {
        assertTrue(refusal("\"saysNothing\"", "\"sayNothing\"").getMessage().contains("sayNothing"));
    }
}
