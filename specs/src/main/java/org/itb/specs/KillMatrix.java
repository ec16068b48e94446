package org.itb.specs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Every mutant, what the tests say of it and what the provers say. It holds if no mutant survives the tests that is not
 * proved to be none, and if each prover that was asked refuses nearly all that it judged.
 */
final class KillMatrix {
    /** A contract that lets through more than one of a hundred mutants of its class says too little. */
    static final int REFUSED_PERCENT = 99;

    private final List<Row> rows = new ArrayList<>();

    /**
     * One mutant.
     *
     * @param proofs by prover; those that were not asked are not in it
     * @param equivalent why it does what the original does, found by a machine; empty if it is a fault
     */
    record Row(Mutant mutant, MutantTesting tests, Map<ProofResult.Prover, MutantJudgement> proofs, String equivalent) {
        boolean isFault() {
            return equivalent.isEmpty();
        }

        boolean isTested() {
            return tests.verdict() != MutantTesting.Verdict.NOT_TESTED;
        }

        boolean survives() {
            return isFault() && isTested() && !tests.isKilled();
        }

        boolean isKilled() {
            return isFault() && tests.isKilled();
        }

        boolean is(MutantJudgement.Verdict verdict, ProofResult.Prover prover) {
            MutantJudgement judgement = proofs.get(prover);
            return isFault() && judgement != null && judgement.verdict() == verdict;
        }

        /** Refused by one prover at least. */
        boolean isRefused() {
            return is(MutantJudgement.Verdict.REFUSED, ProofResult.Prover.KEY)
                    || is(MutantJudgement.Verdict.REFUSED, ProofResult.Prover.OPENJML);
        }

        /** Proved of it by one prover, and refused by none. */
        boolean isAccepted() {
            return !isRefused() && (is(MutantJudgement.Verdict.ACCEPTED, ProofResult.Prover.KEY)
                    || is(MutantJudgement.Verdict.ACCEPTED, ProofResult.Prover.OPENJML));
        }

        boolean isNotJudged() {
            return isFault() && !isRefused() && !isAccepted();
        }
    }

    /** How many of some mutants are what. */
    record Counts(long mutants, long equivalent, long killed, long survive, long refused, long accepted, long notJudged,
            long both, long testOnly, long proofOnly, long neither) {
    }

    void add(Row row) {
        rows.add(row);
    }

    List<Row> rows() {
        return rows;
    }

    Counts counts() {
        return counts(row -> true);
    }

    /** By class or by mutator, in the order in which they come up. */
    Map<String, Counts> countsBy(Function<Mutant, String> group) {
        Map<String, Counts> counts = new LinkedHashMap<>();
        for (Row row : rows) {
            String name = group.apply(row.mutant());
            if (!counts.containsKey(name)) {
                counts.put(name, counts(other -> group.apply(other.mutant()).equals(name)));
            }
        }
        return counts;
    }

    private Counts counts(Predicate<Row> which) {
        List<Row> chosen = rows.stream().filter(which).toList();
        return new Counts(chosen.size(), number(chosen, row -> !row.isFault()), number(chosen, Row::isKilled),
                number(chosen, Row::survives), number(chosen, Row::isRefused), number(chosen, Row::isAccepted),
                number(chosen, Row::isNotJudged), number(chosen, row -> row.isKilled() && row.isRefused()),
                number(chosen, row -> row.isKilled() && row.isAccepted()), number(chosen, row -> row.survives() && row.isRefused()),
                number(chosen, row -> row.survives() && row.isAccepted()));
    }

    private static long number(List<Row> rows, Predicate<Row> which) {
        return rows.stream().filter(which).count();
    }

    /** How many mutants a prover refused or accepted. */
    long judgedBy(ProofResult.Prover prover) {
        return refusedBy(prover) + number(rows, row -> row.is(MutantJudgement.Verdict.ACCEPTED, prover));
    }

    long refusedBy(ProofResult.Prover prover) {
        return number(rows, row -> row.is(MutantJudgement.Verdict.REFUSED, prover));
    }

    /** Those of them with which the prover came to no end: no place was found where they are wrong. */
    long stoppedBy(ProofResult.Prover prover) {
        return number(rows, row -> row.isFault() && row.proofs().containsKey(prover) && row.proofs().get(prover).isOfLimit());
    }

    boolean refusesEnough(ProofResult.Prover prover) {
        return refusedBy(prover) * 100 >= judgedBy(prover) * REFUSED_PERCENT;
    }

    boolean holds() {
        return rows.stream().noneMatch(Row::survives) && refusesEnough(ProofResult.Prover.KEY)
                && refusesEnough(ProofResult.Prover.OPENJML);
    }
}
