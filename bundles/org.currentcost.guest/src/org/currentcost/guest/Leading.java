package org.currentcost.guest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.currentcost.recorder.LiveBus;
import org.currentcost.recorder.Recorder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** The one store and the one recorder of a process, and what they lead to at the time. Safe for all threads. */
final class Leading {

    /** So long those who still use a store are waited for. */
    private static final Duration LAST_USE = Duration.ofSeconds(8);

    private final Participant participant;
    private final LiveBus live = new LiveBus();
    private final Switch<ReadingStore> stores;
    private final Switch<Recorder> recorders;
    private final LeadingStore store;
    private final LeadingRecorder recorder;
    private final ReadingStore storeForAll;
    private final Recorder recorderForAll;

    /** @param first where it leads to at first; a recorder follows from that */
    Leading(Participant participant, ReadingStore first, Owners owners, LeadingCalls.NextOwner next) {
        this.participant = participant;
        stores = new Switch<>(first);
        recorders = new Switch<>(recorderOf(first, owners));
        store = new LeadingStore(stores, next, live);
        recorder = new LeadingRecorder(recorders, next, stores, participant.types(), live);
        storeForAll = store.as(ReadingStore.class);
        recorderForAll = recorder.as(Recorder.class);
    }

    private Recorder recorderOf(ReadingStore opened, Owners owners) {
        return opened instanceof GuestStore
                ? new GuestRecorder(participant.types(), live, opened, owners, participant.clock(),
                        Messages.get("role.nobody"))
                : new GuestRecorder(participant.types(), live, opened, new NoRecorder(), participant.clock(),
                        Messages.get("noRecorder.here"));
    }

    /** Asked to record, where nobody does. */
    private static final class NoRecorder implements Owners {
        @Override
        public <T> T ask(Question<T> question) throws StoreException {
            throw new StoreException(StoreException.Kind.OTHER, Messages.get("noRecorder.here"),
                    Messages.get("noRecorder.remedy"), null);
        }

        @Override
        public <T> CompletableFuture<T> askLater(Function<OwnerProtocol, CompletableFuture<T>> question) {
            return CompletableFuture.failedFuture(new OwnerGone(false, null));
        }
    }

    /** {@return the store for who has the folder open} */
    ReadingStore store() {
        return storeForAll;
    }

    /** {@return the recorder for who has the folder open} */
    Recorder recorder() {
        return recorderForAll;
    }

    /** {@return the latest values, whoever records} */
    LiveBus live() {
        return live;
    }

    /** {@return the store that it leads to now} */
    ReadingStore storeNow() {
        return stores.now();
    }

    /** {@return the store that it leads to now, if it is a guest's} */
    Optional<GuestStore> guestStore() {
        return stores.now() instanceof GuestStore guest ? Optional.of(guest) : Optional.empty();
    }

    /** {@return the recorder that it leads to now, if it is a guest's} */
    Optional<GuestRecorder> guestRecorder() {
        return guestStore().isPresent() && recorders.now() instanceof GuestRecorder guest
                ? Optional.of(guest)
                : Optional.empty();
    }

    /** Says something for the user with what the store says, as long as it leads to that one. */
    void remark(Optional<String> remark) {
        store.remark(remark);
    }

    /** {@return whether this process imports into a store of its own at the moment} */
    boolean isImporting() {
        return store.isImporting();
    }

    /** Leads to a store of this process from now on. @param recording empty if it does not record */
    void to(ReadingStore own, Optional<? extends Recorder> recording) {
        to(own, recording.<Recorder>map(one -> one).orElseGet(() -> recorderOf(own, new NoRecorder())));
    }

    /** Records into the store that it leads to, which is an owner's that does not record. */
    void record(Recorder recording) {
        to(recording);
    }

    /** Leads to the recorder of an owner, with the store that it leads to. @param reason why it does not record yet */
    void recordNoMore(Owners owners, String reason) {
        to(recorderOf(stores.now(), owners));
        guestRecorder().ifPresent(one -> one.idle(reason));
    }

    private void to(Recorder next) {
        var before = recorders.now();
        recorders.to(next);
        recorder.follow(before, next);
    }

    /** Leads to an owner from now on. */
    void to(GuestStore beside, Owners owners) {
        to(beside, recorderOf(beside, owners));
    }

    private void to(ReadingStore nextStore, Recorder nextRecorder) {
        to(nextRecorder);
        store.follow(nextStore);
        stores.to(nextStore, LAST_USE);
    }

    /** Lets nobody use the store until {@link #resume} or {@code to}. {@return whether nobody does any more} */
    boolean pause() {
        store.pause(stores.now());
        recorder.pause(recorders.now());
        boolean unused = stores.pause(LAST_USE);
        if (!unused) {
            store.resume();
            recorder.resume();
        }
        return unused;
    }

    /** The recorder is about to end for a moment: how its sources were is shown until it leads to another one. */
    void pauseRecorder() {
        recorder.pause(recorders.now());
    }

    /** What there was is there again. */
    void resume() {
        store.resume();
        recorder.resume();
        stores.resume();
    }
}
