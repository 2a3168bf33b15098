package org.currentcost.guest;

import org.currentcost.testkit.store.MaintenanceContract;

/** What a guest's store keeps of the contract of every store. */
class GuestMaintenanceTest extends MaintenanceContract {

    GuestMaintenanceTest() {
        super(new GuestUnderTest());
    }
}
