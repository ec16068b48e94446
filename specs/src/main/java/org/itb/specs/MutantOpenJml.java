package org.itb.specs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Mutants against OpenJML, each beside its original as for KeY; a class at a time. */
final class MutantOpenJml {
    private final KernelSource source;
    private final ProofSettings settings;
    private final Progress progress;
    private final Map<String, String> environment;
    private String version = "";

    MutantOpenJml(KernelSource source, ProofSettings settings, Progress progress, Map<String, String> environment) {
        this.source = source;
        this.settings = settings;
        this.progress = progress;
        this.environment = environment;
    }

    String version() {
        return version;
    }

    /**
     * All mutants are of this file.
     *
     * @param faults where what is wrong with the prover is told
     * @throws CannotRun with exit code 3 if there is no installation
     */
    Map<Mutant, MutantJudgement> judge(KernelSource.File file, Collection<Mutant> mutants, List<String> faults) throws CannotRun {
        SideBySide beside = SideBySide.of(source, file, mutants);
        Map<String, ProofResult> results = new HashMap<>();
        try (Workplace place = new Workplace()) {
            Path sources = place.folder().resolve("mutated");
            for (KernelSource.File each : source.files()) {
                Path target = sources.resolve(each.path());
                Files.createDirectories(target.getParent());
                Files.writeString(target, each == file ? beside.text() : each.text(), StandardCharsets.UTF_8);
            }
            // A cache of its own: what is proved here of a class with mutants in it is no verdict on the kernel.
            OpenJmlProver prover = OpenJmlProver.of(environment, KernelSource.read(sources), settings,
                    new ProofCache(place.folder().resolve("cache"), false), progress, 1, true);
            version = prover.version() + ", " + prover.solverVersion();
            prover.prove(Pattern.compile("^" + file.className() + "\\."), Optional.empty())
                    .forEach(result -> results.put(result.contract(), result));
            faults.addAll(prover.faults());
        } catch (IOException e) {
            throw CannotRun.here("OpenJML cannot be started: " + e.getMessage(), e);
        }
        Map<Mutant, MutantJudgement> judged = new LinkedHashMap<>();
        for (SideBySide.Copy copy : beside.copies()) {
            judged.put(copy.mutant(), judge(results.get(copy.mutant().member()), results.get(copy.member())));
        }
        return judged;
    }

    static MutantJudgement judge(ProofResult original, ProofResult mutant) {
        if (original == null || original.verdict() != Verdict.CLOSED) {
            return MutantJudgement.notJudged("the original's proof is " + (original == null ? "missing" : original.verdict().shown()));
        }
        if (mutant == null) {
            return MutantJudgement.notJudged("OpenJML does not see it");
        }
        return switch (mutant.verdict()) {
            case CLOSED, VACUOUS, TRIVIAL -> MutantJudgement.accepted();
            case OPEN -> MutantJudgement.refused(mutant.account().stream().findFirst().orElse("open"), "");
            case TIMEOUT -> MutantJudgement.refused("stopped at its limit of time", "");
            default -> MutantJudgement.notJudged("OpenJML: " + mutant.verdict().shown());
        };
    }
}
