package org.itb.kernel;

/**
 * What the patient may get: what is prescribed, what was given and still counts, the patient's own bolus, and which
 * drug is on its way through the path. It
 * judges every dose, and a verdict changes nothing; an effect follows only upon a verdict OK (SR-04 … SR-12,
 * SR-15 … SR-19, SR-21, SR-22, SR-25 … SR-27, SR-35, SR-58). What it needs of the moment (time, whether the flex day is followed, a running
 * bolus) it reads from clock and gate when it is asked: no judgement can rest on a moment that has passed.
 */
public class Dosing {
    private static final int DIGEST_HEAD_COUNT = 3;

    /*@ spec_public @*/ private final Prescription prescription;
    /*@ spec_public @*/ private final DoseLedger ledger;
    /*@ spec_public @*/ private final PatientBolus patient;
    /*@ spec_public @*/ private final Exposure exposure;
    /*@ spec_public @*/ private final FluidPath path;

    /*+KEY@ public ghost \locset inner; @*/
    /*@ public ghost long atMs; @*/
    /*@ public ghost long commandedNl; @*/
    /*@ public ghost long confirmedNl; @*/
    /*@ public ghost int limitNg; @*/
    /*@ public ghost long newestPg; @*/
    /*@ public ghost long newestEndMs; @*/
    /*@ public ghost long patientNl; @*/
    /*@ public ghost long patientDurationMs; @*/
    /*@ public ghost boolean patientMay; @*/
    /*@ public ghost boolean patientEnabled; @*/
    /*@ public ghost long lockedUntilCreditMs; @*/
    /*@ public ghost long countedUntilCreditMs; @*/
    /*@ public ghost boolean bridging; @*/
    /*@ public ghost boolean even; @*/
    /*@ public ghost boolean pathLost; @*/
    /*@ public ghost boolean reprogrammed; @*/
    /*@ public ghost long usedTokenId; @*/
    /*@ public ghost int pathVolumeNl; @*/
    /*@ public ghost boolean stagedBridge; @*/
    /*+KEY@ accessible \inv: this.*, inner; @*/
    /*+KEY@ private invariant prescription != null && ledger != null && patient != null && exposure != null && path != null; @*/
    /*+OPENJML@ public invariant prescription != null && ledger != null && patient != null && exposure != null && path != null; @*/
    /*+KEY@ private invariant \invariant_for(prescription) && \invariant_for(ledger) && \invariant_for(patient) && \invariant_for(exposure) && \invariant_for(path); @*/
    /*+OPENJML@ public invariant \invariant_for(prescription) && \invariant_for(ledger) && \invariant_for(patient) && \invariant_for(exposure) && \invariant_for(path); @*/
    /*+KEY@ private invariant ledger.dayChargePg != null && ledger.hourChargePg != null && ledger.endMs != null && patient.startedAtCreditMs != null; @*/
    /*+OPENJML@ public invariant ledger.dayChargePg != null && ledger.hourChargePg != null && ledger.endMs != null && patient.startedAtCreditMs != null; @*/
    /*+KEY@ private invariant ledger.dayChargePg.length == 16 && ledger.endMs.length == 16 && patient.startedAtCreditMs.length == 8; @*/
    /*+OPENJML@ public invariant ledger.dayChargePg.length == 16 && ledger.endMs.length == 16 && patient.startedAtCreditMs.length == 8; @*/
    /*+KEY@ private invariant ledger.dayChargePg != patient.startedAtCreditMs && ledger.hourChargePg != patient.startedAtCreditMs && ledger.endMs != patient.startedAtCreditMs; @*/
    /*+OPENJML@ public invariant ledger.dayChargePg != patient.startedAtCreditMs && ledger.hourChargePg != patient.startedAtCreditMs && ledger.endMs != patient.startedAtCreditMs; @*/
    /*+KEY@ private invariant inner == \set_union(prescription.*, prescription.inner, ledger.*, ledger.dayChargePg[*], ledger.hourChargePg[*], ledger.endMs[*], patient.*, patient.startedAtCreditMs[*], exposure.*, exposure.inner, path.*); @*/
    /*+KEY@ private invariant \disjoint(this.*, prescription.inner) && \disjoint(this.*, exposure.inner) && \disjoint(prescription.inner, exposure.inner); @*/
    /*+KEY@ private invariant \disjoint(prescription.*, prescription.inner) && \disjoint(prescription.*, exposure.inner) && \disjoint(exposure.*, prescription.inner) && \disjoint(exposure.*, exposure.inner); @*/
    /*+KEY@ private invariant \disjoint(ledger.*, prescription.inner) && \disjoint(ledger.*, exposure.inner) && \disjoint(patient.*, prescription.inner) && \disjoint(patient.*, exposure.inner); @*/
    /*+KEY@ private invariant \disjoint(ledger.dayChargePg[*], prescription.inner) && \disjoint(ledger.hourChargePg[*], prescription.inner) && \disjoint(ledger.endMs[*], prescription.inner) && \disjoint(patient.startedAtCreditMs[*], prescription.inner); @*/
    /*+KEY@ private invariant \disjoint(ledger.dayChargePg[*], exposure.inner) && \disjoint(ledger.hourChargePg[*], exposure.inner) && \disjoint(ledger.endMs[*], exposure.inner) && \disjoint(patient.startedAtCreditMs[*], exposure.inner); @*/
    /*+KEY@ private invariant \disjoint(path.*, prescription.inner) && \disjoint(path.*, exposure.inner) && (Object) path != (Object) this && (Object) path != (Object) prescription && (Object) path != (Object) ledger && (Object) path != (Object) patient && (Object) path != (Object) exposure; @*/
    /*+KEY@ private invariant atMs == exposure.atMs && commandedNl == exposure.commandedNl && confirmedNl == exposure.confirmedNl; @*/
    /*+OPENJML@ public invariant atMs == exposure.atMs && commandedNl == exposure.commandedNl && confirmedNl == exposure.confirmedNl; @*/
    /*+KEY@ private invariant limitNg == prescription.limitNg; @*/
    /*+OPENJML@ public invariant limitNg == prescription.limitNg; @*/
    /*+KEY@ private invariant newestPg == ledger.newestPg && newestEndMs == ledger.newestEndMs; @*/
    /*+OPENJML@ public invariant newestPg == ledger.newestPg && newestEndMs == ledger.newestEndMs; @*/
    /*+KEY@ private invariant patientNl == patient.volumeNl && patientDurationMs == patient.durationMs && patientMay == patient.may && patientEnabled == patient.enabled && lockedUntilCreditMs == patient.lockedUntilCreditMs && countedUntilCreditMs == patient.countedUntilCreditMs; @*/
    /*+OPENJML@ public invariant patientNl == patient.volumeNl && patientDurationMs == patient.durationMs && patientMay == patient.may && patientEnabled == patient.enabled && lockedUntilCreditMs == patient.lockedUntilCreditMs && countedUntilCreditMs == patient.countedUntilCreditMs; @*/
    /*+KEY@ private invariant bridging == path.bridging && even == path.even && pathLost == path.lost && reprogrammed == path.reprogrammed && usedTokenId == path.usedTokenId && pathVolumeNl == path.pathVolumeNl && stagedBridge == path.stagedBridge; @*/
    /*+OPENJML@ public invariant bridging == path.bridging && even == path.even && pathLost == path.lost && reprogrammed == path.reprogrammed && usedTokenId == path.usedTokenId && pathVolumeNl == path.pathVolumeNl && stagedBridge == path.stagedBridge; @*/

    /** Nothing is prescribed, nothing was given. */
    /*@ public normal_behavior
      @   ensures atMs == 0 && commandedNl == 0 && confirmedNl == 0 && !patientMay;
      @   assignable \nothing;
      @*/
    /*+KEY@ ensures \fresh(inner) && \disjoint(this.*, inner); @*/
    public Dosing() {
        this.prescription = new Prescription();
        this.ledger = new DoseLedger();
        this.patient = new PatientBolus();
        this.exposure = new Exposure();
        this.path = new FluidPath();
        /*+KEY@ set inner = \set_union(prescription.*, prescription.inner, ledger.*, ledger.dayChargePg[*], ledger.hourChargePg[*], ledger.endMs[*], patient.*, patient.startedAtCreditMs[*], exposure.*, exposure.inner, path.*); @*/
        /*@ set this.atMs = exposure.atMs; @*/
        /*@ set this.commandedNl = exposure.commandedNl; @*/
        /*@ set this.confirmedNl = exposure.confirmedNl; @*/
        /*@ set this.limitNg = prescription.limitNg; @*/
        /*@ set this.newestPg = ledger.newestPg; @*/
        /*@ set this.newestEndMs = ledger.newestEndMs; @*/
        /*@ set this.patientNl = patient.volumeNl; @*/
        /*@ set this.patientDurationMs = patient.durationMs; @*/
        /*@ set this.patientMay = patient.may; @*/
        /*@ set this.patientEnabled = patient.enabled; @*/
        /*@ set this.lockedUntilCreditMs = patient.lockedUntilCreditMs; @*/
        /*@ set this.countedUntilCreditMs = patient.countedUntilCreditMs; @*/
        /*@ set this.bridging = path.bridging; @*/
        /*@ set this.even = path.even; @*/
        /*@ set this.pathLost = path.lost; @*/
        /*@ set this.reprogrammed = path.reprogrammed; @*/
        /*@ set this.usedTokenId = path.usedTokenId; @*/
        /*@ set this.stagedBridge = path.stagedBridge; @*/
        /*@ set this.pathVolumeNl = path.pathVolumeNl; @*/
    }

    // ---- settings ----

    /** The patient: profile, a limit within P06 (a child's binds at its own P06), a screening dose up to 5 mg; else BAD_RANGE. */
    // [contract->req~SR-04~1] [contract->req~SR-10~1]
    /*@ public normal_behavior // SR-04, SR-10
      @   ensures \result == (1 <= origin && origin <= 2 && 1 <= age && age <= 2 && 1 <= phase && phase <= 2 && 1 <= patientLimitNgPerDay
      @       && patientLimitNgPerDay <= 2100000 && 0 <= screeningDoseNg && screeningDoseNg <= 5000000 ? Reply.OK : Reply.BAD_RANGE);
      @   ensures \result == Reply.OK ==> this.limitNg == (age == 2 && patientLimitNgPerDay > 1200000 ? 1200000 : patientLimitNgPerDay);
      @   ensures \result != Reply.OK ==> this.limitNg == \old(this.limitNg);
      @*/
    /*+OPENJML@ ensures \result == Reply.OK ==> prescription.patientLimitNg == patientLimitNgPerDay && prescription.age == age && prescription.screeningNg == screeningDoseNg; @*/
    /*+OPENJML@ ensures \result != Reply.OK ==> prescription.patientLimitNg == \old(prescription.patientLimitNg) && prescription.age == \old(prescription.age) && prescription.screeningNg == \old(prescription.screeningNg); @*/
    /*+KEY@ assignable this.limitNg, inner; @*/
    /*+OPENJML@ assignable this.limitNg, prescription.*; @*/
    public int install(long origin, long age, long phase, long patientLimitNgPerDay, long screeningDoseNg) {
        if (!Prescription.isProfile(origin, age, phase)) { return Reply.BAD_RANGE; }
        if (patientLimitNgPerDay < 1) { return Reply.BAD_RANGE; }
        if (patientLimitNgPerDay > Parameters.DAILY_HARD_ADULT_NG) { return Reply.BAD_RANGE; }
        if (Arithmetic.clamp(screeningDoseNg, 0, Parameters.DAILY_ABS_NG) != screeningDoseNg) { return Reply.BAD_RANGE; }
        prescription.setProfile((int) origin, (int) age, (int) phase);
        prescription.setLimit((int) patientLimitNgPerDay);
        prescription.setScreening((int) screeningDoseNg);
        /*@ set this.limitNg = prescription.limitNg; @*/
        return Reply.OK;
    }

    /** Tubing and catheter hold this much: BAD_RANGE outside P18. */
    // [contract->req~SR-25~1]
    /*@ public normal_behavior // SR-25
      @   ensures \result == (140000 <= pathVolumeNl && pathVolumeNl <= 580000 ? Reply.OK : Reply.BAD_RANGE);
      @   ensures \result == Reply.OK ==> this.pathVolumeNl == pathVolumeNl;
      @*/
    /*+KEY@ assignable this.pathVolumeNl, inner; @*/
    /*+OPENJML@ assignable this.pathVolumeNl, path.*; @*/
    public int installPath(long pathVolumeNl) {
        if (!PathRules.isPathVolume(pathVolumeNl)) { return Reply.BAD_RANGE; }
        path.install((int) pathVolumeNl);
        /*@ set this.pathVolumeNl = path.pathVolumeNl; @*/
        return Reply.OK;
    }

    /** A constant rate that flows since a time: BAD_RANGE, DOSE_HARD or DOSE_HOUR if no program may be so. */
    // [contract->req~SR-01~1] [contract->req~SR-04~1] [contract->req~SR-07~1]
    /*@ public normal_behavior // SR-01, SR-04, SR-07
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @*/
    /*+OPENJML@ ensures \result == Reply.OK ==> prescription.started && 2000 <= rateNlPerH && rateNlPerH <= 1000000; @*/
    /*+OPENJML@ ensures \result != Reply.OK ==> prescription.started == \old(prescription.started); @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable prescription.*, prescription.inForce.*, prescription.inForce.startMs[*], prescription.inForce.rateNlPerH[*], prescription.staged.*,
      @     prescription.staged.startMs[*], prescription.staged.rateNlPerH[*], prescription.draft.*, prescription.draft.startMs[*], prescription.draft.rateNlPerH[*]; @*/
    public int installTherapy(long rateNlPerH, long rateSinceMs, long firstStartSinceMs, int concentrationUgPerMl) {
        if (Arithmetic.clamp(rateSinceMs, 0, Prescription.AGE_MAX_MS) != rateSinceMs) { return Reply.BAD_RANGE; }
        if (Arithmetic.clamp(firstStartSinceMs, rateSinceMs, Prescription.AGE_MAX_MS) != firstStartSinceMs) {
            return Reply.BAD_RANGE;
        }
        if (!DoseRules.isProgramRate(rateNlPerH)) { return Reply.BAD_RANGE; }
        prescription.draftContinuous(rateNlPerH);
        prescription.stageDraft();
        int verdict = DoseRules.limitVerdict(prescription.staged().dayPg(concentrationUgPerMl),
            prescription.staged().worstHourPg(concentrationUgPerMl), prescription.limitNg(), true);
        if (verdict == Reply.OK) {
            prescription.install(rateSinceMs, firstStartSinceMs);
        }
        return verdict;
    }

    /** SR-58: BAD_RANGE for a limit that is none or above P06, DOSE_HARD for one below the running dose. */
    // [contract->req~SR-58~1]
    /*@ public normal_behavior // SR-58
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures \result == Reply.OK ==> this.limitNg == limitNgPerDay;
      @   ensures \result != Reply.OK ==> this.limitNg == \old(this.limitNg);
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+OPENJML@ ensures \result == Reply.OK ==> prescription.patientLimitNg == limitNgPerDay && 1 <= limitNgPerDay && limitNgPerDay <= 2100000; @*/
    /*+OPENJML@ ensures \result != Reply.OK ==> prescription.patientLimitNg == \old(prescription.patientLimitNg); @*/
    /*+KEY@ assignable this.limitNg, inner; @*/
    /*+OPENJML@ assignable this.limitNg, prescription.*; @*/
    public int setLimit(long limitNgPerDay, int concentrationUgPerMl) {
        if (!prescription.isLimit(limitNgPerDay)) { return Reply.BAD_RANGE; }
        int verdict = prescription.boundVerdict(concentrationUgPerMl, limitNgPerDay);
        if (verdict == Reply.OK) {
            prescription.setLimit((int) limitNgPerDay);
        }
        /*@ set this.limitNg = prescription.limitNg; @*/
        return verdict;
    }

    /** SR-58: DOSE_HARD if the running dose is above the limit of the new age class. */
    // [contract->req~SR-58~1]
    /*@ public normal_behavior // SR-58
      @   requires 1 <= origin && origin <= 2 && 1 <= age && age <= 2 && 1 <= phase && phase <= 2;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures \result != Reply.OK ==> this.limitNg == \old(this.limitNg);
      @   ensures age == 2 && \result == Reply.OK ==> this.limitNg <= 1200000;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+OPENJML@ ensures \result == Reply.OK ==> prescription.age == age && prescription.origin == origin && prescription.phase == phase; @*/
    /*+OPENJML@ ensures \result != Reply.OK ==> prescription.age == \old(prescription.age) && prescription.origin == \old(prescription.origin); @*/
    /*+KEY@ assignable this.limitNg, inner; @*/
    /*+OPENJML@ assignable this.limitNg, prescription.*; @*/
    public int setProfile(int origin, int age, int phase, int concentrationUgPerMl) {
        int verdict = prescription.boundVerdict(concentrationUgPerMl, DoseRules.hardLimitNgPerDay(age));
        if (verdict == Reply.OK) {
            prescription.setProfile(origin, age, phase);
        }
        /*@ set this.limitNg = prescription.limitNg; @*/
        return verdict;
    }

    /** The patient's bolus: BAD_RANGE if volume, duration, lockout or count is out of P13 … P16. */
    // [contract->req~SR-17~1] [contract->req~SR-58~1]
    /*@ public normal_behavior // SR-17, SR-58
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures \result == Reply.OK || \result == Reply.BAD_RANGE;
      @   ensures \result == Reply.OK ==> 1 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000;
      @   ensures \result == Reply.OK ==> 3600000 <= lockoutMs && lockoutMs <= 2147483647 && 0 <= countPer24h && countPer24h <= 8;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int patientBolusVerdict(long volumeNl, long durationMs, long lockoutMs, long countPer24h, int concentrationUgPerMl) {
        if (!isBolus(volumeNl, durationMs, concentrationUgPerMl, Parameters.PATIENT_BOLUS_MAX_NG)) { return Reply.BAD_RANGE; }
        if (!BolusRules.isLockout(lockoutMs)) { return Reply.BAD_RANGE; }
        if (!BolusRules.isCount(countPer24h)) { return Reply.BAD_RANGE; }
        return Reply.OK;
    }

    /** The patient's bolus is what it is set to, if it is in range. */
    // [contract->req~SR-17~1] [contract->req~SR-58~1]
    /*@ public normal_behavior // SR-17, SR-58
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures \result == Reply.OK || \result == Reply.BAD_RANGE;
      @   ensures \result == Reply.OK ==> patientNl == volumeNl && patientMay == (countPer24h > 0) && patientEnabled;
      @   ensures \result != Reply.OK ==> patientNl == \old(patientNl) && patientDurationMs == \old(patientDurationMs) && patientMay == \old(patientMay) && lockedUntilCreditMs == \old(lockedUntilCreditMs) && countedUntilCreditMs == \old(countedUntilCreditMs);
      @*/
    /*+OPENJML@ ensures \result == Reply.OK ==> patient.enabled && patient.volumeNl == volumeNl && patient.lockoutMs == lockoutMs && patient.countPer24h == countPer24h; @*/
    /*+OPENJML@ ensures \result != Reply.OK ==> patient.enabled == \old(patient.enabled) && patient.volumeNl == \old(patient.volumeNl); @*/
    /*+KEY@ assignable this.patientNl, this.patientDurationMs, this.patientMay, this.patientEnabled, this.lockedUntilCreditMs, this.countedUntilCreditMs, inner; @*/
    /*+OPENJML@ assignable this.patientNl, this.patientDurationMs, this.patientMay, this.patientEnabled, this.lockedUntilCreditMs, this.countedUntilCreditMs, patient.*; @*/
    public int setPatientBolus(long volumeNl, long durationMs, long lockoutMs, long countPer24h, int concentrationUgPerMl) {
        int verdict = patientBolusVerdict(volumeNl, durationMs, lockoutMs, countPer24h, concentrationUgPerMl);
        if (verdict == Reply.OK) {
            patient.set(volumeNl, durationMs, lockoutMs, (int) countPer24h);
        }
        /*@ set this.patientNl = patient.volumeNl; @*/
        /*@ set this.patientDurationMs = patient.durationMs; @*/
        /*@ set this.patientMay = patient.may; @*/
        /*@ set this.patientEnabled = patient.enabled; @*/
        /*@ set this.lockedUntilCreditMs = patient.lockedUntilCreditMs; @*/
        /*@ set this.countedUntilCreditMs = patient.countedUntilCreditMs; @*/
        return verdict;
    }

    // ---- programs: typed in, staged ----

    /** A constant basal is typed in. */
    // [contract->req~SR-01~1]
    /*@ public normal_behavior // SR-01
      @*/
    /*+OPENJML@ ensures prescription.draftLegal == (2000 <= rateNlPerH && rateNlPerH <= 1000000); @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable prescription.*, prescription.draft.*, prescription.draft.startMs[*], prescription.draft.rateNlPerH[*]; @*/
    public void draftContinuous(long rateNlPerH) { prescription.draftContinuous(rateNlPerH); }

    /** A flex step is typed in; a bad one makes the draft illegal (SR-23). */
    // [contract->req~SR-23~1]
    /*@ public normal_behavior // SR-23
      @*/
    /*+OPENJML@ ensures prescription.draft.steps >= \old(prescription.draft.steps) && (\old(prescription.draft.spoiled) ==> prescription.draft.spoiled); @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable prescription.*, prescription.draft.*, prescription.draft.startMs[*], prescription.draft.rateNlPerH[*]; @*/
    public void draftStep(long startMs, long rateNlPerH) { prescription.draftStep(startMs, rateNlPerH); }

    /** The flex day is complete (SR-24). */
    // [contract->req~SR-24~1]
    /*@ public normal_behavior // SR-24
      @*/
    /*+OPENJML@ ensures prescription.draft.steps == \old(prescription.draft.steps) && prescription.draft.legal == \old(prescription.draft.legal); @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable prescription.*, prescription.draft.*, prescription.draft.startMs[*], prescription.draft.rateNlPerH[*]; @*/
    public void draftSeal() { prescription.draftSeal(); }

    /** What has been typed in is used up. */
    // [contract->req~SR-23~1]
    /*@ public normal_behavior // SR-23
      @*/
    /*+OPENJML@ ensures prescription.draft.steps == 0 && !prescription.draft.legal; @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable prescription.*, prescription.draft.*, prescription.draft.startMs[*], prescription.draft.rateNlPerH[*]; @*/
    public void draftClear() { prescription.draftClear(); }

    /** A rate, or the whole program before the last reduction or stop, is typed in (SR-12). */
    // [contract->req~SR-12~1]
    /*@ public normal_behavior // SR-12
      @*/
    /*+OPENJML@ ensures whole ? prescription.draft.legal == prescription.earlier.legal : prescription.draft.legal == (2000 <= rateNlPerH && rateNlPerH <= 1000000); @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable prescription.*, prescription.draft.*, prescription.draft.startMs[*], prescription.draft.rateNlPerH[*]; @*/
    public void draftEarlier(long rateNlPerH, boolean whole) { prescription.draftOf(prescription.earlier(), rateNlPerH, whole); }

    /** A rate, or the whole program in force, is typed in (SR-35). */
    // [contract->req~SR-35~1]
    /*@ public normal_behavior // SR-35
      @*/
    /*+OPENJML@ ensures whole ? prescription.draft.legal == prescription.inForce.legal : prescription.draft.legal == (2000 <= rateNlPerH && rateNlPerH <= 1000000); @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable prescription.*, prescription.draft.*, prescription.draft.startMs[*], prescription.draft.rateNlPerH[*]; @*/
    public void draftPresent(long rateNlPerH, boolean whole) { prescription.draftOf(prescription.inForce(), rateNlPerH, whole); }

    /** SR-25: the program in force, in a drug of another concentration, is typed in; one that is not legal leaves nothing. */
    // [contract->req~SR-25~1]
    /*@ public normal_behavior // SR-25
      @   requires 500 <= oldUgPerMl && oldUgPerMl <= 2000;
      @*/
    /*+OPENJML@ ensures prescription.draft.legal ==> prescription.draft.steps == prescription.inForce.steps; @*/
    /*+OPENJML@ ensures newUgPerMl != 500 && newUgPerMl != 1000 && newUgPerMl != 2000 ==> !prescription.draft.legal; @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable prescription.*, prescription.draft.*, prescription.draft.startMs[*], prescription.draft.rateNlPerH[*]; @*/
    public void draftScaled(int oldUgPerMl, long newUgPerMl) {
        prescription.draftClear();
        if (DoseRules.isLegalConcentration(newUgPerMl)) {
            prescription.draftScaled(oldUgPerMl, (int) newUgPerMl);
        }
    }

    /** What is typed in is what is staged. */
    // [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-51
      @*/
    /*+OPENJML@ ensures prescription.staged.legal == prescription.draft.legal && prescription.staged.dayLoadNlMsPerH == prescription.draft.dayLoadNlMsPerH; @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable prescription.*, prescription.staged.*, prescription.staged.startMs[*], prescription.staged.rateNlPerH[*]; @*/
    public void stageDraft() { prescription.stageDraft(); }

    /** BAD_RANGE, BAD_CONC of the program being typed in (D-05, D-16). */
    // [contract->req~SR-01~1] [contract->req~SR-02~1] [contract->req~SR-03~1]
    /*@ public normal_behavior // SR-01, SR-02, SR-03
      @   requires 0 <= bolusNlPerH && bolusNlPerH <= 1000000 && (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures !prescription.draft.legal || prescription.draft.peakNlPerH + bolusNlPerH > 1000000 ==> \result == Reply.BAD_RANGE;
      @   ensures \result == Reply.OK ==> statedUgPerMl == concentrationUgPerMl;
      @   ensures \result == Reply.OK && bridging ==> prescription.draft.dayLoadNlMsPerH * concentrationUgPerMl >= path.pathUgPerMl * 172800000000L;
      @   ensures !bridging && prescription.draft.legal && prescription.draft.peakNlPerH + bolusNlPerH <= 1000000 && statedUgPerMl == concentrationUgPerMl
      @       ==> \result == Reply.OK;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int draftVerdict(long statedUgPerMl, int concentrationUgPerMl, int bolusNlPerH) {
        return rangeVerdict(prescription.draft(), statedUgPerMl, concentrationUgPerMl, bolusNlPerH);
    }

    /** BAD_RANGE, BAD_CONC of the staged program. */
    // [contract->req~SR-01~1] [contract->req~SR-02~1] [contract->req~SR-03~1]
    /*@ public normal_behavior // SR-01, SR-02, SR-03
      @   requires 0 <= bolusNlPerH && bolusNlPerH <= 1000000 && (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures !prescription.staged.legal || prescription.staged.peakNlPerH + bolusNlPerH > 1000000 ==> \result == Reply.BAD_RANGE;
      @   ensures \result == Reply.OK ==> statedUgPerMl == concentrationUgPerMl;
      @   ensures \result == Reply.OK && bridging ==> prescription.staged.dayLoadNlMsPerH * concentrationUgPerMl >= path.pathUgPerMl * 172800000000L;
      @   ensures !bridging && prescription.staged.legal && prescription.staged.peakNlPerH + bolusNlPerH <= 1000000 && statedUgPerMl == concentrationUgPerMl
      @       ==> \result == Reply.OK;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int stagedVerdict(long statedUgPerMl, int concentrationUgPerMl, int bolusNlPerH) {
        return rangeVerdict(prescription.staged(), statedUgPerMl, concentrationUgPerMl, bolusNlPerH);
    }

    // [impl->req~SR-02~1] [impl->req~SR-03~1]
    // [contract->req~SR-01~1] [contract->req~SR-02~1] [contract->req~SR-03~1]
    /*@ private normal_behavior // SR-01, SR-02, SR-03
      @   requires program != null && \invariant_for(program) && 0 <= bolusNlPerH && bolusNlPerH <= 1000000 && (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures !program.legal || program.peakNlPerH + bolusNlPerH > 1000000 ==> \result == Reply.BAD_RANGE;
      @   ensures \result == Reply.OK ==> statedUgPerMl == concentrationUgPerMl;
      @   ensures \result == Reply.OK && bridging ==> program.dayLoadNlMsPerH * concentrationUgPerMl >= path.pathUgPerMl * 172800000000L;
      @   ensures !bridging && program.legal && program.peakNlPerH + bolusNlPerH <= 1000000 && statedUgPerMl == concentrationUgPerMl
      @       ==> \result == Reply.OK;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int rangeVerdict(Program program, long statedUgPerMl, int concentrationUgPerMl, int bolusNlPerH) {
        if (!isLegal(program, concentrationUgPerMl)) { return Reply.BAD_RANGE; }
        if (program.peakNlPerH() + bolusNlPerH > Parameters.RATE_MAX_NL_PER_H) { return Reply.BAD_RANGE; }
        if (statedUgPerMl != concentrationUgPerMl) { return Reply.BAD_CONC; }
        return Reply.OK;
    }

    /** SR-27, D-13: its rates are in range, and during a bridge the one that the bridge would have. */
    // [contract->req~SR-01~1] [contract->req~SR-27~1]
    /*@ private normal_behavior // SR-01, SR-27
      @   requires program != null && \invariant_for(program) && (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures \result ==> program.legal;
      @   ensures !bridging ==> \result == program.legal;
      @   ensures \result && bridging ==> program.dayLoadNlMsPerH * concentrationUgPerMl >= path.pathUgPerMl * 172800000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isLegal(Program program, int concentrationUgPerMl) {
        if (!program.isLegal()) { return false; }
        return DoseRules.isProgramRate(path.bridgeForNlPerH(program.dayLoadNlMsPerH(), concentrationUgPerMl));
    }

    /** What is being typed in is a legal program whose day is smaller than the one in force. */
    // [contract->req~SR-11~1]
    /*@ public normal_behavior // SR-11
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures \result ==> prescription.draft.legal && prescription.started && prescription.draft.dayLoadNlMsPerH * concentrationUgPerMl < prescription.inForce.dayLoadNlMsPerH * concentrationUgPerMl;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isDraftReduction(int concentrationUgPerMl) { return isReduction(prescription.draft(), concentrationUgPerMl); }

    /** What is staged is a legal program whose day is smaller than the one in force. */
    // [contract->req~SR-11~1]
    /*@ public normal_behavior // SR-11
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures \result ==> prescription.staged.legal && prescription.started && prescription.staged.dayLoadNlMsPerH * concentrationUgPerMl < prescription.inForce.dayLoadNlMsPerH * concentrationUgPerMl;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isStagedReduction(int concentrationUgPerMl) { return isReduction(prescription.staged(), concentrationUgPerMl); }

    // [contract->req~SR-11~1]
    /*@ private normal_behavior // SR-11
      @   requires program != null && \invariant_for(program) && (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures \result ==> program.legal && prescription.started && program.dayLoadNlMsPerH * concentrationUgPerMl < prescription.inForce.dayLoadNlMsPerH * concentrationUgPerMl;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isReduction(Program program, int concentrationUgPerMl) {
        if (!program.isLegal()) { return false; }
        return prescription.isReduction(program, concentrationUgPerMl);
    }

    /** SR-24: how many values tell what is staged: its day, its worst hour, how many steps, and each of them. */
    // [contract->req~SR-24~1]
    /*@ public normal_behavior // SR-24
      @   ensures 3 <= \result && \result <= 29;
      @*/
    /*+OPENJML@ ensures \result == 3 + 2 * prescription.staged.steps && 3 <= \result && \result <= 29; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int digestCount() { return DIGEST_HEAD_COUNT + 2 * prescription.staged().steps(); }

    /** SR-24: one of the values that tell what is staged, as the kernel has recomputed it. */
    // [contract->req~SR-24~1]
    /*@ public normal_behavior // SR-24
      @   requires 0 <= valueIndex && valueIndex < 29 && (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @*/
    /*+OPENJML@ ensures valueIndex == 2 ==> \result == prescription.staged.steps; @*/
    /*+OPENJML@ ensures valueIndex >= 3 && valueIndex % 2 == 1 && (valueIndex - 3) / 2 < prescription.staged.startMs.length
      @     ==> \result == prescription.staged.startMs[(valueIndex - 3) / 2]; @*/
    /*+OPENJML@ ensures valueIndex >= 3 && valueIndex % 2 == 0 && (valueIndex - 3) / 2 < prescription.staged.rateNlPerH.length
      @     ==> \result == prescription.staged.rateNlPerH[(valueIndex - 3) / 2]; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long digestValue(int valueIndex, int concentrationUgPerMl) {
        Program program = prescription.staged();
        if (valueIndex == 0) { return program.dayPg(concentrationUgPerMl); }
        if (valueIndex == 1) { return program.worstHourPg(concentrationUgPerMl); }
        if (valueIndex == 2) { return program.steps(); }
        int step = (valueIndex - DIGEST_HEAD_COUNT) / 2;
        if (valueIndex % 2 == 1) { return program.stepStartMs(step); }
        return program.stepRateNlPerH(step);
    }

    // ---- verdicts ----

    /** DOSE_MISMATCH … DOSE_WINDOW of the staged program, at its confirmation. */
    // [contract->req~SR-04~1] [contract->req~SR-05~1] [contract->req~SR-07~1] [contract->req~SR-08~1] [contract->req~SR-10~1] [contract->req~SR-11~1]
    /*@ public normal_behavior // SR-04, SR-05, SR-07, SR-08, SR-10, SR-11
      @   requires clock != null && \invariant_for(clock) && gate != null && \invariant_for(gate) && atMs <= clock.nowMs;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures \result == Reply.OK ==> prescription.staged.dayLoadNlMsPerH * concentrationUgPerMl <= 3600000000L * limitNg
      @       || reduce && prescription.started && prescription.staged.dayLoadNlMsPerH * concentrationUgPerMl < prescription.inForce.dayLoadNlMsPerH * concentrationUgPerMl;
      @   ensures \result == Reply.OK && !prescription.started && !known ==> prescription.staged.dayLoadNlMsPerH * concentrationUgPerMl <= 7200000000L * prescription.screeningNg;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int programVerdict(long statedNg, boolean soft, boolean reduce, boolean known, int concentrationUgPerMl, Clock clock, Gate gate) {
        return prescription.programVerdict(concentrationUgPerMl, statedNg, soft, reduce, known, clock.creditMs(),
            dayCountedPg(prescription.staged(), 0, 0, concentrationUgPerMl, clock, gate),
            hourCountedPg(prescription.staged(), 0, 0, concentrationUgPerMl, clock, gate));
    }

    /** DOSE_HARD … DOSE_WINDOW of the staged return to the earlier dose (SR-12). */
    // [contract->req~SR-12~1]
    /*@ public normal_behavior // SR-12
      @   requires clock != null && \invariant_for(clock) && gate != null && \invariant_for(gate) && atMs <= clock.nowMs;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures \result == Reply.OK ==> prescription.staged.dayLoadNlMsPerH * concentrationUgPerMl <= 3600000000L * limitNg;
      @   ensures \result == Reply.OK ==> prescription.staged.dayLoadNlMsPerH * concentrationUgPerMl < prescription.earlier.dayLoadNlMsPerH * concentrationUgPerMl + 3600000L;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int restoreVerdict(boolean reduce, int concentrationUgPerMl, Clock clock, Gate gate) {
        return prescription.restoreVerdict(concentrationUgPerMl, reduce, clock.nowMs(), clock.creditMs(),
            dayCountedPg(prescription.staged(), 0, 0, concentrationUgPerMl, clock, gate),
            hourCountedPg(prescription.staged(), 0, 0, concentrationUgPerMl, clock, gate));
    }

    /** DOSE_HARD … DOSE_WINDOW of the staged dose after a long gap (SR-35). */
    // [contract->req~SR-35~1]
    /*@ public normal_behavior // SR-35
      @   requires clock != null && \invariant_for(clock) && gate != null && \invariant_for(gate) && atMs <= clock.nowMs;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures \result == Reply.OK ==> prescription.staged.dayLoadNlMsPerH * concentrationUgPerMl <= 3600000000L * limitNg;
      @   ensures \result == Reply.OK ==> prescription.staged.dayLoadNlMsPerH * concentrationUgPerMl < prescription.inForce.dayLoadNlMsPerH * concentrationUgPerMl + 3600000L;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int restartVerdict(boolean restart, int concentrationUgPerMl, Clock clock, Gate gate) {
        return prescription.restartVerdict(concentrationUgPerMl, restart,
            dayCountedPg(prescription.staged(), 0, 0, concentrationUgPerMl, clock, gate),
            hourCountedPg(prescription.staged(), 0, 0, concentrationUgPerMl, clock, gate));
    }

    /** SR-02, SR-15: volume, duration and rate of a bolus are within range. */
    // [contract->req~SR-02~1] [contract->req~SR-15~1]
    /*@ public normal_behavior // SR-02, SR-15
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000) && 0 <= maxNg && maxNg <= 5000000;
      @   ensures \result ==> 1 <= volumeNl && volumeNl <= 40000000 && volumeNl * concentrationUgPerMl <= maxNg * 1000L;
      @   ensures \result ==> 60000 <= durationMs && durationMs <= 43200000 && durationMs <= volumeNl * 3600000L;
      @   ensures \result ==> volumeNl * 3600000L <= 1000000L * durationMs;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isBolus(long volumeNl, long durationMs, int concentrationUgPerMl, int maxNg) {
        return prescription.isBolus(volumeNl, durationMs, concentrationUgPerMl, maxNg);
    }

    /** DOSE_HOUR, DOSE_WINDOW of a bolus that is in range, of the strongest drug that may be at the tip (SR-06, SR-07, SR-26). */
    // [contract->req~SR-06~1] [contract->req~SR-07~1]
    /*@ public normal_behavior // SR-06, SR-07
      @   requires clock != null && \invariant_for(clock) && gate != null && \invariant_for(gate) && atMs <= clock.nowMs;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000) && volumeNl * tipUgPerMl <= 5000000000L;
      @   requires (tipUgPerMl == 500 || tipUgPerMl == 1000 || tipUgPerMl == 2000) && concentrationUgPerMl <= tipUgPerMl;
      @   requires 1 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000 && volumeNl * 3600000L <= 1000000L * durationMs;
      @   ensures \result == Reply.OK || \result == Reply.DOSE_HOUR || \result == Reply.DOSE_WINDOW;
      @   ensures \result == Reply.OK ==> volumeNl * tipUgPerMl <= limitNg * 1000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int bolusVerdict(long volumeNl, long durationMs, int tipUgPerMl, int concentrationUgPerMl, Clock clock, Gate gate) {
        int verdict = hourVerdict(volumeNl, durationMs, tipUgPerMl, concentrationUgPerMl, clock, gate);
        if (verdict != Reply.OK) { return verdict; }
        return dayVerdict(volumeNl, durationMs, tipUgPerMl, concentrationUgPerMl, clock, gate);
    }

    /** DOSE_HOUR, LOCKOUT, COUNT24, DOSE_WINDOW of the patient's bolus, if it is in range (SR-17). */
    // [contract->req~SR-06~1] [contract->req~SR-17~1] [contract->req~SR-22~1]
    /*@ public normal_behavior // SR-06, SR-17, SR-22
      @   requires clock != null && \invariant_for(clock) && gate != null && \invariant_for(gate) && atMs <= clock.nowMs;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000) && patientNl * tipUgPerMl <= 5000000000L;
      @   requires (tipUgPerMl == 500 || tipUgPerMl == 1000 || tipUgPerMl == 2000) && concentrationUgPerMl <= tipUgPerMl;
      @   requires 1 <= patientNl && patientNl * 3600000L <= 1000000L * patientDurationMs;
      @   ensures \result == Reply.OK ==> lockedUntilCreditMs <= clock.creditMs && countedUntilCreditMs <= clock.creditMs;
      @   ensures \result == Reply.OK ==> patientMay == patientEnabled && patientNl * tipUgPerMl <= limitNg * 1000L;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+OPENJML@ ensures \result == Reply.OK ==> patient.countPer24h > 0; @*/
    /*+OPENJML@ ensures \result == Reply.OK ==> clock.creditMs >= path.primedUntilCreditMs; @*/
    /*+OPENJML@ ensures \result == Reply.OK ==> patient.held == 0 || clock.creditMs - patient.startedAtCreditMs[0] >= patient.lockoutMs; @*/
    /*+OPENJML@ ensures \result == Reply.OK && patient.countPer24h > 0 && patient.countPer24h <= patient.startedAtCreditMs.length ==> patient.held < patient.countPer24h || clock.creditMs - patient.startedAtCreditMs[patient.countPer24h - 1] >= 86400000; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int patientVerdict(int tipUgPerMl, int concentrationUgPerMl, Clock clock, Gate gate) {
        int verdict = hourVerdict(patientVolumeNl(), patientDurationMs(), tipUgPerMl, concentrationUgPerMl, clock, gate);
        if (verdict != Reply.OK) { return verdict; }
        verdict = turnVerdict(clock);
        if (verdict != Reply.OK) { return verdict; }
        return dayVerdict(patientVolumeNl(), patientDurationMs(), tipUgPerMl, concentrationUgPerMl, clock, gate);
    }

    /** LOCKOUT, COUNT24: whether the patient's turn has come; none comes while a priming is watched (SR-22). */
    // [contract->req~SR-17~1] [contract->req~SR-22~1]
    /*@ private normal_behavior // SR-17, SR-22
      @   requires clock != null && \invariant_for(clock);
      @   ensures \result == Reply.OK ==> lockedUntilCreditMs <= clock.creditMs && countedUntilCreditMs <= clock.creditMs && patientMay == patientEnabled;
      @   ensures 0 <= \result && \result <= 30;
      @*/
    /*+OPENJML@ ensures \result == Reply.OK ==> patient.countPer24h > 0; @*/
    /*+OPENJML@ ensures \result == Reply.OK ==> clock.creditMs >= path.primedUntilCreditMs; @*/
    /*+OPENJML@ ensures \result == Reply.OK ==> patient.held == 0 || clock.creditMs - patient.startedAtCreditMs[0] >= patient.lockoutMs; @*/
    /*+OPENJML@ ensures \result == Reply.OK && patient.countPer24h > 0 ==> patient.held < patient.countPer24h || clock.creditMs - patient.startedAtCreditMs[patient.countPer24h - 1] >= 86400000; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int turnVerdict(Clock clock) {
        if (path.isMonitored(clock.creditMs())) { return Reply.LOCKOUT; }
        return patient.verdict(clock.creditMs());
    }

    /** SR-07: the worst hour of the program, the boluses of the last hour and this one stay within P08. */
    // [contract->req~SR-07~1]
    /*@ private normal_behavior // SR-07
      @   requires clock != null && \invariant_for(clock) && gate != null && \invariant_for(gate) && atMs <= clock.nowMs;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   requires (tipUgPerMl == 500 || tipUgPerMl == 1000 || tipUgPerMl == 2000) && concentrationUgPerMl <= tipUgPerMl;
      @   requires 1 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000 && volumeNl * 3600000L <= 1000000L * durationMs;
      @   ensures \result == Reply.OK || \result == Reply.DOSE_HOUR;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int hourVerdict(long volumeNl, long durationMs, int tipUgPerMl, int concentrationUgPerMl, Clock clock, Gate gate) {
        long countedPg = hourCountedPg(prescription.inForce(), BolusRules.rateNlPerH(volumeNl, durationMs) * timesStronger(tipUgPerMl, concentrationUgPerMl), durationMs,
            concentrationUgPerMl, clock, gate);
        return prescription.bolusHourVerdict(hourChargePg(volumeNl, durationMs, tipUgPerMl), countedPg,
            concentrationUgPerMl);
    }

    /** How many times as strong as the reservoir's the drug at the tip is. */
    // [contract->req~SR-26~1]
    /*@ private normal_behavior // SR-26
      @   requires tipUgPerMl == 500 || tipUgPerMl == 1000 || tipUgPerMl == 2000;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000) && concentrationUgPerMl <= tipUgPerMl;
      @   ensures 1 <= \result && \result <= 4 && \result * concentrationUgPerMl == tipUgPerMl;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ int timesStronger(int tipUgPerMl, int concentrationUgPerMl) { return tipUgPerMl / concentrationUgPerMl; }

    /** SR-06: every bolus that counts, this one, and the highest full day of basal stay within the patient's limit. */
    // [contract->req~SR-06~1]
    /*@ private normal_behavior // SR-06
      @   requires clock != null && \invariant_for(clock) && gate != null && \invariant_for(gate) && atMs <= clock.nowMs;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000) && volumeNl * tipUgPerMl <= 5000000000L;
      @   requires (tipUgPerMl == 500 || tipUgPerMl == 1000 || tipUgPerMl == 2000) && concentrationUgPerMl <= tipUgPerMl;
      @   requires 1 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000 && volumeNl * 3600000L <= 1000000L * durationMs;
      @   ensures \result == Reply.OK || \result == Reply.DOSE_WINDOW;
      @   ensures \result == Reply.OK ==> volumeNl * tipUgPerMl <= limitNg * 1000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int dayVerdict(long volumeNl, long durationMs, int tipUgPerMl, int concentrationUgPerMl, Clock clock, Gate gate) {
        long countedPg = dayCountedPg(prescription.inForce(), BolusRules.rateNlPerH(volumeNl, durationMs) * timesStronger(tipUgPerMl, concentrationUgPerMl), durationMs,
            concentrationUgPerMl, clock, gate);
        return prescription.bolusDayVerdict(volumeNl * tipUgPerMl, countedPg, concentrationUgPerMl,
            clock.nowMs() + durationMs);
    }

    /** SR-07: the boluses that count in the hour, or a dose that leaves no room if an hour would hold too much (K-25). */
    // [contract->req~SR-07~1] [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-07, SR-34
      @   requires clock != null && \invariant_for(clock) && gate != null && \invariant_for(gate) && atMs <= clock.nowMs;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   requires program != null && \invariant_for(program) && 0 <= bolusNlPerH && bolusNlPerH <= 4000000 && 0 <= bolusMs && bolusMs <= 43200000;
      @   ensures 0 <= \result && \result <= 90000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ long hourCountedPg(Program program, long bolusNlPerH, long bolusMs, int concentrationUgPerMl, Clock clock, Gate gate) {
        if (fitsHour(program, bolusNlPerH, bolusMs, concentrationUgPerMl, clock, gate)) { return ledger.hourPg(clock.nowMs()); }
        return DoseRules.OVERFULL_PG;
    }

    /** SR-06: the same for the day and the patient's limit. */
    // [contract->req~SR-06~1] [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-06, SR-34
      @   requires clock != null && \invariant_for(clock) && gate != null && \invariant_for(gate) && atMs <= clock.nowMs;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   requires program != null && \invariant_for(program) && 0 <= bolusNlPerH && bolusNlPerH <= 4000000 && 0 <= bolusMs && bolusMs <= 43200000;
      @   ensures 0 <= \result && \result <= 90000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ long dayCountedPg(Program program, long bolusNlPerH, long bolusMs, int concentrationUgPerMl, Clock clock, Gate gate) {
        if (fitsDay(program, bolusNlPerH, bolusMs, concentrationUgPerMl, clock, gate)) { return ledger.dayPg(clock.nowMs()); }
        return DoseRules.OVERFULL_PG;
    }

    /**
     * No hour that lies partly behind and partly ahead would hold too much with this program, a new bolus and the rest of a
     * running one (K-25).
     */
    // [impl->req~SR-07~1] [impl->req~SR-34~1]
    // [contract->req~SR-07~1] [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-07, SR-34
      @   requires clock != null && \invariant_for(clock) && gate != null && \invariant_for(gate) && atMs <= clock.nowMs;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   requires program != null && \invariant_for(program) && 0 <= bolusNlPerH && bolusNlPerH <= 4000000 && 0 <= bolusMs && bolusMs <= 43200000;
      @   ensures \result && gate.bolusNlPerH == 0 && (gate.untimed || even)
      @       ==> program.meanNlPerH * 3600000 + bolusNlPerH * (bolusMs < 3600000 ? bolusMs : 3600000) <= prescription.inForce.meanNlPerH * 3600000
      @           || (program.meanNlPerH * 3600000 + bolusNlPerH * (bolusMs < 3600000 ? bolusMs : 3600000)) * concentrationUgPerMl <= 150000 * 3600000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean fitsHour(Program program, long bolusNlPerH, long bolusMs, int concentrationUgPerMl, Clock clock, Gate gate) {
        boolean scheduled = isOnSchedule(gate);
        long runningNlPerH = gate.bolusNlPerH();
        return exposure.fitsHour(program, scheduled, prescription.inForce(), scheduled, clock.todMs(), bolusNlPerH + runningNlPerH,
            runningNlPerH, bolusMs + gate.bolusPartMs(clock.nowMs(), Parameters.DAY_MS), clock.nowMs(), concentrationUgPerMl);
    }

    /** The same for a day and the patient's limit (K-25). */
    // [impl->req~SR-06~1] [impl->req~SR-34~1]
    // [contract->req~SR-06~1] [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-06, SR-34
      @   requires clock != null && \invariant_for(clock) && gate != null && \invariant_for(gate) && atMs <= clock.nowMs;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   requires program != null && \invariant_for(program) && 0 <= bolusNlPerH && bolusNlPerH <= 4000000 && 0 <= bolusMs && bolusMs <= 43200000;
      @   ensures \result && gate.bolusNlPerH == 0 && (gate.untimed || even)
      @       ==> program.meanNlPerH * 86400000 + bolusNlPerH * (bolusMs < 86400000 ? bolusMs : 86400000) <= prescription.inForce.meanNlPerH * 86400000
      @           || (program.meanNlPerH * 86400000 + bolusNlPerH * (bolusMs < 86400000 ? bolusMs : 86400000)) * concentrationUgPerMl <= limitNg * 3600000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean fitsDay(Program program, long bolusNlPerH, long bolusMs, int concentrationUgPerMl, Clock clock, Gate gate) {
        boolean scheduled = isOnSchedule(gate);
        long runningNlPerH = gate.bolusNlPerH();
        return exposure.fitsDay(program, scheduled, prescription.inForce(), scheduled, clock.todMs(), bolusNlPerH + runningNlPerH,
            runningNlPerH, bolusMs + gate.bolusPartMs(clock.nowMs(), Parameters.DAY_MS), clock.nowMs(), concentrationUgPerMl, prescription.limitNg());
    }

    /** The schedule is what is followed as far as dose and time go: neither even flow for the path, nor a clock fault. */
    // [contract->req~SR-26~1] [contract->req~SR-53~1]
    /*@ private normal_behavior // SR-26, SR-53
      @   requires gate != null && \invariant_for(gate);
      @   ensures \result == (!even && !gate.untimed);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isOnSchedule(Gate gate) {
        if (path.isEven()) { return false; }
        return !gate.isActive(Alarm.TIME_ANOMALY);
    }

    /** K-25, of a flex day that a bridge brings to its mean: DOSE_HOUR, DOSE_WINDOW. */
    // [impl->req~SR-25~1]
    // [contract->req~SR-06~1] [contract->req~SR-07~1] [contract->req~SR-25~1]
    /*@ public normal_behavior // SR-06, SR-07, SR-25
      @   requires clock != null && \invariant_for(clock) && gate != null && \invariant_for(gate) && atMs <= clock.nowMs;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures \result == Reply.OK || \result == Reply.DOSE_HOUR || \result == Reply.DOSE_WINDOW;
      @*/
    /*+OPENJML@ ensures prescription.inForce.steps <= 1 ==> \result == Reply.OK; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int evenVerdict(int concentrationUgPerMl, Clock clock, Gate gate) {
        if (!isFlex()) { return Reply.OK; }
        Program program = prescription.inForce();
        boolean scheduled = isOnSchedule(gate);
        if (!exposure.fitsHour(program, false, program, scheduled, clock.todMs(), 0, 0, 0, clock.nowMs(), concentrationUgPerMl)) {
            return Reply.DOSE_HOUR;
        }
        if (!exposure.fitsDay(program, false, program, scheduled, clock.todMs(), 0, 0, 0, clock.nowMs(), concentrationUgPerMl,
                prescription.limitNg())) {
            return Reply.DOSE_WINDOW;
        }
        return Reply.OK;
    }

    /** BAD_RANGE, PRIMING_TOKEN of a priming (SR-22, D-12). */
    // [impl->req~SR-22~1]
    // [contract->req~SR-02~1] [contract->req~SR-22~1]
    /*@ public normal_behavior // SR-02, SR-22
      @   ensures \result == Reply.OK ==> 1 <= volumeNl && volumeNl <= pathVolumeNl - 50000 && usedTokenId < tokenId && tokenId <= 1000000000000000L;
      @   ensures \result == Reply.OK ==> 60000 <= durationMs && durationMs <= 43200000 && volumeNl * 3600000L <= 1000000L * durationMs;
      @   ensures \result == Reply.OK ==> volumeNl <= 530000 && durationMs <= volumeNl * 3600000L;
      @   ensures \result == Reply.OK || \result == Reply.BAD_RANGE || \result == Reply.PRIMING_TOKEN;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int primingVerdict(long volumeNl, long durationMs, long tokenId) {
        if (!PathRules.isPrimingVolume(volumeNl, path.pathVolumeNl())) { return Reply.BAD_RANGE; }
        if (!prescription.isFlow(volumeNl, durationMs)) { return Reply.BAD_RANGE; }
        if (!path.isToken(tokenId)) { return Reply.PRIMING_TOKEN; }
        return Reply.OK;
    }

    /** D-12: DOSE_WINDOW if it would leave P06, not the patient's limit, with a full day of basal and all that counts. */
    // [impl->req~SR-22~1]
    // [contract->req~SR-06~1] [contract->req~SR-22~1]
    /*@ public normal_behavior // SR-06, SR-22
      @   requires clock != null && \invariant_for(clock) && (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   requires 1 <= volumeNl && volumeNl <= 530000 && 60000 <= durationMs && durationMs <= 43200000;
      @   requires tipUgPerMl == 500 || tipUgPerMl == 1000 || tipUgPerMl == 2000;
      @   ensures \result == Reply.OK || \result == Reply.DOSE_WINDOW;
      @   ensures \result == Reply.OK ==> volumeNl * tipUgPerMl + prescription.inForce.dayLoadNlMsPerH * concentrationUgPerMl / 3600000 <= (prescription.age == 2 ? 1200000000L : 2100000000L);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int primingDoseVerdict(long volumeNl, long durationMs, int tipUgPerMl, int concentrationUgPerMl, Clock clock) {
        long basalPg = prescription.highestPg(concentrationUgPerMl, clock.nowMs() + durationMs);
        long givenPg = ledger.dayPg(clock.nowMs()) + volumeNl * tipUgPerMl;
        if (DoseRules.fitsWindow(basalPg, givenPg, DoseRules.hardLimitNgPerDay(prescription.age()))) { return Reply.OK; }
        return Reply.DOSE_WINDOW;
    }

    /** A flex day that comes back now in place of its mean would stack on what was delivered (SR-53, K-25). */
    // [impl->req~SR-53~1]
    // [contract->req~SR-06~1] [contract->req~SR-07~1] [contract->req~SR-53~1]
    /*@ public normal_behavior // SR-06, SR-07, SR-53
      @   requires clock != null && \invariant_for(clock) && atMs <= clock.nowMs && (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @*/
    /*+OPENJML@ ensures \result ==> prescription.inForce.steps > 1; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isReturnTooMuch(int concentrationUgPerMl, Clock clock) {
        if (!isFlex()) { return false; }
        Program program = prescription.inForce();
        if (!exposure.fitsHour(program, true, program, false, clock.todMs(), 0, 0, 0, clock.nowMs(), concentrationUgPerMl)) {
            return true;
        }
        return !exposure.fitsDay(program, true, program, false, clock.todMs(), 0, 0, 0, clock.nowMs(), concentrationUgPerMl,
            prescription.limitNg());
    }

    /** D-04: what a bolus charges to an hour, in pg. */
    // [contract->req~SR-07~1]
    /*@ private normal_behavior // SR-07
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   requires 1 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000 && volumeNl * 3600000L <= 1000000L * durationMs;
      @   ensures 0 <= \result && \result <= volumeNl * concentrationUgPerMl && \result <= 80000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long hourChargePg(long volumeNl, long durationMs, int concentrationUgPerMl) {
        return BolusRules.hourNl(volumeNl, BolusRules.rateNlPerH(volumeNl, durationMs)) * concentrationUgPerMl;
    }

    // ---- effects ----

    /** The staged program takes force (SR-13). */
    // [contract->req~SR-10~1] [contract->req~SR-13~1]
    /*@ public normal_behavior // SR-10, SR-13
      @   requires clock != null && \invariant_for(clock) && (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures bridging == \old(bridging) && even == \old(even) && pathLost == \old(pathLost) && usedTokenId == \old(usedTokenId) && pathVolumeNl == \old(pathVolumeNl) && reprogrammed;
      @*/
    /*+OPENJML@ ensures prescription.started && prescription.inForce.dayLoadNlMsPerH == prescription.staged.dayLoadNlMsPerH; @*/
    /*+KEY@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, inner; @*/
    /*+OPENJML@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, prescription.*, prescription.inForce.*, prescription.inForce.startMs[*], prescription.inForce.rateNlPerH[*],
      @     prescription.earlier.*, prescription.earlier.startMs[*], prescription.earlier.rateNlPerH[*], prescription.history.*,
      @     prescription.history.lowPg[*], prescription.history.highPg[*], prescription.history.replacedAtMs[*], prescription.history.replacedAtCreditMs[*], path.*; @*/
    public void accept(boolean restoring, int concentrationUgPerMl, Clock clock) {
        prescription.accept(concentrationUgPerMl, restoring, clock.nowMs(), clock.creditMs());
        reprogramPath(concentrationUgPerMl);
    }

    /** SR-27: a bridge goes on at the rate of the dose that is now in force. */
    // [impl->req~SR-27~1]
    // [contract->req~SR-27~1]
    /*@ private normal_behavior // SR-27
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures reprogrammed && bridging == \old(bridging) && even == \old(even) && pathLost == \old(pathLost) && usedTokenId == \old(usedTokenId) && pathVolumeNl == \old(pathVolumeNl);
      @   ensures bridging && path.bridgeNlPerH > 2000 ==> path.bridgeNlPerH * (path.pathUgPerMl * 86400000L) <= prescription.inForce.dayLoadNlMsPerH * concentrationUgPerMl;
      @*/
    /*+KEY@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, path.*; @*/
    /*+OPENJML@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, path.*; @*/
    private void reprogramPath(int concentrationUgPerMl) {
        path.reprogram((int) Arithmetic.clamp(
            path.bridgeForNlPerH(prescription.inForce().dayLoadNlMsPerH(), concentrationUgPerMl),
            Parameters.RATE_MIN_RUN_NL_PER_H, Parameters.RATE_MAX_NL_PER_H));
        /*@ set this.bridging = path.bridging; @*/
        /*@ set this.even = path.even; @*/
        /*@ set this.pathLost = path.lost; @*/
        /*@ set this.reprogrammed = path.reprogrammed; @*/
        /*@ set this.usedTokenId = path.usedTokenId; @*/
        /*@ set this.pathVolumeNl = path.pathVolumeNl; @*/
    }

    /** The staged dose after a long gap takes force and is the new reference (D-39e). */
    // [contract->req~SR-35~1]
    /*@ public normal_behavior // SR-35
      @   requires clock != null && \invariant_for(clock) && (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures bridging == \old(bridging) && even == \old(even) && pathLost == \old(pathLost) && usedTokenId == \old(usedTokenId) && pathVolumeNl == \old(pathVolumeNl) && reprogrammed;
      @*/
    /*+OPENJML@ ensures !prescription.earlierKnown && prescription.inForce.dayLoadNlMsPerH == prescription.staged.dayLoadNlMsPerH; @*/
    /*+KEY@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, inner; @*/
    /*+OPENJML@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, prescription.*, prescription.inForce.*, prescription.inForce.startMs[*], prescription.inForce.rateNlPerH[*],
      @     prescription.history.*, prescription.history.lowPg[*], prescription.history.highPg[*], prescription.history.replacedAtMs[*],
      @     prescription.history.replacedAtCreditMs[*], path.*; @*/
    public void acceptRestart(int concentrationUgPerMl, Clock clock) {
        prescription.acceptRestart(concentrationUgPerMl, clock.nowMs(), clock.creditMs());
        reprogramPath(concentrationUgPerMl);
    }

    /** SR-51: what a change of concentration says of the path waits with it. */
    // [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-51
      @   requires 140000 <= pathVolumeNl && pathVolumeNl <= 580000;
      @   ensures stagedBridge == bridge;
      @*/
    /*+OPENJML@ ensures path.stagedVolumeNl == pathVolumeNl && path.stagedBridge == bridge; @*/
    /*+KEY@ assignable this.stagedBridge, inner; @*/
    /*+OPENJML@ assignable this.stagedBridge, path.*; @*/
    public void stagePath(int pathVolumeNl, boolean bridge) {
        path.stage(pathVolumeNl, bridge);
        /*@ set this.stagedBridge = path.stagedBridge; @*/
    }

    /**
     * SR-25: another drug fills the reservoir. The staged program, the one in force in that drug, takes force, the
     * patient's bolus keeps its dose, and a bridge begins at the mean of the program that was in force.
     */
    // [impl->req~SR-25~1] [impl->req~SR-26~1]
    // [contract->req~SR-25~1] [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-25, SR-26
      @   requires clock != null && \invariant_for(clock) && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   requires oldUgPerMl == 500 || oldUgPerMl == 1000 || oldUgPerMl == 2000;
      @   requires newUgPerMl == 500 || newUgPerMl == 1000 || newUgPerMl == 2000;
      @   requires !bridging && !(pathLost && stagedBridge);
      @   ensures usedTokenId == \old(usedTokenId);
      @*/
    /*+OPENJML@ ensures bridging == (stagedBridge && oldUgPerMl != newUgPerMl) && pathVolumeNl == path.stagedVolumeNl; @*/
    /*+OPENJML@ ensures prescription.inForce.dayLoadNlMsPerH == prescription.staged.dayLoadNlMsPerH; @*/
    /*+OPENJML@ ensures bridging ==> path.bridgeNlPerH == \old(prescription.inForce.meanNlPerH) && path.frontAtNl == confirmedNl + path.stagedVolumeNl; @*/
    /*+KEY@ requires \disjoint(clock.*, inner); @*/
    /*+KEY@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, this.patientNl, this.patientDurationMs, this.patientMay, this.patientEnabled, inner; @*/
    /*+OPENJML@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, this.patientNl, this.patientDurationMs, this.patientMay, this.patientEnabled, prescription.*, prescription.inForce.*, prescription.inForce.startMs[*], prescription.inForce.rateNlPerH[*],
      @     prescription.earlier.*, prescription.earlier.startMs[*], prescription.earlier.rateNlPerH[*], prescription.draft.*,
      @     prescription.draft.startMs[*], prescription.draft.rateNlPerH[*], prescription.history.*, prescription.history.lowPg[*],
      @     prescription.history.highPg[*], prescription.history.replacedAtMs[*], prescription.history.replacedAtCreditMs[*], patient.*, path.*; @*/
    public void change(int oldUgPerMl, int newUgPerMl, long confirmedNl, Clock clock) {
        path.change(oldUgPerMl, newUgPerMl, prescription.inForce().meanNlPerH(), confirmedNl);
        prescription.change(oldUgPerMl, newUgPerMl, clock.nowMs(), clock.creditMs());
        patient.change(oldUgPerMl, newUgPerMl);
        /*@ set this.bridging = path.bridging; @*/
        /*@ set this.even = path.even; @*/
        /*@ set this.pathLost = path.lost; @*/
        /*@ set this.reprogrammed = path.reprogrammed; @*/
        /*@ set this.usedTokenId = path.usedTokenId; @*/
        /*@ set this.pathVolumeNl = path.pathVolumeNl; @*/
        /*@ set this.patientNl = patient.volumeNl; @*/
        /*@ set this.patientDurationMs = patient.durationMs; @*/
        /*@ set this.patientMay = patient.may; @*/
        /*@ set this.patientEnabled = patient.enabled; @*/
    }

    /** SR-22, D-12: a priming is charged in full to the day, to no hour, and its token is used up. */
    // [impl->req~SR-22~1]
    // [contract->req~SR-21~1] [contract->req~SR-22~1]
    /*@ public normal_behavior // SR-21, SR-22
      @   requires clock != null && \invariant_for(clock) && usedTokenId < tokenId && tokenId <= 1000000000000000L;
      @   requires tipUgPerMl == 500 || tipUgPerMl == 1000 || tipUgPerMl == 2000;
      @   requires 1 <= volumeNl && volumeNl <= 530000 && 60000 <= durationMs && durationMs <= 43200000;
      @   ensures newestPg == volumeNl * tipUgPerMl && newestEndMs == clock.nowMs + durationMs && this.usedTokenId == tokenId;
      @*/
    /*+OPENJML@ ensures usedTokenId == tokenId && path.primedUntilCreditMs == clock.creditMs + durationMs + 28800000; @*/
    /*+OPENJML@ ensures ledger.dayChargePg[0] == volumeNl * tipUgPerMl && ledger.endMs[0] == clock.nowMs + durationMs; @*/
    /*+KEY@ requires \disjoint(clock.*, inner); @*/
    /*+KEY@ assignable this.newestPg, this.newestEndMs, this.usedTokenId, inner; @*/
    /*+OPENJML@ assignable this.newestPg, this.newestEndMs, this.usedTokenId, ledger.*, ledger.dayChargePg[*], ledger.hourChargePg[*], ledger.endMs[*], path.*; @*/
    public void prime(long volumeNl, long durationMs, long tokenId, int tipUgPerMl, Clock clock) {
        ledger.charge(volumeNl * tipUgPerMl, 0, clock.nowMs(), clock.nowMs() + durationMs);
        path.prime(tokenId, clock.creditMs() + durationMs);
        /*@ set this.newestPg = ledger.newestPg; @*/
        /*@ set this.newestEndMs = ledger.newestEndMs; @*/
        /*@ set this.usedTokenId = path.usedTokenId; @*/
    }

    /** SR-26: the bridge ends when the path is through; then the schedule comes back as soon as that stacks nothing (K-48). */
    // [impl->req~SR-26~1]
    // [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-26
      @   requires clock != null && \invariant_for(clock) && atMs <= clock.nowMs && (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures bridging || pathLost ==> even == \old(even);
      @   ensures \old(bridging) && !bridging ==> \result;
      @   ensures !\result ==> even == \old(even) && bridging == \old(bridging);
      @   ensures pathLost == \old(pathLost) && reprogrammed == \old(reprogrammed) && usedTokenId == \old(usedTokenId) && pathVolumeNl == \old(pathVolumeNl);
      @*/
    /*+OPENJML@ ensures bridging == (\old(bridging) && confirmedNl < path.frontAtNl); @*/
    /*+OPENJML@ ensures pathLost == \old(pathLost) && path.bridgeNlPerH == \old(path.bridgeNlPerH); @*/
    /*+KEY@ requires \disjoint(clock.*, inner); @*/
    /*+KEY@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, inner; @*/
    /*+OPENJML@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, path.*; @*/
    public boolean watchPath(long confirmedNl, int concentrationUgPerMl, Clock clock) {
        boolean news = path.watch(confirmedNl, clock.nowMs());
        /*@ set this.bridging = path.bridging; @*/
        /*@ set this.even = path.even; @*/
        /*@ set this.pathLost = path.lost; @*/
        /*@ set this.reprogrammed = path.reprogrammed; @*/
        /*@ set this.usedTokenId = path.usedTokenId; @*/
        /*@ set this.pathVolumeNl = path.pathVolumeNl; @*/
        if (path.isToLook(clock.nowMs())) {
            path.look(!isReturnTooMuch(concentrationUgPerMl, clock), clock.nowMs());
            news = true;
        }
        /*@ set this.bridging = path.bridging; @*/
        /*@ set this.even = path.even; @*/
        /*@ set this.pathLost = path.lost; @*/
        /*@ set this.reprogrammed = path.reprogrammed; @*/
        /*@ set this.usedTokenId = path.usedTokenId; @*/
        /*@ set this.pathVolumeNl = path.pathVolumeNl; @*/
        return news;
    }

    /** A16: the record of a bridge was lost. */
    // [contract->req~SR-27~1]
    /*@ public normal_behavior // SR-27
      @   ensures pathLost && even && !bridging && !reprogrammed && usedTokenId == \old(usedTokenId);
      @*/
    /*+KEY@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, inner; @*/
    /*+OPENJML@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, path.*; @*/
    public void losePath() {
        path.lose();
        /*@ set this.bridging = path.bridging; @*/
        /*@ set this.even = path.even; @*/
        /*@ set this.pathLost = path.lost; @*/
        /*@ set this.reprogrammed = path.reprogrammed; @*/
        /*@ set this.usedTokenId = path.usedTokenId; @*/
        /*@ set this.pathVolumeNl = path.pathVolumeNl; @*/
    }

    /** A16 is cleared. */
    // [contract->req~SR-27~1]
    /*@ public normal_behavior // SR-27
      @   requires 0 <= confirmedNl && confirmedNl <= 1000000000000000L && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures !pathLost && bridging == \old(bridging) && usedTokenId == \old(usedTokenId);
      @*/
    /*+KEY@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, inner; @*/
    /*+OPENJML@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, path.*; @*/
    public void findPath(long confirmedNl, long nowMs) {
        path.find(confirmedNl, nowMs);
        /*@ set this.bridging = path.bridging; @*/
        /*@ set this.even = path.even; @*/
        /*@ set this.pathLost = path.lost; @*/
        /*@ set this.reprogrammed = path.reprogrammed; @*/
        /*@ set this.usedTokenId = path.usedTokenId; @*/
        /*@ set this.pathVolumeNl = path.pathVolumeNl; @*/
    }

    /** K-09: what RESTORE returns to is the program in force. */
    // [contract->req~SR-12~1]
    /*@ public normal_behavior // SR-12
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @*/
    /*+OPENJML@ ensures prescription.started ==> prescription.earlierKnown && prescription.earlier.dayLoadNlMsPerH == prescription.inForce.dayLoadNlMsPerH; @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable prescription.*, prescription.earlier.*, prescription.earlier.startMs[*], prescription.earlier.rateNlPerH[*]; @*/
    public void remember(long nowMs) { prescription.remember(nowMs); }

    /** D-25: someone has seen the reminder of a large reduction. */
    // [contract->req~SR-11~1]
    /*@ public normal_behavior // SR-11
      @*/
    /*+OPENJML@ ensures prescription.reducedFromPg == 0; @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable prescription.*; @*/
    public void forgetReduction() { prescription.forgetReduction(); }

    /** SR-21: a bolus is charged in full when it starts. */
    // [impl->req~SR-21~1]
    // [contract->req~SR-21~1]
    /*@ public normal_behavior // SR-21
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   requires volumeNl * concentrationUgPerMl <= 5000000000L && volumeNl * 3600000L <= 1000000L * durationMs;
      @   requires 1 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000;
      @   ensures newestPg == volumeNl * concentrationUgPerMl && newestEndMs == nowMs + durationMs;
      @*/
    /*+OPENJML@ ensures ledger.dayChargePg[0] == volumeNl * concentrationUgPerMl && ledger.endMs[0] == nowMs + durationMs; @*/
    /*+OPENJML@ ensures ledger.held == (\old(ledger.held) < 16 ? \old(ledger.held) + 1 : 16); @*/
    /*+KEY@ assignable this.newestPg, this.newestEndMs, inner; @*/
    /*+OPENJML@ assignable this.newestPg, this.newestEndMs, ledger.*, ledger.dayChargePg[*], ledger.hourChargePg[*], ledger.endMs[*], path.*; @*/
    public void charge(long volumeNl, long durationMs, int concentrationUgPerMl, long nowMs) {
        ledger.charge(volumeNl * concentrationUgPerMl, hourChargePg(volumeNl, durationMs, concentrationUgPerMl), nowMs,
            nowMs + durationMs);
        path.endPriming();
        /*@ set this.newestPg = ledger.newestPg; @*/
        /*@ set this.newestEndMs = ledger.newestEndMs; @*/
    }

    /** SR-21: lockout and count are charged when the patient's bolus starts. */
    // [contract->req~SR-17~1] [contract->req~SR-21~1]
    /*@ public normal_behavior // SR-17, SR-21
      @   requires 0 <= creditMs && creditMs <= 10000000000000L;
      @   ensures lockedUntilCreditMs >= creditMs + 3600000;
      @*/
    /*+OPENJML@ ensures patient.startedAtCreditMs[0] == creditMs && patient.held == (\old(patient.held) < 8 ? \old(patient.held) + 1 : 8); @*/
    /*+KEY@ assignable this.lockedUntilCreditMs, this.countedUntilCreditMs, inner; @*/
    /*+OPENJML@ assignable this.lockedUntilCreditMs, this.countedUntilCreditMs, patient.*, patient.startedAtCreditMs[*]; @*/
    public void startPatientBolus(long creditMs) {
        patient.start(creditMs);
        /*@ set this.lockedUntilCreditMs = patient.lockedUntilCreditMs; @*/
        /*@ set this.countedUntilCreditMs = patient.countedUntilCreditMs; @*/
    }

    /** D-11: a bolus that was cancelled keeps its whole charge, but its end is now. */
    // [contract->req~SR-20~1]
    /*@ public normal_behavior // SR-20
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures newestEndMs == (\old(newestEndMs) < nowMs ? \old(newestEndMs) : nowMs);
      @*/
    /*+OPENJML@ ensures ledger.endMs[0] == (\old(ledger.endMs[0]) < nowMs ? \old(ledger.endMs[0]) : nowMs); @*/
    /*+KEY@ assignable this.newestEndMs, inner; @*/
    /*+OPENJML@ assignable this.newestEndMs, ledger.*, ledger.endMs[*]; @*/
    public void endBolus(long nowMs) {
        ledger.endNewest(nowMs);
        /*@ set this.newestEndMs = ledger.newestEndMs; @*/
    }

    /** The pump's totals stand at these values now, this much of it a bolus; the drug is the one that plug flow says (SR-26, SR-34). */
    // [contract->req~SR-34~1]
    /*@ public normal_behavior // SR-34
      @   requires atMs <= nowMs && nowMs <= 10000000000000L;
      @   requires this.commandedNl <= commandedNl && commandedNl <= 4000000000000L;
      @   requires this.confirmedNl <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   requires 0 <= bolusLoadNlMsPerH && bolusLoadNlMsPerH <= 900000000000000000L;
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures atMs == nowMs;
      @   ensures this.commandedNl == commandedNl && this.confirmedNl == confirmedNl;
      @*/
    /*+KEY@ assignable this.atMs, this.commandedNl, this.confirmedNl, inner; @*/
    /*+OPENJML@ assignable this.atMs, this.commandedNl, this.confirmedNl, exposure.*, exposure.hour.*, exposure.hour.commandedNl[*], exposure.hour.confirmedNl[*], exposure.day.*, exposure.day.commandedNl[*], exposure.day.confirmedNl[*], path.*; @*/
    public void advance(long nowMs, long commandedNl, long confirmedNl, int concentrationUgPerMl, long bolusLoadNlMsPerH) {
        exposure.advance(nowMs, commandedNl, confirmedNl, path.flownUgPerMl(confirmedNl, concentrationUgPerMl),
            path.primedNl(bolusLoadNlMsPerH));
        /*@ set this.atMs = exposure.atMs; @*/
        /*@ set this.commandedNl = exposure.commandedNl; @*/
        /*@ set this.confirmedNl = exposure.confirmedNl; @*/
    }

    // ---- what it can be asked ----

    /** What the motor owes at a time of day: the rate of the program in force, or the even one for the path. */
    // [contract->req~SR-13~1] [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-13, SR-26
      @   requires 0 <= todMs && todMs < 86400000 && (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures 2000 <= \result && \result <= 1000000;
      @*/
    /*+OPENJML@ ensures bridging ==> \result == path.bridgeNlPerH; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int rateAtNlPerH(int todMs, int concentrationUgPerMl) {
        if (path.isEven()) { return evenNlPerH(concentrationUgPerMl); }
        return prescription.inForce().rateAtNlPerH(todMs);
    }

    /** What runs when no schedule is followed: the mean of the program in force, or what the path asks for. */
    // [contract->req~SR-26~1] [contract->req~SR-27~1]
    /*@ public normal_behavior // SR-26, SR-27
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures 2000 <= \result && \result <= 1000000;
      @*/
    /*+OPENJML@ ensures bridging ==> \result == path.bridgeNlPerH; @*/
    /*+OPENJML@ ensures !bridging && !pathLost ==> \result == prescription.inForce.meanNlPerH; @*/
    /*+OPENJML@ ensures pathLost ==> \result <= prescription.inForce.meanNlPerH; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int evenNlPerH(int concentrationUgPerMl) {
        return path.evenNlPerH(prescription.inForce().meanNlPerH(), concentrationUgPerMl);
    }

    /** The load of a stretch that begins at a time of day, steps of the flex day included (K-12). */
    // [contract->req~SR-13~1]
    /*@ public normal_behavior // SR-13
      @   requires 0 <= todMs && todMs < 86400000 && 0 <= lastsMs && lastsMs <= 315360000000L;
      @   ensures 0 <= \result && \result <= 1000000L * lastsMs;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long loadNlMsPerH(int todMs, long lastsMs) { return prescription.inForce().loadNlMsPerH(todMs, lastsMs); }

    /** How long until the flex day takes its next step. */
    /*@ public normal_behavior
      @   requires 0 <= todMs && todMs < 86400000;
      @   ensures 1 <= \result && \result <= 86400000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int nextStepInMs(int todMs) { return prescription.inForce().nextStepInMs(todMs); }

    /** The program in force has more than one step. */
    /*@ public normal_behavior
      @*/
    /*+OPENJML@ ensures \result == (prescription.inForce.steps > 1); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isFlex() { return prescription.inForce().steps() > 1; }

    /** K-07: what runs would be too much if the reservoir held the strongest drug. */
    // [contract->req~SR-29~1]
    /*@ public normal_behavior // SR-29
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @*/
    /*+OPENJML@ ensures !\result && !even ==> prescription.inForce.dayLoadNlMsPerH * 2000 <= 3600000000L * (prescription.age == 2 ? 1200000 : 2100000); @*/
    /*+OPENJML@ ensures !\result && bridging ==> path.bridgeNlPerH * 48000L <= 1000L * (prescription.age == 2 ? 1200000 : 2100000); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isTooMuchIfUnknown(int concentrationUgPerMl) {
        long limitPg = DoseRules.hardLimitNgPerDay(prescription.age()) * 1000L;
        if (path.isEven()) { return evenNlPerH(concentrationUgPerMl) * 24L * Parameters.CONC_HIGH_UG_PER_ML > limitPg; }
        return prescription.presentPg(Parameters.CONC_HIGH_UG_PER_ML) > limitPg;
    }

    /** D-18: the strongest drug that may leave the tip in a bolus that starts now. */
    // [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-26
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures concentrationUgPerMl <= \result && (\result == 500 || \result == 1000 || \result == 2000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int tipUgPerMl(long confirmedNl, int concentrationUgPerMl) {
        return path.tipUgPerMl(confirmedNl, concentrationUgPerMl);
    }

    /** SR-27: the old drug is on its way to the tip. */
    /*@ public normal_behavior ensures \result == bridging; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isBridging() { return path.isBridging(); }

    /** A16: the record of a bridge was lost. */
    /*@ public normal_behavior ensures \result == pathLost && (\result ==> even); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isPathLost() { return path.isLost(); }

    /** A16: a program, or a rinse, was accepted since the loss. */
    /*@ public normal_behavior ensures \result == reprogrammed; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isReprogrammed() { return path.isReprogrammed(); }

    /** SR-27: a bridge runs, or its record was lost and a new one is asked for: three drugs could be in the path. */
    // [contract->req~SR-27~1]
    /*@ public normal_behavior // SR-27
      @   ensures \result == (bridging || pathLost && bridge);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isPathBusy(boolean bridge) {
        if (path.isBridging()) { return true; }
        return path.isLost() & bridge;
    }

    /** The day's schedule is not followed, for the path's sake. */
    /*@ public normal_behavior ensures \result == even; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isEven() { return path.isEven(); }

    /*@ public normal_behavior
      @   ensures 140000 <= \result && \result <= 580000;
      @*/
    /*+OPENJML@ ensures \result == path.stagedVolumeNl && 140000 <= \result && \result <= 580000; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int stagedPathNl() { return path.stagedVolumeNl(); }

    /*@ public normal_behavior ensures \result == stagedBridge; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isStagedBridge() { return path.isStagedBridge(); }

    /** What must still be confirmed until the bridge ends; 0 without one. */
    /*@ public normal_behavior
      @   requires 0 <= confirmedNl;
      @   ensures 0 <= \result && (!bridging ==> \result == 0);
      @*/
    /*+OPENJML@ ensures \result == (bridging && confirmedNl < path.frontAtNl ? path.frontAtNl - confirmedNl : 0); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long bridgeRestNl(long confirmedNl) { return path.restNl(confirmedNl); }

    /** K-12: how long after the last tick a bridge should end, if the motor does as it is told. */
    // [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-26
      @   requires 0 <= carryNlMsPerH && carryNlMsPerH < 3600000 && 1 <= rateNlPerH && rateNlPerH <= 1000000;
      @   ensures 1 <= \result && \result <= 2088000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long bridgeInMs(long carryNlMsPerH, int rateNlPerH) {
        return PathRules.flowsInMs(Arithmetic.min(path.restNl(exposure.confirmedNl()), Parameters.PATH_MAX_NL), carryNlMsPerH, rateNlPerH);
    }

    /** What runs on the day's mean once a bridge is over. */
    // [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-26
      @   ensures 2000 <= \result && \result <= 1000000;
      @*/
    /*+OPENJML@ ensures \result == prescription.inForce.meanNlPerH && 2000 <= \result && \result <= 1000000; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int meanNlPerH() { return prescription.inForce().meanNlPerH(); }

    /** D-45: when the path asks for a tick; 0 for never. */
    // [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-26
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= confirmedNl && 0 <= carryNlMsPerH && carryNlMsPerH < 3600000;
      @   requires 0 <= rateNlPerH && rateNlPerH <= 1000000;
      @   ensures 0 <= \result && \result <= 20000000000000L;
      @   ensures bridging && rateNlPerH == 0 ==> \result == 0;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long pathDueAtMs(long nowMs, long confirmedNl, long carryNlMsPerH, int rateNlPerH) {
        return path.dueAtMs(nowMs, confirmedNl, carryNlMsPerH, rateNlPerH);
    }

    /** SR-11: a large reduction waits to be seen. */
    /*@ public normal_behavior
      @*/
    /*+OPENJML@ ensures \result == (prescription.reducedFromPg > 0); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isReduced() { return prescription.isReduced(); }

    /*@ public normal_behavior
      @*/
    /*+OPENJML@ ensures \result == prescription.earlierKnown; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isEarlierKnown() { return prescription.isEarlierKnown(); }

    /** What is typed in may run: its rates are in range, and that of a bridge that runs (SR-27, D-13). */
    /*@ public normal_behavior
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures \result ==> prescription.draft.legal;
      @   ensures !bridging ==> \result == prescription.draft.legal;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isDraftLegal(int concentrationUgPerMl) { return isLegal(prescription.draft(), concentrationUgPerMl); }

    /** The same of what is staged. */
    /*@ public normal_behavior
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures \result ==> prescription.staged.legal;
      @   ensures !bridging ==> \result == prescription.staged.legal;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isStagedLegal(int concentrationUgPerMl) { return isLegal(prescription.staged(), concentrationUgPerMl); }

    /** SR-58: 0 < limit ≤ P06. */
    // [contract->req~SR-58~1]
    /*@ public normal_behavior // SR-58
      @   ensures \result ==> 1 <= limitNgPerDay && limitNgPerDay <= 2100000;
      @*/
    /*+OPENJML@ ensures \result == (1 <= limitNgPerDay && limitNgPerDay <= (prescription.age == 2 ? 1200000 : 2100000)); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isLimit(long limitNgPerDay) { return prescription.isLimit(limitNgPerDay); }

    /** The patient's limit, never above P06 (SR-04). */
    // [contract->req~SR-04~1]
    /*@ public normal_behavior // SR-04
      @   ensures \result == limitNg && 1 <= \result && \result <= 2100000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int limitNg() { return prescription.limitNg(); }

    /** The day's dose of the program in force, in pg, rounded up; 0 before the first start. */
    /*@ public normal_behavior
      @   requires (concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000);
      @   ensures 0 <= \result && \result <= 96000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long presentPg(int concentrationUgPerMl) { return prescription.presentPg(concentrationUgPerMl); }

    /*@ public normal_behavior ensures \result == patientEnabled; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isPatientBolusEnabled() { return patient.isEnabled(); }

    /*@ public normal_behavior ensures \result == patientNl && 0 <= \result && \result <= 40000000; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long patientVolumeNl() { return patient.volumeNl(); }

    /*@ public normal_behavior ensures \result == patientDurationMs && 60000 <= \result && \result <= 43200000; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long patientDurationMs() { return patient.durationMs(); }

    /** SR-54: saved or loaded. Nothing that counts is of the future, or beyond what was delivered. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires clock != null && \invariant_for(clock);
      @   requires concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000;
      @   requires 0 <= commandedNl && commandedNl <= 4000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 500;
      @   ensures image.loading ==> atMs <= clock.nowMs;
      @   ensures !image.loading ==> atMs == \old(atMs);
      @   ensures image.loading ==> this.commandedNl <= commandedNl && this.confirmedNl <= confirmedNl;
      @   ensures !image.loading ==> this.commandedNl == \old(this.commandedNl) && this.confirmedNl == \old(this.confirmedNl) && this.limitNg == \old(this.limitNg) && this.newestPg == \old(this.newestPg) && this.newestEndMs == \old(this.newestEndMs) && this.patientNl == \old(this.patientNl) && this.patientDurationMs == \old(this.patientDurationMs) && this.patientMay == \old(this.patientMay) && this.patientEnabled == \old(this.patientEnabled) && this.lockedUntilCreditMs == \old(this.lockedUntilCreditMs) && this.countedUntilCreditMs == \old(this.countedUntilCreditMs) && this.bridging == \old(this.bridging) && this.even == \old(this.even) && this.pathLost == \old(this.pathLost) && this.reprogrammed == \old(this.reprogrammed) && this.usedTokenId == \old(this.usedTokenId) && this.pathVolumeNl == \old(this.pathVolumeNl);
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*) && \disjoint(clock.*, inner) && \disjoint(image.words[*], this.*); @*/
    /*+KEY@ assignable this.atMs, this.commandedNl, this.confirmedNl, this.limitNg, this.newestPg, this.newestEndMs, this.patientNl, this.patientDurationMs, this.patientMay, this.patientEnabled, this.lockedUntilCreditMs, this.countedUntilCreditMs, this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.*, prescription.*, prescription.inForce.*, prescription.inForce.startMs[*], prescription.inForce.rateNlPerH[*],
      @     prescription.earlier.*, prescription.earlier.startMs[*], prescription.earlier.rateNlPerH[*], prescription.history.*,
      @     prescription.history.lowPg[*], prescription.history.highPg[*], prescription.history.replacedAtMs[*],
      @     prescription.history.replacedAtCreditMs[*], patient.*, patient.startedAtCreditMs[*], ledger.*, ledger.dayChargePg[*],
      @     ledger.hourChargePg[*], ledger.endMs[*], exposure.*, exposure.hour.*, exposure.hour.commandedNl[*],
      @     exposure.hour.confirmedNl[*], exposure.day.*, exposure.day.commandedNl[*], exposure.day.confirmedNl[*], path.*, image.*, image.words[*]; @*/
    public void exchange(Image image, int concentrationUgPerMl, Clock clock, long commandedNl, long confirmedNl) {
        exchangeDoses(image, concentrationUgPerMl, clock);
        exchangeBolus(image, clock);
        exchangeFlow(image, clock, commandedNl, confirmedNl);
        exchangePath(image, clock, confirmedNl);
    }

    /** What is prescribed, and which boluses still count. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && clock != null && \invariant_for(clock);
      @   requires concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 147;
      @   ensures !image.loading ==> this.limitNg == \old(this.limitNg) && this.newestPg == \old(this.newestPg) && this.newestEndMs == \old(this.newestEndMs);
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*) && \disjoint(clock.*, inner) && \disjoint(image.words[*], this.*); @*/
    /*+KEY@ assignable this.limitNg, this.newestPg, this.newestEndMs, inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.limitNg, this.newestPg, this.newestEndMs, prescription.*, prescription.inForce.*, prescription.inForce.startMs[*], prescription.inForce.rateNlPerH[*],
      @     prescription.earlier.*, prescription.earlier.startMs[*], prescription.earlier.rateNlPerH[*], prescription.history.*,
      @     prescription.history.lowPg[*], prescription.history.highPg[*], prescription.history.replacedAtMs[*],
      @     prescription.history.replacedAtCreditMs[*], ledger.*, ledger.dayChargePg[*], ledger.hourChargePg[*], ledger.endMs[*], image.*, image.words[*]; @*/
    private void exchangeDoses(Image image, int concentrationUgPerMl, Clock clock) {
        prescription.exchange(image, concentrationUgPerMl, clock.nowMs(), clock.creditMs());
        /*@ set this.limitNg = prescription.limitNg; @*/
        ledger.exchange(image, clock.nowMs());
        /*@ set this.newestPg = ledger.newestPg; @*/
        /*@ set this.newestEndMs = ledger.newestEndMs; @*/
    }

    /** The patient's bolus. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && clock != null && \invariant_for(clock);
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 14;
      @   ensures !image.loading ==> this.patientNl == \old(this.patientNl) && this.patientDurationMs == \old(this.patientDurationMs) && this.patientMay == \old(this.patientMay) && this.patientEnabled == \old(this.patientEnabled) && this.lockedUntilCreditMs == \old(this.lockedUntilCreditMs) && this.countedUntilCreditMs == \old(this.countedUntilCreditMs);
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*) && \disjoint(clock.*, inner) && \disjoint(image.words[*], this.*); @*/
    /*+KEY@ assignable this.patientNl, this.patientDurationMs, this.patientMay, this.patientEnabled, this.lockedUntilCreditMs, this.countedUntilCreditMs, inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.patientNl, this.patientDurationMs, this.patientMay, this.patientEnabled, this.lockedUntilCreditMs, this.countedUntilCreditMs, patient.*, patient.startedAtCreditMs[*], image.*, image.words[*]; @*/
    private void exchangeBolus(Image image, Clock clock) {
        patient.exchange(image, clock.creditMs());
        /*@ set this.patientNl = patient.volumeNl; @*/
        /*@ set this.patientDurationMs = patient.durationMs; @*/
        /*@ set this.patientMay = patient.may; @*/
        /*@ set this.patientEnabled = patient.enabled; @*/
        /*@ set this.lockedUntilCreditMs = patient.lockedUntilCreditMs; @*/
        /*@ set this.countedUntilCreditMs = patient.countedUntilCreditMs; @*/
    }

    /** What was delivered in the windows of an hour and of a day. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && clock != null && \invariant_for(clock);
      @   requires 0 <= commandedNl && commandedNl <= 4000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 325;
      @   ensures image.loading ==> this.atMs <= clock.nowMs && this.commandedNl <= commandedNl && this.confirmedNl <= confirmedNl;
      @   ensures !image.loading ==> this.atMs == \old(this.atMs) && this.commandedNl == \old(this.commandedNl) && this.confirmedNl == \old(this.confirmedNl);
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*) && \disjoint(clock.*, inner) && \disjoint(image.words[*], this.*); @*/
    /*+KEY@ assignable this.atMs, this.commandedNl, this.confirmedNl, inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.atMs, this.commandedNl, this.confirmedNl, exposure.*, exposure.hour.*, exposure.hour.commandedNl[*],
      @     exposure.hour.confirmedNl[*], exposure.day.*, exposure.day.commandedNl[*], exposure.day.confirmedNl[*], image.*, image.words[*]; @*/
    private void exchangeFlow(Image image, Clock clock, long commandedNl, long confirmedNl) {
        exposure.exchange(image, clock.nowMs(), commandedNl, confirmedNl);
        /*@ set this.atMs = exposure.atMs; @*/
        /*@ set this.commandedNl = exposure.commandedNl; @*/
        /*@ set this.confirmedNl = exposure.confirmedNl; @*/
    }

    /** Which drug is on its way. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && clock != null && \invariant_for(clock);
      @   requires 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 14;
      @   ensures !image.loading ==> this.bridging == \old(this.bridging) && this.even == \old(this.even) && this.pathLost == \old(this.pathLost) && this.reprogrammed == \old(this.reprogrammed) && this.usedTokenId == \old(this.usedTokenId) && this.pathVolumeNl == \old(this.pathVolumeNl);
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*) && \disjoint(clock.*, inner) && \disjoint(image.words[*], this.*); @*/
    /*+KEY@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.bridging, this.even, this.pathLost, this.reprogrammed, this.usedTokenId, this.pathVolumeNl, path.*, image.*, image.words[*]; @*/
    private void exchangePath(Image image, Clock clock, long confirmedNl) {
        path.exchange(image, clock.nowMs(), clock.creditMs(), confirmedNl);
        /*@ set this.bridging = path.bridging; @*/
        /*@ set this.even = path.even; @*/
        /*@ set this.pathLost = path.lost; @*/
        /*@ set this.reprogrammed = path.reprogrammed; @*/
        /*@ set this.usedTokenId = path.usedTokenId; @*/
        /*@ set this.pathVolumeNl = path.pathVolumeNl; @*/
    }

    /** SR-54: what was prescribed cannot be verified any more: no program, no patient bolus. What was given still counts. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires clock != null && \invariant_for(clock) && 0 <= concentrationUgPerMl && concentrationUgPerMl <= 4000;
      @   ensures !patientMay;
      @*/
    /*+OPENJML@ ensures !prescription.started && !prescription.earlierKnown && !patient.enabled && prescription.inForce.dayLoadNlMsPerH == 0; @*/
    /*+KEY@ requires \disjoint(clock.*, inner); @*/
    /*+KEY@ assignable this.patientMay, this.patientEnabled, inner; @*/
    /*+OPENJML@ assignable this.patientMay, this.patientEnabled, prescription.*, prescription.inForce.*, prescription.history.*, prescription.history.lowPg[*], prescription.history.highPg[*],
      @     prescription.history.replacedAtMs[*], prescription.history.replacedAtCreditMs[*], patient.*; @*/
    public void distrust(int concentrationUgPerMl, Clock clock) {
        prescription.distrust(concentrationUgPerMl, clock.nowMs(), clock.creditMs());
        patient.disable();
        /*@ set this.patientMay = patient.may; @*/
        /*@ set this.patientEnabled = patient.enabled; @*/
    }

    /** SR-54: nobody knows the patient. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   ensures limitNg == 1200000;
      @*/
    /*+OPENJML@ ensures prescription.origin == 2 && prescription.age == 2 && prescription.phase == 1; @*/
    /*+OPENJML@ ensures prescription.patientLimitNg == 1200000 && prescription.screeningNg == 50000; @*/
    /*+KEY@ assignable this.limitNg, inner; @*/
    /*+OPENJML@ assignable this.limitNg, prescription.*; @*/
    public void assumePatient() {
        prescription.assumePatient();
        /*@ set this.limitNg = prescription.limitNg; @*/
    }

    /** A program is in force. */
    /*@ public normal_behavior
      @*/
    /*+OPENJML@ ensures \result == prescription.started; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isStarted() { return prescription.isStarted(); }
}
