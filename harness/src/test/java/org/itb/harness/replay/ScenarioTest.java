package org.itb.harness.replay;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.itb.harness.stream.Scenarios;
import org.itb.harness.stream.StreamReader;
import org.itb.harness.trace.TraceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios of specs/scenarios hold, every expectation of each. */
class ScenarioTest {
    static List<Path> scenarios() throws IOException {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyExpectationHolds(Path file) throws Exception {
        ReplayResult result = new Replayer().replay(new StreamReader().read(file));

        assertEquals(List.of(), result.failures());
        assertTrue(result.expectations() > 0, "a scenario that expects nothing shows nothing");
    }

    @Test
    void eachScenarioOfTheRequirementsHasOneMainStream() throws IOException {
        Set<String> mains = new TreeSet<>();
        try (Stream<Path> files = Files.list(Scenarios.FOLDER)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".stream.jsonl")).toList();
            names.forEach(name -> mains.add(name.substring(0, 5)));
            assertEquals(names.size(), mains.size(), "two main streams for one scenario");
        }

        assertEquals(Set.of("SC-01", "SC-02", "SC-03", "SC-04", "SC-05", "SC-06", "SC-07", "SC-08", "SC-09", "SC-10", "SC-11", "SC-12", "SC-13", "SC-14"), mains);
    }

    @Test
    void namesItsIdAndItsRequirements() throws Exception {
        for (Path file : scenarios()) {
            String id = new StreamReader().read(file).id();
            assertEquals(file.getFileName().toString(), id + ".stream.jsonl");
        }
        Set<String> ids = scenarios().stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        assertEquals(scenarios().size(), ids.size(), "an id twice");
    }

    @Test
    void writesTheSameTraceTwice(@TempDir Path folder) throws Exception {
        Path stream = Scenarios.FOLDER.resolve("SC-03-boluses.stream.jsonl");
        Path first = folder.resolve("first.trace.jsonl");
        Path second = folder.resolve("second.trace.jsonl");
        for (Path trace : List.of(first, second)) {
            try (TraceFile file = TraceFile.create(trace)) {
                new Replayer().replay(new StreamReader().read(stream), file);
            }
        }

        assertAll(
                () -> assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second)),
                () -> assertTrue(Files.size(first) > 0));
    }
}
