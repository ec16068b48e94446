package org.itb.harness.seededfaults;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.itb.harness.explore.Exploration;
import org.itb.harness.explore.Explorer;
import org.itb.harness.replay.ReplayException;
import org.itb.harness.replay.Replayer;
import org.itb.harness.simulate.LifeFailure;
import org.itb.harness.simulate.LifeResult;
import org.itb.harness.simulate.Simulation;
import org.itb.harness.stream.StreamReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A fault seeded in the kernel is found by lives and by exploration, and what they write fails on the faulty kernel and
 * holds on the right one.
 */
class SeededFaultsTest {
    private static final long LIVES = 40;
    private static final long STATES = 400_000;

    @TempDir
    private Path folder;

    /** The first stream that lives write; empty if they find nothing. */
    static final class Lives implements Function<String, String> {
        @Override
        public String apply(String seed) {
            return firstFailure(new Simulation(Long.parseLong(seed)));
        }

        static String firstFailure(Simulation simulation) {
            for (long life = 0; life < LIVES; life++) {
                LifeResult result = simulation.live(life);
                if (result.failure().isPresent()) {
                    LifeFailure small = result.failure().get().shrink();
                    assertTrue(small.entries().size() <= result.failure().get().entries().size());
                    return small.stream("LIFE");
                }
            }
            return "";
        }
    }

    /** The same of lives in which every tick is ticked. */
    static final class TickedLives implements Function<String, String> {
        @Override
        public String apply(String seed) {
            return Lives.firstFailure(new Simulation(Long.parseLong(seed), Simulation.Pace.EVERY_TICK));
        }
    }

    /** The stream that an exploration writes; empty if it finds nothing. */
    static final class Moves implements Function<String, String> {
        @Override
        public String apply(String depth) {
            Exploration found = new Explorer().explore(STATES, Integer.parseInt(depth), () -> false, count -> { });
            return found.failure().map(Exploration.Failure::stream).orElse("");
        }
    }

    /** Whether a stream holds: a file's name. */
    static final class Replay implements Function<String, String> {
        @Override
        public String apply(String file) {
            try {
                return Boolean.toString(new Replayer().replay(new StreamReader().read(Path.of(file))).holds());
            } catch (ReplayException refused) {
                return refused.getMessage();
            }
        }
    }

    // [utest->req~SR-59~1]
    @ParameterizedTest(name = "{0}.{1} answers {2}")
    @CsvSource({
        "Gate, remind, 0",
    })
    void isFoundByLivesAndByExploration(String type, String method, int answer) throws ReflectiveOperationException {
        String life = new FaultyKernel(type, method, answer).run(Lives.class, "1");
        String moves = new FaultyKernel(type, method, answer).run(Moves.class, "4");
        assertAll(
                () -> assertFalse(life.isEmpty(), "lives find nothing"),
                () -> assertFalse(moves.isEmpty(), "exploration finds nothing"),
                () -> assertEquals(life, new FaultyKernel(type, method, answer).run(TickedLives.class, "1"), "found in leaps alone"));
        assertEquals("false", new FaultyKernel(type, method, answer).run(Replay.class, write("life", life)));
        assertEquals("false", new FaultyKernel(type, method, answer).run(Replay.class, write("moves", moves)));
        assertEquals("true", new Replay().apply(write("life", life)));
        assertEquals("true", new Replay().apply(write("moves", moves)));
    }

    // [utest->req~SR-06~1] [utest->req~SR-09~1] [utest->req~SR-17~1] [utest->req~SR-28~1] [utest->req~SR-31~1]
    // [utest->req~SR-48~1] [utest->req~SR-49~1]
    @ParameterizedTest(name = "{0}.{1} answers {2}")
    @CsvSource({
        "DoseRules, fitsWindow, 1",
        "DoseRules, increaseVerdict, 0",
        "BolusRules, isLockoutOver, 1",
        "FlowRules, isOverDelivery, 0",
        "FlowRules, isStall, 0",
        "Session, stageVerdict, 0",
        "AlarmRules, isRestartGap, 0",
        "KeyRules, isRefused, 0",
        "KeyRules, verdict, 0",
        "FailureBook, isAttacked, 0",
    })
    void isFoundByLives(String type, String method, int answer) throws ReflectiveOperationException {
        String life = new FaultyKernel(type, method, answer).run(Lives.class, "1");
        assertFalse(life.isEmpty(), "lives find nothing");
        assertEquals("false", new FaultyKernel(type, method, answer).run(Replay.class, write("life", life)));
        assertEquals("true", new Replay().apply(write("life", life)));
    }

    private String write(String name, String stream) {
        try {
            return Files.writeString(folder.resolve(name + ".stream.jsonl"), stream).toString();
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(cannotWrite);
        }
    }
}
