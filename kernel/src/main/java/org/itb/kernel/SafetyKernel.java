package org.itb.kernel;

/**
 * The safety kernel of an intrathecal baclofen pump: what can hurt a patient and nothing else. It turns messages
 * and sensed events into one motor rate, and refuses with a typed {@link Reply}. Too much drug stops breathing;
 * suddenly none can kill by withdrawal: every rule that bounds dose from above has a twin that keeps therapy going.
 *
 * <p>It is total: every method takes every value and returns; none throws. A message is admitted first
 * ({@link #admit}), then its method is called once; what the pump's own wiring senses needs no admission.
 * Commands that change therapy are staged, and take effect when they are confirmed with the digest of what the
 * kernel understood. Times are ms, volumes nL, rates nL/h, doses ng or pg. Not a medical device.
 */
public final class SafetyKernel {
    /*@ spec_public @*/ private final Gate gate;
    /*@ spec_public @*/ private final Therapy therapy;
    /*@ spec_public @*/ private final Pump pump;
    /*@ spec_public @*/ private final Clock clock;
    /*@ spec_public @*/ private final Session session;
    /*@ spec_public @*/ private final long deviceId;
    /*@ spec_public @*/ private boolean inService;
    /*@ spec_public @*/ private boolean sensorLost;
    /*@ spec_public @*/ private long sensorLostAtMs;
    /*@ spec_public @*/ private long lastTherapyAtMs;
    /*@ spec_public @*/ private long dueAtMs;
    /*@ spec_public @*/ private long deniedBolusCount;
    /*@ spec_public @*/ private long resetCount;
    /*@ spec_public @*/ private long timeAnomalyCount;

    /*@ public invariant gate != null && therapy != null && pump != null && clock != null && session != null; @*/
    /*@ public invariant \invariant_for(gate) && \invariant_for(therapy) && \invariant_for(pump) && \invariant_for(clock) && \invariant_for(session); @*/
    /*@ public invariant 0 <= sensorLostAtMs && sensorLostAtMs <= 10000000000000L; @*/
    /*@ public invariant 0 <= lastTherapyAtMs && lastTherapyAtMs <= 10000000000000L; @*/
    /*@ public invariant 0 <= dueAtMs && dueAtMs <= 20000000000000L; @*/
    /*@ public invariant 0 <= deniedBolusCount && deniedBolusCount <= 1000000000000000L; @*/
    /*@ public invariant 0 <= resetCount && resetCount <= 1000000000000000L; @*/
    /*@ public invariant 0 <= timeAnomalyCount && timeAnomalyCount <= 1000000000000000L; @*/

    /** A new pump: in STOP, never run, nothing prescribed, the reservoir empty. */
    /*@ public normal_behavior
      @   ensures !inService && !gate.started && gate.mode == 3 && this.deviceId == deviceId;
      @   assignable \nothing;
      @*/
    public SafetyKernel(long deviceId) {
        this.gate = new Gate();
        this.therapy = new Therapy();
        this.pump = new Pump();
        this.clock = new Clock();
        this.session = new Session();
        this.deviceId = deviceId;
    }

    // ---- commissioning: what is true when the pump comes into our hands; MODE once it is in service ----

    /** The reservoir: capacity 1 nL … 40 mL, a fill within it (else BAD_RANGE), a concentration of P04 (else BAD_CONC). */
    /*@ public normal_behavior // SR-03, SR-29
      @   ensures \result == Reply.OK ==> pump.reservoir.fillNl == fillNl;
      @   ensures inService ==> \result == Reply.MODE;
      @*/
    public int commissionReservoir(long capacityNl, long fillNl, long concentrationUgPerMl) {
        if (inService) { return Reply.MODE; }
        if (!Reservoir.isCapacity(capacityNl)) { return Reply.BAD_RANGE; }
        if (fillNl < 1) { return Reply.BAD_RANGE; }
        if (fillNl > capacityNl) { return Reply.BAD_RANGE; }
        if (!DoseRules.isLegalConcentration(concentrationUgPerMl)) { return Reply.BAD_CONC; }
        pump.reservoir().install((int) capacityNl, (int) fillNl, (int) concentrationUgPerMl);
        return Reply.OK;
    }

    /** The patient: profile, a limit within P06 (a child's binds at its own P06), a screening dose up to 5 mg; else BAD_RANGE. */
    /*@ public normal_behavior // SR-04, SR-10
      @   ensures inService ==> \result == Reply.MODE;
      @*/
    public int commissionPatient(long origin, long age, long phase, long patientLimitNgPerDay, long screeningDoseNg) {
        if (inService) { return Reply.MODE; }
        if (!Prescription.isProfile(origin, age, phase)) { return Reply.BAD_RANGE; }
        if (patientLimitNgPerDay < 1) { return Reply.BAD_RANGE; }
        if (patientLimitNgPerDay > Parameters.DAILY_HARD_ADULT_NG) { return Reply.BAD_RANGE; }
        if (Arithmetic.clamp(screeningDoseNg, 0, Parameters.DAILY_ABS_NG) != screeningDoseNg) {
            return Reply.BAD_RANGE;
        }
        therapy.prescription().setProfile((int) origin, (int) age, (int) phase);
        therapy.prescription().setLimit((int) patientLimitNgPerDay);
        therapy.prescription().setScreening((int) screeningDoseNg);
        return Reply.OK;
    }

    /** Age up to P23, battery 0 … 100,000 mV, any real time; else BAD_RANGE. */
    /*@ public normal_behavior // SR-39, SR-53
      @   ensures inService ==> \result == Reply.MODE;
      @*/
    public int commissionService(long ageMs, long batteryMv, long rtcMs) {
        if (inService) { return Reply.MODE; }
        if (Arithmetic.clamp(ageMs, 0, Parameters.SERVICE_MAX_MS) != ageMs) { return Reply.BAD_RANGE; }
        if (Arithmetic.clamp(batteryMv, 0, 100000) != batteryMv) { return Reply.BAD_RANGE; }
        pump.battery().install(ageMs, (int) batteryMv);
        clock.set(rtcMs);
        watchBattery();
        settle();
        return Reply.OK;
    }

    /** The patient's bolus, as STAGE_PTM would set it; else BAD_RANGE. */
    /*@ public normal_behavior // SR-17
      @   ensures inService ==> \result == Reply.MODE;
      @*/
    public int commissionPatientBolus(long volumeNl, long durationMs, long lockoutMs, long countPer24h) {
        if (inService) { return Reply.MODE; }
        int verdict = patientBolusRange(volumeNl, durationMs, lockoutMs, countPer24h);
        if (verdict == Reply.OK) {
            therapy.patient().set(volumeNl, durationMs, lockoutMs, (int) countPer24h);
        }
        return verdict;
    }

    /** A pump already running at a constant rate: BAD_RANGE, DOSE_HARD or DOSE_HOUR if no program may be so. */
    /*@ public normal_behavior // SR-01, SR-04, SR-07
      @   ensures \result == Reply.OK ==> gate.started;
      @   ensures inService ==> \result == Reply.MODE;
      @*/
    public int commissionTherapy(long rateNlPerH, long rateSinceMs, long firstStartSinceMs) {
        if (inService) { return Reply.MODE; }
        if (Arithmetic.clamp(rateSinceMs, 0, Prescription.AGE_MAX_MS) != rateSinceMs) { return Reply.BAD_RANGE; }
        if (Arithmetic.clamp(firstStartSinceMs, rateSinceMs, Prescription.AGE_MAX_MS) != firstStartSinceMs) {
            return Reply.BAD_RANGE;
        }
        if (!DoseRules.isProgramRate(rateNlPerH)) { return Reply.BAD_RANGE; }
        Prescription prescription = therapy.prescription();
        prescription.draft().setContinuous(rateNlPerH);
        prescription.stageDraft();
        int verdict = DoseRules.limitVerdict(prescription.staged().dayPg(concentrationUgPerMl()),
            prescription.staged().worstHourPg(concentrationUgPerMl()), prescription.limitNg(), true);
        if (verdict == Reply.OK) {
            prescription.install(rateSinceMs, firstStartSinceMs);
            gate.start();
            settle();
        }
        return verdict;
    }

    // ---- messages: admission ----

    /**
     * The header of a message (SR-46, SR-47): WRONG_DEVICE, AUTH, ROLE, NO_SESSION in this order; OK admits
     * exactly one call of the method for that {@link Kind}.
     */
    // [impl->req~SR-46~1] [impl->req~SR-47~1]
    /*@ public normal_behavior // SR-46, SR-47
      @   ensures deviceId != this.deviceId ==> \result == Reply.WRONG_DEVICE;
      @   ensures \result == Reply.OK ==> authentic && role == Session.roleFor(kind);
      @   ensures gate.mode == \old(gate.mode) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @*/
    public int admit(long kind, long role, long deviceId, boolean authentic) {
        inService = true;
        return session.admit(kind, role, deviceId == this.deviceId, authentic, clock.nowMs());
    }

    // ---- clinician, at once ----

    /** A session begins; an earlier one and its stage end. */
    /*@ public normal_behavior // SR-46
      @   ensures \result == Reply.OK ==> session.open;
      @   ensures gate.mode == \old(gate.mode);
      @*/
    public int openSession() {
        if (!session.use(Kind.OPEN_SESSION)) { return Reply.AUTH; }
        session.open(clock.nowMs());
        settle();
        return Reply.OK;
    }

    /** A session ends, and its stage with it; delivery does not notice. */
    /*@ public normal_behavior // SR-46
      @   ensures \result == Reply.OK ==> !session.open && session.kind == 0;
      @*/
    public int closeSession() {
        if (!session.use(Kind.CLOSE_SESSION)) { return Reply.AUTH; }
        session.close();
        settle();
        return Reply.OK;
    }

    /** The clinician looks: A02 ends. */
    /*@ public normal_behavior // SR-43
      @   ensures \result == Reply.OK ==> session.interrogated;
      @*/
    public int interrogate() {
        if (!session.use(Kind.INTERROGATE)) { return Reply.AUTH; }
        session.interrogate();
        gate.alarms().lower(Alarm.STALL_RECOVERED);
        settle();
        return Reply.OK;
    }

    /** The real time is set. If that moves a flex schedule by more than P34, A14 asks for a second look (K-13). */
    // [impl->req~SR-53~1]
    /*@ public normal_behavior // SR-53
      @   ensures \result == Reply.OK ==> clock.trusted;
      @*/
    public int setRtc(long rtcMs) {
        if (!session.use(Kind.SET_RTC)) { return Reply.AUTH; }
        boolean moved = clock.set(rtcMs);
        boolean flex = therapy.prescription().inForce().steps() > 1;
        if (moved & flex) {
            gate.alarms().raise(Alarm.TIME_ANOMALY, false);
        }
        settle();
        return Reply.OK;
    }

    /** The sound of one alarm pauses, at most P26 (else BAD_RANGE); NOT_ACTIVE if it is not active (SR-44). */
    // [impl->req~SR-44~1]
    /*@ public normal_behavior // SR-44
      @   ensures \result == Reply.OK ==> 1 <= alarm && alarm <= 20 && 1 <= durationMs && durationMs <= 86400000;
      @*/
    public int pauseAlarm(long alarm, long durationMs) {
        if (!session.use(Kind.ALARM_PAUSE)) { return Reply.AUTH; }
        if (!AlarmRules.isAlarm(alarm)) { return Reply.BAD_RANGE; }
        int id = (int) alarm;
        if (!AlarmRules.isPause(durationMs, gate.alarms().isCritical(id))) { return Reply.BAD_RANGE; }
        if (!gate.alarms().isActive(id)) { return Reply.NOT_ACTIVE; }
        gate.alarms().pause(id, clock.nowMs() + durationMs);
        settle();
        return Reply.OK;
    }

    /** An alarm is cleared: BAD_RANGE, NOT_ACTIVE, or ALARM_BLOCK while its condition is true (SR-43, D-28). */
    // [impl->req~SR-43~1]
    /*@ public normal_behavior // SR-43
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode);
      @*/
    public int clearAlarm(long alarm) {
        if (!session.use(Kind.ALARM_CLEAR)) { return Reply.AUTH; }
        if (!AlarmRules.isAlarm(alarm)) { return Reply.BAD_RANGE; }
        int id = (int) alarm;
        if (!gate.alarms().isActive(id)) { return Reply.NOT_ACTIVE; }
        if (isConditionTrue(id)) { return Reply.ALARM_BLOCK; }
        gate.alarms().lower(id);
        afterClear(id);
        settle();
        return Reply.OK;
    }

    /** D-28: what still speaks against clearing an active alarm. */
    // [impl->req~SR-43~1]
    /*@ private normal_behavior // SR-43
      @   requires 1 <= alarm && alarm <= 20;
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ boolean isConditionTrue(int alarm) {
        if (alarm == Alarm.OVER_DELIVERY) { return pump.meter().isOverInHour(); }
        if (alarm == Alarm.RESERVOIR_EMPTY) { return pump.isPossiblyEmpty(); }
        if (alarm == Alarm.NOT_THERAPY) { return gate.isLow(); }
        if (alarm == Alarm.REFILL_DISCREPANCY) { return !session.isInterrogated(); }
        if (alarm == Alarm.TIME_ANOMALY) { return !clock.isTrusted(); }
        if (alarm == Alarm.SENSOR_LOST) { return sensorLost; }
        return AlarmRules.isEndedOtherwise(alarm);
    }

    /** D-21, D-22: flow is watched anew after A03 and A19; A03 may have stopped therapy for long (SR-35). */
    /*@ private normal_behavior // SR-31, SR-35
      @   requires 1 <= alarm && alarm <= 20;
      @*/
    private void afterClear(int alarm) {
        if (alarm == Alarm.OVER_DELIVERY) {
            pump.meter().restart(clock.nowMs());
            checkGap();
        }
        if (alarm == Alarm.SENSOR_LOST) {
            pump.meter().restart(clock.nowMs());
        }
        if (alarm == Alarm.NOT_THERAPY) {
            therapy.prescription().forgetReduction();
        }
    }

    // ---- clinician, two-phase: OK means that it is staged ----

    /** A constant basal. MODE, BUSY, BAD_RANGE, BAD_CONC now; what concerns the dose at the confirmation. */
    /*@ public normal_behavior // SR-01, SR-03, SR-51
      @   ensures gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH);
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @*/
    public int stageContinuous(long rateNlPerH, long concentrationUgPerMl, long statedNgPerDay) {
        if (!session.use(Kind.STAGE_CONTINUOUS)) { return Reply.AUTH; }
        therapy.prescription().draft().setContinuous(rateNlPerH);
        return stageProgram(Kind.STAGE_CONTINUOUS, concentrationUgPerMl, statedNgPerDay);
    }

    /** Forgets the flex steps typed in so far. They affect nothing before they are staged. */
    /*@ public normal_behavior // SR-23
      @   ensures therapy.prescription.draft.steps == 0;
      @*/
    public void clearFlexSteps() {
        therapy.prescription().draft().clear();
    }

    /** Types a flex step in; a bad one, or a fourteenth, makes STAGE_FLEX answer BAD_RANGE (SR-23). */
    /*@ public normal_behavior // SR-23
      @*/
    public void addFlexStep(long startMs, long rateNlPerH) {
        therapy.prescription().draft().addStep(startMs, rateNlPerH);
    }

    /** A flex day of the steps typed in, judged as the constant basal is. */
    /*@ public normal_behavior // SR-23, SR-24, SR-51
      @   ensures gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH);
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @*/
    public int stageFlex(long concentrationUgPerMl, long statedNgPerDay) {
        if (!session.use(Kind.STAGE_FLEX)) { return Reply.AUTH; }
        therapy.prescription().draft().seal();
        return stageProgram(Kind.STAGE_FLEX, concentrationUgPerMl, statedNgPerDay);
    }

    /** Stages the draft. Whether REDUCE will come is known only at the confirmation; a reduction is given it here. */
    /*@ private normal_behavior // SR-51
      @   requires 1 <= kind && kind <= 29;
      @*/
    private int stageProgram(int kind, long concentrationUgPerMl, long statedNgPerDay) {
        Prescription prescription = therapy.prescription();
        int verdict = programCheck(prescription.draft(), concentrationUgPerMl, true);
        if (verdict == Reply.OK) {
            prescription.stageDraft();
            stage(kind, concentrationUgPerMl, statedNgPerDay, 0, 0);
            absorbProgram(prescription.staged());
        }
        prescription.draft().clear();
        return verdict;
    }

    /** MODE, BUSY, BAD_RANGE, BAD_CONC of a program (D-05, D-08, D-16, D-31). */
    // [impl->req~SR-02~1] [impl->req~SR-03~1]
    /*@ private normal_behavior // SR-01, SR-02, SR-03
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ int programCheck(Program program, long concentrationUgPerMl, boolean reduce) {
        boolean reduction = program.isLegal()
            & therapy.prescription().isReduction(program, concentrationUgPerMl());
        if (!(reduction & reduce)) {
            if (isOtherThanRun()) { return Reply.MODE; }
        }
        if (!reduction) {
            if (gate.bolusNlPerH() > 0) { return Reply.BUSY; }
        }
        if (!program.isLegal()) { return Reply.BAD_RANGE; }
        if (program.peakNlPerH() + gate.bolusNlPerH() > Parameters.RATE_MAX_NL_PER_H) { return Reply.BAD_RANGE; }
        if (concentrationUgPerMl != concentrationUgPerMl()) { return Reply.BAD_CONC; }
        return Reply.OK;
    }

    /** Started, and in another mode than RUN. */
    /*@ private normal_behavior // SR-14
      @   ensures \result == (gate.started && gate.mode != 0);
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ boolean isOtherThanRun() {
        if (!gate.isStarted()) { return false; }
        return gate.mode() != Mode.RUN;
    }

    /** A clinician's bolus: MODE, ALARM_BLOCK, BUSY, BAD_RANGE now; the dose at the confirmation. */
    /*@ public normal_behavior // SR-15, SR-16, SR-51
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @*/
    public int stageClinicianBolus(long volumeNl, long durationMs) {
        if (!session.use(Kind.STAGE_CLIN_BOLUS)) { return Reply.AUTH; }
        int verdict = bolusCheck(volumeNl, durationMs, Parameters.CLINICIAN_BOLUS_MAX_NG);
        if (verdict == Reply.OK) {
            stage(Kind.STAGE_CLIN_BOLUS, volumeNl, durationMs, 0, 0);
        }
        return verdict;
    }

    /** MODE, ALARM_BLOCK, BUSY, BAD_RANGE of any bolus. */
    // [impl->req~SR-15~1] [impl->req~SR-16~1]
    /*@ private normal_behavior // SR-15, SR-16
      @   requires 0 <= maxNg && maxNg <= 5000000;
      @   ensures \result == Reply.OK ==> gate.mode == 0 && !gate.alarms.bars && gate.bolusNlPerH == 0;
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ int bolusCheck(long volumeNl, long durationMs, int maxNg) {
        int verdict = gate.bolusVerdict();
        if (verdict != Reply.OK) { return verdict; }
        if (!therapy.isBolus(volumeNl, durationMs, concentrationUgPerMl(), maxNg)) { return Reply.BAD_RANGE; }
        return Reply.OK;
    }

    /** A refill: BAD_RANGE, BAD_CONC, LABEL_MISMATCH, BRIDGE_REQUIRED. A label of 0 means that there was no token. */
    // [impl->req~SR-29~1]
    /*@ public normal_behavior // SR-03, SR-29, SR-51
      @   ensures pump.reservoir.fillNl == \old(pump.reservoir.fillNl);
      @*/
    public int stageRefill(long aspiratedNl, long filledNl, long concentrationUgPerMl, long labelUgPerMl) {
        if (!session.use(Kind.STAGE_REFILL)) { return Reply.AUTH; }
        int verdict = refillCheck(aspiratedNl, filledNl, concentrationUgPerMl, labelUgPerMl);
        if (verdict == Reply.OK) {
            stage(Kind.STAGE_REFILL, aspiratedNl, filledNl, concentrationUgPerMl, labelUgPerMl);
        }
        return verdict;
    }

    /*@ private normal_behavior // SR-03, SR-29
      @   ensures \result == Reply.OK ==> 1 <= filledNl && filledNl <= pump.reservoir.capacityNl;
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ int refillCheck(long aspiratedNl, long filledNl, long concentrationUgPerMl, long labelUgPerMl) {
        if (!pump.reservoir().isAspirate(aspiratedNl)) { return Reply.BAD_RANGE; }
        if (!pump.reservoir().isFill(filledNl)) { return Reply.BAD_RANGE; }
        if (!DoseRules.isLegalConcentration(concentrationUgPerMl)) { return Reply.BAD_CONC; }
        if (!DoseRules.isLabelFitting(labelUgPerMl, concentrationUgPerMl)) { return Reply.LABEL_MISMATCH; }
        if (concentrationUgPerMl != concentrationUgPerMl()) { return Reply.BRIDGE_REQUIRED; }
        return Reply.OK;
    }

    /** The patient's bolus: BAD_RANGE if volume, duration, lockout or count is out of P13 … P16. */
    /*@ public normal_behavior // SR-51, SR-58
      @*/
    public int stagePatientBolus(long volumeNl, long durationMs, long lockoutMs, long countPer24h) {
        if (!session.use(Kind.STAGE_PTM)) { return Reply.AUTH; }
        int verdict = patientBolusRange(volumeNl, durationMs, lockoutMs, countPer24h);
        if (verdict == Reply.OK) {
            stage(Kind.STAGE_PTM, volumeNl, durationMs, lockoutMs, countPer24h);
        }
        return verdict;
    }

    /*@ private normal_behavior // SR-17, SR-58
      @   ensures \result == Reply.OK || \result == Reply.BAD_RANGE;
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ int patientBolusRange(long volumeNl, long durationMs, long lockoutMs, long countPer24h) {
        if (!therapy.isBolus(volumeNl, durationMs, concentrationUgPerMl(), Parameters.PATIENT_BOLUS_MAX_NG)) {
            return Reply.BAD_RANGE;
        }
        if (!BolusRules.isLockout(lockoutMs)) { return Reply.BAD_RANGE; }
        if (!BolusRules.isCount(countPer24h)) { return Reply.BAD_RANGE; }
        return Reply.OK;
    }

    /** The patient's limit: BAD_RANGE above P06; below the running dose the confirmation answers DOSE_HARD (SR-58). */
    // [impl->req~SR-58~1]
    /*@ public normal_behavior // SR-51, SR-58
      @*/
    public int stageLimits(long patientLimitNgPerDay) {
        if (!session.use(Kind.STAGE_LIMITS)) { return Reply.AUTH; }
        if (!therapy.prescription().isLimit(patientLimitNgPerDay)) { return Reply.BAD_RANGE; }
        stage(Kind.STAGE_LIMITS, patientLimitNgPerDay, 0, 0, 0);
        return Reply.OK;
    }

    /** Origin, age class and phase, 1 or 2 each, else BAD_RANGE (SR-58). */
    /*@ public normal_behavior // SR-51, SR-58
      @*/
    public int stageProfile(long origin, long age, long phase) {
        if (!session.use(Kind.STAGE_PROFILE)) { return Reply.AUTH; }
        if (!Prescription.isProfile(origin, age, phase)) { return Reply.BAD_RANGE; }
        stage(Kind.STAGE_PROFILE, origin, age, phase, 0);
        return Reply.OK;
    }

    /** STOP is never refused. */
    /*@ public normal_behavior // SR-14, SR-51
      @*/
    public int stageStop() {
        if (!session.use(Kind.STAGE_STOP)) { return Reply.AUTH; }
        stage(Kind.STAGE_STOP, 0, 0, 0, 0);
        return Reply.OK;
    }

    /** Minimum rate: MODE on a pump that has never run. */
    /*@ public normal_behavior // SR-14, SR-51
      @*/
    public int stageMinRate() {
        if (!session.use(Kind.STAGE_MIN_RATE)) { return Reply.AUTH; }
        if (!gate.isStarted()) { return Reply.MODE; }
        stage(Kind.STAGE_MIN_RATE, 0, 0, 0, 0);
        return Reply.OK;
    }

    /** Back from an ordered STOP or MIN, or from a dry stop after the refill; else MODE. */
    /*@ public normal_behavior // SR-51, SR-59
      @*/
    public int stageResume() {
        if (!session.use(Kind.STAGE_RESUME)) { return Reply.AUTH; }
        if (!isResumable()) { return Reply.MODE; }
        stage(Kind.STAGE_RESUME, 0, 0, 0, 0);
        return Reply.OK;
    }

    /*@ private normal_behavior // SR-59
      @   ensures \result == (gate.started && (gate.ordered != 0 || gate.dry));
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ boolean isResumable() {
        if (!gate.isStarted()) { return false; }
        if (gate.isDry()) { return true; }
        return gate.ordered() != Mode.RUN;
    }

    /** Back to at most the dose before the last reduction or stop; whole: that program itself (SR-12). */
    // [impl->req~SR-12~1]
    /*@ public normal_behavior // SR-12, SR-51
      @   ensures gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH);
      @*/
    public int stageRestore(long rateNlPerH, boolean whole) {
        if (!session.use(Kind.STAGE_RESTORE)) { return Reply.AUTH; }
        Prescription prescription = therapy.prescription();
        prescription.draftOf(prescription.earlier(), rateNlPerH, whole);
        int verdict = restoreCheck(prescription.draft());
        return stageDraft(Kind.STAGE_RESTORE, verdict);
    }

    /** MODE without an earlier program or while something but a person keeps the pump from RUN; BUSY; BAD_RANGE. */
    /*@ private normal_behavior // SR-12
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ int restoreCheck(Program program) {
        if (!therapy.prescription().isEarlierKnown()) { return Reply.MODE; }
        if (isKeptFromRun()) { return Reply.MODE; }
        if (gate.bolusNlPerH() > 0) { return Reply.BUSY; }
        if (!program.isLegal()) { return Reply.BAD_RANGE; }
        return Reply.OK;
    }

    /** Something other than an order keeps the pump from RUN: an alarm, a hold or an empty reservoir. */
    /*@ private normal_behavior
      @   ensures \result == (gate.alarms.demand != 0 || gate.held || gate.dry);
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ boolean isKeptFromRun() {
        if (gate.isDry()) { return true; }
        if (gate.isHeld()) { return true; }
        return gate.alarms().demand() != Mode.RUN;
    }

    /** The dose after a long gap, which A18 waits for; whole: the program before the gap (SR-35). */
    // [impl->req~SR-35~1]
    /*@ public normal_behavior // SR-35, SR-51
      @   ensures gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH);
      @*/
    public int stageRestart(long rateNlPerH, boolean whole) {
        if (!session.use(Kind.STAGE_RESTART)) { return Reply.AUTH; }
        Prescription prescription = therapy.prescription();
        prescription.draftOf(prescription.inForce(), rateNlPerH, whole);
        int verdict = restartCheck(prescription.draft());
        return stageDraft(Kind.STAGE_RESTART, verdict);
    }

    /** MODE unless A18 waits for it and nobody has ordered STOP or MIN; BAD_RANGE. */
    /*@ private normal_behavior // SR-35
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ int restartCheck(Program program) {
        if (!gate.alarms().isActive(Alarm.RESTART_GAP)) { return Reply.MODE; }
        if (gate.ordered() != Mode.RUN) { return Reply.MODE; }
        if (!program.isLegal()) { return Reply.BAD_RANGE; }
        return Reply.OK;
    }

    /** Stages the draft of a RESTORE or RESTART, if the verdict is OK; the draft is used up either way. */
    /*@ private normal_behavior // SR-51
      @   requires 1 <= kind && kind <= 29;
      @   ensures \result == verdict;
      @*/
    private int stageDraft(int kind, int verdict) {
        Prescription prescription = therapy.prescription();
        if (verdict == Reply.OK) {
            prescription.stageDraft();
            stage(kind, 0, 0, 0, 0);
            absorbProgram(prescription.staged());
        }
        prescription.draft().clear();
        return verdict;
    }

    /*@ private normal_behavior // SR-51
      @   requires 1 <= kind && kind <= 29;
      @*/
    private void stage(int kind, long first, long second, long third, long fourth) {
        session.stage(kind, first, second, third, fourth, clock.nowMs());
    }

    /** SR-24: the digest covers day dose, worst hour and every step as the kernel has recomputed them. */
    // [impl->req~SR-24~1]
    /*@ private normal_behavior // SR-24
      @*/
    private void absorbProgram(Program program) {
        session.absorb(program.dayPg(concentrationUgPerMl()));
        session.absorb(program.worstHourPg(concentrationUgPerMl()));
        session.absorb(program.steps());
        for (int i = 0; i < Parameters.FLEX_STEPS_MAX; i++) {
            if (i < program.steps()) {
                session.absorb(program.stepStartMs(i));
                session.absorb(program.stepRateNlPerH(i));
            }
        }
    }

    /** What a CONFIRM must carry. */
    /*@ public normal_behavior // SR-51
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long stagedDigest() { return session.digest(); }

    /**
     * The second phase (SR-51): NOT_STAGED, STAGE_EXPIRED, DIGEST, then every check of the staged command against
     * the state at this moment, with the overrides of this message. Refused, it leaves the stage (K-08).
     */
    // [impl->req~SR-51~1]
    /*@ public normal_behavior // SR-51
      @   ensures \old(session.kind) == 0 ==> \result != Reply.OK;
      @   ensures \result == Reply.OK ==> session.kind == 0;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH)
      @       && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @*/
    public int confirm(long digest, boolean soft, boolean reduce, boolean restart) {
        if (!session.use(Kind.CONFIRM)) { return Reply.AUTH; }
        int verdict = session.stageVerdict(clock.nowMs());
        if (verdict != Reply.OK) { return verdict; }
        if (digest != session.digest()) { return Reply.DIGEST; }
        verdict = confirmDose(session.kind(), soft, reduce, restart);
        if (verdict == Reply.OK) {
            session.discard();
            watchReservoir();
            settle();
        }
        return verdict;
    }

    /** Commands that set a dose; the others go on to {@link #confirmSetting}. */
    /*@ private normal_behavior // SR-51
      @*/
    private int confirmDose(int kind, boolean soft, boolean reduce, boolean restart) {
        if (kind == Kind.STAGE_CONTINUOUS) { return confirmProgram(soft, reduce); }
        if (kind == Kind.STAGE_FLEX) { return confirmProgram(soft, reduce); }
        if (kind == Kind.STAGE_CLIN_BOLUS) { return confirmBolus(session.first(), session.second()); }
        if (kind == Kind.STAGE_RESTORE) { return confirmRestore(reduce); }
        if (kind == Kind.STAGE_RESTART) { return confirmRestart(restart); }
        return confirmSetting(kind);
    }

    /** Commands that set something else than a dose; the others go on to {@link #confirmOrder}. */
    /*@ private normal_behavior // SR-51
      @*/
    private int confirmSetting(int kind) {
        if (kind == Kind.STAGE_REFILL) { return confirmRefill(session.first(), session.second()); }
        if (kind == Kind.STAGE_PTM) {
            return confirmPatientBolus(session.first(), session.second(), session.third(), session.fourth());
        }
        if (kind == Kind.STAGE_LIMITS) { return confirmLimits(session.first()); }
        if (kind == Kind.STAGE_PROFILE) {
            return confirmProfile((int) session.first(), (int) session.second(), (int) session.third());
        }
        return confirmOrder(kind);
    }

    /** Orders to stop, to run at minimum rate, to resume. */
    // [impl->req~SR-14~1]
    /*@ private normal_behavior // SR-14, SR-51, SR-59
      @*/
    private int confirmOrder(int kind) {
        if (kind == Kind.STAGE_RESUME) { return confirmResume(); }
        if (gate.isStarted()) {
            therapy.prescription().remember(clock.nowMs());
            gate.order(kind == Kind.STAGE_MIN_RATE ? Mode.MIN : Mode.STOP);
        }
        return Reply.OK;
    }

    /*@ private normal_behavior // SR-04, SR-05, SR-07, SR-08, SR-09, SR-10, SR-11
      @*/
    private int confirmProgram(boolean soft, boolean reduce) {
        Prescription prescription = therapy.prescription();
        long nowMs = clock.nowMs();
        int verdict = programCheck(prescription.staged(), session.first(), reduce);
        if (verdict != Reply.OK) { return verdict; }
        verdict = prescription.programVerdict(concentrationUgPerMl(), session.second(), soft, reduce, clock.creditMs(),
            therapy.ledger().dayPg(nowMs), therapy.ledger().hourPg(nowMs));
        if (verdict == Reply.OK) {
            if (!gate.isStarted()) {
                lastTherapyAtMs = nowMs;
                gate.start();
            }
            prescription.accept(concentrationUgPerMl(), false, nowMs, clock.creditMs());
        }
        return verdict;
    }

    /*@ private normal_behavior // SR-06, SR-07, SR-15, SR-21, SR-30
      @*/
    private int confirmBolus(long volumeNl, long durationMs) {
        int verdict = bolusCheck(volumeNl, durationMs, Parameters.CLINICIAN_BOLUS_MAX_NG);
        if (verdict != Reply.OK) { return verdict; }
        verdict = therapy.hourVerdict(volumeNl, durationMs, concentrationUgPerMl(), clock.nowMs());
        if (verdict != Reply.OK) { return verdict; }
        verdict = supplyVerdict(volumeNl, durationMs);
        if (verdict == Reply.OK) {
            startBolus(volumeNl, durationMs);
        }
        return verdict;
    }

    /** SR-12: the earlier dose comes back, and with it the pump from an ordered STOP or MIN. */
    /*@ private normal_behavior // SR-12, SR-35
      @*/
    private int confirmRestore(boolean reduce) {
        Prescription prescription = therapy.prescription();
        long nowMs = clock.nowMs();
        int verdict = restoreCheck(prescription.staged());
        if (verdict != Reply.OK) { return verdict; }
        verdict = prescription.restoreVerdict(concentrationUgPerMl(), reduce, nowMs, clock.creditMs(),
            therapy.ledger().dayPg(nowMs), therapy.ledger().hourPg(nowMs));
        if (verdict == Reply.OK) {
            prescription.accept(concentrationUgPerMl(), true, nowMs, clock.creditMs());
            gate.order(Mode.RUN);
            checkGap();
        }
        return verdict;
    }

    /** SR-35: therapy begins again after a long gap. */
    /*@ private normal_behavior // SR-35
      @*/
    private int confirmRestart(boolean restart) {
        Prescription prescription = therapy.prescription();
        long nowMs = clock.nowMs();
        int verdict = restartCheck(prescription.staged());
        if (verdict != Reply.OK) { return verdict; }
        verdict = prescription.restartVerdict(concentrationUgPerMl(), restart, therapy.ledger().dayPg(nowMs),
            therapy.ledger().hourPg(nowMs));
        if (verdict == Reply.OK) {
            prescription.acceptRestart(concentrationUgPerMl(), nowMs, clock.creditMs());
            gate.alarms().lower(Alarm.RESTART_GAP);
            lastTherapyAtMs = nowMs;
        }
        return verdict;
    }

    /** SR-29: both estimates start anew; a discrepancy raises A13 (D-29). */
    // [impl->req~SR-29~1]
    /*@ private normal_behavior // SR-28, SR-29
      @*/
    private int confirmRefill(long aspiratedNl, long filledNl) {
        int verdict = refillCheck(aspiratedNl, filledNl, session.third(), session.fourth());
        if (verdict != Reply.OK) { return verdict; }
        boolean discrepancy = pump.isDiscrepancy(aspiratedNl);
        pump.refill(filledNl);
        if (discrepancy) {
            gate.alarms().raise(Alarm.REFILL_DISCREPANCY, true);
        }
        return Reply.OK;
    }

    /*@ private normal_behavior // SR-17, SR-58
      @*/
    private int confirmPatientBolus(long volumeNl, long durationMs, long lockoutMs, long countPer24h) {
        int verdict = patientBolusRange(volumeNl, durationMs, lockoutMs, countPer24h);
        if (verdict == Reply.OK) {
            therapy.patient().set(volumeNl, durationMs, lockoutMs, (int) countPer24h);
        }
        return verdict;
    }

    /*@ private normal_behavior // SR-58
      @*/
    private int confirmLimits(long limitNg) {
        if (!therapy.prescription().isLimit(limitNg)) { return Reply.BAD_RANGE; }
        int verdict = therapy.prescription().boundVerdict(concentrationUgPerMl(), limitNg);
        if (verdict == Reply.OK) {
            therapy.prescription().setLimit((int) limitNg);
        }
        return verdict;
    }

    /*@ private normal_behavior // SR-58
      @   requires 1 <= origin && origin <= 2 && 1 <= age && age <= 2 && 1 <= phase && phase <= 2;
      @*/
    private int confirmProfile(int origin, int age, int phase) {
        int verdict = therapy.prescription().boundVerdict(concentrationUgPerMl(), DoseRules.hardLimitNgPerDay(age));
        if (verdict == Reply.OK) {
            therapy.prescription().setProfile(origin, age, phase);
        }
        return verdict;
    }

    /** MODE as when staged; RESERVOIR while nothing is left to deliver; after a long gap A18 follows (SR-35). */
    // [impl->req~SR-35~1] [impl->req~SR-59~1]
    /*@ private normal_behavior // SR-35, SR-59
      @   ensures \result == Reply.OK ==> gate.ordered == 0 && !gate.dry;
      @*/
    private int confirmResume() {
        if (!isResumable()) { return Reply.MODE; }
        if (pump.isEmpty()) { return Reply.RESERVOIR; }
        gate.order(Mode.RUN);
        gate.setDry(false);
        checkGap();
        return Reply.OK;
    }

    /** The staged command is discarded: NOT_STAGED, STAGE_EXPIRED. */
    /*@ public normal_behavior // SR-51
      @   ensures session.kind == 0 || \result == Reply.AUTH;
      @*/
    public int abort() {
        if (!session.use(Kind.ABORT)) { return Reply.AUTH; }
        int verdict = session.stageVerdict(clock.nowMs());
        session.discard();
        return verdict;
    }

    // ---- patient ----

    /** SR-17: MODE, ALARM_BLOCK, BUSY, BAD_RANGE, DOSE_HOUR, LOCKOUT, COUNT24, DOSE_WINDOW, RESERVOIR; denials are counted. */
    // [impl->req~SR-17~1] [impl->req~SR-18~1]
    /*@ public normal_behavior // SR-17, SR-18
      @   ensures \result != Reply.OK ==> gate.bolusNlPerH == \old(gate.bolusNlPerH) && gate.mode == \old(gate.mode);
      @   ensures \result != Reply.OK ==> therapy.patient.held == \old(therapy.patient.held);
      @*/
    public int requestPatientBolus() {
        if (!session.use(Kind.PATIENT_BOLUS_REQUEST)) { return Reply.AUTH; }
        PatientBolus patient = therapy.patient();
        int verdict = patientVerdict(patient.volumeNl(), patient.durationMs());
        if (verdict != Reply.OK) {
            deniedBolusCount = Arithmetic.addUpTo(deniedBolusCount, 1, 1000000000000000L);
            return verdict;
        }
        patient.start(clock.creditMs());
        startBolus(patient.volumeNl(), patient.durationMs());
        settle();
        return Reply.OK;
    }

    /*@ private normal_behavior // SR-17
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ int patientVerdict(long volumeNl, long durationMs) {
        if (!therapy.patient().isEnabled()) { return Reply.MODE; }
        int verdict = bolusCheck(volumeNl, durationMs, Parameters.PATIENT_BOLUS_MAX_NG);
        if (verdict != Reply.OK) { return verdict; }
        verdict = therapy.hourVerdict(volumeNl, durationMs, concentrationUgPerMl(), clock.nowMs());
        if (verdict != Reply.OK) { return verdict; }
        verdict = therapy.patient().verdict(clock.creditMs());
        if (verdict != Reply.OK) { return verdict; }
        return supplyVerdict(volumeNl, durationMs);
    }

    /** DOSE_WINDOW, then RESERVOIR (SR-06, SR-30). */
    // [impl->req~SR-30~1]
    /*@ private normal_behavior // SR-06, SR-30
      @   requires 1 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000;
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ int supplyVerdict(long volumeNl, long durationMs) {
        int verdict = therapy.windowVerdict(volumeNl, durationMs, concentrationUgPerMl(), clock.nowMs());
        if (verdict != Reply.OK) { return verdict; }
        long dueNl = Arithmetic.ceilNl(volumeNl * Arithmetic.LOAD_PER_NL + basalLoadNlMsPerH(durationMs));
        if (!BolusRules.leavesReserve(pump.pessimisticNl(), dueNl)) { return Reply.RESERVOIR; }
        return Reply.OK;
    }

    /** SR-21: charged in full first, then the motor moves. */
    // [impl->req~SR-19~1] [impl->req~SR-21~1]
    /*@ private normal_behavior // SR-19, SR-21
      @   requires 1 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000;
      @*/
    private void startBolus(long volumeNl, long durationMs) {
        long nowMs = clock.nowMs();
        therapy.charge(volumeNl, durationMs, concentrationUgPerMl(), nowMs);
        gate.startBolus((int) BolusRules.rateNlPerH(volumeNl, durationMs), nowMs + durationMs);
    }

    /** The patient may read the pump's state. */
    /*@ public normal_behavior // SR-47
      @   ensures gate.mode == \old(gate.mode) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @*/
    public int patientStatus() {
        if (!session.use(Kind.PATIENT_STATUS)) { return Reply.AUTH; }
        return Reply.OK;
    }

    // ---- the pump's own wiring ----

    /**
     * Time passes (SR-52): TIME for dt ≤ 0, which moves nothing. What the motor was told since the last tick is
     * booked, then flow, reservoir, battery and clock are judged, and what is due happens.
     */
    // [impl->req~SR-13~1] [impl->req~SR-41~1] [impl->req~SR-52~1] [impl->req~SR-56~1]
    /*@ public normal_behavior // SR-13, SR-41, SR-52, SR-56
      @   ensures \result == (dtMs <= 0 ? Reply.TIME : Reply.OK);
      @   ensures dtMs <= 0 ==> clock.nowMs == \old(clock.nowMs) && gate.mode == \old(gate.mode)
      @       && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures clock.creditMs - \old(clock.creditMs) <= 60000;
      @*/
    public int tick(long dtMs, long rtcMs) {
        inService = true;
        if (dtMs <= 0) { return Reply.TIME; }
        deliver(Arithmetic.min(dtMs, Clock.TICK_CREDIT_MAX_MS));
        boolean changed = watchClock(rtcMs, dtMs) | watchFlow();
        changed = changed | watchReservoir();
        changed = changed | watchBattery();
        if (changed | isDue()) {
            settle();
        }
        return Reply.OK;
    }

    /** Books what the motor was told, and moves the clock. */
    // [impl->req~SR-33~1] [impl->req~SR-52~1]
    /*@ private normal_behavior // SR-33, SR-52
      @   requires 1 <= dtMs && dtMs <= 315360000000L;
      @*/
    private void deliver(long dtMs) {
        boolean flowing = pump.meter().isProgress() | gate.alarms().isActive(Alarm.SENSOR_LOST);
        long bolusMs = gate.bolusPartMs(clock.nowMs(), dtMs);
        pump.meter().command(basalLoadNlMsPerH(dtMs) + gate.bolusNlPerH() * bolusMs, dtMs);
        clock.advance(dtMs);
        if (flowing & (gate.mode() <= Mode.HOLD)) {
            lastTherapyAtMs = clock.nowMs();
        }
    }

    /** The basal load of a stretch that begins now, steps of the flex day included (K-12). */
    /*@ private normal_behavior // SR-13
      @   requires 1 <= lastsMs && lastsMs <= 315360000000L;
      @   ensures 0 <= \result && \result <= 1000000L * lastsMs;
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ long basalLoadNlMsPerH(long lastsMs) {
        if (isScheduled()) { return therapy.prescription().inForce().loadNlMsPerH(clock.todMs(), lastsMs); }
        return gate.basalNlPerH() * lastsMs;
    }

    /** The flex schedule is followed: RUN, with trusted time (SR-53). */
    /*@ private normal_behavior // SR-53
      @   ensures \result == (gate.mode == 0 && !gate.alarms.active[14]);
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ boolean isScheduled() {
        if (gate.mode() != Mode.RUN) { return false; }
        return !gate.alarms().isActive(Alarm.TIME_ANOMALY);
    }

    /** SR-52, SR-53: A14 from a long tick, or from a real-time clock that left monotonic time. */
    // [impl->req~SR-52~1] [impl->req~SR-53~1]
    /*@ private normal_behavior // SR-52, SR-53
      @*/
    private boolean watchClock(long rtcMs, long dtMs) {
        clock.compare(rtcMs);
        if (dtMs > Parameters.TICK_MAX_MS) {
            timeAnomalyCount = Arithmetic.addUpTo(timeAnomalyCount, 1, 1000000000000000L);
        }
        if (clock.isTrusted()) { return false; }
        return raise(Alarm.TIME_ANOMALY, false);
    }

    /** SR-31, SR-32: A03 and A01; suspended while flow confirmation is lost (D-22). */
    // [impl->req~SR-31~1] [impl->req~SR-32~1]
    /*@ private normal_behavior // SR-31, SR-32
      @*/
    private boolean watchFlow() {
        if (gate.alarms().isActive(Alarm.SENSOR_LOST)) { return false; }
        int verdict = pump.meter().judge(clock.nowMs());
        if (verdict == FlowMeter.TOO_MUCH) { return raise(Alarm.OVER_DELIVERY, true); }
        if (verdict == FlowMeter.TOO_LITTLE) { return raise(Alarm.STALL, true); }
        return false;
    }

    /** SR-28: A04 as long as it is low, A05 when it may be empty, the dry stop when it must be. */
    // [impl->req~SR-28~1]
    /*@ private normal_behavior // SR-28
      @*/
    private boolean watchReservoir() {
        boolean changed = false;
        if (pump.isLow()) {
            changed = raise(Alarm.RESERVOIR_LOW, false);
        } else if (gate.alarms().isActive(Alarm.RESERVOIR_LOW)) {
            gate.alarms().lower(Alarm.RESERVOIR_LOW);
            changed = true;
        }
        if (pump.isPossiblyEmpty()) {
            changed = changed | raise(Alarm.RESERVOIR_EMPTY, true);
        }
        if (pump.isEmpty()) {
            if (!gate.isDry()) {
                gate.setDry(true);
                changed = true;
            }
        }
        return changed;
    }

    /** SR-39: A06 and A07. */
    // [impl->req~SR-39~1]
    /*@ private normal_behavior // SR-39
      @*/
    private boolean watchBattery() {
        long nowMs = clock.nowMs();
        pump.battery().judge(nowMs);
        boolean changed = false;
        if (pump.battery().isDue()) {
            changed = raise(Alarm.ERI, false);
        }
        if (pump.battery().isOver(nowMs)) {
            changed = changed | raise(Alarm.EOS, true);
        }
        return changed;
    }

    /** Raises an alarm; returns whether that is news. */
    // [impl->req~SR-41~1]
    /*@ private normal_behavior // SR-41
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures gate.alarms.active[alarm] && \result == !\old(gate.alarms.active[alarm]);
      @*/
    private boolean raise(int alarm, boolean critical) {
        if (gate.alarms().isActive(alarm)) { return false; }
        gate.alarms().raise(alarm, critical);
        return true;
    }

    /** The motor's encoder confirms a volume: below 0 BAD_RANGE. Any progress ends a stall (D-20). */
    // [impl->req~SR-32~1]
    /*@ public normal_behavior // SR-32, SR-34
      @   ensures \result == (deltaNl < 0 ? Reply.BAD_RANGE : Reply.OK);
      @*/
    public int confirmFlow(long deltaNl) {
        if (deltaNl < 0) { return Reply.BAD_RANGE; }
        pump.meter().confirm(deltaNl);
        sensorLost = false;
        if (deltaNl > 0) {
            recover();
        }
        return Reply.OK;
    }

    /** A01 becomes A02, flow is watched anew, and a gap of P30 leads to A18 (SR-32, SR-35). */
    // [impl->req~SR-32~1] [impl->req~SR-35~1]
    /*@ private normal_behavior // SR-32, SR-35
      @   ensures !gate.alarms.active[1];
      @*/
    private void recover() {
        if (!gate.alarms().isActive(Alarm.STALL)) { return; }
        gate.alarms().lower(Alarm.STALL);
        gate.alarms().raise(Alarm.STALL_RECOVERED, false);
        pump.meter().restart(clock.nowMs());
        checkGap();
        settle();
    }

    /** SR-35: after a gap of P30 the full dose is an overdose; A18 asks for a dose. */
    // [impl->req~SR-35~1]
    /*@ private normal_behavior // SR-35
      @*/
    private void checkGap() {
        if (AlarmRules.isRestartGap(clock.nowMs() - lastTherapyAtMs)) {
            gate.alarms().raise(Alarm.RESTART_GAP, true);
        }
    }

    /** The motor reports a stall: A01 at once. */
    /*@ public normal_behavior // SR-32, SR-41
      @   ensures \result == Reply.OK && gate.alarms.active[1] && gate.bolusNlPerH == 0;
      @*/
    public int motorStall() {
        gate.alarms().raise(Alarm.STALL, true);
        settle();
        return Reply.OK;
    }

    /** The motor reports that it turns again. */
    /*@ public normal_behavior // SR-32
      @   ensures \result == Reply.OK && !gate.alarms.active[1];
      @*/
    public int motorRecovered() {
        recover();
        return Reply.OK;
    }

    /** Flow confirmation is lost: A19, HOLD; critical after an hour. */
    /*@ public normal_behavior // SR-41
      @   ensures \result == Reply.OK && gate.alarms.active[19] && sensorLost;
      @*/
    public int sensorFault() {
        sensorLost = true;
        if (raise(Alarm.SENSOR_LOST, false)) {
            sensorLostAtMs = clock.nowMs();
            settle();
        }
        return Reply.OK;
    }

    /** A battery voltage: below 0 BAD_RANGE. */
    /*@ public normal_behavior // SR-39
      @   ensures \result == (batteryMv < 0 ? Reply.BAD_RANGE : Reply.OK);
      @*/
    public int battery(long batteryMv) {
        if (batteryMv < 0) { return Reply.BAD_RANGE; }
        pump.battery().measure(batteryMv);
        if (watchBattery()) {
            settle();
        }
        return Reply.OK;
    }

    /**
     * The pump has restarted with its state valid (D-26): the bolus is cancelled, delivery holds at the verified
     * basal at once and for 10 s, session and stage are gone; A08 after a low battery, else A12.
     */
    // [impl->req~SR-20~1]
    /*@ public normal_behavior // SR-20
      @   ensures \result == (1 <= cause && cause <= 3 ? Reply.OK : Reply.BAD_RANGE);
      @   ensures \result == Reply.OK ==> gate.bolusNlPerH == 0;
      @*/
    public int reset(long cause) {
        if (Arithmetic.clamp(cause, Cause.BROWNOUT, Cause.LOW_BATTERY) != cause) { return Reply.BAD_RANGE; }
        boolean lowBattery = cause == Cause.LOW_BATTERY;
        gate.alarms().raise(lowBattery ? Alarm.LOW_BATTERY_RESET : Alarm.RESET, lowBattery);
        gate.hold(clock.nowMs() + Parameters.RESET_HOLD_MS);
        session.close();
        resetCount = Arithmetic.addUpTo(resetCount, 1, 1000000000000000L);
        settle();
        return Reply.OK;
    }

    // ---- every change ends here ----

    /** What is due happens, the gate authorises a rate, and the next due time is announced (SR-13, D-45). */
    // [impl->req~SR-13~1]
    /*@ private normal_behavior // SR-13
      @*/
    private void settle() {
        long nowMs = clock.nowMs();
        endBolusIfDue(nowMs);
        gate.releaseHold(nowMs);
        session.expire(nowMs);
        escalateSensor(nowMs);
        schedule();
        long cancelled = gate.cancelledBolusCount();
        gate.settle(nowMs);
        if (cancelled != gate.cancelledBolusCount()) {
            therapy.ledger().endNewest(nowMs);
        }
        gate.alarms().annunciate(nowMs);
        announce(nowMs);
    }

    /** SR-19: a bolus ends exactly at start + duration. */
    // [impl->req~SR-19~1]
    /*@ private normal_behavior // SR-19
      @*/
    private void endBolusIfDue(long nowMs) {
        if (gate.bolusNlPerH() > 0) {
            if (nowMs >= gate.bolusEndsAtMs()) {
                gate.endBolus();
            }
        }
    }

    /** A19 becomes critical after an hour. */
    /*@ private normal_behavior // SR-41
      @*/
    private void escalateSensor(long nowMs) {
        if (gate.alarms().isActive(Alarm.SENSOR_LOST)) {
            if (nowMs - sensorLostAtMs >= Parameters.SENSOR_ESCALATE_MS) {
                gate.alarms().raise(Alarm.SENSOR_LOST, true);
            }
        }
    }

    /** Tells the gate what the program asks for, and whether that would be too much of the strongest drug (K-07). */
    /*@ private normal_behavior // SR-13, SR-29
      @*/
    private void schedule() {
        Prescription prescription = therapy.prescription();
        Program program = prescription.inForce();
        boolean tooMuch = program.dayPg(Parameters.CONC_HIGH_UG_PER_ML)
            > DoseRules.hardLimitNgPerDay(prescription.age()) * 1000L;
        gate.schedule(program.rateAtNlPerH(clock.todMs()), program.meanNlPerH(), tooMuch);
        gate.setReduced(prescription.isReduced());
    }

    /** D-45: the earliest time at which something changes by itself. */
    /*@ private normal_behavior
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   assignable dueAtMs;
      @*/
    private void announce(long nowMs) {
        long due = Gate.sooner(gate.dueAtMs(), gate.alarms().dueAtMs());
        due = Gate.sooner(due, session.dueAtMs());
        due = Gate.sooner(due, pump.battery().dueAtMs(nowMs));
        if (gate.alarms().isActive(Alarm.SENSOR_LOST)) {
            if (!gate.alarms().isCritical(Alarm.SENSOR_LOST)) {
                due = Gate.sooner(due, sensorLostAtMs + Parameters.SENSOR_ESCALATE_MS);
            }
        }
        Program program = therapy.prescription().inForce();
        if (isScheduled()) {
            if (program.steps() > 1) {
                due = Gate.sooner(due, nowMs + program.nextStepInMs(clock.todMs()));
            }
        }
        dueAtMs = due;
    }

    /*@ private normal_behavior
      @   ensures \result == (dueAtMs > 0 && clock.nowMs >= dueAtMs);
      @   assignable \nothing;
      @*/
    private /*@ pure @*/ boolean isDue() {
        if (dueAtMs == 0) { return false; }
        return clock.nowMs() >= dueAtMs;
    }

    // ---- what the world may see ----

    /** The one rate that leaves the kernel: 0, P02, or within [P01, P03] (SR-01). */
    // [impl->req~SR-01~1]
    /*@ public normal_behavior // SR-01, SR-02, SR-14
      @   ensures \result == 0 || \result == 250 || 2000 <= \result && \result <= 1000000;
      @   ensures \result == 0 ==> gate.mode == 3;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int rateNlPerH() { return gate.rateNlPerH(); }

    /*@ public normal_behavior ensures \result == gate.mode && 0 <= \result && \result <= 3; assignable \nothing; @*/
    public /*@ pure @*/ int mode() { return gate.mode(); }

    /*@ public normal_behavior ensures \result == gate.basalNlPerH; assignable \nothing; @*/
    public /*@ pure @*/ int basalNlPerH() { return gate.basalNlPerH(); }

    /*@ public normal_behavior ensures \result == gate.bolusNlPerH; assignable \nothing; @*/
    public /*@ pure @*/ int bolusNlPerH() { return gate.bolusNlPerH(); }

    /** How long until the kernel changes something by itself, at least 1 ms; drive a tick then at the latest (D-45). */
    /*@ public normal_behavior
      @   ensures 1 <= \result && \result <= 20000000000000L;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long dueInMs() {
        if (dueAtMs == 0) { return Parameters.TIME_MAX_MS; }
        return Arithmetic.max(1, dueAtMs - clock.nowMs());
    }

    /** Whether an alarm is active; false for a number that is none. */
    /*@ public normal_behavior // SR-41
      @   ensures \result == (1 <= alarm && alarm <= 20 && gate.alarms.active[alarm]);
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean isAlarmActive(int alarm) {
        if (AlarmRules.isAlarm(alarm)) { return gate.alarms().isActive(alarm); }
        return false;
    }

    /** Whether an active alarm is critical now; false for a number that is none. */
    /*@ public normal_behavior // SR-41
      @   ensures \result == (1 <= alarm && alarm <= 20 && gate.alarms.critical[alarm]);
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean isAlarmCritical(int alarm) {
        if (AlarmRules.isAlarm(alarm)) { return gate.alarms().isCritical(alarm); }
        return false;
    }

    /** What sounds: 0 nothing, 1 a non-critical, 2 a critical alarm (SR-42). */
    /*@ public normal_behavior ensures \result == gate.alarms.signal; assignable \nothing; @*/
    public /*@ pure @*/ int signal() { return gate.alarms().signal(); }

    /** Which alarm sounds; 0 for none. */
    /*@ public normal_behavior ensures \result == gate.alarms.soundingAlarm; assignable \nothing; @*/
    public /*@ pure @*/ int signalAlarm() { return gate.alarms().soundingAlarm(); }

    /** How often an alarm has sounded (SR-45). */
    /*@ public normal_behavior ensures \result == gate.alarms.soundingCount; assignable \nothing; @*/
    public /*@ pure @*/ long annunciations() { return gate.alarms().soundingCount(); }

    /*@ public normal_behavior ensures \result == gate.startedBolusCount; assignable \nothing; @*/
    public /*@ pure @*/ long startedBoluses() { return gate.startedBolusCount(); }

    /*@ public normal_behavior ensures \result == gate.cancelledBolusCount; assignable \nothing; @*/
    public /*@ pure @*/ long cancelledBoluses() { return gate.cancelledBolusCount(); }

    /** How many of the patient's requests were denied (SR-18). */
    /*@ public normal_behavior ensures \result == deniedBolusCount; assignable \nothing; @*/
    public /*@ pure @*/ long deniedBoluses() { return deniedBolusCount; }

    /** How many ticks were longer than P33 (SR-52). */
    /*@ public normal_behavior ensures \result == timeAnomalyCount; assignable \nothing; @*/
    public /*@ pure @*/ long timeAnomalies() { return timeAnomalyCount; }

    /*@ public normal_behavior ensures \result == resetCount; assignable \nothing; @*/
    public /*@ pure @*/ long resets() { return resetCount; }

    /** Monotonic time since commissioning. */
    /*@ public normal_behavior ensures \result == clock.nowMs; assignable \nothing; @*/
    public /*@ pure @*/ long nowMs() { return clock.nowMs(); }

    /** Commanded since commissioning. */
    /*@ public normal_behavior ensures \result == pump.meter.commandedNl; assignable \nothing; @*/
    public /*@ pure @*/ long commandedNl() { return pump.meter().commandedNl(); }

    /** Confirmed since commissioning. */
    /*@ public normal_behavior ensures \result == pump.meter.confirmedNl; assignable \nothing; @*/
    public /*@ pure @*/ long confirmedNl() { return pump.meter().confirmedNl(); }

    /** What the commands leave in the reservoir (SR-28). */
    /*@ public normal_behavior assignable \nothing; @*/
    public /*@ pure @*/ long reservoirNominalNl() { return pump.nominalNl(); }

    /** What is surely left in the reservoir; below 0 if it may have been empty before (SR-28, D-23). */
    /*@ public normal_behavior assignable \nothing; @*/
    public /*@ pure @*/ long reservoirPessimisticNl() { return pump.pessimisticNl(); }

    /*@ public normal_behavior ensures \result == pump.reservoir.concentrationUgPerMl; assignable \nothing; @*/
    public /*@ pure @*/ int concentrationUgPerMl() { return pump.reservoir().concentrationUgPerMl(); }

    /** The day's dose of the program in force, in pg, rounded up; 0 before the first start. */
    /*@ public normal_behavior assignable \nothing; @*/
    public /*@ pure @*/ long programPgPerDay() { return therapy.prescription().presentPg(concentrationUgPerMl()); }

    /** The patient's limit, never above P06 (SR-04). */
    /*@ public normal_behavior assignable \nothing; @*/
    public /*@ pure @*/ long patientLimitNgPerDay() { return therapy.prescription().limitNg(); }

    /*@ public normal_behavior ensures \result == session.open; assignable \nothing; @*/
    public /*@ pure @*/ boolean isSessionOpen() { return session.isOpen(); }
}
