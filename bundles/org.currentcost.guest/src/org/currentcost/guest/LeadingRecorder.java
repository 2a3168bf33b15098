package org.currentcost.guest;

import java.util.List;
import java.util.Optional;
import org.currentcost.recorder.ChangeListeners;
import org.currentcost.recorder.LiveBus;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** The recorder of a folder, whoever holds it at the time. */
final class LeadingRecorder extends LeadingCalls<Recorder> {

    private final Switch<ReadingStore> stores;
    private final SourceTypes types;
    private final LiveBus live;
    private final Monotonic version = new Monotonic();
    private final ChangeListeners listeners = new ChangeListeners();
    private final Runnable forward = listeners::changed;
    /** How the sources were, while the file is changed by another way and the recorder waits for that. */
    private volatile Optional<List<SourceStatus>> waiting = Optional.empty();

    LeadingRecorder(Switch<Recorder> recorders, NextOwner next, Switch<ReadingStore> stores, SourceTypes types,
            LiveBus live) {
        super(recorders, next);
        this.stores = stores;
        this.types = types;
        this.live = live;
        recorders.now().addListener(forward);
    }

    /** The recorder is about to end for a moment: its sources are not stopped by that. */
    void pause(Recorder now) {
        waiting = Optional.of(now.sources());
    }

    /** What there was is there again. */
    void resume() {
        waiting = Optional.empty();
    }

    /** Another recorder is there from now on. */
    void follow(Recorder before, Recorder recorder) {
        before.removeListener(forward);
        recorder.addListener(forward);
        version.follow(recorder.version());
        resume();
        listeners.changed();
    }

    @Override
    Optional<List<Object>> own(String name, Recorder now, Object... arguments) {
        switch (name) {
            case "version" -> {
                return Optional.of(List.of(version.of(now::version)));
            }
            case "types" -> {
                return Optional.of(List.of(types));
            }
            case "live" -> {
                return Optional.of(List.of(live));
            }
            case "sources" -> {
                return waiting.map(List::of);
            }
            case "addListener" -> {
                listeners.add((Runnable) arguments[0]);
                return Optional.of(List.of());
            }
            case "removeListener" -> {
                listeners.remove((Runnable) arguments[0]);
                return Optional.of(List.of());
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    @Override
    boolean isAsked(Recorder recorder) {
        return recorder instanceof GuestRecorder;
    }

    @Override
    List<Object> alike(String name, Object... arguments) throws StoreException {
        return name.equals("add")
                ? stores.now().sources().stream()
                        .filter(row -> row.meter().equals(arguments[0])
                                && row.address().equals(types.normalized((String) arguments[1])))
                        .map(Object.class::cast).toList()
                : List.of();
    }

    @Override
    Object answered(String name, Object answer, Recorder by, Object... arguments) {
        return answer;
    }
}
