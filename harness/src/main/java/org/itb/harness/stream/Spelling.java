package org.itb.harness.stream;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells a user which word was probably meant. */
final class Spelling {
    /** A longer word is no slip of the pen, and not worth comparing. */
    private static final int LENGTH_MAX = 64;

    private Spelling() { }

    /** Reads {@code expected one of rateNlPerH, statedNgPerDay (did you mean rateNlPerH?)}. */
    static String expected(String word, List<String> known) {
        String sorted = String.join(", ", known.stream().sorted().toList());
        String hint = nearest(word, known).map(near -> " (did you mean " + near + "?)").orElse("");
        return "expected " + (known.size() == 1 ? "" : "one of ") + sorted + hint;
    }

    private static Optional<String> nearest(String word, List<String> known) {
        if (word.isEmpty() || word.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        String lower = word.toLowerCase(Locale.ROOT);
        int slipsMax = Math.max(1, word.length() / 3);
        return known.stream()
                .sorted()
                .min(Comparator.comparingInt(candidate -> slips(lower, candidate.toLowerCase(Locale.ROOT))))
                .filter(candidate -> slips(lower, candidate.toLowerCase(Locale.ROOT)) <= slipsMax);
    }

    /** Letters to insert, drop or replace to make one word of the other (Levenshtein). */
    private static int slips(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(previous[column], current[column - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
