package org.itb.harness.mutation;

import java.util.List;

/** The mutants that no test can kill, each with its proof. */
final class EquivalentMutants {
    private static final EquivalentMutant.Proof SAME_AT_EQUALITY = new SameAtEquality();

    private static final EquivalentMutant.Proof ANSWERS_AS_TOLD = new AnswersAsTold();

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
            edge("ModeRules", "worse"),
            edge("Program", "nextStepMs"),
            answer("openSession"),
            answer("closeSession"),
            answer("interrogate"),
            answer("beginMri"),
            answer("endMri"),
            answer("setRtc"),
            answer("pauseAlarm"),
            answer("stageLimits"),
            answer("stageProfile"),
            answer("stageStop"),
            answer("stageMinRate"),
            answer("stageResume"),
            answer("patientStatus"));

    /** Whether this is one of them, and its proof holds today. */
    static boolean holds(EquivalentMutant.ClassFiles kernelClasses, Mutant mutant) {
        return ALL.stream().anyMatch(one -> one.fits(mutant) && one.proof().holds(kernelClasses, mutant));
    }

    /** A message that is answered with OK, which is 0. */
    private static EquivalentMutant answer(String method) {
        return new EquivalentMutant("SafetyKernel", method, "PrimitiveReturnsMutator", ANSWERS_AS_TOLD);
    }

    private EquivalentMutants() {
    }

    /** A comparison that chooses between two values that are equal at its edge. */
    private static EquivalentMutant edge(String type, String method) {
        return new EquivalentMutant(type, method, "ConditionalsBoundaryMutator", SAME_AT_EQUALITY);
    }
}
