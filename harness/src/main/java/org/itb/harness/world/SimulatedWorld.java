package org.itb.harness.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.itb.harness.memory.Damage;
import org.itb.harness.quiet.EvenFlow;
import org.itb.harness.stream.ResetCause;
import org.itb.harness.stream.Setup;
import org.itb.harness.stream.WorldChange;
import org.itb.kernel.SafetyKernel;

/**
 * What surrounds the kernel on the simulator: motor, reservoir, flow sensor, battery and real-time clock. The kernel
 * learns of it only through its events (D-52), and drives it only through the rate that it puts out.
 *
 * <p>At one instant, {@link #pass} comes before the tick and {@link #senseRest} right after it (D-50).
 */
public final class SimulatedWorld {
    private final Motor motor = new Motor();
    private long reservoirNl;
    private long movedNl;
    private long confirmedNl;
    private long rtcMs;
    private boolean sensorWorks = true;
    private boolean field;

    private boolean sensorLossUntold;
    private boolean batteryUntold;
    private long batteryMv;
    private final Deque<ResetCause> resetsUntold = new ArrayDeque<>();
    private Damage damageUntold = Damage.NONE;

    /** The world at time 0. */
    public SimulatedWorld(Setup setup) {
        reservoirNl = setup.fillNl();
        rtcMs = setup.rtcMs();
        batteryMv = setup.batteryMv();
    }

    /** Time passes: the motor turns at the rate that the kernel last put out, and the clock goes on. */
    public void pass(long elapsedMs, SafetyKernel kernel) {
        rtcMs = saturatedSum(rtcMs, elapsedMs);
        long flowedNl = Math.min(motor.turn(elapsedMs), reservoirNl); // from an empty reservoir nothing flows
        reservoirNl -= flowedNl;
        movedNl += flowedNl;
        senseFlow(flowedNl, kernel);
    }

    /**
     * A working sensor confirms what flowed, and a zero too: it tells that the sensor lives. What flows while it is
     * lost stays unseen for good.
     */
    private void senseFlow(long flowedNl, SafetyKernel kernel) {
        if (sensorWorks) {
            confirmedNl += flowedNl;
            kernel.confirmFlow(flowedNl);
        }
    }

    /** Tells the kernel, with a tick, what happened to its hardware since the last one. */
    public void senseRest(SafetyKernel kernel) {
        if (batteryUntold) {
            batteryUntold = false;
            kernel.battery(batteryMv);
        }
        if (sensorLossUntold) {
            sensorLossUntold = false;
            kernel.sensorFault();
        }
    }

    /** So many minutes bring nothing but flow and time: nothing waits to be told, and the reservoir lasts. */
    public boolean isQuiet(int minutes) {
        return !batteryUntold && !sensorLossUntold && isMemoryAsItWas()
                && motor.evenFlow().afterNl(minutes) <= reservoirNl;
    }

    /** What a working sensor sees in each tick of quiet time; nothing of one that is lost. */
    public EvenFlow seenFlow() {
        return sensorWorks ? motor.evenFlow() : EvenFlow.NONE;
    }

    /** Whether the sensor works, and so confirms a zero too. */
    public boolean isSensorWorking() {
        return sensorWorks;
    }

    /** As {@link #pass} for so many minutes in which it is quiet; the kernel is told of their flow elsewhere. */
    public void passQuiet(int minutes) {
        long elapsedMs = (long) minutes * EvenFlow.TICK_MS;
        rtcMs = saturatedSum(rtcMs, elapsedMs);
        long flowedNl = motor.turn(elapsedMs);
        reservoirNl -= flowedNl;
        movedNl += flowedNl;
        confirmedNl += sensorWorks ? flowedNl : 0;
    }

    /** Nothing has restarted or been damaged since somebody looked. */
    public boolean isMemoryAsItWas() {
        return resetsUntold.isEmpty() && damageUntold == Damage.NONE;
    }

    /** Restarts that the hardware has made and not told yet. */
    public List<ResetCause> takeResets() {
        List<ResetCause> taken = List.copyOf(resetsUntold);
        resetsUntold.clear();
        return taken;
    }

    /** Which copies of the image have been damaged, and nobody has looked yet. */
    public Damage takeDamage() {
        Damage taken = damageUntold;
        damageUntold = Damage.NONE;
        return taken;
    }

    /** The kernel's output reaches the motor. */
    public void follow(SafetyKernel kernel) {
        motor.command(kernel.rateNlPerH());
    }

    /** Something changes that the kernel can only sense; a field it senses at once. */
    public void change(WorldChange change, SafetyKernel kernel) {
        if (change instanceof WorldChange.MotorStall) {
            motor.stall(true);
        } else if (change instanceof WorldChange.MotorFree) {
            motor.stall(false);
        } else if (change instanceof WorldChange.MotorGain gain) {
            motor.gain(gain.gainPerMille());
        } else if (change instanceof WorldChange.MriFieldOn) {
            expose(true, kernel);
        } else if (change instanceof WorldChange.MriFieldOff) {
            expose(false, kernel);
        } else if (change instanceof WorldChange.Battery battery) {
            batteryMv = battery.batteryMv();
            batteryUntold = true;
        } else if (change instanceof WorldChange.Reset reset) {
            resetsUntold.add(reset.cause());
        } else if (change instanceof WorldChange.Corrupt corrupt) {
            damageUntold = Damage.values()[damageUntold.copy() | corrupt.copy().number()];
        } else if (change instanceof WorldChange.RtcJump jump) {
            rtcMs = saturatedSum(rtcMs, jump.jumpMs());
        } else if (change instanceof WorldChange.FlowSensorLost) {
            sensorLossUntold = sensorWorks || sensorLossUntold;
            sensorWorks = false;
        } else if (change instanceof WorldChange.FlowSensorBack) {
            sensorWorks = true;
        } else {
            throw new IllegalStateException(change.word());
        }
    }

    /** Only a field that comes or goes is an event: the sensor has nothing to tell of one that stays. */
    private void expose(boolean isOn, SafetyKernel kernel) {
        if (field == isOn) {
            return;
        }
        field = isOn;
        motor.expose(isOn);
        if (isOn) {
            kernel.detectField();
        } else {
            kernel.clearField();
        }
    }

    /** A refill that the kernel accepted: what was left came out, and this went in. */
    public void refill(long filledNl) {
        reservoirNl = filledNl;
    }

    /** The clock was set by a command that the kernel accepted. */
    public void setRtc(long newRtcMs) {
        rtcMs = newRtcMs;
    }

    /** The real-time clock; it stops at the ends of 64 bit. */
    public long rtcMs() {
        return rtcMs;
    }

    /** What is in the reservoir. */
    public long reservoirNl() {
        return reservoirNl;
    }

    /** What has left the pump since time 0. */
    public long movedNl() {
        return movedNl;
    }

    /** What the flow sensor has seen of that. */
    public long confirmedNl() {
        return confirmedNl;
    }

    private static long saturatedSum(long left, long right) {
        long sum = left + right;
        if (((left ^ sum) & (right ^ sum)) < 0) {
            return left < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }
}
