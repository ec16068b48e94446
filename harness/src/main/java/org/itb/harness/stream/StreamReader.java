package org.itb.harness.stream;

import java.io.InputStream;
import java.nio.file.Path;
import org.itb.harness.replay.ReplayException;

/** (filled in below) */
public final class StreamReader {
    public CommandStream read(Path file) throws ReplayException {
        throw ReplayException.badInput("not there yet");
    }

    public CommandStream read(String source, InputStream bytes) throws ReplayException {
        throw ReplayException.badInput("not there yet");
    }
}
