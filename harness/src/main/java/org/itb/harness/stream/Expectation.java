package org.itb.harness.stream;

import java.util.Set;

/**
 * One field of {@code expect}: what must hold just after its line.
 */
public sealed interface Expectation {

    /** The field's name. */
    String field();

    /** What is expected, as a person would write it. */
    String text();

    /** The reply to the line's message, by its name in the kernel. */
    record ReplyIs(String reply) implements Expectation {
        @Override
        public String field() {
            return "reply";
        }

        @Override
        public String text() {
            return reply;
        }
    }

    /** The delivery mode: {@code RUN HOLD MIN STOP}. */
    record ModeIs(String mode) implements Expectation {
        @Override
        public String field() {
            return "mode";
        }

        @Override
        public String text() {
            return mode;
        }
    }

    /** The annunciated signal: {@code NONE NONCRITICAL CRITICAL}. */
    record SignalIs(String signal) implements Expectation {
        @Override
        public String field() {
            return "signal";
        }

        @Override
        public String text() {
            return signal;
        }
    }

    /** A number that is a state field, within bounds that both belong to it. */
    record NumberWithin(Quantity quantity, long min, long max) implements Expectation {
        @Override
        public String field() {
            return quantity.field();
        }

        @Override
        public String text() {
            if (min == max) {
                return Long.toString(min);
            }
            if (max == Long.MAX_VALUE) {
                return "at least " + min;
            }
            if (min == Long.MIN_VALUE) {
                return "at most " + max;
            }
            return min + " … " + max;
        }
    }

    /** The active alarms: all of them, or at least these. */
    record AlarmsAre(Set<String> alarms, boolean exactly) implements Expectation {
        public AlarmsAre {
            alarms = java.util.Collections.unmodifiableSortedSet(new java.util.TreeSet<>(alarms));
        }

        @Override
        public String field() {
            return exactly ? "alarms" : "alarmsInclude";
        }

        @Override
        public String text() {
            return alarms.toString();
        }
    }

    /** The numbers that a line can expect. */
    enum Quantity {
        RATE("rateNlPerH"),
        DELIVERED("deliveredNl"),
        RESERVOIR_NOMINAL("reservoirNominalNl"),
        RESERVOIR_PESSIMISTIC("reservoirPessimisticNl");

        private final String field;

        Quantity(String field) {
            this.field = field;
        }

        /** The field's name in a stream and in a trace. */
        public String field() {
            return field;
        }
    }
}
