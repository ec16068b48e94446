package org.itb.harness.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The streams of specs/scenarios. */
public final class Scenarios {
    public static final Path FOLDER = Schemas.HOME.resolve("specs/scenarios");

    private Scenarios() {
    }

    /** All of them, those in folders below too, in the order of their paths. */
    public static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".stream.jsonl")).sorted().toList();
        }
    }
}
