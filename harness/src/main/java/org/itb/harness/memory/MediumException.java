package org.itb.harness.memory;

/** A medium could not write. */
public final class MediumException extends Exception {
    private static final long serialVersionUID = 1L;

    public MediumException(String message) {
        super(message);
    }
}
