package org.itb.harness.explore;

/** A complete state, as {@link StateLayout} takes and puts it back. */
final class Image {
    final long[] numbers;
    final Object[] references;
    /** Each a copy of a live array: long[], int[] or boolean[]. */
    final Object[] arrays;
    /** The hashes of the arrays, so that one that did not change need not be hashed again. */
    final long[] arrayHigh;
    final long[] arrayLow;
    long high;
    long low;

    Image(int numberCount, int referenceCount, int arrayCount) {
        numbers = new long[numberCount];
        references = new Object[referenceCount];
        arrays = new Object[arrayCount];
        arrayHigh = new long[arrayCount];
        arrayLow = new long[arrayCount];
    }
}
