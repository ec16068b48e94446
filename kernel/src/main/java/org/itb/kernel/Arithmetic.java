package org.itb.kernel;

/**
 * Whole-number arithmetic that cannot overflow, with the direction of each rounding in its name (SR-56).
 * Volumes that flow at a rate are carried exactly as a <em>load</em>, rate × time in nL·ms/h: 3,600,000 of
 * them are one nanolitre.
 */
public final class Arithmetic {
    /** nL·ms/h in one nL. */
    public static final int LOAD_PER_NL = 3600000;

    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private Arithmetic() { }

    /*@ public normal_behavior
      @   requires lo <= hi;
      @   ensures \result == (v < lo ? lo : v > hi ? hi : v);
      @   ensures lo <= \result && \result <= hi;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long clamp(long v, long lo, long hi) {
        if (v < lo) { return lo; }
        if (v > hi) { return hi; }
        return v;
    }

    /*@ public normal_behavior
      @   ensures \result == (a < b ? a : b);
      @   ensures \result <= a && \result <= b;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long min(long a, long b) { return a < b ? a : b; }

    /*@ public normal_behavior
      @   ensures \result == (a < b ? b : a);
      @   ensures a <= \result && b <= \result;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long max(long a, long b) { return a < b ? b : a; }

    /** The earlier of two times, 0 meaning none. */
    /*@ public normal_behavior
      @   requires 0 <= aMs && 0 <= bMs;
      @   ensures \result == (aMs == 0 ? bMs : bMs == 0 ? aMs : bMs < aMs ? bMs : aMs);
      @   ensures 0 <= \result && (aMs <= 20000000000000L && bMs <= 20000000000000L ==> \result <= 20000000000000L);
      @   ensures (0 < aMs ==> 0 < \result && \result <= aMs) && (0 < bMs ==> 0 < \result && \result <= bMs);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long sooner(long aMs, long bMs) {
        if (aMs == 0) { return bMs; }
        if (bMs == 0) { return aMs; }
        return min(aMs, bMs);
    }

    /** a − b, but never below 0. */
    /*@ public normal_behavior
      @   requires 0 <= a && 0 <= b;
      @   ensures \result == (a < b ? 0 : a - b);
      @   ensures 0 <= \result && \result <= a;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long minus(long a, long b) { return a < b ? 0 : a - b; }

    /** a + b, but never above the cap. */
    /*@ public normal_behavior
      @   requires 0 <= a && a <= cap && 0 <= b && cap <= 1000000000000000000L;
      @   ensures \result == (b < cap - a ? a + b : cap);
      @   ensures a <= \result && \result <= cap;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long addUpTo(long a, long b, long cap) { return b < cap - a ? a + b : cap; }

    /** |a − b| for values whose difference cannot overflow. */
    /*@ public normal_behavior
      @   requires -2000000000000000L <= a && a <= 2000000000000000L;
      @   requires -2000000000000000L <= b && b <= 2000000000000000L;
      @   ensures \result == (a < b ? b - a : a - b);
      @   ensures 0 <= \result && \result <= 4000000000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long distance(long a, long b) { return a < b ? b - a : a - b; }

    /** The product of two values that cannot overflow. */
    /*@ public normal_behavior
      @   requires 0 <= a && a <= 100000000000L && 0 <= b && b <= 90000000;
      @   ensures \result == a * b && 0 <= \result;
      @   ensures 1 <= a ==> b <= \result;
      @   ensures a <= 1000000 ==> \result <= 1000000 * b;
      @   ensures a <= 40000000 ==> \result <= 40000000 * b;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long product(long a, long b) { return a * b; }

    /** How often one value goes into another, rounded down. */
    /*@ public normal_behavior
      @   requires 0 <= dividend && 1 <= divisor;
      @   ensures 0 <= \result && \result <= dividend;
      @   ensures \result * divisor <= dividend && dividend - \result * divisor < divisor;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long quotient(long dividend, long divisor) { return dividend / divisor; }

    /** Whole nL of a load, rounded down: what has certainly been delivered. */
    /*@ public normal_behavior
      @   requires 0 <= loadNlMsPerH && loadNlMsPerH <= 1000000000000000000L;
      @   ensures \result * 3600000L <= loadNlMsPerH && loadNlMsPerH - \result * 3600000L < 3600000L;
      @   ensures 0 <= \result && \result <= 277777777778L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long floorNl(long loadNlMsPerH) { return loadNlMsPerH / LOAD_PER_NL; }

    /** Whole nL of a load, rounded up: what may have been delivered. */
    /*@ public normal_behavior
      @   requires 0 <= loadNlMsPerH && loadNlMsPerH <= 1000000000000000000L;
      @   ensures loadNlMsPerH <= \result * 3600000L && \result * 3600000L - loadNlMsPerH < 3600000L;
      @   ensures 0 <= \result && \result <= 277777777778L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long ceilNl(long loadNlMsPerH) {
        return (loadNlMsPerH + (LOAD_PER_NL - 1)) / LOAD_PER_NL;
    }

    /** Drug in a load at a concentration, in pg, rounded up: exposure is never understated (D-17). */
    /*@ public normal_behavior
      @   requires 0 <= loadNlMsPerH && loadNlMsPerH <= 86400000000000L;
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   ensures loadNlMsPerH * concentrationUgPerMl <= \result * 3600000L;
      @   ensures \result * 3600000L - loadNlMsPerH * concentrationUgPerMl < 3600000L;
      @   ensures 0 <= \result && \result <= 96000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long ceilPg(long loadNlMsPerH, int concentrationUgPerMl) {
        return (loadNlMsPerH * concentrationUgPerMl + (LOAD_PER_NL - 1)) / LOAD_PER_NL;
    }

    /** Volume with P21 added, rounded up: what the motor may have delivered at the bad end of its accuracy. */
    /*@ public normal_behavior
      @   requires 0 <= volumeNl && volumeNl <= 1000000000000000L;
      @   ensures volumeNl * 1145L <= \result * 1000L && \result * 1000L - volumeNl * 1145L < 1000L;
      @   ensures volumeNl <= \result && \result <= 1145000000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long ceilWithAccuracyNl(long volumeNl) {
        return (volumeNl * (1000 + Parameters.ACCURACY_PER_MILLE) + 999) / 1000;
    }

    /** What flows at a rate in a time, exactly. */
    /*@ public normal_behavior
      @   requires 0 <= rateNlPerH && rateNlPerH <= 1000000 && 0 <= lastsMs && lastsMs <= 315360000000L;
      @   ensures \result == rateNlPerH * lastsMs;
      @   ensures 0 <= \result && \result <= 1000000L * lastsMs;
      @   ensures 2000 <= rateNlPerH ==> 2000L * lastsMs <= \result;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long loadNlMsPerH(int rateNlPerH, long lastsMs) { return rateNlPerH * lastsMs; }

    /** What flows on a number of equal days, exactly. */
    /*@ public normal_behavior
      @   requires 0 <= days && days <= 3650 && 0 <= dayLoadNlMsPerH && dayLoadNlMsPerH <= 86400000000000L;
      @   ensures \result == days * dayLoadNlMsPerH;
      @   ensures 0 <= \result && \result <= 86400000000000L * days;
      @   ensures 172800000000L <= dayLoadNlMsPerH ==> 172800000000L * days <= \result;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long loadOfDaysNlMsPerH(long days, long dayLoadNlMsPerH) { return days * dayLoadNlMsPerH; }

    /** Every entry moves one place towards the last, which is lost. */
    /*@ public normal_behavior
      @   requires values != null && 1 <= values.length;
      @   ensures (\forall int i; 1 <= i && i < values.length; values[i] == \old(values[i - 1]));
      @   assignable values[*];
      @*/
    public static void shift(long[] values) {
        /*@ loop_invariant 0 <= i && i < values.length;
          @ loop_invariant (\forall int k; 0 <= k && k <= i; values[k] == \old(values[k]));
          @ loop_invariant (\forall int k; i < k && k < values.length; values[k] == \old(values[k - 1]));
          @ decreases i;
          @*/
        /*+KEY@ assignable values[*]; @*/
        /*+OPENJML@ loop_assigns i, values[*]; @*/
        for (int i = values.length - 1; i > 0; i--) {
            values[i] = values[i - 1];
        }
    }

    /** Every entry moves one place towards the last, which is lost, and a new one takes the first. */
    /*@ public normal_behavior
      @   requires values != null && 1 <= values.length;
      @   ensures values[0] == first;
      @   ensures (\forall int i; 1 <= i && i < values.length; values[i] == \old(values[i - 1]));
      @   assignable values[*];
      @*/
    public static void push(long[] values, long first) {
        shift(values);
        values[0] = first;
    }

    /** Every entry becomes the one in the same place of another array. */
    /*@ public normal_behavior
      @   requires values != null && others != null && values != others && values.length == others.length;
      @   ensures (\forall int i; 0 <= i && i < values.length; values[i] == others[i]);
      @   assignable values[*];
      @*/
    public static void copy(int[] values, int[] others) {
        /*@ loop_invariant 0 <= i && i <= values.length;
          @ loop_invariant (\forall int k; 0 <= k && k < i; values[k] == others[k]);
          @ decreases values.length - i;
          @*/
        /*+KEY@ assignable values[*]; @*/
        /*+OPENJML@ loop_assigns i, values[*]; @*/
        for (int i = 0; i < values.length; i++) {
            values[i] = others[i];
        }
    }
}
