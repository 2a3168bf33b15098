package org.currentcost.cli;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.currentcost.model.CsvWriter;
import org.currentcost.model.ImpulseUnit;
import org.currentcost.model.ImpulseUnit.Counted;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.ImpulseUnits;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** Writes single readings, of all sensors in the order of time: a part of a day at once, however many there are. */
final class ReadingExport {

    /** The readings of so many series on one day, if they come every second, need no more than some tens of MB. */
    private static final int SERIES_OF_A_DAY = 8;

    private static final int DECIMALS = 9;

    /** After so many steps without anything the next reading is looked for. */
    private static final int LONG_GAP = 32;

    private final ReadingStore store;
    private final Quantity quantity;
    private final List<SeriesKey> series;
    private final TimeRange range;
    private final Optional<SensorNames> names;
    private final Map<SeriesKey, ImpulseUnit> units = new HashMap<>();

    /** Ends the walk through readings at the first one. */
    private static final class Found extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final long timeMillis;

        Found(long timeMillis) {
            super(null, null, false, false);
            this.timeMillis = timeMillis;
        }
    }

    private record Row(long timeMillis, SeriesKey key, Reading reading) {
    }

    /** @param quantity of all series @param names of the sensors, if they are to be told */
    ReadingExport(ReadingStore store, Quantity quantity, List<SeriesKey> series, TimeRange range,
            Optional<SensorNames> names) {
        this.store = store;
        this.quantity = quantity;
        this.series = series;
        this.range = range;
        this.names = names;
    }

    void write(Writer out) throws StoreException, IOException {
        var kept = new ImpulseUnits(store);
        for (var key : series) {
            kept.of(key).ifPresent(unit -> units.put(key, unit));
        }
        var csv = new CsvWriter(out);
        csv.plain("time_utc", ExportCommand.SENSOR, "channel", heading());
        if (names.isPresent()) {
            csv.plain(ExportCommand.NAME);
        }
        csv.end();
        var infos = store.series().stream().filter(info -> series.contains(info.key())).toList();
        long first = infos.stream().mapToLong(info -> info.first().toEpochMilli()).min().orElse(0);
        long last = infos.stream().mapToLong(info -> info.last().toEpochMilli() + 1).max().orElse(0);
        long at = Math.max(first, range.startMillis());
        long end = Math.min(last, range.endMillis());
        long step = Resolution.DAY.typicalMillis() / Math.ceilDiv(Math.max(1, series.size()), SERIES_OF_A_DAY);
        int empty = 0;
        while (at < end) {
            long next = Math.min(end, at + step);
            empty = write(TimeRange.ofMillis(at, next), csv) ? 0 : empty + 1;
            at = empty < LONG_GAP ? next : nextReading(TimeRange.ofMillis(next, end));
        }
    }

    private String heading() {
        return switch (quantity) {
            case POWER -> "watts";
            case TEMPERATURE -> "celsius";
            case PULSES -> "pulses,counted,pulses_per_unit,amount,unit";
        };
    }

    private String text(SeriesKey key, long value) {
        return quantity == Quantity.PULSES ? value + "," + unit(key, value) : Numbers.watts(value);
    }

    /** {@return what is counted, and how much that is in its unit, as far as the meter has said it} */
    private String unit(SeriesKey key, long value) {
        var unit = Optional.ofNullable(units.get(key));
        if (unit.isEmpty()) {
            return ",,,";
        }
        int perUnit = unit.get().perUnit();
        String counted = unit.get().counted().name().toLowerCase(Locale.ROOT);
        return counted + "," + (perUnit > 0
                ? perUnit + "," + Numbers.plain(
                        BigDecimal.valueOf(value).divide(BigDecimal.valueOf(perUnit), DECIMALS, RoundingMode.HALF_UP))
                : ",") + ","
        // which unit the dial of a gas or water meter has, a CurrentCost meter does not know
                + (unit.get().counted() == Counted.ELECTRICITY ? "kWh" : counted + " meter unit");
    }

    /** {@return when the next reading of any series is; the end of the range if there is none} */
    private long nextReading(TimeRange rest) throws StoreException {
        long next = rest.endMillis();
        for (var key : series) {
            try {
                store.forEachReading(key, TimeRange.ofMillis(rest.startMillis(), next), reading -> {
                    throw new Found(reading.timeMillis());
                });
            } catch (Found found) {
                next = found.timeMillis;
            }
        }
        return next;
    }

    /** {@return whether there is anything} */
    private boolean write(TimeRange part, CsvWriter csv) throws StoreException, IOException {
        var rows = new ArrayList<Row>();
        for (var key : series) {
            store.forEachReading(key, part, reading -> rows.add(new Row(reading.timeMillis(), key, reading)));
        }
        if (series.size() > 1) {
            rows.sort(Comparator.comparingLong(Row::timeMillis).thenComparingInt(row -> row.key.sensor()));
        }
        for (var row : rows) {
            for (int channel = 1; channel <= Reading.CHANNELS; channel++) {
                long value = row.reading.channel(channel);
                if (value != Reading.ABSENT) {
                    csv.time(row.timeMillis).plain(row.key.sensor()).plain(channel)
                            .plain(text(row.key, value));
                    names.ifPresent(known -> csv.text(known.of(row.key)));
                    csv.end();
                }
            }
        }
        return !rows.isEmpty();
    }
}
