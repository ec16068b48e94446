package org.itb.harness.stream;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The lines of a file: strict UTF-8 without a mark, line feeds (a carriage return before one is a blank
 * to JSON, and needs no care), and no line above {@link JsonLine#BYTES_MAX}, which is noticed while reading, so that a huge line costs no memory.
 */
final class LineSource {
    private static final int END = -1;

    private final InputStream bytes;
    private final MessageDigest digest = sha256();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private int line;

    LineSource(InputStream bytes) {
        this.bytes = new BufferedInputStream(bytes, 1 << 16);
    }

    /** The number of the line last given, the first being 1. */
    int line() {
        return line;
    }

    /** Hash of all bytes given so far, lower-case hex; call it once, at the end. */
    String sha256Hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The next line without its end.
     *
     * @return null after the last
     * @throws LineProblem if its bytes are no acceptable line
     */
    String next() throws IOException, LineProblem {
        buffer.reset();
        int octet = bytes.read();
        if (octet == END) {
            return null;
        }
        line++;
        while (octet != END && octet != '\n') {
            if (buffer.size() == JsonLine.BYTES_MAX) {
                throw new LineProblem(
                        1, "a line above " + JsonLine.BYTES_MAX + " bytes, expected at most " + JsonLine.BYTES_MAX);
            }
            buffer.write(octet);
            octet = bytes.read();
        }
        byte[] read = buffer.toByteArray();
        digest.update(read);
        if (octet == '\n') {
            digest.update((byte) '\n');
        }
        refuseMark(read);
        String text = decode(read);
        if (text.isBlank()) {
            throw new LineProblem(1, "a blank line, expected one JSON object on each line");
        }
        return text;
    }

    private void refuseMark(byte[] read) throws LineProblem {
        if (line == 1 && read.length >= 3 && read[0] == (byte) 0xef && read[1] == (byte) 0xbb && read[2] == (byte) 0xbf) {
            throw new LineProblem(1, "a byte order mark, expected UTF-8 without one");
        }
    }

    private static String decode(byte[] read) throws LineProblem {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(read);
        CharBuffer out = CharBuffer.allocate(read.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new LineProblem(
                    (int) out.flip().codePoints().count() + 1,
                    String.format(Locale.ROOT, "the byte 0x%02x is not UTF-8 here, expected UTF-8", read[in.position()]));
        }
        return out.flip().toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
