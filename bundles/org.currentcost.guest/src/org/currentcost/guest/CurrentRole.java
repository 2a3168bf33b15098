package org.currentcost.guest;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What a process is to its folder, and who hears when that changes. Safe for all threads. */
final class CurrentRole {

    private final List<Consumer<Role>> listeners = new CopyOnWriteArrayList<>();
    private volatile Role now;

    CurrentRole(Role first) {
        now = first;
    }

    Role now() {
        return now;
    }

    void addListener(Consumer<Role> listener) {
        listeners.add(listener);
    }

    void removeListener(Consumer<Role> listener) {
        listeners.remove(listener);
    }

    void become(Role next) {
        now = next;
        for (var listener : listeners) {
            try {
                listener.accept(next);
            } catch (RuntimeException | LinkageError e) {
                // Nobody else is to pay for it.
                continue;
            }
        }
    }
}
