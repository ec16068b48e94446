package org.itb.kernel;

/**
 * Who speaks. CLINICIAN and PATIENT reach the pump by telemetry, SYSTEM is the pump's own wiring.
 */
public final class Role {
    public static final int CLINICIAN = 1;
    public static final int PATIENT = 2;
    public static final int SYSTEM = 3;

    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private Role() { }
}
