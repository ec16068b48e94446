package org.itb.specs.key;

import de.uka.ilkd.key.logic.PosInOccurrence;
import de.uka.ilkd.key.strategy.RuleAppCost;
import java.util.Set;

/** All cases come when nothing else is left to do. In the table: {@code "CASES": "LAST"}. */
final class KnownLast {
    private static final Set<String> CASES = Set.of("orLeft", "impLeft", "cut_direct", "ifthenelse_split");

    private KnownLast() {
    }

    static RuleAppCost more(String rule, PosInOccurrence position) {
        return CASES.contains(rule) ? CasesLast.MORE : CasesLast.NOTHING;
    }
}
