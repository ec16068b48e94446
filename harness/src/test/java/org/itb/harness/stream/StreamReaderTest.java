package org.itb.harness.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.itb.harness.replay.ReplayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StreamReaderTest {

    static List<RefusedStreams.Refused> refused() {
        return RefusedStreams.all();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesAndSaysWhereAndWhatWasExpected(RefusedStreams.Refused stream) {
        ReplayException refusal = assertThrows(
                ReplayException.class,
                () -> new StreamReader().read("test", new ByteArrayInputStream(stream.bytes())));
        assertEquals(stream.message(), refusal.getMessage());
        assertEquals(2, refusal.kind().exitCode());
    }

    @Test
    void readsTheHeaderWithItsDefaults() throws Exception {
        CommandStream stream = StreamText.read(StreamText.HEADER);
        assertEquals("T-1", stream.id());
        assertEquals("A test", stream.title());
        assertEquals(List.of(), stream.covers());
        assertEquals(1000, stream.tickMs());
        assertEquals(List.of(), stream.entries());
        assertEquals(
                new Setup(
                        "ITB-0001", 20_000_000, 20_000_000, 2000, 335_800, Origin.SPINAL, Age.ADULT, Phase.TITRATION, 2_100_000,
                        50_000, OptionalLong.of(8333), 172_800_000, 172_800_000, 0, 0, 3000,
                        Optional.of(new Command.StagePatientBolus(20_000, 600_000, 14_400_000, 4))),
                stream.setup());
    }

    @Test
    void givesAChildItsOwnHardLimit() throws Exception {
        assertEquals(1_200_000, StreamText.read(StreamText.header("ADULT", "CHILD")).setup().patientLimitNgPerDay());
    }

    @Test
    void letsTheFirstStartBeOlderThanTheDose() throws Exception {
        Setup setup = StreamText.read(StreamText.header(
                "\"rateNlPerH\":8333", "\"rateNlPerH\":8333,\"rateSinceMs\":5,\"firstStartSinceMs\":9")).setup();
        assertEquals(5, setup.rateSinceMs());
        assertEquals(9, setup.firstStartSinceMs());
    }

    @Test
    void takesTheDoseAgeForTheFirstStartUnlessToldOtherwise() throws Exception {
        Setup setup = StreamText.read(StreamText.header("\"rateNlPerH\":8333", "\"rateNlPerH\":8333,\"rateSinceMs\":5"))
                .setup();
        assertEquals(5, setup.firstStartSinceMs());
    }

    @Test
    void leavesANewPumpWithoutARate() throws Exception {
        Setup setup = StreamText.read(StreamText.header("\"rateNlPerH\":8333,", "")).setup();
        assertEquals(OptionalLong.empty(), setup.rateNlPerH());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "10000000000000, 10000000000000",
        "'\"00:00:00\"', 0",
        "'\"03:59:59.999\"', 14399999",
        "'\"100:00:00\"', 360000000",
        "'\"0d 23:59:59\"', 86399000",
        "'\"90d 00:00:00.001\"', 7776000001",
    })
    void readsTimes(String at, long expectedMs) throws Exception {
        CommandStream stream = StreamText.read(StreamText.of("{'at':" + at + ",'do':'ABORT'}"));
        assertEquals(expectedMs, stream.entries().get(0).atMs());
    }

    @Test
    void readsAStageWithEverythingThatALineMaySay() throws Exception {
        Entry entry = onlyEntry(
                "{'at':7,'do':'STAGE_FLEX','steps':[{'startMs':0,'rateNlPerH':6250},{'startMs':5,'rateNlPerH':-1}],"
                        + "'concentrationUgPerMl':2000,'statedNgPerDay':350000,'confirm':false,'override':['SOFT','SOFT','REDUCE'],"
                        + "'reason':'night','role':'PATIENT','deviceId':'OTHER','keyId':7,'seq':41,'auth':false,'autoSession':false,"
                        + "'expect':{'reply':'ROLE','mode':'RUN','rateNlPerH':{'min':1},'alarms':[],'signal':'NONE'}}");
        assertEquals(
                new Message(
                        new Command.StageFlex(
                                List.of(new Command.FlexStep(0, 6250), new Command.FlexStep(5, -1)), 2000, 350_000),
                        Sender.PATIENT, Optional.of("OTHER"), OptionalLong.of(7), OptionalLong.of(41), false, false, false,
                        Set.of(DoseOverride.SOFT, DoseOverride.REDUCE), "night"),
                entry.message().orElseThrow());
        assertEquals(
                List.of(
                        new Expectation.ReplyIs("ROLE"),
                        new Expectation.ModeIs("RUN"),
                        new Expectation.NumberWithin(Expectation.Quantity.RATE, 1, Long.MAX_VALUE),
                        new Expectation.AlarmsAre(Set.of(), true),
                        new Expectation.SignalIs("NONE")),
                entry.expectations());
        assertEquals(2, entry.line());
        assertEquals("STAGE_FLEX", entry.name());
    }

    @Test
    void sendsAndConfirmsUnlessToldOtherwise() throws Exception {
        Message message = onlyEntry("{'at':7,'do':'STAGE_STOP'}").message().orElseThrow();
        assertEquals(
                new Message(
                        new Command.Bare(CommandKind.STAGE_STOP), Sender.CLINICIAN, Optional.empty(), true, true, true, Set.of(), ""),
                message);
    }

    @Test
    void takesTheSendersOwnKeyUnlessToldOtherwise() throws Exception {
        assertEquals(1, onlyEntry("{'at':7,'do':'STAGE_STOP'}").message().orElseThrow().key());
        assertEquals(2, onlyEntry("{'at':7,'do':'PATIENT_STATUS'}").message().orElseThrow().key());
        assertEquals(2, onlyEntry("{'at':7,'do':'STAGE_STOP','role':'PATIENT'}").message().orElseThrow().key());
        assertEquals(0, onlyEntry("{'at':7,'do':'MOTOR_STALL'}").message().orElseThrow().key());
        assertEquals(7, onlyEntry("{'at':7,'do':'STAGE_STOP','keyId':7}").message().orElseThrow().key());
    }

    @Test
    void readsEveryCommandAndEveryChangeOfTheWorld() throws Exception {
        CommandStream stream = StreamText.read(StreamText.of(AcceptedLines.ALL));
        Set<String> read = new java.util.TreeSet<>();
        stream.entries().forEach(entry -> read.add(entry.name()));
        for (CommandKind kind : CommandKind.values()) {
            assertTrue(read.contains(kind.name()), kind.name());
        }
        for (Class<?> change : WorldChange.class.getPermittedSubclasses()) {
            assertTrue(
                    stream.entries().stream().anyMatch(entry -> entry.worldChange().filter(change::isInstance).isPresent()),
                    change.getSimpleName());
        }
    }

    @Test
    void passesEveryIntegerOnToTheKernel() throws Exception {
        assertEquals(
                new Command.SetRtc(Long.MIN_VALUE),
                onlyEntry("{'at':0,'do':'SET_RTC','rtcMs':-9223372036854775808}").message().orElseThrow().command());
        assertEquals(
                new Command.SetRtc(0), onlyEntry("{'at':0,'do':'SET_RTC','rtcMs':-0}").message().orElseThrow().command());
    }

    @Test
    void takesCarriageReturnsAndAMissingLastLineFeed() throws Exception {
        String lines = StreamText.of("{'at':0,'do':'ABORT'}", "{'at':1,'do':'ABORT'}");
        List<Entry> expected = StreamText.read(lines).entries();
        assertEquals(expected, StreamText.read(lines.replace("\n", "\r\n")).entries());
        assertEquals(expected, StreamText.read(lines.stripTrailing()).entries());
        assertEquals(expected, StreamText.read(lines.stripTrailing() + "\r").entries());
    }

    @Test
    void takesALineOfExactlyOneMebibyte() throws Exception {
        String line = "{'at':0,'do':'ABORT'}";
        String filled = line + " ".repeat((1 << 20) - line.length());
        assertEquals(1, StreamText.read(StreamText.of(filled)).entries().size());
    }

    @Test
    void takes32ObjectsInEachOtherAsJson() throws Exception {
        String nested = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";
        assertEquals(1, JsonLine.parse(nested).column());
    }

    @Test
    void givesUpOnAHugeLineAsSoonAsItIsTooLong() {
        EndlessLine endless = new EndlessLine();
        ReplayException refusal =
                assertThrows(ReplayException.class, () -> new StreamReader().read("endless", endless));
        assertEquals("endless:1:1: a line above 1048576 bytes, expected at most 1048576", refusal.getMessage());
        assertTrue(endless.given < 2 << 20, () -> endless.given + " bytes were read");
    }

    @Test
    void hashesTheBytesOfTheFile() throws Exception {
        String text = StreamText.of("{'at':0,'do':'ABORT'}").replace("\n", "\r\n");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertEquals(HexFormat.of().formatHex(hash), StreamText.read(text).sha256());
    }

    @Test
    void saysThatAFileIsAFolderOrIsNotThere(@TempDir Path folder) {
        ReplayException isFolder = assertThrows(ReplayException.class, () -> new StreamReader().read(folder));
        assertEquals(folder + ": this is a folder, expected a file", isFolder.getMessage());
        assertEquals(2, isFolder.kind().exitCode());
        Path nowhere = folder.resolve("nowhere.stream.jsonl");
        ReplayException isNowhere = assertThrows(ReplayException.class, () -> new StreamReader().read(nowhere));
        assertEquals(nowhere + ": no such file", isNowhere.getMessage());
        assertEquals(2, isNowhere.kind().exitCode());
    }

    @Test
    void readsAFileUnderTheNameThatTheUserGave(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a.stream.jsonl"), StreamText.of("{'at':0}"));
        ReplayException refusal = assertThrows(ReplayException.class, () -> new StreamReader().read(file));
        assertTrue(refusal.getMessage().startsWith(file + ":2:1: "), refusal.getMessage());
    }

    @Test
    void cannotRunWithoutPermissionOrWithABrokenDisk() {
        ReplayException forbidden = assertThrows(
                ReplayException.class, () -> new StreamReader().read("a", failing(new AccessDeniedException("a"))));
        assertEquals("a: no permission to read it", forbidden.getMessage());
        assertEquals(3, forbidden.kind().exitCode());
        ReplayException broken = assertThrows(
                ReplayException.class, () -> new StreamReader().read("a", failing(new IOException("Input/output error"))));
        assertEquals("a: cannot be read: Input/output error", broken.getMessage());
        assertEquals(3, broken.kind().exitCode());
    }

    @Test
    void showsNoControlCharacterOfTheInput() {
        ReplayException refusal = assertThrows(
                ReplayException.class, () -> StreamText.read(StreamText.of("{'at':0,'do':'\\u001b[31mSTOP\\n'}")));
        assertTrue(refusal.getMessage().startsWith("test:2:14: \"do\" is the text \"\\u001b[31mSTOP\\u000a\", "), refusal.getMessage());
    }

    private static Entry onlyEntry(String line) throws ReplayException {
        return StreamText.read(StreamText.of(line)).entries().get(0);
    }

    private static InputStream failing(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        };
    }

    /** A line of blanks that never ends. */
    private static final class EndlessLine extends InputStream {
        private long given;

        @Override
        public int read() {
            given++;
            return ' ';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            java.util.Arrays.fill(buffer, offset, offset + length, (byte) ' ');
            given += length;
            return length;
        }
    }
}
