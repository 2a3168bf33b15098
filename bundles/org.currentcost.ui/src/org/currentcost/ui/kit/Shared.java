package org.currentcost.ui.kit;

import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.swt.widgets.Control;

/**
 * A value that several views show and any of them may change. UI thread only.
 *
 * @param <T> a value type
 */
public final class Shared<T> {

    private final CopyOnWriteArrayList<Consumer<T>> listeners = new CopyOnWriteArrayList<>();
    private T value;

    /** @param first what it is before anybody changes it */
    public Shared(T first) {
        value = Objects.requireNonNull(first);
    }

    /** {@return the value} */
    public T get() {
        return value;
    }

    /** Changes the value, and tells all listeners if it is another one. */
    public void set(T next) {
        if (!next.equals(value)) {
            value = next;
            listeners.forEach(listener -> listener.accept(next));
        }
    }

    /** Tells {@code listener} of every change from now on until {@code control} is disposed. */
    public void listen(Control control, Consumer<T> listener) {
        listeners.add(listener);
        control.addDisposeListener(event -> listeners.remove(listener));
    }
}
