package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.itb.kernel.Alarm;
import org.itb.kernel.AlarmBank;
import org.itb.kernel.AlarmRules;
import org.itb.kernel.Arithmetic;
import org.itb.kernel.Clock;
import org.itb.kernel.DoseRules;
import org.itb.kernel.FlowMeter;
import org.itb.kernel.FlowRules;
import org.itb.kernel.FlowWindow;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.ModeRules;
import org.itb.kernel.Prescription;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Corners of the kernel's parts that no message reaches. */
class PartsTest {
    /**
     * What a memory fault between the two phases could do: another command stands where the checked one was, with a
     * digest that fits. The confirmation checks everything again (D-41).
     */
    // [utest->req~SR-51~1]
    @Nested
    class AStageThatChangedInMemoryIsCheckedAgain {
        private final PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);

        private void refusedWhenStaged(int reply, int kind, long first, long second, long third, long fourth) {
            pump.openSession();
            KernelState.session(pump.kernel()).stage(kind, first, second, third, fourth, pump.nowMs());
            pump.refused(reply, pump::confirm);
            pump.pass(HOUR_MS).delivers(Mode.RUN, 8_333);
            pump.alarms();
        }

        @Test
        void refusesARestartThatNothingWaitsFor() {
            refusedWhenStaged(Reply.MODE, Kind.STAGE_RESTART, 0, 0, 0, 0);
        }

        @Test
        void refusesARestoreOfNothing() {
            refusedWhenStaged(Reply.MODE, Kind.STAGE_RESTORE, 0, 0, 0, 0);
        }

        @Test
        void refusesAResumeOfARunningPump() {
            refusedWhenStaged(Reply.MODE, Kind.STAGE_RESUME, 0, 0, 0, 0);
        }

        @Test
        void refusesAnImpossibleRefill() {
            refusedWhenStaged(Reply.BAD_RANGE, Kind.STAGE_REFILL, 20_000_000, 20_000_001, 2_000, 0);
            refusedWhenStaged(Reply.BRIDGE_REQUIRED, Kind.STAGE_REFILL, 20_000_000, 20_000_000, 500, 500);
        }

        @Test
        void refusesAnImpossiblePatientBolus() {
            refusedWhenStaged(Reply.BAD_RANGE, Kind.STAGE_PTM, 25_001, MINUTE_MS, HOUR_MS, 8);
            pump.denied(Reply.MODE);
        }

        @Test
        void refusesAnImpossibleLimit() {
            refusedWhenStaged(Reply.BAD_RANGE, Kind.STAGE_LIMITS, 2_100_001, 0, 0, 0);
            assertEquals(2_100_000, pump.kernel().patientLimitNgPerDay());
        }

        @Test
        void refusesAnImpossibleBolus() {
            refusedWhenStaged(Reply.BAD_RANGE, Kind.STAGE_CLIN_BOLUS, 50_001, 600_000, 0, 0);
        }
    }

    // [utest->req~SR-43~1]
    @Test
    void leavesToTheirOwnEndsExactlyTheAlarmsThatNoClearEnds() {
        Set<Integer> endedOtherwise = Set.of(Alarm.STALL, Alarm.STALL_RECOVERED, Alarm.RESERVOIR_LOW, Alarm.ERI, Alarm.EOS,
                Alarm.POST_MRI, Alarm.RESTART_GAP, Alarm.MEMORY_LOST);
        for (int alarm = 0; alarm <= 21; alarm++) {
            assertEquals(endedOtherwise.contains(alarm), AlarmRules.isEndedOtherwise(alarm), "A" + alarm);
        }
    }

    /** D-30 and the alarm table, for each pair of alarms. */
    // [utest->req~SR-41~1]
    @Test
    void demandsTheWorstModeOfTheActiveAlarms() {
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            AlarmBank bank = new AlarmBank();
            bank.raise(alarm, false);
            assertEquals(modeOf(alarm), bank.demand(), "A" + alarm);
            for (int other = 1; other <= Alarm.COUNT; other++) {
                bank.raise(other, false);
                assertEquals(Math.max(modeOf(alarm), modeOf(other)), bank.demand(), "A" + alarm + " and A" + other);
                if (other != alarm) {
                    bank.lower(other);
                }
            }
            bank.lower(alarm);
            assertEquals(Mode.RUN, bank.demand());
        }
    }

    private static int modeOf(int alarm) {
        return switch (alarm) {
            case Alarm.OVER_DELIVERY, Alarm.EOS -> Mode.STOP;
            case Alarm.MEMORY_LOST, Alarm.RESTART_GAP -> Mode.MIN;
            case Alarm.REFILL_DISCREPANCY, Alarm.SENSOR_LOST, Alarm.KERNEL_FAULT -> Mode.HOLD;
            default -> Mode.RUN;
        };
    }

    /** D-27: besides every critical alarm A02 and A17. */
    // [utest->req~SR-17~1]
    @Test
    void barsABolusForTheAlarmsOfTheTable() {
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            AlarmBank bank = new AlarmBank();
            bank.raise(alarm, false);
            assertEquals(alarm == Alarm.STALL_RECOVERED || alarm == Alarm.POST_MRI, bank.bars(), "A" + alarm);
            bank.raise(alarm, true);
            assertTrue(bank.bars(), "critical A" + alarm);
            bank.lower(alarm);
            assertFalse(bank.bars());
        }
    }

    // [utest->req~SR-56~1]
    @Nested
    class RoundingHasADirection {
        @ParameterizedTest
        @CsvSource({"0, 0, 0", "1, 0, 1", "3599999, 0, 1", "3600000, 1, 1", "3600001, 1, 2", "1000000000000000000, 277777777777, 277777777778"})
        void ofALoadDownForWhatWasDeliveredAndUpForWhatMayHaveBeen(long loadNlMsPerH, long floorNl, long ceilNl) {
            assertEquals(floorNl, Arithmetic.floorNl(loadNlMsPerH));
            assertEquals(ceilNl, Arithmetic.ceilNl(loadNlMsPerH));
        }

        @ParameterizedTest
        @CsvSource({"0, 500, 0", "1, 500, 1", "1, 1, 1", "3600000, 500, 500", "3600001, 2000, 2001", "86400000000000, 4000, 96000000000"})
        void ofADoseUp(long loadNlMsPerH, int concentrationUgPerMl, long pg) {
            assertEquals(pg, Arithmetic.ceilPg(loadNlMsPerH, concentrationUgPerMl));
        }

        @ParameterizedTest
        @CsvSource({"0, 0", "1, 2", "200, 229", "1000, 1145", "1001, 1147", "1000000000000000, 1145000000000000"})
        void ofAVolumeWithTheMotorsAccuracyUp(long volumeNl, long worstNl) {
            assertEquals(worstNl, Arithmetic.ceilWithAccuracyNl(volumeNl));
        }

        @ParameterizedTest
        @CsvSource({"0, 86400000, 0", "1, 172800000000, 172800000000", "3, 172800000000, 518400000000"})
        void butNotOfWholeDays(long days, long dayLoadNlMsPerH, long loadNlMsPerH) {
            assertEquals(loadNlMsPerH, Arithmetic.loadOfDaysNlMsPerH(days, dayLoadNlMsPerH));
        }

        @ParameterizedTest
        @CsvSource({"4, 5, 9, 9", "4, 4, 9, 8", "4, 6, 9, 9", "9, 0, 9, 9", "1, 9223372036854775807, 9, 9"})
        void ofASumNeverBeyondItsCap(long a, long b, long cap, long sum) {
            assertEquals(sum, Arithmetic.addUpTo(a, b, cap));
        }
    }

    /** Nothing asks for it: its contract wants them in order. Whatever comes is one of the bounds. */
    @Tag("outside-the-contracts")
    @Test
    void clampsToTheUpperBoundWhereTheBoundsAreCrossed() {
        assertEquals(3, Arithmetic.clamp(5, 5, 3));
    }

    /** To the pg, which no constant rate of a legal drug reaches (D-17). */
    @Nested
    class DosesAreComparedInPicograms {
        // [utest->req~SR-04~1]
        // [utest->req~SR-05~1]
        // [utest->req~SR-07~1]
        @ParameterizedTest
        @CsvSource({
            "2099999999, 150000000, true, 0", "2100000000, 150000000, true, 0", "2100000001, 150000001, false, 20",
            "1000000000, 149999999, false, 0", "1000000001, 150000000, false, 22", "1000000001, 150000001, false, 21",
            "1000000001, 0, true, 0", "999999999, 150000001, true, 21"})
        void atEveryLimitInTheOrderOfTheReplies(long dosePg, long hourPg, boolean soft, int reply) {
            assertReply(reply, DoseRules.limitVerdict(dosePg, hourPg, 2_100_000, soft));
        }

        // [utest->req~SR-10~1]
        @ParameterizedTest
        @CsvSource({"200000000, 100000, OK", "200000001, 100000, STEP_UP", "200000001, 5000000, STEP_UP",
            "199999999, 100000, OK", "100000000, 50000, OK", "100000001, 50000, STEP_UP"})
        void atTheFirstStart(long dosePg, int screeningNg, String reply) {
            assertEquals(reply, PumpUnderTest.nameOf(DoseRules.firstStartVerdict(dosePg, screeningNg)));
        }

        // [utest->req~SR-09~1]
        @ParameterizedTest
        @CsvSource({"1299, OK", "1300, OK", "1301, STEP_UP"})
        void atAStep(long dosePg, String reply) {
            assertEquals(reply, PumpUnderTest.nameOf(DoseRules.increaseVerdict(dosePg, 1_000, 30, DAY_MS, DAY_MS)));
        }

        // [utest->req~SR-11~1]
        @ParameterizedTest
        @CsvSource({"801, false", "800, false", "799, true"})
        void atAReduction(long dosePg, boolean large) {
            assertEquals(large, DoseRules.isLargeReduction(dosePg, 1_000));
        }

        // [utest->req~SR-06~1]
        @ParameterizedTest
        @CsvSource({"399999999, true", "400000000, true", "400000001, false"})
        void inTheWindow(long bolusesPg, boolean fits) {
            assertEquals(fits, DoseRules.fitsWindow(100_000_000, bolusesPg, 500_000));
        }

        // [utest->req~SR-35~1]
        @ParameterizedTest
        @CsvSource({"500, false, OK", "501, false, STEP_UP", "501, true, OK", "1000, true, OK", "1001, true, STEP_UP"})
        void atARestart(long dosePg, boolean override, String reply) {
            assertEquals(reply, PumpUnderTest.nameOf(DoseRules.restartVerdict(dosePg, 1_000, override)));
        }
    }

    /** No bolus can be younger than a day when a pump restarts after two; if one were, it would count (D-03). */
    // [utest->req~SR-35~1]
    @Test
    @Tag("outside-the-contracts")
    void judgesARestartWithTheBolusesThatCount() {
        Prescription prescription = new Prescription();
        prescription.setLimit(200_000);
        prescription.draft().setContinuous(2_000);
        prescription.stageDraft();
        assertFalse(prescription.isStarted());
        prescription.install(0, 0);
        assertTrue(prescription.isStarted());
        long dosePg = 2_000L * 24 * 2_000; // 96,000 ng
        assertEquals(dosePg, prescription.presentPg(2_000));
        assertReply(Reply.OK, prescription.restartVerdict(2_000, true, 104_000_000, 0));
        assertReply(Reply.DOSE_WINDOW, prescription.restartVerdict(2_000, true, 104_000_001, 0));
    }

    /** A smaller day reduces nothing before the therapy has begun, whatever stands where its program would. */
    // [utest->req~SR-11~1]
    @Test
    @Tag("outside-the-contracts")
    void reducesNothingBeforeTheFirstStart() {
        Prescription prescription = new Prescription();
        prescription.inForce().setContinuous(4_000);
        prescription.draft().setContinuous(2_000);
        assertFalse(prescription.isReduction(prescription.draft(), 2_000));
        prescription.stageDraft();
        prescription.install(0, 0);
        prescription.inForce().setContinuous(4_000);
        assertTrue(prescription.isReduction(prescription.draft(), 2_000));
    }

    // [utest->req~SR-31~1]
    // [utest->req~SR-32~1]
    @Nested
    class AWindowIsNeverTooShort {
        /** Two buckets of a minute; 100 nL a tick. */
        @Test
        void reachesBackToTheTickBeforeAnEdgeThatNoTickMet() {
            FlowWindow window = new FlowWindow(60_000, 3);
            window.advance(50_000, 100, 100, 0, 0);
            assertEquals(100, window.commandedInNl(100));
            window.advance(100_000, 200, 210, 100, 100); // the edge at 60,000 is marked with the tick at 50,000
            window.advance(150_000, 300, 320, 200, 210); // that at 120,000 with the tick at 100,000
            assertEquals(300, window.commandedInNl(300), "from 0 on");
            window.advance(200_000, 400, 420, 300, 320); // that at 180,000 with the tick at 150,000
            assertEquals(400 - 100, window.commandedInNl(400), "from 50,000 on");
            assertEquals(420 - 100, window.confirmedInNl(420));
        }

        @Test
        void reachesBackExactlyToAnEdgeThatATickMet() {
            FlowWindow window = new FlowWindow(60_000, 3);
            window.advance(60_000, 100, 110, 0, 0);
            window.advance(120_000, 200, 220, 100, 110);
            assertEquals(200, window.commandedInNl(200));
            window.advance(180_000, 300, 330, 200, 220);
            assertEquals(200, window.commandedInNl(300));
            assertEquals(220, window.confirmedInNl(330));
        }

        @Test
        void holdsTheWholeOfATickThatIsLongerThanItself() {
            FlowWindow window = new FlowWindow(60_000, 3);
            window.advance(60_000, 100, 100, 0, 0);
            window.advance(10 * HOUR_MS + 1, 1_100, 2_100, 100, 100);
            assertEquals(1_000, window.commandedInNl(1_100));
            assertEquals(2_000, window.confirmedInNl(2_100));
            assertFalse(window.isEdge(10 * HOUR_MS + 59_999));
            assertTrue(window.isEdge(10 * HOUR_MS + 60_000));
        }

        @Test
        void forgetsEverythingAtARestart() {
            FlowWindow window = new FlowWindow(60_000, 3);
            window.advance(60_000, 100, 300, 0, 0);
            window.restart(90_000, 150, 400);
            assertEquals(0, window.commandedInNl(150));
            assertEquals(0, window.confirmedInNl(400));
            assertFalse(window.isEdge(119_999));
            assertTrue(window.isEdge(120_000));
        }
    }

    /** The last word on a bolus, behind every range that was checked before. */
    // [utest->req~SR-02~1]
    // [utest->req~SR-20~1]
    @ParameterizedTest
    @CsvSource({"0, false, 1000000, true", "0, false, 1000001, false", "0, true, 2000, false", "1, false, 2000, false",
        "2, false, 250, false", "3, false, 0, false"})
    void letsABolusFlowInRunUnbarredAndUpToP03(int mode, boolean barred, int rateNlPerH, boolean may) {
        assertEquals(may, ModeRules.mayBolus(mode, barred, rateNlPerH));
    }

    // [utest->req~SR-12~1]
    @Test
    @Tag("outside-the-contracts")
    void remembersTheProgramInForceAsTheEarlierOne() {
        Prescription prescription = new Prescription();
        prescription.draft().setContinuous(2_000);
        prescription.stageDraft();
        prescription.install(0, 0);
        assertFalse(prescription.isEarlierKnown());
        prescription.remember(HOUR_MS);
        assertTrue(prescription.isEarlierKnown());
        assertEquals(96_000_000, prescription.earlier().dayPg(2_000));
    }

    // [utest->req~SR-33~1]
    @Test
    void losesNothingOfALoad() {
        FlowMeter meter = new FlowMeter();
        for (int i = 0; i < 3_600_000 / 1_000; i++) {
            meter.command(1_001L * 1_000, 1_000);
        }
        assertEquals(1_001, meter.commandedNl());
    }

    // [utest->req~SR-56~1]
    @Test
    void takesATotalThatIsFullForOverDelivery() {
        FlowMeter meter = new FlowMeter();
        for (int i = 0; i < 1_000; i++) {
            meter.confirm(Long.MAX_VALUE);
        }
        assertEquals(FlowMeter.CONFIRMED_MAX_NL, meter.confirmedNl());
        meter.restart(0);
        assertTrue(meter.isOverInHour());
        assertEquals(FlowMeter.TOO_MUCH, meter.judge(0));
    }

    // [utest->req~SR-31~1]
    // [utest->req~SR-32~1]
    @ParameterizedTest
    @CsvSource({"8333, 11541, false, false", "8333, 11542, true, false", "0, 2000, false, false", "0, 2001, true, false",
        "199992, 168994, false, false", "199992, 168993, false, true", "2339, 0, false, false", "2340, 0, false, true"})
    void judgesAWindowToTheNanolitre(long commandedNl, long confirmedNl, boolean over, boolean under) {
        assertEquals(over, FlowRules.isOverDelivery(commandedNl, confirmedNl));
        assertEquals(under, FlowRules.isUnderDelivery(commandedNl, confirmedNl));
    }

    // [utest->req~SR-32~1]
    @ParameterizedTest
    @CsvSource({"1999, 60000, false", "2000, 59999, false", "2000, 60000, true", "2001, 60001, true"})
    void callsAStallAtP28(long commandedNl, long elapsedMs, boolean stall) {
        assertEquals(stall, FlowRules.isStall(commandedNl, elapsedMs));
    }

    // [utest->req~SR-52~1]
    @Test
    void standsStillAtTheEndOfTime() {
        Clock clock = new Clock();
        for (int i = 0; i < 40; i++) {
            clock.advance(Clock.TICK_CREDIT_MAX_MS);
        }
        assertEquals(10_000_000_000_000L, clock.nowMs());
        assertTrue(clock.creditMs() <= 32 * MINUTE_MS, "only what moved is credited");
        assertTrue(clock.todMs() >= 0 && clock.todMs() < DAY_MS);
    }

    // [utest->req~SR-56~1]
    @Test
    void announcesNothingBeforeItHasBeenCommissioned() {
        SafetyKernel kernel = new SafetyKernel(PumpUnderTest.DEVICE_ID);
        assertEquals(10_000_000_000_000L, kernel.dueInMs());
        accepted(kernel.tick(1, 1));
        assertEquals(Mode.STOP, kernel.mode());
        assertEquals(0, kernel.rateNlPerH());
        assertTrue(kernel.dueInMs() >= 1);
    }
}
