package org.currentcost.ui.sources;

import org.currentcost.guest.FolderAccess;
import org.currentcost.guest.Role;

/** What this window is to its data folder, at hand at any time: to find it out anew may have to wait for others. */
public final class FolderRole {

    private volatile Role now;

    /** Begins to listen; not on the UI thread while anything is shown. */
    public FolderRole(FolderAccess access) {
        now = access.role();
        access.addListener(next -> now = next);
    }

    /** {@return what it is as far as this process knows} Any thread. */
    public Role now() {
        return now;
    }
}
