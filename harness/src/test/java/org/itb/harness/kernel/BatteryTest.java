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
import org.itb.kernel.Alarm;
import org.itb.kernel.Battery;
import org.itb.kernel.Cause;
import org.itb.kernel.Image;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Elective replacement and the end of service. */
// [utest->req~SR-39~1]
class BatteryTest {
    private static final long ERI_TO_EOS_MS = 7_776_000_000L;
    private static final long SERVICE_MAX_MS = 220_838_400_000L;

    private static PumpUnderTest.Order pump() {
        return PumpUnderTest.with(500).reservoir(40_000_000, 40_000_000);
    }

    @ParameterizedTest
    @CsvSource({"2601, false", "2600, true", "2599, true", "0, true", "9223372036854775807, false"})
    void callsForReplacementAtTheBatterysThreshold(long batteryMv, boolean due) {
        PumpUnderTest pump = pump().running(2_000).batteryFallsTo(batteryMv);
        assertEquals(due, pump.kernel().isAlarmActive(Alarm.ERI));
        assertFalse(pump.kernel().isAlarmCritical(Alarm.ERI));
        pump.delivers(Mode.RUN, 2_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void refusesAVoltageBelowZero(long batteryMv) {
        PumpUnderTest pump = pump().running(2_000);
        pump.refused(Reply.BAD_RANGE, () -> pump.kernel().battery(batteryMv));
    }

    @Test
    void staysDueWhenTheVoltageRecovers() {
        PumpUnderTest pump = pump().running(2_000).batteryFallsTo(2_600).batteryFallsTo(3_000).pass(DAY_MS);
        pump.alarms(Alarm.ERI);
        assertEquals("ALARM_BLOCK", nameOf(pump.clear(Alarm.ERI)));
        pump.alarms(Alarm.ERI);
    }

    @Test
    void callsForReplacementAtItsAge() {
        PumpUnderTest pump = pump().serviceAge(SERVICE_MAX_MS - ERI_TO_EOS_MS - HOUR_MS).running(2_000);
        pump.pass(HOUR_MS - 1).alarms();
        pump.pass(1).alarms(Alarm.ERI);
    }

    /** SC-08 */
    @Test
    void endsItsService90DaysAfterTheCallWhateverHappensInBetween() {
        PumpUnderTest pump = pump().running(2_000).pass(HOUR_MS).batteryFallsTo(2_600);
        pump.pass(30 * DAY_MS).resets(Cause.BROWNOUT).pass(MINUTE_MS);
        pump.batteryFallsTo(3_000).rtcJumps(-60 * DAY_MS);
        accepted(pump.setRtc(0));
        pump.clear(Alarm.TIME_ANOMALY);
        pump.batteryFallsTo(2_600);
        pump.passUntil(HOUR_MS + ERI_TO_EOS_MS - 1);
        pump.delivers(Mode.RUN, 2_000);
        assertFalse(pump.kernel().isAlarmActive(Alarm.EOS));
        pump.pass(1).delivers(Mode.STOP, 0);
        assertTrue(pump.kernel().isAlarmCritical(Alarm.EOS));
        assertTrue(pump.kernel().isAlarmActive(Alarm.NOT_THERAPY));
    }

    @Test
    void countsTheWholeOfALongTick() {
        PumpUnderTest pump = pump().running(2_000).batteryFallsTo(2_600);
        pump.nextFlow(4_000_000).step(ERI_TO_EOS_MS - 1).delivers(Mode.RUN, 2_000);
        pump.step(1).delivers(Mode.STOP, 0);
    }

    @Test
    void endsItsServiceAtItsAgeHoweverLateThatIsSeen() {
        PumpUnderTest pump = pump().serviceAge(SERVICE_MAX_MS - MINUTE_MS).running(2_000);
        pump.alarms(Alarm.ERI);
        pump.pass(MINUTE_MS - 1).delivers(Mode.RUN, 2_000);
        pump.pass(1).delivers(Mode.STOP, 0);
        pump.alarms(Alarm.ERI, Alarm.EOS, Alarm.NOT_THERAPY);
    }

    @Test
    void isNeverClearedNorResumed() {
        PumpUnderTest pump = pump().serviceAge(SERVICE_MAX_MS).running(2_000);
        pump.delivers(Mode.STOP, 0);
        pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.EOS));
        pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.ERI));
        pump.refused(Reply.MODE, pump::resume);
        pump.pass(DAY_MS).delivers(Mode.STOP, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 3000, BAD_RANGE", "0, 3000, OK", "220838400000, 3000, OK", "220838400001, 3000, BAD_RANGE",
        "0, -1, BAD_RANGE", "0, 0, OK", "0, 100000, OK", "0, 100001, BAD_RANGE",
        "9223372036854775807, 3000, BAD_RANGE", "0, -9223372036854775808, BAD_RANGE"})
    void commissionsAServiceAgeAndVoltageThatCanBe(long ageMs, long batteryMv, String reply) {
        SafetyKernel kernel = new SafetyKernel(PumpUnderTest.DEVICE_ID);
        KernelState before = KernelState.of(kernel);
        int answer = kernel.commissionService(ageMs, batteryMv, 0);
        assertEquals(reply, nameOf(answer));
        if (answer != Reply.OK) {
            assertEquals(List.of(), before.differences(KernelState.of(kernel)));
        }
    }

    @Test
    void announcesBothInstants() {
        PumpUnderTest byAge = pump().serviceAge(SERVICE_MAX_MS - ERI_TO_EOS_MS - HOUR_MS).running(2_000);
        assertEquals(HOUR_MS, byAge.kernel().dueInMs());
        PumpUnderTest eos = pump().serviceAge(SERVICE_MAX_MS - MINUTE_MS).running(2_000);
        assertEquals(MINUTE_MS, eos.kernel().dueInMs());
    }

    @Test
    void announcesNothingOnceItIsOver() {
        Battery battery = new Battery();
        battery.install(SERVICE_MAX_MS - 1, 3_000);
        battery.judge(0);
        assertEquals(1, battery.dueAtMs(0));
        assertEquals(0, battery.dueAtMs(1));
        assertTrue(battery.isOver(1));
    }

    /** What it holds, of which the pump shows only what comes of it. */
    @Nested
    class ByItself {
        private final Battery battery = new Battery();

        private long storedMv() {
            Image image = new Image();
            image.beginSave();
            battery.exchange(image, 0);
            return image.wordAt(3);
        }

        @Test
        void countsAsFullUntilItIsMeasured() {
            assertEquals(3_000, storedMv());
            battery.judge(1);
            assertFalse(battery.isDue());
        }

        @ParameterizedTest
        @CsvSource({"-1, 0", "0, 0", "1, 1", "99999, 99999", "100000, 100000", "100001, 100000"})
        void isMeasuredFromNothingTo100V(long batteryMv, long heldMv) {
            battery.measure(batteryMv);
            assertEquals(heldMv, storedMv());
        }

        /** D-45: a pump that is commissioned beyond the age of the call has it coming at once, and 0 would mean never. */
        @ParameterizedTest
        @CsvSource({"-5, 5", "-1, 1", "0, 1", "1, 1", "5, 1"})
        void announcesTheCallOfItsAgeNoEarlierThanAtOnce(long beyondMs, long dueAtMs) {
            battery.install(SERVICE_MAX_MS - ERI_TO_EOS_MS + beyondMs, 3_000);
            assertEquals(dueAtMs, battery.dueAtMs(0));
        }
    }
}
