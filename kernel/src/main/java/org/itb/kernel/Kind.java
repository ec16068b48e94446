package org.itb.kernel;

/**
 * What a message asks for. 1 … 20 are a clinician's, 21 and 22 a patient's, the rest come from the pump itself.
 */
public final class Kind {
    public static final int NONE = 0;
    public static final int OPEN_SESSION = 1;
    public static final int CLOSE_SESSION = 2;
    public static final int INTERROGATE = 3;
    public static final int STAGE_CONTINUOUS = 4;
    public static final int STAGE_FLEX = 5;
    public static final int STAGE_CLIN_BOLUS = 6;
    public static final int STAGE_REFILL = 7;
    public static final int STAGE_PTM = 8;
    public static final int STAGE_LIMITS = 9;
    public static final int STAGE_PROFILE = 10;
    public static final int STAGE_STOP = 11;
    public static final int STAGE_MIN_RATE = 12;
    public static final int STAGE_RESUME = 13;
    public static final int STAGE_RESTORE = 14;
    public static final int STAGE_RESTART = 15;
    public static final int CONFIRM = 16;
    public static final int ABORT = 17;
    public static final int SET_RTC = 18;
    public static final int ALARM_PAUSE = 19;
    public static final int ALARM_CLEAR = 20;
    public static final int PATIENT_BOLUS_REQUEST = 21;
    public static final int PATIENT_STATUS = 22;
    public static final int TICK = 23;
    public static final int FLOW_CONFIRM = 24;
    public static final int MOTOR_STALL = 25;
    public static final int MOTOR_RECOVERED = 26;
    public static final int SENSOR_FAULT = 27;
    public static final int BATTERY = 28;
    public static final int RESET = 29;

    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private Kind() { }
}
