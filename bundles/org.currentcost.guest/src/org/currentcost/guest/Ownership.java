package org.currentcost.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.currentcost.recorder.LiveBus;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.ReservedRoom;
import org.currentcost.store.StoreException;

/** What a process has while it holds a folder: its store, its recorder if it records, and its guests. */
final class Ownership implements AutoCloseable {

    private final Optional<OwnerServer> server;
    private final Optional<String> remark;
    private final OwnRecorder recording;
    private ReadingStore store;
    private Optional<LocalRecorder> recorder;
    private volatile int schemaVersion;

    private Ownership(ReadingStore store, OwnRecorder recording, Optional<LocalRecorder> recorder, Served served) {
        this.store = store;
        this.recording = recording;
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
    static Ownership begin(Path folder, ReadingStore store, OwnRecorder recording, LiveBus live,
            OwnerControl control) throws StoreException {
        try {
            var recorder = recording.start(store);
            if (recorder.isPresent()) {
                ReservedRoom.keep(folder);
            }
            return new Ownership(store, recording, recorder, serve(folder, store, recorder, live, control));
        } catch (StoreException | RuntimeException | Error e) {
            recording.end();
            store.close();
            throw e;
        }
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

    /** @throws StoreException if an import is going on, of this process or of a guest */
    void checkIdle(Leading leading) throws StoreException {
        if (leading.isImporting() || server.map(OwnerServer::isImporting).orElse(false)) {
            throw new StoreException(StoreException.Kind.IN_USE, Messages.get("importing"),
                    Messages.get("importing.remedy"), null);
        }
    }

    /** Guests' imports begin afterwards, with the next owner where the folder was {@linkplain #letGo let go of}. */
    <T> T whileNoImportBegins(OwnerServer.ClosedFileAction<T> action) throws StoreException {
        server.ifPresent(one -> one.importGate().shut());
        try {
            return action.run();
        } finally {
            server.ifPresent(one -> one.importGate().open());
        }
    }

    /**
     * Ends recording, with all that was recorded written.
     *
     * @throws StoreException if it can't be written; it is when this {@linkplain #resume goes on}
     */
    void endRecording() throws StoreException {
        recording.end();
        var trouble = recording.trouble();
        if (trouble.isPresent()) {
            throw OwnRecorder.refusal(trouble.get());
        }
    }

    /**
     * Writes what is recorded and closes the file; guests stay connected. What could not be written is when it is
     * {@linkplain #resume opened again}.
     */
    void suspend() {
        recording.end();
        store.close();
    }

    /** Goes on with a file that was opened anew. @param opened is closed if this fails */
    void resume(ReadingStore opened) throws StoreException {
        try {
            var next = recording.start(opened);
            if (server.isPresent()) {
                server.get().serve(opened, next);
            }
            recorder = next;
        } catch (StoreException | RuntimeException | Error e) {
            recording.end();
            opened.close();
            throw e;
        }
        store = opened;
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
