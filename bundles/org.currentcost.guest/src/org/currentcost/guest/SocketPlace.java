package org.currentcost.guest;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.currentcost.store.DataFolder;

/**
 * A socket in the file system that only this user reaches: in a folder of mode 0700 inside the data folder, or where
 * that does not work in the user's folder for such things.
 */
final class SocketPlace implements AutoCloseable {

    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    private static final String NAME = "socket";
    /** The kernel's own name for who is at the other end, where there is one. */
    private static final String PEER = "SO_PEERCRED";
    private static final int RANDOM_BYTES = 8;

    private final ServerSocketChannel channel;
    private final Path path;
    private final boolean ownFolder;

    private SocketPlace(ServerSocketChannel channel, Path path, boolean ownFolder) {
        this.channel = channel;
        this.path = path;
        this.ownFolder = ownFolder;
    }

    /**
     * Binds one. Only to be called by who holds the folder's lock: what an earlier holder has left there is removed.
     *
     * @throws IOException if none of the places will do; says what was wrong with the first
     */
    static SocketPlace bind(Path dataFolder) throws IOException {
        try {
            return bindIn(privateFolder(dataFolder.resolve(DataFolder.OWNER)), NAME, true);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            try {
                var random = new byte[RANDOM_BYTES];
                new SecureRandom().nextBytes(random);
                String runtime = System.getenv("XDG_RUNTIME_DIR");
                if (runtime != null && isPrivate(Path.of(runtime))) {
                    return bindIn(privateFolder(Path.of(runtime, "currentcost")), HexFormat.of().formatHex(random),
                            false);
                }
                return bindIn(Files.createTempDirectory("currentcost", attributes()), NAME, true);
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException other) {
                e.addSuppressed(other);
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    private static FileAttribute<?>[] attributes() {
        return Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER)}
                : new FileAttribute<?>[0];
    }

    /** Never makes what the folder is to be in: a data folder that was taken away is not to come back empty. */
    private static Path privateFolder(Path folder) throws IOException {
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder, attributes());
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder.toString());
        }
        if (isPosix(folder) && !isPrivate(folder)) {
            Files.setPosixFilePermissions(folder, PRIVATE_FOLDER);
            if (!isPrivate(folder)) {
                throw new IOException(folder.toString());
            }
        }
        return folder;
    }

    /** {@return whether a folder is this user's, and no other can look into it} */
    private static boolean isPrivate(Path folder) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && (!isPosix(folder)
                || Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).equals(PRIVATE_FOLDER));
    }

    private static boolean isPosix(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static SocketPlace bindIn(Path folder, String name, boolean ownFolder) throws IOException {
        var path = folder.toAbsolutePath().resolve(name);
        if (path.toString().contains("\n")) {
            // The lock names it in a line.
            throw new IOException(path.toString());
        }
        // The file itself goes, never what a link leads to.
        Files.deleteIfExists(path);
        var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path));
            if (isPosix(path)) {
                Files.setPosixFilePermissions(path, PRIVATE_FILE);
            }
            return new SocketPlace(channel, path, ownFolder);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /**
     * Waits for somebody.
     *
     * @return the connection, of this user where the system tells; empty if it was another one's
     * @throws IOException if this was closed, or the system has no more connections
     */
    Optional<SocketChannel> accept() throws IOException {
        var accepted = channel.accept();
        try {
            if (isOwnUser(accepted)) {
                return Optional.of(accepted);
            }
        } catch (IOException e) {
            // It has gone already.
            accepted.close();
            return Optional.empty();
        }
        accepted.close();
        return Optional.empty();
    }

    private boolean isOwnUser(SocketChannel accepted) throws IOException {
        for (SocketOption<?> option : accepted.supportedOptions()) {
            if (option.name().equals(PEER)) {
                return Files.getOwner(path).equals(user(accepted.getOption(option)));
            }
        }
        return true;
    }

    /** By its name: the package of this record is in no framework's list, and not in every Java. */
    private static Object user(Object principal) throws IOException {
        try {
            return principal.getClass().getMethod("user").invoke(principal);
        } catch (ReflectiveOperationException e) {
            throw new IOException(e);
        }
    }

    /** Nobody is let in any more, and nothing of it is left. Never throws. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            // what has this name now is another one's
            return;
        }
        for (Path left : ownFolder ? List.of(path, path.getParent()) : List.of(path)) {
            try {
                channel.close();
                Files.deleteIfExists(left);
            } catch (IOException e) {
                // The next one who binds there removes it.
                continue;
            }
        }
    }
}
