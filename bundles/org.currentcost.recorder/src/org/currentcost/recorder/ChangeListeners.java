package org.currentcost.recorder;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Who hears of the changes of a {@link Recorder}, and how many there were. Safe for all threads. */
public final class ChangeListeners {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong version = new AtomicLong();

    /** Adds someone who hears of every change, on the thread that makes it. */
    public void add(Runnable listener) {
        listeners.add(listener);
    }

    /** Takes a listener away. */
    public void remove(Runnable listener) {
        listeners.remove(listener);
    }

    /** {@return a number that grows with every change} */
    public long version() {
        return version.get();
    }

    /** Something has changed. One that fails is passed over: neither a source nor who else looks on pays for it. */
    public void changed() {
        version.incrementAndGet();
        for (var listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException | LinkageError e) {
                // It would end the thread that writes, or a connection.
                continue;
            }
        }
    }
}
