package org.itb.harness.trace;

import org.itb.harness.replay.ReplayException;

/**
 * Takes the records of one replay, in order: one {@link TraceRecord.Header}, any number of {@link TraceRecord.Line}
 * and {@link TraceRecord.Event}, one {@link TraceRecord.End}. If the replay breaks off, no End comes.
 */
@FunctionalInterface
public interface TraceSink {

    /**
     * Takes the next record.
     *
     * @throws ReplayException if it cannot be kept; the replay then ends
     */
    void accept(TraceRecord traced) throws ReplayException;
}
