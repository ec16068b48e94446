package org.itb.kernel;

/**
 * Tubing and catheter, from the reservoir to the tip: their volume, the drug in them, and where the front between an
 * old drug and a new one is (SR-22, SR-25 … SR-27, A16). While the old drug is on its way out the pump runs an even
 * rate, the bridge, that gives the ordered day's dose of it; the bridge ends when the <em>confirmed</em> volume is the
 * path's, never by time. Afterwards a flex day waits, at its mean, for a moment at which its return stacks nothing.
 */
public class FluidPath {
    /*@ spec_public @*/ private int pathVolumeNl;
    /*@ spec_public @*/ private int pathUgPerMl;
    /*@ spec_public @*/ private int strongestUgPerMl;
    /*@ spec_public @*/ private long frontAtNl;
    /*@ spec_public @*/ private int bridgeNlPerH;
    /*@ spec_public @*/ private boolean bridging;
    /*@ spec_public @*/ private boolean lost;
    /*@ spec_public @*/ private boolean reprogrammed;
    /*@ spec_public @*/ private boolean even;
    /*@ spec_public @*/ private long looksAtMs;
    /*@ spec_public @*/ private long usedTokenId;
    /*@ spec_public @*/ private long primedUntilCreditMs;
    /*@ spec_public @*/ private boolean priming;
    /*@ spec_public @*/ private long primedCarryNlMsPerH;
    /*@ spec_public @*/ private int stagedVolumeNl;
    /*@ spec_public @*/ private boolean stagedBridge;

    /*+KEY@ accessible \inv: this.*; @*/
    /*+KEY@ private invariant 140000 <= pathVolumeNl && pathVolumeNl <= 580000 && 140000 <= stagedVolumeNl && stagedVolumeNl <= 580000; @*/
    /*+OPENJML@ public invariant 140000 <= pathVolumeNl && pathVolumeNl <= 580000 && 140000 <= stagedVolumeNl && stagedVolumeNl <= 580000; @*/
    /*+KEY@ private invariant pathUgPerMl == 500 || pathUgPerMl == 1000 || pathUgPerMl == 2000; @*/
    /*+OPENJML@ public invariant pathUgPerMl == 500 || pathUgPerMl == 1000 || pathUgPerMl == 2000; @*/
    /*+KEY@ private invariant strongestUgPerMl == 500 || strongestUgPerMl == 1000 || strongestUgPerMl == 2000; @*/
    /*+OPENJML@ public invariant strongestUgPerMl == 500 || strongestUgPerMl == 1000 || strongestUgPerMl == 2000; @*/
    /*+KEY@ private invariant 0 <= frontAtNl && frontAtNl <= 1000000000580000L; @*/
    /*+OPENJML@ public invariant 0 <= frontAtNl && frontAtNl <= 1000000000580000L; @*/
    /*+KEY@ private invariant 2000 <= bridgeNlPerH && bridgeNlPerH <= 1000000; @*/
    /*+OPENJML@ public invariant 2000 <= bridgeNlPerH && bridgeNlPerH <= 1000000; @*/
    /*+KEY@ private invariant bridging ==> even && !lost && pathUgPerMl <= strongestUgPerMl; @*/
    /*+OPENJML@ public invariant bridging ==> even && !lost && pathUgPerMl <= strongestUgPerMl; @*/
    /*+KEY@ private invariant lost ==> even; @*/
    /*+OPENJML@ public invariant lost ==> even; @*/
    /*+KEY@ private invariant 0 <= looksAtMs && looksAtMs <= 10000000060000L; @*/
    /*+OPENJML@ public invariant 0 <= looksAtMs && looksAtMs <= 10000000060000L; @*/
    /*+KEY@ private invariant 0 <= usedTokenId && usedTokenId <= 1000000000000000L && 0 <= primedUntilCreditMs && primedUntilCreditMs <= 10000072000000L; @*/
    /*+OPENJML@ public invariant 0 <= usedTokenId && usedTokenId <= 1000000000000000L && 0 <= primedUntilCreditMs && primedUntilCreditMs <= 10000072000000L; @*/

    /*+KEY@ private invariant 0 <= primedCarryNlMsPerH && primedCarryNlMsPerH < 3600000; @*/
    /*+OPENJML@ public invariant 0 <= primedCarryNlMsPerH && primedCarryNlMsPerH < 3600000; @*/

    /** A path of the tubing alone, holding one drug, never primed. */
    /*@ public normal_behavior
      @   ensures pathVolumeNl == 140000 && !bridging && !lost && !even && usedTokenId == 0 && primedUntilCreditMs == 0;
      @   ensures pathUgPerMl == 500 && strongestUgPerMl == 500 && frontAtNl == 0 && bridgeNlPerH == 2000;
      @   ensures stagedVolumeNl == 140000 && !stagedBridge && !reprogrammed && looksAtMs == 0 && !priming && primedCarryNlMsPerH == 0;
      @   assignable \nothing;
      @*/
    public FluidPath() {
        this.pathVolumeNl = Parameters.PATH_MIN_NL;
        this.stagedVolumeNl = Parameters.PATH_MIN_NL;
        this.pathUgPerMl = Parameters.CONC_LOW_UG_PER_ML;
        this.strongestUgPerMl = Parameters.CONC_LOW_UG_PER_ML;
        this.bridgeNlPerH = Parameters.RATE_MIN_RUN_NL_PER_H;
    }

    /** The path that comes into our hands. */
    /*@ public normal_behavior
      @   requires 140000 <= pathVolumeNl && pathVolumeNl <= 580000;
      @   ensures this.pathVolumeNl == pathVolumeNl;
      @   assignable this.pathVolumeNl;
      @*/
    public void install(int pathVolumeNl) {
        this.pathVolumeNl = pathVolumeNl;
    }

    /** What a change of concentration says of the path waits for its confirmation. */
    // [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-51
      @   requires 140000 <= volumeNl && volumeNl <= 580000;
      @   ensures stagedVolumeNl == volumeNl && stagedBridge == bridge;
      @   assignable stagedVolumeNl, stagedBridge;
      @*/
    public void stage(int volumeNl, boolean bridge) {
        this.stagedVolumeNl = volumeNl;
        this.stagedBridge = bridge;
    }

    /**
     * The reservoir holds a new drug from now on, and the path record is the staged one. With a bridge the path holds
     * the old drug until its volume has been confirmed; after a rinse it holds the new one. Where both are the same
     * drug there is no front (K-46).
     */
    // [impl->req~SR-26~1]
    // [contract->req~SR-25~1] [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-25, SR-26
      @   requires oldUgPerMl == 500 || oldUgPerMl == 1000 || oldUgPerMl == 2000;
      @   requires newUgPerMl == 500 || newUgPerMl == 1000 || newUgPerMl == 2000;
      @   requires 2000 <= evenNlPerH && evenNlPerH <= 1000000 && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   requires !bridging && !(lost && stagedBridge);
      @   ensures pathVolumeNl == stagedVolumeNl;
      @   ensures bridging == (stagedBridge && oldUgPerMl != newUgPerMl);
      @   ensures bridging ==> pathUgPerMl == oldUgPerMl && bridgeNlPerH == evenNlPerH;
      @   ensures bridging ==> frontAtNl == confirmedNl + stagedVolumeNl;
      @   ensures !bridging ==> frontAtNl == confirmedNl;
      @   ensures oldUgPerMl <= strongestUgPerMl && newUgPerMl <= strongestUgPerMl;
      @   ensures lost == \old(lost) && reprogrammed && (even == (\old(even) || bridging));
      @   assignable pathVolumeNl, pathUgPerMl, strongestUgPerMl, frontAtNl, bridgeNlPerH, bridging, reprogrammed, even;
      @*/
    public void change(int oldUgPerMl, int newUgPerMl, int evenNlPerH, long confirmedNl) {
        strongestUgPerMl = strongestOfUgPerMl(confirmedNl, oldUgPerMl, newUgPerMl);
        pathVolumeNl = stagedVolumeNl;
        pathUgPerMl = oldUgPerMl;
        bridgeNlPerH = evenNlPerH;
        bridging = stagedBridge & (oldUgPerMl != newUgPerMl);
        frontAtNl = confirmedNl + (bridging ? pathVolumeNl : 0);
        even = even | bridging;
        reprogrammed = true;
    }

    /** The strongest of the drug that leaves the tip, the old one and the new one. */
    // [contract->req~SR-26~1]
    /*@ private normal_behavior // SR-26
      @   requires oldUgPerMl == 500 || oldUgPerMl == 1000 || oldUgPerMl == 2000;
      @   requires newUgPerMl == 500 || newUgPerMl == 1000 || newUgPerMl == 2000;
      @   ensures \result == 500 || \result == 1000 || \result == 2000;
      @   ensures oldUgPerMl <= \result && newUgPerMl <= \result;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int strongestOfUgPerMl(long confirmedNl, int oldUgPerMl, int newUgPerMl) {
        return (int) Arithmetic.max(tipUgPerMl(confirmedNl, oldUgPerMl), newUgPerMl);
    }

    /** SR-27: a dose that was reduced or restarted during the bridge sets its rate anew. */
    // [impl->req~SR-27~1]
    // [contract->req~SR-27~1]
    /*@ public normal_behavior // SR-27
      @   requires 2000 <= evenNlPerH && evenNlPerH <= 1000000;
      @   ensures bridgeNlPerH == evenNlPerH && reprogrammed;
      @   assignable bridgeNlPerH, reprogrammed;
      @*/
    public void reprogram(int evenNlPerH) {
        bridgeNlPerH = evenNlPerH;
        reprogrammed = true;
    }

    /** SR-26: the even rate at which the drug in the path gives no more than a day of this load; P01 without a bridge. */
    // [contract->req~SR-26~1] [contract->req~SR-27~1]
    /*@ public normal_behavior // SR-26, SR-27
      @   requires 0 <= dayLoadNlMsPerH && dayLoadNlMsPerH <= 86400000000000L && 500 <= programUgPerMl && programUgPerMl <= 2000;
      @   ensures !bridging ==> \result == 2000;
      @   ensures bridging ==> \result * (pathUgPerMl * 86400000L) <= dayLoadNlMsPerH * programUgPerMl
      @       && dayLoadNlMsPerH * programUgPerMl - \result * (pathUgPerMl * 86400000L) < pathUgPerMl * 86400000L;
      @   ensures bridging && 2000 <= \result ==> pathUgPerMl * 172800000000L <= dayLoadNlMsPerH * programUgPerMl;
      @   ensures bridging && 1000000 <= \result ==> pathUgPerMl * 86400000000000L <= dayLoadNlMsPerH * programUgPerMl;
      @   ensures 0 <= \result && \result <= 4000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long bridgeForNlPerH(long dayLoadNlMsPerH, int programUgPerMl) {
        if (!bridging) { return Parameters.RATE_MIN_RUN_NL_PER_H; }
        return PathRules.bridgeNlPerH(dayLoadNlMsPerH, programUgPerMl, pathUgPerMl);
    }

    /** SR-26: the bridge ends when a whole path volume is confirmed; returns whether that is news. */
    // [impl->req~SR-26~1]
    // [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-26
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result == (\old(bridging) && confirmedNl >= frontAtNl);
      @   ensures bridging == (\old(bridging) && confirmedNl < frontAtNl);
      @   ensures looksAtMs == (\result ? nowMs : \old(looksAtMs));
      @   assignable bridging, looksAtMs;
      @*/
    public boolean watch(long confirmedNl, long nowMs) {
        if (!bridging) { return false; }
        if (confirmedNl < frontAtNl) { return false; }
        bridging = false;
        looksAtMs = nowMs;
        return true;
    }

    /** K-48: the new drug is at the tip, and it is time to look whether the schedule may come back. */
    // [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-26
      @   ensures \result == (even && !bridging && !lost && nowMs >= looksAtMs);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isToLook(long nowMs) {
        if (!isWaiting()) { return false; }
        return nowMs >= looksAtMs;
    }

    /** The new drug is at the tip, and the day still runs at its mean. */
    // [contract->req~SR-26~1]
    /*@ private normal_behavior // SR-26
      @   ensures \result == (even && !bridging && !lost);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isWaiting() {
        if (bridging) { return false; }
        if (lost) { return false; }
        return even;
    }

    /** K-48: the schedule comes back, or is looked at again at the next whole minute. */
    // [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-26
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && !bridging && !lost;
      @   ensures even == !comesBack;
      @   ensures looksAtMs == (nowMs / 60000 + 1) * 60000;
      @   assignable even, looksAtMs;
      @*/
    public void look(boolean comesBack, long nowMs) {
        even = !comesBack;
        looksAtMs = (nowMs / Parameters.TICK_MAX_MS + 1) * Parameters.TICK_MAX_MS;
    }

    /**
     * A16: how far the bridge has come is not known any more; nothing of it is on record if none was. From now on the
     * strongest drug that may be in the path counts.
     */
    // [impl->req~SR-27~1]
    // [contract->req~SR-27~1]
    /*@ public normal_behavior // SR-27
      @   ensures lost && even && !bridging && !reprogrammed;
      @   ensures strongestUgPerMl == (\old(bridging) ? \old(strongestUgPerMl) : 2000);
      @   assignable lost, even, bridging, reprogrammed, strongestUgPerMl;
      @*/
    public void lose() {
        if (!bridging) {
            strongestUgPerMl = Parameters.CONC_HIGH_UG_PER_ML;
        }
        bridging = false;
        lost = true;
        even = true;
        reprogrammed = false;
    }

    /** A16 is cleared: the path is taken to hold the reservoir's drug; within P37 the strongest still counts (D-18). */
    // [contract->req~SR-27~1]
    /*@ public normal_behavior // SR-27
      @   requires 0 <= confirmedNl && confirmedNl <= 1000000000000000L && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures !lost && bridging == \old(bridging) && even == \old(even) && frontAtNl == confirmedNl && looksAtMs == nowMs;
      @   assignable lost, frontAtNl, looksAtMs;
      @*/
    public void find(long confirmedNl, long nowMs) {
        lost = false;
        frontAtNl = confirmedNl;
        looksAtMs = nowMs;
    }

    /** The even rate that runs instead of the schedule: the bridge's, A16's lower one, or the mean. */
    // [impl->req~SR-26~1]
    // [contract->req~SR-26~1] [contract->req~SR-27~1]
    /*@ public normal_behavior // SR-26, SR-27
      @   requires 2000 <= meanNlPerH && meanNlPerH <= 1000000;
      @   requires 500 <= reservoirUgPerMl && reservoirUgPerMl <= 2000;
      @   ensures bridging ==> \result == bridgeNlPerH;
      @   ensures !bridging && !lost ==> \result == meanNlPerH;
      @   ensures lost ==> \result <= meanNlPerH;
      @   ensures lost && reservoirUgPerMl <= strongestUgPerMl ==> \result == 2000 || \result * strongestUgPerMl <= meanNlPerH * reservoirUgPerMl;
      @   ensures 2000 <= \result && \result <= 1000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int evenNlPerH(int meanNlPerH, int reservoirUgPerMl) {
        if (bridging) { return bridgeNlPerH; }
        if (lost) {
            int strongest = (int) Arithmetic.max(strongestUgPerMl, reservoirUgPerMl);
            return PathRules.lostNlPerH(meanNlPerH, reservoirUgPerMl, strongest);
        }
        return meanNlPerH;
    }

    /** D-18: the strongest drug that may leave the tip before P37 past the front; then the reservoir's. */
    // [impl->req~SR-26~1]
    // [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-26
      @   requires reservoirUgPerMl == 500 || reservoirUgPerMl == 1000 || reservoirUgPerMl == 2000;
      @   ensures \result == (lost || confirmedNl < frontAtNl + 50000 ? (strongestUgPerMl < reservoirUgPerMl ? reservoirUgPerMl : strongestUgPerMl) : reservoirUgPerMl);
      @   ensures reservoirUgPerMl <= \result;
      @   ensures \result == 500 || \result == 1000 || \result == 2000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int tipUgPerMl(long confirmedNl, int reservoirUgPerMl) {
        if (!lost) {
            if (confirmedNl >= frontAtNl + Parameters.FRONT_MARGIN_NL) { return reservoirUgPerMl; }
        }
        return (int) Arithmetic.max(strongestUgPerMl, reservoirUgPerMl);
    }

    /** The strongest drug that left the tip in a stretch that ends now: the old one before the front, the new one after. */
    // [impl->req~SR-26~1]
    // [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-26
      @   requires reservoirUgPerMl == 500 || reservoirUgPerMl == 1000 || reservoirUgPerMl == 2000;
      @   ensures bridging && confirmedNl < frontAtNl ==> \result == pathUgPerMl;
      @   ensures bridging && confirmedNl >= frontAtNl ==> \result == (pathUgPerMl < reservoirUgPerMl ? reservoirUgPerMl : pathUgPerMl);
      @   ensures lost ==> \result == (strongestUgPerMl < reservoirUgPerMl ? reservoirUgPerMl : strongestUgPerMl);
      @   ensures !bridging && !lost ==> \result == reservoirUgPerMl;
      @   ensures \result == 500 || \result == 1000 || \result == 2000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int flownUgPerMl(long confirmedNl, int reservoirUgPerMl) {
        if (lost) { return (int) Arithmetic.max(strongestUgPerMl, reservoirUgPerMl); }
        if (!bridging) { return reservoirUgPerMl; }
        if (confirmedNl < frontAtNl) { return pathUgPerMl; }
        return (int) Arithmetic.max(pathUgPerMl, reservoirUgPerMl);
    }

    /** What must still be confirmed until the bridge ends; 0 without a bridge. */
    // [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-26
      @   requires 0 <= confirmedNl;
      @   ensures \result == (bridging && confirmedNl < frontAtNl ? frontAtNl - confirmedNl : 0);
      @   ensures 0 <= \result;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long restNl(long confirmedNl) {
        if (bridging) { return Arithmetic.minus(frontAtNl, confirmedNl); }
        return 0;
    }

    /**
     * D-45: when the path asks for a tick: in the first millisecond in which the rest of the bridge has flowed, of which no
     * more than the longest path is waited for; or at the next look; 0 for never.
     */
    // [contract->req~SR-26~1]
    /*@ public normal_behavior // SR-26
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= confirmedNl && 0 <= carryNlMsPerH && carryNlMsPerH < 3600000;
      @   requires 0 <= rateNlPerH && rateNlPerH <= 1000000;
      @   ensures 0 <= \result && \result <= 20000000000000L;
      @   ensures even && !bridging && !lost ==> \result == looksAtMs;
      @   ensures lost || !even ==> \result == 0;
      @   ensures bridging && rateNlPerH == 0 ==> \result == 0;
      @   ensures bridging && 0 < rateNlPerH ==> nowMs < \result;
      @   ensures bridging && 0 < rateNlPerH ==> (frontAtNl <= confirmedNl ? 0 : frontAtNl - confirmedNl < 580000 ? frontAtNl - confirmedNl : 580000) * 3600000 - carryNlMsPerH <= (\result - nowMs) * rateNlPerH;
      @   ensures bridging && 0 < rateNlPerH ==> \result == nowMs + 1 || (\result - nowMs - 1) * rateNlPerH < (frontAtNl <= confirmedNl ? 0 : frontAtNl - confirmedNl < 580000 ? frontAtNl - confirmedNl : 580000) * 3600000 - carryNlMsPerH;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long dueAtMs(long nowMs, long confirmedNl, long carryNlMsPerH, int rateNlPerH) {
        if (isWaiting()) { return looksAtMs; }
        if (!bridging) { return 0; }
        if (rateNlPerH == 0) { return 0; }
        return nowMs + PathRules.flowsInMs(Arithmetic.min(restNl(confirmedNl), Parameters.PATH_MAX_NL), carryNlMsPerH, rateNlPerH);
    }

    /** SR-22: a priming token is good once: it must be greater than every one used so far. */
    // [impl->req~SR-22~1]
    // [contract->req~SR-22~1]
    /*@ public normal_behavior // SR-22
      @   ensures \result == (usedTokenId < tokenId && tokenId <= 1000000000000000L);
      @   ensures \result ==> tokenId > 0;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isToken(long tokenId) {
        if (tokenId > Parameters.TOKEN_MAX_COUNT) { return false; }
        return tokenId > usedTokenId;
    }

    /** SR-22: the token is used up, and the patient is watched until P36 after the priming's programmed end. */
    // [impl->req~SR-22~1]
    // [contract->req~SR-22~1]
    /*@ public normal_behavior // SR-22
      @   requires usedTokenId < tokenId && tokenId <= 1000000000000000L && 0 <= endsAtCreditMs && endsAtCreditMs <= 10000043200000L;
      @   ensures usedTokenId == tokenId && primedUntilCreditMs == endsAtCreditMs + 28800000 && priming && primedCarryNlMsPerH == 0;
      @   assignable usedTokenId, primedUntilCreditMs, priming, primedCarryNlMsPerH;
      @*/
    public void prime(long tokenId, long endsAtCreditMs) {
        priming = true;
        primedCarryNlMsPerH = 0;
        usedTokenId = tokenId;
        primedUntilCreditMs = endsAtCreditMs + Parameters.MONITOR_MS;
    }

    /** A bolus that is none: what flows from now on leaves the tip. */
    // [contract->req~SR-22~1]
    /*@ public normal_behavior // SR-22
      @   ensures !priming;
      @   assignable priming;
      @*/
    public void endPriming() {
        priming = false;
    }

    /** D-12: so many whole nL of what a bolus gave filled the path alone, for it is a priming; the rest is carried. */
    // [impl->req~SR-22~1]
    // [contract->req~SR-22~1]
    /*@ public normal_behavior // SR-22
      @   requires 0 <= bolusLoadNlMsPerH && bolusLoadNlMsPerH <= 900000000000000000L;
      @   ensures !priming ==> \result == 0 && primedCarryNlMsPerH == \old(primedCarryNlMsPerH);
      @   ensures priming ==> \result * 3600000L + primedCarryNlMsPerH == \old(primedCarryNlMsPerH) + bolusLoadNlMsPerH;
      @   ensures 0 <= \result && \result <= 277777777778L;
      @   assignable primedCarryNlMsPerH;
      @*/
    public long primedNl(long bolusLoadNlMsPerH) {
        if (!priming) { return 0; }
        long total = primedCarryNlMsPerH + bolusLoadNlMsPerH;
        long wholeNl = Arithmetic.floorNl(total);
        primedCarryNlMsPerH = total - wholeNl * Arithmetic.LOAD_PER_NL;
        return wholeNl;
    }

    /** SR-22: the patient is still watched after a priming, by the credited clock. */
    // [impl->req~SR-22~1]
    // [contract->req~SR-22~1]
    /*@ public normal_behavior // SR-22
      @   ensures \result == (creditMs < primedUntilCreditMs);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isMonitored(long creditMs) { return creditMs < primedUntilCreditMs; }

    /** SR-27: the old drug is still on its way to the tip, as far as anyone knows. */
    /*@ public normal_behavior ensures \result == bridging; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isBridging() { return bridging; }

    /** A16: the record of a bridge was lost and nobody has cleared that yet. */
    /*@ public normal_behavior ensures \result == lost && (\result ==> even); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isLost() { return lost; }

    /** A program, or a rinse, was accepted since the loss or the last bridge began. */
    /*@ public normal_behavior ensures \result == reprogrammed; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isReprogrammed() { return reprogrammed; }

    /** The day's schedule is not followed: a bridge, its loss, or the wait after it. */
    /*@ public normal_behavior
      @   ensures \result == even;
      @   ensures bridging || lost ==> \result;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isEven() { return even; }

    /*@ public normal_behavior ensures \result == pathVolumeNl && 140000 <= \result && \result <= 580000; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int pathVolumeNl() { return pathVolumeNl; }

    /*@ public normal_behavior ensures \result == stagedVolumeNl && 140000 <= \result && \result <= 580000; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int stagedVolumeNl() { return stagedVolumeNl; }

    /*@ public normal_behavior ensures \result == stagedBridge; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isStagedBridge() { return stagedBridge; }

    /** SR-54: saved or loaded. A bridge goes on from where it was (SR-27), and no token is good twice (SR-22). */
    // [impl->req~SR-27~1]
    // [contract->req~SR-27~1] [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-27, SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= creditMs && creditMs <= 10000000000000L;
      @   requires 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 14;
      @   ensures image.loading ==> frontAtNl <= confirmedNl + 580000 && looksAtMs <= nowMs + 60000 && primedUntilCreditMs <= creditMs + 72000000;
      @   ensures !image.loading ==> bridging == \old(bridging) && lost == \old(lost) && even == \old(even) && frontAtNl == \old(frontAtNl) && bridgeNlPerH == \old(bridgeNlPerH);
      @   ensures !image.loading ==> pathVolumeNl == \old(pathVolumeNl) && pathUgPerMl == \old(pathUgPerMl) && strongestUgPerMl == \old(strongestUgPerMl);
      @   ensures !image.loading ==> usedTokenId == \old(usedTokenId) && primedUntilCreditMs == \old(primedUntilCreditMs) && reprogrammed == \old(reprogrammed) && looksAtMs == \old(looksAtMs);
      @*/
    /*+KEY@ assignable pathVolumeNl, pathUgPerMl, strongestUgPerMl, frontAtNl, bridgeNlPerH, bridging, lost, reprogrammed, even, looksAtMs, priming, primedCarryNlMsPerH, usedTokenId, primedUntilCreditMs, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable pathVolumeNl, pathUgPerMl, strongestUgPerMl, frontAtNl, bridgeNlPerH, bridging, lost, reprogrammed, even, looksAtMs, priming, primedCarryNlMsPerH, usedTokenId, primedUntilCreditMs, image.*, image.words[*]; @*/
    public void exchange(Image image, long nowMs, long creditMs, long confirmedNl) {
        exchangeVolumes(image, confirmedNl);
        exchangeDrugs(image);
        exchangeEven(image);
        exchangeBridge(image);
        exchangeLook(image, nowMs);
        exchangePriming(image, creditMs);
    }

    /** The drugs that may be in the path. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires pathUgPerMl == 500 || pathUgPerMl == 1000 || pathUgPerMl == 2000;
      @   requires strongestUgPerMl == 500 || strongestUgPerMl == 1000 || strongestUgPerMl == 2000;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 2;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2046 ==> image.misfitCount == 0;
      @   ensures pathUgPerMl == 500 || pathUgPerMl == 1000 || pathUgPerMl == 2000;
      @   ensures strongestUgPerMl == 500 || strongestUgPerMl == 1000 || strongestUgPerMl == 2000;
      @   ensures !image.loading ==> pathUgPerMl == \old(pathUgPerMl) && strongestUgPerMl == \old(strongestUgPerMl);
      @*/
    /*+KEY@ assignable pathUgPerMl, strongestUgPerMl, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable pathUgPerMl, strongestUgPerMl, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeDrugs(Image image) {
        pathUgPerMl = exchangedUgPerMl(image, pathUgPerMl);
        strongestUgPerMl = exchangedUgPerMl(image, strongestUgPerMl);
    }

    /** What the path holds, where the front is, and how fast it moves. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   requires 140000 <= pathVolumeNl && pathVolumeNl <= 580000;
      @   requires 0 <= frontAtNl && frontAtNl <= 1000000000580000L;
      @   requires 2000 <= bridgeNlPerH && bridgeNlPerH <= 1000000;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 3;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2045 && frontAtNl <= confirmedNl + 580000 ==> image.misfitCount == 0;
      @   ensures image.loading ==> frontAtNl <= confirmedNl + 580000;
      @   ensures 140000 <= pathVolumeNl && pathVolumeNl <= 580000;
      @   ensures 0 <= frontAtNl && frontAtNl <= 1000000000580000L;
      @   ensures 2000 <= bridgeNlPerH && bridgeNlPerH <= 1000000;
      @   ensures !image.loading ==> pathVolumeNl == \old(pathVolumeNl) && frontAtNl == \old(frontAtNl) && bridgeNlPerH == \old(bridgeNlPerH);
      @*/
    /*+KEY@ assignable pathVolumeNl, frontAtNl, bridgeNlPerH, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable pathVolumeNl, frontAtNl, bridgeNlPerH, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeVolumes(Image image, long confirmedNl) {
        pathVolumeNl = image.number(pathVolumeNl, Parameters.PATH_MIN_NL, Parameters.PATH_MAX_NL);
        frontAtNl = image.word(frontAtNl, 0, confirmedNl + Parameters.PATH_MAX_NL);
        bridgeNlPerH = image.number(bridgeNlPerH, Parameters.RATE_MIN_RUN_NL_PER_H, Parameters.RATE_MAX_NL_PER_H);
    }

    /** Whether the day is even, and whether that is since a loss. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires lost ==> even;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 2;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2046 ==> image.misfitCount == 0;
      @   ensures lost ==> even;
      @   ensures !image.loading ==> lost == \old(lost) && even == \old(even);
      @*/
    /*+KEY@ assignable lost, even, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable lost, even, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeEven(Image image) {
        lost = image.flag(lost);
        even = isEither(image.flag(even), lost);
    }

    /** Whether a bridge runs. One that cannot be is none, and the image not sound. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 1;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2047 && (\old(bridging) ==> even && !lost && pathUgPerMl <= strongestUgPerMl) ==> image.misfitCount == 0;
      @   ensures bridging ==> even && !lost && pathUgPerMl <= strongestUgPerMl;
      @   ensures !image.loading && \old(bridging) && even && !lost && pathUgPerMl <= strongestUgPerMl ==> bridging;
      @   ensures !image.loading && !\old(bridging) ==> !bridging;
      @*/
    /*+KEY@ assignable bridging, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable bridging, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeBridge(Image image) {
        boolean passed = image.flag(bridging);
        bridging = isBridge(passed, even, lost, pathUgPerMl <= strongestUgPerMl);
        image.require(bridging == passed);
    }

    /** One of the two is the case. */
    /*@ private normal_behavior
      @   ensures one || other ==> \result;
      @   ensures \result ==> one || other;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ boolean isEither(boolean one, boolean other) { return one | other; }

    /** A bridge can be: the day is even, the record is not lost, and no drug is stronger than the strongest. */
    /*@ private normal_behavior
      @   ensures \result ==> passed && isEven && !isLost && isWeaker;
      @   ensures passed && isEven && !isLost && isWeaker ==> \result;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ boolean isBridge(boolean passed, boolean isEven, boolean isLost, boolean isWeaker) {
        return passed & isEven & !isLost & isWeaker;
    }

    /** When it is time to look whether the schedule may come back. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= looksAtMs && looksAtMs <= 10000000060000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 2;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2046 && looksAtMs <= nowMs + 60000 ==> image.misfitCount == 0;
      @   ensures image.loading ==> looksAtMs <= nowMs + 60000;
      @   ensures 0 <= looksAtMs && looksAtMs <= 10000000060000L;
      @   ensures !image.loading ==> reprogrammed == \old(reprogrammed) && looksAtMs == \old(looksAtMs);
      @*/
    /*+KEY@ assignable reprogrammed, looksAtMs, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable reprogrammed, looksAtMs, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeLook(Image image, long nowMs) {
        reprogrammed = image.flag(reprogrammed);
        looksAtMs = image.word(looksAtMs, 0, nowMs + Parameters.TICK_MAX_MS);
    }

    /** The priming, and the tokens used so far. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && 0 <= creditMs && creditMs <= 10000000000000L;
      @   requires 0 <= primedCarryNlMsPerH && primedCarryNlMsPerH < 3600000;
      @   requires 0 <= usedTokenId && usedTokenId <= 1000000000000000L && 0 <= primedUntilCreditMs && primedUntilCreditMs <= 10000072000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 4;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2044 && primedUntilCreditMs <= creditMs + 72000000 ==> image.misfitCount == 0;
      @   ensures image.loading ==> primedUntilCreditMs <= creditMs + 72000000;
      @   ensures 0 <= primedCarryNlMsPerH && primedCarryNlMsPerH < 3600000;
      @   ensures 0 <= usedTokenId && usedTokenId <= 1000000000000000L && 0 <= primedUntilCreditMs && primedUntilCreditMs <= 10000072000000L;
      @   ensures !image.loading ==> priming == \old(priming) && primedCarryNlMsPerH == \old(primedCarryNlMsPerH) && usedTokenId == \old(usedTokenId) && primedUntilCreditMs == \old(primedUntilCreditMs);
      @*/
    /*+KEY@ assignable priming, primedCarryNlMsPerH, usedTokenId, primedUntilCreditMs, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable priming, primedCarryNlMsPerH, usedTokenId, primedUntilCreditMs, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangePriming(Image image, long creditMs) {
        priming = image.flag(priming);
        primedCarryNlMsPerH = image.word(primedCarryNlMsPerH, 0, Arithmetic.LOAD_PER_NL - 1);
        usedTokenId = image.word(usedTokenId, 0, Parameters.TOKEN_MAX_COUNT);
        primedUntilCreditMs = image.word(primedUntilCreditMs, 0,
            creditMs + Parameters.BOLUS_DURATION_MAX_MS + Parameters.MONITOR_MS);
    }

    /**
     * A concentration passes, held to the range of concentrations as every word is. One that is none all the same leaves the
     * image not sound, as one beyond the range does; where it would come in, the strongest does.
     */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires presentUgPerMl == 500 || presentUgPerMl == 1000 || presentUgPerMl == 2000;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures \result == 500 || \result == 1000 || \result == 2000;
      @   ensures !image.loading ==> \result == presentUgPerMl;
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 1;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2047 ==> image.misfitCount == 0;
      @*/
    /*+KEY@ assignable image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable image.*, image.words[*]; @*/
    public static int exchangedUgPerMl(Image image, int presentUgPerMl) {
        int passedUgPerMl = image.number(presentUgPerMl, Parameters.CONC_LOW_UG_PER_ML, Parameters.CONC_HIGH_UG_PER_ML);
        boolean legal = DoseRules.isLegalConcentration(passedUgPerMl);
        image.require(legal);
        boolean stays = legal | !image.isLoading();
        return stays ? passedUgPerMl : Parameters.CONC_HIGH_UG_PER_ML;
    }
}
