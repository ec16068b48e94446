package org.itb.harness.stream;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of a stream as text: {@code HH:MM:SS[.mmm]} with any number of hours, or {@code <d>d HH:MM:SS[.mmm]}. */
public final class Instants {
    /** How a message describes the field {@code at}. */
    static final String EXPECTED = "ms as an integer, \"HH:MM:SS[.mmm]\" or \"<days>d HH:MM:SS[.mmm]\"";

    /** The lengths keep every product below within 64 bit. */
    private static final Pattern TEXT = Pattern.compile(
            "(?:(?<days>[0-9]{1,10})d )?(?<hours>[0-9]{2,12}):(?<minutes>[0-5][0-9]):(?<seconds>[0-5][0-9])"
                    + "(?:\\.(?<millis>[0-9]{3}))?");

    private static final long SECOND_MS = 1000;
    private static final long MINUTE_MS = 60 * SECOND_MS;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;

    private Instants() { }

    /** Milliseconds of the text; empty if it is no such time. */
    public static OptionalLong parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        String days = matcher.group("days");
        String hours = matcher.group("hours");
        if (days != null && (hours.length() > 2 || Long.parseLong(hours) >= 24)) {
            return OptionalLong.empty();
        }
        String millis = matcher.group("millis");
        return OptionalLong.of((days == null ? 0 : Long.parseLong(days) * DAY_MS)
                + Long.parseLong(hours) * HOUR_MS
                + Long.parseLong(matcher.group("minutes")) * MINUTE_MS
                + Long.parseLong(matcher.group("seconds")) * SECOND_MS
                + (millis == null ? 0 : Long.parseLong(millis)));
    }
}
