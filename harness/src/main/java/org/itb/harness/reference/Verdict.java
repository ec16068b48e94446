package org.itb.harness.reference;

/** The answers of messages.md, in the order in which reasons to refuse are looked for (D-40). */
public enum Verdict {
    OK,
    WRONG_DEVICE,
    AUTH,
    ROLE,
    SEQ_CONFLICT,
    REPLAY,
    NO_SESSION,
    NOT_STAGED,
    STAGE_EXPIRED,
    DIGEST,
    TIME,
    MODE,
    ALARM_BLOCK,
    BUSY,
    BAD_RANGE,
    BAD_CONC,
    LABEL_MISMATCH,
    PRIMING_TOKEN,
    BRIDGE_REQUIRED,
    DOSE_MISMATCH,
    DOSE_HARD,
    DOSE_HOUR,
    DOSE_SOFT,
    STEP_SPACING,
    STEP_UP,
    STEP_DOWN,
    LOCKOUT,
    COUNT24,
    DOSE_WINDOW,
    RESERVOIR,
    NOT_ACTIVE;

    /** A reason to refuse, and whether it applies. */
    record Reason(Verdict verdict, java.util.function.BooleanSupplier applies) { }

    static Reason reason(Verdict verdict, java.util.function.BooleanSupplier applies) {
        return new Reason(verdict, applies);
    }

    /** D-44: of several faults the first is answered. */
    static Verdict firstOf(Reason... reasons) {
        return java.util.Arrays.stream(reasons)
                .filter(reason -> reason.applies().getAsBoolean())
                .map(Reason::verdict)
                .findFirst()
                .orElse(OK);
    }
}
