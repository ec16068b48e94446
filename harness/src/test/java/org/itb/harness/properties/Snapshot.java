package org.itb.harness.properties;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.itb.kernel.Alarm;
import org.itb.kernel.SafetyKernel;

/** Everything that the kernel shows of itself, found by reflection, so that nothing new is forgotten. */
final class Snapshot {
    /** What the pump's own wiring tells, or asks for, without a number. A new one that is missing here makes the snapshots differ. */
    private static final Set<String> EVENTS =
            Set.of("motorStall", "motorRecovered", "detectField", "clearField", "sensorFault", "kernelFault", "saveImage", "loseBridge");
    /** SR-18: a denied request is counted. */
    private static final String DENIED = "deniedBoluses";
    private static final List<Method> QUESTIONS = Arrays.stream(SafetyKernel.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()) && isQuestion(method))
            .sorted(Comparator.comparing(Method::getName)).toList();

    private Snapshot() {
    }

    /** A question answers with state and takes nothing, or the number of an alarm. Orders answer with a reply. */
    private static boolean isQuestion(Method method) {
        boolean ofAlarm = method.getName().startsWith("isAlarm");
        return ofAlarm || method.getParameterCount() == 0 && !isOrder(method);
    }

    private static boolean isOrder(Method method) {
        return EVENTS.contains(method.getName()) || Doors.kindOf(method) != 0 || method.getReturnType() == void.class;
    }

    static Map<String, Object> of(SafetyKernel kernel) {
        Map<String, Object> state = new LinkedHashMap<>();
        for (Method question : QUESTIONS) {
            if (question.getName().equals(DENIED)) {
                continue;
            }
            if (question.getParameterCount() == 0) {
                state.put(question.getName(), ask(question, kernel));
            } else {
                for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
                    state.put(question.getName() + alarm, ask(question, kernel, alarm));
                }
            }
        }
        return state;
    }

    private static Object ask(Method question, SafetyKernel kernel, Object... arguments) {
        try {
            return question.invoke(kernel, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError(question.getName() + " fails", e);
        }
    }
}
