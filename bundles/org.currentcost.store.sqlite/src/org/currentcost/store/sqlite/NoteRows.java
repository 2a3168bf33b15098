package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.currentcost.model.Note;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;

/** The notes that there are, and saving them. */
final class NoteRows {

    private static final int AT_ONCE = 1000;

    private final Transactions transactions;

    NoteRows(Transactions transactions) {
        this.transactions = transactions;
    }

    List<Note> notes(TimeRange range) throws StoreException {
        return transactions
                .read((session, known) -> notes(session, range, Long.MIN_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE));
    }

    /** A snapshot for some notes at a time, so that a slow consumer does not keep the log from being folded. */
    void forEachNote(TimeRange range, Consumer<Note> action) throws StoreException {
        List<Note> some;
        long start = Long.MIN_VALUE;
        long id = Long.MIN_VALUE;
        do {
            long afterStart = start;
            long afterId = id;
            some = transactions.read((session, known) -> notes(session, range, afterStart, afterId, AT_ONCE));
            some.forEach(action);
            if (!some.isEmpty()) {
                start = some.getLast().span().startMillis();
                id = some.getLast().id();
            }
        } while (some.size() == AT_ONCE);
    }

    Note save(Note note) throws StoreException {
        return transactions.write(changes -> save(changes.session(), note));
    }

    void remove(long id) throws StoreException {
        transactions.write(changes -> changes.session().update("DELETE FROM note WHERE id = ?", id));
    }

    /** {@return the notes of the range behind one, in the order of their starts} @param most how many at most */
    private static List<Note> notes(Session session, TimeRange range, long afterStart, long afterId, int most)
            throws SQLException {
        return DecodedRows.of("note",
                session.rows("SELECT id, start_millis, end_millis, text FROM note WHERE start_millis < ?"
                        + " AND (end_millis > ? OR start_millis = ?) AND (start_millis, id) > (?, ?)"
                        + " ORDER BY start_millis, id LIMIT ?", range.endMillis(), range.startMillis(),
                        range.startMillis(), afterStart, afterId, most),
                row -> new Note(row.getLong(1),
                        TimeRange.ofMillis(row.getLong(2), row.getLong(3)), row.getString(4)));
    }

    static Note save(Session session, Note note) throws SQLException {
        session.update("INSERT INTO note (id, start_millis, end_millis, text) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (id) DO UPDATE SET start_millis = excluded.start_millis,"
                + " end_millis = excluded.end_millis, text = excluded.text", note.id() == 0 ? null : note.id(),
                note.span().startMillis(), note.span().endMillis(), note.text());
        return note.id() == 0 ? new Note(session.lastId(), note.span(), note.text()) : note;
    }
}
