package org.currentcost.guest;

import org.currentcost.testkit.store.AppendContract;

/** What a guest's store keeps of the contract of every store. */
class GuestAppendTest extends AppendContract {

    GuestAppendTest() {
        super(new GuestUnderTest());
    }
}
