package org.currentcost.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.currentcost.model.ShownText;
import org.currentcost.store.DataFolder;
import org.currentcost.store.PrivateFiles;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation.Owner;

/**
 * Keeps a data folder for one process, and tells the others which one that is and where it answers.
 * <p>
 * The operating system lets go of the lock when the process dies, so a file that is left behind locks nobody out: what
 * stands in it counts only while it is locked. Whoever asks has to lock for a moment what the owner holds, for there is
 * no other way to ask. So that no owner-to-be is refused because of that moment, askers share a second byte meanwhile:
 * only if nobody has that one, whoever is refused knows that there is an owner, and tries again otherwise.
 */
final class FolderLock implements AutoCloseable {

    /** Far behind the text: where locks are mandatory, others must still be able to read the text. */
    private static final long LOCKED_BYTE = 1L << 30;
    private static final long ASKING_BYTE = LOCKED_BYTE + 1;
    private static final int MOST_TEXT_BYTES = 1 << 16;
    /** An asker needs microseconds, and an owner writes its text just as fast. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /**
     * The folders that this process has open; guards all that is done with lock files. A second channel on one of them
     * must not even be opened here: where locks belong to processes, closing it would give up the lock of the first.
     */
    private static final List<FolderLock> HELD = new ArrayList<>();

    /** The owner that has not written who it is. */
    private static final Owner UNKNOWN = new Owner(0, Optional.empty(), Optional.empty());
    private static final String COMPUTER = ComputerName.own();

    private final Path folder;
    private final Optional<Object> key;
    private final FileChannel channel;
    private final FileLock lock;
    private Owner owner = new Owner(ProcessHandle.current().pid(), Optional.empty(), Optional.empty());

    private FolderLock(Path folder, Optional<Object> key, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.key = key;
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
            var own = held(real, file);
            if (own.isPresent()) {
                throw inUse(real, own.get().owner);
            }
            refuseOther(file);
            var channel = PrivateFiles.openOrCreate(file);
            try {
                var lock = tryLock(channel, real);
                if (lock == null) {
                    throw inUse(real, read(file).orElse(UNKNOWN));
                }
                var acquired = new FolderLock(real, key(file), channel, lock);
                channel.truncate(0);
                acquired.write();
                HELD.add(acquired);
                return acquired;
            } catch (IOException | StoreException | RuntimeException | Error e) {
                channel.close();
                throw e;
            }
        }
    }

    /** {@return who has the folder open right now} */
    static Optional<Owner> owner(Path folder) throws IOException, StoreException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        var real = folder.toRealPath();
        var file = real.resolve(DataFolder.LOCK);
        synchronized (HELD) {
            var own = held(real, file);
            if (own.isPresent()) {
                return Optional.of(own.get().owner);
            }
            refuseOther(file);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            try (var channel = FileChannel.open(file,
                    Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
                if (!isLocked(channel, real)) {
                    return Optional.empty();
                }
            }
            return Optional.of(read(file).orElse(UNKNOWN));
        }
    }

    private static Optional<FolderLock> held(Path real, Path file) throws IOException {
        var key = key(file);
        return HELD.stream().filter(
                each -> each.folder.equals(real) || key.isPresent() && key.equals(each.key)).findFirst();
    }

    /** {@return what tells the file from all others, whatever it is called}, if there is one and the system has that */
    private static Optional<Object> key(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                : Optional.empty();
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

    /** {@return the lock, or null if another process has it, and not only asks} */
    private static FileLock tryLock(FileChannel channel, Path folder) throws StoreException {
        try {
            long start = System.nanoTime();
            var lock = channel.tryLock(LOCKED_BYTE, 1, false);
            while (lock == null && System.nanoTime() - start < PATIENCE_NANOS) {
                var noAskers = channel.tryLock(ASKING_BYTE, 1, false);
                if (noAskers != null) {
                    lock = channel.tryLock(LOCKED_BYTE, 1, false);
                    noAskers.release();
                    return lock;
                }
                pause();
                lock = channel.tryLock(LOCKED_BYTE, 1, false);
            }
            return lock;
        } catch (IOException e) {
            throw noLocks(folder, e);
        }
    }

    private static boolean isLocked(FileChannel channel, Path folder) throws StoreException {
        try {
            // closing the channel lets go of both
            long start = System.nanoTime();
            while (channel.tryLock(ASKING_BYTE, 1, true) == null && System.nanoTime() - start < PATIENCE_NANOS) {
                pause();
            }
            return channel.tryLock(LOCKED_BYTE, 1, true) == null;
        } catch (IOException e) {
            throw noLocks(folder, e);
        }
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** {@return what an owner has written, as soon as it is whole; empty if it is not in time, or means nothing} */
    private static Optional<Owner> read(Path file) throws IOException {
        long start = System.nanoTime();
        var owner = parse(text(file));
        while (owner.isEmpty() && System.nanoTime() - start < PATIENCE_NANOS / 10) {
            pause();
            owner = parse(text(file));
        }
        return owner;
    }

    private static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(MOST_TEXT_BYTES), StandardCharsets.UTF_8);
        }
    }

    /**
     * {@return what the lines say}: the process, where it answers, its computer. One without its end is not written
     * yet; earlier versions write no computer.
     */
    static Optional<Owner> parse(String text) {
        var lines = text.split("\n", -1);
        if (lines.length < 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Owner(Long.parseUnsignedLong(lines[0].strip()),
                    lines.length > 2 ? socket(lines[1]) : Optional.empty(),
                    lines.length > 3 ? elsewhere(lines[2]) : Optional.empty()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> socket(String line) {
        try {
            return Optional.of(Path.of(line)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> elsewhere(String computer) {
        boolean unknown = computer.isBlank() || COMPUTER.isEmpty();
        return unknown || computer.equalsIgnoreCase(COMPUTER) ? Optional.empty() : Optional.of(ShownText.of(computer));
    }

    /** Tells others where this process answers. @param socket absolute, a single line */
    void announce(Path socket) throws IOException {
        if (!socket.isAbsolute() || socket.toString().contains("\n")) {
            throw new IllegalArgumentException(socket.toString());
        }
        synchronized (HELD) {
            owner = new Owner(owner.pid(), Optional.of(socket), Optional.empty());
            write();
        }
    }

    private void write() throws IOException {
        var text = owner.pid() + "\n" + owner.socket().map(Path::toString).orElse("") + "\n" + COMPUTER + "\n";
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        channel.write(bytes, 0);
        channel.truncate(bytes.limit());
    }

    /** {@return that nothing can be locked there, as on some drives of a network} */
    static StoreException noLocks(Path folder, Throwable cause) {
        return StoreFile.problem(StoreException.Kind.OTHER, "noLocks", cause, folder,
                String.valueOf(cause.getMessage()));
    }

    private static StoreException inUse(Path folder, Owner owner) {
        String pid = owner.pid() == 0 ? "?" : Long.toString(owner.pid());
        return owner.elsewhere()
                .map(computer -> StoreFile.problem(StoreException.Kind.IN_USE, "inUseElsewhere", null, pid, folder,
                        computer))
                .orElseGet(() -> StoreFile.problem(StoreException.Kind.IN_USE, "inUse", null, pid, folder));
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            HELD.remove(this);
            try (channel; lock) {
                channel.truncate(0);
            }
        }
    }
}
