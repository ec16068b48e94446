package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.DEVICE_ID;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.SECOND_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.Alarm;
import org.itb.kernel.Cause;
import org.itb.kernel.Image;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.itb.kernel.Role;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a restart must not lose, and what of it may come back (SR-54, SR-55). */
class ImageTest {
    /** Fields that a restart may lose, by the beginning of their path, each with the reason. */
    private static final Map<String, String> MAY_BE_LOST = Map.ofEntries(
            Map.entry("inService", "a kernel that restarts is in service"),
            Map.entry("dueAtMs", "announced anew when the restart settles"),
            Map.entry("image.", "the image itself"),
            Map.entry("session.open", "a session ends with a restart (K-16)"),
            Map.entry("session.lastMessageAtMs", "a session ends with a restart (K-16)"),
            Map.entry("session.interrogated", "a session ends with a restart (K-16)"),
            Map.entry("session.admitted", "a message that was admitted and not carried out has to be sent again"),
            Map.entry("session.kind", "a stage ends with its session"),
            Map.entry("session.stagedAtMs", "a stage ends with its session"),
            Map.entry("session.digestA", "a stage ends with its session"),
            Map.entry("session.digestB", "a stage ends with its session"),
            Map.entry("session.first", "a stage ends with its session"),
            Map.entry("session.second", "a stage ends with its session"),
            Map.entry("session.third", "a stage ends with its session"),
            Map.entry("session.fourth", "a stage ends with its session"),
            Map.entry("session.cachedReply", "found anew with each message that was answered before"),
            Map.entry("session.cachedDigest", "found anew with each message that was answered before"),
            Map.entry("session.keys.awaiting", "a message that was admitted and not carried out stays answered with REPLAY"),
            Map.entry("dosing.prescription.staged.", "a stage ends with its session"),
            Map.entry("dosing.path.stagedVolumeNl", "a stage ends with its session"),
            Map.entry("dosing.path.stagedBridge", "a stage ends with its session"),
            Map.entry("dosing.prescription.draft.", "typed in anew with each message"),
            Map.entry("dosing.prescription.inForce.legal", "follows from the steps"),
            Map.entry("dosing.prescription.inForce.spoiled", "no spoiled program is ever in force"),
            Map.entry("dosing.prescription.inForce.dayLoadNlMsPerH", "computed from the steps"),
            Map.entry("dosing.prescription.inForce.hourLoadNlMsPerH", "computed from the steps"),
            Map.entry("dosing.prescription.inForce.meanNlPerH", "computed from the steps"),
            Map.entry("dosing.prescription.inForce.peakNlPerH", "computed from the steps"),
            Map.entry("dosing.prescription.earlier.legal", "follows from the steps"),
            Map.entry("dosing.prescription.earlier.spoiled", "no spoiled program was ever in force"),
            Map.entry("dosing.prescription.earlier.dayLoadNlMsPerH", "computed from the steps"),
            Map.entry("dosing.prescription.earlier.hourLoadNlMsPerH", "computed from the steps"),
            Map.entry("dosing.prescription.earlier.meanNlPerH", "computed from the steps"),
            Map.entry("dosing.prescription.earlier.peakNlPerH", "computed from the steps"),
            Map.entry("gate.mode", "follows from what is ordered and what the alarms demand"),
            Map.entry("gate.basalNlPerH", "follows from the mode and the program"),
            Map.entry("gate.bolusEndsAtMs", "no bolus survives a restart (SR-20)"),
            Map.entry("gate.alarms.level[", "never changes"),
            Map.entry("gate.alarms.alone[", "never changes"),
            Map.entry("gate.alarms.demand", "follows from the active alarms"),
            Map.entry("gate.alarms.bars", "follows from the active alarms"));

    /** Any number may be whose key it is, what a message said, how far a key has counted: none of it is absurd. */
    private static final List<String> IDENTITIES = List.of(
            "session.keys.keyId[", "session.keys.digest[", "session.keys.stagedDigest[", "session.keys.lastSeq[",
            "session.keys.floorSeq", "session.failures.keyId[");

    /** Numbers that are the same in every kernel. */
    private static final List<String> FIXED = List.of("bucketMs");

    private static boolean mayBeLost(String path) {
        return MAY_BE_LOST.keySet().stream().anyMatch(path::startsWith) || FIXED.stream().anyMatch(path::endsWith);
    }

    // ---- nothing is forgotten ----

    /** Thirteen steps now and before, so that each place of a program is in use. */
    private static PumpUnderTest withWholeDays() {
        PumpUnderTest pump = PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, HOUR_MS, 8).running(8_333);
        accepted(pump.flex(thirteen(8_000), DoseOverride.REDUCE));
        accepted(pump.flex(thirteen(6_500), DoseOverride.REDUCE));
        accepted(pump.patientBolus());
        return pump.pass(2 * HOUR_MS);
    }

    private static List<PumpUnderTest.Step> thirteen(long rateNlPerH) {
        return IntStream.range(0, 13).mapToObj(i -> from(i * HOUR_MS, rateNlPerH + i)).toList();
    }

    // [utest->req~SR-54~1]
    @Test
    void putsOutEveryFieldButThoseThatMayBeLost() {
        PumpUnderTest pump = withWholeDays();
        long[] image = pump.image();
        long[] before = KernelState.words(restarted(pump, image));
        List<String> wrong = new ArrayList<>();
        for (String path : KernelState.of(pump.kernel()).paths()) {
            SafetyKernel kernel = restarted(pump, image);
            KernelState.change(kernel, path);
            if (Arrays.equals(before, KernelState.words(kernel)) != mayBeLost(path) && !isFinal(path)) {
                wrong.add(path);
            }
        }
        assertEquals(List.of(), wrong, "not put out, or put out although it may be lost");
    }

    /** A kernel like each that is made so: much sooner than one that has lived. */
    private static SafetyKernel restarted(PumpUnderTest pump, long[] image) {
        accepted(pump.restart(image, Cause.BROWNOUT));
        return pump.kernel();
    }

    /** What cannot change belongs to the kernel as it is built. */
    private static boolean isFinal(String path) {
        return path.equals("deviceId") || FIXED.stream().anyMatch(path::endsWith);
    }

    // [utest->req~SR-54~1]
    @Test
    void namesNoFieldThatThereIsNot() {
        List<String> paths = KernelState.of(withWholeDays().kernel()).paths();
        for (String lost : MAY_BE_LOST.keySet()) {
            assertTrue(paths.stream().anyMatch(path -> path.startsWith(lost)), lost);
        }
    }

    // ---- what comes back is what was there ----

    static Stream<Named<PumpUnderTest>> lives() {
        PumpUnderTest program = withWholeDays();
        PumpUnderTest bolus = PumpUnderTest.with(2_000).running(8_333).pass(HOUR_MS);
        accepted(bolus.clinicianBolus(20_000, 600_000));
        bolus.pass(240 * SECOND_MS);
        PumpUnderTest stopped = PumpUnderTest.with(500).running(8_333).pass(HOUR_MS);
        accepted(stopped.stop());
        stopped.pass(13 * HOUR_MS);
        PumpUnderTest unseen = PumpUnderTest.with(2_000).running(8_333).pass(HOUR_MS).losesFlowSensor().pass(HOUR_MS + MINUTE_MS);
        PumpUnderTest standing = PumpUnderTest.with(2_000).running(8_333).pass(HOUR_MS).motorStands().pass(30 * MINUTE_MS);
        PumpUnderTest turning = PumpUnderTest.with(2_000).running(8_333).motorStands().pass(30 * MINUTE_MS).motorTurns().pass(1);
        PumpUnderTest late = withWholeDays().step(6 * HOUR_MS);
        PumpUnderTest old = PumpUnderTest.with(2_000).running(8_333).batteryFallsTo(2_600).pass(30 * DAY_MS);
        PumpUnderTest refilled = PumpUnderTest.with(2_000).running(8_333).pass(DAY_MS);
        accepted(refilled.refill(1_000_000, 20_000_000));
        accepted(refilled.pause(Alarm.REFILL_DISCREPANCY, HOUR_MS));
        PumpUnderTest lost = PumpUnderTest.with(2_000).running(8_333).pass(DAY_MS).restartsWithNothing().pass(DAY_MS);
        return Stream.of(
                Named.of("two whole days", program), Named.of("amid a bolus", bolus), Named.of("stopped", stopped),
                Named.of("without a sensor", unseen), Named.of("in a stall", standing), Named.of("after a stall", turning),
                Named.of("after a late tick", late), Named.of("at its end", old), Named.of("after a wrong refill", refilled),
                Named.of("without its memory", lost),
                Named.of("new", PumpUnderTest.with(2_000).neverRun().pass(HOUR_MS)));
    }

    // [utest->req~SR-54~1]
    // [utest->req~SR-55~1]
    @ParameterizedTest
    @MethodSource("lives")
    void goesOnAsIfNothingButAResetHadHappened(PumpUnderTest pump) {
        SafetyKernel inPlace = pump.kernel();
        long[] image = pump.image();
        accepted(pump.restart(image, Cause.BROWNOUT));
        accepted(inPlace.reset(Cause.BROWNOUT));

        List<String> differing = KernelState.of(inPlace).differences(KernelState.of(pump.kernel())).stream()
                .filter(path -> !path.startsWith("image.") && !path.startsWith("session.") && !path.startsWith("dosing.prescription.staged.")
                        && !path.startsWith("dosing.prescription.draft.") && !path.equals("gate.bolusEndsAtMs"))
                .toList();
        assertEquals(List.of(), differing);
        assertEquals(0, pump.kernel().bolusNlPerH());
        assertFalse(pump.kernel().isSessionOpen());
    }

    // [utest->req~SR-54~1]
    @ParameterizedTest
    @MethodSource("lives")
    void putsTheSameOutTwice(PumpUnderTest pump) {
        KernelState before = KernelState.of(pump.kernel());
        long[] first = pump.image();
        assertArrayEquals(first, pump.image());
        assertEquals(List.of(), before.differences(KernelState.of(pump.kernel())).stream().filter(path -> !path.startsWith("image.")).toList());
        assertEquals(Image.FORMAT_COUNT, first[0]);
        assertEquals(DEVICE_ID, first[1]);
        assertEquals(0, pump.kernel().imageWord(-1));
        assertEquals(0, pump.kernel().imageWord(first.length));
        assertEquals(0, pump.kernel().imageWord(Long.MAX_VALUE));
    }

    // ---- what may come back ----

    /** No word is taken as it comes. */
    // [utest->req~SR-54~1]
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesAnAbsurdWordAtEveryPlace(long absurd) {
        PumpUnderTest pump = withWholeDays();
        long[] image = pump.image();
        Set<Integer> identities = placesOf(IDENTITIES);
        assertEquals(41, identities.size());
        for (int i = 0; i < image.length; i++) {
            long[] damaged = image.clone();
            damaged[i] = absurd;
            if (!identities.contains(i)) {
                assertRefused(pump, damaged, "word " + i);
            }
        }
    }

    /** Where the fields stand whose paths begin so. */
    private static Set<Integer> placesOf(List<String> paths) {
        PumpUnderTest pump = withWholeDays();
        long[] image = pump.image();
        long[] before = KernelState.words(restarted(pump, image));
        Set<Integer> places = new TreeSet<>();
        for (String path : KernelState.of(pump.kernel()).paths()) {
            if (paths.stream().anyMatch(path::startsWith)) {
                SafetyKernel kernel = restarted(pump, image);
                KernelState.change(kernel, path);
                long[] after = KernelState.words(kernel);
                IntStream.range(0, before.length).filter(i -> before[i] != after[i]).forEach(places::add);
            }
        }
        return places;
    }

    private static void assertRefused(PumpUnderTest pump, long[] image, String what) {
        assertEquals("BAD_RANGE", PumpUnderTest.nameOf(pump.restart(image, Cause.BROWNOUT)), what);
        SafetyKernel kernel = pump.kernel();
        assertTrue(kernel.mode() >= Mode.MIN, what);
        assertTrue(kernel.rateNlPerH() <= 250, what);
        assertTrue(kernel.isAlarmCritical(Alarm.MEMORY_LOST) && kernel.isAlarmCritical(Alarm.KERNEL_FAULT), what);
        assertReply(Reply.MODE, kernel.restart(Cause.BROWNOUT, 0, 0));
    }

    // [utest->req~SR-54~1]
    @Test
    void refusesWhatIsTooShortOrTooLong() {
        PumpUnderTest pump = withWholeDays();
        long[] image = pump.image();
        assertRefused(pump, Arrays.copyOf(image, image.length - 1), "one word too few");
        assertRefused(pump, Arrays.copyOf(image, image.length + 1), "one word too many");
        assertRefused(pump, Arrays.copyOf(image, Image.WORD_MAX_COUNT), "all places");
        assertRefused(pump, Arrays.copyOf(image, Image.WORD_MAX_COUNT + 1), "more than there are places");
    }

    // [utest->req~SR-54~1]
    @Test
    void refusesAnotherPumpsImageAndAnotherFormat() {
        PumpUnderTest pump = withWholeDays();
        long[] image = pump.image();
        for (int word = 0; word <= 1; word++) {
            for (int by = -1; by <= 1; by += 2) {
                long[] other = image.clone();
                other[word] += by;
                assertRefused(pump, other, "word " + word);
            }
        }
    }

    /** Words that are each in their range, and no state that the kernel could have been in. */
    // [utest->req~SR-54~1]
    @Test
    void refusesWhatDoesNotFitTogether() {
        refusesWith("dosing.prescription.inForce.steps", 0);
        refusesWith("dosing.prescription.started", false);
        refusesWith("dosing.prescription.inForce.startMs[3]", 14 * (int) HOUR_MS);
        refusesWith("dosing.prescription.inForce.startMs[0]", 1);
        refusesWith("dosing.prescription.earlier.startMs[12]", 0);
        refusesWith("gate.alarms.critical[4]", true);
        refusesWith("gate.alarms.signal", 1);
        refusesWith("clock.creditMs", 2 * HOUR_MS + 1);
        refusesWith("clock.setAtMs", 2 * HOUR_MS + 1);
        refusesWith("lastTherapyAtMs", 2 * HOUR_MS + 1);
        refusesWith("sensorLostAtMs", 2 * HOUR_MS + 1);
        refusesWith("gate.lowSinceMs", 2 * HOUR_MS + 1);
        refusesWith("pump.battery.dueSinceMs", 2 * HOUR_MS + 1);
        refusesWith("pump.reservoir.concentrationUgPerMl", 1_500);
        refusesWith("pump.reservoir.fillNl", 20_000_001L);
        refusesWith("pump.reservoir.commandedAtFillNl", 1_000_000L);
        refusesWith("pump.reservoir.confirmedAtFillNl", 1_000_000L);
        refusesWith("pump.meter.commandedBeforeNl", 1_000_000L);
        refusesWith("pump.meter.confirmedBeforeNl", 1_000_000L);
        refusesWith("pump.meter.hour.commandedNl[7]", 1_000_000L);
        refusesWith("pump.meter.day.confirmedNl[7]", 1_000_000L);
        refusesWith("dosing.exposure.atMs", 2 * HOUR_MS + 1);
        refusesWith("dosing.exposure.hour.nextEdgeMs", 2 * HOUR_MS);
        refusesWith("dosing.exposure.hour.nextEdgeMs", 2 * HOUR_MS + 2 * MINUTE_MS);
        refusesWith("dosing.exposure.day.nextEdgeMs", 2 * HOUR_MS);
        refusesWith("dosing.exposure.day.nextEdgeMs", 2 * HOUR_MS + 15 * MINUTE_MS + 1);
        refusesWith("dosing.exposure.commandedSumNl", 1_000_000L);
        refusesWith("dosing.exposure.confirmedSumNl", 1_000_000L);
        refusesWith("dosing.ledger.endMs[0]", 14 * HOUR_MS + 1);
        refusesWith("dosing.patient.startedAtCreditMs[0]", 2 * HOUR_MS + 1);
        refusesWith("dosing.prescription.history.replacedAtMs[0]", 2 * HOUR_MS + 1);
        refusesWith("dosing.prescription.history.replacedAtCreditMs[0]", 2 * HOUR_MS + 1);
        refusesWith("dosing.prescription.firstStartAtCreditMs", 2 * HOUR_MS + 1);
        refusesWith("dosing.prescription.raisedAtCreditMs", 2 * HOUR_MS + 1);
        refusesWith("dosing.prescription.earlierSinceMs", 2 * HOUR_MS + 1);
    }

    /** What a refused image said of the day's steps stays in no one's way: there is no program, and that is put out. */
    // [utest->req~SR-54~1]
    @Test
    void putsOutThatThereIsNoProgramAfterOneWasRefused() {
        PumpUnderTest pump = withWholeDays();
        KernelState.damage(pump.kernel(), "dosing.prescription.inForce.startMs[0]", 1);
        assertRefused(pump, KernelState.words(pump.kernel()), "a first step after midnight");
        assertTrue(pump.kernel().saveImage() > 0);
    }

    /** The kernel does not put such a state out, and raises A20; and what comes so from elsewhere is refused. */
    private static void refusesWith(String path, Object value) {
        PumpUnderTest pump = withWholeDays();
        KernelState.damage(pump.kernel(), path, value);
        long[] words = KernelState.words(pump.kernel());
        assertEquals(0, pump.kernel().saveImage(), path);
        assertEquals(0, pump.kernel().imageWord(0), path);
        assertTrue(pump.kernel().isAlarmCritical(Alarm.KERNEL_FAULT), path);
        assertEquals(Mode.HOLD, pump.kernel().mode(), path);
        assertRefused(pump, words, path);
    }

    /** What is refused leaves no half of a program: whoever goes on with this kernel can store it. */
    // [utest->req~SR-54~1]
    @Test
    void leavesNoProgramWhereOneIsRefused() {
        for (String program : List.of("inForce", "earlier")) {
            for (int step = 0; step < 13; step++) {
                PumpUnderTest pump = withWholeDays();
                KernelState.damage(pump.kernel(), "dosing.prescription." + program + ".startMs[" + step + "]", step == 0 ? 1 : 0);
                assertRefused(pump, KernelState.words(pump.kernel()), program + " " + step);
                assertTrue(pump.kernel().saveImage() > 0, program + " " + step);
            }
        }
    }

    /** SR-04: no program comes back that no order could have put in force. */
    // [utest->req~SR-04~1]
    // [utest->req~SR-54~1]
    @Test
    void refusesAProgramAboveTheHardLimitOfTheAgeClass() {
        PumpUnderTest pump = PumpUnderTest.with(2_000).running(43_750);
        accepted(pump.restart(pump.image(), Cause.BROWNOUT));
        refusesOneMore(43_750, 1);
        refusesOneMore(25_000, 2);
    }

    private static void refusesOneMore(int rateNlPerH, int age) {
        PumpUnderTest pump = PumpUnderTest.with(2_000).profile(1, age, 1).running(rateNlPerH);
        KernelState.damage(pump.kernel(), "dosing.prescription.inForce.rateNlPerH[0]", rateNlPerH + 1);
        assertRefused(pump, KernelState.words(pump.kernel()), "a rate of " + (rateNlPerH + 1));
    }

    // [utest->req~SR-54~1]
    @Test
    void restartsFromTheWordsThatCameAfterAllWereForgotten() {
        PumpUnderTest pump = withWholeDays();
        SafetyKernel kernel = new SafetyKernel(DEVICE_ID);
        kernel.addImageWord(1);
        kernel.clearImage();
        for (long word : pump.image()) {
            kernel.addImageWord(word);
        }
        assertReply(Reply.OK, kernel.restart(Cause.BROWNOUT, 0, pump.rtcMs()));
    }

    // [utest->req~SR-54~1]
    @Test
    void restartsOnlyFirstThing() {
        PumpUnderTest pump = withWholeDays();
        long[] image = pump.image();
        SafetyKernel kernel = pump.kernel();
        kernel.clearImage();
        for (long word : image) {
            kernel.addImageWord(word);
        }
        KernelState before = KernelState.of(kernel);
        assertReply(Reply.MODE, kernel.restart(Cause.BROWNOUT, 0, 0));
        assertEquals(List.of(), before.differences(KernelState.of(kernel)));
    }

    // [utest->req~SR-55~1]
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, 0, 4, 4_294_967_297L, Long.MAX_VALUE})
    void knowsThreeCausesOfARestart(long cause) {
        PumpUnderTest pump = withWholeDays();
        long[] image = pump.image();
        assertReply(Reply.BAD_RANGE, pump.restart(image, cause));
        pump.delivers(Mode.STOP, 0);
        assertReply(Reply.OK, pump.kernel().restart(Cause.WATCHDOG, 0, 0));
        assertEquals(Mode.HOLD, pump.kernel().mode());
    }

    /** H-10: a bolus is never resumed; it counts in full, and from its start. */
    // [utest->req~SR-20~1]
    // [utest->req~SR-21~1]
    // [utest->req~SR-55~1]
    @Test
    void chargesACutBolusInFullAndNeverResumesIt() {
        PumpUnderTest pump = PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, 4 * HOUR_MS, 4).limit(550_000).running(8_333);
        accepted(pump.patientBolus());
        pump.delivers(Mode.RUN, 128_333);
        pump.pass(240 * SECOND_MS).resets(Cause.BROWNOUT);
        pump.delivers(Mode.HOLD, 8_333);
        pump.alarms(Alarm.RESET);
        assertEquals(1, pump.kernel().startedBoluses());
        assertEquals(1, pump.kernel().cancelledBoluses());
        pump.pass(10 * SECOND_MS - 1).delivers(Mode.HOLD, 8_333);
        pump.pass(1).delivers(Mode.RUN, 8_333);
        pump.passUntil(4 * HOUR_MS - 1).denied(Reply.LOCKOUT);
        pump.pass(1);
        accepted(pump.patientBolus());
        pump.passUntil(8 * HOUR_MS);
        accepted(pump.patientBolus());
        pump.passUntil(12 * HOUR_MS).denied(Reply.DOSE_WINDOW);
    }

    /** A message that was admitted before the cut is not carried out after it. */
    // [utest->req~SR-46~1]
    // [utest->req~SR-55~1]
    @Test
    void carriesOutNothingThatWasAdmittedOrStagedBefore() {
        PumpUnderTest pump = withWholeDays();
        accepted(pump.stageBolus(20_000, 600_000));
        long digest = pump.kernel().stagedDigest();
        accepted(pump.admit(Kind.CONFIRM, Role.CLINICIAN));
        pump.resets(Cause.BROWNOUT);
        assertReply(Reply.AUTH, pump.kernel().confirm(digest, false, false, false));
        assertReply(Reply.NOT_STAGED, pump.confirmWith(digest));
        assertEquals(1, pump.kernel().startedBoluses());
    }

    // ---- the words themselves ----

    // [utest->req~SR-54~1]
    @Nested
    class AWordPasses {
        private final Image image = new Image();

        private void words(long... words) {
            LongStream.of(words).forEach(image::add);
        }

        @Test
        void asItIsWhenItIsSaved() {
            image.beginSave();
            assertEquals(7, image.word(7, 0, 9));
            assertEquals(9, image.word(9, 0, 9));
            assertEquals(0, image.word(0, 0, 9));
            assertTrue(image.flag(true));
            assertFalse(image.flag(false));
            assertTrue(image.isSound());
            assertFalse(image.isLoading());
            assertEquals(5, image.count());
            assertArrayEquals(new long[] {7, 9, 0, 1, 0, 0}, LongStream.range(0, 6).map(image::wordAt).toArray());
        }

        @ParameterizedTest
        @ValueSource(longs = {-1, 10})
        void andOutsideItsRangeSpoilsAll(long outside) {
            image.beginSave();
            assertEquals(outside, image.word(outside, 0, 9));
            assertEquals(5, image.word(5, 0, 9));
            assertFalse(image.isSound());
            image.beginLoad();
            assertEquals(outside < 0 ? 0 : 9, image.word(3, 0, 9));
            assertEquals(5, image.word(3, 0, 9));
            assertFalse(image.isSound());
        }

        @Test
        void inPlaceOfWhatIsThereWhenItIsLoaded() {
            words(7, 0, 9, 1);
            image.beginLoad();
            assertTrue(image.isLoading());
            assertEquals(7, image.word(3, 0, 9));
            assertEquals(0, image.word(3, 0, 9));
            assertFalse(image.isSound(), "words are left");
            assertEquals(9, image.number(3, 0, 9));
            assertTrue(image.flag(false));
            assertTrue(image.isSound());
        }

        /** What stood there before all was forgotten never comes back. */
        @Test
        void asNothingBeyondTheEnd() {
            words(7, 8);
            image.clear();
            assertFalse(image.isSound());
            words(6);
            assertEquals(0, image.wordAt(1));
            assertEquals(0, image.wordAt(-1));
            assertEquals(6, image.wordAt(0));
            image.beginLoad();
            assertEquals(6, image.word(3, 0, 9));
            assertEquals(0, image.word(3, 0, 9));
            assertFalse(image.isSound());
        }

        @Test
        void uptoTheLastPlaceAndNotBeyond() {
            image.beginSave();
            for (int i = 0; i < Image.WORD_MAX_COUNT; i++) {
                assertEquals(1, image.word(1, 0, 9));
            }
            assertTrue(image.isSound());
            assertEquals(Image.WORD_MAX_COUNT, image.count());
            assertEquals(1, image.word(1, 0, 9));
            assertFalse(image.isSound());
            image.beginLoad();
            for (int i = 0; i < Image.WORD_MAX_COUNT; i++) {
                assertEquals(1, image.word(3, 0, 9));
            }
            assertTrue(image.isSound());
            assertEquals(0, image.word(3, 0, 9));
            assertFalse(image.isSound());
        }

        @Test
        void onlyWithWhatFitsIt() {
            image.beginSave();
            image.require(true);
            assertTrue(image.isSound());
            image.require(false);
            image.require(true);
            assertFalse(image.isSound());
        }

        @Test
        void eachOfMany() {
            long[] values = {1, 2, 3};
            image.beginSave();
            image.series(values, 0, 3);
            assertTrue(image.isSound());
            image.clear();
            words(4, 5, 6);
            image.beginLoad();
            image.series(values, 0, 6);
            assertArrayEquals(new long[] {4, 5, 6}, values);
        }
    }
}
