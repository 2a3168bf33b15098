package org.currentcost.store.sqlite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.currentcost.store.DataFolder;
import org.currentcost.store.PrivateFiles;
import org.currentcost.store.StoreException;

/**
 * Copies the files of a data folder, compares, and takes the old ones away.
 * <p>
 * As long as the old file of readings is there, it is the one that counts: the copy is marked as one that is being
 * made, and can't be opened. The mark goes when the old file has gone, and that goes when the copy is on the disk.
 */
final class FolderMove {

    private static final Set<String> STAYING = Set.of(DataFolder.LOCK, DataFolder.OWNER,
            DataFolder.FORMER_NATIVE_FOLDER, DataFolder.MOVED_TO, DataFolder.MOVING);

    private final Path from;
    private final Path to;
    private final List<Path> files = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private long bytes = 1;
    private long done;

    FolderMove(Path from, Path to) throws IOException {
        this.from = from;
        this.to = to;
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (isLeftOut(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                folders.add(from.relativize(folder));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!isLeftOut(file)) {
                    files.add(from.relativize(file));
                    bytes += attributes.size();
                }
                return FileVisitResult.CONTINUE;
            }

            private boolean isLeftOut(Path path) {
                return from.equals(path.getParent()) && STAYING.contains(path.getFileName().toString());
            }
        });
        // the readings last: a copy that is not whole has none
        files.sort(Comparator.comparing(file -> file.equals(Path.of(DataFolder.FILE_NAME))));
    }

    /** {@return from which folder a move to this one has begun that is not at its end} */
    static Optional<Path> begunTo(Path folder) throws IOException {
        var mark = folder.resolve(DataFolder.MOVING);
        if (!Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(Files.readString(mark, StandardCharsets.UTF_8).strip()));
        } catch (InvalidPathException e) {
            throw new IOException(mark + ": " + e.getMessage(), e);
        }
    }

    /** @throws StoreException if a move to this folder has begun, and the old readings are still the ones that count */
    static void refuseUnfinished(Path folder) throws IOException, StoreException {
        var from = begunTo(folder);
        if (from.isPresent() && (Files.exists(from.get().resolve(DataFolder.FILE_NAME))
                || !Files.exists(folder.resolve(DataFolder.FILE_NAME)))) {
            throw StoreFile.problem(StoreException.Kind.OTHER, "moveUnfinished", null, folder, from.get());
        }
    }

    /**
     * Ends a move whose process died after the old readings had gone.
     *
     * @throws StoreException if the old readings are still there: they are the ones that count
     */
    static void finish(Path folder) throws IOException, StoreException {
        refuseUnfinished(folder);
        var from = begunTo(folder);
        if (from.isPresent()) {
            if (Files.isDirectory(from.get())) {
                removeSame(from.get(), folder);
            }
            Files.delete(folder.resolve(DataFolder.MOVING));
        }
    }

    private static void removeSame(Path from, Path to) {
        try {
            new FolderMove(from, to).removeSame();
        } catch (IOException e) {
            // What can't be taken away is there twice; the readings are not, and they can be opened.
            return;
        }
    }

    /** Takes away what is there twice. */
    private void removeSame() throws IOException {
        for (var file : List.copyOf(files)) {
            var copy = to.resolve(file);
            if (!Files.isRegularFile(copy) || Files.mismatch(from.resolve(file), copy) >= 0) {
                return;
            }
        }
        remove(from);
    }

    /** Marks the target; what an earlier try has left there goes. */
    void begin() throws IOException {
        var earlier = begunTo(to);
        PrivateFiles.write(to.resolve(DataFolder.MOVING), from.toString());
        if (earlier.isPresent()) {
            remove(to);
        }
    }

    /** Copies; all is on the disk then. */
    void copy(Consumer<Double> progress) throws IOException {
        for (var folder : folders) {
            PrivateFiles.createFolders(to.resolve(folder));
        }
        for (var file : files) {
            PrivateFiles.copy(from.resolve(file), to.resolve(file), length -> {
                done += length;
                progress.accept(Math.min(1, (double) done / bytes));
            });
            Files.setLastModifiedTime(to.resolve(file), Files.getLastModifiedTime(from.resolve(file)));
        }
        for (var folder : folders.reversed()) {
            PrivateFiles.syncFolder(to.resolve(folder));
        }
        if (to.getParent() != null) {
            PrivateFiles.syncFolder(to.getParent());
        }
    }

    /** {@return whether every file is the same in both places} */
    boolean isSame() throws IOException {
        for (var file : files) {
            if (Files.mismatch(from.resolve(file), to.resolve(file)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Takes the old files away, those of the readings first, and then the mark of the copy. */
    void removeOld() throws IOException {
        Files.delete(from.resolve(DataFolder.FILE_NAME));
        PrivateFiles.syncFolder(from);
        remove(from);
        Files.deleteIfExists(to.resolve(DataFolder.MOVING));
        PrivateFiles.syncFolder(to);
    }

    void removeCopy() throws IOException {
        remove(to);
        Files.deleteIfExists(to.resolve(DataFolder.MOVING));
    }

    /** The top folder stays. */
    private void remove(Path root) throws IOException {
        for (var file : files) {
            Files.deleteIfExists(root.resolve(file));
        }
        for (var folder : folders.stream().sorted(Comparator.comparing(Path::getNameCount).reversed()).toList()) {
            if (!folder.toString().isEmpty()) {
                Files.deleteIfExists(root.resolve(folder));
            }
        }
    }
}
