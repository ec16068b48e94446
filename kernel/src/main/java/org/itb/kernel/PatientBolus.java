package org.itb.kernel;

/**
 * The patient's own bolus: what a clinician has set (dose, duration, lockout, count in 24 h) and when the
 * last eight began, newest first, on the credited clock: a clock that jumps ahead opens no lockout (SR-17,
 * SR-52).
 */
public class PatientBolus {
    /*@ spec_public @*/ private boolean enabled;
    /*@ spec_public @*/ private long volumeNl;
    /*@ spec_public @*/ private long durationMs;
    /*@ spec_public @*/ private long lockoutMs;
    /*@ spec_public @*/ private int countPer24h;
    /*@ spec_public @*/ private final long[] startedAtCreditMs;
    /*@ spec_public @*/ private int held;

    /*@ public ghost boolean may; @*/
    /*@ public ghost long lockedUntilCreditMs; @*/
    /*@ public ghost long countedUntilCreditMs; @*/
    /*+KEY@ accessible \inv: this.*, startedAtCreditMs[*]; @*/
    /*+KEY@ private invariant startedAtCreditMs != null; @*/
    /*+OPENJML@ public invariant startedAtCreditMs != null; @*/
    /*+KEY@ private invariant startedAtCreditMs.length == 8; @*/
    /*+OPENJML@ public invariant startedAtCreditMs.length == 8; @*/
    /*+KEY@ private invariant 0 <= held && held <= 8 && 0 <= countPer24h && countPer24h <= 8; @*/
    /*+OPENJML@ public invariant 0 <= held && held <= 8 && 0 <= countPer24h && countPer24h <= 8; @*/
    /*+KEY@ private invariant 0 <= volumeNl && volumeNl <= 40000000; @*/
    /*+OPENJML@ public invariant 0 <= volumeNl && volumeNl <= 40000000; @*/
    /*+KEY@ private invariant 60000 <= durationMs && durationMs <= 43200000; @*/
    /*+OPENJML@ public invariant 60000 <= durationMs && durationMs <= 43200000; @*/
    /*+KEY@ private invariant 3600000 <= lockoutMs && lockoutMs <= 2147483647; @*/
    /*+OPENJML@ public invariant 3600000 <= lockoutMs && lockoutMs <= 2147483647; @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < startedAtCreditMs.length; 0 <= startedAtCreditMs[i] && startedAtCreditMs[i] <= 10000000000000L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < startedAtCreditMs.length; 0 <= startedAtCreditMs[i] && startedAtCreditMs[i] <= 10000000000000L); @*/
    /*+KEY@ private invariant may == (enabled && countPer24h > 0); @*/
    /*+OPENJML@ public invariant may == (enabled && countPer24h > 0); @*/
    /*+KEY@ private invariant (held > 0 ==> lockedUntilCreditMs == startedAtCreditMs[0] + lockoutMs) && (held == 0 ==> lockedUntilCreditMs == 0); @*/
    /*+OPENJML@ public invariant (held > 0 ==> lockedUntilCreditMs == startedAtCreditMs[0] + lockoutMs) && (held == 0 ==> lockedUntilCreditMs == 0); @*/
    /*+KEY@ private invariant (0 < countPer24h && countPer24h <= held ==> countedUntilCreditMs == startedAtCreditMs[countPer24h - 1] + 86400000) && (countPer24h == 0 || held < countPer24h ==> countedUntilCreditMs == 0); @*/
    /*+OPENJML@ public invariant (0 < countPer24h && countPer24h <= held ==> countedUntilCreditMs == startedAtCreditMs[countPer24h - 1] + 86400000) && (countPer24h == 0 || held < countPer24h ==> countedUntilCreditMs == 0); @*/

    /*@ public normal_behavior
      @   ensures !enabled && held == 0 && \fresh(startedAtCreditMs);
      @   ensures !may && lockedUntilCreditMs == 0 && countedUntilCreditMs == 0;
      @   assignable \nothing;
      @*/
    public PatientBolus() {
        this.startedAtCreditMs = new long[Parameters.COUNT24_MAX];
        this.durationMs = Parameters.BOLUS_DURATION_MIN_MS;
        this.lockoutMs = Parameters.LOCKOUT_MAX_MS;
        /*@ set may = enabled && this.countPer24h > 0; @*/
        /*@ set lockedUntilCreditMs = (held > 0 ? startedAtCreditMs[0] + this.lockoutMs : 0); @*/
        /*@ set countedUntilCreditMs = (this.countPer24h > 0 && held >= this.countPer24h ? startedAtCreditMs[this.countPer24h - 1] + 86400000 : 0); @*/
    }

    /** A new setting; starts so far keep counting. */
    // [contract->req~SR-58~1]
    /*@ public normal_behavior // SR-58
      @   requires 1 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000;
      @   requires 3600000 <= lockoutMs && lockoutMs <= 2147483647 && 0 <= countPer24h && countPer24h <= 8;
      @   ensures enabled && this.volumeNl == volumeNl && this.durationMs == durationMs;
      @   ensures this.lockoutMs == lockoutMs && this.countPer24h == countPer24h;
      @   ensures may == (countPer24h > 0);
      @   assignable may, lockedUntilCreditMs, countedUntilCreditMs, enabled, this.volumeNl, this.durationMs, this.lockoutMs, this.countPer24h;
      @*/
    public void set(long volumeNl, long durationMs, long lockoutMs, int countPer24h) {
        this.enabled = true;
        this.volumeNl = volumeNl;
        this.durationMs = durationMs;
        this.lockoutMs = lockoutMs;
        this.countPer24h = countPer24h;
        /*@ set may = enabled && this.countPer24h > 0; @*/
        /*@ set lockedUntilCreditMs = (held > 0 ? startedAtCreditMs[0] + this.lockoutMs : 0); @*/
        /*@ set countedUntilCreditMs = (this.countPer24h > 0 && held >= this.countPer24h ? startedAtCreditMs[this.countPer24h - 1] + 86400000 : 0); @*/
    }

    /**
     * SR-25: in a drug of another concentration the patient's bolus keeps its dose; one that would be nothing is not
     * enabled any more (K-47).
     */
    // [impl->req~SR-25~1]
    // [contract->req~SR-25~1]
    /*@ public normal_behavior // SR-25
      @   requires 500 <= oldUgPerMl && oldUgPerMl <= 2000 && 500 <= newUgPerMl && newUgPerMl <= 2000;
      @   ensures volumeNl * newUgPerMl <= \old(volumeNl) * oldUgPerMl;
      @   ensures \old(volumeNl) * oldUgPerMl < 10000000000L ==> \old(volumeNl) * oldUgPerMl - volumeNl * newUgPerMl < newUgPerMl;
      @   ensures enabled == (\old(enabled) && volumeNl > 0);
      @   ensures may == (enabled && countPer24h > 0);
      @   assignable may, enabled, volumeNl;
      @*/
    public void change(int oldUgPerMl, int newUgPerMl) {
        volumeNl = PathRules.scaledNl(volumeNl, oldUgPerMl, newUgPerMl);
        enabled = enabled & (volumeNl > 0);
        /*@ set may = enabled && countPer24h > 0; @*/
    }

    /** SR-17: LOCKOUT, then COUNT24, judged on the credited clock. */
    // [impl->req~SR-17~1]
    // [contract->req~SR-17~1]
    /*@ public normal_behavior // SR-17
      @   requires 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures \result == (held > 0 && creditMs - startedAtCreditMs[0] < lockoutMs ? 26
      @       : countPer24h == 0 || held >= countPer24h && creditMs - startedAtCreditMs[countPer24h - 1] < 86400000 ? 27 : 0);
      @   ensures \result == 0 ==> lockedUntilCreditMs <= creditMs && countedUntilCreditMs <= creditMs && countPer24h > 0;
      @   ensures \result == 0 ==> may == enabled;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int verdict(long creditMs) {
        if (isLocked(creditMs)) { return Reply.LOCKOUT; }
        if (countPer24h == 0) { return Reply.COUNT24; }
        if (isFull(creditMs)) { return Reply.COUNT24; }
        return Reply.OK;
    }

    /** SR-17: the lockout since the last one is not over. */
    // [contract->req~SR-17~1]
    /*@ private normal_behavior // SR-17
      @   requires 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures \result == (held > 0 && creditMs - startedAtCreditMs[0] < lockoutMs);
      @   ensures \result == (creditMs < lockedUntilCreditMs);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isLocked(long creditMs) {
        return !BolusRules.isLockoutOver(held > 0, creditMs - startedAtCreditMs[0], lockoutMs);
    }

    /** SR-17: as many as may be in 24 h have begun in them. */
    // [contract->req~SR-17~1]
    /*@ private normal_behavior // SR-17
      @   requires 0 <= creditMs && creditMs <= 10000000000000L && 1 <= countPer24h;
      @   ensures \result == (held >= countPer24h && creditMs - startedAtCreditMs[countPer24h - 1] < 86400000);
      @   ensures \result == (creditMs < countedUntilCreditMs);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isFull(long creditMs) {
        if (held < countPer24h) { return false; }
        return creditMs - startedAtCreditMs[countPer24h - 1] < Parameters.DAY_MS;
    }

    /** A patient bolus starts: lockout and count are charged before the motor moves (SR-21). */
    // [impl->req~SR-21~1]
    // [contract->req~SR-21~1]
    /*@ public normal_behavior // SR-21
      @   requires 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures startedAtCreditMs[0] == creditMs && held == (\old(held) < 8 ? \old(held) + 1 : 8);
      @   ensures (\forall int i; 1 <= i && i < 8; startedAtCreditMs[i] == \old(startedAtCreditMs[i - 1]));
      @   ensures lockedUntilCreditMs == creditMs + lockoutMs && creditMs + 3600000 <= lockedUntilCreditMs;
      @   assignable lockedUntilCreditMs, countedUntilCreditMs, startedAtCreditMs[*], held;
      @*/
    public void start(long creditMs) {
        held = (int) Arithmetic.min(held + 1, Parameters.COUNT24_MAX);
        note(creditMs);
        /*@ set lockedUntilCreditMs = startedAtCreditMs[0] + this.lockoutMs; @*/
        /*@ set countedUntilCreditMs = (this.countPer24h > 0 && held >= this.countPer24h ? startedAtCreditMs[this.countPer24h - 1] + 86400000 : 0); @*/
    }

    /** The last eight starts are this one and the seven before it. */
    // [contract->req~SR-21~1]
    /*@ private normal_behavior // SR-21
      @   requires startedAtCreditMs != null && startedAtCreditMs.length == 8 && 0 <= creditMs && creditMs <= 10000000000000L;
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= startedAtCreditMs[i] && startedAtCreditMs[i] <= 10000000000000L);
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= startedAtCreditMs[i] && startedAtCreditMs[i] <= 10000000000000L);
      @   ensures startedAtCreditMs[0] == creditMs;
      @   ensures (\forall int i; 1 <= i && i < 8; startedAtCreditMs[i] == \old(startedAtCreditMs[i - 1]));
      @   assignable startedAtCreditMs[*];
      @*/
    private /*@ helper @*/ void note(long creditMs) { Arithmetic.push(startedAtCreditMs, creditMs); }

    /*@ public normal_behavior
      @   ensures \result == enabled;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isEnabled() { return enabled; }

    /*@ public normal_behavior
      @   ensures \result == volumeNl && 0 <= \result && \result <= 40000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long volumeNl() { return volumeNl; }

    /*@ public normal_behavior
      @   ensures \result == durationMs && 60000 <= \result && \result <= 43200000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long durationMs() { return durationMs; }

    /** SR-54: saved or loaded. No bolus was started in the future. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires image.words != startedAtCreditMs;
      @   requires 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 14;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2034 && (\forall int i; 0 <= i && i < 8; startedAtCreditMs[i] <= creditMs) ==> image.misfitCount == 0;
      @   ensures !image.loading ==> enabled == \old(enabled) && volumeNl == \old(volumeNl) && durationMs == \old(durationMs) && lockoutMs == \old(lockoutMs) && countPer24h == \old(countPer24h) && held == \old(held);
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 8; startedAtCreditMs[i] == \old(startedAtCreditMs[i]));
      @   ensures !image.loading ==> may == \old(may) && lockedUntilCreditMs == \old(lockedUntilCreditMs) && countedUntilCreditMs == \old(countedUntilCreditMs);
      @*/
    /*+KEY@ assignable may, lockedUntilCreditMs, countedUntilCreditMs, enabled, volumeNl, durationMs, lockoutMs, countPer24h, startedAtCreditMs[*], held, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.*, startedAtCreditMs[*], image.*, image.words[*]; @*/
    public void exchange(Image image, long creditMs) {
        exchangeSetting(image);
        exchangeStarts(image, creditMs);
        /*@ set may = enabled && this.countPer24h > 0; @*/
        /*@ set lockedUntilCreditMs = (held > 0 ? startedAtCreditMs[0] + this.lockoutMs : 0); @*/
        /*@ set countedUntilCreditMs = (this.countPer24h > 0 && held >= this.countPer24h ? startedAtCreditMs[this.countPer24h - 1] + 86400000 : 0); @*/
    }

    /** What a clinician has set. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000;
      @   requires 3600000 <= lockoutMs && lockoutMs <= 2147483647 && 0 <= countPer24h && countPer24h <= 8;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 5;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2043 ==> image.misfitCount == 0;
      @   ensures 0 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000;
      @   ensures 3600000 <= lockoutMs && lockoutMs <= 2147483647 && 0 <= countPer24h && countPer24h <= 8;
      @   ensures !image.loading ==> enabled == \old(enabled) && volumeNl == \old(volumeNl) && durationMs == \old(durationMs) && lockoutMs == \old(lockoutMs) && countPer24h == \old(countPer24h);
      @*/
    /*+KEY@ assignable enabled, volumeNl, durationMs, lockoutMs, countPer24h, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable enabled, volumeNl, durationMs, lockoutMs, countPer24h, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeSetting(Image image) {
        enabled = image.flag(enabled);
        volumeNl = image.word(volumeNl, 0, Parameters.CAPACITY_MAX_NL);
        durationMs = image.word(durationMs, Parameters.BOLUS_DURATION_MIN_MS, Parameters.BOLUS_DURATION_MAX_MS);
        lockoutMs = image.word(lockoutMs, Parameters.LOCKOUT_MIN_MS, Parameters.LOCKOUT_MAX_MS);
        countPer24h = image.number(countPer24h, 0, Parameters.COUNT24_MAX);
    }

    /** When the last ones began. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && image.words != startedAtCreditMs;
      @   requires startedAtCreditMs != null && startedAtCreditMs.length == 8 && 0 <= held && held <= 8 && 0 <= creditMs && creditMs <= 10000000000000L;
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= startedAtCreditMs[i] && startedAtCreditMs[i] <= 10000000000000L);
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 9;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2039 && (\forall int i; 0 <= i && i < 8; startedAtCreditMs[i] <= creditMs) ==> image.misfitCount == 0;
      @   ensures image.loading ==> (\forall int i; 0 <= i && i < 8; startedAtCreditMs[i] <= creditMs);
      @   ensures 0 <= held && held <= 8;
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= startedAtCreditMs[i] && startedAtCreditMs[i] <= 10000000000000L);
      @   ensures !image.loading ==> held == \old(held);
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 8; startedAtCreditMs[i] == \old(startedAtCreditMs[i]));
      @*/
    /*+KEY@ assignable startedAtCreditMs[*], held, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable startedAtCreditMs[*], held, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeStarts(Image image, long creditMs) {
        image.series(startedAtCreditMs, 0, creditMs);
        held = image.number(held, 0, Parameters.COUNT24_MAX);
    }

    /** SR-54: what was set is not to be trusted any more; the lockout that runs goes on. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   ensures !enabled && !may;
      @   assignable enabled, may;
      @*/
    public void disable() {
        enabled = false;
        /*@ set may = false; @*/
    }
}
