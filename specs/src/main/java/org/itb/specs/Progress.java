package org.itb.specs;

import java.io.PrintStream;

/** How far it is, on a terminal only. */
final class Progress {
    private static final String TO_LINE_START = "\r\u001b[K";

    private final PrintStream terminal;
    private int total;
    private int done;

    /** @param terminal null if nobody watches */
    Progress(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** True if a person watches standard error. Since Java 22 a console exists without a terminal, and says so. */
    static boolean isTerminal() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException beforeJava22) {
            return true;
        }
    }

    synchronized void begin(int contracts) {
        total = contracts;
        done = 0;
    }

    synchronized void show(String what) {
        if (terminal != null) {
            terminal.print(TO_LINE_START + (total == 0 ? "" : "[" + done + "/" + total + "] ") + what);
            terminal.flush();
        }
    }

    synchronized void done(String what) {
        done++;
        show(what);
    }

    synchronized void end() {
        if (terminal != null) {
            terminal.print(TO_LINE_START);
            terminal.flush();
        }
    }
}
