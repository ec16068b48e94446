package org.itb.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two contracts that stay open: a list excuses what it names, only on request, and nothing else; it never proves. */
class OpenContractsTest {
    private static final String KEY = "KeY";
    private static final String MUCH = "Doubt.isTooMuch(int) #0";
    private static final String LITTLE = "Doubt.isTooLittle(int) #0";

    @TempDir
    private static Path folder;
    private static ProveRun first;

    /** The only run that starts KeY: what closes comes from the cache after it. */
    @BeforeAll
    static void proveWithOneOfTwoListed() throws IOException {
        ProveRun.place(folder, "open");
        ProveRun.listAsOpen(folder, KEY, MUCH);
        first = ProveRun.in(folder, Map.of(), "--processes", "1", "--allow-listed", "--json");
    }

    private static ProveRun withList(String listed, String... options) throws IOException {
        ProveRun.unlist(folder);
        for (String contract : listed.split("; ")) {
            ProveRun.listAsOpen(folder, KEY, contract);
        }
        return ProveRun.in(folder, Map.of(), options);
    }

    @Test
    void failsForWhatIsOpenBesideWhatIsListed() {
        assertEquals(Prove.FAILS, first.code(), first.out() + first.err());
        assertEquals("LISTED", first.verdict(MUCH, KEY));
        assertEquals("OPEN", first.verdict(LITTLE, KEY));
        assertEquals(1, first.json().path("provers").path(0).path("listed").asInt());
        assertEquals(MUCH, first.json().path("openContracts").path(0).path("contract").asText());
    }

    @Test
    void holdsIfNothingElseIsOpenAndNeverCountsItAsClosed() throws IOException {
        Path junit = folder.resolve("proofs.xml");
        ProveRun run = withList(MUCH + "; " + LITTLE, "--allow-listed", "--junit", junit.toString());
        assertEquals(Prove.HOLDS, run.code(), run.out() + run.err());
        assertTrue(run.out().lines().anyMatch(line -> line.startsWith(MUCH) && line.contains("open, listed")), run.out());
        assertTrue(run.out().contains("stands in for a proof: a test"), run.out());
        assertTrue(run.out().contains("KeY: 6 contracts, 4 closed, 2 open (2 listed)"), run.out());
        String xml = Files.readString(junit);
        assertTrue(xml.contains("tests=\"6\" failures=\"0\"") && xml.contains("<skipped message=\"the table lists it as open:"), xml);
    }

    @Test
    void failsForAListedContractThatCloses() throws IOException {
        ProveRun run = withList("Doubt.Doubt() #0", "--only", "^Doubt\\.Doubt", "--allow-listed", "--json");
        assertEquals(Prove.FAILS, run.code());
        assertEquals("CLOSED", run.verdict("Doubt.Doubt() #0", KEY));
        assertTrue(run.json().path("faults").toString().contains("Doubt.Doubt() #0 is no longer open: take it off the list"), run.out());
    }

    @Test
    void failsForAListedContractThatTheKernelDoesNotHave() throws IOException {
        ProveRun run = withList("Doubt.isTooMuch(long) #0", "--only", "^Doubt\\.Doubt", "--allow-listed", "--json");
        assertEquals(Prove.FAILS, run.code());
        assertTrue(run.json().path("faults").toString().contains("lists Doubt.isTooMuch(long) #0 as open, but the kernel has no such"),
                run.out());
    }
}
