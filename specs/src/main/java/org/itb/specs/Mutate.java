package org.itb.specs;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The kill matrix. {@code ./itb mutate} runs it as a process of its own; it changes copies of the kernel's sources, has
 * the harness's tests run against each, and asks the provers whether the contracts can still be proved.
 */
@Command(name = "mutate", sortOptions = false)
public final class Mutate extends KernelProgram {
    private enum Against { tests, proofs, both }

    @Option(names = "--against", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    private Against against = Against.both;

    @Option(names = "--prover", description = "${COMPLETION-CANDIDATES}; default: both where OPENJML_HOME is set, else key")
    private Choice choice;

    @Option(names = "--report", paramLabel = "FILE", description = "write the JSON there too")
    private Path reportFile;

    @Option(names = "--evidence", paramLabel = "DIR", description = "default: specs/evidence, where the records are")
    private Path evidenceFolder;

    @Option(names = "--leave-records", description = "do not write what comes out to the record")
    private boolean leaveRecords;

    /** One process runs tests beside the one that proves. */
    Mutate(Surroundings surroundings) {
        super(surroundings, 1);
    }

    /** Ends the process with the exit code: 0 it holds, 1 it does not, 2 bad input, 3 could not run. */
    public static void main(String[] args) {
        runAndExit(Mutate::new, args);
    }

    @Override
    int work(KernelSource source, ProofSettings settings, ProofCache cache) throws CannotRun, IOException {
        List<ProofResult.Prover> provers = provers();
        Set<String> wholeMembers = new HashSet<>();
        List<Mutant> mutants = mutants(source, settings, provers, wholeMembers);
        Path recordPath = evidence().resolve(MutantRecord.NAME);
        MutantRecord record = MutantRecord.read(recordPath, cache.reads());
        KillMatrix matrix = new KillMatrix();
        MutateReport report = new MutateReport(matrix, source.hash(), provers);
        Jml.faultsIn(source, settings.openJmlExceptions()).forEach(report::fault);
        record.edited().stream().sorted().forEach(whose -> report.note(recordPath + ": edited, not used: " + whose));
        judge(source, settings, cache, record, mutants, matrix, report);
        if (selectsAll() && !provers.isEmpty() && provers.stream().allMatch(prover -> matrix.judgedBy(prover) == 0)) {
            report.fault("no mutant was judged by proof");
        }
        cache.refused().forEach(report::note);
        if (!leaveRecords) {
            wholeMembers.forEach(member -> provers.forEach(prover -> record.asksAllOf(prover, member)));
            record.write(recordPath);
        }
        if (reportFile != null) {
            write(report);
        }
        if (printsJson()) {
            report.printJson(out());
        } else {
            report.print(out());
        }
        out().flush();
        return report.holds() ? HOLDS : FAILS;
    }

    private void write(MutateReport report) throws CannotRun {
        try (PrintStream file = new PrintStream(Files.newOutputStream(reportFile), false, StandardCharsets.UTF_8)) {
            report.printJson(file);
            if (file.checkError()) {
                throw new IOException("disk full?");
            }
        } catch (IOException e) {
            throw CannotRun.here(reportFile + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private List<ProofResult.Prover> provers() {
        if (against == Against.tests) {
            return List.of();
        }
        Choice chosen = choice != null ? choice : environment().getOrDefault("OPENJML_HOME", "").isBlank() ? Choice.key : Choice.both;
        return switch (chosen) {
            case key -> List.of(ProofResult.Prover.KEY);
            case openjml -> List.of(ProofResult.Prover.OPENJML);
            case both -> List.of(ProofResult.Prover.KEY, ProofResult.Prover.OPENJML);
        };
    }

    /** @param whole takes the members of which no mutant is left out */
    private List<Mutant> mutants(KernelSource source, ProofSettings settings, List<ProofResult.Prover> provers, Set<String> whole)
            throws CannotRun {
        Set<String> inPart = new HashSet<>();
        Pattern wanted = selected();
        List<Mutant> mutants = new ArrayList<>();
        for (KernelSource.File file : source.files()) {
            for (Mutant mutant : MutantFinder.in(file)) {
                if (wanted.matcher(mutant.name()).find() && (against != Against.proofs || isJudged(mutant, settings, provers))) {
                    mutants.add(mutant);
                    whole.add(mutant.member());
                } else {
                    inPart.add(mutant.member());
                }
            }
        }
        whole.removeAll(inPart);
        if (mutants.isEmpty()) {
            throw CannotRun.badInput("--only finds no mutant; their names are like 'Gate.settle(long):120:9 removed: …'");
        }
        return mutants;
    }

    private static boolean isJudged(Mutant mutant, ProofSettings settings, List<ProofResult.Prover> provers) {
        return provers.contains(ProofResult.Prover.OPENJML) || isJudgedByKey(mutant, settings);
    }

    private static boolean isJudgedByKey(Mutant mutant, ProofSettings settings) {
        return settings.judgedMutants().matcher(mutant.member()).find();
    }

    private Path evidence() {
        return or(evidenceFolder, home().resolve("specs/evidence"));
    }

    private void judge(KernelSource source, ProofSettings settings, ProofCache cache, MutantRecord record, List<Mutant> mutants,
            KillMatrix matrix, MutateReport report) throws CannotRun {
        List<ProofResult.Prover> provers = provers();
        List<Mutant> judgedByKey = mutants.stream()
                .filter(mutant -> provers.contains(ProofResult.Prover.KEY) && isJudgedByKey(mutant, settings)).toList();
        progress().begin((against == Against.proofs ? 0 : mutants.size()) + judgedByKey.size()
                + (provers.contains(ProofResult.Prover.OPENJML) ? mutants.size() : 0));
        try (MutantTester tester = against == Against.proofs ? null
                : new MutantTester(home(), sourceFolder(), source, cache, progress(), processes())) {
            if (tester != null) {
                tester.begin(mutants);
            }
            FutureTask<Map<Mutant, MutantTesting>> testing = new FutureTask<>(() -> tester == null ? Map.of() : tester.finish());
            Thread tests = new Thread(testing, "tests");
            tests.setDaemon(true);
            tests.start();
            MutantProver key = new MutantProver(source, settings, cache, record, progress(), environment());
            Map<ProofResult.Prover, Map<Mutant, MutantJudgement>> proofs = new EnumMap<>(ProofResult.Prover.class);
            if (provers.contains(ProofResult.Prover.KEY)) {
                proofs.put(ProofResult.Prover.KEY, key.judge(judgedByKey));
            }
            if (provers.contains(ProofResult.Prover.OPENJML)) {
                proofs.put(ProofResult.Prover.OPENJML, byOpenJml(source, settings, cache, record, mutants, report));
            }
            Map<Mutant, MutantTesting> tested = finished(testing);
            fill(source, settings, mutants, tested, proofs, key, matrix, report);
            report.originals(key.originals());
            key.faults().forEach(report::fault);
            if (provers.contains(ProofResult.Prover.KEY)) {
                report.version(ProofResult.Prover.KEY, KeyProver.version() + (key.askedCanaries() ? ", canaries asked"
                        : ", every verdict is of an earlier run over the same content"));
            }
        } finally {
            progress().end();
        }
    }

    private static Map<Mutant, MutantTesting> finished(FutureTask<Map<Mutant, MutantTesting>> testing) throws CannotRun {
        try {
            return testing.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CannotRun known ? known : CannotRun.here("the tests: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CannotRun.here("interrupted", e);
        }
    }

    /** What is proved of the kernel itself may be known from the cache or from the record, which belong to these sources. */
    private Map<Mutant, MutantJudgement> byOpenJml(KernelSource source, ProofSettings settings, ProofCache cache, MutantRecord record,
            List<Mutant> mutants, MutateReport report) throws CannotRun {
        OpenJmlProver kernel = OpenJmlProver.of(environment(), source, settings, cache, new Progress(null), processes(), true);
        MutantOpenJml openJml = new MutantOpenJml(source, settings, cache, record, progress(), kernel, processes());
        Map<Mutant, MutantJudgement> judged = openJml.judge(mutants,
                cache.reads() ? OpenJmlRecord.read(evidence().resolve(OpenJmlRecord.NAME), source) : Optional.empty());
        openJml.faults().forEach(report::fault);
        report.version(ProofResult.Prover.OPENJML, openJml.version());
        return judged;
    }

    private void fill(KernelSource source, ProofSettings settings, List<Mutant> mutants, Map<Mutant, MutantTesting> tested,
            Map<ProofResult.Prover, Map<Mutant, MutantJudgement>> proofs, MutantProver key, KillMatrix matrix, MutateReport report)
            throws CannotRun {
        Map<Mutant, KillMatrix.Row> rows = new LinkedHashMap<>();
        int stillborn = 0;
        for (Mutant mutant : mutants) {
            MutantTesting tests = tested.getOrDefault(mutant, MutantTesting.notTested());
            Map<ProofResult.Prover, MutantJudgement> said = new EnumMap<>(ProofResult.Prover.class);
            proofs.forEach((prover, judgements) -> said.put(prover, judgements.getOrDefault(mutant, MutantJudgement.notJudged(
                    "the contracts of its class do not all close yet"))));
            boolean unseen = !proofs.isEmpty() && isJudged(mutant, settings, provers())
                    && proofs.values().stream().noneMatch(judgements -> judgements.containsKey(mutant));
            if (tests.verdict() == MutantTesting.Verdict.STILLBORN || unseen) {
                stillborn++;
            } else {
                rows.put(mutant, new KillMatrix.Row(mutant, tests, said, tests.isSame() ? tests.detail() : ""));
            }
        }
        report.stillborn(stillborn);
        Set<String> heapFree = heapFree(source);
        List<Mutant> unexplained = rows.values().stream().filter(row -> row.survives() || row.isAccepted())
                .map(KillMatrix.Row::mutant).toList();
        Map<Mutant, String> same = key.equivalent(unexplained.stream()
                .filter(mutant -> isJudgedByKey(mutant, settings) || heapFree.contains(mutant.member())).toList());
        key.commuting(unexplained.stream().filter(mutant -> !same.containsKey(mutant)).toList()).forEach(same::put);
        rows.values().forEach(row -> matrix.add(!same.containsKey(row.mutant()) ? row
                : new KillMatrix.Row(row.mutant(), row.tests(), row.proofs(), same.get(row.mutant()))));
    }

    /** Members whose proofs need no invariant, so that one can be tried whatever else of the class is open. */
    private static Set<String> heapFree(KernelSource source) {
        Set<String> found = new HashSet<>();
        source.members().stream().filter(member -> member.code().matches("(?s)\\s*(public |private |protected )?static .*"))
                .forEach(member -> found.add(member.name()));
        return found;
    }
}
