package org.currentcost.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The file beside an output in which that is written until it is whole. It is locked meanwhile, and the lock ends with
 * its process, however that ends: so one that is not locked was abandoned, also where processes don't see each other.
 */
final class OutputPart implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("\\.currentcost-[0-9a-f-]{36}\\.part");
    /** Those of this process, which must not look at their locks: looking would end them. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path target;
    private final Path path;
    private final FileChannel channel;
    private final OutputStream out;

    private OutputPart(Path target, Path path, FileChannel channel) {
        this.target = target;
        this.path = path;
        this.channel = channel;
        out = new BufferedOutputStream(Channels.newOutputStream(channel)) {
            @Override
            public void close() throws IOException {
                // The lock is to last longer than the writing
                flush();
            }
        };
    }

    /**
     * Makes an empty one, which only its owner can read and write.
     *
     * @param target what it is to become, in a folder that is named without links
     */
    static OutputPart create(Path target) throws IOException {
        while (true) {
            var path = target.resolveSibling(".currentcost-" + UUID.randomUUID() + ".part");
            OWN.add(path);
            try {
                var channel = PrivateFiles.open(path);
                lock(channel);
                // Another process may have thought it abandoned between the two
                if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                    // Whoever is told to end meanwhile leaves nothing behind either
                    path.toFile().deleteOnExit();
                    return new OutputPart(target, path, channel);
                }
                channel.close();
                OWN.remove(path);
            } catch (IOException e) {
                OWN.remove(path);
                throw e;
            }
        }
    }

    private static void lock(FileChannel channel) {
        try {
            channel.lock();
        } catch (IOException e) {
            // Not every network's file system has locks; what is left behind there stays
            return;
        }
    }

    /** {@return where it is written, buffered} */
    OutputStream out() {
        return out;
    }

    /** Puts it in the place of the target once it is on the disk. */
    void complete() throws IOException {
        out.flush();
        channel.force(true);
        if (PrivateFiles.isPosix(path) && Files.exists(target)) {
            Files.setPosixFilePermissions(path, Files.getPosixFilePermissions(target));
        }
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Leaves nothing of it, unless it was completed. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        } finally {
            OWN.remove(path);
        }
    }

    /** Deletes those in a folder that killed processes have left, as far as that may be done. */
    static void deleteAbandoned(Path folder) {
        try (var files = Files.newDirectoryStream(folder, ".currentcost-*.part")) {
            for (var file : files) {
                if (NAME.matcher(file.getFileName().toString()).matches() && !OWN.contains(file)
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    deleteIfAbandoned(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // What may not be listed is not what was asked for; whether it can be written is told by the writing
            return;
        }
    }

    private static void deleteIfAbandoned(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                var lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It belongs to somebody else, or there are no locks to tell
            return;
        }
    }
}
