package org.itb.harness.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.itb.kernel.AlarmBank;
import org.itb.kernel.Battery;
import org.itb.kernel.Clock;
import org.itb.kernel.DoseHistory;
import org.itb.kernel.DoseLedger;
import org.itb.kernel.Exposure;
import org.itb.kernel.FailureBook;
import org.itb.kernel.FlowMeter;
import org.itb.kernel.FlowWindow;
import org.itb.kernel.FluidPath;
import org.itb.kernel.Gate;
import org.itb.kernel.Image;
import org.itb.kernel.KeyBook;
import org.itb.kernel.PatientBolus;
import org.itb.kernel.Prescription;
import org.itb.kernel.Program;
import org.itb.kernel.Reservoir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each word of an image is taken as far as its range goes, at either end, and not one further (SR-54). */
class ImageEdgeTest {
    private static final long NOW_MS = 9_000_000_000L;
    private static final long CREDIT_MS = 8_000_000_000L;
    private static final long COMMANDED_NL = 30_000_000;
    private static final long CONFIRMED_NL = 29_000_000;
    private static final long TIME_MAX_MS = 10_000_000_000_000L;
    private static final long COUNT_MAX = 1_000_000_000_000_000L;
    private static final long DAY_MAX_MS = 86_399_999;
    private static final long RATE_MIN_NL_PER_H = 2_000;
    private static final long RATE_MAX_NL_PER_H = 1_000_000;

    /** One word of a part, and the others of that part beside which it is judged. */
    record Word(String name, Supplier<Consumer<Image>> part, long[] beside, int index, long lowest, long highest) {
        private boolean isTaken(long value) {
            long[] words = beside.clone();
            words[index] = value;
            Image image = new Image();
            LongStream.of(words).forEach(image::add);
            image.beginLoad();
            part.get().accept(image);
            return image.isSound();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A part's words in the order in which they pass. */
    private static final class Part {
        private final String name;
        private final Supplier<Consumer<Image>> part;
        private final List<Word> words = new ArrayList<>();
        private final long[] beside;
        private int next;

        /** Beside what a new one puts out, but for the words that are given, each with its place. */
        private Part(String name, Supplier<Consumer<Image>> part, long... placesAndWords) {
            this.name = name;
            this.part = part;
            Image image = new Image();
            image.beginSave();
            part.get().accept(image);
            beside = LongStream.range(0, image.count()).map(image::wordAt).toArray();
            for (int i = 0; i < placesAndWords.length; i += 2) {
                beside[(int) placesAndWords[i]] = placesAndWords[i + 1];
            }
        }

        private Part word(String word, long lowest, long highest) {
            words.add(new Word(name + "." + word, part, beside, next++, lowest, highest));
            return this;
        }

        private Part flags(String... flags) {
            for (String flag : flags) {
                word(flag, 0, 1);
            }
            return this;
        }

        /** The first and the last of many. */
        private Part series(String word, int count, long lowest, long highest) {
            word(word + "[0]", lowest, highest);
            next += count - 2;
            return word(word + "[" + (count - 1) + "]", lowest, highest);
        }

        private Part skip(int count) {
            next += count;
            return this;
        }

        private Stream<Word> all() {
            assertEquals(beside.length, next, name + ": every word is named");
            return words.stream();
        }
    }

    static Stream<Word> words() {
        return Stream.of(
                new Part("clock", () -> new Clock()::exchange, 0, NOW_MS)
                        .word("nowMs", 0, TIME_MAX_MS).word("creditMs", 0, NOW_MS).word("setAtMs", 0, NOW_MS)
                        .word("rtcSetMs", -COUNT_MAX, COUNT_MAX).flags("trusted").word("todMs", 0, DAY_MAX_MS),
                new Part("battery", () -> image -> new Battery().exchange(image, NOW_MS))
                        .word("ageAtStartMs", 0, 220_838_400_000L).flags("due").word("dueSinceMs", -220_838_400_000L, NOW_MS)
                        .word("batteryMv", 0, 100_000),
                new Part("reservoir", () -> image -> new Reservoir().exchange(image, COMMANDED_NL, CONFIRMED_NL), 0, 20_000_000)
                        .word("capacityNl", 0, 40_000_000).word("fillNl", 0, 20_000_000).word("commandedAtFillNl", 0, COMMANDED_NL)
                        .word("confirmedAtFillNl", -40_000_000, CONFIRMED_NL).skip(1),
                new Part("failures", () -> image -> new FailureBook().exchange(image, NOW_MS))
                        .series("keyId", 8, Long.MIN_VALUE, Long.MAX_VALUE).series("failedAtMs", 40, -600_000, NOW_MS)
                        .word("attackUntilMs", 0, NOW_MS + 600_000),
                new Part("patient", () -> image -> new PatientBolus().exchange(image, CREDIT_MS))
                        .flags("enabled").word("volumeNl", 0, 40_000_000).word("durationMs", 60_000, 43_200_000)
                        .word("lockoutMs", 3_600_000, 2_147_483_647).word("countPer24h", 0, 8)
                        .series("startedAtCreditMs", 8, 0, CREDIT_MS).word("held", 0, 8),
                new Part("ledger", () -> image -> new DoseLedger().exchange(image, NOW_MS))
                        .series("dayChargePg", 16, 0, 5_000_000_000L).series("hourChargePg", 16, 0, 5_000_000_000L)
                        .series("endMs", 16, 0, NOW_MS + 43_200_000).word("held", 0, 16),
                new Part("history", () -> image -> new DoseHistory().exchange(image, NOW_MS, CREDIT_MS))
                        .series("lowPg", 8, 0, 96_000_000_000L).series("highPg", 8, 0, 96_000_000_000L)
                        .series("replacedAtMs", 8, 0, NOW_MS).series("replacedAtCreditMs", 8, 0, CREDIT_MS).word("held", 0, 8),
                new Part("window", () -> image -> new FlowWindow(60_000, 61).exchange(image, COMMANDED_NL, CONFIRMED_NL, 7, 70), 123, 7)
                        .series("commandedNl", 61, 0, COMMANDED_NL).series("confirmedNl", 61, 0, CONFIRMED_NL)
                        .word("oldest", 0, 60).word("nextEdgeMs", 7, 70),
                new Part("meter", () -> new FlowMeter()::exchange, 0, COMMANDED_NL, 1, CONFIRMED_NL)
                        .word("commandedNl", 0, 4_000_000_000_000L).word("confirmedNl", 0, COUNT_MAX)
                        .word("commandedBeforeNl", 0, COMMANDED_NL).word("confirmedBeforeNl", 0, CONFIRMED_NL)
                        .word("carryNlMsPerH", 0, 3_599_999).word("deficitNl", 0, 4_000_000_000_000L)
                        .word("deficitMs", 0, TIME_MAX_MS).flags("progress", "recovered")
                        .series("hour.commandedNl", 61, 0, COMMANDED_NL).series("hour.confirmedNl", 61, 0, CONFIRMED_NL)
                        .word("hour.oldest", 0, 60).word("hour.nextEdgeMs", 0, 2 * TIME_MAX_MS)
                        .skip(2 * (2 * 97 + 2)),
                new Part("exposure", () -> image -> new Exposure().exchange(image, NOW_MS, COMMANDED_NL, CONFIRMED_NL),
                        0, 1_000, 1, 2_000)
                        .word("commandedNl", 0, COMMANDED_NL).word("confirmedNl", 0, CONFIRMED_NL)
                        .word("commandedSumNl", 0, 4_000).word("confirmedSumNl", 0, 8_000).skip(1)
                        .skip(2 * 61).word("hour.oldest", 0, 60).word("hour.nextEdgeMs", 1, 60_000)
                        .skip(2 * 97).word("day.oldest", 0, 96).word("day.nextEdgeMs", 1, 900_000),
                new Part("keys", () -> new KeyBook()::exchange)
                        .series("keyId", 8, Long.MIN_VALUE, Long.MAX_VALUE).series("lastSeq", 8, 0, Long.MAX_VALUE)
                        .series("usedCount", 8, 0, COUNT_MAX).word("useCount", 0, COUNT_MAX).word("floorSeq", 0, Long.MAX_VALUE)
                        .series("kind", 8, 0, 26).series("digest", 8, Long.MIN_VALUE, Long.MAX_VALUE)
                        .series("reply", 8, 0, 30).series("stagedDigest", 8, 0, Long.MAX_VALUE),
                new Part("path", () -> image -> new FluidPath().exchange(image, NOW_MS, CREDIT_MS, CONFIRMED_NL))
                        .word("pathVolumeNl", 140_000, 580_000).word("frontAtNl", 0, CONFIRMED_NL + 580_000)
                        .word("bridgeNlPerH", RATE_MIN_NL_PER_H, RATE_MAX_NL_PER_H).skip(2).flags("lost", "even").skip(1)
                        .flags("reprogrammed").word("looksAtMs", 0, NOW_MS + 60_000).flags("priming")
                        .word("primedCarryNlMsPerH", 0, 3_599_999).word("usedTokenId", 0, COUNT_MAX)
                        .word("primedUntilCreditMs", 0, CREDIT_MS + 43_200_000 + 28_800_000),
                bank(new Part("bank", () -> new AlarmBank()::exchange, 63, 5, 64, 1)),
                bank(new Part("gate", () -> image -> new Gate().exchange(image, NOW_MS, CONFIRMED_NL), 63, 5, 64, 1))
                        .flags("started", "dry").word("ordered", 0, 3).flags("held").word("heldUntilMs", 0, 2 * TIME_MAX_MS)
                        .flags("tooMuchIfUnknown", "reduced", "mriBegun", "inField", "looked")
                        .word("checkSinceMs", 0, NOW_MS).word("checkFromNl", 0, CONFIRMED_NL)
                        .word("scheduledNlPerH", RATE_MIN_NL_PER_H, RATE_MAX_NL_PER_H)
                        .word("meanNlPerH", RATE_MIN_NL_PER_H, RATE_MAX_NL_PER_H).word("lowSinceMs", -1, NOW_MS)
                        .word("startedBolusCount", 0, COUNT_MAX).word("cancelledBolusCount", 0, COUNT_MAX)
                        .word("bolusNlPerH", 0, RATE_MAX_NL_PER_H),
                new Part("program", () -> new Program()::exchange)
                        .skip(1).series("startMs", 13, 0, DAY_MAX_MS).series("rateNlPerH", 13, RATE_MIN_NL_PER_H, RATE_MAX_NL_PER_H),
                new Part("prescription", () -> image -> new Prescription().exchange(image, 500, NOW_MS, CREDIT_MS))
                        .skip(2 * 27 + 33).skip(1).flags("earlierKnown").word("earlierSinceMs", 0, NOW_MS)
                        .word("origin", 1, 2).word("age", 1, 2).word("phase", 1, 2).word("patientLimitNg", 1, 2_100_000)
                        .word("screeningNg", 0, 5_000_000).word("firstStartAtCreditMs", -TIME_MAX_MS, CREDIT_MS)
                        .word("raisedAtCreditMs", -TIME_MAX_MS, CREDIT_MS).word("reducedFromPg", 0, 96_000_000_000L)
        ).flatMap(Part::all);
    }

    /** Alarm 5 sounds. */
    private static Part bank(Part part) {
        return part.skip(2 * 21).series("pausedUntilMs", 21, 0, 10_000_086_400_000L)
                .word("soundingAlarm", 1, 20).word("signal", 1, 2).word("nextSoundAtMs", 0, 2 * TIME_MAX_MS)
                .word("pauseEndsAtMs", 0, 10_000_086_400_000L).flags("alert").word("soundingCount", 0, COUNT_MAX);
    }

    // [utest->req~SR-54~1]
    @ParameterizedTest
    @MethodSource("words")
    void isTakenUpToItsEdges(Word word) {
        assertTrue(word.isTaken(word.lowest()), "at its lowest");
        assertTrue(word.isTaken(word.highest()), "at its highest");
    }

    // [utest->req~SR-54~1]
    @ParameterizedTest
    @MethodSource("words")
    void isRefusedBeyondThem(Word word) {
        if (word.lowest() > Long.MIN_VALUE) {
            assertFalse(word.isTaken(word.lowest() - 1), "below its lowest");
        }
        if (word.highest() < Long.MAX_VALUE) {
            assertFalse(word.isTaken(word.highest() + 1), "above its highest");
        }
    }
}
