package org.currentcost.source;

/**
 * Takes the bytes of a meter in pieces as they come. Called only on the thread that runs the source; calls may wait
 * while the store is busy.
 */
public interface ByteSink {

    /**
     * The connection is open.
     *
     * @param detail what was found, for the user, such as {@code /dev/ttyUSB0, 57600 baud}; may be empty
     */
    void connected(String detail);

    /**
     * The connection is open and its timing is that of a recording: nothing is live. Called once, before any bytes, by
     * sources that replay. The meter's own clock, or the times in the recording, then date what comes.
     *
     * @param lastMillis when the recording ended, in milliseconds since the epoch
     */
    void recorded(long lastMillis);

    /**
     * Bytes arrived, in their order.
     *
     * @param buffer holds them; may be reused by the source after the call
     * @param offset of the first one
     * @param length how many, at least one
     * @throws InterruptedException if the source is to end
     */
    void bytes(byte[] buffer, int offset, int length) throws InterruptedException;
}
