package org.currentcost.ui.sources;

import org.eclipse.swt.widgets.Shell;

/** Installs what {@link SourceOffers} tells of; in the workbench's context where that is possible. */
@FunctionalInterface
public interface SourceInstaller {

    /**
     * Installs one, shows how that goes, and starts the program again; what fails is told. UI thread.
     *
     * @param shell the window over which that is shown
     * @param offer one of those that could be installed
     */
    void install(Shell shell, SourceOffers.Offer offer);
}
