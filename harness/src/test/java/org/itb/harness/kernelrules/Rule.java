package org.itb.harness.kernelrules;

import java.util.List;

/**
 * One rule that the whole kernel keeps. It reads what it is given and nothing else, so that the same rule judges the
 * kernel and a seeded violation.
 */
interface Rule {
    /** What holds when the rule holds, as a sentence about the kernel. */
    String statement();

    /** Every violation, each with its place; empty when the rule holds. */
    List<String> violationsIn(KernelCode code);
}
