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

    /*@ public ghost long commandedFromNl; @*/
    /*@ public ghost long confirmedFromNl; @*/
    /*+KEY@ public ghost \locset inner; @*/
    /*+KEY@ accessible \inv: this.*, inner; @*/
    /*+KEY@ private invariant inner == \set_union(commandedNl[*], confirmedNl[*]); @*/
    /*+KEY@ private invariant commandedNl != null && confirmedNl != null && commandedNl != confirmedNl; @*/
    /*+OPENJML@ public invariant commandedNl != null && confirmedNl != null && commandedNl != confirmedNl; @*/
    /*+KEY@ private invariant 2 <= commandedNl.length && commandedNl.length <= 97 && confirmedNl.length == commandedNl.length; @*/
    /*+OPENJML@ public invariant 2 <= commandedNl.length && commandedNl.length <= 97 && confirmedNl.length == commandedNl.length; @*/
    /*+KEY@ private invariant 0 <= oldest && oldest < commandedNl.length; @*/
    /*+OPENJML@ public invariant 0 <= oldest && oldest < commandedNl.length; @*/
    /*+KEY@ private invariant 60000 <= bucketMs && bucketMs <= 86400000 && 0 <= nextEdgeMs && nextEdgeMs <= 20000000000000L; @*/
    /*+OPENJML@ public invariant 60000 <= bucketMs && bucketMs <= 86400000 && 0 <= nextEdgeMs && nextEdgeMs <= 20000000000000L; @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < commandedNl.length; 0 <= commandedNl[i] && commandedNl[i] <= 4000000000000L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < commandedNl.length; 0 <= commandedNl[i] && commandedNl[i] <= 4000000000000L); @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < confirmedNl.length; 0 <= confirmedNl[i] && confirmedNl[i] <= 1000000000000000L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < confirmedNl.length; 0 <= confirmedNl[i] && confirmedNl[i] <= 1000000000000000L); @*/
    /*+KEY@ private invariant commandedFromNl == commandedNl[oldest] && confirmedFromNl == confirmedNl[oldest]; @*/
    /*+OPENJML@ public invariant commandedFromNl == commandedNl[oldest] && confirmedFromNl == confirmedNl[oldest]; @*/

    /** A window of as many buckets as it has marks. */
    /*@ public normal_behavior
      @   requires 60000 <= bucketMs && bucketMs <= 86400000 && 2 <= markCount && markCount <= 97;
      @   ensures this.bucketMs == bucketMs && nextEdgeMs == bucketMs && \fresh(commandedNl) && \fresh(confirmedNl);
      @   ensures commandedNl.length == markCount && confirmedNl.length == markCount && oldest == 0 && commandedFromNl == 0 && confirmedFromNl == 0;
      @   ensures (\forall int i; 0 <= i && i < markCount; commandedNl[i] == 0 && confirmedNl[i] == 0);
      @   assignable \nothing;
      @*/
    /*+KEY@ ensures \fresh(inner) && \disjoint(this.*, inner); @*/
    public FlowWindow(int bucketMs, int markCount) {
        this.bucketMs = bucketMs;
        this.commandedNl = new long[markCount];
        this.confirmedNl = new long[markCount];
        this.nextEdgeMs = bucketMs;
        /*+KEY@ set inner = \set_union(commandedNl[*], confirmedNl[*]); @*/
    }

    /** Forgets all that was before now. */
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ public normal_behavior // SR-31, SR-32
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= commandedSumNl && commandedSumNl <= 4000000000000L;
      @   requires 0 <= confirmedSumNl && confirmedSumNl <= 1000000000000000L;
      @   ensures (\forall int i; 0 <= i && i < commandedNl.length; commandedNl[i] == commandedSumNl);
      @   ensures (\forall int i; 0 <= i && i < confirmedNl.length; confirmedNl[i] == confirmedSumNl);
      @   ensures nowMs < nextEdgeMs && nextEdgeMs <= nowMs + bucketMs;
      @   ensures commandedFromNl == commandedSumNl && confirmedFromNl == confirmedSumNl;
      @*/
    /*+KEY@ assignable inner, nextEdgeMs, commandedFromNl, confirmedFromNl; @*/
    /*+OPENJML@ assignable commandedNl[*], confirmedNl[*], nextEdgeMs, commandedFromNl, confirmedFromNl; @*/
    public void restart(long nowMs, long commandedSumNl, long confirmedSumNl) {
        /*@ loop_invariant 0 <= i && i <= commandedNl.length && commandedNl.length <= 97;
          @ loop_invariant (\forall int k; 0 <= k && k < i; commandedNl[k] == commandedSumNl);
          @ loop_invariant (\forall int k; 0 <= k && k < i; confirmedNl[k] == confirmedSumNl);
          @ decreases commandedNl.length - i;
          @*/
        /*+KEY@ assignable commandedNl[*], confirmedNl[*]; @*/
        /*+OPENJML@ loop_assigns i, commandedNl[*], confirmedNl[*]; @*/
        for (int i = 0; i < commandedNl.length; i++) {
            commandedNl[i] = commandedSumNl;
            confirmedNl[i] = confirmedSumNl;
        }
        nextEdgeMs = edgeAfterMs(nowMs, bucketMs);
        /*@ set commandedFromNl = commandedNl[oldest]; @*/
        /*@ set confirmedFromNl = confirmedNl[oldest]; @*/
    }

    /** The first multiple of the bucket after a time. */
    /*@ private normal_behavior
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 60000 <= bucketMs && bucketMs <= 86400000;
      @   ensures \result == (nowMs / bucketMs + 1) * bucketMs;
      @   ensures nowMs < \result && \result <= nowMs + bucketMs;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long edgeAfterMs(long nowMs, int bucketMs) {
        return (nowMs / bucketMs + 1) * bucketMs;
    }

    /** An edge lies at or before this time. */
    /*@ public normal_behavior
      @   ensures \result == (nowMs >= nextEdgeMs);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isEdge(long nowMs) { return nowMs >= nextEdgeMs; }

    /** The place after this one, in a ring of so many. */
    /*@ private normal_behavior
      @   requires 0 <= index && index < count && count <= 97;
      @   ensures index + 1 == count ==> \result == 0;
      @   ensures index + 1 < count ==> \result == index + 1;
      @   ensures 0 <= \result && \result < count;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ int indexAfter(int index, int count) { return index + 1 == count ? 0 : index + 1; }

    /** Marks the next edge with these totals. */
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ private normal_behavior // SR-31, SR-32
      @   requires nextEdgeMs <= 10000000000000L;
      @   requires 0 <= commandedMarkNl && commandedMarkNl <= 4000000000000L;
      @   requires 0 <= confirmedMarkNl && confirmedMarkNl <= 1000000000000000L;
      @   ensures commandedNl[\old(oldest)] == commandedMarkNl && confirmedNl[\old(oldest)] == confirmedMarkNl;
      @   ensures \old(oldest) + 1 == commandedNl.length ==> oldest == 0;
      @   ensures \old(oldest) + 1 < commandedNl.length ==> oldest == \old(oldest) + 1;
      @   ensures nextEdgeMs == \old(nextEdgeMs) + bucketMs;
      @*/
    /*+OPENJML@ ensures (\forall int i; 0 <= i && i < commandedNl.length && i != \old(oldest); commandedNl[i] == \old(commandedNl[i]));
      @   ensures (\forall int i; 0 <= i && i < confirmedNl.length && i != \old(oldest); confirmedNl[i] == \old(confirmedNl[i])); @*/
    /*+KEY@ assignable commandedNl[oldest], confirmedNl[oldest], oldest, nextEdgeMs, commandedFromNl, confirmedFromNl; @*/
    /*+OPENJML@ assignable commandedNl[*], confirmedNl[*], oldest, nextEdgeMs, commandedFromNl, confirmedFromNl; @*/
    private void markEdge(long commandedMarkNl, long confirmedMarkNl) {
        putMarks(commandedMarkNl, confirmedMarkNl);
        moveOn();
    }

    /** The oldest marks become these. */
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ private normal_behavior // SR-31, SR-32
      @   requires commandedNl != null && confirmedNl != null && commandedNl != confirmedNl;
      @   requires 0 <= oldest && oldest < commandedNl.length && oldest < confirmedNl.length;
      @   requires 0 <= commandedMarkNl && commandedMarkNl <= 4000000000000L;
      @   requires 0 <= confirmedMarkNl && confirmedMarkNl <= 1000000000000000L;
      @   ensures commandedNl[oldest] == commandedMarkNl && confirmedNl[oldest] == confirmedMarkNl;
      @*/
    /*+OPENJML@ requires (\forall int i; 0 <= i && i < commandedNl.length; 0 <= commandedNl[i] && commandedNl[i] <= 4000000000000L);
      @   requires (\forall int i; 0 <= i && i < confirmedNl.length; 0 <= confirmedNl[i] && confirmedNl[i] <= 1000000000000000L);
      @   ensures (\forall int i; 0 <= i && i < commandedNl.length; 0 <= commandedNl[i] && commandedNl[i] <= 4000000000000L);
      @   ensures (\forall int i; 0 <= i && i < confirmedNl.length; 0 <= confirmedNl[i] && confirmedNl[i] <= 1000000000000000L);
      @   ensures (\forall int i; 0 <= i && i < commandedNl.length && i != oldest; commandedNl[i] == \old(commandedNl[i]));
      @   ensures (\forall int i; 0 <= i && i < confirmedNl.length && i != oldest; confirmedNl[i] == \old(confirmedNl[i])); @*/
    /*+KEY@ assignable commandedNl[oldest], confirmedNl[oldest]; @*/
    /*+OPENJML@ assignable commandedNl[*], confirmedNl[*]; @*/
    private /*@ helper @*/ void putMarks(long commandedMarkNl, long confirmedMarkNl) {
        commandedNl[oldest] = commandedMarkNl;
        confirmedNl[oldest] = confirmedMarkNl;
    }

    /** The next edge is a bucket later, and the next marks are the oldest. */
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ private normal_behavior // SR-31, SR-32
      @   requires commandedNl != null && confirmedNl != null && commandedNl.length <= 97 && confirmedNl.length == commandedNl.length;
      @   requires 0 <= oldest && oldest < commandedNl.length && 0 <= nextEdgeMs && nextEdgeMs <= 10000000000000L && 60000 <= bucketMs && bucketMs <= 86400000;
      @   ensures \old(oldest) + 1 == commandedNl.length ==> oldest == 0;
      @   ensures \old(oldest) + 1 < commandedNl.length ==> oldest == \old(oldest) + 1;
      @   ensures 0 <= oldest && oldest < commandedNl.length && nextEdgeMs == \old(nextEdgeMs) + bucketMs;
      @   ensures commandedFromNl == commandedNl[oldest] && confirmedFromNl == confirmedNl[oldest];
      @   assignable oldest, nextEdgeMs, commandedFromNl, confirmedFromNl;
      @*/
    private /*@ helper @*/ void moveOn() {
        oldest = indexAfter(oldest, commandedNl.length);
        nextEdgeMs = nextEdgeMs + bucketMs;
        /*@ set commandedFromNl = commandedNl[oldest]; @*/
        /*@ set confirmedFromNl = confirmedNl[oldest]; @*/
    }

    /**
     * Marks every edge up to now, if there is one: with the totals now where it is exactly now, and else with those of
     * the tick before, so that the window is never too short.
     */
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ public normal_behavior // SR-31, SR-32
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= commandedBeforeNl && commandedBeforeNl <= commandedSumNl && commandedSumNl <= 4000000000000L;
      @   requires 0 <= confirmedBeforeNl && confirmedBeforeNl <= confirmedSumNl && confirmedSumNl <= 1000000000000000L;
      @   ensures nextEdgeMs > nowMs && (nowMs < \old(nextEdgeMs) || nextEdgeMs <= nowMs + bucketMs);
      @   ensures nowMs < \old(nextEdgeMs) ==> nextEdgeMs == \old(nextEdgeMs) && oldest == \old(oldest);
      @   ensures nowMs < \old(nextEdgeMs) ==> commandedFromNl == \old(commandedFromNl) && confirmedFromNl == \old(confirmedFromNl);
      @   ensures \old(nextEdgeMs) <= nowMs && nowMs < \old(nextEdgeMs) + bucketMs ==> nextEdgeMs == \old(nextEdgeMs) + bucketMs;
      @   ensures \old(nextEdgeMs) <= nowMs && nowMs < \old(nextEdgeMs) + bucketMs && \old(oldest) + 1 == commandedNl.length ==> oldest == 0;
      @   ensures \old(nextEdgeMs) <= nowMs && nowMs < \old(nextEdgeMs) + bucketMs && \old(oldest) + 1 < commandedNl.length ==> oldest == \old(oldest) + 1;
      @*/
    /*+OPENJML@ ensures 0 <= \old(oldest) && \old(oldest) < commandedNl.length && \old(oldest) < confirmedNl.length; @*/
    /*@ ensures \old(nextEdgeMs) == nowMs ==> commandedNl[\old(oldest)] == commandedSumNl && confirmedNl[\old(oldest)] == confirmedSumNl;
      @   ensures \old(nextEdgeMs) < nowMs && nowMs < \old(nextEdgeMs) + bucketMs ==> commandedNl[\old(oldest)] == commandedBeforeNl
      @       && confirmedNl[\old(oldest)] == confirmedBeforeNl;
      @   ensures nowMs < \old(nextEdgeMs) + bucketMs
      @       ==> (\forall int i; 0 <= i && i < commandedNl.length && i != \old(oldest); commandedNl[i] == \old(commandedNl[i]));
      @   ensures nowMs < \old(nextEdgeMs) + bucketMs
      @       ==> (\forall int i; 0 <= i && i < confirmedNl.length && i != \old(oldest); confirmedNl[i] == \old(confirmedNl[i]));
      @*/
    /*+KEY@ assignable inner, oldest, nextEdgeMs, commandedFromNl, confirmedFromNl; @*/
    /*+OPENJML@ assignable commandedNl[*], confirmedNl[*], oldest, nextEdgeMs, commandedFromNl, confirmedFromNl; @*/
    public void advance(long nowMs, long commandedSumNl, long confirmedSumNl, long commandedBeforeNl, long confirmedBeforeNl) {
        if (nowMs < nextEdgeMs) { return; }
        if (nowMs == nextEdgeMs) {
            markEdge(commandedSumNl, confirmedSumNl);
            return;
        }
        markEdge(commandedBeforeNl, confirmedBeforeNl);
        if (nowMs < nextEdgeMs) { return; }
        catchUp(nowMs, commandedSumNl, confirmedSumNl, commandedBeforeNl, confirmedBeforeNl);
    }

    /** Marks the edges up to now that are left; after a very long tick all marks are those of the tick before. */
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ private normal_behavior // SR-31, SR-32
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && nextEdgeMs <= nowMs;
      @   requires 0 <= commandedBeforeNl && commandedBeforeNl <= commandedSumNl && commandedSumNl <= 4000000000000L;
      @   requires 0 <= confirmedBeforeNl && confirmedBeforeNl <= confirmedSumNl && confirmedSumNl <= 1000000000000000L;
      @   ensures nextEdgeMs > nowMs && nextEdgeMs <= nowMs + bucketMs;
      @   assignable commandedNl[*], confirmedNl[*], oldest, nextEdgeMs, commandedFromNl, confirmedFromNl;
      @*/
    private void catchUp(long nowMs, long commandedSumNl, long confirmedSumNl, long commandedBeforeNl, long confirmedBeforeNl) {
        /*+OPENJML@ loop_invariant 0 <= oldest && oldest < commandedNl.length && oldest < confirmedNl.length; @*/
        /*@ loop_invariant 1 <= i && i <= commandedNl.length && commandedNl.length <= 97;
          @ loop_invariant \invariant_for(this) && nextEdgeMs <= nowMs + bucketMs;
          @ decreases commandedNl.length - i;
          @*/
        /*+KEY@ assignable commandedNl[*], confirmedNl[*], oldest, nextEdgeMs, commandedFromNl, confirmedFromNl; @*/
        /*+OPENJML@ loop_assigns i, commandedNl[*], confirmedNl[*], oldest, nextEdgeMs, commandedFromNl, confirmedFromNl; @*/
        for (int i = 1; i < commandedNl.length; i++) {
            catchUpOne(nowMs, commandedSumNl, confirmedSumNl, commandedBeforeNl, confirmedBeforeNl);
        }
        if (isEdge(nowMs)) {
            nextEdgeMs = edgeAfterMs(nowMs, bucketMs);
        }
    }

    /** Marks the next edge, if it is not later than now: with the totals now only where it is exactly now. */
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ private normal_behavior // SR-31, SR-32
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && nextEdgeMs <= nowMs + bucketMs;
      @   requires 0 <= commandedBeforeNl && commandedBeforeNl <= commandedSumNl && commandedSumNl <= 4000000000000L;
      @   requires 0 <= confirmedBeforeNl && confirmedBeforeNl <= confirmedSumNl && confirmedSumNl <= 1000000000000000L;
      @   ensures nextEdgeMs <= nowMs + bucketMs;
      @   ensures \old(nextEdgeMs) == nowMs ==> commandedNl[\old(oldest)] == commandedSumNl && confirmedNl[\old(oldest)] == confirmedSumNl;
      @   ensures \old(nextEdgeMs) < nowMs ==> commandedNl[\old(oldest)] == commandedBeforeNl && confirmedNl[\old(oldest)] == confirmedBeforeNl;
      @   assignable commandedNl[*], confirmedNl[*], oldest, nextEdgeMs, commandedFromNl, confirmedFromNl;
      @*/
    private void catchUpOne(long nowMs, long commandedSumNl, long confirmedSumNl, long commandedBeforeNl, long confirmedBeforeNl) {
        boolean exact = nowMs == nextEdgeMs;
        if (isEdge(nowMs)) {
            markEdge(exact ? commandedSumNl : commandedBeforeNl, exact ? confirmedSumNl : confirmedBeforeNl);
        }
    }

    /** What was commanded in the window, given the total now. */
    /*@ public normal_behavior
      @   requires 0 <= commandedSumNl && commandedSumNl <= 4000000000000L;
      @   ensures \result == (commandedSumNl < commandedFromNl ? 0 : commandedSumNl - commandedFromNl);
      @   ensures 0 <= \result && \result <= commandedSumNl;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long commandedInNl(long commandedSumNl) {
        return Arithmetic.minus(commandedSumNl, commandedNl[oldest]);
    }

    /** What was confirmed in the window, given the total now. */
    /*@ public normal_behavior
      @   requires 0 <= confirmedSumNl && confirmedSumNl <= 1000000000000000L;
      @   ensures \result == (confirmedSumNl < confirmedFromNl ? 0 : confirmedSumNl - confirmedFromNl);
      @   ensures 0 <= \result && \result <= confirmedSumNl;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long confirmedInNl(long confirmedSumNl) {
        return Arithmetic.minus(confirmedSumNl, confirmedNl[oldest]);
    }

    /** When the next mark will be set. */
    /*@ public normal_behavior
      @   ensures \result == nextEdgeMs && 0 <= \result && \result <= 20000000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long nextEdgeMs() { return nextEdgeMs; }

    /** How many marks there are. */
    /*@ public normal_behavior
      @   ensures \result == commandedNl.length && 2 <= \result && \result <= 97;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int markCount() { return commandedNl.length; }

    /** How long ago a mark was; one that was never set counts as an edge before the first. */
    /*@ public normal_behavior
      @   requires 0 <= markIndex && markIndex < commandedNl.length && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures nextEdgeMs <= nowMs + bucketMs ==> 0 <= \result;
      @   ensures markIndex >= oldest ==> \result == nowMs - nextEdgeMs + bucketMs * (commandedNl.length - (markIndex - oldest));
      @   ensures markIndex < oldest ==> \result == nowMs - nextEdgeMs + bucketMs * (oldest - markIndex);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long ageMs(int markIndex, long nowMs) {
        int edgesAgoCount = markIndex < oldest ? oldest - markIndex : commandedNl.length - (markIndex - oldest);
        return nowMs - nextEdgeMs + spanMs(bucketMs, edgesAgoCount);
    }

    /** How long so many buckets last. */
    /*@ private normal_behavior
      @   requires 60000 <= bucketMs && bucketMs <= 86400000 && 1 <= edgesCount && edgesCount <= 97;
      @   ensures \result == bucketMs * edgesCount && bucketMs <= \result && \result <= 8380800000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long spanMs(int bucketMs, int edgesCount) { return (long) bucketMs * edgesCount; }

    /** The larger of what was commanded and what was confirmed since a mark (SR-34). */
    // [contract->req~SR-34~1]
    /*@ public normal_behavior // SR-34
      @   requires 0 <= markIndex && markIndex < commandedNl.length;
      @   requires 0 <= commandedSumNl && commandedSumNl <= 4000000000000L;
      @   requires 0 <= confirmedSumNl && confirmedSumNl <= 1000000000000000L;
      @   ensures 0 <= \result && \result <= 1000000000000000L;
      @   ensures \result >= commandedSumNl - commandedNl[markIndex] && \result >= confirmedSumNl - confirmedNl[markIndex];
      @   ensures \result == 0 || \result == commandedSumNl - commandedNl[markIndex] || \result == confirmedSumNl - confirmedNl[markIndex];
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long sinceMarkNl(int markIndex, long commandedSumNl, long confirmedSumNl) {
        return Arithmetic.max(Arithmetic.minus(commandedSumNl, commandedNl[markIndex]), Arithmetic.minus(confirmedSumNl, confirmedNl[markIndex]));
    }

    /** SR-54: saved or loaded. No mark is above the totals, and the next edge is where it may be. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= commandedSumNl && commandedSumNl <= 4000000000000L && 0 <= confirmedSumNl && confirmedSumNl <= 1000000000000000L;
      @   requires 0 <= soonestMs && soonestMs <= latestMs && latestMs <= 20000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 2 * commandedNl.length + 2;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) + 2 * commandedNl.length + 2 <= 2048 && soonestMs <= nextEdgeMs && nextEdgeMs <= latestMs
      @       && (\forall int i; 0 <= i && i < commandedNl.length; 0 <= commandedNl[i] && commandedNl[i] <= commandedSumNl && 0 <= confirmedNl[i] && confirmedNl[i] <= confirmedSumNl) ==> image.misfitCount == 0;
      @   ensures !image.loading ==> oldest == \old(oldest) && nextEdgeMs == \old(nextEdgeMs) && commandedFromNl == \old(commandedFromNl) && confirmedFromNl == \old(confirmedFromNl);
      @   ensures image.loading ==> soonestMs <= nextEdgeMs && nextEdgeMs <= latestMs;
      @*/
    /*+OPENJML@ ensures !image.loading ==> (\forall int i; 0 <= i && i < commandedNl.length; commandedNl[i] == \old(commandedNl[i]));
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < confirmedNl.length; confirmedNl[i] == \old(confirmedNl[i])); @*/
    /*+KEY@ requires \disjoint(image.words[*], inner); @*/
    /*+KEY@ assignable inner, oldest, nextEdgeMs, commandedFromNl, confirmedFromNl, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable commandedNl[*], confirmedNl[*], oldest, nextEdgeMs, commandedFromNl, confirmedFromNl, image.*, image.words[*]; @*/
    public void exchange(Image image, long commandedSumNl, long confirmedSumNl, long soonestMs, long latestMs) {
        exchangeMarks(image, commandedSumNl, confirmedSumNl);
        exchangePlace(image, soonestMs, latestMs);
    }

    /** Which marks are the oldest, and when the next edge is. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= soonestMs && soonestMs <= latestMs && latestMs <= 20000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 2;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2046 && soonestMs <= nextEdgeMs && nextEdgeMs <= latestMs ==> image.misfitCount == 0;
      @   ensures !image.loading ==> oldest == \old(oldest) && nextEdgeMs == \old(nextEdgeMs) && commandedFromNl == \old(commandedFromNl) && confirmedFromNl == \old(confirmedFromNl);
      @   ensures image.loading ==> soonestMs <= nextEdgeMs && nextEdgeMs <= latestMs;
      @*/
    /*+KEY@ requires \disjoint(image.words[*], inner); @*/
    /*+KEY@ assignable oldest, nextEdgeMs, commandedFromNl, confirmedFromNl, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable oldest, nextEdgeMs, commandedFromNl, confirmedFromNl, image.*, image.words[*]; @*/
    private void exchangePlace(Image image, long soonestMs, long latestMs) {
        oldest = image.number(oldest, 0, commandedNl.length - 1);
        nextEdgeMs = image.word(nextEdgeMs, soonestMs, latestMs);
        /*@ set commandedFromNl = commandedNl[oldest]; @*/
        /*@ set confirmedFromNl = confirmedNl[oldest]; @*/
    }

    /** The marks. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= commandedSumNl && commandedSumNl <= 4000000000000L && 0 <= confirmedSumNl && confirmedSumNl <= 1000000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 2 * commandedNl.length;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) + 2 * commandedNl.length <= 2048 && (\forall int i; 0 <= i && i < commandedNl.length; 0 <= commandedNl[i] && commandedNl[i] <= commandedSumNl && 0 <= confirmedNl[i] && confirmedNl[i] <= confirmedSumNl) ==> image.misfitCount == 0;
      @   ensures image.loading ==> (\forall int i; 0 <= i && i < commandedNl.length; 0 <= commandedNl[i] && commandedNl[i] <= commandedSumNl && 0 <= confirmedNl[i] && confirmedNl[i] <= confirmedSumNl);
      @   ensures !image.loading ==> commandedFromNl == \old(commandedFromNl) && confirmedFromNl == \old(confirmedFromNl);
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < commandedNl.length; commandedNl[i] == \old(commandedNl[i]));
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < confirmedNl.length; confirmedNl[i] == \old(confirmedNl[i]));
      @*/
    /*+KEY@ requires \disjoint(image.words[*], inner); @*/
    /*+KEY@ assignable commandedNl[*], confirmedNl[*], commandedFromNl, confirmedFromNl, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable commandedNl[*], confirmedNl[*], commandedFromNl, confirmedFromNl, image.*, image.words[*]; @*/
    private void exchangeMarks(Image image, long commandedSumNl, long confirmedSumNl) {
        image.series(commandedNl, 0, commandedSumNl);
        image.series(confirmedNl, 0, confirmedSumNl);
        /*@ set commandedFromNl = commandedNl[oldest]; @*/
        /*@ set confirmedFromNl = confirmedNl[oldest]; @*/
    }
}
