package org.currentcost.cli;

import java.util.HashMap;
import java.util.Map;
import org.currentcost.figures.Household;
import org.currentcost.model.CsvCell;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** What the user or a source calls sensors, which the command line numbers. */
final class SensorNames {

    private final Map<SeriesKey, String> names = new HashMap<>();

    SensorNames(ReadingStore store) throws StoreException {
        for (var sensor : new Household(store).allSensors()) {
            names.put(sensor.key(), sensor.settings().name());
        }
    }

    /** {@return the name of a sensor; empty if nobody gave it one} */
    String of(SeriesKey key) {
        return names.getOrDefault(SeriesKey.power(key.meter(), key.sensor()), "");
    }

    /** {@return the name as the last column of CSV, with the comma before it} */
    String column(SeriesKey key) {
        return "," + CsvCell.ofText(of(key));
    }
}
