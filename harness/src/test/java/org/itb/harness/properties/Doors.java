package org.itb.harness.properties;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.itb.kernel.Kind;
import org.itb.kernel.Reply;
import org.itb.kernel.Role;
import org.itb.kernel.SafetyKernel;

/** Every public method of the kernel, and the admission that it takes, found by trying: a new method is in at once. */
final class Doors {
    static final List<Method> ALL = Arrays.stream(SafetyKernel.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
            .sorted(Comparator.comparing(Method::toString)).toList();

    private static final Map<Method, Integer> KINDS =
            ALL.stream().collect(Collectors.toMap(Function.identity(), Doors::findKind));

    private Doors() {
    }

    /** The kind that admits this method; 0 if it needs no admission. */
    static int kindOf(Method method) {
        return KINDS.get(method);
    }

    private static int findKind(Method method) {
        if (!isRefusedUnadmitted(method)) {
            return Kind.NONE;
        }
        for (int kind = Kind.OPEN_SESSION; kind < Kind.TICK; kind++) {
            SafetyKernel kernel = new SafetyKernel(0);
            openSession(kernel, 0);
            admit(kernel, kind, 0);
            if (!Integer.valueOf(Reply.AUTH).equals(invoke(method, kernel, zeros(method)))) {
                return kind;
            }
        }
        return Kind.NONE;
    }

    private static boolean isRefusedUnadmitted(Method method) {
        boolean isQuery = method.getReturnType() != int.class;
        SafetyKernel kernel = new SafetyKernel(0);
        return !isQuery && Integer.valueOf(Reply.AUTH).equals(invoke(method, kernel, zeros(method)));
    }

    static int admit(SafetyKernel kernel, int kind, long deviceId) {
        return admit(kernel, kind, kind >= Kind.PATIENT_BOLUS_REQUEST ? Role.PATIENT : Role.CLINICIAN, deviceId, true);
    }

    /** The next message under the key of this role's own device. */
    static int admit(SafetyKernel kernel, int kind, int role, long deviceId, boolean authentic) {
        return kernel.admit(kind, role, deviceId, role, kernel.lastSeq(role) + 1, 0, authentic);
    }

    static void openSession(SafetyKernel kernel, long deviceId) {
        if (!kernel.isSessionOpen()) {
            admit(kernel, Kind.OPEN_SESSION, deviceId);
            kernel.openSession();
        }
    }

    /** Calls a method with numbers for its parameters: odd is true. */
    static Object invoke(Method method, SafetyKernel kernel, long... numbers) {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(types[i], numbers[i]);
        }
        try {
            return method.invoke(kernel, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError(method.getName() + Arrays.toString(arguments) + " throws", e);
        }
    }

    private static Object argument(Class<?> type, long number) {
        if (type == long.class) {
            return number;
        }
        if (type == int.class) {
            return (int) number;
        }
        if (type == boolean.class) {
            return (number & 1) == 1;
        }
        throw new AssertionError("no value for a parameter of type " + type);
    }

    private static long[] zeros(Method method) {
        return new long[method.getParameterCount()];
    }
}
