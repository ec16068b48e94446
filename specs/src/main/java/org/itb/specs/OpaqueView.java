package org.itb.specs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What OpenJML sees of the kernel while it proves one class. An invariant that is private for KeY must be public for
 * OpenJML, which forbids a private one to name a public field; so each proof about a class would unfold the private
 * detail of all its parts, and about the composed kernel none would end. Here every <em>other</em> class loses those
 * invariants, as KeY never shows them: they are neither assumed nor to be proved outside their own class. Only what
 * says that something is not null, how long an array is, that two things differ, or between which constants a number
 * lies stays: that costs no proof much, and without it a contract that reads an array at a private index would mean
 * nothing outside.
 *
 * <p>That is sound because what such an invariant speaks of is private to its class: only its own methods change it,
 * and their proofs have all of it. That nobody else can change it behind its back, through a part or an array of it, is
 * what KeY proves of each class ({@code accessible \inv}) and of each caller's frame.
 */
final class OpaqueView {
    /** Part of the key of every verdict: another view, another proof. */
    static final String VERSION = "opaque view 3";
    private static final Pattern TWIN =
            Pattern.compile("/\\*\\+OPENJML@\\s*public invariant\\s(.*?);\\s*@\\*/", Pattern.DOTALL);
    private static final Pattern STRUCTURAL_CLAUSE =
            Pattern.compile("[\\w.]+\\s*!=\\s*[\\w.]+|[\\w.]+\\.length\\s*==\\s*\\d+"
                    + "|-?\\d+L?\\s*<=?\\s*[a-zA-Z][\\w.]*|[a-zA-Z][\\w.]*\\s*<=?\\s*-?\\d+L?");

    private OpaqueView() {
    }

    /** Whether anything that the class can mention looks different from its own file. */
    static boolean matters(KernelSource source, String className) {
        return source.closureOf(className).stream().anyMatch(file -> !seenFrom(className, file).equals(whole(file)));
    }

    /** The text of a file as it looks from one class; its own file is whole. */
    static String seenFrom(String className, KernelSource.File file) {
        return file.className().equals(className) ? whole(file) : Conjuncts.apart(seenFromOutside(file));
    }

    /** All that a file says. */
    static String whole(KernelSource.File file) {
        return Conjuncts.apart(file.text());
    }

    /** The text with its lines where they were, so that what OpenJML reports can be found. */
    static String seenFromOutside(KernelSource.File file) {
        return TWIN.matcher(file.text()).replaceAll(found -> Matcher.quoteReplacement(
                isHidden(file, found.group(1)) ? found.group().replaceAll("[^\n]", "") : found.group()));
    }

    /** Private for KeY in the same words, and more than structure and the range of a number. */
    private static boolean isHidden(KernelSource.File file, String clause) {
        boolean structural = Stream.of(clause.split("&&")).allMatch(part -> STRUCTURAL_CLAUSE.matcher(part.strip()).matches());
        return !structural && file.text().contains("/*+KEY@ private invariant " + clause + "; @*/");
    }
}
