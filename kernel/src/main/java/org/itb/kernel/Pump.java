package org.itb.kernel;

/** The physical side: flow, reservoir and battery, as far as they can be sensed (SR-28 … SR-34, SR-39). */
public class Pump {
    /*@ spec_public @*/ private final FlowMeter meter;
    /*@ spec_public @*/ private final Reservoir reservoir;
    /*@ spec_public @*/ private final Battery battery;

    /*@ public invariant meter != null && reservoir != null && battery != null; @*/
    /*+KEY@ private invariant \invariant_for(meter) && \invariant_for(reservoir) && \invariant_for(battery); @*/
    /*+OPENJML@ public invariant \invariant_for(meter) && \invariant_for(reservoir) && \invariant_for(battery); @*/

    /*@ public normal_behavior
      @   ensures \fresh(meter) && \fresh(reservoir) && \fresh(battery);
      @   assignable \nothing;
      @*/
    public Pump() {
        this.meter = new FlowMeter();
        this.reservoir = new Reservoir();
        this.battery = new Battery();
    }

    /** SR-28: what the commands leave. */
    /*@ public normal_behavior // SR-28
      @   ensures \result <= reservoir.fillNl;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long nominalNl() { return reservoir.nominalNl(meter.commandedNl()); }

    /** SR-28: what is surely left. */
    /*@ public normal_behavior // SR-28
      @   ensures \result <= reservoir.fillNl;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ long pessimisticNl() {
        return reservoir.pessimisticNl(meter.commandedNl(), meter.confirmedNl());
    }

    /** SR-28: A04's condition. */
    /*@ public normal_behavior // SR-28
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean isLow() { return pessimisticNl() <= Parameters.RESERVOIR_LOW_NL; }

    /** SR-28: A05's condition; delivery goes on. */
    /*@ public normal_behavior // SR-28
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean isPossiblyEmpty() { return pessimisticNl() <= Parameters.RESERVOIR_EMPTY_NL; }

    /** SR-28: nothing can be left to deliver: STOP. */
    /*@ public normal_behavior // SR-28
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean isEmpty() { return nominalNl() <= Parameters.RESERVOIR_EMPTY_NL; }

    /** SR-29: what was aspirated does not fit what the commands should have left. */
    // [impl->req~SR-29~1]
    /*@ public normal_behavior // SR-29
      @   requires 0 <= aspiratedNl && aspiratedNl <= 40000000;
      @   assignable \nothing;
      @*/
    public /*@ pure @*/ boolean isDiscrepancy(long aspiratedNl) {
        return FlowRules.isRefillDiscrepancy(aspiratedNl, nominalNl(), reservoir.commandedSinceFillNl(meter.commandedNl()));
    }

    /** SR-28: a refill of the same drug starts both estimates anew. */
    /*@ public normal_behavior // SR-28, SR-29
      @   requires 1 <= filledNl && filledNl <= reservoir.capacityNl;
      @*/
    public void refill(long filledNl) {
        reservoir.refill(filledNl, meter.commandedNl(), meter.confirmedNl());
    }

    /*@ public normal_behavior ensures \result == meter; assignable \nothing; @*/
    public /*@ pure @*/ FlowMeter meter() { return meter; }

    /*@ public normal_behavior ensures \result == reservoir; assignable \nothing; @*/
    public /*@ pure @*/ Reservoir reservoir() { return reservoir; }

    /*@ public normal_behavior ensures \result == battery; assignable \nothing; @*/
    public /*@ pure @*/ Battery battery() { return battery; }
}
