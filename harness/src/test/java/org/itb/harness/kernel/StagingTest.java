package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.itb.harness.kernel.PumpUnderTest.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.Alarm;
import org.itb.kernel.Cause;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Profile;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two phases, and settings that are never part of a dose: SR-51, SR-58. */
class StagingTest {
    private static PumpUnderTest running() {
        return PumpUnderTest.with(2_000).running(8_333);
    }

    // [utest->req~SR-51~1]
    @Nested
    class NothingTakesEffectBeforeItsConfirmation {
        static Stream<Named<ToIntFunction<PumpUnderTest>>> stages() {
            return Stream.of(
                    Named.of("continuous", pump -> pump.stageProgram(8_000)),
                    Named.of("flex", pump -> pump.stageFlex(List.of(from(0, 8_000), from(1, 8_333)))),
                    Named.of("bolus", pump -> pump.stageBolus(20_000, 600_000)),
                    Named.of("refill", pump -> pump.stageRefill(20_000_000, 10_000_000, 2_000, 2_000)),
                    Named.of("patient bolus", pump -> pump.clinician(
                            Kind.STAGE_PTM, () -> pump.kernel().stagePatientBolus(1_000, MINUTE_MS, HOUR_MS, 8))),
                    Named.of("limit", pump -> pump.clinician(
                            Kind.STAGE_LIMITS, () -> pump.kernel().stageLimits(500_000))),
                    Named.of("profile", pump -> pump.clinician(
                            Kind.STAGE_PROFILE, () -> pump.kernel().stageProfile(2, 2, 2))),
                    Named.of("stop", pump -> pump.clinician(Kind.STAGE_STOP, pump.kernel()::stageStop)),
                    Named.of("minimum rate", pump -> pump.clinician(Kind.STAGE_MIN_RATE, pump.kernel()::stageMinRate)));
        }

        @ParameterizedTest
        @MethodSource("stages")
        void leavesTherapyAsItIsWhileItIsStaged(ToIntFunction<PumpUnderTest> stage) {
            PumpUnderTest pump = running();
            pump.refused(Reply.OK, () -> stage.applyAsInt(pump)); // staged, and nothing has changed
            pump.pass(2 * MINUTE_MS).delivers(Mode.RUN, 8_333);
            pump.refused(Reply.DIGEST, () -> pump.confirmWith(pump.kernel().stagedDigest() ^ 1));
            accepted(pump.confirm());
        }

        @ParameterizedTest
        @MethodSource("stages")
        void isDiscardedAfterP32(ToIntFunction<PumpUnderTest> stage) {
            PumpUnderTest pump = running().pass(12_345);
            accepted(stage.applyAsInt(pump));
            pump.pass(2 * MINUTE_MS + 1);
            pump.refused(Reply.STAGE_EXPIRED, pump::confirm);
            pump.refused(Reply.NOT_STAGED, pump::confirm);
            pump.delivers(Mode.RUN, 8_333);
        }

        @ParameterizedTest
        @MethodSource("stages")
        void isConfirmedOnce(ToIntFunction<PumpUnderTest> stage) {
            PumpUnderTest pump = running();
            accepted(stage.applyAsInt(pump));
            accepted(pump.confirm());
            pump.refused(Reply.NOT_STAGED, pump::confirm);
        }

        @Test
        void mayBeConfirmedUpToP32() {
            PumpUnderTest pump = running();
            accepted(pump.stageProgram(8_000));
            pump.pass(2 * MINUTE_MS - 1);
            accepted(pump.confirm());
            accepted(pump.stageProgram(7_900));
            pump.pass(2 * MINUTE_MS);
            accepted(pump.confirm());
            pump.delivers(Mode.RUN, 7_900);
        }

        @Test
        void needsSomethingStaged() {
            PumpUnderTest pump = running();
            pump.refused(Reply.NOT_STAGED, pump::confirm);
            pump.refused(Reply.NOT_STAGED, pump::abort);
        }

        @Test
        void isDiscardedByAnAbort() {
            PumpUnderTest pump = running();
            accepted(pump.stageProgram(8_000));
            accepted(pump.abort());
            pump.refused(Reply.NOT_STAGED, pump::confirm);
            pump.refused(Reply.NOT_STAGED, pump::abort);
            pump.delivers(Mode.RUN, 8_333);
        }

        @Test
        void isAbortedTooLateAsExpired() {
            PumpUnderTest pump = running();
            accepted(pump.stageProgram(8_000));
            pump.pass(2 * MINUTE_MS + 1);
            pump.refused(Reply.STAGE_EXPIRED, pump::abort);
            pump.refused(Reply.NOT_STAGED, pump::abort);
        }

        @Test
        void isDiscardedWithItsSession() {
            PumpUnderTest pump = running();
            accepted(pump.stageProgram(8_000));
            long digest = pump.kernel().stagedDigest();
            pump.closeSession();
            pump.refused(Reply.NOT_STAGED, () -> pump.confirmWith(digest));

            accepted(pump.stageProgram(8_000));
            pump.resets(Cause.BROWNOUT);
            pump.refused(Reply.NOT_STAGED, () -> pump.confirmWith(digest));
        }

        @Test
        void givesWayToTheNextStage() {
            PumpUnderTest pump = running();
            accepted(pump.stageProgram(8_000));
            long digest = pump.kernel().stagedDigest();
            accepted(pump.stageProgram(7_000));
            pump.refused(Reply.DIGEST, () -> pump.confirmWith(digest));
            accepted(pump.confirm());
            pump.delivers(Mode.RUN, 7_000);
        }

        @Test
        void outlivesARefusedStageAndARefusedConfirmation() {
            PumpUnderTest pump = running();
            accepted(pump.stageProgram(4_000));
            pump.refused(Reply.BAD_RANGE, () -> pump.stageProgram(1));
            pump.refused(Reply.STEP_DOWN, pump::confirm);
            accepted(pump.confirm(DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 4_000);
        }

        /** D-41: what was right when it was staged may be wrong when it is confirmed. */
        @Test
        void isJudgedByTheStateAtItsConfirmation() {
            PumpUnderTest raised = running();
            accepted(raised.stageProgram(8_400));
            raised.losesFlowSensor();
            raised.refused(Reply.MODE, raised::confirm);

            PumpUnderTest bolus = running();
            accepted(bolus.stageBolus(1_000, MINUTE_MS));
            bolus.kernel().motorStall();
            bolus.refused(Reply.ALARM_BLOCK, bolus::confirm);

            PumpUnderTest restore = running();
            accepted(restore.program(8_000));
            accepted(restore.clinician(Kind.STAGE_RESTORE, () -> restore.kernel().stageRestore(0, true)));
            restore.losesFlowSensor();
            restore.refused(Reply.MODE, restore::confirm);

            PumpUnderTest resume = PumpUnderTest.with(2_000).fill(1_000_001).running(8_333);
            accepted(resume.stop());
            accepted(resume.clinician(Kind.STAGE_RESUME, resume.kernel()::stageResume));
            assertReply(Reply.OK, resume.kernel().motorStall());
            accepted(resume.confirm());
            resume.delivers(Mode.RUN, 8_333);
        }

        /** SR-02, D-08: a reduction keeps a bolus, so its peak must fit beside one that began after it was staged. */
        @Test
        void judgesTheRateBesideABolusThatBeganAfterwards() {
            PumpUnderTest pump = PumpUnderTest.with(500).patientBolus(7_500, MINUTE_MS, HOUR_MS, 8).running(100_000);
            accepted(pump.stageFlex(List.of(from(0, 2_000), from(12 * HOUR_MS, 550_001), from(12 * HOUR_MS + 10 * MINUTE_MS, 2_000))));
            accepted(pump.patientBolus());
            pump.refused(Reply.BAD_RANGE, () -> pump.confirm(DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 550_000);
            accepted(pump.stageFlex(List.of(from(0, 2_000), from(12 * HOUR_MS, 550_000), from(12 * HOUR_MS + 10 * MINUTE_MS, 2_000))));
            accepted(pump.confirm(DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 452_000);
        }
    }

    // [utest->req~SR-58~1]
    @Nested
    class LimitsProfileAndPatientBolusAreCommandsOfTheirOwn {
        @ParameterizedTest
        @CsvSource({
            "1, 0, BAD_RANGE", "1, -1, BAD_RANGE", "1, 1, DOSE_HARD", "1, 399983, DOSE_HARD", "1, 399984, OK", "1, 399985, OK",
            "1, 2099999, OK", "1, 2100000, OK", "1, 2100001, BAD_RANGE", "1, 9223372036854775807, BAD_RANGE",
            "1, -9223372036854775808, BAD_RANGE", "1, 4294967296, BAD_RANGE",
            "2, 1199999, OK", "2, 1200000, OK", "2, 1200001, BAD_RANGE"})
        void boundsALimitByP06AndTheRunningDose(long age, long limitNg, String reply) {
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(1_000_000)
                    .profile(Profile.SPINAL, age, Profile.TITRATION).running(8_333);
            assertEquals(reply, nameOf(pump.setLimit(limitNg)));
            assertEquals(reply.equals("OK") ? limitNg : 1_000_000, pump.kernel().patientLimitNgPerDay());
            pump.delivers(Mode.RUN, 8_333);
        }

        @Test
        void leavesTheDoseAlone() {
            PumpUnderTest pump = running();
            accepted(pump.setLimit(400_000));
            accepted(pump.setProfile(2, 2, 2));
            accepted(pump.setPatientBolus(1_000, MINUTE_MS, HOUR_MS, 8));
            pump.delivers(Mode.RUN, 8_333);
            assertEquals(399_984_000, pump.kernel().programPgPerDay());
            pump.denied(Reply.DOSE_WINDOW); // and is held to at once
        }

        @ParameterizedTest
        @CsvSource({"0, 1, 1", "3, 1, 1", "1, 0, 1", "1, 3, 1", "1, 1, 0", "1, 1, 3", "-1, 1, 1", "4294967297, 1, 1",
            "1, 4294967297, 1", "1, 1, 4294967297", "-9223372036854775808, 1, 1", "1, 9223372036854775807, 1"})
        void refusesAProfileThatIsNone(long origin, long age, long phase) {
            PumpUnderTest pump = running();
            pump.refused(Reply.BAD_RANGE, () -> pump.setProfile(origin, age, phase));
            SafetyKernel fresh = new SafetyKernel(PumpUnderTest.DEVICE_ID);
            assertEquals("BAD_RANGE", nameOf(fresh.commissionPatient(origin, age, phase, 1_000_000, 50_000)));
        }

        @ParameterizedTest
        @CsvSource({"25000, OK, 1200000", "25001, DOSE_HARD, 2100000"})
        void bindsAChildsLimitAtOnceOrRefusesTheProfile(long rateNlPerH, String reply, long limitNg) {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(rateNlPerH);
            assertEquals(reply, nameOf(pump.setProfile(Profile.SPINAL, Profile.CHILD, Profile.TITRATION)));
            assertEquals(limitNg, pump.kernel().patientLimitNgPerDay());
            pump.delivers(Mode.RUN, rateNlPerH);
        }

        @Test
        void judgesTheNextIncreaseByTheNewProfile() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.setProfile(Profile.CEREBRAL, Profile.ADULT, Profile.TITRATION));
            pump.refused(Reply.STEP_UP, () -> pump.program(11_501));
            accepted(pump.program(11_500));
        }

        @ParameterizedTest
        @CsvSource({
            "25000, 600000, 3600000, 8, OK", "25001, 600000, 3600000, 8, BAD_RANGE", "0, 600000, 3600000, 8, BAD_RANGE",
            "1000, 59999, 3600000, 8, BAD_RANGE", "1000, 60000, 3600000, 8, OK",
            "25000, 43200000, 3600000, 8, OK", "25000, 43200001, 3600000, 8, BAD_RANGE",
            "25000, 600000, 3599999, 8, BAD_RANGE", "25000, 600000, 3600001, 8, OK", "25000, 600000, 21600000, 4, OK",
            "25000, 600000, -3600000, 8, BAD_RANGE", "25000, 600000, 9223372036854775807, 8, BAD_RANGE",
            "25000, 600000, 3600000, -1, BAD_RANGE", "25000, 600000, 3600000, 0, OK", "25000, 600000, 3600000, 7, OK",
            "25000, 600000, 3600000, 9, BAD_RANGE", "25000, 600000, 3600000, 4294967296, BAD_RANGE"})
        void boundsThePatientsBolusByP13ToP16(long volumeNl, long durationMs, long lockoutMs, long count, String reply) {
            PumpUnderTest pump = PumpUnderTest.with(2_000).patientBolus(999, MINUTE_MS, HOUR_MS, 3).running(8_333);
            KernelState before = KernelState.of(pump.kernel());
            assertEquals(reply, nameOf(pump.setPatientBolus(volumeNl, durationMs, lockoutMs, count)));
            boolean unchanged = before.differencesOfTherapy(KernelState.of(pump.kernel())).stream()
                    .noneMatch(path -> path.startsWith("dosing.patient."));
            assertEquals(!reply.equals("OK"), unchanged);
            SafetyKernel fresh = PumpUnderTest.with(2_000).neverRun().kernel();
            assertEquals(reply, nameOf(fresh.commissionPatientBolus(volumeNl, durationMs, lockoutMs, count)));
        }

        @Test
        void checksThePatientsBolusAgainAtItsConfirmation() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(9_000);
            accepted(pump.clinician(Kind.STAGE_PTM, () -> pump.kernel().stagePatientBolus(16_500, MINUTE_MS, HOUR_MS, 8)));
            accepted(pump.confirm());
            pump.alarms();
            accepted(pump.patientBolus());
            pump.delivers(Mode.RUN, 999_000);
        }

        @ParameterizedTest
        @CsvSource({
            "0, 50000, BAD_RANGE", "1, 50000, OK", "2100000, 50000, OK", "2100001, 50000, BAD_RANGE",
            "1000000, -1, BAD_RANGE", "1000000, 0, OK", "1000000, 5000000, OK", "1000000, 5000001, BAD_RANGE"})
        void commissionsAPatientWithALimitAndAScreeningDoseThatCanBe(long limitNg, long screeningNg, String reply) {
            SafetyKernel fresh = new SafetyKernel(PumpUnderTest.DEVICE_ID);
            assertEquals(reply, nameOf(fresh.commissionPatient(1, 1, 1, limitNg, screeningNg)));
            assertEquals(reply.equals("OK") ? limitNg : 2_100_000, fresh.patientLimitNgPerDay());
        }
    }

    /** What is told at commissioning is told once: every later change is a clinician's, in two phases. */
    // [utest->req~SR-58~1]
    @Test
    void refusesCommissioningInService() {
        PumpUnderTest ticked = running().pass(1);
        PumpUnderTest admitted = running();
        admitted.admit(Kind.PATIENT_STATUS, 2);
        for (PumpUnderTest pump : List.of(ticked, admitted)) {
            SafetyKernel kernel = pump.kernel();
            pump.refused(Reply.MODE, () -> kernel.commissionReservoir(20_000_000, 20_000_000, 500));
            pump.refused(Reply.MODE, () -> kernel.commissionPatient(1, 1, 1, 1_000_000, 50_000));
            pump.refused(Reply.MODE, () -> kernel.commissionService(0, 3_000, 0));
            pump.refused(Reply.MODE, () -> kernel.commissionPatientBolus(1_000, MINUTE_MS, HOUR_MS, 8));
            pump.refused(Reply.MODE, () -> kernel.commissionTherapy(10_000, 0, 0));
            pump.alarms();
        }
    }

    // [utest->req~SR-10~1]
    @ParameterizedTest
    @CsvSource({"-1, 0, BAD_RANGE", "0, 0, OK", "1, 0, BAD_RANGE", "0, 1, OK", "10000000000000, 10000000000000, OK",
        "10000000000001, 10000000000001, BAD_RANGE", "0, 10000000000001, BAD_RANGE", "0, 9223372036854775807, BAD_RANGE"})
    void commissionsADoseNoOlderThanTheFirstStart(long rateSinceMs, long firstStartSinceMs, String reply) {
        SafetyKernel fresh = PumpUnderTest.with(2_000).neverRun().kernel();
        assertEquals(reply, nameOf(fresh.commissionTherapy(8_333, rateSinceMs, firstStartSinceMs)));
        assertEquals(reply.equals("OK") ? 8_333 : 0, fresh.rateNlPerH());
        assertFalse(fresh.isAlarmActive(Alarm.NOT_THERAPY));
    }
}
