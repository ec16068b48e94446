package org.itb.kernel;

/**
 * What each key has said last: its number, kind and content, and how it was answered (SR-49, SR-50). A number is
 * used up before its command takes effect, and answered with REPLAY until the effect is known: whatever happens in
 * between, nothing happens twice and no retransmission is told OK for nothing.
 *
 * <p>It holds eight keys. When a ninth speaks, the one that spoke longest ago is forgotten, and no key that the book
 * does not hold may ever use a number up to the highest forgotten one (K-37): forgetting opens no replay.
 */
public class KeyBook {
    /** How many keys are held apart. */
    public static final int HELD_COUNT = 8;
    /** No use is counted beyond this. */
    public static final long USE_MAX_COUNT = 1000000000000000L;

    /*@ spec_public @*/ private final long[] keyId;
    /*@ spec_public @*/ private final long[] lastSeq;
    /*@ spec_public @*/ private final int[] kind;
    /*@ spec_public @*/ private final long[] digest;
    /*@ spec_public @*/ private final int[] reply;
    /*@ spec_public @*/ private final long[] stagedDigest;
    /*@ spec_public @*/ private final long[] usedCount;
    /*@ spec_public @*/ private long useCount;
    /*@ spec_public @*/ private long floorSeq;
    /*@ spec_public @*/ private int awaiting;

    /*+KEY@ public ghost \locset inner; @*/
    /*+KEY@ accessible \inv: this.*, inner; @*/
    /*+KEY@ private invariant inner == \set_union(keyId[*], lastSeq[*], kind[*], digest[*], reply[*], stagedDigest[*], usedCount[*]); @*/
    /*+KEY@ private invariant keyId != null && lastSeq != null && kind != null && digest != null && reply != null && stagedDigest != null && usedCount != null; @*/
    /*+OPENJML@ public invariant keyId != null && lastSeq != null && kind != null && digest != null && reply != null && stagedDigest != null && usedCount != null; @*/
    /*+KEY@ private invariant keyId != lastSeq && keyId != digest && keyId != stagedDigest && keyId != usedCount && kind != reply; @*/
    /*+OPENJML@ public invariant keyId != lastSeq && keyId != digest && keyId != stagedDigest && keyId != usedCount && kind != reply; @*/
    /*+KEY@ private invariant lastSeq != digest && lastSeq != stagedDigest && lastSeq != usedCount; @*/
    /*+OPENJML@ public invariant lastSeq != digest && lastSeq != stagedDigest && lastSeq != usedCount; @*/
    /*+KEY@ private invariant digest != stagedDigest && digest != usedCount && stagedDigest != usedCount; @*/
    /*+OPENJML@ public invariant digest != stagedDigest && digest != usedCount && stagedDigest != usedCount; @*/
    /*+KEY@ private invariant keyId.length == 8 && lastSeq.length == 8 && kind.length == 8 && digest.length == 8; @*/
    /*+OPENJML@ public invariant keyId.length == 8 && lastSeq.length == 8 && kind.length == 8 && digest.length == 8; @*/
    /*+KEY@ private invariant reply.length == 8 && stagedDigest.length == 8 && usedCount.length == 8; @*/
    /*+OPENJML@ public invariant reply.length == 8 && stagedDigest.length == 8 && usedCount.length == 8; @*/
    /*+KEY@ private invariant 0 <= useCount && useCount <= 1000000000000000L && 0 <= floorSeq && floorSeq <= 9223372036854775807L && 0 <= awaiting && awaiting <= 8; @*/
    /*+OPENJML@ public invariant 0 <= useCount && useCount <= 1000000000000000L && 0 <= floorSeq && floorSeq <= 9223372036854775807L && 0 <= awaiting && awaiting <= 8; @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < 8; 0 <= lastSeq[i] && lastSeq[i] <= 9223372036854775807L); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < 8; 0 <= lastSeq[i] && lastSeq[i] <= 9223372036854775807L); @*/
    /*+KEY@ private invariant (\forall int i; 0 <= i && i < 8; 0 <= reply[i] && reply[i] <= 30); @*/
    /*+OPENJML@ public invariant (\forall int i; 0 <= i && i < 8; 0 <= reply[i] && reply[i] <= 30); @*/

    /*@ public normal_behavior
      @   ensures floorSeq == 0 && awaiting == 8;
      @   ensures (\forall int i; 0 <= i && i < 8; lastSeq[i] == 0);
      @   ensures \fresh(keyId) && \fresh(lastSeq) && \fresh(kind) && \fresh(digest) && \fresh(reply) && \fresh(stagedDigest) && \fresh(usedCount);
      @   assignable \nothing;
      @*/
    /*+KEY@ ensures \fresh(inner) && \disjoint(this.*, inner); @*/
    public KeyBook() {
        this.keyId = new long[HELD_COUNT];
        this.lastSeq = new long[HELD_COUNT];
        this.kind = new int[HELD_COUNT];
        this.digest = new long[HELD_COUNT];
        this.reply = new int[HELD_COUNT];
        this.stagedDigest = new long[HELD_COUNT];
        this.usedCount = new long[HELD_COUNT];
        this.awaiting = HELD_COUNT;
        /*+KEY@ set inner = \set_union(keyId[*], lastSeq[*], kind[*], digest[*], reply[*], stagedDigest[*], usedCount[*]); @*/
    }

    /** SR-49, SR-50: OK for a number that may be used; REPLAY, SEQ_CONFLICT, or CACHED for what was answered before. */
    // [contract->req~SR-49~1] [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-49, SR-50
      @   ensures \result == 0 || \result == 4 || \result == 5 || \result == 31;
      @   ensures \result == 0 ==> seq > 0;
      @   ensures \result == 0 && (\forall int i; 0 <= i && i < 8; this.lastSeq[i] == 0 || this.keyId[i] != keyId) ==> seq > floorSeq;
      @   ensures \result == 0 ==> seq > floorSeq || (\exists int i; 0 <= i && i < 8; this.lastSeq[i] > 0 && this.keyId[i] == keyId && seq > this.lastSeq[i]);
      @   ensures \result == 31 ==> (\exists int i; 0 <= i && i < 8; this.keyId[i] == keyId && this.lastSeq[i] == seq && this.kind[i] == kind && this.digest[i] == digest);
      @   ensures \result == 5 ==> seq <= floorSeq && (\forall int i; 0 <= i && i < 8; this.keyId[i] != keyId || this.lastSeq[i] <= 0) || (\exists int i; 0 <= i && i < 8; this.lastSeq[i] > 0 && this.keyId[i] == keyId && seq < this.lastSeq[i]);
      @   ensures \result == 4 ==> (\exists int i; 0 <= i && i < 8; this.keyId[i] == keyId && this.lastSeq[i] == seq && (this.kind[i] != kind || this.digest[i] != digest));
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int verdict(int kind, long keyId, long seq, long digest) {
        int slot = slotOf(keyId);
        if (slot == HELD_COUNT) { return KeyRules.newcomerVerdict(seq, floorSeq); }
        return KeyRules.verdict(seq, lastSeq[slot], isSame(slot, kind, digest));
    }

    /** The content of the last message, with its kind (D-42). */
    // [contract->req~SR-50~1]
    /*@ private normal_behavior // SR-50
      @   requires this.kind != null && this.digest != null && 0 <= slot && slot < this.kind.length && slot < this.digest.length;
      @   ensures \result == (this.kind[slot] == kind && this.digest[slot] == digest);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ boolean isSame(int slot, int kind, long digest) {
        if (this.kind[slot] != kind) { return false; }
        return this.digest[slot] == digest;
    }

    /** Where a key stands; 8 if the book does not hold it. */
    /*@ private normal_behavior
      @   requires this.keyId != null && lastSeq != null && this.keyId.length == 8 && lastSeq.length == 8;
      @   ensures 0 <= \result && \result <= 8;
      @   ensures \result < 8 ==> this.keyId[\result] == keyId && lastSeq[\result] > 0;
      @   ensures \result == 8 ==> (\forall int i; 0 <= i && i < 8; this.keyId[i] != keyId || lastSeq[i] <= 0);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ int slotOf(long keyId) {
        int slot = HELD_COUNT;
        /*@ loop_invariant 0 <= i && i <= 8 && 0 <= slot && slot <= 8;
          @ loop_invariant slot < 8 ==> this.keyId[slot] == keyId && lastSeq[slot] > 0;
          @ loop_invariant slot == 8 ==> (\forall int k; 0 <= k && k < i; this.keyId[k] != keyId || lastSeq[k] <= 0);
          @ decreases 8 - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, slot; @*/
        for (int i = 0; i < HELD_COUNT; i++) {
            if (this.keyId[i] == keyId) {
                if (lastSeq[i] > 0) {
                    slot = i;
                }
            }
        }
        return slot;
    }

    /** The place of the key that spoke longest ago; one that was never used comes before all. */
    /*@ private normal_behavior
      @   requires usedCount != null && usedCount.length == 8;
      @   ensures 0 <= \result && \result < 8;
      @   ensures (\forall int i; 0 <= i && i < 8; usedCount[\result] <= usedCount[i]);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure helper @*/ int oldest() {
        int slot = 0;
        /*@ loop_invariant 1 <= i && i <= 8 && 0 <= slot && slot < 8;
          @ loop_invariant (\forall int k; 0 <= k && k < i; usedCount[slot] <= usedCount[k]);
          @ decreases 8 - i;
          @*/
        /*+KEY@ assignable \strictly_nothing; @*/
        /*+OPENJML@ loop_assigns i, slot; @*/
        for (int i = 1; i < HELD_COUNT; i++) {
            if (usedCount[i] < usedCount[slot]) {
                slot = i;
            }
        }
        return slot;
    }

    /** Where a key's number goes: where it stands, or over the key that spoke longest ago, which is forgotten (K-37). */
    // [contract->req~SR-49~1]
    /*@ private normal_behavior // SR-49
      @   requires this.keyId != null && lastSeq != null && usedCount != null && this.keyId.length == 8 && lastSeq.length == 8 && usedCount.length == 8;
      @   requires 0 <= floorSeq && floorSeq <= 9223372036854775807L && (\forall int i; 0 <= i && i < 8; 0 <= lastSeq[i] && lastSeq[i] <= 9223372036854775807L);
      @   ensures 0 <= \result && \result < 8 && 0 <= floorSeq && \old(floorSeq) <= floorSeq && floorSeq <= 9223372036854775807L;
      @   ensures this.keyId[\result] == keyId || lastSeq[\result] <= floorSeq;
      @   assignable floorSeq;
      @*/
    /*+OPENJML@ ensures this.keyId[\result] == keyId && lastSeq[\result] > 0 && floorSeq == \old(floorSeq)
      @       || (\forall int i; 0 <= i && i < 8; this.keyId[i] != keyId || this.lastSeq[i] <= 0) && (\forall int i; 0 <= i && i < 8; usedCount[\result] <= usedCount[i]) && floorSeq == (lastSeq[\result] > \old(floorSeq) ? lastSeq[\result] : \old(floorSeq)); @*/
    private /*@ helper @*/ int place(long keyId) {
        int slot = slotOf(keyId);
        if (slot < HELD_COUNT) { return slot; }
        slot = oldest();
        floorSeq = Arithmetic.max(floorSeq, lastSeq[slot]);
        return slot;
    }

    /** SR-49: uses a number up. Until {@link #answer} it stands answered with REPLAY. */
    // [impl->req~SR-49~1]
    // [contract->req~SR-49~1]
    /*@ public normal_behavior // SR-49
      @   requires 1 <= kind && kind <= 26 && seq > 0;
      @   ensures 0 <= awaiting && awaiting < 8 && this.keyId[awaiting] == keyId && this.lastSeq[awaiting] == seq;
      @   ensures this.kind[awaiting] == kind && this.digest[awaiting] == digest && reply[awaiting] == 5;
      @   ensures floorSeq >= \old(floorSeq);
      @   ensures (\forall int i; 0 <= i && i < 8; i != awaiting ==> this.keyId[i] == \old(this.keyId[i]) && this.lastSeq[i] == \old(this.lastSeq[i]));
      @   ensures (\forall int i; 0 <= i && i < 8; this.keyId[i] == \old(this.keyId[i]) || \old(this.lastSeq[i]) <= floorSeq);
      @*/
    /*+OPENJML@ ensures floorSeq == \old(floorSeq) || (\forall int i; 0 <= i && i < 8; \old(this.keyId[i]) != keyId || \old(this.lastSeq[i]) <= 0);
      @   ensures stagedDigest[awaiting] == 0 && usedCount[awaiting] == useCount && useCount == (\old(useCount) < 1000000000000000L ? \old(useCount) + 1 : \old(useCount));
      @   ensures (\forall int i; 0 <= i && i < 8; i != awaiting ==> reply[i] == \old(reply[i]) && stagedDigest[i] == \old(stagedDigest[i]) && usedCount[i] == \old(usedCount[i])); @*/
    /*+KEY@ assignable useCount, floorSeq, awaiting, inner; @*/
    /*+OPENJML@ assignable this.keyId[*], lastSeq[*], this.kind[*], this.digest[*], reply[*], stagedDigest[*], usedCount[*], useCount, floorSeq, awaiting; @*/
    public void use(int kind, long keyId, long seq, long digest) {
        awaiting = place(keyId);
        useCount = Arithmetic.addUpTo(useCount, 1, USE_MAX_COUNT);
        this.keyId[awaiting] = keyId;
        this.lastSeq[awaiting] = seq;
        this.kind[awaiting] = kind;
        this.digest[awaiting] = digest;
        this.reply[awaiting] = Reply.REPLAY;
        this.stagedDigest[awaiting] = 0;
        this.usedCount[awaiting] = useCount;
    }

    /** The message that used a number up last has been carried out or refused; a retransmission is told the same. */
    // [impl->req~SR-50~1]
    // [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-50
      @   requires 0 <= reply && reply <= 30;
      @   ensures awaiting == 8;
      @   ensures \old(awaiting) < 8 ==> this.reply[\old(awaiting)] == reply && this.stagedDigest[\old(awaiting)] == stagedDigest;
      @   ensures (\forall int i; 0 <= i && i < 8; i != \old(awaiting) ==> this.reply[i] == \old(this.reply[i]) && this.stagedDigest[i] == \old(this.stagedDigest[i]));
      @*/
    /*+KEY@ assignable awaiting, inner; @*/
    /*+OPENJML@ assignable this.reply[*], this.stagedDigest[*], awaiting; @*/
    public void answer(int reply, long stagedDigest) {
        if (awaiting < HELD_COUNT) {
            this.reply[awaiting] = reply;
            this.stagedDigest[awaiting] = stagedDigest;
        }
        awaiting = HELD_COUNT;
    }

    /** The message that used a number up last will not be carried out any more; it stays answered with REPLAY. */
    // [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-50
      @   ensures awaiting == 8;
      @   assignable awaiting;
      @*/
    public void abandon() {
        awaiting = HELD_COUNT;
    }

    /** The last number that a key has used up; of a key that the book does not hold, what its first must exceed. */
    // [contract->req~SR-49~1]
    /*@ public normal_behavior // SR-49
      @   ensures 0 <= \result;
      @   ensures \result == floorSeq && (\forall int i; 0 <= i && i < 8; this.keyId[i] != keyId || this.lastSeq[i] <= 0) || (\exists int i; 0 <= i && i < 8; this.keyId[i] == keyId && this.lastSeq[i] > 0 && this.lastSeq[i] == \result);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long lastSeq(long keyId) {
        int slot = slotOf(keyId);
        return slot < HELD_COUNT ? lastSeq[slot] : floorSeq;
    }

    /** How a key's last message was answered; REPLAY if it was not, or if the book does not hold the key. */
    // [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-50
      @   ensures 0 <= \result && \result <= 30;
      @   ensures \result == 5 && (\forall int i; 0 <= i && i < 8; this.keyId[i] != keyId || this.lastSeq[i] <= 0) || (\exists int i; 0 <= i && i < 8; this.keyId[i] == keyId && this.lastSeq[i] > 0 && \result == reply[i]);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int replyTo(long keyId) {
        int slot = slotOf(keyId);
        return slot < HELD_COUNT ? reply[slot] : Reply.REPLAY;
    }

    /** The digest that went with that answer; 0 if there is none. */
    // [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-50
      @   ensures \result == 0 && (\forall int i; 0 <= i && i < 8; this.keyId[i] != keyId || this.lastSeq[i] <= 0) || (\exists int i; 0 <= i && i < 8; this.keyId[i] == keyId && this.lastSeq[i] > 0 && \result == stagedDigest[i]);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long stagedDigestFor(long keyId) {
        int slot = slotOf(keyId);
        return slot < HELD_COUNT ? stagedDigest[slot] : 0;
    }

    /** SR-49, SR-54: saved or loaded. What was admitted before a restart will not be carried out after it. */
    // [contract->req~SR-49~1] [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-49, SR-54
      @   requires image != null && \invariant_for(image) && image.words != null;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 58;
      @   ensures awaiting == (image.loading ? 8 : \old(awaiting));
      @   ensures !image.loading ==> floorSeq == \old(floorSeq) && (\forall int i; 0 <= i && i < 8; lastSeq[i] == \old(lastSeq[i]));
      @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*); @*/
    /*+KEY@ assignable useCount, floorSeq, awaiting, inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable this.*, keyId[*], lastSeq[*], kind[*], digest[*], reply[*], stagedDigest[*], usedCount[*], image.*, image.words[*]; @*/
    public void exchange(Image image) {
        exchangeKeys(image);
        exchangeAnswers(image);
        if (image.isLoading()) {
            awaiting = HELD_COUNT;
        }
    }

    /** Which keys there are, and how far each has counted. */
    // [contract->req~SR-49~1] [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-49, SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && keyId != null && lastSeq != null && usedCount != null;
      @   requires image.words != keyId && image.words != lastSeq && image.words != usedCount;
      @   requires keyId != lastSeq && keyId != usedCount && lastSeq != usedCount;
      @   requires keyId.length == 8 && lastSeq.length == 8 && usedCount.length == 8;
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= lastSeq[i] && lastSeq[i] <= 9223372036854775807L);
      @   requires 0 <= useCount && useCount <= 1000000000000000L && 0 <= floorSeq && floorSeq <= 9223372036854775807L;
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 26;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2022 && (\forall int i; 0 <= i && i < 8; -9223372036854775807L - 1 <= keyId[i] && keyId[i] <= 9223372036854775807L)
      @       && (\forall int i; 0 <= i && i < 8; 0 <= usedCount[i] && usedCount[i] <= 1000000000000000L) ==> image.misfitCount == 0;
      @   ensures image.loading ==> (\forall int i; 0 <= i && i < 8; 0 <= usedCount[i] && usedCount[i] <= 1000000000000000L);
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= lastSeq[i] && lastSeq[i] <= 9223372036854775807L);
      @   ensures 0 <= useCount && useCount <= 1000000000000000L && 0 <= floorSeq && floorSeq <= 9223372036854775807L;
      @   ensures !image.loading ==> floorSeq == \old(floorSeq) && (\forall int i; 0 <= i && i < 8; lastSeq[i] == \old(lastSeq[i]));
      @*/
    /*+KEY@ assignable keyId[*], lastSeq[*], usedCount[*], useCount, floorSeq, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable keyId[*], lastSeq[*], usedCount[*], useCount, floorSeq, image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeKeys(Image image) {
        image.series(keyId, Long.MIN_VALUE, Long.MAX_VALUE);
        image.series(lastSeq, 0, Long.MAX_VALUE);
        image.series(usedCount, 0, USE_MAX_COUNT);
        useCount = image.word(useCount, 0, USE_MAX_COUNT);
        floorSeq = image.word(floorSeq, 0, Long.MAX_VALUE);
    }

    /** What each key said last, and how it was answered. */
    // [contract->req~SR-50~1] [contract->req~SR-54~1]
    /*@ private normal_behavior // SR-50, SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && kind != null && digest != null && reply != null && stagedDigest != null;
      @   requires image.words != digest && image.words != stagedDigest && digest != stagedDigest && kind != reply;
      @   requires kind.length == 8 && digest.length == 8 && reply.length == 8 && stagedDigest.length == 8;
      @   requires (\forall int i; 0 <= i && i < 8; 0 <= reply[i] && reply[i] <= 30);
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 32;
      @   ensures !image.loading && \old(image.misfitCount) == 0 && \old(image.index) <= 2016 && (\forall int i; 0 <= i && i < 8; -9223372036854775807L - 1 <= digest[i] && digest[i] <= 9223372036854775807L)
      @       && (\forall int i; 0 <= i && i < 8; 0 <= stagedDigest[i] && stagedDigest[i] <= 9223372036854775807L)
      @       && (\forall int i; 0 <= i && i < 8; 0 <= kind[i] && kind[i] <= 26 && 0 <= stagedDigest[i]) ==> image.misfitCount == 0;
      @   ensures image.loading ==> (\forall int i; 0 <= i && i < 8; 0 <= kind[i] && kind[i] <= 26 && 0 <= stagedDigest[i]);
      @   ensures (\forall int i; 0 <= i && i < 8; 0 <= reply[i] && reply[i] <= 30);
      @*/
    /*+KEY@ assignable kind[*], digest[*], reply[*], stagedDigest[*], image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable kind[*], digest[*], reply[*], stagedDigest[*], image.*, image.words[*]; @*/
    private /*@ helper @*/ void exchangeAnswers(Image image) {
        image.numbers(kind, 0, Kind.PATIENT_STATUS);
        image.series(digest, Long.MIN_VALUE, Long.MAX_VALUE);
        image.numbers(reply, 0, Reply.NOT_ACTIVE);
        image.series(stagedDigest, 0, Long.MAX_VALUE);
    }
}
