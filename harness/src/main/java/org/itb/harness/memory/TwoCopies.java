package org.itb.harness.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Some bytes, kept twice, each copy with a generation and a CRC-32 (SR-54). Whenever the power fails, at least one
 * copy is whole, and the newest whole one is what was committed last or what was being committed.
 *
 * <p>The copies are written one after the other, first the one whose loss costs nothing. A byte before them says which
 * one is being written, so that a write that was cut short is told from damage (K-54). Only bytes that change are
 * written; so each commit first holds both copies against their checksums, and damage is never written over unseen.
 */
// [impl->req~SR-54~1]
public final class TwoCopies {
    /** A whole copy. */
    public record Whole(long generation, byte[] payload) {
        public Whole {
            payload = payload.clone();
        }

        @Override
        public byte[] payload() {
            return payload.clone();
        }
    }

    private static final int HEADER = Long.BYTES + Integer.BYTES + Integer.BYTES;
    private static final byte IDLE = 0x3c;
    private static final byte[] WRITING = {0x5a, (byte) 0xa5};
    private static final byte[] REPAIRING = {0x69, (byte) 0x96};

    private final Medium medium;
    private final int base;
    private final int payloadMax;

    /**
     * Two copies on a part of a medium.
     *
     * @param base       where the part begins; it is {@link #size} long
     * @param payloadMax the longest payload, in bytes
     */
    public TwoCopies(Medium medium, int base, int payloadMax) {
        this.medium = medium;
        this.base = base;
        this.payloadMax = payloadMax;
    }

    /** How many bytes two copies of such a payload take. */
    public static int size(int payloadMax) {
        return 1 + 2 * (HEADER + payloadMax);
    }

    private int at(int copy) {
        return base + 1 + copy * (HEADER + payloadMax);
    }

    // ---- reading ----

    /** The whole copies, the newest first; of two equal ones, one. */
    public List<Whole> whole() {
        List<Whole> whole = new ArrayList<>();
        for (int copy = 0; copy < 2; copy++) {
            Whole found = read(copy);
            if (found != null && (whole.isEmpty() || whole.get(0).generation() != found.generation())) {
                whole.add(whole.isEmpty() || whole.get(0).generation() > found.generation() ? whole.size() : 0, found);
            }
        }
        return whole;
    }

    /** Which copies are damaged; one whose writing was cut short by the power is not. */
    public Damage damage() {
        return Damage.of(isDamaged(0), isDamaged(1));
    }

    private boolean isDamaged(int copy) {
        byte state = medium.read(base);
        if (state == REPAIRING[copy]) {
            return true;
        }
        return read(copy) == null && (state != WRITING[copy] || read(1 - copy) == null);
    }

    /** A copy if it is what was written, else null. */
    private Whole read(int copy) {
        ByteBuffer header = ByteBuffer.wrap(medium.read(at(copy), HEADER));
        long generation = header.getLong();
        int length = header.getInt();
        if (generation <= 0 || length < 0 || length > payloadMax) {
            return null;
        }
        byte[] payload = medium.read(at(copy) + HEADER, length);
        return header.getInt() == crc(generation, payload) ? new Whole(generation, payload) : null;
    }

    private static int crc(long generation, byte[] payload) {
        CRC32 crc = new CRC32();
        crc.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(generation).putInt(payload.length).flip());
        crc.update(payload);
        return (int) crc.getValue();
    }

    // ---- writing ----

    /**
     * Writes both copies.
     *
     * @return which of them could not be written
     * @throws IllegalArgumentException if the payload is longer than the copies are
     */
    public Damage commit(byte[] payload) {
        if (payload.length > payloadMax) {
            throw new IllegalArgumentException(payload.length + " bytes for copies of " + payloadMax);
        }
        Whole[] before = {read(0), read(1)};
        long generation = 1 + Math.max(generationOf(before[0]), generationOf(before[1]));
        // The newest whole copy is written last: as long as the other one is being written, it is all there is.
        int first = generationOf(before[0]) > generationOf(before[1]) ? 1 : 0;
        boolean[] failed = new boolean[2];
        for (int copy : new int[] {first, 1 - first}) {
            boolean repairs = isDamaged(copy);
            failed[copy] = !write(copy, generation, payload, (repairs ? REPAIRING : WRITING)[copy]);
        }
        return Damage.of(failed[0], failed[1]);
    }

    private static long generationOf(Whole copy) {
        return copy == null ? 0 : copy.generation();
    }

    private boolean write(int copy, long generation, byte[] payload, byte state) {
        byte[] image = ByteBuffer.allocate(HEADER + payload.length)
                .putLong(generation).putInt(payload.length).putInt(crc(generation, payload)).put(payload).array();
        try {
            writeChanged(base, new byte[] {state});
            writeChanged(at(copy), image);
            writeChanged(base, new byte[] {IDLE});
        } catch (MediumException failed) {
            return false;
        }
        return Arrays.equals(image, medium.read(at(copy), image.length));
    }

    private void writeChanged(int from, byte[] bytes) throws MediumException {
        byte[] present = medium.read(from, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (present[i] != bytes[i]) {
                medium.write(from + i, bytes[i]);
            }
        }
    }

    // ---- for the simulator ----

    /** Where a copy's payload begins, 0 for A and 1 for B: to damage it. */
    public int payloadAt(int copy) {
        return at(copy) + HEADER;
    }
}
