package org.itb.kernel;

/**
 * Delivery modes in the order of how much they restrict delivery: of several reasons, the highest number
 * stands (D-30). MIN protects the catheter and is not therapy; STOP is a treatment decision with a hazard of its own.
 */
public final class Mode {
    /** The program and an accepted bolus. */
    public static final int RUN = 0;
    /** The last verified basal: no bolus, no increase, flex at its daily mean. */
    public static final int HOLD = 1;
    /** P02 only. */
    public static final int MIN = 2;
    /** No flow. */
    public static final int STOP = 3;

    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private Mode() { }
}
