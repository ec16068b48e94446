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

    /*@ spec_public @*/ private final FlowWindow hour;
    /*@ spec_public @*/ private final FlowWindow day;
    /*@ spec_public @*/ private long commandedSumNl;
    /*@ spec_public @*/ private long confirmedSumNl;

    /*+KEY@ accessible \inv: this.*, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*]; @*/
    /*@ public invariant hour != null && day != null && hour.commandedNl != null && hour.confirmedNl != null; @*/
    /*@ public invariant day.commandedNl != null && day.confirmedNl != null; @*/
    /*+KEY@ private invariant \invariant_for(hour) && \invariant_for(day); @*/
    /*+OPENJML@ public invariant \invariant_for(hour) && \invariant_for(day); @*/
    /*@ public invariant hour != day && hour.commandedNl != day.commandedNl && hour.confirmedNl != day.confirmedNl; @*/
    /*@ public invariant hour.commandedNl != day.confirmedNl && hour.confirmedNl != day.commandedNl; @*/
    /*+KEY@ private invariant (Object) hour != (Object) this && (Object) day != (Object) this; @*/
    /*@ public invariant 0 <= commandedSumNl && commandedSumNl <= 4000000000000L; @*/
    /*@ public invariant 0 <= confirmedSumNl && confirmedSumNl <= 1000000000000000L; @*/

    /*@ public normal_behavior
      @   ensures commandedSumNl == 0 && confirmedSumNl == 0 && \fresh(hour) && \fresh(day);
      @   assignable \nothing;
      @*/
    public Exposure() {
        this.hour = new FlowWindow(60000, 61);
        this.day = new FlowWindow(900000, 97);
    }

    /** The totals stand at these values now. */
    // [impl->req~SR-34~1]
    /*@ public normal_behavior // SR-34
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires commandedSumNl <= commandedNowNl && commandedNowNl <= 4000000000000L;
      @   requires confirmedSumNl <= confirmedNowNl && confirmedNowNl <= 1000000000000000L;
      @   ensures commandedSumNl == commandedNowNl && confirmedSumNl == confirmedNowNl;
      @*/
    /*+KEY@ assignable commandedSumNl, confirmedSumNl, hour.oldest, hour.nextEdgeMs, hour.commandedNl[*], hour.confirmedNl[*], day.oldest, day.nextEdgeMs, day.commandedNl[*], day.confirmedNl[*]; @*/
    /*+OPENJML@ assignable commandedSumNl, confirmedSumNl, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*]; @*/
    public void advance(long nowMs, long commandedNowNl, long confirmedNowNl) {
        if (hour.isEdge(nowMs)) {
            hour.advance(nowMs, commandedNowNl, confirmedNowNl, commandedSumNl, confirmedSumNl);
        }
        if (day.isEdge(nowMs)) {
            day.advance(nowMs, commandedNowNl, confirmedNowNl, commandedSumNl, confirmedSumNl);
        }
        commandedSumNl = commandedNowNl;
        confirmedSumNl = confirmedNowNl;
    }

    /** SR-07: no hour that lies partly behind and partly ahead holds more than P08, or than the last hour held. */
    // [impl->req~SR-07~1]
    /*@ public normal_behavior // SR-07
      @   requires program != null && \invariant_for(program) && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= bolusNlPerH && bolusNlPerH <= 1000000 && 0 <= bolusMs;
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000;
      @   ensures true;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean fitsHour(Program program, boolean scheduled, int todMs, long bolusNlPerH, long bolusMs,
            long nowMs, int concentrationUgPerMl) {
        return fits(hour, Parameters.HOUR_MS, Parameters.HOUR_HARD_NG, program, scheduled, todMs, bolusNlPerH, bolusMs,
            nowMs, concentrationUgPerMl);
    }

    /** SR-06: no day that lies partly behind and partly ahead holds more than the limit, or than the last day held. */
    // [impl->req~SR-06~1]
    /*@ public normal_behavior // SR-06
      @   requires program != null && \invariant_for(program) && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= bolusNlPerH && bolusNlPerH <= 1000000 && 0 <= bolusMs;
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000 && 0 <= limitNg && limitNg <= 5000000;
      @   ensures true;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean fitsDay(Program program, boolean scheduled, int todMs, long bolusNlPerH, long bolusMs,
            long nowMs, int concentrationUgPerMl, int limitNg) {
        return fits(day, Parameters.DAY_MS, limitNg, program, scheduled, todMs, bolusNlPerH, bolusMs, nowMs,
            concentrationUgPerMl);
    }

    /** Each window from a mark on, and the one from now on. */
    /*@ private normal_behavior // SR-06, SR-07
      @   requires program != null && \invariant_for(program) && \invariant_for(window);
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 3600000 <= lengthMs && lengthMs <= 86400000 && 0 <= limitNg && limitNg <= 5000000;
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= bolusNlPerH && bolusNlPerH <= 1000000 && 0 <= bolusMs;
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000;
      @   ensures true;
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ boolean fits(FlowWindow window, int lengthMs, int limitNg, Program program, boolean scheduled,
            int todMs, long bolusNlPerH, long bolusMs, long nowMs, int concentrationUgPerMl) {
        long heldNlMsPerH = behindNlMsPerH(window, window.oldestMark());
        boolean fits = DoseRules.isWithin(aheadNlMsPerH(program, scheduled, todMs, bolusNlPerH, bolusMs, lengthMs),
            heldNlMsPerH, concentrationUgPerMl, limitNg);
        /*@ loop_invariant 0 <= i && i <= 97;
          @ decreases 97 - i;
          @*/
        /*+KEY@ assignable \nothing; @*/
        /*+OPENJML@ loop_assigns i, fits; @*/
        for (int i = 0; i < window.markCount(); i++) {
            long restMs = lengthMs - window.ageMs(i, nowMs);
            if (restMs > 0) {
                long loadNlMsPerH = behindNlMsPerH(window, i)
                    + aheadNlMsPerH(program, scheduled, todMs, bolusNlPerH, bolusMs, restMs);
                fits = fits & DoseRules.isWithin(loadNlMsPerH, heldNlMsPerH, concentrationUgPerMl, limitNg);
            }
        }
        return fits;
    }

    /** What the motor may have delivered since a mark. */
    /*@ private normal_behavior // SR-34
      @   requires \invariant_for(window) && 0 <= mark && mark <= 96;
      @   ensures 0 <= \result && \result <= 86400000000000L;
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ long behindNlMsPerH(FlowWindow window, int mark) {
        long sinceNl = window.sinceMarkNl(mark, commandedSumNl, confirmedSumNl);
        return Arithmetic.min(sinceNl, BEHIND_MAX_NL) * Arithmetic.LOAD_PER_NL;
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
        return program.meanNlPerH() * restMs + bolusNlMsPerH;
    }
}
