package org.currentcost.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.currentcost.recorder.LiveBus;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** What a process has while it holds a folder: its store, its recorder if it records, and its guests. */
final class Ownership implements AutoCloseable {

    private final Optional<OwnerServer> server;
    private final Optional<String> remark;
    private ReadingStore store;
    private Optional<LocalRecorder> recorder;
    private volatile int schemaVersion;

    private Ownership(ReadingStore store, Optional<LocalRecorder> recorder, Served served) {
        this.store = store;
        this.recorder = recorder;
        server = served.server;
        remark = served.remark;
        schemaVersion = schemaVersion(store);
    }

    /** @param remark a sentence for the user, where there is no server */
    private record Served(Optional<OwnerServer> server, Optional<String> remark) {
    }

    private static int schemaVersion(ReadingStore store) {
        try {
            return store.statistics().schemaVersion();
        } catch (StoreException e) {
            // Whoever asks for more of the file hears why.
            return 0;
        }
    }

    /** {@return the version of the file, as this program writes it; 0 if it can't be told} */
    int schemaVersion() {
        return schemaVersion;
    }

    /**
     * Begins to record and to answer guests.
     *
     * @param store is closed if this fails
     */
    static Ownership begin(Path folder, ReadingStore store, Participant participant, LiveBus live,
            OwnerControl control) throws StoreException {
        Optional<LocalRecorder> recorder = Optional.empty();
        try {
            recorder = record(store, participant, live);
            return new Ownership(store, recorder, serve(folder, store, recorder, live, control));
        } catch (StoreException | RuntimeException | Error e) {
            recorder.ifPresent(LocalRecorder::close);
            store.close();
            throw e;
        }
    }

    private static Optional<LocalRecorder> record(ReadingStore store, Participant participant, LiveBus live)
            throws StoreException {
        var maker = participant.recorder();
        return maker.isPresent() ? Optional.of(maker.get().make(store, live)) : Optional.empty();
    }

    /** Where there is no place for a socket, others are refused as long as this process holds the folder. */
    private static Served serve(Path folder, ReadingStore store, Optional<LocalRecorder> recorder,
            LiveBus live, OwnerControl control) throws StoreException {
        try {
            return new Served(Optional.of(OwnerServer.start(folder, store, recorder, live, control)),
                    Optional.empty());
        } catch (IOException | UnsupportedOperationException e) {
            return new Served(Optional.empty(), Optional.of(Messages.get("noSocket", String.valueOf(e.getMessage()))));
        }
    }

    ReadingStore store() {
        return store;
    }

    Optional<LocalRecorder> recorder() {
        return recorder;
    }

    Optional<OwnerServer> server() {
        return server;
    }

    /** {@return a sentence for the user, if nobody can be a guest} */
    Optional<String> remark() {
        return remark;
    }

    /** Writes what is recorded and closes the file; guests stay connected. */
    void suspend() {
        recorder.ifPresent(LocalRecorder::close);
        store.close();
    }

    /** Goes on with a file that was opened anew. @param opened is closed if this fails */
    void resume(ReadingStore opened, Participant participant, LiveBus live) throws StoreException {
        Optional<LocalRecorder> recording = Optional.empty();
        try {
            recording = record(opened, participant, live);
            if (server.isPresent()) {
                server.get().serve(opened, recording);
            }
        } catch (StoreException | RuntimeException e) {
            recording.ifPresent(LocalRecorder::close);
            opened.close();
            throw e;
        }
        store = opened;
        recorder = recording;
        schemaVersion = schemaVersion(opened);
    }

    /** Lets go of the folder; guests are answered nothing but that, until {@link #close}. */
    void letGo() {
        server.ifPresent(OwnerServer::leave);
        suspend();
    }

    /** Ends the connections of the guests. Never throws. */
    @Override
    public void close() {
        server.ifPresent(OwnerServer::close);
    }
}
