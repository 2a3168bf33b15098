package org.currentcost.store.sqlite;

import java.util.ArrayList;
import java.util.List;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** What a store answers to whatever can be asked of it. */
final class Answers {

    private Answers() {
    }

    /** {@return all answers} @param range of readings and sums */
    static List<Object> of(ReadingStore store, TimeRange range) throws StoreException {
        var answers = new ArrayList<Object>(List.of(store.zone(), store.series(), store.notes(TimeRange.ALL),
                store.edits(), store.imports(), store.sources(), store.document("tariffs"), store.seriesWithHistory()));
        for (var series : store.series()) {
            answers.addAll(of(store, series.key(), range));
        }
        return answers;
    }

    /** {@return all answers about a series and its meter} */
    static List<Object> of(ReadingStore store, SeriesKey key, TimeRange range) throws StoreException {
        var answers = new ArrayList<Object>();
        for (var resolution : Resolution.values()) {
            answers.add(store.buckets(key, range, resolution));
        }
        for (int most : new int[]{1, 500}) {
            answers.add(store.query(key, range, most));
        }
        var hash = new long[3];
        store.forEachReading(key, range, reading -> hash[0] = 31 * hash[0] + reading.hashCode());
        store.forEachRawReading(key, range, reading -> hash[1] = 31 * hash[1] + reading.hashCode());
        store.forEachSum(key, range, Resolution.FIVE_MINUTES,
                (start, end, readings, covered, min, max, integral, estimated) -> hash[2] = 31 * hash[2]
                        + List.of(start, end, readings, covered, min, max, integral, estimated).hashCode());
        answers.add(List.of(hash[0], hash[1], hash[2]));
        for (var span : HistorySpan.values()) {
            answers.add(store.history(key, span, TimeRange.ALL));
        }
        answers.add(store.latest(key));
        answers.add(store.contentOf(key.meter()));
        return answers;
    }
}
