package org.itb.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** KeY over a small kernel, sound and faulty parts in one load: what must close closes, and each fault is found. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeyProofsTest {
    private static final String KEY = "KeY";

    @TempDir
    private static Path folder;
    private static ProveRun first;

    @BeforeAll
    static void proveOnce() throws IOException {
        ProveRun.place(folder, "sound", "faulty");
        ProveRun.listAsOpen(folder, KEY, "Faulty.decidesOneTooEarly(int) #0");
        first = ProveRun.in(folder, Map.of("PATH", System.getenv("PATH")), "--json", "--junit", folder.resolve("proofs.xml").toString());
    }

    @Test
    @Order(1)
    void closesWhatHoldsAndNamesItsRequirements() {
        for (String contract : List.of("Tank.Tank() #0", "Tank.fill(int) #0", "Tank.volumeNl() #0", "Tank.<inv> accessible #0",
                "TankRules.TankRules() #0", "TankRules.isTooMuch(int) #0")) {
            assertEquals("CLOSED", first.verdict(contract, KEY), contract);
        }
        JsonNode fill = first.result("Tank.fill(int) #0", KEY);
        assertEquals("[\"SR-05\",\"SR-17\"]", fill.path("requirements").toString());
        assertEquals("Tank.java:24", fill.path("where").asText());
        assertTrue(fill.path("nodes").asInt() > 100);
        assertFalse(fill.path("cached").asBoolean());
    }

    @Test
    @Order(1)
    void failsAndSaysOfAnOpenContractWhichClauseIsLeft() {
        assertEquals(Prove.FAILS, first.code());
        JsonNode open = first.result("Faulty.decidesOneTooEarly(int) #0", KEY);
        assertEquals("OPEN", open.path("verdict").asText());
        assertEquals("[\"SR-17\"]", open.path("requirements").toString());
        assertTrue(open.path("account").toString().contains("ensures Faulty.java:18"), open.toString());
        assertTrue(open.path("account").toString().contains("amountNl = 1000"), open.toString());
        assertTrue(open.path("account").toString().contains("left to prove: the goal"), "listed, and tried all the same: " + open);
    }

    @Test
    @Order(1)
    void givesValuesForWhichAnOpenGoalIsFalseWhereASolverIs() {
        String account = first.result("Faulty.decidesOneTooEarly(int) #0", KEY).path("account").toString();
        boolean solver = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "z3")));
        assertTrue(account.contains(solver ? "counterexample to goal 1: amountNl = 1000" : "there is no z3 on the PATH"), account);
    }

    @Test
    @Order(1)
    void leavesAContractOpenThatIsNotWellDefined() {
        assertEquals("CLOSED", first.verdict("Faulty.promisesAQuotientOfZero(int) #0", KEY));
        assertEquals("OPEN", first.verdict("Faulty.promisesAQuotientOfZero(int) wd #0", KEY));
        assertEquals("CLOSED", first.verdict("Tank.fill(int) wd #0", KEY));
        assertEquals("CLOSED", first.verdict("Tank.<inv> wd #0", KEY));
    }

    @Test
    @Order(1)
    void leavesALoopOpenWhoseInvariantIsNotWellDefined() {
        assertEquals("CLOSED", first.verdict("Faulty.counts() #0", KEY));
        assertEquals("OPEN", first.verdict("Faulty.countsByAQuotientOfZero() #0", KEY));
    }

    @Test
    @Order(1)
    void leavesAnOverflowOpen() {
        JsonNode open = first.result("Faulty.overflows(int) #0", KEY);
        assertEquals("OPEN", open.path("verdict").asText());
        assertTrue(open.path("account").toString().contains("an overflow"), open.toString());
    }

    @Test
    @Order(1)
    void findsAContradictoryPrecondition() {
        assertEquals("VACUOUS", first.verdict("Faulty.promisesWhereNobodyCalls(int) #0", KEY));
    }

    @Test
    @Order(1)
    void findsAnInvariantThatNothingSatisfies() {
        assertEquals("VACUOUS", first.verdict("Impossible.set() #0", KEY));
        assertEquals("OPEN", first.verdict("Impossible.Impossible() #0", KEY));
    }

    @Test
    @Order(1)
    void findsAPostconditionThatSaysNothingBeyondTheInvariant() {
        assertEquals("TRIVIAL", first.verdict("Faulty.promisesNothing() #0", KEY));
    }

    @Test
    @Order(1)
    void findsMembersWithoutAContract() {
        assertEquals("MISSING", first.verdict("Faulty.withoutContract()", KEY));
        assertEquals("MISSING", first.verdict("Faulty.formatted()", KEY));
        assertEquals("MISSING", first.verdict("Faulty.misspelt()", KEY));
    }

    @Test
    @Order(1)
    void asksTheCanaries() {
        JsonNode canaries = first.json().path("provers").path(0).path("canaries");
        assertEquals("CLOSED", canaries.path("Canary.closes(int)").asText());
        assertEquals("OPEN", canaries.path("Canary.opensByOverflow(int,int)").asText());
        assertEquals("VACUOUS", canaries.path("Canary.vacuousByItsPrecondition(int)").asText());
    }

    @Test
    @Order(1)
    void followsItsPublishedSchema() throws IOException {
        String schema = Files.readString(Path.of("schema/itb-prove-1.schema.json"));
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of("urn:itb:schema:itb-prove-1", schema)));
        assertEquals(List.of(), registry.getSchema(SchemaLocation.of("urn:itb:schema:itb-prove-1"))
                .validate(first.out(), InputFormat.JSON));
    }

    @Test
    @Order(1)
    void writesJunitXmlWithEachFailure() throws IOException {
        String xml = Files.readString(folder.resolve("proofs.xml"));
        assertTrue(xml.contains("classname=\"proof.KeY.Tank\" name=\"fill(int) #0 SR-05, SR-17\""), xml);
        assertTrue(xml.contains("<failure message=\"OPEN Faulty.java:21\">"), xml);
        assertTrue(xml.contains("<failure message=\"MISSING"), xml);
    }

    @Test
    @Order(2)
    void saysSoWhereThereIsNoSolverAndFailsForNothingElse() {
        ProveRun without = ProveRun.in(folder, Map.of(), "--json", "--processes", "1", "--only", "^(Faulty\\.decides.* #0|Tank\\.)");
        JsonNode open = without.result("Faulty.decidesOneTooEarly(int) #0", KEY);
        assertEquals("OPEN", open.path("verdict").asText());
        assertTrue(open.path("account").toString().contains("none asked for, there is no z3"), open.toString());
        assertEquals("CLOSED", without.verdict("Tank.fill(int) #0", KEY));
    }

    @Test
    @Order(2)
    void takesWhatDidNotChangeFromTheCacheWithoutAProver() {
        ProveRun again = ProveRun.in(folder, Map.of(), "--json", "--only", "^Tank");
        assertEquals("true", again.result("Tank.fill(int) #0", KEY).path("cached").asText());
        assertEquals(first.result("Tank.fill(int) #0", KEY).path("nodes"), again.result("Tank.fill(int) #0", KEY).path("nodes"));
        assertTrue(again.json().path("provers").path(0).path("canaries").isEmpty(), "no prover process was started");
    }

    @Test
    @Order(2)
    void showsARecordOfOpenJmlOverOtherSourcesAsStaleAndCountsNothingOfIt() throws IOException {
        Path record = folder.resolve("openjml.json");
        Files.writeString(record, """
                {"format": "itb-openjml/1", "version": "0.17.0-alpha-15", "solver": "z3", "date": "2026-01-01T00:00:00Z",
                 "sources": {"org/itb/small/Tank.java": "00"},
                 "verdicts": [{"contract": "Tank.fill(int)", "verdict": "CLOSED"}]}
                """);
        ProveRun shown = ProveRun.in(folder, Map.of(), "--only", "^Tank");
        ProveRun json = ProveRun.in(folder, Map.of(), "--json", "--only", "^Tank");
        Files.delete(record);
        assertTrue(shown.out().contains("STALE, not counted"), shown.out());
        assertTrue(shown.out().lines().anyMatch(line -> line.startsWith("Tank.fill(int) #0 ") && line.endsWith(" stale")), shown.out());
        assertFalse(shown.out().contains("(record)") || shown.out().contains("OpenJML:"), shown.out());
        assertTrue(json.json().path("openJmlRecord").path("stale").asBoolean());
        assertEquals(1, json.json().path("provers").size(), json.out());
    }

    @Test
    @Order(3)
    void countsNothingOfAProcessThatLeavesACanaryOpenWhichHolds() throws IOException {
        Path blunt = Files.createDirectories(folder.resolve("blunt"));
        ProveRun.place(blunt, "sound");
        Path table = blunt.resolve("strategy.json");
        Files.writeString(table, Files.readString(table).replaceFirst("\"contracts\": \\[",
                "\"contracts\": [{\"match\": \"^Canary.closes\", \"limits\": {\"steps\": 1}, \"why\": \"for this test\"},"));
        ProveRun run = ProveRun.in(blunt, Map.of(), "--json", "--processes", "1", "--only", "^Tank\\.fill");
        assertEquals(Prove.FAILS, run.code());
        assertEquals("ERROR", run.verdict("Tank.fill(int) #0", KEY));
        assertTrue(run.json().path("faults").toString().contains("KeY: Canary.closes(int) must be 'closed'"), run.out());
        Files.writeString(table, Files.readString(table).replace("\"steps\": 1}", "\"steps\": 9000}"));
        ProveRun believed = ProveRun.in(blunt, Map.of(), "--json", "--processes", "1", "--only", "^Tank\\.fill.* #0");
        assertFalse(believed.result("Tank.fill(int) #0", KEY).path("cached").asBoolean(), "nothing of it was kept");
        assertEquals("CLOSED", believed.verdict("Tank.fill(int) #0", KEY));
    }

    @Test
    @Order(3)
    void doesNotBelieveAnEditedEntryOfTheCache() throws IOException {
        Path cache = folder.resolve("cache");
        Path tank;
        try (Stream<Path> entries = Files.list(cache)) {
            tank = entries.filter(file -> read(file).contains("Tank.fill(int) #0") && file.getFileName().toString().startsWith("key-")
                    && !file.getFileName().toString().startsWith("key-contracts") && !file.getFileName().toString().startsWith("key-stat"))
                    .findFirst().orElseThrow();
        }
        Files.writeString(tank, read(tank).replaceFirst("\"nodes\":\\d+", "\"nodes\":1"));
        ProveRun again = ProveRun.in(folder, Map.of(), "--json", "--processes", "1", "--only", "^Tank\\.fill.* #0");
        assertFalse(again.result("Tank.fill(int) #0", KEY).path("cached").asBoolean());
        assertEquals(first.result("Tank.fill(int) #0", KEY).path("nodes"), again.result("Tank.fill(int) #0", KEY).path("nodes"));
        assertTrue(again.json().path("notes").toString().contains("edited or damaged"), again.out());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
