package org.currentcost.ui.kit;

import org.eclipse.ui.IMemento;

/** What a view shows. Made by injection with its parent {@code Composite} and its {@link ViewFrame}; UI thread only. */
public interface ViewContent {

    /** Puts the keyboard into the view. */
    void setFocus();

    /** Saves what this copy of the view has of its own. */
    default void saveState(IMemento memento) {
    }

    /** Saves what a new view that is to show the same begins with. */
    default void saveForCopy(IMemento memento) {
        saveState(memento);
    }

    /** The view is closed. */
    default void dispose() {
    }
}
