package org.itb.harness.mutation;

import java.util.List;

/** The mutants that no test can kill, each with its proof. */
final class EquivalentMutants {
    private static final EquivalentMutant.Proof SAME_AT_EQUALITY = new SameAtEquality();

    static final List<EquivalentMutant> ALL = List.of(
            edge("Arithmetic", "clamp"),
            edge("Arithmetic", "min"),
            edge("Arithmetic", "max"),
            edge("Arithmetic", "minus"),
            edge("Arithmetic", "addUpTo"),
            edge("Arithmetic", "distance"),
            edge("DoseHistory", "lowestOfHeldPg"),
            edge("DoseHistory", "highestOfHeldPg"),
            edge("DoseHistory", "lowerPg"),
            edge("DoseHistory", "higherPg"),
            edge("ModeRules", "worse"));

    private EquivalentMutants() {
    }

    /** A comparison that chooses between two values that are equal at its edge. */
    private static EquivalentMutant edge(String type, String method) {
        return new EquivalentMutant(type, method, "ConditionalsBoundaryMutator", SAME_AT_EQUALITY);
    }
}
