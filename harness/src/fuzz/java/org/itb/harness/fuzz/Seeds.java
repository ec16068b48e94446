package org.itb.harness.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.itb.harness.properties.KernelCalls;
import org.itb.harness.properties.RecordedCalls;

/** Where fuzzing begins: the scenarios, as they stand for the reader of streams, and call by call for the kernel. */
final class Seeds {
    private static final int CALLS_MAX = 150;
    private static final int BYTES_MAX = 20_000;

    private Seeds() {
    }

    /** Arguments: the folder of the scenarios and that of the compiled tests, where Jazzer looks for its inputs. */
    public static void main(String[] arguments) throws IOException {
        Path inputs = Path.of(arguments[1], Seeds.class.getPackageName().replace('.', '/'));
        Path streams = Files.createDirectories(inputs.resolve("StreamFuzzTestInputs/anyBytesAreReadOrRefused"));
        Path calls = Files.createDirectories(inputs.resolve("KernelFuzzTestInputs/anyCallsKeepItSafe"));
        List<Path> scenarios;
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            scenarios = files.filter(file -> file.toString().endsWith(".stream.jsonl")).sorted().toList();
        }
        for (Path scenario : scenarios) {
            String name = scenario.getFileName().toString();
            byte[] bytes = Files.readAllBytes(scenario);
            if (bytes.length <= BYTES_MAX) {
                Files.write(streams.resolve(name), bytes);
            }
            Files.write(calls.resolve(name), RecordedCalls.of(scenario).first(CALLS_MAX).encode());
        }
        System.out.println("seeds of " + scenarios.size() + " scenarios");
    }
}
