package org.itb.harness.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Random therapies are worth the cells that they reach: each line of {@code required-cells.txt} (state, message,
 * verdict) must have come up, or the build fails. The whole table is target/coverage/states-messages-verdicts.md.
 */
class CoverageProperties {
    private static final CoverageTable TABLE = new CoverageTable();

    @Provide
    Arbitrary<Therapy> therapies() {
        return Therapies.any();
    }

    @Provide
    Arbitrary<Therapy> changes() {
        return Therapies.changing();
    }

    /** Other drugs, primings, and memory that fails: most of what they lead to, the therapies above never see. */
    // [utest->req~SR-56~1]
    @KernelProperty
    void playsTheChangesThatTheTableCounts(@ForAll("changes") Therapy therapy) {
        therapy.play(TABLE);
    }

    // [utest->req~SR-56~1]
    @KernelProperty
    void playsTheTherapiesThatTheTableCounts(@ForAll("therapies") Therapy therapy) {
        therapy.play(TABLE);
    }

    @AfterContainer
    static void everyRequiredCellWasHit() throws IOException {
        List<CoverageTable.Cell> required = required();
        TABLE.write(Path.of("target", "coverage", "states-messages-verdicts.md"), required);

        assertFalse(required.isEmpty(), "nothing is required");
        assertEquals(required.size(), new HashSet<>(required).size(), "a cell is required twice");
        assertEquals(List.of(), TABLE.missing(required), "cells that no therapy has reached");
    }

    private static List<CoverageTable.Cell> required() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(Objects.requireNonNull(
                CoverageProperties.class.getResourceAsStream("required-cells.txt")), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(CoverageTable.Cell::read).toList();
        }
    }
}
