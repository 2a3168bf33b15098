package org.currentcost.recorder;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.currentcost.parser.MeterEvent;
import org.currentcost.parser.MeterParser;

/**
 * What meter was heard in some bytes.
 *
 * @param name    the model and its firmware for people, such as {@code CC128 v1.29}
 * @param sensors the numbers of the sensors that spoke
 */
public record DetectedMeter(String name, SortedSet<Integer> sensors) {

    /** {@return the meter that sent {@code bytes}, if there is a good message in them} */
    public static Optional<DetectedMeter> in(byte[] bytes) {
        var parser = new MeterParser();
        parser.feed(bytes, 0, bytes.length);
        var sensors = new TreeSet<Integer>();
        Optional<String> source = Optional.empty();
        for (var event = parser.next(); event != null; event = parser.next()) {
            if (event instanceof MeterEvent.Live live) {
                source = Optional.of(live.source());
                sensors.add(live.sensor());
            } else if (event instanceof MeterEvent.History history && source.isEmpty()) {
                source = Optional.of(history.source());
            }
        }
        return source.map(name -> new DetectedMeter(name.replace("-v", " v"), sensors));
    }

    /** {@return the sensors in words, such as {@code sensors 0 and 3}} */
    public String sensorWords() {
        if (sensors.isEmpty()) {
            return Messages.get("received.noSensor");
        }
        if (sensors.size() == 1) {
            return Messages.get("received.sensor", sensors.first());
        }
        String first = sensors.headSet(sensors.last()).stream().map(String::valueOf).collect(Collectors.joining(", "));
        return Messages.get("received.sensors", first, sensors.last());
    }
}
