package org.itb.specs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.itb.specs.key.KeyWorker;

/** A process of KeY that has loaded annotated sources and proves what it is asked to. */
final class KeyProcess {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEAP = "-Xmx3g";
    private static final int HANGS = 5;

    private final Workplace place;
    private final Process process;
    private final BufferedWriter asked;
    private final BufferedReader answers;
    private final Path words;
    private final ProofSettings settings;
    private final List<String> contracts = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * One proof.
     *
     * @param contract by its name in the sources that were loaded
     * @param solver the z3 to ask for counterexamples; empty for none
     * @param wellDefined whether it needs KeY's rules on well-definedness, which cost time
     * @param mayBeTrivial whether its postcondition may follow from the invariant alone
     * @param refuteAfter steps after which, and after twice as many again and again, a goal that is false ends it; 0 for never
     */
    record Order(String contract, ProofSettings.Plan plan, String solver, boolean wellDefined, boolean mayBeTrivial,
            int refuteAfter) {
        Order(String contract, ProofSettings.Plan plan, String solver, boolean wellDefined, boolean mayBeTrivial) {
            this(contract, plan, solver, wellDefined, mayBeTrivial, 0);
        }
    }

    /** Loads all sources below the folder; canaries are expected to be among them. */
    KeyProcess(Workplace place, Path sources, ProofSettings settings) throws CannotRun, IOException {
        this.place = place;
        this.settings = settings;
        Path own = Files.createTempDirectory(place.folder(), "worker");
        words = own.resolve("stderr");
        process = place.start(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP, "-Xss64m", "-XX:+UseSerialGC", "-Djava.awt.headless=true", "-Djava.io.tmpdir=" + own,
                "-cp", System.getProperty("java.class.path"), KeyWorker.class.getName())
                .redirectError(words.toFile()));
        asked = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
        load(sources, own);
    }

    private void load(Path sources, Path own) throws CannotRun {
        ObjectNode order = JSON.createObjectNode();
        order.put("sources", sources.toString()).put("configuration", own.toString());
        ObjectNode taclets = order.putObject("taclets");
        settings.taclets().forEach(taclets::put);
        JsonNode answer = ask(order).orElseThrow(
                () -> CannotRun.here("KeY does not start: " + String.join(" | ", lastWords()), null));
        if (answer.has("loadError")) {
            throw CannotRun.badInput("KeY cannot read the sources: " + answer.path("loadError").asText());
        }
        for (Map.Entry<String, String> option : settings.taclets().entrySet()) {
            String inForce = answer.path("taclets").path(option.getKey()).asText("(not known to KeY)");
            if (!inForce.equals(option.getValue())) {
                throw CannotRun.badInput("KeY's option " + option.getKey() + " is " + inForce + ", the table says "
                        + option.getValue());
            }
        }
        answer.path("contracts").forEach(name -> contracts.add(name.asText()));
        answer.path("warnings").forEach(warning -> warnings.add(warning.asText()));
    }

    /** The z3 on a path of folders; empty if there is none. */
    static String solverOn(String path) {
        for (String folder : path.split(Pattern.quote(File.pathSeparator))) {
            for (String name : List.of("z3", "z3.exe")) {
                if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
                    return Path.of(folder, name).toString();
                }
            }
        }
        return "";
    }

    /** Every contract that KeY sees, the canaries' included. */
    List<String> contracts() {
        return contracts;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Empty if the process ended instead of answering. */
    Optional<JsonNode> prove(Order asking) throws CannotRun {
        ObjectNode order = JSON.createObjectNode();
        order.put("contract", asking.contract()).put("steps", asking.plan().steps()).put("seconds", asking.plan().seconds());
        order.put("solver", asking.solver());
        order.put("wellDefined", asking.wellDefined()).put("mayBeTrivial", asking.mayBeTrivial());
        order.put("file", asking.contract().substring(0, asking.contract().indexOf('.')) + ".java");
        if (asking.refuteAfter() > 0) {
            order.put("refuteAfter", asking.refuteAfter());
        }
        ObjectNode strategy = order.putObject("strategy");
        asking.plan().strategy().forEach(strategy::put);
        return ask(order);
    }

    /** What it says of the contracts whose verdicts are known. */
    Map<String, Verdict> askCanaries(Canaries canaries, String solver, Progress progress) throws CannotRun {
        Map<String, Verdict> given = new LinkedHashMap<>();
        for (String member : canaries.members()) {
            progress.show(member);
            String contract = member + " #0";
            prove(new Order(contract, settings.planOf(contract), solver, false, false)).ifPresent(
                    said -> given.put(member, Verdict.valueOf(said.path("verdict").asText())));
        }
        return given;
    }

    private Optional<JsonNode> ask(ObjectNode order) throws CannotRun {
        try {
            asked.write(JSON.writeValueAsString(order));
            asked.newLine();
            asked.flush();
            String answer = answers.readLine();
            return answer == null ? Optional.empty() : Optional.of(JSON.readTree(answer));
        } catch (JsonProcessingException stray) {
            throw CannotRun.here("KeY's process says what is no answer: " + stray.getOriginalMessage(), stray);
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    /** After it ended instead of answering: whether because one rule did not end. */
    boolean hangs() {
        return exitCode() == HANGS;
    }

    private int exitCode() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    List<String> lastWords() {
        List<String> said = new ArrayList<>();
        said.add("the prover process ended with code " + exitCode());
        try {
            List<String> all = Files.readAllLines(words, StandardCharsets.UTF_8);
            said.addAll(all.subList(Math.max(0, all.size() - 6), all.size()));
        } catch (IOException unreadable) {
            said.add("what it said cannot be read: " + unreadable.getMessage());
        }
        return said;
    }

    void close() {
        place.end(process);
    }
}
