package org.currentcost.ui;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.currentcost.model.SeriesKey;

/** Sensors on their way from the Sensors view to a chart, as text. */
final class SensorDrag {

    private static final String MARK = "currentcost-sensors\n";

    private SensorDrag() {
    }

    static String write(List<SeriesKey> sensors) {
        return MARK + sensors.stream().map(SeriesNames::save).collect(Collectors.joining("\n"));
    }

    /** {@return the sensors, unless something else was dropped} */
    static Optional<List<SeriesKey>> read(String text) {
        return text != null && text.startsWith(MARK)
                ? Optional.of(text.substring(MARK.length()).lines().map(SeriesNames::parse).toList())
                : Optional.empty();
    }
}
