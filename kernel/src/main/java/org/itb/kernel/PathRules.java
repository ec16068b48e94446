package org.itb.kernel;

/**
 * What flows through tubing and catheter when the drug in the reservoir changes: SR-22, SR-25, SR-26, heap-free. By
 * plug flow the old drug leaves the tip until a whole path volume has followed it.
 */
public final class PathRules {
    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private PathRules() { }

    /** P18: from the tubing alone to the longest catheter. */
    // [contract->req~SR-25~1]
    /*@ public normal_behavior // SR-25
      @   ensures \result == (140000 <= pathVolumeNl && pathVolumeNl <= 580000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isPathVolume(long pathVolumeNl) {
        if (pathVolumeNl < Parameters.PATH_MIN_NL) { return false; }
        return pathVolumeNl <= Parameters.PATH_MAX_NL;
    }

    /** SR-25: the highest rate that gives, of the new drug, no more than this rate gave of the old. */
    // [impl->req~SR-25~1]
    // [contract->req~SR-25~1]
    /*@ public normal_behavior // SR-25
      @   requires 0 <= rateNlPerH && rateNlPerH <= 1000000;
      @   requires 500 <= oldUgPerMl && oldUgPerMl <= 2000 && 500 <= newUgPerMl && newUgPerMl <= 2000;
      @   ensures \result * newUgPerMl <= rateNlPerH * oldUgPerMl;
      @   ensures rateNlPerH * oldUgPerMl - \result * newUgPerMl < newUgPerMl;
      @   ensures 0 <= \result && \result <= 4000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long scaledNlPerH(long rateNlPerH, int oldUgPerMl, int newUgPerMl) {
        long scaledNlPerH = Arithmetic.quotient(Arithmetic.product(rateNlPerH, oldUgPerMl), newUgPerMl);
        /*@ ghost long least = Arithmetic.product(scaledNlPerH, newUgPerMl - 500); @*/
        return scaledNlPerH;
    }

    /** SR-25: the largest volume that holds, of the new drug, no more than this one did of the old; a reservoir at most. */
    // [impl->req~SR-25~1]
    // [contract->req~SR-25~1]
    /*@ public normal_behavior // SR-25
      @   requires 0 <= volumeNl && volumeNl <= 40000000;
      @   requires 500 <= oldUgPerMl && oldUgPerMl <= 2000 && 500 <= newUgPerMl && newUgPerMl <= 2000;
      @   ensures \result * newUgPerMl <= volumeNl * oldUgPerMl;
      @   ensures volumeNl * oldUgPerMl < newUgPerMl * 40000000L ==> volumeNl * oldUgPerMl - \result * newUgPerMl < newUgPerMl;
      @   ensures 0 <= \result && \result <= 40000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long scaledNl(long volumeNl, int oldUgPerMl, int newUgPerMl) {
        long scaledNl = Arithmetic.quotient(Arithmetic.min(Arithmetic.product(volumeNl, oldUgPerMl),
            (long) Parameters.CAPACITY_MAX_NL * newUgPerMl), newUgPerMl);
        /*@ ghost long beyond = Arithmetic.product(Arithmetic.max(0, scaledNl - 40000000), newUgPerMl); @*/
        return scaledNl;
    }

    /** SR-26: the highest even rate at which the drug in the path gives no more in a day than the program would. */
    // [impl->req~SR-26~1]
    // [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-26
      @   requires 0 <= dayLoadNlMsPerH && dayLoadNlMsPerH <= 86400000000000L;
      @   requires 500 <= programUgPerMl && programUgPerMl <= 2000 && 500 <= pathUgPerMl && pathUgPerMl <= 2000;
      @   ensures \result * (pathUgPerMl * 86400000L) <= dayLoadNlMsPerH * programUgPerMl;
      @   ensures dayLoadNlMsPerH * programUgPerMl - \result * (pathUgPerMl * 86400000L) < pathUgPerMl * 86400000L;
      @   ensures 2000 <= \result ==> pathUgPerMl * 172800000000L <= dayLoadNlMsPerH * programUgPerMl;
      @   ensures 1000000 <= \result ==> pathUgPerMl * 86400000000000L <= dayLoadNlMsPerH * programUgPerMl;
      @   ensures 0 <= \result && \result <= 4000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long bridgeNlPerH(long dayLoadNlMsPerH, int programUgPerMl, int pathUgPerMl) {
        long bridgeNlPerH = wholeNlPerH(dayLoadNlMsPerH, programUgPerMl, pathUgPerMl);
        /*@ ghost long beyondLeast = Arithmetic.product(Arithmetic.max(0, bridgeNlPerH - 2000), pathUgPerMl); @*/
        /*@ ghost long beyondMost = Arithmetic.product(Arithmetic.max(0, bridgeNlPerH - 1000000), pathUgPerMl); @*/
        return bridgeNlPerH;
    }

    /** The whole rate of the drug in the path that gives no more in a day than a load of the program's does. */
    // [contract->req~SR-26~1]
    /*@ private normal_behavior // SR-26
      @   requires 0 <= dayLoadNlMsPerH && dayLoadNlMsPerH <= 86400000000000L;
      @   requires 500 <= programUgPerMl && programUgPerMl <= 2000 && 500 <= pathUgPerMl && pathUgPerMl <= 2000;
      @   ensures \result * (pathUgPerMl * 86400000L) <= dayLoadNlMsPerH * programUgPerMl;
      @   ensures dayLoadNlMsPerH * programUgPerMl - \result * (pathUgPerMl * 86400000L) < pathUgPerMl * 86400000L;
      @   ensures 0 <= \result && \result <= 4000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long wholeNlPerH(long dayLoadNlMsPerH, int programUgPerMl, int pathUgPerMl) {
        long drug = dayLoadNlMsPerH * programUgPerMl;
        /*@ assert 0 <= drug && drug <= 172800000000000000L; @*/
        long wholeNlPerH = Arithmetic.quotient(drug, pathUgPerMl * (long) Parameters.DAY_MS);
        /*@ assert 0 <= wholeNlPerH * (pathUgPerMl - 500); @*/
        return wholeNlPerH;
    }

    /**
     * A16: the even rate that gives no more than the program, whichever drug up to the strongest is in the path. Where
     * that is below P01 it is P01, at most 96 µg a day: minimum rate would be withdrawal (K-50).
     */
    // [impl->req~SR-27~1]
    // [contract->req~SR-27~1]
    /*@ public normal_behavior // SR-27
      @   requires 2000 <= meanNlPerH && meanNlPerH <= 1000000;
      @   requires 500 <= programUgPerMl && programUgPerMl <= strongestUgPerMl && strongestUgPerMl <= 2000;
      @   ensures 2000 <= \result && \result <= meanNlPerH;
      @   ensures \result == 2000 || \result * strongestUgPerMl <= meanNlPerH * programUgPerMl;
      @   ensures meanNlPerH * programUgPerMl - \result * strongestUgPerMl < strongestUgPerMl;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int lostNlPerH(int meanNlPerH, int programUgPerMl, int strongestUgPerMl) {
        // A long, so that the compiler refuses a concentration in its place: the product would be the same.
        long scaledNlPerH = scaledNlPerH((long) meanNlPerH, programUgPerMl, strongestUgPerMl);
        /*@ ghost long weaker = Arithmetic.product(meanNlPerH, strongestUgPerMl - programUgPerMl); @*/
        /*@ ghost long above = Arithmetic.product(Arithmetic.max(0, scaledNlPerH - meanNlPerH), strongestUgPerMl); @*/
        /*@ ghost long below = Arithmetic.product(Arithmetic.max(0, 2000 - scaledNlPerH), strongestUgPerMl); @*/
        return (int) Arithmetic.max(Parameters.RATE_MIN_RUN_NL_PER_H, scaledNlPerH);
    }

    /** SR-25: of a change of concentration, in the order of the replies; D-13 has been judged. */
    // [impl->req~SR-25~1]
    // [contract->req~SR-25~1]
    /*@ public normal_behavior // SR-25
      @   ensures \result == (!ranges || bridge && rinse ? Reply.BAD_RANGE
      @       : concentrationUgPerMl != 500 && concentrationUgPerMl != 1000 && concentrationUgPerMl != 2000 ? Reply.BAD_CONC
      @       : labelUgPerMl != concentrationUgPerMl ? Reply.LABEL_MISMATCH
      @       : !bridge && !rinse ? Reply.BRIDGE_REQUIRED : Reply.OK);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int changeVerdict(boolean ranges, boolean bridge, boolean rinse, long concentrationUgPerMl,
            long labelUgPerMl) {
        boolean both = bridge & rinse;
        boolean neither = !bridge & !rinse;
        if (!ranges) { return Reply.BAD_RANGE; }
        if (both) { return Reply.BAD_RANGE; }
        if (!DoseRules.isLegalConcentration(concentrationUgPerMl)) { return Reply.BAD_CONC; }
        if (labelUgPerMl != concentrationUgPerMl) { return Reply.LABEL_MISMATCH; }
        if (neither) { return Reply.BRIDGE_REQUIRED; }
        return Reply.OK;
    }

    /** D-45: how long until this much has flowed, less a part of a nanolitre that has already; at least 1 ms. */
    // [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-26
      @   requires 0 <= restNl && restNl <= 580000 && 0 <= carryNlMsPerH && carryNlMsPerH < 3600000;
      @   requires 1 <= rateNlPerH && rateNlPerH <= 1000000;
      @   ensures 1 <= \result && \result <= 2088000000000L;
      @   ensures restNl * 3600000L - carryNlMsPerH <= \result * rateNlPerH;
      @   ensures \result == 1 || (\result - 1) * rateNlPerH < restNl * 3600000L - carryNlMsPerH;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long flowsInMs(long restNl, long carryNlMsPerH, int rateNlPerH) {
        return ceilMs(Arithmetic.max(1, restNl * Arithmetic.LOAD_PER_NL - carryNlMsPerH), rateNlPerH);
    }

    /** How long a load flows at a rate, rounded up. */
    // [contract->req~SR-26~1]
    /*@ private normal_behavior // SR-26
      @   requires 1 <= loadNlMsPerH && loadNlMsPerH <= 2088000000000L && 1 <= rateNlPerH && rateNlPerH <= 1000000;
      @   ensures 1 <= \result && \result <= loadNlMsPerH;
      @   ensures loadNlMsPerH <= \result * rateNlPerH && (\result - 1) * rateNlPerH < loadNlMsPerH;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long ceilMs(long loadNlMsPerH, int rateNlPerH) {
        return Arithmetic.quotient(loadNlMsPerH - 1, rateNlPerH) + 1;
    }

    /** SR-22, D-12: a priming leaves P37 of the path to basal flow, so that by plug flow none of it leaves the tip. */
    // [impl->req~SR-22~1]
    // [contract->req~SR-22~1]
    /*@ public normal_behavior // SR-22
      @   requires 140000 <= pathVolumeNl && pathVolumeNl <= 580000;
      @   ensures \result == (1 <= volumeNl && volumeNl <= pathVolumeNl - 50000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isPrimingVolume(long volumeNl, int pathVolumeNl) {
        if (volumeNl < 1) { return false; }
        return volumeNl <= pathVolumeNl - Parameters.FRONT_MARGIN_NL;
    }
}
