package org.currentcost.cli;

import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.StoreEngines;
import org.currentcost.store.sqlite.SqliteEngine;
import org.currentcost.store.sqlite.SqliteOldDataReader;

/** What is installed where these tests run. */
final class Installations {

    private Installations() {
    }

    /** {@return the embedded engine, and these kinds of source} */
    static Installed of(SourceTypes types) {
        return Installed.of(types, new StoreEngines(new SqliteEngine()), new SqliteOldDataReader());
    }
}
