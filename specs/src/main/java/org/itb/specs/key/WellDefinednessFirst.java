package org.itb.specs.key;

import de.uka.ilkd.key.logic.PosInOccurrence;
import de.uka.ilkd.key.logic.Term;
import de.uka.ilkd.key.logic.op.Transformer;
import de.uka.ilkd.key.logic.op.UpdateApplication;
import de.uka.ilkd.key.macros.ProofMacro;
import de.uka.ilkd.key.macros.SequentialProofMacro;
import de.uka.ilkd.key.macros.StrategyProofMacro;
import de.uka.ilkd.key.proof.Goal;
import de.uka.ilkd.key.proof.Proof;
import de.uka.ilkd.key.rule.RuleApp;
import de.uka.ilkd.key.strategy.NumberRuleAppCost;
import de.uka.ilkd.key.strategy.RuleAppCost;
import de.uka.ilkd.key.strategy.RuleAppCostCollector;
import de.uka.ilkd.key.strategy.Strategy;
import de.uka.ilkd.key.strategy.TopRuleAppCost;
import de.uka.ilkd.key.strategy.feature.MutableState;
import java.util.Set;
import org.key_project.logic.Name;

/**
 * The first steps of a proof that a contract means something. KeY asks for that in one formula, {@code A & (B -> C)}, and its
 * strategy simplifies before it splits: all of {@code C}, the whole postcondition in the state after the call, without
 * {@code B}, which says what is not null there. Here {@code B} becomes known first, and {@code C} is taken apart into its
 * clauses, each a proof of its own that simplifies no other. Then follows what it takes for each to mean something. These are
 * rules of KeY's calculus like any others, in another order: measured on {@code Image.passed}, 7 s instead of 208.
 */
final class WellDefinednessFirst extends SequentialProofMacro {
    /** KeY's names of the rules that say what it takes for an operator to mean something. */
    private static final String MEANING = "wd_";
    /** What is known is always told apart. */
    private static final Set<String> KNOWN = Set.of("impRight", "andLeft", "notLeft");
    private static final String APART = "andRight";

    @Override
    public String getName() {
        return "well-definedness first";
    }

    @Override
    public String getCategory() {
        return "";
    }

    @Override
    public String getDescription() {
        return "takes what is assumed out of the formula, and its clauses apart, before that is simplified";
    }

    @Override
    protected ProofMacro[] createProofMacroArray() {
        return new ProofMacro[] {new Steps(new Apart()), new Steps(new Meaning())};
    }

    /** All steps of some kind, as long as there are any. */
    private static final class Steps extends StrategyProofMacro {
        private final Strategy strategy;

        Steps(Strategy strategy) {
            this.strategy = strategy;
        }

        @Override
        public String getName() {
            return strategy.name().toString();
        }

        @Override
        public String getCategory() {
            return "";
        }

        @Override
        public String getDescription() {
            return getName();
        }

        @Override
        protected Strategy createStrategy(Proof proof, PosInOccurrence position) {
            return strategy;
        }
    }

    /** What may be done, all of it equally soon. */
    private abstract static class Order implements Strategy {
        private static final RuleAppCost SOON = NumberRuleAppCost.create(0);

        @Override
        public final Name name() {
            return new Name(getClass().getSimpleName());
        }

        @Override
        public final boolean isStopAtFirstNonCloseableGoal() {
            return false;
        }

        @Override
        public final RuleAppCost computeCost(RuleApp app, PosInOccurrence position, Goal goal, MutableState state) {
            return isApprovedApp(app, position, goal) ? SOON : TopRuleAppCost.INSTANCE;
        }

        @Override
        public final boolean isApprovedApp(RuleApp app, PosInOccurrence position, Goal goal) {
            return isOneOfThese(app.rule().name().toString(), position);
        }

        abstract boolean isOneOfThese(String rule, PosInOccurrence position);

        @Override
        public final void instantiateApp(RuleApp app, PosInOccurrence position, Goal goal, RuleAppCostCollector collector) {
            // These rules leave nothing to choose.
        }
    }

    /** A long formula falls into its clauses. Nothing inside of a clause is looked at. */
    static final class Apart extends Order {
        /** Symbols. Shorter ones would each repeat what is known for little. */
        private static final int LONG = 100;
        private static final Name MEANS_SOMETHING = new Name("WD");

        @Override
        boolean isOneOfThese(String rule, PosInOccurrence position) {
            if (rule.startsWith(MEANING)) {
                return isLongMeaning(position);
            }
            return rule.equals(APART) || KNOWN.contains(rule);
        }

        private static boolean isLongMeaning(PosInOccurrence position) {
            Term there = position.sequentFormula().formula();
            while (there.op() instanceof UpdateApplication) {
                there = UpdateApplication.getTarget(there);
            }
            boolean isMeaning = there.op() instanceof Transformer && there.op().name().equals(MEANS_SOMETHING);
            return position.subTerm() == there && isMeaning && isLong(there);
        }

        private static boolean isLong(Term term) {
            return symbolsUpTo(LONG + 1, term) > LONG;
        }

        /** As many as there are, or the limit. */
        private static int symbolsUpTo(int limit, Term term) {
            int symbols = 1;
            for (int i = 0; i < term.arity() && symbols < limit; i++) {
                symbols += symbolsUpTo(limit - symbols, term.sub(i));
            }
            return symbols;
        }
    }

    /** What it takes for each clause to mean something, wherever that is asked. */
    static final class Meaning extends Order {
        @Override
        boolean isOneOfThese(String rule, PosInOccurrence position) {
            return rule.startsWith(MEANING) || KNOWN.contains(rule);
        }
    }
}
