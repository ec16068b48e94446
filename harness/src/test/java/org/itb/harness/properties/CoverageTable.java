package org.itb.harness.properties;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.KernelNames;
import org.itb.kernel.Alarm;
import org.itb.kernel.Mode;
import org.itb.kernel.SafetyKernel;

/** Counts what random therapies have tried: in which state of the pump, which message, with which answer. */
final class CoverageTable implements Watch {
    /** A cell of the table. A confirmation stands with the command that it confirms. */
    record Cell(String state, String message, String verdict) implements Comparable<Cell> {
        @Override
        public int compareTo(Cell other) {
            return (state + " | " + message + " | " + verdict)
                    .compareTo(other.state + " | " + other.message + " | " + other.verdict);
        }

        @Override
        public String toString() {
            return state + " | " + message + " | " + verdict;
        }

        static Cell read(String line) {
            String[] parts = line.split("\\|");
            if (parts.length != 3) {
                throw new IllegalArgumentException("no cell `state | message | verdict`: " + line);
            }
            return new Cell(parts[0].strip(), parts[1].strip(), parts[2].strip());
        }
    }

    private final Map<Cell, Long> counts = new TreeMap<>();
    private String state = "";

    @Override
    public void before(PumpUnderTest pump, Order order) {
        state = stateOf(pump.kernel);
    }

    @Override
    public void after(PumpUnderTest pump, Order order, int reply) {
        String message = order instanceof Order.Confirm confirm ? "CONFIRM " + name(confirm.staged().kind()) : name(order.kind());
        counts.merge(new Cell(state, message, KernelNames.REPLIES.get(reply)), 1L, Long::sum);
    }

    /** The mode, and in RUN what stands in the way of a bolus. */
    private static String stateOf(SafetyKernel kernel) {
        if (kernel.mode() != Mode.RUN) {
            return KernelNames.MODES.get(kernel.mode());
        }
        if (kernel.bolusNlPerH() > 0) {
            return "RUN with bolus";
        }
        if (kernel.isAlarmActive(Alarm.BRIDGE_LOST)) {
            return "RUN with lost bridge";
        }
        for (int alarm = 1; alarm <= KernelNames.ALARMS.size(); alarm++) {
            if (kernel.isAlarmCritical(alarm)) {
                return "RUN under critical alarm";
            }
        }
        if (kernel.bridgeRestNl() > 0) {
            return "RUN with bridge";
        }
        return "RUN";
    }

    private static String name(int kind) {
        for (CommandKind command : CommandKind.values()) {
            if (command.number() == kind) {
                return command.name();
            }
        }
        throw new IllegalArgumentException("no message has the number " + kind);
    }

    /** Those of the cells that were not hit. */
    List<Cell> missing(List<Cell> required) {
        return required.stream().filter(cell -> !counts.containsKey(cell)).toList();
    }

    /** Writes the table for people: a row for each state and message, the verdicts with their counts. */
    void write(Path file, List<Cell> required) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        TreeSet<Cell> cells = new TreeSet<>(counts.keySet());
        cells.addAll(required);
        for (Cell cell : cells) {
            String count = String.format(Locale.ROOT, "%s %,d%s", cell.verdict(), counts.getOrDefault(cell, 0L),
                    required.contains(cell) ? "*" : "");
            rows.computeIfAbsent(cell.state() + " | " + cell.message(), row -> new ArrayList<>()).add(count);
        }
        List<String> lines = new ArrayList<>(List.of(
                "# What random therapies have tried", "",
                "State before the message, the message, and how often each verdict came. `*`: the build fails if it never comes.", "",
                "| State | Message | Verdicts |", "|---|---|---|"));
        rows.forEach((row, verdicts) -> lines.add("| " + row + " | " + verdicts.stream().collect(Collectors.joining(", ")) + " |"));
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }
}
