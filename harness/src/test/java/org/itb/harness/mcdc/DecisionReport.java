package org.itb.harness.mcdc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every decision with the rows of its truth table that were seen, and the pair that shows each condition's say. */
final class DecisionReport {
    private record Entry(Decision decision, TruthTable table) {
        List<Optional<TruthTable.Pair>> pairs() {
            List<Optional<TruthTable.Pair>> pairs = new ArrayList<>();
            for (int i = 0; i < decision.conditions().size(); i++) {
                pairs.add(table.independenceOf(i));
            }
            return pairs;
        }
    }

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>MC/DC of the ITB kernel</title>
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c2733 }
            code { font: 13px/1.4 ui-monospace, monospace }
            table { border-collapse: collapse; margin: .3rem 0 1.4rem } th, td { border: 1px solid #c8d0d8; padding: .1rem .6rem }
            th { background: #eef2f5; text-align: left; font-weight: 500 } .open { color: #b00020; font-weight: 600 }
            .pairs { color: #44525f } h3 { margin: 0; font-size: 15px; font-weight: 500 }
            </style>
            <h1>MC/DC of the ITB kernel</h1>
            """;

    private static final String METHOD = """
            <h2>Why this is MC/DC</h2>
            <p>A <em>condition</em> is an expression of truth without an operator on truths; a <em>decision</em> is a whole
            expression of truth that steers a branch, or that computes a truth by a comparison or an operator. MC/DC asks
            that every decision and every condition take both outcomes, and that each condition is shown to turn its
            decision while no other condition changes. It is shown twice, by two ways that share nothing.</p>
            <p><strong>By the shape of the branches.</strong> Comar, Guitton, Hainque and Quinot (<em>Formalization and
            Comparison of MCDC and Object Branch Coverage Criteria</em>, ERTS 2012) proved, checked with Alloy, that taking
            every edge of every conditional branch of the compiled code implies MC/DC exactly for decisions whose binary
            decision diagram is a tree: no condition is reached in more than one way. Their conditions are checked here on
            the class files that are shipped: conditions are joined by short-circuit operators alone, each is one
            conditional branch, in the order of the source, no other conditional branch exists, and within a decision each
            branch is entered over one edge. That every edge is taken is JaCoCo's count, and the same build fails if one is
            not. (In the kernel every decision that steers has one condition: a tree of one node.)</p>
            <p><strong>By recorded truth tables.</strong> The theorem says nothing of <code>&amp;</code>, <code>|</code>,
            <code>^</code> and <code>==</code> between truths: they evaluate both sides and branch on neither. So the same
            sources are compiled with a probe at each condition and each decision, the rule tests and scenarios run on
            them, and every combination is kept. A pair of rows shows a condition's independence if the outcomes differ and
            no condition differs but this one (unique cause; a condition that was not evaluated, shown as &ndash;, had no
            say). A condition without a pair fails the build. A probe hands on the truth that it is given.</p>
            <p>What is not claimed: that a decision is right. Truths that are stored in a variable and joined later are
            decisions of their own.</p>
            """;

    private final List<Entry> entries;

    private DecisionReport(List<Entry> entries) {
        this.entries = entries;
    }

    /** Of what the recorder holds now. */
    static DecisionReport of(SourceDecisions sources) {
        return new DecisionReport(sources.decisions().stream()
                .map(decision -> new Entry(decision, Recorder.tableOf(decision))).toList());
    }

    int conditionCount() {
        return entries.stream().mapToInt(entry -> entry.decision.conditions().size()).sum();
    }

    /** Each condition that was not seen to turn its decision alone, with the rows that were seen. */
    List<String> withoutPair() {
        List<String> open = new ArrayList<>();
        for (Entry entry : entries) {
            List<Optional<TruthTable.Pair>> pairs = entry.pairs();
            for (int i = 0; i < pairs.size(); i++) {
                if (pairs.get(i).isEmpty()) {
                    open.add(entry.decision + " has no pair for " + entry.decision.conditions().get(i) + " in " + rows(entry));
                }
            }
        }
        return open;
    }

    private static String rows(Entry entry) {
        List<String> rows = new ArrayList<>();
        for (TruthTable.Row row : entry.table.inOrder()) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < entry.decision.conditions().size(); i++) {
                text.append(row.show(i));
            }
            rows.add(text + (row.outcome() ? "=T" : "=F"));
        }
        return rows.toString();
    }

    /** Writes {@code mcdc.html} and {@code mcdc.json}. */
    void writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("mcdc.html"), html());
            try (JsonGenerator json = new JsonFactory().createGenerator(folder.resolve("mcdc.json").toFile(),
                    com.fasterxml.jackson.core.JsonEncoding.UTF8)) {
                write(json.useDefaultPrettyPrinter());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String html() {
        StringBuilder html = new StringBuilder(HEAD);
        long joined = entries.stream().filter(entry -> !entry.decision.isShortCircuit()).count();
        html.append("<p>%d decisions with %d conditions; %d join conditions without branches. %s</p>%n".formatted(
                entries.size(), conditionCount(), joined, withoutPair().isEmpty()
                        ? "Each condition has its independence pair."
                        : "<span class=open>" + withoutPair().size() + " conditions have no independence pair.</span>"));
        html.append(METHOD).append("<h2>The decisions of several conditions</h2>\n");
        entries.stream().filter(entry -> entry.decision.conditions().size() > 1).forEach(entry -> append(html, entry));
        html.append("<h2>The decisions of one condition</h2>\n");
        entries.stream().filter(entry -> entry.decision.conditions().size() == 1).forEach(entry -> append(html, entry));
        return html.append("</html>\n").toString();
    }

    private static void append(StringBuilder html, Entry entry) {
        Decision decision = entry.decision;
        html.append("<h3>").append(decision.place()).append(" <code>").append(escape(decision.text())).append("</code></h3>\n");
        html.append("<table><tr><th>row");
        decision.conditions().forEach(condition -> html.append("<th><code>").append(escape(condition)).append("</code>"));
        html.append("<th>outcome\n");
        int number = 0;
        for (TruthTable.Row row : entry.table.inOrder()) {
            html.append("<tr><td>").append(++number);
            for (int i = 0; i < decision.conditions().size(); i++) {
                html.append("<td>").append(row.show(i).replace("-", "&ndash;"));
            }
            html.append("<td>").append(row.outcome() ? "T" : "F").append('\n');
        }
        html.append("<tr class=pairs><td>pair");
        for (Optional<TruthTable.Pair> pair : entry.pairs()) {
            html.append("<td>").append(pair.map(rows -> rows.first() + ", " + rows.second())
                    .orElse("<span class=open>none</span>"));
        }
        html.append("<td></table>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", "itb-mcdc/1");
        json.writeNumberField("decisions", entries.size());
        json.writeNumberField("conditions", conditionCount());
        json.writeNumberField("withoutPair", withoutPair().size());
        json.writeArrayFieldStart("tables");
        for (Entry entry : entries) {
            write(json, entry);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Entry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("at", entry.decision.place());
        json.writeStringField("decision", entry.decision.text());
        json.writeBooleanField("tree", entry.decision.isTree());
        json.writeArrayFieldStart("rows");
        for (TruthTable.Row row : entry.table.inOrder()) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < entry.decision.conditions().size(); i++) {
                text.append(row.show(i));
            }
            json.writeString(text + (row.outcome() ? "=T" : "=F"));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("conditions");
        List<Optional<TruthTable.Pair>> pairs = entry.pairs();
        for (int i = 0; i < pairs.size(); i++) {
            json.writeStartObject();
            json.writeStringField("condition", entry.decision.conditions().get(i));
            json.writeArrayFieldStart("pair");
            if (pairs.get(i).isPresent()) {
                json.writeNumber(pairs.get(i).get().first());
                json.writeNumber(pairs.get(i).get().second());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
