package org.itb.harness.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.itb.harness.quiet.EvenFlow;
import org.itb.harness.quiet.Repeats;
import org.itb.harness.quiet.Stretch;
import org.itb.harness.replay.SimulatedPump;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.Expectation;
import org.itb.harness.stream.Message;
import org.itb.harness.stream.KernelNames;
import org.itb.harness.stream.Setup;
import org.itb.kernel.Alarm;
import org.itb.kernel.AlarmBank;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;

/**
 * Watches a pump step by step and says what does not hold. It keeps its own account of therapy, output, reservoir,
 * clock, battery and flow from what was accepted and what the world did, computes what the kernel must show from that,
 * and compares. It is silent once both copies of the image were lost (SR-54): what may follow is for the reference model
 * and the scenarios. The kernel is asked for its outputs and its alarms, never for a reason.
 */
public final class Oracle {
    private static final long DAY_MS = TherapyAccount.DAY_MS;
    private static final long HOUR_MS = TherapyAccount.HOUR_MS;
    private static final long RESTART_GAP_MS = 2 * DAY_MS;
    private static final long NEVER = Long.MIN_VALUE;

    private final SimulatedPump pump;
    private final TherapyAccount account;
    private final Stretches stretches;
    private final StepRules steps;
    private final WorldAccount world;
    private final Sounds sounds = new Sounds();
    private final FlowCheck flow = new FlowCheck();
    private final Guesses guesses;

    private Outputs before = new Outputs();
    private Outputs now = new Outputs();
    private Violation found;
    private boolean inLine;

    private long tickedMs;
    private boolean started;
    private boolean dry;
    private boolean tooMuchIfUnknown;
    private boolean flex;
    /** No schedule is followed, for a bridge's sake (SR-26, K-48). */
    private boolean suspended;
    private long suspendedSinceMs;
    private long scheduledNlPerH;
    private long meanNlPerH;
    private long lowSinceMs = NEVER;
    private long lastTherapyAtMs;
    private boolean restarted;
    private boolean gapBefore;
    private int judgedDay;
    private int judgedHour;
    private long limitDrug;
    private long hourDrug;

    /** An oracle for a pump at time 0. */
    public Oracle(Setup setup, SimulatedPump pump) {
        this.pump = pump;
        account = new TherapyAccount(
                (int) setup.concentrationUgPerMl(), setup.rateNlPerH().orElse(0), -setup.rateSinceMs(),
                setup.patientLimitNgPerDay(), setup.age().number(), setup.patientBolus().orElse(null));
        stretches = new Stretches(account);
        steps = new StepRules(account, setup);
        world = new WorldAccount(setup, account);
        guesses = new Guesses(setup.deviceId());
        started = setup.rateNlPerH().isPresent();
        hourDrug = 150_000L * 1000 * HOUR_MS;
        followProgram();
        now.take(pump.kernel());
        before.take(pump.kernel());
        judgeState();
        before = takeNow();
    }

    /** The active alarms; bit 0 is A01. */
    public int activeAlarms() {
        return now.active;
    }

    // --- steps

    /** Plays a line, the ticks before it included; returns what does not hold first, null if all does. */
    public Violation play(Entry entry) {
        while (pump.isBefore(entry)) {
            pump.tickTowards(entry);
            Violation violation = afterTick();
            if (violation != null) {
                return violation;
            }
        }
        return afterLine(entry, pump.carryOut(entry));
    }

    /** A tick is over; returns what does not hold, null if all does. */
    public Violation afterTick() {
        inLine = false;
        passTime(pump.tickedMs() - tickedMs, 1);
        observe();
        return verdict();
    }

    /**
     * How many of so many minutes the oracle can take at once, and judge the end of the last of them for all: those in
     * which nothing that it expects changes by its own account, if what the pump shows does not. Those before which
     * something may be missing are not among them. 0 is always a right answer.
     */
    public int quietMinutes(int most) {
        Stretch quiet = new Stretch(most);
        quiet.require(found == null && !suspended && !account.path().isBridging());
        quiet.require(tickedMs == pump.tickedMs() && account.nowMs() % EvenFlow.TICK_MS == 0);
        if (quiet.ticks() == 0) {
            return 0;
        }
        long nowMs = account.nowMs();
        EvenFlow seen = pump.world().seenFlow();
        if (flex) {
            quiet.endBefore(account.present().nextStepInMs(world.todMs()));
        }
        if (account.isBolusDue()) {
            quiet.endBefore(account.newestBolus().endMs() - nowMs);
        }
        if (lowSinceMs != NEVER && (before.critical & Outputs.bit(Alarm.NOT_THERAPY)) == 0) {
            quiet.endBefore(lowSinceMs + DAY_MS / 2 - nowMs);
        }
        sounds.limit(quiet, before, nowMs, pump.repeats());
        world.limit(quiet, before, before.rateNlPerH, seen, pump.world().rtcMs());
        boolean watched = !before.isActive(Alarm.SENSOR_LOST) && !before.isActive(Alarm.OVER_DELIVERY);
        quiet.require(!watched || flow.isSurelyFine(quiet.ticks(), nowMs, ordered(), seen));
        return quiet.ticks();
    }

    /** What the pump is told, as this account has it. */
    private EvenFlow ordered() {
        return new EvenFlow(before.rateNlPerH * EvenFlow.TICK_MS, HOUR_MS, account.output().load() % HOUR_MS);
    }

    /**
     * The pump has passed so many minutes at once, no more than {@link #quietMinutes} said; returns what does not hold,
     * null if all does. What is found in them is told of their end: ticks tell its time.
     *
     * @param seen    what the sensor saw in each, as it stood before them
     * @param repeats when it sounded again, as it stood before them
     */
    public Violation afterQuiet(int minutes, EvenFlow seen, Repeats repeats) {
        inLine = false;
        long beganMs = account.nowMs();
        flow.noteEach(minutes, ordered(), seen);
        passTime(pump.tickedMs() - tickedMs, minutes);
        observe();
        if (repeats.countIn(minutes) > 0) {
            sounds.heardAt(beganMs + repeats.lastInMs(repeats.countIn(minutes)));
        }
        now.take(pump.kernel()); // the tick before the last one showed the same
        return verdict();
    }

    /** A line is carried out; returns what does not hold, null if all does. */
    public Violation afterLine(Entry entry, int reply) {
        inLine = true;
        boolean passed = false;
        if (entry.message().isPresent() && entry.message().get().command() instanceof Command.Tick tick) {
            passed = true;
            if (reply == Reply.OK) {
                passTime(tick.dtMs(), 1);
            } else {
                world.hearFlow(pump.world().confirmedNl());
            }
        }
        Optional<Command> done = pump.carriedOut();
        entry.message().ifPresent(message -> judgeNumber(message, reply));
        boolean refusesKey = entry.message().isPresent() && guesses.isRefused(entry.message().get(), account.nowMs());
        check(!refusesKey || reply == Reply.AUTH || reply == Reply.WRONG_DEVICE, "SR-48", "a refused key was heard",
                new Expectation.ReplyIs("AUTH"));
        boolean attack = entry.message().isPresent() && guesses.hear(entry.message().get(), account.nowMs());
        boolean retold = pump.isRetold();
        if ((reply > Reply.OK || retold) && !passed) {
            observeRefusal(attack);
        }
        if (attack) {
            world.hearAttack();
        }
        if (retold) {
            observe();
            return verdict();
        }
        if (entry.worldChange().isPresent()) {
            world.change(entry.worldChange().get());
        }
        if (entry.message().isPresent() && entry.message().get().command().kind() == CommandKind.PATIENT_BOLUS_REQUEST) {
            accept(entry, reply, done);
            check(account.settings() == null ? Optional.empty() : account.faultOfPatientReply(KernelNames.REPLIES.get(reply)),
                    "SR-17", new Expectation.ReplyIs("LOCKOUT"));
        } else {
            accept(entry, reply, done);
        }
        observe();
        return verdict();
    }

    private Violation verdict() {
        return world.isMemoryLost() ? null : found;
    }

    /** SR-49: no number does anything twice. */
    private void judgeNumber(Message message, int reply) {
        check(!guesses.isOld(message) || reply != Reply.OK, "SR-49", "an old number was taken for a new one",
                new Expectation.ReplyIs("REPLAY"));
        guesses.used(message.key(), pump.kernel().lastSeq(message.key()), pump.kernel().isAlarmActive(Alarm.MEMORY_LOST));
    }

    /** The end of a line: what follows from it counts from here on. */
    private Outputs takeNow() {
        Outputs seen = before;
        before = now;
        now = seen;
        return before;
    }

    /** Time passes in one tick, or in many quiet ones. */
    private void passTime(long lastsMs, int ticks) {
        boolean unseen = before.isActive(Alarm.SENSOR_LOST) && !before.isActive(Alarm.STALL);
        boolean flowing = world.isProgress(pump.world().confirmedNl()) || unseen;
        gapBefore = isGap();
        if (started && pump.bookedMode() >= Mode.MIN && lowSinceMs == NEVER) {
            lowSinceMs = account.nowMs();
        }
        account.hearFlow(world.toldWith(pump.world().confirmedNl()));
        if (ticks > 1) {
            account.passInTicks(lastsMs, pump.bookedBasalNlPerH(), pump.bookedBolusNlPerH());
        } else if (flex && !suspended && pump.bookedMode() == Mode.RUN && !before.isActive(Alarm.TIME_ANOMALY)) {
            account.passScheduled(lastsMs, world.todMs(), pump.bookedBolusNlPerH());
        } else if (account.path().isBridging() && pump.bookedMode() <= Mode.HOLD) {
            account.passBridge(lastsMs, pump.bookedBasalNlPerH(), meanNlPerH);
        } else {
            account.pass(lastsMs, pump.bookedBasalNlPerH(), pump.bookedBolusNlPerH());
        }
        tickedMs = pump.tickedMs();
        world.tick(lastsMs / ticks, pump.world().rtcMs(), pump.world().confirmedNl());
        account.path().tick(world.confirmedNl());
        flow.note(account.nowMs(), world.commandedNl(), world.confirmedNl());
        if (flowing && pump.bookedMode() <= Mode.HOLD) {
            lastTherapyAtMs = account.nowMs();
        }
        dry |= world.nominalNl() <= 1_000_000;
    }

    /** SR-35: therapy has been away for P30. */
    private boolean isGap() {
        return started && account.nowMs() - lastTherapyAtMs >= RESTART_GAP_MS;
    }

    private void accept(Entry entry, int reply, Optional<Command> done) {
        if (reply != Reply.OK) {
            return;
        }
        Command command = entry.message().orElseThrow().command();
        world.hear(command, pump.world().rtcMs());
        if (command instanceof Command.AlarmPause pause) {
            sounds.pause(pause.alarm(), account.nowMs() + pause.durationMs());
        }
        if (command instanceof Command.AlarmClear clear) {
            cleared(clear.alarm());
        }
        if (done.isEmpty()) {
            return;
        }
        Command therapy = done.get();
        boolean patient = therapy.kind() == CommandKind.PATIENT_BOLUS_REQUEST;
        if (!therapy.kind().isStage() && !patient) {
            return;
        }
        if (therapy instanceof Command.StageRefill refill) {
            world.refill(refill.aspiratedNl(), refill.filledNl());
        }
        if (therapy instanceof Command.StageConcentrationChange change) {
            judgeChange(change);
        }
        account.hearFlow(world.confirmedNl());
        check(steps.faultOf(therapy, entry), "SR-09", new Expectation.ReplyIs("STEP_UP"));
        account.accept(therapy);
        steps.follow(therapy);
        acceptTherapy(therapy, patient);
    }

    /** SR-25, SR-27: of a change that the kernel accepted. */
    private void judgeChange(Command.StageConcentrationChange change) {
        check(change.labelUgPerMl() == change.concentrationUgPerMl(), "SR-25", "another drug without its label",
                new Expectation.ReplyIs("LABEL_MISMATCH"));
        check(change.bridge() != change.rinse(), "SR-25", "another drug without a bridge or a rinse",
                new Expectation.ReplyIs("BRIDGE_REQUIRED"));
        check(before.bolusNlPerH == 0 && !account.path().isBridging(), "SR-27", "another drug during a bridge or a bolus",
                new Expectation.ReplyIs("BUSY"));
        world.refill(change.aspiratedNl(), change.filledNl());
    }

    private void acceptTherapy(Command therapy, boolean patient) {
        boolean program = therapy instanceof Command.StageContinuous || therapy instanceof Command.StageFlex
                || therapy instanceof Command.StageRestore || therapy instanceof Command.StageRestart;
        if (program) {
            lastTherapyAtMs = started && !(therapy instanceof Command.StageRestart) ? lastTherapyAtMs : account.nowMs();
            restarted |= therapy instanceof Command.StageRestart;
            started = true;
            check(account.faultOfProgram(), "SR-04", new Expectation.ReplyIs("DOSE_HARD"));
        }
        if (therapy instanceof Command.StageConcentrationChange) {
            check(account.faultOfChange(), "SR-25", new Expectation.ReplyIs("DOSE_HARD"));
        }
        if (patient || therapy instanceof Command.StageClinicianBolus || therapy instanceof Command.StagePriming) {
            check(!account.path().isBridging(), "SR-27", "a bolus during a bridge", new Expectation.ReplyIs("BUSY"));
            check(before.bolusNlPerH == 0, "SR-16", "a second bolus beside a running one", new Expectation.ReplyIs("BUSY"));
            check(account.faultOfNewestBolus(), "SR-06", new Expectation.ReplyIs("DOSE_WINDOW"));
        }
        if (therapy.kind() == CommandKind.STAGE_RESUME) {
            dry = false;
        }
        dry |= world.nominalNl() <= 1_000_000;
        followProgram();
    }

    private void cleared(int alarm) {
        check(alarm != Alarm.AUTH_ATTACK || !guesses.isAttacked(account.nowMs()), "SR-48", "A15 cleared while a key is refused",
                new Expectation.ReplyIs("ALARM_BLOCK"));
        if (alarm == Alarm.OVER_DELIVERY || alarm == Alarm.SENSOR_LOST) {
            flow.restartNow();
            world.restartFlow();
        }
        if (alarm == Alarm.NOT_THERAPY) {
            steps.forgetReduction();
        }
    }

    private void followProgram() {
        Day day = account.present();
        flex = day.isFlex();
        meanNlPerH = day.load().divide(BigInteger.valueOf(DAY_MS)).longValueExact();
        scheduledNlPerH = day.rateAtNlPerH(0);
        long hardNg = account.isChild() ? 1_200_000 : 2_100_000;
        BigInteger strongest = day.load().multiply(BigInteger.valueOf(2000));
        tooMuchIfUnknown = strongest.compareTo(TherapyAccount.ng(hardNg)) > 0;
        suspended = pump.kernel().isScheduleSuspended();
        if (suspended) {
            tooMuchIfUnknown = evenNlPerH() * 24 * 2_000 > hardNg * 1_000;
        }
        limitDrug = account.limitNg() * 1000 * HOUR_MS;
    }

    private long evenNlPerH() {
        return account.path().isBridging() ? account.path().bridgeNlPerH() : meanNlPerH;
    }

    /** SR-26, K-48: a bridge suspends the schedule, and nothing does so for more than a day after it. */
    private void judgeSuspension(long nowMs) {
        boolean seen = pump.kernel().isScheduleSuspended();
        if (seen != suspended || account.path().isBridging()) {
            suspendedSinceMs = nowMs;
        }
        if (seen != suspended) {
            followProgram();
        }
        suspended = seen;
        check(seen || !account.path().isBridging(), "SR-26", "no even flow during a bridge", rate(evenNlPerH()));
        check(!seen || flex || account.path().isBridging(), "SR-26", "even flow without a bridge", rate(scheduledNlPerH));
        check(!seen || nowMs - suspendedSinceMs <= DAY_MS + HOUR_MS || world.isLateTickIn(nowMs - 2 * DAY_MS, nowMs), "SR-26",
                "a flex day that does not come back", rate(scheduledNlPerH));
    }

    // --- judging

    /** SR-18, SR-50: neither a refusal nor an answer told again changes anything; an attack raises A15 beside. */
    private void observeRefusal(boolean attack) {
        now.take(pump.kernel());
        boolean raises = attack && !before.isActive(Alarm.AUTH_ATTACK);
        boolean same = now.isSameAs(before) || raises && now.isSameButFor(Alarm.AUTH_ATTACK, before);
        if (!same) {
            fail("SR-18", "a refused command changed something", seenBefore());
        }
        check(pump.kernel().patientLimitNgPerDay() == account.limitNg(), "SR-18", "a refused command changed the limit");
    }

    private void observe() {
        now.take(pump.kernel());
        sounds.follow(before, now);
        judgeState();
        takeNow();
    }

    private void judgeState() {
        long nowMs = account.nowMs();
        judgeSuspension(nowMs);
        int wanted = wantedMode();
        if (now.mode != wanted) {
            fail(now.mode > wanted ? "SR-14" : "SR-41", "mode " + KernelNames.MODES.get(now.mode) + " in place of "
                    + KernelNames.MODES.get(wanted), new Expectation.ModeIs(KernelNames.MODES.get(wanted)));
        }
        judgeBolus();
        judgeRate();
        judgeLow(nowMs);
        judgeAlarms(nowMs);
        judgeSound(nowMs);
        judgeReservoir();
        judgeOutput(nowMs);
        restarted = false;
        gapBefore = false;
    }

    /** SR-14, D-30: the most restrictive of what was ordered, what the alarms demand and what holds. */
    private int wantedMode() {
        if (!started || dry || now.isActive(Alarm.OVER_DELIVERY) || now.isActive(Alarm.EOS) || account.ordered() == Mode.STOP) {
            return Mode.STOP;
        }
        boolean unknown = now.isActive(Alarm.REFILL_DISCREPANCY);
        if (account.ordered() == Mode.MIN || now.isActive(Alarm.RESTART_GAP) || unknown && tooMuchIfUnknown) {
            return Mode.MIN;
        }
        return unknown || now.isActive(Alarm.SENSOR_LOST) || world.isHeld() ? Mode.HOLD : Mode.RUN;
    }

    private void judgeBolus() {
        boolean barred = now.critical != 0 || now.isActive(Alarm.STALL_RECOVERED) || now.isActive(Alarm.POST_MRI)
                || world.isExposed();
        boolean due = account.isBolusDue();
        if (due && now.bolusNlPerH == 0 && (barred || now.mode != Mode.RUN)) {
            account.cancelBolus();
            due = false;
        }
        long wanted = due ? account.newestBolus().rateNlPerH() : 0;
        if (now.bolusNlPerH != wanted) {
            fail("SR-19", "a bolus that should not flow, or not so", rate(now.basalNlPerH + wanted));
        }
        if (now.bolusNlPerH > 0 && (barred || now.mode != Mode.RUN)) {
            fail("SR-20", "a bolus beside an alarm that bars it", rate(now.basalNlPerH));
        }
    }

    /** SR-01, SR-02, SR-23, SR-53. */
    private void judgeRate() {
        boolean scheduled = now.mode == Mode.RUN && !suspended && !now.isActive(Alarm.TIME_ANOMALY);
        long wanted = switch (now.mode) {
            case Mode.STOP -> 0;
            case Mode.MIN -> 250;
            default -> scheduled ? scheduledNlPerH() : evenNlPerH();
        };
        if (now.basalNlPerH != wanted || now.rateNlPerH != now.basalNlPerH + now.bolusNlPerH) {
            fail("SR-01", "another rate than mode and program ask for", rate(wanted + now.bolusNlPerH));
        }
        long total = now.rateNlPerH;
        if (total != 0 && total != 250 && (total < 2_000 || total > 1_000_000)) {
            fail("SR-01", "a rate outside the range of rates", rate(wanted));
        }
    }

    private long scheduledNlPerH() {
        return flex ? account.present().rateAtNlPerH(world.todMs()) : scheduledNlPerH;
    }

    /** SR-59, SR-14: never silent, and never without a reason. */
    private void judgeLow(long nowMs) {
        boolean low = started && now.mode >= Mode.MIN;
        if (low && lowSinceMs == NEVER) {
            lowSinceMs = nowMs;
        }
        boolean wasLow = lowSinceMs != NEVER;
        if (!low) {
            lowSinceMs = NEVER;
        }
        boolean reminds = now.isActive(Alarm.NOT_THERAPY);
        if ((started && now.rateNlPerH < 2_000 || low) && !reminds) {
            fail("SR-59", "stopped or at minimum rate, and silent", including(Alarm.NOT_THERAPY));
        }
        if (reminds != (low || steps.isReduced())) {
            fail("SR-59", "the reminder A09 without a reason, or not there", exactly(Alarm.NOT_THERAPY, !reminds));
        }
        boolean critical = (now.critical & Outputs.bit(Alarm.NOT_THERAPY)) != 0;
        if (critical != (low && nowMs - lowSinceMs >= DAY_MS / 2)) {
            fail("SR-59", "the reminder A09 has the wrong priority");
        }
        boolean back = wasLow && !low;
        if (back && !restarted && nowMs - lastTherapyAtMs >= RESTART_GAP_MS) {
            fail("SR-35", "full dose after a long gap", including(Alarm.RESTART_GAP));
        }
    }

    private void judgeAlarms(long nowMs) {
        if ((before.active & ~now.active) != 0) {
            judgeEnded(before.active & ~now.active & ~world.mayEnd());
        }
        if ((before.critical & now.active & ~now.critical & ~Outputs.bit(Alarm.NOT_THERAPY)) != 0) {
            fail("SR-41", "a critical alarm that became less");
        }
        // A stall ends with the flow that comes before the tick: the gap until then counts.
        boolean gap = inLine ? isGap() : gapBefore;
        if (before.isActive(Alarm.STALL) && !now.isActive(Alarm.STALL)) {
            world.restartFlow();
            check(now.isActive(Alarm.STALL_RECOVERED), "SR-32", "a stall ended without A02", including(Alarm.STALL_RECOVERED));
            check(!gap || now.isActive(Alarm.RESTART_GAP), "SR-35", "recovered after a long gap without A18",
                    including(Alarm.RESTART_GAP));
        }
        int required = world.required(now.active, flow.mustBeOver());
        int missing = required & ~now.active;
        if (missing != 0) {
            int alarm = Integer.numberOfTrailingZeros(missing) + 1;
            fail("SR-41", "A" + alarm + " is missing", including(alarm));
        }
        if ((now.active & ~before.active) != 0) {
            judgeRisen(now.active & ~before.active & ~Outputs.bit(Alarm.NOT_THERAPY));
        }
        judgePriorities(nowMs);
        world.stepIsOver(now.active);
    }

    private void judgeEnded(int unexplained) {
        if (unexplained != 0) {
            int alarm = Integer.numberOfTrailingZeros(unexplained) + 1;
            fail("SR-43", "A" + alarm + " ended, and nothing that may end it has happened", including(alarm));
        }
    }

    private void judgeRisen(int risen) {
        int forbidden = risen & ~world.allowed(flow.mayBeOver(), gapBefore || isGap());
        if (forbidden != 0) {
            int alarm = Integer.numberOfTrailingZeros(forbidden) + 1;
            fail("SR-41", "A" + alarm + " without its condition", exactly(alarm, false));
        }
    }

    private void judgePriorities(long nowMs) {
        int always = now.active & ALWAYS_CRITICAL;
        int never = now.critical & ~ALWAYS_CRITICAL & ~LATER_CRITICAL;
        boolean lost = (now.critical & Outputs.bit(Alarm.SENSOR_LOST)) != 0;
        boolean isLong = now.isActive(Alarm.SENSOR_LOST) && world.isSensorLostLong(nowMs);
        if ((always & ~now.critical) != 0 || never != 0 || lost != isLong) {
            fail("SR-41", "an alarm of the wrong priority");
        }
        judgeCheckPriority(nowMs);
    }

    /** SR-37: critical from P35 on; a check that begins anew does not take that back. */
    private void judgeCheckPriority(long nowMs) {
        boolean critical = (now.critical & Outputs.bit(Alarm.POST_MRI)) != 0;
        boolean already = (before.critical & Outputs.bit(Alarm.POST_MRI)) != 0;
        boolean wanted = now.isActive(Alarm.POST_MRI) && (already || world.isCheckLongDue(nowMs));
        check(critical == wanted, "SR-37", "A17 of the wrong priority");
    }

    private static final int LATER_CRITICAL =
            Outputs.bit(Alarm.NOT_THERAPY) | Outputs.bit(Alarm.SENSOR_LOST) | Outputs.bit(Alarm.POST_MRI);

    private static final int ALWAYS_CRITICAL = Outputs.bit(Alarm.STALL) | Outputs.bit(Alarm.OVER_DELIVERY)
            | Outputs.bit(Alarm.RESERVOIR_EMPTY) | Outputs.bit(Alarm.EOS) | Outputs.bit(Alarm.LOW_BATTERY_RESET)
            | Outputs.bit(Alarm.REFILL_DISCREPANCY) | Outputs.bit(Alarm.RESTART_GAP);

    private void judgeSound(long nowMs) {
        int alarm = sounds.alarm(now, nowMs);
        if (now.signalAlarm != alarm) {
            fail("SR-42", "another alarm sounds than the worst that is not paused");
        }
        boolean critical = alarm != 0 && (now.critical & Outputs.bit(alarm)) != 0;
        int signal = alarm == 0 ? AlarmBank.SILENT : critical ? AlarmBank.CRITICAL : AlarmBank.NONCRITICAL;
        if (now.signal != signal) {
            fail("SR-42", "another signal than that of the worst alarm", new Expectation.SignalIs(KernelNames.SIGNALS.get(signal)));
        }
        if (sounds.isOverdue(before, now, nowMs)) {
            fail("SR-45", "no sound in time");
        }
        if ((now.critical & ~before.critical) != 0 && now.sounded == before.sounded) {
            fail("SR-44", "silent at a new critical alarm");
        }
    }

    private void judgeReservoir() {
        if (pump.kernel().commandedNl() != world.commandedNl()) {
            fail("SR-13", "another volume commanded than the integral of the rate", nominal());
        }
        if (pump.kernel().confirmedNl() != world.confirmedNl()) {
            fail("SR-34", "another volume confirmed than the sensor saw", number(Expectation.Quantity.DELIVERED, world.confirmedNl()));
        }
        if (pump.kernel().reservoirNominalNl() != world.nominalNl()) {
            fail("SR-28", "another nominal volume than fill less commanded", nominal());
        }
        if (pump.kernel().reservoirPessimisticNl() != world.pessimisticNl()) {
            fail("SR-28", "another pessimistic volume", number(Expectation.Quantity.RESERVOIR_PESSIMISTIC, world.pessimisticNl()));
        }
    }

    /** Every hour and every day of the output, at each instant at which one of them can be at its worst. */
    private void judgeOutput(long nowMs) {
        stretches.follow(now.mode == Mode.RUN && !now.isActive(Alarm.TIME_ANOMALY), world.isClockSet());
        Outflow output = account.atTip();
        if (now.basalNlPerH != before.basalNlPerH || now.bolusNlPerH != before.bolusNlPerH) {
            judgeDay(nowMs);
            judgeHour(nowMs);
        }
        while (judgedDay < output.changes() && output.changeMs(judgedDay) + DAY_MS <= nowMs) {
            judgeDay(output.changeMs(judgedDay++) + DAY_MS);
        }
        while (judgedHour < output.changes() && output.changeMs(judgedHour) + HOUR_MS <= nowMs) {
            judgeHour(output.changeMs(judgedHour++) + HOUR_MS);
        }
    }

    private void judgeDay(long endMs) {
        long drug = TherapyAccount.drugAtTip(account.atTip().load(endMs - DAY_MS, endMs));
        if (drug <= limitDrug) {
            return;
        }
        long most = account.highestLimitNg(endMs - 2 * DAY_MS, endMs) * 1000 * HOUR_MS;
        judgeWindow("SR-06", "24 h", endMs - DAY_MS, endMs, drug, most, 900_000);
    }

    private void judgeHour(long endMs) {
        long drug = TherapyAccount.drugAtTip(account.atTip().load(endMs - HOUR_MS, endMs));
        if (drug > hourDrug) {
            judgeWindow("SR-07", "an hour", endMs - HOUR_MS, endMs, drug, hourDrug, 60_000);
        }
    }

    /**
     * K-25 judges windows that begin at whole minutes or quarters, so a window between two of them can hold more by
     * what one such step holds at the highest rate. K-23: what no command decides can stack a flex day on itself.
     */
    private void judgeWindow(String requirement, String length, long startMs, long endMs, long drug, long most, long stepMs) {
        boolean excused = world.isLateTickIn(startMs, endMs) || stretches.isDisturbed(startMs, endMs);
        BigInteger bound = BigInteger.valueOf(most);
        if (!excused) {
            long peak = account.atTip().peakNlPerH(startMs, endMs);
            bound = bound.add(BigInteger.valueOf(TherapyAccount.drugAtTip(peak * stepMs + 16 * HOUR_MS)));
        } else {
            bound = bound.max(length.equals("24 h") ? stretches.mostOfDay(startMs, endMs) : stretches.mostOfHour(startMs, endMs));
        }
        if (BigInteger.valueOf(drug).compareTo(bound) > 0) {
            long excessNl = BigInteger.valueOf(drug).subtract(BigInteger.valueOf(most))
                    .divide(BigInteger.valueOf(account.concentrationUgPerMl() * HOUR_MS)).longValueExact();
            fail(requirement, length + " of output beyond the limit", new Expectation.NumberWithin(
                    Expectation.Quantity.DELIVERED, Long.MIN_VALUE, pump.kernel().confirmedNl() - excessNl));
        }
    }

    // --- what does not hold

    private void check(Optional<String> fault, String requirement, Expectation expected) {
        fault.ifPresent(what -> {
            int at = what.lastIndexOf("(SR-");
            fail(at < 0 ? requirement : what.substring(at + 1, at + 6), what, replyFor(what, expected));
        });
    }

    private static Expectation replyFor(String what, Expectation otherwise) {
        String reply = what.contains("(SR-04)") ? "DOSE_HARD" : what.contains("(SR-06)") ? "DOSE_WINDOW"
                : what.contains("(SR-07)") ? "DOSE_HOUR" : what.contains("(SR-10)") ? "STEP_SPACING"
                : what.contains("(SR-11)") ? "STEP_DOWN" : what.contains("(SR-09)") ? "STEP_UP" : "";
        return reply.isEmpty() ? otherwise : new Expectation.ReplyIs(reply);
    }

    private void check(boolean holds, String requirement, String what, Expectation... expected) {
        if (!holds) {
            fail(requirement, what, expected);
        }
    }

    private void fail(String requirement, String what, Expectation... expected) {
        fail(requirement, what, List.of(expected));
    }

    private void fail(String requirement, String what, List<Expectation> expected) {
        if (found == null) {
            found = new Violation(requirement, what, account.nowMs(), inLine, expected);
        }
    }

    private List<Expectation> seenBefore() {
        List<Expectation> seen = new ArrayList<>();
        seen.add(new Expectation.ModeIs(KernelNames.MODES.get(before.mode)));
        seen.add(rate(before.rateNlPerH));
        seen.add(new Expectation.AlarmsAre(names(before.active), true));
        seen.add(new Expectation.SignalIs(KernelNames.SIGNALS.get(before.signal)));
        return seen;
    }

    private static Expectation rate(long nlPerH) {
        return number(Expectation.Quantity.RATE, nlPerH);
    }

    private Expectation nominal() {
        return number(Expectation.Quantity.RESERVOIR_NOMINAL, world.nominalNl());
    }

    private static Expectation number(Expectation.Quantity quantity, long value) {
        return new Expectation.NumberWithin(quantity, value, value);
    }

    private static Expectation including(int alarm) {
        return new Expectation.AlarmsAre(Set.of(KernelNames.ALARMS.get(alarm - 1)), false);
    }

    private Expectation exactly(int alarm, boolean with) {
        return new Expectation.AlarmsAre(names(with ? now.active | Outputs.bit(alarm) : now.active & ~Outputs.bit(alarm)), true);
    }

    private static Set<String> names(int alarms) {
        Set<String> names = new TreeSet<>();
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            if ((alarms & Outputs.bit(alarm)) != 0) {
                names.add(KernelNames.ALARMS.get(alarm - 1));
            }
        }
        return names;
    }
}
