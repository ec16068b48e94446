package org.itb.harness.properties;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.itb.harness.stream.Scenarios;
import org.itb.kernel.Alarm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the fuzzer plays on the kernel, replayed without it: the calls of every scenario, and whatever calls were once
 * found to break something ({@code calls/*.calls} beside this test).
 */
class KernelCallsTest {
    private static final Path HOME = Path.of(System.getProperty("itb.home"));
    private static final Path FOUND = HOME.resolve("harness/src/test/resources/org/itb/harness/properties/calls");

    static List<Path> scenarios() throws IOException {
        return Scenarios.all();
    }

    static List<Path> found() throws IOException {
        try (Stream<Path> files = Files.walk(FOUND)) {
            return files.filter(file -> file.toString().endsWith(".calls")).sorted().toList();
        }
    }

    // [utest->req~SR-01~1] [utest->req~SR-56~1]
    @ParameterizedTest
    @MethodSource("scenarios")
    void whatAScenarioSaysToTheKernelKeepsItSafe(Path scenario) {
        KernelCalls calls = RecordedCalls.of(scenario).first(KernelCalls.CALLS_MAX);
        assertTrue(calls.calls().size() >= 5, "a pump is commissioned by four calls and used by others");
        calls.play();
        assertEquals(calls.text(), KernelCalls.decode(calls.encode()).text());
        assertEquals(calls.text(), KernelCalls.parse(calls.text()).text());
    }

    // [utest->req~SR-01~1] [utest->req~SR-56~1]
    @ParameterizedTest
    @MethodSource("found")
    void whatOnceBrokeItDoesSoNoMore(Path calls) throws IOException {
        KernelCalls.parse(Files.readString(calls)).play();
    }

    // [utest->req~SR-56~1]
    @Test
    void anyBytesAreCalls() {
        Random random = new Random(8);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            KernelCalls calls = KernelCalls.decode(bytes);
            calls.play();
            assertArrayEquals(calls.encode(), KernelCalls.decode(calls.encode()).encode());
        }
    }

    @Test
    void aFaultIsToldWithTheCallsThatLedToIt() {
        KernelCalls calls = KernelCalls.parse("tick 60000 60000\nmotorStall\n");
        AssertionError fault = assertThrows(AssertionError.class,
                () -> calls.play(kernel -> assertFalse(kernel.isAlarmActive(Alarm.STALL), "as if that were forbidden")));
        assertEquals("after these calls:\n" + calls.text(), fault.getMessage());
        assertThrows(IllegalArgumentException.class, () -> KernelCalls.parse("noSuchMethod 1"));
    }
}
