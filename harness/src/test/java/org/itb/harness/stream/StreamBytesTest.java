package org.itb.harness.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the fuzzer gives to the reader of streams, replayed without it: every scenario, cut off and damaged, and whatever
 * bytes were once found to break something ({@code bytes/*} beside this test).
 */
class StreamBytesTest {
    private static final Path HOME = Path.of(System.getProperty("itb.home"));
    private static final Path FOUND = HOME.resolve("harness/src/test/resources/org/itb/harness/stream/bytes");
    private static final int DAMAGED_COUNT = 40;

    static List<Path> scenarios() throws IOException {
        return Scenarios.all();
    }

    static List<Path> found() throws IOException {
        try (Stream<Path> files = Files.walk(FOUND)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aDamagedScenarioIsAStreamOrRefused(Path scenario) throws IOException {
        byte[] whole = Files.readAllBytes(scenario);
        StreamBytes.judge(whole);
        Random random = new Random(whole.length);
        for (int i = 0; i < DAMAGED_COUNT; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int n = random.nextInt(4); n > 0 && damaged.length > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            StreamBytes.judge(damaged);
        }
    }

    @ParameterizedTest
    @MethodSource("found")
    void whatOnceBrokeTheReaderDoesSoNoMore(Path bytes) throws IOException {
        StreamBytes.judge(Files.readAllBytes(bytes));
    }
}
