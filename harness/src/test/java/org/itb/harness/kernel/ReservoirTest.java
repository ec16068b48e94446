package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.itb.harness.kernel.PumpUnderTest.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.Alarm;
import org.itb.kernel.Mode;
import org.itb.kernel.Profile;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left, what is filled, and what a bolus may take: SR-28 … SR-30. */
class ReservoirTest {
    /** When this many whole nL have been commanded at a constant rate from time 0 on. */
    private static long commandedAtMs(long volumeNl, long rateNlPerH) {
        return (volumeNl * HOUR_MS + rateNlPerH - 1) / rateNlPerH;
    }

    // [utest->req~SR-28~1]
    @Nested
    class AlarmsOnThePessimisticVolumeAndStopsOnTheNominalOne {
        /** SC-07: 20 mL at 8,333 nL/h. */
        @Test
        void goesFromLowToPossiblyEmptyToDryOnTheNanolitre() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);

            pump.passUntil(commandedAtMs(15_720_524, 8_333) - 1).alarms();
            assertEquals(15_720_523, pump.kernel().commandedNl());
            assertEquals(2_000_001, pump.kernel().reservoirPessimisticNl());
            pump.pass(1).alarms(Alarm.RESERVOIR_LOW);
            assertEquals(2_000_000, pump.kernel().reservoirPessimisticNl());
            assertEquals(4_279_476, pump.kernel().reservoirNominalNl());
            assertFalse(pump.kernel().isAlarmCritical(Alarm.RESERVOIR_LOW));

            pump.passUntil(commandedAtMs(16_593_886, 8_333) - 1).alarms(Alarm.RESERVOIR_LOW);
            pump.pass(1).alarms(Alarm.RESERVOIR_LOW, Alarm.RESERVOIR_EMPTY);
            assertEquals(1_000_000, pump.kernel().reservoirPessimisticNl());
            assertTrue(pump.kernel().isAlarmCritical(Alarm.RESERVOIR_EMPTY));
            pump.delivers(Mode.RUN, 8_333);

            pump.passUntil(commandedAtMs(19_000_000, 8_333) - 1).delivers(Mode.RUN, 8_333);
            assertEquals(1_000_001, pump.kernel().reservoirNominalNl());
            pump.pass(1).delivers(Mode.STOP, 0);
            assertEquals(1_000_000, pump.kernel().reservoirNominalNl());
            pump.alarms(Alarm.RESERVOIR_LOW, Alarm.RESERVOIR_EMPTY, Alarm.NOT_THERAPY);
        }

        @Test
        void endsTheLowAlarmWithTheRefillAndTheEmptyAlarmWithTheClinician() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).fill(1_001_000).running(8_333).pass(HOUR_MS);
            assertEquals("ALARM_BLOCK", nameOf(pump.clear(Alarm.RESERVOIR_EMPTY)));
            assertEquals("ALARM_BLOCK", nameOf(pump.clear(Alarm.RESERVOIR_LOW)));
            accepted(pump.refill(1_000_000, 2_000_001));
            pump.alarms(Alarm.RESERVOIR_EMPTY, Alarm.NOT_THERAPY);
            pump.delivers(Mode.STOP, 0);
            accepted(pump.clear(Alarm.RESERVOIR_EMPTY));
            pump.alarms(Alarm.NOT_THERAPY);
        }

        @Test
        void staysLowAfterARefillThatIsLow() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            accepted(pump.refill(20_000_000, 2_000_000));
            pump.alarms(Alarm.RESERVOIR_LOW);
        }

        @Test
        void leavesADryStopOnlyByAResumeAfterTheRefill() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).fill(1_001_000).running(8_333).pass(HOUR_MS);
            pump.refused(Reply.RESERVOIR, pump::resume);
            accepted(pump.refill(1_000_000, 20_000_000));
            pump.pass(HOUR_MS).delivers(Mode.STOP, 0);
            accepted(pump.resume());
            pump.delivers(Mode.RUN, 8_333);
            accepted(pump.clear(Alarm.RESERVOIR_EMPTY));
            pump.pass(HOUR_MS).alarms();
        }

        @Test
        void refusesToResumeWhileNothingIsLeft() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            accepted(pump.stop());
            accepted(pump.refill(20_000_000, 1_000_000));
            pump.refused(Reply.RESERVOIR, pump::resume);
            accepted(pump.refill(1_000_000, 1_000_001));
            accepted(pump.resume());
        }
    }

    // [utest->req~SR-34~1]
    @Nested
    class ContinuityIsJudgedByTheWorseOfCommandAndConfirmation {
        @Test
        void countsWhatTheMotorConfirmedIfThatIsMore() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).fill(2_010_000).running(8_333);
            pump.nextFlow(2_100).step(MINUTE_MS); // 138 nL commanded: within the slack P29
            assertEquals(2_010_000 - 138, pump.kernel().reservoirNominalNl());
            assertEquals(2_010_000 - 2_100, pump.kernel().reservoirPessimisticNl());
            pump.delivers(Mode.RUN, 8_333);
        }

        @Test
        void countsTheCommandWithTheMotorsAccuracyIfThatIsMore() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).fill(2_010_000).running(8_333);
            pump.nextFlow(159).step(MINUTE_MS);
            assertEquals(2_010_000 - 159, pump.kernel().reservoirPessimisticNl()); // ceil(158.01)
            pump.nextFlow(0).step(MINUTE_MS);
            assertEquals(2_010_000 - 318, pump.kernel().reservoirPessimisticNl()); // ceil(277 × 1.145)
        }

        @Test
        void raisesTheAlarmOnWhatWasConfirmed() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).fill(2_001_000).running(8_333);
            pump.nextFlow(999).step(MINUTE_MS).alarms();
            pump.nextFlow(1).step(1).alarms(Alarm.RESERVOIR_LOW);
        }

        @Test
        void neverStopsOnWhatWasConfirmedAlone() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).fill(1_002_000).running(8_333);
            pump.nextFlow(2_000).step(MINUTE_MS).delivers(Mode.RUN, 8_333);
            pump.alarms(Alarm.RESERVOIR_LOW, Alarm.RESERVOIR_EMPTY);
        }

        @Test
        void countsBothSinceTheLastFill() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333).pass(DAY_MS);
            accepted(pump.refill(19_800_008, 10_000_000));
            assertEquals(10_000_000, pump.kernel().reservoirNominalNl());
            assertEquals(10_000_000, pump.kernel().reservoirPessimisticNl());
            pump.pass(HOUR_MS);
            assertEquals(10_000_000 - 8_333, pump.kernel().reservoirNominalNl());
            assertEquals(10_000_000 - 9_542, pump.kernel().reservoirPessimisticNl());
            assertEquals(25 * 8_333, pump.kernel().commandedNl());
        }
    }

    // [utest->req~SR-29~1]
    @Nested
    class ARefillFitsTheReservoirAndWhatWasDelivered {
        @ParameterizedTest
        @CsvSource({
            "20000000, 0, BAD_RANGE", "20000000, -1, BAD_RANGE", "20000000, 1, OK", "20000000, 19999999, OK",
            "20000000, 20000000, OK", "20000000, 20000001, BAD_RANGE", "-1, 20000000, BAD_RANGE", "0, 20000000, OK",
            "20000001, 20000000, BAD_RANGE", "9223372036854775807, 20000000, BAD_RANGE",
            "20000000, 9223372036854775807, BAD_RANGE", "-9223372036854775808, 20000000, BAD_RANGE"})
        void keepsToTheCapacity(long aspiratedNl, long filledNl, String reply) {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            assertEquals(reply, nameOf(pump.refill(aspiratedNl, filledNl)));
            assertEquals(reply.equals("OK") ? filledNl : 20_000_000, pump.kernel().reservoirNominalNl());
        }

        @ParameterizedTest
        @CsvSource({"0, OK", "2000, OK", "500, LABEL_MISMATCH", "1999, LABEL_MISMATCH", "-1, LABEL_MISMATCH"})
        void needsALabelThatFitsIfOneWasRead(long labelUgPerMl, String reply) {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            assertEquals(reply, nameOf(pump.stageRefill(20_000_000, 10_000_000, 2_000, labelUgPerMl)));
            assertEquals(20_000_000, pump.kernel().reservoirNominalNl());
        }

        /** SC-09: 500 is typed in, the label says 2,000. */
        @Test
        void answersTheLabelBeforeTheMissingBridge() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            pump.refused(Reply.LABEL_MISMATCH, () -> pump.stageRefill(20_000_000, 20_000_000, 500, 2_000));
        }

        /** Nothing delivered: 1 mL either way. */
        @ParameterizedTest
        @CsvSource({"19000001, false", "19000000, false", "18999999, true", "20999999, false", "21000000, false", "21000001, true"})
        void findsADiscrepancyBeyondTheSlack(long aspiratedNl, boolean discrepancy) {
            PumpUnderTest pump = PumpUnderTest.with(2_000).reservoir(40_000_000, 20_000_000).running(8_333);
            accepted(pump.refill(aspiratedNl, 30_000_000));
            assertEquals(discrepancy, pump.kernel().isAlarmActive(Alarm.REFILL_DISCREPANCY));
            assertEquals(30_000_000, pump.kernel().reservoirNominalNl());
            pump.delivers(discrepancy ? Mode.HOLD : Mode.RUN, 8_333);
        }

        /** 1,000,000 nL delivered in 100 h at 10,000 nL/h: 145,000 nL more either way. */
        @ParameterizedTest
        @CsvSource({"17855000, false", "17854999, true", "20145000, false", "20145001, true"})
        void allowsTheMotorsAccuracyOfWhatWasDelivered(long aspiratedNl, boolean discrepancy) {
            PumpUnderTest pump = PumpUnderTest.with(2_000).reservoir(40_000_000, 20_000_000).running(10_000).pass(100 * HOUR_MS);
            accepted(pump.refill(aspiratedNl, 30_000_000));
            assertEquals(discrepancy, pump.kernel().isAlarmActive(Alarm.REFILL_DISCREPANCY));
        }

        @Test
        void countsWhatWasDeliveredSinceTheLastFillAlone() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).reservoir(40_000_000, 20_000_000).running(10_000).pass(100 * HOUR_MS);
            accepted(pump.refill(19_000_000, 20_000_000));
            accepted(pump.refill(18_999_999, 20_000_000));
            pump.alarms(Alarm.REFILL_DISCREPANCY);
        }

        /** D-29, §4.2: the strongest drug at 43,750 nL/h is P06 of an adult, at 25,000 nL/h that of a child. */
        @ParameterizedTest
        @CsvSource({"1, 43750, 1, 43750", "1, 43751, 2, 250", "2, 25000, 1, 25000", "2, 25001, 2, 250"})
        void holdsTheOldVolumeRateOnlyIfTheStrongestDrugWouldBeLegal(long age, long rateNlPerH, int mode, long outputNlPerH) {
            PumpUnderTest pump = PumpUnderTest.with(500).profile(Profile.SPINAL, age, Profile.TITRATION).running(rateNlPerH);
            accepted(pump.refill(10_000_000, 20_000_000));
            pump.pass(MINUTE_MS).delivers(mode, outputNlPerH);
            assertTrue(pump.kernel().isAlarmCritical(Alarm.REFILL_DISCREPANCY));
            assertEquals(mode == Mode.MIN, pump.kernel().isAlarmActive(Alarm.NOT_THERAPY));
        }

        @Test
        void holdsAFlexDayAtItsMean() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.flex(List.of(from(0, 9_000), from(DAY_MS / 2, 11_000))));
            accepted(pump.refill(10_000_000, 20_000_000));
            pump.delivers(Mode.HOLD, 10_000);
            pump.pass(DAY_MS / 2 + 1).delivers(Mode.HOLD, 10_000);
        }

        @Test
        void returnsToRunWhenAClinicianHasLookedAndCleared() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            accepted(pump.refill(10_000_000, 20_000_000));
            assertEquals("ALARM_BLOCK", nameOf(pump.clear(Alarm.REFILL_DISCREPANCY)));
            pump.interrogate();
            accepted(pump.clear(Alarm.REFILL_DISCREPANCY));
            pump.delivers(Mode.RUN, 8_333);
            pump.alarms();
        }

        @Test
        void needsTheLookInTheSameSession() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            pump.interrogate();
            accepted(pump.refill(10_000_000, 20_000_000));
            pump.closeSession();
            assertEquals("ALARM_BLOCK", nameOf(pump.clear(Alarm.REFILL_DISCREPANCY)));
            pump.delivers(Mode.HOLD, 8_333);
        }

        @Test
        void judgesTheRefillAgainWhenItIsConfirmed() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).reservoir(40_000_000, 20_000_000).running(10_000);
            accepted(pump.stageRefill(19_000_000, 30_000_000, 2_000, 2_000));
            pump.pass(2 * MINUTE_MS); // 333 nL less are expected now
            accepted(pump.confirm());
            pump.alarms();
        }

        @ParameterizedTest
        @CsvSource({"0, 1, BAD_RANGE", "-1, 1, BAD_RANGE", "1, 1, OK", "40000000, 40000000, OK", "40000001, 1, BAD_RANGE",
            "20000000, 0, BAD_RANGE", "20000000, -1, BAD_RANGE", "20000000, 20000001, BAD_RANGE"})
        void commissionsAReservoirThatCanBe(long capacityNl, long fillNl, String reply) {
            SafetyKernel kernel = new SafetyKernel(PumpUnderTest.DEVICE_ID);
            assertEquals(reply, nameOf(kernel.commissionReservoir(capacityNl, fillNl, 2_000)));
            assertEquals(reply.equals("OK") ? fillNl : 0, kernel.reservoirNominalNl());
        }
    }

    // [utest->req~SR-30~1]
    @Nested
    class ABolusLeavesMoreThanP20 {
        /** 20,000 nL of bolus and 1,000 nL of basal in 10 min at 6,000 nL/h are with P21 24,045 nL. */
        @ParameterizedTest
        @ValueSource(longs = {1_024_046, 1_024_047})
        void takesABolusThatLeavesMore(long fillNl) {
            accepted(PumpUnderTest.with(2_000).fill(fillNl).running(6_000).clinicianBolus(20_000, 600_000));
        }

        @ParameterizedTest
        @ValueSource(longs = {1_024_045, 1_024_044, 1_000_001})
        void refusesABolusThatWouldCauseTheCriticalAlarm(long fillNl) {
            PumpUnderTest pump = PumpUnderTest.with(2_000)
                    .patientBolus(20_000, 600_000, 4 * HOUR_MS, 4).fill(fillNl).running(6_000);
            pump.refused(Reply.RESERVOIR, () -> pump.clinicianBolus(20_000, 600_000));
            pump.denied(Reply.RESERVOIR);
            pump.delivers(Mode.RUN, 6_000);
        }

        @Test
        void neverCausesTheAlarmThatCancelsIt() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).fill(1_024_046).running(6_000);
            accepted(pump.clinicianBolus(20_000, 600_000));
            pump.pass(600_000).alarms(Alarm.RESERVOIR_LOW);
            assertEquals(0, pump.kernel().cancelledBoluses());
            assertEquals(21_000, pump.kernel().commandedNl());
        }

        /** In the hour of the bolus 500 nL at 6,000 and 1,000 at 12,000 nL/h: 21,500 nL with P21 are 24,618 nL. */
        @Test
        void countsTheStepsOfTheDayThatFallIntoTheBolus() {
            for (long fillNl : new long[] {1_024_617, 1_024_618, 1_024_619}) {
                PumpUnderTest pump = PumpUnderTest.with(2_000).reservoir(20_000_000, fillNl).running(6_200);
                accepted(pump.flex(List.of(from(0, 6_000), from(300_000, 12_000), from(900_000, 6_000)), DoseOverride.SOFT));
                assertEquals(fillNl > 1_024_618 ? "OK" : "RESERVOIR", nameOf(pump.clinicianBolus(20_000, 600_000)));
            }
        }
    }
}
