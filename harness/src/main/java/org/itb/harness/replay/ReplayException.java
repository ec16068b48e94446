package org.itb.harness.replay;

/**
 * Why a replay could not be done, told in one line that a user can act on. A command that the kernel refuses and an
 * expectation that does not hold are no exceptions: they are results.
 */
public final class ReplayException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the caller should answer. */
    public enum Kind {
        /** The input is wrong: exit code 2. */
        BAD_INPUT(2),
        /** The machine did not let it happen (disk full, no permission): exit code 3. */
        CANNOT_RUN(3);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** The exit code of the command line for this kind. */
        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;

    private ReplayException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** The input is wrong; {@code message} reads {@code FILE:LINE:COLUMN: what is wrong, what was expected}. */
    public static ReplayException badInput(String message) {
        return new ReplayException(Kind.BAD_INPUT, message, null);
    }

    /** The machine did not let it happen. */
    public static ReplayException cannotRun(String message, Throwable cause) {
        return new ReplayException(Kind.CANNOT_RUN, message, cause);
    }

    public Kind kind() {
        return kind;
    }
}
