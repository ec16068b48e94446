package org.itb.harness.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.itb.harness.replay.ReplayException;
import org.itb.harness.replay.Replayer;
import org.itb.harness.stream.CommandStream;
import org.itb.harness.stream.Schemas;
import org.itb.harness.stream.StreamText;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
    /** Exercises every kind of record: replies, world, expectations, and every event. */
    private static final String EVENTFUL = StreamText.of(
            "{'at':0,'do':'PATIENT_BOLUS_REQUEST','expect':{'reply':'OK'}}",
            "{'at':700000,'world':'MOTOR_STALL'}",
            "{'at':'02:00:00','world':'MOTOR_FREE','expect':{'alarms':['A01'],'mode':'HOLD'}}",
            "{'at':'03:00:00','do':'INTERROGATE'}",
            "{'at':'05:00:00','do':'PATIENT_BOLUS_REQUEST'}",
            "{'at':'05:01:00','world':'RESET','cause':'BROWNOUT'}",
            "{'at':'06:00:00','do':'STAGE_STOP'}",
            "{'at':'12:00:00','do':'TICK','dtMs':21600000}",
            "{'at':'12:00:00','expect':{'mode':'STOP'}}");

    @TempDir
    Path folder;

    @Test
    void writesEachKindOfRecordWithItsFieldsInOrder() throws Exception {
        Path target = folder.resolve("t.trace.jsonl");
        CommandStream stream = StreamText.read(StreamText.of(
                "{'at':0,'do':'PATIENT_BOLUS_REQUEST','expect':{'reply':'BUSY'}}", "{'at':1,'world':'MOTOR_STALL'}", "{'at':2,'expect':{'mode':'RUN'}}"));
        write(stream, target);
        String state = ",\"mode\":\"RUN\",\"rateNlPerH\":128333,\"basalNlPerH\":8333,\"bolusNlPerH\":120000,\"alarms\":[],"
                + "\"signal\":\"NONE\",\"commandedNl\":0,\"deliveredNl\":0,\"reservoirNominalNl\":20000000,"
                + "\"reservoirPessimisticNl\":20000000,\"concentrationUgPerMl\":2000,\"programNgPerDay\":399984}\n";
        String body = "{\"format\":\"itb-trace/1\",\"stream\":\"T-1\",\"streamSha256\":\"" + stream.sha256()
                + "\",\"kernelSha256\":\"" + KernelSources.sha256() + "\",\"target\":\"simulator\",\"tickMs\":1000}\n"
                + "{\"at\":0,\"line\":2,\"in\":\"PATIENT_BOLUS_REQUEST\",\"reply\":\"OK\"" + state
                + "{\"at\":0,\"event\":\"BOLUS_START\"" + state
                + "{\"at\":0,\"event\":\"RATE\"" + state
                + "{\"at\":1,\"line\":3,\"in\":\"world:MOTOR_STALL\"" + state
                + "{\"at\":2,\"line\":4,\"in\":\"expect\"" + state;
        String hash = HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                body + "{\"end\":true,\"atMs\":2,\"lines\":3,\"expectations\":2,\"failed\":1,\"sha256\":\"" + hash + "\"}\n",
                Files.readString(target));
    }

    @Test
    void marksAnAnswerThatWasToldAgain() throws Exception {
        Path target = folder.resolve("t.trace.jsonl");
        write(StreamText.read(StreamText.of("{'at':0,'do':'PATIENT_STATUS','seq':1}", "{'at':1,'do':'PATIENT_STATUS','seq':1}")), target);
        List<String> lines = Files.readAllLines(target);
        assertTrue(lines.get(1).contains("\"reply\":\"OK\",\"mode\""), lines.get(1));
        assertTrue(lines.get(2).contains("\"reply\":\"OK\",\"retold\":true,\"mode\""), lines.get(2));
        assertEquals(List.of(), Schemas.errors("urn:itb:schema:itb-trace-1", lines.get(2)));
        for (String wrong : List.of(
                lines.get(2).replace("\"retold\":true", "\"retold\":false"), lines.get(2).replace("\"reply\":\"OK\",", ""))) {
            assertFalse(Schemas.errors("urn:itb:schema:itb-trace-1", wrong).isEmpty(), wrong);
        }
    }

    @Test
    void everyLineKeepsToTheSchemaAndEveryEventAppears() throws Exception {
        Path target = folder.resolve("t.trace.jsonl");
        write(StreamText.read(EVENTFUL), target);
        List<String> lines = Files.readAllLines(target);
        for (String line : lines) {
            assertEquals(List.of(), Schemas.errors("urn:itb:schema:itb-trace-1", line), line);
        }
        for (TraceEvent event : TraceEvent.values()) {
            assertTrue(lines.stream().anyMatch(line -> line.contains("\"event\":\"" + event + "\"")), event.name());
        }
    }

    @Test
    void theSchemaRefusesWhatIsNoTrace() throws Exception {
        Path target = folder.resolve("t.trace.jsonl");
        write(StreamText.read(EVENTFUL), target);
        List<String> lines = Files.readAllLines(target);
        String line = lines.get(1);
        String alarmOn = lines.stream().filter(text -> text.contains("ALARM_ON")).findFirst().orElseThrow();
        for (String wrong : List.of(
                lines.get(0).replace("itb-trace/1", "itb-trace/2"),
                line.replace(",\"reply\":\"OK\"", ""),
                line.replace("\"RUN\"", "\"PAUSE\""),
                line.replace("\"line\":2", "\"line\":1"),
                line.replace(",\"programNgPerDay\":399984", ""),
                line.replace("\"at\"", "\"atMs\""),
                alarmOn.replace("ALARM_ON", "ALARM"),
                alarmOn.replaceFirst("\"alarm\":\"A\\d\\d\",", ""),
                lines.get(lines.size() - 1).replace("true", "false"))) {
            assertFalse(Schemas.errors("urn:itb:schema:itb-trace-1", wrong).isEmpty(), wrong);
        }
    }

    @Test
    void givesTheSameBytesAgain() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        write(StreamText.read(EVENTFUL), first);
        write(StreamText.read(EVENTFUL), second);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    @Test
    void leavesTheOldFileUntilTheNewOneIsWhole() throws Exception {
        Path target = Files.writeString(folder.resolve("t"), "old");
        CommandStream stream = StreamText.read(EVENTFUL);
        try (TraceFile trace = TraceFile.create(target)) {
            new Replayer().replay(stream, traced -> {
                assertEquals("old", Files.exists(target) ? read(target) : "gone");
                trace.accept(traced);
            });
        }
        assertTrue(Files.readString(target).endsWith("}\n"));
        assertEquals(List.of(target), filesInFolder());
    }

    @Test
    void leavesNothingBehindWhenTheReplayBreaksOff() throws Exception {
        Path target = folder.resolve("t");
        ReplayException broken = ReplayException.badInput("broken");
        assertThrows(ReplayException.class, () -> {
            try (TraceFile trace = TraceFile.create(target)) {
                new Replayer().replay(StreamText.read(EVENTFUL), trace, traced -> {
                    if (traced instanceof TraceRecord.End) {
                        return;
                    }
                    if (traced instanceof TraceRecord.Event) {
                        throw broken;
                    }
                });
            }
        });
        assertEquals(List.of(), filesInFolder());
    }

    @Test
    void writesThroughALinkToItsFile() throws Exception {
        Path target = Files.writeString(folder.resolve("t"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        write(StreamText.read(EVENTFUL), link);
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.readString(target).startsWith("{\"format\":\"itb-trace/1\""));
    }

    @Test
    void refusesAFolderAndAFileInNoFolder() {
        ReplayException isFolder = assertThrows(ReplayException.class, () -> TraceFile.create(folder));
        assertEquals(folder + ": this is a folder, expected the name of a trace file", isFolder.getMessage());
        assertEquals(2, isFolder.kind().exitCode());
        Path nowhere = folder.resolve("no/where");
        ReplayException isNowhere = assertThrows(ReplayException.class, () -> TraceFile.create(nowhere));
        assertEquals(nowhere + ": there is no folder " + nowhere.getParent() + " for the trace", isNowhere.getMessage());
        assertEquals(2, isNowhere.kind().exitCode());
    }

    @Test
    void cannotRunOnAFullDisk() throws Exception {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.isWritable(full), "only Linux has a disk that is always full");
        try (TraceFile trace = TraceFile.create(full)) {
            ReplayException refusal = assertThrows(
                    ReplayException.class, () -> new Replayer().replay(StreamText.read(EVENTFUL), trace));
            assertEquals("/dev/full: the trace cannot be written: No space left on device", refusal.getMessage());
            assertEquals(3, refusal.kind().exitCode());
        }
    }

    @Test
    void neverReplacesADevice() throws Exception {
        Path device = Path.of("/dev/null");
        Assumptions.assumeTrue(Files.isWritable(device) && !Files.isRegularFile(device), "no such device here");
        write(StreamText.read(EVENTFUL), device);
        assertFalse(Files.isRegularFile(device));
    }

    private static void write(CommandStream stream, Path target) throws ReplayException {
        try (TraceFile trace = TraceFile.create(target)) {
            new Replayer().replay(stream, trace);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException unreadable) {
            return unreadable.toString();
        }
    }

    private List<Path> filesInFolder() throws java.io.IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
