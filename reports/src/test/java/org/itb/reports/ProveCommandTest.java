package org.itb.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code itb prove} and {@code itb mutate} hand over to the proof programs, and their result and exit code back. */
class ProveCommandTest {
    private static final String PROGRAM = """
            package org.itb.specs;
            public final class %s {
                public static void main(String[] args) {
                    %s
                    System.out.println(String.join(" ", args));
                    System.exit(Integer.parseInt(args[args.length - 1]));
                }
            }
            """;

    private final String home = System.getProperty("itb.home");

    @TempDir
    private Path folder;

    private record Run(int code, String out, String err) { }

    @BeforeEach
    void elsewhere() {
        System.setProperty("itb.home", folder.toString());
    }

    @AfterEach
    void back() {
        if (home == null) {
            System.clearProperty("itb.home");
        } else {
            System.setProperty("itb.home", home);
        }
    }

    private static Run itb(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Itb.run(args, out, err, false);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private void install(String name) throws IOException {
        install(name, "");
    }

    private void install(String name, String first) throws IOException {
        Path source = folder.resolve("org/itb/specs/" + name + ".java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, PROGRAM.formatted(name, first));
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString()));
        Path run = Files.createDirectories(folder.resolve("specs/target/run"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(run.resolve("itb-specs.jar")))) {
            jar.putNextEntry(new JarEntry("org/itb/specs/" + name + ".class"));
            jar.write(Files.readAllBytes(folder.resolve("org/itb/specs/" + name + ".class")));
        }
    }

    @Test
    void saysThatTheProgramIsMissing() {
        Run run = itb("prove");
        assertEquals(Itb.CANNOT_RUN, run.code());
        assertTrue(run.err().contains("itb-specs.jar is missing"), run.err());
        assertEquals("", run.out());
    }

    @Test
    void handsOverEveryOptionAndGivesBackResultAndExitCode() throws IOException {
        install("Prove");
        // The stand-in ends with its last argument as exit code.
        Run run = itb("prove", "--prover", "both", "--allow-listed", "--no-cache", "--json", "--only", "1");
        assertEquals(Itb.FAILS, run.code(), "a crash is never success: --json is no number");
        assertEquals("--prover both --allow-listed --only 1 --no-cache --json", run.out().strip());
        assertEquals(Itb.FAILS, itb("prove", "--only", "1").code());
        assertEquals(Itb.HOLDS, itb("prove", "--only", "0").code());
        assertEquals(Itb.CANNOT_RUN, itb("prove", "--only", "143").code());
    }

    @Test
    void refusesAProverThatItDoesNotKnowBeforeAnythingStarts() throws IOException {
        install("Prove");
        Run run = itb("prove", "--prover", "coq");
        assertEquals(Itb.BAD_INPUT, run.code());
        assertTrue(run.err().contains("--prover") && run.err().contains("openjml"), run.err());
        assertEquals("", run.out());
    }

    @Test
    void mutateSaysThatTheProgramIsMissing() {
        Run run = itb("mutate");
        assertEquals(Itb.CANNOT_RUN, run.code());
        assertTrue(run.err().contains("itb-specs.jar is missing"), run.err());
    }

    @Test
    void mutateHandsOverEveryOptionAndGivesBackResultAndExitCode() throws IOException {
        install("Mutate");
        Run run = itb("mutate", "--against", "tests", "--prover", "key", "--only", "Gate", "--processes", "2", "--leave-records",
                "--no-cache", "--json");
        assertEquals("--against tests --prover key --processes 2 --leave-records --only Gate --no-cache --json", run.out().strip());
        assertEquals(Itb.FAILS, run.code(), "a crash is never success: --json is no number");
        assertEquals(Itb.FAILS, itb("mutate", "--processes", "1").code());
        assertEquals(Itb.HOLDS, itb("mutate", "--processes", "0").code());
    }

    /** The stand-in writes what it is given where the matrix would go. */
    @Test
    void mutateWritesAPageOfTheMatrix() throws IOException {
        String matrix = "{\"holds\": false, \"faults\": [\"</script><script>alert(1)</script>\"]}";
        install("Mutate", "try { java.nio.file.Files.writeString(java.nio.file.Path.of(args[java.util.Arrays.asList(args)"
                + ".indexOf(\"--report\") + 1]), \"" + matrix.replace("\"", "\\\"") + "\"); } catch (java.io.IOException e) { System.exit(3); }");
        Path page = folder.resolve("mutants.html");
        assertEquals(Itb.FAILS, itb("mutate", "--html", page.toString(), "--only", "1").code());
        String html = Files.readString(page);
        assertTrue(html.contains("\"holds\":false") && html.contains("Not a medical device."), html);
        assertTrue(html.contains("\\u003C/script\\u003E") && !html.contains("alert(1)<") && !html.contains("{{"), html);
    }

    @Test
    void mutateWritesNoPageWithoutAResultAndNoneThatCannotBe() throws IOException {
        install("Mutate");
        Path page = folder.resolve("mutants.html");
        Run run = itb("mutate", "--html", page.toString(), "--only", "3");
        assertEquals(Itb.CANNOT_RUN, run.code());
        assertTrue(run.err().contains("is not written") && !Files.exists(page), run.err());
        assertEquals(Itb.BAD_INPUT, itb("mutate", "--html", folder.toString()).code());
    }

    @Test
    void mutateRefusesWhatItDoesNotKnowBeforeAnythingStarts() throws IOException {
        install("Mutate");
        assertEquals(Itb.BAD_INPUT, itb("mutate", "--against", "luck").code());
        assertEquals(Itb.BAD_INPUT, itb("mutate", "--processes", "many").code());
        assertTrue(itb("mutate", "--help").out().contains("kill matrix"));
    }

    @Test
    void keepsKeyOffTheClassPath() {
        assertFalse(System.getProperty("java.class.path").contains("key.core"));
    }
}
