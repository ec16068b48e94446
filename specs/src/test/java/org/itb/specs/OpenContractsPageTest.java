package org.itb.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** proof/README.md lists the open contracts as the table does; what differs is shown whole, as it should be. */
class OpenContractsPageTest {
    private static final String BEGIN = "<!-- from strategy.json: open -->\n";
    private static final String END = "<!-- end -->\n";

    @Test
    void listsWhatTheTableLists() throws IOException, CannotRun {
        String page = Files.readString(Path.of("proof/README.md"));
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        assertTrue(page.contains(BEGIN) && page.indexOf(END, begin) > 0, "the page has no section of the list");
        assertEquals(rendered(ProofSettings.read(Path.of("proof/strategy.json")).openContracts()), page.substring(begin, page.indexOf(END, begin)));
    }

    @Test
    void tellsAllOfAnEntry() {
        String shown = rendered(List.of(new ProofSettings.OpenContract("Gate.settle(long) #0", ProofResult.Prover.KEY, "Gate.java:80: a | b",
                "two shapes", "OpenJML proves it")));
        assertTrue(shown.endsWith("| `Gate.settle(long) #0` | KeY | Gate.java:80: a \\| b | two shapes | OpenJML proves it |\n"), shown);
    }

    private static String rendered(List<ProofSettings.OpenContract> open) {
        if (open.isEmpty()) {
            return "The list is empty.\n";
        }
        StringBuilder table = new StringBuilder("| Contract | Not closed by | What is left | What was tried | What stands in for a proof |\n"
                + "|---|---|---|---|---|\n");
        for (ProofSettings.OpenContract one : open) {
            table.append("| `").append(one.contract()).append("` | ").append(one.prover().shown());
            for (String cell : List.of(one.goal(), one.tried(), one.standsIn())) {
                table.append(" | ").append(cell.replace("|", "\\|"));
            }
            table.append(" |\n");
        }
        return table.toString();
    }
}
