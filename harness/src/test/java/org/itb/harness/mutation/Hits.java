package org.itb.harness.mutation;

import java.util.BitSet;

/** What the probes of {@link LineProbes} call: the lines of the kernel that were reached since the last look. */
public final class Hits {
    /** No file of the kernel is as long. */
    static final int LINES_OF_A_CLASS = 1 << 14;

    private static BitSet reached = new BitSet();

    private Hits() {
    }

    public static void hit(int place) {
        reached.set(place);
    }

    /** The lines reached since this was asked last. */
    static BitSet take() {
        BitSet result = reached;
        reached = new BitSet();
        return result;
    }
}
