package org.currentcost.guest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.currentcost.guest.OwnerProtocol.Batch;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;

/** Readings of several series, and blocks of a memory, in as few messages as they fit into. */
final class PackedBatches {

    /** A message holds readings that cost so much, at least one series: then it is well below its bound. */
    static final int MOST_COST = 10_000;

    /** What naming a series takes, in readings of {@link PackedReadings#MOST_BYTES}. */
    private static final int COST_OF_SERIES = 40;
    /** So many blocks of a meter's memory go into one message. */
    private static final int MOST_BLOCKS = 4_000;

    private PackedBatches() {
    }

    /** {@return what so many readings of one series cost} */
    static int cost(int readings) {
        return COST_OF_SERIES + readings;
    }

    /** {@return batches of all the readings, in their order; none if there are none} */
    static List<Batch> of(Map<SeriesKey, List<Reading>> readings) {
        var batches = new ArrayList<Batch>();
        var next = new LinkedHashMap<SeriesKey, List<Reading>>();
        int cost = 0;
        for (var entry : readings.entrySet()) {
            var list = entry.getValue();
            int at = 0;
            do {
                int count = Math.min(list.size() - at, Math.max(1, MOST_COST - cost - COST_OF_SERIES));
                next.put(entry.getKey(), List.copyOf(list.subList(at, at + count)));
                at += count;
                cost += cost(count);
                if (cost >= MOST_COST) {
                    batches.add(Batch.of(next));
                    next.clear();
                    cost = 0;
                }
            } while (at < list.size());
        }
        if (!next.isEmpty()) {
            batches.add(Batch.of(next));
        }
        return batches;
    }

    /** {@return all the blocks, in their order, so many at a time as a message takes} */
    static List<List<HistoryBlock>> blocks(List<HistoryBlock> blocks) {
        var parts = new ArrayList<List<HistoryBlock>>();
        for (int at = 0; at < blocks.size(); at += MOST_BLOCKS) {
            parts.add(List.copyOf(blocks.subList(at, Math.min(blocks.size(), at + MOST_BLOCKS))));
        }
        return parts;
    }
}
