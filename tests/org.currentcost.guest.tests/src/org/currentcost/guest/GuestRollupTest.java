package org.currentcost.guest;

import org.currentcost.testkit.store.RollupContract;

/** What a guest's store keeps of the contract of every store. */
class GuestRollupTest extends RollupContract {

    GuestRollupTest() {
        super(new GuestUnderTest());
    }
}
