package org.currentcost.guest;

import org.currentcost.testkit.store.MeterDeletionContract;

/** What a guest's store keeps of the contract of every store. */
class GuestMeterDeletionTest extends MeterDeletionContract {

    GuestMeterDeletionTest() {
        super(new GuestUnderTest());
    }
}
