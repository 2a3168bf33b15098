package org.currentcost.store.sqlite;

import org.currentcost.testkit.store.RollupContract;

/** What the embedded engine keeps of its contract. */
class SumsPropertyTest extends RollupContract {

    SumsPropertyTest() {
        super(new EmbeddedUnderTest());
    }
}
