package org.itb.specs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a prover says of a mutant.
 *
 * @param because what a reader may want to know: values that refute it, the limit that stopped it, why it was not judged
 * @param counterexample values that z3 found under which a goal is false; empty if there are none
 * @param cached whether this is of an earlier run over the same content
 */
record MutantJudgement(Verdict verdict, String because, String counterexample, boolean cached) {
    private static final String STOPPED = "stopped ";

    /** {@link #REFUSED} only where the original closes under the same settings. */
    enum Verdict {
        /** The contract cannot be proved of it. */
        REFUSED("refused"),
        /** The contract is proved of it too: it says less than the code does, or the mutant does the same. */
        ACCEPTED("accepted"),
        /** Nothing can be said: the original's proof does not close, or is not tried. */
        NOT_JUDGED("not judged");

        private final String shown;

        Verdict(String shown) {
            this.shown = shown;
        }

        String shown() {
            return shown;
        }
    }

    /** As the cache keeps it. */
    static ObjectNode entry(Mutant mutant, MutantJudgement judgement) {
        return JsonNodeFactory.instance.objectNode().put("mutant", mutant.name()).put("verdict", judgement.verdict().name())
                .put("because", judgement.because()).put("counterexample", judgement.counterexample());
    }

    static MutantJudgement cached(JsonNode entry) {
        return new MutantJudgement(Verdict.valueOf(entry.path("verdict").asText()), entry.path("because").asText(),
                entry.path("counterexample").asText(), true);
    }

    static MutantJudgement refused(String because, String counterexample) {
        return new MutantJudgement(Verdict.REFUSED, because, counterexample, false);
    }

    /** @param limit what the proof may take: several times what the original needs */
    static MutantJudgement refusedAt(String limit) {
        return refused(STOPPED + "at " + limit + ", several times what the original needs", "");
    }

    /** True if the prover came to no end with it, and found no place where it is wrong. */
    boolean isOfLimit() {
        return verdict == Verdict.REFUSED && because.startsWith(STOPPED);
    }

    static MutantJudgement accepted() {
        return new MutantJudgement(Verdict.ACCEPTED, "the contract is proved of it too", "", false);
    }

    static MutantJudgement notJudged(String because) {
        return new MutantJudgement(Verdict.NOT_JUDGED, because, "", false);
    }
}
