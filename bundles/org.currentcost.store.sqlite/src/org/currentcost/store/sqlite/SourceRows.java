package org.currentcost.store.sqlite;

import java.util.List;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;

/** The sources that are configured. */
final class SourceRows {

    private final Transactions transactions;

    SourceRows(Transactions transactions) {
        this.transactions = transactions;
    }

    List<SourceRow> list() throws StoreException {
        return transactions.read((session, known) -> DecodedRows.of("source",
                session.rows("SELECT position, id, meter, address, enabled FROM source ORDER BY position"),
                row -> new SourceRow(row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5))));
    }

    void save(SourceRow source) throws StoreException {
        transactions.write(changes -> changes.session().update(
                "INSERT INTO source (id, meter, address, enabled) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET meter = excluded.meter, address = excluded.address,"
                        + " enabled = excluded.enabled",
                source.id(), source.meter(), source.address(),
                source.enabled()));
    }

    void remove(String id) throws StoreException {
        transactions.write(changes -> changes.session().update("DELETE FROM source WHERE id = ?", id));
    }
}
