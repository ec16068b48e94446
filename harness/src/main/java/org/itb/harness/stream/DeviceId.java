package org.itb.harness.stream;

import java.nio.charset.StandardCharsets;

/** The kernel knows a pump by 64 bits; a stream knows it by a text. */
public final class DeviceId {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private DeviceId() { }

    /** FNV-1a, 64 bit, of the text's UTF-8 bytes. */
    public static long of(String text) {
        long hash = FNV_OFFSET;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
