package org.itb.harness.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one line as one JSON object. Jackson is as strict as it goes: no leniency is switched on, and its own bounds
 * lie beyond a line's, so that the messages are ours.
 */
final class JsonLine {
    /** Longest line, in bytes, without its line feed. */
    static final int BYTES_MAX = 1 << 20;
    /** Deepest nesting of objects and lists. */
    static final int NESTING_MAX = 32;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(BYTES_MAX)
                    .maxNameLength(BYTES_MAX)
                    .build())
            .build();

    private JsonLine() { }

    /**
     * Reads the one object that a line holds.
     *
     * @throws LineProblem if the line is anything else
     */
    static Json.Members parse(String line) throws LineProblem {
        try (JsonParser parser = FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new LineProblem(column(parser), found(parser) + " at the start of the line, expected \"{\"");
            }
            Json.Members members = members(parser, 1);
            if (parser.nextToken() != null) {
                throw new LineProblem(
                        column(parser), "more text after the object, expected the end of the line");
            }
            return members;
        } catch (JsonProcessingException notJson) {
            int column = notJson.getLocation() == null ? 1 : (int) notJson.getLocation().getCharOffset() + 1;
            throw new LineProblem(
                    Math.max(1, Math.min(column, line.length() + 1)),
                    "not JSON: " + firstLine(notJson.getOriginalMessage()) + ", expected one JSON object on the line");
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private static int column(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset() + 1;
    }

    private static String found(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            return "a list";
        }
        return LineProblem.quote(parser.getText());
    }

    private static Json value(JsonParser parser, int depth) throws IOException, LineProblem {
        int column = column(parser);
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser, depth + 1);
            case START_ARRAY -> items(parser, depth + 1);
            case VALUE_STRING -> new Json.Text(column, parser.getText());
            case VALUE_NUMBER_INT -> new Json.Whole(column, whole(column, parser.getText()));
            case VALUE_NUMBER_FLOAT -> throw new LineProblem(
                    column, "the number " + shown(parser.getText()) + " is not written as an integer, expected an integer");
            case VALUE_TRUE -> new Json.Truth(column, true);
            case VALUE_FALSE -> new Json.Truth(column, false);
            case VALUE_NULL -> new Json.Nothing(column);
            default -> throw new IllegalStateException("token " + parser.currentToken());
        };
    }

    private static long whole(int column, String digits) throws LineProblem {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException beyond) {
            throw new LineProblem(
                    column,
                    "the number " + shown(digits) + " is beyond signed 64 bit, expected "
                            + Long.MIN_VALUE + " … " + Long.MAX_VALUE);
        }
    }

    private static String shown(String digits) {
        return digits.length() <= 40 ? digits : digits.substring(0, 40) + "…";
    }

    private static Json.Members members(JsonParser parser, int depth) throws IOException, LineProblem {
        int column = column(parser);
        refuseTooDeep(column, depth);
        Map<String, Json.Member> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int nameColumn = column(parser);
            String name = parser.currentName();
            if (members.containsKey(name)) {
                throw new LineProblem(
                        nameColumn, "the field " + LineProblem.quote(name) + " stands twice, expected it once");
            }
            parser.nextToken();
            members.put(name, new Json.Member(nameColumn, value(parser, depth)));
        }
        return new Json.Members(column, members);
    }

    private static Json.Items items(JsonParser parser, int depth) throws IOException, LineProblem {
        int column = column(parser);
        refuseTooDeep(column, depth);
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, depth));
        }
        return new Json.Items(column, items);
    }

    private static void refuseTooDeep(int column, int depth) throws LineProblem {
        if (depth > NESTING_MAX) {
            throw new LineProblem(column, "nested deeper than " + NESTING_MAX + ", expected at most " + NESTING_MAX);
        }
    }
}
