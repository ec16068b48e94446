package org.itb.harness.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.itb.harness.stream.StreamBytes;

/** Whatever bytes come: a stream is read, or refused with the place of what is wrong. */
class StreamFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void anyBytesAreReadOrRefused(byte[] bytes) {
        StreamBytes.judge(bytes);
    }
}
