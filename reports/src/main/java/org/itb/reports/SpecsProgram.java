package org.itb.reports;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of the module specs, run as a process of its own with a class path of its own: KeY is under another licence
 * (GPL-2.0) and stays out of this program.
 */
final class SpecsProgram {
    private final Path home = Path.of(System.getProperty("itb.home", "."));
    private final Path jar = home.resolve("specs/target/run/itb-specs.jar");
    private final List<String> command = new ArrayList<>();

    SpecsProgram(String mainClass) {
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-Ditb.home=" + home, "-cp", jar + File.pathSeparator + jar.resolveSibling("lib") + "/*", mainClass));
    }

    /** @param value null leaves the option out */
    void option(String name, String value) {
        if (value != null) {
            command.addAll(List.of(name, value));
        }
    }

    void flag(String name, boolean isSet) {
        if (isSet) {
            command.add(name);
        }
    }

    /** Its result goes through the console, so that a full disk is noticed; its messages and progress go straight out. */
    int run(Console console) throws IOException, InterruptedException {
        if (!Files.isRegularFile(jar)) {
            console.problem("itb: " + jar + " is missing; ./itb at the root of the project builds it");
            return Itb.CANNOT_RUN;
        }
        Process process = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Thread endWithMe = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(endWithMe);
        try (InputStream result = process.getInputStream()) {
            result.transferTo(console.out());
            int code = process.waitFor();
            return code <= Itb.CANNOT_RUN ? code : Itb.CANNOT_RUN;
        } finally {
            Runtime.getRuntime().removeShutdownHook(endWithMe);
        }
    }
}
