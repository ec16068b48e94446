package org.itb.specs.key;

import de.uka.ilkd.key.logic.PosInOccurrence;
import de.uka.ilkd.key.logic.PosInTerm;
import de.uka.ilkd.key.logic.SequentFormula;
import de.uka.ilkd.key.logic.Term;

/** Where a formula stands in a sequent, at its top. */
final class At {
    private At() {
    }

    static PosInOccurrence shown(Term formula) {
        return new PosInOccurrence(new SequentFormula(formula), PosInTerm.getTopLevel(), false);
    }

    static PosInOccurrence known(Term formula) {
        return new PosInOccurrence(new SequentFormula(formula), PosInTerm.getTopLevel(), true);
    }
}
