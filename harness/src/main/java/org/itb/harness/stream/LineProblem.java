package org.itb.harness.stream;

import java.util.Locale;

/** What is wrong with one line, where in it, and what was expected. */
final class LineProblem extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_MAX = 60;

    private final int column;

    /**
     * States a problem.
     *
     * @param column  column of the offending token, the first being 1
     * @param message what is wrong, what was expected
     */
    LineProblem(int column, String message) {
        super(message, null, false, false);
        this.column = column;
    }

    int column() {
        return column;
    }

    /** The text in quotes, fit for one line of a terminal: control characters escaped, long text cut. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(SHOWN_MAX).forEach(point -> {
            if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT
                    || !Character.isDefined(point) || Character.getType(point) == Character.SURROGATE) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", point));
            } else {
                quoted.appendCodePoint(point);
            }
        });
        if (text.codePointCount(0, text.length()) > SHOWN_MAX) {
            quoted.append('…');
        }
        return quoted.append('"').toString();
    }
}
