package org.itb.specs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which comments are JML, who reads them, and what must not pass unseen before a prover is asked. */
final class Jml {
    private static final Pattern OPENING = Pattern.compile("^(/\\*|//)(\\+KEY|\\+OPENJML)?@");
    /** An opening that is nearly one of those: the comment is dead, and everything still proves. */
    private static final Pattern NEAR_OPENING = Pattern.compile("^(/\\*+|//+)\\s*[+-]?\\s*\\w*\\s*@(?!\\w+\\s+[A-Z])");
    private static final Pattern DEAD_LINE = Pattern.compile(
            "(?m)^[\\s/*+-]*(KEY|OPENJML)?\\s*@\\s*((public|private|static)\\s+)*(requires|ensures|assignable|invariant|pure"
                    + "|spec_public|helper|accessible|decreases|loop_invariant|loop_assigns|normal_behavior|signals)\\b"
                    + "|(?m)^[\\s/*]*((public|private|static)\\s+)*(requires|ensures|assignable|invariant|accessible)"
                    + "\\s[^\\n]*;\\s*(@?\\*/)?\\s*$");
    /** What makes a proof cheaper than it is. */
    private static final Pattern UNPROVED = Pattern.compile(
            "\\b(assume|axiom|skipesc|nowarn|ensures_free|requires_free|represents_free|invariant_free|diverges\\s+true)\\b"
                    + "|@Options|\\b(spec_)?(java|bigint|safe)_math\\b");
    private static final Pattern CASE = Pattern.compile("\\b(normal_|exceptional_)?behaviou?r\\b");
    private static final Pattern ASSIGNABLE = Pattern.compile("\\b(?:assignable|assigns|modifies)\\b([^;]*);");
    private static final Pattern PATH_TO_FIELD = Pattern.compile("(?!this\\.\\w+$)\\w+(\\.\\w+)+");
    private static final Pattern INVARIANT = Pattern.compile("(?:^|;)\\s*([\\w ]*)\\binvariant\\b([^;]*(?:\\([^)]*\\)[^;]*)*);");
    /** A sum has no counterpart in OpenJML, and that objects of two classes differ it has from their types. */
    private static final Pattern KEY_ALONE =
            Pattern.compile("\\\\(sum|num_of|bsum|disjoint|subset|in_?ner|locset)\\b|\\(Object\\)");

    private Jml() {
    }

    static boolean isJml(String comment) {
        return OPENING.matcher(comment).find();
    }

    static boolean isReadByKey(String comment) {
        return isJml(comment) && !comment.startsWith("+OPENJML", 2);
    }

    private static boolean isReadByOpenJml(String comment) {
        return isJml(comment) && !comment.startsWith("+KEY", 2);
    }

    static int casesIn(String comment) {
        return (int) CASE.matcher(body(comment)).results().count();
    }

    /** What is wrong with the annotations themselves; a prover would stay silent. */
    static List<String> faultsIn(KernelSource source) {
        List<String> faults = new ArrayList<>();
        for (KernelSource.File file : source.files()) {
            for (KernelSource.Comment comment : file.comments()) {
                String at = file.shortName() + ":" + comment.line() + ": ";
                String text = comment.text();
                if (!isJml(text)) {
                    boolean javadoc = text.startsWith("/**");
                    if (!javadoc && NEAR_OPENING.matcher(text).find() || DEAD_LINE.matcher(text).find()) {
                        faults.add(at + "dead contract, no prover reads it: " + text.lines().findFirst().orElse(""));
                    }
                    continue;
                }
                Matcher unproved = UNPROVED.matcher(body(text));
                if (unproved.find()) {
                    faults.add(at + "'" + unproved.group() + "' takes something for granted");
                }
                if (isReadByOpenJml(text)) {
                    pathsIn(text).forEach(path -> faults.add(at + "OpenJML does not forget the old value of " + path
                            + "; name " + path.replaceAll("\\.\\w+$", ".*")));
                }
            }
            twins(file, faults);
            file.uncovered().forEach(faults::add);
        }
        return faults;
    }

    /** Fields that an assignable reaches through a path: OpenJML 0.17 is unsound for them. */
    private static List<String> pathsIn(String comment) {
        List<String> paths = new ArrayList<>();
        Matcher clause = ASSIGNABLE.matcher(body(comment));
        while (clause.find()) {
            for (String location : clause.group(1).split(",")) {
                if (PATH_TO_FIELD.matcher(location.strip()).matches()) {
                    paths.add(location.strip());
                }
            }
        }
        return paths;
    }

    /** An invariant that is private for KeY is told to OpenJML in the same words. */
    private static void twins(KernelSource.File file, List<String> faults) {
        List<String> openJml = new ArrayList<>();
        for (KernelSource.Comment comment : file.comments()) {
            if (isReadByOpenJml(comment.text())) {
                openJml.addAll(invariantsIn(comment.text(), false));
            }
        }
        for (KernelSource.Comment comment : file.comments()) {
            if (isReadByKey(comment.text()) && !isReadByOpenJml(comment.text())) {
                for (String invariant : invariantsIn(comment.text(), true)) {
                    if (!KEY_ALONE.matcher(invariant).find() && !openJml.contains(invariant)) {
                        faults.add(file.shortName() + ":" + comment.line() + ": OpenJML is not told the invariant "
                                + invariant);
                    }
                }
            }
        }
    }

    private static List<String> invariantsIn(String comment, boolean onlyPrivate) {
        List<String> invariants = new ArrayList<>();
        Matcher invariant = INVARIANT.matcher(body(comment));
        while (invariant.find()) {
            if (!onlyPrivate || invariant.group(1).contains("private")) {
                invariants.add(invariant.group(2).replaceAll("\\s+", ""));
            }
        }
        return invariants;
    }

    /** The words of a JML comment without markers, remarks and line breaks. */
    private static String body(String comment) {
        return OPENING.matcher(comment).replaceFirst("").replaceFirst("@?\\*/$", "").replaceAll("//[^\\n]*", " ")
                .replaceAll("(?m)^\\s*@+", " ").replaceAll("\\s+", " ").strip();
    }
}
