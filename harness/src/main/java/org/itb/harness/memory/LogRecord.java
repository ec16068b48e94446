package org.itb.harness.memory;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;
import org.itb.kernel.Kind;
import org.itb.kernel.Reply;

/**
 * A record of the log (SR-57). Each carries the hash of the one before, so none can be changed, taken out or put in
 * without the rest of the chain showing it. If records before it were dropped to make room, it also carries what joins
 * it to the last one before these.
 *
 * @param number     1, 2, 3, …
 * @param type       what happened
 * @param atMs       the kernel's monotonic time
 * @param rtcMs      the real-time clock
 * @param generation of the commit that makes it true: if a RESET after it went on from an older one, it had no effect
 * @param code       a {@code Kind}, {@code Alarm}, {@code Mode}, {@code Cause} or {@code Copy}, as the type says
 * @param reply      the kernel's reply to a command, else 0
 * @param detail     as the type says
 * @param previous   the hash of the record with the number before, 32 bytes; of the first, zeros
 * @param hash       of all of this
 * @param joinsFrom  the first number that was dropped just before it; its own if none was
 * @param joinedTo   the hash of the last record before those; {@code previous} if none was dropped
 */
public record LogRecord(
        long number, Type type, long atMs, long rtcMs, long generation, int code, int reply, long detail, byte[] previous, byte[] hash,
        long joinsFrom, byte[] joinedTo) {

    /** SHA-256. */
    public static final int HASH_LENGTH = 32;
    /** A record takes so many bytes, checksum included. */
    public static final int LENGTH = 160;

    /** What a record is about. */
    public enum Type {
        /** A message or an event: its {@code Kind}, the reply; the detail is the key's sequence number, or the event's value. */
        COMMAND,
        /** An alarm became active; the detail is 1 if it is critical. */
        ALARM_ON,
        /** An active alarm became critical. */
        ALARM_CRITICAL,
        /** An alarm ended. */
        ALARM_OFF,
        /** The mode changed; the detail is the rate, in nL/h. */
        MODE,
        /** The pump restarted: the cause, and as the detail the generation that it went on from; 0 for none. */
        RESET,
        /** Copies were found damaged, or could not be written: the {@code Copy}. */
        MEMORY,
        /** Records were dropped to make room; the detail is how many since the log began. */
        DROPPED
    }

    private static final int HASHED_LENGTH = 5 * Long.BYTES + 2 * Integer.BYTES + Short.BYTES + HASH_LENGTH;
    private static final int CRC_AT = LENGTH - Integer.BYTES;
    private static final Type[] TYPES = Type.values();
    /** What ends within a visit and changes no therapy: dropped first. */
    private static final Set<Integer> SMALL_TALK = Set.of(
            Kind.OPEN_SESSION, Kind.CLOSE_SESSION, Kind.INTERROGATE, Kind.ABORT, Kind.PATIENT_STATUS, Kind.ALARM_PAUSE, Kind.BATTERY);

    public LogRecord {
        previous = previous.clone();
        hash = hash.clone();
        joinedTo = joinedTo.clone();
    }

    @Override
    public byte[] previous() {
        return previous.clone();
    }

    @Override
    public byte[] hash() {
        return hash.clone();
    }

    @Override
    public byte[] joinedTo() {
        return joinedTo.clone();
    }

    /** The record that follows one with this hash. */
    static LogRecord chained(
            long number, Type type, long atMs, long rtcMs, long generation, int code, int reply, long detail, byte[] previous) {
        LogRecord bare = new LogRecord(
                number, type, atMs, rtcMs, generation, code, reply, detail, previous, new byte[HASH_LENGTH], number, previous);
        return bare.with(bare.computedHash(), number, previous);
    }

    private LogRecord with(byte[] newHash, long newJoinsFrom, byte[] newJoinedTo) {
        return new LogRecord(number, type, atMs, rtcMs, generation, code, reply, detail, previous, newHash, newJoinsFrom, newJoinedTo);
    }

    /** This record, after the one before it was dropped. */
    LogRecord joined(LogRecord dropped) {
        return with(hash, dropped.joinsFrom, dropped.joinedTo);
    }

    /** Refused commands, talk that changes nothing, and non-critical alarms: what is dropped before anything else. */
    boolean isCritical() {
        return switch (type) {
            case COMMAND -> reply == Reply.OK && !SMALL_TALK.contains(code);
            case ALARM_ON -> detail != 0;
            case ALARM_OFF -> false;
            default -> true;
        };
    }

    byte[] computedHash() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(bytes(), 0, HASHED_LENGTH);
            return sha.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** As it is kept, with a CRC-32 that tells a record that was cut short. */
    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        bytes.putLong(number).putLong(atMs).putLong(rtcMs).putLong(generation).putLong(detail);
        bytes.putInt(code).putInt(reply).putShort((short) (type.ordinal() + 1)).put(previous).put(hash).putLong(joinsFrom).put(joinedTo);
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 0, CRC_AT);
        return bytes.putInt(CRC_AT, (int) crc.getValue()).array();
    }

    /** The record that is kept here; null if there is none, or one that was cut short or damaged. */
    static LogRecord of(byte[] kept) {
        ByteBuffer bytes = ByteBuffer.wrap(kept);
        CRC32 crc = new CRC32();
        crc.update(kept, 0, CRC_AT);
        long number = bytes.getLong();
        long atMs = bytes.getLong();
        long rtcMs = bytes.getLong();
        long generation = bytes.getLong();
        long detail = bytes.getLong();
        int code = bytes.getInt();
        int reply = bytes.getInt();
        int type = bytes.getShort() - 1;
        if (bytes.getInt(CRC_AT) != (int) crc.getValue() || number <= 0 || type < 0 || type >= TYPES.length) {
            return null;
        }
        byte[] previous = new byte[HASH_LENGTH];
        byte[] hash = new byte[HASH_LENGTH];
        byte[] joinedTo = new byte[HASH_LENGTH];
        long joinsFrom = bytes.get(previous).get(hash).getLong();
        bytes.get(joinedTo);
        return new LogRecord(number, TYPES[type], atMs, rtcMs, generation, code, reply, detail, previous, hash, joinsFrom, joinedTo);
    }

    /** It comes right after a record with this hash, or after what was dropped since. */
    boolean follows(byte[] hashBefore) {
        return Arrays.equals(joinedTo, hashBefore) && (joinsFrom != number || Arrays.equals(previous, joinedTo));
    }

    /** Two records are equal if every byte of them is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LogRecord that && Arrays.equals(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }
}
