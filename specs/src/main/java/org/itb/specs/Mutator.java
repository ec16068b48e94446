package org.itb.specs;

/** Kinds of small faults, each one that a person makes. What a mutant of the kind looks like stands beside it. */
enum Mutator {
    BOUNDARY("boundary", "< becomes <=, and the like: one too early, one too late"),
    NEGATION("negation", "a condition becomes its opposite"),
    FORCED("forced", "a condition is always true, or always false: a check is forgotten"),
    LOGIC("logic", "&& becomes ||, or the other way round"),
    ARITHMETIC("arithmetic", "+ becomes -, * becomes /, and the like"),
    CONSTANT("constant", "a number, literal or named, is one more or one less"),
    RETURN("return", "0, true or false is returned instead"),
    REMOVED("removed", "a call or an assignment is not made: a debit is dropped, an edge is swallowed"),
    SWAPPED("swapped", "two operands or two arguments change places: commanded for delivered"),
    VARIABLE("variable", "a parameter is used where another of its type should be"),
    DOMAIN("domain", "per hour for per day, ceiling for floor, minimum for maximum, a child's for an adult's");

    private final String shown;
    private final String meaning;

    Mutator(String shown, String meaning) {
        this.shown = shown;
        this.meaning = meaning;
    }

    String shown() {
        return shown;
    }

    String meaning() {
        return meaning;
    }
}
