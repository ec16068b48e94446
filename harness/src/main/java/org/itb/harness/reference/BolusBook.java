package org.itb.harness.reference;

import static org.itb.harness.reference.Limits.DAY_MS;
import static org.itb.harness.reference.Limits.HOUR_MS;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What boluses are charged with until they have left the windows (D-01, K-01), bounded as K-05 says. */
final class BolusBook {
    /** K-05. */
    private static final int BOLUSES_MAX = 16;

    private record Charge(BigInteger pg, BigInteger ofHourPg, long endMs) {
        Charge mergedWith(Charge later) {
            return new Charge(pg.add(later.pg), ofHourPg.add(later.ofHourPg), later.endMs);
        }

        Charge endingAt(long otherEndMs) {
            return new Charge(pg, ofHourPg, otherEndMs);
        }
    }

    private final List<Charge> charges = new ArrayList<>();

    void charge(Bolus bolus, long concentrationUgPerMl) {
        charge(bolus, new Charge(
                bolus.chargePg(concentrationUgPerMl), bolus.chargeOfHourPg(concentrationUgPerMl), bolus.endMs()));
    }

    /** D-12: in full to the day, to no hour. */
    void chargePriming(Bolus bolus, long concentrationUgPerMl) {
        charge(bolus, new Charge(bolus.chargePg(concentrationUgPerMl), BigInteger.ZERO, bolus.endMs()));
    }

    private void charge(Bolus bolus, Charge next) {
        charges.removeIf(charge -> bolus.startMs() >= charge.endMs() + DAY_MS);
        if (charges.size() == BOLUSES_MAX) {
            charges.add(0, charges.remove(0).mergedWith(charges.remove(0)));
        }
        charges.add(next);
    }

    /** The last one was cancelled: its charge stays, its end is now (D-01, D-11). */
    void cancelled(long nowMs) {
        charges.add(charges.remove(charges.size() - 1).endingAt(nowMs));
    }

    BigInteger countedPg(long nowMs) {
        return charges.stream()
                .filter(charge -> nowMs < charge.endMs() + DAY_MS)
                .map(Charge::pg)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    BigInteger countedInHourPg(long nowMs) {
        return charges.stream()
                .filter(charge -> nowMs < charge.endMs() + HOUR_MS)
                .map(Charge::ofHourPg)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
