package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.itb.harness.kernel.PumpUnderTest.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.itb.kernel.Alarm;
import org.itb.kernel.AlarmBank;
import org.itb.kernel.Image;
import org.itb.kernel.Mode;
import org.itb.kernel.Parameters;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Test;

/** Combinations that therapy seldom meets, and one or two that only a memory fault brings about. */
class RareCombinationTest {

    // [utest->req~SR-59~1]
    @Test
    void aCriticalAlarmThatIsRaisedAgainAsAnOrdinaryOneStaysCritical() {
        AlarmBank bank = new AlarmBank();
        bank.raise(Alarm.NOT_THERAPY, true);
        bank.raise(Alarm.NOT_THERAPY, false);
        assertTrue(bank.isCritical(Alarm.NOT_THERAPY));
        assertTrue(bank.bars());
        bank.lower(Alarm.NOT_THERAPY);
        bank.raise(Alarm.NOT_THERAPY, false);
        assertFalse(bank.isCritical(Alarm.NOT_THERAPY), "it ended, and this is another");
    }

    /** No state is such; words that say so are refused, and until they are, no alarm is taken for critical that is not active. */
    // [utest->req~SR-54~1] [utest->req~SR-59~1]
    @Test
    void anAlarmThatIsNotActiveComesBackAsNotCritical() {
        AlarmBank bank = new AlarmBank();
        Image image = new Image();
        bank.exchange(saving(image));
        long[] words = LongStream.range(0, image.count()).map(image::wordAt).toArray();
        image.clear();
        words[Alarm.COUNT + 1 + Alarm.STALL] = 1; // which are active, then which are critical
        LongStream.of(words).forEach(image::add);
        image.beginLoad();
        bank.exchange(image);
        assertFalse(image.isSound());
        assertFalse(bank.isCritical(Alarm.STALL));
    }

    private static Image saving(Image image) {
        image.beginSave();
        return image;
    }

    /** No hour of it would be too much: 4 µg. The day would hold its peak twice. */
    // [utest->req~SR-06~1]
    // [utest->req~SR-53~1]
    @Test
    void theScheduleStaysBarredWhileTheDayAloneWouldBeOverfull() {
        PumpUnderTest pump = with(500).limit(60_100).running(5_000);
        accepted(pump.flex(List.of(from(0, 8_000), from(12 * HOUR_MS, 2_000))));
        pump.pass(12 * HOUR_MS).delivers(Mode.RUN, 2_000);

        accepted(pump.setRtc(0));
        pump.alarms(Alarm.TIME_ANOMALY);
        pump.refused(Reply.ALARM_BLOCK, () -> pump.clear(Alarm.TIME_ANOMALY));

        pump.pass(HOUR_MS).delivers(Mode.RUN, 5_000);
        pump.pass(11 * HOUR_MS);
        accepted(pump.clear(Alarm.TIME_ANOMALY));
        pump.alarms();
        pump.delivers(Mode.RUN, 2_000);
    }

    // [utest->req~SR-28~1]
    @Test
    void aReservoirThatFallsLowAndEmptyAtOnceIsToldThoughTheOldAlarmWasNeverCleared() {
        PumpUnderTest pump = with(500).running(8_333);
        pump.nextFlow(19_200_000).step(MINUTE_MS);
        assertTrue(pump.kernel().isAlarmActive(Alarm.RESERVOIR_LOW));
        assertTrue(pump.kernel().isAlarmCritical(Alarm.RESERVOIR_EMPTY));
        accepted(pump.refill(800_000, 20_000_000));
        pump.step(MINUTE_MS);
        assertFalse(pump.kernel().isAlarmActive(Alarm.RESERVOIR_LOW), "it goes as soon as its condition does");
        assertTrue(pump.kernel().isAlarmCritical(Alarm.RESERVOIR_EMPTY), "it wants a clinician");

        pump.nextFlow(19_200_000).step(MINUTE_MS);

        assertTrue(pump.kernel().isAlarmActive(Alarm.RESERVOIR_LOW));
        assertTrue(pump.kernel().isAlarmCritical(Alarm.RESERVOIR_EMPTY));
    }

    // [utest->req~SR-39~1]
    @Test
    void theEndOfTheBatterySoundsThoughTheAnnouncedTimeWasLost() {
        PumpUnderTest pump = with(500)
                .serviceAge(Parameters.SERVICE_MAX_MS - Parameters.ERI_TO_EOS_MS - 10 * MINUTE_MS).running(8_333);
        pump.pass(MINUTE_MS);
        KernelState.damage(pump.kernel(), "dueAtMs", 0L);
        pump.pass(8 * MINUTE_MS).alarms();
        long annunciations = pump.kernel().annunciations();

        pump.pass(MINUTE_MS).alarms(Alarm.ERI);

        assertEquals(annunciations + 1, pump.kernel().annunciations());
        assertEquals(AlarmBank.NONCRITICAL, pump.kernel().signal());
        pump.delivers(Mode.RUN, 8_333);
    }

    // [utest->req~SR-39~1]
    @Test
    void aBatteryAlarmThatMemoryLostIsRaisedAgainBesideTheOneAfterIt() {
        PumpUnderTest pump = with(500).serviceAge(Parameters.SERVICE_MAX_MS).running(8_333);
        pump.step(MINUTE_MS);
        assertTrue(pump.kernel().isAlarmCritical(Alarm.EOS));
        KernelState.damage(pump.kernel(), "gate.alarms.active[" + Alarm.ERI + "]", false);
        assertFalse(pump.kernel().isAlarmActive(Alarm.ERI));

        pump.step(MINUTE_MS);

        assertTrue(pump.kernel().isAlarmActive(Alarm.ERI));
        assertTrue(pump.kernel().isAlarmCritical(Alarm.EOS));
        pump.delivers(Mode.STOP, 0);
        assertTrue(pump.nowMs() < DAY_MS);
    }
}
