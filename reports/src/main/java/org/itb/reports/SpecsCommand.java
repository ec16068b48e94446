package org.itb.reports;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command that a program of the module specs carries out: the options that all of them have, handed over. */
abstract class SpecsCommand implements Callable<Integer> {
    /** By the names that users give. */
    protected enum Prover { key, openjml, both }

    private final Console console;
    private final String mainClass;

    @Option(names = "--no-cache", description = "Everything anew; what comes out is kept all the same.")
    private boolean noCache;

    @Option(names = "--json", description = "Print the result as JSON instead of text.")
    private boolean json;

    SpecsCommand(Console console, String mainClass) {
        this.console = console;
        this.mainClass = mainClass;
    }

    /** Hands over the options that this command alone has. */
    abstract void handOver(SpecsProgram program);

    @Override
    public Integer call() throws IOException, InterruptedException {
        SpecsProgram program = new SpecsProgram(mainClass);
        handOver(program);
        program.flag("--no-cache", noCache);
        program.flag("--json", json);
        return program.run(console);
    }

    final Console console() {
        return console;
    }

    static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
