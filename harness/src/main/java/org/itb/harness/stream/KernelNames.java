package org.itb.harness.stream;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.itb.kernel.Alarm;

/** The names of the kernel's numbers, each at the index of its number. A test holds them to the kernel's constants. */
public final class KernelNames {
    /** Replies, OK first. */
    public static final List<String> REPLIES = List.of(
            "OK", "WRONG_DEVICE", "AUTH", "ROLE", "SEQ_CONFLICT", "REPLAY", "NO_SESSION", "NOT_STAGED", "STAGE_EXPIRED",
            "DIGEST", "TIME", "MODE", "ALARM_BLOCK", "BUSY", "BAD_RANGE", "BAD_CONC", "LABEL_MISMATCH", "PRIMING_TOKEN",
            "BRIDGE_REQUIRED", "DOSE_MISMATCH", "DOSE_HARD", "DOSE_HOUR", "DOSE_SOFT", "STEP_SPACING", "STEP_UP",
            "STEP_DOWN", "LOCKOUT", "COUNT24", "DOSE_WINDOW", "RESERVOIR", "NOT_ACTIVE");

    /** Delivery modes, from the least to the most restrictive. */
    public static final List<String> MODES = List.of("RUN", "HOLD", "MIN", "STOP");

    /** Annunciated signals. */
    public static final List<String> SIGNALS = List.of("NONE", "NONCRITICAL", "CRITICAL");

    /** Alarms: A01 stands at index 0. */
    public static final List<String> ALARMS =
            IntStream.rangeClosed(1, Alarm.COUNT).mapToObj(id -> String.format(Locale.ROOT, "A%02d", id)).toList();

    private KernelNames() { }
}
