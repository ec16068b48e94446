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
      @       && (\old(steps) == 0 ? startMs == 0 : this.startMs[\old(steps) - 1] < startMs && startMs < 86400000));
      @   ensures spoiled == !legal && steps == (legal ? \old(steps) + 1 : \old(steps));
      @   ensures legal ==> this.startMs[\old(steps)] == startMs && this.rateNlPerH[\old(steps)] == rateNlPerH;
      @   ensures (\forall int i; 0 <= i && i < 13 && (i != \old(steps) || !legal);
      @       this.startMs[i] == \old(this.startMs[i]) && this.rateNlPerH[i] == \old(this.rateNlPerH[i]));
      @   ensures peakNlPerH == (legal && \old(peakNlPerH) < rateNlPerH ? rateNlPerH : \old(peakNlPerH));
      @   assignable steps, legal, spoiled, this.startMs[*], this.rateNlPerH[*], peakNlPerH;
      @*/
    public void addStep(long startMs, long rateNlPerH) {
        if (isNextStep(startMs, rateNlPerH)) {
            this.startMs[steps] = (int) startMs;
            this.rateNlPerH[steps] = (int) rateNlPerH;
            peakNlPerH = (int) Arithmetic.max(peakNlPerH, rateNlPerH);
            steps = steps + 1;
            legal = true;
        } else {
            spoiled = true;
            legal = false;
        }
    }

    /** A step fits: at a rate of [P01, P03], the first at 0, each further one later in the day than the one before. */
    // [contract->req~SR-23~1]
    /*@ private normal_behavior // SR-23
      @   ensures \result == (!spoiled && steps < 13 && 2000 <= rateNlPerH && rateNlPerH <= 1000000
      @       && (steps == 0 ? startMs == 0 : this.startMs[steps - 1] < startMs && startMs < 86400000));
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
        dayLoadNlMsPerH = loadBetween(0, Parameters.DAY_MS);
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
        /*+KEY@ assignable \nothing; @*/
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
      @   requires startMs != null && rateNlPerH != null && other.startMs != null && other.rateNlPerH != null;
      @   requires startMs.length == 13 && rateNlPerH.length == 13 && other.startMs.length == 13 && other.rateNlPerH.length == 13;
      @   ensures steps == other.steps && legal == other.legal && dayLoadNlMsPerH == other.dayLoadNlMsPerH;
      @   ensures spoiled == other.spoiled && hourLoadNlMsPerH == other.hourLoadNlMsPerH;
      @   ensures meanNlPerH == other.meanNlPerH && peakNlPerH == other.peakNlPerH;
      @   ensures (\forall int i; 0 <= i && i < 13; startMs[i] == other.startMs[i] && rateNlPerH[i] == other.rateNlPerH[i]);
      @   ensures \invariant_for(other);
      @   assignable steps, legal, spoiled, startMs[*], rateNlPerH[*],
      @       dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH, peakNlPerH;
      @*/
    public void copy(Program other) {
        Arithmetic.copy(startMs, other.startMs);
        Arithmetic.copy(rateNlPerH, other.rateNlPerH);
        steps = other.steps;
        legal = other.legal;
        spoiled = other.spoiled;
        dayLoadNlMsPerH = other.dayLoadNlMsPerH;
        hourLoadNlMsPerH = other.hourLoadNlMsPerH;
        meanNlPerH = other.meanNlPerH;
        peakNlPerH = other.peakNlPerH;
    }

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
      @   requires startMs != null && rateNlPerH != null && other.startMs != null && other.rateNlPerH != null;
      @   requires startMs.length == 13 && rateNlPerH.length == 13 && other.startMs.length == 13 && other.rateNlPerH.length == 13;
      @   requires 500 <= oldUgPerMl && oldUgPerMl <= 2000 && 500 <= newUgPerMl && newUgPerMl <= 2000;
      @   ensures legal ==> steps == other.steps;
      @   ensures legal ==> (\forall int i; 0 <= i && i < steps; startMs[i] == other.startMs[i]
      @       && rateNlPerH[i] * newUgPerMl <= other.rateNlPerH[i] * oldUgPerMl
      @       && other.rateNlPerH[i] * oldUgPerMl - rateNlPerH[i] * newUgPerMl < newUgPerMl);
      @   ensures \invariant_for(other);
      @   assignable steps, legal, spoiled, startMs[*], rateNlPerH[*],
      @       dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH, peakNlPerH;
      @*/
    public void setScaled(Program other, int oldUgPerMl, int newUgPerMl) {
        clear();
        /*@ loop_invariant 0 <= i && i <= 13 && \invariant_for(this) && \invariant_for(other);
          @ loop_invariant legal ==> steps == i && i <= other.steps;
          @ loop_invariant legal ==> (\forall int k; 0 <= k && k < i; startMs[k] == other.startMs[k]
          @     && rateNlPerH[k] * newUgPerMl <= other.rateNlPerH[k] * oldUgPerMl
          @     && other.rateNlPerH[k] * oldUgPerMl - rateNlPerH[k] * newUgPerMl < newUgPerMl);
          @ decreases 13 - i;
          @*/
        /*+KEY@ assignable steps, legal, spoiled, startMs[*], rateNlPerH[*], dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH, peakNlPerH; @*/
        /*+OPENJML@ loop_assigns i, steps, legal, spoiled, startMs[*], rateNlPerH[*], dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH, peakNlPerH; @*/
        for (int i = 0; i < other.steps; i++) {
            addStep(other.startMs[i], PathRules.scaledNlPerH(other.rateNlPerH[i], oldUgPerMl, newUgPerMl));
        }
        seal();
    }

    /** The load between two times of one day, exactly. */
    /*@ private normal_behavior
      @   requires startMs != null && rateNlPerH != null && startMs.length == 13 && rateNlPerH.length == 13;
      @   requires 0 <= steps && steps <= 13 && (0 < steps ==> startMs[0] == 0);
      @   requires (\forall int i; 0 <= i && i < steps; 0 <= startMs[i] && startMs[i] < 86400000);
      @   requires (\forall int i, j; 0 <= i && i < j && j < steps; startMs[i] < startMs[j]);
      @   requires (\forall int i; 0 <= i && i < steps; 2000 <= rateNlPerH[i] && rateNlPerH[i] <= 1000000);
      @   requires 0 <= fromMs && fromMs <= toMs && toMs <= 86400000;
      @   ensures 0 <= \result && \result <= 1000000L * (toMs - fromMs);
      @   ensures steps > 0 ==> 2000L * (toMs - fromMs) <= \result;
      @*/
    /*+KEY@ ensures fromMs == 0 && toMs == 86400000 ==> \result == (\sum int k; 0 <= k && k < steps; rateNlPerH[k] * ((k + 1 < steps ? startMs[k + 1] : 86400000) - startMs[k])); @*/
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
        /*+KEY@ loop_invariant fromMs == 0 && toMs == 86400000 ==> (i < steps ==> atMs == startMs[i])
          @     && load == (\sum int k; 0 <= k && k < i; rateNlPerH[k] * ((k + 1 < steps ? startMs[k + 1] : 86400000) - startMs[k])); @*/
        /*+KEY@ assignable \nothing; @*/
        /*+OPENJML@ loop_assigns i, load, atMs; @*/
        for (int i = 0; i < steps; i++) {
            int endMs = (int) Arithmetic.clamp(i + 1 < steps ? startMs[i + 1] : Parameters.DAY_MS, atMs, toMs);
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
        if (endMs <= Parameters.DAY_MS) { return loadBetween(todMs, (int) endMs); }
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
        int at = 0;
        /*@ loop_invariant 1 <= i && (i <= steps || i == 1) && steps <= 13 && 0 <= at && at < i && (steps > 0 ==> startMs[at] <= todMs);
          @ loop_invariant (\forall int j; at < j && j < i; todMs < startMs[j]);
          @ decreases 14 - i;
          @*/
        /*+KEY@ assignable \nothing; @*/
        /*+OPENJML@ loop_assigns i, at; @*/
        for (int i = 1; i < steps; i++) {
            if (startMs[i] <= todMs) {
                at = i;
            }
        }
        return rateNlPerH[at];
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
        int next = Parameters.DAY_MS;
        /*@ loop_invariant 1 <= i && (i <= steps || i == 1) && steps <= 13 && todMs < next && next <= 86400000;
          @ loop_invariant (\forall int k; 1 <= k && k < i && todMs < startMs[k]; next <= startMs[k]);
          @ loop_invariant next == 86400000 || (\exists int k; 1 <= k && k < i; next == startMs[k]);
          @ decreases 14 - i;
          @*/
        /*+KEY@ assignable \nothing; @*/
        /*+OPENJML@ loop_assigns i, next; @*/
        for (int i = 1; i < steps; i++) {
            if (startMs[i] > todMs) {
                if (startMs[i] < next) {
                    next = startMs[i];
                }
            }
        }
        return next - todMs;
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
      @   ensures \result == steps;
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
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && (image.sound ==> \old(image.sound));
      @   ensures !image.loading ==> steps == \old(steps) && legal == \old(legal) && dayLoadNlMsPerH == \old(dayLoadNlMsPerH) && peakNlPerH == \old(peakNlPerH);
      @   ensures image.loading && image.sound ==> !spoiled && legal == (steps > 0);
      @*/
    /*+KEY@ assignable steps, legal, spoiled, dayLoadNlMsPerH, hourLoadNlMsPerH, meanNlPerH, peakNlPerH, startMs[*], rateNlPerH[*], image.held, image.index, image.sound, image.words[*]; @*/
    /*+OPENJML@ assignable this.*, startMs[*], rateNlPerH[*], image.*, image.words[*]; @*/
    public void exchange(Image image) {
        int count = image.number(steps, 0, Parameters.FLEX_STEPS_MAX);
        if (image.isLoading()) { clear(); }
        long lastMs = -1;
        /*@ loop_invariant 0 <= i && i <= 13 && \invariant_for(this) && \invariant_for(image) && 0 <= count && count <= 13;
          @ loop_invariant image.loading == \old(image.loading) && (image.sound ==> \old(image.sound)) && -1 <= lastMs && lastMs < 86400000;
          @ loop_invariant !image.loading ==> steps == \old(steps) && legal == \old(legal) && peakNlPerH == \old(peakNlPerH);
          @ loop_invariant image.loading ==> steps <= i;
          @ decreases 13 - i;
          @*/
        /*+KEY@ assignable steps, legal, spoiled, peakNlPerH, startMs[*], rateNlPerH[*], image.held, image.index, image.sound, image.words[*]; @*/
        /*+OPENJML@ loop_assigns i, lastMs, this.*, startMs[*], rateNlPerH[*], image.*, image.words[*]; @*/
        for (int i = 0; i < Parameters.FLEX_STEPS_MAX; i++) {
            lastMs = exchangeStepMs(image, i, i < count, lastMs);
        }
        if (image.isLoading()) { seal(); }
        image.require(legal == (count > 0));
    }

    /** A step passes, one that is not in use as none. The first begins at 0, each further one after the one before. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && 0 <= step && step < 13 && -1 <= lastMs;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && (image.sound ==> \old(image.sound));
      @   ensures !image.loading ==> steps == \old(steps) && legal == \old(legal) && peakNlPerH == \old(peakNlPerH);
      @   ensures image.sound && used ==> lastMs < \result && (step == 0 ==> \result == 0);
      @   ensures image.loading ==> steps <= \old(steps) + 1;
      @   ensures 0 <= \result && \result < 86400000;
      @*/
    /*+KEY@ assignable steps, legal, spoiled, peakNlPerH, startMs[*], rateNlPerH[*], image.held, image.index, image.sound, image.words[*]; @*/
    /*+OPENJML@ assignable this.*, startMs[*], rateNlPerH[*], image.*, image.words[*]; @*/
    private long exchangeStepMs(Image image, int step, boolean used, long lastMs) {
        long beginsMs = image.word(used ? startMs[step] : 0, 0, Parameters.DAY_MS - 1);
        long flowsNlPerH = image.word(used ? rateNlPerH[step] : Parameters.RATE_MIN_RUN_NL_PER_H,
            Parameters.RATE_MIN_RUN_NL_PER_H, Parameters.RATE_MAX_NL_PER_H);
        boolean next = step == 0 ? beginsMs == 0 : beginsMs > lastMs;
        image.require(next | !used);
        boolean loaded = used & image.isLoading();
        if (loaded) { addStep(beginsMs, flowsNlPerH); }
        return beginsMs;
    }
}
