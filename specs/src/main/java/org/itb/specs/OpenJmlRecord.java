package org.itb.specs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The committed record of a whole run of OpenJML, for readers and builds without it. It belongs to the sources whose
 * SHA-256 it names, all of them and no others; otherwise it is stale, and nothing in it counts.
 */
final class OpenJmlRecord {
    static final String FORMAT = "itb-openjml/1";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final JsonNode record;
    private final List<String> differing;

    private OpenJmlRecord(JsonNode record, List<String> differing) {
        this.record = record;
        this.differing = differing;
    }

    /** Empty if there is none. */
    static Optional<OpenJmlRecord> read(Path file, KernelSource source) throws CannotRun {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        JsonNode record;
        try {
            record = JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw CannotRun.badInput(file + ": no record of OpenJML: " + e.getMessage());
        }
        if (!record.path("format").asText().equals(FORMAT)) {
            throw CannotRun.badInput(file + ": 'format' is '" + record.path("format").asText() + "', expected " + FORMAT);
        }
        Map<String, String> recorded = new TreeMap<>();
        record.path("sources").fields().forEachRemaining(field -> recorded.put(field.getKey(), field.getValue().asText()));
        Map<String, String> now = source.hashes();
        List<String> differing = new ArrayList<>();
        now.forEach((path, hash) -> {
            if (!hash.equals(recorded.get(path))) {
                differing.add(path);
            }
        });
        recorded.keySet().stream().filter(path -> !now.containsKey(path)).forEach(differing::add);
        return Optional.of(new OpenJmlRecord(record, differing));
    }

    boolean isStale() {
        return !differing.isEmpty();
    }

    /** What it says, or that it says nothing any more. */
    String shown() {
        String what = "record of OpenJML " + record.path("version").asText() + " with " + record.path("solver").asText()
                + ", " + record.path("date").asText();
        if (isStale()) {
            return what + ": STALE, not counted: " + differing.size() + " source files are not those it was made of ("
                    + String.join(", ", differing.subList(0, Math.min(3, differing.size()))) + (differing.size() > 3 ? ", …" : "")
                    + ")";
        }
        long closed = 0;
        for (JsonNode verdict : record.path("verdicts")) {
            closed += verdict.path("verdict").asText().equals(Verdict.CLOSED.name()) ? 1 : 0;
        }
        return what + ": " + record.path("verdicts").size() + " contracts, " + closed + " closed; it belongs to these sources";
    }

    /** The recorded verdict of a member; empty if it is not recorded or the record is stale. */
    Optional<Verdict> verdictOf(String member) {
        if (isStale()) {
            return Optional.empty();
        }
        for (JsonNode verdict : record.path("verdicts")) {
            if (verdict.path("contract").asText().equals(member)) {
                return Optional.of(Verdict.valueOf(verdict.path("verdict").asText()));
            }
        }
        return Optional.empty();
    }

    /** Writes the record of a run over all contracts. */
    static void write(Path file, OpenJmlProver prover, List<String> options, KernelSource source,
            Collection<ProofResult> results) throws CannotRun {
        ObjectNode record = JSON.createObjectNode();
        record.put("format", FORMAT).put("version", prover.version()).put("solver", prover.solverVersion());
        options.forEach(record.putArray("options")::add);
        record.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        record.put("contracts", results.size());
        record.put("closed", results.stream().filter(result -> result.verdict().isProved()).count());
        ObjectNode sources = record.putObject("sources");
        source.hashes().forEach(sources::put);
        ArrayNode verdicts = record.putArray("verdicts");
        for (ProofResult result : results) {
            ObjectNode verdict = verdicts.addObject();
            verdict.put("contract", result.contract()).put("verdict", result.verdict().name());
            verdict.put("elapsedMs", result.elapsedMs()).put("cached", result.cached());
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), ".openjml", ".tmp");
            Files.writeString(beside, JSON.writeValueAsString(record) + "\n", StandardCharsets.UTF_8);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CannotRun.here(file + ": the record cannot be written: " + e.getMessage(), e);
        }
    }
}
