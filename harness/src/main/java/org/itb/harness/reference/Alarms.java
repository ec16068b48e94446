package org.itb.harness.reference;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The set of active alarms (SR-42), their priorities, and whose sound is paused (SR-44). Numbers are those of alarms.md. */
final class Alarms {
    /** An active alarm. */
    private record Active(boolean critical, long pausedUntilMs) {
        boolean soundsAt(long nowMs) {
            return nowMs >= pausedUntilMs;
        }
    }

    private static final long NOT_PAUSED = Long.MIN_VALUE;

    /** What was heard last. */
    private record Heard(int alarm, boolean critical, long atMs) {
        String what() {
            return alarm + (critical ? " critical" : "");
        }

        long nextMs() {
            return atMs + (critical ? Limits.P24_CRITICAL_REPEAT_MS : Limits.P25_NONCRITICAL_REPEAT_MS);
        }
    }

    private final SortedMap<Integer, Active> active = new TreeMap<>();
    private Optional<Heard> heard = Optional.empty();
    private boolean someBecameCritical;
    private long annunciations;

    boolean isActive(int alarm) {
        return active.containsKey(alarm);
    }

    boolean isCritical(int alarm) {
        return isActive(alarm) && active.get(alarm).critical();
    }

    boolean anyCritical() {
        return active.values().stream().anyMatch(Active::critical);
    }

    /** A new critical alarm, or one that becomes critical, ends every pause. */
    void raise(int alarm, boolean critical) {
        if (critical && !isCritical(alarm)) {
            active.replaceAll((other, state) -> new Active(state.critical(), NOT_PAUSED));
            active.put(alarm, new Active(true, NOT_PAUSED));
            someBecameCritical = true;
        }
        active.putIfAbsent(alarm, new Active(critical, NOT_PAUSED));
    }

    /** What made it critical is over; it goes on as non-critical, and is heard as that. */
    void soften(int alarm) {
        active.computeIfPresent(alarm, (same, state) -> state.critical() ? new Active(false, NOT_PAUSED) : state);
    }

    void end(int alarm) {
        active.remove(alarm);
    }

    void pause(int alarm, long untilMs) {
        active.computeIfPresent(alarm, (same, state) -> new Active(state.critical(), untilMs));
    }

    /** D-34. */
    Optional<Integer> sounding(long nowMs) {
        return active.entrySet().stream()
                .filter(alarm -> alarm.getValue().soundsAt(nowMs))
                .min(Comparator.comparing((Map.Entry<Integer, Active> alarm) -> !alarm.getValue().critical())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey);
    }

    /** SR-45, K-19: what is to be heard now is heard now. To be called whenever something has happened. */
    void sound(long nowMs) {
        Optional<Heard> next = sounding(nowMs).map(alarm -> new Heard(alarm, isCritical(alarm), nowMs));
        boolean sounds = next.isPresent()
                && (someBecameCritical
                        || !next.map(Heard::what).equals(heard.map(Heard::what))
                        || nowMs >= heard.orElseThrow().nextMs());
        someBecameCritical = false;
        if (sounds) {
            annunciations++;
        }
        heard = sounds || next.isEmpty() ? next : heard;
    }

    /** When an alarm sounds next by itself: again, or because a pause ends. */
    OptionalLong nextSoundMs(long nowMs) {
        return LongStream.concat(
                        heard.stream().mapToLong(Heard::nextMs),
                        active.values().stream()
                                .mapToLong(Active::pausedUntilMs)
                                .filter(untilMs -> untilMs > nowMs && !sounding(untilMs).equals(sounding(nowMs))))
                .filter(atMs -> atMs > nowMs)
                .min();
    }

    long annunciations() {
        return annunciations;
    }

    SortedSet<Integer> all() {
        return new TreeSet<>(active.keySet());
    }

    SortedSet<Integer> allCritical() {
        Predicate<Integer> critical = this::isCritical;
        return active.keySet().stream().filter(critical).collect(Collectors.toCollection(TreeSet::new));
    }
}
