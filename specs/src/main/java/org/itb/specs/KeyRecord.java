package org.itb.specs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The committed record of what KeY says, so that a fresh clone need not prove for hours what was proved before: a verdict
 * in it is as good as one in the cache, and as little. {@code --recheck} proves a part of it anew in every build, and
 * {@code --no-cache} all of it.
 */
final class KeyRecord {
    static final String FORMAT = "itb-key/1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordFile file;

    private KeyRecord(RecordFile file) {
        this.file = file;
    }

    /** Empty if there is none. */
    static Optional<KeyRecord> read(Path path) throws CannotRun {
        return RecordFile.read(path, FORMAT).map(KeyRecord::new);
    }

    /** The verdict, if it says that the contract is closed and all that decided that is what it is now. */
    Optional<JsonNode> closed(String contract, String key) {
        return file.isClosed(contract, key) ? file.entry(contract) : Optional.empty();
    }

    /** Whatever it once closed, of these sources or others. */
    Set<String> everClosed() {
        return file.contracts().stream().filter(contract -> file.entry(contract).map(RecordFile::verdict).orElseThrow() == Verdict.CLOSED)
                .collect(Collectors.toSet());
    }

    /**
     * Writes what a run says, and keeps what was recorded of other contracts and still holds. What did not close is
     * written too, for a reader: it counts for nothing.
     */
    static void write(Path path, KeyProver prover, KernelSource source, Collection<ProofResult> results) throws CannotRun {
        Optional<RecordFile> last = RecordFile.read(path, FORMAT);
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Map<String, JsonNode> verdicts = new TreeMap<>();
        for (String contract : prover.contracts()) {
            if (last.isPresent() && last.get().isSealed(contract, prover.key(contract))) {
                verdicts.put(contract, last.get().entry(contract).orElseThrow());
            }
        }
        for (ProofResult result : results) {
            if (prover.contracts().contains(result.contract()) && result.verdict() != Verdict.LISTED && tellsMore(result, verdicts)) {
                verdicts.put(result.contract(), JSON.createObjectNode().put("contract", result.contract())
                        .put("verdict", result.verdict().name()).put("nodes", result.nodes()).put("elapsedMs", result.elapsedMs())
                        .put("date", now).put("seal", RecordFile.seal(FORMAT, prover.key(result.contract()), result.verdict())));
            }
        }
        if (last.isPresent() && last.get().says(verdicts, source)) {
            return;
        }
        ObjectNode record = JSON.createObjectNode();
        record.put("format", FORMAT).put("version", KeyProver.version()).put("date", now);
        RecordFile.write(path, record, verdicts, source);
    }

    /** What was proved in this run, and what a cache knows better. */
    private static boolean tellsMore(ProofResult result, Map<String, JsonNode> verdicts) {
        JsonNode known = verdicts.get(result.contract());
        return known == null || result.origin() == ProofResult.Origin.RUN
                || result.verdict() == Verdict.CLOSED && RecordFile.verdict(known) != Verdict.CLOSED;
    }
}
