package org.itb.harness.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The kernel's sources, which the build puts beside these classes, so that every trace can say which kernel it is of.
 */
public final class KernelSources {
    private static final String FOLDER = "META-INF/itb-kernel-src/";
    private static final String KNOWN = FOLDER + "org/itb/kernel/SafetyKernel.java";

    private KernelSources() { }

    /** Holds the hash once it is known. */
    private static final class Known {
        private static final String SHA256 = hash(read());
    }

    /**
     * Hash of the sources, lower-case hex: SHA-256 over path, line feed and bytes of each file in the order of their
     * paths, which start at the package's root ({@code org/itb/kernel/Alarm.java}).
     */
    public static String sha256() {
        return Known.SHA256;
    }

    static String hash(SortedMap<String, byte[]> files) {
        MessageDigest digest = sha256Digest();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            digest.update((file.getKey() + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(file.getValue());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static SortedMap<String, byte[]> read() {
        URL known = KernelSources.class.getClassLoader().getResource(KNOWN);
        if (known == null) {
            throw new IllegalStateException(KNOWN + " is not in this build");
        }
        try {
            return known.getProtocol().equals("jar") ? readJar(known) : readFolder(known);
        } catch (IOException | URISyntaxException unreadable) {
            throw new UncheckedIOException(new IOException("cannot read the kernel's sources in " + known, unreadable));
        }
    }

    private static SortedMap<String, byte[]> readFolder(URL known) throws IOException, URISyntaxException {
        String text = known.toString();
        Path root = Path.of(new URI(text.substring(0, text.length() - (KNOWN.length() - FOLDER.length()))));
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                files.put(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return files;
    }

    private static SortedMap<String, byte[]> readJar(URL known) throws IOException {
        URLConnection connection = known.openConnection();
        connection.setUseCaches(false);
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (JarFile jar = ((JarURLConnection) connection).getJarFile()) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (entry.getName().startsWith(FOLDER) && !entry.isDirectory()) {
                    files.put(entry.getName().substring(FOLDER.length()), jar.getInputStream(entry).readAllBytes());
                }
            }
        }
        return files;
    }

    static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
