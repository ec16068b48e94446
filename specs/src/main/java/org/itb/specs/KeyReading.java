package org.itb.specs;

/** What KeY reads of the kernel while it proves a contract, as a fingerprint: part of the key of a verdict. */
final class KeyReading {
    private final KernelSource source;
    private final ModularView.All views;

    KeyReading(KernelSource source) {
        this.source = source;
        this.views = new ModularView.All(ModularView.Reader.KEY, source);
    }

    /** Of each class that the contract has to do with its contracts alone, unless the plan lets KeY look into methods. */
    String hashOf(String contract, ProofSettings.Plan plan) throws CannotRun {
        String className = contract.substring(0, contract.indexOf('.'));
        return "CONTRACT".equals(plan.strategy().get("METHOD")) ? views.hashOf(className, ProofResult.memberOf(contract))
                : source.closureHash(className);
    }
}
