package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.from;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a flex day may look like, and what its digest says: SR-23, SR-24. */
class FlexTest {
    private static List<PumpUnderTest.Step> steps(int count) {
        List<PumpUnderTest.Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(from(i * HOUR_MS, i % 2 == 0 ? 8_400 : 8_200));
        }
        return steps;
    }

    // [utest->req~SR-23~1]
    @Nested
    class ADayHasOneToThirteenStepsThatFillIt {
        static Stream<Named<List<PumpUnderTest.Step>>> legal() {
            return Stream.of(
                    Named.of("one step", List.of(from(0, 8_333))),
                    Named.of("twelve steps", steps(12)),
                    Named.of("thirteen steps", steps(13)),
                    Named.of("a step of one ms at its beginning", List.of(from(0, 8_333), from(1, 8_334))),
                    Named.of("a step of one ms at its end", List.of(from(0, 8_333), from(DAY_MS - 1, 8_334))),
                    Named.of("the lowest rate", List.of(from(0, 8_333), from(DAY_MS - HOUR_MS, 2_000))));
        }

        @ParameterizedTest
        @MethodSource("legal")
        void takesADayThatIsFull(List<PumpUnderTest.Step> steps) {
            PumpUnderTest pump = PumpUnderTest.with(500).running(8_400);
            accepted(pump.flex(steps));
            pump.delivers(Mode.RUN, steps.get(0).rateNlPerH());
            PumpUnderTest.Step last = steps.get(steps.size() - 1);
            pump.passUntil(DAY_MS - 1).delivers(Mode.RUN, last.rateNlPerH());
            pump.pass(1).delivers(Mode.RUN, steps.get(0).rateNlPerH());
        }

        static Stream<Named<List<PumpUnderTest.Step>>> illegal() {
            return Stream.of(
                    Named.of("no step", List.of()),
                    Named.of("fourteen steps", steps(14)),
                    Named.of("fifteen steps", steps(15)),
                    Named.of("a first step later than midnight", List.of(from(1, 8_333))),
                    Named.of("a first step before midnight", List.of(from(-1, 8_333))),
                    Named.of("a step of no length", List.of(from(0, 8_333), from(0, 8_334))),
                    Named.of("two steps at once", List.of(from(0, 8_333), from(HOUR_MS, 8_334), from(HOUR_MS, 8_335))),
                    Named.of("a step back", List.of(from(0, 8_333), from(HOUR_MS, 8_334), from(HOUR_MS - 1, 8_335))),
                    Named.of("a step at the end of the day", List.of(from(0, 8_333), from(DAY_MS, 8_334))),
                    Named.of("a step far beyond the day", List.of(from(0, 8_333), from(4_294_967_297L, 8_334))),
                    Named.of("a step at the end of time", List.of(from(0, 8_333), from(Long.MAX_VALUE, 8_334))),
                    Named.of("a step before time", List.of(from(0, 8_333), from(Long.MIN_VALUE, 8_334))),
                    Named.of("a rate below P01", List.of(from(0, 8_333), from(HOUR_MS, 1_999))),
                    Named.of("a rate of zero", List.of(from(0, 8_333), from(HOUR_MS, 0))),
                    Named.of("a rate above P03", List.of(from(0, 8_333), from(HOUR_MS, 1_000_001))),
                    Named.of("a bad step among good ones",
                            List.of(from(0, 8_333), from(HOUR_MS, 1), from(2 * HOUR_MS, 8_333))),
                    Named.of("a bad first step", List.of(from(0, 1), from(HOUR_MS, 8_333))));
        }

        @ParameterizedTest
        @MethodSource("illegal")
        void refusesEveryOther(List<PumpUnderTest.Step> steps) {
            PumpUnderTest pump = PumpUnderTest.with(500).running(8_333);
            pump.refused(Reply.BAD_RANGE, () -> stage(pump, steps, 99_996));
            pump.pass(DAY_MS).delivers(Mode.RUN, 8_333);
            assertEquals(24 * 8_333, pump.kernel().commandedNl());
        }

        private int stage(PumpUnderTest pump, List<PumpUnderTest.Step> steps, long statedNg) {
            pump.kernel().clearFlexSteps();
            steps.forEach(step -> pump.kernel().addFlexStep(step.startMs(), step.rateNlPerH()));
            return pump.clinician(Kind.STAGE_FLEX, () -> pump.kernel().stageFlex(500, statedNg));
        }

        @Test
        void forgetsTheStepsOfARefusedDay() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(8_333);
            pump.kernel().addFlexStep(0, 1);
            pump.refused(Reply.BAD_RANGE, () -> pump.clinician(
                    Kind.STAGE_FLEX, () -> pump.kernel().stageFlex(500, 99_996)));
            pump.kernel().addFlexStep(0, 8_333);
            accepted(pump.clinician(Kind.STAGE_FLEX, () -> pump.kernel().stageFlex(500, 99_996)));
        }

        @Test
        void changesNothingWhileStepsAreTypedIn() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(8_333);
            pump.kernel().addFlexStep(0, 8_000);
            pump.kernel().addFlexStep(HOUR_MS, 8_333);
            pump.pass(2 * HOUR_MS).delivers(Mode.RUN, 8_333);
        }
    }

    // [utest->req~SR-24~1]
    @Nested
    class TheDigestCoversTheDayAsTheKernelHasRecomputedIt {
        private final PumpUnderTest pump = PumpUnderTest.with(500).running(8_333);
        private final List<PumpUnderTest.Step> day =
                List.of(from(0, 8_000), from(6 * HOUR_MS, 8_600), from(12 * HOUR_MS, 8_200), from(18 * HOUR_MS, 8_400));

        private long digestOf(List<PumpUnderTest.Step> steps) {
            accepted(pump.stageFlex(steps));
            return pump.kernel().stagedDigest();
        }

        @Test
        void isTheSameForTheSameDay() {
            assertEquals(digestOf(day), digestOf(day));
        }

        @Test
        void differsWithAnyRateOfAnyStep() {
            for (int i = 0; i < day.size(); i++) {
                List<PumpUnderTest.Step> other = new ArrayList<>(day);
                other.set(i, from(day.get(i).startMs(), day.get(i).rateNlPerH() + 1));
                assertNotEquals(digestOf(day), digestOf(other));
            }
        }

        @Test
        void differsWithAnyStartOfAnyStep() {
            for (int i = 1; i < day.size(); i++) {
                List<PumpUnderTest.Step> other = new ArrayList<>(day);
                other.set(i, from(day.get(i).startMs() + 1, day.get(i).rateNlPerH()));
                assertNotEquals(digestOf(day), digestOf(other));
            }
        }

        @Test
        void differsWithTheOrderThoughDoseAndPeakAreTheSame() {
            List<PumpUnderTest.Step> other = List.of(
                    from(0, 8_200), from(6 * HOUR_MS, 8_600), from(12 * HOUR_MS, 8_000), from(18 * HOUR_MS, 8_400));
            assertNotEquals(digestOf(day), digestOf(other));
        }

        @Test
        void differsWithTheTimeOfAPeakThoughAllElseIsTheSame() {
            List<PumpUnderTest.Step> early = List.of(from(0, 8_000), from(6 * HOUR_MS, 8_600), from(12 * HOUR_MS, 8_000));
            List<PumpUnderTest.Step> late = List.of(from(0, 8_000), from(6 * HOUR_MS + 1, 8_600), from(12 * HOUR_MS + 1, 8_000));
            assertNotEquals(digestOf(early), digestOf(late));
        }

        @Test
        void isOfThisDayAloneAndOfNothingThatWasStagedBefore() {
            List<PumpUnderTest.Step> two = List.of(from(0, 8_000), from(12 * HOUR_MS, 8_400));
            long fresh = digestOf(two);
            digestOf(day);
            assertEquals(fresh, digestOf(two));
        }

        @Test
        void differsWithTheStatedDoseAndTheKindOfCommand() {
            accepted(pump.stageProgram(8_333, 500, 99_996));
            long constant = pump.kernel().stagedDigest();
            accepted(pump.stageProgram(8_333, 500, 99_997));
            assertNotEquals(constant, pump.kernel().stagedDigest());
            assertNotEquals(constant, digestOf(List.of(from(0, 8_333))));
        }

        @Test
        void refusesTheDigestOfAnotherDayAndKeepsTheOldProgram() {
            long other = digestOf(List.of(from(0, 8_333)));
            digestOf(day);
            pump.refused(Reply.DIGEST, () -> pump.confirmWith(other));
            pump.pass(HOUR_MS).delivers(Mode.RUN, 8_333);
        }

        @Test
        void differsForEveryOperandOfEveryOtherCommand() {
            long[] digests = {
                bolus(1_000, 60_000), bolus(1_001, 60_000), bolus(1_000, 60_001),
                refill(1, 2), refill(2, 1), refill(1, 3), limit(400_000), limit(400_001)};
            assertEquals(digests.length, Arrays.stream(digests).distinct().count());
        }

        private long bolus(long volumeNl, long durationMs) {
            accepted(pump.stageBolus(volumeNl, durationMs));
            return pump.kernel().stagedDigest();
        }

        private long refill(long aspiratedNl, long filledNl) {
            accepted(pump.stageRefill(aspiratedNl, filledNl, 500, 0));
            return pump.kernel().stagedDigest();
        }

        private long limit(long limitNg) {
            accepted(pump.clinician(Kind.STAGE_LIMITS, () -> pump.kernel().stageLimits(limitNg)));
            return pump.kernel().stagedDigest();
        }
    }
}
