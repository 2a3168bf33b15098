package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.StorableRule;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.ChunkWriter;
import org.currentcost.store.engine.RangeSet;
import org.currentcost.store.engine.ReadingColumns;
import org.currentcost.store.engine.SeriesEdits;
import org.currentcost.store.engine.SeriesState;

/** The series that a transaction changes; known to others once it is committed. For the one thread that writes. */
final class Changes {

    private final Transactions transactions;
    private final Session session;
    private final ChunkWriter<SQLException> writer;
    private final Map<SeriesKey, SeriesState> states = new HashMap<>();
    private final Set<SeriesKey> sealed = new HashSet<>();
    private final Set<SeriesKey> added = new HashSet<>();
    private final Set<SeriesKey> deleted = new HashSet<>();
    private boolean past;
    private boolean settings;
    private final List<Runnable> committed = new ArrayList<>();

    Changes(Transactions transactions, Session session, ChunkWriter<SQLException> writer) {
        this.transactions = transactions;
        this.session = session;
        this.writer = writer;
    }

    /** {@return the session in which the transaction goes on} */
    Session session() {
        return session;
    }

    /** {@return what puts readings into its chunks} */
    ChunkWriter<SQLException> writer() {
        return writer;
    }

    /** {@return the states of the series that it has touched so far} */
    Map<SeriesKey, SeriesState> states() {
        return states;
    }

    /** {@return the series that are there no longer} */
    Set<SeriesKey> deleted() {
        return deleted;
    }

    boolean isPast() {
        return past;
    }

    /** {@return whether what is known of series changes otherwise than by readings} */
    boolean isSettings() {
        return settings;
    }

    /** Says that it is committed. */
    void committed() {
        committed.forEach(Runnable::run);
    }

    SeriesState series(SeriesKey key) throws SQLException, StoreException {
        var state = states.get(key);
        if (state == null) {
            var known = transactions.known().state(key);
            if (known.isEmpty()) {
                return add(key, transactions.intervals().nominalMillis(key));
            }
            state = known.get();
            states.put(key, state);
        }
        return state;
    }

    SeriesState add(SeriesKey key, long nominalMillis) throws SQLException, StoreException {
        var refusal = StorableRule.refusal(key);
        if (refusal.isPresent()) {
            throw new StoreException(StoreException.Kind.OTHER, refusal.get(), Messages.text("refused.remedy"),
                    null);
        }
        var state = session.series().add(key, nominalMillis);
        states.put(key, state);
        added.add(key);
        return state;
    }

    /** The transaction changes more than it adds behind the last reading of a series. */
    void past() {
        past = true;
    }

    /** Readings come from an instant on: looks whether that is in the past. */
    void come(SeriesState state, long timeMillis) {
        long reached = Math.min(timeMillis, state.edits().earliestReachedFrom(timeMillis));
        if (!state.isEmpty() && reached < state.extent().end()) {
            past();
        }
    }

    /** Readings come that were counted over so long; who reads has to know how far to look back. */
    SeriesState reach(SeriesState state, long intervalMillis) throws SQLException {
        if (intervalMillis <= state.longestMillis()) {
            return state;
        }
        settings = true;
        var changed = session.series().setLongest(state, intervalMillis);
        states.put(state.key(), changed);
        return changed;
    }

    /** The edits of a series, what its sums are of, or how long its values hold, change. */
    SeriesState settings(SeriesState state, boolean firstChannelOnly, SeriesEdits edits) {
        past();
        settings = true;
        var changed = state.withSettings(firstChannelOnly, edits);
        states.put(state.key(), changed);
        return changed;
    }

    Stored store(SeriesKey key, ReadingColumns incoming, RangeSet drop, ChunkWriter.Runs runs)
            throws SQLException, StoreException {
        sealed.add(key);
        var state = reach(series(key), incoming.longestInterval());
        var stored = writer.store(state, incoming, drop, runs, false);
        if (!drop.isEmpty()) {
            past();
        } else if (stored.stored() > 0) {
            come(state, incoming.time(0));
        }
        return stored;
    }

    /** Seals a series, unless it was deleted meanwhile. */
    void seal(SeriesState state) throws SQLException, StoreException {
        if (transactions.known().state(state.key()).isPresent()) {
            seal(state.key());
        }
    }

    void seal(SeriesKey key) throws SQLException, StoreException {
        var state = series(key);
        sealed.add(key);
        writer.seal(state);
    }

    /** A series is there no longer. */
    void delete(SeriesState state) {
        past();
        settings = true;
        deleted.add(state.key());
    }

    /** Lets something be done once the transaction is committed. */
    void onCommit(Runnable action) {
        committed.add(action);
    }

    /** Does what goes with all that was changed, before it is committed. */
    void finish() throws SQLException {
        for (var entry : states.entrySet()) {
            entry.setValue(session.series().recount(entry.getValue(), sealed.contains(entry.getKey())));
        }
        var marked = new HashSet<>(sealed);
        marked.addAll(added);
        marked.retainAll(states.keySet());
        if (!marked.isEmpty()) {
            session.series().mark(marked.stream().map(states::get).toList());
        }
        if (past) {
            session.series().countRevision();
        }
    }
}
