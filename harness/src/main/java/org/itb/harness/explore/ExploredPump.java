package org.itb.harness.explore;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.itb.harness.oracle.Violation;
import org.itb.harness.replay.SimulatedPump;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.Expectation;
import org.itb.harness.stream.KernelNames;
import org.itb.harness.stream.MemoryCopy;
import org.itb.harness.stream.Setup;
import org.itb.harness.stream.WorldChange;
import org.itb.kernel.Alarm;
import org.itb.kernel.AlarmBank;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;

/** A pump whose moves are judged: what must hold of every state, and of every step from one to the next. */
final class ExploredPump {
    /** The rest of a state is never asked for: counters, notes for a trace, and what is typed in afresh each time. */
    private static final List<String> NEVER_ASKED_FOR = List.of(
            "pump.kernel.image", "pump.forgotten",
            "pump.kernel.deniedBolusCount", "pump.kernel.resetCount", "pump.kernel.timeAnomalyCount",
            "pump.kernel.gate.startedBolusCount", "pump.kernel.gate.cancelledBolusCount",
            "pump.kernel.gate.alarms.soundingCount", "pump.kernel.dosing.prescription.draft",
            "pump.world.movedNl", "pump.world.confirmedNl", "pump.world.batteryMv", "pump.programmer.carriedOut",
            // Numbers only rise, and no move of an exploration says anything twice.
            "pump.kernel.session.keys", "pump.kernel.session.cachedReply", "pump.kernel.session.cachedDigest",
            "pump.programmer.retold",
            "pump.bookedMode", "pump.bookedBasalNlPerH", "pump.bookedBolusNlPerH",
            "modeBefore", "rateBefore", "activeBefore", "criticalBefore", "signalBefore", "carriedOut");
    private static final List<String> OF_A_STAGE = List.of(
            "pump.kernel.session.first", "pump.kernel.session.second", "pump.kernel.session.third",
            "pump.kernel.session.fourth", "pump.kernel.session.digestA", "pump.kernel.session.digestB",
            "pump.kernel.session.stagedAtMs", "pump.programmer.staged", "pump.programmer.digest");
    /** A look is asked for when a check is due. Since when, and from which volume on, must fit the image that is kept. */
    private static final List<String> OF_A_CHECK = List.of("pump.kernel.gate.looked");
    private static final Set<Integer> PROGRAMS =
            Set.of(Kind.STAGE_CONTINUOUS, Kind.STAGE_FLEX, Kind.STAGE_RESTORE, Kind.STAGE_RESTART, Kind.STAGE_CONC_CHANGE);

    private static final int LOW = bit(Alarm.NOT_THERAPY);
    private static final int CLEARABLE = bit(Alarm.OVER_DELIVERY) | bit(Alarm.RESERVOIR_EMPTY)
            | bit(Alarm.LOW_BATTERY_RESET) | bit(Alarm.RESET) | bit(Alarm.REFILL_DISCREPANCY) | bit(Alarm.TIME_ANOMALY)
            | bit(Alarm.SENSOR_LOST) | bit(Alarm.MEMORY_REPAIRED) | bit(Alarm.AUTH_ATTACK);

    private final SimulatedPump pump;
    private final Bookkeeping books;

    private int modeBefore;
    private long rateBefore;
    private int activeBefore;
    private int criticalBefore;
    private int signalBefore;
    private boolean pausable;
    private int carriedOut;

    ExploredPump(Setup setup, int tickMs) {
        pump = new SimulatedPump(setup, tickMs, SimulatedPump.Restart.IN_PLACE);
        books = new Bookkeeping(setup);
        note();
    }

    StateLayout layout() {
        Set<Integer> stages = new TreeSet<>();
        for (int kind = Kind.STAGE_CONTINUOUS; kind <= Kind.STAGE_RESTART; kind++) {
            stages.add(kind);
        }
        String staged = "pump.kernel.session.kind";
        return new StateLayout(this, List.of(
                StateLayout.Dead.always(NEVER_ASKED_FOR),
                new StateLayout.Dead(OF_A_STAGE, staged, stages),
                new StateLayout.Dead(OF_A_CHECK, "pump.kernel.gate.alarms.active[" + Alarm.POST_MRI + "]", Set.of(1)),
                new StateLayout.Dead(List.of("pump.kernel.dosing.prescription.staged"), staged, PROGRAMS),
                new StateLayout.Dead(
                        List.of("pump.kernel.dosing.path.stagedVolumeNl", "pump.kernel.dosing.path.stagedBridge"), staged,
                        Set.of(Kind.STAGE_CONC_CHANGE)),
                new StateLayout.Dead(List.of("pump.kernel.session.lastMessageAtMs"), "pump.kernel.session.open", Set.of(1))));
    }

    SafetyKernel kernel() {
        return pump.kernel();
    }

    /** How many lines of the last move were carried out; fewer than it has if one of them was judged wrong. */
    int carriedOut() {
        return carriedOut;
    }

    /** Makes a move; what does not hold on the way or at its end, null if all does. */
    Violation make(Move move) {
        note();
        carriedOut = 0;
        for (Entry line : move.entries()) {
            carriedOut++;
            Violation found = carryOut(line);
            if (found != null) {
                return found;
            }
        }
        long untilMs = pump.nowMs() + move.waitMs();
        while (pump.nowMs() < untilMs) {
            long beforeMs = pump.tickedMs();
            pump.tickTowards(untilMs);
            books.tick(pump.tickedMs() - beforeMs, pump.tickedMs(), kernel().reservoirNominalNl());
            Violation found = judge(null, Reply.OK, false);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** A line at this instant; one that is a tick brings its own time. */
    static Entry at(Entry line, long nowMs) {
        boolean tick = line.message().isPresent() && line.message().get().command() instanceof Command.Tick late && late.dtMs() > 0;
        long atMs = tick ? nowMs + ((Command.Tick) line.message().get().command()).dtMs() : nowMs;
        return new Entry(line.line(), atMs, line.message(), line.worldChange(), line.expectations());
    }

    private Violation carryOut(Entry line) {
        Command command = line.message().isPresent() ? line.message().get().command() : null;
        int reply = pump.carryOut(command instanceof Command.Tick ? at(line, pump.nowMs()) : line);
        if (command instanceof Command.Tick tick && reply == Reply.OK) {
            books.tick(tick.dtMs(), pump.tickedMs(), kernel().reservoirNominalNl());
        }
        if (line.worldChange().isPresent() && line.worldChange().get() instanceof WorldChange.Reset) {
            books.resetWithNextTick();
        }
        if (line.worldChange().isPresent() && line.worldChange().get() instanceof WorldChange.Corrupt) {
            books.resetWithNextTick();
        }
        boolean repaired = command instanceof Command.MemoryError error && error.copy() != MemoryCopy.BOTH;
        if ((command instanceof Command.Reset || repaired) && reply == Reply.OK) {
            books.reset(pump.tickedMs());
        }
        if (command instanceof Command.MemoryError error && error.copy() == MemoryCopy.BOTH && reply == Reply.OK) {
            books.loseMemory(pump.tickedMs());
        }
        if (line.worldChange().isPresent()) {
            books.scan(line.worldChange().get());
        }
        if (command != null && reply == Reply.OK) {
            books.scan(command.kind());
        }
        pausable |= command instanceof Command.AlarmPause && reply == Reply.OK;
        Optional<Command> done = pump.carriedOut();
        if (reply == Reply.OK && done.isPresent() && acts(done.get())) {
            String fault = books.accept(done.get(), pump.tickedMs());
            if (fault != null) {
                return new Violation(fault.substring(0, 5), fault.substring(7), pump.nowMs(), true, List.of(replyFor(fault)));
            }
        }
        return judge(command, reply, line.message().isPresent() && !line.message().get().authentic());
    }

    private static boolean acts(Command command) {
        return command.kind().isStage() || command.kind() == CommandKind.PATIENT_BOLUS_REQUEST;
    }

    private static Expectation replyFor(String fault) {
        String reply = switch (fault.substring(0, 5)) {
            case "SR-04" -> "DOSE_HARD";
            case "SR-06" -> "DOSE_WINDOW";
            case "SR-07" -> "DOSE_HOUR";
            case "SR-16" -> "BUSY";
            default -> fault.contains("count") ? "COUNT24" : "LOCKOUT";
        };
        return new Expectation.ReplyIs(reply);
    }

    // --- what must hold

    private Violation judge(Command command, int reply, boolean guessed) {
        SafetyKernel kernel = kernel();
        int active = 0;
        int critical = 0;
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            active |= kernel.isAlarmActive(alarm) ? bit(alarm) : 0;
            critical |= kernel.isAlarmCritical(alarm) ? bit(alarm) : 0;
        }
        boolean tick = command == null || command instanceof Command.Tick;
        books.follow(kernel.bolusNlPerH(), pump.tickedMs());
        Violation found = judgeState(active, critical, !tick);
        if (found == null && reply > Reply.OK && !tick) {
            found = judgeRefusal(active, critical, guessed);
        }
        if (found == null) {
            found = judgeStep(command, reply, active, critical);
        }
        note(active, critical);
        return found;
    }

    private Violation judgeState(int active, int critical, boolean inLine) {
        SafetyKernel kernel = kernel();
        int mode = kernel.mode();
        long rate = kernel.rateNlPerH();
        long basal = kernel.basalNlPerH();
        long bolus = kernel.bolusNlPerH();
        boolean inRange = rate == 0 || rate == 250 || rate >= 2_000 && rate <= 1_000_000;
        boolean fits = mode == Mode.STOP ? rate == 0 : mode == Mode.MIN ? rate == 250 : basal >= 2_000;
        if (!inRange || !fits || rate != basal + bolus || bolus < 0) {
            return found("SR-01", "a rate that mode and range do not allow", inLine, number(mode == Mode.STOP ? 0 : mode == Mode.MIN ? 250 : rate));
        }
        boolean barred = critical != 0 || (active & (bit(Alarm.STALL_RECOVERED) | bit(Alarm.POST_MRI))) != 0 || books.isExposed();
        if (bolus > 0 && (barred || mode != Mode.RUN)) {
            return found("SR-20", "a bolus beside an alarm or a mode that bars it", inLine, number(basal));
        }
        if (bolus > 0 && kernel.bridgeRestNl() > 0) {
            return found("SR-27", "a bolus during a bridge", inLine, number(basal));
        }
        if (mode >= Mode.MIN && (active & LOW) == 0) {
            return found("SR-59", "stopped or at minimum rate, and silent", inLine, including(Alarm.NOT_THERAPY));
        }
        if (active != 0 && kernel.signal() == AlarmBank.SILENT && !pausable) {
            return found("SR-42", "an alarm that nothing sounds for", inLine);
        }
        int wanted = wantedMode(active);
        if (mode != wanted) {
            return found("SR-14", "mode " + KernelNames.MODES.get(mode) + " in place of " + KernelNames.MODES.get(wanted), inLine,
                    new Expectation.ModeIs(KernelNames.MODES.get(wanted)));
        }
        return null;
    }

    private int wantedMode(int active) {
        if (books.ordered() == Mode.STOP || books.isDry() || (active & (bit(Alarm.OVER_DELIVERY) | bit(Alarm.EOS))) != 0) {
            return Mode.STOP;
        }
        boolean unknown = (active & bit(Alarm.REFILL_DISCREPANCY)) != 0;
        if (unknown && isTooMuchOfTheStrongest()) {
            return Mode.MIN;
        }
        if (books.ordered() == Mode.MIN || (active & (bit(Alarm.RESTART_GAP) | bit(Alarm.MEMORY_LOST))) != 0) {
            return Mode.MIN;
        }
        return unknown || (active & bit(Alarm.SENSOR_LOST)) != 0 || books.isHeld() ? Mode.HOLD : Mode.RUN;
    }

    /** SR-29, K-07: a day of the rate that runs would pass P06 if it were the strongest drug. No bridge here runs so fast. */
    private boolean isTooMuchOfTheStrongest() {
        long dayNl = kernel().programPgPerDay() / kernel().concentrationUgPerMl();
        return kernel().bridgeRestNl() == 0 && dayNl * 2_000 > books.hardLimitNg() * 1_000;
    }

    /** SR-48: guesses may raise A15, which is heard, and nothing else. */
    private Violation judgeRefusal(int active, int critical, boolean guessed) {
        SafetyKernel kernel = kernel();
        int raised = guessed ? active & ~activeBefore & bit(Alarm.AUTH_ATTACK) : 0;
        boolean same = kernel.mode() == modeBefore && kernel.rateNlPerH() == rateBefore && (active & ~raised) == activeBefore
                && critical == criticalBefore && (raised != 0 || kernel.signal() == signalBefore);
        return same ? null : found("SR-18", "a refused command changed something", true,
                new Expectation.ModeIs(KernelNames.MODES.get(modeBefore)), number(rateBefore));
    }

    /** Latched is latched, and critical stays critical. */
    private Violation judgeStep(Command command, int reply, int active, int critical) {
        int ended = activeBefore & ~active;
        if (ended == 0 && (criticalBefore & active & ~critical & ~LOW) == 0) {
            return null;
        }
        int mayEnd = LOW | bit(Alarm.STALL);
        mayEnd |= command instanceof Command.AlarmClear clear && reply == Reply.OK ? bit(clear.alarm()) & CLEARABLE : 0;
        mayEnd |= command != null && command.kind() == CommandKind.INTERROGATE ? bit(Alarm.STALL_RECOVERED) : 0;
        boolean judgesCheck = command == null || command instanceof Command.Tick || command.kind() == CommandKind.INTERROGATE;
        mayEnd |= judgesCheck && !books.isExposed() ? bit(Alarm.POST_MRI) : 0;
        mayEnd |= kernel().reservoirPessimisticNl() > 2_000_000 ? bit(Alarm.RESERVOIR_LOW) : 0;
        mayEnd |= pump.carriedOut().filter(done -> done instanceof Command.StageRestart).isPresent() ? bit(Alarm.RESTART_GAP) : 0;
        mayEnd |= pump.carriedOut().filter(ExploredPump::isProgram).isPresent() ? bit(Alarm.MEMORY_LOST) : 0;
        if ((ended & ~mayEnd) != 0) {
            int alarm = Integer.numberOfTrailingZeros(ended & ~mayEnd) + 1;
            return found("SR-43", "A" + alarm + " ended, and nothing that may end it has happened", command != null, including(alarm));
        }
        if ((ended & bit(Alarm.STALL)) != 0 && (active & bit(Alarm.STALL_RECOVERED)) == 0) {
            return found("SR-32", "a stall ended without A02", command != null, including(Alarm.STALL_RECOVERED));
        }
        return (criticalBefore & active & ~critical & ~LOW) == 0
                ? null : found("SR-41", "a critical alarm that became less", command != null);
    }

    private static boolean isProgram(Command command) {
        return command instanceof Command.StageContinuous || command instanceof Command.StageFlex;
    }

    private Violation found(String requirement, String what, boolean inLine, Expectation... expected) {
        return new Violation(requirement, what, pump.nowMs(), inLine, List.of(expected));
    }

    private static Expectation number(long rateNlPerH) {
        return new Expectation.NumberWithin(Expectation.Quantity.RATE, rateNlPerH, rateNlPerH);
    }

    private static Expectation including(int alarm) {
        return new Expectation.AlarmsAre(Set.of(KernelNames.ALARMS.get(alarm - 1)), false);
    }

    private void note() {
        int active = 0;
        int critical = 0;
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            active |= kernel().isAlarmActive(alarm) ? bit(alarm) : 0;
            critical |= kernel().isAlarmCritical(alarm) ? bit(alarm) : 0;
        }
        note(active, critical);
    }

    private void note(int active, int critical) {
        modeBefore = kernel().mode();
        rateBefore = kernel().rateNlPerH();
        activeBefore = active;
        criticalBefore = critical;
        signalBefore = kernel().signal();
    }

    private static int bit(int alarm) {
        return 1 << (alarm - 1);
    }
}
