package org.itb.specs.key;

import de.uka.ilkd.key.ldt.JavaDLTheory;
import de.uka.ilkd.key.logic.Semisequent;
import de.uka.ilkd.key.logic.Sequent;
import de.uka.ilkd.key.logic.SequentFormula;
import de.uka.ilkd.key.logic.Term;
import de.uka.ilkd.key.logic.TermBuilder;
import de.uka.ilkd.key.logic.label.OriginTermLabel;
import de.uka.ilkd.key.logic.op.Junctor;
import de.uka.ilkd.key.logic.op.Modality;
import de.uka.ilkd.key.logic.op.UpdateApplication;
import de.uka.ilkd.key.proof.Proof;
import de.uka.ilkd.key.proof.TacletIndex;
import de.uka.ilkd.key.proof.init.InitConfig;
import de.uka.ilkd.key.speclang.Contract;
import de.uka.ilkd.key.speclang.FunctionalOperationContract;
import de.uka.ilkd.key.strategy.StrategyProperties;
import de.uka.ilkd.key.util.ProofStarter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a closed proof is worth anything. KeY's calculus is sound, so it closes what is false only from assumptions
 * that contradict each other: what stands before the method is called. An obligation is {@code assumed -> [body]
 * claimed}; here {@code assumed -> false} must stay open. A second question is whether the claim holds of itself, in
 * any state and for any result, whatever the body does: such a contract says nothing.
 *
 * <p>An invariant that nothing satisfies is found twice: here, and by the constructor, which cannot establish it.
 */
final class Vacuity {
    /** A contradiction among what is assumed shows in a few dozen steps; a consistent set of a small class has no rule left. */
    private static final int STEPS = 500;
    private static final int SECONDS = 20;

    /** Assumptions that were found consistent in this process: those of methods without a precondition are the same. */
    private static final Set<String> CONSISTENT = new HashSet<>();

    private final Proof proof;
    private final StrategyProperties strategy;
    private final TacletIndex rules;

    /** @param proof not yet begun: what it knows of its classes (invariants, accessible clauses) is with its first goal */
    Vacuity(Proof proof, StrategyProperties strategy) {
        this.proof = proof;
        this.rules = proof.openGoals().head().indexOfTaclets().copy();
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
        String assumed = contract.getKJT().getFullName() + " " + OriginTermLabel.removeOriginLabels(obligation.sub(0), proof.getServices()).toString();
        if (!CONSISTENT.contains(assumed)) {
            if (closes("contradiction", terms.imp(obligation.sub(0), terms.ff()))) {
                return "VACUOUS";
            }
            CONSISTENT.add(assumed);
        }
        if (contract instanceof FunctionalOperationContract && !mayBeTrivial && isTrivial(obligation, terms)) {
            return "TRIVIAL";
        }
        return "CLOSED";
    }

    private boolean isTrivial(Term obligation, TermBuilder terms) throws Exception {
        Term body = obligation.sub(1);
        while (body.op() instanceof UpdateApplication) {
            body = body.sub(1);
        }
        if (!(body.op() instanceof Modality)) {
            throw new IllegalStateException("unknown shape of an obligation: " + body.op());
        }
        // ((postcondition and invariant) and no exception) and frame
        Term said = body.sub(0).sub(0).sub(0);
        List<Term> given = new ArrayList<>();
        collectGiven(obligation.sub(0), given);
        Term invariant = invariantIn(said);
        if (invariant != null) {
            given.add(invariant);
        }
        return closes("says nothing", terms.imp(terms.and(given), said));
    }

    /** What holds in every state, up to where the contract's own assumptions begin: heap, receiver, ranges of types. */
    private static boolean collectGiven(Term assumed, List<Term> given) {
        if (assumed.op() == Junctor.AND) {
            return collectGiven(assumed.sub(0), given) && collectGiven(assumed.sub(1), given);
        }
        if (assumed.op().name().toString().startsWith("measuredBy")) {
            return false;
        }
        given.add(assumed);
        return true;
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
        Sequent sequent = Sequent.createSuccSequent(
                Semisequent.EMPTY_SEMISEQUENT.insertFirst(new SequentFormula(claim)).semisequent());
        Proof side = new Proof(name, sequent, "", rules.copy(), copy.createBuiltInRuleIndex(), copy);
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
