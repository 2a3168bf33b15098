package org.currentcost.parser;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SeriesKey;

/**
 * Turns what one meter tells of its memory into dated blocks of its series. Not safe for several threads.
 * <p>
 * A CC128 always tells ten sensors, those that don't exist as zeros. Zeros of a sensor count once it was heard live or
 * has told anything but zero; until then they wait, at most as many as a meter remembers.
 * <p>
 * A month whose counter wrapped becomes the sum of its thirty days where the meter has told all of them: how often it
 * wrapped can't be seen from the month alone.
 */
public final class HistoryReader {

    private static final int SENSORS = SensorNumber.OWN.count();
    private static final int MOST_WAITING = 1000;
    private static final int DAYS_OF_MONTH = 30;
    /** A month's counter wraps at 4096 kWh. */
    private static final long HALF_A_WRAP_WATT_HOURS = 2_048_000;

    private final String meter;
    private final ZoneId zone;
    private final boolean[] known = new boolean[SENSORS];
    private final Map<Integer, List<HistoryBlock>> zeros = new HashMap<>();
    /** The energy in Wh of the days that each sensor told, by the day's start. */
    private final Map<Integer, NavigableMap<Long, Long>> days = new HashMap<>();

    /** @param meter the name of the meter; @param zone where it is */
    public HistoryReader(String meter, ZoneId zone) {
        this.meter = meter;
        this.zone = zone;
    }

    /** A sensor was heard live. {@return what it told before as zeros} */
    public Map<SeriesKey, List<HistoryBlock>> received(int sensor) {
        if (known[sensor]) {
            return Map.of();
        }
        known[sensor] = true;
        var earlier = zeros.remove(sensor);
        return earlier == null ? Map.of() : Map.of(SeriesKey.power(meter, sensor), earlier);
    }

    /** {@return the dated blocks of a message} @param timeMillis when it was sent */
    public Map<SeriesKey, List<HistoryBlock>> read(MeterEvent.History message, long timeMillis) {
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
            boolean received = known[block.sensor()];
            var waiting = zeros.get(block.sensor());
            if (received || waiting == null || waiting.size() < MOST_WAITING) {
                memory.get().date(block).map(dated -> checked(block, dated)).ifPresent(dated -> (received
                        ? result.computeIfAbsent(SeriesKey.power(meter, block.sensor()),
                                key -> waiting == null ? new ArrayList<>() : waiting)
                        : zeros.computeIfAbsent(block.sensor(), key -> new ArrayList<>())).add(dated));
            }
        }
        result.keySet().forEach(series -> zeros.remove(series.sensor()));
        return result;
    }

    private HistoryBlock checked(MeterEvent.Block reported, HistoryBlock dated) {
        if (dated.span() == HistorySpan.DAY) {
            var known = days.computeIfAbsent(reported.sensor(), key -> new TreeMap<>());
            known.put(dated.startMillis(), dated.wattHours());
            if (known.size() > MOST_WAITING) {
                known.pollFirstEntry();
            }
        } else if (dated.span() == HistorySpan.MONTH && days.containsKey(reported.sensor())) {
            var known = days.get(reported.sensor()).subMap(dated.startMillis(), dated.endMillis());
            long sum = known.values().stream().mapToLong(Long::longValue).sum();
            if (known.size() == DAYS_OF_MONTH
                    && (reported.wattHours() < 0 || Math.abs(sum - reported.wattHours()) > HALF_A_WRAP_WATT_HOURS)) {
                return new HistoryBlock(dated.span(), dated.startMillis(), dated.endMillis(), sum);
            }
        }
        return dated;
    }
}
