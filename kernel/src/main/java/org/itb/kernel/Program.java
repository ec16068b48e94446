package org.itb.kernel;

/**
 * A day of basal: 1 … 13 steps, each a start in ms after midnight and a rate in nL/h, the first at 0, starts
 * strictly rising (SR-23, D-13). A continuous program is a day of one step. Without a step there is none.
 * What is derived (load, mean, highest rate, worst hour) is computed once, when the program is sealed.
 */
public class Program {
    /*@ spec_public @*/ private final int[] startMs;
    /*@ spec_public @*/ private final int[] rateNlPerH;
    /*@ spec_public @*/ private int steps;
    /*@ spec_public @*/ private boolean legal;
    /*@ spec_public @*/ private long dayLoadNlMsPerH;
    /*@ spec_public @*/ private long hourLoadNlMsPerH;
    /*@ spec_public @*/ private int meanNlPerH;
    /*@ spec_public @*/ private int peakNlPerH;

    /*+KEY@ accessible \inv: this.*, startMs[*], rateNlPerH[*]; @*/
    /*@ public invariant startMs != null && rateNlPerH != null && startMs != rateNlPerH; @*/
    /*+KEY@ private invariant startMs.length == 13 && rateNlPerH.length == 13; @*/
    /*+OPENJML@ public invariant startMs.length == 13 && rateNlPerH.length == 13; @*/
    /*@ public invariant 0 <= steps && steps <= 13; @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < startMs.length; 0 <= startMs[i] && startMs[i] < 86400000); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < startMs.length; 0 <= startMs[i] && startMs[i] < 86400000); @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < rateNlPerH.length; 2000 <= rateNlPerH[i] && rateNlPerH[i] <= 1000000); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < rateNlPerH.length; 2000 <= rateNlPerH[i] && rateNlPerH[i] <= 1000000); @*/
    /*@ public invariant 0 <= dayLoadNlMsPerH && dayLoadNlMsPerH <= 86400000000000L; @*/
    /*@ public invariant 0 <= hourLoadNlMsPerH && hourLoadNlMsPerH <= 3600000000000L; @*/
    /*@ public invariant 2000 <= meanNlPerH && meanNlPerH <= 1000000; @*/
    /*@ public invariant 2000 <= peakNlPerH && peakNlPerH <= 1000000; @*/

    /*@ public normal_behavior
      @   ensures steps == 0 && !legal && dayLoadNlMsPerH == 0 && \fresh(startMs) && \fresh(rateNlPerH);
      @   assignable \nothing;
      @*/
    public Program() {
        this.startMs = new int[Parameters.FLEX_STEPS_MAX];
        this.rateNlPerH = new int[Parameters.FLEX_STEPS_MAX];
        for (int i = 0; i < Parameters.FLEX_STEPS_MAX; i++) {
            this.rateNlPerH[i] = Parameters.RATE_MIN_RUN_NL_PER_H;
        }
        this.meanNlPerH = Parameters.RATE_MIN_RUN_NL_PER_H;
        this.peakNlPerH = Parameters.RATE_MIN_RUN_NL_PER_H;
    }

    /** Forgets all steps; a program without one is not legal. */
    /*@ public normal_behavior
      @   ensures steps == 0 && !legal && dayLoadNlMsPerH == 0;
      @   assignable steps, legal, dayLoadNlMsPerH, hourLoadNlMsPerH;
      @*/
    public void clear() {
        steps = 0;
        legal = false;
        dayLoadNlMsPerH = 0;
        hourLoadNlMsPerH = 0;
    }

    /** Appends a step. A bad one (SR-01, SR-23, D-13) makes the whole program illegal until it is cleared. */
    // [impl->req~SR-23~1]
    /*@ public normal_behavior // SR-23
      @   ensures \old(steps) < 13 && (\old(steps) == 0 ? startMs == 0 : this.startMs[\old(steps) - 1] < startMs)
      @       && (\old(legal) || \old(steps) == 0) && startMs < 86400000 && 2000 <= rateNlPerH && rateNlPerH <= 1000000
      @       ==> legal && steps == \old(steps) + 1;
      @   assignable steps, legal, this.startMs[*], this.rateNlPerH[*];
      @*/
    public void addStep(long startMs, long rateNlPerH) {
        int at = steps;
        boolean fits = isNextStart(startMs);
        if (at > 0) {
            fits = fits & legal;
        }
        fits = fits & DoseRules.isProgramRate(rateNlPerH);
        if (at >= Parameters.FLEX_STEPS_MAX) {
            fits = false;
        }
        if (fits) {
            this.startMs[at] = (int) startMs;
            this.rateNlPerH[at] = (int) rateNlPerH;
        }
        if (at < Parameters.FLEX_STEPS_MAX) {
            steps = at + 1;
        }
        legal = fits;
    }

    /** The first step starts at 0, each further one after the one before it, all within the day. */
    /*@ private normal_behavior // SR-23
      @   ensures \result == (steps == 0 ? startMs == 0 : this.startMs[steps - 1] < startMs && startMs < 86400000);
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ boolean isNextStart(long startMs) {
        if (steps == 0) { return startMs == 0; }
        if (startMs >= Parameters.DAY_MS) { return false; }
        return startMs > this.startMs[steps - 1];
    }

    /** Computes what is derived from the steps. */
    /*@ public normal_behavior // SR-24
      @   ensures steps == \old(steps) && legal == \old(legal);
      @   assignable dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH, peakNlPerH;
      @*/
    public void seal() {
        if (!legal) { return; }
        dayLoadNlMsPerH = loadUntil(Parameters.DAY_MS);
        meanNlPerH = (int) (dayLoadNlMsPerH / Parameters.DAY_MS);
        int peak = rateNlPerH[0];
        for (int i = 1; i < steps; i++) {
            peak = (int) Arithmetic.max(peak, rateNlPerH[i]);
        }
        peakNlPerH = peak;
        sealHour();
    }

    /** D-04: the worst hour starts where a step starts, or ends where one ends. */
    /*@ private normal_behavior // SR-07
      @   requires legal;
      @   ensures 0 <= hourLoadNlMsPerH && hourLoadNlMsPerH <= 3600000000000L;
      @   assignable hourLoadNlMsPerH;
      @*/
    private void sealHour() {
        long worst = 0;
        for (int i = 0; i < steps; i++) {
            int from = startMs[i];
            int before = from >= Parameters.HOUR_MS ? from - Parameters.HOUR_MS
                : from - Parameters.HOUR_MS + Parameters.DAY_MS;
            worst = Arithmetic.max(worst, loadNlMsPerH(from, Parameters.HOUR_MS));
            worst = Arithmetic.max(worst, loadNlMsPerH(before, Parameters.HOUR_MS));
        }
        hourLoadNlMsPerH = Arithmetic.clamp(worst, 0, 3600000000000L);
    }

    /** One step for the whole day. An illegal rate leaves an illegal program. */
    /*@ public normal_behavior // SR-01
      @   ensures legal == (2000 <= rateNlPerH && rateNlPerH <= 1000000);
      @*/
    public void setContinuous(long rateNlPerH) {
        clear();
        addStep(0, rateNlPerH);
        seal();
    }

    /** Becomes a copy of another program. */
    /*@ public normal_behavior
      @   requires other != this && other.startMs != startMs && other.rateNlPerH != rateNlPerH;
      @   requires \invariant_for(other);
      @   ensures steps == other.steps && legal == other.legal && dayLoadNlMsPerH == other.dayLoadNlMsPerH;
      @   ensures hourLoadNlMsPerH == other.hourLoadNlMsPerH && meanNlPerH == other.meanNlPerH && peakNlPerH == other.peakNlPerH;
      @   ensures (\forall int i; 0 <= i && i < 13; startMs[i] == other.startMs[i] && rateNlPerH[i] == other.rateNlPerH[i]);
      @*/
    public void copy(Program other) {
        for (int i = 0; i < Parameters.FLEX_STEPS_MAX; i++) {
            startMs[i] = other.startMs[i];
            rateNlPerH[i] = other.rateNlPerH[i];
        }
        steps = other.steps;
        legal = other.legal;
        dayLoadNlMsPerH = other.dayLoadNlMsPerH;
        hourLoadNlMsPerH = other.hourLoadNlMsPerH;
        meanNlPerH = other.meanNlPerH;
        peakNlPerH = other.peakNlPerH;
    }

    /** The load from midnight to a time of day, exactly. */
    /*@ private normal_behavior
      @   requires 0 <= todMs && todMs <= 86400000;
      @   ensures 0 <= \result && \result <= 1000000L * todMs;
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ long loadUntil(int todMs) {
        long load = 0;
        for (int i = 0; i < steps; i++) {
            long end = i + 1 < steps ? startMs[i + 1] : Parameters.DAY_MS;
            long upTo = Arithmetic.min(end, todMs);
            load = load + rateNlPerH[i] * Arithmetic.minus(upTo, startMs[i]);
        }
        return load;
    }

    /** The load of a stretch that begins at a time of day, over as many days as it lasts, exactly. */
    /*@ public normal_behavior
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= lastsMs && lastsMs <= 315360000000L;
      @   ensures 0 <= \result && \result <= 1000000L * lastsMs;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long loadNlMsPerH(int todMs, long lastsMs) {
        if (steps == 1) { return rateNlPerH[0] * lastsMs; }
        long end = todMs + lastsMs;
        long days = end / Parameters.DAY_MS;
        int endOfDay = (int) (end % Parameters.DAY_MS);
        return days * loadUntil(Parameters.DAY_MS) + loadUntil(endOfDay) - loadUntil(todMs);
    }

    /** The rate at a time of day. */
    /*@ public normal_behavior // SR-01
      @   requires 0 <= todMs && todMs < 86400000;
      @   ensures 2000 <= \result && \result <= 1000000;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int rateAtNlPerH(int todMs) {
        int rate = rateNlPerH[0];
        for (int i = 1; i < steps; i++) {
            if (startMs[i] <= todMs) {
                rate = rateNlPerH[i];
            }
        }
        return rate;
    }

    /** How long from a time of day until the next step begins (D-45); a day at most. */
    /*@ public normal_behavior
      @   requires 0 <= todMs && todMs < 86400000;
      @   ensures 1 <= \result && \result <= 86400000;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int nextStepInMs(int todMs) {
        int next = Parameters.DAY_MS;
        for (int i = steps - 1; i > 0; i--) {
            if (startMs[i] > todMs) {
                next = startMs[i];
            }
        }
        return next - todMs;
    }

    /*@ public normal_behavior
      @   ensures \result == legal;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean isLegal() { return legal; }

    /** SR-06, SR-09: the day's dose in pg, rounded up. */
    /*@ public normal_behavior // SR-04
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   ensures \result == Arithmetic.ceilPg(dayLoadNlMsPerH, concentrationUgPerMl);
      @   ensures 0 <= \result && \result <= 96000000000L;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long dayPg(int concentrationUgPerMl) {
        return Arithmetic.ceilPg(dayLoadNlMsPerH, concentrationUgPerMl);
    }

    /** SR-07: the worst hour's dose in pg, rounded up. */
    /*@ public normal_behavior // SR-07
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   ensures \result == Arithmetic.ceilPg(hourLoadNlMsPerH, concentrationUgPerMl);
      @   ensures 0 <= \result && \result <= 96000000000L;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long worstHourPg(int concentrationUgPerMl) {
        return Arithmetic.ceilPg(hourLoadNlMsPerH, concentrationUgPerMl);
    }

    /*@ public normal_behavior
      @   ensures \result == meanNlPerH && 2000 <= \result && \result <= 1000000;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int meanNlPerH() { return meanNlPerH; }

    /*@ public normal_behavior
      @   ensures \result == peakNlPerH && 2000 <= \result && \result <= 1000000;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int peakNlPerH() { return peakNlPerH; }

    /*@ public normal_behavior
      @   ensures \result == steps;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int steps() { return steps; }

    /** The start of a step, for the digest (SR-24). */
    /*@ public normal_behavior // SR-24
      @   requires 0 <= step && step < 13;
      @   ensures \result == startMs[step];
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int stepStartMs(int step) { return startMs[step]; }

    /** The rate of a step, for the digest (SR-24). */
    /*@ public normal_behavior // SR-24
      @   requires 0 <= step && step < 13;
      @   ensures \result == rateNlPerH[step];
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int stepRateNlPerH(int step) { return rateNlPerH[step]; }
}
