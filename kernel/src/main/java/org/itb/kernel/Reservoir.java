package org.itb.kernel;

/**
 * The drug in the pump: how much was filled, what concentration it has, and how much of the totals was already
 * gone then (SR-28, SR-29). The nominal volume is what the commands leave; the pessimistic one what the bad end of
 * the motor's accuracy, or its own confirmation, leaves (D-23). It may be below 0: the estimate then says that it
 * was empty before. Alarm on the pessimistic, stop only on the nominal one.
 */
public class Reservoir {
    /*@ spec_public @*/ private long capacityNl;
    /*@ spec_public @*/ private long fillNl;
    /*@ spec_public @*/ private long commandedAtFillNl;
    /*@ spec_public @*/ private long confirmedAtFillNl;
    /*@ spec_public @*/ private int concentrationUgPerMl;

    /*+KEY@ accessible \inv: this.*; @*/
    /*+KEY@ private invariant 0 <= fillNl && fillNl <= capacityNl && capacityNl <= 40000000; @*/
    /*+OPENJML@ public invariant 0 <= fillNl && fillNl <= capacityNl && capacityNl <= 40000000; @*/
    /*+KEY@ private invariant 0 <= commandedAtFillNl && commandedAtFillNl <= 4000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= commandedAtFillNl && commandedAtFillNl <= 4000000000000L; @*/
    /*+KEY@ private invariant -40000000 <= confirmedAtFillNl && confirmedAtFillNl <= 1000000000000000L; @*/
    /*+OPENJML@ public invariant -40000000 <= confirmedAtFillNl && confirmedAtFillNl <= 1000000000000000L; @*/
    /*+KEY@ private invariant concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000; @*/
    /*+OPENJML@ public invariant concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000; @*/

    /*@ public normal_behavior
      @   ensures fillNl == 0 && capacityNl == 0 && concentrationUgPerMl == 500 && commandedAtFillNl == 0 && confirmedAtFillNl == 0;
      @   assignable \nothing;
      @*/
    public Reservoir() {
        this.concentrationUgPerMl = Parameters.CONC_LOW_UG_PER_ML;
    }

    /** A capacity of 1 nL … 40 mL. */
    /*@ public normal_behavior
      @   ensures \result == (1 <= capacityNl && capacityNl <= 40000000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ boolean isCapacity(long capacityNl) {
        if (capacityNl < 1) { return false; }
        return capacityNl <= Parameters.CAPACITY_MAX_NL;
    }

    /** SR-29: a fill is above 0 and within the capacity. */
    // [impl->req~SR-29~1]
    // [contract->req~SR-29~1]
    /*@ public normal_behavior // SR-29
      @   ensures \result == (1 <= filledNl && filledNl <= capacityNl);
      @   ensures \result ==> 1 <= filledNl && filledNl <= 40000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isFill(long filledNl) {
        if (filledNl < 1) { return false; }
        return filledNl <= capacityNl;
    }

    /** What a needle can aspirate. */
    // [contract->req~SR-29~1]
    /*@ public normal_behavior // SR-29
      @   ensures \result == (0 <= aspiratedNl && aspiratedNl <= capacityNl);
      @   ensures \result ==> 0 <= aspiratedNl && aspiratedNl <= 40000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isAspirate(long aspiratedNl) {
        if (aspiratedNl < 0) { return false; }
        return aspiratedNl <= capacityNl;
    }

    /*@ public normal_behavior
      @   requires 1 <= fillNl && fillNl <= capacityNl && capacityNl <= 40000000;
      @   requires concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000;
      @   ensures this.capacityNl == capacityNl && this.fillNl == fillNl && this.concentrationUgPerMl == concentrationUgPerMl;
      @   assignable this.capacityNl, this.fillNl, this.concentrationUgPerMl;
      @*/
    public void install(int capacityNl, int fillNl, int concentrationUgPerMl) {
        this.capacityNl = capacityNl;
        this.fillNl = fillNl;
        this.concentrationUgPerMl = concentrationUgPerMl;
    }

    /**
     * SR-54: nobody knows what is in it. It may be all but empty, so A05 sounds until a refill; it may be full, so
     * nothing stops; and it may be the strongest drug, so every dose is counted as that.
     */
    // [impl->req~SR-54~1]
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires 0 <= commandedNl && commandedNl <= 4000000000000L;
      @   ensures fillNl == 40000000 && capacityNl == 40000000 && commandedAtFillNl == commandedNl;
      @   ensures confirmedAtFillNl == -39000000 && concentrationUgPerMl == 2000;
      @   assignable capacityNl, fillNl, commandedAtFillNl, confirmedAtFillNl, concentrationUgPerMl;
      @*/
    public void assume(long commandedNl) {
        capacityNl = Parameters.CAPACITY_MAX_NL;
        fillNl = Parameters.CAPACITY_MAX_NL;
        commandedAtFillNl = commandedNl;
        // As if a sensor had seen all of it leave but for P20.
        confirmedAtFillNl = Parameters.RESERVOIR_EMPTY_NL - Parameters.CAPACITY_MAX_NL;
        concentrationUgPerMl = Parameters.CONC_HIGH_UG_PER_ML;
    }

    /** A reservoir was installed, or assumed. */
    /*@ public normal_behavior
      @   ensures \result == (capacityNl > 0);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isInstalled() { return capacityNl > 0; }

    /** A refill of the same drug, when the totals stand at these values. */
    // [contract->req~SR-28~1] [contract->req~SR-29~1]
    /*@ public normal_behavior // SR-28, SR-29
      @   requires 1 <= filledNl && filledNl <= capacityNl;
      @   requires 0 <= commandedNl && commandedNl <= 4000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   ensures fillNl == filledNl && commandedAtFillNl == commandedNl && confirmedAtFillNl == confirmedNl;
      @   assignable fillNl, commandedAtFillNl, confirmedAtFillNl;
      @*/
    public void refill(long filledNl, long commandedNl, long confirmedNl) {
        fillNl = filledNl;
        commandedAtFillNl = commandedNl;
        confirmedAtFillNl = confirmedNl;
    }

    /** A refill with another drug, when the totals stand at these values. */
    // [contract->req~SR-25~1] [contract->req~SR-28~1]
    /*@ public normal_behavior // SR-25, SR-28
      @   requires 1 <= filledNl && filledNl <= capacityNl;
      @   requires concentrationUgPerMl == 500 || concentrationUgPerMl == 1000 || concentrationUgPerMl == 2000;
      @   requires 0 <= commandedNl && commandedNl <= 4000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   ensures fillNl == filledNl && commandedAtFillNl == commandedNl && confirmedAtFillNl == confirmedNl;
      @   ensures this.concentrationUgPerMl == concentrationUgPerMl;
      @   assignable fillNl, commandedAtFillNl, confirmedAtFillNl, this.concentrationUgPerMl;
      @*/
    public void change(long filledNl, int concentrationUgPerMl, long commandedNl, long confirmedNl) {
        refill(filledNl, commandedNl, confirmedNl);
        this.concentrationUgPerMl = concentrationUgPerMl;
    }

    /** SR-28: what the commands leave. */
    // [impl->req~SR-28~1]
    // [contract->req~SR-28~1]
    /*@ public normal_behavior // SR-28
      @   requires 0 <= commandedNl && commandedNl <= 4000000000000L;
      @   ensures \result == fillNl - (commandedNl < commandedAtFillNl ? 0 : commandedNl - commandedAtFillNl);
      @   ensures \result <= fillNl && -4000000000000L <= \result && \result <= 40000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long nominalNl(long commandedNl) {
        return fillNl - Arithmetic.minus(commandedNl, commandedAtFillNl);
    }

    /** SR-28, SR-34, D-23: what is surely left. */
    // [impl->req~SR-28~1] [impl->req~SR-34~1]
    // [contract->req~SR-28~1] [contract->req~SR-34~1]
    /*@ public normal_behavior // SR-28, SR-34
      @   requires 0 <= commandedNl && commandedNl <= 4000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   ensures (commandedNl < commandedAtFillNl ? 0 : commandedNl - commandedAtFillNl) * 1145 <= (fillNl - \result) * 1000;
      @   ensures (confirmedNl < confirmedAtFillNl ? 0 : confirmedNl - confirmedAtFillNl) <= fillNl - \result;
      @   ensures \result == fillNl - (confirmedNl < confirmedAtFillNl ? 0 : confirmedNl - confirmedAtFillNl)
      @       || (fillNl - \result) * 1000 - (commandedNl < commandedAtFillNl ? 0 : commandedNl - commandedAtFillNl) * 1145 < 1000;
      @   ensures -2000000000000000L <= \result && \result <= fillNl && \result <= 40000000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long pessimisticNl(long commandedNl, long confirmedNl) {
        return fillNl - worstNl(Arithmetic.minus(commandedNl, commandedAtFillNl), Arithmetic.max(0, confirmedNl - confirmedAtFillNl));
    }

    /** The most that left, given what was commanded and what was confirmed. */
    // [contract->req~SR-28~1] [contract->req~SR-34~1]
    /*@ private normal_behavior // SR-28, SR-34
      @   requires 0 <= commandedNl && commandedNl <= 4000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000040000000L;
      @   ensures commandedNl * 1145 <= \result * 1000 && confirmedNl <= \result && 0 <= \result && \result <= 1000000040000000L;
      @   ensures \result == confirmedNl || \result * 1000 - commandedNl * 1145 < 1000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure @*/ long worstNl(long commandedNl, long confirmedNl) {
        return Arithmetic.max(Arithmetic.ceilWithAccuracyNl(commandedNl), confirmedNl);
    }

    /** What was commanded since the last fill. */
    // [contract->req~SR-29~1]
    /*@ public normal_behavior // SR-29
      @   requires 0 <= commandedNl && commandedNl <= 4000000000000L;
      @   ensures \result == (commandedNl < commandedAtFillNl ? 0 : commandedNl - commandedAtFillNl);
      @   ensures 0 <= \result && \result <= 4000000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long commandedSinceFillNl(long commandedNl) {
        return Arithmetic.minus(commandedNl, commandedAtFillNl);
    }

    /*@ public normal_behavior
      @   ensures \result == concentrationUgPerMl;
      @   ensures \result == 500 || \result == 1000 || \result == 2000;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int concentrationUgPerMl() { return concentrationUgPerMl; }

    /** SR-54: saved or loaded. It was not filled in the future. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= commandedSumNl && commandedSumNl <= 4000000000000L && 0 <= confirmedSumNl && confirmedSumNl <= 1000000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures !image.loading ==> capacityNl == \old(capacityNl) && fillNl == \old(fillNl) && commandedAtFillNl == \old(commandedAtFillNl) && confirmedAtFillNl == \old(confirmedAtFillNl) && concentrationUgPerMl == \old(concentrationUgPerMl);
      @   ensures image.loading ==> commandedAtFillNl <= commandedSumNl && confirmedAtFillNl <= confirmedSumNl;
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 5;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2043 && commandedAtFillNl <= commandedSumNl && confirmedAtFillNl <= confirmedSumNl ==> image.misfitCount == 0;
      @*/
    /*+KEY@ assignable capacityNl, fillNl, commandedAtFillNl, confirmedAtFillNl, concentrationUgPerMl, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.*, image.*, image.words[*]; @*/
    public void exchange(Image image, long commandedSumNl, long confirmedSumNl) {
        capacityNl = image.word(capacityNl, 0, Parameters.CAPACITY_MAX_NL);
        fillNl = image.word(fillNl, 0, capacityNl);
        commandedAtFillNl = image.word(commandedAtFillNl, 0, commandedSumNl);
        confirmedAtFillNl = image.word(confirmedAtFillNl, -Parameters.CAPACITY_MAX_NL, confirmedSumNl);
        concentrationUgPerMl = FluidPath.exchangedUgPerMl(image, concentrationUgPerMl);
    }
}
