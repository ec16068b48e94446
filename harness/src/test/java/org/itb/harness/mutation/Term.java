package org.itb.harness.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A number of the bytecode as a sum of unknowns with factors, in the arithmetic of its width (which wraps around, as
 * Java's does). What is no sum is an unknown of its own, named by what it is made of.
 *
 * @param isLong 64 bits; otherwise 32
 * @param factors by unknown; none is 0
 */
record Term(boolean isLong, long constant, Map<Unknown, Long> factors) {

    /** Something of which only this is known, that it is made in this way of these. */
    record Unknown(String what, List<Term> of) implements Comparable<Unknown> {
        @Override
        public int compareTo(Unknown other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return of.isEmpty() ? what : what + of;
        }
    }

    static Term constant(boolean isLong, long value) {
        return new Term(isLong, wrapped(isLong, value), Map.of());
    }

    static Term unknown(boolean isLong, String what, Term... of) {
        return new Term(isLong, 0, Map.of(new Unknown(what, List.of(of)), 1L));
    }

    private static long wrapped(boolean isLong, long value) {
        return isLong ? value : (int) value;
    }

    Term plus(Term other, long factor) {
        Map<Unknown, Long> sum = new TreeMap<>(factors);
        other.factors.forEach((unknown, times) ->
                sum.merge(unknown, wrapped(isLong, times * factor), (a, b) -> wrapped(isLong, a + b)));
        sum.values().removeIf(times -> times == 0);
        return new Term(isLong, wrapped(isLong, constant + other.constant * factor), sum);
    }

    Term times(long factor) {
        return constant(isLong, 0).plus(this, factor);
    }

    boolean isConstant() {
        return factors.isEmpty();
    }

    /** This with a term in place of an unknown, also where the unknown stands within others. */
    Term with(Unknown replaced, Term by) {
        Term result = constant(isLong, constant);
        for (Map.Entry<Unknown, Long> entry : factors.entrySet()) {
            Unknown unknown = entry.getKey();
            Term value = unknown.equals(replaced) ? by : rebuilt(unknown, replaced, by);
            result = result.plus(value, entry.getValue());
        }
        return result;
    }

    private Term rebuilt(Unknown unknown, Unknown replaced, Term by) {
        List<Term> of = new ArrayList<>();
        unknown.of().forEach(term -> of.add(term.with(replaced, by)));
        return new Term(isLong, 0, Map.of(new Unknown(unknown.what(), List.copyOf(of)), 1L));
    }

    /** Whether the unknown stands within another unknown of this. */
    boolean holdsWithin(Unknown sought) {
        return factors.keySet().stream().anyMatch(unknown -> unknown.of().stream()
                .anyMatch(term -> term.factors.containsKey(sought) || term.holdsWithin(sought)));
    }

    @Override
    public String toString() {
        return (isLong ? "J" : "I") + constant + factors;
    }
}
