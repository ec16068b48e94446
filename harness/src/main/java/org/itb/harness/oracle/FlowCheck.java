package org.itb.harness.oracle;

/**
 * Confirmed against commanded volume over the last hour and the last day (SR-31), from an own note of both for each
 * minute. The kernel's windows may be a bucket and a tick longer than stated (K-11): here what must be over-delivery
 * by the shortest and what can be by the longest window that they may have are told apart.
 */
final class FlowCheck {
    private static final int HELD = 2048;
    private static final int HOUR_MINUTES = 60;
    private static final int DAY_MINUTES = 1_440;
    private static final int HOUR_SLACK_MINUTES = 2;
    private static final int DAY_SLACK_MINUTES = 17;
    private static final long MINUTE_MS = 60_000;

    private final long[] commandedNl = new long[HELD];
    private final long[] confirmedNl = new long[HELD];
    private long firstMinute;
    private long lastMinute = -1;
    private long commandedNowNl;
    private long confirmedNowNl;
    /** After a tick too long for a note of each minute nothing is certain for a day. */
    private long certainFromMinute;

    /** The totals after a tick. */
    void note(long nowMs, long commandedTotalNl, long confirmedTotalNl) {
        long minute = nowMs / MINUTE_MS;
        if (minute > lastMinute + 1 && lastMinute >= 0) {
            restart(minute);
            certainFromMinute = minute + DAY_MINUTES + DAY_SLACK_MINUTES;
        }
        if (minute != lastMinute) {
            int at = (int) (minute & HELD - 1);
            // A tick at the minute itself ends the one before; one inside it knows no better than the last tick.
            commandedNl[at] = nowMs % MINUTE_MS == 0 ? commandedTotalNl : commandedNowNl;
            confirmedNl[at] = nowMs % MINUTE_MS == 0 ? confirmedTotalNl : confirmedNowNl;
            lastMinute = minute;
        }
        commandedNowNl = commandedTotalNl;
        confirmedNowNl = confirmedTotalNl;
    }

    /** Flow is watched anew: what was before does not count (D-20 … D-22). */
    void restart(long minute) {
        firstMinute = minute;
        lastMinute = minute;
        int at = (int) (minute & HELD - 1);
        commandedNl[at] = commandedNowNl;
        confirmedNl[at] = confirmedNowNl;
    }

    void restartNow() {
        restart(Math.max(0, lastMinute));
    }

    /** Whatever window the kernel keeps, it holds over-delivery. */
    boolean mustBeOver() {
        return lastMinute >= certainFromMinute && (isOver(HOUR_MINUTES, HOUR_MINUTES + HOUR_SLACK_MINUTES, 8)
                || isOver(DAY_MINUTES, DAY_MINUTES + DAY_SLACK_MINUTES, 8));
    }

    /** Some window that the kernel may keep holds over-delivery. */
    boolean mayBeOver() {
        return lastMinute < certainFromMinute || isOver(HOUR_MINUTES + HOUR_SLACK_MINUTES, HOUR_MINUTES - 1, -8)
                || isOver(DAY_MINUTES + DAY_SLACK_MINUTES, DAY_MINUTES - 1, -8);
    }

    private boolean isOver(int confirmedMinutes, int commandedMinutes, long slackNl) {
        long confirmed = confirmedNowNl - confirmedNl[indexOf(confirmedMinutes)];
        long commanded = commandedNowNl - commandedNl[indexOf(commandedMinutes)];
        return confirmed * 1000 > commanded * 1145 + (2000 + slackNl) * 1000;
    }

    private int indexOf(int minutesAgo) {
        return (int) (Math.max(firstMinute, lastMinute - minutesAgo) & HELD - 1);
    }
}
