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
 * A CC128 always tells ten sensors, those that do not exist as zeros. Zeros of a sensor count once it was heard live
 * or has told anything but zero; until then they wait, at most as many as a meter remembers.
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

    private final ZoneId zone;
    private final boolean[] known = new boolean[SENSORS];
    /** By sensor, as all below: a meter tells its whole memory again and again. */
    private final SeriesKey[] series = new SeriesKey[SENSORS];
    /** Blocks that are to be handed on: of a sensor that was never heard of those zeros that it has told. */
    private final List<List<HistoryBlock>> waiting = new ArrayList<>();
    /** One more than the highest sensor that was told of. */
    private int sensorsTold;
    /** The energy in Wh of the days that each sensor told, by the day's start. */
    private final List<NavigableMap<Long, Long>> days = new ArrayList<>();

    /** @param meter the name of the meter; @param zone where it is */
    public HistoryReader(String meter, ZoneId zone) {
        this.zone = zone;
        for (int sensor = 0; sensor < SENSORS; sensor++) {
            series[sensor] = SeriesKey.power(meter, sensor);
            waiting.add(new ArrayList<>());
            days.add(new TreeMap<>());
        }
    }

    /** A sensor was heard live. {@return what it told before as zeros} */
    public Map<SeriesKey, List<HistoryBlock>> received(int sensor) {
        if (known[sensor]) {
            return Map.of();
        }
        known[sensor] = true;
        var earlier = waiting.set(sensor, new ArrayList<>());
        return earlier.isEmpty() ? Map.of() : Map.of(series[sensor], earlier);
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
        for (var block : message.blocks()) {
            sensorsTold = Math.max(sensorsTold, block.sensor() + 1);
            if (known[block.sensor()] || waiting.get(block.sensor()).size() < MOST_WAITING) {
                wait(block, memory.get());
            }
        }
        var result = new HashMap<SeriesKey, List<HistoryBlock>>();
        for (int sensor = 0; sensor < sensorsTold; sensor++) {
            if (known[sensor] && !waiting.get(sensor).isEmpty()) {
                result.put(series[sensor], waiting.set(sensor, new ArrayList<>()));
            }
        }
        return result;
    }

    private void wait(MeterEvent.Block block, MeterMemory memory) {
        memory.date(block).ifPresent(dated -> waiting.get(block.sensor()).add(checked(block, dated)));
    }

    private HistoryBlock checked(MeterEvent.Block reported, HistoryBlock dated) {
        if (dated.span() == HistorySpan.DAY) {
            var known = days.get(reported.sensor());
            known.put(dated.startMillis(), dated.wattHours());
            if (known.size() > MOST_WAITING) {
                known.pollFirstEntry();
            }
        } else if (dated.span() == HistorySpan.MONTH && !days.get(reported.sensor()).isEmpty()) {
            var known = days.get(reported.sensor()).subMap(dated.startMillis(), dated.endMillis());
            // no stream: this is asked for every month of every cycle of a meter's memory
            long sum = 0;
            for (long wattHours : known.values()) {
                sum += wattHours;
            }
            if (known.size() == DAYS_OF_MONTH
                    && (reported.wattHours() < 0 || Math.abs(sum - reported.wattHours()) > HALF_A_WRAP_WATT_HOURS)) {
                return new HistoryBlock(dated.span(), dated.startMillis(), dated.endMillis(), sum);
            }
        }
        return dated;
    }
}
