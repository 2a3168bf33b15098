package org.currentcost.ui;

import org.currentcost.model.SeriesKey;

/** What series are called. */
final class SeriesNames {

    private SeriesNames() {
    }

    /** {@return a sensor's name inside its meter} */
    static String sensor(SeriesKey series) {
        return series.sensor() == 0 ? Messages.SensorHouse : Messages.bind(Messages.SensorNumber, series.sensor());
    }

    /** {@return a sensor's name with its meter's} */
    static String full(SeriesKey series) {
        return Messages.bind(Messages.MeterAndSensor, series.meter(), sensor(series));
    }

    /** {@return a form to save; {@link #parse} reads it} */
    static String save(SeriesKey series) {
        return series.sensor() + "|" + series.meter();
    }

    /** {@return the power series that was saved as {@code text}} */
    static SeriesKey parse(String text) {
        int bar = text.indexOf('|');
        return SeriesKey.power(text.substring(bar + 1), Integer.parseInt(text.substring(0, bar)));
    }
}
