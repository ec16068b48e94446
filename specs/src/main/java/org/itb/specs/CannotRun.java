package org.itb.specs;

/** Why it could not run; exit code 2 for what the user gave, 3 for what the machine lacks. */
final class CannotRun extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private CannotRun(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static CannotRun badInput(String message) {
        return new CannotRun(2, message, null);
    }

    static CannotRun here(String message, Throwable cause) {
        return new CannotRun(3, message, cause);
    }

    int exitCode() {
        return exitCode;
    }
}
