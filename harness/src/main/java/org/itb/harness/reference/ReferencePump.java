package org.itb.harness.reference;

import static org.itb.harness.reference.Limits.big;
import static org.itb.harness.reference.Verdict.reason;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.DeviceId;
import org.itb.harness.stream.DoseOverride;
import org.itb.harness.stream.MemoryCopy;
import org.itb.harness.stream.Sender;
import org.itb.harness.stream.Setup;

/** The reference model of the whole pump: who may speak, what is staged, and which orders are refused. */
public final class ReferencePump implements Pump {
    /** What a stage is about, as the pump understood it (SR-24); two equal ones have one digest. */
    private record Understood(Command command, Optional<Program> program, BigInteger dosePg, BigInteger worstHourPg) { }

    /** What waits for its confirmation. */
    private record Staged(Understood understood, long atMs) { }

    /** An open session. */
    private record Session(long lastHeardMs, boolean interrogated) { }

    private static final Set<CommandKind> NEED_NO_SESSION = Set.of(CommandKind.OPEN_SESSION);

    private final OpenQuestions questions;
    private final Body body;
    private final long deviceId;
    private final List<Understood> digests = new ArrayList<>();

    private final Keys keys = new Keys();

    private Optional<Keys.Said> retold = Optional.empty();
    private Optional<Session> session = Optional.empty();
    private Optional<Staged> staged = Optional.empty();
    private Optional<Command.StagePatientBolus> patientBolus;
    private final List<Moment> patientStarts = new ArrayList<>();
    private long deniedBoluses;

    /** A pump in the setup's state; the setup is one that a kernel takes. */
    public ReferencePump(Setup setup, OpenQuestions questions) {
        this.questions = questions;
        body = new Body(setup, questions);
        deviceId = DeviceId.of(setup.deviceId());
        patientBolus = setup.patientBolus();
    }

    // --- messages

    @Override
    public Verdict receive(Header header, Command command, Set<DoseOverride> overrides) {
        Verdict admitted = admit(header, command.kind(), List.of(command, Set.copyOf(overrides), header.reason()));
        if (isRetold() || admitted != Verdict.OK) {
            return admitted;
        }
        if (command.kind().sender() == Sender.CLINICIAN) {
            session = session.map(open -> new Session(body.now.ms(), open.interrogated()));
        }
        Verdict verdict = command.kind().isStage() ? stage(command) : obey(command, overrides);
        body.sound();
        keys.answer(verdict, stagedDigest());
        return verdict;
    }

    @Override
    public Verdict receiveTick(Header header, long dtMs, long rtcMs) {
        Verdict admitted = admit(header, CommandKind.TICK, dtMs);
        return admitted == Verdict.OK ? tick(dtMs, rtcMs) : admitted;
    }

    @Override
    public boolean isRetold() {
        return retold.isPresent();
    }

    /** SR-46 … SR-50, in the order of D-40; of what was answered before, that answer. */
    private Verdict admit(Header header, CommandKind kind, Object content) {
        retold = Optional.empty();
        boolean ofThisPump = header.deviceId() == deviceId;
        boolean byTelemetry = header.sender() != Sender.SYSTEM;
        long nowMs = body.now.ms();
        if (ofThisPump && !header.authentic()) {
            failed(header.keyId());
        }
        Verdict verdict = Verdict.firstOf(
                reason(Verdict.WRONG_DEVICE, () -> !ofThisPump),
                reason(Verdict.AUTH, () -> !header.authentic()),
                reason(Verdict.AUTH, () -> byTelemetry && keys.isRefused(header.keyId(), nowMs)),
                reason(Verdict.ROLE, () -> header.sender() != kind.sender()));
        return verdict == Verdict.OK && byTelemetry ? number(header, kind, List.of(kind, content)) : verdict;
    }

    private Verdict number(Header header, CommandKind kind, Object content) {
        retold = keys.retold(header.keyId(), header.seq(), content);
        if (retold.isPresent()) {
            return retold.get().answer();
        }
        Verdict verdict = keys.judge(header.keyId(), header.seq(), content);
        if (verdict == Verdict.OK) {
            keys.take(header.keyId(), header.seq(), content);
            boolean alone = kind.sender() == Sender.CLINICIAN && !NEED_NO_SESSION.contains(kind) && session.isEmpty();
            if (alone) {
                keys.answer(Verdict.NO_SESSION, stagedDigest());
                return Verdict.NO_SESSION;
            }
        }
        return verdict;
    }

    /** SR-48. */
    private void failed(long keyId) {
        keys.fail(keyId, body.now.ms());
        if (keys.isAttacked(body.now.ms()) && !body.alarms.isActive(15)) {
            body.alarms.raise(15, false);
            body.sound();
        }
    }

    @Override
    public long lastSeq(long keyId) {
        return keys.lastSeq(keyId);
    }

    private Verdict obey(Command command, Set<DoseOverride> overrides) {
        if (command instanceof Command.Bare bare) {
            return obeyBare(bare.kind());
        }
        if (command instanceof Command.Confirm confirmation) {
            return confirm(confirmation.digest().orElse(stagedDigest()), overrides);
        }
        if (command instanceof Command.SetRtc set) {
            body.setClock(set.rtcMs());
            return Verdict.OK;
        }
        if (command instanceof Command.AlarmPause pause) {
            return pause(pause.alarm(), pause.durationMs());
        }
        if (command instanceof Command.AlarmClear clear) {
            return clear(clear.alarm());
        }
        if (command instanceof Command.FlowConfirm flow) {
            return confirmFlow(flow.deltaNl());
        }
        return heed(command);
    }

    private Verdict obeyBare(CommandKind kind) {
        switch (kind) {
            case OPEN_SESSION -> openSession();
            case CLOSE_SESSION -> closeSession();
            case INTERROGATE -> {
                session = session.map(open -> new Session(open.lastHeardMs(), true));
                body.interrogated();
            }
            case ABORT -> {
                return abort();
            }
            case PATIENT_BOLUS_REQUEST -> {
                return requestBolus();
            }
            case PATIENT_STATUS -> { }
            case MRI_BEGIN -> body.scanBegins();
            case MRI_END -> body.scanEnds();
            case FIELD_DETECTED -> body.field(true);
            case FIELD_CLEARED -> body.field(false);
            case MOTOR_STALL -> body.stalled();
            case MOTOR_RECOVERED -> body.recovered();
            case SENSOR_FAULT -> body.sensorLost();
            default -> throw new IllegalArgumentException(kind.name());
        }
        return Verdict.OK;
    }

    private void openSession() {
        closeSession();
        session = Optional.of(new Session(body.now.ms(), false));
    }

    private void closeSession() {
        session = Optional.empty();
        staged = Optional.empty();
    }

    // --- the pump's own wiring

    @Override
    public Verdict tick(long dtMs, long rtcMs) {
        if (dtMs <= 0) {
            return Verdict.TIME;
        }
        body.tick(dtMs, big(rtcMs));
        if (session.filter(open -> body.now.ms() - open.lastHeardMs() >= Limits.P31_SESSION_IDLE_MS).isPresent()) {
            closeSession();
        }
        body.sound();
        return Verdict.OK;
    }

    @Override
    public Verdict confirmFlow(long deltaNl) {
        if (deltaNl < 0) {
            return Verdict.BAD_RANGE;
        }
        body.confirmFlow(deltaNl);
        body.sound();
        return Verdict.OK;
    }

    @Override
    public Verdict sense(Command event) {
        Verdict verdict = heed(event);
        body.sound();
        return verdict;
    }

    private Verdict heed(Command event) {
        if (event instanceof Command.Battery battery) {
            if (battery.batteryMv() < 0) {
                return Verdict.BAD_RANGE;
            }
            body.battery(battery.batteryMv());
            body.settle();
            return Verdict.OK;
        }
        if (event instanceof Command.MemoryError error) {
            if (error.copy() == MemoryCopy.BOTH) {
                patientBolus = Optional.empty();
                body.memoryLost();
            } else {
                body.memoryRepaired();
            }
            return Verdict.OK;
        }
        if (event instanceof Command.Reset reset) {
            closeSession();
            body.reset(reset.cause());
            return Verdict.OK;
        }
        return obeyBare(event.kind());
    }

    // --- alarms

    private Verdict pause(int alarm, long durationMs) {
        long longestMs = body.alarms.isCritical(alarm)
                ? Limits.P26_PAUSE_MAX_CRITICAL_MS
                : Limits.P26_PAUSE_MAX_NONCRITICAL_MS;
        Verdict verdict = Verdict.firstOf(
                reason(Verdict.BAD_RANGE, () -> !Limits.within(durationMs, 1, longestMs)),
                reason(Verdict.NOT_ACTIVE, () -> !body.alarms.isActive(alarm)));
        if (verdict == Verdict.OK) {
            body.alarms.pause(alarm, body.now.ms() + durationMs);
        }
        return verdict;
    }

    private Verdict clear(int alarm) {
        boolean unseen = alarm == 13 && !session.map(Session::interrogated).orElse(false);
        boolean attacked = alarm == 15 && keys.isAttacked(body.now.ms());
        Verdict verdict = Verdict.firstOf(
                reason(
                        Verdict.ALARM_BLOCK,
                        () -> body.alarms.isActive(alarm) && (unseen || attacked || body.isConditionTrue(alarm))),
                reason(Verdict.NOT_ACTIVE, () -> !body.alarms.isActive(alarm)));
        if (verdict == Verdict.OK) {
            body.clear(alarm);
        }
        return verdict;
    }

    // --- two phases

    @Override
    public long stagedDigest() {
        return retold.map(Keys.Said::digest)
                .orElseGet(() -> staged.map(stage -> (long) digests.indexOf(stage.understood())).orElse(-1L));
    }

    private Verdict stage(Command command) {
        Optional<Program> program = programOf(command);
        Verdict verdict = judgeStage(command, program);
        if (verdict == Verdict.OK) {
            Understood understood = new Understood(
                    command,
                    program,
                    program.map(Program::dosePgPerDay).orElse(BigInteger.ZERO),
                    program.map(Program::worstHourPg).orElse(BigInteger.ZERO));
            if (!digests.contains(understood)) {
                digests.add(understood);
            }
            staged = Optional.of(new Staged(understood, body.now.ms()));
        }
        return verdict;
    }

    /** SR-51, D-43. */
    private Verdict confirm(long digest, Set<DoseOverride> overrides) {
        if (staged.isEmpty()) {
            return Verdict.NOT_STAGED;
        }
        if (body.now.ms() - staged.get().atMs() > Limits.P32_STAGE_TTL_MS) {
            staged = Optional.empty();
            return Verdict.STAGE_EXPIRED;
        }
        if (digest != stagedDigest()) {
            return Verdict.DIGEST;
        }
        Understood understood = staged.get().understood();
        Verdict verdict = judgeConfirmation(understood, overrides);
        if (verdict == Verdict.OK) {
            staged = Optional.empty();
            carryOut(understood);
        }
        return verdict;
    }

    private Verdict abort() {
        if (staged.isEmpty()) {
            return Verdict.NOT_STAGED;
        }
        boolean expired = body.now.ms() - staged.get().atMs() > Limits.P32_STAGE_TTL_MS;
        staged = Optional.empty();
        return expired ? Verdict.STAGE_EXPIRED : Verdict.OK;
    }

    /** The program that a command asks for; empty if it asks for none, or for none that could be one. */
    private Optional<Program> programOf(Command command) {
        if (command instanceof Command.StageContinuous wanted) {
            return Optional.of(Program.constant(wanted.rateNlPerH(), body.concentrationUgPerMl));
        }
        if (command instanceof Command.StageFlex wanted && Program.isWholeDay(wanted.steps())) {
            return Optional.of(Program.flex(wanted.steps(), body.concentrationUgPerMl));
        }
        if (command instanceof Command.StageConcentrationChange wanted) {
            return Optional.of(wanted.concentrationUgPerMl())
                    .filter(Limits.P04_CONCENTRATIONS_UG_PER_ML::contains)
                    .flatMap(concentration -> body.program.map(old -> old.inDrugOf(concentration)));
        }
        if (command instanceof Command.StageRestore wanted) {
            return wanted.rateNlPerH().isPresent()
                    ? Optional.of(Program.constant(wanted.rateNlPerH().getAsLong(), body.concentrationUgPerMl))
                    : body.earlier.map(Body.Earlier::program);
        }
        if (command instanceof Command.StageRestart wanted) {
            return wanted.rateNlPerH().isPresent()
                    ? Optional.of(Program.constant(wanted.rateNlPerH().getAsLong(), body.concentrationUgPerMl))
                    : body.program;
        }
        return Optional.empty();
    }

    /** D-41: everything up to BRIDGE_REQUIRED. */
    private Verdict judgeStage(Command command, Optional<Program> program) {
        if (command instanceof Command.StageContinuous wanted) {
            return judgeProgram(program, wanted.concentrationUgPerMl(), true);
        }
        if (command instanceof Command.StageFlex wanted) {
            return judgeProgram(program, wanted.concentrationUgPerMl(), true);
        }
        if (command instanceof Command.StageRestore) {
            return judgeRestore(program);
        }
        if (command instanceof Command.StageRestart) {
            return Verdict.firstOf(
                    reason(Verdict.MODE, () -> !body.alarms.isActive(18) || body.ordered != Body.Mode.RUN),
                    reason(Verdict.BAD_RANGE, () -> !isLegal(program)));
        }
        if (command instanceof Command.StageConcentrationChange wanted) {
            return judgeChange(wanted, program);
        }
        if (command instanceof Command.StagePriming wanted) {
            return judgePriming(wanted);
        }
        if (command instanceof Command.StageClinicianBolus wanted) {
            return judgeBolus(wanted.volumeNl(), wanted.durationMs(), Limits.P12_CLINICIAN_BOLUS_MAX_NG);
        }
        if (command instanceof Command.StageRefill wanted) {
            return judgeRefill(wanted);
        }
        if (command instanceof Command.StagePatientBolus wanted) {
            return judgeSettings(wanted);
        }
        if (command instanceof Command.StageLimits wanted) {
            return Limits.within(wanted.patientLimitNgPerDay(), 1, body.profile.hardLimitNg())
                    ? Verdict.OK
                    : Verdict.BAD_RANGE;
        }
        return switch (command.kind()) {
            case STAGE_MIN_RATE -> body.isInUse() ? Verdict.OK : Verdict.MODE;
            case STAGE_RESUME -> body.isInUse() && (body.ordered != Body.Mode.RUN || body.stoppedDry) ? Verdict.OK : Verdict.MODE;
            default -> Verdict.OK;
        };
    }

    private Verdict judgeConfirmation(Understood understood, Set<DoseOverride> overrides) {
        Optional<Program> program = understood.program();
        Command command = understood.command();
        if (command instanceof Command.StageContinuous wanted) {
            return judgeDose(program.orElseThrow(), wanted.concentrationUgPerMl(), wanted.statedNgPerDay(), overrides);
        }
        if (command instanceof Command.StageFlex wanted) {
            return judgeDose(program.orElseThrow(), wanted.concentrationUgPerMl(), wanted.statedNgPerDay(), overrides);
        }
        if (command instanceof Command.StageRestore) {
            return then(judgeRestore(program), () -> judgeRestoredDose(program.orElseThrow(), overrides));
        }
        if (command instanceof Command.StageRestart) {
            return then(judgeStage(command, program), () -> judgeRestartDose(program.orElseThrow(), overrides));
        }
        if (command instanceof Command.StageClinicianBolus wanted) {
            Bolus bolus = new Bolus(body.now.ms(), wanted.volumeNl(), wanted.durationMs());
            return then(judgeStage(command, program), () -> judgeBolusDose(bolus, Optional.empty()));
        }
        if (command instanceof Command.StageConcentrationChange wanted) {
            return then(judgeStage(command, programOf(command)), () -> judgeEvenFlow(wanted));
        }
        if (command instanceof Command.StagePriming wanted) {
            return then(judgeStage(command, program), () -> judgePrimingDose(primingOf(wanted)));
        }
        if (command instanceof Command.StageLimits wanted) {
            return then(judgeStage(command, program), () -> undercuts(wanted.patientLimitNgPerDay()));
        }
        if (command instanceof Command.StageProfile wanted) {
            Body.Profile next = new Body.Profile(wanted.origin(), wanted.age(), wanted.phase());
            return undercuts(Math.min(body.ownLimitNg, next.hardLimitNg()));
        }
        if (command.kind() == CommandKind.STAGE_RESUME) {
            return then(judgeStage(command, program), () -> body.isDry() ? Verdict.RESERVOIR : Verdict.OK);
        }
        return judgeStage(command, program);
    }

    private static Verdict then(Verdict before, java.util.function.Supplier<Verdict> after) {
        return before == Verdict.OK ? after.get() : before;
    }

    private void carryOut(Understood understood) {
        Command command = understood.command();
        Optional<Program> program = understood.program();
        if (command instanceof Command.StageContinuous || command instanceof Command.StageFlex) {
            body.accept(program.orElseThrow(), false, true);
        } else if (command instanceof Command.StageRestore) {
            boolean startsSpacing = !isFreeToRestore();
            body.restore();
            body.accept(program.orElseThrow(), false, startsSpacing);
        } else if (command instanceof Command.StageRestart) {
            body.restart(program.orElseThrow());
        } else if (command instanceof Command.StageClinicianBolus wanted) {
            body.start(new Bolus(body.now.ms(), wanted.volumeNl(), wanted.durationMs()));
        } else if (command instanceof Command.StagePriming wanted) {
            body.prime(primingOf(wanted), wanted.tokenId());
        } else if (command instanceof Command.StageConcentrationChange wanted) {
            long oldUgPerMl = body.concentrationUgPerMl;
            body.change(wanted);
            patientBolus = patientBolus.map(bolus -> inDrugOf(wanted.concentrationUgPerMl(), oldUgPerMl, bolus))
                    .filter(bolus -> bolus.volumeNl() > 0);
        } else if (command instanceof Command.StageRefill wanted) {
            body.refill(wanted.aspiratedNl(), wanted.filledNl());
        } else if (command instanceof Command.StagePatientBolus wanted) {
            patientBolus = Optional.of(wanted);
        } else if (command instanceof Command.StageLimits wanted) {
            body.ownLimitNg = wanted.patientLimitNgPerDay();
        } else if (command instanceof Command.StageProfile wanted) {
            body.profile = new Body.Profile(wanted.origin(), wanted.age(), wanted.phase());
        } else {
            switch (command.kind()) {
                case STAGE_STOP -> body.order(Body.Mode.STOP);
                case STAGE_MIN_RATE -> body.order(Body.Mode.MIN);
                case STAGE_RESUME -> body.resume();
                default -> throw new IllegalStateException(command.toString());
            }
        }
        body.settle();
    }

    // --- programs

    private boolean isReduction(Optional<Program> program) {
        return program.filter(Program::hasLegalRates).map(Program::dosePgPerDay).filter(dose -> dose.compareTo(body.dosePg()) < 0).isPresent();
    }

    /** D-05, D-13. */
    private boolean isLegal(Optional<Program> program) {
        return program
                .filter(Program::hasLegalRates)
                .filter(legal -> legal.highestRateNlPerH() + body.bolusNlPerH() <= Limits.P03_RATE_MAX_NL_PER_H)
                .filter(legal -> Program.isLegalRate(body.path.bridgeRateNlPerH(legal)))
                .isPresent();
    }

    /** D-08, D-16, D-31: what is judged before any dose. At the stage a reduction is trusted to come with REDUCE. */
    private Verdict judgeProgram(Optional<Program> program, long concentrationUgPerMl, boolean withReduce) {
        boolean reduces = isReduction(program);
        boolean otherMode = !body.alarms.isActive(10)
                && (body.isStarted() ? body.mode != Body.Mode.RUN : body.isHeldByFault());
        return Verdict.firstOf(
                reason(Verdict.MODE, () -> otherMode && !(reduces && withReduce)),
                reason(Verdict.BUSY, () -> (body.bolus.isPresent() || body.path.isBridging()) && !reduces),
                reason(Verdict.BAD_RANGE, () -> !isLegal(program)),
                reason(Verdict.BAD_CONC, () -> concentrationUgPerMl != body.concentrationUgPerMl));
    }

    private Verdict judgeDose(Program next, long concentrationUgPerMl, long statedNg, Set<DoseOverride> overrides) {
        boolean reduces = isReduction(Optional.of(next)) && overrides.contains(DoseOverride.REDUCE);
        BooleanSupplier mismatch = () -> Limits.pg(statedNg).subtract(next.dosePgPerDay()).abs()
                .compareTo(big(24).multiply(big(concentrationUgPerMl))) > 0;
        Verdict verdict = then(
                judgeProgram(Optional.of(next), concentrationUgPerMl, overrides.contains(DoseOverride.REDUCE)),
                () -> mismatch.getAsBoolean() ? Verdict.DOSE_MISMATCH : Verdict.OK);
        if (verdict != Verdict.OK || reduces) {
            return then(verdict, () -> Verdict.firstOf(
                    reason(Verdict.DOSE_HOUR, () -> isHourTooMuch(next)),
                    reason(Verdict.DOSE_WINDOW, () -> stacksInDay(ahead(next)))));
        }
        return Verdict.firstOf(
                reason(Verdict.DOSE_HARD, () -> isAbove(next, body.limitNg())),
                reason(Verdict.DOSE_HOUR, () -> isHourTooMuch(next)),
                reason(Verdict.DOSE_SOFT, () -> isAboveSoftLimit(next, overrides)),
                reason(Verdict.STEP_SPACING, () -> isTooSoon(next)),
                reason(Verdict.STEP_UP, () -> !isKnownFromElsewhere(overrides) && isTooHigh(next)),
                reason(Verdict.STEP_DOWN, () -> isTooLow(next, overrides)),
                reason(Verdict.DOSE_WINDOW, () -> isWindowTooMuch(next)));
    }

    private Verdict judgeRestore(Optional<Program> program) {
        return Verdict.firstOf(
                reason(Verdict.MODE, () -> body.earlier.isEmpty() || body.isHeldByFault()),
                reason(Verdict.BUSY, this::isBusy),
                reason(Verdict.BAD_RANGE, () -> !isLegal(program)));
    }

    /** SR-12, K-04. */
    private boolean isFreeToRestore() {
        return body.now.ms() - body.earlier.orElseThrow().leftAtMs() <= Limits.P10_STEP_SPACING_MS;
    }

    /** SR-12, D-09, K-14. */
    private Verdict judgeRestoredDose(Program next, Set<DoseOverride> overrides) {
        Body.Earlier earlier = body.earlier.orElseThrow();
        boolean free = isFreeToRestore();
        boolean aboveEarlier = next.dosePgPerDay().compareTo(earlier.program().dosePgPerDay()) > 0;
        return Verdict.firstOf(
                reason(Verdict.DOSE_HARD, () -> isAbove(next, body.limitNg())),
                reason(Verdict.DOSE_HOUR, () -> isHourTooMuch(next)),
                reason(Verdict.STEP_SPACING, () -> !free && isTooSoon(next)),
                reason(Verdict.STEP_UP, () -> aboveEarlier || !free && isTooHigh(next)),
                reason(Verdict.STEP_DOWN, () -> isTooLow(next, overrides)),
                reason(Verdict.DOSE_WINDOW, () -> isWindowTooMuch(next)));
    }

    /** SR-35, D-32, K-14. */
    private Verdict judgeRestartDose(Program next, Set<DoseOverride> overrides) {
        BigInteger priorPg = body.dosePg();
        BigInteger nextPg = next.dosePgPerDay();
        boolean aboveHalf = nextPg.multiply(big(2)).compareTo(priorPg) > 0;
        return Verdict.firstOf(
                reason(Verdict.DOSE_HARD, () -> isAbove(next, body.limitNg())),
                reason(Verdict.DOSE_HOUR, () -> isHourTooMuch(next)),
                reason(
                        Verdict.STEP_UP,
                        () -> nextPg.compareTo(priorPg) > 0 || aboveHalf && !overrides.contains(DoseOverride.RESTART)),
                reason(Verdict.DOSE_WINDOW, () -> isWindowTooMuch(next)));
    }

    private static boolean isAbove(Program program, long limitNg) {
        return program.dosePgPerDay().compareTo(Limits.pg(limitNg)) > 0;
    }

    /** SR-05. */
    private static boolean isAboveSoftLimit(Program next, Set<DoseOverride> overrides) {
        return isAbove(next, Limits.P05_DAILY_SOFT_NG) && !overrides.contains(DoseOverride.SOFT);
    }

    /** D-03, K-02: with the boluses that still count; a reduction only if its hour is larger than the present one. */
    private boolean isHourTooMuch(Program next) {
        boolean exempt = isReduction(Optional.of(next)) && next.worstHourPg().compareTo(body.worstHourPg()) <= 0;
        BigInteger hourPg = next.worstHourPg().add(body.charged.countedInHourPg(body.now.ms()));
        return !exempt && hourPg.compareTo(Limits.pg(Limits.P08_HOUR_HARD_NG)) > 0 || stacksInHour(ahead(next));
    }

    private boolean raises(Program next) {
        return next.dosePgPerDay().compareTo(body.dosePg()) > 0;
    }

    /** SR-10. */
    private boolean isTooSoon(Program next) {
        long creditedMs = body.now.creditedMs();
        return body.isStarted() && raises(next)
                && LongStream.of(
                                body.firstStartCreditedMs.orElseThrow(),
                                body.lastIncreaseCreditedMs.orElse(body.firstStartCreditedMs.orElseThrow()))
                        .anyMatch(before -> creditedMs - before < Limits.P10_STEP_SPACING_MS);
    }

    /** SR-09, SR-10, D-07. */
    private boolean isTooHigh(Program next) {
        if (!body.isStarted()) {
            return isAbove(next, Math.min(2 * body.screeningDoseNg, Limits.FIRST_START_MAX_NG));
        }
        BigInteger percent = big(100 + body.profile.stepUpPercent());
        BigInteger allowed = body.doses.lowestPg(body.now).multiply(percent);
        return raises(next) && next.dosePgPerDay().multiply(big(100)).compareTo(allowed) > 0;
    }

    /** K-56. */
    private boolean isKnownFromElsewhere(Set<DoseOverride> overrides) {
        return body.alarms.isActive(10) && overrides.contains(DoseOverride.RESTART);
    }

    /** SR-11. */
    private boolean isTooLow(Program next, Set<DoseOverride> overrides) {
        return body.isLargeReduction(next.dosePgPerDay()) && !overrides.contains(DoseOverride.REDUCE);
    }

    /** D-03. */
    private boolean isWindowTooMuch(Program next) {
        BigInteger dayPg = next.dosePgPerDay().add(body.charged.countedPg(body.now.ms()));
        return raises(next) && dayPg.compareTo(Limits.pg(body.limitNg())) > 0 || stacksInDay(ahead(next));
    }

    /** K-25. */
    private Volume.Ahead ahead(Program next) {
        return durationMs -> body.aheadOf(Optional.of(next), body.isOffSchedule(), durationMs);
    }

    private Volume.Ahead ahead(Bolus next) {
        // D-18: the bolus at the strongest drug, told in the reservoir's.
        long timesStronger = body.tipUgPerMl() / body.concentrationUgPerMl;
        return durationMs -> body.aheadOf(body.program, body.isOffSchedule(), durationMs)
                .plus(next.commandedUntil(body.now.ms() + durationMs).times(timesStronger));
    }

    private boolean stacksInHour(Volume.Ahead changed) {
        return questions.settle(
                OpenQuestions.Question.HOUR_STACKS,
                body.stacks(FlowLog.Window.HOUR, Limits.pg(Limits.P08_HOUR_HARD_NG), changed));
    }

    private boolean stacksInDay(Volume.Ahead changed) {
        return questions.settle(
                OpenQuestions.Question.DAY_STACKS,
                body.stacks(FlowLog.Window.DAY, Limits.pg(body.limitNg()), changed));
    }

    // --- boluses

    private Verdict requestBolus() {
        Verdict verdict = patientBolus.map(this::judgeRequest).orElse(Verdict.MODE);
        if (verdict != Verdict.OK) {
            deniedBoluses++;
            return verdict;
        }
        patientStarts.add(body.now);
        body.start(bolusOf(patientBolus.orElseThrow()));
        return Verdict.OK;
    }

    private Bolus bolusOf(Command.StagePatientBolus settings) {
        return new Bolus(body.now.ms(), settings.volumeNl(), settings.durationMs());
    }

    /** SR-17. */
    private Verdict judgeRequest(Command.StagePatientBolus settings) {
        Verdict verdict =
                judgeBolus(settings.volumeNl(), settings.durationMs(), Limits.P13_PATIENT_BOLUS_MAX_NG);
        return then(verdict, () -> judgeBolusDose(bolusOf(settings), patientBolus));
    }

    private Verdict judgeBolus(long volumeNl, long durationMs, long mostNg) {
        return Verdict.firstOf(
                reason(Verdict.MODE, () -> body.mode != Body.Mode.RUN),
                reason(Verdict.ALARM_BLOCK, body::isBolusBarred),
                reason(Verdict.BUSY, this::isBusy),
                reason(Verdict.BAD_RANGE, () -> !isLegalBolus(volumeNl, durationMs, mostNg, body.tipUgPerMl())),
                reason(
                        Verdict.BAD_RANGE,
                        () -> body.program.orElseThrow().highestRateNlPerH() + Bolus.rateNlPerH(volumeNl, durationMs)
                                > Limits.P03_RATE_MAX_NL_PER_H));
    }

    /** SR-16, SR-27. */
    private boolean isBusy() {
        return body.bolus.isPresent() || body.path.isBridging();
    }

    private static boolean isLegalBolus(long volumeNl, long durationMs, long mostNg, long drugUgPerMl) {
        return volumeNl > 0
                && big(volumeNl).multiply(big(drugUgPerMl)).compareTo(Limits.pg(mostNg)) <= 0
                && isLegalFlow(volumeNl, durationMs);
    }

    private static boolean isLegalFlow(long volumeNl, long durationMs) {
        return Limits.within(durationMs, Limits.P16_DURATION_MIN_MS, Limits.P16_DURATION_MAX_MS)
                && Limits.within(Bolus.rateNlPerH(volumeNl, durationMs), 1, Limits.P03_RATE_MAX_NL_PER_H);
    }

    private Verdict judgeBolusDose(Bolus bolus, Optional<Command.StagePatientBolus> patient) {
        long nowMs = body.now.ms();
        long concentration = body.tipUgPerMl();
        BigInteger hourPg = body.worstHourPg()
                .add(body.charged.countedInHourPg(nowMs))
                .add(bolus.chargeOfHourPg(concentration));
        BigInteger dayPg = body.doses.highestPg(bolus.endMs())
                .add(body.charged.countedPg(nowMs))
                .add(bolus.chargePg(concentration));
        return Verdict.firstOf(
                reason(Verdict.DOSE_HOUR, () -> hourPg.compareTo(Limits.pg(Limits.P08_HOUR_HARD_NG)) > 0 || stacksInHour(ahead(bolus))),
                reason(
                        Verdict.LOCKOUT,
                        () -> patient.isPresent() && body.path.isMonitored(body.now) || patient.filter(this::isLockedOut).isPresent()),
                reason(Verdict.COUNT24, () -> patient.filter(this::isUsedUp).isPresent()),
                reason(Verdict.DOSE_WINDOW, () -> dayPg.compareTo(Limits.pg(body.limitNg())) > 0 || stacksInDay(ahead(bolus))),
                reason(Verdict.RESERVOIR, () -> body.pessimisticAfterNl(bolus) <= Limits.P20_EMPTY_NL));
    }

    private boolean isLockedOut(Command.StagePatientBolus settings) {
        return patientStarts.stream()
                .anyMatch(start -> body.now.creditedMs() - start.creditedMs() < settings.lockoutMs());
    }

    private boolean isUsedUp(Command.StagePatientBolus settings) {
        long counted = patientStarts.stream()
                .filter(start -> body.now.creditedMs() - start.creditedMs() < Limits.DAY_MS)
                .count();
        return counted >= settings.countPer24h();
    }

    // --- settings and refill

    /** D-10. */
    private Verdict judgeSettings(Command.StagePatientBolus settings) {
        boolean legal = isLegalBolus(
                        settings.volumeNl(), settings.durationMs(), Limits.P13_PATIENT_BOLUS_MAX_NG, body.concentrationUgPerMl)
                && Limits.within(settings.lockoutMs(), Limits.P14_LOCKOUT_MIN_MS, Limits.P14_LOCKOUT_MAX_MS)
                && Limits.within(settings.countPer24h(), 0, Limits.P15_COUNT_MAX);
        return legal ? Verdict.OK : Verdict.BAD_RANGE;
    }

    // --- another drug, and priming

    private static Command.StagePatientBolus inDrugOf(long newUgPerMl, long oldUgPerMl, Command.StagePatientBolus bolus) {
        long volumeNl = big(bolus.volumeNl()).multiply(big(oldUgPerMl)).divide(big(newUgPerMl)).longValueExact();
        return new Command.StagePatientBolus(volumeNl, bolus.durationMs(), bolus.lockoutMs(), bolus.countPer24h());
    }

    /** SR-25, D-13, K-45. */
    private Verdict judgeChange(Command.StageConcentrationChange change, Optional<Program> program) {
        long concentration = change.concentrationUgPerMl();
        boolean unusual = !Limits.within(change.aspiratedNl(), 0, body.capacityNl)
                || !Limits.within(change.filledNl(), 1, body.capacityNl)
                || !Limits.within(change.pathVolumeNl(), Limits.P18_PATH_MIN_NL, Limits.P18_PATH_MAX_NL)
                || program.filter(scaled -> !scaled.hasLegalRates()).isPresent();
        return Verdict.firstOf(
                reason(Verdict.MODE, () -> !body.isStarted()),
                reason(Verdict.BUSY, this::isBusy),
                reason(Verdict.BAD_RANGE, () -> unusual || change.bridge() && change.rinse()),
                reason(Verdict.BAD_CONC, () -> !Limits.P04_CONCENTRATIONS_UG_PER_ML.contains(concentration)),
                reason(Verdict.LABEL_MISMATCH, () -> change.labelUgPerMl() != concentration),
                reason(Verdict.BRIDGE_REQUIRED, () -> !change.bridge() && !change.rinse()));
    }

    /** K-48: a bridge brings a flex day to its mean. */
    private Verdict judgeEvenFlow(Command.StageConcentrationChange change) {
        boolean flattens = change.bridge() && body.program.orElseThrow().hasSteps();
        Volume.Ahead atMean = durationMs -> body.aheadOf(body.program, true, durationMs);
        return Verdict.firstOf(
                reason(Verdict.DOSE_HOUR, () -> flattens && stacksInHour(atMean)),
                reason(Verdict.DOSE_WINDOW, () -> flattens && stacksInDay(atMean)));
    }

    private Bolus primingOf(Command.StagePriming priming) {
        return new Bolus(body.now.ms(), priming.volumeNl(), priming.durationMs());
    }

    /** SR-22, D-12. */
    private Verdict judgePriming(Command.StagePriming priming) {
        boolean fits = body.path.mayPrime(priming.volumeNl()) && isLegalFlow(priming.volumeNl(), priming.durationMs());
        return Verdict.firstOf(
                reason(Verdict.MODE, () -> body.mode != Body.Mode.RUN),
                reason(Verdict.ALARM_BLOCK, body::isBolusBarred),
                reason(Verdict.BUSY, this::isBusy),
                reason(
                        Verdict.BAD_RANGE,
                        () -> !fits || body.program.orElseThrow().highestRateNlPerH()
                                + Bolus.rateNlPerH(priming.volumeNl(), priming.durationMs()) > Limits.P03_RATE_MAX_NL_PER_H),
                reason(Verdict.PRIMING_TOKEN, () -> !body.path.isNewToken(priming.tokenId())));
    }

    /** D-12: P06 alone, then the reserve. */
    private Verdict judgePrimingDose(Bolus priming) {
        BigInteger dayPg = body.doses.highestPg(priming.endMs())
                .add(body.charged.countedPg(body.now.ms()))
                .add(priming.chargePg(body.tipUgPerMl()));
        return Verdict.firstOf(
                reason(Verdict.DOSE_WINDOW, () -> dayPg.compareTo(Limits.pg(body.profile.hardLimitNg())) > 0),
                reason(Verdict.RESERVOIR, () -> body.pessimisticAfterNl(priming) <= Limits.P20_EMPTY_NL));
    }

    /** D-15. */
    private Verdict undercuts(long limitNg) {
        return body.dosePg().compareTo(Limits.pg(limitNg)) > 0 ? Verdict.DOSE_HARD : Verdict.OK;
    }

    /** SR-29, K-06, D-16. */
    private Verdict judgeRefill(Command.StageRefill refill) {
        long concentration = refill.concentrationUgPerMl();
        return Verdict.firstOf(
                reason(
                        Verdict.BAD_RANGE,
                        () -> !Limits.within(refill.aspiratedNl(), 0, body.capacityNl) || !Limits.within(refill.filledNl(), 1, body.capacityNl)),
                reason(Verdict.BAD_CONC, () -> !Limits.P04_CONCENTRATIONS_UG_PER_ML.contains(concentration)),
                reason(
                        Verdict.LABEL_MISMATCH,
                        () -> refill.labelUgPerMl() != 0 && refill.labelUgPerMl() != concentration),
                reason(Verdict.BRIDGE_REQUIRED, () -> concentration != body.concentrationUgPerMl));
    }

    // --- what the world may see

    @Override
    public long dueInMs() {
        LongStream ofTelemetry = session.stream()
                .mapToLong(open -> open.lastHeardMs() + Limits.P31_SESSION_IDLE_MS - body.now.ms());
        return LongStream.concat(body.changesInMs(), ofTelemetry).min().orElse(Long.MAX_VALUE);
    }

    @Override
    public PumpView view() {
        long nowMs = body.now.ms();
        Optional<Integer> sounding = body.alarms.sounding(nowMs);
        FlowLog.Totals totals = body.totals();
        return new PumpView(
                body.mode.name(),
                body.basalNlPerH() + body.bolusNlPerH(),
                body.basalNlPerH(),
                body.bolusNlPerH(),
                body.alarms.all(),
                body.alarms.allCritical(),
                sounding.map(alarm -> body.alarms.isCritical(alarm) ? "CRITICAL" : "NONCRITICAL").orElse("NONE"),
                sounding.orElse(0),
                body.alarms.annunciations(),
                totals.commandedNl(),
                totals.confirmedNl(),
                body.nominalNl(),
                body.pessimisticNl(),
                body.concentrationUgPerMl,
                body.dosePg().longValueExact(),
                body.limitNg(),
                session.isPresent(),
                body.startedBoluses,
                body.cancelledBoluses,
                deniedBoluses,
                body.timeAnomalies,
                body.resets,
                nowMs);
    }
}
