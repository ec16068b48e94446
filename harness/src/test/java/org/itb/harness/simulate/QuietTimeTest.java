package org.itb.harness.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.itb.harness.oracle.Oracle;
import org.itb.harness.oracle.Violation;
import org.itb.harness.quiet.EvenFlow;
import org.itb.harness.quiet.Repeats;
import org.itb.harness.replay.SimulatedPump;
import org.itb.harness.stream.Age;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.MemoryCopy;
import org.itb.harness.stream.Origin;
import org.itb.harness.stream.Phase;
import org.itb.harness.stream.ResetCause;
import org.itb.harness.stream.Setup;
import org.itb.harness.stream.WorldChange;
import org.itb.kernel.Alarm;
import org.itb.kernel.Mode;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A leap over quiet time leaves everything as its ticks would, to the last field, and hides nothing. */
class QuietTimeTest {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 86_400_000;
    private static final long ERI_AGE_MS = 220_838_400_000L - 7_776_000_000L;
    private static final long SEED = 11;

    // --- lives

    @ParameterizedTest(name = "life {0}")
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void leavesEveryFieldOfKernelWorldAndOracleAsTicksWould(long number) {
        Twins twins = Twins.live(SEED, number, 30 * DAY_MS);
        assertTrue(twins.leaps().size() > 40, "only " + twins.leaps().size() + " leaps");
    }

    @ParameterizedTest(name = "life {0}")
    @ValueSource(longs = {0, 1})
    void aLifeInLeapsComesToWhatItComesToWithEveryTick(long number) {
        LifeResult leapt = new Simulation(SEED).live(number);
        LifeResult ticked = new Simulation(SEED, Simulation.Pace.EVERY_TICK).live(number);
        assertEquals(0, ticked.replacedTicks() + ticked.comparedTicks());
        assertTrue(leapt.replacedTicks() > leapt.ticks() * 9 / 10, leapt.replacedTicks() + " of " + leapt.ticks());
        assertEquals(ticked.ticks(), leapt.ticks());
        assertEquals(ticked.endMs(), leapt.endMs());
        assertEquals(ticked.lines(), leapt.lines());
        assertEquals(ticked.boluses(), leapt.boluses());
        assertEquals(ticked.failure(), leapt.failure());
        assertArrayEquals(ticked.replies(), leapt.replies());
        assertArrayEquals(ticked.alarms(), leapt.alarms());
    }

    // --- edges

    /** Rates and gains whose minutes are no whole nL, and the pump's least rate. */
    @ParameterizedTest(name = "{0} nL/h at {1} per mille")
    @CsvSource({"8333, 1000", "8333, 987", "2000, 1099", "2001, 900", "99999, 1001", "12347, 0"})
    void marksTheEdgesOfEveryWindowWhereverALeapBeginsAndEnds(long rateNlPerH, long gainPerMille) {
        for (int start : new int[] {1, 7, 14, 15, 16, 45, 61}) {
            for (int minutes : new int[] {6, 14, 15, 16, 59, 60, 61, 62, 76, 122, 1_440}) {
                Twins twins = new Twins(setup(rateNlPerH));
                twins.change(0, new WorldChange.MotorGain(gainPerMille));
                if (gainPerMille == 0) {
                    twins.tickUntil(DAY_MS);
                }
                twins.tickUntil(twins.pump().nowMs() + start * MINUTE_MS);
                twins.passUntil(twins.pump().nowMs() + minutes * MINUTE_MS);
                assertFalse(twins.leaps().isEmpty(), () -> minutes + " min from " + start);
            }
        }
    }

    @Test
    void aLeapGoesOverMidnight() {
        Twins twins = new Twins(setup(8_333));
        twins.passUntil(2 * DAY_MS);
        long midnightMs = DAY_MS - setup(8_333).rtcMs();
        assertTrue(twins.leaps().stream().anyMatch(leap -> leap.startMs() < midnightMs && midnightMs < leap.endMs()));
    }

    @Test
    void aLeapEndsRightBeforeAStepOfAFlexDay() {
        Twins twins = new Twins(setup(8_333));
        twins.send(MINUTE_MS, flex());
        twins.passUntil(3 * DAY_MS);
        // 23:47 is time 0 of the stream, 00:00 and 06:00 are steps
        for (long stepMs : new long[] {13 * MINUTE_MS, 13 * MINUTE_MS + 6 * HOUR_MS, 13 * MINUTE_MS + DAY_MS}) {
            twins.assertTicked(stepMs);
            assertTrue(twins.leaps().stream().anyMatch(leap -> leap.endMs() == stepMs - MINUTE_MS), () -> stepMs + " in " + twins.leaps());
        }
    }

    @Test
    void aLeapEndsRightBeforeABolusDoes() {
        Twins twins = new Twins(setup(8_333));
        twins.send(90_500, new Command.StageClinicianBolus(5_000, HOUR_MS));
        assertTrue(twins.pump().kernel().bolusNlPerH() > 0);
        twins.passUntil(3 * HOUR_MS);
        twins.assertTicked(90_500 + HOUR_MS);
        assertTrue(twins.leaps().stream().anyMatch(leap -> leap.startMs() < HOUR_MS && leap.endMs() == HOUR_MS + MINUTE_MS),
                twins.leaps()::toString);
    }

    /** STOP sounds each hour from a time that is no minute, and from 12 h on every ten minutes. A schedule goes on unheard. */
    @Test
    void aLeapCountsWhatSoundsBetweenItsMinutes() {
        Twins twins = new Twins(setup(8_333));
        twins.send(MINUTE_MS, flex());
        twins.send(10 * MINUTE_MS + 12_345, new Command.Bare(CommandKind.STAGE_STOP));
        assertEquals(Mode.STOP, twins.pump().kernel().mode());
        long soundedBefore = twins.pump().kernel().annunciations();
        twins.passUntil(28 * HOUR_MS); // 03:47, in the other step than that in which it was stopped
        twins.passUntil(2 * DAY_MS);
        twins.assertTicked(10 * MINUTE_MS + 12_345 + 12 * HOUR_MS);
        assertTrue(twins.leaps().stream().anyMatch(leap -> leap.endMs() - leap.startMs() > 10 * HOUR_MS), twins.leaps()::toString);
        // 11 each hour, then at once as a critical alarm, then each ten minutes of the 35:49:47 that are left
        assertEquals(11 + 1 + 214, twins.pump().kernel().annunciations() - soundedBefore);
    }

    @Test
    void aLeapGoesOverMinutesThatSoundAtTheirEnd() {
        Twins twins = new Twins(setup(8_333));
        twins.send(10 * MINUTE_MS, new Command.Bare(CommandKind.STAGE_STOP));
        twins.passUntil(2 * DAY_MS);
        assertTrue(twins.leaps().stream().anyMatch(leap -> leap.endMs() - leap.startMs() > 10 * HOUR_MS), twins.leaps()::toString);
    }

    // --- no leap hides an alarm

    static Stream<Arguments> alarmsToCome() {
        Setup setup = setup(8_333);
        return Stream.of(
                Arguments.of(Alarm.STALL, setup, new WorldChange.MotorStall()),
                Arguments.of(Alarm.STALL_RECOVERED, setup, new WorldChange.MotorGain(840)),
                Arguments.of(Alarm.OVER_DELIVERY, setup, new WorldChange.MotorGain(1_160)),
                Arguments.of(Alarm.OVER_DELIVERY, setup, new WorldChange.MotorGain(100_000)),
                Arguments.of(Alarm.RESERVOIR_LOW, with(setup, 3_000_000, 0), new WorldChange.MotorFree()),
                Arguments.of(Alarm.RESERVOIR_EMPTY, with(setup, 2_000_000, 0), new WorldChange.MotorFree()),
                Arguments.of(Alarm.RESERVOIR_LOW, with(setup, 3_000_000, 0), new WorldChange.MotorGain(1_140)),
                Arguments.of(Alarm.NOT_THERAPY, with(setup, 2_000_000, 0), new WorldChange.MotorFree()),
                Arguments.of(Alarm.ERI, with(setup, 20_000_000, ERI_AGE_MS - 3 * DAY_MS - 30_001), new WorldChange.MotorFree()),
                Arguments.of(Alarm.EOS, with(setup, 20_000_000, ERI_AGE_MS + 7_776_000_000L - 3 * DAY_MS), new WorldChange.MotorFree()),
                Arguments.of(Alarm.TIME_ANOMALY, setup, new WorldChange.RtcJump(-61_000)),
                Arguments.of(Alarm.ERI, setup, new WorldChange.Battery(2_600)),
                Arguments.of(Alarm.RESET, setup, new WorldChange.Reset(ResetCause.BROWNOUT)),
                Arguments.of(Alarm.MEMORY_REPAIRED, setup, new WorldChange.Corrupt(MemoryCopy.A)),
                Arguments.of(Alarm.SENSOR_LOST, setup, new WorldChange.FlowSensorLost()));
    }

    /** At a whole minute too: then nothing has been ticked between the change and the question. */
    @ParameterizedTest(name = "A{0} after {2}")
    @MethodSource("alarmsToCome")
    void anAlarmComesAtItsTickAndStays(int alarm, Setup setup, WorldChange change) {
        for (long atMs : new long[] {HOUR_MS, HOUR_MS + 30_000}) {
            Twins twins = new Twins(setup);
            twins.tickUntil(HOUR_MS);
            twins.change(atMs, change);
            twins.passUntil(7 * DAY_MS);
            assertTrue(twins.pump().kernel().isAlarmActive(alarm), "A" + alarm);
            assertTrue(twins.leaps().size() > 2, twins.leaps()::toString);

            Claims claims = new Claims(setup);
            claims.tickUntil(HOUR_MS);
            claims.change(atMs, change);
            claims.tickUntil(7 * DAY_MS);
        }
    }

    @Test
    void aCheckAfterMriEndsAtItsTick() {
        Twins twins = new Twins(setup(2_000));
        twins.change(HOUR_MS, new WorldChange.MriFieldOn());
        twins.change(2 * HOUR_MS, new WorldChange.MriFieldOff());
        twins.send(2 * HOUR_MS + 1, new Command.Bare(CommandKind.INTERROGATE));
        twins.passUntil(DAY_MS);
        assertFalse(twins.pump().kernel().isAlarmActive(Alarm.POST_MRI));

        Claims claims = new Claims(setup(2_000));
        claims.change(HOUR_MS, new WorldChange.MriFieldOn());
        claims.change(2 * HOUR_MS, new WorldChange.MriFieldOff());
        claims.send(2 * HOUR_MS, new Command.Bare(CommandKind.INTERROGATE));
        claims.tickUntil(DAY_MS);
        assertFalse(claims.pump.kernel().isAlarmActive(Alarm.POST_MRI));
    }

    @Test
    void theOracleForeseesWhatFlowMustBring() {
        for (WorldChange change : List.of(new WorldChange.MotorStall(), new WorldChange.MotorGain(3_000))) {
            Claims claims = new Claims(setup(8_333));
            claims.tickUntil(HOUR_MS);
            assertTrue(claims.oracle.quietMinutes(600) > 100);
            claims.change(HOUR_MS, change);
            assertTrue(claims.oracle.quietMinutes(600) < 15, change.word());
        }
    }

    @Test
    void aReservoirThatRunsDryUnseenIsTicked() {
        Twins twins = new Twins(setup(8_333));
        twins.change(HOUR_MS, new WorldChange.FlowSensorLost());
        twins.change(HOUR_MS, new WorldChange.MotorGain(100_000));
        twins.passUntil(2 * DAY_MS);
        assertEquals(0, twins.pump().world().reservoirNl());
    }

    @Test
    void aPrimingIsTicked() {
        Twins twins = new Twins(setup(8_333));
        twins.send(HOUR_MS, new Command.StagePriming(50_001, HOUR_MS, 1));
        assertTrue(twins.pump().kernel().bolusNlPerH() > 0);
        assertEquals(0, twins.pump().quietMinutes(2 * HOUR_MS));
        twins.passUntil(DAY_MS);
        assertFalse(twins.leaps().isEmpty());
    }

    @Test
    void aBridgeIsTicked() {
        Twins twins = new Twins(setup(8_333));
        twins.send(MINUTE_MS, new Command.StageConcentrationChange(20_000_000, 20_000_000, 1_000, 1_000, 335_800, true, false));
        assertTrue(twins.pump().kernel().bridgeRestNl() > 0);
        twins.tickUntil(2 * MINUTE_MS);
        assertEquals(0, twins.pump().quietMinutes(HOUR_MS));
        assertEquals(0, twins.oracle().quietMinutes(600));
        twins.passUntil(5 * DAY_MS);
        assertEquals(0, twins.pump().kernel().bridgeRestNl());
        assertEquals(Mode.RUN, twins.pump().kernel().mode());
        assertFalse(twins.leaps().isEmpty());
    }

    // --- the oracle

    static Stream<Arguments> oraclesOfAnotherPump() {
        Setup setup = setup(8_333);
        return Stream.of(
                Arguments.of("a battery that is older", setup, with(setup, 20_000_000, ERI_AGE_MS - 2 * DAY_MS - 1)),
                Arguments.of("a battery whose time is over", with(setup, 20_000_000, ERI_AGE_MS + 1),
                        with(setup, 20_000_000, ERI_AGE_MS + 7_776_000_000L - 2 * DAY_MS)));
    }

    /**
     * Whichever of the two asks for less decides, so neither is seen by what a leap does alone: each must be right for
     * itself. The oracle does not foretell every A01 and A03, nor what follows from them; the kernel foretells all.
     */
    @ParameterizedTest(name = "life {0}")
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void pumpAndOracleAreEachRightAboutWhatIsQuiet(long number) {
        Life life = new Life(SEED, number);
        Claims claims = new Claims(life.setup());
        Entry line = life.next(claims.pump.kernel());
        while (line != null && line.atMs() <= 40 * DAY_MS) {
            claims.play(line);
            line = life.next(claims.pump.kernel());
        }
    }

    /** A pump that is ticked, and what it and its oracle say at each minute of how long it is quiet. */
    private static final class Claims {
        private final SimulatedPump pump;
        private final Oracle oracle;
        private long quietForPumpMs;
        private long quietForOracleMs;

        Claims(Setup setup) {
            pump = new SimulatedPump(setup, Life.TICK_MS);
            oracle = new Oracle(setup, pump);
        }

        void send(long atMs, Command command) {
            play(Twins.line(2, atMs, command));
        }

        void change(long atMs, WorldChange change) {
            play(Twins.line(2, atMs, change));
        }

        void play(Entry line) {
            while (pump.isBefore(line)) {
                tick(line.atMs());
            }
            assertNull(oracle.afterLine(line, pump.carryOut(line)));
            quietForPumpMs = 0;
            quietForOracleMs = 0;
        }

        void tickUntil(long untilMs) {
            while (pump.nowMs() < untilMs) {
                tick(untilMs);
            }
        }

        private void tick(long untilMs) {
            if (pump.nowMs() % MINUTE_MS == 0) {
                quietForPumpMs = Math.max(quietForPumpMs, pump.nowMs() + MINUTE_MS * pump.quietMinutes(untilMs));
                quietForOracleMs = Math.max(quietForOracleMs, pump.nowMs() + MINUTE_MS * oracle.quietMinutes(600));
            }
            List<Object> before = shown(pump.kernel());
            int alarms = activeFlowAlarms(pump.kernel());
            pump.tickTowards(untilMs);
            assertNull(oracle.afterTick());
            boolean same = shown(pump.kernel()).equals(before);
            assertTrue(same || pump.nowMs() > quietForPumpMs, () -> "the pump did not see what comes at " + pump.nowMs());
            assertTrue(same || pump.nowMs() > quietForOracleMs || activeFlowAlarms(pump.kernel()) != alarms,
                    () -> "the oracle did not see what comes at " + pump.nowMs());
        }

        private static List<Object> shown(SafetyKernel kernel) {
            List<Object> shown = new ArrayList<>(
                    List.of(kernel.mode(), kernel.basalNlPerH(), kernel.bolusNlPerH(), kernel.signalAlarm()));
            for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
                shown.add(kernel.isAlarmActive(alarm));
                shown.add(kernel.isAlarmCritical(alarm));
            }
            return shown;
        }

        private static int activeFlowAlarms(SafetyKernel kernel) {
            return (kernel.isAlarmActive(Alarm.STALL) ? 1 : 0) + (kernel.isAlarmActive(Alarm.OVER_DELIVERY) ? 2 : 0);
        }
    }

    /** An oracle that was told of another pump expects what this kernel knows nothing of. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("oraclesOfAnotherPump")
    void missesInLeapsWhatItMissesInTicks(String what, Setup pump, Setup told) {
        Violation leapt = found(pump, told, true);
        assertNotNull(leapt, what);
        assertEquals(found(pump, told, false), leapt);
    }

    private static Violation found(Setup pumpSetup, Setup oracleSetup, boolean leaps) {
        SimulatedPump pump = new SimulatedPump(pumpSetup, Life.TICK_MS);
        Oracle oracle = new Oracle(oracleSetup, pump);
        QuietTime quietTime = new QuietTime(pump, oracle, 1, Integer.MAX_VALUE);
        Violation found = null;
        while (found == null && pump.nowMs() < 10 * DAY_MS) {
            int minutes = leaps ? quietTime.minutes(10 * DAY_MS) : 0;
            if (minutes > 0) {
                found = quietTime.pass(minutes);
            } else {
                pump.tickTowards(10 * DAY_MS);
                found = oracle.afterTick();
            }
        }
        assertEquals(leaps, quietTime.replacedTicks() > 0);
        return found;
    }

    // --- the check that stays on

    @Test
    void everyLeapMayBeComparedWithItsTicks() {
        SimulatedPump pump = new SimulatedPump(setup(8_333), Life.TICK_MS);
        QuietTime quietTime = new QuietTime(pump, ticked(pump), 1, 1);
        int minutes = quietTime.minutes(DAY_MS);
        assertEquals(1_439, minutes);
        assertNull(quietTime.pass(minutes));
        assertEquals(DAY_MS, pump.nowMs());
        assertEquals(1_439, quietTime.comparedTicks());
        assertEquals(0, quietTime.replacedTicks());
    }

    /** The oracle of a pump that has ticked once. */
    private static Oracle ticked(SimulatedPump pump) {
        Oracle oracle = new Oracle(setup(8_333), pump);
        pump.tickTowards(MINUTE_MS);
        assertNull(oracle.afterTick());
        return oracle;
    }

    @Test
    void aLeapThatCameElsewhereIsTold() {
        SimulatedPump pump = new SimulatedPump(setup(8_333), Life.TICK_MS);
        Oracle oracle = ticked(pump);
        pump.world().change(new WorldChange.MotorStall(), pump.kernel());
        QuietTime quietTime = new QuietTime(pump, oracle, 1, 1);
        assertEquals(0, quietTime.minutes(DAY_MS), "A01 comes");
        LeapException told = assertThrows(LeapException.class, () -> quietTime.pass(1_000));
        assertTrue(told.getMessage().startsWith("a leap"), told.getMessage());
    }

    @Test
    void aStateIsPutBackToTheLastNumber() {
        SimulatedPump pump = new SimulatedPump(setup(8_333), Life.TICK_MS);
        SimulatedPump same = new SimulatedPump(setup(8_333), Life.TICK_MS);
        LiveState before = LiveState.of(pump);
        pump.tickTowards(MINUTE_MS);
        List<String> differences = LiveState.of(pump).differences(before);
        assertTrue(differences.contains("SimulatedPump.kernel.clock.nowMs"), differences::toString);
        assertTrue(differences.contains("SimulatedPump.kernel.pump.meter.hour.commandedNl"), differences::toString);
        assertTrue(differences.contains("SimulatedPump.world.motor.leftMs"), differences::toString);
        assertNotEquals("", Difference.between(pump, same));
        before.restore();
        assertEquals(List.of(), LiveState.of(pump).differences(before));
        assertEquals("", Difference.between(pump, same));
    }

    // --- small parts

    @Test
    void anEvenFlowIsExactAfterAnyNumberOfTicks() {
        EvenFlow flow = new EvenFlow(7, 10, 9);
        long carried = 9;
        long wholeNl = 0;
        for (int ticks = 1; ticks <= 100; ticks++) {
            carried += 7;
            wholeNl += carried / 10;
            carried %= 10;
            assertEquals(wholeNl, flow.afterNl(ticks));
            assertEquals(carried, flow.carryAfter(ticks));
        }
        assertFalse(flow.isInEachTick());
        assertTrue(new EvenFlow(10, 10, 0).isInEachTick());
        assertTrue(EvenFlow.NONE.isNone());
    }

    @Test
    void aSoundIsCountedFromTheMillisecondOnAtWhichItComes() {
        Repeats repeats = new Repeats(61_000, 600_000);
        assertEquals(0, repeats.countIn(1));
        assertEquals(1, repeats.countIn(2));
        assertEquals(1, repeats.countIn(11));
        assertEquals(2, repeats.countIn(12));
        assertEquals(661_000, repeats.lastInMs(2));
        assertEquals(14, repeats.ticksIn(12));
        assertEquals(11, repeats.untilSilent(12));
        assertEquals(13, repeats.untilSilent(13));
        assertEquals(12, new Repeats(60_000, 600_000).ticksIn(12));
        assertEquals(0, Repeats.NONE.countIn(1_440));
        assertEquals(7, Repeats.NONE.untilSilent(7));
    }

    // --- what pumps these are

    private static Command flex() {
        return new Command.StageFlex(
                List.of(new Command.FlexStep(0, 8_000), new Command.FlexStep(6 * HOUR_MS, 8_400)), 500, 99_600);
    }

    /** In the middle of a therapy, at 23:47. */
    private static Setup setup(long rateNlPerH) {
        return new Setup(
                "ITB-0001", 20_000_000, 20_000_000, 500, 335_800, Origin.SPINAL, Age.ADULT, Phase.MAINTENANCE, 2_100_000, 50_000,
                OptionalLong.of(rateNlPerH), 2 * DAY_MS, 2 * DAY_MS, 23 * HOUR_MS + 47 * MINUTE_MS, 0, 3_000, Optional.empty());
    }

    private static Setup with(Setup setup, long fillNl, long ageMs) {
        return new Setup(
                setup.deviceId(), setup.capacityNl(), fillNl, setup.concentrationUgPerMl(), setup.pathVolumeNl(), setup.origin(),
                setup.age(), setup.phase(), setup.patientLimitNgPerDay(), setup.screeningDoseNg(), setup.rateNlPerH(),
                setup.rateSinceMs(), setup.firstStartSinceMs(), setup.rtcMs(), ageMs, setup.batteryMv(), Optional.empty());
    }
}
