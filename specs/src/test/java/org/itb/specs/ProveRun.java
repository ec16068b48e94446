package org.itb.specs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A run of the proof program over a small kernel, as a user starts it, in folders of its own. */
record ProveRun(int code, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path RESOURCES = Path.of("src/test/resources");

    /** A folder with sources, table, cache and record. */
    static Path place(Path folder, String... kernels) {
        try {
            for (String kernel : kernels) {
                copy(RESOURCES.resolve("small-kernel").resolve(kernel), folder.resolve("sources"));
            }
            // As for the kernel; what is excepted by name is the kernel's alone.
            Files.writeString(folder.resolve("strategy.json"), Files.readString(Path.of("proof/strategy.json"))
                    .replaceFirst("(?s)\"exceptions\": \\[.*?\\n    \\]", "\"exceptions\": []")
                    .replaceFirst("(?s)\"open\": \\[.*?\\n  \\]", "\"open\": []"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /** Another entry for the list of open contracts. */
    static void listAsOpen(Path place, String prover, String contract) throws IOException {
        ObjectNode table = (ObjectNode) JSON.readTree(place.resolve("strategy.json").toFile());
        table.withArray("open").addObject().put("contract", contract).put("prover", prover).put("goal", "the goal")
                .put("tried", "two shapes").put("standsIn", "a test");
        JSON.writeValue(place.resolve("strategy.json").toFile(), table);
    }

    /** The one rule of how OpenJML is asked, for contracts whose names match. */
    static void askOpenJml(Path place, String match, String option) throws IOException {
        ObjectNode table = (ObjectNode) JSON.readTree(place.resolve("strategy.json").toFile());
        ObjectNode rule = ((ObjectNode) table.path("openjml")).putArray("contracts").addObject().put("match", match);
        rule.put("why", "for this test").putArray("options").add(option);
        JSON.writeValue(place.resolve("strategy.json").toFile(), table);
    }

    static void unlist(Path place) throws IOException {
        ObjectNode table = (ObjectNode) JSON.readTree(place.resolve("strategy.json").toFile());
        table.putArray("open");
        JSON.writeValue(place.resolve("strategy.json").toFile(), table);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    static ProveRun in(Path place, Map<String, String> environment, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--sources", place.resolve("sources").toString(),
                "--table", place.resolve("strategy.json").toString(), "--cache", place.resolve("cache").toString(),
                "--evidence", place.toString()));
        arguments.addAll(List.of(options));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = KernelProgram.run(Prove::new, arguments.toArray(String[]::new), new KernelProgram.Surroundings(print,
                new PrintStream(err, true, StandardCharsets.UTF_8), environment, new Progress(null)));
        return new ProveRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    JsonNode json() {
        try {
            return JSON.readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException(out + err, e);
        }
    }

    /** The result of the contract by the prover; the test fails if there is none. */
    JsonNode result(String contract, String prover) {
        for (JsonNode result : json().path("results")) {
            if (result.path("contract").asText().equals(contract) && result.path("prover").asText().equals(prover)) {
                return result;
            }
        }
        throw new AssertionError("no result of " + contract + " by " + prover + ": " + out + err);
    }

    String verdict(String contract, String prover) {
        return result(contract, prover).path("verdict").asText();
    }
}
