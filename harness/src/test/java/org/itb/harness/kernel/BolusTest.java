package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.itb.harness.kernel.PumpUnderTest.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.Alarm;
import org.itb.kernel.Cause;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a bolus may start, what it delivers, and what ends it: SR-15 … SR-21. */
class BolusTest {
    private static final long LOCKOUT_MS = 4 * HOUR_MS;

    /** A pump of SC-03: 20,000 nL of 2,000 µg/mL over 10 min, every 4 h, four in 24 h. */
    private static PumpUnderTest pump() {
        return PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, LOCKOUT_MS, 4).running(8_333);
    }

    // [utest->req~SR-15~1]
    @Nested
    class AClinicianBolusKeepsToP12AndP16 {
        @ParameterizedTest
        @CsvSource({
            "50000, 600000, OK", "49999, 600000, OK", "50001, 600000, BAD_RANGE",
            "10000, 59999, BAD_RANGE", "10000, 60000, OK", "10000, 60001, OK",
            "50000, 43199999, OK", "50000, 43200000, OK", "50000, 43200001, BAD_RANGE"})
        void isRefusedBeyondEitherEnd(long volumeNl, long durationMs, String reply) {
            PumpUnderTest pump = pump();
            assertEquals(reply, nameOf(pump.clinicianBolus(volumeNl, durationMs)));
            assertEquals(reply.equals("OK") ? 1 : 0, pump.kernel().startedBoluses());
        }

        @ParameterizedTest
        @CsvSource({
            "0, 60000", "-1, 60000", "-9223372036854775808, 60000", "9223372036854775807, 60000",
            "4294967297, 60000", "40000001, 43200000", "100, 0", "100, -60000", "100, -9223372036854775808",
            "100, 9223372036854775807", "100, 4295027296", "1, 3600001"})
        void refusesWhatIsNoBolus(long volumeNl, long durationMs) {
            PumpUnderTest pump = pump();
            pump.refused(Reply.BAD_RANGE, () -> pump.stageBolus(volumeNl, durationMs));
            pump.pass(HOUR_MS).delivers(Mode.RUN, 8_333);
        }

        @Test
        void bringsTheThinnestBolusThatFlows() {
            PumpUnderTest pump = pump();
            accepted(pump.clinicianBolus(1, HOUR_MS));
            pump.delivers(Mode.RUN, 8_334);
        }

        @Test
        void boundsTheDrugNotTheVolume() {
            PumpUnderTest weak = PumpUnderTest.with(500).running(8_333);
            weak.refused(Reply.BAD_RANGE, () -> weak.clinicianBolus(200_001, HOUR_MS));
            accepted(weak.clinicianBolus(200_000, HOUR_MS));
        }
    }

    // [utest->req~SR-16~1]
    @Nested
    class NeverFlowTwoBolusesAtOnce {
        @Test
        void refusesASecondOneOfEitherKindUntilTheFirstHasEnded() {
            PumpUnderTest pump = pump();
            accepted(pump.clinicianBolus(20_000, 600_000));
            pump.refused(Reply.BUSY, () -> pump.stageBolus(1_000, MINUTE_MS));
            pump.pass(599_999);
            pump.denied(Reply.BUSY);
            pump.refused(Reply.BUSY, () -> pump.stageBolus(1_000, MINUTE_MS));
            pump.delivers(Mode.RUN, 128_333);
            pump.pass(1).delivers(Mode.RUN, 8_333);
            accepted(pump.patientBolus());
            pump.refused(Reply.BUSY, () -> pump.stageBolus(1_000, MINUTE_MS));
        }

        @Test
        void checksAgainWhenAStagedBolusIsConfirmed() {
            PumpUnderTest pump = pump();
            accepted(pump.stageBolus(1_000, MINUTE_MS));
            accepted(pump.patientBolus());
            pump.refused(Reply.BUSY, pump::confirm);
            pump.delivers(Mode.RUN, 128_333);
        }

        @Test
        void refusesAnotherProgramDuringABolus() {
            PumpUnderTest pump = pump();
            accepted(pump.patientBolus());
            pump.refused(Reply.BUSY, () -> pump.program(8_334));
            pump.refused(Reply.BUSY, () -> pump.program(8_333));
        }
    }

    // [utest->req~SR-17~1]
    @Nested
    class APatientsBolusKeepsToLockoutAndCount {
        @Test
        void needsASetting() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            pump.denied(Reply.MODE);
            pump.delivers(Mode.RUN, 8_333);
        }

        @Test
        void refusesBolusInsideLockout() {
            PumpUnderTest pump = pump();
            accepted(pump.patientBolus());
            pump.passUntil(LOCKOUT_MS - 1);
            pump.denied(Reply.LOCKOUT);
            pump.delivers(Mode.RUN, 8_333);
            pump.pass(1);
            accepted(pump.patientBolus());
            pump.pass(LOCKOUT_MS + 1);
            accepted(pump.patientBolus());
        }

        @Test
        void countsTheLockoutFromTheStartOfTheLastBolusNotFromADenial() {
            PumpUnderTest pump = pump();
            accepted(pump.patientBolus());
            pump.pass(3 * HOUR_MS);
            pump.denied(Reply.LOCKOUT);
            pump.pass(HOUR_MS);
            accepted(pump.patientBolus());
        }

        @Test
        void refusesTheFifthIn24Hours() {
            PumpUnderTest pump = pump();
            for (int i = 0; i < 4; i++) {
                accepted(pump.patientBolus());
                pump.pass(LOCKOUT_MS);
            }
            pump.denied(Reply.COUNT24);
            pump.passUntil(DAY_MS - 1);
            pump.denied(Reply.COUNT24);
            pump.pass(1);
            accepted(pump.patientBolus());
            pump.pass(LOCKOUT_MS - 1);
            pump.denied(Reply.LOCKOUT);
        }

        @Test
        void countsEightOfEightWithTheShortestLockout() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).patientBolus(1_000, MINUTE_MS, HOUR_MS, 8).running(8_333);
            for (int i = 0; i < 8; i++) {
                accepted(pump.patientBolus());
                pump.pass(HOUR_MS);
            }
            pump.denied(Reply.COUNT24);
            pump.passUntil(DAY_MS);
            accepted(pump.patientBolus());
            pump.pass(HOUR_MS);
            accepted(pump.patientBolus());
        }

        @Test
        void deniesEveryRequestWithACountOfZero() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, LOCKOUT_MS, 0).running(8_333);
            pump.denied(Reply.COUNT24);
        }

        @Test
        void isNotBarredByAClinicianBolus() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, LOCKOUT_MS, 1).running(8_333);
            accepted(pump.clinicianBolus(1_000, MINUTE_MS));
            pump.pass(MINUTE_MS);
            accepted(pump.patientBolus());
        }

        @Test
        void doesNotLockOutAClinician() {
            PumpUnderTest pump = pump();
            accepted(pump.patientBolus());
            pump.pass(600_000);
            accepted(pump.clinicianBolus(1_000, MINUTE_MS));
        }

        @Test
        void keepsItsStartsThroughANewSetting() {
            PumpUnderTest pump = pump();
            accepted(pump.patientBolus());
            pump.pass(600_000);
            accepted(pump.setPatientBolus(10_000, 600_000, 8 * HOUR_MS, 1));
            pump.passUntil(8 * HOUR_MS - 1);
            pump.denied(Reply.LOCKOUT);
            pump.pass(1);
            pump.denied(Reply.COUNT24);
            pump.passUntil(DAY_MS);
            accepted(pump.patientBolus());
        }

        @Test
        void keepsToTheWindow() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, LOCKOUT_MS, 4)
                    .limit(550_000).running(8_333);
            for (int i = 0; i < 3; i++) {
                accepted(pump.patientBolus());
                pump.pass(LOCKOUT_MS);
            }
            pump.denied(Reply.DOSE_WINDOW);
        }

        @Test
        void keepsToThePresentRangeWhenTheProgramHasRisenSince() {
            PumpUnderTest pump = PumpUnderTest.with(500).patientBolus(16_500, MINUTE_MS, LOCKOUT_MS, 4).running(10_000);
            accepted(pump.program(10_001));
            pump.denied(Reply.BAD_RANGE);
        }

        static Stream<Named<Consumer<PumpUnderTest>>> barring() {
            return Stream.of(
                    Named.of("A01", pump -> pump.kernel().motorStall()),
                    Named.of("A02", pump -> {
                        pump.kernel().motorStall();
                        pump.kernel().motorRecovered();
                    }),
                    Named.of("A08, after the hold", pump -> pump.resets(Cause.LOW_BATTERY).pass(10_000)));
        }

        /** D-27 */
        @ParameterizedTest
        @MethodSource("barring")
        void isBarredByAnAlarm(Consumer<PumpUnderTest> alarm) {
            PumpUnderTest pump = pump();
            alarm.accept(pump);
            pump.denied(Reply.ALARM_BLOCK);
            pump.refused(Reply.ALARM_BLOCK, () -> pump.stageBolus(1_000, MINUTE_MS));
            pump.delivers(Mode.RUN, 8_333);
        }

        @Test
        void isBarredByAPossiblyEmptyReservoir() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).patientBolus(1, MINUTE_MS, LOCKOUT_MS, 4)
                    .fill(1_009_000).running(8_333).pass(HOUR_MS - MINUTE_MS);
            pump.alarms(Alarm.RESERVOIR_LOW, Alarm.RESERVOIR_EMPTY);
            pump.denied(Reply.ALARM_BLOCK);
        }

        static Stream<Named<Consumer<PumpUnderTest>>> harmless() {
            return Stream.of(
                    Named.of("A04", pump -> accepted(pump.refill(20_000_000, 1_900_000))),
                    Named.of("A06", pump -> pump.batteryFallsTo(2_600)),
                    Named.of("A09 of a reduction", pump -> accepted(pump.program(4_000, DoseOverride.REDUCE))),
                    Named.of("A12, after the hold", pump -> pump.resets(Cause.WATCHDOG).pass(10_000)),
                    Named.of("A14", pump -> pump.rtcJumps(HOUR_MS).pass(MINUTE_MS)));
        }

        @ParameterizedTest
        @MethodSource("harmless")
        void isNotBarredByAnAlarmThatSaysNothingAgainstIt(Consumer<PumpUnderTest> alarm) {
            PumpUnderTest pump = pump();
            alarm.accept(pump);
            accepted(pump.patientBolus());
            assertEquals(120_000, pump.kernel().bolusNlPerH());
        }

        static Stream<Named<Consumer<PumpUnderTest>>> otherModes() {
            return Stream.of(
                    Named.of("STOP", pump -> accepted(pump.stop())),
                    Named.of("MIN", pump -> accepted(pump.minimumRate())),
                    Named.of("HOLD after a reset", pump -> pump.resets(Cause.BROWNOUT).pass(9_999)),
                    Named.of("HOLD without a flow sensor", PumpUnderTest::losesFlowSensor),
                    Named.of("HOLD after a refill discrepancy", pump -> accepted(pump.refill(10_000_000, 20_000_000))));
        }

        @ParameterizedTest
        @MethodSource("otherModes")
        void needsTheModeRun(Consumer<PumpUnderTest> fault) {
            PumpUnderTest pump = pump();
            fault.accept(pump);
            pump.denied(Reply.MODE);
            pump.refused(Reply.MODE, () -> pump.stageBolus(1_000, MINUTE_MS));
        }
    }

    // [utest->req~SR-18~1]
    @Nested
    class ADeniedRequestChangesNothing {
        @Test
        void countsEveryDenialAndNothingElse() {
            PumpUnderTest pump = pump();
            accepted(pump.patientBolus());
            for (int i = 0; i < 100; i++) {
                pump.denied(Reply.BUSY);
            }
            assertEquals(100, pump.kernel().deniedBoluses());
            assertEquals(1, pump.kernel().startedBoluses());
            pump.pass(600_000);
            assertEquals(20_000 + 1_388, pump.kernel().commandedNl());
        }

        @Test
        void countsNoAcceptedRequest() {
            PumpUnderTest pump = pump();
            accepted(pump.patientBolus());
            assertEquals(0, pump.kernel().deniedBoluses());
        }
    }

    // [utest->req~SR-19~1]
    @Nested
    class ABolusDeliversItsVolumeAndThenTheBasalGoesOn {
        @Test
        void deliversExactlyItsVolume() {
            PumpUnderTest pump = pump();
            accepted(pump.patientBolus());
            pump.delivers(Mode.RUN, 128_333);
            pump.pass(HOUR_MS).delivers(Mode.RUN, 8_333);
            assertEquals(8_333 + 20_000, pump.kernel().commandedNl());
            assertEquals(8_333 + 20_000, pump.kernel().confirmedNl());
        }

        @ParameterizedTest
        @CsvSource({"1000, 70000", "7, 60000", "49999, 43199999", "12345, 678901", "1, 3600000"})
        void neverDeliversMoreThanItsVolumeAndNoWholeStepOfTheRateLess(long volumeNl, long durationMs) {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            accepted(pump.clinicianBolus(volumeNl, durationMs));
            assertEquals(volumeNl * HOUR_MS / durationMs, pump.kernel().bolusNlPerH());
            pump.pass(12 * HOUR_MS);
            long bolusNl = pump.kernel().commandedNl() - 12 * 8_333;
            assertEquals(volumeNl * HOUR_MS / durationMs * durationMs / HOUR_MS, bolusNl);
        }

        @Test
        void endsExactlyAtStartPlusDuration() {
            PumpUnderTest pump = pump().pass(12_345);
            accepted(pump.clinicianBolus(20_000, 600_000));
            pump.passUntil(12_345 + 599_999).delivers(Mode.RUN, 128_333);
            pump.pass(1).delivers(Mode.RUN, 8_333);
            assertEquals(0, pump.kernel().cancelledBoluses());
        }

        @Test
        void deliversNoMoreWhenTheTickComesLate() {
            PumpUnderTest pump = pump();
            accepted(pump.clinicianBolus(20_000, 90_000));
            pump.step(MINUTE_MS).nextFlow(6_834).step(MINUTE_MS);
            assertEquals(20_000 + 277, pump.kernel().commandedNl());
            pump.delivers(Mode.RUN, 8_333);
        }

        @Test
        void goesOnWithTheStepOfTheDayThatIsDue() {
            PumpUnderTest pump = pump();
            accepted(pump.flex(List.of(from(0, 8_333), from(300_000, 9_000))));
            accepted(pump.clinicianBolus(20_000, 600_000));
            pump.passUntil(300_000).delivers(Mode.RUN, 129_000);
            pump.passUntil(600_000).delivers(Mode.RUN, 9_000);
        }
    }

    // [utest->req~SR-20~1]
    @Nested
    class AFaultOrAStopEndsABolusForGood {
        static Stream<Named<Consumer<PumpUnderTest>>> enders() {
            return Stream.of(
                    Named.of("stall, A01", pump -> pump.kernel().motorStall()),
                    Named.of("over-delivery, A03", pump -> pump.nextFlow(20_000).pass(MINUTE_MS)),
                    Named.of("low battery reset, A08", pump -> pump.resets(Cause.LOW_BATTERY)),
                    Named.of("brown-out", pump -> pump.resets(Cause.BROWNOUT)),
                    Named.of("watchdog", pump -> pump.resets(Cause.WATCHDOG)),
                    Named.of("refill discrepancy, A13", pump -> accepted(pump.refill(10_000_000, 20_000_000))),
                    Named.of("flow sensor lost, A19", PumpUnderTest::losesFlowSensor),
                    Named.of("STOP", pump -> accepted(pump.stop())),
                    Named.of("minimum rate", pump -> accepted(pump.minimumRate())));
        }

        @ParameterizedTest
        @MethodSource("enders")
        void isCancelledAtOnceAndItsRemainderIsDiscarded(Consumer<PumpUnderTest> ender) {
            PumpUnderTest pump = pump();
            accepted(pump.clinicianBolus(20_000, 12 * HOUR_MS));
            pump.pass(MINUTE_MS);
            ender.accept(pump);
            assertEquals(0, pump.kernel().bolusNlPerH());
            assertEquals(1, pump.kernel().cancelledBoluses());
            long afterNl = pump.kernel().commandedNl();
            long basalNlPerH = pump.kernel().basalNlPerH();
            pump.pass(HOUR_MS);
            assertEquals(basalNlPerH, pump.kernel().commandedNl() - afterNl, 1, "basal only");
            assertEquals(0, pump.kernel().bolusNlPerH());
        }

        @Test
        void isCancelledAtTheEndOfService() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).serviceAge(220_838_400_000L - HOUR_MS).running(8_333);
            accepted(pump.clinicianBolus(20_000, 2 * HOUR_MS));
            pump.pass(HOUR_MS - 1).delivers(Mode.RUN, 18_333);
            pump.pass(1).delivers(Mode.STOP, 0);
            assertEquals(1, pump.kernel().cancelledBoluses());
        }

        @Test
        void isCancelledByAPossiblyEmptyReservoirWhileTheBasalGoesOn() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            accepted(pump.clinicianBolus(10_000, HOUR_MS));
            accepted(pump.refill(20_000_000, 1_001_000));
            pump.delivers(Mode.RUN, 18_333);
            // 873 nL, with P21 1,000 nL, take 171,429 ms at 18,333 nL/h
            pump.pass(171_428).delivers(Mode.RUN, 18_333);
            pump.pass(1).delivers(Mode.RUN, 8_333);
            pump.alarms(Alarm.RESERVOIR_LOW, Alarm.RESERVOIR_EMPTY);
            assertEquals(1, pump.kernel().cancelledBoluses());
        }

        @Test
        void isNotResumedWhenTheStopIsOver() {
            PumpUnderTest pump = pump();
            accepted(pump.clinicianBolus(20_000, 600_000));
            pump.pass(MINUTE_MS);
            accepted(pump.stop());
            accepted(pump.resume());
            pump.delivers(Mode.RUN, 8_333);
        }

        @Test
        void outlivesTheEndOfItsSession() {
            PumpUnderTest pump = pump();
            accepted(pump.clinicianBolus(20_000, 600_000));
            pump.closeSession().delivers(Mode.RUN, 128_333);
            assertEquals(0, pump.kernel().cancelledBoluses());
        }

        @Test
        void isNotEndedByALowReservoirAnEriOrAWrongClock() {
            PumpUnderTest pump = pump();
            accepted(pump.clinicianBolus(20_000, 600_000));
            accepted(pump.refill(20_000_000, 1_900_000));
            pump.batteryFallsTo(2_000).rtcJumps(DAY_MS).pass(MINUTE_MS);
            pump.alarms(Alarm.RESERVOIR_LOW, Alarm.ERI, Alarm.TIME_ANOMALY);
            pump.delivers(Mode.RUN, 128_333);
        }
    }

    // [utest->req~SR-21~1]
    @Nested
    class ABolusIsChargedInFullWhenItStarts {
        @Test
        void locksOutFromItsStartThoughItWasCancelledAtOnce() {
            PumpUnderTest pump = pump();
            accepted(pump.patientBolus());
            pump.resets(Cause.BROWNOUT);
            pump.passUntil(LOCKOUT_MS - 1);
            pump.denied(Reply.LOCKOUT);
            pump.pass(1);
            accepted(pump.patientBolus());
        }

        @Test
        void countsInTheHourAndTheDayBeforeTheMotorMoves() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(459_984).running(8_333);
            accepted(pump.clinicianBolus(30_000, 600_000));
            pump.resets(Cause.BROWNOUT).pass(10_000);
            assertEquals(23, pump.kernel().commandedNl());
            pump.refused(Reply.DOSE_WINDOW, () -> pump.clinicianBolus(1, MINUTE_MS));
        }

        @ParameterizedTest
        @ValueSource(ints = {Cause.BROWNOUT, Cause.WATCHDOG, Cause.LOW_BATTERY})
        void keepsTheCountThroughResets(int cause) {
            PumpUnderTest pump = pump();
            for (int i = 0; i < 4; i++) {
                accepted(pump.patientBolus());
                pump.resets(cause).pass(LOCKOUT_MS);
                pump.clear(Alarm.LOW_BATTERY_RESET);
            }
            pump.denied(Reply.COUNT24);
        }
    }

    // [utest->req~SR-17~1]
    @Test
    void admitsNoRequestFromAnyoneButThePatient() {
        PumpUnderTest pump = pump();
        pump.refused(Reply.ROLE, () -> pump.clinician(Kind.PATIENT_BOLUS_REQUEST, pump.kernel()::requestPatientBolus));
        assertEquals(0, pump.kernel().deniedBoluses());
    }
}
