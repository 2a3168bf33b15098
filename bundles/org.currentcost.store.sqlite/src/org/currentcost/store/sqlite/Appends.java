package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.currentcost.model.NominalInterval;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.SeriesStore.BulkAppend;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.StorableRule;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.ChunkWriter;
import org.currentcost.store.engine.Days;
import org.currentcost.store.engine.ExpectedIntervals;
import org.currentcost.store.engine.RangeSet;
import org.currentcost.store.engine.ReadingColumns;
import org.currentcost.store.engine.SeriesState;

/** Adds readings to the store: a few that come live, very many at once, or others in the place of some. */
final class Appends {

    /** Among the first so many readings, an hour's of a meter, a series tells how far apart they come. */
    private static final int YOUNG_READINGS = 600;

    private final Transactions transactions;
    private final AtomicBoolean bulkOpen = new AtomicBoolean();

    Appends(Transactions transactions) {
        this.transactions = transactions;
    }

    /** @param live whether to learn from them how far apart they come */
    Stored append(Map<SeriesKey, List<Reading>> batch, boolean live) throws StoreException {
        long size = 0;
        for (var readings : batch.values()) {
            readings.forEach(StorableRule::checkTime);
            size += readings.size();
        }
        boolean large = size > Transactions.HOT_READINGS;
        var stored = transactions.write(changes -> {
            var total = Stored.NOTHING;
            for (var entry : batch.entrySet()) {
                if (!entry.getValue().isEmpty()) {
                    var before = changes.series(entry.getKey());
                    total = total.plus(append(changes, entry.getKey(), entry.getValue(), large));
                    if (live && before.sealed() + before.hot() < YOUNG_READINGS) {
                        learnInterval(changes, entry.getKey());
                    }
                }
            }
            return total;
        });
        if (transactions.known().all().stream().mapToLong(SeriesState::hot).sum() > Transactions.HOT_READINGS) {
            transactions.sealAll();
        }
        return stored;
    }

    private Stored append(Changes changes, SeriesKey key, List<Reading> readings, boolean large)
            throws SQLException, StoreException {
        var state = changes.reach(changes.series(key),
                readings.stream().mapToLong(Reading::intervalMillis).max().orElse(0));
        boolean sealing = large && (state.hot() == 0 || changes.writer().canSeal(state));
        if (sealing) {
            changes.seal(key);
        }
        var total = Stored.NOTHING;
        var late = new ReadingColumns();
        for (var reading : readings) {
            if (sealing || state.sealed() > 0 && reading.timeMillis() <= state.sealedLast()) {
                late.add(reading);
            } else if (changes.session().content().raw().insertHot(state, reading)) {
                changes.come(state, reading.timeMillis());
                total = total.plus(new Stored(reading.channelCount(), 0, 0));
            } else {
                var there = new ReadingColumns();
                changes.session().content().raw().readHot(state, reading.timeMillis(), reading.timeMillis() + 1, there);
                total = total.plus(there.reading(0).equals(reading)
                        ? new Stored(0, reading.channelCount(), 0)
                        : new Stored(0, 0, reading.channelCount()));
            }
        }
        return late.isEmpty()
                ? total
                : total.plus(changes.store(key, late.sorted(), RangeSet.NONE, ChunkWriter.NOT_RECEIVED));
    }

    /** What comes every half minute is held for longer than what a meter tells every six seconds. */
    private static void learnInterval(Changes changes, SeriesKey key) throws SQLException, StoreException {
        if (key.quantity() != Quantity.POWER) {
            return;
        }
        var state = changes.series(key);
        var times = LongStream.builder();
        try {
            changes.session().content().raw().scan(state, 0, Days.END_OF_TIME, (columns, first, behind) -> {
                for (int index = first; index < behind; index++) {
                    if (columns.interval(index) == 0) {
                        times.add(columns.time(index));
                    }
                }
            });
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.DAMAGED) {
                throw e;
            }
            // the damage is told where the day is asked for
            return;
        }
        long learnt = Math.min(ExpectedIntervals.LONGEST_NOMINAL_MILLIS,
                NominalInterval.learn(times.build().limit(YOUNG_READINGS).toArray(), false).orElse(0));
        if (learnt > state.nominalMillis()) {
            changes.session().update("UPDATE series SET nominal_millis = ? WHERE id = ?", learnt, state.id());
            changes.writer().recompute(
                    changes.settings(state.withNominal(learnt), state.firstChannelOnly(), state.edits()),
                    RangeSet.of(0, Days.END_OF_TIME));
        }
    }

    Stored tryAppend(Map<SeriesKey, List<Reading>> batch) throws StoreException {
        return transactions.read((session, known) -> {
            var total = Stored.NOTHING;
            for (var entry : batch.entrySet()) {
                var incoming = new ReadingColumns();
                entry.getValue().forEach(incoming::add);
                total = total.plus(tryAppend(session, known.state(entry.getKey()), incoming.sorted()));
            }
            return total;
        });
    }

    private static Stored tryAppend(Session session, Optional<SeriesState> state, ReadingColumns incoming)
            throws SQLException, StoreException {
        var outcome = new ChunkWriter.Outcome();
        var there = new ReadingColumns();
        var merged = new ReadingColumns();
        int from = 0;
        while (from < incoming.size()) {
            long day = Days.of(incoming.time(from));
            long end = (day + 1) * Days.MILLIS;
            int to = incoming.indexAtOrAfter(end);
            if (state.isPresent()) {
                session.content().raw().readChunk(state.get(), day, there);
                session.content().raw().readHot(state.get(), end - Days.MILLIS, end, there);
            }
            ChunkWriter.merge(there, incoming, from, to, RangeSet.NONE, merged, outcome);
            from = to;
        }
        return outcome.stored();
    }

    BulkAppend bulkAppend() throws StoreException {
        openBulk();
        return new Bulk(transactions, this::bulkClosed);
    }

    /** Only one bulk append, or import, may be going on; to be followed by {@link #bulkClosed}. */
    void openBulk() {
        transactions.checkWritable();
        if (!bulkOpen.compareAndSet(false, true)) {
            throw new IllegalStateException("another bulk append is open");
        }
    }

    void bulkClosed() {
        bulkOpen.set(false);
    }

    /** {@return whether a bulk append or an import is going on} */
    boolean isBulkOpen() {
        return bulkOpen.get();
    }

    void replace(SeriesKey key, TimeRange range, List<Reading> replacement) throws StoreException {
        var incoming = new ReadingColumns();
        for (var reading : replacement) {
            StorableRule.checkTime(reading);
            if (!range.contains(reading.time())) {
                throw new IllegalArgumentException(reading.time() + " is not in " + range);
            }
            incoming.add(reading);
        }
        transactions.write(changes -> {
            var state = changes.series(key);
            changes.session().content().raw().deleteHot(state, range.startMillis(), range.endMillis());
            changes.store(key, incoming.sorted(), RangeSet.of(range.startMillis(), range.endMillis()),
                    ChunkWriter.NOT_RECEIVED);
            changes.past();
            // what is left of the hot readings may now be earlier than a sealed one
            changes.seal(key);
            return state;
        });
    }
}
