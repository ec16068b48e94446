package org.itb.harness.stream;

import org.itb.kernel.Profile;

/** Age class; CHILD is under 12 years. The number is the kernel's. */
public enum Age {
    ADULT(Profile.ADULT),
    CHILD(Profile.CHILD);

    private final int number;

    Age(int number) {
        this.number = number;
    }

    /** The kernel's number, as in {@link Profile}. */
    public int number() {
        return number;
    }
}
