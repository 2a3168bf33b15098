package org.currentcost.cli.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.currentcost.cli.service.RecorderLog.Output;
import org.currentcost.settings.BackupPlan;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.DataFolder;
import org.currentcost.store.StoreLocation;
import org.currentcost.store.StoreLocation.BackupKind;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The backup that the recorder makes by itself. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class DailyBackupTest {

    private static final String THREAD = "daily-backup";
    private static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private Instant now = BEGIN;
    private StoreLocation location;
    private ReadingStore store;
    private DailyBackup backup;
    /** The thread of the last backup, as soon as it has asked where the store is. */
    private volatile Thread work = new Thread();
    private final Locale before = Locale.getDefault();
    private int changes;

    @BeforeEach
    void open() throws Exception {
        Locale.setDefault(Locale.ENGLISH);
        location = new SqliteEngine().in(folder.resolve("data"));
        reopen();
    }

    private void reopen() throws Exception {
        if (store != null) {
            backup.close();
            store.close();
        }
        store = location.open(ZoneOffset.UTC);
        var log = new RecorderLog(new PrintWriter(err), Output.TERMINAL, () -> now);
        backup = new DailyBackup(this::askedLocation, store,
                (grade, sentence) -> log.write(grade, "backup", sentence), () -> now);
    }

    private StoreLocation askedLocation() {
        if (Thread.currentThread().getName().equals(THREAD)) {
            work = Thread.currentThread();
        }
        return location;
    }

    @AfterEach
    void close() {
        backup.close();
        store.close();
        Locale.setDefault(before);
    }

    private void change() throws Exception {
        store.saveSource(new SourceRow("1", "Home " + changes++, "demo", true));
    }

    private List<Instant> kept() throws Exception {
        return location.backups().stream().map(StoreLocation.Backup::time).toList();
    }

    private List<StoreLocation.Backup> elsewhere() throws Exception {
        return BackupPlan.of(store).backups(store, location);
    }

    /** Looks, and waits until what that has begun is done. */
    private void look() throws Exception {
        backup.look();
        Patience.await("the end of the backup", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals(THREAD)));
        // It is alive a moment longer than it is seen, and a look at that moment begins nothing.
        work.join();
    }

    @Test
    void oneIsMadeADayAndAWeekIsKept() throws Exception {
        look();
        assertEquals(List.of(), kept(), "of nothing");
        now = now.plus(Duration.ofHours(1));
        for (int hour = 0; hour < 24 * 10; hour++) {
            change();
            look();
            now = now.plus(Duration.ofHours(1));
        }
        assertEquals(
                IntStream.range(0, BackupPlan.USUAL.kept())
                        .mapToObj(i -> BEGIN.plus(Duration.ofHours(1 + 24 * (9 - i))))
                        .toList(),
                kept(), err::toString);
        try (var files = Files.list(folder.resolve("data/backups"))) {
            assertEquals(BackupPlan.USUAL.kept(), files.count());
        }
    }

    @Test
    void theyAreMadeWhenAndWhereTheUserWantsAsManyAsAreToBeKept() throws Exception {
        var elsewhere = Files.createDirectory(folder.resolve("stick"));
        new BackupPlan(7, 2, Optional.of(elsewhere.toString())).save(store);
        for (int day = 0; day < 30; day++) {
            change();
            look();
            now = now.plus(Duration.ofDays(1));
        }
        assertEquals(List.of(), kept());
        assertEquals(List.of(BEGIN.plus(Duration.ofDays(28)), BEGIN.plus(Duration.ofDays(21))),
                elsewhere().stream().map(StoreLocation.Backup::time).toList());
        assertEquals(List.of(elsewhere), elsewhere().stream().map(one -> one.path().getParent().getParent())
                .distinct().toList());
        new BackupPlan(0, 2, Optional.of(elsewhere.toString())).save(store);
        for (int day = 0; day < 30; day++) {
            change();
            look();
            now = now.plus(Duration.ofDays(1));
        }
        assertEquals(2, elsewhere().size(), "none was wanted");
    }

    private List<String> foldersElsewhere(Path elsewhere) throws Exception {
        try (var folders = Files.list(elsewhere)) {
            return folders.map(one -> one.getFileName().toString()).sorted().toList();
        }
    }

    private void makeOne() throws Exception {
        change();
        look();
        now = now.plus(Duration.ofDays(1)).plusSeconds(1);
    }

    private void reopenIn(Path other) throws Exception {
        backup.close();
        store.close();
        location = new SqliteEngine().in(other);
        reopen();
    }

    @Test
    void thoseElsewhereGoOnInTheirFolderWhereverTheStoreIsMoved() throws Exception {
        var elsewhere = Files.createDirectory(folder.resolve("stick"));
        new BackupPlan(1, 3, Optional.of(elsewhere.toString())).save(store);
        makeOne();
        var first = foldersElsewhere(elsewhere);
        assertEquals(1, first.size());
        backup.close();
        store.close();
        location = location.move(folder.resolve("moved"), part -> {
        });
        reopen();
        assertEquals(1, elsewhere().size());
        makeOne();
        store.close();
        Files.move(folder.resolve("moved"), folder.resolve("by hand"));
        reopenIn(folder.resolve("by hand"));
        makeOne();
        makeOne();
        assertEquals(first, foldersElsewhere(elsewhere));
        assertEquals(3, elsewhere().size());
        // Another house where the first one was
        reopenIn(folder.resolve("data"));
        new BackupPlan(1, 3, Optional.of(elsewhere.toString())).save(store);
        makeOne();
        assertEquals(1, elsewhere().size());
        assertEquals(2, foldersElsewhere(elsewhere).size());
    }

    @Test
    void thoseOfACopyOfAStoreAreItsOwn() throws Exception {
        var elsewhere = Files.createDirectory(folder.resolve("stick"));
        new BackupPlan(1, 3, Optional.of(elsewhere.toString())).save(store);
        makeOne();
        backup.close();
        store.close();
        var copy = Files.createDirectory(folder.resolve("copy"));
        Files.copy(folder.resolve("data").resolve(DataFolder.FILE_NAME), copy.resolve(DataFolder.FILE_NAME));
        reopenIn(copy);
        assertEquals(List.of(), elsewhere());
        makeOne();
        makeOne();
        assertEquals(2, elsewhere().size());
        reopenIn(folder.resolve("data"));
        assertEquals(1, elsewhere().size());
    }

    @Test
    void thoseOfBeforeTheirFolderHadANameToKeepAreFound() throws Exception {
        var elsewhere = Files.createDirectory(folder.resolve("stick"));
        new BackupPlan(1, 3, Optional.of(elsewhere.toString())).save(store);
        var former = Files.createDirectory(elsewhere.resolve("data-"
                + Integer.toHexString(location.folder().toString().hashCode())));
        store.backup(former.resolve(location.backupName(now.minus(Duration.ofDays(2)), BackupKind.DAILY).getFileName()),
                part -> {
                });
        assertEquals(1, elsewhere().size());
        makeOne();
        assertEquals(2, elsewhere().size());
        assertEquals(1, foldersElsewhere(elsewhere).size());
    }

    /** It would be made on another disk, and fill that. */
    @Test
    void aFolderWhoseDiskIsNotThereIsNotMadeAnew() throws Exception {
        var gone = folder.resolve("stick");
        new BackupPlan(1, 7, Optional.of(gone.toString())).save(store);
        change();
        look();
        assertFalse(Files.exists(gone));
        assertTrue(err.toString().contains(gone.toString()), err::toString);
        Files.createDirectory(gone);
        now = now.plus(Duration.ofHours(2));
        look();
        now = now.plus(Duration.ofHours(2));
        look();
        assertEquals(1, elsewhere().size(), err::toString);
    }

    /** The store may come from another system, where what a folder may be called is different. */
    @Test
    void aFolderThatCanBeNoneHereEndsNoRecorder() throws Exception {
        new BackupPlan(7, 2, Optional.of("/elsewhere")).save(store);
        store.saveDocument("backups", store.document("backups").orElseThrow().replace("/elsewhere", "\\u0000"));
        change();
        look();
        assertEquals(List.of(BEGIN), kept(), err::toString);
        assertEquals(BackupPlan.USUAL, BackupPlan.of(store));
    }

    @Test
    void thoseOfUsersAreNotCountedNorDeleted() throws Exception {
        change();
        for (int i = 0; i < 10; i++) {
            store.backup(location.backupName(BEGIN.minusSeconds(i)), part -> {
            });
        }
        for (int day = 0; day < 10; day++) {
            change();
            look();
            now = now.plus(Duration.ofDays(1)).plusSeconds(1);
        }
        assertEquals(10, location.backups().stream().filter(one -> one.kind() == BackupKind.ON_DEMAND).count());
        assertEquals(BackupPlan.USUAL.kept(),
                location.backups().stream().filter(one -> one.kind() == BackupKind.DAILY).count());
    }

    @Test
    void noneIsMadeWhileNothingChangesAlsoAcrossRestarts() throws Exception {
        change();
        look();
        for (int day = 0; day < 20; day++) {
            now = now.plus(Duration.ofDays(1));
            look();
            if (day % 5 == 0) {
                reopen();
            }
        }
        assertEquals(List.of(BEGIN), kept(), err::toString);
        change();
        now = now.plus(Duration.ofMinutes(2));
        look();
        assertEquals(2, kept().size());
    }

    @Test
    void aRestartedRecorderWaitsForTheDayToEnd() throws Exception {
        change();
        look();
        for (int hour = 1; hour < 24; hour++) {
            now = BEGIN.plus(Duration.ofHours(hour));
            reopen();
            change();
            look();
        }
        assertEquals(List.of(BEGIN), kept());
    }

    @Test
    void aClockThatWasWrongKeepsNothingFromBeingBackedUp() throws Exception {
        now = BEGIN.plus(Duration.ofDays(10_000));
        change();
        look();
        now = BEGIN;
        change();
        look();
        assertTrue(kept().contains(BEGIN), () -> err.toString());
    }

    @Test
    void oneThatFailsIsToldOnceAndTriedAgainAnHourLater() throws Exception {
        change();
        Files.writeString(folder.resolve("data/backups"), "no folder");
        for (int minute = 0; minute < 60; minute++) {
            look();
            now = now.plus(Duration.ofMinutes(1));
        }
        assertEquals(1, err.toString().lines().count(), err::toString);
        Files.delete(folder.resolve("data/backups"));
        for (int minute = 0; minute < 10; minute++) {
            look();
            now = now.plus(Duration.ofMinutes(1));
        }
        assertEquals(1, kept().size(), err::toString);
    }

    @Test
    void oneThatIsClosedInTheMiddleLeavesNothing() throws Exception {
        change();
        for (int i = 0; i < 200; i++) {
            store.saveDocument("text " + i, "0123456789".repeat(10_000));
        }
        backup.look();
        Patience.await("something of it", () -> Files.isDirectory(folder.resolve("data/backups")));
        backup.close();
        try (var files = Files.list(folder.resolve("data/backups"))) {
            assertEquals(kept().size(), files.count());
        }
    }
}
