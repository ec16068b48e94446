package org.itb.specs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The committed record of what OpenJML says, for readers and builds without it. It names the SHA-256 of every source. A
 * verdict belongs to the file of its class and to all that this file can mention; if one of them is not what it was, or
 * any file is gone, or this program shows OpenJML something else of them, the verdict is stale and does not count.
 *
 * <p>Where OpenJML is, a verdict is also known by what it was made of, as an entry of the cache is: its seal is a hash over
 * that and the verdict. So a machine without that cache proves only what has changed.
 */
final class OpenJmlRecord {
    static final String FORMAT = "itb-openjml/1";
    static final String NAME = "openjml.json";
    private static final int SHOWN = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordFile file;
    private final KernelSource source;
    private final Set<String> differing = new TreeSet<>();
    private final boolean lacksFiles;
    private final boolean ofAnotherView;
    private final Map<String, Boolean> staleClasses = new HashMap<>();

    private OpenJmlRecord(RecordFile file, KernelSource source) {
        this.file = file;
        this.source = source;
        Map<String, String> recorded = file.sources();
        Map<String, String> now = source.hashes();
        now.forEach((path, hash) -> {
            if (!hash.equals(recorded.get(path))) {
                differing.add(path);
            }
        });
        ofAnotherView = !file.text("view").equals(OpaqueView.VERSION);
        lacksFiles = !now.keySet().containsAll(recorded.keySet());
        recorded.keySet().stream().filter(path -> !now.containsKey(path)).forEach(differing::add);
    }

    /** Empty if there is none. */
    static Optional<OpenJmlRecord> read(Path path, KernelSource source) throws CannotRun {
        return RecordFile.read(path, FORMAT).map(file -> new OpenJmlRecord(file, source));
    }

    /** True if any of it is. */
    boolean isStale() {
        return stale() > 0;
    }

    int stale() {
        return (int) file.contracts().stream().filter(this::isStale).count();
    }

    int closed() {
        return (int) file.contracts().stream().filter(member -> verdictOf(member).filter(Verdict::isProved).isPresent()).count();
    }

    int contracts() {
        return file.contracts().size();
    }

    /** True if there is a verdict of the member, of sources that are no longer these. */
    boolean isStale(String member) {
        String className = member.substring(0, Math.max(0, member.indexOf('.')));
        return file.entry(member).isPresent() && (lacksFiles || ofAnotherView || staleClasses.computeIfAbsent(className,
                name -> source.closureOf(name).stream().anyMatch(file -> differing.contains(file.path()))));
    }

    /** The recorded verdict of a member; empty if it is not recorded or stale. */
    Optional<Verdict> verdictOf(String member) {
        return isStale(member) ? Optional.empty() : file.entry(member).map(RecordFile::verdict);
    }

    /**
     * True if it holds that the member is closed, by a proof for which all that decided it was what it is now.
     *
     * @param key stands for all that: what is read, settings, release, solver
     */
    boolean isClosed(String member, String key) {
        return file.isClosed(member, key);
    }

    long elapsedMs(String member) {
        return file.entry(member).map(entry -> entry.path("elapsedMs").asLong()).orElse(0L);
    }

    /** What it says, and what of it says nothing any more. */
    String shown() {
        StringBuilder text = new StringBuilder("record of OpenJML " + file.text("version") + " with "
                + file.text("solver") + ", " + file.text("date") + ": " + contracts() + " contracts, "
                + closed() + " closed");
        if (isStale()) {
            text.append("; STALE, not counted: ").append(stale()).append(" of them, because ").append(whyStale());
        } else {
            text.append("; it belongs to these sources");
        }
        long missing = source.members().stream().filter(member -> file.entry(member.name()).isEmpty()).count();
        return text + (missing > 0 ? "; " + missing + " contracts of the kernel are not in it" : "");
    }

    private String whyStale() {
        if (ofAnotherView) {
            return "OpenJML was shown the sources otherwise than it is now";
        }
        List<String> first = differing.stream().limit(SHOWN).toList();
        return "they have to do with source files that are not those it was made of (" + String.join(", ", first)
                + (differing.size() > first.size() ? ", …" : "") + ")";
    }

    /** Whether verdicts of the run can stand beside those that are there. */
    private boolean isOf(OpenJmlProver prover, List<String> options) {
        return file.text("version").equals(prover.version()) && file.text("solver").equals(prover.solverVersion())
                && file.texts("options").equals(options);
    }

    /**
     * Writes what a run says, and keeps what was recorded of other contracts with the same prover over the same sources.
     *
     * @param whole false if the run left contracts out
     * @return why nothing was written; empty if it was
     */
    static Optional<String> write(Path path, OpenJmlProver prover, ProofSettings settings, KernelSource source,
            Collection<ProofResult> results, boolean whole) throws CannotRun {
        List<String> options = settings.openJmlOptions();
        Optional<OpenJmlRecord> last = read(path, source);
        boolean goesOn = last.isPresent() && last.get().isOf(prover, options);
        if (last.isPresent() && !goesOn && !whole) {
            return Optional.of("the record stays as it is: it is of another release, solver or options; a run without --only replaces it");
        }
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Map<String, String> keys = new HashMap<>();
        Map<String, JsonNode> verdicts = new TreeMap<>();
        for (KernelSource.Member member : source.members()) {
            keys.put(member.name(), prover.key(member));
            if (goesOn && last.get().file.isSealed(member.name(), keys.get(member.name()))) {
                verdicts.put(member.name(), last.get().file.entry(member.name()).orElseThrow());
            }
        }
        for (ProofResult result : results) {
            // What was left out, or is not new, says nothing against what is known of it.
            if (!(result.verdict() == Verdict.LISTED || !result.isOfThisRun()) || !verdicts.containsKey(result.contract())) {
                ObjectNode verdict = JSON.createObjectNode().put("contract", result.contract())
                        .put("verdict", result.verdict().name()).put("elapsedMs", result.elapsedMs())
                        .put("date", now).put("seal", RecordFile.seal(FORMAT, keys.get(result.contract()), result.verdict()));
                List<String> own = settings.openJmlOptions(result.contract());
                if (!own.equals(options)) {
                    own.forEach(verdict.putArray("options")::add);
                }
                verdicts.put(result.contract(), verdict);
            }
        }
        if (goesOn && !last.get().ofAnotherView && last.get().file.says(verdicts, source)) {
            return Optional.empty();
        }
        ObjectNode record = JSON.createObjectNode();
        record.put("format", FORMAT).put("version", prover.version()).put("solver", prover.solverVersion());
        options.forEach(record.putArray("options")::add);
        record.put("view", OpaqueView.VERSION).put("date", now);
        RecordFile.write(path, record, verdicts, source);
        return Optional.empty();
    }
}
