package org.itb.kernel;

/**
 * Origin of spasticity, age class and phase of therapy: together they fix P06 and P09 (SR-09).
 */
public final class Profile {
    public static final int SPINAL = 1;
    public static final int CEREBRAL = 2;
    public static final int ADULT = 1;
    /** Under 12 years. */
    public static final int CHILD = 2;
    public static final int TITRATION = 1;
    public static final int MAINTENANCE = 2;

    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private Profile() { }
}
