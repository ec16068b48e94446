package org.itb.harness.reference;

import java.util.Arrays;
import java.util.Optional;
import org.itb.harness.stream.Entry;

/**
 * Differences that have been found and not yet been settled. A sequence that runs into one ends there and is counted
 * apart; whoever settles one deletes its entry here and keeps its sequence among the regressions.
 */
enum KnownDifferences {
    ; // none is open

    /** Whether a disagreement is this difference. */
    boolean fits(Twins twins, Entry entry, Twins.Disagreement found) {
        return false;
    }

    static Optional<KnownDifferences> of(Twins twins, Entry entry, Twins.Disagreement found) {
        return Arrays.stream(values()).filter(known -> known.fits(twins, entry, found)).findFirst();
    }
}
