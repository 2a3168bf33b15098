package org.currentcost.recorder;

import java.util.UUID;
import org.currentcost.store.SourceStore;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;

/** What a source must be to be configured. */
public final class NewSource {

    private NewSource() {
    }

    /**
     * Configures a source, which is not started by this.
     *
     * @param meter   the name of the meter that it hears
     * @param address such as {@code serial:/dev/ttyUSB0}
     * @throws IllegalArgumentException if the address means nothing, or another source has a meter of this name; the
     *                                  message is a sentence for the user
     */
    public static SourceRow save(SourceStore store, SourceTypes types, String meter, String address)
            throws StoreException {
        types.create(address).close();
        for (var other : store.sources()) {
            if (other.meter().equals(meter)) {
                // Two meters under one name would be one series: their readings could never be told apart again.
                throw new IllegalArgumentException(
                        Messages.get("add.nameTaken", meter, types.describe(other.address())));
            }
        }
        var row = new SourceRow(UUID.randomUUID().toString(), meter, types.normalized(address), true);
        store.saveSource(row);
        return row;
    }
}
