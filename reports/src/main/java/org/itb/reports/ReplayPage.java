package org.itb.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** One page that shows replays over time, with no moment of its making: the same replay gives the same bytes. */
final class ReplayPage {
    private final List<Timeline> timelines;

    /** A page of these replays, at least one, each complete. */
    ReplayPage(List<Timeline> timelines) {
        if (timelines.isEmpty() || !timelines.stream().allMatch(Timeline::isComplete)) {
            throw new IllegalArgumentException("a page shows one or more complete replays");
        }
        this.timelines = List.copyOf(timelines);
    }

    void writeTo(Writer out) throws IOException {
        String title = timelines.size() == 1 ? timelines.get(0).id() + " · ITB replay"
                : timelines.size() + " streams · ITB replay";
        new PageTemplate("page").writeTo(out, title, elements -> {
            elements.add("index", this::writeIndex);
            for (Timeline timeline : timelines) {
                elements.add("", timeline::writeTo);
            }
        });
    }

    private void writeIndex(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Timeline timeline : timelines) {
            json.writeStartObject();
            json.writeStringField("id", timeline.id());
            json.writeStringField("title", timeline.title());
            json.writeNumberField("failed", timeline.failed());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
