package org.itb.harness.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import org.itb.harness.oracle.Day;
import org.itb.harness.oracle.Stretches;
import org.itb.harness.oracle.TherapyAccount;
import org.itb.kernel.Alarm;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;

/**
 * Never above a limit. Two statements, since they are not the same. <em>By account</em> (D-02, D-03): whatever the
 * programs, every accepted bolus and every accepted program keeps the limits as the requirements count. <em>By
 * output</em>: with constant basals that account bounds what really flows, in every rolling 24 h and hour. For flex
 * days it does not: each counts as a day of its own, and a change from one to the other may put two peaks together.
 */
class LimitProperties {
    private static final long HOUR_LIMIT_NG = 150_000;
    private static final long BOLUS_MAX_MS = 43_200_000;

    @Provide
    Arbitrary<Therapy> therapies() {
        return Therapies.any();
    }

    @Provide
    Arbitrary<Therapy> continuousTherapies() {
        return Therapies.continuous();
    }

    // [utest->req~SR-04~1] [utest->req~SR-06~1] [utest->req~SR-07~1]
    @KernelProperty
    void acceptsNoDoseAboveALimitByAccount(@ForAll("therapies") Therapy therapy) {
        History history = new History(therapy.setup());
        therapy.play(history, new Account(history));
    }

    // [utest->req~SR-04~1] [utest->req~SR-06~1] [utest->req~SR-34~1]
    @KernelProperty
    void noRollingDayOfConstantBasalsAndBolusesPassesTheLimit(@ForAll("continuousTherapies") Therapy therapy) {
        History history = new History(therapy.setup());
        therapy.play(history);
        for (long endMs : history.output().worstEndsMs(History.DAY_MS)) {
            BigInteger drug = history.drug(history.output().load(endMs - History.DAY_MS, endMs));
            // A bolus of this window was accepted before it at the earliest, by as long as it takes.
            long limitNg = history.highestLimitNg(endMs - History.DAY_MS - BOLUS_MAX_MS, endMs);
            assertTrue(drug.compareTo(History.ng(limitNg)) <= 0,
                    () -> "24 h before " + endMs + " ms hold " + drug + " of " + History.ng(limitNg));
        }
    }

    /**
     * The hour is judged with the present program alone (D-04), so a reduction within the hour adds what it took away:
     * at most the difference of the two worst hours. Without one the limit holds as it stands.
     */
    // [utest->req~SR-07~1]
    @KernelProperty
    void noRollingHourOfConstantBasalsAndBolusesPassesTheLimitButForAReductionInIt(
            @ForAll("continuousTherapies") Therapy therapy) {
        History history = new History(therapy.setup());
        therapy.play(history);
        for (long endMs : history.output().worstEndsMs(History.HOUR_MS)) {
            BigInteger drug = history.drug(history.output().load(endMs - History.HOUR_MS, endMs));
            BigInteger most = History.ng(HOUR_LIMIT_NG).add(reductionsIn(history, endMs));
            assertTrue(drug.compareTo(most) <= 0, () -> "the hour before " + endMs + " ms holds " + drug + " of " + most);
        }
    }

    /**
     * With flex days the account bounds each program's own day and no more. What a rolling window can hold then is one
     * full day (or worst hour) for each stretch in which a schedule was followed undisturbed: a new program, a clock
     * that is set, a fall to the mean and the return from it each begin a new one.
     */
    // [utest->req~SR-06~1] [utest->req~SR-07~1] [utest->req~SR-23~1]
    @KernelProperty
    void aRollingWindowHoldsAtMostOneDayOrWorstHourOfEachStretchOfASchedule(@ForAll("therapies") Therapy therapy) {
        History history = new History(therapy.setup());
        Stretches stretches = new Stretches(history);
        therapy.play(history, new Watch() {
            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                boolean scheduled = pump.kernel.mode() == Mode.RUN && !pump.kernel.isAlarmActive(Alarm.TIME_ANOMALY);
                stretches.follow(scheduled, order.kind() == Kind.SET_RTC);
            }
        });
        for (long endMs : history.output().worstEndsMs(History.DAY_MS)) {
            BigInteger drug = history.drug(history.output().load(endMs - History.DAY_MS, endMs));
            BigInteger most = stretches.mostOfDay(endMs - History.DAY_MS, endMs);
            assertTrue(drug.compareTo(most) <= 0, () -> "24 h before " + endMs + " ms hold " + drug + " of " + most);
        }
        for (long endMs : history.output().worstEndsMs(History.HOUR_MS)) {
            BigInteger drug = history.drug(history.output().load(endMs - History.HOUR_MS, endMs));
            BigInteger most = stretches.mostOfHour(endMs - History.HOUR_MS, endMs);
            assertTrue(drug.compareTo(most) <= 0, () -> "the hour before " + endMs + " ms holds " + drug + " of " + most);
        }
    }

    /** By how much the worst hour of a program in the hour before was above the lowest later in it. */
    private static BigInteger reductionsIn(History history, long endMs) {
        BigInteger largest = BigInteger.ZERO;
        BigInteger highest = BigInteger.ZERO;
        for (int i = 0; i < history.programs().size(); i++) {
            boolean gone = i + 1 < history.programs().size()
                    && history.programs().get(i + 1).sinceMs() <= endMs - History.HOUR_MS;
            if (!gone && history.programs().get(i).sinceMs() <= endMs) {
                BigInteger hour = history.programs().get(i).day().worstHourLoad();
                highest = highest.max(hour);
                largest = largest.max(highest.subtract(hour));
            }
        }
        return history.drug(largest);
    }

    /** Both ways, with days scaled to within one percent of the limit: over it DOSE_HOUR, and not a nanogram below. */
    // [utest->req~SR-07~1] [utest->req~SR-23~1]
    @KernelProperty
    void aFlexDayIsRefusedForItsWorstHourExactly(
            @ForAll("shapes") Action.FlexDay shape, @ForAll("perMilleOfTheHourLimit") int perMille) {
        PumpUnderTest pump = new PumpUnderTest(new Setup(
                1000, 83_000, 2_100_000, 1, 1, 1, new Order.StagePatientBolus(1_000, 600_000, 3_600_000, 1)));
        BigInteger limitLoad = History.ng(HOUR_LIMIT_NG).divide(BigInteger.valueOf(1000));
        BigInteger unscaledLoad = new Day(shape.steps(40_000)).worstHourLoad();
        long meanNlPerH = limitLoad.multiply(BigInteger.valueOf(40L * perMille)).divide(unscaledLoad).longValueExact();
        Day day = new Day(shape.steps(meanNlPerH));
        Assume.that(day.load().compareTo(Day.constant(83_000).load()) <= 0);
        boolean tooMuch = day.worstHourLoad().compareTo(limitLoad) > 0;
        assertEquals(tooMuch ? Reply.DOSE_HOUR : Reply.OK, pump.program(day.steps(), true));
    }

    @Provide
    Arbitrary<Action.FlexDay> shapes() {
        return Therapies.peakedDays();
    }

    @Provide
    Arbitrary<Integer> perMilleOfTheHourLimit() {
        return Arbitraries.integers().between(990, 1010);
    }

    // [utest->req~SR-01~1] [utest->req~SR-02~1]
    @KernelProperty
    void theOutputIsZeroOrMinimumRateOrWithinTheRangeOfRates(@ForAll("therapies") Therapy therapy) {
        therapy.play(new Watch() {
            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                long rate = pump.kernel.rateNlPerH();
                assertTrue(rate == 0 || rate == 250 || rate >= 2_000 && rate <= 1_000_000, () -> "rate " + rate);
                assertEquals(rate, pump.kernel.basalNlPerH() + pump.kernel.bolusNlPerH());
            }
        });
    }

    /** Judges every accepted bolus and program by what the requirements count. */
    private record Account(History history) implements Watch {
        @Override
        public void after(PumpUnderTest pump, Order order, int reply) {
            if (reply != Reply.OK) {
                return;
            }
            if (order.kind() == Kind.PATIENT_BOLUS_REQUEST) {
                assertEquals(Optional.empty(), history.faultOfNewestBolus());
            }
            if (order instanceof Order.Confirm confirm) {
                if (confirm.staged() instanceof Order.StageBolus) {
                    assertEquals(Optional.empty(), history.faultOfNewestBolus());
                }
                if (isProgram(confirm.staged())) {
                    assertEquals(Optional.empty(), history.faultOfProgram());
                    judgeBookkeeping(pump);
                }
            }
        }

        private static boolean isProgram(Order staged) {
            return staged instanceof Order.StageProgram || staged instanceof Order.StageRestore
                    || staged instanceof Order.StageRestart;
        }

        /** Kernel and history speak of the same program. */
        private void judgeBookkeeping(PumpUnderTest pump) {
            BigInteger load = BigInteger.valueOf(pump.kernel.programPgPerDay()).multiply(BigInteger.valueOf(History.HOUR_MS));
            BigInteger rounding = load.subtract(history.drug(history.present().load()));
            assertTrue(rounding.signum() >= 0 && rounding.compareTo(BigInteger.valueOf(History.HOUR_MS)) < 0);
            assertEquals(history.limitNg(), pump.kernel.patientLimitNgPerDay());
        }
    }
}
