package org.itb.specs.key;

import de.uka.ilkd.key.logic.PosInOccurrence;
import de.uka.ilkd.key.macros.StrategyProofMacro;
import de.uka.ilkd.key.proof.Goal;
import de.uka.ilkd.key.proof.Node;
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
 * {@code B}, which says what is not null there. Here the two are told apart first, and {@code B} becomes known. These are
 * rules of KeY's calculus like any others, in another order: measured on {@code SafetyKernel.confirmOrder}, 1,391 nodes
 * instead of over 22,000.
 */
final class WellDefinednessFirst extends StrategyProofMacro {
    private static final String APART = "andRight";
    private static final Set<String> RULES = Set.of(APART, "impRight", "andLeft", "notLeft");
    /** KeY's names of the rules that say what it takes for an operator to mean something. */
    private static final String MEANING = "wd_";
    private static final RuleAppCost SOON = NumberRuleAppCost.create(0);
    private static final RuleAppCost LATER = NumberRuleAppCost.create(1000);

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
        return "takes what is assumed out of the formula before that is simplified";
    }

    @Override
    protected Strategy createStrategy(Proof proof, PosInOccurrence position) {
        return new FirstSteps();
    }

    /** Only these rules, and of a formula's parts only the first two are told apart. */
    private static final class FirstSteps implements Strategy {
        @Override
        public Name name() {
            return new Name("well-definedness first");
        }

        @Override
        public boolean isStopAtFirstNonCloseableGoal() {
            return false;
        }

        @Override
        public RuleAppCost computeCost(RuleApp app, PosInOccurrence position, Goal goal, MutableState state) {
            if (!isApprovedApp(app, position, goal)) {
                return TopRuleAppCost.INSTANCE;
            }
            return nameOf(app).startsWith(MEANING) ? SOON : LATER;
        }

        @Override
        public boolean isApprovedApp(RuleApp app, PosInOccurrence position, Goal goal) {
            String name = nameOf(app);
            return name.startsWith(MEANING) || RULES.contains(name) && !(name.equals(APART) && isApart(goal));
        }

        @Override
        public void instantiateApp(RuleApp app, PosInOccurrence position, Goal goal, RuleAppCostCollector collector) {
            // These rules leave nothing to choose.
        }

        private static boolean isApart(Goal goal) {
            for (Node node = goal.node().parent(); node != null; node = node.parent()) {
                if (nameOf(node.getAppliedRuleApp()).equals(APART)) {
                    return true;
                }
            }
            return false;
        }

        private static String nameOf(RuleApp app) {
            return app.rule().name().toString();
        }
    }
}
