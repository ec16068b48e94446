package org.itb.harness.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.itb.harness.memory.LogRecord.Type;
import org.itb.kernel.Kind;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Test;

/** A log that can be followed from its beginning, whatever was dropped and wherever the power failed (SR-57). */
class EventLogTest {
    private static final long DAY_MS = 86_400_000;
    private static final int SLOTS = 40;

    private final RamMedium medium = new RamMedium(EventLog.size(SLOTS));
    private EventLog log = new EventLog(medium, 0, SLOTS);

    private boolean accepted(long atMs, long detail) {
        return log.append(Type.COMMAND, atMs, atMs, 1, Kind.CONFIRM, Reply.OK, detail);
    }

    private boolean refused(long atMs, long detail) {
        return log.append(Type.COMMAND, atMs, atMs, 1, Kind.PATIENT_BOLUS_REQUEST, Reply.LOCKOUT, detail);
    }

    private static EventLog.Fault check(EventLog log) {
        return EventLog.check(log.records(), log.newest(), log.newestHash());
    }

    // [utest->req~SR-57~1]
    @Test
    void chainsEachRecordToTheOneBefore() {
        assertTrue(accepted(1, 11) && refused(2, 12) && log.append(Type.MODE, 3, 4, 5, 1, 0, 8_333));
        List<LogRecord> records = log.records();
        assertEquals(List.of(1L, 2L, 3L), records.stream().map(LogRecord::number).toList());
        assertArrayEquals(new byte[LogRecord.HASH_LENGTH], records.get(0).previous());
        assertArrayEquals(records.get(0).hash(), records.get(1).previous());
        assertArrayEquals(records.get(1).hash(), records.get(2).previous());
        assertEquals(new LogRecord(3, Type.MODE, 3, 4, 5, 1, 0, 8_333, records.get(1).hash(), records.get(2).hash(), 3,
                records.get(1).hash()), records.get(2));
        assertNull(check(log));
    }

    // [utest->req~SR-57~1]
    @Test
    void goesOnFromWhatTheMediumHolds() {
        for (int i = 0; i < 10; i++) {
            accepted(i, i);
        }
        EventLog again = new EventLog(medium, 0, SLOTS);
        assertEquals(log.records(), again.records());
        assertEquals(10, again.newest());
        assertArrayEquals(log.newestHash(), again.newestHash());
        log = again;
        assertTrue(accepted(10, 10));
        assertNull(check(log));
    }

    // [utest->req~SR-57~1]
    @Test
    void namesTheFirstRecordThatIsBroken() {
        for (int i = 0; i < 10; i++) {
            accepted(i, i);
        }
        List<LogRecord> good = log.records();
        for (int i = 0; i < good.size(); i++) {
            LogRecord was = good.get(i);
            List<LogRecord> changed = new ArrayList<>(good);
            changed.set(i, new LogRecord(was.number(), was.type(), was.atMs(), was.rtcMs(), was.generation(), was.code(), was.reply(),
                    was.detail() + 1, was.previous(), was.hash(), was.joinsFrom(), was.joinedTo()));
            assertFault(i + 1, changed);
            changed.set(i, LogRecord.chained(was.number(), was.type(), was.atMs(), was.rtcMs(), was.generation(), was.code(),
                    Reply.LOCKOUT, was.detail(), was.previous()));
            assertFault(i + 1 < good.size() ? i + 2 : i + 1, changed);
            List<LogRecord> without = new ArrayList<>(good);
            without.remove(i);
            assertFault(i + 1, without);
            if (i + 1 < good.size()) {
                without.set(i, good.get(i + 1).joined(was));
                assertFault(i + 1, without);
            }
        }
        assertFault(1, List.of());
        assertNull(EventLog.check(List.of(), 0, new byte[LogRecord.HASH_LENGTH]));
    }

    private void assertFault(long number, List<LogRecord> records) {
        EventLog.Fault fault = EventLog.check(records, log.newest(), log.newestHash());
        assertNotNull(fault);
        assertEquals(number, fault.number(), fault.what());
        assertFalse(fault.what().isBlank());
    }

    // [utest->req~SR-57~1]
    @Test
    void dropsTheOldestNonCriticalRecordsFirst() {
        for (int i = 0; i < 300; i++) {
            assertTrue(i % 3 == 0 && i < 36 ? accepted(i, i) : refused(i, i), "record " + i);
            assertNull(check(log), "after record " + i);
        }
        List<LogRecord> kept = log.records();
        assertEquals(12, kept.stream().filter(record -> record.type() == Type.COMMAND && record.reply() == Reply.OK).count(), "accepted ones");
        List<Long> refusals = kept.stream().filter(record -> record.reply() == Reply.LOCKOUT).map(LogRecord::detail).toList();
        assertEquals(LongStream.rangeClosed(300 - refusals.size(), 299).boxed().toList(), refusals, "the newest ones, without a hole");
        assertTrue(kept.size() <= SLOTS);
        assertEquals(0, log.lost());
        assertEquals(kept, new EventLog(medium, 0, SLOTS).records());
    }

    // [utest->req~SR-57~1]
    @Test
    void keepsCriticalRecordsForThirtyDaysAndThenDropsTheOldest() {
        int kept = 0;
        while (accepted(kept, kept)) {
            kept++;
        }
        assertTrue(kept >= SLOTS - 4, kept + " records");
        assertEquals(1, log.lost());
        assertFalse(accepted(EventLog.RETENTION_MS, 77), "the oldest is 30 days old, and no older");
        assertFalse(accepted(EventLog.RETENTION_MS + 1, 78), "one would make room for its own announcement alone");
        assertTrue(accepted(EventLog.RETENTION_MS + 3, 78));
        assertNull(check(log));
        assertEquals(3, log.lost());
        assertTrue(accepted(2 * EventLog.RETENTION_MS, 79));
        assertNull(check(log));
        assertEquals(79, log.records().get(log.records().size() - 1).detail());
    }

    /** SR-57: 30 days of a busy patient fit, with every request and every alarm, and nothing is dropped. */
    // [utest->req~SR-57~1]
    @Test
    void holdsThirtyBusyDays() {
        int slots = 65_536;
        EventLog large = new EventLog(new RamMedium(EventLog.size(slots)), 0, slots);
        for (int i = 0; i < 30 * 2_000; i++) {
            large.append(Type.COMMAND, i * DAY_MS / 2_000, 0, i, Kind.PATIENT_BOLUS_REQUEST, i % 5 == 0 ? Reply.OK : Reply.LOCKOUT, i);
        }
        assertEquals(30 * 2_000, large.records().size());
        assertEquals(0, large.lost());
    }

    /** The power fails at every byte of a long, full life: the chain holds, and no record is missing that was not announced. */
    // [utest->req~SR-57~1]
    @Test
    void survivesACutAtEveryByte() {
        Random random = new Random(57);
        int cuts = 0;
        for (int i = 0; i < 100; i++) {
            byte[] before = medium.content();
            long newestBefore = log.newest();
            byte[] hashBefore = log.newestHash();
            List<int[]> writes = new ArrayList<>();
            EventLog recording = new EventLog(new RecordingMedium(medium, writes), 0, SLOTS);
            boolean critical = random.nextInt(4) == 0;
            recording.append(Type.COMMAND, i * DAY_MS, i, i, Kind.CONFIRM, critical ? Reply.OK : Reply.DIGEST, i);
            log = recording;
            RamMedium cut = new RamMedium(before);
            for (int[] write : writes) {
                cut.write(write[0], (byte) (write[1] ^ 0x5a));
                assertNull(EventLog.check(new EventLog(cut, 0, SLOTS).records(), newestBefore, hashBefore), "torn byte in record " + i);
                cut.write(write[0], (byte) write[1]);
                assertNull(EventLog.check(new EventLog(cut, 0, SLOTS).records(), newestBefore, hashBefore), "cut in record " + i);
                cuts += 2;
            }
            assertEquals(recording.records(), new EventLog(cut, 0, SLOTS).records());
        }
        assertTrue(cuts > 20_000, cuts + " cuts");
        assertTrue(log.records().stream().anyMatch(record -> record.joinsFrom() < record.number()));
    }

    // [utest->req~SR-57~1]
    @Test
    void countsWhatWouldNotBeWritten() {
        accepted(1, 1);
        EventLog broken = new EventLog(new Medium() {
            @Override
            public int size() {
                return medium.size();
            }

            @Override
            public byte read(int address) {
                return medium.read(address);
            }

            @Override
            public void write(int address, byte value) throws MediumException {
                throw new MediumException("worn out");
            }
        }, 0, SLOTS);
        assertFalse(broken.append(Type.MODE, 2, 2, 2, 0, 0, 0));
        assertEquals(1, broken.lost());
        assertEquals(1, broken.newest());
        assertNull(check(broken));
        assertThrows(IllegalArgumentException.class, () -> new EventLog(medium, 0, 31));
    }
}
