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
    /*@ spec_public @*/ private final Dosing dosing;
    /*@ spec_public @*/ private final Pump pump;
    /*@ spec_public @*/ private final Clock clock;
    /*@ spec_public @*/ private final Session session;
    /*@ spec_public @*/ private final Image image;
    /*@ spec_public @*/ private final long deviceId;
    /*@ spec_public @*/ private boolean inService;
    /*@ spec_public @*/ private boolean sensorLost;
    /*@ spec_public @*/ private boolean low;
    /*@ spec_public @*/ private long sensorLostAtMs;
    /*@ spec_public @*/ private long lastTherapyAtMs;
    /*@ spec_public @*/ private long dueAtMs;
    /*@ spec_public @*/ private long deniedBolusCount;
    /*@ spec_public @*/ private long resetCount;
    /*@ spec_public @*/ private long timeAnomalyCount;

    /*@ public invariant gate != null && dosing != null && pump != null && clock != null && session != null; @*/
    /*@ public invariant \invariant_for(gate) && \invariant_for(dosing) && \invariant_for(pump) && \invariant_for(clock) && \invariant_for(session); @*/
    /*@ public invariant dosing.commandedNl <= pump.commandedNl && dosing.confirmedNl <= pump.confirmedNl; @*/
    /*@ public invariant dosing.atMs <= clock.nowMs && clock.nowMs <= 10000000000000L; @*/
    /*+KEY@ public invariant \disjoint(this.*, gate.inner) && \disjoint(this.*, dosing.inner) && \disjoint(this.*, pump.inner) && \disjoint(this.*, session.inner); @*/
    /*+KEY@ public invariant \disjoint(gate.*, gate.inner) && \disjoint(gate.*, dosing.inner) && \disjoint(gate.*, pump.inner) && \disjoint(gate.*, session.inner); @*/
    /*+KEY@ public invariant \disjoint(dosing.*, gate.inner) && \disjoint(dosing.*, dosing.inner) && \disjoint(dosing.*, pump.inner) && \disjoint(dosing.*, session.inner); @*/
    /*+KEY@ public invariant \disjoint(pump.*, gate.inner) && \disjoint(pump.*, dosing.inner) && \disjoint(pump.*, pump.inner) && \disjoint(pump.*, session.inner); @*/
    /*+KEY@ public invariant \disjoint(clock.*, gate.inner) && \disjoint(clock.*, dosing.inner) && \disjoint(clock.*, pump.inner) && \disjoint(clock.*, session.inner); @*/
    /*+KEY@ public invariant \disjoint(session.*, gate.inner) && \disjoint(session.*, dosing.inner) && \disjoint(session.*, pump.inner) && \disjoint(session.*, session.inner); @*/
    /*+KEY@ public invariant \disjoint(image.*, gate.inner) && \disjoint(image.*, dosing.inner) && \disjoint(image.*, pump.inner) && \disjoint(image.*, session.inner); @*/
    /*+KEY@ public invariant \disjoint(image.words[*], gate.inner) && \disjoint(image.words[*], dosing.inner) && \disjoint(image.words[*], pump.inner) && \disjoint(image.words[*], session.inner); @*/
    /*+KEY@ public invariant \disjoint(gate.inner, dosing.inner) && \disjoint(gate.inner, pump.inner) && \disjoint(gate.inner, session.inner) && \disjoint(dosing.inner, pump.inner) && \disjoint(dosing.inner, session.inner) && \disjoint(pump.inner, session.inner); @*/
    /*@ public invariant image != null && \invariant_for(image) && image.words != null; @*/
    /*@ public invariant 0 <= sensorLostAtMs && sensorLostAtMs <= clock.nowMs; @*/
    /*@ public invariant 0 <= lastTherapyAtMs && lastTherapyAtMs <= clock.nowMs; @*/
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
        this.dosing = new Dosing();
        this.pump = new Pump();
        this.clock = new Clock();
        this.session = new Session();
        this.image = new Image();
        this.deviceId = deviceId;
    }

    // ---- commissioning: what is true when the pump comes into our hands; MODE once it is in service ----

    /** The reservoir: capacity 1 nL … 40 mL, a fill within it (else BAD_RANGE), a concentration of P04 (else BAD_CONC). */
    // [contract->req~SR-03~1] [contract->req~SR-29~1]
    /*@ public normal_behavior // SR-03, SR-29
      @   ensures \result == Reply.OK ==> pump.fillNl == fillNl;
      @   ensures inService ==> \result == Reply.MODE;
      @   ensures \result != Reply.OK ==> pump.fillNl == \old(pump.fillNl);
      @*/
    /*+KEY@ assignable pump.capacityNl, pump.concentrationUgPerMl, pump.fillNl, pump.inner; @*/
    /*+OPENJML@ assignable pump.meter.*, pump.meter.hour.*, pump.meter.hour.commandedNl[*], pump.meter.hour.confirmedNl[*],
      @     pump.meter.day.*, pump.meter.day.commandedNl[*], pump.meter.day.confirmedNl[*], pump.meter.received.*,
      @     pump.meter.received.commandedNl[*], pump.meter.received.confirmedNl[*], pump.reservoir.*, pump.battery.*,
      @     pump.*; @*/
    public int commissionReservoir(long capacityNl, long fillNl, long concentrationUgPerMl) {
        if (inService) { return Reply.MODE; }
        if (!Reservoir.isCapacity(capacityNl)) { return Reply.BAD_RANGE; }
        if (fillNl < 1) { return Reply.BAD_RANGE; }
        if (fillNl > capacityNl) { return Reply.BAD_RANGE; }
        if (!DoseRules.isLegalConcentration(concentrationUgPerMl)) { return Reply.BAD_CONC; }
        pump.installReservoir((int) capacityNl, (int) fillNl, (int) concentrationUgPerMl);
        return Reply.OK;
    }

    /** The patient: profile, a limit within P06 (a child's binds at its own P06), a screening dose up to 5 mg; else BAD_RANGE. */
    // [contract->req~SR-04~1] [contract->req~SR-10~1]
    /*@ public normal_behavior // SR-04, SR-10
      @   ensures inService ==> \result == Reply.MODE;
      @   ensures \result == Reply.OK ==> dosing.limitNg == (age == 2 && patientLimitNgPerDay > 1200000 ? 1200000 : patientLimitNgPerDay);
      @   ensures \result != Reply.OK ==> dosing.limitNg == \old(dosing.limitNg);
      @*/
    /*+KEY@ assignable dosing.limitNg, dosing.inner; @*/
    /*+OPENJML@ assignable dosing.prescription.*, dosing.*; @*/
    public int commissionPatient(long origin, long age, long phase, long patientLimitNgPerDay, long screeningDoseNg) {
        if (inService) { return Reply.MODE; }
        return dosing.install(origin, age, phase, patientLimitNgPerDay, screeningDoseNg);
    }

    /** Tubing and catheter: BAD_RANGE outside P18. */
    // [contract->req~SR-25~1]
    /*@ public normal_behavior // SR-25
      @   ensures inService ==> \result == Reply.MODE;
      @   ensures \result == Reply.OK ==> 140000 <= pathVolumeNl && pathVolumeNl <= 580000;
      @   ensures gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @*/
    /*+KEY@ assignable dosing.pathVolumeNl, dosing.inner; @*/
    /*+OPENJML@ assignable dosing.path.*, dosing.*; @*/
    public int commissionPath(long pathVolumeNl) {
        if (inService) { return Reply.MODE; }
        return dosing.installPath(pathVolumeNl);
    }

    /** Age up to P23, battery 0 … 100,000 mV, any real time; else BAD_RANGE. */
    // [contract->req~SR-39~1] [contract->req~SR-53~1]
    /*@ public normal_behavior // SR-39, SR-53
      @   ensures inService ==> \result == Reply.MODE;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \result != Reply.OK ==> clock.nowMs == \old(clock.nowMs) && clock.todMs == \old(clock.todMs);
      @*/
    /*+KEY@ assignable clock.*, low, dueAtMs, gate.*, gate.inner, pump.batteryDue, pump.batteryDueSinceMs, pump.inner,
      @     dosing.newestEndMs, dosing.inner; @*/
    /*+OPENJML@ assignable pump.meter.*, pump.meter.hour.*, pump.meter.hour.commandedNl[*], pump.meter.hour.confirmedNl[*],
      @     pump.meter.day.*, pump.meter.day.commandedNl[*], pump.meter.day.confirmedNl[*], pump.meter.received.*,
      @     pump.meter.received.commandedNl[*], pump.meter.received.confirmedNl[*], pump.reservoir.*, pump.battery.*,
      @     clock.*, gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dosing.ledger.*, dosing.ledger.endMs[*], low, dueAtMs, pump.*, dosing.*; @*/
    public int commissionService(long ageMs, long batteryMv, long rtcMs) {
        if (inService) { return Reply.MODE; }
        if (Arithmetic.clamp(ageMs, 0, Parameters.SERVICE_MAX_MS) != ageMs) { return Reply.BAD_RANGE; }
        if (Arithmetic.clamp(batteryMv, 0, 100000) != batteryMv) { return Reply.BAD_RANGE; }
        pump.installBattery(ageMs, (int) batteryMv);
        clock.set(rtcMs);
        watchBattery();
        settle();
        return Reply.OK;
    }

    /** The patient's bolus, as STAGE_PTM would set it; else BAD_RANGE. */
    // [contract->req~SR-17~1]
    /*@ public normal_behavior // SR-17
      @   ensures inService ==> \result == Reply.MODE;
      @   ensures \result == Reply.OK ==> dosing.patientNl == volumeNl && dosing.patientMay == (countPer24h > 0);
      @   ensures \result != Reply.OK ==> dosing.patientNl == \old(dosing.patientNl) && dosing.patientMay == \old(dosing.patientMay);
      @*/
    /*+KEY@ assignable dosing.countedUntilCreditMs, dosing.lockedUntilCreditMs, dosing.patientDurationMs, dosing.patientEnabled, dosing.patientMay,
      @     dosing.patientNl, dosing.inner; @*/
    /*+OPENJML@ assignable dosing.patient.*, dosing.*; @*/
    public int commissionPatientBolus(long volumeNl, long durationMs, long lockoutMs, long countPer24h) {
        if (inService) { return Reply.MODE; }
        return dosing.setPatientBolus(volumeNl, durationMs, lockoutMs, countPer24h, concentrationUgPerMl());
    }

    /** A pump already running at a constant rate: BAD_RANGE, DOSE_HARD or DOSE_HOUR if no program may be so. */
    // [contract->req~SR-01~1] [contract->req~SR-04~1] [contract->req~SR-07~1]
    /*@ public normal_behavior // SR-01, SR-04, SR-07
      @   ensures \result == Reply.OK ==> gate.started;
      @   ensures inService ==> \result == Reply.MODE;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \result != Reply.OK ==> gate.started == \old(gate.started) && gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner; @*/
    /*+OPENJML@ assignable dosing.prescription.*, dosing.prescription.inForce.*, dosing.prescription.inForce.startMs[*],
      @     dosing.prescription.inForce.rateNlPerH[*], dosing.prescription.earlier.*,
      @     dosing.prescription.earlier.startMs[*], dosing.prescription.earlier.rateNlPerH[*], dosing.prescription.staged.*,
      @     dosing.prescription.staged.startMs[*], dosing.prescription.staged.rateNlPerH[*], dosing.prescription.draft.*,
      @     dosing.prescription.draft.startMs[*], dosing.prescription.draft.rateNlPerH[*], dosing.prescription.history.*,
      @     dosing.prescription.history.lowPg[*], dosing.prescription.history.highPg[*],
      @     dosing.prescription.history.replacedAtMs[*], dosing.prescription.history.replacedAtCreditMs[*], dosing.path.*,
      @     gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dosing.ledger.*, dosing.ledger.endMs[*], low, dueAtMs, dosing.*; @*/
    public int commissionTherapy(long rateNlPerH, long rateSinceMs, long firstStartSinceMs) {
        if (inService) { return Reply.MODE; }
        int verdict = dosing.installTherapy(rateNlPerH, rateSinceMs, firstStartSinceMs, concentrationUgPerMl());
        if (verdict == Reply.OK) {
            gate.start(clock.nowMs());
            settle();
        }
        return verdict;
    }

    // ---- messages: admission ----

    /**
     * The header of a message (SR-46 … SR-50): WRONG_DEVICE, AUTH, ROLE, SEQ_CONFLICT, REPLAY, NO_SESSION in this order.
     * OK admits exactly one call of the method for that {@link Kind}, and its number is used up: the kernel must be
     * stored before the motor or the sender learns what that call did (SR-49). CACHED: the message was answered before;
     * {@link #cachedReply} says how, and no method is called.
     *
     * @param keyId  whose key the message is told to be of; the pump's own wiring has none
     * @param seq    the number of the message, from 1 for each key; the pump's own wiring has none
     * @param digest stands for all that the message says beside its kind, overrides included
     */
    // [impl->req~SR-46~1] [impl->req~SR-47~1] [impl->req~SR-48~1]
    // [contract->req~SR-46~1] [contract->req~SR-47~1] [contract->req~SR-48~1] [contract->req~SR-49~1]
    /*@ public normal_behavior // SR-46, SR-47, SR-48, SR-49
      @   ensures deviceId != this.deviceId ==> \result == Reply.WRONG_DEVICE;
      @   ensures deviceId == this.deviceId && !authentic ==> \result == Reply.AUTH;
      @   ensures \result == Reply.OK ==> authentic && 1 <= kind && kind <= 36 && role == (kind <= 24 ? 1 : kind <= 26 ? 2 : 3) && session.admitted == kind;
      @   ensures \result == Reply.OK && role != 3 ==> seq > 0 && session.awaiting < 8;
      @   ensures \result != Reply.OK ==> session.admitted == 0;
      @   ensures \result == Reply.OK && role == 1 && kind != 1 ==> session.open;
      @   ensures session.kind == \old(session.kind) && session.open == \old(session.open) && session.interrogated == \old(session.interrogated);
      @   ensures \result != Reply.AUTH ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \result == Reply.AUTH && clock.nowMs < session.attackUntilMs ==> gate.attacked;
      @*/
    /*+KEY@ assignable inService, dueAtMs, gate.*, gate.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable inService, gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*],
      @     gate.alarms.pausedUntilMs[*], session.*, session.keys.*, session.keys.keyId[*], session.keys.lastSeq[*],
      @     session.keys.kind[*], session.keys.digest[*], session.keys.reply[*], session.keys.stagedDigest[*],
      @     session.keys.usedCount[*], session.failures.*, session.failures.keyId[*], session.failures.failedAtMs[*],
      @     dueAtMs; @*/
    public int admit(long kind, long role, long deviceId, long keyId, long seq, long digest, boolean authentic) {
        inService = true;
        int verdict = session.admit(kind, role, deviceId == this.deviceId, keyId, seq, digest, authentic, clock.nowMs());
        if (verdict == Reply.AUTH) {
            watchKeys();
        }
        return verdict;
    }

    /** SR-48: A15 when a key's failures have become an attack; nothing else changes. */
    // [impl->req~SR-48~1]
    // [contract->req~SR-41~1] [contract->req~SR-48~1]
    /*@ private normal_behavior // SR-41, SR-48
      @   ensures clock.nowMs < session.attackUntilMs ==> gate.attacked;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures gate.started == \old(gate.started) && gate.dry == \old(gate.dry) && gate.ordered == \old(gate.ordered);
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable dueAtMs, gate.*, gate.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dueAtMs; @*/
    private void watchKeys() {
        if (session.isAttacked(clock.nowMs())) {
            if (gate.raiseNew(Alarm.AUTH_ATTACK, false, clock.nowMs())) {
                gate.annunciate(clock.nowMs());
                announce(clock.nowMs());
            }
        }
    }

    /** The reply to the message that was told CACHED: the sender gets it again, and nothing happens again (SR-50). */
    // [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-50
      @   ensures \result == session.cachedReply && 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int cachedReply() { return session.cachedReply(); }

    /** The digest that went with that reply, if it staged something: it is that stage's, whatever is staged now. */
    // [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-50
      @   ensures \result == session.cachedDigest;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long cachedDigest() { return session.cachedDigest(); }

    /** The last number that a key has used up; of a key unknown here, what its first must exceed (SR-49, K-37). */
    // [contract->req~SR-49~1]
    /*@ public normal_behavior // SR-49
      @   ensures 0 <= \result;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long lastSeq(long keyId) { return session.lastSeq(keyId); }

    // ---- clinician, at once ----

    /** A session begins; an earlier one and its stage end. */
    // [impl->req~SR-38~1]
    // [contract->req~SR-38~1] [contract->req~SR-46~1] [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-38, SR-46, SR-50
      @   ensures \result == Reply.OK ==> session.open;
      @   ensures gate.ordered == \old(gate.ordered) && gate.dry == \old(gate.dry) && gate.started == \old(gate.started);
      @   ensures \result != Reply.OK ==> session.open == \old(session.open) && session.kind == \old(session.kind);
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \old(session.admitted) == Kind.OPEN_SESSION ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dosing.ledger.*, dosing.ledger.endMs[*], session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*], low,
      @     dueAtMs, dosing.*; @*/
    public int openSession() {
        if (!session.use(Kind.OPEN_SESSION)) { return Reply.AUTH; }
        session.open(clock.nowMs());
        settle();
        return session.answer(Reply.OK);
    }

    /** A session ends, and its stage with it; delivery does not notice. */
    // [impl->req~SR-38~1]
    // [contract->req~SR-38~1] [contract->req~SR-46~1] [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-38, SR-46, SR-50
      @   ensures \result == Reply.OK ==> !session.open && session.kind == 0;
      @   ensures gate.ordered == \old(gate.ordered) && gate.dry == \old(gate.dry) && gate.started == \old(gate.started);
      @   ensures \result != Reply.OK ==> session.open == \old(session.open) && session.kind == \old(session.kind);
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \old(session.admitted) == Kind.CLOSE_SESSION ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dosing.ledger.*, dosing.ledger.endMs[*], session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*], low,
      @     dueAtMs, dosing.*; @*/
    public int closeSession() {
        if (!session.use(Kind.CLOSE_SESSION)) { return Reply.AUTH; }
        session.close();
        settle();
        return session.answer(Reply.OK);
    }

    /** The clinician looks: A02 ends, and A17 if enough has flowed since the field. */
    // [impl->req~SR-37~1]
    // [contract->req~SR-37~1] [contract->req~SR-43~1] [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-37, SR-43, SR-50
      @   ensures \result == Reply.OK ==> gate.looked;
      @   ensures \result != Reply.OK ==> gate.looked == \old(gate.looked);
      @   ensures \result == Reply.OK ==> session.interrogated;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \result != Reply.OK ==> session.interrogated == \old(session.interrogated);
      @   ensures \old(session.admitted) == Kind.INTERROGATE ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dosing.ledger.*, dosing.ledger.endMs[*], session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*], low,
      @     dueAtMs, dosing.*; @*/
    public int interrogate() {
        if (!session.use(Kind.INTERROGATE)) { return Reply.AUTH; }
        session.interrogate();
        gate.lower(Alarm.STALL_RECOVERED, clock.nowMs());
        gate.look();
        gate.judgeCheck(pump.confirmedNl(), clock.nowMs());
        settle();
        return session.answer(Reply.OK);
    }

    /** A scan begins: boluses end and are barred until MRI_END; delivery goes on, and a stall is as loud as ever. */
    // [impl->req~SR-36~1]
    // [contract->req~SR-36~1] [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-36, SR-50
      @   ensures \result == Reply.OK ==> gate.mriBegun && gate.bolusNlPerH == 0;
      @   ensures gate.ordered == \old(gate.ordered) && gate.dry == \old(gate.dry) && gate.started == \old(gate.started);
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \result != Reply.OK ==> gate.mriBegun == \old(gate.mriBegun) && gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures \old(session.admitted) == Kind.MRI_BEGIN ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dosing.ledger.*, dosing.ledger.endMs[*], session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*], low,
      @     dueAtMs, dosing.*; @*/
    public int beginMri() {
        if (!session.use(Kind.MRI_BEGIN)) { return Reply.AUTH; }
        gate.beginMri();
        settle();
        return session.answer(Reply.OK);
    }

    /** The scan is over, begun or not: the check after MRI is due, A17. */
    // [impl->req~SR-37~1]
    // [contract->req~SR-37~1] [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-37, SR-50
      @   ensures \result == Reply.OK ==> !gate.mriBegun && gate.bolusNlPerH == 0 && !gate.looked;
      @   ensures \result == Reply.OK ==> gate.checkSinceMs == clock.nowMs && gate.checkFromNl == pump.confirmedNl;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \result != Reply.OK ==> gate.mriBegun == \old(gate.mriBegun) && gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures \old(session.admitted) == Kind.MRI_END ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dosing.ledger.*, dosing.ledger.endMs[*], session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*], low,
      @     dueAtMs, dosing.*; @*/
    public int endMri() {
        if (!session.use(Kind.MRI_END)) { return Reply.AUTH; }
        gate.endMri(pump.confirmedNl(), clock.nowMs());
        settle();
        return session.answer(Reply.OK);
    }

    /** The real time is set. If that moves a flex schedule by more than P34, A14 asks for a second look (K-13). */
    // [impl->req~SR-53~1]
    // [contract->req~SR-50~1] [contract->req~SR-53~1]
    /*@ public normal_behavior // SR-50, SR-53
      @   ensures \result == Reply.OK ==> clock.trusted;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures \old(session.admitted) == Kind.SET_RTC ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable clock.*, low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner, session.*,
      @     session.inner; @*/
    /*+OPENJML@ assignable clock.*, gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*],
      @     gate.alarms.pausedUntilMs[*], dosing.ledger.*, dosing.ledger.endMs[*], session.*, session.keys.*, session.keys.reply[*],
      @     session.keys.stagedDigest[*], low, dueAtMs, dosing.*; @*/
    public int setRtc(long rtcMs) {
        if (!session.use(Kind.SET_RTC)) { return Reply.AUTH; }
        boolean moved = clock.set(rtcMs);
        if (dosing.isFlex()) {
            if (moved) {
                gate.raise(Alarm.TIME_ANOMALY, false, clock.nowMs());
            }
        }
        settle();
        return session.answer(Reply.OK);
    }

    /** The sound of one alarm pauses, at most P26 (else BAD_RANGE); NOT_ACTIVE if it is not active (SR-44). */
    // [impl->req~SR-44~1]
    // [contract->req~SR-44~1] [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-44, SR-50
      @   ensures \result == Reply.OK ==> 1 <= alarm && alarm <= 20 && 1 <= durationMs && durationMs <= 86400000;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures \old(session.admitted) == Kind.ALARM_PAUSE ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dosing.ledger.*, dosing.ledger.endMs[*], session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*], low,
      @     dueAtMs, dosing.*; @*/
    public int pauseAlarm(long alarm, long durationMs) {
        if (!session.use(Kind.ALARM_PAUSE)) { return Reply.AUTH; }
        if (!AlarmRules.isAlarm(alarm)) { return session.answer(Reply.BAD_RANGE); }
        int id = (int) alarm;
        if (!AlarmRules.isPause(durationMs, gate.isCritical(id))) { return session.answer(Reply.BAD_RANGE); }
        if (!gate.isActive(id)) { return session.answer(Reply.NOT_ACTIVE); }
        gate.pause(id, clock.nowMs() + durationMs);
        settle();
        return session.answer(Reply.OK);
    }

    /** An alarm is cleared: BAD_RANGE, NOT_ACTIVE, or ALARM_BLOCK while its condition is true (SR-43, D-28). */
    // [impl->req~SR-43~1]
    // [contract->req~SR-43~1] [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-43, SR-50
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures \result == Reply.OK ==> 1 <= alarm && alarm <= 20;
      @   ensures \old(session.admitted) == Kind.ALARM_CLEAR ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+OPENJML@ ensures inService == \old(inService) && sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount) && resetCount == \old(resetCount) && timeAnomalyCount == \old(timeAnomalyCount) && lastTherapyAtMs == \old(lastTherapyAtMs); @*/
    /*+OPENJML@ ensures clock.nowMs == \old(clock.nowMs) && clock.creditMs == \old(clock.creditMs) && clock.rtcSetMs == \old(clock.rtcSetMs) && clock.setAtMs == \old(clock.setAtMs) && clock.trusted == \old(clock.trusted) && clock.todMs == \old(clock.todMs); @*/
    /*+OPENJML@ ensures session.kind == \old(session.kind) && session.open == \old(session.open) && session.interrogated == \old(session.interrogated) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, pump.deficitNl, pump.inner, dosing.bridging, dosing.even,
      @     dosing.newestEndMs, dosing.pathLost, dosing.pathVolumeNl, dosing.reprogrammed, dosing.usedTokenId,
      @     dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    public int clearAlarm(long alarm) {
        if (!session.use(Kind.ALARM_CLEAR)) { return Reply.AUTH; }
        return session.answer(clear(alarm));
    }

    /** An alarm goes, if it is one, is active, and its condition is not true any more. */
    // [contract->req~SR-43~1]
    /*@ private normal_behavior // SR-43
      @   ensures 0 <= \result && \result <= 30;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures \result == Reply.OK ==> 1 <= alarm && alarm <= 20;
      @*/
    /*+OPENJML@ ensures inService == \old(inService) && sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount) && resetCount == \old(resetCount) && timeAnomalyCount == \old(timeAnomalyCount) && lastTherapyAtMs == \old(lastTherapyAtMs); @*/
    /*+OPENJML@ ensures clock.nowMs == \old(clock.nowMs) && clock.creditMs == \old(clock.creditMs) && clock.rtcSetMs == \old(clock.rtcSetMs) && clock.setAtMs == \old(clock.setAtMs) && clock.trusted == \old(clock.trusted) && clock.todMs == \old(clock.todMs); @*/
    /*+OPENJML@ ensures session.kind == \old(session.kind) && session.admitted == \old(session.admitted) && session.awaiting == \old(session.awaiting) && session.open == \old(session.open) && session.interrogated == \old(session.interrogated) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, pump.deficitNl, pump.inner, dosing.bridging, dosing.even,
      @     dosing.newestEndMs, dosing.pathLost, dosing.pathVolumeNl, dosing.reprogrammed, dosing.usedTokenId,
      @     dosing.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    private int clear(long alarm) {
        if (!AlarmRules.isAlarm(alarm)) { return Reply.BAD_RANGE; }
        int id = (int) alarm;
        if (!gate.isActive(id)) { return Reply.NOT_ACTIVE; }
        if (isConditionTrue(id)) { return Reply.ALARM_BLOCK; }
        restartWhat(id);
        gate.lower(id, clock.nowMs());
        settle();
        return Reply.OK;
    }

    /** D-28: what still speaks against clearing an active alarm. */
    // [impl->req~SR-43~1]
    // [contract->req~SR-43~1]
    /*@ private normal_behavior // SR-43
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures alarm == 9 ==> \result == (gate.started && gate.mode >= 2);
      @   ensures alarm == 19 ==> \result == sensorLost;
      @   ensures alarm == 15 ==> \result == (clock.nowMs < session.attackUntilMs);
      @   ensures alarm == 16 ==> \result == !dosing.reprogrammed;
      @   ensures alarm == 14 && !clock.trusted ==> \result;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isConditionTrue(int alarm) {
        if (alarm == Alarm.OVER_DELIVERY) { return pump.isOverInHour(); }
        if (alarm == Alarm.RESERVOIR_EMPTY) { return pump.isPossiblyEmpty(); }
        if (alarm == Alarm.NOT_THERAPY) { return gate.isLow(); }
        if (alarm == Alarm.REFILL_DISCREPANCY) { return !session.isInterrogated(); }
        if (alarm == Alarm.TIME_ANOMALY) { return isScheduleBarred(); }
        if (alarm == Alarm.SENSOR_LOST) { return sensorLost; }
        if (alarm == Alarm.AUTH_ATTACK) { return session.isAttacked(clock.nowMs()); }
        if (alarm == Alarm.BRIDGE_LOST) { return !dosing.isReprogrammed(); }
        return AlarmRules.isEndedOtherwise(alarm);
    }

    /** Time is not trusted, or a flex day that comes back now, not after a bridge, would stack on what was delivered (SR-53, K-25). */
    // [impl->req~SR-53~1]
    // [contract->req~SR-06~1] [contract->req~SR-07~1] [contract->req~SR-53~1]
    /*@ private normal_behavior // SR-06, SR-07, SR-53
      @   ensures !clock.trusted ==> \result;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isScheduleBarred() {
        if (!clock.isTrusted()) { return true; }
        if (dosing.isEven()) { return false; }
        return dosing.isReturnTooMuch(concentrationUgPerMl(), clock);
    }

    /**
     * D-21, D-22: flow is watched anew after A03 and A19. A03 may have stopped therapy for long: A18 comes before A03
     * goes, so that not even for a moment the full dose is authorised (SR-35).
     */
    // [contract->req~SR-31~1] [contract->req~SR-35~1]
    /*@ private normal_behavior // SR-31, SR-35
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures gate.started == \old(gate.started) && gate.dry == \old(gate.dry) && gate.ordered == \old(gate.ordered) && gate.heldUntilMs == \old(gate.heldUntilMs) && gate.bolusEndsAtMs == \old(gate.bolusEndsAtMs);
      @   ensures gate.mriBegun == \old(gate.mriBegun) && gate.inField == \old(gate.inField) && gate.looked == \old(gate.looked) && gate.checkSinceMs == \old(gate.checkSinceMs) && gate.checkFromNl == \old(gate.checkFromNl);
      @   ensures gate.stalled == \old(gate.stalled) && gate.memoryLost == \old(gate.memoryLost) && gate.copyLost == \old(gate.copyLost) && gate.untimed == \old(gate.untimed) && gate.attacked == \old(gate.attacked);
      @   ensures gate.bridgeLost == \old(gate.bridgeLost) && gate.blind == \old(gate.blind) && gate.faulty == \old(gate.faulty) && gate.restarted == \old(gate.restarted) && gate.held == \old(gate.held);
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner, pump.deficitNl, pump.inner, dosing.bridging, dosing.even, dosing.pathLost,
      @     dosing.pathVolumeNl, dosing.reprogrammed, dosing.usedTokenId, dosing.inner; @*/
    /*+OPENJML@ assignable pump.meter.*, pump.meter.hour.*, pump.meter.hour.commandedNl[*],
      @     pump.meter.hour.confirmedNl[*], pump.meter.day.*, pump.meter.day.commandedNl[*],
      @     pump.meter.day.confirmedNl[*], pump.meter.received.*, pump.meter.received.commandedNl[*],
      @     pump.meter.received.confirmedNl[*], pump.reservoir.*, pump.battery.*, dosing.prescription.*, dosing.path.*,
      @     gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dosing.*, pump.*; @*/
    private void restartWhat(int alarm) {
        if (alarm == Alarm.OVER_DELIVERY) {
            checkGap();
            pump.restartFlow(clock.nowMs());
        }
        if (alarm == Alarm.REFILL_DISCREPANCY) { checkGap(); }
        if (alarm == Alarm.SENSOR_LOST) {
            pump.restartFlow(clock.nowMs());
        }
        if (alarm == Alarm.NOT_THERAPY) {
            dosing.forgetReduction();
        }
        if (alarm == Alarm.BRIDGE_LOST) {
            dosing.findPath(pump.confirmedNl(), clock.nowMs());
        }
    }

    // ---- clinician, two-phase: OK means that it is staged ----

    /** A constant basal. MODE, BUSY, BAD_RANGE, BAD_CONC now; what concerns the dose at the confirmation. */
    // [contract->req~SR-01~1] [contract->req~SR-03~1] [contract->req~SR-50~1] [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-01, SR-03, SR-50, SR-51
      @   ensures gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH);
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures session.kind != \old(session.kind) ==> \result == Reply.OK;
      @   ensures \old(session.admitted) == Kind.STAGE_CONTINUOUS ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable dosing.prescription.*, dosing.prescription.staged.*, dosing.prescription.staged.startMs[*],
      @     dosing.prescription.staged.rateNlPerH[*], dosing.prescription.draft.*, dosing.prescription.draft.startMs[*],
      @     dosing.prescription.draft.rateNlPerH[*], session.*, session.keys.*, session.keys.reply[*],
      @     session.keys.stagedDigest[*]; @*/
    public int stageContinuous(long rateNlPerH, long concentrationUgPerMl, long statedNgPerDay) {
        if (!session.use(Kind.STAGE_CONTINUOUS)) { return Reply.AUTH; }
        dosing.draftContinuous(rateNlPerH);
        return session.answer(stageProgram(Kind.STAGE_CONTINUOUS, concentrationUgPerMl, statedNgPerDay));
    }

    /** Forgets the flex steps typed in so far. They affect nothing before they are staged. */
    // [contract->req~SR-23~1]
    /*@ public normal_behavior // SR-23
      @   ensures session.kind == \old(session.kind) && gate.mode == \old(gate.mode);
      @*/
    /*+KEY@ assignable dosing.inner; @*/
    /*+OPENJML@ assignable dosing.prescription.*, dosing.prescription.staged.*, dosing.prescription.staged.startMs[*],
      @     dosing.prescription.staged.rateNlPerH[*], dosing.prescription.draft.*, dosing.prescription.draft.startMs[*],
      @     dosing.prescription.draft.rateNlPerH[*]; @*/
    public void clearFlexSteps() { dosing.draftClear(); }

    /** Types a flex step in; a bad one, or a fourteenth, makes STAGE_FLEX answer BAD_RANGE (SR-23). */
    // [contract->req~SR-23~1]
    /*@ public normal_behavior // SR-23
      @   ensures session.kind == \old(session.kind) && gate.mode == \old(gate.mode);
      @*/
    /*+KEY@ assignable dosing.inner; @*/
    /*+OPENJML@ assignable dosing.prescription.*, dosing.prescription.staged.*, dosing.prescription.staged.startMs[*],
      @     dosing.prescription.staged.rateNlPerH[*], dosing.prescription.draft.*, dosing.prescription.draft.startMs[*],
      @     dosing.prescription.draft.rateNlPerH[*]; @*/
    public void addFlexStep(long startMs, long rateNlPerH) { dosing.draftStep(startMs, rateNlPerH); }

    /** A flex day of the steps typed in, judged as the constant basal is. */
    // [contract->req~SR-23~1] [contract->req~SR-24~1] [contract->req~SR-50~1] [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-23, SR-24, SR-50, SR-51
      @   ensures gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH);
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures session.kind != \old(session.kind) ==> \result == Reply.OK;
      @   ensures \old(session.admitted) == Kind.STAGE_FLEX ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable dosing.prescription.*, dosing.prescription.staged.*, dosing.prescription.staged.startMs[*],
      @     dosing.prescription.staged.rateNlPerH[*], dosing.prescription.draft.*, dosing.prescription.draft.startMs[*],
      @     dosing.prescription.draft.rateNlPerH[*], session.*, session.keys.*, session.keys.reply[*],
      @     session.keys.stagedDigest[*]; @*/
    public int stageFlex(long concentrationUgPerMl, long statedNgPerDay) {
        if (!session.use(Kind.STAGE_FLEX)) { return Reply.AUTH; }
        dosing.draftSeal();
        return session.answer(stageProgram(Kind.STAGE_FLEX, concentrationUgPerMl, statedNgPerDay));
    }

    /** Stages the draft. Whether REDUCE will come is known only at the confirmation; a reduction is given it here. */
    // [contract->req~SR-51~1]
    /*@ private normal_behavior // SR-51
      @   requires session.open;
      @   requires kind != Kind.STAGE_PROFILE;
      @   requires 1 <= kind && kind <= 36;
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures \result == Reply.OK ==> session.kind == kind;
      @*/
    /*+OPENJML@ ensures session.admitted == \old(session.admitted); @*/
    /*+KEY@ assignable dosing.inner, session.kind, session.stagedAtMs, session.digestA, session.digestB, session.first,
      @     session.second, session.third, session.fourth; @*/
    /*+OPENJML@ assignable dosing.prescription.*, dosing.prescription.staged.*, dosing.prescription.staged.startMs[*],
      @     dosing.prescription.staged.rateNlPerH[*], dosing.prescription.draft.*, dosing.prescription.draft.startMs[*],
      @     dosing.prescription.draft.rateNlPerH[*], session.*; @*/
    private int stageProgram(int kind, long concentrationUgPerMl, long statedNgPerDay) {
        int verdict = programVerdict(dosing.isDraftReduction(concentrationUgPerMl()), true);
        if (verdict == Reply.OK) {
            verdict = dosing.draftVerdict(concentrationUgPerMl, concentrationUgPerMl(), gate.bolusNlPerH());
        }
        return stageDraft(kind, verdict, concentrationUgPerMl, statedNgPerDay);
    }

    /** MODE, BUSY of a program: a reduction is stored in every mode, and beside a bolus or a bridge (D-08, D-31, SR-27). */
    // [impl->req~SR-11~1] [impl->req~SR-27~1]
    // [contract->req~SR-11~1] [contract->req~SR-13~1] [contract->req~SR-27~1]
    /*@ private normal_behavior // SR-11, SR-13, SR-27
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result == Reply.OK || \result == Reply.MODE || \result == Reply.BUSY;
      @   ensures \result == Reply.OK && !reduction ==> gate.bolusNlPerH == 0 && !dosing.bridging && (gate.started ==> gate.mode == 0 || gate.memoryLost);
      @   ensures reduction && reduce ==> \result == Reply.OK;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int programVerdict(boolean reduction, boolean reduce) {
        boolean meant = reduction & reduce;
        if (meant) { return Reply.OK; }
        if (isProgramBarred()) { return Reply.MODE; }
        if (reduction) { return Reply.OK; }
        if (gate.bolusNlPerH() > 0) { return Reply.BUSY; }
        if (dosing.isBridging()) { return Reply.BUSY; }
        return Reply.OK;
    }

    /** D-31: another mode than RUN bars a program, but for the one that ends A10. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   ensures gate.memoryLost ==> !\result;
      @   ensures gate.started && !gate.memoryLost ==> \result == (gate.mode != 0);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isProgramBarred() {
        if (gate.isActive(Alarm.MEMORY_LOST)) { return false; }
        return gate.isOtherThanRun();
    }

    /** A clinician's bolus: MODE, ALARM_BLOCK, BUSY, BAD_RANGE now; the dose at the confirmation. */
    // [contract->req~SR-15~1] [contract->req~SR-16~1] [contract->req~SR-50~1] [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-15, SR-16, SR-50, SR-51
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures \result == Reply.OK ==> gate.mode == 0 && gate.bolusNlPerH == 0;
      @   ensures \old(session.admitted) == Kind.STAGE_CLIN_BOLUS ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable session.*, session.inner; @*/
    /*+OPENJML@ assignable session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*]; @*/
    public int stageClinicianBolus(long volumeNl, long durationMs) {
        if (!session.use(Kind.STAGE_CLIN_BOLUS)) { return Reply.AUTH; }
        int verdict = bolusCheck(volumeNl, durationMs, tipUgPerMl(), Parameters.CLINICIAN_BOLUS_MAX_NG);
        if (verdict == Reply.OK) {
            session.stage(Kind.STAGE_CLIN_BOLUS, volumeNl, durationMs, 0, 0, clock.nowMs());
        }
        return session.answer(verdict);
    }

    /** MODE, ALARM_BLOCK, BUSY, BAD_RANGE of any bolus. */
    // [impl->req~SR-15~1] [impl->req~SR-16~1]
    // [contract->req~SR-15~1] [contract->req~SR-16~1] [contract->req~SR-27~1]
    /*@ private normal_behavior // SR-15, SR-16, SR-27
      @   requires 0 <= maxNg && maxNg <= 5000000 && (tipUgPerMl == 500 || tipUgPerMl == 1000 || tipUgPerMl == 2000);
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result == Reply.OK ==> gate.mode == 0 && !gate.barred && gate.bolusNlPerH == 0 && !dosing.bridging;
      @   ensures \result == Reply.OK ==> 1 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000;
      @   ensures \result == Reply.OK ==> volumeNl * tipUgPerMl <= maxNg * 1000L;
      @   ensures \result == Reply.OK ==> durationMs <= volumeNl * 3600000L;
      @   ensures \result == Reply.OK ==> volumeNl * 3600000L <= 1000000L * durationMs;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int bolusCheck(long volumeNl, long durationMs, int tipUgPerMl, int maxNg) {
        int verdict = flowCheck();
        if (verdict != Reply.OK) { return verdict; }
        if (!dosing.isBolus(volumeNl, durationMs, tipUgPerMl, maxNg)) { return Reply.BAD_RANGE; }
        return Reply.OK;
    }

    /** MODE, ALARM_BLOCK, BUSY of any bolus, a priming too: never beside another, never during a bridge (SR-16, SR-27). */
    // [impl->req~SR-16~1] [impl->req~SR-27~1]
    // [contract->req~SR-16~1] [contract->req~SR-22~1] [contract->req~SR-27~1]
    /*@ private normal_behavior // SR-16, SR-22, SR-27
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result == Reply.OK ==> gate.mode == 0 && !gate.barred && gate.bolusNlPerH == 0 && !dosing.bridging;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int flowCheck() {
        int verdict = gate.bolusVerdict();
        if (verdict != Reply.OK) { return verdict; }
        if (dosing.isBridging()) { return Reply.BUSY; }
        return Reply.OK;
    }

    /** D-18: the strongest drug that may leave the tip in a bolus that starts now. */
    // [contract->req~SR-26~1]
    /*@ private normal_behavior // SR-26
      @   ensures pump.concentrationUgPerMl <= \result && (\result == 500 || \result == 1000 || \result == 2000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int tipUgPerMl() { return dosing.tipUgPerMl(pump.confirmedNl(), concentrationUgPerMl()); }

    /** A priming of an empty path: MODE, ALARM_BLOCK, BUSY, BAD_RANGE, PRIMING_TOKEN now; the dose at the confirmation. */
    // [impl->req~SR-22~1]
    // [contract->req~SR-22~1] [contract->req~SR-50~1] [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-22, SR-50, SR-51
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures \result == Reply.OK ==> session.kind == Kind.STAGE_PRIMING && gate.mode == 0 && tokenId > dosing.usedTokenId;
      @   ensures \old(session.admitted) == Kind.STAGE_PRIMING ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable session.*, session.inner; @*/
    /*+OPENJML@ assignable session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*]; @*/
    public int stagePriming(long volumeNl, long durationMs, long tokenId) {
        if (!session.use(Kind.STAGE_PRIMING)) { return Reply.AUTH; }
        int verdict = primingCheck(volumeNl, durationMs, tokenId);
        if (verdict == Reply.OK) {
            session.stage(Kind.STAGE_PRIMING, volumeNl, durationMs, tokenId, 0, clock.nowMs());
        }
        return session.answer(verdict);
    }

    // [contract->req~SR-22~1]
    /*@ private normal_behavior // SR-22
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result == Reply.OK ==> gate.mode == 0 && !gate.barred && gate.bolusNlPerH == 0 && !dosing.bridging;
      @   ensures \result == Reply.OK ==> 1 <= volumeNl && volumeNl <= dosing.pathVolumeNl - 50000 && dosing.usedTokenId < tokenId && tokenId <= 1000000000000000L;
      @   ensures \result == Reply.OK ==> volumeNl <= 530000 && 60000 <= durationMs && durationMs <= 43200000 && durationMs <= volumeNl * 3600000L && volumeNl * 3600000L <= 1000000L * durationMs;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int primingCheck(long volumeNl, long durationMs, long tokenId) {
        int verdict = flowCheck();
        if (verdict != Reply.OK) { return verdict; }
        return dosing.primingVerdict(volumeNl, durationMs, tokenId);
    }

    /** A refill: BAD_RANGE, BAD_CONC, LABEL_MISMATCH, BRIDGE_REQUIRED. A label of 0 means that there was no token. */
    // [impl->req~SR-29~1]
    // [contract->req~SR-03~1] [contract->req~SR-29~1] [contract->req~SR-50~1] [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-03, SR-29, SR-50, SR-51
      @   ensures pump.fillNl == \old(pump.fillNl);
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures \result == Reply.OK ==> 1 <= filledNl && filledNl <= pump.capacityNl;
      @   ensures \old(session.admitted) == Kind.STAGE_REFILL ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable session.*, session.inner; @*/
    /*+OPENJML@ assignable session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*]; @*/
    public int stageRefill(long aspiratedNl, long filledNl, long concentrationUgPerMl, long labelUgPerMl) {
        if (!session.use(Kind.STAGE_REFILL)) { return Reply.AUTH; }
        int verdict = refillCheck(aspiratedNl, filledNl, concentrationUgPerMl, labelUgPerMl);
        if (verdict == Reply.OK) {
            session.stage(Kind.STAGE_REFILL, aspiratedNl, filledNl, concentrationUgPerMl, labelUgPerMl, clock.nowMs());
        }
        return session.answer(verdict);
    }

    // [contract->req~SR-03~1] [contract->req~SR-29~1]
    /*@ private normal_behavior // SR-03, SR-29
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result == Reply.OK ==> 1 <= filledNl && filledNl <= pump.capacityNl;
      @   ensures \result == Reply.OK ==> 0 <= aspiratedNl && aspiratedNl <= 40000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int refillCheck(long aspiratedNl, long filledNl, long concentrationUgPerMl, long labelUgPerMl) {
        if (!pump.isRefill(aspiratedNl, filledNl)) { return Reply.BAD_RANGE; }
        if (!DoseRules.isLegalConcentration(concentrationUgPerMl)) { return Reply.BAD_CONC; }
        if (!DoseRules.isLabelFitting(labelUgPerMl, concentrationUgPerMl)) { return Reply.LABEL_MISMATCH; }
        if (concentrationUgPerMl != concentrationUgPerMl()) { return Reply.BRIDGE_REQUIRED; }
        return Reply.OK;
    }

    /**
     * A refill with a drug of another concentration: MODE on a pump that has never run, BUSY beside a bolus or a bridge,
     * BAD_RANGE, BAD_CONC, LABEL_MISMATCH, BRIDGE_REQUIRED (SR-25). The program is scaled by the kernel and goes into the
     * digest with the bridge's rate; the label token is mandatory.
     */
    // [impl->req~SR-25~1]
    // [contract->req~SR-25~1] [contract->req~SR-50~1] [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-25, SR-50, SR-51
      @   ensures gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures pump.concentrationUgPerMl == \old(pump.concentrationUgPerMl) && pump.fillNl == \old(pump.fillNl);
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures \result == Reply.OK ==> session.kind == Kind.STAGE_CONC_CHANGE && labelUgPerMl == concentrationUgPerMl && bridge != rinse;
      @   ensures \old(session.admitted) == Kind.STAGE_CONC_CHANGE ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable dosing.stagedBridge, dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable dosing.prescription.*, dosing.prescription.staged.*, dosing.prescription.staged.startMs[*],
      @     dosing.prescription.staged.rateNlPerH[*], dosing.prescription.draft.*, dosing.prescription.draft.startMs[*],
      @     dosing.prescription.draft.rateNlPerH[*], dosing.path.*, session.*, session.keys.*, session.keys.reply[*],
      @     session.keys.stagedDigest[*], dosing.*; @*/
    public int stageConcentrationChange(long aspiratedNl, long filledNl, long concentrationUgPerMl, long labelUgPerMl,
            long pathVolumeNl, boolean bridge, boolean rinse) {
        if (!session.use(Kind.STAGE_CONC_CHANGE)) { return Reply.AUTH; }
        dosing.draftScaled(concentrationUgPerMl(), concentrationUgPerMl);
        int verdict = changeCheck(aspiratedNl, filledNl, concentrationUgPerMl, labelUgPerMl, pathVolumeNl, bridge, rinse);
        if (verdict == Reply.OK) {
            dosing.stageDraft();
            dosing.stagePath((int) pathVolumeNl, bridge);
            session.stage(Kind.STAGE_CONC_CHANGE, aspiratedNl, filledNl, concentrationUgPerMl, labelUgPerMl, clock.nowMs());
            session.absorb(bridge ? pathVolumeNl : -pathVolumeNl);
            session.absorb(dosing.evenNlPerH(concentrationUgPerMl()));
            absorbProgram((int) concentrationUgPerMl);
        }
        dosing.draftClear();
        return session.answer(verdict);
    }

    /** Of a change whose program, in the new drug, has been typed in. */
    // [impl->req~SR-25~1]
    // [contract->req~SR-25~1] [contract->req~SR-27~1]
    /*@ private normal_behavior // SR-25, SR-27
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result == Reply.OK ==> gate.bolusNlPerH == 0 && !dosing.bridging && !(dosing.pathLost && bridge);
      @   ensures \result == Reply.OK ==> 0 <= aspiratedNl && aspiratedNl <= 40000000 && 1 <= filledNl && filledNl <= pump.capacityNl;
      @   ensures \result == Reply.OK ==> concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000;
      @   ensures \result == Reply.OK ==> labelUgPerMl == concentrationUgPerMl && bridge != rinse;
      @   ensures \result == Reply.OK ==> 140000 <= pathVolumeNl && pathVolumeNl <= 580000;
      @*/
    /*+OPENJML@ ensures \result == Reply.OK ==> dosing.prescription.started && dosing.prescription.draft.legal; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int changeCheck(long aspiratedNl, long filledNl, long concentrationUgPerMl, long labelUgPerMl,
            long pathVolumeNl, boolean bridge, boolean rinse) {
        if (!dosing.isStarted()) { return Reply.MODE; }
        if (gate.bolusNlPerH() > 0) { return Reply.BUSY; }
        if (dosing.isPathBusy(bridge)) { return Reply.BUSY; }
        boolean scales = !DoseRules.isLegalConcentration(concentrationUgPerMl) | dosing.isDraftLegal(concentrationUgPerMl());
        boolean ranges = pump.isRefill(aspiratedNl, filledNl) & PathRules.isPathVolume(pathVolumeNl) & scales;
        return PathRules.changeVerdict(ranges, bridge, rinse, concentrationUgPerMl, labelUgPerMl);
    }

    /** The patient's bolus: BAD_RANGE if volume, duration, lockout or count is out of P13 … P16. */
    // [contract->req~SR-50~1] [contract->req~SR-51~1] [contract->req~SR-58~1]
    /*@ public normal_behavior // SR-50, SR-51, SR-58
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures \result == Reply.OK ==> session.kind == Kind.STAGE_PTM;
      @   ensures \old(session.admitted) == Kind.STAGE_PTM ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable session.*, session.inner; @*/
    /*+OPENJML@ assignable session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*]; @*/
    public int stagePatientBolus(long volumeNl, long durationMs, long lockoutMs, long countPer24h) {
        if (!session.use(Kind.STAGE_PTM)) { return Reply.AUTH; }
        int verdict = dosing.patientBolusVerdict(volumeNl, durationMs, lockoutMs, countPer24h, concentrationUgPerMl());
        if (verdict == Reply.OK) {
            session.stage(Kind.STAGE_PTM, volumeNl, durationMs, lockoutMs, countPer24h, clock.nowMs());
        }
        return session.answer(verdict);
    }

    /** The patient's limit: BAD_RANGE above P06; below the running dose the confirmation answers DOSE_HARD (SR-58). */
    // [impl->req~SR-58~1]
    // [contract->req~SR-50~1] [contract->req~SR-51~1] [contract->req~SR-58~1]
    /*@ public normal_behavior // SR-50, SR-51, SR-58
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures \result == Reply.OK ==> session.kind == Kind.STAGE_LIMITS;
      @   ensures \old(session.admitted) == Kind.STAGE_LIMITS ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable session.*, session.inner; @*/
    /*+OPENJML@ assignable session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*]; @*/
    public int stageLimits(long patientLimitNgPerDay) {
        if (!session.use(Kind.STAGE_LIMITS)) { return Reply.AUTH; }
        if (!dosing.isLimit(patientLimitNgPerDay)) { return session.answer(Reply.BAD_RANGE); }
        session.stage(Kind.STAGE_LIMITS, patientLimitNgPerDay, 0, 0, 0, clock.nowMs());
        return session.answer(Reply.OK);
    }

    /** Origin, age class and phase, 1 or 2 each, else BAD_RANGE (SR-58). */
    // [contract->req~SR-50~1] [contract->req~SR-51~1] [contract->req~SR-58~1]
    /*@ public normal_behavior // SR-50, SR-51, SR-58
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures \result == Reply.OK ==> session.kind == Kind.STAGE_PROFILE;
      @   ensures \old(session.admitted) == Kind.STAGE_PROFILE ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable session.*, session.inner; @*/
    /*+OPENJML@ assignable session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*]; @*/
    public int stageProfile(long origin, long age, long phase) {
        if (!session.use(Kind.STAGE_PROFILE)) { return Reply.AUTH; }
        if (!Prescription.isProfile(origin, age, phase)) { return session.answer(Reply.BAD_RANGE); }
        session.stage(Kind.STAGE_PROFILE, origin, age, phase, 0, clock.nowMs());
        return session.answer(Reply.OK);
    }

    /** STOP is never refused. */
    // [contract->req~SR-14~1] [contract->req~SR-50~1] [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-14, SR-50, SR-51
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures \result == Reply.OK ==> session.kind == Kind.STAGE_STOP;
      @   ensures \old(session.admitted) == Kind.STAGE_STOP ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable session.*, session.inner; @*/
    /*+OPENJML@ assignable session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*]; @*/
    public int stageStop() {
        if (!session.use(Kind.STAGE_STOP)) { return Reply.AUTH; }
        session.stage(Kind.STAGE_STOP, 0, 0, 0, 0, clock.nowMs());
        return session.answer(Reply.OK);
    }

    /** Minimum rate: MODE on a pump that has never run. */
    // [contract->req~SR-14~1] [contract->req~SR-50~1] [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-14, SR-50, SR-51
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures \result == Reply.OK ==> session.kind == Kind.STAGE_MIN_RATE;
      @   ensures \old(session.admitted) == Kind.STAGE_MIN_RATE ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable session.*, session.inner; @*/
    /*+OPENJML@ assignable session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*]; @*/
    public int stageMinRate() {
        if (!session.use(Kind.STAGE_MIN_RATE)) { return Reply.AUTH; }
        if (!gate.isStarted()) { return session.answer(Reply.MODE); }
        session.stage(Kind.STAGE_MIN_RATE, 0, 0, 0, 0, clock.nowMs());
        return session.answer(Reply.OK);
    }

    /** Back from an ordered STOP or MIN, or from a dry stop after the refill; else MODE. */
    // [contract->req~SR-50~1] [contract->req~SR-51~1] [contract->req~SR-59~1]
    /*@ public normal_behavior // SR-50, SR-51, SR-59
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures \result == Reply.OK ==> session.kind == Kind.STAGE_RESUME;
      @   ensures \old(session.admitted) == Kind.STAGE_RESUME ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable session.*, session.inner; @*/
    /*+OPENJML@ assignable session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*]; @*/
    public int stageResume() {
        if (!session.use(Kind.STAGE_RESUME)) { return Reply.AUTH; }
        if (!gate.isResumable()) { return session.answer(Reply.MODE); }
        session.stage(Kind.STAGE_RESUME, 0, 0, 0, 0, clock.nowMs());
        return session.answer(Reply.OK);
    }

    /** Back to at most the dose before the last reduction or stop; whole: that program itself (SR-12). */
    // [impl->req~SR-12~1]
    // [contract->req~SR-12~1] [contract->req~SR-50~1] [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-12, SR-50, SR-51
      @   ensures gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH);
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures \old(session.admitted) == Kind.STAGE_RESTORE ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable dosing.prescription.*, dosing.prescription.staged.*, dosing.prescription.staged.startMs[*],
      @     dosing.prescription.staged.rateNlPerH[*], dosing.prescription.draft.*, dosing.prescription.draft.startMs[*],
      @     dosing.prescription.draft.rateNlPerH[*], session.*, session.keys.*, session.keys.reply[*],
      @     session.keys.stagedDigest[*]; @*/
    public int stageRestore(long rateNlPerH, boolean whole) {
        if (!session.use(Kind.STAGE_RESTORE)) { return Reply.AUTH; }
        dosing.draftEarlier(rateNlPerH, whole);
        return session.answer(stageDraft(Kind.STAGE_RESTORE, restoreVerdict(dosing.isDraftLegal(concentrationUgPerMl())), 0, 0));
    }

    /** MODE without an earlier program or while something but a person keeps the pump from RUN; BUSY; BAD_RANGE. */
    // [contract->req~SR-12~1]
    /*@ private normal_behavior // SR-12
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result == Reply.OK ==> legal && gate.bolusNlPerH == 0 && !dosing.bridging;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int restoreVerdict(boolean legal) {
        if (!dosing.isEarlierKnown()) { return Reply.MODE; }
        if (gate.isKeptFromRun()) { return Reply.MODE; }
        if (gate.bolusNlPerH() > 0) { return Reply.BUSY; }
        if (dosing.isBridging()) { return Reply.BUSY; }
        if (!legal) { return Reply.BAD_RANGE; }
        return Reply.OK;
    }

    /** The dose after a long gap, which A18 waits for; whole: the program before the gap (SR-35). */
    // [impl->req~SR-35~1]
    // [contract->req~SR-35~1] [contract->req~SR-50~1] [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-35, SR-50, SR-51
      @   ensures gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH);
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures \old(session.admitted) == Kind.STAGE_RESTART ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable dosing.prescription.*, dosing.prescription.staged.*, dosing.prescription.staged.startMs[*],
      @     dosing.prescription.staged.rateNlPerH[*], dosing.prescription.draft.*, dosing.prescription.draft.startMs[*],
      @     dosing.prescription.draft.rateNlPerH[*], session.*, session.keys.*, session.keys.reply[*],
      @     session.keys.stagedDigest[*]; @*/
    public int stageRestart(long rateNlPerH, boolean whole) {
        if (!session.use(Kind.STAGE_RESTART)) { return Reply.AUTH; }
        dosing.draftPresent(rateNlPerH, whole);
        return session.answer(stageDraft(Kind.STAGE_RESTART, restartVerdict(dosing.isDraftLegal(concentrationUgPerMl())), 0, 0));
    }

    /** MODE unless A18 waits for it and nobody has ordered STOP or MIN; BAD_RANGE. */
    // [contract->req~SR-35~1]
    /*@ private normal_behavior // SR-35
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result == Reply.OK ==> legal && gate.ordered == 0;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int restartVerdict(boolean legal) {
        if (!gate.isActive(Alarm.RESTART_GAP)) { return Reply.MODE; }
        if (gate.ordered() != Mode.RUN) { return Reply.MODE; }
        if (!legal) { return Reply.BAD_RANGE; }
        return Reply.OK;
    }

    /** Stages the draft, if the verdict is OK; the draft is used up either way. */
    // [contract->req~SR-51~1]
    /*@ private normal_behavior // SR-51
      @   requires session.open;
      @   requires kind != Kind.STAGE_PROFILE;
      @   requires 1 <= kind && kind <= 36;
      @   ensures \result == reply;
      @   ensures \result != Reply.OK ==> session.kind == \old(session.kind);
      @   ensures \result == Reply.OK ==> session.kind == kind;
      @*/
    /*+OPENJML@ ensures session.admitted == \old(session.admitted); @*/
    /*+KEY@ assignable dosing.inner, session.kind, session.stagedAtMs, session.digestA, session.digestB, session.first,
      @     session.second, session.third, session.fourth; @*/
    /*+OPENJML@ assignable dosing.prescription.*, dosing.prescription.staged.*, dosing.prescription.staged.startMs[*],
      @     dosing.prescription.staged.rateNlPerH[*], dosing.prescription.draft.*, dosing.prescription.draft.startMs[*],
      @     dosing.prescription.draft.rateNlPerH[*], session.*; @*/
    private int stageDraft(int kind, int reply, long first, long second) {
        if (reply == Reply.OK) {
            dosing.stageDraft();
            session.stage(kind, first, second, 0, 0, clock.nowMs());
            absorbProgram(concentrationUgPerMl());
        }
        dosing.draftClear();
        return reply;
    }

    /** SR-24: the digest covers day dose, worst hour and every step as the kernel has recomputed them. */
    // [impl->req~SR-24~1]
    // [contract->req~SR-24~1]
    /*@ private normal_behavior // SR-24
      @   requires concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000;
      @   ensures session.kind == \old(session.kind) && session.first == \old(session.first) && session.second == \old(session.second);
      @*/
    /*+OPENJML@ ensures session.admitted == \old(session.admitted); @*/
    /*+KEY@ assignable session.digestA, session.digestB; @*/
    /*+OPENJML@ assignable session.*; @*/
    private void absorbProgram(int concentrationUgPerMl) {
        int valueCount = dosing.digestCount();
        /*@ loop_invariant 0 <= i && i <= valueCount && valueCount <= 29 && \invariant_for(session) && \invariant_for(dosing);
          @ decreases valueCount - i;
          @*/
        /*+KEY@ assignable session.digestA, session.digestB; @*/
        /*+OPENJML@ loop_assigns i, session.digestA, session.digestB; @*/
        for (int i = 0; i < valueCount; i++) {
            session.absorb(dosing.digestValue(i, concentrationUgPerMl));
        }
    }

    /** What a CONFIRM must carry. */
    // [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-51
      @   ensures \result == session.digestA * 2147483647 + session.digestB;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long stagedDigest() { return session.digest(); }

    /**
     * The second phase (SR-51): NOT_STAGED, STAGE_EXPIRED, DIGEST, then every check of the staged command against
     * the state at this moment, with the overrides of this message. Refused, it leaves the stage (K-08).
     */
    // [impl->req~SR-51~1]
    // [contract->req~SR-50~1] [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-50, SR-51
      @   ensures \old(session.kind) == 0 ==> \result != Reply.OK;
      @   ensures \result == Reply.OK ==> session.kind == 0;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH)
      @       && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures \result != Reply.OK && \result != Reply.STAGE_EXPIRED ==> session.kind == \old(session.kind);
      @   ensures \old(session.admitted) == Kind.CONFIRM ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+OPENJML@ ensures inService == \old(inService) && sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount) && resetCount == \old(resetCount) && timeAnomalyCount == \old(timeAnomalyCount); @*/
    /*+OPENJML@ ensures clock.nowMs == \old(clock.nowMs) && clock.creditMs == \old(clock.creditMs) && clock.rtcSetMs == \old(clock.rtcSetMs) && clock.setAtMs == \old(clock.setAtMs) && clock.trusted == \old(clock.trusted) && clock.todMs == \old(clock.todMs); @*/
    /*+OPENJML@ ensures session.open == \old(session.open) && session.interrogated == \old(session.interrogated) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ assignable lastTherapyAtMs, low, dueAtMs, gate.*, gate.inner, pump.concentrationUgPerMl, pump.fillNl,
      @     pump.commandedAtFillNl, pump.confirmedAtFillNl, pump.inner, dosing.bridging, dosing.countedUntilCreditMs,
      @     dosing.even, dosing.limitNg, dosing.lockedUntilCreditMs, dosing.newestEndMs, dosing.newestPg,
      @     dosing.pathLost, dosing.pathVolumeNl, dosing.patientDurationMs, dosing.patientEnabled, dosing.patientMay, dosing.patientNl,
      @     dosing.reprogrammed, dosing.usedTokenId, dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    public int confirm(long digest, boolean soft, boolean reduce, boolean restart) {
        if (!session.use(Kind.CONFIRM)) { return Reply.AUTH; }
        return session.answer(confirmStaged(digest, soft, reduce, restart));
    }

    /** The staged command takes effect if it is the one that was meant, in time, and may. */
    // [contract->req~SR-51~1]
    /*@ private normal_behavior // SR-51
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \old(session.kind) == 0 ==> \result != Reply.OK;
      @   ensures \result == Reply.OK ==> session.kind == 0;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures \result != Reply.OK && \result != Reply.STAGE_EXPIRED ==> session.kind == \old(session.kind);
      @*/
    /*+OPENJML@ ensures inService == \old(inService) && sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount) && resetCount == \old(resetCount) && timeAnomalyCount == \old(timeAnomalyCount); @*/
    /*+OPENJML@ ensures clock.nowMs == \old(clock.nowMs) && clock.creditMs == \old(clock.creditMs) && clock.rtcSetMs == \old(clock.rtcSetMs) && clock.setAtMs == \old(clock.setAtMs) && clock.trusted == \old(clock.trusted) && clock.todMs == \old(clock.todMs); @*/
    /*+OPENJML@ ensures session.admitted == \old(session.admitted) && session.awaiting == \old(session.awaiting) && session.open == \old(session.open) && session.interrogated == \old(session.interrogated) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable lastTherapyAtMs, low, dueAtMs, gate.*, gate.inner, pump.concentrationUgPerMl, pump.fillNl,
      @     pump.commandedAtFillNl, pump.confirmedAtFillNl, pump.inner, dosing.bridging, dosing.countedUntilCreditMs,
      @     dosing.even, dosing.limitNg, dosing.lockedUntilCreditMs, dosing.newestEndMs, dosing.newestPg,
      @     dosing.pathLost, dosing.pathVolumeNl, dosing.patientDurationMs, dosing.patientEnabled, dosing.patientMay, dosing.patientNl,
      @     dosing.reprogrammed, dosing.usedTokenId, dosing.inner, session.kind; @*/
    /*+OPENJML@ assignable \everything; @*/
    private int confirmStaged(long digest, boolean soft, boolean reduce, boolean restart) {
        int verdict = session.stageVerdict(clock.nowMs());
        if (verdict != Reply.OK) { return verdict; }
        if (digest != session.digest()) { return Reply.DIGEST; }
        verdict = confirmDose(session.kind(), soft, reduce, restart);
        if (verdict == Reply.OK) { endStage(); }
        return verdict;
    }

    /** What was confirmed is staged no more, and what follows from it happens. */
    // [contract->req~SR-51~1]
    /*@ private normal_behavior // SR-51
      @   ensures session.kind == 0;
      @*/
    /*+OPENJML@ ensures session.admitted == \old(session.admitted) && session.awaiting == \old(session.awaiting) && session.open == \old(session.open) && session.interrogated == \old(session.interrogated) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner, session.kind; @*/
    /*+OPENJML@ assignable low, gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*],
      @     gate.alarms.pausedUntilMs[*], dosing.ledger.*, dosing.ledger.endMs[*], dueAtMs, dosing.*, session.*; @*/
    private void endStage() {
        session.discard();
        watchReservoir();
        settle();
    }

    /** Commands that set a dose; the others go on to {@link #confirmTherapy}. */
    // [contract->req~SR-51~1]
    /*@ private normal_behavior // SR-51
      @   requires kind == session.kind && (kind == Kind.STAGE_PROFILE ==> 1 <= session.first && session.first <= 2 && 1 <= session.second && session.second <= 2 && 1 <= session.third && session.third <= 2);
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @*/
    /*+OPENJML@ ensures inService == \old(inService) && sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount) && resetCount == \old(resetCount) && timeAnomalyCount == \old(timeAnomalyCount); @*/
    /*+OPENJML@ ensures clock.nowMs == \old(clock.nowMs) && clock.creditMs == \old(clock.creditMs) && clock.rtcSetMs == \old(clock.rtcSetMs) && clock.setAtMs == \old(clock.setAtMs) && clock.trusted == \old(clock.trusted) && clock.todMs == \old(clock.todMs); @*/
    /*+OPENJML@ ensures session.kind == \old(session.kind) && session.admitted == \old(session.admitted) && session.awaiting == \old(session.awaiting) && session.open == \old(session.open) && session.interrogated == \old(session.interrogated) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable lastTherapyAtMs, gate.*, gate.inner, pump.concentrationUgPerMl, pump.fillNl,
      @     pump.commandedAtFillNl, pump.confirmedAtFillNl, pump.inner, dosing.bridging, dosing.countedUntilCreditMs,
      @     dosing.even, dosing.limitNg, dosing.lockedUntilCreditMs, dosing.newestEndMs, dosing.newestPg,
      @     dosing.pathLost, dosing.pathVolumeNl, dosing.patientDurationMs, dosing.patientEnabled, dosing.patientMay, dosing.patientNl,
      @     dosing.reprogrammed, dosing.usedTokenId, dosing.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    private int confirmDose(int kind, boolean soft, boolean reduce, boolean restart) {
        if (kind == Kind.STAGE_CONTINUOUS) { return confirmProgram(soft, reduce, restart); }
        if (kind == Kind.STAGE_FLEX) { return confirmProgram(soft, reduce, restart); }
        if (kind == Kind.STAGE_CLIN_BOLUS) { return confirmBolus(session.first(), session.second()); }
        if (kind == Kind.STAGE_PRIMING) { return confirmPriming(session.first(), session.second(), session.third()); }
        return confirmTherapy(kind, reduce, restart);
    }

    /** Commands after which another drug flows or an earlier dose; the others go on to {@link #confirmSetting}. */
    // [contract->req~SR-51~1]
    /*@ private normal_behavior // SR-51
      @   requires kind == session.kind && (kind == Kind.STAGE_PROFILE ==> 1 <= session.first && session.first <= 2 && 1 <= session.second && session.second <= 2 && 1 <= session.third && session.third <= 2);
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @*/
    /*+OPENJML@ ensures inService == \old(inService) && sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount) && resetCount == \old(resetCount) && timeAnomalyCount == \old(timeAnomalyCount); @*/
    /*+OPENJML@ ensures clock.nowMs == \old(clock.nowMs) && clock.creditMs == \old(clock.creditMs) && clock.rtcSetMs == \old(clock.rtcSetMs) && clock.setAtMs == \old(clock.setAtMs) && clock.trusted == \old(clock.trusted) && clock.todMs == \old(clock.todMs); @*/
    /*+OPENJML@ ensures session.kind == \old(session.kind) && session.admitted == \old(session.admitted) && session.awaiting == \old(session.awaiting) && session.open == \old(session.open) && session.interrogated == \old(session.interrogated) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable lastTherapyAtMs, gate.*, gate.inner, pump.concentrationUgPerMl, pump.fillNl,
      @     pump.commandedAtFillNl, pump.confirmedAtFillNl, pump.inner, dosing.bridging, dosing.countedUntilCreditMs,
      @     dosing.even, dosing.limitNg, dosing.lockedUntilCreditMs, dosing.newestEndMs, dosing.newestPg,
      @     dosing.pathLost, dosing.pathVolumeNl, dosing.patientDurationMs, dosing.patientEnabled, dosing.patientMay, dosing.patientNl,
      @     dosing.reprogrammed, dosing.usedTokenId, dosing.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    private int confirmTherapy(int kind, boolean reduce, boolean restart) {
        if (kind == Kind.STAGE_CONC_CHANGE) { return confirmChange(); }
        if (kind == Kind.STAGE_RESTORE) { return confirmRestore(reduce); }
        if (kind == Kind.STAGE_RESTART) { return confirmRestart(restart); }
        return confirmSetting(kind);
    }

    /** Commands that set something else than a dose; the others go on to {@link #confirmOrder}. */
    // [contract->req~SR-51~1]
    /*@ private normal_behavior // SR-51
      @   requires kind == session.kind && (kind == Kind.STAGE_PROFILE ==> 1 <= session.first && session.first <= 2 && 1 <= session.second && session.second <= 2 && 1 <= session.third && session.third <= 2);
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner, pump.fillNl, pump.commandedAtFillNl, pump.confirmedAtFillNl, pump.inner,
      @     dosing.countedUntilCreditMs, dosing.limitNg, dosing.lockedUntilCreditMs, dosing.patientDurationMs,
      @     dosing.patientEnabled, dosing.patientMay, dosing.patientNl, dosing.inner; @*/
    /*+OPENJML@ assignable dosing.prescription.*, dosing.prescription.earlier.*, dosing.prescription.earlier.startMs[*],
      @     dosing.prescription.earlier.rateNlPerH[*], gate.*, gate.alarms.*, gate.alarms.active[*],
      @     gate.alarms.critical[*], gate.alarms.pausedUntilMs[*], pump.meter.*, pump.meter.hour.*,
      @     pump.meter.hour.commandedNl[*], pump.meter.hour.confirmedNl[*], pump.meter.day.*,
      @     pump.meter.day.commandedNl[*], pump.meter.day.confirmedNl[*], pump.meter.received.*,
      @     pump.meter.received.commandedNl[*], pump.meter.received.confirmedNl[*], pump.reservoir.*, pump.battery.*,
      @     dosing.patient.*, pump.*, dosing.*; @*/
    private int confirmSetting(int kind) {
        if (kind == Kind.STAGE_REFILL) { return confirmRefill(session.first(), session.second()); }
        if (kind == Kind.STAGE_PTM) {
            return dosing.setPatientBolus(session.first(), session.second(), session.third(), session.fourth(),
                concentrationUgPerMl());
        }
        if (kind == Kind.STAGE_LIMITS) { return dosing.setLimit(session.first(), concentrationUgPerMl()); }
        if (kind == Kind.STAGE_PROFILE) {
            return dosing.setProfile((int) session.first(), (int) session.second(), (int) session.third(),
                concentrationUgPerMl());
        }
        return confirmOrder(kind);
    }

    /** Orders to stop, to run at minimum rate, to resume. */
    // [impl->req~SR-14~1]
    // [contract->req~SR-14~1] [contract->req~SR-51~1] [contract->req~SR-59~1]
    /*@ private normal_behavior // SR-14, SR-51, SR-59
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures kind != Kind.STAGE_RESUME && gate.started ==> \result == Reply.OK && gate.ordered == (kind == Kind.STAGE_MIN_RATE ? 2 : 3) && gate.mode >= gate.ordered;
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner, dosing.inner; @*/
    /*+OPENJML@ assignable dosing.prescription.*, dosing.prescription.earlier.*, dosing.prescription.earlier.startMs[*],
      @     dosing.prescription.earlier.rateNlPerH[*], gate.*, gate.alarms.*, gate.alarms.active[*],
      @     gate.alarms.critical[*], gate.alarms.pausedUntilMs[*]; @*/
    private int confirmOrder(int kind) {
        if (kind == Kind.STAGE_RESUME) { return confirmResume(); }
        if (gate.isStarted()) {
            dosing.remember(clock.nowMs());
            gate.order(kind == Kind.STAGE_MIN_RATE ? Mode.MIN : Mode.STOP, clock.nowMs());
        }
        return Reply.OK;
    }

    // [contract->req~SR-04~1] [contract->req~SR-05~1] [contract->req~SR-07~1] [contract->req~SR-08~1] [contract->req~SR-09~1] [contract->req~SR-10~1] [contract->req~SR-11~1]
    /*@ private normal_behavior // SR-04, SR-05, SR-07, SR-08, SR-09, SR-10, SR-11
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @*/
    /*+OPENJML@ ensures inService == \old(inService) && sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount) && resetCount == \old(resetCount) && timeAnomalyCount == \old(timeAnomalyCount); @*/
    /*+OPENJML@ ensures clock.nowMs == \old(clock.nowMs) && clock.creditMs == \old(clock.creditMs) && clock.rtcSetMs == \old(clock.rtcSetMs) && clock.setAtMs == \old(clock.setAtMs) && clock.trusted == \old(clock.trusted) && clock.todMs == \old(clock.todMs); @*/
    /*+OPENJML@ ensures session.kind == \old(session.kind) && session.admitted == \old(session.admitted) && session.awaiting == \old(session.awaiting) && session.open == \old(session.open) && session.interrogated == \old(session.interrogated) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable lastTherapyAtMs, gate.*, gate.inner, dosing.bridging, dosing.even, dosing.pathLost,
      @     dosing.pathVolumeNl, dosing.reprogrammed, dosing.usedTokenId, dosing.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    private int confirmProgram(boolean soft, boolean reduce, boolean restart) {
        int concentrationUgPerMl = concentrationUgPerMl();
        int verdict = programVerdict(dosing.isStagedReduction(concentrationUgPerMl), reduce);
        if (verdict != Reply.OK) { return verdict; }
        verdict = dosing.stagedVerdict(session.first(), concentrationUgPerMl, gate.bolusNlPerH());
        if (verdict != Reply.OK) { return verdict; }
        boolean known = restart & gate.isActive(Alarm.MEMORY_LOST);
        verdict = dosing.programVerdict(session.second(), soft, reduce, known, concentrationUgPerMl, clock, gate);
        if (verdict != Reply.OK) { return verdict; }
        if (!dosing.isStarted()) {
            lastTherapyAtMs = clock.nowMs();
            gate.start(clock.nowMs());
        }
        dosing.accept(false, concentrationUgPerMl, clock);
        if (gate.isActive(Alarm.MEMORY_LOST)) {
            // K-56: judged as a first start or meant as a restart, it is the decision that A18 waits for too.
            gate.lower(Alarm.RESTART_GAP, clock.nowMs());
            gate.lower(Alarm.MEMORY_LOST, clock.nowMs());
        }
        return Reply.OK;
    }

    // [contract->req~SR-06~1] [contract->req~SR-07~1] [contract->req~SR-15~1] [contract->req~SR-21~1] [contract->req~SR-30~1]
    /*@ private normal_behavior // SR-06, SR-07, SR-15, SR-21, SR-30
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures \result == Reply.OK ==> \old(gate.mode) == 0 && !\old(gate.barred) && \old(gate.bolusNlPerH) == 0;
      @   ensures \result == Reply.OK ==> dosing.newestPg <= 100000000L && dosing.newestPg <= dosing.limitNg * 1000L;
      @   ensures \result != Reply.OK ==> dosing.newestPg == \old(dosing.newestPg) && dosing.newestEndMs == \old(dosing.newestEndMs);
      @*/
    /*+OPENJML@ ensures \result == Reply.OK ==> volumeNl * \old(pump.concentrationUgPerMl) <= 100000000L; @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner, dosing.newestEndMs, dosing.newestPg, dosing.inner; @*/
    /*+OPENJML@ assignable dosing.path.*, dosing.ledger.*, dosing.ledger.dayChargePg[*], dosing.ledger.hourChargePg[*],
      @     dosing.ledger.endMs[*], gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*],
      @     gate.alarms.pausedUntilMs[*], dosing.*; @*/
    private int confirmBolus(long volumeNl, long durationMs) {
        int tipUgPerMl = tipUgPerMl();
        int verdict = bolusCheck(volumeNl, durationMs, tipUgPerMl, Parameters.CLINICIAN_BOLUS_MAX_NG);
        if (verdict != Reply.OK) { return verdict; }
        verdict = dosing.bolusVerdict(volumeNl, durationMs, tipUgPerMl, concentrationUgPerMl(), clock, gate);
        if (verdict != Reply.OK) { return verdict; }
        verdict = reserveVerdict(volumeNl, durationMs);
        if (verdict != Reply.OK) { return verdict; }
        startBolus(volumeNl, durationMs, tipUgPerMl);
        return Reply.OK;
    }

    /** SR-12: the earlier dose comes back, and with it the pump from an ordered STOP or MIN. */
    // [contract->req~SR-12~1] [contract->req~SR-35~1]
    /*@ private normal_behavior // SR-12, SR-35
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \result == Reply.OK ==> gate.ordered == 0;
      @*/
    /*+OPENJML@ ensures inService == \old(inService) && sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount) && resetCount == \old(resetCount) && timeAnomalyCount == \old(timeAnomalyCount); @*/
    /*+OPENJML@ ensures clock.nowMs == \old(clock.nowMs) && clock.creditMs == \old(clock.creditMs) && clock.rtcSetMs == \old(clock.rtcSetMs) && clock.setAtMs == \old(clock.setAtMs) && clock.trusted == \old(clock.trusted) && clock.todMs == \old(clock.todMs); @*/
    /*+OPENJML@ ensures session.kind == \old(session.kind) && session.admitted == \old(session.admitted) && session.awaiting == \old(session.awaiting) && session.open == \old(session.open) && session.interrogated == \old(session.interrogated) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner, dosing.bridging, dosing.even, dosing.pathLost, dosing.pathVolumeNl,
      @     dosing.reprogrammed, dosing.usedTokenId, dosing.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    private int confirmRestore(boolean reduce) {
        int verdict = restoreVerdict(dosing.isStagedLegal(concentrationUgPerMl()));
        if (verdict != Reply.OK) { return verdict; }
        verdict = dosing.restoreVerdict(reduce, concentrationUgPerMl(), clock, gate);
        if (verdict != Reply.OK) { return verdict; }
        dosing.accept(true, concentrationUgPerMl(), clock);
        checkGap();
        gate.order(Mode.RUN, clock.nowMs());
        return Reply.OK;
    }

    /** SR-35: therapy begins again after a long gap. */
    // [contract->req~SR-35~1]
    /*@ private normal_behavior // SR-35
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @*/
    /*+OPENJML@ ensures inService == \old(inService) && sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount) && resetCount == \old(resetCount) && timeAnomalyCount == \old(timeAnomalyCount); @*/
    /*+OPENJML@ ensures clock.nowMs == \old(clock.nowMs) && clock.creditMs == \old(clock.creditMs) && clock.rtcSetMs == \old(clock.rtcSetMs) && clock.setAtMs == \old(clock.setAtMs) && clock.trusted == \old(clock.trusted) && clock.todMs == \old(clock.todMs); @*/
    /*+OPENJML@ ensures session.kind == \old(session.kind) && session.admitted == \old(session.admitted) && session.awaiting == \old(session.awaiting) && session.open == \old(session.open) && session.interrogated == \old(session.interrogated) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable lastTherapyAtMs, gate.*, gate.inner, dosing.bridging, dosing.even, dosing.pathLost,
      @     dosing.pathVolumeNl, dosing.reprogrammed, dosing.usedTokenId, dosing.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    private int confirmRestart(boolean restart) {
        int verdict = restartVerdict(dosing.isStagedLegal(concentrationUgPerMl()));
        if (verdict != Reply.OK) { return verdict; }
        verdict = dosing.restartVerdict(restart, concentrationUgPerMl(), clock, gate);
        if (verdict != Reply.OK) { return verdict; }
        dosing.acceptRestart(concentrationUgPerMl(), clock);
        gate.lower(Alarm.RESTART_GAP, clock.nowMs());
        lastTherapyAtMs = clock.nowMs();
        return Reply.OK;
    }

    /** SR-22: a priming is charged in full, judged against P06 alone (D-12), and its token is used up. */
    // [impl->req~SR-22~1]
    // [contract->req~SR-21~1] [contract->req~SR-22~1] [contract->req~SR-30~1]
    /*@ private normal_behavior // SR-21, SR-22, SR-30
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures \result == Reply.OK ==> tokenId > \old(dosing.usedTokenId) && dosing.usedTokenId == tokenId;
      @   ensures \result == Reply.OK ==> \old(gate.mode) == 0 && !\old(gate.barred) && \old(gate.bolusNlPerH) == 0;
      @   ensures \result != Reply.OK ==> dosing.usedTokenId == \old(dosing.usedTokenId);
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner, dosing.newestEndMs, dosing.newestPg, dosing.usedTokenId, dosing.inner; @*/
    /*+OPENJML@ assignable dosing.path.*, dosing.ledger.*, dosing.ledger.dayChargePg[*], dosing.ledger.hourChargePg[*],
      @     dosing.ledger.endMs[*], gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*],
      @     gate.alarms.pausedUntilMs[*], dosing.*; @*/
    private int confirmPriming(long volumeNl, long durationMs, long tokenId) {
        long nowMs = clock.nowMs();
        int verdict = primingCheck(volumeNl, durationMs, tokenId);
        if (verdict != Reply.OK) { return verdict; }
        int tipUgPerMl = tipUgPerMl();
        verdict = dosing.primingDoseVerdict(volumeNl, durationMs, tipUgPerMl, concentrationUgPerMl(), clock);
        if (verdict != Reply.OK) { return verdict; }
        verdict = reserveVerdict(volumeNl, durationMs);
        if (verdict != Reply.OK) { return verdict; }
        dosing.prime(volumeNl, durationMs, tokenId, tipUgPerMl, clock);
        gate.startBolus(BolusRules.rateNlPerH(volumeNl, durationMs), nowMs + durationMs, nowMs);
        return Reply.OK;
    }

    /** SR-25: at once and together the reservoir holds the new drug, the program its rates, and the bridge begins. */
    // [impl->req~SR-25~1] [impl->req~SR-29~1]
    // [contract->req~SR-25~1] [contract->req~SR-26~1] [contract->req~SR-29~1]
    /*@ private normal_behavior // SR-25, SR-26, SR-29
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures \result != Reply.OK ==> pump.concentrationUgPerMl == \old(pump.concentrationUgPerMl) && pump.fillNl == \old(pump.fillNl);
      @   ensures \result != Reply.OK ==> dosing.bridging == \old(dosing.bridging);
      @   ensures \result == Reply.OK ==> pump.concentrationUgPerMl == session.third && pump.fillNl == session.second;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @*/
    /*+OPENJML@ ensures inService == \old(inService) && sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount) && resetCount == \old(resetCount) && timeAnomalyCount == \old(timeAnomalyCount); @*/
    /*+OPENJML@ ensures clock.nowMs == \old(clock.nowMs) && clock.creditMs == \old(clock.creditMs) && clock.rtcSetMs == \old(clock.rtcSetMs) && clock.setAtMs == \old(clock.setAtMs) && clock.trusted == \old(clock.trusted) && clock.todMs == \old(clock.todMs); @*/
    /*+OPENJML@ ensures session.kind == \old(session.kind) && session.admitted == \old(session.admitted) && session.awaiting == \old(session.awaiting) && session.open == \old(session.open) && session.interrogated == \old(session.interrogated) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner, pump.concentrationUgPerMl, pump.fillNl, pump.commandedAtFillNl,
      @     pump.confirmedAtFillNl, pump.inner, dosing.bridging, dosing.even, dosing.pathLost, dosing.pathVolumeNl,
      @     dosing.patientDurationMs, dosing.patientEnabled, dosing.patientMay, dosing.patientNl, dosing.reprogrammed, dosing.usedTokenId,
      @     dosing.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    private int confirmChange() {
        int oldUgPerMl = concentrationUgPerMl();
        boolean bridge = dosing.isStagedBridge();
        dosing.draftScaled(oldUgPerMl, session.third());
        int verdict = changeCheck(session.first(), session.second(), session.third(), session.fourth(),
            dosing.stagedPathNl(), bridge, !bridge);
        dosing.stageDraft();
        dosing.draftClear();
        if (verdict != Reply.OK) { return verdict; }
        if (bridge) { verdict = dosing.evenVerdict(oldUgPerMl, clock, gate); }
        if (verdict != Reply.OK) { return verdict; }
        boolean discrepancy = pump.isDiscrepancy(session.first());
        dosing.change(oldUgPerMl, (int) session.third(), pump.confirmedNl(), clock);
        pump.change(session.second(), (int) session.third());
        if (discrepancy) {
            gate.raise(Alarm.REFILL_DISCREPANCY, true, clock.nowMs());
        }
        return Reply.OK;
    }

    /** SR-29: both estimates start anew; a discrepancy raises A13 (D-29). */
    // [impl->req~SR-29~1]
    // [contract->req~SR-28~1] [contract->req~SR-29~1]
    /*@ private normal_behavior // SR-28, SR-29
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \result == Reply.OK ==> pump.fillNl == filledNl;
      @   ensures gate.started == \old(gate.started) && gate.dry == \old(gate.dry) && gate.ordered == \old(gate.ordered);
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner, pump.fillNl, pump.commandedAtFillNl, pump.confirmedAtFillNl, pump.inner; @*/
    /*+OPENJML@ assignable pump.meter.*, pump.meter.hour.*, pump.meter.hour.commandedNl[*],
      @     pump.meter.hour.confirmedNl[*], pump.meter.day.*, pump.meter.day.commandedNl[*],
      @     pump.meter.day.confirmedNl[*], pump.meter.received.*, pump.meter.received.commandedNl[*],
      @     pump.meter.received.confirmedNl[*], pump.reservoir.*, pump.battery.*, gate.*, gate.alarms.*,
      @     gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*], pump.*; @*/
    private int confirmRefill(long aspiratedNl, long filledNl) {
        int verdict = refillCheck(aspiratedNl, filledNl, session.third(), session.fourth());
        if (verdict != Reply.OK) { return verdict; }
        boolean discrepancy = pump.isDiscrepancy(aspiratedNl);
        pump.refill(filledNl);
        if (discrepancy) {
            gate.raise(Alarm.REFILL_DISCREPANCY, true, clock.nowMs());
        }
        return Reply.OK;
    }

    /** MODE as when staged; RESERVOIR while nothing is left to deliver; after a long gap A18 follows (SR-35). */
    // [impl->req~SR-35~1] [impl->req~SR-59~1]
    // [contract->req~SR-35~1] [contract->req~SR-59~1]
    /*@ private normal_behavior // SR-35, SR-59
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result == Reply.OK ==> gate.ordered == 0 && !gate.dry;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*]; @*/
    private int confirmResume() {
        if (!gate.isResumable()) { return Reply.MODE; }
        if (pump.isEmpty()) { return Reply.RESERVOIR; }
        checkGap();
        gate.setDry(false, clock.nowMs());
        gate.order(Mode.RUN, clock.nowMs());
        return Reply.OK;
    }

    /** The staged command is discarded: NOT_STAGED, STAGE_EXPIRED. */
    // [contract->req~SR-50~1] [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-50, SR-51
      @   ensures session.kind == 0 || \result == Reply.AUTH;
      @   ensures gate.mode == \old(gate.mode);
      @   ensures \old(session.admitted) == Kind.ABORT ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable session.*, session.inner; @*/
    /*+OPENJML@ assignable session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*]; @*/
    public int abort() {
        if (!session.use(Kind.ABORT)) { return Reply.AUTH; }
        int verdict = session.stageVerdict(clock.nowMs());
        session.discard();
        return session.answer(verdict);
    }

    // ---- patient ----

    /** SR-17: MODE, ALARM_BLOCK, BUSY, BAD_RANGE, DOSE_HOUR, LOCKOUT, COUNT24, DOSE_WINDOW, RESERVOIR; denials are counted. */
    // [impl->req~SR-17~1] [impl->req~SR-18~1]
    // [contract->req~SR-17~1] [contract->req~SR-18~1] [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-17, SR-18, SR-50
      @   ensures \result != Reply.OK ==> gate.bolusNlPerH == \old(gate.bolusNlPerH) && gate.mode == \old(gate.mode);
      @   ensures \result == Reply.OK ==> \old(gate.mode) == 0 && !\old(gate.barred) && \old(gate.bolusNlPerH) == 0;
      @   ensures \result != Reply.OK ==> deniedBolusCount >= \old(deniedBolusCount);
      @   ensures \old(session.admitted) == Kind.PATIENT_BOLUS_REQUEST ==> session.awaiting == 8 && session.answered == \result;
      @   ensures \result == Reply.OK ==> dosing.patientMay && \old(dosing.lockedUntilCreditMs) <= clock.creditMs && \old(dosing.countedUntilCreditMs) <= clock.creditMs;
      @   ensures \result == Reply.OK ==> dosing.newestPg <= 50000000L && dosing.newestPg <= dosing.limitNg * 1000L && dosing.lockedUntilCreditMs >= clock.creditMs + 3600000;
      @   ensures \result != Reply.OK ==> dosing.newestPg == \old(dosing.newestPg) && dosing.newestEndMs == \old(dosing.newestEndMs) && dosing.lockedUntilCreditMs == \old(dosing.lockedUntilCreditMs) && dosing.countedUntilCreditMs == \old(dosing.countedUntilCreditMs);
      @*/
    /*+KEY@ assignable deniedBolusCount, low, dueAtMs, gate.*, gate.inner, dosing.countedUntilCreditMs,
      @     dosing.lockedUntilCreditMs, dosing.newestEndMs, dosing.newestPg, dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable deniedBolusCount, dosing.patient.*, dosing.patient.startedAtCreditMs[*], dosing.path.*,
      @     dosing.ledger.*, dosing.ledger.dayChargePg[*], dosing.ledger.hourChargePg[*], dosing.ledger.endMs[*], gate.*,
      @     gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*], session.*,
      @     session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*], low, dueAtMs, dosing.*; @*/
    public int requestPatientBolus() {
        if (!session.use(Kind.PATIENT_BOLUS_REQUEST)) { return Reply.AUTH; }
        return session.answer(patientReply());
    }

    /** The patient's bolus begins, or is denied and counted. */
    // [contract->req~SR-17~1] [contract->req~SR-18~1]
    /*@ private normal_behavior // SR-17, SR-18
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result != Reply.OK ==> gate.bolusNlPerH == \old(gate.bolusNlPerH) && gate.mode == \old(gate.mode);
      @   ensures \result == Reply.OK ==> \old(gate.mode) == 0 && !\old(gate.barred) && \old(gate.bolusNlPerH) == 0;
      @   ensures \result != Reply.OK ==> deniedBolusCount >= \old(deniedBolusCount);
      @   ensures \result == Reply.OK ==> dosing.patientMay && \old(dosing.lockedUntilCreditMs) <= clock.creditMs && \old(dosing.countedUntilCreditMs) <= clock.creditMs;
      @   ensures \result == Reply.OK ==> dosing.newestPg <= 50000000L && dosing.newestPg <= dosing.limitNg * 1000L && dosing.lockedUntilCreditMs >= clock.creditMs + 3600000;
      @   ensures \result != Reply.OK ==> dosing.newestPg == \old(dosing.newestPg) && dosing.newestEndMs == \old(dosing.newestEndMs) && dosing.lockedUntilCreditMs == \old(dosing.lockedUntilCreditMs) && dosing.countedUntilCreditMs == \old(dosing.countedUntilCreditMs);
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable deniedBolusCount, low, dueAtMs, gate.*, gate.inner, dosing.countedUntilCreditMs,
      @     dosing.lockedUntilCreditMs, dosing.newestEndMs, dosing.newestPg, dosing.inner; @*/
    /*+OPENJML@ assignable deniedBolusCount, dosing.patient.*, dosing.patient.startedAtCreditMs[*], dosing.path.*,
      @     dosing.ledger.*, dosing.ledger.dayChargePg[*], dosing.ledger.hourChargePg[*], dosing.ledger.endMs[*], gate.*,
      @     gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*], low, dueAtMs,
      @     dosing.*; @*/
    private int patientReply() {
        int tipUgPerMl = tipUgPerMl();
        int verdict = patientVerdict(tipUgPerMl);
        if (verdict != Reply.OK) {
            deniedBolusCount = Arithmetic.addUpTo(deniedBolusCount, 1, 1000000000000000L);
            return verdict;
        }
        dosing.startPatientBolus(clock.creditMs());
        startBolus(dosing.patientVolumeNl(), dosing.patientDurationMs(), tipUgPerMl);
        settle();
        return Reply.OK;
    }

    // [contract->req~SR-17~1]
    /*@ private normal_behavior // SR-17
      @   requires (tipUgPerMl == 500 || tipUgPerMl == 1000 || tipUgPerMl == 2000) && pump.concentrationUgPerMl <= tipUgPerMl;
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result == Reply.OK ==> gate.mode == 0 && !gate.barred && gate.bolusNlPerH == 0;
      @   ensures \result == Reply.OK ==> dosing.patientMay && dosing.lockedUntilCreditMs <= clock.creditMs && dosing.countedUntilCreditMs <= clock.creditMs;
      @   ensures \result == Reply.OK ==> 1 <= dosing.patientNl && dosing.patientNl * tipUgPerMl <= 50000000L && dosing.patientNl * tipUgPerMl <= dosing.limitNg * 1000L;
      @   ensures \result == Reply.OK ==> dosing.patientDurationMs <= dosing.patientNl * 3600000L && dosing.patientNl * 3600000L <= 1000000L * dosing.patientDurationMs;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int patientVerdict(int tipUgPerMl) {
        if (!dosing.isPatientBolusEnabled()) { return Reply.MODE; }
        int verdict = bolusCheck(dosing.patientVolumeNl(), dosing.patientDurationMs(), tipUgPerMl,
            Parameters.PATIENT_BOLUS_MAX_NG);
        if (verdict != Reply.OK) { return verdict; }
        verdict = dosing.patientVerdict(tipUgPerMl, concentrationUgPerMl(), clock, gate);
        if (verdict != Reply.OK) { return verdict; }
        return reserveVerdict(dosing.patientVolumeNl(), dosing.patientDurationMs());
    }

    /** SR-30: RESERVOIR if the bolus, and the basal during it, would not leave P20. */
    // [impl->req~SR-30~1]
    // [contract->req~SR-30~1]
    /*@ private normal_behavior // SR-30
      @   requires 1 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000;
      @   ensures \result == Reply.OK || \result == Reply.RESERVOIR;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int reserveVerdict(long volumeNl, long durationMs) {
        long dueNl = Arithmetic.ceilNl(volumeNl * Arithmetic.LOAD_PER_NL + basalLoadNlMsPerH(durationMs));
        if (!BolusRules.leavesReserve(pump.pessimisticNl(), dueNl)) { return Reply.RESERVOIR; }
        return Reply.OK;
    }

    /** SR-21: charged in full first, then the motor moves. */
    // [impl->req~SR-19~1] [impl->req~SR-21~1]
    // [contract->req~SR-19~1] [contract->req~SR-21~1]
    /*@ private normal_behavior // SR-19, SR-21
      @   requires gate.mode == 0 && !gate.barred && gate.bolusNlPerH == 0;
      @   requires volumeNl * tipUgPerMl <= 5000000000L && durationMs <= volumeNl * 3600000L;
      @   requires tipUgPerMl == 500 || tipUgPerMl == 1000 || tipUgPerMl == 2000;
      @   requires volumeNl * 3600000L <= 1000000L * durationMs;
      @   requires 1 <= volumeNl && volumeNl <= 40000000 && 60000 <= durationMs && durationMs <= 43200000;
      @   ensures gate.bolusEndsAtMs == clock.nowMs + durationMs;
      @   ensures dosing.newestEndMs == clock.nowMs + durationMs && dosing.newestPg == volumeNl * tipUgPerMl;
      @*/
    /*+OPENJML@ ensures dosing.limitNg == \old(dosing.limitNg) && dosing.patientMay == \old(dosing.patientMay); @*/
    /*+OPENJML@ ensures dosing.lockedUntilCreditMs == \old(dosing.lockedUntilCreditMs) && dosing.countedUntilCreditMs == \old(dosing.countedUntilCreditMs); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner, dosing.newestEndMs, dosing.newestPg, dosing.inner; @*/
    /*+OPENJML@ assignable dosing.path.*, dosing.ledger.*, dosing.ledger.dayChargePg[*], dosing.ledger.hourChargePg[*],
      @     dosing.ledger.endMs[*], gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*],
      @     gate.alarms.pausedUntilMs[*], dosing.*; @*/
    private void startBolus(long volumeNl, long durationMs, int tipUgPerMl) {
        long nowMs = clock.nowMs();
        dosing.charge(volumeNl, durationMs, tipUgPerMl, nowMs);
        gate.startBolus(BolusRules.rateNlPerH(volumeNl, durationMs), nowMs + durationMs, nowMs);
    }

    /** The patient may read the pump's state. */
    // [contract->req~SR-47~1] [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-47, SR-50
      @   ensures gate.mode == \old(gate.mode) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures \result == Reply.OK || \result == Reply.AUTH;
      @   ensures \old(session.admitted) == Kind.PATIENT_STATUS ==> session.awaiting == 8 && session.answered == \result;
      @*/
    /*+KEY@ assignable session.*, session.inner; @*/
    /*+OPENJML@ assignable session.*, session.keys.*, session.keys.reply[*], session.keys.stagedDigest[*]; @*/
    public int patientStatus() {
        if (!session.use(Kind.PATIENT_STATUS)) { return Reply.AUTH; }
        return session.answer(Reply.OK);
    }

    // ---- the pump's own wiring ----

    /**
     * Time passes (SR-52): TIME for dt ≤ 0, which moves nothing. What the motor was told since the last tick is
     * booked, then flow, reservoir, battery and clock are judged, and what is due happens.
     */
    // [impl->req~SR-13~1] [impl->req~SR-41~1] [impl->req~SR-52~1] [impl->req~SR-56~1]
    // [contract->req~SR-13~1] [contract->req~SR-41~1] [contract->req~SR-51~1] [contract->req~SR-52~1] [contract->req~SR-56~1]
    /*@ public normal_behavior // SR-13, SR-41, SR-51, SR-52, SR-56
      @   ensures \result == (dtMs <= 0 ? Reply.TIME : Reply.OK);
      @   ensures dtMs <= 0 ==> clock.nowMs == \old(clock.nowMs) && gate.mode == \old(gate.mode)
      @       && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures clock.creditMs - \old(clock.creditMs) <= 60000;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures dtMs > 0 ==> clock.nowMs >= \old(clock.nowMs);
      @   ensures gate.ordered == \old(gate.ordered) && gate.started == \old(gate.started);
      @   ensures dtMs > 0 && session.open ==> clock.nowMs - session.lastMessageAtMs < 300000;
      @*/
    /*+OPENJML@ ensures sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount) && resetCount == \old(resetCount); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ assignable inService, timeAnomalyCount, lastTherapyAtMs, clock.*, low, dueAtMs, gate.*, gate.inner,
      @     pump.batteryDue, pump.batteryDueSinceMs, pump.carryNlMsPerH, pump.commandedNl, pump.deficitNl,
      @     pump.progress, pump.inner, dosing.atMs, dosing.bridging, dosing.commandedNl, dosing.confirmedNl,
      @     dosing.even, dosing.newestEndMs, dosing.pathLost, dosing.pathVolumeNl, dosing.reprogrammed,
      @     dosing.usedTokenId, dosing.inner, session.*; @*/
    /*+OPENJML@ assignable \everything, gate.alarms.active[*]; @*/
    public int tick(long dtMs, long rtcMs) {
        inService = true;
        if (dtMs <= 0) { return Reply.TIME; }
        deliver(Arithmetic.min(dtMs, Clock.TICK_CREDIT_MAX_MS));
        session.expire(clock.nowMs());
        watch(rtcMs, dtMs);
        return Reply.OK;
    }

    /** What time has brought: if anything has changed by itself, what is due happens. */
    // [contract->req~SR-13~1] [contract->req~SR-52~1]
    /*@ private normal_behavior // SR-13, SR-52
      @   requires 1 <= dtMs;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures gate.ordered == \old(gate.ordered) && gate.started == \old(gate.started);
      @   ensures clock.nowMs == \old(clock.nowMs) && clock.creditMs == \old(clock.creditMs);
      @*/
    /*+OPENJML@ ensures session.open == \old(session.open) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+OPENJML@ ensures sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount) && resetCount == \old(resetCount); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable timeAnomalyCount, clock.*, low, dueAtMs, gate.*, gate.inner, pump.batteryDue, pump.batteryDueSinceMs,
      @     pump.inner, dosing.bridging, dosing.even, dosing.newestEndMs, dosing.pathLost, dosing.pathVolumeNl,
      @     dosing.reprogrammed, dosing.usedTokenId, dosing.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    private void watch(long rtcMs, long dtMs) {
        boolean news = isDue();
        news = dosing.watchPath(pump.confirmedNl(), concentrationUgPerMl(), clock) | news;
        news = watchClock(rtcMs, dtMs) | news;
        news = watchDrug() | news;
        news = watchDevice() | news;
        if (news) {
            settle();
        }
    }

    /** Whether the drug flows as it should, and how much of it is left. */
    // [contract->req~SR-28~1] [contract->req~SR-31~1]
    /*@ private normal_behavior // SR-28, SR-31
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \old(pump.fillNl) <= 1000000 ==> gate.dry && gate.bolusNlPerH == 0;
      @   ensures gate.ordered == \old(gate.ordered) && gate.started == \old(gate.started);
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner, pump.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     pump.meter.*, pump.meter.hour.*, pump.meter.hour.commandedNl[*], pump.meter.hour.confirmedNl[*],
      @     pump.meter.day.*, pump.meter.day.commandedNl[*], pump.meter.day.confirmedNl[*], pump.meter.received.*,
      @     pump.meter.received.commandedNl[*], pump.meter.received.confirmedNl[*], pump.reservoir.*, pump.battery.*; @*/
    private boolean watchDrug() {
        boolean news = watchFlow();
        return watchReservoir() | news;
    }

    /** Its battery, and the check after a field. */
    // [contract->req~SR-37~1] [contract->req~SR-39~1]
    /*@ private normal_behavior // SR-37, SR-39
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures gate.ordered == \old(gate.ordered) && gate.started == \old(gate.started);
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner, pump.batteryDue, pump.batteryDueSinceMs, pump.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     pump.meter.*, pump.meter.hour.*, pump.meter.hour.commandedNl[*], pump.meter.hour.confirmedNl[*],
      @     pump.meter.day.*, pump.meter.day.commandedNl[*], pump.meter.day.confirmedNl[*], pump.meter.received.*,
      @     pump.meter.received.commandedNl[*], pump.meter.received.confirmedNl[*], pump.reservoir.*, pump.battery.*,
      @     pump.*; @*/
    private boolean watchDevice() {
        boolean news = watchBattery();
        return gate.judgeCheck(pump.confirmedNl(), clock.nowMs()) | news;
    }

    /** Books what the motor was told, and moves the clock. */
    // [impl->req~SR-33~1] [impl->req~SR-52~1]
    // [contract->req~SR-33~1] [contract->req~SR-52~1]
    /*@ private normal_behavior // SR-33, SR-52
      @   requires 1 <= dtMs && dtMs <= 315360000000L;
      @   ensures clock.nowMs >= \old(clock.nowMs) && clock.creditMs - \old(clock.creditMs) <= 60000;
      @   ensures gate.bolusNlPerH == 0 || gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH);
      @   ensures (gate.mode > 1 || !dosing.bridging && (gate.mode != 0 || gate.untimed)) && \old(gate.bolusNlPerH) == 0 && \old(pump.commandedNl) <= 3700000000000L ==> pump.commandedNl * 3600000L + pump.carryNlMsPerH == \old(pump.commandedNl) * 3600000L + \old(pump.carryNlMsPerH) + \old(gate.basalNlPerH) * dtMs;
      @*/
    /*+OPENJML@ ensures gate.ordered == \old(gate.ordered) && gate.started == \old(gate.started); @*/
    /*+OPENJML@ ensures sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount) && resetCount == \old(resetCount); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ assignable clock.*, lastTherapyAtMs, gate.bolusNlPerH, pump.carryNlMsPerH, pump.commandedNl, pump.deficitNl,
      @     pump.progress, pump.inner, dosing.atMs, dosing.commandedNl, dosing.confirmedNl, dosing.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    private void deliver(long dtMs) {
        boolean flowing = isFlowing();
        long bolusLoadNlMsPerH = bolusLoadNlMsPerH(dtMs);
        pump.command(basalLoadNlMsPerH(dtMs) + bolusLoadNlMsPerH, dtMs);
        clock.advance(dtMs);
        dosing.advance(clock.nowMs(), pump.commandedNl(), pump.confirmedNl(), concentrationUgPerMl(), bolusLoadNlMsPerH);
        gate.endBolusIfDue(clock.nowMs());
        boolean treated = flowing & (gate.mode() <= Mode.HOLD);
        if (treated) {
            lastTherapyAtMs = clock.nowMs();
        }
    }

    /** Something flowed since the last tick: the encoder has said so, or it is lost and the motor has not stalled. */
    // [contract->req~SR-35~1]
    /*@ private normal_behavior // SR-35
      @   ensures (pump.progress ==> \result) && (gate.blind && !gate.stalled ==> \result);
      @   ensures \result ==> pump.progress || gate.blind && !gate.stalled;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isFlowing() {
        boolean unseen = gate.isActive(Alarm.SENSOR_LOST) & !gate.isActive(Alarm.STALL);
        return pump.isProgress() | unseen;
    }

    /** The load of the running bolus in a stretch that begins now. */
    // [contract->req~SR-19~1]
    /*@ private normal_behavior // SR-19
      @   requires 1 <= lastsMs && lastsMs <= 315360000000L;
      @   ensures 0 <= \result && \result <= 1000000L * lastsMs;
      @   ensures gate.bolusNlPerH == 0 ==> \result == 0;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ long bolusLoadNlMsPerH(long lastsMs) {
        return Arithmetic.loadNlMsPerH(gate.bolusNlPerH(), gate.bolusPartMs(clock.nowMs(), lastsMs));
    }

    /** The basal load of a stretch that begins now, steps of the flex day included (K-12). */
    // [contract->req~SR-13~1]
    /*@ private normal_behavior // SR-13
      @   requires 1 <= lastsMs && lastsMs <= 315360000000L;
      @   ensures 0 <= \result && \result <= 1000000L * lastsMs;
      @   ensures !dosing.bridging && (gate.mode != 0 || dosing.even || gate.untimed) ==> \result == gate.basalNlPerH * lastsMs;
      @   ensures gate.mode > 1 ==> \result == gate.basalNlPerH * lastsMs;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ long basalLoadNlMsPerH(long lastsMs) {
        if (isScheduled()) { return dosing.loadNlMsPerH(clock.todMs(), lastsMs); }
        if (gate.mode() > Mode.HOLD) { return Arithmetic.loadNlMsPerH(gate.basalNlPerH(), lastsMs); }
        if (dosing.isBridging()) { return bridgeLoadNlMsPerH(lastsMs); }
        return Arithmetic.loadNlMsPerH(gate.basalNlPerH(), lastsMs);
    }

    /**
     * K-12: a tick that comes later than the bridge should have ended books the new rate from there on: a motor that went
     * on at the old one, with the new drug, shows as what it is.
     */
    // [impl->req~SR-26~1]
    // [contract->req~SR-26~1]
    /*@ private normal_behavior // SR-26
      @   requires 1 <= lastsMs && lastsMs <= 315360000000L && gate.mode <= 1;
      @   ensures 0 <= \result && \result <= 1000000L * lastsMs;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ long bridgeLoadNlMsPerH(long lastsMs) {
        long untilMs = Arithmetic.min(lastsMs, dosing.bridgeInMs(pump.carryNlMsPerH(), gate.basalNlPerH()));
        return Arithmetic.loadNlMsPerH(gate.basalNlPerH(), untilMs)
            + Arithmetic.loadNlMsPerH(dosing.meanNlPerH(), lastsMs - untilMs);
    }

    /** The flex schedule is followed: RUN, no even flow for the path (SR-26), and trusted time (SR-53). */
    // [contract->req~SR-26~1] [contract->req~SR-53~1]
    /*@ private normal_behavior // SR-26, SR-53
      @   ensures \result == (gate.mode == 0 && !dosing.even && !gate.untimed);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isScheduled() {
        if (gate.mode() != Mode.RUN) { return false; }
        if (dosing.isEven()) { return false; }
        return !gate.isActive(Alarm.TIME_ANOMALY);
    }

    /** SR-52, SR-53: A14 from a long tick, or from a real-time clock that left monotonic time. */
    // [impl->req~SR-52~1] [impl->req~SR-53~1]
    // [contract->req~SR-52~1] [contract->req~SR-53~1]
    /*@ private normal_behavior // SR-52, SR-53
      @   requires 1 <= dtMs;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures clock.nowMs == \old(clock.nowMs) && clock.creditMs == \old(clock.creditMs);
      @   ensures !clock.trusted ==> gate.untimed;
      @   ensures gate.started == \old(gate.started) && gate.dry == \old(gate.dry) && gate.ordered == \old(gate.ordered);
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable clock.*, timeAnomalyCount, gate.*, gate.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     clock.*, timeAnomalyCount; @*/
    private boolean watchClock(long rtcMs, long dtMs) {
        clock.compare(rtcMs);
        if (dtMs > Parameters.TICK_MAX_MS) {
            timeAnomalyCount = Arithmetic.addUpTo(timeAnomalyCount, 1, 1000000000000000L);
        }
        if (clock.isTrusted()) { return false; }
        return gate.raiseNew(Alarm.TIME_ANOMALY, false, clock.nowMs());
    }

    /** SR-31, SR-32: A03 and A01; suspended while flow confirmation is lost (D-22). */
    // [impl->req~SR-31~1] [impl->req~SR-32~1]
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ private normal_behavior // SR-31, SR-32
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \result ==> gate.bolusNlPerH == 0 && (gate.stalled || gate.mode == 3);
      @   ensures gate.started == \old(gate.started) && gate.dry == \old(gate.dry) && gate.ordered == \old(gate.ordered);
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner, pump.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     pump.meter.*, pump.meter.hour.*, pump.meter.hour.commandedNl[*], pump.meter.hour.confirmedNl[*],
      @     pump.meter.day.*, pump.meter.day.commandedNl[*], pump.meter.day.confirmedNl[*], pump.meter.received.*,
      @     pump.meter.received.commandedNl[*], pump.meter.received.confirmedNl[*], pump.reservoir.*, pump.battery.*; @*/
    private boolean watchFlow() {
        int verdict = pump.judgeFlow(clock.nowMs());
        if (gate.isActive(Alarm.SENSOR_LOST)) { return false; }
        if (verdict == FlowMeter.TOO_MUCH) { return gate.raiseNew(Alarm.OVER_DELIVERY, true, clock.nowMs()); }
        if (verdict == FlowMeter.TOO_LITTLE) { return gate.raiseNew(Alarm.STALL, true, clock.nowMs()); }
        return false;
    }

    /** SR-28: A04 as long as it is low, A05 when it may be empty, the dry stop when it must be. */
    // [impl->req~SR-28~1]
    // [contract->req~SR-28~1]
    /*@ private normal_behavior // SR-28
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \old(pump.fillNl) <= 1000000 ==> gate.dry && gate.bolusNlPerH == 0;
      @   ensures gate.started == \old(gate.started) && gate.ordered == \old(gate.ordered) && gate.memoryLost == \old(gate.memoryLost);
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*]; @*/
    private boolean watchReservoir() {
        boolean news = watchLow();
        return watchEmpty() | news;
    }

    /** SR-28: A04 comes and goes with its condition. */
    // [contract->req~SR-28~1]
    /*@ private normal_behavior // SR-28
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures gate.started == \old(gate.started) && gate.ordered == \old(gate.ordered) && gate.memoryLost == \old(gate.memoryLost);
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*]; @*/
    private boolean watchLow() {
        if (pump.isLow()) { return gate.raiseNew(Alarm.RESERVOIR_LOW, false, clock.nowMs()); }
        if (gate.isActive(Alarm.RESERVOIR_LOW)) {
            gate.lower(Alarm.RESERVOIR_LOW, clock.nowMs());
            return true;
        }
        return false;
    }

    /** SR-28: A05 when it may be empty; the dry stop when nothing can be left. */
    // [contract->req~SR-28~1]
    /*@ private normal_behavior // SR-28
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \old(pump.fillNl) <= 1000000 ==> gate.dry && gate.bolusNlPerH == 0;
      @   ensures gate.started == \old(gate.started) && gate.ordered == \old(gate.ordered) && gate.memoryLost == \old(gate.memoryLost);
      @   ensures \old(gate.barring) != 0 ==> gate.barring != 0;
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*]; @*/
    private boolean watchEmpty() {
        boolean news = watchSupply();
        boolean runsDry = pump.isEmpty() & !gate.isDry();
        if (runsDry) { gate.setDry(true, clock.nowMs()); }
        return runsDry | news;
    }

    /** SR-28: A05 when it may be empty. */
    // [contract->req~SR-28~1]
    /*@ private normal_behavior // SR-28
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures gate.started == \old(gate.started) && gate.dry == \old(gate.dry) && gate.ordered == \old(gate.ordered) && gate.memoryLost == \old(gate.memoryLost);
      @   ensures \old(gate.barring) != 0 ==> gate.barring != 0;
      @   ensures \result ==> gate.barring != 0;
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*]; @*/
    private boolean watchSupply() {
        if (!pump.isPossiblyEmpty()) { return false; }
        return gate.raiseNew(Alarm.RESERVOIR_EMPTY, true, clock.nowMs());
    }

    /** SR-39: A06 and A07. */
    // [impl->req~SR-39~1]
    // [contract->req~SR-39~1]
    /*@ private normal_behavior // SR-39
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures pump.batteryDue && clock.nowMs - pump.batteryDueSinceMs >= 7776000000L ==> gate.mode == 3;
      @   ensures gate.started == \old(gate.started) && gate.dry == \old(gate.dry) && gate.ordered == \old(gate.ordered);
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner, pump.batteryDue, pump.batteryDueSinceMs, pump.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     pump.meter.*, pump.meter.hour.*, pump.meter.hour.commandedNl[*], pump.meter.hour.confirmedNl[*],
      @     pump.meter.day.*, pump.meter.day.commandedNl[*], pump.meter.day.confirmedNl[*], pump.meter.received.*,
      @     pump.meter.received.commandedNl[*], pump.meter.received.confirmedNl[*], pump.reservoir.*, pump.battery.*,
      @     pump.*; @*/
    private boolean watchBattery() {
        boolean news = watchVoltage();
        return watchAge() | news;
    }

    /** SR-39: A06 from the first low voltage or a high age on. */
    // [contract->req~SR-39~1]
    /*@ private normal_behavior // SR-39
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures gate.started == \old(gate.started) && gate.dry == \old(gate.dry) && gate.ordered == \old(gate.ordered);
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner, pump.batteryDue, pump.batteryDueSinceMs, pump.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     pump.meter.*, pump.meter.hour.*, pump.meter.hour.commandedNl[*], pump.meter.hour.confirmedNl[*],
      @     pump.meter.day.*, pump.meter.day.commandedNl[*], pump.meter.day.confirmedNl[*], pump.meter.received.*,
      @     pump.meter.received.commandedNl[*], pump.meter.received.confirmedNl[*], pump.reservoir.*, pump.battery.*,
      @     pump.*; @*/
    private boolean watchVoltage() {
        if (!pump.judgeBattery(clock.nowMs())) { return false; }
        return gate.raiseNew(Alarm.ERI, false, clock.nowMs());
    }

    /** SR-39: A07, and with it STOP, when the battery's time is over. */
    // [contract->req~SR-39~1]
    /*@ private normal_behavior // SR-39
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures pump.batteryDue && clock.nowMs - pump.batteryDueSinceMs >= 7776000000L ==> gate.mode == 3;
      @   ensures gate.started == \old(gate.started) && gate.dry == \old(gate.dry) && gate.ordered == \old(gate.ordered);
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*]; @*/
    private boolean watchAge() {
        if (!pump.isOver(clock.nowMs())) { return false; }
        return gate.raiseNew(Alarm.EOS, true, clock.nowMs());
    }

    /** The motor's encoder confirms a volume: below 0 BAD_RANGE. Any progress ends a stall (D-20). */
    // [impl->req~SR-32~1]
    // [contract->req~SR-32~1] [contract->req~SR-34~1]
    /*@ public normal_behavior // SR-32, SR-34
      @   ensures \result == (deltaNl < 0 ? Reply.BAD_RANGE : Reply.OK);
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @*/
    /*+KEY@ assignable sensorLost, low, dueAtMs, gate.*, gate.inner, pump.confirmedNl, pump.deficitNl, pump.progress,
      @     pump.inner, dosing.newestEndMs, dosing.inner; @*/
    /*+OPENJML@ assignable sensorLost, pump.meter.*, pump.meter.hour.*, pump.meter.hour.commandedNl[*],
      @     pump.meter.hour.confirmedNl[*], pump.meter.day.*, pump.meter.day.commandedNl[*], pump.meter.day.confirmedNl[*],
      @     pump.meter.received.*, pump.meter.received.commandedNl[*], pump.meter.received.confirmedNl[*], pump.reservoir.*,
      @     pump.battery.*, gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*],
      @     gate.alarms.pausedUntilMs[*], dosing.ledger.*, dosing.ledger.endMs[*], low, dueAtMs, pump.*, dosing.*; @*/
    public int confirmFlow(long deltaNl) {
        if (deltaNl < 0) { return Reply.BAD_RANGE; }
        pump.confirm(deltaNl);
        sensorLost = false;
        if (deltaNl > 0) {
            recover();
        }
        return Reply.OK;
    }

    /** A01 becomes A02, flow is watched anew, and a gap of P30 leads to A18 (SR-32, SR-35). */
    // [impl->req~SR-32~1] [impl->req~SR-35~1]
    // [contract->req~SR-32~1] [contract->req~SR-35~1]
    /*@ private normal_behavior // SR-32, SR-35
      @   ensures !gate.stalled;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, pump.deficitNl, pump.inner, dosing.newestEndMs,
      @     dosing.inner; @*/
    /*+OPENJML@ assignable pump.meter.*, pump.meter.hour.*, pump.meter.hour.commandedNl[*],
      @     pump.meter.hour.confirmedNl[*], pump.meter.day.*, pump.meter.day.commandedNl[*],
      @     pump.meter.day.confirmedNl[*], pump.meter.received.*, pump.meter.received.commandedNl[*],
      @     pump.meter.received.confirmedNl[*], pump.reservoir.*, pump.battery.*, gate.*, gate.alarms.*,
      @     gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*], dosing.ledger.*, dosing.ledger.endMs[*], low,
      @     dueAtMs, dosing.*, pump.*; @*/
    private void recover() {
        if (!gate.isActive(Alarm.STALL)) { return; }
        pump.recoverFlow();
        gate.lower(Alarm.STALL, clock.nowMs());
        gate.raise(Alarm.STALL_RECOVERED, false, clock.nowMs());
        checkGap();
        settle();
    }

    /** SR-35: after a gap of P30 the full dose is an overdose; A18 asks for a dose. */
    // [impl->req~SR-35~1]
    // [contract->req~SR-35~1]
    /*@ private normal_behavior // SR-35
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures gate.started && clock.nowMs - lastTherapyAtMs >= 172800000 ==> gate.gapped && gate.mode >= 2;
      @   ensures gate.started == \old(gate.started) && gate.dry == \old(gate.dry) && gate.ordered == \old(gate.ordered) && gate.heldUntilMs == \old(gate.heldUntilMs) && gate.bolusEndsAtMs == \old(gate.bolusEndsAtMs);
      @   ensures gate.mriBegun == \old(gate.mriBegun) && gate.inField == \old(gate.inField) && gate.looked == \old(gate.looked) && gate.checkSinceMs == \old(gate.checkSinceMs) && gate.checkFromNl == \old(gate.checkFromNl);
      @   ensures gate.stalled == \old(gate.stalled) && gate.memoryLost == \old(gate.memoryLost) && gate.copyLost == \old(gate.copyLost) && gate.untimed == \old(gate.untimed) && gate.attacked == \old(gate.attacked);
      @   ensures gate.bridgeLost == \old(gate.bridgeLost) && gate.blind == \old(gate.blind) && gate.faulty == \old(gate.faulty) && gate.restarted == \old(gate.restarted) && gate.held == \old(gate.held);
      @   ensures \old(gate.barring) != 0 ==> gate.barring != 0;
      @*/
    /*+OPENJML@ ensures gate.alarms.active[8] == \old(gate.alarms.active[8]) && gate.alarms.active[12] == \old(gate.alarms.active[12]); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*]; @*/
    private void checkGap() {
        if (!gate.isStarted()) { return; }
        if (AlarmRules.isRestartGap(clock.nowMs() - lastTherapyAtMs)) {
            gate.raise(Alarm.RESTART_GAP, true, clock.nowMs());
        }
    }

    /** SR-35: whatever brought the basal back above MIN, a gap of P30 asks for a dose first. */
    // [impl->req~SR-35~1]
    // [contract->req~SR-35~1]
    /*@ private normal_behavior // SR-35
      @   ensures low == (gate.started && gate.mode >= 2);
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures gate.started == \old(gate.started) && gate.dry == \old(gate.dry) && gate.ordered == \old(gate.ordered) && gate.heldUntilMs == \old(gate.heldUntilMs) && gate.bolusEndsAtMs == \old(gate.bolusEndsAtMs);
      @   ensures gate.mriBegun == \old(gate.mriBegun) && gate.inField == \old(gate.inField) && gate.looked == \old(gate.looked) && gate.checkSinceMs == \old(gate.checkSinceMs) && gate.checkFromNl == \old(gate.checkFromNl);
      @   ensures gate.stalled == \old(gate.stalled) && gate.memoryLost == \old(gate.memoryLost) && gate.copyLost == \old(gate.copyLost) && gate.untimed == \old(gate.untimed) && gate.attacked == \old(gate.attacked);
      @   ensures gate.bridgeLost == \old(gate.bridgeLost) && gate.blind == \old(gate.blind) && gate.faulty == \old(gate.faulty) && gate.restarted == \old(gate.restarted) && gate.held == \old(gate.held);
      @   ensures \old(gate.barring) != 0 ==> gate.barring != 0;
      @*/
    /*+OPENJML@ ensures gate.alarms.active[8] == \old(gate.alarms.active[8]) && gate.alarms.active[12] == \old(gate.alarms.active[12]); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable low, gate.*, gate.inner; @*/
    /*+OPENJML@ assignable low, gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*],
      @     gate.alarms.pausedUntilMs[*]; @*/
    private void comeBack() {
        if (low) {
            if (!gate.isLow()) {
                checkGap();
            }
        }
        low = gate.isLow();
    }

    /** The motor reports a stall: A01 at once. */
    // [contract->req~SR-32~1] [contract->req~SR-41~1]
    /*@ public normal_behavior // SR-32, SR-41
      @   ensures \result == Reply.OK && gate.stalled && gate.bolusNlPerH == 0;
      @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dosing.ledger.*, dosing.ledger.endMs[*], low, dueAtMs, dosing.*; @*/
    public int motorStall() {
        gate.raise(Alarm.STALL, true, clock.nowMs());
        settle();
        return Reply.OK;
    }

    /** The motor reports that it turns again. */
    // [contract->req~SR-32~1]
    /*@ public normal_behavior // SR-32
      @   ensures \result == Reply.OK && !gate.stalled;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, pump.deficitNl, pump.inner, dosing.newestEndMs,
      @     dosing.inner; @*/
    /*+OPENJML@ assignable pump.meter.*, pump.meter.hour.*, pump.meter.hour.commandedNl[*],
      @     pump.meter.hour.confirmedNl[*], pump.meter.day.*, pump.meter.day.commandedNl[*],
      @     pump.meter.day.confirmedNl[*], pump.meter.received.*, pump.meter.received.commandedNl[*],
      @     pump.meter.received.confirmedNl[*], pump.reservoir.*, pump.battery.*, gate.*, gate.alarms.*,
      @     gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*], dosing.ledger.*, dosing.ledger.endMs[*], low,
      @     dueAtMs, dosing.*, pump.*; @*/
    public int motorRecovered() {
        recover();
        return Reply.OK;
    }

    /** A magnetic field, announced by MRI_BEGIN or not: no bolus until it is gone, and the check is due, A17 (D-37). */
    // [impl->req~SR-37~1]
    // [contract->req~SR-36~1] [contract->req~SR-37~1]
    /*@ public normal_behavior // SR-36, SR-37
      @   ensures \result == Reply.OK && gate.inField && gate.bolusNlPerH == 0 && !gate.looked;
      @   ensures gate.checkSinceMs == clock.nowMs && gate.checkFromNl == pump.confirmedNl;
      @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dosing.ledger.*, dosing.ledger.endMs[*], low, dueAtMs, dosing.*; @*/
    public int detectField() {
        gate.setField(true, pump.confirmedNl(), clock.nowMs());
        settle();
        return Reply.OK;
    }

    /** The field is gone: the check begins anew. */
    // [impl->req~SR-37~1]
    // [contract->req~SR-36~1] [contract->req~SR-37~1]
    /*@ public normal_behavior // SR-36, SR-37
      @   ensures \result == Reply.OK && !gate.inField && gate.bolusNlPerH == 0 && !gate.looked;
      @   ensures gate.checkSinceMs == clock.nowMs && gate.checkFromNl == pump.confirmedNl;
      @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dosing.ledger.*, dosing.ledger.endMs[*], low, dueAtMs, dosing.*; @*/
    public int clearField() {
        gate.setField(false, pump.confirmedNl(), clock.nowMs());
        settle();
        return Reply.OK;
    }

    /** Flow confirmation is lost: A19, HOLD; critical after an hour. */
    // [contract->req~SR-41~1]
    /*@ public normal_behavior // SR-41
      @   ensures \result == Reply.OK && gate.blind && sensorLost;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @*/
    /*+KEY@ assignable sensorLost, sensorLostAtMs, low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner; @*/
    /*+OPENJML@ assignable sensorLost, sensorLostAtMs, gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*],
      @     gate.alarms.pausedUntilMs[*], dosing.ledger.*, dosing.ledger.endMs[*], low, dueAtMs, dosing.*; @*/
    public int sensorFault() {
        sensorLost = true;
        if (gate.raiseNew(Alarm.SENSOR_LOST, false, clock.nowMs())) {
            sensorLostAtMs = clock.nowMs();
            settle();
        }
        return Reply.OK;
    }

    /** A battery voltage: below 0 BAD_RANGE. */
    // [contract->req~SR-39~1]
    /*@ public normal_behavior // SR-39
      @   ensures \result == (batteryMv < 0 ? Reply.BAD_RANGE : Reply.OK);
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures clock.nowMs == \old(clock.nowMs);
      @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, pump.batteryDue, pump.batteryDueSinceMs, pump.inner,
      @     dosing.newestEndMs, dosing.inner; @*/
    /*+OPENJML@ assignable pump.meter.*, pump.meter.hour.*, pump.meter.hour.commandedNl[*], pump.meter.hour.confirmedNl[*],
      @     pump.meter.day.*, pump.meter.day.commandedNl[*], pump.meter.day.confirmedNl[*], pump.meter.received.*,
      @     pump.meter.received.commandedNl[*], pump.meter.received.confirmedNl[*], pump.reservoir.*, pump.battery.*,
      @     gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dosing.ledger.*, dosing.ledger.endMs[*], low, dueAtMs, pump.*, dosing.*; @*/
    public int battery(long batteryMv) {
        if (batteryMv < 0) { return Reply.BAD_RANGE; }
        pump.measureBattery(batteryMv);
        if (watchBattery()) {
            settle();
        }
        return Reply.OK;
    }

    /**
     * The pump has restarted with its state valid (D-26): the bolus is cancelled, delivery holds at the verified
     * basal at once and for 10 s, session and stage are gone; A08 after a low battery, else A12.
     */
    // [impl->req~SR-20~1] [impl->req~SR-40~1] [impl->req~SR-55~1]
    // [contract->req~SR-20~1] [contract->req~SR-40~1] [contract->req~SR-55~1]
    /*@ public normal_behavior // SR-20, SR-40, SR-55
      @   ensures \result == (1 <= cause && cause <= 3 ? Reply.OK : Reply.BAD_RANGE);
      @   ensures \result == Reply.OK ==> gate.bolusNlPerH == 0 && gate.mode >= 1 && gate.held && gate.restarted;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures \result != Reply.OK ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @*/
    /*+OPENJML@ ensures \result == Reply.OK ==> gate.alarms.active[cause == 3 ? 8 : 12]; @*/
    /*+KEY@ assignable resetCount, low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner, session.*; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     resetCount, dosing.ledger.*, dosing.ledger.endMs[*], session.*, low, dueAtMs, dosing.*; @*/
    public int reset(long cause) {
        if (Arithmetic.clamp(cause, Cause.BROWNOUT, Cause.LOW_BATTERY) != cause) { return Reply.BAD_RANGE; }
        boolean lowBattery = cause == Cause.LOW_BATTERY;
        gate.raise(lowBattery ? Alarm.LOW_BATTERY_RESET : Alarm.RESET, lowBattery, clock.nowMs());
        gate.hold(clock.nowMs() + Parameters.RESET_HOLD_MS, clock.nowMs());
        session.close();
        resetCount = Arithmetic.addUpTo(resetCount, 1, 1000000000000000L);
        settleAt(clock.nowMs());
        return Reply.OK;
    }

    /**
     * MEM_ERROR: a copy of the image was found damaged and written anew (A11; HOLD until that is checked), or both were
     * (A10): then nothing that was known can be verified any more.
     */
    // [impl->req~SR-54~1]
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   ensures \result == Reply.OK && copy == 3 ==> gate.mode >= 2 && gate.memoryLost && gate.barred;
      @   ensures \result == Reply.OK && copy < 3 ==> gate.mode >= 1 && gate.copyLost;
      @   ensures \result == Reply.OK ==> gate.bolusNlPerH == 0 && 1 <= copy && copy <= 3;
      @   ensures \result != Reply.OK ==> \result == Reply.BAD_RANGE && gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @*/
    /*+OPENJML@ ensures sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount) && timeAnomalyCount == \old(timeAnomalyCount) && lastTherapyAtMs == \old(lastTherapyAtMs) && resetCount == \old(resetCount); @*/
    /*+OPENJML@ ensures session.kind == \old(session.kind) && session.admitted == \old(session.admitted) && session.awaiting == \old(session.awaiting) && session.open == \old(session.open) && session.interrogated == \old(session.interrogated) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ assignable clock.trusted, low, dueAtMs, inService, gate.*, gate.inner, pump.capacityNl,
      @     pump.concentrationUgPerMl, pump.fillNl, pump.commandedAtFillNl, pump.confirmedAtFillNl, pump.inner,
      @     dosing.bridging, dosing.even, dosing.limitNg, dosing.newestEndMs, dosing.pathLost, dosing.pathVolumeNl,
      @     dosing.patientEnabled, dosing.patientMay, dosing.reprogrammed, dosing.usedTokenId, dosing.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    public int memoryError(long copy) {
        if (Arithmetic.clamp(copy, Copy.A, Copy.BOTH) != copy) { return Reply.BAD_RANGE; }
        if (copy == Copy.BOTH) {
            loseMemory();
        } else {
            gate.raise(Alarm.MEMORY_REPAIRED, false, clock.nowMs());
            gate.hold(clock.nowMs() + Parameters.RESET_HOLD_MS, clock.nowMs());
        }
        settle();
        return Reply.OK;
    }

    /**
     * A16: the pump has restarted, and how far a bridge has come is not known any more. The lower rate runs, and no
     * bolus, until a clinician has given a program or rinsed the path, and cleared it.
     */
    // [impl->req~SR-27~1] [impl->req~SR-41~1]
    // [contract->req~SR-27~1] [contract->req~SR-41~1]
    /*@ public normal_behavior // SR-27, SR-41
      @   ensures \result == Reply.OK && dosing.pathLost && dosing.even && gate.bolusNlPerH == 0 && gate.bridgeLost;
      @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, dosing.bridging, dosing.even, dosing.newestEndMs, dosing.pathLost,
      @     dosing.pathVolumeNl, dosing.reprogrammed, dosing.usedTokenId, dosing.inner; @*/
    /*+OPENJML@ assignable dosing.path.*, gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*],
      @     gate.alarms.pausedUntilMs[*], dosing.ledger.*, dosing.ledger.endMs[*], low, dueAtMs, dosing.*; @*/
    public int loseBridge() {
        if (!dosing.isPathLost()) { dosing.losePath(); }
        gate.raise(Alarm.BRIDGE_LOST, true, clock.nowMs());
        settle();
        return Reply.OK;
    }

    /**
     * SR-54, K-56: minimum rate, and no program until one is given anew; what was in the path counts as lost (A16). What was counted stays counted. A kernel that
     * knows nothing at all takes the most cautious reservoir and patient for granted, and that therapy was running.
     */
    // [impl->req~SR-54~1]
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   ensures gate.started && gate.memoryLost && gate.barring != 0;
      @   ensures gate.bolusNlPerH == 0 && inService;
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable clock.trusted, inService, gate.*, gate.inner, pump.capacityNl, pump.concentrationUgPerMl,
      @     pump.fillNl, pump.commandedAtFillNl, pump.confirmedAtFillNl, pump.inner, dosing.bridging, dosing.even,
      @     dosing.limitNg, dosing.pathLost, dosing.pathVolumeNl, dosing.patientEnabled, dosing.patientMay, dosing.reprogrammed,
      @     dosing.usedTokenId, dosing.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*],
      @     gate.alarms.pausedUntilMs[*], dosing.prescription.*, dosing.prescription.inForce.*,
      @     dosing.prescription.inForce.startMs[*], dosing.prescription.inForce.rateNlPerH[*],
      @     dosing.prescription.earlier.*, dosing.prescription.earlier.startMs[*],
      @     dosing.prescription.earlier.rateNlPerH[*], dosing.prescription.history.*,
      @     dosing.prescription.history.lowPg[*], dosing.prescription.history.highPg[*],
      @     dosing.prescription.history.replacedAtMs[*], dosing.prescription.history.replacedAtCreditMs[*],
      @     dosing.path.*, dosing.patient.*, pump.reservoir.*, clock.*, inService, pump.*, dosing.*; @*/
    private void loseMemory() {
        long nowMs = clock.nowMs();
        boolean bridging = dosing.isBridging();
        inService = true;
        if (bridging) { dosing.losePath(); }
        dosing.distrust(concentrationUgPerMl(), clock);
        if (!pump.isInstalled()) { assumeWorst(nowMs); }
        watchReservoir();
        gate.raise(Alarm.MEMORY_LOST, true, nowMs);
        gate.start(nowMs);
        if (bridging) { gate.raise(Alarm.BRIDGE_LOST, true, nowMs); }
    }

    /** SR-54: a kernel that knows nothing takes the most cautious reservoir and patient for granted, and trusts no time. */
    // [contract->req~SR-53~1] [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-53, SR-54
      @   requires nowMs == clock.nowMs;
      @   ensures gate.untimed && !clock.trusted && dosing.limitNg == 1200000;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable clock.trusted, gate.*, gate.inner, pump.capacityNl, pump.concentrationUgPerMl,
      @     pump.fillNl, pump.commandedAtFillNl, pump.confirmedAtFillNl, pump.inner, dosing.limitNg, dosing.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*],
      @     gate.alarms.pausedUntilMs[*], dosing.prescription.*, pump.reservoir.*, clock.*, pump.*, dosing.*; @*/
    private void assumeWorst(long nowMs) {
        pump.assumeReservoir();
        dosing.assumePatient();
        clock.distrust();
        gate.raise(Alarm.TIME_ANOMALY, false, nowMs);
    }

    /** SR-56: the self-test after a reset, or a check while running, found what cannot be: A20, HOLD until it is cleared. */
    // [impl->req~SR-56~1]
    // [contract->req~SR-56~1]
    /*@ public normal_behavior // SR-56
      @   ensures gate.mode >= 1 && gate.faulty && gate.barred && gate.bolusNlPerH == 0;
      @   ensures \result == Reply.OK;
      @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dosing.ledger.*, dosing.ledger.endMs[*], low, dueAtMs, dosing.*; @*/
    public int kernelFault() {
        gate.raise(Alarm.KERNEL_FAULT, true, clock.nowMs());
        settle();
        return Reply.OK;
    }

    // ---- what a restart must not lose ----

    /**
     * Puts all that a restart must not lose into the image, to be kept in two copies before the motor moves (SR-21,
     * SR-49, SR-54). A state that cannot be is not put out: that is a fault of the kernel itself (A20).
     *
     * @return how many words there are; 0 if the state is none that may be
     */
    // [impl->req~SR-54~1] [impl->req~SR-56~1]
    // [contract->req~SR-54~1] [contract->req~SR-56~1]
    /*@ public normal_behavior // SR-54, SR-56
      @   ensures 0 <= \result && \result <= 2048 && \result == image.held;
      @   ensures image.misfitCount != 0 ==> \result == 0 && gate.mode >= 1 && gate.faulty && gate.bolusNlPerH == 0;
      @   ensures image.misfitCount == 0 ==> image.index == image.held && gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @*/
    /*+OPENJML@ ensures inService == \old(inService); @*/
    /*+OPENJML@ ensures session.kind == \old(session.kind) && session.admitted == \old(session.admitted) && session.open == \old(session.open) && session.interrogated == \old(session.interrogated) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+KEY@ assignable image.held, image.index, image.misfitCount, image.words[*], clock.nowMs, clock.creditMs,
      @     clock.rtcSetMs, clock.setAtMs, clock.trusted, clock.todMs, sensorLost, low, sensorLostAtMs, lastTherapyAtMs,
      @     deniedBolusCount, resetCount, timeAnomalyCount, image.loading, dueAtMs, gate.*, gate.inner, pump.*,
      @     pump.inner, dosing.atMs, dosing.bridging, dosing.commandedNl, dosing.confirmedNl,
      @     dosing.countedUntilCreditMs, dosing.even, dosing.limitNg, dosing.lockedUntilCreditMs, dosing.newestEndMs,
      @     dosing.newestPg, dosing.pathLost, dosing.pathVolumeNl, dosing.patientDurationMs, dosing.patientEnabled, dosing.patientMay,
      @     dosing.patientNl, dosing.reprogrammed, dosing.usedTokenId, dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    public int saveImage() {
        image.beginSave();
        exchange();
        return sealImage();
    }

    /** The image as it is told, if it is sound: else there is none, and A20 says so. */
    // [contract->req~SR-54~1] [contract->req~SR-56~1]
    /*@ private normal_behavior // SR-54, SR-56
      @   ensures 0 <= \result && \result <= 2048 && \result == image.held;
      @   ensures image.misfitCount != 0 ==> \result == 0 && gate.mode >= 1 && gate.faulty && gate.bolusNlPerH == 0;
      @   ensures image.misfitCount == 0 ==> image.index == image.held && gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @*/
    /*+KEY@ assignable image.held, image.index, image.loading, image.misfitCount, low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs,
      @     dosing.inner; @*/
    /*+OPENJML@ assignable image.*, gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*],
      @     dosing.ledger.*, dosing.ledger.endMs[*], low, dueAtMs, dosing.*; @*/
    private int sealImage() {
        if (image.isSound()) { return image.count(); }
        image.clear();
        kernelFault();
        return 0;
    }

    /** A word of the image that was put out; 0 where there is none. */
    /*@ public normal_behavior
      @   ensures index < 0 || index >= image.held ==> \result == 0;
      @   ensures 0 <= index && index < image.held && index < image.words.length ==> \result == image.words[(int) index];
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long imageWord(long index) { return image.wordAt(index); }

    /** Forgets the image; the words that were kept are to follow, in their order. */
    /*@ public normal_behavior
      @   ensures image.held == 0;
      @*/
    /*+KEY@ assignable image.held, image.index, image.loading, image.misfitCount; @*/
    /*+OPENJML@ assignable image.*; @*/
    public void clearImage() { image.clear(); }

    /** One more word of the image that was kept. */
    /*@ public normal_behavior
      @   ensures \old(image.held) < 2048 ==> image.held == \old(image.held) + 1;
      @   ensures 0 <= \old(image.held) && \old(image.held) < 2048 && \old(image.held) < image.words.length ==> image.words[\old(image.held)] == value;
      @*/
    /*+KEY@ assignable image.held, image.words[*]; @*/
    /*+OPENJML@ assignable image.*, image.words[*]; @*/
    public void addImageWord(long value) { image.add(value); }

    /**
     * Restarts from the image, as the first thing that a kernel does; what follows is as for {@link #reset}. The time
     * without power, as far as a real-time clock knows it, counts as one long tick, up to P30: beyond that nothing
     * needs to be known but that the gap was too long (SR-35). MODE if this one is in service already. BAD_RANGE if the cause is none; or if there is no image, or it is too short, too
     * long, another pump's, of another format or no state that may be: then nothing is known (as for
     * {@link #memoryError}), and A20 says so if there was an image; whoever has another copy tries it with a new kernel.
     */
    // [impl->req~SR-54~1] [impl->req~SR-55~1]
    // [contract->req~SR-20~1] [contract->req~SR-54~1] [contract->req~SR-55~1]
    /*@ public normal_behavior // SR-20, SR-54, SR-55
      @   ensures \old(inService) ==> \result == Reply.MODE && gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @   ensures !\old(inService) && 1 <= cause && cause <= 3 ==> gate.bolusNlPerH == 0 && gate.mode >= 1;
      @   ensures \result == Reply.OK ==> gate.held && gate.restarted;
      @   ensures !\old(inService) && 1 <= cause && cause <= 3 && \result != Reply.OK ==> gate.mode >= 2 && gate.memoryLost;
      @*/
    /*+KEY@ assignable image.held, image.index, image.misfitCount, image.words[*], clock.*, sensorLost, low, sensorLostAtMs, lastTherapyAtMs,
      @     deniedBolusCount, resetCount, timeAnomalyCount, image.loading, dueAtMs, inService, gate.*, gate.inner,
      @     pump.*, pump.inner, dosing.atMs, dosing.bridging, dosing.commandedNl, dosing.confirmedNl,
      @     dosing.countedUntilCreditMs, dosing.even, dosing.limitNg, dosing.lockedUntilCreditMs, dosing.newestEndMs,
      @     dosing.newestPg, dosing.pathLost, dosing.pathVolumeNl, dosing.patientDurationMs, dosing.patientEnabled, dosing.patientMay,
      @     dosing.patientNl, dosing.reprogrammed, dosing.usedTokenId, dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    public int restart(long cause, long outageMs, long rtcMs) {
        if (inService) { return Reply.MODE; }
        if (Arithmetic.clamp(cause, Cause.BROWNOUT, Cause.LOW_BATTERY) != cause) { return Reply.BAD_RANGE; }
        if (image.count() == 0) { return restartWithNothing(cause); }
        image.beginLoad();
        exchange();
        if (!image.isSound()) { return restartWithNothing(cause); }
        restartWithImage(cause, outageMs, rtcMs);
        return Reply.OK;
    }

    /** The time without power counts as one tick; then as after any reset. */
    // [contract->req~SR-55~1]
    /*@ private normal_behavior // SR-55
      @   requires 1 <= cause && cause <= 3;
      @   ensures gate.bolusNlPerH == 0 && gate.mode >= 1 && gate.held && gate.restarted;
      @*/
    /*+OPENJML@ ensures sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ assignable inService, timeAnomalyCount, lastTherapyAtMs, clock.*, resetCount, low, dueAtMs, gate.*, gate.inner,
      @     pump.batteryDue, pump.batteryDueSinceMs, pump.carryNlMsPerH, pump.commandedNl, pump.deficitNl,
      @     pump.progress, pump.inner, dosing.atMs, dosing.bridging, dosing.commandedNl, dosing.confirmedNl,
      @     dosing.even, dosing.newestEndMs, dosing.pathLost, dosing.pathVolumeNl, dosing.reprogrammed,
      @     dosing.usedTokenId, dosing.inner, session.*; @*/
    /*+OPENJML@ assignable \everything; @*/
    private void restartWithImage(long cause, long outageMs, long rtcMs) {
        tick(Arithmetic.min(outageMs, Parameters.RESTART_GAP_MS), rtcMs);
        reset(cause);
    }

    /** D-26: a restart after which nothing is known; A08 beside A10 if the battery was low, and no A12. */
    // [contract->req~SR-40~1] [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-40, SR-54
      @   ensures \result == Reply.BAD_RANGE && gate.mode >= 2 && gate.memoryLost && gate.barred && gate.bolusNlPerH == 0;
      @   ensures cause == 3 ==> gate.restarted && gate.barred;
      @   ensures image.held > 0 ==> gate.faulty && gate.barred;
      @*/
    /*+OPENJML@ ensures sensorLost == \old(sensorLost) && sensorLostAtMs == \old(sensorLostAtMs) && deniedBolusCount == \old(deniedBolusCount) && timeAnomalyCount == \old(timeAnomalyCount) && lastTherapyAtMs == \old(lastTherapyAtMs); @*/
    /*+OPENJML@ ensures session.kind == \old(session.kind) && session.admitted == \old(session.admitted) && session.awaiting == \old(session.awaiting) && session.open == \old(session.open) && session.interrogated == \old(session.interrogated) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+OPENJML@ ensures image.held == \old(image.held) && image.index == \old(image.index) && image.loading == \old(image.loading) && image.misfitCount == \old(image.misfitCount); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable resetCount, low, dueAtMs, inService, clock.trusted, gate.*, gate.inner, pump.capacityNl,
      @     pump.commandedAtFillNl, pump.concentrationUgPerMl, pump.confirmedAtFillNl, pump.fillNl, pump.inner,
      @     dosing.bridging, dosing.even, dosing.limitNg, dosing.newestEndMs, dosing.pathLost, dosing.pathVolumeNl,
      @     dosing.patientEnabled, dosing.patientMay, dosing.reprogrammed, dosing.usedTokenId, dosing.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    private int restartWithNothing(long cause) {
        loseMemory();
        resetCount = Arithmetic.addUpTo(resetCount, 1, 1000000000000000L);
        if (cause == Cause.LOW_BATTERY) { gate.raise(Alarm.LOW_BATTERY_RESET, true, clock.nowMs()); }
        if (image.count() > 0) { gate.raise(Alarm.KERNEL_FAULT, true, clock.nowMs()); }
        settle();
        return Reply.BAD_RANGE;
    }

    /** Every part, and what the kernel keeps itself, in the order of the image. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   ensures image.loading == \old(image.loading) && (image.loading ==> gate.bolusNlPerH == 0);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0;
      @   ensures !image.loading ==> gate.mode == \old(gate.mode) && gate.basalNlPerH == \old(gate.basalNlPerH) && gate.bolusNlPerH == \old(gate.bolusNlPerH);
      @*/
    /*+OPENJML@ ensures image.misfitCount == 0 ==> image.index == \old(image.index) + 733 + 2 * (pump.meter.hour.commandedNl.length + pump.meter.day.commandedNl.length + pump.meter.received.commandedNl.length); @*/
    /*+OPENJML@ ensures inService == \old(inService) && dueAtMs == \old(dueAtMs); @*/
    /*+OPENJML@ ensures session.kind == \old(session.kind) && (!image.loading ==> session.admitted == \old(session.admitted)) && session.open == \old(session.open) && session.interrogated == \old(session.interrogated) && session.lastMessageAtMs == \old(session.lastMessageAtMs); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner) && pump.inner == \old(pump.inner) && session.inner == \old(session.inner); @*/
    /*+KEY@ assignable image.held, image.index, image.misfitCount, image.words[*], clock.nowMs, clock.creditMs,
      @     clock.rtcSetMs, clock.setAtMs, clock.trusted, clock.todMs, sensorLost, low, sensorLostAtMs, lastTherapyAtMs,
      @     deniedBolusCount, resetCount, timeAnomalyCount, gate.*, gate.inner, pump.*, pump.inner, dosing.atMs,
      @     dosing.bridging, dosing.commandedNl, dosing.confirmedNl, dosing.countedUntilCreditMs, dosing.even,
      @     dosing.limitNg, dosing.lockedUntilCreditMs, dosing.newestEndMs, dosing.newestPg, dosing.pathLost,
      @     dosing.pathVolumeNl, dosing.patientDurationMs, dosing.patientEnabled, dosing.patientMay, dosing.patientNl, dosing.reprogrammed,
      @     dosing.usedTokenId, dosing.inner, session.*, session.inner; @*/
    /*+OPENJML@ assignable \everything; @*/
    private void exchange() {
        image.word(Image.FORMAT_COUNT, Image.FORMAT_COUNT, Image.FORMAT_COUNT);
        image.word(deviceId, deviceId, deviceId);
        clock.exchange(image);
        long nowMs = clock.nowMs();
        pump.exchange(image, nowMs);
        dosing.exchange(image, pump.concentrationUgPerMl(), clock, pump.commandedNl(), pump.confirmedNl());
        gate.exchange(image, nowMs, pump.confirmedNl());
        session.exchange(image, nowMs);
        image.require(gate.isActive(Alarm.BRIDGE_LOST) == dosing.isPathLost());
        exchangeOwn(nowMs);
    }

    /** What the kernel keeps itself. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires !image.loading ==> 0 <= sensorLostAtMs && sensorLostAtMs <= nowMs && 0 <= lastTherapyAtMs && lastTherapyAtMs <= nowMs;
      @   requires 0 <= deniedBolusCount && deniedBolusCount <= 1000000000000000L;
      @   requires 0 <= resetCount && resetCount <= 1000000000000000L;
      @   requires 0 <= timeAnomalyCount && timeAnomalyCount <= 1000000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 7;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2041 ==> image.misfitCount == 0;
      @   ensures 0 <= sensorLostAtMs && sensorLostAtMs <= nowMs && 0 <= lastTherapyAtMs && lastTherapyAtMs <= nowMs;
      @   ensures 0 <= deniedBolusCount && deniedBolusCount <= 1000000000000000L;
      @   ensures 0 <= resetCount && resetCount <= 1000000000000000L;
      @   ensures 0 <= timeAnomalyCount && timeAnomalyCount <= 1000000000000000L;
      @*/
    /*+KEY@ assignable image.held, image.index, image.misfitCount, image.words[*], sensorLost, low, sensorLostAtMs,
      @     lastTherapyAtMs, deniedBolusCount, resetCount, timeAnomalyCount; @*/
    /*+OPENJML@ assignable image.*, image.words[*], sensorLost, low, sensorLostAtMs, lastTherapyAtMs, deniedBolusCount,
      @     resetCount, timeAnomalyCount; @*/
    private /*@ helper @*/ void exchangeOwn(long nowMs) {
        sensorLost = image.flag(sensorLost);
        low = image.flag(low);
        sensorLostAtMs = image.word(sensorLostAtMs, 0, nowMs);
        lastTherapyAtMs = image.word(lastTherapyAtMs, 0, nowMs);
        deniedBolusCount = image.word(deniedBolusCount, 0, 1000000000000000L);
        resetCount = image.word(resetCount, 0, 1000000000000000L);
        timeAnomalyCount = image.word(timeAnomalyCount, 0, 1000000000000000L);
    }

    // ---- every change ends here ----

    /** What is due happens, the gate authorises a rate, and the next due time is announced (SR-13, D-45). */
    // [impl->req~SR-13~1]
    // [contract->req~SR-13~1]
    /*@ private normal_behavior // SR-13
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures gate.ordered == \old(gate.ordered) && gate.dry == \old(gate.dry) && gate.started == \old(gate.started);
      @   ensures gate.bolusNlPerH > 0 ==> gate.mode == 0 && !gate.barred;
      @   ensures gate.heldUntilMs == \old(gate.heldUntilMs) && gate.bolusEndsAtMs == \old(gate.bolusEndsAtMs) && gate.mriBegun == \old(gate.mriBegun) && gate.inField == \old(gate.inField) && gate.looked == \old(gate.looked);
      @   ensures gate.checkSinceMs == \old(gate.checkSinceMs) && gate.checkFromNl == \old(gate.checkFromNl) && gate.stalled == \old(gate.stalled) && gate.memoryLost == \old(gate.memoryLost) && gate.copyLost == \old(gate.copyLost);
      @   ensures gate.untimed == \old(gate.untimed) && gate.attacked == \old(gate.attacked) && gate.bridgeLost == \old(gate.bridgeLost) && gate.blind == \old(gate.blind) && gate.faulty == \old(gate.faulty);
      @   ensures gate.restarted == \old(gate.restarted);
      @   ensures (\old(gate.held) && clock.nowMs < gate.heldUntilMs ==> gate.held) && (gate.held ==> gate.mode >= 1) && (gate.memoryLost ==> gate.mode >= 2) && (gate.faulty ==> gate.mode >= 1);
      @   ensures (\old(gate.barring) != 0 ==> gate.barring != 0) && (gate.barring != 0 ==> gate.barred);
      @*/
    /*+OPENJML@ ensures dosing.pathLost == \old(dosing.pathLost) && dosing.even == \old(dosing.even) && dosing.bridging == \old(dosing.bridging); @*/
    /*+OPENJML@ ensures dosing.newestPg == \old(dosing.newestPg) && dosing.limitNg == \old(dosing.limitNg) && dosing.patientMay == \old(dosing.patientMay); @*/
    /*+OPENJML@ ensures dosing.lockedUntilCreditMs == \old(dosing.lockedUntilCreditMs) && dosing.countedUntilCreditMs == \old(dosing.countedUntilCreditMs); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner; @*/
    /*+OPENJML@ assignable low, gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*],
      @     gate.alarms.pausedUntilMs[*], dosing.ledger.*, dosing.ledger.endMs[*], dueAtMs, dosing.*; @*/
    private void settle() {
        settleAt(clock.nowMs());
    }

    /** The same, and the alarm of a reset stays as it is. */
    // [contract->req~SR-13~1] [contract->req~SR-41~1]
    /*@ private normal_behavior // SR-13
      @   requires nowMs == clock.nowMs;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures gate.ordered == \old(gate.ordered) && gate.dry == \old(gate.dry) && gate.started == \old(gate.started);
      @   ensures gate.bolusNlPerH > 0 ==> gate.mode == 0 && !gate.barred;
      @   ensures gate.heldUntilMs == \old(gate.heldUntilMs) && gate.bolusEndsAtMs == \old(gate.bolusEndsAtMs) && gate.mriBegun == \old(gate.mriBegun) && gate.inField == \old(gate.inField) && gate.looked == \old(gate.looked);
      @   ensures gate.checkSinceMs == \old(gate.checkSinceMs) && gate.checkFromNl == \old(gate.checkFromNl) && gate.stalled == \old(gate.stalled) && gate.memoryLost == \old(gate.memoryLost) && gate.copyLost == \old(gate.copyLost);
      @   ensures gate.untimed == \old(gate.untimed) && gate.attacked == \old(gate.attacked) && gate.bridgeLost == \old(gate.bridgeLost) && gate.blind == \old(gate.blind) && gate.faulty == \old(gate.faulty);
      @   ensures gate.restarted == \old(gate.restarted);
      @   ensures (\old(gate.held) && clock.nowMs < gate.heldUntilMs ==> gate.held) && (gate.held ==> gate.mode >= 1) && (gate.memoryLost ==> gate.mode >= 2) && (gate.faulty ==> gate.mode >= 1);
      @   ensures (\old(gate.barring) != 0 ==> gate.barring != 0) && (gate.barring != 0 ==> gate.barred);
      @*/
    /*+OPENJML@ ensures dosing.pathLost == \old(dosing.pathLost) && dosing.even == \old(dosing.even) && dosing.bridging == \old(dosing.bridging); @*/
    /*+OPENJML@ ensures dosing.newestPg == \old(dosing.newestPg) && dosing.limitNg == \old(dosing.limitNg) && dosing.patientMay == \old(dosing.patientMay); @*/
    /*+OPENJML@ ensures dosing.lockedUntilCreditMs == \old(dosing.lockedUntilCreditMs) && dosing.countedUntilCreditMs == \old(dosing.countedUntilCreditMs); @*/
    /*+OPENJML@ ensures gate.alarms.active[8] == \old(gate.alarms.active[8]) && gate.alarms.active[12] == \old(gate.alarms.active[12]); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable low, dueAtMs, gate.*, gate.inner, dosing.newestEndMs, dosing.inner; @*/
    /*+OPENJML@ assignable low, gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*],
      @     gate.alarms.pausedUntilMs[*], dosing.ledger.*, dosing.ledger.endMs[*], dueAtMs, dosing.*; @*/
    private void settleAt(long nowMs) {
        authorise(nowMs);
        endBolus(nowMs);
        gate.annunciate(nowMs);
        announce(nowMs);
    }

    /** D-11: without a bolus the newest charge ends now, if it has not ended. */
    // [contract->req~SR-02~1] [contract->req~SR-20~1]
    /*@ private normal_behavior // SR-02, SR-20
      @   requires nowMs == clock.nowMs;
      @   ensures gate.bolusNlPerH > 0 ==> gate.mode == 0 && !gate.barred && dosing.newestEndMs == \old(dosing.newestEndMs);
      @   ensures gate.bolusNlPerH == 0 ==> dosing.newestEndMs <= nowMs;
      @*/
    /*+OPENJML@ ensures dosing.pathLost == \old(dosing.pathLost) && dosing.even == \old(dosing.even) && dosing.bridging == \old(dosing.bridging); @*/
    /*+OPENJML@ ensures dosing.newestPg == \old(dosing.newestPg) && dosing.limitNg == \old(dosing.limitNg) && dosing.patientMay == \old(dosing.patientMay); @*/
    /*+OPENJML@ ensures dosing.lockedUntilCreditMs == \old(dosing.lockedUntilCreditMs) && dosing.countedUntilCreditMs == \old(dosing.countedUntilCreditMs); @*/
    /*+KEY@ assignable dosing.newestEndMs, dosing.inner; @*/
    /*+OPENJML@ assignable dosing.ledger.*, dosing.ledger.endMs[*], dosing.*; @*/
    private void endBolus(long nowMs) {
        if (gate.bolusNlPerH() == 0) { dosing.endBolus(nowMs); }
    }

    /** What time has brought, what the program asks for and what a gap forbids: the gate authorises a rate. */
    // [contract->req~SR-13~1]
    /*@ private normal_behavior // SR-13
      @   requires nowMs == clock.nowMs;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures gate.ordered == \old(gate.ordered) && gate.dry == \old(gate.dry) && gate.started == \old(gate.started);
      @   ensures gate.heldUntilMs == \old(gate.heldUntilMs) && gate.bolusEndsAtMs == \old(gate.bolusEndsAtMs) && gate.mriBegun == \old(gate.mriBegun) && gate.inField == \old(gate.inField) && gate.looked == \old(gate.looked);
      @   ensures gate.checkSinceMs == \old(gate.checkSinceMs) && gate.checkFromNl == \old(gate.checkFromNl) && gate.stalled == \old(gate.stalled) && gate.memoryLost == \old(gate.memoryLost) && gate.copyLost == \old(gate.copyLost);
      @   ensures gate.untimed == \old(gate.untimed) && gate.attacked == \old(gate.attacked) && gate.bridgeLost == \old(gate.bridgeLost) && gate.blind == \old(gate.blind) && gate.faulty == \old(gate.faulty);
      @   ensures gate.restarted == \old(gate.restarted);
      @   ensures (\old(gate.held) && nowMs < gate.heldUntilMs ==> gate.held) && (\old(gate.barring) != 0 ==> gate.barring != 0);
      @*/
    /*+OPENJML@ ensures gate.alarms.active[8] == \old(gate.alarms.active[8]) && gate.alarms.active[12] == \old(gate.alarms.active[12]); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable low, gate.*, gate.inner; @*/
    /*+OPENJML@ assignable low, gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*],
      @     gate.alarms.pausedUntilMs[*]; @*/
    private void authorise(long nowMs) {
        escalateSensor(nowMs);
        schedule(nowMs);
        comeBack();
    }

    /** A19 becomes critical after an hour. */
    // [contract->req~SR-41~1]
    /*@ private normal_behavior // SR-41
      @   requires nowMs == clock.nowMs;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures clock.nowMs - sensorLostAtMs >= 3600000 && gate.blind ==> gate.bolusNlPerH == 0;
      @   ensures gate.started == \old(gate.started) && gate.dry == \old(gate.dry) && gate.ordered == \old(gate.ordered) && gate.heldUntilMs == \old(gate.heldUntilMs) && gate.bolusEndsAtMs == \old(gate.bolusEndsAtMs);
      @   ensures gate.mriBegun == \old(gate.mriBegun) && gate.inField == \old(gate.inField) && gate.looked == \old(gate.looked) && gate.checkSinceMs == \old(gate.checkSinceMs) && gate.checkFromNl == \old(gate.checkFromNl);
      @   ensures gate.stalled == \old(gate.stalled) && gate.memoryLost == \old(gate.memoryLost) && gate.copyLost == \old(gate.copyLost) && gate.untimed == \old(gate.untimed) && gate.attacked == \old(gate.attacked);
      @   ensures gate.bridgeLost == \old(gate.bridgeLost) && gate.gapped == \old(gate.gapped) && gate.blind == \old(gate.blind) && gate.faulty == \old(gate.faulty) && gate.restarted == \old(gate.restarted);
      @   ensures gate.held == \old(gate.held);
      @   ensures \old(gate.barring) != 0 ==> gate.barring != 0;
      @*/
    /*+OPENJML@ ensures gate.alarms.active[8] == \old(gate.alarms.active[8]) && gate.alarms.active[12] == \old(gate.alarms.active[12]); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*]; @*/
    private void escalateSensor(long nowMs) {
        if (gate.isActive(Alarm.SENSOR_LOST)) {
            if (nowMs - sensorLostAtMs >= Parameters.SENSOR_ESCALATE_MS) {
                gate.raise(Alarm.SENSOR_LOST, true, nowMs);
            }
        }
    }

    /** Tells the gate what the program asks for, and whether that would be too much of the strongest drug (K-07). */
    // [contract->req~SR-13~1] [contract->req~SR-29~1]
    /*@ private normal_behavior // SR-13, SR-29
      @   requires nowMs == clock.nowMs;
      @   ensures gate.bolusNlPerH == \old(gate.bolusNlPerH) || gate.bolusNlPerH == 0;
      @   ensures gate.started == \old(gate.started) && gate.dry == \old(gate.dry) && gate.ordered == \old(gate.ordered) && gate.heldUntilMs == \old(gate.heldUntilMs) && gate.bolusEndsAtMs == \old(gate.bolusEndsAtMs);
      @   ensures gate.mriBegun == \old(gate.mriBegun) && gate.inField == \old(gate.inField) && gate.looked == \old(gate.looked) && gate.checkSinceMs == \old(gate.checkSinceMs) && gate.checkFromNl == \old(gate.checkFromNl);
      @   ensures gate.stalled == \old(gate.stalled) && gate.memoryLost == \old(gate.memoryLost) && gate.copyLost == \old(gate.copyLost) && gate.untimed == \old(gate.untimed) && gate.attacked == \old(gate.attacked);
      @   ensures gate.bridgeLost == \old(gate.bridgeLost) && gate.blind == \old(gate.blind) && gate.faulty == \old(gate.faulty) && gate.restarted == \old(gate.restarted);
      @   ensures \old(gate.held) && nowMs < gate.heldUntilMs ==> gate.held;
      @   ensures \old(gate.barring) != 0 ==> gate.barring != 0;
      @*/
    /*+OPENJML@ ensures gate.alarms.active[8] == \old(gate.alarms.active[8]) && gate.alarms.active[12] == \old(gate.alarms.active[12]); @*/
    /*+KEY@ ensures gate.inner == \old(gate.inner); @*/
    /*+KEY@ assignable gate.*, gate.inner; @*/
    /*+OPENJML@ assignable gate.*, gate.alarms.*, gate.alarms.active[*], gate.alarms.critical[*], gate.alarms.pausedUntilMs[*]; @*/
    private void schedule(long nowMs) {
        boolean tooMuch = dosing.isTooMuchIfUnknown(concentrationUgPerMl());
        boolean lifted = !tooMuch & (gate.ordered() == Mode.RUN) & (gate.mode() == Mode.MIN) & !gate.isActive(Alarm.MEMORY_LOST);
        if (lifted) { checkGap(); }
        gate.follow(dosing.rateAtNlPerH(clock.todMs(), concentrationUgPerMl()), dosing.evenNlPerH(concentrationUgPerMl()), tooMuch,
            dosing.isReduced(), nowMs);
    }

    /** D-45: the earliest time at which something changes by itself: no later than any of those, and 0 if there is none. */
    // [contract->req~SR-19~1] [contract->req~SR-39~1] [contract->req~SR-41~1] [contract->req~SR-51~1]
    /*@ private normal_behavior // SR-19, SR-39, SR-41, SR-51
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures 0 <= dueAtMs && dueAtMs <= 20000000000000L;
      @   ensures gate.held && 0 < gate.heldUntilMs ==> 0 < dueAtMs && dueAtMs <= gate.heldUntilMs;
      @   ensures 0 < gate.bolusNlPerH && 0 < gate.bolusEndsAtMs ==> 0 < dueAtMs && dueAtMs <= gate.bolusEndsAtMs;
      @   ensures session.open ==> 0 < dueAtMs && dueAtMs <= session.lastMessageAtMs + 300000;
      @   ensures !pump.batteryDue ==> 0 < dueAtMs;
      @   ensures pump.batteryDue && nowMs - pump.batteryDueSinceMs < 7776000000L ==> 0 < dueAtMs && dueAtMs <= pump.batteryDueSinceMs + 7776000000L;
      @   assignable dueAtMs;
      @*/
    /*+OPENJML@ ensures gate.blind && !gate.alarms.critical[19] ==> 0 < dueAtMs && dueAtMs <= sensorLostAtMs + 3600000; @*/
    private void announce(long nowMs) {
        long due = Arithmetic.sooner(gate.dueAtMs(), session.dueAtMs());
        due = Arithmetic.sooner(due, pump.dueAtMs(nowMs));
        due = Arithmetic.sooner(due, sensorDueAtMs());
        due = Arithmetic.sooner(due, stepDueAtMs(nowMs));
        dueAtMs = Arithmetic.sooner(due, pathDueAtMs(nowMs));
    }

    /** D-45: when A19 becomes critical; 0 for never, or if it is. */
    // [contract->req~SR-41~1]
    /*@ private normal_behavior // SR-41
      @   ensures \result == 0 || gate.blind && \result == sensorLostAtMs + 3600000;
      @   ensures 0 <= \result && \result <= 20000000000000L;
      @*/
    /*+OPENJML@ ensures gate.blind && !gate.alarms.critical[19] ==> \result == sensorLostAtMs + 3600000; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ long sensorDueAtMs() {
        if (!gate.isActive(Alarm.SENSOR_LOST)) { return 0; }
        if (gate.isCritical(Alarm.SENSOR_LOST)) { return 0; }
        return sensorLostAtMs + Parameters.SENSOR_ESCALATE_MS;
    }

    /** D-45: when the flex day takes its next step; 0 while none is followed. */
    // [contract->req~SR-13~1]
    /*@ private normal_behavior // SR-13
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result == 0 || nowMs < \result && gate.mode == 0 && !dosing.even && !gate.untimed;
      @   ensures 0 <= \result && \result <= 20000000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ long stepDueAtMs(long nowMs) {
        if (!isScheduled()) { return 0; }
        if (!dosing.isFlex()) { return 0; }
        return nowMs + dosing.nextStepInMs(clock.todMs());
    }

    /**
     * D-45: when the bridge ends if the motor goes on as it does, or when a schedule that waits is looked at; 0 while
     * nothing confirms that the motor turns: the bridge ends by confirmed volume, and only a tick can tell.
     */
    // [contract->req~SR-26~1]
    /*@ private normal_behavior // SR-26
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures 0 <= \result && \result <= 20000000000000L;
      @   ensures pump.deficitNl != 0 && dosing.bridging ==> \result == 0;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ long pathDueAtMs(long nowMs) {
        int rateNlPerH = pump.isMoving() ? gate.basalNlPerH() : 0;
        return dosing.pathDueAtMs(nowMs, pump.confirmedNl(), pump.carryNlMsPerH(), rateNlPerH);
    }

    /*@ private normal_behavior
      @   ensures \result == (dueAtMs > 0 && clock.nowMs >= dueAtMs);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isDue() {
        if (dueAtMs == 0) { return false; }
        return clock.nowMs() >= dueAtMs;
    }

    // ---- what the world may see ----

    /** The one rate that leaves the kernel: 0, P02, or within [P01, P03] (SR-01). */
    // [impl->req~SR-01~1]
    // [contract->req~SR-01~1] [contract->req~SR-02~1] [contract->req~SR-14~1] [contract->req~SR-36~1] [contract->req~SR-38~1]
    /*@ public normal_behavior // SR-01, SR-02, SR-14, SR-36, SR-38
      @   ensures \result == gate.basalNlPerH + gate.bolusNlPerH;
      @   ensures \result == 0 || \result == 250 || 2000 <= \result && \result <= 1000000;
      @   ensures \result == 0 ==> gate.mode == 3;
      @   ensures \result == 0 ==> !gate.started || gate.dry || gate.ordered == 3 || gate.demand == 3;
      @   ensures gate.mode != 0 || gate.barred ==> \result == gate.basalNlPerH;
      @   ensures gate.started && gate.mode >= 2 ==> gate.reminded;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int rateNlPerH() { return gate.rateNlPerH(); }

    /*@ public normal_behavior ensures \result == gate.mode && 0 <= \result && \result <= 3; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int mode() { return gate.mode(); }

    /*@ public normal_behavior ensures \result == gate.basalNlPerH; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int basalNlPerH() { return gate.basalNlPerH(); }

    /*@ public normal_behavior ensures \result == gate.bolusNlPerH; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int bolusNlPerH() { return gate.bolusNlPerH(); }

    /** How long until the kernel changes something by itself, at least 1 ms; drive a tick then at the latest (D-45). */
    /*@ public normal_behavior
      @   ensures 1 <= \result && \result <= 20000000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long dueInMs() {
        if (dueAtMs == 0) { return Parameters.TIME_MAX_MS; }
        return Arithmetic.max(1, dueAtMs - clock.nowMs());
    }

    /** Whether an alarm is active; false for a number that is none. */
    // [contract->req~SR-41~1]
    /*@ public normal_behavior // SR-41
      @   ensures \result ==> 1 <= alarm && alarm <= 20;
      @   ensures alarm == 1 ==> \result == gate.stalled;
      @   ensures alarm == 9 ==> \result == gate.reminded;
      @   ensures alarm == 10 ==> \result == gate.memoryLost;
      @   ensures alarm == 11 ==> \result == gate.copyLost;
      @   ensures alarm == 14 ==> \result == gate.untimed;
      @   ensures alarm == 15 ==> \result == gate.attacked;
      @   ensures alarm == 16 ==> \result == gate.bridgeLost;
      @   ensures alarm == 18 ==> \result == gate.gapped;
      @   ensures alarm == 19 ==> \result == gate.blind;
      @   ensures alarm == 20 ==> \result == gate.faulty;
      @*/
    /*+OPENJML@ ensures \result == (1 <= alarm && alarm <= 20 && gate.alarms.active[alarm]); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isAlarmActive(int alarm) {
        if (AlarmRules.isAlarm(alarm)) { return gate.isActive(alarm); }
        return false;
    }

    /** Whether an active alarm is critical now; false for a number that is none. */
    // [contract->req~SR-41~1]
    /*@ public normal_behavior // SR-41
      @   ensures \result ==> 1 <= alarm && alarm <= 20 && gate.barred && gate.bolusNlPerH == 0;
      @*/
    /*+OPENJML@ ensures \result == (1 <= alarm && alarm <= 20 && gate.alarms.critical[alarm]); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isAlarmCritical(int alarm) {
        if (AlarmRules.isAlarm(alarm)) { return gate.isCritical(alarm); }
        return false;
    }

    /** What sounds: 0 nothing, 1 a non-critical, 2 a critical alarm (SR-42). */
    /*@ public normal_behavior ensures \result == gate.signal; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int signal() { return gate.signal(); }

    /** Which alarm sounds; 0 for none. */
    /*@ public normal_behavior ensures \result == gate.soundingAlarm; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int signalAlarm() { return gate.soundingAlarm(); }

    /** How often an alarm has sounded (SR-45). */
    /*@ public normal_behavior ensures \result == gate.soundingCount; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long annunciations() { return gate.soundingCount(); }

    /*@ public normal_behavior ensures \result == gate.startedBolusCount; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long startedBoluses() { return gate.startedBolusCount(); }

    /*@ public normal_behavior ensures \result == gate.cancelledBolusCount; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long cancelledBoluses() { return gate.cancelledBolusCount(); }

    /** How many of the patient's requests were denied (SR-18). */
    /*@ public normal_behavior ensures \result == deniedBolusCount; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long deniedBoluses() { return deniedBolusCount; }

    /** How many ticks were longer than P33 (SR-52). */
    /*@ public normal_behavior ensures \result == timeAnomalyCount; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long timeAnomalies() { return timeAnomalyCount; }

    /*@ public normal_behavior ensures \result == resetCount; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long resets() { return resetCount; }

    /** Monotonic time since commissioning. */
    /*@ public normal_behavior ensures \result == clock.nowMs; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long nowMs() { return clock.nowMs(); }

    /** Commanded since commissioning. */
    /*@ public normal_behavior ensures \result == pump.commandedNl; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long commandedNl() { return pump.commandedNl(); }

    /** Confirmed since commissioning. */
    /*@ public normal_behavior ensures \result == pump.confirmedNl; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long confirmedNl() { return pump.confirmedNl(); }

    /** What the commands leave in the reservoir (SR-28). */
    /*@ public normal_behavior
      @   ensures \result <= pump.fillNl;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long reservoirNominalNl() { return pump.nominalNl(); }

    /** What is surely left in the reservoir; below 0 if it may have been empty before (SR-28, D-23). */
    /*@ public normal_behavior
      @   ensures \result <= pump.fillNl;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long reservoirPessimisticNl() { return pump.pessimisticNl(); }

    /*@ public normal_behavior ensures \result == pump.concentrationUgPerMl && (\result == 500 || \result == 1000 || \result == 2000); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int concentrationUgPerMl() { return pump.concentrationUgPerMl(); }

    /** A bridge, the loss of one, or the wait behind one has suspended the day's schedule (SR-26, K-48). */
    /*@ public normal_behavior ensures \result == dosing.even; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isScheduleSuspended() { return dosing.isEven(); }

    /** What must still be confirmed until the bridge ends (SR-26); 0 without one. */
    /*@ public normal_behavior
      @   ensures 0 <= \result && (!dosing.bridging ==> \result == 0);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long bridgeRestNl() { return dosing.bridgeRestNl(pump.confirmedNl()); }

    /** The day's dose of the program in force, in pg, rounded up; 0 before the first start. */
    /*@ public normal_behavior
      @   ensures 0 <= \result && \result <= 96000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long programPgPerDay() { return dosing.presentPg(concentrationUgPerMl()); }

    /** The patient's limit, never above P06 (SR-04). */
    /*@ public normal_behavior
      @   ensures \result == dosing.limitNg && 1 <= \result && \result <= 2100000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long patientLimitNgPerDay() { return dosing.limitNg(); }

    /*@ public normal_behavior ensures \result == session.open; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isSessionOpen() { return session.isOpen(); }
}
