package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.itb.kernel.Alarm;
import org.itb.kernel.Clock;
import org.itb.kernel.FlowMeter;
import org.itb.kernel.FlowRules;
import org.itb.kernel.FlowWindow;
import org.itb.kernel.Image;
import org.itb.kernel.Mode;
import org.itb.kernel.Reservoir;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The windows, the clock and the reservoir by themselves, to the edge, the millisecond and the nanolitre. */
class FlowPartsTest {

    /** Three marks, one a minute: 100 nL had flowed at the tick before, 300 nL have now. */
    // [utest->req~SR-31~1]
    // [utest->req~SR-32~1]
    @Nested
    class AWindowOfThreeMarks {
        private final FlowWindow window = new FlowWindow(60_000, 3);

        private void marksHold(long first, long second, long third) {
            long[] expected = {first, second, third};
            for (int i = 0; i < expected.length; i++) {
                assertEquals(300 - expected[i], window.sinceMarkNl(i, 300, 0), "mark " + i);
            }
        }

        @Test
        void marksBothEdgesOfATickThatEndsAtTheSecond() {
            window.advance(120_000, 300, 0, 100, 0);
            marksHold(100, 300, 0);
            assertFalse(window.isEdge(179_999));
            assertTrue(window.isEdge(180_000));
        }

        @Test
        void marksTheLastEdgeOfALongTickWithWhatFlowedUpToIt() {
            window.advance(180_000, 300, 0, 100, 0);
            marksHold(100, 100, 300);
            assertTrue(window.isEdge(240_000));
            assertFalse(window.isEdge(239_999));
        }

        @Test
        void marksAllEdgesOfALongTickBetweenTwoWithWhatFlowedBeforeIt() {
            window.advance(180_001, 300, 0, 100, 0);
            marksHold(100, 100, 100);
        }

        /** More edges than marks: whatever the tick held lies behind all of them. */
        @ParameterizedTest
        @CsvSource({"240000", "240001", "36000000"})
        void putsATickThatIsLongerThanItselfBehindEveryMark(long nowMs) {
            window.advance(60_000, 50, 0, 0, 0);
            window.advance(60_000 + nowMs, 300, 0, 100, 0);
            marksHold(100, 100, 100);
            assertFalse(window.isEdge(60_000 + nowMs));
        }

        @Test
        void knowsTheAgeOfEachMark() {
            window.advance(60_000, 0, 0, 0, 0);
            assertEquals(1, window.ageMs(0, 60_001), "set a millisecond ago");
            assertEquals(120_001, window.ageMs(1, 60_001), "two edges before it");
            assertEquals(60_001, window.ageMs(2, 60_001));
        }
    }

    // [utest->req~SR-31~1]
    @Nested
    class AMeter {
        @Test
        void findsTheOverDeliveryOfADayThoughTheDaysBeforeFlowedShort() {
            PumpUnderTest pump = with(500).running(8_333);
            pump.motorGain(900).pass(2 * DAY_MS).alarms();
            pump.motorGain(1_200).pass(DAY_MS);
            pump.delivers(Mode.STOP, 0);
            assertTrue(pump.kernel().isAlarmCritical(Alarm.OVER_DELIVERY));
        }

        // [utest->req~SR-32~1]
        @Test
        void findsTheUnderDeliveryOfADayThoughTheDaysBeforeFlowedFull() {
            PumpUnderTest pump = with(500).running(8_333);
            pump.motorGain(1_100).pass(2 * DAY_MS).alarms();
            pump.motorGain(800).pass(DAY_MS);
            pump.delivers(Mode.RUN, 8_333);
            pump.alarms(Alarm.STALL_RECOVERED); // the next nanolitre ended A01 (D-20)
        }

        /** D-21: what was too much before a clear is in no window after it. */
        @Test
        void startsEveryWindowAnewAtARestart() {
            FlowMeter meter = new FlowMeter();
            meter.confirm(2_001);
            assertEquals(FlowMeter.TOO_MUCH, meter.judge(MINUTE_MS));
            assertTrue(meter.isOverInHour());
            meter.restart(MINUTE_MS);
            assertFalse(meter.isOverInHour());
            assertEquals(FlowMeter.FINE, meter.judge(2 * MINUTE_MS));
            meter.confirm(2_000);
            assertEquals(FlowMeter.FINE, meter.judge(3 * MINUTE_MS));
            meter.confirm(1);
            assertEquals(FlowMeter.TOO_MUCH, meter.judge(4 * MINUTE_MS));
        }

        // [utest->req~SR-32~1]
        @ParameterizedTest
        @CsvSource({"169000, false", "168999, true"})
        void callsADayShortFromP29BelowTheMotorsAccuracyOn(long confirmedNl, boolean under) {
            assertEquals(under, FlowRules.isUnderDelivery(200_000, confirmedNl));
        }
    }

    // [utest->req~SR-53~1]
    @ParameterizedTest
    @CsvSource({"0, false", "60000, false", "60001, true", "-60000, false", "-60001, true"})
    void aClockThatIsSetMovesByWhatItWasWrong(long wrongMs, boolean moved) {
        Clock clock = new Clock();
        clock.advance(50_000);
        clock.set(7 * DAY_MS);
        clock.advance(40_000);
        assertEquals(moved, clock.set(7 * DAY_MS + 40_000 + wrongMs));
        assertEquals(Math.floorMod(40_000 + wrongMs, DAY_MS), clock.todMs());
    }

    // [utest->req~SR-53~1]
    @ParameterizedTest
    @CsvSource({"1000000000000000, 6400000", "999999999999999, 6399999", "1000000000000001, 6400000", "9223372036854775807, 6400000",
        "-1000000000000000, 80000000", "-999999999999999, 80000001", "-1000000000000001, 80000000", "-9223372036854775808, 80000000"})
    void aClockIsSetNoFurtherThanRealTimeIsBelieved(long rtcMs, int todMs) {
        Clock clock = new Clock();
        clock.set(rtcMs);
        assertEquals(todMs, clock.todMs());
    }

    // [utest->req~SR-53~1]
    @Test
    void aNewClockIsTrustedUntilItDrifts() {
        Clock clock = new Clock();
        assertTrue(clock.isTrusted());
        clock.compare(60_000);
        assertTrue(clock.isTrusted());
        clock.compare(60_001);
        assertFalse(clock.isTrusted());
    }

    // [utest->req~SR-54~1]
    @Test
    void aClockWhoseImageDoesNotFitIsStillInItsRange() {
        Image image = new Image();
        LongStream.of(-1, 0, 0, 0, 1, 0).forEach(image::add);
        image.beginLoad();
        Clock clock = new Clock();
        clock.exchange(image);
        assertFalse(image.isSound());
        assertEquals(0, clock.nowMs());
    }

    // [utest->req~SR-28~1]
    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "40000000, true", "40000001, false"})
    void aReservoirHoldsANanolitreToFortyMillilitres(long capacityNl, boolean isCapacity) {
        assertEquals(isCapacity, Reservoir.isCapacity(capacityNl));
    }

    // [utest->req~SR-31~1]
    @Test
    void aClearedOverDeliveryIsForgottenInTheHourToo() {
        PumpUnderTest pump = with(500).running(8_333);
        pump.nextFlow(2_500).step(MINUTE_MS);
        pump.delivers(Mode.STOP, 0);
        pump.motorStands().pass(HOUR_MS + MINUTE_MS);
        accepted(pump.clear(Alarm.OVER_DELIVERY));
        pump.motorTurns().nextFlow(2_000).step(MINUTE_MS);
        pump.delivers(Mode.RUN, 8_333);
    }
}
