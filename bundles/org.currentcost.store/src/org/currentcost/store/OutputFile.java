package org.currentcost.store;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A file that a user wants something written to. What it is called may lead by links to anywhere: to a file of a data
 * folder, which is refused; to a device, a pipe or something that is open already, which is written through; or to an
 * ordinary file, in whose place a new one is put only when that is whole.
 */
public final class OutputFile {

    private static final int MOST_LINKS = 40;
    private static final Path OPEN_FILES = Path.of("/proc");
    private static final List<String> OF_A_DATA_FOLDER = List.of(DataFolder.LOCK, DataFolder.MOVING,
            DataFolder.MOVED_TO,
            "next-start.properties");
    private static final List<String> FOLDERS_WITHOUT_BACKUPS = List.of(DataFolder.FORMER_NATIVE_FOLDER,
            "workbench");
    private static final List<String> FOLDERS_IN_A_DATA_FOLDER = List.of(DataFolder.BACKUPS,
            DataFolder.FORMER_NATIVE_FOLDER, "workbench");
    /** How a database and its write-ahead log begin (SQLite's file format, 1.3 and 4.1). */
    private static final List<byte[]> DATABASE_BEGINS = List.of(
            new byte[]{'S', 'Q', 'L', 'i', 't', 'e', ' ', 'f', 'o', 'r', 'm', 'a', 't', ' ', '3', 0},
            new byte[]{0x37, 0x7f, 0x06, (byte) 0x82}, new byte[]{0x37, 0x7f, 0x06, (byte) 0x83});

    private final Path path;
    private final boolean isOpenAlready;

    /**
     * What is written.
     *
     * @param <X> what goes wrong besides the writing
     */
    public interface Content<X extends Exception> {
        /** Writes all of it. @param out buffered, and flushed and closed by the caller */
        void write(OutputStream out) throws IOException, X;
    }

    private OutputFile(Path path, boolean isOpenAlready) {
        this.path = path;
        this.isOpenAlready = isOpenAlready;
    }

    /**
     * Finds out where a path leads. Nothing is made or changed.
     *
     * @throws IOException if it may not be written; the message is the reason, which goes on after a colon
     */
    public static OutputFile at(Path wanted) throws IOException {
        var file = follow(wanted);
        // A pipe that is open already has a path of no file.
        var real = Files.isRegularFile(file.path) ? file.path.toRealPath() : file.path;
        if (isOfADataFolder(real, FOLDERS_IN_A_DATA_FOLDER)) {
            throw new IOException(Messages.text("output.data"));
        }
        if (Files.isDirectory(real)) {
            throw new IOException(Messages.text("output.folder"));
        }
        if (Files.isRegularFile(real) && isDatabase(real)) {
            throw new IOException(Messages.text("output.database"));
        }
        return file;
    }

    /**
     * Like {@link #at(Path)}, and refuses another name of a file of {@code dataFolder} too.
     *
     * @param dataFolder need not exist
     */
    public static OutputFile at(Path wanted, Path dataFolder) throws IOException {
        var file = at(wanted);
        if (Files.isRegularFile(file.path) && Files.isDirectory(dataFolder)) {
            try (var own = Files.walk(dataFolder)) {
                for (var one : (Iterable<Path>) own.filter(Files::isRegularFile)::iterator) {
                    if (isOurs(dataFolder.relativize(one), FOLDERS_IN_A_DATA_FOLDER)
                            && Files.isSameFile(one, file.path)) {
                        throw new IOException(Messages.text("output.data"));
                    }
                }
            }
        }
        return file;
    }

    /** {@return where it leads} */
    public Path path() {
        return path;
    }

    /** {@return the standard output of this process, for bytes; closing it closes nothing} */
    public static OutputStream standardOutput() {
        return new FileOutputStream(FileDescriptor.out) {
            @Override
            public void close() {
                // belongs to the process
            }
        };
    }

    /**
     * Writes the content. If that fails, an ordinary file is as it was, or not there.
     *
     * @throws IOException if it can't be written
     */
    public <X extends Exception> void write(Content<X> content) throws IOException, X {
        if (isOpenAlready || Files.exists(path) && !Files.isRegularFile(path)) {
            try (var out = new BufferedOutputStream(open())) {
                content.write(out);
            }
            return;
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw new AccessDeniedException(path.toString());
        }
        OutputPart.deleteAbandoned(path.getParent());
        try (var part = OutputPart.create(path)) {
            content.write(part.out());
            part.complete();
        }
    }

    /**
     * Opens it for something that is never complete; an ordinary file is begun anew. The caller closes it.
     *
     * @throws IOException if it can't be written
     */
    public OutputStream open() throws IOException {
        if (isOpenAlready && path.getFileName().toString().equals("1")) {
            return standardOutput();
        }
        if (isOpenAlready && Files.isRegularFile(path)) {
            return Files.newOutputStream(path, StandardOpenOption.APPEND);
        }
        return Files.exists(path) && !Files.isRegularFile(path)
                ? Files.newOutputStream(path, StandardOpenOption.WRITE)
                : Files.newOutputStream(path);
    }

    private static OutputFile follow(Path wanted) throws IOException {
        var at = wanted.toAbsolutePath();
        for (int i = 0; i < MOST_LINKS; i++) {
            if (at.getFileName() == null || at.getFileName().toString().equals("..") || Files.isDirectory(at)) {
                return new OutputFile(at.toRealPath(), false);
            }
            var folder = at.getParent().toRealPath();
            at = folder.resolve(at.getFileName().toString());
            if (!Files.isSymbolicLink(at)) {
                return new OutputFile(at, false);
            }
            if (folder.startsWith(OPEN_FILES) && folder.endsWith("fd")) {
                return new OutputFile(at, true);
            }
            at = folder.resolve(Files.readSymbolicLink(at));
        }
        throw new IOException(Messages.text("output.links"));
    }

    /**
     * {@return whether a data folder needs a name itself}, so that no backup may have it; among the backups it may
     *
     * @throws IOException if the folder of that name can't be read
     */
    public static boolean isReserved(Path name) throws IOException {
        var folder = name.toAbsolutePath().normalize().getParent();
        return folder != null && Files.isDirectory(folder) && isOfADataFolder(
                folder.toRealPath().resolve(name.getFileName().toString()), FOLDERS_WITHOUT_BACKUPS);
    }

    private static boolean isOfADataFolder(Path real, List<String> folders) {
        for (var folder = real.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(DataFolder.FILE_NAME), LinkOption.NOFOLLOW_LINKS)
                    && isOurs(folder.relativize(real), folders)) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether a name in a data folder is one of ours} Not all file systems tell cases apart. */
    private static boolean isOurs(Path inFolder, List<String> folders) {
        String first = inFolder.getName(0).toString().toLowerCase(Locale.ROOT);
        return folders.contains(first) || inFolder.getNameCount() == 1
                && (first.startsWith(DataFolder.FILE_NAME) || OF_A_DATA_FOLDER.contains(first));
    }

    private static boolean isDatabase(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.readAttributes(file, BasicFileAttributes.class).size() == 0) {
            return false;
        }
        try (var in = Files.newInputStream(file)) {
            var head = in.readNBytes(16);
            return DATABASE_BEGINS.stream().anyMatch(begin -> head.length >= begin.length
                    && Arrays.equals(begin, Arrays.copyOf(head, begin.length)));
        }
    }
}
