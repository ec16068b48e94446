package org.itb.specs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Contracts with a known verdict, proved along in each prover process. A prover that closes a false one, or leaves
 * the true ones open, is not believed in anything else it says in that process.
 */
final class Canaries {
    static final String CLASS = "Canary";
    static final String PATH = "org/itb/canary/Canary.java";

    private final Map<String, Verdict> expected = new LinkedHashMap<>();

    private Canaries(boolean judgesTriviality) {
        expected.put("Canary.Canary()", Verdict.CLOSED);
        expected.put("Canary.closes(int)", Verdict.CLOSED);
        expected.put("Canary.opensByItsPostcondition(int)", Verdict.OPEN);
        expected.put("Canary.opensByItsInvariant()", Verdict.OPEN);
        expected.put("Canary.opensByItsFrame()", Verdict.OPEN);
        expected.put("Canary.opensByOverflow(int,int)", Verdict.OPEN);
        expected.put("Canary.opensByException(int,int)", Verdict.OPEN);
        expected.put("Canary.vacuousByItsPrecondition(int)", Verdict.VACUOUS);
        expected.put("Canary.trivialByItsPostcondition(int)", judgesTriviality ? Verdict.TRIVIAL : Verdict.CLOSED);
    }

    static Canaries forKey() {
        return new Canaries(true);
    }

    /** OpenJML has no question for whether a postcondition says anything. */
    static Canaries forOpenJml() {
        return new Canaries(false);
    }

    List<String> members() {
        return List.copyOf(expected.keySet());
    }

    static String source() {
        try (InputStream in = Canaries.class.getResourceAsStream("canary/Canary.java")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the canary is not in the jar", e);
        }
    }

    /** A private copy of the sources with the canary: an edit during the run does not matter. */
    static void copyWith(KernelSource source, Path folder) throws IOException {
        copyWith(source, folder, KernelSource.File::text);
    }

    /** The same, with each source as the prover is to see it. */
    static void copyWith(KernelSource source, Path folder, Function<KernelSource.File, String> seen) throws IOException {
        for (KernelSource.File file : source.files()) {
            write(folder.resolve(file.path()), seen.apply(file));
        }
        write(folder.resolve(PATH), source());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    /** What differs from what is known, one line each; empty if the prover may be believed. */
    List<String> faults(Map<String, Verdict> given) {
        List<String> faults = new ArrayList<>();
        expected.forEach((member, verdict) -> {
            Verdict said = given.get(member);
            if (said != verdict) {
                faults.add(member + " must be '" + verdict.shown() + "', but the prover says "
                        + (said == null ? "nothing of it" : "'" + said.shown() + "'"));
            }
        });
        return faults;
    }
}
