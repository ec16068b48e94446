package org.itb.specs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.itb.specs.key.CaseOrder;
import org.itb.specs.key.CasesLast;

/**
 * Every contract of the kernel by KeY, in processes of its own. What was proved before over the same content, with the
 * same settings and version, comes from the cache; only closed contracts are kept there, and only if the canaries of
 * their process were right.
 */
final class KeyProver {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOOL_HASH = hashOf("key/KeyWorker.java", "key/Vacuity.java", "canary/Canary.java");
    private static final String CASES_HASH = hashOf("key/CasesLast.java");
    private static final String WELL_DEFINEDNESS_HASH = hashOf("key/WellDefinednessFirst.java");
    private static final String STATISTICS = "key-statistics";
    /** For a guess at what was never timed; only the order of proofs hangs on it. */
    private static final int CHARACTERS_A_MS = 20;
    /** Loading takes as long as some small proofs. */
    private static final int CONTRACTS_WORTH_A_PROCESS = 6;

    private final KernelSource source;
    private final ProofSettings settings;
    private final ProofCache cache;
    private final Progress progress;
    private final int processes;
    private final String solver;
    private final OpenList openList;
    private final Canaries canaries = Canaries.forKey();

    private final Map<String, KernelSource.Member> members = new HashMap<>();
    private final KeyReading reading;
    /** By the name of the contract: each is asked for by the cache, by the record, and again when they are written. */
    private final Map<String, String> keys = new HashMap<>();
    private List<String> contracts = List.of();
    private final Map<String, ProofResult> results = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Map<String, String> canaryVerdicts = Map.of();

    /**
     * @param environment where a z3 is looked for, which is asked for counterexamples and never for a verdict
     * @param leavesOutListed true if what the table lists as open is not tried
     */
    KeyProver(KernelSource source, ProofSettings settings, ProofCache cache, Progress progress, int processes,
            Map<String, String> environment, boolean leavesOutListed) {
        this.source = source;
        this.reading = new KeyReading(source);
        this.settings = settings;
        this.cache = cache;
        this.progress = progress;
        this.processes = processes;
        this.solver = KeyProcess.solverOn(environment.getOrDefault("PATH", ""));
        this.openList = new OpenList(settings, ProofResult.Prover.KEY, leavesOutListed);
        source.members().forEach(member -> members.put(member.name(), member));
    }

    static String version() {
        Properties versions = new Properties();
        try (InputStream in = KeyProver.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty("key");
    }

    /**
     * Proves, or finds proved, some of the contracts.
     *
     * @param only a pattern for them
     * @param also others, by their names
     * @param recorded what was proved elsewhere
     * @param recheckMs of what only the record knows, as much is proved anew as took so long
     * @throws CannotRun if the sources do not load or no prover process can be started
     */
    Collection<ProofResult> prove(Pattern only, Set<String> also, Optional<KeyRecord> recorded, long recheckMs) throws CannotRun {
        Optional<JsonNode> known = cache.get(enumerationKey());
        if (known.isPresent()) {
            contracts = ProofSettings.list(known.get().path("contracts"));
            for (JsonNode warning : known.get().path("warnings")) {
                warnings.add(warning.asText());
            }
        }
        try (Workplace place = new Workplace()) {
            Path sources = place.folder().resolve("sources");
            Canaries.copyWith(source, sources);
            List<KeyProcess> workers = new ArrayList<>();
            if (known.isEmpty()) {
                progress.show("KeY loads the kernel …");
                startAll(only.pattern().isEmpty() ? processes : 1, place, sources, workers);
                KeyProcess first = workers.get(0);
                contracts = first.contracts().stream().filter(name -> !name.startsWith(Canaries.CLASS + ".")).toList();
                warnings.addAll(first.warnings());
                keepEnumeration();
            }
            faults.addAll(openList.unknown(contracts));
            addMissing(only);
            addWithoutWellDefinedness(only);
            List<String> selected = contracts.stream().filter(name -> only.matcher(name).find() || also.contains(name)).toList();
            List<String> open = new ArrayList<>();
            for (String contract : selected) {
                if (!fromCache(contract) && !isLeftOut(contract)) {
                    open.add(contract);
                }
            }
            if (recorded.isPresent()) {
                takeFrom(recorded.get(), selected, open, recheckMs);
            }
            if (!open.isEmpty()) {
                progress.begin(open.size());
                proveAll(place, sources, workers, largestFirst(open));
                keepStatistics();
            }
            workers.forEach(KeyProcess::close);
            faults.addAll(openList.noLongerOpen(results.values()));
        } catch (IOException e) {
            throw CannotRun.here("KeY cannot be started: " + e.getMessage(), e);
        } finally {
            progress.end();
        }
        return results.values();
    }

    /** Why KeY is not to be believed in this run; empty if it is. */
    List<String> faults() {
        return faults;
    }

    List<String> warnings() {
        return warnings;
    }

    /** What KeY said of the canaries in this run; empty if everything came from the cache. */
    Map<String, String> canaryVerdicts() {
        return canaryVerdicts;
    }

    private String enumerationKey() {
        return "key-contracts-" + Sha256.of(version(), TOOL_HASH, settings.taclets().toString(), source.hash());
    }

    private void keepEnumeration() throws CannotRun {
        ObjectNode content = JSON.createObjectNode();
        contracts.forEach(content.putArray("contracts")::add);
        warnings.forEach(content.putArray("warnings")::add);
        cache.put(enumerationKey(), content);
    }

    private void addMissing(Pattern only) {
        Map<String, Long> cases = contracts.stream().filter(name -> name.matches("\\S+ #\\d+"))
                .collect(Collectors.groupingBy(ProofResult::memberOf, Collectors.counting()));
        for (KernelSource.Member member : source.members()) {
            long seen = cases.getOrDefault(member.name(), 0L);
            if ((seen == 0 || seen < member.cases()) && only.matcher(member.name()).find()) {
                String why = seen == 0 ? "KeY sees no contract"
                        : "KeY sees " + seen + " cases of behaviour, the source has " + member.cases();
                results.put(member.name() + " -", new ProofResult(member.name(), member.requirements(), member.where(),
                        ProofResult.Prover.KEY, Verdict.MISSING, 0, 0, ProofResult.Origin.RUN, List.of(why)));
            }
        }
    }

    /** With well-definedness checked, KeY has for each contract and each invariant another that says so. */
    private void addWithoutWellDefinedness(Pattern only) {
        Map<String, Long> checked = contracts.stream().filter(ProofResult::isOnWellDefinedness)
                .collect(Collectors.groupingBy(ProofResult::memberOf, Collectors.counting()));
        Map<String, Long> expected = new TreeMap<>(contracts.stream().filter(name -> name.matches("\\S+ #\\d+"))
                .collect(Collectors.groupingBy(ProofResult::memberOf, Collectors.counting())));
        source.files().stream().filter(KernelSource.File::hasInvariant).forEach(
                file -> expected.put(file.className() + ".<inv>", 1L));
        expected.forEach((member, number) -> {
            if (checked.getOrDefault(member, 0L) < number && only.matcher(member + " wd").find()) {
                add(member + " wd -", Verdict.MISSING, 0, 0, ProofResult.Origin.RUN, List.of("KeY does not check that it is well-defined"));
            }
        });
    }

    /** What KeY sees, once {@link #prove} has run. */
    List<String> contracts() {
        return contracts;
    }

    private boolean fromCache(String contract) throws CannotRun {
        Optional<JsonNode> entry = cache.get(key(contract));
        if (entry.isEmpty() || !entry.get().path("contract").asText().equals(contract)
                || !entry.get().path("verdict").asText().equals(Verdict.CLOSED.name())) {
            return false;
        }
        add(contract, Verdict.CLOSED, entry.get().path("nodes").asInt(), entry.get().path("elapsedMs").asLong(),
                ProofResult.Origin.CACHE, List.of());
        return true;
    }

    /** Leaves in the list what the record does not know, and what is to be proved all the same. */
    private void takeFrom(KeyRecord record, List<String> selected, List<String> open, long recheckMs) throws CannotRun {
        Map<String, JsonNode> closed = new LinkedHashMap<>();
        for (String contract : selected) {
            record.closed(contract, key(contract)).ifPresent(entry -> closed.put(contract, entry));
        }
        Set<String> again = drawn(closed, recheckMs);
        List<String> taken = open.stream().filter(contract -> closed.containsKey(contract) && !again.contains(contract)).toList();
        taken.forEach(contract -> add(contract, Verdict.CLOSED, closed.get(contract).path("nodes").asInt(),
                closed.get(contract).path("elapsedMs").asLong(), ProofResult.Origin.RECORD, List.of()));
        open.removeAll(taken);
    }

    /**
     * Which they are depends on the sources and nothing else: whoever changes them does not choose, everyone who has them
     * proves the same, and what one run has proved the next finds in the cache.
     */
    private Set<String> drawn(Map<String, JsonNode> closed, long recheckMs) {
        Set<String> drawn = new HashSet<>();
        long leftMs = recheckMs;
        String sources = source.hash();
        Map<String, String> order = new TreeMap<>();
        closed.keySet().forEach(contract -> order.put(Sha256.of(sources, contract), contract));
        for (String contract : order.values()) {
            long tookMs = closed.get(contract).path("elapsedMs").asLong();
            if (tookMs <= leftMs) {
                drawn.add(contract);
                leftMs -= tookMs;
            }
        }
        return drawn;
    }

    private boolean isLeftOut(String contract) {
        if (openList.leavesOut(contract)) {
            add(contract, Verdict.LISTED, 0, 0, ProofResult.Origin.RUN, List.of());
        }
        return openList.leavesOut(contract);
    }

    /** Stands for all that decides a verdict. */
    synchronized String key(String contract) throws CannotRun {
        if (!keys.containsKey(contract)) {
            ProofSettings.Plan plan = settings.planOf(contract);
            String tool = TOOL_HASH + (ProofResult.isOnWellDefinedness(contract) ? WELL_DEFINEDNESS_HASH : "") + hashOfCases(plan);
            keys.put(contract, "key-" + Sha256.of(version(), tool, settings.taclets().toString(), plan.strategy().toString(),
                    Integer.toString(plan.steps()), Boolean.toString(maySayNothing(contract)), contract, reading.hashOf(contract, plan)));
        }
        return keys.get(contract);
    }

    /** What decides when cases come, under the order that the plan names; nothing where KeY's own is left alone. */
    static String hashOfCases(ProofSettings.Plan plan) {
        String order = plan.strategy().get(CasesLast.OPTION);
        return order == null ? "" : CASES_HASH + hashOf("key/" + CaseOrder.valueOf(order).source());
    }

    /** Loops whose invariants KeY checks while it proves the contract. */
    private int loopsOf(String contract) {
        KernelSource.Member member = members.get(ProofResult.memberOf(contract));
        return member == null || ProofResult.isOnWellDefinedness(contract) ? 0 : member.loops();
    }

    private boolean maySayNothing(String contract) {
        KernelSource.Member member = members.get(ProofResult.memberOf(contract));
        return member != null && member.idle() || settings.maySayNothing(contract);
    }

    /** The prover's version alone is not all: how it is driven and what the canaries ask counts too. */
    static String hashOf(String... resources) {
        List<String> parts = new ArrayList<>();
        for (String part : resources) {
            try (InputStream in = KeyProver.class.getResourceAsStream(part)) {
                parts.add(Sha256.of(in.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return String.join(" ", parts);
    }

    private KeyProcess.Order orderOf(String contract) {
        return new KeyProcess.Order(contract, settings.planOf(contract), solver,
                ProofResult.isOnWellDefinedness(contract) || loopsOf(contract) > 0, maySayNothing(contract));
    }

    private synchronized void add(String contract, Verdict verdict, int nodes, long elapsedMs, ProofResult.Origin origin,
            List<String> account) {
        KernelSource.Member member = members.get(ProofResult.memberOf(contract));
        String className = contract.substring(0, contract.indexOf('.'));
        results.put(contract, new ProofResult(contract, member == null ? List.of() : member.requirements(),
                member == null ? className + ".java" : member.where(), ProofResult.Prover.KEY, verdict, nodes, elapsedMs,
                origin, verdict.isProved() ? account : openList.account(contract, account)));
    }

    /**
     * The longest first, so that no process waits long at the end: by the times of the last run, and for what has none by
     * how much of the kernel the contract has to do with.
     */
    private List<String> largestFirst(List<String> contracts) {
        JsonNode statistics = cache.hint(STATISTICS).orElse(JSON.createObjectNode());
        Map<String, Long> costsMs = new HashMap<>();
        for (String contract : contracts) {
            int length = source.closureLength(contract.substring(0, contract.indexOf('.')));
            long guessMs = length / (contract.matches("\\S+ #\\d+") ? CHARACTERS_A_MS : 5 * CHARACTERS_A_MS);
            costsMs.put(contract, statistics.path(contract).asLong(guessMs));
        }
        Comparator<String> byCost = Comparator.comparing(contract -> -costsMs.get(contract));
        return contracts.stream().sorted(byCost.thenComparing(Comparator.naturalOrder())).toList();
    }

    /** Starts the first processes side by side: each loads the kernel once, and that takes as long as many a proof. */
    private void startAll(int number, Workplace place, Path sources, List<KeyProcess> workers) throws CannotRun, IOException {
        List<Thread> threads = new ArrayList<>();
        List<Exception> failures = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Thread thread = new Thread(() -> {
                try {
                    KeyProcess worker = new KeyProcess(place, sources, settings);
                    synchronized (workers) {
                        workers.add(worker);
                    }
                } catch (CannotRun | IOException | RuntimeException e) {
                    synchronized (workers) {
                        failures.add(e);
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        await(threads);
        if (!failures.isEmpty()) {
            Exception first = failures.get(0);
            throw first instanceof CannotRun known ? known : CannotRun.here("KeY: " + first, first);
        }
    }

    private static void await(List<Thread> threads) throws CannotRun {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CannotRun.here("interrupted", e);
        }
    }

    private void keepStatistics() throws CannotRun {
        ObjectNode statistics = JSON.createObjectNode();
        cache.hint(STATISTICS).ifPresent(last -> last.fields().forEachRemaining(
                field -> statistics.set(field.getKey(), field.getValue())));
        results.values().stream().filter(ProofResult::isOfThisRun)
                .forEach(result -> statistics.put(result.contract(), result.elapsedMs()));
        cache.put(STATISTICS, statistics);
    }

    private void proveAll(Workplace place, Path sources, List<KeyProcess> started, List<String> contracts) throws CannotRun {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>(contracts);
        BlockingQueue<KeyProcess> ready = new LinkedBlockingQueue<>(started);
        List<Thread> threads = new ArrayList<>();
        List<Exception> failures = new ArrayList<>();
        int useful = (contracts.size() + CONTRACTS_WORTH_A_PROCESS - 1) / CONTRACTS_WORTH_A_PROCESS;
        for (int i = 0; i < Math.min(processes, useful); i++) {
            Thread thread = new Thread(() -> {
                try {
                    share(place, sources, ready.poll(), queue);
                } catch (CannotRun | IOException | RuntimeException e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }, "share-" + i);
            thread.start();
            threads.add(thread);
        }
        await(threads);
        if (!failures.isEmpty()) {
            Exception first = failures.get(0);
            throw first instanceof CannotRun known ? known : CannotRun.here("KeY: " + first, first);
        }
        for (String contract : contracts) {
            if (!results.containsKey(contract)) {
                add(contract, Verdict.ERROR, 0, 0, ProofResult.Origin.RUN, List.of("not tried: the prover is not to be believed"));
            }
        }
    }

    /** One process after another (one that hangs or dies is replaced) until the queue is empty. */
    private void share(Workplace place, Path sources, KeyProcess ready, BlockingQueue<String> queue)
            throws CannotRun, IOException {
        KeyProcess worker = ready;
        while (!queue.isEmpty()) {
            if (worker == null) {
                worker = new KeyProcess(place, sources, settings);
            }
            if (!believe(worker)) {
                worker.close();
                return;
            }
            for (String contract = queue.poll(); contract != null; contract = queue.poll()) {
                progress.show(contract);
                long start = System.nanoTime();
                Optional<JsonNode> answer = worker.prove(orderOf(contract));
                if (answer.isEmpty()) {
                    boolean hangs = worker.hangs();
                    add(contract, hangs ? Verdict.TIMEOUT : Verdict.ERROR, 0, (System.nanoTime() - start) / 1000000,
                            ProofResult.Origin.RUN, worker.lastWords());
                    worker.close();
                    worker = null;
                    break;
                }
                keep(contract, answer.get());
                progress.done(contract);
            }
        }
        if (worker != null) {
            worker.close();
        }
    }

    private boolean believe(KeyProcess worker) throws CannotRun {
        Map<String, Verdict> given = worker.askCanaries(canaries, solver, progress);
        Map<String, String> shown = new LinkedHashMap<>();
        given.forEach((member, verdict) -> shown.put(member, verdict.name()));
        List<String> wrong = canaries.faults(given);
        synchronized (this) {
            canaryVerdicts = shown;
            wrong.forEach(fault -> {
                if (!faults.contains("KeY: " + fault)) {
                    faults.add("KeY: " + fault);
                }
            });
        }
        return wrong.isEmpty();
    }

    private void keep(String contract, JsonNode answer) throws CannotRun {
        Verdict verdict = Verdict.valueOf(answer.path("verdict").asText());
        List<String> account = new ArrayList<>();
        answer.path("account").forEach(line -> account.add(line.asText()));
        if (verdict == Verdict.CLOSED && answer.path("loops").asInt() < loopsOf(contract)) {
            verdict = Verdict.ERROR;
            account.add("the source has " + loopsOf(contract) + " loops, but KeY checked the invariants of "
                    + answer.path("loops").asInt());
        }
        int nodes = answer.path("nodes").asInt();
        long elapsedMs = answer.path("elapsedMs").asLong();
        add(contract, verdict, nodes, elapsedMs, ProofResult.Origin.RUN, account);
        if (verdict == Verdict.CLOSED) {
            ObjectNode content = JSON.createObjectNode();
            content.put("contract", contract).put("verdict", verdict.name()).put("nodes", nodes).put("elapsedMs", elapsedMs);
            synchronized (cache) {
                cache.put(key(contract), content);
            }
        }
    }
}
