package org.itb.harness.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.itb.kernel.Arithmetic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kernel's arithmetic by itself: each way of each decision, which no therapy shows as plainly. */
class ArithmeticTest {
    // [utest->req~SR-56~1]
    @Test
    void aDifferenceNeverFallsBelowZero() {
        assertEquals(0, Arithmetic.minus(3, 5));
        assertEquals(2, Arithmetic.minus(5, 3));
        assertEquals(0, Arithmetic.minus(5, 5));
        assertEquals(0, Arithmetic.minus(0, 7));
    }

    // [utest->req~SR-56~1]
    @Test
    void aSumStopsAtItsCap() {
        assertEquals(8, Arithmetic.addUpTo(3, 5, 10));
        assertEquals(10, Arithmetic.addUpTo(3, 7, 10));
        assertEquals(10, Arithmetic.addUpTo(3, 8, 10));
        assertEquals(10, Arithmetic.addUpTo(10, 0, 10));
        assertEquals(10, Arithmetic.addUpTo(3, Long.MAX_VALUE, 10));
    }

    @Test
    void smallerLargerAndDistanceHaveNoFavourite() {
        assertEquals(3, Arithmetic.min(3, 5));
        assertEquals(3, Arithmetic.min(5, 3));
        assertEquals(5, Arithmetic.max(3, 5));
        assertEquals(5, Arithmetic.max(5, 3));
        assertEquals(2, Arithmetic.distance(3, 5));
        assertEquals(2, Arithmetic.distance(5, 3));
        assertEquals(8, Arithmetic.distance(-3, 5));
    }

    @Test
    void theSoonerOfTwoTimesIsNotTheOneThatIsNone() {
        assertEquals(3, Arithmetic.sooner(3, 5));
        assertEquals(3, Arithmetic.sooner(5, 3));
        assertEquals(5, Arithmetic.sooner(0, 5));
        assertEquals(5, Arithmetic.sooner(5, 0));
        assertEquals(0, Arithmetic.sooner(0, 0));
    }

    @Test
    void aClampedValueLiesBetweenItsBounds() {
        assertEquals(2, Arithmetic.clamp(1, 2, 4));
        assertEquals(2, Arithmetic.clamp(2, 2, 4));
        assertEquals(3, Arithmetic.clamp(3, 2, 4));
        assertEquals(4, Arithmetic.clamp(5, 2, 4));
    }

    /** No caller has two of different length; what is copied is then what fits. */
    @Test
    @Tag("outside-the-contracts")
    void copiesAsManyEntriesAsThereIsRoomFor() {
        int[] values = new int[2];
        Arithmetic.copy(values, new int[] {7, 8, 9});
        assertArrayEquals(new int[] {7, 8}, values);
    }
}
