package org.itb.harness.memory;

import java.nio.ByteBuffer;
import java.util.List;
import org.itb.kernel.Image;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;

/**
 * The kernel's image in two copies, and the way back from them (SR-54, SR-55).
 *
 * <p>A pump leaves production with the image of a new pump in both copies. So a memory that holds none is always one
 * that was lost, never a new pump: an erased memory must not look like a pump that was never started (K-55).
 */
public final class PumpMemory {
    /**
     * What stands beside the image.
     *
     * @param rtcMs     the real-time clock at the commit
     * @param logNumber the number of the log's newest record then; 0 for none
     * @param logHash   that record's hash, 32 bytes
     */
    public record Note(long rtcMs, long logNumber, byte[] logHash) {
        /** What a pump notes that keeps no log. */
        public static final Note NONE = new Note(0, 0, new byte[LogRecord.HASH_LENGTH]);

        public Note {
            logHash = logHash.clone();
        }

        @Override
        public byte[] logHash() {
            return logHash.clone();
        }
    }

    /**
     * What a restart found.
     *
     * @param kernel     the kernel that goes on
     * @param known      false if no copy could be taken: the kernel knows nothing, runs at minimum rate, and says so (A10)
     * @param damage     which copies were damaged
     * @param generation of the copy that was taken; 0 for none
     * @param note       what stood beside it
     */
    public record Restarted(SafetyKernel kernel, boolean known, Damage damage, long generation, Note note) { }

    private static final int NOTE_LENGTH = 2 * Long.BYTES + LogRecord.HASH_LENGTH;
    private static final int PAYLOAD_MAX = NOTE_LENGTH + Image.WORD_MAX_COUNT * Long.BYTES;

    private final Medium medium;
    private final TwoCopies copies;

    /** The memory of a pump on a part of a medium that is {@link #size} long. */
    public PumpMemory(Medium medium, int base) {
        this.medium = medium;
        this.copies = new TwoCopies(medium, base, PAYLOAD_MAX);
    }

    /** How many bytes it takes. */
    public static int size() {
        return TwoCopies.size(PAYLOAD_MAX);
    }

    /** Which copies are damaged. */
    public Damage damage() {
        return copies.damage();
    }

    /** The newest whole copy's generation; 0 for none. */
    public long generation() {
        List<TwoCopies.Whole> whole = copies.whole();
        return whole.isEmpty() ? 0 : whole.get(0).generation();
    }

    /**
     * Writes both copies, if the kernel's state is one that may be kept; if not, the kernel has just raised A20, and what
     * was kept before stays.
     *
     * @return which copies could not be written
     */
    public Damage commit(SafetyKernel kernel, Note note) {
        int count = kernel.saveImage();
        if (count == 0) {
            return Damage.NONE;
        }
        ByteBuffer payload = ByteBuffer.allocate(NOTE_LENGTH + count * Long.BYTES);
        payload.putLong(note.rtcMs()).putLong(note.logNumber()).put(note.logHash());
        for (int i = 0; i < count; i++) {
            payload.putLong(kernel.imageWord(i));
        }
        return copies.commit(payload.array());
    }

    /**
     * Restarts from the newest copy that a kernel takes. A copy whose checksum is right and whose content the kernel
     * refuses is a fault of the kernel: then A20 sounds too (K-57). Nothing is written: the caller commits the state
     * that the restart has left.
     *
     * @param cause why the pump restarted, as in {@code Cause}
     * @param rtcMs the real-time clock now: what it has gone on since the commit was without power
     */
    public Restarted restart(long deviceId, long cause, long rtcMs) {
        Damage damage = copies.damage();
        boolean refused = false;
        for (TwoCopies.Whole copy : copies.whole()) {
            ByteBuffer payload = ByteBuffer.wrap(copy.payload());
            Note note = noteOf(payload);
            SafetyKernel kernel = new SafetyKernel(deviceId);
            while (payload.remaining() >= Long.BYTES) {
                kernel.addImageWord(payload.getLong());
            }
            if (kernel.restart(cause, outageMs(note, rtcMs), rtcMs) == Reply.OK) {
                tell(kernel, damage, refused);
                return new Restarted(kernel, true, damage, copy.generation(), note);
            }
            refused = true;
        }
        SafetyKernel kernel = new SafetyKernel(deviceId);
        kernel.restart(cause, 0, rtcMs);
        tell(kernel, Damage.NONE, refused);
        return new Restarted(kernel, false, Damage.BOTH, 0, Note.NONE);
    }

    /** 0 if the clock went back: then nobody knows. */
    private static long outageMs(Note note, long rtcMs) {
        return rtcMs <= note.rtcMs() ? 0 : rtcMs - note.rtcMs() < 0 ? Long.MAX_VALUE : rtcMs - note.rtcMs();
    }

    private static Note noteOf(ByteBuffer payload) {
        if (payload.remaining() < NOTE_LENGTH) {
            return Note.NONE;
        }
        long rtcMs = payload.getLong();
        long logNumber = payload.getLong();
        byte[] hash = new byte[LogRecord.HASH_LENGTH];
        payload.get(hash);
        return new Note(rtcMs, logNumber, hash);
    }

    private static void tell(SafetyKernel kernel, Damage damage, boolean refused) {
        if (damage != Damage.NONE) {
            kernel.memoryError(damage.copy());
        }
        if (refused) {
            kernel.kernelFault();
        }
    }

    /** Damages a copy, or both, as a fault of the memory would: one bit of its image. */
    public void corrupt(Damage what) throws MediumException {
        for (int copy = 0; copy < 2; copy++) {
            if (what == Damage.BOTH || what.ordinal() == copy + 1) {
                int address = copies.payloadAt(copy) + NOTE_LENGTH + Long.BYTES;
                medium.write(address, (byte) (medium.read(address) ^ 1));
            }
        }
    }
}
