package org.itb.harness.mutation;

/**
 * A mistake that a person makes in this domain and a mutation tool does not: a change of one place of the kernel's source,
 * and the test that must fail on it.
 *
 * @param kind what kind of mistake it is
 * @param what what it would do to a patient
 * @param file the source file of the kernel
 * @param from the text as it stands there, once; any white space stands for any other
 * @param to the text in its place
 * @param killer the test, as {@code Class#method} or {@code Class$Nested#method} of {@code org.itb.harness.kernel}
 */
record DomainMutant(Kind kind, String what, String file, String from, String to, String killer) {

    /** The kinds that must each stand in the table. */
    enum Kind {
        PER_HOUR_FOR_PER_DAY, WINDOW_EDGE_OFF_BY_ONE, DEBIT_DROPPED, COMMANDED_AND_DELIVERED_SWAPPED,
        WITHDRAWAL_SIDE_FORGOTTEN, SATURATED_FOR_REFUSED, ALARM_EDGE_SWALLOWED
    }

    String killerClass() {
        return "org.itb.harness.kernel." + killer.substring(0, killer.indexOf('#'));
    }

    String killerMethod() {
        return killer.substring(killer.indexOf('#') + 1);
    }

    @Override
    public String toString() {
        return file + ": " + what;
    }
}
