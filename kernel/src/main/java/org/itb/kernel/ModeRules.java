package org.itb.kernel;

/** Which mode and which rate leave the kernel: SR-01, SR-14, SR-20, heap-free. The fallbacks are argued in specs. */
public final class ModeRules {
    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private ModeRules() { }

    /** Of two reasons the more restrictive mode stands (D-30). */
    /*@ public normal_behavior
      @   ensures \result == (ordered < demanded ? demanded : ordered);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int worse(int ordered, int demanded) {
        return ordered < demanded ? demanded : ordered;
    }

    /** SR-14: the mode is STOP for exactly these reasons: never started, ordered, dry, or an alarm that stops. */
    // [impl->req~SR-14~1]
    // [contract->req~SR-14~1]
    /*@ public normal_behavior // SR-14
      @   requires 0 <= ordered && ordered <= 3 && 0 <= demanded && demanded <= 3;
      @   ensures 0 <= \result && \result <= 3;
      @   ensures (\result == 3) == (!started || dry || ordered == 3 || demanded == 3);
      @   ensures \result >= ordered && \result >= demanded;
      @   ensures started && !dry ==> \result == ordered || \result == demanded || held && \result == 1;
      @   ensures held ==> \result >= 1;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int mode(boolean started, boolean dry, int ordered, int demanded, boolean held) {
        if (!started) { return Mode.STOP; }
        if (dry) { return Mode.STOP; }
        int worst = worse(ordered, demanded);
        return worse(worst, held ? Mode.HOLD : Mode.RUN);
    }

    /** The basal rate for a mode: the scheduled rate only in RUN with trusted time, else the day's mean. */
    // [impl->req~SR-01~1]
    // [contract->req~SR-01~1]
    /*@ public normal_behavior // SR-01
      @   requires 0 <= mode && mode <= 3;
      @   ensures \result == (mode == 3 ? 0 : mode == 2 ? 250 : mode == 0 && scheduled ? scheduledNlPerH : meanNlPerH);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int basalNlPerH(int mode, boolean scheduled, int scheduledNlPerH, int meanNlPerH) {
        if (mode == Mode.STOP) { return 0; }
        if (mode == Mode.MIN) { return Parameters.RATE_MIN_MODE_NL_PER_H; }
        if (mode == Mode.HOLD) { return meanNlPerH; }
        return scheduled ? scheduledNlPerH : meanNlPerH;
    }

    /** SR-02, SR-20: a bolus flows in RUN only, only while no alarm bars it, and with the basal up to P03. */
    // [impl->req~SR-02~1] [impl->req~SR-20~1]
    // [contract->req~SR-02~1] [contract->req~SR-20~1]
    /*@ public normal_behavior // SR-02, SR-20
      @   ensures \result == (mode == 0 && !barred && rateNlPerH <= 1000000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean mayBolus(int mode, boolean barred, int rateNlPerH) {
        if (mode != Mode.RUN) { return false; }
        if (barred) { return false; }
        return rateNlPerH <= Parameters.RATE_MAX_NL_PER_H;
    }
}
