package org.currentcost.model;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The folder into which this program unpacks native libraries: one that nobody else can enter, for whoever can write
 * there runs code as this user.
 * <p>
 * It is the first that will do of: {@code currentcost/native} in the user's cache ({@code XDG_CACHE_HOME} or what the
 * system has for it), {@code .currentcost/native} in the user's home, {@code currentcost/native} in
 * {@code XDG_RUNTIME_DIR}, and a folder of this process alone in the temporary folder, deleted when the process ends.
 * A folder will do if it and the one above it are no links, belong to this user and are closed to all others
 * (permissions 0700, which it gets when it is made, and which are not mended where they are not so: somebody may have
 * been there); if nobody but this user and the administrator can put another one in its place; and if its file system
 * lets code run. Where files have no POSIX permissions, the user's profile is protected by the system.
 * <p>
 * Safe for all threads.
 */
public final class NativeLibraryFolder {

    private static final String PROGRAM = "currentcost";
    private static final String NATIVE = "native";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?> PRIVATE = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    private static final int ADMINISTRATOR = 0;
    private static final int STICKY = 01000;

    private static Path found;

    private NativeLibraryFolder() {
    }

    /**
     * {@return the folder, an absolute path without links}
     *
     * @throws IOException if no place will do; its message names the last one and why
     */
    public static synchronized Path get() throws IOException {
        if (found == null || !Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS)) {
            found = find(candidates(System.getenv(), System.getProperty("os.name", ""),
                    System.getProperty("user.home", "")), Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
        }
        return found;
    }

    /**
     * Puts a native library into the folder, as it is packed in the program, whatever is there by this name.
     *
     * @param folder  of {@link #get()}
     * @param name    a path inside it, such as {@code Linux/x86_64/libexample.so}; not taken from input
     * @param content the library
     * @return where it is
     * @throws IOException if it can't be written
     */
    public static Path put(Path folder, String name, byte[] content) throws IOException {
        var library = folder.resolve(name);
        if (!library.normalize().startsWith(folder)) {
            throw new IllegalArgumentException(name);
        }
        Files.createDirectories(library.getParent());
        if (Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS)
                && Arrays.equals(Files.readAllBytes(library), content)) {
            return library;
        }
        // Another process may load it just now: it sees the whole old file or the whole new one.
        var part = Files.createTempFile(library.getParent(), library.getFileName().toString(), ".part");
        try {
            Files.write(part, content);
            Files.move(part, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        return library;
    }

    /** {@return the folders to try, each the name of one above a folder {@value #NATIVE}, the best first} */
    static List<Path> candidates(Map<String, String> environment, String system, String home) {
        var candidates = new ArrayList<Path>();
        if (system.startsWith("Windows")) {
            add(candidates, environment.get("LOCALAPPDATA"), PROGRAM);
        } else if (system.startsWith("Mac")) {
            add(candidates, home, "Library", "Caches", PROGRAM);
        } else if (!add(candidates, environment.get("XDG_CACHE_HOME"), PROGRAM)) {
            add(candidates, home, ".cache", PROGRAM);
        }
        add(candidates, home, "." + PROGRAM);
        add(candidates, environment.get("XDG_RUNTIME_DIR"), PROGRAM);
        return candidates;
    }

    private static boolean add(List<Path> candidates, String base, String... names) {
        try {
            // As for all of these variables: a relative one counts as not set
            return base != null && Path.of(base).isAbsolute() && candidates.add(Path.of(base, names));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static Path find(List<Path> candidates, Path temporary) throws IOException {
        for (var candidate : candidates) {
            try {
                return prepare(candidate);
            } catch (IOException | UnsupportedOperationException e) {
                // The next one may do
                continue;
            }
        }
        return ofThisProcess(temporary);
    }

    /** Makes the folder {@value #NATIVE} in {@code above}, or takes what is there. */
    private static Path prepare(Path above) throws IOException {
        var base = above.getParent();
        if (!Files.exists(base)) {
            make(base);
        }
        var real = base.toRealPath();
        var owned = real.resolve(above.getFileName());
        make(owned);
        if (isPosix(owned)) {
            checkOwn(owned);
        }
        var folder = owned.resolve(NATIVE);
        make(folder);
        checkUsable(folder);
        if (isPosix(folder)) {
            int user = numberOf(folder, "uid");
            for (var ancestor = owned; ancestor != null; ancestor = ancestor.getParent()) {
                checkFrom(ancestor, user);
            }
        }
        return folder;
    }

    /** Random names can't be prepared by others, and in a temporary folder nobody can rename what belongs to others. */
    private static Path ofThisProcess(Path temporary) throws IOException {
        var folder = Files.createTempDirectory(temporary.toRealPath(), PROGRAM);
        deleteAtExit(folder);
        checkUsable(folder);
        if (isPosix(folder)) {
            checkFrom(folder.getParent(), numberOf(folder, "uid"));
        }
        return folder;
    }

    private static void make(Path folder) throws IOException {
        try {
            if (isPosix(folder.getParent())) {
                Files.createDirectory(folder, PRIVATE);
            } else {
                Files.createDirectory(folder);
            }
        } catch (FileAlreadyExistsException e) {
            // Whatever it is, it is looked at
            return;
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** Checks what can be seen of a folder before anything is written into it. */
    private static void checkOwn(Path folder) throws IOException {
        var attributes = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isDirectory()) {
            throw new FileSystemException(folder.toString(), null, "not a folder");
        }
        if (!attributes.permissions().equals(OWNER_ONLY)) {
            throw new FileSystemException(folder.toString(), null,
                    "open to others: " + PosixFilePermissions.toString(attributes.permissions()));
        }
    }

    /** Checks that the folder is this user's alone and that code may run from it. */
    private static void checkUsable(Path folder) throws IOException {
        if (!isPosix(folder)) {
            return;
        }
        checkOwn(folder);
        // What this process makes belongs to this user, whatever Java knows of the user's name
        // Nobody else makes names here, so that none needs to be random, which starts all of Java's cryptography
        var probe = Files.createFile(
                folder.resolve("probe" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime())),
                PRIVATE);
        try {
            if (numberOf(probe, "uid") != numberOf(folder, "uid")) {
                throw new FileSystemException(folder.toString(), null, "belongs to somebody else");
            }
            // Where a file system is mounted without leave to execute, this is false though the permission is there
            if (!Files.isExecutable(probe)) {
                throw new FileSystemException(folder.toString(), null, "no code may run there");
            }
        } finally {
            Files.delete(probe);
        }
    }

    /** Checks that nobody but the user and the administrator can rename what is in a folder and belongs to them. */
    private static void checkFrom(Path ancestor, int user) throws IOException {
        var attributes = Files.readAttributes(ancestor, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        int owner = numberOf(ancestor, "uid");
        var permissions = attributes.permissions();
        // A group of the owner's own name is the owner's alone, as many systems make it for every user
        boolean others = permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE)
                        && !attributes.group().getName().equals(attributes.owner().getName());
        boolean sticky = (numberOf(ancestor, "mode") & STICKY) != 0;
        if (owner != user && owner != ADMINISTRATOR || others && !sticky) {
            throw new FileSystemException(ancestor.toString(), null, "others may write there");
        }
    }

    private static int numberOf(Path path, String attribute) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:" + attribute, LinkOption.NOFOLLOW_LINKS);
    }

    private static void deleteAtExit(Path folder) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try (var files = Files.walk(folder)) {
                // Those inside a folder come after it
                for (var file : files.toList().reversed()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                // The system empties its temporary folder
                return;
            }
        }, "native-library-folder-delete"));
    }
}
