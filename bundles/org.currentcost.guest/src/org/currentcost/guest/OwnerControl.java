package org.currentcost.guest;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.currentcost.store.StoreException;

/**
 * What guests can ask of the process that holds the folder, beside changes of what is in it. Called on threads of the
 * server, several at once.
 */
interface OwnerControl {

    /** {@return who it is and how it is} */
    OwnerStatus status();

    /**
     * Lets go of the folder, for another process to take it: what is recorded is written, and the lock is free when
     * this returns. If the other one does not take it, this process takes it back.
     *
     * @param toPid the process that is to hold it
     * @throws StoreException if it can't be let go of now, as while an import is going on; the message says why
     */
    void handOver(long toPid) throws StoreException;

    /** Ends the process, soon after this returns. @throws StoreException if it is not to be ended from outside */
    void stop() throws StoreException;

    /**
     * Puts a backup in the place of what is stored, while all guests have the file closed.
     *
     * @return where what was stored is now, if there was anything
     */
    Optional<Path> restore(Path backup) throws StoreException;

    /**
     * Moves the folder while all guests have the file closed.
     *
     * @param target   a folder that is empty or missing
     * @param progress hears of what is copied as parts of 1; may throw
     *                 {@link java.util.concurrent.CancellationException}, then all is as it was
     */
    void move(Path target, Consumer<Double> progress) throws StoreException;
}
