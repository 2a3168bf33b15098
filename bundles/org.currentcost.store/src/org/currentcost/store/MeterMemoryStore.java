package org.currentcost.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;

/** Keeps what meters remembered by themselves. Safe for all threads, as {@link ReadingStore} says. */
public interface MeterMemoryStore {

    /**
     * Keeps what a meter remembered by itself. Live readings are not touched by it. A block that is there already is
     * replaced: the meter tells the same blocks again and again. A block is left out if its whole time was told already
     * in blocks of its length with other borders ({@link HistoryBlock#isReportedByOthers}).
     *
     * @param series a series of power
     * @return how many of the blocks were new, or told another energy than the one that was kept
     */
    int appendHistory(SeriesKey series, List<HistoryBlock> blocks) throws StoreException;

    /** {@return the blocks of a meter's memory that begin in the range, in order} */
    List<HistoryBlock> history(SeriesKey series, HistorySpan span, TimeRange range) throws StoreException;

    /**
     * {@return from where to where there are blocks of a meter's memory that begin in the range; empty if there are
     * none}
     *
     * @throws StoreException if the file can't be read
     */
    default Optional<TimeRange> historyRange(SeriesKey series, HistorySpan span, TimeRange range)
            throws StoreException {
        var blocks = history(series, span, range);
        return blocks.isEmpty()
                ? Optional.empty()
                : Optional.of(TimeRange.ofMillis(blocks.getFirst().startMillis(), blocks.getLast().endMillis()));
    }

    /**
     * {@return how many of the blocks that are kept of a meter's memory imports brought, by the id of the import that
     * brought them last}
     */
    Map<Long, Long> importedHistory(SeriesKey series) throws StoreException;

    /** {@return the series for which something of the meter's memory is kept, in order} */
    List<SeriesKey> seriesWithHistory() throws StoreException;
}
