package org.itb.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fresh clone takes from the committed record of KeY, and what it does not. */
class KeyRecordTest {
    private static final String KEY = "KeY";
    private static final String FILL = "Tank.fill(int) #0";
    private static final String DECIDES = "TankRules.isTooMuch(int) #0";
    private static final String DOUBTED = "Doubt.isTooMuch(int) #0";
    private static final String HOLD = "^(Tank\\.fill|TankRules\\.is)[^ ]* #0";
    private static final String ALL = "^(Tank\\.(fill|vol)|TankRules\\.is|Doubt\\.isTooMuch)[^ ]* #0";

    @TempDir
    private static Path folder;
    private static String recorded;

    @BeforeAll
    static void proveOnce() throws IOException {
        ProveRun.place(folder, "sound", "open");
        ProveRun run = ProveRun.in(folder, Map.of(), "--json", "--processes", "1", "--only", ALL);
        assertEquals("run", run.result(FILL, KEY).path("origin").asText());
        recorded = Files.readString(folder.resolve("key.json"));
    }

    @BeforeEach
    void asInAFreshClone() throws IOException {
        if (Files.isDirectory(folder.resolve("cache"))) {
            try (Stream<Path> entries = Files.list(folder.resolve("cache"))) {
                for (Path entry : entries.toList()) {
                    Files.delete(entry);
                }
            }
        }
        Files.writeString(folder.resolve("key.json"), recorded);
    }

    private static ProveRun prove(String only, String... more) {
        String[] options = Stream.concat(Stream.of("--json", "--processes", "1", "--only", only), Stream.of(more)).toArray(String[]::new);
        return ProveRun.in(folder, Map.of(), options);
    }

    private static String origin(ProveRun run, String contract) {
        return run.result(contract, KEY).path("origin").asText();
    }

    @Test
    void takesFromTheRecordWhatItClosedAndBelievesNoVerdictThatWasEdited() throws IOException {
        Files.writeString(folder.resolve("key.json"), recorded.replace("\"OPEN\"", "\"CLOSED\""));
        ProveRun run = prove("^(Tank\\.fill|Doubt\\.isTooMuch)[^ ]* #0");
        assertEquals("record", origin(run, FILL));
        assertEquals("CLOSED", run.verdict(FILL, KEY));
        assertEquals("run", origin(run, DOUBTED));
        assertEquals("OPEN", run.verdict(DOUBTED, KEY));
        String now = Files.readString(folder.resolve("key.json"));
        assertTrue(now.contains("\"contract\" : \"Tank.volumeNl() #0\""), "a run over some contracts keeps the others: " + now);
        assertEquals(recorded.split("CLOSED").length, now.split("CLOSED").length, now);
    }

    @Test
    void provesEverythingAnewWhereItIsToldTo() {
        assertEquals("run", origin(prove(HOLD, "--no-cache"), FILL));
    }

    @Test
    void provesAnewWhatIsDrawnAndThatOnlyOnce() throws IOException {
        ProveRun run = prove(HOLD, "--recheck", "3600", "--leave-records");
        assertEquals("run", origin(run, FILL));
        assertEquals("CLOSED", run.verdict(FILL, KEY));
        assertEquals(recorded, Files.readString(folder.resolve("key.json")), "the record is left as it was");
        assertEquals("cache", origin(prove(HOLD, "--recheck", "3600"), FILL));
    }

    @Test
    void provesOnRequestWhatWasEverClosedAndFailsIfThatNoLongerHolds() throws IOException {
        Path rules = folder.resolve("sources/org/itb/small/TankRules.java");
        String before = Files.readString(rules);
        Files.writeString(rules, before.replace("return volumeNl > 1000;", "return volumeNl >= 1000;"));
        ProveRun run = prove("", "--recorded", "--leave-records");
        Files.writeString(rules, before);
        assertEquals("OPEN", run.verdict(DECIDES, KEY));
        assertEquals("record", origin(run, FILL));
        assertEquals(Prove.FAILS, run.code());
        assertThrows(AssertionError.class, () -> run.verdict(DOUBTED, KEY), "it was never closed");
    }

    @Test
    void failsIfWhatIsDrawnNoLongerCloses() throws IOException {
        Path table = folder.resolve("strategy.json");
        String before = Files.readString(table);
        // A limit of seconds is none of the key: the same proof, on a machine that is far too slow.
        Files.writeString(table, before.replaceFirst("\"contracts\": \\[",
                "\"contracts\": [{\"match\": \"^Tank.fill.* #0\", \"limits\": {\"seconds\": 0}, \"why\": \"for this test\"},"));
        ProveRun run = prove(HOLD, "--recheck", "3600");
        Files.writeString(table, before);
        assertNotEquals("CLOSED", run.verdict(FILL, KEY));
        assertEquals(Prove.FAILS, run.code());
    }

    @Test
    void readsTheContractOfACalledMethodAndNotItsBody() throws IOException {
        String fill = keyWith("", "", FILL);
        String decides = keyWith("", "", DECIDES);
        assertEquals(fill, keyWith("return volumeNl > 1000;", "return 1000 < volumeNl;", FILL));
        assertNotEquals(decides, keyWith("return volumeNl > 1000;", "return 1000 < volumeNl;", DECIDES));
        assertNotEquals(fill, keyWith("\\result == (volumeNl > 1000)", "\\result == (1000 < volumeNl)", FILL));
        assertNotEquals(fill, keyWith("/*@ public normal_behavior // SR-17", "/* none", FILL), "and looks into what has none");
        assertEquals(fill, keyWith("/*@ public normal_behavior // SR-17", "/* A word. */ /*@ public normal_behavior // SR-17", FILL));
        assertEquals(fill, keyWith("public static /*@ pure", "/*+OPENJML@ spec_public @*/ public static /*@ pure", FILL), "not told to KeY");
        assertNotEquals(fill, keyWith("public static /*@ pure", "/*+KEY@ spec_public @*/ public static /*@ pure", FILL));
    }

    @Test
    void readsWholeClassesWhereMethodsAreExpanded() throws IOException {
        Path table = folder.resolve("strategy.json");
        String before = Files.readString(table);
        Files.writeString(table, before.replace("\"METHOD\": \"CONTRACT\"", "\"METHOD\": \"EXPAND\""));
        String fill = keyWith("", "", FILL);
        String otherBody = keyWith("return volumeNl > 1000;", "return 1000 < volumeNl;", FILL);
        Files.writeString(table, before);
        assertNotEquals(fill, otherBody);
    }

    /** The key of a contract if something else stood in the rules. */
    private static String keyWith(String words, String others, String contract) throws IOException {
        Path rules = folder.resolve("sources/org/itb/small/TankRules.java");
        String before = Files.readString(rules);
        assertTrue(before.contains(words), words);
        Files.writeString(rules, words.isEmpty() ? before : before.replace(words, others));
        try {
            return new KeyProver(KernelSource.read(folder.resolve("sources")), ProofSettings.read(folder.resolve("strategy.json")),
                    new ProofCache(folder.resolve("cache"), true), new Progress(null), 1, Map.of(), false).key(contract);
        } catch (CannotRun e) {
            throw new IOException(e);
        } finally {
            Files.writeString(rules, before);
        }
    }
}
