package org.itb.harness.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KernelSourcesTest {
    private static final Path ROOT = Path.of(System.getProperty("itb.home", "..")).resolve("kernel/src/main/java");

    @Test
    void holdsTheKernelsSourcesByteForByte() throws Exception {
        SortedMap<String, byte[]> packed = KernelSources.read();
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
            assertEquals(sources.size(), packed.size());
            for (Path source : sources) {
                assertArrayEquals(Files.readAllBytes(source), packed.get(ROOT.relativize(source).toString()), source::toString);
            }
        }
    }

    @Test
    void hashesPathLineFeedAndBytesInTheOrderOfThePaths() throws Exception {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("b/B.java", "two\n".getBytes());
        files.put("a/A.java", "one\n".getBytes());
        byte[] expected = MessageDigest.getInstance("SHA-256").digest("a/A.java\none\nb/B.java\ntwo\n".getBytes());
        assertEquals(HexFormat.of().formatHex(expected), KernelSources.hash(files));
        files.put("b/B.java", "twO\n".getBytes());
        assertNotEquals(HexFormat.of().formatHex(expected), KernelSources.hash(files));
    }
}
