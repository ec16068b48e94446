package org.itb.small;

/** A tank that never holds more than 1000 nL. */
public class Tank {
    /*@ spec_public @*/ private int volumeNl;

    /*+KEY@ accessible \inv: this.volumeNl; @*/
    /*+KEY@ private invariant volumeNl == 0 || 0 < volumeNl && volumeNl <= 1000; @*/
    /*+OPENJML@ public invariant volumeNl == 0 || 0 < volumeNl && volumeNl <= 1000; @*/

    /*@ public normal_behavior
      @   ensures volumeNl == 0;
      @   assignable \nothing;
      @*/
    public Tank() {
        this.volumeNl = 0;
    }

    /*@ public normal_behavior // SR-05, SR-17
      @   requires 0 <= addedNl && addedNl <= 5000;
      @   ensures volumeNl == (\old(volumeNl) + addedNl > 1000 ? 1000 : \old(volumeNl) + addedNl);
      @   assignable volumeNl;
      @*/
    public void fill(int addedNl) {
        int filledNl = volumeNl + addedNl;
        volumeNl = TankRules.isTooMuch(filledNl) ? 1000 : filledNl;
    }

    /*@ public normal_behavior
      @   ensures \result == volumeNl;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int volumeNl() {
        return volumeNl;
    }
}
