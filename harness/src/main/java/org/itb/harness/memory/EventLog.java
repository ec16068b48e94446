package org.itb.harness.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The log: records in slots of equal size, chained by their hashes (SR-57, K-58). When the slots are used up, the
 * oldest records that are not critical give way, some at a time; then critical ones, the oldest first, that are older
 * than 30 days. The record after one that gives way takes over what joins the chain, and a record says how many were
 * dropped in all: so the chain can be followed past what is missing, and a gap that nobody announced shows. If nothing
 * may give way, a new record is lost and counted; therapy does not wait for the log.
 *
 * <p>Some slots always stay free: a joined record is written there before anything is given up, so that the power may
 * fail at any byte. The chain has no key: it shows what was damaged or taken out, and cannot stop who can write the
 * whole memory; the newest hash stands beside the image too.
 */
// [impl->req~SR-57~1]
public final class EventLog {
    /** Records younger than this are kept, if they are critical. */
    public static final long RETENTION_MS = 30L * 86_400_000;

    private static final int BATCH_PART = 16;
    private static final int SLOTS_MIN = 32;
    /** Kept free: one for what announces a gap, one for what joins over it, one for what is to be said. */
    private static final int SPARE = 3;

    /** A record, and where it is kept. */
    private record Kept(LogRecord record, int slot) { }

    private final Medium medium;
    private final int base;
    private final int slots;
    private final TreeMap<Long, Kept> kept = new TreeMap<>();
    private final List<Integer> free = new ArrayList<>();
    private long dropped;
    private long announcedBy;
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
                enter(new Kept(found, slot));
            }
        }
        // The power may have failed after a record was joined over another one and before that was given up.
        for (Kept joined : List.copyOf(kept.values())) {
            for (long number : List.copyOf(kept.subMap(joined.record.joinsFrom(), joined.record.number()).keySet())) {
                free.add(kept.remove(number).slot);
            }
        }
        for (Kept found : kept.values()) {
            hear(found.record);
        }
    }

    /** Of two with one number, the one that joins over more is the newer. */
    private void enter(Kept found) {
        Kept other = kept.get(found.record.number());
        if (other != null && other.record.joinsFrom() <= found.record.joinsFrom()) {
            free.add(found.slot);
            return;
        }
        if (other != null) {
            free.add(other.slot);
        }
        kept.put(found.record.number(), found);
    }

    private void hear(LogRecord record) {
        if (record.type() == LogRecord.Type.DROPPED && record.number() > announcedBy) {
            dropped = record.detail();
            announcedBy = record.number();
        }
    }

    private byte[] read(int slot) {
        return medium.read(base + slot * LogRecord.LENGTH, LogRecord.LENGTH);
    }

    /** All records, the oldest first. */
    public List<LogRecord> records() {
        return kept.values().stream().map(Kept::record).toList();
    }

    /** The newest record's number; 0 for none. */
    public long newest() {
        return kept.isEmpty() ? 0 : kept.lastKey();
    }

    /** The newest record's hash; zeros for none. */
    public byte[] newestHash() {
        return kept.isEmpty() ? new byte[LogRecord.HASH_LENGTH] : kept.lastEntry().getValue().record.hash();
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
        boolean appended = free.size() >= SPARE && write(LogRecord.chained(
                newest() + 1, type, atMs, rtcMs, generation, code, reply, detail, newestHash()));
        lost += appended ? 0 : 1;
        return appended;
    }

    /** Into a free slot; the slot that held this number before is free then. */
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
        Kept before = kept.put(record.number(), new Kept(record, slot));
        if (before != null) {
            free.add(before.slot);
        }
        hear(record);
        return true;
    }

    // ---- making room ----

    private void makeRoom(long atMs, long rtcMs, long generation) {
        int wanted = slots / BATCH_PART + SPARE;
        drop(records().stream().filter(this::isSmall).toList(), wanted, atMs, rtcMs, generation);
        drop(records().stream().filter(record -> atMs - record.atMs() > RETENTION_MS).toList(), wanted, atMs, rtcMs, generation);
    }

    /** Not critical; or an announcement that a later one repeats. */
    private boolean isSmall(LogRecord record) {
        return record.type() == LogRecord.Type.DROPPED ? record.number() < announcedBy : !record.isCritical();
    }

    /** The newest record is never dropped: the next one carries its hash. */
    private void drop(List<LogRecord> oldestFirst, int wanted, long atMs, long rtcMs, long generation) {
        int missing = wanted - free.size() + 1;
        List<LogRecord> candidates = oldestFirst.stream().filter(record -> record.number() != newest()).limit(Math.max(0, missing)).toList();
        // Announced before it is done: if the power fails between, fewer are missing than was said, never more. It takes
        // a slot itself, so a single one is not worth it.
        if (candidates.size() < 2 || free.size() < 2 || !write(LogRecord.chained(
                newest() + 1, LogRecord.Type.DROPPED, atMs, rtcMs, generation, 0, 0, dropped + candidates.size(), newestHash()))) {
            return;
        }
        for (LogRecord candidate : candidates) {
            Map.Entry<Long, Kept> after = kept.higherEntry(candidate.number());
            if (!write(after.getValue().record.joined(kept.get(candidate.number()).record))) {
                return;
            }
            free.add(kept.remove(candidate.number()).slot);
        }
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
        long missing = 0;
        long announced = 0;
        long gapEnd = 0;
        for (LogRecord record : records) {
            if (record.joinsFrom() != expected || record.number() < expected) {
                return new Fault(expected, "is missing");
            }
            if (!record.follows(before)) {
                return new Fault(record.number(), "does not carry the hash of the record before it");
            }
            if (!Arrays.equals(record.hash(), record.computedHash())) {
                return new Fault(record.number(), "was changed");
            }
            if (record.number() == knownNumber && !Arrays.equals(record.hash(), knownHash)) {
                return new Fault(record.number(), "is not the one that was noted beside the image");
            }
            missing += record.number() - record.joinsFrom();
            gapEnd = record.number() > record.joinsFrom() ? record.number() - 1 : gapEnd;
            announced = record.type() == LogRecord.Type.DROPPED ? record.detail() : announced;
            expected = record.number() + 1;
            before = record.hash();
        }
        if (expected <= knownNumber) {
            return new Fault(expected, "is missing, and " + knownNumber + " was noted beside the image");
        }
        return missing > announced ? new Fault(gapEnd, "is missing, and nobody announced it") : null;
    }
}
