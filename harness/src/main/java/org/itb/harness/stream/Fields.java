package org.itb.harness.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.itb.kernel.Alarm;

/**
 * Takes the fields of one object by name and type. Problems are kept until {@link #end()}, which tells the one that
 * helps most: a name that nobody knows before a field that is missing, since the first is often the cause of the
 * second ({@code rateUlPerH} for {@code rateNlPerH}). Until then a field with a problem reads as a harmless value.
 */
final class Fields {
    private final Json.Members object;
    private final String where;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<LineProblem> wrong = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    /**
     * Opens an object.
     *
     * @param object the object
     * @param where  where it stands, for a message: {@code a line with "do":"STAGE_STOP"}
     */
    Fields(Json.Members object, String where) {
        this.object = object;
        this.where = where;
    }

    /** Column of the named field's value, or of the object if the field is absent. */
    int column(String name) {
        Json.Member member = object.members().get(name);
        return member == null ? object.column() : member.value().column();
    }

    boolean has(String name) {
        return object.members().containsKey(name);
    }

    /** Notes a problem that only the caller can see. */
    void problem(String name, String message) {
        wrong.add(new LineProblem(column(name), message));
    }

    /** Notes that a field should not be there at all. */
    void misplaced(String name, String message) {
        known.add(name);
        wrong.add(new LineProblem(object.members().get(name).nameColumn(), message));
    }

    long whole(String name) {
        return requireWhole(name).orElse(0);
    }

    private OptionalLong requireWhole(String name) {
        noteIfMissing(name);
        return optionalWhole(name);
    }

    OptionalLong optionalWhole(String name) {
        Json value = take(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value instanceof Json.Whole whole) {
            return OptionalLong.of(whole.value());
        }
        mismatch(name, value, "an integer");
        return OptionalLong.of(0);
    }

    /** An integer that no kernel would judge, because it belongs to the world or to the replay itself. */
    long wholeWithin(String name, long min, long max) {
        noteIfMissing(name);
        return optionalWholeWithin(name, min, max).orElse(min);
    }

    OptionalLong optionalWholeWithin(String name, long min, long max) {
        OptionalLong value = optionalWhole(name);
        if (value.isPresent() && object.members().get(name).value() instanceof Json.Whole
                && (value.getAsLong() < min || value.getAsLong() > max)) {
            problem(name, LineProblem.quote(name) + " is " + value.getAsLong() + ", expected " + min + " … " + max);
        }
        return value;
    }

    Optional<String> optionalText(String name) {
        Json value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Json.Text text) {
            return Optional.of(text.value());
        }
        mismatch(name, value, "a text");
        return Optional.empty();
    }

    /** A text of 1 … {@code max} characters. */
    Optional<String> shortText(String name, int max) {
        Optional<String> text = optionalText(name);
        if (text.isPresent() && (text.get().isBlank() || text.get().length() > max)) {
            problem(name, LineProblem.quote(name) + " is " + (text.get().isBlank() ? "blank" : "too long")
                    + ", expected 1 … " + max + " characters");
        }
        return text;
    }

    String requiredShortText(String name, int max) {
        noteIfMissing(name);
        return shortText(name, max).orElse("");
    }

    boolean truth(String name, boolean absent) {
        Json value = take(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Json.Truth truth) {
            return truth.value();
        }
        mismatch(name, value, "true or false");
        return absent;
    }

    <E extends Enum<E>> E word(String name, Class<E> words) {
        noteIfMissing(name);
        return optionalWord(name, words).orElse(words.getEnumConstants()[0]);
    }

    <E extends Enum<E>> Optional<E> optionalWord(String name, Class<E> words) {
        return Optional.ofNullable(take(name)).flatMap(value -> asWord(name, value, words));
    }

    private <E extends Enum<E>> Optional<E> asWord(String name, Json value, Class<E> words) {
        List<String> names = Arrays.stream(words.getEnumConstants()).map(Enum::name).toList();
        return oneOf(name, value, names).map(word -> Enum.valueOf(words, word));
    }

    Optional<String> optionalOneOf(String name, List<String> names) {
        return Optional.ofNullable(take(name)).flatMap(value -> oneOf(name, value, names));
    }

    private Optional<String> oneOf(String name, Json value, List<String> names) {
        if (!(value instanceof Json.Text text)) {
            mismatch(name, value, "one of " + String.join(", ", names));
            return Optional.empty();
        }
        if (!names.contains(text.value())) {
            wrong.add(new LineProblem(
                    value.column(),
                    LineProblem.quote(name) + " is " + value.what() + ", " + Spelling.expected(text.value(), names)));
            return Optional.empty();
        }
        return Optional.of(text.value());
    }

    <E extends Enum<E>> Set<E> words(String name, Class<E> words) {
        Set<E> found = EnumSet.noneOf(words);
        for (Json item : list(name, "a list of words")) {
            asWord(name, item, words).ifPresent(found::add);
        }
        return found;
    }

    /** Alarm ids, as a set. */
    Optional<Set<String>> optionalAlarms(String name) {
        if (!has(name)) {
            known.add(name);
            return Optional.empty();
        }
        Set<String> alarms = new LinkedHashSet<>();
        for (Json item : list(name, "a list of alarms")) {
            oneOf(name, item, KernelNames.ALARMS).ifPresent(alarms::add);
        }
        return Optional.of(alarms);
    }

    /** The number, 1 … 20, of an alarm that the line must name. */
    int alarm(String name) {
        noteIfMissing(name);
        return optionalOneOf(name, KernelNames.ALARMS).map(id -> KernelNames.ALARMS.indexOf(id) + 1).orElse(Alarm.STALL);
    }

    List<Json> list(String name, String expected) {
        Json value = take(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof Json.Items items) {
            return items.items();
        }
        mismatch(name, value, expected);
        return List.of();
    }

    /** A list that must be there. */
    List<Json> requiredList(String name, String expected) {
        noteIfMissing(name);
        return list(name, expected);
    }

    Optional<Json.Members> optionalObject(String name) {
        Json value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Json.Members members) {
            return Optional.of(members);
        }
        mismatch(name, value, "an object");
        return Optional.empty();
    }

    Optional<Json.Members> requiredObject(String name) {
        noteIfMissing(name);
        return optionalObject(name);
    }

    /** The value of a field, whatever its type. */
    Optional<Json> any(String name) {
        return Optional.ofNullable(take(name));
    }

    /** The value of a field that must be there, whatever its type. */
    Optional<Json> required(String name) {
        noteIfMissing(name);
        return any(name);
    }

    /** Makes a name known that this object may have and does not. */
    void know(String name) {
        known.add(name);
    }

    private Json take(String name) {
        known.add(name);
        Json.Member member = object.members().get(name);
        return member == null ? null : member.value();
    }

    private void noteIfMissing(String name) {
        if (!has(name)) {
            missing.add(name);
        }
    }

    private void mismatch(String name, Json value, String expected) {
        wrong.add(new LineProblem(
                value.column(), LineProblem.quote(name) + " is " + value.what() + ", expected " + expected));
    }

    /**
     * Closes the object: every field must have been taken, and every problem is told now.
     *
     * @throws LineProblem the first unknown or wrong field of the line, else the first that is missing
     */
    void end() throws LineProblem {
        LineProblem first = null;
        for (LineProblem problem : wrong) {
            if (first == null || problem.column() < first.column()) {
                first = problem;
            }
        }
        for (var member : object.members().entrySet()) {
            int column = member.getValue().nameColumn();
            if (!known.contains(member.getKey()) && (first == null || column < first.column())) {
                first = new LineProblem(
                        column,
                        "unknown field " + LineProblem.quote(member.getKey()) + " in " + where + ", "
                                + Spelling.expected(member.getKey(), List.copyOf(known)));
            }
        }
        if (first == null && !missing.isEmpty()) {
            first = new LineProblem(
                    object.column(),
                    missing.stream().map(LineProblem::quote).collect(Collectors.joining(", "))
                            + (missing.size() == 1 ? " is" : " are") + " missing, expected in " + where);
        }
        if (first != null) {
            throw first;
        }
    }
}
