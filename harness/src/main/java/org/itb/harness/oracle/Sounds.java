package org.itb.harness.oracle;

import org.itb.harness.quiet.Repeats;
import org.itb.harness.quiet.Stretch;
import org.itb.kernel.Alarm;
import org.itb.kernel.Mode;

/** What must sound, from the alarms and the accepted pauses alone (SR-42, SR-44, SR-45). */
final class Sounds {
    private static final long CRITICAL_REPEAT_MS = 600_000;
    private static final long NONCRITICAL_REPEAT_MS = 3_600_000;

    private final long[] untilMs = new long[Alarm.COUNT + 1];
    private int paused;
    private long soundedAtMs;

    /** A step is over; pauses end with their alarm, and all of them at a new critical one. */
    void follow(Outputs before, Outputs now) {
        int ended = before.active & ~now.active | before.critical & ~now.critical;
        if ((now.critical & ~before.critical) != 0) {
            paused = 0;
        }
        paused &= ~ended;
        if (before.mode >= Mode.MIN && now.mode <= Mode.HOLD) {
            // The reminder of the stop ends; one of a reduction that stays is another.
            paused &= ~Outputs.bit(Alarm.NOT_THERAPY);
        }
    }

    /** No pause ends and no sound is missed in it, if alarms and signal stay as they are and it sounds again so. */
    void limit(Stretch quiet, Outputs now, long nowMs, Repeats repeats) {
        for (int left = paused; left != 0; left &= left - 1) {
            quiet.endBefore(untilMs[Integer.numberOfTrailingZeros(left) + 1] - nowMs);
        }
        if (now.signal == 0) {
            quiet.require(repeats.isNone());
            return;
        }
        long repeatMs = now.signal == 2 ? CRITICAL_REPEAT_MS : NONCRITICAL_REPEAT_MS;
        boolean inTime = !repeats.isNone() && repeats.everyMs() <= repeatMs && nowMs + repeats.firstInMs() <= soundedAtMs + repeatMs;
        if (!inTime) {
            quiet.endBefore(soundedAtMs + repeatMs - nowMs);
        }
    }

    /** It last sounded then: in the course of quiet time, not at its end. */
    void heardAt(long lastMs) {
        soundedAtMs = lastMs;
    }

    void pause(int alarm, long pausedUntilMs) {
        paused |= Outputs.bit(alarm);
        untilMs[alarm] = pausedUntilMs;
    }

    /** Critical before non-critical, then the lowest number; 0 if none. */
    int alarm(Outputs now, long nowMs) {
        int audible = now.active & ~pausedAt(nowMs);
        int first = (audible & now.critical) != 0 ? audible & now.critical : audible;
        return first == 0 ? 0 : Integer.numberOfTrailingZeros(first) + 1;
    }

    private int pausedAt(long nowMs) {
        for (int left = paused; left != 0; left &= left - 1) {
            int alarm = Integer.numberOfTrailingZeros(left) + 1;
            if (untilMs[alarm] <= nowMs) {
                paused &= ~Outputs.bit(alarm);
            }
        }
        return paused;
    }

    /** Whether a signal has been silent for longer than P24 or P25. */
    boolean isOverdue(Outputs before, Outputs now, long nowMs) {
        if (now.sounded > before.sounded || now.signal == 0) {
            soundedAtMs = nowMs;
            return false;
        }
        return nowMs - soundedAtMs >= (now.signal == 2 ? CRITICAL_REPEAT_MS : NONCRITICAL_REPEAT_MS);
    }
}
