package org.itb.harness.reference;

import java.util.List;
import java.util.Optional;
import org.itb.harness.replay.StreamShrinker;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.Setup;

/** Makes a sequence that ends in a disagreement smaller, as long as kernel and model still differ in the same field. */
final class Shrinker {
    /** A sequence, and where it ends the two differ. */
    record Case(Setup setup, int tickMs, List<Entry> entries, Twins.Disagreement disagreement) { }

    private Shrinker() { }

    static Case shrink(Case found) {
        return new StreamShrinker<>(Case::entries, entries -> replay(found, entries)).shrink(found);
    }

    /** The same sequence cut where the two first differ; empty if they do not, or differ in something else. */
    private static Optional<Case> replay(Case like, List<Entry> entries) {
        Twins twins = new Twins(like.setup(), like.tickMs());
        for (int index = 0; index < entries.size(); index++) {
            Optional<Twins.Disagreement> disagreement = twins.play(entries.get(index));
            if (disagreement.isPresent()) {
                List<Entry> played = List.copyOf(entries.subList(0, index + 1));
                Entry last = entries.get(index);
                return disagreement.filter(found -> found.isOfKindOf(like.disagreement()))
                        .filter(found -> KnownDifferences.of(twins, last, found).isEmpty())
                        .map(found -> new Case(like.setup(), like.tickMs(), played, found));
            }
        }
        return Optional.empty();
    }
}
