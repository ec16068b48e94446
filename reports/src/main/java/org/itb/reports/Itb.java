package org.itb.reports;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import org.itb.harness.trace.KernelSources;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code itb} command line. */
@Command(
        name = "itb",
        mixinStandardHelpOptions = true,
        versionProvider = Itb.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "The ITB safety kernel: a formally checked safety kernel for intrathecal baclofen pumps, run and examined. "
                    + "It is not a medical device, and nothing it prints is dosing advice."
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it holds",
            "1:it ran, and something does not hold",
            "2:bad input or usage; the message names file, line and column",
            "3:it could not run (no permission, disk full)"
        },
        footer = {"", "Examples:", "  itb replay specs/scenarios", "  itb simulate --years 10", "  itb prove", "", "'itb COMMAND --help' explains a command."})
public final class Itb implements Runnable {
    static final int HOLDS = 0;
    static final int FAILS = 1;
    static final int BAD_INPUT = 2;
    static final int CANNOT_RUN = 3;

    private static final int WIDTH = 100;

    @Spec
    private CommandSpec spec;

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        // The raw descriptors: System.out would hide why a write failed.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        System.exit(run(args, out, err, Console.isTerminal()));
    }

    /**
     * Runs the command line.
     *
     * @param terminal whether a person watches {@code out}: progress and colour
     * @return the exit code
     */
    static int run(String[] args, OutputStream out, OutputStream err, boolean terminal) {
        Console console = new Console(out, err, terminal);
        CommandLine line = new CommandLine(new Itb());
        line.addSubcommand("replay", new ReplayCommand(console));
        line.addSubcommand("simulate", new SimulateCommand(console));
        line.addSubcommand("explore", new ExploreCommand(console));
        line.addSubcommand("prove", new ProveCommand(console));
        line.addSubcommand("mutate", new MutateCommand(console));
        line.setOut(new PrintWriter(console.out(), true));
        line.setErr(new PrintWriter(console.err(), true));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(console.isColourful() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(WIDTH);
        line.getSubcommands().values().forEach(command -> command.setUsageHelpWidth(WIDTH));
        line.setParameterExceptionHandler(Itb::explainUsage);
        line.setExecutionExceptionHandler((failure, command, parsed) -> console.explain(failure));
        int code;
        try {
            code = line.execute(args);
        } catch (OutOfMemoryError tooMuch) {
            code = console.explain(tooMuch);
        }
        return console.finish(code);
    }

    private static int explainUsage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("itb: " + Console.printable(failure.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return BAD_INPUT;
    }

    /** No command: says what there is, and that something was missing. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing, expected one such as 'replay'");
    }

    /** What runs here, to the bit. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String release = Itb.class.getPackage().getImplementationVersion();
            return new String[] {
                "itb " + (release == null ? "(not packaged)" : release),
                "kernel sources SHA-256 " + KernelSources.sha256(),
                "Java " + Runtime.version()
            };
        }
    }
}
