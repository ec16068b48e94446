package org.itb.kernel;

/**
 * The twenty alarms, A01 … A20. Their conditions, priorities and effects on delivery are the table of
 * specs/requirements; the rules that read them are in {@link AlarmRules}.
 */
public final class Alarm {
    /** A01: the motor stalls or delivers too little. */
    public static final int STALL = 1;
    /** A02: flow is back after a stall, nobody has looked yet. */
    public static final int STALL_RECOVERED = 2;
    /** A03: the motor delivers too much. */
    public static final int OVER_DELIVERY = 3;
    /** A04: reservoir low. */
    public static final int RESERVOIR_LOW = 4;
    /** A05: reservoir possibly empty. */
    public static final int RESERVOIR_EMPTY = 5;
    /** A06: elective replacement indicated. */
    public static final int ERI = 6;
    /** A07: end of service. */
    public static final int EOS = 7;
    /** A08: reset by a low battery. */
    public static final int LOW_BATTERY_RESET = 8;
    /** A09: stopped, at minimum rate, or after a large reduction. */
    public static final int NOT_THERAPY = 9;
    /** A10: no valid copy of the memory. */
    public static final int MEMORY_LOST = 10;
    /** A11: one copy of the memory was repaired. */
    public static final int MEMORY_REPAIRED = 11;
    /** A12: an unexpected reset, state valid. */
    public static final int RESET = 12;
    /** A13: the refill does not fit what was delivered. */
    public static final int REFILL_DISCREPANCY = 13;
    /** A14: time cannot be trusted. */
    public static final int TIME_ANOMALY = 14;
    /** A15: too many authentication failures. */
    public static final int AUTH_ATTACK = 15;
    /** A16: the state of a bridge was lost. */
    public static final int BRIDGE_LOST = 16;
    /** A17: the check after MRI is due. */
    public static final int POST_MRI = 17;
    /** A18: therapy was away too long to come back at full dose. */
    public static final int RESTART_GAP = 18;
    /** A19: flow confirmation lost. */
    public static final int SENSOR_LOST = 19;
    /** A20: a fault inside the kernel. */
    public static final int KERNEL_FAULT = 20;
    /** How many there are. */
    public static final int COUNT = 20;

    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private Alarm() { }
}
