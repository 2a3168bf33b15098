package org.currentcost.source.demo;

import java.time.Instant;

/**
 * One message as it leaves the simulated meter.
 *
 * @param at           when its last byte leaves, in simulated time
 * @param kind         what it says
 * @param bytes        everything on the line since the message before, usually ended by CR LF; the receiver owns them
 * @param intact       whether a reader that knows the quirks of these meters can recover the message; if not, it must
 *                     reject it as a whole
 * @param sensor       who measured, 0 for the house; {@value #NONE} in {@link Kind#HISTORY}
 * @param watts        the power of the first channel in W; {@value #NONE} in {@link Kind#HISTORY}
 * @param deciCelsius  the temperature in tenths of a degree Celsius; {@value #NONE} in {@link Kind#HISTORY}
 */
public record SimulatedMessage(Instant at, Kind kind, byte[] bytes, boolean intact, int sensor, int watts,
        int deciCelsius) {

    /** Stands for a figure that a message does not carry. */
    public static final int NONE = -1;

    /** What a message says. */
    public enum Kind {
        /** Readings of one sensor. */
        LIVE,
        /** Readings of the house and the meter's whole memory, as a Classic sends it. */
        LIVE_AND_HISTORY,
        /** A part of the memory of a CC128. */
        HISTORY
    }
}
