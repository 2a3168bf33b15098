package org.currentcost.app;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.currentcost.store.PrivateFiles;
import org.eclipse.osgi.service.datalocation.Location;

/**
 * The folder inside a data folder in which the workbench keeps its layout and preferences. Two windows can't write one
 * layout: each further window that is open at the same time has a folder of its own, which begins as a copy of the
 * first one's and is the same the next time.
 */
final class WindowSettings {

    private static final String NAME = "workbench";
    /** What is kept for good; beside it are locks and the log of a running window. */
    private static final Path KEPT = Path.of(".metadata", ".plugins");
    private static final int MOST = 100;

    private WindowSettings() {
    }

    /**
     * Takes the first folder that no other window has, until this process ends.
     *
     * @param instance where the workbench looks; if that is said already it stays so
     * @return the folder
     */
    static Path take(Path dataFolder, Location instance) throws IOException {
        var first = dataFolder.resolve(NAME);
        if (instance.isSet()) {
            PrivateFiles.createFolders(first);
            return first;
        }
        for (int number = 1; number < MOST; number++) {
            var settings = number == 1 ? first : dataFolder.resolve(NAME + '-' + number);
            PrivateFiles.createFolders(settings);
            if (instance.set(settings.toUri().toURL(), true)) {
                if (!Files.exists(settings.resolve(KEPT))) {
                    copy(first.resolve(KEPT), settings.resolve(KEPT));
                }
                return settings;
            }
        }
        throw new IOException(Messages.bind(Messages.TooManyWindows, dataFolder));
    }

    /** What the other window is writing just now may be half: a layout that can't be read is begun anew. */
    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        Files.createDirectories(to.getParent());
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try {
                    Files.copy(file, to.resolve(from.relativize(file)));
                } catch (NoSuchFileException e) {
                    // The other window has removed it just now.
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
