package org.currentcost.guest;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.currentcost.recorder.LiveBus;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/**
 * Who takes part in a data folder: what it does with the folder when it holds it.
 *
 * @param kind        what kind of process it is
 * @param types       the kinds of source that are installed here
 * @param recorder    makes the recorder of this process while it holds the folder; empty if it never records
 * @param mayTakeOver whether the folder is to be taken when its owner has gone; asked each time, on a thread of {@link
 *                    FolderAccess}
 * @param stop        ends this process, because a guest asked for it; must not wait for the end. Empty for one that is
 *                    not ended from outside
 * @param clock       tells the time
 */
public record Participant(ProcessKind kind, SourceTypes types, Optional<RecorderMaker> recorder,
        BooleanSupplier mayTakeOver, Optional<Runnable> stop, InstantSource clock) {

    /** {@return a command, which never records by itself and takes over what it has begun} */
    public static Participant command(SourceTypes types, InstantSource clock) {
        return new Participant(ProcessKind.COMMAND, types, Optional.empty(), () -> true, Optional.empty(), clock);
    }

    /** Makes the recorder of a process that has come to hold a folder, and starts what is configured. */
    @FunctionalInterface
    public interface RecorderMaker {
        /**
         * Makes it.
         *
         * @param store the store of the folder; is closed after the recorder
         * @param live  takes the latest values, over all changes of the owner; to be handed to the recorder
         * @return the recorder, which {@link FolderAccess} closes
         */
        LocalRecorder make(ReadingStore store, LiveBus live) throws StoreException;
    }
}
