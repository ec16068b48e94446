package org.itb.specs;

/**
 * A small fault in one method of one source: a range of its text, and what stands there instead. All else, annotations
 * included, stays as it is.
 *
 * @param member {@code DoseRules.isWithin(long,long,int,int)}
 * @param path of the file, relative to the folder that holds the packages
 * @param begin offset of the first character that is replaced
 * @param end offset behind the last
 */
record Mutant(String member, String path, int line, int column, Mutator mutator, int begin, int end, String original,
        String replacement) {

    /** What users find it by: the place and what was changed there. */
    String name() {
        return member + ":" + line + ":" + column + " " + mutator.shown() + ": " + change();
    }

    String change() {
        return oneLine(original) + " -> " + oneLine(replacement);
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.isEmpty() ? "nothing" : line;
    }

    String className() {
        return member.substring(0, member.indexOf('.'));
    }

    String in(String text) {
        return text.substring(0, begin) + replacement + text.substring(end);
    }
}
