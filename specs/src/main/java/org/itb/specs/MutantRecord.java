package org.itb.specs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The committed record of what the provers said of mutants, so that a fresh clone need not judge for hours what was judged
 * before. Each judgement stands under the key that the cache has it under, which is a hash over all that decided it, and
 * with a seal over both; one that was edited is not used. As with the cache that finds accidents and meddling, not forgery:
 * {@code --no-cache} judges everything anew.
 */
final class MutantRecord {
    static final String FORMAT = "itb-mutants/1";
    static final String NAME = "mutants.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of why a mutant is refused, as much as a reader needs to find the place. */
    private static final int BECAUSE_MAX = 60;

    /** One judgement: of which prover, and of a mutant of which member. */
    private record Entry(String prover, String member, String verdict, String because) {
        String seal(String key) {
            return Sha256.of(FORMAT, key, prover, member, verdict, because);
        }

        String about() {
            return prover + " " + member;
        }
    }

    private final boolean reads;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final Set<String> edited = new HashSet<>();
    private final Map<String, Entry> said = new TreeMap<>();
    private final Set<String> whole = new HashSet<>();

    private MutantRecord(boolean reads) {
        this.reads = reads;
    }

    /** @param reads false if nothing in it is to count in this run; what others said of other mutants still stays in it */
    static MutantRecord read(Path file, boolean reads) throws CannotRun {
        MutantRecord record = new MutantRecord(reads);
        Optional<JsonNode> content = RecordFile.content(file, FORMAT);
        if (content.isPresent()) {
            for (JsonNode one : content.get().path("judgements")) {
                String key = one.path(0).asText();
                Entry entry = new Entry(one.path(1).asText(), one.path(2).asText(), one.path(3).asText(), one.path(4).asText());
                if (entry.seal(key).equals(one.path(5).asText())) {
                    record.entries.put(key, entry);
                } else {
                    record.edited.add(entry.about());
                }
            }
        }
        return record;
    }

    /** Whose judgements were edited, each as prover and member. */
    Set<String> edited() {
        return edited;
    }

    Optional<MutantJudgement> get(String key) {
        Entry entry = reads ? entries.get(key) : null;
        return Optional.ofNullable(entry).map(known -> new MutantJudgement(MutantJudgement.Verdict.valueOf(known.verdict()),
                known.because(), "", true));
    }

    /** What a prover says in this run, from wherever it is known. */
    synchronized void note(String key, ProofResult.Prover prover, Mutant mutant, MutantJudgement judgement) {
        if (judgement.verdict() != MutantJudgement.Verdict.NOT_JUDGED) {
            String because = judgement.because().length() <= BECAUSE_MAX ? judgement.because()
                    : judgement.because().substring(0, BECAUSE_MAX);
            said.put(key, new Entry(prover.shown(), mutant.member(), judgement.verdict().name(), because));
        }
    }

    /** All mutants of this member were asked about: what else is on record of it is of other code or another contract. */
    synchronized void asksAllOf(ProofResult.Prover prover, String member) {
        whole.add(prover.shown() + " " + member);
    }

    /** Replaces the file, if anything is new; what was there before stays whole until then. */
    void write(Path file) throws CannotRun {
        Map<String, Entry> all = new TreeMap<>(said);
        entries.forEach((key, entry) -> {
            if (!whole.contains(entry.about())) {
                all.putIfAbsent(key, entry);
            }
        });
        if (all.equals(entries) && edited.isEmpty()) {
            return;
        }
        // A line each, so that a difference can be read.
        List<String> lines = new ArrayList<>();
        all.forEach((key, entry) -> lines.add(JSON.createArrayNode().add(key).add(entry.prover()).add(entry.member())
                .add(entry.verdict()).add(entry.because()).add(entry.seal(key)).toString()));
        RecordFile.replace(file, "{\"format\": \"" + FORMAT + "\", \"judgements\": [\n" + String.join(",\n", lines) + "\n]}");
    }
}
