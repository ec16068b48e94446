package org.itb.specs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.itb.specs.ProofSettings.OpenJmlException;

/** Which comments are JML, who reads them, and what must not pass unseen before a prover is asked. */
final class Jml {
    private static final Pattern OPENING = Pattern.compile("^(/\\*|//)(\\+KEY|\\+OPENJML)?@");
    /** Each comment is asked for by every check and by both provers' views. */
    private static final Map<String, String> BODIES = new ConcurrentHashMap<>();
    private static final Pattern CLOSING = Pattern.compile("@?\\*/$");
    private static final Pattern REMARK = Pattern.compile("//[^\\n]*");
    private static final Pattern MARK = Pattern.compile("(?m)^\\s*@+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /** An opening that is nearly one of those: the comment is dead, and everything still proves. */
    private static final Pattern NEAR_OPENING = Pattern.compile("^(/\\*+|//+)\\s*[+-]?\\s*\\w*\\s*@(?!\\w+\\s+[A-Z])");
    private static final Pattern COMMENT_OR_QUOTED = Pattern.compile(
            "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*'|(/\\*(?s:.*?)\\*/|//[^\n]*)");
    private static final Pattern DEAD_LINE = Pattern.compile(
            "(?m)^[\\s/*+-]*(KEY|OPENJML)?\\s*@\\s*((public|private|static)\\s+)*(requires|ensures|assignable|invariant|pure"
                    + "|spec_public|helper|accessible|decreases|loop_invariant|loop_assigns|normal_behavior|signals)\\b"
                    + "|(?m)^[\\s/*]*((public|private|static)\\s+)*(requires|ensures|assignable|invariant|accessible)"
                    + "\\s[^\\n]*;\\s*(@?\\*/)?\\s*$");
    /** What makes a proof cheaper than it is. */
    private static final Pattern UNPROVED = Pattern.compile(
            "\\b(assume|axiom|skipesc|nowarn|ensures_free|requires_free|represents_free|invariant_free|diverges\\s+true)\\b"
                    + "|@Options|\\b(spec_)?(java|bigint|safe)_math\\b");
    /** That a part is still made of the same locations: OpenJML has no such type, and frames by fields. */
    private static final Pattern LOCATIONS_STAY = Pattern.compile(
            "ensures\\s*((\\w+\\.)?inner==\\\\old\\((\\w+\\.)?inner\\)(&&)?)+");
    private static final Pattern CASE = Pattern.compile("\\b(normal_|exceptional_)?behaviou?r\\b");
    /** A frame, under each of its names in JML. */
    static final Pattern ASSIGNABLE = Pattern.compile("\\b(?:assignable|assigns|modifies)\\b([^;]*);");
    private static final Pattern PATH_TO_FIELD = Pattern.compile("(?!this\\.\\w+$)\\w+(\\.\\w+)+");
    /** Of a whole class, not of the member that follows it. */
    private static final Pattern OF_CLASS =
            Pattern.compile("^(\\w+ )*(invariant|accessible|represents|model|ghost|constraint|initially)\\b");
    /** What is claimed; what is required, or only helps a proof along, may differ without harm. */
    private static final Pattern CLAIM = Pattern.compile("\\b(invariant|ensures)\\b");
    private static final Pattern LOOP = Pattern.compile("\\b(loop_invariant|decreases|loop_\\w+)\\b");
    private static final Pattern INNER = Pattern.compile("/\\*\\+KEY@ private invariant inner == \\\\set_union\\(([^;]*)\\);");
    private static final Pattern LOOP_FRAME = Pattern.compile("\\bloop_(?:assigns|modifies|writes)\\b([^;]*);");

    private Jml() {
    }

    static boolean isJml(String comment) {
        return OPENING.matcher(comment).find();
    }

    static boolean isReadByKey(String comment) {
        return isJml(comment) && !comment.startsWith("+OPENJML", 2);
    }

    static boolean isReadByOpenJml(String comment) {
        return isJml(comment) && !comment.startsWith("+KEY", 2);
    }

    /** A source without the comments that KeY skips: those for people, and those for OpenJML alone. In doubt they stay. */
    static String asReadByKey(String source) {
        return withoutSkipped(source, "+OPENJML@");
    }

    /** The same for OpenJML: without those for people, and those for KeY alone. */
    static String asReadByOpenJml(String source) {
        return withoutSkipped(source, "+KEY@");
    }

    private static String withoutSkipped(String source, String ofTheOther) {
        return COMMENT_OR_QUOTED.matcher(source).replaceAll(found -> Matcher.quoteReplacement(
                found.group(1) == null || !isSkipped(found.group(1), ofTheOther) ? found.group() : " "));
    }

    private static boolean isSkipped(String comment, String ofTheOther) {
        return comment.startsWith(ofTheOther, 2) || !comment.substring(2).matches("(?s)[-+\\w]*@.*");
    }

    static int casesIn(String comment) {
        return (int) CASE.matcher(body(comment)).results().count();
    }

    static boolean isInvariant(String comment) {
        return body(comment).matches("(\\w+ )*invariant\\b.*");
    }

    static boolean isOfClass(String comment) {
        return OF_CLASS.matcher(body(comment)).find();
    }

    /**
     * What is wrong with the annotations themselves; a prover would stay silent.
     *
     * @param exceptions what OpenJML need not be told
     */
    static List<String> faultsIn(KernelSource source, List<OpenJmlException> exceptions) throws CannotRun {
        List<String> faults = new ArrayList<>();
        for (KernelSource.File file : source.files()) {
            for (KernelSource.Comment comment : file.comments()) {
                faultsIn(comment, file.shortName() + ":" + comment.line() + ": ", faults);
            }
            loopFrames(file, source, faults);
            frames(file, faults);
            twins(file, exceptions, faults);
            file.uncovered().forEach(faults::add);
        }
        faults.addAll(EverythingFrames.faultsIn(source));
        exceptions.stream().filter(exception -> !stands(exception, source)).forEach(exception -> faults.add("the table excepts '"
                + exception.construct() + "' in " + exception.contract() + " from OpenJML, but nothing of the kind stands there"));
        return faults;
    }

    private static void faultsIn(KernelSource.Comment comment, String at, List<String> faults) {
        String text = comment.text();
        if (!isJml(text)) {
            boolean javadoc = text.startsWith("/**");
            if (!javadoc && NEAR_OPENING.matcher(text).find() || DEAD_LINE.matcher(text).find()) {
                faults.add(at + "dead contract, no prover reads it: " + text.lines().findFirst().orElse(""));
            }
            return;
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

    /** What an exception names must stand in the member, or in the invariants of the class. */
    private static boolean stands(OpenJmlException exception, KernelSource source) {
        return textsOf(exception.contract(), source).stream().anyMatch(text -> text.contains(exception.construct()));
    }

    /** True if OpenJML is spared the construct because KeY alone is told: the rest of the contract it must prove. */
    static boolean isToldToKeyAlone(OpenJmlException exception, KernelSource source) {
        return textsOf(exception.contract(), source).stream().noneMatch(text -> text.contains(exception.construct())
                && (!isJml(text) || isReadByOpenJml(text)));
    }

    private static List<String> textsOf(String contract, KernelSource source) {
        List<String> texts = new ArrayList<>();
        for (KernelSource.File file : source.files()) {
            if (contract.equals(file.className() + ".<inv>")) {
                file.ownAnnotations().forEach(comment -> texts.add(comment.text()));
            }
            for (KernelSource.Member member : file.members()) {
                if (member.name().equals(contract)) {
                    member.annotations().forEach(comment -> texts.add(comment.text()));
                    texts.add(member.code());
                }
            }
        }
        return texts;
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

    /**
     * OpenJML 0.17 takes a loop's frame on trust where its body calls a method, KeY proves it: what KeY is told of a
     * loop must be in what OpenJML is told.
     */
    private static void loopFrames(KernelSource.File file, KernelSource source, List<String> faults) {
        KernelSource.Comment ofKey = null;
        for (KernelSource.Comment comment : file.comments()) {
            String text = comment.text();
            Matcher frame = LOOP_FRAME.matcher(isReadByOpenJml(text) ? body(text) : "");
            if (isReadByKey(text) && ASSIGNABLE.matcher(body(text)).find()) {
                ofKey = comment;
            } else if (frame.find() && !isReadByKey(text)) {
                String at = file.shortName() + ":" + comment.line() + ": ";
                Matcher proved = ASSIGNABLE.matcher(ofKey == null ? "" : body(ofKey.text()));
                if (ofKey == null || comment.line() - ofKey.line() > 2 || !proved.find()) {
                    faults.add(at + "the loop's frame is taken on trust by OpenJML, and KeY is not told it");
                    continue;
                }
                List<String> told = locations(frame.group(1));
                locations(proved.group(1)).stream().flatMap(location -> spelledOut(location, file, source))
                        .filter(location -> !location.startsWith("\\") && !isTold(location, told))
                        .forEach(location -> faults.add(at + "OpenJML is not told that the loop changes " + location));
            }
        }
    }

    /** What a part calls its inner locations, OpenJML is told one by one: those that the part's invariant says they are. */
    private static Stream<String> spelledOut(String location, KernelSource.File file, KernelSource source) {
        String part = location.replaceFirst("\\.inner$", "");
        Matcher type = Pattern.compile("\\b(\\w+) " + Pattern.quote(part) + ";").matcher(file.text());
        if (part.equals(location) || !type.find()) {
            return Stream.of(location);
        }
        List<String> meant = new ArrayList<>();
        for (KernelSource.File other : source.files()) {
            Matcher inner = INNER.matcher(other.className().equals(type.group(1)) ? other.text() : "");
            if (inner.find()) {
                locations(inner.group(1).replaceAll("\\\\set_union\\(|\\)", "")).stream()
                        .flatMap(each -> spelledOut(each, other, source)).map(each -> part + "." + each).forEach(meant::add);
            }
        }
        return meant.isEmpty() ? Stream.of(location) : meant.stream();
    }

    /** OpenJML 0.17 takes each of several assignable clauses of one contract for the whole frame, KeY all of them together. */
    private static void frames(KernelSource.File file, List<String> faults) {
        for (KernelSource.Member member : file.members()) {
            long frames = member.annotations().stream().map(KernelSource.Comment::text)
                    .filter(text -> isReadByOpenJml(text) && !LOOP.matcher(body(text)).find())
                    .mapToLong(text -> ASSIGNABLE.matcher(body(text)).results().count()).sum();
            if (frames > Math.max(1, member.openJmlCases())) {
                faults.add(member.where() + ": " + member.name() + " has " + frames
                        + " assignable clauses for OpenJML, which takes each for the whole; write one");
            }
        }
    }

    /** Named itself, or a field among all those of its object; an array's elements are no fields. */
    private static boolean isTold(String location, List<String> told) {
        if (told.contains(location)) {
            return true;
        }
        int dot = location.lastIndexOf('.');
        return !location.endsWith("]") && told.contains(dot < 0 ? "this.*" : location.substring(0, dot) + ".*");
    }

    private static List<String> locations(String list) {
        return Stream.of(list.split(",")).map(String::strip).toList();
    }

    /** What KeY alone is told to hold is told to OpenJML in the same words, or stands in the table of exceptions. */
    private static void twins(KernelSource.File file, List<OpenJmlException> exceptions, List<String> faults) {
        twins(file.className() + ".<inv>", file.ownAnnotations(), file, exceptions, faults);
        file.members().forEach(member -> twins(member.name(), member.annotations(), file, exceptions, faults));
    }

    private static void twins(String contract, List<KernelSource.Comment> annotations, KernelSource.File file,
            List<OpenJmlException> exceptions, List<String> faults) {
        List<String> openJml = annotations.stream().map(KernelSource.Comment::text).filter(Jml::isReadByOpenJml)
                .flatMap(text -> claimsIn(text).stream()).toList();
        for (KernelSource.Comment comment : annotations) {
            if (isReadByKey(comment.text()) && !isReadByOpenJml(comment.text())) {
                for (String claim : claimsIn(comment.text())) {
                    boolean excepted = exceptions.stream().anyMatch(exception -> exception.contract().equals(contract)
                            && claim.contains(exception.construct().replaceAll("\\s+", "")));
                    if (!excepted && !openJml.contains(claim) && !LOCATIONS_STAY.matcher(claim).matches()) {
                        faults.add(file.shortName() + ":" + comment.line() + ": OpenJML is not told " + claim);
                    }
                }
            }
        }
    }

    /** Each invariant and postcondition without its blanks, up to the semicolon that is in no parenthesis. */
    private static List<String> claimsIn(String comment) {
        List<String> claims = new ArrayList<>();
        String body = body(comment);
        Matcher claim = CLAIM.matcher(body);
        for (int from = 0; claim.find(from); from = claim.end()) {
            int depth = 0;
            int end = claim.end();
            while (end < body.length() && (depth > 0 || body.charAt(end) != ';')) {
                depth += body.charAt(end) == '(' ? 1 : body.charAt(end) == ')' ? -1 : 0;
                end++;
            }
            claims.add(claim.group() + body.substring(claim.end(), end).replaceAll("\\s+", ""));
        }
        return claims;
    }

    /** The words of a JML comment without markers, remarks and line breaks. */
    static String body(String comment) {
        return BODIES.computeIfAbsent(comment, Jml::wordsOf);
    }

    private static String wordsOf(String comment) {
        String words = CLOSING.matcher(OPENING.matcher(comment).replaceFirst("")).replaceFirst("");
        return BLANKS.matcher(MARK.matcher(REMARK.matcher(words).replaceAll(" ")).replaceAll(" ")).replaceAll(" ").strip();
    }
}
