package org.itb.specs.key;

import de.uka.ilkd.key.logic.PosInOccurrence;
import de.uka.ilkd.key.strategy.RuleAppCost;

/**
 * The orders of cases that the table can ask for by {@link CasesLast#OPTION}, each in a source of its own. That source, and not
 * this list, decides a verdict: an order that is added or changed leaves the proofs under the others as they are.
 */
public enum CaseOrder {
    LAST(KnownLast.class, KnownLast::more),
    BY_ARGUMENT(ArgumentsFirst.class, ArgumentsFirst::more);

    /** What a rule costs there beside what KeY asks. */
    interface More {
        RuleAppCost more(String rule, PosInOccurrence position);
    }

    private final Class<?> where;
    private final More more;

    CaseOrder(Class<?> where, More more) {
        this.where = where;
        this.more = more;
    }

    RuleAppCost more(String rule, PosInOccurrence position) {
        return more.more(rule, position);
    }

    /** The source in which it stands, beside {@code CasesLast.java}. */
    public String source() {
        return where.getSimpleName() + ".java";
    }
}
