package org.itb.harness.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import org.itb.harness.replay.ReplayException;

/** Any bytes given to the reader of streams: what a fuzzer steers. */
public final class StreamBytes {
    private StreamBytes() {
    }

    /** They are a stream, or are refused with the line and the column of what is wrong; the second time as the first. */
    public static void judge(byte[] bytes) {
        String answer = answerTo(bytes);
        assertEquals(answer, answerTo(bytes), "the same bytes, the same answer");
    }

    private static String answerTo(byte[] bytes) {
        try {
            CommandStream stream = new StreamReader().read("FILE", new ByteArrayInputStream(bytes));
            return "a stream: " + stream.id() + " " + stream.entries();
        } catch (ReplayException refusal) {
            assertEquals(ReplayException.Kind.BAD_INPUT, refusal.kind());
            assertTrue(refusal.getMessage().matches("(?s)FILE:[1-9][0-9]*:[1-9][0-9]*: .+"), refusal::getMessage);
            return refusal.getMessage();
        }
    }
}
