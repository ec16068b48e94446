package org.itb.harness.stream;

import org.itb.kernel.Copy;

/** Which copy of the kernel's image is damaged. The number is the kernel's. */
public enum MemoryCopy {
    A(Copy.A),
    B(Copy.B),
    BOTH(Copy.BOTH);

    private final int number;

    MemoryCopy(int number) {
        this.number = number;
    }

    /** The kernel's number, as in {@link Copy}. */
    public int number() {
        return number;
    }
}
