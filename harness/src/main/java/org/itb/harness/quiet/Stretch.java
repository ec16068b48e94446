package org.itb.harness.quiet;

/** How many ticks of a minute may yet be quiet, less and less as reasons are found why not. */
public final class Stretch {
    private int ticks;

    public Stretch(int mostTicks) {
        ticks = mostTicks;
    }

    /** Something is due so long from now on: the last tick comes before it. */
    public void endBefore(long dueInMs) {
        ticks = (int) Math.min(ticks, Math.max(0, (dueInMs - 1) / EvenFlow.TICK_MS));
    }

    /** It is quiet only if this holds. */
    public void require(boolean holds) {
        ticks = holds ? ticks : 0;
    }

    public int ticks() {
        return ticks;
    }

    /** How long they take. */
    public long spanMs() {
        return (long) ticks * EvenFlow.TICK_MS;
    }
}
