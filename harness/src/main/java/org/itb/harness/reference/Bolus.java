package org.itb.harness.reference;

import static org.itb.harness.reference.Limits.HOUR_MS;
import static org.itb.harness.reference.Limits.big;

import java.math.BigInteger;

/**
 * A bolus that was accepted (D-11).
 *
 * @param startMs    on the full clock
 * @param volumeNl   what it may give at most
 * @param durationMs from start to its programmed end
 */
record Bolus(long startMs, long volumeNl, long durationMs) {
    static long rateNlPerH(long volumeNl, long durationMs) {
        return big(volumeNl).multiply(big(HOUR_MS)).divide(big(durationMs)).longValueExact();
    }

    long rateNlPerH() {
        return rateNlPerH(volumeNl, durationMs);
    }

    long endMs() {
        return startMs + durationMs;
    }

    /** What has been commanded by then, to the last fraction. */
    Volume commandedUntil(long nowMs) {
        return Volume.of(rateNlPerH(), Math.min(nowMs, endMs()) - startMs);
    }

    Volume commandedBetween(long fromMs, long toMs) {
        return commandedUntil(toMs).minus(commandedUntil(fromMs));
    }

    BigInteger chargePg(long concentrationUgPerMl) {
        return big(volumeNl).multiply(big(concentrationUgPerMl));
    }

    /** D-04: no more than an hour of it fits into an hour. */
    BigInteger chargeOfHourPg(long concentrationUgPerMl) {
        return big(Math.min(volumeNl, rateNlPerH())).multiply(big(concentrationUgPerMl));
    }
}
