package org.itb.reports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a user meets it: exit codes, messages, and what is left on the disk. */
class ReplayCommandTest {
    private static final Path HOME = Path.of(System.getProperty("itb.home", ".."));
    private static final String HEADER = """
            {"format":"itb-stream/1","id":"T-1","title":"A test","tickMs":1000,"setup":{"deviceId":"ITB-0001",\
            "capacityNl":20000000,"fillNl":20000000,"concentrationUgPerMl":2000,"origin":"SPINAL","age":"ADULT",\
            "rateNlPerH":8333}}
            """;
    private static final String HOLDS = """
            {"at":"00:00:00","expect":{"mode":"RUN","rateNlPerH":8333}}
            {"at":"01:00:00","expect":{"alarms":[]}}
            """;
    private static final String FAILS = """
            {"at":"00:00:00","expect":{"mode":"RUN"}}
            {"at":"00:30:00","do":"PATIENT_BOLUS_REQUEST","expect":{"reply":"OK","rateNlPerH":8334}}
            """;

    @TempDir
    private Path folder;

    private record Run(int code, String out, String err) { }

    // --- it holds, it fails

    @Test
    void aStreamThatHoldsExitsZeroWithALineAndTotals() throws IOException {
        Run run = itb("replay", stream("a", HOLDS));
        assertEquals(0, run.code());
        assertEquals("", run.err());
        assertTrue(run.out().startsWith("holds  T-1 "), run.out());
        assertTrue(run.out().endsWith("1 stream, 3 expectations, 0 failed\n"), run.out());
    }

    @Test
    void aStreamThatFailsExitsOneAndShowsTheFirstFailureWithItsLine() throws IOException {
        String file = stream("a", FAILS);
        Run run = itb("replay", file);
        assertEquals(1, run.code());
        assertTrue(run.out().startsWith("FAILS  T-1 "), run.out());
        assertTrue(run.out().contains(file + ":3: PATIENT_BOLUS_REQUEST at 00:30:00: reply\n"
                + "         expected  OK\n         actual    MODE\n"), run.out());
        assertTrue(run.out().contains("and 1 more"), run.out());
        assertTrue(run.out().endsWith("1 stream, 3 expectations, 2 failed\n"), run.out());
    }

    @Test
    void aFolderIsEveryStreamBelowItInTheOrderOfPaths() throws IOException {
        Files.createDirectories(folder.resolve("deep"));
        stream("b", HOLDS);
        stream("deep/c", FAILS);
        stream("a", HOLDS);
        Files.writeString(folder.resolve("notes.txt"), "not a stream");
        Run run = itb("replay", folder.toString());
        assertEquals(1, run.code());
        List<String> verdicts = run.out().lines().filter(l -> l.matches("(holds|FAILS).*")).map(l -> l.substring(0, 5)).toList();
        assertEquals(List.of("holds", "holds", "FAILS"), verdicts);
    }

    @Test
    void aStreamNamedTwiceRunsOnce() throws IOException {
        Run run = itb("replay", stream("a", HOLDS), folder.toString());
        assertTrue(run.out().endsWith("1 stream, 3 expectations, 0 failed\n"), run.out());
    }

    // --- bad input

    @Test
    void badInputExitsTwoWithItsPlaceOnStandardError() throws IOException {
        Map<String, String> wrong = Map.of(
                "not JSON", "{\"at\":\n",
                "unknown field", "{\"at\":0,\"dose\":1}\n",
                "unknown command", "{\"at\":0,\"do\":\"STAGE_EVERYTHING\"}\n",
                "not an integer", "{\"at\":0,\"do\":\"SET_RTC\",\"rtcMs\":1.0}\n",
                "beyond range", "{\"at\":99999999999999999999}\n",
                "time backwards", "{\"at\":5}\n{\"at\":4}\n",
                "blank line", "\n{\"at\":5}\n",
                "line over 1 MiB", "{\"at\":0,\"do\":\"" + "x".repeat(1 << 20) + "\"}\n");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            String file = stream("bad", one.getValue());
            Run run = itb("replay", "--html", in("page.html"), "--trace", in("t.jsonl"), file);
            assertEquals(2, run.code(), one.getKey());
            assertTrue(run.err().startsWith(file + ":"), one.getKey() + ": " + run.err());
            assertTrue(run.err().lines().findFirst().orElseThrow().substring(file.length()).matches(":\\d+:\\d+: .*"),
                    one.getKey() + ": " + run.err());
            assertFalse(run.err().contains("Exception"), run.err());
            assertEquals(List.of("bad.stream.jsonl"), files(), one.getKey());
        }
    }

    @Test
    void bytesThatAreNoUtf8ExitTwo() throws IOException {
        Path file = folder.resolve("latin.stream.jsonl");
        Files.write(file, HEADER.replace("A test", "caf\u00e9").getBytes(StandardCharsets.ISO_8859_1));
        Run run = itb("replay", file.toString());
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith(file + ":1:"), run.err());
    }

    @Test
    void oneBadStreamDoesNotKeepTheOthersFromRunningButKeepsThePageAway() throws IOException {
        stream("a", HOLDS);
        stream("b", "{\"at\":-1}\n");
        stream("c", FAILS);
        Run run = itb("replay", "--html", in("page.html"), folder.toString());
        assertEquals(2, run.code());
        assertTrue(run.out().endsWith("2 streams, 6 expectations, 2 failed, 1 not replayed\n"), run.out());
        assertTrue(run.err().contains("page.html is not written"), run.err());
        assertFalse(files().contains("page.html"));
    }

    @Test
    void whatIsNotThereExitsTwo() throws IOException {
        Run missing = itb("replay", in("none.stream.jsonl"));
        assertEquals(2, missing.code());
        assertEquals(in("none.stream.jsonl") + ": no such file or folder\n", missing.err());
        Run empty = itb("replay", folder.toString());
        assertEquals(2, empty.code());
        assertEquals(folder + ": no stream in this folder, expected files named *.stream.jsonl\n", empty.err());
        assertEquals("", missing.out() + empty.out());
    }

    @Test
    void anUnreadableFileExitsTwo() throws IOException {
        String file = stream("a", HOLDS);
        assumeTrue(Path.of(file).toFile().setReadable(false) && !Files.isReadable(Path.of(file)), "not as root");
        Run run = itb("replay", file);
        assertEquals(2, run.code());
        assertEquals(file + ": no permission to read it\n", run.err());
    }

    // --- usage

    @Test
    void wrongUsageExitsTwoAndPointsToHelp() {
        assertUsage(itb(), "a command is missing");
        assertUsage(itb("replay"), "Missing required parameter: 'STREAM'");
        assertUsage(itb("replay", "--colour", "x"), "Unknown option");
        assertUsage(itb("replai"), "Unmatched argument");
        assertUsage(itb("replay", "x", "--trace"), "Missing required parameter for option '--trace'");
    }

    private static void assertUsage(Run run, String what) {
        assertEquals(2, run.code());
        assertEquals("", run.out());
        assertTrue(run.err().contains(what), run.err());
        assertTrue(run.err().contains("--help"), run.err());
    }

    @Test
    void severalStreamsWithOneTraceExitTwoBeforeAnythingRuns() throws IOException {
        Run run = itb("replay", "--trace", in("t.jsonl"), stream("a", HOLDS), stream("b", HOLDS));
        assertEquals(2, run.code());
        assertEquals("", run.out());
        assertTrue(run.err().contains("a trace is of one stream, but 2 are given"), run.err());
        assertEquals(List.of("a.stream.jsonl", "b.stream.jsonl"), files());
    }

    @Test
    void neverOverwritesAStreamOrOneOutputWithTheOther() throws IOException {
        String file = stream("a", HOLDS);
        byte[] before = Files.readAllBytes(Path.of(file));
        for (String[] arguments : new String[][] {
            {"replay", "--html", file, file}, {"replay", "--trace", folder + "/./a.stream.jsonl", file},
            {"replay", "--html", in("x"), "--trace", in("x"), file}}) {
            assertEquals(2, itb(arguments).code());
        }
        assertArrayEquals(before, Files.readAllBytes(Path.of(file)));
        assertEquals(List.of("a.stream.jsonl"), files());
    }

    @Test
    void helpTeaches() {
        Run top = itb("--help");
        Run replay = itb("replay", "--help");
        assertEquals(0, top.code() + replay.code());
        for (String command : List.of("replay", "simulate", "explore", "prove", "mutate")) {
            assertTrue(top.out().contains("  " + command), command);
        }
        assertFalse(top.out().contains("evidence") || top.out().contains("verify"), "lists what exists, nothing else");
        for (String taught : List.of("Examples:", "Exit codes:", "itb-stream-1.schema.json", "--html=FILE", "\"at\":")) {
            assertTrue(replay.out().contains(taught), taught);
        }
    }

    @Test
    void versionNamesTheKernelThatRuns() {
        Run run = itb("--version");
        assertEquals(0, run.code());
        assertTrue(run.out().matches("(?s)itb .*\nkernel sources SHA-256 [0-9a-f]{64}\nJava .*\n"), run.out());
    }

    // --- outputs

    @Test
    void theTraceOfOneStreamHasTheSameBytesTwice() throws IOException {
        String file = stream("a", FAILS);
        assertEquals(1, itb("replay", "--trace", in("t1"), file).code());
        assertEquals(1, itb("replay", "--trace", in("t2"), file).code());
        assertArrayEquals(Files.readAllBytes(folder.resolve("t1")), Files.readAllBytes(folder.resolve("t2")));
        assertTrue(Files.readString(folder.resolve("t1")).contains("itb-trace/1"));
    }

    @Test
    void onePageHoldsSeveralStreams() throws IOException {
        stream("a", HOLDS);
        stream("b", FAILS);
        assertEquals(1, itb("replay", "--html", in("page.html"), folder.toString()).code());
        assertEquals(3, Files.readString(folder.resolve("page.html")).split("<script type=\"application/json\"").length - 1);
        assertEquals(List.of("a.stream.jsonl", "b.stream.jsonl", "page.html"), files());
    }

    @Test
    void anOutputThatCannotBeWrittenLeavesTheOldOne() throws IOException {
        String file = stream("a", HOLDS);
        Run nowhere = itb("replay", "--html", in("no/such/page.html"), file);
        assertEquals(2, nowhere.code());
        assertTrue(nowhere.err().contains("there is no folder"), nowhere.err());
        Run directory = itb("replay", "--html", folder.toString(), file);
        assertEquals(2, directory.code());
        assertEquals(List.of("a.stream.jsonl"), files());
    }

    @Test
    void aFullDiskExitsThree() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs /dev/full");
        String file = stream("a", HOLDS);
        for (String option : List.of("--html", "--trace")) {
            Run run = itb("replay", option, "/dev/full", file);
            assertEquals(3, run.code(), option + ": " + run.err());
            assertTrue(run.err().contains("/dev/full: ") && run.err().contains("No space left"), run.err());
            assertFalse(run.err().contains("\tat "), run.err());
        }
    }

    @Test
    void aPageThatBreaksOffLeavesTheOldOneAndNothingElse() throws Exception {
        Path target = folder.resolve("page.html");
        Files.writeString(target, "old");
        try (OutputFile file = OutputFile.create(target)) {
            file.write(out -> {
                out.write("half");
                out.flush();
                throw new IOException("No space left on device");
            });
        } catch (org.itb.harness.replay.ReplayException full) {
            assertEquals(3, full.kind().exitCode());
        }
        assertEquals("old", Files.readString(target));
        assertEquals(List.of("page.html"), files());
    }

    // --- for programs

    @Test
    void jsonFollowsItsPublishedSchema() throws IOException {
        stream("a", HOLDS);
        stream("b", FAILS);
        stream("c", "{\"at\":-1}\n");
        Run run = itb("replay", "--json", folder.toString());
        assertEquals(2, run.code());
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of("urn:itb:schema:itb-replay-1", schema())));
        assertEquals(List.of(), registry.getSchema(SchemaLocation.of("urn:itb:schema:itb-replay-1"))
                .validate(run.out(), InputFormat.JSON));
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertEquals(2, json.get("exitCode").asInt());
        assertEquals("{\"streams\":2,\"expectations\":6,\"failed\":2,\"notReplayed\":1}", json.get("totals").toString());
        assertEquals("{\"line\":3,\"atMs\":1800000,\"in\":\"PATIENT_BOLUS_REQUEST\",\"field\":\"reply\",\"expected\":\"OK\","
                + "\"actual\":\"MODE\"}", json.at("/streams/1/failures/0").toString());
    }

    private static String schema() {
        try {
            return Files.readString(HOME.resolve("specs/schema/itb-replay-1.schema.json"));
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }

    @Test
    void progressIsForTerminalsOnly() throws IOException {
        String file = stream("a", HOLDS);
        assertFalse(itb("replay", file).out().contains("\u001b"));
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        Itb.run(new String[] {"replay", file}, seen, new ByteArrayOutputStream(), true);
        assertTrue(seen.toString(StandardCharsets.UTF_8).contains("\r\u001b[K[1/1] "));
    }

    @Test
    void aReaderWhoWentAwayIsNoFailureButAFullDiskIs() throws IOException {
        String file = stream("a", HOLDS);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertEquals(0, Itb.run(new String[] {"replay", file}, failing("Broken pipe"), err, false));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        assertEquals(3, Itb.run(new String[] {"replay", file}, failing("No space left on device"), err, false));
        assertEquals("itb: standard output: No space left on device\n", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aTitleCannotSteerTheTerminal() throws IOException {
        Path file = folder.resolve("a.stream.jsonl");
        Files.writeString(file, HEADER.replace("T-1", "T\\u001b[2J") + HOLDS);
        Run run = itb("replay", file.toString());
        assertFalse(run.out().contains("\u001b"), run.out());
    }

    // --- the real ones

    @Test
    void everyScenarioFitsOnOnePageOfTenKibibytesEach() throws IOException {
        long streams;
        try (Stream<Path> files = Files.walk(HOME.resolve("specs/scenarios"))) {
            streams = files.filter(file -> file.toString().endsWith(".stream.jsonl")).count();
        }
        Run run = itb("replay", "--html", in("all.html"), HOME.resolve("specs/scenarios").toString());
        assertEquals(0, run.code(), run.out());
        assertTrue(Files.size(folder.resolve("all.html")) < streams * 10 * 1024, "page of " + Files.size(folder.resolve("all.html")) + " bytes");
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }

    private Run itb(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Itb.run(arguments, out, err, false);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String stream(String name, String lines) throws IOException {
        return Files.writeString(folder.resolve(name + StreamFiles.EXTENSION), HEADER + lines).toString();
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return List.copyOf(new TreeSet<>(paths.map(path -> path.getFileName().toString()).toList()));
        }
    }
}
