package org.itb.harness.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each key has said last (SR-49, SR-50) and where it failed (SR-48). */
final class Keys {
    /**
     * A message as it was taken.
     *
     * @param content what it said, its kind included
     * @param answer  how it was answered; REPLAY as long as it was not
     * @param digest  the digest that went with the answer
     */
    record Said(long seq, Object content, Verdict answer, long digest) { }

    private static final int MOST = 8;
    private static final int TOO_OFTEN = 5;
    private static final long WINDOW_MS = 600_000;

    /** The key that spoke longest ago comes first. */
    private final LinkedHashMap<Long, Said> said = new LinkedHashMap<>();
    private long highestForgottenSeq;
    private Optional<Long> speaking = Optional.empty();

    private final Map<Long, List<Long>> failuresMs = new HashMap<>();
    private final Map<Long, Long> refusedUntilMs = new HashMap<>();
    private long attackUntilMs = Long.MIN_VALUE;

    // --- numbers

    /** The last number that a key has used; of one that is not known, the last that no such key may use. */
    long lastSeq(long keyId) {
        return said.containsKey(keyId) ? said.get(keyId).seq() : highestForgottenSeq;
    }

    /** What a message is answered because of its number; OK if it is news. */
    Verdict judge(long keyId, long seq, Object content) {
        boolean known = said.containsKey(keyId);
        if (seq > lastSeq(keyId)) {
            return Verdict.OK;
        }
        return known && seq == lastSeq(keyId) && !said.get(keyId).content().equals(content) ? Verdict.SEQ_CONFLICT : Verdict.REPLAY;
    }

    /** The message with the same number and content that was taken before. */
    Optional<Said> retold(long keyId, long seq, Object content) {
        return Optional.ofNullable(said.get(keyId)).filter(last -> last.seq() == seq && last.content().equals(content));
    }

    void take(long keyId, long seq, Object content) {
        said.remove(keyId);
        if (said.size() == MOST) {
            Iterator<Said> oldest = said.values().iterator();
            highestForgottenSeq = Math.max(highestForgottenSeq, oldest.next().seq());
            oldest.remove();
        }
        said.put(keyId, new Said(seq, content, Verdict.REPLAY, 0));
        speaking = Optional.of(keyId);
    }

    void answer(Verdict verdict, long digest) {
        speaking.ifPresent(key -> said.computeIfPresent(
                key, (same, last) -> new Said(last.seq(), last.content(), verdict, digest)));
        speaking = Optional.empty();
    }

    // --- failures

    boolean isRefused(long keyId, long nowMs) {
        return nowMs < refusedUntilMs.getOrDefault(keyId, Long.MIN_VALUE);
    }

    /** A15's condition. */
    boolean isAttacked(long nowMs) {
        return nowMs < attackUntilMs;
    }

    void fail(long keyId, long nowMs) {
        if (isRefused(keyId, nowMs)) {
            return;
        }
        forget(nowMs);
        if (!failuresMs.containsKey(keyId) && failuresMs.size() == MOST) {
            drop(nowMs);
            attackUntilMs = nowMs + WINDOW_MS;
        }
        List<Long> mine = failuresMs.computeIfAbsent(keyId, news -> new ArrayList<>());
        mine.add(nowMs);
        if (mine.size() >= TOO_OFTEN) {
            refusedUntilMs.put(keyId, nowMs + WINDOW_MS);
            attackUntilMs = nowMs + WINDOW_MS;
        }
    }

    /** What is too long ago to count. */
    private void forget(long nowMs) {
        failuresMs.values().forEach(times -> times.removeIf(atMs -> nowMs - atMs >= WINDOW_MS));
        failuresMs.values().removeIf(List::isEmpty);
    }

    /** The key that failed longest ago, one under refusal only if all are. */
    private void drop(long nowMs) {
        Comparator<Long> order = Comparator.comparing((Long key) -> isRefused(key, nowMs))
                .thenComparing(key -> failuresMs.get(key).get(failuresMs.get(key).size() - 1));
        long least = failuresMs.keySet().stream().min(order).orElseThrow();
        failuresMs.remove(least);
        refusedUntilMs.remove(least);
    }
}
