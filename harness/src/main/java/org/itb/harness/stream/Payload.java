package org.itb.harness.stream;

import java.util.Collection;
import java.util.TreeSet;

/**
 * Stands for what a message says, in 64 bits. On a pump the radio computes a cryptographic digest of the payload and
 * hands it to the kernel; here equal payloads need equal digests and others different ones, on every machine alike.
 */
public final class Payload {
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private Payload() { }

    /**
     * The digest of a command with what goes with it.
     *
     * @param overrides of a CONFIRM, in any order
     * @param reason    of a stage
     */
    public static long digest(Command command, Collection<DoseOverride> overrides, String reason) {
        String text = command + new TreeSet<>(overrides).toString() + reason;
        long digest = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            digest = (digest ^ text.charAt(i)) * FNV_PRIME;
        }
        return digest;
    }
}
