package org.itb.specs.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.uka.ilkd.key.ldt.JavaDLTheory;
import de.uka.ilkd.key.logic.PosInOccurrence;
import de.uka.ilkd.key.logic.Term;
import de.uka.ilkd.key.logic.TermFactory;
import de.uka.ilkd.key.logic.op.JFunction;
import de.uka.ilkd.key.logic.op.Junctor;
import de.uka.ilkd.key.logic.op.Transformer;
import de.uka.ilkd.key.logic.op.UpdateApplication;
import de.uka.ilkd.key.logic.op.UpdateJunctor;
import de.uka.ilkd.key.macros.ProofMacro;
import de.uka.ilkd.key.strategy.Strategy;
import de.uka.ilkd.key.strategy.TopRuleAppCost;
import de.uka.ilkd.key.strategy.feature.MutableState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.key_project.logic.Name;
import org.key_project.logic.sort.Sort;
import org.key_project.util.collection.ImmutableArray;

class WellDefinednessFirstTest {
    private static final String MEANING_OF_AND = "wd_Logical_Op_And";
    private static final TermFactory TERMS = new TermFactory();
    private static final Strategy APART = new WellDefinednessFirst.Apart();
    private static final Strategy MEANING = new WellDefinednessFirst.Meaning();

    @Test
    void takesApartWhatIsLongBeforeItAsksForAnyMeaning() {
        List<String> names = Arrays.stream(new WellDefinednessFirst().createProofMacroArray()).map(ProofMacro::getName).toList();

        assertEquals(List.of("Apart", "Meaning"), names);
    }

    @Test
    void takesApartWhatHasMoreThanAHundredSymbolsAndLeavesTheRestWhole() {
        assertTrue(does(APART, MEANING_OF_AND, At.shown(meaningOf(conjunctionOf(100)))), "102, the question itself among them");
        assertFalse(does(APART, MEANING_OF_AND, At.shown(meaningOf(conjunctionOf(98)))), "100");
    }

    @Test
    void looksForTheClauseBehindUpdates() {
        Term updated = updated(updated(meaningOf(conjunctionOf(200))));

        assertTrue(does(APART, MEANING_OF_AND, At.shown(updated).down(1).down(1)));
        assertFalse(does(APART, MEANING_OF_AND, At.shown(updated)));
    }

    @Test
    void takesApartClausesAloneAndNotWhatIsInsideOfThem() {
        Term asked = meaningOf(conjunctionOf(200));

        assertFalse(does(APART, MEANING_OF_AND, At.shown(asked).down(0)), "deep inside of a meaning");
        assertFalse(does(APART, MEANING_OF_AND, At.shown(TERMS.createTerm(Junctor.AND, asked, asked)).down(0)), "before andRight");
    }

    @Test
    void takesNoLongFormulaForAMeaning() {
        assertFalse(does(APART, MEANING_OF_AND, At.shown(conjunctionOf(200))), "no meaning is asked for");
        assertFalse(does(APART, MEANING_OF_AND, At.shown(TERMS.createTerm(transformer("SC"), conjunctionOf(200)))), "another transformer");
        Term named = TERMS.createTerm(new JFunction(new Name("WD"), JavaDLTheory.FORMULA, JavaDLTheory.FORMULA), conjunctionOf(200));
        assertFalse(does(APART, MEANING_OF_AND, At.shown(named)), "a predicate that happens to have the name");
    }

    @Test
    void makesKnownWhatIsAssumedAndTellsClausesApart() {
        for (String rule : List.of("andRight", "impRight", "andLeft", "notLeft")) {
            assertTrue(does(APART, rule, At.shown(conjunctionOf(3))), rule);
        }
        for (String rule : List.of("orLeft", "impLeft", "cut_direct", "notRight", "applyEq")) {
            assertFalse(does(APART, rule, At.shown(conjunctionOf(3))), rule);
        }
    }

    @Test
    void asksForEveryMeaningWithoutTellingMoreApart() {
        assertTrue(does(MEANING, MEANING_OF_AND, At.shown(meaningOf(conjunctionOf(3)))), "short");
        assertTrue(does(MEANING, "wd_Select_Opt", At.shown(meaningOf(conjunctionOf(200))).down(0)), "inside");
        for (String rule : List.of("impRight", "andLeft", "notLeft")) {
            assertTrue(does(MEANING, rule, At.shown(conjunctionOf(3))), rule);
        }
        for (String rule : List.of("andRight", "orLeft", "impLeft", "cut_direct")) {
            assertFalse(does(MEANING, rule, At.shown(conjunctionOf(3))), rule);
        }
    }

    /** That it would, by its cost as by its word. */
    private static boolean does(Strategy strategy, String rule, PosInOccurrence position) {
        var app = NamedRule.applicationOf(rule);
        boolean approved = strategy.isApprovedApp(app, position, null);
        var cost = strategy.computeCost(app, position, null, new MutableState());
        assertEquals(approved, !(cost instanceof TopRuleAppCost), rule);
        return approved;
    }

    private static Term meaningOf(Term formula) {
        return TERMS.createTerm(transformer("WD"), formula);
    }

    private static Transformer transformer(String name) {
        return new Transformer(new Name(name), JavaDLTheory.FORMULA, new ImmutableArray<Sort>(JavaDLTheory.FORMULA));
    }

    private static Term updated(Term formula) {
        return TERMS.createTerm(UpdateApplication.UPDATE_APPLICATION, TERMS.createTerm(UpdateJunctor.SKIP), formula);
    }

    /** Of at least so many symbols, and of an odd number of them. */
    private static Term conjunctionOf(int symbols) {
        Term conjunction = TERMS.createTerm(Junctor.TRUE);
        for (int i = 1; i < symbols; i += 2) {
            conjunction = TERMS.createTerm(Junctor.AND, conjunction, TERMS.createTerm(Junctor.FALSE));
        }
        return conjunction;
    }
}
