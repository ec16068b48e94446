package org.itb.harness.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.itb.harness.quiet.Repeats;
import org.itb.harness.quiet.Stretch;
import org.junit.jupiter.api.Test;

/** No leap is taken over a sound that is late. */
class SoundsTest {
    private static final long MINUTE_MS = 60_000;

    private static int quietMinutes(int signal, Repeats repeats) {
        Outputs now = new Outputs();
        now.signal = signal;
        Stretch quiet = new Stretch(600);
        new Sounds().limit(quiet, now, 0, repeats);
        return quiet.ticks();
    }

    @Test
    void aLeapGoesOverSoundsInTimeAndEndsBeforeOneThatIsLate() {
        assertEquals(600, quietMinutes(2, new Repeats(10 * MINUTE_MS, 10 * MINUTE_MS)));
        assertEquals(9, quietMinutes(2, new Repeats(10 * MINUTE_MS + 1, 10 * MINUTE_MS)));
        assertEquals(9, quietMinutes(2, new Repeats(10 * MINUTE_MS, 60 * MINUTE_MS)));
        assertEquals(9, quietMinutes(2, Repeats.NONE));
        assertEquals(59, quietMinutes(1, Repeats.NONE));
        assertEquals(600, quietMinutes(1, new Repeats(60 * MINUTE_MS, 60 * MINUTE_MS)));
        assertEquals(600, quietMinutes(0, Repeats.NONE));
        assertEquals(0, quietMinutes(0, new Repeats(10 * MINUTE_MS, 10 * MINUTE_MS)));
    }
}
