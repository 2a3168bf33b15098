package org.currentcost.ui.kit;

import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IViewSite;

/**
 * The workbench around a view.
 *
 * @param site    its place
 * @param title   sets the text of its tab
 * @param memento what this copy saved the last time, if it did
 */
public record ViewFrame(IViewSite site, Consumer<String> title, IMemento memento) {

    /** {@return what this copy of the view saved under {@code key}, if it did} */
    public Optional<String> saved(String key) {
        return memento == null ? Optional.empty() : Optional.ofNullable(memento.getString(key));
    }
}
