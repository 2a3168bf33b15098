package org.currentcost.guest;

import org.currentcost.testkit.store.EditContract;

/** What a guest's store keeps of the contract of every store. */
class GuestEditTest extends EditContract {

    GuestEditTest() {
        super(new GuestUnderTest());
    }
}
