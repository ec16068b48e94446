package org.itb.harness.simulate;

/** A leap over quiet time came elsewhere than its ticks: the closed form is not that of this kernel, world or oracle. */
public final class LeapException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LeapException(String message) {
        super(message);
    }
}
