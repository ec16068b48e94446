package org.itb.harness.stream;

import org.itb.kernel.Kind;

/**
 * The commands and events that a line may {@code do}, with the kernel's number and the sender they normally come
 * from.
 */
public enum CommandKind {
    OPEN_SESSION(Kind.OPEN_SESSION, Sender.CLINICIAN),
    CLOSE_SESSION(Kind.CLOSE_SESSION, Sender.CLINICIAN),
    INTERROGATE(Kind.INTERROGATE, Sender.CLINICIAN),
    STAGE_CONTINUOUS(Kind.STAGE_CONTINUOUS, Sender.CLINICIAN),
    STAGE_FLEX(Kind.STAGE_FLEX, Sender.CLINICIAN),
    STAGE_CLIN_BOLUS(Kind.STAGE_CLIN_BOLUS, Sender.CLINICIAN),
    STAGE_PRIMING(Kind.STAGE_PRIMING, Sender.CLINICIAN),
    STAGE_REFILL(Kind.STAGE_REFILL, Sender.CLINICIAN),
    STAGE_CONC_CHANGE(Kind.STAGE_CONC_CHANGE, Sender.CLINICIAN),
    STAGE_PTM(Kind.STAGE_PTM, Sender.CLINICIAN),
    STAGE_LIMITS(Kind.STAGE_LIMITS, Sender.CLINICIAN),
    STAGE_PROFILE(Kind.STAGE_PROFILE, Sender.CLINICIAN),
    STAGE_STOP(Kind.STAGE_STOP, Sender.CLINICIAN),
    STAGE_MIN_RATE(Kind.STAGE_MIN_RATE, Sender.CLINICIAN),
    STAGE_RESUME(Kind.STAGE_RESUME, Sender.CLINICIAN),
    STAGE_RESTORE(Kind.STAGE_RESTORE, Sender.CLINICIAN),
    STAGE_RESTART(Kind.STAGE_RESTART, Sender.CLINICIAN),
    CONFIRM(Kind.CONFIRM, Sender.CLINICIAN),
    ABORT(Kind.ABORT, Sender.CLINICIAN),
    SET_RTC(Kind.SET_RTC, Sender.CLINICIAN),
    MRI_BEGIN(Kind.MRI_BEGIN, Sender.CLINICIAN),
    MRI_END(Kind.MRI_END, Sender.CLINICIAN),
    ALARM_PAUSE(Kind.ALARM_PAUSE, Sender.CLINICIAN),
    ALARM_CLEAR(Kind.ALARM_CLEAR, Sender.CLINICIAN),
    PATIENT_BOLUS_REQUEST(Kind.PATIENT_BOLUS_REQUEST, Sender.PATIENT),
    PATIENT_STATUS(Kind.PATIENT_STATUS, Sender.PATIENT),
    TICK(Kind.TICK, Sender.SYSTEM),
    FLOW_CONFIRM(Kind.FLOW_CONFIRM, Sender.SYSTEM),
    MOTOR_STALL(Kind.MOTOR_STALL, Sender.SYSTEM),
    MOTOR_RECOVERED(Kind.MOTOR_RECOVERED, Sender.SYSTEM),
    FIELD_DETECTED(Kind.FIELD_DETECTED, Sender.SYSTEM),
    FIELD_CLEARED(Kind.FIELD_CLEARED, Sender.SYSTEM),
    SENSOR_FAULT(Kind.SENSOR_FAULT, Sender.SYSTEM),
    BATTERY(Kind.BATTERY, Sender.SYSTEM),
    MEM_ERROR(Kind.MEM_ERROR, Sender.SYSTEM),
    RESET(Kind.RESET, Sender.SYSTEM);

    private final int number;
    private final Sender sender;

    CommandKind(int number, Sender sender) {
        this.number = number;
        this.sender = sender;
    }

    /** The kernel's number, as in {@link Kind}. */
    public int number() {
        return number;
    }

    /** Who sends it unless the line says otherwise. */
    public Sender sender() {
        return sender;
    }

    /** True for the first half of a two-phase command (SR-51). */
    public boolean isStage() {
        return number >= Kind.STAGE_CONTINUOUS && number <= Kind.STAGE_RESTART;
    }

    /**
     * True if the replayer opens a session for it when none is open (D-53). CONFIRM and ABORT speak of a stage, which
     * ends with its session: a new session could never help them.
     */
    public boolean opensSession() {
        return sender == Sender.CLINICIAN && this != OPEN_SESSION && this != CONFIRM && this != ABORT;
    }
}
