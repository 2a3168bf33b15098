package org.currentcost.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.SeriesStore;
import org.currentcost.store.StoreException;

/** The months in which any of some series has readings: an export goes from one to the next, whatever lies between. */
final class KnownMonths {

    private KnownMonths() {
    }

    /** {@return the months of which a part lies in the range, in order, by the calendar of the store's zone} */
    static List<TimeRange> of(SeriesStore store, List<SeriesKey> series, TimeRange range) throws StoreException {
        // The month in which the range begins may have begun before.
        var wide = TimeRange.ofMillis(range.startMillis() - 2 * Resolution.MONTH.typicalMillis(), range.endMillis());
        var months = new TreeMap<Long, Long>();
        for (var key : series) {
            store.forEachSum(key, wide, Resolution.MONTH,
                    (start, end, readings, covered, min, max, integral, estimated) -> months.put(start, end));
        }
        var known = new ArrayList<TimeRange>();
        months.forEach((start, end) -> {
            if (end > range.startMillis()) {
                known.add(TimeRange.ofMillis(start, end));
            }
        });
        return known;
    }
}
