package org.itb.harness.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.itb.harness.stream.Age;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.Commissioning;
import org.itb.harness.stream.DeviceId;
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
import org.itb.kernel.Mode;
import org.itb.kernel.SafetyKernel;

/**
 * The life of one patient with one pump, drawn line by line: visits with titration and slips of staff, the patient's
 * requests, refills in time and missed, faults of the pump and of its clock, and the care that follows, soon or late.
 * What people do hangs on what the pump shows; what breaks hangs on nothing.
 */
final class Life {
    static final int TICK_MS = 60_000;
    static final long YEAR_MS = 365L * 86_400_000;

    private static final String DEVICE = "ITB-0001";
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 86_400_000;
    private static final long ERI_AGE_MS = 220_838_400_000L - 7_776_000_000L;

    /** Something that is going to be sent or to happen, so long after what came before. */
    private record Plan(long afterMs, Message message, WorldChange change) { }

    private final Dice dice;
    private final Setup setup;
    private final Deque<Plan> plans = new ArrayDeque<>();
    private int line = 1;
    private long tokens;
    private long atMs;
    private long nextRequestMs;
    private long nextVisitMs;
    private long nextFaultMs;
    private long nextLookMs;
    private long nextRefillMs = Long.MAX_VALUE;
    private long overMs = YEAR_MS;
    /** Somebody forgot to say that a scan was over. */
    private boolean scanLeftOpen;

    Life(long seed, long life) {
        dice = new Dice(seed, life);
        setup = Stream.generate(this::drawSetup).filter(Life::isTaken).findFirst().orElseThrow();
        nextRequestMs = dice.waitMs(5 * HOUR_MS);
        nextVisitMs = setup.rateNlPerH().isEmpty() ? 0 : dice.waitMs(4 * DAY_MS);
        nextFaultMs = dice.waitMs(12 * DAY_MS);
        nextLookMs = dice.waitMs(8 * HOUR_MS);
    }

    Setup setup() {
        return setup;
    }

    // --- time 0

    private static boolean isTaken(Setup setup) {
        return Commissioning.commission(new SafetyKernel(DeviceId.of(setup.deviceId())), setup).isEmpty();
    }

    private Setup drawSetup() {
        long concentration = dice.oneOf(500, 1_000, 2_000, 2_000);
        Age age = dice.chance(20) ? Age.CHILD : Age.ADULT;
        long hardNg = age == Age.CHILD ? 1_200_000 : 2_100_000;
        long doseNg = dice.chance(80) ? dice.between(60_000, 800_000) : dice.between(100_000, hardNg);
        long rate = Math.max(2_000, doseNg * 1_000 / 24 / concentration);
        long capacity = dice.oneOf(20_000_000, 40_000_000);
        boolean old = dice.chance(10);
        long ageMs = old ? ERI_AGE_MS - dice.between(0, 200 * DAY_MS) : dice.between(0, 5 * YEAR_MS);
        long limitNg = dice.chance(40) ? hardNg : Math.min(hardNg, doseNg + dice.between(30_000, 600_000));
        return new Setup(
                DEVICE, capacity, dice.chance(80) ? capacity : dice.between(2_500_000, capacity), concentration, 335_800,
                dice.oneOf(List.of(Origin.values())), age, dice.oneOf(List.of(Phase.values())), limitNg,
                dice.oneOf(50_000, 75_000, 100_000), dice.chance(10) ? OptionalLong.empty() : OptionalLong.of(rate),
                2 * DAY_MS, 2 * DAY_MS, dice.between(0, DAY_MS), ageMs, 3_000,
                dice.chance(75) ? Optional.of(drawPatientBolus(concentration)) : Optional.empty());
    }

    private Command.StagePatientBolus drawPatientBolus(long concentration) {
        return new Command.StagePatientBolus(
                dice.between(5_000, 50_000) * 1_000 / concentration, dice.oneOf(10 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS),
                dice.oneOf(HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, 6 * HOUR_MS), dice.between(1, 8));
    }

    // --- the next line

    /** The next line of this life, never before the last one; null when it is over. */
    Entry next(SafetyKernel kernel) {
        while (plans.isEmpty()) {
            long nextMs = Math.min(Math.min(Math.min(nextRequestMs, nextVisitMs), Math.min(nextFaultMs, nextLookMs)), nextRefillMs);
            if (nextMs >= overMs) {
                return null;
            }
            atMs = Math.max(atMs, nextMs);
            plan(nextMs, kernel);
        }
        Plan plan = plans.remove();
        atMs += plan.afterMs();
        line++;
        return new Entry(line, atMs, Optional.ofNullable(plan.message()), Optional.ofNullable(plan.change()), List.of());
    }

    private void plan(long nextMs, SafetyKernel kernel) {
        if (nextMs == nextRequestMs) {
            planRequest();
        } else if (nextMs == nextVisitMs) {
            nextVisitMs = atMs + DAY_MS / 2 + dice.waitMs(6 * DAY_MS);
            planVisit(kernel);
        } else if (nextMs == nextRefillMs) {
            nextRefillMs = Long.MAX_VALUE;
            planRefill(kernel);
        } else if (nextMs == nextLookMs) {
            nextLookMs = atMs + dice.waitMs(dice.chance(95) ? 8 * HOUR_MS : 4 * DAY_MS);
            planLook(kernel);
        } else {
            nextFaultMs = atMs + dice.waitMs(12 * DAY_MS);
            planFault();
        }
    }

    // --- what is planned

    private void then(long afterMs, Command command, DoseOverride... overrides) {
        plans.add(new Plan(afterMs, new Message(
                command, command.kind().sender(), Optional.empty(), true, true, command.kind().isStage(),
                command.kind().isStage() ? Set.of(overrides) : Set.of(), ""), null));
    }

    private void then(long afterMs, CommandKind kind) {
        then(afterMs, new Command.Bare(kind));
    }

    private void then(long afterMs, WorldChange change) {
        plans.add(new Plan(afterMs, null, change));
    }

    /** Staged, and confirmed on a line of its own. */
    private void thenStaged(Command command, long confirmAfterMs, OptionalLong digest, DoseOverride... overrides) {
        plans.add(new Plan(0, new Message(
                command, Sender.CLINICIAN, Optional.empty(), true, true, false, Set.of(overrides), ""), null));
        then(confirmAfterMs, new Command.Confirm(digest));
    }

    // --- the patient

    private void planRequest() {
        nextRequestMs = atMs + (dice.chance(15) ? dice.between(1, 10 * MINUTE_MS) : dice.waitMs(6 * HOUR_MS));
        then(0, CommandKind.PATIENT_BOLUS_REQUEST);
    }

    // --- the clinic

    private void planVisit(SafetyKernel kernel) {
        then(0, CommandKind.INTERROGATE);
        if (scanLeftOpen && dice.chance(60)) {
            scanLeftOpen = false;
            then(0, CommandKind.MRI_END);
        }
        int orders = (int) dice.between(1, 3);
        for (int i = 0; i < orders; i++) {
            planOrder(kernel);
        }
        if (dice.chance(50)) {
            then(dice.between(1, 4 * MINUTE_MS), CommandKind.CLOSE_SESSION);
        }
    }

    private void planOrder(SafetyKernel kernel) {
        long concentration = kernel.concentrationUgPerMl();
        switch ((int) dice.between(0, 16)) {
            case 0, 1, 2, 3, 4 -> planProgram(kernel);
            case 5, 6 -> planFlex(kernel);
            case 7, 8 -> order(new Command.StageClinicianBolus(
                    dice.between(1_000, 101_000) * 1_000 / concentration, dice.oneOf(MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS)));
            case 9 -> order(drawPatientBolus(concentration));
            case 10 -> order(new Command.StageLimits(kernel.programPgPerDay() / 1_000 + dice.between(-10_000, 700_000)));
            case 11 -> order(new Command.StageProfile(
                    setup.origin(), dice.chance(90) ? setup.age() : Age.CHILD, dice.oneOf(List.of(Phase.values()))));
            case 12 -> planStop();
            case 13 -> order(new Command.StageRestore(drawRate(kernel)), DoseOverride.REDUCE);
            case 14 -> planAttack(kernel);
            case 15 -> planScan();
            default -> then(0, new Command.SetRtc(dice.chance(80) ? atMs + setup.rtcMs() : dice.between(0, 3 * DAY_MS)));
        }
    }

    /** An order as staff give it: mostly well, sometimes with a slip. */
    private void order(Command command, DoseOverride... overrides) {
        switch ((int) dice.between(0, 19)) {
            case 0 -> {
                thenStaged(command, dice.between(0, MINUTE_MS), OptionalLong.of(1), overrides);
                then(dice.between(0, MINUTE_MS / 2), new Command.Confirm(OptionalLong.empty()));
            }
            case 1 -> thenStaged(command, 2 * MINUTE_MS + dice.between(-1, 1), OptionalLong.empty(), overrides);
            case 2 -> {
                thenStaged(command, dice.between(0, MINUTE_MS), OptionalLong.empty(), overrides);
                then(0, new Command.Confirm(OptionalLong.empty()));
            }
            case 3 -> {
                plans.add(new Plan(0, new Message(
                        command, Sender.CLINICIAN, Optional.empty(), true, true, false, Set.of(overrides), ""), null));
                then(dice.between(0, MINUTE_MS), CommandKind.ABORT);
            }
            default -> then(dice.between(0, 2 * MINUTE_MS), command, overrides);
        }
    }

    private DoseOverride[] drawOverrides() {
        List<DoseOverride> overrides = new ArrayList<>();
        for (DoseOverride override : DoseOverride.values()) {
            if (dice.chance(60)) {
                overrides.add(override);
            }
        }
        return overrides.toArray(DoseOverride[]::new);
    }

    private static long presentRate(SafetyKernel kernel) {
        return kernel.programPgPerDay() / (24L * kernel.concentrationUgPerMl());
    }

    /** A step of titration; a slip of the hour or of the unit now and then. */
    private long drawProgramRate(SafetyKernel kernel) {
        long present = presentRate(kernel);
        if (present == 0) {
            return dice.between(50_000, 200_000) * 1_000 / 24 / kernel.concentrationUgPerMl();
        }
        long percent = dice.chance(90) ? dice.oneOf(105, 110, 110, 115, 120, 130, 95, 90, 80, 70, 100) : dice.oneOf(1_000, 200, 10, 140, 50);
        return present * percent / 100 + dice.between(-1, 1);
    }

    private OptionalLong drawRate(SafetyKernel kernel) {
        return dice.chance(50) ? OptionalLong.empty() : OptionalLong.of(Math.max(2_000, drawProgramRate(kernel)));
    }

    private void planProgram(SafetyKernel kernel) {
        long rate = drawProgramRate(kernel);
        long concentration = kernel.concentrationUgPerMl();
        long stated = rate * 24 * concentration / 1_000;
        order(new Command.StageContinuous(
                rate, dice.chance(98) ? concentration : 500, dice.chance(97) ? stated : stated * 10), drawOverrides());
    }

    private void planFlex(SafetyKernel kernel) {
        long base = Math.max(2_000, drawProgramRate(kernel));
        long concentration = kernel.concentrationUgPerMl();
        int count = (int) dice.between(2, 6);
        List<Command.FlexStep> steps = new ArrayList<>();
        long load = 0;
        for (int i = 0; i < count; i++) {
            long startMs = i * (DAY_MS / count) / HOUR_MS * HOUR_MS;
            long endMs = i + 1 == count ? DAY_MS : (i + 1) * (DAY_MS / count) / HOUR_MS * HOUR_MS;
            long rate = Math.max(2_000, base * dice.oneOf(50, 80, 100, 100, 120, 200) / 100);
            steps.add(new Command.FlexStep(startMs, rate));
            load += rate * (endMs - startMs);
        }
        order(new Command.StageFlex(steps, concentration, load / HOUR_MS * concentration / 1_000), drawOverrides());
    }

    private void planStop() {
        CommandKind kind = dice.chance(50) ? CommandKind.STAGE_STOP : CommandKind.STAGE_MIN_RATE;
        order(new Command.Bare(kind));
        if (dice.chance(70)) {
            then(dice.between(MINUTE_MS, 6 * HOUR_MS), CommandKind.STAGE_RESUME);
        }
    }

    /**
     * A scan as staff and scanners go about it: announced or not, sensed or not, the rotor back at once, late, or only
     * when somebody frees it; its end told or forgotten, and the look afterwards too, until an alarm reminds somebody.
     */
    private void planScan() {
        boolean announced = dice.chance(85);
        boolean sensed = dice.chance(85);
        if (announced) {
            then(0, CommandKind.MRI_BEGIN);
        }
        then(dice.between(1, 30 * MINUTE_MS), sensed ? new WorldChange.MriFieldOn() : new WorldChange.MotorStall());
        boolean late = dice.chance(30);
        if (late) {
            then(0, new WorldChange.MotorStall());
        }
        then(dice.between(MINUTE_MS, 90 * MINUTE_MS), sensed ? new WorldChange.MriFieldOff() : new WorldChange.MotorFree());
        scanLeftOpen = announced && dice.chance(10);
        if (!scanLeftOpen) {
            then(dice.between(0, 10 * MINUTE_MS), CommandKind.MRI_END);
        }
        if (late && dice.chance(80)) {
            then(dice.chance(90) ? dice.between(MINUTE_MS, DAY_MS) : dice.between(47 * HOUR_MS, 3 * DAY_MS), new WorldChange.MotorFree());
        }
        if (dice.chance(60)) {
            then(dice.between(0, 2 * HOUR_MS), CommandKind.INTERROGATE);
        } else {
            nextLookMs = Math.max(nextLookMs, atMs + dice.between(HOUR_MS, 3 * DAY_MS));
        }
    }

    /** A message that is not for this pump, not authentic, of the wrong role, or that was heard before; or guesses at keys. */
    private void planAttack(SafetyKernel kernel) {
        Command command = new Command.Bare(dice.oneOf(List.of(CommandKind.STAGE_STOP, CommandKind.INTERROGATE)));
        switch ((int) dice.between(0, 3)) {
            case 0 -> {
                long keyId = dice.between(1, 3);
                long seq = Math.max(0, kernel.lastSeq(keyId) - dice.between(0, 3));
                plans.add(new Plan(0, message(command, Sender.CLINICIAN, true)
                        .numbered(OptionalLong.of(keyId), OptionalLong.of(seq)), null));
            }
            case 1 -> planGuesses(command);
            default -> {
                boolean other = dice.chance(30);
                boolean authentic = dice.chance(50);
                Sender sender = authentic && !other ? Sender.PATIENT : Sender.CLINICIAN;
                plans.add(new Plan(0, new Message(
                        command, sender, other ? Optional.of("ITB-0002") : Optional.empty(), authentic, true,
                        command.kind().isStage(), Set.of(), ""), null));
            }
        }
    }

    /** At one key, or at more than a table holds; around the number and the time that make an attack of them. */
    private void planGuesses(Command command) {
        boolean many = dice.chance(30);
        long times = many ? dice.between(7, 12) : dice.between(3, 7);
        long keyId = dice.between(1, 3);
        for (long i = 0; i < times; i++) {
            plans.add(new Plan(dice.between(1, 3 * MINUTE_MS), message(command, Sender.CLINICIAN, false)
                    .numbered(OptionalLong.of(many ? 100 + i : keyId), OptionalLong.empty()), null));
        }
        then(dice.between(0, 11 * MINUTE_MS), CommandKind.PATIENT_BOLUS_REQUEST);
        then(0, new Command.AlarmClear(Alarm.AUTH_ATTACK));
    }

    private static Message message(Command command, Sender sender, boolean authentic) {
        return new Message(
                command, sender, Optional.empty(), authentic, true, false, Set.of(), "");
    }

    // --- refills

    private void planRefill(SafetyKernel kernel) {
        long left = Math.max(0, Math.min(setup.capacityNl(), kernel.reservoirNominalNl()));
        long error = dice.chance(93) ? dice.between(-300_000, 300_000) : dice.between(-5_000_000, 5_000_000);
        long aspirated = Math.max(0, Math.min(setup.capacityNl(), left + error));
        long concentration = dice.chance(97) ? kernel.concentrationUgPerMl() : dice.oneOf(500, 1_000, 2_000);
        long label = dice.chance(90) ? concentration : dice.oneOf(0, 500, 2_000);
        if (dice.chance(12)) {
            planChange(aspirated, dice.oneOf(500, 1_000, 2_000));
            return;
        }
        order(new Command.StageRefill(
                aspirated, dice.chance(90) ? setup.capacityNl() : dice.between(3_000_000, setup.capacityNl()), concentration, label));
        then(MINUTE_MS, new Command.AlarmClear(Alarm.RESERVOIR_EMPTY));
        if (kernel.mode() == Mode.STOP) {
            then(0, CommandKind.STAGE_RESUME);
        }
    }

    /** Another drug at a refill: with a bridge or a rinse, now and then with neither or another path than there is. */
    private void planChange(long aspirated, long concentration) {
        boolean bridge = dice.chance(80);
        boolean rinse = dice.chance(95) != bridge;
        order(new Command.StageConcentrationChange(
                aspirated, setup.capacityNl(), concentration, dice.chance(95) ? concentration : dice.oneOf(0, 500, 2_000),
                dice.oneOf(335_800, 335_800, 140_000, 394_800, 580_000), bridge, rinse));
        if (dice.chance(20)) {
            then(dice.between(0, DAY_MS), new Command.StagePriming(
                    dice.between(10_000, 100_000), dice.oneOf(10 * MINUTE_MS, HOUR_MS), ++tokens));
        }
        then(MINUTE_MS, new Command.AlarmClear(Alarm.RESERVOIR_EMPTY));
        then(0, CommandKind.STAGE_RESUME);
    }

    // --- somebody looks, and cares

    private void planLook(SafetyKernel kernel) {
        if (nextRefillMs == Long.MAX_VALUE && kernel.reservoirPessimisticNl() < 3_000_000) {
            nextRefillMs = atMs + (dice.chance(92) ? dice.between(1, 5 * DAY_MS) : dice.between(15 * DAY_MS, 60 * DAY_MS));
        }
        if (kernel.isAlarmActive(Alarm.EOS)) {
            overMs = Math.min(overMs, atMs + 3 * DAY_MS);
        }
        boolean trouble = kernel.mode() != Mode.RUN;
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            boolean lasting = alarm == Alarm.RESERVOIR_LOW || alarm == Alarm.ERI;
            trouble |= kernel.isAlarmActive(alarm) && !lasting;
        }
        if (!trouble || kernel.programPgPerDay() == 0) {
            return;
        }
        if (dice.chance(25)) {
            then(0, new Command.AlarmPause(kernel.signalAlarm() == 0 ? 1 : kernel.signalAlarm(), dice.between(1, 2 * HOUR_MS)));
            return;
        }
        then(0, new WorldChange.MotorFree());
        then(0, new WorldChange.MotorGain(1_000));
        then(0, new WorldChange.MriFieldOff());
        then(0, new WorldChange.FlowSensorBack());
        then(dice.between(MINUTE_MS, HOUR_MS), CommandKind.INTERROGATE);
        if (kernel.isAlarmActive(Alarm.TIME_ANOMALY)) {
            then(0, new Command.SetRtc(dice.between(0, 3 * DAY_MS)));
        }
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            if (kernel.isAlarmActive(alarm) && alarm != Alarm.RESERVOIR_LOW && alarm != Alarm.ERI) {
                then(0, new Command.AlarmClear(alarm));
            }
        }
        planWayBack(kernel);
    }

    private void planWayBack(SafetyKernel kernel) {
        if (kernel.mode() < Mode.MIN) {
            return;
        }
        then(0, CommandKind.STAGE_RESUME);
        if (kernel.isAlarmActive(Alarm.RESTART_GAP) || dice.chance(30)) {
            then(0, new Command.StageRestart(dice.chance(50) ? OptionalLong.of(Math.max(2_000, presentRate(kernel) / 2)) : drawRate(kernel)),
                    drawOverrides());
        }
        if (dice.chance(20)) {
            then(0, new Command.StageRestore(OptionalLong.empty()), drawOverrides());
        }
    }

    // --- what breaks

    private void planFault() {
        long lastsMs = dice.chance(70) ? dice.between(MINUTE_MS, 4 * HOUR_MS) : dice.between(HOUR_MS, 4 * DAY_MS);
        switch ((int) dice.between(0, 15)) {
            case 0, 1, 2 -> {
                then(0, new WorldChange.MotorStall());
                if (dice.chance(30)) {
                    then(0, CommandKind.MOTOR_STALL);
                }
                nextLookMs = Math.max(nextLookMs, atMs + lastsMs);
            }
            case 3, 4 -> then(0, new WorldChange.MotorGain(dice.oneOf(1_200, 1_300, 1_500, 3_000, 100_000)));
            case 5 -> then(0, new WorldChange.MotorGain(dice.oneOf(0, 300, 700, 800)));
            case 6, 7 -> then(0, new WorldChange.MotorGain(dice.oneOf(900, 950, 1_050, 1_100)));
            case 8, 9 -> {
                then(0, new WorldChange.FlowSensorLost());
                nextLookMs = Math.max(nextLookMs, atMs + lastsMs);
            }
            case 10 -> then(0, new WorldChange.Battery(dice.chance(85) ? dice.between(2_601, 3_000) : 2_600));
            case 11 -> then(0, new WorldChange.Reset(dice.oneOf(List.of(ResetCause.values()))));
            case 12 -> {
                then(0, new WorldChange.Corrupt(dice.oneOf(List.of(MemoryCopy.A, MemoryCopy.B))));
                if (dice.chance(30)) {
                    then(0, new WorldChange.Reset(dice.oneOf(List.of(ResetCause.values()))));
                }
            }
            case 13 -> then(0, new WorldChange.RtcJump(dice.oneOf(1_000, 59_000, -59_000, HOUR_MS, -HOUR_MS, 6 * HOUR_MS, -DAY_MS)));
            case 14 -> planLateTick();
            default -> {
                then(0, new WorldChange.MotorStall());
                then(dice.between(MINUTE_MS, 2 * HOUR_MS), new WorldChange.MotorFree());
            }
        }
    }

    private void planLateTick() {
        long lateMs = dice.chance(50) ? dice.between(MINUTE_MS + 1, HOUR_MS) : dice.between(HOUR_MS, 3 * DAY_MS);
        then(0, CommandKind.PATIENT_STATUS);
        then(lateMs, new Command.Tick(lateMs));
    }
}
