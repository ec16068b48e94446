package org.itb.harness.reference;

import static org.itb.harness.reference.Limits.HOUR_MS;
import static org.itb.harness.reference.Limits.big;

import java.math.BigInteger;

/**
 * An exact volume: a rate in nL/h over a time in ms is a rational number of nL with the denominator 3,600,000.
 *
 * @param hourParts the numerator
 */
record Volume(BigInteger hourParts) {
    static final Volume NONE = new Volume(BigInteger.ZERO);
    private static final BigInteger PARTS = big(HOUR_MS);

    /** What will flow in the time that comes. */
    interface Ahead {
        Volume over(long durationMs);
    }

    static Volume of(long rateNlPerH, long durationMs) {
        return new Volume(big(rateNlPerH).multiply(big(durationMs)));
    }

    static Volume ofNl(long volumeNl) {
        return new Volume(big(volumeNl).multiply(PARTS));
    }

    Volume plus(Volume other) {
        return new Volume(hourParts.add(other.hourParts));
    }

    Volume minus(Volume other) {
        return new Volume(hourParts.subtract(other.hourParts));
    }

    /** The drug in it, in pg where the volume is in nL. */
    Volume times(long concentrationUgPerMl) {
        return new Volume(hourParts.multiply(big(concentrationUgPerMl)));
    }

    /** Open within what rounding may move. */
    Answer isAbove(Volume limit, long roundedNl) {
        BigInteger excess = hourParts.subtract(limit.hourParts);
        BigInteger rounding = PARTS.multiply(big(roundedNl));
        if (excess.signum() <= 0) {
            return excess.negate().compareTo(rounding) < 0 && excess.signum() < 0 ? Answer.OPEN : Answer.NO;
        }
        return excess.compareTo(rounding) > 0 ? Answer.YES : Answer.OPEN;
    }

    /** What is beyond its whole nanolitres. */
    Volume fraction() {
        return new Volume(hourParts.mod(PARTS));
    }

    long floorNl() {
        return Limits.floorQuotient(hourParts, PARTS).longValueExact();
    }

    /** Its drug in pg, rounded up. */
    BigInteger ceilingPg(long concentrationUgPerMl) {
        return Limits.ceilingQuotient(hourParts.multiply(big(concentrationUgPerMl)), PARTS);
    }

    /** What the motor may really move for it, by its accuracy (P21), in whole nL, rounded up. */
    long ceilingWithAccuracyNl() {
        BigInteger perMille = hourParts.multiply(big(1_000 + Limits.P21_ACCURACY_PER_MILLE));
        return Limits.ceilingQuotient(perMille, PARTS.multiply(big(1_000))).longValueExact();
    }
}
