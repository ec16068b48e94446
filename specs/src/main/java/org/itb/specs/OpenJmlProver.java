package org.itb.specs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every contract of the kernel by OpenJML, from an installation that the user names with OPENJML_HOME; the solver is
 * the one that comes with it, or the one that OPENJML_SOLVER names. The cache holds its verdicts as it holds KeY's.
 */
final class OpenJmlProver {
    static final String HOW_TO_GET = "OpenJML is not here: OPENJML_HOME names no folder with an 'openjml' program.\n"
            + "  Get release 0.17.0-alpha-15 from https://github.com/OpenJML/OpenJML/releases, unpack it, and\n"
            + "  set OPENJML_HOME to the folder that holds 'openjml'. It brings its solver; OPENJML_SOLVER names another.";
    /** Output of other releases is not known to this program, and their soundness not examined. */
    private static final Pattern SUPPORTED = Pattern.compile("0\\.17\\..*");
    private static final Pattern VERSION = Pattern.compile("openjml\\s+(\\S+)", Pattern.CASE_INSENSITIVE);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STATISTICS = "openjml-statistics";
    private static final int VERSION_SECONDS = 60;
    private static final long SHARE_MS = 240_000;
    /** Starting one and asking it the canaries takes as long as some proofs. */
    private static final int MEMBERS_WORTH_A_PROCESS = 4;
    /** It keeps what it made of each contract: after many of the composed kernel it has no memory left. */
    private static final int MOST_MEMBERS_OF_A_PROCESS = 8;

    private final Path program;
    private final Path solver;
    private final KernelSource source;
    private final ProofSettings settings;
    private final ProofCache cache;
    private final Progress progress;
    private final int processes;
    private final Function<String, List<String>> optionsOf;
    private final int mostOfAProcess;
    private final OpenList openList;
    private final Canaries canaries = Canaries.forOpenJml();
    private final Map<String, ProofSettings.OpenJmlException> notCovered = new HashMap<>();
    private final ModularView.All reading;
    /** By the name of the member: each is asked for by the cache, by the record, and again when it is written. */
    private final Map<String, String> keys = new HashMap<>();

    private final Map<String, ProofResult> results = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> stray = new ArrayList<>();
    private Map<String, String> canaryVerdicts = Map.of();
    private String version = "unknown";
    private String solverVersion = "unknown";

    private OpenJmlProver(Path program, Path solver, KernelSource source, ProofSettings settings, ProofCache cache,
            Progress progress, int processes, boolean leavesOutListed, Function<String, List<String>> optionsOf, int mostOfAProcess) {
        this.program = program;
        this.solver = solver;
        this.source = source;
        this.reading = new ModularView.All(ModularView.Reader.OPENJML, source);
        this.settings = settings;
        this.cache = cache;
        this.progress = progress;
        this.processes = processes;
        this.optionsOf = optionsOf;
        this.mostOfAProcess = mostOfAProcess;
        this.openList = new OpenList(settings, ProofResult.Prover.OPENJML, leavesOutListed);
        settings.openJmlExceptions().stream().filter(exception -> !Jml.isToldToKeyAlone(exception, source))
                .forEach(exception -> notCovered.put(exception.contract(), exception));
    }

    /**
     * Finds the installation and asks for its version.
     *
     * @param leavesOutListed true if what the table lists as open is not tried
     * @throws CannotRun with exit code 3 and the way to get it, if it is not there or is of another release
     */
    static OpenJmlProver of(Map<String, String> environment, KernelSource source, ProofSettings settings,
            ProofCache cache, Progress progress, int processes, boolean leavesOutListed) throws CannotRun {
        String home = environment.getOrDefault("OPENJML_HOME", "");
        Path program = home.isBlank() ? null : Path.of(home, "openjml");
        if (program == null || !Files.isExecutable(program)) {
            throw CannotRun.here(HOW_TO_GET + (home.isBlank() ? "" : "\n  (OPENJML_HOME is now " + home + ")"), null);
        }
        String solver = environment.getOrDefault("OPENJML_SOLVER", "");
        OpenJmlProver prover = new OpenJmlProver(program, solver.isBlank() ? null : Path.of(solver), source, settings, cache,
                progress, processes, leavesOutListed, settings::openJmlOptions, MOST_MEMBERS_OF_A_PROCESS);
        prover.askVersions(Path.of(home));
        return prover;
    }

    /** The same installation over a class with mutants in it: one process for all that is asked of it, one set of options. */
    OpenJmlProver overMutants(KernelSource mutated, List<String> options, ProofCache own) {
        OpenJmlProver prover = new OpenJmlProver(program, solver, mutated, settings, own, new Progress(null), 1, false,
                member -> options, Integer.MAX_VALUE);
        prover.version = version;
        prover.solverVersion = solverVersion;
        return prover;
    }

    private void askVersions(Path home) throws CannotRun {
        String said = output(List.of(program.toString(), "--version"));
        Matcher found = VERSION.matcher(said);
        if (!found.find()) {
            throw CannotRun.here(program + " --version does not name a version of OpenJML; it says: "
                    + said.strip().lines().limit(3).collect(Collectors.joining(" | ")), null);
        }
        version = found.group(1);
        if (!SUPPORTED.matcher(version).matches()) {
            throw CannotRun.here("OpenJML " + version + " is not supported: only releases 0.17 have been examined", null);
        }
        Optional<Path> used = solver == null ? bundledSolver(home) : Optional.of(solver);
        if (used.isPresent()) {
            solverVersion = output(List.of(used.get().toString(), "--version")).strip().lines().findFirst().orElse("unknown");
        }
    }

    private static Optional<Path> bundledSolver(Path home) {
        try (Stream<Path> all = Files.walk(home, 3)) {
            return all.filter(file -> file.getFileName().toString().startsWith("z3") && Files.isExecutable(file)
                    && Files.isRegularFile(file)).sorted().findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static String output(List<String> command) throws CannotRun {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            Thread reaper = new Thread(() -> {
                try {
                    if (!process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                    }
                } catch (InterruptedException e) {
                    process.destroyForcibly();
                }
            });
            reaper.setDaemon(true);
            reaper.start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CannotRun.here(command.get(0) + " cannot be run: " + e.getMessage(), e);
        }
    }

    String version() {
        return version;
    }

    String solverVersion() {
        return solverVersion;
    }

    List<String> faults() {
        return faults;
    }

    List<String> stray() {
        return stray;
    }

    Map<String, String> canaryVerdicts() {
        return canaryVerdicts;
    }

    /** @param known what was proved elsewhere */
    Collection<ProofResult> prove(Pattern only, Optional<OpenJmlRecord> known) throws CannotRun {
        List<KernelSource.Member> open = new ArrayList<>();
        for (KernelSource.Member member : source.members()) {
            if (only.matcher(member.name()).find() && !fromCache(member) && !isKnown(member, known)) {
                open.add(member);
            }
        }
        faults.addAll(openList.unknown(source.members().stream().map(KernelSource.Member::name).toList()));
        open.stream().filter(member -> openList.leavesOut(member.name()))
                .forEach(member -> add(member, Verdict.LISTED, 0, ProofResult.Origin.RUN, List.of()));
        open.removeIf(member -> openList.leavesOut(member.name()));
        if (!open.isEmpty()) {
            proveAnew(open);
        }
        faults.addAll(openList.noLongerOpen(results.values()));
        return results.values();
    }

    private void proveAnew(List<KernelSource.Member> open) throws CannotRun {
        try (Workplace place = new Workplace()) {
            Path sources = place.folder().resolve("sources");
            Canaries.copyWith(source, sources, OpaqueView::whole);
            progress.begin(open.size());
            List<KernelSource.Member> covered = open.stream().filter(member -> !notCovered.containsKey(member.name())).toList();
            List<KernelSource.Member> others = open.stream().filter(member -> notCovered.containsKey(member.name())).toList();
            List<Share> shares = new ArrayList<>();
            Map<String, List<KernelSource.Member>> views = byView(covered);
            int least = views.size() > processes ? 1 : processes; // with many views there is enough to do side by side
            for (Map.Entry<String, List<KernelSource.Member>> view : views.entrySet()) {
                Path seen = view.getKey().isEmpty() ? sources : place.folder().resolve("seen-from-" + view.getKey());
                if (!view.getKey().isEmpty()) {
                    Canaries.copyWith(source, seen, file -> OpaqueView.seenFrom(view.getKey(), file));
                }
                for (List<KernelSource.Member> alike : byOptions(view.getValue())) {
                    shares(alike, least).forEach(members -> shares.add(new Share(members, seen)));
                }
            }
            for (List<KernelSource.Member> alike : byOptions(others)) {
                shares.add(new Share(alike, sources)); // in a process of their own: what OpenJML does not know may crash it
            }
            proveAll(place, shares);
            keepStatistics();
        } catch (IOException e) {
            throw CannotRun.here("OpenJML cannot be started: " + e.getMessage(), e);
        } finally {
            progress.end();
        }
    }

    /** What one process proves, and the folder of the sources as they look from there. */
    private record Share(List<KernelSource.Member> members, Path sources) {
    }

    /** By the class that looks at the others; under "" what looks the same from everywhere. */
    private Map<String, List<KernelSource.Member>> byView(List<KernelSource.Member> covered) {
        Map<String, String> viewOf = new HashMap<>();
        return covered.stream().collect(Collectors.groupingBy(member -> viewOf.computeIfAbsent(
                member.file().replace(".java", ""), name -> OpaqueView.matters(source, name) ? name : ""),
                TreeMap::new, Collectors.toList()));
    }

    private Collection<List<KernelSource.Member>> byOptions(List<KernelSource.Member> members) {
        return members.stream().collect(Collectors.groupingBy(member -> optionsOf.apply(member.name()).toString(),
                TreeMap::new, Collectors.toList())).values();
    }

    /** Stands for all that decides what OpenJML says of the member. */
    synchronized String key(KernelSource.Member member) throws CannotRun {
        if (!keys.containsKey(member.name())) {
            String className = member.file().replace(".java", "");
            keys.put(member.name(), "openjml-" + Sha256.of(OpaqueView.VERSION, version, solverVersion,
                    optionsOf.apply(member.name()).toString(), Canaries.source(), member.name(), reading.hashOf(className, member.name())));
        }
        return keys.get(member.name());
    }

    private boolean fromCache(KernelSource.Member member) throws CannotRun {
        Optional<JsonNode> entry = cache.get(key(member));
        if (entry.isEmpty() || !entry.get().path("contract").asText().equals(member.name())
                || !entry.get().path("verdict").asText().equals(Verdict.CLOSED.name())) {
            return false;
        }
        add(member, Verdict.CLOSED, entry.get().path("elapsedMs").asLong(), ProofResult.Origin.CACHE, List.of());
        return true;
    }

    private boolean isKnown(KernelSource.Member member, Optional<OpenJmlRecord> known) throws CannotRun {
        if (known.isEmpty() || !known.get().isClosed(member.name(), key(member))) {
            return false;
        }
        add(member, Verdict.CLOSED, known.get().elapsedMs(member.name()), ProofResult.Origin.RECORD, List.of());
        return true;
    }

    private synchronized void add(KernelSource.Member member, Verdict verdict, long elapsedMs, ProofResult.Origin origin,
            List<String> account) {
        results.put(member.name(), new ProofResult(member.name(), member.requirements(), member.where(),
                ProofResult.Prover.OPENJML, verdict, 0, elapsedMs, origin,
                verdict.isProved() ? account : openList.account(member.name(), account)));
    }

    /** Processes of about the same length, by the times of the last run; none so long that much is lost if it must be stopped. */
    private List<List<KernelSource.Member>> shares(List<KernelSource.Member> open, int atLeast) {
        JsonNode statistics = cache.hint(STATISTICS).orElse(JSON.createObjectNode());
        Map<KernelSource.Member, Long> costMs = new HashMap<>();
        open.forEach(member -> costMs.put(member, statistics.path(member.name()).asLong(1000)));
        List<List<KernelSource.Member>> shares = new ArrayList<>();
        int useful = (open.size() + MEMBERS_WORTH_A_PROCESS - 1) / MEMBERS_WORTH_A_PROCESS;
        int needed = (int) (((long) open.size() + mostOfAProcess - 1) / mostOfAProcess);
        long sumMs = costMs.values().stream().mapToLong(Long::longValue).sum();
        int count = (int) Math.min(open.size(), Math.max(Math.max(Math.min(atLeast, useful), needed), sumMs / SHARE_MS + 1));
        long[] sums = new long[count];
        for (int i = 0; i < count; i++) {
            shares.add(new ArrayList<>());
        }
        open.stream().sorted(Comparator.comparing(member -> -costMs.get(member))).forEach(member -> {
            int least = IntStream.range(0, count).filter(i -> shares.get(i).size() < mostOfAProcess).boxed()
                    .min(Comparator.comparing(i -> sums[i])).orElseThrow();
            sums[least] += costMs.get(member);
            shares.get(least).add(member);
        });
        return shares;
    }

    private void keepStatistics() throws CannotRun {
        ObjectNode statistics = JSON.createObjectNode();
        cache.hint(STATISTICS).ifPresent(last -> last.fields().forEachRemaining(
                field -> statistics.set(field.getKey(), field.getValue())));
        results.values().stream().filter(ProofResult::isOfThisRun)
                .forEach(result -> statistics.put(result.contract(), result.elapsedMs()));
        cache.put(STATISTICS, statistics);
    }

    private void proveAll(Workplace place, List<Share> shares) throws CannotRun {
        ExecutorService pool = Executors.newFixedThreadPool(processes);
        try {
            List<Future<?>> running = new ArrayList<>();
            shares.forEach(share -> running.add(pool.submit(() -> {
                proveShare(place, share);
                return null;
            })));
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw CannotRun.here("OpenJML: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CannotRun.here("interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** What OpenJML breaks on spoils the process, so the others of its share get one of their own. */
    private void proveShare(Workplace place, Share part) throws IOException, InterruptedException, CannotRun {
        Set<String> brokeIn = prove(place, part);
        List<KernelSource.Member> others = part.members().stream().filter(member -> !brokeIn.contains(member.name())).toList();
        if (!others.isEmpty() && others.size() < part.members().size()) {
            proveShare(place, new Share(others, part.sources()));
        }
    }

    /** Returns what it broke on. */
    private Set<String> prove(Workplace place, Share part) throws IOException, InterruptedException, CannotRun {
        List<KernelSource.Member> share = part.members();
        Path own = Files.createTempDirectory(place.folder(), "openjml");
        OpenJmlOutput output = new OpenJmlOutput();
        Process process = place.start(new ProcessBuilder(command(own, share)).directory(part.sources().toFile())
                .redirectErrorStream(true));
        process.getOutputStream().close();
        AtomicBoolean late = new AtomicBoolean();
        Thread limit = new Thread(() -> {
            try {
                Thread.sleep(settings.openJmlSeconds() * 1000L);
                late.set(true);
                place.end(process);
            } catch (InterruptedException inTime) {
                // It ended by itself.
            }
        });
        limit.setDaemon(true);
        limit.start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.line(line);
                if (line.startsWith("Completed proof of ")) {
                    progress.done(line.replaceFirst(" with prover.*", "").substring("Completed ".length()));
                }
            }
        } catch (IOException closedByTheLimit) {
            if (!late.get()) {
                throw closedByTheLimit;
            }
        }
        int exit = process.waitFor();
        limit.interrupt();
        judge(output, exit, late.get(), share);
        return output.brokeIn();
    }

    private List<String> command(Path own, List<KernelSource.Member> share) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-J-Djava.io.tmpdir=" + own, "-J-Xmx8g"));
        command.addAll(optionsOf.apply(share.get(0).name()));
        if (solver != null) {
            command.addAll(List.of("--exec", solver.toString()));
        }
        command.addAll(List.of("-sourcepath", ".", "-proc:none", "-d", own.toString()));
        if (share.size() < source.members().size()) {
            List<String> patterns = new ArrayList<>();
            share.forEach(member -> patterns.add("(?:.*[.])?"
                    + member.name().replaceFirst("\\(.*", "").replace(".", "[.]") + "(?:[(].*)?"));
            patterns.add("(?:.*[.])?" + Canaries.CLASS + "[.].*");
            command.addAll(List.of("--method", patterns.stream().distinct().collect(Collectors.joining("|"))));
        }
        source.files().forEach(file -> command.add(file.path()));
        command.add("org/itb/canary/Canary.java");
        return command;
    }

    private synchronized void judge(OpenJmlOutput output, int exit, boolean late, List<KernelSource.Member> share)
            throws CannotRun {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        output.proofs().forEach((name, proof) -> verdicts.put(name, proof.verdict()));
        if (notCovered.containsKey(share.get(0).name())) {
            judgeExceptions(output, canaries.faults(verdicts).isEmpty(), share);
            return;
        }
        List<String> wrong = new ArrayList<>(canaries.faults(verdicts));
        output.broken().stream().limit(8).forEach(wrong::add);
        if (late) {
            wrong.add(0, "stopped after " + settings.openJmlSeconds() + " s");
        } else if (exit != 0 && exit != 6) {
            wrong.add(0, "OpenJML ended with code " + exit + meaning(exit));
        }
        Map<String, String> shown = new LinkedHashMap<>();
        canaries.members().forEach(name -> shown.put(name, String.valueOf(verdicts.get(name))));
        canaryVerdicts = shown;
        wrong.stream().map(fault -> "OpenJML: " + fault).filter(fault -> !faults.contains(fault)).forEach(faults::add);
        stray.addAll(output.stray());
        for (KernelSource.Member member : share) {
            OpenJmlOutput.Proof proof = output.proofs().get(member.name());
            if (member.openJmlCases() == 0) {
                // OpenJML proves a method without a contract against one that it makes up.
                add(member, Verdict.MISSING, 0, ProofResult.Origin.RUN, List.of("OpenJML is given no contract"));
            } else if (proof == null) {
                add(member, Verdict.ERROR, 0, ProofResult.Origin.RUN,
                        List.of("OpenJML did not try it" + (wrong.isEmpty() ? "" : ": " + wrong.get(0))));
            } else if (!wrong.isEmpty() && proof.verdict().isProved()) {
                add(member, Verdict.ERROR, proof.elapsedMs(), ProofResult.Origin.RUN, List.of("not counted: " + wrong.get(0)));
            } else {
                add(member, proof.verdict(), proof.elapsedMs(), ProofResult.Origin.RUN, proof.account());
                if (proof.verdict().isProved()) {
                    cache.put(key(member), JSON.createObjectNode().put("contract", member.name())
                            .put("verdict", Verdict.CLOSED.name()).put("elapsedMs", proof.elapsedMs()));
                }
            }
        }
    }

    /** What the table excepts is tried all the same: an exception for what OpenJML proves is a fault of the table. */
    private void judgeExceptions(OpenJmlOutput output, boolean believed, List<KernelSource.Member> share) {
        for (KernelSource.Member member : share) {
            ProofSettings.OpenJmlException exception = notCovered.get(member.name());
            OpenJmlOutput.Proof proof = output.proofs().get(member.name());
            boolean proved = believed && proof != null && proof.verdict().isProved();
            if (proved) {
                faults.add("OpenJML: the table excepts " + member.name() + " for '" + exception.construct()
                        + "', but OpenJML proves it");
            }
            add(member, proved ? Verdict.CLOSED : Verdict.EXCEPTED, proof == null ? 0 : proof.elapsedMs(), ProofResult.Origin.RUN,
                    List.of("'" + exception.construct() + "': " + exception.why()));
        }
    }

    private static String meaning(int exit) {
        return switch (exit) {
            case 1 -> " (syntax, type or solver error)";
            case 2 -> " (bad arguments)";
            case 3 -> " (fatal error)";
            case 4 -> " (crash)";
            case 5 -> " (cancelled)";
            default -> "";
        };
    }
}
