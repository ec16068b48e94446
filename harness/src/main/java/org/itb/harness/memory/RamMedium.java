package org.itb.harness.memory;

import java.util.Arrays;

/** A medium for the simulator: never fails by itself, and can be damaged. */
public final class RamMedium implements Medium {
    private final byte[] bytes;

    public RamMedium(int size) {
        bytes = new byte[size];
    }

    /** A medium with a copy of these bytes. */
    public RamMedium(byte[] content) {
        bytes = content.clone();
    }

    @Override
    public int size() {
        return bytes.length;
    }

    @Override
    public byte read(int address) {
        return bytes[address];
    }

    @Override
    public byte[] read(int from, int length) {
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    @Override
    public void write(int address, byte value) {
        bytes[address] = value;
    }

    /** Turns one bit over, as radiation does. */
    public void flip(int address, int bit) {
        bytes[address] ^= (byte) (1 << bit);
    }

    /** A copy of all bytes. */
    public byte[] content() {
        return bytes.clone();
    }
}
