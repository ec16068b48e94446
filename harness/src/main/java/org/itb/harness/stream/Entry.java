package org.itb.harness.stream;

import java.util.List;
import java.util.Optional;

/**
 * One line of a stream after the header: a message, a change of the world, or neither, and what must hold just after.
 *
 * @param line         line of the file, the header being line 1
 * @param atMs         time since the start of the stream, 0 … {@link #AT_MAX_MS}, never before the line above
 * @param message      what is sent to the kernel
 * @param worldChange  what changes in the world; never together with a message
 * @param expectations what must hold just after, in the order of the line
 */
public record Entry(
        int line,
        long atMs,
        Optional<Message> message,
        Optional<WorldChange> worldChange,
        List<Expectation> expectations) {

    /** Three centuries: the kernel's own clock ends there too. */
    public static final long AT_MAX_MS = org.itb.kernel.Parameters.TIME_MAX_MS;

    public Entry {
        expectations = List.copyOf(expectations);
    }

    /** How a trace names the line: {@code STAGE_STOP}, {@code world:MOTOR_STALL} or {@code expect}. */
    public String name() {
        if (message.isPresent()) {
            return message.get().command().kind().name();
        }
        return worldChange.map(change -> "world:" + change.word()).orElse("expect");
    }
}
