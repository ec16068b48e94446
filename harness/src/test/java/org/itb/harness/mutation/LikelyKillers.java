package org.itb.harness.mutation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tests that have killed mutants of a method of the kernel before, the most deadly one first. {@code killers.txt} names
 * them, a method a line. They decide how long a run takes, and nothing else: a line that is out of date costs time.
 */
final class LikelyKillers {
    private static final String FILE = "killers.txt";

    private final Map<String, List<String>> ofMethod = new HashMap<>();

    LikelyKillers() {
        try (InputStream in = LikelyKillers.class.getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().map(line -> List.of(line.split(" "))).forEach(line -> ofMethod.put(line.get(0), line.subList(1, line.size())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names as {@link TestName} makes them, for {@code Gate.settle}; empty if none is known. */
    List<String> of(String method) {
        return ofMethod.getOrDefault(method, List.of());
    }
}
