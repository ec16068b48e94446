package org.itb.harness.kernelrules;

import java.util.List;

/** The kernel is read in one sitting. */
final class SmallKernel implements Rule {
    static final int LIMIT = 2400;

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
