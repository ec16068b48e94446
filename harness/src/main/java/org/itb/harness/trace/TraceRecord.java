package org.itb.harness.trace;

import java.util.List;
import org.itb.harness.replay.FailedExpectation;
import org.itb.harness.stream.CommandStream;
import org.itb.harness.stream.Entry;

/**
 * One record of a replay: the header, then one for each line and for each change between lines, then the end. The
 * trace file, the HTML report and the summary of the command line are all made of these.
 */
public sealed interface TraceRecord {

    /**
     * The first record.
     *
     * @param stream       the stream that is replayed, its setup included
     * @param kernelSha256 hash of the kernel's sources, lower-case hex
     * @param target       {@code simulator}, or the bench's own description
     * @param initial      the kernel's state at time 0, before the first line; in the object only, not in the file
     */
    record Header(CommandStream stream, String kernelSha256, String target, TraceState initial) implements TraceRecord { }

    /**
     * A line of the stream and the state just after it. It stands before the events that the line causes.
     *
     * @param atMs     time since the start of the stream
     * @param line     line of the file, the header being line 1
     * @param in       {@code STAGE_STOP}, {@code world:MOTOR_STALL} or {@code expect}
     * @param reply    the kernel's reply code; null where the line sends nothing
     * @param retold   whether that is an earlier answer told again: nothing happened with it (SR-50)
     * @param entry    the line itself with its parameters
     * @param failures the expectations of this line that do not hold; in the object only, not in the file
     * @param state    the kernel's state just after
     */
    record Line(
            long atMs,
            int line,
            String in,
            String reply,
            boolean retold,
            Entry entry,
            List<FailedExpectation> failures,
            TraceState state)
            implements TraceRecord {

        public Line {
            failures = List.copyOf(failures);
        }
    }

    /**
     * A change.
     *
     * @param atMs  time since the start of the stream
     * @param event what changed
     * @param alarm {@code A01} … {@code A20} for ALARM_ON and ALARM_OFF, else null
     * @param state the kernel's state just after the step that made the change
     */
    record Event(long atMs, TraceEvent event, String alarm, TraceState state) implements TraceRecord { }

    /**
     * The last record.
     *
     * @param atMs         instant of the last line; 0 for a header alone
     * @param lines        entries of the stream, the header not counted
     * @param expectations expected fields that were checked
     * @param failed       those that did not hold
     */
    record End(long atMs, int lines, int expectations, int failed) implements TraceRecord { }
}
