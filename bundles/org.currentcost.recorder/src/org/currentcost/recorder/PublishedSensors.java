package org.currentcost.recorder;

import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;

/** What is known of sensors beyond their readings, for those who pass these on. Safe for all threads. */
public interface PublishedSensors {

    /**
     * Energy, as far as it is known.
     *
     * @param microjoules what was used
     * @param knownMillis of how much of the time that is known
     */
    record Used(long microjoules, long knownMillis) {
    }

    /** {@return what a sensor is called; empty for its usual name} */
    String name(SeriesKey series) throws StoreException;

    /** {@return what a sensor has used in a range} */
    Used used(SeriesKey series, TimeRange range) throws StoreException;
}
