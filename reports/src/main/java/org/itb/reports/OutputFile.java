package org.itb.reports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.itb.harness.replay.ReplayException;

/**
 * A file that appears whole or not at all: it is written beside its target and takes the target's name in one step.
 * Close it in any case; what was not completed is deleted. A target that exists and is no plain file (a pipe, a
 * terminal) is written to directly: it cannot be replaced.
 */
final class OutputFile implements AutoCloseable {
    private final Path shown;
    private final Path target;
    private final Path written;
    private final FileChannel channel;
    private boolean complete;

    /** What writes the text of a file. */
    interface Content {
        void writeTo(Writer out) throws IOException;
    }

    private OutputFile(Path shown, Path target, Path written, FileChannel channel) {
        this.shown = shown;
        this.target = target;
        this.written = written;
        this.channel = channel;
    }

    /**
     * Begins a file; under its own name nothing changes yet.
     *
     * @throws ReplayException BAD_INPUT if it cannot be the name of a file, CANNOT_RUN if the machine forbids it
     */
    static OutputFile create(Path file) throws ReplayException {
        if (Files.isDirectory(file)) {
            throw ReplayException.badInput(file + ": this is a folder, expected the name of a file to write");
        }
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path folder = target.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw ReplayException.badInput(file + ": there is no folder " + folder);
            }
            if (Files.exists(target) && !Files.isWritable(target)) {
                throw ReplayException.cannotRun(file + ": cannot be written: no permission", null);
            }
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                return new OutputFile(file, target, target, FileChannel.open(target, StandardOpenOption.WRITE));
            }
            Path beside = folder.resolve(".itb-" + UUID.randomUUID() + ".tmp");
            FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
            beside.toFile().deleteOnExit(); // an interrupted run leaves nothing behind either
            return new OutputFile(file, target, beside, channel);
        } catch (IOException refused) {
            throw cannotWrite(file, refused);
        }
    }

    /** Writes the whole file and gives it its name. */
    void write(Content content) throws ReplayException {
        boolean inPlace = written.equals(target);
        try {
            Writer out = new BufferedWriter(
                    new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8));
            content.writeTo(out);
            out.flush();
            if (!inPlace) {
                channel.force(true); // a full disk may tell only now
            }
            channel.close();
            if (!inPlace) {
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            complete = true;
        } catch (IOException refused) {
            throw cannotWrite(shown, refused);
        }
    }

    @Override
    public void close() throws ReplayException {
        try {
            channel.close();
            if (!complete && !written.equals(target)) {
                Files.deleteIfExists(written);
            }
        } catch (IOException refused) {
            throw cannotWrite(shown, refused);
        }
    }

    private static ReplayException cannotWrite(Path file, IOException cause) {
        String why = cause.getMessage();
        if (cause instanceof AccessDeniedException) {
            why = "no permission";
        } else if (cause instanceof FileSystemException refused && refused.getReason() != null) {
            why = refused.getReason();
        }
        return ReplayException.cannotRun(file + ": cannot be written: " + why, cause);
    }
}
