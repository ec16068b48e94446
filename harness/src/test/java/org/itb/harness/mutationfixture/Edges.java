package org.itb.harness.mutationfixture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.itb.kernel.AlarmRules;
import org.itb.kernel.Arithmetic;
import org.junit.jupiter.api.Test;

/** Tests that are run against mutants by a test of that, and never by the build itself: hence their names. */
public final class Edges {
    private Edges() {
    }

    /** Knows the edge of a pause. */
    static class WithTheEdge extends WithoutTheEdge {
        @Test
        void aPauseOfOneMillisecondIsOne() {
            assertTrue(AlarmRules.isPause(1, true));
        }
    }

    /** The same, with the test of the edge taken out. */
    static class WithoutTheEdge {
        @Test
        void aPauseIsNeitherNegativeNorEndless() {
            assertTrue(AlarmRules.isPause(1000, true));
            assertFalse(AlarmRules.isPause(-1, true));
            assertFalse(AlarmRules.isPause(Long.MAX_VALUE, true));
        }

        @Test
        void theLargerOfTwo() {
            assertEquals(2, Arithmetic.max(1, 2));
            assertEquals(2, Arithmetic.max(2, 1));
            assertEquals(2, Arithmetic.max(2, 2));
        }
    }

    /** Fails on the kernel as it is. */
    static class Failing {
        @Test
        void claimsWhatIsNotSo() {
            assertTrue(AlarmRules.isPause(0, true));
        }
    }
}
