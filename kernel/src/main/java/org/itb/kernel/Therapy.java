package org.itb.kernel;

/**
 * Doses as a whole: what is prescribed, what boluses have been charged, and what the patient may ask for. A bolus
 * is judged by all three (SR-06, SR-07, SR-15, SR-17, SR-21).
 */
public class Therapy {
    /*@ spec_public @*/ private final Prescription prescription;
    /*@ spec_public @*/ private final DoseLedger ledger;
    /*@ spec_public @*/ private final PatientBolus patient;

    /*@ public invariant prescription != null && ledger != null && patient != null; @*/
    /*+KEY@ private invariant \invariant_for(prescription) && \invariant_for(ledger) && \invariant_for(patient); @*/
    /*+OPENJML@ public invariant \invariant_for(prescription) && \invariant_for(ledger) && \invariant_for(patient); @*/

    /*@ public normal_behavior
      @   ensures \fresh(prescription) && \fresh(ledger) && \fresh(patient);
      @   assignable \nothing;
      @*/
    public Therapy() {
        this.prescription = new Prescription();
        this.ledger = new DoseLedger();
        this.patient = new PatientBolus();
    }

    /** SR-02, SR-15, D-05, D-10: volume, duration and rate of a bolus are within range. */
    // [impl->req~SR-02~1] [impl->req~SR-15~1]
    /*@ public normal_behavior // SR-02, SR-15
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000 && 0 <= maxNg && maxNg <= 5000000;
      @   ensures \result ==> 1 <= volumeNl && volumeNl <= 40000000 && volumeNl * concentrationUgPerMl <= maxNg * 1000L;
      @   ensures \result ==> 60000 <= durationMs && durationMs <= 43200000;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean isBolus(long volumeNl, long durationMs, int concentrationUgPerMl, int maxNg) {
        if (!BolusRules.isDuration(durationMs)) { return false; }
        if (!BolusRules.isVolume(volumeNl, concentrationUgPerMl, maxNg)) { return false; }
        return BolusRules.isRate(BolusRules.rateNlPerH(volumeNl, durationMs), prescription.inForce().peakNlPerH());
    }

    /** SR-07: the worst hour of the program, the boluses of the last hour and this one stay within P08. */
    // [impl->req~SR-07~1]
    /*@ public normal_behavior // SR-07
      @   requires 1 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000;
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000 && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result == Reply.OK || \result == Reply.DOSE_HOUR;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int hourVerdict(long volumeNl, long durationMs, int concentrationUgPerMl, long nowMs) {
        long hourPg = prescription.inForce().worstHourPg(concentrationUgPerMl) + ledger.hourPg(nowMs)
            + hourChargePg(volumeNl, durationMs, concentrationUgPerMl);
        if (hourPg > Parameters.HOUR_HARD_NG * 1000L) { return Reply.DOSE_HOUR; }
        return Reply.OK;
    }

    /** D-04: what a bolus charges to an hour, in pg. */
    /*@ private normal_behavior // SR-07
      @   requires 0 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000;
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000;
      @   ensures 0 <= \result && \result <= volumeNl * concentrationUgPerMl;
      @   assignable \nothing;
      @*/
    private static /*@ pure @*/ long hourChargePg(long volumeNl, long durationMs, int concentrationUgPerMl) {
        return BolusRules.hourNl(volumeNl, BolusRules.rateNlPerH(volumeNl, durationMs)) * concentrationUgPerMl;
    }

    /** SR-06: every bolus that counts, this one, and the highest full day of basal stay within the patient's limit. */
    // [impl->req~SR-06~1]
    /*@ public normal_behavior // SR-06
      @   requires 1 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000;
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000 && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result == Reply.OK || \result == Reply.DOSE_WINDOW;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int windowVerdict(long volumeNl, long durationMs, int concentrationUgPerMl, long nowMs) {
        long basalPg = prescription.highestPg(concentrationUgPerMl, nowMs + durationMs);
        long bolusesPg = ledger.dayPg(nowMs) + volumeNl * concentrationUgPerMl;
        if (DoseRules.fitsWindow(basalPg, bolusesPg, prescription.limitNg())) { return Reply.OK; }
        return Reply.DOSE_WINDOW;
    }

    /** SR-21: a bolus is charged in full to day and hour. */
    // [impl->req~SR-21~1]
    /*@ public normal_behavior // SR-21
      @   requires 1 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000;
      @   requires volumeNl * concentrationUgPerMl <= 5000000000L;
      @   requires 500 <= concentrationUgPerMl && concentrationUgPerMl <= 2000 && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures ledger.dayChargePg[0] == volumeNl * concentrationUgPerMl && ledger.endMs[0] == nowMs + durationMs;
      @*/
    public void charge(long volumeNl, long durationMs, int concentrationUgPerMl, long nowMs) {
        ledger.charge(volumeNl * concentrationUgPerMl, hourChargePg(volumeNl, durationMs, concentrationUgPerMl), nowMs,
            nowMs + durationMs);
    }

    /*@ public normal_behavior ensures \result == prescription; assignable \nothing; @*/
    public /*@ pure @*/ Prescription prescription() { return prescription; }

    /*@ public normal_behavior ensures \result == ledger; assignable \nothing; @*/
    public /*@ pure @*/ DoseLedger ledger() { return ledger; }

    /*@ public normal_behavior ensures \result == patient; assignable \nothing; @*/
    public /*@ pure @*/ PatientBolus patient() { return patient; }
}
