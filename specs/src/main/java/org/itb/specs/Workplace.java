package org.itb.specs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A folder and processes that are gone when the run is over, also when it is interrupted. */
final class Workplace implements AutoCloseable {
    private final Path folder;
    private final Set<Process> processes = ConcurrentHashMap.newKeySet();
    private final Thread atExit = new Thread(this::clear);

    Workplace() throws CannotRun {
        try {
            folder = Files.createTempDirectory("itb-prove");
        } catch (IOException e) {
            throw CannotRun.here("no temporary folder: " + e.getMessage(), e);
        }
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    Path folder() {
        return folder;
    }

    Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** Ends a process and all that it started. */
    void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        processes.remove(process);
    }

    private void clear() {
        processes.forEach(this::end);
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException left) {
            // A temporary folder that stays does no harm.
        }
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException endsAnyway) {
            // The hook is running.
        }
    }
}
