package org.itb.harness.stream;

import java.util.List;
import java.util.Map;

/**
 * A JSON value that knows the column it began at, so that whoever finds it wrong later can still point at it. Numbers
 * are signed 64-bit integers and nothing else.
 */
sealed interface Json {

    /** Column of the value's first character, the first of the line being 1. */
    int column();

    /** What kind of value it is, for a message. */
    String what();

    /** An object; the members stand in the order of the line. */
    record Members(int column, Map<String, Member> members) implements Json {
        @Override
        public String what() {
            return "an object";
        }
    }

    /** A member of an object. */
    record Member(int nameColumn, Json value) { }

    /** A list. */
    record Items(int column, List<Json> items) implements Json {
        @Override
        public String what() {
            return "a list";
        }
    }

    /** A text. */
    record Text(int column, String value) implements Json {
        @Override
        public String what() {
            return "the text " + LineProblem.quote(value);
        }
    }

    /** An integer. */
    record Whole(int column, long value) implements Json {
        @Override
        public String what() {
            return "the number " + value;
        }
    }

    /** True or false. */
    record Truth(int column, boolean value) implements Json {
        @Override
        public String what() {
            return Boolean.toString(value);
        }
    }

    /** The null of JSON, which no field of a stream takes. */
    record Nothing(int column) implements Json {
        @Override
        public String what() {
            return "null";
        }
    }
}
