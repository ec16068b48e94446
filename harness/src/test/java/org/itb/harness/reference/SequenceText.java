package org.itb.harness.reference;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.Expectation;
import org.itb.harness.stream.KernelNames;
import org.itb.harness.stream.StreamWriter;

/**
 * Writes a shrunk sequence as {@code itb-stream/1}. Its last line expects what the reference model says, so that a
 * replay fails as long as the kernel says otherwise.
 */
final class SequenceText {
    private SequenceText() { }

    static String of(String id, String title, Shrinker.Case sequence) {
        Twins.Disagreement disagreement = sequence.disagreement();
        List<Entry> entries = new ArrayList<>(sequence.entries());
        Entry last = entries.remove(entries.size() - 1);
        entries.add(disagreement.inLine()
                ? new Entry(last.line(), last.atMs(), last.message(), last.worldChange(), expectations(disagreement))
                : new Entry(last.line(), disagreement.atMs(), Optional.empty(), Optional.empty(), expectations(disagreement)));
        return StreamWriter.text(id, title, sequence.tickMs(), sequence.setup(), entries);
    }

    private static List<Expectation> expectations(Twins.Disagreement disagreement) {
        if (disagreement.field().equals("reply")) {
            return List.of(new Expectation.ReplyIs(disagreement.required()));
        }
        PumpView view = disagreement.view();
        Set<String> alarms = new LinkedHashSet<>();
        view.alarms().forEach(alarm -> alarms.add(KernelNames.ALARMS.get(alarm - 1)));
        return List.of(
                new Expectation.ModeIs(view.mode()), number(Expectation.Quantity.RATE, view.rateNlPerH()),
                new Expectation.AlarmsAre(alarms, true), new Expectation.SignalIs(view.signal()),
                number(Expectation.Quantity.DELIVERED, view.confirmedNl()),
                number(Expectation.Quantity.RESERVOIR_NOMINAL, view.reservoirNominalNl()),
                number(Expectation.Quantity.RESERVOIR_PESSIMISTIC, view.reservoirPessimisticNl()));
    }

    private static Expectation number(Expectation.Quantity quantity, long value) {
        return new Expectation.NumberWithin(quantity, value, value);
    }
}
