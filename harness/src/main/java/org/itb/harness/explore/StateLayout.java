package org.itb.harness.explore;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.itb.kernel.SafetyKernel;

/**
 * Every number and flag below an object, the hidden ones too, found by reflection once, so that nothing new is
 * forgotten: they can be taken as an {@link Image}, put back, and told apart by 128 bits.
 *
 * <p>A kernel may not be exchanged for another one: what it holds is taken where it was when the layout was made.
 *
 * <p>Some fields never decide anything, or not at this moment ({@link Dead}): two states that differ in them alone
 * count as one.
 */
final class StateLayout {
    private static final long PRIME_HIGH = 0x9E3779B97F4A7C15L;
    private static final long PRIME_LOW = 0xC2B2AE3D27D4EB4FL;

    /**
     * Fields that do not tell states apart.
     *
     * @param paths beginnings of paths, such as {@code pump.kernel.resetCount}
     * @param when  the path of a field with values of 0 … 63, or a flag, that decides, or of one flag of an array, such as
     *              {@code alarms.active[3]}; empty: they are always dead
     * @param alive the values of that field at which they count
     */
    record Dead(List<String> paths, String when, Set<Integer> alive) {
        Dead {
            paths = List.copyOf(paths);
            alive = Set.copyOf(alive);
        }

        static Dead always(List<String> paths) {
            return new Dead(paths, "", Set.of());
        }
    }

    /**
     * Which field decides whether a number, a reference or an array counts, and at which of its values.
     *
     * @param field the field; -1 for none
     * @param array the array of flags, with {@code flag} as index; -1 for none
     */
    private record Counting(int field, int array, int flag, long alive) {
        static final Counting ALWAYS = new Counting(-1, -1, 0, 1);
        static final Counting NEVER = new Counting(-1, -1, 0, 0);
    }

    private enum Kind { INT, LONG, BOOLEAN }

    private final List<Field> fields = new ArrayList<>();
    private final List<Object> owners = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final List<Field> referenceFields = new ArrayList<>();
    private final List<Object> referenceOwners = new ArrayList<>();
    private final List<String> referencePaths = new ArrayList<>();
    private final List<Object> arrays = new ArrayList<>();
    private final List<String> arrayPaths = new ArrayList<>();
    private final List<Collection<?>> queues = new ArrayList<>();
    private final Set<Object> walked = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Object, Long> names = new IdentityHashMap<>();

    private final Field[] field;
    private final Object[] owner;
    private final Kind[] kind;
    private final Object[] array;
    private final Counting[] counting;
    private final Counting[] referenceCounting;
    private final Counting[] arrayCounting;

    /**
     * The layout of an object.
     *
     * @throws IllegalArgumentException if a dead path is not there: it was renamed, and must be thought of anew
     */
    StateLayout(Object root, List<Dead> dead) {
        walk("", root);
        field = fields.toArray(Field[]::new);
        owner = owners.toArray();
        kind = kinds.toArray(Kind[]::new);
        array = arrays.toArray();
        counting = new Counting[field.length];
        referenceCounting = new Counting[referenceFields.size()];
        arrayCounting = new Counting[array.length];
        Arrays.fill(counting, Counting.ALWAYS);
        Arrays.fill(referenceCounting, Counting.ALWAYS);
        Arrays.fill(arrayCounting, Counting.ALWAYS);
        dead.forEach(this::mark);
    }

    private void walk(String prefix, Object holder) {
        if (!walked.add(holder)) {
            return;
        }
        for (Class<?> type = holder.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field found : type.getDeclaredFields()) {
                if (!Modifier.isStatic(found.getModifiers()) && !found.isSynthetic()) {
                    found.setAccessible(true);
                    enter(prefix + found.getName(), found, holder);
                }
            }
        }
    }

    private void enter(String path, Field found, Object holder) {
        Class<?> type = found.getType();
        boolean fixed = Modifier.isFinal(found.getModifiers());
        if (type.isPrimitive()) {
            if (!fixed) {
                fields.add(found);
                owners.add(holder);
                kinds.add(type == int.class ? Kind.INT : type == long.class ? Kind.LONG : booleanOf(path, type));
                paths.add(path);
            }
            return;
        }
        Object value = get(found, holder);
        if (!fixed) {
            referenceFields.add(found);
            referenceOwners.add(holder);
            referencePaths.add(path);
        }
        if (!fixed && type != SafetyKernel.class) {
            return;
        }
        if (type.isArray()) {
            arrays.add(value);
            arrayPaths.add(path);
        } else if (value instanceof Collection<?> queue) {
            queues.add(queue);
        } else if (value != null && value.getClass().getName().startsWith("org.itb.")) {
            walk(path + ".", value);
        }
    }

    private static Kind booleanOf(String path, Class<?> type) {
        if (type != boolean.class) {
            throw new IllegalArgumentException(path + " is a " + type);
        }
        return Kind.BOOLEAN;
    }

    private Counting countingWhen(Dead dead) {
        if (dead.when().isEmpty()) {
            return Counting.NEVER;
        }
        int bracket = dead.when().indexOf('[');
        int decides = bracket < 0 ? paths.indexOf(dead.when()) : arrayPaths.indexOf(dead.when().substring(0, bracket));
        if (decides < 0) {
            throw new IllegalArgumentException("there is no " + dead.when());
        }
        long alive = dead.alive().stream().mapToLong(value -> 1L << value).sum();
        if (bracket < 0) {
            return new Counting(decides, -1, 0, alive);
        }
        int flag = Integer.parseInt(dead.when().substring(bracket + 1, dead.when().length() - 1));
        return new Counting(-1, decides, flag, alive);
    }

    private void mark(Dead dead) {
        Counting counts = countingWhen(dead);
        for (String path : dead.paths()) {
            int marked = mark(paths, counting, path, counts) + mark(referencePaths, referenceCounting, path, counts)
                    + mark(arrayPaths, arrayCounting, path, counts);
            if (marked == 0) {
                throw new IllegalArgumentException("there is no " + path);
            }
        }
    }

    private static int mark(List<String> all, Counting[] counts, String path, Counting when) {
        int marked = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).equals(path) || all.get(i).startsWith(path + ".")) {
                counts[i] = when;
                marked++;
            }
        }
        return marked;
    }

    /** The paths of all that is taken. */
    List<String> paths() {
        List<String> all = new ArrayList<>(paths);
        all.addAll(referencePaths);
        all.addAll(arrayPaths);
        return all;
    }

    Image newImage() {
        Image image = new Image(field.length, referenceFields.size(), array.length);
        for (int i = 0; i < array.length; i++) {
            image.arrays[i] = copyOf(array[i]);
        }
        return image;
    }

    private static Object copyOf(Object live) {
        if (live instanceof long[] numbers) {
            return numbers.clone();
        }
        return live instanceof int[] numbers ? numbers.clone() : ((boolean[]) live).clone();
    }

    // --- take and put back

    /** Takes the present state. */
    void take(Image image) {
        read(image);
        for (int i = 0; i < array.length; i++) {
            System.arraycopy(array[i], 0, image.arrays[i], 0, lengthOf(array[i]));
            hashArray(i, image);
        }
        hash(image, image.arrayHigh, image.arrayLow);
    }

    /**
     * Reads the present numbers into {@code now} and hashes them with the arrays, of which those that are as in
     * {@code like} need not be hashed again.
     */
    void look(Image now, Image like) {
        read(now);
        for (int i = 0; i < array.length; i++) {
            if (isSame(array[i], like.arrays[i])) {
                now.arrayHigh[i] = like.arrayHigh[i];
                now.arrayLow[i] = like.arrayLow[i];
            } else {
                hashArray(i, now);
            }
        }
        hash(now, now.arrayHigh, now.arrayLow);
    }

    private void read(Image image) {
        for (Collection<?> queue : queues) {
            if (!queue.isEmpty()) {
                throw new IllegalStateException("something waits to be told: " + queue);
            }
        }
        try {
            for (int i = 0; i < field.length; i++) {
                image.numbers[i] = switch (kind[i]) {
                    case INT -> field[i].getInt(owner[i]);
                    case LONG -> field[i].getLong(owner[i]);
                    case BOOLEAN -> field[i].getBoolean(owner[i]) ? 1 : 0;
                };
            }
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
        for (int i = 0; i < image.references.length; i++) {
            Object reference = get(referenceFields.get(i), referenceOwners.get(i));
            if (reference instanceof SafetyKernel && !walked.contains(reference)) {
                throw new IllegalStateException("another kernel: " + referencePaths.get(i));
            }
            image.references[i] = reference;
        }
    }

    /** Puts a state back. */
    void restore(Image image) {
        try {
            for (int i = 0; i < field.length; i++) {
                switch (kind[i]) {
                    case INT -> field[i].setInt(owner[i], (int) image.numbers[i]);
                    case LONG -> field[i].setLong(owner[i], image.numbers[i]);
                    case BOOLEAN -> field[i].setBoolean(owner[i], image.numbers[i] != 0);
                }
            }
            for (int i = 0; i < image.references.length; i++) {
                referenceFields.get(i).set(referenceOwners.get(i), image.references[i]);
            }
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
        for (int i = 0; i < array.length; i++) {
            System.arraycopy(image.arrays[i], 0, array[i], 0, lengthOf(array[i]));
        }
    }

    private static Object get(Field found, Object holder) {
        try {
            return found.get(holder);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    // --- 128 bits

    private void hash(Image image, long[] arrayHigh, long[] arrayLow) {
        long high = PRIME_LOW;
        long low = PRIME_HIGH;
        for (int i = 0; i < field.length; i++) {
            long value = counts(counting[i], image) ? image.numbers[i] : 0;
            high = mixHigh(high, value);
            low = mixLow(low, value);
        }
        for (int i = 0; i < image.references.length; i++) {
            long value = counts(referenceCounting[i], image) ? nameOf(image.references[i]) : 0;
            high = mixHigh(high, value);
            low = mixLow(low, value);
        }
        for (int i = 0; i < array.length; i++) {
            boolean alive = counts(arrayCounting[i], image);
            high = mixHigh(high, alive ? arrayHigh[i] : 0);
            low = mixLow(low, alive ? arrayLow[i] : 0);
        }
        image.high = high;
        image.low = low;
    }

    /** An array decides as it is now: an image that was only looked at has no arrays of its own. */
    private boolean counts(Counting counting, Image image) {
        long value = 0;
        if (counting.array() >= 0) {
            value = ((boolean[]) array[counting.array()])[counting.flag()] ? 1 : 0;
        } else if (counting.field() >= 0) {
            value = image.numbers[counting.field()];
        }
        return (counting.alive() >>> value & 1) != 0;
    }

    /** Whether a number tells this state, which is the present one, from others. */
    boolean isAlive(int number, Image image) {
        return counts(counting[number], image);
    }

    /** Puts other values where none counts; returns into how many places. */
    int scrambleDead(Image image, Random random) {
        int scrambled = 0;
        for (int i = 0; i < field.length; i++) {
            if (!isAlive(i, image)) {
                image.numbers[i] = kind[i] == Kind.BOOLEAN ? random.nextInt(2) : random.nextInt(6);
                scrambled++;
            }
        }
        return scrambled;
    }

    /** References are told apart by which object they are: the moves of an exploration are always the same objects. */
    private long nameOf(Object reference) {
        return reference == null ? 0 : names.computeIfAbsent(reference, news -> names.size() + 1L);
    }

    private void hashArray(int index, Image image) {
        long high = PRIME_LOW;
        long low = PRIME_HIGH;
        if (array[index] instanceof long[] numbers) {
            for (long value : numbers) {
                high = mixHigh(high, value);
                low = mixLow(low, value);
            }
        } else if (array[index] instanceof int[] numbers) {
            for (int value : numbers) {
                high = mixHigh(high, value);
                low = mixLow(low, value);
            }
        } else {
            for (boolean value : (boolean[]) array[index]) {
                high = mixHigh(high, value ? 1 : 0);
                low = mixLow(low, value ? 1 : 0);
            }
        }
        image.arrayHigh[index] = high;
        image.arrayLow[index] = low;
    }

    private static long mixHigh(long hash, long value) {
        long mixed = (hash ^ value) * PRIME_HIGH;
        return mixed ^ mixed >>> 29;
    }

    private static long mixLow(long hash, long value) {
        return Long.rotateLeft((hash + value) * PRIME_LOW, 31) ^ hash >>> 7;
    }

    private static boolean isSame(Object live, Object copy) {
        if (live instanceof long[] numbers) {
            return Arrays.equals(numbers, (long[]) copy);
        }
        return live instanceof int[] numbers
                ? Arrays.equals(numbers, (int[]) copy) : Arrays.equals((boolean[]) live, (boolean[]) copy);
    }

    private static int lengthOf(Object live) {
        return java.lang.reflect.Array.getLength(live);
    }
}
