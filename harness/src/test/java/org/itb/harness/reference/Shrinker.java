package org.itb.harness.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.Setup;

/** Makes a sequence that ends in a disagreement smaller, as long as kernel and model still differ in the same field. */
final class Shrinker {
    /** A sequence, and where it ends the two differ. */
    record Case(Setup setup, int tickMs, List<Entry> entries, Twins.Disagreement disagreement) { }

    private Shrinker() { }

    static Case shrink(Case found) {
        Case smallest = found;
        boolean smaller = true;
        while (smaller) {
            Case before = smallest;
            smallest = withoutLines(smallest);
            smallest = withShorterTimes(smallest);
            smaller = !smallest.equals(before);
        }
        return smallest;
    }

    private static Case withoutLines(Case large) {
        Case smallest = large;
        for (int length = Math.max(1, large.entries().size() / 2); length > 0; length /= 2) {
            for (int from = 0; from + length <= smallest.entries().size(); ) {
                List<Entry> fewer = new ArrayList<>(smallest.entries());
                fewer.subList(from, from + length).clear();
                Optional<Case> smaller = replay(smallest, fewer);
                smallest = smaller.orElse(smallest);
                from += smaller.isPresent() ? 0 : length;
            }
        }
        return smallest;
    }

    /** Draws the lines from one on nearer to the line before. */
    private static Case withShorterTimes(Case large) {
        Case smallest = large;
        for (int index = 0; index < smallest.entries().size(); index++) {
            long before = index == 0 ? 0 : smallest.entries().get(index - 1).atMs();
            long gapMs = smallest.entries().get(index).atMs() - before;
            long[] shorter = LongStream.of(0, 1_000, 60_000, gapMs / 3_600_000 * 3_600_000, gapMs / 60_000 * 60_000)
                    .filter(shortened -> shortened < gapMs)
                    .toArray();
            for (long shortened : shorter) {
                Optional<Case> smaller = replay(smallest, earlier(smallest.entries(), index, gapMs - shortened));
                if (smaller.isPresent()) {
                    smallest = smaller.get();
                    break;
                }
            }
        }
        return smallest;
    }

    private static List<Entry> earlier(List<Entry> entries, int from, long byMs) {
        List<Entry> moved = new ArrayList<>(entries);
        for (int index = from; index < moved.size(); index++) {
            Entry entry = moved.get(index);
            moved.set(index, new Entry(
                    entry.line(), entry.atMs() - byMs, entry.message(), entry.worldChange(), entry.expectations()));
        }
        return moved;
    }

    private static Optional<Case> replay(Case like, List<Entry> entries) {
        return replay(like.setup(), like.tickMs(), entries, like.disagreement());
    }

    /** The same sequence cut where the two first differ; empty if they do not, or differ in something else. */
    static Optional<Case> replay(Setup setup, int tickMs, List<Entry> entries, Twins.Disagreement like) {
        if (!areTicksWhole(entries)) {
            return Optional.empty();
        }
        Twins twins = new Twins(setup, tickMs);
        for (int index = 0; index < entries.size(); index++) {
            Optional<Twins.Disagreement> disagreement = twins.play(entries.get(index));
            if (disagreement.isPresent()) {
                List<Entry> played = List.copyOf(entries.subList(0, index + 1));
                Entry last = entries.get(index);
                return disagreement.filter(found -> found.isOfKindOf(like))
                        .filter(found -> KnownDifferences.of(twins, last, found).isEmpty())
                        .map(found -> new Case(setup, tickMs, played, found));
            }
        }
        return Optional.empty();
    }

    /** D-51: a tick by hand stands for all time since the line above. */
    private static boolean areTicksWhole(List<Entry> entries) {
        return IntStream.range(0, entries.size()).allMatch(index -> {
            long sinceMs = entries.get(index).atMs() - (index == 0 ? 0 : entries.get(index - 1).atMs());
            return entries.get(index).message()
                    .filter(message -> message.command() instanceof Command.Tick tick && tick.dtMs() > 0 && tick.dtMs() != sinceMs)
                    .isEmpty();
        });
    }
}
