package org.itb.harness.oracle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.itb.harness.stream.DeviceId;
import org.itb.harness.stream.Message;
import org.itb.harness.stream.Sender;

/** Messages that were not authentic or are not new, and what must follow from that (SR-48, SR-49, K-38). */
final class Guesses {
    private static final long WINDOW_MS = 600_000;

    private final long ownDeviceId;
    private final Map<Long, Deque<Long>> failuresMs = new HashMap<>();
    private final Map<Long, Long> refusedUntilMs = new HashMap<>();
    private long attackUntilMs = Long.MIN_VALUE;
    private boolean everCrowded;
    private final Map<Long, Long> usedSeq = new HashMap<>();

    Guesses(String deviceId) {
        ownDeviceId = DeviceId.of(deviceId);
    }

    /** A message came; returns whether it makes an attack. */
    boolean hear(Message message, long nowMs) {
        boolean ofThisPump = message.deviceId().map(DeviceId::of).orElse(ownDeviceId) == ownDeviceId;
        if (message.authentic() || !ofThisPump || isRefused(message.key(), nowMs)) {
            return false;
        }
        long counting = failuresMs.values().stream().filter(times -> nowMs - times.getLast() < WINDOW_MS).count();
        Deque<Long> mine = failuresMs.computeIfAbsent(message.key(), news -> new ArrayDeque<>());
        boolean crowded = counting >= 8 && (mine.isEmpty() || nowMs - mine.getLast() >= WINDOW_MS);
        everCrowded |= crowded;
        mine.add(nowMs);
        mine.removeIf(atMs -> nowMs - atMs >= WINDOW_MS);
        if (mine.size() >= 5) {
            refusedUntilMs.put(message.key(), nowMs + WINDOW_MS);
        }
        if (crowded || mine.size() >= 5) {
            attackUntilMs = nowMs + WINDOW_MS;
        }
        return crowded || mine.size() >= 5;
    }

    /** Whether a message must be refused for its key; nothing is certain any more after too many keys failed at once. */
    boolean isRefused(Message message, long nowMs) {
        return !everCrowded && message.sender() != Sender.SYSTEM && isRefused(message.key(), nowMs);
    }

    private boolean isRefused(long keyId, long nowMs) {
        return nowMs < refusedUntilMs.getOrDefault(keyId, Long.MIN_VALUE);
    }

    /** Whether a message comes too late: a number below the last of its key, or none. A stage's own confirmation never does. */
    boolean isOld(Message message) {
        boolean confirmed = message.command().kind().isStage() && message.confirm();
        return !confirmed && message.sender() != Sender.SYSTEM
                && message.seq().orElse(Long.MAX_VALUE) < Math.max(1, usedSeq.getOrDefault(message.key(), 0L));
    }

    /** How far a key has counted; with its memory the pump loses that too (K-40). */
    void used(long keyId, long lastSeq, boolean memoryLost) {
        usedSeq.merge(keyId, lastSeq, (before, now) -> memoryLost ? now : Math.max(before, now));
    }

    /** A15's condition. */
    boolean isAttacked(long nowMs) {
        return nowMs < attackUntilMs;
    }
}
