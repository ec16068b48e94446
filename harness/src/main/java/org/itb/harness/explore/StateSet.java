package org.itb.harness.explore;

/**
 * A set of states by 128 bits of each. Two states that share them would count as one: among 10^8 states the chance of
 * one such pair is below 10^-22.
 */
final class StateSet {
    private static final int FIRST_SLOTS = 1 << 16;

    private long[] slots = new long[2 * FIRST_SLOTS];
    private int mask = FIRST_SLOTS - 1;
    private int size;

    /** Adds a state; false if it is there already. */
    boolean add(long high, long low) {
        // No state is (0, 0): that is an empty slot.
        long second = high == 0 && low == 0 ? 1 : low;
        int slot = find(high, second);
        if (slots[2 * slot] == high && slots[2 * slot + 1] == second) {
            return false;
        }
        slots[2 * slot] = high;
        slots[2 * slot + 1] = second;
        size++;
        if (size > mask / 3 * 2) {
            grow();
        }
        return true;
    }

    private int find(long high, long low) {
        int slot = (int) (high ^ low >>> 32) & mask;
        while ((slots[2 * slot] != high || slots[2 * slot + 1] != low) && (slots[2 * slot] != 0 || slots[2 * slot + 1] != 0)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        mask = 2 * mask + 1;
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0 || old[i + 1] != 0) {
                int slot = find(old[i], old[i + 1]);
                slots[2 * slot] = old[i];
                slots[2 * slot + 1] = old[i + 1];
            }
        }
    }

    int size() {
        return size;
    }
}
