package org.itb.harness.oracle;

import java.math.BigInteger;

/** Where the front between two drugs is, by what the sensor saw, and which even rate a bridge must have (SR-22, SR-25 … SR-27). */
public final class PathAccount {
    private static final long MARGIN_NL = 50_000;

    private boolean bridging;
    private int oldUgPerMl;
    private int strongestUgPerMl;
    private long frontAtNl = -MARGIN_NL;
    private long bridgeNlPerH;
    private long confirmedAtTickNl;
    private long usedTokenId;
    private long monitoredUntilCreditMs;

    /** Another drug follows the old one from this confirmed volume on. */
    void change(boolean bridge, long pathVolumeNl, int oldUg, int newUg, long meanNlPerH, long confirmedNl) {
        strongestUgPerMl = Math.max(Math.max(oldUg, newUg), tipUgPerMl(confirmedNl, oldUg));
        bridging = bridge && oldUg != newUg;
        oldUgPerMl = oldUg;
        bridgeNlPerH = meanNlPerH;
        frontAtNl = confirmedNl + (bridging ? pathVolumeNl : 0);
    }

    /** A program took force; its drug of a day is what the bridge must not pass. */
    void follow(BigInteger drugOfDay) {
        if (bridging) {
            bridgeNlPerH = drugOfDay.divide(BigInteger.valueOf(TherapyAccount.DAY_MS * oldUgPerMl)).longValueExact();
        }
    }

    /** A tick is over; the bridge ends if so much is confirmed. */
    void tick(long confirmedNl) {
        bridging &= confirmedNl < frontAtNl;
        confirmedAtTickNl = confirmedNl;
    }

    /** How long after the last tick the bridge should end, by a motor that does as it is told. */
    long endsInMs(long rateNlPerH, long begunLoad) {
        long missing = Math.max(0, frontAtNl - confirmedAtTickNl) * TherapyAccount.HOUR_MS - begunLoad;
        return Math.max(1, (missing + rateNlPerH - 1) / rateNlPerH);
    }

    int oldUgPerMl() {
        return oldUgPerMl;
    }

    boolean isBridging() {
        return bridging;
    }

    long bridgeNlPerH() {
        return bridgeNlPerH;
    }

    /** The strongest drug that left the tip in a stretch that ends with this confirmed volume. */
    int flownUgPerMl(long confirmedNl, int reservoirUgPerMl) {
        if (!bridging) {
            return reservoirUgPerMl;
        }
        return confirmedNl < frontAtNl ? oldUgPerMl : Math.max(oldUgPerMl, reservoirUgPerMl);
    }

    /** D-18. */
    int tipUgPerMl(long confirmedNl, int reservoirUgPerMl) {
        return confirmedNl < frontAtNl + MARGIN_NL ? Math.max(strongestUgPerMl, reservoirUgPerMl) : reservoirUgPerMl;
    }

    /** A priming; false if its token is no new one. */
    boolean prime(long tokenId, long endsCreditMs) {
        boolean isNew = tokenId > usedTokenId;
        usedTokenId = tokenId;
        monitoredUntilCreditMs = endsCreditMs + 28_800_000;
        return isNew;
    }

    boolean isMonitored(long creditMs) {
        return creditMs < monitoredUntilCreditMs;
    }
}
