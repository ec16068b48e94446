package org.itb.harness.memory;

import org.itb.kernel.Copy;

/** Which copies are not what was written. */
public enum Damage {
    NONE(0),
    A(Copy.A),
    B(Copy.B),
    BOTH(Copy.BOTH);

    private final int copy;

    Damage(int copy) {
        this.copy = copy;
    }

    /** The kernel's number, as in {@link Copy}; 0 for none. */
    public int copy() {
        return copy;
    }

    static Damage of(boolean a, boolean b) {
        return a ? b ? BOTH : A : b ? B : NONE;
    }
}
