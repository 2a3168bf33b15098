package org.currentcost.cli;

import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.OldDataReader;
import org.currentcost.store.StoreEngines;

/** What is installed and commands make use of. May look for it when it is asked for, as most commands need little. */
public interface Installed {

    /** {@return the kinds of source}; the same ones each time */
    SourceTypes types();

    /** {@return the ways to keep a store}; the same ones each time */
    StoreEngines engines();

    /** {@return what reads data files of the first CurrentCost program} */
    OldDataReader oldData();

    /** {@return what is known already} */
    static Installed of(SourceTypes types, StoreEngines engines, OldDataReader oldData) {
        record Known(SourceTypes types, StoreEngines engines, OldDataReader oldData) implements Installed {
        }
        return new Known(types, engines, oldData);
    }
}
