package org.itb.specs.key;

import de.uka.ilkd.key.logic.PosInOccurrence;
import de.uka.ilkd.key.proof.Goal;
import de.uka.ilkd.key.rule.RuleApp;
import de.uka.ilkd.key.strategy.NumberRuleAppCost;
import de.uka.ilkd.key.strategy.RuleAppCost;
import de.uka.ilkd.key.strategy.RuleAppCostCollector;
import de.uka.ilkd.key.strategy.Strategy;
import de.uka.ilkd.key.strategy.TopRuleAppCost;
import de.uka.ilkd.key.strategy.feature.MutableState;
import org.key_project.logic.Name;

/**
 * KeY's own strategy, but what is <em>known</em> is split into cases only when nothing else is left to do. Even with
 * {@code SPLITTING} delayed, KeY splits each implication that an earlier call's contract left behind before it asks whether
 * a later call touched an invariant at all (a dependency contract), and then asks that once a case. Which rule comes when
 * decides how long a proof is, and not what it proves: measured on {@code SafetyKernel.confirmProgram}, 15,780 nodes instead
 * of over 45,000. A term that is one thing or another waits too, or all that follows would be done once for each:
 * {@code Prescription.draftContinuous}, 5,072 nodes instead of over 9,274. Which cases wait how long,
 * the table says: by one of {@link CaseOrder}.
 */
public final class CasesLast implements Strategy {
    /** The one option of the table that is not KeY's own. */
    public static final String OPTION = "CASES";
    /** More than what KeY asks for its most expensive rules; they age, so that cases come in the end. */
    static final RuleAppCost MORE = NumberRuleAppCost.create(50_000);
    static final RuleAppCost NOTHING = NumberRuleAppCost.create(0);

    private final Strategy key;
    /** Of the proof that it is the strategy of; known when the first rule is asked about. */
    private CaseOrder order;

    CasesLast(Strategy key) {
        this.key = key;
    }

    @Override
    public Name name() {
        return key.name();
    }

    @Override
    public boolean isStopAtFirstNonCloseableGoal() {
        return key.isStopAtFirstNonCloseableGoal();
    }

    @Override
    public RuleAppCost computeCost(RuleApp app, PosInOccurrence position, Goal goal, MutableState state) {
        RuleAppCost cost = key.computeCost(app, position, goal, state);
        return cost instanceof TopRuleAppCost ? cost : cost.add(order(goal).more(app.rule().name().toString(), position));
    }

    /** The proof's own settings say it: they hold each option of the table. */
    private CaseOrder order(Goal goal) {
        if (order == null) {
            order = CaseOrder.valueOf(goal.proof().getSettings().getStrategySettings().getActiveStrategyProperties().getProperty(OPTION));
        }
        return order;
    }

    @Override
    public boolean isApprovedApp(RuleApp app, PosInOccurrence position, Goal goal) {
        return key.isApprovedApp(app, position, goal);
    }

    @Override
    public void instantiateApp(RuleApp app, PosInOccurrence position, Goal goal, RuleAppCostCollector collector) {
        key.instantiateApp(app, position, goal, collector);
    }
}
