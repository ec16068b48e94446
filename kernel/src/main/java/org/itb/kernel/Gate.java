package org.itb.kernel;

/**
 * What the pump may do now. Its invariant is the safety property: the output is 0, P02 or a rate in [P01, P03];
 * it is 0 only in STOP; a bolus flows in RUN only and never while an alarm, a scan or a field bars it; and STOP or
 * MIN after the first start is never silent, A09 is active (SR-01, SR-02, SR-14, SR-20, SR-36, SR-59). Every change
 * of a fact ends in {@link #settle}, the one place where a rate is authorised, before the method returns: there is no
 * moment at which a fact is known and not obeyed. Only {@link #beginMri} does less: it can take a bolus away and
 * touches nothing else.
 */
public class Gate {
    /** No time: the pump is not stopped or at minimum rate. */
    public static final long NEVER_MS = -1L;
    private static final long BOLUS_MAX_COUNT = 1000000000000000L;

    /*@ spec_public @*/ private final AlarmBank alarms;
    /*@ spec_public @*/ private boolean started;
    /*@ spec_public @*/ private boolean dry;
    /*@ spec_public @*/ private int ordered;
    /*@ spec_public @*/ private boolean held;
    /*@ spec_public @*/ private long heldUntilMs;
    /*@ spec_public @*/ private boolean tooMuchIfUnknown;
    /*@ spec_public @*/ private boolean reduced;
    /*@ spec_public @*/ private boolean mriBegun;
    /*@ spec_public @*/ private boolean inField;
    /*@ spec_public @*/ private boolean looked;
    /*@ spec_public @*/ private long checkSinceMs;
    /*@ spec_public @*/ private long checkFromNl;
    /*@ spec_public @*/ private int scheduledNlPerH;
    /*@ spec_public @*/ private int meanNlPerH;
    /*@ spec_public @*/ private int bolusNlPerH;
    /*@ spec_public @*/ private long bolusEndsAtMs;
    /*@ spec_public @*/ private long lowSinceMs;
    /*@ spec_public @*/ private long startedBolusCount;
    /*@ spec_public @*/ private long cancelledBolusCount;
    /*@ spec_public @*/ private int mode;
    /*@ spec_public @*/ private int basalNlPerH;

    /*+KEY@ public ghost \locset inner; @*/
    /*@ public ghost boolean alarmBars; @*/
    /*@ public ghost int barring; @*/
    /*@ public ghost boolean barred; @*/
    /*@ public ghost boolean reminded; @*/
    /*@ public ghost int demand; @*/
    /*@ public ghost boolean stalled; @*/
    /*@ public ghost boolean memoryLost; @*/
    /*@ public ghost boolean copyLost; @*/
    /*@ public ghost boolean untimed; @*/
    /*@ public ghost boolean attacked; @*/
    /*@ public ghost boolean bridgeLost; @*/
    /*@ public ghost boolean gapped; @*/
    /*@ public ghost boolean blind; @*/
    /*@ public ghost boolean faulty; @*/
    /*@ public ghost boolean restarted; @*/
    /*@ public ghost int signal; @*/
    /*@ public ghost int soundingAlarm; @*/
    /*@ public ghost long soundingCount; @*/
    /*+KEY@ accessible \inv: this.*, inner; @*/
    /*+KEY@ private invariant alarms != null; @*/
    /*+OPENJML@ public invariant alarms != null; @*/
    /*+OPENJML@ public invariant alarms.active != null && alarms.critical != null && alarms.pausedUntilMs != null && alarms.active.length == 21 && alarms.critical.length == 21 && alarms.pausedUntilMs.length == 21; @*/
    /*+KEY@ private invariant 0 <= mode && mode <= 3 && 0 <= ordered && ordered <= 3; @*/
    /*+OPENJML@ public invariant 0 <= mode && mode <= 3 && 0 <= ordered && ordered <= 3; @*/
    /*+KEY@ private invariant 0 <= heldUntilMs && heldUntilMs <= 20000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= heldUntilMs && heldUntilMs <= 20000000000000L; @*/
    /*+KEY@ private invariant 0 <= bolusEndsAtMs && bolusEndsAtMs <= 20000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= bolusEndsAtMs && bolusEndsAtMs <= 20000000000000L; @*/
    /*+KEY@ private invariant -1 <= lowSinceMs && lowSinceMs <= 10000000000000L; @*/
    /*+OPENJML@ public invariant -1 <= lowSinceMs && lowSinceMs <= 10000000000000L; @*/
    /*+KEY@ private invariant 0 <= startedBolusCount && startedBolusCount <= 1000000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= startedBolusCount && startedBolusCount <= 1000000000000000L; @*/
    /*+KEY@ private invariant 0 <= cancelledBolusCount && cancelledBolusCount <= 1000000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= cancelledBolusCount && cancelledBolusCount <= 1000000000000000L; @*/
    /*+KEY@ private invariant 0 <= checkSinceMs && checkSinceMs <= 10000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= checkSinceMs && checkSinceMs <= 10000000000000L; @*/
    /*+KEY@ private invariant 0 <= checkFromNl && checkFromNl <= 1000000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= checkFromNl && checkFromNl <= 1000000000000000L; @*/
    /*+KEY@ private invariant 2000 <= scheduledNlPerH && scheduledNlPerH <= 1000000; @*/
    /*+OPENJML@ public invariant 2000 <= scheduledNlPerH && scheduledNlPerH <= 1000000; @*/
    /*+KEY@ private invariant 2000 <= meanNlPerH && meanNlPerH <= 1000000; @*/
    /*+OPENJML@ public invariant 2000 <= meanNlPerH && meanNlPerH <= 1000000; @*/
    /*+KEY@ private invariant (Object) alarms != (Object) this && \disjoint(this.*, alarms.inner) && \disjoint(alarms.*, alarms.inner); @*/
    /*+KEY@ private invariant inner == \set_union(alarms.*, alarms.inner); @*/
    /*+KEY@ private invariant \invariant_for(alarms); @*/
    /*+OPENJML@ public invariant \invariant_for(alarms); @*/
    /*+KEY@ private invariant 0 <= bolusNlPerH && 0 <= basalNlPerH && basalNlPerH + bolusNlPerH <= 1000000; @*/
    /*+OPENJML@ public invariant 0 <= bolusNlPerH && 0 <= basalNlPerH && basalNlPerH + bolusNlPerH <= 1000000; @*/
    /*+KEY@ private invariant (mode == 3 ==> basalNlPerH == 0) && (mode == 2 ==> basalNlPerH == 250) && (mode < 2 ==> 2000 <= basalNlPerH); @*/
    /*+OPENJML@ public invariant (mode == 3 ==> basalNlPerH == 0) && (mode == 2 ==> basalNlPerH == 250) && (mode < 2 ==> 2000 <= basalNlPerH); @*/
    /*+KEY@ private invariant bolusNlPerH > 0 ==> mode == 0 && !barred; @*/
    /*+OPENJML@ public invariant bolusNlPerH > 0 ==> mode == 0 && !barred; @*/
    /*+KEY@ private invariant mode == 3 ==> !started || dry || ordered == 3 || demand == 3; @*/
    /*+OPENJML@ public invariant mode == 3 ==> !started || dry || ordered == 3 || demand == 3; @*/
    /*+KEY@ private invariant !started || dry ==> mode == 3; @*/
    /*+OPENJML@ public invariant !started || dry ==> mode == 3; @*/
    /*+KEY@ private invariant mode >= ordered && mode >= demand && (held ==> mode >= 1); @*/
    /*+OPENJML@ public invariant mode >= ordered && mode >= demand && (held ==> mode >= 1); @*/
    /*+KEY@ private invariant (mode == 2 ==> ordered == 2 || demand == 2 || tooMuchIfUnknown) && (mode == 1 ==> ordered == 1 || demand == 1 || held); @*/
    /*+OPENJML@ public invariant (mode == 2 ==> ordered == 2 || demand == 2 || tooMuchIfUnknown) && (mode == 1 ==> ordered == 1 || demand == 1 || held); @*/
    /*+KEY@ private invariant basalNlPerH == (mode == 3 ? 0 : mode == 2 ? 250 : mode == 0 && !untimed ? scheduledNlPerH : meanNlPerH); @*/
    /*+OPENJML@ public invariant basalNlPerH == (mode == 3 ? 0 : mode == 2 ? 250 : mode == 0 && !untimed ? scheduledNlPerH : meanNlPerH); @*/
    /*+KEY@ private invariant started && mode >= 2 ==> reminded; @*/
    /*+OPENJML@ public invariant started && mode >= 2 ==> reminded; @*/
    /*+KEY@ private invariant alarmBars == alarms.bars && barring == alarms.barring && barred == (alarmBars || mriBegun || inField) && reminded == alarms.reminded; @*/
    /*+KEY@ private invariant demand == alarms.demand && stalled == alarms.stalled && memoryLost == alarms.memoryLost && copyLost == alarms.copyLost && untimed == alarms.untimed && attacked == alarms.attacked && bridgeLost == alarms.bridgeLost && gapped == alarms.gapped && blind == alarms.blind && faulty == alarms.faulty && restarted == alarms.restarted; @*/
    /*+KEY@ private invariant signal == alarms.signal && soundingAlarm == alarms.soundingAlarm && soundingCount == alarms.soundingCount; @*/
    /*+OPENJML@ public invariant alarmBars == alarms.bars && barring == alarms.barring && barred == (alarmBars || mriBegun || inField) && reminded == alarms.reminded; @*/
    /*+OPENJML@ public invariant demand == alarms.demand && stalled == alarms.stalled && memoryLost == alarms.memoryLost && copyLost == alarms.copyLost && untimed == alarms.untimed && attacked == alarms.attacked && bridgeLost == alarms.bridgeLost && gapped == alarms.gapped && blind == alarms.blind && faulty == alarms.faulty && restarted == alarms.restarted; @*/
    /*+OPENJML@ public invariant signal == alarms.signal && soundingAlarm == alarms.soundingAlarm && soundingCount == alarms.soundingCount; @*/

    /*@ public normal_behavior
      @   ensures !started && mode == 3 && bolusNlPerH == 0 && basalNlPerH == 0 && !barred;
      @   ensures scheduledNlPerH == 2000 && meanNlPerH == 2000 && lowSinceMs == -1;
      @   ensures !stalled && !memoryLost && !copyLost && !untimed && !attacked && !bridgeLost && !gapped && !blind && !faulty && !restarted && signal == 0 && soundingAlarm == 0 && soundingCount == 0;
      @   assignable \nothing;
      @*/
    /*+KEY@ ensures \fresh(inner) && \disjoint(this.*, inner); @*/
    public Gate() {
        this.alarms = new AlarmBank();
        this.scheduledNlPerH = Parameters.RATE_MIN_RUN_NL_PER_H;
        this.meanNlPerH = Parameters.RATE_MIN_RUN_NL_PER_H;
        this.mode = Mode.STOP;
        this.lowSinceMs = NEVER_MS;
        /*+KEY@ set inner = \set_union(alarms.*, alarms.inner); @*/
    }

    /** The one rate that leaves the kernel. */
    // [impl->req~SR-01~1] [impl->req~SR-02~1] [impl->req~SR-14~1]
    // [contract->req~SR-01~1] [contract->req~SR-02~1] [contract->req~SR-14~1] [contract->req~SR-36~1]
    /*@ public normal_behavior // SR-01, SR-02, SR-14, SR-36
      @   ensures \result == basalNlPerH + bolusNlPerH;
      @   ensures \result == 0 || \result == 250 || 2000 <= \result && \result <= 1000000;
      @   ensures \result == 0 ==> mode == 3 && (!started || dry || ordered == 3 || demand == 3);
      @   ensures bolusNlPerH > 0 ==> mode == 0 && !barred;
      @   ensures mode != 0 || barred ==> \result == basalNlPerH;
      @   ensures started && mode >= 2 ==> reminded;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int rateNlPerH() { return basalNlPerH + bolusNlPerH; }

    /** Every fact is in: mode, reminder, bolus and rate follow (SR-13: at once, together, once). */
    // [impl->req~SR-13~1] [impl->req~SR-20~1]
    // [contract->req~SR-01~1] [contract->req~SR-02~1] [contract->req~SR-13~1] [contract->req~SR-14~1] [contract->req~SR-20~1] [contract->req~SR-59~1]
    /*@ private normal_behavior // SR-01, SR-02, SR-13, SR-14, SR-20, SR-59
      @   requires alarms != null && \invariant_for(alarms) && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= ordered && ordered <= 3 && -1 <= lowSinceMs && lowSinceMs <= 10000000000000L;
      @   requires 0 <= cancelledBolusCount && cancelledBolusCount <= 1000000000000000L;
      @   requires 2000 <= scheduledNlPerH && scheduledNlPerH <= 1000000 && 2000 <= meanNlPerH && meanNlPerH <= 1000000;
      @   requires 0 <= bolusNlPerH && bolusNlPerH <= 1000000;
      @   requires 0 <= heldUntilMs && heldUntilMs <= 20000000000000L && 0 <= bolusEndsAtMs && bolusEndsAtMs <= 20000000000000L;
      @   requires 0 <= startedBolusCount && startedBolusCount <= 1000000000000000L;
      @   requires 0 <= checkSinceMs && checkSinceMs <= 10000000000000L && 0 <= checkFromNl && checkFromNl <= 1000000000000000L;
      @   requires demand == alarms.demand && barring == alarms.barring && stalled == alarms.stalled && memoryLost == alarms.memoryLost && copyLost == alarms.copyLost && untimed == alarms.untimed && attacked == alarms.attacked && bridgeLost == alarms.bridgeLost && gapped == alarms.gapped && blind == alarms.blind && faulty == alarms.faulty && restarted == alarms.restarted && signal == alarms.signal && soundingAlarm == alarms.soundingAlarm && soundingCount == alarms.soundingCount;
      @   ensures 0 <= mode && mode <= 3 && mode >= ordered && mode >= demand && (held ==> mode >= 1) && (!started || dry ==> mode == 3);
      @   ensures mode == 3 ==> !started || dry || ordered == 3 || demand == 3;
      @   ensures (mode == 2 ==> ordered == 2 || demand == 2 || tooMuchIfUnknown) && (mode == 1 ==> ordered == 1 || demand == 1 || held);
      @   ensures basalNlPerH == (mode == 3 ? 0 : mode == 2 ? 250 : mode == 0 && !untimed ? scheduledNlPerH : meanNlPerH);
      @   ensures bolusNlPerH == (mode == 0 && !barred && basalNlPerH + \old(bolusNlPerH) <= 1000000 ? \old(bolusNlPerH) : 0);
      @   ensures cancelledBolusCount == (\old(bolusNlPerH) > 0 && bolusNlPerH == 0 && \old(cancelledBolusCount) < 1000000000000000L ? \old(cancelledBolusCount) + 1 : \old(cancelledBolusCount));
      @   ensures started && mode >= 2 ==> reminded;
      @   ensures barred == (alarmBars || mriBegun || inField) && (barring != 0 ==> alarmBars);
      @*/
    /*+OPENJML@ ensures alarmBars == alarms.bars && reminded == alarms.reminded && demand == alarms.demand && stalled == alarms.stalled && memoryLost == alarms.memoryLost && copyLost == alarms.copyLost && untimed == alarms.untimed && attacked == alarms.attacked && bridgeLost == alarms.bridgeLost && gapped == alarms.gapped && blind == alarms.blind && faulty == alarms.faulty && restarted == alarms.restarted && signal == alarms.signal && soundingAlarm == alarms.soundingAlarm && soundingCount == alarms.soundingCount; @*/
    /*+OPENJML@ ensures alarms.demand == \old(alarms.demand) && barring == alarms.barring; @*/
    /*+OPENJML@ ensures mode == (!started || dry || ordered == 3 || alarms.demand == 3 ? 3 : ordered == 2 || alarms.demand == 2 || tooMuchIfUnknown && alarms.active[13] ? 2 : ordered == 1 || alarms.demand == 1 || held ? 1 : 0); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20; alarms.active[i] && alarms.critical[i] ==> alarms.bars); @*/
    /*+KEY@ requires \disjoint(this.*, alarms.inner) && \disjoint(alarms.*, alarms.inner); @*/
    /*+KEY@ requires inner == \set_union(alarms.*, alarms.inner); @*/
    /*+KEY@ ensures \invariant_for(this); @*/
    /*+OPENJML@ ensures \invariant_for(alarms) && -1 <= lowSinceMs && lowSinceMs <= 10000000000000L && 0 <= cancelledBolusCount && cancelledBolusCount <= 1000000000000000L; @*/
    /*+OPENJML@ ensures (mode == 3 ==> basalNlPerH == 0) && (mode == 2 ==> basalNlPerH == 250) && (mode < 2 ==> 2000 <= basalNlPerH); @*/
    /*+OPENJML@ ensures 0 <= bolusNlPerH && 0 <= basalNlPerH && basalNlPerH + bolusNlPerH <= 1000000; @*/
    /*+KEY@ ensures alarms.inner == \old(alarms.inner); @*/
    /*+KEY@ assignable reminded, barred, alarmBars, mode, lowSinceMs, bolusNlPerH, cancelledBolusCount, basalNlPerH, alarms.*, alarms.inner; @*/
    /*+OPENJML@ assignable reminded, barred, alarmBars, mode, lowSinceMs, bolusNlPerH, cancelledBolusCount, basalNlPerH, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    private /*@ helper @*/ void settle(long nowMs) {
        settleMode();
        remind(nowMs);
        authorise();
    }

    /** SR-14, D-30: the most restrictive of what was ordered, what the alarms demand and what holds. */
    // [impl->req~SR-14~1]
    // [contract->req~SR-14~1] [contract->req~SR-29~1]
    /*@ private normal_behavior // SR-14, SR-29
      @   requires alarms != null && \invariant_for(alarms) && 0 <= ordered && ordered <= 3;
      @   ensures \invariant_for(alarms) && 0 <= mode && mode <= 3;
      @   ensures mode >= ordered && mode >= alarms.demand && (held ==> mode >= 1);
      @   ensures !started || dry ==> mode == 3;
      @   ensures mode == 3 ==> !started || dry || ordered == 3 || alarms.demand == 3;
      @   ensures (mode == 2 ==> ordered == 2 || alarms.demand == 2 || tooMuchIfUnknown) && (mode == 1 ==> ordered == 1 || alarms.demand == 1 || held);
      @   assignable mode;
      @*/
    /*+OPENJML@ ensures mode == (!started || dry || ordered == 3 || alarms.demand == 3 ? 3 : ordered == 2 || alarms.demand == 2 || tooMuchIfUnknown && alarms.active[13] ? 2 : ordered == 1 || alarms.demand == 1 || held ? 1 : 0); @*/
    /*+KEY@ requires \disjoint(this.*, alarms.inner) && \disjoint(alarms.*, alarms.inner); @*/
    private /*@ helper @*/ void settleMode() {
        boolean tooMuch = tooMuchIfUnknown & alarms.isActive(Alarm.REFILL_DISCREPANCY);
        int demanded = ModeRules.worse(alarms.demand(), tooMuch ? Mode.MIN : Mode.RUN);
        mode = ModeRules.mode(started, dry, ordered, demanded, held);
    }

    /** SR-01, SR-02, SR-20: the one place where a rate is authorised. */
    // [impl->req~SR-01~1] [impl->req~SR-02~1] [impl->req~SR-20~1]
    // [contract->req~SR-01~1] [contract->req~SR-02~1] [contract->req~SR-20~1] [contract->req~SR-36~1]
    /*@ private normal_behavior // SR-01, SR-02, SR-20, SR-36
      @   requires alarms != null && \invariant_for(alarms) && 0 <= mode && mode <= 3;
      @   requires 0 <= cancelledBolusCount && cancelledBolusCount <= 1000000000000000L;
      @   requires 2000 <= scheduledNlPerH && scheduledNlPerH <= 1000000 && 2000 <= meanNlPerH && meanNlPerH <= 1000000;
      @   requires 0 <= bolusNlPerH && bolusNlPerH <= 1000000;
      @   requires barred == (alarms.bars || mriBegun || inField);
      @   ensures \invariant_for(alarms);
      @   ensures basalNlPerH == (mode == 3 ? 0 : mode == 2 ? 250 : mode == 0 && !alarms.untimed ? scheduledNlPerH : meanNlPerH);
      @   ensures 0 <= bolusNlPerH && 0 <= basalNlPerH && basalNlPerH + bolusNlPerH <= 1000000;
      @   ensures bolusNlPerH == (mode == 0 && !barred && basalNlPerH + \old(bolusNlPerH) <= 1000000 ? \old(bolusNlPerH) : 0);
      @   ensures cancelledBolusCount == (\old(bolusNlPerH) > 0 && bolusNlPerH == 0 && \old(cancelledBolusCount) < 1000000000000000L ? \old(cancelledBolusCount) + 1 : \old(cancelledBolusCount));
      @   ensures 0 <= cancelledBolusCount && cancelledBolusCount <= 1000000000000000L;
      @   assignable basalNlPerH, bolusNlPerH, cancelledBolusCount;
      @*/
    /*+KEY@ requires \disjoint(this.*, alarms.inner) && \disjoint(alarms.*, alarms.inner); @*/
    private /*@ helper @*/ void authorise() {
        boolean scheduled = !alarms.isActive(Alarm.TIME_ANOMALY);
        basalNlPerH = ModeRules.basalNlPerH(mode, scheduled, scheduledNlPerH, meanNlPerH);
        if (!ModeRules.mayBolus(mode, alarms.bars() | mriBegun | inField, basalNlPerH + bolusNlPerH)) {
            cancelBolus();
        }
    }

    /** SR-59, D-25: A09 accompanies STOP and MIN from the first drop, and a large reduction. */
    // [impl->req~SR-59~1]
    // [contract->req~SR-59~1]
    /*@ private normal_behavior // SR-59
      @   requires alarms != null && \invariant_for(alarms);
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && -1 <= lowSinceMs && lowSinceMs <= 10000000000000L;
      @   ensures \invariant_for(alarms) && alarms.demand == \old(alarms.demand) && alarms.barring == \old(alarms.barring) && (alarms.barring != 0 ==> alarms.bars);
      @   ensures alarms.stalled == \old(alarms.stalled) && alarms.memoryLost == \old(alarms.memoryLost) && alarms.copyLost == \old(alarms.copyLost) && alarms.untimed == \old(alarms.untimed) && alarms.attacked == \old(alarms.attacked) && alarms.bridgeLost == \old(alarms.bridgeLost) && alarms.gapped == \old(alarms.gapped) && alarms.blind == \old(alarms.blind) && alarms.faulty == \old(alarms.faulty) && alarms.restarted == \old(alarms.restarted);
      @   ensures alarms.signal == \old(alarms.signal) && alarms.soundingAlarm == \old(alarms.soundingAlarm) && alarms.soundingCount == \old(alarms.soundingCount);
      @   ensures started && mode >= 2 ==> reminded;
      @   ensures reminded == alarms.reminded && alarmBars == alarms.bars && barred == (alarmBars || mriBegun || inField);
      @   ensures -1 <= lowSinceMs && lowSinceMs <= 10000000000000L;
      @*/
    /*+KEY@ requires \disjoint(this.*, alarms.inner) && \disjoint(alarms.*, alarms.inner); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20; alarms.active[i] && alarms.critical[i] ==> alarms.bars); @*/
    /*+OPENJML@ ensures started && mode >= 2 && nowMs - lowSinceMs >= 43200000 ==> alarms.critical[9]; @*/
    /*+OPENJML@ ensures alarms.critical[9] ==> \old(alarms.critical[9]) || started && mode >= 2 && nowMs - lowSinceMs >= 43200000; @*/
    /*+OPENJML@ ensures started && mode >= 2 ==> lowSinceMs == (\old(lowSinceMs) < 0 ? nowMs : \old(lowSinceMs)); @*/
    /*+OPENJML@ ensures !started || mode < 2 ==> lowSinceMs == -1 && alarms.reminded == reduced; @*/
    /*+KEY@ ensures alarms.inner == \old(alarms.inner); @*/
    /*+KEY@ assignable reminded, alarmBars, barred, lowSinceMs, alarms.*, alarms.inner; @*/
    /*+OPENJML@ assignable reminded, alarmBars, barred, lowSinceMs, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    private /*@ helper @*/ void remind(long nowMs) {
        if (isLow()) {
            remindOfLow(nowMs);
        } else {
            remindOfReduction();
        }
        /*@ set reminded = alarms.reminded; @*/
        /*@ set alarmBars = alarms.bars; @*/
        /*@ set barred = (alarmBars || mriBegun || inField); @*/
    }

    /** SR-59: A09 holds, from the first drop on, and is critical after P27. */
    // [contract->req~SR-59~1]
    /*@ private normal_behavior // SR-59
      @   requires alarms != null && \invariant_for(alarms);
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && -1 <= lowSinceMs && lowSinceMs <= 10000000000000L;
      @   ensures \invariant_for(alarms) && alarms.demand == \old(alarms.demand) && alarms.barring == \old(alarms.barring) && (alarms.barring != 0 ==> alarms.bars);
      @   ensures alarms.stalled == \old(alarms.stalled) && alarms.memoryLost == \old(alarms.memoryLost) && alarms.copyLost == \old(alarms.copyLost) && alarms.untimed == \old(alarms.untimed) && alarms.attacked == \old(alarms.attacked) && alarms.bridgeLost == \old(alarms.bridgeLost) && alarms.gapped == \old(alarms.gapped) && alarms.blind == \old(alarms.blind) && alarms.faulty == \old(alarms.faulty) && alarms.restarted == \old(alarms.restarted);
      @   ensures alarms.signal == \old(alarms.signal) && alarms.soundingAlarm == \old(alarms.soundingAlarm) && alarms.soundingCount == \old(alarms.soundingCount);
      @   ensures alarms.reminded && (\old(lowSinceMs) < 0 ==> lowSinceMs == nowMs) && (\old(lowSinceMs) >= 0 ==> lowSinceMs == \old(lowSinceMs));
      @*/
    /*+KEY@ requires \disjoint(this.*, alarms.inner) && \disjoint(alarms.*, alarms.inner); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20; alarms.active[i] && alarms.critical[i] ==> alarms.bars); @*/
    /*+OPENJML@ ensures alarms.critical[9] == (\old(alarms.critical[9]) || nowMs - lowSinceMs >= 43200000); @*/
    /*+KEY@ ensures alarms.inner == \old(alarms.inner); @*/
    /*+KEY@ assignable lowSinceMs, alarms.*, alarms.inner; @*/
    /*+OPENJML@ assignable lowSinceMs, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    private /*@ helper @*/ void remindOfLow(long nowMs) {
        if (lowSinceMs < 0) {
            lowSinceMs = nowMs;
        }
        alarms.raise(Alarm.NOT_THERAPY, AlarmRules.isStopCritical(nowMs - lowSinceMs));
    }

    /** SR-59, D-25: therapy flows; A09 ends, unless a large reduction waits to be seen. */
    // [contract->req~SR-59~1]
    /*@ private normal_behavior // SR-59
      @   requires alarms != null && \invariant_for(alarms);
      @   requires -1 <= lowSinceMs;
      @   ensures \invariant_for(alarms) && alarms.demand == \old(alarms.demand) && alarms.barring == \old(alarms.barring) && (alarms.barring != 0 ==> alarms.bars);
      @   ensures alarms.stalled == \old(alarms.stalled) && alarms.memoryLost == \old(alarms.memoryLost) && alarms.copyLost == \old(alarms.copyLost) && alarms.untimed == \old(alarms.untimed) && alarms.attacked == \old(alarms.attacked) && alarms.bridgeLost == \old(alarms.bridgeLost) && alarms.gapped == \old(alarms.gapped) && alarms.blind == \old(alarms.blind) && alarms.faulty == \old(alarms.faulty) && alarms.restarted == \old(alarms.restarted);
      @   ensures alarms.signal == \old(alarms.signal) && alarms.soundingAlarm == \old(alarms.soundingAlarm) && alarms.soundingCount == \old(alarms.soundingCount);
      @   ensures lowSinceMs == -1 && alarms.reminded == reduced;
      @*/
    /*+KEY@ requires \disjoint(this.*, alarms.inner) && \disjoint(alarms.*, alarms.inner); @*/
    /*+OPENJML@ ensures alarms.critical[9] == (reduced && \old(lowSinceMs) < 0 && \old(alarms.critical[9])); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20; alarms.active[i] && alarms.critical[i] ==> alarms.bars); @*/
    /*+KEY@ ensures alarms.inner == \old(alarms.inner); @*/
    /*+KEY@ assignable lowSinceMs, alarms.*, alarms.inner; @*/
    /*+OPENJML@ assignable lowSinceMs, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    private /*@ helper @*/ void remindOfReduction() {
        boolean waits = reduced & (lowSinceMs < 0);
        if (!waits) {
            alarms.lower(Alarm.NOT_THERAPY);
        }
        lowSinceMs = NEVER_MS;
        if (reduced) {
            alarms.raise(Alarm.NOT_THERAPY, false);
        }
    }

    /** Started, and now without therapy: STOP or MIN. */
    // [contract->req~SR-59~1]
    /*@ public normal_behavior // SR-59
      @   ensures \result == (started && mode >= 2);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure helper @*/ boolean isLow() { return started & (mode >= Mode.MIN); }

    // [contract->req~SR-20~1]
    /*@ private normal_behavior // SR-20
      @   requires 0 <= cancelledBolusCount && cancelledBolusCount <= 1000000000000000L;
      @   requires 0 <= bolusNlPerH;
      @   ensures bolusNlPerH == 0 && 0 <= cancelledBolusCount && cancelledBolusCount <= 1000000000000000L;
      @   ensures cancelledBolusCount == (\old(bolusNlPerH) > 0 && bolusNlPerH == 0 && \old(cancelledBolusCount) < 1000000000000000L ? \old(cancelledBolusCount) + 1 : \old(cancelledBolusCount));
      @   assignable bolusNlPerH, cancelledBolusCount;
      @*/
    private /*@ helper @*/ void cancelBolus() {
        if (bolusNlPerH == 0) { return; }
        bolusNlPerH = 0;
        cancelledBolusCount = Arithmetic.addUpTo(cancelledBolusCount, 1, 1000000000000000L);
    }

    /** An alarm's condition holds; what it demands holds at once (SR-41). A09 is the gate's own and cannot be raised. */
    // [impl->req~SR-41~1]
    // [contract->req~SR-20~1] [contract->req~SR-41~1]
    /*@ public normal_behavior // SR-20, SR-41
      @   requires 1 <= alarm && alarm <= 20 && alarm != 9 && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures (alarm == 1 ==> stalled) && (alarm != 1 ==> stalled == \old(stalled));
      @   ensures (alarm == 10 ==> memoryLost) && (alarm != 10 ==> memoryLost == \old(memoryLost));
      @   ensures (alarm == 11 ==> copyLost) && (alarm != 11 ==> copyLost == \old(copyLost));
      @   ensures (alarm == 14 ==> untimed) && (alarm != 14 ==> untimed == \old(untimed));
      @   ensures (alarm == 15 ==> attacked) && (alarm != 15 ==> attacked == \old(attacked));
      @   ensures (alarm == 16 ==> bridgeLost) && (alarm != 16 ==> bridgeLost == \old(bridgeLost));
      @   ensures (alarm == 18 ==> gapped) && (alarm != 18 ==> gapped == \old(gapped));
      @   ensures (alarm == 19 ==> blind) && (alarm != 19 ==> blind == \old(blind));
      @   ensures (alarm == 20 ==> faulty) && (alarm != 20 ==> faulty == \old(faulty));
      @   ensures (alarm == 8 || alarm == 12 ==> restarted) && (alarm != 8 && alarm != 12 ==> restarted == \old(restarted));
      @   ensures (critical || alarm == 2 || alarm == 17 ==> barring != 0 && alarmBars && barred && bolusNlPerH == 0) && (\old(barring) != 0 ==> barring != 0);
      @   ensures (alarm == 3 || alarm == 7 ==> mode == 3);
      @   ensures (alarm == 10 || alarm == 18 ==> mode >= 2) && (alarm == 13 || alarm == 19 || alarm == 20 ==> mode >= 1);
      @   ensures bolusNlPerH == 0 || bolusNlPerH == \old(bolusNlPerH);
      @   ensures started == \old(started) && dry == \old(dry) && ordered == \old(ordered) && heldUntilMs == \old(heldUntilMs) && bolusEndsAtMs == \old(bolusEndsAtMs);
      @   ensures mriBegun == \old(mriBegun) && inField == \old(inField) && looked == \old(looked) && checkSinceMs == \old(checkSinceMs) && checkFromNl == \old(checkFromNl);
      @   ensures held == \old(held);
      @*/
    /*+OPENJML@ ensures bolusNlPerH > 0 ==> mode == 0 && !barred; @*/
    /*+OPENJML@ ensures alarms.active[alarm] && alarms.critical[alarm] == (\old(alarms.critical[alarm]) || critical); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9 && i != alarm; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner; @*/
    /*+OPENJML@ assignable demand, barring, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, restarted, reminded, barred, alarmBars, mode, lowSinceMs, bolusNlPerH, cancelledBolusCount, basalNlPerH, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    public void raise(int alarm, boolean critical, long nowMs) {
        note(alarm, critical);
        settle(nowMs);
    }

    /** The alarms hear of it; nothing is settled yet. */
    // [contract->req~SR-41~1]
    /*@ private normal_behavior // SR-41
      @   requires alarms != null && \invariant_for(alarms);
      @   requires demand == alarms.demand && barring == alarms.barring && stalled == alarms.stalled && memoryLost == alarms.memoryLost && copyLost == alarms.copyLost && untimed == alarms.untimed && attacked == alarms.attacked && bridgeLost == alarms.bridgeLost && gapped == alarms.gapped && blind == alarms.blind && faulty == alarms.faulty && restarted == alarms.restarted;
      @   requires signal == alarms.signal && soundingAlarm == alarms.soundingAlarm && soundingCount == alarms.soundingCount;
      @   requires 1 <= alarm && alarm <= 20 && alarm != 9;
      @   ensures \invariant_for(alarms);
      @   ensures demand == alarms.demand && barring == alarms.barring && stalled == alarms.stalled && memoryLost == alarms.memoryLost && copyLost == alarms.copyLost && untimed == alarms.untimed && attacked == alarms.attacked && bridgeLost == alarms.bridgeLost && gapped == alarms.gapped && blind == alarms.blind && faulty == alarms.faulty && restarted == alarms.restarted;
      @   ensures signal == alarms.signal && soundingAlarm == alarms.soundingAlarm && soundingCount == alarms.soundingCount;
      @   ensures (alarm == 1 ==> stalled) && (alarm != 1 ==> stalled == \old(stalled));
      @   ensures (alarm == 10 ==> memoryLost) && (alarm != 10 ==> memoryLost == \old(memoryLost));
      @   ensures (alarm == 11 ==> copyLost) && (alarm != 11 ==> copyLost == \old(copyLost));
      @   ensures (alarm == 14 ==> untimed) && (alarm != 14 ==> untimed == \old(untimed));
      @   ensures (alarm == 15 ==> attacked) && (alarm != 15 ==> attacked == \old(attacked));
      @   ensures (alarm == 16 ==> bridgeLost) && (alarm != 16 ==> bridgeLost == \old(bridgeLost));
      @   ensures (alarm == 18 ==> gapped) && (alarm != 18 ==> gapped == \old(gapped));
      @   ensures (alarm == 19 ==> blind) && (alarm != 19 ==> blind == \old(blind));
      @   ensures (alarm == 20 ==> faulty) && (alarm != 20 ==> faulty == \old(faulty));
      @   ensures (alarm == 8 || alarm == 12 ==> restarted) && (alarm != 8 && alarm != 12 ==> restarted == \old(restarted));
      @   ensures (alarm == 3 || alarm == 7 ==> demand == 3) && (alarm == 10 || alarm == 18 ==> demand >= 2) && (alarm == 13 || alarm == 19 || alarm == 20 ==> demand >= 1);
      @   ensures (critical || alarm == 2 || alarm == 17 ==> barring != 0) && (\old(barring) != 0 ==> barring != 0);
      @*/
    /*+KEY@ requires \disjoint(this.*, alarms.inner) && \disjoint(alarms.*, alarms.inner); @*/
    /*+OPENJML@ ensures alarms.active[alarm] && alarms.critical[alarm] == (\old(alarms.critical[alarm]) || critical); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != alarm; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures alarms.inner == \old(alarms.inner); @*/
    /*+KEY@ assignable demand, barring, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, restarted, alarms.*, alarms.inner; @*/
    /*+OPENJML@ assignable demand, barring, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, restarted, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    private /*@ helper @*/ void note(int alarm, boolean critical) {
        alarms.raise(alarm, critical);
        /*@ set demand = alarms.demand; @*/
        /*@ set barring = alarms.barring; @*/
        /*@ set stalled = alarms.stalled; @*/
        /*@ set memoryLost = alarms.memoryLost; @*/
        /*@ set copyLost = alarms.copyLost; @*/
        /*@ set untimed = alarms.untimed; @*/
        /*@ set attacked = alarms.attacked; @*/
        /*@ set bridgeLost = alarms.bridgeLost; @*/
        /*@ set gapped = alarms.gapped; @*/
        /*@ set blind = alarms.blind; @*/
        /*@ set faulty = alarms.faulty; @*/
        /*@ set restarted = alarms.restarted; @*/
    }

    /** As {@link #raise}, of an alarm that may be active already and then stays as it is; returns whether it is news. */
    // [impl->req~SR-41~1]
    // [contract->req~SR-20~1] [contract->req~SR-41~1]
    /*@ public normal_behavior // SR-20, SR-41
      @   requires 1 <= alarm && alarm <= 20 && alarm != 9 && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures (alarm == 1 ==> stalled && \result == !\old(stalled)) && (alarm != 1 ==> stalled == \old(stalled));
      @   ensures (alarm == 10 ==> memoryLost && \result == !\old(memoryLost)) && (alarm != 10 ==> memoryLost == \old(memoryLost));
      @   ensures (alarm == 11 ==> copyLost && \result == !\old(copyLost)) && (alarm != 11 ==> copyLost == \old(copyLost));
      @   ensures (alarm == 14 ==> untimed && \result == !\old(untimed)) && (alarm != 14 ==> untimed == \old(untimed));
      @   ensures (alarm == 15 ==> attacked && \result == !\old(attacked)) && (alarm != 15 ==> attacked == \old(attacked));
      @   ensures (alarm == 16 ==> bridgeLost && \result == !\old(bridgeLost)) && (alarm != 16 ==> bridgeLost == \old(bridgeLost));
      @   ensures (alarm == 18 ==> gapped && \result == !\old(gapped)) && (alarm != 18 ==> gapped == \old(gapped));
      @   ensures (alarm == 19 ==> blind && \result == !\old(blind)) && (alarm != 19 ==> blind == \old(blind));
      @   ensures (alarm == 20 ==> faulty && \result == !\old(faulty)) && (alarm != 20 ==> faulty == \old(faulty));
      @   ensures (alarm == 8 || alarm == 12 ==> restarted) && (alarm != 8 && alarm != 12 ==> restarted == \old(restarted));
      @   ensures (critical || alarm == 2 || alarm == 17) && \result ==> barring != 0 && barred && bolusNlPerH == 0;
      @   ensures \old(barring) != 0 ==> barring != 0;
      @   ensures (alarm == 3 || alarm == 7 ==> mode == 3) && (alarm == 10 || alarm == 18 ==> mode >= 2) && (alarm == 13 || alarm == 19 || alarm == 20 ==> mode >= 1);
      @   ensures bolusNlPerH == 0 || bolusNlPerH == \old(bolusNlPerH);
      @   ensures !\result ==> mode == \old(mode) && basalNlPerH == \old(basalNlPerH) && bolusNlPerH == \old(bolusNlPerH);
      @   ensures started == \old(started) && dry == \old(dry) && ordered == \old(ordered) && heldUntilMs == \old(heldUntilMs) && bolusEndsAtMs == \old(bolusEndsAtMs);
      @   ensures mriBegun == \old(mriBegun) && inField == \old(inField) && looked == \old(looked) && checkSinceMs == \old(checkSinceMs) && checkFromNl == \old(checkFromNl);
      @   ensures held == \old(held);
      @*/
    /*+OPENJML@ ensures bolusNlPerH > 0 ==> mode == 0 && !barred; @*/
    /*+OPENJML@ ensures \result == !\old(alarms.active[alarm]) && alarms.active[alarm]; @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9 && i != alarm; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner; @*/
    /*+OPENJML@ assignable demand, barring, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, restarted, reminded, barred, alarmBars, mode, lowSinceMs, bolusNlPerH, cancelledBolusCount, basalNlPerH, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    public boolean raiseNew(int alarm, boolean critical, long nowMs) {
        if (alarms.isActive(alarm)) { return false; }
        raise(alarm, critical, nowMs);
        return true;
    }

    /** SR-43: an alarm ends, because its condition does or because an authorised person cleared it. */
    // [impl->req~SR-43~1]
    // [contract->req~SR-43~1]
    /*@ public normal_behavior // SR-43
      @   requires 1 <= alarm && alarm <= 20 && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures (alarm == 1 ==> !stalled) && (alarm != 1 ==> stalled == \old(stalled));
      @   ensures (alarm == 10 ==> !memoryLost) && (alarm != 10 ==> memoryLost == \old(memoryLost));
      @   ensures (alarm == 11 ==> !copyLost) && (alarm != 11 ==> copyLost == \old(copyLost));
      @   ensures (alarm == 14 ==> !untimed) && (alarm != 14 ==> untimed == \old(untimed));
      @   ensures (alarm == 15 ==> !attacked) && (alarm != 15 ==> attacked == \old(attacked));
      @   ensures (alarm == 16 ==> !bridgeLost) && (alarm != 16 ==> bridgeLost == \old(bridgeLost));
      @   ensures (alarm == 18 ==> !gapped) && (alarm != 18 ==> gapped == \old(gapped));
      @   ensures (alarm == 19 ==> !blind) && (alarm != 19 ==> blind == \old(blind));
      @   ensures (alarm == 20 ==> !faulty) && (alarm != 20 ==> faulty == \old(faulty));
      @   ensures alarm != 8 && alarm != 12 ==> restarted == \old(restarted);
      @   ensures bolusNlPerH == 0 || bolusNlPerH == \old(bolusNlPerH);
      @   ensures started == \old(started) && dry == \old(dry) && ordered == \old(ordered) && heldUntilMs == \old(heldUntilMs) && bolusEndsAtMs == \old(bolusEndsAtMs);
      @   ensures mriBegun == \old(mriBegun) && inField == \old(inField) && looked == \old(looked) && checkSinceMs == \old(checkSinceMs) && checkFromNl == \old(checkFromNl);
      @   ensures held == \old(held);
      @*/
    /*+OPENJML@ ensures bolusNlPerH > 0 ==> mode == 0 && !barred; @*/
    /*+OPENJML@ ensures alarm != 9 ==> !alarms.active[alarm] && !alarms.critical[alarm]; @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9 && i != alarm; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner; @*/
    /*+OPENJML@ assignable demand, barring, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, restarted, reminded, barred, alarmBars, mode, lowSinceMs, bolusNlPerH, cancelledBolusCount, basalNlPerH, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    public void lower(int alarm, long nowMs) {
        forget(alarm);
        settle(nowMs);
    }

    /** The alarms forget it; nothing is settled yet. */
    // [contract->req~SR-43~1]
    /*@ private normal_behavior // SR-43
      @   requires alarms != null && \invariant_for(alarms);
      @   requires demand == alarms.demand && barring == alarms.barring && stalled == alarms.stalled && memoryLost == alarms.memoryLost && copyLost == alarms.copyLost && untimed == alarms.untimed && attacked == alarms.attacked && bridgeLost == alarms.bridgeLost && gapped == alarms.gapped && blind == alarms.blind && faulty == alarms.faulty && restarted == alarms.restarted;
      @   requires signal == alarms.signal && soundingAlarm == alarms.soundingAlarm && soundingCount == alarms.soundingCount;
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures \invariant_for(alarms);
      @   ensures demand == alarms.demand && barring == alarms.barring && stalled == alarms.stalled && memoryLost == alarms.memoryLost && copyLost == alarms.copyLost && untimed == alarms.untimed && attacked == alarms.attacked && bridgeLost == alarms.bridgeLost && gapped == alarms.gapped && blind == alarms.blind && faulty == alarms.faulty && restarted == alarms.restarted;
      @   ensures signal == alarms.signal && soundingAlarm == alarms.soundingAlarm && soundingCount == alarms.soundingCount;
      @   ensures (alarm == 1 ==> !stalled) && (alarm != 1 ==> stalled == \old(stalled));
      @   ensures (alarm == 10 ==> !memoryLost) && (alarm != 10 ==> memoryLost == \old(memoryLost));
      @   ensures (alarm == 11 ==> !copyLost) && (alarm != 11 ==> copyLost == \old(copyLost));
      @   ensures (alarm == 14 ==> !untimed) && (alarm != 14 ==> untimed == \old(untimed));
      @   ensures (alarm == 15 ==> !attacked) && (alarm != 15 ==> attacked == \old(attacked));
      @   ensures (alarm == 16 ==> !bridgeLost) && (alarm != 16 ==> bridgeLost == \old(bridgeLost));
      @   ensures (alarm == 18 ==> !gapped) && (alarm != 18 ==> gapped == \old(gapped));
      @   ensures (alarm == 19 ==> !blind) && (alarm != 19 ==> blind == \old(blind));
      @   ensures (alarm == 20 ==> !faulty) && (alarm != 20 ==> faulty == \old(faulty));
      @   ensures alarm != 8 && alarm != 12 ==> restarted == \old(restarted);
      @*/
    /*+KEY@ requires \disjoint(this.*, alarms.inner) && \disjoint(alarms.*, alarms.inner); @*/
    /*+OPENJML@ ensures !alarms.active[alarm] && !alarms.critical[alarm]; @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != alarm; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures alarms.inner == \old(alarms.inner); @*/
    /*+KEY@ assignable demand, barring, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, restarted, alarms.*, alarms.inner; @*/
    /*+OPENJML@ assignable demand, barring, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, restarted, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    private /*@ helper @*/ void forget(int alarm) {
        alarms.lower(alarm);
        /*@ set demand = alarms.demand; @*/
        /*@ set barring = alarms.barring; @*/
        /*@ set stalled = alarms.stalled; @*/
        /*@ set memoryLost = alarms.memoryLost; @*/
        /*@ set copyLost = alarms.copyLost; @*/
        /*@ set untimed = alarms.untimed; @*/
        /*@ set attacked = alarms.attacked; @*/
        /*@ set bridgeLost = alarms.bridgeLost; @*/
        /*@ set gapped = alarms.gapped; @*/
        /*@ set blind = alarms.blind; @*/
        /*@ set faulty = alarms.faulty; @*/
        /*@ set restarted = alarms.restarted; @*/
    }

    /** SR-44: the sound of one alarm pauses; it stays active and does all it does. */
    // [contract->req~SR-44~1]
    /*@ public normal_behavior // SR-44
      @   requires 1 <= alarm && alarm <= 20 && 0 <= untilMs && untilMs <= 10000086400000L;
      @*/
    /*+OPENJML@ ensures bolusNlPerH > 0 ==> mode == 0 && !barred; @*/
    /*+OPENJML@ ensures alarms.pausedUntilMs[alarm] == untilMs; @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable alarms.pausedUntilMs[*]; @*/
    public void pause(int alarm, long untilMs) { alarms.pause(alarm, untilMs); }

    /** SR-42, SR-45: what sounds now. */
    // [contract->req~SR-42~1] [contract->req~SR-45~1]
    /*@ public normal_behavior // SR-42, SR-45
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures (signal == 0) == (soundingAlarm == 0);
      @   ensures soundingCount >= \old(soundingCount) && (barring != 0 ==> barred);
      @   ensures (held ==> mode >= 1) && (memoryLost ==> mode >= 2) && (faulty || blind ==> mode >= 1);
      @*/
    /*+OPENJML@ ensures bolusNlPerH > 0 ==> mode == 0 && !barred; @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20; alarms.active[i] && alarms.pausedUntilMs[i] <= nowMs ==> alarms.signal != 0); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20; alarms.active[i] && alarms.critical[i] && alarms.pausedUntilMs[i] <= nowMs ==> alarms.signal == 2); @*/
    /*+OPENJML@ ensures alarms.nextSoundAtMs <= nowMs + 3600000 || alarms.nextSoundAtMs == \old(alarms.nextSoundAtMs); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable signal, soundingAlarm, soundingCount, inner; @*/
    /*+OPENJML@ assignable this.signal, this.soundingAlarm, this.soundingCount, alarms.*; @*/
    public void annunciate(long nowMs) { sound(nowMs); }

    /** The alarms sound, or fall silent. */
    // [contract->req~SR-42~1] [contract->req~SR-45~1]
    /*@ private normal_behavior // SR-42, SR-45
      @   requires alarms != null && \invariant_for(alarms);
      @   requires demand == alarms.demand && barring == alarms.barring && stalled == alarms.stalled && memoryLost == alarms.memoryLost && copyLost == alarms.copyLost && untimed == alarms.untimed && attacked == alarms.attacked && bridgeLost == alarms.bridgeLost && gapped == alarms.gapped && blind == alarms.blind && faulty == alarms.faulty && restarted == alarms.restarted;
      @   requires signal == alarms.signal && soundingAlarm == alarms.soundingAlarm && soundingCount == alarms.soundingCount;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \invariant_for(alarms);
      @   ensures demand == alarms.demand && barring == alarms.barring && stalled == alarms.stalled && memoryLost == alarms.memoryLost && copyLost == alarms.copyLost && untimed == alarms.untimed && attacked == alarms.attacked && bridgeLost == alarms.bridgeLost && gapped == alarms.gapped && blind == alarms.blind && faulty == alarms.faulty && restarted == alarms.restarted;
      @   ensures signal == alarms.signal && soundingAlarm == alarms.soundingAlarm && soundingCount == alarms.soundingCount;
      @   ensures (signal == 0) == (soundingAlarm == 0) && soundingCount >= \old(soundingCount) && (barring != 0 ==> alarms.bars);
      @   ensures (memoryLost ==> demand >= 2) && (faulty || blind ==> demand >= 1);
      @*/
    /*+KEY@ requires \disjoint(this.*, alarms.inner) && \disjoint(alarms.*, alarms.inner); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20; alarms.active[i] && alarms.pausedUntilMs[i] <= nowMs ==> alarms.signal != 0); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20; alarms.active[i] && alarms.critical[i] && alarms.pausedUntilMs[i] <= nowMs ==> alarms.signal == 2); @*/
    /*+OPENJML@ ensures alarms.nextSoundAtMs <= nowMs + 3600000 || alarms.nextSoundAtMs == \old(alarms.nextSoundAtMs); @*/
    /*+OPENJML@ ensures alarms.demand == \old(alarms.demand) && alarms.bars == \old(alarms.bars) && alarms.reminded == \old(alarms.reminded); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ assignable signal, soundingAlarm, soundingCount, alarms.soundingAlarm, alarms.signal, alarms.nextSoundAtMs, alarms.pauseEndsAtMs, alarms.alert, alarms.soundingCount; @*/
    /*+OPENJML@ assignable this.signal, this.soundingAlarm, this.soundingCount, alarms.*; @*/
    private /*@ helper @*/ void sound(long nowMs) {
        alarms.annunciate(nowMs);
        /*@ set signal = alarms.signal; @*/
        /*@ set soundingAlarm = alarms.soundingAlarm; @*/
        /*@ set soundingCount = alarms.soundingCount; @*/
    }

    /** SR-16, SR-17: MODE, ALARM_BLOCK, BUSY, in this order; OK if a bolus may start now. */
    // [impl->req~SR-16~1] [impl->req~SR-17~1]
    // [contract->req~SR-16~1] [contract->req~SR-17~1] [contract->req~SR-36~1]
    /*@ public normal_behavior // SR-16, SR-17, SR-36
      @   ensures (mode != 0 ==> \result == Reply.MODE) && (mode == 0 && barred ==> \result == Reply.ALARM_BLOCK);
      @   ensures mode == 0 && !barred && bolusNlPerH > 0 ==> \result == Reply.BUSY;
      @   ensures mode == 0 && !barred && bolusNlPerH <= 0 ==> \result == Reply.OK;
      @   ensures (\result == Reply.OK ==> mode == 0 && !barred && bolusNlPerH == 0) && 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int bolusVerdict() {
        if (mode != Mode.RUN) { return Reply.MODE; }
        boolean bars = alarms.bars() | mriBegun | inField;
        if (bars) { return Reply.ALARM_BLOCK; }
        if (bolusNlPerH > 0) { return Reply.BUSY; }
        return Reply.OK;
    }

    /** SR-36: a scan begins. No bolus flows from now on until it ends; basal, mode and alarms stay as they are. */
    // [impl->req~SR-36~1]
    // [contract->req~SR-36~1]
    /*@ public normal_behavior // SR-36
      @   ensures mriBegun && barred && bolusNlPerH == 0;
      @   assignable mriBegun, barred, bolusNlPerH, cancelledBolusCount;
      @*/
    public void beginMri() {
        cancelBolus();
        mriBegun = true;
        /*@ set barred = true; @*/
    }

    /** SR-37: the scan is over, and the check after it due. */
    // [impl->req~SR-37~1]
    // [contract->req~SR-36~1] [contract->req~SR-37~1]
    /*@ public normal_behavior // SR-36, SR-37
      @   requires 0 <= confirmedNl && confirmedNl <= 1000000000000000L && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures !mriBegun && bolusNlPerH == 0 && !looked && checkSinceMs == nowMs && checkFromNl == confirmedNl;
      @   ensures barred && stalled == \old(stalled) && memoryLost == \old(memoryLost) && copyLost == \old(copyLost) && untimed == \old(untimed) && attacked == \old(attacked) && bridgeLost == \old(bridgeLost) && gapped == \old(gapped) && blind == \old(blind) && faulty == \old(faulty) && restarted == \old(restarted);
      @   ensures started == \old(started) && dry == \old(dry) && ordered == \old(ordered) && heldUntilMs == \old(heldUntilMs) && bolusEndsAtMs == \old(bolusEndsAtMs);
      @   ensures inField == \old(inField) && held == \old(held);
      @*/
    /*+OPENJML@ ensures alarms.active[17] && alarms.critical[17] == \old(alarms.critical[17]); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9 && i != 17; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner; @*/
    /*+OPENJML@ assignable mriBegun, looked, checkSinceMs, checkFromNl, demand, barring, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, restarted, reminded, barred, alarmBars, mode, lowSinceMs, bolusNlPerH, cancelledBolusCount, basalNlPerH, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    public void endMri(long confirmedNl, long nowMs) {
        mriBegun = false;
        arm(confirmedNl, nowMs);
        settle(nowMs);
    }

    /** SR-36, SR-37, D-37: a field comes or goes, announced or not; either way the check is due from now on. */
    // [impl->req~SR-36~1] [impl->req~SR-37~1]
    // [contract->req~SR-36~1] [contract->req~SR-37~1]
    /*@ public normal_behavior // SR-36, SR-37
      @   requires 0 <= confirmedNl && confirmedNl <= 1000000000000000L && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures this.inField == inField && bolusNlPerH == 0 && !looked && checkSinceMs == nowMs && checkFromNl == confirmedNl;
      @   ensures barred && stalled == \old(stalled) && memoryLost == \old(memoryLost) && copyLost == \old(copyLost) && untimed == \old(untimed) && attacked == \old(attacked) && bridgeLost == \old(bridgeLost) && gapped == \old(gapped) && blind == \old(blind) && faulty == \old(faulty) && restarted == \old(restarted);
      @   ensures started == \old(started) && dry == \old(dry) && ordered == \old(ordered) && heldUntilMs == \old(heldUntilMs) && bolusEndsAtMs == \old(bolusEndsAtMs);
      @   ensures mriBegun == \old(mriBegun) && held == \old(held);
      @*/
    /*+OPENJML@ ensures alarms.active[17] && alarms.critical[17] == \old(alarms.critical[17]); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9 && i != 17; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner; @*/
    /*+OPENJML@ assignable this.inField, looked, checkSinceMs, checkFromNl, demand, barring, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, restarted, reminded, barred, alarmBars, mode, lowSinceMs, bolusNlPerH, cancelledBolusCount, basalNlPerH, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    public void setField(boolean inField, long confirmedNl, long nowMs) {
        this.inField = inField;
        arm(confirmedNl, nowMs);
        settle(nowMs);
    }

    /** SR-37: the check begins anew: neither a look nor flow from before counts, and P35 runs from now. */
    // [impl->req~SR-37~1]
    // [contract->req~SR-37~1]
    /*@ private normal_behavior // SR-37
      @   requires alarms != null && \invariant_for(alarms);
      @   requires demand == alarms.demand && barring == alarms.barring && stalled == alarms.stalled && memoryLost == alarms.memoryLost && copyLost == alarms.copyLost && untimed == alarms.untimed && attacked == alarms.attacked && bridgeLost == alarms.bridgeLost && gapped == alarms.gapped && blind == alarms.blind && faulty == alarms.faulty && restarted == alarms.restarted;
      @   requires signal == alarms.signal && soundingAlarm == alarms.soundingAlarm && soundingCount == alarms.soundingCount;
      @   requires 0 <= confirmedNl && confirmedNl <= 1000000000000000L && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \invariant_for(alarms);
      @   ensures demand == alarms.demand && barring == alarms.barring && stalled == alarms.stalled && memoryLost == alarms.memoryLost && copyLost == alarms.copyLost && untimed == alarms.untimed && attacked == alarms.attacked && bridgeLost == alarms.bridgeLost && gapped == alarms.gapped && blind == alarms.blind && faulty == alarms.faulty && restarted == alarms.restarted;
      @   ensures signal == alarms.signal && soundingAlarm == alarms.soundingAlarm && soundingCount == alarms.soundingCount;
      @   ensures !looked && checkSinceMs == nowMs && checkFromNl == confirmedNl && barring != 0;
      @   ensures stalled == \old(stalled) && memoryLost == \old(memoryLost) && copyLost == \old(copyLost) && untimed == \old(untimed) && attacked == \old(attacked) && bridgeLost == \old(bridgeLost) && gapped == \old(gapped) && blind == \old(blind) && faulty == \old(faulty) && restarted == \old(restarted);
      @*/
    /*+KEY@ requires \disjoint(this.*, alarms.inner) && \disjoint(alarms.*, alarms.inner); @*/
    /*+OPENJML@ ensures alarms.active[17] && alarms.critical[17] == \old(alarms.critical[17]); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 17; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures alarms.inner == \old(alarms.inner); @*/
    /*+KEY@ assignable looked, checkSinceMs, checkFromNl, demand, barring, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, restarted, alarms.*, alarms.inner; @*/
    /*+OPENJML@ assignable looked, checkSinceMs, checkFromNl, demand, barring, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, restarted, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    private /*@ helper @*/ void arm(long confirmedNl, long nowMs) {
        looked = false;
        checkSinceMs = nowMs;
        checkFromNl = confirmedNl;
        note(Alarm.POST_MRI, false);
    }

    /** SR-37: a clinician has looked at the pump since the last field. */
    // [contract->req~SR-37~1]
    /*@ public normal_behavior // SR-37
      @   ensures looked;
      @   assignable looked;
      @*/
    public void look() {
        looked = true;
    }

    /**
     * SR-37: A17 ends once the scan and the field are over, a clinician has looked and 2,000 nL have flowed; else it is
     * critical from P35 on. Returns whether something changed.
     */
    // [impl->req~SR-37~1]
    // [contract->req~SR-37~1]
    /*@ public normal_behavior // SR-37
      @   requires 0 <= confirmedNl && confirmedNl <= 1000000000000000L && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures bolusNlPerH == 0 || bolusNlPerH == \old(bolusNlPerH);
      @   ensures stalled == \old(stalled) && memoryLost == \old(memoryLost) && copyLost == \old(copyLost) && untimed == \old(untimed) && attacked == \old(attacked) && bridgeLost == \old(bridgeLost) && gapped == \old(gapped) && blind == \old(blind) && faulty == \old(faulty) && restarted == \old(restarted);
      @   ensures started == \old(started) && dry == \old(dry) && ordered == \old(ordered) && heldUntilMs == \old(heldUntilMs) && bolusEndsAtMs == \old(bolusEndsAtMs);
      @   ensures mriBegun == \old(mriBegun) && inField == \old(inField) && looked == \old(looked) && checkSinceMs == \old(checkSinceMs) && checkFromNl == \old(checkFromNl);
      @   ensures held == \old(held);
      @*/
    /*+OPENJML@ ensures bolusNlPerH > 0 ==> mode == 0 && !barred; @*/
    /*+OPENJML@ ensures alarms.active[17] == (\old(alarms.active[17]) && !(!mriBegun && !inField && looked && confirmedNl - checkFromNl >= 2000)); @*/
    /*+OPENJML@ ensures \old(alarms.active[17]) ==> alarms.critical[17] == (alarms.active[17] && (\old(alarms.critical[17]) || nowMs - checkSinceMs >= 86400000)); @*/
    /*+OPENJML@ ensures !\old(alarms.active[17]) ==> alarms.critical[17] == \old(alarms.critical[17]); @*/
    /*+OPENJML@ ensures \result == (alarms.active[17] != \old(alarms.active[17]) || alarms.critical[17] != \old(alarms.critical[17])); @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9 && i != 17; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner; @*/
    /*+OPENJML@ assignable demand, barring, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, restarted, reminded, barred, alarmBars, mode, lowSinceMs, bolusNlPerH, cancelledBolusCount, basalNlPerH, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    public boolean judgeCheck(long confirmedNl, long nowMs) {
        if (!alarms.isActive(Alarm.POST_MRI)) { return false; }
        if (isCheckMet(confirmedNl)) {
            lower(Alarm.POST_MRI, nowMs);
            return true;
        }
        if (alarms.isCritical(Alarm.POST_MRI)) { return false; }
        if (!AlarmRules.isCheckOverdue(nowMs - checkSinceMs)) { return false; }
        raise(Alarm.POST_MRI, true, nowMs);
        return true;
    }

    // [contract->req~SR-37~1]
    /*@ private normal_behavior // SR-37
      @   requires 0 <= confirmedNl && confirmedNl <= 1000000000000000L && 0 <= checkFromNl && checkFromNl <= 1000000000000000L;
      @   ensures \result == (!mriBegun && !inField && looked && confirmedNl - checkFromNl >= 2000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ boolean isCheckMet(long confirmedNl) {
        if (mriBegun) { return false; }
        if (inField) { return false; }
        return AlarmRules.isCheckMet(looked, confirmedNl - checkFromNl);
    }

    /** SR-13, SR-19: a bolus starts, at a rate and until a time. With the basal it stays within P03, or it does not flow. */
    // [contract->req~SR-02~1] [contract->req~SR-19~1]
    /*@ public normal_behavior // SR-02, SR-19
      @   requires mode == 0 && !barred && bolusNlPerH == 0;
      @   requires 1 <= rateNlPerH && 0 <= endsAtMs && endsAtMs <= 20000000000000L;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures bolusEndsAtMs == endsAtMs && bolusNlPerH == (mode == 0 && !barred && rateNlPerH <= 1000000 - basalNlPerH ? rateNlPerH : 0);
      @   ensures startedBolusCount == (\old(startedBolusCount) < 1000000000000000L ? \old(startedBolusCount) + 1 : \old(startedBolusCount));
      @   ensures started == \old(started) && dry == \old(dry) && ordered == \old(ordered) && heldUntilMs == \old(heldUntilMs) && mriBegun == \old(mriBegun);
      @   ensures inField == \old(inField) && looked == \old(looked) && checkSinceMs == \old(checkSinceMs) && checkFromNl == \old(checkFromNl) && stalled == \old(stalled);
      @   ensures memoryLost == \old(memoryLost) && copyLost == \old(copyLost) && untimed == \old(untimed) && attacked == \old(attacked) && bridgeLost == \old(bridgeLost);
      @   ensures gapped == \old(gapped) && blind == \old(blind) && faulty == \old(faulty) && restarted == \old(restarted) && demand == \old(demand) && barring == \old(barring);
      @   ensures held == \old(held);
      @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner; @*/
    /*+OPENJML@ assignable bolusEndsAtMs, startedBolusCount, reminded, barred, alarmBars, mode, lowSinceMs, bolusNlPerH, cancelledBolusCount, basalNlPerH, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    public void startBolus(long rateNlPerH, long endsAtMs, long nowMs) {
        bolusNlPerH = (int) Arithmetic.min(rateNlPerH, Parameters.RATE_MAX_NL_PER_H);
        bolusEndsAtMs = endsAtMs;
        startedBolusCount = Arithmetic.addUpTo(startedBolusCount, 1, 1000000000000000L);
        settle(nowMs);
    }

    /** SR-19: a bolus ends exactly at start + duration; the scheduled basal goes on. */
    // [impl->req~SR-19~1]
    // [contract->req~SR-19~1]
    /*@ public normal_behavior // SR-19
      @   ensures (nowMs >= bolusEndsAtMs ==> bolusNlPerH == 0) && (nowMs < bolusEndsAtMs ==> bolusNlPerH == \old(bolusNlPerH));
      @   assignable bolusNlPerH;
      @*/
    public void endBolusIfDue(long nowMs) {
        if (nowMs >= bolusEndsAtMs) {
            bolusNlPerH = 0;
        }
    }

    /** How much of a stretch that begins now belongs to the running bolus, in ms. */
    // [contract->req~SR-19~1]
    /*@ public normal_behavior // SR-19
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= lastsMs;
      @   ensures 0 <= \result && \result <= lastsMs;
      @   ensures bolusNlPerH > 0 ==> \result == (bolusEndsAtMs <= nowMs ? 0 : bolusEndsAtMs - nowMs < lastsMs ? bolusEndsAtMs - nowMs : lastsMs);
      @   ensures bolusNlPerH == 0 ==> \result == 0;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long bolusPartMs(long nowMs, long lastsMs) {
        if (bolusNlPerH == 0) { return 0; }
        return Arithmetic.min(lastsMs, Arithmetic.minus(bolusEndsAtMs, nowMs));
    }

    /**
     * What the program asks for now and on the day's mean, whether that would be too much of the strongest drug,
     * and whether a large reduction waits to be seen (SR-11, D-25). A hold that is over ends (SR-55, D-26).
     */
    // [contract->req~SR-11~1] [contract->req~SR-13~1]
    /*@ public normal_behavior // SR-11, SR-13, SR-55
      @   requires 2000 <= scheduledNlPerH && scheduledNlPerH <= 1000000;
      @   requires 2000 <= meanNlPerH && meanNlPerH <= 1000000 && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures this.scheduledNlPerH == scheduledNlPerH && this.meanNlPerH == meanNlPerH;
      @   ensures this.tooMuchIfUnknown == tooMuchIfUnknown && this.reduced == reduced;
      @   ensures held == (\old(held) && nowMs < heldUntilMs);
      @   ensures bolusNlPerH == 0 || bolusNlPerH == \old(bolusNlPerH);
      @   ensures started == \old(started) && dry == \old(dry) && ordered == \old(ordered) && heldUntilMs == \old(heldUntilMs) && bolusEndsAtMs == \old(bolusEndsAtMs);
      @   ensures mriBegun == \old(mriBegun) && inField == \old(inField) && looked == \old(looked) && checkSinceMs == \old(checkSinceMs) && checkFromNl == \old(checkFromNl);
      @   ensures stalled == \old(stalled) && memoryLost == \old(memoryLost) && copyLost == \old(copyLost) && untimed == \old(untimed) && attacked == \old(attacked);
      @   ensures bridgeLost == \old(bridgeLost) && gapped == \old(gapped) && blind == \old(blind) && faulty == \old(faulty) && restarted == \old(restarted);
      @   ensures demand == \old(demand) && barring == \old(barring);
      @*/
    /*+OPENJML@ ensures bolusNlPerH > 0 ==> mode == 0 && !barred; @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner; @*/
    /*+OPENJML@ assignable this.scheduledNlPerH, this.meanNlPerH, this.tooMuchIfUnknown, this.reduced, held, reminded, barred, alarmBars, mode, lowSinceMs, bolusNlPerH, cancelledBolusCount, basalNlPerH, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    public void follow(int scheduledNlPerH, int meanNlPerH, boolean tooMuchIfUnknown, boolean reduced, long nowMs) {
        this.scheduledNlPerH = scheduledNlPerH;
        this.meanNlPerH = meanNlPerH;
        this.tooMuchIfUnknown = tooMuchIfUnknown;
        this.reduced = reduced;
        if (nowMs >= heldUntilMs) {
            held = false;
        }
        settle(nowMs);
    }

    /** A person orders RUN, MIN or STOP. */
    // [contract->req~SR-14~1]
    /*@ public normal_behavior // SR-14
      @   requires 0 <= ordered && ordered <= 3 && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures this.ordered == ordered && mode >= ordered;
      @   ensures bolusNlPerH == 0 || bolusNlPerH == \old(bolusNlPerH);
      @   ensures started == \old(started) && dry == \old(dry) && heldUntilMs == \old(heldUntilMs) && bolusEndsAtMs == \old(bolusEndsAtMs) && mriBegun == \old(mriBegun);
      @   ensures inField == \old(inField) && looked == \old(looked) && checkSinceMs == \old(checkSinceMs) && checkFromNl == \old(checkFromNl) && stalled == \old(stalled);
      @   ensures memoryLost == \old(memoryLost) && copyLost == \old(copyLost) && untimed == \old(untimed) && attacked == \old(attacked) && bridgeLost == \old(bridgeLost);
      @   ensures gapped == \old(gapped) && blind == \old(blind) && faulty == \old(faulty) && restarted == \old(restarted) && demand == \old(demand) && barring == \old(barring);
      @   ensures held == \old(held);
      @*/
    /*+OPENJML@ ensures bolusNlPerH > 0 ==> mode == 0 && !barred; @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner; @*/
    /*+OPENJML@ assignable this.ordered, reminded, barred, alarmBars, mode, lowSinceMs, bolusNlPerH, cancelledBolusCount, basalNlPerH, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    public void order(int ordered, long nowMs) {
        this.ordered = ordered;
        settle(nowMs);
    }

    /** The first program starts the pump. */
    /*@ public normal_behavior
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures started && (mode == 3 ==> dry || ordered == 3 || demand == 3);
      @   ensures bolusNlPerH == 0 || bolusNlPerH == \old(bolusNlPerH);
      @   ensures dry == \old(dry) && ordered == \old(ordered) && heldUntilMs == \old(heldUntilMs) && bolusEndsAtMs == \old(bolusEndsAtMs) && mriBegun == \old(mriBegun);
      @   ensures inField == \old(inField) && looked == \old(looked) && checkSinceMs == \old(checkSinceMs) && checkFromNl == \old(checkFromNl) && stalled == \old(stalled);
      @   ensures memoryLost == \old(memoryLost) && copyLost == \old(copyLost) && untimed == \old(untimed) && attacked == \old(attacked) && bridgeLost == \old(bridgeLost);
      @   ensures gapped == \old(gapped) && blind == \old(blind) && faulty == \old(faulty) && restarted == \old(restarted) && demand == \old(demand) && barring == \old(barring);
      @   ensures held == \old(held);
      @*/
    /*+OPENJML@ ensures bolusNlPerH > 0 ==> mode == 0 && !barred; @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner; @*/
    /*+OPENJML@ assignable started, reminded, barred, alarmBars, mode, lowSinceMs, bolusNlPerH, cancelledBolusCount, basalNlPerH, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    public void start(long nowMs) {
        started = true;
        settle(nowMs);
    }

    /** SR-28: the reservoir is nominally empty, or someone resumes after a refill. */
    // [impl->req~SR-28~1]
    // [contract->req~SR-28~1]
    /*@ public normal_behavior // SR-28
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures this.dry == dry && (dry ==> mode == 3 && bolusNlPerH == 0);
      @   ensures bolusNlPerH == 0 || bolusNlPerH == \old(bolusNlPerH);
      @   ensures started == \old(started) && ordered == \old(ordered) && heldUntilMs == \old(heldUntilMs) && bolusEndsAtMs == \old(bolusEndsAtMs) && mriBegun == \old(mriBegun);
      @   ensures inField == \old(inField) && looked == \old(looked) && checkSinceMs == \old(checkSinceMs) && checkFromNl == \old(checkFromNl) && stalled == \old(stalled);
      @   ensures memoryLost == \old(memoryLost) && copyLost == \old(copyLost) && untimed == \old(untimed) && attacked == \old(attacked) && bridgeLost == \old(bridgeLost);
      @   ensures gapped == \old(gapped) && blind == \old(blind) && faulty == \old(faulty) && restarted == \old(restarted) && demand == \old(demand) && barring == \old(barring);
      @   ensures held == \old(held);
      @*/
    /*+OPENJML@ ensures bolusNlPerH > 0 ==> mode == 0 && !barred; @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner; @*/
    /*+OPENJML@ assignable this.dry, reminded, barred, alarmBars, mode, lowSinceMs, bolusNlPerH, cancelledBolusCount, basalNlPerH, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    public void setDry(boolean dry, long nowMs) {
        this.dry = dry;
        settle(nowMs);
    }

    /** SR-55, D-26: delivery holds at the verified basal until a time. */
    // [contract->req~SR-20~1]
    /*@ public normal_behavior // SR-20, SR-55
      @   requires 0 <= untilMs && untilMs <= 20000000000000L && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures held && heldUntilMs == untilMs && mode >= 1 && bolusNlPerH == 0;
      @   ensures started == \old(started) && dry == \old(dry) && ordered == \old(ordered) && bolusEndsAtMs == \old(bolusEndsAtMs) && mriBegun == \old(mriBegun);
      @   ensures inField == \old(inField) && looked == \old(looked) && checkSinceMs == \old(checkSinceMs) && checkFromNl == \old(checkFromNl) && stalled == \old(stalled);
      @   ensures memoryLost == \old(memoryLost) && copyLost == \old(copyLost) && untimed == \old(untimed) && attacked == \old(attacked) && bridgeLost == \old(bridgeLost);
      @   ensures gapped == \old(gapped) && blind == \old(blind) && faulty == \old(faulty) && restarted == \old(restarted) && demand == \old(demand) && barring == \old(barring);
      @*/
    /*+OPENJML@ ensures (\forall int i; 1 <= i && i <= 20 && i != 9; alarms.active[i] == \old(alarms.active[i]) && alarms.critical[i] == \old(alarms.critical[i])); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner; @*/
    /*+OPENJML@ assignable held, heldUntilMs, reminded, barred, alarmBars, mode, lowSinceMs, bolusNlPerH, cancelledBolusCount, basalNlPerH, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*]; @*/
    public void hold(long untilMs, long nowMs) {
        held = true;
        heldUntilMs = untilMs;
        settle(nowMs);
    }

    /** D-45: when mode, rate or sound change by themselves next; 0 for never. */
    // [contract->req~SR-19~1] [contract->req~SR-37~1] [contract->req~SR-59~1]
    /*@ public normal_behavior // SR-19, SR-37, SR-59
      @   ensures 0 <= \result && \result <= 20000000000000L;
      @   ensures held && 0 < heldUntilMs ==> 0 < \result && \result <= heldUntilMs;
      @   ensures 0 < bolusNlPerH && 0 < bolusEndsAtMs ==> 0 < \result && \result <= bolusEndsAtMs;
      @*/
    /*+OPENJML@ ensures 0 <= lowSinceMs && !alarms.critical[9] ==> 0 < \result && \result <= lowSinceMs + 43200000; @*/
    /*+OPENJML@ ensures alarms.active[17] && !alarms.critical[17] ==> 0 < \result && \result <= checkSinceMs + 86400000; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long dueAtMs() {
        return earlier(earlier(flowDueAtMs(), criticalDueAtMs()), alarms.dueAtMs());
    }

    /** When a hold or a bolus ends; 0 for never. */
    // [contract->req~SR-19~1]
    /*@ private normal_behavior // SR-19
      @   requires 0 <= heldUntilMs && heldUntilMs <= 20000000000000L && 0 <= bolusEndsAtMs && bolusEndsAtMs <= 20000000000000L;
      @   ensures 0 <= \result && \result <= 20000000000000L;
      @   ensures held && 0 < heldUntilMs ==> 0 < \result && \result <= heldUntilMs;
      @   ensures 0 < bolusNlPerH && 0 < bolusEndsAtMs ==> 0 < \result && \result <= bolusEndsAtMs;
      @   ensures \result == 0 || held && \result == heldUntilMs || 0 < bolusNlPerH && \result == bolusEndsAtMs;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ long flowDueAtMs() { return earlier(held ? heldUntilMs : 0, bolusNlPerH > 0 ? bolusEndsAtMs : 0); }

    /** When A17 or A09 becomes critical; 0 for never. */
    // [contract->req~SR-37~1] [contract->req~SR-59~1]
    /*@ private normal_behavior // SR-37, SR-59
      @   requires alarms != null && \invariant_for(alarms) && 0 <= checkSinceMs && checkSinceMs <= 10000000000000L && -1 <= lowSinceMs && lowSinceMs <= 10000000000000L;
      @   ensures 0 <= \result && \result <= 20000000000000L;
      @*/
    /*+OPENJML@ ensures 0 <= lowSinceMs && !alarms.critical[9] ==> 0 < \result && \result <= lowSinceMs + 43200000; @*/
    /*+OPENJML@ ensures alarms.active[17] && !alarms.critical[17] ==> 0 < \result && \result <= checkSinceMs + 86400000; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ long criticalDueAtMs() { return earlier(checkEscalatesAtMs(), escalatesAtMs()); }

    /** As {@link Arithmetic#sooner}: neither of two times is missed. */
    /*@ private normal_behavior
      @   requires 0 <= aMs && aMs <= 20000000000000L && 0 <= bMs && bMs <= 20000000000000L;
      @   ensures 0 <= \result && \result <= 20000000000000L;
      @   ensures (0 < aMs ==> 0 < \result && \result <= aMs) && (0 < bMs ==> 0 < \result && \result <= bMs);
      @   ensures \result == aMs || \result == bMs;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure helper @*/ long earlier(long aMs, long bMs) { return Arithmetic.sooner(aMs, bMs); }

    /** SR-37: when A17 becomes critical; 0 for never, or if it is. */
    // [contract->req~SR-37~1]
    /*@ private normal_behavior // SR-37
      @   requires alarms != null && \invariant_for(alarms) && 0 <= checkSinceMs && checkSinceMs <= 10000000000000L;
      @   ensures \result == 0 || \result == checkSinceMs + 86400000;
      @*/
    /*+OPENJML@ ensures \result == (!alarms.active[17] || alarms.critical[17] ? 0 : checkSinceMs + 86400000); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ long checkEscalatesAtMs() {
        if (!alarms.isActive(Alarm.POST_MRI)) { return 0; }
        if (alarms.isCritical(Alarm.POST_MRI)) { return 0; }
        return checkSinceMs + Parameters.POST_MRI_CHECK_MS;
    }

    /** SR-59: when A09 becomes critical; 0 for never, or if it is. */
    // [contract->req~SR-59~1]
    /*@ private normal_behavior // SR-59
      @   requires alarms != null && \invariant_for(alarms) && -1 <= lowSinceMs && lowSinceMs <= 10000000000000L;
      @   ensures \result == 0 || 0 <= lowSinceMs && \result == lowSinceMs + 43200000;
      @*/
    /*+OPENJML@ ensures \result == (lowSinceMs < 0 || alarms.critical[9] ? 0 : lowSinceMs + 43200000); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ long escalatesAtMs() {
        if (lowSinceMs < 0) { return 0; }
        if (alarms.isCritical(Alarm.NOT_THERAPY)) { return 0; }
        return lowSinceMs + Parameters.STOP_ESCALATE_MS;
    }

    /** D-31: in another mode than RUN; a pump that has never run: something but that keeps it from RUN. */
    // [contract->req~SR-14~1]
    /*@ public normal_behavior // SR-14
      @   ensures (started ==> \result == (mode != 0)) && (!started ==> \result == (dry || held || demand != 0));
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isOtherThanRun() { return started ? mode != Mode.RUN : isKeptFromRun(); }

    /** Something other than an order keeps the pump from RUN: an alarm, a hold or an empty reservoir. */
    /*@ public normal_behavior
      @   ensures \result == (demand != 0 || held || dry);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isKeptFromRun() {
        if (dry) { return true; }
        if (held) { return true; }
        return alarms.demand() != Mode.RUN;
    }

    /** A person's STOP or MIN, or an empty reservoir, is what someone can resume from. */
    // [contract->req~SR-59~1]
    /*@ public normal_behavior // SR-59
      @   ensures \result == (started && (ordered != 0 || dry));
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isResumable() {
        if (!started) { return false; }
        if (dry) { return true; }
        return ordered != Mode.RUN;
    }

    /*@ public normal_behavior
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures \result && (alarm == 3 || alarm == 7) ==> mode == 3;
      @   ensures alarm == 1 ==> \result == stalled;
      @   ensures alarm == 10 ==> \result == memoryLost;
      @   ensures alarm == 11 ==> \result == copyLost;
      @   ensures alarm == 14 ==> \result == untimed;
      @   ensures alarm == 15 ==> \result == attacked;
      @   ensures alarm == 16 ==> \result == bridgeLost;
      @   ensures alarm == 18 ==> \result == gapped;
      @   ensures alarm == 19 ==> \result == blind;
      @   ensures alarm == 20 ==> \result == faulty;
      @   ensures alarm == 9 ==> \result == reminded;
      @   ensures \result && (alarm == 8 || alarm == 12) ==> restarted;
      @   ensures \result && (alarm == 2 || alarm == 17) ==> barred;
      @   ensures \result && (alarm == 10 || alarm == 18) ==> mode >= 2;
      @   ensures \result && (alarm == 13 || alarm == 19 || alarm == 20) ==> mode >= 1;
      @*/
    /*+OPENJML@ ensures \result == alarms.active[alarm]; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isActive(int alarm) { return alarms.isActive(alarm); }

    /*@ public normal_behavior
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures \result ==> barred && bolusNlPerH == 0;
      @*/
    /*+OPENJML@ ensures \result == alarms.critical[alarm]; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isCritical(int alarm) { return alarms.isCritical(alarm); }

    /*@ public normal_behavior ensures \result == signal && 0 <= \result && \result <= 2; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int signal() { return alarms.signal(); }

    /*@ public normal_behavior ensures \result == soundingAlarm && 0 <= \result && \result <= 20; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int soundingAlarm() { return alarms.soundingAlarm(); }

    /*@ public normal_behavior ensures \result == soundingCount && 0 <= \result && \result <= 1000000000000000L; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long soundingCount() { return alarms.soundingCount(); }

    /*@ public normal_behavior ensures \result == started; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isStarted() { return started; }

    /*@ public normal_behavior ensures \result == dry && (\result ==> mode == 3 && bolusNlPerH == 0); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isDry() { return dry; }

    /*@ public normal_behavior ensures \result == ordered && 0 <= \result && \result <= 3; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int ordered() { return ordered; }

    /*@ public normal_behavior ensures \result == mode && 0 <= \result && \result <= 3; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int mode() { return mode; }

    /*@ public normal_behavior ensures \result == basalNlPerH && 0 <= \result && \result <= 1000000 && (mode <= 1 ==> 2000 <= \result); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int basalNlPerH() { return basalNlPerH; }

    /*@ public normal_behavior ensures \result == bolusNlPerH && 0 <= \result && \result <= 1000000 && \result + basalNlPerH <= 1000000 && (\result > 0 ==> mode == 0 && !barred); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int bolusNlPerH() { return bolusNlPerH; }

    /*@ public normal_behavior ensures \result == startedBolusCount; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long startedBolusCount() { return startedBolusCount; }

    /*@ public normal_behavior ensures \result == cancelledBolusCount; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long cancelledBolusCount() { return cancelledBolusCount; }

    /** SR-54, SR-20: saved or loaded. A bolus that was running is not: it counts as cancelled, and the rest of it is gone. */
    // [impl->req~SR-20~1]
    // [contract->req~SR-20~1] [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-20, SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 87;
      @   ensures !image.loading ==> started == \old(started) && dry == \old(dry) && ordered == \old(ordered) && held == \old(held) && heldUntilMs == \old(heldUntilMs) && tooMuchIfUnknown == \old(tooMuchIfUnknown) && reduced == \old(reduced) && mriBegun == \old(mriBegun) && inField == \old(inField) && looked == \old(looked) && checkSinceMs == \old(checkSinceMs) && checkFromNl == \old(checkFromNl) && scheduledNlPerH == \old(scheduledNlPerH) && meanNlPerH == \old(meanNlPerH) && bolusNlPerH == \old(bolusNlPerH) && lowSinceMs == \old(lowSinceMs) && startedBolusCount == \old(startedBolusCount) && cancelledBolusCount == \old(cancelledBolusCount) && mode == \old(mode) && basalNlPerH == \old(basalNlPerH);
      @   ensures !image.loading ==> barred == \old(barred) && reminded == \old(reminded) && demand == \old(demand) && stalled == \old(stalled) && memoryLost == \old(memoryLost) && copyLost == \old(copyLost) && untimed == \old(untimed) && attacked == \old(attacked) && bridgeLost == \old(bridgeLost) && gapped == \old(gapped) && blind == \old(blind) && faulty == \old(faulty) && restarted == \old(restarted);
      @   ensures !image.loading ==> alarmBars == \old(alarmBars) && barring == \old(barring) && signal == \old(signal) && soundingAlarm == \old(soundingAlarm) && soundingCount == \old(soundingCount);
      @   ensures image.loading ==> bolusNlPerH == 0;
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.*, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*], image.*, image.words[*]; @*/
    public void exchange(Image image, long nowMs, long confirmedNl) {
        exchangeAlarms(image);
        exchangeOrders(image);
        exchangeCheck(image, nowMs, confirmedNl);
        exchangeRates(image, nowMs);
        if (image.isLoading()) {
            cancelBolus();
            settle(nowMs);
        }
    }

    /** What was ordered, what holds and why. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= ordered && ordered <= 3 && 0 <= heldUntilMs && heldUntilMs <= 20000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 7;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2041 ==> image.misfitCount == 0;
      @   ensures 0 <= ordered && ordered <= 3 && 0 <= heldUntilMs && heldUntilMs <= 20000000000000L;
      @   ensures !image.loading ==> started == \old(started) && dry == \old(dry) && ordered == \old(ordered) && held == \old(held) && heldUntilMs == \old(heldUntilMs) && tooMuchIfUnknown == \old(tooMuchIfUnknown) && reduced == \old(reduced);
      @*/
    /*+KEY@ requires \disjoint(image.*, this.*); @*/
    /*+KEY@ assignable started, dry, ordered, held, heldUntilMs, tooMuchIfUnknown, reduced, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable started, dry, ordered, held, heldUntilMs, tooMuchIfUnknown, reduced, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeOrders(Image image) {
        started = image.flag(started);
        dry = image.flag(dry);
        ordered = image.number(ordered, Mode.RUN, Mode.STOP);
        held = image.flag(held);
        heldUntilMs = image.word(heldUntilMs, 0, 2 * Parameters.TIME_MAX_MS);
        tooMuchIfUnknown = image.flag(tooMuchIfUnknown);
        reduced = image.flag(reduced);
    }

    /** The scan, and the check that is due after it. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && 0 <= nowMs && nowMs <= 10000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   requires 0 <= checkSinceMs && checkSinceMs <= 10000000000000L && 0 <= checkFromNl && checkFromNl <= 1000000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 5;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2043 && checkSinceMs <= nowMs && checkFromNl <= confirmedNl ==> image.misfitCount == 0;
      @   ensures image.loading ==> checkSinceMs <= nowMs && checkFromNl <= confirmedNl;
      @   ensures 0 <= checkSinceMs && checkSinceMs <= 10000000000000L && 0 <= checkFromNl && checkFromNl <= 1000000000000000L;
      @   ensures !image.loading ==> mriBegun == \old(mriBegun) && inField == \old(inField) && looked == \old(looked) && checkSinceMs == \old(checkSinceMs) && checkFromNl == \old(checkFromNl);
      @*/
    /*+KEY@ requires \disjoint(image.*, this.*); @*/
    /*+KEY@ assignable mriBegun, inField, looked, checkSinceMs, checkFromNl, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable mriBegun, inField, looked, checkSinceMs, checkFromNl, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeCheck(Image image, long nowMs, long confirmedNl) {
        mriBegun = image.flag(mriBegun);
        inField = image.flag(inField);
        looked = image.flag(looked);
        checkSinceMs = image.word(checkSinceMs, 0, nowMs);
        checkFromNl = image.word(checkFromNl, 0, confirmedNl);
    }

    /** What the program asks for, since when it does not flow, and the boluses. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 2000 <= scheduledNlPerH && scheduledNlPerH <= 1000000 && 2000 <= meanNlPerH && meanNlPerH <= 1000000 && -1 <= lowSinceMs && lowSinceMs <= 10000000000000L && 0 <= startedBolusCount && startedBolusCount <= 1000000000000000L && 0 <= cancelledBolusCount && cancelledBolusCount <= 1000000000000000L && 0 <= bolusNlPerH && bolusNlPerH <= 1000000;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 6;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2042 && lowSinceMs <= nowMs ==> image.misfitCount == 0;
      @   ensures image.loading ==> lowSinceMs <= nowMs;
      @   ensures 2000 <= scheduledNlPerH && scheduledNlPerH <= 1000000 && 2000 <= meanNlPerH && meanNlPerH <= 1000000 && -1 <= lowSinceMs && lowSinceMs <= 10000000000000L && 0 <= startedBolusCount && startedBolusCount <= 1000000000000000L && 0 <= cancelledBolusCount && cancelledBolusCount <= 1000000000000000L && 0 <= bolusNlPerH && bolusNlPerH <= 1000000;
      @   ensures !image.loading ==> scheduledNlPerH == \old(scheduledNlPerH) && meanNlPerH == \old(meanNlPerH) && lowSinceMs == \old(lowSinceMs) && startedBolusCount == \old(startedBolusCount) && cancelledBolusCount == \old(cancelledBolusCount) && bolusNlPerH == \old(bolusNlPerH);
      @*/
    /*+KEY@ requires \disjoint(image.*, this.*); @*/
    /*+KEY@ assignable scheduledNlPerH, meanNlPerH, lowSinceMs, startedBolusCount, cancelledBolusCount, bolusNlPerH, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable scheduledNlPerH, meanNlPerH, lowSinceMs, startedBolusCount, cancelledBolusCount, bolusNlPerH, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeRates(Image image, long nowMs) {
        scheduledNlPerH = image.number(scheduledNlPerH, Parameters.RATE_MIN_RUN_NL_PER_H, Parameters.RATE_MAX_NL_PER_H);
        meanNlPerH = image.number(meanNlPerH, Parameters.RATE_MIN_RUN_NL_PER_H, Parameters.RATE_MAX_NL_PER_H);
        lowSinceMs = image.word(lowSinceMs, NEVER_MS, nowMs);
        startedBolusCount = image.word(startedBolusCount, 0, BOLUS_MAX_COUNT);
        cancelledBolusCount = image.word(cancelledBolusCount, 0, BOLUS_MAX_COUNT);
        bolusNlPerH = image.number(bolusNlPerH, 0, Parameters.RATE_MAX_NL_PER_H);
    }

    /** The alarms pass; with them all that the gate knows of them, but whether they bar. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires alarms != null && \invariant_for(alarms);
      @   requires demand == alarms.demand && barring == alarms.barring && stalled == alarms.stalled && memoryLost == alarms.memoryLost && copyLost == alarms.copyLost && untimed == alarms.untimed && attacked == alarms.attacked && bridgeLost == alarms.bridgeLost && gapped == alarms.gapped && blind == alarms.blind && faulty == alarms.faulty && restarted == alarms.restarted;
      @   requires signal == alarms.signal && soundingAlarm == alarms.soundingAlarm && soundingCount == alarms.soundingCount;
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires reminded == alarms.reminded && alarmBars == alarms.bars;
      @   ensures \invariant_for(alarms);
      @   ensures demand == alarms.demand && barring == alarms.barring && stalled == alarms.stalled && memoryLost == alarms.memoryLost && copyLost == alarms.copyLost && untimed == alarms.untimed && attacked == alarms.attacked && bridgeLost == alarms.bridgeLost && gapped == alarms.gapped && blind == alarms.blind && faulty == alarms.faulty && restarted == alarms.restarted;
      @   ensures signal == alarms.signal && soundingAlarm == alarms.soundingAlarm && soundingCount == alarms.soundingCount;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 69;
      @   ensures reminded == alarms.reminded && (!image.loading ==> alarmBars == alarms.bars);
      @   ensures !image.loading ==> demand == \old(demand) && barring == \old(barring) && stalled == \old(stalled) && memoryLost == \old(memoryLost) && copyLost == \old(copyLost) && untimed == \old(untimed) && attacked == \old(attacked) && bridgeLost == \old(bridgeLost) && gapped == \old(gapped) && blind == \old(blind) && faulty == \old(faulty) && restarted == \old(restarted) && reminded == \old(reminded) && signal == \old(signal) && soundingAlarm == \old(soundingAlarm) && soundingCount == \old(soundingCount);
      @*/
    /*+KEY@ requires \disjoint(this.*, alarms.inner) && \disjoint(alarms.*, alarms.inner); @*/
    /*+KEY@ requires \disjoint(image.*, alarms.inner) && \disjoint(image.words[*], alarms.inner) && \disjoint(image.*, alarms.*) && \disjoint(image.*, this.*); @*/
    /*+KEY@ ensures alarms.inner == \old(alarms.inner); @*/
    /*+KEY@ assignable demand, barring, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, restarted, reminded, signal, soundingAlarm, soundingCount, alarms.*, alarms.inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable demand, barring, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, restarted, reminded, this.signal, this.soundingAlarm, this.soundingCount, alarms.*, alarms.active[*], alarms.critical[*], alarms.pausedUntilMs[*], image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeAlarms(Image image) {
        alarms.exchange(image);
        /*@ set demand = alarms.demand; @*/
        /*@ set barring = alarms.barring; @*/
        /*@ set stalled = alarms.stalled; @*/
        /*@ set memoryLost = alarms.memoryLost; @*/
        /*@ set copyLost = alarms.copyLost; @*/
        /*@ set untimed = alarms.untimed; @*/
        /*@ set attacked = alarms.attacked; @*/
        /*@ set bridgeLost = alarms.bridgeLost; @*/
        /*@ set gapped = alarms.gapped; @*/
        /*@ set blind = alarms.blind; @*/
        /*@ set faulty = alarms.faulty; @*/
        /*@ set restarted = alarms.restarted; @*/
        /*@ set reminded = alarms.reminded; @*/
        /*@ set signal = alarms.signal; @*/
        /*@ set soundingAlarm = alarms.soundingAlarm; @*/
        /*@ set soundingCount = alarms.soundingCount; @*/
    }
}
