package org.itb.small;

/** The two provers are told different things. */
public class Pair {
    private static final int[] SHARED = new int[1];

    /*@ spec_public @*/ private final Faulty first;
    /*@ spec_public @*/ private int countNl;

    /*@ public invariant first != null; @*/
    /*+KEY@ private invariant 0 <= countNl && countNl <= 10; @*/
    /*+OPENJML@ public invariant 0 <= countNl && countNl <= 11; @*/

    /*@ public normal_behavior
      @   ensures countNl == 0 && first == part;
      @   assignable \nothing;
      @*/
    public Pair(Faulty part) {
        this.first = part;
    }

    /*@ public normal_behavior
      @   ensures countNl == 1;
      @   assignable first.volumeNl, countNl;
      @*/
    public void reach() {
        countNl = 1;
    }
}
