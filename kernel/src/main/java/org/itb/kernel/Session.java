package org.itb.kernel;

/**
 * Who may speak (SR-46 … SR-50), a clinician's session and what is staged in it (SR-51). A session closes P31 after
 * its last message and takes the stage with it. The stage holds one command until it is confirmed with its digest
 * within P32; nothing staged affects delivery. Operands keep the names that the commands give them.
 *
 * <p>What keys have said and where they failed outlives every session: it is kept in two books of its own.
 */
public class Session {
    private static final int DIGEST_PRIME = 2147483647;
    private static final int DIGEST_FACTOR_A = 1000003;
    private static final int DIGEST_FACTOR_B = 69069;

    /*@ spec_public @*/ private boolean open;
    /*@ spec_public @*/ private long lastMessageAtMs;
    /*@ spec_public @*/ private boolean interrogated;
    /*@ spec_public @*/ private int admitted;
    /*@ spec_public @*/ private int kind;
    /*@ spec_public @*/ private long stagedAtMs;
    /*@ spec_public @*/ private long digestA;
    /*@ spec_public @*/ private long digestB;
    /*@ spec_public @*/ private long first;
    /*@ spec_public @*/ private long second;
    /*@ spec_public @*/ private long third;
    /*@ spec_public @*/ private long fourth;
    /*@ spec_public @*/ private int cachedReply;
    /*@ spec_public @*/ private long cachedDigest;
    /*@ spec_public @*/ private final KeyBook keys;
    /*@ spec_public @*/ private final FailureBook failures;

    /*+KEY@ public ghost \locset inner; @*/
    /*+KEY@ public ghost \locset books; @*/
    /*@ public ghost int awaiting; @*/
    /*@ public ghost int answered; @*/
    /*@ public ghost long attackUntilMs; @*/
    /*+KEY@ accessible \inv: this.*, inner; @*/
    /*+KEY@ private invariant keys != null && failures != null && \invariant_for(keys) && \invariant_for(failures); @*/
    /*+OPENJML@ public invariant keys != null && failures != null && \invariant_for(keys) && \invariant_for(failures); @*/
    /*+KEY@ private invariant \disjoint(this.*, keys.inner) && \disjoint(this.*, failures.inner) && \disjoint(keys.*, keys.inner) && \disjoint(keys.*, failures.inner); @*/
    /*+KEY@ private invariant \disjoint(failures.*, keys.inner) && \disjoint(failures.*, failures.inner) && \disjoint(keys.inner, failures.inner); @*/
    /*+OPENJML@ public invariant keys.keyId != null && keys.lastSeq != null && keys.kind != null && keys.digest != null && keys.reply != null && keys.stagedDigest != null && keys.usedCount != null && failures.keyId != null && failures.failedAtMs != null; @*/
    /*+OPENJML@ public invariant keys.lastSeq.length == 8 && keys.reply.length == 8; @*/
    /*+KEY@ private invariant (Object) this != (Object) keys && (Object) this != (Object) failures && (Object) keys != (Object) failures; @*/
    /*+OPENJML@ public invariant keys.keyId != failures.keyId && keys.keyId != failures.failedAtMs && keys.lastSeq != failures.keyId && keys.lastSeq != failures.failedAtMs && keys.digest != failures.keyId && keys.digest != failures.failedAtMs && keys.stagedDigest != failures.keyId && keys.stagedDigest != failures.failedAtMs && keys.usedCount != failures.keyId && keys.usedCount != failures.failedAtMs; @*/
    // What KeY puts last in a union it no longer keeps as a subset of it; so these are a set of their own, which it puts first.
    /*+KEY@ private invariant books == \set_union(keys.inner, failures.inner); @*/
    /*+KEY@ private invariant inner == \set_union(books, keys.*, failures.*); @*/
    /*+KEY@ private invariant awaiting == keys.awaiting && attackUntilMs == failures.attackUntilMs; @*/
    /*+OPENJML@ public invariant awaiting == keys.awaiting && attackUntilMs == failures.attackUntilMs; @*/
    /*+KEY@ private invariant 1 <= admitted && admitted <= 26 ==> awaiting < 8; @*/
    /*+OPENJML@ public invariant 1 <= admitted && admitted <= 26 ==> awaiting < 8; @*/
    /*+KEY@ private invariant 0 <= cachedReply && cachedReply <= 30; @*/
    /*+OPENJML@ public invariant 0 <= cachedReply && cachedReply <= 30; @*/
    /*+KEY@ private invariant 0 <= lastMessageAtMs && lastMessageAtMs <= 10000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= lastMessageAtMs && lastMessageAtMs <= 10000000000000L; @*/
    /*+KEY@ private invariant 0 <= stagedAtMs && stagedAtMs <= 10000000000000L; @*/
    /*+OPENJML@ public invariant 0 <= stagedAtMs && stagedAtMs <= 10000000000000L; @*/
    /*+KEY@ private invariant 0 <= admitted && admitted <= 36 && 0 <= kind && kind <= 36; @*/
    /*+OPENJML@ public invariant 0 <= admitted && admitted <= 36 && 0 <= kind && kind <= 36; @*/
    /*+KEY@ private invariant 0 <= digestA && digestA < 2147483647 && 0 <= digestB && digestB < 2147483647; @*/
    /*+OPENJML@ public invariant 0 <= digestA && digestA < 2147483647 && 0 <= digestB && digestB < 2147483647; @*/
    /*+KEY@ private invariant kind != 0 ==> open; @*/
    /*+OPENJML@ public invariant kind != 0 ==> open; @*/
    /*+KEY@ private invariant kind == Kind.STAGE_PROFILE ==> 1 <= first && first <= 2 && 1 <= second && second <= 2 && 1 <= third && third <= 2; @*/
    /*+OPENJML@ public invariant kind == Kind.STAGE_PROFILE ==> 1 <= first && first <= 2 && 1 <= second && second <= 2 && 1 <= third && third <= 2; @*/
    /*+KEY@ private invariant 2 <= admitted && admitted <= 24 ==> open; @*/
    /*+OPENJML@ public invariant 2 <= admitted && admitted <= 24 ==> open; @*/

    /*@ public normal_behavior
      @   ensures !open && admitted == 0 && kind == 0 && awaiting == 8 && attackUntilMs == 0;
      @   assignable \nothing;
      @*/
    /*+KEY@ ensures \fresh(inner) && \disjoint(this.*, inner); @*/
    public Session() {
        this.keys = new KeyBook();
        this.failures = new FailureBook();
        /*@ set awaiting = keys.awaiting; @*/
        /*@ set attackUntilMs = failures.attackUntilMs; @*/
        /*+KEY@ set books = \set_union(keys.inner, failures.inner); @*/
        /*+KEY@ set inner = \set_union(books, keys.*, failures.*); @*/
    }

    /** SR-47: the role that may give a kind of message; 0 if there is no such kind. */
    // [impl->req~SR-47~1]
    // [contract->req~SR-47~1]
    /*@ public normal_behavior // SR-47
      @   ensures (kind < 1 || kind > 36 ==> \result == 0) && (1 <= kind && kind <= 24 ==> \result == 1);
      @   ensures (25 <= kind && kind <= 26 ==> \result == 2) && (27 <= kind && kind <= 36 ==> \result == 3);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public static /*@ pure @*/ int roleFor(long kind) {
        if (kind < Kind.OPEN_SESSION) { return 0; }
        if (kind > Kind.RESET) { return 0; }
        if (kind <= Kind.ALARM_CLEAR) { return Role.CLINICIAN; }
        if (kind <= Kind.PATIENT_STATUS) { return Role.PATIENT; }
        return Role.SYSTEM;
    }

    /**
     * SR-46 … SR-50: device, authenticator's verdict, role, number, session, in this order (D-40). OK admits one call;
     * CACHED: nothing is to be done, {@link #cachedReply} was the answer. What the pump's own wiring says has no key and
     * no number, and no refusal of a key keeps it out: time and flow must never depend on who guesses.
     */
    // [impl->req~SR-46~1] [impl->req~SR-48~1]
    // [contract->req~SR-46~1] [contract->req~SR-47~1] [contract->req~SR-48~1] [contract->req~SR-49~1]
    /*@ public normal_behavior // SR-46, SR-47, SR-48, SR-49
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures !deviceMatches ==> \result == 1;
      @   ensures deviceMatches && !authentic ==> \result == 2;
      @   ensures \result == 0 ==> deviceMatches && authentic && 1 <= kind && kind <= 36;
      @   ensures \result == 0 ==> (kind <= 24 ==> role == 1) && (25 <= kind && kind <= 26 ==> role == 2) && (27 <= kind ==> role == 3);
      @   ensures \result == 0 ==> role != 1 || open || kind == 1;
      @   ensures \result == 0 && role != 3 ==> seq > 0 && 0 <= awaiting && awaiting < 8;
      @   ensures \result == 6 ==> role == 1 && !open && kind != 1;
      @   ensures 0 <= \result && \result <= 6 || \result == 31;
      @   ensures (\result == 0 ==> admitted == kind) && (\result != 0 ==> admitted == 0);
      @   ensures \result == 0 && role == 1 ==> lastMessageAtMs == nowMs;
      @   ensures \result != 0 || role != 1 ==> lastMessageAtMs == \old(lastMessageAtMs);
      @   ensures attackUntilMs == \old(attackUntilMs) || deviceMatches && !authentic;
      @   ensures \result == 1 ==> !deviceMatches;
      @   ensures \result == 2 ==> deviceMatches && (!authentic || role != 3);
      @   ensures \result == 3 ==> deviceMatches && authentic && (kind < 1 || 36 < kind || role != (kind <= 24 ? 1 : kind <= 26 ? 2 : 3));
      @   ensures deviceMatches && authentic && role == 3 && 27 <= kind && kind <= 36 ==> \result == 0;
      @*/
    /*+OPENJML@ ensures \result == 2 && authentic ==> (\exists int i; 0 <= i && i < 8; failures.keyId[i] == keyId && nowMs - failures.failedAtMs[5 * i] < 600000 && failures.failedAtMs[5 * i] - failures.failedAtMs[5 * i + 4] < 600000); @*/
    /*+OPENJML@ ensures deviceMatches && !authentic ==> (\exists int i; 0 <= i && i < 8; failures.keyId[i] == keyId && (failures.failedAtMs[5 * i] == nowMs
      @     || nowMs - failures.failedAtMs[5 * i] < 600000 && failures.failedAtMs[5 * i] - failures.failedAtMs[5 * i + 4] < 600000)); @*/
    /*+OPENJML@ ensures \result == 0 && role != 3 ==> 0 <= keys.awaiting && keys.awaiting < 8 && keys.lastSeq[keys.awaiting] == seq && keys.reply[keys.awaiting] == 5; @*/
    /*+KEY@ assignable awaiting, answered, attackUntilMs, admitted, lastMessageAtMs, cachedReply, cachedDigest, inner; @*/
    /*+OPENJML@ assignable awaiting, answered, attackUntilMs, admitted, lastMessageAtMs, cachedReply, cachedDigest, keys.*, keys.keyId[*], keys.lastSeq[*],
      @     keys.kind[*], keys.digest[*], keys.reply[*], keys.stagedDigest[*], keys.usedCount[*], failures.*,
      @     failures.keyId[*], failures.failedAtMs[*]; @*/
    public int admit(long kind, long role, boolean deviceMatches, long keyId, long seq, long digest, boolean authentic,
            long nowMs) {
        admitted = Kind.NONE;
        keys.abandon();
        /*@ set awaiting = keys.awaiting; @*/
        if (!deviceMatches) { return Reply.WRONG_DEVICE; }
        if (!authentic) {
            failures.fail(keyId, nowMs);
            /*@ set attackUntilMs = failures.attackUntilMs; @*/
            return Reply.AUTH;
        }
        if (isKept(role, keyId, nowMs)) { return Reply.AUTH; }
        int permitted = roleFor(kind);
        if (permitted == 0) { return Reply.ROLE; }
        if (role != permitted) { return Reply.ROLE; }
        if (permitted != Role.SYSTEM) {
            int verdict = admitNumber((int) kind, keyId, seq, digest, nowMs);
            if (verdict != Reply.OK) { return verdict; }
        }
        admitted = (int) kind;
        return Reply.OK;
    }

    /** SR-48: a message by telemetry whose key is under refusal. */
    // [contract->req~SR-48~1]
    /*@ private normal_behavior // SR-48
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result ==> role != 3;
      @*/
    /*+OPENJML@ ensures !\result ==> role == 3 || (\forall int i; 0 <= i && i < 8; failures.keyId[i] != keyId || failures.failedAtMs[5 * i] < 0)
      @     || (\exists int i; 0 <= i && i < 8; failures.keyId[i] == keyId && failures.failedAtMs[5 * i] >= 0 && (nowMs - failures.failedAtMs[5 * i] >= 600000 || failures.failedAtMs[5 * i] - failures.failedAtMs[5 * i + 4] >= 600000)); @*/
    /*+OPENJML@ ensures \result ==> (\exists int i; 0 <= i && i < 8; failures.keyId[i] == keyId && nowMs - failures.failedAtMs[5 * i] < 600000 && failures.failedAtMs[5 * i] - failures.failedAtMs[5 * i + 4] < 600000); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isKept(long role, long keyId, long nowMs) {
        if (role == Role.SYSTEM) { return false; }
        return failures.isRefused(keyId, nowMs);
    }

    /** SR-49, SR-50: the number is used up before anything else can refuse the message (D-42). */
    // [contract->req~SR-46~1] [contract->req~SR-49~1] [contract->req~SR-50~1]
    /*@ private normal_behavior // SR-46, SR-49, SR-50
      @   requires 1 <= kind && kind <= 26 && 0 <= nowMs && nowMs <= 10000000000000L && admitted == 0 && awaiting == 8;
      @   ensures \result == 0 || \result == 4 || \result == 5 || \result == 6 || \result == 31;
      @   ensures \result == 0 ==> seq > 0 && 0 <= awaiting && awaiting < 8;
      @   ensures \result == 6 ==> kind > 1 && kind <= 24 && !open;
      @   ensures \result == 0 && kind <= 24 ==> open || kind == 1;
      @   ensures \result != 0 ==> awaiting == 8;
      @   ensures \result == 0 && kind <= 24 ==> lastMessageAtMs == nowMs;
      @   ensures \result != 0 || kind > 24 ==> lastMessageAtMs == \old(lastMessageAtMs);
      @   ensures attackUntilMs == \old(attackUntilMs);
      @*/
    /*+OPENJML@ ensures \result == 0 ==> 0 <= keys.awaiting && keys.awaiting < 8 && keys.lastSeq[keys.awaiting] == seq && keys.reply[keys.awaiting] == 5; @*/
    /*+OPENJML@ ensures \result == 0 ==> 0 <= keys.awaiting && keys.awaiting < 8 && keys.keyId[keys.awaiting] == keyId && keys.kind[keys.awaiting] == kind && keys.digest[keys.awaiting] == digest; @*/
    /*+OPENJML@ ensures \result == 5 ==> (\forall int i; 0 <= i && i < 8; keys.keyId[i] != keyId || keys.lastSeq[i] <= 0) && seq <= keys.floorSeq
      @     || (\exists int i; 0 <= i && i < 8; keys.keyId[i] == keyId && keys.lastSeq[i] > 0 && seq < keys.lastSeq[i]); @*/
    /*+OPENJML@ ensures \result == 31 ==> cachedReply == 5 || (\exists int i; 0 <= i && i < 8; keys.keyId[i] == keyId && keys.lastSeq[i] > 0 && cachedReply == keys.reply[i]); @*/
    /*+OPENJML@ ensures \result == 31 ==> cachedDigest == 0 || (\exists int i; 0 <= i && i < 8; keys.keyId[i] == keyId && keys.lastSeq[i] > 0 && cachedDigest == keys.stagedDigest[i]); @*/
    /*+OPENJML@ ensures \result == 31 ==> (\exists int i; 0 <= i && i < 8; keys.keyId[i] == keyId && keys.lastSeq[i] == seq && keys.kind[i] == kind && keys.digest[i] == digest); @*/
    /*+OPENJML@ ensures \result == 4 ==> (\exists int i; 0 <= i && i < 8; keys.keyId[i] == keyId && keys.lastSeq[i] == seq && (keys.kind[i] != kind || keys.digest[i] != digest)); @*/
    /*+OPENJML@ ensures \result != 31 ==> cachedReply == \old(cachedReply) && cachedDigest == \old(cachedDigest); @*/
    /*+OPENJML@ ensures failures.attackUntilMs == \old(failures.attackUntilMs); @*/
    /*+KEY@ assignable awaiting, answered, lastMessageAtMs, cachedReply, cachedDigest, inner; @*/
    /*+OPENJML@ assignable awaiting, answered, lastMessageAtMs, cachedReply, cachedDigest, keys.*, keys.keyId[*], keys.lastSeq[*],
      @     keys.kind[*], keys.digest[*], keys.reply[*], keys.stagedDigest[*], keys.usedCount[*]; @*/
    private int admitNumber(int kind, long keyId, long seq, long digest, long nowMs) {
        int verdict = keys.verdict(kind, keyId, seq, digest);
        if (verdict == Reply.CACHED) {
            cachedReply = keys.replyTo(keyId);
            cachedDigest = keys.stagedDigestFor(keyId);
        }
        if (verdict != Reply.OK) { return verdict; }
        keys.use(kind, keyId, seq, digest);
        /*@ set awaiting = keys.awaiting; @*/
        if (kind <= Kind.ALARM_CLEAR) {
            if (isSessionMissing(kind)) { return answer(Reply.NO_SESSION); }
            lastMessageAtMs = nowMs;
        }
        return Reply.OK;
    }

    /** SR-50: how a command was answered is kept for a retransmission, with the digest of what is staged. */
    // [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-50
      @   requires admitted == 0 && 0 <= reply && reply <= 30;
      @   ensures \result == reply && awaiting == 8 && answered == reply;
      @*/
    /*+OPENJML@ ensures 0 <= \old(keys.awaiting) && \old(keys.awaiting) < 8 ==> keys.reply[\old(keys.awaiting)] == reply; @*/
    /*+KEY@ assignable awaiting, answered, inner; @*/
    /*+OPENJML@ assignable awaiting, answered, keys.*, keys.reply[*], keys.stagedDigest[*]; @*/
    public int answer(int reply) {
        keys.answer(reply, digest());
        /*@ set awaiting = keys.awaiting; @*/
        /*@ set answered = reply; @*/
        return reply;
    }

    /** A clinician's message but OPEN_SESSION needs an open session. */
    // [contract->req~SR-46~1]
    /*@ private normal_behavior // SR-46
      @   ensures \result == (!open && kind != Kind.OPEN_SESSION);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private /*@ pure @*/ boolean isSessionMissing(long kind) {
        if (open) { return false; }
        return kind != Kind.OPEN_SESSION;
    }

    /** Uses an admission up; false if there was none for this kind: the number stays answered with REPLAY. */
    // [contract->req~SR-46~1]
    /*@ public normal_behavior // SR-46
      @   requires 1 <= kind && kind <= 26;
      @   ensures \result == (\old(admitted) == kind) && admitted == 0;
      @   ensures (\result ==> awaiting == \old(awaiting) && awaiting < 8) && (!\result ==> awaiting == 8);
      @   ensures \result && 2 <= kind && kind <= 24 ==> open;
      @*/
    /*+KEY@ assignable admitted, awaiting, inner; @*/
    /*+OPENJML@ assignable admitted, awaiting, keys.*; @*/
    public boolean use(int kind) {
        boolean fits = admitted == kind;
        admitted = Kind.NONE;
        if (!fits) {
            keys.abandon();
            /*@ set awaiting = keys.awaiting; @*/
        }
        return fits;
    }

    /** A new session; an earlier one and its stage end. */
    // [contract->req~SR-46~1]
    /*@ public normal_behavior // SR-46
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures open && !interrogated && kind == 0 && lastMessageAtMs == nowMs;
      @   assignable open, interrogated, kind, lastMessageAtMs;
      @*/
    public void open(long nowMs) {
        open = true;
        interrogated = false;
        kind = Kind.NONE;
        lastMessageAtMs = nowMs;
    }

    /** D-43: the end of a session discards the stage, and a message that was admitted and not yet carried out. */
    // [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-51
      @   ensures !open && !interrogated && kind == 0 && admitted == 0;
      @   assignable open, interrogated, kind, admitted;
      @*/
    public void close() {
        open = false;
        interrogated = false;
        kind = Kind.NONE;
        admitted = Kind.NONE;
    }

    /** SR-51: closes a session that is idle since P31. */
    // [impl->req~SR-38~1] [impl->req~SR-51~1]
    // [contract->req~SR-38~1] [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-38, SR-51
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures open == (\old(open) && nowMs - lastMessageAtMs < 300000);
      @   ensures interrogated == (\old(interrogated) && (open || !\old(open))) && (open ==> kind == \old(kind)) && (!open ==> kind == 0);
      @   ensures admitted == \old(admitted) || admitted == 0;
      @   assignable open, interrogated, kind, admitted;
      @*/
    public void expire(long nowMs) {
        if (!open) { return; }
        if (nowMs - lastMessageAtMs >= Parameters.SESSION_IDLE_MS) {
            close();
        }
    }

    /** D-45: when the session closes by itself; 0 for never. */
    /*@ public normal_behavior
      @   ensures (open ==> \result == lastMessageAtMs + 300000) && (!open ==> \result == 0);
      @   ensures 0 <= \result && \result <= 20000000000000L;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long dueAtMs() { return open ? lastMessageAtMs + Parameters.SESSION_IDLE_MS : 0; }

    /** D-28: the clinician has looked in this session. */
    /*@ public normal_behavior
      @   ensures interrogated;
      @   assignable interrogated;
      @*/
    public void interrogate() {
        interrogated = true;
    }

    /** SR-51: a checked command waits for its confirmation; its digest begins with kind and operands. */
    // [impl->req~SR-51~1]
    // [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-51
      @   requires kind == Kind.STAGE_PROFILE ==> 1 <= first && first <= 2 && 1 <= second && second <= 2 && 1 <= third && third <= 2;
      @   requires open && 1 <= kind && kind <= 36 && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures this.kind == kind && stagedAtMs == nowMs;
      @   ensures this.first == first && this.second == second && this.third == third && this.fourth == fourth;
      @   assignable this.kind, stagedAtMs, this.first, this.second, this.third, this.fourth, digestA, digestB;
      @*/
    public void stage(int kind, long first, long second, long third, long fourth, long nowMs) {
        this.kind = kind;
        this.stagedAtMs = nowMs;
        this.first = first;
        this.second = second;
        this.third = third;
        this.fourth = fourth;
        digestA = 1;
        digestB = 1;
        absorb(kind);
        absorb(first);
        absorb(second);
        absorb(third);
        absorb(fourth);
    }

    /** SR-24: the digest covers this value too. */
    // [contract->req~SR-24~1]
    /*@ public normal_behavior // SR-24
      @   ensures 0 <= digestA && digestA < 2147483647 && 0 <= digestB && digestB < 2147483647;
      @   assignable digestA, digestB;
      @*/
    /*+OPENJML@ ensures digestA == (\old(digestA) * 1000003 + (value % 2147483647 < 0 ? value % 2147483647 + 2147483647 : value % 2147483647)) % 2147483647; @*/
    /*+OPENJML@ ensures digestB == (\old(digestB) * 69069 + (value % 2147483647 < 0 ? value % 2147483647 + 2147483647 : value % 2147483647) + (value / 2147483647 % 2147483647 < 0 ? value / 2147483647 % 2147483647 + 2147483647 : value / 2147483647 % 2147483647)) % 2147483647; @*/
    public void absorb(long value) { mix(value); }

    /** Polynomials over two primes' residues: no overflow, no order lost. */
    // [impl->req~SR-24~1]
    // [contract->req~SR-24~1]
    /*@ private normal_behavior // SR-24
      @   requires 0 <= digestA && digestA < 2147483647 && 0 <= digestB && digestB < 2147483647;
      @   ensures 0 <= digestA && digestA < 2147483647 && 0 <= digestB && digestB < 2147483647;
      @   assignable digestA, digestB;
      @*/
    /*+OPENJML@ ensures digestA == (\old(digestA) * 1000003 + (value % 2147483647 < 0 ? value % 2147483647 + 2147483647 : value % 2147483647)) % 2147483647; @*/
    /*+OPENJML@ ensures digestB == (\old(digestB) * 69069 + (value % 2147483647 < 0 ? value % 2147483647 + 2147483647 : value % 2147483647) + (value / 2147483647 % 2147483647 < 0 ? value / 2147483647 % 2147483647 + 2147483647 : value / 2147483647 % 2147483647)) % 2147483647; @*/
    private /*@ helper @*/ void mix(long value) {
        long low = residue(value);
        long high = residue(value / DIGEST_PRIME);
        long sumA = digestA * DIGEST_FACTOR_A + low;
        long sumB = digestB * DIGEST_FACTOR_B + low + high;
        /*+OPENJML@ assert sumA >= 0 && sumB >= 0; @*/
        digestA = residue(sumA);
        digestB = residue(sumB);
    }

    /** As {@link #leastResidue}; a proof that uses it need not divide. */
    // [contract->req~SR-24~1]
    /*@ private normal_behavior // SR-24
      @   ensures 0 <= \result && \result < 2147483647;
      @*/
    /*+OPENJML@ ensures value >= 0 ==> \result == value % 2147483647; @*/
    /*+OPENJML@ ensures \result == (value % 2147483647 < 0 ? value % 2147483647 + 2147483647 : value % 2147483647); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure helper @*/ long residue(long value) { return leastResidue(value); }

    /** The remainder by the digest's prime, never below 0. */
    // [contract->req~SR-24~1]
    /*@ private normal_behavior // SR-24
      @   ensures \result == (value % 2147483647 < 0 ? value % 2147483647 + 2147483647 : value % 2147483647);
      @   ensures value >= 0 ==> \result == value % 2147483647;
      @   ensures 0 <= \result && \result < 2147483647;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    private static /*@ pure helper @*/ long leastResidue(long value) {
        long rest = value % DIGEST_PRIME;
        if (rest < 0) { return rest + DIGEST_PRIME; }
        return rest;
    }

    /** The digest that a CONFIRM must carry. */
    // [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-51
      @   ensures \result == digestA * 2147483647 + digestB;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long digest() { return digestA * DIGEST_PRIME + digestB; }

    /** SR-51: NOT_STAGED, then STAGE_EXPIRED, said once: the stage is gone with it. */
    // [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-51
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures 0 <= \result && \result <= 8;
      @   ensures \old(kind) == 0 ==> \result == 7;
      @   ensures \old(kind) != 0 && nowMs - stagedAtMs > 120000 ==> \result == 8;
      @   ensures \old(kind) != 0 && nowMs - stagedAtMs <= 120000 ==> \result == 0;
      @   ensures (\result == 0 ==> kind == \old(kind)) && (\result != 0 ==> kind == 0);
      @   assignable kind;
      @*/
    public int stageVerdict(long nowMs) {
        if (kind == Kind.NONE) { return Reply.NOT_STAGED; }
        if (nowMs - stagedAtMs > Parameters.STAGE_TTL_MS) {
            kind = Kind.NONE;
            return Reply.STAGE_EXPIRED;
        }
        return Reply.OK;
    }

    /** Nothing is staged any more. */
    // [contract->req~SR-51~1]
    /*@ public normal_behavior // SR-51
      @   ensures kind == 0;
      @   assignable kind;
      @*/
    public void discard() {
        kind = Kind.NONE;
    }

    /** SR-50: the answer to the message that was told CACHED last. */
    // [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-50
      @   ensures \result == cachedReply && 0 <= \result && \result <= 30;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int cachedReply() { return cachedReply; }

    /** The digest that went with it. */
    // [contract->req~SR-50~1]
    /*@ public normal_behavior // SR-50
      @   ensures \result == cachedDigest;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long cachedDigest() { return cachedDigest; }

    /** SR-49: the last number that a key has used up; of an unknown key, what its first must exceed. */
    // [contract->req~SR-49~1]
    /*@ public normal_behavior // SR-49
      @   ensures 0 <= \result;
      @*/
    /*+OPENJML@ ensures \result == keys.floorSeq || (\exists int i; 0 <= i && i < 8; keys.keyId[i] == keyId && keys.lastSeq[i] == \result); @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long lastSeq(long keyId) { return keys.lastSeq(keyId); }

    /** SR-48: A15's condition. */
    // [contract->req~SR-48~1]
    /*@ public normal_behavior // SR-48
      @   requires 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures \result == (nowMs < attackUntilMs);
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isAttacked(long nowMs) { return failures.isAttacked(nowMs); }

    /*@ public normal_behavior ensures \result == open; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isOpen() { return open; }

    /*@ public normal_behavior ensures \result == interrogated; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ boolean isInterrogated() { return interrogated; }

    /*@ public normal_behavior
      @   ensures \result == kind;
      @   ensures kind == Kind.STAGE_PROFILE ==> 1 <= first && first <= 2 && 1 <= second && second <= 2 && 1 <= third && third <= 2;
      @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ int kind() { return kind; }

    /*@ public normal_behavior ensures \result == first; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long first() { return first; }

    /*@ public normal_behavior ensures \result == second; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long second() { return second; }

    /*@ public normal_behavior ensures \result == third; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long third() { return third; }

    /*@ public normal_behavior ensures \result == fourth; @*/
    /*+KEY@ assignable \strictly_nothing; @*/
    /*+OPENJML@ assignable \nothing; @*/
    public /*@ pure @*/ long fourth() { return fourth; }

    /** SR-54: what keys have said and where they failed is saved or loaded; a session ends with a restart (K-16). */
    // [contract->req~SR-48~1] [contract->req~SR-49~1] [contract->req~SR-54~1]
    /*@ public normal_behavior // SR-48, SR-49, SR-54
      @   requires image != null && \invariant_for(image) && image.words != null && 0 <= nowMs && nowMs <= 10000000000000L;
      @   ensures (image.loading ==> admitted == 0) && (!image.loading ==> admitted == \old(admitted));
      @   ensures \invariant_for(image) && image.loading == \old(image.loading) && image.misfitCount >= \old(image.misfitCount);
      @   ensures image.misfitCount == 0 ==> \old(image.misfitCount) == 0 && image.index == \old(image.index) + 107;
      @   ensures !image.loading ==> awaiting == \old(awaiting) && attackUntilMs == \old(attackUntilMs);
      @*/
    /*+OPENJML@ ensures !image.loading ==> keys.floorSeq == \old(keys.floorSeq); @*/
    /*+KEY@ requires \disjoint(image.*, inner) && \disjoint(image.words[*], inner) && \disjoint(image.*, this.*); @*/
    /*+KEY@ assignable awaiting, attackUntilMs, admitted, inner, image.held, image.index, image.misfitCount, image.words[*]; @*/
    /*+OPENJML@ assignable awaiting, attackUntilMs, admitted, keys.*, keys.keyId[*], keys.lastSeq[*], keys.kind[*], keys.digest[*], keys.reply[*], keys.stagedDigest[*], keys.usedCount[*], failures.*, failures.keyId[*], failures.failedAtMs[*], image.*, image.words[*]; @*/
    public void exchange(Image image, long nowMs) {
        /*+KEY@ assert \subset(keys.inner, inner) && \subset(failures.inner, inner) && \subset(keys.*, inner) && \subset(failures.*, inner); @*/
        /*+KEY@ assert \disjoint(image.*, keys.inner) && \disjoint(image.*, failures.inner) && \disjoint(image.*, keys.*) && \disjoint(image.*, failures.*)
          @     && \disjoint(image.words[*], keys.inner) && \disjoint(image.words[*], failures.inner); @*/
        if (image.isLoading()) {
            admitted = Kind.NONE;
        }
        keys.exchange(image);
        failures.exchange(image, nowMs);
        /*@ set awaiting = keys.awaiting; @*/
        /*@ set attackUntilMs = failures.attackUntilMs; @*/
    }
}
