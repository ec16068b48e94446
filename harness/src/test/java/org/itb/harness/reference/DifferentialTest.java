package org.itb.harness.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.itb.harness.oracle.Oracle;
import org.itb.harness.replay.SimulatedPump;
import org.itb.harness.stream.CommandStream;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.Setup;
import org.itb.harness.stream.Scenarios;
import org.itb.harness.stream.StreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kernel and the reference model, line by line and tick by tick: every reply, every figure that the world may see,
 * every sounding, and that what changes by itself was announced. A difference is made small and written as a stream
 * that {@code ./itb replay} runs.
 *
 * <p>{@code -Ditb.differential.sequences=10000} goes on for as long as one likes, {@code -Ditb.differential.from=80}
 * begins with another sequence.
 */
class DifferentialTest {
    private static final Path HOME = Path.of(System.getProperty("itb.home"));
    private static final long SEQUENCES = Long.getLong("itb.differential.sequences", 40);
    private static final long FROM = Long.getLong("itb.differential.from", 0);
    private static final int LINES = 100;
    private static final long LENGTH_MS = 5 * 86_400_000L;

    /** A sequence as it was played, and what came of it. */
    private record Played(Setup setup, int tickMs, List<Entry> entries, Twins twins, Optional<Twins.Disagreement> found) {
        Optional<KnownDifferences> known() {
            return found.flatMap(difference -> KnownDifferences.of(twins, entries.get(entries.size() - 1), difference));
        }
    }

    // [utest->req~SR-01~1] [utest->req~SR-02~1] [utest->req~SR-03~1] [utest->req~SR-04~1] [utest->req~SR-05~1]
    // [utest->req~SR-06~1] [utest->req~SR-07~1] [utest->req~SR-08~1] [utest->req~SR-09~1] [utest->req~SR-10~1]
    // [utest->req~SR-11~1] [utest->req~SR-12~1] [utest->req~SR-13~1] [utest->req~SR-14~1] [utest->req~SR-15~1]
    // [utest->req~SR-16~1] [utest->req~SR-17~1] [utest->req~SR-18~1] [utest->req~SR-19~1] [utest->req~SR-20~1]
    // [utest->req~SR-21~1] [utest->req~SR-22~1] [utest->req~SR-23~1] [utest->req~SR-28~1] [utest->req~SR-29~1] [utest->req~SR-30~1]
    // [utest->req~SR-31~1] [utest->req~SR-32~1] [utest->req~SR-33~1] [utest->req~SR-34~1] [utest->req~SR-35~1]
    // [utest->req~SR-25~1] [utest->req~SR-26~1] [utest->req~SR-27~1]
    // [utest->req~SR-36~1] [utest->req~SR-37~1] [utest->req~SR-39~1] [utest->req~SR-41~1] [utest->req~SR-42~1]
    // [utest->req~SR-43~1] [utest->req~SR-44~1] [utest->req~SR-45~1] [utest->req~SR-46~1] [utest->req~SR-47~1]
    // [utest->req~SR-48~1] [utest->req~SR-49~1] [utest->req~SR-50~1] [utest->req~SR-51~1] [utest->req~SR-52~1]
    // [utest->req~SR-53~1] [utest->req~SR-58~1] [utest->req~SR-59~1]
    @Test
    void kernelAndReferenceModelAgreeOnEveryStepOfRandomTherapies() {
        Map<KnownDifferences, Long> known = new EnumMap<>(KnownDifferences.class);
        Map<String, Integer> outcomes = new TreeMap<>();
        long comparisons = 0;
        long asked = 0;
        for (long seed = FROM; seed < FROM + SEQUENCES; seed++) {
            Played played = play(seed, outcomes);
            comparisons += played.twins().comparisons();
            asked += played.twins().openQuestions();
            played.known().ifPresent(difference -> known.merge(difference, 1L, Long::sum));
            Optional<Twins.Disagreement> news = played.found().filter(found -> played.known().isEmpty());
            assertEquals(Optional.empty(), news, "sequence " + seed + ", as a stream: " + news.map(found -> write(played, found)));
        }
        System.out.printf(
                "%d sequences, %d comparisons, %d answers left open by the requirements, known differences %s%n",
                SEQUENCES, comparisons, asked, known);
        reachesAllReplies(outcomes);
    }

    /** The oracle is silent over every random therapy: it would cry over nothing else. */
    // [utest->req~SR-01~1] [utest->req~SR-14~1] [utest->req~SR-59~1]
    @Test
    void theOracleFindsNothingInRandomTherapies() {
        for (long seed = FROM; seed < FROM + SEQUENCES / 2; seed++) {
            RandomTherapy therapy = new RandomTherapy(seed);
            int tickMs = therapy.drawTickMs();
            Twins twins = new Twins(therapy.setup(), tickMs);
            Oracle oracle = new Oracle(therapy.setup(), new SimulatedPump(therapy.setup(), tickMs));
            for (int line = 0; line < LINES && twins.nowMs() < LENGTH_MS; line++) {
                Entry entry = therapy.next(twins);
                twins.play(entry);
                assertNull(oracle.play(entry), "sequence " + seed + ", line " + line);
            }
        }
    }

    private static Played play(long seed, Map<String, Integer> outcomes) {
        RandomTherapy therapy = new RandomTherapy(seed);
        int tickMs = therapy.drawTickMs();
        Twins twins = new Twins(therapy.setup(), tickMs);
        List<Entry> entries = new ArrayList<>();
        Optional<Twins.Disagreement> found = Optional.empty();
        while (entries.size() < LINES && twins.nowMs() < LENGTH_MS && found.isEmpty()) {
            Entry entry = therapy.next(twins);
            entries.add(entry);
            found = twins.play(entry);
            entry.message().ifPresent(message -> outcomes.merge(twins.lastVerdict().name(), 1, Integer::sum));
        }
        return new Played(therapy.setup(), tickMs, entries, twins, found);
    }

    /** Sequences that never meet a rule show nothing of it. */
    private static void reachesAllReplies(Map<String, Integer> outcomes) {
        List<String> missed = Stream.of(Verdict.values())
                .map(Verdict::name)
                .filter(verdict -> !outcomes.containsKey(verdict))
                .toList();
        assertTrue(SEQUENCES < 100 || missed.isEmpty(), "never answered: " + missed);
    }

    private static Path write(Played played, Twins.Disagreement found) {
        Shrinker.Case smallest = Shrinker.shrink(
                new Shrinker.Case(played.setup(), played.tickMs(), played.entries(), found));
        return write(HOME.resolve("harness/target/differential"), "DIFFERENCE", smallest);
    }

    private static Path write(Path folder, String id, Shrinker.Case sequence) {
        try {
            Files.createDirectories(folder);
            String title = "Kernel and reference model differ in " + sequence.disagreement().field();
            return Files.writeString(folder.resolve(id + ".stream.jsonl"), SequenceText.of(id, title, sequence));
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(cannotWrite);
        }
    }

    @Test
    void kernelAndReferenceModelAgreeOnEveryScenario() throws Exception {
        List<Path> streams = Scenarios.all();
        assertTrue(streams.size() > 70, "scenarios are missing");
        for (Path file : streams) {
            CommandStream stream = new StreamReader().read(file);
            Twins twins = new Twins(stream.setup(), stream.tickMs());
            Oracle oracle = new Oracle(stream.setup(), new SimulatedPump(stream.setup(), stream.tickMs()));
            for (Entry entry : stream.entries()) {
                assertNull(oracle.play(entry), file.getFileName() + ":" + entry.line());
                assertEquals(Optional.empty(), twins.play(entry), file.getFileName() + ":" + entry.line());
            }
        }
    }

    @Test
    void aWrittenSequenceIsReadBackAsItWasPlayed(@TempDir Path folder) throws Exception {
        for (long seed = 0; seed < 5; seed++) {
            Played played = play(seed, new TreeMap<>());
            Twins.Disagreement supposed =
                    new Twins.Disagreement(played.twins().nowMs(), "mode", "RUN", "STOP", true, played.twins().reference.view());
            Path file = write(
                    folder, "SEQUENCE", new Shrinker.Case(played.setup(), played.tickMs(), played.entries(), supposed));

            CommandStream stream = new StreamReader().read(file);

            assertEquals(
                    played.entries().stream().map(Entry::message).toList(),
                    stream.entries().stream().map(Entry::message).toList());
            assertEquals(
                    played.entries().stream().map(Entry::worldChange).toList(),
                    stream.entries().stream().map(Entry::worldChange).toList());
            assertEquals(
                    played.entries().stream().map(Entry::atMs).toList(),
                    stream.entries().stream().map(Entry::atMs).toList());
        }
    }
}
