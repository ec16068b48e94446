package org.itb.kernel;

/** What a bolus may be: SR-02, SR-15 … SR-19, SR-30, heap-free. */
public final class BolusRules {
    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private BolusRules() { }

    /** P16: how long a bolus may take. */
    // [contract->req~SR-15~1]
    /*@ public normal_behavior // SR-15
      @   ensures \result == (60000 <= durationMs && durationMs <= 43200000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isDuration(long durationMs) {
        if (durationMs < Parameters.BOLUS_DURATION_MIN_MS) { return false; }
        return durationMs <= Parameters.BOLUS_DURATION_MAX_MS;
    }

    /** SR-15: a volume of at least 1 nL whose drug does not pass P12 (clinician) or P13 (patient). */
    // [impl->req~SR-15~1]
    // [contract->req~SR-15~1]
    /*@ public normal_behavior // SR-15
      @   requires 50 <= concentrationUgPerMl && concentrationUgPerMl <= 4000 && 0 <= maxNg && maxNg <= 5000000;
      @   ensures \result == (1 <= volumeNl && volumeNl <= 40000000 && volumeNl * concentrationUgPerMl <= maxNg * 1000L);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isVolume(long volumeNl, int concentrationUgPerMl, int maxNg) {
        if (volumeNl < 1) { return false; }
        if (volumeNl > Parameters.CAPACITY_MAX_NL) { return false; }
        return volumeNl * concentrationUgPerMl <= maxNg * 1000L;
    }

    /** D-11: the rate that delivers at most the volume in the duration. */
    // [impl->req~SR-19~1]
    // [contract->req~SR-19~1]
    /*@ public normal_behavior // SR-19
      @   requires 0 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000;
      @   ensures 0 <= \result && \result * durationMs <= volumeNl * 3600000L;
      @   ensures volumeNl * 3600000L - \result * durationMs < durationMs && \result <= 2400000000L;
      @   ensures volumeNl * 3600000L <= 1000000L * durationMs ==> \result <= 1000000;
      @   ensures \result < 1000000 ==> volumeNl * 3600000L <= 1000000L * durationMs;
      @   ensures (1 <= \result) == (durationMs <= volumeNl * 3600000L);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long rateNlPerH(long volumeNl, long durationMs) {
        long rateNlPerH = floorNlPerH(volumeNl * Arithmetic.LOAD_PER_NL, durationMs);
        /*@ ghost long flown = Arithmetic.product(rateNlPerH, durationMs); @*/
        /*@ ghost long above = Arithmetic.product(Arithmetic.max(0, rateNlPerH - 1000000), durationMs); @*/
        /*@ ghost long below = Arithmetic.product(Arithmetic.max(0, 999999 - rateNlPerH), durationMs); @*/
        return rateNlPerH;
    }

    /** The highest whole rate that delivers no more than a load in a time. */
    // [contract->req~SR-19~1]
    /*@ private normal_behavior // SR-19
      @   requires 0 <= loadNlMsPerH && loadNlMsPerH <= 144000000000000L && 60000 <= lastsMs && lastsMs <= 43200000;
      @   ensures 0 <= \result && \result <= 2400000000L;
      @   ensures \result * lastsMs <= loadNlMsPerH && loadNlMsPerH - \result * lastsMs < lastsMs;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long floorNlPerH(long loadNlMsPerH, long lastsMs) { return loadNlMsPerH / lastsMs; }

    /** SR-02, D-05: a bolus rate above 0 that with the program's highest rate stays within P03. */
    // [impl->req~SR-02~1]
    // [contract->req~SR-02~1]
    /*@ public normal_behavior // SR-02
      @   requires 0 <= rateNlPerH && rateNlPerH <= 2400000000L && 0 <= peakNlPerH && peakNlPerH <= 1000000;
      @   ensures \result == (1 <= rateNlPerH && peakNlPerH + rateNlPerH <= 1000000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isRate(long rateNlPerH, int peakNlPerH) {
        if (rateNlPerH < 1) { return false; }
        return peakNlPerH + rateNlPerH <= Parameters.RATE_MAX_NL_PER_H;
    }

    /** D-04: what a bolus can put into one hour. */
    // [contract->req~SR-07~1]
    /*@ public normal_behavior // SR-07
      @   requires 0 <= volumeNl && volumeNl <= 40000000 && 0 <= rateNlPerH && rateNlPerH <= 1000000;
      @   ensures \result == (volumeNl < rateNlPerH ? volumeNl : rateNlPerH);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long hourNl(long volumeNl, long rateNlPerH) {
        return Arithmetic.min(volumeNl, rateNlPerH);
    }

    /** SR-17: the lockout is over, judged on the credited clock. */
    // [impl->req~SR-17~1]
    // [contract->req~SR-17~1]
    /*@ public normal_behavior // SR-17
      @   ensures \result == (!everStarted || elapsedMs >= lockoutMs);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isLockoutOver(boolean everStarted, long elapsedMs, long lockoutMs) {
        if (everStarted) { return elapsedMs >= lockoutMs; }
        return true;
    }

    /** P14: a lockout of at least one hour. */
    // [contract->req~SR-17~1]
    /*@ public normal_behavior // SR-17
      @   ensures \result == (3600000 <= lockoutMs && lockoutMs <= 2147483647);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isLockout(long lockoutMs) {
        if (lockoutMs < Parameters.LOCKOUT_MIN_MS) { return false; }
        return lockoutMs <= Parameters.LOCKOUT_MAX_MS;
    }

    /** P15: 0 … 8 boluses in 24 h. */
    // [contract->req~SR-17~1]
    /*@ public normal_behavior // SR-17
      @   ensures \result == (0 <= countPer24h && countPer24h <= 8);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isCount(long countPer24h) {
        if (countPer24h < 0) { return false; }
        return countPer24h <= Parameters.COUNT24_MAX;
    }

    /** SR-30, D-14: after the bolus, and the basal during it, the pessimistic volume stays above P20. */
    // [impl->req~SR-30~1]
    // [contract->req~SR-30~1]
    /*@ public normal_behavior // SR-30
      @   requires 0 <= dueNl && dueNl <= 1000000000L;
      @   requires -2000000000000000L <= pessimisticNl && pessimisticNl <= 40000000;
      @   ensures \result == (dueNl * 1145 <= (pessimisticNl - 1000001) * 1000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean leavesReserve(long pessimisticNl, long dueNl) {
        return pessimisticNl - Arithmetic.ceilWithAccuracyNl(dueNl) > Parameters.RESERVOIR_EMPTY_NL;
    }
}
