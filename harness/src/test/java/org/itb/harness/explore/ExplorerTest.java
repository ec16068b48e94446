package org.itb.harness.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.WorldChange;
import org.itb.kernel.Alarm;
import org.junit.jupiter.api.Test;

/** An exploration reaches what moves can reach, no more and no less, and loses nothing on the way. */
class ExplorerTest {
    private static final List<Move> MOVES = Move.all();

    private static List<Move> named(String... names) {
        return MOVES.stream().filter(move -> List.of(names).contains(move.name())).toList();
    }

    private static Exploration explore(List<Move> moves, int depth) {
        return new Explorer(Move.smallSetup(), moves).explore(1_000_000, depth, () -> false, count -> { });
    }

    // --- the moves

    @Test
    void everyCommandAndEveryChangeOfTheWorldIsAMove() {
        Set<CommandKind> commands = EnumSet.noneOf(CommandKind.class);
        Set<Class<?>> changes = new HashSet<>();
        for (Move move : MOVES) {
            for (Entry line : move.entries()) {
                line.message().ifPresent(message -> commands.add(message.command().kind()));
                line.worldChange().ifPresent(change -> changes.add(change.getClass()));
            }
        }
        assertEquals(EnumSet.allOf(CommandKind.class), commands);
        assertEquals(Set.of(WorldChange.class.getPermittedSubclasses()), changes);
        assertEquals(MOVES.size(), MOVES.stream().map(Move::name).distinct().count());
    }

    // [utest->req~SR-48~1]
    @Test
    void guessesHaveTheKeyRefusedAndTouchNoDelivery() {
        ExploredPump pump = new ExploredPump(Move.smallSetup(), Explorer.TICK_MS);
        make(pump, "five guesses at the clinician's key");
        assertTrue(pump.kernel().isAlarmActive(Alarm.AUTH_ATTACK));
        make(pump, "open session", "clear all alarms", "patient's bolus");
        assertFalse(pump.kernel().isSessionOpen(), "the key is refused");
        assertTrue(pump.kernel().bolusNlPerH() > 0, "the patient's is not");
        make(pump, "1 h", "open session", "clear all alarms");
        assertTrue(pump.kernel().isSessionOpen());
        assertFalse(pump.kernel().isAlarmActive(Alarm.AUTH_ATTACK), "the refusal is over");
    }

    private static void make(ExploredPump pump, String... names) {
        for (String name : names) {
            assertNull(pump.make(named(name).get(0)));
        }
    }

    // --- the states

    // [utest->req~SR-01~1] [utest->req~SR-14~1] [utest->req~SR-18~1] [utest->req~SR-59~1]
    @Test
    void everyStateOfTwoMovesHolds() {
        Exploration found = explore(MOVES, 2);
        assertEquals(Optional.empty(), found.failure());
        assertEquals(2, found.depth());
        assertEquals(Exploration.End.DEPTH, found.end());
        assertFalse(found.exhausted());
        assertEquals(found.states(), found.layers().stream().mapToLong(Long::longValue).sum());
        assertTrue(found.layers().get(1) > 20, () -> found.layers().toString());
    }

    @Test
    void findsWhatASearchWithoutShortcutsFinds() {
        List<Move> moves = named("1 min", "1 h", "patient's bolus", "stop", "resume", "motor sticks", "reset", "abort");
        Set<String> seen = new HashSet<>();
        List<List<Move>> ways = new ArrayList<>(List.of(List.of()));
        seen.add(stateAfter(List.of()));
        for (int depth = 0; depth < 3; depth++) {
            List<List<Move>> next = new ArrayList<>();
            for (List<Move> way : ways) {
                for (Move move : moves) {
                    List<Move> longer = new ArrayList<>(way);
                    longer.add(move);
                    if (seen.add(stateAfter(longer))) {
                        next.add(longer);
                    }
                }
            }
            ways = next;
        }
        Exploration found = explore(moves, 3);
        assertEquals(seen.size(), found.states());
        assertEquals(ways.size(), found.layers().get(3));
    }

    private static String stateAfter(List<Move> way) {
        ExploredPump pump = new ExploredPump(Move.smallSetup(), Explorer.TICK_MS);
        StateLayout layout = pump.layout();
        way.forEach(move -> assertNull(pump.make(move)));
        Image image = layout.newImage();
        layout.take(image);
        return image.high + " " + image.low;
    }

    @Test
    void saysThatItHasSeenAllWhenNothingIsLeft() {
        Exploration found = explore(named("open session", "close session", "patient's status", "tick of nothing"), 10);
        assertTrue(found.exhausted());
        assertEquals(Exploration.End.EXHAUSTED, found.end());
        assertTrue(found.states() < 10, "in service or not, in a session or not");
    }

    @Test
    void endsAtTheBoundThatItWasGiven() {
        assertEquals(Exploration.End.STATES,
                new Explorer().explore(50, 9, () -> false, count -> { }).end());
        assertEquals(Exploration.End.TIME, new Explorer().explore(5_000, 9, () -> true, count -> { }).end());
    }

    // --- the layout

    @Test
    void putsBackWhatItTook() {
        Random random = new Random(1);
        ExploredPump pump = new ExploredPump(Move.smallSetup(), Explorer.TICK_MS);
        StateLayout layout = pump.layout();
        for (int round = 0; round < 60; round++) {
            Image before = layout.newImage();
            layout.take(before);
            walk(pump, random, 3);
            layout.restore(before);
            Image after = layout.newImage();
            layout.take(after);
            assertArrayEquals(before.numbers, after.numbers);
            assertArrayEquals(before.references, after.references);
            assertTrue(java.util.Arrays.deepEquals(before.arrays, after.arrays));
            walk(pump, random, 1);
        }
    }

    private static void walk(ExploredPump pump, Random random, int moves) {
        for (int i = 0; i < moves; i++) {
            assertNull(pump.make(MOVES.get(random.nextInt(MOVES.size()))));
        }
    }

    @Test
    void coversEveryFieldOfTheKernel() {
        List<String> paths = new ExploredPump(Move.smallSetup(), Explorer.TICK_MS).layout().paths();
        for (String path : List.of("pump.kernel.clock.nowMs", "pump.kernel.gate.alarms.active", "pump.kernel.dosing.ledger.endMs",
                "pump.kernel.pump.meter.hour.commandedNl", "pump.kernel.dosing.prescription.inForce.steps", "pump.world.motor.stalled")) {
            assertTrue(paths.contains(path), path);
        }
        assertEquals(paths.size(), paths.stream().distinct().count());
    }

    /** Whatever stands in a dead field, the pump answers and goes on alike: that makes it dead. */
    @Test
    void statesThatDifferInDeadFieldsAloneGoOnAlike() {
        Random random = new Random(2);
        int scrambled = 0;
        for (int round = 0; round < 40; round++) {
            long way = random.nextLong();
            ExploredPump one = walked(way);
            ExploredPump other = walked(way);
            StateLayout layout = other.layout();
            Image image = layout.newImage();
            layout.take(image);
            scrambled += layout.scrambleDead(image, random);
            layout.restore(image);
            assertEquals(hash(one), hash(other));
            Random on = new Random(way + 1);
            for (int step = 0; step < 12; step++) {
                Move move = MOVES.get(on.nextInt(MOVES.size()));
                assertEquals(one.make(move), other.make(move), move.name());
                assertEquals(hash(one), hash(other), move.name());
            }
        }
        assertTrue(scrambled > 1_000, "too few fields were dead");
    }

    private static ExploredPump walked(long way) {
        ExploredPump pump = new ExploredPump(Move.smallSetup(), Explorer.TICK_MS);
        Random random = new Random(way);
        walk(pump, random, random.nextInt(12));
        return pump;
    }

    private static String hash(ExploredPump pump) {
        StateLayout layout = pump.layout();
        Image image = layout.newImage();
        layout.take(image);
        return image.high + " " + image.low;
    }

    @Test
    void everyLivingFieldTellsStatesApart() {
        ExploredPump pump = new ExploredPump(Move.smallSetup(), Explorer.TICK_MS);
        StateLayout layout = pump.layout();
        Image image = layout.newImage();
        layout.take(image);
        String before = image.high + " " + image.low;
        for (int i = 0; i < image.numbers.length; i++) {
            if (layout.isAlive(i, image)) {
                long value = image.numbers[i];
                image.numbers[i] = value == 0 ? 1 : 0;
                layout.restore(image);
                assertNotEquals(before, hash(pump), layout.paths().get(i));
                image.numbers[i] = value;
            }
        }
    }

    @Test
    void refusesADeadFieldThatIsNotThere() {
        ExploredPump pump = new ExploredPump(Move.smallSetup(), Explorer.TICK_MS);
        assertThrows(IllegalArgumentException.class,
                () -> new StateLayout(pump, List.of(StateLayout.Dead.always(List.of("pump.kernel.noSuchField")))));
    }
}
