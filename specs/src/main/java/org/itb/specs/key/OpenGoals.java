package org.itb.specs.key;

import de.uka.ilkd.key.logic.SequentFormula;
import de.uka.ilkd.key.logic.Term;
import de.uka.ilkd.key.logic.label.OriginTermLabel;
import de.uka.ilkd.key.logic.label.TermLabel;
import de.uka.ilkd.key.pp.LogicPrinter;
import de.uka.ilkd.key.proof.Goal;
import de.uka.ilkd.key.proof.Node;
import de.uka.ilkd.key.proof.Proof;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is left of a proof, for a person: the clause that is most likely meant (a guess, from the last branching that
 * stems from the contract's own file), the branch, what is known there and what would close it. KeY keeps a claim as
 * its negation among the facts, so a failed clause often stands there.
 */
final class OpenGoals {
    private static final int GOALS = 3;
    private static final int FACTS = 14;
    private static final int WIDTH = 300;
    /** True of every state, and no news to anybody. */
    private static final Pattern NOISE = Pattern.compile("^[A-Za-z_.0-9]+ = null( |$)|heap\\[anon|<created>|wellFormed\\("
            + "|exactInstance\\(|measuredBy|>= -2147483648( |$)|<= 2147483647( |$)|^self\\.<inv>");
    private static final Pattern CLAIM = Pattern.compile("<-- (ensures|assignable|accessible|decreases)");

    private final Proof proof;
    private final String file;

    /** @param file that the contract stands in, {@code Gate.java} */
    OpenGoals(Proof proof, String file) {
        this.proof = proof;
        this.file = file;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(proof.openGoals().size() + " open goals");
        int shown = 0;
        for (Goal goal : proof.openGoals()) {
            if (shown++ == GOALS) {
                break;
            }
            List<String> path = pathTo(goal.node());
            lines.add("goal " + shown + ", most likely " + suspect(path));
            lines.add("  path: " + String.join(" / ", path));
            List<String> facts = new ArrayList<>();
            for (SequentFormula formula : goal.sequent().antecedent()) {
                facts.add(show(formula));
            }
            list(facts, "  known: ", lines);
            List<String> closers = new ArrayList<>();
            for (SequentFormula formula : goal.sequent().succedent()) {
                closers.add(show(formula));
            }
            list(closers, "  would close it: ", lines);
        }
        return lines;
    }

    private static void list(List<String> formulas, String lead, List<String> lines) {
        List<String> news = formulas.stream().filter(formula -> !NOISE.matcher(formula).find()).toList();
        news.stream().filter(formula -> CLAIM.matcher(formula).find()).forEach(formula -> lines.add(lead + formula));
        List<String> rest = news.stream().filter(formula -> !CLAIM.matcher(formula).find()).toList();
        rest.stream().limit(FACTS).forEach(formula -> lines.add(lead + formula));
        if (rest.size() > FACTS) {
            lines.add(lead + "… " + (rest.size() - FACTS) + " more");
        }
    }

    private List<String> pathTo(Node leaf) {
        Deque<String> path = new ArrayDeque<>();
        for (Node node = leaf; node.parent() != null; node = node.parent()) {
            if (node.parent().childrenCount() > 1) {
                String label = node.getNodeInfo().getBranchLabel();
                String branch = label == null ? "case " + (node.parent().getChildNr(node) + 1) : clean(label, 100);
                path.addFirst(branch + originOfSplit(node));
            }
        }
        return new ArrayList<>(path);
    }

    private String suspect(List<String> path) {
        for (int i = path.size() - 1; i >= 0; i--) {
            String branch = path.get(i);
            int origin = branch.lastIndexOf(" [");
            boolean own = origin > 0 && branch.contains(file + ":") && !branch.startsWith("requires", origin + 2);
            if (own && !branch.startsWith("Post (") && !branch.startsWith("Exceptional Post")) {
                return branch.substring(origin + 2, branch.length() - 1);
            }
            if (branch.startsWith("Pre (") || branch.startsWith("Null reference") || branch.startsWith("Invariant Initially")
                    || branch.startsWith("Body Preserves")) {
                return branch;
            }
        }
        return "the postcondition or an overflow (" + file + ")";
    }

    private static String originOfSplit(Node node) {
        var applied = node.parent().getAppliedRuleApp();
        var position = applied.posInOccurrence();
        if (position == null) {
            return "";
        }
        Term split = position.subTerm();
        String rule = applied.rule().name().toString();
        int child = node.parent().getChildNr(node);
        if ((rule.equals("andRight") || rule.equals("orLeft")) && child < split.arity()) {
            split = split.sub(child);
        }
        Set<String> origins = new LinkedHashSet<>();
        collectOrigins(split, origins, 0);
        return origins.isEmpty() ? "" : " [" + origins.iterator().next() + "]";
    }

    private String show(SequentFormula formula) {
        Set<String> origins = new LinkedHashSet<>();
        collectOrigins(formula.formula(), origins, 0);
        Iterator<String> some = origins.iterator();
        StringBuilder shown = new StringBuilder();
        for (int i = 0; some.hasNext() && i < 3; i++) {
            shown.append(i > 0 ? ", " : "   <-- ").append(some.next());
        }
        Term bare = OriginTermLabel.removeOriginLabels(formula.formula(), proof.getServices());
        return clean(LogicPrinter.quickPrintTerm(bare, proof.getServices(), true, false), WIDTH) + shown;
    }

    private static String clean(String text, int width) {
        String line = text.replaceAll("<<[^<>]*>>", "").replaceAll("\u00ab[^\u00ab\u00bb]*\u00bb", "")
                .replaceAll("\\s+", " ").strip();
        return line.length() > width ? line.substring(0, width) + " …" : line;
    }

    private static void collectOrigins(Term term, Set<String> origins, int depth) {
        for (TermLabel label : term.getLabels()) {
            if (label instanceof OriginTermLabel origin) {
                add(origin.getOrigin(), origins);
            }
        }
        if (origins.isEmpty() || depth < 2) {
            for (Term part : term.subs()) {
                collectOrigins(part, origins, depth + 1);
            }
        }
        if (depth == 0 && origins.isEmpty()) {
            for (TermLabel label : term.getLabels()) {
                if (label instanceof OriginTermLabel origin) {
                    origin.getSubtermOrigins().forEach(found -> add(found, origins));
                }
            }
        }
    }

    private static void add(OriginTermLabel.Origin origin, Set<String> origins) {
        if (origin instanceof OriginTermLabel.FileOrigin found) {
            String name = found.getFileName().map(uri -> uri.toString().replaceFirst(".*/", "")).orElse("?");
            origins.add(found.specType + " " + name + ":" + found.getLine());
        }
    }
}
