package org.currentcost.guest;

import org.currentcost.testkit.store.CountedReadingsContract;

/** What a guest's store keeps of the contract of every store. */
class GuestCountedReadingsTest extends CountedReadingsContract {

    GuestCountedReadingsTest() {
        super(new GuestUnderTest());
    }
}
