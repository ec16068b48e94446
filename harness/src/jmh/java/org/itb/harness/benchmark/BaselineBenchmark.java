package org.itb.harness.benchmark;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What the cheapest step costs on this machine in this run: one addition of two fields. Times of the kernel are
 * read beside it, since nanoseconds alone say more about the machine than about the kernel. Allocates nothing, so a
 * figure above zero here means that the profiler itself is noisy.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BaselineBenchmark {
    private long elapsedMs = 1;
    private long tickMs = 60_000;

    @Benchmark
    public long baseline() {
        return elapsedMs + tickMs;
    }
}
