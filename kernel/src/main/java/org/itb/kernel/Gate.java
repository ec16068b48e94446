package org.itb.kernel;

/**
 * What the pump may do now. Its invariant is the safety property: the output is 0, P02 or a rate in [P01, P03];
 * it is 0 only in STOP; a bolus flows in RUN only and never while an alarm bars it; and STOP or MIN after the
 * first start is never silent, A09 is active (SR-01, SR-02, SR-14, SR-20, SR-59). Every change ends in
 * {@link #settle}, the one place where a rate is authorised.
 */
public class Gate {
    /** No time: the pump is not stopped or at minimum rate. */
    public static final long NEVER_MS = -1;

    /*@ spec_public @*/ private final AlarmBank alarms;
    /*@ spec_public @*/ private boolean started;
    /*@ spec_public @*/ private boolean dry;
    /*@ spec_public @*/ private int ordered;
    /*@ spec_public @*/ private boolean held;
    /*@ spec_public @*/ private long heldUntilMs;
    /*@ spec_public @*/ private boolean tooMuchIfUnknown;
    /*@ spec_public @*/ private boolean reduced;
    /*@ spec_public @*/ private int scheduledNlPerH;
    /*@ spec_public @*/ private int meanNlPerH;
    /*@ spec_public @*/ private int bolusNlPerH;
    /*@ spec_public @*/ private long bolusEndsAtMs;
    /*@ spec_public @*/ private long lowSinceMs;
    /*@ spec_public @*/ private long startedBolusCount;
    /*@ spec_public @*/ private long cancelledBolusCount;
    /*@ spec_public @*/ private int mode;
    /*@ spec_public @*/ private int basalNlPerH;

    /*+KEY@ accessible \inv: this.*, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    /*@ public invariant alarms != null && alarms.active != null && alarms.critical != null && alarms.pausedUntilMs != null; @*/
    /*+KEY@ private invariant \invariant_for(alarms); @*/
    /*+OPENJML@ public invariant \invariant_for(alarms); @*/
    /*+KEY@ private invariant (Object) alarms != (Object) this; @*/
    /*@ public invariant 0 <= mode && mode <= 3 && 0 <= ordered && ordered <= 3; @*/
    /*@ public invariant 0 <= heldUntilMs && heldUntilMs <= 20000000000000L; @*/
    /*@ public invariant 0 <= bolusEndsAtMs && bolusEndsAtMs <= 20000000000000L; @*/
    /*@ public invariant -1 <= lowSinceMs && lowSinceMs <= 10000000000000L; @*/
    /*@ public invariant 0 <= startedBolusCount && startedBolusCount <= 1000000000000000L; @*/
    /*@ public invariant 0 <= cancelledBolusCount && cancelledBolusCount <= 1000000000000000L; @*/
    /*@ public invariant 2000 <= scheduledNlPerH && scheduledNlPerH <= 1000000; @*/
    /*@ public invariant 2000 <= meanNlPerH && meanNlPerH <= 1000000; @*/
    /*+KEY@ private invariant 0 <= bolusNlPerH && 0 <= basalNlPerH && basalNlPerH + bolusNlPerH <= 1000000; @*/
    /*+OPENJML@ public invariant 0 <= bolusNlPerH && 0 <= basalNlPerH && basalNlPerH + bolusNlPerH <= 1000000; @*/
    /*+KEY@ private invariant mode == 3 ? basalNlPerH == 0 : mode == 2 ? basalNlPerH == 250 : 2000 <= basalNlPerH; @*/
    /*+OPENJML@ public invariant mode == 3 ? basalNlPerH == 0 : mode == 2 ? basalNlPerH == 250 : 2000 <= basalNlPerH; @*/
    /*+KEY@ private invariant mode != 0 || alarms.bars ==> bolusNlPerH == 0; @*/
    /*+OPENJML@ public invariant mode != 0 || alarms.bars ==> bolusNlPerH == 0; @*/
    /*+KEY@ private invariant mode == 3 ==> !started || dry || ordered == 3 || alarms.demand == 3; @*/
    /*+OPENJML@ public invariant mode == 3 ==> !started || dry || ordered == 3 || alarms.demand == 3; @*/
    /*+KEY@ private invariant 9 < alarms.active.length && started && mode >= 2 ==> alarms.active[9]; @*/
    /*+OPENJML@ public invariant 9 < alarms.active.length && started && mode >= 2 ==> alarms.active[9]; @*/

    /*@ public normal_behavior
      @   ensures !started && mode == 3 && bolusNlPerH == 0 && \fresh(alarms);
      @   ensures \fresh(alarms.active) && \fresh(alarms.critical) && \fresh(alarms.pausedUntilMs);
      @   assignable \nothing;
      @*/
    public Gate() {
        this.alarms = new AlarmBank();
        this.scheduledNlPerH = Parameters.RATE_MIN_RUN_NL_PER_H;
        this.meanNlPerH = Parameters.RATE_MIN_RUN_NL_PER_H;
        this.mode = Mode.STOP;
        this.lowSinceMs = NEVER_MS;
    }

    /** The one rate that leaves the kernel. */
    // [impl->req~SR-01~1] [impl->req~SR-02~1] [impl->req~SR-14~1]
    /*@ public normal_behavior // SR-01, SR-02, SR-14
      @   ensures \result == basalNlPerH + bolusNlPerH;
      @   ensures \result == 0 || \result == 250 || 2000 <= \result && \result <= 1000000;
      @   ensures \result == 0 ==> mode == 3 && (!started || dry || ordered == 3 || alarms.demand == 3);
      @   ensures alarms.bars ==> \result == basalNlPerH;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int rateNlPerH() { return basalNlPerH + bolusNlPerH; }

    /** Every fact is in: mode, reminder, bolus and rate follow (SR-13: at once, together, once). */
    // [impl->req~SR-13~1] [impl->req~SR-20~1]
    /*@ public normal_behavior // SR-13, SR-14, SR-20, SR-59
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures mode >= ordered && mode >= alarms.demand && (held && started ==> mode >= 1);
      @   ensures started && mode >= 2 ==> alarms.active[9];
      @*/
    public void settle(long nowMs) {
        boolean tooMuch = tooMuchIfUnknown & alarms.isActive(Alarm.REFILL_DISCREPANCY);
        int demanded = ModeRules.worse(alarms.demand(), tooMuch ? Mode.MIN : Mode.RUN);
        int settled = ModeRules.mode(started, dry, ordered, demanded, held);
        mode = settled;
        remind(nowMs);
        if (!ModeRules.mayBolus(settled, alarms.bars())) {
            cancelBolus();
        }
        boolean scheduled = !alarms.isActive(Alarm.TIME_ANOMALY);
        basalNlPerH = ModeRules.basalNlPerH(settled, scheduled, scheduledNlPerH, meanNlPerH);
    }

    /** SR-59, D-25: A09 accompanies STOP and MIN from the first drop, and a large reduction. */
    // [impl->req~SR-59~1]
    /*@ private normal_behavior // SR-59
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= mode && mode <= 3;
      @   ensures started && mode >= 2 ==> alarms.active[9] && 0 <= lowSinceMs;
      @   ensures started && mode >= 2 && \old(lowSinceMs) >= 0 ==> lowSinceMs == \old(lowSinceMs);
      @*/
    private /*@ helper @*/ void remind(long nowMs) {
        if (isLow()) {
            if (lowSinceMs < 0) {
                lowSinceMs = nowMs;
            }
            alarms.raise(Alarm.NOT_THERAPY, AlarmRules.isStopCritical(nowMs - lowSinceMs));
            return;
        }
        if (lowSinceMs >= 0) {
            lowSinceMs = NEVER_MS;
            alarms.lower(Alarm.NOT_THERAPY);
        }
        if (reduced) {
            alarms.raise(Alarm.NOT_THERAPY, false);
        } else {
            alarms.lower(Alarm.NOT_THERAPY);
        }
    }

    /** Started, and now without therapy: STOP or MIN. */
    /*@ public normal_behavior // SR-59
      @   ensures \result == (started && mode >= 2);
      @   assignable \nothing;
      @*/
    public /*@ pure helper @*/ boolean isLow() { return started & (mode >= Mode.MIN); }

    /*@ private normal_behavior // SR-20
      @   ensures bolusNlPerH == 0;
      @   assignable bolusNlPerH, cancelledBolusCount;
      @*/
    private /*@ helper @*/ void cancelBolus() {
        if (bolusNlPerH == 0) { return; }
        bolusNlPerH = 0;
        cancelledBolusCount = Arithmetic.addUpTo(cancelledBolusCount, 1, 1000000000000000L);
    }

    /** SR-16, SR-17: MODE, ALARM_BLOCK, BUSY, in this order; OK if a bolus may start now. */
    // [impl->req~SR-16~1] [impl->req~SR-17~1]
    /*@ public normal_behavior // SR-16, SR-17
      @   ensures \result == (mode != 0 ? Reply.MODE : alarms.bars ? Reply.ALARM_BLOCK
      @       : bolusNlPerH > 0 ? Reply.BUSY : Reply.OK);
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ int bolusVerdict() {
        if (mode != Mode.RUN) { return Reply.MODE; }
        if (alarms.bars()) { return Reply.ALARM_BLOCK; }
        if (bolusNlPerH > 0) { return Reply.BUSY; }
        return Reply.OK;
    }

    /** SR-13, SR-19: a bolus starts, at a rate and until a time. */
    /*@ public normal_behavior // SR-19
      @   requires mode == 0 && !alarms.bars && bolusNlPerH == 0;
      @   requires 1 <= rateNlPerH && basalNlPerH + rateNlPerH <= 1000000;
      @   requires 0 <= endsAtMs && endsAtMs <= 20000000000000L;
      @   ensures bolusNlPerH == rateNlPerH && bolusEndsAtMs == endsAtMs;
      @   assignable bolusNlPerH, bolusEndsAtMs, startedBolusCount;
      @*/
    public void startBolus(int rateNlPerH, long endsAtMs) {
        bolusNlPerH = rateNlPerH;
        bolusEndsAtMs = endsAtMs;
        startedBolusCount = Arithmetic.addUpTo(startedBolusCount, 1, 1000000000000000L);
    }

    /** SR-19: the bolus is over; the scheduled basal goes on. */
    // [impl->req~SR-19~1]
    /*@ public normal_behavior // SR-19
      @   ensures bolusNlPerH == 0;
      @   assignable bolusNlPerH;
      @*/
    public void endBolus() {
        bolusNlPerH = 0;
    }

    /** How much of a stretch that begins now belongs to the running bolus, in ms. */
    /*@ public normal_behavior // SR-19
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= lastsMs;
      @   ensures 0 <= \result && \result <= lastsMs;
      @   ensures bolusNlPerH > 0 ==> \result == 0 || \result <= bolusEndsAtMs - nowMs;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long bolusPartMs(long nowMs, long lastsMs) {
        if (bolusNlPerH == 0) { return 0; }
        return Arithmetic.min(lastsMs, Arithmetic.minus(bolusEndsAtMs, nowMs));
    }

    /** What the program asks for now and on the day's mean; takes effect at the next settle. */
    /*@ public normal_behavior
      @   requires 2000 <= scheduledNlPerH && scheduledNlPerH <= 1000000;
      @   requires 2000 <= meanNlPerH && meanNlPerH <= 1000000;
      @   ensures this.scheduledNlPerH == scheduledNlPerH && this.meanNlPerH == meanNlPerH;
      @   ensures this.tooMuchIfUnknown == tooMuchIfUnknown;
      @   assignable this.scheduledNlPerH, this.meanNlPerH, this.tooMuchIfUnknown;
      @*/
    public void schedule(int scheduledNlPerH, int meanNlPerH, boolean tooMuchIfUnknown) {
        this.scheduledNlPerH = scheduledNlPerH;
        this.meanNlPerH = meanNlPerH;
        this.tooMuchIfUnknown = tooMuchIfUnknown;
    }

    /** A person orders RUN, MIN or STOP; takes effect at the next settle. */
    /*@ public normal_behavior // SR-14
      @   requires 0 <= ordered && ordered <= 3;
      @   ensures this.ordered == ordered;
      @   assignable this.ordered;
      @*/
    public void order(int ordered) {
        this.ordered = ordered;
    }

    /** The first program starts the pump. */
    /*@ public normal_behavior
      @   ensures started;
      @   assignable started;
      @*/
    public void start() {
        started = true;
    }

    /** SR-28: the reservoir is nominally empty, or someone resumes after a refill. */
    // [impl->req~SR-28~1]
    /*@ public normal_behavior // SR-28
      @   ensures this.dry == dry;
      @   assignable this.dry;
      @*/
    public void setDry(boolean dry) {
        this.dry = dry;
    }

    /** SR-55, D-26: delivery holds at the verified basal until a time. */
    /*@ public normal_behavior // SR-55
      @   requires 0 <= untilMs && untilMs <= 20000000000000L;
      @   ensures held && heldUntilMs == untilMs;
      @   assignable held, heldUntilMs;
      @*/
    public void hold(long untilMs) {
        held = true;
        heldUntilMs = untilMs;
    }

    /*@ public normal_behavior // SR-55
      @   ensures held == (\old(held) && nowMs < heldUntilMs);
      @   assignable held;
      @*/
    public void releaseHold(long nowMs) {
        if (nowMs >= heldUntilMs) {
            held = false;
        }
    }

    /** SR-11, D-25: A09 after a large reduction, until the dose is back or someone clears it. */
    /*@ public normal_behavior // SR-11
      @   ensures this.reduced == reduced;
      @   assignable this.reduced;
      @*/
    public void setReduced(boolean reduced) {
        this.reduced = reduced;
    }

    /** D-45: when mode or rate change by themselves next; 0 for never. */
    /*@ public normal_behavior
      @   ensures 0 <= \result && \result <= 20000000000000L;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long dueAtMs() {
        long due = held ? heldUntilMs : 0;
        if (bolusNlPerH > 0) {
            due = sooner(due, bolusEndsAtMs);
        }
        if (lowSinceMs < 0) { return due; }
        if (alarms.isCritical(Alarm.NOT_THERAPY)) { return due; }
        return sooner(due, lowSinceMs + Parameters.STOP_ESCALATE_MS);
    }

    /** The earlier of two times, 0 meaning none. */
    /*@ public normal_behavior
      @   requires 0 <= aMs && 0 <= bMs;
      @   ensures \result == (aMs == 0 ? bMs : bMs == 0 ? aMs : bMs < aMs ? bMs : aMs);
      @   assignable \nothing;
      @*/
    public static /*@ pure @*/ long sooner(long aMs, long bMs) {
        if (aMs == 0) { return bMs; }
        if (bMs == 0) { return aMs; }
        return Arithmetic.min(aMs, bMs);
    }

    /*@ public normal_behavior ensures \result == alarms; assignable \nothing; @*/
    public /*@ pure @*/ AlarmBank alarms() { return alarms; }

    /*@ public normal_behavior ensures \result == started; assignable \nothing; @*/
    public /*@ pure @*/ boolean isStarted() { return started; }

    /*@ public normal_behavior ensures \result == dry; assignable \nothing; @*/
    public /*@ pure @*/ boolean isDry() { return dry; }

    /*@ public normal_behavior ensures \result == held; assignable \nothing; @*/
    public /*@ pure @*/ boolean isHeld() { return held; }

    /*@ public normal_behavior ensures \result == reduced; assignable \nothing; @*/
    public /*@ pure @*/ boolean isReduced() { return reduced; }

    /*@ public normal_behavior ensures \result == ordered && 0 <= \result && \result <= 3; assignable \nothing; @*/
    public /*@ pure @*/ int ordered() { return ordered; }

    /*@ public normal_behavior ensures \result == mode && 0 <= \result && \result <= 3; assignable \nothing; @*/
    public /*@ pure @*/ int mode() { return mode; }

    /*@ public normal_behavior ensures \result == basalNlPerH; assignable \nothing; @*/
    public /*@ pure @*/ int basalNlPerH() { return basalNlPerH; }

    /*@ public normal_behavior ensures \result == bolusNlPerH; assignable \nothing; @*/
    public /*@ pure @*/ int bolusNlPerH() { return bolusNlPerH; }

    /*@ public normal_behavior ensures \result == bolusEndsAtMs; assignable \nothing; @*/
    public /*@ pure @*/ long bolusEndsAtMs() { return bolusEndsAtMs; }

    /*@ public normal_behavior ensures \result == startedBolusCount; assignable \nothing; @*/
    public /*@ pure @*/ long startedBolusCount() { return startedBolusCount; }

    /*@ public normal_behavior ensures \result == cancelledBolusCount; assignable \nothing; @*/
    public /*@ pure @*/ long cancelledBolusCount() { return cancelledBolusCount; }
}
