package org.itb.harness.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.itb.harness.memory.PowerCut.Event;
import org.itb.harness.memory.PowerCut.Findings;
import org.itb.harness.memory.PowerCut.Step;
import org.itb.kernel.Alarm;
import org.itb.kernel.Kind;
import org.itb.kernel.Profile;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The power fails at every byte that is written, in three therapies (SR-21, SR-49, SR-54, SR-55, SR-57): no bolus is
 * repeated, no budget or lockout lost, no limit exceeded, no counter forgotten, and therapy goes on.
 */
class PowerCutTest {
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 3_600_000;
    private static final int EVERY_TWICE = 499;

    private static final Map<String, String> REPORT = new TreeMap<>();

    private static SafetyKernel commissioned(long rateNlPerH, long limitNg) {
        SafetyKernel kernel = new SafetyKernel(PowerCut.DEVICE_ID);
        ok(kernel.commissionReservoir(20_000_000, 20_000_000, 2_000));
        ok(kernel.commissionPatient(Profile.SPINAL, Profile.ADULT, Profile.TITRATION, limitNg, 50_000));
        ok(kernel.commissionService(0, 3_000, 0));
        ok(kernel.commissionPatientBolus(20_000, 600_000, HOUR_MS, 4));
        ok(kernel.commissionTherapy(rateNlPerH, 172_800_000, 172_800_000));
        return kernel;
    }

    private static void ok(int reply) {
        assertEquals(Reply.OK, reply);
    }

    /** Boluses of the patient and of a clinician up to the limit of the day, each refused once too often. */
    private static PowerCut boluses() {
        return new PowerCut(commissioned(8_333, 480_000))
                .pass(90 * SECOND_MS)
                .patient(Reply.OK)
                .pass(4 * MINUTE_MS)
                .patient(Reply.BUSY)
                .pass(7 * MINUTE_MS)
                .patient(Reply.LOCKOUT)
                .order(Kind.STAGE_CLIN_BOLUS, kernel -> kernel.stageClinicianBolus(15_000, 120_000))
                .pass(MINUTE_MS)
                .order(Kind.STAGE_STOP, SafetyKernel::stageStop)
                .pass(30 * SECOND_MS)
                .order(Kind.STAGE_RESUME, SafetyKernel::stageResume)
                .pass(50 * MINUTE_MS)
                .patient(Reply.DOSE_WINDOW)
                .pass(SECOND_MS);
    }

    /** Changes of the program, a flex day, settings, a refill that does not fit, alarms and their ends. */
    private static PowerCut programs() {
        PowerCut therapy = new PowerCut(commissioned(8_333, 2_100_000)).pass(20 * SECOND_MS);
        therapy.order(Kind.STAGE_CONTINUOUS, kernel -> kernel.stageContinuous(10_000, 2_000, 480_000)).pass(30 * SECOND_MS);
        therapy.clinician().send(Kind.STAGE_CONTINUOUS, kernel -> kernel.stageContinuous(90_000, 2_000, 4_320_000));
        therapy.send(Kind.CONFIRM, kernel -> kernel.confirm(kernel.stagedDigest(), true, true, true));
        therapy.clinician().send(Kind.ABORT, SafetyKernel::abort);
        therapy.order(Kind.STAGE_FLEX, kernel -> {
            kernel.clearFlexSteps();
            kernel.addFlexStep(0, 7_000);
            kernel.addFlexStep(2 * MINUTE_MS, 9_000);
            kernel.addFlexStep(2 * HOUR_MS, 8_000);
            return kernel.stageFlex(2_000, (7_000 * 2 + 9_000 * 118 + 8_000 * 60 * 22) * 2 / 60);
        }).pass(2 * MINUTE_MS);
        therapy.order(Kind.STAGE_LIMITS, kernel -> kernel.stageLimits(1_000_000));
        therapy.order(Kind.STAGE_PTM, kernel -> kernel.stagePatientBolus(10_000, 300_000, HOUR_MS, 2)).patient(Reply.OK);
        therapy.pass(MINUTE_MS).order(Kind.STAGE_REFILL, kernel -> kernel.stageRefill(5_000_000, 20_000_000, 2_000, 2_000));
        therapy.pass(MINUTE_MS).must(therapy.send(Kind.INTERROGATE, SafetyKernel::interrogate));
        therapy.must(therapy.send(Kind.ALARM_PAUSE, kernel -> kernel.pauseAlarm(Alarm.REFILL_DISCREPANCY, MINUTE_MS)));
        therapy.must(therapy.send(Kind.ALARM_CLEAR, kernel -> kernel.clearAlarm(Alarm.REFILL_DISCREPANCY)));
        therapy.order(Kind.STAGE_RESTORE, kernel -> kernel.stageRestore(0, true)).patient(Reply.LOCKOUT);
        therapy.must(therapy.send(Kind.SET_RTC, kernel -> kernel.setRtc(therapy.rtcMs())));
        return therapy.pass(10 * MINUTE_MS);
    }

    /** What breaks: a stall and its end, the flow sensor, the battery, a copy, a reset in place, minimum rate. */
    private static PowerCut faults() {
        PowerCut therapy = new PowerCut(commissioned(20_000, 2_100_000)).pass(10 * SECOND_MS).patient(Reply.OK).pass(30 * SECOND_MS);
        therapy.motorStands(true).pass(7 * MINUTE_MS).motorStands(false).pass(30 * SECOND_MS);
        therapy.clinician().must(therapy.send(Kind.INTERROGATE, SafetyKernel::interrogate));
        therapy.sense(Kind.BATTERY, kernel -> kernel.battery(2_600)).pass(30 * SECOND_MS);
        therapy.sense(Kind.SENSOR_FAULT, SafetyKernel::sensorFault).pass(MINUTE_MS).clinician();
        therapy.must(therapy.send(Kind.ALARM_CLEAR, kernel -> kernel.clearAlarm(Alarm.SENSOR_LOST)));
        therapy.order(Kind.STAGE_MIN_RATE, SafetyKernel::stageMinRate).pass(MINUTE_MS).order(Kind.STAGE_RESUME, SafetyKernel::stageResume);
        return therapy.patient(Reply.LOCKOUT).pass(5 * MINUTE_MS);
    }

    private static Findings cutEverywhere(String name, PowerCut therapy) {
        Findings findings = new Findings();
        for (Step step : therapy.steps()) {
            PowerCut.cut(step, EVERY_TWICE, findings);
        }
        REPORT.put(name, therapy.steps().size() + " steps, " + findings.cuts + " cuts between two bytes, " + findings.torn
                + " within a byte, " + findings.twice + " second cuts in a restart: " + findings.violations.size() + " violations");
        return findings;
    }

    private static void assertHolds(Findings findings) {
        assertEquals(List.of(), findings.violations.stream().limit(5).toList());
        assertTrue(findings.cuts > 5_000 && findings.torn > 5_000 && findings.twice > 2_000, findings.cuts + " cuts");
    }

    @AfterAll
    static void report() throws IOException {
        List<String> lines = new ArrayList<>();
        REPORT.forEach((name, found) -> lines.add(name + ": " + found));
        Path file = Path.of("target", "power-cut", "report.txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
        lines.forEach(System.out::println);
    }

    // [utest->req~SR-20~1]
    // [utest->req~SR-21~1]
    // [utest->req~SR-54~1]
    // [utest->req~SR-55~1]
    // [utest->req~SR-57~1]
    @Test
    void losesNoBolusBudgetOrLockoutWhereverThePowerFails() {
        assertHolds(cutEverywhere("boluses up to the limit of the day", boluses()));
    }

    // [utest->req~SR-49~1]
    // [utest->req~SR-54~1]
    // [utest->req~SR-55~1]
    // [utest->req~SR-57~1]
    @Test
    void losesNoProgramOrSettingWhereverThePowerFails() {
        assertHolds(cutEverywhere("programs, settings and a refill", programs()));
    }

    // [utest->req~SR-54~1]
    // [utest->req~SR-55~1]
    // [utest->req~SR-57~1]
    @Test
    void losesNoFaultWhereverThePowerFails() {
        assertHolds(cutEverywhere("faults and their ends", faults()));
    }

    // ---- the test itself can fail ----

    /** A wiring that tells the motor before it has written. */
    // [utest->req~SR-21~1]
    @Test
    void findsAMotorThatMovesBeforeTheChargeIsKept() {
        Findings findings = reordered(boluses(), PowerCutTest::motorFirst);
        assertFinds("knew of a step that the restart forgot", findings);
        assertFinds("is not charged", findings);
    }

    private static List<Event> motorFirst(List<Event> events) {
        List<Event> first = new ArrayList<>(events.stream().filter(event -> event instanceof Event.Motor).toList());
        first.addAll(events.stream().filter(event -> !(event instanceof Event.Motor)).toList());
        return first;
    }

    /** A wiring that answers before it has written. */
    // [utest->req~SR-57~1]
    @Test
    void findsAReplyThatLeavesBeforeItIsKept() {
        assertFinds("knew of a step that the restart forgot", reordered(boluses(), events -> {
            List<Event> first = new ArrayList<>(List.of(events.get(events.size() - 1)));
            first.addAll(events.subList(0, events.size() - 1));
            return first;
        }));
    }

    /** A wiring that writes both copies at once, byte by byte. */
    // [utest->req~SR-54~1]
    @Test
    void findsCopiesThatAreWrittenAtOnce() {
        assertFinds("both copies are gone", reordered(boluses(), events -> {
            List<Event> a = events.stream().filter(event -> isOfCopy(event, 0)).toList();
            List<Event> b = events.stream().filter(event -> isOfCopy(event, 1)).toList();
            List<Event> atOnce = new ArrayList<>();
            for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
                atOnce.addAll(a.subList(Math.min(i, a.size()), Math.min(i + 1, a.size())));
                atOnce.addAll(b.subList(Math.min(i, b.size()), Math.min(i + 1, b.size())));
            }
            atOnce.addAll(events.stream().filter(event -> !(event instanceof Event.Write)).toList());
            return atOnce;
        }));
    }

    private static boolean isOfCopy(Event event, int copy) {
        int half = PumpMemory.size() / 2;
        return event instanceof Event.Write write && write.address() > 0 && write.address() < PumpMemory.size()
                && (copy == 0) == (write.address() <= half);
    }

    private interface Fault {
        List<Event> in(List<Event> events);
    }

    private static Findings reordered(PowerCut therapy, Fault fault) {
        Findings findings = new Findings();
        List<Step> steps = therapy.steps();
        for (int i = 0; i < steps.size(); i += 4) {
            Step was = steps.get(i);
            PowerCut.cut(new Step(was.name(), was.before(), fault.in(was.events()), was.rtcMs(), was.motor(), was.seen(), was.seenAfter(), was.sent()),
                    Integer.MAX_VALUE, findings);
        }
        for (Step was : steps.stream().filter(step -> step.name().equals("kind " + Kind.PATIENT_BOLUS_REQUEST)).limit(1).toList()) {
            PowerCut.cut(new Step(was.name(), was.before(), fault.in(was.events()), was.rtcMs(), was.motor(), was.seen(), was.seenAfter(), was.sent()),
                    Integer.MAX_VALUE, findings);
        }
        return findings;
    }

    private static void assertFinds(String what, Findings findings) {
        assertFalse(findings.violations.isEmpty());
        assertTrue(findings.violations.stream().anyMatch(found -> found.contains(what)), () -> findings.violations.get(0));
    }
}
