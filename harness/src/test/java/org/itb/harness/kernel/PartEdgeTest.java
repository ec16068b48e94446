package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.itb.harness.kernel.PumpUnderTest.with;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.FlowWindow;
import org.itb.kernel.FluidPath;
import org.itb.kernel.Image;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.PatientBolus;
import org.itb.kernel.Program;
import org.itb.kernel.Pump;
import org.itb.kernel.Reply;
import org.itb.kernel.Reservoir;
import org.itb.kernel.Role;
import org.itb.kernel.Session;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts by themselves, at edges that the kernel's other parts keep from them: each answers for itself. */
class PartEdgeTest {

    @Nested
    class ADay {
        private Program day(long... startsAndRates) {
            Program program = new Program();
            for (int i = 0; i < startsAndRates.length; i += 2) {
                program.addStep(startsAndRates[i], startsAndRates[i + 1]);
            }
            program.seal();
            return program;
        }

        private void isADayOf(Program program, int steps, long dayNl) {
            assertTrue(program.isLegal());
            assertEquals(steps, program.steps());
            assertEquals(dayNl * HOUR_MS, program.dayLoadNlMsPerH());
        }

        // [utest->req~SR-25~1]
        @Test
        void takesThePlaceOfWhateverWasThereWhenItIsScaled() {
            Program program = day(0, 3_000, HOUR_MS, 4_000);
            program.setScaled(day(0, 40_000, 12 * HOUR_MS, 20_000), 500, 2_000);
            isADayOf(program, 2, 12 * (10_000 + 5_000));
            assertEquals(12 * HOUR_MS, program.stepStartMs(1));
            assertEquals(5_000, program.stepRateNlPerH(1));
        }

        // [utest->req~SR-54~1]
        @Test
        void takesThePlaceOfWhateverWasThereWhenItIsLoaded() {
            Image image = new Image();
            image.beginSave();
            day(0, 40_000, 12 * HOUR_MS, 20_000).exchange(image);
            Program program = day(0, 3_000, HOUR_MS, 4_000, 2 * HOUR_MS, 5_000);
            image.beginLoad();
            program.exchange(image);
            assertTrue(image.isSound());
            isADayOf(program, 2, 12 * (40_000 + 20_000));
        }

        /** SR-23: starts rise strictly. A memory in which they do not is not put out as a program. */
        // [utest->req~SR-23~1] [utest->req~SR-54~1]
        @ParameterizedTest
        @CsvSource({"0, false", "1, true", "43199999, true", "43200000, true"})
        void isNotPutOutWithTwoStepsAtOneTime(int secondStartMs, boolean sound) {
            PumpUnderTest pump = with(500).running(8_333);
            accepted(pump.flex(java.util.List.of(PumpUnderTest.from(0, 8_333), PumpUnderTest.from(12 * HOUR_MS, 8_000))));
            KernelState.damage(pump.kernel(), "dosing.prescription.inForce.startMs[1]", secondStartMs);
            assertEquals(sound, pump.kernel().saveImage() > 0);
            assertEquals(!sound, pump.kernel().isAlarmActive(org.itb.kernel.Alarm.KERNEL_FAULT));
        }

        /** A stretch that ends a millisecond behind midnight has a millisecond of the first step. */
        // [utest->req~SR-13~1]
        @ParameterizedTest
        @CsvSource({"3599999, 7199998000", "3600000, 7200000000", "3600001, 7200003000", "3600002, 7200006000"})
        void goesOnWithItsFirstStepBehindMidnight(long lastsMs, long loadNlMsPerH) {
            Program program = day(0, 3_000, 6 * HOUR_MS, 2_000);
            assertEquals(loadNlMsPerH, program.loadNlMsPerH((int) (23 * HOUR_MS), lastsMs));
        }

        /** Its load hangs on no time of day at all, also on one that no clock shows. */
        @Tag("outside-the-contracts")
        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 86_399_999, 86_400_005, Integer.MAX_VALUE})
        void ofOneRateIsThatRateWheneverItIs(int todMs) {
            assertEquals(3_000L * 10, day(0, 3_000).loadNlMsPerH(todMs, 10));
        }
    }

    // [utest->req~SR-17~1]
    @Nested
    class ThePatientsCount {
        private final PatientBolus bolus = new PatientBolus();

        private void set(int countPer24h) {
            bolus.set(10_000, 600_000, HOUR_MS, countPer24h);
        }

        @ParameterizedTest
        @CsvSource({"30, COUNT24", "43, COUNT24", "44, OK", "45, OK"})
        void isOfTheDayBehindHoweverLateThatIs(long hours, String reply) {
            set(1);
            bolus.start(20 * HOUR_MS);
            assertEquals(reply, PumpUnderTest.nameOf(bolus.verdict(hours * HOUR_MS)));
        }

        @Test
        void countsEachFromItsOwnStart() {
            set(2);
            bolus.start(10 * HOUR_MS);
            assertReply(Reply.OK, bolus.verdict(11 * HOUR_MS));
            bolus.start(12 * HOUR_MS);
            assertReply(Reply.LOCKOUT, bolus.verdict(13 * HOUR_MS - 1));
            assertReply(Reply.COUNT24, bolus.verdict(25 * HOUR_MS));
            assertReply(Reply.COUNT24, bolus.verdict(34 * HOUR_MS - 1));
            assertReply(Reply.OK, bolus.verdict(34 * HOUR_MS));
        }
    }

    @Nested
    class AReservoirWithAnotherDrug {
        // [utest->req~SR-28~1] [utest->req~SR-29~1]
        @Test
        void beginsBothEstimatesAnew() {
            Reservoir reservoir = new Reservoir();
            reservoir.install(20_000_000, 15_000_000, 500);
            assertEquals(14_000_000, reservoir.nominalNl(1_000_000));
            reservoir.change(18_000_000, 2_000, 1_000_000, 1_100_000);
            assertEquals(18_000_000, reservoir.nominalNl(1_000_000));
            assertEquals(18_000_000, reservoir.pessimisticNl(1_000_000, 1_100_000));
            assertEquals(17_900_000, reservoir.nominalNl(1_100_000));
            assertEquals(17_885_500, reservoir.pessimisticNl(1_100_000, 1_200_000));
            assertEquals(2_000, reservoir.concentrationUgPerMl());
        }

        // [utest->req~SR-25~1]
        @Test
        void isFullAlsoWhereTheOldOneHadRunForLong() {
            PumpUnderTest pump = with(500).running(33_333);
            pump.pass(10 * HOUR_MS);
            assertEquals(20_000_000 - 333_330, pump.kernel().reservoirNominalNl());
            accepted(pump.changeDrug(2_000, 335_800, false));
            assertEquals(20_000_000, pump.kernel().reservoirNominalNl());
            assertEquals(20_000_000, pump.kernel().reservoirPessimisticNl());
        }
    }

    // [utest->req~SR-31~1] [utest->req~SR-32~1]
    @Nested
    class AWindow {
        /** A tick of three buckets that ends at the third edge: the first two stand as before it, the third as now. */
        @Test
        void marksALateEdgeThatIsNowWithWhatIsNow() {
            FlowWindow window = new FlowWindow(60_000, 5);
            window.advance(180_000, 30, 33, 10, 11);
            assertArrayEquals(new long[] {10, 10, 30, 0, 0}, KernelState.longs(window, "commandedNl"));
            assertArrayEquals(new long[] {11, 11, 33, 0, 0}, KernelState.longs(window, "confirmedNl"));
            assertEquals(240_000, window.nextEdgeMs());
        }

        /** The place of the oldest mark is one of its marks, or the image is none. */
        // [utest->req~SR-54~1]
        @ParameterizedTest
        @CsvSource({"0, true", "4, true", "5, false", "6, false", "-1, false"})
        void takesItsOldestMarkFromWhereThereIsOne(long oldest, boolean sound) {
            Image image = new Image();
            image.beginSave();
            new FlowWindow(60_000, 5).exchange(image, 0, 0, 1, DAY_MS);
            long[] words = LongStream.range(0, image.count()).map(image::wordAt).toArray();
            words[10] = oldest;
            image.clear();
            LongStream.of(words).forEach(image::add);
            image.beginLoad();
            FlowWindow window = new FlowWindow(60_000, 5);
            window.exchange(image, 0, 0, 1, DAY_MS);
            assertEquals(sound, image.isSound());
            window.advance(60_000, 7, 7, 0, 0);
            assertEquals(7, window.commandedInNl(7), "and can mark its next edge");
        }
    }

    @Nested
    class APump {
        /** 100,000 nL commanded, of which the motor has confirmed 60,000. */
        private static Pump lagging() {
            Pump pump = new Pump();
            pump.installReservoir(20_000_000, 20_000_000, 500);
            pump.command(100_000 * HOUR_MS, HOUR_MS);
            pump.confirm(60_000);
            assertEquals(100_000, pump.commandedNl());
            assertEquals(60_000, pump.confirmedNl());
            return pump;
        }

        // [utest->req~SR-25~1] [utest->req~SR-28~1]
        @Test
        void countsFromWhatWasCommandedWhenAnotherDrugWasFilledIn() {
            Pump pump = lagging();
            pump.change(10_000_000, 2_000);
            assertEquals(10_000_000, pump.nominalNl());
            assertEquals(2_000, pump.concentrationUgPerMl());
            assertEquals(60_000, pump.confirmedNl(), "what has flown has flown");
        }

        // [utest->req~SR-54~1]
        @Test
        void isSavedAsItIsWhileTheMotorLags() {
            Pump pump = lagging();
            pump.change(10_000_000, 2_000);
            Image image = new Image();
            image.beginSave();
            pump.exchange(image, HOUR_MS);
            assertTrue(image.isSound());
            assertEquals(10_000_000, pump.nominalNl());
        }
    }

    @Nested
    class APath {
        /** A16: no bridge, no rate of one. */
        // [utest->req~SR-26~1]
        @Test
        void asksForNoBridgesRateWithoutABridge() {
            FluidPath path = new FluidPath();
            assertEquals(2_000, path.bridgeForNlPerH(24L * 10_000 * HOUR_MS, 2_000));
            path.stage(140_000, true);
            path.change(500, 2_000, 10_000, 0);
            assertEquals(40_000, path.bridgeForNlPerH(24L * 10_000 * HOUR_MS, 2_000));
        }

        // [utest->req~SR-26~1]
        @Test
        void isTheTubingAloneWithTheWeakestDrugUntilItIsCommissioned() {
            FluidPath path = new FluidPath();
            assertEquals(140_000, path.pathVolumeNl());
            assertEquals(140_000, path.stagedVolumeNl());
            Image image = new Image();
            image.beginSave();
            path.exchange(image, 0, 0, 0);
            assertTrue(image.isSound());
            assertEquals(List.of(140_000L, 0L, 2_000L, 500L, 500L),
                    IntStream.range(0, 5).mapToObj(image::wordAt).toList(), "volume, front, rate, the path's drug and the strongest");
        }

        /** 580,000 nL at 10,000 nL/h, and one nanolitre less. */
        // [utest->req~SR-26~1]
        @ParameterizedTest
        @CsvSource({"0, 208800000", "1, 208799640"})
        void asksForATickWhenTheLongestPathIsThrough(long confirmedNl, long dueAtMs) {
            FluidPath path = new FluidPath();
            path.stage(580_000, true);
            path.change(500, 2_000, 10_000, 0);
            assertEquals(dueAtMs, path.dueAtMs(0, confirmedNl, 0, 10_000));
            assertEquals(0, path.dueAtMs(0, confirmedNl, 0, 0), "nothing flows");
        }

        /** Less is confirmed than when the bridge began, which the meter never says: no path is longer than the longest. */
        // [utest->req~SR-26~1]
        @Test
        void asksForItsTickNoLaterThanTheLongestPathTakes() {
            FluidPath path = new FluidPath();
            path.stage(580_000, true);
            path.change(500, 2_000, 10_000, 1_000_000);
            assertEquals(1_580_000, path.restNl(0));
            assertEquals(208_800_000, path.dueAtMs(0, 0, 0, 10_000));
        }

        /** What leaves the tip before the front is the old drug alone, behind it the stronger of the two may. */
        // [utest->req~SR-26~1]
        @ParameterizedTest
        @CsvSource({"500, 2000, 139999, 500", "500, 2000, 140000, 2000", "2000, 500, 139999, 2000", "2000, 500, 140000, 2000"})
        void pushesTheOldDrugOutBeforeTheNewOne(int oldUgPerMl, int newUgPerMl, long confirmedNl, int flownUgPerMl) {
            FluidPath path = new FluidPath();
            path.stage(140_000, true);
            path.change(oldUgPerMl, newUgPerMl, 10_000, 0);
            assertEquals(flownUgPerMl, path.flownUgPerMl(confirmedNl, newUgPerMl));
        }

        // [utest->req~SR-26~1]
        @Test
        void isThroughOnceAndWithoutABridgeNever() {
            FluidPath path = new FluidPath();
            assertFalse(path.watch(1_000_000, 5));
            path.stage(140_000, true);
            path.change(500, 2_000, 10_000, 0);
            assertFalse(path.watch(139_999, 5));
            assertTrue(path.isBridging());
            assertTrue(path.watch(140_000, 5));
            assertFalse(path.isBridging());
            assertFalse(path.watch(140_001, 5));
        }

        /** The rest of the old drug has left with the last of the path's volume, however much stronger it was. */
        // [utest->req~SR-26~1]
        @Test
        void letsGoOfTheOldDrugOnceItIsThrough() {
            FluidPath path = new FluidPath();
            path.stage(140_000, true);
            path.change(2_000, 500, 10_000, 0);
            assertEquals(2_000, path.flownUgPerMl(140_000, 500), "of the tick in which it is through both");
            assertTrue(path.watch(140_000, 5));
            assertEquals(500, path.flownUgPerMl(140_001, 500));
        }

        /** D-12: a priming fills the path; a bolus after it leaves the tip, and counts. */
        // [utest->req~SR-22~1] [utest->req~SR-34~1]
        @Test
        void isNotPrimedByTheBolusAfterThePriming() {
            PumpUnderTest pump = with(500).running(8_333);
            accepted(pump.prime(60_000, HOUR_MS, 1));
            pump.pass(12 * HOUR_MS);
            long behindNl = sum(pump);
            accepted(pump.clinicianBolus(20_000, HOUR_MS));
            pump.pass(HOUR_MS);
            assertEquals(8_333 + 20_000, sum(pump) - behindNl, 1);
        }

        private long sum(PumpUnderTest pump) {
            return (long) KernelState.valueAt(pump.kernel(), "dosing.exposure.commandedSumNl");
        }

        /** P18: as long as it was said to be, a priming may fill all of it but P37. */
        // [utest->req~SR-22~1] [utest->req~SR-25~1]
        @ParameterizedTest
        @CsvSource({"200000, 150000, OK", "200000, 150001, BAD_RANGE", "580000, 530000, OK", "580000, 530001, BAD_RANGE"})
        void isAsLongAsItWasCommissioned(long pathVolumeNl, long primedNl, String reply) {
            PumpUnderTest pump = with(500).running(8_333);
            assertReply(Reply.OK, pump.kernel().commissionPath(pathVolumeNl));
            assertReply(Reply.BAD_RANGE, pump.kernel().commissionPath(139_999));
            assertEquals(reply, PumpUnderTest.nameOf(pump.stagePriming(primedNl, 6 * HOUR_MS, 1)));
        }
    }

    @Nested
    class WhatIsTypedInIsUsedUp {
        private final PumpUnderTest pump = with(500).patientBolus(4_000, 600_000, 4 * HOUR_MS, 8).running(33_333);

        /** A day of two steps, typed in over whatever is there. */
        private int stageTyped() {
            pump.kernel().addFlexStep(0, 4_000);
            pump.kernel().addFlexStep(HOUR_MS, 5_000);
            long dayNg = (4_000 + 23 * 5_000) * pump.kernel().concentrationUgPerMl() / 1_000;
            return pump.clinician(Kind.STAGE_FLEX,
                    () -> pump.kernel().stageFlex(pump.kernel().concentrationUgPerMl(), dayNg));
        }

        // [utest->req~SR-23~1] [utest->req~SR-25~1]
        @Test
        void byAChangeOfDrugThatIsRefusedAtItsConfirmation() {
            accepted(pump.stageChange(2_000, 2_000, 335_800, true, false));
            accepted(pump.patientBolus());
            assertReply(Reply.BUSY, pump.confirm());
            pump.pass(601_000);
            accepted(stageTyped());
            pump.delivers(Mode.RUN, 33_333);
        }

        // [utest->req~SR-12~1] [utest->req~SR-23~1] [utest->req~SR-25~1]
        @Test
        void byAChangeOfDrugThatScalesWhatRestoreReturnsTo() {
            accepted(pump.program(20_000, DoseOverride.REDUCE));
            accepted(pump.changeDrug(2_000, 335_800, false));
            accepted(stageTyped());
            accepted(pump.restore());
            pump.delivers(Mode.RUN, 8_333);
        }
    }

    @Nested
    class AnAdmission {
        private final Session session = new Session();

        private int admitPatient(long keyId, long seq) {
            return session.admit(Kind.PATIENT_STATUS, Role.PATIENT, true, keyId, seq, 0, true, 0);
        }

        /** SR-50: what was not carried out before another message came is not told OK afterwards. */
        // [utest->req~SR-49~1] [utest->req~SR-50~1]
        @Test
        @Tag("outside-the-contracts")
        void isAnsweredByNoOtherMessagesAnswer() {
            assertReply(Reply.OK, admitPatient(7, 1));
            assertReply(Reply.OK, session.admit(Kind.TICK, Role.SYSTEM, true, 0, 0, 0, true, 0));
            session.answer(Reply.OK);
            assertReply(Reply.CACHED, admitPatient(7, 1));
            assertReply(Reply.REPLAY, session.cachedReply());
        }

        // [utest->req~SR-54~1]
        @Test
        void isGoneAfterARestart() {
            Image image = new Image();
            image.beginSave();
            session.exchange(image, 0);
            assertReply(Reply.OK, admitPatient(7, 1));
            image.beginLoad();
            session.exchange(image, 0);
            assertTrue(image.isSound());
            assertFalse(session.use(Kind.PATIENT_STATUS));
        }

        // [utest->req~SR-54~1]
        @Test
        void outlivesThatItIsStored() {
            assertReply(Reply.OK, admitPatient(7, 1));
            Image image = new Image();
            image.beginSave();
            session.exchange(image, 0);
            assertTrue(session.use(Kind.PATIENT_STATUS));
            assertFalse(session.use(Kind.PATIENT_STATUS), "once");
        }

        /** SR-51: a session that is closed has nothing to close, and takes nothing with it. */
        // [utest->req~SR-51~1]
        @Test
        void outlivesTheEndOfASessionLongAgo() {
            assertReply(Reply.OK, admitPatient(7, 1));
            session.expire(DAY_MS);
            assertTrue(session.use(Kind.PATIENT_STATUS));
            session.open(DAY_MS);
            session.expire(DAY_MS + 5 * MINUTE_MS - 1);
            assertTrue(session.isOpen());
            session.expire(DAY_MS + 5 * MINUTE_MS);
            assertFalse(session.isOpen());
        }
    }
}
