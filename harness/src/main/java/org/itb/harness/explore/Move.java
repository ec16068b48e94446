package org.itb.harness.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.itb.harness.stream.Age;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.DoseOverride;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.MemoryCopy;
import org.itb.harness.stream.Message;
import org.itb.harness.stream.Origin;
import org.itb.harness.stream.Phase;
import org.itb.harness.stream.ResetCause;
import org.itb.harness.stream.Sender;
import org.itb.harness.stream.Setup;
import org.itb.harness.stream.WorldChange;
import org.itb.kernel.Alarm;

/**
 * One thing that can happen at any state: a command, a change of the world, or time that passes. Every message is
 * always the same object, so that what waits for its confirmation can be told apart.
 *
 * @param name    for a person
 * @param entries lines that are carried out at once, in order; their instant is set when they are
 * @param waitMs  time that passes after them, 0 for none
 */
record Move(String name, List<Entry> entries, long waitMs) {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 3_600_000;
    private static final long HIGH_NL_PER_H = 10_000;
    private static final long LOW_NL_PER_H = 5_000;
    private static final long CONCENTRATION = 2_000;
    private static final long WEAK = 500;

    Move {
        entries = List.copyOf(entries);
    }

    /** A small pump: dry within 13 h, with room for two boluses in an hour and five in a day. */
    static Setup smallSetup() {
        return new Setup(
                "ITB-0001", 20_000_000, 1_100_000, CONCENTRATION, 335_800, Origin.SPINAL,
                Age.ADULT, Phase.TITRATION, 600_000, 50_000,
                OptionalLong.of(8_000), 172_800_000, 172_800_000, 0, 0, 3_000,
                Optional.of(new Command.StagePatientBolus(20_000, 600_000, HOUR_MS, 2)));
    }

    /** Every command and every change of the world, each with one or two values, and three lengths of time. */
    static List<Move> all() {
        List<Move> moves = new ArrayList<>();
        moves.add(new Move("1 min", List.of(), MINUTE_MS));
        moves.add(new Move("1 h", List.of(), HOUR_MS));
        moves.add(new Move("6 h", List.of(), 6 * HOUR_MS));
        moves.add(sent("patient's bolus", CommandKind.PATIENT_BOLUS_REQUEST));
        moves.add(ordered("bolus of 40 µg", new Command.StageClinicianBolus(20_000, 600_000)));
        moves.add(ordered("bolus of 100 µg in 4 h", new Command.StageClinicianBolus(50_000, 4 * HOUR_MS)));
        moves.add(ordered("program up", program(HIGH_NL_PER_H)));
        moves.add(ordered("program down", program(LOW_NL_PER_H), DoseOverride.REDUCE));
        moves.add(ordered("program down, not meant", program(LOW_NL_PER_H)));
        moves.add(ordered("flex day", new Command.StageFlex(
                List.of(new Command.FlexStep(0, 6_000), new Command.FlexStep(2 * HOUR_MS, 20_000), new Command.FlexStep(4 * HOUR_MS, 7_000)),
                CONCENTRATION, (2 * 6_000 + 2 * 20_000 + 20 * 7_000) * 2)));
        moves.add(ordered("stop", new Command.Bare(CommandKind.STAGE_STOP)));
        moves.add(ordered("minimum rate", new Command.Bare(CommandKind.STAGE_MIN_RATE)));
        moves.add(ordered("resume", new Command.Bare(CommandKind.STAGE_RESUME)));
        moves.add(ordered("restore", new Command.StageRestore(OptionalLong.empty())));
        moves.add(ordered("restart at half", new Command.StageRestart(OptionalLong.of(4_000))));
        moves.add(ordered("refill", new Command.StageRefill(2_000_000, 2_600_000, CONCENTRATION, CONCENTRATION)));
        moves.add(ordered("refill that does not fit", new Command.StageRefill(20_000_000, 2_600_000, CONCENTRATION, 0)));
        moves.add(ordered("weaker drug, bridge", new Command.StageConcentrationChange(
                0, 2_600_000, WEAK, WEAK, 140_000, true, false)));
        moves.add(ordered("strong drug, rinse", new Command.StageConcentrationChange(
                0, 2_600_000, CONCENTRATION, CONCENTRATION, 140_000, false, true)));
        moves.add(ordered("priming", new Command.StagePriming(90_000, HOUR_MS, 1)));
        moves.add(ordered("limit down", new Command.StageLimits(450_000)));
        moves.add(ordered("profile of a child", new Command.StageProfile(
                Origin.CEREBRAL, Age.CHILD, Phase.MAINTENANCE)));
        moves.add(ordered("no more patient's boluses", new Command.StagePatientBolus(20_000, 600_000, HOUR_MS, 0)));
        moves.add(staged("bolus of 40 µg, unconfirmed", new Command.StageClinicianBolus(20_000, 600_000)));
        moves.add(sent("confirm", new Command.Confirm(OptionalLong.empty())));
        moves.add(sent("confirm a wrong digest", new Command.Confirm(OptionalLong.of(1))));
        moves.add(sent("abort", CommandKind.ABORT));
        moves.add(sent("open session", CommandKind.OPEN_SESSION));
        moves.add(sent("close session", CommandKind.CLOSE_SESSION));
        moves.add(sent("interrogate", CommandKind.INTERROGATE));
        moves.add(clearAll());
        moves.add(sent("pause the reminder", new Command.AlarmPause(Alarm.NOT_THERAPY, HOUR_MS)));
        moves.add(sent("set the clock", new Command.SetRtc(0)));
        moves.add(sent("patient's status", CommandKind.PATIENT_STATUS));
        moves.add(attack());
        moves.add(guesses());
        moves.add(sent("motor reports a stall", CommandKind.MOTOR_STALL));
        moves.add(sent("motor reports that it turns", CommandKind.MOTOR_RECOVERED));
        moves.add(sent("scan begins", CommandKind.MRI_BEGIN));
        moves.add(sent("scan is over", CommandKind.MRI_END));
        moves.add(sent("field detected", CommandKind.FIELD_DETECTED));
        moves.add(sent("field cleared", CommandKind.FIELD_CLEARED));
        moves.add(sent("sensor fault", CommandKind.SENSOR_FAULT));
        moves.add(sent("3 µL that nobody commanded", new Command.FlowConfirm(3_000)));
        moves.add(sent("battery at its end", new Command.Battery(2_600)));
        moves.add(sent("reset", new Command.Reset(ResetCause.WATCHDOG)));
        moves.add(sent("copy A repaired", new Command.MemoryError(MemoryCopy.A)));
        moves.add(sent("both copies lost", new Command.MemoryError(MemoryCopy.BOTH)));
        moves.add(ordered("program known from elsewhere", program(LOW_NL_PER_H), DoseOverride.RESTART));
        moves.add(sent("tick of nothing", new Command.Tick(0)));
        moves.add(sent("late tick, 2 h", new Command.Tick(2 * HOUR_MS)));
        moves.add(changed("motor sticks", new WorldChange.MotorStall(), 0));
        moves.add(changed("motor free", new WorldChange.MotorFree(), 0));
        moves.add(changed("scanner's field", new WorldChange.MriFieldOn(), 0));
        moves.add(changed("field gone", new WorldChange.MriFieldOff(), 0));
        moves.add(changed("motor runs away", new WorldChange.MotorGain(2_000), 0));
        moves.add(changed("motor as told", new WorldChange.MotorGain(1_000), 0));
        moves.add(changed("sensor lost", new WorldChange.FlowSensorLost(), MINUTE_MS));
        moves.add(changed("sensor back", new WorldChange.FlowSensorBack(), 0));
        moves.add(changed("battery low", new WorldChange.Battery(2_600), MINUTE_MS));
        moves.add(changed("low-battery reset", new WorldChange.Reset(ResetCause.LOW_BATTERY), MINUTE_MS));
        moves.add(changed("copy B damaged", new WorldChange.Corrupt(MemoryCopy.B), MINUTE_MS));
        moves.add(changed("clock jumps", new WorldChange.RtcJump(6 * HOUR_MS), 0));
        return moves;
    }

    private static Command program(long rateNlPerH) {
        return new Command.StageContinuous(rateNlPerH, CONCENTRATION, rateNlPerH * 24 * CONCENTRATION / 1_000);
    }

    private static Move sent(String name, CommandKind kind) {
        return sent(name, new Command.Bare(kind));
    }

    private static Move sent(String name, Command command) {
        return of(name, message(command, command.kind().sender(), false));
    }

    private static Move ordered(String name, Command command, DoseOverride... overrides) {
        return of(name, message(command, Sender.CLINICIAN, true, overrides));
    }

    private static Move staged(String name, Command command) {
        return of(name, message(command, Sender.CLINICIAN, false));
    }

    private static Move attack() {
        return of("stop by a patient", message(new Command.Bare(CommandKind.STAGE_STOP), Sender.PATIENT, true));
    }

    /** So many messages under the clinician's key that are not authentic that it is refused after them (SR-48). */
    private static Move guesses() {
        Message guess = new Message(new Command.Bare(CommandKind.OPEN_SESSION), Sender.CLINICIAN, Optional.empty(), false, false, false, Set.of(), "");
        return new Move("five guesses at the clinician's key", Collections.nCopies(5, line(Optional.of(guess), Optional.empty())), 0);
    }

    /** Every alarm is cleared that may be, one after the other. */
    private static Move clearAll() {
        List<Entry> lines = new ArrayList<>();
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            Command clear = new Command.AlarmClear(alarm);
            lines.add(line(Optional.of(message(clear, Sender.CLINICIAN, false)), Optional.empty()));
        }
        return new Move("clear all alarms", lines, 0);
    }

    private static Move changed(String name, WorldChange change, long waitMs) {
        return new Move(name, List.of(line(Optional.empty(), Optional.of(change))), waitMs);
    }

    private static Move of(String name, Message message) {
        return new Move(name, List.of(line(Optional.of(message), Optional.empty())), 0);
    }

    private static Message message(Command command, Sender sender, boolean confirm, DoseOverride... overrides) {
        return new Message(command, sender, Optional.empty(), true, true, confirm, Set.of(overrides), "");
    }

    private static Entry line(Optional<Message> message, Optional<WorldChange> change) {
        return new Entry(1, 0, message, change, List.of());
    }
}
