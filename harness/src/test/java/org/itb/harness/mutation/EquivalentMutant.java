package org.itb.harness.mutation;

/**
 * A mutant that no test can kill, because it does what the kernel does, and the proof of that. The gate runs the proof
 * in the same build, on the class file that is shipped: a word alone excuses nothing.
 *
 * @param type the simple name of the class
 * @param mutator PIT's, by its simple name
 */
record EquivalentMutant(String type, String method, String mutator, Proof proof) {

    /** The kernel as it is shipped. */
    interface ClassFiles {
        /** Of the class of this full name. */
        byte[] of(String type);
    }

    /** A check that is run. */
    interface Proof {
        /** Whether the mutant does the same as the kernel for every state and argument. */
        boolean holds(ClassFiles files, Mutant mutant);
    }

    boolean fits(Mutant mutant) {
        return mutant.type().equals("org.itb.kernel." + type) && mutant.method().equals(method)
                && mutant.mutator().equals(mutator);
    }

    @Override
    public String toString() {
        return type + "." + method + " (" + mutator + ")";
    }
}
