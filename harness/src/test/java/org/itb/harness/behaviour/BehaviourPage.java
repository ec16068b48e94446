package org.itb.harness.behaviour;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.KernelNames;
import org.itb.kernel.Alarm;
import org.itb.kernel.AlarmRules;
import org.itb.kernel.Gate;
import org.itb.kernel.Mode;
import org.itb.kernel.ModeRules;
import org.itb.kernel.Parameters;
import org.itb.kernel.Reply;

/**
 * What specs/behaviour.md says of the kernel, worked out from the kernel: a gate is brought into each state and looked
 * at. The page's sections between {@code <!-- kernel: name -->} and {@code <!-- end -->} must be these, line by line.
 */
final class BehaviourPage {
    private static final int SCHEDULED_NL_PER_H = 8_333;
    private static final int MEAN_NL_PER_H = 8_000;
    private static final int BOLUS_NL_PER_H = 120_000;

    /** Something that keeps the gate from plain RUN, or says something about it, and how it ends. */
    private record Reason(String name, Consumer<Gate> begin, Consumer<Gate> end) {
        Gate gate() {
            Gate gate = running();
            gate.startBolus(BOLUS_NL_PER_H, Parameters.HOUR_MS, 0);
            begin.accept(gate);
            return gate;
        }
    }

    private final Path home;

    BehaviourPage(Path home) {
        this.home = home;
    }

    /** Every checked section of the page, by name, in the page's order. */
    Map<String, List<String>> sections() throws IOException {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> open = null;
        for (String line : Files.readAllLines(home.resolve("specs/behaviour.md"))) {
            if (line.equals("<!-- end -->")) {
                open = null;
            }
            if (open != null) {
                open.add(line);
            }
            if (line.startsWith("<!-- kernel: ")) {
                open = new ArrayList<>();
                sections.put(line.substring("<!-- kernel: ".length(), line.length() - " -->".length()), open);
            }
        }
        return sections;
    }

    private static Gate running() {
        Gate gate = new Gate();
        gate.start(0);
        follow(gate, false, 0);
        return gate;
    }

    private static void follow(Gate gate, boolean tooMuch, long nowMs) {
        gate.follow(SCHEDULED_NL_PER_H, MEAN_NL_PER_H, tooMuch, false, nowMs);
    }

    private List<Reason> reasons() throws IOException {
        List<Reason> reasons = new ArrayList<>(List.of(
                new Reason("nothing", gate -> { }, gate -> { }),
                new Reason("after a reset", gate -> gate.hold(Parameters.RESET_HOLD_MS, 0),
                        gate -> follow(gate, false, Parameters.RESET_HOLD_MS)),
                new Reason("minimum rate ordered", gate -> gate.order(Mode.MIN, 0), gate -> gate.order(Mode.RUN, 0)),
                new Reason("stop ordered", gate -> gate.order(Mode.STOP, 0), gate -> gate.order(Mode.RUN, 0)),
                new Reason("nominally empty", gate -> gate.setDry(true, 0), gate -> gate.setDry(false, 0)),
                new Reason("scan announced", Gate::beginMri, gate -> gate.endMri(0, 0)),
                new Reason("field sensed, without its alarm", gate -> {
                    gate.setField(true, 0, 0);
                    gate.lower(Alarm.POST_MRI, 0);
                }, gate -> gate.setField(false, 0, 0))));
        for (Map.Entry<Integer, List<Boolean>> alarm : priorities().entrySet()) {
            if (alarm.getKey() == Alarm.NOT_THERAPY) {
                continue;
            }
            for (boolean critical : alarm.getValue()) {
                String name = name(alarm.getKey()) + (alarm.getValue().size() > 1 ? critical ? " critical" : " non-critical" : "");
                reasons.add(alarm(name, alarm.getKey(), critical));
            }
        }
        Reason discrepancy = alarm("", Alarm.REFILL_DISCREPANCY, true);
        reasons.add(new Reason("A13 with too much, were it the strongest drug",
                gate -> {
                    discrepancy.begin().accept(gate);
                    follow(gate, true, 0);
                }, discrepancy.end()));
        return reasons;
    }

    private static Reason alarm(String name, int alarm, boolean critical) {
        return new Reason(name, gate -> gate.raise(alarm, critical, 0), gate -> gate.lower(alarm, 0));
    }

    private static String name(int alarm) {
        return KernelNames.ALARMS.get(alarm - 1);
    }

    /** The priorities that the alarm table of the requirements gives an alarm: critical, non-critical, or both in turn. */
    private Map<Integer, List<Boolean>> priorities() throws IOException {
        Map<Integer, List<Boolean>> priorities = new TreeMap<>();
        for (List<String> row : alarmTable()) {
            String priority = row.get(2);
            List<Boolean> values = priority.startsWith("N →") ? List.of(false, true)
                    : switch (priority) {
                        case "C" -> List.of(true);
                        case "N" -> List.of(false);
                        default -> throw new IllegalStateException("priority of an alarm: " + priority);
                    };
            priorities.put(Integer.parseInt(row.get(0).substring(1)), values);
        }
        return priorities;
    }

    private List<List<String>> alarmTable() throws IOException {
        try (Stream<String> lines = Files.lines(home.resolve("specs/requirements/alarms.md"))) {
            return lines.filter(line -> line.matches("\\| A\\d\\d \\|.*"))
                    .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList()).toList();
        }
    }

    /** What each reason by itself does to a pump in RUN with a bolus under way. */
    List<String> reasonTable() throws IOException {
        List<String> table = new ArrayList<>(List.of(
                "| Reason | Mode | Basal | Running bolus | New bolus | A09 |", "|---|---|---|---|---|---|"));
        for (Reason reason : reasons()) {
            Gate gate = reason.gate();
            boolean goesOn = gate.bolusNlPerH() > 0;
            gate.endBolusIfDue(Parameters.HOUR_MS);
            table.add(String.format(Locale.ROOT, "| %s | %s | %s | %s | %s | %s |", reason.name(),
                    KernelNames.MODES.get(gate.mode()), basal(gate.basalNlPerH()), goesOn ? "goes on" : "cancelled",
                    KernelNames.REPLIES.get(gate.bolusVerdict()), gate.isActive(Alarm.NOT_THERAPY) ? "yes" : "no"));
        }
        return table;
    }

    private static String basal(int rateNlPerH) {
        return switch (rateNlPerH) {
            case SCHEDULED_NL_PER_H -> "scheduled";
            case MEAN_NL_PER_H -> "day's mean";
            case Parameters.RATE_MIN_MODE_NL_PER_H -> "P02";
            case 0 -> "0";
            default -> throw new IllegalStateException("a basal rate from nowhere: " + rateNlPerH);
        };
    }

    /** The modes and what leads from one to the other. */
    List<String> diagram() throws IOException {
        Map<Integer, List<String>> into = new TreeMap<>();
        for (Reason reason : reasons()) {
            Gate gate = reason.gate();
            if (gate.mode() == Mode.RUN) {
                continue;
            }
            into.computeIfAbsent(gate.mode(), mode -> new ArrayList<>()).add(reason.name());
            reason.end().accept(gate);
            if (gate.mode() != Mode.RUN) {
                throw new IllegalStateException(reason.name() + " has ended and the pump is not back in RUN");
            }
        }
        List<String> lines = new ArrayList<>(List.of("```mermaid", "stateDiagram-v2",
                "    [*] --> " + KernelNames.MODES.get(new Gate().mode()) + " : new pump",
                "    " + KernelNames.MODES.get(new Gate().mode()) + " --> " + KernelNames.MODES.get(running().mode()) + " : first program"));
        into.forEach((mode, names) -> {
            lines.add("    RUN --> " + KernelNames.MODES.get(mode) + " : " + String.join(", ", names));
            lines.add("    " + KernelNames.MODES.get(mode) + " --> RUN : no reason left");
        });
        lines.add("```");
        return lines;
    }

    /** Of two reasons the worse mode stands. */
    List<String> combinations() {
        List<String> table = new ArrayList<>(List.of(
                "| | " + String.join(" | ", KernelNames.MODES) + " |", "|---|---|---|---|---|"));
        for (int one = 0; one < KernelNames.MODES.size(); one++) {
            int row = one;
            table.add("| **" + KernelNames.MODES.get(row) + "** | " + IntStream.range(0, KernelNames.MODES.size())
                    .mapToObj(other -> KernelNames.MODES.get(ModeRules.worse(row, other))).collect(Collectors.joining(" | ")) + " |");
        }
        return table;
    }

    /** How each alarm sounds and ends; its condition stands in the requirements. */
    List<String> alarmBehaviour() throws IOException {
        List<String> table = new ArrayList<>(List.of(
                "| Alarm | Condition | Priority | Sounds again after | Pause at most | ALARM_CLEAR can end it |",
                "|---|---|---|---|---|---|"));
        Map<Integer, List<Boolean>> priorities = priorities();
        for (List<String> row : alarmTable()) {
            int alarm = Integer.parseInt(row.get(0).substring(1));
            List<Boolean> critical = priorities.get(alarm);
            table.add(String.format(Locale.ROOT, "| %s | %s | %s | %s | %s | %s |", row.get(0), row.get(1), row.get(2),
                    perPriority(critical, AlarmRules::repeatMs), perPriority(critical, BehaviourPage::longestPauseMs),
                    AlarmRules.isEndedOtherwise(alarm) ? "no" : "yes"));
        }
        return table;
    }

    private static String perPriority(List<Boolean> priorities, ToLongFunction<Boolean> valueMs) {
        return priorities.stream().map(critical -> String.format(Locale.ROOT, "%,d ms", valueMs.applyAsLong(critical)))
                .collect(Collectors.joining(" → "));
    }

    private static long longestPauseMs(boolean critical) {
        long longest = critical ? Parameters.CRITICAL_PAUSE_MAX_MS : Parameters.NONCRITICAL_PAUSE_MAX_MS;
        if (!AlarmRules.isPause(longest, critical) || AlarmRules.isPause(longest + 1, critical)) {
            throw new IllegalStateException("the longest pause is not the parameter's");
        }
        return longest;
    }

    /** The replies in the order in which they are looked for. */
    List<String> rejectOrder() throws IllegalAccessException {
        Map<Integer, String> replies = new TreeMap<>();
        for (Field field : Reply.class.getFields()) {
            replies.put(field.getInt(null), field.getName());
        }
        replies.remove(Reply.OK);
        replies.remove(Reply.CACHED); // no answer to a sender
        return List.of(replies.values().stream().map(name -> "`" + name + "`").collect(Collectors.joining(" → ")));
    }

    /** Who may send what. */
    List<String> messages() {
        Map<String, List<CommandKind>> groups = new LinkedHashMap<>();
        for (CommandKind kind : CommandKind.values()) {
            groups.computeIfAbsent(kind.sender().name() + (kind.isStage() ? ", two-phase" : ""), key -> new ArrayList<>()).add(kind);
        }
        List<String> table = new ArrayList<>(List.of("| Sender | Messages |", "|---|---|"));
        groups.forEach((group, kinds) -> table.add("| " + group + " | "
                + kinds.stream().map(CommandKind::name).collect(Collectors.joining(", ")) + " |"));
        return table;
    }

    /** Every time that the kernel counts, by the name of its parameter. */
    Map<String, Long> timersMs() throws IllegalAccessException {
        Map<String, Long> timers = new TreeMap<>();
        for (Field field : Parameters.class.getFields()) {
            if (field.getName().endsWith("_MS")) {
                timers.put(field.getName(), field.getLong(null));
            }
        }
        return timers;
    }
}
