package org.itb.harness.oracle;

import org.itb.harness.quiet.EvenFlow;
import org.itb.harness.quiet.Stretch;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.MemoryCopy;
import org.itb.harness.stream.ResetCause;
import org.itb.harness.stream.Setup;
import org.itb.harness.stream.WorldChange;
import org.itb.kernel.Alarm;

/**
 * What the hardware has told, and which alarms must, may and may not follow from it: reservoir (SR-28, SR-29), battery
 * (SR-39), clock (SR-52, SR-53), flow (SR-32), sensor, resets (SR-55).
 */
final class WorldAccount {
    private static final long HOUR_MS = TherapyAccount.HOUR_MS;
    private static final long DAY_MS = TherapyAccount.DAY_MS;
    private static final long ERI_TO_EOS_MS = 7_776_000_000L;
    private static final long ERI_AGE_MS = 220_838_400_000L - ERI_TO_EOS_MS;
    private static final long CLAIM_MAX_NL = 1_000_000_000_000L;
    private static final int NEVER_BUILT = Outputs.bit(Alarm.MEMORY_LOST) | Outputs.bit(Alarm.BRIDGE_LOST)
            | Outputs.bit(Alarm.KERNEL_FAULT);
    private static final int BOTH_COPIES = MemoryCopy.BOTH.number();

    private final TherapyAccount account;
    private final long ageAtStartMs;

    // the reservoir
    private long fillNl;
    private long commandedAtFillNl;
    private long confirmedAtFillNl;
    private long commandedNl;
    private long confirmedNl;
    private long toldNl;
    private long seenNl;
    // the battery
    private long batteryMv;
    private boolean batteryUntold;
    private long nextBatteryMv;
    private boolean due;
    private long dueSinceMs;
    // the clock
    private long rtcSetMs;
    private long rtcSetAtMs;
    private boolean trusted = true;
    private long lateTickMs = -DAY_MS;
    // flow
    private boolean progress;
    private long commandedAtProgressNl;
    private long progressAtMs;
    // the check after MRI
    private boolean scanBegun;
    private boolean field;
    private boolean fieldAround;
    private boolean checkDue;
    private boolean lookedSinceField;
    private long checkSinceMs;
    private long confirmedAtCheckNl;
    // sensor and resets
    private boolean sensorWorks = true;
    private boolean sensorUntold;
    private long sensorLostAtMs;
    private boolean sensorKnownLost;
    private int resetsUntold;
    private long heldUntilMs = Long.MIN_VALUE;
    private boolean isHeld;
    /** Which copies of the image are damaged, as the bits of {@link MemoryCopy}. */
    private int damageUntold;
    private boolean memoryLost;
    // what this step did
    private int raised;
    private int endable;
    private boolean clockSet;
    private boolean ticked;

    WorldAccount(Setup setup, TherapyAccount account) {
        this.account = account;
        fillNl = setup.fillNl();
        ageAtStartMs = setup.ageMs();
        batteryMv = setup.batteryMv();
        rtcSetMs = setup.rtcMs();
        judgeBattery();
        raised |= due ? Outputs.bit(Alarm.ERI) : 0;
    }

    // --- what happens

    /** A tick, or the last of many quiet ones: time has passed in the account already. */
    void tick(long lastsMs, long rtcMs, long sensorTotalNl) {
        long nowMs = account.nowMs();
        commandedNl = account.output().load() / HOUR_MS;
        hearFlow(sensorTotalNl);
        if (progress) {
            commandedAtProgressNl = commandedNl;
            progressAtMs = nowMs;
        }
        progress = false;
        if (lastsMs > 60_000) {
            trusted = false;
            lateTickMs = nowMs;
        }
        long elapsedMs = nowMs - rtcSetAtMs;
        if (Math.abs(rtcMs - (rtcSetMs + elapsedMs)) > 60_000 * (elapsedMs / DAY_MS + 1)) {
            trusted = false;
        }
        judgeBattery();
        judgeCheck();
        isHeld &= nowMs < heldUntilMs;
        ticked = true;
        if (batteryUntold || sensorUntold || resetsUntold > 0 || damageUntold > 0) {
            tellUntold();
        }
    }

    private void tellUntold() {
        if (batteryUntold) {
            hearBattery(nextBatteryMv);
        }
        if (sensorUntold) {
            loseSensor();
        }
        while (resetsUntold > 0) {
            hearReset(ResetCause.values()[resetsUntold % 4 - 1]);
            resetsUntold /= 4;
        }
        if (damageUntold > 0) {
            hearDamage(damageUntold);
        }
        batteryUntold = false;
        sensorUntold = false;
        damageUntold = 0;
    }

    /** What the sensor has seen since time 0. */
    void hearFlow(long sensorTotalNl) {
        if (sensorTotalNl > seenNl) {
            progress = true;
            endable |= Outputs.bit(Alarm.STALL);
        }
        seenNl = sensorTotalNl;
        confirmedNl = seenNl + toldNl;
    }

    /** All flow that the kernel has been told of, with what the sensor has seen since time 0. */
    long toldWith(long sensorTotalNl) {
        return sensorTotalNl + toldNl;
    }

    /** Whether the sensor has seen flow since the last tick. */
    boolean isProgress(long sensorTotalNl) {
        return progress || sensorTotalNl > seenNl;
    }

    /** SR-48: failures of authentication became an attack. */
    void hearAttack() {
        raised |= Outputs.bit(Alarm.AUTH_ATTACK);
    }

    private void hearBattery(long mv) {
        batteryMv = mv;
        judgeBattery();
    }

    private void loseSensor() {
        if (!sensorKnownLost) {
            sensorLostAtMs = account.nowMs();
        }
        sensorKnownLost = true;
        raised |= Outputs.bit(Alarm.SENSOR_LOST);
    }

    /** SR-54: one copy is repaired, and that is checked for 10 s; without any, nothing here counts any more. */
    private void hearDamage(int copies) {
        memoryLost |= copies == BOTH_COPIES;
        raised |= Outputs.bit(Alarm.MEMORY_REPAIRED);
        hold();
    }

    /** Both copies were damaged: what the pump may do then hangs on more than is followed here. */
    boolean isMemoryLost() {
        return memoryLost;
    }

    private void hearReset(ResetCause cause) {
        raised |= Outputs.bit(cause == ResetCause.LOW_BATTERY ? Alarm.LOW_BATTERY_RESET : Alarm.RESET);
        hold();
    }

    private void hold() {
        heldUntilMs = account.nowMs() + 10_000;
        isHeld = true;
    }

    /** By age it is due since that age, however late it is seen. */
    private void judgeBattery() {
        long nowMs = account.nowMs();
        if (!due && (batteryMv <= 2_600 || ageAtStartMs + nowMs >= ERI_AGE_MS)) {
            due = true;
            dueSinceMs = Math.min(nowMs, ERI_AGE_MS - ageAtStartMs);
        }
    }

    /** SR-37: from a field or the end of a scan on; nothing from before it counts. */
    private void armCheck() {
        checkDue = true;
        lookedSinceField = false;
        checkSinceMs = account.nowMs();
        confirmedAtCheckNl = confirmedNl;
        raised |= Outputs.bit(Alarm.POST_MRI);
    }

    /** SR-37, D-33: over once somebody has looked and 2,000 nL have flowed, in no field and in no scan. */
    private void judgeCheck() {
        boolean shown = confirmedNl - confirmedAtCheckNl >= 2_000;
        if (checkDue && lookedSinceField && shown && !isExposed()) {
            checkDue = false;
            endable |= Outputs.bit(Alarm.POST_MRI);
        }
    }

    private void hearField(boolean isThere) {
        field = isThere;
        armCheck();
    }

    void change(WorldChange change) {
        boolean isField = change instanceof WorldChange.MriFieldOn;
        if ((isField || change instanceof WorldChange.MriFieldOff) && fieldAround != isField) {
            fieldAround = isField;
            hearField(isField);
        }
        if (change instanceof WorldChange.Battery battery) {
            batteryUntold = true;
            nextBatteryMv = battery.batteryMv();
        } else if (change instanceof WorldChange.FlowSensorLost) {
            sensorUntold |= sensorWorks;
            sensorWorks = false;
        } else if (change instanceof WorldChange.FlowSensorBack) {
            sensorWorks = true;
        } else if (change instanceof WorldChange.Corrupt corrupt) {
            damageUntold |= corrupt.copy().number();
        } else if (change instanceof WorldChange.Reset reset) {
            int digit = reset.cause().ordinal() + 1;
            int place = 1;
            while (resetsUntold >= place) {
                place *= 4;
            }
            resetsUntold += digit * place;
        }
    }

    /** A message that the kernel accepted. */
    void hear(Command command, long rtcMs) {
        if (command instanceof Command.FlowConfirm told) {
            toldNl += Math.min(told.deltaNl(), CLAIM_MAX_NL);
            confirmedNl = seenNl + toldNl;
            progress |= told.deltaNl() > 0;
            endable |= told.deltaNl() > 0 ? Outputs.bit(Alarm.STALL) : 0;
        } else if (command instanceof Command.Battery battery) {
            hearBattery(battery.batteryMv());
        } else if (command instanceof Command.MemoryError error) {
            hearDamage(error.copy().number());
        } else if (command instanceof Command.Reset reset) {
            hearReset(reset.cause());
        } else if (command instanceof Command.SetRtc set) {
            setRtc(set.rtcMs());
        } else if (command instanceof Command.AlarmClear clear) {
            endable |= Outputs.bit(clear.alarm());
        } else {
            hearBare(command);
        }
    }

    private void hearBare(Command command) {
        switch (command.kind()) {
            case MOTOR_STALL -> raised |= Outputs.bit(Alarm.STALL);
            case MOTOR_RECOVERED -> endable |= Outputs.bit(Alarm.STALL);
            case SENSOR_FAULT -> loseSensor();
            case INTERROGATE -> {
                endable |= Outputs.bit(Alarm.STALL_RECOVERED);
                lookedSinceField = true;
                judgeCheck();
            }
            case MRI_BEGIN -> scanBegun = true;
            case MRI_END -> {
                scanBegun = false;
                armCheck();
            }
            case FIELD_DETECTED -> hearField(true);
            case FIELD_CLEARED -> hearField(false);
            default -> { }
        }
    }

    private void setRtc(long rtcMs) {
        long movedMs = Math.abs(rtcMs - (rtcSetMs + account.nowMs() - rtcSetAtMs));
        if (movedMs > 60_000 && account.present().isFlex()) {
            raised |= Outputs.bit(Alarm.TIME_ANOMALY);
        }
        rtcSetMs = rtcMs;
        rtcSetAtMs = account.nowMs();
        trusted = true;
        clockSet = true;
    }

    /** SR-29: an accepted refill. */
    void refill(long aspiratedNl, long filledNl) {
        long delivered = commandedNl - commandedAtFillNl;
        if (Math.abs(aspiratedNl - nominalNl()) * 1000 > delivered * 145 + 1_000_000_000L) {
            raised |= Outputs.bit(Alarm.REFILL_DISCREPANCY);
        }
        fillNl = filledNl;
        commandedAtFillNl = commandedNl;
        confirmedAtFillNl = confirmedNl;
        ticked = true;
    }

    /** Flow is watched anew (D-20 … D-22). */
    void restartFlow() {
        commandedAtProgressNl = commandedNl;
        progressAtMs = account.nowMs();
    }

    /** What was true of this step alone is over. */
    void stepIsOver(int active) {
        sensorKnownLost &= (active & Outputs.bit(Alarm.SENSOR_LOST)) != 0;
        raised = 0;
        endable = 0;
        clockSet = false;
        ticked = false;
    }

    // --- what is

    long commandedNl() {
        return commandedNl;
    }

    long confirmedNl() {
        return confirmedNl;
    }

    long nominalNl() {
        return fillNl - (commandedNl - commandedAtFillNl);
    }

    long pessimisticNl() {
        return pessimisticNl(commandedNl, confirmedNl);
    }

    /** D-23: at these totals. */
    private long pessimisticNl(long commandedThenNl, long confirmedThenNl) {
        long worst = ((commandedThenNl - commandedAtFillNl) * 1145 + 999) / 1000;
        return fillNl - Math.max(worst, confirmedThenNl - confirmedAtFillNl);
    }

    long todMs() {
        return Math.floorMod(rtcSetMs + account.nowMs() - rtcSetAtMs, DAY_MS);
    }

    boolean isClockSet() {
        return clockSet;
    }

    /** SR-55: delivery holds for 10 s after a reset. */
    boolean isHeld() {
        return isHeld;
    }

    /** SR-36, D-37: no bolus may flow, whatever the alarms say. */
    boolean isExposed() {
        return scanBegun || field;
    }

    boolean isCheckLongDue(long nowMs) {
        return nowMs - checkSinceMs >= DAY_MS;
    }

    boolean isSensorLostLong(long nowMs) {
        return nowMs - sensorLostAtMs >= HOUR_MS;
    }

    boolean isLateTickIn(long startMs, long endMs) {
        return lateTickMs > startMs && lateTickMs <= endMs + DAY_MS;
    }

    // --- quiet time

    /**
     * Nothing here changes in it but totals and times, and no alarm is missed: if rates and outputs stay, and the sensor
     * sees this much.
     *
     * @param nlPerH the whole rate that is put out
     */
    void limit(Stretch quiet, Outputs now, long nlPerH, EvenFlow seen, long rtcMs) {
        long nowMs = account.nowMs();
        quiet.require(!batteryUntold && !sensorUntold && resetsUntold == 0 && damageUntold == 0 && !memoryLost);
        quiet.require(!isHeld && !progress);
        limitByBattery(quiet, nowMs);
        limitByPriority(quiet, now, nowMs);
        long elapsedMs = nowMs - rtcSetAtMs;
        // What is allowed only grows with time, and the difference stays.
        quiet.require(!trusted || Math.abs(rtcMs - (rtcSetMs + elapsedMs)) <= 60_000 * (elapsedMs / DAY_MS + 1));
        quiet.require(trusted || now.isActive(Alarm.TIME_ANOMALY));
        limitByFlow(quiet, now, nlPerH, seen);
    }

    private void limitByBattery(Stretch quiet, long nowMs) {
        if (!due) {
            quiet.endBefore(ERI_AGE_MS - ageAtStartMs - nowMs);
        } else if (nowMs - dueSinceMs < ERI_TO_EOS_MS) {
            quiet.endBefore(dueSinceMs + ERI_TO_EOS_MS - nowMs);
        }
    }

    private void limitByPriority(Stretch quiet, Outputs now, long nowMs) {
        int milder = now.active & ~now.critical;
        if ((milder & Outputs.bit(Alarm.SENSOR_LOST)) != 0) {
            quiet.endBefore(sensorLostAtMs + HOUR_MS - nowMs);
        }
        if ((milder & Outputs.bit(Alarm.POST_MRI)) != 0) {
            quiet.endBefore(checkSinceMs + DAY_MS - nowMs);
        }
    }

    /** What is missing at the end is judged: without progress a stall only grows, and a reservoir only empties. */
    private void limitByFlow(Stretch quiet, Outputs now, long nlPerH, EvenFlow seen) {
        long commandedThenNl = (account.output().load() + nlPerH * quiet.spanMs()) / HOUR_MS;
        long confirmedThenNl = confirmedNl + seen.afterNl(quiet.ticks());
        boolean stalls = seen.isNone() && commandedThenNl - commandedAtProgressNl >= 2_000
                && account.nowMs() + quiet.spanMs() - progressAtMs >= 60_000;
        quiet.require(!stalls || now.isActive(Alarm.STALL) || now.isActive(Alarm.SENSOR_LOST));
        quiet.require(seen.isNone() || seen.isInEachTick());
        boolean mayBeShown = checkDue && lookedSinceField && !isExposed();
        quiet.require(!mayBeShown || confirmedThenNl - confirmedAtCheckNl < 2_000);
        long leftNl = pessimisticNl(commandedThenNl, confirmedThenNl);
        quiet.require(leftNl > 2_000_000 || now.isActive(Alarm.RESERVOIR_LOW));
        quiet.require(leftNl > 1_000_000 || now.isActive(Alarm.RESERVOIR_EMPTY));
        quiet.require(fillNl - (commandedThenNl - commandedAtFillNl) > 1_000_000 || nominalNl() <= 1_000_000);
    }

    // --- which alarms

    /** Alarms that must be active now. */
    int required(int active, boolean mustBeOver) {
        boolean watched = (active & Outputs.bit(Alarm.SENSOR_LOST)) == 0;
        int required = raised & ~(endable & Outputs.bit(Alarm.STALL));
        required |= ticked && isStall() && watched ? Outputs.bit(Alarm.STALL) : 0;
        required |= ticked && mustBeOver && watched ? Outputs.bit(Alarm.OVER_DELIVERY) : 0;
        required |= due ? Outputs.bit(Alarm.ERI) : 0;
        required |= checkDue ? Outputs.bit(Alarm.POST_MRI) : 0;
        required |= due && account.nowMs() - dueSinceMs >= ERI_TO_EOS_MS ? Outputs.bit(Alarm.EOS) : 0;
        required |= ticked && !trusted ? Outputs.bit(Alarm.TIME_ANOMALY) : 0;
        return ticked ? required | lowReservoir() : required;
    }

    private int lowReservoir() {
        long leftNl = pessimisticNl();
        return (leftNl <= 2_000_000 ? Outputs.bit(Alarm.RESERVOIR_LOW) : 0)
                | (leftNl <= 1_000_000 ? Outputs.bit(Alarm.RESERVOIR_EMPTY) : 0);
    }

    private boolean isStall() {
        return commandedNl - commandedAtProgressNl >= 2_000 && account.nowMs() - progressAtMs >= 60_000;
    }

    /** Alarms that may rise in this step. */
    int allowed(boolean mayBeOver, boolean gap) {
        // A01 may come from 24 h of under-delivery too, which is not told apart here; A02 follows A01.
        int allowed = raised | Outputs.bit(Alarm.STALL) | Outputs.bit(Alarm.STALL_RECOVERED);
        allowed |= mayBeOver ? Outputs.bit(Alarm.OVER_DELIVERY) : 0;
        allowed |= gap ? Outputs.bit(Alarm.RESTART_GAP) : 0;
        allowed |= trusted ? 0 : Outputs.bit(Alarm.TIME_ANOMALY);
        return (allowed | lowReservoir() | required(0, false)) & ~NEVER_BUILT;
    }

    /** Alarms that may have ended in this step: the column "cleared by" of the alarm table. */
    int mayEnd() {
        int mayEnd = endable;
        mayEnd |= Outputs.bit(Alarm.NOT_THERAPY);
        mayEnd |= pessimisticNl() > 2_000_000 ? Outputs.bit(Alarm.RESERVOIR_LOW) : 0;
        mayEnd |= account.isRestartedNow() ? Outputs.bit(Alarm.RESTART_GAP) : 0;
        return mayEnd & ~Outputs.bit(Alarm.ERI) & ~Outputs.bit(Alarm.EOS);
    }
}
