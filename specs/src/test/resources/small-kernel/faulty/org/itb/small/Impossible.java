package org.itb.small;

/** Nothing satisfies its invariant. */
public class Impossible {
    /*@ spec_public @*/ private int volumeNl;

    /*@ public invariant volumeNl > 3; @*/
    /*@ public invariant volumeNl < 2; @*/

    /*@ public normal_behavior
      @   ensures volumeNl == 7;
      @   assignable \nothing;
      @*/
    public Impossible() {
        this.volumeNl = 7;
    }

    /*@ public normal_behavior
      @   ensures volumeNl == 9;
      @   assignable volumeNl;
      @*/
    public void set() {
        volumeNl = 1;
    }
}
