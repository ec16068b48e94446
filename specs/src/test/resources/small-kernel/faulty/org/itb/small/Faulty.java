package org.itb.small;

/** Each member has one fault that a proof program must not pass over. */
public class Faulty {
    /*@ spec_public @*/ private int volumeNl;

    /*@ public invariant 0 <= volumeNl && volumeNl <= 1000; @*/

    /*@ public normal_behavior
      @   ensures volumeNl == 0;
      @   assignable \nothing;
      @*/
    public Faulty() {
        this.volumeNl = 0;
    }

    /*@ public normal_behavior // SR-17
      @   ensures \result == (amountNl > 1000);
      @   assignable \nothing;
      @*/
    public static boolean decidesOneTooEarly(int amountNl) {
        return amountNl >= 1000;
    }

    /*@ public normal_behavior // SR-01
      @   ensures true;
      @   assignable volumeNl;
      @*/
    public void overflows(int addedNl) {
        int sumNl = volumeNl + addedNl;
        volumeNl = sumNl > 1000 ? 1000 : sumNl < 0 ? 0 : sumNl;
    }

    /*@ public normal_behavior // SR-02
      @   requires amountNl > 5 && amountNl < volumeNl && volumeNl < 4;
      @   ensures volumeNl == 7;
      @   assignable volumeNl;
      @*/
    public void promisesWhereNobodyCalls(int amountNl) {
        volumeNl = 3;
    }

    /*@ public normal_behavior // SR-03
      @   ensures volumeNl >= 0 && (volumeNl == \old(volumeNl) || volumeNl != \old(volumeNl));
      @   assignable volumeNl;
      @*/
    public void promisesNothing() {
        volumeNl = 5;
    }

    /*@ public normal_behavior // SR-04
      @   ensures \result == 1000 / amountNl || amountNl == 0;
      @   assignable \nothing;
      @*/
    public static int promisesAQuotientOfZero(int amountNl) {
        return amountNl == 0 ? 0 : 1000 / amountNl;
    }

    /*@ public normal_behavior // SR-07
      @   ensures \result == 3;
      @   assignable \nothing;
      @*/
    public static int counts() {
        int count = 0;
        /*@ loop_invariant 0 <= count && count <= 3;
          @ decreases 3 - count;
          @ assignable \nothing;
          @*/
        while (count < 3) {
            count++;
        }
        return count;
    }

    /*@ public normal_behavior // SR-07
      @   ensures \result == 3;
      @   assignable \nothing;
      @*/
    public static int countsByAQuotientOfZero() {
        int count = 0;
        /*@ loop_invariant 0 <= count && count <= 3 && (7 / count == 7 / count || count == 0);
          @ decreases 3 - count;
          @ assignable \nothing;
          @*/
        while (count < 3) {
            count++;
        }
        return count;
    }

    public int withoutContract() {
        return volumeNl;
    }

    // @ public normal_behavior
    // @   ensures \result == volumeNl;
    public int formatted() {
        return volumeNl;
    }

    /*+KYE@ public normal_behavior
      @   ensures \result == volumeNl;
      @   assignable \nothing;
      @*/
    public int misspelt() {
        return volumeNl;
    }
}
