package org.itb.kernel;

/** What a key's sequence number and its failures mean: SR-48 … SR-50, heap-free. */
public final class KeyRules {
    /** When a key failed that never failed: longer ago than any window. */
    public static final int NEVER_MS = -600000;

    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private KeyRules() { }

    /** A number against the last one that its key has used up; same: of the same kind, with the same content. */
    // [impl->req~SR-49~1] [impl->req~SR-50~1]
    // [contract->req~SR-49~1] [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-49, SR-50
      @   ensures \result == (seq > lastSeq ? 0 : seq < lastSeq ? 5 : same ? 31 : 4);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int verdict(long seq, long lastSeq, boolean same) {
        if (seq > lastSeq) { return Reply.OK; }
        if (seq < lastSeq) { return Reply.REPLAY; }
        if (same) { return Reply.CACHED; }
        return Reply.SEQ_CONFLICT;
    }

    /** The first number of a key that the book does not hold: above the floor (K-37). */
    // [impl->req~SR-49~1]
    // [contract->req~SR-49~1]
    /*@ public normal_behavior // SR-49
      @   ensures \result == (seq > floorSeq ? 0 : 5);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int newcomerVerdict(long seq, long floorSeq) {
        if (seq > floorSeq) { return Reply.OK; }
        return Reply.REPLAY;
    }

    /** SR-48: a failure counts for less than 600,000 ms. */
    // [contract->req~SR-48~1]
    /*@ public normal_behavior // SR-48
      @   requires -600000 <= failedAtMs && failedAtMs <= 10000000000000L && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result == (nowMs - failedAtMs < 600000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isRecent(long failedAtMs, long nowMs) {
        return nowMs - failedAtMs < Parameters.AUTH_WINDOW_MS;
    }

    /**
     * SR-48: five failures within 600,000 ms refuse a key for 600,000 ms after the last of them. Nothing is counted
     * meanwhile (D-35), so the five that led to a refusal are the last five until it ends.
     */
    // [impl->req~SR-48~1]
    // [contract->req~SR-48~1]
    /*@ public normal_behavior // SR-48
      @   requires -600000 <= lastMs && lastMs <= 10000000000000L && -600000 <= fifthLastMs && fifthLastMs <= 10000000000000L;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result == (nowMs - lastMs < 600000 && lastMs - fifthLastMs < 600000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isRefused(long lastMs, long fifthLastMs, long nowMs) {
        if (nowMs - lastMs >= Parameters.AUTH_WINDOW_MS) { return false; }
        return lastMs - fifthLastMs < Parameters.AUTH_WINDOW_MS;
    }

    /** Which record is dropped for another: the one that failed longest ago, those under refusal last of all (K-38). */
    // [contract->req~SR-48~1]
    /*@ public normal_behavior // SR-48
      @   requires -600000 <= lastMs && lastMs <= 10000000000000L;
      @   ensures \result == (refused ? lastMs + 600000 : lastMs);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ long worthMs(long lastMs, boolean refused) {
        return refused ? lastMs + Parameters.AUTH_WINDOW_MS : lastMs;
    }
}
