package org.itb.harness.kernelrules;

import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one prover is told, the other is told too. An invariant private for KeY (opaque to who composes it) is public
 * for OpenJML in the same words; a frame for KeY has a frame for OpenJML, and that one names no field through a path:
 * OpenJML 0.17 does not forget the old value of such a field and then proves anything.
 */
final class TwinClauses implements Rule {
    /** KeY's sum has no counterpart in OpenJML; its twin is written out and cannot be compared by its words. */
    private static final Pattern KEY_ONLY = Pattern.compile("\\\\(sum|num_of|bsum)\\b");
    /** What a part is made of, as locations: KeY's way to say that parts do not overlap; OpenJML lists the paths. */
    private static final Pattern LOCATIONS = Pattern.compile("\\\\(set_union|disjoint)\\(");
    /** That objects of two classes differ: OpenJML has it from their types. */
    private static final Pattern DISTINCT =
            Pattern.compile("(\\(Object\\) [\\w.]+ != \\(Object\\) [\\w.]+( && )?)+");
    /** That arrays inside of parts are there, how long they are, and that they are not the same ones. */
    private static final Pattern ARRAYS = Pattern.compile("(([\\w.]+ != [\\w.]+|[\\w.]+\\.length == \\d+)( && )?)+");
    private static final Pattern SOUND_LOCATION = Pattern.compile(
            "\\\\nothing|\\\\everything|(this\\.)?\\w+|(this\\.)?\\w+\\[[^\\]]*\\]|[\\w.]+\\.\\*|[\\w.]+\\[\\*\\]");

    @Override
    public String statement() {
        return "KeY and OpenJML are told the same, and OpenJML only what it reads soundly";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>();
        for (JavaSource source : code.sources()) {
            for (TypeDeclaration<?> type : source.types()) {
                invariants(source, type, violations);
                for (BodyDeclaration<?> member : type.getMembers()) {
                    if (member instanceof CallableDeclaration<?> callable) {
                        frames(source, Jml.clausesOf(source.contractOf(type, callable)), violations);
                    }
                }
            }
        }
        return violations;
    }

    private static void invariants(JavaSource source, TypeDeclaration<?> type, List<String> violations) {
        List<Jml.Clause> invariants = Jml.clausesOf(source.jmlOfType(type)).stream()
                .filter(clause -> clause.kind().equals("invariant")).toList();
        for (Jml.Clause clause : invariants) {
            boolean isPrivate = clause.modifiers().contains("private");
            if (clause.reader() == Jml.Reader.KEY && isPrivate && !isForKeyAlone(clause)
                    && !hasTwin(invariants, clause, Jml.Reader.OPENJML)) {
                violations.add(source.name() + ":" + clause.line() + ": OpenJML is not told " + clause.text());
            }
            if (clause.reader() == Jml.Reader.OPENJML && !isPrivate && isAboutSameAsKeyOnly(invariants, clause)) {
                violations.add(source.name() + ":" + clause.line() + ": KeY is not told " + clause.text());
            }
        }
    }

    private static boolean isForKeyAlone(Jml.Clause clause) {
        return KEY_ONLY.matcher(clause.text()).find() || LOCATIONS.matcher(clause.text()).find()
                || DISTINCT.matcher(clause.text()).matches();
    }

    /**
     * An invariant of OpenJML alone is a twin that went astray, unless a sum of KeY's stands for it, or it says of a part's arrays
     * what KeY has from the part's own invariant and is told of as sets of locations.
     */
    private static boolean isAboutSameAsKeyOnly(List<Jml.Clause> invariants, Jml.Clause clause) {
        boolean keyHasSum = hasOfKey(invariants, KEY_ONLY);
        boolean isOfArrays = ARRAYS.matcher(clause.text()).matches() && hasOfKey(invariants, LOCATIONS);
        return !keyHasSum && !isOfArrays && !hasTwin(invariants, clause, Jml.Reader.KEY);
    }

    private static boolean hasOfKey(List<Jml.Clause> invariants, Pattern pattern) {
        return invariants.stream().anyMatch(other -> other.reader() == Jml.Reader.KEY && pattern.matcher(other.text()).find());
    }

    private static boolean hasTwin(List<Jml.Clause> invariants, Jml.Clause clause, Jml.Reader reader) {
        return invariants.stream().anyMatch(other -> other.reader() == reader
                && withoutSpace(other.text()).equals(withoutSpace(clause.text()))
                && (reader == Jml.Reader.KEY || other.modifiers().contains("public")));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static void frames(JavaSource source, List<Jml.Clause> contract, List<String> violations) {
        List<Jml.Clause> frames = contract.stream().filter(clause -> clause.kind().equals("assignable")).toList();
        boolean key = frames.stream().anyMatch(clause -> clause.reader() == Jml.Reader.KEY);
        boolean openJml = frames.stream().anyMatch(clause -> clause.reader() == Jml.Reader.OPENJML);
        if (key != openJml) {
            violations.add(source.name() + ":" + frames.get(0).line() + ": assignable for one prover alone");
        }
        for (Jml.Clause frame : frames) {
            for (String location : frame.text().split(",")) {
                if (frame.reader() != Jml.Reader.KEY && !SOUND_LOCATION.matcher(location.strip()).matches()) {
                    violations.add(source.name() + ":" + frame.line() + ": OpenJML does not forget the old value of "
                            + location.strip());
                }
            }
        }
    }
}
