package org.itb.harness.simulate;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Every number, flag and array below some objects as they stood at one moment, found by reflection, so that nothing new
 * is forgotten: to be put back, or to be held against a later moment of the same objects.
 *
 * <p>It is for a time in which nothing is built anew: of collections it knows the size alone, and arrays that grow are
 * the same as long as they are the same object.
 */
final class LiveState {
    /** All fields of the objects of a class, but for static ones. */
    static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return fieldsOf(type);
        }
    };

    /** What was where: a field's value, or the content of an array. */
    private record Entry(String path, Field field, Object owner, Object value) { }

    private final List<Entry> entries = new ArrayList<>();
    private final Set<Object> walked = Collections.newSetFromMap(new IdentityHashMap<>());

    private LiveState() {
    }

    static LiveState of(Object... roots) {
        LiveState state = new LiveState();
        for (Object root : roots) {
            state.walk(root.getClass().getSimpleName(), root);
        }
        return state;
    }

    private static List<Field> fieldsOf(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> holder = type; holder != Object.class; holder = holder.getSuperclass()) {
            for (Field field : holder.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        return List.copyOf(fields);
    }

    private void walk(String path, Object holder) {
        if (walked.add(holder)) {
            for (Field field : FIELDS.get(holder.getClass())) {
                enter(path + "." + field.getName(), field, holder);
            }
        }
    }

    private void enter(String path, Field field, Object owner) {
        try {
            Object value = field.get(owner);
            boolean fixed = Modifier.isFinal(field.getModifiers());
            if (fixed && value != null && field.getType().isArray()) {
                entries.add(new Entry(path, null, value, copyOf(value)));
            } else if (!fixed) {
                entries.add(new Entry(path, field, owner, value));
            } else if (value instanceof Collection<?> collection) {
                entries.add(new Entry(path, null, value, collection.size()));
            } else if (value instanceof Map<?, ?> map) {
                entries.add(new Entry(path, null, value, map.size()));
            }
            if (isPart(value)) {
                walk(path, value);
            }
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(path, impossible);
        }
    }

    /** Something of the simulator that can change within itself. */
    private static boolean isPart(Object value) {
        return value != null && value.getClass().getName().startsWith("org.itb.") && !value.getClass().isHidden()
                && !value.getClass().isRecord() && !value.getClass().isArray() && !(value instanceof Enum<?>);
    }

    private static Object copyOf(Object array) {
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        return copy;
    }

    /** Puts every number, flag, reference and array back. */
    void restore() {
        try {
            for (Entry entry : entries) {
                if (entry.field != null) {
                    entry.field.set(entry.owner, entry.value);
                } else if (entry.owner.getClass().isArray()) {
                    System.arraycopy(entry.value, 0, entry.owner, 0, Array.getLength(entry.owner));
                }
            }
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The paths of all that is not the same in another moment. Parts are compared by what is in them. */
    List<String> differences(LiveState other) {
        List<String> differing = new ArrayList<>();
        if (entries.size() != other.entries.size()) {
            differing.add(entries.size() + " places, not " + other.entries.size());
        }
        for (int i = 0; i < Math.min(entries.size(), other.entries.size()); i++) {
            Entry one = entries.get(i);
            Entry two = other.entries.get(i);
            if (!one.path.equals(two.path) || !isPart(one.value) && !Objects.deepEquals(one.value, two.value)) {
                differing.add(one.path);
            }
        }
        return differing;
    }
}
