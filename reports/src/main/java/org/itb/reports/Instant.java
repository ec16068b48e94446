package org.itb.reports;

/** A time since the start of a stream, as a stream writes it (D-55). */
final class Instant {
    private static final long DAY_MS = 86_400_000L;

    private Instant() { }

    /** {@code [<days>d ]HH:MM:SS[.mmm]}; {@code ms} is 0 or more. */
    static String text(long ms) {
        long days = ms / DAY_MS;
        long seconds = ms % DAY_MS / 1000;
        String text = (days > 0 ? days + "d " : "")
                + String.format("%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
        return ms % 1000 == 0 ? text : text + String.format(".%03d", ms % 1000);
    }
}
