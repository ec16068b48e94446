package org.itb.harness.oracle;

import org.itb.harness.quiet.EvenFlow;
import org.itb.harness.quiet.Steps;

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
    /** More than so much of what was commanded is too much. */
    private static final long MOST_PER_MILLE = 1145;
    /** What whole nL can add to the excess of an even flow, at either end. */
    private static final long ROUNDED = 2 * (1000 + MOST_PER_MILLE);

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

    /** So many ticks of a minute from a whole minute on, in which both totals rise evenly. */
    void noteEach(int ticks, EvenFlow commanded, EvenFlow confirmed) {
        Steps commandedSteps = new Steps(commanded, 1, 1);
        Steps confirmedSteps = new Steps(confirmed, 1, 1);
        long commandedThenNl = commandedNowNl;
        long confirmedThenNl = confirmedNowNl;
        for (int i = 0; i < ticks; i++) {
            lastMinute++;
            int at = (int) (lastMinute & HELD - 1);
            commandedNowNl = commandedThenNl + commandedSteps.nextNl();
            confirmedNowNl = confirmedThenNl + confirmedSteps.nextNl();
            commandedNl[at] = commandedNowNl;
            confirmedNl[at] = confirmedNowNl;
        }
    }

    /**
     * Surely no tick of so many from now on can be one at which it must be over: the sum that would have to rise beyond
     * its bound stands too low even against the lowest note that such a tick could look back to.
     *
     * @param confirmed by what encoders tell, in nL per mille × ms / h
     */
    boolean isSurelyFine(int ticks, long nowMs, EvenFlow commanded, EvenFlow confirmed) {
        if (nowMs % MINUTE_MS != 0 || lastMinute != nowMs / MINUTE_MS) {
            return false;
        }
        long now = excess((int) (lastMinute & HELD - 1));
        long least = Math.min(now, Math.min(leastExcess(HOUR_MINUTES, HOUR_MINUTES), leastExcess(DAY_MINUTES, ticks + 1)));
        long rise = Math.max(0, confirmed.load() - commanded.load() * MOST_PER_MILLE);
        return now - least + rise * ticks / TherapyAccount.HOUR_MS + ROUNDED <= 2_000_000;
    }

    /** The least over notes from so many minutes ago on. */
    private long leastExcess(int minutesAgo, int notes) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < notes; i++) {
            least = Math.min(least, excess(indexOf(minutesAgo - i)));
        }
        return least;
    }

    /** By how much confirmed was above what the commands allow, since time 0, in nL per mille. */
    private long excess(int at) {
        return confirmedNl[at] * 1000 - commandedNl[at] * MOST_PER_MILLE;
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
        return confirmed * 1000 > commanded * MOST_PER_MILLE + (2000 + slackNl) * 1000;
    }

    private int indexOf(int minutesAgo) {
        return (int) (Math.max(firstMinute, lastMinute - minutesAgo) & HELD - 1);
    }
}
