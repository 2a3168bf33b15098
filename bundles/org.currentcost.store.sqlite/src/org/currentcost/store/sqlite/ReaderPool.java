package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.currentcost.store.StoreException;

/** A few connections that read, each query from one snapshot of the file. Safe for all threads. */
final class ReaderPool {

    private static final int READERS = 3;

    private final Connecting connecting;
    private final Semaphore permits = new Semaphore(READERS, true);
    private final Deque<Pooled> idle = new ConcurrentLinkedDeque<>();
    private volatile int generation;
    private volatile boolean closed;

    ReaderPool(Connecting connecting) {
        this.connecting = connecting;
    }

    /** A connection that reads. For one thread at a time. */
    interface Reader extends AutoCloseable {
        Session session();

        /** Begins to read what is in the file now. {@return what is known of series in it} */
        KnownSeries begin() throws SQLException, StoreException;

        @Override
        void close() throws SQLException;
    }

    /** Makes connections. */
    interface Connecting {
        Reader connect() throws SQLException, StoreException;
    }

    /** @param generation of the file that was there when it was connected */
    private record Pooled(Reader reader, int generation) {
    }

    <T> T read(Transactions.Reading<T> action) throws SQLException, StoreException {
        permits.acquireUninterruptibly();
        try {
            checkOpen();
            var pooled = take();
            boolean sound = false;
            try {
                var session = pooled.reader.session();
                var known = pooled.reader.begin();
                T result;
                try {
                    result = action.run(session, known);
                } finally {
                    session.execute("COMMIT");
                }
                sound = true;
                return result;
            } finally {
                if (sound && pooled.generation == generation) {
                    idle.push(pooled);
                } else {
                    pooled.reader.close();
                }
            }
        } finally {
            permits.release();
        }
    }

    private Pooled take() throws SQLException, StoreException {
        int now = generation;
        for (var pooled = idle.poll(); pooled != null; pooled = idle.poll()) {
            if (pooled.generation == now) {
                return pooled;
            }
            // it came back while others let go of all connections
            pooled.reader.close();
        }
        return new Pooled(connecting.connect(), now);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /** Lets go of all connections: the next query makes new ones, to the file that is there then. */
    void connectAnew() throws SQLException {
        generation++;
        for (var pooled = idle.poll(); pooled != null; pooled = idle.poll()) {
            pooled.reader.close();
        }
    }

    /** Waits for those who read, and lets nobody begin any more. */
    void close() throws SQLException {
        closed = true;
        permits.acquireUninterruptibly(READERS);
        permits.release(READERS);
        connectAnew();
    }
}
