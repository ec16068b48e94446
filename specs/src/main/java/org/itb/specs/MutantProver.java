package org.itb.specs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mutants against KeY. All mutants of a class stand beside their originals in one load of the class and of what it
 * mentions; each original is proved in that same process first, and where its proof does not close, nothing is said of
 * its mutants.
 */
final class MutantProver {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern COUNTEREXAMPLE = Pattern.compile("counterexample to goal \\d+: (.*)");
    private static final String NONE_FOUND = "z3 finds none";
    /** Both methods are looked into, whatever their contracts say. */
    private static final Map<String, String> INTO_METHODS = Map.of("METHOD", "EXPAND");
    private static final int STEPS_OF_EQUALITY = 20000;

    private final KernelSource source;
    private final ProofSettings settings;
    private final ProofCache cache;
    private final Progress progress;
    private final String solver;
    private final Canaries canaries = Canaries.forKey();
    private final Map<String, KernelSource.Member> members = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, String> originals = new TreeMap<>();
    private boolean canariesAsked;

    MutantProver(KernelSource source, ProofSettings settings, ProofCache cache, Progress progress, Map<String, String> environment) {
        this.source = source;
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

    /** All mutants are of this file. */
    Map<Mutant, MutantJudgement> judge(KernelSource.File file, Collection<Mutant> mutants) throws CannotRun {
        Map<Mutant, MutantJudgement> judged = new LinkedHashMap<>();
        List<Mutant> open = new ArrayList<>();
        for (Mutant mutant : mutants) {
            fromCache(mutant, "judged").ifPresentOrElse(known -> {
                judged.put(mutant, known);
                originals.putIfAbsent(mutant.member(), "CLOSED (cached)");
                progress.done(mutant.name());
            }, () -> open.add(mutant));
        }
        if (!open.isEmpty()) {
            SideBySide beside = SideBySide.of(source, file, open);
            try (Workplace place = new Workplace()) {
                new Session(place, beside, beside.text()).judge(judged);
            } catch (IOException e) {
                throw CannotRun.here("KeY cannot be started: " + e.getMessage(), e);
            }
            keep(judged, open);
        }
        return judged;
    }

    /** Those that KeY proves to answer as their originals do, for every argument that the contract admits; and why. */
    Map<Mutant, String> equivalent(KernelSource.File file, Collection<Mutant> mutants) throws CannotRun {
        Map<Mutant, String> equivalent = new LinkedHashMap<>();
        List<Mutant> open = new ArrayList<>();
        for (Mutant mutant : mutants) {
            Optional<MutantJudgement> known = fromCache(mutant, "equality");
            if (known.isEmpty()) {
                open.add(mutant);
            } else if (known.get().verdict() == MutantJudgement.Verdict.ACCEPTED) {
                equivalent.put(mutant, known.get().because());
            }
        }
        SideBySide beside = open.isEmpty() ? null : SideBySide.of(source, file, open);
        List<SideBySide.Copy> asked = beside == null ? List.of()
                : beside.copies().stream().filter(copy -> !copy.equality().isEmpty()).toList();
        if (!asked.isEmpty()) {
            try (Workplace place = new Workplace()) {
                new Session(place, beside, beside.textAskingFor(asked)).compare(asked, equivalent);
            } catch (IOException e) {
                throw CannotRun.here("KeY cannot be started: " + e.getMessage(), e);
            }
        }
        return equivalent;
    }

    // ---- what was found before

    private String key(Mutant mutant, String question) {
        String original = mutant.member() + " #0";
        ProofSettings.Plan plan = settings.planOfMutant(original, 0);
        return "mutant-" + question + "-" + Sha256.of(KeyProver.version(), KeyProver.TOOL_HASH, settings.taclets().toString(),
                plan.toString(), settings.planOf(original).toString(), Integer.toString(settings.planOfMutant(original, 1000000).steps()),
                Boolean.toString(!solver.isEmpty()), mutant.path(), Integer.toString(mutant.begin()), Integer.toString(mutant.end()),
                mutant.replacement(), source.closureHash(mutant.className()));
    }

    private Optional<MutantJudgement> fromCache(Mutant mutant, String question) {
        return cache.get(key(mutant, question)).map(entry -> new MutantJudgement(
                MutantJudgement.Verdict.valueOf(entry.path("verdict").asText()), entry.path("because").asText(),
                entry.path("counterexample").asText(), true));
    }

    private void keep(Mutant mutant, String question, MutantJudgement judgement) throws CannotRun {
        ObjectNode entry = JSON.createObjectNode();
        entry.put("mutant", mutant.name()).put("verdict", judgement.verdict().name()).put("because", judgement.because())
                .put("counterexample", judgement.counterexample());
        cache.put(key(mutant, question), entry);
    }

    private void keep(Map<Mutant, MutantJudgement> judged, List<Mutant> open) throws CannotRun {
        for (Mutant mutant : open) {
            MutantJudgement judgement = judged.get(mutant);
            if (judgement != null && judgement.verdict() != MutantJudgement.Verdict.NOT_JUDGED) {
                keep(mutant, "judged", judgement);
            }
        }
    }

    // ---- one class, loaded once

    private final class Session {
        private final Workplace place;
        private final SideBySide beside;
        private final Path sources;
        private final Map<String, Integer> nodesOf = new HashMap<>();
        private final Map<String, String> whyNot = new HashMap<>();
        private KeyProcess process;

        Session(Workplace place, SideBySide beside, String text) throws IOException {
            this.place = place;
            this.beside = beside;
            this.sources = place.folder().resolve("sources");
            for (KernelSource.File file : source.closureOf(beside.file().className())) {
                write(file.path(), file == beside.file() ? text : file.text());
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
            progress.show("KeY loads " + beside.file().className() + " and its mutants …");
            process = new KeyProcess(place, sources, settings);
            List<String> wrong = canaries.faults(process.askCanaries(canaries, solver, progress));
            canariesAsked = true;
            wrong.stream().map(fault -> "KeY: " + fault).filter(fault -> !faults.contains(fault)).forEach(faults::add);
            return wrong.isEmpty();
        }

        void judge(Map<Mutant, MutantJudgement> judged) throws CannotRun, IOException {
            beside.stillborn().forEach(mutant -> progress.done(mutant.name()));
            if (!start()) {
                beside.copies().forEach(copy -> judged.put(copy.mutant(), MutantJudgement.notJudged("KeY is not to be believed")));
                process.close();
                return;
            }
            for (SideBySide.Copy copy : beside.copies()) {
                if (process == null && !start()) {
                    judged.put(copy.mutant(), MutantJudgement.notJudged("KeY is not to be believed"));
                    continue;
                }
                progress.show(copy.mutant().name());
                judged.put(copy.mutant(), judge(copy));
                progress.done(copy.mutant().name());
            }
            if (process != null) {
                process.close();
            }
        }

        /** The verdict, or empty if the process ended instead. */
        private Optional<JsonNode> prove(String contract, ProofSettings.Plan plan, KernelSource.Member original, boolean mayBeTrivial)
                throws CannotRun {
            Optional<JsonNode> answer = process.prove(
                    new KeyProcess.Order(contract, plan, solver, original.loops() > 0, mayBeTrivial));
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
                Optional<JsonNode> said = prove(contract, settings.planOf(contract), original, idle);
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
                Optional<JsonNode> answer = prove(contract, plan, original, true);
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
        void compare(List<SideBySide.Copy> asked, Map<Mutant, String> equivalent) throws CannotRun, IOException {
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
                Optional<JsonNode> answer = prove(contract, plan, members.get(member), false);
                boolean same = answer.isPresent() && answer.get().path("verdict").asText().equals("CLOSED");
                String why = "KeY proves that it answers as the original does, whatever the contract admits";
                if (same) {
                    equivalent.put(copy.mutant(), why);
                }
                if (answer.isPresent()) {
                    keep(copy.mutant(), "equality", same
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
                return MutantJudgement.refused("stopped after " + plan.steps() + " steps, several times what the original needs", "");
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
