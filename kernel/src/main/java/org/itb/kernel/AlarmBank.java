package org.itb.kernel;

/**
 * Which of the twenty alarms are active, their present priority, which are paused, and which one sounds
 * (SR-41 … SR-45). An active alarm stays until it is lowered: latched means latched. What delivery needs of all
 * that is two facts: the mode that the alarms demand and whether they bar a bolus. Index 0 is unused.
 */
public class AlarmBank {
    /** What sounds: nothing, a non-critical or a critical alarm. */
    public static final int SILENT = 0;
    public static final int NONCRITICAL = 1;
    public static final int CRITICAL = 2;
    private static final int SLOT_COUNT = 21;
    private static final long PAUSE_END_MAX_MS = 10000086400000L;
    private static final long COUNTED_MAX_COUNT = 1000000000000000L;

    /*@ spec_public @*/ private final boolean[] active;
    /*@ spec_public @*/ private final boolean[] critical;
    /*@ spec_public @*/ private final long[] pausedUntilMs;
    /*@ spec_public @*/ private final int[] level;
    /*@ spec_public @*/ private final boolean[] alone;
    /*@ spec_public @*/ private int demand;
    /*@ spec_public @*/ private boolean bars;
    /*@ spec_public @*/ private int soundingAlarm;
    /*@ spec_public @*/ private int signal;
    /*@ spec_public @*/ private long nextSoundAtMs;
    /*@ spec_public @*/ private long pauseEndsAtMs;
    /*@ spec_public @*/ private boolean alert;
    /*@ spec_public @*/ private long soundingCount;

    /*+KEY@ public ghost \locset inner; @*/
    /*@ public ghost boolean stalled; @*/
    /*@ public ghost boolean memoryLost; @*/
    /*@ public ghost boolean copyLost; @*/
    /*@ public ghost boolean untimed; @*/
    /*@ public ghost boolean attacked; @*/
    /*@ public ghost boolean bridgeLost; @*/
    /*@ public ghost boolean gapped; @*/
    /*@ public ghost boolean blind; @*/
    /*@ public ghost boolean faulty; @*/
    /*@ public ghost boolean reminded; @*/
    /*@ public ghost boolean restarted; @*/
    /*@ public ghost int barring; @*/
    /*+KEY@ accessible \inv: this.*, inner; @*/
    /*+KEY@ private invariant inner == \set_union(active[*], critical[*], pausedUntilMs[*], level[*], alone[*]); @*/
    /*+KEY@ private invariant active != null && critical != null && pausedUntilMs != null && level != null && alone != null && active != critical && alone != active && alone != critical; @*/
    /*+OPENJML@ public invariant active != null && critical != null && pausedUntilMs != null && level != null && alone != null && active != critical && alone != active && alone != critical; @*/
    /*+KEY@ private invariant (Object) level != (Object) active && (Object) level != (Object) critical && (Object) level != (Object) pausedUntilMs && (Object) pausedUntilMs != (Object) active && (Object) pausedUntilMs != (Object) critical && (Object) alone != (Object) level && (Object) alone != (Object) pausedUntilMs; @*/
    /*+KEY@ private invariant active.length == 21 && critical.length == 21 && pausedUntilMs.length == 21 && level.length == 21 && alone.length == 21; @*/
    /*+OPENJML@ public invariant active.length == 21 && critical.length == 21 && pausedUntilMs.length == 21 && level.length == 21 && alone.length == 21; @*/
    /*+KEY@ private invariant 0 <= demand && demand <= 3 && 0 <= soundingAlarm && soundingAlarm <= 20; @*/
    /*+OPENJML@ public invariant 0 <= demand && demand <= 3 && 0 <= soundingAlarm && soundingAlarm <= 20; @*/
    /*+KEY@ private invariant 0 <= signal && signal <= 2 && signal <= 2 * soundingAlarm && soundingAlarm <= 20 * signal; @*/
    /*+OPENJML@ public invariant 0 <= signal && signal <= 2 && signal <= 2 * soundingAlarm && soundingAlarm <= 20 * signal; @*/
    /*+KEY@ private invariant 0 <= nextSoundAtMs && nextSoundAtMs <= 20000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= nextSoundAtMs && nextSoundAtMs <= 20000000000000L; @*/
    /*+KEY@ private invariant 0 <= pauseEndsAtMs && pauseEndsAtMs <= 20000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= pauseEndsAtMs && pauseEndsAtMs <= 20000000000000L; @*/
    /*+KEY@ private invariant 0 <= soundingCount && soundingCount <= 1000000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= soundingCount && soundingCount <= 1000000000000000L; @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < 21; 0 <= pausedUntilMs[i] && pausedUntilMs[i] <= 10000086400000L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < 21; 0 <= pausedUntilMs[i] && pausedUntilMs[i] <= 10000086400000L); @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < 21; 0 <= level[i] && level[i] <= 3); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < 21; 0 <= level[i] && level[i] <= 3); @*/
    /*+KEY@ private invariant (\forall int i; 1 <= i && i <= 20; active[i] ==> level[i] <= demand); @*/
    /*+OPENJML@ public invariant (\forall int i; 1 <= i && i <= 20; active[i] ==> level[i] <= demand); @*/
    /*+KEY@ private invariant (\forall int i; 1 <= i && i <= 20; critical[i] ==> active[i]); @*/
    /*+OPENJML@ public invariant (\forall int i; 1 <= i && i <= 20; critical[i] ==> active[i]); @*/
    /*+KEY@ private invariant (\forall int i; 1 <= i && i <= 20; active[i] && (critical[i] || alone[i]) ==> bars); @*/
    /*+OPENJML@ public invariant (\forall int i; 1 <= i && i <= 20; active[i] && (critical[i] || alone[i]) ==> bars); @*/
    /*+KEY@ private invariant level[3] == 3 && level[7] == 3 && level[9] == 0 && level[10] == 2 && level[18] == 2 && level[13] == 1 && level[19] == 1 && level[20] == 1 && alone[2] && alone[17]; @*/
    /*+OPENJML@ public invariant level[3] == 3 && level[7] == 3 && level[9] == 0 && level[10] == 2 && level[18] == 2 && level[13] == 1 && level[19] == 1 && level[20] == 1 && alone[2] && alone[17]; @*/
    /*+KEY@ private invariant stalled == active[1] && memoryLost == active[10] && copyLost == active[11] && untimed == active[14] && attacked == active[15] && bridgeLost == active[16] && gapped == active[18] && blind == active[19] && faulty == active[20] && reminded == active[9] && restarted == (active[8] || active[12]); @*/
    /*+OPENJML@ public invariant stalled == active[1] && memoryLost == active[10] && copyLost == active[11] && untimed == active[14] && attacked == active[15] && bridgeLost == active[16] && gapped == active[18] && blind == active[19] && faulty == active[20] && reminded == active[9] && restarted == (active[8] || active[12]); @*/
    /*+KEY@ private invariant 0 <= barring && barring <= 20 && barring != 9 && (barring != 0 ==> bars && active[barring] && (critical[barring] || alone[barring])); @*/
    /*+OPENJML@ public invariant 0 <= barring && barring <= 20 && barring != 9 && (barring != 0 ==> bars && active[barring] && (critical[barring] || alone[barring])); @*/

    // [contract->req~SR-31~1] [contract->req~SR-35~1] [contract->req~SR-39~1]
    /*@ public normal_behavior // SR-31, SR-35, SR-39
      @   ensures !stalled && !memoryLost && !copyLost && !untimed && !attacked && !bridgeLost && !gapped && !blind && !faulty && !reminded && !restarted && barring == 0;
      @   ensures demand == 0 && !bars && signal == 0 && soundingAlarm == 0 && soundingCount == 0;
      @   assignable \nothing;
      @*/
    /*+KEY@ ensures \fresh(inner) && \disjoint(this.*, inner); @*/
    /*+OPENJML@ ensures \fresh(active) && \fresh(critical) && \fresh(pausedUntilMs) && \fresh(level) && \fresh(alone); @*/
    /*+OPENJML@ ensures level.length == 21 && alone.length == 21 && alone[2] && alone[17]; @*/
    /*+OPENJML@ ensures (\forall int i; 0 <= i && i < 21; level[i] == (i == 3 || i == 7 ? 3 : i == 10 || i == 18 ? 2 : i == 13 || i == 19 || i == 20 ? 1 : 0)); @*/
    /*+OPENJML@ ensures (\forall int i; 0 <= i && i < 21 && i != 2 && i != 17; !alone[i]); @*/
    /*+OPENJML@ ensures active != null && critical != null && pausedUntilMs != null && level != null && alone != null && active != critical && alone != active && alone != critical; @*/
    /*+OPENJML@ ensures (\forall int i; 0 <= i && i < 21; !active[i]); @*/
    public AlarmBank() {
        this.active = new boolean[SLOT_COUNT];
        this.critical = new boolean[SLOT_COUNT];
        this.pausedUntilMs = new long[SLOT_COUNT];
        this.level = new int[SLOT_COUNT];
        this.alone = new boolean[SLOT_COUNT];
        setLevels();
        alone[Alarm.STALL_RECOVERED] = true;
        alone[Alarm.POST_MRI] = true;
        /*+KEY@ set inner = \set_union(active[*], critical[*], pausedUntilMs[*], level[*], alone[*]); @*/
    }

    /** Which mode each alarm demands (SR-31, SR-35, SR-39). */
    // [contract->req~SR-31~1] [contract->req~SR-35~1] [contract->req~SR-39~1]
    /*@ private normal_behavior // SR-31, SR-35, SR-39
      @   requires level != null && level.length == 21 && (\forall int i; 0 <= i && i < 21; level[i] == 0);
      @   ensures level[3] == 3 && level[7] == 3 && level[9] == 0 && level[10] == 2 && level[18] == 2 && level[13] == 1 && level[19] == 1 && level[20] == 1;
      @   ensures (\forall int i; 0 <= i && i < 21 && i != 3 && i != 7 && i != 10 && i != 18 && i != 13 && i != 19 && i != 20; level[i] == 0);
      @   ensures (\forall int i; 0 <= i && i < 21; 0 <= level[i] && level[i] <= 3);
      @   assignable level[*];
      @*/
    private /*@ helper @*/ void setLevels() {
        level[Alarm.OVER_DELIVERY] = Mode.STOP;
        level[Alarm.EOS] = Mode.STOP;
        level[Alarm.MEMORY_LOST] = Mode.MIN;
        level[Alarm.RESTART_GAP] = Mode.MIN;
        level[Alarm.REFILL_DISCREPANCY] = Mode.HOLD;
        level[Alarm.SENSOR_LOST] = Mode.HOLD;
        level[Alarm.KERNEL_FAULT] = Mode.HOLD;
    }

    /**
     * An alarm's condition holds, with this priority. A priority only rises while the alarm is active. A new
     * critical alarm, or one that becomes critical, ends every pause and sounds at once (SR-44).
     */
    // [impl->req~SR-41~1] [impl->req~SR-44~1]
    // [contract->req~SR-41~1] [contract->req~SR-44~1]
    /*@ public normal_behavior // SR-41, SR-44
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures (alarm == 1 ==> stalled) && (alarm != 1 ==> stalled == \old(stalled));
      @   ensures (alarm == 10 ==> memoryLost) && (alarm != 10 ==> memoryLost == \old(memoryLost));
      @   ensures (alarm == 11 ==> copyLost) && (alarm != 11 ==> copyLost == \old(copyLost));
      @   ensures (alarm == 14 ==> untimed) && (alarm != 14 ==> untimed == \old(untimed));
      @   ensures (alarm == 15 ==> attacked) && (alarm != 15 ==> attacked == \old(attacked));
      @   ensures (alarm == 16 ==> bridgeLost) && (alarm != 16 ==> bridgeLost == \old(bridgeLost));
      @   ensures (alarm == 18 ==> gapped) && (alarm != 18 ==> gapped == \old(gapped));
      @   ensures (alarm == 19 ==> blind) && (alarm != 19 ==> blind == \old(blind));
      @   ensures (alarm == 20 ==> faulty) && (alarm != 20 ==> faulty == \old(faulty));
      @   ensures (alarm == 9 ==> reminded) && (alarm != 9 ==> reminded == \old(reminded));
      @   ensures (alarm == 8 || alarm == 12 ==> restarted) && (alarm != 8 && alarm != 12 ==> restarted == \old(restarted));
      @   ensures (alarm == 3 || alarm == 7 ==> demand == 3) && (alarm == 10 || alarm == 18 ==> demand >= 2) && (alarm == 13 || alarm == 19 || alarm == 20 ==> demand >= 1);
      @   ensures alarm == 9 ==> demand == \old(demand) && barring == \old(barring);
      @   ensures alarm != 9 && (asCritical || alarm == 2 || alarm == 17) ==> barring != 0;
      @   ensures \old(barring) != 0 ==> barring != 0;
      @   ensures barring != 0 ==> bars;
      @   ensures soundingAlarm == \old(soundingAlarm) && signal == \old(signal) && soundingCount == \old(soundingCount);
      @   ensures \old(demand) <= demand && demand <= 3 && (\old(bars) ==> bars) && (asCritical ==> bars);
      @*/
    /*+OPENJML@ ensures active[alarm] && critical[alarm] == (\old(critical[alarm]) || asCritical);
      @   ensures (\forall int i; 0 <= i && i < 21 && i != alarm; active[i] == \old(active[i]) && critical[i] == \old(critical[i]));
      @   ensures asCritical && !\old(critical[alarm]) ==> alert && (\forall int i; 1 <= i && i <= 20; pausedUntilMs[i] == 0);
      @   ensures !asCritical || \old(critical[alarm]) ==> alert == \old(alert) && (\forall int i; 1 <= i && i <= 20; pausedUntilMs[i] == \old(pausedUntilMs[i]));
      @   ensures demand == (\old(demand) < level[alarm] ? level[alarm] : \old(demand));
      @   ensures level[alarm] == 0 ==> demand == \old(demand);
      @   ensures \old(bars) || critical[alarm] || alone[alarm] ==> bars;
      @   ensures bars ==> \old(bars) || critical[alarm] || alone[alarm];
      @   ensures (\forall int i; 1 <= i && i <= 20; active[i] && critical[i] ==> bars); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner; @*/
    /*+OPENJML@ assignable active[*], critical[*], pausedUntilMs[*], alert, demand, bars, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, reminded, restarted, barring; @*/
    public void raise(int alarm, boolean asCritical) {
        boolean before = critical[alarm];
        boolean news = asCritical & !before;
        soundAnew(news);
        mark(alarm, before | asCritical);
    }

    /** SR-44: with such news every pause ends, and the alarm sounds at once. */
    // [contract->req~SR-44~1]
    /*@ private normal_behavior // SR-44
      @   requires pausedUntilMs != null && pausedUntilMs.length == 21;
      @   requires (\forall int i; 0 <= i && i < 21; 0 <= pausedUntilMs[i] && pausedUntilMs[i] <= 10000086400000L);
      @   ensures (\forall int i; 0 <= i && i < 21; 0 <= pausedUntilMs[i] && pausedUntilMs[i] <= 10000086400000L);
      @   ensures news ==> alert;
      @   assignable pausedUntilMs[*], alert;
      @*/
    /*+OPENJML@ ensures news ==> (\forall int i; 1 <= i && i <= 20; pausedUntilMs[i] == 0);
      @   ensures !news ==> alert == \old(alert) && (\forall int i; 0 <= i && i < 21; pausedUntilMs[i] == \old(pausedUntilMs[i])); @*/
    private /*@ helper @*/ void soundAnew(boolean news) {
        if (news) {
            endPauses();
            alert = true;
        }
    }

    /** Notes an active alarm and its priority, and adds what it asks for to what the others ask for. */
    // [contract->req~SR-20~1] [contract->req~SR-41~1]
    /*@ private normal_behavior // SR-20, SR-41
      @   requires active != null && critical != null && level != null && alone != null;
      @   requires active != critical && alone != active && alone != critical;
      @   requires active.length == 21 && critical.length == 21 && level.length == 21 && alone.length == 21;
      @   requires 1 <= alarm && alarm <= 20 && 0 <= demand && demand <= 3;
      @   requires (\forall int i; 0 <= i && i < 21; 0 <= level[i] && level[i] <= 3);
      @   requires (\forall int i; 1 <= i && i <= 20; active[i] ==> level[i] <= demand);
      @   requires (\forall int i; 1 <= i && i <= 20; critical[i] ==> active[i]);
      @   requires (\forall int i; 1 <= i && i <= 20; active[i] && (critical[i] || alone[i]) ==> bars);
      @   requires 0 <= barring && barring <= 20 && barring != 9 && (barring != 0 ==> bars && active[barring] && (critical[barring] || alone[barring]));
      @   requires critical[alarm] ==> isCritical;
      @   ensures active[alarm] && critical[alarm] == isCritical;
      @   ensures (\forall int i; 0 <= i && i < 21 && i != alarm; active[i] == \old(active[i]) && critical[i] == \old(critical[i]));
      @   ensures 0 <= demand && demand <= 3 && demand == (\old(demand) < level[alarm] ? level[alarm] : \old(demand));
      @   ensures \old(bars) || critical[alarm] || alone[alarm] ==> bars;
      @   ensures bars ==> \old(bars) || critical[alarm] || alone[alarm];
      @   ensures (\forall int i; 1 <= i && i <= 20; active[i] ==> level[i] <= demand);
      @   ensures (\forall int i; 1 <= i && i <= 20; critical[i] ==> active[i]);
      @   ensures (\forall int i; 1 <= i && i <= 20; active[i] && (critical[i] || alone[i]) ==> bars);
      @   ensures stalled == active[1] && memoryLost == active[10] && copyLost == active[11] && untimed == active[14] && attacked == active[15] && bridgeLost == active[16] && gapped == active[18] && blind == active[19] && faulty == active[20] && reminded == active[9] && restarted == (active[8] || active[12]);
      @   ensures 0 <= barring && barring <= 20 && barring != 9 && (barring != 0 ==> bars && active[barring] && (critical[barring] || alone[barring]));
      @   ensures alarm == 9 || !isCritical && !alone[alarm] ==> barring == \old(barring);
      @   ensures alarm != 9 && (isCritical || alone[alarm]) ==> barring != 0;
      @   assignable active[*], critical[*], demand, bars, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, reminded, restarted, barring;
      @*/
    /*+KEY@ requires (Object) level != (Object) active && (Object) level != (Object) critical; @*/
    private /*@ helper @*/ void mark(int alarm, boolean isCritical) {
        setActive(alarm, true, isCritical);
        demand = ModeRules.worse(demand, level[alarm]);
        bars = bars | isCritical | alone[alarm];
        /*@ set barring = (alarm != 9 && (isCritical || alone[alarm]) ? alarm : barring); @*/
    }

    /** Notes whether an alarm is active, and whether as a critical one. */
    // [contract->req~SR-41~1]
    /*@ private normal_behavior // SR-41
      @   requires active != null && critical != null && active != critical && active.length == 21 && critical.length == 21;
      @   requires 1 <= alarm && alarm <= 20 && (isCritical ==> isActive);
      @   requires (\forall int i; 1 <= i && i <= 20; critical[i] ==> active[i]);
      @   ensures active[alarm] == isActive && critical[alarm] == isCritical;
      @   ensures (\forall int i; 0 <= i && i < 21 && i != alarm; active[i] == \old(active[i]) && critical[i] == \old(critical[i]));
      @   ensures (\forall int i; 1 <= i && i <= 20; critical[i] ==> active[i]);
      @   ensures stalled == active[1] && memoryLost == active[10] && copyLost == active[11] && untimed == active[14] && attacked == active[15] && bridgeLost == active[16] && gapped == active[18] && blind == active[19] && faulty == active[20] && reminded == active[9] && restarted == (active[8] || active[12]);
      @   assignable active[*], critical[*], stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, reminded, restarted;
      @*/
    private /*@ helper @*/ void setActive(int alarm, boolean isActive, boolean isCritical) {
        active[alarm] = isActive;
        critical[alarm] = isCritical;
        /*@ set stalled = active[1]; @*/
        /*@ set memoryLost = active[10]; @*/
        /*@ set copyLost = active[11]; @*/
        /*@ set untimed = active[14]; @*/
        /*@ set attacked = active[15]; @*/
        /*@ set bridgeLost = active[16]; @*/
        /*@ set gapped = active[18]; @*/
        /*@ set blind = active[19]; @*/
        /*@ set faulty = active[20]; @*/
        /*@ set reminded = active[9]; @*/
        /*@ set restarted = (active[8] || active[12]); @*/
    }

    /** SR-43: an alarm ends, because its condition does or because an authorised person cleared it. */
    // [impl->req~SR-43~1]
    // [contract->req~SR-43~1]
    /*@ public normal_behavior // SR-43
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures (alarm == 1 ==> !stalled) && (alarm != 1 ==> stalled == \old(stalled));
      @   ensures (alarm == 10 ==> !memoryLost) && (alarm != 10 ==> memoryLost == \old(memoryLost));
      @   ensures (alarm == 11 ==> !copyLost) && (alarm != 11 ==> copyLost == \old(copyLost));
      @   ensures (alarm == 14 ==> !untimed) && (alarm != 14 ==> untimed == \old(untimed));
      @   ensures (alarm == 15 ==> !attacked) && (alarm != 15 ==> attacked == \old(attacked));
      @   ensures (alarm == 16 ==> !bridgeLost) && (alarm != 16 ==> bridgeLost == \old(bridgeLost));
      @   ensures (alarm == 18 ==> !gapped) && (alarm != 18 ==> gapped == \old(gapped));
      @   ensures (alarm == 19 ==> !blind) && (alarm != 19 ==> blind == \old(blind));
      @   ensures (alarm == 20 ==> !faulty) && (alarm != 20 ==> faulty == \old(faulty));
      @   ensures (alarm == 9 ==> !reminded) && (alarm != 9 ==> reminded == \old(reminded));
      @   ensures alarm != 8 && alarm != 12 ==> restarted == \old(restarted);
      @   ensures alarm == 9 ==> demand == \old(demand) && barring == \old(barring);
      @   ensures demand <= \old(demand) && (bars ==> \old(bars));
      @   ensures barring != 0 ==> bars;
      @   ensures soundingAlarm == \old(soundingAlarm) && signal == \old(signal) && soundingCount == \old(soundingCount);
      @*/
    /*+OPENJML@ ensures !active[alarm] && !critical[alarm] && pausedUntilMs[alarm] == (\old(active[alarm]) ? 0 : \old(pausedUntilMs[alarm]));
      @   ensures (\forall int i; 0 <= i && i < 21 && i != alarm; active[i] == \old(active[i]) && critical[i] == \old(critical[i]));
      @   ensures demand <= \old(demand) && (level[alarm] == 0 ==> demand == \old(demand));
      @   ensures \old(active[alarm]) && level[alarm] > 0 ==> demand == 0 || (\exists int i; 1 <= i && i <= 20; active[i] && demand == level[i]);
      @   ensures bars ==> \old(bars) && (!\old(active[alarm]) || (\exists int i; 1 <= i && i <= 20; active[i] && (critical[i] || alone[i])));
      @   ensures (\forall int i; 1 <= i && i <= 20; active[i] && critical[i] ==> bars); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner; @*/
    /*+OPENJML@ assignable active[*], critical[*], pausedUntilMs[alarm], demand, bars, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, reminded, restarted, barring; @*/
    public void lower(int alarm) {
        if (active[alarm]) {
            unmark(alarm);
        }
    }

    /** Forgets an alarm, and derives anew what the others ask for. */
    // [contract->req~SR-20~1] [contract->req~SR-43~1]
    /*@ private normal_behavior // SR-20, SR-43
      @   requires active != null && critical != null && pausedUntilMs != null && level != null && alone != null;
      @   requires active != critical && alone != active && alone != critical;
      @   requires active.length == 21 && critical.length == 21 && pausedUntilMs.length == 21 && level.length == 21 && alone.length == 21;
      @   requires 1 <= alarm && alarm <= 20 && 0 <= demand && demand <= 3;
      @   requires (\forall int i; 0 <= i && i < 21; 0 <= level[i] && level[i] <= 3);
      @   requires (\forall int i; 1 <= i && i <= 20; active[i] ==> level[i] <= demand);
      @   requires (\forall int i; 1 <= i && i <= 20; critical[i] ==> active[i]);
      @   requires (\forall int i; 1 <= i && i <= 20; active[i] && (critical[i] || alone[i]) ==> bars);
      @   requires 0 <= barring && barring <= 20 && barring != 9 && (barring != 0 ==> bars && active[barring] && (critical[barring] || alone[barring]));
      @   ensures !active[alarm] && !critical[alarm] && pausedUntilMs[alarm] == 0;
      @   ensures (\forall int i; 0 <= i && i < 21 && i != alarm; active[i] == \old(active[i]) && critical[i] == \old(critical[i]));
      @   ensures 0 <= demand && demand <= \old(demand) && (level[alarm] == 0 ==> demand == \old(demand));
      @   ensures level[alarm] > 0 ==> demand == 0 || (\exists int i; 1 <= i && i <= 20; active[i] && demand == level[i]);
      @   ensures bars ==> \old(bars) && (\exists int i; 1 <= i && i <= 20; active[i] && (critical[i] || alone[i]));
      @   ensures (\forall int i; 1 <= i && i <= 20; active[i] ==> level[i] <= demand);
      @   ensures (\forall int i; 1 <= i && i <= 20; critical[i] ==> active[i]);
      @   ensures (\forall int i; 1 <= i && i <= 20; active[i] && (critical[i] || alone[i]) ==> bars);
      @   ensures stalled == active[1] && memoryLost == active[10] && copyLost == active[11] && untimed == active[14] && attacked == active[15] && bridgeLost == active[16] && gapped == active[18] && blind == active[19] && faulty == active[20] && reminded == active[9] && restarted == (active[8] || active[12]);
      @   ensures 0 <= barring && barring <= 20 && barring != 9 && (barring != 0 ==> bars && active[barring] && (critical[barring] || alone[barring]));
      @   ensures alarm == 9 ==> barring == \old(barring);
      @   assignable active[*], critical[*], pausedUntilMs[alarm], demand, bars, stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, reminded, restarted, barring;
      @*/
    /*+KEY@ requires (Object) level != (Object) active && (Object) level != (Object) critical && (Object) pausedUntilMs != (Object) active && (Object) pausedUntilMs != (Object) critical && (Object) pausedUntilMs != (Object) level && (Object) pausedUntilMs != (Object) alone && (Object) alone != (Object) level; @*/
    private /*@ helper @*/ void unmark(int alarm) {
        pausedUntilMs[alarm] = 0;
        setActive(alarm, false, false);
        demand = demandedBesides(alarm);
        bars = isBarred();
        /*@ set barring = (barring == alarm ? 0 : barring); @*/
    }

    /** What is demanded once an alarm is not active any more: as before, if it demanded nothing. */
    // [contract->req~SR-43~1]
    /*@ private normal_behavior // SR-43
      @   requires active != null && level != null && active.length == 21 && level.length == 21;
      @   requires 1 <= alarm && alarm <= 20 && 0 <= demand && demand <= 3;
      @   requires (\forall int i; 0 <= i && i < 21; 0 <= level[i] && level[i] <= 3);
      @   requires (\forall int i; 1 <= i && i <= 20; active[i] ==> level[i] <= demand);
      @   ensures 0 <= \result && \result <= demand && (level[alarm] == 0 ==> \result == demand);
      @   ensures level[alarm] > 0 ==> \result == 0 || (\exists int i; 1 <= i && i <= 20; active[i] && level[i] == \result);
      @   ensures (\forall int i; 1 <= i && i <= 20; active[i] ==> level[i] <= \result);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ int demandedBesides(int alarm) {
        if (level[alarm] >= Mode.HOLD) { return mostDemanded(); }
        return demand;
    }

    /** SR-44: the sound of one alarm pauses; it stays active and does all it does. */
    // [contract->req~SR-44~1]
    /*@ public normal_behavior // SR-44
      @   requires 1 <= alarm && alarm <= 20 && 0 <= untilMs && untilMs <= 10000086400000L;
      @   ensures pausedUntilMs[alarm] == untilMs;
      @*/
    /*+KEY@ assignable inner; @*/
    /*+OPENJML@ assignable pausedUntilMs[alarm]; @*/
    public void pause(int alarm, long untilMs) {
        pausedUntilMs[alarm] = untilMs;
    }

    // [contract->req~SR-44~1]
    /*@ private normal_behavior // SR-44
      @   requires pausedUntilMs != null && pausedUntilMs.length == 21;
      @   ensures (\forall int i; 1 <= i && i < 21; pausedUntilMs[i] == 0);
      @   ensures pausedUntilMs[0] == \old(pausedUntilMs[0]);
      @   assignable pausedUntilMs[*];
      @*/
    private /*@ helper @*/ void endPauses() {
        /*@ loop_invariant 1 <= i && i <= 21;
          @ loop_invariant (\forall int k; 1 <= k && k < i; pausedUntilMs[k] == 0);
          @ loop_invariant pausedUntilMs[0] == \old(pausedUntilMs[0]);
          @ decreases 21 - i;
          @*/
        /*+KEY@ assignable pausedUntilMs[*]; @*/
        /*+OPENJML@ loop_assigns i, pausedUntilMs[*]; @*/
        for (int i = 1; i < SLOT_COUNT; i++) {
            pausedUntilMs[i] = 0;
        }
    }

    /** The most restrictive mode that an active alarm demands; RUN if none demands any. */
    // [contract->req~SR-31~1] [contract->req~SR-35~1] [contract->req~SR-39~1]
    /*@ private normal_behavior // SR-31, SR-35, SR-39
      @   requires active != null && level != null && active.length == 21 && level.length == 21;
      @   requires (\forall int i; 0 <= i && i < 21; 0 <= level[i] && level[i] <= 3);
      @   ensures 0 <= \result && \result <= 3;
      @   ensures (\forall int i; 1 <= i && i <= 20; active[i] ==> level[i] <= \result);
      @   ensures \result == 0 || (\exists int i; 1 <= i && i <= 20; active[i] && level[i] == \result);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ int mostDemanded() {
        int most = Mode.RUN;
        /*@ loop_invariant 1 <= i && i <= 21 && 0 <= most && most <= 3;
          @ loop_invariant (\forall int k; 1 <= k && k < i; active[k] ==> level[k] <= most);
          @ loop_invariant most == 0 || (\exists int k; 1 <= k && k < i; active[k] && level[k] == most);
          @ decreases 21 - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, most; @*/
        for (int i = 1; i < SLOT_COUNT; i++) {
            if (active[i]) {
                most = ModeRules.worse(most, level[i]);
            }
        }
        return most;
    }

    /** An active alarm bars a bolus: a critical one, or one that does so at any priority (D-27). */
    // [contract->req~SR-17~1] [contract->req~SR-20~1]
    /*@ private normal_behavior // SR-17, SR-20
      @   requires active != null && critical != null && alone != null && active.length == 21 && critical.length == 21 && alone.length == 21;
      @   ensures \result ==> (\exists int i; 1 <= i && i <= 20; active[i] && (critical[i] || alone[i]));
      @   ensures (\forall int i; 1 <= i && i <= 20; active[i] && (critical[i] || alone[i]) ==> \result);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ boolean isBarred() {
        boolean barred = false;
        /*@ loop_invariant 1 <= i && i <= 21;
          @ loop_invariant barred ==> (\exists int k; 1 <= k && k < i; active[k] && (critical[k] || alone[k]));
          @ loop_invariant (\forall int k; 1 <= k && k < i; active[k] && (critical[k] || alone[k]) ==> barred);
          @ decreases 21 - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, barred; @*/
        for (int i = 1; i < SLOT_COUNT; i++) {
            barred = barred | (active[i] & (critical[i] | alone[i]));
        }
        return barred;
    }

    /**
     * SR-42, D-34: the highest-priority active alarm that is not paused is the one that sounds, the lowest
     * number first among equals; it sounds when it becomes that, and again after P24 or P25 (SR-45).
     */
    // [impl->req~SR-42~1] [impl->req~SR-45~1]
    // [contract->req~SR-42~1] [contract->req~SR-45~1]
    /*@ public normal_behavior // SR-42, SR-45
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures pauseEndsAtMs == 0 || nowMs < pauseEndsAtMs && pauseEndsAtMs <= 10000086400000L;
      @   ensures !alert && (signal == 0 ? soundingAlarm == 0 : soundingAlarm != 0);
      @   ensures \old(soundingCount) <= soundingCount && soundingCount <= 1000000000000000L;
      @   ensures (barring != 0 ==> bars) && (memoryLost ==> demand >= 2) && (faulty || blind ==> demand >= 1);
      @   assignable soundingAlarm, signal, nextSoundAtMs, pauseEndsAtMs, alert, soundingCount;
      @*/
    /*+OPENJML@ ensures signal == 0 ==> nextSoundAtMs == 0 && soundingCount == \old(soundingCount);
      @   ensures signal != 0 && (\old(alert) || nowMs >= \old(nextSoundAtMs) || soundingAlarm != \old(soundingAlarm) || signal != \old(signal))
      @       ==> nextSoundAtMs == nowMs + (signal == 2 ? 600000 : 3600000) && soundingCount == (\old(soundingCount) < 1000000000000000L ? \old(soundingCount) + 1 : \old(soundingCount));
      @   ensures signal != 0 && !(\old(alert) || nowMs >= \old(nextSoundAtMs) || soundingAlarm != \old(soundingAlarm) || signal != \old(signal))
      @       ==> nextSoundAtMs == \old(nextSoundAtMs) && soundingCount == \old(soundingCount);
      @   ensures soundingAlarm != 0 ==> active[soundingAlarm] && pausedUntilMs[soundingAlarm] <= nowMs
      @       && critical[soundingAlarm] == (signal == 2);
      @   ensures (\forall int i; 1 <= i && i <= 20; active[i] && pausedUntilMs[i] <= nowMs && critical[i] ==> signal == 2 && soundingAlarm <= i);
      @   ensures signal != 2 ==> (\forall int i; 1 <= i && i <= 20; active[i] && pausedUntilMs[i] <= nowMs ==> signal == 1 && soundingAlarm <= i);
      @   ensures (\forall int i; 1 <= i && i <= 20 && active[i] && nowMs < pausedUntilMs[i];
      @       0 < pauseEndsAtMs && pauseEndsAtMs <= pausedUntilMs[i]); @*/
    public void annunciate(long nowMs) { choose(nowMs); }

    /** What sounds, and when that changes by itself. */
    // [contract->req~SR-42~1] [contract->req~SR-45~1]
    /*@ private normal_behavior // SR-42, SR-45
      @   requires active != null && critical != null && pausedUntilMs != null;
      @   requires active.length == 21 && critical.length == 21 && pausedUntilMs.length == 21;
      @   requires (\forall int i; 1 <= i && i <= 20; pausedUntilMs[i] <= 10000086400000L);
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= soundingCount && soundingCount <= 1000000000000000L && 0 <= nextSoundAtMs && nextSoundAtMs <= 20000000000000L;
      @   ensures 0 <= soundingAlarm && soundingAlarm <= 20 && 0 <= signal && signal <= 2 && signal <= 2 * soundingAlarm && soundingAlarm <= 20 * signal;
      @   ensures 0 <= nextSoundAtMs && nextSoundAtMs <= 20000000000000L;
      @   ensures soundingAlarm != 0 ==> active[soundingAlarm] && pausedUntilMs[soundingAlarm] <= nowMs
      @       && critical[soundingAlarm] == (signal == 2);
      @   ensures (\forall int i; 1 <= i && i <= 20; active[i] && pausedUntilMs[i] <= nowMs && critical[i] ==> signal == 2 && soundingAlarm <= i);
      @   ensures signal != 2 ==> (\forall int i; 1 <= i && i <= 20; active[i] && pausedUntilMs[i] <= nowMs ==> signal == 1 && soundingAlarm <= i);
      @   ensures (\forall int i; 1 <= i && i <= 20 && active[i] && nowMs < pausedUntilMs[i];
      @       0 < pauseEndsAtMs && pauseEndsAtMs <= pausedUntilMs[i]);
      @   ensures pauseEndsAtMs == 0 || nowMs < pauseEndsAtMs && pauseEndsAtMs <= 10000086400000L;
      @   ensures !alert && (signal == 0 ? soundingAlarm == 0 : soundingAlarm != 0);
      @   ensures signal == 0 ==> nextSoundAtMs == 0 && soundingCount == \old(soundingCount);
      @   ensures signal != 0 && (\old(alert) || nowMs >= \old(nextSoundAtMs) || soundingAlarm != \old(soundingAlarm) || signal != \old(signal))
      @       ==> nextSoundAtMs == nowMs + (signal == 2 ? 600000 : 3600000) && soundingCount == (\old(soundingCount) < 1000000000000000L ? \old(soundingCount) + 1 : \old(soundingCount));
      @   ensures signal != 0 && !(\old(alert) || nowMs >= \old(nextSoundAtMs) || soundingAlarm != \old(soundingAlarm) || signal != \old(signal))
      @       ==> nextSoundAtMs == \old(nextSoundAtMs) && soundingCount == \old(soundingCount);
      @   ensures \old(soundingCount) <= soundingCount && soundingCount <= 1000000000000000L;
      @   assignable soundingAlarm, signal, nextSoundAtMs, pauseEndsAtMs, alert, soundingCount;
      @*/
    private /*@ helper @*/ void choose(long nowMs) {
        pauseEndsAtMs = firstPauseEndMs(nowMs);
        int chosen = mostUrgent(nowMs);
        sound(chosen, priorityOf(chosen), nowMs);
    }

    /** The alarm that sounds: a critical one before the others, and the lowest number among equals; 0 if there is none. */
    // [contract->req~SR-42~1]
    /*@ private normal_behavior // SR-42
      @   requires active != null && critical != null && pausedUntilMs != null;
      @   requires active.length == 21 && critical.length == 21 && pausedUntilMs.length == 21;
      @   ensures 0 <= \result && \result <= 20;
      @   ensures \result != 0 ==> active[\result] && pausedUntilMs[\result] <= nowMs;
      @   ensures (\forall int i; 1 <= i && i <= 20 && active[i] && pausedUntilMs[i] <= nowMs && critical[i];
      @       \result != 0 && critical[\result] && \result <= i);
      @   ensures \result == 0 || !critical[\result] ==> (\forall int i; 1 <= i && i <= 20 && active[i] && pausedUntilMs[i] <= nowMs;
      @       \result != 0 && \result <= i);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ int mostUrgent(long nowMs) {
        int chosen = firstAudible(true, nowMs);
        if (chosen != 0) { return chosen; }
        return firstAudible(false, nowMs);
    }

    /** What an alarm sounds as; no alarm is silent. */
    // [contract->req~SR-42~1]
    /*@ private normal_behavior // SR-42
      @   requires critical != null && critical.length == 21 && 0 <= alarm && alarm <= 20;
      @   ensures \result == (alarm == 0 ? 0 : critical[alarm] ? 2 : 1);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ int priorityOf(int alarm) {
        if (alarm == 0) { return SILENT; }
        return critical[alarm] ? CRITICAL : NONCRITICAL;
    }

    /** The lowest number of this priority that is active and not paused; 0 if there is none. */
    // [contract->req~SR-42~1]
    /*@ private normal_behavior // SR-42
      @   requires active != null && critical != null && pausedUntilMs != null;
      @   requires active.length == 21 && critical.length == 21 && pausedUntilMs.length == 21;
      @   ensures 0 <= \result && \result <= 20;
      @   ensures \result != 0 ==> active[\result] && pausedUntilMs[\result] <= nowMs && critical[\result] == asCritical;
      @   ensures (\forall int i; 1 <= i && i <= 20 && active[i] && pausedUntilMs[i] <= nowMs && critical[i] == asCritical;
      @       \result != 0 && \result <= i);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ int firstAudible(boolean asCritical, long nowMs) {
        /*@ loop_invariant 1 <= i && i <= 21;
          @ loop_invariant (\forall int k; 1 <= k && k < i; !(active[k] && pausedUntilMs[k] <= nowMs && critical[k] == asCritical));
          @ decreases 21 - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i; @*/
        for (int i = 1; i < SLOT_COUNT; i++) {
            if (isAudible(i, asCritical, nowMs)) { return i; }
        }
        return 0;
    }

    // [contract->req~SR-42~1]
    /*@ private normal_behavior // SR-42
      @   requires active != null && critical != null && pausedUntilMs != null;
      @   requires active.length == 21 && critical.length == 21 && pausedUntilMs.length == 21;
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures \result == (active[alarm] && pausedUntilMs[alarm] <= nowMs && critical[alarm] == asCritical);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ boolean isAudible(int alarm, boolean asCritical, long nowMs) {
        if (!active[alarm]) { return false; }
        if (pausedUntilMs[alarm] > nowMs) { return false; }
        return critical[alarm] == asCritical;
    }

    /** When the first pause of an active alarm ends; 0 if none is paused. */
    // [contract->req~SR-44~1]
    /*@ private normal_behavior // SR-44
      @   requires active != null && pausedUntilMs != null && active.length == 21 && pausedUntilMs.length == 21;
      @   requires (\forall int i; 1 <= i && i <= 20; pausedUntilMs[i] <= 10000086400000L);
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result == 0 || nowMs < \result && \result <= 10000086400000L;
      @   ensures (\forall int i; 1 <= i && i <= 20 && active[i] && nowMs < pausedUntilMs[i];
      @       0 < \result && \result <= pausedUntilMs[i]);
      @   ensures \result == 0 || (\exists int i; 1 <= i && i <= 20; active[i] && \result == pausedUntilMs[i]);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ long firstPauseEndMs(long nowMs) {
        long first = 0;
        /*@ loop_invariant 1 <= i && i <= 21 && (first == 0 || nowMs < first && first <= 10000086400000L);
          @ loop_invariant (\forall int k; 1 <= k && k < i && active[k] && nowMs < pausedUntilMs[k];
          @     0 < first && first <= pausedUntilMs[k]);
          @ loop_invariant first == 0 || (\exists int k; 1 <= k && k < i; active[k] && first == pausedUntilMs[k]);
          @ decreases 21 - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, first; @*/
        for (int i = 1; i < SLOT_COUNT; i++) {
            if (isPaused(i, nowMs)) {
                first = Arithmetic.sooner(first, pausedUntilMs[i]);
            }
        }
        return first;
    }

    // [contract->req~SR-44~1]
    /*@ private normal_behavior // SR-44
      @   requires active != null && pausedUntilMs != null && active.length == 21 && pausedUntilMs.length == 21;
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures \result == (active[alarm] && nowMs < pausedUntilMs[alarm]);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ boolean isPaused(int alarm, long nowMs) {
        if (!active[alarm]) { return false; }
        return pausedUntilMs[alarm] > nowMs;
    }

    // [contract->req~SR-45~1]
    /*@ private normal_behavior // SR-45
      @   requires 0 <= chosen && chosen <= 20 && 0 <= priority && priority <= 2 && (chosen == 0) == (priority == 0);
      @   requires 0 <= nowMs && nowMs <= 10000000000000L && 0 <= soundingCount && soundingCount <= 1000000000000000L && 0 <= nextSoundAtMs && nextSoundAtMs <= 20000000000000L;
      @   ensures soundingAlarm == chosen && signal == priority && !alert && signal <= 2 * soundingAlarm && soundingAlarm <= 20 * signal;
      @   ensures 0 <= nextSoundAtMs && nextSoundAtMs <= 20000000000000L;
      @   ensures signal == 0 ==> nextSoundAtMs == 0 && soundingCount == \old(soundingCount);
      @   ensures signal != 0 && (\old(alert) || nowMs >= \old(nextSoundAtMs) || soundingAlarm != \old(soundingAlarm) || signal != \old(signal))
      @       ==> nextSoundAtMs == nowMs + (signal == 2 ? 600000 : 3600000) && soundingCount == (\old(soundingCount) < 1000000000000000L ? \old(soundingCount) + 1 : \old(soundingCount));
      @   ensures signal != 0 && !(\old(alert) || nowMs >= \old(nextSoundAtMs) || soundingAlarm != \old(soundingAlarm) || signal != \old(signal))
      @       ==> nextSoundAtMs == \old(nextSoundAtMs) && soundingCount == \old(soundingCount);
      @   ensures \old(soundingCount) <= soundingCount && soundingCount <= 1000000000000000L;
      @   assignable soundingAlarm, signal, nextSoundAtMs, alert, soundingCount;
      @*/
    private /*@ helper @*/ void sound(int chosen, int priority, long nowMs) {
        boolean again = alert | (nowMs >= nextSoundAtMs) | (chosen != soundingAlarm) | (priority != signal);
        alert = false;
        soundingAlarm = chosen;
        signal = priority;
        if (priority == SILENT) {
            nextSoundAtMs = 0;
            return;
        }
        if (again) {
            nextSoundAtMs = nowMs + AlarmRules.repeatMs(priority == CRITICAL);
            soundingCount = Arithmetic.addUpTo(soundingCount, 1, 1000000000000000L);
        }
    }

    /** D-45: when the alarms change by themselves next: a repetition, or the end of a pause; 0 for never. */
    // [contract->req~SR-45~1]
    /*@ public normal_behavior // SR-45
      @   ensures 0 <= \result && \result <= 20000000000000L;
      @   ensures \result == 0 ==> nextSoundAtMs == 0 && pauseEndsAtMs == 0;
      @   ensures nextSoundAtMs > 0 ==> \result > 0 && \result <= nextSoundAtMs;
      @   ensures pauseEndsAtMs > 0 ==> \result > 0 && \result <= pauseEndsAtMs;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long dueAtMs() { return Arithmetic.sooner(nextSoundAtMs, pauseEndsAtMs); }

    /*@ public normal_behavior
      @   requires 1 <= alarm && alarm <= 20;
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
      @   ensures \result && (alarm == 3 || alarm == 7) ==> demand == 3;
      @   ensures \result && (alarm == 10 || alarm == 18) ==> demand >= 2;
      @   ensures \result && (alarm == 13 || alarm == 19 || alarm == 20) ==> demand >= 1;
      @   ensures \result && (alarm == 2 || alarm == 17) ==> bars;
      @*/
    /*+OPENJML@ ensures \result == active[alarm] && (\result ==> level[alarm] <= demand); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isActive(int alarm) { return active[alarm]; }

    /*@ public normal_behavior
      @   requires 1 <= alarm && alarm <= 20;
      @   ensures \result ==> bars;
      @*/
    /*+OPENJML@ ensures \result == critical[alarm] && (\result ==> bars); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isCritical(int alarm) { return critical[alarm]; }

    /*@ public normal_behavior
      @   ensures \result == demand && 0 <= \result && \result <= 3;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int demand() { return demand; }

    /*@ public normal_behavior
      @   ensures \result == bars;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean bars() { return bars; }

    /*@ public normal_behavior
      @   ensures \result == signal && 0 <= \result && \result <= 2;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int signal() { return signal; }

    /*@ public normal_behavior
      @   ensures \result == soundingAlarm && 0 <= \result && \result <= 20;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int soundingAlarm() { return soundingAlarm; }

    /*@ public normal_behavior
      @   ensures \result == soundingCount && 0 <= \result && \result <= 1000000000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long soundingCount() { return soundingCount; }

    /** SR-54: saved or loaded, with what sounds and what is paused. What the alarms demand follows from them. */
    // [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 69;
      @   ensures !image.loading ==> demand == \old(demand) && bars == \old(bars) && soundingAlarm == \old(soundingAlarm) && signal == \old(signal) && nextSoundAtMs == \old(nextSoundAtMs) && pauseEndsAtMs == \old(pauseEndsAtMs) && alert == \old(alert) && soundingCount == \old(soundingCount);
      @   ensures !image.loading ==> stalled == \old(stalled) && memoryLost == \old(memoryLost) && copyLost == \old(copyLost) && untimed == \old(untimed) && attacked == \old(attacked) && bridgeLost == \old(bridgeLost) && gapped == \old(gapped) && blind == \old(blind) && faulty == \old(faulty) && reminded == \old(reminded) && restarted == \old(restarted) && barring == \old(barring);
      @*/
    /*+OPENJML@ ensures !image.loading ==> (\forall int i; 0 <= i && i < 21; active[i] == \old(active[i]) && critical[i] == \old(critical[i]));
      @   ensures (\forall int i; 1 <= i && i <= 20; active[i] && critical[i] ==> bars); @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*); @*/
    /*+KEY@ ensures inner == \old(inner); @*/
    /*+KEY@ assignable this.*, inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable stalled, memoryLost, copyLost, untimed, attacked, bridgeLost, gapped, blind, faulty, reminded, restarted, barring, active[*], critical[*], pausedUntilMs[*], demand, bars, soundingAlarm, signal, nextSoundAtMs, pauseEndsAtMs, alert, soundingCount, image.*, image.words[*]; @*/
    public void exchange(Image image) {
        exchangeActive(image);
        exchangeSound(image);
        if (image.isLoading()) {
            demand = mostDemanded();
            bars = isBarred();
            /*@ set barring = 0; @*/
        }
        /*@ set stalled = active[1]; @*/
        /*@ set memoryLost = active[10]; @*/
        /*@ set copyLost = active[11]; @*/
        /*@ set untimed = active[14]; @*/
        /*@ set attacked = active[15]; @*/
        /*@ set bridgeLost = active[16]; @*/
        /*@ set gapped = active[18]; @*/
        /*@ set blind = active[19]; @*/
        /*@ set faulty = active[20]; @*/
        /*@ set reminded = active[9]; @*/
        /*@ set restarted = (active[8] || active[12]); @*/
    }

    /** Which alarms are active, which of these critical, and which are paused. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires active != null && critical != null && pausedUntilMs != null && active != critical;
      @   requires active.length == 21 && critical.length == 21 && pausedUntilMs.length == 21;
      @   requires image != null && \invariant_for(image) && image.words != null && image.words != pausedUntilMs;
      @   requires (\forall int i; 1 <= i && i <= 20; critical[i] ==> active[i]);
      @   requires (\forall int i; 0 <= i && i < 21; 0 <= pausedUntilMs[i] && pausedUntilMs[i] <= 10000086400000L);
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 63;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 1985 ==> image.misfitCount == 0;
      @   ensures (\forall int i; 1 <= i && i <= 20; critical[i] ==> active[i]);
      @   ensures (\forall int i; 0 <= i && i < 21; 0 <= pausedUntilMs[i] && pausedUntilMs[i] <= 10000086400000L);
      @   ensures !image.loading ==> (\forall int i; 0 <= i && i < 21; active[i] == \old(active[i]) && critical[i] == \old(critical[i]));
      @*/
    /*+KEY@ assignable active[*], critical[*], pausedUntilMs[*], image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable active[*], critical[*], pausedUntilMs[*], image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeActive(Image image) {
        image.flags(active);
        image.flags(critical);
        image.series(pausedUntilMs, 0, PAUSE_END_MAX_MS);
        image.require(isEachCriticalActive());
        if (image.isLoading()) {
            dropInactive();
        }
    }

    /** No alarm is critical that is not active. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires active != null && critical != null && active.length == 21 && critical.length == 21;
      @   ensures \result ==> (\forall int i; 1 <= i && i <= 20; critical[i] ==> active[i]);
      @   ensures !\result ==> (\exists int i; 1 <= i && i <= 20; critical[i] && !active[i]);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ boolean isEachCriticalActive() {
        boolean each = true;
        /*@ loop_invariant 1 <= i && i <= 21;
          @ loop_invariant each ==> (\forall int k; 1 <= k && k < i; critical[k] ==> active[k]);
          @ loop_invariant !each ==> (\exists int k; 1 <= k && k < i; critical[k] && !active[k]);
          @ decreases 21 - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, each; @*/
        for (int i = 1; i < SLOT_COUNT; i++) {
            each = each & (active[i] | !critical[i]);
        }
        return each;
    }

    /** What is not active is not critical either. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires active != null && critical != null && active != critical && active.length == 21 && critical.length == 21;
      @   ensures (\forall int i; 1 <= i && i <= 20; critical[i] ==> active[i]);
      @   assignable critical[*];
      @*/
    private /*@ helper @*/ void dropInactive() {
        /*@ loop_invariant 1 <= i && i <= 21;
          @ loop_invariant (\forall int k; 1 <= k && k < i; critical[k] ==> active[k]);
          @ decreases 21 - i;
          @*/
        /*+KEY@ assignable critical[*]; @*/
        /*+OPENJML@ loop_assigns i, critical[*]; @*/
        for (int i = 1; i < SLOT_COUNT; i++) {
            critical[i] = critical[i] & active[i];
        }
    }

    /** What sounds, and when it changes. */
    // [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && 0 <= soundingAlarm && soundingAlarm <= 20;
      @   requires 0 <= signal && signal <= 2 && signal <= 2 * soundingAlarm && soundingAlarm <= 20 * signal;
      @   requires 0 <= nextSoundAtMs && nextSoundAtMs <= 20000000000000L && 0 <= pauseEndsAtMs && pauseEndsAtMs <= 20000000000000L;
      @   requires 0 <= soundingCount && soundingCount <= 1000000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 6;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2042 && pauseEndsAtMs <= 10000086400000L ==> image.misfitCount == 0;
      @   ensures image.loading ==> pauseEndsAtMs <= 10000086400000L;
      @   ensures 0 <= soundingAlarm && soundingAlarm <= 20;
      @   ensures 0 <= signal && signal <= 2 && signal <= 2 * soundingAlarm && soundingAlarm <= 20 * signal;
      @   ensures 0 <= nextSoundAtMs && nextSoundAtMs <= 20000000000000L && 0 <= pauseEndsAtMs && pauseEndsAtMs <= 20000000000000L;
      @   ensures 0 <= soundingCount && soundingCount <= 1000000000000000L;
      @   ensures !image.loading ==> soundingAlarm == \old(soundingAlarm) && signal == \old(signal) && nextSoundAtMs == \old(nextSoundAtMs) && pauseEndsAtMs == \old(pauseEndsAtMs) && alert == \old(alert) && soundingCount == \old(soundingCount);
      @*/
    /*+KEY@ assignable soundingAlarm, signal, nextSoundAtMs, pauseEndsAtMs, alert, soundingCount, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable soundingAlarm, signal, nextSoundAtMs, pauseEndsAtMs, alert, soundingCount, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeSound(Image image) {
        soundingAlarm = image.number(soundingAlarm, 0, Alarm.COUNT);
        int least = (int) Arithmetic.min(soundingAlarm, NONCRITICAL);
        signal = image.number(signal, least, CRITICAL * least);
        nextSoundAtMs = image.word(nextSoundAtMs, 0, 2 * Parameters.TIME_MAX_MS);
        pauseEndsAtMs = image.word(pauseEndsAtMs, 0, PAUSE_END_MAX_MS);
        alert = image.flag(alert);
        soundingCount = image.word(soundingCount, 0, COUNTED_MAX_COUNT);
    }
}
