package org.itb.harness.reference;

/**
 * An instant on both clocks of K-04.
 *
 * @param ms         the full clock, since commissioning
 * @param creditedMs the clock that gains at most P33 a tick
 */
record Moment(long ms, long creditedMs) {
    Moment after(long dtMs) {
        return new Moment(
                Math.addExact(ms, dtMs), Math.addExact(creditedMs, Math.min(dtMs, Limits.P33_TICK_MAX_MS)));
    }
}
