package org.itb.specs.key;

import de.uka.ilkd.key.ldt.IntegerLDT;
import de.uka.ilkd.key.logic.PosInOccurrence;
import de.uka.ilkd.key.logic.Term;
import de.uka.ilkd.key.logic.op.Equality;
import de.uka.ilkd.key.logic.op.Junctor;
import de.uka.ilkd.key.strategy.NumberRuleAppCost;
import de.uka.ilkd.key.strategy.RuleAppCost;
import java.util.Set;

/**
 * Which cases come sooner than in {@link CasesLast}, and which later. Those of what is to be <em>shown</em> come at once, since
 * each is a claim of its own. Of what is known, those that say which number something is come before the others: an invariant
 * that says something of each alarm decides nothing until it is known which alarm was asked for. And what speaks of a place of an
 * array that is a number comes after all else: such an invariant leaves a case behind for each alarm, and all but one of them
 * are about others. So does a rule of KeY's own for loops, which asks of each assumption about a range whether a place is the
 * end of that range: with sixteen such assumptions, 65,536 cases, before it looks at one of them. Measured on {@code AlarmBank.isActive}: 5,836 nodes, and without that none was enough.
 */
final class ArgumentsFirst {
    private static final Set<String> CASES = Set.of("orLeft", "impLeft", "cut_direct", "ifthenelse_split", "cutUpperBound");
    /** Less than all other cases, more than all that is not one. */
    private static final RuleAppCost SOONER = NumberRuleAppCost.create(25_000);
    private static final RuleAppCost LATER = NumberRuleAppCost.create(100_000);
    private static final String PLACE = "arr";

    private ArgumentsFirst() {
    }

    /** What this rule, there, costs more than KeY asks. */
    static RuleAppCost more(String rule, PosInOccurrence position) {
        if (!CASES.contains(rule)) {
            return CasesLast.NOTHING;
        }
        boolean isCut = rule.equals("cut_direct");
        if (isCut && isShown(position)) {
            return CasesLast.NOTHING;
        }
        if (isOfNumberedPlace(position.sequentFormula().formula())) {
            return LATER;
        }
        return isCut && isWhichNumber(position.subTerm()) ? SOONER : CasesLast.MORE;
    }

    /** One of the claims that stand there side by side, and not a part of one. */
    private static boolean isShown(PosInOccurrence position) {
        if (position.isInAntec()) {
            return false;
        }
        PosInOccurrence above = position;
        while (!above.isTopLevel()) {
            above = above.up();
            if (above.subTerm().op() != Junctor.AND) {
                return false;
            }
        }
        return true;
    }

    /** It says something of a place of an array that is a number. */
    private static boolean isOfNumberedPlace(Term term) {
        if (term.op().name().toString().equals(PLACE) && isNumber(term.sub(0))) {
            return true;
        }
        for (int i = 0; i < term.arity(); i++) {
            if (isOfNumberedPlace(term.sub(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNumber(Term term) {
        return term.op().name().equals(IntegerLDT.NUMBERS_NAME);
    }

    private static boolean isWhichNumber(Term formula) {
        return formula.op() instanceof Equality && formula.sub(0).arity() == 0 && isNumber(formula.sub(1));
    }
}
