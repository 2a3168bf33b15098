package org.currentcost.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where files that the user saves go unless told otherwise: not into the program's own folder. UI thread only. */
final class SaveFolder {

    private static Optional<Path> last = Optional.empty();

    private SaveFolder() {
    }

    /** {@return the folder that was chosen last, or the user's documents, or the user's home} */
    static Path usual() {
        return last.filter(Files::isDirectory).orElseGet(() -> documents(Path.of(System.getProperty("user.home"))));
    }

    /** {@return the folder of documents in a home, if it has one by a usual name, or else the home} */
    static Path documents(Path home) {
        for (String name : new String[]{"Documents", "Dokumente"}) {
            if (Files.isDirectory(home.resolve(name))) {
                return home.resolve(name);
            }
        }
        return home;
    }

    /** The user saved something there. */
    static void remember(Path folder) {
        last = Optional.of(folder);
    }
}
