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
    /*+KEY@ private invariant 0 <= setAtMs && setAtMs <= nowMs && nowMs <= 10000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= setAtMs && setAtMs <= nowMs && nowMs <= 10000000000000L; @*/
    /*+KEY@ private invariant 0 <= creditMs && creditMs <= nowMs; @*/
    /*+OPENJML@ public invariant 0 <= creditMs && creditMs <= nowMs; @*/
    /*+KEY@ private invariant -1000000000000000L <= rtcSetMs && rtcSetMs <= 1000000000000000L; @*/
    /*+OPENJML@ public invariant -1000000000000000L <= rtcSetMs && rtcSetMs <= 1000000000000000L; @*/
    /*+KEY@ private invariant 0 <= todMs && todMs < 86400000; @*/
    /*+OPENJML@ public invariant 0 <= todMs && todMs < 86400000; @*/

    /*@ public normal_behavior
      @   ensures nowMs == 0 && creditMs == 0 && trusted && todMs == 0;
      @   assignable \nothing;
      @*/
    public Clock() {
        this.trusted = true;
    }

    /** SR-52: the full clock moves by the whole tick, the credited one by P33 at most. */
    // [impl->req~SR-52~1]
    // [contract->req~SR-52~1]
    /*@ public normal_behavior // SR-52
      @   requires 1 <= dtMs && dtMs <= 315360000000L;
      @   ensures dtMs < 10000000000000L - \old(nowMs) ==> nowMs == \old(nowMs) + dtMs;
      @   ensures dtMs >= 10000000000000L - \old(nowMs) ==> nowMs == 10000000000000L;
      @   ensures nowMs - \old(nowMs) < 60000 ==> creditMs - \old(creditMs) == nowMs - \old(nowMs);
      @   ensures nowMs - \old(nowMs) >= 60000 ==> creditMs - \old(creditMs) == 60000;
      @   ensures \old(nowMs) <= nowMs && \old(creditMs) <= creditMs && creditMs - \old(creditMs) <= 60000;
      @   ensures trusted == (\old(trusted) && dtMs <= 60000);
      @   ensures todMs == (\old(todMs) + dtMs) % 86400000;
      @   assignable nowMs, creditMs, todMs, trusted;
      @*/
    public void advance(long dtMs) {
        if (dtMs > Parameters.TICK_MAX_MS) {
            trusted = false;
        }
        moveDay(dtMs);
        moveOn(dtMs);
    }

    /** The time of day moves by all of it, however often midnight passes. */
    // [contract->req~SR-53~1]
    /*@ private normal_behavior // SR-53
      @   requires 0 <= dtMs && dtMs <= 315360000000L;
      @   ensures todMs == (\old(todMs) + dtMs) % 86400000;
      @   assignable todMs;
      @*/
    private void moveDay(long dtMs) { todMs = dayPartMs(todMs + dtMs); }

    /** The full clock moves by all of it, up to its end; the credited one with it, by P33 at most. */
    // [contract->req~SR-52~1]
    /*@ private normal_behavior // SR-52
      @   requires 0 <= dtMs && dtMs <= 315360000000L;
      @   ensures dtMs < 10000000000000L - \old(nowMs) ==> nowMs == \old(nowMs) + dtMs;
      @   ensures dtMs >= 10000000000000L - \old(nowMs) ==> nowMs == 10000000000000L;
      @   ensures nowMs - \old(nowMs) < 60000 ==> creditMs - \old(creditMs) == nowMs - \old(nowMs);
      @   ensures nowMs - \old(nowMs) >= 60000 ==> creditMs - \old(creditMs) == 60000;
      @   ensures \old(nowMs) <= nowMs && \old(creditMs) <= creditMs && creditMs - \old(creditMs) <= 60000;
      @   assignable nowMs, creditMs;
      @*/
    private void moveOn(long dtMs) {
        long movedMs = Arithmetic.min(dtMs, Parameters.TIME_MAX_MS - nowMs);
        nowMs = nowMs + movedMs;
        creditMs = creditMs + Arithmetic.min(movedMs, Parameters.TICK_MAX_MS);
    }

    /** The time of day of any time, also of one before the epoch. */
    /*@ private normal_behavior
      @   ensures \result == (timeMs % 86400000 < 0 ? timeMs % 86400000 + 86400000 : timeMs % 86400000);
      @   ensures 0 <= timeMs ==> \result == timeMs % 86400000;
      @   ensures 0 <= \result && \result < 86400000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ int dayPartMs(long timeMs) {
        int part = (int) (timeMs % Parameters.DAY_MS);
        if (part < 0) { return part + Parameters.DAY_MS; }
        return part;
    }

    /** SR-53: time cannot be trusted if the real-time clock has left monotonic time. */
    // [impl->req~SR-53~1]
    // [contract->req~SR-53~1]
    /*@ public normal_behavior // SR-53
      @   ensures !\old(trusted) ==> !trusted;
      @   ensures -1000000000000000L <= rtcMs && rtcMs <= 1000000000000000L ==> trusted == (\old(trusted)
      @       && rtcMs - (rtcSetMs + (nowMs - setAtMs)) <= 60000 * ((nowMs - setAtMs) / 86400000 + 1)
      @       && rtcSetMs + (nowMs - setAtMs) - rtcMs <= 60000 * ((nowMs - setAtMs) / 86400000 + 1));
      @   assignable trusted;
      @*/
    public void compare(long rtcMs) {
        if (isDrifted(boundedMs(rtcMs))) {
            trusted = false;
        }
    }

    /** The real-time clock is further from where monotonic time says that it is than P34 a day allows. */
    // [contract->req~SR-53~1]
    /*@ private normal_behavior // SR-53
      @   requires -1000000000000000L <= realMs && realMs <= 1000000000000000L;
      @   ensures \result == (realMs - (rtcSetMs + (nowMs - setAtMs)) > 60000 * ((nowMs - setAtMs) / 86400000 + 1)
      @       || rtcSetMs + (nowMs - setAtMs) - realMs > 60000 * ((nowMs - setAtMs) / 86400000 + 1));
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isDrifted(long realMs) { return FlowRules.isDrift(realMs, rtcSetMs + (nowMs - setAtMs), nowMs - setAtMs); }

    /** Real time as far as it is believed. */
    // [contract->req~SR-53~1]
    /*@ private normal_behavior // SR-53
      @   ensures -1000000000000000L <= rtcMs && rtcMs <= 1000000000000000L ==> \result == rtcMs;
      @   ensures rtcMs < -1000000000000000L ==> \result == -1000000000000000L;
      @   ensures rtcMs > 1000000000000000L ==> \result == 1000000000000000L;
      @   ensures -1000000000000000L <= \result && \result <= 1000000000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long boundedMs(long rtcMs) { return Arithmetic.clamp(rtcMs, -RTC_MAX_MS, RTC_MAX_MS); }

    /**
     * The real time is set; time is trusted again. Returns whether it moved by more than P34: a flex schedule that
     * is moved is a change of therapy (K-13).
     */
    // [contract->req~SR-53~1]
    /*@ public normal_behavior // SR-53
      @   ensures trusted && setAtMs == nowMs;
      @   ensures -1000000000000000L <= rtcMs && rtcMs <= 1000000000000000L ==> rtcSetMs == rtcMs;
      @   ensures \result == (rtcSetMs - (\old(rtcSetMs) + nowMs - \old(setAtMs)) > 60000
      @       || \old(rtcSetMs) + nowMs - \old(setAtMs) - rtcSetMs > 60000);
      @   ensures 0 <= rtcSetMs ==> todMs == rtcSetMs % 86400000;
      @   assignable rtcSetMs, setAtMs, trusted, todMs;
      @*/
    public boolean set(long rtcMs) {
        long realMs = boundedMs(rtcMs);
        long movedMs = Arithmetic.distance(realMs, rtcSetMs + (nowMs - setAtMs));
        rtcSetMs = realMs;
        setAtMs = nowMs;
        todMs = dayPartMs(realMs);
        trusted = true;
        return movedMs > Parameters.RTC_TOLERANCE_MS;
    }

    /*@ public normal_behavior ensures \result == nowMs && 0 <= \result && \result <= 10000000000000L; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long nowMs() { return nowMs; }

    /*@ public normal_behavior ensures \result == creditMs && 0 <= \result && \result <= 10000000000000L; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long creditMs() { return creditMs; }

    /*@ public normal_behavior ensures \result == todMs && 0 <= \result && \result < 86400000; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int todMs() { return todMs; }

    /*@ public normal_behavior ensures \result == trusted; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isTrusted() { return trusted; }

    /** SR-54: saved or loaded. Neither the credit nor the last setting is ahead of the time. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures !image.loading ==> nowMs == \old(nowMs) && creditMs == \old(creditMs) && rtcSetMs == \old(rtcSetMs) && setAtMs == \old(setAtMs) && trusted == \old(trusted) && todMs == \old(todMs);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 6;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2042 ==> image.misfitCount == 0;
      @*/
    /*+KEY@ assignable nowMs, creditMs, rtcSetMs, setAtMs, trusted, todMs, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.*, image.*, image.words[*]; @*/
    public void exchange(Image image) {
        nowMs = image.word(nowMs, 0, Parameters.TIME_MAX_MS);
        creditMs = image.word(creditMs, 0, nowMs);
        setAtMs = image.word(setAtMs, 0, nowMs);
        rtcSetMs = image.word(rtcSetMs, -RTC_MAX_MS, RTC_MAX_MS);
        trusted = image.flag(trusted);
        todMs = image.number(todMs, 0, Parameters.DAY_MS - 1);
    }

    /** SR-54: nobody knows the time of day. */
    // [contract->req~SR-53~1] [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-53, SR-54
      @   ensures !trusted;
      @   assignable trusted;
      @*/
    public void distrust() {
        trusted = false;
    }
}
