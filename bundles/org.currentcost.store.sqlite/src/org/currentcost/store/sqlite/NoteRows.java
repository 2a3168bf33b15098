package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.currentcost.model.Note;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;

/** The notes that there are, and saving them. */
final class NoteRows {

    private final Transactions transactions;

    NoteRows(Transactions transactions) {
        this.transactions = transactions;
    }

    List<Note> notes(TimeRange range) throws StoreException {
        return transactions.read((session, known) -> notes(session, range));
    }

    void forEachNote(TimeRange range, Consumer<Note> action) throws StoreException {
        transactions.read((session, known) -> {
            forEachNote(session, range, action);
            return range;
        });
    }

    Note save(Note note) throws StoreException {
        return transactions.write(changes -> save(changes.session(), note));
    }

    void remove(long id) throws StoreException {
        transactions.write(changes -> changes.session().update("DELETE FROM note WHERE id = ?", id));
    }

    private static List<Note> notes(Session session, TimeRange range) throws SQLException {
        var notes = new ArrayList<Note>();
        forEachNote(session, range, notes::add);
        return notes;
    }

    private static void forEachNote(Session session, TimeRange range, Consumer<Note> action) throws SQLException {
        DecodedRows.forEach("note",
                session.rows("SELECT id, start_millis, end_millis, text FROM note WHERE start_millis < ?"
                        + " AND (end_millis > ? OR start_millis = ?) ORDER BY start_millis, id", range.endMillis(),
                        range.startMillis(), range.startMillis()),
                row -> new Note(row.getLong(1),
                        TimeRange.ofMillis(row.getLong(2), row.getLong(3)), row.getString(4)),
                action);
    }

    static Note save(Session session, Note note) throws SQLException {
        session.update("INSERT INTO note (id, start_millis, end_millis, text) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (id) DO UPDATE SET start_millis = excluded.start_millis,"
                + " end_millis = excluded.end_millis, text = excluded.text", note.id() == 0 ? null : note.id(),
                note.span().startMillis(), note.span().endMillis(), note.text());
        return note.id() == 0 ? new Note(session.lastId(), note.span(), note.text()) : note;
    }
}
