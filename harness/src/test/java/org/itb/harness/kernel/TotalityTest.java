package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.itb.harness.stream.KernelNames;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.itb.kernel.Role;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every public method takes every value, in every mode, and answers: SR-56. */
class TotalityTest {
    private static final List<Object> LONGS =
            List.of(Long.MIN_VALUE, (long) Integer.MIN_VALUE, -1L, 0L, 1L, 60_000L, (long) Integer.MAX_VALUE, Long.MAX_VALUE);
    private static final List<Object> INTS = List.of(Integer.MIN_VALUE, -1, 0, 1, 21, Integer.MAX_VALUE);
    private static final List<Object> FLAGS = List.of(true, false);

    static Stream<Named<Method>> methods() {
        return Arrays.stream(SafetyKernel.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> Named.of(method.getName(), method));
    }

    // [utest->req~SR-56~1]
    @ParameterizedTest
    @MethodSource("methods")
    void answersEveryValueInEveryMode(Method method) throws Exception {
        for (int mode = Mode.RUN; mode <= Mode.STOP; mode++) {
            for (List<Object> arguments : argumentsOf(method)) {
                SafetyKernel kernel = inMode(mode).kernel();
                admitFor(kernel, method);
                Object answer = assertDoesNotThrow(() -> method.invoke(kernel, arguments.toArray()), arguments::toString);
                assertLegal(kernel, method, answer);
            }
        }
    }

    private static PumpUnderTest inMode(int mode) {
        PumpUnderTest pump = PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, HOUR_MS, 8).running(8_333).pass(MINUTE_MS);
        if (mode == Mode.HOLD) {
            pump.losesFlowSensor();
        } else if (mode == Mode.MIN) {
            pump.minimumRate();
        } else if (mode == Mode.STOP) {
            pump.stop();
        }
        assertEquals(mode, pump.kernel().mode());
        return pump.openSession();
    }

    /** Every combination of up to two parameters; beyond that, every value of each beside an ordinary one. */
    private static List<List<Object>> argumentsOf(Method method) {
        Class<?>[] types = method.getParameterTypes();
        List<List<Object>> all = new ArrayList<>();
        all.add(ordinary(types));
        for (int i = 0; i < types.length; i++) {
            for (Object value : valuesOf(types[i])) {
                List<Object> arguments = ordinary(types);
                arguments.set(i, value);
                all.add(arguments);
                for (Object second : valuesOf(types[types.length - 1])) {
                    List<Object> pair = new ArrayList<>(arguments);
                    pair.set(types.length - 1, second);
                    all.add(pair);
                }
            }
        }
        return all;
    }

    private static List<Object> ordinary(Class<?>[] types) {
        List<Object> arguments = new ArrayList<>();
        for (Class<?> type : types) {
            arguments.add(type == boolean.class ? Boolean.TRUE : type == int.class ? (Object) 1 : (Object) 60_000L);
        }
        return arguments;
    }

    private static List<Object> valuesOf(Class<?> type) {
        return type == boolean.class ? FLAGS : type == int.class ? INTS : LONGS;
    }

    /** The admission that the method needs, if it needs one: the kinds are named like the methods, in their way. */
    private static void admitFor(SafetyKernel kernel, Method method) {
        int kind = switch (method.getName()) {
            case "openSession" -> Kind.OPEN_SESSION;
            case "closeSession" -> Kind.CLOSE_SESSION;
            case "interrogate" -> Kind.INTERROGATE;
            case "stageContinuous" -> Kind.STAGE_CONTINUOUS;
            case "stageFlex" -> Kind.STAGE_FLEX;
            case "stageClinicianBolus" -> Kind.STAGE_CLIN_BOLUS;
            case "stageRefill" -> Kind.STAGE_REFILL;
            case "stagePatientBolus" -> Kind.STAGE_PTM;
            case "stageLimits" -> Kind.STAGE_LIMITS;
            case "stageProfile" -> Kind.STAGE_PROFILE;
            case "stageStop" -> Kind.STAGE_STOP;
            case "stageMinRate" -> Kind.STAGE_MIN_RATE;
            case "stageResume" -> Kind.STAGE_RESUME;
            case "stageRestore" -> Kind.STAGE_RESTORE;
            case "stageRestart" -> Kind.STAGE_RESTART;
            case "confirm" -> Kind.CONFIRM;
            case "abort" -> Kind.ABORT;
            case "setRtc" -> Kind.SET_RTC;
            case "beginMri" -> Kind.MRI_BEGIN;
            case "endMri" -> Kind.MRI_END;
            case "pauseAlarm" -> Kind.ALARM_PAUSE;
            case "clearAlarm" -> Kind.ALARM_CLEAR;
            case "requestPatientBolus" -> Kind.PATIENT_BOLUS_REQUEST;
            case "patientStatus" -> Kind.PATIENT_STATUS;
            default -> Kind.NONE;
        };
        if (kind != Kind.NONE) {
            long role = kind <= Kind.ALARM_CLEAR ? Role.CLINICIAN : Role.PATIENT;
            assertEquals(Reply.OK, kernel.admit(kind, role, PumpUnderTest.DEVICE_ID, role, kernel.lastSeq(role) + 1, 0, true));
        }
    }

    private static void assertLegal(SafetyKernel kernel, Method method, Object answer) {
        int rate = kernel.rateNlPerH();
        assertTrue(rate == 0 || rate == 250 || 2_000 <= rate && rate <= 1_000_000);
        assertTrue(kernel.dueInMs() >= 1);
        boolean replies = method.getReturnType() == int.class && !method.getName().matches(".*Nl.*|.*Per.*|mode|signal.*|saveImage");
        if (replies) {
            assertTrue((int) answer >= 0 && (int) answer < KernelNames.REPLIES.size(), () -> "reply " + answer);
        }
    }

    // [utest->req~SR-56~1]
    @ParameterizedTest
    @CsvSource({"-9223372036854775808, BAD_RANGE", "0, BAD_RANGE", "1, OK", "3, OK", "4, BAD_RANGE", "4294967297, BAD_RANGE"})
    void knowsThreeCausesOfAReset(long cause, String reply) {
        PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
        assertEquals(reply, PumpUnderTest.nameOf(pump.kernel().reset(cause)));
        assertEquals(reply.equals("OK") ? 1 : 0, pump.kernel().resets());
        pump.delivers(reply.equals("OK") ? Mode.HOLD : Mode.RUN, 8_333);
    }

    /** The clock stands still after three centuries; the pump has long been at its end of service. */
    // [utest->req~SR-56~1]
    @Test
    void outlivesTime() {
        SafetyKernel kernel = PumpUnderTest.with(2_000).running(8_333).kernel();
        for (int i = 0; i < 50; i++) {
            assertEquals(Reply.OK, kernel.tick(Long.MAX_VALUE, Long.MAX_VALUE));
            assertTrue(kernel.dueInMs() >= 1);
        }
        assertEquals(10_000_000_000_000L, kernel.nowMs());
        assertEquals(0, kernel.rateNlPerH());
        assertEquals(50, kernel.timeAnomalies());
    }

    // [utest->req~SR-56~1]
    @Test
    void outlivesAMotorThatClaimsEverything() {
        SafetyKernel kernel = PumpUnderTest.with(2_000).running(8_333).kernel();
        for (int i = 0; i < 1_100; i++) {
            assertEquals(Reply.OK, kernel.confirmFlow(Long.MAX_VALUE));
            assertEquals(Reply.OK, kernel.tick(1, i + 1));
            assertEquals(0, kernel.rateNlPerH());
        }
        assertEquals(1_000_000_000_000_000L, kernel.confirmedNl());
        assertEquals(20_000_000 - 1_000_000_000_000_000L, kernel.reservoirPessimisticNl());
    }
}
