package org.itb.harness.properties;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.ListArbitrary;
import net.jqwik.api.arbitraries.LongArbitrary;

/** Random therapies, aimed at the rare: every edge of domain time, one ms to either side, and rings that run full. */
final class Therapies {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 86_400_000;
    private static final int ACTIONS_MAX = 30;

    private Therapies() {
    }

    /** Everything that can happen. */
    static Arbitrary<Therapy> any() {
        return of(anything());
    }

    /** Constant basals only, so that every hour and every day of the output has to keep the limits. */
    static Arbitrary<Therapy> continuous() {
        return of(Arbitraries.frequencyOf(
                Tuple.of(6, orders(stops())), Tuple.of(5, boluses()), Tuple.of(3, largeBoluses()), Tuple.of(5, waits()),
                Tuple.of(2, troubles()), Tuple.of(1, clocks()), Tuple.of(3, people())));
    }

    /**
     * A motor that does what it is told, a clock that is right, a reservoir that is never near empty. And no stop of 48 h
     * to within seconds: the gap counts from the last tick in which the encoder counted a whole nL, which a shorter
     * tick may not see.
     */
    static Arbitrary<Therapy> undisturbed() {
        Arbitrary<Long> stops = Arbitraries.frequencyOf(
                Tuple.of(3, between(1, DAY_MS)), Tuple.of(1, between(49 * HOUR_MS, 50 * HOUR_MS)));
        return of(Arbitraries.frequencyOf(
                Tuple.of(4, orders(stops)), Tuple.of(3, flexDays()), Tuple.of(5, boluses()), Tuple.of(6, waits()),
                Tuple.of(1, Arbitraries.of(1, 2, 3).map(Action.Reset::new))));
    }

    /** Patients who ask whenever they can, clocks that do what they like. */
    static Arbitrary<Therapy> eagerPatients() {
        Arbitrary<Long> waits = near(10 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS, 16 * HOUR_MS, DAY_MS);
        return of(Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(new Action.PatientBolus())), Tuple.of(5, waits.map(Action.Wait::new)),
                Tuple.of(2, Combinators.combine(Arbitraries.integers().between(2, 10), near(HOUR_MS))
                        .as(Action.PatientBoluses::new)),
                Tuple.of(1, Combinators.combine(Arbitraries.longs().between(1, 3_000), settings()).as((ng, settings) ->
                        new Action.PatientSettings(ng, settings.durationMs(), settings.lockoutMs(), settings.countPer24h()))),
                Tuple.of(4, clocks()), Tuple.of(1, Arbitraries.of(1, 2, 3).map(Action.Reset::new)),
                Tuple.of(2, Arbitraries.just(new Action.BringBack()))));
    }

    static Arbitrary<Therapy> of(Arbitrary<Action> actions) {
        ListArbitrary<Action> sequence = actions.list().ofMinSize(1).ofMaxSize(ACTIONS_MAX);
        return Combinators.combine(setups(), sequence).as(Therapy::new);
    }

    static Arbitrary<Setup> setups() {
        Arbitrary<Integer> oneOrTwo = Arbitraries.of(1, 2);
        Arbitrary<Long> headroomNg = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(0L, 1L, 40_000L, 80_000L)), Tuple.of(3, between(100_000, 1_000_000)));
        return Combinators.combine(
                        Arbitraries.of(500, 1000, 2000), between(100_000, 1_900_000), headroomNg, oneOrTwo,
                        Arbitraries.frequency(Tuple.of(4, 1), Tuple.of(1, 2)), oneOrTwo, patientBolusNg(), settings())
                .as((concentration, doseNg, headroom, origin, age, phase, bolusNg, settings) -> {
                    long rate = Math.max(2_000, doseNg / age * 1000 / 24 / concentration);
                    long limit = Math.min(age == 2 ? 1_200_000 : 2_100_000, rate * 24 * concentration / 1000 + 1 + headroom);
                    return new Setup(concentration, rate, limit, origin, age, phase, new Order.StagePatientBolus(
                            bolusNg * 1000 / concentration, settings.durationMs(), settings.lockoutMs(),
                            settings.countPer24h()));
                });
    }

    private static Arbitrary<Action> anything() {
        return Arbitraries.frequencyOf(
                Tuple.of(5, orders(stops())), Tuple.of(3, flexDays()), Tuple.of(5, boluses()), Tuple.of(6, waits()),
                Tuple.of(3, troubles()), Tuple.of(1, clocks()), Tuple.of(3, people()));
    }

    private static Arbitrary<Action> waits() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, near(1, 10_000, MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS)),
                Tuple.of(3, near(HOUR_MS, 4 * HOUR_MS, 6 * HOUR_MS, 8 * HOUR_MS, 12 * HOUR_MS)),
                Tuple.of(2, near(DAY_MS)),
                Tuple.of(2, between(1, DAY_MS))).map(Action.Wait::new);
    }

    private static Arbitrary<Action> orders(Arbitrary<Long> stops) {
        Arbitrary<Integer> upOrDown = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.integers().between(1000, 1400)), Tuple.of(2, Arbitraries.integers().between(800, 1000)),
                Tuple.of(1, Arbitraries.integers().between(100, 800)));
        return Arbitraries.frequencyOf(
                Tuple.of(6, Combinators.combine(upOrDown, Arbitraries.of(true, false)).as(Action.ChangeBasal::new)),
                Tuple.of(1, Combinators.combine(between(1_999, 1_000_001), Arbitraries.of(true, false)).as(Action.Basal::new)),
                Tuple.of(1, Combinators.combine(Arbitraries.integers().between(2, 12), Arbitraries.integers().between(900, 999),
                        between(1, 2 * HOUR_MS)).as(Action.Basals::new)),
                Tuple.of(3, between(-20_000, 1_000_000).map(Action.LimitAbove::new)),
                Tuple.of(1, Combinators.combine(Arbitraries.of(1, 2), Arbitraries.of(1, 2), Arbitraries.of(1, 2))
                        .as(Action.ChangeProfile::new)),
                Tuple.of(1, Combinators.combine(Arbitraries.of(true, false), stops, Arbitraries.of(true, true, false))
                        .as(Action.StopFor::new)),
                Tuple.of(1, Arbitraries.just(new Action.Resume())),
                Tuple.of(2, Arbitraries.of(0, 0, 800, 1000, 1200, 2000).map(Action.Restore::new)),
                Tuple.of(2, Combinators.combine(Arbitraries.of(0, 400, 500, 501, 1000), Arbitraries.of(true, false))
                        .as(Action.Restart::new)));
    }

    /** Flex days with steps close together and some of them very high, so that the worst hour is any of many. */
    static Arbitrary<Action.FlexDay> peakedDays() {
        Arbitrary<Integer> lengths = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(1, 70)), Tuple.of(1, Arbitraries.integers().between(70, 110)));
        Arbitrary<List<Integer>> minutes = lengths.list().ofMinSize(1).ofMaxSize(12).map(Therapies::sums);
        Arbitrary<List<Integer>> weights = Arbitraries.frequencyOf(
                        Tuple.of(2, Arbitraries.just(1)), Tuple.of(1, Arbitraries.integers().between(1, 60)))
                .list().ofSize(13);
        return Combinators.combine(minutes, weights).as((starts, heights) ->
                new Action.FlexDay(starts, heights, 1000, true));
    }

    private static List<Integer> sums(List<Integer> lengths) {
        List<Integer> sums = new ArrayList<>();
        int sum = 0;
        for (int length : lengths) {
            sum += length;
            sums.add(sum);
        }
        return sums;
    }

    private static Arbitrary<Long> stops() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, between(1, DAY_MS)), Tuple.of(1, near(2 * DAY_MS)), Tuple.of(1, near(12 * HOUR_MS)));
    }

    private static Arbitrary<Action> flexDays() {
        Arbitrary<List<Integer>> minutes = Arbitraries.integers().between(1, 1439).list().ofMinSize(1).ofMaxSize(12)
                .uniqueElements().map(list -> list.stream().sorted().toList());
        Arbitrary<List<Integer>> weights = Arbitraries.integers().between(1, 20).list().ofSize(13);
        Arbitrary<Integer> perMille = Arbitraries.of(850, 950, 999, 1000, 1100, 1300);
        return Combinators.combine(minutes, weights, perMille, Arbitraries.of(true, false)).as(Action.FlexDay::new);
    }

    private static Arbitrary<Action> boluses() {
        Arbitrary<Long> ng = Arbitraries.frequencyOf(
                Tuple.of(3, between(1, 30_000)), Tuple.of(2, between(30_000, 100_000)), Tuple.of(1, near(50_000, 100_000)));
        return Arbitraries.frequencyOf(
                Tuple.of(3, Combinators.combine(ng, durations()).as(Action.ClinicianBolus::new)),
                Tuple.of(1, Combinators.combine(Arbitraries.integers().between(2, 24), between(10, 9_000),
                        near(MINUTE_MS, 10 * MINUTE_MS)).as(Action.ClinicianBoluses::new)),
                Tuple.of(2, largeBoluses()),
                Tuple.of(3, Arbitraries.just(new Action.PatientBolus())),
                Tuple.of(2, Combinators.combine(Arbitraries.of(HOUR_MS, 4 * HOUR_MS, DAY_MS), Arbitraries.of(-1L, 0L, 1L))
                        .as(Action.PatientBolusAtEdge::new)),
                Tuple.of(1, Combinators.combine(Arbitraries.integers().between(2, 10), Arbitraries.of(HOUR_MS, 2 * HOUR_MS))
                        .as(Action.PatientBoluses::new)),
                Tuple.of(1, Combinators.combine(patientBolusNg(), settings()).as((bolusNg, settings) ->
                        new Action.PatientSettings(bolusNg, settings.durationMs(), settings.lockoutMs(), settings.countPer24h()))),
                Tuple.of(1, Combinators.combine(ng, durations(), between(1, HOUR_MS), Arbitraries.of(1, 2, 3))
                        .as(Action.ResetInBolus::new)));
    }

    /** Two or three that fill an hour, or would. */
    private static Arbitrary<Action> largeBoluses() {
        return Combinators.combine(Arbitraries.integers().between(2, 3), between(30_000, 100_000),
                near(14 * MINUTE_MS, 20 * MINUTE_MS)).as(Action.ClinicianBoluses::new);
    }

    private record Settings(long durationMs, long lockoutMs, int countPer24h) {
    }

    private static Arbitrary<Long> patientBolusNg() {
        return Arbitraries.frequencyOf(Tuple.of(3, between(100, 20_000)), Tuple.of(1, between(20_000, 50_000)));
    }

    private static Arbitrary<Settings> settings() {
        return Combinators.combine(
                        Arbitraries.of(MINUTE_MS, 10 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 12 * HOUR_MS),
                        Arbitraries.of(HOUR_MS, HOUR_MS, 4 * HOUR_MS, DAY_MS), Arbitraries.of(0, 1, 2, 4, 8, 8))
                .as(Settings::new);
    }

    private static Arbitrary<Long> durations() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, near(MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 12 * HOUR_MS)), Tuple.of(2, between(MINUTE_MS, 3 * HOUR_MS)));
    }

    private static Arbitrary<Action> troubles() {
        Arbitrary<Long> lasting = Arbitraries.frequencyOf(
                Tuple.of(4, between(1, 6 * HOUR_MS)), Tuple.of(1, near(HOUR_MS, 2 * DAY_MS)));
        return Arbitraries.frequencyOf(
                Tuple.of(2, lasting.map(Action.Stall::new)),
                Tuple.of(3, scans()),
                Tuple.of(2, Arbitraries.of(true, false).map(Action.MotorReports::new)),
                Tuple.of(2, Combinators.combine(Arbitraries.of(0, 500, 855, 1145, 1300, 2000), lasting).as(Action.Gain::new)),
                Tuple.of(2, lasting.map(Action.EncoderLost::new)),
                Tuple.of(2, Arbitraries.of(1, 2, 3).map(Action.Reset::new)),
                Tuple.of(1, Arbitraries.of(3_000L, 3_000L, 2_601L, 2_600L, 0L).map(Action.Battery::new)),
                Tuple.of(2, Combinators.combine(Arbitraries.frequencyOf(Tuple.of(2, near(0)), Tuple.of(1, near(5_000_000, -5_000_000))), near(1_010_000, 1_200_000, 2_500_000, 5_000_000, 40_000_000))
                        .as(Action.Refill::new)));
    }

    /** Scans with and without what belongs to them. Most fields go soon, for in one no therapy goes on. */
    static Arbitrary<Action> scans() {
        Arbitrary<Boolean> mostly = Arbitraries.of(true, true, true, false);
        Arbitrary<Long> lasting = Arbitraries.frequencyOf(
                Tuple.of(4, between(1, 2 * HOUR_MS)), Tuple.of(1, near(14 * MINUTE_MS, DAY_MS)));
        return Arbitraries.frequencyOf(
                Tuple.of(6, Combinators.combine(mostly, mostly, mostly, mostly, lasting).as(Action.Scan::new)),
                Tuple.of(1, Arbitraries.just(new Action.ScanBegins())),
                Tuple.of(1, Arbitraries.just(new Action.ScanEnds())),
                Tuple.of(1, Arbitraries.of(true, false, false).map(Action.Field::new)));
    }

    /** Patients who want boluses, and scanners. */
    static Arbitrary<Therapy> scanned() {
        return of(Arbitraries.frequencyOf(
                Tuple.of(5, scans()), Tuple.of(4, boluses()), Tuple.of(4, waits()),
                Tuple.of(1, near(12 * HOUR_MS, DAY_MS, DAY_MS).map(Action.Wait::new)),
                Tuple.of(2, people()), Tuple.of(1, Arbitraries.of(1, 2, 3).map(Action.Reset::new)),
                Tuple.of(1, troubles())));
    }

    /** Other drugs, new catheters and memory that fails, between all else that can happen. */
    static Arbitrary<Therapy> changing() {
        return of(Arbitraries.frequencyOf(
                Tuple.of(6, changesOfDrug()), Tuple.of(2, primings()), Tuple.of(2, memory()), Tuple.of(2, boluses()),
                Tuple.of(3, waits()), Tuple.of(4, orders(stops())), Tuple.of(2, people()), Tuple.of(1, troubles())));
    }

    /** Half of them wait until the bridge is about to end, which takes its volume at the running rate. */
    private static Arbitrary<Action> changesOfDrug() {
        Arbitrary<Action.ChangeDrug.Slip> slips = Arbitraries.frequency(
                Tuple.of(8, Action.ChangeDrug.Slip.NONE), Tuple.of(2, Action.ChangeDrug.Slip.RINSED),
                Tuple.of(1, Action.ChangeDrug.Slip.OTHER_LABEL), Tuple.of(1, Action.ChangeDrug.Slip.NEITHER_BRIDGE_NOR_RINSE),
                Tuple.of(1, Action.ChangeDrug.Slip.BOTH), Tuple.of(1, Action.ChangeDrug.Slip.NO_SUCH_DRUG));
        Arbitrary<Long> paths = Arbitraries.frequencyOf(
                Tuple.of(4, between(140_000, 580_000)), Tuple.of(1, near(140_000, 580_000)));
        Arbitrary<Long> waits = Arbitraries.frequencyOf(
                Tuple.of(2, between(1, HOUR_MS)), Tuple.of(2, between(HOUR_MS, 12 * HOUR_MS)), Tuple.of(1, near(DAY_MS)));
        return Combinators.combine(Arbitraries.of(500, 1000, 2000), paths, slips, waits).as(Action.ChangeDrug::new);
    }

    private static Arbitrary<Action> primings() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(Tuple.of(3, between(1_000, 200_000)), Tuple.of(1, near(0, 580_000, 1_000_000))),
                        durations(), Arbitraries.of(false, false, false, true))
                .as(Action.Prime::new);
    }

    private static Arbitrary<Action> memory() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.frequency(Tuple.of(4, 1), Tuple.of(4, 2), Tuple.of(1, 3), Tuple.of(1, 4)).map(Action.MemoryError::new)),
                Tuple.of(4, Combinators.combine(Arbitraries.of(1, 2, 3), Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true)),
                        Arbitraries.of(false, false, true), Arbitraries.frequencyOf(Tuple.of(3, between(0, HOUR_MS)),
                                Tuple.of(1, near(2 * DAY_MS)))).as(Action.RestartFromCopies::new)));
    }

    private static Arbitrary<Action> clocks() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, near(MINUTE_MS, HOUR_MS, DAY_MS, 2 * DAY_MS, 30 * DAY_MS).map(Action.LateTick::new)),
                Tuple.of(1, Arbitraries.of(0L, -1L, Long.MIN_VALUE, -DAY_MS).map(Action.BadTick::new)),
                Tuple.of(1, near(0, MINUTE_MS, -6 * HOUR_MS, 6 * HOUR_MS).map(Action.RtcJump::new)),
                Tuple.of(1, near(0, DAY_MS, 1_000 * DAY_MS).map(Action.SetRtc::new)));
    }

    private static Arbitrary<Action> people() {
        Arbitrary<Integer> alarms = Arbitraries.of(1, 2, 3, 4, 5, 6, 8, 9, 9, 9, 12, 13, 14, 18, 19);
        return Arbitraries.frequencyOf(
                Tuple.of(3, Combinators.combine(alarms, near(MINUTE_MS, HOUR_MS, DAY_MS)).as(Action.Pause::new)),
                Tuple.of(2, alarms.map(Action.Clear::new)),
                Tuple.of(3, Arbitraries.just(new Action.LookAndClear())),
                Tuple.of(3, Arbitraries.just(new Action.BringBack())),
                Tuple.of(2, Arbitraries.of(Action.Mistake.Slip.class).map(Action.Mistake::new)),
                Tuple.of(1, Arbitraries.just(new Action.AskForStatus())),
                Tuple.of(1, Arbitraries.of(Action.BadConfirm.Wrong.class).map(Action.BadConfirm::new)));
    }

    /** Each of these, 1 below and 1 above. */
    static Arbitrary<Long> near(long... values) {
        Long[] around = new Long[3 * values.length];
        for (int i = 0; i < values.length; i++) {
            around[3 * i] = values[i];
            around[3 * i + 1] = values[i] - 1;
            around[3 * i + 2] = values[i] + 1;
        }
        return Arbitraries.of(around);
    }

    private static LongArbitrary between(long from, long to) {
        return Arbitraries.longs().between(from, to);
    }
}
