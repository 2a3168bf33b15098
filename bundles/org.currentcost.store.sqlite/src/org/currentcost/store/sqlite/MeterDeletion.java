package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.currentcost.store.CountNames;
import org.currentcost.store.StoreMaintenance.MeterContent;
import org.currentcost.store.engine.SeriesState;

/** All rows that there are because of one meter: counted, and deleted in the transaction of the session. */
final class MeterDeletion {

    private static final String SERIES = "(SELECT id FROM series WHERE meter = ?1)";

    /** The imports that added something to the meter; one that was undone has nothing left here. */
    private static final String IMPORTS = "SELECT import FROM import_run WHERE series IN " + SERIES
            + " UNION SELECT import FROM import_block WHERE series IN " + SERIES;

    /** Those of them that added nothing to another meter. */
    private static final String WHOLE_IMPORTS = "(" + IMPORTS + " EXCEPT SELECT import FROM import_run"
            + " WHERE series NOT IN " + SERIES + " EXCEPT SELECT import FROM import_block WHERE series NOT IN "
            + SERIES + ")";

    private final Session session;
    private final String meter;
    private final List<SeriesState> series;

    /** @param series all series of the meter, those without a reading too */
    MeterDeletion(Session session, String meter, Collection<SeriesState> series) {
        this.session = session;
        this.meter = meter;
        this.series = List.copyOf(series);
    }

    /** {@return how much there is} */
    MeterContent count() throws SQLException {
        return new MeterContent(series.stream().mapToLong(one -> one.info().readings()).sum(),
                number("SELECT count(*) FROM history WHERE series IN " + SERIES),
                number("SELECT count(*) FROM edit WHERE series IN " + SERIES),
                number("SELECT count(*) FROM (" + IMPORTS + ")"),
                number("SELECT count(*) FROM note WHERE id IN (SELECT note FROM import_note WHERE import IN "
                        + WHOLE_IMPORTS + ")"),
                number("SELECT count(*) FROM source WHERE meter = ?1"));
    }

    /** Deletes all of it. What an import added to other meters stays, and its notes with it. */
    void run() throws SQLException {
        delete("note WHERE id IN (SELECT note FROM import_note WHERE import IN " + WHOLE_IMPORTS + ")");
        delete("import_note WHERE import IN " + WHOLE_IMPORTS);
        delete("import WHERE id IN " + WHOLE_IMPORTS);
        session.update("UPDATE import SET readings = readings - (SELECT coalesce(sum(run.readings), 0)"
                + " FROM import_run AS run WHERE run.import = import.id AND run.series IN " + SERIES + "),"
                + " blocks = blocks - (SELECT count(*) FROM import_block AS block WHERE block.import = import.id"
                + " AND block.series IN " + SERIES + ") WHERE id IN (" + IMPORTS + ")", meter);
        for (var table : List.of("import_run", "import_block", "edit", "history", "hot")) {
            delete(table + " WHERE series IN " + SERIES);
        }
        for (var one : series) {
            session.tables().deleteSealed(one);
        }
        // One that is made anew under the name must not count on from there.
        for (String name : counts()) {
            session.update("DELETE FROM document WHERE name = ?1", name);
        }
        delete("source WHERE meter = ?1");
        delete("series WHERE meter = ?1");
    }

    /** {@return the names of the texts that tell the last counts of the meter} */
    private List<String> counts() throws SQLException {
        var others = texts("SELECT DISTINCT meter FROM series WHERE meter <> ?1", meter);
        var names = new ArrayList<String>();
        for (String beginning : CountNames.beginnings(meter)) {
            texts("SELECT name FROM document WHERE substr(name, 1, length(?1)) = ?1", beginning).stream()
                    .filter(name -> CountNames.isOf(name, meter, others)).forEach(names::add);
        }
        return names;
    }

    private List<String> texts(String sql, String value) throws SQLException {
        var texts = new ArrayList<String>();
        try (var rows = session.rows(sql, value)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private void delete(String what) throws SQLException {
        session.update("DELETE FROM " + what, meter);
    }

    private long number(String sql) throws SQLException {
        try (var rows = session.rows(sql, meter)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
