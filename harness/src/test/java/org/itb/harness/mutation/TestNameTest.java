package org.itb.harness.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestNameTest {
    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
        "a.b.GateTest.[engine:junit-jupiter]/[class:a.b.GateTest]/[method:stops()] GateTest.stops",
        "a.AlarmTest.[engine:junit-jupiter]/[class:a.AlarmTest]/[nested-class:Each]/[nested-class:One]/[method:sounds()] AlarmTest.Each.One.sounds",
        "a.E.[engine:junit-jupiter]/[class:a.E]/[test-template:counts(int,java.lang.String)]/[test-template-invocation:#12] E.counts#12"})
    void isClassNestedClassesMethodAndInvocation(String pitName, String name) {
        assertEquals(name, TestName.of(pitName));
    }
}
