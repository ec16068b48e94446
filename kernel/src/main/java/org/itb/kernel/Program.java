package org.itb.kernel;

/**
 * A day of basal: 1 … 13 steps, each a start in ms after midnight and a rate in nL/h, the first at 0, starts
 * strictly rising (SR-23, D-13). A continuous program is a day of one step. Without a step there is none, and one
 * bad step spoils the program: the steps before it stay, none is added, and it is not legal until it is cleared.
 * The highest rate is kept with each step; load, mean and worst hour are computed once, when the program is sealed.
 */
public class Program {
    /*@ spec_public @*/ private final int[] startMs;
    /*@ spec_public @*/ private final int[] rateNlPerH;
    /*@ spec_public @*/ private int steps;
    /*@ spec_public @*/ private boolean legal;
    /*@ spec_public @*/ private boolean spoiled;
    /*@ spec_public @*/ private long dayLoadNlMsPerH;
    /*@ spec_public @*/ private long hourLoadNlMsPerH;
    /*@ spec_public @*/ private int meanNlPerH;
    /*@ spec_public @*/ private int peakNlPerH;

    /*+KEY@ accessible \inv: this.*, startMs[*], rateNlPerH[*]; @*/
    /*@ public invariant startMs != null && rateNlPerH != null && startMs != rateNlPerH; @*/
    /*@ public invariant startMs.length == 13 && rateNlPerH.length == 13; @*/
    /*+KEY@ private invariant 0 <= steps && steps <= 13; @*/
    /*+OPENJML@ public invariant 0 <= steps && steps <= 13; @*/
    /*+KEY@ private invariant legal == (steps > 0 && !spoiled); @*/
    /*+OPENJML@ public invariant legal == (steps > 0 && !spoiled); @*/
    /*+KEY@ private invariant 0 < steps && 0 < startMs.length ==> startMs[0] == 0; @*/
    /*+OPENJML@ public invariant 0 < steps && 0 < startMs.length ==> startMs[0] == 0; @*/
    /*+KEY@ private invariant (\forall int i, j; 0 <= i && i < j && j < steps && j < startMs.length; startMs[i] < startMs[j]); @*/
    /*+OPENJML@ public invariant (\forall int i, j; 0 <= i && i < j && j < steps && j < startMs.length; startMs[i] < startMs[j]); @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < startMs.length; 0 <= startMs[i] && startMs[i] < 86400000); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < startMs.length; 0 <= startMs[i] && startMs[i] < 86400000); @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < rateNlPerH.length; 2000 <= rateNlPerH[i] && rateNlPerH[i] <= 1000000); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < rateNlPerH.length; 2000 <= rateNlPerH[i] && rateNlPerH[i] <= 1000000); @*/
    /*+KEY@ private invariant 0 <= dayLoadNlMsPerH && dayLoadNlMsPerH <= 86400000000000L; @*/
    /*+OPENJML@ public invariant 0 <= dayLoadNlMsPerH && dayLoadNlMsPerH <= 86400000000000L; @*/
    /*+KEY@ private invariant 0 <= hourLoadNlMsPerH && hourLoadNlMsPerH <= 3600000000000L; @*/
    /*+OPENJML@ public invariant 0 <= hourLoadNlMsPerH && hourLoadNlMsPerH <= 3600000000000L; @*/
    /*+KEY@ private invariant 2000 <= meanNlPerH && meanNlPerH <= 1000000; @*/
    /*+OPENJML@ public invariant 2000 <= meanNlPerH && meanNlPerH <= 1000000; @*/
    /*+KEY@ private invariant 2000 <= peakNlPerH && peakNlPerH <= 1000000; @*/
    /*+OPENJML@ public invariant 2000 <= peakNlPerH && peakNlPerH <= 1000000; @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < steps && i < rateNlPerH.length; rateNlPerH[i] <= peakNlPerH); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < steps && i < rateNlPerH.length; rateNlPerH[i] <= peakNlPerH); @*/

    /*@ public normal_behavior
      @   ensures steps == 0 && !legal && !spoiled && dayLoadNlMsPerH == 0 && hourLoadNlMsPerH == 0 && peakNlPerH == 2000;
      @   ensures \fresh(startMs) && \fresh(rateNlPerH);
      @   assignable \nothing;
      @*/
    public Program() {
        this.startMs = new int[Parameters.FLEX_STEPS_MAX];
        this.rateNlPerH = new int[Parameters.FLEX_STEPS_MAX];
        /*@ loop_invariant 0 <= i && i <= 13;
          @ loop_invariant (\forall int k; 0 <= k && k < i; rateNlPerH[k] == 2000);
          @ decreases 13 - i;
          @*/
        /*+KEY@ assignable rateNlPerH[*]; @*/
        /*+OPENJML@ loop_assigns i, rateNlPerH[*]; @*/
        for (int i = 0; i < Parameters.FLEX_STEPS_MAX; i++) {
            this.rateNlPerH[i] = Parameters.RATE_MIN_RUN_NL_PER_H;
        }
        this.meanNlPerH = Parameters.RATE_MIN_RUN_NL_PER_H;
        this.peakNlPerH = Parameters.RATE_MIN_RUN_NL_PER_H;
    }

    /** Forgets all steps; a program without one is not legal. */
    /*@ public normal_behavior
      @   ensures steps == 0 && !legal && !spoiled && dayLoadNlMsPerH == 0 && hourLoadNlMsPerH == 0 && peakNlPerH == 2000 && meanNlPerH == 2000;
      @   assignable steps, legal, spoiled, dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH, peakNlPerH;
      @*/
    public void clear() {
        steps = 0;
        legal = false;
        spoiled = false;
        dayLoadNlMsPerH = 0;
        hourLoadNlMsPerH = 0;
        meanNlPerH = Parameters.RATE_MIN_RUN_NL_PER_H;
        peakNlPerH = Parameters.RATE_MIN_RUN_NL_PER_H;
    }

    /** Appends a step. A bad one (SR-01, SR-23, D-13) makes the whole program illegal until it is cleared. */
    // [impl->req~SR-23~1]
    // [contract->req~SR-23~1]
    /*@ public normal_behavior // SR-23
      @   ensures legal == (!\old(spoiled) && \old(steps) < 13 && 2000 <= rateNlPerH && rateNlPerH <= 1000000
      @       && (\old(steps) > 0 || startMs == 0) && (\old(steps) == 0 || this.startMs[\old(steps) - 1] < startMs && startMs < 86400000));
      @   ensures spoiled == !legal && (legal ==> steps == \old(steps) + 1) && (!legal ==> steps == \old(steps));
      @   ensures legal ==> this.startMs[\old(steps)] == startMs && this.rateNlPerH[\old(steps)] == rateNlPerH;
      @   ensures (\forall int i; 0 <= i && i < 13 && (i != \old(steps) || !legal); this.startMs[i] == \old(this.startMs[i]));
      @   ensures (\forall int i; 0 <= i && i < 13 && (i != \old(steps) || !legal); this.rateNlPerH[i] == \old(this.rateNlPerH[i]));
      @   ensures (legal && \old(peakNlPerH) < rateNlPerH ==> peakNlPerH == rateNlPerH) && (!legal || rateNlPerH <= \old(peakNlPerH) ==> peakNlPerH == \old(peakNlPerH));
      @   assignable steps, legal, spoiled, this.startMs[*], this.rateNlPerH[*], peakNlPerH;
      @*/
    public void addStep(long startMs, long rateNlPerH) {
        if (isNextStep(startMs, rateNlPerH)) {
            append((int) startMs, (int) rateNlPerH, (int) Arithmetic.max(peakNlPerH, rateNlPerH));
        } else {
            spoiled = true;
            legal = false;
        }
    }

    /** One step more, later in the day than all others, and what is then the highest rate. */
    // [contract->req~SR-23~1]
    /*@ private normal_behavior // SR-23
      @   requires !spoiled && 0 <= steps && steps < 13 && 2000 <= rateNlPerH && rateNlPerH <= highestNlPerH && highestNlPerH <= 1000000;
      @   requires 0 <= startMs && startMs < 86400000 && (steps == 0 ==> startMs == 0);
      @   requires (\forall int i; 0 <= i && i < steps; this.startMs[i] < startMs);
      @   requires peakNlPerH <= highestNlPerH;
      @   ensures legal && steps == \old(steps) + 1 && peakNlPerH == highestNlPerH;
      @   ensures this.startMs[\old(steps)] == startMs && this.rateNlPerH[\old(steps)] == rateNlPerH;
      @   ensures (\forall int i; 0 <= i && i < 13 && i != \old(steps); this.startMs[i] == \old(this.startMs[i]));
      @   ensures (\forall int i; 0 <= i && i < 13 && i != \old(steps); this.rateNlPerH[i] == \old(this.rateNlPerH[i]));
      @   assignable steps, legal, this.startMs[*], this.rateNlPerH[*], peakNlPerH;
      @*/
    private void append(int startMs, int rateNlPerH, int highestNlPerH) {
        this.startMs[steps] = startMs;
        this.rateNlPerH[steps] = rateNlPerH;
        peakNlPerH = highestNlPerH;
        steps = steps + 1;
        legal = true;
    }

    /** A step fits: at a rate of [P01, P03], the first at 0, each further one later in the day than the one before. */
    // [contract->req~SR-23~1]
    /*@ private normal_behavior // SR-23
      @   ensures \result == (!spoiled && steps < 13 && 2000 <= rateNlPerH && rateNlPerH <= 1000000
      @       && (steps > 0 || startMs == 0) && (steps == 0 || this.startMs[steps - 1] < startMs && startMs < 86400000));
      @   ensures \result ==> (\forall int i; 0 <= i && i < steps; this.startMs[i] < startMs);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isNextStep(long startMs, long rateNlPerH) {
        if (spoiled) { return false; }
        if (!DoseRules.isProgramRate(rateNlPerH)) { return false; }
        if (steps == 0) { return startMs == 0; }
        if (steps >= Parameters.FLEX_STEPS_MAX) { return false; }
        if (startMs >= Parameters.DAY_MS) { return false; }
        return startMs > this.startMs[steps - 1];
    }

    /** Computes what is derived from the steps: the day's load exactly, its mean, the worst hour. */
    // [contract->req~SR-07~1] [contract->req~SR-24~1]
    /*@ public normal_behavior // SR-07, SR-24
      @   ensures legal ==> 172800000000L <= dayLoadNlMsPerH && dayLoadNlMsPerH <= 86400000000000L;
      @   ensures legal ==> meanNlPerH == dayLoadNlMsPerH / 86400000;
      @   ensures legal ==> 7200000000L <= hourLoadNlMsPerH && hourLoadNlMsPerH <= 3600000000000L;
      @   ensures !legal ==> dayLoadNlMsPerH == \old(dayLoadNlMsPerH) && hourLoadNlMsPerH == \old(hourLoadNlMsPerH)
      @       && meanNlPerH == \old(meanNlPerH);
      @   assignable dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH;
      @*/
    /*+KEY@ ensures legal ==> dayLoadNlMsPerH == (\sum int k; 0 <= k && k < steps; rateNlPerH[k] * ((k + 1 < steps ? startMs[k + 1] : 86400000) - startMs[k])); @*/
    public void seal() {
        if (!legal) { return; }
        dayLoadNlMsPerH = allStepsNlMsPerH();
        meanNlPerH = (int) (dayLoadNlMsPerH / Parameters.DAY_MS);
        sealHour();
    }

    /** D-04: the worst hour starts where a step starts, or ends where one ends. */
    // [contract->req~SR-07~1]
    /*@ private normal_behavior // SR-07
      @   requires legal;
      @   ensures 7200000000L <= hourLoadNlMsPerH && hourLoadNlMsPerH <= 3600000000000L;
      @   assignable hourLoadNlMsPerH;
      @*/
    private void sealHour() {
        long worst = 0;
        /*@ loop_invariant 0 <= i && i <= steps && steps <= 13 && 0 <= worst && worst <= 3600000000000L;
          @ loop_invariant 0 < i ==> 7200000000L <= worst;
          @ decreases steps - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, worst; @*/
        for (int i = 0; i < steps; i++) {
            worst = Arithmetic.max(worst, stepHourNlMsPerH(i));
        }
        hourLoadNlMsPerH = worst;
    }

    /** The larger of the hour that begins with a step and the one that ends where it begins. */
    // [contract->req~SR-07~1]
    /*@ private normal_behavior // SR-07
      @   requires 0 <= step && step < steps;
      @   ensures 7200000000L <= \result && \result <= 3600000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ long stepHourNlMsPerH(int step) {
        return Arithmetic.max(loadNlMsPerH(startMs[step], Parameters.HOUR_MS),
            loadNlMsPerH(hourBeforeMs(startMs[step]), Parameters.HOUR_MS));
    }

    /** The time of day an hour before another. */
    // [contract->req~SR-07~1]
    /*@ private normal_behavior // SR-07
      @   requires 0 <= todMs && todMs < 86400000;
      @   ensures \result == (todMs >= 3600000 ? todMs - 3600000 : todMs + 82800000);
      @   ensures 0 <= \result && \result < 86400000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ int hourBeforeMs(int todMs) {
        if (todMs >= Parameters.HOUR_MS) { return todMs - Parameters.HOUR_MS; }
        return todMs + (Parameters.DAY_MS - Parameters.HOUR_MS);
    }

    /** One step for the whole day. An illegal rate leaves an illegal program. */
    // [contract->req~SR-01~1]
    /*@ public normal_behavior // SR-01
      @   ensures legal == (2000 <= rateNlPerH && rateNlPerH <= 1000000);
      @   ensures legal ==> steps == 1 && startMs[0] == 0 && this.rateNlPerH[0] == rateNlPerH;
      @   ensures legal ==> peakNlPerH == rateNlPerH && meanNlPerH == dayLoadNlMsPerH / 86400000;
      @   ensures !legal ==> steps == 0 && dayLoadNlMsPerH == 0 && hourLoadNlMsPerH == 0;
      @   assignable steps, legal, spoiled, startMs[*], this.rateNlPerH[*],
      @       dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH, peakNlPerH;
      @*/
    public void setContinuous(long rateNlPerH) {
        clear();
        addStep(0, rateNlPerH);
        seal();
    }

    /** Becomes a copy of another program. */
    /*@ public normal_behavior
      @   requires other != this && other.startMs != startMs && other.rateNlPerH != rateNlPerH;
      @   requires other.startMs != rateNlPerH && other.rateNlPerH != startMs;
      @   requires \invariant_for(other);
      @   ensures steps == other.steps && legal == other.legal && dayLoadNlMsPerH == other.dayLoadNlMsPerH;
      @   ensures spoiled == other.spoiled && hourLoadNlMsPerH == other.hourLoadNlMsPerH;
      @   ensures meanNlPerH == other.meanNlPerH && peakNlPerH == other.peakNlPerH;
      @   ensures (\forall int i; 0 <= i && i < 13; startMs[i] == other.startMs[i] && rateNlPerH[i] == other.rateNlPerH[i]);
      @   ensures \invariant_for(other);
      @   assignable steps, legal, spoiled, startMs[*], rateNlPerH[*],
      @       dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH, peakNlPerH;
      @*/
    public void copy(Program other) {
        take(other);
    }

    /** Becomes a copy, whatever it was: no proof of it reads what this program held. */
    /*@ private normal_behavior
      @   requires other != null && other != this && \invariant_for(other);
      @   requires startMs != null && rateNlPerH != null && other.startMs != null && other.rateNlPerH != null;
      @   requires startMs.length == 13 && rateNlPerH.length == 13 && other.startMs.length == 13 && other.rateNlPerH.length == 13;
      @   requires startMs != rateNlPerH && other.startMs != startMs && other.rateNlPerH != rateNlPerH;
      @   requires other.startMs != rateNlPerH && other.rateNlPerH != startMs;
      @   ensures steps == other.steps && legal == other.legal && dayLoadNlMsPerH == other.dayLoadNlMsPerH;
      @   ensures spoiled == other.spoiled && hourLoadNlMsPerH == other.hourLoadNlMsPerH;
      @   ensures meanNlPerH == other.meanNlPerH && peakNlPerH == other.peakNlPerH;
      @   ensures (\forall int i; 0 <= i && i < 13; startMs[i] == other.startMs[i] && rateNlPerH[i] == other.rateNlPerH[i]);
      @   ensures \invariant_for(other);
      @*/
    /*+KEY@ ensures \invariant_for(this); @*/
    /*+OPENJML@ ensures 0 <= steps && steps <= 13 && legal == (steps > 0 && !spoiled) && (0 < steps ==> startMs[0] == 0); @*/
    /*+OPENJML@ ensures (\forall int i, j; 0 <= i && i < j && j < steps && j < startMs.length; startMs[i] < startMs[j]); @*/
    /*+OPENJML@ ensures (\forall int i; 0 <= i && i < startMs.length; 0 <= startMs[i] && startMs[i] < 86400000); @*/
    /*+OPENJML@ ensures (\forall int i; 0 <= i && i < rateNlPerH.length; 2000 <= rateNlPerH[i] && rateNlPerH[i] <= 1000000); @*/
    /*+OPENJML@ ensures (\forall int i; 0 <= i && i < steps && i < rateNlPerH.length; rateNlPerH[i] <= peakNlPerH); @*/
    /*+OPENJML@ ensures 0 <= dayLoadNlMsPerH && dayLoadNlMsPerH <= 86400000000000L && 0 <= hourLoadNlMsPerH && hourLoadNlMsPerH <= 3600000000000L; @*/
    /*+OPENJML@ ensures 2000 <= meanNlPerH && meanNlPerH <= 1000000 && 2000 <= peakNlPerH && peakNlPerH <= 1000000; @*/
    /*+KEY@ assignable steps, legal, spoiled, startMs[*], rateNlPerH[*], dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH, peakNlPerH; @*/
    /*+OPENJML@ assignable steps, legal, spoiled, startMs[*], rateNlPerH[*], dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH, peakNlPerH; @*/
    private /*@ helper @*/ void take(Program other) {
        copyStarts(startMs, other.startMs, other.steps);
        copyRates(rateNlPerH, other.rateNlPerH, other.steps, other.peakNlPerH);
        steps = other.steps;
        legal = other.legal;
        spoiled = other.spoiled;
        dayLoadNlMsPerH = other.dayLoadNlMsPerH;
        hourLoadNlMsPerH = other.hourLoadNlMsPerH;
        meanNlPerH = other.meanNlPerH;
        peakNlPerH = other.peakNlPerH;
    }

    /** The starts of another program, with all that is known of them. */
    /*@ private normal_behavior
      @   requires toMs != null && fromMs != null && toMs != fromMs && toMs.length == 13 && fromMs.length == 13;
      @   requires 0 < count ==> fromMs[0] == 0;
      @   requires (\forall int i, j; 0 <= i && i < j && j < count && j < fromMs.length; fromMs[i] < fromMs[j]);
      @   requires (\forall int i; 0 <= i && i < fromMs.length; 0 <= fromMs[i] && fromMs[i] < 86400000);
      @   ensures 0 < count ==> toMs[0] == 0;
      @   ensures (\forall int i, j; 0 <= i && i < j && j < count && j < toMs.length; toMs[i] < toMs[j]);
      @   ensures (\forall int i; 0 <= i && i < toMs.length; 0 <= toMs[i] && toMs[i] < 86400000);
      @   ensures (\forall int i; 0 <= i && i < 13; toMs[i] == fromMs[i]);
      @   assignable toMs[*];
      @*/
    private static void copyStarts(int[] toMs, int[] fromMs, int count) { Arithmetic.copy(toMs, fromMs); }

    /** The rates of another program, with all that is known of them. */
    /*@ private normal_behavior
      @   requires toNlPerH != null && fromNlPerH != null && toNlPerH != fromNlPerH && toNlPerH.length == 13 && fromNlPerH.length == 13;
      @   requires (\forall int i; 0 <= i && i < fromNlPerH.length; 2000 <= fromNlPerH[i] && fromNlPerH[i] <= 1000000);
      @   requires (\forall int i; 0 <= i && i < count && i < fromNlPerH.length; fromNlPerH[i] <= highestNlPerH);
      @   ensures (\forall int i; 0 <= i && i < toNlPerH.length; 2000 <= toNlPerH[i] && toNlPerH[i] <= 1000000);
      @   ensures (\forall int i; 0 <= i && i < count && i < toNlPerH.length; toNlPerH[i] <= highestNlPerH);
      @   ensures (\forall int i; 0 <= i && i < 13; toNlPerH[i] == fromNlPerH[i]);
      @   assignable toNlPerH[*];
      @*/
    private static void copyRates(int[] toNlPerH, int[] fromNlPerH, int count, int highestNlPerH) { Arithmetic.copy(toNlPerH, fromNlPerH); }

    /**
     * Becomes another program in a drug of another concentration: each step at the highest rate that gives no more drug
     * than it did (SR-25, D-16). A step that cannot be leaves an illegal program (D-13).
     */
    // [impl->req~SR-25~1]
    // [contract->req~SR-25~1]
    /*@ public normal_behavior // SR-25
      @   requires other != this && other.startMs != startMs && other.rateNlPerH != rateNlPerH;
      @   requires other.startMs != rateNlPerH && other.rateNlPerH != startMs;
      @   requires \invariant_for(other);
      @   requires 500 <= oldUgPerMl && oldUgPerMl <= 2000 && 500 <= newUgPerMl && newUgPerMl <= 2000;
      @   ensures legal ==> steps == other.steps;
      @   ensures legal ==> 172800000000L <= dayLoadNlMsPerH && dayLoadNlMsPerH <= 86400000000000L;
      @   ensures legal ==> (\forall int i; 0 <= i && i < steps; startMs[i] == other.startMs[i]
      @       && rateNlPerH[i] * newUgPerMl <= other.rateNlPerH[i] * oldUgPerMl
      @       && other.rateNlPerH[i] * oldUgPerMl - rateNlPerH[i] * newUgPerMl < newUgPerMl);
      @   ensures \invariant_for(other);
      @   assignable steps, legal, spoiled, startMs[*], rateNlPerH[*],
      @       dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH, peakNlPerH;
      @*/
    public void setScaled(Program other, int oldUgPerMl, int newUgPerMl) {
        clear();
        scaleSteps(other, oldUgPerMl, newUgPerMl);
        seal();
    }

    /** Each step of another program, at the highest rate that gives no more drug than it did. */
    // [contract->req~SR-25~1]
    /*@ private normal_behavior // SR-25
      @   requires other != null && other != this && other.startMs != startMs && other.rateNlPerH != rateNlPerH;
      @   requires other.startMs != rateNlPerH && other.rateNlPerH != startMs && \invariant_for(other);
      @   requires 500 <= oldUgPerMl && oldUgPerMl <= 2000 && 500 <= newUgPerMl && newUgPerMl <= 2000;
      @   requires steps == 0 && !spoiled;
      @   ensures legal ==> steps == other.steps;
      @   ensures legal ==> (\forall int i; 0 <= i && i < steps; startMs[i] == other.startMs[i]
      @       && rateNlPerH[i] * newUgPerMl <= other.rateNlPerH[i] * oldUgPerMl
      @       && other.rateNlPerH[i] * oldUgPerMl - rateNlPerH[i] * newUgPerMl < newUgPerMl);
      @   ensures \invariant_for(other);
      @   assignable steps, legal, spoiled, startMs[*], rateNlPerH[*], peakNlPerH;
      @*/
    private void scaleSteps(Program other, int oldUgPerMl, int newUgPerMl) { addAllScaled(other, oldUgPerMl, newUgPerMl); }

    /** The same, where the arrays of both are known to be there. */
    // [contract->req~SR-25~1]
    /*@ private normal_behavior // SR-25
      @   requires other != null && other != this && other.startMs != startMs && other.rateNlPerH != rateNlPerH;
      @   requires other.startMs != rateNlPerH && other.rateNlPerH != startMs && \invariant_for(other);
      @   requires startMs != null && rateNlPerH != null && other.startMs != null && other.rateNlPerH != null;
      @   requires startMs.length == 13 && rateNlPerH.length == 13 && other.startMs.length == 13 && other.rateNlPerH.length == 13;
      @   requires 500 <= oldUgPerMl && oldUgPerMl <= 2000 && 500 <= newUgPerMl && newUgPerMl <= 2000;
      @   requires steps == 0 && !spoiled && 0 <= other.steps && other.steps <= 13;
      @   ensures legal ==> steps == other.steps;
      @   ensures legal ==> (\forall int i; 0 <= i && i < steps; startMs[i] == other.startMs[i]
      @       && rateNlPerH[i] * newUgPerMl <= other.rateNlPerH[i] * oldUgPerMl
      @       && other.rateNlPerH[i] * oldUgPerMl - rateNlPerH[i] * newUgPerMl < newUgPerMl);
      @   ensures \invariant_for(other);
      @   assignable steps, legal, spoiled, startMs[*], rateNlPerH[*], peakNlPerH;
      @*/
    private void addAllScaled(Program other, int oldUgPerMl, int newUgPerMl) {
        /*@ loop_invariant 0 <= i && i <= other.steps && other.steps <= 13 && \invariant_for(this) && \invariant_for(other);
          @ loop_invariant !spoiled ==> steps == i;
          @ loop_invariant !spoiled ==> (\forall int k; 0 <= k && k < i; startMs[k] == other.startMs[k]
          @     && rateNlPerH[k] * newUgPerMl <= other.rateNlPerH[k] * oldUgPerMl
          @     && other.rateNlPerH[k] * oldUgPerMl - rateNlPerH[k] * newUgPerMl < newUgPerMl);
          @ decreases other.steps - i;
          @*/
        /*+KEY@ assignable steps, legal, spoiled, startMs[*], rateNlPerH[*], peakNlPerH; @*/
        /*+OPENJML@ loop_assigns i, steps, legal, spoiled, startMs[*], rateNlPerH[*], peakNlPerH; @*/
        for (int i = 0; i < other.steps; i++) {
            addScaled(other, i, oldUgPerMl, newUgPerMl);
        }
    }

    /** One step of another program, at the highest rate that gives no more drug than it did. */
    // [contract->req~SR-25~1]
    /*@ private normal_behavior // SR-25
      @   requires other != null && other != this && other.startMs != startMs && other.rateNlPerH != rateNlPerH;
      @   requires other.startMs != rateNlPerH && other.rateNlPerH != startMs && \invariant_for(other);
      @   requires startMs != null && rateNlPerH != null && other.startMs != null && other.rateNlPerH != null;
      @   requires startMs.length == 13 && rateNlPerH.length == 13 && other.startMs.length == 13 && other.rateNlPerH.length == 13;
      @   requires 500 <= oldUgPerMl && oldUgPerMl <= 2000 && 500 <= newUgPerMl && newUgPerMl <= 2000;
      @   requires 0 <= step && step < 13 && step < other.steps && (!spoiled ==> steps == step);
      @   ensures !spoiled ==> !\old(spoiled) && steps == step + 1 && startMs[step] == other.startMs[step];
      @   ensures !spoiled ==> rateNlPerH[step] * newUgPerMl <= other.rateNlPerH[step] * oldUgPerMl
      @       && other.rateNlPerH[step] * oldUgPerMl - rateNlPerH[step] * newUgPerMl < newUgPerMl;
      @   ensures !spoiled ==> (\forall int k; 0 <= k && k < step; startMs[k] == \old(startMs[k]) && rateNlPerH[k] == \old(rateNlPerH[k]));
      @   ensures \invariant_for(other);
      @   assignable steps, legal, spoiled, startMs[*], rateNlPerH[*], peakNlPerH;
      @*/
    private void addScaled(Program other, int step, int oldUgPerMl, int newUgPerMl) {
        addStep(other.startMs[step], PathRules.scaledNlPerH(other.rateNlPerH[step], oldUgPerMl, newUgPerMl));
    }

    /** Where a step ends: where the next begins, or with the day. */
    /*@ private normal_behavior
      @   requires startMs != null && startMs.length == 13 && 0 <= step && step < steps && steps <= 13;
      @   requires (\forall int i; 0 <= i && i < startMs.length; 0 <= startMs[i] && startMs[i] < 86400000);
      @   ensures \result == (step + 1 < steps ? startMs[step + 1] : 86400000);
      @   ensures 0 <= \result && \result <= 86400000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ int endsMs(int step) {
        if (step + 1 < steps) { return startMs[step + 1]; }
        return Parameters.DAY_MS;
    }

    /** The load of the whole day, exactly: each step from where it begins to where it ends. */
    // [contract->req~SR-24~1]
    /*@ private normal_behavior // SR-24
      @   requires startMs != null && rateNlPerH != null && startMs.length == 13 && rateNlPerH.length == 13;
      @   requires 0 < steps && steps <= 13 && startMs[0] == 0;
      @   requires (\forall int i; 0 <= i && i < startMs.length; 0 <= startMs[i] && startMs[i] < 86400000);
      @   requires (\forall int i, j; 0 <= i && i < j && j < steps && j < startMs.length; startMs[i] < startMs[j]);
      @   requires (\forall int i; 0 <= i && i < rateNlPerH.length; 2000 <= rateNlPerH[i] && rateNlPerH[i] <= 1000000);
      @   ensures 172800000000L <= \result && \result <= 86400000000000L;
      @*/
    /*+KEY@ ensures \result == (\sum int k; 0 <= k && k < steps; rateNlPerH[k] * ((k + 1 < steps ? startMs[k + 1] : 86400000) - startMs[k])); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ long allStepsNlMsPerH() {
        long load = 0;
        int atMs = 0;
        /*@ loop_invariant 0 <= i && i <= steps && 0 <= atMs && atMs <= 86400000;
          @ loop_invariant 2000L * atMs <= load && load <= 1000000L * atMs;
          @ loop_invariant i < steps ==> atMs == startMs[i];
          @ loop_invariant i == steps ==> atMs == 86400000;
          @ decreases steps - i;
          @*/
        /*+KEY@ loop_invariant load == (\sum int k; 0 <= k && k < i; rateNlPerH[k] * ((k + 1 < steps ? startMs[k + 1] : 86400000) - startMs[k])); @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, load, atMs; @*/
        for (int i = 0; i < steps; i++) {
            int endMs = endsMs(i);
            load = load + Arithmetic.loadNlMsPerH(rateNlPerH[i], endMs - atMs);
            atMs = endMs;
        }
        return load;
    }

    /** The load between two times of one day, exactly. */
    /*@ private normal_behavior
      @   requires startMs != null && rateNlPerH != null && startMs.length == 13 && rateNlPerH.length == 13;
      @   requires 0 <= steps && steps <= 13;
      @   requires (\forall int i; 0 <= i && i < startMs.length; 0 <= startMs[i] && startMs[i] < 86400000);
      @   requires (\forall int i; 0 <= i && i < rateNlPerH.length; 2000 <= rateNlPerH[i] && rateNlPerH[i] <= 1000000);
      @   requires 0 <= fromMs && fromMs <= toMs && toMs <= 86400000;
      @   ensures 0 <= \result && \result <= 1000000L * (toMs - fromMs);
      @   ensures steps > 0 ==> 2000L * (toMs - fromMs) <= \result;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ long loadBetween(int fromMs, int toMs) {
        long load = 0;
        int atMs = fromMs;
        /*@ loop_invariant 0 <= i && i <= steps && steps <= 13 && fromMs <= atMs && atMs <= toMs;
          @ loop_invariant 2000L * (atMs - fromMs) <= load && load <= 1000000L * (atMs - fromMs);
          @ loop_invariant 0 < i && i == steps ==> atMs == toMs;
          @ decreases steps - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, load, atMs; @*/
        for (int i = 0; i < steps; i++) {
            int endMs = (int) Arithmetic.clamp(endsMs(i), atMs, toMs);
            load = load + Arithmetic.loadNlMsPerH(rateNlPerH[i], endMs - atMs);
            atMs = endMs;
        }
        return load;
    }

    /** The load of a stretch that begins at a time of day, over as many days as it lasts, exactly. */
    /*@ public normal_behavior
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= lastsMs && lastsMs <= 315360000000L;
      @   ensures 0 <= \result && \result <= 1000000L * lastsMs;
      @   ensures steps > 0 ==> 2000L * lastsMs <= \result;
      @   ensures steps == 1 ==> \result == rateNlPerH[0] * lastsMs;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long loadNlMsPerH(int todMs, long lastsMs) {
        if (steps == 1) { return Arithmetic.loadNlMsPerH(rateNlPerH[0], lastsMs); }
        long endMs = todMs + lastsMs;
        if (endMs < Parameters.DAY_MS + 1) { return loadBetween(todMs, (int) endMs); }
        return loadBetween(todMs, Parameters.DAY_MS) + loadFromMidnight(endMs - Parameters.DAY_MS);
    }

    /** The load of a stretch that begins at midnight, exactly. */
    /*@ private normal_behavior
      @   requires 0 <= lastsMs && lastsMs <= 315360000000L;
      @   ensures 0 <= \result && \result <= 1000000L * lastsMs;
      @   ensures steps > 0 ==> 2000L * lastsMs <= \result;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ long loadFromMidnight(long lastsMs) {
        long days = lastsMs / Parameters.DAY_MS;
        int rest = (int) (lastsMs - days * Parameters.DAY_MS);
        return Arithmetic.loadOfDaysNlMsPerH(days, loadBetween(0, Parameters.DAY_MS)) + loadBetween(0, rest);
    }

    /** The rate at a time of day: that of the last step that has begun. */
    // [contract->req~SR-01~1]
    /*@ public normal_behavior // SR-01
      @   requires 0 <= todMs && todMs < 86400000;
      @   ensures 2000 <= \result && \result <= 1000000 && (steps > 0 ==> \result <= peakNlPerH);
      @   ensures steps > 0 ==> (\exists int k; 0 <= k && k < steps; \result == rateNlPerH[k] && startMs[k] <= todMs
      @       && (\forall int j; k < j && j < steps; todMs < startMs[j]));
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int rateAtNlPerH(int todMs) {
        return rateNlPerH[begunStep(todMs)];
    }

    /** The last step that has begun at a time of day. */
    // [contract->req~SR-01~1]
    /*@ private normal_behavior // SR-01
      @   requires startMs != null && startMs.length == 13 && 0 <= steps && steps <= 13 && (0 < steps ==> startMs[0] == 0) && 0 <= todMs;
      @   ensures 0 <= \result && \result < 13 && (0 < steps ==> \result < steps && startMs[\result] <= todMs);
      @   ensures (\forall int j; \result < j && j < steps; todMs < startMs[j]);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ int begunStep(int todMs) {
        int at = 0;
        /*@ loop_invariant 1 <= i && i <= 13 && 0 <= at && at < i && (0 < steps ==> i <= steps && at < steps && startMs[at] <= todMs);
          @ loop_invariant (\forall int j; at < j && j < i; todMs < startMs[j]);
          @ decreases 14 - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, at; @*/
        for (int i = 1; i < steps; i++) {
            if (startMs[i] <= todMs) {
                at = i;
            }
        }
        return at;
    }

    /** How long from a time of day until the next step begins (D-45); a day at most. */
    /*@ public normal_behavior
      @   requires 0 <= todMs && todMs < 86400000;
      @   ensures 1 <= \result && \result <= 86400000 - todMs;
      @   ensures (\forall int i; 1 <= i && i < steps && todMs < startMs[i]; \result <= startMs[i] - todMs);
      @   ensures \result == 86400000 - todMs
      @       || (\exists int i; 1 <= i && i < steps; \result == startMs[i] - todMs);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int nextStepInMs(int todMs) {
        return nextStepMs(todMs) - todMs;
    }

    /** When the next step of the day begins, or the day ends. */
    /*@ private normal_behavior
      @   requires startMs != null && startMs.length == 13 && 0 <= steps && steps <= 13 && 0 <= todMs && todMs < 86400000;
      @   ensures todMs < \result && \result <= 86400000;
      @   ensures (\forall int i; 1 <= i && i < steps && todMs < startMs[i]; \result <= startMs[i]);
      @   ensures \result == 86400000 || (\exists int i; 1 <= i && i < steps; \result == startMs[i]);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ int nextStepMs(int todMs) {
        int next = Parameters.DAY_MS;
        /*@ loop_invariant 1 <= i && (i <= steps || i == 1) && todMs < next && next <= 86400000;
          @ loop_invariant (\forall int k; 1 <= k && k < i && todMs < startMs[k]; next <= startMs[k]);
          @ loop_invariant next == 86400000 || (\exists int k; 1 <= k && k < i; next == startMs[k]);
          @ decreases 14 - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, next; @*/
        for (int i = 1; i < steps; i++) {
            if (startMs[i] > todMs) {
                if (startMs[i] < next) {
                    next = startMs[i];
                }
            }
        }
        return next;
    }

    /*@ public normal_behavior
      @   ensures \result == legal;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isLegal() { return legal; }

    /** SR-26: the day's load, exactly. */
    // [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-26
      @   ensures \result == dayLoadNlMsPerH && 0 <= \result && \result <= 86400000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long dayLoadNlMsPerH() { return dayLoadNlMsPerH; }

    /** SR-06, SR-09: the day's dose in pg, rounded up. */
    // [contract->req~SR-04~1]
    /*@ public normal_behavior // SR-04
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   ensures dayLoadNlMsPerH * concentrationUgPerMl <= \result * 3600000L;
      @   ensures \result * 3600000L - dayLoadNlMsPerH * concentrationUgPerMl < 3600000L;
      @   ensures 0 <= \result && \result <= 96000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long dayPg(int concentrationUgPerMl) {
        return Arithmetic.ceilPg(dayLoadNlMsPerH, concentrationUgPerMl);
    }

    /** SR-07: the worst hour's dose in pg, rounded up. */
    // [contract->req~SR-07~1]
    /*@ public normal_behavior // SR-07
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   ensures hourLoadNlMsPerH * concentrationUgPerMl <= \result * 3600000L;
      @   ensures \result * 3600000L - hourLoadNlMsPerH * concentrationUgPerMl < 3600000L;
      @   ensures 0 <= \result && \result <= 96000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long worstHourPg(int concentrationUgPerMl) {
        return Arithmetic.ceilPg(hourLoadNlMsPerH, concentrationUgPerMl);
    }

    /*@ public normal_behavior
      @   ensures \result == meanNlPerH && 2000 <= \result && \result <= 1000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int meanNlPerH() { return meanNlPerH; }

    /*@ public normal_behavior
      @   ensures \result == peakNlPerH && 2000 <= \result && \result <= 1000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int peakNlPerH() { return peakNlPerH; }

    /*@ public normal_behavior
      @   ensures \result == steps && 0 <= \result && \result <= 13;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int steps() { return steps; }

    /** The start of a step, for the digest (SR-24). */
    // [contract->req~SR-24~1]
    /*@ public normal_behavior // SR-24
      @   requires 0 <= step && step < 13;
      @   ensures \result == startMs[step];
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int stepStartMs(int step) { return startMs[step]; }

    /** The rate of a step, for the digest (SR-24). */
    // [contract->req~SR-24~1]
    /*@ public normal_behavior // SR-24
      @   requires 0 <= step && step < 13;
      @   ensures \result == rateNlPerH[step];
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int stepRateNlPerH(int step) { return rateNlPerH[step]; }

    /** SR-54: saved or loaded. What is not a whole legal day comes back as no program. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 27;
      @   ensures !image.loading ==> steps == \old(steps) && legal == \old(legal) && dayLoadNlMsPerH == \old(dayLoadNlMsPerH) && peakNlPerH == \old(peakNlPerH);
      @   ensures image.loading && image.misfitCount == 0 ==> !spoiled && legal == (steps > 0);
      @*/
    /*+KEY@ requires \disjoint(image.*, this.*) && \disjoint(image.words[*], startMs[*]) && \disjoint(image.words[*], rateNlPerH[*]); @*/
    /*+KEY@ assignable steps, legal, spoiled, dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH, peakNlPerH, startMs[*], rateNlPerH[*], image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.*, startMs[*], rateNlPerH[*], image.*, image.words[*]; @*/
    public void exchange(Image image) {
        int count = exchangeCount(image);
        if (image.isLoading()) {
            load(image, count);
        } else {
            judge(image, isDay((int) Arithmetic.min(count, Parameters.FLEX_STEPS_MAX)));
            exchangeSteps(image);
        }
    }

    /** How many steps there are passes. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 1;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2047 ==> image.misfitCount == 0;
      @   ensures 0 <= \result && \result <= 13 && (!image.loading ==> \result == steps);
      @*/
    /*+KEY@ requires \disjoint(image.*, this.*) && \disjoint(image.words[*], startMs[*]) && \disjoint(image.words[*], rateNlPerH[*]); @*/
    /*+KEY@ assignable image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable image.*, image.words[*]; @*/
    private int exchangeCount(Image image) { return image.number(steps, 0, Parameters.FLEX_STEPS_MAX); }

    /** Whether what passes is a program is noted in the image. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == (fits ? \old(image.misfitCount) : 1) && image.index == \old(image.index);
      @*/
    /*+KEY@ requires \disjoint(image.*, this.*) && \disjoint(image.words[*], startMs[*]) && \disjoint(image.words[*], rateNlPerH[*]); @*/
    /*+KEY@ assignable image.misfitCount; @*/
    /*+OPENJML@ assignable image.*; @*/
    private void judge(Image image, boolean fits) { image.require(fits); }

    /** Whatever the program was, what comes back takes its place. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && 0 <= count && count <= 13;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 26;
      @   ensures image.misfitCount == 0 ==> !spoiled && legal == (steps > 0);
      @*/
    /*+KEY@ requires \disjoint(image.*, this.*) && \disjoint(image.words[*], startMs[*]) && \disjoint(image.words[*], rateNlPerH[*]); @*/
    /*+KEY@ assignable steps, legal, spoiled, dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH, peakNlPerH, startMs[*], rateNlPerH[*], image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.*, startMs[*], rateNlPerH[*], image.*, image.words[*]; @*/
    private void load(Image image, int count) {
        clear();
        exchangeSteps(image);
        judge(image, followSteps(count));
    }

    /** The first so many steps are a day, and the program says so; a memory that lost it is not put out. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires 0 <= count && count <= 13;
      @   ensures \result ==> legal == (count > 0) && (count == 0 || startMs[0] == 0);
      @   ensures \result ==> (\forall int i, j; 0 <= i && i < j && j < count; startMs[i] < startMs[j]);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isDay(int count) {
        boolean rising = legal == (count > 0);
        int lastMs = -1;
        /*@ loop_invariant 0 <= i && i <= count && (rising ==> legal == (count > 0));
          @ loop_invariant rising ==> (\forall int k, j; 0 <= k && k < j && j < i; startMs[k] < startMs[j]);
          @ loop_invariant (\forall int k; 0 <= k && k < i; rising ==> startMs[k] <= lastMs);
          @ decreases count - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, rising, lastMs; @*/
        for (int i = 0; i < count; i++) {
            rising = rising & startMs[i] > lastMs;
            lastMs = startMs[i];
        }
        return rising & (count == 0 | startMs[0] == 0);
    }

    /** Starts and rates pass, those that are not in use too; what comes back is of no program yet. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && (image.loading ==> steps == 0);
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 26;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2022 ==> image.misfitCount == 0;
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 13; startMs[i] == \old(startMs[i]) && rateNlPerH[i] == \old(rateNlPerH[i]));
      @*/
    /*+KEY@ assignable startMs[*], rateNlPerH[*], image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable startMs[*], rateNlPerH[*], image.*, image.words[*]; @*/
    private void exchangeSteps(Image image) {
        image.numbers(startMs, 0, Parameters.DAY_MS - 1);
        image.numbers(rateNlPerH, Parameters.RATE_MIN_RUN_NL_PER_H, Parameters.RATE_MAX_NL_PER_H);
    }

    /**
     * The first so many of the steps that are here are the program; whether they make one (SR-23), or there are none. What is
     * no whole day leaves none, so that it can be stored.
     */
    // [impl->req~SR-54~1]
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires steps == 0 && !spoiled && 0 <= count && count <= 13;
      @   ensures \result ==> !spoiled && legal == (steps > 0);
      @   ensures \result == (legal == (count > 0));
      @   assignable steps, legal, spoiled, dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH, peakNlPerH, startMs[*], rateNlPerH[*];
      @*/
    private boolean followSteps(int count) {
        /*@ loop_invariant 0 <= i && i <= count && \invariant_for(this);
          @ loop_invariant i == 0 ==> !spoiled && steps == 0;
          @ decreases count - i;
          @*/
        /*+KEY@ assignable steps, legal, spoiled, peakNlPerH, startMs[*], rateNlPerH[*]; @*/
        /*+OPENJML@ loop_assigns i, steps, legal, spoiled, peakNlPerH, startMs[*], rateNlPerH[*]; @*/
        for (int i = 0; i < count; i++) {
            addStep(startMs[i], rateNlPerH[i]);
        }
        if (legal == (count > 0)) {
            seal();
            return true;
        }
        clear();
        return false;
    }
}
