package org.itb.specs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Results of earlier runs by content: a key is the hash of all that the result depends on. Each entry carries a hash
 * over its own text and key; an entry that was edited, cut off or put under another key is not used, and said so. This
 * finds accidents and meddling, not forgery: what goes into evidence is proved with {@code --no-cache}.
 */
final class ProofCache {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final boolean reads;
    private final List<String> refused = new ArrayList<>();

    /** @param reads false proves everything anew and still keeps what comes out */
    ProofCache(Path folder, boolean reads) {
        this.folder = folder;
        this.reads = reads;
    }

    /** False if everything is to be proved anew. */
    boolean reads() {
        return reads;
    }

    /** What was kept under the key, if it is unharmed. */
    Optional<JsonNode> get(String key) {
        return reads ? read(key) : Optional.empty();
    }

    /** As {@link #get}, also without reading results: hints that no verdict depends on. */
    Optional<JsonNode> hint(String name) {
        return read(name);
    }

    private Optional<JsonNode> read(String key) {
        Path file = folder.resolve(key + ".json");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode entry = JSON.readTree(Files.readAllBytes(file));
            JsonNode content = entry == null ? null : entry.get("content");
            if (content != null && seal(key, content).equals(entry.path("seal").asText())) {
                return Optional.of(content);
            }
        } catch (IOException unreadable) {
            // Counts as edited.
        }
        refused.add(file + ": edited or damaged, not used");
        return Optional.empty();
    }

    void put(String key, ObjectNode content) throws CannotRun {
        ObjectNode entry = JSON.createObjectNode();
        entry.put("seal", seal(key, content));
        entry.set("content", content);
        try {
            Files.createDirectories(folder);
            Path beside = Files.createTempFile(folder, ".entry", ".tmp");
            Files.write(beside, JSON.writeValueAsBytes(entry));
            Files.move(beside, folder.resolve(key + ".json"), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CannotRun.here(folder + ": the cache cannot be written: " + e.getMessage(), e);
        }
    }

    /** Entries that were there and could not be trusted. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    private static String seal(String key, JsonNode content) {
        return Sha256.of("itb-proof-cache", key, content.toString());
    }
}
