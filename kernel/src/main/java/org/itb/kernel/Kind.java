package org.itb.kernel;

/**
 * What a message asks for. 1 … 24 are a clinician's, 25 and 26 a patient's, the rest come from the pump itself.
 */
public final class Kind {
    public static final int NONE = 0;
    public static final int OPEN_SESSION = 1;
    public static final int CLOSE_SESSION = 2;
    public static final int INTERROGATE = 3;
    public static final int STAGE_CONTINUOUS = 4;
    public static final int STAGE_FLEX = 5;
    public static final int STAGE_CLIN_BOLUS = 6;
    public static final int STAGE_PRIMING = 7;
    public static final int STAGE_REFILL = 8;
    public static final int STAGE_CONC_CHANGE = 9;
    public static final int STAGE_PTM = 10;
    public static final int STAGE_LIMITS = 11;
    public static final int STAGE_PROFILE = 12;
    public static final int STAGE_STOP = 13;
    public static final int STAGE_MIN_RATE = 14;
    public static final int STAGE_RESUME = 15;
    public static final int STAGE_RESTORE = 16;
    public static final int STAGE_RESTART = 17;
    public static final int CONFIRM = 18;
    public static final int ABORT = 19;
    public static final int SET_RTC = 20;
    public static final int MRI_BEGIN = 21;
    public static final int MRI_END = 22;
    public static final int ALARM_PAUSE = 23;
    public static final int ALARM_CLEAR = 24;
    public static final int PATIENT_BOLUS_REQUEST = 25;
    public static final int PATIENT_STATUS = 26;
    public static final int TICK = 27;
    public static final int FLOW_CONFIRM = 28;
    public static final int MOTOR_STALL = 29;
    public static final int MOTOR_RECOVERED = 30;
    public static final int FIELD_DETECTED = 31;
    public static final int FIELD_CLEARED = 32;
    public static final int SENSOR_FAULT = 33;
    public static final int BATTERY = 34;
    public static final int MEM_ERROR = 35;
    public static final int RESET = 36;

    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private Kind() { }
}
