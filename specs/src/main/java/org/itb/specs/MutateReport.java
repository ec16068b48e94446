package org.itb.specs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The kill matrix for a person and for a program. */
final class MutateReport {
    static final String FORMAT = "itb-mutate/1";
    private static final int SHOWN = 40;

    private final KillMatrix matrix;
    private final String sourceHash;
    private final List<ProofResult.Prover> asked;
    private final List<String> faults = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<ProofResult.Prover, String> versions = new TreeMap<>();
    private Map<String, String> originals = Map.of();
    private int stillborn;

    /** @param asked which provers judge; none if the tests alone do */
    MutateReport(KillMatrix matrix, String sourceHash, List<ProofResult.Prover> asked) {
        this.matrix = matrix;
        this.sourceHash = sourceHash;
        this.asked = asked;
    }

    /** What makes the run fail beside mutants. */
    void fault(String fault) {
        faults.add(fault);
    }

    void note(String note) {
        notes.add(note);
    }

    void version(ProofResult.Prover prover, String version) {
        versions.put(prover, version);
    }

    /** What the provers say of the members whose mutants they judged. */
    void originals(Map<String, String> found) {
        originals = found;
    }

    void stillborn(int number) {
        stillborn = number;
    }

    boolean holds() {
        return faults.isEmpty() && matrix.holds();
    }

    // ---- for a person

    void print(PrintStream out) {
        out.println("The kill matrix: mutants of the kernel's source against its tests and against its contracts");
        out.println();
        List<String[]> cross = new ArrayList<>();
        cross.add(new String[] {"", "refused by proof", "accepted by proof", "not judged by proof", "all"});
        cross.add(cross("killed by a test", KillMatrix.Row::isKilled));
        cross.add(cross("survives the tests", KillMatrix.Row::survives));
        if (matrix.rows().stream().anyMatch(row -> row.isFault() && !row.isTested())) {
            cross.add(cross("not tested", row -> row.isFault() && !row.isTested()));
        }
        cross.add(cross("all", KillMatrix.Row::isFault));
        printAligned(out, cross);
        out.println();
        printCounts(out, "class", Mutant::className);
        out.println();
        printCounts(out, "mutator", mutant -> mutant.mutator().shown());
        section(out, "Survives the tests, and is not proved to do the same: a test is missing",
                shown(KillMatrix.Row::survives));
        section(out, "Accepted by proof, and not proved to do the same: the contract says too little",
                shown(KillMatrix.Row::isAccepted));
        section(out, "The provers differ", shown(row -> row.isRefused()
                && (row.is(MutantJudgement.Verdict.ACCEPTED, ProofResult.Prover.KEY)
                || row.is(MutantJudgement.Verdict.ACCEPTED, ProofResult.Prover.OPENJML))));
        section(out, "What makes this run fail beside mutants", faults);
        section(out, "Notes", notes);
        out.println();
        versions.forEach((prover, version) -> out.println(prover.shown() + " " + version));
        out.println(totals());
        asked.forEach(prover -> out.println(refusedLine(prover)));
        out.println(holds() ? "It holds." : "It does not hold.");
    }

    private String[] cross(String name, java.util.function.Predicate<KillMatrix.Row> which) {
        List<KillMatrix.Row> rows = matrix.rows().stream().filter(which).toList();
        return new String[] {name, count(rows, KillMatrix.Row::isRefused), count(rows, KillMatrix.Row::isAccepted),
            count(rows, KillMatrix.Row::isNotJudged), Integer.toString(rows.size())};
    }

    private static String count(List<KillMatrix.Row> rows, java.util.function.Predicate<KillMatrix.Row> which) {
        return Long.toString(rows.stream().filter(which).count());
    }

    private void printCounts(PrintStream out, String title, Function<Mutant, String> group) {
        List<String[]> table = new ArrayList<>();
        table.add(new String[] {title, "mutants", "equivalent", "killed", "survive", "refused", "accepted", "not judged",
            "both", "test only", "proof only", "neither"});
        matrix.countsBy(group).forEach((name, counts) -> table.add(cells(name, counts)));
        printAligned(out, table);
    }

    private static String[] cells(String name, KillMatrix.Counts counts) {
        List<String> cells = new ArrayList<>(List.of(name));
        for (long number : numbers(counts).values()) {
            cells.add(Long.toString(number));
        }
        return cells.toArray(String[]::new);
    }

    /** By the names of the JSON, in the order of the columns. */
    private static Map<String, Long> numbers(KillMatrix.Counts counts) {
        Map<String, Long> numbers = new java.util.LinkedHashMap<>();
        numbers.put("mutants", counts.mutants());
        numbers.put("equivalent", counts.equivalent());
        numbers.put("killed", counts.killed());
        numbers.put("survive", counts.survive());
        numbers.put("refused", counts.refused());
        numbers.put("accepted", counts.accepted());
        numbers.put("notJudged", counts.notJudged());
        numbers.put("both", counts.both());
        numbers.put("testOnly", counts.testOnly());
        numbers.put("proofOnly", counts.proofOnly());
        numbers.put("neither", counts.neither());
        return numbers;
    }

    private List<String> shown(java.util.function.Predicate<KillMatrix.Row> which) {
        List<KillMatrix.Row> rows = matrix.rows().stream().filter(which).toList();
        List<String> lines = new ArrayList<>();
        rows.stream().limit(SHOWN).forEach(row -> lines.add(row.mutant().name() + said(row)));
        if (rows.size() > SHOWN) {
            lines.add("… and " + (rows.size() - SHOWN) + " more; --json lists all");
        }
        return lines;
    }

    private static String said(KillMatrix.Row row) {
        StringBuilder said = new StringBuilder(row.tests().detail().isEmpty() || row.tests().isKilled() ? "" : " (" + row.tests().detail() + ")");
        row.proofs().forEach((prover, judgement) -> said.append("; ").append(prover.shown()).append(": ")
                .append(judgement.verdict().shown()));
        return said.toString();
    }

    private static void section(PrintStream out, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out.println();
            out.println(title + ":");
            lines.forEach(line -> out.println("  " + line));
        }
    }

    private String totals() {
        KillMatrix.Counts counts = matrix.counts();
        return counts.mutants() + " mutants (and " + stillborn + " that do not compile), " + counts.equivalent()
                + " of them proved to do the same; " + counts.killed() + " killed by a test, " + counts.survive()
                + " survive unexplained";
    }

    private String refusedLine(ProofResult.Prover prover) {
        long judged = matrix.judgedBy(prover);
        long refused = matrix.refusedBy(prover);
        long rest = matrix.rows().stream().filter(KillMatrix.Row::isFault).count() - judged;
        String share = judged == 0 ? "" : String.format(Locale.ROOT, " (%.2f %%, at least %d %% wanted)",
                Math.floor(refused * 10000.0 / judged) / 100, KillMatrix.REFUSED_PERCENT);
        long stopped = matrix.stoppedBy(prover);
        return prover.shown() + ": " + judged + " judged, " + refused + " refused" + share
                + (stopped == 0 ? "" : ", " + stopped + " of these at a limit") + ", " + rest + " not judged";
    }

    private static void printAligned(PrintStream out, List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(Math.max(widths[i], 1), row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(i == 0 ? "" : "  ").append(String.format(Locale.ROOT, "%" + (i == 0 ? "-" : "") + widths[i] + "s", row[i]));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    // ---- for a program

    void printJson(PrintStream out) throws IOException {
        ObjectNode report = new ObjectMapper().createObjectNode();
        report.put("format", FORMAT).put("holds", holds()).put("kernelSha256", sourceHash);
        put(report.putObject("counts"), matrix.counts());
        report.put("stillborn", stillborn);
        ArrayNode provers = report.putArray("provers");
        asked.forEach(prover -> provers.addObject().put("prover", prover.shown()).put("version", versions.getOrDefault(prover, ""))
                .put("judged", matrix.judgedBy(prover)).put("refused", matrix.refusedBy(prover))
                .put("stopped", matrix.stoppedBy(prover))
                .put("enough", matrix.refusesEnough(prover)));
        ObjectNode classes = report.putObject("classes");
        matrix.countsBy(Mutant::className).forEach((name, counts) -> put(classes.putObject(name), counts));
        ObjectNode mutators = report.putObject("mutators");
        matrix.countsBy(mutant -> mutant.mutator().shown()).forEach((name, counts) -> put(mutators.putObject(name), counts));
        ObjectNode closed = report.putObject("originals");
        originals.forEach(closed::put);
        ArrayNode mutants = report.putArray("mutants");
        matrix.rows().forEach(row -> put(mutants.addObject(), row));
        faults.forEach(report.putArray("faults")::add);
        notes.forEach(report.putArray("notes")::add);
        out.println(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report));
    }

    private static void put(ObjectNode node, KillMatrix.Counts counts) {
        numbers(counts).forEach(node::put);
    }

    private static void put(ObjectNode node, KillMatrix.Row row) {
        Mutant mutant = row.mutant();
        node.put("member", mutant.member()).put("file", mutant.path()).put("line", mutant.line()).put("column", mutant.column());
        node.put("mutator", mutant.mutator().shown()).put("original", mutant.original()).put("replacement", mutant.replacement());
        node.putObject("tests").put("verdict", row.tests().verdict().name()).put("run", row.tests().tests())
                .put("detail", row.tests().detail()).put("cached", row.tests().cached());
        ArrayNode proofs = node.putArray("proofs");
        row.proofs().forEach((prover, judgement) -> proofs.addObject().put("prover", prover.shown())
                .put("verdict", judgement.verdict().name()).put("because", judgement.because())
                .put("counterexample", judgement.counterexample()).put("cached", judgement.cached()));
        node.put("equivalent", row.equivalent());
    }
}
