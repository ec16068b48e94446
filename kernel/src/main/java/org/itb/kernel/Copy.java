package org.itb.kernel;

/**
 * Which of the two copies of the image was found damaged (SR-54).
 */
public final class Copy {
    public static final int A = 1;
    public static final int B = 2;
    public static final int BOTH = 3;

    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private Copy() { }
}
