package org.itb.harness.simulate;

import java.util.List;
import java.util.SplittableRandom;

/** Chance from a seed: the same seed throws the same dice. */
final class Dice {
    private final SplittableRandom random;

    /** The dice of one life. Lives of one seed share nothing. */
    Dice(long seed, long life) {
        random = new SplittableRandom(new SplittableRandom(seed).nextLong() ^ new SplittableRandom(~life).nextLong());
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** From the first to the last, both included. */
    long between(long first, long last) {
        return random.nextLong(first, last + 1);
    }

    /** How long until something comes that comes after this time in the mean. */
    long waitMs(long meanMs) {
        return Math.max(1, (long) (-Math.log(1 - random.nextDouble()) * meanMs));
    }

    long oneOf(long... values) {
        return values[random.nextInt(values.length)];
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
