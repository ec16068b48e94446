package org.itb.kernel;

/**
 * Commanded against confirmed volume, exact to the nL·ms/h (SR-31 … SR-34): totals since commissioning, the
 * rolling hour and day, and what was commanded since flow was last confirmed. Undelivered volume is known here
 * and nowhere added to a later command (SR-33).
 */
public class FlowMeter {
    /** Verdicts of a tick. */
    public static final int FINE = 0;
    public static final int TOO_LITTLE = 1;
    public static final int TOO_MUCH = 2;
    /** No motor delivers this in three centuries; a total that gets here counts as over-delivery. */
    public static final long COMMANDED_MAX_NL = 4000000000000L;
    public static final long CONFIRMED_MAX_NL = 1000000000000000L;
    /** The largest step that one confirmation can claim; far above every reservoir. */
    public static final long CLAIM_MAX_NL = 1000000000000L;

    /*@ spec_public @*/ private final FlowWindow hour;
    /*@ spec_public @*/ private final FlowWindow day;
    /*@ spec_public @*/ private final FlowWindow received;
    /*@ spec_public @*/ private long commandedNl;
    /*@ spec_public @*/ private long confirmedNl;
    /*@ spec_public @*/ private long carryNlMsPerH;
    /*@ spec_public @*/ private long commandedBeforeNl;
    /*@ spec_public @*/ private long confirmedBeforeNl;
    /*@ spec_public @*/ private long deficitNl;
    /*@ spec_public @*/ private long deficitMs;
    /*@ spec_public @*/ private boolean progress;
    /*@ spec_public @*/ private boolean recovered;

    /*+KEY@ public ghost \locset inner; @*/
    /*+KEY@ public ghost \locset marks; @*/
    /*+KEY@ accessible \inv: this.*, inner; @*/
    /*+KEY@ private invariant hour != null && day != null && received != null; @*/
    /*+OPENJML@ public invariant hour != null && day != null && received != null; @*/
    /*+KEY@ private invariant \invariant_for(hour) && \invariant_for(day) && \invariant_for(received); @*/
    /*+OPENJML@ public invariant \invariant_for(hour) && \invariant_for(day) && \invariant_for(received); @*/
    /*+KEY@ private invariant hour != day && hour != received && day != received; @*/
    /*+OPENJML@ public invariant hour != day && hour != received && day != received; @*/
    /*+OPENJML@ public invariant hour.commandedNl != day.commandedNl && hour.confirmedNl != day.confirmedNl && hour.commandedNl != day.confirmedNl && hour.confirmedNl != day.commandedNl; @*/
    /*+OPENJML@ public invariant received.commandedNl != hour.commandedNl && received.confirmedNl != hour.confirmedNl && received.commandedNl != hour.confirmedNl && received.confirmedNl != hour.commandedNl; @*/
    /*+OPENJML@ public invariant received.commandedNl != day.commandedNl && received.confirmedNl != day.confirmedNl && received.commandedNl != day.confirmedNl && received.confirmedNl != day.commandedNl; @*/
    /*+KEY@ private invariant (Object) hour != (Object) this && (Object) day != (Object) this && (Object) received != (Object) this; @*/
    /*+KEY@ private invariant \disjoint(this.*, hour.inner) && \disjoint(this.*, day.inner) && \disjoint(this.*, received.inner); @*/
    /*+KEY@ private invariant \disjoint(hour.*, hour.inner) && \disjoint(hour.*, day.inner) && \disjoint(hour.*, received.inner); @*/
    /*+KEY@ private invariant \disjoint(day.*, hour.inner) && \disjoint(day.*, day.inner) && \disjoint(day.*, received.inner); @*/
    /*+KEY@ private invariant \disjoint(received.*, hour.inner) && \disjoint(received.*, day.inner) && \disjoint(received.*, received.inner); @*/
    /*+KEY@ private invariant \disjoint(hour.inner, day.inner) && \disjoint(hour.inner, received.inner) && \disjoint(day.inner, received.inner); @*/
    // What KeY puts last in a union it no longer keeps as a subset of it; so these are a set of their own, which it puts first.
    /*+KEY@ private invariant marks == \set_union(hour.inner, day.inner, received.inner); @*/
    /*+KEY@ private invariant inner == \set_union(marks, hour.*, day.*, received.*); @*/
    /*+KEY@ private invariant 0 <= commandedBeforeNl && commandedBeforeNl <= commandedNl && commandedNl <= 4000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= commandedBeforeNl && commandedBeforeNl <= commandedNl && commandedNl <= 4000000000000L; @*/
    /*+KEY@ private invariant 0 <= confirmedBeforeNl && confirmedBeforeNl <= confirmedNl && confirmedNl <= 1000000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= confirmedBeforeNl && confirmedBeforeNl <= confirmedNl && confirmedNl <= 1000000000000000L; @*/
    /*+KEY@ private invariant 0 <= carryNlMsPerH && carryNlMsPerH < 3600000; @*/
    /*+OPENJML@ public invariant 0 <= carryNlMsPerH && carryNlMsPerH < 3600000; @*/
    /*+KEY@ private invariant 0 <= deficitNl && deficitNl <= 4000000000000L && 0 <= deficitMs && deficitMs <= 10000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= deficitNl && deficitNl <= 4000000000000L && 0 <= deficitMs && deficitMs <= 10000000000000L; @*/

    /*@ public normal_behavior
      @   ensures commandedNl == 0 && confirmedNl == 0 && carryNlMsPerH == 0 && deficitNl == 0 && deficitMs == 0;
      @   assignable \nothing;
      @*/
    /*+KEY@ ensures \fresh(inner) && \disjoint(this.*, inner); @*/
    public FlowMeter() {
        this.hour = new FlowWindow(60000, 61);
        this.day = new FlowWindow(900000, 97);
        this.received = new FlowWindow(900000, 97);
        /*+KEY@ set marks = \set_union(hour.inner, day.inner, received.inner); @*/
        /*+KEY@ set inner = \set_union(marks, hour.*, day.*, received.*); @*/
    }

    /** The motor was commanded this load: whole nL to the total, the remainder carried, nothing lost. */
    // [impl->req~SR-33~1]
    // [contract->req~SR-33~1]
    /*@ public normal_behavior // SR-33
      @   requires 0 <= loadNlMsPerH && loadNlMsPerH <= 900000000000000000L && 0 <= lastsMs && lastsMs <= 315360000000L;
      @   ensures (\old(commandedNl) <= 3700000000000L) ==>
      @       commandedNl * 3600000L + carryNlMsPerH == \old(commandedNl) * 3600000L + \old(carryNlMsPerH) + loadNlMsPerH;
      @   ensures commandedBeforeNl == \old(commandedNl) && commandedNl >= \old(commandedNl) && !progress;
      @   ensures \old(progress) ==> deficitNl == 0 && deficitMs == 0;
      @   ensures !\old(progress) ==> deficitNl >= \old(deficitNl) && deficitMs >= \old(deficitMs);
      @   ensures !\old(progress) && \old(deficitMs) < 10000000000000L - lastsMs ==> deficitMs == \old(deficitMs) + lastsMs;
      @   ensures !\old(progress) && \old(deficitNl) <= 3700000000000L
      @       ==> (deficitNl - \old(deficitNl)) * 3600000L == \old(carryNlMsPerH) + loadNlMsPerH - carryNlMsPerH;
      @   assignable commandedNl, commandedBeforeNl, carryNlMsPerH, deficitNl, deficitMs, progress;
      @*/
    public void command(long loadNlMsPerH, long lastsMs) {
        long total = carryNlMsPerH + loadNlMsPerH;
        long dueNl = Arithmetic.floorNl(total);
        carryNlMsPerH = total - dueNl * Arithmetic.LOAD_PER_NL;
        commandedBeforeNl = commandedNl;
        commandedNl = Arithmetic.addUpTo(commandedNl, dueNl, COMMANDED_MAX_NL);
        owe(dueNl, lastsMs);
    }

    /** What was commanded since flow was last confirmed; progress is used up. */
    // [contract->req~SR-32~1]
    /*@ private normal_behavior // SR-32
      @   requires 0 <= dueNl && dueNl <= 277777777778L && 0 <= lastsMs && lastsMs <= 315360000000L;
      @   ensures !progress;
      @   ensures \old(progress) ==> deficitNl == 0 && deficitMs == 0;
      @   ensures !\old(progress) ==> deficitNl == (dueNl < 4000000000000L - \old(deficitNl) ? \old(deficitNl) + dueNl : 4000000000000L);
      @   ensures !\old(progress) ==> deficitMs == (lastsMs < 10000000000000L - \old(deficitMs) ? \old(deficitMs) + lastsMs : 10000000000000L);
      @   assignable deficitNl, deficitMs, progress;
      @*/
    private void owe(long dueNl, long lastsMs) {
        deficitNl = progress ? 0 : Arithmetic.addUpTo(deficitNl, dueNl, COMMANDED_MAX_NL);
        deficitMs = progress ? 0 : Arithmetic.addUpTo(deficitMs, lastsMs, Parameters.TIME_MAX_MS);
        progress = false;
    }

    /** The motor's encoder confirms a volume since the last confirmation; above the claim limit it counts as that. */
    // [impl->req~SR-34~1]
    // [contract->req~SR-34~1]
    /*@ public normal_behavior // SR-34
      @   requires 0 <= deltaNl;
      @   ensures confirmedNl >= \old(confirmedNl) && (progress == (\old(progress) || deltaNl > 0));
      @   ensures deltaNl <= 1000000000000L && \old(confirmedNl) < 1000000000000000L - deltaNl
      @       ==> confirmedNl == \old(confirmedNl) + deltaNl;
      @   assignable confirmedNl, progress;
      @*/
    public void confirm(long deltaNl) {
        confirmedNl = Arithmetic.addUpTo(confirmedNl, Arithmetic.min(deltaNl, CLAIM_MAX_NL), CONFIRMED_MAX_NL);
        if (deltaNl > 0) {
            progress = true;
        }
    }

    /** Flow was confirmed since the last tick (D-39d). */
    // [contract->req~SR-32~1]
    /*@ public normal_behavior // SR-32
      @   ensures \result == progress;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isProgress() { return progress; }

    /** SR-31, SR-32: the windows move on, then over-delivery is judged before stall and under-delivery. */
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ public normal_behavior // SR-31, SR-32
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures 0 <= \result && \result <= 2;
      @   ensures deficitNl >= 2000 && deficitMs >= 60000 ==> \result != 0;
      @   ensures confirmedNl == 1000000000000000L ==> \result == 2;
      @   ensures confirmedBeforeNl == confirmedNl;
      @*/
    /*+KEY@ assignable confirmedBeforeNl, recovered, inner; @*/
    /*+OPENJML@ assignable confirmedBeforeNl, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*], received.*, received.commandedNl[*], received.confirmedNl[*], recovered; @*/
    public int judge(long nowMs) {
        moveOn(nowMs);
        confirmedBeforeNl = confirmedNl;
        return verdict();
    }

    /** The windows move on; of what was too little nothing counts from before a recovery. */
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ private normal_behavior // SR-31, SR-32
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures nowMs < hour.nextEdgeMs && nowMs < day.nextEdgeMs && nowMs < received.nextEdgeMs && !recovered;
      @   ensures \old(recovered) ==> received.commandedFromNl == commandedNl && received.confirmedFromNl == confirmedNl;
      @*/
    /*+KEY@ assignable recovered, hour.oldest, hour.nextEdgeMs, hour.commandedFromNl, hour.confirmedFromNl, hour.inner, day.oldest, day.nextEdgeMs, day.commandedFromNl, day.confirmedFromNl, day.inner, received.oldest, received.nextEdgeMs, received.commandedFromNl, received.confirmedFromNl, received.inner; @*/
    /*+OPENJML@ assignable hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*], received.*, received.commandedNl[*], received.confirmedNl[*], recovered; @*/
    private void moveOn(long nowMs) {
        move(hour, nowMs);
        move(day, nowMs);
        move(received, nowMs);
        if (recovered) {
            received.restart(nowMs, commandedNl, confirmedNl);
            recovered = false;
        }
    }

    /** One window moves on, with the totals now and those of the tick before. */
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ private normal_behavior // SR-31, SR-32
      @   requires window != null && \invariant_for(window) && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires 0 <= commandedBeforeNl && commandedBeforeNl <= commandedNl && commandedNl <= 4000000000000L;
      @   requires 0 <= confirmedBeforeNl && confirmedBeforeNl <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   ensures \invariant_for(window) && nowMs < window.nextEdgeMs;
      @*/
    /*+KEY@ assignable window.oldest, window.nextEdgeMs, window.commandedFromNl, window.confirmedFromNl, window.inner; @*/
    /*+OPENJML@ assignable window.*, window.commandedNl[*], window.confirmedNl[*]; @*/
    private /*@ helper @*/ void move(FlowWindow window, long nowMs) { window.advance(nowMs, commandedNl, confirmedNl, commandedBeforeNl, confirmedBeforeNl); }

    /** SR-31, SR-32: how flow is, by the windows as they stand. */
    // [impl->req~SR-31~1] [impl->req~SR-32~1]
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ private normal_behavior // SR-31, SR-32
      @   ensures 0 <= \result && \result <= 2;
      @   ensures deficitNl >= 2000 && deficitMs >= 60000 ==> \result != 0;
      @   ensures confirmedNl == 1000000000000000L ==> \result == 2;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ int verdict() {
        if (isOver()) { return TOO_MUCH; }
        if (FlowRules.isStall(deficitNl, deficitMs)) { return TOO_LITTLE; }
        if (isUnder()) { return TOO_LITTLE; }
        return FINE;
    }

    /** Less was confirmed than commanded, of what was commanded in the last day and since flow came back. */
    // [contract->req~SR-32~1]
    /*@ private normal_behavior // SR-32
      @   ensures \result == ((confirmedNl < received.confirmedFromNl ? 0 : confirmedNl - received.confirmedFromNl) * 1000 < (commandedNl < received.commandedFromNl ? 0 : commandedNl - received.commandedFromNl) * 855 - 2000000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isUnder() {
        return FlowRules.isUnderDelivery(received.commandedInNl(commandedNl), received.confirmedInNl(confirmedNl));
    }

    /** Over-delivery in the hour or in the day. */
    // [contract->req~SR-31~1]
    /*@ private normal_behavior // SR-31
      @   ensures \result == (confirmedNl == 1000000000000000L
      @       || (confirmedNl < hour.confirmedFromNl ? 0 : confirmedNl - hour.confirmedFromNl) * 1000 > (commandedNl < hour.commandedFromNl ? 0 : commandedNl - hour.commandedFromNl) * 1145 + 2000000
      @       || (confirmedNl < day.confirmedFromNl ? 0 : confirmedNl - day.confirmedFromNl) * 1000 > (commandedNl < day.commandedFromNl ? 0 : commandedNl - day.commandedFromNl) * 1145 + 2000000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isOver() {
        if (isOverIn(hour)) { return true; }
        return isOverIn(day);
    }

    /** Over-delivery in a window. */
    // [contract->req~SR-31~1]
    /*@ private normal_behavior // SR-31
      @   requires window != null && \invariant_for(window);
      @   requires 0 <= commandedNl && commandedNl <= 4000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   ensures \result == (confirmedNl == 1000000000000000L
      @       || (confirmedNl < window.confirmedFromNl ? 0 : confirmedNl - window.confirmedFromNl) * 1000 > (commandedNl < window.commandedFromNl ? 0 : commandedNl - window.commandedFromNl) * 1145 + 2000000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ boolean isOverIn(FlowWindow window) {
        if (confirmedNl == CONFIRMED_MAX_NL) { return true; }
        return FlowRules.isOverDelivery(window.commandedInNl(commandedNl), window.confirmedInNl(confirmedNl));
    }

    /** D-21: over-delivery in the last hour, the condition of A03. */
    // [contract->req~SR-31~1]
    /*@ public normal_behavior // SR-31
      @   ensures confirmedNl == 1000000000000000L ==> \result;
      @*/
    /*+OPENJML@ ensures \result == (confirmedNl == 1000000000000000L || (confirmedNl < hour.confirmedFromNl ? 0 : confirmedNl - hour.confirmedFromNl) * 1000 > (commandedNl < hour.commandedFromNl ? 0 : commandedNl - hour.commandedFromNl) * 1145 + 2000000); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isOverInHour() { return isOverIn(hour); }

    /**
     * D-20: flow is back after a stall. What was too little before does not count any more, from the booking of this
     * interval on; what is too much still does.
     */
    // [impl->req~SR-32~1]
    // [contract->req~SR-32~1]
    /*@ public normal_behavior // SR-32
      @   ensures recovered && deficitNl == 0 && deficitMs == 0;
      @   assignable recovered, deficitNl, deficitMs;
      @*/
    public void recover() {
        recovered = true;
        deficitNl = 0;
        deficitMs = 0;
    }

    /** D-21, D-22: what was before now does not count any more. */
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ public normal_behavior // SR-31, SR-32
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures deficitNl == 0 && deficitMs == 0;
      @   ensures commandedBeforeNl == commandedNl && confirmedBeforeNl == confirmedNl;
      @*/
    /*+KEY@ assignable commandedBeforeNl, confirmedBeforeNl, deficitNl, deficitMs, recovered, inner; @*/
    /*+OPENJML@ assignable commandedBeforeNl, confirmedBeforeNl, deficitNl, deficitMs, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*], received.*, received.commandedNl[*], received.confirmedNl[*], recovered; @*/
    public void restart(long nowMs) {
        restartWindows(nowMs);
        recovered = false;
        commandedBeforeNl = commandedNl;
        confirmedBeforeNl = confirmedNl;
        deficitNl = 0;
        deficitMs = 0;
    }

    /** Each window forgets what was before now. */
    // [contract->req~SR-31~1] [contract->req~SR-32~1]
    /*@ private normal_behavior // SR-31, SR-32
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures hour.commandedFromNl == commandedNl && hour.confirmedFromNl == confirmedNl;
      @   ensures day.commandedFromNl == commandedNl && day.confirmedFromNl == confirmedNl;
      @   ensures received.commandedFromNl == commandedNl && received.confirmedFromNl == confirmedNl;
      @*/
    /*+KEY@ assignable hour.nextEdgeMs, hour.commandedFromNl, hour.confirmedFromNl, hour.inner, day.nextEdgeMs, day.commandedFromNl, day.confirmedFromNl, day.inner, received.nextEdgeMs, received.commandedFromNl, received.confirmedFromNl, received.inner; @*/
    /*+OPENJML@ assignable hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*], received.*, received.commandedNl[*], received.confirmedNl[*]; @*/
    private void restartWindows(long nowMs) {
        hour.restart(nowMs, commandedNl, confirmedNl);
        day.restart(nowMs, commandedNl, confirmedNl);
        received.restart(nowMs, commandedNl, confirmedNl);
    }

    /*@ public normal_behavior ensures \result == carryNlMsPerH && 0 <= \result && \result < 3600000; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long carryNlMsPerH() { return carryNlMsPerH; }

    /** Nothing was commanded since the last confirmed progress. */
    /*@ public normal_behavior ensures \result == (deficitNl == 0); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isMoving() { return deficitNl == 0; }

    /*@ public normal_behavior ensures \result == commandedNl && 0 <= \result && \result <= 4000000000000L; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long commandedNl() { return commandedNl; }

    /*@ public normal_behavior ensures \result == confirmedNl && 0 <= \result && \result <= 1000000000000000L; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long confirmedNl() { return confirmedNl; }

    /** SR-54: saved or loaded, with the flow windows: a restart forgets no flow (SR-31, SR-32). */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 15 + 2 * (hour.commandedNl.length + day.commandedNl.length + received.commandedNl.length);
      @   ensures !image.loading ==> commandedNl == \old(commandedNl) && confirmedNl == \old(confirmedNl) && carryNlMsPerH == \old(carryNlMsPerH) && commandedBeforeNl == \old(commandedBeforeNl) && confirmedBeforeNl == \old(confirmedBeforeNl) && deficitNl == \old(deficitNl) && deficitMs == \old(deficitMs) && progress == \old(progress) && recovered == \old(recovered);
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*); @*/
    /*+KEY@ assignable commandedNl, confirmedNl, carryNlMsPerH, commandedBeforeNl, confirmedBeforeNl, deficitNl, deficitMs, progress, recovered, inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.*, hour.*, hour.commandedNl[*], hour.confirmedNl[*], day.*, day.commandedNl[*], day.confirmedNl[*], received.*, received.commandedNl[*], received.confirmedNl[*], image.*, image.words[*]; @*/
    public void exchange(Image image) {
        /*+KEY@ assert \subset(hour.inner, inner); @*/
        /*+KEY@ assert \disjoint(image.*, hour.inner) && \disjoint(image.words[*], hour.inner); @*/
        /*+KEY@ assert \subset(day.inner, inner); @*/
        /*+KEY@ assert \disjoint(image.*, day.inner) && \disjoint(image.words[*], day.inner); @*/
        /*+KEY@ assert \subset(received.inner, inner); @*/
        /*+KEY@ assert \disjoint(image.*, received.inner) && \disjoint(image.words[*], received.inner); @*/
        exchangeTotals(image);
        exchangeDeficit(image);
        exchangeWindow(hour, image);
        exchangeWindow(day, image);
        exchangeWindow(received, image);
    }

    /** The totals, now and at the last tick, and what is carried. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= commandedBeforeNl && commandedBeforeNl <= commandedNl && commandedNl <= 4000000000000L;
      @   requires 0 <= confirmedBeforeNl && confirmedBeforeNl <= confirmedNl && confirmedNl <= 1000000000000000L && 0 <= carryNlMsPerH && carryNlMsPerH < 3600000;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 5;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2043 ==> image.misfitCount == 0;
      @   ensures 0 <= commandedBeforeNl && commandedBeforeNl <= commandedNl && commandedNl <= 4000000000000L;
      @   ensures 0 <= confirmedBeforeNl && confirmedBeforeNl <= confirmedNl && confirmedNl <= 1000000000000000L && 0 <= carryNlMsPerH && carryNlMsPerH < 3600000;
      @   ensures !image.loading ==> commandedNl == \old(commandedNl) && confirmedNl == \old(confirmedNl) && carryNlMsPerH == \old(carryNlMsPerH) && commandedBeforeNl == \old(commandedBeforeNl) && confirmedBeforeNl == \old(confirmedBeforeNl);
      @*/
    /*+KEY@ assignable commandedNl, confirmedNl, carryNlMsPerH, commandedBeforeNl, confirmedBeforeNl, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable commandedNl, confirmedNl, carryNlMsPerH, commandedBeforeNl, confirmedBeforeNl, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeTotals(Image image) {
        commandedNl = image.word(commandedNl, 0, COMMANDED_MAX_NL);
        confirmedNl = image.word(confirmedNl, 0, CONFIRMED_MAX_NL);
        commandedBeforeNl = image.word(commandedBeforeNl, 0, commandedNl);
        confirmedBeforeNl = image.word(confirmedBeforeNl, 0, confirmedNl);
        carryNlMsPerH = image.word(carryNlMsPerH, 0, Arithmetic.LOAD_PER_NL - 1);
    }

    /** What was commanded since flow was last confirmed, and what a recovery left to do. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= deficitNl && deficitNl <= 4000000000000L && 0 <= deficitMs && deficitMs <= 10000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 4;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2044 ==> image.misfitCount == 0;
      @   ensures 0 <= deficitNl && deficitNl <= 4000000000000L && 0 <= deficitMs && deficitMs <= 10000000000000L;
      @   ensures !image.loading ==> deficitNl == \old(deficitNl) && deficitMs == \old(deficitMs) && progress == \old(progress) && recovered == \old(recovered);
      @*/
    /*+KEY@ assignable deficitNl, deficitMs, progress, recovered, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable deficitNl, deficitMs, progress, recovered, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeDeficit(Image image) {
        deficitNl = image.word(deficitNl, 0, COMMANDED_MAX_NL);
        deficitMs = image.word(deficitMs, 0, Parameters.TIME_MAX_MS);
        progress = image.flag(progress);
        recovered = image.flag(recovered);
    }

    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires window != null && \invariant_for(window) && image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= commandedNl && commandedNl <= 4000000000000L && 0 <= confirmedNl && confirmedNl <= 1000000000000000L;
      @   ensures \invariant_for(window) && \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 2 * window.commandedNl.length + 2;
      @*/
    /*+OPENJML@ requires window.commandedNl != null && window.confirmedNl != null; @*/
    /*+KEY@ requires \disjoint(image.words[*], window.inner) && \disjoint(image.*, window.inner); @*/
    /*+KEY@ assignable window.inner, window.oldest, window.nextEdgeMs, window.commandedFromNl, window.confirmedFromNl, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable window.*, window.commandedNl[*], window.confirmedNl[*], image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeWindow(FlowWindow window, Image image) {
        window.exchange(image, commandedNl, confirmedNl, 0, 2 * Parameters.TIME_MAX_MS);
    }
}
