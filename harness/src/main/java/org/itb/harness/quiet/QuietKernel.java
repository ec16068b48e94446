package org.itb.harness.quiet;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import org.itb.kernel.Alarm;
import org.itb.kernel.AlarmBank;
import org.itb.kernel.AlarmRules;
import org.itb.kernel.Clock;
import org.itb.kernel.Dosing;
import org.itb.kernel.Exposure;
import org.itb.kernel.FlowMeter;
import org.itb.kernel.FlowRules;
import org.itb.kernel.FlowWindow;
import org.itb.kernel.FluidPath;
import org.itb.kernel.Gate;
import org.itb.kernel.Mode;
import org.itb.kernel.Parameters;
import org.itb.kernel.Pump;
import org.itb.kernel.Reservoir;
import org.itb.kernel.SafetyKernel;

/**
 * A closed form of what ticks of a minute do to a kernel while nothing happens: the rate stays, no alarm comes or goes,
 * and nothing is due but that the one which sounds does so again. Then a tick moves clocks and totals by the same each
 * time, carries what is left of a nL, and marks the edges of the flow windows; so many of them can be told at once.
 *
 * <p>It says how many minutes are surely quiet ({@link #minutes}) and puts the kernel where they would have brought it
 * ({@link #pass}). "None" is always a right answer: then the kernel is ticked. The kernel has no door for this, and
 * shall have none: it takes no longer tick than P33. So its fields are set from outside. That is fair because it is the
 * simulator alone that does so, never a pump; because what follows a quiet time is judged on a kernel in the very state
 * that its own ticks make; and because that is tested on every field, in tests and now and then in every run. What it
 * cannot do is find a fault of the quiet tick itself: it does what the kernel of its tests does. Those tests do, and the
 * kernel's own.
 */
public final class QuietKernel {
    private static final VarHandle DUE_AT_MS = Hidden.number(SafetyKernel.class, "dueAtMs");
    private static final MethodHandle ANNOUNCE = Hidden.method(SafetyKernel.class, "announce", long.class);
    private static final VarHandle LAST_THERAPY_AT_MS = Hidden.number(SafetyKernel.class, "lastTherapyAtMs");
    private static final VarHandle IN_SERVICE = Hidden.flag(SafetyKernel.class, "inService");
    private static final VarHandle SENSOR_LOST = Hidden.flag(SafetyKernel.class, "sensorLost");
    private static final VarHandle GATE = Hidden.field(SafetyKernel.class, "gate", Gate.class);
    private static final VarHandle DOSING = Hidden.field(SafetyKernel.class, "dosing", Dosing.class);
    private static final VarHandle PUMP = Hidden.field(SafetyKernel.class, "pump", Pump.class);
    private static final VarHandle CLOCK = Hidden.field(SafetyKernel.class, "clock", Clock.class);

    private static final VarHandle NOW_MS = Hidden.number(Clock.class, "nowMs");
    private static final VarHandle CREDIT_MS = Hidden.number(Clock.class, "creditMs");
    private static final VarHandle TOD_MS = Hidden.field(Clock.class, "todMs", int.class);
    private static final VarHandle RTC_SET_MS = Hidden.number(Clock.class, "rtcSetMs");
    private static final VarHandle SET_AT_MS = Hidden.number(Clock.class, "setAtMs");

    private static final VarHandle MRI_BEGUN = Hidden.flag(Gate.class, "mriBegun");
    private static final VarHandle IN_FIELD = Hidden.flag(Gate.class, "inField");
    private static final VarHandle CHECK_FROM_NL = Hidden.number(Gate.class, "checkFromNl");
    private static final VarHandle LOOKED = Hidden.flag(Gate.class, "looked");

    private static final VarHandle SCHEDULED_NL_PER_H = Hidden.field(Gate.class, "scheduledNlPerH", int.class);
    private static final VarHandle ALARMS = Hidden.field(Gate.class, "alarms", AlarmBank.class);
    private static final VarHandle NEXT_SOUND_AT_MS = Hidden.number(AlarmBank.class, "nextSoundAtMs");
    private static final VarHandle SOUNDING_COUNT = Hidden.number(AlarmBank.class, "soundingCount");

    private static final VarHandle HOUR = window(FlowMeter.class, "hour");
    private static final VarHandle DAY = window(FlowMeter.class, "day");
    private static final VarHandle RECEIVED = window(FlowMeter.class, "received");
    private static final VarHandle EXPOSED_HOUR = window(Exposure.class, "hour");
    private static final VarHandle EXPOSED_DAY = window(Exposure.class, "day");

    private static final VarHandle METER = Hidden.field(Pump.class, "meter", FlowMeter.class);
    private static final VarHandle RESERVOIR = Hidden.field(Pump.class, "reservoir", Reservoir.class);

    private static final VarHandle COMMANDED_NL = Hidden.number(FlowMeter.class, "commandedNl");
    private static final VarHandle CONFIRMED_NL = Hidden.number(FlowMeter.class, "confirmedNl");
    private static final VarHandle CARRY = Hidden.number(FlowMeter.class, "carryNlMsPerH");
    private static final VarHandle COMMANDED_BEFORE_NL = Hidden.number(FlowMeter.class, "commandedBeforeNl");
    private static final VarHandle CONFIRMED_BEFORE_NL = Hidden.number(FlowMeter.class, "confirmedBeforeNl");
    private static final VarHandle DEFICIT_NL = Hidden.number(FlowMeter.class, "deficitNl");
    private static final VarHandle DEFICIT_MS = Hidden.number(FlowMeter.class, "deficitMs");
    private static final VarHandle RECOVERED = Hidden.flag(FlowMeter.class, "recovered");

    private static final VarHandle PATH = Hidden.field(Dosing.class, "path", FluidPath.class);
    private static final VarHandle PRIMING = Hidden.flag(FluidPath.class, "priming");
    private static final VarHandle EXPOSURE = Hidden.field(Dosing.class, "exposure", Exposure.class);
    private static final VarHandle EXPOSED_COMMANDED_NL = Hidden.number(Exposure.class, "commandedNl");
    private static final VarHandle EXPOSED_CONFIRMED_NL = Hidden.number(Exposure.class, "confirmedNl");
    private static final VarHandle COMMANDED_SUM_NL = Hidden.number(Exposure.class, "commandedSumNl");
    private static final VarHandle CONFIRMED_SUM_NL = Hidden.number(Exposure.class, "confirmedSumNl");
    private static final VarHandle EXPOSED_AT_MS = Hidden.number(Exposure.class, "atMs");

    /** Far from every bound at which the kernel's clocks and totals stand still. */
    private static final long FAR_MS = Parameters.TIME_MAX_MS / 2;
    private static final long FAR_NL = FlowMeter.COMMANDED_MAX_NL / 2;

    private static final long SLACK = Parameters.FLOW_SLACK_NL * 1000L;
    private static final long HIGH = 1000L + Parameters.ACCURACY_PER_MILLE;
    private static final long LOW = 1000L - Parameters.ACCURACY_PER_MILLE;
    /** By so much two totals in whole nL can miss an even flow, in nL per mille: each by less than 1 nL at either end. */
    private static final long ROUNDED = 2 * (1000 + HIGH);

    private final SafetyKernel kernel;
    private final Gate gate;
    private final AlarmBank alarms;
    private final Dosing dosing;
    private final Clock clock;
    private final Pump pump;
    private final FlowMeter meter;
    private final Reservoir reservoir;
    private final FluidPath path;
    private final Exposure exposure;
    private final QuietWindow hour;
    private final QuietWindow day;
    private final QuietWindow received;
    private final QuietWindow exposedHour;
    private final QuietWindow exposedDay;

    public QuietKernel(SafetyKernel kernel) {
        this.kernel = kernel;
        gate = (Gate) GATE.get(kernel);
        alarms = (AlarmBank) ALARMS.get(gate);
        dosing = (Dosing) DOSING.get(kernel);
        clock = (Clock) CLOCK.get(kernel);
        pump = (Pump) PUMP.get(kernel);
        meter = (FlowMeter) METER.get(pump);
        reservoir = (Reservoir) RESERVOIR.get(pump);
        path = (FluidPath) PATH.get(dosing);
        exposure = (Exposure) EXPOSURE.get(dosing);
        hour = new QuietWindow((FlowWindow) HOUR.get(meter));
        day = new QuietWindow((FlowWindow) DAY.get(meter));
        received = new QuietWindow((FlowWindow) RECEIVED.get(meter));
        exposedHour = new QuietWindow((FlowWindow) EXPOSED_HOUR.get(exposure));
        exposedDay = new QuietWindow((FlowWindow) EXPOSED_DAY.get(exposure));
    }

    private static VarHandle window(Class<?> owner, String name) {
        return Hidden.field(owner, name, FlowWindow.class);
    }

    // --- how long it is quiet

    /**
     * How many of the next minutes are surely quiet, if each ends with a tick after a confirmation of what flowed in it,
     * and one comes when an alarm sounds again. What the kernel itself announces is due after them: steps of a flex day,
     * the ends of a bolus, a hold, a pause or a session, the battery's age, an escalation.
     *
     * @param most  no more are asked for; at most {@link EvenFlow#MOST_TICKS}
     * @param told  what the encoder confirms in each, in nL per mille × ms / h
     * @param heard the encoder works: it confirms a zero too
     * @param rtcMs the real-time clock now; it goes on as time does
     */
    public int minutes(int most, EvenFlow told, boolean heard, long rtcMs) {
        long nowMs = clock.nowMs();
        long dueAtMs = dueBesidesSoundAtMs(nowMs);
        int ticks = dueAtMs == 0 ? most : (int) Math.min(most, (dueAtMs - nowMs - 1) / EvenFlow.TICK_MS);
        if (ticks <= 0 || !isAtRest(nowMs, heard) || !isClockQuiet(nowMs, rtcMs) || !isPathQuiet() || !isTellingSimple(told)) {
            return 0;
        }
        EvenFlow ordered = ordered();
        ticks = untilFlowIsNews(ticks, ordered, told);
        return ticks > 0 && !mayEndCheck(ticks, told) && isReservoirQuiet(ticks, ordered, told) ? ticks : 0;
    }

    /** When the alarm that sounds does so again, if nothing else is due before that. */
    public Repeats repeats() {
        long nextAtMs = (long) NEXT_SOUND_AT_MS.get(alarms);
        if (nextAtMs == 0 || nextAtMs != (long) DUE_AT_MS.get(kernel) || nextAtMs <= clock.nowMs()) {
            return Repeats.NONE;
        }
        return new Repeats(nextAtMs - clock.nowMs(), AlarmRules.repeatMs(gate.signal() == AlarmBank.CRITICAL));
    }

    /** What the kernel would announce if no alarm sounded. */
    private long dueBesidesSoundAtMs(long nowMs) {
        long dueAtMs = (long) DUE_AT_MS.get(kernel);
        if (repeats().isNone()) {
            return dueAtMs;
        }
        long nextSoundAtMs = (long) NEXT_SOUND_AT_MS.get(alarms);
        NEXT_SOUND_AT_MS.set(alarms, 0L);
        announce(nowMs);
        long besidesAtMs = (long) DUE_AT_MS.get(kernel);
        NEXT_SOUND_AT_MS.set(alarms, nextSoundAtMs);
        DUE_AT_MS.set(kernel, dueAtMs);
        return besidesAtMs;
    }

    private void announce(long nowMs) {
        try {
            ANNOUNCE.invokeExact(kernel, nowMs);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The last tick ended at this minute, and left nothing half done. */
    private boolean isAtRest(long nowMs, boolean heard) {
        boolean inService = (boolean) IN_SERVICE.get(kernel);
        boolean unheard = heard && (boolean) SENSOR_LOST.get(kernel);
        boolean recovered = (boolean) RECOVERED.get(meter);
        boolean far = nowMs < FAR_MS && meter.commandedNl() < FAR_NL && meter.confirmedNl() < FAR_NL
                && (long) COMMANDED_SUM_NL.get(exposure) < FAR_NL && (long) CONFIRMED_SUM_NL.get(exposure) < FAR_NL;
        return inService && !unheard && !recovered && far && !meter.isProgress()
                && nowMs % EvenFlow.TICK_MS == 0
                && (long) EXPOSED_AT_MS.get(exposure) == nowMs
                && (long) EXPOSED_COMMANDED_NL.get(exposure) == meter.commandedNl()
                && (long) EXPOSED_CONFIRMED_NL.get(exposure) == meter.confirmedNl()
                && hour.isInStep(nowMs) && day.isInStep(nowMs) && received.isInStep(nowMs)
                && exposedHour.isInStep(nowMs) && exposedDay.isInStep(nowMs);
    }

    /** SR-53: nothing is found of the clock that is not known; what is allowed only grows, and the difference stays. */
    private boolean isClockQuiet(long nowMs, long rtcMs) {
        if (!clock.isTrusted()) {
            return gate.isActive(Alarm.TIME_ANOMALY);
        }
        long sinceMs = nowMs - (long) SET_AT_MS.get(clock);
        boolean near = Math.abs(rtcMs) < Clock.RTC_MAX_MS / 2;
        return near && !FlowRules.isDrift(rtcMs, (long) RTC_SET_MS.get(clock) + sinceMs, sinceMs);
    }

    /**
     * Neither a bridge nor the wait behind one, which end by what flows; and no priming, which fills the path.
     */
    private boolean isPathQuiet() {
        boolean waits = path.isBridging() || path.isEven() && !path.isLost();
        boolean primes = (boolean) PRIMING.get(path) && gate.bolusNlPerH() > 0;
        return !waits && !primes;
    }

    /** Progress comes with every tick, and ends no stall; or with none. */
    private boolean isTellingSimple(EvenFlow told) {
        return told.isNone() || told.isInEachTick() && !gate.isActive(Alarm.STALL);
    }

    /** What the motor is told: it stays, for what changes it is due. */
    private EvenFlow ordered() {
        return new EvenFlow((long) gate.rateNlPerH() * EvenFlow.TICK_MS, Parameters.HOUR_MS, meter.carryNlMsPerH());
    }

    /**
     * SR-31, SR-32: no tick finds too much or too little, unless the alarm is there already. What a window holds beyond
     * its bound is at most what it can hold now, from whichever mark, and what an even flow can add to that.
     */
    private int untilFlowIsNews(int ticks, EvenFlow ordered, EvenFlow told) {
        if (gate.isActive(Alarm.SENSOR_LOST)) {
            return ticks;
        }
        int quiet = ticks;
        if (!gate.isActive(Alarm.OVER_DELIVERY)) {
            long most = Math.max(beyond(hour, 1000, -HIGH), beyond(day, 1000, -HIGH));
            quiet = untilFull(quiet, most, rise(ordered, told, HIGH));
        }
        if (!gate.isActive(Alarm.STALL)) {
            quiet = untilFull(quiet, beyond(received, -1000, LOW), -rise(ordered, told, LOW));
            quiet = isStalled(quiet, ordered, told) ? 0 : quiet;
        }
        return quiet;
    }

    /** How far the sum of both totals now is above that at the mark where it was least; 0 if it is below them all. */
    private long beyond(QuietWindow window, long timesConfirmed, long timesCommanded) {
        long now = meter.confirmedNl() * timesConfirmed + meter.commandedNl() * timesCommanded;
        return Math.max(0, now - window.least(timesConfirmed, timesCommanded));
    }

    /** By how much confirmed × 1000 rises above commanded × times in a tick, in parts of which an hour's ms are one. */
    private static long rise(EvenFlow ordered, EvenFlow told, long times) {
        // An encoder tells parts of 1 nL per mille, so its load is in the unit of commanded × 1000 as it stands.
        return told.load() - ordered.load() * times;
    }

    private static int untilFull(int ticks, long full, long rise) {
        long left = SLACK - ROUNDED - full;
        if (left < 0) {
            return 0;
        }
        return rise <= 0 ? ticks : (int) Math.min(ticks, left * Parameters.HOUR_MS / rise);
    }

    /** SR-32: at the end of these ticks nothing has been confirmed for too long; if not then, not before. */
    private boolean isStalled(int ticks, EvenFlow ordered, EvenFlow told) {
        return told.isNone() && FlowRules.isStall(
                (long) DEFICIT_NL.get(meter) + ordered.afterNl(ticks), (long) DEFICIT_MS.get(meter) + (long) ticks * EvenFlow.TICK_MS);
    }

    /** SR-37: the check after MRI may end by what flows in these ticks. */
    private boolean mayEndCheck(int ticks, EvenFlow told) {
        boolean over = !(boolean) MRI_BEGUN.get(gate) && !(boolean) IN_FIELD.get(gate);
        return over && gate.isActive(Alarm.POST_MRI) && AlarmRules.isCheckMet(
                (boolean) LOOKED.get(gate), meter.confirmedNl() + told.afterNl(ticks) - (long) CHECK_FROM_NL.get(gate));
    }

    /** SR-28: A04, A05 and the dry stop are there already, or will not be at the end either: what is left only falls. */
    private boolean isReservoirQuiet(int ticks, EvenFlow ordered, EvenFlow told) {
        long commandedNl = meter.commandedNl() + ordered.afterNl(ticks);
        long leftNl = reservoir.pessimisticNl(commandedNl, meter.confirmedNl() + told.afterNl(ticks));
        boolean low = gate.isActive(Alarm.RESERVOIR_LOW) ? pump.isLow() : leftNl > Parameters.RESERVOIR_LOW_NL;
        boolean empty = gate.isActive(Alarm.RESERVOIR_EMPTY) || leftNl > Parameters.RESERVOIR_EMPTY_NL;
        return low && empty && (gate.isDry() || reservoir.nominalNl(commandedNl) > Parameters.RESERVOIR_EMPTY_NL);
    }

    // --- what quiet time makes of it

    /** So many minutes pass, no more than {@link #minutes} said with the same flow, and none that sounds at the last. */
    public void pass(int ticks, EvenFlow told) {
        long nowMs = clock.nowMs();
        Repeats repeats = repeats();
        int sounds = repeats.countIn(ticks);
        if (sounds > 0) {
            soundAgain(sounds, nowMs + repeats.lastInMs(sounds), repeats);
        }
        long spanMs = (long) ticks * EvenFlow.TICK_MS;
        EvenFlow ordered = ordered();
        boolean flowing = !told.isNone() || gate.isActive(Alarm.SENSOR_LOST) && !gate.isActive(Alarm.STALL);
        if (flowing && gate.mode() <= Mode.HOLD) {
            LAST_THERAPY_AT_MS.set(kernel, nowMs + spanMs);
        }
        passExposure(ticks, nowMs, ordered, told);
        passMeter(ticks, nowMs, ordered, told);
        NOW_MS.set(clock, nowMs + spanMs);
        CREDIT_MS.set(clock, clock.creditMs() + spanMs);
        TOD_MS.set(clock, todAfterMs(spanMs));
        if (sounds > 0) {
            announce(nowMs + spanMs);
        }
    }

    private int todAfterMs(long spanMs) {
        return (int) ((clock.todMs() + spanMs) % Parameters.DAY_MS);
    }

    /** With each sound the kernel settles anew: all stays, but that it looks at the schedule, followed or not. */
    private void soundAgain(int sounds, long lastAtMs, Repeats repeats) {
        SOUNDING_COUNT.set(alarms, gate.soundingCount() + sounds);
        NEXT_SOUND_AT_MS.set(alarms, lastAtMs + repeats.everyMs());
        SCHEDULED_NL_PER_H.set(gate,
                dosing.rateAtNlPerH(todAfterMs(repeats.lastInMs(sounds)), kernel.concentrationUgPerMl()));
    }

    private void passMeter(int ticks, long nowMs, EvenFlow ordered, EvenFlow told) {
        long commandedNl = meter.commandedNl();
        long confirmedNl = meter.confirmedNl();
        hour.pass(ticks, nowMs, commandedNl, ordered, confirmedNl, told, 1);
        day.pass(ticks, nowMs, commandedNl, ordered, confirmedNl, told, 1);
        received.pass(ticks, nowMs, commandedNl, ordered, confirmedNl, told, 1);
        COMMANDED_NL.set(meter, commandedNl + ordered.afterNl(ticks));
        COMMANDED_BEFORE_NL.set(meter, commandedNl + ordered.afterNl(ticks - 1));
        CONFIRMED_NL.set(meter, confirmedNl + told.afterNl(ticks));
        CONFIRMED_BEFORE_NL.set(meter, confirmedNl + told.afterNl(ticks));
        CARRY.set(meter, ordered.carryAfter(ticks));
        DEFICIT_NL.set(meter, told.isNone() ? (long) DEFICIT_NL.get(meter) + ordered.afterNl(ticks) : 0L);
        DEFICIT_MS.set(meter, told.isNone() ? (long) DEFICIT_MS.get(meter) + (long) ticks * EvenFlow.TICK_MS : 0L);
    }

    private void passExposure(int ticks, long nowMs, EvenFlow ordered, EvenFlow told) {
        int times = path.flownUgPerMl(meter.confirmedNl(), kernel.concentrationUgPerMl()) / Parameters.CONC_LOW_UG_PER_ML;
        long commandedNl = (long) COMMANDED_SUM_NL.get(exposure);
        long confirmedNl = (long) CONFIRMED_SUM_NL.get(exposure);
        exposedHour.pass(ticks, nowMs, commandedNl, ordered, confirmedNl, told, times);
        exposedDay.pass(ticks, nowMs, commandedNl, ordered, confirmedNl, told, times);
        COMMANDED_SUM_NL.set(exposure, commandedNl + ordered.afterNl(ticks) * times);
        CONFIRMED_SUM_NL.set(exposure, confirmedNl + told.afterNl(ticks) * times);
        EXPOSED_COMMANDED_NL.set(exposure, meter.commandedNl() + ordered.afterNl(ticks));
        EXPOSED_CONFIRMED_NL.set(exposure, meter.confirmedNl() + told.afterNl(ticks));
        EXPOSED_AT_MS.set(exposure, nowMs + (long) ticks * EvenFlow.TICK_MS);
    }
}
