package org.itb.harness.replay;

import java.util.List;

/**
 * What one replay found.
 *
 * @param source       the file's name as the user gave it
 * @param streamId     the stream's {@code id}
 * @param title        the stream's {@code title}
 * @param lines        entries of the stream, the header not counted
 * @param expectations expected fields that were checked: an {@code expect} with two fields counts two
 * @param failures     those that did not hold, in file order
 * @param endMs        the instant of the last line
 */
public record ReplayResult(
        String source,
        String streamId,
        String title,
        int lines,
        int expectations,
        List<FailedExpectation> failures,
        long endMs) {

    public ReplayResult {
        failures = List.copyOf(failures);
    }

    /** How many expected fields did not hold. */
    public int failed() {
        return failures.size();
    }

    /** True when every expectation held. */
    public boolean holds() {
        return failures.isEmpty();
    }
}
