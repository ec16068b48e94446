package org.itb.specs.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.uka.ilkd.key.java.Services;
import de.uka.ilkd.key.logic.PosInOccurrence;
import de.uka.ilkd.key.logic.TermFactory;
import de.uka.ilkd.key.logic.op.Junctor;
import de.uka.ilkd.key.proof.Goal;
import de.uka.ilkd.key.proof.Proof;
import de.uka.ilkd.key.proof.init.AbstractProfile;
import de.uka.ilkd.key.proof.init.InitConfig;
import de.uka.ilkd.key.rule.RuleApp;
import de.uka.ilkd.key.settings.PathConfig;
import de.uka.ilkd.key.settings.ProofSettings;
import de.uka.ilkd.key.strategy.NumberRuleAppCost;
import de.uka.ilkd.key.strategy.RuleAppCost;
import de.uka.ilkd.key.strategy.RuleAppCostCollector;
import de.uka.ilkd.key.strategy.Strategy;
import de.uka.ilkd.key.strategy.StrategyProperties;
import de.uka.ilkd.key.strategy.TopRuleAppCost;
import de.uka.ilkd.key.strategy.feature.MutableState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.key_project.logic.Name;

class CasesLastTest {
    private static final TermFactory TERMS = new TermFactory();
    private static final PosInOccurrence SHOWN = At.shown(TERMS.createTerm(Junctor.TRUE));
    /** What KeY asks for the most expensive that it does before it gives up. */
    private static final RuleAppCost KEYS_COST = NumberRuleAppCost.create(7_000);

    /** KeY keeps each change of its settings: not in the user's own folder. */
    @BeforeAll
    static void keepSettingsOfKeyHere(@TempDir Path folder) {
        PathConfig.setKeyConfigDir(folder.toString());
    }

    @Test
    void asksMoreForCasesOfWhatIsKnownThanForAnythingElse() {
        for (String cases : List.of("orLeft", "impLeft", "cut_direct", "ifthenelse_split")) {
            assertTrue(costOf(cases, NumberRuleAppCost.create(1)).compareTo(KEYS_COST) > 0, cases);
        }
    }

    @Test
    void leavesTheCostOfAllElseToKey() {
        for (CaseOrder order : CaseOrder.values()) {
            for (String other : List.of("andRight", "impRight", "Use Dependency Contract", "Use Operation Contract", "ifSplit")) {
                assertEquals(KEYS_COST, costOf(other, KEYS_COST, SHOWN, order), order + ", " + other);
            }
        }
    }

    @Test
    void keepsForbiddenWhatKeyForbids() {
        for (CaseOrder order : CaseOrder.values()) {
            assertSame(TopRuleAppCost.INSTANCE, costOf("cut_direct", TopRuleAppCost.INSTANCE, SHOWN, order), order.name());
        }
    }

    @Test
    void tellsClaimsApartAtOnceOnlyWhereTheTableSaysSo() {
        assertEquals(KEYS_COST, costOf("cut_direct", KEYS_COST, SHOWN, CaseOrder.BY_ARGUMENT));
        assertEquals(KEYS_COST.add(CasesLast.MORE), costOf("cut_direct", KEYS_COST, SHOWN, CaseOrder.LAST));
    }

    @Test
    void waitsWithTheEndsOfRangesOnlyWhereTheTableSaysSo() {
        assertEquals(KEYS_COST.add(CasesLast.MORE), costOf("cutUpperBound", KEYS_COST, SHOWN, CaseOrder.BY_ARGUMENT));
        assertEquals(KEYS_COST, costOf("cutUpperBound", KEYS_COST, SHOWN, CaseOrder.LAST));
    }

    private static RuleAppCost costOf(String rule, RuleAppCost keys) {
        return costOf(rule, keys, SHOWN, CaseOrder.LAST);
    }

    private static RuleAppCost costOf(String rule, RuleAppCost keys, PosInOccurrence position, CaseOrder order) {
        Goal goal = goalOf(order);
        return new CasesLast(new Always(keys)).computeCost(NamedRule.applicationOf(rule), position, goal, new MutableState());
    }

    /** Of a proof whose settings are what the table says, as they are when one begins. */
    private static Goal goalOf(CaseOrder order) {
        StrategyProperties options = new StrategyProperties();
        options.setProperty(CasesLast.OPTION, order.name());
        ProofSettings settings = new ProofSettings(ProofSettings.DEFAULT_SETTINGS);
        settings.getStrategySettings().setActiveStrategyProperties(options);
        InitConfig start = new InitConfig(new Services(AbstractProfile.getDefaultProfile()));
        start.setSettings(settings);
        return new Proof("of true", TERMS.createTerm(Junctor.TRUE), "", start).openGoals().head();
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
