package org.itb.harness.reference;

import static org.itb.harness.reference.Limits.DAY_MS;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which daily doses were in force until when: the memory of SR-06 (D-02) and SR-09 (D-06), bounded as K-05 says. */
final class DoseHistory {
    /** K-05. */
    private static final int DOSES_MAX = 8;

    /** A dose that was replaced, or several that K-05 merged. */
    private record Past(BigInteger lowestPg, BigInteger highestPg, Moment end) {
        Past mergedWith(Past later) {
            return new Past(lowestPg.min(later.lowestPg), highestPg.max(later.highestPg), later.end);
        }
    }

    private final List<Past> past = new ArrayList<>();
    private BigInteger presentPg;

    /** The first dose, or the only one that is still to count (D-39e). */
    void begin(BigInteger dosePg) {
        presentPg = dosePg;
    }

    BigInteger presentPg() {
        return presentPg;
    }

    void replace(BigInteger dosePg, Moment now) {
        past.removeIf(dose -> now.creditedMs() - dose.end().creditedMs() >= DAY_MS);
        if (past.size() + 1 == DOSES_MAX) {
            past.add(0, past.remove(0).mergedWith(past.remove(0)));
        }
        past.add(new Past(presentPg, presentPg, now));
        presentPg = dosePg;
    }

    /** D-39e: nothing before the restart is a reference any more. */
    void forgetReferences(BigInteger restartPg) {
        past.replaceAll(dose -> new Past(dose.lowestPg().max(restartPg), dose.highestPg(), dose.end()));
    }

    /** D-06, by the credited clock (K-04). */
    BigInteger lowestPg(Moment now) {
        return Stream.concat(
                        Stream.of(presentPg),
                        past.stream()
                                .filter(dose -> now.creditedMs() - dose.end().creditedMs() < DAY_MS)
                                .map(Past::lowestPg))
                .reduce(BigInteger::min)
                .orElseThrow();
    }

    /** D-02, by the full clock (K-04). */
    BigInteger highestPg(long bolusEndMs) {
        return Stream.concat(
                        Stream.of(presentPg),
                        past.stream().filter(dose -> bolusEndMs - dose.end().ms() < DAY_MS).map(Past::highestPg))
                .reduce(BigInteger::max)
                .orElseThrow();
    }
}
