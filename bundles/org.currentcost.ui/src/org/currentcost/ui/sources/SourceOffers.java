package org.currentcost.ui.sources;

import java.util.List;

/** What could be installed to hear other kinds of meters; in the workbench's context where that is possible. */
@FunctionalInterface
public interface SourceOffers {

    /**
     * Something to install.
     *
     * @param name        what it is called
     * @param description what it does
     */
    record Offer(String name, String description) {
    }

    /** {@return what is there to be installed and is not yet}; may take seconds, and is not for the UI thread */
    List<Offer> look();
}
