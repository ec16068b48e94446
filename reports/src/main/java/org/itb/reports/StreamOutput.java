package org.itb.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.itb.harness.replay.ReplayException;

/** Writes the stream of what was found, where the user said or below {@code .itb} at the root of the project. */
final class StreamOutput {
    private StreamOutput() { }

    /** Writes a stream; returns its file. */
    static Path write(Path asked, String command, String id, String text) throws IOException, ReplayException {
        Path file = asked;
        if (file == null) {
            Path folder = Path.of(System.getProperty("itb.home", ".")).resolve(".itb").resolve(command);
            try {
                Files.createDirectories(folder);
            } catch (IOException refused) {
                throw ReplayException.cannotRun(folder + ": cannot be written: " + refused.getMessage(), refused);
            }
            file = folder.resolve(id + StreamFiles.EXTENSION);
        }
        try (OutputFile stream = OutputFile.create(file)) {
            stream.write(writer -> writer.write(text));
        }
        return file;
    }
}
