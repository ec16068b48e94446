package org.itb.specs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.itb.specs.key.CaseOrder;
import org.itb.specs.key.CasesLast;

/**
 * The committed table of how each contract is proved. The same table judges the kernel and its mutants. What makes a
 * proof worth something is not the table's to decide: arithmetic that finds overflow, and exceptions banned.
 */
final class ProofSettings {
    private static final Set<String> NAMES = Set.of("about", "taclets", "strategy", "limits", "contracts", "saysNothing",
            "mutants", "openjml", "open");
    private static final List<String> CASES = Stream.of(CaseOrder.values()).map(CaseOrder::name).toList();
    private static final List<String> NAMES_OF_OPEN = List.of("contract", "prover", "goal", "tried", "standsIn");
    private static final Map<String, String> REQUIRED = Map.of("intRules", "arithmeticSemanticsCheckingOF",
            "runtimeExceptions", "ban", "wdChecks", "on");

    private final JsonNode table;
    private final List<Rule> rules = new ArrayList<>();
    private final List<Pattern> sayNothing = new ArrayList<>();
    private final List<OpenJmlException> exceptions = new ArrayList<>();
    private final List<OpenContract> openContracts = new ArrayList<>();
    private final List<OpenJmlRule> openJmlRules = new ArrayList<>();
    private Pattern judgedMutants = Pattern.compile("(?!)");

    private record Rule(Pattern match, Map<String, String> strategy, JsonNode limits) {
    }

    private record OpenJmlRule(Pattern match, List<String> options) {
    }

    /**
     * How one contract is proved.
     *
     * @param strategy KeY's strategy options by their short names
     * @param steps limit that is the same on every machine
     * @param seconds limit for what hangs; no part of what a verdict depends on
     */
    record Plan(Map<String, String> strategy, int steps, int seconds) {
    }

    /**
     * What the language of OpenJML does not cover.
     *
     * @param contract {@code DoseLedger.dayPg(long)}, or {@code Gate.<inv>}
     * @param construct as it stands in the source
     */
    record OpenJmlException(String contract, String construct, String why) {
    }

    /**
     * A contract that one prover does not close after real attempts. It is never counted as proved.
     *
     * @param contract as the prover's row names it: {@code Gate.settle(long) #0} for KeY, {@code Gate.settle(long)} for OpenJML
     * @param goal the clause with file and line, and what is left to prove of it
     * @param standsIn what else speaks for it
     */
    record OpenContract(String contract, ProofResult.Prover prover, String goal, String tried, String standsIn) {
        /** For whoever reads the row: one line each. */
        List<String> account() {
            return List.of("left to prove: " + goal, "tried: " + tried, "stands in for a proof: " + standsIn);
        }
    }

    private ProofSettings(JsonNode table) {
        this.table = table;
    }

    static ProofSettings read(Path file) throws CannotRun {
        try {
            ProofSettings settings = new ProofSettings(new ObjectMapper().readTree(Files.readAllBytes(file)));
            settings.check();
            return settings;
        } catch (JsonProcessingException e) {
            throw CannotRun.badInput(file + ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr() + ": "
                    + e.getOriginalMessage());
        } catch (IOException e) {
            throw CannotRun.badInput(file + ": cannot be read: " + e);
        } catch (IllegalArgumentException e) {
            throw CannotRun.badInput(file + ": " + e.getMessage());
        }
    }

    private void check() {
        for (Iterator<String> names = table.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("unknown field '" + name + "', expected one of " + NAMES);
            }
        }
        REQUIRED.forEach((option, value) -> {
            String given = table.path("taclets").path(option).asText();
            if (!given.equals(value)) {
                throw new IllegalArgumentException("taclets." + option + " is '" + given + "', but only '" + value
                        + "' proves anything about this kernel");
            }
        });
        if (table.path("limits").path("steps").asInt() < 1 || table.path("limits").path("seconds").asInt() < 1) {
            throw new IllegalArgumentException("limits.steps and limits.seconds are missing, expected positive integers");
        }
        refuseOtherCases(table.path("strategy"));
        for (JsonNode rule : table.path("contracts")) {
            refuseOtherCases(rule.path("strategy"));
            rules.add(new Rule(pattern(rule), texts(rule.path("strategy")), rule.path("limits")));
        }
        for (JsonNode excuse : table.path("saysNothing")) {
            sayNothing.add(pattern(excuse));
        }
        if (table.has("mutants")) {
            judgedMutants = pattern(table.path("mutants"));
        }
        for (JsonNode rule : table.path("openjml").path("contracts")) {
            openJmlRules.add(new OpenJmlRule(pattern(rule), list(rule.path("options"))));
        }
        for (JsonNode exception : table.path("openjml").path("exceptions")) {
            OpenJmlException read = new OpenJmlException(exception.path("contract").asText(),
                    exception.path("construct").asText(), exception.path("why").asText());
            if (read.contract().isBlank() || read.construct().isBlank() || read.why().isBlank()) {
                throw new IllegalArgumentException(
                        "an exception of OpenJML without its 'contract', 'construct' or reason ('why'): " + exception);
            }
            exceptions.add(read);
        }
        for (JsonNode open : table.path("open")) {
            addOpen(open);
        }
    }

    private static void refuseOtherCases(JsonNode strategy) {
        String cases = strategy.path(CasesLast.OPTION).asText(CaseOrder.LAST.name());
        if (!CASES.contains(cases)) {
            throw new IllegalArgumentException("strategy." + CasesLast.OPTION + " is '" + cases + "', but it can only be one of " + CASES);
        }
    }

    private void addOpen(JsonNode open) {
        for (Iterator<String> names = open.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!NAMES_OF_OPEN.contains(name)) {
                throw new IllegalArgumentException("unknown field '" + name + "' in 'open', expected " + NAMES_OF_OPEN);
            }
        }
        for (String name : NAMES_OF_OPEN) {
            if (!open.path(name).isTextual() || open.path(name).asText().isBlank()) {
                throw new IllegalArgumentException("an open contract without its '" + name + "': " + open);
            }
        }
        ProofResult.Prover prover = Stream.of(ProofResult.Prover.values())
                .filter(one -> one.shown().equals(open.path("prover").asText())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'prover' of an open contract is neither KeY nor OpenJML: " + open));
        OpenContract read = new OpenContract(open.path("contract").asText(), prover, open.path("goal").asText(),
                open.path("tried").asText(), open.path("standsIn").asText());
        if (openOf(prover).containsKey(read.contract())) {
            throw new IllegalArgumentException(read.contract() + " is listed twice as open in " + prover.shown());
        }
        openContracts.add(read);
    }

    private static Pattern pattern(JsonNode rule) {
        if (rule.path("why").asText().isBlank()) {
            throw new IllegalArgumentException("an exception without its reason ('why'): " + rule);
        }
        try {
            return Pattern.compile(rule.path("match").asText("(?!)"));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'match' is no regular expression: " + e.getMessage(), e);
        }
    }

    Map<String, String> taclets() {
        return texts(table.path("taclets"));
    }

    /** The defaults, and over them every rule that matches, in the order of the table. */
    Plan planOf(String contract) {
        Map<String, String> strategy = new TreeMap<>(texts(table.path("strategy")));
        int steps = table.path("limits").path("steps").asInt();
        int seconds = table.path("limits").path("seconds").asInt();
        for (Rule rule : rules) {
            if (rule.match().matcher(contract).find()) {
                strategy.putAll(rule.strategy());
                steps = rule.limits().path("steps").asInt(steps);
                seconds = rule.limits().path("seconds").asInt(seconds);
            }
        }
        return new Plan(strategy, steps, seconds);
    }

    /** Contracts that may say no more than their invariant, each with its reason in the table. */
    boolean maySayNothing(String contract) {
        return sayNothing.stream().anyMatch(match -> match.matcher(contract).find());
    }

    /** Those of contracts without a rule of their own. */
    List<String> openJmlOptions() {
        return list(table.path("openjml").path("options"));
    }

    /** What the rules for a contract say takes the place of the same option before. */
    List<String> openJmlOptions(String contract) {
        List<String> options = openJmlOptions();
        for (OpenJmlRule rule : openJmlRules) {
            if (rule.match().matcher(contract).find()) {
                for (String option : rule.options()) {
                    options.removeIf(other -> other.replaceFirst("=.*", "").equals(option.replaceFirst("=.*", "")));
                    options.add(option);
                }
            }
        }
        return options;
    }

    List<OpenJmlException> openJmlExceptions() {
        return List.copyOf(exceptions);
    }

    /** What is listed as open, in the order of the table. */
    List<OpenContract> openContracts() {
        return List.copyOf(openContracts);
    }

    /** What is listed as open in one prover, by its row. */
    Map<String, OpenContract> openOf(ProofResult.Prover prover) {
        Map<String, OpenContract> found = new TreeMap<>();
        openContracts.stream().filter(open -> open.prover() == prover).forEach(open -> found.put(open.contract(), open));
        return found;
    }

    int openJmlSeconds() {
        return table.path("openjml").path("seconds").asInt(3600);
    }

    /** Whose mutants KeY judges, by the names of members: classes whose contracts all close. OpenJML judges all. */
    Pattern judgedMutants() {
        return judgedMutants;
    }

    /**
     * How a mutant is judged: as its original is, but no longer than many times what the original's proof took. The
     * original closes within that too, so these are the same settings for both.
     *
     * @param nodes of the original's proof
     */
    Plan planOfMutant(String original, int nodes) {
        Plan plan = planOf(original);
        JsonNode mutants = table.path("mutants");
        int steps = Math.max(mutants.path("steps").asInt(5000), mutants.path("times").asInt(10) * nodes);
        return new Plan(plan.strategy(), Math.min(plan.steps(), steps), plan.seconds());
    }

    /**
     * How long the solver may take for one question about a mutant: many times what the whole proof of the original took,
     * in few steps, so that many mutants go together.
     */
    long openJmlMutantMs(long originalMs) {
        JsonNode mutants = table.path("mutants").path("openjml");
        long wantedMs = mutants.path("times").asInt(3) * originalMs;
        long limitMs = mutants.path("seconds").asInt(10) * 1000L;
        while (limitMs < wantedMs) {
            limitMs *= 2;
        }
        return limitMs;
    }

    /** The rule of {@link #openJmlMutantMs}, for a key. */
    String openJmlMutantLimits() {
        return table.path("mutants").path("openjml").toString();
    }

    static List<String> list(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new TreeMap<>();
        node.fields().forEachRemaining(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
