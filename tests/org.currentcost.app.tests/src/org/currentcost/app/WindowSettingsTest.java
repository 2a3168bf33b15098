package org.currentcost.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.osgi.service.datalocation.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several windows on one data folder: none writes what is another one's. */
class WindowSettingsTest {

    private static final String LAYOUT = ".metadata/.plugins/org.eclipse.e4.workbench/workbench.xmi";

    @TempDir
    private Path folder;
    /** What is locked, as the platform does it for all processes. */
    private final Set<Path> locked = new HashSet<>();

    @Test
    void theSecondWindowBeginsWithTheLayoutOfTheFirstAndHasItsOwnAfterwards() throws Exception {
        var first = WindowSettings.take(folder, new Instance());
        assertEquals(folder.resolve("workbench"), first);
        write(first.resolve(LAYOUT), "of the first");
        write(first.resolve(".metadata/.lock"), "");

        var second = WindowSettings.take(folder, new Instance());
        assertEquals(folder.resolve("workbench-2"), second);
        assertEquals("of the first", Files.readString(second.resolve(LAYOUT)));
        assertFalse(Files.exists(second.resolve(".metadata/.lock")));
        assertEquals(folder.resolve("workbench-3"), WindowSettings.take(folder, new Instance()));

        write(second.resolve(LAYOUT), "of the second");
        locked.clear();
        assertEquals(first, WindowSettings.take(folder, new Instance()));
        assertEquals("of the first", Files.readString(first.resolve(LAYOUT)));
        assertEquals(second, WindowSettings.take(folder, new Instance()));
        assertEquals("of the second", Files.readString(second.resolve(LAYOUT)));
    }

    @Test
    void aFileThatIsGoneWhenItIsToBeCopiedIsLeftOut() throws Exception {
        var first = WindowSettings.take(folder, new Instance());
        write(first.resolve(LAYOUT), "of the first");
        // It is listed, and can't be read: as what the other window removes in between.
        Files.createSymbolicLink(first.resolve(LAYOUT).resolveSibling("a.tmp"), folder.resolve("gone"));
        var second = WindowSettings.take(folder, new Instance());
        assertEquals("of the first", Files.readString(second.resolve(LAYOUT)));
    }

    @Test
    void whatTheWorkbenchIsToldAlreadyStays() throws Exception {
        var instance = new Instance();
        instance.set(folder.resolve("elsewhere").toUri().toURL(), true);
        assertEquals(folder.resolve("workbench"), WindowSettings.take(folder, instance));
        assertEquals(folder.resolve("elsewhere"), instance.path.orElseThrow());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Where the workbench keeps its settings, in one process. */
    private final class Instance implements Location {

        private Optional<Path> path = Optional.empty();

        @Override
        public boolean isSet() {
            return path.isPresent();
        }

        @Override
        public boolean set(URL value, boolean lock) {
            var wanted = Path.of(URI.create(value.toString()));
            if (!locked.add(wanted)) {
                return false;
            }
            path = Optional.of(wanted);
            return true;
        }

        @Override
        public boolean set(URL value, boolean lock, String lockFile) {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        public boolean setURL(URL value, boolean lock) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean allowsDefault() {
            return false;
        }

        @Override
        public URL getDefault() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Location getParentLocation() {
            throw new UnsupportedOperationException();
        }

        @Override
        public URL getURL() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public boolean lock() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void release() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isLocked() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Location createLocation(Location parent, URL defaultValue, boolean readonly) {
            throw new UnsupportedOperationException();
        }

        @Override
        public URL getDataArea(String path) {
            throw new UnsupportedOperationException();
        }
    }
}
