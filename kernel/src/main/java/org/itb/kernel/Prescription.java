package org.itb.kernel;

/**
 * What is prescribed: the program in force, the one before the last reduction or stop, the one that is staged
 * and the one being typed in; the profile and limits that they are judged by, and when the dose last rose
 * (SR-04, SR-05, SR-07 … SR-12, SR-35, SR-58). A verdict changes nothing; an effect follows only upon a
 * verdict OK.
 */
public class Prescription {
    /** Spacing is counted from before the pump was commissioned, but not further back than this. */
    public static final long AGE_MAX_MS = 10000000000000L;

    /*@ spec_public @*/ private final Program inForce;
    /*@ spec_public @*/ private final Program earlier;
    /*@ spec_public @*/ private final Program staged;
    /*@ spec_public @*/ private final Program draft;
    /*@ spec_public @*/ private final DoseHistory history;
    /*@ spec_public @*/ private boolean started;
    /*@ spec_public @*/ private boolean earlierKnown;
    /*@ spec_public @*/ private long earlierSinceMs;
    /*@ spec_public @*/ private int origin;
    /*@ spec_public @*/ private int age;
    /*@ spec_public @*/ private int phase;
    /*@ spec_public @*/ private int patientLimitNg;
    /*@ spec_public @*/ private int screeningNg;
    /*@ spec_public @*/ private long firstStartAtCreditMs;
    /*@ spec_public @*/ private long raisedAtCreditMs;
    /*@ spec_public @*/ private long reducedFromPg;

    /*@ public invariant inForce != null && earlier != null && staged != null && draft != null && history != null; @*/
    /*+KEY@ private invariant \invariant_for(inForce) && \invariant_for(earlier) && \invariant_for(staged) && \invariant_for(draft) && \invariant_for(history); @*/
    /*+OPENJML@ public invariant \invariant_for(inForce) && \invariant_for(earlier) && \invariant_for(staged) && \invariant_for(draft) && \invariant_for(history); @*/
    /*@ public invariant inForce != earlier && inForce != staged && inForce != draft && earlier != staged && earlier != draft && staged != draft; @*/
    /*@ public invariant 1 <= origin && origin <= 2 && 1 <= age && age <= 2 && 1 <= phase && phase <= 2; @*/
    /*@ public invariant 1 <= patientLimitNg && patientLimitNg <= 2100000 && 0 <= screeningNg && screeningNg <= 5000000; @*/
    /*@ public invariant -10000000000000L <= firstStartAtCreditMs && firstStartAtCreditMs <= 10000000000000L; @*/
    /*@ public invariant -10000000000000L <= raisedAtCreditMs && raisedAtCreditMs <= 10000000000000L; @*/
    /*@ public invariant 0 <= earlierSinceMs && earlierSinceMs <= 10000000000000L; @*/
    /*@ public invariant 0 <= reducedFromPg && reducedFromPg <= 96000000000L; @*/

    /*@ public normal_behavior
      @   ensures !started && !earlierKnown && reducedFromPg == 0;
      @   assignable \nothing;
      @*/
    public Prescription() {
        this.inForce = new Program();
        this.earlier = new Program();
        this.staged = new Program();
        this.draft = new Program();
        this.history = new DoseHistory();
        this.origin = Profile.SPINAL;
        this.age = Profile.ADULT;
        this.phase = Profile.TITRATION;
        this.patientLimitNg = Parameters.DAILY_HARD_ADULT_NG;
        this.screeningNg = 0;
    }

    /** SR-58: origin, age class and phase are each 1 or 2. */
    /*@ public normal_behavior // SR-58
      @   ensures \result == (1 <= origin && origin <= 2 && 1 <= age && age <= 2 && 1 <= phase && phase <= 2);
      @   assignable \nothing;
      @*/
    public static /*@ pure @*/ boolean isProfile(long origin, long age, long phase) {
        if (!isOneOrTwo(origin)) { return false; }
        if (!isOneOrTwo(age)) { return false; }
        return isOneOrTwo(phase);
    }

    /*@ private normal_behavior
      @   ensures \result == (v == 1 || v == 2);
      @   assignable \nothing;
      @*/
    private static /*@ pure @*/ boolean isOneOrTwo(long v) {
        if (v == 1) { return true; }
        return v == 2;
    }

    /** SR-04: the patient's limit, and never above P06 for the age class. */
    // [impl->req~SR-04~1]
    /*@ public normal_behavior // SR-04
      @   ensures \result <= patientLimitNg && \result <= (age == 2 ? 1200000 : 2100000) && 1 <= \result;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int limitNg() {
        return (int) Arithmetic.min(patientLimitNg, DoseRules.hardLimitNgPerDay(age));
    }

    /** The day's dose of the program in force; 0 before the first start. */
    /*@ public normal_behavior
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   ensures 0 <= \result && \result <= 96000000000L;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long presentPg(int concentrationUgPerMl) { return inForce.dayPg(concentrationUgPerMl); }

    /** D-02: the day's basal that a bolus is judged with. */
    /*@ public normal_behavior // SR-06
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000 && 0 <= ends && ends <= 10000043200000L;
      @   ensures 0 <= \result && \result <= 96000000000L;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long highestPg(int concentrationUgPerMl, long ends) {
        return history.highestPg(presentPg(concentrationUgPerMl), ends);
    }

    /** The staged program is a smaller day than the one in force. */
    /*@ public normal_behavior // SR-11
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean isReduction(Program program, int concentrationUgPerMl) {
        if (!started) { return false; }
        return program.dayPg(concentrationUgPerMl) < presentPg(concentrationUgPerMl);
    }

    /**
     * Of a program with a stated dose, at its confirmation: DOSE_MISMATCH … DOSE_WINDOW in the order of the
     * replies. A reduction with the REDUCE override is judged by its stated dose and, if its worst hour is larger
     * than the present one, by that hour alone (D-08, K-02).
     */
    // [impl->req~SR-08~1] [impl->req~SR-11~1]
    /*@ public normal_behavior // SR-04, SR-05, SR-07, SR-08, SR-09, SR-10, SR-11
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000 && 0 <= creditMs && creditMs <= 10000000000000L;
      @   requires 0 <= dayCountedPg && dayCountedPg <= 80000000000L && 0 <= hourCountedPg && hourCountedPg <= 80000000000L;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int programVerdict(int concentrationUgPerMl, long statedNg, boolean soft, boolean reduce,
            long creditMs, long dayCountedPg, long hourCountedPg) {
        long dosePg = staged.dayPg(concentrationUgPerMl);
        if (!DoseRules.isDoseAsStated(statedNg, dosePg, concentrationUgPerMl)) { return Reply.DOSE_MISMATCH; }
        long hourPg = judgedHourPg(concentrationUgPerMl, hourCountedPg);
        if (isReduction(staged, concentrationUgPerMl) & reduce) {
            return DoseRules.limitVerdict(0, hourPg, limitNg(), true);
        }
        int verdict = DoseRules.limitVerdict(dosePg, hourPg, limitNg(), soft);
        if (verdict != Reply.OK) { return verdict; }
        verdict = stepVerdict(dosePg, presentPg(concentrationUgPerMl), reduce, creditMs);
        if (verdict != Reply.OK) { return verdict; }
        return windowVerdict(dosePg, presentPg(concentrationUgPerMl), dayCountedPg);
    }

    /** The hour to be judged (D-03, K-02): a reduction counts only if its worst hour is larger than the present one. */
    /*@ private normal_behavior // SR-07
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   requires 0 <= hourCountedPg && hourCountedPg <= 80000000000L;
      @   ensures 0 <= \result && \result <= 176000000000L;
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ long judgedHourPg(int concentrationUgPerMl, long hourCountedPg) {
        long hourPg = staged.worstHourPg(concentrationUgPerMl);
        if (isReduction(staged, concentrationUgPerMl)) {
            if (hourPg <= inForce.worstHourPg(concentrationUgPerMl)) { return 0; }
        }
        return hourPg + hourCountedPg;
    }

    /** SR-09, SR-10, SR-11: how far the day's dose may move. */
    // [impl->req~SR-09~1] [impl->req~SR-10~1] [impl->req~SR-11~1]
    /*@ private normal_behavior // SR-09, SR-10, SR-11
      @   requires 0 <= dosePg && dosePg <= 96000000000L && 0 <= presentPg && presentPg <= 96000000000L;
      @   requires 0 <= creditMs && creditMs <= 10000000000000L;
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ int stepVerdict(long dosePg, long presentPg, boolean reduce, long creditMs) {
        if (!started) { return DoseRules.firstStartVerdict(dosePg, screeningNg); }
        if (dosePg > presentPg) {
            return DoseRules.increaseVerdict(dosePg, history.lowestPg(presentPg, creditMs),
                DoseRules.stepUpPercent(origin, age, phase), creditMs - firstStartAtCreditMs,
                creditMs - raisedAtCreditMs);
        }
        if (reduce) { return Reply.OK; }
        if (DoseRules.isLargeReduction(dosePg, presentPg)) { return Reply.STEP_DOWN; }
        return Reply.OK;
    }

    /** D-03: a dose that rises is judged with the boluses that still count. */
    // [impl->req~SR-06~1]
    /*@ private normal_behavior // SR-06
      @   requires 0 <= dosePg && dosePg <= 96000000000L && 0 <= dayCountedPg && dayCountedPg <= 80000000000L;
      @   ensures \result == Reply.OK || \result == Reply.DOSE_WINDOW;
      @   ensures \result == Reply.OK && dosePg > presentPg ==> dosePg + dayCountedPg <= 2100000000L;
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ int windowVerdict(long dosePg, long presentPg, long dayCountedPg) {
        if (dosePg <= presentPg) { return Reply.OK; }
        if (DoseRules.fitsWindow(dosePg, dayCountedPg, limitNg())) { return Reply.OK; }
        return Reply.DOSE_WINDOW;
    }

    /** SR-12, D-09: back to at most the dose before the last reduction or stop; within P10 without SR-09 and SR-10. */
    // [impl->req~SR-12~1]
    /*@ public normal_behavior // SR-12
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   requires 0 <= dayCountedPg && dayCountedPg <= 80000000000L && 0 <= hourCountedPg && hourCountedPg <= 80000000000L;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int restoreVerdict(int concentrationUgPerMl, boolean reduce, long nowMs, long creditMs,
            long dayCountedPg, long hourCountedPg) {
        long dosePg = staged.dayPg(concentrationUgPerMl);
        int verdict = DoseRules.limitVerdict(dosePg, judgedHourPg(concentrationUgPerMl, hourCountedPg), limitNg(), true);
        if (verdict != Reply.OK) { return verdict; }
        if (dosePg > earlier.dayPg(concentrationUgPerMl)) { return Reply.STEP_UP; }
        if (!isRestoreExempt(dosePg, presentPg(concentrationUgPerMl), nowMs)) {
            verdict = stepVerdict(dosePg, presentPg(concentrationUgPerMl), reduce, creditMs);
            if (verdict != Reply.OK) { return verdict; }
        }
        return windowVerdict(dosePg, presentPg(concentrationUgPerMl), dayCountedPg);
    }

    /** An increase back to the earlier dose within P10 of the reduction needs no spacing and no step (SR-12). */
    /*@ private normal_behavior // SR-12
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result == (dosePg > presentPg && nowMs - earlierSinceMs <= 86400000);
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ boolean isRestoreExempt(long dosePg, long presentPg, long nowMs) {
        if (dosePg <= presentPg) { return false; }
        return nowMs - earlierSinceMs <= Parameters.STEP_SPACING_MS;
    }

    /** SR-35, D-32: the first dose after a long gap; as far as boluses count it is judged as an increase (D-03). */
    // [impl->req~SR-35~1]
    /*@ public normal_behavior // SR-35
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   requires 0 <= dayCountedPg && dayCountedPg <= 80000000000L;
      @   requires 0 <= hourCountedPg && hourCountedPg <= 80000000000L;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int restartVerdict(int concentrationUgPerMl, boolean restart, long dayCountedPg,
            long hourCountedPg) {
        long dosePg = staged.dayPg(concentrationUgPerMl);
        int verdict = DoseRules.limitVerdict(dosePg, judgedHourPg(concentrationUgPerMl, hourCountedPg), limitNg(), true);
        if (verdict != Reply.OK) { return verdict; }
        verdict = DoseRules.restartVerdict(dosePg, presentPg(concentrationUgPerMl), restart);
        if (verdict != Reply.OK) { return verdict; }
        return windowVerdict(dosePg, 0, dayCountedPg);
    }

    /** SR-58, D-15: new limits bound the program that runs; 0 < limit ≤ P06, else BAD_RANGE. */
    // [impl->req~SR-58~1]
    /*@ public normal_behavior // SR-58
      @   ensures \result == (1 <= limitNgPerDay && limitNgPerDay <= (age == 2 ? 1200000 : 2100000));
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean isLimit(long limitNgPerDay) {
        if (limitNgPerDay < 1) { return false; }
        return limitNgPerDay <= DoseRules.hardLimitNgPerDay(age);
    }

    /** SR-58, D-15: a limit below the running dose is refused, not applied later. */
    /*@ public normal_behavior // SR-58
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000 && 0 <= limitNg && limitNg <= 5000000;
      @   ensures \result == Reply.OK || \result == Reply.DOSE_HARD;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int boundVerdict(int concentrationUgPerMl, long limitNg) {
        if (presentPg(concentrationUgPerMl) > limitNg * 1000) { return Reply.DOSE_HARD; }
        return Reply.OK;
    }

    /** SR-58: the patient's limit. */
    /*@ public normal_behavior // SR-58
      @   requires 1 <= limitNg && limitNg <= 2100000;
      @   ensures patientLimitNg == limitNg;
      @   assignable patientLimitNg;
      @*/
    public void setLimit(int limitNg) {
        patientLimitNg = limitNg;
    }

    /** SR-58: the profile; the limit of a younger class binds at once. */
    /*@ public normal_behavior // SR-58
      @   requires 1 <= origin && origin <= 2 && 1 <= age && age <= 2 && 1 <= phase && phase <= 2;
      @   ensures this.origin == origin && this.age == age && this.phase == phase;
      @   assignable this.origin, this.age, this.phase;
      @*/
    public void setProfile(int origin, int age, int phase) {
        this.origin = origin;
        this.age = age;
        this.phase = phase;
    }

    /** The screening dose bounds the first start (SR-10). */
    /*@ public normal_behavior // SR-10
      @   requires 0 <= screeningNg && screeningNg <= 5000000;
      @   ensures this.screeningNg == screeningNg;
      @   assignable this.screeningNg;
      @*/
    public void setScreening(int screeningNg) {
        this.screeningNg = screeningNg;
    }

    /** What is being typed in becomes what is staged. */
    /*@ public normal_behavior // SR-51
      @   ensures staged.dayLoadNlMsPerH == draft.dayLoadNlMsPerH && staged.legal == draft.legal;
      @*/
    public void stageDraft() {
        staged.copy(draft);
    }

    /** The draft becomes what a rate says, or the whole of another program. */
    /*@ public normal_behavior // SR-12, SR-35
      @*/
    public void draftOf(Program program, long rateNlPerH, boolean whole) {
        if (whole) {
            draft.copy(program);
        } else {
            draft.setContinuous(rateNlPerH);
        }
    }

    /**
     * The staged program takes force (SR-13). A reduction remembers what was before it; a dose that rises starts
     * the spacing anew unless it only returns to what was before.
     */
    // [impl->req~SR-10~1] [impl->req~SR-13~1]
    /*@ public normal_behavior // SR-10, SR-13
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures started && (\old(started) ==> firstStartAtCreditMs == \old(firstStartAtCreditMs));
      @   ensures inForce.dayLoadNlMsPerH == staged.dayLoadNlMsPerH;
      @*/
    public void accept(int concentrationUgPerMl, boolean restoring, long nowMs, long creditMs) {
        long dosePg = staged.dayPg(concentrationUgPerMl);
        long presentPg = presentPg(concentrationUgPerMl);
        boolean exempt = restoring & isRestoreExempt(dosePg, presentPg, nowMs);
        if (!started) {
            started = true;
            firstStartAtCreditMs = creditMs;
        } else if (dosePg != presentPg) {
            history.replaced(presentPg, nowMs, creditMs);
        }
        if (dosePg < presentPg) {
            remember(nowMs);
            if (DoseRules.isLargeReduction(dosePg, presentPg)) {
                reducedFromPg = presentPg;
            }
        } else {
            earlierKnown = false;
        }
        if (dosePg >= reducedFromPg) {
            reducedFromPg = 0;
        }
        if (dosePg > presentPg) {
            if (!exempt) {
                raisedAtCreditMs = creditMs;
            }
        }
        inForce.copy(staged);
    }

    /** D-39e: after a long gap the restart dose is the reference, and spacing starts anew. */
    // [impl->req~SR-35~1]
    /*@ public normal_behavior // SR-35
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures raisedAtCreditMs == creditMs && !earlierKnown;
      @*/
    public void acceptRestart(int concentrationUgPerMl, long nowMs, long creditMs) {
        history.replaced(presentPg(concentrationUgPerMl), nowMs, creditMs);
        history.restart(staged.dayPg(concentrationUgPerMl));
        raisedAtCreditMs = creditMs;
        earlierKnown = false;
        reducedFromPg = 0;
        inForce.copy(staged);
    }

    /** K-09: what RESTORE returns to. */
    // [impl->req~SR-12~1]
    /*@ public normal_behavior // SR-12
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures earlierKnown && earlierSinceMs == nowMs && earlier.dayLoadNlMsPerH == inForce.dayLoadNlMsPerH;
      @*/
    public void remember(long nowMs) {
        earlier.copy(inForce);
        earlierKnown = true;
        earlierSinceMs = nowMs;
    }

    /** A pump that comes into our hands running: its dose, and how long it and the therapy have been in force. */
    /*@ public normal_behavior
      @   requires 0 <= sinceMs && sinceMs <= 10000000000000L && 0 <= firstSinceMs && firstSinceMs <= 10000000000000L;
      @   ensures started && firstStartAtCreditMs == -firstSinceMs && raisedAtCreditMs == -sinceMs;
      @*/
    public void install(long sinceMs, long firstSinceMs) {
        inForce.copy(staged);
        started = true;
        firstStartAtCreditMs = -firstSinceMs;
        raisedAtCreditMs = -sinceMs;
    }

    /** D-25: someone has seen the reminder of a large reduction. */
    /*@ public normal_behavior // SR-11
      @   ensures reducedFromPg == 0;
      @   assignable reducedFromPg;
      @*/
    public void forgetReduction() {
        reducedFromPg = 0;
    }

    /*@ public normal_behavior ensures \result == (reducedFromPg > 0); assignable \nothing; @*/
    public /*@ pure @*/ boolean isReduced() { return reducedFromPg > 0; }

    /*@ public normal_behavior ensures \result == started; assignable \nothing; @*/
    public /*@ pure @*/ boolean isStarted() { return started; }

    /*@ public normal_behavior ensures \result == earlierKnown; assignable \nothing; @*/
    public /*@ pure @*/ boolean isEarlierKnown() { return earlierKnown; }

    /*@ public normal_behavior ensures \result == inForce; assignable \nothing; @*/
    public /*@ pure @*/ Program inForce() { return inForce; }

    /*@ public normal_behavior ensures \result == earlier; assignable \nothing; @*/
    public /*@ pure @*/ Program earlier() { return earlier; }

    /*@ public normal_behavior ensures \result == staged; assignable \nothing; @*/
    public /*@ pure @*/ Program staged() { return staged; }

    /*@ public normal_behavior ensures \result == draft; assignable \nothing; @*/
    public /*@ pure @*/ Program draft() { return draft; }

    /*@ public normal_behavior ensures \result == age && 1 <= \result && \result <= 2; assignable \nothing; @*/
    public /*@ pure @*/ int age() { return age; }
}
