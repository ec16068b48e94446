package org.itb.harness.stream;

import java.util.List;

/**
 * A whole {@code itb-stream/1}: immutable, and read to its end before anything runs.
 *
 * @param source  the file's name as the user gave it
 * @param sha256  hash of the file's bytes, lower-case hex
 * @param id      the stream's id, as in {@code SC-03}
 * @param title   one line for a person
 * @param covers  ids of the requirements that it exercises
 * @param tickMs  spacing of the automatic ticks, 1 … 60,000
 * @param setup   the state at time 0
 * @param entries the lines after the header, in time order
 */
public record CommandStream(
        String source,
        String sha256,
        String id,
        String title,
        List<String> covers,
        int tickMs,
        Setup setup,
        List<Entry> entries) {

    /** The format's name and version. */
    public static final String FORMAT = "itb-stream/1";

    public CommandStream {
        covers = List.copyOf(covers);
        entries = List.copyOf(entries);
    }
}
