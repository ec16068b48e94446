package org.itb.harness.stream;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.itb.harness.replay.ReplayException;

/** Streams for tests, as text. */
public final class StreamText {
    /** A pump at 400 µg/day in its second year, with the patient's bolus enabled. */
    public static final String HEADER = "{\"format\":\"itb-stream/1\",\"id\":\"T-1\",\"title\":\"A test\",\"tickMs\":1000,"
            + "\"setup\":{\"deviceId\":\"ITB-0001\",\"capacityNl\":20000000,\"fillNl\":20000000,"
            + "\"concentrationUgPerMl\":2000,\"origin\":\"SPINAL\",\"age\":\"ADULT\",\"rateNlPerH\":8333,"
            + "\"ptm\":{\"volumeNl\":20000,\"durationMs\":600000,\"lockoutMs\":14400000,\"countPer24h\":4}}}";

    private StreamText() { }

    /** The header above with one part replaced. */
    public static String header(String part, String replacement) {
        if (!HEADER.contains(part)) {
            throw new IllegalArgumentException(part + " is not in the header");
        }
        return HEADER.replace(part, replacement);
    }

    /** The header above and these lines, each with its line feed. */
    public static String of(String... lines) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (String line : lines) {
            text.append(line.replace('\'', '"')).append('\n');
        }
        return text.toString();
    }

    /** Reads a text under the name {@code test}. */
    public static CommandStream read(String text) throws ReplayException {
        return new StreamReader().read("test", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
