package org.itb.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A curve over time: samples in time order, as steps (a value holds until the next sample) or as straight lines between
 * samples. Samples that do not change the curve are not kept, so that a quiet year costs two of them.
 */
final class Series {
    private final boolean steps;
    private long[] atMs = new long[16];
    private long[] value = new long[16];
    private int size;

    private Series(boolean steps) {
        this.steps = steps;
    }

    /** A value that holds until the next sample; of several at one instant the last one counts. */
    static Series ofSteps() {
        return new Series(true);
    }

    /** Straight lines between samples; two samples at one instant are a jump. */
    static Series ofLines() {
        return new Series(false);
    }

    /** Takes the next sample; {@code at} is never before the last one. */
    void add(long at, long sample) {
        if (size > 0 && at < atMs[size - 1]) {
            throw new IllegalArgumentException("time goes backwards: " + at + " ms after " + atMs[size - 1] + " ms");
        }
        if (steps) {
            addStep(at, sample);
        } else {
            addCorner(at, sample);
        }
    }

    private void addStep(long at, long sample) {
        if (size > 0 && atMs[size - 1] == at) {
            size--;
        }
        if (size > 0 && value[size - 1] == sample) {
            return;
        }
        append(at, sample);
    }

    private void addCorner(long at, long sample) {
        if (size > 0 && atMs[size - 1] == at && value[size - 1] == sample) {
            return;
        }
        while (size > 1 && lastIsOnTheWayTo(at, sample)) {
            size--;
        }
        append(at, sample);
    }

    /** True if the last sample lies exactly on the straight line from the one before it to the new one. */
    private boolean lastIsOnTheWayTo(long at, long sample) {
        long run = atMs[size - 1] - atMs[size - 2];
        long wholeRun = at - atMs[size - 2];
        if (run == 0 || at == atMs[size - 1]) {
            return false;
        }
        BigInteger rise = BigInteger.valueOf(value[size - 1] - value[size - 2]);
        BigInteger wholeRise = BigInteger.valueOf(sample - value[size - 2]);
        return rise.multiply(BigInteger.valueOf(wholeRun)).equals(wholeRise.multiply(BigInteger.valueOf(run)));
    }

    private void append(long at, long sample) {
        if (size == atMs.length) {
            atMs = Arrays.copyOf(atMs, size * 2);
            value = Arrays.copyOf(value, size * 2);
        }
        atMs[size] = at;
        value[size] = sample;
        size++;
    }

    int size() {
        return size;
    }

    long atMs(int index) {
        return atMs[index];
    }

    long value(int index) {
        return value[index];
    }

    /** The largest sample; 0 for an empty curve. */
    long peak() {
        long peak = 0;
        for (int i = 0; i < size; i++) {
            peak = Math.max(peak, value[i]);
        }
        return peak;
    }

    /** Writes {@code "name":{"t":[…],"v":[…]}}. */
    void writeTo(JsonGenerator json, String name) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeFieldName("t");
        json.writeArray(atMs, 0, size);
        json.writeFieldName("v");
        json.writeArray(value, 0, size);
        json.writeEndObject();
    }
}
