package org.itb.specs;

/**
 * What a prover said of a contract. Only {@link #CLOSED} counts as proved; {@link #EXCEPTED} and {@link #LISTED} are not
 * proved either, and alone do not fail the run.
 */
enum Verdict {
    /** Proved, under assumptions that do not contradict each other. */
    CLOSED("closed"),
    /** Not proved. That is not the same as refuted. */
    OPEN("OPEN"),
    /** Not tried, because the table lists it as open, with what stands in for a proof. */
    LISTED("open, listed"),
    /** Stopped at its limit of steps or seconds. */
    TIMEOUT("TIMED OUT"),
    /** Proved from a contradiction: the precondition or an invariant admits nothing. */
    VACUOUS("VACUOUS"),
    /** Proved, but the postcondition says nothing that does not hold of itself. */
    TRIVIAL("SAYS NOTHING"),
    /** Not covered by the prover's language, and listed so in the table, with the reason. */
    EXCEPTED("excepted"),
    /** Code without a contract. */
    MISSING("MISSING"),
    /** The prover failed, not the proof. */
    ERROR("ERROR");

    private final String shown;

    Verdict(String shown) {
        this.shown = shown;
    }

    String shown() {
        return shown;
    }

    boolean isFailure() {
        return this != CLOSED && this != EXCEPTED && this != LISTED;
    }

    boolean isProved() {
        return this == CLOSED;
    }
}
