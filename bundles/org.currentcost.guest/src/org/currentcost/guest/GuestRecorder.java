package org.currentcost.guest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.currentcost.guest.GuestProtocol.RecorderChange;
import org.currentcost.guest.OwnerProtocol.Batch;
import org.currentcost.guest.OwnerProtocol.Steering;
import org.currentcost.model.Counters;
import org.currentcost.recorder.ChangeListeners;
import org.currentcost.recorder.HistoryProgress;
import org.currentcost.recorder.LiveBus;
import org.currentcost.recorder.NotUnderstood;
import org.currentcost.recorder.Publishing;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.recorder.StoreTrouble;
import org.currentcost.source.SourceState;
import org.currentcost.store.SourceStore;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;

/**
 * The recorder of a folder that another process holds: shows what that one tells, and asks it for every change. While
 * nobody records, its sources wait. Safe for all threads.
 */
final class GuestRecorder implements Recorder {

    /** What is asked for again and again is as old as this at most. */
    private static final Duration FRESH = Duration.ofMillis(500);
    /** So long the first answer is waited for, by a caller that may draw. */
    private static final Duration FIRST_ANSWER = Duration.ofMillis(300);

    private final SourceTypes types;
    private final LiveBus live;
    private final SourceStore configured;
    private final Owners owners;
    private final InstantSource clock;
    private final ChangeListeners listeners = new ChangeListeners();
    private final Map<String, Answer<byte[]>> received = new HashMap<>();
    private final Map<String, Answer<List<NotUnderstood>>> notUnderstood = new HashMap<>();
    private final Map<String, SourceStatus> known = new HashMap<>();
    private List<String> ids = List.of();
    private List<Publishing.Status> publishing = List.of();
    private Optional<StoreTrouble> trouble = Optional.empty();
    private boolean recording;
    private Optional<SourceState> idle;

    /** @param live takes what the owner tells @param reason why nothing is recorded until the owner tells otherwise */
    GuestRecorder(SourceTypes types, LiveBus live, SourceStore configured, Owners owners, InstantSource clock,
            String reason) {
        this.types = types;
        this.live = live;
        this.configured = configured;
        this.owners = owners;
        this.clock = clock;
        idle = Optional.of(waiting(reason));
    }

    /** What was answered last to a question that is asked again and again. */
    private static final class Answer<T> {
        private Optional<T> last = Optional.empty();
        private Optional<CompletableFuture<T>> next = Optional.empty();
        private long atNanos;
    }

    private SourceState waiting(String reason) {
        var now = clock.instant();
        return new SourceState.WaitingToRetry(now, now.plus(Duration.ofSeconds(10)), reason, "");
    }

    /** Nobody records any more, or not yet. @param reason a sentence for the user */
    void idle(String reason) {
        synchronized (this) {
            idle = Optional.of(waiting(reason));
            recording = false;
        }
        changed();
    }

    /** The owner has told something. */
    void take(RecorderChange change) {
        synchronized (this) {
            change.changed().forEach(source -> known.put(source.row().id(), source));
            if (change.ids().isPresent()) {
                ids = change.ids().get();
                known.keySet().retainAll(ids);
            }
            publishing = change.publishing();
            trouble = change.trouble();
            recording = true;
            idle = Optional.empty();
        }
        changed();
    }

    /** The owner has received something. */
    void take(Batch latest) {
        latest.parts().forEach(part -> part.readings().list().forEach(reading -> live.publish(part.series(), reading)));
        changed();
    }

    /** Nothing of these meters is live any more. */
    void forget(List<String> meters) {
        meters.forEach(live::forget);
        changed();
    }

    private void changed() {
        listeners.changed();
    }

    @Override
    public SourceTypes types() {
        return types;
    }

    @Override
    public LiveBus live() {
        return live;
    }

    @Override
    public long version() {
        return listeners.version();
    }

    @Override
    public List<SourceStatus> sources() {
        Optional<SourceState> waits;
        var result = new ArrayList<SourceStatus>();
        synchronized (this) {
            if (recording) {
                ids.forEach(id -> Optional.ofNullable(known.get(id)).ifPresent(result::add));
                return result;
            }
            waits = idle;
        }
        try {
            for (var row : configured.sources()) {
                var last = lastKnown(row);
                var state = row.enabled() ? waits.orElse(last.state()) : new SourceState.Stopped(last.state().since());
                result.add(new SourceStatus(row, state, last.counters(), last.lastReceived(), last.lastDamage(),
                        last.clockAhead(), last.history()));
            }
        } catch (StoreException e) {
            // The store tells its trouble to who asks it.
            return List.of();
        }
        return result;
    }

    private synchronized SourceStatus lastKnown(SourceRow row) {
        var last = known.get(row.id());
        return last == null
                ? new SourceStatus(row, new SourceState.Stopped(clock.instant()), Counters.NONE,
                        Optional.<Instant>empty(), Optional.empty(), Optional.empty(), HistoryProgress.NONE)
                : last;
    }

    @Override
    public SourceRow add(String meter, String address) throws StoreException {
        return owners.ask(link -> link.ask(owner -> owner.addSource(meter, address)));
    }

    @Override
    public void change(String id, String address) throws StoreException {
        owners.ask(link -> link.ask(owner -> owner.changeSource(id, address)));
    }

    private void steer(Steering steering, String id) throws StoreException {
        owners.ask(link -> link.ask(owner -> owner.steerSource(steering, id)));
    }

    @Override
    public void start(String id) throws StoreException {
        steer(Steering.START, id);
    }

    @Override
    public void stop(String id) throws StoreException {
        steer(Steering.STOP, id);
    }

    @Override
    public void remove(String id) throws StoreException {
        steer(Steering.REMOVE, id);
    }

    /** The owner ends the source when it is asked to delete the meter. */
    @Override
    public void delete(String meter, Deletion deletion) throws StoreException {
        deletion.run();
        live.forget(meter);
        changed();
    }

    @Override
    public List<String> publishAddresses() throws StoreException {
        return owners.ask(link -> link.ask(OwnerProtocol::publishAddresses));
    }

    @Override
    public void setPublishAddresses(List<String> addresses) throws StoreException {
        owners.ask(link -> link.ask(owner -> owner.setPublishAddresses(addresses)));
    }

    @Override
    public synchronized List<Publishing.Status> publishing() {
        return publishing;
    }

    @Override
    public List<NotUnderstood> notUnderstood(String id) {
        return lately(notUnderstood, id, owner -> owner.notUnderstood(id), List.of());
    }

    @Override
    public byte[] received(String id) {
        return lately(received, id, owner -> owner.received(id), new byte[0]);
    }

    /** {@return what the owner answered lately} It is asked again in the background; who looks hears of the answer. */
    private <T> T lately(Map<String, Answer<T>> answers, String id,
            Function<OwnerProtocol, CompletableFuture<T>> question, T unknown) {
        CompletableFuture<T> first;
        synchronized (this) {
            var answer = answers.computeIfAbsent(id, key -> new Answer<>());
            boolean fresh = answer.last.isPresent() && System.nanoTime() - answer.atNanos < FRESH.toNanos();
            if (!fresh && answer.next.isEmpty()) {
                var asked = owners.askLater(question);
                answer.next = Optional.of(asked);
                asked.whenComplete((value, failure) -> answered(answer, Optional.ofNullable(value)));
            }
            if (answer.last.isPresent() || answer.next.isEmpty()) {
                return answer.last.orElse(unknown);
            }
            first = answer.next.get();
        }
        try {
            return first.copy().completeOnTimeout(unknown, FIRST_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(failure -> unknown).join();
        } catch (OwnerGone e) {
            return unknown;
        }
    }

    private <T> void answered(Answer<T> answer, Optional<T> value) {
        synchronized (this) {
            answer.next = Optional.empty();
            answer.atNanos = System.nanoTime();
            if (value.isPresent()) {
                answer.last = value;
            }
        }
        if (value.isPresent()) {
            changed();
        }
    }

    @Override
    public synchronized Optional<StoreTrouble> storeTrouble() {
        return trouble;
    }

    @Override
    public void flush() throws InterruptedException {
        var written = owners.askLater(OwnerProtocol::flush);
        try {
            written.get();
        } catch (ExecutionException e) {
            // Without an owner there is nothing that waits.
            return;
        }
    }

    @Override
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }
}
