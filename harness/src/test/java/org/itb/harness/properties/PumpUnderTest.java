package org.itb.harness.properties;

import java.util.ArrayList;
import java.util.List;
import org.itb.harness.stream.Command.FlexStep;
import org.itb.kernel.Alarm;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;

/**
 * A kernel with a motor, an encoder and a real-time clock around it, and the people who give it orders. Every
 * clinician's order gets a session of its own. Whoever drives the kernel ticks at the latest when it announces a
 * change of its own (D-45); only {@link #tickLate} does not.
 */
final class PumpUnderTest {
    static final long DEVICE_ID = 8637;
    private static final long TICK_MAX_MS = 60_000;
    private static final int HURRIED_MAX = 100;
    private static final long LOAD_PER_NL = 3_600_000;
    private static final long TWO_DAYS_MS = 172_800_000;

    SafetyKernel kernel = new SafetyKernel(DEVICE_ID);
    final Setup setup;
    private final List<Watch> watches = new ArrayList<>();

    private int gainPerMille = 1000;
    private boolean stuck;
    private boolean inField;
    private boolean scanBegun;
    private boolean encoderLost;
    private long rtcAheadMs;
    /** What the motor has moved and the encoder not yet counted, in nL·ms/h and per mille of it. */
    private long uncountedLoad;
    private boolean flexSeen;
    private long lastTokenId;

    PumpUnderTest(Setup setup, Watch... watches) {
        this.setup = setup;
        this.watches.addAll(List.of(watches));
        mustBeOk(kernel.commissionReservoir(Setup.CAPACITY_NL, Setup.CAPACITY_NL, setup.concentrationUgPerMl()));
        mustBeOk(kernel.commissionPatient(setup.origin(), setup.age(), setup.phase(), setup.limitNgPerDay(), 50_000));
        mustBeOk(kernel.commissionService(0, 3_000, 0));
        mustBeOk(kernel.commissionTherapy(setup.rateNlPerH(), TWO_DAYS_MS, TWO_DAYS_MS));
        Order.StagePatientBolus bolus = setup.patientBolus();
        kernel.commissionPatientBolus(bolus.volumeNl(), bolus.durationMs(), bolus.lockoutMs(), bolus.countPer24h());
    }

    private static void mustBeOk(int reply) {
        if (reply != Reply.OK) {
            throw new IllegalStateException("the kernel refuses the setup: reply " + reply);
        }
    }

    // ---- orders ----

    /** Gives an order as it comes: admission, then the order itself. */
    int give(Order order) {
        for (Watch watch : watches) {
            watch.before(this, order);
        }
        int reply = deliver(order, kernel);
        flexSeen |= order.kind() == Kind.STAGE_FLEX;
        scanBegun = order.kind() == Kind.MRI_BEGIN || scanBegun && order.kind() != Kind.MRI_END;
        for (Watch watch : watches) {
            watch.after(this, order, reply);
        }
        return reply;
    }

    /** Admits an order where an admission is needed, and gives it to a kernel. */
    static int deliver(Order order, SafetyKernel kernel) {
        if (order.kind() >= Kind.TICK) {
            return order.on(kernel);
        }
        int reply = Doors.admit(kernel, order.kind(), DEVICE_ID);
        return reply == Reply.OK ? order.on(kernel) : reply;
    }

    int give(int kind) {
        return give(new Order.Bare(kind));
    }

    /** A clinician's orders in a session of their own; returns the last reply. */
    int inSession(Order... orders) {
        give(Kind.OPEN_SESSION);
        int reply = Reply.OK;
        for (Order order : orders) {
            reply = give(order);
        }
        give(Kind.CLOSE_SESSION);
        return reply;
    }

    /** Stages and confirms in a session of its own; returns the first reply that is not OK. */
    int order(Order staged, boolean soft, boolean reduce, boolean restart) {
        give(Kind.OPEN_SESSION);
        int reply = give(staged);
        if (reply == Reply.OK) {
            reply = give(new Order.Confirm(staged, kernel.stagedDigest(), soft, reduce, restart));
        }
        give(Kind.CLOSE_SESSION);
        return reply;
    }

    int order(Order staged) {
        return order(staged, true, true, true);
    }

    int order(int stagedKind) {
        return order(new Order.Bare(stagedKind));
    }

    /** A program with the dose that it has, exactly as the kernel will recompute it. */
    int program(List<FlexStep> steps, boolean reduce) {
        long load = 0;
        for (int i = 0; i < steps.size(); i++) {
            long end = i + 1 < steps.size() ? steps.get(i + 1).startMs() : 86_400_000;
            load += steps.get(i).rateNlPerH() * (end - steps.get(i).startMs());
        }
        long ng = load / LOAD_PER_NL * kernel.concentrationUgPerMl() / 1000;
        return order(new Order.StageProgram(steps, kernel.concentrationUgPerMl(), ng), true, reduce, false);
    }

    int bolus(long volumeNl, long durationMs) {
        return order(new Order.StageBolus(volumeNl, durationMs));
    }

    /** Another drug, over what is left in the reservoir. */
    int changeDrug(long concentrationUgPerMl, long labelUgPerMl, long pathVolumeNl, boolean bridge, boolean rinse) {
        long aspiratedNl = Math.max(0, Math.min(kernel.reservoirNominalNl(), Setup.CAPACITY_NL));
        return order(new Order.StageChange(aspiratedNl, Setup.CAPACITY_NL / 2, concentrationUgPerMl, labelUgPerMl, pathVolumeNl, bridge, rinse));
    }

    /** A priming with a token of its own, or once more with the last one. */
    int prime(long volumeNl, long durationMs, boolean again) {
        lastTokenId += again ? 0 : 1;
        return order(new Order.StagePriming(volumeNl, durationMs, lastTokenId));
    }

    /**
     * The processor starts anew: a new kernel goes on from what this one has put out, or from nothing.
     *
     * @param bridgeLost how far a bridge had come was not on record
     */
    void restart(int cause, boolean fromNothing, boolean bridgeLost, long outageMs) {
        Order reset = new Order.Reset(cause);
        watches.forEach(watch -> watch.before(this, reset));
        int words = fromNothing ? 0 : kernel.saveImage();
        SafetyKernel next = new SafetyKernel(DEVICE_ID);
        for (int i = 0; i < words; i++) {
            next.addImageWord(kernel.imageWord(i));
        }
        long nowMs = kernel.nowMs();
        kernel = next;
        int reply = kernel.restart(cause, outageMs, nowMs + outageMs + rtcAheadMs);
        if (bridgeLost) {
            kernel.loseBridge();
        }
        watches.forEach(watch -> watch.after(this, reset, reply));
    }

    int refill(long aspiratedNl, long filledNl) {
        return order(new Order.StageRefill(aspiratedNl, filledNl, kernel.concentrationUgPerMl(), 0));
    }

    /** The constant rate that would make the present day's dose. */
    long presentRateNlPerH() {
        return kernel.programPgPerDay() / (24L * kernel.concentrationUgPerMl());
    }

    /** A flex day may be in force, and time is trusted. */
    boolean mayFollowFlexDay() {
        return flexSeen && !kernel.isAlarmActive(Alarm.TIME_ANOMALY);
    }

    // ---- time ----

    /** Time passes as it should: a tick at least every minute and whenever the kernel announces a change. */
    void pass(long ms) {
        long left = ms;
        int hurried = 0;
        while (left > 0) {
            long stepMs = Math.min(Math.min(left, TICK_MAX_MS), kernel.dueInMs());
            step(stepMs);
            left -= stepMs;
            hurried = stepMs == 1 ? hurried + 1 : 0;
            if (hurried > HURRIED_MAX) {
                throw new AssertionError("the kernel announces a change every ms and makes none");
            }
        }
    }

    /** One tick, however long, late for whatever was due in between. */
    void tickLate(long ms) {
        step(ms);
    }

    private void step(long ms) {
        if (!encoderLost) {
            give(new Order.Flow(countFlow(ms)));
        }
        give(new Order.Tick(ms, kernel.nowMs() + ms + rtcAheadMs));
    }

    /** What the encoder counts of a stretch: the motor goes on as it was told last. */
    private long countFlow(long ms) {
        if (stuck || inField) {
            return 0;
        }
        long wholeLoad = LOAD_PER_NL * 1000;
        long stretchMs = Math.min(ms, 315_360_000_000L);
        long ratePerMille = (long) kernel.rateNlPerH() * gainPerMille;
        long wholes = stretchMs / wholeLoad * ratePerMille;
        uncountedLoad += stretchMs % wholeLoad * ratePerMille;
        long counted = uncountedLoad / wholeLoad;
        uncountedLoad -= counted * wholeLoad;
        return counted + wholes;
    }

    // ---- the world ----

    void gain(int perMille) {
        gainPerMille = perMille;
    }

    void stick(boolean stuck) {
        this.stuck = stuck;
    }

    /** A scanner's field: the rotor stands still in it, and its sensor tells when it comes and goes. */
    void expose(boolean toField) {
        if (inField != toField) {
            inField = toField;
            give(toField ? Kind.FIELD_DETECTED : Kind.FIELD_CLEARED);
        }
    }

    void loseEncoder(boolean lost) {
        encoderLost = lost;
        if (lost) {
            give(Kind.SENSOR_FAULT);
        }
    }

    void moveRtc(long ms) {
        rtcAheadMs += ms;
    }

    void setRtc(long rtcMs) {
        if (inSession(new Order.SetRtc(rtcMs)) == Reply.OK) {
            rtcAheadMs = rtcMs - kernel.nowMs();
        }
    }

    // ---- the way back ----

    /**
     * What good staff would do about a pump that is not in RUN: mend what is broken, look, clear, refill, resume,
     * restart, and wait where only waiting helps. Ends after two days at the latest.
     */
    void bringBack() {
        for (int round = 0; round < 48; round++) {
            stick(false);
            expose(false);
            if (scanBegun) {
                inSession(new Order.Bare(Kind.MRI_END));
            }
            gain(1000);
            encoderLost = false;
            setRtc(kernel.nowMs() + 1);
            pass(120_000);
            if (kernel.reservoirPessimisticNl() <= 2_000_000) {
                refill(Math.max(0, Math.min(kernel.reservoirNominalNl(), Setup.CAPACITY_NL)), Setup.CAPACITY_NL);
            }
            lookAndClear();
            if (kernel.mode() >= Mode.MIN) {
                order(Kind.STAGE_RESUME);
            }
            if (kernel.isAlarmActive(Alarm.RESTART_GAP)) {
                order(new Order.StageRestart(0, true));
            }
            if (kernel.mode() == Mode.RUN) {
                return;
            }
            pass(3_600_000);
        }
    }

    void lookAndClear() {
        List<Order> orders = new ArrayList<>();
        orders.add(new Order.Bare(Kind.INTERROGATE));
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            if (kernel.isAlarmActive(alarm)) {
                orders.add(new Order.ClearAlarm(alarm));
            }
        }
        inSession(orders.toArray(Order[]::new));
    }
}
