package org.itb.harness.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import org.itb.kernel.Kind;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;

/** Time is divided as one likes: what was commanded is the exact integral of the rate, and nothing else changes. */
class TickProperties {
    private static final long LOAD_PER_NL = 3_600_000;

    @Provide
    Arbitrary<Therapy> therapies() {
        return Therapies.any();
    }

    @Provide
    Arbitrary<Therapy> undisturbedTherapies() {
        return Therapies.undisturbed();
    }

    @Provide
    Arbitrary<List<Long>> spans() {
        return Arbitraries.longs().between(1, 60 * History.DAY_MS).list().ofMinSize(20).ofMaxSize(80);
    }

    @Provide
    Arbitrary<Therapy> setups() {
        return Therapies.setups().map(setup -> new Therapy(setup, List.of()));
    }

    // [utest->req~SR-13~1] [utest->req~SR-33~1]
    @KernelProperty
    void commandedVolumeIsTheFloorOfTheExactIntegralOfTheRate(@ForAll("therapies") Therapy therapy) {
        History history = new History(therapy.setup());
        therapy.play(history, new Watch() {
            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                if (order.kind() == Kind.TICK) {
                    assertEquals(history.nowMs(), pump.kernel.nowMs());
                    assertEquals(history.output().load() / LOAD_PER_NL, pump.kernel.commandedNl());
                }
            }
        });
    }

    // [utest->req~SR-33~1] [utest->req~SR-56~1]
    @KernelProperty
    void commandedVolumeDoesNotDriftInYears(@ForAll("setups") Therapy therapy, @ForAll("spans") List<Long> spans) {
        History history = new History(therapy.setup());
        PumpUnderTest pump = therapy.play(history);
        for (long spanMs : spans) {
            pump.tickLate(spanMs);
            assertEquals(history.output().load() / LOAD_PER_NL, pump.kernel.commandedNl());
            pump.refill(0, Setup.CAPACITY_NL);
            pump.lookAndClear();
            pump.order(Kind.STAGE_RESUME);
        }
    }

    /** The same therapy, every tick of the second pump cut into pieces, each with the flow that belongs to it. */
    // [utest->req~SR-13~1] [utest->req~SR-52~1]
    @KernelProperty
    void aTickInPiecesIsOneTick(@ForAll("undisturbedTherapies") Therapy therapy, @ForAll long cuts) {
        PumpUnderTest pieces = new PumpUnderTest(therapy.setup());
        Random random = new Random(cuts);
        PumpUnderTest whole = therapy.play(new Watch() {
            @Override
            public void after(PumpUnderTest pump, Order order, int reply) {
                if (order instanceof Order.Tick tick) {
                    cut(pieces, tick.dtMs(), random);
                    compare(pump.kernel, pieces.kernel, order);
                } else if (order.kind() != Kind.FLOW_CONFIRM) {
                    assertEquals(reply, pieces.give(order), order::toString);
                    compare(pump.kernel, pieces.kernel, order);
                }
            }
        });
        assertEquals(Snapshot.of(whole.kernel), Snapshot.of(pieces.kernel));
    }

    private static void cut(PumpUnderTest pump, long ms, Random random) {
        long left = ms;
        while (left > 0) {
            long piece = random.nextInt(4) == 0 ? left : 1 + (long) (random.nextDouble() * left);
            pump.pass(Math.min(piece, left));
            left -= Math.min(piece, left);
        }
    }

    private static void compare(SafetyKernel whole, SafetyKernel pieces, Order order) {
        assertEquals(whole.nowMs(), pieces.nowMs());
        assertEquals(whole.rateNlPerH(), pieces.rateNlPerH(), order::toString);
        assertEquals(whole.bolusNlPerH(), pieces.bolusNlPerH());
        assertEquals(whole.mode(), pieces.mode());
        assertEquals(whole.commandedNl(), pieces.commandedNl());
        assertEquals(whole.confirmedNl(), pieces.confirmedNl());
        assertEquals(whole.signalAlarm(), pieces.signalAlarm());
        assertEquals(whole.annunciations(), pieces.annunciations());
        assertEquals(whole.dueInMs(), pieces.dueInMs());
    }

    /** Time neither stands still nor runs back for a tick of nothing or less. */
    // [utest->req~SR-52~1]
    @KernelProperty
    void aTickOfNothingOrLessIsRefusedAndMovesNothing(@ForAll("undisturbedTherapies") Therapy therapy, @ForAll long dt) {
        PumpUnderTest pump = therapy.play();
        Map<String, Object> before = Snapshot.of(pump.kernel);
        assertEquals(Reply.TIME, pump.kernel.tick(dt > 0 ? -dt : dt, dt));
        assertEquals(before, Snapshot.of(pump.kernel));
    }
}
