package org.itb.harness.kernelrules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is JML in a comment, and for which prover. */
final class Jml {
    /** The only openings that either prover reads. Anything near them is a dead contract. */
    private static final Pattern OPENING = Pattern.compile("^(/\\*|//)(\\+KEY|\\+OPENJML)?@");
    private static final Pattern CLAUSE = Pattern.compile(
            "(?:(?:public|private|protected|static|instance)\\s+)*"
                    + "\\b(requires|ensures|assignable|modifies|invariant|accessible|decreases|loop_invariant|loop_assigns"
                    + "|normal_behavior|behavior|exceptional_behavior|signals|signals_only|diverges)\\b");

    private Jml() {
    }

    /** Who reads a clause. */
    enum Reader { BOTH, KEY, OPENJML }

    /** One clause: {@code private invariant x >= 0} is modifiers "private", kind "invariant", text "x >= 0". */
    record Clause(Reader reader, String modifiers, String kind, String text, int line) {
    }

    static boolean isJml(String comment) {
        return OPENING.matcher(comment).find();
    }

    static Reader readerOf(String comment) {
        Matcher opening = OPENING.matcher(comment);
        if (!opening.find()) {
            throw new IllegalArgumentException("no JML: " + comment);
        }
        if (opening.group(2) == null) {
            return Reader.BOTH;
        }
        return opening.group(2).equals("+KEY") ? Reader.KEY : Reader.OPENJML;
    }

    /** The words of a JML comment without its markers, spaces made single. */
    static String body(String comment) {
        String inner = OPENING.matcher(comment).replaceFirst("");
        inner = inner.replaceFirst("@?\\*/$", "");
        // A remark inside JML, "// SR-17", ends with its line.
        inner = inner.replaceAll("//[^\\n]*", " ");
        // Leading @ signs of a continuation line are decoration.
        inner = inner.replaceAll("(?m)^\\s*@+", " ");
        return inner.replaceAll("\\s+", " ").strip();
    }

    static List<Clause> clausesOf(List<JavaSource.Comment> comments) {
        List<Clause> clauses = new ArrayList<>();
        for (JavaSource.Comment comment : comments) {
            clauses.addAll(clausesOf(comment));
        }
        return clauses;
    }

    private static List<Clause> clausesOf(JavaSource.Comment comment) {
        List<Clause> clauses = new ArrayList<>();
        Reader reader = readerOf(comment.text());
        // A clause ends at its semicolon; a quantifier's own semicolons stand inside parentheses.
        for (String piece : splitOutsideParentheses(body(comment.text()))) {
            Matcher clause = CLAUSE.matcher(piece);
            int from = 0;
            while (clause.find(from) && isHeading(clause.group(1))) {
                clauses.add(new Clause(reader, "", clause.group(1), "", comment.line()));
                from = clause.end();
            }
            if (clause.find(from)) {
                String modifiers = piece.substring(clause.start(), clause.start(1)).strip();
                clauses.add(new Clause(reader, modifiers, clause.group(1), piece.substring(clause.end()).strip(),
                        comment.line()));
            }
        }
        return clauses;
    }

    private static boolean isHeading(String kind) {
        return kind.endsWith("behavior");
    }

    private static List<String> splitOutsideParentheses(String body) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int depth = 0;
        for (char c : body.toCharArray()) {
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
            if (c == ';' && depth == 0) {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else {
                piece.append(c);
            }
        }
        if (!piece.toString().isBlank()) {
            pieces.add(piece.toString());
        }
        return pieces;
    }
}
