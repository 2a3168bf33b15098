package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.currentcost.model.Edit;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.Days;
import org.currentcost.store.engine.RangeSet;

/** Corrections of readings, and which channels count. */
final class Corrections {

    private final Transactions transactions;

    Corrections(Transactions transactions) {
        this.transactions = transactions;
    }

    Edit make(Edit edit) throws StoreException {
        if (edit.id() != 0) {
            throw new IllegalArgumentException("edit " + edit.id() + " was made before");
        }
        return transactions.write(changes -> {
            var state = changes.series(edit.series());
            changes.session().update(
                    "INSERT INTO edit (series, start_millis, end_millis, kind, factor, shift_millis, made_millis,"
                            + " undone, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    state.id(), edit.range().startMillis(), edit.range().endMillis(), edit.kind().name(),
                    edit.factor().toPlainString(),
                    edit.shift().toMillis(), edit.made().toEpochMilli(), edit.undone(), edit.reason());
            var kept = new Edit(changes.session().lastId(), edit.series(), edit.range(), edit.kind(), edit.factor(),
                    edit.shift(), edit.made(), edit.undone(), edit.reason());
            follow(changes, kept);
            return kept;
        });
    }

    void setUndone(long editId, boolean undone) throws StoreException {
        transactions.write(changes -> {
            var edit = changes.session().series().edits().stream().filter(each -> each.id() == editId).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("edit " + editId));
            if (edit.undone() != undone) {
                changes.session().update("UPDATE edit SET undone = ? WHERE id = ?", undone, editId);
                follow(changes, edit);
            }
            return edit;
        });
    }

    /** Brings sums up to date with an edit that counts now, or no longer. */
    private static void follow(Changes changes, Edit edit) throws SQLException, StoreException {
        var state = changes.series(edit.series());
        var edits = changes.session().series().activeEdits(state);
        var range = RangeSet.of(edit.range().startMillis(), edit.range().endMillis());
        var reached = edits.after(edit.id()).reachedFrom(range.plus(range.shifted(edit.shift().toMillis())));
        changes.writer().recompute(changes.settings(state, state.firstChannelOnly(), edits), reached);
    }

    List<Edit> list() throws StoreException {
        return transactions.read((session, known) -> session.series().edits());
    }

    void setFirstChannelOnly(SeriesKey key, boolean firstChannelOnly) throws StoreException {
        if (firstChannelOnly == firstChannelOnly().contains(key)) {
            return;
        }
        transactions.write(changes -> {
            var state = changes.series(key);
            changes.session().update("UPDATE series SET first_channel_only = ? WHERE id = ?", firstChannelOnly,
                    state.id());
            changes.writer().recompute(changes.settings(state, firstChannelOnly, state.edits()),
                    RangeSet.of(0, Days.END_OF_TIME));
            return state;
        });
    }

    Set<SeriesKey> firstChannelOnly() {
        var keys = new TreeSet<SeriesKey>();
        for (var state : transactions.known().all()) {
            if (state.firstChannelOnly()) {
                keys.add(state.key());
            }
        }
        return Collections.unmodifiableSet(keys);
    }
}
