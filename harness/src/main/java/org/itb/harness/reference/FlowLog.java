package org.itb.harness.reference;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What was commanded and confirmed, tick by tick, and the rolling windows over it. K-11 fixes how long a window is
 * only to within one bucket and one tick; every window that it allows is tried, and where they do not agree the
 * requirements leave the answer open.
 */
final class FlowLog {
    /** A rolling window: its length, and by how much K-11 lets it be longer. */
    enum Window {
        HOUR(3_600_000, 60_000),
        DAY(86_400_000, 900_000);

        private final long lengthMs;
        private final long bucketMs;

        Window(long lengthMs, long bucketMs) {
            this.lengthMs = lengthMs;
            this.bucketMs = bucketMs;
        }
    }

    /** Both volumes since time 0. */
    record Totals(long commandedNl, long confirmedNl) {
        Totals since(Totals earlier) {
            return new Totals(commandedNl - earlier.commandedNl, confirmedNl - earlier.confirmedNl);
        }

        long larger() {
            return Math.max(commandedNl, confirmedNl);
        }

        boolean isAsTold() {
            return commandedNl == confirmedNl;
        }

        /** SR-31. */
        boolean isTooMuch() {
            return thousandfold(confirmedNl) > tolerated(Limits.P21_ACCURACY_PER_MILLE) + thousandfold(Limits.P29_SLACK_NL);
        }

        /** SR-32. */
        boolean isTooLittle() {
            return thousandfold(confirmedNl) < tolerated(-Limits.P21_ACCURACY_PER_MILLE) - thousandfold(Limits.P29_SLACK_NL);
        }

        private long tolerated(long perMille) {
            return Math.multiplyExact(commandedNl, 1_000 + perMille);
        }

        private static long thousandfold(long volumeNl) {
            return Math.multiplyExact(volumeNl, 1_000);
        }
    }

    /** A window that begins at {@code atMs}, of which {@code aheadMs} are still to come. */
    record Edge(long atMs, long aheadMs) { }

    /** What may have flowed since an edge. */
    record Behind(long leastNl, long mostNl) { }

    private final NavigableMap<Long, Totals> atTick = new TreeMap<>();

    /** What was before no longer counts. */
    void restart(long nowMs, Totals now) {
        atTick.clear();
        atTick.put(nowMs, now);
    }

    void tick(long nowMs, Totals now) {
        atTick.put(nowMs, now);
        Long oldestNeeded = atTick.floorKey(nowMs - Window.DAY.lengthMs - Window.DAY.bucketMs);
        if (oldestNeeded != null) {
            atTick.headMap(oldestNeeded).clear();
        }
    }

    /** Whether the condition holds over the window that ends now. */
    Answer holds(Window window, long nowMs, Totals now, Predicate<Totals> condition) {
        long shortestFrom = startedAtOrBefore(nowMs - window.lengthMs);
        long longestFrom = startedAtOrBefore(nowMs - window.lengthMs - window.bucketMs);
        return atTick.subMap(longestFrom, true, shortestFrom, true).values().stream()
                .map(earlier -> Answer.of(condition.test(now.since(earlier))))
                .reduce(Answer::orOpen)
                .orElseThrow();
    }

    /** The windows of K-25: their beginnings lie behind, on whole minutes or quarters of an hour. */
    Stream<Edge> edges(Window window, long nowMs) {
        long firstMs = Math.max(0, Math.floorDiv(nowMs - window.lengthMs, window.bucketMs) * window.bucketMs + window.bucketMs);
        return LongStream.iterate(firstMs, atMs -> atMs < nowMs, atMs -> atMs + window.bucketMs)
                .mapToObj(atMs -> new Edge(atMs, atMs + window.lengthMs - nowMs));
    }

    /** K-25: the larger of commanded and confirmed, less a slack; where the edge lies in a tick, with and without it. */
    Behind since(Edge edge, Totals now, long slack) {
        Map.Entry<Long, Totals> before = atTick.floorEntry(edge.atMs());
        Map.Entry<Long, Totals> after = atTick.ceilingEntry(edge.atMs());
        long least = after == null ? 0 : now.since(after.getValue()).larger() - slack;
        return new Behind(Math.max(0, least), Math.max(0, now.since(before.getValue()).larger() - slack));
    }

    /** A tick across the edge of the window belongs to it whole. */
    private long startedAtOrBefore(long ms) {
        Long tick = atTick.floorKey(ms);
        return tick == null ? atTick.firstKey() : tick;
    }
}
