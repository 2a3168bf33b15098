package org.currentcost.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.currentcost.store.DataFolder;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has a folder, and what becomes of it when others ask. */
class OwnerTest {

    private static final long OWN = ProcessHandle.current().pid();

    @TempDir
    private Path root;

    private Path folder() {
        return root.resolve("data");
    }

    private SqliteLocation location() {
        return SqliteLocation.of(folder());
    }

    @Test
    void nobodyHasAFolderThatIsNotOpen() throws Exception {
        assertEquals(Optional.empty(), location().owner());
        location().open(StoreProgram.ZONE).close();
        assertEquals(Optional.empty(), location().owner());
        Files.writeString(folder().resolve(DataFolder.LOCK), "4711\n/run/user/1/socket\n");
        assertEquals(Optional.empty(), location().owner(), "the lock tells it, not what stands in it");
    }

    @Test
    void thisProcessKeepsItsLockWhateverItAsks() throws Exception {
        var socket = root.resolve("a socket: \u00fc");
        try (var store = location().open(StoreProgram.ZONE)) {
            assertEquals(Optional.of(new Owner(OWN, Optional.empty(), Optional.empty())), location().owner());
            store.announce(socket);
            assertEquals(Optional.of(new Owner(OWN, Optional.of(socket), Optional.empty())), location().owner());
            // by another name of the same file
            Files.createSymbolicLink(root.resolve("link"), folder());
            assertEquals(OWN, SqliteLocation.of(root.resolve("link")).owner().orElseThrow().pid());
            store.announce(root.resolve("s"));
            assertEquals(Optional.of(root.resolve("s")), location().owner().orElseThrow().socket());
            assertThrows(IllegalArgumentException.class, () -> store.announce(Path.of("relative")));
            assertThrows(IllegalArgumentException.class, () -> store.announce(root.resolve("two\nlines")));
            try (var other = StoreProgram.start(folder(), "hold")) {
                assertEquals("IN_USE " + OWN, other.line());
            }
        }
        assertEquals(Optional.empty(), location().owner());
    }

    @Test
    void anotherProcessIsNamedAsLongAsItLives() throws Exception {
        var socket = root.resolve("socket");
        try (var other = StoreProgram.start(folder(), "announce", socket)) {
            assertEquals("open", other.line());
            for (int again = 0; again < 100; again++) {
                assertEquals(Optional.of(new Owner(other.pid(), Optional.of(socket), Optional.empty())),
                        location().owner());
            }
            assertEquals(StoreException.Kind.IN_USE,
                    assertThrows(StoreException.class, () -> location().open(StoreProgram.ZONE).close()).kind());
            other.kill();
            assertEquals(Optional.empty(), location().owner());
            assertTrue(Files.readString(folder().resolve(DataFolder.LOCK)).contains(socket.toString()));
        }
        location().open(StoreProgram.ZONE).close();
    }

    @Test
    void anOwnerOfAMovedFolderIsFoundByItsFormerName() throws Exception {
        location().open(StoreProgram.ZONE).close();
        var before = location();
        var moved = before.move(root.resolve("elsewhere"), part -> {
        });
        try (var store = moved.open(StoreProgram.ZONE)) {
            assertEquals(OWN, before.owner().orElseThrow().pid(), store::toString);
        }
    }

    @Test
    void whateverStandsInTheLockIsNoTrouble() {
        assertEquals(Optional.empty(), FolderLock.parse(""));
        assertEquals(Optional.empty(), FolderLock.parse("12"));
        assertEquals(Optional.empty(), FolderLock.parse("abc\n/a\n"));
        assertEquals(Optional.empty(), FolderLock.parse("-5\n"));
        assertEquals(Optional.of(new Owner(12, Optional.empty(), Optional.empty())), FolderLock.parse("12\n"));
        assertEquals(Optional.of(new Owner(12, Optional.empty(), Optional.empty())), FolderLock.parse("12\n/half"));
        assertEquals(Optional.of(new Owner(12, Optional.empty(), Optional.empty())),
                FolderLock.parse("12\nrelative\n"));
        assertEquals(Optional.of(new Owner(12, Optional.empty(), Optional.empty())), FolderLock.parse("12\n\0\n"));
        assertEquals(Optional.of(new Owner(12, Optional.of(root.resolve("s")), Optional.empty())),
                FolderLock.parse("12\n" + root.resolve("s") + "\nlater words"));
        assertEquals(Optional.of(new Owner(12, Optional.empty(), Optional.of("kitchen"))),
                FolderLock.parse("12\n\nkitchen\n"));
    }

    /** A folder on a disk of the network: the number of a process means nothing on another computer. */
    @Test
    void anOwnerOnAnotherComputerIsNamedWithIt() throws Exception {
        try (var other = StoreProgram.start(folder(), "hold")) {
            assertEquals("open", other.line());
            var lock = folder().resolve(DataFolder.LOCK);
            assertEquals(Optional.empty(), location().owner().orElseThrow().elsewhere());
            Files.writeString(lock, other.pid() + "\n" + root.resolve("socket") + "\nkitchen\u001b[2J\n");
            assertEquals("kitchen\u241b[2J", location().owner().orElseThrow().elsewhere().orElseThrow());
            var refusal = assertThrows(StoreException.class, () -> location().open(StoreProgram.ZONE).close());
            assertTrue(refusal.getMessage().contains("of the computer \"kitchen\u241b[2J\""), refusal::getMessage);
        }
    }

    /** Who asks has to lock for a moment what an owner holds. */
    @Test
    void nobodyIsRefusedBecauseOthersAsk() throws Exception {
        location().open(StoreProgram.ZONE).close();
        try (var one = StoreProgram.start(folder(), "ask"); var two = StoreProgram.start(folder(), "ask")) {
            assertEquals("asked", one.line());
            assertEquals("asked", two.line());
            for (int again = 0; again < 300; again++) {
                FolderLock.acquire(folder()).close();
            }
        }
    }
}
