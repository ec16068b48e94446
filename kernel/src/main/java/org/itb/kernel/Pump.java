package org.itb.kernel;

/**
 * The physical side: flow, reservoir and battery, as far as they can be sensed (SR-28 … SR-34, SR-39). Who uses it
 * sees no part of it, so that what one part does leaves the other parts of the kernel provably alone.
 */
public class Pump {
    /*@ spec_public @*/ private final FlowMeter meter;
    /*@ spec_public @*/ private final Reservoir reservoir;
    /*@ spec_public @*/ private final Battery battery;

    /*+KEY@ public ghost \locset inner; @*/
    /*+KEY@ public ghost \locset flow; @*/
    /*@ public ghost long commandedNl; @*/
    /*@ public ghost long carryNlMsPerH; @*/
    /*@ public ghost long confirmedNl; @*/
    /*@ public ghost long fillNl; @*/
    /*@ public ghost long capacityNl; @*/
    /*@ public ghost int concentrationUgPerMl; @*/
    /*@ public ghost long commandedAtFillNl; @*/
    /*@ public ghost long confirmedAtFillNl; @*/
    /*@ public ghost boolean progress; @*/
    /*@ public ghost long deficitNl; @*/
    /*@ public ghost boolean batteryDue; @*/
    /*@ public ghost long batteryDueSinceMs; @*/
    /*+KEY@ accessible \inv: this.*, inner; @*/
    /*+KEY@ private invariant meter != null && reservoir != null && battery != null; @*/
    /*+OPENJML@ public invariant meter != null && reservoir != null && battery != null; @*/
    /*+OPENJML@ public invariant meter.hour != null && meter.day != null && meter.hour.commandedNl != null && meter.hour.confirmedNl != null && meter.day.commandedNl != null && meter.day.confirmedNl != null; @*/
    /*+KEY@ private invariant \invariant_for(meter) && \invariant_for(reservoir) && \invariant_for(battery); @*/
    /*+OPENJML@ public invariant \invariant_for(meter) && \invariant_for(reservoir) && \invariant_for(battery); @*/
    /*+KEY@ private invariant (Object) this != (Object) meter && (Object) this != (Object) reservoir && (Object) this != (Object) battery && (Object) meter != (Object) reservoir && (Object) meter != (Object) battery && (Object) reservoir != (Object) battery; @*/
    /*+KEY@ private invariant \disjoint(this.*, meter.inner) && \disjoint(meter.*, meter.inner) && \disjoint(reservoir.*, meter.inner) && \disjoint(battery.*, meter.inner); @*/
    /*+KEY@ private invariant commandedAtFillNl <= commandedNl && confirmedAtFillNl <= confirmedNl && 0 <= confirmedNl; @*/
    /*+KEY@ private invariant commandedAtFillNl == reservoir.commandedAtFillNl && confirmedAtFillNl == reservoir.confirmedAtFillNl; @*/
    /*+KEY@ private invariant progress == meter.progress && deficitNl == meter.deficitNl; @*/
    /*+OPENJML@ public invariant commandedAtFillNl <= commandedNl && confirmedAtFillNl <= confirmedNl && 0 <= confirmedNl; @*/
    /*+OPENJML@ public invariant commandedAtFillNl == reservoir.commandedAtFillNl && confirmedAtFillNl == reservoir.confirmedAtFillNl; @*/
    /*+OPENJML@ public invariant progress == meter.progress && deficitNl == meter.deficitNl; @*/
    /*+KEY@ private invariant commandedNl == meter.commandedNl && carryNlMsPerH == meter.carryNlMsPerH && confirmedNl == meter.confirmedNl; @*/
    /*+OPENJML@ public invariant commandedNl == meter.commandedNl && carryNlMsPerH == meter.carryNlMsPerH && confirmedNl == meter.confirmedNl; @*/
    /*+KEY@ private invariant fillNl == reservoir.fillNl && capacityNl == reservoir.capacityNl && concentrationUgPerMl == reservoir.concentrationUgPerMl; @*/
    /*+OPENJML@ public invariant fillNl == reservoir.fillNl && capacityNl == reservoir.capacityNl && concentrationUgPerMl == reservoir.concentrationUgPerMl; @*/
    /*+KEY@ private invariant batteryDue == battery.due && batteryDueSinceMs == battery.dueSinceMs; @*/
    /*+OPENJML@ public invariant batteryDue == battery.due && batteryDueSinceMs == battery.dueSinceMs; @*/
    // What KeY puts last in a union it no longer keeps as a subset of it; so these are a set of their own, which it puts first.
    /*+KEY@ private invariant flow == \set_union(meter.inner, battery.*); @*/
    /*+KEY@ private invariant inner == \set_union(flow, meter.*, reservoir.*); @*/

    /*@ public normal_behavior
      @   ensures commandedNl == 0 && confirmedNl == 0 && fillNl == 0 && deficitNl == 0;
      @   assignable \nothing;
      @*/
    /*+KEY@ ensures \fresh(inner) && \disjoint(this.*, inner); @*/
    public Pump() {
        this.meter = new FlowMeter();
        this.reservoir = new Reservoir();
        this.battery = new Battery();
        /*@ set commandedNl = meter.commandedNl; @*/
        /*@ set carryNlMsPerH = meter.carryNlMsPerH; @*/
        /*@ set confirmedNl = meter.confirmedNl; @*/
        /*@ set progress = meter.progress; @*/
        /*@ set deficitNl = meter.deficitNl; @*/
        /*@ set fillNl = reservoir.fillNl; @*/
        /*@ set commandedAtFillNl = reservoir.commandedAtFillNl; @*/
        /*@ set confirmedAtFillNl = reservoir.confirmedAtFillNl; @*/
        /*@ set capacityNl = reservoir.capacityNl; @*/
        /*@ set concentrationUgPerMl = reservoir.concentrationUgPerMl; @*/
        /*@ set batteryDue = battery.due; @*/
        /*@ set batteryDueSinceMs = battery.dueSinceMs; @*/
        /*+KEY@ set flow = \set_union(meter.inner, battery.*); @*/
        /*+KEY@ set inner = \set_union(flow, meter.*, reservoir.*); @*/
    }

    /** SR-28: what the commands leave. */
    // [contract->req~SR-28~1]
    /*@ public normal_behavior // SR-28
      @   ensures \result == fillNl - (commandedNl - commandedAtFillNl);
      @   ensures \result <= fillNl && -4000000000000L <= \result && \result <= 40000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long nominalNl() { return reservoir.nominalNl(meter.commandedNl()); }

    /** SR-28: what is surely left. */
    // [contract->req~SR-28~1]
    /*@ public normal_behavior // SR-28
      @   ensures \result <= fillNl - (confirmedNl - confirmedAtFillNl) && (commandedNl - commandedAtFillNl) * 1145 <= (fillNl - \result) * 1000;
      @   ensures \result == fillNl - (confirmedNl - confirmedAtFillNl) || (fillNl - \result) * 1000 - (commandedNl - commandedAtFillNl) * 1145 < 1000;
      @   ensures -2000000000000000L <= \result && \result <= fillNl && \result <= 40000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long pessimisticNl() {
        return reservoir.pessimisticNl(meter.commandedNl(), meter.confirmedNl());
    }

    /** SR-28: A04's condition. */
    // [contract->req~SR-28~1]
    /*@ public normal_behavior // SR-28
      @   ensures fillNl <= 2000000 ==> \result;
      @   ensures fillNl - (confirmedNl - confirmedAtFillNl) <= 2000000 ==> \result;
      @   ensures (fillNl - 2000000) * 1000 <= (commandedNl - commandedAtFillNl) * 1145 ==> \result;
      @   ensures \result ==> fillNl - (confirmedNl - confirmedAtFillNl) <= 2000000 || (fillNl - 2000000) * 1000 < (commandedNl - commandedAtFillNl) * 1145 + 1000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isLow() { return pessimisticNl() <= Parameters.RESERVOIR_LOW_NL; }

    /** SR-28: A05's condition; delivery goes on. */
    // [contract->req~SR-28~1]
    /*@ public normal_behavior // SR-28
      @   ensures fillNl <= 1000000 ==> \result;
      @   ensures fillNl - (confirmedNl - confirmedAtFillNl) <= 1000000 ==> \result;
      @   ensures (fillNl - 1000000) * 1000 <= (commandedNl - commandedAtFillNl) * 1145 ==> \result;
      @   ensures \result ==> fillNl - (confirmedNl - confirmedAtFillNl) <= 1000000 || (fillNl - 1000000) * 1000 < (commandedNl - commandedAtFillNl) * 1145 + 1000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isPossiblyEmpty() { return pessimisticNl() <= Parameters.RESERVOIR_EMPTY_NL; }

    /** SR-28: nothing can be left to deliver: STOP. */
    // [contract->req~SR-28~1]
    /*@ public normal_behavior // SR-28
      @   ensures \result == (fillNl - (commandedNl - commandedAtFillNl) <= 1000000);
      @   ensures fillNl <= 1000000 ==> \result;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isEmpty() { return nominalNl() <= Parameters.RESERVOIR_EMPTY_NL; }

    /** SR-29: what was aspirated does not fit what the commands should have left. */
    // [impl->req~SR-29~1]
    // [contract->req~SR-29~1]
    /*@ public normal_behavior // SR-29
      @   requires 0 <= aspiratedNl && aspiratedNl <= 40000000;
      @   ensures (fillNl - (commandedNl - commandedAtFillNl) - aspiratedNl) * 1000 > (commandedNl - commandedAtFillNl) * 145 + 1000000000L ==> \result;
      @   ensures (aspiratedNl - (fillNl - (commandedNl - commandedAtFillNl))) * 1000 > (commandedNl - commandedAtFillNl) * 145 + 1000000000L ==> \result;
      @   ensures \result ==> (fillNl - (commandedNl - commandedAtFillNl) - aspiratedNl) * 1000 > (commandedNl - commandedAtFillNl) * 145 + 1000000000L
      @       || (aspiratedNl - (fillNl - (commandedNl - commandedAtFillNl))) * 1000 > (commandedNl - commandedAtFillNl) * 145 + 1000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isDiscrepancy(long aspiratedNl) {
        return FlowRules.isRefillDiscrepancy(aspiratedNl, nominalNl(), reservoir.commandedSinceFillNl(meter.commandedNl()));
    }

    /** SR-29: what was aspirated and what is filled each fit the reservoir. */
    // [impl->req~SR-29~1]
    // [contract->req~SR-29~1]
    /*@ public normal_behavior // SR-29
      @   ensures \result == (0 <= aspiratedNl && aspiratedNl <= capacityNl && 1 <= filledNl && filledNl <= capacityNl);
      @   ensures \result ==> 0 <= aspiratedNl && aspiratedNl <= 40000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isRefill(long aspiratedNl, long filledNl) {
        if (!reservoir.isAspirate(aspiratedNl)) { return false; }
        return reservoir.isFill(filledNl);
    }

    /** SR-28: a refill of the same drug starts both estimates anew. */
    // [contract->req~SR-28~1] [contract->req~SR-29~1]
    /*@ public normal_behavior // SR-28, SR-29
      @   requires 1 <= filledNl && filledNl <= capacityNl;
      @   ensures capacityNl == \old(capacityNl) && concentrationUgPerMl == \old(concentrationUgPerMl);
      @   ensures fillNl == filledNl && commandedAtFillNl == commandedNl && confirmedAtFillNl == confirmedNl;
      @*/
    /*+KEY@ assignable fillNl, commandedAtFillNl, confirmedAtFillNl, inner; @*/
    /*+OPENJML@ assignable fillNl, commandedAtFillNl, confirmedAtFillNl, reservoir.*; @*/
    public void refill(long filledNl) {
        reservoir.refill(filledNl, meter.commandedNl(), meter.confirmedNl());
        /*@ set fillNl = reservoir.fillNl; @*/
        /*@ set commandedAtFillNl = reservoir.commandedAtFillNl; @*/
        /*@ set confirmedAtFillNl = reservoir.confirmedAtFillNl; @*/
    }

    /** SR-25: a refill with another drug starts both estimates anew. */
    // [contract->req~SR-25~1] [contract->req~SR-28~1]
    /*@ public normal_behavior // SR-25, SR-28
      @   requires 1 <= filledNl && filledNl <= capacityNl;
      @   requires concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000;
      @   ensures this.concentrationUgPerMl == concentrationUgPerMl;
      @   ensures fillNl == filledNl && commandedAtFillNl == commandedNl && confirmedAtFillNl == confirmedNl;
      @*/
    /*+KEY@ assignable fillNl, commandedAtFillNl, confirmedAtFillNl, this.concentrationUgPerMl, inner; @*/
    /*+OPENJML@ assignable fillNl, commandedAtFillNl, confirmedAtFillNl, this.concentrationUgPerMl, reservoir.*; @*/
    public void change(long filledNl, int concentrationUgPerMl) {
        reservoir.change(filledNl, concentrationUgPerMl, meter.commandedNl(), meter.confirmedNl());
        /*@ set fillNl = reservoir.fillNl; @*/
        /*@ set commandedAtFillNl = reservoir.commandedAtFillNl; @*/
        /*@ set confirmedAtFillNl = reservoir.confirmedAtFillNl; @*/
        /*@ set this.concentrationUgPerMl = reservoir.concentrationUgPerMl; @*/
    }

    /** The reservoir that comes into our hands. */
    /*@ public normal_behavior
      @   requires 1 <= fillNl && fillNl <= capacityNl && capacityNl <= 40000000;
      @   requires concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000;
      @   ensures this.fillNl == fillNl && this.capacityNl == capacityNl && this.concentrationUgPerMl == concentrationUgPerMl;
      @*/
    /*+KEY@ assignable this.fillNl, this.capacityNl, this.concentrationUgPerMl, inner; @*/
    /*+OPENJML@ assignable this.fillNl, this.capacityNl, this.concentrationUgPerMl, reservoir.*; @*/
    public void installReservoir(int capacityNl, int fillNl, int concentrationUgPerMl) {
        reservoir.install(capacityNl, fillNl, concentrationUgPerMl);
        /*@ set this.fillNl = reservoir.fillNl; @*/
        /*@ set this.capacityNl = reservoir.capacityNl; @*/
        /*@ set this.concentrationUgPerMl = reservoir.concentrationUgPerMl; @*/
    }

    /** Age and voltage that come into our hands. */
    /*@ public normal_behavior
      @   requires 0 <= ageMs && ageMs <= 1000000000000L && 0 <= batteryMv && batteryMv <= 100000;
      @   ensures batteryDue == \old(batteryDue) && batteryDueSinceMs == \old(batteryDueSinceMs);
      @*/
    /*+OPENJML@ ensures battery.ageAtStartMs == ageMs && battery.batteryMv == batteryMv; @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable battery.*; @*/
    public void installBattery(long ageMs, int batteryMv) { battery.install(ageMs, batteryMv); }

    /*@ public normal_behavior
      @   ensures \result == concentrationUgPerMl;
      @   ensures \result == 500 || \result == 1000 || \result == 2000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int concentrationUgPerMl() { return reservoir.concentrationUgPerMl(); }

    /** The motor was commanded this load. */
    // [impl->req~SR-33~1]
    // [contract->req~SR-33~1]
    /*@ public normal_behavior // SR-33
      @   requires 0 <= loadNlMsPerH && loadNlMsPerH <= 900000000000000000L && 0 <= lastsMs && lastsMs <= 315360000000L;
      @   ensures \old(commandedNl) <= 3700000000000L ==> commandedNl * 3600000L + carryNlMsPerH == \old(commandedNl) * 3600000L + \old(carryNlMsPerH) + loadNlMsPerH;
      @   ensures commandedNl >= \old(commandedNl) && confirmedNl == \old(confirmedNl) && !progress;
      @*/
    /*+KEY@ assignable commandedNl, carryNlMsPerH, progress, deficitNl, inner; @*/
    /*+OPENJML@ assignable commandedNl, carryNlMsPerH, progress, deficitNl, meter.*; @*/
    public void command(long loadNlMsPerH, long lastsMs) {
        meter.command(loadNlMsPerH, lastsMs);
        /*@ set commandedNl = meter.commandedNl; @*/
        /*@ set carryNlMsPerH = meter.carryNlMsPerH; @*/
        /*@ set progress = meter.progress; @*/
        /*@ set deficitNl = meter.deficitNl; @*/
    }

    /** The motor's encoder confirms a volume. */
    // [contract->req~SR-34~1]
    /*@ public normal_behavior // SR-34
      @   requires 0 <= deltaNl;
      @   ensures deltaNl <= 1000000000000L && \old(confirmedNl) < 1000000000000000L - deltaNl
      @       ==> confirmedNl == \old(confirmedNl) + deltaNl;
      @   ensures confirmedNl >= \old(confirmedNl) && commandedNl == \old(commandedNl);
      @   ensures (deltaNl > 0 ==> progress) && (deltaNl <= 0 ==> progress == \old(progress));
      @*/
    /*+KEY@ assignable confirmedNl, progress, inner; @*/
    /*+OPENJML@ assignable confirmedNl, progress, meter.*; @*/
    public void confirm(long deltaNl) {
        meter.confirm(deltaNl);
        /*@ set confirmedNl = meter.confirmedNl; @*/
        /*@ set progress = meter.progress; @*/
    }

    /** SR-31, SR-32: how flow has been; {@link FlowMeter} names the verdicts. */
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ public normal_behavior // SR-31, SR-32
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures 0 <= \result && \result <= 2;
      @   ensures confirmedNl == 1000000000000000L ==> \result == 2;
      @   ensures commandedNl == \old(commandedNl) && confirmedNl == \old(confirmedNl);
      @*/
    /*+OPENJML@ ensures deficitNl >= 2000 && meter.deficitMs >= 60000 ==> \result != 0; @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable meter.*, meter.hour.*, meter.hour.commandedNl[*], meter.hour.confirmedNl[*], meter.day.*, meter.day.commandedNl[*], meter.day.confirmedNl[*], meter.received.*, meter.received.commandedNl[*], meter.received.confirmedNl[*]; @*/
    public int judgeFlow(long nowMs) { return meter.judge(nowMs); }

    /** D-20: flow is back after a stall. */
    // [contract->req~SR-32~1]
    /*@ public normal_behavior // SR-32
      @   ensures commandedNl == \old(commandedNl) && confirmedNl == \old(confirmedNl) && deficitNl == 0;
      @*/
    /*+OPENJML@ ensures meter.deficitMs == 0; @*/
    /*+KEY@ assignable deficitNl, inner; @*/
    /*+OPENJML@ assignable deficitNl, meter.*; @*/
    public void recoverFlow() {
        meter.recover();
        /*@ set deficitNl = meter.deficitNl; @*/
    }

    /** D-20, D-21, D-22: flow is watched anew. */
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ public normal_behavior // SR-31, SR-32
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures commandedNl == \old(commandedNl) && confirmedNl == \old(confirmedNl) && deficitNl == 0;
      @*/
    /*+OPENJML@ ensures meter.deficitMs == 0; @*/
    /*+KEY@ assignable deficitNl, inner; @*/
    /*+OPENJML@ assignable deficitNl, meter.*, meter.hour.*, meter.hour.commandedNl[*], meter.hour.confirmedNl[*], meter.day.*, meter.day.commandedNl[*], meter.day.confirmedNl[*], meter.received.*, meter.received.commandedNl[*], meter.received.confirmedNl[*]; @*/
    public void restartFlow(long nowMs) {
        meter.restart(nowMs);
        /*@ set deficitNl = meter.deficitNl; @*/
    }

    /** Flow was confirmed since the last tick (D-39d). */
    /*@ public normal_behavior
      @   ensures \result == progress;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isProgress() { return meter.isProgress(); }

    /** The part of a nanolitre that was commanded beyond the last whole one. */
    /*@ public normal_behavior
      @   ensures \result == carryNlMsPerH && 0 <= \result && \result < 3600000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long carryNlMsPerH() { return meter.carryNlMsPerH(); }

    /** Nothing that was commanded waits for its confirmation, as far as the sensor tells. */
    /*@ public normal_behavior
      @   ensures \result == (deficitNl == 0);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isMoving() { return meter.isMoving(); }

    /** D-21: the condition of A03. */
    // [contract->req~SR-31~1]
    /*@ public normal_behavior // SR-31
      @   ensures confirmedNl == 1000000000000000L ==> \result;
      @*/
    /*+OPENJML@ ensures \result == (confirmedNl == 1000000000000000L || (confirmedNl < meter.hour.confirmedFromNl ? 0 : confirmedNl - meter.hour.confirmedFromNl) * 1000 > (commandedNl < meter.hour.commandedFromNl ? 0 : commandedNl - meter.hour.commandedFromNl) * 1145 + 2000000); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isOverInHour() { return meter.isOverInHour(); }

    /** A measured voltage, kept until the next. */
    /*@ public normal_behavior
      @   ensures batteryDue == \old(batteryDue) && batteryDueSinceMs == \old(batteryDueSinceMs);
      @*/
    /*+OPENJML@ ensures battery.batteryMv == (batteryMv < 0 ? 0 : batteryMv > 100000 ? 100000 : batteryMv); @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable battery.*; @*/
    public void measureBattery(long batteryMv) { battery.measure(batteryMv); }

    /** SR-39: whether replacement is due; that latches. */
    // [contract->req~SR-39~1]
    /*@ public normal_behavior // SR-39
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result == batteryDue;
      @   ensures \old(batteryDue) ==> batteryDueSinceMs == \old(batteryDueSinceMs);
      @*/
    /*+OPENJML@ ensures \result == (\old(batteryDue) || battery.batteryMv <= 2600 || battery.ageAtStartMs + nowMs >= 213062400000L); @*/
    /*+KEY@ assignable batteryDue, batteryDueSinceMs, inner; @*/
    /*+OPENJML@ assignable batteryDue, batteryDueSinceMs, battery.*; @*/
    public boolean judgeBattery(long nowMs) {
        battery.judge(nowMs);
        /*@ set batteryDue = battery.due; @*/
        /*@ set batteryDueSinceMs = battery.dueSinceMs; @*/
        return battery.isDue();
    }

    /** SR-39: service has ended. */
    // [contract->req~SR-39~1]
    /*@ public normal_behavior // SR-39
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result == (batteryDue && nowMs - batteryDueSinceMs >= 7776000000L);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isOver(long nowMs) { return battery.isOver(nowMs); }

    /** D-45: when the battery's age brings an alarm by itself; 0 for never. */
    /*@ public normal_behavior
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures batteryDue ==> \result == (nowMs - batteryDueSinceMs >= 7776000000L ? 0 : batteryDueSinceMs + 7776000000L);
      @   ensures !batteryDue ==> 1 <= \result;
      @   ensures 0 <= \result && \result <= 20000000000000L;
      @*/
    /*+OPENJML@ ensures !batteryDue ==> \result == (1 < 213062400000L - battery.ageAtStartMs ? 213062400000L - battery.ageAtStartMs : 1); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long dueAtMs(long nowMs) { return battery.dueAtMs(nowMs); }

    /*@ public normal_behavior
      @   ensures \result == commandedNl && 0 <= \result && \result <= 4000000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long commandedNl() { return meter.commandedNl(); }

    /*@ public normal_behavior
      @   ensures \result == confirmedNl && 0 <= \result && \result <= 1000000000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long confirmedNl() { return meter.confirmedNl(); }

    /** SR-54: saved or loaded. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0;
      @   ensures !image.loading ==> commandedNl == \old(commandedNl) && carryNlMsPerH == \old(carryNlMsPerH) && confirmedNl == \old(confirmedNl) && commandedAtFillNl == \old(commandedAtFillNl) && confirmedAtFillNl == \old(confirmedAtFillNl) && progress == \old(progress) && deficitNl == \old(deficitNl) && fillNl == \old(fillNl) && capacityNl == \old(capacityNl) && concentrationUgPerMl == \old(concentrationUgPerMl) && batteryDue == \old(batteryDue) && batteryDueSinceMs == \old(batteryDueSinceMs);
      @*/
    /*+OPENJML@ ensures image.misfitCount == 0 ==> image.index == \old(image.index) + 24 + 2 * (meter.hour.commandedNl.length + meter.day.commandedNl.length + meter.received.commandedNl.length); @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable commandedNl, carryNlMsPerH, confirmedNl, commandedAtFillNl, confirmedAtFillNl, progress, deficitNl, fillNl, capacityNl, concentrationUgPerMl, batteryDue, batteryDueSinceMs, meter.*, meter.hour.*, meter.hour.commandedNl[*], meter.hour.confirmedNl[*], meter.day.*, meter.day.commandedNl[*], meter.day.confirmedNl[*], meter.received.*, meter.received.commandedNl[*], meter.received.confirmedNl[*], reservoir.*, battery.*, image.*, image.words[*]; @*/
    public void exchange(Image image, long nowMs) {
        /*+KEY@ assert \subset(meter.inner, inner) && \subset(meter.*, inner); @*/
        /*+KEY@ assert \disjoint(image.*, meter.inner) && \disjoint(image.words[*], meter.inner) && \disjoint(image.*, meter.*); @*/
        meter.exchange(image);
        reservoir.exchange(image, meter.commandedNl(), meter.confirmedNl());
        battery.exchange(image, nowMs);
        /*@ set commandedNl = meter.commandedNl; @*/
        /*@ set carryNlMsPerH = meter.carryNlMsPerH; @*/
        /*@ set confirmedNl = meter.confirmedNl; @*/
        /*@ set progress = meter.progress; @*/
        /*@ set deficitNl = meter.deficitNl; @*/
        /*@ set fillNl = reservoir.fillNl; @*/
        /*@ set commandedAtFillNl = reservoir.commandedAtFillNl; @*/
        /*@ set confirmedAtFillNl = reservoir.confirmedAtFillNl; @*/
        /*@ set capacityNl = reservoir.capacityNl; @*/
        /*@ set concentrationUgPerMl = reservoir.concentrationUgPerMl; @*/
        /*@ set batteryDue = battery.due; @*/
        /*@ set batteryDueSinceMs = battery.dueSinceMs; @*/
    }

    /** SR-54: nobody knows what is in the reservoir. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   ensures fillNl == 40000000 && capacityNl == 40000000 && concentrationUgPerMl == 2000;
      @*/
    /*+KEY@ assignable fillNl, commandedAtFillNl, confirmedAtFillNl, capacityNl, concentrationUgPerMl, inner; @*/
    /*+OPENJML@ assignable fillNl, commandedAtFillNl, confirmedAtFillNl, capacityNl, concentrationUgPerMl, reservoir.*; @*/
    public void assumeReservoir() {
        reservoir.assume(meter.commandedNl());
        /*@ set fillNl = reservoir.fillNl; @*/
        /*@ set commandedAtFillNl = reservoir.commandedAtFillNl; @*/
        /*@ set confirmedAtFillNl = reservoir.confirmedAtFillNl; @*/
        /*@ set capacityNl = reservoir.capacityNl; @*/
        /*@ set concentrationUgPerMl = reservoir.concentrationUgPerMl; @*/
    }

    /*@ public normal_behavior
      @   ensures \result == (capacityNl > 0);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isInstalled() { return reservoir.isInstalled(); }
}
