package org.itb.kernel;

/**
 * What the motor may have delivered in the last hour and day, and what a change would add to it (SR-06, SR-07, SR-34,
 * K-25). The rules of dose judge programs and boluses as they were prescribed; this looks at the windows that lie
 * partly behind and partly ahead, so that no order of accepted commands can stack two peaks. Of commanded and
 * confirmed volume the larger counts. Windows begin at each minute (hour) and each quarter of an hour (day).
 */
public class Exposure {
    /** No window holds more than 24 h at P03, so what is beyond that need not be told apart. */
    public static final long BEHIND_MAX_NL = 24000000L;

    private static final int DAY_MINUTES_COUNT = 1440;
    private static final long CLAIM_MAX_NL = 1000000000000L;

    /*@ spec_public @*/ private final FlowWindow hour;
    /*@ spec_public @*/ private final FlowWindow day;
    /*@ spec_public @*/ private long commandedSumNl;
    /*@ spec_public @*/ private long confirmedSumNl;
    /*@ spec_public @*/ private long atMs;

    /*+KEY@ accessible \inv: this.*, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*]; @*/
    /*@ public invariant hour != null && day != null && hour.commandedNl != null && hour.confirmedNl != null; @*/
    /*@ public invariant day.commandedNl != null && day.confirmedNl != null; @*/
    /*+KEY@ private invariant \invariant_for(hour) && \invariant_for(day); @*/
    /*+OPENJML@ public invariant \invariant_for(hour) && \invariant_for(day); @*/
    /*@ public invariant hour != day && hour.commandedNl != day.commandedNl && hour.confirmedNl != day.confirmedNl; @*/
    /*@ public invariant hour.commandedNl != day.confirmedNl && hour.confirmedNl != day.commandedNl; @*/
    /*+KEY@ private invariant (Object) hour != (Object) this && (Object) day != (Object) this; @*/
    /*@ public invariant 0 <= commandedSumNl && commandedSumNl <= 4000000000000L; @*/
    /*@ public invariant 0 <= atMs && atMs <= 10000000000000L; @*/
    /*@ public invariant 0 <= confirmedSumNl && confirmedSumNl <= 1000000000000000L; @*/

    /*@ public normal_behavior
      @   ensures commandedSumNl == 0 && confirmedSumNl == 0 && \fresh(hour) && \fresh(day);
      @   assignable \nothing;
      @*/
    public Exposure() {
        this.hour = new FlowWindow(60000, 61);
        this.day = new FlowWindow(900000, 97);
    }

    /** The totals stand at these values now. A tick longer than P33 counts as if its flow had been even. */
    // [impl->req~SR-34~1]
    /*@ public normal_behavior // SR-34
      @   requires atMs <= nowMs && nowMs <= 10000000000000L;
      @   requires commandedSumNl <= commandedNowNl && commandedNowNl <= 4000000000000L;
      @   requires confirmedSumNl <= confirmedNowNl && confirmedNowNl <= 1000000000000000L;
      @   ensures commandedSumNl == commandedNowNl && confirmedSumNl == confirmedNowNl && atMs == nowMs;
      @*/
    /*+KEY@ assignable atMs, commandedSumNl, confirmedSumNl, hour.oldest, hour.nextEdgeMs, hour.commandedNl[*], hour.confirmedNl[*], day.oldest, day.nextEdgeMs, day.commandedNl[*], day.confirmedNl[*]; @*/
    /*+OPENJML@ assignable atMs, commandedSumNl, confirmedSumNl, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*]; @*/
    public void advance(long nowMs, long commandedNowNl, long confirmedNowNl) {
        if (nowMs - atMs > Parameters.TICK_MAX_MS) {
            spread(nowMs, commandedNowNl, confirmedNowNl);
        }
        mark(nowMs, commandedNowNl, confirmedNowNl);
    }

    /** Marks what a long tick's even flow had reached at each whole minute before its end, a day back at most. */
    /*@ private normal_behavior // SR-34
      @   requires 60000 < nowMs - atMs && nowMs <= 10000000000000L;
      @   requires commandedSumNl <= commandedNowNl && commandedNowNl <= 4000000000000L;
      @   requires confirmedSumNl <= confirmedNowNl && confirmedNowNl <= 1000000000000000L;
      @   ensures commandedSumNl <= commandedNowNl && confirmedSumNl <= confirmedNowNl && atMs <= nowMs;
      @*/
    /*+KEY@ assignable atMs, commandedSumNl, confirmedSumNl, hour.oldest, hour.nextEdgeMs, hour.commandedNl[*], hour.confirmedNl[*], day.oldest, day.nextEdgeMs, day.commandedNl[*], day.confirmedNl[*]; @*/
    /*+OPENJML@ assignable atMs, commandedSumNl, confirmedSumNl, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*]; @*/
    private void spread(long nowMs, long commandedNowNl, long confirmedNowNl) {
        long minutesCount = (nowMs - atMs) / Parameters.TICK_MAX_MS;
        long commandedNl = (commandedNowNl - commandedSumNl) / minutesCount + 1;
        long confirmedNl = (confirmedNowNl - confirmedSumNl) / minutesCount + 1;
        /*@ loop_invariant 0 <= i && i <= 1440;
          @ loop_invariant commandedSumNl <= commandedNowNl && confirmedSumNl <= confirmedNowNl && atMs <= nowMs;
          @ decreases i;
          @*/
        /*+KEY@ assignable atMs, commandedSumNl, confirmedSumNl, hour.oldest, hour.nextEdgeMs, hour.commandedNl[*], hour.confirmedNl[*], day.oldest, day.nextEdgeMs, day.commandedNl[*], day.confirmedNl[*]; @*/
        /*+OPENJML@ loop_assigns i, atMs, commandedSumNl, confirmedSumNl, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*]; @*/
        for (int i = DAY_MINUTES_COUNT; i > 0; i--) {
            long thenMs = nowMs - (long) i * Parameters.TICK_MAX_MS;
            if (thenMs > atMs) {
                mark(thenMs, Arithmetic.max(commandedSumNl, commandedNowNl - commandedNl * i),
                    Arithmetic.max(confirmedSumNl, confirmedNowNl - confirmedNl * i));
            }
        }
    }

    /*@ private normal_behavior // SR-34
      @   requires atMs <= thenMs && thenMs <= 10000000000000L;
      @   requires commandedSumNl <= commandedThenNl && commandedThenNl <= 4000000000000L;
      @   requires confirmedSumNl <= confirmedThenNl && confirmedThenNl <= 1000000000000000L;
      @   ensures commandedSumNl == commandedThenNl && confirmedSumNl == confirmedThenNl && atMs == thenMs;
      @*/
    /*+KEY@ assignable atMs, commandedSumNl, confirmedSumNl, hour.oldest, hour.nextEdgeMs, hour.commandedNl[*], hour.confirmedNl[*], day.oldest, day.nextEdgeMs, day.commandedNl[*], day.confirmedNl[*]; @*/
    /*+OPENJML@ assignable atMs, commandedSumNl, confirmedSumNl, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*]; @*/
    private void mark(long thenMs, long commandedThenNl, long confirmedThenNl) {
        if (hour.isEdge(thenMs)) {
            long leftMs = thenMs - hour.nextEdgeMs();
            hour.advance(thenMs, commandedThenNl, confirmedThenNl,
                evenNl(commandedSumNl, commandedThenNl, leftMs, thenMs - atMs),
                evenNl(confirmedSumNl, confirmedThenNl, leftMs, thenMs - atMs));
        }
        if (day.isEdge(thenMs)) {
            long leftMs = thenMs - day.nextEdgeMs();
            day.advance(thenMs, commandedThenNl, confirmedThenNl,
                evenNl(commandedSumNl, commandedThenNl, leftMs, thenMs - atMs),
                evenNl(confirmedSumNl, confirmedThenNl, leftMs, thenMs - atMs));
        }
        commandedSumNl = commandedThenNl;
        confirmedSumNl = confirmedThenNl;
        atMs = thenMs;
    }

    /** Where a total stood so long before the end of a tick, if it rose evenly; so results hang on no tick (D-45). */
    /*@ private normal_behavior // SR-34
      @   requires 0 <= beforeNl && beforeNl <= afterNl && afterNl <= 1000000000000000L;
      @   requires 0 <= leftMs && leftMs <= spanMs && 1 <= spanMs && spanMs <= 10000000000000L;
      @   ensures beforeNl <= \result && \result <= afterNl;
      @   assignable \nothing;
      @*/
    private static /*@ pure @*/ long evenNl(long beforeNl, long afterNl, long leftMs, long spanMs) {
        if (spanMs > Parameters.TICK_MAX_MS) { return beforeNl; }
        long risenNl = Arithmetic.min(afterNl - beforeNl, CLAIM_MAX_NL);
        return afterNl - (risenNl * Arithmetic.min(leftMs, spanMs) + spanMs - 1) / spanMs;
    }

    /** SR-07: no hour that lies partly behind and partly ahead holds more than P08 and more than unchanged. */
    // [impl->req~SR-07~1]
    /*@ public normal_behavior // SR-07
      @   requires program != null && \invariant_for(program) && present != null && \invariant_for(present) && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= bolusNlPerH && bolusNlPerH <= 1000000 && 0 <= bolusMs;
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000;
      @   ensures true;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean fitsHour(Program program, boolean scheduled, Program present, boolean presentScheduled, int todMs, long bolusNlPerH,
            long runningNlPerH, long bolusMs,
            long nowMs, int concentrationUgPerMl) {
        return fits(hour, Parameters.HOUR_MS, Parameters.HOUR_HARD_NG, program, scheduled, present,
            presentScheduled, todMs, bolusNlPerH, runningNlPerH, bolusMs, nowMs, concentrationUgPerMl);
    }

    /** SR-06: no day that lies partly behind and partly ahead holds more than the limit and more than unchanged. */
    // [impl->req~SR-06~1]
    /*@ public normal_behavior // SR-06
      @   requires program != null && \invariant_for(program) && present != null && \invariant_for(present) && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= bolusNlPerH && bolusNlPerH <= 1000000 && 0 <= bolusMs;
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000 && 0 <= limitNg && limitNg <= 5000000;
      @   ensures true;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean fitsDay(Program program, boolean scheduled, Program present, boolean presentScheduled, int todMs, long bolusNlPerH,
            long runningNlPerH, long bolusMs,
            long nowMs, int concentrationUgPerMl, int limitNg) {
        return fits(day, Parameters.DAY_MS, limitNg, program, scheduled, present, presentScheduled, todMs, bolusNlPerH,
            runningNlPerH, bolusMs, nowMs,
            concentrationUgPerMl);
    }

    /** Each window from a mark on, and the one from now on. */
    /*@ private normal_behavior // SR-06, SR-07
      @   requires program != null && \invariant_for(program) && present != null && \invariant_for(present) && \invariant_for(window);
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 3600000 <= lengthMs && lengthMs <= 86400000 && 0 <= limitNg && limitNg <= 5000000;
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= bolusNlPerH && bolusNlPerH <= 1000000 && 0 <= bolusMs;
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000;
      @   ensures true;
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ boolean fits(FlowWindow window, int lengthMs, int limitNg, Program program, boolean scheduled,
            Program present, boolean presentScheduled, int todMs, long bolusNlPerH, long runningNlPerH, long bolusMs, long nowMs, int concentrationUgPerMl) {
        boolean fits = fitsRest(0, lengthMs, program, scheduled, present, presentScheduled, todMs, bolusNlPerH,
            runningNlPerH, bolusMs,
            concentrationUgPerMl, limitNg);
        /*@ loop_invariant 0 <= i && i <= 97;
          @ decreases 97 - i;
          @*/
        /*+KEY@ assignable \nothing; @*/
        /*+OPENJML@ loop_assigns i, fits; @*/
        for (int i = 0; i < window.markCount(); i++) {
            long restMs = lengthMs - window.ageMs(i, nowMs);
            if (restMs > 0) {
                fits = fits & fitsRest(behindNlMsPerH(window, i), restMs, program, scheduled, present,
                    presentScheduled, todMs, bolusNlPerH, runningNlPerH, bolusMs, concentrationUgPerMl, limitNg);
            }
        }
        return fits;
    }

    /** A window with this much behind and this long ahead: not more than without the change, or within the limit. */
    /*@ private normal_behavior // SR-06, SR-07
      @   requires program != null && \invariant_for(program) && present != null && \invariant_for(present);
      @   requires 0 <= behindNlMsPerH && behindNlMsPerH <= 86400000000000L && 0 <= restMs && restMs <= 86400000;
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= bolusNlPerH && bolusNlPerH <= 1000000 && 0 <= bolusMs;
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000 && 0 <= limitNg && limitNg <= 5000000;
      @   ensures true;
      @   assignable \nothing;
      @*/
    private static /*@ pure @*/ boolean fitsRest(long behindNlMsPerH, long restMs, Program program, boolean scheduled,
            Program present, boolean presentScheduled, int todMs, long bolusNlPerH, long runningNlPerH, long bolusMs, int concentrationUgPerMl, int limitNg) {
        long aheadNlMsPerH = aheadNlMsPerH(program, scheduled, todMs, bolusNlPerH, bolusMs, restMs);
        return DoseRules.isWithin(behindNlMsPerH + aheadNlMsPerH,
            behindNlMsPerH + aheadNlMsPerH(present, presentScheduled, todMs, runningNlPerH, bolusMs, restMs),
            concentrationUgPerMl, limitNg);
    }

    /** What the motor has delivered since a mark, less the 1 nL by which two rounded totals can differ too much. */
    /*@ private normal_behavior // SR-34
      @   requires \invariant_for(window) && 0 <= markIndex && markIndex <= 96;
      @   ensures 0 <= \result && \result <= 86400000000000L;
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ long behindNlMsPerH(FlowWindow window, int markIndex) {
        long sinceNl = window.sinceMarkNl(markIndex, commandedSumNl, confirmedSumNl);
        return Arithmetic.minus(Arithmetic.min(sinceNl, BEHIND_MAX_NL), 1) * Arithmetic.LOAD_PER_NL;
    }

    /** What a program and a bolus will deliver in a stretch that begins now. */
    /*@ private normal_behavior // SR-06, SR-07
      @   requires program != null && \invariant_for(program) && 0 <= restMs && restMs <= 86400000;
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= bolusNlPerH && bolusNlPerH <= 1000000 && 0 <= bolusMs;
      @   ensures 0 <= \result && \result <= 172800000000000L;
      @   assignable \nothing;
      @*/
    private static /*@ pure @*/ long aheadNlMsPerH(Program program, boolean scheduled, int todMs, long bolusNlPerH,
            long bolusMs, long restMs) {
        long bolusNlMsPerH = bolusNlPerH * Arithmetic.min(bolusMs, restMs);
        if (scheduled) { return program.loadNlMsPerH(todMs, restMs) + bolusNlMsPerH; }
        return (long) program.meanNlPerH() * restMs + bolusNlMsPerH;
    }
}
