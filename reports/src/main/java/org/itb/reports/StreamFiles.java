package org.itb.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.itb.harness.replay.ReplayException;

/** Which streams a user means: files as given, of a folder all streams below it in the order of their paths. */
final class StreamFiles {
    static final String EXTENSION = ".stream.jsonl";

    private StreamFiles() { }

    /**
     * The files, each once, in the order of the arguments.
     *
     * @throws ReplayException BAD_INPUT for what is missing, unreadable or a folder without streams
     */
    static List<Path> of(List<Path> given) throws ReplayException {
        Map<Path, Path> files = new LinkedHashMap<>();
        for (Path path : given) {
            if (!Files.exists(path)) {
                throw ReplayException.badInput(path + ": no such file or folder");
            }
            if (!Files.isReadable(path)) {
                throw ReplayException.badInput(path + ": no permission to read it");
            }
            for (Path file : Files.isDirectory(path) ? below(path) : List.of(path)) {
                files.putIfAbsent(file.toAbsolutePath().normalize(), file);
            }
        }
        return new ArrayList<>(files.values());
    }

    private static List<Path> below(Path folder) throws ReplayException {
        Map<String, Path> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(path -> path.getFileName() != null && path.getFileName().toString().endsWith(EXTENSION))
                    .filter(Files::isRegularFile)
                    .forEach(path -> found.put(path.toString(), path));
        } catch (IOException | UncheckedIOException unreadable) {
            throw ReplayException.badInput(folder + ": cannot be listed: " + unreadable.getMessage());
        }
        if (found.isEmpty()) {
            throw ReplayException.badInput(folder + ": no stream in this folder, expected files named *" + EXTENSION);
        }
        for (Path file : found.values()) {
            if (!Files.isReadable(file)) {
                throw ReplayException.badInput(file + ": no permission to read it");
            }
        }
        return List.copyOf(found.values());
    }
}
