package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.itb.harness.stream.DoseOverride;
import org.itb.harness.stream.KernelNames;
import org.itb.kernel.Alarm;
import org.itb.kernel.Cause;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.itb.kernel.Role;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How alarms come, sound, pause and go: SR-41 … SR-45, SR-59. */
class AlarmTest {
    private static PumpUnderTest running() {
        return PumpUnderTest.with(2_000).running(8_333);
    }

    private static void sounds(PumpUnderTest pump, String signal, int alarm) {
        assertEquals(signal, KernelNames.SIGNALS.get(pump.kernel().signal()));
        assertEquals(alarm, pump.kernel().signalAlarm());
    }

    // [utest->req~SR-41~1]
    @Nested
    class EveryConditionRaisesItsAlarmWithItsPriority {
        static Stream<Arguments> conditions() {
            return Stream.of(
                    condition("stall", Alarm.STALL, true, pump -> pump.kernel().motorStall()),
                    condition("recovered stall", Alarm.STALL_RECOVERED, false, pump -> {
                        pump.kernel().motorStall();
                        pump.kernel().motorRecovered();
                    }),
                    condition("over-delivery", Alarm.OVER_DELIVERY, true, pump -> pump.nextFlow(10_000).step(MINUTE_MS)),
                    condition("low reservoir", Alarm.RESERVOIR_LOW, false, pump -> pump.refill(20_000_000, 2_000_000)),
                    condition("empty reservoir", Alarm.RESERVOIR_EMPTY, true, pump -> pump.refill(20_000_000, 1_000_000)),
                    condition("battery", Alarm.ERI, false, pump -> pump.batteryFallsTo(2_600)),
                    condition("low battery reset", Alarm.LOW_BATTERY_RESET, true, pump -> pump.resets(Cause.LOW_BATTERY)),
                    condition("STOP", Alarm.NOT_THERAPY, false, PumpUnderTest::stop),
                    condition("minimum rate", Alarm.NOT_THERAPY, false, PumpUnderTest::minimumRate),
                    condition("large reduction", Alarm.NOT_THERAPY, false, pump -> pump.program(2_000, DoseOverride.REDUCE)),
                    condition("brown-out", Alarm.RESET, false, pump -> pump.resets(Cause.BROWNOUT)),
                    condition("watchdog", Alarm.RESET, false, pump -> pump.resets(Cause.WATCHDOG)),
                    condition("refill discrepancy", Alarm.REFILL_DISCREPANCY, true, pump -> pump.refill(1, 20_000_000)),
                    condition("clock", Alarm.TIME_ANOMALY, false, pump -> pump.rtcJumps(DAY_MS).step(1)),
                    condition("flow sensor", Alarm.SENSOR_LOST, false, PumpUnderTest::losesFlowSensor));
        }

        private static Arguments condition(String name, int alarm, boolean critical, Consumer<PumpUnderTest> cause) {
            return Arguments.of(name, alarm, critical, cause);
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("conditions")
        void atOnce(String name, int alarm, boolean critical, Consumer<PumpUnderTest> cause) {
            PumpUnderTest pump = running().pass(MINUTE_MS);
            pump.alarms();
            cause.accept(pump);
            assertTrue(pump.kernel().isAlarmActive(alarm));
            assertEquals(critical, pump.kernel().isAlarmCritical(alarm));
            assertTrue(pump.kernel().annunciations() > 0, "it sounds");
        }

        @Test
        void showsNoAlarmThatIsNone() {
            PumpUnderTest pump = running();
            accepted(pump.stop());
            for (int none : new int[] {Integer.MIN_VALUE, -1, 0, 21, Integer.MAX_VALUE}) {
                assertFalse(pump.kernel().isAlarmActive(none));
                assertFalse(pump.kernel().isAlarmCritical(none));
            }
        }

        @Test
        void becomesCriticalAnHourAfterTheLossOfTheSensor() {
            PumpUnderTest pump = running().pass(12_345).losesFlowSensor().pass(HOUR_MS - 1);
            assertFalse(pump.kernel().isAlarmCritical(Alarm.SENSOR_LOST));
            pump.pass(1);
            assertTrue(pump.kernel().isAlarmCritical(Alarm.SENSOR_LOST));
            sounds(pump, "CRITICAL", Alarm.SENSOR_LOST);
        }
    }

    // [utest->req~SR-42~1]
    @Nested
    class TheHighestPrioritySounds {
        @Test
        void letsACriticalAlarmSoundBeforeAnEarlierOne() {
            PumpUnderTest pump = running().batteryFallsTo(2_600);
            sounds(pump, "NONCRITICAL", Alarm.ERI);
            pump.resets(Cause.LOW_BATTERY);
            sounds(pump, "CRITICAL", Alarm.LOW_BATTERY_RESET);
            pump.alarms(Alarm.ERI, Alarm.LOW_BATTERY_RESET);
        }

        @Test
        void takesTheLowerNumberAmongEquals() {
            PumpUnderTest pump = running().resets(Cause.BROWNOUT);
            sounds(pump, "NONCRITICAL", Alarm.RESET);
            pump.batteryFallsTo(2_600);
            sounds(pump, "NONCRITICAL", Alarm.ERI);
        }

        @Test
        void goesBackToTheLowerOneWhenItEnds() {
            PumpUnderTest pump = running().batteryFallsTo(2_600).resets(Cause.LOW_BATTERY);
            accepted(pump.clear(Alarm.LOW_BATTERY_RESET));
            sounds(pump, "NONCRITICAL", Alarm.ERI);
        }

        @Test
        void fallsSilentWithTheLastOne() {
            PumpUnderTest pump = running().resets(Cause.BROWNOUT).pass(10_000);
            accepted(pump.clear(Alarm.RESET));
            sounds(pump, "NONE", 0);
        }

        @Test
        void losesNoneOfManyAtOnce() {
            PumpUnderTest pump = running().batteryFallsTo(2_600).resets(Cause.LOW_BATTERY).resets(Cause.BROWNOUT);
            pump.kernel().motorStall();
            pump.losesFlowSensor();
            pump.alarms(Alarm.STALL, Alarm.ERI, Alarm.LOW_BATTERY_RESET, Alarm.RESET, Alarm.SENSOR_LOST);
            sounds(pump, "CRITICAL", Alarm.STALL);
        }
    }

    // [utest->req~SR-43~1]
    @Nested
    class ALatchedAlarmIsClearedByAClinicianWhenItsConditionIsFalse {
        @ParameterizedTest
        @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 21, Integer.MAX_VALUE})
        void refusesAnAlarmThatIsNone(int alarm) {
            PumpUnderTest pump = running();
            pump.refused(Reply.BAD_RANGE, () -> pump.clear(alarm));
        }

        @Test
        void refusesAnAlarmThatIsNotActive() {
            PumpUnderTest pump = running().resets(Cause.BROWNOUT);
            for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
                int id = alarm;
                if (id != Alarm.RESET) {
                    pump.refused(Reply.NOT_ACTIVE, () -> pump.clear(id));
                }
            }
        }

        @Test
        void clearsTheAlarmsOfAReset() {
            PumpUnderTest pump = running().resets(Cause.BROWNOUT).resets(Cause.LOW_BATTERY).pass(DAY_MS);
            pump.alarms(Alarm.LOW_BATTERY_RESET, Alarm.RESET);
            accepted(pump.clear(Alarm.LOW_BATTERY_RESET));
            accepted(pump.clear(Alarm.RESET));
            pump.alarms();
            pump.delivers(Mode.RUN, 8_333);
        }

        static Stream<Named<Consumer<PumpUnderTest>>> persistent() {
            return Stream.of(
                    Named.of("A01", pump -> pump.kernel().motorStall()),
                    Named.of("A02", pump -> {
                        pump.kernel().motorStall();
                        pump.kernel().motorRecovered();
                    }),
                    Named.of("A03", pump -> pump.nextFlow(10_000).step(MINUTE_MS)),
                    Named.of("A04", pump -> pump.refill(20_000_000, 2_000_000)),
                    Named.of("A05", pump -> pump.refill(20_000_000, 1_000_000)),
                    Named.of("A06", pump -> pump.batteryFallsTo(2_600)),
                    Named.of("A09", PumpUnderTest::stop),
                    Named.of("A13", pump -> pump.refill(1, 20_000_000)),
                    Named.of("A14", pump -> pump.rtcJumps(DAY_MS).step(1)),
                    Named.of("A19", PumpUnderTest::losesFlowSensor));
        }

        @ParameterizedTest
        @MethodSource("persistent")
        void refusesTheClearWhileTheConditionHolds(Consumer<PumpUnderTest> cause) {
            PumpUnderTest pump = running();
            cause.accept(pump);
            for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
                int id = alarm;
                if (pump.kernel().isAlarmActive(id)) {
                    pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(id));
                }
            }
        }

        @Test
        void neverClearsItself() {
            PumpUnderTest pump = running().losesFlowSensor().findsFlowSensor().resets(Cause.BROWNOUT)
                    .resets(Cause.LOW_BATTERY).pass(30 * DAY_MS);
            pump.alarms(Alarm.LOW_BATTERY_RESET, Alarm.RESET, Alarm.SENSOR_LOST);
        }

        @Test
        void winsOverAClearWhenTheConditionComesAgain() {
            PumpUnderTest pump = running().resets(Cause.LOW_BATTERY);
            accepted(pump.clear(Alarm.LOW_BATTERY_RESET));
            pump.resets(Cause.LOW_BATTERY).alarms(Alarm.LOW_BATTERY_RESET);
        }
    }

    // [utest->req~SR-44~1]
    @Nested
    class APauseStopsTheSoundAlone {
        @ParameterizedTest
        @CsvSource({"0, BAD_RANGE", "-1, BAD_RANGE", "1, OK", "3599999, OK", "3600000, OK", "3600001, BAD_RANGE",
            "86400000, BAD_RANGE", "9223372036854775807, BAD_RANGE", "-9223372036854775808, BAD_RANGE"})
        void pausesACriticalAlarmForAnHourAtMost(long durationMs, String reply) {
            PumpUnderTest pump = running();
            pump.kernel().motorStall();
            assertEquals(reply, nameOf(pump.pause(Alarm.STALL, durationMs)));
            sounds(pump, reply.equals("OK") ? "NONE" : "CRITICAL", reply.equals("OK") ? 0 : Alarm.STALL);
        }

        @ParameterizedTest
        @CsvSource({"0, BAD_RANGE", "86399999, OK", "86400000, OK", "86400001, BAD_RANGE"})
        void pausesANonCriticalAlarmForADayAtMost(long durationMs, String reply) {
            PumpUnderTest pump = running().batteryFallsTo(2_600);
            assertEquals(reply, nameOf(pump.pause(Alarm.ERI, durationMs)));
            sounds(pump, reply.equals("OK") ? "NONE" : "NONCRITICAL", reply.equals("OK") ? 0 : Alarm.ERI);
        }

        @Test
        void endsExactlyWhenItWasToEnd() {
            PumpUnderTest pump = running();
            pump.kernel().motorStall();
            pump.motorStands();
            accepted(pump.pause(Alarm.STALL, HOUR_MS));
            long sounded = pump.kernel().annunciations();
            pump.pass(HOUR_MS - 1);
            sounds(pump, "NONE", 0);
            assertEquals(sounded, pump.kernel().annunciations());
            pump.pass(1);
            sounds(pump, "CRITICAL", Alarm.STALL);
            assertEquals(sounded + 1, pump.kernel().annunciations());
        }

        @Test
        void keepsTheAlarmAndAllItDoes() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).patientBolus(1_000, MINUTE_MS, HOUR_MS, 8).running(8_333);
            pump.kernel().motorStall();
            accepted(pump.pause(Alarm.STALL, HOUR_MS));
            pump.alarms(Alarm.STALL);
            pump.denied(Reply.ALARM_BLOCK);
        }

        @Test
        void letsTheNextAlarmSound() {
            PumpUnderTest pump = running().batteryFallsTo(2_600).resets(Cause.LOW_BATTERY);
            accepted(pump.pause(Alarm.LOW_BATTERY_RESET, HOUR_MS));
            sounds(pump, "NONCRITICAL", Alarm.ERI);
            accepted(pump.pause(Alarm.ERI, DAY_MS));
            sounds(pump, "NONE", 0);
            pump.pass(HOUR_MS);
            sounds(pump, "CRITICAL", Alarm.LOW_BATTERY_RESET);
        }

        @Test
        void endsAtOnceWithANewCriticalAlarm() {
            PumpUnderTest pump = running().resets(Cause.LOW_BATTERY);
            accepted(pump.pause(Alarm.LOW_BATTERY_RESET, HOUR_MS));
            pump.kernel().motorStall();
            sounds(pump, "CRITICAL", Alarm.STALL);
            pump.motorTurns().pass(MINUTE_MS).interrogate();
            sounds(pump, "CRITICAL", Alarm.LOW_BATTERY_RESET);
        }

        @Test
        void endsAtOnceWhenAnAlarmBecomesCritical() {
            PumpUnderTest pump = running();
            accepted(pump.stop());
            accepted(pump.pause(Alarm.NOT_THERAPY, DAY_MS));
            pump.pass(12 * HOUR_MS - 1);
            sounds(pump, "NONE", 0);
            pump.pass(1);
            sounds(pump, "CRITICAL", Alarm.NOT_THERAPY);
        }

        @Test
        void outlivesANewNonCriticalAlarm() {
            PumpUnderTest pump = running().resets(Cause.LOW_BATTERY);
            accepted(pump.pause(Alarm.LOW_BATTERY_RESET, HOUR_MS));
            pump.batteryFallsTo(2_600);
            sounds(pump, "NONCRITICAL", Alarm.ERI);
        }

        @ParameterizedTest
        @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 21, Integer.MAX_VALUE})
        void refusesAnAlarmThatIsNone(int alarm) {
            PumpUnderTest pump = running();
            pump.refused(Reply.BAD_RANGE, () -> pump.pause(alarm, MINUTE_MS));
        }

        @Test
        void refusesAnAlarmThatIsNotActive() {
            PumpUnderTest pump = running();
            pump.refused(Reply.NOT_ACTIVE, () -> pump.pause(Alarm.ERI, MINUTE_MS));
        }

        @Test
        void isNotForThePatientNorIsTheClear() {
            PumpUnderTest pump = running().batteryFallsTo(2_600);
            pump.refused(Reply.ROLE, () -> pump.admit(Kind.ALARM_PAUSE, Role.PATIENT));
            pump.refused(Reply.AUTH, () -> pump.kernel().pauseAlarm(Alarm.ERI, MINUTE_MS));
            pump.refused(Reply.ROLE, () -> pump.admit(Kind.ALARM_CLEAR, Role.PATIENT));
            pump.refused(Reply.AUTH, () -> pump.kernel().clearAlarm(Alarm.ERI));
            sounds(pump, "NONCRITICAL", Alarm.ERI);
        }
    }

    // [utest->req~SR-45~1]
    @Nested
    class AnAlarmSoundsAgain {
        @Test
        void everyTenMinutesIfCritical() {
            PumpUnderTest pump = running();
            pump.kernel().motorStall();
            pump.motorStands();
            assertEquals(1, pump.kernel().annunciations());
            pump.pass(599_999);
            assertEquals(1, pump.kernel().annunciations());
            pump.pass(1);
            assertEquals(2, pump.kernel().annunciations());
            pump.pass(10 * 600_000);
            assertEquals(12, pump.kernel().annunciations());
        }

        @Test
        void everyHourIfNot() {
            PumpUnderTest pump = running().batteryFallsTo(2_600);
            pump.pass(HOUR_MS - 1);
            assertEquals(1, pump.kernel().annunciations());
            pump.pass(1);
            assertEquals(2, pump.kernel().annunciations());
            pump.pass(DAY_MS);
            assertEquals(26, pump.kernel().annunciations());
        }

        @Test
        void atOnceWhenItBecomesTheOneThatSounds() {
            PumpUnderTest pump = running().batteryFallsTo(2_600).pass(MINUTE_MS).resets(Cause.LOW_BATTERY);
            assertEquals(2, pump.kernel().annunciations());
            accepted(pump.clear(Alarm.LOW_BATTERY_RESET));
            assertEquals(3, pump.kernel().annunciations());
        }

        @Test
        void notMoreOftenForWhatHappensBesideIt() {
            PumpUnderTest pump = running();
            pump.kernel().motorStall();
            pump.motorStands();
            pump.batteryFallsTo(2_600).openSession().closeSession();
            assertEquals(1, pump.kernel().annunciations());
        }

        @Test
        void byMonotonicTimeWhateverTheClockSays() {
            PumpUnderTest pump = running().batteryFallsTo(2_600).rtcJumps(-30 * DAY_MS).pass(HOUR_MS);
            assertEquals(2, pump.kernel().annunciations());
        }

        @Test
        void neverWithoutAnAlarm() {
            assertEquals(0, running().pass(30 * DAY_MS).kernel().annunciations());
        }
    }

    // [utest->req~SR-59~1]
    @Nested
    class StopAndMinimumRateAreNeverSilentAndBecomeCritical {
        @Test
        void remindsAtOnceAndCriticallyFromP27On() {
            PumpUnderTest pump = running();
            accepted(pump.stop());
            pump.alarms(Alarm.NOT_THERAPY);
            sounds(pump, "NONCRITICAL", Alarm.NOT_THERAPY);
            pump.pass(12 * HOUR_MS - 1);
            assertFalse(pump.kernel().isAlarmCritical(Alarm.NOT_THERAPY));
            pump.pass(1);
            sounds(pump, "CRITICAL", Alarm.NOT_THERAPY);
        }

        @Test
        void keepsOneTimerThroughSessionResetAndEitherMode() {
            PumpUnderTest pump = running();
            accepted(pump.minimumRate());
            pump.closeSession().pass(3 * HOUR_MS).resets(Cause.BROWNOUT).pass(3 * HOUR_MS);
            accepted(pump.stop());
            pump.pass(3 * HOUR_MS);
            accepted(pump.minimumRate());
            pump.passUntil(12 * HOUR_MS - 1);
            assertFalse(pump.kernel().isAlarmCritical(Alarm.NOT_THERAPY));
            pump.pass(1);
            assertTrue(pump.kernel().isAlarmCritical(Alarm.NOT_THERAPY));
            accepted(pump.stop());
            assertTrue(pump.kernel().isAlarmCritical(Alarm.NOT_THERAPY), "once critical it stays critical");
        }

        @Test
        void endsOnlyWithTherapy() {
            PumpUnderTest pump = running();
            accepted(pump.stop());
            pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.NOT_THERAPY));
            pump.pass(13 * HOUR_MS).alarms(Alarm.NOT_THERAPY);
            accepted(pump.resume());
            pump.alarms();
            pump.delivers(Mode.RUN, 8_333);
            sounds(pump, "NONE", 0);
        }

        @Test
        void startsItsTimerAnewWithTheNextStop() {
            PumpUnderTest pump = running();
            accepted(pump.stop());
            pump.pass(11 * HOUR_MS);
            accepted(pump.resume());
            accepted(pump.stop());
            pump.pass(12 * HOUR_MS - 1);
            assertFalse(pump.kernel().isAlarmCritical(Alarm.NOT_THERAPY));
        }

        @Test
        void remindsOfALargeReductionAgainAfterAStopIsOver() {
            PumpUnderTest pump = running();
            accepted(pump.program(4_000, DoseOverride.REDUCE));
            accepted(pump.stop());
            pump.pass(12 * HOUR_MS);
            assertTrue(pump.kernel().isAlarmCritical(Alarm.NOT_THERAPY));
            accepted(pump.resume());
            pump.alarms(Alarm.NOT_THERAPY);
            sounds(pump, "NONCRITICAL", Alarm.NOT_THERAPY);
        }

        @Test
        void isSilentOnAPumpThatHasNeverRun() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).neverRun();
            accepted(pump.stop());
            pump.pass(2 * DAY_MS).alarms();
            assertEquals(0, pump.kernel().annunciations());
            pump.refused(Reply.MODE, pump::minimumRate);
            pump.refused(Reply.MODE, pump::resume);
            pump.refused(Reply.MODE, () -> pump.restore());
        }

        @Test
        void resumesOnlyWhatWasStoppedByAPersonOrDry() {
            PumpUnderTest pump = running();
            pump.refused(Reply.MODE, pump::resume);
            pump.losesFlowSensor();
            pump.refused(Reply.MODE, pump::resume);
        }

        @Test
        void checksAgainWhenTheResumeIsConfirmed() {
            PumpUnderTest pump = running();
            accepted(pump.stop());
            accepted(pump.clinician(Kind.STAGE_RESUME, pump.kernel()::stageResume));
            accepted(pump.confirm());
            assertEquals(List.of("RUN"), List.of(KernelNames.MODES.get(pump.kernel().mode())));
        }

        @Test
        void resumesIntoTheFaultThatIsStillThere() {
            PumpUnderTest pump = running();
            accepted(pump.stop());
            pump.losesFlowSensor();
            accepted(pump.resume());
            pump.delivers(Mode.HOLD, 8_333);
            pump.alarms(Alarm.SENSOR_LOST);
        }
    }
}
