package org.itb.small;

/** Decisions of a small tank. */
public final class TankRules {
    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private TankRules() { }

    /*@ public normal_behavior // SR-17
      @   ensures \result == (volumeNl > 1000);
      @   assignable \nothing;
      @*/
    public static /*@ pure @*/ boolean isTooMuch(int volumeNl) {
        return volumeNl > 1000;
    }
}
