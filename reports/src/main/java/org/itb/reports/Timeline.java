package org.itb.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.itb.harness.replay.FailedExpectation;
import org.itb.harness.stream.Age;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.CommandStream;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.Expectation;
import org.itb.harness.stream.Message;
import org.itb.harness.stream.Sender;
import org.itb.harness.stream.Setup;
import org.itb.harness.trace.TraceEvent;
import org.itb.harness.trace.TraceRecord;
import org.itb.harness.trace.TraceSink;
import org.itb.harness.trace.TraceState;
import org.itb.kernel.Parameters;

/** What one replay looks like over time: curves, bands, alarms and commands, ready to be drawn. */
final class Timeline implements TraceSink {
    /** Below this, delivered and commanded are one line in a picture. */
    private static final long DELIVERED_APART_NL = 20;
    private static final long NL_MS_PER_H = 3_600_000L;

    private enum Lane { CLINICIAN, PATIENT, WORLD, CHECK }

    private enum ModeOrder { RUN, HOLD, MIN, STOP }

    private enum SignalOrder { NONE, NONCRITICAL, CRITICAL }

    private record Part(long fromMs, boolean critical) { }

    private record AlarmSpan(long onMs, List<Part> parts, long[] offMs) { }

    private record Line(TraceRecord.Line traced, Lane lane) { }

    private final Series basal = Series.ofSteps();
    private final Series total = Series.ofSteps();
    private final Series limit = Series.ofSteps();
    private final Series mode = Series.ofSteps();
    private final Series signal = Series.ofSteps();
    private final Series nominal = Series.ofLines();
    private final Series pessimistic = Series.ofLines();
    private final List<long[]> sounds = new ArrayList<>();
    private final Map<String, List<AlarmSpan>> alarms = new TreeMap<>();
    private final Map<String, AlarmSpan> activeAlarms = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final RollingDose commandedDay = new RollingDose(Parameters.DAY_MS);
    private final RollingDose commandedHour = new RollingDose(Parameters.HOUR_MS);
    private final RollingDose deliveredDay = new RollingDose(Parameters.DAY_MS);
    private final RollingDose deliveredHour = new RollingDose(Parameters.HOUR_MS);

    private TraceRecord.Header header;
    private TraceRecord.End end;
    private int concentrationUgPerMl;
    private boolean deliveredApart;
    private boolean profileMayChange;

    @Override
    public void accept(TraceRecord traced) {
        if (traced instanceof TraceRecord.Header first) {
            begin(first);
        } else if (traced instanceof TraceRecord.Line line) {
            lines.add(new Line(line, laneOf(line)));
            profileMayChange |= line.in().equals(CommandKind.STAGE_PROFILE.name());
            show(line.atMs(), line.state());
        } else if (traced instanceof TraceRecord.Event event) {
            show(event.atMs(), event.state());
            if (event.event() == TraceEvent.SIGNAL) {
                sounds.add(new long[] {event.atMs(), SignalOrder.valueOf(event.state().signal()).ordinal()});
            }
        } else if (traced instanceof TraceRecord.End last) {
            end = last;
        }
    }

    /** True once the replay came to its end. */
    boolean isComplete() {
        return end != null;
    }

    String id() {
        return header.stream().id();
    }

    String title() {
        return header.stream().title();
    }

    int failed() {
        return end.failed();
    }

    private void begin(TraceRecord.Header first) {
        header = first;
        concentrationUgPerMl = first.initial().concentrationUgPerMl();
        Setup setup = first.stream().setup();
        if (setup.rateNlPerH().isPresent()) {
            // The windows at time 0 hold the rate that the setup states, back to when it says that it began.
            long sinceMs = Math.min(Math.max(0, setup.rateSinceMs()), 2L * Parameters.DAY_MS);
            long sinceNl = -Math.floorDiv(-Math.multiplyExact(setup.rateNlPerH().getAsLong(), sinceMs), NL_MS_PER_H);
            for (RollingDose dose : List.of(commandedDay, commandedHour, deliveredDay, deliveredHour)) {
                dose.add(-sinceMs, -sinceNl, concentrationUgPerMl);
            }
        }
        show(0, first.initial());
    }

    private void show(long at, TraceState state) {
        commandedDay.add(at, state.commandedNl(), concentrationUgPerMl);
        commandedHour.add(at, state.commandedNl(), concentrationUgPerMl);
        deliveredDay.add(at, state.deliveredNl(), concentrationUgPerMl);
        deliveredHour.add(at, state.deliveredNl(), concentrationUgPerMl);
        deliveredApart |= Math.abs(state.deliveredNl() - state.commandedNl()) > DELIVERED_APART_NL;
        concentrationUgPerMl = state.concentrationUgPerMl();
        basal.add(at, state.basalNlPerH());
        total.add(at, state.rateNlPerH());
        limit.add(at, state.patientLimitNgPerDay());
        mode.add(at, ModeOrder.valueOf(state.mode()).ordinal());
        signal.add(at, SignalOrder.valueOf(state.signal()).ordinal());
        nominal.add(at, state.reservoirNominalNl());
        pessimistic.add(at, state.reservoirPessimisticNl());
        showAlarms(at, state);
    }

    private void showAlarms(long at, TraceState state) {
        for (String alarm : state.alarms()) {
            boolean critical = state.criticalAlarms().contains(alarm);
            AlarmSpan span = activeAlarms.get(alarm);
            if (span == null) {
                span = new AlarmSpan(at, new ArrayList<>(), new long[] {-1});
                activeAlarms.put(alarm, span);
                alarms.computeIfAbsent(alarm, name -> new ArrayList<>()).add(span);
            }
            List<Part> parts = span.parts();
            if (parts.isEmpty() || parts.get(parts.size() - 1).critical() != critical) {
                parts.add(new Part(at, critical));
            }
        }
        for (String alarm : new TreeSet<>(activeAlarms.keySet())) {
            if (!state.alarms().contains(alarm)) {
                activeAlarms.remove(alarm).offMs()[0] = at;
            }
        }
    }

    private static Lane laneOf(TraceRecord.Line line) {
        Entry entry = line.entry();
        if (entry.message().isPresent()) {
            Sender usual = entry.message().get().command().kind().sender();
            return switch (usual) {
                case CLINICIAN -> Lane.CLINICIAN;
                case PATIENT -> Lane.PATIENT;
                case SYSTEM -> Lane.WORLD;
            };
        }
        return entry.worldChange().isPresent() ? Lane.WORLD : Lane.CHECK;
    }

    /** Writes the one object that the page's script draws from. Fields stand in a fixed order. */
    void writeTo(JsonGenerator json) throws IOException {
        CommandStream stream = header.stream();
        json.writeStartObject();
        json.writeStringField("id", stream.id());
        json.writeStringField("title", stream.title());
        json.writeStringField("streamSha256", stream.sha256());
        json.writeStringField("kernelSha256", header.kernelSha256());
        json.writeNumberField("endMs", end.atMs());
        json.writeNumberField("expectations", end.expectations());
        json.writeNumberField("failed", end.failed());
        json.writeNumberField("hourNg", Parameters.HOUR_HARD_NG);
        json.writeNumberField("hardNg", profileMayChange ? 0 : hardNg(stream.setup()));
        json.writeNumberField("lowNl", Parameters.RESERVOIR_LOW_NL);
        json.writeNumberField("emptyNl", Parameters.RESERVOIR_EMPTY_NL);
        writeFacts(json);
        basal.writeTo(json, "basal");
        total.writeTo(json, "total");
        limit.writeTo(json, "limit24");
        commandedDay.curve(0, end.atMs()).writeTo(json, "dose24");
        commandedHour.curve(0, end.atMs()).writeTo(json, "dose1");
        if (deliveredApart) {
            deliveredDay.curve(0, end.atMs()).writeTo(json, "delivered24");
            deliveredHour.curve(0, end.atMs()).writeTo(json, "delivered1");
        }
        nominal.writeTo(json, "nominal");
        pessimistic.writeTo(json, "pess");
        mode.writeTo(json, "mode");
        signal.writeTo(json, "signal");
        writeSounds(json);
        writeAlarms(json);
        writeLines(json);
        json.writeEndObject();
    }

    private static long hardNg(Setup setup) {
        return setup.age() == Age.CHILD ? Parameters.DAILY_HARD_CHILD_NG : Parameters.DAILY_HARD_ADULT_NG;
    }

    private void writeSounds(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("sounds");
        json.writeArrayFieldStart("t");
        for (long[] sound : sounds) {
            json.writeNumber(sound[0]);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("v");
        for (long[] sound : sounds) {
            json.writeNumber(sound[1]);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeAlarms(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("alarms");
        for (Map.Entry<String, List<AlarmSpan>> lane : alarms.entrySet()) {
            AlarmName name = AlarmName.valueOf(lane.getKey());
            json.writeStartObject();
            json.writeStringField("id", name.name());
            json.writeStringField("name", name.words());
            json.writeStringField("ending", name.ending());
            json.writeArrayFieldStart("spans");
            for (AlarmSpan span : lane.getValue()) {
                writeSpan(json, span);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeSpan(JsonGenerator json, AlarmSpan span) throws IOException {
        json.writeStartObject();
        json.writeNumberField("on", span.onMs());
        writeTimeOrNull(json, "off", span.offMs()[0]);
        json.writeArrayFieldStart("parts");
        for (int i = 0; i < span.parts().size(); i++) {
            json.writeStartObject();
            json.writeNumberField("from", span.parts().get(i).fromMs());
            long toMs = i + 1 < span.parts().size() ? span.parts().get(i + 1).fromMs() : span.offMs()[0];
            writeTimeOrNull(json, "to", toMs);
            json.writeBooleanField("critical", span.parts().get(i).critical());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeTimeOrNull(JsonGenerator json, String field, long timeMs) throws IOException {
        if (timeMs < 0) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, timeMs);
        }
    }

    private void writeLines(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("cmds");
        for (Line line : lines) {
            TraceRecord.Line traced = line.traced();
            json.writeStartObject();
            json.writeNumberField("at", traced.atMs());
            json.writeNumberField("line", traced.line());
            json.writeStringField("in", traced.in());
            json.writeNumberField("lane", line.lane().ordinal());
            json.writeStringField("reply", traced.reply());
            json.writeBooleanField("retold", traced.retold());
            writePairs(json, "params", parametersOf(traced.entry()));
            json.writeArrayFieldStart("exp");
            for (Expectation expected : traced.entry().expectations()) {
                writeTexts(json, expected.field(), expected.text());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("fail");
            for (FailedExpectation failure : traced.failures()) {
                writeTexts(json, failure.field(), failure.expected(), failure.actual());
            }
            json.writeEndArray();
            json.writeStringField("mode", traced.state().mode());
            json.writeNumberField("rate", traced.state().rateNlPerH());
            json.writeStringField("alarms", String.join(" ", traced.state().alarms()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writePairs(JsonGenerator json, String field, Map<String, String> pairs) throws IOException {
        json.writeArrayFieldStart(field);
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            writeTexts(json, pair.getKey(), pair.getValue());
        }
        json.writeEndArray();
    }

    private static void writeTexts(JsonGenerator json, String... texts) throws IOException {
        json.writeStartArray();
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** The parameters of a line under the names that the stream gives them. */
    static Map<String, String> parametersOf(Entry entry) {
        Map<String, String> named = new LinkedHashMap<>();
        if (entry.message().isPresent()) {
            Message message = entry.message().get();
            addComponents(named, message.command());
            if (!message.overrides().isEmpty()) {
                named.put("override", new TreeSet<>(message.overrides()).toString());
            }
            if (!message.reason().isEmpty()) {
                named.put("reason", message.reason());
            }
            if (message.command().kind().isStage() && !message.confirm()) {
                named.put("confirm", "false");
            }
            if (message.sender() != message.command().kind().sender()) {
                named.put("role", message.sender().name());
            }
            message.deviceId().ifPresent(device -> named.put("deviceId", device));
            message.keyId().ifPresent(key -> named.put("keyId", Long.toString(key)));
            message.seq().ifPresent(seq -> named.put("seq", Long.toString(seq)));
            if (!message.authentic()) {
                named.put("auth", "false");
            }
            if (!message.autoSession()) {
                named.put("autoSession", "false");
            }
        }
        entry.worldChange().ifPresent(change -> addComponents(named, (Record) change));
        return named;
    }

    private static void addComponents(Map<String, String> named, Object command) {
        if (command instanceof Command.Bare) {
            return;
        }
        for (RecordComponent component : command.getClass().getRecordComponents()) {
            try {
                textOf(component.getAccessor().invoke(command)).ifPresent(text -> named.put(component.getName(), text));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
    }

    private static Optional<String> textOf(Object value) {
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? Optional.of(Long.toString(number.getAsLong())) : Optional.empty();
        }
        if (value instanceof List<?> steps) {
            List<String> texts = new ArrayList<>();
            for (Object step : steps) {
                Map<String, String> fields = new LinkedHashMap<>();
                addComponents(fields, step);
                texts.add(fields.toString());
            }
            return Optional.of(String.join(" ", texts));
        }
        return Optional.of(String.valueOf(value));
    }

    private void writeFacts(JsonGenerator json) throws IOException {
        CommandStream stream = header.stream();
        Setup setup = stream.setup();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("File", stream.source());
        facts.put("Target", header.target());
        facts.put("Lines · ticks", grouped(end.lines()) + " lines · a tick each " + grouped(stream.tickMs()) + " ms");
        facts.put("Exercises", stream.covers().isEmpty() ? "not stated" : String.join(", ", stream.covers()));
        facts.put("Drug in the reservoir", grouped(setup.concentrationUgPerMl()) + " µg/mL, "
                + decimal(setup.fillNl(), 6) + " of " + decimal(setup.capacityNl(), 6) + " mL");
        facts.put("Profile", lower(setup.origin()) + ", " + lower(setup.age()) + ", " + lower(setup.phase()));
        facts.put("Patient limit at time 0", decimal(header.initial().patientLimitNgPerDay(), 3) + " µg in 24\u00a0h");
        facts.put("Running at time 0", setup.rateNlPerH().isEmpty() ? "new pump, never run"
                : grouped(setup.rateNlPerH().getAsLong()) + " nL/h = "
                        + decimal(header.initial().programNgPerDay(), 3) + " µg in 24\u00a0h");
        setup.patientBolus().ifPresent(bolus -> facts.put("Patient bolus",
                decimal(bolus.volumeNl() * setup.concentrationUgPerMl(), 6) + " µg, lockout "
                        + Instant.text(bolus.lockoutMs()) + ", " + bolus.countPer24h() + " in 24\u00a0h"));
        writePairs(json, "facts", facts);
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code number} × 10^-places, exact, without trailing zeros. */
    private static String decimal(long number, int places) {
        BigDecimal exact = BigDecimal.valueOf(number, places).stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, exact.scale()) + "f", exact);
    }
}
