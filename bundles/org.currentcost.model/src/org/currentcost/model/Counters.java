package org.currentcost.model;

import java.util.Locale;

/**
 * What was heard and kept.
 *
 * @param messages good messages; a Classic's message with live figures and history is one
 * @param live     messages with what a sensor measures now
 * @param history  messages with figures from the meter's memory
 * @param damaged  spans of bytes that had to be skipped
 * @param readings channel values in the live messages
 * @param stored   those of them that were new to the store and are on the disk
 * @param lost     messages that came faster than they could be taken
 */
public record Counters(long messages, long live, long history, long damaged, long readings, long stored, long lost) {

    /** Nothing yet. */
    public static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, 0);

    /** Energy that a sensor remembered by itself. */
    public static final Counters HISTORY = new Counters(0, 0, 1, 0, 0, 0, 0);

    /** A span of bytes that had to be skipped. */
    public static final Counters DAMAGED = new Counters(0, 0, 0, 1, 0, 0, 0);

    /** {@return counters of channel values alone} */
    public static Counters ofReadings(long readings) {
        return new Counters(0, 0, 0, 0, readings, 0, 0);
    }

    /** {@return counters of stored channel values alone} */
    public static Counters ofStored(long stored) {
        return new Counters(0, 0, 0, 0, 0, stored, 0);
    }

    /** {@return counters of lost messages alone} */
    public static Counters ofLost(long lost) {
        return new Counters(0, 0, 0, 0, 0, 0, lost);
    }

    /** {@return the line with which {@code record} and {@code import} end} */
    public String summary() {
        String line = String.format(Locale.ROOT, "messages=%d live=%d history=%d damaged=%d readings=%d stored=%d",
                messages, live, history, damaged, readings, stored);
        return lost == 0 ? line : line + " lost=" + lost;
    }

    /** {@return these counters with another number of stored readings} */
    public Counters withStored(long other) {
        return new Counters(messages, live, history, damaged, readings, other, lost);
    }

    /** {@return the sums of both} */
    public Counters plus(Counters other) {
        return new Counters(messages + other.messages, live + other.live, history + other.history,
                damaged + other.damaged, readings + other.readings, stored + other.stored,
                lost + other.lost);
    }

    /** {@return what came after another count of the same} */
    public Counters minus(Counters former) {
        return new Counters(messages - former.messages, live - former.live, history - former.history,
                damaged - former.damaged, readings - former.readings, stored - former.stored, lost - former.lost);
    }
}
