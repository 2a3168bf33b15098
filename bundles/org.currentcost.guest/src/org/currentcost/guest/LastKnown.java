package org.currentcost.guest;

import java.util.List;
import java.util.Set;
import org.currentcost.model.NominalInterval;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore.SeriesInfo;

/** What was there when a store was closed for a while: whoever draws meanwhile draws that. */
record LastKnown(List<SeriesInfo> series, Set<SeriesKey> firstChannelOnly) {

    static final LastKnown NOTHING = new LastKnown(List.of(), Set.of());

    static LastKnown of(ReadingStore store) {
        return new LastKnown(store.series(), store.firstChannelOnly());
    }

    long nominalMillis(SeriesKey key) {
        return series.stream().filter(one -> one.key().equals(key)).mapToLong(SeriesInfo::nominalMillis).findFirst()
                .orElse(NominalInterval.OF_METER_MILLIS);
    }
}
