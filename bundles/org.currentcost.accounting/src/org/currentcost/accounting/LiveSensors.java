package org.currentcost.accounting;

import java.util.List;
import java.util.Map;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SensorSettings;

/**
 * The sensors that are asked about, and what the user settled about all those that their formulas name.
 *
 * @param shown   in the order in which they are shown
 * @param settled by series; one that is missing has the usual settings
 */
public record LiveSensors(List<Sensor> shown, Map<SeriesKey, Sensor> settled) {

    public LiveSensors {
        shown = List.copyOf(shown);
        settled = Map.copyOf(settled);
    }

    /** {@return a sensor with what the user settled about it} */
    public Sensor sensor(SeriesKey series) {
        return settled.getOrDefault(series, new Sensor(series, SensorSettings.standard(series.sensor())));
    }
}
