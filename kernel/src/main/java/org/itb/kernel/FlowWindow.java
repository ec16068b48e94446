package org.itb.kernel;

/**
 * A rolling window over commanded and confirmed volume, 1 h or 24 h, as marks of both totals at the edges of
 * equal buckets (SR-31, SR-32, K-11). The window is never shorter than its length, as far as flow has been
 * seen, and at most a bucket and a tick longer. It never looks back beyond its last restart (D-20 … D-22).
 */
public class FlowWindow {
    /*@ spec_public @*/ private final long[] commandedNl;
    /*@ spec_public @*/ private final long[] confirmedNl;
    /*@ spec_public @*/ private final int bucketMs;
    /*@ spec_public @*/ private int oldest;
    /*@ spec_public @*/ private long nextEdgeMs;

    /*+KEY@ accessible \inv: this.*, commandedNl[*], confirmedNl[*]; @*/
    /*@ public invariant commandedNl != null && confirmedNl != null && commandedNl != confirmedNl; @*/
    /*+KEY@ private invariant 2 <= commandedNl.length && commandedNl.length <= 97 && confirmedNl.length == commandedNl.length; @*/
    /*+OPENJML@ public invariant 2 <= commandedNl.length && commandedNl.length <= 97 && confirmedNl.length == commandedNl.length; @*/
    /*+KEY@ private invariant 0 <= oldest && oldest < commandedNl.length; @*/
    /*+OPENJML@ public invariant 0 <= oldest && oldest < commandedNl.length; @*/
    /*@ public invariant 60000 <= bucketMs && bucketMs <= 86400000 && 0 <= nextEdgeMs && nextEdgeMs <= 20000000000000L; @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < commandedNl.length; 0 <= commandedNl[i] && commandedNl[i] <= 4000000000000L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < commandedNl.length; 0 <= commandedNl[i] && commandedNl[i] <= 4000000000000L); @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < confirmedNl.length; 0 <= confirmedNl[i] && confirmedNl[i] <= 1000000000000000L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < confirmedNl.length; 0 <= confirmedNl[i] && confirmedNl[i] <= 1000000000000000L); @*/

    /** A window of (marks − 1) buckets. */
    /*@ public normal_behavior
      @   requires 60000 <= bucketMs && bucketMs <= 86400000 && 2 <= marks && marks <= 97;
      @   ensures this.bucketMs == bucketMs && nextEdgeMs == bucketMs && \fresh(commandedNl) && \fresh(confirmedNl);
      @   ensures commandedNl.length == marks;
      @   assignable \nothing;
      @*/
    public FlowWindow(int bucketMs, int marks) {
        this.bucketMs = bucketMs;
        this.commandedNl = new long[marks];
        this.confirmedNl = new long[marks];
        this.nextEdgeMs = bucketMs;
    }

    /** Forgets all that was before now. */
    /*@ public normal_behavior // SR-31, SR-32
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= commanded && commanded <= 4000000000000L && 0 <= confirmed && confirmed <= 1000000000000000L;
      @   ensures (\forall int i; 0 <= i && i < commandedNl.length; commandedNl[i] == commanded);
      @   ensures (\forall int i; 0 <= i && i < confirmedNl.length; confirmedNl[i] == confirmed);
      @   assignable commandedNl[*], confirmedNl[*], nextEdgeMs;
      @*/
    public void restart(long nowMs, long commanded, long confirmed) {
        for (int i = 0; i < commandedNl.length; i++) {
            commandedNl[i] = commanded;
            confirmedNl[i] = confirmed;
        }
        nextEdgeMs = (nowMs / bucketMs + 1) * bucketMs;
    }

    /** An edge lies at or before this time. */
    /*@ public normal_behavior
      @   ensures \result == (nowMs >= nextEdgeMs);
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean isEdge(long nowMs) { return nowMs >= nextEdgeMs; }

    /**
     * Marks the next edge, which is at or before now, with the totals now where it is exactly now, and else with
     * those of the tick before, so that the window is never too short.
     */
    /*@ public normal_behavior // SR-31, SR-32
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= commanded && commanded <= 4000000000000L && 0 <= confirmed && confirmed <= 1000000000000000L;
      @   requires 0 <= commandedBefore && commandedBefore <= commanded && 0 <= confirmedBefore && confirmedBefore <= confirmed;
      @   assignable commandedNl[*], confirmedNl[*], oldest, nextEdgeMs;
      @*/
    public void markEdge(long nowMs, long commanded, long confirmed, long commandedBefore, long confirmedBefore) {
        boolean exact = nowMs == nextEdgeMs;
        commandedNl[oldest] = exact ? commanded : commandedBefore;
        confirmedNl[oldest] = exact ? confirmed : confirmedBefore;
        oldest = oldest + 1;
        if (oldest == commandedNl.length) {
            oldest = 0;
        }
        nextEdgeMs = nextEdgeMs + bucketMs;
    }

    /** Marks every edge up to now; after a very long tick all marks are those of the tick before. */
    /*@ public normal_behavior // SR-31, SR-32
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= commanded && commanded <= 4000000000000L && 0 <= confirmed && confirmed <= 1000000000000000L;
      @   requires 0 <= commandedBefore && commandedBefore <= commanded && 0 <= confirmedBefore && confirmedBefore <= confirmed;
      @   ensures nextEdgeMs > nowMs;
      @   assignable commandedNl[*], confirmedNl[*], oldest, nextEdgeMs;
      @*/
    public void advance(long nowMs, long commanded, long confirmed, long commandedBefore, long confirmedBefore) {
        for (int i = 0; i < commandedNl.length; i++) {
            if (isEdge(nowMs)) {
                markEdge(nowMs, commanded, confirmed, commandedBefore, confirmedBefore);
            }
        }
        if (isEdge(nowMs)) {
            nextEdgeMs = (nowMs / bucketMs + 1) * bucketMs;
        }
    }

    /** What was commanded in the window, given the total now. */
    /*@ public normal_behavior
      @   requires 0 <= commanded && commanded <= 4000000000000L;
      @   ensures 0 <= \result && \result <= commanded;
      @   ensures commandedNl[oldest] <= commanded ==> \result == commanded - commandedNl[oldest];
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long commandedInNl(long commanded) {
        return Arithmetic.minus(commanded, commandedNl[oldest]);
    }

    /** What was confirmed in the window, given the total now. */
    /*@ public normal_behavior
      @   requires 0 <= confirmed && confirmed <= 1000000000000000L;
      @   ensures 0 <= \result && \result <= confirmed;
      @   ensures confirmedNl[oldest] <= confirmed ==> \result == confirmed - confirmedNl[oldest];
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long confirmedInNl(long confirmed) {
        return Arithmetic.minus(confirmed, confirmedNl[oldest]);
    }
}
