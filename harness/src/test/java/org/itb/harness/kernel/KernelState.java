package org.itb.harness.kernel;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.itb.kernel.Image;
import org.itb.kernel.SafetyKernel;
import org.itb.kernel.Session;
import org.junit.jupiter.api.Assumptions;

/**
 * Every number and flag that a kernel holds, the hidden ones too, by its path ({@code gate.mode},
 * {@code dosing.ledger.endMs[3]}). What the kernel shows is a function of it, and so is all that it will ever do.
 */
final class KernelState {
    /**
     * What a refused message may touch: that a message came, of which key, and which command waits for its
     * confirmation. None of it reaches delivery (SR-51).
     */
    private static final List<String> CORRESPONDENCE = List.of(
            "inService", "session.keys.", "session.failures.", "session.cachedReply", "session.cachedDigest", "session.admitted", "session.lastMessageAtMs", "session.kind", "session.stagedAtMs",
            "session.digestA", "session.digestB", "session.first", "session.second", "session.third", "session.fourth",
            "dosing.prescription.draft.", "dosing.prescription.staged.");

    /** Most of a kernel by number, and only what passes through: one value, or every comparison would be ten times as slow. */
    private static final String WORDS = "image.words";

    /** Whether the kernel is compiled with its contracts as checks. Then what only they speak of, ghosts, are fields too. */
    private static final boolean CHECKED = Arrays.stream(Session.class.getDeclaredFields()).anyMatch(KernelState::isGhost);

    private final Map<String, Object> values = new TreeMap<>();

    private KernelState() { }

    static KernelState of(SafetyKernel kernel) {
        KernelState state = new KernelState();
        state.take("", kernel);
        return state;
    }

    private void take(String prefix, Object owner) {
        for (Field field : owner.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic() && !(CHECKED && isGhost(field))) {
                takeField(prefix + field.getName(), read(field, owner), field.getType());
            }
        }
    }

    private static boolean isGhost(Field field) {
        return Arrays.stream(field.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getName().equals("org.jmlspecs.annotation.Ghost"));
    }

    private void takeField(String path, Object value, Class<?> type) {
        if (type.isPrimitive()) {
            values.put(path, value);
        } else if (path.equals(WORDS)) {
            values.put(path, LongBuffer.wrap(((long[]) value).clone()));
        } else if (type.isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                values.put(path + "[" + i + "]", Array.get(value, i));
            }
        } else {
            take(path + ".", value);
        }
    }

    /** The kernel's session, to damage what is staged in it as a memory fault would. */
    static Session session(SafetyKernel kernel) {
        try {
            return (Session) read(SafetyKernel.class.getDeclaredField("session"), kernel);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Puts a value where a path leads, as a memory fault would: {@code dueAtMs}, {@code gate.alarms.active[6]}. No contract
     * speaks of that, so where they are checked the test ends here.
     */
    static void damage(SafetyKernel kernel, String path, Object value) {
        Assumptions.assumeFalse(CHECKED, "no contract speaks of memory that fails");
        Place place = Place.at(kernel, path);
        try {
            if (place.index < 0) {
                place.field.set(place.owner, value);
            } else {
                Array.set(place.field.get(place.owner), place.index, value);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(path, e);
        }
    }

    /** What is where a path leads. */
    static Object valueAt(SafetyKernel kernel, String path) {
        return Place.at(kernel, path).value();
    }

    /** Another value where a path leads: the next number, the other flag. */
    static void change(SafetyKernel kernel, String path) {
        Object value = Place.at(kernel, path).value();
        damage(kernel, path, value instanceof Boolean flag ? (Object) !flag
                : value instanceof Integer number ? (Object) (number + 1) : (Object) ((long) value + 1));
    }

    /** Where a path leads: a field, or with an index not below 0 a place in the array there. */
    private record Place(Object owner, Field field, int index) {
        static Place at(SafetyKernel kernel, String path) {
            Object owner = kernel;
            String[] names = path.split("\\.");
            try {
                for (int i = 0; i < names.length - 1; i++) {
                    owner = read(owner.getClass().getDeclaredField(names[i]), owner);
                }
                String last = names[names.length - 1];
                int bracket = last.indexOf('[');
                Field field = owner.getClass().getDeclaredField(bracket < 0 ? last : last.substring(0, bracket));
                field.setAccessible(true);
                int index = bracket < 0 ? -1 : Integer.parseInt(last.substring(bracket + 1, last.length() - 1));
                return new Place(owner, field, index);
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException(path, e);
            }
        }

        Object value() {
            Object found = read(field, owner);
            return index < 0 ? found : Array.get(found, index);
        }
    }

    /** The words that a kernel would put out, whether or not its state may be. */
    static long[] words(SafetyKernel kernel) {
        try {
            Image image = (Image) read(SafetyKernel.class.getDeclaredField("image"), kernel);
            image.beginSave();
            Method exchange = SafetyKernel.class.getDeclaredMethod("exchange");
            exchange.setAccessible(true);
            exchange.invoke(kernel);
            return LongStream.range(0, image.count()).map(image::wordAt).toArray();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where every number and flag is, but for the words of the image. */
    List<String> paths() {
        return values.keySet().stream().filter(path -> !path.equals(WORDS)).toList();
    }

    /** The numbers of an array where a path leads within a part of the kernel: {@code day.commandedNl}. */
    static long[] longs(Object part, String path) {
        Object owner = part;
        try {
            for (String name : path.split("\\.")) {
                owner = read(owner.getClass().getDeclaredField(name), owner);
            }
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(path, e);
        }
        return ((long[]) owner).clone();
    }

    /** What a private rule answers where no caller can see the difference, but its contract can. */
    static Object answer(Class<?> part, String rule, Object... operands) {
        for (Method method : part.getDeclaredMethods()) {
            if (method.getName().equals(rule)) {
                try {
                    method.setAccessible(true);
                    return method.invoke(null, operands);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(rule, e);
                }
            }
        }
        throw new IllegalStateException("no rule " + rule);
    }

    private static Object read(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The paths of all that differs. */
    List<String> differences(KernelState other) {
        List<String> differing = new ArrayList<>();
        values.forEach((path, value) -> {
            if (!Objects.equals(value, other.values.get(path))) {
                differing.add(path);
            }
        });
        return differing;
    }

    /** The paths of all that differs, but for the correspondence with the outside. */
    List<String> differencesOfTherapy(KernelState other) {
        return differences(other).stream()
                .filter(path -> CORRESPONDENCE.stream().noneMatch(path::startsWith))
                .toList();
    }
}
