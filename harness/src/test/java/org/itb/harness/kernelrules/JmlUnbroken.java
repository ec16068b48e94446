package org.itb.harness.kernelrules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The style gate: a comment that was meant as JML is read as JML. A formatter turns {@code //@ requires} into
 * {@code // @ requires}, and a slip of the pen {@code +KEY@} into {@code +KeY@}: the contract is gone and everything
 * still proves.
 */
final class JmlUnbroken implements Rule {
    /** An opening with an @ or a key that is not one of those the provers read. */
    private static final Pattern NEAR_OPENING = Pattern.compile("^(/\\*+|//+)\\s*[+-]?\\s*\\w*\\s*@(?!\\w+\\s+[A-Z])");
    private static final String WORDS = "(requires|ensures|assignable|invariant|pure|spec_public|helper|accessible|decreases"
            + "|loop_invariant|loop_assigns|normal_behavior|signals|nullable)";
    /** A line of an ordinary comment that reads like a clause. */
    private static final Pattern DEAD_LINE = Pattern.compile(
            "(?m)^[\\s/*+-]*(KEY|OPENJML)?\\s*@\\s*((public|private|static)\\s+)*" + WORDS + "\\b"
                    + "|(?m)^[\\s/*]*((public|private|static)\\s+)*(requires|ensures|assignable|invariant|decreases|accessible)"
                    + "\\s[^\\n]*;\\s*(@?\\*/)?\\s*$");

    @Override
    public String statement() {
        return "no JML line is broken by a formatter or a slip";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>();
        for (JavaSource source : code.sources()) {
            for (JavaSource.Comment comment : source.comments()) {
                if (Jml.isJml(comment.text())) {
                    if (isOpenAtItsEnd(comment.text())) {
                        violations.add(source.at(comment) + ": a clause without its semicolon");
                    }
                } else if (looksLikeJml(comment.text())) {
                    violations.add(source.at(comment) + ": dead contract: " + firstLine(comment.text()));
                }
            }
        }
        return violations;
    }

    private static boolean looksLikeJml(String comment) {
        boolean javadoc = comment.startsWith("/**");
        return !javadoc && NEAR_OPENING.matcher(comment).find() || DEAD_LINE.matcher(comment).find();
    }

    /** A clause that runs on to the end of a one-line comment: its next line was torn off. */
    private static boolean isOpenAtItsEnd(String comment) {
        String body = Jml.body(comment);
        boolean clause = Pattern.compile("^(\\w+ )*?(requires|ensures|assignable|invariant|decreases|accessible)\\b")
                .matcher(body).find();
        return clause && !body.endsWith(";");
    }

    private static String firstLine(String comment) {
        return comment.lines().findFirst().orElse("").strip();
    }
}
