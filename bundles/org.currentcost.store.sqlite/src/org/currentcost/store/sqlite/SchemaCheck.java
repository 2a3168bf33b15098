package org.currentcost.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.currentcost.store.StoreException;

/**
 * Looks whether a file has the tables of one of our versions and nothing else, before anything is done with it: a
 * trigger, a view or a column that computes something would run with the first change.
 */
final class SchemaCheck {

    /** SQLite makes these by itself, the last two for whoever lets it look at a file for its own sake. */
    private static final Set<String> OF_SQLITE = Set.of("table sqlite_sequence: CREATE TABLE sqlite_sequence(name,seq)",
            "table sqlite_stat1: CREATE TABLE sqlite_stat1(tbl,idx,stat)",
            "table sqlite_stat4: CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)");
    /** The first files of version 3 have none; no other version made them. */
    private static final String LATER_OF_VERSION_3 = "table import_note";
    private static final int LONGEST_WORDS = 80;

    private SchemaCheck() {
    }

    /**
     * @param version of the file, known to this program
     * @throws StoreException {@code OTHER}, if the file is not one of ours; names what is not
     */
    static void check(Connection connection, StoreFile file, int version) throws SQLException, StoreException {
        Map<String, String> expected;
        try (var memory = StoreFile.connectToMemory()) {
            Schema.create(memory, version);
            expected = objects(memory);
        }
        var found = objects(connection);
        for (var object : found.entrySet()) {
            if (!object.getValue().equals(expected.remove(object.getKey()))
                    && !OF_SQLITE.contains(object.getKey() + ": " + object.getValue())) {
                throw foreign(file, object.getKey());
            }
        }
        if (version == 3) {
            expected.remove(LATER_OF_VERSION_3);
        }
        if (!expected.isEmpty()) {
            throw StoreFile.problem(StoreException.Kind.OTHER, "foreign", null, file.path());
        }
    }

    private static StoreException foreign(StoreFile file, String name) {
        var words = name.substring(0, Math.min(name.length(), LONGEST_WORDS)).replaceAll("\\p{Cntrl}", "?");
        return StoreFile.problem(StoreException.Kind.OTHER, "foreignObject", null, file.path(), words);
    }

    /** {@return by kind and name, how each object was made, or that it has no words of its own} */
    private static Map<String, String> objects(Connection connection) throws SQLException {
        var objects = new TreeMap<String, String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT type, name, tbl_name, sql FROM sqlite_schema")) {
            while (rows.next()) {
                String sql = rows.getString(4) == null ? "of " + rows.getString(3) : rows.getString(4);
                // as the words were written in the program, which was laid out anew now and then
                objects.put(rows.getString(1) + " " + rows.getString(2), sql.strip().replaceAll("\\s+", " "));
            }
        }
        return objects;
    }
}
