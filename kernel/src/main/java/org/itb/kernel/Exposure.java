package org.itb.kernel;

/**
 * What the motor may have delivered in the last hour and day, and what a change would add to it (SR-06, SR-07, SR-34,
 * K-25). The rules of dose judge programs and boluses as they were prescribed; this looks at the windows that lie
 * partly behind and partly ahead, so that no order of accepted commands can stack two peaks. Of commanded and
 * confirmed volume the larger counts. Windows begin at each minute (hour) and each quarter of an hour (day).
 *
 * <p>What counts is drug, not volume (SR-26): volumes behind are told in nL of the weakest legal drug that hold as much,
 * by the drug that left the tip when they flowed. Otherwise a new concentration would misjudge all that was before it.
 */
public class Exposure {
    /** No window holds more than 24 h of the strongest drug at P03, so what is beyond that need not be told apart. */
    public static final long BEHIND_MAX_NL = 96000000L;

    private static final int STRONGEST_COUNT = 4;
    private static final long COMMANDED_MAX_NL = 4000000000000L;
    private static final long CONFIRMED_MAX_NL = 1000000000000000L;

    private static final int QUARTER_HOUR_MS = 900000;
    private static final int DAY_MINUTES_COUNT = 1440;
    private static final long CLAIM_MAX_NL = 1000000000000L;

    /*@ spec_public @*/ private final FlowWindow hour;
    /*@ spec_public @*/ private final FlowWindow day;
    /*@ spec_public @*/ private long commandedNl;
    /*@ spec_public @*/ private long confirmedNl;
    /*@ spec_public @*/ private long commandedSumNl;
    /*@ spec_public @*/ private long confirmedSumNl;
    /*@ spec_public @*/ private long atMs;

    /*+KEY@ public ghost \locset inner; @*/
    /*+KEY@ public ghost \locset marks; @*/
    /*+KEY@ accessible \inv: this.*, inner; @*/
    /*+KEY@ private invariant hour != null && day != null && hour.commandedNl != null && hour.confirmedNl != null && day.commandedNl != null && day.confirmedNl != null; @*/
    /*+OPENJML@ public invariant hour != null && day != null && hour.commandedNl != null && hour.confirmedNl != null && day.commandedNl != null && day.confirmedNl != null; @*/
    /*+KEY@ private invariant \invariant_for(hour) && \invariant_for(day); @*/
    /*+OPENJML@ public invariant \invariant_for(hour) && \invariant_for(day); @*/
    /*+KEY@ private invariant hour != day; @*/
    /*+OPENJML@ public invariant hour != day; @*/
    /*+OPENJML@ public invariant hour.commandedNl != day.commandedNl && hour.confirmedNl != day.confirmedNl && hour.commandedNl != day.confirmedNl && hour.confirmedNl != day.commandedNl; @*/
    /*+KEY@ private invariant (Object) hour != (Object) this && (Object) day != (Object) this; @*/
    /*+KEY@ private invariant \disjoint(this.*, hour.inner) && \disjoint(this.*, day.inner) && \disjoint(hour.*, hour.inner) && \disjoint(hour.*, day.inner) && \disjoint(day.*, hour.inner) && \disjoint(day.*, day.inner) && \disjoint(hour.inner, day.inner); @*/
    // What KeY puts last in a union it no longer keeps as a subset of it; so these are a set of their own, which it puts first.
    /*+KEY@ private invariant marks == \set_union(hour.inner, day.inner); @*/
    /*+KEY@ private invariant inner == \set_union(marks, hour.*, day.*); @*/
    /*+KEY@ private invariant hour.commandedNl.length == 61 && hour.confirmedNl.length == 61 && hour.bucketMs == 60000 && day.commandedNl.length == 97 && day.confirmedNl.length == 97 && day.bucketMs == 900000; @*/
    /*+OPENJML@ public invariant hour.commandedNl.length == 61 && hour.confirmedNl.length == 61 && hour.bucketMs == 60000 && day.commandedNl.length == 97 && day.confirmedNl.length == 97 && day.bucketMs == 900000; @*/
    /*+KEY@ private invariant atMs < hour.nextEdgeMs && hour.nextEdgeMs <= atMs + 60000 && atMs < day.nextEdgeMs && day.nextEdgeMs <= atMs + 900000; @*/
    /*+OPENJML@ public invariant atMs < hour.nextEdgeMs && hour.nextEdgeMs <= atMs + 60000 && atMs < day.nextEdgeMs && day.nextEdgeMs <= atMs + 900000; @*/
    /*+KEY@ private invariant 0 <= commandedSumNl && commandedSumNl <= 4000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= commandedSumNl && commandedSumNl <= 4000000000000L; @*/
    /*+KEY@ private invariant 0 <= commandedNl && commandedNl <= 4000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= commandedNl && commandedNl <= 4000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000000000000L; @*/
    /*+KEY@ private invariant 0 <= atMs && atMs <= 10000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= atMs && atMs <= 10000000000000L; @*/
    /*+KEY@ private invariant 0 <= confirmedSumNl && confirmedSumNl <= 1000000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= confirmedSumNl && confirmedSumNl <= 1000000000000000L; @*/

    /*@ public normal_behavior
      @   ensures commandedNl == 0 && confirmedNl == 0 && commandedSumNl == 0 && confirmedSumNl == 0 && atMs == 0;
      @   assignable \nothing;
      @*/
    /*+KEY@ ensures \fresh(inner) && \disjoint(this.*, inner); @*/
    public Exposure() {
        this.hour = new FlowWindow(60000, 61);
        this.day = new FlowWindow(QUARTER_HOUR_MS, 97);
        /*+KEY@ set marks = \set_union(hour.inner, day.inner); @*/
        /*+KEY@ set inner = \set_union(marks, hour.*, day.*); @*/
    }

    /**
     * The pump's totals stand at these values now, and what has risen was this drug (SR-26), but for what primed an empty
     * path and left no tip (D-12). A tick longer than P33 counts as if its flow had been even.
     */
    // [impl->req~SR-34~1] [impl->req~SR-26~1]
    // [contract->req~SR-26~1] [contract->req~SR-34~1]
    /*@ public normal_behavior // SR-26, SR-34
      @   requires atMs <= nowMs && nowMs <= 10000000000000L;
      @   requires flownUgPerMl == 500 || flownUgPerMl == 1000 || flownUgPerMl == 2000;
      @   requires commandedNl <= commandedNowNl && commandedNowNl <= 4000000000000L;
      @   requires confirmedNl <= confirmedNowNl && confirmedNowNl <= 1000000000000000L;
      @   requires 0 <= primedNl && primedNl <= 1000000000000L;
      @   ensures commandedNl == commandedNowNl && confirmedNl == confirmedNowNl && atMs == nowMs;
      @   ensures primedNl == 0 && (commandedNowNl - \old(commandedNl)) * flownUgPerMl < (4000000000000L - \old(commandedSumNl)) * 500
      @       ==> (commandedSumNl - \old(commandedSumNl)) * 500 == (commandedNowNl - \old(commandedNl)) * flownUgPerMl;
      @   ensures primedNl == 0 && (confirmedNowNl - \old(confirmedNl)) * flownUgPerMl < (1000000000000000L - \old(confirmedSumNl)) * 500
      @       ==> (confirmedSumNl - \old(confirmedSumNl)) * 500 == (confirmedNowNl - \old(confirmedNl)) * flownUgPerMl;
      @*/
    /*+KEY@ assignable atMs, commandedNl, confirmedNl, commandedSumNl, confirmedSumNl, inner; @*/
    /*+OPENJML@ assignable atMs, commandedNl, confirmedNl, commandedSumNl, confirmedSumNl, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*]; @*/
    public void advance(long nowMs, long commandedNowNl, long confirmedNowNl, int flownUgPerMl, long primedNl) {
        long commandedThenNl = withDrugNl(commandedSumNl, commandedNowNl - commandedNl, primedNl, flownUgPerMl, COMMANDED_MAX_NL);
        long confirmedThenNl = withDrugNl(confirmedSumNl, confirmedNowNl - confirmedNl, primedNl, flownUgPerMl, CONFIRMED_MAX_NL);
        take(nowMs, commandedNowNl, confirmedNowNl, commandedThenNl, confirmedThenNl);
    }

    /** The pump's totals, and those in the weakest drug, stand at these values now. */
    // [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-34
      @   requires atMs <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= commandedNowNl && commandedNowNl <= 4000000000000L && 0 <= confirmedNowNl && confirmedNowNl <= 1000000000000000L;
      @   requires commandedSumNl <= commandedThenNl && commandedThenNl <= 4000000000000L;
      @   requires confirmedSumNl <= confirmedThenNl && confirmedThenNl <= 1000000000000000L;
      @   ensures commandedNl == commandedNowNl && confirmedNl == confirmedNowNl && atMs == nowMs;
      @   ensures commandedSumNl == commandedThenNl && confirmedSumNl == confirmedThenNl;
      @*/
    /*+KEY@ assignable atMs, commandedNl, confirmedNl, commandedSumNl, confirmedSumNl, inner; @*/
    /*+OPENJML@ assignable atMs, commandedNl, confirmedNl, commandedSumNl, confirmedSumNl, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*]; @*/
    private void take(long nowMs, long commandedNowNl, long confirmedNowNl, long commandedThenNl, long confirmedThenNl) {
        reach(nowMs, commandedThenNl, confirmedThenNl);
        commandedNl = commandedNowNl;
        confirmedNl = confirmedNowNl;
    }

    /** The totals stand at these values now; what a long tick brought flowed evenly. */
    // [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-34
      @   requires atMs <= nowMs && nowMs <= 10000000000000L;
      @   requires commandedSumNl <= commandedThenNl && commandedThenNl <= 4000000000000L;
      @   requires confirmedSumNl <= confirmedThenNl && confirmedThenNl <= 1000000000000000L;
      @   ensures commandedSumNl == commandedThenNl && confirmedSumNl == confirmedThenNl && atMs == nowMs;
      @*/
    /*+KEY@ assignable atMs, commandedSumNl, confirmedSumNl, hour.oldest, hour.nextEdgeMs, hour.commandedFromNl, hour.confirmedFromNl, hour.inner, day.oldest, day.nextEdgeMs, day.commandedFromNl, day.confirmedFromNl, day.inner; @*/
    /*+OPENJML@ assignable atMs, commandedSumNl, confirmedSumNl, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*]; @*/
    private void reach(long nowMs, long commandedThenNl, long confirmedThenNl) {
        if (nowMs - atMs >= Parameters.TICK_MAX_MS + 1) {
            spread(nowMs, commandedThenNl, confirmedThenNl);
        }
        mark(nowMs, commandedThenNl, confirmedThenNl);
    }

    /** A total, and a volume of this drug: in nL of the weakest drug, up to a bound that no pump reaches (K-17). */
    // [contract->req~SR-26~1]
    /*@ private normal_behavior // SR-26
      @   requires 0 <= sumNl && sumNl <= capNl && capNl <= 1000000000000000L && 0 <= risenNl && risenNl <= 1000000000000000L;
      @   requires 0 <= primedNl && primedNl <= 1000000000000L;
      @   requires flownUgPerMl == 500 || flownUgPerMl == 1000 || flownUgPerMl == 2000;
      @   ensures primedNl == 0 && risenNl * flownUgPerMl < (capNl - sumNl) * 500 ==> (\result - sumNl) * 500 == risenNl * flownUgPerMl;
      @   ensures primedNl == 0 && risenNl * flownUgPerMl >= (capNl - sumNl) * 500 ==> \result == capNl;
      @   ensures sumNl <= \result && \result <= capNl;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long withDrugNl(long sumNl, long risenNl, long primedNl, int flownUgPerMl, long capNl) {
        return Arithmetic.addUpTo(sumNl, Arithmetic.minus(risenNl, primedNl) * (flownUgPerMl / Parameters.CONC_LOW_UG_PER_ML), capNl);
    }

    /** Marks what a long tick's even flow had reached at each whole minute before its end, a day back at most. */
    // [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-34
      @   requires 60000 < nowMs - atMs && nowMs <= 10000000000000L;
      @   requires commandedSumNl <= commandedNowNl && commandedNowNl <= 4000000000000L;
      @   requires confirmedSumNl <= confirmedNowNl && confirmedNowNl <= 1000000000000000L;
      @   ensures \old(commandedSumNl) <= commandedSumNl && commandedSumNl <= commandedNowNl;
      @   ensures \old(confirmedSumNl) <= confirmedSumNl && confirmedSumNl <= confirmedNowNl;
      @   ensures \old(atMs) <= atMs && atMs <= nowMs;
      @*/
    /*+KEY@ assignable atMs, commandedSumNl, confirmedSumNl, hour.oldest, hour.nextEdgeMs, hour.commandedFromNl, hour.confirmedFromNl, hour.inner, day.oldest, day.nextEdgeMs, day.commandedFromNl, day.confirmedFromNl, day.inner; @*/
    /*+OPENJML@ assignable atMs, commandedSumNl, confirmedSumNl, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*]; @*/
    private void spread(long nowMs, long commandedNowNl, long confirmedNowNl) {
        long minuteCommandedNl = perMinuteNl(commandedNowNl - commandedSumNl, nowMs - atMs);
        long minuteConfirmedNl = perMinuteNl(confirmedNowNl - confirmedSumNl, nowMs - atMs);
        /*@ loop_invariant 0 <= i && i <= 1440;
          @ loop_invariant \invariant_for(this);
          @ loop_invariant \old(commandedSumNl) <= commandedSumNl && commandedSumNl <= commandedNowNl;
          @ loop_invariant \old(confirmedSumNl) <= confirmedSumNl && confirmedSumNl <= confirmedNowNl;
          @ loop_invariant \old(atMs) <= atMs && atMs <= nowMs;
          @ decreases i;
          @*/
        /*+KEY@ assignable atMs, commandedSumNl, confirmedSumNl, hour.oldest, hour.nextEdgeMs, hour.commandedFromNl, hour.confirmedFromNl, hour.inner, day.oldest, day.nextEdgeMs, day.commandedFromNl, day.confirmedFromNl, day.inner; @*/
        /*+OPENJML@ loop_assigns i, atMs, commandedSumNl, confirmedSumNl, hour.oldest, hour.nextEdgeMs, hour.commandedFromNl, hour.confirmedFromNl, hour.commandedNl[*], hour.confirmedNl[*], day.oldest, day.nextEdgeMs, day.commandedFromNl, day.confirmedFromNl, day.commandedNl[*], day.confirmedNl[*]; @*/
        for (int i = DAY_MINUTES_COUNT; i >= 1; i--) {
            markMinute(nowMs - (long) i * Parameters.TICK_MAX_MS, earlierNl(commandedNowNl, minuteCommandedNl, i),
                earlierNl(confirmedNowNl, minuteConfirmedNl, i));
        }
    }

    /** What flows in a minute of even flow, and 1 nL more: never less than it was. */
    // [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-34
      @   requires 0 <= risenNl && risenNl <= 1000000000000000L && 60000 <= spanMs && spanMs <= 10000000000000L;
      @   ensures \result == risenNl / (spanMs / 60000) + 1 && 1 <= \result && \result <= 1000000000000001L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long perMinuteNl(long risenNl, long spanMs) { return risenNl / (spanMs / Parameters.TICK_MAX_MS) + 1; }

    /** Where a total stood so many minutes ago, if so much flowed in each. */
    // [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-34
      @   requires 0 <= nowNl && nowNl <= 1000000000000000L && 1 <= perMinuteNl && perMinuteNl <= 1000000000000001L && 0 <= minutesCount && minutesCount <= 1440;
      @   ensures \result == nowNl - perMinuteNl * minutesCount && \result <= nowNl;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long earlierNl(long nowNl, long perMinuteNl, int minutesCount) { return nowNl - perMinuteNl * minutesCount; }

    /** Marks totals that were reached at a minute; neither time nor a total falls below what is marked. */
    // [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-34
      @   requires thenMs <= 10000000000000L && commandedThenNl <= 4000000000000L && confirmedThenNl <= 1000000000000000L;
      @   ensures thenMs <= atMs && \old(atMs) <= atMs && (atMs == thenMs || atMs == \old(atMs));
      @   ensures commandedThenNl <= commandedSumNl && \old(commandedSumNl) <= commandedSumNl && (commandedSumNl == commandedThenNl || commandedSumNl == \old(commandedSumNl));
      @   ensures confirmedThenNl <= confirmedSumNl && \old(confirmedSumNl) <= confirmedSumNl && (confirmedSumNl == confirmedThenNl || confirmedSumNl == \old(confirmedSumNl));
      @*/
    /*+KEY@ assignable atMs, commandedSumNl, confirmedSumNl, hour.oldest, hour.nextEdgeMs, hour.commandedFromNl, hour.confirmedFromNl, hour.inner, day.oldest, day.nextEdgeMs, day.commandedFromNl, day.confirmedFromNl, day.inner; @*/
    /*+OPENJML@ assignable atMs, commandedSumNl, confirmedSumNl, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*]; @*/
    private void markMinute(long thenMs, long commandedThenNl, long confirmedThenNl) {
        mark(Arithmetic.max(atMs, thenMs), Arithmetic.max(commandedSumNl, commandedThenNl), Arithmetic.max(confirmedSumNl, confirmedThenNl));
    }

    /** Marks the edges that have come, each with the totals as they stood at it, and takes over the totals. */
    // [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-34
      @   requires atMs <= thenMs && thenMs <= 10000000000000L;
      @   requires commandedSumNl <= commandedThenNl && commandedThenNl <= 4000000000000L;
      @   requires confirmedSumNl <= confirmedThenNl && confirmedThenNl <= 1000000000000000L;
      @   ensures commandedSumNl == commandedThenNl && confirmedSumNl == confirmedThenNl && atMs == thenMs;
      @*/
    /*+KEY@ assignable atMs, commandedSumNl, confirmedSumNl, hour.oldest, hour.nextEdgeMs, hour.commandedFromNl, hour.confirmedFromNl, hour.inner, day.oldest, day.nextEdgeMs, day.commandedFromNl, day.confirmedFromNl, day.inner; @*/
    /*+OPENJML@ assignable atMs, commandedSumNl, confirmedSumNl, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*]; @*/
    private void mark(long thenMs, long commandedThenNl, long confirmedThenNl) {
        markEdges(hour, thenMs, commandedThenNl, confirmedThenNl);
        markEdges(day, thenMs, commandedThenNl, confirmedThenNl);
        commandedSumNl = commandedThenNl;
        confirmedSumNl = confirmedThenNl;
        atMs = thenMs;
    }

    /** Marks the edges of one window up to now, if there is one. */
    // [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-34
      @   requires window != null && \invariant_for(window) && (Object) window != (Object) this;
      @   requires 0 <= atMs && atMs <= thenMs && thenMs <= 10000000000000L && atMs < window.nextEdgeMs;
      @   requires 0 <= commandedSumNl && commandedSumNl <= commandedThenNl && commandedThenNl <= 4000000000000L;
      @   requires 0 <= confirmedSumNl && confirmedSumNl <= confirmedThenNl && confirmedThenNl <= 1000000000000000L;
      @   ensures \invariant_for(window) && thenMs < window.nextEdgeMs;
      @   ensures window.nextEdgeMs == \old(window.nextEdgeMs) || window.nextEdgeMs <= thenMs + window.bucketMs;
      @*/
    /*+KEY@ assignable window.oldest, window.nextEdgeMs, window.commandedFromNl, window.confirmedFromNl, window.inner; @*/
    /*+OPENJML@ assignable window.*, window.commandedNl[*], window.confirmedNl[*]; @*/
    private /*@ helper @*/ void markEdges(FlowWindow window, long thenMs, long commandedThenNl, long confirmedThenNl) {
        if (!window.isEdge(thenMs)) { return; }
        long leftMs = thenMs - window.nextEdgeMs();
        window.advance(thenMs, commandedThenNl, confirmedThenNl,
            evenNl(commandedSumNl, commandedThenNl, leftMs, thenMs - atMs), evenNl(confirmedSumNl, confirmedThenNl, leftMs, thenMs - atMs));
    }

    /** Where a total stood so long before the end of a tick, if it rose evenly; so results hang on no tick (D-45). */
    // [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-34
      @   requires 0 <= beforeNl && beforeNl <= afterNl && afterNl <= 1000000000000000L;
      @   requires 0 <= leftMs && leftMs <= spanMs && 1 <= spanMs && spanMs <= 10000000000000L;
      @   ensures beforeNl <= \result && \result <= afterNl;
      @   ensures spanMs > 60000 ==> \result == beforeNl;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long evenNl(long beforeNl, long afterNl, long leftMs, long spanMs) {
        if (spanMs > Parameters.TICK_MAX_MS) { return beforeNl; }
        long risenNl = Arithmetic.min(afterNl - beforeNl, CLAIM_MAX_NL);
        return afterNl - Arithmetic.min(risenNl, ceilShareNl(risenNl, leftMs, spanMs));
    }

    /** The share of a volume that flows in a part of a span, rounded up. */
    // [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-34
      @   requires 0 <= volumeNl && volumeNl <= 1000000000000L && 0 <= partMs && partMs <= spanMs && 1 <= spanMs && spanMs <= 60000;
      @   ensures 0 <= \result;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long ceilShareNl(long volumeNl, long partMs, long spanMs) {
        long load = volumeNl * partMs;
        /*@ assert 0 <= load && load <= 60000000000000000L; @*/
        return Arithmetic.quotient(load + (spanMs - 1), spanMs);
    }

    /** What was confirmed when the last tick was over. */
    /*@ public normal_behavior ensures \result == confirmedNl && 0 <= \result; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long confirmedNl() { return confirmedNl; }

    /** SR-07: no hour that lies partly behind and partly ahead holds more than P08 and more than unchanged. */
    // [impl->req~SR-07~1]
    // [contract->req~SR-07~1]
    /*@ public normal_behavior // SR-07
      @   requires program != null && \invariant_for(program) && present != null && \invariant_for(present);
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= bolusMs;
      @   requires 0 <= bolusNlPerH && bolusNlPerH <= 5000000 && 0 <= runningNlPerH && runningNlPerH <= 2000000;
      @   requires atMs <= nowMs && nowMs <= 10000000000000L;
      @   requires concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000;
      @   ensures \result && (!scheduled || program.steps == 1) && (!presentScheduled || present.steps == 1)
      @       ==> (scheduled ? program.rateNlPerH[0] : program.meanNlPerH) * 3600000 + bolusNlPerH * (bolusMs < 3600000 ? bolusMs : 3600000)
      @               <= (presentScheduled ? present.rateNlPerH[0] : present.meanNlPerH) * 3600000 + runningNlPerH * (bolusMs < 3600000 ? bolusMs : 3600000)
      @           || ((scheduled ? program.rateNlPerH[0] : program.meanNlPerH) * 3600000 + bolusNlPerH * (bolusMs < 3600000 ? bolusMs : 3600000)) * concentrationUgPerMl <= 150000 * 3600000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean fitsHour(Program program, boolean scheduled, Program present, boolean presentScheduled,
            int todMs, long bolusNlPerH, long runningNlPerH, long bolusMs, long nowMs, int concentrationUgPerMl) {
        return fits(hour, Parameters.HOUR_MS, Parameters.HOUR_HARD_NG, program, scheduled, present,
            presentScheduled, todMs, bolusNlPerH, runningNlPerH, bolusMs, nowMs, concentrationUgPerMl);
    }

    /** SR-06: no day that lies partly behind and partly ahead holds more than the limit and more than unchanged. */
    // [impl->req~SR-06~1]
    // [contract->req~SR-06~1]
    /*@ public normal_behavior // SR-06
      @   requires program != null && \invariant_for(program) && present != null && \invariant_for(present);
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= bolusMs;
      @   requires 0 <= bolusNlPerH && bolusNlPerH <= 5000000 && 0 <= runningNlPerH && runningNlPerH <= 2000000;
      @   requires atMs <= nowMs && nowMs <= 10000000000000L;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000) && 0 <= limitNg && limitNg <= 5000000;
      @   ensures \result && (!scheduled || program.steps == 1) && (!presentScheduled || present.steps == 1)
      @       ==> (scheduled ? program.rateNlPerH[0] : program.meanNlPerH) * 86400000 + bolusNlPerH * (bolusMs < 86400000 ? bolusMs : 86400000)
      @               <= (presentScheduled ? present.rateNlPerH[0] : present.meanNlPerH) * 86400000 + runningNlPerH * (bolusMs < 86400000 ? bolusMs : 86400000)
      @           || ((scheduled ? program.rateNlPerH[0] : program.meanNlPerH) * 86400000 + bolusNlPerH * (bolusMs < 86400000 ? bolusMs : 86400000)) * concentrationUgPerMl <= limitNg * 3600000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean fitsDay(Program program, boolean scheduled, Program present, boolean presentScheduled,
            int todMs, long bolusNlPerH, long runningNlPerH, long bolusMs, long nowMs, int concentrationUgPerMl, int limitNg) {
        return fits(day, Parameters.DAY_MS, limitNg, program, scheduled, present, presentScheduled, todMs, bolusNlPerH,
            runningNlPerH, bolusMs, nowMs, concentrationUgPerMl);
    }

    /** Each window from a mark on, and the one from now on. */
    // [contract->req~SR-06~1] [contract->req~SR-07~1]
    /*@ private normal_behavior // SR-06, SR-07
      @   requires window != null && \invariant_for(window) && window.commandedNl != null && window.confirmedNl != null && window.confirmedNl.length == window.commandedNl.length;
      @   requires 0 <= commandedSumNl && commandedSumNl <= 4000000000000L && 0 <= confirmedSumNl && confirmedSumNl <= 1000000000000000L;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && window.nextEdgeMs <= nowMs + window.bucketMs;
      @   requires 3600000 <= lengthMs && lengthMs <= 86400000;
      @   requires program != null && \invariant_for(program) && present != null && \invariant_for(present);
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= bolusMs;
      @   requires 0 <= bolusNlPerH && bolusNlPerH <= 5000000 && 0 <= runningNlPerH && runningNlPerH <= 2000000;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000) && 0 <= limitNg && limitNg <= 5000000;
      @   ensures \result && (!scheduled || program.steps == 1) && (!presentScheduled || present.steps == 1)
      @       ==> (scheduled ? program.rateNlPerH[0] : program.meanNlPerH) * lengthMs + bolusNlPerH * (bolusMs < lengthMs ? bolusMs : lengthMs)
      @               <= (presentScheduled ? present.rateNlPerH[0] : present.meanNlPerH) * lengthMs + runningNlPerH * (bolusMs < lengthMs ? bolusMs : lengthMs)
      @           || ((scheduled ? program.rateNlPerH[0] : program.meanNlPerH) * lengthMs + bolusNlPerH * (bolusMs < lengthMs ? bolusMs : lengthMs)) * concentrationUgPerMl <= limitNg * 3600000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ boolean fits(FlowWindow window, int lengthMs, int limitNg, Program program, boolean scheduled, Program present,
            boolean presentScheduled, int todMs, long bolusNlPerH, long runningNlPerH, long bolusMs, long nowMs, int concentrationUgPerMl) {
        boolean fitsFromNow = fitsRest(0, lengthMs, program, scheduled, present, presentScheduled, todMs, bolusNlPerH,
            runningNlPerH, bolusMs, concentrationUgPerMl, limitNg);
        boolean fits = fitsFromNow;
        /*+KEY@ loop_invariant window.commandedNl.length <= 97; @*/
        /*@ loop_invariant 0 <= i && i <= window.commandedNl.length;
          @ loop_invariant fits ==> fitsFromNow;
          @ decreases window.commandedNl.length - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, fits; @*/
        for (int i = 0; i < window.markCount(); i++) {
            fits = fits & fitsFrom(window, i, lengthMs - window.ageMs(i, nowMs), program, scheduled, present,
                presentScheduled, todMs, bolusNlPerH, runningNlPerH, bolusMs, concentrationUgPerMl, limitNg);
        }
        return fits;
    }

    /** The window that began at a mark and lasts so long; none if it is over. */
    // [contract->req~SR-06~1] [contract->req~SR-07~1] [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-06, SR-07, SR-34
      @   requires window != null && \invariant_for(window) && window.commandedNl != null && window.confirmedNl != null;
      @   requires 0 <= markIndex && markIndex < window.commandedNl.length && markIndex < window.confirmedNl.length;
      @   requires 0 <= commandedSumNl && commandedSumNl <= 4000000000000L && 0 <= confirmedSumNl && confirmedSumNl <= 1000000000000000L;
      @   requires restMs <= 86400000;
      @   requires program != null && \invariant_for(program) && present != null && \invariant_for(present);
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= bolusMs;
      @   requires 0 <= bolusNlPerH && bolusNlPerH <= 5000000 && 0 <= runningNlPerH && runningNlPerH <= 2000000;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000) && 0 <= limitNg && limitNg <= 5000000;
      @   ensures restMs <= 0 ==> \result;
      @   ensures \result && 0 < restMs && (!scheduled || program.steps == 1) && (!presentScheduled || present.steps == 1)
      @           && confirmedSumNl - window.confirmedNl[markIndex] <= commandedSumNl - window.commandedNl[markIndex]
      @           && 4 <= commandedSumNl - window.commandedNl[markIndex] && commandedSumNl - window.commandedNl[markIndex] <= 96000000
      @       ==> (scheduled ? program.rateNlPerH[0] : program.meanNlPerH) * restMs + bolusNlPerH * (bolusMs < restMs ? bolusMs : restMs)
      @               <= (presentScheduled ? present.rateNlPerH[0] : present.meanNlPerH) * restMs + runningNlPerH * (bolusMs < restMs ? bolusMs : restMs)
      @           || (commandedSumNl - window.commandedNl[markIndex]) * 1800000000L - concentrationUgPerMl * 3600000L + ((scheduled ? program.rateNlPerH[0] : program.meanNlPerH) * restMs + bolusNlPerH * (bolusMs < restMs ? bolusMs : restMs))
      @               * concentrationUgPerMl <= limitNg * 3600000000L;
      @   ensures \result && 0 < restMs && (!scheduled || program.steps == 1) && (!presentScheduled || present.steps == 1)
      @           && commandedSumNl - window.commandedNl[markIndex] <= confirmedSumNl - window.confirmedNl[markIndex]
      @           && 4 <= confirmedSumNl - window.confirmedNl[markIndex] && confirmedSumNl - window.confirmedNl[markIndex] <= 96000000
      @       ==> (scheduled ? program.rateNlPerH[0] : program.meanNlPerH) * restMs + bolusNlPerH * (bolusMs < restMs ? bolusMs : restMs)
      @               <= (presentScheduled ? present.rateNlPerH[0] : present.meanNlPerH) * restMs + runningNlPerH * (bolusMs < restMs ? bolusMs : restMs)
      @           || (confirmedSumNl - window.confirmedNl[markIndex]) * 1800000000L - concentrationUgPerMl * 3600000L + ((scheduled ? program.rateNlPerH[0] : program.meanNlPerH) * restMs + bolusNlPerH * (bolusMs < restMs ? bolusMs : restMs))
      @               * concentrationUgPerMl <= limitNg * 3600000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ boolean fitsFrom(FlowWindow window, int markIndex, long restMs, Program program, boolean scheduled, Program present,
            boolean presentScheduled, int todMs, long bolusNlPerH, long runningNlPerH, long bolusMs, int concentrationUgPerMl, int limitNg) {
        if (restMs < 1) { return true; }
        return fitsRest(behindNlMsPerH(window, markIndex, concentrationUgPerMl / Parameters.CONC_LOW_UG_PER_ML), restMs, program, scheduled, present, presentScheduled, todMs,
            bolusNlPerH, runningNlPerH, bolusMs, concentrationUgPerMl, limitNg);
    }

    /** A window with this much behind and this long ahead: not more than without the change, or within the limit. */
    // [contract->req~SR-06~1] [contract->req~SR-07~1]
    /*@ private normal_behavior // SR-06, SR-07
      @   requires program != null && \invariant_for(program) && present != null && \invariant_for(present);
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= bolusMs;
      @   requires 0 <= bolusNlPerH && bolusNlPerH <= 5000000 && 0 <= runningNlPerH && runningNlPerH <= 2000000;
      @   requires 0 <= behindNlMsPerH && behindNlMsPerH <= 345600000000000L && 0 <= restMs && restMs <= 86400000;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000) && 0 <= limitNg && limitNg <= 5000000;
      @   ensures (!scheduled || program.steps == 1) && (!presentScheduled || present.steps == 1)
      @       ==> \result == ((scheduled ? program.rateNlPerH[0] : program.meanNlPerH) * restMs + bolusNlPerH * (bolusMs < restMs ? bolusMs : restMs)
      @               <= (presentScheduled ? present.rateNlPerH[0] : present.meanNlPerH) * restMs + runningNlPerH * (bolusMs < restMs ? bolusMs : restMs)
      @           || behindNlMsPerH * 500 + ((scheduled ? program.rateNlPerH[0] : program.meanNlPerH) * restMs + bolusNlPerH * (bolusMs < restMs ? bolusMs : restMs))
      @           * concentrationUgPerMl <= limitNg * 3600000000L);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ boolean fitsRest(long behindNlMsPerH, long restMs, Program program, boolean scheduled, Program present,
            boolean presentScheduled, int todMs, long bolusNlPerH, long runningNlPerH, long bolusMs, int concentrationUgPerMl, int limitNg) {
        return isWithin(behindNlMsPerH, aheadNlMsPerH(program, scheduled, todMs, bolusNlPerH, bolusMs, restMs),
            aheadNlMsPerH(present, presentScheduled, todMs, runningNlPerH, bolusMs, restMs), concentrationUgPerMl, limitNg);
    }

    /** What is ahead, of the present drug, is not more than unchanged, or with what is behind within the limit. */
    // [contract->req~SR-06~1] [contract->req~SR-07~1]
    /*@ private normal_behavior // SR-06, SR-07
      @   requires 0 <= behindNlMsPerH && behindNlMsPerH <= 345600000000000L;
      @   requires 0 <= aheadNlMsPerH && aheadNlMsPerH <= 520000000000000L && 0 <= unchangedNlMsPerH && unchangedNlMsPerH <= 520000000000000L;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000) && 0 <= limitNg && limitNg <= 5000000;
      @   ensures \result == (aheadNlMsPerH <= unchangedNlMsPerH || behindNlMsPerH * 500 + aheadNlMsPerH * concentrationUgPerMl <= limitNg * 3600000000L);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ boolean isWithin(long behindNlMsPerH, long aheadNlMsPerH, long unchangedNlMsPerH, int concentrationUgPerMl, int limitNg) {
        int strengthCount = concentrationUgPerMl / Parameters.CONC_LOW_UG_PER_ML;
        return DoseRules.isWithin(behindNlMsPerH + aheadNlMsPerH * strengthCount, behindNlMsPerH + unchangedNlMsPerH * strengthCount,
            Parameters.CONC_LOW_UG_PER_ML, limitNg);
    }

    /**
     * What the motor has delivered since a mark, in the weakest drug, less the 1 nL of the present drug, of this strength,
     * by which two rounded totals can differ too much.
     */
    // [contract->req~SR-26~1] [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-26, SR-34
      @   requires window != null && \invariant_for(window) && window.commandedNl != null && window.confirmedNl != null;
      @   requires 0 <= markIndex && markIndex < window.commandedNl.length && markIndex < window.confirmedNl.length;
      @   requires 0 <= commandedSumNl && commandedSumNl <= 4000000000000L && 0 <= confirmedSumNl && confirmedSumNl <= 1000000000000000L;
      @   requires 1 <= strengthCount && strengthCount <= 4;
      @   ensures confirmedSumNl - window.confirmedNl[markIndex] <= commandedSumNl - window.commandedNl[markIndex] && 4 <= commandedSumNl - window.commandedNl[markIndex] && commandedSumNl - window.commandedNl[markIndex] <= 96000000
      @       ==> \result == (commandedSumNl - window.commandedNl[markIndex] - strengthCount) * 3600000L;
      @   ensures commandedSumNl - window.commandedNl[markIndex] > 96000000 ==> \result == (96000000 - strengthCount) * 3600000L;
      @   ensures commandedSumNl - window.commandedNl[markIndex] <= confirmedSumNl - window.confirmedNl[markIndex] && 4 <= confirmedSumNl - window.confirmedNl[markIndex] && confirmedSumNl - window.confirmedNl[markIndex] <= 96000000
      @       ==> \result == (confirmedSumNl - window.confirmedNl[markIndex] - strengthCount) * 3600000L;
      @   ensures confirmedSumNl - window.confirmedNl[markIndex] > 96000000 ==> \result == (96000000 - strengthCount) * 3600000L;
      @   ensures 0 <= \result && \result <= 345599996400000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ long behindNlMsPerH(FlowWindow window, int markIndex, int strengthCount) {
        long sinceNl = window.sinceMarkNl(markIndex, commandedSumNl, confirmedSumNl);
        return Arithmetic.minus(Arithmetic.min(sinceNl, BEHIND_MAX_NL), strengthCount) * Arithmetic.LOAD_PER_NL;
    }

    /** What a program and a bolus will deliver in a stretch that begins now. */
    // [contract->req~SR-06~1] [contract->req~SR-07~1]
    /*@ private normal_behavior // SR-06, SR-07
      @   requires program != null && \invariant_for(program) && 0 <= restMs && restMs <= 86400000;
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= bolusNlPerH && bolusNlPerH <= 5000000 && 0 <= bolusMs;
      @   ensures !scheduled || program.steps == 1
      @       ==> \result == (scheduled ? program.rateNlPerH[0] : program.meanNlPerH) * restMs + bolusNlPerH * (bolusMs < restMs ? bolusMs : restMs);
      @   ensures 0 <= \result && \result <= 520000000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long aheadNlMsPerH(Program program, boolean scheduled, int todMs, long bolusNlPerH, long bolusMs, long restMs) {
        long bolusNlMsPerH = bolusLoadNlMsPerH(bolusNlPerH, Arithmetic.min(bolusMs, restMs));
        if (scheduled) { return program.loadNlMsPerH(todMs, restMs) + bolusNlMsPerH; }
        return Arithmetic.loadNlMsPerH(program.meanNlPerH(), restMs) + bolusNlMsPerH;
    }

    /** What a running and a new bolus deliver, exactly. */
    // [contract->req~SR-06~1] [contract->req~SR-07~1]
    /*@ private normal_behavior // SR-06, SR-07
      @   requires 0 <= bolusNlPerH && bolusNlPerH <= 5000000 && 0 <= lastsMs && lastsMs <= 86400000;
      @   ensures \result == bolusNlPerH * lastsMs && 0 <= \result && \result <= 432000000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long bolusLoadNlMsPerH(long bolusNlPerH, long lastsMs) { return bolusNlPerH * lastsMs; }

    /** SR-54: saved or loaded. The windows begin before the last mark, the next ones after it. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= commandedTotalNl && commandedTotalNl <= 4000000000000L && 0 <= confirmedTotalNl && confirmedTotalNl <= 1000000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 325;
      @   ensures !image.loading ==> commandedNl == \old(commandedNl) && confirmedNl == \old(confirmedNl) && commandedSumNl == \old(commandedSumNl) && confirmedSumNl == \old(confirmedSumNl) && atMs == \old(atMs);
      @   ensures image.loading ==> atMs <= nowMs;
      @   ensures image.loading ==> commandedNl <= commandedTotalNl && confirmedNl <= confirmedTotalNl;
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*) && \disjoint(image.words[*], this.*); @*/
    /*+KEY@ assignable commandedNl, confirmedNl, commandedSumNl, confirmedSumNl, atMs, inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.*, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*], image.*, image.words[*]; @*/
    public void exchange(Image image, long nowMs, long commandedTotalNl, long confirmedTotalNl) {
        /*+KEY@ assert \subset(hour.inner, inner) && \subset(day.inner, inner); @*/
        /*+KEY@ assert \disjoint(image.*, hour.inner) && \disjoint(image.*, day.inner)
          @     && \disjoint(image.words[*], hour.inner) && \disjoint(image.words[*], day.inner); @*/
        exchangeTotals(image, commandedTotalNl, confirmedTotalNl);
        exchangeSums(image, nowMs, Arithmetic.min(commandedNl * STRONGEST_COUNT, COMMANDED_MAX_NL), Arithmetic.min(confirmedNl * STRONGEST_COUNT, CONFIRMED_MAX_NL));
        hour.exchange(image, commandedSumNl, confirmedSumNl, atMs + 1, atMs + Parameters.TICK_MAX_MS);
        day.exchange(image, commandedSumNl, confirmedSumNl, atMs + 1, atMs + QUARTER_HOUR_MS);
    }

    /** The pump's totals. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= commandedNl && commandedNl <= 4000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   requires 0 <= commandedTotalNl && commandedTotalNl <= 4000000000000L && 0 <= confirmedTotalNl && confirmedTotalNl <= 1000000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 2;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2046 && commandedNl <= commandedTotalNl && confirmedNl <= confirmedTotalNl ==> image.misfitCount == 0;
      @   ensures !image.loading ==> commandedNl == \old(commandedNl) && confirmedNl == \old(confirmedNl);
      @   ensures image.loading ==> commandedNl <= commandedTotalNl && confirmedNl <= confirmedTotalNl;
      @   ensures 0 <= commandedNl && commandedNl <= 4000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @*/
    /*+KEY@ assignable commandedNl, confirmedNl, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable commandedNl, confirmedNl, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeTotals(Image image, long commandedTotalNl, long confirmedTotalNl) {
        commandedNl = image.word(commandedNl, 0, commandedTotalNl);
        confirmedNl = image.word(confirmedNl, 0, confirmedTotalNl);
    }

    /** The totals in the weakest drug, which are at most as many times as large as it is weaker, and their time. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= commandedSumNl && commandedSumNl <= 4000000000000L && 0 <= confirmedSumNl && confirmedSumNl <= 1000000000000000L && 0 <= atMs && atMs <= 10000000000000L;
      @   requires 0 <= commandedMostNl && commandedMostNl <= 4000000000000L && 0 <= confirmedMostNl && confirmedMostNl <= 1000000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 3;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2045 && commandedSumNl <= commandedMostNl && confirmedSumNl <= confirmedMostNl && atMs <= nowMs ==> image.misfitCount == 0;
      @   ensures image.loading ==> commandedSumNl <= commandedMostNl && confirmedSumNl <= confirmedMostNl;
      @   ensures !image.loading ==> commandedSumNl == \old(commandedSumNl) && confirmedSumNl == \old(confirmedSumNl) && atMs == \old(atMs);
      @   ensures image.loading ==> atMs <= nowMs;
      @   ensures 0 <= commandedSumNl && commandedSumNl <= 4000000000000L && 0 <= confirmedSumNl && confirmedSumNl <= 1000000000000000L && 0 <= atMs && atMs <= 10000000000000L;
      @*/
    /*+KEY@ assignable commandedSumNl, confirmedSumNl, atMs, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable commandedSumNl, confirmedSumNl, atMs, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeSums(Image image, long nowMs, long commandedMostNl, long confirmedMostNl) {
        commandedSumNl = image.word(commandedSumNl, 0, commandedMostNl);
        confirmedSumNl = image.word(confirmedSumNl, 0, confirmedMostNl);
        atMs = image.word(atMs, 0, nowMs);
    }
}
