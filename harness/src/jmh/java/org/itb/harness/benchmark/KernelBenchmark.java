package org.itb.harness.benchmark;

import java.util.concurrent.TimeUnit;
import org.itb.kernel.Kind;
import org.itb.kernel.Profile;
import org.itb.kernel.Reply;
import org.itb.kernel.Role;
import org.itb.kernel.SafetyKernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the kernel costs: a tick with the gate's rate read after it, a confirmation of flow, and each kind of command.
 * The gc profiler must show 0 B/op for every one of them: the kernel allocates nothing after construction.
 *
 * <p>Each iteration begins with a pump that has just been filled, so that no iteration measures an empty one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmark {
    private static final long DEVICE = 7;

    private SafetyKernel kernel;
    private long rtcMs;
    private int carryNl;

    @Setup(Level.Iteration)
    public void fill() {
        kernel = new SafetyKernel(DEVICE);
        must(kernel.commissionReservoir(40_000_000, 40_000_000, 2000));
        must(kernel.commissionPatient(Profile.SPINAL, Profile.ADULT, Profile.TITRATION, 2_100_000, 50_000));
        must(kernel.commissionService(0, 3000, 0));
        must(kernel.commissionPatientBolus(20_000, 600_000, 14_400_000, 4));
        must(kernel.commissionTherapy(8_333, 172_800_000, 172_800_000));
        rtcMs = 0;
        must(admit(Kind.OPEN_SESSION, Role.CLINICIAN));
        must(kernel.openSession());
    }

    private int admit(int kind, int role) {
        return kernel.admit(kind, role, DEVICE, role, kernel.lastSeq(role) + 1, 0, true);
    }

    private static void must(int reply) {
        if (reply != Reply.OK) {
            throw new IllegalStateException("the benchmark's pump answered " + reply);
        }
    }

    /** A tick of 1 ms in which nothing happens, and the rate that leaves the gate. */
    @Benchmark
    public int tickAndGate() {
        rtcMs += 1;
        kernel.tick(1, rtcMs);
        return kernel.rateNlPerH();
    }

    /** The same with the flow that the motor's encoder confirms. */
    @Benchmark
    public int confirmedTickAndGate() {
        carryNl += 8_333;
        kernel.confirmFlow(carryNl / 3_600_000);
        carryNl %= 3_600_000;
        rtcMs += 1;
        kernel.tick(1, rtcMs);
        return kernel.rateNlPerH();
    }

    /** A patient's request: OK the first time, then BUSY. */
    @Benchmark
    public int patientRequest() {
        admit(Kind.PATIENT_BOLUS_REQUEST, Role.PATIENT);
        return kernel.requestPatientBolus();
    }

    /** A new basal, staged and confirmed, and refused by the spacing of increases. */
    @Benchmark
    public int refusedProgram() {
        admit(Kind.STAGE_CONTINUOUS, Role.CLINICIAN);
        kernel.stageContinuous(9_166, 2000, 439_968);
        admit(Kind.CONFIRM, Role.CLINICIAN);
        return kernel.confirm(kernel.stagedDigest(), false, false, false);
    }

    /** A flex day of the present dose, staged and accepted. */
    @Benchmark
    public int acceptedFlex() {
        kernel.clearFlexSteps();
        kernel.addFlexStep(0, 8_333);
        kernel.addFlexStep(43_200_000, 8_333);
        admit(Kind.STAGE_FLEX, Role.CLINICIAN);
        kernel.stageFlex(2000, 399_984);
        admit(Kind.CONFIRM, Role.CLINICIAN);
        return kernel.confirm(kernel.stagedDigest(), false, false, false);
    }

    /** STOP and RESUME, each staged and confirmed, with the alarm that comes and goes. */
    @Benchmark
    public int stopAndResume() {
        admit(Kind.STAGE_STOP, Role.CLINICIAN);
        kernel.stageStop();
        admit(Kind.CONFIRM, Role.CLINICIAN);
        kernel.confirm(kernel.stagedDigest(), false, false, false);
        admit(Kind.STAGE_RESUME, Role.CLINICIAN);
        kernel.stageResume();
        admit(Kind.CONFIRM, Role.CLINICIAN);
        return kernel.confirm(kernel.stagedDigest(), false, false, false);
    }
}
