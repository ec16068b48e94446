package org.itb.kernel;

/**
 * Time, as far as it can be trusted: the full monotonic clock, a credited one that a long tick moves by P33 at
 * most (SR-52), and the time of day, which is the last set real time plus monotonic time (SR-53, K-03). The
 * real-time clock that is handed in is only compared. All clocks stand still after three centuries.
 */
public class Clock {
    /** A tick longer than ten years counts as ten years. */
    public static final long TICK_CREDIT_MAX_MS = 315360000000L;
    /** Real time is kept within this, thirty thousand years either way. */
    public static final long RTC_MAX_MS = 1000000000000000L;

    /*@ spec_public @*/ private long nowMs;
    /*@ spec_public @*/ private long creditMs;
    /*@ spec_public @*/ private long rtcSetMs;
    /*@ spec_public @*/ private long setAtMs;
    /*@ spec_public @*/ private boolean trusted;
    /*@ spec_public @*/ private int todMs;

    /*+KEY@ accessible \inv: this.*; @*/
    /*@ public invariant 0 <= setAtMs && setAtMs <= nowMs && nowMs <= 10000000000000L; @*/
    /*@ public invariant 0 <= creditMs && creditMs <= nowMs; @*/
    /*@ public invariant -1000000000000000L <= rtcSetMs && rtcSetMs <= 1000000000000000L; @*/
    /*@ public invariant 0 <= todMs && todMs < 86400000; @*/

    /*@ public normal_behavior
      @   ensures nowMs == 0 && creditMs == 0 && trusted && todMs == 0;
      @   assignable \nothing;
      @*/
    public Clock() {
        this.trusted = true;
    }

    /** SR-52: the full clock moves by the whole tick, the credited one by P33 at most. */
    // [impl->req~SR-52~1]
    /*@ public normal_behavior // SR-52
      @   requires 1 <= dtMs && dtMs <= 315360000000L;
      @   ensures nowMs == (dtMs < 10000000000000L - \old(nowMs) ? \old(nowMs) + dtMs : 10000000000000L);
      @   ensures creditMs - \old(creditMs) == (nowMs - \old(nowMs) < 60000 ? nowMs - \old(nowMs) : 60000);
      @   ensures trusted == (\old(trusted) && dtMs <= 60000);
      @   ensures todMs == (\old(todMs) + dtMs) % 86400000;
      @   assignable nowMs, creditMs, todMs, trusted;
      @*/
    public void advance(long dtMs) {
        long moved = Arithmetic.min(dtMs, Parameters.TIME_MAX_MS - nowMs);
        nowMs = nowMs + moved;
        creditMs = creditMs + Arithmetic.min(moved, Parameters.TICK_MAX_MS);
        if (dtMs > Parameters.TICK_MAX_MS) {
            trusted = false;
        }
        todMs = dayPart(todMs + dtMs);
    }

    /** The time of day of any time, also of one before the epoch. */
    /*@ private normal_behavior
      @   ensures \result == (timeMs % 86400000 < 0 ? timeMs % 86400000 + 86400000 : timeMs % 86400000);
      @   ensures 0 <= \result && \result < 86400000;
      @   assignable \nothing;
      @*/
    private static /*@ pure @*/ int dayPart(long timeMs) {
        int part = (int) (timeMs % Parameters.DAY_MS);
        if (part < 0) { return part + Parameters.DAY_MS; }
        return part;
    }

    /** SR-53: time cannot be trusted if the real-time clock has left monotonic time. */
    // [impl->req~SR-53~1]
    /*@ public normal_behavior // SR-53
      @   ensures trusted == (\old(trusted)
      @       && (rtcMs < -1000000000000000L ? -1000000000000000L : rtcMs > 1000000000000000L ? 1000000000000000L : rtcMs)
      @           - (rtcSetMs + nowMs - setAtMs) <= 60000 * ((nowMs - setAtMs) / 86400000 + 1)
      @       && (rtcSetMs + nowMs - setAtMs)
      @           - (rtcMs < -1000000000000000L ? -1000000000000000L : rtcMs > 1000000000000000L ? 1000000000000000L : rtcMs)
      @           <= 60000 * ((nowMs - setAtMs) / 86400000 + 1));
      @   assignable trusted;
      @*/
    public void compare(long rtcMs) {
        long elapsed = nowMs - setAtMs;
        if (FlowRules.isDrift(Arithmetic.clamp(rtcMs, -RTC_MAX_MS, RTC_MAX_MS), rtcSetMs + elapsed, elapsed)) {
            trusted = false;
        }
    }

    /**
     * The real time is set; time is trusted again. Returns whether it moved by more than P34: a flex schedule that
     * is moved is a change of therapy (K-13).
     */
    /*@ public normal_behavior // SR-53
      @   ensures trusted && setAtMs == nowMs;
      @   ensures rtcSetMs == (rtcMs < -1000000000000000L ? -1000000000000000L : rtcMs > 1000000000000000L ? 1000000000000000L : rtcMs);
      @   ensures todMs == (rtcSetMs % 86400000 < 0 ? rtcSetMs % 86400000 + 86400000 : rtcSetMs % 86400000);
      @   ensures \result == (rtcSetMs - (\old(rtcSetMs) + nowMs - \old(setAtMs)) > 60000
      @       || (\old(rtcSetMs) + nowMs - \old(setAtMs)) - rtcSetMs > 60000);
      @   assignable rtcSetMs, setAtMs, trusted, todMs;
      @*/
    public boolean set(long rtcMs) {
        long real = Arithmetic.clamp(rtcMs, -RTC_MAX_MS, RTC_MAX_MS);
        boolean moved = Arithmetic.distance(real, rtcSetMs + (nowMs - setAtMs)) > Parameters.RTC_TOLERANCE_MS;
        rtcSetMs = real;
        setAtMs = nowMs;
        todMs = dayPart(real);
        trusted = true;
        return moved;
    }

    /*@ public normal_behavior ensures \result == nowMs && 0 <= \result && \result <= 10000000000000L; assignable \nothing; @*/
    public /*@ pure @*/ long nowMs() { return nowMs; }

    /*@ public normal_behavior ensures \result == creditMs && 0 <= \result && \result <= 10000000000000L; assignable \nothing; @*/
    public /*@ pure @*/ long creditMs() { return creditMs; }

    /*@ public normal_behavior ensures \result == todMs && 0 <= \result && \result < 86400000; assignable \nothing; @*/
    public /*@ pure @*/ int todMs() { return todMs; }

    /*@ public normal_behavior ensures \result == trusted; assignable \nothing; @*/
    public /*@ pure @*/ boolean isTrusted() { return trusted; }
}
