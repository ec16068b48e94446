package org.itb.harness.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which tests killed the mutants of each method in a run of PIT: what {@link LikelyKillersFirst} reads in later runs. */
final class Killers {
    private Killers() {
    }

    /** A method a line, the test that killed most of its mutants before the others. */
    static void write(List<Mutant> mutants, Path to) throws IOException {
        Map<String, Map<String, Integer>> kills = new TreeMap<>();
        mutants.stream().filter(Mutant::isKilled).forEach(mutant -> kills.computeIfAbsent(methodOf(mutant), key -> new TreeMap<>())
                .merge(TestName.of(mutant.killer()), 1, Integer::sum));
        Files.write(to, kills.entrySet().stream().map(entry -> entry.getKey() + " " + inOrder(entry.getValue())).toList());
    }

    private static String methodOf(Mutant mutant) {
        return Mutant.simpleName(mutant.type()) + "." + mutant.method();
    }

    private static String inOrder(Map<String, Integer> kills) {
        return kills.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey())).map(Map.Entry::getKey).collect(Collectors.joining(" "));
    }
}
