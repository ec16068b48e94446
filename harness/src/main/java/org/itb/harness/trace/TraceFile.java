package org.itb.harness.trace;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.itb.harness.replay.ReplayException;

/**
 * Writes {@code itb-trace/1}. The records go to a temporary file in the target's folder, which takes the target's
 * name in one step when the last record has come: under the final name there is the old file or the whole new one,
 * never a part. Close it in any case; what is not whole by then is deleted.
 *
 * <p>A target that exists and is no plain file (a pipe, a terminal) is written to directly: it cannot be replaced.
 */
public final class TraceFile implements TraceSink, AutoCloseable {
    private final Path shown;
    private final Path target;
    private final Path written;
    private final FileChannel channel;
    private final OutputStream out;
    private final MessageDigest digest = KernelSources.sha256Digest();
    private boolean whole;

    private TraceFile(Path shown, Path target, Path written) throws IOException {
        this.shown = shown;
        this.target = target;
        this.written = written;
        this.channel = isInPlace()
                ? FileChannel.open(written, StandardOpenOption.WRITE)
                : FileChannel.open(written, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /**
     * Begins a trace; under {@code file} nothing changes yet.
     *
     * @throws ReplayException BAD_INPUT if it cannot be the name of a file, CANNOT_RUN if the machine forbids it
     */
    public static TraceFile create(Path file) throws ReplayException {
        if (Files.isDirectory(file)) {
            throw ReplayException.badInput(file + ": this is a folder, expected the name of a trace file");
        }
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path folder = target.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw ReplayException.badInput(file + ": there is no folder " + folder + " for the trace");
            }
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                return new TraceFile(file, target, target);
            }
            Path temporary = folder.resolve(".itb-" + randomName() + ".tmp");
            TraceFile trace = new TraceFile(file, target, temporary);
            temporary.toFile().deleteOnExit(); // an interrupted run leaves nothing behind either
            return trace;
        } catch (IOException refused) {
            throw cannotWrite(file, refused);
        }
    }

    private static String randomName() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    @Override
    public void accept(TraceRecord traced) throws ReplayException {
        try {
            boolean isEnd = traced instanceof TraceRecord.End;
            byte[] line = TraceLine.of(traced, isEnd ? HexFormat.of().formatHex(digest.digest()) : null);
            digest.update(line);
            out.write(line);
            if (isEnd) {
                finish();
            }
        } catch (IOException refused) {
            throw cannotWrite(shown, refused);
        }
    }

    private void finish() throws IOException {
        out.flush();
        if (!isInPlace()) {
            channel.force(true); // a full disk may tell only now
        }
        channel.close();
        if (!isInPlace()) {
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        whole = true;
    }

    private boolean isInPlace() {
        return written.equals(target);
    }

    /** Gives the file up; if its last record has not come, it leaves nothing behind. */
    @Override
    public void close() throws ReplayException {
        try {
            channel.close();
            if (!whole && !isInPlace()) {
                Files.deleteIfExists(written);
            }
        } catch (IOException refused) {
            throw cannotWrite(shown, refused);
        }
    }

    private static ReplayException cannotWrite(Path file, IOException cause) {
        String why = cause.getMessage();
        if (cause instanceof AccessDeniedException) {
            why = "no permission to write there";
        } else if (cause instanceof FileSystemException refused && refused.getReason() != null) {
            why = refused.getReason();
        }
        return ReplayException.cannotRun(file + ": the trace cannot be written: " + why, cause);
    }
}
