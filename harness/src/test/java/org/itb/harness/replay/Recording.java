package org.itb.harness.replay;

import java.util.ArrayList;
import java.util.List;
import org.itb.harness.stream.StreamText;
import org.itb.harness.trace.TraceEvent;
import org.itb.harness.trace.TraceRecord;

/** One replay with all its records, for tests to look into. */
final class Recording {
    final ReplayResult result;
    final List<TraceRecord> records = new ArrayList<>();

    private Recording(String text) throws ReplayException {
        result = new Replayer().replay(StreamText.read(text), records::add);
    }

    static Recording of(String... lines) throws ReplayException {
        return new Recording(StreamText.of(lines));
    }

    static Recording ofText(String text) throws ReplayException {
        return new Recording(text);
    }

    /** The instants of an event. */
    List<Long> instantsOf(TraceEvent event) {
        return records.stream()
                .filter(traced -> traced instanceof TraceRecord.Event found && found.event() == event)
                .map(traced -> ((TraceRecord.Event) traced).atMs())
                .toList();
    }

    /** The replies of the lines that send something, in order. */
    List<String> replies() {
        return records.stream()
                .filter(traced -> traced instanceof TraceRecord.Line line && line.reply() != null)
                .map(traced -> ((TraceRecord.Line) traced).reply())
                .toList();
    }

    /** The record of the n-th line after the header. */
    TraceRecord.Line line(int index) {
        return records.stream()
                .filter(TraceRecord.Line.class::isInstance)
                .map(TraceRecord.Line.class::cast)
                .toList()
                .get(index);
    }

    /** Records in words, as in {@code 600000 BOLUS_END}. */
    List<String> story() {
        List<String> story = new ArrayList<>();
        for (TraceRecord traced : records) {
            if (traced instanceof TraceRecord.Line line) {
                story.add(line.atMs() + " " + line.in());
            } else if (traced instanceof TraceRecord.Event event) {
                story.add(event.atMs() + " " + event.event() + (event.alarm() == null ? "" : " " + event.alarm()));
            }
        }
        return story;
    }
}
