package org.currentcost.recorder;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.SeriesKey;
import org.currentcost.parser.MeterEvent;
import org.currentcost.parser.MeterMemory;

/**
 * Turns what one meter tells of its memory into dated blocks of its series. Not safe for several threads.
 * <p>
 * A CC128 always tells ten sensors, those that don't exist as zeros. Zeros of a sensor count once it was heard live or
 * has told anything but zero; until then they wait, at most as many as a meter remembers.
 */
final class HistoryReader {

    private static final int SENSORS = 10;
    private static final int MOST_WAITING = 1000;

    private final String meter;
    private final ZoneId zone;
    private final boolean[] known = new boolean[SENSORS];
    private final Map<Integer, List<HistoryBlock>> zeros = new HashMap<>();

    HistoryReader(String meter, ZoneId zone) {
        this.meter = meter;
        this.zone = zone;
    }

    /** A sensor was heard live. {@return what it told before as zeros} */
    Map<SeriesKey, List<HistoryBlock>> heard(int sensor) {
        if (known[sensor]) {
            return Map.of();
        }
        known[sensor] = true;
        var earlier = zeros.remove(sensor);
        return earlier == null ? Map.of() : Map.of(SeriesKey.power(meter, sensor), earlier);
    }

    /** {@return the dated blocks of a message} @param timeMillis when it was sent */
    Map<SeriesKey, List<HistoryBlock>> read(MeterEvent.History message, long timeMillis) {
        var memory = MeterMemory.at(message, Instant.ofEpochMilli(timeMillis), zone);
        if (memory.isEmpty() || message.type() > MeterEvent.ELECTRICITY_PULSES) {
            return Map.of();
        }
        for (var block : message.blocks()) {
            if (block.wattHours() != 0) {
                known[block.sensor()] = true;
            }
        }
        var result = new HashMap<SeriesKey, List<HistoryBlock>>();
        for (var block : message.blocks()) {
            boolean heard = known[block.sensor()];
            var waiting = zeros.get(block.sensor());
            if (heard || waiting == null || waiting.size() < MOST_WAITING) {
                memory.get().date(block).ifPresent(dated -> (heard
                        ? result.computeIfAbsent(SeriesKey.power(meter, block.sensor()),
                                key -> waiting == null ? new ArrayList<>() : waiting)
                        : zeros.computeIfAbsent(block.sensor(), key -> new ArrayList<>())).add(dated));
            }
        }
        result.keySet().forEach(series -> zeros.remove(series.sensor()));
        return result;
    }
}
