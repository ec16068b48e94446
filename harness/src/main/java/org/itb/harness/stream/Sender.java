package org.itb.harness.stream;

import org.itb.kernel.Role;

/** Who sends a message. The role is the kernel's number, the key what the replayer uses if a line names none (K-39). */
public enum Sender {
    CLINICIAN(Role.CLINICIAN, 1),
    PATIENT(Role.PATIENT, 2),
    SYSTEM(Role.SYSTEM, 0);

    private final int role;
    private final long ownKeyId;

    Sender(int role, long ownKeyId) {
        this.role = role;
        this.ownKeyId = ownKeyId;
    }

    /** The kernel's number, as in {@link Role}. */
    public int role() {
        return role;
    }

    /** The key of this sender's messages. The pump's own wiring has none; its number 0 stands for that. */
    public long ownKeyId() {
        return ownKeyId;
    }
}
