package org.itb.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Only a proof that was begun, checked for feasibility and completed without a complaint is one. */
class OpenJmlOutputTest {
    private static final String STARTED = "Starting proof of org.itb.kernel.Gate.settle(long) with prover z3_4_3";
    private static final String VALIDATED = "Method assertions are validated [0.36 secs]";
    private static final String FEASIBLE =
            "org/itb/kernel/Gate.java:40:Feasibility check #1 - end of preconditions : OK [0.02 secs]";
    private static final String COMPLETED =
            "Completed proof of org.itb.kernel.Gate.settle(long) with prover z3_4_3 - no warnings [0.80 secs]";

    private static OpenJmlOutput read(String... lines) {
        OpenJmlOutput output = new OpenJmlOutput();
        for (String line : lines) {
            output.line(line);
        }
        return output;
    }

    private static Verdict verdict(String... lines) {
        return read(lines).proofs().get("Gate.settle(long)").verdict();
    }

    @Test
    void closesWhatWasCompletedWithoutAComplaint() {
        OpenJmlOutput output = read("Note: Last resort loading of extensions", "Proving methods in org.itb.kernel.Gate",
                STARTED, VALIDATED, FEASIBLE, COMPLETED, "Summary:", "  Valid:        1");
        assertEquals(Verdict.CLOSED, output.proofs().get("Gate.settle(long)").verdict());
        assertEquals(800, output.proofs().get("Gate.settle(long)").elapsedMs());
        assertTrue(output.stray().isEmpty());
        assertTrue(output.broken().isEmpty());
    }

    @Test
    void leavesOpenWhatOpenJmlComplainsOfAndShowsTheClause() {
        OpenJmlOutput output = read(STARTED,
                "org/itb/kernel/Gate.java:84: verify: The prover cannot establish an assertion (Postcondition: Gate.java:80:)",
                "    public void settle(long nowMs) {", "           ^", FEASIBLE,
                COMPLETED.replace("no warnings", "with warnings"));
        OpenJmlOutput.Proof proof = output.proofs().get("Gate.settle(long)");
        assertEquals(Verdict.OPEN, proof.verdict());
        assertTrue(proof.account().get(0).contains("Gate.java:80"), proof.account().toString());
        assertEquals(3, proof.account().size());
    }

    @Test
    void takesAComplaintAboutAMethodNamedAfterAnExceptionForAComplaint() {
        OpenJmlOutput output = read(STARTED,
                "Gate.java:84: verify: The prover cannot establish an assertion (PossiblyDivideByZero) in method opensByException",
                FEASIBLE, COMPLETED.replace("no warnings", "with warnings"));
        assertTrue(output.broken().isEmpty(), output.broken().toString());
        assertEquals(Verdict.OPEN, output.proofs().get("Gate.settle(long)").verdict());
    }

    @Test
    void doesNotCloseWhatIsInfeasibleUnknownOrLate() {
        assertEquals(Verdict.VACUOUS, verdict(STARTED, VALIDATED, COMPLETED.replace("no warnings", "INFEASIBLE")));
        assertEquals(Verdict.VACUOUS, verdict(STARTED, VALIDATED,
                FEASIBLE.replace("OK", "infeasible"), COMPLETED.replace("no warnings", "with warnings")));
        assertEquals(Verdict.OPEN, verdict(STARTED, FEASIBLE, COMPLETED.replace("no warnings", "UNKNOWN")));
        assertEquals(Verdict.TIMEOUT, verdict(STARTED, FEASIBLE, COMPLETED.replace("no warnings", "TIMEOUT")));
        assertEquals(Verdict.ERROR, verdict(STARTED, FEASIBLE, COMPLETED.replace("no warnings", "SKIPPED")));
    }

    @Test
    void doesNotCloseWhatWasNotCheckedForFeasibility() {
        assertEquals(Verdict.ERROR, verdict(STARTED, VALIDATED, COMPLETED));
    }

    @Test
    void doesNotCloseWhatWasBegunAndNeverCompleted() {
        assertEquals(Verdict.ERROR, verdict(STARTED, VALIDATED, FEASIBLE));
    }

    @Test
    void doesNotCloseASecondOrAnUnbegunCompletion() {
        assertEquals(1, read(COMPLETED).broken().size());
        assertEquals(1, read(STARTED, FEASIBLE, COMPLETED, COMPLETED).broken().size());
        assertEquals(1, read(STARTED, FEASIBLE, COMPLETED, STARTED, FEASIBLE, COMPLETED).broken().size());
    }

    @Test
    void keepsErrorsAndCrashesApartFromWhatIsUnknown() {
        OpenJmlOutput output = read("org/itb/kernel/Gate.java:3: error: cannot find symbol",
                "java.lang.NullPointerException: Cannot invoke", "\tat org.jmlspecs.openjml.Main.run(Main.java:3)",
                "Segmentation fault", "Method assertions are validated [0.36 secs]");
        assertEquals(3, output.broken().size());
        assertEquals("[Segmentation fault]", output.stray().toString());
    }
}
