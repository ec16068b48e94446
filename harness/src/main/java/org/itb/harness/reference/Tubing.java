package org.itb.harness.reference;

import static org.itb.harness.reference.Limits.big;

import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tubing and catheter as a tube of two plugs: what is left of an old drug, and the new one behind it (SR-26, D-18). What
 * the sensor sees pushes the plugs on. Of an even flow it also knows how fast, and when the schedule may be asked about.
 */
final class Tubing {
    /** The old drug that a bridge pushes out, and how fast. */
    private record Bridge(long oldUgPerMl, long rateNlPerH) { }

    private static final long TOKEN_MAX = 1_000_000_000_000_000L;

    private long volumeNl;
    private Bridge bridge;
    /** Of the old drug. */
    private long leftNl;
    private long leftAtTickNl;
    /** Of the new drug, since it is at the tip. */
    private long pastFrontNl;
    private final Set<Long> mayMixUgPerMl = new TreeSet<>();
    private boolean even;
    private long looksAtMs;
    private long usedTokenId;
    private long monitoredUntilCreditedMs;

    Tubing(long volumeNl) {
        this.volumeNl = volumeNl;
        pastFrontNl = Limits.P37_FRONT_MARGIN_NL;
    }

    boolean isBridging() {
        return bridge != null;
    }

    /** Instead of the program a constant flow: a bridge, or the wait behind it (K-48). */
    boolean isEven() {
        return even;
    }

    long evenRateNlPerH(Program program) {
        return isBridging() ? bridge.rateNlPerH() : program.meanRateNlPerH();
    }

    /** Another drug comes behind the old one; after a rinse there is no old one left. */
    void change(boolean bridged, long pathVolumeNl, Program old, long newUgPerMl) {
        if (pastFrontNl >= Limits.P37_FRONT_MARGIN_NL) {
            mayMixUgPerMl.clear();
        }
        mayMixUgPerMl.add(old.concentrationUgPerMl());
        mayMixUgPerMl.add(newUgPerMl);
        volumeNl = pathVolumeNl;
        pastFrontNl = 0;
        leftNl = 0;
        if (bridged && old.concentrationUgPerMl() != newUgPerMl) {
            bridge = new Bridge(old.concentrationUgPerMl(), old.meanRateNlPerH());
            leftNl = pathVolumeNl;
            leftAtTickNl = pathVolumeNl;
            even = true;
        }
    }

    /** SR-27: the rate at which a bridge would give a program's dose; the program's own if there is no bridge. */
    long bridgeRateNlPerH(Program program) {
        if (!isBridging()) {
            return program.meanRateNlPerH();
        }
        BigInteger drugOfDay = program.ofDay().hourParts().multiply(big(program.concentrationUgPerMl()));
        return drugOfDay.divide(big(Limits.DAY_MS).multiply(big(bridge.oldUgPerMl()))).longValueExact();
    }

    void follow(Program program) {
        if (isBridging()) {
            bridge = new Bridge(bridge.oldUgPerMl(), bridgeRateNlPerH(program));
        }
    }

    /** The sensor saw this flow. */
    void push(long deltaNl) {
        long ofOldNl = Math.min(leftNl, deltaNl);
        leftNl -= ofOldNl;
        pastFrontNl += deltaNl - ofOldNl;
    }

    /** The strongest drug of a stretch that ends now. */
    long flownUgPerMl(long reservoirUgPerMl) {
        if (!isBridging()) {
            return reservoirUgPerMl;
        }
        return leftNl > 0 ? bridge.oldUgPerMl() : Math.max(bridge.oldUgPerMl(), reservoirUgPerMl);
    }

    /** D-18. */
    long tipUgPerMl(long reservoirUgPerMl) {
        boolean isClear = leftNl == 0 && pastFrontNl >= Limits.P37_FRONT_MARGIN_NL;
        return isClear ? reservoirUgPerMl
                : mayMixUgPerMl.stream().mapToLong(Long::longValue).reduce(reservoirUgPerMl, Math::max);
    }

    /** After the flow of a tick. */
    void tick(long nowMs) {
        leftAtTickNl = leftNl;
        if (isBridging() && leftNl == 0) {
            bridge = null;
            looksAtMs = nowMs;
        }
    }

    boolean asksForSchedule(long nowMs) {
        return even && !isBridging() && nowMs >= looksAtMs;
    }

    void answerForSchedule(boolean waits, long nowMs) {
        even = waits;
        looksAtMs = nowMs - nowMs % 60_000 + 60_000;
    }

    /**
     * D-45: when a motor that does as it is told will have emptied the path, or when the schedule is asked about again.
     *
     * @param flowing  what flows in an hour, and the part of a nanolitre that already has; empty if nothing does
     */
    OptionalLong changesAtMs(long nowMs, OptionalLong rateNlPerH, Volume begun) {
        if (even && !isBridging()) {
            return OptionalLong.of(looksAtMs);
        }
        if (!isBridging() || rateNlPerH.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(nowMs + inMs(leftNl, rateNlPerH.getAsLong(), begun));
    }

    /** How long after the last tick a bridge should end, by a motor that does as it is told. */
    long endsInMs(long rateNlPerH, Volume begun) {
        return inMs(leftAtTickNl, rateNlPerH, begun);
    }

    private static long inMs(long missingNl, long rateNlPerH, Volume begun) {
        BigInteger missing = Volume.ofNl(missingNl).minus(begun).hourParts();
        return Math.max(1, Limits.ceilingQuotient(missing, big(rateNlPerH)).longValueExact());
    }

    // --- priming (SR-22)

    boolean mayPrime(long primedNl) {
        return Limits.within(primedNl, 1, volumeNl - Limits.P37_FRONT_MARGIN_NL);
    }

    boolean isNewToken(long tokenId) {
        return Limits.within(tokenId, usedTokenId + 1, TOKEN_MAX);
    }

    void primed(long tokenId, long endsCreditedMs) {
        usedTokenId = tokenId;
        monitoredUntilCreditedMs = endsCreditedMs + Limits.P36_MONITOR_MS;
    }

    boolean isMonitored(Moment now) {
        return now.creditedMs() < monitoredUntilCreditedMs;
    }
}
