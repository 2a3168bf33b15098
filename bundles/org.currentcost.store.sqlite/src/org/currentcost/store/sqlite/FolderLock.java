package org.currentcost.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.currentcost.store.DataFolder;
import org.currentcost.store.PrivateFiles;
import org.currentcost.store.StoreException;

/**
 * Keeps a data folder for one process, and tells the others which one that is.
 * <p>
 * The operating system lets go of the lock when the process dies, so a file that is left behind locks nobody out.
 */
final class FolderLock implements AutoCloseable {

    /** Far behind the text: where locks are mandatory, others must still be able to read the text. */
    private static final long LOCKED_BYTE = 1L << 30;
    /**
     * The folders that this process has open. A second channel on a file must not even be opened here: where locks
     * belong to processes, closing it would give up the lock of the first.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * @param folder an existing folder
     * @throws StoreException of the kind {@code IN_USE}, if another store has it open
     */
    @SuppressWarnings("resource") // the returned lock owns the channel
    static FolderLock acquire(Path folder) throws IOException, StoreException {
        var real = folder.toRealPath();
        var file = real.resolve(DataFolder.LOCK);
        synchronized (HELD) {
            if (HELD.contains(real)) {
                throw inUse(real, Long.toString(ProcessHandle.current().pid()));
            }
            refuseOther(file);
            var channel = PrivateFiles.openOrCreate(file);
            try {
                var lock = tryLock(channel, real);
                if (lock == null) {
                    throw inUse(real, Files.readString(file).strip());
                }
                channel.truncate(0);
                var text = Long.toString(ProcessHandle.current().pid()) + '\n';
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
                HELD.add(real);
                return new FolderLock(real, channel, lock);
            } catch (IOException | StoreException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    /** What is no file of its own is not written to: a link leads to another file, a pipe to nowhere. */
    private static void refuseOther(Path file) throws IOException, StoreException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean shared = file.getFileSystem().supportedFileAttributeViews().contains("unix")
                && (int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1;
        if (shared || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw StoreFile.problem(StoreException.Kind.OTHER, "lockIsLink", null, file);
        }
    }

    private static FileLock tryLock(FileChannel channel, Path folder) throws StoreException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (IOException e) {
            throw noLocks(folder, e);
        }
    }

    /** {@return that nothing can be locked there, as on some drives of a network} */
    static StoreException noLocks(Path folder, Throwable cause) {
        return StoreFile.problem(StoreException.Kind.OTHER, "noLocks", cause, folder,
                String.valueOf(cause.getMessage()));
    }

    private static StoreException inUse(Path folder, String pid) {
        return StoreFile.problem(StoreException.Kind.IN_USE, "inUse", null, pid.isEmpty() ? "?" : pid, folder);
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            HELD.remove(folder);
            try (channel) {
                lock.release();
            }
        }
    }
}
