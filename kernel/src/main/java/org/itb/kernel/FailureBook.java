package org.itb.kernel;

/**
 * Who failed to prove who they are, and when: the last five failures of each key (SR-48). A key that fails five times
 * within 600,000 ms is refused for as long; attempts meanwhile neither count nor extend that (D-35). Times are on the
 * full clock: nobody is kept out longer than that because time stood still.
 *
 * <p>It holds eight keys. A ninth takes the place of the one that failed longest ago, those under refusal last of all.
 * To drop one that still counts would let a guesser with many names go on unheard: that is an attack too (K-38).
 */
public class FailureBook {
    /** How many keys are held apart. */
    public static final int HELD_COUNT = 8;
    /** How many failures of each. */
    public static final int FAILURE_COUNT = 5;

    /*@ spec_public @*/ private final long[] keyId;
    /*@ spec_public @*/ private final long[] failedAtMs;
    /*@ spec_public @*/ private long attackUntilMs;

    /*+KEY@ public ghost \locset inner; @*/
    /*+KEY@ accessible \inv: this.*, inner; @*/
    /*+KEY@ private invariant inner == \set_union(keyId[*], failedAtMs[*]); @*/
    /*+KEY@ private invariant keyId != null && failedAtMs != null && keyId != failedAtMs; @*/
    /*+OPENJML@ public invariant keyId != null && failedAtMs != null && keyId != failedAtMs; @*/
    /*+KEY@ private invariant keyId.length == 8 && failedAtMs.length == 40; @*/
    /*+OPENJML@ public invariant keyId.length == 8 && failedAtMs.length == 40; @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < 40; -600000 <= failedAtMs[i] && failedAtMs[i] <= 10000000000000L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < 40; -600000 <= failedAtMs[i] && failedAtMs[i] <= 10000000000000L); @*/
    /*+KEY@ private invariant 0 <= attackUntilMs && attackUntilMs <= 10000000600000L; @*/
    /*+OPENJML@ public invariant 0 <= attackUntilMs && attackUntilMs <= 10000000600000L; @*/

    /*@ public normal_behavior
      @   ensures attackUntilMs == 0 && \fresh(keyId) && \fresh(failedAtMs);
      @   ensures (\forall int i; 0 <= i && i < 40; failedAtMs[i] == -600000);
      @   assignable \nothing;
      @*/
    /*+KEY@ ensures \fresh(inner) && \disjoint(this.*, inner); @*/
    public FailureBook() {
        this.keyId = new long[HELD_COUNT];
        this.failedAtMs = new long[HELD_COUNT * FAILURE_COUNT];
        /*@ loop_invariant 0 <= i && i <= 40 && failedAtMs != null && failedAtMs.length == 40 && \fresh(failedAtMs) && \fresh(keyId);
          @ loop_invariant (\forall int k; 0 <= k && k < i; failedAtMs[k] == -600000);
          @ decreases 40 - i;
          @*/
        /*+KEY@ assignable failedAtMs[*]; @*/
        /*+OPENJML@ loop_assigns i, failedAtMs[*]; @*/
        for (int i = 0; i < HELD_COUNT * FAILURE_COUNT; i++) {
            failedAtMs[i] = KeyRules.NEVER_MS;
        }
        /*+KEY@ set inner = \set_union(keyId[*], failedAtMs[*]); @*/
    }

    /** SR-48: this key is refused now, whatever its authenticator says. */
    // [contract->req~SR-48~1]
    /*@ public normal_behavior // SR-48
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result ==> (\exists int i; 0 <= i && i < 8; this.keyId[i] == keyId && failedAtMs[5 * i] >= 0 && nowMs - failedAtMs[5 * i] < 600000 && failedAtMs[5 * i] - failedAtMs[5 * i + 4] < 600000);
      @   ensures !\result ==> (\forall int i; 0 <= i && i < 8; this.keyId[i] != keyId || failedAtMs[5 * i] < 0)
      @       || (\exists int i; 0 <= i && i < 8; this.keyId[i] == keyId && failedAtMs[5 * i] >= 0 && (nowMs - failedAtMs[5 * i] >= 600000 || failedAtMs[5 * i] - failedAtMs[5 * i + 4] >= 600000));
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isRefused(long keyId, long nowMs) {
        int slot = slotOf(keyId);
        if (slot == HELD_COUNT) { return false; }
        return isRefusedAt(slot, nowMs);
    }

    /** A15's condition: a refusal runs, or one that ran was dropped less than 600,000 ms ago (D-28, K-38). */
    // [contract->req~SR-48~1]
    /*@ public normal_behavior // SR-48
      @   ensures \result == (nowMs < attackUntilMs);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isAttacked(long nowMs) { return nowMs < attackUntilMs; }

    /** SR-48: a message in this key's name was not authentic. Under refusal it counts for nothing (D-35). */
    // [impl->req~SR-48~1]
    // [contract->req~SR-48~1]
    /*@ public normal_behavior // SR-48
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures attackUntilMs == \old(attackUntilMs) || attackUntilMs == nowMs + 600000;
      @   ensures (\exists int i; 0 <= i && i < 8; this.keyId[i] == keyId && (failedAtMs[5 * i] == nowMs || nowMs - failedAtMs[5 * i] < 600000 && failedAtMs[5 * i] - failedAtMs[5 * i + 4] < 600000));
      @   ensures (\exists int i; 0 <= i && i < 8; \old(this.keyId[i]) == keyId && \old(failedAtMs[5 * i]) >= 0) ==> (\forall int i; 0 <= i && i < 8; this.keyId[i] == \old(this.keyId[i]));
      @*/
    /*+KEY@ assignable attackUntilMs, inner; @*/
    /*+OPENJML@ assignable this.keyId[*], failedAtMs[*], attackUntilMs; @*/
    public void fail(long keyId, long nowMs) {
        int slot = slotOf(keyId);
        if (slot == HELD_COUNT) {
            replaceOldest(keyId, nowMs);
            return;
        }
        failAt(slot, nowMs);
    }

    /** One more failure of a key that has failed before. */
    // [contract->req~SR-48~1]
    /*@ private normal_behavior // SR-48
      @   requires failedAtMs != null && failedAtMs.length == 40 && 0 <= slot && slot < 8 && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires (\forall int i; 0 <= i && i < 40; -600000 <= failedAtMs[i] && failedAtMs[i] <= 10000000000000L);
      @   ensures (\forall int i; 0 <= i && i < 40; -600000 <= failedAtMs[i] && failedAtMs[i] <= 10000000000000L);
      @   ensures nowMs - \old(failedAtMs[5 * slot]) < 600000 && \old(failedAtMs[5 * slot]) - \old(failedAtMs[5 * slot + 4]) < 600000 ==> attackUntilMs == \old(attackUntilMs) && (\forall int i; 0 <= i && i < 40; failedAtMs[i] == \old(failedAtMs[i]));
      @   ensures nowMs - \old(failedAtMs[5 * slot]) >= 600000 || \old(failedAtMs[5 * slot]) - \old(failedAtMs[5 * slot + 4]) >= 600000 ==> failedAtMs[5 * slot] == nowMs && failedAtMs[5 * slot + 1] == \old(failedAtMs[5 * slot])
      @       && attackUntilMs == (nowMs - \old(failedAtMs[5 * slot + 3]) < 600000 ? nowMs + 600000 : \old(attackUntilMs));
      @   ensures (\forall int i; 0 <= i && i < 40; i < 5 * slot || 5 * slot + 4 < i ==> failedAtMs[i] == \old(failedAtMs[i]));
      @   assignable failedAtMs[*], attackUntilMs;
      @*/
    private /*@ helper @*/ void failAt(int slot, long nowMs) {
        if (isRefusedAt(slot, nowMs)) { return; }
        note(slot, nowMs);
        if (isRefusedAt(slot, nowMs)) {
            attackUntilMs = nowMs + Parameters.AUTH_WINDOW_MS;
        }
    }

    /** One more failure, the newest first. */
    // [contract->req~SR-48~1]
    /*@ private normal_behavior // SR-48
      @   requires failedAtMs != null && failedAtMs.length == 40 && 0 <= slot && slot < 8 && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires (\forall int i; 0 <= i && i < 40; -600000 <= failedAtMs[i] && failedAtMs[i] <= 10000000000000L);
      @   ensures (\forall int i; 0 <= i && i < 40; -600000 <= failedAtMs[i] && failedAtMs[i] <= 10000000000000L);
      @   ensures failedAtMs[5 * slot] == nowMs && failedAtMs[5 * slot + 1] == \old(failedAtMs[5 * slot]);
      @   ensures failedAtMs[5 * slot + 2] == \old(failedAtMs[5 * slot + 1]) && failedAtMs[5 * slot + 3] == \old(failedAtMs[5 * slot + 2]);
      @   ensures failedAtMs[5 * slot + 4] == \old(failedAtMs[5 * slot + 3]);
      @   ensures (\forall int i; 0 <= i && i < 40; i < 5 * slot || 5 * slot + 4 < i ==> failedAtMs[i] == \old(failedAtMs[i]));
      @   assignable failedAtMs[*];
      @*/
    private /*@ helper @*/ void note(int slot, long nowMs) {
        int first = FAILURE_COUNT * slot;
        failedAtMs[first + 4] = failedAtMs[first + 3];
        failedAtMs[first + 3] = failedAtMs[first + 2];
        failedAtMs[first + 2] = failedAtMs[first + 1];
        failedAtMs[first + 1] = failedAtMs[first];
        failedAtMs[first] = nowMs;
    }

    /** A key's first failure takes the place that is worth least. */
    // [contract->req~SR-48~1]
    /*@ private normal_behavior // SR-48
      @   requires this.keyId != null && failedAtMs != null && this.keyId != failedAtMs && this.keyId.length == 8 && failedAtMs.length == 40;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires (\forall int i; 0 <= i && i < 40; -600000 <= failedAtMs[i] && failedAtMs[i] <= 10000000000000L);
      @   ensures (\forall int i; 0 <= i && i < 40; -600000 <= failedAtMs[i] && failedAtMs[i] <= 10000000000000L);
      @   ensures attackUntilMs == ((\forall int i; 0 <= i && i < 8; nowMs - \old(failedAtMs[5 * i]) < 600000) ? nowMs + 600000 : \old(attackUntilMs));
      @   ensures (\exists int i; 0 <= i && i < 8; this.keyId[i] == keyId && failedAtMs[5 * i] == nowMs);
      @   assignable this.keyId[*], failedAtMs[*], attackUntilMs;
      @*/
    private /*@ helper @*/ void replaceOldest(long keyId, long nowMs) {
        replace(oldest(nowMs), keyId, nowMs);
    }

    /** A key's first failure, in the place of another's; if those still count, too many keys fail at once (K-38). */
    // [contract->req~SR-48~1]
    /*@ private normal_behavior // SR-48
      @   requires this.keyId != null && failedAtMs != null && this.keyId != failedAtMs && this.keyId.length == 8 && failedAtMs.length == 40 && 0 <= slot && slot < 8;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires (\forall int i; 0 <= i && i < 40; -600000 <= failedAtMs[i] && failedAtMs[i] <= 10000000000000L);
      @   ensures (\forall int i; 0 <= i && i < 40; -600000 <= failedAtMs[i] && failedAtMs[i] <= 10000000000000L);
      @   ensures this.keyId[slot] == keyId && attackUntilMs == (nowMs - \old(failedAtMs[5 * slot]) < 600000 ? nowMs + 600000 : \old(attackUntilMs));
      @   ensures failedAtMs[5 * slot] == nowMs && failedAtMs[5 * slot + 1] == -600000 && failedAtMs[5 * slot + 2] == -600000;
      @   ensures failedAtMs[5 * slot + 3] == -600000 && failedAtMs[5 * slot + 4] == -600000;
      @   ensures (\forall int i; 0 <= i && i < 40; i < 5 * slot || 5 * slot + 4 < i ==> failedAtMs[i] == \old(failedAtMs[i]));
      @   ensures (\forall int i; 0 <= i && i < 8; i != slot ==> this.keyId[i] == \old(this.keyId[i]));
      @   assignable this.keyId[*], failedAtMs[*], attackUntilMs;
      @*/
    private /*@ helper @*/ void replace(int slot, long keyId, long nowMs) {
        int first = FAILURE_COUNT * slot;
        if (KeyRules.isRecent(failedAtMs[first], nowMs)) {
            attackUntilMs = nowMs + Parameters.AUTH_WINDOW_MS;
        }
        this.keyId[slot] = keyId;
        failedAtMs[first] = nowMs;
        failedAtMs[first + 1] = KeyRules.NEVER_MS;
        failedAtMs[first + 2] = KeyRules.NEVER_MS;
        failedAtMs[first + 3] = KeyRules.NEVER_MS;
        failedAtMs[first + 4] = KeyRules.NEVER_MS;
    }

    // [contract->req~SR-48~1]
    /*@ private normal_behavior // SR-48
      @   requires failedAtMs != null && failedAtMs.length == 40 && 0 <= slot && slot < 8 && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires -600000 <= failedAtMs[5 * slot] && failedAtMs[5 * slot] <= 10000000000000L && -600000 <= failedAtMs[5 * slot + 4] && failedAtMs[5 * slot + 4] <= 10000000000000L;
      @   ensures \result == (nowMs - failedAtMs[5 * slot] < 600000 && failedAtMs[5 * slot] - failedAtMs[5 * slot + 4] < 600000);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ boolean isRefusedAt(int slot, long nowMs) {
        int first = FAILURE_COUNT * slot;
        return KeyRules.isRefused(failedAtMs[first], failedAtMs[first + FAILURE_COUNT - 1], nowMs);
    }

    /** Where a key stands; 8 if it has no failure here. */
    /*@ private normal_behavior
      @   requires this.keyId != null && failedAtMs != null && this.keyId.length == 8 && failedAtMs.length == 40;
      @   ensures 0 <= \result && \result <= 8;
      @   ensures \result < 8 ==> this.keyId[\result] == keyId && failedAtMs[5 * \result] >= 0;
      @   ensures \result == 8 ==> (\forall int i; 0 <= i && i < 8; this.keyId[i] != keyId || failedAtMs[5 * i] < 0);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ int slotOf(long keyId) {
        int slot = HELD_COUNT;
        /*@ loop_invariant 0 <= i && i <= 8 && 0 <= slot && slot <= 8;
          @ loop_invariant slot < 8 ==> this.keyId[slot] == keyId && failedAtMs[5 * slot] >= 0;
          @ loop_invariant slot == 8 ==> (\forall int k; 0 <= k && k < i; this.keyId[k] != keyId || failedAtMs[5 * k] < 0);
          @ decreases 8 - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, slot; @*/
        for (int i = 0; i < HELD_COUNT; i++) {
            if (this.keyId[i] == keyId) {
                if (failedAtMs[FAILURE_COUNT * i] >= 0) {
                    slot = i;
                }
            }
        }
        return slot;
    }

    /** The place of the record that is worth least (K-38). */
    // [contract->req~SR-48~1]
    /*@ private normal_behavior // SR-48
      @   requires failedAtMs != null && failedAtMs.length == 40 && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires (\forall int i; 0 <= i && i < 40; -600000 <= failedAtMs[i] && failedAtMs[i] <= 10000000000000L);
      @   ensures 0 <= \result && \result < 8;
      @   ensures (\forall int i; 0 <= i && i < 8; (nowMs - failedAtMs[5 * \result] < 600000 && failedAtMs[5 * \result] - failedAtMs[5 * \result + 4] < 600000 ? failedAtMs[5 * \result] + 600000 : failedAtMs[5 * \result]) <= (nowMs - failedAtMs[5 * i] < 600000 && failedAtMs[5 * i] - failedAtMs[5 * i + 4] < 600000 ? failedAtMs[5 * i] + 600000 : failedAtMs[5 * i]));
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ int oldest(long nowMs) {
        int slot = 0;
        long leastMs = worthMs(0, nowMs);
        /*@ loop_invariant 1 <= i && i <= 8 && 0 <= slot && slot < 8 && leastMs == (nowMs - failedAtMs[5 * slot] < 600000 && failedAtMs[5 * slot] - failedAtMs[5 * slot + 4] < 600000 ? failedAtMs[5 * slot] + 600000 : failedAtMs[5 * slot]);
          @ loop_invariant (\forall int k; 0 <= k && k < i; leastMs <= (nowMs - failedAtMs[5 * k] < 600000 && failedAtMs[5 * k] - failedAtMs[5 * k + 4] < 600000 ? failedAtMs[5 * k] + 600000 : failedAtMs[5 * k]));
          @ decreases 8 - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, slot, leastMs; @*/
        for (int i = 1; i < HELD_COUNT; i++) {
            long worthMs = worthMs(i, nowMs);
            if (worthMs < leastMs) {
                slot = i;
                leastMs = worthMs;
            }
        }
        return slot;
    }

    // [contract->req~SR-48~1]
    /*@ private normal_behavior // SR-48
      @   requires failedAtMs != null && failedAtMs.length == 40 && 0 <= slot && slot < 8 && 0 <= nowMs && nowMs <= 10000000000000L;
      @   requires (\forall int i; 0 <= i && i < 40; -600000 <= failedAtMs[i] && failedAtMs[i] <= 10000000000000L);
      @   ensures \result == (nowMs - failedAtMs[5 * slot] < 600000 && failedAtMs[5 * slot] - failedAtMs[5 * slot + 4] < 600000 ? failedAtMs[5 * slot] + 600000 : failedAtMs[5 * slot]);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ long worthMs(int slot, long nowMs) {
        return KeyRules.worthMs(failedAtMs[FAILURE_COUNT * slot], isRefusedAt(slot, nowMs));
    }

    /** SR-48, SR-54: saved or loaded; no failure lies in the future. */
    // [contract->req~SR-48~1] [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-48, SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures !image.loading ==> attackUntilMs == \old(attackUntilMs) && (\forall int i; 0 <= i && i < 40; failedAtMs[i] == \old(failedAtMs[i]));
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 49;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 1999 && attackUntilMs <= nowMs + 600000
      @       && (\forall int i; 0 <= i && i < 8; Long.MIN_VALUE <= keyId[i] && keyId[i] <= Long.MAX_VALUE)
      @       && (\forall int i; 0 <= i && i < 40; failedAtMs[i] <= nowMs) ==> image.misfitCount == 0;
      @   ensures image.loading ==> attackUntilMs <= nowMs + 600000 && (\forall int i; 0 <= i && i < 40; failedAtMs[i] <= nowMs);
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*); @*/
    /*+KEY@ assignable attackUntilMs, inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.*, keyId[*], failedAtMs[*], image.*, image.words[*]; @*/
    public void exchange(Image image, long nowMs) {
        image.series(keyId, Long.MIN_VALUE, Long.MAX_VALUE);
        image.series(failedAtMs, KeyRules.NEVER_MS, nowMs);
        attackUntilMs = image.word(attackUntilMs, 0, nowMs + Parameters.AUTH_WINDOW_MS);
    }
}
