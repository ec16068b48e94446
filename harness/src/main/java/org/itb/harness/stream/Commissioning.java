package org.itb.harness.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.itb.kernel.Parameters;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;

/**
 * Puts a kernel into the state of a {@link Setup}. The kernel alone judges the values; this class only finds out
 * which field it means when it refuses several at once.
 */
public final class Commissioning {
    private static final long FULL_NL = 20_000_000;
    private static final long HEALTHY_MV = 3_000;
    private static final long SCREENING_NG = 50_000;
    private static final long TWO_DAYS_MS = 2L * Parameters.DAY_MS;
    private static final long BOLUS_MS = 600_000;

    private final SafetyKernel kernel;
    private final Setup setup;

    private Commissioning(SafetyKernel kernel, Setup setup) {
        this.kernel = kernel;
        this.setup = setup;
    }

    /**
     * What the kernel refuses.
     *
     * @param field            the field of {@code setup} or of its {@code ptm}
     * @param isOfPatientBolus true if it is a field of {@code ptm}
     * @param message          what is wrong, what was expected
     */
    public record Refusal(String field, boolean isOfPatientBolus, String message) { }

    /** A value, one that every kernel accepts in its place, and the range in words. */
    private record Value(String field, long value, long harmless, String range) { }

    /** Hands the values of one group, in their order, to a kernel. */
    private interface Step {
        int ask(SafetyKernel kernel, long[] values);
    }

    /**
     * Commissions a new kernel.
     *
     * @return what it refuses; empty if it is now in the setup's state
     */
    public static Optional<Refusal> commission(SafetyKernel kernel, Setup setup) {
        Commissioning commissioning = new Commissioning(kernel, setup);
        return commissioning.reservoir()
                .or(commissioning::path)
                .or(commissioning::patient)
                .or(commissioning::service)
                .or(commissioning::patientBolus)
                .or(commissioning::therapy);
    }

    private Optional<Refusal> reservoir() {
        return ask(
                (asked, values) -> asked.commissionReservoir(values[1], values[0], values[2]),
                false,
                new Value("fillNl", setup.fillNl(), Math.min(setup.capacityNl(), FULL_NL), "1 … capacityNl"),
                new Value("capacityNl", setup.capacityNl(), FULL_NL, "1 … " + Parameters.CAPACITY_MAX_NL),
                new Value(
                        "concentrationUgPerMl",
                        setup.concentrationUgPerMl(),
                        Parameters.CONC_LOW_UG_PER_ML,
                        Parameters.CONC_LOW_UG_PER_ML + ", " + Parameters.CONC_MIDDLE_UG_PER_ML + " or "
                                + Parameters.CONC_HIGH_UG_PER_ML));
    }

    private Optional<Refusal> path() {
        return ask(
                (asked, values) -> asked.commissionPath(values[0]),
                false,
                new Value("pathVolumeNl", setup.pathVolumeNl(), Parameters.PATH_MIN_NL, Parameters.PATH_MIN_NL + " … " + Parameters.PATH_MAX_NL));
    }

    private Optional<Refusal> patient() {
        long hardLimitNg = setup.age() == Age.CHILD ? Parameters.DAILY_HARD_CHILD_NG : Parameters.DAILY_HARD_ADULT_NG;
        return ask(
                (asked, values) -> asked.commissionPatient(
                        setup.origin().number(), setup.age().number(), setup.phase().number(), values[1], values[0]),
                false,
                new Value("screeningDoseNg", setup.screeningDoseNg(), SCREENING_NG, "0 … " + Parameters.DAILY_ABS_NG),
                new Value("patientLimitNgPerDay", setup.patientLimitNgPerDay(), hardLimitNg, "1 … " + hardLimitNg));
    }

    private Optional<Refusal> service() {
        return ask(
                (asked, values) -> asked.commissionService(values[2], values[0], values[1]),
                false,
                new Value("batteryMv", setup.batteryMv(), HEALTHY_MV, "0 … 100000"),
                new Value("rtcMs", setup.rtcMs(), 0, "any integer"),
                new Value("ageMs", setup.ageMs(), 0, "0 … " + Parameters.SERVICE_MAX_MS));
    }

    private Optional<Refusal> patientBolus() {
        return setup.patientBolus().flatMap(bolus -> ask(
                (asked, values) -> asked.commissionPatientBolus(values[3], values[2], values[1], values[0]),
                true,
                new Value("countPer24h", bolus.countPer24h(), 1, "0 … " + Parameters.COUNT24_MAX),
                new Value(
                        "lockoutMs",
                        bolus.lockoutMs(),
                        Parameters.LOCKOUT_MIN_MS,
                        Parameters.LOCKOUT_MIN_MS + " … " + Parameters.LOCKOUT_MAX_MS),
                new Value(
                        "durationMs",
                        bolus.durationMs(),
                        BOLUS_MS,
                        Parameters.BOLUS_DURATION_MIN_MS + " … " + Parameters.BOLUS_DURATION_MAX_MS),
                new Value(
                        "volumeNl",
                        bolus.volumeNl(),
                        1_000,
                        "a volume of at most " + Parameters.PATIENT_BOLUS_MAX_NG + " ng")));
    }

    private Optional<Refusal> therapy() {
        if (setup.rateNlPerH().isEmpty()) {
            return Optional.empty();
        }
        return ask(
                (asked, values) -> asked.commissionTherapy(values[2], values[1], values[0]),
                false,
                new Value("firstStartSinceMs", setup.firstStartSinceMs(), Math.max(setup.rateSinceMs(), TWO_DAYS_MS), "rateSinceMs or more, at most three centuries"),
                new Value("rateSinceMs", setup.rateSinceMs(), TWO_DAYS_MS, "0 … firstStartSinceMs, at most three centuries"),
                new Value(
                        "rateNlPerH",
                        setup.rateNlPerH().getAsLong(),
                        Parameters.RATE_MIN_RUN_NL_PER_H,
                        Parameters.RATE_MIN_RUN_NL_PER_H + " … " + Parameters.RATE_MAX_NL_PER_H
                                + ", its dose within the patient's limit and the limit of an hour"));
    }

    private Optional<Refusal> ask(Step step, boolean isOfPatientBolus, Value... group) {
        int reply = step.ask(kernel, values(group, 0));
        if (reply == Reply.OK) {
            return Optional.empty();
        }
        Value culprit = reply == Reply.BAD_CONC ? group[group.length - 1] : culprit(step, group);
        return Optional.of(new Refusal(
                culprit.field(),
                isOfPatientBolus,
                LineProblem.quote(culprit.field()) + " is " + culprit.value() + ", which the kernel refuses ("
                        + KernelNames.REPLIES.get(reply) + "), expected " + culprit.range()));
    }

    /** Puts harmless values in place, one after the other: the one that turns the answer is to blame. */
    private Value culprit(Step step, Value[] group) {
        for (int count = 1; count < group.length; count++) {
            // A refusal changes nothing, so the same kernel can be asked again.
            if (step.ask(kernel, values(group, count)) == Reply.OK) {
                return group[count - 1];
            }
        }
        return group[group.length - 1];
    }

    private static long[] values(Value[] group, int harmless) {
        List<Long> values = new ArrayList<>();
        for (Value value : group) {
            values.add(values.size() < harmless ? value.harmless() : value.value());
        }
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
