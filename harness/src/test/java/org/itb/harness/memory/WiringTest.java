package org.itb.harness.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.itb.harness.memory.LogRecord.Type;
import org.itb.kernel.Alarm;
import org.itb.kernel.Cause;
import org.itb.kernel.Copy;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Profile;
import org.itb.kernel.Reply;
import org.itb.kernel.Role;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.Test;

/** A wired pump: what is kept before anybody learns of it, and what happens when it cannot be (SR-21, SR-54, SR-55, SR-57). */
class WiringTest {
    private static final long DEVICE_ID = 7;
    private static final long HOUR_MS = 3_600_000;
    private static final int SLOTS = 64;

    /** A medium whose parts can be made to fail. */
    private static final class Worn implements Medium {
        private final RamMedium memory = new RamMedium(Wiring.mediumSize(SLOTS));
        private final List<String> order = new ArrayList<>();
        private int failFrom = Integer.MAX_VALUE;
        private int failTo = Integer.MAX_VALUE;

        @Override
        public int size() {
            return memory.size();
        }

        @Override
        public byte read(int address) {
            return memory.read(address);
        }

        @Override
        public void write(int address, byte value) throws MediumException {
            if (address >= failFrom && address < failTo) {
                throw new MediumException("worn out");
            }
            note(address < PumpMemory.size() ? "copies" : "log");
            memory.write(address, value);
        }

        void note(String what) {
            if (order.isEmpty() || !order.get(order.size() - 1).equals(what)) {
                order.add(what);
            }
        }

        void fails(int from, int to) {
            failFrom = from;
            failTo = to;
        }
    }

    private final Worn medium = new Worn();
    private final List<Integer> motor = new ArrayList<>();
    private Wiring wiring = Wiring.format(medium, commissioned(), this::turn, 0);
    private long rtcMs;
    private long seq;

    private static SafetyKernel commissioned() {
        SafetyKernel kernel = new SafetyKernel(DEVICE_ID);
        ok(kernel.commissionReservoir(20_000_000, 20_000_000, 2_000));
        ok(kernel.commissionPatient(Profile.SPINAL, Profile.ADULT, Profile.TITRATION, 2_100_000, 50_000));
        ok(kernel.commissionService(0, 3_000, 0));
        ok(kernel.commissionPatientBolus(20_000, 600_000, HOUR_MS, 4));
        ok(kernel.commissionTherapy(8_333, 172_800_000, 172_800_000));
        return kernel;
    }

    private static void ok(int reply) {
        assertEquals(Reply.OK, reply);
    }

    private void turn(int rateNlPerH) {
        medium.note("motor " + rateNlPerH);
        motor.add(rateNlPerH);
    }

    private void tick(long dtMs) {
        rtcMs += dtMs;
        ok(wiring.carryOut(Kind.TICK, 0, rtcMs, kernel -> {
            kernel.confirmFlow(kernel.rateNlPerH() * dtMs / HOUR_MS);
            return kernel.tick(dtMs, rtcMs);
        }));
    }

    private int bolus() {
        seq++;
        return wiring.carryOut(Kind.PATIENT_BOLUS_REQUEST, seq, rtcMs, kernel -> {
            int admitted = kernel.admit(Kind.PATIENT_BOLUS_REQUEST, Role.PATIENT, DEVICE_ID, 1, seq, 0, true);
            return admitted == Reply.OK ? kernel.requestPatientBolus() : admitted;
        });
    }

    private void restart(int cause, long outageMs) {
        rtcMs += outageMs;
        wiring = Wiring.restart(medium, DEVICE_ID, cause, this::turn, rtcMs);
    }

    private SafetyKernel kernel() {
        return wiring.kernel();
    }

    private void assertLogHolds() {
        assertNull(EventLog.check(wiring.log().records(), wiring.log().newest(), wiring.log().newestHash()));
    }

    // [utest->req~SR-21~1]
    // [utest->req~SR-57~1]
    @Test
    void writesTheLogThenBothCopiesAndThenTellsTheMotor() {
        medium.order.clear();
        ok(bolus());
        assertEquals(List.of("log", "copies", "motor 128333"), medium.order);
        LogRecord record = wiring.log().records().get(0);
        assertEquals(Type.COMMAND, record.type());
        assertEquals(Kind.PATIENT_BOLUS_REQUEST, record.code());
        assertEquals(Reply.OK, record.reply());
        assertEquals(1, record.detail());
        assertEquals(wiring.memory().generation(), record.generation(), "the commit that makes it true");
    }

    // [utest->req~SR-57~1]
    @Test
    void recordsCommandsWithTheirAnswersAlarmsModesAndResets() {
        ok(bolus());
        assertEquals(Reply.BUSY, bolus());
        tick(60_000);
        ok(wiring.carryOut(Kind.MOTOR_STALL, 0, rtcMs, SafetyKernel::motorStall));
        restart(Cause.WATCHDOG, 0);
        List<String> told = wiring.log().records().stream()
                .map(record -> record.type() + " " + record.code() + " " + record.reply()).toList();
        assertEquals(List.of("COMMAND 25 0", "COMMAND 25 13", "COMMAND 29 0", "ALARM_ON 1 0", "RESET 2 0", "ALARM_ON 1 0", "ALARM_ON 12 0",
                "MODE 1 0"), told);
        assertEquals(wiring.memory().generation() - 1, wiring.log().records().get(4).detail(), "the generation that it went on from");
        assertLogHolds();
    }

    /** An alarm that escalates, a clear, and a tick that is refused. */
    // [utest->req~SR-57~1]
    @Test
    void recordsWhatChangesByItselfAndARefusedTick() {
        ok(wiring.carryOut(Kind.SENSOR_FAULT, 0, rtcMs, SafetyKernel::sensorFault));
        rtcMs += HOUR_MS;
        ok(wiring.carryOut(Kind.TICK, 0, rtcMs, kernel -> kernel.tick(HOUR_MS, rtcMs)));
        assertEquals(Reply.TIME, wiring.carryOut(Kind.TICK, 0, rtcMs, kernel -> kernel.tick(0, rtcMs)));
        List<Type> types = wiring.log().records().stream().map(LogRecord::type).toList();
        assertTrue(types.contains(Type.ALARM_CRITICAL), types::toString);
        assertEquals(Type.COMMAND, types.get(types.size() - 1));
    }

    // [utest->req~SR-54~1]
    @Test
    void repairsACopyAndGoesOn() throws MediumException {
        for (Damage copy : new Damage[] {Damage.A, Damage.B}) {
            wiring.memory().corrupt(copy);
            assertEquals(copy, wiring.memory().damage());
            tick(1_000);
            assertEquals(Damage.NONE, wiring.memory().damage(), "repaired");
            assertEquals(Mode.HOLD, kernel().mode());
            assertTrue(kernel().isAlarmActive(Alarm.MEMORY_REPAIRED));
            tick(10_000);
            assertEquals(Mode.RUN, kernel().mode());
        }
        assertEquals(List.of(Copy.A, Copy.B), wiring.log().records().stream()
                .filter(record -> record.type() == Type.MEMORY).map(LogRecord::code).toList());
    }

    // [utest->req~SR-54~1]
    // [utest->req~SR-55~1]
    @Test
    void goesOnFromTheOtherCopyOrFromNothing() throws MediumException {
        ok(bolus());
        wiring.memory().corrupt(Damage.B);
        restart(Cause.BROWNOUT, 0);
        assertEquals(Mode.HOLD, kernel().mode());
        assertTrue(kernel().isAlarmActive(Alarm.MEMORY_REPAIRED));
        assertEquals(1, kernel().startedBoluses());
        assertEquals(Damage.NONE, wiring.memory().damage());
        tick(10_000);
        assertEquals(Reply.LOCKOUT, bolus());

        wiring.memory().corrupt(Damage.BOTH);
        restart(Cause.BROWNOUT, 0);
        assertEquals(Mode.MIN, kernel().mode());
        assertTrue(kernel().isAlarmCritical(Alarm.MEMORY_LOST));
        assertEquals(250, motor.get(motor.size() - 1));
        restart(Cause.BROWNOUT, 0);
        assertTrue(kernel().isAlarmActive(Alarm.MEMORY_LOST), "the loss itself is kept");
        assertEquals(Damage.NONE, wiring.memory().damage());
        assertLogHolds();
    }

    /** K-55. */
    // [utest->req~SR-54~1]
    @Test
    void takesAnErasedMemoryForALostOneAndANewPumpForANewOne() {
        RamMedium erased = new RamMedium(Wiring.mediumSize(SLOTS));
        Wiring lost = Wiring.restart(erased, DEVICE_ID, Cause.BROWNOUT, rate -> { }, 0);
        assertEquals(Mode.MIN, lost.kernel().mode());

        RamMedium fresh = new RamMedium(Wiring.mediumSize(SLOTS));
        Wiring.format(fresh, new SafetyKernel(DEVICE_ID), rate -> { }, 0);
        Wiring asNew = Wiring.restart(fresh, DEVICE_ID, Cause.BROWNOUT, rate -> { }, 0);
        assertEquals(Mode.STOP, asNew.kernel().mode());
        assertFalse(asNew.kernel().isAlarmActive(Alarm.NOT_THERAPY));
        assertFalse(asNew.kernel().isAlarmActive(Alarm.MEMORY_LOST));
    }

    /** K-57: the checksum is right, and what is in it cannot be. */
    // [utest->req~SR-54~1]
    // [utest->req~SR-56~1]
    @Test
    void refusesAnImageThatIsAnotherPumps() {
        ok(bolus());
        wiring = Wiring.restart(medium, DEVICE_ID + 1, Cause.BROWNOUT, this::turn, rtcMs);
        assertEquals(Mode.MIN, kernel().mode());
        assertTrue(kernel().isAlarmCritical(Alarm.MEMORY_LOST));
        assertTrue(kernel().isAlarmCritical(Alarm.KERNEL_FAULT));

        TwoCopies copies = new TwoCopies(medium, 0, (PumpMemory.size() - 1) / 2 - 16);
        assertEquals(Damage.NONE, copies.commit(ByteBuffer.allocate(3).array()));
        restart(Cause.BROWNOUT, 0);
        assertTrue(kernel().isAlarmCritical(Alarm.KERNEL_FAULT), "whole, and too short for anything");
    }

    /** A generation behind, and whole: a step before, as if the power had failed in the last commit. */
    // [utest->req~SR-54~1]
    // [utest->req~SR-56~1]
    @Test
    void takesTheOlderCopyIfTheNewerOneCannotBe() {
        int a = new TwoCopies(medium, 0, (PumpMemory.size() - 1) / 2 - 16).payloadAt(0) - 16;
        byte[] older = medium.read(a, (PumpMemory.size() - 1) / 2);
        TwoCopies copies = new TwoCopies(medium, 0, (PumpMemory.size() - 1) / 2 - 16);
        assertEquals(Damage.NONE, copies.commit(new byte[100]));
        for (int i = 0; i < older.length; i++) {
            medium.memory.write(a + i, older[i]);
        }
        assertEquals(2, copies.whole().size());
        restart(Cause.BROWNOUT, 0);
        assertEquals(Mode.HOLD, kernel().mode());
        assertEquals(8_333, kernel().basalNlPerH());
        assertTrue(kernel().isAlarmCritical(Alarm.KERNEL_FAULT));
        assertFalse(kernel().isAlarmActive(Alarm.MEMORY_LOST));
    }

    // [utest->req~SR-54~1]
    @Test
    void saysWhenACopyWillNotBeWrittenAndGoesOnWithTheOther() {
        medium.fails(1_000, 1_600);
        tick(60_000);
        tick(1_000);
        assertTrue(kernel().isAlarmActive(Alarm.MEMORY_REPAIRED));
        assertEquals(Mode.HOLD, kernel().mode());
        assertEquals(8_333, motor.get(motor.size() - 1));
        assertFalse(kernel().isAlarmActive(Alarm.MEMORY_LOST));
        restart(Cause.BROWNOUT, 0);
        assertFalse(kernel().isAlarmActive(Alarm.MEMORY_LOST));
    }

    /** Nothing could be kept that bounds a dose: no bolus flows, and it is loud. */
    // [utest->req~SR-21~1]
    // [utest->req~SR-54~1]
    @Test
    void givesNoBolusThatCannotBeKept() {
        medium.fails(0, PumpMemory.size());
        int told = motor.size();
        bolus();
        assertEquals(List.of(250), motor.subList(told, motor.size()), "the motor never hears of the bolus");
        assertTrue(kernel().isAlarmCritical(Alarm.MEMORY_LOST));
    }

    // [utest->req~SR-57~1]
    @Test
    void goesOnWithoutALogAndSaysSoOnce() {
        medium.fails(PumpMemory.size(), Integer.MAX_VALUE);
        ok(bolus());
        assertEquals(Mode.HOLD, kernel().mode(), "held, and the bolus is cancelled and charged");
        assertTrue(kernel().isAlarmActive(Alarm.MEMORY_REPAIRED));
        tick(10_000);
        assertEquals(Mode.RUN, kernel().mode());
        assertEquals(Reply.LOCKOUT, bolus());
        assertEquals(Mode.RUN, kernel().mode(), "said once");
        assertTrue(wiring.log().lost() >= 3);
        medium.fails(Integer.MAX_VALUE, Integer.MAX_VALUE);
        assertEquals(Reply.LOCKOUT, bolus());
        assertEquals(1, wiring.log().records().size());
        assertLogHolds();
    }

    /** K-60. */
    // [utest->req~SR-35~1]
    // [utest->req~SR-55~1]
    @Test
    void asksBeforeFullDoseAfterTwoDaysWithoutPower() {
        tick(60_000);
        restart(Cause.LOW_BATTERY, 50 * HOUR_MS);
        assertEquals(Mode.HOLD, kernel().mode());
        assertTrue(kernel().isAlarmCritical(Alarm.LOW_BATTERY_RESET));
        tick(60_000);
        assertEquals(Mode.MIN, kernel().mode());
        assertTrue(kernel().isAlarmCritical(Alarm.RESTART_GAP));
    }

    @Test
    void holdsWhenTheClockHasGoneBack() {
        tick(60_000);
        rtcMs = -HOUR_MS;
        restart(Cause.BROWNOUT, 0);
        assertEquals(60_000, kernel().nowMs());
        tick(10_000);
        assertEquals(Mode.RUN, kernel().mode());
        assertTrue(kernel().isAlarmActive(Alarm.TIME_ANOMALY));
    }
}
