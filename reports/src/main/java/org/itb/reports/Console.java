package org.itb.reports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where the command line speaks: results on {@code out}, what went wrong on {@code err}, both UTF-8. A reader who went
 * away ({@code itb … | head}) is no failure; a disk that is full is one.
 */
final class Console {
    private static final String TO_LINE_START = "\r\u001b[K";

    private final Guarded guardedOut;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    Console(OutputStream out, OutputStream err, boolean terminal) {
        this.guardedOut = new Guarded(out);
        this.out = new PrintStream(new BufferedOutputStream(guardedOut), false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.terminal = terminal;
    }

    /** True if a person watches standard output. Since Java 22 a console exists without a terminal, and says so. */
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

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    boolean isColourful() {
        return terminal && System.getenv("NO_COLOR") == null;
    }

    /** Shows what is being done, on a terminal only; the next line printed takes its place. */
    void progress(String text) {
        if (terminal) {
            out.print(TO_LINE_START + printable(text));
            out.flush();
        }
    }

    /** Takes the progress away again. */
    void progressDone() {
        if (terminal) {
            out.print(TO_LINE_START);
        }
    }

    void line(String text) {
        out.println(text);
    }

    void problem(String text) {
        out.flush();
        err.println(printable(text));
    }

    String red(String text) {
        return isColourful() ? "\u001b[1;31m" + text + "\u001b[0m" : text;
    }

    /** Text from a file or an argument without the characters that steer a terminal. */
    static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean steers = c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
            safe.appendCodePoint(steers ? 0xFFFD : c);
        });
        return safe.toString();
    }

    /** A failure that nobody foresaw, in one line. */
    int explain(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            problem("itb: out of memory; give Java more with JAVA_TOOL_OPTIONS=-Xmx4g, or replay fewer streams at once");
        } else {
            problem("itb: this should not happen, please report it: " + failure);
            StackTraceElement[] where = failure.getStackTrace();
            if (where.length > 0) {
                problem("itb: at " + where[0]);
            }
        }
        return Itb.CANNOT_RUN;
    }

    /** Ends the output; the exit code is that of the command unless its result could not be told. */
    int finish(int code) {
        out.flush();
        IOException failure = guardedOut.failure;
        if (failure == null || readerIsGone(failure)) {
            return code;
        }
        problem("itb: standard output: " + failure.getMessage());
        return Itb.CANNOT_RUN;
    }

    private static boolean readerIsGone(IOException failure) {
        String why = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return why.contains("broken pipe") || why.contains("pipe is being closed") || why.contains("pipe has been ended");
    }

    /** Remembers the first failure of a stream and is silent after it. */
    private static final class Guarded extends OutputStream {
        private final OutputStream target;
        private IOException failure;

        Guarded(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (failure != null) {
                return;
            }
            try {
                target.write(bytes, offset, length);
            } catch (IOException e) {
                failure = e;
            }
        }
    }
}
