package org.itb.kernel;

/** What the motor's confirmed flow says: SR-28, SR-29, SR-31, SR-32, SR-39, heap-free. */
public final class FlowRules {
    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private FlowRules() { }

    /** SR-31: more confirmed in a window than P21 and the slack P29 allow. */
    // [impl->req~SR-31~1]
    // [contract->req~SR-31~1]
    /*@ public normal_behavior // SR-31
      @   requires 0 <= commandedNl && commandedNl <= 4000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   ensures \result == (confirmedNl * 1000 > commandedNl * 1145 + 2000000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isOverDelivery(long commandedNl, long confirmedNl) {
        return confirmedNl * 1000 > commandedNl * (1000 + Parameters.ACCURACY_PER_MILLE) + Parameters.FLOW_SLACK_NL * 1000L;
    }

    /** SR-32: less confirmed in a window than P21 and the slack P29 allow. */
    // [impl->req~SR-32~1]
    // [contract->req~SR-32~1]
    /*@ public normal_behavior // SR-32
      @   requires 0 <= commandedNl && commandedNl <= 4000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   ensures \result == (confirmedNl * 1000 < commandedNl * 855 - 2000000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isUnderDelivery(long commandedNl, long confirmedNl) {
        return confirmedNl * 1000 < commandedNl * (1000 - Parameters.ACCURACY_PER_MILLE) - Parameters.FLOW_SLACK_NL * 1000L;
    }

    /** SR-32: P28 in volume and in time since the last confirmed progress. */
    // [contract->req~SR-32~1]
    /*@ public normal_behavior // SR-32
      @   ensures \result == (commandedNl >= 2000 && elapsedMs >= 60000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isStall(long commandedNl, long elapsedMs) {
        if (commandedNl < Parameters.STALL_DEFICIT_NL) { return false; }
        return elapsedMs >= Parameters.STALL_DEFICIT_MS;
    }

    /** SR-29: what was aspirated does not fit what should have been left. */
    // [impl->req~SR-29~1]
    // [contract->req~SR-29~1]
    /*@ public normal_behavior // SR-29
      @   requires 0 <= aspiratedNl && aspiratedNl <= 40000000 && -4000000000000L <= expectedNl && expectedNl <= 40000000;
      @   requires 0 <= deliveredNl && deliveredNl <= 4000000000000L;
      @   ensures \result == ((expectedNl - aspiratedNl) * 1000 > deliveredNl * 145 + 1000000000L
      @       || (aspiratedNl - expectedNl) * 1000 > deliveredNl * 145 + 1000000000L);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isRefillDiscrepancy(long aspiratedNl, long expectedNl, long deliveredNl) {
        return Arithmetic.distance(aspiratedNl, expectedNl) * 1000 > deliveredNl * Parameters.ACCURACY_PER_MILLE + Parameters.REFILL_SLACK_NL * 1000L;
    }

    /** SR-39: replacement is due by battery voltage, or by age P23 − P22. */
    // [impl->req~SR-39~1]
    // [contract->req~SR-39~1]
    /*@ public normal_behavior // SR-39
      @   ensures \result == (batteryMv <= 2600 || ageMs >= 213062400000L);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isReplacementDue(long batteryMv, long ageMs) {
        if (batteryMv <= Parameters.BATTERY_ERI_MV) { return true; }
        return ageMs >= Parameters.SERVICE_MAX_MS - Parameters.ERI_TO_EOS_MS;
    }

    /** SR-53, D-36: the real-time clock is further from monotonic time than P34 for each started day allows. */
    // [impl->req~SR-53~1]
    // [contract->req~SR-53~1]
    /*@ public normal_behavior // SR-53
      @   requires 0 <= elapsedMs && elapsedMs <= 10000000000000L;
      @   requires -2000000000000000L <= rtcMs && rtcMs <= 2000000000000000L;
      @   requires -2000000000000000L <= expectedRtcMs && expectedRtcMs <= 2000000000000000L;
      @   ensures \result == (rtcMs - expectedRtcMs > 60000 * (elapsedMs / 86400000 + 1)
      @       || expectedRtcMs - rtcMs > 60000 * (elapsedMs / 86400000 + 1));
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isDrift(long rtcMs, long expectedRtcMs, long elapsedMs) {
        return Arithmetic.distance(rtcMs, expectedRtcMs)
            > Parameters.RTC_TOLERANCE_MS * (elapsedMs / Parameters.DAY_MS + 1);
    }
}
