package org.itb.harness.reference;

import static org.itb.harness.reference.Limits.DAY_MS;
import static org.itb.harness.reference.Limits.HOUR_MS;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.itb.harness.stream.Command;

/**
 * A day of basal: steps from midnight to midnight, for ever. A constant basal is a day of one step.
 *
 * @param parts                the day's parts, the first from midnight on
 * @param concentrationUgPerMl of the drug
 */
record Program(List<Part> parts, long concentrationUgPerMl) {
    /** From {@code fromMs} after midnight to before {@code toMs}. */
    record Part(long fromMs, long toMs, long rateNlPerH) {
        Volume until(long momentMs) {
            return Volume.of(rateNlPerH, Math.max(0, Math.min(momentMs, toMs) - fromMs));
        }
    }

    Program {
        parts = List.copyOf(parts);
    }

    static Program constant(long rateNlPerH, long concentrationUgPerMl) {
        return new Program(List.of(new Part(0, DAY_MS, rateNlPerH)), concentrationUgPerMl);
    }

    /** Only for steps that {@link #isWholeDay} accepts. */
    static Program flex(List<Command.FlexStep> steps, long concentrationUgPerMl) {
        List<Part> parts = IntStream.range(0, steps.size())
                .mapToObj(index -> new Part(
                        steps.get(index).startMs(),
                        index + 1 < steps.size() ? steps.get(index + 1).startMs() : DAY_MS,
                        steps.get(index).rateNlPerH()))
                .toList();
        return new Program(parts, concentrationUgPerMl);
    }

    /** SR-25: the same of another drug, each part rounded down on its own (D-16). */
    Program inDrugOf(long otherUgPerMl) {
        List<Part> scaled = parts.stream()
                .map(part -> new Part(part.fromMs(), part.toMs(), Limits.floorQuotient(
                        Limits.big(part.rateNlPerH()).multiply(Limits.big(concentrationUgPerMl)), Limits.big(otherUgPerMl)).longValueExact()))
                .toList();
        return new Program(scaled, otherUgPerMl);
    }

    /** SR-23, D-13: 1 … P17 steps, the first at 0, each after the one before, all before midnight; legal rates. */
    static boolean isWholeDay(List<Command.FlexStep> steps) {
        return Limits.within(steps.size(), 1, Limits.P17_FLEX_STEPS_MAX)
                && steps.get(0).startMs() == 0
                && IntStream.range(1, steps.size()).allMatch(i -> steps.get(i).startMs() > steps.get(i - 1).startMs())
                && steps.stream().allMatch(step -> step.startMs() < DAY_MS)
                && steps.stream().allMatch(step -> isLegalRate(step.rateNlPerH()));
    }

    /** D-13. */
    static boolean isLegalRate(long rateNlPerH) {
        return Limits.within(rateNlPerH, Limits.P01_RATE_MIN_RUN_NL_PER_H, Limits.P03_RATE_MAX_NL_PER_H);
    }

    /** A day of one step is the same at every hour. */
    boolean hasSteps() {
        return parts.size() > 1;
    }

    boolean hasLegalRates() {
        return parts.stream().allMatch(part -> isLegalRate(part.rateNlPerH()));
    }

    Volume ofDay() {
        return sinceMidnight(DAY_MS);
    }

    private Volume sinceMidnight(long momentMs) {
        return parts.stream().map(part -> part.until(momentMs)).reduce(Volume.NONE, Volume::plus);
    }

    /** What flows from a time of day on, for any length. */
    Volume over(long timeOfDayMs, long durationMs) {
        long end = timeOfDayMs + durationMs;
        Volume wholeDays = new Volume(ofDay().hourParts().multiply(Limits.big(end / DAY_MS)));
        return wholeDays.plus(sinceMidnight(end % DAY_MS)).minus(sinceMidnight(timeOfDayMs));
    }

    long rateAt(long timeOfDayMs) {
        return parts.stream().filter(part -> part.toMs() > timeOfDayMs).findFirst().orElseThrow().rateNlPerH();
    }

    /** How long until the rate changes; empty if it never does. */
    OptionalLong changesInMs(long timeOfDayMs) {
        long rateNlPerH = rateAt(timeOfDayMs);
        return parts.stream()
                .filter(part -> part.rateNlPerH() != rateNlPerH)
                .mapToLong(part -> Math.floorMod(part.fromMs() - timeOfDayMs, DAY_MS))
                .min();
    }

    long highestRateNlPerH() {
        return parts.stream().mapToLong(Part::rateNlPerH).max().orElseThrow();
    }

    /** Rounded down. */
    long meanRateNlPerH() {
        return ofDay().hourParts().divide(Limits.big(DAY_MS)).longValueExact();
    }

    /** Rounded up. */
    BigInteger dosePgPerDay() {
        return ofDay().ceilingPg(concentrationUgPerMl);
    }

    /** D-04: a worst hour begins or ends where a step does. */
    BigInteger worstHourPg() {
        return parts.stream()
                .flatMap(part -> Stream.of(part.fromMs(), part.fromMs() - HOUR_MS))
                .map(fromMs -> over(Math.floorMod(fromMs, DAY_MS), HOUR_MS).ceilingPg(concentrationUgPerMl))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
