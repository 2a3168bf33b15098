package org.currentcost.store.sqlite;

import org.currentcost.testkit.store.LearntIntervalContract;

/** What the embedded engine keeps of its contract. */
class LearntIntervalTest extends LearntIntervalContract {

    LearntIntervalTest() {
        super(new EmbeddedUnderTest());
    }
}
