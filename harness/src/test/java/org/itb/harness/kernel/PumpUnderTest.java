package org.itb.harness.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.itb.harness.stream.DoseOverride;
import org.itb.harness.stream.KernelNames;
import org.itb.kernel.Alarm;
import org.itb.kernel.Cause;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Profile;
import org.itb.kernel.Reply;
import org.itb.kernel.Role;
import org.itb.kernel.SafetyKernel;

/**
 * A kernel with a motor that does exactly what it is told, a real-time clock that is right, and a clinician and a
 * patient who send what the test says. Every message goes through the kernel's admission; a session is opened when a
 * clinician's message needs one; a staged command is confirmed at once. Time passes in steps of at most 60 s, and
 * never past an instant that the kernel has announced (D-45).
 *
 * <p>After every step the output is held to what no state may break: SR-01, SR-02 and SR-14.
 */
public final class PumpUnderTest {
    public static final long SECOND_MS = 1_000;
    public static final long MINUTE_MS = 60_000;
    public static final long HOUR_MS = 3_600_000;
    public static final long DAY_MS = 86_400_000;

    public static final long DEVICE_ID = 4_711;
    private static final long STRANGER_ID = 4_712;
    /** A kernel that announces itself forward a millisecond at a time would keep a test busy for ever. */
    private static final long ANNOUNCED_MAX_COUNT = 2_000;

    private SafetyKernel kernel = new SafetyKernel(DEVICE_ID);
    private long rtcMs;
    private long motorGainPerMille = 1_000;
    private boolean motorStands;
    private boolean flowUnseen;
    /** What the motor has turned beyond whole nL, in nL·ms/h per mille; below 3.6e9. */
    private long motorRest;
    private long nextFlowNl = -1;

    private PumpUnderTest() { }

    /** A step of a flex day. */
    public record Step(long startMs, long rateNlPerH) { }

    /** A step of a flex day, from a time of day on. */
    public static Step from(long startMs, long rateNlPerH) {
        return new Step(startMs, rateNlPerH);
    }

    /** The pump to be built: 20 mL, an adult with spinal spasticity in titration, limits at P06, unless said otherwise. */
    public static final class Order {
        private final PumpUnderTest pump = new PumpUnderTest();
        private final long concentrationUgPerMl;
        private long capacityNl = 20_000_000;
        private long fillNl = 20_000_000;
        private long origin = Profile.SPINAL;
        private long age = Profile.ADULT;
        private long phase = Profile.TITRATION;
        private long limitNg = 2_100_000;
        private long screeningNg = 50_000;
        private long ageMs;
        private long batteryMv = 3_000;
        private long[] patientBolus;

        private Order(long concentrationUgPerMl) {
            this.concentrationUgPerMl = concentrationUgPerMl;
        }

        public Order reservoir(long newCapacityNl, long newFillNl) {
            capacityNl = newCapacityNl;
            fillNl = newFillNl;
            return this;
        }

        public Order fill(long newFillNl) {
            return reservoir(capacityNl, newFillNl);
        }

        public Order profile(long newOrigin, long newAge, long newPhase) {
            origin = newOrigin;
            age = newAge;
            phase = newPhase;
            return this;
        }

        public Order limit(long limitNgPerDay) {
            limitNg = limitNgPerDay;
            return this;
        }

        public Order screening(long screeningDoseNg) {
            screeningNg = screeningDoseNg;
            return this;
        }

        public Order serviceAge(long newAgeMs) {
            ageMs = newAgeMs;
            return this;
        }

        public Order battery(long newBatteryMv) {
            batteryMv = newBatteryMv;
            return this;
        }

        public Order rtc(long newRtcMs) {
            pump.rtcMs = newRtcMs;
            return this;
        }

        public Order patientBolus(long volumeNl, long durationMs, long lockoutMs, long countPer24h) {
            patientBolus = new long[] {volumeNl, durationMs, lockoutMs, countPer24h};
            return this;
        }

        /** A pump that has run at this rate for two days. */
        public PumpUnderTest running(long rateNlPerH) {
            return runningSince(rateNlPerH, 2 * DAY_MS, 2 * DAY_MS);
        }

        public PumpUnderTest runningSince(long rateNlPerH, long rateSinceMs, long firstStartSinceMs) {
            neverRun();
            assertReply(Reply.OK, pump.kernel.commissionTherapy(rateNlPerH, rateSinceMs, firstStartSinceMs));
            return pump;
        }

        public PumpUnderTest neverRun() {
            SafetyKernel kernel = pump.kernel;
            assertReply(Reply.OK, kernel.commissionReservoir(capacityNl, fillNl, concentrationUgPerMl));
            assertReply(Reply.OK, kernel.commissionPatient(origin, age, phase, limitNg, screeningNg));
            assertReply(Reply.OK, kernel.commissionService(ageMs, batteryMv, pump.rtcMs));
            if (patientBolus != null) {
                assertReply(Reply.OK, kernel.commissionPatientBolus(
                        patientBolus[0], patientBolus[1], patientBolus[2], patientBolus[3]));
            }
            return pump;
        }
    }

    /** Orders a pump filled with a drug of this concentration. */
    public static Order with(long concentrationUgPerMl) {
        return new Order(concentrationUgPerMl);
    }

    // ---- time and the motor ----

    /** Lets time pass. */
    public PumpUnderTest pass(long lastsMs) {
        long endMs = kernel.nowMs() + lastsMs;
        long stepsLeft = 2 * (lastsMs / MINUTE_MS) + ANNOUNCED_MAX_COUNT;
        while (kernel.nowMs() < endMs) {
            step(Math.min(Math.min(MINUTE_MS, kernel.dueInMs()), endMs - kernel.nowMs()));
            assertTrue(stepsLeft-- > 0, "announces changes that do not come");
        }
        return this;
    }

    /** Lets time pass until an instant of the kernel's own clock. */
    public PumpUnderTest passUntil(long instantMs) {
        assertTrue(instantMs >= kernel.nowMs(), "the instant lies in the past");
        return pass(instantMs - kernel.nowMs());
    }

    /** One tick, however long: what the motor moved is confirmed, then the tick comes (D-50). */
    public PumpUnderTest step(long dtMs) {
        rtcMs += dtMs;
        long movedNl = turn(dtMs);
        if (!flowUnseen) {
            assertReply(Reply.OK, kernel.confirmFlow(movedNl));
        }
        assertReply(Reply.OK, kernel.tick(dtMs, rtcMs));
        assertLegalOutput();
        return this;
    }

    private long turn(long dtMs) {
        if (nextFlowNl >= 0) {
            long claimedNl = nextFlowNl;
            nextFlowNl = -1;
            return claimedNl;
        }
        if (motorStands) {
            return 0;
        }
        long total = kernel.rateNlPerH() * dtMs * motorGainPerMille + motorRest;
        motorRest = total % (HOUR_MS * 1_000);
        return total / (HOUR_MS * 1_000);
    }

    private void assertLegalOutput() {
        int rate = kernel.rateNlPerH();
        assertTrue(rate == 0 || rate == 250 || 2_000 <= rate && rate <= 1_000_000, () -> "output of " + rate + " nL/h");
        assertEquals(rate, kernel.basalNlPerH() + kernel.bolusNlPerH());
        assertEquals(kernel.mode() == Mode.STOP, rate == 0, "no flow in STOP, and only there");
    }

    /** The motor moves this many per mille of what it is told. */
    public PumpUnderTest motorGain(long perMille) {
        motorGainPerMille = perMille;
        return this;
    }

    public PumpUnderTest motorStands() {
        motorStands = true;
        return this;
    }

    public PumpUnderTest motorTurns() {
        motorStands = false;
        return this;
    }

    /** The next step confirms this volume, whatever the motor was told. */
    public PumpUnderTest nextFlow(long volumeNl) {
        nextFlowNl = volumeNl;
        return this;
    }

    /** The flow sensor fails: nothing is confirmed any more, and the kernel is told so. */
    public PumpUnderTest losesFlowSensor() {
        flowUnseen = true;
        assertReply(Reply.OK, kernel.sensorFault());
        return this;
    }

    public PumpUnderTest findsFlowSensor() {
        flowUnseen = false;
        return this;
    }

    /** A new kernel goes on from what this one has put out. */
    public PumpUnderTest resets(int cause) {
        assertReply(Reply.OK, restart(image(), cause));
        return this;
    }

    /** A new kernel, with nothing to go on from. */
    public PumpUnderTest restartsWithNothing() {
        assertReply(Reply.BAD_RANGE, restart(new long[0], Cause.BROWNOUT));
        return this;
    }

    public PumpUnderTest memoryError(int copy) {
        assertReply(Reply.OK, kernel.memoryError(copy));
        return this;
    }

    /** What the kernel puts out for a restart. */
    public long[] image() {
        int count = kernel.saveImage();
        assertTrue(count > 0, "a state that may be");
        return LongStream.range(0, count).map(kernel::imageWord).toArray();
    }

    /** A new kernel gets these words; it is this pump's from now on, whatever it answers. */
    public int restart(long[] image, long cause) {
        kernel = new SafetyKernel(DEVICE_ID);
        for (long word : image) {
            kernel.addImageWord(word);
        }
        return kernel.restart(cause, 0, 0);
    }

    /** A field comes, and the rotor stands still in it. */
    public PumpUnderTest fieldComes() {
        motorStands = true;
        assertReply(Reply.OK, kernel.detectField());
        return this;
    }

    /** The field goes; the rotor turns again. */
    public PumpUnderTest fieldGoes() {
        motorStands = false;
        assertReply(Reply.OK, kernel.clearField());
        return this;
    }

    public PumpUnderTest batteryFallsTo(long batteryMv) {
        assertReply(Reply.OK, kernel.battery(batteryMv));
        return this;
    }

    /** The real-time clock jumps, and the kernel sees it with the next tick. */
    public PumpUnderTest rtcJumps(long byMs) {
        rtcMs += byMs;
        return this;
    }

    // ---- messages ----

    /** The next message under the key of this role's own device. */
    public int admit(int kind, int role) {
        return admit(kind, role, role, nextSeq(role), 0);
    }

    public int admit(int kind, int role, long keyId, long seq, long digest) {
        return kernel.admit(kind, role, DEVICE_ID, keyId, seq, digest, true);
    }

    public int admitFromStranger(int kind, int role) {
        return kernel.admit(kind, role, STRANGER_ID, role, nextSeq(role), 0, true);
    }

    public int admitUnauthentic(int kind, int role) {
        return fail(kind, role, role);
    }

    /** A message in the name of this key that is not authentic. */
    public int fail(int kind, int role, long keyId) {
        return kernel.admit(kind, role, DEVICE_ID, keyId, nextSeq(keyId), 0, false);
    }

    public long nextSeq(long keyId) {
        return kernel.lastSeq(keyId) + 1;
    }

    /** Sends a clinician's message, in a session. */
    public int clinician(int kind, IntSupplier command) {
        openSession();
        int reply = admit(kind, Role.CLINICIAN);
        return reply == Reply.OK ? command.getAsInt() : reply;
    }

    /** Opens a session if none is open. */
    public PumpUnderTest openSession() {
        if (!kernel.isSessionOpen()) {
            assertReply(Reply.OK, admit(Kind.OPEN_SESSION, Role.CLINICIAN));
            assertReply(Reply.OK, kernel.openSession());
        }
        return this;
    }

    public PumpUnderTest closeSession() {
        assertReply(Reply.OK, clinician(Kind.CLOSE_SESSION, kernel::closeSession));
        return this;
    }

    public PumpUnderTest interrogate() {
        assertReply(Reply.OK, clinician(Kind.INTERROGATE, kernel::interrogate));
        return this;
    }

    public PumpUnderTest beginMri() {
        assertReply(Reply.OK, clinician(Kind.MRI_BEGIN, kernel::beginMri));
        return this;
    }

    public PumpUnderTest endMri() {
        assertReply(Reply.OK, clinician(Kind.MRI_END, kernel::endMri));
        return this;
    }

    public int clear(int alarm) {
        return clinician(Kind.ALARM_CLEAR, () -> kernel.clearAlarm(alarm));
    }

    public int pause(int alarm, long durationMs) {
        return clinician(Kind.ALARM_PAUSE, () -> kernel.pauseAlarm(alarm, durationMs));
    }

    public int setRtc(long newRtcMs) {
        int reply = clinician(Kind.SET_RTC, () -> kernel.setRtc(newRtcMs));
        if (reply == Reply.OK) {
            rtcMs = newRtcMs;
        }
        return reply;
    }

    public int confirm(DoseOverride... overrides) {
        return confirmWith(kernel.stagedDigest(), overrides);
    }

    public int confirmWith(long digest, DoseOverride... overrides) {
        Set<DoseOverride> given = Set.of(overrides);
        return clinician(Kind.CONFIRM, () -> kernel.confirm(
                digest,
                given.contains(DoseOverride.SOFT),
                given.contains(DoseOverride.REDUCE),
                given.contains(DoseOverride.RESTART)));
    }

    public int abort() {
        return clinician(Kind.ABORT, kernel::abort);
    }

    private int confirmed(int staged, DoseOverride... overrides) {
        return staged == Reply.OK ? confirm(overrides) : staged;
    }

    /** A constant basal with the daily dose stated as it is. */
    public int program(long rateNlPerH, DoseOverride... overrides) {
        return confirmed(stageProgram(rateNlPerH), overrides);
    }

    public int stageProgram(long rateNlPerH) {
        return stageProgram(rateNlPerH, kernel.concentrationUgPerMl(), dayNg(rateNlPerH));
    }

    public int stageProgram(long rateNlPerH, long concentrationUgPerMl, long statedNgPerDay) {
        return clinician(Kind.STAGE_CONTINUOUS,
                () -> kernel.stageContinuous(rateNlPerH, concentrationUgPerMl, statedNgPerDay));
    }

    /** A constant basal with a daily dose as stated. */
    public int programStated(long rateNlPerH, long statedNgPerDay, DoseOverride... overrides) {
        return confirmed(stageProgram(rateNlPerH, kernel.concentrationUgPerMl(), statedNgPerDay), overrides);
    }

    /** A flex day with the daily dose stated as it is. */
    public int flex(List<Step> steps, DoseOverride... overrides) {
        return confirmed(stageFlex(steps), overrides);
    }

    public int stageFlex(List<Step> steps) {
        kernel.clearFlexSteps();
        steps.forEach(step -> kernel.addFlexStep(step.startMs(), step.rateNlPerH()));
        return clinician(Kind.STAGE_FLEX, () -> kernel.stageFlex(kernel.concentrationUgPerMl(), dayNg(steps)));
    }

    /** What a rate makes in a day, in ng; exact for every legal concentration. */
    public long dayNg(long rateNlPerH) {
        return rateNlPerH * 24 * kernel.concentrationUgPerMl() / 1_000;
    }

    private long dayNg(List<Step> steps) {
        long load = 0;
        for (int i = 0; i < steps.size(); i++) {
            long end = i + 1 < steps.size() ? steps.get(i + 1).startMs() : DAY_MS;
            load += steps.get(i).rateNlPerH() * (end - steps.get(i).startMs());
        }
        return load / HOUR_MS * kernel.concentrationUgPerMl() / 1_000;
    }

    public int clinicianBolus(long volumeNl, long durationMs) {
        return confirmed(stageBolus(volumeNl, durationMs));
    }

    public int stageBolus(long volumeNl, long durationMs) {
        return clinician(Kind.STAGE_CLIN_BOLUS, () -> kernel.stageClinicianBolus(volumeNl, durationMs));
    }

    /** A refill with the drug that is in the pump, and no label token. */
    public int refill(long aspiratedNl, long filledNl) {
        return confirmed(stageRefill(aspiratedNl, filledNl, kernel.concentrationUgPerMl(), 0));
    }

    public int stageRefill(long aspiratedNl, long filledNl, long concentrationUgPerMl, long labelUgPerMl) {
        return clinician(Kind.STAGE_REFILL,
                () -> kernel.stageRefill(aspiratedNl, filledNl, concentrationUgPerMl, labelUgPerMl));
    }

    /** Another drug, with all that goes with it, confirmed at once. */
    public int changeDrug(long concentrationUgPerMl, long pathVolumeNl, boolean bridge, DoseOverride... overrides) {
        return confirmed(stageChange(concentrationUgPerMl, concentrationUgPerMl, pathVolumeNl, bridge, !bridge), overrides);
    }

    public int stageChange(long concentrationUgPerMl, long labelUgPerMl, long pathVolumeNl, boolean bridge, boolean rinse) {
        long aspiratedNl = Math.max(0, kernel.reservoirNominalNl());
        return clinician(Kind.STAGE_CONC_CHANGE, () -> kernel.stageConcentrationChange(
                aspiratedNl, 20_000_000, concentrationUgPerMl, labelUgPerMl, pathVolumeNl, bridge, rinse));
    }

    public int prime(long volumeNl, long durationMs, long tokenId) {
        return confirmed(stagePriming(volumeNl, durationMs, tokenId));
    }

    public int stagePriming(long volumeNl, long durationMs, long tokenId) {
        return clinician(Kind.STAGE_PRIMING, () -> kernel.stagePriming(volumeNl, durationMs, tokenId));
    }

    /** The pump restarts, and how far a bridge has come is not known. */
    public PumpUnderTest losesBridge() {
        assertReply(Reply.OK, kernel.loseBridge());
        return this;
    }

    public int setPatientBolus(long volumeNl, long durationMs, long lockoutMs, long countPer24h) {
        return confirmed(clinician(Kind.STAGE_PTM,
                () -> kernel.stagePatientBolus(volumeNl, durationMs, lockoutMs, countPer24h)));
    }

    public int setLimit(long limitNgPerDay) {
        return confirmed(clinician(Kind.STAGE_LIMITS, () -> kernel.stageLimits(limitNgPerDay)));
    }

    public int setProfile(long origin, long age, long phase) {
        return confirmed(clinician(Kind.STAGE_PROFILE, () -> kernel.stageProfile(origin, age, phase)));
    }

    public int stop() {
        return confirmed(clinician(Kind.STAGE_STOP, kernel::stageStop));
    }

    public int minimumRate() {
        return confirmed(clinician(Kind.STAGE_MIN_RATE, kernel::stageMinRate));
    }

    public int resume() {
        return confirmed(clinician(Kind.STAGE_RESUME, kernel::stageResume));
    }

    /** The whole earlier program comes back. */
    public int restore(DoseOverride... overrides) {
        return confirmed(clinician(Kind.STAGE_RESTORE, () -> kernel.stageRestore(0, true)), overrides);
    }

    public int restoreTo(long rateNlPerH, DoseOverride... overrides) {
        return confirmed(clinician(Kind.STAGE_RESTORE, () -> kernel.stageRestore(rateNlPerH, false)), overrides);
    }

    /** The whole program comes back after a long gap. */
    public int restart(DoseOverride... overrides) {
        return confirmed(clinician(Kind.STAGE_RESTART, () -> kernel.stageRestart(0, true)), overrides);
    }

    public int restartAt(long rateNlPerH, DoseOverride... overrides) {
        return confirmed(clinician(Kind.STAGE_RESTART, () -> kernel.stageRestart(rateNlPerH, false)), overrides);
    }

    public int patientBolus() {
        int reply = admit(Kind.PATIENT_BOLUS_REQUEST, Role.PATIENT);
        return reply == Reply.OK ? kernel.requestPatientBolus() : reply;
    }

    // ---- what must hold ----

    /** The command is carried out. */
    public static void accepted(int reply) {
        assertReply(Reply.OK, reply);
    }

    /** The command is refused with this code, and therapy, alarms, ledgers and clocks are what they were. */
    public void refused(int code, IntSupplier command) {
        openSession();
        KernelState before = KernelState.of(kernel);
        assertReply(code, command.getAsInt());
        assertEquals(List.of(), before.differencesOfTherapy(KernelState.of(kernel)), "a refusal changes nothing");
    }

    /** The patient's request is refused with this code; nothing changes but that one more denial is counted (SR-18). */
    public void denied(int code) {
        KernelState before = KernelState.of(kernel);
        long denials = kernel.deniedBoluses();
        assertReply(code, patientBolus());
        assertEquals(denials + 1, kernel.deniedBoluses(), "denials");
        assertEquals(
                List.of("deniedBolusCount"),
                before.differencesOfTherapy(KernelState.of(kernel)),
                "a denial changes nothing but its own count");
    }

    /** The mode and the whole output. */
    public void delivers(int mode, long rateNlPerH) {
        assertEquals(KernelNames.MODES.get(mode), KernelNames.MODES.get(kernel.mode()));
        assertEquals(rateNlPerH, kernel.rateNlPerH(), "output in nL/h");
    }

    /** Exactly these alarms are active. */
    public void alarms(int... expected) {
        List<String> active = new ArrayList<>();
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            if (kernel.isAlarmActive(alarm)) {
                active.add(KernelNames.ALARMS.get(alarm - 1));
            }
        }
        assertEquals(IntStream.of(expected).sorted().mapToObj(alarm -> KernelNames.ALARMS.get(alarm - 1)).toList(), active);
    }

    public static void assertReply(int expected, int actual) {
        assertEquals(nameOf(expected), nameOf(actual));
    }

    public static String nameOf(int reply) {
        return reply == Reply.CACHED ? "CACHED" : KernelNames.REPLIES.get(reply);
    }

    public SafetyKernel kernel() {
        return kernel;
    }

    public long nowMs() {
        return kernel.nowMs();
    }

    public long rtcMs() {
        return rtcMs;
    }
}
