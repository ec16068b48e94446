package org.itb.harness.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.Entry;

/**
 * Makes a stream that shows something smaller, as long as it still shows it: lines are taken out, halves first, and
 * the times between those that stay are drawn together.
 *
 * @param <C> what is made smaller: entries, and what they show
 */
public final class StreamShrinker<C> {
    private final Function<C, List<Entry>> entriesOf;
    private final Function<List<Entry>, Optional<C>> replay;

    /**
     * How to play entries.
     *
     * @param entriesOf the entries of a case
     * @param replay    plays entries; the case that they are if they still show the same, cut where they show it
     */
    public StreamShrinker(Function<C, List<Entry>> entriesOf, Function<List<Entry>, Optional<C>> replay) {
        this.entriesOf = entriesOf;
        this.replay = replay;
    }

    /** The smallest case that these steps find. */
    public C shrink(C found) {
        C smallest = tail(found);
        boolean smaller = true;
        while (smaller) {
            List<Entry> before = entriesOf.apply(smallest);
            smallest = withoutLines(smallest);
            smallest = withShorterTimes(smallest);
            smaller = !entriesOf.apply(smallest).equals(before);
        }
        return smallest;
    }

    /** The last few lines alone, if they show it: then years before them need not be played again and again. */
    private C tail(C found) {
        List<Entry> entries = entriesOf.apply(found);
        for (int length = 1; length < entries.size(); length *= 2) {
            List<Entry> last = entries.subList(entries.size() - length, entries.size());
            long before = entries.get(entries.size() - length - 1).atMs();
            Optional<C> smaller = play(earlier(last, 0, before));
            if (smaller.isPresent()) {
                return smaller.get();
            }
        }
        return found;
    }

    private C withoutLines(C large) {
        C smallest = large;
        for (int length = Math.max(1, entriesOf.apply(large).size() / 2); length > 0; length /= 2) {
            for (int from = 0; from + length <= entriesOf.apply(smallest).size(); ) {
                List<Entry> fewer = new ArrayList<>(entriesOf.apply(smallest));
                fewer.subList(from, from + length).clear();
                Optional<C> smaller = play(fewer);
                smallest = smaller.orElse(smallest);
                from += smaller.isPresent() ? 0 : length;
            }
        }
        return smallest;
    }

    /** Draws the lines from one on nearer to the line before. */
    private C withShorterTimes(C large) {
        C smallest = large;
        for (int index = 0; index < entriesOf.apply(smallest).size(); index++) {
            List<Entry> entries = entriesOf.apply(smallest);
            long before = index == 0 ? 0 : entries.get(index - 1).atMs();
            long gapMs = entries.get(index).atMs() - before;
            long[] shorter = LongStream.of(0, 1_000, 60_000, gapMs / 3_600_000 * 3_600_000, gapMs / 60_000 * 60_000)
                    .filter(shortened -> shortened < gapMs)
                    .toArray();
            for (long shortened : shorter) {
                Optional<C> smaller = play(earlier(entries, index, gapMs - shortened));
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

    private Optional<C> play(List<Entry> entries) {
        return areTicksWhole(entries) ? replay.apply(entries) : Optional.empty();
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
