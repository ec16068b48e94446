package org.itb.specs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Proves every contract of the kernel, and says what is not proved. {@code ./itb prove} runs it as a process of its
 * own; it reads sources and knows no class of the kernel.
 */
@Command(name = "prove", sortOptions = false)
public final class Prove extends KernelProgram {
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    @Option(names = "--prover", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    private Choice choice = Choice.key;

    @Option(names = "--allow-listed", description = "do not try what the table lists as open, and do not fail for it")
    private boolean allowListed;

    @Option(names = "--junit", paramLabel = "FILE", description = "write JUnit XML")
    private Path junit;

    @Option(names = "--evidence", paramLabel = "DIR", description = "default: specs/evidence, where the records are")
    private Path evidenceFolder;

    @Option(names = "--leave-records", description = "do not write what comes out to the records")
    private boolean leavesRecords;

    @Option(names = "--recorded", description = "by KeY, what its record ever closed; and what --only finds, if that is given")
    private boolean asRecorded;

    @Option(names = "--recheck", paramLabel = "SECONDS", description = "of what only the record of KeY knows, prove as much as took so long anew")
    private int recheckSeconds;

    Prove(Surroundings surroundings) {
        super(surroundings, 2);
    }

    /** Ends the process with the exit code: 0 all proved, 1 something is not, 2 bad input, 3 could not run. */
    public static void main(String[] args) {
        runAndExit(Prove::new, args);
    }

    @Override
    int work(KernelSource source, ProofSettings settings, ProofCache cache) throws CannotRun, IOException {
        Path evidence = or(evidenceFolder, home().resolve("specs/evidence"));
        Path recordPath = evidence.resolve(OpenJmlRecord.NAME);
        Pattern selected = selected();
        ProofReport report = new ProofReport();
        report.of(source, settings);
        List<String> faults = Jml.faultsIn(source, settings.openJmlExceptions());
        faults.forEach(report::fault);
        if (choice != Choice.openjml) {
            key(source, settings, cache, selected, evidence.resolve("key.json"), faults.isEmpty(), report);
        }
        Optional<CannotRun> noOpenJml = choice == Choice.key ? Optional.empty()
                : openJml(source, settings, cache, selected, faults.isEmpty() ? Optional.of(recordPath) : Optional.empty(), report);
        report.record(OpenJmlRecord.read(recordPath, source));
        cache.refused().forEach(report::note);
        if (noOpenJml.isPresent() && choice == Choice.openjml) {
            throw noOpenJml.get();
        }
        return tell(report, noOpenJml);
    }

    private int tell(ProofReport report, Optional<CannotRun> noOpenJml) throws CannotRun, IOException {
        if (junit != null) {
            report.writeJunit(junit);
        }
        if (printsJson()) {
            report.printJson(out());
        } else {
            report.print(out());
        }
        out().flush();
        noOpenJml.ifPresent(why -> err().println("itb prove: " + why.getMessage()));
        if (!report.holds()) {
            return FAILS;
        }
        return noOpenJml.isPresent() ? CANNOT_RUN : HOLDS;
    }

    /** @param sound false if the sources have faults: nothing of such is kept */
    private void key(KernelSource source, ProofSettings settings, ProofCache cache, Pattern selected, Path recordPath, boolean sound,
            ProofReport report) throws CannotRun {
        KeyProver prover = new KeyProver(source, settings, cache, progress(), processes(), environment(), allowListed);
        Optional<KeyRecord> record = KeyRecord.read(recordPath);
        Set<String> also = asRecorded ? record.map(KeyRecord::everClosed).orElse(Set.of()) : Set.of();
        var results = prover.prove(asRecorded && selectsAll() ? NOTHING : selected, also,
                cache.reads() ? record : Optional.empty(), recheckSeconds * 1000L);
        report.add(ProofResult.Prover.KEY, KeyProver.version(), results, prover.canaryVerdicts());
        prover.faults().forEach(report::fault);
        prover.warnings().forEach(warning -> report.note("KeY warns: " + warning));
        if (sound && prover.faults().isEmpty() && !leavesRecords) {
            KeyRecord.write(recordPath, prover, source, results);
        }
        int unrecorded = 0;
        for (ProofResult result : leavesRecords ? results : List.<ProofResult>of()) {
            boolean recorded = record.isPresent() && record.get().closed(result.contract(), prover.key(result.contract())).isPresent();
            unrecorded += result.verdict() == Verdict.CLOSED && !recorded ? 1 : 0;
        }
        if (unrecorded > 0) {
            report.note(unrecorded + " closed contracts are not in the record of KeY, so every fresh clone proves them: itb prove writes it");
        }
    }

    /**
     * What keeps OpenJML from running does not keep KeY's results from being told.
     *
     * @param recordPath where verdicts are kept; empty if the sources have faults, since OpenJML may be wrong about such
     */
    private Optional<CannotRun> openJml(KernelSource source, ProofSettings settings, ProofCache cache, Pattern selected,
            Optional<Path> recordPath, ProofReport report) throws CannotRun {
        OpenJmlProver prover;
        try {
            prover = OpenJmlProver.of(environment(), source, settings, cache, progress(), processes(), allowListed);
        } catch (CannotRun notHere) {
            return Optional.of(notHere);
        }
        var results = prover.prove(selected, recordPath.isPresent() && cache.reads() ? OpenJmlRecord.read(recordPath.get(), source)
                : Optional.empty());
        report.add(ProofResult.Prover.OPENJML, prover.version() + ", " + prover.solverVersion(), results,
                prover.canaryVerdicts());
        prover.faults().forEach(report::fault);
        prover.stray().stream().limit(10).forEach(line -> report.note("OpenJML also says: " + line));
        if (recordPath.isEmpty()) {
            report.note("no verdict of OpenJML is kept in the record: the annotations themselves have faults");
        } else if (prover.faults().isEmpty() && !results.isEmpty() && !leavesRecords) {
            OpenJmlRecord.write(recordPath.get(), prover, settings, source, results, selectsAll())
                    .ifPresent(report::note);
        }
        return Optional.empty();
    }
}
