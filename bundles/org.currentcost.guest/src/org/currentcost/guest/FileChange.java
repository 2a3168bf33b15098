package org.currentcost.guest;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;

/**
 * Changes of the file itself, by who can make them: this process where nobody has the folder open, else the one that
 * has. It is not opened for that, for it may be damaged: only if somebody else could open it.
 */
public final class FileChange {

    private FileChange() {
    }

    /** Opens the folder that somebody else holds, to ask for the change. */
    @FunctionalInterface
    public interface Opening {
        /** {@return the folder, which is closed afterwards} */
        FolderAccess open() throws StoreException;
    }

    private interface Here<T> {
        T change() throws StoreException;
    }

    private interface Asked<T> {
        T change(FolderAccess folder) throws StoreException;
    }

    private static <T> T change(Here<T> here, Opening opening, Asked<T> asked) throws StoreException {
        try {
            return here.change();
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.IN_USE) {
                throw e;
            }
            try (var folder = opening.open()) {
                return asked.change(folder);
            }
        }
    }

    /**
     * Puts a backup in the place of what is stored, as {@link StoreLocation#restore} does.
     *
     * @param now for the name under which what is stored is put aside
     * @return where what was stored is now, if there was anything
     * @throws StoreException as there, and if who holds the folder refuses
     */
    public static Optional<Path> restore(StoreLocation location, Path backup, Instant now, Opening opening)
            throws StoreException {
        return change(() -> location.restore(backup, now), opening, folder -> folder.restore(backup));
    }

    /**
     * Moves the store with all that is in its folder, as {@link StoreLocation#move} does.
     *
     * @param progress hears of what is copied as parts of 1; may throw {@link
     *                 java.util.concurrent.CancellationException}, then all is as it was
     * @throws StoreException as there, and if who holds the folder refuses
     */
    public static void move(StoreLocation location, Path target, Consumer<Double> progress, Opening opening)
            throws StoreException {
        change(() -> location.move(target, progress), opening, folder -> {
            folder.move(target, progress);
            return location;
        });
    }
}
