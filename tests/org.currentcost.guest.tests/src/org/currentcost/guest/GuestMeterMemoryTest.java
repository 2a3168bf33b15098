package org.currentcost.guest;

import org.currentcost.testkit.store.MeterMemoryContract;

/** What a guest's store keeps of the contract of every store. */
class GuestMeterMemoryTest extends MeterMemoryContract {

    GuestMeterMemoryTest() {
        super(new GuestUnderTest());
    }
}
