package org.currentcost.store.sqlite;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Optional;
import org.currentcost.store.StoreException;

/**
 * A connection to a file that others write: changes nothing, and reads what is known of series with each snapshot in
 * which something has changed. For one thread at a time.
 */
final class GuestReader implements ReaderPool.Reader {

    private final StoreFile file;
    private final Object key;
    private final int schema;
    private final Session session;
    private long dataVersion;
    private Optional<SeriesRows.Loaded> loaded = Optional.empty();

    /** Another file, or one of another version, is in the place of the one that is connected. */
    static final class Replaced extends SQLException {
        private static final long serialVersionUID = 1L;
    }

    private GuestReader(StoreFile file, Object key, int schema, Session session) {
        this.file = file;
        this.key = key;
        this.schema = schema;
        this.session = session;
    }

    /**
     * {@return a connection to the file that is there}
     *
     * @throws StoreException {@code GONE} if there is none, or nothing in it yet; as {@link Schema#checkedVersion}
     * @throws Replaced       if it is being replaced just now
     */
    @SuppressWarnings("resource") // the reader owns the connection, or else it is closed
    static GuestReader connect(StoreFile file) throws SQLException, StoreException {
        var key = OpenFile.keyOf(file.path());
        if (key.isEmpty()) {
            throw gone(file);
        }
        Connection connection = null;
        try {
            FolderMove.refuseUnfinished(file.path().getParent());
            connection = file.connectBeside();
            int schema;
            ZoneId zone;
            try (var statement = connection.createStatement()) {
                // an owner may bring the file up to date just now
                statement.execute("BEGIN");
                schema = Schema.checkedVersion(connection, file);
                if (schema == 0) {
                    throw gone(file);
                }
                Schema.checkReadable(schema, file);
                zone = Schema.zone(connection, file);
                statement.execute("COMMIT");
            }
            if (!OpenFile.isAt(file.path(), key)) {
                throw new Replaced();
            }
            return new GuestReader(file, key.get(), schema, new Session(connection, zone));
        } catch (IOException e) {
            throw file.problem(e);
        } catch (SQLException | StoreException | RuntimeException e) {
            if (connection != null) {
                connection.close();
            }
            if (!(e instanceof Replaced) && !OpenFile.isAt(file.path(), key)) {
                throw new Replaced();
            }
            throw e;
        }
    }

    private static StoreException gone(StoreFile file) {
        return StoreFile.problem(StoreException.Kind.GONE, "nothingThere", null, file.path());
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public KnownSeries begin() throws SQLException {
        session.beginSnapshot();
        if (!OpenFile.isAt(file.path(), Optional.of(key))) {
            throw new Replaced();
        }
        long now = session.number("PRAGMA data_version");
        if (loaded.isEmpty() || now != dataVersion) {
            if (session.number("PRAGMA user_version") != schema) {
                throw new Replaced();
            }
            loaded = Optional.of(session.series().load(loaded, schema >= Schema.FIRST_MARKED));
            dataVersion = now;
        }
        return loaded.get().known();
    }

    /** {@return what {@link Changes} counts in the file, as the last snapshot had it} */
    long revision() {
        return loaded.map(SeriesRows.Loaded::revision).orElse(0L);
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
