package org.currentcost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that is worth its room, and what others may have put in its place. */
class ReservedRoomTest {

    private static final String TEXT = "This is somebody's own.";

    @TempDir
    private Path folder;
    private Path room;
    private Path own;

    @BeforeEach
    void writeOwn() throws IOException {
        room = Files.createDirectory(folder.resolve("data")).resolve(DataFolder.RESERVED);
        own = Files.writeString(folder.resolve("own"), TEXT);
    }

    private void assertKept() throws IOException {
        ReservedRoom.keep(room.getParent());
        assertTrue(Files.isRegularFile(room, LinkOption.NOFOLLOW_LINKS));
        assertEquals(ReservedRoom.BYTES, Files.size(room));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(room)));
        assertEquals(TEXT, Files.readString(own));
    }

    @Test
    void isItsOwnersAloneAndGoesWhenItIsNeeded() throws IOException {
        assertKept();
        assertKept();
        assertTrue(ReservedRoom.release(room.getParent()));
        assertFalse(Files.exists(room));
        assertFalse(ReservedRoom.release(room.getParent()));
    }

    @Test
    void whatALinkLeadsToIsNotTouched() throws IOException {
        Files.createSymbolicLink(room, own);
        assertKept();
    }

    @Test
    void anotherNameOfAFileIsNotWrittenTo() throws IOException {
        Files.createLink(room, own);
        assertKept();
    }

    @Test
    void aPartOfItIsMadeWhole() throws IOException {
        Files.writeString(room, TEXT);
        assertKept();
    }

    @Test
    void aFolderInItsPlaceStays() throws IOException {
        Files.writeString(Files.createDirectory(room).resolve("file"), TEXT);
        ReservedRoom.keep(room.getParent());
        assertTrue(Files.exists(room.resolve("file")));
    }
}
