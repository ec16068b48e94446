package org.itb.harness.kernelrules;

import java.util.List;

/**
 * The kernel is read in one sitting. The design's target was 1,500 lines; one decision per `if` and one class per
 * physical thing cost more lines than that, and are worth it. Concentration change, priming, MRI,
 * authority by key and the state that a restart needs took most of the rest, and proofs, which ask for short methods with
 * contracts of their own, the last 300. This keeps it from growing unseen.
 */
final class SmallKernel implements Rule {
    static final int LIMIT = 4400;

    @Override
    public String statement() {
        return "the kernel has at most " + LIMIT + " lines of code";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        int lines = code.sources().stream().mapToInt(JavaSource::linesOfCode).sum();
        return lines <= LIMIT ? List.of() : List.of("the kernel has " + lines + " lines of code");
    }
}
