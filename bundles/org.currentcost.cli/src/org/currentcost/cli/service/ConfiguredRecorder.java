package org.currentcost.cli.service;

import java.time.InstantSource;
import org.currentcost.accounting.HouseholdSensors;
import org.currentcost.recorder.BuildTime;
import org.currentcost.recorder.LiveBus;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** Makes the recorder of a window, a command or a recorder process, which know the sensors by their settings. */
public final class ConfiguredRecorder {

    private ConfiguredRecorder() {
    }

    /** Starts what a recorder is to record and to pass on. */
    @FunctionalInterface
    public interface Starting {
        /** Starts it. */
        void start(LocalRecorder recorder) throws StoreException;
    }

    /**
     * {@return a recorder that has started}; the caller closes it
     *
     * @param live     takes the latest values
     * @param starting what it begins with
     * @throws StoreException if that fails; it is closed then
     */
    public static LocalRecorder start(ReadingStore store, SourceTypes types, InstantSource clock, LiveBus live,
            Starting starting) throws StoreException {
        var recorder = new LocalRecorder(store, types, clock, BuildTime.get(), live);
        try {
            recorder.setPublishedSensors(new HouseholdSensors(store));
            starting.start(recorder);
            return recorder;
        } catch (StoreException | RuntimeException e) {
            recorder.close();
            throw e;
        }
    }
}
