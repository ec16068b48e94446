package org.itb.harness.kernelrules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The kernel of this build keeps every rule. */
class KernelRulesTest {
    private static final KernelCode KERNEL = KernelCode.ofThisBuild();

    @TestFactory
    Stream<DynamicTest> keepsEveryRule() {
        return KernelRules.ALL.stream().map(rule -> DynamicTest.dynamicTest(rule.statement(), () -> {
            List<String> violations = rule.violationsIn(KERNEL);
            assertEquals("", String.join("\n", violations), rule.statement());
        }));
    }

    @Test
    void judgesTheSourcesThatTheClassesWereCompiledFrom() {
        Set<String> fromSources = KERNEL.sources().stream()
                .map(source -> source.name().replace(".java", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> fromClasses = KERNEL.classes().stream()
                .map(type -> type.name.substring(type.name.lastIndexOf('/') + 1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(fromSources, fromClasses);
        assertFalse(fromSources.isEmpty());
    }
}
