package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.SECOND_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.itb.kernel.Alarm;
import org.itb.kernel.AlarmBank;
import org.itb.kernel.AlarmRules;
import org.itb.kernel.Cause;
import org.itb.kernel.Gate;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scanners, fields and the check after them: SR-36, SR-37, SR-38. */
class MriTest {
    private final PumpUnderTest pump =
            PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, HOUR_MS, 8).running(8_333);

    private boolean isDue() {
        return pump.kernel().isAlarmActive(Alarm.POST_MRI);
    }

    private boolean isCritical() {
        return pump.kernel().isAlarmCritical(Alarm.POST_MRI);
    }

    /** Confirms this much, in one minute, while the motor is told as always. */
    private void flows(long volumeNl) {
        pump.nextFlow(volumeNl).pass(MINUTE_MS);
    }

    static Stream<Named<Consumer<PumpUnderTest>>> exposures() {
        return Stream.of(
                Named.of("MRI_BEGIN", PumpUnderTest::beginMri),
                Named.of("FIELD_DETECTED", pump -> accepted(pump.kernel().detectField())));
    }

    static Stream<Named<Consumer<PumpUnderTest>>> armings() {
        return Stream.of(
                Named.of("MRI_END", PumpUnderTest::endMri),
                Named.of("FIELD_CLEARED", pump -> accepted(pump.kernel().clearField())),
                Named.of("MRI_BEGIN, MRI_END", pump -> pump.beginMri().endMri()),
                Named.of("FIELD_DETECTED, FIELD_CLEARED", pump -> {
                    accepted(pump.kernel().detectField());
                    accepted(pump.kernel().clearField());
                }));
    }

    // [utest->req~SR-36~1]
    @Nested
    class AScanOrAFieldBarsBolusesAlone {
        static Stream<Named<Consumer<PumpUnderTest>>> exposures() {
            return MriTest.exposures();
        }

        @Test
        void changesNothingElseWhenAScanIsAnnounced() {
            pump.pass(HOUR_MS).openSession();
            KernelState before = KernelState.of(pump.kernel());
            pump.beginMri();
            assertEquals(List.of("gate.mriBegun"), before.differencesOfTherapy(KernelState.of(pump.kernel())));
            pump.pass(HOUR_MS).delivers(Mode.RUN, 8_333);
            pump.alarms();
            assertEquals(2 * 8_333, pump.kernel().commandedNl());
        }

        @ParameterizedTest
        @MethodSource("exposures")
        void cancelsARunningBolusAndKeepsTheBasal(Consumer<PumpUnderTest> exposure) {
            accepted(pump.patientBolus());
            pump.pass(4 * MINUTE_MS).delivers(Mode.RUN, 128_333);
            exposure.accept(pump);
            pump.delivers(Mode.RUN, 8_333);
            assertEquals(1, pump.kernel().cancelledBoluses());
            pump.pass(10 * MINUTE_MS).delivers(Mode.RUN, 8_333);
        }

        @ParameterizedTest
        @MethodSource("exposures")
        void refusesEveryBolus(Consumer<PumpUnderTest> exposure) {
            accepted(pump.stageBolus(1_000, MINUTE_MS));
            exposure.accept(pump);
            pump.refused(Reply.ALARM_BLOCK, pump::confirm);
            pump.refused(Reply.ALARM_BLOCK, () -> pump.stageBolus(1_000, MINUTE_MS));
            pump.denied(Reply.ALARM_BLOCK);
            pump.pass(2 * DAY_MS).denied(Reply.ALARM_BLOCK);
        }

        @ParameterizedTest
        @MethodSource("exposures")
        void leavesProgramsStopAndResumeToTheClinician(Consumer<PumpUnderTest> exposure) {
            exposure.accept(pump);
            accepted(pump.program(9_000));
            pump.delivers(Mode.RUN, 9_000);
            accepted(pump.stop());
            pump.delivers(Mode.STOP, 0);
            accepted(pump.resume());
            pump.delivers(Mode.RUN, 9_000);
        }

        /** 2,000 nL at 8,333 nL/h take 864.04 s, 14.4 min (SC-06). */
        @ParameterizedTest
        @MethodSource("exposures")
        void mutesNoStall(Consumer<PumpUnderTest> exposure) {
            exposure.accept(pump);
            pump.motorStands().pass(864 * SECOND_MS);
            assertFalse(pump.kernel().isAlarmActive(Alarm.STALL));
            pump.pass(SECOND_MS).delivers(Mode.RUN, 8_333);
            assertTrue(pump.kernel().isAlarmCritical(Alarm.STALL));
            assertEquals(AlarmBank.CRITICAL, pump.kernel().signal());
            assertEquals(Alarm.STALL, pump.kernel().signalAlarm());
        }

        @Test
        void holdsAsLongAsOneOfTheTwoIsThere() {
            pump.beginMri();
            accepted(pump.kernel().detectField());
            accepted(pump.kernel().clearField());
            pump.interrogate().pass(HOUR_MS).denied(Reply.ALARM_BLOCK);
            pump.endMri().interrogate().pass(HOUR_MS);
            accepted(pump.patientBolus());
        }

        @Test
        void holdsThroughAResetAndTheEndOfTheSession() {
            pump.beginMri().closeSession().resets(Cause.BROWNOUT).pass(MINUTE_MS).delivers(Mode.RUN, 8_333);
            pump.denied(Reply.ALARM_BLOCK);
        }

        /** The bar stands on the field itself and not on the alarm that comes with it. */
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        @Tag("outside-the-contracts")
        void holdsWithoutAnAlarm(boolean isField) {
            Gate gate = new Gate();
            gate.start(0);
            assertEquals(Reply.OK, gate.bolusVerdict());
            if (isField) {
                gate.setField(true, 0, 0);
                gate.lower(Alarm.POST_MRI, 0);
            } else {
                gate.beginMri();
            }
            assertEquals(Reply.ALARM_BLOCK, gate.bolusVerdict());
            gate.startBolus(1_000, MINUTE_MS, 0);
            assertEquals(0, gate.bolusNlPerH());
        }
    }

    // [utest->req~SR-37~1]
    @Nested
    class TheCheckIsDueAfterEveryScanAndField {
        static Stream<Named<Consumer<PumpUnderTest>>> armings() {
            return MriTest.armings();
        }

        @ParameterizedTest
        @MethodSource("armings")
        void raisesA17AndBarsBoluses(Consumer<PumpUnderTest> arming) {
            pump.pass(HOUR_MS);
            arming.accept(pump);
            pump.alarms(Alarm.POST_MRI);
            assertFalse(isCritical());
            pump.delivers(Mode.RUN, 8_333);
            pump.denied(Reply.ALARM_BLOCK);
            pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.POST_MRI));
        }

        @Test
        void isDueFromTheFirstMomentOfAField() {
            accepted(pump.kernel().detectField());
            pump.alarms(Alarm.POST_MRI);
        }

        @Test
        void isNotDueWhileAScanIsOnlyAnnounced() {
            pump.beginMri().pass(2 * DAY_MS).alarms();
        }

        @Test
        void cancelsABolusThatRunsWhenItBecomesDue() {
            accepted(pump.patientBolus());
            pump.pass(MINUTE_MS).endMri().delivers(Mode.RUN, 8_333);
            assertEquals(1, pump.kernel().cancelledBoluses());
        }

        @Test
        void isDueOnAStoppedPumpTooAndWaitsForItsFlow() {
            accepted(pump.stop());
            pump.endMri().interrogate().pass(HOUR_MS).alarms(Alarm.NOT_THERAPY, Alarm.POST_MRI);
            accepted(pump.resume());
            pump.pass(14 * MINUTE_MS).alarms(Alarm.POST_MRI);
            pump.pass(MINUTE_MS).alarms();
        }

        @Test
        void isDueOnAPumpThatHasNeverRun() {
            PumpUnderTest shelf = PumpUnderTest.with(2_000).neverRun().beginMri().endMri();
            shelf.alarms(Alarm.POST_MRI);
            shelf.delivers(Mode.STOP, 0);
        }
    }

    // [utest->req~SR-37~1]
    @Nested
    class TheCheckEndsByALookAndFlow {
        static Stream<Named<Consumer<PumpUnderTest>>> armings() {
            return MriTest.armings();
        }

        @ParameterizedTest
        @MethodSource("armings")
        void endsWhenFlowFollowsALook(Consumer<PumpUnderTest> arming) {
            arming.accept(pump);
            pump.interrogate();
            flows(1_999);
            assertTrue(isDue());
            pump.denied(Reply.ALARM_BLOCK);
            flows(1);
            pump.alarms();
            accepted(pump.patientBolus());
        }

        @ParameterizedTest
        @MethodSource("armings")
        void endsAtOnceWhenALookFollowsFlow(Consumer<PumpUnderTest> arming) {
            arming.accept(pump);
            flows(2_000);
            assertTrue(isDue());
            pump.interrogate().alarms();
            accepted(pump.patientBolus());
        }

        @ParameterizedTest
        @CsvSource({"1999, true", "2000, false", "2001, false"})
        void asksForTwoThousandNanolitres(long flowNl, boolean stillDue) {
            pump.endMri();
            flows(flowNl);
            pump.interrogate();
            assertEquals(stillDue, isDue());
        }

        @Test
        void needsNoFlowInOnePiece() {
            pump.endMri().interrogate().pass(864 * SECOND_MS);
            assertTrue(isDue());
            pump.pass(SECOND_MS).alarms();
        }

        @Test
        void countsNoFlowFromBefore() {
            pump.pass(DAY_MS).beginMri().pass(HOUR_MS).endMri().interrogate();
            assertTrue(isDue());
            pump.pass(864 * SECOND_MS);
            assertTrue(isDue());
            pump.pass(SECOND_MS).alarms();
        }

        @Test
        void countsNoLookFromBefore() {
            pump.beginMri().interrogate().endMri();
            pump.pass(HOUR_MS);
            assertTrue(isDue());
            pump.interrogate().alarms();
        }

        @Test
        void outlivesAResetAndTheEndOfTheSessionAndKeepsWhatIsDone() {
            pump.endMri().interrogate().closeSession();
            flows(1_000);
            pump.resets(Cause.WATCHDOG).pass(10 * MINUTE_MS);
            assertFalse(isDue(), "1,000 nL before the reset, and more than that after it");
            pump.alarms(Alarm.RESET);
        }

        /** A kernel that starts anew from its image knows all of it. */
        @Test
        void outlivesARestart() {
            pump.beginMri().closeSession();
            accepted(pump.restart(pump.image(), Cause.BROWNOUT));
            pump.pass(MINUTE_MS).denied(Reply.ALARM_BLOCK);
            accepted(pump.kernel().detectField());
            pump.endMri();
            accepted(pump.restart(pump.image(), Cause.BROWNOUT));
            pump.interrogate().pass(HOUR_MS).alarms(Alarm.RESET, Alarm.POST_MRI);
            accepted(pump.kernel().clearField());
            pump.interrogate();
            flows(1_000);
            accepted(pump.restart(pump.image(), Cause.WATCHDOG));
            pump.nextFlow(999).step(10 * SECOND_MS);
            assertTrue(isDue(), "1,999 nL since the field went, over the restart");
            pump.nextFlow(1).step(SECOND_MS);
            assertFalse(isDue());
        }

        @Test
        void isAskedForInEverySession() {
            pump.endMri().closeSession().resets(Cause.BROWNOUT).pass(DAY_MS / 2);
            pump.alarms(Alarm.RESET, Alarm.POST_MRI);
            pump.openSession().closeSession();
            assertTrue(isDue());
            pump.interrogate().alarms(Alarm.RESET);
        }

        @Test
        void doesNotEndInTheFieldNorInAScan() {
            accepted(pump.kernel().detectField());
            pump.endMri().interrogate();
            flows(2_000);
            assertTrue(isDue(), "the scan is over, the field is not");
            accepted(pump.kernel().clearField());
            pump.beginMri().interrogate();
            pump.pass(HOUR_MS);
            assertTrue(isDue(), "the field is gone, the next scan has begun");
            pump.endMri().interrogate().pass(HOUR_MS);
            assertFalse(isDue());
        }

        @ParameterizedTest
        @CsvSource({"false, 2000, false", "true, 1999, false", "true, 2000, true", "false, 9223372036854775807, false",
            "true, -9223372036854775808, false"})
        void knowsWhenItIsMet(boolean looked, long flowedNl, boolean met) {
            assertEquals(met, AlarmRules.isCheckMet(looked, flowedNl));
        }
    }

    // [utest->req~SR-37~1]
    @Nested
    class AForgottenCheckBecomesCritical {
        static Stream<Named<Consumer<PumpUnderTest>>> armings() {
            return MriTest.armings();
        }

        @ParameterizedTest
        @MethodSource("armings")
        void isCriticalAndHeardAtP35AndNotBefore(Consumer<PumpUnderTest> arming) {
            arming.accept(pump);
            pump.closeSession().pass(DAY_MS - 1);
            assertFalse(isCritical());
            assertEquals(AlarmBank.NONCRITICAL, pump.kernel().signal());
            long sounded = pump.kernel().annunciations();
            assertEquals(1, pump.kernel().dueInMs());
            pump.pass(1);
            assertTrue(isCritical());
            assertEquals(AlarmBank.CRITICAL, pump.kernel().signal());
            assertEquals(sounded + 1, pump.kernel().annunciations());
            pump.delivers(Mode.RUN, 8_333);
            pump.pass(10 * MINUTE_MS);
            assertEquals(sounded + 2, pump.kernel().annunciations(), "again after P24");
        }

        @Test
        void announcesItThoughItIsPaused() {
            pump.endMri().pass(SECOND_MS);
            accepted(pump.pause(Alarm.POST_MRI, DAY_MS));
            pump.closeSession();
            assertEquals(DAY_MS - SECOND_MS, pump.kernel().dueInMs(), "a second before the pause would end");
            pump.pass(DAY_MS - SECOND_MS);
            assertTrue(isCritical());
            assertEquals(Alarm.POST_MRI, pump.kernel().signalAlarm(), "a critical alarm ends its own pause");
        }

        @Test
        void isMetInTime() {
            pump.endMri().pass(DAY_MS - MINUTE_MS).interrogate().alarms();
            pump.pass(HOUR_MS).alarms();
        }

        @Test
        void isMetAtTheLastMoment() {
            pump.endMri().interrogate().motorStands().pass(DAY_MS - MINUTE_MS).alarms(Alarm.STALL, Alarm.POST_MRI);
            pump.motorTurns();
            flows(2_000);
            pump.alarms(Alarm.STALL_RECOVERED);
        }

        @Test
        void endsByTheSameCheck() {
            pump.endMri().pass(DAY_MS);
            pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.POST_MRI));
            pump.denied(Reply.ALARM_BLOCK);
            pump.interrogate().alarms();
            accepted(pump.patientBolus());
        }

        @Test
        void runsAnewFromTheLastEvent() {
            pump.endMri().pass(DAY_MS - 1);
            accepted(pump.kernel().detectField());
            pump.pass(HOUR_MS);
            assertFalse(isCritical());
            accepted(pump.kernel().clearField());
            pump.pass(DAY_MS - 1);
            assertFalse(isCritical());
            pump.pass(1);
            assertTrue(isCritical());
        }

        @Test
        void staysCriticalWhenItBeginsAnew() {
            pump.endMri().pass(DAY_MS);
            pump.beginMri().endMri();
            assertTrue(isCritical());
            pump.interrogate();
            assertTrue(isCritical());
            flows(2_000);
            pump.alarms();
            pump.endMri();
            assertFalse(isCritical());
        }

        @Test
        void countsTheWholeOfALongTick() {
            pump.endMri().nextFlow(8_333 * 24).step(DAY_MS);
            assertTrue(isCritical());
        }

        @ParameterizedTest
        @CsvSource({"86399999, false", "86400000, true", "9223372036854775807, true", "-1, false"})
        void knowsWhenItIsOverdue(long dueForMs, boolean overdue) {
            assertEquals(overdue, AlarmRules.isCheckOverdue(dueForMs));
        }
    }

    /** SC-06: the stall that a scan leaves behind. */
    // [utest->req~SR-33~1] [utest->req~SR-36~1] [utest->req~SR-37~1]
    @Test
    void comesBackAtItsRateAndCatchesUpWithNothing() {
        pump.pass(10 * HOUR_MS).beginMri().pass(5 * MINUTE_MS).fieldComes().pass(35 * MINUTE_MS);
        pump.alarms(Alarm.STALL, Alarm.POST_MRI);
        accepted(pump.kernel().clearField());
        pump.endMri().pass(4 * HOUR_MS).alarms(Alarm.STALL, Alarm.POST_MRI);
        long beforeNl = pump.kernel().commandedNl();
        pump.motorTurns().pass(HOUR_MS).delivers(Mode.RUN, 8_333);
        assertEquals(8_333, pump.kernel().commandedNl() - beforeNl);
        pump.alarms(Alarm.STALL_RECOVERED, Alarm.POST_MRI);
        pump.interrogate().alarms();
    }

    // [utest->req~SR-35~1] [utest->req~SR-37~1]
    @Test
    void asksForADoseWhenTheFlowWasAwayTooLong() {
        pump.beginMri().motorStands().pass(HOUR_MS).endMri().pass(49 * HOUR_MS).motorTurns().pass(MINUTE_MS);
        pump.delivers(Mode.MIN, 250);
        pump.alarms(Alarm.STALL_RECOVERED, Alarm.NOT_THERAPY, Alarm.POST_MRI, Alarm.RESTART_GAP);
        assertTrue(isCritical());
    }

    /** Whatever is said to the pump, what it delivers is what it delivers unasked. */
    // [utest->req~SR-38~1]
    @Nested
    class TelemetryNeverSuspendsDelivery {
        @Test
        void deliversAlikeInAnOpenSessionAndInNone() {
            PumpUnderTest alone = PumpUnderTest.with(2_000).running(8_333);
            for (int minute = 0; minute < 24 * 60; minute++) {
                pump.openSession().interrogate();
                accepted(pump.stageProgram(9_000));
                pump.pass(MINUTE_MS).delivers(Mode.RUN, 8_333);
                alone.pass(MINUTE_MS).delivers(Mode.RUN, 8_333);
                assertEquals(alone.kernel().commandedNl(), pump.kernel().commandedNl());
            }
            assertTrue(pump.kernel().isSessionOpen());
            assertFalse(alone.kernel().isSessionOpen());
        }

        @Test
        void deliversOnWhenASessionIsLeftOpenInAFieldWithAnAlarm() {
            pump.beginMri().fieldComes().pass(HOUR_MS).delivers(Mode.RUN, 8_333);
            assertFalse(pump.kernel().isSessionOpen(), "closed by itself");
            pump.openSession().fieldGoes().pass(299_999);
            assertTrue(pump.kernel().isSessionOpen());
            pump.delivers(Mode.RUN, 8_333);
            pump.pass(1).delivers(Mode.RUN, 8_333);
            assertFalse(pump.kernel().isSessionOpen());
            assertTrue(pump.kernel().confirmedNl() > 0, "the motor turns without anybody's asking");
        }
    }
}
