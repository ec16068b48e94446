package org.itb.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one class may know of another while OpenJML proves it. */
class OpaqueViewTest {
    private static final String BOUND = "volumeNl == 0 || 0 < volumeNl && volumeNl <= 1000";
    private static final String FARM = """
            package org.itb.small;

            public class Farm {
                /*@ spec_public @*/ private final Tank tank;

                /*@ public invariant tank != null && \\invariant_for(tank); @*/

                /*@ public normal_behavior
                  @   ensures tank.volumeNl == 0;
                  @   assignable \\nothing;
                  @*/
                public Farm() { this.tank = new Tank(); }
            }
            """;

    @TempDir
    private Path folder;

    private String seenWith(String invariants) throws IOException, CannotRun {
        Files.writeString(folder.resolve("Valve.java"), "class Valve {\n    int[] ml;\n    " + invariants + "\n    int volumeNl;\n}\n");
        return OpaqueView.seenFromOutside(KernelSource.read(folder).files().get(0));
    }

    @Test
    void hidesFromOthersWhatIsPrivateForKey() throws IOException, CannotRun {
        String seen = seenWith("/*+KEY@ private invariant " + BOUND + "; @*/\n    /*+OPENJML@ public invariant " + BOUND + "; @*/");
        assertFalse(seen.contains("+OPENJML@"), seen);
        assertTrue(seen.contains("/*+KEY@ private invariant " + BOUND), seen);
        assertEquals(6, seen.lines().count(), "every line stands where it stood");
    }

    @Test
    void hidesNothingThatKeyShowsToo() throws IOException, CannotRun {
        assertTrue(seenWith("/*@ public invariant " + BOUND + "; @*/").contains(BOUND));
        assertTrue(seenWith("/*+KEY@ public invariant " + BOUND + "; @*/ /*+OPENJML@ public invariant " + BOUND + "; @*/")
                .contains("/*+OPENJML@ public invariant " + BOUND));
        assertTrue(seenWith("/*+KEY@ private invariant volumeNl <= 9; @*/ /*+OPENJML@ public invariant " + BOUND + "; @*/")
                .contains("/*+OPENJML@ public invariant " + BOUND), "another clause is no twin");
    }

    @Test
    void leavesWhatIsNotNullHowLongItIsWhatDiffersAndTheRangeOfANumber() throws IOException, CannotRun {
        String structure = "ml != null && ml.length == 21 && first.ml != second.ml && -1 <= volumeNl && volumeNl < 10000000000000L";
        assertTrue(seenWith("/*+KEY@ private invariant " + structure + "; @*/ /*+OPENJML@ public invariant " + structure + "; @*/")
                .contains("/*+OPENJML@ public invariant " + structure));
        String more = structure + " && volumeNl <= limitNl";
        assertFalse(seenWith("/*+KEY@ private invariant " + more + "; @*/ /*+OPENJML@ public invariant " + more + "; @*/")
                .contains("+OPENJML@"));
    }

    @Test
    void showsAClassAllOfItselfAndOfItsPartsTheOutside() throws IOException, CannotRun {
        ProveRun.place(folder, "sound");
        Files.writeString(folder.resolve("sources/org/itb/small/Farm.java"), FARM);
        KernelSource source = KernelSource.read(folder.resolve("sources"));
        assertTrue(OpaqueView.matters(source, "Farm"));
        assertFalse(OpaqueView.matters(source, "TankRules"), "it mentions nothing that hides something");

        Canaries.copyWith(source, folder.resolve("farm"), file -> OpaqueView.seenFrom("Farm", file));
        Canaries.copyWith(source, folder.resolve("tank"), file -> OpaqueView.seenFrom("Tank", file));
        assertFalse(Files.readString(folder.resolve("farm/org/itb/small/Tank.java")).contains("+OPENJML@"));
        assertTrue(Files.readString(folder.resolve("tank/org/itb/small/Tank.java")).contains("+OPENJML@ public invariant " + BOUND));
        assertEquals(FARM.replace("tank != null &&", "tank != null ; public invariant"),
                Files.readString(folder.resolve("farm/org/itb/small/Farm.java")), "the same, clause by clause");
    }

    static void plantFarm(Path sources) throws IOException {
        Files.writeString(sources.resolve("org/itb/small/Farm.java"), FARM);
    }
}
