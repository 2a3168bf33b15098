package org.currentcost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of the folder and its disk. */
class DataFolderTest {

    @TempDir
    private Path folder;

    @Test
    void theRoomOfADiskIsAskedOfTheFolder() {
        assertTrue(DataFolder.usableBytes(folder).orElseThrow() > 0);
        assertEquals(OptionalLong.empty(), DataFolder.usableBytes(folder.resolve("gone")));
    }
}
