package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.itb.harness.kernel.PumpUnderTest.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.Alarm;
import org.itb.kernel.AlarmBank;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;
import org.itb.kernel.Session;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel's parts do together at the edges that surviving mutants showed. */
class KernelEdgeTest {
    private static final long GAP_MS = 48 * HOUR_MS;

    /** D-39c: whatever ends a stop of two days, therapy comes back as MIN and A18, and the alarm of the stop goes on. */
    // [utest->req~SR-35~1]
    // [utest->req~SR-59~1]
    @Nested
    class AfterTwoDaysWithoutTherapy {
        private final PumpUnderTest pump = with(500).running(8_333);

        private void comesBackAtMinimumWithTheAlarmStillCritical() {
            pump.delivers(Mode.MIN, 250);
            assertTrue(pump.kernel().isAlarmCritical(Alarm.RESTART_GAP));
            assertTrue(pump.kernel().isAlarmCritical(Alarm.NOT_THERAPY), "once critical it stays critical");
        }

        @Test
        void aResumeDoesNotLetTheAlarmBeginAnew() {
            accepted(pump.stop());
            pump.pass(GAP_MS);
            accepted(pump.resume());
            comesBackAtMinimumWithTheAlarmStillCritical();
        }

        @Test
        void aRestoreDoesNotLetTheAlarmBeginAnew() {
            accepted(pump.program(7_000));
            accepted(pump.stop());
            pump.pass(GAP_MS);
            accepted(pump.restore());
            comesBackAtMinimumWithTheAlarmStillCritical();
        }

        @Test
        void theClearOfAnOverDeliveryDoesNotLetTheAlarmBeginAnew() {
            pump.nextFlow(2_500).step(MINUTE_MS);
            pump.motorStands().pass(GAP_MS);
            accepted(pump.clear(Alarm.OVER_DELIVERY));
            comesBackAtMinimumWithTheAlarmStillCritical();
        }

        /** No clear, no command: memory lost the reason of the stop. */
        @Test
        void aStopThatMemoryForgotIsNoWayBackToTheOldDose() {
            pump.nextFlow(2_500).step(MINUTE_MS);
            pump.motorStands().pass(GAP_MS);
            pump.delivers(Mode.STOP, 0);
            KernelState.damage(pump.kernel(), "gate.alarms.active[" + Alarm.OVER_DELIVERY + "]", false);
            KernelState.damage(pump.kernel(), "gate.alarms.demand", Mode.RUN);
            pump.openSession();
            pump.delivers(Mode.MIN, 250);
            assertTrue(pump.kernel().isAlarmCritical(Alarm.RESTART_GAP));
        }

        @Test
        void nothingAsksForARestartAsLongAsTheOrderStands() {
            accepted(pump.minimumRate());
            pump.pass(GAP_MS + HOUR_MS).openSession();
            pump.alarms(Alarm.NOT_THERAPY);
            pump.delivers(Mode.MIN, 250);
        }

        @Test
        void nothingAsksForARestartAsLongAsTheMotorStands() {
            pump.motorStands().pass(GAP_MS + HOUR_MS).openSession();
            pump.alarms(Alarm.STALL);
            pump.delivers(Mode.RUN, 8_333);
        }
    }

    // [utest->req~SR-59~1]
    @Nested
    class AQuietTick {
        private final PumpUnderTest pump = with(500).running(8_333);

        /** What was announced stands, and is not worked out anew each time (D-45). */
        @ParameterizedTest
        @ValueSource(longs = {MINUTE_MS + 1, 2_000_000_000_000L})
        void leavesWhatWasAnnounced(long dueAtMs) {
            KernelState.damage(pump.kernel(), "dueAtMs", dueAtMs);
            pump.step(MINUTE_MS);
            assertEquals(dueAtMs - MINUTE_MS, pump.kernel().dueInMs());
        }

        @Test
        void announcesNothingIfNothingIsDue() {
            KernelState.damage(pump.kernel(), "dueAtMs", 0L);
            pump.step(MINUTE_MS);
            assertEquals(10_000_000_000_000L, pump.kernel().dueInMs());
        }

        @Test
        void thatMeetsWhatWasAnnouncedWorksItOutAnew() {
            KernelState.damage(pump.kernel(), "dueAtMs", MINUTE_MS);
            pump.step(MINUTE_MS);
            assertNotEquals(1, pump.kernel().dueInMs());
        }

        @Test
        void withAnOldAlarmLeavesWhatWasAnnounced() {
            pump.batteryFallsTo(2_600).rtcJumps(HOUR_MS).step(MINUTE_MS);
            pump.alarms(Alarm.ERI, Alarm.TIME_ANOMALY);
            KernelState.damage(pump.kernel(), "dueAtMs", 2_000_000_000_000L);
            pump.step(MINUTE_MS);
            assertEquals(2_000_000_000_000L - 2 * MINUTE_MS, pump.kernel().dueInMs());
        }
    }

    /** What happens beside ticks changes what comes next, and that is announced at once (D-45). */
    // [utest->req~SR-36~1]
    // [utest->req~SR-37~1]
    // [utest->req~SR-54~1]
    @Nested
    class WhateverHappens {
        private static final long FAR_MS = 2_000_000_000_000L;
        private final PumpUnderTest pump = with(500).running(8_333);

        private void announcesAnew(IntSupplier event) {
            pump.openSession();
            KernelState.damage(pump.kernel(), "dueAtMs", FAR_MS);
            accepted(event.getAsInt());
            assertTrue(pump.kernel().dueInMs() < FAR_MS - pump.nowMs(), "what was announced stands no more");
        }

        @Test
        void aScanBeginsAndEnds() {
            announcesAnew(() -> pump.clinician(Kind.MRI_BEGIN, pump.kernel()::beginMri));
            announcesAnew(() -> pump.clinician(Kind.MRI_END, pump.kernel()::endMri));
            assertEquals(Alarm.POST_MRI, pump.kernel().signalAlarm());
        }

        @Test
        void aFieldComesAndGoes() {
            announcesAnew(pump.kernel()::detectField);
            announcesAnew(pump.kernel()::clearField);
            assertEquals(Alarm.POST_MRI, pump.kernel().signalAlarm());
        }

        @Test
        void theKernelFindsAFaultOfItsOwn() {
            announcesAnew(pump.kernel()::kernelFault);
            assertEquals(Alarm.KERNEL_FAULT, pump.kernel().signalAlarm());
        }

        @Test
        void memoryIsDamaged() {
            announcesAnew(() -> pump.kernel().memoryError(1));
            announcesAnew(() -> pump.kernel().memoryError(3));
        }

        @Test
        void theMotorOrItsSensorFails() {
            announcesAnew(pump.kernel()::motorStall);
            announcesAnew(pump.kernel()::motorRecovered);
            announcesAnew(pump.kernel()::sensorFault);
        }
    }

    // [utest->req~SR-19~1]
    @Test
    void aPatientsBolusAnnouncesItsEndAtOnce() {
        PumpUnderTest pump = with(500).patientBolus(2_000, 600_000, HOUR_MS, 4).running(8_333);
        accepted(pump.patientBolus());
        assertEquals(600_000, pump.kernel().dueInMs());
    }

    // [utest->req~SR-39~1]
    @Test
    void aPumpThatIsCommissionedWithAnOldBatteryIsHeardAtOnce() {
        SafetyKernel kernel = new SafetyKernel(PumpUnderTest.DEVICE_ID);
        accepted(kernel.commissionReservoir(20_000_000, 20_000_000, 500));
        accepted(kernel.commissionService(0, 2_600, 0));
        assertTrue(kernel.isAlarmActive(Alarm.ERI));
        assertEquals(AlarmBank.NONCRITICAL, kernel.signal());
        assertEquals(1, kernel.annunciations());
    }

    // [utest->req~SR-34~1]
    @Test
    void aLostSensorBecomesCriticalAnHourAfterItWasLostAndNoSooner() {
        PumpUnderTest pump = with(500).running(8_333);
        pump.pass(40 * MINUTE_MS).losesFlowSensor().pass(30 * MINUTE_MS).openSession();
        assertFalse(pump.kernel().isAlarmCritical(Alarm.SENSOR_LOST));
        pump.pass(30 * MINUTE_MS - 1);
        assertFalse(pump.kernel().isAlarmCritical(Alarm.SENSOR_LOST));
        pump.pass(1);
        assertTrue(pump.kernel().isAlarmCritical(Alarm.SENSOR_LOST));
    }

    /** D-08: a reduction keeps an active bolus, a small one without any override. */
    // [utest->req~SR-11~1]
    // [utest->req~SR-16~1]
    @Test
    void aSmallReductionIsNotBusyWithABolus() {
        PumpUnderTest pump = with(500).running(10_000);
        accepted(pump.clinicianBolus(2_000, 600_000));
        accepted(pump.program(9_000));
        assertEquals(12_000, pump.kernel().bolusNlPerH());
        pump.refused(Reply.BUSY, () -> pump.program(9_000));
        pump.pass(600_000).delivers(Mode.RUN, 9_000);
    }

    // [utest->req~SR-14~1]
    @Test
    void aPumpThatHasNeverRunHasNothingToResume() {
        PumpUnderTest pump = with(500).neverRun();
        accepted(pump.stop());
        pump.refused(Reply.MODE, () -> pump.clinician(Kind.STAGE_RESUME, pump.kernel()::stageResume));
    }

    // [utest->req~SR-58~1]
    @Test
    void aLimitOfNothingIsRefusedWhenItIsStaged() {
        PumpUnderTest pump = with(500).running(8_333);
        pump.refused(Reply.BAD_RANGE, () -> pump.clinician(Kind.STAGE_LIMITS, () -> pump.kernel().stageLimits(0)));
        pump.refused(Reply.BAD_RANGE, () -> pump.clinician(Kind.STAGE_LIMITS, () -> pump.kernel().stageLimits(2_100_001)));
    }

    /** SR-24: two polynomials over the residues by one prime, of the kind, its operands and every number of the day. */
    // [utest->req~SR-24~1]
    @Nested
    class TheDigest {
        private static final BigInteger PRIME = BigInteger.valueOf(Integer.MAX_VALUE);

        private static long digest(List<Long> values) {
            BigInteger a = BigInteger.ONE;
            BigInteger b = BigInteger.ONE;
            for (long value : values) {
                BigInteger low = BigInteger.valueOf(value).mod(PRIME);
                BigInteger high = BigInteger.valueOf(value / Integer.MAX_VALUE).mod(PRIME);
                a = a.multiply(BigInteger.valueOf(1_000_003)).add(low).mod(PRIME);
                b = b.multiply(BigInteger.valueOf(69_069)).add(low).add(high).mod(PRIME);
            }
            return a.multiply(PRIME).add(b).longValueExact();
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 1, -1, 2_147_483_646L, 2_147_483_647L, -2_147_483_648L, 4_611_686_018_427_387_904L,
            Long.MAX_VALUE, Long.MIN_VALUE})
        void coversKindAndOperandsOfAnySize(long operand) {
            Session session = new Session();
            session.open(0);
            session.stage(Kind.STAGE_PTM, operand, 2, 3, operand, 0);
            assertEquals(digest(List.of((long) Kind.STAGE_PTM, operand, 2L, 3L, operand)), session.digest());
        }

        /** What of a value makes a sum that the prime divides; the next one, below 0, still comes out of it as it is. */
        @Test
        @Tag("outside-the-contracts")
        void isNeverOutOfItsResiduesWhereASumIsAMultipleOfThePrime() {
            long afterKind = (1_000_003L + Kind.STAGE_PTM) % Integer.MAX_VALUE;
            long first = Integer.MAX_VALUE - afterKind * 1_000_003 % Integer.MAX_VALUE;
            Session session = new Session();
            session.stage(Kind.STAGE_PTM, first, -1, first, -1, 0);
            assertEquals(digest(List.of((long) Kind.STAGE_PTM, first, -1L, first, -1L)), session.digest());
            // the first polynomial is 0 once more at the end
            long a = 1;
            for (long value : new long[] {Kind.STAGE_PTM, 1, 2, 3}) {
                a = (a * 1_000_003 + value) % Integer.MAX_VALUE;
            }
            long last = Integer.MAX_VALUE - a * 1_000_003 % Integer.MAX_VALUE;
            session.stage(Kind.STAGE_PTM, 1, 2, 3, last, 0);
            assertEquals(digest(List.of((long) Kind.STAGE_PTM, 1L, 2L, 3L, last)), session.digest());
            assertTrue(session.digest() < Integer.MAX_VALUE, "which is what it was made for");
        }

        /** Drug, volumes, label, path and whether it bridges, the bridge's rate, and the program in the new drug. */
        // [utest->req~SR-25~1]
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void coversEveryNumberOfAnotherDrug(boolean bridge) {
            PumpUnderTest pump = with(500).rtc(0).running(33_333);
            accepted(pump.flex(List.of(PumpUnderTest.from(0, 36_003), PumpUnderTest.from(12 * HOUR_MS, 30_001))));
            accepted(pump.stageChange(2_000, 2_000, 335_800, bridge, !bridge));
            List<Long> values = new ArrayList<>(List.of((long) Kind.STAGE_CONC_CHANGE, 20_000_000L, 20_000_000L, 2_000L, 2_000L));
            values.addAll(List.of(bridge ? 335_800L : -335_800L, 33_002L, (9_000L + 7_500) * 12 * 2_000, 9_000L * 2_000));
            values.addAll(List.of(2L, 0L, 9_000L, 12 * HOUR_MS, 7_500L));
            assertEquals(digest(values), pump.kernel().stagedDigest());
            assertReply(Reply.DIGEST, pump.confirmWith(pump.kernel().stagedDigest() + 1));
            assertReply(Reply.OK, pump.confirm());
            assertEquals((9_000L + 7_500) * 12 * 2_000, pump.kernel().programPgPerDay());
        }

        @Test
        void coversEveryNumberOfAProgram() {
            PumpUnderTest pump = with(500).running(8_333);
            accepted(pump.stageFlex(List.of(PumpUnderTest.from(0, 9_000), PumpUnderTest.from(12 * HOUR_MS, 8_000))));
            long dayNg = (9_000 + 8_000) * 12 * 500 / 1_000;
            List<Long> values = new ArrayList<>(List.of((long) Kind.STAGE_FLEX, 500L, dayNg, 0L, 0L));
            values.addAll(List.of(dayNg * 1_000, 9_000L * 500, 2L, 0L, 9_000L, 12 * HOUR_MS, 8_000L));
            assertEquals(digest(values), pump.kernel().stagedDigest());
            assertReply(Reply.OK, pump.confirm(DoseOverride.SOFT));
        }
    }
}
