package org.currentcost.store.sqlite;

import org.currentcost.testkit.store.MeterDeletionContract;

/** What the embedded engine keeps of its contract. */
class MeterDeletionTest extends MeterDeletionContract {

    MeterDeletionTest() {
        super(new EmbeddedUnderTest());
    }
}
