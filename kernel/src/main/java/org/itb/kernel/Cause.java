package org.itb.kernel;

/**
 * Why the pump restarted.
 */
public final class Cause {
    public static final int BROWNOUT = 1;
    public static final int WATCHDOG = 2;
    public static final int LOW_BATTERY = 3;

    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private Cause() { }
}
