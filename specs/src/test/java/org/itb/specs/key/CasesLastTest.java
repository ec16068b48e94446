package org.itb.specs.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.uka.ilkd.key.logic.PosInOccurrence;
import de.uka.ilkd.key.proof.Goal;
import de.uka.ilkd.key.rule.RuleApp;
import de.uka.ilkd.key.strategy.NumberRuleAppCost;
import de.uka.ilkd.key.strategy.RuleAppCost;
import de.uka.ilkd.key.strategy.RuleAppCostCollector;
import de.uka.ilkd.key.strategy.Strategy;
import de.uka.ilkd.key.strategy.TopRuleAppCost;
import de.uka.ilkd.key.strategy.feature.MutableState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.key_project.logic.Name;

class CasesLastTest {
    /** What KeY asks for the most expensive that it does before it gives up. */
    private static final RuleAppCost KEYS_COST = NumberRuleAppCost.create(7_000);

    @Test
    void asksMoreForCasesOfWhatIsKnownThanForAnythingElse() {
        for (String cases : List.of("orLeft", "impLeft", "cut_direct", "ifthenelse_split")) {
            assertTrue(costOf(cases, NumberRuleAppCost.create(1)).compareTo(KEYS_COST) > 0, cases);
        }
    }

    @Test
    void leavesTheCostOfAllElseToKey() {
        for (String other : List.of("andRight", "impRight", "Use Dependency Contract", "Use Operation Contract", "ifSplit")) {
            assertEquals(KEYS_COST, costOf(other, KEYS_COST), other);
        }
    }

    @Test
    void keepsForbiddenWhatKeyForbids() {
        assertSame(TopRuleAppCost.INSTANCE, costOf("cut_direct", TopRuleAppCost.INSTANCE));
    }

    private static RuleAppCost costOf(String rule, RuleAppCost keys) {
        return new CasesLast(new Always(keys)).computeCost(NamedRule.applicationOf(rule), null, null, new MutableState());
    }

    private record Always(RuleAppCost cost) implements Strategy {
        @Override
        public Name name() {
            return new Name("always");
        }

        @Override
        public boolean isStopAtFirstNonCloseableGoal() {
            return false;
        }

        @Override
        public RuleAppCost computeCost(RuleApp app, PosInOccurrence position, Goal goal, MutableState state) {
            return cost;
        }

        @Override
        public boolean isApprovedApp(RuleApp app, PosInOccurrence position, Goal goal) {
            return true;
        }

        @Override
        public void instantiateApp(RuleApp app, PosInOccurrence position, Goal goal, RuleAppCostCollector collector) {
            // Nothing to choose.
        }
    }
}
