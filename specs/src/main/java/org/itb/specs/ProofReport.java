package org.itb.specs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What came out, for a person, for a program and for a build server. */
final class ProofReport {
    static final String FORMAT = "itb-prove/1";

    private final Map<ProofResult.Prover, List<ProofResult>> results = new LinkedHashMap<>();
    private final Map<ProofResult.Prover, Map<String, String>> canaries = new LinkedHashMap<>();
    private final Map<ProofResult.Prover, String> versions = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<OpenJmlRecord> record = Optional.empty();
    private String sourceHash = "";
    private List<ProofSettings.OpenJmlException> exceptions = List.of();
    private List<ProofSettings.OpenContract> listed = List.of();

    void of(KernelSource source, ProofSettings settings) {
        sourceHash = source.hash();
        exceptions = settings.openJmlExceptions();
        listed = settings.openContracts();
    }

    void add(ProofResult.Prover prover, String version, Collection<ProofResult> found, Map<String, String> canary) {
        results.put(prover, List.copyOf(found));
        versions.put(prover, version);
        canaries.put(prover, canary);
    }

    /** What makes the run fail beside verdicts: dead annotations, a prover that is not to be believed. */
    void fault(String fault) {
        faults.add(fault);
    }

    /** What a reader should know and that does not fail the run. */
    void note(String note) {
        notes.add(note);
    }

    void record(Optional<OpenJmlRecord> found) {
        record = found;
    }

    boolean holds() {
        return faults.isEmpty() && results.values().stream().noneMatch(List::isEmpty)
                && all().stream().noneMatch(result -> result.verdict().isFailure());
    }

    private List<ProofResult> all() {
        return results.values().stream().flatMap(List::stream).toList();
    }

    /** Members of which one prover says proved and the other not. */
    List<String> disagreements() {
        List<ProofResult> key = results.getOrDefault(ProofResult.Prover.KEY, List.of());
        List<ProofResult> openJml = results.getOrDefault(ProofResult.Prover.OPENJML, List.of());
        List<String> found = new ArrayList<>();
        for (ProofResult one : openJml) {
            List<ProofResult> other = key.stream()
                    .filter(result -> result.isOfMember() && result.member().equals(one.member())).toList();
            boolean closedByKey = other.stream().allMatch(result -> result.verdict().isProved());
            if (!other.isEmpty() && one.verdict() != Verdict.EXCEPTED && closedByKey != one.verdict().isProved()) {
                String said = other.stream().map(result -> result.verdict().shown()).distinct()
                        .collect(Collectors.joining(", "));
                found.add(one.member() + " (" + one.where() + "): KeY " + said + ", OpenJML " + one.verdict().shown());
            }
        }
        return found;
    }

    // ---- for a person

    void print(PrintStream out) {
        printTable(out);
        for (ProofResult result : all()) {
            if (result.verdict().isFailure() || result.verdict() == Verdict.LISTED) {
                out.println();
                out.println(result.verdict().shown() + " in " + result.prover().shown() + ": " + result.contract() + " ("
                        + result.where() + ")" + requirements(result, ", of "));
                result.account().forEach(line -> out.println("    " + line));
            }
        }
        section(out, "The provers disagree on", disagreements());
        if (results.containsKey(ProofResult.Prover.OPENJML)) {
            section(out, "What the language of OpenJML does not cover", exceptions.stream().map(exception -> exception.contract()
                    + ", '" + exception.construct() + "': " + exception.why()).toList());
        }
        section(out, "What makes this run fail beside contracts", faults);
        section(out, "Notes", notes);
        out.println();
        canaries.forEach((prover, said) -> out.println(prover.shown() + " " + versions.get(prover) + ": canaries "
                + (said.isEmpty() ? "not asked, every verdict is of an earlier run over the same content"
                        : said.size() + " asked" + (faults.stream().anyMatch(fault -> fault.startsWith(prover.shown() + ": Canary.")) ? ", WRONG"
                        : ", all as known"))));
        record.ifPresent(found -> out.println(found.shown()));
        results.forEach((prover, found) -> out.println(totals(prover, found)));
    }

    private static void section(PrintStream out, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out.println();
            out.println(title + ":");
            lines.forEach(line -> out.println("  " + line));
        }
    }

    private String totals(ProofResult.Prover prover, List<ProofResult> found) {
        StringBuilder line = new StringBuilder(prover.shown() + ": " + found.size() + " contracts, "
                + count(found, Verdict::isProved) + " closed, " + countOfListed(found, Set.of(Verdict.OPEN, Verdict.LISTED), "open"));
        for (Verdict verdict : List.of(Verdict.EXCEPTED, Verdict.TIMEOUT, Verdict.VACUOUS, Verdict.TRIVIAL, Verdict.MISSING, Verdict.ERROR)) {
            if (count(found, verdict::equals) > 0) {
                line.append(", ").append(countOfListed(found, Set.of(verdict), verdict.shown()));
            }
        }
        long meaning = found.stream().filter(ProofResult::isOnWellDefinedness).count();
        if (meaning > 0) {
            line.append("; ").append(meaning).append(" of them say that another is well-defined");
        }
        for (ProofResult.Origin origin : List.of(ProofResult.Origin.CACHE, ProofResult.Origin.RECORD)) {
            long ofIt = found.stream().filter(result -> result.origin() == origin).count();
            line.append(ofIt > 0 ? "; " + ofIt + " of these verdicts are from the " + origin.shown() : "");
        }
        return line.toString();
    }

    /** {@code 3 open (2 listed)} */
    private String countOfListed(List<ProofResult> found, Set<Verdict> verdicts, String shown) {
        long ofThem = found.stream().filter(result -> verdicts.contains(result.verdict()) && isListed(result)).count();
        return count(found, verdicts::contains) + " " + shown + (ofThem > 0 ? " (" + ofThem + " listed)" : "");
    }

    private boolean isListed(ProofResult result) {
        return listed.stream().anyMatch(open -> open.prover() == result.prover() && open.contract().equals(result.contract()));
    }

    private static long count(List<ProofResult> found, Predicate<Verdict> which) {
        return found.stream().map(ProofResult::verdict).filter(which).count();
    }

    private static String requirements(ProofResult result, String lead) {
        return result.requirements().isEmpty() ? "" : lead + String.join(", ", result.requirements());
    }

    private void printTable(PrintStream out) {
        Set<String> contracts = new LinkedHashSet<>();
        List<ProofResult> key = results.getOrDefault(ProofResult.Prover.KEY, List.of());
        List<ProofResult> openJml = results.getOrDefault(ProofResult.Prover.OPENJML, List.of());
        key.forEach(result -> contracts.add(result.contract()));
        openJml.stream().filter(result -> key.stream().noneMatch(other -> isRowOf(other, result)))
                .forEach(result -> contracts.add(result.contract()));
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"contract", "requirement", "KeY", "nodes", "s", "OpenJML", "s"});
        for (String contract : contracts) {
            ProofResult ofKey = find(key, result -> result.contract().equals(contract));
            ProofResult ofOpenJml = find(openJml, result -> result.contract().equals(contract)
                    || ofKey != null && isRowOf(ofKey, result));
            ProofResult any = ofKey != null ? ofKey : ofOpenJml;
            rows.add(new String[] {contract, requirements(any, ""), verdict(ofKey),
                ofKey == null || ofKey.nodes() == 0 ? "" : Integer.toString(ofKey.nodes()), seconds(ofKey),
                ofOpenJml == null ? recorded(any) : verdict(ofOpenJml), seconds(ofOpenJml)});
        }
        printAligned(out, rows);
    }

    private static boolean isRowOf(ProofResult key, ProofResult openJml) {
        return key.isOfMember() && key.member().equals(openJml.member());
    }

    private static ProofResult find(List<ProofResult> results, Predicate<ProofResult> which) {
        return results.stream().filter(which).findFirst().orElse(null);
    }

    private static String verdict(ProofResult result) {
        return result == null ? "-" : result.verdict().shown() + (result.isOfThisRun() ? "" : " (" + result.origin().shown() + ")");
    }

    private String recorded(ProofResult result) {
        if (!result.isOfMember() || record.isEmpty()) {
            return "-";
        }
        if (record.get().isStale(result.member())) {
            return "stale";
        }
        return record.get().verdictOf(result.member()).map(verdict -> verdict.shown() + " (record)").orElse("-");
    }

    private static String seconds(ProofResult result) {
        return result == null || result.verdict() == Verdict.MISSING ? ""
                : String.format(Locale.ROOT, "%.1f", result.elapsedMs() / 1000.0);
    }

    private static void printAligned(PrintStream out, List<String[]> rows) {
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                boolean number = i == 3 || i == 4 || i == 6;
                line.append(i == 0 ? "" : "  ").append(String.format(Locale.ROOT, "%" + (number ? "" : "-") + Math.max(1, widths[i])
                        + "s", row[i]));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    // ---- for a program

    void printJson(PrintStream out) throws IOException {
        ObjectNode report = new ObjectMapper().createObjectNode();
        report.put("format", FORMAT).put("holds", holds()).put("kernelSha256", sourceHash);
        ArrayNode provers = report.putArray("provers");
        results.forEach((prover, found) -> {
            ObjectNode one = provers.addObject();
            one.put("prover", prover.shown()).put("version", versions.get(prover));
            one.put("contracts", found.size()).put("closed", count(found, Verdict::isProved));
            one.put("listed", found.stream().filter(result -> result.verdict() != Verdict.CLOSED && isListed(result)).count());
            one.put("cached", found.stream().filter(result -> !result.isOfThisRun()).count());
            ObjectNode canary = one.putObject("canaries");
            canaries.get(prover).forEach(canary::put);
        });
        ArrayNode rows = report.putArray("results");
        for (ProofResult result : all()) {
            ObjectNode row = rows.addObject();
            row.put("contract", result.contract());
            result.requirements().forEach(row.putArray("requirements")::add);
            row.put("where", result.where()).put("prover", result.prover().shown()).put("verdict", result.verdict().name());
            row.put("nodes", result.nodes()).put("elapsedMs", result.elapsedMs()).put("cached", !result.isOfThisRun())
                    .put("origin", result.origin().shown());
            result.account().forEach(row.putArray("account")::add);
        }
        disagreements().forEach(report.putArray("disagreements")::add);
        ArrayNode excepted = report.putArray("openJmlExceptions");
        exceptions.forEach(exception -> excepted.addObject().put("contract", exception.contract())
                .put("construct", exception.construct()).put("why", exception.why()));
        ArrayNode open = report.putArray("openContracts");
        listed.forEach(one -> open.addObject().put("contract", one.contract()).put("prover", one.prover().shown())
                .put("goal", one.goal()).put("tried", one.tried()).put("standsIn", one.standsIn()));
        faults.forEach(report.putArray("faults")::add);
        notes.forEach(report.putArray("notes")::add);
        record.ifPresent(found -> report.putObject("openJmlRecord").put("stale", found.isStale())
                .put("contracts", found.contracts()).put("closed", found.closed()).put("staleContracts", found.stale()).put("text", found.shown()));
        out.println(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report));
    }

    // ---- for a build server

    void writeJunit(Path file) throws CannotRun {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
                xml.writeStartDocument("UTF-8", "1.0");
                xml.writeStartElement("testsuites");
                for (Map.Entry<ProofResult.Prover, List<ProofResult>> one : results.entrySet()) {
                    writeSuite(xml, one.getKey().shown(), one.getValue());
                }
                writeChecks(xml);
                xml.writeEndElement();
                xml.writeEndDocument();
                xml.close();
            }
        } catch (IOException | XMLStreamException e) {
            throw CannotRun.here(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static void writeSuite(XMLStreamWriter xml, String name, List<ProofResult> found) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "proofs by " + name);
        xml.writeAttribute("tests", Integer.toString(found.size()));
        xml.writeAttribute("failures", Long.toString(count(found, verdict -> verdict.isFailure() && verdict != Verdict.ERROR)));
        xml.writeAttribute("errors", Long.toString(count(found, verdict -> verdict == Verdict.ERROR)));
        for (ProofResult result : found) {
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", "proof." + name + "." + result.contract().substring(0, result.contract().indexOf('.')));
            xml.writeAttribute("name", result.contract().substring(result.contract().indexOf('.') + 1)
                    + requirements(result, " ") + (result.isOfThisRun() ? "" : " (" + result.origin().shown() + ")"));
            xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", result.elapsedMs() / 1000.0));
            if (result.verdict() == Verdict.EXCEPTED || result.verdict() == Verdict.LISTED) {
                xml.writeEmptyElement("skipped");
                xml.writeAttribute("message", printable(String.join("\n", result.account())));
            } else if (result.verdict().isFailure()) {
                xml.writeStartElement(result.verdict() == Verdict.ERROR ? "error" : "failure");
                xml.writeAttribute("message", printable(result.verdict().shown() + " " + result.where()));
                xml.writeCharacters(printable(String.join("\n", result.account())));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void writeChecks(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "honesty of the proofs");
        xml.writeAttribute("tests", "1");
        xml.writeAttribute("failures", faults.isEmpty() ? "0" : "1");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "proof.honesty");
        xml.writeAttribute("name", "annotations are read, canaries are right");
        if (!faults.isEmpty()) {
            xml.writeStartElement("failure");
            xml.writeCharacters(printable(String.join("\n", faults)));
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    /** Without what XML 1.0 forbids. */
    private static String printable(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "?");
    }
}
