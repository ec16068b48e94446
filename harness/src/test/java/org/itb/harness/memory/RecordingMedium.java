package org.itb.harness.memory;

import java.util.List;

/** A medium that notes each byte written, as address and value, on its way to another one. */
record RecordingMedium(RamMedium onto, List<int[]> writes) implements Medium {
    @Override
    public int size() {
        return onto.size();
    }

    @Override
    public byte read(int address) {
        return onto.read(address);
    }

    @Override
    public void write(int address, byte value) {
        writes.add(new int[] {address, value});
        onto.write(address, value);
    }
}
