package org.currentcost.store.sqlite;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.currentcost.store.DataFolder;
import org.currentcost.store.PrivateFiles;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation.Backup;
import org.currentcost.store.StoreLocation.BackupKind;
import org.sqlite.ProgressHandler;

/** Copies of a store's file, and what they are called. */
final class Backups {

    /** So many of those that the program makes by itself are kept. */
    static final int AUTOMATIC_KEPT = 3;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'")
            .withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("readings-(\\d{8}T\\d{9}Z)-v\\d+(?:-([a-z]+))?\\.sqlite");
    /** How many steps SQLite's virtual machine makes between two looks at the progress. */
    private static final int STEPS = 200;

    private Backups() {
    }

    /** {@return a name that says when, of which version and why} */
    static String name(Instant time, int version, BackupKind kind) {
        return "readings-" + TIME.format(time) + "-v" + version + switch (kind) {
            case ON_DEMAND -> "";
            case AUTOMATIC -> "-automatic";
            case DAILY -> "-daily";
            case REPLACED -> "-replaced";
        } + ".sqlite";
    }

    /** {@return the backups in a folder, the latest first} */
    static List<Backup> list(Path folder) throws IOException {
        var backups = new ArrayList<Backup>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder)) {
                for (var path : files) {
                    var backup = describe(path);
                    if (backup.isPresent()) {
                        backups.add(backup.get());
                    }
                }
            }
        }
        backups.sort(Comparator.comparing(Backup::time).reversed().thenComparing(Backup::path));
        return List.copyOf(backups);
    }

    private static Optional<Backup> describe(Path path) throws IOException {
        var name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        var kind = switch (name.group(2) == null ? "" : name.group(2)) {
            case "automatic" -> BackupKind.AUTOMATIC;
            case "daily" -> BackupKind.DAILY;
            case "replaced" -> BackupKind.REPLACED;
            default -> BackupKind.ON_DEMAND;
        };
        try {
            return Optional.of(new Backup(path, TIME.parse(name.group(1), Instant::from), Files.size(path), kind));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Makes a backup before the file is brought to a later version, and removes the oldest of these. */
    static void beforeMigration(StoreFile file, int version, Instant now) throws StoreException {
        var folder = file.path().resolveSibling(DataFolder.BACKUPS);
        copy(file, folder.resolve(name(now, version, BackupKind.AUTOMATIC)), part -> {
        });
        try {
            var automatic = list(folder).stream()
                    .filter(backup -> backup.kind() == BackupKind.AUTOMATIC).skip(AUTOMATIC_KEPT).toList();
            for (var old : automatic) {
                Files.delete(old.path());
            }
        } catch (IOException e) {
            throw file.problem(e);
        }
    }

    /** Does what {@link ReadingStore#backup} says. */
    static void copy(StoreFile file, Path target, Consumer<Double> progress) throws StoreException {
        var copied = new StoreFile(target.toAbsolutePath().normalize());
        var part = PrivateFiles.partOf(copied.path());
        try {
            PrivateFiles.createFolders(part.getParent());
            if (Files.exists(copied.path(), LinkOption.NOFOLLOW_LINKS)) {
                throw StoreFile.problem(StoreException.Kind.OTHER, "exists", null, copied.path());
            }
            PrivateFiles.deleteLeftParts(part.getParent());
            // SQLite takes an empty file, and gives it no other permissions
            PrivateFiles.create(part);
            try {
                try (var connection = file.connect()) {
                    vacuumInto(connection, part, Math.max(1, Files.size(file.path())), progress);
                } catch (SQLException e) {
                    // it may be either disk that is full
                    throw copied.problem(e);
                }
                PrivateFiles.sync(part);
                check(part);
                progress.accept(1.0);
                publish(part, copied.path());
            } finally {
                Files.deleteIfExists(part);
                Files.deleteIfExists(Path.of(part + "-journal"));
            }
        } catch (FileAlreadyExistsException e) {
            throw StoreFile.problem(StoreException.Kind.OTHER, "exists", e, e.getFile());
        } catch (IOException e) {
            throw copied.problem(e);
        }
    }

    private static void vacuumInto(Connection connection, Path target, long bytes, Consumer<Double> progress)
            throws SQLException {
        var watch = new Watch(target, bytes, progress);
        try (var statement = connection.prepareStatement("VACUUM INTO ?")) {
            ProgressHandler.setHandler(connection, STEPS, watch);
            statement.setString(1, target.toString());
            statement.execute();
        } catch (SQLException e) {
            if (watch.stopped != null) {
                throw watch.stopped;
            }
            throw e;
        } finally {
            ProgressHandler.clearHandler(connection);
        }
    }

    /** Tells how far a copy is; must not throw through SQLite. */
    private static final class Watch extends ProgressHandler {
        private final Path target;
        private final double bytes;
        private final Consumer<Double> progress;
        private CancellationException stopped;

        Watch(Path target, double bytes, Consumer<Double> progress) {
            this.target = target;
            this.bytes = bytes;
            this.progress = progress;
        }

        @Override
        protected int progress() {
            try {
                progress.accept(Math.min(1, target.toFile().length() / bytes));
                return 0;
            } catch (CancellationException e) {
                stopped = e;
                return 1;
            }
        }
    }

    /** Gives the file its name, never that of one that has come there meanwhile. */
    private static void publish(Path part, Path target) throws IOException {
        try {
            Files.createLink(target, part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // a file system without second names
            Files.move(part, target);
        }
        PrivateFiles.syncFolder(target.getParent());
    }

    /**
     * Makes sure that a file is a whole store of this version or an earlier one, and nothing but that.
     *
     * @return its version
     */
    static int check(Path path) throws StoreException {
        return check(path, path);
    }

    /** @param known by which name the user knows it */
    static int check(Path path, Path known) throws StoreException {
        var file = new StoreFile(known.toAbsolutePath());
        try (var connection = new StoreFile(path).connectReadOnly()) {
            int version = Schema.checkedVersion(connection, file);
            if (version == 0) {
                throw StoreFile.problem(StoreException.Kind.OTHER, "foreign", null, known);
            }
            for (var finding : Schema.integrityCheck(connection, 1)) {
                throw file.damaged(finding, null);
            }
            return version;
        } catch (SQLException e) {
            throw file.problem(e);
        }
    }
}
