package org.itb.harness.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.itb.harness.stream.KernelNames;
import org.itb.kernel.Alarm;
import org.itb.kernel.Cause;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.itb.kernel.Role;
import org.itb.kernel.SafetyKernel;

/**
 * A therapy on a wired pump, and what becomes of it when the power fails: before each byte that is written, in the
 * middle of each, and between a write and what follows it. Every cut is made on a memory that holds exactly what it
 * would hold then; a new kernel restarts from it, and is judged by what the patient and the sender had seen before.
 */
final class PowerCut {
    static final long DEVICE_ID = 4_711;
    static final int SLOTS = 96;
    private static final long HOUR_MS = 3_600_000;
    private static final int RESET_HOLD_MS = 10_000;

    /** What happened in one step, in order. */
    sealed interface Event {
        record Write(int address, byte value) implements Event { }

        record Motor(int rateNlPerH) implements Event { }

        record Replied(int reply) implements Event { }
    }

    /** What the patient has had and the sender has heard of, as far as anybody outside the pump can know it. */
    record Seen(long boluses, long patientStartMs, long programPg, int mode, int basalNlPerH) { }

    /** A message, with the number that its key gave it; number 0 for none. */
    record Sent(int kind, long role, long seq) {
        int admittedBy(SafetyKernel kernel) {
            return kernel.admit(kind, role, DEVICE_ID, role, seq, 0, true);
        }
    }

    private static final Sent NONE = new Sent(0, 0, 0);

    /**
     * One step of a therapy.
     *
     * @param name    for a person
     * @param before  the memory before it
     * @param events  what happened in it
     * @param rtcMs   the clock in it
     * @param motor   the rate that the motor had before it
     * @param seen    what was known outside before it, and after it
     * @param sent    the message in it, if there was one
     */
    record Step(String name, byte[] before, List<Event> events, long rtcMs, int motor, Seen seen, Seen seenAfter, Sent sent) {
        Step {
            events = List.copyOf(events);
        }
    }

    // ---- the therapy ----

    private final List<Step> steps = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final RamMedium memory = new RamMedium(Wiring.mediumSize(SLOTS));
    private final Wiring wiring;
    private long rtcMs;
    private int motorNlPerH;
    private long motorRest;
    private boolean motorStands;
    private long patientStartMs = -1;
    private long seq;

    PowerCut(SafetyKernel commissioned) {
        wiring = Wiring.format(medium(memory, events), commissioned, this::turn, rtcMs);
    }

    private void turn(int rateNlPerH) {
        motorNlPerH = rateNlPerH;
        events.add(new Event.Motor(rateNlPerH));
    }

    private static Medium medium(RamMedium memory, List<Event> events) {
        return new Medium() {
            @Override
            public int size() {
                return memory.size();
            }

            @Override
            public byte read(int address) {
                return memory.read(address);
            }

            @Override
            public byte[] read(int from, int length) {
                return memory.read(from, length);
            }

            @Override
            public void write(int address, byte value) {
                events.add(new Event.Write(address, value));
                memory.write(address, value);
            }
        };
    }

    private Seen seen() {
        SafetyKernel kernel = wiring.kernel();
        return new Seen(
                kernel.startedBoluses(), patientStartMs, kernel.programPgPerDay(), kernel.mode(), kernel.basalNlPerH());
    }

    private int step(String name, int kind, ToIntFunction<SafetyKernel> action) {
        return step(name, kind, NONE, action);
    }

    private int step(String name, int kind, Sent sent, ToIntFunction<SafetyKernel> action) {
        byte[] before = memory.content();
        Seen seenBefore = seen();
        int motorBefore = motorNlPerH;
        events.clear();
        int reply = wiring.carryOut(kind, 0, rtcMs, action);
        if (kind == Kind.PATIENT_BOLUS_REQUEST && reply == Reply.OK) {
            patientStartMs = rtcMs;
        }
        events.add(new Event.Replied(reply));
        steps.add(new Step(name, before, events, rtcMs, motorBefore, seenBefore, seen(), sent));
        return reply;
    }

    PowerCut pass(long lastsMs) {
        for (long left = lastsMs; left > 0; ) {
            long dtMs = Math.min(Math.min(60_000, left), wiring.kernel().dueInMs());
            left -= dtMs;
            rtcMs += dtMs;
            long total = motorStands ? 0 : motorNlPerH * dtMs + motorRest;
            motorRest = motorStands ? motorRest : total % HOUR_MS;
            step("tick", Kind.TICK, kernel -> {
                kernel.confirmFlow(total / HOUR_MS);
                return kernel.tick(dtMs, rtcMs);
            });
        }
        return this;
    }

    PowerCut motorStands(boolean stands) {
        motorStands = stands;
        return this;
    }

    int send(int kind, ToIntFunction<SafetyKernel> action) {
        long role = kind <= Kind.ALARM_CLEAR ? Role.CLINICIAN : kind <= Kind.PATIENT_STATUS ? Role.PATIENT : Role.SYSTEM;
        Sent sent = new Sent(kind, role, ++seq);
        return step(name(kind), kind, sent, kernel -> {
            int admitted = sent.admittedBy(kernel);
            return admitted == Reply.OK ? action.applyAsInt(kernel) : admitted;
        });
    }

    private static String name(int kind) {
        return "kind " + kind;
    }

    /** A session if there is none, the stage, and its confirmation with every override. */
    PowerCut order(int kind, ToIntFunction<SafetyKernel> stage) {
        clinician();
        must(send(kind, stage));
        must(send(Kind.CONFIRM, kernel -> kernel.confirm(kernel.stagedDigest(), true, true, true)));
        return this;
    }

    PowerCut clinician() {
        if (!wiring.kernel().isSessionOpen()) {
            must(send(Kind.OPEN_SESSION, SafetyKernel::openSession));
        }
        return this;
    }

    PowerCut patient(int expected) {
        int reply = send(Kind.PATIENT_BOLUS_REQUEST, SafetyKernel::requestPatientBolus);
        if (reply != expected) {
            throw new IllegalStateException(KernelNames.REPLIES.get(reply));
        }
        return this;
    }

    PowerCut must(int reply) {
        if (reply != Reply.OK) {
            throw new IllegalStateException(KernelNames.REPLIES.get(reply));
        }
        return this;
    }

    PowerCut sense(int kind, ToIntFunction<SafetyKernel> action) {
        must(step(name(kind), kind, action));
        return this;
    }

    long rtcMs() {
        return rtcMs;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    // ---- the cuts ----

    /** How many cuts were made, and what did not hold after one. */
    static final class Findings {
        long cuts;
        long torn;
        long twice;
        final List<String> violations = new ArrayList<>();

        void violated(String what) {
            violations.add(what);
        }
    }

    /** Cuts a step everywhere; each so-and-so-manieth cut is followed by a cut in the restart, everywhere. */
    static void cut(Step step, int everyTwice, Findings findings) {
        RamMedium memory = new RamMedium(step.before());
        long[] before = words(step.before(), step.rtcMs());
        RamMedium whole = new RamMedium(step.before());
        step.events().forEach(event -> apply(event, whole));
        long[] after = words(whole.content(), step.rtcMs());
        Judge judge = new Judge(step, before, after, findings);
        for (int i = 0; i <= step.events().size(); i++) {
            Event next = i < step.events().size() ? step.events().get(i) : null;
            if (next instanceof Event.Write write) {
                byte was = memory.read(write.address());
                memory.write(write.address(), (byte) (write.value() ^ was ^ 0x5a));
                judge.judge(memory, i, "in the middle of write " + i);
                findings.torn++;
                memory.write(write.address(), was);
            }
            judge.judge(memory, i, "before event " + i);
            findings.cuts++;
            if (findings.cuts % everyTwice == 0) {
                cutRestart(memory, judge, i, findings);
            }
            if (next != null) {
                apply(next, memory);
                judge.outside(next);
            }
        }
    }

    private static void cutRestart(RamMedium memory, Judge judge, int at, Findings findings) {
        RamMedium again = new RamMedium(memory.content());
        List<Event> restartEvents = new ArrayList<>();
        Wiring.restart(medium(new RamMedium(memory.content()), restartEvents), DEVICE_ID, Cause.BROWNOUT,
                rate -> restartEvents.add(new Event.Motor(rate)), judge.step.rtcMs());
        for (int i = 0; i < restartEvents.size(); i++) {
            apply(restartEvents.get(i), again);
            judge.judgeSecond(again, "before event " + at + ", and before event " + (i + 1) + " of the restart");
            findings.twice++;
        }
    }

    private static void apply(Event event, RamMedium memory) {
        if (event instanceof Event.Write write) {
            memory.write(write.address(), write.value());
        }
    }

    private static Wiring restart(RamMedium memory, long rtcMs) {
        return Wiring.restart(new RamMedium(memory.content()), DEVICE_ID, Cause.BROWNOUT, rate -> { }, rtcMs);
    }

    private static long[] words(byte[] content, long rtcMs) {
        return words(restart(new RamMedium(content), rtcMs).kernel());
    }

    private static long[] words(SafetyKernel kernel) {
        long[] words = new long[kernel.saveImage()];
        for (int i = 0; i < words.length; i++) {
            words[i] = kernel.imageWord(i);
        }
        return words;
    }

    /** What must hold after a cut in a step. */
    private static final class Judge {
        private final Step step;
        private final long[] before;
        private final long[] after;
        private final Findings findings;
        private int motorNlPerH;
        /** The sender or the patient knows: from here on only the state after the step will do. */
        private boolean known;

        Judge(Step step, long[] before, long[] after, Findings findings) {
            this.step = step;
            this.before = before;
            this.after = after;
            this.findings = findings;
            motorNlPerH = step.motor();
        }

        void outside(Event event) {
            if (event instanceof Event.Motor motor) {
                motorNlPerH = motor.rateNlPerH();
                known |= motorNlPerH != step.motor();
            } else if (event instanceof Event.Replied) {
                known = true;
            }
        }

        void judge(RamMedium memory, int at, String where) {
            try {
                Wiring restarted = restart(memory, step.rtcMs());
                judgeState(restarted, where);
                judgeLog(restarted, where);
                judgeTherapy(restarted.kernel(), where);
            } catch (RuntimeException failed) {
                violated(where, "the restart failed: " + failed);
            }
        }

        /** After a second cut the first restart is in the log, and a reset more in the count; the rest must be as after one. */
        void judgeSecond(RamMedium memory, String where) {
            Wiring restarted = restart(memory, step.rtcMs());
            judgeLog(restarted, where);
            judgeTherapy(restarted.kernel(), where);
        }

        private void judgeState(Wiring restarted, String where) {
            long[] found = words(restarted.kernel());
            boolean isAfter = Arrays.equals(found, after);
            boolean isBefore = Arrays.equals(found, before);
            if (!isAfter && !isBefore) {
                violated(where, "a state that never was");
            } else if (known && !isAfter) {
                violated(where, "the motor or the sender knew of a step that the restart forgot");
            }
        }

        private void judgeLog(Wiring restarted, String where) {
            EventLog log = restarted.log();
            EventLog.Fault fault = EventLog.check(log.records(), log.newest(), log.newestHash());
            if (fault != null) {
                violated(where, "the log: " + fault);
            }
            if (log.lost() > 0) {
                violated(where, "the log lost a record");
            }
        }

        /** What the patient gets, judged by what was seen outside alone. */
        private void judgeTherapy(SafetyKernel kernel, String where) {
            Seen seen = known ? step.seenAfter() : step.seen();
            if (kernel.bolusNlPerH() != 0) {
                violated(where, "a bolus goes on");
            }
            boolean charged = kernel.startedBoluses() >= seen.boluses();
            if (!charged) {
                violated(where, "a bolus that the motor had begun is not charged");
            }
            if (!isModeAfterReset(kernel.mode(), step.seenAfter()) && (known || !isModeAfterReset(kernel.mode(), step.seen()))) {
                violated(where, "in " + KernelNames.MODES.get(kernel.mode()) + " after the restart");
            }
            if (kernel.isAlarmActive(Alarm.MEMORY_LOST)) {
                violated(where, "both copies are gone");
            }
            if (kernel.isAlarmActive(Alarm.MEMORY_REPAIRED) || kernel.isAlarmActive(Alarm.KERNEL_FAULT)) {
                violated(where, "a cut that was taken for damage");
            }
            if (known && step.sent().seq() > 0 && step.sent().admittedBy(kernel) == Reply.OK) {
                violated(where, "a message that was answered is taken for a new one");
            }
            goOn(kernel, seen, where);
        }

        private static boolean isModeAfterReset(int mode, Seen seen) {
            return mode == Math.max(seen.mode(), Mode.HOLD);
        }

        /** The hold ends; then the lockout must still be what it was. */
        private void goOn(SafetyKernel kernel, Seen seen, String where) {
            int modeAtOnce = kernel.mode();
            long programPg = kernel.programPgPerDay();
            long flowNl = kernel.rateNlPerH() * (long) RESET_HOLD_MS / HOUR_MS;
            kernel.confirmFlow(flowNl);
            kernel.tick(RESET_HOLD_MS, step.rtcMs() + RESET_HOLD_MS);
            boolean free = modeAtOnce == Mode.HOLD && !kernel.isAlarmActive(Alarm.SENSOR_LOST)
                    && !kernel.isAlarmActive(Alarm.REFILL_DISCREPANCY);
            if (free && kernel.mode() != Mode.RUN) {
                violated(where, "therapy does not go on: " + KernelNames.MODES.get(kernel.mode()));
            }
            if (kernel.programPgPerDay() != programPg || programPg != step.seen().programPg() && programPg != step.seenAfter().programPg()) {
                violated(where, "another program");
            }
            if (seen.patientStartMs() >= 0 && step.rtcMs() + RESET_HOLD_MS - seen.patientStartMs() < HOUR_MS) {
                kernel.admit(Kind.PATIENT_BOLUS_REQUEST, Role.PATIENT, DEVICE_ID, Role.PATIENT, Long.MAX_VALUE, 0, true);
                if (kernel.requestPatientBolus() == Reply.OK) {
                    violated(where, "a patient's bolus inside the lockout");
                }
            }
        }

        private void violated(String where, String what) {
            findings.violated(step.name() + " at " + step.rtcMs() + " ms, cut " + where + ": " + what);
        }
    }
}
