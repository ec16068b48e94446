package org.itb.harness.kernelrules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.itb.kernel.SafetyKernel;

/** The kernel of this build as files: its sources in kernel/, and the very class files that the tests run. */
public final class KernelFiles {
    private static final String PACKAGE_FOLDER = "org/itb/kernel";

    private KernelFiles() {
    }

    /** The sources by file name. */
    public static Map<String, String> sources() {
        Path folder = home().resolve("kernel/src/main/java").resolve(PACKAGE_FOLDER);
        Map<String, String> sources = new TreeMap<>();
        for (Path file : endingWith(folder, ".java")) {
            sources.put(folder.relativize(file).toString(), read(file, Files::readString));
        }
        return sources;
    }

    private static Path home() {
        String home = System.getProperty("itb.home");
        if (home != null) {
            return Path.of(home);
        }
        // Started from an IDE, in the module's folder or at the root.
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("kernel")) ? here : here.getParent();
    }

    /** The class files, from a folder or a jar. */
    public static List<byte[]> classes() {
        try {
            Path origin = Path.of(SafetyKernel.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(origin)) {
                return classes(origin.resolve(PACKAGE_FOLDER));
            }
            try (FileSystem jar = FileSystems.newFileSystem(origin)) {
                return classes(jar.getPath(PACKAGE_FOLDER));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<byte[]> classes(Path folder) {
        List<byte[]> classes = new ArrayList<>();
        endingWith(folder, ".class").forEach(file -> classes.add(read(file, Files::readAllBytes)));
        return classes;
    }

    /** The files below a folder whose names end so, in the order of their paths. */
    public static List<Path> endingWith(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Reader<T> {
        T read(Path file) throws IOException;
    }

    private static <T> T read(Path file, Reader<T> reader) {
        try {
            return reader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
