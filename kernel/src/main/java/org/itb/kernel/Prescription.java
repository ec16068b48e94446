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

    /*+KEY@ public ghost \locset inner; @*/
    /*@ public ghost int limitNg; @*/
    /*@ public ghost boolean draftLegal; @*/
    /*@ public ghost long draftLoadNlMsPerH; @*/
    /*@ public ghost boolean stagedLegal; @*/
    /*@ public ghost long stagedLoadNlMsPerH; @*/
    /*@ public ghost long presentLoadNlMsPerH; @*/
    /*+KEY@ accessible \inv: this.*, inner; @*/
    /*+KEY@ private invariant inForce != null && earlier != null && staged != null && draft != null && history != null; @*/
    /*+OPENJML@ public invariant inForce != null && earlier != null && staged != null && draft != null && history != null; @*/
    /*+KEY@ private invariant inForce.startMs != null && inForce.rateNlPerH != null && earlier.startMs != null && earlier.rateNlPerH != null && staged.startMs != null && staged.rateNlPerH != null && draft.startMs != null && draft.rateNlPerH != null && history.lowPg != null && history.highPg != null && history.replacedAtMs != null && history.replacedAtCreditMs != null; @*/
    /*+OPENJML@ public invariant inForce.startMs != null && inForce.rateNlPerH != null && earlier.startMs != null && earlier.rateNlPerH != null && staged.startMs != null && staged.rateNlPerH != null && draft.startMs != null && draft.rateNlPerH != null && history.lowPg != null && history.highPg != null && history.replacedAtMs != null && history.replacedAtCreditMs != null; @*/
    /*+KEY@ private invariant \invariant_for(inForce) && \invariant_for(earlier) && \invariant_for(staged) && \invariant_for(draft) && \invariant_for(history); @*/
    /*+OPENJML@ public invariant \invariant_for(inForce) && \invariant_for(earlier) && \invariant_for(staged) && \invariant_for(draft) && \invariant_for(history); @*/
    /*+KEY@ private invariant inForce.startMs != earlier.startMs && inForce.startMs != earlier.rateNlPerH && inForce.startMs != staged.startMs && inForce.startMs != staged.rateNlPerH && inForce.startMs != draft.startMs && inForce.startMs != draft.rateNlPerH && inForce.rateNlPerH != earlier.startMs && inForce.rateNlPerH != earlier.rateNlPerH && inForce.rateNlPerH != staged.startMs && inForce.rateNlPerH != staged.rateNlPerH && inForce.rateNlPerH != draft.startMs && inForce.rateNlPerH != draft.rateNlPerH && earlier.startMs != staged.startMs && earlier.startMs != staged.rateNlPerH && earlier.startMs != draft.startMs && earlier.startMs != draft.rateNlPerH && earlier.rateNlPerH != staged.startMs && earlier.rateNlPerH != staged.rateNlPerH && earlier.rateNlPerH != draft.startMs && earlier.rateNlPerH != draft.rateNlPerH && staged.startMs != draft.startMs && staged.startMs != draft.rateNlPerH && staged.rateNlPerH != draft.startMs && staged.rateNlPerH != draft.rateNlPerH; @*/
    /*+OPENJML@ public invariant inForce.startMs != earlier.startMs && inForce.startMs != earlier.rateNlPerH && inForce.startMs != staged.startMs && inForce.startMs != staged.rateNlPerH && inForce.startMs != draft.startMs && inForce.startMs != draft.rateNlPerH && inForce.rateNlPerH != earlier.startMs && inForce.rateNlPerH != earlier.rateNlPerH && inForce.rateNlPerH != staged.startMs && inForce.rateNlPerH != staged.rateNlPerH && inForce.rateNlPerH != draft.startMs && inForce.rateNlPerH != draft.rateNlPerH && earlier.startMs != staged.startMs && earlier.startMs != staged.rateNlPerH && earlier.startMs != draft.startMs && earlier.startMs != draft.rateNlPerH && earlier.rateNlPerH != staged.startMs && earlier.rateNlPerH != staged.rateNlPerH && earlier.rateNlPerH != draft.startMs && earlier.rateNlPerH != draft.rateNlPerH && staged.startMs != draft.startMs && staged.startMs != draft.rateNlPerH && staged.rateNlPerH != draft.startMs && staged.rateNlPerH != draft.rateNlPerH; @*/
    /*+KEY@ private invariant inForce != earlier && inForce != staged && inForce != draft && earlier != staged && earlier != draft && staged != draft; @*/
    /*+OPENJML@ public invariant inForce != earlier && inForce != staged && inForce != draft && earlier != staged && earlier != draft && staged != draft; @*/
    /*+KEY@ private invariant (Object) inForce != (Object) this && (Object) earlier != (Object) this && (Object) staged != (Object) this && (Object) draft != (Object) this && (Object) history != (Object) this && (Object) inForce != (Object) history && (Object) earlier != (Object) history && (Object) staged != (Object) history && (Object) draft != (Object) history; @*/
    /*+KEY@ private invariant inner == \set_union(inForce.*, inForce.startMs[*], inForce.rateNlPerH[*], earlier.*, earlier.startMs[*], earlier.rateNlPerH[*], staged.*, staged.startMs[*], staged.rateNlPerH[*], draft.*, draft.startMs[*], draft.rateNlPerH[*], history.*, history.lowPg[*], history.highPg[*], history.replacedAtMs[*], history.replacedAtCreditMs[*]); @*/
    /*+KEY@ private invariant \disjoint(this.*, inner); @*/
    /*+KEY@ private invariant draftLegal == draft.legal && draftLoadNlMsPerH == draft.dayLoadNlMsPerH && stagedLegal == staged.legal && stagedLoadNlMsPerH == staged.dayLoadNlMsPerH && presentLoadNlMsPerH == inForce.dayLoadNlMsPerH; @*/
    /*+OPENJML@ public invariant draftLegal == draft.legal && draftLoadNlMsPerH == draft.dayLoadNlMsPerH && stagedLegal == staged.legal && stagedLoadNlMsPerH == staged.dayLoadNlMsPerH && presentLoadNlMsPerH == inForce.dayLoadNlMsPerH; @*/
    /*+KEY@ private invariant 1 <= origin && origin <= 2 && 1 <= age && age <= 2 && 1 <= phase && phase <= 2; @*/
    /*+OPENJML@ public invariant 1 <= origin && origin <= 2 && 1 <= age && age <= 2 && 1 <= phase && phase <= 2; @*/
    /*+KEY@ private invariant 1 <= patientLimitNg && patientLimitNg <= 2100000 && 0 <= screeningNg && screeningNg <= 5000000; @*/
    /*+OPENJML@ public invariant 1 <= patientLimitNg && patientLimitNg <= 2100000 && 0 <= screeningNg && screeningNg <= 5000000; @*/
    /*+KEY@ private invariant (age == 2 && patientLimitNg > 1200000 ==> limitNg == 1200000) && (age != 2 || patientLimitNg <= 1200000 ==> limitNg == patientLimitNg); @*/
    /*+OPENJML@ public invariant (age == 2 && patientLimitNg > 1200000 ==> limitNg == 1200000) && (age != 2 || patientLimitNg <= 1200000 ==> limitNg == patientLimitNg); @*/
    /*+KEY@ private invariant -10000000000000L <= firstStartAtCreditMs && firstStartAtCreditMs <= 10000000000000L; @*/
    /*+OPENJML@ public invariant -10000000000000L <= firstStartAtCreditMs && firstStartAtCreditMs <= 10000000000000L; @*/
    /*+KEY@ private invariant -10000000000000L <= raisedAtCreditMs && raisedAtCreditMs <= 10000000000000L; @*/
    /*+OPENJML@ public invariant -10000000000000L <= raisedAtCreditMs && raisedAtCreditMs <= 10000000000000L; @*/
    /*+KEY@ private invariant 0 <= earlierSinceMs && earlierSinceMs <= 10000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= earlierSinceMs && earlierSinceMs <= 10000000000000L; @*/
    /*+KEY@ private invariant 0 <= reducedFromPg && reducedFromPg <= 96000000000L; @*/
    /*+OPENJML@ public invariant 0 <= reducedFromPg && reducedFromPg <= 96000000000L; @*/

    /*@ public normal_behavior
      @   ensures !started && !earlierKnown && reducedFromPg == 0;
      @   assignable \nothing;
      @*/
    /*+KEY@ ensures \fresh(inner) && \disjoint(this.*, inner); @*/
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
        /*@ set this.limitNg = (this.age == 2 && this.patientLimitNg > 1200000 ? 1200000 : this.patientLimitNg); @*/
        /*+KEY@ set inner = \set_union(inForce.*, inForce.startMs[*], inForce.rateNlPerH[*], earlier.*, earlier.startMs[*], earlier.rateNlPerH[*], staged.*, staged.startMs[*], staged.rateNlPerH[*], draft.*, draft.startMs[*], draft.rateNlPerH[*], history.*, history.lowPg[*], history.highPg[*], history.replacedAtMs[*], history.replacedAtCreditMs[*]); @*/
    }

    /** SR-58: origin, age class and phase are each 1 or 2. */
    // [contract->req~SR-58~1]
    /*@ public normal_behavior // SR-58
      @   ensures \result == (1 <= origin && origin <= 2 && 1 <= age && age <= 2 && 1 <= phase && phase <= 2);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isProfile(long origin, long age, long phase) {
        if (Arithmetic.clamp(origin, Profile.SPINAL, Profile.CEREBRAL) != origin) { return false; }
        if (Arithmetic.clamp(age, Profile.ADULT, Profile.CHILD) != age) { return false; }
        return Arithmetic.clamp(phase, Profile.TITRATION, Profile.MAINTENANCE) == phase;
    }

    /** SR-04: the patient's limit, and never above P06 for the age class. */
    // [impl->req~SR-04~1]
    // [contract->req~SR-04~1]
    /*@ public normal_behavior // SR-04
      @   ensures \result == limitNg && 1 <= \result && \result <= 2100000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int limitNg() {
        return (int) Arithmetic.min(patientLimitNg, DoseRules.hardLimitNgPerDay(age));
    }

    /** The day's dose of the program in force; 0 before the first start. */
    /*@ public normal_behavior
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   ensures 0 <= \result && \result <= 96000000000L;
      @   ensures inForce.dayLoadNlMsPerH * concentrationUgPerMl <= \result * 3600000L;
      @   ensures \result * 3600000L - inForce.dayLoadNlMsPerH * concentrationUgPerMl < 3600000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long presentPg(int concentrationUgPerMl) { return inForce.dayPg(concentrationUgPerMl); }

    /** D-02: the day's basal that a bolus is judged with. */
    // [contract->req~SR-06~1]
    /*@ public normal_behavior // SR-06
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000 && 0 <= endsAtMs && endsAtMs <= 10000043200000L;
      @   ensures 0 <= \result && \result <= 96000000000L;
      @   ensures inForce.dayLoadNlMsPerH * concentrationUgPerMl <= \result * 3600000L;
      @   ensures (\forall int i; 0 <= i && i < history.held && i < history.highPg.length && i < history.replacedAtMs.length; endsAtMs - history.replacedAtMs[i] < 86400000 ==> history.highPg[i] <= \result);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long highestPg(int concentrationUgPerMl, long endsAtMs) {
        return history.highestPg(presentPg(concentrationUgPerMl), endsAtMs);
    }

    /** The staged program is a smaller day than the one in force. */
    // [contract->req~SR-11~1]
    /*@ public normal_behavior // SR-11
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000 && \invariant_for(program);
      @   ensures \result ==> started && program.dayLoadNlMsPerH * concentrationUgPerMl < inForce.dayLoadNlMsPerH * concentrationUgPerMl;
      @   ensures started && !\result ==> inForce.dayLoadNlMsPerH * concentrationUgPerMl < program.dayLoadNlMsPerH * concentrationUgPerMl + 3600000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isReduction(Program program, int concentrationUgPerMl) {
        if (!started) { return false; }
        return program.dayPg(concentrationUgPerMl) < presentPg(concentrationUgPerMl);
    }

    /**
     * Of a program with a stated dose, at its confirmation: DOSE_MISMATCH … DOSE_WINDOW in the order of the
     * replies. A reduction with the REDUCE override is judged by its stated dose and, if its worst hour is larger
     * than the present one, by that hour alone (D-08, K-02). A dose that is known from elsewhere, after a loss of
     * memory, is judged by the limits alone (K-56).
     */
    // [impl->req~SR-08~1] [impl->req~SR-11~1]
    // [contract->req~SR-04~1] [contract->req~SR-05~1] [contract->req~SR-07~1] [contract->req~SR-08~1] [contract->req~SR-09~1] [contract->req~SR-10~1] [contract->req~SR-11~1]
    /*@ public normal_behavior // SR-04, SR-05, SR-07, SR-08, SR-09, SR-10, SR-11
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000 && 0 <= creditMs && creditMs <= 10000000000000L;
      @   requires 0 <= dayCountedPg && dayCountedPg <= 90000000000L && 0 <= hourCountedPg && hourCountedPg <= 90000000000L;
      @   ensures \result == Reply.OK ==> staged.dayLoadNlMsPerH * concentrationUgPerMl <= 3600000000L * limitNg
      @       || reduce && started && staged.dayLoadNlMsPerH * concentrationUgPerMl < inForce.dayLoadNlMsPerH * concentrationUgPerMl;
      @   ensures \result == Reply.OK ==> staged.hourLoadNlMsPerH * concentrationUgPerMl + 3600000L * hourCountedPg <= 540000000000000L
      @       || started && staged.dayLoadNlMsPerH * concentrationUgPerMl < inForce.dayLoadNlMsPerH * concentrationUgPerMl
      @           && staged.hourLoadNlMsPerH * concentrationUgPerMl < inForce.hourLoadNlMsPerH * concentrationUgPerMl + 3600000L;
      @   ensures \result == Reply.OK && !started && !known ==> staged.dayLoadNlMsPerH * concentrationUgPerMl <= 720000000000000L
      @       && staged.dayLoadNlMsPerH * concentrationUgPerMl <= 7200000000L * screeningNg;
      @   ensures \result == Reply.OK && started && !known && staged.dayLoadNlMsPerH * concentrationUgPerMl >= inForce.dayLoadNlMsPerH * concentrationUgPerMl + 3600000L
      @       ==> creditMs - firstStartAtCreditMs >= 86400000 && creditMs - raisedAtCreditMs >= 86400000;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int programVerdict(int concentrationUgPerMl, long statedNg, boolean soft, boolean reduce, boolean known,
            long creditMs, long dayCountedPg, long hourCountedPg) {
        if (!DoseRules.isDoseAsStated(statedNg, stagedPg(concentrationUgPerMl), concentrationUgPerMl)) { return Reply.DOSE_MISMATCH; }
        if (reduce) {
            if (isStagedReduction(concentrationUgPerMl)) { return reductionVerdict(concentrationUgPerMl, dayCountedPg, hourCountedPg); }
        }
        int verdict = limitVerdict(concentrationUgPerMl, soft, hourCountedPg);
        if (verdict != Reply.OK) { return verdict; }
        verdict = known ? Reply.OK : moveVerdict(concentrationUgPerMl, reduce, creditMs);
        if (verdict != Reply.OK) { return verdict; }
        return stackVerdict(concentrationUgPerMl, dayCountedPg);
    }

    /** The day's dose of the staged program, rounded up. */
    // [contract->req~SR-08~1]
    /*@ private normal_behavior // SR-08
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   ensures 0 <= \result && \result <= 96000000000L;
      @   ensures staged.dayLoadNlMsPerH * concentrationUgPerMl <= \result * 3600000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ long stagedPg(int concentrationUgPerMl) { return staged.dayPg(concentrationUgPerMl); }

    /** The staged program is a smaller day than the one in force. */
    // [contract->req~SR-11~1]
    /*@ private normal_behavior // SR-11
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   ensures \result ==> started && staged.dayLoadNlMsPerH * concentrationUgPerMl < inForce.dayLoadNlMsPerH * concentrationUgPerMl;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isStagedReduction(int concentrationUgPerMl) { return isReduction(staged, concentrationUgPerMl); }

    /** SR-06: the staged day and what still counts, if it rises. */
    // [contract->req~SR-06~1]
    /*@ private normal_behavior // SR-06
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000 && 0 <= dayCountedPg && dayCountedPg <= 90000000000L;
      @   ensures \result == Reply.OK || \result == Reply.DOSE_WINDOW;
      @   ensures \result == Reply.OK ==> dayCountedPg != 90000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int stackVerdict(int concentrationUgPerMl, long dayCountedPg) {
        return windowVerdict(staged.dayPg(concentrationUgPerMl), presentPg(concentrationUgPerMl), dayCountedPg);
    }

    /** D-08, K-02, K-25: a reduction that was meant is judged by nothing but the windows that it would stack. */
    // [contract->req~SR-06~1] [contract->req~SR-07~1] [contract->req~SR-11~1]
    /*@ private normal_behavior // SR-06, SR-07, SR-11
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   requires 0 <= dayCountedPg && dayCountedPg <= 90000000000L && 0 <= hourCountedPg && hourCountedPg <= 90000000000L;
      @   ensures \result == Reply.OK ==> staged.hourLoadNlMsPerH * concentrationUgPerMl + 3600000L * hourCountedPg <= 540000000000000L
      @       || started && staged.dayLoadNlMsPerH * concentrationUgPerMl < inForce.dayLoadNlMsPerH * concentrationUgPerMl
      @           && staged.hourLoadNlMsPerH * concentrationUgPerMl < inForce.hourLoadNlMsPerH * concentrationUgPerMl + 3600000L;
      @   ensures \result == Reply.OK ==> dayCountedPg != 90000000000L;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int reductionVerdict(int concentrationUgPerMl, long dayCountedPg, long hourCountedPg) {
        return DoseRules.reductionVerdict(judgedHourPg(concentrationUgPerMl, hourCountedPg), dayCountedPg);
    }

    /** SR-09, SR-10, SR-11: how far the staged day may move from the one in force. */
    // [contract->req~SR-09~1] [contract->req~SR-10~1] [contract->req~SR-11~1]
    /*@ private normal_behavior // SR-09, SR-10, SR-11
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000 && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures \result == Reply.OK && !started ==> staged.dayLoadNlMsPerH * concentrationUgPerMl <= 720000000000000L
      @       && staged.dayLoadNlMsPerH * concentrationUgPerMl <= 7200000000L * screeningNg;
      @   ensures \result == Reply.OK && started && staged.dayLoadNlMsPerH * concentrationUgPerMl >= inForce.dayLoadNlMsPerH * concentrationUgPerMl + 3600000L
      @       ==> creditMs - firstStartAtCreditMs >= 86400000 && creditMs - raisedAtCreditMs >= 86400000;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int moveVerdict(int concentrationUgPerMl, boolean reduce, long creditMs) {
        return stepVerdict(staged.dayPg(concentrationUgPerMl), presentPg(concentrationUgPerMl), reduce, false, creditMs);
    }

    /** SR-04, SR-05, SR-07: the staged day and its worst hour against the limits. */
    // [contract->req~SR-04~1] [contract->req~SR-07~1]
    /*@ private normal_behavior // SR-04, SR-07
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000 && 0 <= hourCountedPg && hourCountedPg <= 90000000000L;
      @   ensures \result == Reply.OK ==> staged.dayLoadNlMsPerH * concentrationUgPerMl <= 3600000000L * limitNg;
      @   ensures \result == Reply.OK ==> staged.hourLoadNlMsPerH * concentrationUgPerMl + 3600000L * hourCountedPg <= 540000000000000L
      @       || started && staged.dayLoadNlMsPerH * concentrationUgPerMl < inForce.dayLoadNlMsPerH * concentrationUgPerMl
      @           && staged.hourLoadNlMsPerH * concentrationUgPerMl < inForce.hourLoadNlMsPerH * concentrationUgPerMl + 3600000L;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int limitVerdict(int concentrationUgPerMl, boolean soft, long hourCountedPg) {
        return DoseRules.limitVerdict(staged.dayPg(concentrationUgPerMl), judgedHourPg(concentrationUgPerMl, hourCountedPg), limitNg(), soft);
    }

    /** The hour to be judged (D-03, K-02): a reduction counts only if its worst hour is larger than the present one. */
    // [contract->req~SR-07~1]
    /*@ private normal_behavior // SR-07
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   requires 0 <= hourCountedPg && hourCountedPg <= 90000000000L;
      @   ensures 0 <= \result && \result <= 186000000000L && (hourCountedPg == 90000000000L ==> \result == 90000000000L);
      @   ensures staged.hourLoadNlMsPerH * concentrationUgPerMl + 3600000L * hourCountedPg <= 3600000L * \result
      @       || started && \result == 0 && staged.dayLoadNlMsPerH * concentrationUgPerMl < inForce.dayLoadNlMsPerH * concentrationUgPerMl
      @           && staged.hourLoadNlMsPerH * concentrationUgPerMl < inForce.hourLoadNlMsPerH * concentrationUgPerMl + 3600000L
      @       || hourCountedPg == 90000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ long judgedHourPg(int concentrationUgPerMl, long hourCountedPg) {
        if (hourCountedPg == DoseRules.OVERFULL_PG) { return hourCountedPg; }
        long hourPg = staged.worstHourPg(concentrationUgPerMl);
        if (isReduction(staged, concentrationUgPerMl)) {
            if (hourPg <= inForce.worstHourPg(concentrationUgPerMl)) { return 0; }
        }
        return hourPg + hourCountedPg;
    }

    /** SR-09, SR-10, SR-11: how far the day's dose may move; a return to the earlier one within P10 may rise (SR-12). */
    // [impl->req~SR-10~1] [impl->req~SR-11~1]
    // [contract->req~SR-09~1] [contract->req~SR-10~1] [contract->req~SR-11~1]
    /*@ private normal_behavior // SR-09, SR-10, SR-11
      @   requires 1 <= origin && origin <= 2 && 1 <= age && age <= 2 && 1 <= phase && phase <= 2;
      @   requires 0 <= dosePg && dosePg <= 96000000000L && 0 <= presentPg && presentPg <= 96000000000L;
      @   requires -10000000000000L <= firstStartAtCreditMs && firstStartAtCreditMs <= 10000000000000L;
      @   requires -10000000000000L <= raisedAtCreditMs && raisedAtCreditMs <= 10000000000000L;
      @   requires 0 <= screeningNg && screeningNg <= 5000000 && history != null && \invariant_for(history);
      @   requires 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures \result == Reply.OK && started && !reduce ==> dosePg > presentPg || dosePg * 100 >= presentPg * 80;
      @   ensures \result == Reply.OK && !returns && started && dosePg > presentPg ==> creditMs - firstStartAtCreditMs >= 86400000 && creditMs - raisedAtCreditMs >= 86400000;
      @   ensures \result == Reply.OK && !started ==> dosePg <= 200000000L && dosePg <= 2000L * screeningNg;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ int stepVerdict(long dosePg, long presentPg, boolean reduce, boolean returns, long creditMs) {
        if (!started) { return DoseRules.firstStartVerdict(dosePg, screeningNg); }
        if (dosePg > presentPg) { return returns ? Reply.OK : riseVerdict(dosePg, presentPg, creditMs); }
        return DoseRules.decreaseVerdict(dosePg, presentPg, reduce);
    }

    /** SR-09, SR-10: a rise, from the lowest dose of the last 24 h. */
    // [impl->req~SR-09~1] [impl->req~SR-10~1]
    // [contract->req~SR-09~1] [contract->req~SR-10~1]
    /*@ private normal_behavior // SR-09, SR-10
      @   requires 1 <= origin && origin <= 2 && 1 <= age && age <= 2 && 1 <= phase && phase <= 2;
      @   requires 0 <= dosePg && dosePg <= 96000000000L && 0 <= presentPg && presentPg <= 96000000000L;
      @   requires -10000000000000L <= firstStartAtCreditMs && firstStartAtCreditMs <= 10000000000000L;
      @   requires -10000000000000L <= raisedAtCreditMs && raisedAtCreditMs <= 10000000000000L;
      @   requires history != null && \invariant_for(history) && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures \result == Reply.OK ==> creditMs - firstStartAtCreditMs >= 86400000 && creditMs - raisedAtCreditMs >= 86400000;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ int riseVerdict(long dosePg, long presentPg, long creditMs) {
        long sinceStartMs = creditMs - firstStartAtCreditMs;
        long sinceRiseMs = creditMs - raisedAtCreditMs;
        return DoseRules.increaseVerdict(dosePg, history.lowestPg(presentPg, creditMs), stepUpPercent(), sinceStartMs, sinceRiseMs);
    }

    /** P09 for this patient. */
    // [contract->req~SR-09~1]
    /*@ private normal_behavior // SR-09
      @   requires 1 <= origin && origin <= 2 && 1 <= age && age <= 2 && 1 <= phase && phase <= 2;
      @   ensures 15 <= \result && \result <= 40;
      @   ensures \result > 30 ==> origin == 1 && age == 1 && phase == 2;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ int stepUpPercent() { return DoseRules.stepUpPercent(origin, age, phase); }

    /** D-03: a dose that rises is judged with the boluses that still count. */
    // [impl->req~SR-06~1]
    // [contract->req~SR-06~1]
    /*@ private normal_behavior // SR-06
      @   requires 0 <= dosePg && dosePg <= 96000000000L && 0 <= dayCountedPg && dayCountedPg <= 90000000000L;
      @   ensures \result == Reply.OK || \result == Reply.DOSE_WINDOW;
      @   ensures (\result == Reply.OK) == (dayCountedPg != 90000000000L
      @       && (dosePg <= presentPg || dosePg + dayCountedPg <= 1000L * limitNg));
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int windowVerdict(long dosePg, long presentPg, long dayCountedPg) {
        if (dayCountedPg == DoseRules.OVERFULL_PG) { return Reply.DOSE_WINDOW; }
        if (dosePg <= presentPg) { return Reply.OK; }
        if (DoseRules.fitsWindow(dosePg, dayCountedPg, limitNg())) { return Reply.OK; }
        return Reply.DOSE_WINDOW;
    }

    /** SR-12, D-09: back to at most the dose before the last reduction or stop; within P10 without SR-09 and SR-10. */
    // [impl->req~SR-12~1]
    // [contract->req~SR-12~1]
    /*@ public normal_behavior // SR-12
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   requires 0 <= dayCountedPg && dayCountedPg <= 90000000000L && 0 <= hourCountedPg && hourCountedPg <= 90000000000L;
      @   ensures \result == Reply.OK ==> staged.dayLoadNlMsPerH * concentrationUgPerMl <= 3600000000L * limitNg;
      @   ensures \result == Reply.OK ==> staged.hourLoadNlMsPerH * concentrationUgPerMl + 3600000L * hourCountedPg <= 540000000000000L
      @       || started && staged.dayLoadNlMsPerH * concentrationUgPerMl < inForce.dayLoadNlMsPerH * concentrationUgPerMl
      @           && staged.hourLoadNlMsPerH * concentrationUgPerMl < inForce.hourLoadNlMsPerH * concentrationUgPerMl + 3600000L;
      @   ensures \result == Reply.OK ==> staged.dayLoadNlMsPerH * concentrationUgPerMl < earlier.dayLoadNlMsPerH * concentrationUgPerMl + 3600000L;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int restoreVerdict(int concentrationUgPerMl, boolean reduce, long nowMs, long creditMs,
            long dayCountedPg, long hourCountedPg) {
        int verdict = limitVerdict(concentrationUgPerMl, true, hourCountedPg);
        if (verdict != Reply.OK) { return verdict; }
        verdict = returnVerdict(concentrationUgPerMl, reduce, nowMs, creditMs);
        if (verdict != Reply.OK) { return verdict; }
        return stackVerdict(concentrationUgPerMl, dayCountedPg);
    }

    /** SR-12: no step that a return may not take, and not beyond the dose that it returns to. */
    // [contract->req~SR-12~1]
    /*@ private normal_behavior // SR-12
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures \result == Reply.OK ==> staged.dayLoadNlMsPerH * concentrationUgPerMl < earlier.dayLoadNlMsPerH * concentrationUgPerMl + 3600000L;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int returnVerdict(int concentrationUgPerMl, boolean reduce, long nowMs, long creditMs) {
        long dosePg = staged.dayPg(concentrationUgPerMl);
        boolean returns = nowMs - earlierSinceMs <= Parameters.STEP_SPACING_MS;
        int verdict = stepVerdict(dosePg, presentPg(concentrationUgPerMl), reduce, returns, creditMs);
        if (verdict != Reply.OK) { return verdict; }
        if (dosePg > earlier.dayPg(concentrationUgPerMl)) { return Reply.STEP_UP; }
        return Reply.OK;
    }

    /** SR-35, D-32: the first dose after a long gap; as far as boluses count it is judged as an increase (D-03). */
    // [impl->req~SR-35~1]
    // [contract->req~SR-35~1]
    /*@ public normal_behavior // SR-35
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   requires 0 <= dayCountedPg && dayCountedPg <= 90000000000L;
      @   requires 0 <= hourCountedPg && hourCountedPg <= 90000000000L;
      @   ensures \result == Reply.OK ==> staged.dayLoadNlMsPerH * concentrationUgPerMl <= 3600000000L * limitNg;
      @   ensures \result == Reply.OK ==> staged.hourLoadNlMsPerH * concentrationUgPerMl + 3600000L * hourCountedPg <= 540000000000000L
      @       || started && staged.dayLoadNlMsPerH * concentrationUgPerMl < inForce.dayLoadNlMsPerH * concentrationUgPerMl
      @           && staged.hourLoadNlMsPerH * concentrationUgPerMl < inForce.hourLoadNlMsPerH * concentrationUgPerMl + 3600000L;
      @   ensures \result == Reply.OK ==> staged.dayLoadNlMsPerH * concentrationUgPerMl < inForce.dayLoadNlMsPerH * concentrationUgPerMl + 3600000L;
      @   ensures \result == Reply.OK && !restart ==> 2 * staged.dayLoadNlMsPerH * concentrationUgPerMl < inForce.dayLoadNlMsPerH * concentrationUgPerMl + 3600000L;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int restartVerdict(int concentrationUgPerMl, boolean restart, long dayCountedPg,
            long hourCountedPg) {
        int verdict = limitVerdict(concentrationUgPerMl, true, hourCountedPg);
        if (verdict != Reply.OK) { return verdict; }
        long dosePg = staged.dayPg(concentrationUgPerMl);
        verdict = DoseRules.restartVerdict(dosePg, presentPg(concentrationUgPerMl), restart);
        if (verdict != Reply.OK) { return verdict; }
        return windowVerdict(dosePg, 0, dayCountedPg);
    }

    /** SR-02, SR-15, D-05, D-10: volume, duration and rate of a bolus are within range. */
    // [impl->req~SR-02~1] [impl->req~SR-15~1]
    // [contract->req~SR-02~1] [contract->req~SR-15~1]
    /*@ public normal_behavior // SR-02, SR-15
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000 && 0 <= maxNg && maxNg <= 5000000;
      @   ensures \result ==> 1 <= volumeNl && volumeNl <= 40000000 && volumeNl * concentrationUgPerMl <= maxNg * 1000L;
      @   ensures \result ==> 60000 <= durationMs && durationMs <= 43200000 && durationMs <= volumeNl * 3600000L;
      @   ensures \result ==> volumeNl * 3600000L <= 1000000L * durationMs;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isBolus(long volumeNl, long durationMs, int concentrationUgPerMl, int maxNg) {
        if (!BolusRules.isDuration(durationMs)) { return false; }
        if (!BolusRules.isVolume(volumeNl, concentrationUgPerMl, maxNg)) { return false; }
        return BolusRules.isRate(BolusRules.rateNlPerH(volumeNl, durationMs), inForce.peakNlPerH());
    }

    /** SR-02, SR-22: duration and rate of a priming are within range, whatever its drug. */
    // [contract->req~SR-02~1] [contract->req~SR-22~1]
    /*@ public normal_behavior // SR-02, SR-22
      @   requires 1 <= volumeNl && volumeNl <= 40000000;
      @   ensures \result ==> 60000 <= durationMs && durationMs <= 43200000 && durationMs <= volumeNl * 3600000L;
      @   ensures \result ==> volumeNl * 3600000L <= 1000000L * durationMs;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isFlow(long volumeNl, long durationMs) {
        if (!BolusRules.isDuration(durationMs)) { return false; }
        return BolusRules.isRate(BolusRules.rateNlPerH(volumeNl, durationMs), inForce.peakNlPerH());
    }

    /** SR-07: the worst hour of the program, the boluses of the last hour and this one stay within P08. */
    // [impl->req~SR-07~1]
    // [contract->req~SR-07~1]
    /*@ public normal_behavior // SR-07
      @   requires 0 <= chargePg && chargePg <= 80000000000L && 0 <= countedPg && countedPg <= 90000000000L;
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000;
      @   ensures \result == Reply.OK || \result == Reply.DOSE_HOUR;
      @   ensures \result == Reply.OK ==> chargePg + countedPg <= 150000000L;
      @   ensures \result == Reply.OK ==> inForce.hourLoadNlMsPerH * concentrationUgPerMl + 3600000L * (chargePg + countedPg) <= 540000000000000L;
      @   ensures \result != Reply.OK ==> inForce.hourLoadNlMsPerH * concentrationUgPerMl + 3600000L * (chargePg + countedPg) > 539999996400000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int bolusHourVerdict(long chargePg, long countedPg, int concentrationUgPerMl) {
        long hourPg = inForce.worstHourPg(concentrationUgPerMl) + countedPg + chargePg;
        if (hourPg > Parameters.HOUR_HARD_NG * 1000L) { return Reply.DOSE_HOUR; }
        return Reply.OK;
    }

    /** SR-06: every bolus that counts, this one, and the highest full day of basal stay within the patient's limit. */
    // [impl->req~SR-06~1]
    // [contract->req~SR-06~1]
    /*@ public normal_behavior // SR-06
      @   requires 0 <= chargePg && chargePg <= 80000000000L && 0 <= countedPg && countedPg <= 90000000000L;
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000;
      @   requires 0 <= endsAtMs && endsAtMs <= 10000043200000L && chargePg + countedPg <= 96000000000L;
      @   ensures \result == Reply.OK || \result == Reply.DOSE_WINDOW;
      @   ensures \result == Reply.OK ==> chargePg + countedPg <= limitNg * 1000L;
      @   ensures \result == Reply.OK ==> inForce.dayLoadNlMsPerH * concentrationUgPerMl + 3600000L * (chargePg + countedPg) <= 3600000000L * limitNg;
      @   ensures \result == Reply.OK ==> (\forall int i; 0 <= i && i < history.held && i < history.highPg.length && i < history.replacedAtMs.length; endsAtMs - history.replacedAtMs[i] < 86400000
      @       ==> history.highPg[i] + chargePg + countedPg <= 1000L * limitNg);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int bolusDayVerdict(long chargePg, long countedPg, int concentrationUgPerMl, long endsAtMs) {
        long basalPg = highestPg(concentrationUgPerMl, endsAtMs);
        if (DoseRules.fitsWindow(basalPg, countedPg + chargePg, limitNg())) { return Reply.OK; }
        return Reply.DOSE_WINDOW;
    }

    /** SR-58, D-15: new limits bound the program that runs; 0 < limit ≤ P06, else BAD_RANGE. */
    // [impl->req~SR-58~1]
    // [contract->req~SR-58~1]
    /*@ public normal_behavior // SR-58
      @   ensures \result == (1 <= limitNgPerDay && limitNgPerDay <= (age == 2 ? 1200000 : 2100000));
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isLimit(long limitNgPerDay) {
        if (limitNgPerDay < 1) { return false; }
        return limitNgPerDay <= DoseRules.hardLimitNgPerDay(age);
    }

    /** SR-58, D-15: a limit below the running dose is refused, not applied later. */
    // [contract->req~SR-58~1]
    /*@ public normal_behavior // SR-58
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000 && 0 <= limitNg && limitNg <= 5000000;
      @   ensures \result == Reply.OK || \result == Reply.DOSE_HARD;
      @   ensures \result == Reply.OK ==> inForce.dayLoadNlMsPerH * concentrationUgPerMl <= 3600000000L * limitNg;
      @   ensures \result != Reply.OK ==> inForce.dayLoadNlMsPerH * concentrationUgPerMl > 3600000000L * limitNg - 3600000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int boundVerdict(int concentrationUgPerMl, long limitNg) {
        if (presentPg(concentrationUgPerMl) > limitNg * 1000) { return Reply.DOSE_HARD; }
        return Reply.OK;
    }

    /** SR-58: the patient's limit. */
    // [contract->req~SR-58~1]
    /*@ public normal_behavior // SR-58
      @   requires 1 <= limitNg && limitNg <= 2100000;
      @   ensures patientLimitNg == limitNg;
      @   ensures this.limitNg == (age == 2 && limitNg > 1200000 ? 1200000 : limitNg);
      @   assignable this.limitNg, patientLimitNg;
      @*/
    public void setLimit(int limitNg) {
        patientLimitNg = limitNg;
        /*@ set this.limitNg = (this.age == 2 && this.patientLimitNg > 1200000 ? 1200000 : this.patientLimitNg); @*/
    }

    /** SR-58: the profile; the limit of a younger class binds at once. */
    // [contract->req~SR-58~1]
    /*@ public normal_behavior // SR-58
      @   requires 1 <= origin && origin <= 2 && 1 <= age && age <= 2 && 1 <= phase && phase <= 2;
      @   ensures this.origin == origin && this.age == age && this.phase == phase;
      @   ensures this.limitNg == (age == 2 && patientLimitNg > 1200000 ? 1200000 : patientLimitNg);
      @   assignable this.limitNg, this.origin, this.age, this.phase;
      @*/
    public void setProfile(int origin, int age, int phase) {
        this.origin = origin;
        this.age = age;
        this.phase = phase;
        /*@ set this.limitNg = (this.age == 2 && this.patientLimitNg > 1200000 ? 1200000 : this.patientLimitNg); @*/
    }

    /** The screening dose bounds the first start (SR-10). */
    // [contract->req~SR-10~1]
    /*@ public normal_behavior // SR-10
      @   requires 0 <= screeningNg && screeningNg <= 5000000;
      @   ensures this.screeningNg == screeningNg;
      @   assignable this.screeningNg;
      @*/
    public void setScreening(int screeningNg) {
        this.screeningNg = screeningNg;
    }

    /** A constant basal is typed in; an illegal rate leaves an illegal program. */
    // [contract->req~SR-01~1]
    /*@ public normal_behavior // SR-01
      @   ensures draftLegal == (2000 <= rateNlPerH && rateNlPerH <= 1000000);
      @*/
    /*+OPENJML@ ensures inForce.legal == \old(inForce.legal) && inForce.dayLoadNlMsPerH == \old(inForce.dayLoadNlMsPerH)
      @     && inForce.hourLoadNlMsPerH == \old(inForce.hourLoadNlMsPerH) && inForce.peakNlPerH == \old(inForce.peakNlPerH); @*/
    /*+KEY@ assignable draftLegal, draftLoadNlMsPerH, inner; @*/
    /*+OPENJML@ assignable draftLegal, draftLoadNlMsPerH, draft.*, draft.startMs[*], draft.rateNlPerH[*]; @*/
    public void draftContinuous(long rateNlPerH) {
        draft.setContinuous(rateNlPerH);
        /*@ set this.draftLegal = draft.legal; @*/
        /*@ set this.draftLoadNlMsPerH = draft.dayLoadNlMsPerH; @*/
    }

    /** A flex step is typed in; a bad one makes the draft illegal (SR-23). */
    // [contract->req~SR-23~1]
    /*@ public normal_behavior // SR-23
      @   ensures draftLegal ==> 2000 <= rateNlPerH && rateNlPerH <= 1000000 && startMs < 86400000;
      @*/
    /*+OPENJML@ ensures draft.steps >= \old(draft.steps) && (\old(draft.spoiled) ==> draft.spoiled); @*/
    /*+OPENJML@ ensures inForce.legal == \old(inForce.legal) && inForce.dayLoadNlMsPerH == \old(inForce.dayLoadNlMsPerH)
      @     && inForce.hourLoadNlMsPerH == \old(inForce.hourLoadNlMsPerH) && inForce.peakNlPerH == \old(inForce.peakNlPerH); @*/
    /*+KEY@ assignable draftLegal, inner; @*/
    /*+OPENJML@ assignable draftLegal, draft.*, draft.startMs[*], draft.rateNlPerH[*]; @*/
    public void draftStep(long startMs, long rateNlPerH) {
        draft.addStep(startMs, rateNlPerH);
        /*@ set this.draftLegal = draft.legal; @*/
    }

    /** The flex day is complete: its load, mean, peak and worst hour are computed (SR-24). */
    // [contract->req~SR-24~1]
    /*@ public normal_behavior // SR-24
      @   ensures draftLegal ==> 172800000000L <= draftLoadNlMsPerH && draftLoadNlMsPerH <= 86400000000000L;
      @*/
    /*+OPENJML@ ensures draft.steps == \old(draft.steps) && draft.legal == \old(draft.legal); @*/
    /*+OPENJML@ ensures draft.legal ==> 172800000000L <= draft.dayLoadNlMsPerH && 7200000000L <= draft.hourLoadNlMsPerH; @*/
    /*+OPENJML@ ensures draft.legal ==> draft.meanNlPerH == draft.dayLoadNlMsPerH / 86400000; @*/
    /*+OPENJML@ ensures inForce.legal == \old(inForce.legal) && inForce.dayLoadNlMsPerH == \old(inForce.dayLoadNlMsPerH)
      @     && inForce.hourLoadNlMsPerH == \old(inForce.hourLoadNlMsPerH) && inForce.peakNlPerH == \old(inForce.peakNlPerH); @*/
    /*+KEY@ assignable draftLoadNlMsPerH, inner; @*/
    /*+OPENJML@ assignable draftLoadNlMsPerH, draft.*, draft.startMs[*], draft.rateNlPerH[*]; @*/
    public void draftSeal() {
        draft.seal();
        /*@ set this.draftLoadNlMsPerH = draft.dayLoadNlMsPerH; @*/
    }

    /** What has been typed in is used up. */
    // [contract->req~SR-23~1]
    /*@ public normal_behavior // SR-23
      @   ensures !draftLegal && draftLoadNlMsPerH == 0;
      @*/
    /*+OPENJML@ ensures draft.steps == 0 && !draft.legal; @*/
    /*+OPENJML@ ensures inForce.legal == \old(inForce.legal) && inForce.dayLoadNlMsPerH == \old(inForce.dayLoadNlMsPerH)
      @     && inForce.hourLoadNlMsPerH == \old(inForce.hourLoadNlMsPerH) && inForce.peakNlPerH == \old(inForce.peakNlPerH); @*/
    /*+KEY@ assignable draftLegal, draftLoadNlMsPerH, inner; @*/
    /*+OPENJML@ assignable draftLegal, draftLoadNlMsPerH, draft.*, draft.startMs[*], draft.rateNlPerH[*]; @*/
    public void draftClear() {
        draft.clear();
        /*@ set this.draftLegal = draft.legal; @*/
        /*@ set this.draftLoadNlMsPerH = draft.dayLoadNlMsPerH; @*/
    }

    /** A rate, or the whole of the earlier program or the one in force, is typed in (SR-12, SR-35). */
    // [contract->req~SR-12~1] [contract->req~SR-35~1]
    /*@ public normal_behavior // SR-12, SR-35
      @   requires program == earlier || program == inForce;
      @   ensures !whole ==> draftLegal == (2000 <= rateNlPerH && rateNlPerH <= 1000000);
      @   ensures whole && program == inForce ==> draftLoadNlMsPerH == presentLoadNlMsPerH;
      @*/
    /*+OPENJML@ ensures whole ? draft.legal == program.legal && draft.dayLoadNlMsPerH == program.dayLoadNlMsPerH
      @     : draft.legal == (2000 <= rateNlPerH && rateNlPerH <= 1000000); @*/
    /*+OPENJML@ ensures inForce.legal == \old(inForce.legal) && inForce.dayLoadNlMsPerH == \old(inForce.dayLoadNlMsPerH)
      @     && inForce.hourLoadNlMsPerH == \old(inForce.hourLoadNlMsPerH) && inForce.peakNlPerH == \old(inForce.peakNlPerH); @*/
    /*+KEY@ assignable draftLegal, draftLoadNlMsPerH, inner; @*/
    /*+OPENJML@ assignable draftLegal, draftLoadNlMsPerH, draft.*, draft.startMs[*], draft.rateNlPerH[*]; @*/
    public void draftOf(Program program, long rateNlPerH, boolean whole) {
        if (whole) {
            draft.copy(program);
        } else {
            draft.setContinuous(rateNlPerH);
        }
        /*@ set this.draftLegal = draft.legal; @*/
        /*@ set this.draftLoadNlMsPerH = draft.dayLoadNlMsPerH; @*/
    }

    /** What is being typed in becomes what is staged. */
    // [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-51
      @   ensures stagedLoadNlMsPerH == draftLoadNlMsPerH && stagedLegal == draftLegal;
      @*/
    /*+OPENJML@ ensures staged.dayLoadNlMsPerH == draft.dayLoadNlMsPerH && staged.legal == draft.legal; @*/
    /*+OPENJML@ ensures staged.hourLoadNlMsPerH == draft.hourLoadNlMsPerH && staged.peakNlPerH == draft.peakNlPerH; @*/
    /*+OPENJML@ ensures inForce.legal == \old(inForce.legal) && inForce.dayLoadNlMsPerH == \old(inForce.dayLoadNlMsPerH)
      @     && inForce.hourLoadNlMsPerH == \old(inForce.hourLoadNlMsPerH) && inForce.peakNlPerH == \old(inForce.peakNlPerH); @*/
    /*+KEY@ assignable stagedLegal, stagedLoadNlMsPerH, inner; @*/
    /*+OPENJML@ assignable stagedLegal, stagedLoadNlMsPerH, staged.*, staged.startMs[*], staged.rateNlPerH[*]; @*/
    public void stageDraft() {
        staged.copy(draft);
        /*@ set this.stagedLegal = staged.legal; @*/
        /*@ set this.stagedLoadNlMsPerH = staged.dayLoadNlMsPerH; @*/
    }

    /**
     * The staged program takes force (SR-13). A reduction remembers what was before it; a dose that rises starts
     * the spacing anew unless it only returns to what was before.
     */
    // [impl->req~SR-10~1] [impl->req~SR-13~1]
    // [contract->req~SR-10~1] [contract->req~SR-13~1]
    /*@ public normal_behavior // SR-10, SR-13
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures started && (\old(started) ==> firstStartAtCreditMs == \old(firstStartAtCreditMs)) && (!\old(started) ==> firstStartAtCreditMs == creditMs);
      @   ensures presentLoadNlMsPerH == stagedLoadNlMsPerH;
      @   ensures raisedAtCreditMs == creditMs || raisedAtCreditMs == \old(raisedAtCreditMs);
      @   ensures !restoring && stagedLoadNlMsPerH * concentrationUgPerMl >= \old(presentLoadNlMsPerH) * concentrationUgPerMl + 3600000L
      @       ==> raisedAtCreditMs == creditMs;
      @   ensures \old(presentLoadNlMsPerH) * concentrationUgPerMl >= stagedLoadNlMsPerH * concentrationUgPerMl + 3600000L
      @       ==> earlierKnown && earlierSinceMs == nowMs;
      @*/
    /*+OPENJML@ ensures inForce.legal == staged.legal && inForce.steps == staged.steps && inForce.dayLoadNlMsPerH == staged.dayLoadNlMsPerH
      @     && inForce.hourLoadNlMsPerH == staged.hourLoadNlMsPerH && inForce.peakNlPerH == staged.peakNlPerH && inForce.meanNlPerH == staged.meanNlPerH; @*/
    /*+OPENJML@ ensures staged.dayLoadNlMsPerH == \old(staged.dayLoadNlMsPerH); @*/
    /*+OPENJML@ ensures \old(inForce.dayLoadNlMsPerH) * concentrationUgPerMl >= staged.dayLoadNlMsPerH * concentrationUgPerMl + 3600000L
      @     ==> earlier.dayLoadNlMsPerH == \old(inForce.dayLoadNlMsPerH); @*/
    /*+KEY@ assignable presentLoadNlMsPerH, started, earlierKnown, earlierSinceMs, firstStartAtCreditMs, raisedAtCreditMs, reducedFromPg, inner; @*/
    /*+OPENJML@ assignable presentLoadNlMsPerH, started, earlierKnown, earlierSinceMs, firstStartAtCreditMs, raisedAtCreditMs, reducedFromPg, inForce.*, inForce.startMs[*], inForce.rateNlPerH[*], earlier.*, earlier.startMs[*], earlier.rateNlPerH[*], history.*, history.lowPg[*], history.highPg[*], history.replacedAtMs[*], history.replacedAtCreditMs[*]; @*/
    public void accept(int concentrationUgPerMl, boolean restoring, long nowMs, long creditMs) {
        long dosePg = staged.dayPg(concentrationUgPerMl);
        long presentPg = presentPg(concentrationUgPerMl);
        boolean spaced = DoseRules.isSpaced(dosePg, presentPg, restoring, nowMs - earlierSinceMs);
        begin(dosePg, presentPg, nowMs, creditMs);
        lower(dosePg, presentPg, nowMs);
        raise(spaced, creditMs);
        inForce.copy(staged);
        /*@ set this.presentLoadNlMsPerH = inForce.dayLoadNlMsPerH; @*/
    }

    /** A first start, or a dose that was in force until now and differs. */
    // [contract->req~SR-10~1]
    /*@ private normal_behavior // SR-10
      @   requires history != null && \invariant_for(history) && 0 <= presentPg && presentPg <= 96000000000L;
      @   requires history.lowPg != null && history.highPg != null && history.replacedAtMs != null && history.replacedAtCreditMs != null;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures started && (\old(started) ==> firstStartAtCreditMs == \old(firstStartAtCreditMs)) && (!\old(started) ==> firstStartAtCreditMs == creditMs);
      @   ensures \invariant_for(history);
      @*/
    /*+KEY@ assignable started, firstStartAtCreditMs, history.held, history.lowPg[*], history.highPg[*], history.replacedAtMs[*], history.replacedAtCreditMs[*]; @*/
    /*+OPENJML@ assignable started, firstStartAtCreditMs, history.*, history.lowPg[*], history.highPg[*], history.replacedAtMs[*], history.replacedAtCreditMs[*]; @*/
    private /*@ helper @*/ void begin(long dosePg, long presentPg, long nowMs, long creditMs) {
        if (started) {
            replace(dosePg, presentPg, nowMs, creditMs);
        } else {
            started = true;
            firstStartAtCreditMs = creditMs;
        }
    }

    /** What was in force until now counts on if the new dose differs (SR-06, SR-09). */
    // [contract->req~SR-09~1]
    /*@ private normal_behavior // SR-09
      @   requires history != null && \invariant_for(history) && 0 <= presentPg && presentPg <= 96000000000L;
      @   requires history.lowPg != null && history.highPg != null && history.replacedAtMs != null && history.replacedAtCreditMs != null;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures \invariant_for(history);
      @   ensures dosePg != presentPg && history.lowPg.length > 0 ==> history.lowPg[0] == presentPg;
      @   ensures dosePg != presentPg && history.highPg.length > 0 ==> history.highPg[0] == presentPg;
      @   ensures dosePg != presentPg && history.replacedAtMs.length > 0 ==> history.replacedAtMs[0] == nowMs;
      @   ensures dosePg != presentPg && history.replacedAtCreditMs.length > 0 ==> history.replacedAtCreditMs[0] == creditMs;
      @*/
    /*+KEY@ assignable history.held, history.lowPg[*], history.highPg[*], history.replacedAtMs[*], history.replacedAtCreditMs[*]; @*/
    /*+OPENJML@ assignable history.*, history.lowPg[*], history.highPg[*], history.replacedAtMs[*], history.replacedAtCreditMs[*]; @*/
    private /*@ helper @*/ void replace(long dosePg, long presentPg, long nowMs, long creditMs) {
        if (dosePg != presentPg) {
            history.replaced(presentPg, nowMs, creditMs);
        }
    }

    /** SR-11, SR-12: a dose that falls leaves what RESTORE returns to, and a reminder if it falls far. */
    // [contract->req~SR-11~1] [contract->req~SR-12~1]
    /*@ private normal_behavior // SR-11, SR-12
      @   requires 0 <= dosePg && dosePg <= 96000000000L && 0 <= presentPg && presentPg <= 96000000000L;
      @   requires 0 <= reducedFromPg && reducedFromPg <= 96000000000L && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= earlierSinceMs && earlierSinceMs <= 10000000000000L;
      @   requires earlier != null && inForce != null && earlier != inForce && \invariant_for(earlier) && \invariant_for(inForce);
      @   requires earlier.startMs != null && earlier.rateNlPerH != null && inForce.startMs != null && inForce.rateNlPerH != null;
      @   requires inForce.startMs != earlier.startMs && inForce.startMs != earlier.rateNlPerH && inForce.rateNlPerH != earlier.startMs && inForce.rateNlPerH != earlier.rateNlPerH;
      @   ensures dosePg < presentPg ==> earlierKnown && earlierSinceMs == nowMs && earlier.dayLoadNlMsPerH == inForce.dayLoadNlMsPerH;
      @   ensures dosePg < presentPg && dosePg * 100 < presentPg * 80 ==> reducedFromPg == presentPg;
      @   ensures 0 <= reducedFromPg && reducedFromPg <= 96000000000L && 0 <= earlierSinceMs && earlierSinceMs <= 10000000000000L;
      @   ensures \invariant_for(earlier) && \invariant_for(inForce);
      @*/
    /*+KEY@ assignable earlierKnown, earlierSinceMs, reducedFromPg, earlier.steps, earlier.legal, earlier.spoiled, earlier.dayLoadNlMsPerH, earlier.hourLoadNlMsPerH, earlier.meanNlPerH, earlier.peakNlPerH, earlier.startMs[*], earlier.rateNlPerH[*]; @*/
    /*+OPENJML@ assignable earlierKnown, earlierSinceMs, reducedFromPg, earlier.*, earlier.startMs[*], earlier.rateNlPerH[*]; @*/
    private /*@ helper @*/ void lower(long dosePg, long presentPg, long nowMs) {
        if (dosePg < presentPg) { keep(nowMs); }
        reducedFromPg = DoseRules.reducedFromPg(dosePg, presentPg, reducedFromPg);
    }

    /** SR-10: the spacing starts anew with a dose that rises. */
    // [contract->req~SR-10~1]
    /*@ private normal_behavior // SR-10
      @   ensures (spaced ==> raisedAtCreditMs == creditMs) && (!spaced ==> raisedAtCreditMs == \old(raisedAtCreditMs));
      @   assignable raisedAtCreditMs;
      @*/
    private /*@ helper @*/ void raise(boolean spaced, long creditMs) {
        if (spaced) {
            raisedAtCreditMs = creditMs;
        }
    }

    /**
     * SR-25: the program in force, in a drug of another concentration, is typed in: each step at the highest rate that
     * gives no more drug than it did.
     */
    // [contract->req~SR-25~1]
    /*@ public normal_behavior // SR-25
      @   requires 500 <= oldUgPerMl && oldUgPerMl <= 2000 && 500 <= newUgPerMl && newUgPerMl <= 2000;
      @   ensures draftLegal ==> 172800000000L <= draftLoadNlMsPerH && draftLoadNlMsPerH <= 86400000000000L;
      @*/
    /*+OPENJML@ ensures draft.legal ==> draft.steps == inForce.steps; @*/
    /*+KEY@ assignable draftLegal, draftLoadNlMsPerH, inner; @*/
    /*+OPENJML@ assignable draftLegal, draftLoadNlMsPerH, draft.*, draft.startMs[*], draft.rateNlPerH[*]; @*/
    public void draftScaled(int oldUgPerMl, int newUgPerMl) {
        draft.setScaled(inForce, oldUgPerMl, newUgPerMl);
        /*@ set this.draftLegal = draft.legal; @*/
        /*@ set this.draftLoadNlMsPerH = draft.dayLoadNlMsPerH; @*/
    }

    /**
     * SR-25: the staged program, the one in force in another drug, takes force. That is no reduction to return from and
     * no increase: its dose is at most what one nL/h makes lower. What RESTORE returns to becomes the same dose of the
     * new drug, and is forgotten if no rate of the new drug could give it (K-47). The draft is used up.
     */
    // [impl->req~SR-25~1]
    // [contract->req~SR-25~1]
    /*@ public normal_behavior // SR-25
      @   requires 500 <= oldUgPerMl && oldUgPerMl <= 2000 && 500 <= newUgPerMl && newUgPerMl <= 2000;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures presentLoadNlMsPerH == stagedLoadNlMsPerH;
      @   ensures earlierKnown ==> \old(earlierKnown);
      @   ensures !draftLegal && draftLoadNlMsPerH == 0;
      @*/
    /*+OPENJML@ ensures inForce.legal == staged.legal && inForce.steps == staged.steps && inForce.dayLoadNlMsPerH == staged.dayLoadNlMsPerH
      @     && inForce.hourLoadNlMsPerH == staged.hourLoadNlMsPerH && inForce.peakNlPerH == staged.peakNlPerH && inForce.meanNlPerH == staged.meanNlPerH; @*/
    /*+OPENJML@ ensures earlierKnown ==> earlier.legal; @*/
    /*+KEY@ assignable draftLegal, draftLoadNlMsPerH, presentLoadNlMsPerH, earlierKnown, inner; @*/
    /*+OPENJML@ assignable draftLegal, draftLoadNlMsPerH, presentLoadNlMsPerH, earlierKnown, inForce.*, inForce.startMs[*], inForce.rateNlPerH[*], earlier.*, earlier.startMs[*], earlier.rateNlPerH[*],
      @     draft.*, draft.startMs[*], draft.rateNlPerH[*], history.*, history.lowPg[*], history.highPg[*], history.replacedAtMs[*], history.replacedAtCreditMs[*]; @*/
    public void change(int oldUgPerMl, int newUgPerMl, long nowMs, long creditMs) {
        replace(staged.dayPg(newUgPerMl), presentPg(oldUgPerMl), nowMs, creditMs);
        inForce.copy(staged);
        scaleEarlier(oldUgPerMl, newUgPerMl);
        /*@ set this.presentLoadNlMsPerH = inForce.dayLoadNlMsPerH; @*/
        /*@ set this.draftLegal = draft.legal; @*/
        /*@ set this.draftLoadNlMsPerH = draft.dayLoadNlMsPerH; @*/
    }

    /** K-47: what RESTORE returns to, in another drug; the draft is where it is worked out. */
    // [contract->req~SR-25~1]
    /*@ private normal_behavior // SR-25
      @   requires 500 <= oldUgPerMl && oldUgPerMl <= 2000 && 500 <= newUgPerMl && newUgPerMl <= 2000;
      @   requires earlier != null && draft != null && earlier != draft && \invariant_for(earlier) && \invariant_for(draft);
      @   requires earlier.startMs != null && earlier.rateNlPerH != null && draft.startMs != null && draft.rateNlPerH != null;
      @   requires earlier.startMs != draft.startMs && earlier.startMs != draft.rateNlPerH && earlier.rateNlPerH != draft.startMs && earlier.rateNlPerH != draft.rateNlPerH;
      @   ensures \invariant_for(earlier) && \invariant_for(draft) && !draft.legal && draft.dayLoadNlMsPerH == 0;
      @   ensures earlierKnown ==> \old(earlierKnown) && earlier.legal;
      @*/
    /*+KEY@ assignable earlierKnown, earlier.steps, earlier.legal, earlier.spoiled, earlier.dayLoadNlMsPerH, earlier.hourLoadNlMsPerH, earlier.meanNlPerH, earlier.peakNlPerH, earlier.startMs[*], earlier.rateNlPerH[*],
      @     draft.steps, draft.legal, draft.spoiled, draft.dayLoadNlMsPerH, draft.hourLoadNlMsPerH, draft.meanNlPerH, draft.peakNlPerH, draft.startMs[*], draft.rateNlPerH[*]; @*/
    /*+OPENJML@ assignable earlierKnown, earlier.*, earlier.startMs[*], earlier.rateNlPerH[*], draft.*, draft.startMs[*], draft.rateNlPerH[*]; @*/
    private /*@ helper @*/ void scaleEarlier(int oldUgPerMl, int newUgPerMl) {
        draft.setScaled(earlier, oldUgPerMl, newUgPerMl);
        earlier.copy(draft);
        earlierKnown = earlierKnown & earlier.isLegal();
        draft.clear();
    }

    /** D-39e: after a long gap the restart dose is the reference, and spacing starts anew. */
    // [impl->req~SR-35~1]
    // [contract->req~SR-35~1]
    /*@ public normal_behavior // SR-35
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures raisedAtCreditMs == creditMs && !earlierKnown && reducedFromPg == 0;
      @   ensures presentLoadNlMsPerH == stagedLoadNlMsPerH;
      @*/
    /*+OPENJML@ ensures inForce.legal == staged.legal && inForce.steps == staged.steps && inForce.dayLoadNlMsPerH == staged.dayLoadNlMsPerH
      @     && inForce.hourLoadNlMsPerH == staged.hourLoadNlMsPerH && inForce.peakNlPerH == staged.peakNlPerH && inForce.meanNlPerH == staged.meanNlPerH; @*/
    /*+OPENJML@ ensures (\forall int i; 0 <= i && i < 8; history.lowPg[i] * 3600000L < staged.dayLoadNlMsPerH * concentrationUgPerMl + 3600000L); @*/
    /*+KEY@ assignable presentLoadNlMsPerH, raisedAtCreditMs, earlierKnown, reducedFromPg, inner; @*/
    /*+OPENJML@ assignable presentLoadNlMsPerH, raisedAtCreditMs, earlierKnown, reducedFromPg, inForce.*, inForce.startMs[*], inForce.rateNlPerH[*], history.*, history.lowPg[*], history.highPg[*], history.replacedAtMs[*], history.replacedAtCreditMs[*]; @*/
    public void acceptRestart(int concentrationUgPerMl, long nowMs, long creditMs) {
        history.replaced(presentPg(concentrationUgPerMl), nowMs, creditMs);
        history.restart(staged.dayPg(concentrationUgPerMl));
        raisedAtCreditMs = creditMs;
        earlierKnown = false;
        reducedFromPg = 0;
        inForce.copy(staged);
        /*@ set this.presentLoadNlMsPerH = inForce.dayLoadNlMsPerH; @*/
    }

    /** K-09: what RESTORE returns to; nothing while no program is known (SR-54). */
    // [impl->req~SR-12~1]
    // [contract->req~SR-12~1]
    /*@ public normal_behavior // SR-12
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures started ==> earlierKnown && earlierSinceMs == nowMs;
      @   ensures !started ==> earlierKnown == \old(earlierKnown) && earlierSinceMs == \old(earlierSinceMs);
      @*/
    /*+OPENJML@ ensures started ==> earlier.legal == inForce.legal && earlier.steps == inForce.steps && earlier.dayLoadNlMsPerH == inForce.dayLoadNlMsPerH
      @     && earlier.hourLoadNlMsPerH == inForce.hourLoadNlMsPerH && earlier.peakNlPerH == inForce.peakNlPerH && earlier.meanNlPerH == inForce.meanNlPerH; @*/
    /*+OPENJML@ ensures inForce.dayLoadNlMsPerH == \old(inForce.dayLoadNlMsPerH) && inForce.hourLoadNlMsPerH == \old(inForce.hourLoadNlMsPerH); @*/
    /*+KEY@ assignable earlierKnown, earlierSinceMs, inner; @*/
    /*+OPENJML@ assignable earlierKnown, earlierSinceMs, earlier.*, earlier.startMs[*], earlier.rateNlPerH[*]; @*/
    public void remember(long nowMs) {
        if (started) { keep(nowMs); }
    }

    // [contract->req~SR-12~1]
    /*@ private normal_behavior // SR-12
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires earlier != null && inForce != null && earlier != inForce && \invariant_for(earlier) && \invariant_for(inForce);
      @   requires earlier.startMs != null && earlier.rateNlPerH != null && inForce.startMs != null && inForce.rateNlPerH != null;
      @   requires inForce.startMs != earlier.startMs && inForce.startMs != earlier.rateNlPerH && inForce.rateNlPerH != earlier.startMs && inForce.rateNlPerH != earlier.rateNlPerH;
      @   ensures earlierKnown && earlierSinceMs == nowMs && \invariant_for(earlier) && \invariant_for(inForce);
      @   ensures earlier.legal == inForce.legal && earlier.steps == inForce.steps && earlier.dayLoadNlMsPerH == inForce.dayLoadNlMsPerH
      @       && earlier.hourLoadNlMsPerH == inForce.hourLoadNlMsPerH && earlier.peakNlPerH == inForce.peakNlPerH && earlier.meanNlPerH == inForce.meanNlPerH;
      @*/
    /*+KEY@ assignable earlierKnown, earlierSinceMs, earlier.steps, earlier.legal, earlier.spoiled, earlier.dayLoadNlMsPerH, earlier.hourLoadNlMsPerH, earlier.meanNlPerH, earlier.peakNlPerH, earlier.startMs[*], earlier.rateNlPerH[*]; @*/
    /*+OPENJML@ assignable earlierKnown, earlierSinceMs, earlier.*, earlier.startMs[*], earlier.rateNlPerH[*]; @*/
    private /*@ helper @*/ void keep(long nowMs) {
        earlier.copy(inForce);
        earlierKnown = true;
        earlierSinceMs = nowMs;
    }

    /** A pump that comes into our hands running: its dose, and how long it and the therapy have been in force. */
    /*@ public normal_behavior
      @   requires 0 <= sinceMs && sinceMs <= 10000000000000L && 0 <= firstSinceMs && firstSinceMs <= 10000000000000L;
      @   ensures started && firstStartAtCreditMs == -firstSinceMs && raisedAtCreditMs == -sinceMs;
      @   ensures presentLoadNlMsPerH == stagedLoadNlMsPerH;
      @*/
    /*+OPENJML@ ensures inForce.legal == staged.legal && inForce.steps == staged.steps && inForce.dayLoadNlMsPerH == staged.dayLoadNlMsPerH
      @     && inForce.hourLoadNlMsPerH == staged.hourLoadNlMsPerH && inForce.peakNlPerH == staged.peakNlPerH && inForce.meanNlPerH == staged.meanNlPerH; @*/
    /*+KEY@ assignable presentLoadNlMsPerH, started, firstStartAtCreditMs, raisedAtCreditMs, inner; @*/
    /*+OPENJML@ assignable presentLoadNlMsPerH, started, firstStartAtCreditMs, raisedAtCreditMs, inForce.*, inForce.startMs[*], inForce.rateNlPerH[*]; @*/
    public void install(long sinceMs, long firstSinceMs) {
        inForce.copy(staged);
        started = true;
        firstStartAtCreditMs = -firstSinceMs;
        raisedAtCreditMs = -sinceMs;
        /*@ set this.presentLoadNlMsPerH = inForce.dayLoadNlMsPerH; @*/
    }

    /** D-25: someone has seen the reminder of a large reduction. */
    // [contract->req~SR-11~1]
    /*@ public normal_behavior // SR-11
      @   ensures reducedFromPg == 0;
      @   assignable reducedFromPg;
      @*/
    public void forgetReduction() {
        reducedFromPg = 0;
    }

    /*@ public normal_behavior ensures \result == (reducedFromPg > 0); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isReduced() { return reducedFromPg > 0; }

    /*@ public normal_behavior ensures \result == started; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isStarted() { return started; }

    /*@ public normal_behavior ensures \result == earlierKnown; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isEarlierKnown() { return earlierKnown; }

    /*@ public normal_behavior ensures \result == inForce && \result != null && \invariant_for(\result); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ Program inForce() { return inForce; }

    /*@ public normal_behavior ensures \result == earlier && \result != null && \invariant_for(\result); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ Program earlier() { return earlier; }

    /*@ public normal_behavior ensures \result == staged && \result != null && \invariant_for(\result); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ Program staged() { return staged; }

    /*@ public normal_behavior ensures \result == draft && \result != null && \invariant_for(\result); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ Program draft() { return draft; }

    /*@ public normal_behavior ensures \result == age && 1 <= \result && \result <= 2; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int age() { return age; }

    /** SR-54: saved or loaded. A program that no order could have put in force is none (SR-04). */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   requires concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 98;
      @   ensures !image.loading ==> started == \old(started) && earlierKnown == \old(earlierKnown) && earlierSinceMs == \old(earlierSinceMs) && origin == \old(origin) && age == \old(age) && phase == \old(phase) && patientLimitNg == \old(patientLimitNg) && screeningNg == \old(screeningNg) && firstStartAtCreditMs == \old(firstStartAtCreditMs) && raisedAtCreditMs == \old(raisedAtCreditMs) && reducedFromPg == \old(reducedFromPg);
      @   ensures image.misfitCount == 0 ==> presentLoadNlMsPerH * concentrationUgPerMl <= 3600000000L * (age == 2 ? 1200000 : 2100000);
      @   ensures !image.loading ==> limitNg == \old(limitNg);
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*) && \disjoint(image.words[*], this.*); @*/
    /*+KEY@ assignable limitNg, presentLoadNlMsPerH, started, earlierKnown, earlierSinceMs, origin, age, phase, patientLimitNg, screeningNg, firstStartAtCreditMs, raisedAtCreditMs, reducedFromPg, inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable limitNg, presentLoadNlMsPerH, started, earlierKnown, earlierSinceMs, origin, age, phase, patientLimitNg, screeningNg, firstStartAtCreditMs, raisedAtCreditMs, reducedFromPg, inForce.*, inForce.startMs[*], inForce.rateNlPerH[*], earlier.*, earlier.startMs[*], earlier.rateNlPerH[*], history.*, history.lowPg[*], history.highPg[*], history.replacedAtMs[*], history.replacedAtCreditMs[*], image.*, image.words[*]; @*/
    public void exchange(Image image, int concentrationUgPerMl, long nowMs, long creditMs) {
        exchangeDoses(image, nowMs, creditMs);
        exchangeFlags(image, nowMs);
        exchangePatient(image);
        exchangeTimes(image, creditMs);
        judge(image, isFitting(concentrationUgPerMl));
    }

    /** Whether what passes is a prescription is noted in the image. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == (fits ? \old(image.misfitCount) : 1) && image.index == \old(image.index);
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*) && \disjoint(image.words[*], this.*); @*/
    /*+KEY@ assignable image.misfitCount; @*/
    /*+OPENJML@ assignable image.*; @*/
    private void judge(Image image, boolean fits) { image.require(fits); }

    /** There is a program if the therapy was started, and it is one that an order could have put in force (SR-04). */
    // [contract->req~SR-04~1] [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-04, SR-54
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   ensures \result ==> started == inForce.legal && presentLoadNlMsPerH * concentrationUgPerMl <= 3600000000L * (age == 2 ? 1200000 : 2100000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isFitting(int concentrationUgPerMl) {
        if (started != inForce.isLegal()) { return false; }
        return presentPg(concentrationUgPerMl) <= DoseRules.hardLimitNgPerDay(age) * 1000L;
    }

    /** The programs and the doses that still count. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 87;
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*) && \disjoint(image.words[*], this.*); @*/
    /*+KEY@ assignable presentLoadNlMsPerH, inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable presentLoadNlMsPerH, inForce.*, inForce.startMs[*], inForce.rateNlPerH[*], earlier.*, earlier.startMs[*], earlier.rateNlPerH[*], history.*, history.lowPg[*], history.highPg[*], history.replacedAtMs[*], history.replacedAtCreditMs[*], image.*, image.words[*]; @*/
    private void exchangeDoses(Image image, long nowMs, long creditMs) {
        /*+KEY@ assert \subset(inForce.*, inner) && \subset(inForce.startMs[*], inner) && \subset(inForce.rateNlPerH[*], inner) && \subset(earlier.*, inner) && \subset(earlier.startMs[*], inner) && \subset(earlier.rateNlPerH[*], inner) && \subset(history.*, inner); @*/
        /*+KEY@ assert \disjoint(image.*, inForce.*) && \disjoint(image.words[*], inForce.startMs[*]) && \disjoint(image.words[*], inForce.rateNlPerH[*]) && \disjoint(image.*, earlier.*) && \disjoint(image.words[*], earlier.startMs[*]) && \disjoint(image.words[*], earlier.rateNlPerH[*]) && \disjoint(image.*, history.*); @*/
        inForce.exchange(image);
        earlier.exchange(image);
        history.exchange(image, nowMs, creditMs);
        /*@ set this.presentLoadNlMsPerH = inForce.dayLoadNlMsPerH; @*/
    }

    /** Whether there is a program, and one to return to. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 3;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2045 && earlierSinceMs <= nowMs ==> image.misfitCount == 0;
      @   ensures image.loading ==> 0 <= earlierSinceMs && earlierSinceMs <= nowMs;
      @   ensures !image.loading ==> started == \old(started) && earlierKnown == \old(earlierKnown) && earlierSinceMs == \old(earlierSinceMs);
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*) && \disjoint(image.words[*], this.*); @*/
    /*+KEY@ assignable started, earlierKnown, earlierSinceMs, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable started, earlierKnown, earlierSinceMs, image.*, image.words[*]; @*/
    private void exchangeFlags(Image image, long nowMs) {
        started = image.flag(started);
        earlierKnown = image.flag(earlierKnown);
        earlierSinceMs = image.word(earlierSinceMs, 0, nowMs);
    }

    /** The profile and its limits. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 5;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2043 ==> image.misfitCount == 0;
      @   ensures !image.loading ==> origin == \old(origin) && age == \old(age) && phase == \old(phase) && patientLimitNg == \old(patientLimitNg);
      @   ensures !image.loading ==> screeningNg == \old(screeningNg) && limitNg == \old(limitNg);
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*) && \disjoint(image.words[*], this.*); @*/
    /*+KEY@ assignable limitNg, origin, age, phase, patientLimitNg, screeningNg, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable limitNg, origin, age, phase, patientLimitNg, screeningNg, image.*, image.words[*]; @*/
    private void exchangePatient(Image image) {
        origin = image.number(origin, Profile.SPINAL, Profile.CEREBRAL);
        age = image.number(age, Profile.ADULT, Profile.CHILD);
        phase = image.number(phase, Profile.TITRATION, Profile.MAINTENANCE);
        patientLimitNg = image.number(patientLimitNg, 1, Parameters.DAILY_HARD_ADULT_NG);
        /*@ set this.limitNg = (this.age == 2 && this.patientLimitNg > 1200000 ? 1200000 : this.patientLimitNg); @*/
        screeningNg = image.number(screeningNg, 0, Parameters.DAILY_ABS_NG);
    }

    /** When the dose last rose, and what it last fell from. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 3;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2045 && firstStartAtCreditMs <= creditMs && raisedAtCreditMs <= creditMs ==> image.misfitCount == 0;
      @   ensures image.loading ==> firstStartAtCreditMs <= creditMs && raisedAtCreditMs <= creditMs;
      @   ensures !image.loading ==> firstStartAtCreditMs == \old(firstStartAtCreditMs) && raisedAtCreditMs == \old(raisedAtCreditMs) && reducedFromPg == \old(reducedFromPg);
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*) && \disjoint(image.words[*], this.*); @*/
    /*+KEY@ assignable firstStartAtCreditMs, raisedAtCreditMs, reducedFromPg, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable firstStartAtCreditMs, raisedAtCreditMs, reducedFromPg, image.*, image.words[*]; @*/
    private void exchangeTimes(Image image, long creditMs) {
        firstStartAtCreditMs = image.word(firstStartAtCreditMs, -AGE_MAX_MS, creditMs);
        raisedAtCreditMs = image.word(raisedAtCreditMs, -AGE_MAX_MS, creditMs);
        reducedFromPg = image.word(reducedFromPg, 0, DoseHistory.DOSE_MAX_PG);
    }

    /**
     * SR-54: nothing says any more which dose was in force. There is no program, and the next one is judged as a first
     * start. What was in force still counts as the day's basal of a bolus.
     */
    // [impl->req~SR-54~1]
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures !started && !earlierKnown && reducedFromPg == 0 && presentLoadNlMsPerH == 0;
      @*/
    /*+OPENJML@ ensures !inForce.legal && inForce.dayLoadNlMsPerH == 0; @*/
    /*+KEY@ assignable presentLoadNlMsPerH, started, earlierKnown, reducedFromPg, inner; @*/
    /*+OPENJML@ assignable presentLoadNlMsPerH, started, earlierKnown, reducedFromPg, inForce.*, history.*, history.lowPg[*], history.highPg[*], history.replacedAtMs[*], history.replacedAtCreditMs[*]; @*/
    public void distrust(int concentrationUgPerMl, long nowMs, long creditMs) {
        if (started) {
            history.replaced(presentPg(concentrationUgPerMl), nowMs, creditMs);
        }
        started = false;
        earlierKnown = false;
        reducedFromPg = 0;
        inForce.clear();
        /*@ set this.presentLoadNlMsPerH = inForce.dayLoadNlMsPerH; @*/
    }

    /** SR-54: nobody knows the patient: the profile with the smallest steps and limits, and the lowest screening dose. */
    // [impl->req~SR-54~1]
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   ensures origin == 2 && age == 2 && phase == 1 && patientLimitNg == 1200000 && screeningNg == 50000;
      @   ensures limitNg == 1200000;
      @*/
    /*+KEY@ assignable limitNg, origin, age, phase, patientLimitNg, screeningNg; @*/
    /*+OPENJML@ assignable this.*; @*/
    public void assumePatient() {
        setProfile(Profile.CEREBRAL, Profile.CHILD, Profile.TITRATION);
        setLimit(Parameters.DAILY_HARD_CHILD_NG);
        setScreening(Parameters.SCREENING_LOWEST_NG);
    }
}
