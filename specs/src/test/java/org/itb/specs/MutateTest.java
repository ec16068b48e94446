package org.itb.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutants of small rules against KeY: a contract that says too little shows, and so does an original that is not proved. */
class MutateTest {
    @TempDir
    private static Path folder;
    private static JsonNode all;
    private static String out;
    private static int code;

    private record Run(int code, String out, String err) { }

    @BeforeAll
    static void mutateOnce() throws IOException {
        ProveRun.place(folder, "mutants");
        Path table = folder.resolve("strategy.json");
        Files.writeString(table, Files.readString(table).replaceFirst("(?s)(\"mutants\": \\{\\s*\"match\": \")[^\"]*", "$1^Doses\\\\\\\\."));
        Run run = mutate("--json", "--report", folder.resolve("report.json").toString());
        code = run.code();
        out = run.out();
        all = new ObjectMapper().readTree(out);
    }

    private static Run mutate(String... options) {
        return mutateAgainst("proofs", options);
    }

    private static Run mutateAgainst(String side, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--against", side, "--prover", "key", "--sources",
                folder.resolve("sources").toString(), "--table", folder.resolve("strategy.json").toString(), "--cache",
                folder.resolve("cache").toString(), "--evidence", folder.toString()));
        arguments.addAll(List.of(options));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = KernelProgram.run(Mutate::new, arguments.toArray(String[]::new), new KernelProgram.Surroundings(
                new PrintStream(bytes, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("PATH", System.getenv("PATH")), new Progress(null)));
        return new Run(exit, bytes.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static JsonNode mutant(String member, String original, String replacement) {
        for (JsonNode mutant : all.path("mutants")) {
            if (mutant.path("member").asText().startsWith(member + "(") && mutant.path("original").asText().equals(original)
                    && mutant.path("replacement").asText().equals(replacement)) {
                return mutant;
            }
        }
        throw new AssertionError("no mutant of " + member + " with " + replacement + ": " + out);
    }

    private static String verdict(JsonNode mutant) {
        return mutant.path("proofs").path(0).path("verdict").asText();
    }

    @Test
    void writesTheSameToAFile() throws IOException {
        assertEquals(out, Files.readString(folder.resolve("report.json")));
    }

    @Test
    void refusesEveryFaultUnderAContractThatSaysAll() {
        JsonNode counts = null;
        for (JsonNode mutant : all.path("mutants")) {
            if (mutant.path("member").asText().startsWith("Doses.fits(")) {
                assertEquals("REFUSED", verdict(mutant), mutant.toString());
                counts = mutant;
            }
        }
        assertTrue(counts != null);
    }

    @Test
    void acceptsAFaultWhereTheContractSaysTooLittleAndFails() {
        JsonNode edge = mutant("Doses.fitsNearly", "doseNg <= limitNg", "doseNg < limitNg");
        assertEquals("ACCEPTED", verdict(edge));
        assertEquals("", edge.path("equivalent").asText(), "it is a fault, not the same");
        assertEquals(Prove.FAILS, code);
        assertFalse(all.path("provers").path(0).path("enough").asBoolean());
    }

    @Test
    void provesAMutantToDoTheSame() {
        JsonNode edge = mutant("Doses.larger", "aNg < bNg", "aNg <= bNg");
        assertEquals("ACCEPTED", verdict(edge));
        assertTrue(edge.path("equivalent").asText().contains("KeY proves"), edge.toString());
    }

    @Test
    void provesThatTheArgumentsOfACallMayChangePlaces() {
        JsonNode swapped = mutant("Doses.note", "highestNg, doseNg", "doseNg, highestNg");
        assertEquals("ACCEPTED", verdict(swapped));
        assertTrue(swapped.path("equivalent").asText().contains("Doses.larger(int,int) answers the same when"), swapped.toString());
        assertEquals("REFUSED", verdict(mutant("Doses.note", "highestNg = larger(highestNg, doseNg);", ";")));
    }

    @Test
    void saysNothingOfMutantsWhoseOriginalIsNotProved() {
        assertEquals("NOT_JUDGED", verdict(mutant("Doses.isDose", "doseNg > 0", "doseNg <= 0")));
        assertTrue(all.path("originals").path("Doses.isDose(int)").asText().contains("OPEN"), out);
        assertTrue(all.path("faults").toString().contains("Doses.isDose(int): the original's proof is OPEN"), out);
    }

    @Test
    void followsItsPublishedSchema() throws IOException {
        String schema = Files.readString(Path.of("schema/itb-mutate-1.schema.json"));
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of("urn:itb:schema:itb-mutate-1", schema)));
        assertEquals(List.of(), registry.getSchema(SchemaLocation.of("urn:itb:schema:itb-mutate-1")).validate(out, InputFormat.JSON));
    }

    @Test
    void holdsWhereAllIsRefusedAndAnswersAgainFromTheCache() throws IOException {
        Run run = mutate("--only", "^Doses.(fits|larger)\\(");
        assertEquals(Prove.HOLDS, run.code(), run.out() + run.err());
        assertTrue(run.out().contains("It holds."), run.out());
        JsonNode again = new ObjectMapper().readTree(mutate("--json", "--only", "^Doses.(fits|larger)\\(").out());
        again.path("mutants").forEach(mutant -> assertTrue(mutant.path("proofs").path(0).path("cached").asBoolean(), mutant.toString()));
        assertEquals("CLOSED (cached)", again.path("originals").path("Doses.fits(int,int)").asText());
    }

    @Test
    void refusesBadInputBeforeAnythingStarts() {
        assertEquals(Prove.BAD_INPUT, mutate("--only", "(").code());
        assertEquals(Prove.BAD_INPUT, mutate("--only", "NoSuchClass").code());
        assertEquals(Prove.BAD_INPUT, mutate("--processes", "0").code());
    }

    @Test
    void saysSoWhereTheTestsAreNotBuilt() {
        String home = System.getProperty("itb.home");
        System.setProperty("itb.home", folder.toString());
        try {
            Run run = mutateAgainst("tests");
            assertEquals(Prove.CANNOT_RUN, run.code(), run.out());
            assertTrue(run.err().contains("the tests are not built"), run.err());
        } finally {
            if (home == null) {
                System.clearProperty("itb.home");
            } else {
                System.setProperty("itb.home", home);
            }
        }
    }
}
