package org.currentcost.ui.kit;

import java.util.List;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.TimeRange;

/**
 * What a view of figures is asked for.
 *
 * @param range   from when to when
 * @param sensors at least one where there is an answer
 * @param unit    the shared one
 */
public record FigureQuestion(TimeRange range, List<Sensor> sensors, AmountUnit unit) {

    /** {@return what a sensor is called: with its meter's name where sensors of several are shown} */
    public String name(Sensor sensor) {
        return SeriesNames.name(sensor, sensors);
    }

    /** {@return how a sensor's columns in files begin: with its meter where those of several are in the file} */
    public String column(Sensor sensor) {
        return SeriesNames.column(sensor, sensors);
    }
}
