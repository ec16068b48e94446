package org.itb.harness.rac;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's sources as OpenJML's runtime assertion compiler takes them: without what is told to KeY alone, and without
 * the clauses that release 0.17 crashes on or that say nothing at run time. What stays is every other precondition,
 * postcondition, invariant and loop invariant.
 */
final class CheckableSources {
    private static final Pattern FOR_KEY = Pattern.compile("(?s)/\\*\\+KEY@.*?\\*/");
    private static final Pattern ANNOTATION = Pattern.compile("(?s)(/\\*(?:\\+OPENJML)?@)(.*?)(@?\\*/)");
    private static final Pattern KEYWORD = Pattern.compile("\\b(?:assignable|loop_assigns|accessible|decreases|ensures|requires"
            + "|private invariant|public invariant|loop_invariant|invariant|ghost|set)\\b");

    /**
     * Frames, which OpenJML checks for some locations only; {@code \fresh}, which it has not for run time; the old value of
     * an array's element, on which it crashes where the elements are longs; a class invariant that looks into a part, on which
     * it crashes too (the part's own methods check the part's invariant); and a quantifier whose range says more than two
     * bounds, on whose variable it loses its way.
     */
    private static final Pattern LEFT_OUT = Pattern.compile("\\b(?:assignable|loop_assigns|accessible|decreases)\\b"
            + "|\\\\(?:forall|exists) int [\\w, ]+; [^;]*&&[^;]*&&[^;]*;"
            + "|\\\\fresh|\\\\locset|\\\\old\\([\\w.]+\\[|(?s)^[a-z ]*\\binvariant\\b.*(?:\\\\invariant_for|\\b[a-z]\\w*\\.(?!length\\b)\\w)");

    private static final Pattern INVARIANT = Pattern.compile("\\binvariant\\b");

    private CheckableSources() {
    }

    /**
     * One file; no line moves, so that what is reported is found in the kernel's own source.
     *
     * @param invariants whether the invariants of the class are checked too, at the begin and at each end of each method
     */
    static String of(String source, boolean invariants) {
        String forBoth = FOR_KEY.matcher(source).replaceAll(match -> linesOf(match.group()));
        Matcher annotations = ANNOTATION.matcher(forBoth);
        StringBuilder result = new StringBuilder();
        int from = 0;
        while (annotations.find()) {
            String kept = kept(annotations.group(2), invariants);
            String text = kept.replace("@", "").isBlank() ? linesOf(annotations.group())
                    : annotations.group(1) + kept + annotations.group(3);
            result.append(forBoth, from, annotations.start()).append(text);
            from = annotations.end();
        }
        return result.append(forBoth.substring(from)).toString();
    }

    private static String kept(String annotation, boolean invariants) {
        StringBuilder result = new StringBuilder();
        int from = 0;
        int depth = 0;
        for (int at = 0; at < annotation.length(); at++) {
            char character = annotation.charAt(at);
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            if (character == ';' && depth == 0) {
                result.append(keptClause(annotation.substring(from, at + 1), invariants));
                from = at + 1;
            }
        }
        return result + annotation.substring(from);
    }

    /** What stands before the keyword opens the contract: {@code public normal_behavior // SR-04}. */
    private static String keptClause(String clause, boolean invariants) {
        Matcher keyword = KEYWORD.matcher(clause);
        if (!keyword.find()) {
            return clause;
        }
        String said = clause.substring(keyword.start());
        boolean kept = !LEFT_OUT.matcher(said).find() && (invariants || !INVARIANT.matcher(keyword.group()).find());
        return kept ? clause : clause.substring(0, keyword.start()) + linesOf(said);
    }

    private static String linesOf(String text) {
        return "\n".repeat((int) text.chars().filter(character -> character == '\n').count());
    }
}
