package org.itb.harness.oracle;

import java.util.List;
import org.itb.harness.stream.Expectation;

/**
 * A rule that did not hold.
 *
 * @param requirement the rule's requirement, as SR-59
 * @param what        what was seen, in words
 * @param atMs        since time 0
 * @param inLine      whether it showed with a line, not with a tick before it
 * @param expected    what a line of a stream can expect in its place; empty if no field of {@code expect} shows it
 */
public record Violation(String requirement, String what, long atMs, boolean inLine, List<Expectation> expected) {
    public Violation {
        expected = List.copyOf(expected);
    }

    /** Two of one kind are likely to have one reason. */
    public boolean isOfKindOf(Violation other) {
        return requirement.equals(other.requirement) && what.equals(other.what);
    }

    @Override
    public String toString() {
        return requirement + ": " + what;
    }
}
