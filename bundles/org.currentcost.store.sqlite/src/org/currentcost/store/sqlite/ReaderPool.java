package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.currentcost.store.StoreException;

/** A few connections that read, each query from one snapshot of the file. Safe for all threads. */
final class ReaderPool {

    /** What is read from one snapshot of the file, and what was known of it then. */
    interface Reading<S, T> {
        T run(Session session, S known) throws SQLException, StoreException;
    }

    private static final int READERS = 3;

    private final StoreFile file;
    private final ZoneId zone;
    private final Semaphore permits = new Semaphore(READERS, true);
    private final Deque<Session> idle = new ConcurrentLinkedDeque<>();
    /** Lets nobody begin to read between a commit and its becoming known. */
    private final ReadWriteLock knowledge = new ReentrantReadWriteLock();
    private volatile int generation;
    private volatile boolean closed;

    ReaderPool(StoreFile file, ZoneId zone) {
        this.file = file;
        this.zone = zone;
    }

    /** Does something while nobody begins to read. */
    void whileNobodyBegins(Committing commit) throws SQLException {
        knowledge.writeLock().lock();
        try {
            commit.run();
        } finally {
            knowledge.writeLock().unlock();
        }
    }

    /** What is done while nobody begins to read. */
    interface Committing {
        void run() throws SQLException;
    }

    <S, T> T read(Supplier<S> known, Reading<S, T> action) throws StoreException {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException("the store is closed");
            }
            int ofGeneration = generation;
            var session = idle.poll();
            if (session == null) {
                session = new Session(file.connect(), zone);
            }
            boolean sound = false;
            try {
                S knownNow;
                knowledge.readLock().lock();
                try {
                    session.beginSnapshot();
                    knownNow = known.get();
                } finally {
                    knowledge.readLock().unlock();
                }
                T result;
                try {
                    result = action.run(session, knownNow);
                } finally {
                    session.execute("COMMIT");
                }
                sound = true;
                return result;
            } finally {
                if (sound && ofGeneration == generation) {
                    idle.push(session);
                } else {
                    session.close();
                }
            }
        } catch (SQLException e) {
            throw file.problem(e);
        } finally {
            permits.release();
        }
    }

    /** Lets go of all connections: the next query makes new ones, to the file that is there then. */
    void connectAnew() throws SQLException {
        generation++;
        for (var session = idle.poll(); session != null; session = idle.poll()) {
            session.close();
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
