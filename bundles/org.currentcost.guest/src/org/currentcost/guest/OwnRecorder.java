package org.currentcost.guest;

import java.nio.file.Path;
import java.util.Optional;
import org.currentcost.recorder.LiveBus;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.LostReadings;
import org.currentcost.recorder.StoreTrouble;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.ReservedRoom;
import org.currentcost.store.StoreException;

/**
 * The recorder of this process, made anew for each store that it writes into. What one could not write, because the
 * disk is full, goes to the next. Safe for all threads.
 */
final class OwnRecorder {

    private final Participant participant;
    private final LiveBus live;
    private Optional<LocalRecorder> now = Optional.empty();
    /** One that has ended, and could not write all. */
    private Optional<LocalRecorder> unfinished = Optional.empty();
    private Optional<LostReadings> lost = Optional.empty();

    OwnRecorder(Participant participant, LiveBus live) {
        this.participant = participant;
        this.live = live;
    }

    /** {@return a recorder that has started in the place of the last one; empty if this process never records} */
    synchronized Optional<LocalRecorder> start(ReadingStore store) throws StoreException {
        end();
        if (participant.recorder().isPresent()) {
            var next = participant.recorder().get().make(store, live);
            unfinished.ifPresent(next::takeUnwritten);
            unfinished = Optional.empty();
            now = Optional.of(next);
        }
        return now;
    }

    synchronized boolean isRunning() {
        return now.isPresent();
    }

    /**
     * Records beside an owner that does not, such as a long command, if that lets this process.
     *
     * @param wanted whether this process would
     * @return whether it does
     */
    boolean recordBeside(OwnerLink link, boolean wanted, Leading leading, OwnerLinks links) {
        boolean granted = wanted && !link.owner().records() && participant.recorder().isPresent()
                && participant.mayTakeOver().getAsBoolean() && link.mayRecordInstead();
        boolean may = granted;
        try {
            if (may && !isRunning()) {
                start(leading.storeNow()).ifPresent(leading::record);
            }
        } catch (StoreException | RuntimeException e) {
            // It is tried again by and by, unless another one can do it.
            may = false;
        } finally {
            if (granted && !isRunning()) {
                link.recordNoMore();
            }
        }
        if (!may && isRunning()) {
            end();
            leading.recordNoMore(links, link.noRecorder());
        }
        return may;
    }

    /** Writes what can be written, and ends it. Never throws. */
    synchronized void end() {
        now.ifPresent(LocalRecorder::close);
        unfinished = now.filter(LocalRecorder::hasUnwritten).or(() -> unfinished);
        now = Optional.empty();
    }

    /** {@return why there is something that no recorder of this process could write, if there is} */
    synchronized Optional<StoreTrouble> trouble() {
        return unfinished.flatMap(LocalRecorder::storeTrouble);
    }

    /** Hands over what could not be written to who holds the folder; what that one can't write either stays here. */
    synchronized void writeUnwritten(ReadingStore store) {
        unfinished = unfinished.filter(one -> !one.writeUnwritten(store));
    }

    /**
     * Ends it for good: what could not be written until then is tried once more, with the room that is kept for that.
     *
     * @param store  of the folder, of this process or of who holds it
     */
    synchronized void finish(ReadingStore store, Path folder) {
        end();
        unfinished.ifPresent(one -> finish(one, store, folder));
        unfinished = Optional.empty();
    }

    /** Does the same with another recorder of this process, which is closed. */
    synchronized void finish(LocalRecorder closedOne, ReadingStore store, Path folder) {
        if (!closedOne.writeUnwritten(store) && ReservedRoom.release(folder)) {
            closedOne.writeUnwritten(store);
        }
        var more = closedOne.lost();
        lost = lost.isPresent() && more.isPresent() ? Optional.of(lost.get().plus(more.get())) : lost.or(() -> more);
    }

    /** {@return what was lost with what has {@linkplain #finish finished}} */
    synchronized Optional<LostReadings> lost() {
        return lost;
    }

    /**
     * Writes what waits.
     *
     * @throws StoreException if that can't be done now: whoever ends this recorder would end that too
     */
    void checkNothingWaits() throws StoreException {
        Optional<LocalRecorder> one;
        synchronized (this) {
            one = now;
        }
        if (one.isEmpty()) {
            return;
        }
        try {
            one.get().flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var trouble = one.get().storeTrouble().filter(waiting -> waiting.waiting() > 0);
        if (trouble.isPresent()) {
            throw refusal(trouble.get());
        }
    }

    /** {@return why this process keeps the folder} */
    static StoreException refusal(StoreTrouble trouble) {
        return new StoreException(StoreException.Kind.IN_USE,
                Messages.get("readingsWait", trouble.waiting(), trouble.reason()), trouble.remedy(), null);
    }
}
