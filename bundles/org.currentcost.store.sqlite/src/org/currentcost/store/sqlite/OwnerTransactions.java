package org.currentcost.store.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.ChunkWriter;
import org.currentcost.store.engine.ExpectedIntervals;

/**
 * Of whoever has the folder: one connection writes, guarded by a lock; a few others read. What is known of series is
 * kept in memory.
 */
final class OwnerTransactions implements Transactions {

    private final StoreFile file;
    private final OpenFile open;
    private final Closeable afterwards;
    private final ZoneId zone;
    /** What was found in the folder, and what became of the file meanwhile. */
    private final List<String> remarks;
    /** Of the file that is open now; both guarded by the lock. */
    private Session writing;
    private ChunkWriter<SQLException> writer;
    /** Fair, so that live readings get their turn between the commits of an import. */
    private final ReentrantLock writeLock = new ReentrantLock(true);
    private final ReaderPool readers;
    /** Lets nobody begin to read between a commit and its becoming known. */
    private final ReadWriteLock knowledge = new ReentrantReadWriteLock();
    private volatile KnownSeries known = new KnownSeries(Map.of());
    private final ExpectedIntervals intervals = new ExpectedIntervals(key -> known.state(key));
    private final List<Runnable> whenAnotherFile = new CopyOnWriteArrayList<>();
    private final AtomicLong version = new AtomicLong();
    private final AtomicLong revision = new AtomicLong();
    private volatile boolean closed;

    /**
     * @param remarks    sentences for the user about what was found when it was opened
     * @param afterwards closed behind this
     */
    OwnerTransactions(OpenFile open, List<String> remarks, Closeable afterwards) throws SQLException {
        this.open = open;
        this.afterwards = afterwards;
        this.remarks = new CopyOnWriteArrayList<>(remarks);
        file = open.file();
        zone = open.zone();
        readers = new ReaderPool(() -> new OwnReader(new Session(file.connect(), zone)));
        load();
    }

    private void load() throws SQLException {
        writing = open.session();
        writer = open.writer();
        known = writing.series().load(Optional.empty(), true).known();
    }

    /** Reads what was known when its snapshot was taken. */
    private final class OwnReader implements ReaderPool.Reader {
        private final Session session;

        OwnReader(Session session) {
            this.session = session;
        }

        @Override
        public Session session() {
            return session;
        }

        @Override
        public KnownSeries begin() throws SQLException {
            knowledge.readLock().lock();
            try {
                session.beginSnapshot();
                return known;
            } finally {
                knowledge.readLock().unlock();
            }
        }

        @Override
        public void close() throws SQLException {
            session.close();
        }
    }

    /** Goes on with the file that is there, if it is another one than before. */
    private void look() throws SQLException, StoreException {
        try {
            var happened = open.look();
            if (happened.isPresent()) {
                readers.connectAnew();
                load();
                whenAnotherFile.forEach(Runnable::run);
                if (!happened.get().isEmpty()) {
                    remarks.add(happened.get());
                }
                revision.incrementAndGet();
                version.incrementAndGet();
            }
        } catch (IOException e) {
            throw file.problem(e);
        }
    }

    @Override
    public void whenAnotherFile(Runnable action) {
        whenAnotherFile.add(action);
    }

    @Override
    public StoreFile file() {
        return file;
    }

    @Override
    public ExpectedIntervals intervals() {
        return intervals;
    }

    @Override
    public void announce(Path socket) throws StoreException {
        writeLock.lock();
        try {
            checkOpen();
            open.announce(socket);
        } catch (IOException e) {
            throw file.problem(e);
        } finally {
            writeLock.unlock();
        }
    }

    @Override
    public KnownSeries known() {
        return known;
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public long revision() {
        return revision.get();
    }

    @Override
    public <T> T write(Writing<T> action) throws StoreException {
        writeLock.lock();
        try {
            checkOpen();
            look();
            open.foldLongLog();
            writing.execute("BEGIN IMMEDIATE");
            try {
                var changes = new Changes(this, writing, writer);
                T result = action.run(changes);
                changes.finish();
                commit(changes);
                if (!open.isInPlace()) {
                    throw StoreFile.problem(StoreException.Kind.GONE, "removedMeanwhile", null, file.path());
                }
                return result;
            } catch (Throwable e) {
                // Also where memory ran out: a transaction that stays open lets no later one begin
                writing.rollback(e);
                throw e;
            }
        } catch (SQLException e) {
            open.failed(e);
            throw file.problem(e);
        } finally {
            writeLock.unlock();
        }
    }

    private void commit(Changes changes) throws SQLException {
        // what only adds readings is not waited for by those who read
        boolean alone = changes.isSettings();
        if (alone) {
            knowledge.writeLock().lock();
        }
        try {
            writing.execute("COMMIT");
            known = known.after(changes);
        } finally {
            if (alone) {
                knowledge.writeLock().unlock();
            }
        }
        changes.committed();
        if (changes.isPast()) {
            revision.incrementAndGet();
        }
        version.incrementAndGet();
    }

    @Override
    public long changesOfOthers() {
        return 0;
    }

    @Override
    public void checkWritable() {
        checkOpen();
    }

    @Override
    public void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    @Override
    public void sealAll() {
        for (var state : known.all()) {
            if (state.hot() > 0) {
                try {
                    write(changes -> {
                        changes.seal(state);
                        return state;
                    });
                } catch (StoreException e) {
                    continue;
                }
            }
        }
    }

    @Override
    public <T> T read(Reading<T> action) throws StoreException {
        try {
            return readers.read(action);
        } catch (SQLException e) {
            throw file.problem(e);
        }
    }

    @Override
    public void close() {
        writeLock.lock();
        try {
            if (closed) {
                return;
            }
            sealAll();
            closed = true;
            readers.close();
        } catch (SQLException e) {
            // a connection that only read: nothing is lost with it
            return;
        } finally {
            open.close();
            writeLock.unlock();
            closeAfterwards();
        }
    }

    private void closeAfterwards() {
        try {
            afterwards.close();
        } catch (IOException e) {
            // what is left of a copy is in a folder that the system empties
        }
    }
}
