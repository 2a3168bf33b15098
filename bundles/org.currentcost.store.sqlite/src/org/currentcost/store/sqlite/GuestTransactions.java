package org.currentcost.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.ExpectedIntervals;

/**
 * Of whoever looks at a file that others may write: nothing is changed, and nothing is remembered that is not asked
 * again when others have changed something. Goes on with another file that is put in its place, and with its folder
 * when that is moved.
 */
final class GuestTransactions implements Transactions {

    /** Whoever replaces a file needs two names for a moment. */
    private static final int TRIES = 5;

    private final Path folder;
    private final ZoneId zone;
    private volatile StoreFile file;
    private final ReaderPool readers = new ReaderPool(this::connect);
    private final ExpectedIntervals intervals = new ExpectedIntervals(key -> known().state(key));
    private final List<Runnable> whenAnotherFile = new CopyOnWriteArrayList<>();
    /** Guards all that follows, which looks whether others have changed something. */
    private final ReentrantLock watching = new ReentrantLock();
    private Optional<GuestReader> watch = Optional.empty();
    private KnownSeries known;
    private long fileRevision;
    private long version;
    private long revision;
    private volatile boolean closed;

    /** @throws StoreException if there is nothing that can be read */
    GuestTransactions(Path folder) throws StoreException {
        this.folder = folder;
        file = SqliteLocation.of(folder).file();
        GuestReader first = null;
        try {
            for (int tried = 1; first == null; tried++) {
                try {
                    file = SqliteLocation.of(folder).file();
                    first = GuestReader.connect(file);
                    known = first.begin();
                    first.session().execute("COMMIT");
                } catch (GuestReader.Replaced e) {
                    closeAll(first);
                    first = null;
                    if (tried == TRIES) {
                        throw replaced(e);
                    }
                }
            }
        } catch (SQLException e) {
            closeAll(first);
            throw file.problem(e);
        }
        zone = first.session().content().zone();
        fileRevision = first.revision();
        watch = Optional.of(first);
    }

    private static void closeAll(GuestReader reader) {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (SQLException e) {
            // it only read: nothing is lost with it
            return;
        }
    }

    private StoreException replaced(SQLException cause) {
        return StoreFile.problem(StoreException.Kind.GONE, "removedMeanwhile", cause, file.path());
    }

    private GuestReader connect() throws SQLException, StoreException {
        var now = SqliteLocation.of(folder).file();
        var reader = GuestReader.connect(now);
        if (!reader.session().content().zone().equals(zone)) {
            reader.close();
            throw StoreFile.problem(StoreException.Kind.OTHER, "otherZone", null, now.path());
        }
        file = now;
        return reader;
    }

    @Override
    public <T> T read(Reading<T> action) throws StoreException {
        try {
            for (int tried = 1; true; tried++) {
                try {
                    return readers.read(action);
                } catch (GuestReader.Replaced e) {
                    if (tried == TRIES) {
                        throw replaced(e);
                    }
                    readers.connectAnew();
                }
            }
        } catch (SQLException e) {
            throw file.problem(e);
        }
    }

    /** Looks whether others have changed something. What can't be read now is as it was: who reads it hears why. */
    private void look() {
        checkOpen();
        for (int tried = 1; tried <= TRIES; tried++) {
            try {
                boolean anew = watch.isEmpty();
                if (anew) {
                    watch = Optional.of(connect());
                }
                var reader = watch.get();
                var now = reader.begin();
                reader.session().execute("COMMIT");
                if (anew) {
                    whenAnotherFile.forEach(Runnable::run);
                }
                if (anew || reader.revision() != fileRevision) {
                    fileRevision = reader.revision();
                    revision++;
                }
                if (anew || now != known) {
                    known = now;
                    version++;
                }
                return;
            } catch (GuestReader.Replaced e) {
                stopWatching();
            } catch (SQLException | StoreException e) {
                stopWatching();
                return;
            }
        }
    }

    private void stopWatching() {
        watch.ifPresent(GuestTransactions::closeAll);
        watch = Optional.empty();
    }

    @Override
    public KnownSeries known() {
        watching.lock();
        try {
            look();
            return known;
        } finally {
            watching.unlock();
        }
    }

    @Override
    public long version() {
        watching.lock();
        try {
            look();
            return version;
        } finally {
            watching.unlock();
        }
    }

    @Override
    public long changesOfOthers() {
        return version();
    }

    @Override
    public long revision() {
        watching.lock();
        try {
            look();
            return revision;
        } finally {
            watching.unlock();
        }
    }

    @Override
    public StoreFile file() {
        return file;
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    @Override
    public ExpectedIntervals intervals() {
        return intervals;
    }

    @Override
    public void whenAnotherFile(Runnable action) {
        whenAnotherFile.add(action);
    }

    @Override
    public void announce(Path socket) {
        checkWritable();
    }

    @Override
    public void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    @Override
    public void checkWritable() {
        checkOpen();
        throw new IllegalStateException("the store in " + file.path().getParent()
                + " was opened to look on: whoever has it changes it");
    }

    @Override
    public <T> T write(Writing<T> action) {
        checkWritable();
        throw new AssertionError();
    }

    @Override
    public void sealAll() {
        // what is hot is read where it is
        checkOpen();
    }

    @Override
    public void close() {
        watching.lock();
        try {
            if (!closed) {
                closed = true;
                stopWatching();
                readers.close();
            }
        } catch (SQLException e) {
            // connections that only read: nothing is lost with them
            return;
        } finally {
            watching.unlock();
        }
    }
}
