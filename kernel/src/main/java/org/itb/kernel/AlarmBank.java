package org.itb.kernel;

/**
 * Which of the twenty alarms are active, their present priority, which are paused, and which one sounds
 * (SR-41 … SR-45). An active alarm stays until it is lowered: latched means latched. What delivery needs of all
 * that is two facts: the mode that the alarms demand and whether they bar a bolus. Index 0 is unused.
 */
public class AlarmBank {
    /** What sounds: nothing, a non-critical or a critical alarm. */
    public static final int SILENT = 0;
    public static final int NONCRITICAL = 1;
    public static final int CRITICAL = 2;
    private static final int SLOT_COUNT = 21;

    /*@ spec_public @*/ private final boolean[] active;
    /*@ spec_public @*/ private final boolean[] critical;
    /*@ spec_public @*/ private final long[] pausedUntilMs;
    /*@ spec_public @*/ private int demand;
    /*@ spec_public @*/ private boolean bars;
    /*@ spec_public @*/ private int demandedBy;
    /*@ spec_public @*/ private int barredBy;
    /*@ spec_public @*/ private int soundingAlarm;
    /*@ spec_public @*/ private int signal;
    /*@ spec_public @*/ private long nextSoundAtMs;
    /*@ spec_public @*/ private long pauseEndsAtMs;
    /*@ spec_public @*/ private boolean alert;
    /*@ spec_public @*/ private long soundingCount;

    /*+KEY@ accessible \inv: this.*, active[*], critical[*], pausedUntilMs[*]; @*/
    /*@ public invariant active != null && critical != null && pausedUntilMs != null && active != critical; @*/
    /*+KEY@ private invariant active.length == 21 && critical.length == 21 && pausedUntilMs.length == 21; @*/
    /*+OPENJML@ public invariant active.length == 21 && critical.length == 21 && pausedUntilMs.length == 21; @*/
    /*@ public invariant 0 <= demand && demand <= 3 && 0 <= soundingAlarm && soundingAlarm <= 20; @*/
    /*@ public invariant 0 <= signal && signal <= 2 && (signal == 0) == (soundingAlarm == 0); @*/
    /*@ public invariant 0 <= nextSoundAtMs && nextSoundAtMs <= 20000000000000L; @*/
    /*@ public invariant 0 <= pauseEndsAtMs && pauseEndsAtMs <= 20000000000000L; @*/
    /*@ public invariant 0 <= soundingCount && soundingCount <= 1000000000000000L; @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < pausedUntilMs.length; 0 <= pausedUntilMs[i] && pausedUntilMs[i] <= 10000086400000L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < pausedUntilMs.length; 0 <= pausedUntilMs[i] && pausedUntilMs[i] <= 10000086400000L); @*/
    /*+KEY@ private invariant (\forall int i; 1 <= i && i <= 20 && i < active.length && active[i]; (i == 3 || i == 7 ? 3 : i == 10 || i == 18 ? 2 : i == 13 || i == 19 ? 1 : 0) <= demand); @*/
    /*+OPENJML@ public invariant (\forall int i; 1 <= i && i <= 20 && i < active.length && active[i]; (i == 3 || i == 7 ? 3 : i == 10 || i == 18 ? 2 : i == 13 || i == 19 ? 1 : 0) <= demand); @*/
    /*@ public invariant 0 <= demandedBy && demandedBy <= 20 && 0 <= barredBy && barredBy <= 20 && bars == (barredBy != 0); @*/
    /*+KEY@ private invariant demand == (demandedBy == 3 || demandedBy == 7 ? 3 : demandedBy == 10 || demandedBy == 18 ? 2 : demandedBy == 13 || demandedBy == 19 ? 1 : 0); @*/
    /*+OPENJML@ public invariant demand == (demandedBy == 3 || demandedBy == 7 ? 3 : demandedBy == 10 || demandedBy == 18 ? 2 : demandedBy == 13 || demandedBy == 19 ? 1 : 0); @*/
    /*+KEY@ private invariant 0 < demandedBy && demandedBy < active.length ==> active[demandedBy]; @*/
    /*+OPENJML@ public invariant 0 < demandedBy && demandedBy < active.length ==> active[demandedBy]; @*/
    /*+KEY@ private invariant 0 < barredBy && barredBy < active.length && barredBy < critical.length ==> active[barredBy] && (critical[barredBy] || barredBy == 2 || barredBy == 17); @*/
    /*+OPENJML@ public invariant 0 < barredBy && barredBy < active.length && barredBy < critical.length ==> active[barredBy] && (critical[barredBy] || barredBy == 2 || barredBy == 17); @*/
    /*+KEY@ private invariant (\forall int i; 1 <= i && i <= 20 && i < active.length && i < critical.length; active[i] && (critical[i] || i == 2 || i == 17) ==> bars); @*/
    /*+OPENJML@ public invariant (\forall int i; 1 <= i && i <= 20 && i < active.length && i < critical.length; active[i] && (critical[i] || i == 2 || i == 17) ==> bars); @*/

    /*@ public normal_behavior
      @   ensures demand == 0 && !bars && signal == 0 && soundingCount == 0;
      @   ensures \fresh(active) && \fresh(critical) && \fresh(pausedUntilMs);
      @   ensures (\forall int i; 0 <= i && i < 21; !active[i]);
      @   assignable \nothing;
      @*/
    public AlarmBank() {
        this.active = new boolean[SLOT_COUNT];
        this.critical = new boolean[SLOT_COUNT];
        this.pausedUntilMs = new long[SLOT_COUNT];
    }

    /**
     * An alarm's condition holds, with this priority. A priority only rises while the alarm is active. A new
     * critical alarm, or one that becomes critical, ends every pause and sounds at once (SR-44).
     */
    // [impl->req~SR-41~1] [impl->req~SR-44~1]
    /*@ public normal_behavior // SR-41, SR-44
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures active[alarm] && critical[alarm] == (\old(critical[alarm]) || asCritical);
      @   ensures (\forall int i; 1 <= i && i <= 20 && i != alarm; active[i] == \old(active[i]) && critical[i] == \old(critical[i]));
      @   ensures (\forall int i; 1 <= i && i <= 20; pausedUntilMs[i]
      @       == (asCritical && !\old(critical[alarm]) ? 0 : \old(pausedUntilMs[i])));
      @   ensures alert == (\old(alert) || asCritical && !\old(critical[alarm]));
      @   ensures (\forall int i; 1 <= i && i <= 20 && active[i]; (i == 3 || i == 7 ? 3 : i == 10 || i == 18 ? 2 : i == 13 || i == 19 ? 1 : 0) <= demand);
      @   ensures demandedBy == 0 ? demand == 0 : active[demandedBy];
      @   ensures demand >= \old(demand) && (\old(bars) ==> bars) && (asCritical ==> bars);
      @   ensures alarm == 3 || alarm == 7 ==> demand == 3;
      @   assignable active[*], critical[*], pausedUntilMs[*], alert, demand, bars, demandedBy, barredBy;
      @*/
    public void raise(int alarm, boolean asCritical) {
        if (asCritical) {
            if (!critical[alarm]) {
                endPauses();
                alert = true;
            }
        }
        enter(alarm, true, critical[alarm] | asCritical);
        if (AlarmRules.demandOf(alarm) > demand) {
            demand = AlarmRules.demandOf(alarm);
            demandedBy = alarm;
        }
        if (AlarmRules.barsBolus(alarm, critical[alarm])) {
            bars = true;
            barredBy = alarm;
        }
    }

    /** SR-43: an alarm ends, because its condition does or because an authorised person cleared it. */
    // [impl->req~SR-43~1]
    /*@ public normal_behavior // SR-43
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures !active[alarm];
      @   ensures (\forall int i; 1 <= i && i <= 20 && i != alarm; active[i] == \old(active[i]) && critical[i] == \old(critical[i]));
      @   ensures \old(active[alarm]) ==> !critical[alarm] && pausedUntilMs[alarm] == 0;
      @   ensures (\forall int i; 1 <= i && i <= 20 && active[i]; (i == 3 || i == 7 ? 3 : i == 10 || i == 18 ? 2 : i == 13 || i == 19 ? 1 : 0) <= demand);
      @   ensures demandedBy == 0 ? demand == 0 : active[demandedBy];
      @   ensures demand <= \old(demand);
      @   assignable active[*], critical[*], pausedUntilMs[alarm], demand, bars, demandedBy, barredBy;
      @*/
    public void lower(int alarm) {
        if (!active[alarm]) { return; }
        pausedUntilMs[alarm] = 0;
        enter(alarm, false, false);
        summarize();
    }

    /** SR-44: the sound of one alarm pauses; it stays active and does all it does. */
    /*@ public normal_behavior // SR-44
      @   requires 1 <= alarm && alarm <= 20 && 0 <= untilMs && untilMs <= 10000086400000L;
      @   ensures pausedUntilMs[alarm] == untilMs;
      @   assignable pausedUntilMs[alarm];
      @*/
    public void pause(int alarm, long untilMs) {
        pausedUntilMs[alarm] = untilMs;
    }

    /*@ private normal_behavior // SR-44
      @   requires pausedUntilMs != null && pausedUntilMs.length == 21;
      @   ensures (\forall int i; 1 <= i && i < 21; pausedUntilMs[i] == 0);
      @   ensures pausedUntilMs[0] == \old(pausedUntilMs[0]);
      @   assignable pausedUntilMs[*];
      @*/
    private /*@ helper @*/ void endPauses() {
        /*@ loop_invariant 1 <= i && i <= 21;
          @ loop_invariant (\forall int k; 1 <= k && k < i; pausedUntilMs[k] == 0);
          @ loop_invariant pausedUntilMs[0] == \old(pausedUntilMs[0]);
          @ decreases 21 - i;
          @*/
        /*+KEY@ assignable pausedUntilMs[*]; @*/
        /*+OPENJML@ loop_assigns i, pausedUntilMs[*]; @*/
        for (int i = 1; i < SLOT_COUNT; i++) {
            pausedUntilMs[i] = 0;
        }
    }

    /** Notes the state of one alarm and leaves the others as they are. */
    /*@ private normal_behavior
      @   requires active != null && critical != null && active != critical && active.length == 21 && critical.length == 21;
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures active[alarm] == isActive && critical[alarm] == isCritical;
      @   ensures (\forall int i; 0 <= i && i < 21 && i != alarm; active[i] == \old(active[i]) && critical[i] == \old(critical[i]));
      @   assignable active[*], critical[*];
      @*/
    private /*@ helper @*/ void enter(int alarm, boolean isActive, boolean isCritical) {
        active[alarm] = isActive;
        critical[alarm] = isCritical;
    }

    /** Derives the two facts that delivery needs, and which alarm each is owed to. */
    // [impl->req~SR-20~1]
    /*@ private normal_behavior // SR-20, SR-31, SR-35, SR-39
      @   requires active != null && critical != null && active.length == 21 && critical.length == 21;
      @   ensures 0 <= demandedBy && demandedBy <= 20 && (demandedBy != 0 ==> active[demandedBy]) && demand == (demandedBy == 3 || demandedBy == 7 ? 3 : demandedBy == 10 || demandedBy == 18 ? 2 : demandedBy == 13 || demandedBy == 19 ? 1 : 0);
      @   ensures (\forall int i; 1 <= i && i <= 20 && active[i]; (i == 3 || i == 7 ? 3 : i == 10 || i == 18 ? 2 : i == 13 || i == 19 ? 1 : 0) <= demand);
      @   ensures 0 <= barredBy && barredBy <= 20 && bars == (barredBy != 0);
      @   ensures barredBy != 0 ==> active[barredBy] && (critical[barredBy] || barredBy == 2 || barredBy == 17);
      @   ensures (\forall int i; 1 <= i && i <= 20; active[i] && (critical[i] || i == 2 || i == 17) ==> bars);
      @   assignable demand, bars, demandedBy, barredBy;
      @*/
    private /*@ helper @*/ void summarize() {
        demandedBy = mostDemanding();
        demand = AlarmRules.demandOf(demandedBy);
        barredBy = firstBarring();
        bars = barredBy != 0;
    }

    /** The active alarm that demands the most restrictive mode; 0 if none is active. */
    /*@ private normal_behavior // SR-31, SR-35, SR-39
      @   requires active != null && active.length == 21;
      @   ensures 0 <= \result && \result <= 20 && (\result != 0 ==> active[\result]);
      @   ensures (\forall int i; 1 <= i && i <= 20 && active[i]; (i == 3 || i == 7 ? 3 : i == 10 || i == 18 ? 2 : i == 13 || i == 19 ? 1 : 0) <= (\result == 3 || \result == 7 ? 3 : \result == 10 || \result == 18 ? 2 : \result == 13 || \result == 19 ? 1 : 0));
      @   assignable \nothing;
      @*/
    private /*@ pure helper @*/ int mostDemanding() {
        int most = 0;
        /*@ loop_invariant 1 <= i && i <= 21 && 0 <= most && most < i && (most != 0 ==> active[most]);
          @ loop_invariant (\forall int k; 1 <= k && k < i && active[k]; (k == 3 || k == 7 ? 3 : k == 10 || k == 18 ? 2 : k == 13 || k == 19 ? 1 : 0) <= (most == 3 || most == 7 ? 3 : most == 10 || most == 18 ? 2 : most == 13 || most == 19 ? 1 : 0));
          @ decreases 21 - i;
          @*/
        /*+KEY@ assignable \nothing; @*/
        /*+OPENJML@ loop_assigns i, most; @*/
        for (int i = 1; i < SLOT_COUNT; i++) {
            if (active[i]) {
                if (AlarmRules.demandOf(i) > AlarmRules.demandOf(most)) {
                    most = i;
                }
            }
        }
        return most;
    }

    /** The first active alarm that bars a bolus; 0 if there is none. */
    /*@ private normal_behavior // SR-20
      @   requires active != null && critical != null && active.length == 21 && critical.length == 21;
      @   ensures 0 <= \result && \result <= 20;
      @   ensures \result != 0 ==> active[\result] && (critical[\result] || \result == 2 || \result == 17);
      @   ensures \result == 0 ==> (\forall int i; 1 <= i && i <= 20; !(active[i] && (critical[i] || i == 2 || i == 17)));
      @   assignable \nothing;
      @*/
    private /*@ pure helper @*/ int firstBarring() {
        /*@ loop_invariant 1 <= i && i <= 21;
          @ loop_invariant (\forall int k; 1 <= k && k < i; !(active[k] && (critical[k] || k == 2 || k == 17)));
          @ decreases 21 - i;
          @*/
        /*+KEY@ assignable \nothing; @*/
        /*+OPENJML@ loop_assigns i; @*/
        for (int i = 1; i < SLOT_COUNT; i++) {
            if (active[i]) {
                if (AlarmRules.barsBolus(i, critical[i])) { return i; }
            }
        }
        return 0;
    }

    /**
     * SR-42, D-34: the highest-priority active alarm that is not paused is the one that sounds, the lowest
     * number first among equals; it sounds when it becomes that, and again after P24 or P25 (SR-45).
     */
    // [impl->req~SR-42~1] [impl->req~SR-45~1]
    /*@ public normal_behavior // SR-42, SR-45
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures soundingAlarm != 0 ==> active[soundingAlarm] && pausedUntilMs[soundingAlarm] <= nowMs
      @       && critical[soundingAlarm] == (signal == 2);
      @   ensures (\forall int i; 1 <= i && i <= 20 && active[i] && pausedUntilMs[i] <= nowMs;
      @       critical[i] ? signal == 2 && soundingAlarm <= i : signal == 2 || signal == 1 && soundingAlarm <= i);
      @   ensures (\forall int i; 1 <= i && i <= 20 && active[i] && nowMs < pausedUntilMs[i];
      @       0 < pauseEndsAtMs && pauseEndsAtMs <= pausedUntilMs[i]);
      @   ensures pauseEndsAtMs == 0 || nowMs < pauseEndsAtMs && pauseEndsAtMs <= 10000086400000L;
      @   ensures !alert && nextSoundAtMs == (signal == 0 ? 0
      @       : \old(alert) || nowMs >= \old(nextSoundAtMs) || soundingAlarm != \old(soundingAlarm) || signal != \old(signal)
      @           ? nowMs + (signal == 2 ? 600000 : 3600000) : \old(nextSoundAtMs));
      @   ensures soundingCount == (signal != 0 && \old(soundingCount) < 1000000000000000L
      @       && (\old(alert) || nowMs >= \old(nextSoundAtMs) || soundingAlarm != \old(soundingAlarm) || signal != \old(signal))
      @           ? \old(soundingCount) + 1 : \old(soundingCount));
      @   assignable soundingAlarm, signal, nextSoundAtMs, pauseEndsAtMs, alert, soundingCount;
      @*/
    public void annunciate(long nowMs) {
        pauseEndsAtMs = firstPauseEndMs(nowMs);
        int chosen = firstAudible(true, nowMs);
        if (chosen != 0) {
            sound(chosen, CRITICAL, nowMs);
            return;
        }
        chosen = firstAudible(false, nowMs);
        sound(chosen, chosen == 0 ? SILENT : NONCRITICAL, nowMs);
    }

    /** The lowest number of this priority that is active and not paused; 0 if there is none. */
    /*@ private normal_behavior // SR-42
      @   requires active != null && critical != null && pausedUntilMs != null;
      @   requires active.length == 21 && critical.length == 21 && pausedUntilMs.length == 21;
      @   ensures 0 <= \result && \result <= 20;
      @   ensures \result != 0 ==> active[\result] && pausedUntilMs[\result] <= nowMs && critical[\result] == asCritical;
      @   ensures (\forall int i; 1 <= i && i <= 20 && active[i] && pausedUntilMs[i] <= nowMs && critical[i] == asCritical;
      @       \result != 0 && \result <= i);
      @   assignable \nothing;
      @*/
    private /*@ pure helper @*/ int firstAudible(boolean asCritical, long nowMs) {
        /*@ loop_invariant 1 <= i && i <= 21;
          @ loop_invariant (\forall int k; 1 <= k && k < i; !(active[k] && pausedUntilMs[k] <= nowMs && critical[k] == asCritical));
          @ decreases 21 - i;
          @*/
        /*+KEY@ assignable \nothing; @*/
        /*+OPENJML@ loop_assigns i; @*/
        for (int i = 1; i < SLOT_COUNT; i++) {
            if (isAudible(i, asCritical, nowMs)) { return i; }
        }
        return 0;
    }

    /*@ private normal_behavior // SR-42
      @   requires active != null && critical != null && pausedUntilMs != null;
      @   requires active.length == 21 && critical.length == 21 && pausedUntilMs.length == 21;
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures \result == (active[alarm] && pausedUntilMs[alarm] <= nowMs && critical[alarm] == asCritical);
      @   assignable \nothing;
      @*/
    private /*@ pure helper @*/ boolean isAudible(int alarm, boolean asCritical, long nowMs) {
        if (!active[alarm]) { return false; }
        if (pausedUntilMs[alarm] > nowMs) { return false; }
        return critical[alarm] == asCritical;
    }

    /** When the first pause of an active alarm ends; 0 if none is paused. */
    /*@ private normal_behavior // SR-44
      @   requires active != null && pausedUntilMs != null && active.length == 21 && pausedUntilMs.length == 21;
      @   requires (\forall int i; 1 <= i && i <= 20; pausedUntilMs[i] <= 10000086400000L);
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result == 0 || nowMs < \result && \result <= 10000086400000L;
      @   ensures (\forall int i; 1 <= i && i <= 20 && active[i] && nowMs < pausedUntilMs[i];
      @       0 < \result && \result <= pausedUntilMs[i]);
      @   ensures \result == 0 || (\exists int i; 1 <= i && i <= 20; active[i] && \result == pausedUntilMs[i]);
      @   assignable \nothing;
      @*/
    private /*@ pure helper @*/ long firstPauseEndMs(long nowMs) {
        long first = 0;
        /*@ loop_invariant 1 <= i && i <= 21 && (first == 0 || nowMs < first && first <= 10000086400000L);
          @ loop_invariant (\forall int k; 1 <= k && k < i && active[k] && nowMs < pausedUntilMs[k];
          @     0 < first && first <= pausedUntilMs[k]);
          @ loop_invariant first == 0 || (\exists int k; 1 <= k && k < i; active[k] && first == pausedUntilMs[k]);
          @ decreases 21 - i;
          @*/
        /*+KEY@ assignable \nothing; @*/
        /*+OPENJML@ loop_assigns i, first; @*/
        for (int i = 1; i < SLOT_COUNT; i++) {
            if (isPaused(i, nowMs)) {
                first = earliest(first, pausedUntilMs[i]);
            }
        }
        return first;
    }

    /*@ private normal_behavior // SR-44
      @   requires active != null && pausedUntilMs != null && active.length == 21 && pausedUntilMs.length == 21;
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures \result == (active[alarm] && nowMs < pausedUntilMs[alarm]);
      @   assignable \nothing;
      @*/
    private /*@ pure helper @*/ boolean isPaused(int alarm, long nowMs) {
        if (!active[alarm]) { return false; }
        return pausedUntilMs[alarm] > nowMs;
    }

    /** The earlier of two times, 0 meaning none. */
    /*@ private normal_behavior
      @   requires 0 <= aMs && 0 < bMs;
      @   ensures \result == (aMs == 0 || bMs < aMs ? bMs : aMs);
      @   assignable \nothing;
      @*/
    private static /*@ pure @*/ long earliest(long aMs, long bMs) {
        if (aMs == 0) { return bMs; }
        return Arithmetic.min(aMs, bMs);
    }

    /*@ private normal_behavior // SR-45
      @   requires 0 <= chosen && chosen <= 20 && 0 <= priority && priority <= 2 && (chosen == 0) == (priority == 0);
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= soundingCount && soundingCount <= 1000000000000000L;
      @   ensures soundingAlarm == chosen && signal == priority && !alert;
      @   ensures nextSoundAtMs == (signal == 0 ? 0
      @       : \old(alert) || nowMs >= \old(nextSoundAtMs) || soundingAlarm != \old(soundingAlarm) || signal != \old(signal)
      @           ? nowMs + (signal == 2 ? 600000 : 3600000) : \old(nextSoundAtMs));
      @   ensures soundingCount == (signal != 0 && \old(soundingCount) < 1000000000000000L
      @       && (\old(alert) || nowMs >= \old(nextSoundAtMs) || soundingAlarm != \old(soundingAlarm) || signal != \old(signal))
      @           ? \old(soundingCount) + 1 : \old(soundingCount));
      @   assignable soundingAlarm, signal, nextSoundAtMs, alert, soundingCount;
      @*/
    private /*@ helper @*/ void sound(int chosen, int priority, long nowMs) {
        boolean again = alert | (nowMs >= nextSoundAtMs);
        if (chosen != soundingAlarm) {
            again = true;
        }
        if (priority != signal) {
            again = true;
        }
        alert = false;
        soundingAlarm = chosen;
        signal = priority;
        if (priority == SILENT) {
            nextSoundAtMs = 0;
            return;
        }
        if (again) {
            nextSoundAtMs = nowMs + AlarmRules.repeatMs(priority == CRITICAL);
            soundingCount = Arithmetic.addUpTo(soundingCount, 1, 1000000000000000L);
        }
    }

    /** D-45: when the alarms change by themselves next: a repetition, or the end of a pause; 0 for never. */
    /*@ public normal_behavior // SR-45
      @   ensures 0 <= \result && \result <= 20000000000000L;
      @   ensures nextSoundAtMs > 0 ==> \result > 0 && \result <= nextSoundAtMs;
      @   ensures pauseEndsAtMs > 0 ==> \result > 0 && \result <= pauseEndsAtMs;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long dueAtMs() {
        if (pauseEndsAtMs == 0) { return nextSoundAtMs; }
        return earliest(nextSoundAtMs, pauseEndsAtMs);
    }

    /*@ public normal_behavior
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures \result == active[alarm];
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean isActive(int alarm) { return active[alarm]; }

    /*@ public normal_behavior
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures \result == critical[alarm];
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean isCritical(int alarm) { return critical[alarm]; }

    /*@ public normal_behavior
      @   ensures \result == demand && 0 <= \result && \result <= 3;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int demand() { return demand; }

    /*@ public normal_behavior
      @   ensures \result == bars;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean bars() { return bars; }

    /*@ public normal_behavior
      @   ensures \result == signal && 0 <= \result && \result <= 2;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int signal() { return signal; }

    /*@ public normal_behavior
      @   ensures \result == soundingAlarm && 0 <= \result && \result <= 20;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int soundingAlarm() { return soundingAlarm; }

    /*@ public normal_behavior
      @   ensures \result == soundingCount;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long soundingCount() { return soundingCount; }
}
