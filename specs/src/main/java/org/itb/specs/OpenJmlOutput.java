package org.itb.specs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What OpenJML 0.17 printed, line by line: it has no output for programs. A method counts as proved only if it was
 * begun, its assertions were validated, its feasibility was checked, and it was completed once and without a complaint
 * between. Exit code 0 proves nothing: OpenJML gives it for an infeasible method too.
 */
final class OpenJmlOutput {
    private static final Pattern STARTED = Pattern.compile("Starting proof of (.+) with prover \\S+.*");
    private static final Pattern COMPLETED =
            Pattern.compile("Completed proof of (.+) with prover \\S+ - (.*?)\\s*\\[([\\d.]+) secs\\].*");
    private static final Pattern FEASIBLE = Pattern.compile(".*Feasibility check #\\d+ - .* : OK .*");
    private static final Pattern COMPLAINT = Pattern.compile(".*: verify: .*|.*(?i:infeasible|unreachable|timeout|UNKNOWN).*");
    private static final Pattern BROKEN =
            Pattern.compile(".*: error: .*|error: .*|\\s*at [\\w.$/]+\\(.*|.*\\w(Exception|Error)(: .*|\\s*$)|Exception in .*|.*catastrophic.*|.*Internal JML bug.*");
    private static final Pattern EXPECTED = Pattern.compile("Note: .*|Proving methods in .*|Method assertions are validated.*"
            + "|Completed proving methods in .*|Summary:?.*|\\s+(Valid|Invalid|Infeasible|Timeout|Error|Skipped|TOTAL|Classes"
            + "|Model Classes|Model methods|DURATION|Methods?|Total)\\b.*|.*: warning: .*|\\s.*|\\d+ warnings?|\\s*"
            + "|.*: Associated declaration.*|Skipping proof of .*|.* Method assertions are INVALID|\\d+ verification failures?|.*: Associated method exit.*");

    /** One method; {@code verdict} is null while it runs. */
    static final class Proof {
        private Verdict verdict;
        private long elapsedMs;
        private boolean feasible;
        private boolean broke;
        private final List<String> account = new ArrayList<>();

        /** What never ended is an error. */
        Verdict verdict() {
            return verdict == null ? Verdict.ERROR : verdict;
        }

        long elapsedMs() {
            return elapsedMs;
        }

        List<String> account() {
            return verdict == null ? List.of("begun, but OpenJML gave no result") : account;
        }
    }

    private final Map<String, Proof> proofs = new LinkedHashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final Set<String> stray = new LinkedHashSet<>();
    private Proof current;
    private int following;

    /** Takes the next line. */
    void line(String line) {
        Matcher started = STARTED.matcher(line);
        Matcher completed = COMPLETED.matcher(line);
        if (started.matches()) {
            current = new Proof();
            following = 0;
            if (proofs.put(shortName(started.group(1)), current) != null) {
                broken.add("proved twice: " + started.group(1));
            }
        } else if (completed.matches()) {
            complete(shortName(completed.group(1)), completed.group(2), completed.group(3));
        } else if (!line.contains(": verify: ") && BROKEN.matcher(line).matches()) {
            broken.add(line.strip());
            if (current != null) {
                current.broke = true;
            }
        } else if (FEASIBLE.matcher(line).matches()) {
            if (current != null) {
                current.feasible = true;
            }
        } else if (COMPLAINT.matcher(line).matches()) {
            complain(line);
        } else if (following > 0 && current != null) {
            following--; // the source line and the mark below it
            current.account.add("  " + line);
        } else if (!EXPECTED.matcher(line).matches()) {
            stray.add(line);
        }
    }

    private void complain(String line) {
        if (current == null) {
            if (!EXPECTED.matcher(line).matches()) {
                stray.add(line);
            }
            return;
        }
        current.account.add(line.strip());
        following = line.contains(": verify: ") ? 2 : 0;
    }

    private void complete(String name, String said, String seconds) {
        Proof proof = proofs.get(name);
        if (proof == null || proof.verdict != null) {
            broken.add("completed without having begun: " + name);
            return;
        }
        proof.elapsedMs = Math.round(Double.parseDouble(seconds) * 1000);
        proof.verdict = verdict(proof, said);
        current = null;
    }

    private static Verdict verdict(Proof proof, String said) {
        switch (said) {
            case "no warnings":
                if (!proof.account.isEmpty()) {
                    return Verdict.OPEN;
                }
                if (!proof.feasible) {
                    proof.account.add("its feasibility was not checked");
                    return Verdict.ERROR;
                }
                return Verdict.CLOSED;
            case "with warnings":
                return proof.account.stream().anyMatch(line -> line.toLowerCase(java.util.Locale.ROOT).contains("infeasible"))
                        ? Verdict.VACUOUS : Verdict.OPEN;
            case "INFEASIBLE":
                return Verdict.VACUOUS;
            case "TIMEOUT":
                return Verdict.TIMEOUT;
            default:
                proof.account.add("OpenJML says '" + said + "'");
                return said.equals("UNKNOWN") ? Verdict.OPEN : Verdict.ERROR;
        }
    }

    /** {@code org.itb.kernel.Gate.settle(long)} is {@code Gate.settle(long)}. */
    private static String shortName(String full) {
        int parenthesis = full.indexOf('(');
        String path = parenthesis < 0 ? full : full.substring(0, parenthesis);
        String[] parts = path.split("\\.");
        String name = parts.length < 2 ? path : parts[parts.length - 2] + "." + parts[parts.length - 1];
        String parameters = parenthesis < 0 ? "" : full.substring(parenthesis).replaceAll("\\w+\\.", "").replace(" ", "");
        return name + parameters;
    }

    Map<String, Proof> proofs() {
        return proofs;
    }

    /** Errors and crashes: nothing that OpenJML said in this process is counted. */
    List<String> broken() {
        return broken;
    }

    /** What was being proved while it broke; empty if that was between two proofs. */
    Set<String> brokeIn() {
        return proofs.entrySet().stream().filter(proof -> proof.getValue().broke).map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /** Lines that are nothing known. */
    Set<String> stray() {
        return stray;
    }
}
