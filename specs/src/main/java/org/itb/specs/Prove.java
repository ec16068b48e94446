package org.itb.specs;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Proves every contract of the kernel, and says what is not proved. {@code ./itb prove} runs it as a process of its
 * own; it reads sources and knows no class of the kernel.
 */
@Command(name = "prove", sortOptions = false)
public final class Prove implements Callable<Integer> {
    static final int HOLDS = 0;
    static final int FAILS = 1;
    static final int BAD_INPUT = 2;
    static final int CANNOT_RUN = 3;

    private enum Choice { key, openjml, both }

    @Option(names = "--prover", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    private Choice choice = Choice.key;

    @Option(names = "--only", paramLabel = "PATTERN", description = "regular expression, found in the name of a contract")
    private String only = "";

    @Option(names = "--allow-listed", description = "do not try what the table lists as open, and do not fail for it")
    private boolean allowListed;

    @Option(names = "--no-cache", description = "prove everything anew")
    private boolean noCache;

    @Option(names = "--json", description = "print the result as JSON")
    private boolean json;

    @Option(names = "--junit", paramLabel = "FILE", description = "write JUnit XML")
    private Path junit;

    @Option(names = "--processes", paramLabel = "N", description = "prover processes at a time; default ${DEFAULT-VALUE}")
    private int processes = 2;

    @Option(names = "--sources", paramLabel = "DIR", description = "default: the kernel's")
    private Path sources;

    @Option(names = "--table", paramLabel = "FILE", description = "default: specs/proof/strategy.json")
    private Path table;

    @Option(names = "--cache", paramLabel = "DIR", description = "default: .itb/proofs")
    private Path cacheFolder;

    @Option(names = "--record", paramLabel = "FILE", description = "default: specs/evidence/openjml.json")
    private Path recordFile;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Progress progress;

    Prove(PrintStream out, PrintStream err, Map<String, String> environment, Progress progress) {
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.progress = progress;
    }

    /** Ends the process with the exit code: 0 all proved, 1 something is not, 2 bad input, 3 could not run. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = run(args, out, err, System.getenv(), new Progress(Progress.isTerminal() ? err : null));
        out.flush();
        System.exit(code);
    }

    static int run(String[] args, PrintStream out, PrintStream err, Map<String, String> environment, Progress progress) {
        CommandLine line = new CommandLine(new Prove(out, err, environment, progress));
        line.setParameterExceptionHandler((failure, given) -> {
            err.println("itb prove: " + failure.getMessage());
            return BAD_INPUT;
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            progress.end();
            if (failure instanceof CannotRun known) {
                err.println("itb prove: " + known.getMessage());
                return known.exitCode();
            }
            err.println("itb prove: this should not happen, please report it: " + failure);
            failure.printStackTrace(err);
            return CANNOT_RUN;
        });
        return line.execute(args);
    }

    @Override
    public Integer call() throws CannotRun, IOException {
        Path home = Path.of(System.getProperty("itb.home", ".")).toAbsolutePath().normalize();
        KernelSource source = KernelSource.read(or(sources, home.resolve("kernel/src/main/java")));
        ProofSettings settings = ProofSettings.read(or(table, home.resolve("specs/proof/strategy.json")));
        ProofCache cache = new ProofCache(or(cacheFolder, home.resolve(".itb/proofs")), !noCache);
        Path recordPath = or(recordFile, home.resolve("specs/evidence/openjml.json"));
        Pattern selected = selected();
        ProofReport report = new ProofReport();
        report.of(source, settings);
        if (processes < 1) {
            throw CannotRun.badInput("--processes is " + processes + ", expected at least 1");
        }
        Jml.faultsIn(source, settings.openJmlExceptions()).forEach(report::fault);
        if (choice != Choice.openjml) {
            KeyProver key = new KeyProver(source, settings, cache, progress, processes, environment,
                    allowListed);
            report.add(ProofResult.Prover.KEY, KeyProver.version(), key.prove(selected), key.canaryVerdicts());
            key.faults().forEach(report::fault);
            key.warnings().forEach(warning -> report.note("KeY warns: " + warning));
        }
        Optional<CannotRun> noOpenJml = choice == Choice.key ? Optional.empty()
                : openJml(source, settings, cache, selected, recordPath, report);
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
        if (json) {
            report.printJson(out);
        } else {
            report.print(out);
        }
        out.flush();
        noOpenJml.ifPresent(why -> err.println("itb prove: " + why.getMessage()));
        if (!report.holds()) {
            return FAILS;
        }
        return noOpenJml.isPresent() ? CANNOT_RUN : HOLDS;
    }

    /** What keeps OpenJML from running does not keep KeY's results from being told. */
    private Optional<CannotRun> openJml(KernelSource source, ProofSettings settings, ProofCache cache, Pattern selected,
            Path recordPath, ProofReport report) throws CannotRun {
        OpenJmlProver prover;
        try {
            prover = OpenJmlProver.of(environment, source, settings, cache, progress, processes, allowListed);
        } catch (CannotRun notHere) {
            return Optional.of(notHere);
        }
        var results = prover.prove(selected);
        report.add(ProofResult.Prover.OPENJML, prover.version() + ", " + prover.solverVersion(), results,
                prover.canaryVerdicts());
        prover.faults().forEach(report::fault);
        prover.stray().stream().limit(10).forEach(line -> report.note("OpenJML also says: " + line));
        if (prover.faults().isEmpty() && !results.isEmpty()) {
            OpenJmlRecord.write(recordPath, prover, settings.openJmlOptions(), source, results, only.isEmpty())
                    .ifPresent(report::note);
        }
        return Optional.empty();
    }

    private Pattern selected() throws CannotRun {
        try {
            return Pattern.compile(only);
        } catch (PatternSyntaxException e) {
            throw CannotRun.badInput("--only is no regular expression: " + e.getMessage());
        }
    }

    private static Path or(Path given, Path otherwise) {
        return given == null ? otherwise : given;
    }
}
