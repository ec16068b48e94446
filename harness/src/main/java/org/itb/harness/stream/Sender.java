package org.itb.harness.stream;

import org.itb.kernel.Role;

/** Who sends a message. The number is the kernel's. */
public enum Sender {
    CLINICIAN(Role.CLINICIAN),
    PATIENT(Role.PATIENT),
    SYSTEM(Role.SYSTEM);

    private final int role;

    Sender(int role) {
        this.role = role;
    }

    /** The kernel's number, as in {@link Role}. */
    public int role() {
        return role;
    }
}
