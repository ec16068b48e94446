package org.itb.harness.explore;

import java.math.BigInteger;
import org.itb.harness.oracle.Day;
import org.itb.harness.oracle.TherapyAccount;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.Setup;
import org.itb.harness.stream.WorldChange;
import org.itb.kernel.Mode;

/**
 * What the invariants must know of the way to a state: what was ordered, and the boluses and doses that still count.
 * It is part of the state, so it is of bounded size: what does not count any more is forgotten as 0.
 */
final class Bookkeeping {
    private static final int HELD = 24;
    private static final long DAY_MS = TherapyAccount.DAY_MS;
    private static final long HOUR_MS = TherapyAccount.HOUR_MS;
    private static final long TICK_MAX_MS = 60_000;
    private static final long PER_HOUR = 3_600_000;

    private static final int WEAKEST_UG_PER_ML = 500;
    private static final long MONITOR_MS = 28_800_000;

    /**
     * Boluses that may count: when they end, their whole and an hour's volume; of the patient's when they began. Volumes
     * and loads are told in the weakest drug that holds as much, so that another drug leaves them what they were.
     */
    private final long[] endMs = new long[HELD];
    private final long[] volumeNl = new long[HELD];
    private final long[] hourNl = new long[HELD];
    private final long[] patientCreditMs = new long[HELD];
    /** Doses of a day that were replaced, as loads, and when. */
    private final long[] replacedLoad = new long[HELD];
    private final long[] replacedMs = new long[HELD];

    private int ordered = Mode.RUN;
    private boolean dry;
    private long limitNg;
    private boolean child;
    private long dayLoad;
    private long hourLoad;
    private long earlierDayLoad;
    private long earlierHourLoad;
    private long ptmVolumeNl;
    private long ptmDurationMs;
    private long ptmLockoutMs;
    private long ptmCount;
    private long creditMs;
    private long newestEndMs;
    private long heldUntilMs;
    private boolean resetUntold;
    private boolean scanBegun;
    private boolean field;
    private boolean fieldAround;
    private long timesWeakest;
    private long monitoredUntilCreditMs;

    Bookkeeping(Setup setup) {
        timesWeakest = setup.concentrationUgPerMl() / WEAKEST_UG_PER_ML;
        limitNg = setup.patientLimitNgPerDay();
        dayLoad = setup.rateNlPerH().orElse(0) * DAY_MS * timesWeakest;
        hourLoad = setup.rateNlPerH().orElse(0) * HOUR_MS * timesWeakest;
        setup.patientBolus().ifPresent(this::set);
    }

    private void set(Command.StagePatientBolus bolus) {
        ptmVolumeNl = bolus.volumeNl();
        ptmDurationMs = bolus.durationMs();
        ptmLockoutMs = bolus.lockoutMs();
        ptmCount = bolus.countPer24h();
    }

    /** SR-36, D-37: a scan or a field. */
    boolean isExposed() {
        return scanBegun || field;
    }

    void scan(CommandKind said) {
        scanBegun = said == CommandKind.MRI_BEGIN || scanBegun && said != CommandKind.MRI_END;
        field = said == CommandKind.FIELD_DETECTED || field && said != CommandKind.FIELD_CLEARED;
    }

    /** A field that stays is told once, when it comes. */
    void scan(WorldChange change) {
        boolean comes = change instanceof WorldChange.MriFieldOn;
        boolean goes = change instanceof WorldChange.MriFieldOff;
        if (comes && !fieldAround || goes && fieldAround) {
            fieldAround = comes;
            field = comes;
        }
    }

    int ordered() {
        return ordered;
    }

    boolean isDry() {
        return dry;
    }

    /** SR-55: delivery holds for 10 s after a reset. */
    boolean isHeld() {
        return heldUntilMs > 0;
    }

    void reset(long nowMs) {
        heldUntilMs = nowMs + 10_000;
    }

    /** Nothing that was ordered is known any more; what was given still counts, and the dose of the last day too. */
    void loseMemory(long nowMs) {
        if (dayLoad > 0) {
            int slot = freeSlot(replacedLoad);
            replacedLoad[slot] = dayLoad;
            replacedMs[slot] = nowMs;
        }
        dayLoad = 0;
        hourLoad = 0;
        earlierDayLoad = 0;
        earlierHourLoad = 0;
        ptmCount = 0;
    }

    /** The pump restarts, and tells it with the next tick. */
    void resetWithNextTick() {
        resetUntold = true;
    }

    /** A tick; a bolus that ran until now and does not any more has ended. */
    void tick(long lastsMs, long nowMs, long nominalNl) {
        creditMs += Math.min(lastsMs, TICK_MAX_MS);
        dry |= nominalNl <= 1_000_000;
        heldUntilMs = nowMs >= heldUntilMs ? 0 : heldUntilMs;
        if (resetUntold) {
            reset(nowMs);
            resetUntold = false;
        }
        for (int i = 0; i < HELD; i++) {
            if (volumeNl[i] > 0 && endMs[i] + DAY_MS <= nowMs && creditMs - patientCreditMs[i] >= Math.max(DAY_MS, ptmLockoutMs)) {
                endMs[i] = 0;
                volumeNl[i] = 0;
                hourNl[i] = 0;
                patientCreditMs[i] = 0;
            }
            if (replacedLoad[i] > 0 && nowMs - replacedMs[i] >= DAY_MS + DAY_MS / 2) {
                replacedLoad[i] = 0;
                replacedMs[i] = 0;
            }
        }
    }

    /** The output after a step: a bolus that should still run and does not was cancelled. */
    void follow(long bolusNlPerH, long nowMs) {
        if (bolusNlPerH == 0 && newestEndMs > nowMs) {
            for (int i = 0; i < HELD; i++) {
                endMs[i] = Math.min(endMs[i], nowMs);
            }
            newestEndMs = nowMs;
        }
    }

    /** A command took effect; returns what speaks against it, null if nothing does. */
    String accept(Command command, long nowMs) {
        if (command instanceof Command.StageContinuous program) {
            return install(Day.constant(program.rateNlPerH()), nowMs, false);
        } else if (command instanceof Command.StageFlex program) {
            return install(new Day(program.steps()), nowMs, false);
        } else if (command instanceof Command.StageRestart restart) {
            return install(Day.constant(restart.rateNlPerH().orElse(dayLoad / timesWeakest / DAY_MS)), nowMs, true);
        } else if (command instanceof Command.StageRestore) {
            ordered = Mode.RUN;
            return install(earlierDayLoad, earlierHourLoad, nowMs, false);
        } else if (command instanceof Command.StageClinicianBolus bolus) {
            return start(bolus.volumeNl(), bolus.durationMs(), nowMs, -DAY_MS, false);
        } else if (command instanceof Command.StagePriming priming) {
            monitoredUntilCreditMs = creditMs + priming.durationMs() + MONITOR_MS;
            return start(priming.volumeNl(), priming.durationMs(), nowMs, -DAY_MS, true);
        } else if (command instanceof Command.StageConcentrationChange change) {
            ptmVolumeNl = ptmVolumeNl * timesWeakest * WEAKEST_UG_PER_ML / change.concentrationUgPerMl();
            timesWeakest = change.concentrationUgPerMl() / WEAKEST_UG_PER_ML;
        } else if (command instanceof Command.StagePatientBolus bolus) {
            set(bolus);
        } else if (command instanceof Command.StageLimits limits) {
            limitNg = limits.patientLimitNgPerDay();
        } else if (command instanceof Command.StageProfile profile) {
            child = profile.age().number() == 2;
        } else {
            return acceptBare(command, nowMs);
        }
        return null;
    }

    private String acceptBare(Command command, long nowMs) {
        switch (command.kind()) {
            case STAGE_STOP, STAGE_MIN_RATE -> {
                ordered = command.kind().number() == org.itb.kernel.Kind.STAGE_STOP ? Mode.STOP : Mode.MIN;
                earlierDayLoad = dayLoad;
                earlierHourLoad = hourLoad;
            }
            case STAGE_RESUME -> {
                ordered = Mode.RUN;
                dry = false;
            }
            case PATIENT_BOLUS_REQUEST -> {
                String early = patientFault();
                return early != null ? early : start(ptmVolumeNl, ptmDurationMs, nowMs, creditMs, false);
            }
            default -> { }
        }
        return null;
    }

    private String patientFault() {
        if (creditMs < monitoredUntilCreditMs) {
            return "SR-17: a patient's bolus after a priming, inside the lockout";
        }
        int inDay = 0;
        for (int i = 0; i < HELD; i++) {
            if (volumeNl[i] > 0 && patientCreditMs[i] >= 0) {
                if (creditMs - patientCreditMs[i] < ptmLockoutMs) {
                    return "SR-17: a patient's bolus inside the lockout";
                }
                inDay += creditMs - patientCreditMs[i] < DAY_MS ? 1 : 0;
            }
        }
        return inDay >= ptmCount ? "SR-17: a patient's bolus beyond the count" : null;
    }

    private String install(Day day, long nowMs, boolean restart) {
        return install(
                day.load().longValueExact() * timesWeakest, day.worstHourLoad().longValueExact() * timesWeakest, nowMs, restart);
    }

    private String install(long newDayLoad, long newHourLoad, long nowMs, boolean restart) {
        if (newDayLoad < dayLoad && !restart) {
            earlierDayLoad = dayLoad;
            earlierHourLoad = hourLoad;
        }
        boolean increase = newDayLoad > dayLoad;
        if (newDayLoad != dayLoad) {
            int slot = freeSlot(replacedLoad);
            replacedLoad[slot] = dayLoad;
            replacedMs[slot] = nowMs;
        }
        dayLoad = newDayLoad;
        hourLoad = newHourLoad;
        if (!fits(newDayLoad, increase ? countedNl(nowMs, DAY_MS, volumeNl) : 0, limit())) {
            return "SR-04: a program beyond the limit of 24 h";
        }
        return fits(newHourLoad, increase ? countedNl(nowMs, HOUR_MS, hourNl) : 0, 150_000)
                ? null : "SR-07: a program beyond the limit of an hour";
    }

    private String start(long givenNl, long durationMs, long nowMs, long startCreditMs, boolean priming) {
        long nl = givenNl * timesWeakest;
        if (newestEndMs > nowMs) {
            return "SR-16: a second bolus beside a running one";
        }
        long highest = dayLoad;
        for (int i = 0; i < HELD; i++) {
            highest = nowMs + durationMs - replacedMs[i] < DAY_MS ? Math.max(highest, replacedLoad[i]) : highest;
        }
        long inHourNl = priming ? 0 : Math.min(nl, nl * PER_HOUR / durationMs);
        String fault = null;
        if (!fits(highest, countedNl(nowMs, DAY_MS, volumeNl) + nl, priming ? hardLimitNg() : limit())) {
            fault = "SR-06: a bolus beyond the limit of 24 h";
        } else if (!priming && !fits(hourLoad, countedNl(nowMs, HOUR_MS, hourNl) + inHourNl, 150_000)) {
            fault = "SR-07: a bolus beyond the limit of an hour";
        }
        int slot = freeSlot(volumeNl);
        endMs[slot] = nowMs + durationMs;
        newestEndMs = nowMs + durationMs;
        volumeNl[slot] = nl;
        hourNl[slot] = inHourNl;
        patientCreditMs[slot] = startCreditMs;
        return fault;
    }

    private long limit() {
        return Math.min(limitNg, hardLimitNg());
    }

    /** P06 of this patient's age. */
    long hardLimitNg() {
        return child ? 1_200_000 : 2_100_000;
    }

    private long countedNl(long nowMs, long lengthMs, long[] charge) {
        long sum = 0;
        for (int i = 0; i < HELD; i++) {
            sum += volumeNl[i] > 0 && endMs[i] + lengthMs > nowMs ? charge[i] : 0;
        }
        return sum;
    }

    private boolean fits(long load, long bolusNl, long ng) {
        BigInteger drug = BigInteger.valueOf(load).add(BigInteger.valueOf(bolusNl * PER_HOUR))
                .multiply(BigInteger.valueOf(WEAKEST_UG_PER_ML));
        return drug.compareTo(TherapyAccount.ng(ng)) <= 0;
    }

    private static int freeSlot(long[] used) {
        for (int i = 0; i < HELD; i++) {
            if (used[i] == 0) {
                return i;
            }
        }
        throw new IllegalStateException("more than " + HELD + " count at once");
    }
}
