package org.itb.harness.simulate;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Where two things of one kind first differ, to the last number of what they are built of: private fields, arrays and
 * collections included. Nothing is left out but lambdas, which hold no state of their own.
 */
final class Difference {
    private final Map<Object, Object> met = new IdentityHashMap<>();

    private Difference() {
    }

    /** The path of the first difference with both values; empty if there is none. */
    static String between(Object one, Object other) {
        return new Difference().find(one.getClass().getSimpleName(), one, other);
    }

    private String find(String path, Object one, Object other) {
        if (one == null || other == null || one.getClass() != other.getClass()) {
            return one == other || one != null && other != null && one.getClass().isHidden() ? "" : told(path, one, other);
        }
        Class<?> type = one.getClass();
        if (type.isArray()) {
            return Objects.deepEquals(one, other) ? "" : findInArray(path, one, other);
        }
        if (type.isHidden() || one == other || type.isRecord() && one.equals(other)) {
            return "";
        }
        if (!type.getName().startsWith("org.itb.") && !(one instanceof Collection<?>) && !(one instanceof Map<?, ?>)) {
            return one.equals(other) ? "" : told(path, one, other);
        }
        if (met.put(one, other) == other) {
            return "";
        }
        if (one instanceof Map<?, ?> map) {
            return findInMap(path, map, (Map<?, ?>) other);
        }
        if (one instanceof Collection<?> collection) {
            return findInCollection(path, collection, (Collection<?>) other);
        }
        return one instanceof Enum<?> ? told(path, one, other) : findInFields(path, type, one, other);
    }

    private String findInArray(String path, Object one, Object other) {
        if (Array.getLength(one) != Array.getLength(other)) {
            return told(path + ".length", Array.getLength(one), Array.getLength(other));
        }
        for (int i = 0; i < Array.getLength(one); i++) {
            String found = find(path + "[" + i + "]", Array.get(one, i), Array.get(other, i));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private String findInMap(String path, Map<?, ?> one, Map<?, ?> other) {
        Set<Object> keys = new HashSet<>(one.keySet());
        keys.addAll(other.keySet());
        for (Object key : keys) {
            String found = find(path + "(" + key + ")", one.get(key), other.get(key));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private String findInCollection(String path, Collection<?> one, Collection<?> other) {
        if (one.size() != other.size()) {
            return told(path + ".size", one.size(), other.size());
        }
        Iterator<?> others = other.iterator();
        int i = 0;
        for (Object element : one) {
            String found = find(path + "(" + i++ + ")", element, others.next());
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private String findInFields(String path, Class<?> type, Object one, Object other) {
        for (Field field : LiveState.FIELDS.get(type)) {
            String found = findInField(path, field, one, other);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private String findInField(String path, Field field, Object one, Object other) {
        try {
            Object ones = field.get(one);
            Object others = field.get(other);
            boolean same = field.getType().isPrimitive() && ones.equals(others);
            return same ? "" : find(path + "." + field.getName(), ones, others);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(path, impossible);
        }
    }

    private static String told(String path, Object one, Object other) {
        return path + " is " + one + ", not " + other;
    }
}
