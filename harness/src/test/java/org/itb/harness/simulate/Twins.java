package org.itb.harness.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.itb.harness.oracle.Oracle;
import org.itb.harness.replay.SimulatedPump;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.Message;
import org.itb.harness.stream.Setup;
import org.itb.harness.stream.WorldChange;

/** One pump that leaps over quiet time and one that ticks through it, side by side; compared after each leap. */
final class Twins {
    /** A leap, by its first and its last instant. */
    record Leap(long startMs, long endMs) { }

    private final SimulatedPump leaping;
    private final SimulatedPump ticking;
    private final Oracle leapingOracle;
    private final Oracle tickingOracle;
    private final QuietTime quietTime;
    private final List<Leap> leaps = new ArrayList<>();
    private int lines = 1;

    Twins(Setup setup) {
        leaping = new SimulatedPump(setup, Life.TICK_MS);
        ticking = new SimulatedPump(setup, Life.TICK_MS);
        leapingOracle = new Oracle(setup, leaping);
        tickingOracle = new Oracle(setup, ticking);
        quietTime = new QuietTime(leaping, leapingOracle, 1, Integer.MAX_VALUE);
    }

    /** Both live the same life until a time. */
    static Twins live(long seed, long number, long untilMs) {
        Life life = new Life(seed, number);
        Life same = new Life(seed, number);
        Twins twins = new Twins(life.setup());
        Entry line = life.next(twins.leaping.kernel());
        while (line != null && line.atMs() <= untilMs) {
            assertEquals(line, same.next(twins.ticking.kernel()));
            twins.play(line);
            line = life.next(twins.leaping.kernel());
        }
        return twins;
    }

    List<Leap> leaps() {
        return leaps;
    }

    SimulatedPump pump() {
        return leaping;
    }

    Oracle oracle() {
        return leapingOracle;
    }

    void send(long atMs, Command command) {
        play(line(++lines, atMs, command));
    }

    void change(long atMs, WorldChange change) {
        play(line(++lines, atMs, change));
    }

    static Entry line(int number, long atMs, Command command) {
        boolean stage = command.kind().isStage();
        return new Entry(number, atMs, Optional.of(new Message(
                command, command.kind().sender(), Optional.empty(), true, true, stage, Set.of(), "")), Optional.empty(), List.of());
    }

    static Entry line(int number, long atMs, WorldChange change) {
        return new Entry(number, atMs, Optional.empty(), Optional.of(change), List.of());
    }

    private void play(Entry line) {
        while (leaping.isBefore(line)) {
            pass(line.atMs());
        }
        int reply = leaping.carryOut(line);
        assertEquals(reply, ticking.carryOut(line));
        assertNull(leapingOracle.afterLine(line, reply));
        assertNull(tickingOracle.afterLine(line, reply));
    }

    /** Leaps where it may, and ticks elsewhere. */
    void passUntil(long untilMs) {
        while (leaping.nowMs() < untilMs) {
            pass(untilMs);
        }
    }

    /** Ticks both. */
    void tickUntil(long untilMs) {
        while (leaping.nowMs() < untilMs) {
            tickBoth(untilMs);
        }
    }

    private void pass(long untilMs) {
        int minutes = quietTime.minutes(untilMs);
        if (minutes == 0) {
            tickBoth(untilMs);
        } else {
            leap(minutes);
        }
    }

    private void tickBoth(long untilMs) {
        leaping.tickTowards(untilMs);
        assertNull(leapingOracle.afterTick());
        ticking.tickTowards(untilMs);
        assertNull(tickingOracle.afterTick());
    }

    private void leap(int minutes) {
        long startMs = leaping.nowMs();
        int ticks = quietTime.ticksIn(minutes);
        assertNull(quietTime.pass(minutes));
        leaps.add(new Leap(startMs, leaping.nowMs()));
        int ticked = 0;
        while (ticking.nowMs() < leaping.nowMs()) {
            ticking.tickTowards(leaping.nowMs());
            assertNull(tickingOracle.afterTick());
            ticked++;
        }
        assertEquals(ticks, ticked, "ticks of " + minutes + " min from " + startMs);
        assertEquals("", Difference.between(leaping, ticking), () -> "after " + minutes + " min from " + startMs);
        assertEquals("", Difference.between(leapingOracle, tickingOracle), () -> "after " + minutes + " min from " + startMs);
    }

    /** A time lies in no leap, but it may be where one begins. */
    void assertTicked(long atMs) {
        assertTrue(leaps.stream().noneMatch(leap -> leap.startMs() < atMs && atMs <= leap.endMs()), () -> atMs + " in " + leaps);
    }
}
