package org.itb.kernel;

/**
 * Energy and service life (SR-39): replacement is due (ERI) at a battery voltage or at an age, service ends (EOS)
 * P22 later. Both latch; no reset and no clock moves them later.
 */
public class Battery {
    /*@ spec_public @*/ private long ageAtStartMs;
    /*@ spec_public @*/ private boolean due;
    /*@ spec_public @*/ private long dueSinceMs;
    /*@ spec_public @*/ private int batteryMv;

    /*+KEY@ accessible \inv: this.*; @*/
    /*+KEY@ private invariant 0 <= ageAtStartMs && ageAtStartMs <= 1000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= ageAtStartMs && ageAtStartMs <= 1000000000000L; @*/
    /*+KEY@ private invariant -1000000000000L <= dueSinceMs && dueSinceMs <= 10000000000000L; @*/
    /*+OPENJML@ public invariant -1000000000000L <= dueSinceMs && dueSinceMs <= 10000000000000L; @*/
    /*+KEY@ private invariant 0 <= batteryMv && batteryMv <= 100000; @*/
    /*+OPENJML@ public invariant 0 <= batteryMv && batteryMv <= 100000; @*/

    /*@ public normal_behavior
      @   ensures !due && ageAtStartMs == 0 && batteryMv == 3000;
      @   assignable \nothing;
      @*/
    public Battery() {
        this.batteryMv = 3000;
    }

    /*@ public normal_behavior
      @   requires 0 <= ageMs && ageMs <= 1000000000000L && 0 <= batteryMv && batteryMv <= 100000;
      @   ensures ageAtStartMs == ageMs && this.batteryMv == batteryMv;
      @   assignable ageAtStartMs, this.batteryMv;
      @*/
    public void install(long ageMs, int batteryMv) {
        this.ageAtStartMs = ageMs;
        this.batteryMv = batteryMv;
    }

    /** A measurement, kept until the next; above 100 V it counts as 100 V, below 0 as 0. */
    /*@ public normal_behavior
      @   ensures this.batteryMv == (batteryMv < 0 ? 0 : batteryMv > 100000 ? 100000 : batteryMv);
      @   assignable this.batteryMv;
      @*/
    public void measure(long batteryMv) {
        this.batteryMv = (int) Arithmetic.clamp(batteryMv, 0, 100000);
    }

    /** SR-39: latches ERI the first time that it is due; by age it is due since that age, however late it is seen. */
    // [impl->req~SR-39~1]
    // [contract->req~SR-39~1]
    /*@ public normal_behavior // SR-39
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures due == (\old(due) || batteryMv <= 2600 || ageAtStartMs + nowMs >= 213062400000L);
      @   ensures dueSinceMs == (\old(due) || !due ? \old(dueSinceMs)
      @       : nowMs < 213062400000L - ageAtStartMs ? nowMs : 213062400000L - ageAtStartMs);
      @   assignable due, dueSinceMs;
      @*/
    public void judge(long nowMs) {
        if (due) { return; }
        if (FlowRules.isReplacementDue(batteryMv, ageAtStartMs + nowMs)) {
            due = true;
            dueSinceMs = Arithmetic.min(nowMs, Parameters.SERVICE_MAX_MS - Parameters.ERI_TO_EOS_MS - ageAtStartMs);
        }
    }

    /*@ public normal_behavior ensures \result == due; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isDue() { return due; }

    /** SR-39: P22 after ERI service ends. */
    // [contract->req~SR-39~1]
    /*@ public normal_behavior // SR-39
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result == (due && nowMs - dueSinceMs >= 7776000000L);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isOver(long nowMs) {
        if (!due) { return false; }
        return nowMs - dueSinceMs >= Parameters.ERI_TO_EOS_MS;
    }

    /** D-45: when ERI or EOS comes by itself; 0 once both are past. */
    // [contract->req~SR-39~1]
    /*@ public normal_behavior // SR-39
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result == (due && nowMs - dueSinceMs >= 7776000000L ? 0 : due ? dueSinceMs + 7776000000L
      @       : 1 < 213062400000L - ageAtStartMs ? 213062400000L - ageAtStartMs : 1);
      @   ensures 0 <= \result && \result <= 20000000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long dueAtMs(long nowMs) {
        if (isOver(nowMs)) { return 0; }
        if (due) { return dueSinceMs + Parameters.ERI_TO_EOS_MS; }
        return Arithmetic.max(1, Parameters.SERVICE_MAX_MS - Parameters.ERI_TO_EOS_MS - ageAtStartMs);
    }

    /** SR-54: saved or loaded. The 90 days that have begun go on from where they began (SR-39). */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures !image.loading ==> ageAtStartMs == \old(ageAtStartMs) && due == \old(due) && dueSinceMs == \old(dueSinceMs) && batteryMv == \old(batteryMv);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 4;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2044 && ageAtStartMs <= 220838400000L
      @       && -220838400000L <= dueSinceMs && dueSinceMs <= nowMs ==> image.misfitCount == 0;
      @   ensures image.loading ==> ageAtStartMs <= 220838400000L && -220838400000L <= dueSinceMs && dueSinceMs <= nowMs;
      @*/
    /*+KEY@ assignable ageAtStartMs, due, dueSinceMs, batteryMv, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.*, image.*, image.words[*]; @*/
    public void exchange(Image image, long nowMs) {
        ageAtStartMs = image.word(ageAtStartMs, 0, Parameters.SERVICE_MAX_MS);
        due = image.flag(due);
        dueSinceMs = image.word(dueSinceMs, -Parameters.SERVICE_MAX_MS, nowMs);
        batteryMv = image.number(batteryMv, 0, 100000);
    }
}
