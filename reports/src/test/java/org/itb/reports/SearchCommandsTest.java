package org.itb.reports;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.itb.harness.explore.Exploration;
import org.itb.harness.oracle.Violation;
import org.itb.harness.simulate.LifeFailure;
import org.itb.harness.simulate.LifeResult;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.KernelNames;
import org.junit.jupiter.api.Test;

/** {@code itb simulate} and {@code itb explore} as a user meets them. */
class SearchCommandsTest {
    private static final Path HOME = Path.of(System.getProperty("itb.home", ".."));

    private record Run(int code, String out, String err) { }

    private static Run itb(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Itb.run(args, out, err, false);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    // --- simulate

    @Test
    void aLifeThatHoldsExitsZeroWithItsCounts() {
        Run run = itb("simulate", "--seed", "7", "--life", "0");
        assertEquals(0, run.code(), run.out() + run.err());
        assertEquals("", run.err());
        assertTrue(run.out().contains("in 1 lives of seed 7: 0 violations"), run.out());
        assertTrue(run.out().contains("ticks and") && run.out().contains("replies  OK "), run.out());
    }

    @Test
    void simulateAsJsonFitsItsSchemaAndIsTheSameHoweverManyLiveAtATime() throws IOException {
        Run run = itb("simulate", "--seed", "3", "--years", "1", "--jobs", "1", "--json");
        assertEquals(0, run.code(), run.err());
        assertFits("itb-simulate-1", run.out());
        Run parallel = itb("simulate", "--seed", "3", "--years", "1", "--jobs", "3", "--json");
        assertEquals(withoutTime(run.out()), withoutTime(parallel.out()));
    }

    @Test
    void simulateWithEveryTickComesToTheSameAsInLeaps() throws IOException {
        Run leapt = itb("simulate", "--seed", "3", "--life", "0", "--json");
        Run ticked = itb("simulate", "--seed", "3", "--life", "0", "--every-tick", "--json");
        assertFits("itb-simulate-1", ticked.out());
        Map<?, ?> fields = withoutTime(leapt.out());
        Map<?, ?> everyTick = withoutTime(ticked.out());
        assertEquals(0, everyTick.remove("replacedTicks"));
        assertEquals(0, everyTick.remove("comparedTicks"));
        assertTrue((int) fields.remove("replacedTicks") > 0);
        fields.remove("comparedTicks");
        assertEquals(everyTick, fields);

        assertTrue(itb("simulate", "--seed", "3", "--life", "0").out().contains(" of the ticks replaced by leaps over quiet time"));
    }

    private static Map<?, ?> withoutTime(String json) throws IOException {
        Map<?, ?> fields = new ObjectMapper().readValue(json, Map.class);
        fields.remove("tookMs");
        fields.remove("jobs");
        return fields;
    }

    @Test
    void aFailureIsToldWithTheLineThatPlaysItAgain() throws IOException {
        SimulateReport report = new SimulateReport(5);
        Violation violation = new Violation("SR-59", "stopped or at minimum rate, and silent", 61_000, false, List.of());
        LifeFailure failure = new LifeFailure(Exploration.setup(), 60_000,
                List.of(new Entry(2, 120_000, Optional.empty(), Optional.empty(), List.of())), violation);
        report.add(new LifeResult(17, 61_000, 2, 0, 0, 1, new long[KernelNames.REPLIES.size()],
                new long[KernelNames.ALARMS.size() + 1], 0, Optional.of(failure)));
        report.shrunkTo(failure);
        report.took(1_000_000, 1);

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(out, out, false);
        report.print(console, Path.of("my.stream.jsonl"));
        console.finish(0);
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("VIOLATION  seed 5, life 17, at 00:01:01: SR-59: stopped or at minimum rate, and silent\n"
                + "  again   itb simulate --seed 5 --life 17\n  stream  my.stream.jsonl (1 of 1 lines)\n"), text);
        assertTrue(text.contains("1 violation"), text);
        assertFalse(report.isMoreToLive(1_000));

        ByteArrayOutputStream json = new ByteArrayOutputStream();
        report.writeJson(json, Path.of("my.stream.jsonl"));
        assertFits("itb-simulate-1", json.toString(StandardCharsets.UTF_8));
    }

    // --- explore

    @Test
    void anExplorationThatHoldsExitsZeroAndNamesItsBound() {
        Run run = itb("explore", "--depth", "1");
        assertEquals(0, run.code(), run.out() + run.err());
        assertTrue(run.out().contains("bounded to depth 1 (ended by DEPTH): 0 violations"), run.out());
        assertTrue(run.out().contains(Exploration.moves().size() + " moves at each state"), run.out());
    }

    @Test
    void exploreAsJsonFitsItsSchema() throws IOException {
        Run run = itb("explore", "--states", "100", "--json");
        assertEquals(0, run.code(), run.err());
        assertFits("itb-explore-1", run.out());
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertTrue(result.get("states").asLong() >= 100);
        assertEquals("STATES", result.get("end").asText());
    }

    // --- both

    @Test
    void whatMakesNoSenseIsBadInput() {
        for (String[] args : List.of(
                new String[] {"simulate", "--years", "0"}, new String[] {"simulate", "--life", "-1"},
                new String[] {"simulate", "--jobs", "0"}, new String[] {"simulate", "--seed", "x"},
                new String[] {"explore", "--states", "0"}, new String[] {"explore", "--depth", "0"},
                new String[] {"explore", "--seconds", "0"}, new String[] {"explore", "--states", "2000000000"})) {
            Run run = itb(args);
            assertEquals(2, run.code(), String.join(" ", args));
            assertEquals("", run.out());
            assertTrue(run.err().startsWith("itb: "), run.err());
        }
    }

    @Test
    void helpTeachesWithExamples() {
        assertTrue(itb("simulate", "--help").out().contains("itb simulate --years 1000 --seed 1"));
        assertTrue(itb("explore", "--help").out().contains("itb explore --depth 3"));
    }

    private static void assertFits(String schema, String json) throws IOException {
        String name = "urn:itb:schema:" + schema;
        String text = Files.readString(HOME.resolve("specs/schema/" + schema + ".schema.json"));
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(name, text)));
        assertEquals(List.of(), registry.getSchema(SchemaLocation.of(name)).validate(json, InputFormat.JSON));
    }
}
