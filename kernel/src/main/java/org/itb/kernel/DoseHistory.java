package org.itb.kernel;

/**
 * Which program doses were in force lately: the lowest is the reference of an increase (SR-09, D-06), the
 * highest counts as the day's basal of a bolus (SR-06, D-02). Newest first, eight held; when it is full the
 * two oldest become one that spans both (K-05): the reference can only be lower and the basal only higher
 * than the truth. The lowest ages on the credited clock, the highest on the full one (K-04).
 */
public class DoseHistory {
    /** How many replaced doses are held apart. */
    public static final int HELD_COUNT = 8;
    /** A day at the highest rate of the highest concentration, twice: no dose is above it. */
    public static final long DOSE_MAX_PG = 96000000000L;

    /*@ spec_public @*/ private final long[] lowPg;
    /*@ spec_public @*/ private final long[] highPg;
    /*@ spec_public @*/ private final long[] replacedAtMs;
    /*@ spec_public @*/ private final long[] replacedAtCreditMs;
    /*@ spec_public @*/ private int held;

    /*+KEY@ accessible \inv: this.*, lowPg[*], highPg[*], replacedAtMs[*], replacedAtCreditMs[*]; @*/
    /*+KEY@ private invariant lowPg != null && highPg != null && replacedAtMs != null && replacedAtCreditMs != null; @*/
    /*+OPENJML@ public invariant lowPg != null && highPg != null && replacedAtMs != null && replacedAtCreditMs != null; @*/
    /*+KEY@ private invariant lowPg != highPg && lowPg != replacedAtMs && lowPg != replacedAtCreditMs; @*/
    /*+OPENJML@ public invariant lowPg != highPg && lowPg != replacedAtMs && lowPg != replacedAtCreditMs; @*/
    /*+KEY@ private invariant highPg != replacedAtMs && highPg != replacedAtCreditMs && replacedAtMs != replacedAtCreditMs; @*/
    /*+OPENJML@ public invariant highPg != replacedAtMs && highPg != replacedAtCreditMs && replacedAtMs != replacedAtCreditMs; @*/
    /*+KEY@ private invariant lowPg.length == 8 && highPg.length == 8 && replacedAtMs.length == 8 && replacedAtCreditMs.length == 8; @*/
    /*+OPENJML@ public invariant lowPg.length == 8 && highPg.length == 8 && replacedAtMs.length == 8 && replacedAtCreditMs.length == 8; @*/
    /*+KEY@ private invariant 0 <= held && held <= 8; @*/
    /*+OPENJML@ public invariant 0 <= held && held <= 8; @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < lowPg.length; 0 <= lowPg[i] && lowPg[i] <= 96000000000L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < lowPg.length; 0 <= lowPg[i] && lowPg[i] <= 96000000000L); @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < highPg.length; 0 <= highPg[i] && highPg[i] <= 96000000000L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < highPg.length; 0 <= highPg[i] && highPg[i] <= 96000000000L); @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < replacedAtMs.length; 0 <= replacedAtMs[i] && replacedAtMs[i] <= 10000000000000L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < replacedAtMs.length; 0 <= replacedAtMs[i] && replacedAtMs[i] <= 10000000000000L); @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < replacedAtCreditMs.length; 0 <= replacedAtCreditMs[i] && replacedAtCreditMs[i] <= 10000000000000L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < replacedAtCreditMs.length; 0 <= replacedAtCreditMs[i] && replacedAtCreditMs[i] <= 10000000000000L); @*/

    /*@ public normal_behavior
      @   ensures held == 0 && \fresh(lowPg) && \fresh(highPg) && \fresh(replacedAtMs) && \fresh(replacedAtCreditMs);
      @   assignable \nothing;
      @*/
    public DoseHistory() {
        this.lowPg = new long[HELD_COUNT];
        this.highPg = new long[HELD_COUNT];
        this.replacedAtMs = new long[HELD_COUNT];
        this.replacedAtCreditMs = new long[HELD_COUNT];
    }

    /** D-06: the lowest of the present dose and those replaced less than 24 h ago. */
    // [impl->req~SR-09~1]
    // [contract->req~SR-09~1]
    /*@ public normal_behavior // SR-09
      @   requires 0 <= presentPg && presentPg <= 96000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures 0 <= \result && \result <= presentPg;
      @   ensures (\forall int i; 0 <= i && i < held; creditMs - replacedAtCreditMs[i] < 86400000 ==> \result <= lowPg[i]);
      @   ensures \result == presentPg || (\exists int i; 0 <= i && i < held;
      @       creditMs - replacedAtCreditMs[i] < 86400000 && \result == lowPg[i]);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long lowestPg(long presentPg, long creditMs) {
        return lowestOfHeldPg(presentPg, creditMs);
    }

    // [contract->req~SR-09~1]
    /*@ private normal_behavior // SR-09
      @   requires lowPg != null && replacedAtCreditMs != null && 0 <= held && held <= 8 && held <= lowPg.length && held <= replacedAtCreditMs.length;
      @   requires (\forall int i; 0 <= i && i < held; 0 <= lowPg[i] && 0 <= replacedAtCreditMs[i]);
      @   requires 0 <= presentPg && presentPg <= 96000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   requires (\forall int i; 0 <= i && i < held; replacedAtCreditMs[i] <= 10000000000000L);
      @   ensures 0 <= \result && \result <= presentPg;
      @   ensures (\forall int i; 0 <= i && i < held; creditMs - replacedAtCreditMs[i] < 86400000 ==> \result <= lowPg[i]);
      @   ensures \result == presentPg || (\exists int i; 0 <= i && i < held;
      @       creditMs - replacedAtCreditMs[i] < 86400000 && \result == lowPg[i]);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ long lowestOfHeldPg(long presentPg, long creditMs) {
        long lowest = presentPg;
        /*@ loop_invariant 0 <= i && i <= held && held <= 8 && 0 <= lowest && lowest <= presentPg;
          @ loop_invariant (\forall int k; 0 <= k && k < i; creditMs - replacedAtCreditMs[k] < 86400000 ==> lowest <= lowPg[k]);
          @ loop_invariant lowest == presentPg || (\exists int k; 0 <= k && k < i;
          @     creditMs - replacedAtCreditMs[k] < 86400000 && lowest == lowPg[k]);
          @ decreases held - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, lowest; @*/
        for (int i = 0; i < held; i++) {
            if (creditMs - replacedAtCreditMs[i] < Parameters.DAY_MS) {
                if (lowPg[i] < lowest) {
                    lowest = lowPg[i];
                }
            }
        }
        return lowest;
    }

    /** D-02: the highest of the present dose and those in force in the 24 h that end at a time. */
    // [contract->req~SR-06~1]
    /*@ public normal_behavior // SR-06
      @   requires 0 <= presentPg && presentPg <= 96000000000L && 0 <= endsAtMs && endsAtMs <= 10000043200000L;
      @   ensures presentPg <= \result && \result <= 96000000000L;
      @   ensures (\forall int i; 0 <= i && i < held; endsAtMs - replacedAtMs[i] < 86400000 ==> \result >= highPg[i]);
      @   ensures \result == presentPg || (\exists int i; 0 <= i && i < held;
      @       endsAtMs - replacedAtMs[i] < 86400000 && \result == highPg[i]);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long highestPg(long presentPg, long endsAtMs) {
        return highestOfHeldPg(presentPg, endsAtMs);
    }

    // [contract->req~SR-06~1]
    /*@ private normal_behavior // SR-06
      @   requires highPg != null && replacedAtMs != null && 0 <= held && held <= 8 && held <= highPg.length && held <= replacedAtMs.length;
      @   requires (\forall int i; 0 <= i && i < held; highPg[i] <= 96000000000L && 0 <= replacedAtMs[i]);
      @   requires (\forall int i; 0 <= i && i < held; replacedAtMs[i] <= 10000000000000L);
      @   requires 0 <= presentPg && presentPg <= 96000000000L && 0 <= endsAtMs && endsAtMs <= 10000043200000L;
      @   ensures presentPg <= \result && \result <= 96000000000L;
      @   ensures (\forall int i; 0 <= i && i < held; endsAtMs - replacedAtMs[i] < 86400000 ==> \result >= highPg[i]);
      @   ensures \result == presentPg || (\exists int i; 0 <= i && i < held;
      @       endsAtMs - replacedAtMs[i] < 86400000 && \result == highPg[i]);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ long highestOfHeldPg(long presentPg, long endsAtMs) {
        long highest = presentPg;
        /*@ loop_invariant 0 <= i && i <= held && held <= 8 && presentPg <= highest && highest <= 96000000000L;
          @ loop_invariant (\forall int k; 0 <= k && k < i; endsAtMs - replacedAtMs[k] < 86400000 ==> highest >= highPg[k]);
          @ loop_invariant highest == presentPg || (\exists int k; 0 <= k && k < i;
          @     endsAtMs - replacedAtMs[k] < 86400000 && highest == highPg[k]);
          @ decreases held - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, highest; @*/
        for (int i = 0; i < held; i++) {
            if (endsAtMs - replacedAtMs[i] < Parameters.DAY_MS) {
                if (highPg[i] > highest) {
                    highest = highPg[i];
                }
            }
        }
        return highest;
    }

    /** A dose is replaced by another now. */
    // [contract->req~SR-09~1]
    /*@ public normal_behavior // SR-09
      @   requires 0 <= dosePg && dosePg <= 96000000000L;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures lowPg[0] == dosePg && highPg[0] == dosePg && replacedAtMs[0] == nowMs && replacedAtCreditMs[0] == creditMs;
      @   ensures held == (\old(held) < 8 ? \old(held) + 1 : 8);
      @   assignable lowPg[*], highPg[*], replacedAtMs[*], replacedAtCreditMs[*], held;
      @*/
    public void replaced(long dosePg, long nowMs, long creditMs) {
        push(dosePg, nowMs, creditMs);
        held = (int) Arithmetic.min(held + 1, HELD_COUNT);
    }

    /** No dose that still counts is lost: eight move on, and of nine two become one, as low and as high as both. */
    // [contract->req~SR-06~1] [contract->req~SR-09~1]
    /*@ private normal_behavior // SR-06, SR-09
      @   requires lowPg != null && highPg != null && replacedAtMs != null && replacedAtCreditMs != null;
      @   requires lowPg != highPg && lowPg != replacedAtMs && lowPg != replacedAtCreditMs;
      @   requires highPg != replacedAtMs && highPg != replacedAtCreditMs && replacedAtMs != replacedAtCreditMs;
      @   requires lowPg.length == 8 && highPg.length == 8 && replacedAtMs.length == 8 && replacedAtCreditMs.length == 8;
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= lowPg[i] && lowPg[i] <= 96000000000L);
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= highPg[i] && highPg[i] <= 96000000000L);
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= replacedAtMs[i] && replacedAtMs[i] <= 10000000000000L);
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= replacedAtCreditMs[i] && replacedAtCreditMs[i] <= 10000000000000L);
      @   requires 0 <= held && held <= 8 && 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   requires 0 <= dosePg && dosePg <= 96000000000L;
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= lowPg[i] && lowPg[i] <= 96000000000L);
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= highPg[i] && highPg[i] <= 96000000000L);
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= replacedAtMs[i] && replacedAtMs[i] <= 10000000000000L);
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= replacedAtCreditMs[i] && replacedAtCreditMs[i] <= 10000000000000L);
      @   ensures lowPg[0] == dosePg && highPg[0] == dosePg && replacedAtMs[0] == nowMs && replacedAtCreditMs[0] == creditMs;
      @   assignable lowPg[*], highPg[*], replacedAtMs[*], replacedAtCreditMs[*];
      @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i < 7; lowPg[i] == \old(lowPg[i - 1]) && highPg[i] == \old(highPg[i - 1])
      @       && replacedAtMs[i] == \old(replacedAtMs[i - 1]) && replacedAtCreditMs[i] == \old(replacedAtCreditMs[i - 1]));
      @   ensures replacedAtMs[7] == \old(replacedAtMs[6]) && replacedAtCreditMs[7] == \old(replacedAtCreditMs[6]);
      @   ensures \old(held) == 8 && creditMs - \old(replacedAtCreditMs[7]) < 86400000 && \old(lowPg[7]) < \old(lowPg[6])
      @       ==> lowPg[7] == \old(lowPg[7]);
      @   ensures \old(held) < 8 || creditMs - \old(replacedAtCreditMs[7]) >= 86400000 || \old(lowPg[7]) >= \old(lowPg[6])
      @       ==> lowPg[7] == \old(lowPg[6]);
      @   ensures \old(held) == 8 && nowMs - \old(replacedAtMs[7]) < 86400000 && \old(highPg[7]) > \old(highPg[6])
      @       ==> highPg[7] == \old(highPg[7]);
      @   ensures \old(held) < 8 || nowMs - \old(replacedAtMs[7]) >= 86400000 || \old(highPg[7]) <= \old(highPg[6])
      @       ==> highPg[7] == \old(highPg[6]); @*/
    private /*@ helper @*/ void push(long dosePg, long nowMs, long creditMs) {
        makeRoom(nowMs, creditMs);
        shiftIn(dosePg, nowMs, creditMs);
    }

    /** Every entry moves one place towards the oldest, which is lost, and a new one takes the first. */
    /*@ private normal_behavior
      @   requires lowPg != null && highPg != null && replacedAtMs != null && replacedAtCreditMs != null;
      @   requires lowPg != highPg && lowPg != replacedAtMs && lowPg != replacedAtCreditMs;
      @   requires highPg != replacedAtMs && highPg != replacedAtCreditMs && replacedAtMs != replacedAtCreditMs;
      @   requires lowPg.length == 8 && highPg.length == 8 && replacedAtMs.length == 8 && replacedAtCreditMs.length == 8;
      @   requires 0 <= dosePg && dosePg <= 96000000000L;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= lowPg[i] && lowPg[i] <= 96000000000L);
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= highPg[i] && highPg[i] <= 96000000000L);
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= replacedAtMs[i] && replacedAtMs[i] <= 10000000000000L);
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= replacedAtCreditMs[i] && replacedAtCreditMs[i] <= 10000000000000L);
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= lowPg[i] && lowPg[i] <= 96000000000L);
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= highPg[i] && highPg[i] <= 96000000000L);
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= replacedAtMs[i] && replacedAtMs[i] <= 10000000000000L);
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= replacedAtCreditMs[i] && replacedAtCreditMs[i] <= 10000000000000L);
      @   ensures lowPg[0] == dosePg && highPg[0] == dosePg && replacedAtMs[0] == nowMs && replacedAtCreditMs[0] == creditMs;
      @   ensures (\forall int i; 1 <= i && i < 8; lowPg[i] == \old(lowPg[i - 1]));
      @   ensures (\forall int i; 1 <= i && i < 8; highPg[i] == \old(highPg[i - 1]));
      @   ensures (\forall int i; 1 <= i && i < 8; replacedAtMs[i] == \old(replacedAtMs[i - 1]));
      @   ensures (\forall int i; 1 <= i && i < 8; replacedAtCreditMs[i] == \old(replacedAtCreditMs[i - 1]));
      @   assignable lowPg[*], highPg[*], replacedAtMs[*], replacedAtCreditMs[*];
      @*/
    private /*@ helper @*/ void shiftIn(long dosePg, long nowMs, long creditMs) {
        Arithmetic.push(lowPg, dosePg);
        Arithmetic.push(highPg, dosePg);
        Arithmetic.push(replacedAtMs, nowMs);
        Arithmetic.push(replacedAtCreditMs, creditMs);
    }

    /** Where no place is free, two become one. */
    // [contract->req~SR-09~1]
    /*@ private normal_behavior // SR-09
      @   requires lowPg != null && highPg != null && replacedAtMs != null && replacedAtCreditMs != null && lowPg != highPg;
      @   requires lowPg.length == 8 && highPg.length == 8 && replacedAtMs.length == 8 && replacedAtCreditMs.length == 8;
      @   requires lowPg != replacedAtMs && lowPg != replacedAtCreditMs && highPg != replacedAtMs && highPg != replacedAtCreditMs;
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= lowPg[i] && lowPg[i] <= 96000000000L);
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= highPg[i] && highPg[i] <= 96000000000L);
      @   requires 0 <= replacedAtMs[7] && replacedAtMs[7] <= 10000000000000L;
      @   requires 0 <= replacedAtCreditMs[7] && replacedAtCreditMs[7] <= 10000000000000L;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= lowPg[i] && lowPg[i] <= 96000000000L);
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= highPg[i] && highPg[i] <= 96000000000L);
      @   assignable lowPg[6], highPg[6];
      @*/
    /*+OPENJML@ ensures held < 8 ==> lowPg[6] == \old(lowPg[6]) && highPg[6] == \old(highPg[6]);
      @   ensures held == 8 && creditMs - replacedAtCreditMs[7] < 86400000 && lowPg[7] < \old(lowPg[6]) ==> lowPg[6] == lowPg[7];
      @   ensures creditMs - replacedAtCreditMs[7] >= 86400000 || lowPg[7] >= \old(lowPg[6]) ==> lowPg[6] == \old(lowPg[6]);
      @   ensures held == 8 && nowMs - replacedAtMs[7] < 86400000 && highPg[7] > \old(highPg[6]) ==> highPg[6] == highPg[7];
      @   ensures nowMs - replacedAtMs[7] >= 86400000 || highPg[7] <= \old(highPg[6]) ==> highPg[6] == \old(highPg[6]); @*/
    private /*@ helper @*/ void makeRoom(long nowMs, long creditMs) {
        if (held == HELD_COUNT) {
            mergeOldest(nowMs, creditMs);
        }
    }

    /** K-05: the second oldest takes the oldest in, as far as that still counts. */
    // [contract->req~SR-09~1]
    /*@ private normal_behavior // SR-09
      @   requires lowPg != null && highPg != null && replacedAtMs != null && replacedAtCreditMs != null && lowPg != highPg;
      @   requires lowPg.length == 8 && highPg.length == 8 && replacedAtMs.length == 8 && replacedAtCreditMs.length == 8;
      @   requires 0 <= lowPg[6] && lowPg[6] <= 96000000000L && 0 <= lowPg[7] && lowPg[7] <= 96000000000L;
      @   requires 0 <= highPg[6] && highPg[6] <= 96000000000L && 0 <= highPg[7] && highPg[7] <= 96000000000L;
      @   requires 0 <= replacedAtMs[7] && replacedAtMs[7] <= 10000000000000L;
      @   requires 0 <= replacedAtCreditMs[7] && replacedAtCreditMs[7] <= 10000000000000L;
      @   requires lowPg != replacedAtMs && lowPg != replacedAtCreditMs && highPg != replacedAtMs && highPg != replacedAtCreditMs;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures 0 <= lowPg[6] && lowPg[6] <= 96000000000L && 0 <= highPg[6] && highPg[6] <= 96000000000L;
      @   ensures creditMs - replacedAtCreditMs[7] < 86400000 && lowPg[7] < \old(lowPg[6]) ==> lowPg[6] == lowPg[7];
      @   ensures creditMs - replacedAtCreditMs[7] >= 86400000 || lowPg[7] >= \old(lowPg[6]) ==> lowPg[6] == \old(lowPg[6]);
      @   ensures nowMs - replacedAtMs[7] < 86400000 && highPg[7] > \old(highPg[6]) ==> highPg[6] == highPg[7];
      @   ensures nowMs - replacedAtMs[7] >= 86400000 || highPg[7] <= \old(highPg[6]) ==> highPg[6] == \old(highPg[6]);
      @   assignable lowPg[6], highPg[6];
      @*/
    private /*@ helper @*/ void mergeOldest(long nowMs, long creditMs) {
        int last = HELD_COUNT - 1;
        lowPg[last - 1] = lowerPg(creditMs - replacedAtCreditMs[last], lowPg[last - 1], lowPg[last]);
        highPg[last - 1] = higherPg(nowMs - replacedAtMs[last], highPg[last - 1], highPg[last]);
    }

    /** The lower of two doses, the older one as long as it counts. */
    // [contract->req~SR-09~1]
    /*@ private normal_behavior // SR-09
      @   ensures \result == (sinceMs < 86400000 && olderPg < youngerPg ? olderPg : youngerPg);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long lowerPg(long sinceMs, long youngerPg, long olderPg) {
        if (sinceMs >= Parameters.DAY_MS) { return youngerPg; }
        return olderPg < youngerPg ? olderPg : youngerPg;
    }

    /** The higher of two doses, the older one as long as it counts. */
    // [contract->req~SR-06~1]
    /*@ private normal_behavior // SR-06
      @   ensures \result == (sinceMs < 86400000 && olderPg > youngerPg ? olderPg : youngerPg);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long higherPg(long sinceMs, long youngerPg, long olderPg) {
        if (sinceMs >= Parameters.DAY_MS) { return youngerPg; }
        return olderPg > youngerPg ? olderPg : youngerPg;
    }

    /** D-39e: after a restart its dose is the reference of the next increase, whatever was in force before. */
    // [contract->req~SR-35~1]
    /*@ public normal_behavior // SR-35
      @   requires 0 <= dosePg && dosePg <= 96000000000L;
      @   ensures held == \old(held);
      @   ensures (\forall int i; 0 <= i && i < 8; lowPg[i] == dosePg);
      @   assignable lowPg[*];
      @*/
    public void restart(long dosePg) {
        /*@ loop_invariant 0 <= i && i <= 8;
          @ loop_invariant (\forall int k; 0 <= k && k < i; lowPg[k] == dosePg);
          @ loop_invariant (\forall int k; 0 <= k && k < 8; 0 <= lowPg[k] && lowPg[k] <= 96000000000L);
          @ decreases 8 - i;
          @*/
        /*+KEY@ assignable lowPg[*]; @*/
        /*+OPENJML@ loop_assigns i, lowPg[*]; @*/
        for (int i = 0; i < HELD_COUNT; i++) {
            lowPg[i] = dosePg;
        }
    }

    /** SR-54: saved or loaded. No dose was replaced in the future. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires image.words != lowPg;
      @   requires image.words != highPg;
      @   requires image.words != replacedAtMs;
      @   requires image.words != replacedAtCreditMs;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 33;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2015 && (\forall int i; 0 <= i && i < 8; replacedAtMs[i] <= nowMs && replacedAtCreditMs[i] <= creditMs) ==> image.misfitCount == 0;
      @   ensures !image.loading ==> held == \old(held);
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 8; lowPg[i] == \old(lowPg[i]));
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 8; highPg[i] == \old(highPg[i]));
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 8; replacedAtMs[i] == \old(replacedAtMs[i]));
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 8; replacedAtCreditMs[i] == \old(replacedAtCreditMs[i]));
      @*/
    /*+KEY@ assignable lowPg[*], highPg[*], replacedAtMs[*], replacedAtCreditMs[*], held, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable lowPg[*], highPg[*], replacedAtMs[*], replacedAtCreditMs[*], held, image.*, image.words[*]; @*/
    public void exchange(Image image, long nowMs, long creditMs) {
        exchangeDoses(image);
        exchangeTimes(image, nowMs, creditMs);
        held = image.number(held, 0, HELD_COUNT);
    }

    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && lowPg != null && highPg != null;
      @   requires image.words != lowPg && image.words != highPg && lowPg != highPg && lowPg.length == 8 && highPg.length == 8;
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= lowPg[i] && lowPg[i] <= 96000000000L);
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= highPg[i] && highPg[i] <= 96000000000L);
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 16;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2032 ==> image.misfitCount == 0;
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= lowPg[i] && lowPg[i] <= 96000000000L);
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= highPg[i] && highPg[i] <= 96000000000L);
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 8; lowPg[i] == \old(lowPg[i]));
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 8; highPg[i] == \old(highPg[i]));
      @*/
    /*+KEY@ assignable lowPg[*], highPg[*], image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable lowPg[*], highPg[*], image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeDoses(Image image) {
        image.series(lowPg, 0, DOSE_MAX_PG);
        image.series(highPg, 0, DOSE_MAX_PG);
    }

    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && replacedAtMs != null && replacedAtCreditMs != null;
      @   requires image.words != replacedAtMs && image.words != replacedAtCreditMs && replacedAtMs != replacedAtCreditMs;
      @   requires replacedAtMs.length == 8 && replacedAtCreditMs.length == 8;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= replacedAtMs[i] && replacedAtMs[i] <= 10000000000000L);
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= replacedAtCreditMs[i] && replacedAtCreditMs[i] <= 10000000000000L);
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 16;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2032 && (\forall int i; 0 <= i && i < 8; replacedAtMs[i] <= nowMs && replacedAtCreditMs[i] <= creditMs) ==> image.misfitCount == 0;
      @   ensures image.loading ==> (\forall int i; 0 <= i && i < 8; replacedAtMs[i] <= nowMs && replacedAtCreditMs[i] <= creditMs);
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= replacedAtMs[i] && replacedAtMs[i] <= 10000000000000L);
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= replacedAtCreditMs[i] && replacedAtCreditMs[i] <= 10000000000000L);
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 8; replacedAtMs[i] == \old(replacedAtMs[i]));
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 8; replacedAtCreditMs[i] == \old(replacedAtCreditMs[i]));
      @*/
    /*+KEY@ assignable replacedAtMs[*], replacedAtCreditMs[*], image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable replacedAtMs[*], replacedAtCreditMs[*], image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeTimes(Image image, long nowMs, long creditMs) {
        image.series(replacedAtMs, 0, nowMs);
        image.series(replacedAtCreditMs, 0, creditMs);
    }
}
