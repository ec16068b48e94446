package org.itb.harness.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import org.itb.harness.kernel.PumpUnderTest;
import org.itb.kernel.Reply;

/**
 * What the patient receives while the drug changes, by a tube of this test's own: every nanolitre that the motor moves
 * goes in at one end with the reservoir's drug, and out at the other with what went in a path volume before it.
 */
class PlugFlowProperties {
    private static final int DAY_MINUTES = 1_440;

    /** A pump before a change of drug; its dose is within the limit at every rate that either drug needs. */
    record Change(int oldUgPerMl, int newUgPerMl, long rateNlPerH, long pathNl, int changeMinute, boolean stalls) {
        long dosePg() {
            return rateNlPerH * 24 * oldUgPerMl;
        }
    }

    /** Drug on its way, in the order in which it went in. */
    private static final class Tube {
        private record Plug(long volumeNl, int ugPerMl) { }

        private final Deque<Plug> plugs = new ArrayDeque<>();

        Tube(long volumeNl, int ugPerMl) {
            plugs.add(new Plug(volumeNl, ugPerMl));
        }

        /** So much goes in; returns the drug, in pg, that comes out. */
        long push(long volumeNl, int ugPerMl) {
            plugs.addLast(new Plug(volumeNl, ugPerMl));
            long outNl = volumeNl;
            long outPg = 0;
            while (outNl > 0) {
                Plug first = plugs.removeFirst();
                long takenNl = Math.min(outNl, first.volumeNl());
                outPg += takenNl * first.ugPerMl();
                outNl -= takenNl;
                if (takenNl < first.volumeNl()) {
                    plugs.addFirst(new Plug(first.volumeNl() - takenNl, first.ugPerMl()));
                }
            }
            return outPg;
        }
    }

    @Provide
    Arbitrary<Change> changes() {
        Arbitrary<Integer> drugs = Arbitraries.of(500, 1_000, 2_000);
        // In nL/h of the weakest drug: 96 … 1,200 µg a day, so that each drug has a rate for it.
        Arbitrary<Long> doses = Arbitraries.longs().between(8_000, 100_000);
        Arbitrary<Long> paths = Arbitraries.longs().between(140_000, 580_000);
        Arbitrary<Integer> minutes = Arbitraries.integers().between(0, 3 * DAY_MINUTES);
        return Combinators.combine(drugs, drugs, doses, paths, minutes, Arbitraries.of(true, false, false))
                .filter((old, next, dose, path, minute, stalls) -> !old.equals(next))
                .as((old, next, dose, path, minute, stalls) -> new Change(old, next, Math.max(4 * 2_000, dose) * 500 / old, path, minute, stalls));
    }

    /** Never more than the dose in 24 h, and never less than what a whole nL/h of the new drug makes it less. */
    // [utest->req~SR-25~1] [utest->req~SR-26~1]
    @KernelProperty
    void everyDayAtTheTipHoldsTheOrderedDose(@ForAll("changes") Change change) {
        PumpUnderTest pump = PumpUnderTest.with(change.oldUgPerMl()).reservoir(40_000_000, 40_000_000)
                .limit(change.dosePg() / 1_000 + 1).running(change.rateNlPerH());
        Tube tube = new Tube(change.pathNl(), change.oldUgPerMl());
        List<Long> untilPg = new ArrayList<>(List.of(0L));
        long movedNl = 0;
        int minute = 0;
        int throughMinute = 20 * DAY_MINUTES;
        while (minute < throughMinute + 2 * DAY_MINUTES && minute < 20 * DAY_MINUTES) {
            if (minute == change.changeMinute()) {
                assertEquals(Reply.OK, pump.changeDrug(change.newUgPerMl(), change.pathNl(), true));
                assertTrue(pump.kernel().bridgeRestNl() > 0);
            }
            pump.pass(PumpUnderTest.MINUTE_MS);
            minute++;
            long nowNl = pump.kernel().confirmedNl();
            untilPg.add(untilPg.get(minute - 1) + tube.push(nowNl - movedNl, pump.kernel().concentrationUgPerMl()));
            movedNl = nowNl;
            boolean isThrough = minute > change.changeMinute() && pump.kernel().bridgeRestNl() == 0;
            throughMinute = isThrough ? Math.min(throughMinute, minute) : throughMinute;
        }
        assertTrue(throughMinute < 20 * DAY_MINUTES, "the bridge ends");
        long roundedPg = 2L * Math.max(change.oldUgPerMl(), change.newUgPerMl());
        long lessPg = 24L * change.newUgPerMl() + roundedPg;
        for (int end = DAY_MINUTES; end < untilPg.size(); end++) {
            long dayPg = untilPg.get(end) - untilPg.get(end - DAY_MINUTES);
            assertTrue(dayPg <= change.dosePg() + roundedPg, () -> dayPg + " pg at the tip, ordered " + change.dosePg());
            assertTrue(dayPg >= change.dosePg() - lessPg, () -> dayPg + " pg at the tip, ordered " + change.dosePg());
        }
    }

    /** A motor that is too slow, or stands for hours, delays the end of the bridge, and never brings too much. */
    // [utest->req~SR-26~1]
    @KernelProperty
    void aMotorThatLagsNeverBringsTooMuch(@ForAll("changes") Change change) {
        PumpUnderTest pump = PumpUnderTest.with(change.oldUgPerMl()).reservoir(40_000_000, 40_000_000)
                .limit(change.dosePg() / 1_000 + 1).running(change.rateNlPerH());
        assertEquals(Reply.OK, pump.changeDrug(change.newUgPerMl(), change.pathNl(), true));
        pump.motorGain(920);
        Tube tube = new Tube(change.pathNl(), change.oldUgPerMl());
        List<Long> untilPg = new ArrayList<>(List.of(0L));
        long movedNl = 0;
        int stallMinute = change.changeMinute() % DAY_MINUTES;
        for (int minute = 1; minute <= 4 * DAY_MINUTES; minute++) {
            if (change.stalls() && minute == stallMinute) {
                pump.motorStands();
            }
            if (change.stalls() && minute == stallMinute + 180) {
                pump.motorTurns();
            }
            pump.pass(PumpUnderTest.MINUTE_MS);
            long nowNl = pump.kernel().confirmedNl();
            untilPg.add(untilPg.get(minute - 1) + tube.push(nowNl - movedNl, change.newUgPerMl()));
            movedNl = nowNl;
            assertEquals(movedNl < change.pathNl(), pump.kernel().bridgeRestNl() > 0, "the front is where the tube says");
        }
        long roundedPg = 2L * Math.max(change.oldUgPerMl(), change.newUgPerMl());
        for (int end = DAY_MINUTES; end < untilPg.size(); end++) {
            long dayPg = untilPg.get(end) - untilPg.get(end - DAY_MINUTES);
            assertTrue(dayPg <= change.dosePg() + roundedPg, () -> dayPg + " pg at the tip, ordered " + change.dosePg());
        }
    }
}
