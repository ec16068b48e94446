package org.itb.specs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Mutants against OpenJML, each beside its original as for KeY. It judges those of every method that it proves of the
 * kernel itself, under the same options; of a mutant, the first complaint is enough, and its proof may take no more than
 * several times what the original's takes.
 */
final class MutantOpenJml {
    /** The first complaint refuses a mutant; to look for more of them would take as long again for each. */
    private static final String FIRST_COMPLAINT = "--esc-max-warnings=1";
    private static final String TIMEOUT = "--timeout=";
    private static final String TOOL_HASH = KeyProver.hashOf("SideBySide.java", "OpenJmlOutput.java") + FIRST_COMPLAINT;
    /** What starting one, with its canaries, is worth. */
    private static final long LOAD_MS = 120_000;
    private static final int MOST_OF_A_LOAD = 80;
    private static final long LEAST_MS = 400;

    private final KernelSource source;
    private final ProofSettings settings;
    private final ProofCache cache;
    private final MutantRecord record;
    private final Progress progress;
    private final OpenJmlProver kernel;
    private final int processes;
    private final Map<String, ProofResult> originals = new HashMap<>();
    private final Map<String, KernelSource.File> files = new HashMap<>();
    private final Map<String, Integer> begins = new HashMap<>();
    private final Map<String, KernelSource.Member> members = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    /** @param kernel proves the originals, with their own cache */
    MutantOpenJml(KernelSource source, ProofSettings settings, ProofCache cache, MutantRecord record, Progress progress,
            OpenJmlProver kernel, int processes) throws CannotRun {
        this.record = record;
        this.source = source;
        this.settings = settings;
        this.cache = cache;
        this.progress = progress;
        this.kernel = kernel;
        this.processes = processes;
        source.members().forEach(member -> members.put(member.name(), member));
        for (KernelSource.File file : source.files()) {
            files.put(file.path(), file);
            SourceText text = SourceText.of(file);
            text.callables().forEach(callable -> begins.put(callable.name(), text.beginOf(callable.declaration())));
        }
    }

    String version() {
        return kernel.version() + ", " + kernel.solverVersion();
    }

    /** What is wrong with the prover, or should have closed and did not. */
    List<String> faults() {
        return faults;
    }

    /**
     * Those of one class go together, as many at a time as one process is good for.
     *
     * @param known what was proved of the kernel elsewhere
     */
    Map<Mutant, MutantJudgement> judge(Collection<Mutant> mutants, Optional<OpenJmlRecord> known) throws CannotRun {
        Map<Mutant, MutantJudgement> judged = new LinkedHashMap<>();
        for (ProofResult result : kernel.prove(membersOf(mutants), known)) {
            originals.put(result.contract(), result);
        }
        faults.addAll(kernel.faults());
        Map<String, List<Mutant>> alike = new TreeMap<>();
        for (Mutant mutant : mutants) {
            Optional<String> whyNot = whyNot(mutant);
            Optional<MutantJudgement> before = whyNot.isPresent() ? whyNot.map(MutantJudgement::notJudged) : fromCache(mutant);
            whyNot.map(why -> "OpenJML: " + mutant.member() + ": " + why + ", so its mutants cannot be judged")
                    .filter(fault -> !faults.contains(fault)).ifPresent(faults::add);
            if (before.isPresent()) {
                judged.put(mutant, before.get());
                if (whyNot.isEmpty()) {
                    record.note(key(mutant), ProofResult.Prover.OPENJML, mutant, before.get());
                }
                progress.done(mutant.name());
            } else {
                alike.computeIfAbsent(mutant.path() + " " + optionsOf(mutant.member()), path -> new ArrayList<>()).add(mutant);
            }
        }
        List<List<Mutant>> loads = new ArrayList<>();
        alike.values().forEach(same -> loads.addAll(loads(same)));
        judgeAll(loads, judged);
        return judged;
    }

    private static Pattern membersOf(Collection<Mutant> mutants) {
        return exactly(mutants.stream().map(Mutant::member).distinct().toList());
    }

    private static Pattern exactly(Collection<String> members) {
        return Pattern.compile(members.stream().map(Pattern::quote).collect(Collectors.joining("|", "^(", ")$")));
    }

    private Optional<String> whyNot(Mutant mutant) {
        return whyNot(originals.get(mutant.member()));
    }

    private static Optional<String> whyNot(ProofResult original) {
        return original != null && original.verdict() == Verdict.CLOSED ? Optional.empty()
                : Optional.of("the original's proof is " + (original == null ? "missing" : original.verdict().shown()));
    }

    // ---- what was found before

    /**
     * A place counts from where its method begins, so that what is changed elsewhere in the file leaves it judged. The limit
     * counts by its rule: how long the original took differs from run to run.
     */
    private String key(Mutant mutant) throws CannotRun {
        int begin = begins.get(mutant.member());
        // One of the domain may call another rule, which the original's proof does not read.
        String read = mutant.mutator() == Mutator.DOMAIN ? source.closureHash(mutant.className()) : "";
        return "mutant-openjml-" + Sha256.of(TOOL_HASH, kernel.key(members.get(mutant.member())), settings.openJmlMutantLimits(),
                Integer.toString(mutant.begin() - begin), Integer.toString(mutant.end() - begin), mutant.replacement(), read);
    }

    private Optional<MutantJudgement> fromCache(Mutant mutant) throws CannotRun {
        String key = key(mutant);
        return cache.get(key).map(MutantJudgement::cached).or(() -> record.get(key));
    }

    // ---- anew

    /** As for the original, but for how long. */
    private List<String> optionsOf(String member) {
        List<String> options = new ArrayList<>(settings.openJmlOptions(member));
        options.removeIf(option -> option.startsWith(TIMEOUT));
        options.add(TIMEOUT + settings.openJmlMutantMs(originals.get(member).elapsedMs()));
        options.add(FIRST_COMPLAINT);
        return options;
    }

    private List<List<Mutant>> loads(List<Mutant> alike) {
        List<List<Mutant>> loads = new ArrayList<>();
        long sumMs = LOAD_MS;
        for (Mutant mutant : alike) {
            long costMs = Math.max(LEAST_MS, originals.get(mutant.member()).elapsedMs());
            if (sumMs + costMs > LOAD_MS || loads.get(loads.size() - 1).size() >= MOST_OF_A_LOAD) {
                loads.add(new ArrayList<>());
                sumMs = 0;
            }
            loads.get(loads.size() - 1).add(mutant);
            sumMs += costMs;
        }
        return loads;
    }

    private void judgeAll(List<List<Mutant>> loads, Map<Mutant, MutantJudgement> judged) throws CannotRun {
        ExecutorService pool = Executors.newFixedThreadPool(processes);
        try {
            List<Future<Map<Mutant, MutantJudgement>>> running = new ArrayList<>();
            loads.forEach(load -> running.add(pool.submit(() -> judgeLoad(load))));
            for (Future<Map<Mutant, MutantJudgement>> each : running) {
                judged.putAll(each.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CannotRun known ? known : CannotRun.here("OpenJML: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CannotRun.here("interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /**
     * All are of one file and have the same options. Where anything went wrong nothing that was said counts, whichever way;
     * what OpenJML breaks on is looked for by halves, and the others are judged without it.
     */
    private Map<Mutant, MutantJudgement> judgeLoad(List<Mutant> load) throws CannotRun {
        Load tried = tryLoad(load);
        if (tried.wrong().isEmpty() || load.size() == 1) {
            for (Map.Entry<Mutant, MutantJudgement> one : tried.judged().entrySet()) {
                keep(one.getKey(), one.getValue());
            }
            load.forEach(mutant -> progress.done(mutant.name()));
            synchronized (faults) {
                tried.wrong().stream().filter(fault -> !faults.contains(fault)).forEach(faults::add);
            }
            return tried.judged();
        }
        Map<Mutant, MutantJudgement> judged = new LinkedHashMap<>(judgeLoad(load.subList(0, load.size() / 2)));
        judged.putAll(judgeLoad(load.subList(load.size() / 2, load.size())));
        return judged;
    }

    /** What one process says, and why it is not to be believed. */
    private record Load(Map<Mutant, MutantJudgement> judged, List<String> wrong) {
    }

    private Load tryLoad(List<Mutant> load) throws CannotRun {
        KernelSource.File file = files.get(load.get(0).path());
        SideBySide beside = SideBySide.of(source, file, load);
        Map<String, ProofResult> results = new HashMap<>();
        List<String> wrong;
        try (Workplace place = new Workplace()) {
            progress.show("OpenJML loads mutants of " + file.className() + " …");
            // A cache of its own: what is proved here of a class with mutants in it is no verdict on the kernel.
            OpenJmlProver prover = kernel.overMutants(source.with(file, beside.text()), optionsOf(load.get(0).member()),
                    new ProofCache(place.folder().resolve("cache"), false));
            prover.prove(exactly(beside.copies().stream().map(SideBySide.Copy::member).toList()), Optional.empty())
                    .forEach(result -> results.put(result.contract(), result));
            wrong = prover.faults();
        }
        Map<Mutant, MutantJudgement> judged = new LinkedHashMap<>();
        for (SideBySide.Copy copy : beside.copies()) {
            judged.put(copy.mutant(), wrong.isEmpty() ? judge(originals.get(copy.mutant().member()), results.get(copy.member()))
                    : MutantJudgement.notJudged(wrong.get(0)));
        }
        return new Load(judged, wrong);
    }

    private void keep(Mutant mutant, MutantJudgement judgement) throws CannotRun {
        if (judgement.verdict() != MutantJudgement.Verdict.NOT_JUDGED) {
            String key = key(mutant);
            cache.put(key, MutantJudgement.entry(mutant, judgement));
            record.note(key, ProofResult.Prover.OPENJML, mutant, judgement);
        }
    }

    static MutantJudgement judge(ProofResult original, ProofResult mutant) {
        Optional<String> whyNot = whyNot(original);
        if (whyNot.isPresent()) {
            return MutantJudgement.notJudged(whyNot.get());
        }
        if (mutant == null) {
            return MutantJudgement.notJudged("OpenJML does not see it");
        }
        return switch (mutant.verdict()) {
            case CLOSED, VACUOUS, TRIVIAL -> MutantJudgement.accepted();
            case OPEN -> MutantJudgement.refused(mutant.account().stream().findFirst().orElse("open"), "");
            case TIMEOUT -> MutantJudgement.refusedAt("its limit of time");
            default -> MutantJudgement.notJudged("OpenJML: " + mutant.verdict().shown());
        };
    }
}
