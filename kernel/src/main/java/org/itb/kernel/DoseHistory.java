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

    /*@ spec_public @*/ private final long[] lowPg;
    /*@ spec_public @*/ private final long[] highPg;
    /*@ spec_public @*/ private final long[] replacedAtMs;
    /*@ spec_public @*/ private final long[] replacedAtCreditMs;
    /*@ spec_public @*/ private int held;

    /*+KEY@ accessible \inv: this.*, lowPg[*], highPg[*], replacedAtMs[*], replacedAtCreditMs[*]; @*/
    /*@ public invariant lowPg != null && highPg != null && replacedAtMs != null && replacedAtCreditMs != null; @*/
    /*@ public invariant lowPg != highPg && lowPg != replacedAtMs && lowPg != replacedAtCreditMs; @*/
    /*@ public invariant highPg != replacedAtMs && highPg != replacedAtCreditMs && replacedAtMs != replacedAtCreditMs; @*/
    /*+KEY@ private invariant lowPg.length == 8 && highPg.length == 8 && replacedAtMs.length == 8 && replacedAtCreditMs.length == 8; @*/
    /*+OPENJML@ public invariant lowPg.length == 8 && highPg.length == 8 && replacedAtMs.length == 8 && replacedAtCreditMs.length == 8; @*/
    /*@ public invariant 0 <= held && held <= 8; @*/
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
    /*@ public normal_behavior // SR-09
      @   requires 0 <= presentPg && presentPg <= 96000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures 0 <= \result && \result <= presentPg;
      @   ensures (\forall int i; 0 <= i && i < held; creditMs - replacedAtCreditMs[i] < 86400000 ==> \result <= lowPg[i]);
      @   ensures \result == presentPg || (\exists int i; 0 <= i && i < held;
      @       creditMs - replacedAtCreditMs[i] < 86400000 && \result == lowPg[i]);
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long lowestPg(long presentPg, long creditMs) {
        long lowest = presentPg;
        /*@ loop_invariant 0 <= i && i <= held && 0 <= lowest && lowest <= presentPg;
          @ loop_invariant (\forall int k; 0 <= k && k < i; creditMs - replacedAtCreditMs[k] < 86400000 ==> lowest <= lowPg[k]);
          @ loop_invariant lowest == presentPg || (\exists int k; 0 <= k && k < i;
          @     creditMs - replacedAtCreditMs[k] < 86400000 && lowest == lowPg[k]);
          @ decreases held - i;
          @*/
        /*+KEY@ assignable \nothing; @*/
        /*+OPENJML@ loop_assigns i, lowest; @*/
        for (int i = 0; i < held; i++) {
            if (creditMs - replacedAtCreditMs[i] < Parameters.DAY_MS) {
                lowest = Arithmetic.min(lowest, lowPg[i]);
            }
        }
        return lowest;
    }

    /** D-02: the highest of the present dose and those in force in the 24 h that end at a time. */
    /*@ public normal_behavior // SR-06
      @   requires 0 <= presentPg && presentPg <= 96000000000L && 0 <= ends && ends <= 10000043200000L;
      @   ensures presentPg <= \result && \result <= 96000000000L;
      @   ensures (\forall int i; 0 <= i && i < held; ends - replacedAtMs[i] < 86400000 ==> \result >= highPg[i]);
      @   ensures \result == presentPg || (\exists int i; 0 <= i && i < held;
      @       ends - replacedAtMs[i] < 86400000 && \result == highPg[i]);
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long highestPg(long presentPg, long ends) {
        long highest = presentPg;
        /*@ loop_invariant 0 <= i && i <= held && presentPg <= highest && highest <= 96000000000L;
          @ loop_invariant (\forall int k; 0 <= k && k < i; ends - replacedAtMs[k] < 86400000 ==> highest >= highPg[k]);
          @ loop_invariant highest == presentPg || (\exists int k; 0 <= k && k < i;
          @     ends - replacedAtMs[k] < 86400000 && highest == highPg[k]);
          @ decreases held - i;
          @*/
        /*+KEY@ assignable \nothing; @*/
        /*+OPENJML@ loop_assigns i, highest; @*/
        for (int i = 0; i < held; i++) {
            if (ends - replacedAtMs[i] < Parameters.DAY_MS) {
                highest = Arithmetic.max(highest, highPg[i]);
            }
        }
        return highest;
    }

    /** A dose is replaced by another now. */
    /*@ public normal_behavior // SR-09
      @   requires 0 <= dosePg && dosePg <= 96000000000L;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures lowPg[0] == dosePg && highPg[0] == dosePg && replacedAtMs[0] == nowMs && replacedAtCreditMs[0] == creditMs;
      @   ensures held == (\old(held) < 8 ? \old(held) + 1 : 8);
      @   assignable lowPg[*], highPg[*], replacedAtMs[*], replacedAtCreditMs[*], held;
      @*/
    public void replaced(long dosePg, long nowMs, long creditMs) {
        if (held == HELD_COUNT) {
            makeRoom(nowMs, creditMs);
        }
        /*@ loop_invariant 0 <= i && i <= 7;
          @ loop_invariant (\forall int k; 0 <= k && k < 8; 0 <= lowPg[k] && lowPg[k] <= 96000000000L);
          @ loop_invariant (\forall int k; 0 <= k && k < 8; 0 <= highPg[k] && highPg[k] <= 96000000000L);
          @ loop_invariant (\forall int k; 0 <= k && k < 8; 0 <= replacedAtMs[k] && replacedAtMs[k] <= 10000000000000L);
          @ loop_invariant (\forall int k; 0 <= k && k < 8; 0 <= replacedAtCreditMs[k] && replacedAtCreditMs[k] <= 10000000000000L);
          @ decreases i;
          @*/
        /*+KEY@ assignable lowPg[*], highPg[*], replacedAtMs[*], replacedAtCreditMs[*]; @*/
        /*+OPENJML@ loop_assigns i, lowPg[*], highPg[*], replacedAtMs[*], replacedAtCreditMs[*]; @*/
        for (int i = HELD_COUNT - 1; i > 0; i--) {
            lowPg[i] = lowPg[i - 1];
            highPg[i] = highPg[i - 1];
            replacedAtMs[i] = replacedAtMs[i - 1];
            replacedAtCreditMs[i] = replacedAtCreditMs[i - 1];
        }
        lowPg[0] = dosePg;
        highPg[0] = dosePg;
        replacedAtMs[0] = nowMs;
        replacedAtCreditMs[0] = creditMs;
        held = (int) Arithmetic.min(held + 1, HELD_COUNT);
    }

    /** K-05: the second oldest takes the oldest in, as far as that still counts. */
    /*@ private normal_behavior // SR-09
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures lowPg[6] <= \old(lowPg[6]) && highPg[6] >= \old(highPg[6]);
      @   assignable lowPg[6], highPg[6];
      @*/
    private void makeRoom(long nowMs, long creditMs) {
        int last = HELD_COUNT - 1;
        if (creditMs - replacedAtCreditMs[last] < Parameters.DAY_MS) {
            lowPg[last - 1] = Arithmetic.min(lowPg[last - 1], lowPg[last]);
        }
        if (nowMs - replacedAtMs[last] < Parameters.DAY_MS) {
            highPg[last - 1] = Arithmetic.max(highPg[last - 1], highPg[last]);
        }
    }

    /** D-39e: after a restart its dose is the reference of the next increase, whatever was in force before. */
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
}
