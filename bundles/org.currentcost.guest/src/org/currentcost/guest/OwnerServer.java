package org.currentcost.guest;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.currentcost.recorder.LiveBus;
import org.currentcost.recorder.Recorder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** Answers the guests of the folder that this process holds. Safe for all threads. */
final class OwnerServer implements AutoCloseable {

    /** So many are let in at once. */
    static final int MOST_GUESTS = 64;
    /** So long somebody may be connected without a word. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    /** So long one may record that does not ask again, as each does every few seconds: it has been stopped. */
    private static final Duration RECORDING_HOLDS = Duration.ofSeconds(15);
    private static final Duration PUSH_EVERY = Duration.ofMillis(200);
    private static final Duration CLOSE_FILE_WITHIN = Duration.ofSeconds(10);

    private volatile ReadingStore store;
    private volatile Optional<? extends Recorder> recorder;
    private final LiveBus live;
    private final OwnerControl control;
    private final SocketPlace place;
    private final ImportGate importGate = new ImportGate();
    /** Of the texts of all guests that are sent in parts. */
    private final AtomicLong sentCharacters = new AtomicLong();
    private final List<ServedGuest> guests = new CopyOnWriteArrayList<>();
    /** The guest that records, where this process does not. */
    private Optional<ServedGuest> recording = Optional.empty();
    private long recordingAskedNanos;
    private final Thread accepting;
    private final ScheduledThreadPoolExecutor pushing;
    private volatile boolean leaving;
    private volatile boolean closed;

    private OwnerServer(ReadingStore store, Optional<? extends Recorder> recorder, LiveBus live, OwnerControl control,
            SocketPlace place) {
        this.store = store;
        this.recorder = recorder;
        this.live = live;
        this.control = control;
        this.place = place;
        accepting = new Thread(this::accept, "owner-accept");
        accepting.setDaemon(true);
        pushing = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "owner-push");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to answer, and says where.
     *
     * @param store    of the folder, held by this process
     * @param recorder of this process, if it records
     * @param live     the latest values that are known here
     * @throws IOException    if there is no place for a socket
     * @throws StoreException if it can't be told where
     */
    static OwnerServer start(Path folder, ReadingStore store, Optional<? extends Recorder> recorder, LiveBus live,
            OwnerControl control) throws IOException, StoreException {
        var place = SocketPlace.bind(folder);
        var server = new OwnerServer(store, recorder, live, control, place);
        try {
            store.announce(place.path());
        } catch (StoreException | RuntimeException e) {
            place.close();
            throw e;
        }
        server.accepting.start();
        server.pushing.scheduleWithFixedDelay(server::push, PUSH_EVERY.toMillis(), PUSH_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
        return server;
    }

    /** Goes on with another store, after the file was changed by another way than through it. */
    void serve(ReadingStore other, Optional<? extends Recorder> otherRecorder) throws StoreException {
        store = other;
        recorder = otherRecorder;
        other.announce(place.path());
    }

    /**
     * Lets nobody in any more, and does nothing for whoever asks: the folder is about to be another process's, whose
     * socket may have the same name.
     */
    void leave() {
        leaving = true;
        place.close();
        importGate.open();
    }

    boolean isLeaving() {
        return leaving;
    }

    ReadingStore store() {
        return store;
    }

    /** {@return the store} @throws OwnerGone if the next owner is to be asked */
    ReadingStore storeToChange() {
        if (leaving) {
            throw new OwnerGone(false, null);
        }
        return store;
    }

    AtomicLong sentCharacters() {
        return sentCharacters;
    }

    ImportGate importGate() {
        return importGate;
    }

    Optional<? extends Recorder> recorder() {
        return recorder;
    }

    LiveBus live() {
        return live;
    }

    OwnerControl control() {
        return control;
    }

    /** {@return how many are connected now, also those that have not said who they are} */
    int guests() {
        return guests.size();
    }

    /** {@return whether a guest imports at the moment} Asked of a gate that is shut it stays so. */
    boolean isImporting() {
        return importGate.isPassed() || guests.stream().anyMatch(ServedGuest::isImporting);
    }

    private void accept() {
        while (!closed) {
            try {
                place.accept().ifPresent(this::serve);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException | Error e) {
                // Out of files or threads, for one: some are let go of soon, and those who wait are let in then.
                guests.removeIf(guest -> !guest.isIntroduced() && close(guest));
                pause();
            }
        }
    }

    private synchronized void pause() {
        try {
            wait(PUSH_EVERY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean close(ServedGuest guest) {
        guest.close();
        return true;
    }

    private void serve(SocketChannel channel) {
        if (guests.size() >= MOST_GUESTS) {
            closeQuietly(channel);
            return;
        }
        var guest = new ServedGuest(this);
        guests.add(guest);
        try {
            guest.begin(channel);
        } catch (RuntimeException | Error e) {
            guests.remove(guest);
            closeQuietly(channel);
            throw e;
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more either way.
            return;
        }
    }

    /** {@return whether a guest is to record, because this process does not} A recorder process goes first. */
    synchronized boolean mayRecordInstead(ServedGuest guest, ProcessKind kind) {
        boolean free = recording.isEmpty() || System.nanoTime() - recordingAskedNanos > RECORDING_HOLDS.toNanos();
        if (recorder.isEmpty() && (free || kind == ProcessKind.RECORDER)) {
            recording = Optional.of(guest);
        }
        boolean may = recorder.isEmpty() && recording.filter(guest::equals).isPresent();
        if (may) {
            recordingAskedNanos = System.nanoTime();
        }
        return may;
    }

    /** A guest does not record, be it that it has gone: another one may. */
    synchronized boolean recordNoMore(ServedGuest guest) {
        recording = recording.filter(one -> one != guest);
        return true;
    }

    /** {@return the process of the guest that records, if one does} */
    synchronized Optional<Long> recordingGuest() {
        return recording.flatMap(ServedGuest::process);
    }

    /** {@return the recorder processes that wait until they can record} @param end whether they are to end */
    List<Long> waitingRecorders(boolean end) {
        var waiting = guests.stream().filter(guest -> guest.recorderProcess().isPresent()).toList();
        if (end) {
            waiting.forEach(guest -> guest.tell(GuestProtocol::end));
        }
        return waiting.stream().map(guest -> guest.recorderProcess().orElseThrow()).toList();
    }

    /** A guest has gone. */
    void left(ServedGuest guest) {
        guests.remove(guest);
        recordNoMore(guest);
    }

    private void push() {
        for (var guest : guests) {
            try {
                if (guest.isStuck() || guest.isSilent()) {
                    guest.close();
                } else {
                    guest.push();
                }
            } catch (RuntimeException e) {
                // What can't be told to one is told to the others.
                guest.close();
            }
        }
    }

    /** Says who is to have the folder next. */
    void tellHandedOver(long toPid) {
        guests.forEach(guest -> guest.tell(remote -> remote.handedOver(toPid)));
    }

    /**
     * Lets all guests close the file, does something, and lets them open it again.
     *
     * @throws StoreException {@code IN_USE} if one of them does not in time; nothing is done then
     */
    <T> T whileClosed(ClosedFileAction<T> action, Supplier<Path> folderAfterwards)
            throws StoreException {
        var introduced = guests.stream().filter(ServedGuest::isIntroduced).toList();
        try {
            var answers = introduced.stream()
                    .map(guest -> guest.remote().closeFile()
                            .completeOnTimeout(false, CLOSE_FILE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                            .exceptionally(failure -> false)
                            .thenApply(done -> done ? Optional.<ServedGuest>empty() : Optional.of(guest)))
                    .toList();
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
            for (var answer : answers) {
                // one that has gone meanwhile reads nothing any more
                if (answer.join().filter(guests::contains).isPresent()) {
                    throw new StoreException(StoreException.Kind.IN_USE, Messages.get("guestKeepsFile",
                            answer.join().get().words()), Messages.get("guestKeepsFile.remedy"), null);
                }
            }
            return action.run();
        } finally {
            String folder = folderAfterwards.get().toString();
            introduced.forEach(guest -> guest.tell(remote -> remote.openFile(folder)));
        }
    }

    /** What is done while nobody has the file open. */
    @FunctionalInterface
    interface ClosedFileAction<T> {
        T run() throws StoreException;
    }

    /** Lets nobody in any more, and ends all connections once what was said last is on its way. Never throws. */
    @Override
    public void close() {
        closed = true;
        place.close();
        pushing.shutdownNow();
        guests.forEach(ServedGuest::closeAfterLastWords);
    }
}
