package org.itb.harness.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.itb.harness.properties.KernelCalls;

/** Whatever is called on the kernel, in whatever order: it returns, and stays safe. */
class KernelFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void anyCallsKeepItSafe(byte[] bytes) {
        KernelCalls.decode(bytes).play();
    }
}
