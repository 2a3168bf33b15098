package org.currentcost.guest;

import org.currentcost.testkit.store.LearntIntervalContract;

/** What a guest's store keeps of the contract of every store. */
class GuestLearntIntervalTest extends LearntIntervalContract {

    GuestLearntIntervalTest() {
        super(new GuestUnderTest());
    }
}
