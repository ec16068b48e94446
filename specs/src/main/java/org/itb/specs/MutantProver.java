package org.itb.specs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Mutants against KeY. All mutants of a class stand beside their originals in one load of the class and of what it
 * mentions; each original is proved in that same process first, and where its proof does not close, nothing is said of
 * its mutants.
 */
final class MutantProver {
    private static final String TOOL_HASH = KeyProver.hashOf("key/KeyWorker.java", "key/Vacuity.java", "canary/Canary.java",
            "key/Counterexample.java", "SideBySide.java");
    private static final Pattern COUNTEREXAMPLE = Pattern.compile("counterexample to goal \\d+: (.*)");
    private static final String JUDGED = "judged";
    private static final String EQUALITY = "equality";
    private static final String NONE_FOUND = "z3 finds none";
    /** Both methods are looked into, whatever their contracts say. */
    private static final Map<String, String> INTO_METHODS = Map.of("METHOD", "EXPAND");
    private static final int MUTANTS_OF_A_LOAD = 1000;
    private static final int STEPS_OF_EQUALITY = 20000;
    /** Steps before z3 is asked for the first time whether a goal is false; goals with code in them are not asked about. */
    private static final int FIRST_LOOK = 100;

    private final KernelSource source;
    private final ProofSettings settings;
    private final ProofCache cache;
    private final MutantRecord record;
    private final Progress progress;
    private final String solver;
    private final KeyReading reading;
    private final Canaries canaries = Canaries.forKey();
    private final Map<String, KernelSource.Member> members = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, String> originals = new TreeMap<>();
    private boolean canariesAsked;

    MutantProver(KernelSource source, ProofSettings settings, ProofCache cache, MutantRecord record, Progress progress,
            Map<String, String> environment) {
        this.record = record;
        this.source = source;
        this.reading = new KeyReading(source);
        this.settings = settings;
        this.cache = cache;
        this.progress = progress;
        this.solver = KeyProcess.solverOn(environment.getOrDefault("PATH", ""));
        source.members().forEach(member -> members.put(member.name(), member));
    }

    /** Why KeY is not to be believed, or what should have closed and did not; empty if all is well. */
    List<String> faults() {
        return faults;
    }

    /** What KeY said in this run of the originals whose mutants it judged. */
    Map<String, String> originals() {
        return originals;
    }

    boolean askedCanaries() {
        return canariesAsked;
    }

    /** Whole classes go together, about as many mutants at a time as one load is good for. */
    Map<Mutant, MutantJudgement> judge(Collection<Mutant> mutants) throws CannotRun {
        Map<Mutant, MutantJudgement> judged = new LinkedHashMap<>();
        List<Mutant> open = new ArrayList<>();
        for (Mutant mutant : mutants) {
            String key = key(mutant, JUDGED);
            Optional<MutantJudgement> known = fromCache(mutant, JUDGED).or(() -> record.get(key));
            if (known.isPresent()) {
                judged.put(mutant, known.get());
                record.note(key, ProofResult.Prover.KEY, mutant, known.get());
                originals.putIfAbsent(mutant.member(), "CLOSED (cached)");
                progress.done(mutant.name());
            } else {
                open.add(mutant);
            }
        }
        for (Map<KernelSource.File, List<Mutant>> load : loads(open)) {
            List<SideBySide> classes = new ArrayList<>();
            for (Map.Entry<KernelSource.File, List<Mutant>> one : load.entrySet()) {
                classes.add(SideBySide.of(source, one.getKey(), one.getValue()));
            }
            try (Workplace place = new Workplace()) {
                new Session(place, classes, List.of()).judge(judged);
            } catch (IOException e) {
                throw CannotRun.here("KeY cannot be started: " + e.getMessage(), e);
            }
        }
        return judged;
    }

    /** Those that KeY proves to answer as their originals do, for every argument that the contract admits; and why. */
    Map<Mutant, String> equivalent(Collection<Mutant> mutants) throws CannotRun {
        Map<Mutant, String> equivalent = new LinkedHashMap<>();
        List<Mutant> open = new ArrayList<>();
        for (Mutant mutant : mutants) {
            Optional<MutantJudgement> known = fromCache(mutant, EQUALITY);
            if (known.isEmpty()) {
                open.add(mutant);
            } else if (known.get().verdict() == MutantJudgement.Verdict.ACCEPTED) {
                equivalent.put(mutant, known.get().because());
            }
        }
        for (Map<KernelSource.File, List<Mutant>> load : loads(open)) {
            List<SideBySide> classes = new ArrayList<>();
            List<SideBySide.Copy> asked = new ArrayList<>();
            for (Map.Entry<KernelSource.File, List<Mutant>> one : load.entrySet()) {
                SideBySide beside = SideBySide.of(source, one.getKey(), one.getValue());
                List<SideBySide.Copy> can = beside.copies().stream().filter(copy -> !copy.equality().isEmpty()).toList();
                asked.addAll(can);
                if (!can.isEmpty()) {
                    classes.add(beside);
                }
            }
            if (!asked.isEmpty()) {
                try (Workplace place = new Workplace()) {
                    new Session(place, classes, asked).compare(equivalent);
                } catch (IOException e) {
                    throw CannotRun.here("KeY cannot be started: " + e.getMessage(), e);
                }
            }
        }
        return equivalent;
    }

    /** Those that only let two arguments change places, where KeY proves that the called rule answers the same; and why. */
    Map<Mutant, String> commuting(Collection<Mutant> mutants) throws CannotRun {
        Map<Mutant, Mutant> lemmas = new LinkedHashMap<>();
        for (Mutant mutant : mutants) {
            OperandSwap.lemmaOf(source, mutant).ifPresent(lemma -> lemmas.put(mutant, lemma));
        }
        Map<Mutant, String> proved = equivalent(new LinkedHashSet<>(lemmas.values()));
        Map<Mutant, String> commuting = new LinkedHashMap<>();
        lemmas.forEach((mutant, lemma) -> {
            if (proved.containsKey(lemma)) {
                commuting.put(mutant, "KeY proves that " + lemma.member() + " answers the same when its arguments change places");
            }
        });
        return commuting;
    }

    private List<Map<KernelSource.File, List<Mutant>>> loads(List<Mutant> mutants) {
        Map<KernelSource.File, List<Mutant>> byFile = new LinkedHashMap<>();
        for (KernelSource.File file : source.files()) {
            List<Mutant> own = mutants.stream().filter(mutant -> mutant.path().equals(file.path())).toList();
            if (!own.isEmpty()) {
                byFile.put(file, own);
            }
        }
        List<Map<KernelSource.File, List<Mutant>>> loads = new ArrayList<>();
        int size = MUTANTS_OF_A_LOAD;
        for (Map.Entry<KernelSource.File, List<Mutant>> one : byFile.entrySet()) {
            if (size + one.getValue().size() > MUTANTS_OF_A_LOAD) {
                loads.add(new LinkedHashMap<>());
                size = 0;
            }
            loads.get(loads.size() - 1).put(one.getKey(), one.getValue());
            size += one.getValue().size();
        }
        return loads;
    }

    // ---- what was found before

    private String key(Mutant mutant, String question) throws CannotRun {
        String original = mutant.member() + " #0";
        ProofSettings.Plan plan = settings.planOfMutant(original, 0);
        // Whether it equals the original is asked by looking into all that both call; and one of the domain may call another rule.
        String read = question.equals(EQUALITY) || mutant.mutator() == Mutator.DOMAIN ? source.closureHash(mutant.className())
                : reading.hashOf(original, plan);
        return "mutant-" + question + "-" + Sha256.of(KeyProver.version(), TOOL_HASH + KeyProver.hashOfCases(plan), settings.taclets().toString(),
                plan.toString(), settings.planOf(original).toString(), Integer.toString(settings.planOfMutant(original, 1000000).steps()),
                Boolean.toString(!solver.isEmpty()), mutant.path(), Integer.toString(mutant.begin()), Integer.toString(mutant.end()),
                mutant.replacement(), read);
    }

    private Optional<MutantJudgement> fromCache(Mutant mutant, String question) throws CannotRun {
        return cache.get(key(mutant, question)).map(MutantJudgement::cached);
    }

    private void keep(Mutant mutant, String question, MutantJudgement judgement) throws CannotRun {
        cache.put(key(mutant, question), MutantJudgement.entry(mutant, judgement));
    }

    // ---- some classes, loaded once

    private final class Session {
        private final Workplace place;
        private final List<SideBySide> classes;
        private final List<SideBySide.Copy> asked;
        private final Path sources;
        private final Map<String, Integer> nodesOf = new HashMap<>();
        private final Map<String, String> whyNot = new HashMap<>();
        private KeyProcess process;

        /** @param asked copies that stand with the question whether they equal their originals */
        Session(Workplace place, List<SideBySide> classes, List<SideBySide.Copy> asked) throws IOException {
            this.place = place;
            this.classes = classes;
            this.asked = asked;
            this.sources = place.folder().resolve("sources");
            for (SideBySide one : classes) {
                for (KernelSource.File file : source.closureOf(one.file().className())) {
                    write(file.path(), file.text());
                }
            }
            for (SideBySide one : classes) {
                write(one.file().path(), asked.isEmpty() ? one.text() : one.textAskingFor(asked));
            }
            write(Canaries.PATH, Canaries.source());
        }

        private void write(String path, String text) throws IOException {
            Path file = sources.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8);
        }

        /** Starts KeY; false if it says something wrong of what is known. */
        private boolean start() throws CannotRun, IOException {
            progress.show("KeY loads mutants of " + classes.stream().map(one -> one.file().className()).collect(Collectors.joining(", "))
                    + " …");
            process = new KeyProcess(place, sources, settings);
            List<String> wrong = canaries.faults(process.askCanaries(canaries, solver, progress));
            canariesAsked = true;
            wrong.stream().map(fault -> "KeY: " + fault).filter(fault -> !faults.contains(fault)).forEach(faults::add);
            return wrong.isEmpty();
        }

        void judge(Map<Mutant, MutantJudgement> judged) throws CannotRun, IOException {
            boolean believed = start();
            for (SideBySide one : classes) {
                one.stillborn().forEach(mutant -> progress.done(mutant.name()));
                for (SideBySide.Copy copy : one.copies()) {
                    progress.show(copy.mutant().name());
                    believed = believed && (process != null || start());
                    MutantJudgement judgement = believed ? judge(copy) : MutantJudgement.notJudged("KeY is not to be believed");
                    judged.put(copy.mutant(), judgement);
                    if (judgement.verdict() != MutantJudgement.Verdict.NOT_JUDGED) {
                        keep(copy.mutant(), JUDGED, judgement);
                        record.note(key(copy.mutant(), JUDGED), ProofResult.Prover.KEY, copy.mutant(), judgement);
                    }
                    progress.done(copy.mutant().name());
                }
            }
            if (process != null) {
                process.close();
            }
        }

        /** The verdict, or empty if the process ended instead. */
        private Optional<JsonNode> prove(String contract, ProofSettings.Plan plan, KernelSource.Member original, boolean mayBeTrivial,
                int refuteAfter) throws CannotRun {
            Optional<JsonNode> answer = process.prove(
                    new KeyProcess.Order(contract, plan, solver, original.loops() > 0, mayBeTrivial, refuteAfter));
            if (answer.isEmpty()) {
                process.close();
                process = null;
            }
            return answer;
        }

        private List<String> contractsOf(String member) {
            return process.contracts().stream().filter(name -> name.startsWith(member + " #")).toList();
        }

        /** Whether every contract of the original closes here; once for all of its mutants. */
        private boolean originalCloses(String member) throws CannotRun {
            if (nodesOf.containsKey(member) || whyNot.containsKey(member)) {
                return nodesOf.containsKey(member);
            }
            KernelSource.Member original = members.get(member);
            List<String> contracts = contractsOf(member);
            int nodes = 0;
            String why = contracts.isEmpty() ? "it has no contract" : "";
            for (String contract : contracts) {
                boolean idle = original.idle() || settings.maySayNothing(contract);
                Optional<JsonNode> said = prove(contract, settings.planOf(contract), original, idle, 0);
                org.itb.specs.Verdict verdict = said.map(answer -> org.itb.specs.Verdict.valueOf(answer.path("verdict").asText()))
                        .orElse(org.itb.specs.Verdict.ERROR);
                boolean loops = said.map(answer -> answer.path("loops").asInt()).orElse(0) >= original.loops();
                nodes = Math.max(nodes, said.map(answer -> answer.path("nodes").asInt()).orElse(0));
                if (verdict != org.itb.specs.Verdict.CLOSED || !loops) {
                    why = "the original's proof is " + verdict.shown();
                    break;
                }
            }
            originals.put(member, why.isEmpty() ? "CLOSED" : why);
            if (why.isEmpty()) {
                nodesOf.put(member, nodes);
                return true;
            }
            whyNot.put(member, why);
            faults.add("KeY: " + member + ": " + why + ", so its mutants cannot be judged");
            return false;
        }

        private MutantJudgement judge(SideBySide.Copy copy) throws CannotRun, IOException {
            String member = copy.mutant().member();
            if (!originalCloses(member)) {
                return MutantJudgement.notJudged(whyNot.get(member));
            }
            KernelSource.Member original = members.get(member);
            ProofSettings.Plan plan = settings.planOfMutant(member + " #0", nodesOf.get(member));
            List<String> contracts = contractsOf(copy.member());
            if (contracts.isEmpty()) {
                return MutantJudgement.notJudged("KeY does not see it");
            }
            for (String contract : contracts) {
                Optional<JsonNode> answer = prove(contract, plan, original, true, FIRST_LOOK);
                if (answer.isEmpty()) {
                    return MutantJudgement.notJudged("KeY does not end");
                }
                MutantJudgement judgement = judgementOf(answer.get(), original, plan);
                if (judgement.verdict() != MutantJudgement.Verdict.ACCEPTED) {
                    return judgement;
                }
            }
            return MutantJudgement.accepted();
        }

        /** True answers of KeY to whether a mutant equals its original. */
        void compare(Map<Mutant, String> equivalent) throws CannotRun, IOException {
            boolean believed = start();
            for (SideBySide.Copy copy : asked) {
                if (!believed || process == null && !start()) {
                    break;
                }
                String contract = copy.equality() + " #0";
                String member = copy.mutant().member();
                Map<String, String> strategy = new TreeMap<>(settings.planOf(member + " #0").strategy());
                strategy.putAll(INTO_METHODS);
                ProofSettings.Plan plan = new ProofSettings.Plan(strategy, STEPS_OF_EQUALITY, settings.planOf(contract).seconds());
                progress.show("is it the same? " + copy.mutant().name());
                Optional<JsonNode> answer = prove(contract, plan, members.get(member), false, FIRST_LOOK);
                boolean same = answer.isPresent() && answer.get().path("verdict").asText().equals("CLOSED");
                String why = "KeY proves that it answers as the original does, whatever the contract admits";
                if (same) {
                    equivalent.put(copy.mutant(), why);
                }
                if (answer.isPresent()) {
                    keep(copy.mutant(), EQUALITY, same
                            ? new MutantJudgement(MutantJudgement.Verdict.ACCEPTED, why, "", false)
                            : MutantJudgement.refused("not proved equal", ""));
                }
            }
            if (process != null) {
                process.close();
            }
        }
    }

    private static MutantJudgement judgementOf(JsonNode answer, KernelSource.Member original, ProofSettings.Plan plan) {
        org.itb.specs.Verdict verdict = org.itb.specs.Verdict.valueOf(answer.path("verdict").asText());
        switch (verdict) {
            case OPEN:
                return refusedWith(answer);
            case TIMEOUT:
                return MutantJudgement.refusedAt(plan.steps() + " steps");
            case CLOSED, TRIVIAL, VACUOUS:
                boolean loops = answer.path("loops").asInt() >= original.loops();
                return loops ? MutantJudgement.accepted() : MutantJudgement.notJudged("KeY did not check the invariants of its loops");
            default:
                return MutantJudgement.notJudged("KeY fails: " + answer.path("account").path(0).asText());
        }
    }

    /** An open goal that z3 finds true shows that KeY is too weak for it, not that the mutant is wrong. */
    private static MutantJudgement refusedWith(JsonNode answer) {
        int asked = 0;
        int none = 0;
        for (JsonNode line : answer.path("account")) {
            Matcher found = COUNTEREXAMPLE.matcher(line.asText());
            if (found.matches()) {
                asked++;
                none += found.group(1).startsWith(NONE_FOUND) ? 1 : 0;
                if (!found.group(1).startsWith("z3 ")) {
                    return MutantJudgement.refused("open", found.group(1));
                }
            }
        }
        return asked > 0 && asked == none ? MutantJudgement.notJudged("KeY leaves it open, but z3 finds no goal false")
                : MutantJudgement.refused("open", "");
    }
}
