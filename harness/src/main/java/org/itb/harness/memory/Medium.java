package org.itb.harness.memory;

/**
 * Bytes that stay when the power fails. A single byte is either written or not, or holds anything at all if the power
 * failed while it was written; bytes are written in the order in which they are asked for.
 */
public interface Medium {
    /** How many bytes there are; addresses run from 0. */
    int size();

    byte read(int address);

    /** So many bytes from an address on. */
    default byte[] read(int from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = read(from + i);
        }
        return bytes;
    }

    /**
     * Writes a byte.
     *
     * @throws MediumException if the medium says that it could not; the byte may hold anything then
     */
    void write(int address, byte value) throws MediumException;
}
