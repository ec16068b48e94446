package org.itb.specs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The contracts that the table lists as open in one prover, and what makes such a list wrong. */
final class OpenList {
    private final ProofResult.Prover prover;
    private final Map<String, ProofSettings.OpenContract> listed;
    private final boolean leavesOut;

    /** @param leavesOut true if what is listed is not tried, because that would take all the time that its limits give */
    OpenList(ProofSettings settings, ProofResult.Prover prover, boolean leavesOut) {
        this.prover = prover;
        this.listed = settings.openOf(prover);
        this.leavesOut = leavesOut;
    }

    boolean leavesOut(String row) {
        return leavesOut && listed.containsKey(row);
    }

    /** What the table says of a row that is not closed, behind what the prover says; nothing more if it is not listed. */
    List<String> account(String row, List<String> said) {
        if (!listed.containsKey(row)) {
            return said;
        }
        List<String> account = new ArrayList<>(said);
        account.add("the table lists it as open:");
        listed.get(row).account().forEach(line -> account.add("  " + line));
        return account;
    }

    /** An entry for a contract that is not there would wait unseen for one of that name. */
    List<String> unknown(Collection<String> rows) {
        return listed.keySet().stream().filter(row -> !rows.contains(row)).map(row -> prover.shown() + ": the table lists " + row
                + " as open, but the kernel has no such contract").toList();
    }

    List<String> noLongerOpen(Collection<ProofResult> results) {
        return results.stream().filter(result -> listed.containsKey(result.contract()) && result.verdict().isProved())
                .map(result -> prover.shown() + ": " + result.contract() + " is no longer open: take it off the list").toList();
    }
}
