package org.itb.kernel;

/**
 * What a dose may be: SR-03 … SR-12, SR-35, heap-free. Doses are compared in pg (D-17); a verdict is a
 * {@link Reply}, OK if the rule has nothing against it.
 */
public final class DoseRules {
    /** Counted doses of this size leave no room for anything (K-25). */
    public static final long OVERFULL_PG = 90000000000L;

    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private DoseRules() { }

    /** SR-03: the concentration is one of P04. */
    // [impl->req~SR-03~1]
    // [contract->req~SR-03~1]
    /*@ public normal_behavior // SR-03
      @   ensures \result == (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isLegalConcentration(long concentrationUgPerMl) {
        if (concentrationUgPerMl == Parameters.CONC_LOW_UG_PER_ML) { return true; }
        if (concentrationUgPerMl == Parameters.CONC_MIDDLE_UG_PER_ML) { return true; }
        return concentrationUgPerMl == Parameters.CONC_HIGH_UG_PER_ML;
    }

    /** SR-25 as far as it is built: a label that was read is the stated concentration; 0 means that none was read. */
    /*@ public normal_behavior // SR-25
      @   ensures \result == (labelUgPerMl == 0 || labelUgPerMl == concentrationUgPerMl);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isLabelFitting(long labelUgPerMl, long concentrationUgPerMl) {
        if (labelUgPerMl == 0) { return true; }
        return labelUgPerMl == concentrationUgPerMl;
    }

    /** SR-01: a program's rate lies in [P01, P03]. */
    // [impl->req~SR-01~1]
    // [contract->req~SR-01~1]
    /*@ public normal_behavior // SR-01
      @   ensures \result == (2000 <= rateNlPerH && rateNlPerH <= 1000000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isProgramRate(long rateNlPerH) {
        if (rateNlPerH < Parameters.RATE_MIN_RUN_NL_PER_H) { return false; }
        return rateNlPerH <= Parameters.RATE_MAX_NL_PER_H;
    }

    /** P06 for the age class. */
    // [contract->req~SR-04~1]
    /*@ public normal_behavior // SR-04
      @   ensures \result == (age == 2 ? 1200000 : 2100000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int hardLimitNgPerDay(int age) {
        if (age == Profile.CHILD) { return Parameters.DAILY_HARD_CHILD_NG; }
        return Parameters.DAILY_HARD_ADULT_NG;
    }

    /** P09: by how many percent a daily dose may rise in one step. */
    // [contract->req~SR-09~1]
    /*@ public normal_behavior // SR-09
      @   ensures \result == (phase == 2 ? (origin == 1 && age == 1 ? 40 : 20) : (origin == 1 && age == 1 ? 30 : 15));
      @   ensures 15 <= \result && \result <= 40;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int stepUpPercent(int origin, int age, int phase) {
        boolean maintenance = phase == Profile.MAINTENANCE;
        if (origin != Profile.SPINAL) { return maintenance ? 20 : 15; }
        if (age != Profile.ADULT) { return maintenance ? 20 : 15; }
        return maintenance ? 40 : 30;
    }

    /** SR-08: the stated dose is the recomputed one, within what one nL/h makes in a day. */
    // [impl->req~SR-08~1]
    // [contract->req~SR-08~1]
    /*@ public normal_behavior // SR-08
      @   requires 0 <= dosePg && dosePg <= 96000000000L && 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   ensures \result == (0 <= statedNg && statedNg <= 100000000L
      @       && statedNg * 1000 - dosePg <= 24 * concentrationUgPerMl
      @       && dosePg - statedNg * 1000 <= 24 * concentrationUgPerMl);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isDoseAsStated(long statedNg, long dosePg, int concentrationUgPerMl) {
        if (statedNg < 0) { return false; }
        if (statedNg > 100000000L) { return false; }
        return Arithmetic.distance(statedNg * 1000, dosePg) <= 24 * concentrationUgPerMl;
    }

    /** SR-04, SR-07, SR-05 in the order of the replies. */
    // [impl->req~SR-04~1] [impl->req~SR-05~1] [impl->req~SR-07~1]
    // [contract->req~SR-04~1] [contract->req~SR-05~1] [contract->req~SR-07~1]
    /*@ public normal_behavior // SR-04, SR-05, SR-07
      @   requires 0 <= limitNg && limitNg <= 5000000;
      @   ensures \result == (dosePg > limitNg * 1000L ? Reply.DOSE_HARD
      @       : hourPg > 150000000L ? Reply.DOSE_HOUR
      @       : dosePg > 1000000000L && !soft ? Reply.DOSE_SOFT : Reply.OK);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int limitVerdict(long dosePg, long hourPg, int limitNg, boolean soft) {
        if (dosePg > limitNg * 1000L) { return Reply.DOSE_HARD; }
        if (hourPg > Parameters.HOUR_HARD_NG * 1000L) { return Reply.DOSE_HOUR; }
        if (soft) { return Reply.OK; }
        if (dosePg > Parameters.DAILY_SOFT_NG * 1000L) { return Reply.DOSE_SOFT; }
        return Reply.OK;
    }

    /** SR-10: no increase within P10 of the last one or of the first start; then SR-09: not above the step. */
    // [impl->req~SR-09~1] [impl->req~SR-10~1]
    // [contract->req~SR-09~1] [contract->req~SR-10~1]
    /*@ public normal_behavior // SR-09, SR-10
      @   requires 0 <= dosePg && dosePg <= 96000000000L && 0 <= referencePg && referencePg <= 96000000000L;
      @   requires 0 <= percent && percent <= 100;
      @   ensures \result == (sinceFirstStartMs < 86400000 || sinceIncreaseMs < 86400000 ? Reply.STEP_SPACING
      @       : dosePg * 100 > referencePg * (100 + percent) ? Reply.STEP_UP : Reply.OK);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int increaseVerdict(long dosePg, long referencePg, int percent, long sinceFirstStartMs,
            long sinceIncreaseMs) {
        if (sinceFirstStartMs < Parameters.STEP_SPACING_MS) { return Reply.STEP_SPACING; }
        if (sinceIncreaseMs < Parameters.STEP_SPACING_MS) { return Reply.STEP_SPACING; }
        if (dosePg * 100 > referencePg * (100 + percent)) { return Reply.STEP_UP; }
        return Reply.OK;
    }

    /** SR-10, D-07: the first start is at most twice the effective screening dose, and never above 200 µg a day. */
    // [contract->req~SR-10~1]
    /*@ public normal_behavior // SR-10
      @   requires 0 <= screeningNg && screeningNg <= 5000000;
      @   ensures \result == (dosePg > 200000000L || dosePg > 2000L * screeningNg ? Reply.STEP_UP : Reply.OK);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int firstStartVerdict(long dosePg, int screeningNg) {
        if (dosePg > Parameters.FIRST_START_MAX_NG * 1000L) { return Reply.STEP_UP; }
        if (dosePg > 2000L * screeningNg) { return Reply.STEP_UP; }
        return Reply.OK;
    }

    /** SR-11: a decrease beyond P11. */
    // [impl->req~SR-11~1]
    // [contract->req~SR-11~1]
    /*@ public normal_behavior // SR-11
      @   requires 0 <= dosePg && dosePg <= 96000000000L && 0 <= presentPg && presentPg <= 96000000000L;
      @   ensures \result == (dosePg * 100 < presentPg * 80);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isLargeReduction(long dosePg, long presentPg) {
        return dosePg * 100 < presentPg * (100 - Parameters.STEP_DOWN_PERCENT);
    }

    /** SR-11: a decrease beyond P11 has to be meant. */
    // [contract->req~SR-11~1]
    /*@ public normal_behavior // SR-11
      @   requires 0 <= dosePg && dosePg <= 96000000000L && 0 <= presentPg && presentPg <= 96000000000L;
      @   ensures \result == (!reduce && dosePg * 100 < presentPg * 80 ? Reply.STEP_DOWN : Reply.OK);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int decreaseVerdict(long dosePg, long presentPg, boolean reduce) {
        if (reduce) { return Reply.OK; }
        if (isLargeReduction(dosePg, presentPg)) { return Reply.STEP_DOWN; }
        return Reply.OK;
    }

    /** D-08, K-02, K-25: a reduction that was meant is judged by nothing but the windows that it would stack. */
    // [contract->req~SR-06~1] [contract->req~SR-07~1] [contract->req~SR-11~1]
    /*@ public normal_behavior // SR-06, SR-07, SR-11
      @   ensures \result == (hourPg > 150000000L ? Reply.DOSE_HOUR
      @       : dayCountedPg == 90000000000L ? Reply.DOSE_WINDOW : Reply.OK);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int reductionVerdict(long hourPg, long dayCountedPg) {
        if (hourPg > Parameters.HOUR_HARD_NG * 1000L) { return Reply.DOSE_HOUR; }
        if (dayCountedPg == OVERFULL_PG) { return Reply.DOSE_WINDOW; }
        return Reply.OK;
    }

    /** SR-10, SR-12: a dose that rises starts the spacing anew, unless it only returns to what was before. */
    // [contract->req~SR-10~1] [contract->req~SR-12~1]
    /*@ public normal_behavior // SR-10, SR-12
      @   ensures \result == (dosePg > presentPg && !(restoring && sinceMs <= 86400000));
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isSpaced(long dosePg, long presentPg, boolean restoring, long sinceMs) {
        if (dosePg <= presentPg) { return false; }
        if (restoring) { return sinceMs > Parameters.STEP_SPACING_MS; }
        return true;
    }

    /** D-25: the dose that a large reduction left and the dose has not come back to; 0 for none. */
    // [contract->req~SR-11~1]
    /*@ public normal_behavior // SR-11
      @   requires 0 <= dosePg && dosePg <= 96000000000L && 0 <= presentPg && presentPg <= 96000000000L;
      @   requires 0 <= reducedFromPg && reducedFromPg <= 96000000000L;
      @   ensures dosePg * 100 < presentPg * 80 ==> \result == presentPg;
      @   ensures dosePg * 100 >= presentPg * 80 && dosePg >= reducedFromPg ==> \result == 0;
      @   ensures dosePg * 100 >= presentPg * 80 && dosePg < reducedFromPg ==> \result == reducedFromPg;
      @   ensures 0 <= \result && \result <= 96000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long reducedFromPg(long dosePg, long presentPg, long reducedFromPg) {
        if (isLargeReduction(dosePg, presentPg)) { return presentPg; }
        if (dosePg >= reducedFromPg) { return 0; }
        return reducedFromPg;
    }

    /** SR-06, D-03: a full day of basal and every bolus that still counts stay within the patient's limit. */
    // [impl->req~SR-06~1]
    // [contract->req~SR-06~1]
    /*@ public normal_behavior // SR-06
      @   requires 0 <= limitNg && limitNg <= 5000000;
      @   requires 0 <= basalPg && basalPg <= 96000000000L && 0 <= bolusesPg && bolusesPg <= 96000000000L;
      @   ensures \result == (basalPg + bolusesPg <= limitNg * 1000L);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean fitsWindow(long basalPg, long bolusesPg, int limitNg) {
        return basalPg + bolusesPg <= limitNg * 1000L;
    }

    /** SR-35, D-32: after a long gap at most half the earlier dose, or up to all of it with the override. */
    // [impl->req~SR-35~1]
    // [contract->req~SR-35~1]
    /*@ public normal_behavior // SR-35
      @   requires 0 <= dosePg && dosePg <= 96000000000L && 0 <= earlierPg && earlierPg <= 96000000000L;
      @   ensures \result == (dosePg > earlierPg || dosePg * 2 > earlierPg && !override ? Reply.STEP_UP : Reply.OK);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int restartVerdict(long dosePg, long earlierPg, boolean override) {
        if (dosePg > earlierPg) { return Reply.STEP_UP; }
        if (override) { return Reply.OK; }
        if (dosePg * 2 > earlierPg) { return Reply.STEP_UP; }
        return Reply.OK;
    }

    /** K-25: a window holds no more than the limit, or than it would without the change. */
    // [contract->req~SR-06~1] [contract->req~SR-07~1]
    /*@ public normal_behavior // SR-06, SR-07
      @   requires 0 <= loadNlMsPerH && loadNlMsPerH <= 2500000000000000L && 0 <= unchangedNlMsPerH;
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000 && 0 <= limitNg && limitNg <= 5000000;
      @   ensures \result == (loadNlMsPerH <= unchangedNlMsPerH
      @       || loadNlMsPerH * concentrationUgPerMl <= limitNg * 3600000000L);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isWithin(long loadNlMsPerH, long unchangedNlMsPerH, int concentrationUgPerMl,
            int limitNg) {
        if (loadNlMsPerH <= unchangedNlMsPerH) { return true; }
        return loadNlMsPerH * concentrationUgPerMl <= limitNg * 1000L * Arithmetic.LOAD_PER_NL;
    }
}
