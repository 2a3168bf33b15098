package org.currentcost.store.sqlite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;

/** What meters remembered by themselves. */
final class MeterMemories {

    private final Transactions transactions;

    MeterMemories(Transactions transactions) {
        this.transactions = transactions;
    }

    int append(SeriesKey key, List<HistoryBlock> blocks) throws StoreException {
        return append(key, blocks, Optional.empty());
    }

    int append(SeriesKey key, List<HistoryBlock> blocks, Optional<ImportJournal.Open> journal)
            throws StoreException {
        if (key.quantity() != Quantity.POWER) {
            throw new IllegalArgumentException("a meter remembers no " + key.quantity());
        }
        if (blocks.isEmpty()) {
            return 0;
        }
        return transactions.write(changes -> {
            var state = changes.series(key);
            int changed = 0;
            for (var block : blocks) {
                var near = MemoryRows.blocks(changes.session(), state, block.span(),
                        block.startMillis() - block.lengthMillis() + 1, block.endMillis());
                var former = near.stream().filter(one -> one.startMillis() == block.startMillis()).findFirst();
                if ((former.isEmpty() || !former.get().equals(block)) && !block.isReportedByOthers(near)) {
                    changes.session().update(
                            "INSERT OR REPLACE INTO history (series, span, start_millis, end_millis, watt_hours)"
                                    + " VALUES (?, ?, ?, ?, ?)",
                            state.id(), block.span().name(), block.startMillis(), block.endMillis(),
                            block.wattHours());
                    changed++;
                    if (journal.isPresent()) {
                        journal.get().block(changes.session(), state, block, former);
                    }
                }
            }
            if (changed > 0) {
                changes.past();
            }
            if (journal.isPresent()) {
                journal.get().begin();
                journal.get().write(changes.session(), changes.states());
            }
            return changed;
        });
    }

    List<HistoryBlock> blocks(SeriesKey key, HistorySpan span, TimeRange range) throws StoreException {
        return transactions.read((session, known) -> {
            var state = known.state(key);
            return state.isEmpty()
                    ? List.of()
                    : MemoryRows.blocks(session, state.get(), span, range.startMillis(), range.endMillis());
        });
    }

    Optional<TimeRange> range(SeriesKey key, HistorySpan span, TimeRange range) throws StoreException {
        return transactions.read((session, known) -> {
            var state = known.state(key);
            return state.isEmpty()
                    ? Optional.empty()
                    : MemoryRows.range(session, state.get(), span, range);
        });
    }

    Map<Long, Long> imported(SeriesKey key) throws StoreException {
        return transactions.read((session, known) -> {
            var state = known.state(key);
            return state.isEmpty() ? Map.of() : ImportJournal.blocksKept(session, state.get());
        });
    }

    List<SeriesKey> series() throws StoreException {
        return transactions.read((session, known) -> DecodedRows.of("series",
                session.rows("SELECT id, meter, sensor, quantity FROM series"
                        + " WHERE EXISTS (SELECT 1 FROM history WHERE history.series = series.id)"
                        + " ORDER BY meter, quantity, sensor"),
                row -> DecodedRows.key(row, 2)));
    }
}
