package org.itb.specs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A committed record of what a prover says, and the seal of each verdict in it: a hash over the verdict and over all that
 * decided it. As an entry of the cache, a verdict is believed only while its seal fits; that finds accidents and
 * meddling, not forgery.
 */
final class RecordFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final String format;
    private final JsonNode content;
    private final Map<String, JsonNode> verdicts = new LinkedHashMap<>();

    private RecordFile(String format, JsonNode content) {
        this.format = format;
        this.content = content;
        content.path("verdicts").forEach(verdict -> verdicts.put(verdict.path("contract").asText(), verdict));
    }

    /** Empty if there is none. */
    static Optional<RecordFile> read(Path file, String format) throws CannotRun {
        return content(file, format).map(content -> new RecordFile(format, content));
    }

    /** What stands in a record; empty if there is none. */
    static Optional<JsonNode> content(Path file, String format) throws CannotRun {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        JsonNode content;
        try {
            content = JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw CannotRun.badInput(file + ": no record of a prover: " + e.getMessage());
        }
        if (!content.path("format").asText().equals(format)) {
            throw CannotRun.badInput(file + ": 'format' is '" + content.path("format").asText() + "', expected " + format);
        }
        return Optional.of(content);
    }

    String text(String field) {
        return content.path(field).asText();
    }

    List<String> texts(String field) {
        return ProofSettings.list(content.path(field));
    }

    /** SHA-256 of the sources that it was made of, by their paths. */
    Map<String, String> sources() {
        Map<String, String> sources = new LinkedHashMap<>();
        content.path("sources").fields().forEachRemaining(field -> sources.put(field.getKey(), field.getValue().asText()));
        return sources;
    }

    Set<String> contracts() {
        return verdicts.keySet();
    }

    /** What is recorded of the contract, whatever its seal. */
    Optional<JsonNode> entry(String contract) {
        return Optional.ofNullable(verdicts.get(contract));
    }

    static Verdict verdict(JsonNode entry) {
        return Verdict.valueOf(entry.path("verdict").asText());
    }

    /** @param key stands for all that decides the verdict: what is read, settings, release */
    boolean isSealed(String contract, String key) {
        return verdicts.containsKey(contract)
                && verdicts.get(contract).path("seal").asText().equals(seal(format, key, verdict(verdicts.get(contract))));
    }

    boolean isClosed(String contract, String key) {
        return isSealed(contract, key) && verdict(verdicts.get(contract)) == Verdict.CLOSED;
    }

    /** True if nothing would change. */
    boolean says(Map<String, JsonNode> others, KernelSource source) {
        return verdicts.equals(others) && sources().equals(source.hashes());
    }

    static String seal(String format, String key, Verdict verdict) {
        return Sha256.of(format, key, verdict.name());
    }

    static void write(Path file, ObjectNode record, Map<String, JsonNode> verdicts, KernelSource source) throws CannotRun {
        record.put("contracts", verdicts.size());
        record.put("closed", verdicts.values().stream().filter(one -> verdict(one).isProved()).count());
        ObjectNode sources = record.putObject("sources");
        source.hashes().forEach(sources::put);
        verdicts.values().forEach(record.putArray("verdicts")::add);
        try {
            replace(file, JSON.writeValueAsString(record));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON is text", e);
        }
    }

    /** What was there before stays whole until the new text is. */
    static void replace(Path file, String text) throws CannotRun {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), "." + file.getFileName(), ".tmp");
            Files.writeString(beside, text + "\n", StandardCharsets.UTF_8);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CannotRun.here(file + ": the record cannot be written: " + e.getMessage(), e);
        }
    }
}
