package org.itb.small;

/** Rules whose contracts say all, too little, or what is not so. */
public final class Doses {
    /*@ private normal_behavior ensures true; assignable \nothing; @*/
    private Doses() { }

    /** Says all. */
    /*@ public normal_behavior // SR-06
      @   requires 0 <= doseNg && doseNg <= 5000 && 0 <= limitNg && limitNg <= 5000;
      @   ensures \result == (doseNg <= limitNg);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean fits(int doseNg, int limitNg) {
        return doseNg <= limitNg;
    }

    /** Says nothing of a dose at the limit. */
    /*@ public normal_behavior // SR-06
      @   ensures doseNg < limitNg ==> \result;
      @   ensures doseNg > limitNg ==> !\result;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean fitsNearly(int doseNg, int limitNg) {
        return doseNg <= limitNg;
    }

    /** Either of two equal doses is the larger one. */
    /*@ public normal_behavior
      @   ensures \result == (aNg < bNg ? bNg : aNg);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int larger(int aNg, int bNg) {
        return aNg < bNg ? bNg : aNg;
    }

    /*@ spec_public @*/ private int highestNg;

    /** The operands of the maximum may change places, and it may not be left out. */
    /*@ public normal_behavior
      @   requires 0 <= highestNg && highestNg <= 5000;
      @   ensures highestNg == (\old(highestNg) < doseNg ? doseNg : \old(highestNg));
      @   assignable highestNg;
      @*/
    public void note(int doseNg) {
        highestNg = larger(highestNg, doseNg);
    }

    /** Is not what it says: nothing can be learnt from what its mutants do. */
    /*@ public normal_behavior
      @   ensures \result == (doseNg >= 0);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isDose(int doseNg) {
        return doseNg > 0;
    }
}
