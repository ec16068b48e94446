package org.itb.harness.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.itb.harness.oracle.Oracle;
import org.itb.harness.oracle.Violation;
import org.itb.harness.replay.SimulatedPump;
import org.itb.harness.replay.StreamShrinker;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.Expectation;
import org.itb.harness.stream.Setup;
import org.itb.harness.stream.StreamWriter;

/**
 * A therapy that ends where a rule does not hold.
 *
 * @param setup     the pump at time 0
 * @param tickMs    spacing of the ticks
 * @param entries   all lines until then
 * @param violation what does not hold after the last one
 */
public record LifeFailure(Setup setup, int tickMs, List<Entry> entries, Violation violation) {
    public LifeFailure {
        entries = List.copyOf(entries);
    }

    /** The smallest therapy found in which the same does not hold. */
    public LifeFailure shrink() {
        return new StreamShrinker<>(LifeFailure::entries, this::replay).shrink(this);
    }

    private Optional<LifeFailure> replay(List<Entry> tried) {
        Oracle oracle = new Oracle(setup, new SimulatedPump(setup, tickMs));
        for (int i = 0; i < tried.size(); i++) {
            Violation found = oracle.play(tried.get(i));
            if (found != null) {
                return found.isOfKindOf(violation)
                        ? Optional.of(new LifeFailure(setup, tickMs, tried.subList(0, i + 1), found)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** As {@code itb-stream/1}; its last line expects what must hold, so that a replay fails as long as it does not. */
    public String stream(String id) {
        List<Entry> lines = new ArrayList<>(entries);
        Entry last = lines.remove(lines.size() - 1);
        lines.add(violation.inLine()
                ? new Entry(last.line(), last.atMs(), last.message(), last.worldChange(), expected())
                : new Entry(last.line(), violation.atMs(), Optional.empty(), Optional.empty(), expected()));
        return StreamWriter.text(id, violation.toString(), tickMs, setup, lines);
    }

    /** What no field of {@code expect} can say is told by the title alone; a line must expect something all the same. */
    private List<Expectation> expected() {
        Expectation anyVolume = new Expectation.NumberWithin(Expectation.Quantity.DELIVERED, 0, Long.MAX_VALUE);
        return violation.expected().isEmpty() ? List.of(anyVolume) : violation.expected();
    }
}
