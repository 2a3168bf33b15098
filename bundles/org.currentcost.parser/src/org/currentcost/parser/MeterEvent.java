package org.currentcost.parser;

import java.util.Arrays;
import java.util.List;

/** What the parser found in the bytes. */
public sealed interface MeterEvent {

    /** Stands for a number that the message did not carry. */
    int ABSENT = Integer.MIN_VALUE;

    /** The type of an electricity meter's counter of pulses; 1 is a clamp, 3 and 4 are gas and water. */
    int ELECTRICITY_PULSES = 2;

    /** Stands for a pulse count that the message did not carry. */
    long NO_PULSES = -1;

    /**
     * A message with what one sensor measures now.
     *
     * @param source         the meter and its firmware as it names them: {@code CC128-v1.29}, or for a Classic
     *                       {@code CC02-v1.06}, {@code CC02} where it tells no version
     * @param daysSinceBirth the meter's day counter or {@link #ABSENT}
     * @param secondOfDay    the meter's clock, 0 to 86 399, or {@link #ABSENT}
     * @param milliCelsius   the temperature at the display in thousandths of a degree Celsius (from °F where only that
     *                       is sent, rounded half up) or {@link #ABSENT}
     * @param sensor         0 for the house, 1 to 99 for appliances; 0 for a Classic
     * @param radioId        the transmitter's id or {@link #ABSENT}
     * @param type           1 electricity, 2 electricity pulses, 3 gas pulses, 4 water pulses
     * @param watts1         power on the first channel in W or {@link #ABSENT}; negative if the meter says so
     * @param watts2         on the second channel
     * @param watts3         on the third channel
     * @param pulses         the counter of a pulse meter or {@link #NO_PULSES}
     * @param pulsesPerUnit  pulses per kWh or other unit, 0 if not set, or {@link #ABSENT}
     */
    record Live(String source, int daysSinceBirth, int secondOfDay, int milliCelsius, int sensor, int radioId, int type,
            int watts1, int watts2, int watts3, long pulses, int pulsesPerUnit) implements MeterEvent {
    }

    /**
     * A message, or the part of a Classic's message, with energy from the meter's memory.
     *
     * @param source         as in {@link Live}
     * @param daysSinceBirth the meter's day counter or {@link #ABSENT}
     * @param secondOfDay    the meter's clock, 0 to 86 399, or {@link #ABSENT}
     * @param type           as in {@link Live}; 1 where the message tells none
     * @param blocks         in the order of the message
     */
    record History(String source, int daysSinceBirth, int secondOfDay, int type, List<Block> blocks)
            implements
                MeterEvent {
        public History {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * One value of the meter's memory.
     *
     * @param sensor    0 for the house (and for a Classic), 1 to 99 for appliances
     * @param span      what {@code index} counts
     * @param index     the number in the tag: {@code h004} is 4, {@code d001} is 1
     * @param wattHours the energy in Wh as sent, negative where the meter's own counter wrapped
     */
    record Block(int sensor, Span span, int index, long wattHours) {
    }

    /** The lengths of time that a meter remembers. */
    enum Span {
        /** Two hours; tags {@code h}. */
        HOURS,
        /** A day from 23:00 to 23:00; tags {@code d}. */
        DAYS,
        /** Thirty days; tags {@code m}. */
        MONTHS,
        /** A year, Classic only; tags {@code y}. */
        YEARS
    }

    /**
     * Bytes that were skipped, and why. Good messages beside them are not touched.
     *
     * @param reason why
     * @param bytes  what was skipped: a copy, of at most {@link #KEPT_BYTES} bytes from its beginning
     * @param length how many bytes were skipped, which may be more than {@code bytes} holds
     */
    record Damage(Reason reason, byte[] bytes, long length) implements MeterEvent {

        /** How many of the skipped bytes a damage event keeps for people to look at. */
        public static final int KEPT_BYTES = 512;

        @Override
        public boolean equals(Object other) {
            return other instanceof Damage that && reason == that.reason && length == that.length
                    && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return 31 * reason.hashCode() + Arrays.hashCode(bytes);
        }
    }

    /** Why bytes were skipped. */
    enum Reason {
        /** A message began again before its end: its first part was lost. */
        TRUNCATED,
        /** Tags don't match, or characters that XML forbids: bytes were lost or changed on the line. */
        MALFORMED,
        /** The XML is well-formed but a value is not what it must be, such as letters in a number. */
        BAD_VALUE,
        /** A value that every message of its kind has is missing. */
        INCOMPLETE,
        /** 64 KB went by without the end of a message. */
        TOO_LONG,
        /** A document type or an entity, which no meter sends. */
        FORBIDDEN
    }
}
