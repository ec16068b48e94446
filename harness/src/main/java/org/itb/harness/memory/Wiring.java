package org.itb.harness.memory;

import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;
import org.itb.kernel.Alarm;
import org.itb.kernel.Kind;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;

/**
 * How a pump's kernel is wired: whatever reaches it goes through {@link #carryOut}, which keeps what a restart must not
 * lose before anybody learns of it. In this order: both copies are held against their checksums; the kernel decides;
 * the log is written; both copies are written; the motor learns its rate; the caller gets the reply. So no drug moves
 * that is not charged in memory, and no sender hears of a counter that a restart could forget (SR-21, SR-49, SR-57).
 *
 * <p>A damaged copy is written anew and the kernel is told (A11); so it is, once, when the log will not be written.
 * Therapy does not wait for either. If both copies are damaged, or neither can be written, nothing could be kept that
 * bounds a dose: that is A10 (SR-54).
 */
// [impl->req~SR-21~1] [impl->req~SR-54~1] [impl->req~SR-57~1]
public final class Wiring {
    /** Where the parts lie on the medium. */
    private static final int MEMORY_AT = 0;

    private final IntConsumer motor;
    private final PumpMemory memory;
    private final EventLog log;
    private final SafetyKernel kernel;
    private boolean logFailed;
    private long generation;

    /** What the kernel showed before a step. */
    private int alarmsBefore;
    private int criticalBefore;
    private int modeBefore;

    private Wiring(Medium medium, SafetyKernel kernel, IntConsumer motor) {
        this.kernel = kernel;
        this.motor = motor;
        memory = new PumpMemory(medium, MEMORY_AT);
        int slots = (medium.size() - PumpMemory.size()) / LogRecord.LENGTH;
        log = new EventLog(medium, MEMORY_AT + PumpMemory.size(), slots);
        generation = memory.generation();
    }

    /** How large a medium must be to hold so many records of the log. */
    public static int mediumSize(int slots) {
        return PumpMemory.size() + EventLog.size(slots);
    }

    /**
     * A pump that leaves production: its kernel, commissioned or new, goes into an empty memory.
     *
     * @param motor learns each rate, in nL/h
     */
    public static Wiring format(Medium medium, SafetyKernel kernel, IntConsumer motor, long rtcMs) {
        Wiring wiring = new Wiring(medium, kernel, motor);
        wiring.observe();
        wiring.keep(rtcMs);
        wiring.drive();
        return wiring;
    }

    /**
     * A pump whose power is back. The time without power counts, as far as the real-time clock knows it: so that a gap
     * in therapy is seen as one (SR-35), and no service date moves later (SR-39).
     *
     * @param cause why it restarts, as in {@code Cause}
     */
    public static Wiring restart(Medium medium, long deviceId, long cause, IntConsumer motor, long rtcMs) {
        PumpMemory.Restarted found = new PumpMemory(medium, MEMORY_AT).restart(deviceId, cause, rtcMs);
        Wiring wiring = new Wiring(medium, found.kernel(), motor);
        wiring.append(LogRecord.Type.RESET, rtcMs, (int) cause, 0, found.generation());
        if (found.damage() != Damage.NONE) {
            wiring.append(LogRecord.Type.MEMORY, rtcMs, found.damage().copy(), 0, 0);
        }
        wiring.tell(rtcMs);
        wiring.keep(rtcMs);
        wiring.drive();
        return wiring;
    }

    /**
     * Something reaches the kernel: a message that the pump has received, or an event that it has sensed.
     *
     * @param kind   of the message or event, as in {@code Kind}; {@code TICK} and a confirmed flow leave no record of their own
     * @param detail what the log says besides: the key's sequence number, or the event's value
     * @param action what the kernel is to do
     * @return the kernel's reply
     */
    public int carryOut(int kind, long detail, long rtcMs, ToIntFunction<SafetyKernel> action) {
        observe();
        Damage damage = memory.damage();
        report(damage, rtcMs);
        int reply = action.applyAsInt(kernel);
        if (kind != Kind.TICK && kind != Kind.FLOW_CONFIRM || reply != Reply.OK) {
            append(LogRecord.Type.COMMAND, rtcMs, kind, reply, detail);
        }
        tell(rtcMs);
        keep(rtcMs);
        drive();
        return reply;
    }

    private void report(Damage damage, long rtcMs) {
        if (damage != Damage.NONE) {
            append(LogRecord.Type.MEMORY, rtcMs, damage.copy(), 0, 0);
            kernel.memoryError(damage.copy());
        }
    }

    /** Writes the state to both copies; what cannot be written is told to the kernel, and that state is written. */
    private void keep(long rtcMs) {
        boolean faulty = kernel.isAlarmActive(Alarm.KERNEL_FAULT);
        Damage failed = memory.commit(kernel, note(rtcMs));
        if (failed != Damage.NONE || faulty != kernel.isAlarmActive(Alarm.KERNEL_FAULT)) {
            report(failed, rtcMs);
            tell(rtcMs);
            memory.commit(kernel, note(rtcMs));
        }
        generation = memory.generation();
    }

    private PumpMemory.Note note(long rtcMs) {
        return new PumpMemory.Note(rtcMs, log.newest(), log.newestHash());
    }

    /** The motor learns its rate. */
    private void drive() {
        motor.accept(kernel.rateNlPerH());
    }

    // ---- the log ----

    private void observe() {
        alarmsBefore = 0;
        criticalBefore = 0;
        modeBefore = kernel.mode();
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            alarmsBefore |= kernel.isAlarmActive(alarm) ? 1 << alarm : 0;
            criticalBefore |= kernel.isAlarmCritical(alarm) ? 1 << alarm : 0;
        }
    }

    /** Records what has changed since the step began. */
    private void tell(long rtcMs) {
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            boolean was = (alarmsBefore & 1 << alarm) != 0;
            boolean wasCritical = (criticalBefore & 1 << alarm) != 0;
            if (kernel.isAlarmActive(alarm) != was) {
                append(was ? LogRecord.Type.ALARM_OFF : LogRecord.Type.ALARM_ON, rtcMs, alarm, 0, kernel.isAlarmCritical(alarm) ? 1 : 0);
            } else if (kernel.isAlarmCritical(alarm) && !wasCritical) {
                append(LogRecord.Type.ALARM_CRITICAL, rtcMs, alarm, 0, 1);
            }
        }
        if (kernel.mode() != modeBefore) {
            append(LogRecord.Type.MODE, rtcMs, kernel.mode(), 0, kernel.rateNlPerH());
        }
        observe();
    }

    /** A record that will not be written is lost; that it was, the kernel is told once, until one is written again. */
    private void append(LogRecord.Type type, long rtcMs, int code, int reply, long detail) {
        boolean kept = log.append(type, kernel.nowMs(), rtcMs, generation + 1, code, reply, detail);
        if (!kept && !logFailed) {
            kernel.memoryError(Damage.A.copy());
        }
        logFailed = !kept;
    }

    // ---- what the world may see ----

    public SafetyKernel kernel() {
        return kernel;
    }

    public PumpMemory memory() {
        return memory;
    }

    public EventLog log() {
        return log;
    }
}
