package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.currentcost.store.StoreException;

/** Small texts that are kept by name. Safe for all threads. */
final class DocumentRows {

    private final Transactions transactions;
    /** Read again and again by all that computes. Guarded by itself. */
    private final Map<String, Optional<String>> kept = new HashMap<>();
    private long keptAtChange;

    DocumentRows(Transactions transactions) {
        this.transactions = transactions;
        transactions.whenAnotherFile(this::forget);
    }

    /** What was read may have changed in the file. */
    void forget() {
        synchronized (kept) {
            kept.clear();
        }
    }

    Optional<String> get(String name) throws StoreException {
        long change = transactions.changesOfOthers();
        synchronized (kept) {
            if (change != keptAtChange) {
                kept.clear();
                keptAtChange = change;
            }
            var text = kept.get(name);
            if (text == null) {
                text = transactions.read((session, known) -> read(session, name));
                kept.put(name, text);
            }
            return text;
        }
    }

    void save(String name, String text) throws StoreException {
        transactions.write(changes -> {
            write(changes.session(), name, text);
            return text;
        });
        keep(name, Optional.of(text));
    }

    void remove(String name) throws StoreException {
        transactions.write(changes -> changes.session().update("DELETE FROM document WHERE name = ?", name));
        keep(name, Optional.empty());
    }

    /** After it is written: whoever read it meanwhile may have put the former one there. */
    void keep(String name, Optional<String> text) {
        synchronized (kept) {
            kept.put(name, text);
        }
    }

    /** Keeps a text in the transaction that goes on in the session; to be followed by {@link #keep}. */
    static void write(Session session, String name, String text) throws SQLException {
        session.update("INSERT OR REPLACE INTO document VALUES (?, ?)", name, text);
    }

    private static Optional<String> read(Session session, String name) throws SQLException {
        try (var rows = session.rows("SELECT text FROM document WHERE name = ?", name)) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }
}
