package org.itb.kernel;

/**
 * The boluses that still count, newest first, each charged in full from its start until 24 h (for the hour:
 * 1 h) after its end (SR-06, SR-07, SR-21, D-01). It holds sixteen; when it is full the two oldest become one:
 * charges added, later end kept, so that drug counts longer than it must and never shorter (K-05). Charges
 * are pg; times are on the full clock.
 */
public class DoseLedger {
    /** How many boluses are held apart. */
    public static final int HELD_COUNT = 16;
    /** No charge is above P07: every limit is below it, so what is cut off could not have fitted. */
    public static final long CHARGE_MAX_PG = 5000000000L;

    /*@ spec_public @*/ private final long[] dayChargePg;
    /*@ spec_public @*/ private final long[] hourChargePg;
    /*@ spec_public @*/ private final long[] endMs;
    /*@ spec_public @*/ private int held;

    /*@ public ghost long newestPg; @*/
    /*@ public ghost long newestEndMs; @*/
    /*+KEY@ accessible \inv: this.*, dayChargePg[*], hourChargePg[*], endMs[*]; @*/
    /*+KEY@ private invariant dayChargePg != null && hourChargePg != null && endMs != null; @*/
    /*+OPENJML@ public invariant dayChargePg != null && hourChargePg != null && endMs != null; @*/
    /*+KEY@ private invariant dayChargePg != hourChargePg && dayChargePg != endMs && hourChargePg != endMs; @*/
    /*+OPENJML@ public invariant dayChargePg != hourChargePg && dayChargePg != endMs && hourChargePg != endMs; @*/
    /*+KEY@ private invariant dayChargePg.length == 16 && hourChargePg.length == 16 && endMs.length == 16; @*/
    /*+OPENJML@ public invariant dayChargePg.length == 16 && hourChargePg.length == 16 && endMs.length == 16; @*/
    /*+KEY@ private invariant 0 <= held && held <= 16; @*/
    /*+OPENJML@ public invariant 0 <= held && held <= 16; @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < dayChargePg.length; 0 <= dayChargePg[i] && dayChargePg[i] <= 5000000000L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < dayChargePg.length; 0 <= dayChargePg[i] && dayChargePg[i] <= 5000000000L); @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < hourChargePg.length; 0 <= hourChargePg[i] && hourChargePg[i] <= 5000000000L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < hourChargePg.length; 0 <= hourChargePg[i] && hourChargePg[i] <= 5000000000L); @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < endMs.length; 0 <= endMs[i] && endMs[i] <= 10000043200000L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < endMs.length; 0 <= endMs[i] && endMs[i] <= 10000043200000L); @*/
    /*+KEY@ private invariant newestPg == dayChargePg[0] && newestEndMs == endMs[0]; @*/
    /*+OPENJML@ public invariant newestPg == dayChargePg[0] && newestEndMs == endMs[0]; @*/

    /*@ public normal_behavior
      @   ensures held == 0 && \fresh(dayChargePg) && \fresh(hourChargePg) && \fresh(endMs);
      @   ensures newestPg == 0 && newestEndMs == 0;
      @   assignable \nothing;
      @*/
    public DoseLedger() {
        this.dayChargePg = new long[HELD_COUNT];
        this.hourChargePg = new long[HELD_COUNT];
        this.endMs = new long[HELD_COUNT];
        /*@ set newestPg = dayChargePg[0]; @*/
        /*@ set newestEndMs = endMs[0]; @*/
    }

    /** SR-06: what counts in the day, in pg. */
    // [impl->req~SR-06~1]
    // [contract->req~SR-06~1]
    /*@ public normal_behavior // SR-06
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures 0 <= \result && \result <= 80000000000L;
      @   ensures (\forall int i; 0 <= i && i < held; endMs[i] + 86400000L > nowMs ==> dayChargePg[i] <= \result);
      @*/
    /*+KEY@ ensures \result == (\sum int i; 0 <= i && i < held; endMs[i] + 86400000L > nowMs ? dayChargePg[i] : 0); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long dayPg(long nowMs) {
        return heldDayPg(nowMs);
    }

    /*@ private normal_behavior
      @   requires endMs != null && dayChargePg != null && 0 <= held && held <= 16 && held <= endMs.length && held <= dayChargePg.length;
      @   requires (\forall int i; 0 <= i && i < held; 0 <= dayChargePg[i] && dayChargePg[i] <= 5000000000L);
      @   requires (\forall int i; 0 <= i && i < held; 0 <= endMs[i] && endMs[i] <= 10000043200000L);
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures 0 <= \result && \result <= 80000000000L;
      @   ensures (\forall int i; 0 <= i && i < held; endMs[i] + 86400000L > nowMs ==> dayChargePg[i] <= \result);
      @*/
    /*+KEY@ ensures \result == (\sum int i; 0 <= i && i < held; endMs[i] + 86400000L > nowMs ? dayChargePg[i] : 0); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ long heldDayPg(long nowMs) {
        long sum = 0;
        /*@ loop_invariant 0 <= i && i <= held && held <= 16 && 0 <= sum && sum <= 5000000000L * i;
          @ loop_invariant (\forall int k; 0 <= k && k < i; endMs[k] + 86400000L > nowMs ==> dayChargePg[k] <= sum);
          @ decreases held - i;
          @*/
        /*+KEY@ loop_invariant sum == (\sum int k; 0 <= k && k < i; endMs[k] + 86400000L > nowMs ? dayChargePg[k] : 0); @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, sum; @*/
        for (int i = 0; i < held; i++) {
            if (endMs[i] + Parameters.DAY_MS > nowMs) {
                sum = sum + dayChargePg[i];
            }
        }
        return sum;
    }

    /** SR-07: what counts in the hour, in pg. */
    // [impl->req~SR-07~1]
    // [contract->req~SR-07~1]
    /*@ public normal_behavior // SR-07
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures 0 <= \result && \result <= 80000000000L;
      @   ensures (\forall int i; 0 <= i && i < held; endMs[i] + 3600000L > nowMs ==> hourChargePg[i] <= \result);
      @*/
    /*+KEY@ ensures \result == (\sum int i; 0 <= i && i < held; endMs[i] + 3600000L > nowMs ? hourChargePg[i] : 0); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long hourPg(long nowMs) {
        return heldHourPg(nowMs);
    }

    /*@ private normal_behavior
      @   requires endMs != null && hourChargePg != null && 0 <= held && held <= 16 && held <= endMs.length && held <= hourChargePg.length;
      @   requires (\forall int i; 0 <= i && i < held; 0 <= hourChargePg[i] && hourChargePg[i] <= 5000000000L);
      @   requires (\forall int i; 0 <= i && i < held; 0 <= endMs[i] && endMs[i] <= 10000043200000L);
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures 0 <= \result && \result <= 80000000000L;
      @   ensures (\forall int i; 0 <= i && i < held; endMs[i] + 3600000L > nowMs ==> hourChargePg[i] <= \result);
      @*/
    /*+KEY@ ensures \result == (\sum int i; 0 <= i && i < held; endMs[i] + 3600000L > nowMs ? hourChargePg[i] : 0); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ long heldHourPg(long nowMs) {
        long sum = 0;
        /*@ loop_invariant 0 <= i && i <= held && held <= 16 && 0 <= sum && sum <= 5000000000L * i;
          @ loop_invariant (\forall int k; 0 <= k && k < i; endMs[k] + 3600000L > nowMs ==> hourChargePg[k] <= sum);
          @ decreases held - i;
          @*/
        /*+KEY@ loop_invariant sum == (\sum int k; 0 <= k && k < i; endMs[k] + 3600000L > nowMs ? hourChargePg[k] : 0); @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, sum; @*/
        for (int i = 0; i < held; i++) {
            if (endMs[i] + Parameters.HOUR_MS > nowMs) {
                sum = sum + hourChargePg[i];
            }
        }
        return sum;
    }

    /** SR-21: a bolus is charged in full when it starts. */
    // [impl->req~SR-21~1]
    // [contract->req~SR-21~1]
    /*@ public normal_behavior // SR-21
      @   requires 0 <= dayPg && dayPg <= 5000000000L && 0 <= hourPg && hourPg <= 5000000000L;
      @   requires 0 <= nowMs && nowMs <= endsAtMs && endsAtMs <= 10000043200000L && nowMs <= 10000000000000L;
      @   ensures dayChargePg[0] == dayPg && hourChargePg[0] == hourPg && endMs[0] == endsAtMs;
      @   ensures held == (\old(held) < 16 ? \old(held) + 1 : 16);
      @   ensures newestPg == dayPg && newestEndMs == endsAtMs;
      @   assignable newestPg, newestEndMs, dayChargePg[*], hourChargePg[*], endMs[*], held;
      @*/
    public void charge(long dayPg, long hourPg, long nowMs, long endsAtMs) {
        push(dayPg, hourPg, nowMs, endsAtMs);
        /*@ set newestPg = dayChargePg[0]; @*/
        /*@ set newestEndMs = endMs[0]; @*/
    }

    /** No charge that still counts is lost or lessened: sixteen move on, and of seventeen two become one. */
    // [contract->req~SR-06~1] [contract->req~SR-07~1] [contract->req~SR-21~1]
    /*@ private normal_behavior // SR-06, SR-07, SR-21
      @   requires dayChargePg != null && hourChargePg != null && endMs != null;
      @   requires dayChargePg != hourChargePg && dayChargePg != endMs && hourChargePg != endMs;
      @   requires dayChargePg.length == 16 && hourChargePg.length == 16 && endMs.length == 16 && 0 <= held && held <= 16;
      @   requires (\forall int i; 0 <= i && i < 16; 0 <= dayChargePg[i] && dayChargePg[i] <= 5000000000L);
      @   requires (\forall int i; 0 <= i && i < 16; 0 <= hourChargePg[i] && hourChargePg[i] <= 5000000000L);
      @   requires (\forall int i; 0 <= i && i < 16; 0 <= endMs[i] && endMs[i] <= 10000043200000L);
      @   requires 0 <= dayPg && dayPg <= 5000000000L && 0 <= hourPg && hourPg <= 5000000000L;
      @   requires 0 <= endsAtMs && endsAtMs <= 10000043200000L && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures (\forall int i; 0 <= i && i < 16; 0 <= dayChargePg[i] && dayChargePg[i] <= 5000000000L);
      @   ensures (\forall int i; 0 <= i && i < 16; 0 <= hourChargePg[i] && hourChargePg[i] <= 5000000000L);
      @   ensures (\forall int i; 0 <= i && i < 16; 0 <= endMs[i] && endMs[i] <= 10000043200000L);
      @   ensures dayChargePg[0] == dayPg && hourChargePg[0] == hourPg && endMs[0] == endsAtMs;
      @   ensures held == (\old(held) < 16 ? \old(held) + 1 : 16);
      @   assignable dayChargePg[*], hourChargePg[*], endMs[*], held;
      @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i < 15; dayChargePg[i] == \old(dayChargePg[i - 1])
      @       && hourChargePg[i] == \old(hourChargePg[i - 1]) && endMs[i] == \old(endMs[i - 1]));
      @   ensures \old(endMs[14]) <= endMs[15] && (\old(held) == 16 ==> \old(endMs[15]) <= endMs[15]);
      @   ensures endMs[15] == \old(endMs[14]) || \old(held) == 16 && endMs[15] == \old(endMs[15]);
      @   ensures \old(held) < 16 || \old(endMs[15]) + 86400000L <= nowMs ==> dayChargePg[15] == \old(dayChargePg[14]);
      @   ensures \old(held) == 16 && \old(endMs[15]) + 86400000L > nowMs && \old(dayChargePg[14]) + \old(dayChargePg[15]) <= 5000000000L
      @       ==> dayChargePg[15] == \old(dayChargePg[14]) + \old(dayChargePg[15]);
      @   ensures \old(held) == 16 && \old(endMs[15]) + 86400000L > nowMs && \old(dayChargePg[14]) + \old(dayChargePg[15]) > 5000000000L
      @       ==> dayChargePg[15] == 5000000000L;
      @   ensures \old(held) < 16 || \old(endMs[15]) + 3600000L <= nowMs ==> hourChargePg[15] == \old(hourChargePg[14]);
      @   ensures \old(held) == 16 && \old(endMs[15]) + 3600000L > nowMs && \old(hourChargePg[14]) + \old(hourChargePg[15]) <= 5000000000L
      @       ==> hourChargePg[15] == \old(hourChargePg[14]) + \old(hourChargePg[15]);
      @   ensures \old(held) == 16 && \old(endMs[15]) + 3600000L > nowMs && \old(hourChargePg[14]) + \old(hourChargePg[15]) > 5000000000L
      @       ==> hourChargePg[15] == 5000000000L; @*/
    private /*@ helper @*/ void push(long dayPg, long hourPg, long nowMs, long endsAtMs) {
        makeRoom(nowMs);
        shiftIn(dayPg, hourPg, endsAtMs);
    }

    /** Every entry moves one place towards the oldest, which is lost, and a new one takes the first. */
    /*@ private normal_behavior
      @   requires dayChargePg != null && hourChargePg != null && endMs != null;
      @   requires dayChargePg != hourChargePg && dayChargePg != endMs && hourChargePg != endMs;
      @   requires dayChargePg.length == 16 && hourChargePg.length == 16 && endMs.length == 16 && 0 <= held && held <= 16;
      @   requires 0 <= dayPg && dayPg <= 5000000000L && 0 <= hourPg && hourPg <= 5000000000L && 0 <= endsAtMs && endsAtMs <= 10000043200000L;
      @   requires (\forall int i; 0 <= i && i < 16; 0 <= dayChargePg[i] && dayChargePg[i] <= 5000000000L);
      @   requires (\forall int i; 0 <= i && i < 16; 0 <= hourChargePg[i] && hourChargePg[i] <= 5000000000L);
      @   requires (\forall int i; 0 <= i && i < 16; 0 <= endMs[i] && endMs[i] <= 10000043200000L);
      @   ensures (\forall int i; 0 <= i && i < 16; 0 <= dayChargePg[i] && dayChargePg[i] <= 5000000000L);
      @   ensures (\forall int i; 0 <= i && i < 16; 0 <= hourChargePg[i] && hourChargePg[i] <= 5000000000L);
      @   ensures (\forall int i; 0 <= i && i < 16; 0 <= endMs[i] && endMs[i] <= 10000043200000L);
      @   ensures dayChargePg[0] == dayPg && hourChargePg[0] == hourPg && endMs[0] == endsAtMs;
      @   ensures (\forall int i; 1 <= i && i < 16; dayChargePg[i] == \old(dayChargePg[i - 1]));
      @   ensures (\forall int i; 1 <= i && i < 16; hourChargePg[i] == \old(hourChargePg[i - 1]));
      @   ensures (\forall int i; 1 <= i && i < 16; endMs[i] == \old(endMs[i - 1]));
      @   ensures held == (\old(held) < 16 ? \old(held) + 1 : 16);
      @   assignable dayChargePg[*], hourChargePg[*], endMs[*], held;
      @*/
    private /*@ helper @*/ void shiftIn(long dayPg, long hourPg, long endsAtMs) {
        Arithmetic.push(dayChargePg, dayPg);
        Arithmetic.push(hourChargePg, hourPg);
        Arithmetic.push(endMs, endsAtMs);
        held = (int) Arithmetic.min(held + 1, HELD_COUNT);
    }

    /** Where no place is free, two become one. */
    // [contract->req~SR-06~1] [contract->req~SR-07~1]
    /*@ private normal_behavior // SR-06, SR-07
      @   requires dayChargePg != null && hourChargePg != null && endMs != null;
      @   requires dayChargePg != hourChargePg && dayChargePg != endMs && hourChargePg != endMs;
      @   requires dayChargePg.length == 16 && hourChargePg.length == 16 && endMs.length == 16;
      @   requires (\forall int i; 0 <= i && i < 16; 0 <= dayChargePg[i] && dayChargePg[i] <= 5000000000L);
      @   requires (\forall int i; 0 <= i && i < 16; 0 <= hourChargePg[i] && hourChargePg[i] <= 5000000000L);
      @   requires (\forall int i; 0 <= i && i < 16; 0 <= endMs[i] && endMs[i] <= 10000043200000L);
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures (\forall int i; 0 <= i && i < 16; 0 <= dayChargePg[i] && dayChargePg[i] <= 5000000000L);
      @   ensures (\forall int i; 0 <= i && i < 16; 0 <= hourChargePg[i] && hourChargePg[i] <= 5000000000L);
      @   ensures (\forall int i; 0 <= i && i < 16; 0 <= endMs[i] && endMs[i] <= 10000043200000L);
      @   assignable dayChargePg[14], hourChargePg[14], endMs[14];
      @*/
    /*+OPENJML@ ensures held < 16 ==> dayChargePg[14] == \old(dayChargePg[14]) && hourChargePg[14] == \old(hourChargePg[14]) && endMs[14] == \old(endMs[14]);
      @   ensures \old(endMs[14]) <= endMs[14] && (held == 16 ==> endMs[15] <= endMs[14]) && (endMs[14] == \old(endMs[14]) || endMs[14] == endMs[15]);
      @   ensures \old(dayChargePg[14]) <= dayChargePg[14] && (endMs[15] + 86400000L <= nowMs ==> dayChargePg[14] == \old(dayChargePg[14]));
      @   ensures held == 16 && endMs[15] + 86400000L > nowMs && \old(dayChargePg[14]) + dayChargePg[15] <= 5000000000L ==> dayChargePg[14] == \old(dayChargePg[14]) + dayChargePg[15];
      @   ensures held == 16 && endMs[15] + 86400000L > nowMs && \old(dayChargePg[14]) + dayChargePg[15] > 5000000000L ==> dayChargePg[14] == 5000000000L;
      @   ensures \old(hourChargePg[14]) <= hourChargePg[14] && (endMs[15] + 3600000L <= nowMs ==> hourChargePg[14] == \old(hourChargePg[14]));
      @   ensures held == 16 && endMs[15] + 3600000L > nowMs && \old(hourChargePg[14]) + hourChargePg[15] <= 5000000000L ==> hourChargePg[14] == \old(hourChargePg[14]) + hourChargePg[15];
      @   ensures held == 16 && endMs[15] + 3600000L > nowMs && \old(hourChargePg[14]) + hourChargePg[15] > 5000000000L ==> hourChargePg[14] == 5000000000L; @*/
    private /*@ helper @*/ void makeRoom(long nowMs) {
        if (held == HELD_COUNT) {
            mergeOldest(nowMs);
        }
    }

    /** K-05: the second oldest takes over the oldest's charge, if that still counts, and keeps the later end. */
    // [contract->req~SR-06~1]
    /*@ private normal_behavior // SR-06
      @   requires dayChargePg != null && hourChargePg != null && endMs != null;
      @   requires dayChargePg != hourChargePg && dayChargePg != endMs && hourChargePg != endMs;
      @   requires dayChargePg.length == 16 && hourChargePg.length == 16 && endMs.length == 16;
      @   requires (\forall int i; 0 <= i && i < 16; 0 <= dayChargePg[i] && dayChargePg[i] <= 5000000000L);
      @   requires (\forall int i; 0 <= i && i < 16; 0 <= hourChargePg[i] && hourChargePg[i] <= 5000000000L);
      @   requires 0 <= endMs[14] && endMs[14] <= 10000043200000L;
      @   requires 0 <= endMs[15] && endMs[15] <= 10000043200000L && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \old(endMs[14]) <= endMs[14] && endMs[15] <= endMs[14] && (endMs[14] == \old(endMs[14]) || endMs[14] == endMs[15]);
      @   ensures \old(dayChargePg[14]) <= dayChargePg[14] && dayChargePg[14] <= 5000000000L && (endMs[15] + 86400000L <= nowMs ==> dayChargePg[14] == \old(dayChargePg[14]));
      @   ensures endMs[15] + 86400000L > nowMs && \old(dayChargePg[14]) + dayChargePg[15] <= 5000000000L ==> dayChargePg[14] == \old(dayChargePg[14]) + dayChargePg[15];
      @   ensures endMs[15] + 86400000L > nowMs && \old(dayChargePg[14]) + dayChargePg[15] > 5000000000L ==> dayChargePg[14] == 5000000000L;
      @   ensures \old(hourChargePg[14]) <= hourChargePg[14] && hourChargePg[14] <= 5000000000L && (endMs[15] + 3600000L <= nowMs ==> hourChargePg[14] == \old(hourChargePg[14]));
      @   ensures endMs[15] + 3600000L > nowMs && \old(hourChargePg[14]) + hourChargePg[15] <= 5000000000L ==> hourChargePg[14] == \old(hourChargePg[14]) + hourChargePg[15];
      @   ensures endMs[15] + 3600000L > nowMs && \old(hourChargePg[14]) + hourChargePg[15] > 5000000000L ==> hourChargePg[14] == 5000000000L;
      @   assignable dayChargePg[14], hourChargePg[14], endMs[14];
      @*/
    private /*@ helper @*/ void mergeOldest(long nowMs) {
        int last = HELD_COUNT - 1;
        dayChargePg[last - 1] = mergedPg(endMs[last] + Parameters.DAY_MS <= nowMs, dayChargePg[last - 1], dayChargePg[last]);
        hourChargePg[last - 1] = mergedPg(endMs[last] + Parameters.HOUR_MS <= nowMs, hourChargePg[last - 1], hourChargePg[last]);
        endMs[last - 1] = Arithmetic.max(endMs[last - 1], endMs[last]);
    }

    /** Both charges as one, or the younger alone if the older counts no more. */
    // [contract->req~SR-06~1]
    /*@ private normal_behavior // SR-06
      @   requires 0 <= youngerPg && youngerPg <= 5000000000L && 0 <= olderPg && olderPg <= 5000000000L;
      @   ensures \result == (isOver ? youngerPg : olderPg < 5000000000L - youngerPg ? youngerPg + olderPg : 5000000000L);
      @   ensures youngerPg <= \result && \result <= 5000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long mergedPg(boolean isOver, long youngerPg, long olderPg) {
        if (isOver) { return youngerPg; }
        return Arithmetic.addUpTo(youngerPg, olderPg, CHARGE_MAX_PG);
    }

    /** D-11: a cancelled bolus keeps its whole charge, but its end is now. */
    // [contract->req~SR-20~1]
    /*@ public normal_behavior // SR-20
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures endMs[0] == (\old(endMs[0]) < nowMs ? \old(endMs[0]) : nowMs);
      @   ensures newestEndMs == (\old(newestEndMs) < nowMs ? \old(newestEndMs) : nowMs);
      @   assignable newestEndMs, endMs[0];
      @*/
    public void endNewest(long nowMs) {
        endMs[0] = Arithmetic.min(endMs[0], nowMs);
        /*@ set newestEndMs = endMs[0]; @*/
    }

    /** SR-54: saved or loaded. A bolus that has begun ends within the longest one from now. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires image.words != dayChargePg;
      @   requires image.words != hourChargePg;
      @   requires image.words != endMs;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 49;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 1999 && (\forall int i; 0 <= i && i < 16; endMs[i] <= nowMs + 43200000) ==> image.misfitCount == 0;
      @   ensures image.loading ==> (\forall int i; 0 <= i && i < 16; endMs[i] <= nowMs + 43200000);
      @   ensures !image.loading ==> held == \old(held);
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 16; dayChargePg[i] == \old(dayChargePg[i]));
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 16; hourChargePg[i] == \old(hourChargePg[i]));
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 16; endMs[i] == \old(endMs[i]));
      @   ensures !image.loading ==> newestPg == \old(newestPg) && newestEndMs == \old(newestEndMs);
      @*/
    /*+KEY@ assignable newestPg, newestEndMs, dayChargePg[*], hourChargePg[*], endMs[*], held, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable newestPg, newestEndMs, dayChargePg[*], hourChargePg[*], endMs[*], held, image.*, image.words[*]; @*/
    public void exchange(Image image, long nowMs) {
        exchangeCharges(image);
        image.series(endMs, 0, nowMs + Parameters.BOLUS_DURATION_MAX_MS);
        held = image.number(held, 0, HELD_COUNT);
        /*@ set newestPg = dayChargePg[0]; @*/
        /*@ set newestEndMs = endMs[0]; @*/
    }

    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && dayChargePg != null && hourChargePg != null;
      @   requires image.words != dayChargePg && image.words != hourChargePg && dayChargePg != hourChargePg;
      @   requires dayChargePg.length == 16 && hourChargePg.length == 16;
      @   requires (\forall int i; 0 <= i && i < 16; 0 <= dayChargePg[i] && dayChargePg[i] <= 5000000000L);
      @   requires (\forall int i; 0 <= i && i < 16; 0 <= hourChargePg[i] && hourChargePg[i] <= 5000000000L);
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 32;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2016 ==> image.misfitCount == 0;
      @   ensures (\forall int i; 0 <= i && i < 16; 0 <= dayChargePg[i] && dayChargePg[i] <= 5000000000L);
      @   ensures (\forall int i; 0 <= i && i < 16; 0 <= hourChargePg[i] && hourChargePg[i] <= 5000000000L);
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 16; dayChargePg[i] == \old(dayChargePg[i]));
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 16; hourChargePg[i] == \old(hourChargePg[i]));
      @*/
    /*+KEY@ assignable dayChargePg[*], hourChargePg[*], image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable dayChargePg[*], hourChargePg[*], image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeCharges(Image image) {
        image.series(dayChargePg, 0, CHARGE_MAX_PG);
        image.series(hourChargePg, 0, CHARGE_MAX_PG);
    }
}
