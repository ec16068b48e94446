package org.itb.harness.stream;

import org.itb.kernel.Profile;

/** Phase of therapy. The number is the kernel's. */
public enum Phase {
    TITRATION(Profile.TITRATION),
    MAINTENANCE(Profile.MAINTENANCE);

    private final int number;

    Phase(int number) {
        this.number = number;
    }

    /** The kernel's number, as in {@link Profile}. */
    public int number() {
        return number;
    }
}
