package org.itb.specs.key;

import de.uka.ilkd.key.logic.PosInOccurrence;
import de.uka.ilkd.key.proof.Goal;
import de.uka.ilkd.key.rule.RuleApp;
import de.uka.ilkd.key.strategy.NumberRuleAppCost;
import de.uka.ilkd.key.strategy.RuleAppCost;
import de.uka.ilkd.key.strategy.RuleAppCostCollector;
import de.uka.ilkd.key.strategy.Strategy;
import de.uka.ilkd.key.strategy.StrategyProperties;
import de.uka.ilkd.key.strategy.TopRuleAppCost;
import de.uka.ilkd.key.strategy.feature.MutableState;
import java.util.Set;
import org.key_project.logic.Name;

/**
 * KeY's own strategy, but what is <em>known</em> is split into cases only when nothing else is left to do. Even with
 * {@code SPLITTING} delayed, KeY splits each implication that an earlier call's contract left behind before it asks whether
 * a later call touched an invariant at all (a dependency contract), and then asks that once a case. Which rule comes when
 * decides how long a proof is, and not what it proves: measured on {@code SafetyKernel.confirmProgram}, 15,780 nodes instead
 * of over 45,000. A term that is one thing or another waits too, or all that follows would be done once for each:
 * {@code Prescription.draftContinuous}, 5,072 nodes instead of over 9,274. In the table: {@code "CASES": "LAST"}, or
 * {@code "CASES": "BY_ARGUMENT"} for those that {@link ArgumentsFirst} tells sooner.
 */
public final class CasesLast implements Strategy {
    /** The one option of the table that is not KeY's own. */
    public static final String OPTION = "CASES";
    public static final String LAST = "LAST";
    public static final String BY_ARGUMENT = "BY_ARGUMENT";
    private static final Set<String> CASES = Set.of("orLeft", "impLeft", "cut_direct", "ifthenelse_split");
    /** More than what KeY asks for its most expensive rules; they age, so that cases come in the end. */
    static final RuleAppCost MORE = NumberRuleAppCost.create(50_000);

    private final Strategy key;

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
        String rule = app.rule().name().toString();
        if (cost instanceof TopRuleAppCost || !CASES.contains(rule)) {
            return cost;
        }
        return cost.add(isByArgument(goal) ? ArgumentsFirst.more(rule, position) : MORE);
    }

    /** The proof's own settings say it: they hold each option of the table. */
    private static boolean isByArgument(Goal goal) {
        StrategyProperties options = goal.proof().getSettings().getStrategySettings().getActiveStrategyProperties();
        return BY_ARGUMENT.equals(options.getProperty(OPTION));
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
