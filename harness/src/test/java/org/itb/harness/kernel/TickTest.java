package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.itb.kernel.Alarm;
import org.itb.kernel.Mode;
import org.itb.kernel.Pump;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a tick finds out by itself is obeyed and heard in the same tick, announced or not; what goes on is no news. */
class TickTest {
    private static final long FAR_MS = 1_000_000_000_000L;

    private static void sounds(PumpUnderTest pump, int signal, int alarm) {
        assertEquals(signal, pump.kernel().signal());
        assertEquals(alarm, pump.kernel().signalAlarm());
    }

    /** Steps of a minute, until what cannot be announced has come. */
    private static void passUntilActive(PumpUnderTest pump, int alarm) {
        for (int i = 0; i < 1_000 && !pump.kernel().isAlarmActive(alarm); i++) {
            pump.step(MINUTE_MS);
        }
        assertTrue(pump.kernel().isAlarmActive(alarm));
    }

    // [utest->req~SR-28~1]
    @Nested
    class AReservoirThatRunsOut {
        private final PumpUnderTest pump = with(500).fill(2_010_000).running(100_000);

        @Test
        void isHeardInTheTickInWhichItIsLow() {
            pump.step(MINUTE_MS);
            pump.alarms();
            sounds(pump, 0, 0);
            passUntilActive(pump, Alarm.RESERVOIR_LOW);
            sounds(pump, 1, Alarm.RESERVOIR_LOW);
            assertEquals(1, pump.kernel().annunciations());
            pump.delivers(Mode.RUN, 100_000);
        }

        @Test
        void isHeardInTheTickInWhichItMayBeEmpty() {
            passUntilActive(pump, Alarm.RESERVOIR_LOW);
            passUntilActive(pump, Alarm.RESERVOIR_EMPTY);
            sounds(pump, 2, Alarm.RESERVOIR_EMPTY);
            pump.delivers(Mode.RUN, 100_000);
        }

        /** As if a memory fault had written it full again. */
        @Test
        void fallsSilentInTheTickInWhichItIsNotLowAnyMore() {
            passUntilActive(pump, Alarm.RESERVOIR_LOW);
            KernelState.damage(pump.kernel(), "pump.reservoir.fillNl", 20_000_000L);
            pump.step(MINUTE_MS);
            pump.alarms();
            sounds(pump, 0, 0);
        }
    }

    /** The rotor turns 10 % more than told, which P21 allows: the path is through before its end was announced for. */
    // [utest->req~SR-26~1]
    @Test
    void theNewDrugsRateRunsInTheTickInWhichThePathIsThrough() {
        PumpUnderTest pump = with(500).running(33_333);
        accepted(pump.changeDrug(2_000, 335_800, true));
        pump.closeSession().motorGain(1_100);
        for (int i = 0; i < 1_000 && pump.kernel().bridgeRestNl() > 0; i++) {
            pump.delivers(Mode.RUN, 33_333);
            pump.step(MINUTE_MS);
        }
        assertEquals(0, pump.kernel().bridgeRestNl());
        assertFalse(pump.kernel().isScheduleSuspended());
        pump.delivers(Mode.RUN, 8_333);
        pump.alarms();
    }

    /** D-45: what was announced is of use to the world outside; the kernel itself obeys without it. */
    // [utest->req~SR-39~1]
    @Test
    void theEndOfServiceIsHeardAlsoIfItsAnnouncementWasLost() {
        PumpUnderTest pump = with(500).running(8_333).batteryFallsTo(2_600);
        sounds(pump, 1, Alarm.ERI);
        pump.pass(HOUR_MS);
        KernelState.damage(pump.kernel(), "pump.battery.dueSinceMs", pump.nowMs() - 90 * DAY_MS + MINUTE_MS);
        KernelState.damage(pump.kernel(), "dueAtMs", FAR_MS);
        pump.step(MINUTE_MS - 1);
        pump.alarms(Alarm.ERI);
        pump.step(1);
        assertTrue(pump.kernel().isAlarmActive(Alarm.EOS));
        sounds(pump, 2, Alarm.EOS);
        pump.delivers(Mode.STOP, 0);
    }

    /**
     * SR-45, D-45: an alarm that goes on is no news. What was announced stands, here at a time that no settling would
     * choose, so that one that was not asked for shows.
     */
    // [utest->req~SR-45~1]
    @Nested
    class WhatGoesOnIsNoNews {
        static Stream<Named<Consumer<PumpUnderTest>>> conditions() {
            return Stream.of(
                    Named.of("nothing", pump -> { }),
                    Named.of("a stall", PumpUnderTest::motorStands),
                    Named.of("too much", pump -> pump.nextFlow(10_000).step(MINUTE_MS)),
                    Named.of("a low reservoir", pump -> accepted(pump.refill(20_000_000, 1_900_000))),
                    Named.of("a lost sensor", PumpUnderTest::losesFlowSensor),
                    Named.of("a check that is due", pump -> pump.beginMri().endMri()));
        }

        @ParameterizedTest
        @MethodSource("conditions")
        void andAnnouncesNothingAnew(Consumer<PumpUnderTest> condition) {
            PumpUnderTest pump = with(2_000).running(8_333);
            condition.accept(pump);
            pump.pass(20 * MINUTE_MS);
            int rateNlPerH = pump.kernel().rateNlPerH();
            long annunciations = pump.kernel().annunciations();
            KernelState.damage(pump.kernel(), "dueAtMs", FAR_MS);
            pump.step(1_000);
            assertEquals(FAR_MS - pump.nowMs(), pump.kernel().dueInMs());
            assertEquals(rateNlPerH, pump.kernel().rateNlPerH());
            assertEquals(annunciations, pump.kernel().annunciations());
        }
    }

    /** A motor that stands would otherwise be asked every few ms whether the last nanolitre of a bridge has come (D-45). */
    // [utest->req~SR-33~1]
    @Test
    void nothingMovesAsLongAsWhatWasCommandedIsNotConfirmed() {
        Pump pump = new Pump();
        assertTrue(pump.isMoving(), "nothing was asked of it");
        pump.command(3 * HOUR_MS, MINUTE_MS);
        assertFalse(pump.isMoving());
        pump.confirm(3);
        assertFalse(pump.isMoving(), "until the next interval is booked");
        pump.command(3 * HOUR_MS, MINUTE_MS);
        assertTrue(pump.isMoving());
        assertEquals(6, pump.commandedNl());
        assertEquals(3, pump.confirmedNl());
    }
}
