package org.currentcost.recorder;

import java.util.Arrays;

/** Keeps the last bytes of many. Safe for all threads. */
final class LastBytes {

    private final byte[] bytes;
    private long length;

    /** @param most how many are kept */
    LastBytes(int most) {
        bytes = new byte[most];
    }

    synchronized void add(byte[] buffer, int offset, int count) {
        for (int i = Math.max(0, count - bytes.length); i < count; i++) {
            bytes[(int) (length++ % bytes.length)] = buffer[offset + i];
        }
    }

    /** {@return them, oldest first} */
    synchronized byte[] bytes() {
        if (length <= bytes.length) {
            return Arrays.copyOf(bytes, (int) length);
        }
        var result = new byte[bytes.length];
        int split = (int) (length % bytes.length);
        System.arraycopy(bytes, split, result, 0, bytes.length - split);
        System.arraycopy(bytes, 0, result, bytes.length - split, split);
        return result;
    }
}
