package org.itb.kernel;

/** How an alarm behaves: SR-41 … SR-45 and the alarm table, heap-free. */
public final class AlarmRules {
    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private AlarmRules() { }

    /** An alarm id of the table. */
    /*@ public normal_behavior
      @   ensures \result == (1 <= alarm && alarm <= 20);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isAlarm(long alarm) {
        if (alarm < 1) { return false; }
        return alarm <= Alarm.COUNT;
    }

    /** SR-44: a pause is at least 1 ms and at most P26 for the alarm's priority. */
    // [impl->req~SR-44~1]
    // [contract->req~SR-44~1]
    /*@ public normal_behavior // SR-44
      @   ensures \result == (1 <= durationMs && durationMs <= (critical ? 3600000 : 86400000));
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isPause(long durationMs, boolean critical) {
        if (durationMs < 1) { return false; }
        return durationMs <= (critical ? Parameters.CRITICAL_PAUSE_MAX_MS : Parameters.NONCRITICAL_PAUSE_MAX_MS);
    }

    /** P24, P25: how long until an alarm of this priority sounds again. */
    // [impl->req~SR-45~1]
    // [contract->req~SR-45~1]
    /*@ public normal_behavior // SR-45
      @   ensures \result == (critical ? 600000 : 3600000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int repeatMs(boolean critical) {
        return critical ? Parameters.CRITICAL_REPEAT_MS : Parameters.NONCRITICAL_REPEAT_MS;
    }

    /** P27: a stop or minimum rate has lasted until it is critical. */
    // [impl->req~SR-59~1]
    // [contract->req~SR-59~1]
    /*@ public normal_behavior // SR-59
      @   ensures \result == (lowForMs >= 43200000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isStopCritical(long lowForMs) {
        return lowForMs >= Parameters.STOP_ESCALATE_MS;
    }

    /** SR-37: the check after MRI is met: a clinician has looked, and the pump has shown that it delivers. */
    // [impl->req~SR-37~1]
    // [contract->req~SR-37~1]
    /*@ public normal_behavior // SR-37
      @   ensures \result == (looked && flowedNl >= 2000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isCheckMet(boolean looked, long flowedNl) {
        if (!looked) { return false; }
        return flowedNl >= Parameters.POST_MRI_FLOW_NL;
    }

    /** P35: the check after MRI has been due until it is critical. */
    // [impl->req~SR-37~1]
    // [contract->req~SR-37~1]
    /*@ public normal_behavior // SR-37
      @   ensures \result == (dueForMs >= 86400000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isCheckOverdue(long dueForMs) {
        return dueForMs >= Parameters.POST_MRI_CHECK_MS;
    }

    /** P30: therapy was away so long that its full dose is dangerous. */
    // [contract->req~SR-35~1]
    /*@ public normal_behavior // SR-35
      @   ensures \result == (gapMs >= 172800000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isRestartGap(long gapMs) { return gapMs >= Parameters.RESTART_GAP_MS; }

    /**
     * Alarms that no ALARM_CLEAR ends: A01 by flow, A02 and A17 by a look, A04 by a refill, A10 by a program, A18 by
     * a restart, A06 and A07 only by replacement.
     */
    // [impl->req~SR-43~1]
    // [contract->req~SR-43~1]
    /*@ public normal_behavior // SR-43
      @   ensures \result == (alarm == 1 || alarm == 2 || alarm == 4 || alarm == 6 || alarm == 7 || alarm == 10 || alarm == 17 || alarm == 18);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isEndedOtherwise(int alarm) {
        if (alarm == Alarm.POST_MRI) { return true; }
        if (alarm == Alarm.MEMORY_LOST) { return true; }
        if (alarm == Alarm.RESTART_GAP) { return true; }
        if (alarm == Alarm.RESERVOIR_LOW) { return true; }
        if (alarm <= Alarm.STALL_RECOVERED) { return alarm >= Alarm.STALL; }
        if (alarm < Alarm.ERI) { return false; }
        return alarm <= Alarm.EOS;
    }
}
