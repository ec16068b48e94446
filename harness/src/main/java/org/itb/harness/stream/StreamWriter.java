package org.itb.harness.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes entries as {@code itb-stream/1}, so that {@link StreamReader} reads the same ones back. */
public final class StreamWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private StreamWriter() { }

    /** The text of a whole stream: its header and a line for each entry. */
    public static String text(String id, String title, int tickMs, Setup setup, List<Entry> entries) {
        StringBuilder text = new StringBuilder(line(header(id, title, tickMs, setup)));
        entries.forEach(entry -> text.append(line(fieldsOf(entry))));
        return text.toString();
    }

    private static Map<String, Object> header(String id, String title, int tickMs, Setup setup) {
        return ordered(
                "format", CommandStream.FORMAT, "id", id, "title", title, "covers", List.of(),
                "tickMs", tickMs, "setup", fieldsOf(setup));
    }

    private static Map<String, Object> fieldsOf(Setup setup) {
        Map<String, Object> fields = ordered(
                "deviceId", setup.deviceId(), "capacityNl", setup.capacityNl(), "fillNl", setup.fillNl(),
                "concentrationUgPerMl", setup.concentrationUgPerMl(), "pathVolumeNl", setup.pathVolumeNl(),
                "origin", setup.origin().name(), "age", setup.age().name(), "phase", setup.phase().name(),
                "patientLimitNgPerDay", setup.patientLimitNgPerDay(), "screeningDoseNg", setup.screeningDoseNg());
        setup.rateNlPerH().ifPresent(rate -> fields.putAll(ordered(
                "rateNlPerH", rate, "rateSinceMs", setup.rateSinceMs(), "firstStartSinceMs", setup.firstStartSinceMs())));
        fields.putAll(ordered("rtcMs", setup.rtcMs(), "ageMs", setup.ageMs(), "batteryMv", setup.batteryMv()));
        setup.patientBolus().ifPresent(bolus -> fields.put("ptm", fieldsOf(bolus)));
        return fields;
    }

    private static Map<String, Object> fieldsOf(Entry entry) {
        Map<String, Object> fields = ordered("at", entry.atMs());
        entry.worldChange().ifPresent(change -> {
            fields.put("world", change.word());
            fields.putAll(fieldsOf(change));
        });
        entry.message().ifPresent(message -> {
            fields.put("do", message.command().kind().name());
            fields.putAll(fieldsOf(message.command()));
            fields.putAll(fieldsOf(message));
        });
        if (!entry.expectations().isEmpty()) {
            fields.put("expect", fieldsOf(entry.expectations()));
        }
        return fields;
    }

    private static Map<String, Object> fieldsOf(List<Expectation> expectations) {
        Map<String, Object> fields = ordered();
        expectations.forEach(expectation -> fields.put(expectation.field(), value(expectation)));
        return fields;
    }

    private static Object value(Expectation expectation) {
        if (expectation instanceof Expectation.AlarmsAre expected) {
            return List.copyOf(expected.alarms());
        }
        if (expectation instanceof Expectation.NumberWithin expected && expected.min() != expected.max()) {
            Map<String, Object> bounds = ordered();
            if (expected.min() != Long.MIN_VALUE) {
                bounds.put("min", expected.min());
            }
            if (expected.max() != Long.MAX_VALUE) {
                bounds.put("max", expected.max());
            }
            return bounds;
        }
        return expectation instanceof Expectation.NumberWithin expected ? expected.min() : expectation.text();
    }

    private static Map<String, Object> fieldsOf(WorldChange change) {
        if (change instanceof WorldChange.MotorGain gain) {
            return ordered("gainPerMille", gain.gainPerMille());
        }
        if (change instanceof WorldChange.Battery battery) {
            return ordered("batteryMv", battery.batteryMv());
        }
        if (change instanceof WorldChange.Reset reset) {
            return ordered("cause", reset.cause().name());
        }
        if (change instanceof WorldChange.Corrupt corrupt) {
            return ordered("copy", corrupt.copy().name());
        }
        return change instanceof WorldChange.RtcJump jump ? ordered("jumpMs", jump.jumpMs()) : ordered();
    }

    /** Only what differs from a plain line. */
    private static Map<String, Object> fieldsOf(Message message) {
        Map<String, Object> fields = ordered();
        if (message.sender() != message.command().kind().sender()) {
            fields.put("role", message.sender().name());
        }
        message.deviceId().ifPresent(device -> fields.put("deviceId", device));
        message.keyId().ifPresent(key -> fields.put("keyId", key));
        message.seq().ifPresent(seq -> fields.put("seq", seq));
        if (!message.authentic()) {
            fields.put("auth", false);
        }
        if (!message.autoSession()) {
            fields.put("autoSession", false);
        }
        if (message.command().kind().isStage() && !message.confirm()) {
            fields.put("confirm", false);
        }
        if (!message.overrides().isEmpty()) {
            fields.put("override", message.overrides().stream().map(Enum::name).sorted().toList());
        }
        if (!message.reason().isEmpty()) {
            fields.put("reason", message.reason());
        }
        return fields;
    }

    private static Map<String, Object> fieldsOf(Command command) {
        if (command instanceof Command.StageContinuous c) {
            return ordered(
                    "rateNlPerH", c.rateNlPerH(), "concentrationUgPerMl", c.concentrationUgPerMl(),
                    "statedNgPerDay", c.statedNgPerDay());
        }
        if (command instanceof Command.StageFlex c) {
            List<Map<String, Object>> steps = c.steps().stream()
                    .map(step -> ordered("startMs", step.startMs(), "rateNlPerH", step.rateNlPerH()))
                    .toList();
            return ordered(
                    "steps", steps, "concentrationUgPerMl", c.concentrationUgPerMl(), "statedNgPerDay", c.statedNgPerDay());
        }
        if (command instanceof Command.StageClinicianBolus c) {
            return ordered("volumeNl", c.volumeNl(), "durationMs", c.durationMs());
        }
        if (command instanceof Command.StageRefill c) {
            return ordered(
                    "aspiratedNl", c.aspiratedNl(), "filledNl", c.filledNl(),
                    "concentrationUgPerMl", c.concentrationUgPerMl(), "labelUgPerMl", c.labelUgPerMl());
        }
        if (command instanceof Command.StageConcentrationChange c) {
            return ordered(
                    "aspiratedNl", c.aspiratedNl(), "filledNl", c.filledNl(),
                    "concentrationUgPerMl", c.concentrationUgPerMl(), "labelUgPerMl", c.labelUgPerMl(),
                    "pathVolumeNl", c.pathVolumeNl(), "bridge", c.bridge(), "rinse", c.rinse());
        }
        if (command instanceof Command.StagePriming c) {
            return ordered("volumeNl", c.volumeNl(), "durationMs", c.durationMs(), "tokenId", c.tokenId());
        }
        if (command instanceof Command.StagePatientBolus c) {
            return ordered(
                    "volumeNl", c.volumeNl(), "durationMs", c.durationMs(), "lockoutMs", c.lockoutMs(),
                    "countPer24h", c.countPer24h());
        }
        if (command instanceof Command.StageProfile c) {
            return ordered("origin", c.origin().name(), "age", c.age().name(), "phase", c.phase().name());
        }
        return fieldsOfShort(command);
    }

    private static Map<String, Object> fieldsOfShort(Command command) {
        Map<String, Object> fields = ordered();
        if (command instanceof Command.StageLimits c) {
            fields.put("patientLimitNgPerDay", c.patientLimitNgPerDay());
        } else if (command instanceof Command.StageRestore c) {
            c.rateNlPerH().ifPresent(rate -> fields.put("rateNlPerH", rate));
        } else if (command instanceof Command.StageRestart c) {
            c.rateNlPerH().ifPresent(rate -> fields.put("rateNlPerH", rate));
        } else if (command instanceof Command.Confirm c) {
            c.digest().ifPresent(digest -> fields.put("digest", digest));
        } else if (command instanceof Command.SetRtc c) {
            fields.put("rtcMs", c.rtcMs());
        } else if (command instanceof Command.AlarmPause c) {
            fields.putAll(ordered("alarm", alarm(c.alarm()), "durationMs", c.durationMs()));
        } else if (command instanceof Command.AlarmClear c) {
            fields.put("alarm", alarm(c.alarm()));
        } else if (command instanceof Command.Tick c) {
            fields.put("dtMs", c.dtMs());
        } else if (command instanceof Command.FlowConfirm c) {
            fields.put("deltaNl", c.deltaNl());
        } else if (command instanceof Command.Battery c) {
            fields.put("batteryMv", c.batteryMv());
        } else if (command instanceof Command.MemoryError c) {
            fields.put("copy", c.copy().name());
        } else if (command instanceof Command.Reset c) {
            fields.put("cause", c.cause().name());
        }
        return fields;
    }

    private static String alarm(int number) {
        return KernelNames.ALARMS.get(number - 1);
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            fields.put((String) namesAndValues[index], namesAndValues[index + 1]);
        }
        return fields;
    }

    private static String line(Map<String, Object> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, fields);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> members) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                json.writeFieldName((String) member.getKey());
                write(json, member.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeNumber(((Number) value).longValue());
        }
    }
}
