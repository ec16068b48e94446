package org.itb.harness.kernelrules;

import java.util.List;

/** All rules of the kernel. A rule that is not listed here judges nothing. */
final class KernelRules {
    static final List<Rule> ALL = List.of(
            new NoAllocation(),
            new NoFloatingPoint(),
            new NoDynamicCode(),
            new StaysInPackage(),
            new NoRecursion(),
            new NoThrow(),
            new NoStaticState(),
            new NoLocks(),
            new ShortMethods(),
            new SmallKernel(),
            new OneDecisionPerIf(),
            new UnitLast(),
            new PlainOldJava(),
            new NamesForProvers(),
            new BoundedLoops(),
            new EveryMemberHasContract(),
            new TotalDoor(),
            new EveryCommandIsAnswered(),
            new JmlUnbroken(),
            new TwinClauses());

    private KernelRules() {
    }
}
