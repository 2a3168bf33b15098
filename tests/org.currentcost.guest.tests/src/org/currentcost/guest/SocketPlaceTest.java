package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.currentcost.store.DataFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the owner of a folder is reached, and what is left of it. */
class SocketPlaceTest {

    @TempDir
    private Path folder;

    @Test
    void nothingIsLeftInTheDataFolder() throws Exception {
        try (var place = SocketPlace.bind(folder)) {
            assertEquals(folder.resolve(DataFolder.OWNER), place.path().getParent());
            assertTrue(Files.exists(place.path()));
        }
        assertFalse(Files.exists(folder.resolve(DataFolder.OWNER)));
    }

    @Test
    void aDataFolderThatIsGoneIsNotMade() throws Exception {
        var gone = folder.resolve("gone");
        try (var place = SocketPlace.bind(gone)) {
            assertTrue(Files.exists(place.path()));
            assertFalse(Files.exists(gone));
        }
    }
}
