package org.itb.harness.mutation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rule test by a name that fits on a line: {@code GateTest.neverStopsSilently}, {@code RuleEdgeTest.AFullLedger.counts#2}. */
final class TestName {
    private static final Pattern PART = Pattern.compile("\\[(class|nested-class|method|test-template|test-template-invocation):([^](]+)");

    private TestName() {
    }

    /** Of what PIT calls it, which ends in JUnit's unique id. */
    static String of(String pitName) {
        StringBuilder name = new StringBuilder();
        Matcher part = PART.matcher(pitName);
        while (part.find()) {
            switch (part.group(1)) {
                case "class" -> name.append(part.group(2).substring(part.group(2).lastIndexOf('.') + 1));
                case "test-template-invocation" -> name.append(part.group(2));
                default -> name.append('.').append(part.group(2));
            }
        }
        return name.toString();
    }
}
