package org.itb.specs;

/**
 * What the kernel's tests say of a mutant.
 *
 * @param tests that were run
 * @param detail the first failure, or why there is none
 * @param cached whether this is of an earlier run over the same kernel and the same tests
 */
record MutantTesting(Verdict verdict, int tests, String detail, boolean cached) {

    /** The first six are said by the process that runs the tests, by these names. */
    enum Verdict {
        KILLED("killed"),
        /** No end within many times what its tests take: noticed too. */
        TIMED_OUT("timed out"),
        SURVIVED("survived"),
        /** The compiler writes the same class file for it: no test can tell, and nobody else. */
        SAME_CODE("same code"),
        /** It decides otherwise only where both sides of a comparison are equal, and there both branches do the same. */
        SAME_AT_EQUALITY("same at equality"),
        STILLBORN("does not compile"),
        NOT_TESTED("not tested");

        private final String shown;

        Verdict(String shown) {
            this.shown = shown;
        }

        String shown() {
            return shown;
        }
    }

    boolean isKilled() {
        return verdict == Verdict.KILLED || verdict == Verdict.TIMED_OUT;
    }

    /** True if the class file itself shows that the mutant does what the original does. */
    boolean isSame() {
        return verdict == Verdict.SAME_CODE || verdict == Verdict.SAME_AT_EQUALITY;
    }

    static MutantTesting notTested() {
        return new MutantTesting(Verdict.NOT_TESTED, 0, "", false);
    }
}
