package org.itb.harness.quiet;

import java.lang.invoke.VarHandle;
import org.itb.kernel.FlowWindow;

/** A window of flow of the kernel, whose marks are set edge by edge, without the ticks between. */
final class QuietWindow {
    private static final VarHandle COMMANDED = Hidden.field(FlowWindow.class, "commandedNl", long[].class);
    private static final VarHandle CONFIRMED = Hidden.field(FlowWindow.class, "confirmedNl", long[].class);
    private static final VarHandle BUCKET_MS = Hidden.field(FlowWindow.class, "bucketMs", int.class);
    private static final VarHandle OLDEST = Hidden.field(FlowWindow.class, "oldest", int.class);
    private static final VarHandle NEXT_EDGE_MS = Hidden.number(FlowWindow.class, "nextEdgeMs");

    private final FlowWindow window;
    private final long[] commandedNl;
    private final long[] confirmedNl;
    private final int bucketMs;

    QuietWindow(FlowWindow window) {
        this.window = window;
        commandedNl = (long[]) COMMANDED.get(window);
        confirmedNl = (long[]) CONFIRMED.get(window);
        bucketMs = (int) BUCKET_MS.get(window);
    }

    /** Every edge from now on falls on the end of a tick, so that a mark is that of the totals there. */
    boolean isInStep(long nowMs) {
        long toEdgeMs = window.nextEdgeMs() - nowMs;
        return toEdgeMs > 0 && toEdgeMs <= bucketMs && toEdgeMs % EvenFlow.TICK_MS == 0;
    }

    /** The least of a sum of both totals, each so many times, over all marks. */
    long least(long timesConfirmed, long timesCommanded) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < commandedNl.length; i++) {
            least = Math.min(least, confirmedNl[i] * timesConfirmed + commandedNl[i] * timesCommanded);
        }
        return least;
    }

    /**
     * Marks the edges of so many ticks, but for marks that later ones take the place of.
     *
     * @param times how often each nL that flows counts in the totals that are marked
     */
    void pass(int ticks, long nowMs, long commandedNowNl, EvenFlow ordered, long confirmedNowNl, EvenFlow told, int times) {
        int first = (int) (window.nextEdgeMs() - nowMs) / EvenFlow.TICK_MS;
        if (first > ticks) {
            return;
        }
        int every = bucketMs / EvenFlow.TICK_MS;
        int edges = (ticks - first) / every + 1;
        int lost = Math.max(0, edges - commandedNl.length);
        int place = ((int) OLDEST.get(window) + lost) % commandedNl.length;
        Steps commanded = new Steps(ordered, first + lost * every, every);
        Steps confirmed = new Steps(told, first + lost * every, every);
        for (int edge = lost; edge < edges; edge++) {
            commandedNl[place] = commandedNowNl + commanded.nextNl() * times;
            confirmedNl[place] = confirmedNowNl + confirmed.nextNl() * times;
            place = place + 1 == commandedNl.length ? 0 : place + 1;
        }
        OLDEST.set(window, place);
        NEXT_EDGE_MS.set(window, window.nextEdgeMs() + (long) edges * bucketMs);
    }
}
