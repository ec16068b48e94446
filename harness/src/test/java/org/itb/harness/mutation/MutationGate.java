package org.itb.harness.mutation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The gate of the mutants: counted from PIT's own report, never from a rounded percentage. It holds if PIT ran in this
 * build, over every class of the kernel that has code, and each mutant was killed or is excused by a proof that holds
 * today. An excuse that no survivor needs is refused too: it would wait for the day on which it hides one.
 */
final class MutationGate {
    private final EquivalentMutant.ClassFiles kernelClasses;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private int excused;

    private MutationGate(Path kernelClasses) {
        this.kernelClasses = KernelClasses.in(kernelClasses);
    }

    /**
     * Arguments: PIT's mutations.xml, the folder of the kernel's class files, and when this build began. Exit code 0 if
     * the gate holds, 1 if not, 2 for arguments that are none.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            System.err.println("usage: MutationGate MUTATIONS_XML KERNEL_CLASSES BUILD_BEGAN_AT");
            System.exit(2);
        }
        MutationGate gate = judge(Path.of(arguments[0]), Path.of(arguments[1]), Instant.parse(arguments[2]),
                EquivalentMutants.ALL);
        gate.print(System.out);
        System.exit(gate.holds() ? 0 : 1);
    }

    static MutationGate judge(Path report, Path kernelClasses, Instant began, List<EquivalentMutant> excuses)
            throws IOException {
        MutationGate gate = new MutationGate(kernelClasses);
        if (!Files.isRegularFile(report)) {
            gate.faults.add("PIT did not run: there is no " + report);
            return gate;
        }
        // File systems may keep whole seconds only.
        if (Files.getLastModifiedTime(report).toInstant().plusSeconds(1).isBefore(began)) {
            gate.faults.add("PIT did not run in this build: " + report + " is older");
            return gate;
        }
        List<Mutant> mutants = Mutant.readAll(report);
        gate.count(mutants);
        gate.missing(mutants, KernelClasses.withCode(kernelClasses));
        gate.excuse(mutants, excuses);
        return gate;
    }

    private void count(List<Mutant> mutants) {
        mutants.forEach(mutant -> counts.merge(mutant.status(), 1, Integer::sum));
    }

    private void missing(List<Mutant> mutants, Set<String> kernelClasses) {
        Set<String> missing = new TreeSet<>(kernelClasses);
        mutants.forEach(mutant -> missing.remove(mutant.type()));
        missing.forEach(type -> faults.add("no mutant of " + type + ": PIT did not see the whole kernel"));
    }

    private void excuse(List<Mutant> mutants, List<EquivalentMutant> excuses) {
        Map<EquivalentMutant, Integer> used = new LinkedHashMap<>();
        excuses.forEach(excuse -> used.put(excuse, 0));
        for (Mutant mutant : mutants) {
            if (mutant.isKilled()) {
                continue;
            }
            List<EquivalentMutant> fitting = excuses.stream().filter(excuse -> excuse.fits(mutant)).toList();
            if (fitting.isEmpty()) {
                faults.add("survived: " + mutant);
                continue;
            }
            fitting.forEach(excuse -> used.merge(excuse, 1, Integer::sum));
            if (fitting.stream().anyMatch(excuse -> excuse.proof().holds(kernelClasses, mutant))) {
                excused++;
            } else {
                faults.add("survived, and the proof of its excuse fails: " + mutant);
            }
        }
        used.forEach((excuse, times) -> {
            if (times == 0) {
                faults.add("an excuse that no survivor needs: " + excuse);
            }
        });
    }

    boolean holds() {
        return faults.isEmpty();
    }

    List<String> faults() {
        return faults;
    }

    int excused() {
        return excused;
    }

    private void print(PrintStream out) {
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        out.println("mutants of the kernel: " + total + " " + counts);
        faults.forEach(fault -> out.println("  " + fault));
        long unexplained = faults.stream().filter(fault -> fault.startsWith("survived")).count();
        out.println(unexplained + " unexplained survivors, " + excused + " equivalent by proof"
                + (holds() ? "" : ": the gate does not hold"));
    }
}
