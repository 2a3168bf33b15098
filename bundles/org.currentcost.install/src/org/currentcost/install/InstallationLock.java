package org.currentcost.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time change an installation. Who is killed no longer has it. A thread that has it
 * gets it again.
 */
final class InstallationLock implements AutoCloseable {

    private static final String NAME = "lock";
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** A process has a file lock as a whole: its threads take turns before it asks for one. */
    private static final ReentrantLock THREADS = new ReentrantLock();
    private static FileChannel channel;

    private InstallationLock() {
    }

    /**
     * Waits for the lock. The caller closes it, in the same thread.
     *
     * @param home    the program's folder
     * @param limit   how long to wait
     * @param waiting is called once, when somebody else has it
     * @return the lock; empty if somebody else had it all the time
     * @throws IOException if the folder may not be written
     */
    static Optional<InstallationLock> acquire(Path home, Duration limit, Runnable waiting)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        boolean reported = false;
        if (!THREADS.tryLock()) {
            waiting.run();
            reported = true;
            if (!THREADS.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
        }
        boolean got = false;
        try {
            got = THREADS.getHoldCount() > 1 || open(home);
            while (!got && System.nanoTime() < end) {
                if (!reported) {
                    waiting.run();
                    reported = true;
                }
                // The system tells nobody when a file lock is free.
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                got = open(home);
            }
            return got ? Optional.of(new InstallationLock()) : Optional.empty();
        } finally {
            if (!got) {
                THREADS.unlock();
            }
        }
    }

    private static boolean open(Path home) throws IOException {
        var folder = Files.createDirectories(home.resolve(InstallationBackup.KEPT));
        var opened = FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = opened.tryLock();
        } finally {
            if (lock == null) {
                opened.close();
            }
        }
        if (lock != null) {
            channel = opened;
        }
        return lock != null;
    }

    @Override
    public void close() throws IOException {
        try {
            if (THREADS.getHoldCount() == 1) {
                channel.close();
            }
        } finally {
            THREADS.unlock();
        }
    }
}
