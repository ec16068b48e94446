package org.itb.specs;

import java.util.List;
import java.util.Locale;

/**
 * One verdict of one prover.
 *
 * @param contract {@code Gate.settle(long) #0}: class, member, kind if it is none of a method, number of the case
 * @param requirements what the contract names, {@code SR-17}
 * @param where file and line
 * @param nodes of the proof tree; 0 where the prover has none
 * @param origin of which run the verdict is
 * @param account what is left to prove, for a person; empty if nothing is
 */
record ProofResult(String contract, List<String> requirements, String where, Prover prover, Verdict verdict, int nodes,
        long elapsedMs, Origin origin, List<String> account) {

    /** The provers, by the names that users give. */
    enum Prover {
        KEY("KeY"), OPENJML("OpenJML");

        private final String shown;

        Prover(String shown) {
            this.shown = shown;
        }

        String shown() {
            return shown;
        }
    }

    /** This run, or an earlier one over the same content: kept by this machine, or in the committed record. */
    enum Origin {
        RUN, CACHE, RECORD;

        String shown() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isOfThisRun() {
        return origin == Origin.RUN;
    }

    /** Class and member without kind and number: what both provers speak of. */
    String member() {
        return memberOf(contract);
    }

    static String memberOf(String contract) {
        int end = contract.indexOf(' ');
        return end < 0 ? contract : contract.substring(0, end);
    }

    boolean isOnWellDefinedness() {
        return isOnWellDefinedness(contract);
    }

    /** True if it says of another contract, or of an invariant, that each of its terms has a value. */
    static boolean isOnWellDefinedness(String contract) {
        return contract.contains(" wd #");
    }

    /** True for a contract that a method or constructor carries; false for what a prover derives from it. */
    boolean isOfMember() {
        return contract.indexOf(' ') < 0 || contract.matches("\\S+ #\\d+");
    }
}
