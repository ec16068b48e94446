package org.itb.harness.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.itb.harness.mcdc.ProbedKernel;
import org.itb.harness.mcdc.SourceDecisions;
import org.itb.harness.mcdc.TestRun;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The mistakes of this domain are each found by the test that is meant for it: by {@code -Pmutation}, because it takes long. */
class DomainMutantsTest {
    private static final Path SOURCES = Path.of(System.getProperty("itb.home"), "kernel/src/main/java/org/itb/kernel");

    /** The failing tests of each class on the kernel as it is; killing by a test that fails anyhow is no kill. */
    private static final Map<String, Set<String>> WITHOUT_MUTANT = new TreeMap<>();

    @Tag("mutation")
    @TestFactory
    Stream<DynamicTest> eachIsKilledByItsTest() {
        Map<String, String> kernel = kernel();
        return DomainMutants.ALL.stream().map(mutant -> DynamicTest.dynamicTest(mutant.toString(), () -> {
            assertTrue(testsOf(mutant.killerClass()).contains(mutant.killerMethod()), () -> "no such test: " + mutant.killer());
            Set<String> usual = WITHOUT_MUTANT.computeIfAbsent(mutant.killerClass(),
                    type -> failing(kernel, type));
            assertEquals(Set.of(), usual, "the kernel as it is");

            Map<String, String> changed = new TreeMap<>(kernel);
            changed.put(mutant.file(), patched(kernel.get(mutant.file()), mutant));
            Set<String> failing = failing(changed, mutant.killerClass());

            assertTrue(failing.contains(mutant.killerMethod()), () -> "survived " + mutant.killer() + "; failed: " + failing);
        }));
    }

    /** In every build: whoever changes the kernel learns at once that a mistake can no longer be made where the table says. */
    @Test
    void eachCanStillBeMadeInTheKernel() {
        Map<String, String> kernel = kernel();
        DomainMutants.ALL.forEach(mutant -> assertNotEquals(kernel.get(mutant.file()), patched(kernel.get(mutant.file()), mutant)));
    }

    @Test
    void everyKindOfMistakeStandsInTheTable() {
        assertEquals(EnumSet.allOf(DomainMutant.Kind.class), DomainMutants.ALL.stream()
                .map(DomainMutant::kind).collect(Collectors.toCollection(() -> EnumSet.noneOf(DomainMutant.Kind.class))));
    }

    private static Set<String> testsOf(String type) throws ClassNotFoundException {
        return Stream.of(Class.forName(type).getDeclaredMethods()).map(Method::getName).collect(Collectors.toSet());
    }

    private static Set<String> failing(Map<String, String> kernel, String testClass) {
        return TestRun.on(new ProbedKernel(SourceDecisions.compile(kernel)), List.of(testClass)).failedMethods();
    }

    /** The place must be found once: a table that no longer fits the kernel says nothing about it. */
    static String patched(String source, DomainMutant mutant) {
        String pattern = Stream.of(mutant.from().trim().split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+"));
        Matcher matcher = Pattern.compile(pattern).matcher(source);
        assertTrue(matcher.find(), () -> "not in " + mutant.file() + ": " + mutant.from());
        String result = source.substring(0, matcher.start()) + mutant.to() + source.substring(matcher.end());
        assertTrue(!matcher.find(), () -> "more than once in " + mutant.file() + ": " + mutant.from());
        return result;
    }

    private static Map<String, String> kernel() {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                sources.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }
}
