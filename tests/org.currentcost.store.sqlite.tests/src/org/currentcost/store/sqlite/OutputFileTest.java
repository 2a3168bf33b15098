package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.OutputFile;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user wants written goes nowhere near a data folder's files, and is whole or not there. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OutputFileTest {

    @TempDir
    private Path root;
    private Path data;

    @BeforeEach
    void fill() throws Exception {
        data = root.resolve("data");
        try (var store = new SqliteEngine().in(data).open(ZoneId.of("Europe/Berlin"))) {
            store.append(Map.of(SeriesKey.power("house", 0), List.of(Reading.of(Instant.EPOCH, 1000))));
            store.backup(new SqliteEngine().in(data).backupName(Instant.EPOCH), part -> {
            });
        }
    }

    private static void write(Path target, String text) throws IOException {
        OutputFile.at(target).write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void assertRefused(Path target) throws IOException {
        boolean there = Files.isRegularFile(target);
        var before = there ? Files.readAllBytes(target) : new byte[0];
        assertFalse(assertThrows(IOException.class, () -> OutputFile.at(target, data)).getMessage().isEmpty());
        assertEquals(there, Files.isRegularFile(target));
        assertArrayEquals(before, there ? Files.readAllBytes(target) : new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"readings.sqlite", "readings.sqlite-wal", "readings.sqlite-shm", "readings.sqlite-journal",
        "READINGS.SQLITE-wal", "readings.sqlite.restored", ".lock", "moved-to.txt", "next-start.properties", "backups",
        "backups/new.csv", "workbench/.metadata", "../data/readings.sqlite", "backups/../readings.sqlite"})
    void aFileOfADataFolderIsRefused(String name) throws IOException {
        assertRefused(data.resolve(name));
        var folder = Files.createSymbolicLink(root.resolve("other"), data);
        assertRefused(folder.resolve(name));
    }

    @Test
    void soIsEveryOtherNameOfOne() throws IOException {
        var link = Files.createSymbolicLink(root.resolve("out.csv"), Path.of("data/readings.sqlite"));
        assertRefused(link);
        assertRefused(Files.createSymbolicLink(root.resolve("second.csv"), link));
        // There is none, but a store would make it.
        assertRefused(Files.createSymbolicLink(root.resolve("third.csv"), data.resolve("readings.sqlite-wal")));
        assertRefused(Files.createLink(root.resolve("hard.csv"), data.resolve("readings.sqlite")));
        assertRefused(Files.createLink(root.resolve("lock.csv"), data.resolve(".lock")));
        // Without knowing of the folder too: nothing of value looks like that.
        assertThrows(IOException.class, () -> OutputFile.at(root.resolve("hard.csv")));
        try (var backups = Files.newDirectoryStream(data.resolve("backups"))) {
            for (var backup : backups) {
                assertRefused(backup);
                assertRefused(Files.createLink(root.resolve("backup.csv"), backup));
            }
        }
        var elsewhere = Files.move(data.resolve("readings.sqlite"), root.resolve("big.disk"));
        Files.createSymbolicLink(data.resolve("readings.sqlite"), elsewhere);
        assertRefused(elsewhere);
        assertRefused(data.resolve("readings.sqlite"));
    }

    @Test
    void soIsOneThatIsOpenAlready() throws Exception {
        try (var open = new FileInputStream(data.resolve("readings.sqlite").toFile());
                var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            int found = 0;
            for (var descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor) && Files.isRegularFile(descriptor)
                        && Files.isSameFile(descriptor, data.resolve("readings.sqlite"))) {
                    assertRefused(descriptor);
                    assertRefused(Path.of("/dev/fd").resolve(descriptor.getFileName()));
                    found++;
                }
            }
            assertTrue(found > 0);
        }
    }

    @Test
    void aBackupTakesNoNameThatAStoreNeeds() throws Exception {
        try (var store = new SqliteEngine().in(data).open(ZoneId.of("Europe/Berlin"))) {
            for (var name : List.of("readings.sqlite-journal", "readings.sqlite.restored", "moved-to.txt")) {
                assertThrows(StoreException.class, () -> store.backup(data.resolve(name), part -> {
                }));
                assertFalse(Files.exists(data.resolve(name)));
            }
            store.backup(data.resolve("backups/mine.sqlite"), part -> {
            });
            store.backup(data.resolve("mine.sqlite"), part -> {
            });
        }
    }

    @Test
    void anyOtherFileIsWritten() throws Exception {
        // Also in a data folder, by a name of the user's own, and over what was written before.
        for (var target : List.of(root.resolve("a.csv"), data.resolve("a.csv"), data.resolve("a.csv"))) {
            write(target, "new");
            assertEquals("new", Files.readString(target));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
        }
        var old = Files.writeString(root.resolve("old.csv"), "a long old text");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-rw-r--"));
        write(old, "new");
        assertEquals("new", Files.readString(old));
        assertEquals("rw-rw-r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(old)));
    }

    @Test
    void aLinkStaysALink() throws Exception {
        Files.createDirectories(root.resolve("far"));
        for (var name : List.of("far/there.csv", "far/new.csv")) {
            var link = Files.createSymbolicLink(root.resolve(name.substring(4)), Path.of(name));
            write(link, "new");
            assertTrue(Files.isSymbolicLink(link));
            assertEquals("new", Files.readString(root.resolve(name)));
        }
        var circle = root.resolve("circle");
        Files.createSymbolicLink(circle, circle);
        assertThrows(IOException.class, () -> write(circle, "new"));
    }

    @Test
    void whatFailsLeavesWhatWasThere() throws Exception {
        var old = Files.writeString(root.resolve("old.csv"), "old");
        for (var target : List.of(old, root.resolve("none.csv"))) {
            assertThrows(OutOfMemoryError.class, () -> OutputFile.at(target).write(out -> {
                out.write(new byte[1 << 20]);
                throw new OutOfMemoryError("test");
            }));
        }
        assertEquals("old", Files.readString(old));
        try (var files = Files.list(root)) {
            assertEquals(List.of(data, old), files.sorted().toList());
        }
        assertThrows(IOException.class, () -> write(root.resolve("missing/out.csv"), "new"));
        assertThrows(IOException.class, () -> write(root, "new"));
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("r--r--r--"));
        if (!Files.isWritable(old)) {
            assertThrows(AccessDeniedException.class, () -> write(old, "new"));
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(root)) {
            return files.map(file -> file.getFileName().toString()).map(name -> name.startsWith(".") ? "part" : name)
                    .sorted().toList();
        }
    }

    @Test
    void whatAKilledProcessLeavesIsGoneWithTheNextOutputAndThatOfARunningOneIsNot() throws Exception {
        var notOurs = Files.writeString(root.resolve(".currentcost-notes.part"), "kept");
        try (var killed = StoreProgram.start(root.resolve("killed.csv"), "output");
                var running = StoreProgram.start(root.resolve("running.csv"), "output")) {
            assertEquals("open", killed.line());
            assertEquals("open", running.line());
            killed.kill();
            assertEquals(List.of("data", "part", "part", "part"), names());
            OutputFile.at(root.resolve("outer.csv")).<IOException>write(out -> {
                // One of this process is not held for abandoned either, nor is it lost to another one
                write(root.resolve("inner.csv"), "new");
                out.write(1);
                assertEquals(List.of("data", "inner.csv", "part", "part", "part"), names());
                try (var other = StoreProgram.start(root.resolve("other.csv"), "output")) {
                    assertEquals("open", other.line());
                    assertEquals(0, other.end());
                }
            });
            assertEquals(0, running.end());
        }
        assertEquals(List.of("data", "inner.csv", "other.csv", "outer.csv", "part", "running.csv"), names());
        assertEquals("kept", Files.readString(notOurs));
        assertEquals(1 << 20, Files.size(root.resolve("running.csv")));
    }

    @Test
    void aPipeIsWrittenThrough() throws Exception {
        var pipe = root.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        var received = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                return e.toString();
            }
        });
        write(pipe, "new");
        assertEquals("new", received.get());
        assertFalse(Files.isRegularFile(pipe));
        write(Path.of("/dev/null"), "new");
        assertThrows(IOException.class, () -> write(Path.of("/dev/full"), "new"));
    }
}
