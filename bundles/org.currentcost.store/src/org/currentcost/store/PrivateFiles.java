package org.currentcost.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * Makes folders and files that only their owner can read and write, whatever is set for new files otherwise, in places
 * where there is nothing yet: no link is followed. Where a file system has no permissions, it does without.
 */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");
    /** The process that writes it, so that what a killed one has left is known; then something random. */
    private static final Pattern PART = Pattern.compile(".*\\.(\\d{1,19})-[0-9a-f]{16}\\.part(-journal|-wal|-shm)?");
    private static final int BUFFER_BYTES = 1 << 20;

    private PrivateFiles() {
    }

    /** Makes a folder, and those above it, where there are none. One that is there is left as it is. */
    public static void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        var above = folder.toAbsolutePath().getParent();
        if (above != null) {
            createFolders(above);
        }
        try {
            Files.createDirectory(folder, attributes(above == null ? folder : above, FOLDER));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** Makes an empty file. @throws FileAlreadyExistsException if there is anything by this name, a link for one */
    public static void create(Path file) throws IOException {
        open(file).close();
    }

    /** Makes an empty file and opens it for writing; see {@link #create}. */
    public static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                attributes(file.toAbsolutePath().getParent(), FILE));
    }

    /** Opens a file for writing, made where there is none; what is a link is not followed. */
    public static FileChannel openOrCreate(Path file) throws IOException {
        return FileChannel.open(file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                attributes(file.toAbsolutePath().getParent(), FILE));
    }

    /** Writes a small text in the place of what a file holds: after a crash it is the old one or the new one. */
    public static void write(Path file, String text) throws IOException {
        var part = partOf(file);
        try {
            try (var channel = open(part)) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(file.toAbsolutePath().getParent());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Copies a file to where there is none; it is on the disk then. @param progress hears of bytes, again and again */
    public static void copy(Path from, Path to, LongConsumer progress) throws IOException {
        try (var in = FileChannel.open(from, StandardOpenOption.READ); var out = open(to)) {
            var buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
            while (in.read(buffer) >= 0) {
                buffer.flip();
                int length = buffer.remaining();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                buffer.clear();
                progress.accept(length);
            }
            out.force(true);
        }
    }

    /** {@return a name beside a file, which nobody else uses, for what is to take its place when it is whole} */
    public static Path partOf(Path file) {
        var random = new byte[8];
        new SecureRandom().nextBytes(random);
        return file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + "-"
                + HexFormat.of().formatHex(random) + ".part");
    }

    /**
     * Deletes what processes that are no more have left half done, in a folder itself, not below it.
     *
     * @return how many files
     */
    public static int deleteLeftParts(Path folder) throws IOException {
        int deleted = 0;
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, "*.part*")) {
                for (var file : files) {
                    var part = PART.matcher(file.getFileName().toString());
                    if (part.matches() && !isAlive(part.group(1)) && Files.deleteIfExists(file)) {
                        deleted++;
                    }
                }
            }
        }
        return deleted;
    }

    private static boolean isAlive(String process) {
        try {
            return ProcessHandle.of(Long.parseLong(process)).map(ProcessHandle::isAlive).orElse(false);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Waits until what was written to a file is on the disk. */
    public static void sync(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Waits until the names of what is in a folder are on the disk, where a system can do so. */
    public static void syncFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            if (isPosix(folder)) {
                throw e;
            }
        }
    }

    /** {@return the permissions that others than the owner have in a folder, such as {@code ---r-xr-x}, if any} */
    public static Optional<String> openToOthers(Path folder) throws IOException {
        if (!isPosix(folder)) {
            return Optional.empty();
        }
        var others = new HashSet<>(Files.getPosixFilePermissions(folder));
        others.retainAll(OTHERS);
        return others.isEmpty() ? Optional.empty() : Optional.of(PosixFilePermissions.toString(others));
    }

    private static FileAttribute<?>[] attributes(Path folder, Set<PosixFilePermission> permissions) {
        return isPosix(folder)
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** {@return whether there are permissions of owners, groups and others} */
    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
