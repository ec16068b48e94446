package org.itb.harness.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import org.itb.kernel.Alarm;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;

/** A bolus is what was asked for: at its rate, until its end, once, alone, and gone for good when it is cancelled. */
class BolusProperties {
    private static final long BOLUS_NG = 40_000;

    @Provide
    Arbitrary<Therapy> therapies() {
        return Therapies.any();
    }

    // [utest->req~SR-16~1] [utest->req~SR-19~1] [utest->req~SR-20~1]
    @KernelProperty
    void aBolusRunsAtItsRateFromItsStartUntilItsEndAndNeverElse(@ForAll("therapies") Therapy therapy) {
        History history = new History(therapy.setup());
        therapy.play(history, new Watch() {
            private BigInteger load = BigInteger.ZERO;
            private int seen;
            private long bolusNlPerH;

            @Override
            public void before(PumpUnderTest pump, Order order) {
                bolusNlPerH = pump.kernel.bolusNlPerH();
            }

            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                if (history.boluses().size() > seen) {
                    assertEquals(0, bolusNlPerH, "a second bolus at the same time");
                    seen++;
                    load = BigInteger.ZERO;
                }
                // The history's bolus ends when it should, or when the kernel cancels it; the kernel's must follow.
                assertEquals(history.isBolusDue() ? history.newestBolus().rateNlPerH() : 0, pump.kernel.bolusNlPerH());
                assertEquals(seen, pump.kernel.startedBoluses());
                assertEquals(history.cancelled(), pump.kernel.cancelledBoluses());
                if (order instanceof Order.Tick tick && reply == Reply.OK && tick.dtMs() <= 60_000) {
                    load = load.add(BigInteger.valueOf(bolusNlPerH).multiply(BigInteger.valueOf(tick.dtMs())));
                    assertTrue(seen == 0 || load.compareTo(BigInteger.valueOf(history.newestBolus().volumeNl())
                            .multiply(BigInteger.valueOf(History.HOUR_MS))) <= 0, "more than the bolus");
                }
            }
        });
    }

    // [utest->req~SR-20~1]
    @KernelProperty
    void noBolusRunsBesideACriticalAlarmOrOutsideRun(@ForAll("therapies") Therapy therapy) {
        therapy.play(new Watch() {
            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                if (pump.kernel.bolusNlPerH() == 0) {
                    return;
                }
                assertEquals(Mode.RUN, pump.kernel.mode());
                for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
                    assertTrue(!pump.kernel.isAlarmCritical(alarm), "bolus beside critical A" + alarm);
                }
                assertTrue(!pump.kernel.isAlarmActive(Alarm.STALL_RECOVERED), "bolus before the look after a stall");
                assertTrue(!pump.kernel.isAlarmActive(Alarm.POST_MRI), "bolus before the check after a scan");
                assertTrue(order.kind() != Kind.RESET || reply != Reply.OK, "bolus across a reset");
            }
        });
    }

    /** Cancelled or not, it counts in full until a day after its end: room for two is room for two. */
    // [utest->req~SR-06~1] [utest->req~SR-20~1] [utest->req~SR-21~1]
    @KernelProperty
    void aCancelledBolusCountsInFullUntilADayAfterItsEnd(
            @ForAll("causes") Cause cause, @ForAll("instants") long afterMs, @ForAll("concentrations") int concentration) {
        long rate = 200_000_000L / 24 / concentration;
        long limitNg = rate * 24 * concentration / 1000 + 1 + 2 * BOLUS_NG;
        PumpUnderTest pump = new PumpUnderTest(new Setup(
                concentration, rate, limitNg, 1, 1, 1, new Order.StagePatientBolus(1_000, 600_000, 3_600_000, 8)));
        long volumeNl = BOLUS_NG * 1000 / concentration;
        assertEquals(Reply.OK, pump.bolus(volumeNl, 3_600_000));
        pump.pass(afterMs);
        long cancelledAtMs = pump.kernel.nowMs();
        cause.on(pump);
        assertEquals(1, pump.kernel.cancelledBoluses());
        pump.bringBack();
        assertEquals(0, pump.kernel.bolusNlPerH());
        assertEquals(Mode.RUN, pump.kernel.mode());
        assertEquals(Reply.OK, pump.bolus(volumeNl, 3_600_000));
        pump.pass(cancelledAtMs + History.DAY_MS - 1 - pump.kernel.nowMs());
        // Not even the smallest part of a third.
        assertEquals(Reply.DOSE_WINDOW, pump.bolus(volumeNl / 20, 3_600_000));
        pump.pass(1);
        assertEquals(Reply.OK, pump.bolus(volumeNl, 3_600_000));
    }

    enum Cause {
        BROWNOUT, LOW_BATTERY, STALL, STOP, SENSOR;

        void on(PumpUnderTest pump) {
            switch (this) {
                case BROWNOUT -> pump.give(new Order.Reset(1));
                case LOW_BATTERY -> pump.give(new Order.Reset(3));
                case STALL -> pump.give(Kind.MOTOR_STALL);
                case STOP -> pump.order(Kind.STAGE_STOP);
                case SENSOR -> pump.give(Kind.SENSOR_FAULT);
            }
        }
    }

    @Provide
    Arbitrary<Cause> causes() {
        return Arbitraries.of(Cause.class);
    }

    @Provide
    Arbitrary<Long> instants() {
        return Arbitraries.longs().between(1, 3_599_999);
    }

    @Provide
    Arbitrary<Integer> concentrations() {
        return Arbitraries.of(500, 1000, 2000);
    }
}
