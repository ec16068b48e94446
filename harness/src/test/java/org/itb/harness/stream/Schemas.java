package org.itb.harness.stream;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The published schemas of streams and traces. */
public final class Schemas {
    /** The root of the house. */
    public static final Path HOME = Path.of(System.getProperty("itb.home", ".."));

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(
                    "urn:itb:schema:itb-stream-1", text("itb-stream-1"),
                    "urn:itb:schema:itb-trace-1", text("itb-trace-1"))));

    private Schemas() { }

    /** What a schema finds wrong with a text; empty if nothing. */
    public static List<Error> errors(String reference, String json) {
        Schema schema = REGISTRY.getSchema(SchemaLocation.of(reference));
        return schema.validate(json, InputFormat.JSON);
    }

    /** What the schema of streams finds wrong with a line, the header being line 1. */
    public static List<Error> errorsOfStreamLine(int line, String json) {
        return errors("urn:itb:schema:itb-stream-1#/$defs/" + (line == 1 ? "header" : "entry"), json);
    }

    static String text(String name) {
        try {
            return Files.readString(HOME.resolve("specs/schema/" + name + ".schema.json"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
