package org.itb.harness.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.itb.harness.replay.ReplayException;

/**
 * Reads {@code itb-stream/1}. Nothing is lenient and nothing is ignored: what is no part of the format, or no part of
 * what this kernel builds, is refused as {@code FILE:LINE:COLUMN: what is wrong, what was expected}. Columns count
 * characters, the first being 1.
 */
public final class StreamReader {
    /** A stream is held in memory whole; no scenario comes near this. */
    static final int LINES_MAX = 1_000_000;

    /**
     * Reads a file.
     *
     * @throws ReplayException BAD_INPUT if it is no such stream, CANNOT_RUN if it cannot be read
     */
    public CommandStream read(Path file) throws ReplayException {
        if (Files.isDirectory(file)) {
            throw ReplayException.badInput(file + ": this is a folder, expected a file");
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return read(file.toString(), bytes);
        } catch (NoSuchFileException noFile) {
            throw ReplayException.badInput(file + ": no such file");
        } catch (IOException unreadable) {
            throw unreadable(file.toString(), unreadable);
        }
    }

    /**
     * Reads bytes.
     *
     * @param source how messages and results name them
     * @throws ReplayException BAD_INPUT if they are no such stream, CANNOT_RUN if they cannot be read
     */
    public CommandStream read(String source, InputStream bytes) throws ReplayException {
        LineSource lines = new LineSource(bytes);
        String text = null;
        try {
            text = lines.next();
            if (text == null) {
                throw ReplayException.badInput(source + ":1:1: the file is empty, expected a header");
            }
            HeaderReader.Header header = HeaderReader.read(JsonLine.parse(text));
            List<Entry> entries = new ArrayList<>();
            long atMs = 0;
            while (true) {
                text = null;
                text = next(lines);
                if (text == null) {
                    break;
                }
                Entry entry = EntryReader.read(JsonLine.parse(text), lines.line(), atMs);
                entries.add(entry);
                atMs = entry.atMs();
            }
            return new CommandStream(
                    source, lines.sha256Hex(), header.id(), header.title(), header.covers(), header.tickMs(), header.setup(),
                    entries);
        } catch (LineProblem problem) {
            throw ReplayException.badInput(
                    source + ":" + lines.line() + ":" + columnInCharacters(text, problem.column()) + ": " + problem.getMessage());
        } catch (IOException unreadable) {
            throw unreadable(source, unreadable);
        }
    }

    private static String next(LineSource lines) throws IOException, LineProblem {
        String text = lines.next();
        if (text != null && lines.line() > LINES_MAX) {
            throw new LineProblem(1, "more than " + LINES_MAX + " lines, expected at most " + LINES_MAX);
        }
        return text;
    }

    /** Java counts a character beyond the basic plane as two; a person and an editor count it as one. */
    private static int columnInCharacters(String text, int column) {
        if (text == null || column - 1 > text.length()) {
            return column;
        }
        return text.codePointCount(0, column - 1) + 1;
    }

    private static ReplayException unreadable(String source, IOException cause) {
        String why = cause instanceof AccessDeniedException ? "no permission to read it" : "cannot be read: " + cause.getMessage();
        return ReplayException.cannotRun(source + ": " + why, cause);
    }
}
