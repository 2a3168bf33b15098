package org.currentcost.guest;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.currentcost.store.DataFolder;

/**
 * A socket in the file system that only this user reaches: in a folder of mode 0700 inside the data folder, or where
 * that does not work in the user's folder for such things.
 */
final class SocketPlace implements AutoCloseable {

    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    private static final String NAME = "socket";
    /** Of folders of other programs' too, and of this one's in the system's folder for what is temporary. */
    private static final String FOLDER_NAME = "currentcost";
    private static final int RANDOM_BYTES = 8;
    private static final Pattern RANDOM_NAME = Pattern.compile("[0-9a-f]{16}");
    /** One that is younger may be somebody's who is about to listen. */
    private static final Duration OLD = Duration.ofMinutes(1);

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
        return bind(dataFolder, Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")).map(Path::of),
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @param runtime the user's folder for such things, if there is one @param temporary anybody's */
    static SocketPlace bind(Path dataFolder, Optional<Path> runtime, Path temporary) throws IOException {
        try {
            return bindIn(privateFolder(dataFolder.resolve(DataFolder.OWNER)), NAME, true);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            try {
                if (runtime.isPresent() && isPrivate(runtime.get())) {
                    var random = new byte[RANDOM_BYTES];
                    new SecureRandom().nextBytes(random);
                    var folder = privateFolder(runtime.get().resolve(FOLDER_NAME));
                    removeDead(folder);
                    return bindIn(folder, HexFormat.of().formatHex(random), false);
                }
                removeDeadFolders(temporary);
                return bindIn(Files.createTempDirectory(temporary, FOLDER_NAME, attributes()), NAME, true);
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

    /** Removes the sockets that owners have left who were killed. */
    private static void removeDead(Path folder) {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (RANDOM_NAME.matcher(file.getFileName().toString()).matches() && isDead(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // They take no room to speak of: the next one may have more luck.
            return;
        }
    }

    private static void removeDeadFolders(Path temporary) {
        try (var folders = Files.newDirectoryStream(temporary, FOLDER_NAME + "*")) {
            for (Path folder : folders) {
                if (isPrivate(folder) && isDead(folder.resolve(NAME))) {
                    Files.deleteIfExists(folder.resolve(NAME));
                    Files.deleteIfExists(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // as above
            return;
        }
    }

    /** {@return whether a file is a socket of this user's at which nobody listens any more} */
    private static boolean isDead(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isOther() || !OwnUser.owns(file)
                || attributes.lastModifiedTime().toInstant().isAfter(Instant.now().minus(OLD))) {
            return false;
        }
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(file));
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }

    /** {@return whether a folder is this user's, and no other can look into it} */
    private static boolean isPrivate(Path folder) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && (!isPosix(folder)
                || Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).equals(PRIVATE_FOLDER)
                        && OwnUser.owns(folder));
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
            if (OwnUser.isAtTheOtherEnd(accepted)) {
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
