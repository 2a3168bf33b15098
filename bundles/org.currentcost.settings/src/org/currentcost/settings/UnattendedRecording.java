package org.currentcost.settings;

import java.util.Optional;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** Whether recording is to go on when the window is closed, as the user set it. Safe for several threads. */
public final class UnattendedRecording {

    private final SettingsDocuments.Document<Boolean> document;

    /** @param store where it is kept */
    public UnattendedRecording(ReadingStore store) {
        document = new SettingsDocuments(store).of("unattended", Boolean.class);
    }

    /**
     * {@return whether it is to go on; empty if the user was never asked}
     *
     * @throws StoreException if the file can't be read
     */
    public Optional<Boolean> wanted() throws StoreException {
        return document.read();
    }

    /** Settles whether it is to go on. */
    public void want(boolean wanted) throws StoreException {
        document.write(wanted);
    }
}
