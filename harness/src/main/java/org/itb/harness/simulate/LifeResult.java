package org.itb.harness.simulate;

import java.util.Optional;

/**
 * What one life came to.
 *
 * @param life    its number
 * @param endMs   how long it was
 * @param ticks   how many ticks it took
 * @param replacedTicks how many of these were leapt over, in time in which nothing happens
 * @param comparedTicks how many were leapt over and ticked too, and came to the same
 * @param lines   what people and world did
 * @param replies how often each reply was given, at the index of its number
 * @param alarms  how often each alarm began; A01 stands at index 1
 * @param boluses how many were started
 * @param failure what did not hold, and where
 */
public record LifeResult(
        long life, long endMs, long ticks, long replacedTicks, long comparedTicks, long lines, long[] replies, long[] alarms,
        long boluses, Optional<LifeFailure> failure) { }
