package org.itb.harness.reference;

import static org.itb.harness.reference.Limits.DAY_MS;
import static org.itb.harness.reference.Limits.big;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.itb.harness.stream.Age;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.Origin;
import org.itb.harness.stream.Phase;
import org.itb.harness.stream.ResetCause;
import org.itb.harness.stream.Setup;

/** The pump without its telemetry: time, program, bolus, reservoir, flow, alarms, and the mode that follows from them. */
final class Body {
    /** In the order of D-30: of several reasons the last stands. */
    enum Mode { RUN, HOLD, MIN, STOP }

    /** Who and which phase; decides P06 and P09. */
    record Profile(Origin origin, Age age, Phase phase) {
        long hardLimitNg() {
            return age == Age.CHILD ? Limits.P06_DAILY_HARD_CHILD_NG : Limits.P06_DAILY_HARD_NG;
        }

        /** P09. */
        long stepUpPercent() {
            boolean cautious = age == Age.CHILD || origin == Origin.CEREBRAL;
            if (phase == Phase.TITRATION) {
                return cautious ? 15 : 30;
            }
            return cautious ? 20 : 40;
        }
    }

    /** What RESTORE returns to (K-09). */
    record Earlier(Program program, long leftAtMs) { }

    /** 2 nL of the strongest drug. */
    private static final long ROUNDED_PG = 4_000;

    private final OpenQuestions questions;

    Moment now = new Moment(0, 0);
    final Alarms alarms = new Alarms();
    final BolusBook charged = new BolusBook();
    final DoseHistory doses = new DoseHistory();

    final long capacityNl;
    long concentrationUgPerMl;
    final long screeningDoseNg;
    Profile profile;
    long ownLimitNg;

    Optional<Program> program = Optional.empty();
    Optional<Earlier> earlier = Optional.empty();
    OptionalLong firstStartCreditedMs = OptionalLong.empty();
    OptionalLong lastIncreaseCreditedMs = OptionalLong.empty();
    /** The dose before a large reduction, while A09 reminds of it (D-25 b). */
    private Optional<BigInteger> reducedFromPg = Optional.empty();

    /** RUN unless a clinician ordered STOP or MIN. */
    Mode ordered = Mode.RUN;
    boolean stoppedDry;
    private OptionalLong holdsUntilMs = OptionalLong.empty();
    /** Since the basal dropped (A09). */
    private OptionalLong therapyLostAtMs = OptionalLong.empty();
    /** The last tick that counts as therapy (K-21). */
    private long therapyAtMs;
    Mode mode = Mode.STOP;

    Optional<Bolus> bolus = Optional.empty();
    /** Basal, and the boluses that are over. */
    private Volume commanded = Volume.NONE;
    private long confirmedNl;
    private FlowLog.Totals totals = new FlowLog.Totals(0, 0);
    private long fillNl;
    private FlowLog.Totals atFill = new FlowLog.Totals(0, 0);

    final Tubing path;
    /** In pg, as it left the tip by plug flow (SR-26). */
    private FlowLog.Totals drug = new FlowLog.Totals(0, 0);
    private FlowLog.Totals atChange = new FlowLog.Totals(0, 0);
    private Optional<Bolus> priming = Optional.empty();
    private long primedNl;
    private FlowLog.Totals flowedToTip = new FlowLog.Totals(0, 0);
    private final FlowLog delivered = new FlowLog();
    private final FlowLog over = new FlowLog();
    private final FlowLog under = new FlowLog();
    private boolean progressSinceTick;
    private boolean underStartsAtTick;
    private long progressAtMs;
    private long commandedAtProgressNl;
    private boolean flowSeenSinceFault;
    private OptionalLong sensorLostAtMs = OptionalLong.empty();

    private final ScanWatch scan = new ScanWatch();

    private BigInteger clockSetTo;
    private long clockSetAtMs;
    private boolean clockConfirmed;

    private final long ageAtStartMs;
    private OptionalLong eriAtMs = OptionalLong.empty();

    long startedBoluses;
    long cancelledBoluses;
    long timeAnomalies;
    long resets;

    Body(Setup setup, OpenQuestions questions) {
        this.questions = questions;
        capacityNl = setup.capacityNl();
        fillNl = setup.fillNl();
        concentrationUgPerMl = setup.concentrationUgPerMl();
        path = new Tubing(setup.pathVolumeNl());
        screeningDoseNg = setup.screeningDoseNg();
        profile = new Profile(setup.origin(), setup.age(), setup.phase());
        ownLimitNg = setup.patientLimitNgPerDay();
        clockSetTo = big(setup.rtcMs());
        ageAtStartMs = setup.ageMs();
        delivered.restart(0, drug);
        over.restart(0, totals());
        under.restart(0, totals());
        setup.rateNlPerH().ifPresent(rate -> {
            program = Optional.of(Program.constant(rate, concentrationUgPerMl));
            doses.begin(program.get().dosePgPerDay());
            firstStartCreditedMs = OptionalLong.of(-setup.firstStartSinceMs());
            lastIncreaseCreditedMs = OptionalLong.of(-setup.rateSinceMs());
        });
        battery(setup.batteryMv());
        watchService();
        mode = worstReason();
        sound();
    }

    // --- what follows from the state

    boolean isStarted() {
        return program.isPresent();
    }

    /** It was started, or nobody knows (SR-54). */
    boolean isInUse() {
        return isStarted() || alarms.isActive(10);
    }

    BigInteger dosePg() {
        return isStarted() ? doses.presentPg() : BigInteger.ZERO;
    }

    BigInteger worstHourPg() {
        return program.map(Program::worstHourPg).orElse(BigInteger.ZERO);
    }

    long limitNg() {
        return Math.min(ownLimitNg, profile.hardLimitNg());
    }

    /** Something other than a clinician's order keeps a started pump from RUN. */
    boolean isHeldByFault() {
        return reasonsToHold().anyMatch(reason -> reason != Mode.RUN);
    }

    /** D-27. */
    boolean isBolusBarred() {
        return alarms.anyCritical() || alarms.isActive(2) || alarms.isActive(17) || scan.isExposed();
    }

    private Mode worstReason() {
        if (!isInUse()) {
            return Mode.STOP;
        }
        return Stream.concat(Stream.of(ordered), reasonsToHold()).max(Mode::compareTo).orElseThrow();
    }

    private Stream<Mode> reasonsToHold() {
        return Stream.of(
                alarms.isActive(3) || alarms.isActive(7) || stoppedDry ? Mode.STOP : Mode.RUN,
                alarms.isActive(18) || alarms.isActive(10) ? Mode.MIN : Mode.RUN,
                alarms.isActive(13) ? modeOfUnknownConcentration() : Mode.RUN,
                alarms.isActive(19) || holdsUntilMs.isPresent() ? Mode.HOLD : Mode.RUN);
    }

    /** K-07. */
    private Mode modeOfUnknownConcentration() {
        BigInteger worstDosePg = program.map(path::evenRateNlPerH)
                .map(mean -> Program.constant(mean, Limits.P04_HIGHEST_UG_PER_ML).dosePgPerDay())
                .orElse(BigInteger.ZERO);
        return worstDosePg.compareTo(Limits.pg(profile.hardLimitNg())) <= 0 ? Mode.HOLD : Mode.MIN;
    }

    private boolean followsSchedule() {
        return mode == Mode.RUN && !isOffSchedule();
    }

    /** The mean, or what a bridge asks for, runs instead of the day's parts. */
    boolean isOffSchedule() {
        return alarms.isActive(14) || path.isEven();
    }

    long timeOfDayMs(long atMs) {
        return clockSetTo.add(big(atMs - clockSetAtMs)).mod(big(DAY_MS)).longValueExact();
    }

    long basalNlPerH() {
        return switch (mode) {
            case STOP -> 0;
            case MIN -> Limits.P02_RATE_MIN_MODE_NL_PER_H;
            case HOLD -> path.evenRateNlPerH(program.orElseThrow());
            case RUN -> followsSchedule()
                    ? program.orElseThrow().rateAt(timeOfDayMs(now.ms()))
                    : path.evenRateNlPerH(program.orElseThrow());
        };
    }

    long bolusNlPerH() {
        return bolus.map(Bolus::rateNlPerH).orElse(0L);
    }

    private Volume basalOver(long durationMs) {
        if (path.isBridging() && mode.compareTo(Mode.HOLD) <= 0) {
            // K-12: a late tick follows what was due in it.
            long bridgeMs = Math.min(durationMs, path.endsInMs(basalNlPerH(), commanded.fraction()));
            return Volume.of(basalNlPerH(), bridgeMs)
                    .plus(Volume.of(program.orElseThrow().meanRateNlPerH(), durationMs - bridgeMs));
        }
        return followsSchedule()
                ? program.orElseThrow().over(timeOfDayMs(now.ms()), durationMs)
                : Volume.of(basalNlPerH(), durationMs);
    }

    FlowLog.Totals totals() {
        return totals;
    }

    private void addUp() {
        Volume running = bolus.map(given -> given.commandedUntil(now.ms())).orElse(Volume.NONE);
        totals = new FlowLog.Totals(commanded.plus(running).floorNl(), confirmedNl);
    }

    long nominalNl() {
        return fillNl - totals().since(atFill).commandedNl();
    }

    /** D-23. */
    long pessimisticNl() {
        FlowLog.Totals used = totals().since(atFill);
        return fillNl - Math.max(Volume.ofNl(used.commandedNl()).ceilingWithAccuracyNl(), used.confirmedNl());
    }

    /** D-14: what will surely be left after a bolus. */
    long pessimisticAfterNl(Bolus next) {
        Volume needed = Volume.ofNl(next.volumeNl()).plus(basalOver(next.durationMs()));
        return pessimisticNl() - needed.ceilingWithAccuracyNl();
    }

    /**
     * K-25: whether a window that lies partly behind and partly ahead would hold more than a limit, and more than
     * without the change. Open where it hangs on how nanolitres, or the flow within one tick, are divided.
     */
    Answer stacks(FlowLog.Window window, BigInteger limitPg, Volume.Ahead changed) {
        return stacks(window, limitPg, changed, durationMs -> aheadOf(program, isOffSchedule(), durationMs));
    }

    private Answer stacks(FlowLog.Window window, BigInteger limitPg, Volume.Ahead changed, Volume.Ahead unchanged) {
        Volume limit = new Volume(limitPg.multiply(big(Limits.HOUR_MS)));
        return delivered.edges(window, now.ms())
                .map(edge -> {
                    Volume with = changed.over(edge.aheadMs()).times(concentrationUgPerMl);
                    FlowLog.Behind behind = delivered.since(edge, drug, concentrationUgPerMl);
                    Answer tooMuch = Answer.between(
                            with.plus(Volume.ofNl(behind.leastNl())).isAbove(limit, ROUNDED_PG),
                            with.plus(Volume.ofNl(behind.mostNl())).isAbove(limit, ROUNDED_PG));
                    return tooMuch.and(with.isAbove(unchanged.over(edge.aheadMs()).times(concentrationUgPerMl), ROUNDED_PG));
                })
                .reduce(Answer.NO, Answer::or);
    }

    /** What a program, and the bolus that runs, will deliver from now on. */
    Volume aheadOf(Optional<Program> running, boolean atMean, long durationMs) {
        Volume basalAhead = running.map(day -> atMean
                        ? Volume.of(day.meanRateNlPerH(), durationMs)
                        : day.over(timeOfDayMs(now.ms()), durationMs))
                .orElse(Volume.NONE);
        return basalAhead.plus(bolus.map(given -> given.commandedBetween(now.ms(), now.ms() + durationMs)).orElse(Volume.NONE));
    }

    /** K-25, of a flex day that a cleared A14 brings back; during a bridge it brings nothing back. */
    private boolean comesBackTooStrong() {
        return !path.isEven() && questions.settle(OpenQuestions.Question.COMES_BACK_TOO_STRONG, backTooStrong());
    }

    private Answer backTooStrong() {
        if (!program.orElseThrow().hasSteps()) {
            return Answer.NO;
        }
        Volume.Ahead backOnSchedule = durationMs -> aheadOf(program, false, durationMs);
        Volume.Ahead atMean = durationMs -> aheadOf(program, true, durationMs);
        Answer hour = stacks(FlowLog.Window.HOUR, Limits.pg(Limits.P08_HOUR_HARD_NG), backOnSchedule, atMean);
        return hour.or(stacks(FlowLog.Window.DAY, Limits.pg(limitNg()), backOnSchedule, atMean));
    }

    // --- time

    void tick(long dtMs, BigInteger rtcMs) {
        Volume flowed = basalOver(dtMs);
        now = now.after(dtMs);
        commanded = commanded.plus(flowed);
        bolus.filter(running -> now.ms() >= running.endMs()).ifPresent(this::finish);
        addUp();
        countDrug();
        watchPath();
        watchTime(dtMs, rtcMs);
        watchFlow();
        watchReservoir(true);
        watchService();
        scan.apply(alarms, now.ms(), confirmedNl);
        if (holdsUntilMs.isPresent() && now.ms() >= holdsUntilMs.getAsLong()) {
            holdsUntilMs = OptionalLong.empty();
        }
        settle();
    }

    /** SR-26: what flowed since the tick before, at the strongest drug that left the tip; D-12: a priming leaves none. */
    private void countDrug() {
        long intoPathNl = priming.map(given -> given.commandedUntil(now.ms()).floorNl() - primedNl).orElse(0L);
        primedNl += intoPathNl;
        FlowLog.Totals all = totals().since(flowedToTip);
        FlowLog.Totals flowed = new FlowLog.Totals(
                Math.max(0, all.commandedNl() - intoPathNl), Math.max(0, all.confirmedNl() - intoPathNl));
        long tip = path.flownUgPerMl(concentrationUgPerMl);
        drug = new FlowLog.Totals(
                drug.commandedNl() + flowed.commandedNl() * tip, drug.confirmedNl() + flowed.confirmedNl() * tip);
        flowedToTip = totals();
    }

    /** K-48: when the path is through, a flex day waits until its return stacks nothing. */
    private void watchPath() {
        path.tick(now.ms());
        if (path.asksForSchedule(now.ms())) {
            path.answerForSchedule(
                    questions.settle(OpenQuestions.Question.SCHEDULE_WAITS, backTooStrong()), now.ms());
        }
    }

    private void finish(Bolus ended) {
        commanded = commanded.plus(ended.commandedUntil(now.ms()));
        bolus = Optional.empty();
    }

    /** SR-52, D-36. */
    private void watchTime(long dtMs, BigInteger rtcMs) {
        if (dtMs > Limits.P33_TICK_MAX_MS) {
            timeAnomalies++;
            distrustClock();
        }
        long sinceMs = now.ms() - clockSetAtMs;
        BigInteger drift = rtcMs.subtract(clockSetTo.add(big(sinceMs))).abs();
        long startedDays = sinceMs / DAY_MS + (sinceMs % DAY_MS > 0 ? 1 : 0);
        if (drift.compareTo(big(startedDays).multiply(big(Limits.P34_RTC_TOLERANCE_MS_PER_DAY))) > 0) {
            distrustClock();
        }
    }

    private void distrustClock() {
        alarms.raise(14, false);
        clockConfirmed = false;
    }

    /** SR-31, SR-32, D-20, D-22, D-39d. */
    private void watchFlow() {
        FlowLog.Totals totals = totals();
        if (mode.compareTo(Mode.MIN) < 0 && (progressSinceTick || isOnlySensorInDoubt())) {
            therapyAtMs = now.ms();
        }
        if (progressSinceTick) {
            progressSinceTick = false;
            markProgress();
        }
        delivered.tick(now.ms(), drug);
        over.tick(now.ms(), totals);
        under.tick(now.ms(), totals);
        if (underStartsAtTick) {
            underStartsAtTick = false;
            under.restart(now.ms(), totals);
        }
        if (alarms.isActive(19)) {
            markProgress();
            return;
        }
        Answer tooMuch = isOverIn(FlowLog.Window.HOUR).or(isOverIn(FlowLog.Window.DAY));
        if (questions.settle(OpenQuestions.Question.OVER_DELIVERY, tooMuch)) {
            alarms.raise(3, true);
        }
        boolean noProgress = totals.commandedNl() - commandedAtProgressNl >= Limits.P28_STALL_NL
                && now.ms() - progressAtMs >= Limits.P28_STALL_MS;
        Answer tooLittle = under.holds(FlowLog.Window.DAY, now.ms(), totals, FlowLog.Totals::isTooLittle);
        if (questions.settle(OpenQuestions.Question.STALL, tooLittle.or(Answer.of(noProgress)))) {
            alarms.raise(1, true);
        }
    }

    /** K-21. */
    private boolean isOnlySensorInDoubt() {
        return alarms.isActive(19) && !alarms.isActive(1);
    }

    private Answer isOverIn(FlowLog.Window window) {
        return over.holds(window, now.ms(), totals(), FlowLog.Totals::isTooMuch);
    }

    private void markProgress() {
        progressAtMs = now.ms();
        commandedAtProgressNl = totals().commandedNl();
    }

    /** SR-28, within one tick (SR-41): whether it is noticed before the tick is open. A04 goes at once (D-23). */
    private void watchReservoir(boolean inTick) {
        long pessimisticNl = pessimisticNl();
        boolean low = pessimisticNl <= Limits.P19_LOW_NL;
        boolean empty = pessimisticNl <= Limits.P20_EMPTY_NL;
        if (notices(low && !alarms.isActive(4), inTick, OpenQuestions.Question.RESERVOIR_LOW)) {
            alarms.raise(4, false);
        }
        if (!low) {
            alarms.end(4);
        }
        if (notices(empty && !alarms.isActive(5), inTick, OpenQuestions.Question.RESERVOIR_EMPTY)) {
            alarms.raise(5, true);
        }
        stoppedDry |= notices(isDry() && !stoppedDry, inTick, OpenQuestions.Question.DRY);
    }

    private boolean notices(boolean news, boolean inTick, OpenQuestions.Question question) {
        return news && (inTick || questions.settle(question, Answer.OPEN));
    }

    boolean isDry() {
        return nominalNl() <= Limits.P20_EMPTY_NL;
    }

    /** SR-39: by age the time is known exactly, however late the tick. */
    private void watchService() {
        long eriByAgeMs = Limits.P23_SERVICE_MAX_MS - Limits.P22_ERI_TO_EOS_MS - ageAtStartMs;
        if (now.ms() >= eriByAgeMs) {
            latchEri(eriByAgeMs);
        }
        if (eriAtMs.isPresent() && now.ms() >= eriAtMs.getAsLong() + Limits.P22_ERI_TO_EOS_MS) {
            alarms.raise(7, true);
        }
    }

    private void latchEri(long atMs) {
        eriAtMs = OptionalLong.of(Math.min(atMs, eriAtMs.orElse(atMs)));
        alarms.raise(6, false);
    }

    /** Whatever just happened: the mode, what it does to a bolus, and the alarms that follow from it. */
    void settle() {
        watchReservoir(false);
        Mode next = worstReason();
        boolean isBack = mode.compareTo(Mode.MIN) >= 0 && next.compareTo(Mode.MIN) < 0;
        if (isBack) {
            restartAfterGap();
            next = worstReason();
        }
        mode = next;
        remindOfTherapy();
        if (alarms.isActive(19) && now.ms() - sensorLostAtMs.orElseThrow() >= Limits.SENSOR_ESCALATE_MS) {
            alarms.raise(19, true);
        }
        if (mode != Mode.RUN || isBolusBarred()) {
            cancelBolus();
        }
    }

    /** After every message and every tick. */
    void sound() {
        alarms.sound(now.ms());
    }

    private boolean isGapTooLong() {
        return isInUse() && now.ms() - therapyAtMs >= Limits.P30_RESTART_GAP_MS;
    }

    /** A09: D-25, D-39c. */
    private void remindOfTherapy() {
        boolean lost = isInUse() && mode.compareTo(Mode.MIN) >= 0;
        if (lost && therapyLostAtMs.isEmpty()) {
            therapyLostAtMs = OptionalLong.of(now.ms());
        }
        if (!lost && therapyLostAtMs.isPresent()) {
            // What may remind from now on is another reason, to be heard anew.
            alarms.end(9);
        }
        if (!lost) {
            therapyLostAtMs = OptionalLong.empty();
        }
        if (lost && now.ms() - therapyLostAtMs.getAsLong() >= Limits.P27_STOP_ESCALATE_MS) {
            alarms.raise(9, true);
        } else if (lost || reducedFromPg.isPresent()) {
            alarms.raise(9, false);
            alarms.soften(9);
        } else {
            alarms.end(9);
        }
    }

    void cancelBolus() {
        bolus.ifPresent(running -> {
            finish(running);
            charged.cancelled(now.ms());
            priming = Optional.empty();
            cancelledBoluses++;
        });
    }

    // --- what is ordered

    void start(Bolus next) {
        charged.charge(next, tipUgPerMl());
        run(next);
    }

    /** SR-22. */
    void prime(Bolus next, long tokenId) {
        charged.chargePriming(next, tipUgPerMl());
        path.primed(tokenId, now.creditedMs() + next.durationMs());
        run(next);
        priming = Optional.of(next);
        primedNl = 0;
    }

    long tipUgPerMl() {
        return path.tipUgPerMl(concentrationUgPerMl);
    }

    private void run(Bolus next) {
        priming = Optional.empty();
        bolus = Optional.of(next);
        startedBoluses++;
        settle();
    }

    /** An accepted program of whatever command; the caller has judged it. K-26: not every increase starts the spacing. */
    void accept(Program next, boolean isRestart, boolean startsSpacing) {
        BigInteger beforePg = dosePg();
        BigInteger nextPg = next.dosePgPerDay();
        boolean reducesLargely = isStarted() && isLargeReduction(nextPg);
        if (!isStarted()) {
            if (!alarms.isActive(10)) {
                markProgress();
            }
            therapyAtMs = now.ms();
            firstStartCreditedMs = OptionalLong.of(now.creditedMs());
            doses.begin(nextPg);
        } else {
            doses.replace(nextPg, now);
        }
        if (startsSpacing && nextPg.compareTo(beforePg) > 0) {
            lastIncreaseCreditedMs = OptionalLong.of(now.creditedMs());
        }
        if (!isRestart && nextPg.compareTo(beforePg) < 0) {
            earlier = Optional.of(new Earlier(program.orElseThrow(), now.ms()));
        }
        if (reducesLargely) {
            reducedFromPg = Optional.of(beforePg);
        }
        if (reducedFromPg.isPresent() && nextPg.compareTo(reducedFromPg.get()) >= 0) {
            reducedFromPg = Optional.empty();
        }
        program = Optional.of(next);
        path.follow(next);
        if (alarms.isActive(10)) {
            alarms.end(18);
            alarms.end(10);
        }
        settle();
    }

    /** K-59. */
    void memoryRepaired() {
        alarms.raise(11, false);
        holdsUntilMs = OptionalLong.of(now.ms() + Limits.RESET_HOLD_MS);
        settle();
    }

    /** K-56: what was given still counts, and nothing is known of what was ordered. */
    void memoryLost() {
        alarms.raise(10, true);
        if (isStarted()) {
            doses.replace(BigInteger.ZERO, now);
        }
        program = Optional.empty();
        earlier = Optional.empty();
        reducedFromPg = Optional.empty();
        settle();
    }

    /** SR-25: another drug; doses stay, so nothing that guards them begins anew. */
    void change(Command.StageConcentrationChange change) {
        long newUgPerMl = change.concentrationUgPerMl();
        Program old = program.orElseThrow();
        Program next = old.inDrugOf(newUgPerMl);
        path.change(change.bridge(), change.pathVolumeNl(), old, newUgPerMl);
        atChange = totals();
        if (!next.dosePgPerDay().equals(dosePg())) {
            doses.replace(next.dosePgPerDay(), now);
        }
        program = Optional.of(next);
        earlier = earlier.map(left -> new Earlier(left.program().inDrugOf(newUgPerMl), left.leftAtMs()))
                .filter(left -> left.program().hasLegalRates());
        concentrationUgPerMl = newUgPerMl;
        refill(change.aspiratedNl(), change.filledNl());
    }

    /** Beyond P11. */
    boolean isLargeReduction(BigInteger nextPg) {
        BigInteger keptPercent = big(100 - Limits.P11_STEP_DOWN_PERCENT);
        return nextPg.multiply(big(100)).compareTo(dosePg().multiply(keptPercent)) < 0;
    }

    /** SR-59, K-10: STOP or MIN. */
    void order(Mode mode) {
        program.ifPresent(present -> earlier = Optional.of(new Earlier(present, now.ms())));
        if (isInUse()) {
            ordered = mode;
        }
        settle();
    }

    /** D-32. */
    void resume() {
        ordered = Mode.RUN;
        stoppedDry = false;
        restartAfterGap();
        settle();
    }

    /** D-09. */
    void restore() {
        ordered = Mode.RUN;
        restartAfterGap();
    }

    private void restartAfterGap() {
        if (isGapTooLong()) {
            alarms.raise(18, true);
        }
    }

    /** D-39e. */
    void restart(Program next) {
        alarms.end(18);
        therapyAtMs = now.ms();
        accept(next, true, true);
        reducedFromPg = Optional.empty();
        settle();
        doses.forgetReferences(next.dosePgPerDay());
        lastIncreaseCreditedMs = OptionalLong.of(now.creditedMs());
        earlier = Optional.empty();
    }

    /** SR-29, D-29. */
    void refill(long aspiratedNl, long filledNl) {
        long deliveredNl = totals().since(atFill).commandedNl();
        BigInteger differenceNl = big(aspiratedNl).subtract(big(nominalNl())).abs();
        BigInteger toleratedPerMille = big(deliveredNl).multiply(big(Limits.P21_ACCURACY_PER_MILLE))
                .add(big(Limits.REFILL_SLACK_NL).multiply(big(1_000)));
        fillNl = filledNl;
        atFill = totals();
        if (differenceNl.multiply(big(1_000)).compareTo(toleratedPerMille) > 0) {
            alarms.raise(13, true);
        }
        settle();
    }

    /** K-03, K-13. */
    void setClock(long rtcMs) {
        BigInteger presentMs = clockSetTo.add(big(now.ms() - clockSetAtMs));
        BigInteger movedMs = big(rtcMs).subtract(presentMs).abs();
        clockSetTo = big(rtcMs);
        clockSetAtMs = now.ms();
        if (program.map(Program::hasSteps).orElse(false)
                && movedMs.compareTo(big(Limits.P34_RTC_TOLERANCE_MS_PER_DAY)) > 0) {
            alarms.raise(14, false);
        }
        clockConfirmed = true;
        settle();
    }

    void interrogated() {
        alarms.end(2);
        scan.interrogated();
        scan.apply(alarms, now.ms(), confirmedNl);
        settle();
    }

    // --- scanner and field

    void scanBegins() {
        scan.announced();
        settle();
    }

    void scanEnds() {
        scan.ended(now.ms(), confirmedNl);
        scan.apply(alarms, now.ms(), confirmedNl);
        settle();
    }

    void field(boolean present) {
        scan.sensed(present, now.ms(), confirmedNl);
        scan.apply(alarms, now.ms(), confirmedNl);
        settle();
    }

    /** D-28: whether the alarm's condition still holds. */
    boolean isConditionTrue(int alarm) {
        return switch (alarm) {
            case 3 -> questions.settle(OpenQuestions.Question.STILL_OVER_DELIVERY, isOverIn(FlowLog.Window.HOUR));
            case 5 -> pessimisticNl() <= Limits.P20_EMPTY_NL;
            case 8, 11, 12, 13, 15 -> false;
            case 9 -> isInUse() && mode.compareTo(Mode.MIN) >= 0;
            case 14 -> !clockConfirmed || comesBackTooStrong();
            case 19 -> !flowSeenSinceFault;
            default -> true;
        };
    }

    void clear(int alarm) {
        alarms.end(alarm);
        switch (alarm) {
            case 3 -> {
                over.restart(now.ms(), totals());
                if (isGapTooLong() && questions.settle(OpenQuestions.Question.GAP_JUDGED_EARLY, Answer.OPEN)) {
                    alarms.raise(18, true);
                }
            }
            case 9 -> reducedFromPg = Optional.empty();
            case 19 -> restartFlow();
            default -> { }
        }
        settle();
    }

    private void restartFlow() {
        over.restart(now.ms(), totals());
        under.restart(now.ms(), totals());
        markProgress();
    }

    // --- what the hardware reports

    void confirmFlow(long deltaNl) {
        confirmedNl += deltaNl;
        path.push(deltaNl);
        addUp();
        flowSeenSinceFault = true;
        if (deltaNl > 0) {
            if (alarms.isActive(1)) {
                underStartsAtTick = true;
                recover();
            }
            progressSinceTick = true;
        }
        settle();
    }

    void stalled() {
        alarms.raise(1, true);
        settle();
    }

    void recovered() {
        if (alarms.isActive(1)) {
            under.restart(now.ms(), totals());
            recover();
            markProgress();
        }
        settle();
    }

    /** D-20, SR-35. */
    private void recover() {
        alarms.end(1);
        alarms.raise(2, false);
        restartAfterGap();
    }

    void sensorLost() {
        flowSeenSinceFault = false;
        if (!alarms.isActive(19)) {
            sensorLostAtMs = OptionalLong.of(now.ms());
            alarms.raise(19, false);
        }
        settle();
    }

    void battery(long batteryMv) {
        if (batteryMv <= Limits.P38_BATTERY_ERI_MV) {
            latchEri(now.ms());
        }
    }

    /** D-26. */
    void reset(ResetCause cause) {
        resets++;
        cancelBolus();
        alarms.raise(cause == ResetCause.LOW_BATTERY ? 8 : 12, cause == ResetCause.LOW_BATTERY);
        holdsUntilMs = OptionalLong.of(now.ms() + Limits.RESET_HOLD_MS);
        settle();
    }

    /** D-45: ms until something that the world can see changes by itself. */
    LongStream changesInMs() {
        LongStream.Builder at = LongStream.builder();
        bolus.ifPresent(running -> at.add(running.endMs()));
        holdsUntilMs.ifPresent(at);
        eriAtMs.ifPresent(eri -> at.add(eri + Limits.P22_ERI_TO_EOS_MS));
        if (eriAtMs.isEmpty()) {
            at.add(Limits.P23_SERVICE_MAX_MS - Limits.P22_ERI_TO_EOS_MS - ageAtStartMs);
        }
        therapyLostAtMs.ifPresent(lost -> at.add(lost + Limits.P27_STOP_ESCALATE_MS));
        if (alarms.isActive(19)) {
            at.add(sensorLostAtMs.orElseThrow() + Limits.SENSOR_ESCALATE_MS);
        }
        if (!alarms.isCritical(17)) {
            scan.escalatesMs().ifPresent(at);
        }
        alarms.nextSoundMs(now.ms()).ifPresent(at);
        boolean turns = totals().since(atChange).isAsTold() && !alarms.isActive(19) && basalNlPerH() > 0;
        path.changesAtMs(now.ms(), turns ? OptionalLong.of(basalNlPerH()) : OptionalLong.empty(), commanded.fraction())
                .ifPresent(at);
        if (mode == Mode.RUN && followsSchedule()) {
            program.orElseThrow().changesInMs(timeOfDayMs(now.ms())).ifPresent(inMs -> at.add(now.ms() + inMs));
        }
        return at.build().filter(ms -> ms > now.ms()).map(ms -> ms - now.ms());
    }
}
