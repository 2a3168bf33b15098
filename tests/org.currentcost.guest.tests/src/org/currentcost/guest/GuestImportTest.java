package org.currentcost.guest;

import org.currentcost.testkit.store.ImportContract;

/** What a guest's store keeps of the contract of every store. */
class GuestImportTest extends ImportContract {

    GuestImportTest() {
        super(new GuestUnderTest());
    }
}
