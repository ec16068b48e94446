package org.itb.reports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/** One page that shows a kill matrix: its counts, and every mutant. */
final class KillMatrixPage {
    private final Path result;

    /** @param result of {@code itb mutate}, as JSON */
    KillMatrixPage(Path result) {
        this.result = result;
    }

    void writeTo(Writer out) throws IOException {
        new PageTemplate("mutants").writeTo(out, "Kill matrix · ITB safety kernel",
                elements -> elements.add("matrix", this::copy));
    }

    private void copy(JsonGenerator json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(result.toFile())) {
            parser.nextToken();
            json.copyCurrentStructure(parser);
        }
    }
}
