package org.itb.harness.stream;

import org.itb.kernel.Cause;

/** Why the pump restarted. The number is the kernel's. */
public enum ResetCause {
    BROWNOUT(Cause.BROWNOUT),
    WATCHDOG(Cause.WATCHDOG),
    LOW_BATTERY(Cause.LOW_BATTERY);

    private final int number;

    ResetCause(int number) {
        this.number = number;
    }

    /** The kernel's number, as in {@link Cause}. */
    public int number() {
        return number;
    }
}
