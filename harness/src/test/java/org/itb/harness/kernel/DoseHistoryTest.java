package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.itb.kernel.DoseHistory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nine replaced doses where eight are held: of the two oldest one is made, as low and as high as both (K-05). */
class DoseHistoryTest {
    private static final long BEGAN_MS = 5_000_000_000L;
    private static final long PRESENT_PG = 500;

    private final DoseHistory history = new DoseHistory();

    private void replaced(long dosePg, long atMs) {
        history.replaced(dosePg, BEGAN_MS + atMs, BEGAN_MS / 2 + atMs);
    }

    private long lowestPg(long atMs) {
        return history.lowestPg(PRESENT_PG, BEGAN_MS / 2 + atMs);
    }

    private long highestPg(long atMs) {
        return history.highestPg(PRESENT_PG, BEGAN_MS + atMs);
    }

    // [utest->req~SR-06~1]
    // [utest->req~SR-09~1]
    @Nested
    class OfTheTwoOldest {
        /** The oldest at 0, the second at 10 ms, six more of no account after them. */
        private void full(long oldestPg, long secondPg) {
            replaced(oldestPg, 0);
            replaced(secondPg, 10);
            for (int i = 0; i < 6; i++) {
                replaced(PRESENT_PG, 11 + i);
            }
        }

        @ParameterizedTest
        @CsvSource({"300, 700, 300, 700", "700, 300, 300, 700", "400, 400, 400, 500", "600, 600, 500, 600"})
        void bothCountUntilTheYoungerIsADayOld(long oldestPg, long secondPg, long lowestPg, long highestPg) {
            full(oldestPg, secondPg);
            replaced(PRESENT_PG, 20);
            assertEquals(lowestPg, lowestPg(DAY_MS + 9));
            assertEquals(highestPg, highestPg(DAY_MS + 9));
            assertEquals(PRESENT_PG, lowestPg(DAY_MS + 10));
            assertEquals(PRESENT_PG, highestPg(DAY_MS + 10));
        }

        /** Replaced a day ago to the millisecond, a dose is in no window any more (D-06). */
        @ParameterizedTest
        @CsvSource({"-1, 300, 900", "0, 400, 700", "1, 400, 700"})
        void theOldestIsLeftOutFromADayOn(long late, long lowestPg, long highestPg) {
            replaced(300, 0);
            replaced(400, 10);
            replaced(700, 10);
            for (int i = 0; i < 5; i++) {
                replaced(PRESENT_PG, 11 + i);
            }
            replaced(PRESENT_PG, DAY_MS + late);
            assertEquals(lowestPg, lowestPg(DAY_MS + 9));
            assertEquals(PRESENT_PG, lowestPg(DAY_MS + 16));

            DoseHistory other = new DoseHistory();
            other.replaced(900, BEGAN_MS, BEGAN_MS);
            other.replaced(700, BEGAN_MS + 10, BEGAN_MS + 10);
            for (int i = 0; i < 6; i++) {
                other.replaced(PRESENT_PG, BEGAN_MS + 11 + i, BEGAN_MS + 11 + i);
            }
            other.replaced(PRESENT_PG, BEGAN_MS + DAY_MS + late, BEGAN_MS + DAY_MS + late);
            assertEquals(highestPg, other.highestPg(PRESENT_PG, BEGAN_MS + DAY_MS + 9));
        }
    }

    // [utest->req~SR-09~1]
    @Test
    void agesTheLowestOnTheCreditedClockAndTheHighestOnTheFullOne() {
        history.replaced(300, 7_000, 1_000);
        history.replaced(700, 7_000, 1_000);
        assertEquals(300, history.lowestPg(PRESENT_PG, 1_000 + DAY_MS - 1));
        assertEquals(PRESENT_PG, history.lowestPg(PRESENT_PG, 1_000 + DAY_MS));
        assertEquals(700, history.highestPg(PRESENT_PG, 7_000 + DAY_MS - 1));
        assertEquals(PRESENT_PG, history.highestPg(PRESENT_PG, 7_000 + DAY_MS));
    }
}
