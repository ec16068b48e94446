package org.itb.harness.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.itb.kernel.Alarm;
import org.itb.kernel.AlarmBank;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;

/**
 * Every public method takes every value in every order and returns, and the kernel stays what it must be. The methods
 * are found by reflection: a new one is tried from its first day.
 */
class TotalityProperties {
    private static final int PARAMETERS_MAX = 7;

    /** A method with numbers for its parameters; with its admission or without. */
    record Call(Method method, long[] numbers, boolean admitted, boolean ownDigest) {
        void on(SafetyKernel kernel) {
            if (admitted && Doors.kindOf(method) != Kind.NONE) {
                if (Doors.kindOf(method) < Kind.PATIENT_BOLUS_REQUEST) {
                    Doors.openSession(kernel, 0);
                }
                Doors.admit(kernel, Doors.kindOf(method), 0);
            }
            long[] given = numbers.clone();
            if (ownDigest && Doors.kindOf(method) == Kind.CONFIRM) {
                given[0] = kernel.stagedDigest();
            }
            Doors.invoke(method, kernel, given);
        }

        @Override
        public String toString() {
            return "\n    " + (admitted ? "admitted " : "") + method.getName()
                    + Arrays.toString(Arrays.copyOf(numbers, method.getParameterCount()));
        }
    }

    /** Anything, with a liking for the ends of types, of ranges and of what a therapy really says. */
    private static Arbitrary<Long> numbers() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(0L, 1L, 2L, 3L, 500L, 1000L, 2000L)),
                Tuple.of(4, Therapies.near(2_000, 8_333, 60_000, 600_000, 3_600_000, 21_600_000, 86_400_000, 172_800_000)),
                Tuple.of(2, Therapies.near(250, 100_000, 199_992, 1_000_000, 2_100_000, 20_000_000, 40_000_000)),
                Tuple.of(2, Therapies.near(Integer.MIN_VALUE, Integer.MAX_VALUE, 10_000_000_000_000L)),
                Tuple.of(3, Arbitraries.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE, Long.MAX_VALUE - 1, -1L)),
                Tuple.of(1, Arbitraries.longs()));
    }

    private static Arbitrary<Call> calls(List<Method> methods) {
        Arbitrary<long[]> numbers = numbers().array(Long[].class).ofSize(PARAMETERS_MAX)
                .map(array -> Arrays.stream(array).mapToLong(Long::longValue).toArray());
        return Combinators.combine(Arbitraries.of(methods), numbers,
                Arbitraries.of(true, true, true, false), Arbitraries.of(true, true, false)).as(Call::new);
    }

    @Provide
    Arbitrary<List<Call>> sequences() {
        List<Method> orders = Doors.ALL.stream().filter(TotalityProperties::isCommand).toList();
        Arbitrary<Call> confirms = calls(orders.stream().filter(door -> Doors.kindOf(door) == Kind.CONFIRM).toList());
        Arbitrary<Call> any = calls(Doors.ALL);
        return Arbitraries.frequencyOf(Tuple.of(3, any), Tuple.of(2, calls(orders)), Tuple.of(1, confirms))
                .list().ofMaxSize(120);
    }

    /** Before its first message a kernel can be commissioned; afterwards no more. */
    @Provide
    Arbitrary<List<Call>> commissionings() {
        List<Method> commissionings = Doors.ALL.stream().filter(door -> door.getName().startsWith("commission")).toList();
        List<Method> reservoir = commissionings.stream().filter(door -> door.getName().endsWith("Reservoir")).toList();
        return Arbitraries.oneOf(calls(commissionings), calls(reservoir)).list().ofMaxSize(12);
    }

    private static boolean isCommand(Method door) {
        return Doors.kindOf(door) != Kind.NONE;
    }

    // [utest->req~SR-01~1] [utest->req~SR-56~1]
    @KernelProperty
    void everyMethodReturnsForEveryValueAndTheKernelStaysSafe(
            @ForAll("commissionings") List<Call> commissionings, @ForAll("sequences") List<Call> calls) {
        SafetyKernel kernel = new SafetyKernel(0);
        play(kernel, commissionings);
        play(kernel, calls);
    }

    // [utest->req~SR-01~1] [utest->req~SR-56~1]
    @KernelProperty
    void aRunningPumpStaysSafeWhateverIsCalled(@ForAll("sequences") List<Call> calls) {
        SafetyKernel kernel = new SafetyKernel(0);
        assertEquals(Reply.OK, kernel.commissionReservoir(20_000_000, 20_000_000, 500));
        assertEquals(Reply.OK, kernel.commissionPatient(1, 1, 1, 2_100_000, 50_000));
        assertEquals(Reply.OK, kernel.commissionTherapy(8_333, 172_800_000, 172_800_000));
        assertEquals(Reply.OK, kernel.commissionPatientBolus(2_000, 600_000, 3_600_000, 8));
        play(kernel, calls);
        assertTrue(kernel.mode() != Mode.STOP || kernel.isAlarmActive(Alarm.NOT_THERAPY));
    }

    private static void play(SafetyKernel kernel, List<Call> calls) {
        State state = new State(kernel);
        for (Call call : calls) {
            call.on(kernel);
            state.judge(call);
        }
    }

    /** What must hold of any kernel, whatever was called. */
    static final class State {
        private final SafetyKernel kernel;
        private boolean ran;
        private long nowMs;
        private long commandedNl;
        private long confirmedNl;

        State(SafetyKernel kernel) {
            this.kernel = kernel;
        }

        void judge(Call call) {
            if (call.method().getName().equals("restart")) {
                forget();
            }
            int rate = kernel.rateNlPerH();
            assertTrue(rate == 0 || rate == 250 || rate >= 2_000 && rate <= 1_000_000, () -> "rate " + rate + call);
            assertEquals(rate, kernel.basalNlPerH() + kernel.bolusNlPerH(), call::toString);
            assertEquals(rate == 0, kernel.mode() == Mode.STOP, call::toString);
            assertEquals(rate == 250, kernel.mode() == Mode.MIN, call::toString);
            assertTrue(kernel.bolusNlPerH() >= 0 && (kernel.bolusNlPerH() == 0 || kernel.mode() == Mode.RUN), call::toString);
            ran |= kernel.mode() != Mode.STOP;
            if (ran && kernel.mode() >= Mode.MIN) {
                assertTrue(kernel.isAlarmActive(Alarm.NOT_THERAPY), () -> "a silent stop" + call);
            }
            judgeAlarms(call);
            judgeTotals(call);
        }

        /** A kernel that restarts takes over the life of its image, or knows of none. */
        private void forget() {
            ran = false;
            nowMs = 0;
            commandedNl = 0;
            confirmedNl = 0;
        }

        private void judgeAlarms(Call call) {
            assertEquals(kernel.signal() == AlarmBank.SILENT, kernel.signalAlarm() == 0, call::toString);
            if (kernel.signalAlarm() != 0) {
                assertTrue(kernel.isAlarmActive(kernel.signalAlarm()), call::toString);
                boolean critical = kernel.isAlarmCritical(kernel.signalAlarm());
                assertEquals(critical ? AlarmBank.CRITICAL : AlarmBank.NONCRITICAL, kernel.signal(), call::toString);
            }
            for (int alarm = -1; alarm <= Alarm.COUNT + 1; alarm++) {
                boolean exists = alarm >= 1 && alarm <= Alarm.COUNT;
                assertTrue(exists || !kernel.isAlarmActive(alarm), call::toString);
                assertTrue(kernel.isAlarmActive(alarm) || !kernel.isAlarmCritical(alarm), call::toString);
                assertTrue(!kernel.isAlarmCritical(alarm) || kernel.bolusNlPerH() == 0, call::toString);
            }
        }

        private void judgeTotals(Call call) {
            assertTrue(kernel.nowMs() >= nowMs && kernel.nowMs() <= 10_000_000_000_000L, call::toString);
            assertTrue(kernel.commandedNl() >= commandedNl, call::toString);
            assertTrue(kernel.confirmedNl() >= confirmedNl, call::toString);
            assertTrue(kernel.dueInMs() >= 1, call::toString);
            assertTrue(kernel.reservoirPessimisticNl() <= kernel.reservoirNominalNl(), call::toString);
            assertTrue(kernel.reservoirNominalNl() <= 40_000_000, call::toString);
            assertTrue(kernel.programPgPerDay() >= 0, call::toString);
            assertTrue(kernel.patientLimitNgPerDay() >= 1 && kernel.patientLimitNgPerDay() <= 2_100_000, call::toString);
            assertNotEquals(-1, List.of(500, 1000, 2000).indexOf(kernel.concentrationUgPerMl()), call::toString);
            nowMs = kernel.nowMs();
            commandedNl = kernel.commandedNl();
            confirmedNl = kernel.confirmedNl();
        }
    }
}
