package org.itb.specs;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * A program over the annotated sources of the kernel, run as a process of its own: the options that all of them have,
 * what they read, and how they end.
 */
abstract class KernelProgram implements Callable<Integer> {
    static final int HOLDS = 0;
    static final int FAILS = 1;
    static final int BAD_INPUT = 2;
    static final int CANNOT_RUN = 3;

    /** Provers, by the names that users give. */
    enum Choice { key, openjml, both }

    /** What is around a run. */
    record Surroundings(PrintStream out, PrintStream err, Map<String, String> environment, Progress progress) {
    }

    @Option(names = "--only", paramLabel = "PATTERN", description = "regular expression, found in the name")
    private String only = "";

    @Option(names = "--no-cache", description = "everything anew")
    private boolean noCache;

    @Option(names = "--json", description = "print the result as JSON")
    private boolean json;

    @Option(names = "--processes", paramLabel = "N", description = "processes at a time; default ${DEFAULT-VALUE}")
    private int processes;

    @Option(names = "--sources", paramLabel = "DIR", description = "default: the kernel's")
    private Path sources;

    @Option(names = "--table", paramLabel = "FILE", description = "default: specs/proof/strategy.json")
    private Path table;

    @Option(names = "--cache", paramLabel = "DIR", description = "default: .itb/proofs")
    private Path cacheFolder;

    private final Surroundings surroundings;

    KernelProgram(Surroundings surroundings, int processes) {
        this.surroundings = surroundings;
        this.processes = processes;
    }

    /** Ends the process with the exit code: 0 it holds, 1 it does not, 2 bad input, 3 could not run. */
    static void runAndExit(Function<Surroundings, KernelProgram> maker, String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = run(maker, args, new Surroundings(out, err, System.getenv(), new Progress(Progress.isTerminal() ? err : null)));
        out.flush();
        System.exit(code);
    }

    static int run(Function<Surroundings, KernelProgram> maker, String[] args, Surroundings around) {
        CommandLine line = new CommandLine(maker.apply(around));
        String name = "itb " + line.getCommandName() + ": ";
        line.setParameterExceptionHandler((failure, given) -> {
            around.err().println(name + failure.getMessage());
            return BAD_INPUT;
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            around.progress().end();
            if (failure instanceof CannotRun known) {
                around.err().println(name + known.getMessage());
                return known.exitCode();
            }
            around.err().println(name + "this should not happen, please report it: " + failure);
            failure.printStackTrace(around.err());
            return CANNOT_RUN;
        });
        return line.execute(args);
    }

    @Override
    public final Integer call() throws CannotRun, IOException {
        if (processes < 1) {
            throw CannotRun.badInput("--processes is " + processes + ", expected at least 1");
        }
        ProofSettings settings = ProofSettings.read(or(table, home().resolve("specs/proof/strategy.json")));
        return work(KernelSource.read(sourceFolder()), settings, new ProofCache(or(cacheFolder, home().resolve(".itb/proofs")), !noCache));
    }

    /** @return the exit code */
    abstract int work(KernelSource source, ProofSettings settings, ProofCache cache) throws CannotRun, IOException;

    final Path home() {
        return Path.of(System.getProperty("itb.home", ".")).toAbsolutePath().normalize();
    }

    final Path sourceFolder() {
        return or(sources, home().resolve("kernel/src/main/java")).toAbsolutePath();
    }

    final Pattern selected() throws CannotRun {
        try {
            return Pattern.compile(only);
        } catch (PatternSyntaxException e) {
            throw CannotRun.badInput("--only is no regular expression: " + e.getMessage());
        }
    }

    final boolean selectsAll() {
        return only.isEmpty();
    }

    final boolean printsJson() {
        return json;
    }

    final int processes() {
        return processes;
    }

    final PrintStream out() {
        return surroundings.out();
    }

    final PrintStream err() {
        return surroundings.err();
    }

    final Map<String, String> environment() {
        return surroundings.environment();
    }

    final Progress progress() {
        return surroundings.progress();
    }

    static Path or(Path given, Path otherwise) {
        return given == null ? otherwise : given;
    }
}
