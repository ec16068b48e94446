package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.itb.harness.kernel.PumpUnderTest.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.Alarm;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What holds therapy back lets it go in one step: there is no moment between the reason and the next one. */
class HeldBackTest {
    /**
     * A refill that fits nothing: the reservoir may hold the strongest drug, of which 43,751 nL/h would be more than P06,
     * so minimum rate runs (K-07), and after P30 the full dose would be an overdose (SR-35).
     */
    // [utest->req~SR-35~1]
    @Nested
    class AfterTwoDaysAtMinimumRateForARefillThatFitsNothing {
        private final PumpUnderTest pump = with(500).running(43_751);

        private void waits(long lastsMs) {
            accepted(pump.refill(0, 20_000_000));
            pump.delivers(Mode.MIN, 250);
            pump.pass(lastsMs).delivers(Mode.MIN, 250);
            assertTrue(pump.kernel().isAlarmCritical(Alarm.NOT_THERAPY), "for longer than P27");
        }

        /** A09 would begin anew, and be heard less, had the full dose been authorised for a moment. */
        private void goesOnWithoutTherapy() {
            pump.delivers(Mode.MIN, 250);
            assertTrue(pump.kernel().isAlarmActive(Alarm.RESTART_GAP));
            assertTrue(pump.kernel().isAlarmCritical(Alarm.NOT_THERAPY), "therapy has not been back for a moment");
        }

        // [utest->req~SR-43~1]
        @Test
        void theClearedAlarmLeavesTheNextOneInItsPlace() {
            waits(2 * DAY_MS);
            pump.interrogate();
            accepted(pump.clear(Alarm.REFILL_DISCREPANCY));
            goesOnWithoutTherapy();
            accepted(pump.restart(DoseOverride.RESTART));
            pump.delivers(Mode.RUN, 43_751);
        }

        // [utest->req~SR-43~1]
        @Test
        void butNotAMillisecondBeforeTheGapIsTooLong() {
            waits(2 * DAY_MS - 1);
            pump.interrogate();
            accepted(pump.clear(Alarm.REFILL_DISCREPANCY));
            pump.delivers(Mode.RUN, 43_751);
            pump.alarms();
        }

        @Test
        void aDoseThatIsSmallEnoughDoesNotLetTheOldOneOutForAMoment() {
            waits(2 * DAY_MS);
            assertFalse(pump.kernel().isAlarmActive(Alarm.RESTART_GAP), "nothing comes back, so nothing is asked");
            accepted(pump.program(43_750, DoseOverride.REDUCE));
            goesOnWithoutTherapy();
        }

        @Test
        void andRunsAtOnceIfTheGapWasShort() {
            waits(2 * DAY_MS - 1);
            accepted(pump.program(43_750, DoseOverride.REDUCE));
            pump.delivers(Mode.HOLD, 43_750);
            pump.alarms(Alarm.REFILL_DISCREPANCY);
        }
    }

    /**
     * A flex day with 59,000 nL in the half hour from noon on; at its mean 16,797 nL flow in the half hour before, and an
     * hour of 75,797 nL of 2000 µg/mL would be 151.6 µg. Its day is far from every limit.
     */
    // [utest->req~SR-53~1]
    @Nested
    class AScheduleWhoseTimeIsTrustedAgain {
        private PumpUnderTest atItsMeanBeforeThePeak() {
            PumpUnderTest pump = with(2_000).rtc(0).running(34_000);
            accepted(pump.flex(List.of(from(0, 31_800), from(12 * HOUR_MS, 118_000), from(12 * HOUR_MS + HOUR_MS / 2, 31_800)),
                    DoseOverride.REDUCE));
            pump.delivers(Mode.RUN, 31_800);
            pump.rtcJumps(DAY_MS).step(1).delivers(Mode.RUN, 33_595);
            pump.pass(12 * HOUR_MS - 1);
            accepted(pump.setRtc(12 * HOUR_MS));
            return pump;
        }

        @Test
        void doesNotComeBackWhereItsPeakWouldFillTheHour() {
            PumpUnderTest pump = atItsMeanBeforeThePeak();
            pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.TIME_ANOMALY));
            pump.delivers(Mode.RUN, 33_595);
            pump.pass(HOUR_MS);
            accepted(pump.clear(Alarm.TIME_ANOMALY));
            pump.delivers(Mode.RUN, 31_800);
        }

        /** SR-26: the bridge runs evenly, and when it is over the schedule waits for its moment by itself. */
        // [utest->req~SR-26~1]
        @Test
        void isNoMatterWhileABridgeRuns() {
            PumpUnderTest pump = with(2_000).rtc(0).running(34_000);
            accepted(pump.flex(List.of(from(0, 31_800), from(12 * HOUR_MS, 118_000), from(12 * HOUR_MS + HOUR_MS / 2, 31_800)),
                    DoseOverride.REDUCE));
            pump.pass(8 * HOUR_MS);
            accepted(pump.changeDrug(1_000, 300_000, true));
            pump.rtcJumps(DAY_MS).step(1);
            pump.pass(4 * HOUR_MS - 1);
            accepted(pump.setRtc(12 * HOUR_MS));
            accepted(pump.clear(Alarm.TIME_ANOMALY));
            pump.alarms();
            pump.delivers(Mode.RUN, 33_595);
            assertTrue(pump.kernel().isScheduleSuspended());
        }
    }

    // [utest->req~SR-54~1]
    @Nested
    class APumpThatKnowsNothing {
        private final PumpUnderTest pump = with(2_000).running(8_333).restartsWithNothing();

        @Test
        void isHeardAtOnce() {
            assertEquals(2, pump.kernel().signal());
            assertTrue(pump.kernel().annunciations() > 0);
            assertTrue(pump.kernel().dueInMs() <= 600_000, "and again after P24");
            pump.delivers(Mode.MIN, 250);
        }

        // [utest->req~SR-53~1]
        @Test
        void trustsNoTimeBeforeSomeoneTellsIt() {
            pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.TIME_ANOMALY));
            accepted(pump.setRtc(HOUR_MS));
            accepted(pump.clear(Alarm.TIME_ANOMALY));
            assertFalse(pump.kernel().isAlarmActive(Alarm.TIME_ANOMALY));
            assertTrue(pump.kernel().isAlarmActive(Alarm.MEMORY_LOST));
        }

        /** The profile may be mended; the limit stays where nothing was known until it is set too. */
        // [utest->req~SR-58~1]
        @Test
        void keepsTheLowestLimitWhenThePatientTurnsOutToBeAnAdult() {
            assertEquals(1_200_000, pump.kernel().patientLimitNgPerDay());
            accepted(pump.setProfile(1, 1, 1));
            assertEquals(1_200_000, pump.kernel().patientLimitNgPerDay());
            accepted(pump.setLimit(2_100_000));
            assertEquals(2_100_000, pump.kernel().patientLimitNgPerDay());
        }
    }

    // [utest->req~SR-55~1]
    @Test
    void aResetEndsTheSessionAndWhatWasStagedInIt() {
        PumpUnderTest pump = with(2_000).running(8_333);
        accepted(pump.stageProgram(9_000));
        long digest = pump.kernel().stagedDigest();
        assertReply(Reply.BAD_RANGE, pump.kernel().reset(4));
        assertTrue(pump.kernel().isSessionOpen(), "no reset of that cause");
        assertReply(Reply.OK, pump.kernel().reset(1));
        assertFalse(pump.kernel().isSessionOpen());
        pump.refused(Reply.NOT_STAGED, () -> pump.confirmWith(digest));
        pump.delivers(Mode.HOLD, 8_333);
        pump.alarms(Alarm.RESET);
    }

    // [utest->req~SR-46~1]
    @Test
    void whatWasNotAdmittedStagesNeitherAPrimingNorAnotherDrug() {
        PumpUnderTest pump = with(500).running(33_333).openSession();
        KernelState before = KernelState.of(pump.kernel());
        assertReply(Reply.AUTH, pump.kernel().stagePriming(1_000, HOUR_MS, 1));
        assertReply(Reply.AUTH, pump.kernel().stageConcentrationChange(20_000_000, 20_000_000, 2_000, 2_000, 335_800, true, false));
        assertEquals(List.of(), before.differencesOfTherapy(KernelState.of(pump.kernel())));
        pump.refused(Reply.NOT_STAGED, pump::confirm);
    }

    // [utest->req~SR-49~1]
    @Nested
    class AMessageThatIsAdmitted {
        private final PumpUnderTest pump = with(2_000).patientBolus(10_000, 600_000, HOUR_MS, 4).running(8_333);

        /** The kernel is stored before the motor learns what a message did. */
        @Test
        void isCarriedOutAlsoIfTheStateIsStoredBetween() {
            accepted(pump.admit(Kind.PATIENT_BOLUS_REQUEST, 2));
            assertTrue(pump.image().length > 0);
            accepted(pump.kernel().requestPatientBolus());
            pump.delivers(Mode.RUN, 8_333 + 60_000);
        }

        // [utest->req~SR-51~1]
        @Test
        void isCarriedOutAlsoIfATickComesBetweenLongAfterTheLastSession() {
            pump.openSession().pass(HOUR_MS);
            assertFalse(pump.kernel().isSessionOpen());
            accepted(pump.admit(Kind.PATIENT_BOLUS_REQUEST, 2));
            pump.step(1_000);
            accepted(pump.kernel().requestPatientBolus());
            pump.delivers(Mode.RUN, 8_333 + 60_000);
        }
    }
}
