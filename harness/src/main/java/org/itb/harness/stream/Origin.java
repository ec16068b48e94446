package org.itb.harness.stream;

import org.itb.kernel.Profile;

/** Where the spasticity comes from. The number is the kernel's. */
public enum Origin {
    SPINAL(Profile.SPINAL),
    CEREBRAL(Profile.CEREBRAL);

    private final int number;

    Origin(int number) {
        this.number = number;
    }

    /** The kernel's number, as in {@link Profile}. */
    public int number() {
        return number;
    }
}
