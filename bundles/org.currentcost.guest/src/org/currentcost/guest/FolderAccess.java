package org.currentcost.guest;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.currentcost.recorder.LiveBus;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.Recorder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;

/**
 * A data folder as a window, the recorder process or a command has it open: as its owner where it is free, as a guest
 * of its owner where it is held. Offers one store and one recorder that lead to whichever there is now, so that nobody
 * else needs to know. Safe for all threads.
 */
public final class FolderAccess implements AutoCloseable {

    private final StoreLocation location;
    private final Participant participant;
    private final ReadingStore store;
    private final Optional<LocalRecorder> recorder;
    private final Role role;
    private final List<Consumer<Role>> listeners = new CopyOnWriteArrayList<>();

    private FolderAccess(StoreLocation location, Participant participant, ReadingStore store) throws StoreException {
        this.location = location;
        this.participant = participant;
        this.store = store;
        role = new Role.Owner(participant.clock().instant());
        var maker = participant.recorder();
        recorder = maker.isPresent() ? Optional.of(maker.get().make(store, new LiveBus())) : Optional.empty();
    }

    /**
     * Opens a folder: holds it if nobody does, and is a guest of who holds it otherwise.
     *
     * @param zoneForANewStore as for {@link StoreLocation#open}
     * @throws StoreException as {@link StoreLocation#open}; {@code IN_USE} if who holds it can't be reached, and {@code
     *                        TOO_NEW} if its file is of a later version than this program knows
     */
    public static FolderAccess open(StoreLocation location, ZoneId zoneForANewStore, Participant participant)
            throws StoreException {
        return new FolderAccess(location, participant, location.open(zoneForANewStore));
    }

    /** {@return where the folder is now} */
    public StoreLocation location() {
        return location;
    }

    /** {@return the store, the same as long as this is open; closing it does nothing} */
    public ReadingStore store() {
        return store;
    }

    /**
     * {@return the recorder, the same as long as this is open} While this process holds the folder and never records,
     * it lists the configured sources as stopped.
     */
    public Recorder recorder() {
        return recorder.orElseThrow();
    }

    /** {@return what this process is to the folder now} */
    public Role role() {
        return role;
    }

    /** Adds someone who hears of every change of the role, on a thread of this, and only notes it. */
    public void addListener(Consumer<Role> listener) {
        listeners.add(listener);
    }

    /** Takes a listener away. */
    public void removeListener(Consumer<Role> listener) {
        listeners.remove(listener);
    }

    /** {@return who holds the folder and how that is now; asked of it where it is another process} */
    public OwnerStatus ownerStatus() throws StoreException {
        return new OwnerStatus(participant.kind(), ProcessHandle.current().pid(), role.since(), "",
                store.statistics().schemaVersion(), 0, recorder.isPresent());
    }

    /**
     * Becomes the owner: asks who holds the folder to hand it over, and takes it. Nothing happens if this is the owner.
     *
     * @throws StoreException if the owner does not let go of it; all is as it was then
     */
    public void takeOver() throws StoreException {
        // holds it already
    }

    /** Ends the process that holds the folder. @throws StoreException if it does not let itself be ended */
    public void stopOwner() throws StoreException {
        throw new StoreException(StoreException.Kind.IN_USE, Messages.get("role.owner"), "", null);
    }

    /** Does what {@link StoreLocation#restore} does, in the process that holds the folder; everyone else goes on. */
    public Optional<Path> restore(Path backup) throws StoreException {
        return location.restore(backup, participant.clock().instant());
    }

    /** Does what {@link StoreLocation#move} does, in the process that holds the folder; everyone else goes on. */
    public void move(Path target, Consumer<Double> progress) throws StoreException {
        location.move(target, progress);
    }

    /** Writes what is recorded, and lets go of the folder. Never throws. */
    @Override
    public void close() {
        recorder.ifPresent(LocalRecorder::close);
        store.close();
    }
}
