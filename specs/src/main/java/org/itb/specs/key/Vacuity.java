package org.itb.specs.key;

import de.uka.ilkd.key.ldt.JavaDLTheory;
import de.uka.ilkd.key.logic.Term;
import de.uka.ilkd.key.logic.TermBuilder;
import de.uka.ilkd.key.logic.op.Junctor;
import de.uka.ilkd.key.logic.op.Modality;
import de.uka.ilkd.key.logic.op.UpdateApplication;
import de.uka.ilkd.key.proof.Proof;
import de.uka.ilkd.key.proof.init.InitConfig;
import de.uka.ilkd.key.speclang.Contract;
import de.uka.ilkd.key.speclang.FunctionalOperationContract;
import de.uka.ilkd.key.strategy.StrategyProperties;
import de.uka.ilkd.key.util.ProofStarter;

/**
 * Whether a closed proof is worth anything. KeY's calculus is sound, so it closes what is false only from assumptions
 * that contradict each other: what stands before the method is called. An obligation is {@code assumed -> [body]
 * claimed}; here {@code assumed -> false} must stay open. A second question is whether the claim holds of itself, in
 * any state and for any result, whatever the body does: such a contract says nothing.
 *
 * <p>An invariant that nothing satisfies is found twice: here, and by the constructor, which cannot establish it.
 */
final class Vacuity {
    /** A contradiction among what is assumed shows in a few hundred steps; a consistent set soon has no rule left. */
    private static final int STEPS = 1500;
    private static final int SECONDS = 20;

    private final Proof proof;
    private final StrategyProperties strategy;

    Vacuity(Proof proof, StrategyProperties strategy) {
        this.proof = proof;
        this.strategy = (StrategyProperties) strategy.clone();
        // The contradiction may stand in an invariant: unfold it at once.
        this.strategy.setProperty(StrategyProperties.CLASS_AXIOM_OPTIONS_KEY, StrategyProperties.CLASS_AXIOM_FREE);
    }

    String judge(Contract contract, boolean mayBeTrivial) throws Exception {
        Term obligation = proof.root().sequent().succedent().getFirst().formula();
        TermBuilder terms = proof.getServices().getTermBuilder();
        if (obligation.op() != Junctor.IMP) {
            return "CLOSED"; // well-definedness assumes nothing that it does not show
        }
        if (closes("contradiction", terms.imp(obligation.sub(0), terms.ff()))) {
            return "VACUOUS";
        }
        if (contract instanceof FunctionalOperationContract && !mayBeTrivial && isTrivial(obligation.sub(1), terms)) {
            return "TRIVIAL";
        }
        return "CLOSED";
    }

    private boolean isTrivial(Term claim, TermBuilder terms) throws Exception {
        Term body = claim;
        while (body.op() instanceof UpdateApplication) {
            body = body.sub(1);
        }
        if (!(body.op() instanceof Modality)) {
            throw new IllegalStateException("unknown shape of an obligation: " + body.op());
        }
        // ((postcondition and invariant) and no exception) and frame
        Term said = body.sub(0).sub(0).sub(0);
        Term invariant = invariantIn(said);
        return closes("says nothing", invariant == null ? said : terms.imp(invariant, said));
    }

    private static Term invariantIn(Term said) {
        if (said.op().name().toString().endsWith("::<inv>")) {
            return said;
        }
        if (said.op() == Junctor.AND) {
            for (Term part : said.subs()) {
                Term invariant = invariantIn(part);
                if (invariant != null) {
                    return invariant;
                }
            }
        }
        return null;
    }

    private boolean closes(String name, Term claim) throws Exception {
        if (claim.sort() != JavaDLTheory.FORMULA) {
            throw new IllegalStateException("not a formula: " + claim);
        }
        InitConfig copy = proof.getInitConfig().deepCopy();
        Proof side = new Proof(name, claim, "", copy);
        try {
            KeyWorker.apply(side, strategy, STEPS, SECONDS);
            ProofStarter starter = new ProofStarter(false);
            starter.init(side);
            starter.setStrategyProperties(strategy);
            starter.setMaxRuleApplications(STEPS);
            starter.setTimeout(SECONDS * 1000L);
            starter.start();
            return side.closed();
        } finally {
            side.dispose();
        }
    }
}
