package org.itb.harness.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.Expectation;
import org.itb.harness.trace.TraceState;

/** Holds what a line expects against what the kernel showed. */
final class ExpectationCheck {
    private ExpectationCheck() { }

    /**
     * Checks one line.
     *
     * @param reply the reply to the line's message; null if it sent none
     * @return what does not hold, in the order of the line
     */
    static List<FailedExpectation> failures(Entry entry, String reply, TraceState state) {
        List<FailedExpectation> failures = new ArrayList<>();
        for (Expectation expectation : entry.expectations()) {
            differing(expectation, reply, state).ifPresent(actual -> failures.add(
                    new FailedExpectation(entry.line(), expectation.field(), expectation.text(), actual)));
        }
        return failures;
    }

    /** The actual value if it is not the expected one. */
    private static Optional<String> differing(Expectation expectation, String reply, TraceState state) {
        if (expectation instanceof Expectation.ReplyIs expected) {
            return differing(expected.reply(), reply);
        }
        if (expectation instanceof Expectation.ModeIs expected) {
            return differing(expected.mode(), state.mode());
        }
        if (expectation instanceof Expectation.SignalIs expected) {
            return differing(expected.signal(), state.signal());
        }
        if (expectation instanceof Expectation.AlarmsAre expected) {
            return differing(expected, state.alarms());
        }
        Expectation.NumberWithin expected = (Expectation.NumberWithin) expectation;
        long actual = actual(expected.quantity(), state);
        boolean holds = actual >= expected.min() && actual <= expected.max();
        return holds ? Optional.empty() : Optional.of(Long.toString(actual));
    }

    private static Optional<String> differing(String expected, String actual) {
        return expected.equals(actual) ? Optional.empty() : Optional.of(String.valueOf(actual));
    }

    private static Optional<String> differing(Expectation.AlarmsAre expected, List<String> active) {
        boolean holds = active.containsAll(expected.alarms())
                && (!expected.exactly() || active.size() == expected.alarms().size());
        return holds ? Optional.empty() : Optional.of(new TreeSet<>(active).toString());
    }

    private static long actual(Expectation.Quantity quantity, TraceState state) {
        return switch (quantity) {
            case RATE -> state.rateNlPerH();
            case DELIVERED -> state.deliveredNl();
            case RESERVOIR_NOMINAL -> state.reservoirNominalNl();
            case RESERVOIR_PESSIMISTIC -> state.reservoirPessimisticNl();
        };
    }
}
