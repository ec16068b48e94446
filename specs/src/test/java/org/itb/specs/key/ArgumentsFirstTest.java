package org.itb.specs.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.uka.ilkd.key.ldt.IntegerLDT;
import de.uka.ilkd.key.ldt.JavaDLTheory;
import de.uka.ilkd.key.logic.PosInOccurrence;
import de.uka.ilkd.key.logic.Term;
import de.uka.ilkd.key.logic.TermFactory;
import de.uka.ilkd.key.logic.op.Equality;
import de.uka.ilkd.key.logic.op.JFunction;
import de.uka.ilkd.key.logic.op.Junctor;
import de.uka.ilkd.key.strategy.NumberRuleAppCost;
import de.uka.ilkd.key.strategy.RuleAppCost;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.key_project.logic.Name;

class ArgumentsFirstTest {
    private static final TermFactory TERMS = new TermFactory();
    private static final RuleAppCost NOTHING = NumberRuleAppCost.create(0);
    private static final Term ALARM = constant("alarm");
    private static final Term SEVEN = number("7");
    private static final Term IS_SEVEN = TERMS.createTerm(Equality.EQUALS, ALARM, SEVEN);
    private static final Term IS_OTHER = TERMS.createTerm(Equality.EQUALS, ALARM, constant("other"));

    @Test
    void tellsClaimsThatStandSideBySideApartAtOnce() {
        Term three = TERMS.createTerm(Junctor.AND, TERMS.createTerm(Junctor.AND, IS_OTHER, IS_SEVEN), IS_OTHER);

        assertEquals(NOTHING, cases(At.shown(three)));
        assertEquals(NOTHING, cases(At.shown(three).down(1)));
        assertEquals(NOTHING, cases(At.shown(three).down(0).down(0)));
    }

    @Test
    void waitsWithThePartsOfAClaimAndWithAllThatIsKnown() {
        Term either = TERMS.createTerm(Junctor.AND, IS_OTHER, TERMS.createTerm(Junctor.OR, IS_OTHER, IS_OTHER));

        assertEquals(CasesLast.MORE, cases(At.shown(either).down(1).down(0)), "one way to show it");
        assertEquals(CasesLast.MORE, cases(At.shown(TERMS.createTerm(Junctor.NOT, either)).down(0).down(0)), "assumed");
        assertEquals(CasesLast.MORE, cases(At.known(either)));
        assertEquals(CasesLast.MORE, cases(At.known(either).down(0)));
    }

    @Test
    void asksWhichNumberSomethingIsBeforeItAsksAnythingElse() {
        RuleAppCost which = cases(At.known(TERMS.createTerm(Junctor.IMP, IS_SEVEN, IS_OTHER)).down(0));

        assertTrue(which.compareTo(NumberRuleAppCost.create(7_000)) > 0, "but not before what costs KeY most");
        assertTrue(which.compareTo(CasesLast.MORE) < 0);
        assertEquals(which, cases(At.shown(TERMS.createTerm(Junctor.OR, IS_SEVEN, IS_OTHER)).down(0)), "in a part of a claim");
    }

    @Test
    void asksNeitherWhichNumberAFieldIsNorWhetherTwoAreEqual() {
        JFunction level = new JFunction(new Name("level"), JavaDLTheory.ANY, JavaDLTheory.ANY);

        assertEquals(CasesLast.MORE, cases(At.known(TERMS.createTerm(Equality.EQUALS, TERMS.createTerm(level, ALARM), SEVEN))));
        assertEquals(CasesLast.MORE, cases(At.known(TERMS.createTerm(Equality.EQUALS, TERMS.createTerm(level, SEVEN), SEVEN))), "no place");
        assertEquals(CasesLast.MORE, cases(At.known(IS_OTHER)));
        assertEquals(CasesLast.MORE, cases(At.known(predicate(ALARM, SEVEN))), "no equation");
    }

    @Test
    void asksOfPlacesThatAreNumbersAfterAllElse() {
        Term ofSeventh = TERMS.createTerm(Junctor.OR, IS_SEVEN, TERMS.createTerm(Equality.EQUALS, place(SEVEN), ALARM));
        Term ofWhichever = TERMS.createTerm(Junctor.OR, IS_SEVEN, TERMS.createTerm(Equality.EQUALS, place(ALARM), SEVEN));

        RuleAppCost later = cases(At.known(ofSeventh));
        assertTrue(later.compareTo(CasesLast.MORE) > 0);
        assertEquals(later, cases(At.known(ofSeventh).down(1)));
        assertEquals(later, cases(At.known(ofSeventh).down(0)), "which number something is, if that is asked for such a place");
        assertEquals(later, ArgumentsFirst.more("orLeft", At.known(ofSeventh)));
        assertEquals(later, cases(At.known(TERMS.createTerm(Equality.EQUALS, place(place(SEVEN)), ALARM))), "inside");
        assertEquals(NOTHING, cases(At.shown(ofSeventh)), "a claim is one all the same");
        assertEquals(CasesLast.MORE, cases(At.known(ofWhichever)));
        assertEquals(CasesLast.MORE, ArgumentsFirst.more("orLeft", At.known(ofWhichever)));
    }

    @Test
    void waitsWithTheOtherRulesWhereverTheyAre() {
        for (String rule : List.of("orLeft", "impLeft", "ifthenelse_split", "cutUpperBound")) {
            assertEquals(CasesLast.MORE, ArgumentsFirst.more(rule, At.shown(IS_SEVEN)), rule);
            assertEquals(CasesLast.MORE, ArgumentsFirst.more(rule, At.known(IS_SEVEN)), rule);
        }
    }

    @Test
    void leavesWhatIsNoCaseToKey() {
        assertEquals(NOTHING, ArgumentsFirst.more("andLeft", At.known(IS_SEVEN)));
        assertEquals(NOTHING, ArgumentsFirst.more("Use Dependency Contract", null), "a rule without a place");
    }

    private static RuleAppCost cases(PosInOccurrence position) {
        return ArgumentsFirst.more("cut_direct", position);
    }

    private static Term constant(String name) {
        return TERMS.createTerm(new JFunction(new Name(name), JavaDLTheory.ANY));
    }

    /** As KeY writes places of an array: arr of their index. */
    private static Term place(Term index) {
        return TERMS.createTerm(new JFunction(new Name("arr"), JavaDLTheory.ANY, JavaDLTheory.ANY), index);
    }

    private static Term predicate(Term left, Term right) {
        return TERMS.createTerm(new JFunction(new Name("leq"), JavaDLTheory.FORMULA, JavaDLTheory.ANY, JavaDLTheory.ANY), left, right);
    }

    /** As KeY writes numbers: Z of their digits. */
    private static Term number(String digits) {
        return TERMS.createTerm(new JFunction(IntegerLDT.NUMBERS_NAME, JavaDLTheory.ANY, JavaDLTheory.ANY), constant(digits));
    }
}
