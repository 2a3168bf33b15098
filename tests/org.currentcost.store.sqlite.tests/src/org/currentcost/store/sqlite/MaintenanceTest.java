package org.currentcost.store.sqlite;

import org.currentcost.testkit.store.MaintenanceContract;

/** What the embedded engine keeps of its contract. */
class MaintenanceTest extends MaintenanceContract {

    MaintenanceTest() {
        super(new EmbeddedUnderTest());
    }
}
