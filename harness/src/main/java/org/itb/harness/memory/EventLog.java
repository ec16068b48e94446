package org.itb.harness.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The log: records in slots of equal size, chained by their hashes (SR-57, K-58). When the slots are used up, the
 * oldest records that are not critical give way, a sixteenth of the slots at a time; then critical ones, the oldest
 * first, that are older than 30 days. What gives way leaves a gap that keeps the hashes at its two ends, neighbouring
 * gaps become one, and a record says how many were dropped: so the chain can still be followed, and a gap that nobody
 * announced shows. If nothing may give way, a new record is lost and counted; therapy does not wait for the log.
 *
 * <p>A slot always stays free: a gap is written there before anything that it stands for is given up, so that the power
 * may fail at any byte. The chain has no key: it shows what was damaged or taken out, and cannot stop who can write
 * the whole memory; the newest hash stands beside the image too.
 */
public final class EventLog {
    /** Records younger than this are kept, if they are critical. */
    public static final long RETENTION_MS = 30L * 86_400_000;

    private static final int BATCH_PART = 16;
    private static final int SLOTS_MIN = 32;
    /** Kept free: one for what announces a gap, one for the gap, one for what is to be said. */
    private static final int SPARE = 3;

    private final Medium medium;
    private final int base;
    private final int slots;

    /** Which slot holds the record with which last number. */
    private final NavigableMap<Long, LogRecord> records = new TreeMap<>();
    private final NavigableMap<Long, Integer> slotOf = new TreeMap<>();
    private final List<Integer> free = new ArrayList<>();
    private long newest;
    private byte[] newestHash = new byte[LogRecord.HASH_LENGTH];
    private long dropped;
    private long lost;

    /**
     * The log on a part of a medium, with what it holds.
     *
     * @param slots how many records it can hold, at least 32
     */
    public EventLog(Medium medium, int base, int slots) {
        if (slots < SLOTS_MIN) {
            throw new IllegalArgumentException(slots + " slots, expected at least " + SLOTS_MIN);
        }
        this.medium = medium;
        this.base = base;
        this.slots = slots;
        find();
    }

    /** How many bytes so many slots take. */
    public static int size(int slots) {
        return slots * LogRecord.LENGTH;
    }

    // ---- what is there ----

    private void find() {
        for (int slot = 0; slot < slots; slot++) {
            LogRecord found = LogRecord.of(read(slot));
            if (found == null) {
                free.add(slot);
            } else {
                enter(found, slot);
            }
        }
        giveUpWhatGapsStandFor();
        if (!records.isEmpty()) {
            LogRecord last = records.lastEntry().getValue();
            newest = last.number();
            newestHash = last.hash();
        }
        dropped = records.values().stream()
                .filter(found -> found.type() == LogRecord.Type.DROPPED).mapToLong(LogRecord::detail).max().orElse(0);
    }

    private void enter(LogRecord found, int slot) {
        LogRecord other = records.get(found.number());
        if (other == null || other.firstNumber() > found.firstNumber()
                || found.type() == LogRecord.Type.GAP && other.type() != LogRecord.Type.GAP) {
            Integer before = slotOf.put(found.number(), slot);
            records.put(found.number(), found);
            if (before != null) {
                free.add(before);
            }
        } else {
            free.add(slot);
        }
    }

    /** The power may have failed after a gap was written and before what it stands for was given up. */
    private void giveUpWhatGapsStandFor() {
        for (LogRecord gap : List.copyOf(records.values())) {
            if (gap.type() == LogRecord.Type.GAP && records.get(gap.number()) == gap) {
                for (long number : List.copyOf(records.subMap(gap.firstNumber(), true, gap.number(), false).keySet())) {
                    forget(number);
                }
            }
        }
    }

    private void forget(long number) {
        records.remove(number);
        free.add(slotOf.remove(number));
    }

    private byte[] read(int slot) {
        byte[] bytes = new byte[LogRecord.LENGTH];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = medium.read(base + slot * LogRecord.LENGTH + i);
        }
        return bytes;
    }

    /** All records and gaps, the oldest first. */
    public List<LogRecord> records() {
        return List.copyOf(records.values());
    }

    /** The newest record's number; 0 for none. */
    public long newest() {
        return newest;
    }

    /** The newest record's hash. */
    public byte[] newestHash() {
        return newestHash.clone();
    }

    /** How many records could not be kept since this object was made: the log was full, or would not be written. */
    public long lost() {
        return lost;
    }

    // ---- appending ----

    /**
     * Appends a record.
     *
     * @return false if it was lost
     */
    public boolean append(LogRecord.Type type, long atMs, long rtcMs, long generation, int code, int reply, long detail) {
        if (free.size() < SPARE) {
            makeRoom(atMs, rtcMs, generation);
        }
        boolean kept = free.size() >= 2 && write(LogRecord.chained(
                newest + 1, type, atMs, rtcMs, generation, code, reply, detail, newestHash));
        lost += kept ? 0 : 1;
        return kept;
    }

    private boolean write(LogRecord record) {
        int slot = free.remove(0);
        byte[] bytes = record.bytes();
        try {
            // The checksum stands last, so a record that is cut short is none.
            for (int i = 0; i < bytes.length; i++) {
                medium.write(base + slot * LogRecord.LENGTH + i, bytes[i]);
            }
        } catch (MediumException failed) {
            free.add(slot);
            return false;
        }
        if (!record.equals(LogRecord.of(read(slot)))) {
            free.add(slot);
            return false;
        }
        records.put(record.number(), record);
        Integer before = slotOf.put(record.number(), slot);
        if (before != null) {
            free.add(before);
        }
        if (record.number() > newest) {
            newest = record.number();
            newestHash = record.hash();
        }
        return true;
    }

    // ---- making room ----

    private void makeRoom(long atMs, long rtcMs, long generation) {
        int wanted = slots / BATCH_PART + SPARE;
        drop(records.values().stream().filter(record -> !record.isCritical()).toList(), wanted, atMs, rtcMs, generation);
        drop(records.values().stream()
                .filter(record -> record.type() != LogRecord.Type.GAP && atMs - record.atMs() > RETENTION_MS).toList(),
                wanted, atMs, rtcMs, generation);
    }

    /** The newest record is never dropped: the next one carries its hash. */
    private void drop(List<LogRecord> oldestFirst, int wanted, long atMs, long rtcMs, long generation) {
        List<LogRecord> candidates = oldestFirst.stream().filter(record -> record.number() != newest).limit(2L * wanted).toList();
        // Announced before it is done: if the power fails between, fewer are missing than was said, never more.
        if (free.size() >= wanted || candidates.isEmpty() || !announce(candidates.size(), atMs, rtcMs, generation)) {
            return;
        }
        for (LogRecord record : candidates) {
            if (free.size() >= wanted || !drop(record)) {
                return;
            }
        }
    }

    private boolean announce(int count, long atMs, long rtcMs, long generation) {
        boolean announced = free.size() >= 2 && write(LogRecord.chained(
                newest + 1, LogRecord.Type.DROPPED, atMs, rtcMs, generation, 0, 0, dropped + count, newestHash));
        dropped += announced ? count : 0;
        return announced;
    }

    private boolean drop(LogRecord record) {
        var before = records.lowerEntry(record.number());
        var after = records.higherEntry(record.number());
        boolean joinsBefore = before != null && before.getValue().type() == LogRecord.Type.GAP;
        boolean joinsAfter = after != null && after.getValue().type() == LogRecord.Type.GAP;
        LogRecord first = joinsBefore ? before.getValue() : record;
        LogRecord last = joinsAfter ? after.getValue() : record;
        if (free.isEmpty() || !write(LogRecord.gap(first.firstNumber(), last, first.previous()))) {
            return false;
        }
        for (long number : List.copyOf(records.subMap(first.firstNumber(), true, last.number(), false).keySet())) {
            forget(number);
        }
        return true;
    }

    // ---- checking ----

    /**
     * What is wrong with a log.
     *
     * @param number the first record that is broken, or missing
     * @param what   for a person
     */
    public record Fault(long number, String what) { }

    /**
     * Follows the chain from its beginning.
     *
     * @param knownNumber a record that is known from elsewhere, such as from the copies of the image; 0 for none
     * @param knownHash   its hash
     * @return the first fault; null if there is none
     */
    public static Fault check(List<LogRecord> records, long knownNumber, byte[] knownHash) {
        long expected = 1;
        byte[] before = new byte[LogRecord.HASH_LENGTH];
        long inGaps = 0;
        long announced = 0;
        long lastGap = 0;
        for (LogRecord record : records) {
            boolean gap = record.type() == LogRecord.Type.GAP;
            if (record.firstNumber() != expected) {
                return new Fault(expected, "is missing");
            }
            if (!record.follows(before)) {
                return new Fault(record.firstNumber(), "does not carry the hash of the record before it");
            }
            if (!gap && !Arrays.equals(record.hash(), record.computedHash())) {
                return new Fault(record.number(), "was changed");
            }
            if (record.number() == knownNumber && !Arrays.equals(record.hash(), knownHash)) {
                return new Fault(record.number(), "is not the one that was noted beside the image");
            }
            inGaps += gap ? record.number() - record.firstNumber() + 1 : 0;
            lastGap = gap ? record.number() : lastGap;
            announced = record.type() == LogRecord.Type.DROPPED ? record.detail() : announced;
            expected = record.number() + 1;
            before = record.hash();
        }
        if (expected <= knownNumber) {
            return new Fault(expected, "is missing, and " + knownNumber + " was noted beside the image");
        }
        return inGaps > announced ? new Fault(lastGap, "ends a gap that nobody announced") : null;
    }
}
