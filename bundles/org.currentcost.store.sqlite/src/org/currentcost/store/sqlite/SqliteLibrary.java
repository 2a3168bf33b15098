package org.currentcost.store.sqlite;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.currentcost.model.NativeLibraryFolder;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Puts SQLite's native library where nobody else can put another one in its place. Left to itself, its driver unpacks
 * it into the system's temporary folder, which also may forbid to run what is in it.
 */
final class SqliteLibrary {

    private static final String PATH = "org.sqlite.lib.path";
    private static final String TEMPORARY = "org.sqlite.tmpdir";

    private SqliteLibrary() {
    }

    /** Before the first connection of a process; whoever has set a place of their own keeps it. */
    static synchronized void prepare() throws IOException {
        if (System.getProperty(PATH) != null || System.getProperty(TEMPORARY) != null) {
            return;
        }
        String name = LibraryLoaderUtil.getNativeLibName();
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        var folder = NativeLibraryFolder.get();
        try (var packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new FileNotFoundException(resource);
            }
            var library = NativeLibraryFolder.put(folder, "database/" + SQLiteJDBCLoader.getVersion() + "/" + name,
                    packed.readAllBytes());
            // the driver cleans up there what it once unpacked
            System.setProperty(TEMPORARY, folder.toString());
            System.setProperty(PATH, library.getParent().toString());
        }
    }
}
