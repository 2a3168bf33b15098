package org.currentcost.guest;

import org.currentcost.testkit.store.NoteContract;

/** What a guest's store keeps of the contract of every store. */
class GuestNoteTest extends NoteContract {

    GuestNoteTest() {
        super(new GuestUnderTest());
    }
}
