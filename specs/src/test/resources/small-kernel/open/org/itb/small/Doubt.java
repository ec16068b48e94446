package org.itb.small;

/** Two contracts that no prover closes: they do not hold. */
public class Doubt {
    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private Doubt() { }

    /*@ public normal_behavior // SR-17
      @   ensures \result == (volumeNl > 1000);
      @   assignable \nothing;
      @*/
    public static boolean isTooMuch(int volumeNl) {
        return volumeNl >= 1000;
    }

    /*@ public normal_behavior // SR-17
      @   ensures \result == (volumeNl < 10);
      @   assignable \nothing;
      @*/
    public static boolean isTooLittle(int volumeNl) {
        return volumeNl <= 10;
    }
}
