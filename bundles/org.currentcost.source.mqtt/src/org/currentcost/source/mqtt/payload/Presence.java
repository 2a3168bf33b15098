package org.currentcost.source.mqtt.payload;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Who of the senders has said, or has had the broker say, that it is away. What is then told in its name is what
 * somebody has kept of it, and of no known time. A sender of which two different values come is there after all. For
 * one thread.
 */
final class Presence {

    /** What all senders below a topic are called. */
    static final String ALL = "#";

    private final Map<Sender, OptionalInt> away = new LinkedHashMap<>();

    /**
     * Of whom something is said.
     *
     * @param meter  as in the label of its sensors
     * @param device its sensors are called so, or so and by more behind a blank; {@link #ALL} for all below the topics
     * @param below  how their topics begin; empty for any
     */
    record Sender(String meter, String device, String below) {

        boolean has(String topic, String ofMeter, String sensor) {
            return meter.equals(ofMeter) && topic.startsWith(below)
                    && (device.equals(ALL) || sensor.equals(device) || sensor.startsWith(device + " "));
        }
    }

    /** Takes what is said of a sender. */
    void say(Sender sender, boolean isAway) {
        if (isAway) {
            away.put(sender, OptionalInt.empty());
        } else {
            away.remove(sender);
        }
    }

    /**
     * {@return whether values of a sensor are to be left out, since its sender is away}
     *
     * @param retained whether the broker has kept them; then they are no sign of life
     */
    boolean leavesOut(String topic, String meter, String sensor, long[] values, boolean retained) {
        boolean left = false;
        for (var one : away.isEmpty() ? Map.<Sender, OptionalInt>of().entrySet() : Map.copyOf(away).entrySet()) {
            if (one.getKey().has(topic, meter, sensor)) {
                int reported = Arrays.hashCode(values);
                if (!retained && one.getValue().isPresent() && one.getValue().getAsInt() != reported) {
                    away.remove(one.getKey());
                } else {
                    left = true;
                    if (!retained) {
                        away.put(one.getKey(), OptionalInt.of(reported));
                    }
                }
            }
        }
        return left;
    }
}
