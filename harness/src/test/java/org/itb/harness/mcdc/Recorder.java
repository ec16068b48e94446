package org.itb.harness.mcdc;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the probes of an instrumented source call: each hands on the truth that it is given. No decision holds itself,
 * for the kernel has no recursion, so one vector for each is enough.
 */
public final class Recorder {
    /** More conditions than this in one decision are refused when the source is read. */
    static final int CONDITIONS_MAX = 6;

    private static int[] evaluated = new int[0];
    private static int[] truths = new int[0];
    /** For each decision: which combinations of evaluated conditions, their truths and the outcome there were. */
    private static boolean[][] seen = new boolean[0][];

    private Recorder() {
    }

    static void start(List<Decision> decisions) {
        evaluated = new int[decisions.size()];
        truths = new int[decisions.size()];
        seen = new boolean[decisions.size()][1 << 2 * CONDITIONS_MAX + 1];
    }

    static TruthTable tableOf(Decision decision) {
        boolean[] combinations = seen[decision.id()];
        Set<TruthTable.Row> rows = new TreeSet<>();
        for (int i = 0; i < combinations.length; i++) {
            if (combinations[i]) {
                int mask = (1 << CONDITIONS_MAX) - 1;
                rows.add(new TruthTable.Row(i >> 1 & mask, i >> 1 + CONDITIONS_MAX, (i & 1) != 0));
            }
        }
        return new TruthTable(rows);
    }

    public static boolean condition(int decision, int index, boolean truth) {
        evaluated[decision] |= 1 << index;
        if (truth) {
            truths[decision] |= 1 << index;
        }
        return truth;
    }

    public static boolean decision(int decision, boolean outcome) {
        int combination = (truths[decision] << CONDITIONS_MAX | evaluated[decision]) << 1 | (outcome ? 1 : 0);
        seen[decision][combination] = true;
        evaluated[decision] = 0;
        truths[decision] = 0;
        return outcome;
    }
}
