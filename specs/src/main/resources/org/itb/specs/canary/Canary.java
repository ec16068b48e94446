package org.itb.canary;

/**
 * Contracts whose verdict is known. They are proved along with the kernel, by the same prover in the same run under
 * the same settings: a prover that closes what is false, or that closes nothing, is found out by them.
 */
public final class Canary {
    /*@ spec_public @*/ private int amountNl;

    /*@ public invariant 0 <= amountNl && amountNl <= 1000; @*/

    /*@ public normal_behavior
      @   ensures amountNl == 0;
      @   assignable \nothing;
      @*/
    public Canary() {
        this.amountNl = 0;
    }

    /*@ public normal_behavior
      @   requires 0 <= addedNl && addedNl <= 1000;
      @   ensures amountNl == (\old(amountNl) + addedNl > 1000 ? 1000 : \old(amountNl) + addedNl);
      @   assignable amountNl;
      @*/
    public void closes(int addedNl) {
        amountNl = amountNl + addedNl > 1000 ? 1000 : amountNl + addedNl;
    }

    /*@ public normal_behavior
      @   requires 0 <= addedNl && addedNl <= 1000;
      @   ensures amountNl == \old(amountNl) + addedNl;
      @   assignable amountNl;
      @*/
    public void opensByItsPostcondition(int addedNl) {
        amountNl = amountNl + addedNl > 1000 ? 1000 : amountNl + addedNl;
    }

    /*@ public normal_behavior
      @   ensures amountNl == 1001;
      @   assignable amountNl;
      @*/
    public void opensByItsInvariant() {
        amountNl = 1001;
    }

    /*@ public normal_behavior
      @   ensures \result == amountNl;
      @   assignable \nothing;
      @*/
    public int opensByItsFrame() {
        int beforeNl = amountNl;
        amountNl = 0;
        return beforeNl;
    }

    /*@ public normal_behavior
      @   ensures \result == first + second;
      @   assignable \nothing;
      @*/
    public static int opensByOverflow(int first, int second) {
        return first + second;
    }

    /*@ public normal_behavior
      @   ensures \result == first / second;
      @   assignable \nothing;
      @*/
    public static int opensByException(int first, int second) {
        return first / second;
    }

    /*@ public normal_behavior
      @   requires 0 < rateNlPerH && rateNlPerH < 0;
      @   ensures \result == 1;
      @   assignable \nothing;
      @*/
    public static int vacuousByItsPrecondition(int rateNlPerH) {
        return 2;
    }

    /*@ public normal_behavior
      @   ensures \result <= 0 || \result > 0;
      @   assignable \nothing;
      @*/
    public static int trivialByItsPostcondition(int rateNlPerH) {
        return rateNlPerH;
    }
}
