package org.itb.harness.mutation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.pitest.classpath.CodeSource;
import org.pitest.mutationtest.build.MutationGrouper;
import org.pitest.mutationtest.build.MutationGrouperFactory;
import org.pitest.mutationtest.engine.MutationDetails;

/**
 * So many units, each with its share of every class. A unit is a process, and a new one is slow: PIT's own are one or more a
 * class, so that most would end before they are warm; and of the last ones a single process would be left with the largest.
 */
final class EvenUnits implements MutationGrouperFactory {
    private final int count;

    EvenUnits(int count) {
        this.count = count;
    }

    @Override
    public String description() {
        return "even units";
    }

    @Override
    public MutationGrouper makeFactory(Properties properties, CodeSource code, int threads, int unitSize) {
        return (classes, mutants) -> split(mutants);
    }

    private List<List<MutationDetails>> split(Collection<MutationDetails> mutants) {
        List<MutationDetails> all = new ArrayList<>(mutants);
        return IntStream.range(0, count)
                .mapToObj(unit -> IntStream.range(0, all.size()).filter(i -> i % count == unit).mapToObj(all::get).toList())
                .filter(unit -> !unit.isEmpty())
                .<List<MutationDetails>>map(ArrayList::new).toList();
    }
}
