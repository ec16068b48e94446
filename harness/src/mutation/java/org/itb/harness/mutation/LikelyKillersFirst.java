package org.itb.harness.mutation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.pitest.classpath.CodeSource;
import org.pitest.coverage.CoverageDatabase;
import org.pitest.coverage.TestInfo;
import org.pitest.mutationtest.build.TestPrioritiser;
import org.pitest.mutationtest.build.TestPrioritiserFactory;
import org.pitest.mutationtest.engine.MutationDetails;

/**
 * Of the tests that reach a mutant, those first that have killed mutants of the same method before, the most deadly one
 * before the others; then the others, in PIT's own order.
 *
 * <p>One that is proved to do what the kernel does meets no others: that no test kills it is known, and to hear it from all
 * tests took a third of a run. Those of its method would still contradict a wrong proof, and the gate asks for the proof
 * once more.
 */
final class LikelyKillersFirst implements TestPrioritiserFactory {
    private final TestPrioritiserFactory others;
    private final LikelyKillers killers = new LikelyKillers();
    private final EquivalentMutant.ClassFiles kernelClasses;
    /** By PIT's. */
    private final Map<String, String> names = new HashMap<>();

    LikelyKillersFirst(TestPrioritiserFactory others, EquivalentMutant.ClassFiles kernelClasses) {
        this.others = others;
        this.kernelClasses = kernelClasses;
    }

    @Override
    public String description() {
        return "the likely killers first";
    }

    @Override
    public TestPrioritiser makeTestPrioritiser(Properties properties, CodeSource code, CoverageDatabase coverage) {
        TestPrioritiser prioritiser = others.makeTestPrioritiser(properties, code, coverage);
        return mutant -> inOrder(prioritiser.assignTests(mutant), killersOf(mutant), isProved(mutant));
    }

    private boolean isProved(MutationDetails mutant) {
        return EquivalentMutants.holds(kernelClasses, new Mutant("", mutant.getClassName().asJavaName(), mutant.getMethod(),
                mutant.getLineNumber(), Mutant.simpleName(mutant.getMutator()), "", ""));
    }

    private List<String> killersOf(MutationDetails mutant) {
        return killers.of(mutant.getClassName().getNameWithoutPackage().asJavaName() + "." + mutant.getMethod());
    }

    private List<TestInfo> inOrder(List<TestInfo> tests, List<String> first, boolean onlyThese) {
        Map<String, TestInfo> named = new HashMap<>();
        tests.forEach(test -> named.put(names.computeIfAbsent(test.getName(), TestName::of), test));
        Set<TestInfo> order = new LinkedHashSet<>();
        first.stream().filter(named::containsKey).forEach(name -> order.add(named.get(name)));
        if (!onlyThese || order.isEmpty()) {
            order.addAll(tests);
        }
        return new ArrayList<>(order);
    }
}
