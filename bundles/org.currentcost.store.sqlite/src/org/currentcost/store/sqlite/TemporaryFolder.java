package org.currentcost.store.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.store.DataFolder;
import org.currentcost.store.PrivateFiles;
import org.currentcost.store.StoreException;

/**
 * A folder for a while, that only this process uses.
 *
 * @param path deleted when this is closed
 */
record TemporaryFolder(Path path) implements Closeable {

    private static final String NAME = "currentcost";
    private static final int TRIES = 5;
    private static final String LOG = "-wal";

    /** What changes when somebody writes to a file. */
    private record Look(Object key, long size, long modifiedMillis) {

        static Optional<Look> at(Path file) throws IOException {
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return Optional.of(new Look(String.valueOf(attributes.fileKey()), attributes.size(),
                        attributes.lastModifiedTime().toMillis()));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }

        static List<Optional<Look>> at(StoreFile file) throws IOException {
            return List.of(at(file.path()), at(Path.of(file.path() + LOG)));
        }
    }

    /** {@return an empty one} */
    static TemporaryFolder make() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(NAME));
    }

    /**
     * {@return one with a copy of what is in a file and its log at one moment}
     *
     * @throws StoreException {@code IN_USE} if others write to it all the time
     */
    static TemporaryFolder withCopyOf(StoreFile file) throws IOException, StoreException {
        var copy = make();
        try {
            for (int i = 0; i < TRIES; i++) {
                if (copy.tryCopy(file)) {
                    return copy;
                }
            }
            throw StoreFile.problem(StoreException.Kind.IN_USE, "changesWhileRead", null, file.path());
        } catch (IOException | StoreException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    private boolean tryCopy(StoreFile file) throws IOException, StoreException {
        var target = path.resolve(DataFolder.FILE_NAME);
        var log = Path.of(file.path() + LOG);
        try {
            Files.deleteIfExists(target);
            Files.deleteIfExists(Path.of(target + LOG));
            var before = Look.at(file);
            PrivateFiles.copy(file.path(), target, length -> {
            });
            if (before.getLast().isPresent()) {
                PrivateFiles.copy(log, Path.of(target + LOG), length -> {
                });
            }
            return Look.at(file).equals(before);
        } catch (NoSuchFileException e) {
            // the log has just been folded and deleted
            return false;
        } catch (IOException e) {
            throw Files.isReadable(file.path()) ? new StoreFile(target).problem(e) : file.problem(e);
        }
    }

    @Override
    public void close() throws IOException {
        var files = new ArrayList<Path>();
        try (var all = Files.walk(path)) {
            all.forEach(files::add);
        }
        for (var file : files.reversed()) {
            Files.deleteIfExists(file);
        }
    }
}
