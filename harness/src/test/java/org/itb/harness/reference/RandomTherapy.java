package org.itb.harness.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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
import org.itb.kernel.SafetyKernel;

/**
 * Draws a therapy line by line from a seed. What it draws leans towards the places where rules change their mind: one
 * unit and one millisecond either side of every limit that the pump's present state makes interesting.
 */
final class RandomTherapy {
    private static final String DEVICE = "ITB-0001";
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 86_400_000;
    private static final long[] EDGES_MS = {
        10 * SECOND_MS, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 12 * HOUR_MS, DAY_MS, 2 * DAY_MS
    };

    private final SplittableRandom dice;
    /** Half of the therapies meet few faults, so that doses and boluses meet their limits and nothing else. */
    private final boolean calm;
    private final Setup setup;
    private boolean stageWaits;
    private boolean hasChangedDrug;
    /** Announced, or in its field: without an end that comes soon, no therapy would ever meet a bolus again. */
    private boolean scanRuns;
    /** What was sent last: radio says things twice, and so do attackers. */
    private Optional<Message> lastSent = Optional.empty();
    private int failuresToCome;
    private long guessedKeyId;
    /** Instants that mattered; what comes an edge after one of them is worth asking. */
    private final List<Long> marks = new ArrayList<>(List.of(0L));
    private int line = 1;
    private long tokens;

    RandomTherapy(long seed) {
        dice = new SplittableRandom(seed);
        calm = chance(50);
        setup = Stream.generate(this::drawSetup).filter(RandomTherapy::isTaken).findFirst().orElseThrow();
    }

    Setup setup() {
        return setup;
    }

    int drawTickMs() {
        return oneOf(60_000, 60_000, 60_000, 59_999, 30_000, 17_321);
    }

    // --- dice

    private boolean chance(int percent) {
        return dice.nextInt(100) < percent;
    }

    private int oneOf(int... values) {
        return values[dice.nextInt(values.length)];
    }

    private long oneOf(long... values) {
        return values[dice.nextInt(values.length)];
    }

    private <T> T oneOf(List<T> values) {
        return values.get(dice.nextInt(values.size()));
    }

    private long aroundOf(long... values) {
        return oneOf(values) + oneOf(-1L, 0L, 0L, 1L);
    }

    // --- time 0

    private static boolean isTaken(Setup setup) {
        return Commissioning.commission(new SafetyKernel(DeviceId.of(setup.deviceId())), setup).isEmpty();
    }

    private Setup drawSetup() {
        long concentration = oneOf(500L, 1_000L, 2_000L);
        Age age = chance(20) ? Age.CHILD : Age.ADULT;
        long hardNg = age == Age.CHILD ? 1_200_000 : 2_100_000;
        long limitNg = chance(50) ? hardNg : dice.nextLong(200_000, hardNg + 1);
        boolean isNew = chance(8);
        long highest = Math.min(1_000_000, limitNg * 1_000 / (24 * concentration));
        long usual = Math.min(highest, chance(20) ? highest : 1_000_000_000L / 24 / concentration * oneOf(2L, 4L, 8L) / 10);
        long rate = Math.max(2_000, chance(15) ? usual : dice.nextLong(2_000, Math.max(2_001, usual + 1)));
        long since = chance(70) ? 172_800_000 : oneOf(0L, DAY_MS - MINUTE_MS, DAY_MS, HOUR_MS);
        long firstSince = since + (chance(70) ? 0 : oneOf(0L, DAY_MS));
        long capacity = oneOf(20_000_000L, 40_000_000L);
        long fill = chance(75) ? capacity : oneOf(1_000_000L, 1_020_000L, 1_200_000L, 1_320_000L, 2_100_000L, 2_400_000L);
        long lifeMs = 220_838_400_000L;
        long ageMs = chance(80) ? 0 : lifeMs - oneOf(7_776_000_000L + DAY_MS, 7_776_000_000L + HOUR_MS, DAY_MS, 6 * HOUR_MS);
        return new Setup(
                DEVICE, capacity, fill, concentration, 335_800, oneOf(List.of(Origin.values())), age,
                oneOf(List.of(Phase.values())), limitNg, oneOf(25_000L, 50_000L, 100_000L, 0L),
                isNew ? OptionalLong.empty() : OptionalLong.of(rate), since, firstSince,
                dice.nextLong(0, DAY_MS), ageMs, chance(95) ? 3_000 : 2_600,
                calm || chance(75) ? Optional.of(drawPatientBolus(concentration)) : Optional.empty());
    }

    private Command.StagePatientBolus drawPatientBolus(long concentration) {
        long most = 50_000_000 / concentration;
        return new Command.StagePatientBolus(
                chance(60) ? dice.nextLong(1, most + 1) : oneOf(most, most, most / 10, 1L),
                oneOf(MINUTE_MS, 10 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 12 * HOUR_MS),
                oneOf(HOUR_MS, HOUR_MS, 4 * HOUR_MS, 6 * HOUR_MS, DAY_MS),
                oneOf(0L, 1L, 2L, 3L, 4L, 8L, 8L));
    }

    // --- the next line

    /** A line that fits what the pump shows now. */
    Entry next(Twins twins) {
        line++;
        PumpView view = twins.reference.view();
        if (failuresToCome > 0) {
            return drawFailure(twins);
        }
        if (chance(1)) {
            failuresToCome = dice.nextInt(3, 8);
            guessedKeyId = drawKeyId();
        }
        if (lastSent.isPresent() && chance(calm ? 3 : 6)) {
            return drawRepetition(twins, lastSent.get());
        }
        long atMs = drawInstant(twins, view);
        if (stageWaits && chance(70)) {
            stageWaits = false;
            long laterMs = oneOf(0L, 0L, 1L, 2 * MINUTE_MS - 1, 2 * MINUTE_MS, 2 * MINUTE_MS + 1);
            return sent(twins.nowMs() + laterMs, new Command.Confirm(chance(70) ? OptionalLong.empty() : OptionalLong.of(1)));
        }
        boolean repairs = !view.mode().equals("RUN") && view.programPgPerDay() > 0 && chance(calm ? 60 : 25);
        if (repairs && chance(30)) {
            return changed(atMs, oneOf(List.of(
                    new WorldChange.MotorFree(), new WorldChange.MotorGain(1_000), new WorldChange.FlowSensorBack(),
                    new WorldChange.MriFieldOff())));
        }
        if (repairs) {
            return sent(atMs, drawRepair(view));
        }
        if (chance(calm ? 2 : 18)) {
            return changed(atMs, drawWorldChange());
        }
        if (scanRuns && chance(20)) {
            scanRuns = false;
            return chance(50) ? changed(atMs, new WorldChange.MriFieldOff()) : sent(atMs, bare(CommandKind.MRI_END));
        }
        if (view.alarms().contains(17) && chance(12)) {
            return sent(atMs, bare(CommandKind.INTERROGATE));
        }
        Command command = chance(calm ? 1 : 4) ? drawTick() : calm ? drawCalmCommand(view) : drawCommand(view);
        if (command instanceof Command.Tick tick) {
            atMs = twins.nowMs() + Math.max(0, tick.dtMs());
        }
        return sent(atMs, command);
    }

    // --- keys and numbers

    /** Few keys mostly, so that each has a past; now and then more than a table holds. */
    private long drawKeyId() {
        return chance(80) ? oneOf(1L, 1L, 2L, 3L) : chance(90) ? dice.nextLong(0, 14) : oneOf(-1L, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A guess at a key; after the last one, the key itself, around the end of its refusal. */
    private Entry drawFailure(Twins twins) {
        failuresToCome--;
        boolean last = failuresToCome == 0;
        long waitMs = last
                ? oneOf(0L, 1L, 599_999L, 600_000L, 600_001L)
                : oneOf(1L, 1L, 1_000L, MINUTE_MS, 149_999L, 150_000L, 200_000L);
        Command command = chance(70)
                ? bare(oneOf(List.of(CommandKind.INTERROGATE, CommandKind.STAGE_STOP, CommandKind.PATIENT_STATUS)))
                : new Command.AlarmClear(15);
        long keyId = chance(85) ? guessedKeyId : drawKeyId();
        Message message = drawMessage(command).numbered(OptionalLong.of(keyId), OptionalLong.empty());
        Message guess = new Message(
                command, message.sender(), message.deviceId(), message.keyId(), message.seq(), last || chance(10),
                message.autoSession(), message.confirm(), message.overrides(), message.reason());
        return new Entry(line, twins.nowMs() + waitMs, Optional.of(guess), Optional.empty(), List.of());
    }

    /** The last message or another one, with a number around the last of its key. */
    private Entry drawRepetition(Twins twins, Message message) {
        long keyId = chance(85) ? message.key() : drawKeyId();
        long lastSeq = twins.reference.lastSeq(keyId);
        long seq = oneOf(lastSeq, lastSeq, lastSeq, lastSeq - 1, lastSeq + 1, lastSeq + 2, lastSeq + 1_000, 0L, -1L, Long.MIN_VALUE);
        Message said = chance(75) ? message : drawMessage(bare(oneOf(List.of(
                CommandKind.PATIENT_BOLUS_REQUEST, CommandKind.INTERROGATE, CommandKind.STAGE_STOP, CommandKind.OPEN_SESSION))));
        long waitMs = oneOf(0L, 0L, 1L, 1_000L, 6 * MINUTE_MS, 4 * HOUR_MS);
        return new Entry(
                line, twins.nowMs() + waitMs, Optional.of(said.numbered(OptionalLong.of(keyId), OptionalLong.of(seq))),
                Optional.empty(), List.of());
    }

    private Entry changed(long atMs, WorldChange change) {
        if (change instanceof WorldChange.MriFieldOn || change instanceof WorldChange.MriFieldOff) {
            marks.add(atMs);
            scanRuns |= change instanceof WorldChange.MriFieldOn;
        }
        return new Entry(line, atMs, Optional.empty(), Optional.of(change), List.of());
    }

    private Entry sent(long atMs, Command command) {
        boolean isScan = command.kind() == CommandKind.MRI_BEGIN || command.kind() == CommandKind.MRI_END;
        scanRuns |= isScan && command.kind() == CommandKind.MRI_BEGIN;
        if (command.kind() == CommandKind.PATIENT_BOLUS_REQUEST || command.kind().isStage() || isScan) {
            marks.add(atMs);
        }
        Message message = drawMessage(command);
        if (chance(4)) {
            message = message.numbered(OptionalLong.of(drawKeyId()), OptionalLong.empty());
        }
        stageWaits |= command.kind().isStage() && !message.confirm();
        hasChangedDrug |= command.kind() == CommandKind.STAGE_CONC_CHANGE;
        lastSent = command instanceof Command.Tick ? lastSent : Optional.of(message);
        return new Entry(line, atMs, Optional.of(message), Optional.empty(), List.of());
    }

    private long drawInstant(Twins twins, PumpView view) {
        long now = twins.nowMs();
        int kind = dice.nextInt(100);
        if (calm && view.bolusNlPerH() > 0 && chance(60)) {
            return now + Math.max(1, twins.reference.dueInMs());
        }
        if (kind < 40) {
            return now;
        }
        if (kind < 52) {
            return now + dice.nextLong(1, 3 * MINUTE_MS);
        }
        if (kind < 62) {
            return now + dice.nextLong(1, 3 * HOUR_MS);
        }
        if (kind < 75) {
            return Math.max(now, now + Math.min(2 * DAY_MS, twins.reference.dueInMs()) + oneOf(-1L, 0L, 0L, 1L));
        }
        if (kind < 85) {
            return now + Math.max(0, aroundOf(EDGES_MS));
        }
        if (view.alarms().contains(17) && view.rateNlPerH() > 0 && kind < 92) {
            long shownMs = marks.get(marks.size() - 1) + (2_000 * HOUR_MS - 1) / view.rateNlPerH() + oneOf(0L, 0L, 1L);
            return Math.max(now, shownMs);
        }
        long mark = oneOf(marks) + oneOf(HOUR_MS, 4 * HOUR_MS, 6 * HOUR_MS, DAY_MS, DAY_MS, 2 * DAY_MS)
                + oneOf(0L, 0L, MINUTE_MS, 10 * MINUTE_MS, HOUR_MS) + oneOf(-1L, 0L, 0L, 1L);
        return mark >= now && mark - now <= 2 * DAY_MS ? mark : now + dice.nextLong(0, MINUTE_MS);
    }

    /** What a loss of memory amid a bridge does (A16) has tests of its own. */
    private MemoryCopy drawCopy() {
        return hasChangedDrug ? oneOf(List.of(MemoryCopy.A, MemoryCopy.B)) : oneOf(List.of(MemoryCopy.values()));
    }

    private WorldChange drawWorldChange() {
        return switch (dice.nextInt(17)) {
            case 0, 1 -> new WorldChange.MotorStall();
            case 2, 3, 4 -> new WorldChange.MotorFree();
            case 5 -> new WorldChange.MotorGain(oneOf(0L, 800L, 855L, 1_145L, 1_265L, 1_445L, 3_000L));
            case 6, 7 -> new WorldChange.MotorGain(oneOf(900L, 1_000L, 1_000L, 1_100L));
            case 8 -> new WorldChange.Battery(oneOf(3_000L, 2_601L, 2_600L, 2_000L));
            case 9 -> new WorldChange.Reset(oneOf(List.of(ResetCause.values())));
            case 10 -> new WorldChange.RtcJump(oneOf(1L, -1L, 1_000L, 60_000L, 60_001L, -60_001L, 6 * HOUR_MS, -DAY_MS));
            case 11 -> new WorldChange.FlowSensorLost();
            case 12 -> new WorldChange.MriFieldOn();
            case 13, 14 -> new WorldChange.MriFieldOff();
            case 15 -> new WorldChange.Corrupt(oneOf(List.of(MemoryCopy.A, MemoryCopy.B)));
            default -> new WorldChange.FlowSensorBack();
        };
    }

    private Command drawTick() {
        return new Command.Tick(oneOf(0L, -1L, 1L, MINUTE_MS, MINUTE_MS + 1, 10 * MINUTE_MS, 6 * HOUR_MS, DAY_MS, 2 * DAY_MS));
    }

    private Message drawMessage(Command command) {
        boolean attack = chance(3);
        Sender sender = attack && chance(40) ? oneOf(List.of(Sender.values())) : command.kind().sender();
        Set<DoseOverride> overrides = new HashSet<>();
        Arrays.stream(DoseOverride.values()).filter(override -> chance(55)).forEach(overrides::add);
        return new Message(
                command, sender, attack && chance(30) ? Optional.of("ITB-0002") : Optional.empty(),
                !(attack && chance(30)), !chance(4), command.kind().isStage() && !chance(8),
                command.kind().isStage() ? overrides : Set.of(), "");
    }

    private Command drawCommand(PumpView view) {
        List<Supplier<Command>> common = List.of(
                () -> bare(CommandKind.PATIENT_BOLUS_REQUEST),
                () -> bare(CommandKind.PATIENT_BOLUS_REQUEST),
                () -> drawContinuous(view),
                () -> drawContinuous(view),
                () -> drawContinuous(view),
                () -> drawFlex(view),
                () -> drawFlex(view),
                () -> drawClinicianBolus(view),
                () -> drawClinicianBolus(view),
                () -> drawRestore(view),
                () -> bare(oneOf(List.of(CommandKind.STAGE_STOP, CommandKind.STAGE_MIN_RATE))),
                () -> bare(CommandKind.STAGE_RESUME),
                () -> drawClear(view),
                () -> drawClear(view),
                () -> bare(CommandKind.INTERROGATE));
        List<Supplier<Command>> rare = List.of(
                () -> new Command.StageRestart(drawRate(view)),
                () -> new Command.StageRestart(drawRate(view)),
                () -> drawRefill(view),
                () -> drawChange(view),
                () -> drawChange(view),
                () -> drawPriming(view),
                () -> drawPatientBolusAtLimits(view),
                () -> new Command.StageLimits(drawLimit(view)),
                () -> new Command.StageProfile(
                        oneOf(List.of(Origin.values())), oneOf(List.of(Age.values())), oneOf(List.of(Phase.values()))),
                () -> new Command.SetRtc(oneOf(0L, dice.nextLong(DAY_MS), DAY_MS * 3)),
                () -> new Command.AlarmPause(drawAlarm(view), drawPause()),
                () -> new Command.AlarmPause(drawAlarm(view), drawPause()),
                () -> bare(oneOf(List.of(
                        CommandKind.OPEN_SESSION, CommandKind.CLOSE_SESSION, CommandKind.ABORT, CommandKind.PATIENT_STATUS))),
                () -> new Command.Confirm(chance(70) ? OptionalLong.empty() : OptionalLong.of(1)),
                () -> bare(oneOf(List.of(
                        CommandKind.MOTOR_STALL, CommandKind.MOTOR_RECOVERED, CommandKind.SENSOR_FAULT))),
                () -> bare(oneOf(List.of(CommandKind.FIELD_DETECTED, CommandKind.FIELD_CLEARED))),
                () -> bare(oneOf(List.of(CommandKind.MRI_BEGIN, CommandKind.MRI_BEGIN, CommandKind.MRI_END))),
                () -> new Command.Battery(oneOf(-1L, 0L, 2_600L, 2_601L, 3_000L)),
                () -> new Command.Reset(oneOf(List.of(ResetCause.values()))),
                () -> new Command.MemoryError(drawCopy()),
                () -> new Command.FlowConfirm(oneOf(-1L, 0L, 1L, 500L, 2_001L, 20_000L)));
        return oneOf(chance(72) ? common : rare).get();
    }

    /** Therapy without trouble: doses and boluses, again and again. */
    private Command drawCalmCommand(PumpView view) {
        List<Supplier<Command>> often = List.of(
                () -> bare(CommandKind.PATIENT_BOLUS_REQUEST),
                () -> bare(CommandKind.PATIENT_BOLUS_REQUEST),
                () -> bare(CommandKind.PATIENT_BOLUS_REQUEST),
                () -> drawClinicianBolus(view),
                () -> drawClinicianBolus(view),
                () -> drawContinuous(view),
                () -> drawContinuous(view),
                () -> drawFlex(view),
                () -> drawChange(view),
                () -> drawRestore(view));
        return chance(88) ? oneOf(often).get() : drawCommand(view);
    }

    /** What may bring a pump back that does not run. */
    private Command drawRepair(PumpView view) {
        List<Supplier<Command>> repairs = List.of(
                () -> bare(CommandKind.STAGE_RESUME),
                () -> bare(CommandKind.STAGE_RESUME),
                () -> bare(CommandKind.INTERROGATE),
                () -> drawClear(view),
                () -> drawClear(view),
                () -> new Command.SetRtc(dice.nextLong(DAY_MS)),
                () -> new Command.StageRestart(drawRate(view)),
                () -> drawRestore(view),
                () -> drawRefill(view));
        return oneOf(repairs).get();
    }

    private static Command bare(CommandKind kind) {
        return new Command.Bare(kind);
    }

    // --- values at their limits

    /** Rates around every limit of a dose that the present program makes interesting. */
    private long drawProgramRate(PumpView view) {
        long pgPerRate = 24 * view.concentrationUgPerMl();
        long rate = view.programPgPerDay() / pgPerRate;
        int percent = oneOf(100, 100, 101, 105, 115, 115, 120, 130, 130, 140, 80, 80, 79, 50, 50, 25, 90);
        long drawn = switch (dice.nextInt(12)) {
            case 0 -> view.patientLimitNgPerDay() * 1_000 / pgPerRate;
            case 1 -> 1_000_000_000L / pgPerRate;
            case 2 -> 150_000_000L / view.concentrationUgPerMl();
            case 3 -> oneOf(2_000L, 1_000_000L, 250L, 0L, 200_000_000L / pgPerRate, 100_000_000L / pgPerRate);
            default -> rate * percent / 100;
        };
        return drawn + oneOf(0L, 0L, 0L, 1L, -1L);
    }

    private OptionalLong drawRate(PumpView view) {
        return chance(35) ? OptionalLong.empty() : OptionalLong.of(drawProgramRate(view));
    }

    private Command drawContinuous(PumpView view) {
        long rate = drawProgramRate(view);
        return new Command.StageContinuous(
                rate, drawConcentration(view), drawStated(rate * 24 * view.concentrationUgPerMl(), view));
    }

    private long drawConcentration(PumpView view) {
        return chance(97) ? view.concentrationUgPerMl() : oneOf(50L, 500L, 1_000L, 2_000L, 4_000L);
    }

    private long drawStated(long dosePg, PumpView view) {
        long toleranceNg = 24 * view.concentrationUgPerMl() / 1_000;
        return chance(93) ? dosePg / 1_000 : dosePg / 1_000 + oneOf(toleranceNg, toleranceNg + 1, -toleranceNg, -toleranceNg - 1);
    }

    private Command drawFlex(PumpView view) {
        int count = oneOf(1, 2, 2, 3, 4, 6, 13, 14);
        long base = Math.max(2_000, drawProgramRate(view));
        long spacing = DAY_MS / Math.max(count, 1);
        boolean hourly = chance(50);
        List<Command.FlexStep> steps = IntStream.range(0, count)
                .mapToObj(step -> new Command.FlexStep(
                        step == 0 ? (chance(98) ? 0 : 1) : step * spacing + (hourly ? 0 : dice.nextLong(spacing)),
                        chance(50) ? base : Math.max(chance(97) ? 2_000 : 1_999, base * oneOf(50, 90, 110, 150, 200) / 100)))
                .toList();
        long dosePg = Program.isWholeDay(steps)
                ? Program.flex(steps, view.concentrationUgPerMl()).dosePgPerDay().longValueExact()
                : 0;
        return new Command.StageFlex(steps, drawConcentration(view), drawStated(dosePg, view));
    }

    private Command drawRestore(PumpView view) {
        return new Command.StageRestore(drawRate(view));
    }

    private Command drawClinicianBolus(PumpView view) {
        long concentration = view.concentrationUgPerMl();
        long hourLeftPg = Math.max(0, 150_000_000 - view.programPgPerDay() / 24);
        long dayLeftPg = Math.max(0, view.patientLimitNgPerDay() * 1_000 - view.programPgPerDay());
        long volume = switch (dice.nextInt(8)) {
            case 0 -> 100_000_000 / concentration;
            case 1 -> hourLeftPg / concentration;
            case 2 -> dayLeftPg / concentration;
            case 3 -> view.reservoirPessimisticNl() * 1_000 / 1_145 - 1_000_000 * 1_000 / 1_145;
            case 4 -> oneOf(0L, 1L, 2L);
            default -> dice.nextLong(1, 50_000_000 / concentration);
        };
        long duration = chance(60)
                ? oneOf(MINUTE_MS, 5 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 12 * HOUR_MS)
                : aroundOf(MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 12 * HOUR_MS, dice.nextLong(MINUTE_MS, 3 * HOUR_MS));
        long bounded = chance(85) ? Math.min(volume, 100_000_000 / concentration) : volume;
        return new Command.StageClinicianBolus(bounded + oneOf(0L, 0L, 1L), duration);
    }

    private Command drawPatientBolusAtLimits(PumpView view) {
        Command.StagePatientBolus usual = drawPatientBolus(view.concentrationUgPerMl());
        long most = 50_000_000 / view.concentrationUgPerMl();
        return chance(70) ? usual : new Command.StagePatientBolus(
                oneOf(usual.volumeNl(), most, most + 1, 0L),
                oneOf(usual.durationMs(), MINUTE_MS - 1, 12 * HOUR_MS + 1),
                oneOf(usual.lockoutMs(), HOUR_MS - 1, DAY_MS, 2_147_483_647L, 2_147_483_648L),
                oneOf(usual.countPer24h(), 8L, 9L, -1L));
    }

    private Command drawRefill(PumpView view) {
        long commanded = setup.fillNl() - view.reservoirNominalNl();
        long tolerated = 1_000_000 + commanded * 145 / 1_000;
        long aspirated = view.reservoirNominalNl() + oneOf(0L, 0L, 0L, 100L, tolerated, tolerated + 1, -tolerated, -tolerated - 1);
        long concentration = chance(90) ? view.concentrationUgPerMl() : oneOf(50L, 500L, 1_000L, 2_000L);
        return new Command.StageRefill(
                chance(97) ? Math.max(0, aspirated) : -1,
                oneOf(setup.capacityNl(), setup.capacityNl(), 1_500_000L, 2_300_000L, 0L, setup.capacityNl() + 1),
                concentration,
                chance(85) ? concentration : oneOf(0L, 500L, 2_000L));
    }

    /** Another drug, mostly done well: a fresh vial, a path of any length that there is, a bridge or a rinse. */
    private Command drawChange(PumpView view) {
        long concentration = chance(95) ? oneOf(500L, 1_000L, 2_000L) : oneOf(50L, 4_000L, 0L);
        boolean bridge = chance(75);
        return new Command.StageConcentrationChange(
                chance(95) ? Math.max(0, Math.min(setup.capacityNl(), view.reservoirNominalNl())) : oneOf(-1L, 0L),
                oneOf(setup.capacityNl(), setup.capacityNl(), 2_300_000L, chance(90) ? 3_000_000L : 0L),
                concentration,
                chance(92) ? concentration : oneOf(0L, 500L, 2_000L),
                chance(90) ? oneOf(140_000L, 140_000L, 335_800L, 580_000L) : oneOf(139_999L, 580_001L),
                bridge, chance(95) ? !bridge : bridge);
    }

    private Command drawPriming(PumpView view) {
        tokens += oneOf(1, 1, 1, 0, -1);
        return new Command.StagePriming(
                oneOf(285_800L, 90_000L, 90_000L, 20_000L, 1L, 285_801L, 90_001L, 0L),
                oneOf(HOUR_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 12 * HOUR_MS, MINUTE_MS),
                tokens);
    }

    private long drawLimit(PumpView view) {
        long runningNg = view.programPgPerDay() / 1_000;
        return chance(50) ? runningNg + oneOf(0L, 1L, -1L, 40_000L, 100_000L) : oneOf(0L, 1_200_000L, 1_200_001L, 2_100_000L, 2_100_001L);
    }

    private Command drawClear(PumpView view) {
        return new Command.AlarmClear(drawAlarm(view));
    }

    private int drawAlarm(PumpView view) {
        return view.alarms().isEmpty() || chance(8)
                ? dice.nextInt(1, 21)
                : oneOf(List.copyOf(view.alarms()));
    }

    private long drawPause() {
        return oneOf(0L, 1L, 600_000L, HOUR_MS - 1, HOUR_MS, HOUR_MS + 1, DAY_MS, DAY_MS + 1, -1L);
    }
}
