package org.itb.harness.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Makes an {@link Entry} of one line after the header. */
final class EntryReader {
    private static final List<String> WORLD_WORDS = List.of(
            "MOTOR_STALL", "MOTOR_FREE", "MOTOR_GAIN", "MRI_FIELD_ON", "MRI_FIELD_OFF", "BATTERY", "RESET", "CORRUPT", "RTC_JUMP",
            "FLOW_SENSOR_LOST", "FLOW_SENSOR_BACK");
    private static final int DEVICE_ID_MAX = 64;
    private static final int REASON_MAX = 1000;

    private EntryReader() { }

    /**
     * Reads one line.
     *
     * @param object     the line
     * @param line       its number in the file
     * @param previousMs instant of the line above; 0 for the first
     * @throws LineProblem if the line is wrong
     */
    static Entry read(Json.Members object, int line, long previousMs) throws LineProblem {
        if (object.members().containsKey("do") && object.members().containsKey("world")) {
            throw new LineProblem(
                    object.members().get("world").nameColumn(), "\"do\" and \"world\" on one line, expected one of them");
        }
        if (object.members().containsKey("do")) {
            return readDo(object, line, previousMs);
        }
        if (object.members().containsKey("world")) {
            return readWorld(object, line, previousMs);
        }
        return readLook(object, line, previousMs);
    }

    private static Entry readDo(Json.Members object, int line, long previousMs) throws LineProblem {
        CommandKind kind = CommandKind.valueOf(word(object, "do", names(CommandKind.values())));
        Fields fields = new Fields(object, "a line with \"do\":\"" + kind + "\"");
        fields.any("do");
        long atMs = readAt(fields, previousMs);
        Command command = readCommand(kind, fields);
        if (command instanceof Command.Tick tick && tick.dtMs() > 0) {
            checkTickTime(fields, tick, atMs, previousMs);
        }
        Message message = readMessage(command, fields);
        List<Expectation> expectations = readExpectations(fields, true);
        fields.end();
        return new Entry(line, atMs, Optional.of(message), Optional.empty(), expectations);
    }

    private static Entry readWorld(Json.Members object, int line, long previousMs) throws LineProblem {
        String word = word(object, "world", WORLD_WORDS);
        Fields fields = new Fields(object, "a line with \"world\":\"" + word + "\"");
        fields.any("world");
        long atMs = readAt(fields, previousMs);
        WorldChange change = readChange(word, fields);
        List<Expectation> expectations = readExpectations(fields, false);
        fields.end();
        return new Entry(line, atMs, Optional.empty(), Optional.of(change), expectations);
    }

    private static Entry readLook(Json.Members object, int line, long previousMs) throws LineProblem {
        Fields fields = new Fields(object, "a line without \"do\" and \"world\"");
        long atMs = readAt(fields, previousMs);
        boolean looks = fields.has("expect");
        List<Expectation> expectations = readExpectations(fields, false);
        // Known here only so that a slip ("dO", "wrold") is told with the words that it could have been.
        fields.any("do");
        fields.any("world");
        fields.end();
        if (!looks) {
            throw new LineProblem(object.column(), "a line that does nothing, expected \"do\", \"world\" or \"expect\"");
        }
        return new Entry(line, atMs, Optional.empty(), Optional.empty(), expectations);
    }

    private static String word(Json.Members object, String field, List<String> known) throws LineProblem {
        Json value = object.members().get(field).value();
        String text = value instanceof Json.Text word ? word.value() : "";
        if (!known.contains(text)) {
            throw new LineProblem(value.column(), LineProblem.quote(field) + " is " + value.what() + ", " + Spelling.expected(text, known));
        }
        return text;
    }

    private static List<String> names(Enum<?>[] values) {
        List<String> names = new ArrayList<>();
        for (Enum<?> value : values) {
            names.add(value.name());
        }
        return names;
    }

    private static long readAt(Fields fields, long previousMs) {
        Optional<Json> value = fields.required("at");
        if (value.isEmpty()) {
            return previousMs;
        }
        OptionalLong atMs = OptionalLong.empty();
        if (value.get() instanceof Json.Whole whole) {
            atMs = OptionalLong.of(whole.value());
        } else if (value.get() instanceof Json.Text text) {
            atMs = Instants.parse(text.value());
        }
        if (atMs.isEmpty()) {
            fields.problem("at", "\"at\" is " + value.get().what() + ", expected " + Instants.EXPECTED);
            return previousMs;
        }
        if (atMs.getAsLong() < previousMs) {
            fields.problem(
                    "at",
                    "time goes backwards to " + atMs.getAsLong() + " ms, expected at least " + previousMs
                            + (previousMs == 0 ? " ms" : " ms, the line above"));
            return previousMs;
        }
        if (atMs.getAsLong() > Entry.AT_MAX_MS) {
            fields.problem("at", "\"at\" is " + atMs.getAsLong() + " ms, expected at most " + Entry.AT_MAX_MS + " ms");
            return previousMs;
        }
        return atMs.getAsLong();
    }

    /** D-51: the line's own tick is the only one since the line above, so its length says where the line stands. */
    private static void checkTickTime(Fields fields, Command.Tick tick, long atMs, long previousMs) {
        if (atMs - previousMs != tick.dtMs()) {
            fields.problem(
                    "dtMs",
                    "\"dtMs\" is " + tick.dtMs() + " on a line at " + atMs + " ms, expected " + (atMs - previousMs)
                            + ", the time since the line above");
        }
    }

    private static Command readCommand(CommandKind kind, Fields fields) throws LineProblem {
        return switch (kind) {
            case OPEN_SESSION, CLOSE_SESSION, INTERROGATE, ABORT, MRI_BEGIN, MRI_END, PATIENT_BOLUS_REQUEST,
                    PATIENT_STATUS, MOTOR_STALL, MOTOR_RECOVERED, FIELD_DETECTED, FIELD_CLEARED, SENSOR_FAULT, STAGE_STOP, STAGE_MIN_RATE, STAGE_RESUME -> new Command.Bare(kind);
            case STAGE_CONTINUOUS -> new Command.StageContinuous(
                    fields.whole("rateNlPerH"), fields.whole("concentrationUgPerMl"), fields.whole("statedNgPerDay"));
            case STAGE_FLEX -> new Command.StageFlex(
                    readSteps(fields), fields.whole("concentrationUgPerMl"), fields.whole("statedNgPerDay"));
            case STAGE_CLIN_BOLUS -> new Command.StageClinicianBolus(fields.whole("volumeNl"), fields.whole("durationMs"));
            case STAGE_PRIMING -> new Command.StagePriming(
                    fields.whole("volumeNl"), fields.whole("durationMs"), fields.whole("tokenId"));
            case STAGE_CONC_CHANGE -> new Command.StageConcentrationChange(
                    fields.whole("aspiratedNl"),
                    fields.whole("filledNl"),
                    fields.whole("concentrationUgPerMl"),
                    fields.optionalWhole("labelUgPerMl").orElse(0),
                    fields.whole("pathVolumeNl"),
                    fields.truth("bridge", false),
                    fields.truth("rinse", false));
            case STAGE_REFILL -> new Command.StageRefill(
                    fields.whole("aspiratedNl"),
                    fields.whole("filledNl"),
                    fields.whole("concentrationUgPerMl"),
                    fields.whole("labelUgPerMl"));
            case STAGE_PTM -> readPatientBolus(fields);
            case STAGE_LIMITS -> new Command.StageLimits(fields.whole("patientLimitNgPerDay"));
            case STAGE_PROFILE -> new Command.StageProfile(
                    fields.word("origin", Origin.class), fields.word("age", Age.class), fields.word("phase", Phase.class));
            case STAGE_RESTORE -> new Command.StageRestore(fields.optionalWhole("rateNlPerH"));
            case STAGE_RESTART -> new Command.StageRestart(fields.optionalWhole("rateNlPerH"));
            case CONFIRM -> new Command.Confirm(fields.optionalWhole("digest"));
            case SET_RTC -> new Command.SetRtc(fields.whole("rtcMs"));
            case ALARM_PAUSE -> new Command.AlarmPause(fields.alarm("alarm"), fields.whole("durationMs"));
            case ALARM_CLEAR -> new Command.AlarmClear(fields.alarm("alarm"));
            case TICK -> new Command.Tick(fields.whole("dtMs"));
            case FLOW_CONFIRM -> new Command.FlowConfirm(fields.whole("deltaNl"));
            case BATTERY -> new Command.Battery(fields.whole("batteryMv"));
            case MEM_ERROR -> new Command.MemoryError(fields.word("copy", MemoryCopy.class));
            case RESET -> new Command.Reset(fields.word("cause", ResetCause.class));
        };
    }

    /** The four settings of the patient's bolus, as a command and as a part of the setup. */
    static Command.StagePatientBolus readPatientBolus(Fields fields) {
        return new Command.StagePatientBolus(
                fields.whole("volumeNl"),
                fields.whole("durationMs"),
                fields.whole("lockoutMs"),
                fields.whole("countPer24h"));
    }

    private static List<Command.FlexStep> readSteps(Fields fields) throws LineProblem {
        List<Command.FlexStep> steps = new ArrayList<>();
        for (Json item : fields.requiredList("steps", "a list of steps")) {
            if (!(item instanceof Json.Members members)) {
                throw new LineProblem(
                        item.column(), "a step is " + item.what() + ", expected an object with startMs and rateNlPerH");
            }
            Fields step = new Fields(members, "a step");
            steps.add(new Command.FlexStep(step.whole("startMs"), step.whole("rateNlPerH")));
            step.end();
        }
        return steps;
    }

    private static Message readMessage(Command command, Fields fields) {
        boolean isStage = command.kind().isStage();
        return new Message(
                command,
                fields.optionalWord("role", Sender.class).orElse(command.kind().sender()),
                fields.shortText("deviceId", DEVICE_ID_MAX),
                fields.optionalWhole("keyId"),
                fields.optionalWhole("seq"),
                fields.truth("auth", true),
                fields.truth("autoSession", true),
                isStage && fields.truth("confirm", true),
                isStage ? fields.words("override", DoseOverride.class) : Set.of(),
                isStage ? fields.shortText("reason", REASON_MAX).orElse("") : "");
    }

    private static WorldChange readChange(String word, Fields fields) {
        return switch (word) {
            case "MOTOR_STALL" -> new WorldChange.MotorStall();
            case "MOTOR_FREE" -> new WorldChange.MotorFree();
            case "MOTOR_GAIN" -> new WorldChange.MotorGain(
                    fields.wholeWithin("gainPerMille", 0, WorldChange.MotorGain.GAIN_MAX_PER_MILLE));
            case "MRI_FIELD_ON" -> new WorldChange.MriFieldOn();
            case "MRI_FIELD_OFF" -> new WorldChange.MriFieldOff();
            case "BATTERY" -> new WorldChange.Battery(fields.whole("batteryMv"));
            case "CORRUPT" -> new WorldChange.Corrupt(fields.word("copy", MemoryCopy.class));
            case "RESET" -> new WorldChange.Reset(fields.word("cause", ResetCause.class));
            case "RTC_JUMP" -> new WorldChange.RtcJump(fields.whole("jumpMs"));
            case "FLOW_SENSOR_LOST" -> new WorldChange.FlowSensorLost();
            case "FLOW_SENSOR_BACK" -> new WorldChange.FlowSensorBack();
            default -> throw new IllegalStateException(word);
        };
    }

    private static List<Expectation> readExpectations(Fields line, boolean hasReply) throws LineProblem {
        Optional<Json.Members> object = line.optionalObject("expect");
        if (object.isEmpty()) {
            return List.of();
        }
        Fields fields = new Fields(object.get(), "\"expect\"");
        List<Expectation> expectations = new ArrayList<>();
        if (!hasReply && fields.has("reply")) {
            fields.misplaced("reply", "\"reply\" on a line that sends nothing, expected it only beside \"do\"");
        }
        for (String name : object.get().members().keySet()) {
            readExpectation(name, fields).ifPresent(expectations::add);
        }
        for (String name : expectable(hasReply)) {
            fields.know(name);
        }
        fields.end();
        if (expectations.isEmpty()) {
            throw new LineProblem(
                    object.get().column(), "\"expect\" expects nothing, expected one of " + String.join(", ", expectable(hasReply)));
        }
        return expectations;
    }

    private static Collection<String> expectable(boolean hasReply) {
        Set<String> names = new TreeSet<>(List.of("mode", "signal", "alarms", "alarmsInclude"));
        for (Expectation.Quantity quantity : Expectation.Quantity.values()) {
            names.add(quantity.field());
        }
        if (hasReply) {
            names.add("reply");
        }
        return names;
    }

    private static Optional<Expectation> readExpectation(String name, Fields fields) throws LineProblem {
        switch (name) {
            case "reply":
                return fields.optionalOneOf(name, KernelNames.REPLIES).map(Expectation.ReplyIs::new);
            case "mode":
                return fields.optionalOneOf(name, KernelNames.MODES).map(Expectation.ModeIs::new);
            case "signal":
                return fields.optionalOneOf(name, KernelNames.SIGNALS).map(Expectation.SignalIs::new);
            case "alarms":
                return fields.optionalAlarms(name).map(alarms -> new Expectation.AlarmsAre(alarms, true));
            case "alarmsInclude":
                return readIncluded(name, fields);
            default:
                return readNumber(name, fields);
        }
    }

    private static Optional<Expectation> readIncluded(String name, Fields fields) {
        Optional<Set<String>> alarms = fields.optionalAlarms(name);
        if (alarms.isPresent() && alarms.get().isEmpty()) {
            fields.problem(name, "\"alarmsInclude\" without an alarm always holds, expected at least one alarm");
        }
        return alarms.map(included -> new Expectation.AlarmsAre(included, false));
    }

    private static Optional<Expectation> readNumber(String name, Fields fields) throws LineProblem {
        for (Expectation.Quantity quantity : Expectation.Quantity.values()) {
            if (quantity.field().equals(name)) {
                Optional<Json> value = fields.any(name);
                return Optional.of(readNumber(quantity, value.orElseThrow(), fields));
            }
        }
        return Optional.empty(); // an unknown name: Fields tells it at the end
    }

    private static Expectation readNumber(Expectation.Quantity quantity, Json value, Fields fields) throws LineProblem {
        if (value instanceof Json.Whole whole) {
            return new Expectation.NumberWithin(quantity, whole.value(), whole.value());
        }
        if (!(value instanceof Json.Members members)) {
            fields.problem(
                    quantity.field(),
                    LineProblem.quote(quantity.field()) + " is " + value.what() + ", expected an integer or {\"min\":…,\"max\":…}");
            return new Expectation.NumberWithin(quantity, 0, 0);
        }
        Fields bounds = new Fields(members, LineProblem.quote(quantity.field()));
        OptionalLong min = bounds.optionalWhole("min");
        OptionalLong max = bounds.optionalWhole("max");
        bounds.end();
        if (min.isEmpty() && max.isEmpty()) {
            throw new LineProblem(members.column(), "bounds without \"min\" and \"max\", expected at least one of them");
        }
        if (min.orElse(Long.MIN_VALUE) > max.orElse(Long.MAX_VALUE)) {
            throw new LineProblem(
                    members.column(),
                    "\"min\" " + min.getAsLong() + " is above \"max\" " + max.getAsLong() + ", expected at most that");
        }
        return new Expectation.NumberWithin(quantity, min.orElse(Long.MIN_VALUE), max.orElse(Long.MAX_VALUE));
    }
}
